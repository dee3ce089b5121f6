"""The labels beside the text: where they stand, what they say, what is said of those that have no room."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot
from reader_kit import BODY, TEXT, looks, make_reader, passages

from quandian.core.model import AnnotationId, Mark, ReportId, TagId
from quandian.ui import paint
from quandian.ui.reader import ReaderView


@pytest.fixture
def reader(qtbot: QtBot) -> ReaderView:
    return make_reader(qtbot)


def test_labels_in_the_margin_never_lie_over_each_other(reader: ReaderView) -> None:
    """Many marks on a few lines: the chosen one keeps its place, what has no room is counted beside the last shown."""
    start = TEXT.index(BODY)
    crowd = [Mark(start + 2 * i, start + 2 * i + 2, TagId("goal"), AnnotationId(f"m{i:02}"), "李静") for i in range(20)]
    reader.add_marks(crowd)
    for chosen in (None, *(one.id for one in crowd)):
        reader.select_annotation(chosen, scroll=False)
        bars = reader.margin.bars()
        rows = sorted((bar.label.top(), bar.label.bottom()) for bar in bars if bar.label is not None)
        assert all(above[1] <= below[0] for above, below in pairwise(rows)), chosen
        shown = {bar.mark.id for bar in bars if bar.label is not None}
        assert chosen is None or chosen in shown
        hidden = [bar for bar in bars if bar.label is None and bar.mark in crowd]
        assert sum(bar.more for bar in bars) >= len(hidden) > 0


def test_labels_with_the_same_figure_say_what_is_measured(reader: ReaderView) -> None:
    start = TEXT.index(BODY)
    twins = [Mark(start + 3 * i, start + 3 * i + 2, TagId("metric"), AnnotationId(f"t{i}"), "李静") for i in range(3)]
    shown = {"t0": "指标 8.5%", "t1": "指标 8.5%", "t2": "指标 7%"}
    measured = {"t0": "营业收入", "t1": "利润总额", "t2": "税收"}
    reader.show_report(ReportId("r"), TEXT, passages(), twins, looks(), shown.__getitem__, measured.__getitem__)
    words = {bar.mark.id: bar.words for bar in reader.margin.bars()}
    assert words == {"t0": "8.5% 营业收入", "t1": "8.5% 利润总额", "t2": "指标 7%"}


def test_the_sign_of_hidden_labels_tells_and_takes_them(reader: ReaderView) -> None:
    start = TEXT.index(BODY)
    crowd = [Mark(start + 2 * i, start + 2 * i + 2, TagId("goal"), AnnotationId(f"m{i:02}"), "李静") for i in range(20)]
    reader.show_report(ReportId("r"), TEXT, passages(), crowd, looks(), lambda _: "目标")
    bars = reader.margin.bars()
    bar = next(bar for bar in bars if bar.more)
    hidden = [b.mark for b in bars if b.label is None][: bar.more]
    assert reader.margin.stack_at(bar.label.topRight() + QPointF(-3, 8)) == hidden
    assert reader.margin.stack_at(bar.label.topLeft() + QPointF(3, 8)) == [bar.mark]


def test_the_label_of_a_large_figure_is_whole_chosen_or_not(reader: ReaderView) -> None:
    start = TEXT.index(BODY)
    one = Mark(start, start + 4, TagId("metric"), AnnotationId("m"), "李静")
    reader.show_report(ReportId("r"), TEXT, passages(), [one], looks(), lambda _: "指标 >1100亿元")
    for chosen in (None, one.id):
        reader.select_annotation(chosen)
        (bar,) = reader.margin.bars()
        assert bar.words == "指标 >1100亿元"
        assert paint.width(bar.words, 12) <= bar.label.width() - 2
        assert bar.label.right() <= reader.margin.width()
