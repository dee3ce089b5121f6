"""Draws a chart with any painter: on the page, into a PNG, into an SVG (design guide, section 3, "Charts").

Series have a colour and a marker shape, labels stand at line ends, targets are hollow and dashed, amounts begin at 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from quandian.core.comparing import Break
from quandian.ui import paint
from quandian.ui.ledger import words
from quandian.ui.ledger.chart_data import Chart, Line, Mark
from quandian.ui.qt import ALIGN_CENTER, ALIGN_RIGHT, ANTIALIASING, NO_BRUSH, NO_PEN
from quandian.ui.theme import theme, tokens

SHAPES = ("circle", "square", "triangle", "diamond", "down", "cross")
_LEFT, _TOP, _BOTTOM = 48, 8, 28


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a mark or a bar stands, what it opens (an entry) or filters by (values), and what it says."""

    area: QRectF
    words: str
    number: int = -1
    values: tuple[str, ...] | None = None


def series_color(place: int) -> QColor:
    """Return the colour of a series."""
    shades = tokens()["chart_series"]
    own = shades.get(theme().name) or shades["light"]
    return QColor(own[place % len(own)])


def draw(painter: QPainter, rect: QRectF, chart: Chart, chosen: int = -1) -> list[Hit]:
    """Draw a chart into ``rect`` and return what can be clicked. ``chosen`` is the entry to be set off."""
    painter.setRenderHint(ANTIALIASING)
    if chart.lines:
        return _Lines(painter, rect, chart, chosen).draw()
    if chart.bars:
        return _draw_bars(painter, rect, chart)
    if chart.dots:
        return _draw_dots(painter, rect, chart, chosen)
    return []


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Return round values from ``low`` to above ``high``: 0, 300, 600, …; at most about ``most``."""
    span = high - low
    if span <= 0:
        span = abs(high) or 1.0
    rough = span / most
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 3, 5, 10) if power * factor >= rough)
    first = math.floor(low / step) * step
    count = math.ceil((high - first) / step - 1e-9)
    return [round(first + step * i, 10) for i in range(max(count, 1) + 1)]


def marker(painter: QPainter, at: QPointF, shape: str, ink: QColor, *, hollow: bool, ground: QColor) -> None:
    """Draw a marker 9 px across."""
    painter.setPen(QPen(ink, 2) if hollow else NO_PEN)
    painter.setBrush(ground if hollow else ink)
    x, y, r = at.x(), at.y(), 4.0 if hollow else 5.0
    if shape == "circle":
        painter.drawEllipse(at, r, r)
    elif shape == "square":
        painter.drawRect(QRectF(x - r + 0.5, y - r + 0.5, 2 * r - 1, 2 * r - 1))
    elif shape == "cross":
        painter.setPen(QPen(ink, 2.5))
        painter.drawLine(QPointF(x - r, y - r), QPointF(x + r, y + r))
        painter.drawLine(QPointF(x - r, y + r), QPointF(x + r, y - r))
    else:
        corners = {
            "triangle": ((0, -1), (1, 0.85), (-1, 0.85)),
            "down": ((0, 1), (1, -0.85), (-1, -0.85)),
            "diamond": ((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0)),
        }[shape]
        painter.drawPolygon(QPolygonF([QPointF(x + dx * r, y + dy * r) for dx, dy in corners]))


class _Lines:
    """Draws series of figures by year."""

    def __init__(self, painter: QPainter, rect: QRectF, chart: Chart, chosen: int) -> None:
        self._p, self._chart, self._chosen = painter, chart, chosen
        names = [line.name for line in chart.lines]
        right = min(rect.width() * 0.34, max(paint.width(name, 12) for name in names) + 20)
        marks = [m for line in chart.lines for m in (*line.marks, *line.targets)]
        highest, lowest = max(m.y for m in marks), min(m.y for m in marks)
        self._ticks = ticks(min(0.0, lowest), highest)
        left = max(_LEFT, max(paint.width(words.compact(t), 12) for t in self._ticks) + 16)
        self._right, self._outer = rect.right(), rect
        self._area = rect.adjusted(left, _TOP + 18, -right, -_BOTTOM)
        years = sorted({int(m.x) for m in marks})
        self._first, self._last = years[0], years[-1]
        self._hits: list[Hit] = []
        self._strokes: list[QLineF] = []

    def _x(self, year: float) -> float:
        if self._first == self._last:
            return self._area.center().x()
        inset = 24.0
        share = (year - self._first) / (self._last - self._first)
        return self._area.left() + inset + share * (self._area.width() - 2 * inset)

    def _y(self, value: float) -> float:
        low, high = self._ticks[0], self._ticks[-1]
        return self._area.bottom() - (value - low) / (high - low) * self._area.height()

    def draw(self) -> list[Hit]:
        self._axes()
        ends: list[tuple[float, float, int, Line, Mark]] = []
        for place, line in enumerate(self._chart.lines):
            self._line(place, line)
            last = max((*line.marks, *line.targets), key=lambda m: (m.x, m.target))
            ends.append((self._x(last.x), self._y(last.y), place, line, last))
        self._values()
        self._labels(ends)
        return self._hits

    def _values(self) -> None:
        """Write the newest figure of each line where it covers no mark and no other figure; else not at all."""
        taken = [hit.area.adjusted(4, 4, -4, -4) for hit in self._hits]
        for line in self._chart.lines:
            if not line.marks:
                continue
            newest = line.marks[-1]
            x, y, said = self._x(newest.x), self._y(newest.y), words.compact(newest.y)
            wide = paint.width(said, 12, True)
            places = (QRectF(x - wide / 2, y + above, wide, 14) for above in (-24, 9))
            free = (box for box in places if self._is_free(box, taken))
            box = next(free, None)
            if box is not None:
                taken.append(box)
                paint.text(self._p, box.adjusted(-40, -2, 40, 2), said, 12, "text", bold=True, align=ALIGN_CENTER)

    def _is_free(self, box: QRectF, taken: Sequence[QRectF]) -> bool:
        """Whether a figure can stand there: in the picture, on no mark, no other figure and no line."""
        if box.top() < self._outer.top() or box.right() > self._area.right() + 8:
            return False
        return not any(box.intersects(other) for other in taken) and not any(
            crosses(box, line) for line in self._strokes
        )

    def _axes(self) -> None:
        p, area = self._p, self._area
        for value in self._ticks:
            y = round(self._y(value))
            paint.hairline(p, area.left(), y, area.width())
            box = QRectF(self._outer.left(), y - 10, area.left() - self._outer.left() - 8, 20)
            paint.text(p, box, words.compact(value), 12, "text2", align=ALIGN_RIGHT)
        years = range(self._first, self._last + 1)
        step = max(1, math.ceil(len(years) * 44 / max(area.width(), 1)))
        for year in years:
            if (self._last - year) % step == 0:
                box = QRectF(self._x(year) - 30, area.bottom() + 6, 60, 20)
                paint.text(p, box, str(year), 12, "text2", align=ALIGN_CENTER)

    def _line(self, place: int, line: Line) -> None:
        p, ink = self._p, series_color(place)
        shape = SHAPES[place % len(SHAPES)]
        for before, after in pairwise(line.marks):
            solid = after.broken is Break.NONE
            if solid:
                self._stroke(before, after, ink, Qt.PenStyle.SolidLine)
            elif after.broken is not Break.GAP:
                self._break(before, after, ink)
        for target in line.targets:
            earlier = [m for m in line.marks if m.x < target.x]
            if earlier and not any(m.x == target.x for m in line.marks):
                self._stroke(earlier[-1], target, ink, Qt.PenStyle.DashLine)
        ground = theme().color("panel")
        for mark in (*line.targets, *line.marks):
            at = QPointF(self._x(mark.x), self._y(mark.y))
            if mark.number == self._chosen:
                p.setPen(QPen(theme().color("text"), 2))
                p.setBrush(NO_BRUSH)
                p.drawEllipse(at, 9, 9)
            marker(p, at, shape, ink, hollow=mark.target, ground=ground)
            kind = words.translate("Ledger", "目标") if mark.target else words.translate("Ledger", "实际")
            said = words.translate("Ledger", "{0}　{1} 年　{2} {3}").format(line.name, int(mark.x), kind, mark.label)
            self._hits.append(Hit(QRectF(at.x() - 9, at.y() - 9, 18, 18), said, mark.number))

    def _stroke(self, before: Mark, after: Mark, ink: QColor, style: Qt.PenStyle) -> None:
        pen = QPen(ink, 2 if style is Qt.PenStyle.SolidLine else 1.6)
        if style is not Qt.PenStyle.SolidLine:
            pen.setDashPattern([3, 3])
        self._p.setPen(pen)
        line = QLineF(self._x(before.x), self._y(before.y), self._x(after.x), self._y(after.y))
        self._strokes.append(line)
        self._p.drawLine(line)

    def _break(self, before: Mark, after: Mark, ink: QColor) -> None:
        """Draw two short strokes across the way: the definition changed between these points."""
        p = self._p
        x = (self._x(before.x) + self._x(after.x)) / 2
        y = (self._y(before.y) + self._y(after.y)) / 2
        p.setPen(QPen(ink, 1.6))
        for shift in (-3, 3):
            p.drawLine(QPointF(x + shift - 3, y + 7), QPointF(x + shift + 3, y - 7))

    def _labels(self, ends: list[tuple[float, float, int, Line, Mark]]) -> None:
        """Write the names at the line ends, pushed apart where they would overlap."""
        ends = sorted(ends, key=lambda end: end[1])
        for box, (x, y, place, line, last) in zip(self._label_boxes(ends), ends, strict=True):
            wide = box.width()
            first = box.top() + 9
            if box.left() - x > 13 or abs(first - y) > 18:  # the name stands apart from its line: a thread leads to it
                thread = series_color(place)
                thread.setAlphaF(0.45)
                self._p.setPen(QPen(thread, 1))
                self._p.drawLine(QPointF(x + 6, y), QPointF(box.left() - 3, first))
            paint.text(self._p, QRectF(box.left(), box.top(), wide, 18), line.name, 12, series_color(place))
            if last.target and box.height() > 18:
                said = words.translate("Ledger", "目标 {0}").format(words.compact(last.y))
                paint.text(self._p, QRectF(box.left(), box.top() + 18, wide, 18), said, 12, "text2")

    def _label_boxes(self, ends: list[tuple[float, float, int, Line, Mark]]) -> list[QRectF]:
        """Return where names stand, from top to bottom: behind the last year, pushed apart, and inside the area.

        Where there is no room for the figures of targets, names stand alone.
        """
        boxes: list[QRectF] = []
        room = self._area.height() + 4 >= sum(36 if end[4].target else 18 for end in ends)
        left = max([self._x(self._last), *(end[0] for end in ends)]) + 12
        for _x, y, _place, line, last in ends:
            high = 36 if last.target and room else 18
            said = words.translate("Ledger", "目标 {0}").format(words.compact(last.y)) if last.target else ""
            wide = min(max(paint.width(line.name, 12), paint.width(said, 12)) + 2, max(40.0, self._right - left))
            box = QRectF(left, y - high / 2, wide, high)
            for other in boxes:
                if box.intersects(other):
                    box.moveTop(other.bottom())
            boxes.append(box)
        for place in range(len(boxes) - 1, -1, -1):
            box = boxes[place]
            box.moveBottom(min(box.bottom(), self._area.bottom() + 4))
            for other in reversed(boxes[place + 1 :]):
                if box.intersects(other):
                    box.moveBottom(other.top())
        return boxes


def crosses(box: QRectF, line: QLineF) -> bool:
    """Whether a line goes through a box."""
    if box.contains(line.p1()) or box.contains(line.p2()):
        return True
    corners = (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft())
    edges = (QLineF(corners[i], corners[(i + 1) % 4]) for i in range(4))
    met = QLineF.IntersectionType.BoundedIntersection
    return any(line.intersects(edge)[0] == met for edge in edges)


def _draw_bars(p: QPainter, rect: QRectF, chart: Chart) -> list[Hit]:
    bars = chart.bars
    most = max(bar.total for bar in bars if not bar.rest)
    label = min(rect.width() * 0.42, max(paint.width(bar.label, 12) for bar in bars) + 12)
    left, right = rect.left() + label + 8, rect.right() - 56
    step = min(34.0, (rect.height() - _TOP) / len(bars))
    thick = min(18.0, step - 6)
    hits = []
    for place, bar in enumerate(bars):
        top = rect.top() + _TOP + place * step
        middle = top + step / 2
        box = QRectF(rect.left(), middle - 10, label, 20)
        paint.text(p, box, bar.label, 12, "text2" if bar.rest else "text", align=ALIGN_RIGHT)
        x = left
        for tag_id, count in () if bar.rest else bar.counts:
            wide = max(1.0, (right - left) * count / most)
            tag = chart.tags.get(tag_id)
            ink = theme().tag_look(tag).stroke if tag is not None else series_color(0)
            paint.rounded(p, QRectF(x, middle - thick / 2, wide, thick), 2, ink)
            x += wide + 1
        paint.text(p, QRectF(x + 5, middle - 10, 56, 20), f"{bar.total:,}", 12, "text2")
        said = words.translate("Ledger", "{0}　{1} 条").format(bar.label, f"{bar.total:,}")
        hits.append(Hit(QRectF(rect.left(), top, rect.width(), step), said, values=bar.values))
    return hits


def _draw_dots(p: QPainter, rect: QRectF, chart: Chart, chosen: int) -> list[Hit]:
    dots = chart.dots
    first, last = math.floor(dots[0].x), math.floor(dots[-1].x) + 1
    area = rect.adjusted(12, _TOP, -12, -_BOTTOM)
    columns = _columns(last - first, area.width())
    span = (last - first) / columns
    ink = theme().tag_look(tag).stroke if (tag := chart.tags.get("goal")) is not None else series_color(0)
    paint.hairline(p, area.left(), area.bottom(), area.width(), ink="line2")
    for begin, end, text in _spans(first, last, area.width()):
        x, until = (area.left() + (when - first) / (last - first) * area.width() for when in (begin, end))
        for edge in (x, until):
            paint.hairline(p, edge, area.bottom(), 5, vertical=True, ink="line2")
        box = QRectF((x + until) / 2 - 40, area.bottom() + 6, 80, 20)
        paint.text(p, box, text, 12, "text2", align=ALIGN_CENTER)
    stacks: dict[int, list[Mark]] = {}
    for dot in dots:
        stacks.setdefault(min(columns - 1, int((dot.x - first) / span)), []).append(dot)
    tallest = max(len(stack) for stack in stacks.values())
    step = min(14.0, area.height() / max(tallest, 1))
    size = max(1.5, min(5.0, step / 2 - 1))
    hits = []
    for column, stack in stacks.items():
        x = area.left() + (column + 0.5) / columns * area.width()
        for height, dot in enumerate(stack):
            at = QPointF(x, area.bottom() - 8 - height * step)
            p.setPen(QPen(theme().color("text"), 2) if dot.number == chosen else NO_PEN)
            p.setBrush(ink)
            p.drawEllipse(at, size, size)
            hits.append(Hit(QRectF(at.x() - 7, at.y() - step / 2, 14, step), dot.label, dot.number))
    return hits


def _columns(years: int, width: float) -> int:
    """Return how many columns of dots there are: as many in each year, so that none lies on a border of two years."""
    each = max(1, int(width // (14 * years)))
    return years * (each // 4 * 4 if each >= 4 else each)


def _spans(first: int, last: int, width: float) -> Sequence[tuple[float, float, str]]:
    """Return the spans of a time axis with their names, which stand in their middle: quarters of few years, else years.

    What is due on 31 December stands over its own year, not at the border where the next one begins.
    """
    years = last - first
    if years <= 2 and width / years / 4 >= 72:
        return [
            (first + i / 4, first + (i + 1) / 4, f"{first + i // 4}-{i % 4 * 3 + 1:02}–{i % 4 * 3 + 3:02}")
            for i in range(years * 4)
        ]
    step = max(1, math.ceil(years * 48 / max(width, 1)))
    names = ((year, str(year) if (last - 1 - year) % step == 0 else "") for year in range(first, last))
    return [(float(year), year + 1.0, name) for year, name in names]
