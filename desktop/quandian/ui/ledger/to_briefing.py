"""加入简报: a menu of the saved briefings and a new one, for chosen rows, what the filter finds, or the chart."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from quandian.core.briefing_plan import ChartPlan
from quandian.core.model import AnnotationId
from quandian.tasks.briefings import SavedBriefing, saved_briefings
from quandian.tasks.ledger_briefing import add_filter, add_ledger_chart, add_rows, chart_plan
from quandian.ui.pages.ledger import LedgerPage
from quandian.ui.session import Session
from quandian.ui.theme import theme

_MOST = 12  # briefings in the menu, the newest first
_NAME = 28  # characters of a name


class ToBriefing(QObject):
    """Asks into which briefing, and puts it there. ``done`` gets the briefing's id and a sentence that says so."""

    def __init__(self, page: LedgerPage, session: Session, done: Callable[[str, str], None]) -> None:
        super().__init__(page)
        self._page, self._session, self._done = page, session, done
        self._ids: list[AnnotationId] = []
        self._last = ""
        self._chart: ChartPlan | None = None

    # --- asking

    def ask_for_rows(self, where: QPoint) -> None:
        """Offer to put the chosen rows into a briefing, or all that the filter finds into a new one."""
        self._chart = None
        self._ids = self._page.table.selected_ids()
        found = len(self._page.model.order)
        if not found:
            self._session.say(self.tr("台账里没有可以加入简报的标注"))
            return
        menu = QMenu(self._page)
        if self._ids:
            count = len(self._ids)
            self._head(menu, self.tr("选中的 {0} 条加入", "", count).format(count))
            self._add_briefings(menu)
        self._head(menu, self.tr("显示的 {0} 条", "", found).format(found))
        self._add(menu, "filter", self.tr("新建简报，随这个筛选更新"), "list-filter")
        self._pop(menu, where)

    def ask_for_chart(self, where: QPoint) -> None:
        """Offer to put the chart that is shown into a briefing."""
        chart = self._page.chart.canvas.chart
        if chart is None or chart.is_empty:
            self._session.say(self.tr("没有可以加入简报的图表"))
            return
        control = self._page.controller
        self._chart = chart_plan(chart.kind.value, control.shown_indicator, control.query.tag_ids)
        menu = QMenu(self._page)
        self._head(menu, self.tr("图表“{0}”加入").format(chart.title))
        self._add_briefings(menu)
        self._pop(menu, where)

    def _head(self, menu: QMenu, text: str) -> None:
        """Say what the entries below are for; the style sheet leaves titles of sections out."""
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(text).setEnabled(False)

    def _add_briefings(self, menu: QMenu) -> None:
        every = saved_briefings(self._session.project)
        every.sort(key=lambda one: one.id != self._last, reverse=True)  # the one used last comes first
        for one in reversed(every[-_MOST:]):
            self._add(menu, one.id, one.name if len(one.name) <= _NAME else one.name[: _NAME - 1] + "…", "file-text")
        self._add(menu, "", self.tr("新建简报"), "plus")

    def _add(self, menu: QMenu, key: str, text: str, icon: str) -> None:
        action = QAction(theme().icon(icon, 16), text.replace("&", "&&"), menu)
        action.setObjectName(key)
        action.triggered.connect(self._on_chosen)
        menu.addAction(action)

    def _pop(self, menu: QMenu, where: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)
        menu.setActiveAction(
            next(action for action in menu.actions() if action.isEnabled() and not action.isSeparator())
        )

    # --- doing

    @Slot()
    def _on_chosen(self) -> None:
        key = self.sender().objectName()
        with self._session.telling():
            project, query = self._session.project, self._page.controller.query
            if self._chart is not None:
                made = add_ledger_chart(project, self._chart, query, key or None)
                self._say(made, self.tr("图表已加入“{0}”").format(made.name))
            elif key == "filter":
                made = add_filter(project, query)
                self._say(made, self.tr("已新建“{0}”，收入这个筛选找到的标注").format(made.name))
            else:
                made, count = add_rows(project, self._ids, key or None)
                if count:
                    self._say(made, self.tr("{0} 条已加入“{1}”", "", count).format(count, made.name))
                else:
                    self._session.say(self.tr("“{0}”里已经有这些标注").format(made.name))

    def _say(self, made: SavedBriefing, sentence: str) -> None:
        self._last = made.id
        self._done(made.id, sentence)


def place_below(page: LedgerPage) -> QPoint:
    """Return where a menu asked for by key opens: under the current row, else in the middle of the table."""
    table = page.table
    index = table.currentIndex()
    rect = table.visualRect(index) if index.isValid() else table.viewport().rect()
    inside = table.viewport().rect().contains(rect.bottomLeft())
    at = QPoint(max(8, rect.left()), rect.bottom()) if inside else table.viewport().rect().center()
    return table.viewport().mapToGlobal(at)
