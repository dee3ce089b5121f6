"""A chart as lines, boxes and words on a canvas 640 wide: one drawing for HTML, preview, print and PDF.

Greys only, because briefings are printed; values stand at their marks. Words are measured by rule (a Chinese character
is as wide as it is high, a Latin one a little more than half), so that the same chart is the same drawing everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from quandian.core.briefing_tree import Chart, ChartForm

WIDTH = 640.0
SIZE = 15.0  # of words: 10.5 pt where the canvas is as wide as the text block
GREYS = ("#404040", "#8c8c8c", "#bfbfbf", "#595959", "#a6a6a6", "#d9d9d9")
_LINE, _PLOT = 18.0, 216.0
_AXIS, _INK, _FAINT = "#808080", "#000000", "#d9d9d9"


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
    made = _rows(chart) if chart.form is ChartForm.ROWS else _standing(chart)
    return _with_legend(chart, made)


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


def _standing(chart: Chart) -> Drawing:
    start, end, step = axis(chart)
    marks = [start + n * step for n in range(round((end - start) / step) + 1)]
    left = 14 + max(width_of(number_words(mark)) for mark in marks)
    right, top = WIDTH - 8, 44.0
    room = (right - left) / max(len(chart.categories), 1)

    def y_of(value: float) -> float:
        return top + _PLOT * (1 - (value - start) / (end - start))

    out: list[Shape] = [Label(2, 12, chart.unit, "start")]
    for mark in marks:
        out.append(Stroke(((left, y_of(mark)), (right, y_of(mark))), _AXIS if mark == 0 else _FAINT, 0.7))
        out.append(Label(left - 6, y_of(mark), number_words(mark), "end"))
    lines = 1
    for k, category in enumerate(chart.categories):
        parts = wrapped(category, room - 4)
        lines = max(lines, len(parts))
        for n, part in enumerate(parts):
            out.append(Label(left + room * (k + 0.5), top + _PLOT + 14 + n * _LINE, part))
    marked = _line_marks if chart.form is ChartForm.LINE else _bar_marks
    out += marked(chart, left, room, (start, end, top))
    return Drawing(top + _PLOT + 10 + lines * _LINE, tuple(out))


def _bar_marks(chart: Chart, left: float, room: float, span: tuple[float, float, float]) -> list[Shape]:
    start, end, top = span
    scale = _PLOT / (end - start)
    beside = 1 if chart.stacked else len(chart.lines)
    width = min(46.0, room * 0.7 / beside)
    out: list[Shape] = []
    above: dict[int, float] = {}
    for n, line in enumerate(chart.lines):
        for k, value in enumerate(line.values):
            if value is None or (chart.stacked and not value):
                continue
            base = above.get(k, 0.0) if chart.stacked else 0.0
            above[k] = base + value
            x = left + room * (k + 0.5) + (0 if chart.stacked else width * n) - width * beside / 2
            low, high = sorted((base, base + value))
            y = top + (end - high) * scale
            out.append(Box(x, y, width - 2, (high - low) * scale, grey_of(chart, n), hollow=line.aim))
            if not chart.stacked and width_of(number_words(value)) <= width * (1.6 if beside == 1 else 1.05):
                out.append(Label(x + width / 2 - 1, y - 9, number_words(value)))
    if chart.stacked:
        for k, value in above.items():
            out.append(Label(left + room * (k + 0.5), top + (end - value) * scale - 9, number_words(value)))
    return out


def _line_marks(chart: Chart, left: float, room: float, span: tuple[float, float, float]) -> list[Shape]:
    start, end, top = span
    out: list[Shape] = []
    taken: dict[float, list[float]] = {}
    for n, line in enumerate(chart.lines):
        grey = grey_of(chart, n)
        points = [
            (left + room * (k + 0.5), top + _PLOT * (1 - (value - start) / (end - start)), value)
            for k, value in enumerate(line.values)
            if value is not None
        ]
        out.append(Stroke(tuple((x, y) for x, y, _ in points), grey, 2, dashed=line.aim))
        out += [Dot(x, y, grey, hollow=line.aim) for x, y, _ in points]
        for x, y, value in points:
            used = taken.setdefault(x, [])
            # Above the point, else below it; where both are taken the axis must do.
            free = [at for at in (y - 13, y + 14) if all(abs(at - other) >= 14 for other in used)]
            if free and len(points) <= 16:
                used += [free[0], y]
                out.append(Label(x, free[0], number_words(value)))
    return out


# ---- lying bars


def _rows(chart: Chart) -> Drawing:
    """Lying bars: names to the left in two lines at most, values at the ends, no axis beside its zero line."""
    beside = 1 if chart.stacked else len(chart.lines)
    longest = max((width_of(name) for name in chart.categories), default=0)
    left = min(WIDTH * 0.36, longest + 4) + 10
    start, end, _ = axis(chart)
    values = [number_words(value) for value in scale_values(chart)]
    right = WIDTH - 10 - max((width_of(value) for value in values), default=0)
    scale = (right - left) / (end - start)
    zero = left - start * scale
    thick = 18.0 if beside == 1 else 14.0
    out: list[Shape] = [Label(2, 12, chart.unit, "start")]
    y = 30.0
    for k, category in enumerate(chart.categories):
        parts = wrapped(category, left - 10, most=2)
        height = max(len(parts) * _LINE, thick * beside) + 10
        for n, part in enumerate(parts):
            out.append(Label(left - 8, y + height / 2 + (n - (len(parts) - 1) / 2) * _LINE, part, "end"))
        out += _row_bars(chart, k, (zero, y + (height - thick * beside) / 2, thick, scale))
        y += height
    out.append(Stroke(((zero, 30.0), (zero, y)), _AXIS, 0.7))
    return Drawing(y + 6, tuple(out))


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
