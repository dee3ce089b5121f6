"""Saved views of the ledger: as they were saved, and harmless whatever stands in the project."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from quandian.core.codebook import BUILT_IN_TAGS, METRIC
from quandian.core.ledger import Condition, Query, columns_of
from quandian.core.ledger_view import (
    NAME_MAX,
    PAGES,
    LedgerView,
    clean_name,
    fitting,
    view_from_json,
    view_to_json,
)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
texts = st.lists(text, max_size=3, unique=True).map(tuple)
keys = st.sampled_from([column.key for column in columns_of(BUILT_IN_TAGS)]) | text
conditions = st.builds(Condition, keys, st.sampled_from(["in", "from", "to", "has"]), texts.filter(bool))
queries = st.builds(
    Query,
    texts,
    st.none() | texts,
    st.lists(conditions, max_size=3).map(tuple),
    text,
    keys,
    st.booleans(),
    keys,
)
views = st.builds(
    LedgerView,
    text.map(clean_name),
    queries,
    st.sampled_from(PAGES),
    text,
    text,
    text,
    text,
    st.none() | st.lists(keys, max_size=4, unique=True).map(tuple),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=8,
)
names = ["name", "tags", "reports", "conditions", "text", "sort", "descending", "group", "page", "columns", "indicator"]
broken = st.lists(
    st.fixed_dictionaries({}, optional={"key": keys | anything, "test": anything, "values": anything | texts.map(list)})
)


@given(views)
def test_a_view_comes_back_from_json_as_it_was(view: LedgerView) -> None:
    assert view_from_json(json.loads(json.dumps(view_to_json(view)))) == view


@given(anything | st.dictionaries(st.sampled_from(names), anything | broken))
def test_whatever_stands_in_a_project_is_a_view_that_can_be_shown(data: object) -> None:
    view = fitting(view_from_json(data), BUILT_IN_TAGS, {"a"})
    shown = [tag for tag in BUILT_IN_TAGS if tag.id in view.query.tag_ids]
    known = {column.key for column in columns_of(shown)}
    assert shown
    assert {c.key for c in view.query.conditions} <= known
    assert {view.query.sort, view.query.group} <= known | {""}
    assert view.columns is None or (view.columns and set(view.columns) <= known)
    assert view.page in PAGES
    assert len(view.name) <= NAME_MAX
    assert view.name.isprintable()
    json.dumps(view_to_json(view), ensure_ascii=False).encode()  # what a database can hold
    for condition in view.query.conditions:
        if condition.test in ("from", "to") and condition.key in ("value", "year", "paragraph"):
            float(condition.values[0])


@given(views)
def test_fitting_twice_is_fitting_once(view: LedgerView) -> None:
    once = fitting(view, BUILT_IN_TAGS, {"a", "b"})
    assert fitting(once, BUILT_IN_TAGS, {"a", "b"}) == once


def test_what_counts_for_two_views_being_the_same() -> None:
    low, high = Condition("year", "from", ("2019",)), Condition("year", "to", ("2022",))
    one = LedgerView("一", Query((METRIC,), conditions=(low, high)), indicator="投资")
    assert one.shows_as(LedgerView("二", Query((METRIC,), conditions=(high, low)), indicator="就业"))
    assert not one.shows_as(LedgerView("一", Query((METRIC,), conditions=(low,))))
    assert not one.shows_as(LedgerView("一", one.query, page="details"))
    assert not one.shows_as(LedgerView("一", one.query, columns=("value",)))
