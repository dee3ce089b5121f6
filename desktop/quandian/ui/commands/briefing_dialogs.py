"""The questions of the composer: dialogs, and what their answers make of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from quandian.core.briefing_plan import BEFORE, ChartPlan
from quandian.core.briefing_stale import stale_words
from quandian.tasks.briefings import add_chart
from quandian.ui.briefing.dialogs import ChartDialog, FiguresDialog, OrphansDialog, ReportsDialog
from quandian.ui.briefing.stale import StaleDialog
from quandian.ui.briefing.tree import SECTION, words_of

if TYPE_CHECKING:
    from quandian.ui.main_window import MainWindow
    from quandian.ui.pages.briefing import BriefingPage


class BriefingDialogs(QObject):
    """Opens the dialogs of the page."""

    def __init__(self, window: MainWindow, page: BriefingPage) -> None:
        super().__init__(window)
        self._window, self.page, self._session = window, page, window.session
        self._chart = -1
        self._target = ""

    @Slot(int)
    def chart(self, number: int) -> None:
        """Ask for a chart: one of the plan's by its number, or a new one."""
        plan = self.page.desk.plan
        chart = plan.charts[number] if 0 <= number < len(plan.charts) else None
        dialog = ChartDialog(self._session, plan, chart, self._window)
        self._chart = number
        dialog.made.connect(self._on_chart_made)
        dialog.open()

    @Slot(object)
    def _on_chart_made(self, chart: ChartPlan) -> None:
        desk = self.page.desk
        if desk.current is None:
            return
        if self._chart < 0:
            with self._session.telling():
                charts = add_chart(self._session.project, desk.current.id, chart).plan.charts
                self.page.show_when_made(f"chart/{charts.index(chart)}")
        else:
            every = list(desk.plan.charts)
            every[self._chart] = chart
            desk.edit({"charts": tuple(every)})

    def fonts(self) -> None:
        """Show the fonts of briefings, and which of them are not there."""
        from quandian.ui.dialogs.fonts import FontsDialog

        FontsDialog(self._window.settings, self._window).open()

    @Slot()
    def figures(self) -> None:
        """Ask which indicators head the briefing."""
        dialog = FiguresDialog(self._session, self.page.desk.plan, self._window)
        dialog.picked.connect(self._on_figures)
        dialog.open()

    @Slot(object)
    def _on_figures(self, names: tuple[str, ...]) -> None:
        self.page.desk.edit({"figures": names})

    @Slot()
    def reports(self) -> None:
        """Ask which reports the briefing takes."""
        dialog = ReportsDialog(self._session, self.page.desk.plan, self._window)
        dialog.picked.connect(self._on_reports)
        dialog.open()

    @Slot(object)
    def _on_reports(self, report_ids: object) -> None:
        self.page.desk.edit({"report_ids": report_ids})

    def restore(self) -> None:
        """Give the framed paragraph, or the words of the current section, back to what is generated."""
        desk, part, node = self.page.desk, self.page.part, self.page.outline.current
        if part is not None and part.key in desk.plan.written:
            desk.write(part.key, "")
        elif node is not None and desk.now is not None:
            gone = words_of(desk.now.briefing, node.key) & set(desk.plan.written)
            if gone:
                desk.give_back(gone)
                return
            self._session.say(self.tr("这里没有手写的文字"))

    def compare(self, key: str) -> None:
        """Go to words by hand, show them beside those generated now, and ask which shall stand."""
        page, made = self.page, self.page.desk.now
        known = page.preview.places
        number = known.of_key(key) if known is not None else None
        if number is not None:
            page.preview.select(number)
            page.preview.chosen.emit(number)
            page.card.hide()
        place = (
            next((one for one in stale_words(page.desk.plan, made.briefing) if one.key == key), None) if made else None
        )
        if place is None:
            self._session.say(self.tr("手写的文字与生成的相符"))
            return
        dialog = StaleDialog(place, page.desk.plan.generated.get(key, ""), self._window)
        dialog.taken.connect(self._on_stale_taken)
        dialog.kept.connect(page.desk.keep)
        dialog.open()

    @Slot(str)
    def _on_stale_taken(self, key: str) -> None:
        self.page.desk.write(key, "")
        self._session.say(self.tr("换成了新生成的文字"), offers_undo=True)

    def orphans(self) -> None:
        """Show the words that have no place now."""
        made, node = self.page.desk.now, self.page.outline.current
        if made is None or not made.orphans:
            self._session.say(self.tr("手写的文字都有位置"))
            return
        target = node if node is not None and node.kind == SECTION and node.shown else None
        self._target = target.key if target is not None else ""
        title = target.title if target is not None else ""
        dialog = OrphansDialog(made.orphans, self._session.tags, title, self._window)
        dialog.moved.connect(self._on_orphan_moved)
        dialog.dropped.connect(self._on_orphan_dropped)
        dialog.open()

    @Slot(str, str)
    def _on_orphan_moved(self, key: str, text: str) -> None:
        desk = self.page.desk
        written = {one: words for one, words in desk.plan.written.items() if one != key}
        place = self._target if self._target in desk.plan.own else f"{self._target}/{BEFORE}"
        written[place] = f"{written[place]}\n{text}" if written.get(place) else text
        desk.edit({"written": written})

    @Slot(str)
    def _on_orphan_dropped(self, key: str) -> None:
        self.page.desk.write(key, "")
