"""A list of values to tick: a click anywhere in a row ticks it, so does the space bar."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from quandian.ui import paint
from quandian.ui.dialogs.marks import check_mark
from quandian.ui.qt import ALIGN_RIGHT, ANTIALIASING, DISPLAY, USER
from quandian.ui.theme import theme

ROW = 28
COUNT = USER.value + 1
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(40, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(ANTIALIASING)
        if state & QStyle.StateFlag.State_MouseOver or state & QStyle.StateFlag.State_Selected:
            paint.rounded(painter, rect, 6, "hover")
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) in (_CHECKED, _CHECKED.value)
        check_mark(painter, rect.left() + 6, rect.center().y() - 8, ticked)
        count = str(index.data(COUNT) or "")
        wide = paint.width(count, 12) + 8 if count else 0
        paint.text(painter, rect.adjusted(30, 0, -10 - wide, 0), str(index.data(DISPLAY) or ""), 13, "text")
        if count:
            paint.text(painter, rect.adjusted(30, 0, -10, 0), count, 12, "text2", align=ALIGN_RIGHT)
        painter.restore()


class TickList(QListWidget):
    """The list. What is ticked changes by ``itemChanged`` of Qt."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        theme().changed.connect(self.viewport().update)

    def add(self, text: str, value: str, count: str, *, ticked: bool) -> None:
        """Add a value with its count."""
        item = QListWidgetItem(text)
        item.setData(USER, value)
        item.setData(COUNT, count)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text} {count}")
        item.setToolTip(text)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(_CHECKED if ticked else _UNCHECKED)
        self.addItem(item)

    def recount(self, counts: Mapping[str, str]) -> None:
        """Show other counts; a value that has none now has 0."""
        for place in range(self.count()):
            item = self.item(place)
            count = counts.get(str(item.data(USER)), "0")
            item.setData(COUNT, count)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()} {count}")
        self.viewport().update()

    def ticked(self) -> list[str]:
        """Return the ticked values."""
        items = (self.item(place) for place in range(self.count()))
        return [str(item.data(USER)) for item in items if item.checkState() == _CHECKED]

    def narrow(self, words: str) -> None:
        """Show only values that hold these words."""
        wanted = words.strip().lower()
        for place in range(self.count()):
            item = self.item(place)
            item.setHidden(bool(wanted) and wanted not in item.text().lower())

    def enter(self) -> None:
        """Take the focus, the first value shown being the current one."""
        self.setFocus()
        shown = (place for place in range(self.count()) if not self.item(place).isHidden())
        self.setCurrentRow(next(shown, -1))

    def untick(self) -> None:
        """Tick nothing, without telling."""
        self.blockSignals(True)
        for place in range(self.count()):
            self.item(place).setCheckState(_UNCHECKED)
        self.blockSignals(False)
        self.viewport().update()

    def _toggle(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            item.setCheckState(_UNCHECKED if item.checkState() == _CHECKED else _CHECKED)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._toggle(self.itemAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._toggle(self.currentItem())
        else:
            super().keyPressEvent(event)
