"""A chart of a briefing as SVG: greys, values at the marks, no script and no address."""

from __future__ import annotations

import math
from collections.abc import Callable
from html import escape

from quandian.core.briefing_tree import Chart, ChartForm

WIDTH, HEIGHT = 640, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 12, 28, 44
GREYS = ("#404040", "#8c8c8c", "#bfbfbf", "#595959", "#a6a6a6", "#d9d9d9")


def axis_of(values: list[float]) -> tuple[float, float, float]:
    """Return where an axis begins, where it ends and the step of its marks; bars and lines start at zero.

    >>> axis_of([3.0, 48.0])
    (0.0, 50.0, 10.0)
    """
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        high = low + 1
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def chart_svg(chart: Chart) -> str:
    """Return the chart as an ``svg`` element of 640 by 320."""
    values = [value for line in chart.lines for value in line.values if value is not None]
    start, end, step = axis_of(values)
    plot_height = HEIGHT - _TOP - _BOTTOM - (20 if len(chart.lines) > 1 else 0)

    def y_of(value: float) -> float:
        return _TOP + plot_height * (1 - (value - start) / (end - start))

    name = escape(f"{chart.label} {chart.caption}")
    out = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
            f' role="img" aria-label="{name}" font-size="13" fill="#333">'
            f'<text x="{_LEFT - 8}" y="{_TOP - 12}" text-anchor="end">{escape(chart.unit)}</text>'
        )
    ]
    for n in range(round((end - start) / step) + 1):
        value = start + n * step
        y = y_of(value)
        out.append(
            f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:.6g}</text>'
        )
    room = (WIDTH - _LEFT - _RIGHT) / max(len(chart.categories), 1)
    for k, category in enumerate(chart.categories):
        x = _LEFT + room * (k + 0.5)
        out.append(f'<text x="{x:.1f}" y="{_TOP + plot_height + 20}" text-anchor="middle">{escape(category)}</text>')
    out += _bars(chart, room, y_of(0.0), y_of) if chart.form is ChartForm.BAR else _lines(chart, room, y_of)
    if len(chart.lines) > 1:
        x = float(_LEFT)
        for n, line in enumerate(chart.lines):
            out.append(
                f'<rect x="{x:.0f}" y="{HEIGHT - 16}" width="12" height="12" fill="{GREYS[n % len(GREYS)]}"/>'
                f'<text x="{x + 18:.0f}" y="{HEIGHT - 5}">{escape(line.name)}</text>'
            )
            x += 34 + 13.5 * len(line.name)
    return "".join(out) + "</svg>"


def _bars(chart: Chart, room: float, zero: float, y_of: Callable[[float], float]) -> list[str]:
    width = min(46.0, room * 0.7 / len(chart.lines))
    out = []
    for n, line in enumerate(chart.lines):
        for k, value in enumerate(line.values):
            if value is None:
                continue
            x = _LEFT + room * (k + 0.5) + width * (n - len(chart.lines) / 2)
            y = y_of(value)
            out.append(
                f'<rect x="{x:.1f}" y="{min(y, zero):.1f}" width="{width - 2:.1f}" height="{abs(y - zero):.1f}"'
                f' fill="{GREYS[n % len(GREYS)]}"/>'
                f'<text x="{x + width / 2 - 1:.1f}" y="{min(y, zero) - 4:.1f}" text-anchor="middle" font-size="12">'
                f"{value:.6g}</text>"
            )
    return out


def _lines(chart: Chart, room: float, y_of: Callable[[float], float]) -> list[str]:
    out = []
    for n, line in enumerate(chart.lines):
        grey = GREYS[n % len(GREYS)]
        points = [(_LEFT + room * (k + 0.5), y_of(v), v) for k, v in enumerate(line.values) if v is not None]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        out.append(f'<polyline points="{path}" fill="none" stroke="{grey}" stroke-width="2"/>')
        for x, y, value in points:
            out.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{grey}"/>'
                f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle" font-size="12">{value:.6g}</text>'
            )
    return out
