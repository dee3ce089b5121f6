"""A list whose rows are dragged to another place: a line shows where they would go, nothing jumps before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from quandian.ui.panels.row_view import INSET, RowView
from quandian.ui.theme import theme

_EDGE = 24  # px at the upper and lower end where dragging scrolls


class DragView(RowView):
    """The view.

    Signals: dropped(row, gap) when a row was let go before the row at ``gap``; pressed_at(row, QPoint); folded(shut) by
    ← or →.
    """

    dropped = Signal(int, int)
    pressed_at = Signal(int, QPoint)
    folded = Signal(bool)

    def __init__(self, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(row_height, parent)
        self.gaps: Callable[[int], list[int]] | None = None
        """Gives the gaps (rows to stand before) that a row may be dropped at; none: it stays."""
        self._from: tuple[int, QPoint] | None = None
        self._gap: int | None = None
        self._gaps: list[int] = []
        self._point = QPoint()
        self._scroller = QTimer(self)
        self._scroller.setInterval(30)
        self._scroller.timeout.connect(self._on_scroll)

    @property
    def dragging(self) -> bool:
        """Whether a row is being dragged."""
        return bool(self._gaps)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self._from = (index.row(), event.position().toPoint())
            self.pressed_at.emit(index.row(), event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._from is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        row, start = self._from
        if not self._gaps:
            if (point - start).manhattanLength() < QApplication.startDragDistance() or self.gaps is None:
                return
            self._gaps = self.gaps(row)
            if not self._gaps:
                self._from = None
                return
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._point = point
        self._find_gap()
        near = point.y() < _EDGE or point.y() > self.viewport().height() - _EDGE
        if near and not self._scroller.isActive():
            self._scroller.start()
        elif not near:
            self._scroller.stop()

    def _find_gap(self) -> None:
        gap = min(self._gaps, key=self._distance)
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

    def _distance(self, gap: int) -> int:
        return abs(self._line(gap) - self._point.y())

    def _line(self, gap: int) -> int:
        """Return how far down the line of a gap is."""
        rows = self.model().rowCount()
        if gap < rows:
            return self.rowViewportPosition(gap)
        return self.rowViewportPosition(rows - 1) + self.rowHeight(rows - 1) if rows else 0

    @Slot()
    def _on_scroll(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (-8 if self._point.y() < _EDGE else 8))
        self._find_gap()
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        origin, gap = self._from, self._gap
        dragged = self.dragging
        self._end()
        if dragged and origin is not None and gap is not None:
            self.dropped.emit(origin[0], gap)
            return
        super().mouseReleaseEvent(event)

    def _end(self) -> None:
        self._scroller.stop()
        self._from = self._gap = None
        self._gaps = []
        self.unsetCursor()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            and not event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.folded.emit(event.key() == Qt.Key.Key_Left)
            return
        if self.dragging and event.key() == Qt.Key.Key_Escape:
            self._end()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap is None:
            return
        painter = QPainter(self.viewport())
        y = min(max(self._line(self._gap) - 1, 0), self.viewport().height() - 2)
        painter.fillRect(QRectF(INSET + 4, y, self.viewport().width() - 2 * INSET - 8, 2), theme().color("ink"))
        painter.end()
