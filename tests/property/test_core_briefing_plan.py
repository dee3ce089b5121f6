from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quandian.core.briefing_links import parse_link
from quandian.core.briefing_plan import (
    BriefingPlan,
    ChartPlan,
    Grouping,
    Kind,
    moved,
    plan_from_json,
    plan_to_json,
)
from quandian.core.briefing_tree import ChartForm, Cite, Imprint, Masthead
from quandian.core.ledger import Condition
from quandian.core.model import Status

text = st.text(max_size=12)
texts = st.lists(text, max_size=3).map(tuple)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=8,
)
plans = st.builds(
    BriefingPlan,
    kind=st.sampled_from(Kind),
    title=text,
    date=text,
    report_ids=st.none() | texts,
    tag_ids=st.none() | texts,
    statuses=st.none() | st.lists(st.sampled_from(Status), max_size=3).map(tuple),
    conditions=st.lists(
        st.builds(Condition, text, st.sampled_from(["in", "from", "to", "has"]), texts), max_size=2
    ).map(tuple),
    left_out=texts,
    picked=st.none() | texts,
    order=texts,
    hidden=texts,
    titles=st.dictionaries(text, text, max_size=3),
    written=st.dictionaries(text, text, max_size=3),
    group=st.sampled_from(Grouping),
    tables=texts,
    figures=texts,
    charts=st.lists(
        st.builds(ChartPlan, text, st.sampled_from(ChartForm), st.sampled_from(["year", "report"])), max_size=2
    ).map(tuple),
    notes=st.booleans(),
    appendix=st.booleans(),
    contents=st.booleans(),
    cite=st.sampled_from(Cite),
    links=st.booleans(),
    running=st.booleans(),
    masthead=st.none() | st.builds(Masthead, *[text] * 6),
    imprint=st.none() | st.builds(Imprint, *[text] * 3),
    to=text,
    template=text,
)


@given(plans)
def test_a_plan_comes_back_from_json_as_it_was(plan: BriefingPlan) -> None:
    assert plan_from_json(json.loads(json.dumps(plan_to_json(plan)))) == plan


names = [*BriefingPlan.__dataclass_fields__]


@given(st.dictionaries(st.sampled_from(names) | text, anything) | anything)
def test_any_json_gives_a_plan_that_can_be_kept_again(data: Any) -> None:
    plan = plan_from_json(data)
    assert plan_from_json(json.loads(json.dumps(plan_to_json(plan)))) == plan


@given(st.lists(text, unique=True, max_size=8), st.lists(text, unique=True, max_size=8))
def test_moving_keeps_every_sibling_once_and_the_order_wanted(order: list[str], siblings: list[str]) -> None:
    out = moved(order, siblings)
    assert sorted(out) == sorted(siblings)
    assert [key for key in out if key in order] == [key for key in order if key in siblings]
    assert moved((), siblings) == siblings


@given(st.text())
def test_no_link_makes_the_program_stumble(link: str) -> None:
    assert parse_link(link) is None or link.strip().lower().startswith("quandian://passage/")
