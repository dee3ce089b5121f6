"""Charts are drawn inside their canvas whatever they show, and say what they show."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from quandian.core.briefing_tree import Chart, ChartForm, Line
from quandian.writing.chart_shapes import WIDTH, Box, Dot, Label, Stroke, draw, number_words, width_of

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 2))


@st.composite
def charts(pick: st.DrawFn) -> Chart:
    names = pick(st.lists(st.text("甲乙丙发改委0123 ", min_size=1, max_size=30), min_size=1, max_size=16))
    stacked = pick(st.booleans())
    values = st.floats(0, 1e6).map(round) if stacked else st.none() | NUMBERS
    lines = tuple(
        Line(f"系列{n}", tuple(pick(values) for _ in names), aim=pick(st.booleans()))
        for n in range(pick(st.integers(1, 6)))
    )
    return Chart("图1", "图题", pick(st.sampled_from(ChartForm)), "亿元", tuple(names), lines, stacked=stacked)


@given(charts())
def test_everything_lies_on_the_canvas(chart: Chart) -> None:
    made = draw(chart)
    assert made.height > 50
    for shape in made.shapes:
        if isinstance(shape, Box):
            assert shape.width >= -2
            assert shape.height >= -0.01
            points = [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
        elif isinstance(shape, Stroke):
            points = list(shape.points)
        else:
            assert isinstance(shape, Dot | Label)
            points = [(shape.x, shape.y)]
        for x, y in points:
            assert -0.5 <= x <= WIDTH + 60.5  # a value may stand a little beyond the end of its bar
            assert -0.5 <= y <= made.height + 0.5


def labels_of_values(chart: Chart) -> list[Label]:
    """The values beside marks or at the ends of bars: what else is written stands around the plot."""
    left = max(shape.points[0][0] for shape in draw(chart).shapes if isinstance(shape, Stroke) and shape.width < 1)
    values = {number_words(value) for line in chart.lines for value in line.values if value is not None}
    shapes = [shape for shape in draw(chart).shapes if isinstance(shape, Label)]
    return [one for one in shapes if one.x >= left and 20 < one.y < 268 and one.text in values]


@given(charts())
def test_every_mark_of_a_line_has_its_value_or_none_and_no_value_covers_another(chart: Chart) -> None:
    names = tuple(f"项{k}" for k in range(len(chart.categories)))
    chart = replace(chart, form=ChartForm.LINE, categories=names, stacked=False)
    made = labels_of_values(chart)
    assert len(made) in (0, sum(value is not None for line in chart.lines for value in line.values))
    for one, other in combinations(made, 2):
        apart = abs(one.x - other.x) >= (width_of(one.text) + width_of(other.text)) / 2 - 0.01
        assert apart or abs(one.y - other.y) >= 11.99


def test_values_that_lie_close_are_all_said() -> None:
    lines = (Line("甲", (65.0,)), Line("乙", (62.0,)), Line("丙", (64.5,), aim=True))
    made = labels_of_values(Chart("图1", "资产负债率", ChartForm.LINE, "%", ("2024",), lines))
    assert sorted(one.text for one in made) == ["62", "64.5", "65"]


def test_bars_have_all_their_values_or_none() -> None:
    wide = tuple(Line(f"系列{n}", (9.0, 12345.6)) for n in range(6))
    assert labels_of_values(Chart("图1", "", ChartForm.BAR, "亿元", ("甲", "乙"), wide)) == []
    assert len(labels_of_values(Chart("图1", "", ChartForm.BAR, "亿元", ("甲", "乙"), wide[:1]))) == 2


def test_stacked_bars_say_their_sum_and_series_have_a_legend() -> None:
    lines = (Line("兑现", (2.0, 0.0)), Line("未达", (3.0, 0.0)))
    for form in (ChartForm.BAR, ChartForm.ROWS):
        made = draw(Chart("图1", "", form, "条", ("甲", "乙"), lines, stacked=True))
        words = [shape.text for shape in made.shapes if isinstance(shape, Label)]
        assert "5" in words
        assert {"甲", "乙", "兑现", "未达", "条"} <= set(words)
        assert len([shape for shape in made.shapes if isinstance(shape, Box)]) == 2 + 2  # two parts, two of the legend
