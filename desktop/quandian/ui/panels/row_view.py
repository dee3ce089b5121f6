"""A list of painted rows that stays fast with 100,000 of them.

A one-column QTableView: its header keeps the row heights in C++, where QListView and QTreeView ask Python for each row.
Rows are drawn by a delegate (design guide, section 3, "Lists").
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QMetaMethod,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from quandian.ui import paint
from quandian.ui.qt import ANTIALIASING, CTRL, NO_MODIFIER, SHIFT

INSET = 8
Index = QModelIndex | QPersistentModelIndex
CHOOSABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_NO_INDEX = QModelIndex()


class RowModel(QAbstractTableModel):
    """Rows of one column; a subclass keeps them, says how many there are and, in ``data``, what they hold."""

    def row_count(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def flags_of(self, row: int) -> Qt.ItemFlag:
        """Return Qt's flags of a row: heads and the like differ from what is given here."""
        del row
        return CHOOSABLE

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else self.row_count()

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        return self.flags_of(index.row()) if index.isValid() else Qt.ItemFlag.NoItemFlags


class RowDelegate(QStyledItemDelegate):
    """Draws the ground of a row (hover, selected, focus ring) and lets ``paint_row`` draw what is on it."""

    gap = 0  # of the row's height left free below its ground

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(ANTIALIASING)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        view = self.parent()
        ground = rect.adjusted(INSET, 0, -INSET, -self.gap)
        if index.flags() & Qt.ItemFlag.ItemIsSelectable:
            if selected:
                paint.rounded(painter, ground, 6, "selected")
            elif state & QStyle.StateFlag.State_MouseOver:
                paint.rounded(painter, ground, 6, "hover")
        self.paint_row(painter, rect, index, selected)
        if isinstance(view, RowView) and view.shows_ring and view.currentIndex() == index:
            paint.focus_ring(painter, ground)
        painter.restore()

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        """Draw the row's content in ``rect``."""
        raise NotImplementedError


class RowView(QTableView):
    """The view.

    Signals: entered_row(row) by double click or Enter, head_clicked(row), typed(text), escaped(), menu_wanted(QPoint),
    current_moved(row, by_mouse).
    """  # fmt: skip

    entered_row = Signal(int)
    head_clicked = Signal(int)
    typed = Signal(str)
    escaped = Signal()
    menu_wanted = Signal(QPoint)
    current_moved = Signal(int, bool)

    def __init__(self, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_key = False
        self._pressed = False
        self._by_user = False
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setStyleSheet("QTableView{selection-background-color:transparent}")  # the delegate draws the ground
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(16)
        rows.setDefaultSectionSize(row_height)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalScrollBar().setSingleStep(row_height)

    @property
    def shows_ring(self) -> bool:
        """Whether the ring of keyboard focus shows: only where the keyboard brought the focus."""
        return self._by_key and self.hasFocus()

    def go_to(self, row: int, *, tell: bool = False) -> None:
        """Make a row the current and only selected one, and bring it into view; -1 lets go of all."""
        model = self.model()
        if row < 0 or model is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        index = model.index(row, 0)
        before, self._by_user = self._by_user, tell
        self.setCurrentIndex(index)
        self._by_user = before
        self.scrollTo(index)

    def selected_rows(self) -> list[int]:
        """Return the selected rows from top to bottom."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self._by_user:  # rows that go move the current one too: that is no choice
            self.current_moved.emit(current.row(), self._pressed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_key, self._pressed = False, True
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            if event.button() is Qt.MouseButton.LeftButton:
                self.head_clicked.emit(index.row())
            self._pressed = False
            return
        if event.button() is Qt.MouseButton.RightButton:
            self._press_for_menu(event, index)
            self._pressed = False
            return
        again = index.isValid() and index == self.currentIndex() and event.modifiers() == NO_MODIFIER
        self._by_user = True
        super().mousePressEvent(event)
        self._by_user = False
        if again:  # the text may have been scrolled away meanwhile
            self.current_moved.emit(index.row(), True)
        self._pressed = False

    def _press_for_menu(self, event: QMouseEvent, index: QModelIndex) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if index.isValid():
            if not self.selectionModel().isSelected(index):
                self.go_to(index.row(), tell=True)
            self.menu_wanted.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.entered_row.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_key = True
        self.viewport().update()
        key, index = event.key(), self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if index.isValid():
                self.entered_row.emit(index.row())
            return
        if key == Qt.Key.Key_Escape:
            self.escaped.emit()
            # Where nobody wants the key the window may, which stops an export with it.
            event.setAccepted(self.isSignalConnected(QMetaMethod.fromSignal(self.escaped)))
            return
        if key == Qt.Key.Key_Menu and index.isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
            return
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End) and event.modifiers() in (NO_MODIFIER, SHIFT):
            event = QKeyEvent(event.type(), key, event.modifiers() | CTRL, event.text())  # the first or last row
        text = event.text()
        if text and text.isprintable() and not text.isspace() and event.modifiers() in (NO_MODIFIER, SHIFT):
            self.typed.emit(text)
            return
        self._by_user = True
        super().keyPressEvent(event)
        self._by_user = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._by_user = self._pressed = bool(event.buttons() & Qt.MouseButton.LeftButton)
        super().mouseMoveEvent(event)
        self._by_user = self._pressed = False

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters go to the filter field."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        self._by_key = event.reason() in keys
        super().focusInEvent(event)
