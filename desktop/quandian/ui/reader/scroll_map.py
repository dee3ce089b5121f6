"""The scroll map: where in the whole report marks and find hits lie, and which part is visible."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.model import Mark, TagId
from quandian.ui import paint
from quandian.ui.reader.input_view import InputView

END = 8  # px left free at both ends
ROWS = 2048  # the report is divided into so many rows, whatever the height: a change of one mark touches few
_COLUMNS = {GOAL: 0, ACHIEVEMENT: 0, METRIC: 2}  # all other tags lie between them
_X = (4, 8, 11)
_TICK = 2


class MapRows:
    """How many marks of each tag lie in each row and column. No widgets: built and kept by numbers alone."""

    def __init__(self, length: int, marks: Iterable[Mark] = ()) -> None:
        self.length = max(1, length)
        self.columns: tuple[defaultdict[int, Counter[TagId]], ...] = tuple(defaultdict(Counter) for _ in _X)
        rows, size, columns = ROWS, self.length, self.columns
        for mark in marks:
            column = columns[_COLUMNS.get(mark[2], 1)]
            for row in range(mark[0] * rows // size, (mark[1] - 1) * rows // size + 1):
                column[row][mark[2]] += 1

    def change(self, mark: Mark, by: int) -> None:
        """Count a mark in (``by`` = 1) or out (-1)."""
        column = self.columns[_COLUMNS.get(mark.tag_id, 1)]
        for row in range(mark.start * ROWS // self.length, (mark.end - 1) * ROWS // self.length + 1):
            column[row][mark.tag_id] += by
            if column[row][mark.tag_id] <= 0:
                del column[row][mark.tag_id]
            if not column[row]:
                del column[row]

    def runs(self, column: int, height: float) -> list[tuple[float, float, TagId]]:
        """Return ``(top, height, tag)`` of the ticks of a column, ``height`` px high in all; rows of one tag join."""
        found: list[tuple[float, float, TagId]] = []
        cells = self.columns[column]
        scale = height / ROWS
        for row in sorted(cells):
            tag = max(cells[row].items(), key=_count)[0]
            top, bottom = row * scale, max((row + 1) * scale, row * scale + _TICK)
            if found and found[-1][2] == tag and found[-1][0] + found[-1][1] >= top - 0.01:
                found[-1] = (found[-1][0], bottom - found[-1][0], tag)
            elif not found or top >= found[-1][0] + _TICK:
                found.append((top, bottom - top, tag))
        return found


class ScrollMap(QWidget):
    """Ticks of the whole report and a frame round the visible part; click or drag scrolls. Signal: wanted(position)."""

    wanted = Signal(int)

    def __init__(self, text: InputView, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._rows = MapRows(1)
        self._runs: list[list[tuple[float, float, TagId]]] | None = None
        text.moved.connect(self.update)

    def load(self, length: int, marks: Iterable[Mark]) -> None:
        """Show another report."""
        self._rows = MapRows(length, marks)
        self.forget()

    def change(self, mark: Mark, by: int) -> None:
        """Count a mark in or out."""
        self._rows.change(mark, by)
        self.forget()

    def forget(self) -> None:
        """Join the rows anew and paint."""
        self._runs = None
        self.update()

    def _track(self) -> float:
        return max(1.0, self.height() - 2.0 * END)

    def y_of(self, position: int) -> float:
        """Return the height at which a character lies."""
        return END + position / self._rows.length * self._track()

    def position_of(self, y: float) -> int:
        """Return the character at a height."""
        share = min(1.0, max(0.0, (y - END) / self._track()))
        return min(self._rows.length, int(share * self._rows.length))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, ticks, hits and frame."""
        del event
        text, theme = self._text, self._text.theme
        p = QPainter(self)
        p.fillRect(self.rect(), theme.color("panel"))
        paint.hairline(p, 0, 0, self.height(), vertical=True, ink=theme.color("line"))
        y1, y2 = self.y_of(text.first_visible()), self.y_of(text.last_visible())
        frame = QRectF(1, y1 - 2, self.width() - 2, max(12.0, y2 - y1 + 4))
        paint.rounded(p, frame, 3, theme.color("text", 0.10))
        if self._runs is None:
            self._runs = [self._rows.runs(column, self._track()) for column in range(len(_X))]
        shift = self.width() - 16  # the narrow map is 14 px wide
        for x, runs in zip(_X, self._runs, strict=True):
            for top, height, tag in runs:
                look = text.scene.looks.get(tag)
                if look is not None and tag not in text.scene.dimmed:
                    p.fillRect(QRectF(x + shift, END + top, 3, height), look.stroke)
        self._paint_hits(p)
        paint.rounded(p, frame, 3, None, theme.color("text3"))
        p.end()

    def _paint_hits(self, p: QPainter) -> None:
        scene, ink = self._text.scene, self._text.theme.color("find_now")
        last = -_TICK - 1
        for i, (start, _) in enumerate(scene.hits):
            y = round(self.y_of(start))
            if y > last + _TICK or i == scene.hit:
                last = y
                p.fillRect(QRectF(1, y, self.width() - 1, _TICK), ink)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Scroll to the place clicked."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._want(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scroll along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._want(event.position())

    def _want(self, point: QPointF) -> None:
        half = (self._text.last_visible() - self._text.first_visible()) // 2
        self.wanted.emit(max(0, self.position_of(point.y()) - half))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text."""
        QApplication.sendEvent(self._text.viewport(), event)


def _count(item: tuple[TagId, int]) -> int:
    return item[1]
