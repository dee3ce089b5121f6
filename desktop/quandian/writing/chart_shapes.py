"""A chart as lines, boxes and words on a canvas 640 wide: one drawing for HTML, preview, print and PDF.

Greys only, because briefings are printed; values stand at their marks. Words are measured by rule (a Chinese character
is as wide as it is high, a Latin one a little more than half), so that the same chart is the same drawing everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from quandian.core.briefing_tree import Chart, ChartForm, Line

WIDTH = 640.0
SIZE = 15.0  # of words: 10.5 pt where the canvas is as wide as the text block
GREYS = ("#404040", "#8c8c8c", "#bfbfbf", "#595959", "#a6a6a6", "#d9d9d9")
_LINE, _PLOT = 18.0, 216.0
_HIGH = 12.0  # of figures
_ROWS_TOP = 30.0
_AWAY = {"t": (0, -13.0), "b": (0, 14.0), "r": (1, 0.0), "l": (-1, 0.0)}  # of a label from its mark: sides, up or down
_AXIS, _INK, _FAINT, _PAPER = "#808080", "#000000", "#d9d9d9", "#ffffff"


@dataclass(frozen=True, slots=True)
class Box:
    """A filled box; ``hollow`` has an outline only."""

    x: float
    y: float
    width: float
    height: float
    grey: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points, ``dashed`` or not."""

    points: tuple[tuple[float, float], ...]
    grey: str
    width: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark of a line."""

    x: float
    y: float
    grey: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Words whose middle is at ``y``; ``anchor`` start, middle or end is at ``x``."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


Shape = Box | Stroke | Dot | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart drawn: its height and its shapes, in the order they are painted."""

    height: float
    shapes: tuple[Shape, ...]


def number_words(value: float) -> str:
    """Return a figure as charts write it: at most four decimals, none that are nought.

    >>> number_words(1234.5), number_words(60.0)
    ('1234.5', '60')
    """
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def axis_of(values: Sequence[float], *, whole: bool = False) -> tuple[float, float, float]:
    """Return where an axis begins, where it ends and the step of its marks; it starts at zero. ``whole``: no halves.

    >>> axis_of([3.0, 48.0])
    (0.0, 50.0, 10.0)
    """
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        high = low + 1
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    if whole:
        step = max(1.0, float(math.ceil(step)))
    return math.floor(low / step) * step, math.ceil(high / step - 1e-9) * step, step


def scale_values(chart: Chart) -> list[float]:
    """Return the values that the axis must hold: those of the lines, or their sums where bars are stacked."""
    if chart.stacked:
        return [sum(line.values[k] or 0.0 for line in chart.lines) for k in range(len(chart.categories))]
    return [value for line in chart.lines for value in line.values if value is not None]


def axis(chart: Chart) -> tuple[float, float, float]:
    """Return begin, end and step of a chart's axis; counts have whole marks."""
    values = scale_values(chart)
    return axis_of(values, whole=bool(values) and all(value == int(value) for value in values))


def width_of(text: str) -> float:
    """Return about how wide words are."""
    return SIZE * sum(0.55 if c.isascii() else 1.0 for c in text)


def grey_of(chart: Chart, n: int) -> str:
    """Return the grey of the ``n``th series."""
    tone = chart.lines[n].tone
    return GREYS[(n if tone < 0 else tone) % len(GREYS)]


def wrapped(text: str, room: float, most: int = 3) -> list[str]:
    """Return words in lines that fit ``room``; what does not fit ``most`` lines ends in an ellipsis."""
    lines, line = [], ""
    if " " in text and width_of(text) > room:
        lines = [part for word in text.split() for part in wrapped(word, room, most)]
        return lines[:most]
    for character in text:
        if line and width_of(line + character) > room:
            lines.append(line)
            line = ""
        line += character
    lines.append(line)
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = lines[-1][:-1] + "…"
    return lines


def draw(chart: Chart) -> Drawing:
    """Return the drawing of a chart."""
    return _with_legend(chart, _without_legend(chart))


def _without_legend(chart: Chart) -> Drawing:
    return _rows(chart) if chart.form is ChartForm.ROWS else _standing(chart)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a drawing are: the plot between its axes, and where the legend begins."""

    left: float
    top: float
    right: float
    bottom: float
    legend: float


def places(chart: Chart) -> Places:
    """Return where the parts of a chart's drawing are."""
    made = _without_legend(chart)
    if chart.form is ChartForm.ROWS:
        left, right = _row_edges(chart)
        return Places(left, _ROWS_TOP, right, made.height - 6, made.height)
    frame = _frame(chart)
    return Places(frame.left, frame.top, WIDTH - 8, frame.top + _PLOT, made.height)


def _with_legend(chart: Chart, made: Drawing) -> Drawing:
    if len(chart.lines) < 2:
        return made
    x, y = 12.0, made.height + 8
    out = list(made.shapes)
    for n, line in enumerate(chart.lines):
        wide = 24 + width_of(line.name) + 20
        if x > 12 and x + wide > WIDTH:
            x, y = 12.0, y + 22
        out.append(Box(x, y - 6, 12, 12, grey_of(chart, n), hollow=line.aim))
        out.append(Label(x + 18, y, line.name, "start"))
        x += wide
    return Drawing(y + 14, tuple(out))


# ---- standing bars and lines


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where standing bars and lines are drawn: the left edge, the room of a category, the values of the axis."""

    left: float
    room: float
    start: float
    end: float
    step: float
    top: float = 44.0

    def x(self, k: int) -> float:
        return self.left + self.room * (k + 0.5)

    def y(self, value: float) -> float:
        return self.top + _PLOT * (1 - (value - self.start) / (self.end - self.start))

    def marks(self) -> list[float]:
        return [self.start + n * self.step for n in range(round((self.end - self.start) / self.step) + 1)]


def _frame(chart: Chart) -> _Frame:
    bare = _Frame(0.0, 0.0, *axis(chart))
    left = 14 + max(width_of(number_words(mark)) for mark in bare.marks())
    return replace(bare, left=left, room=(WIDTH - 8 - left) / max(len(chart.categories), 1))


def _standing(chart: Chart) -> Drawing:
    frame = _frame(chart)
    left, right = frame.left, WIDTH - 8
    out: list[Shape] = [Label(2, 12, chart.unit, "start")]
    for mark in frame.marks():
        y = frame.y(mark)
        out.append(Stroke(((left, y), (right, y)), _AXIS if mark == 0 else _FAINT, 0.7))
        out.append(Label(left - 6, y, number_words(mark), "end"))
    lines = 1
    for k, category in enumerate(chart.categories):
        parts = wrapped(category, frame.room - 4)
        lines = max(lines, len(parts))
        for n, part in enumerate(parts):
            out.append(Label(frame.x(k), frame.top + _PLOT + 14 + n * _LINE, part))
    out += _line_marks(chart, frame) if chart.form is ChartForm.LINE else _bar_marks(chart, frame)
    return Drawing(frame.top + _PLOT + 10 + lines * _LINE, tuple(out))


def _bar_width(chart: Chart, frame: _Frame) -> float:
    return min(46.0, frame.room * 0.7 / (1 if chart.stacked else len(chart.lines)))


def bars_labelled(chart: Chart) -> bool:
    """Whether the values of bars have room at their ends, all of them; values of some bars only would mislead."""
    if chart.form is ChartForm.ROWS or chart.stacked:
        return True
    room = _bar_width(chart, _frame(chart)) * (1.6 if len(chart.lines) == 1 else 1.05)
    return all(width_of(number_words(v)) <= room for line in chart.lines for v in line.values if v is not None)


def _bar_marks(chart: Chart, frame: _Frame) -> list[Shape]:
    beside = 1 if chart.stacked else len(chart.lines)
    width = _bar_width(chart, frame)
    labelled = bars_labelled(chart) and not chart.stacked
    out: list[Shape] = []
    above: dict[int, float] = {}
    for n, line in enumerate(chart.lines):
        for k, value in enumerate(line.values):
            if value is None or (chart.stacked and not value):
                continue
            base = above.get(k, 0.0) if chart.stacked else 0.0
            above[k] = base + value
            x = frame.x(k) + (0 if chart.stacked else width * n) - width * beside / 2
            low, high = sorted((base, base + value))
            y = frame.y(high)
            out.append(Box(x, y, width - 2, frame.y(low) - y, grey_of(chart, n), hollow=line.aim))
            if labelled:
                out.append(Label(x + width / 2 - 1, y - 9, number_words(value)))
    if chart.stacked:
        out += [Label(frame.x(k), frame.y(value) - 9, number_words(value)) for k, value in above.items()]
    return out


def thin_parts(chart: Chart) -> set[tuple[int, int]]:
    """Return the parts of stacked bars that have no room for their value inside, by series and category."""
    if not chart.stacked:
        return set()
    start, end, _ = axis(chart)
    lying = chart.form is ChartForm.ROWS
    scale = (WIDTH * 0.6 if lying else _PLOT) / (end - start)
    return {
        (n, k)
        for n, line in enumerate(chart.lines)
        for k, value in enumerate(line.values)
        if value is None or value * scale < (width_of(number_words(value)) if lying else _HIGH) + 2
    }


Point = tuple[float, float]
Area = tuple[float, float, float, float]
"""Left, top, right and bottom of what a label may not cover."""


@lru_cache(maxsize=64)
def label_places(chart: Chart) -> Mapping[tuple[int, int], str]:
    """Return where the value of each mark of a line stands, by series and category: t, b, r or l of the mark.

    Every mark has its value beside it, clear of other values and marks, and of lines where it can be; else none has.
    """
    frame = _frame(chart)
    marks: dict[int, list[tuple[float, int, float]]] = {}
    for n, line in enumerate(chart.lines):
        for k, value in enumerate(line.values):
            if value is not None:
                marks.setdefault(k, []).append((frame.y(value), n, value))
    taken = [(frame.x(k) - 5, y - 5, frame.x(k) + 5, y + 5) for k, column in marks.items() for y, _, _ in column]
    strokes = [pair for line in chart.lines for pair in pairwise(_points(line, frame))]
    out: dict[tuple[int, int], str] = {}
    for k in sorted(marks):
        column = sorted(marks[k])
        wanted = [(y, value) for y, _, value in column]
        found = _column_places(wanted, frame.x(k), frame, taken, strokes)
        found = found or _column_places(wanted, frame.x(k), frame, taken, ())
        if found is None:
            return {}
        for (y, n, value), place in zip(column, found, strict=True):
            out[n, k] = place
            taken.append(_label_area(frame.x(k), y, value, place))
    return out


def _points(line: Line, frame: _Frame) -> list[Point]:
    return [(frame.x(k), frame.y(value)) for k, value in enumerate(line.values) if value is not None]


def _column_places(
    column: Sequence[tuple[float, float]],
    x: float,
    frame: _Frame,
    taken: Sequence[Area],
    strokes: Sequence[tuple[Point, Point]],
) -> list[str] | None:
    if not column:
        return []
    (y, value), *rest = column
    for place in "tbrl":
        area = _label_area(x, y, value, place)
        inside = frame.left <= area[0] and area[2] <= WIDTH and area[3] <= frame.top + _PLOT + 5
        clear = not any(_meet(area, other) for other in taken) and not any(_crosses(one, area) for one in strokes)
        if inside and clear:
            below = _column_places(rest, x, frame, [*taken, area], strokes)
            if below is not None:
                return [place, *below]
    return None


def _crosses(stroke: tuple[Point, Point], area: Area) -> bool:
    """Whether a stroke, which goes from left to right, runs through an area."""
    (x, y), (end, low) = stroke
    if end <= area[0] or area[2] <= x:
        return False
    slope = (low - y) / (end - x)
    heights = [y + (max(min(at, end), x) - x) * slope for at in (area[0], area[2])]
    return min(heights) < area[3] and area[1] < max(heights)


def _label_area(x: float, y: float, value: float, place: str) -> Area:
    """Return what the words of a value cover; figures have no parts below the line and are not as high as a line."""
    wide = width_of(number_words(value))
    dx, dy = _AWAY[place]
    middle = x + dx * (wide / 2 + 8)
    return middle - wide / 2, y + dy - _HIGH / 2, middle + wide / 2, y + dy + _HIGH / 2


def _meet(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _line_marks(chart: Chart, frame: _Frame) -> list[Shape]:
    out: list[Shape] = []
    places = label_places(chart)
    for n, line in enumerate(chart.lines):
        grey = grey_of(chart, n)
        points = _points(line, frame)
        out.append(Stroke(tuple(points), grey, 2, dashed=line.aim))
        out += [Dot(x, y, grey, hollow=line.aim) for x, y in points]
    for (n, k), place in places.items():
        value = chart.lines[n].values[k] or 0.0
        left, top, right, bottom = _label_area(frame.x(k), frame.y(value), value, place)
        out.append(Box(left, top, right - left, bottom - top, _PAPER))
        out.append(Label((left + right) / 2, (top + bottom) / 2, number_words(value)))
    return out


# ---- lying bars


def _rows(chart: Chart) -> Drawing:
    """Lying bars: names to the left in two lines at most, values at the ends, no axis beside its zero line."""
    beside = 1 if chart.stacked else len(chart.lines)
    left, right = _row_edges(chart)
    start, end, _ = axis(chart)
    scale = (right - left) / (end - start)
    zero = left - start * scale
    thick = 18.0 if beside == 1 else 14.0
    out: list[Shape] = [Label(2, 12, chart.unit, "start")]
    y = _ROWS_TOP
    for k, category in enumerate(chart.categories):
        parts = wrapped(category, left - 10, most=2)
        height = max(len(parts) * _LINE, thick * beside) + 10
        for n, part in enumerate(parts):
            out.append(Label(left - 8, y + height / 2 + (n - (len(parts) - 1) / 2) * _LINE, part, "end"))
        out += _row_bars(chart, k, (zero, y + (height - thick * beside) / 2, thick, scale))
        y += height
    out.append(Stroke(((zero, _ROWS_TOP), (zero, y)), _AXIS, 0.7))
    return Drawing(y + 6, tuple(out))


def _row_edges(chart: Chart) -> tuple[float, float]:
    """Return where the axis of lying bars begins and ends."""
    longest = max((width_of(name) for name in chart.categories), default=0)
    values = [number_words(value) for value in scale_values(chart)]
    widest = max((width_of(value) for value in values), default=0)
    return min(WIDTH * 0.36, longest + 4) + 10, WIDTH - 10 - widest


def _row_bars(chart: Chart, k: int, place: tuple[float, float, float, float]) -> list[Shape]:
    zero, top, thick, scale = place
    out: list[Shape] = []
    reached = 0.0
    for n, line in enumerate(chart.lines):
        value = line.values[k]
        if value is None or (chart.stacked and not value):
            continue
        low, high = sorted((reached, reached + value))
        y = top if chart.stacked else top + n * thick
        grey = grey_of(chart, n)
        out.append(Box(zero + low * scale, y + 1, (high - low) * scale, thick - 2, grey, hollow=line.aim))
        if chart.stacked:
            reached += value
        else:
            out.append(Label(zero + max(high, 0.0) * scale + 6, y + thick / 2, number_words(value), "start"))
    if chart.stacked and reached:
        out.append(Label(zero + reached * scale + 6, top + thick / 2, number_words(reached), "start"))
    return out
