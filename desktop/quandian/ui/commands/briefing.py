"""Everything ``briefing.*``: the page is made when it is first shown, so that the window opens no later for it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from quandian.core.model import AnnotationId

if TYPE_CHECKING:
    from quandian.core.briefing_checks import Finding
    from quandian.core.briefing_plan import BriefingPlan
    from quandian.ui.main_window import MainWindow
    from quandian.ui.pages.briefing import BriefingPage

BRIEFING, READING = "briefing", "reading"
_TAKEN = ("view.left", "view.right", "view.larger", "view.smaller", "view.reset_size")
_EXPORT = "project.export"  # of a briefing that is in front: that one, as Word
_ADDING = ("tag.brief",)


class BriefingCommands(QObject):
    """Serves the actions ``briefing.*``, and those of the view that mean something else in the composer."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._page: BriefingPage | None = None
        self._actions = window.actions_table
        self._way_back = False
        self._adding: tuple[AnnotationId, ...] = ()
        self._turn: dict[str, int] = {}  # which place of a finding was shown last
        self._session.opened.connect(self._on_list)
        self._session.closed.connect(self._on_closed)
        window.toolbar.briefing.chosen.connect(self._on_chosen)

    @property
    def page(self) -> BriefingPage:
        """The page, made on the first call."""
        if self._page is None:
            from quandian.ui.commands.briefing_dialogs import BriefingDialogs
            from quandian.ui.commands.briefing_files import BriefingFiles
            from quandian.ui.pages.briefing import BriefingPage

            window = self._window
            page = self._page = BriefingPage(self._session, self._actions, window.settings)
            window.pages.addWidget(page)
            self._files = BriefingFiles(window, page)
            self.dialogs = BriefingDialogs(window, page)
            page.new_wanted.connect(self.new)
            page.source_wanted.connect(self.show_source)
            page.run_wanted.connect(self.run)
            page.panels_changed.connect(window.refresh_panels)
            page.told.connect(self.tell)
            page.part_menu_wanted.connect(self._on_part_menu)
            page.outline.add_wanted.connect(self._on_add_menu)
            page.desk.listed.connect(self._on_list)
            page.desk.opened.connect(self._on_list)
            page.desk.started.connect(self._on_job)
            page.settings.finding_chosen.connect(self._on_finding)
            page.settings.template_file_wanted.connect(self._files.choose_template)
            page.settings.open_wanted.connect(self._files.open_written)
            page.strip.look_wanted.connect(self._files.look_at_template)
            page.settings.scope.reports_wanted.connect(self.dialogs.reports)
            page.settings.scope.filter_wanted.connect(self.from_ledger)
            page.settings.tables.chart_wanted.connect(self.dialogs.chart)
            page.settings.tables.figures_wanted.connect(self.dialogs.figures)
            window.view.add_page(page)
            if self._session.is_open:
                page.desk.take_open_project()
        return self._page

    @property
    def in_front(self) -> bool:
        """Whether the composer is the page shown."""
        return self._page is not None and self._window.pages.currentWidget() is self._page

    @property
    def has_briefing(self) -> bool:
        """Whether the actions on a briefing have one to act on."""
        return self.in_front and self.page.desk.current is not None

    @property
    def can_go_back(self) -> bool:
        """Whether the reading page was opened from a briefing."""
        return self._way_back and self._window.reviewing.page == READING

    def takes(self, action_id: str) -> bool:
        """Whether an action is the composer's now."""
        if action_id in _ADDING or action_id.startswith("briefing."):
            return True
        if action_id == _EXPORT and self.has_briefing:
            return True
        return (action_id in _TAKEN and self.in_front) or (action_id == "view.back" and self.can_go_back)

    @Slot(str)
    def run(self, verb: str) -> None:
        """Do what an action says; what needs the page brings it to the front."""
        if verb == "brief":
            self.add_chosen()
            return
        verb = "export_word" if verb == "export" else verb
        if verb == "back":
            self._window.reviewing.show_page(BRIEFING)
            return
        if not self.in_front:
            self._window.reviewing.show_page(BRIEFING)
        if verb.startswith("export_") or verb in ("print", "preview"):
            self.page.settings.commit()
            self._files.run(verb)
        else:
            getattr(self, verb)()

    def activate(self) -> None:
        """The page comes to the front."""
        self._way_back = False
        self.page.activate()
        self._on_list()

    def wait_until_made(self, seconds: float = 20.0) -> None:
        """Wait for pages and checks, where nobody else keeps events going: a picture is to be taken."""
        desk, end = self.page.desk, time.monotonic() + seconds
        while desk.current is not None and not desk.findings and not desk.problem and time.monotonic() < end:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)

    def shut_down(self) -> None:
        """The window closes."""
        if self._page is not None:
            self._page.desk.runner.shutdown()

    # --- what the shell shows

    @Slot()
    def _on_list(self) -> None:
        bar = self._window.toolbar.briefing
        if self._page is not None:
            bar.show_briefings(self._page.desk.every, self._page.desk.current)
        self._window.refresh_actions_soon()

    @Slot()
    def _on_closed(self) -> None:
        self._way_back = False
        self._window.status.pages.set("")
        self._window.status.remark.set("")

    @Slot()
    def tell(self) -> None:
        """Say in the status bar how long the briefing is while it is in front."""
        status, words, remark = self._window.status, "", ""
        if self.in_front:
            made = self.page.desk.now
            remark = self.tr("简报由标注生成，改标注即改简报") if self.page.desk.current is not None else ""
            if made is not None:
                pages = len(made.pages.pages)
                words = self.tr("约 {0} 字，{1} 页").format(f"{made.characters:,}", pages)
        status.pages.set(words)
        status.remark.set(remark)

    def leave(self, key: str) -> None:
        """Another page comes to the front: what is being written is kept."""
        if self.in_front and key != BRIEFING:
            self.page.remember()
        if key != READING:
            self._way_back = False

    @Slot(object)
    def _on_job(self, job: Any) -> None:  # noqa: ANN401 - a Job
        if not self._window.jobs.busy:
            self._window.status.work.follow(job)

    @Slot(str)
    def _on_chosen(self, briefing_id: str) -> None:
        self.page.remember()
        self.page.desk.open(briefing_id)

    # --- briefings

    @Slot()
    def new(self) -> None:
        """Ask for the kind of a new briefing."""
        from quandian.ui.briefing.dialogs import NewBriefingDialog

        dialog = NewBriefingDialog(self._session, [one.name for one in self.page.desk.every], self._window)
        dialog.made.connect(self._on_new)
        dialog.open()

    @Slot(object)
    def _on_new(self, plan: BriefingPlan) -> None:
        self.page.desk.add(plan)
        self.page.outline.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def duplicate(self) -> None:
        """Save the open briefing once more, under another title."""
        desk = self.page.desk
        if desk.current is not None:
            name = self._free_name(self.tr("{0} 副本").format(desk.current.name))
            desk.add(replace(desk.plan, title=name))

    def _free_name(self, name: str) -> str:
        taken = {one.name for one in self.page.desk.every}
        n, free = 2, name
        while free in taken:
            free, n = self.tr("{0}（{1}）").format(name, n), n + 1
        return free

    def rename(self) -> None:
        """Put a field over the title."""
        if not self.page.left_shown:
            self.page.set_left(True)
        self.page.outline.choose("")
        self.page.outline.rename()

    def remove(self) -> None:
        """Remove the open briefing; undo brings it back."""
        desk = self.page.desk
        if desk.current is not None:
            name = desk.current.name
            desk.remove()
            self._session.say(self.tr("已删除简报“{0}”").format(name), offers_undo=True)

    def regenerate(self) -> None:
        """Make the pages anew and say what was kept."""
        desk = self.page.desk
        desk.rebuild()
        kept = sum(bool(text.strip()) for text in desk.plan.written.values())
        if kept:
            self._session.say(self.tr("已按现在的标注重新生成，{0} 段手写文字照旧", "", kept).format(kept))
        else:
            self._session.say(self.tr("已按现在的标注重新生成"))

    # --- parts

    def toggle(self) -> None:
        """Take the current row in, or leave it out; in the preview what is framed, or turn the page."""
        page, part = self.page, self.page.part
        if not page.preview.hasFocus():
            page.outline.toggle()
        elif part is not None and part.annotation is not None:
            self.take_out()
        elif part is not None and part.key and part.key == part.section:
            page.outline.toggle()
        else:
            page.preview.turn()

    def up(self) -> None:
        """Move the current row up."""
        self.page.outline.move_by(-1)

    def down(self) -> None:
        """Move the current row down."""
        self.page.outline.move_by(1)

    def heading(self) -> None:
        """Name the current section."""
        self.page.outline.rename()

    def before(self) -> None:
        """Write the introduction of the current section."""
        node = self.page.outline.current
        if node is not None:
            self.page.writing.write(node.key)

    def after(self) -> None:
        """Write the closing words of the current section."""
        from quandian.core.briefing_plan import AFTER
        from quandian.ui.briefing.tree import SECTION

        node = self.page.outline.current
        if node is not None and node.kind == SECTION:
            self.page.writing.write(f"{node.key}/{AFTER}")

    def rewrite(self) -> None:
        """Write the paragraph that is framed."""
        part = self.page.part
        if part is not None and part.key:
            self.page.writing.write(part.key)

    def restore(self) -> None:
        """Give the framed paragraph, or the words of the current section, back to what is generated."""
        self.dialogs.restore()

    def compare(self) -> None:
        """Show the framed words by hand beside those generated now."""
        if self.page.part is not None:
            self.dialogs.compare(self.page.part.key)

    def own(self) -> None:
        """Add a section of the user's own and let it be named."""
        from quandian.ui.briefing.tree import own_section

        page = self.page
        after = page.outline.current.key if page.outline.current is not None else ""
        key, changes = own_section(page.desk.plan, page.outline.rows.nodes, after, self.tr("新的一节"))
        page.show_when_made(key, naming=True)
        page.desk.edit(changes)

    def chart(self) -> None:
        """Ask for a new chart."""
        self.dialogs.chart(-1)

    def orphans(self) -> None:
        """Show the words that have no place now."""
        self.dialogs.orphans()

    @Slot()
    def from_ledger(self) -> None:
        """Take the filter of the ledger as the scope."""
        query = self._window.ledger_commands.page.controller.query
        self.page.desk.edit(
            {
                "conditions": tuple(query.conditions),
                "text": query.text,
                "tag_ids": tuple(query.tag_ids) or None,
                "report_ids": tuple(query.report_ids) if query.report_ids else None,
            }
        )
        self._session.say(self.tr("已把台账的筛选用作范围"), offers_undo=True)

    def take_out(self) -> None:
        """Take what is chosen out of the briefing."""
        from quandian.ui.briefing.tree import items_toggled, removed, toggled

        page, desk = self.page, self.page.desk
        part, node = page.part, page.outline.current
        if page.outline.source_view.hasFocus():
            page.outline.toggle()
        elif part is not None and part.annotation is not None and not page.outline.view.hasFocus():
            page.card.hide()
            desk.edit(items_toggled(desk.plan, [part.annotation]))
            self._session.say(self.tr("已移出简报，标注还在"), offers_undo=True)
        elif node is not None:
            desk.edit(removed(desk.plan, node) or (toggled(desk.plan, node) if node.shown else {}))

    # --- places

    def source(self) -> None:
        """Show the passage that the chosen part comes from."""
        page, part = self.page, self.page.part
        chosen = page.outline.chosen_sources()
        if page.outline.source_view.hasFocus() and chosen:
            self.show_source(chosen[0])
        elif part is not None and part.annotation is not None:
            self.show_source(part.annotation)
        elif chosen or page.outline.sources.ids:
            self.show_source((*chosen, *page.outline.sources.ids)[0])
        else:
            self._session.say(self.tr("先点一条引文，再看原文"))

    @Slot(object)
    def show_source(self, annotation_id: AnnotationId) -> None:
        """Show an annotation in its report; 后退 leads back."""
        self.page.remember()
        self._window.reviewing.show_page(READING)
        self._window.presenter.open_annotation(annotation_id)
        self._way_back = True
        self._window.refresh_actions()
        self._session.say(self.tr("按 Alt+← 回到简报"))

    @Slot(object)
    def _on_finding(self, finding: Finding) -> None:
        """Go to what a check found; each click to the next place."""
        page = self.page
        if finding.code == "check.orphans":
            self.orphans()
        elif finding.code.startswith("check.stale"):
            self.dialogs.compare(finding.keys[0])
        elif finding.code == "check.waiting":
            self._window.reviewing.show_page("review")
        elif finding.code == "check.contradictory":
            self._window.ledger_commands.run("contradictions")
        elif finding.code == "check.fonts":
            self.dialogs.fonts()
        elif finding.annotation_ids:
            turn = self._turn.get(finding.code, -1) + 1
            self._turn[finding.code] = turn
            one = finding.annotation_ids[turn % len(finding.annotation_ids)]
            known = page.preview.places
            number = known.of_annotation(one) if known is not None else None
            if number is None:
                self.show_source(one)
            else:
                page.preview.select(number)
                page.preview.chosen.emit(number)

    # --- the view

    def left(self) -> None:
        """Show or hide the outline."""
        self.page.set_left(not self.page.left_shown)

    def right(self) -> None:
        """Show or hide the settings."""
        self.page.set_right(not self.page.right_shown)

    def larger(self) -> None:
        """Make the pages larger."""
        self.page.preview.step_zoom(1)

    def smaller(self) -> None:
        """Make the pages smaller."""
        self.page.preview.step_zoom(-1)

    def reset_size(self) -> None:
        """Fit the pages to the width."""
        self.page.preview.set_zoom(0.0)

    # --- menus

    @Slot(QPoint)
    def _on_add_menu(self, where: QPoint) -> None:
        self._popup(("own", "chart", "", "before", "after"), where)

    @Slot(QPoint)
    def _on_part_menu(self, where: QPoint) -> None:
        from quandian.ui.briefing.tree import CHART

        node, part = self.page.outline.current, self.page.part
        if node is not None and node.kind == CHART and (part is None or part.annotation is None):
            self._popup(("toggle", "take_out", "", "up", "down", "", "chart"), where)
            return
        words = ("source", "toggle", "take_out", "", "heading", "before", "after", "restore", "", "up", "down", "")
        self._popup((*words, "own", "chart"), where)

    def _popup(self, names: tuple[str, ...], where: QPoint) -> None:
        menu = QMenu(self._window)
        for name in names:
            if name:
                menu.addAction(self._actions[f"briefing.{name}"])
            else:
                menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    # --- from the other pages

    def add_chosen(self) -> None:
        """Put the annotations chosen in the reading page into a briefing."""
        window = self._window
        ids: Sequence[AnnotationId] = ()
        focus, listed = QApplication.focusWidget(), window.reading.annotations.list
        if focus is not None and listed.isAncestorOf(focus):
            ids = listed.selected_ids()
        if not ids and self._session.annotation_id is not None:
            ids = [self._session.annotation_id]
        if ids:
            self.add(list(ids))

    def add(self, ids: Sequence[AnnotationId]) -> None:
        """Put annotations into a briefing: the only one, one of several that is asked for, or a new one."""
        from quandian.tasks.briefings import saved_briefings

        every = saved_briefings(self._session.project)
        if len(every) < 2:
            self._put_into(every[0].id if every else "", ids)
            return
        wanted = getattr(self.page.desk.current, "id", "") or self.page.kept.briefing(str(self._session.path))
        menu, self._adding = QMenu(self._window), tuple(ids)
        for one in sorted(every, key=lambda one: one.id != wanted):  # the one used last is a key away
            menu.addAction(self.tr("加入“{0}”").format(one.name.replace("&", "&&"))).setData(one.id)
        menu.addSeparator()
        menu.addAction(self.tr("加入新的摘编")).setData("")
        menu.triggered.connect(self._on_which)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setActiveAction(menu.actions()[0])
        focus = QApplication.focusWidget() or self._window
        menu.popup(focus.mapToGlobal(focus.rect().center()))

    @Slot(QAction)
    def _on_which(self, action: QAction) -> None:
        self._put_into(str(action.data()), self._adding)

    def _put_into(self, briefing_id: str, ids: Sequence[AnnotationId]) -> None:
        """Put annotations into a briefing, or without an id into a new one, and say which it was."""
        from quandian.tasks.briefings import take_in

        with self._session.telling():
            made, new = take_in(self._session.project, briefing_id, ids)
            if self.page.desk.current is None:
                self.page.desk.open(made.id)
            count = len(ids)
            if not new:
                words = self.tr("已在简报“{0}”里").format(made.name)
            elif not briefing_id:
                words = self.tr("已新建简报“{0}”，收入 {1} 条", "", count).format(made.name, count)
            else:
                words = self.tr("已把 {0} 条加入简报“{1}”", "", count).format(count, made.name)
            self._session.say(words, offers_undo=bool(new))
