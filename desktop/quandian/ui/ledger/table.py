"""The ledger's table: painted cells, heads that sort, move, resize and hide, editing in place, copying."""

from __future__ import annotations

from PySide6.QtCore import QMetaMethod, QMimeData, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from quandian.core.ledger import Column
from quandian.core.model import AnnotationId
from quandian.store.ledger import Group
from quandian.ui.ledger.clipboard import as_html, as_text
from quandian.ui.ledger.delegate import CellDelegate
from quandian.ui.ledger.group_heads import paint_groups
from quandian.ui.ledger.head import Head
from quandian.ui.ledger.model import LedgerModel
from quandian.ui.qt import NO_MODIFIER
from quandian.ui.theme import theme
from quandian.ui.widgets import Ground

Index = QModelIndex | QPersistentModelIndex
ROW = 32
WIDTHS = {
    "tag": 52,
    "field.indicator": 148,
    "quote": 220,
    "issuer": 140,
    "value": 92,
    "unit": 64,
    "field.period": 88,
    "nature": 68,
    "report": 140,
    "paragraph": 48,
    "year": 64,
    "status": 72,
    "author": 80,
    "field.value_to": 72,
    "field.responsible": 120,
    "field.deadline": 96,
}
_SPARED = ("paragraph", "report", "tag", "year")  # in this order, where the window is narrow: Enter shows the source
_CRAMPED = 40  # pixels that the columns of words may do without
_ELASTIC = {"quote": 4, "report": 3, "field.indicator": 2, "issuer": 2, "field.responsible": 2}
FOLDING = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False, Qt.Key.Key_Space: None}


class LedgerTable(QTableView):
    """The table.

    Signals: source_wanted(annotation id) by double click or Enter; edit_wanted(row, column) by F2;
    sort_wanted(key); menu_wanted(QPoint) on rows; head_menu_wanted(QPoint, column); chosen(annotation id or None);
    columns_changed when the user moved, resized or hid one; escaped.
    """

    source_wanted = Signal(object)
    edit_wanted = Signal(int, int)
    sort_wanted = Signal(str)
    menu_wanted = Signal(QPoint)
    head_menu_wanted = Signal(QPoint, int)
    chosen = Signal(object)
    selection_counted = Signal(int)
    columns_changed = Signal()
    escaped = Signal()

    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger = model
        self.hovered = -1
        self._by_key = False
        self._placing = False
        self._elastic, self._spared = True, list[str]()
        self.setHorizontalHeader(Head(self))
        self.setModel(model)
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self._set_up()
        head = self.horizontalHeader()
        head.sectionClicked.connect(self._on_head)
        head.sectionMoved.connect(self._on_columns)
        head.sectionResized.connect(self._on_columns)
        head.customContextMenuRequested.connect(self._on_head_menu)
        model.modelReset.connect(self._on_reset)
        theme().changed.connect(self._on_theme)

    def _set_up(self) -> None:
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setStyleSheet("QTableView{selection-background-color:transparent}")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(ROW)
        rows.setDefaultSectionSize(ROW)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalScrollBar().setSingleStep(ROW)
        self.setAccessibleName(self.tr("台账"))
        self.setCornerWidget(Ground("surface", self))

    @property
    def head(self) -> Head:
        """The heads."""
        header = self.horizontalHeader()
        assert isinstance(header, Head)
        return header

    @property
    def shows_ring(self) -> bool:
        """Whether the ring of keyboard focus shows."""
        return self._by_key and self.hasFocus()

    @Slot()
    def _on_theme(self) -> None:
        self._delegate.refresh()
        self.viewport().update()
        self.head.viewport().update()

    @Slot()
    def _on_reset(self) -> None:
        self.hovered = -1

    # --- columns

    def place_columns(self, widths: dict[str, int], order: list[str], hidden: set[str]) -> None:
        """Give the columns widths, order and visibility as the user left them."""
        self._placing = True
        self._elastic, self._spared = not widths, []
        head, columns = self.head, self.ledger.columns
        for section, column in enumerate(columns):
            self.setColumnWidth(section, widths.get(column.key, WIDTHS.get(column.key, 100)))
            self.setColumnHidden(section, column.key in hidden)
        keys = [column.key for column in columns]
        for target, key in enumerate([k for k in order if k in keys]):
            head.moveSection(head.visualIndex(keys.index(key)), target)
        self._placing = False
        self.fit()

    def fit(self) -> None:
        """Share what room is left among the columns of words, as long as the user has set no width."""
        if not self._elastic or self._placing:
            return
        self._placing = True
        self._spare()
        shown = [(i, c) for i, c in enumerate(self.ledger.columns) if not self.isColumnHidden(i)]
        least = {i: WIDTHS.get(c.key, 100) for i, c in shown}
        shares = {i: _ELASTIC.get(c.key, 0) for i, c in shown}
        left, parts = self.viewport().width() - sum(least.values()), sum(shares.values())
        if left < -_CRAMPED:
            left = 0  # sideways scrolling it is, so everything may have its room
        for i, wide in least.items():
            self.setColumnWidth(i, wide + (left * shares[i] // parts if parts else 0))
        self._placing = False

    def set_shown(self, section: int, shown: bool) -> None:
        """Show or hide a column because the user says so."""
        self._spared = [key for key in self._spared if key != self.ledger.columns[section].key]
        self.setColumnHidden(section, not shown)

    def _spare(self) -> None:
        """Do without some columns where the others fit then and would not otherwise; the user never hid them."""
        places = {column.key: section for section, column in enumerate(self.ledger.columns)}
        for key in self._spared:
            if key in places:
                self.setColumnHidden(places[key], False)
        self._spared = []
        shown = {c.key: WIDTHS.get(c.key, 100) for i, c in enumerate(self.ledger.columns) if not self.isColumnHidden(i)}
        over, spared = sum(shown.values()) - self.viewport().width() - _CRAMPED, []
        for key in _SPARED:
            if over > 0 and key in shown:
                spared.append(key)
                over -= shown[key]
        if over <= 0:
            self._spared = spared
            for key in spared:
                self.setColumnHidden(places[key], True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def placed_columns(self) -> tuple[dict[str, int], list[str], list[str]]:
        """Return widths, order and hidden columns as they are now."""
        head, columns = self.head, self.ledger.columns
        visual = sorted(range(len(columns)), key=head.visualIndex)
        widths = {c.key: head.sectionSize(i) for i, c in enumerate(columns) if not head.isSectionHidden(i)}
        hidden = [c.key for i, c in enumerate(columns) if head.isSectionHidden(i) and c.key not in self._spared]
        return widths, [columns[i].key for i in visual], hidden

    def shown_columns(self) -> list[Column]:
        """Return the columns in sight, from left to right."""
        head, columns = self.head, self.ledger.columns
        visual = sorted(range(len(columns)), key=head.visualIndex)
        return [columns[i] for i in visual if not head.isSectionHidden(i)]

    @Slot(int)
    def _on_head(self, section: int) -> None:
        self.sort_wanted.emit(self.ledger.columns[section].key)

    @Slot(int, int, int)
    def _on_columns(self, _section: int, _old: int, _new: int) -> None:
        if not self._placing:
            self._elastic = False
            self.columns_changed.emit()

    @Slot(QPoint)
    def _on_head_menu(self, where: QPoint) -> None:
        self.head_menu_wanted.emit(self.head.viewport().mapToGlobal(where), self.head.logicalIndexAt(where))

    # --- choosing

    def selected_rows(self) -> list[int]:
        """Return the selected rows from top to bottom, heads of groups aside."""
        found: list[int] = []
        for part in self.selectionModel().selection().toList():
            found += range(part.top(), part.bottom() + 1)
        return sorted({row for row in found if self.ledger.number_at(row) >= 0})

    def selected_numbers(self) -> list[int]:
        """Return the numbers of the selected rows."""
        return [self.ledger.number_at(row) for row in self.selected_rows()]

    def selected_ids(self) -> list[AnnotationId]:
        """Return the annotations of the selected rows."""
        return [row.id for row in self.ledger.rows_of(self.selected_numbers())]

    def choose_row(self, row: int, column: int = -1) -> None:
        """Make a row the current and only selected one and bring it into view."""
        if not 0 <= row < self.ledger.rowCount():
            return
        section = column if column >= 0 else max(0, self.currentIndex().column())
        if self.isColumnHidden(section):
            section = next((i for i in range(len(self.ledger.columns)) if not self.isColumnHidden(i)), 0)
        index = self.ledger.index(row, section)
        flags = self.selectionModel().SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def selectionChanged(self, selected: object, deselected: object) -> None:
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]
        self.selection_counted.emit(self.selection_size())

    def first_column(self) -> int:
        """Return the leftmost column in sight, or the current one."""
        now = self.currentIndex().column()
        if now >= 0 and not self.isColumnHidden(now):
            return now
        shown = self.shown_columns()
        return self.ledger.columns.index(shown[0]) if shown else -1

    def selection_size(self) -> int:
        """Return how many rows are selected."""
        return sum(part.height() for part in self.selectionModel().selection().toList())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self.ledger.id_at(current.row()) if current.isValid() else None)

    # --- hands

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(round(event.position().y()))
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: object) -> None:
        self.hovered = -1
        self.viewport().update()
        super().leaveEvent(event)  # type: ignore[arg-type]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_key = False
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.RightButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            if index.isValid() and self.ledger.number_at(index.row()) >= 0:
                if not self.selectionModel().isRowSelected(index.row(), QModelIndex()):
                    self.choose_row(index.row(), index.column())
                else:
                    self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)
                self.menu_wanted.emit(event.globalPosition().toPoint())
            return
        super().mousePressEvent(event)
        group = self.group_at(index)
        if group is not None and event.modifiers() == NO_MODIFIER:
            self.ledger.fold(index.row(), folded=not self.ledger.is_folded(group))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self._go(index.row())

    def _go(self, row: int) -> None:
        found = self.ledger.id_at(row)
        if found is not None:
            self.source_wanted.emit(found)

    def _fold(self, folded: bool | None) -> None:
        """Fold or unfold the group at hand; None: the other way round."""
        group = self.current_group
        if group is not None:
            now = self.ledger.is_folded(group)
            self.ledger.fold(self.currentIndex().row(), folded=not now if folded is None else folded)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_key = True
        self.viewport().update()
        key, index = event.key(), self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == NO_MODIFIER:
            if index.isValid():
                self._go(index.row())
        elif key in FOLDING and event.modifiers() == NO_MODIFIER and self.current_group is not None:
            self._fold(FOLDING[Qt.Key(key)])
        elif key == Qt.Key.Key_F2:
            if index.isValid():
                self.edit_wanted.emit(index.row(), index.column())
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
            event.setAccepted(self.isSignalConnected(QMetaMethod.fromSignal(self.escaped)))
        elif key == Qt.Key.Key_Menu and index.isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and event.modifiers() == NO_MODIFIER:
            self.choose_row(0 if key == Qt.Key.Key_Home else self.ledger.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: looking through 100,000 rows letter by letter would stop the window."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        self._by_key = event.reason() in reasons
        super().focusInEvent(event)

    # --- the clipboard

    def copy(self) -> int:
        """Put the selected rows on the clipboard as a table; returns how many."""
        rows = self.ledger.rows_of(self.selected_numbers())
        if not rows:
            return 0
        columns = self.shown_columns()
        mime = QMimeData()
        names = self.ledger.tags, self.ledger.reports
        mime.setText(as_text(rows, columns, *names))
        mime.setHtml(as_html(rows, columns, *names))
        QGuiApplication.clipboard().setMimeData(mime)
        return len(rows)

    # --- heads of groups

    def group_at(self, index: Index) -> Group | None:
        """Return the group whose head an index is in."""
        return self.ledger.group_at(index.row()) if index.isValid() else None

    @property
    def current_group(self) -> Group | None:
        """The group whose head keys are for."""
        return self.group_at(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.ledger.groups:
            paint_groups(self)
