"""The ledger page: filter bar, table and chart, matrix; details, matrix or both (design guide, screen 05)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from quandian.core.errors import UserError
from quandian.core.model import AnnotationId
from quandian.ui.actions import Actions
from quandian.ui.ledger.cells import CellEditing
from quandian.ui.ledger.chart_data import Kind
from quandian.ui.ledger.chart_view import ChartPane
from quandian.ui.ledger.controller import LedgerController
from quandian.ui.ledger.filter_bar import FilterBar, Footer
from quandian.ui.ledger.filters import Filters
from quandian.ui.ledger.looks import MatrixKind
from quandian.ui.ledger.matrix_pane import HEIGHT as MATRIX
from quandian.ui.ledger.matrix_pane import MatrixPane
from quandian.ui.ledger.model import LedgerModel
from quandian.ui.ledger.state import Kept
from quandian.ui.ledger.table import LedgerTable
from quandian.ui.pages.reading import NARROW
from quandian.ui.panels.parts import EmptyState
from quandian.ui.session import Session
from quandian.ui.settings import Settings
from quandian.ui.widgets import Ground

CHART = 472
_CHART_NARROW = 340
_MATRIX_LEAST = 120


class LedgerPage(QWidget):
    """The page.

    Signals: source_wanted(annotation id), row_menu_wanted(QPoint), matrix_menu_wanted(QPoint), contradictions_wanted,
    panels_changed, reading_wanted.
    """

    source_wanted = Signal(object)
    row_menu_wanted = Signal(QPoint)
    matrix_menu_wanted = Signal(QPoint)
    contradictions_wanted = Signal()
    panels_changed = Signal()
    reading_wanted = Signal()

    def __init__(self, session: Session, actions: Actions, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.quiet = False  # while rows are put back, nothing was chosen by the user
        self.kept = Kept(settings)
        self.bar = FilterBar(self)
        self.model = LedgerModel(self)
        self.table = LedgerTable(self.model, self)
        self.editing = CellEditing(self.table, session)
        self.footer = Footer(self)
        self.chart = ChartPane(self)
        self.matrix_pane = MatrixPane(self)
        self.controller = LedgerController(self, session, self.kept)
        self.filters = Filters(self, self.controller)
        self._build()
        self._connect()
        self.set_view(self.kept.view)
        for pane in (self.table, self.matrix_pane.view, self.chart.canvas):
            actions.add_to_ledger(pane)

    # --- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        self._upper = QSplitter(Qt.Orientation.Horizontal)
        self._outer = QSplitter(Qt.Orientation.Vertical, self)
        for splitter in (self._upper, self._outer):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        self._upper.addWidget(self._details())
        self._upper.addWidget(self.chart)
        self._upper.setStretchFactor(0, 1)
        self.chart.setMinimumWidth(280)
        self._outer.addWidget(self._upper)
        self._outer.addWidget(self.matrix_pane)
        self._outer.setStretchFactor(0, 1)
        self.matrix_pane.setMinimumHeight(_MATRIX_LEAST)
        self._upper.splitterMoved.connect(self._on_splitter)
        self._outer.splitterMoved.connect(self._on_splitter)
        column.addWidget(self._outer, 1)

    def _details(self) -> QWidget:
        pane = Ground("surface")
        pane.setMinimumWidth(320)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self.empty = EmptyState(
            "table-2", self.tr("还没有可以列出的标注"), self.tr("在阅读页选中文字后按 1、2、3"), self.tr("去阅读页")
        )
        self.empty.pressed.connect(self._on_empty)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column.addWidget(holder, 1)
        column.addWidget(self.footer)
        return pane

    def _connect(self) -> None:
        control, table = self.controller, self.table
        self.bar.text_changed.connect(control.set_text)
        self.bar.clear_wanted.connect(control.clear)
        self.bar.view_chosen.connect(self.set_view)
        self.bar.table_wanted.connect(self._on_table_wanted)
        self.bar.chip_pressed.connect(self.filters.open)
        table.sort_wanted.connect(control.sort_by)
        table.source_wanted.connect(self.source_wanted)
        table.edit_wanted.connect(self.editing.edit)
        table.menu_wanted.connect(self.row_menu_wanted)
        table.head_menu_wanted.connect(self.filters.open_head_menu)
        table.columns_changed.connect(control.keep_columns)
        table.selection_counted.connect(self._on_selection)
        table.chosen.connect(self._on_selection)
        self.chart.kind_chosen.connect(self._on_kind)
        self.chart.entry_chosen.connect(self._on_entry)
        self.chart.values_chosen.connect(self._on_bar)
        self.chart.said.connect(self._session.say)
        self.chart.failed.connect(self._session.failed)
        self.matrix_pane.kind_chosen.connect(self._on_matrix_kind)
        self.matrix_pane.look_chosen.connect(self.controller.set_look)
        self.matrix_pane.contradictions_wanted.connect(self.contradictions_wanted)
        self.matrix_pane.view.entry_wanted.connect(self._open_entry)
        self.matrix_pane.view.cell_wanted.connect(self._on_count_cell)
        self.matrix_pane.view.row_chosen.connect(self._on_matrix_row)
        self.matrix_pane.view.menu_wanted.connect(self.matrix_menu_wanted)

    # --- views

    def set_view(self, view: str) -> None:
        """Show details, the matrix, or both with the chart."""
        self.kept.view = view
        self.bar.views.set_view(view)
        self._upper.setVisible(view != "matrix")
        self.chart.setVisible(view == "both")
        self.matrix_pane.setVisible(view != "details")
        self._share()
        if self._session.is_open and self.isVisible():
            self.controller.show_chart()
            self.controller.show_matrix()
        self.panels_changed.emit()

    def _share(self) -> None:
        """Give the panes the sizes the user left them at."""
        narrow = self.width() < NARROW - 60
        wide = min(self.kept.size("chart", CHART), _CHART_NARROW if narrow else 4000)
        self._upper.setSizes([max(1, self.width() - wide), wide])
        high = self.kept.size("matrix", MATRIX)
        if self.height() < 640:
            high = min(high, max(_MATRIX_LEAST, self.height() // 3))
        self._outer.setSizes([max(1, self.height() - 44 - high), high])

    @Slot(int, int)
    def _on_splitter(self, _position: int, _index: int) -> None:
        if self.chart.isVisible():
            self.kept.set_size("chart", self._upper.sizes()[1])
        if self.matrix_pane.isVisible() and self._upper.isVisible():
            self.kept.set_size("matrix", self._outer.sizes()[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.set_compact(self.window().width() < NARROW)
        self._share()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.controller.activate()

    @property
    def left_shown(self) -> bool:
        """There is no panel at the left."""
        return False

    @property
    def right_shown(self) -> bool:
        """Whether the chart can be seen."""
        return not self.chart.isHidden()

    def toggle_chart(self) -> None:
        """Show the chart beside the table, or the table alone."""
        self.set_view("details" if self.kept.view == "both" else "both")

    def focus_filter(self) -> None:
        """Give the focus to the field that filters."""
        self.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.field.selectAll()

    @Slot()
    def _on_table_wanted(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.choose_row(0)

    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through."""
        return [w for w in (self.table, self.chart.canvas, self.matrix_pane.view, self.bar.field) if w.isVisible()]

    # --- rows

    def restore(self, chosen: list[int], current: int, key: str, at: int, group: str | None = None) -> None:
        """Choose rows again after they were read anew, and stay in the row and the column one was in.

        ``group`` is the value of the group whose head one was in.
        """
        empty = not self.model.rowCount()
        self._stack.setCurrentWidget(self.empty if empty else self.table)
        if empty:
            self._say_empty()
        table, selection = self.table, self.table.selectionModel()
        flags = selection.SelectionFlag
        row = self.model.row_of_number(current) if current >= 0 else -1
        if group is not None:
            row = self.model.row_of_group(group)
        if row >= 0:
            keys = [column.key for column in self.model.columns]
            section = keys.index(key) if key in keys else -1
            if section < 0 or table.isColumnHidden(section):
                section = max(0, table.first_column())
            index = self.model.index(row, section)
            selection.setCurrentIndex(index, flags.NoUpdate)
        for number in chosen[:2000]:
            place = self.model.row_of_number(number)
            if place >= 0:
                selection.select(self.model.index(place, 0), flags.Select | flags.Rows)
        table.verticalScrollBar().setValue(at)

    def _say_empty(self) -> None:
        query = self.controller.query
        filtered = bool(query.conditions or query.text)
        if filtered:
            self.empty.set_texts(self.tr("没有符合筛选的标注"), self.tr("放宽筛选，或清除"))
        else:
            can = self._session.can_write
            hint = self.tr("在阅读页选中文字后按 1、2、3") if can else self.tr("只读打开，不能添加")
            self.empty.set_texts(self.tr("还没有可以列出的标注"), hint)
        self.empty.button.setText(self.tr("清除筛选") if filtered else self.tr("去阅读页"))

    @Slot()
    def _on_empty(self) -> None:
        query = self.controller.query
        if query.conditions or query.text:
            self.controller.clear()
        else:
            self.reading_wanted.emit()

    @Slot()
    def _on_selection(self) -> None:
        if not self.quiet:
            self.controller.on_selection()

    # --- chart and matrix

    @Slot(str)
    def _on_kind(self, kind: str) -> None:
        self.controller.set_kind(Kind(kind))

    @Slot(int)
    def _on_entry(self, number: int) -> None:
        """A point was clicked: choose its row, or open its sentence where it is not among the rows."""
        if self.controller.show_entry(number):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._open_entry(number)

    @Slot(int)
    def _open_entry(self, number: int) -> None:
        found: AnnotationId | None = None
        try:
            found = self.controller.id_of(number)
        except UserError as error:
            self._session.failed.emit(str(error))
        if found is not None:
            self.source_wanted.emit(found)

    @Slot(object)
    def _on_bar(self, values: tuple[str, ...]) -> None:
        """A bar was clicked: show its passages."""
        self.controller.filter_by(self.controller.kind.value, values)

    @Slot(str)
    def _on_matrix_kind(self, kind: str) -> None:
        self.controller.asked.matrix = MatrixKind(kind)
        self.controller.show_matrix()

    @Slot(int)
    def _on_matrix_row(self, row: int) -> None:
        key = self.matrix_pane.model.row_key(row)
        if key is not None:
            self.controller.choose_indicator(key.indicator, key.issuer)

    @Slot(int, int)
    def _on_count_cell(self, row: int, column: int) -> None:
        """A count was opened: show its passages."""
        model = self.matrix_pane.model
        if model.figures or column < model.side_columns:
            return
        value = model.column_value(column)
        self.controller.filter_by("issuer", (model.issuer(row),))
        self.controller.filter_by("year" if self.matrix_pane.kind is MatrixKind.ISSUER_YEAR else "tag", (value,))
        if self.kept.view == "matrix":
            self.set_view("both")
