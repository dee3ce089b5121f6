"""What the ledger's rows, years, outcomes, contradictions and series mean."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quandian.core.codebook import BUILT_IN_TAGS
from quandian.core.comparing import (
    Aliases,
    Break,
    Fact,
    Outcome,
    agree,
    change_of,
    contradictions,
    count_matrix,
    outcome_of,
    scale_of,
    series_of,
    year_matrix,
)
from quandian.core.ledger import (
    Nature,
    amount_of,
    bound_of,
    columns_of,
    is_annual,
    joint,
    nature_of,
    part_of,
    quantity_of,
    totals,
    written,
    year_of,
)
from quandian.core.ledger_words import names_apart, summed
from quandian.core.quantity import QuantityError

GOAL, ACHIEVEMENT, METRIC = BUILT_IN_TAGS


def fact(
    value: str, unit: str = "元", *, year: int = 2021, nature: Nature = Nature.ACTUAL, sign: str = "=", order: int = 1,
    report: str = "a", indicator: str = "投资", issuer: str = "甲局", kind: str = "", period: str = "",
    marked: bool = False, masked: bool = False,
) -> Fact:  # fmt: skip
    fields = {"value": value, "unit": unit, "comparator": sign, "kind": kind or None, "masked": masked}
    amount = amount_of(quantity_of({k: v for k, v in fields.items() if v is not None}))
    return Fact(
        order, indicator, issuer, year, period, not period, nature, order, amount.unit, amount.family,
        amount.comparator, amount.masked, amount.low, amount.high, amount.exponent, amount.kind, 1, "open", report,
        marked,
    )  # fmt: skip


def test_columns_come_from_the_fields_of_the_tag() -> None:
    keys = [c.key for c in columns_of([METRIC]) if c.shown]
    assert keys[:6] == ["tag", "field.indicator", "issuer", "value", "unit", "field.period"]
    assert keys[-2:] == ["report", "paragraph"]
    assert "nature" in keys
    goal = [c.key for c in columns_of([GOAL]) if c.shown]
    assert goal == ["tag", "quote", "issuer", "field.responsible", "field.deadline", "report", "paragraph"]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"value": "110000000000", "unit": "元", "comparator": ">"}, (">", "1100", "亿元")),
        ({"value": "3.80", "unit": "%"}, ("=", "3.80", "%")),
        ({"value": "30", "value_to": "50", "unit": "家"}, ("=", "30—50", "家")),
        ({"value": "3", "unit": "位", "kind": "rank"}, ("", "第3", "位")),
        ({"masked": True, "unit": "元"}, ("", "", "元")),
        ({"unit": "元"}, ("", "", "元")),
        ({"value": "很多"}, ("", "", "")),
    ],
)
def test_figures_are_written_as_the_office_writes_them(fields: dict[str, object], shown: tuple[str, str, str]) -> None:
    assert written(fields) == shown


def test_years_and_natures() -> None:
    assert [year_of(t) for t in ("2021", "2020-2022", "2021-H1", "2021年末", "", "一〇〇")] == [
        2021,
        2022,
        2021,
        2021,
        0,
        0,
    ]
    assert [is_annual(t) for t in ("2021", "2021年末", "", "2021-H1", "2020-2022")] == [True, True, True, False, False]
    assert nature_of("goal", 2020, 2021) is Nature.TARGET
    assert nature_of("achievement", 2025, 2021) is Nature.ACTUAL
    assert nature_of("", 2022, 2021) is Nature.TARGET
    assert nature_of("", 2021, 2021) is Nature.ACTUAL
    assert nature_of("", 2021, 0) is Nature.ACTUAL


def test_only_what_agrees_is_added() -> None:
    rows = [
        {"value": "280000000", "unit": "元"},
        {"value": "1", "unit": "亿元", "comparator": "≥"},
        {"value": "15", "unit": "亩"},
        {"value": "1", "unit": "公顷"},
        {"value": "10", "unit": "%"},
        {"value": "20", "unit": "%"},
        {"value": "2", "unit": "位", "kind": "rank"},
    ]
    found = totals([part_of(amount_of(quantity_of(row))) for row in rows], len(rows), 0)
    by_unit = {total.unit: total for total in found.by_unit}
    assert by_unit["元"].sum.value == 380_000_000
    assert by_unit["元"].sum.comparator == "≥"
    assert by_unit["亩"].sum.value == 30
    assert by_unit["%"].sum is None
    assert by_unit["%"].mean.value == 15
    assert by_unit["位"].sum is None
    assert by_unit["位"].mean is None


def test_targets_are_never_added_to_what_was_reached() -> None:
    figures = [("9", Nature.ACTUAL), ("8", Nature.TARGET), ("7", Nature.ACTUAL), ("6", Nature.ACTUAL)]
    parts = [part_of(amount_of(quantity_of({"value": v, "unit": "个"})), nature) for v, nature in figures]
    found = totals(parts, 4, 0)
    assert [(t.nature, t.count, t.sum.value) for t in found.by_unit] == [
        (Nature.ACTUAL, 3, 22),
        (Nature.TARGET, 1, 8),
    ]
    assert found.has_targets
    assert not totals(parts[2:], 2, 0).has_targets


def test_joint_comparators() -> None:
    assert [joint(s) for s in ("=", "=>", ">≥", "<≤", "<>", "≈=")] == ["=", ">", ">", "<", "≈", "≈"]


@pytest.mark.parametrize(
    ("fields", "short", "exact"),
    [
        ({"value": "173333333333.33", "unit": "元"}, "1733.33亿元", "1733.3333333333亿元"),
        ({"value": "1021688501340", "unit": "元"}, "10216.89亿元", "10216.8850134亿元"),
        ({"value": "1021688501340", "value_to": "1022688501340", "unit": "元"}, "10216.89—10226.89亿元", None),
        ({"value": "99999999", "value_to": "100000001", "unit": "元"}, "1亿元", "0.99999999—1.00000001亿元"),
        ({"value": "1260000", "unit": "户"}, "126万户", "126万户"),
        ({"value": "86000", "unit": "吨"}, "86000吨", "86000吨"),
        ({"value": "116.1234", "unit": "%"}, "116.12%", "116.1234%"),
        ({"value": "-250000000", "unit": "元"}, "-2.5亿元", "-2.5亿元"),
        ({"value": "0", "unit": "元"}, "0元", "0元"),
    ],
)
def test_sums_are_written_short_in_one_scale_and_exact_in_the_same(
    fields: dict[str, object], short: str, exact: str | None
) -> None:
    quantity = quantity_of(fields)
    assert summed(quantity, 2) == short
    if exact is not None:
        assert summed(quantity) == exact


@pytest.mark.parametrize("text", ["多", "60亿元以上吗1", "--3", "亿"])
def test_a_bound_is_a_number_with_or_without_a_unit(text: str) -> None:
    assert bound_of("－2.5") == ("-2.5",)
    assert bound_of("1,200亩") == ("1200", "亩")
    with pytest.raises(QuantityError):
        bound_of(text)


def test_reports_of_one_title_get_names_of_their_own() -> None:
    reports = [
        ("a", "工作总结", "甲局", "2021", "a.txt"),
        ("b", "工作总结", "甲局", "2022", "b.txt"),
        ("c", "要点", "甲局", "2022", "c.txt"),
        ("d", "年报", "甲局", "2022", "d.txt"),
        ("e", "年报", "甲局", "2022", "d.txt"),
    ]
    names = names_apart(reports)
    assert names == {"a": "工作总结（2021）", "b": "工作总结（2022）", "c": "要点", "d": "年报（1）", "e": "年报（2）"}


@pytest.mark.parametrize(
    ("target", "actual", "outcome"),
    [
        (fact("100", sign="≥"), fact("100"), Outcome.MET),
        (fact("100", sign="≥"), fact("99"), Outcome.MISSED),
        (fact("3", "%", sign="≤"), fact("2.9", "%"), Outcome.MET),
        (fact("3", "%", sign="<"), fact("3.1", "%"), Outcome.MISSED),
        (fact("5", "位", kind="rank"), fact("3", "位", kind="rank"), Outcome.MET),
        (fact("5"), fact("1", masked=True), Outcome.NONE),
    ],
)
def test_promises_are_judged_from_the_side_they_were_made(target: Fact, actual: Fact, outcome: Outcome) -> None:
    assert outcome_of(target, actual) is outcome


def test_the_matrix_shows_the_newest_actual_figure_and_the_change() -> None:
    facts = [
        fact("100", year=2020),
        fact("110", year=2021, order=2),
        fact("120", year=2021, order=5, report="b"),
        fact("115", year=2021, nature=Nature.TARGET, sign="≥"),
        fact("200", year=2022, nature=Nature.TARGET, sign="≥", order=5),
        fact("7", year=2021, period="2021-H1", order=9),
    ]
    matrix = year_matrix(facts)
    (row,) = matrix.rows
    assert matrix.years == (2020, 2021, 2022)
    now = matrix.cells[row, 2021]
    assert now.fact.quantity.value == 120
    assert now.outcome is Outcome.MET
    assert now.change == pytest.approx(0.2)
    assert now.count == 4
    assert matrix.cells[row, 2022].outcome is Outcome.TARGET


def test_shares_change_by_percentage_points_and_nothing_changes_over_a_new_definition() -> None:
    assert change_of(fact("60.5", "%"), fact("61.8", "%")) == pytest.approx(1.3)
    assert change_of(fact("0", "%"), fact("2", "%")) == 2
    assert change_of(fact("8", "%"), fact("3", "‰")) is None
    facts = [fact("60", "%", year=2020), fact("58", "%", year=2021, order=2), fact("57", "%", year=2022, order=3)]
    matrix = year_matrix(facts, breaks={facts[0].indicator: [(facts[0].issuer, 2022)]})
    (row,) = matrix.rows
    told = matrix.cells[row, 2021]
    assert (told.change, told.in_points, told.broken) == (-2, True, False)
    broken = matrix.cells[row, 2022]
    assert (broken.change, broken.broken) == (None, True)


def test_contradictions_need_two_reports_that_cannot_both_be_right() -> None:
    assert agree(fact("1100", sign=">"), fact("1105"))
    assert not agree(fact("1100", sign=">"), fact("1080"))
    assert agree(fact("100", sign="≈"), fact("103"))
    same_report = [fact("1"), fact("2", order=2)]
    assert contradictions(same_report) == []
    (found,) = contradictions([fact("1"), fact("2", report="b", order=2), fact("2", year=2020, report="c")])
    assert [f.report for f in found.facts] == ["a", "b"]
    named = [fact("1", indicator="营收"), fact("2", indicator="营业收入", report="b")]
    assert contradictions(named) == []
    assert len(contradictions(named, Aliases({"营收": "营业收入"}))) == 1


def test_series_break_where_years_units_or_definitions_change() -> None:
    facts = [
        fact("100", year=2016),
        fact("110", year=2017),
        fact("150", year=2019),
        fact("160", year=2020, marked=True),
        fact("170", year=2021),
        fact("9", "%", year=2018),
        fact("200", year=2022, nature=Nature.TARGET),
    ]
    (one,) = series_of(facts, "投资", breaks=[("甲局", 2021)])
    assert [p.year for p in one.actual] == [2016, 2017, 2019, 2020, 2021]
    assert [p.break_before for p in one.actual] == [
        Break.NONE, Break.NONE, Break.UNIT, Break.DEFINITION, Break.DEFINITION,
    ]  # fmt: skip
    assert [p.year for p in one.targets] == [2022]
    assert series_of(facts, "没有") == []
    (gap,) = series_of([fact("1", year=2010), fact("2", year=2013)], "投资")
    assert gap.actual[1].break_before is Break.GAP


def test_names_are_merged_split_and_never_run_in_circles() -> None:
    aliases = Aliases(Aliases().merged(["营收", "营业总收入"], "营业收入"))
    assert aliases.name("营收") == "营业收入"
    assert aliases.names("营收") == ("营业收入", "营业总收入", "营收")
    wider = Aliases(aliases.merged(["营业收入"], "收入"))
    assert {wider.name(n) for n in ("营收", "营业总收入", "营业收入", "收入")} == {"收入"}
    assert Aliases(wider.split("营收")).name("营收") == "营收"
    assert Aliases({"a": "b", "b": "a"}).name("a") == Aliases({"a": "b", "b": "a"}).name("b")


def test_counts_and_scales() -> None:
    matrix = count_matrix([("甲", "2020", 2), ("乙", "2021", 5), ("甲", "2020", 1)])
    assert matrix.rows == ("乙", "甲")
    assert matrix.cells["甲", "2020"] == 3
    assert matrix.column_sums == {"2020": 3, "2021": 5}
    assert scale_of(5e11, "=元", "元") == (1e8, "亿元")
    assert scale_of(80, "share", "%")[1] == "%"
    assert quantity_of({"value": "1", "unit": "元"}).value == Decimal(1)


def test_reports_of_unknown_offices_do_not_contradict_each_other() -> None:
    assert contradictions([fact("1", issuer=""), fact("2", issuer="", report="b", order=2)]) == []
