"""The scroll map: where in the whole report marks and find hits lie, and which part is visible."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.model import Mark, TagId
from quandian.ui import paint
from quandian.ui.reader.input_view import InputView
from quandian.ui.theme import mix

END = 8  # px left free at both ends
ROWS = 2048  # the report is divided into so many rows, whatever the height: a change of one mark touches few
_COLUMNS = {GOAL: 0, ACHIEVEMENT: 0, METRIC: 2}  # all other tags lie between them
_X = (4, 8, 11)
_TICK = 2


class MapRows:
    """How many marks of each tag lie in each row and column. No widgets: built and kept by numbers alone."""

    def __init__(self, length: int, marks: Iterable[Mark] = ()) -> None:
        self.length = max(1, length)
        self._counts: tuple[defaultdict[int, Counter[TagId]], ...] = tuple(defaultdict(Counter) for _ in _X)
        self._first: tuple[list[TagId | None], ...] = tuple([None] * ROWS for _ in _X)
        rows, size, counts = ROWS, self.length, self._counts
        for mark in marks:
            column = counts[_COLUMNS.get(mark[2], 1)]
            for row in range(mark[0] * rows // size, (mark[1] - 1) * rows // size + 1):
                column[row][mark[2]] += 1
        for first, cells in zip(self._first, counts, strict=True):
            for row, found in cells.items():
                first[row] = _most(found)

    def change(self, mark: Mark, by: int) -> None:
        """Count a mark in (``by`` = 1) or out (-1)."""
        column = _COLUMNS.get(mark.tag_id, 1)
        cells, first = self._counts[column], self._first[column]
        for row in range(mark.start * ROWS // self.length, (mark.end - 1) * ROWS // self.length + 1):
            cells[row][mark.tag_id] += by
            first[row] = _most(cells[row])
            if first[row] is None:
                del cells[row]

    def runs(self, column: int, height: float) -> list[tuple[float, float, TagId]]:
        """Return ``(top, height, tag)`` of the ticks of a column, ``height`` px high in all; rows of one tag join."""
        found: list[tuple[float, float, TagId]] = []
        scale, row, free = height / ROWS, 0, 0.0
        for tag, group in groupby(self._first[column]):
            count = len(list(group))
            top, bottom = row * scale, (row + count) * scale
            row += count
            if tag is not None and (bottom > free or not found):
                top = max(top, free)
                free = max(bottom, top + _TICK)
                found.append((top, free - top, tag))
        return found


class ScrollMap(QWidget):
    """Ticks of the whole report and a frame round the visible part; click or drag scrolls. Signal: wanted(position)."""

    wanted = Signal(int)

    def __init__(self, text: InputView, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._rows = MapRows(1)
        self._ideas = MapRows(1)
        self._ticks: QPixmap | None = None
        text.moved.connect(self.update)

    def load(self, length: int, marks: Iterable[Mark]) -> None:
        """Show another report."""
        self._rows, self._ideas = MapRows(length, marks), MapRows(length)
        self.forget()

    def load_ideas(self, marks: Iterable[Mark]) -> None:
        """Show other suggestions."""
        self._ideas = MapRows(self._rows.length, marks)
        self.forget()

    def change_idea(self, mark: Mark, by: int) -> None:
        """Count a suggestion in or out."""
        self._ideas.change(mark, by)
        self.forget()

    def change(self, mark: Mark, by: int) -> None:
        """Count a mark in or out."""
        self._rows.change(mark, by)
        self.forget()

    def forget(self) -> None:
        """Draw the ticks anew: marks, colours or size have changed."""
        self._ticks = None
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
        if self._ticks is None:
            self._ticks = self._draw_ticks()
        p.drawPixmap(0, 0, self._ticks)
        self._paint_current_hit(p)
        paint.rounded(p, frame, 3, None, theme.color("text3"))
        p.end()

    def _draw_ticks(self) -> QPixmap:
        """Return the ticks as a picture: scrolling moves only the frame."""
        ratio, scene = self.devicePixelRatioF(), self._text.scene
        ticks = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        ticks.setDevicePixelRatio(ratio)
        ticks.fill(Qt.GlobalColor.transparent)
        p = QPainter(ticks)
        shift = self.width() - 16  # the narrow map is 14 px wide
        for rows, pale in ((self._ideas, True), (self._rows, False)) if scene.ideas_shown else ((self._rows, False),):
            for column, x in enumerate(_X):
                for top, height, tag in rows.runs(column, self._track()):
                    look = scene.looks.get(tag)
                    if look is not None and tag not in scene.dimmed:
                        ink = mix(look.fill, look.stroke, 0.25) if pale else look.stroke
                        p.fillRect(QRectF(x + shift, END + top, 3, height), ink)
        self._paint_hits(p)
        p.end()
        return ticks

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the ticks at another height."""
        super().resizeEvent(event)
        self.forget()

    def _paint_hits(self, p: QPainter) -> None:
        ink, last = self._text.theme.color("find_now"), -_TICK - 1
        for start, _ in self._text.scene.hits:
            y = round(self.y_of(start))
            if y > last + _TICK:
                last = y
                p.fillRect(QRectF(1, y, self.width() - 1, _TICK), ink)

    def _paint_current_hit(self, p: QPainter) -> None:
        scene = self._text.scene
        if scene.hit >= 0:
            y = round(self.y_of(scene.hits[scene.hit][0]))
            p.fillRect(QRectF(1, y - 1, self.width() - 1, _TICK + 2), self._text.theme.color("find_now"))

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


def _most(counts: Counter[TagId]) -> TagId | None:
    """Return the tag that lies most often in a row; ``None`` for an empty row."""
    if len(counts) == 1:  # nearly always
        tag, count = next(iter(counts.items()))
        return tag if count > 0 else None
    best = max(counts, key=counts.__getitem__, default=None)
    return best if best is not None and counts[best] > 0 else None
