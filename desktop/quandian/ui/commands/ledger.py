"""Everything ``ledger.*``: the page is made when it is first shown, so that the window opens no later for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QApplication, QMenu

from quandian.core.codebook import METRIC
from quandian.core.model import AnnotationId
from quandian.tasks.places import documents_dir
from quandian.ui.commands.ledger_views import LedgerViews
from quandian.ui.files import choose_save

if TYPE_CHECKING:
    from quandian.ui.ledger.to_briefing import ToBriefing
    from quandian.ui.main_window import MainWindow
    from quandian.ui.pages.ledger import LedgerPage

LEDGER, READING = "ledger", "reading"
COPY_MAX = 20_000  # rows on the clipboard; more is what the Excel export is for
_TAKEN = ("edit.find", "view.left", "view.right", "view.next_pane", "view.previous_pane")


class LedgerCommands(QObject):
    """Serves the actions ``ledger.*``, and those of the view that mean something else on the ledger page."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._page: LedgerPage | None = None
        self._state = window.actions_table
        self._asking: ToBriefing | None = None
        self._put_into = ""
        self.views = LedgerViews(window, self)
        window.toast.other_wanted.connect(self._open_briefing)

    @property
    def page(self) -> LedgerPage:
        """The page, made on the first call."""
        if self._page is None:
            from quandian.ui.pages.ledger import LedgerPage

            window = self._window
            page = self._page = LedgerPage(self._session, self._state, window.settings)
            window.pages.addWidget(page)
            page.controller.apart.jobs = window.jobs
            page.controller.counted.connect(self._on_counted)
            page.source_wanted.connect(self.show_source)
            page.row_menu_wanted.connect(self._on_row_menu)
            page.matrix_menu_wanted.connect(self._on_matrix_menu)
            page.contradictions_wanted.connect(self.contradictions)
            page.reading_wanted.connect(self._on_reading_wanted)
            page.panels_changed.connect(self._on_panels)
            page.chart.briefing_wanted.connect(self.chart_to_briefing)
            self._on_panels()
        return self._page

    @property
    def is_made(self) -> bool:
        """Whether the page was made already."""
        return self._page is not None

    @property
    def in_front(self) -> bool:
        """Whether the ledger is the page shown."""
        return self._page is not None and self._window.pages.currentWidget() is self._page

    def takes(self, action_id: str) -> bool:
        """Whether an action of the view is the ledger's while it is in front."""
        return action_id in _TAKEN and self.in_front

    def run(self, verb: str) -> None:
        """Do what an action says; what needs the page brings it to the front."""
        self.come_to_front()
        getattr(self, verb)()

    def come_to_front(self) -> None:
        """Show the page."""
        if not self.in_front:
            self._window.reviewing.show_page(LEDGER)

    @Slot()
    def _on_panels(self) -> None:
        if self._page is not None:
            for view in ("details", "matrix", "both"):
                self._state.check(f"ledger.{view}", self._page.kept.view == view)
            self._window.refresh_panels()

    @Slot()
    def _on_counted(self) -> None:
        """Say in the status bar by what the rows are sorted."""
        self._window.status.order.set(self.page.controller.order_words)

    # --- verbs

    def details(self) -> None:
        """Show the table alone."""
        self.page.set_view("details")

    def matrix(self) -> None:
        """Show the matrix alone."""
        self.page.set_view("matrix")

    def both(self) -> None:
        """Show table, chart and matrix."""
        self.page.set_view("both")

    def left(self) -> None:
        """Do nothing: the ledger has no panel at the left."""

    def right(self) -> None:
        """Show or hide the chart."""
        self.page.toggle_chart()

    def find(self) -> None:
        """Go to the field that filters."""
        self.page.focus_filter()

    def clear(self) -> None:
        """Take all filters away."""
        self.page.controller.clear()

    def next_pane(self) -> None:
        """Give the focus to the next pane."""
        self._step(1)

    def previous_pane(self) -> None:
        """Give the focus to the pane before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        from PySide6.QtCore import Qt

        panes, focus = self.page.panes(), QApplication.focusWidget()
        now = next((i for i, pane in enumerate(panes) if focus is pane or (focus and pane.isAncestorOf(focus))), -1)
        if panes:
            panes[(now + step) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def source(self) -> None:
        """Show the passage of the current row, or of the current cell of the matrix."""
        page, view = self.page, self.page.matrix_pane.view
        if view.hasFocus() and view.currentIndex().isValid():
            view.open_current()
            return
        if page.chart.canvas.hasFocus():
            page.chart.canvas.open_current()
            return
        row = page.controller.current_row()
        if row is not None:
            self.show_source(row.id)

    @Slot(object)
    def show_source(self, annotation_id: AnnotationId) -> None:
        """Show an annotation in its report."""
        self._window.reviewing.show_page(READING)
        self._window.view.show_annotation(annotation_id)

    @Slot()
    def _on_reading_wanted(self) -> None:
        self._window.reviewing.show_page(READING)

    def edit(self) -> None:
        """Edit the current cell in place."""
        index = self.page.table.currentIndex()
        if index.isValid():
            self.page.editing.edit(index.row(), index.column())

    def sort(self) -> None:
        """Sort by the current column; again: the other way round; a third time: no longer."""
        table = self.page.table
        section = table.first_column()
        if section >= 0:
            self.page.controller.sort_by(table.ledger.columns[section].key)

    def column(self) -> None:
        """Open the menu of the current column: sort, filter, group, hide."""
        table = self.page.table
        section = table.first_column()
        if section >= 0:
            table.scrollTo(table.ledger.index(max(0, table.currentIndex().row()), section))
            at = QPoint(table.head.sectionViewportPosition(section), table.head.height())
            self.page.filters.open_head_menu(table.head.viewport().mapToGlobal(at), section)

    def copy(self) -> None:
        """Copy the selected rows as a table."""
        table = self.page.table
        if table.selection_size() > COPY_MAX:
            self._session.say(self.tr("选了 {0} 条，太多了：用导出 Excel").format(table.selection_size()))
            return
        count = table.copy()
        if count:
            self._session.say(self.tr("已复制 {0} 条，可粘贴为表格", "", count).format(count))

    def to_briefing(self) -> None:
        """Put the chosen rows into a briefing; with the chart in hand, the chart."""
        page = self.page
        if page.chart.canvas.hasFocus():
            self.chart_to_briefing()
            return
        from quandian.ui.ledger.to_briefing import place_below

        self._to_briefing.ask_for_rows(place_below(page))

    @Slot()
    def chart_to_briefing(self) -> None:
        """Put the chart that is shown into a briefing."""
        page = self.page
        page.set_view("both")
        button = page.chart.saving
        self._to_briefing.ask_for_chart(button.mapToGlobal(QPoint(-120, button.height() + 4)))

    @property
    def _to_briefing(self) -> ToBriefing:
        if self._asking is None:
            from quandian.ui.ledger.to_briefing import ToBriefing

            self._asking = ToBriefing(self.page, self._session, self._put)
        return self._asking

    def _put(self, briefing_id: str, sentence: str) -> None:
        """Say what was put into a briefing, and offer to open it; undo takes it back as ever."""
        self._put_into = briefing_id
        self._window.toast.show_text(sentence, undo=False, other=self.tr("打开"))

    @Slot()
    def _open_briefing(self) -> None:
        self._window.reviewing.show_page("briefing")
        self._window.briefing_commands.page.desk.open(self._put_into)

    def save_view(self) -> None:
        """Save what is shown as a view, or choose one that was saved."""
        self.views.press()

    def copy_chart(self) -> None:
        """Copy the chart as a picture."""
        self.page.set_view("both")
        self.page.chart.copy()

    def export(self) -> None:
        """Ask where to write the ledger as it is shown: same rows, same columns."""
        settings = self._window.settings
        folder = Path(settings.last_export_folder) if settings.last_export_folder else documents_dir()
        name = self.tr("{0} 台账").format(self._session.project.name or self._session.project.path.stem)
        filters = self.tr("Excel 工作簿 (*.xlsx);;CSV 表格 (*.csv)")
        choose_save(
            self._window,
            self.tr("导出台账"),
            filters,
            self._export_to,
            suggestion=folder / f"{name}.xlsx",
            suffix="xlsx",
        )

    def _export_to(self, paths: list[Path]) -> None:
        from quandian.tasks.ledger import file_job, queries_for

        target = paths[0]
        self._window.settings.last_export_folder = str(target.parent)
        project, page = self._session.project, self.page
        queries = queries_for(page.controller.query, target)
        columns = [column.key for column in page.table.shown_columns()] if len(queries) == 1 else None
        work = file_job(project.path, project.author, project.device, target, queries, columns)
        job = self._window.jobs.start(self.tr("导出台账"), work)
        job.exports = True
        job.succeeded.connect(self._on_exported)

    @Slot(object)
    def _on_exported(self, target: object) -> None:
        self._session.say(self.tr("已写出“{0}”").format(Path(str(target)).name))

    @Slot()
    def contradictions(self) -> None:
        """List what reports state differently."""
        from quandian.ui.dialogs.contradictions import ContradictionsDialog

        page = self.page
        dialog = ContradictionsDialog(self._session, page.controller.query, self._window)
        dialog.source_wanted.connect(self._on_stated)
        dialog.open()

    @Slot(int)
    def _on_stated(self, number: int) -> None:
        found = self.page.controller.id_of(number)
        if found is not None:
            self.show_source(found)

    def merge(self) -> None:
        """Choose indicator names that mean the same."""
        from quandian.ui.dialogs.merge_names import MergeNamesDialog

        rows = self.page.model.rows_of(self.page.table.selected_numbers()[:200])
        names = list(dict.fromkeys(str(row.fields.get("indicator") or "") for row in rows))
        MergeNamesDialog(self._session, [name for name in names if name], self._window).open()

    # --- menus

    @Slot(QPoint)
    def _on_row_menu(self, where: QPoint) -> None:
        page, table = self.page, self._state
        menu = QMenu(self._window)
        menu.addActions([table[f"ledger.{verb}"] for verb in ("source", "edit", "copy", "to_briefing")])
        menu.addSeparator()
        self._add_filter(menu)
        row = page.controller.current_row()
        if row is not None and row.tag_id == METRIC:
            self._add(menu, self.tr("画这项指标的走势"), self._on_series)
            menu.addAction(table["ledger.merge"])
            if len(page.controller.ledger.aliases().names(str(row.fields.get("indicator") or ""))) > 1:
                self._add(menu, self.tr("拆开合并的指标名"), self._on_split)
        menu.addSeparator()
        status = menu.addMenu(self.tr("核对状态"))
        from quandian.ui.panels.words import STATUSES, status_word

        for one, _text in STATUSES:
            self._add(status, status_word(one), self._on_status, name=one.value)
        self._add(menu, self.tr("删除标注"), self._on_delete)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _add(self, menu: QMenu, text: str, slot: object, *, name: str = "", checked: bool | None = None) -> None:
        action = menu.addAction(text)
        action.setObjectName(name)
        action.setCheckable(checked is not None)
        action.setChecked(bool(checked))
        action.triggered.connect(slot)

    def _add_filter(self, menu: QMenu) -> None:
        """Offer to show only rows that have what the current cell has."""
        page = self.page
        index, row = page.table.currentIndex(), page.controller.current_row()
        if row is None or not index.isValid():
            return
        column = page.model.columns[index.column()]
        text = page.model.text(row, column)
        if text and column.key not in ("value", "quote", "note", "tag", "paragraph"):
            self._add(menu, self.tr("只看“{0}”").format(text), self._on_only)
            menu.addSeparator()

    @Slot()
    def _on_only(self) -> None:
        from quandian.core.ledger import cell

        page = self.page
        row, index = page.controller.current_row(), page.table.currentIndex()
        if row is not None:
            key = page.model.columns[index.column()].key
            value = {"unit": row.base_unit, "report": row.report_id}.get(key) or cell(row, key)
            page.controller.filter_by(key, (str(value),))

    @Slot()
    def _on_series(self) -> None:
        row = self.page.controller.current_row()
        if row is not None:
            self.page.set_view("both")
            self.page.controller.choose_indicator(str(row.fields.get("indicator") or ""), row.issuer)

    @Slot()
    def _on_split(self) -> None:
        from quandian.tasks.ledger import split_indicator

        row = self.page.controller.current_row()
        if row is not None:
            with self._session.telling():
                split_indicator(self._session.project, str(row.fields.get("indicator") or ""))

    @Slot()
    def _on_status(self) -> None:
        from quandian.core.model import Status

        with self._session.telling():
            self._session.project.set_status(self.page.table.selected_ids(), Status(self.sender().objectName()))

    @Slot()
    def _on_delete(self) -> None:
        ids = self.page.table.selected_ids()
        if ids:
            with self._session.telling():
                self._session.project.delete(ids)
                self._session.say(self.tr("已删除 {0} 条标注").format(len(ids)), offers_undo=True)

    @Slot(QPoint)
    def _on_matrix_menu(self, where: QPoint) -> None:
        view = self.page.matrix_pane.view
        index = view.currentIndex()
        menu = QMenu(self._window)
        self._add(menu, self.tr("看原文"), self._on_matrix_source)
        model = self.page.matrix_pane.model
        key = model.row_key(index.row())
        if key is not None:
            self._add(menu, self.tr("在明细中看这一行"), self._on_matrix_rows)
            if index.column() >= model.side_columns:
                menu.addSeparator()
                year = model.column_value(index.column())
                told = (key.issuer, int(year)) in self._session.project.ledger.breaks().get(key.indicator, [])
                self._add(menu, self.tr("{0} 年起口径有变").format(year), self._on_break, checked=told)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    @Slot()
    def _on_matrix_source(self) -> None:
        self.page.matrix_pane.view.open_current()

    @Slot()
    def _on_matrix_rows(self) -> None:
        page = self.page
        key = page.matrix_pane.model.row_key(page.matrix_pane.view.currentIndex().row())
        if key is not None:
            page.controller.filter_by("field.indicator", (key.indicator,))
            page.controller.filter_by("issuer", (key.issuer,))
            if page.kept.view == "matrix":
                page.set_view("both")

    @Slot()
    def _on_break(self) -> None:
        from quandian.tasks.ledger import toggle_break

        model, index = self.page.matrix_pane.model, self.page.matrix_pane.view.currentIndex()
        key = model.row_key(index.row())
        if key is not None:
            with self._session.telling():
                year = int(model.column_value(index.column()))
                now = toggle_break(self._session.project, key.indicator, key.issuer, year)
                said = self.tr("已标记 {0} 年起口径有变") if now else self.tr("已取消 {0} 年的口径标记")
                self._session.say(said.format(year), offers_undo=True)
