"""Painted lists for dialogs: rows are values, a subclass paints one row, keys and mouse work as in every list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from quandian.ui import paint
from quandian.ui.qt import ACCESSIBLE_TEXT, ANTIALIASING, DISPLAY, TOOL_TIP, USER
from quandian.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class RowsModel(QAbstractListModel):
    """A list of values; ``words`` says a row for screen readers and ``tip`` gives its tooltip."""

    def __init__(self, words: Callable[[Any], str], tip: Callable[[Any], str] | None, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[Any] = []
        self._words, self._tip = words, tip
        self.enabled: Callable[[Any], bool] | None = None

    @property
    def rows(self) -> list[Any]:
        """The values shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other values."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def replace(self, at: int, row: Any) -> None:  # noqa: ANN401 - rows are any value
        """Put another value in one row."""
        self._rows[at] = row
        self.dataChanged.emit(self.index(at), self.index(at))

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401 - Qt's signature
        row = self._rows[index.row()]
        if role == USER:
            return row
        if role in (DISPLAY, ACCESSIBLE_TEXT):
            return self._words(row)
        if role == TOOL_TIP and self._tip is not None:
            return self._tip(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self.enabled is not None and index.isValid() and not self.enabled(self._rows[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return flags


class RowState:
    """How a row is drawn now."""

    __slots__ = ("current", "focus", "hover")

    def __init__(self, current: bool, hover: bool, focus: bool) -> None:
        self.current, self.hover, self.focus = current, hover, focus


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: RowsView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._view.height_of(index.data(USER)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        flag = QStyle.StateFlag
        given: Any = option  # the stubs know none of a style option's fields
        current = bool(given.state & flag.State_Selected)
        state = RowState(
            current,
            bool(given.state & flag.State_MouseOver),
            current and self._view.hasFocus() and self._view.keyboard,
        )
        painter.save()
        painter.setRenderHint(ANTIALIASING)
        self._view.paint_row(painter, QRectF(given.rect), index.data(USER), state)
        painter.restore()


class RowsView(QListView):
    """A list of painted rows.

    Signals: picked(row) by Enter or double click, current(row or None), removed(row) by Del.
    """

    picked = Signal(object)
    current = Signal(object)
    removed = Signal(object)
    row_height = 40
    inset = 8.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = RowsModel(self.words, self.tip, self)
        self.setModel(self.model_)
        self._painter = _Delegate(self)
        self.setItemDelegate(self._painter)
        self.keyboard = False  # the focus ring shows for keyboard focus only
        self.single_click = False
        self.enter_picks = True  # else Enter is left to the dialog
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double)
        self.clicked.connect(self._on_clicked)
        theme().changed.connect(self.viewport().update)

    # what a subclass says of its rows

    def words(self, row: Any) -> str:  # noqa: ANN401 - rows are any value
        """Return a row as words, for screen readers and for finding by typing."""
        return str(row)

    def tip(self, row: Any) -> str:  # noqa: ANN401
        """Return the tooltip of a row."""
        del row
        return ""

    def height_of(self, row: Any) -> int:  # noqa: ANN401
        """Return the height of a row in px."""
        del row
        return self.row_height

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, state: RowState) -> None:  # noqa: ANN401
        """Paint a row; the ground of a chosen row is painted by :meth:`ground`."""
        self.ground(painter, rect, state)
        paint.text(painter, rect.adjusted(20, 0, -20, 0), self.words(row), bold=state.current)

    def ground(self, painter: QPainter, rect: QRectF, state: RowState, *, gap: float = 1) -> QRectF:
        """Paint the ground of a row and return its rectangle."""
        inner = rect.adjusted(self.inset, gap, -self.inset, -gap)
        if state.current or state.hover:
            paint.rounded(painter, inner, 6, "selected" if state.current else "hover")
        if state.focus:
            paint.focus_ring(painter, inner)
        return inner

    # the rows

    @property
    def rows(self) -> list[Any]:
        """The values shown."""
        return self.model_.rows

    def set_rows(self, rows: Sequence[Any], at: int = 0) -> None:
        """Show other values and go to row ``at``, if there is one that far."""
        self.model_.set_rows(rows)
        if rows:
            self.set_at(min(max(at, 0), len(rows) - 1))
        else:
            self.current.emit(None)

    def set_at(self, at: int) -> None:
        """Make a row the current one."""
        index = self.model_.index(at)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    @property
    def at(self) -> int:
        """The number of the current row, -1 without one."""
        return self.currentIndex().row()

    @property
    def row(self) -> Any:  # noqa: ANN401 - rows are any value
        """The current value, or None."""
        return self.rows[self.at] if 0 <= self.at < len(self.rows) else None

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.current.emit(self.rows[index.row()] if index.isValid() else None)

    @Slot(QModelIndex)
    def _on_double(self, index: QModelIndex) -> None:
        if not self.single_click:
            self.picked.emit(self.rows[index.row()])

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if self.single_click:
            self.picked.emit(self.rows[index.row()])

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.keyboard = event.reason() in _BY_KEY
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.keyboard = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keyboard = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and self.enter_picks and self.row is not None:
                self.picked.emit(self.row)
            else:
                event.ignore()
            return
        if event.key() == Qt.Key.Key_Delete and self.row is not None:
            self.removed.emit(self.row)
            return
        super().keyPressEvent(event)


class TickRows(RowsView):
    """Rows with a box each, which a click or the space bar ticks. Signal: ticked after each change."""

    ticked = Signal()
    inset = 0.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.enter_picks = False

    def turn(self, row: Any) -> None:  # noqa: ANN401 - rows are any value
        """Take a row among those ticked, or out of them."""
        raise NotImplementedError

    def toggle(self, row: Any) -> None:  # noqa: ANN401
        """Tick a row, or untick it, and tell."""
        self.turn(row)
        self.viewport().update()
        self.ticked.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint()).row()
        super().mouseReleaseEvent(event)
        if at >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.toggle(self.rows[at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == " " and self.row is not None:
            self.toggle(self.row)
        else:
            super().keyPressEvent(event)
