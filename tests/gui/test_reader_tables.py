"""Rows of a table stand in columns in the reader, merged cells and long ones too."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_kit import looks

from quandian.core.model import Passage, ReportId, Role
from quandian.ui.reader import ReaderView
from quandian.ui.reader.tables import column_widths, left_edges, row_stops
from quandian.ui.theme import theme

ROWS = ("指标\t\t2023年", "产值（亿元）\t10.5\t12.6", "规模以上工业增加值（亿元）\t8.25\t9.1", "\t增长\t7%")
TEXT = "以下是主要指标：\n" + "\n".join(ROWS) + "\n表后面的正文。"


def passages() -> list[Passage]:
    found, start = [], 0
    for i, line in enumerate(TEXT.split("\n")):
        role = Role.TABLE if "\t" in line else Role.BODY
        begin = start + len(line) - len(line.lstrip())
        found.append(Passage(i, i + 1, begin, start + len(line), role))
        start += len(line) + 1
    return found


@pytest.fixture
def reader(qtbot) -> ReaderView:
    theme().apply("light")
    view = ReaderView(theme())
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show_report(ReportId("r"), TEXT, passages(), [], looks(), str)
    view.show()
    qtbot.waitExposed(view)
    return view


def left(view: ReaderView, words: str) -> float:
    place = view.text.place_of(TEXT.index(words))
    assert place is not None
    return place.x()


def test_cells_of_a_column_stand_below_each_other(reader: ReaderView) -> None:
    assert left(reader, "10.5") == pytest.approx(left(reader, "8.25"), abs=1)
    assert left(reader, "10.5") == pytest.approx(left(reader, "增长"), abs=1)
    last = [left(reader, words) for words in ("2023年", "12.6", "9.1", "7%")]
    assert last == pytest.approx([last[0]] * 4, abs=1)
    assert left(reader, "10.5") > left(reader, "规模以上") + 10 * 14  # behind the longest cell of the first column
    assert last[0] > left(reader, "10.5") + 20  # so the merged head cell does not push 2023年 over 10.5


def test_columns_follow_the_size_of_the_text(reader: ReaderView) -> None:
    before = left(reader, "12.6")
    reader.set_text_size(24, 42)
    assert left(reader, "12.6") > before
    assert left(reader, "12.6") == pytest.approx(left(reader, "2023年"), abs=1)


def test_a_long_merged_cell_pushes_only_its_own_row() -> None:
    edges = left_edges(column_widths([[300, 0, 50], [40, 50, 50], [60, 40, 30]]), 600, 10)
    assert edges == [0, 74, 138]
    assert row_stops(["长", "", "c"], edges, 10, lambda cell: {"长": 300, "c": 50}[cell]) == [305, 306]
    assert row_stops(["a", "b", "c"], edges, 10, lambda _cell: 40) == [74, 138]


@given(st.lists(st.lists(st.floats(0, 900), min_size=1, max_size=8), min_size=1, max_size=8), st.floats(100, 900))
def test_stops_rise_and_columns_fit_where_they_can(rows: list[list[float]], measure: float) -> None:
    widths = column_widths(rows)
    edges = left_edges(widths, measure, 10)
    assert all(b > a for a, b in pairwise(edges))
    if len(widths) * 34 < measure:
        assert edges[-1] < measure
