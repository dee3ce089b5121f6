"""The reader's span index against a naive model, and what must hold of lanes, units and the scroll map's rows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from quandian.core.model import AnnotationId, Mark, TagId
from quandian.core.text import Span, clauses, paragraph_at
from quandian.ui.reader.finding import find_spans
from quandian.ui.reader.scroll_map import MapRows
from quandian.ui.reader.span_index import SpanIndex, bar_lanes, lanes, reading_order
from quandian.ui.reader.units import Snap, Units, plain_words

TEXT_END = 60_000  # longer than the 64 cells of 512 beyond which a mark counts as long


@st.composite
def spans(draw: st.DrawFn, end: int = TEXT_END) -> tuple[int, int]:
    start = draw(st.integers(0, end - 1))
    length = draw(st.one_of(st.integers(1, 30), st.sampled_from([511, 512, 513, 40_000])))
    return start, min(end, start + length)


def mark(span: tuple[int, int], number: int) -> Mark:
    return Mark(span[0], span[1], TagId("goal"), AnnotationId(f"{number:06d}"), "甲")


def naive(marks: list[Mark], start: int, end: int) -> list[Mark]:
    found = [m for m in marks if m.start < end and start < m.end]
    return sorted(found, key=lambda m: (m.start, -m.end, m.id))


class IndexMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.index = SpanIndex()
        self.model: dict[str, Mark] = {}

    @rule(span=spans(), number=st.integers(0, 20))
    def put(self, span: tuple[int, int], number: int) -> None:
        new = mark(span, number)
        assert self.index.put(new) == self.model.get(new.id)
        self.model[new.id] = new

    @rule(number=st.integers(0, 20))
    def remove(self, number: int) -> None:
        key = AnnotationId(f"{number:06d}")
        assert self.index.remove(key) == self.model.pop(key, None)

    @rule(span=spans())
    def ask(self, span: tuple[int, int]) -> None:
        assert self.index.overlapping(*span) == naive(list(self.model.values()), *span)

    @rule(span=spans(), forward=st.booleans())
    def step(self, span: tuple[int, int], forward: bool) -> None:
        here = reading_order(mark(span, 10))
        beyond = [m for m in self.model.values() if (reading_order(m) > here if forward else reading_order(m) < here)]
        expected = sorted(beyond, key=reading_order)[0 if forward else -1] if beyond else None
        assert self.index.neighbour(here, forward=forward) == expected

    @rule()
    def rebuild(self) -> None:
        self.index = SpanIndex(sorted(self.model.values(), key=lambda m: (m.start, -m.end)))

    @invariant()
    def same_marks(self) -> None:
        assert len(self.index) == len(self.model)
        assert {m.id for m in self.index} == set(self.model)


TestIndexMachine = IndexMachine.TestCase


@given(st.lists(spans(400), max_size=40), st.integers(0, 399))
def test_stack_is_what_covers_the_character_innermost_first(found: list[tuple[int, int]], position: int) -> None:
    marks = [mark(span, i) for i, span in enumerate(found)]
    stack = SpanIndex(marks).stack_at(position)
    assert {m.id for m in stack} == {m.id for m in marks if m.start <= position < m.end}
    assert [m.end - m.start for m in stack] == sorted(m.end - m.start for m in stack)


@given(st.lists(spans(200), max_size=40))
def test_overlapping_marks_never_share_a_lane_and_the_enclosing_one_lies_lower(found: list[tuple[int, int]]) -> None:
    marks = [mark(span, i) for i, span in enumerate(found)]
    lane_of = lanes(marks)
    assert set(lane_of) == {m.id for m in marks}
    for a in marks:
        for b in marks:
            if a.id != b.id and a.start < b.end and b.start < a.end:
                assert lane_of[a.id] != lane_of[b.id]
                if a.start <= b.start and b.end <= a.end and (a.start, a.end) != (b.start, b.end):
                    assert lane_of[a.id] > lane_of[b.id]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=30))
def test_bars_that_meet_stand_side_by_side(raw: list[tuple[int, int]]) -> None:
    extents = sorted((float(top), float(top + size)) for top, size in raw)
    found = bar_lanes(extents)
    for i, (top, bottom) in enumerate(extents):
        for j in range(i):
            if top < extents[j][1] and extents[j][0] < bottom:
                assert found[i] != found[j]


chinese = st.text(st.sampled_from("今年完成投资亿元，。；、（）“”12. \n𠮷aZ"), min_size=1, max_size=120)


@given(chinese, st.data(), st.sampled_from(Snap))
@settings(max_examples=300)
def test_snapping_only_grows_stays_in_the_text_and_is_stable(text: str, data: st.DataObject, snap: Snap) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    units = Units(text)
    raw = Span(start, end).trimmed(text)
    got = units.snapped(Span(start, end), snap)
    assert 0 <= got.start <= got.end <= len(text)
    if len(raw):
        assert got.contains(raw)
        assert units.snapped(got, snap) == got


@given(chinese, st.sampled_from(Snap))
def test_stepping_through_the_units_visits_each_start_once(text: str, snap: Snap) -> None:
    units = Units(text)
    starts, position = [], -1
    while (after := units.next_start(max(position, 0) if position >= 0 else 0, snap)) > position:
        starts.append(after)
        position = after
    assert starts == sorted(set(starts))
    back = [position]
    while (before := units.previous_start(back[-1], snap)) < back[-1]:
        back.append(before)
    assert set(back) >= set(starts)


@given(chinese, st.data(), st.sampled_from(Snap), st.sampled_from(["start", "end"]), st.booleans())
def test_a_moved_edge_never_empties_the_span_nor_moves_the_other_edge(
    text: str, data: st.DataObject, snap: Snap, which: str, outwards: bool
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    got = Units(text).moved_edge(Span(start, end), which, outwards, snap)
    assert len(got) > 0
    assert (got.end == end) if which == "start" else (got.start == start)
    assert got.contains(Span(start, end)) if outwards else Span(start, end).contains(got)


@given(chinese)
def test_clause_units_are_those_of_the_core(text: str) -> None:
    assert Units(text).in_paragraph(0, Snap.CLAUSE) == clauses(text, paragraph_at(text, 0))


@given(st.text(max_size=60))
def test_plain_words_are_in_order_and_leave_out_blanks(text: str) -> None:
    last = 0
    for start, end in plain_words(text):
        assert last <= start < end
        assert not text[start:end].isspace()
        last = end


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("增长１２％，去年12%", "12%", [(2, 5), (8, 11)]),
        ("CBD和cbd", "cbd", [(0, 3), (4, 7)]),
        ("𠮷祥", "祥", [(1, 2)]),
        ("没有", " ", []),
        ("a.b", ".", [(1, 2)]),
    ],
)
def test_finding_ignores_case_and_width(text: str, query: str, hits: list[tuple[int, int]]) -> None:
    assert find_spans(text, query) == hits


@given(st.lists(st.tuples(spans(3_000), st.sampled_from(["goal", "metric", "own"])), max_size=25), st.data())
def test_the_rows_of_the_scroll_map_are_the_same_built_at_once_or_mark_by_mark(
    found: list[tuple[tuple[int, int], str]], data: st.DataObject
) -> None:
    marks = [mark(span, i)._replace(tag_id=TagId(tag)) for i, (span, tag) in enumerate(found)]
    kept = [m for m in marks if data.draw(st.booleans())]
    rows = MapRows(3_000)
    for m in marks:
        rows.change(m, 1)
    for m in marks:
        if m not in kept:
            rows.change(m, -1)
    at_once = MapRows(3_000, kept)
    for column in range(3):
        runs = rows.runs(column, 700.0)
        again = at_once.runs(column, 700.0)
        assert [(top, height) for top, height, _ in runs] == [(top, height) for top, height, _ in again]
        assert all(height >= 2 for _, height, _ in runs)
        assert all(a[0] + a[1] <= b[0] + 1e-6 for a, b in pairwise(runs))
