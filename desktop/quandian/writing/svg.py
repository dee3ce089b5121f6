"""A chart of a briefing as SVG: the drawing of ``chart_shapes``, no script and no address."""

from __future__ import annotations

from html import escape

from quandian.core.briefing_tree import Chart
from quandian.writing.chart_shapes import SIZE, WIDTH, Box, Dot, Label, Shape, Stroke, draw


def chart_svg(chart: Chart) -> str:
    """Return the chart as an ``svg`` element 640 wide."""
    made = draw(chart)
    name = escape(f"{chart.label} {chart.caption}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {made.height:.0f}" width="{WIDTH:.0f}"'
        f' height="{made.height:.0f}" role="img" aria-label="{name}" font-size="{SIZE:.0f}" fill="#000">'
        + "".join(map(_shape, made.shapes))
        + "</svg>"
    )


def _shape(one: Shape) -> str:
    if isinstance(one, Label):
        y = one.y + SIZE * 0.36  # from the middle of the words to their baseline
        return f'<text x="{one.x:.1f}" y="{y:.1f}" text-anchor="{one.anchor}">{escape(one.text)}</text>'
    if isinstance(one, Box):
        look = f'fill="none" stroke="{one.grey}" stroke-width="1.5"' if one.hollow else f'fill="{one.grey}"'
        return f'<rect x="{one.x:.1f}" y="{one.y:.1f}" width="{one.width:.1f}" height="{one.height:.1f}" {look}/>'
    if isinstance(one, Dot):
        look = f'fill="#fff" stroke="{one.grey}" stroke-width="1.5"' if one.hollow else f'fill="{one.grey}"'
        return f'<circle cx="{one.x:.1f}" cy="{one.y:.1f}" r="3.5" {look}/>'
    assert isinstance(one, Stroke)
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in one.points)
    dashes = ' stroke-dasharray="5 4"' if one.dashed else ""
    return f'<polyline points="{path}" fill="none" stroke="{one.grey}" stroke-width="{one.width:g}"{dashes}/>'
