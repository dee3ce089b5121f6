"""The list of reports left of the reader (screen-01): groups, filter, progress."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QActionGroup, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from quandian.core.errors import UserError
from quandian.core.model import Changes, Report, ReportId, RowChange, Tag, TagId
from quandian.ui import paint
from quandian.ui.actions import Actions, tip
from quandian.ui.panels.parts import EmptyState, FilterField
from quandian.ui.panels.report_rows import (
    HEAD_HEIGHT,
    ROW_HEIGHT,
    SORTS,
    Head,
    ReportDelegate,
    ReportRows,
    arranged,
    is_done,
)
from quandian.ui.panels.row_view import RowView
from quandian.ui.session import Session
from quandian.ui.settings import Settings
from quandian.ui.theme import theme
from quandian.ui.widgets import Ground, IconButton

OPEN_DELAY_MS = 140  # arrow keys pass over reports; only the one rested on is opened
MANY = 200  # changed rows from which everything is read again


class _Title(QWidget):
    """报告 and how many there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.total = ""
        self.setFixedHeight(28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = paint.text(painter, QRectF(0, 0, self.width(), 28), self.tr("报告"), 15, bold=True)
        paint.text(painter, QRectF(words + 10, 0, self.width() - words - 10, 28), self.total, 12, "text3")
        painter.end()


class _Footer(QWidget):
    """How many reports are finished."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self.share = 0.0
        self.setFixedHeight(40)

    def show_progress(self, done: int, total: int) -> None:
        """Show ``done`` of ``total``."""
        self.text = self.tr("已完成 {0} 份，共 {1} 份").format(done, total)
        self.share = done / total if total else 0.0
        self.setAccessibleName(self.text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.hairline(painter, 0, 0, self.width())
        words = paint.text(painter, QRectF(16, 1, self.width() - 80, 39), self.text, 12, "text2")
        left = max(150.0, 16 + words + 14)
        paint.bar(painter, QRectF(left, 18, max(0.0, self.width() - 20 - left), 4), self.share)
        painter.end()


class ReportsPanel(Ground):
    """The panel.

    Signals: report_chosen(ReportId), text_wanted(), import_wanted(), properties_wanted(ReportId),
    remove_wanted(list of ReportId), done_toggled(ReportId), marked_wanted(list of ReportId).
    """  # fmt: skip

    report_chosen = Signal(object)
    text_wanted = Signal()
    import_wanted = Signal()
    properties_wanted = Signal(object)
    remove_wanted = Signal(object)
    done_toggled = Signal(object)
    marked_wanted = Signal(object)

    def __init__(self, session: Session, actions: Actions, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._session, self._settings = session, settings
        self._reports: dict[ReportId, Report] = {}
        self._closed: set[str] = set()
        self._menu: QMenu | None = None
        self._menu_report: ReportId | None = None
        self._build(actions)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(OPEN_DELAY_MS)
        self._delay.timeout.connect(self._choose_current)
        session.opened.connect(self.reload)
        session.closed.connect(self.reload)
        session.changed.connect(self._on_changed)
        session.report_changed.connect(self._on_report_changed)
        theme().changed.connect(self.update)
        self.reload()

    def _build(self, actions: Actions) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 0)
        head.setSpacing(0)
        self._title = _Title()
        self.sort_button = IconButton("arrow-up-down", self.tr("排序"), self, size=16)
        self.sort_button.clicked.connect(self._open_sort_menu)
        self.import_button = IconButton("plus", tip(actions["project.import_files"]), self, size=16)
        self.import_button.clicked.connect(self.import_wanted)
        head.addWidget(self._title, 1)
        head.addWidget(self.sort_button)
        head.addWidget(self.import_button)
        column.addLayout(head)
        column.addSpacing(8)
        self.filter = FilterField("list-filter", self.tr("筛选标题、单位、年份"), self.tr("筛选报告"), self)
        self.filter.textChanged.connect(self._on_filter)
        self.filter.installEventFilter(self)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 8)
        row.addWidget(self.filter)
        column.addLayout(row)
        self._stack = QStackedLayout()
        self.view = RowView(ROW_HEIGHT, self)
        self.view.setAccessibleName(self.tr("报告"))
        self.view.setSelectionMode(RowView.SelectionMode.ExtendedSelection)
        self.rows = ReportRows(self._tags, self.view)
        self.view.setModel(self.rows)
        self.view.setItemDelegate(ReportDelegate(self.view))
        self.view.current_moved.connect(self._on_current_moved)
        self.view.entered_row.connect(self._on_entered)
        self.view.head_clicked.connect(self._toggle_group)
        self.view.typed.connect(self._on_typed)
        self.view.escaped.connect(self._on_escaped)
        self.view.menu_wanted.connect(self._open_menu)
        self.view.installEventFilter(self)
        hint, import_word = self.tr("把文件拖到这里，或从文件导入"), self.tr("导入报告…")
        self.empty = EmptyState("file-text", self.tr("还没有报告"), hint, import_word)
        self.empty.pressed.connect(self.import_wanted)
        self.none_found = EmptyState("list-filter", self.tr("没有符合的报告"), "", self.tr("清除筛选"))
        self.none_found.pressed.connect(self.filter.clear)
        for page in (self.view, self.empty, self.none_found):
            self._stack.addWidget(page)
        column.addLayout(self._stack, 1)
        self._footer = _Footer(self)
        self.setFocusProxy(self.view)
        column.addWidget(self._footer)

    def _tags(self) -> Sequence[Tag]:
        return self._session.tags

    # --- what shows

    @property
    def sort_by(self) -> str:
        """The order shown: issuer, date, title or order (of import)."""
        return self._settings.report_sort if self._settings.report_sort in SORTS else "issuer"

    @Slot()
    def reload(self) -> None:
        """Read everything again."""
        if self._session.is_open:
            project = self._session.project
            self._reports = {report.id: report for report in project.reports()}
            self.rows.counts = {key: dict(value) for key, value in project.counts().items()}
        else:
            self._reports, self.rows.counts = {}, {}
        self._arrange()

    def _arrange(self) -> None:
        """Put the rows in order again and keep what is current."""
        current = self.rows.report_at(self.view.currentIndex().row())
        words = self.filter.text().casefold().split()
        self.rows.sort_by = self.sort_by
        self.rows.chosen = self._session.report_id
        scrolled = self.view.verticalScrollBar().value()
        self.rows.set_rows(arranged(list(self._reports.values()), self.sort_by, words, self._closed))
        header = self.view.verticalHeader()
        for i, entry in enumerate(self.rows.rows):
            height = HEAD_HEIGHT if isinstance(entry, Head) else ROW_HEIGHT
            if header.sectionSize(i) != height:
                header.resizeSection(i, height)
        self.view.verticalScrollBar().setValue(scrolled)
        self._keep_current(current.id if current else self._session.report_id)
        page = self.view if self.rows.rows else self.empty if not self._reports else self.none_found
        self._stack.setCurrentWidget(page)
        self._show_totals()

    def _keep_current(self, report_id: ReportId | None) -> None:
        row = self.rows.row_of(report_id)
        if row >= 0:
            self.view.go_to(row)

    def _show_totals(self) -> None:
        total = len(self._reports)
        self._title.total = self.tr("{0} 份").format(total)
        self._title.setAccessibleName(f"{self.tr('报告')} {self._title.total}")
        self._title.update()
        self._footer.setVisible(bool(total))
        self._footer.show_progress(sum(map(is_done, self._reports.values())), total)

    # --- changes

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        reports = {row.entity_id for row in changes.rows if row.entity == "report"}
        marks = [row for row in changes.rows if row.entity == "annotation"]
        if changes.kind == "outside" or len(marks) + len(reports) > MANY:
            self.reload()
            return
        for row in marks:
            self._recount(row)
        if reports:
            self._reread(reports)
        elif changes.touches("tag"):
            self.view.viewport().update()

    def _recount(self, row: RowChange) -> None:
        """Follow one annotation's coming, going or change of tag in the counts of its report."""
        if row.before is not None and row.after is not None and "tag_id" not in row.after:
            return
        image = row.after if row.before is None else row.before
        report_id = (image or {}).get("report_id")
        if report_id is None:
            try:
                report_id = self._session.project.annotation(row.entity_id).report_id  # type: ignore[arg-type]
            except UserError:
                return
        counts = self.rows.counts.setdefault(ReportId(report_id), {})
        for part, step in ((row.before, -1), (row.after, 1)):
            if part is not None and "tag_id" in part:
                tag_id = TagId(part["tag_id"])
                counts[tag_id] = counts.get(tag_id, 0) + step
                if counts[tag_id] <= 0:
                    del counts[tag_id]
        self.rows.touch(ReportId(report_id))

    def _reread(self, ids: set[str]) -> None:
        before = dict(self._reports)
        self._reports = {report.id: report for report in self._session.project.reports()}
        same_order = list(before) == list(self._reports) and all(
            _place(before[ReportId(i)]) == _place(self._reports[ReportId(i)]) for i in ids if i in before
        )
        if not same_order:
            self._arrange()
            return
        for report_id in ids:
            if ReportId(report_id) in self._reports:
                self.rows.replace(self._reports[ReportId(report_id)])
        self._show_totals()

    @Slot(object)
    def _on_report_changed(self, report_id: ReportId | None) -> None:
        before, self.rows.chosen = self.rows.chosen, report_id
        for touched in (before, report_id):
            if touched is not None:
                self.rows.touch(touched)
        row = self.rows.row_of(report_id)
        if row >= 0 and row != self.view.currentIndex().row():
            self.view.go_to(row)

    # --- choosing

    @Slot(int, bool)
    def _on_current_moved(self, row: int, by_mouse: bool) -> None:
        if self.rows.report_at(row) is None:
            return
        if by_mouse:
            self._choose_current()
        else:
            self._delay.start()

    @Slot()
    def _choose_current(self) -> None:
        self._delay.stop()
        report = self.rows.report_at(self.view.currentIndex().row())
        if report is not None and len(self.view.selected_rows()) <= 1 and report.id != self._session.report_id:
            self.report_chosen.emit(report.id)

    @Slot(int)
    def _on_entered(self, row: int) -> None:
        if self.rows.report_at(row) is None:
            self._toggle_group(row)
            return
        self._choose_current()
        self.text_wanted.emit()

    @Slot(int)
    def _toggle_group(self, row: int) -> None:
        entry = self.rows.rows[row]
        if isinstance(entry, Head) and not self.filter.text().strip():
            self._closed ^= {entry.key}
            self._arrange()
            select = QItemSelectionModel.SelectionFlag.NoUpdate
            self.view.selectionModel().setCurrentIndex(self.rows.index(row, 0), select)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.filter:
                return self._filter_key(event)
            if watched is self.view:
                return self._view_key(event)
        return False

    def _filter_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            first = next((i for i, entry in enumerate(self.rows.rows) if isinstance(entry, Report)), -1)
            if first >= 0:
                self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
                if self.rows.report_at(self.view.currentIndex().row()) is None or event.key() != Qt.Key.Key_Down:
                    self.view.go_to(first, tell=True)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._on_escaped()
            return True
        return False

    def _view_key(self, event: QKeyEvent) -> bool:
        row = self.view.currentIndex().row()
        entry = self.rows.rows[row] if 0 <= row < len(self.rows.rows) else None
        wants = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}.get(Qt.Key(event.key()))
        if isinstance(entry, Head):
            if wants is entry.open or event.key() == Qt.Key.Key_Space:
                self._toggle_group(row)
                return True
        elif wants and entry is not None:  # ← on a report goes up to its group
            above = next((i for i in range(row, -1, -1) if isinstance(self.rows.rows[i], Head)), -1)
            if above >= 0:
                flag = QItemSelectionModel.SelectionFlag.NoUpdate
                self.view.selectionModel().setCurrentIndex(self.rows.index(above, 0), flag)
            return True
        if event.key() == Qt.Key.Key_Delete and self.view.selected_rows():
            self._remove()
            return True
        return False

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.setText(self.filter.text() + text)

    @Slot()
    def _on_escaped(self) -> None:
        if self.filter.text():
            self.filter.clear()
        else:
            self.text_wanted.emit()

    @Slot(str)
    def _on_filter(self, _text: str) -> None:
        self._arrange()

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        target = self.view if self.rows.rows else self.empty.button if not self._reports else self.filter
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- menus

    @Slot()
    def _open_sort_menu(self) -> None:
        names = (self.tr("按单位"), self.tr("按时间"), self.tr("按标题"), self.tr("按导入顺序"))
        menu = self._new_menu()
        group = QActionGroup(menu)
        for key, name in zip(SORTS, names, strict=True):
            action = menu.addAction(name)
            action.setObjectName(key)
            action.setCheckable(True)
            action.setChecked(key == self.sort_by)
            group.addAction(action)
            action.triggered.connect(self._on_sort)
        menu.popup(self.sort_button.mapToGlobal(QPoint(0, self.sort_button.height())))

    def _new_menu(self) -> QMenu:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = QMenu(self)
        return self._menu

    @Slot()
    def _on_sort(self) -> None:
        self.set_sort(self.sender().objectName())

    def set_sort(self, sort: str) -> None:
        """Show the reports in another order: issuer, date, title or order."""
        self._settings.report_sort = sort
        self._arrange()

    def selected_ids(self) -> list[ReportId]:
        """Return the selected reports in the order shown."""
        found = (self.rows.report_at(row) for row in self.view.selected_rows())
        return [report.id for report in found if report is not None]

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        report = self.rows.report_at(self.view.currentIndex().row())
        if report is None:
            return
        ids = self.selected_ids()
        self._menu_report = report.id
        menu = self._new_menu()
        if len(ids) <= 1:
            menu.addAction(self.tr("打开")).triggered.connect(self._on_menu_open)
            menu.addAction(self.tr("报告信息…")).triggered.connect(self._on_menu_properties)
            done = self.tr("标为未完成") if is_done(report) else self.tr("标为已完成")
            menu.addAction(done).triggered.connect(self._on_menu_done)
            menu.addAction(self.tr("导出原文和批注…")).triggered.connect(self._on_menu_marked)
            menu.addSeparator()
            menu.addAction(self.tr("删除这份报告")).triggered.connect(self._remove)
        else:
            several = self.tr("导出这 {0} 份的原文和批注…").format(len(ids))
            menu.addAction(several).triggered.connect(self._on_menu_marked)
            menu.addSeparator()
            menu.addAction(self.tr("删除这 {0} 份报告").format(len(ids))).triggered.connect(self._remove)
        menu.popup(at)

    @Slot()
    def _on_menu_open(self) -> None:
        self._choose_current()
        self.text_wanted.emit()

    @Slot()
    def _on_menu_properties(self) -> None:
        self.properties_wanted.emit(self._menu_report)

    @Slot()
    def _on_menu_done(self) -> None:
        self.done_toggled.emit(self._menu_report)

    @Slot()
    def _on_menu_marked(self) -> None:
        chosen = self.selected_ids()
        self.marked_wanted.emit(chosen if len(chosen) > 1 else [self._menu_report])

    @Slot()
    def _remove(self) -> None:
        ids = self.selected_ids()
        if ids:
            self.remove_wanted.emit(ids)


def _place(report: Report) -> tuple[str, ...]:
    """What decides where a report stands in the list, and whether the filter shows it."""
    return report.title, report.issuer, report.issued_on, report.period
