"""The ledger of the store says what a plain loop over all annotations says, whatever was done to the project."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quandian.core.comparing import Aliases, year_matrix
from quandian.core.errors import UserError
from quandian.core.ledger import (
    Condition,
    LedgerRow,
    Nature,
    Query,
    Totals,
    amount_of,
    is_annual,
    nature_of,
    part_of,
    quantity_at,
    quantity_of,
    totals,
    year_of,
)
from quandian.core.model import Annotation, LinkKind, ReportDraft, TagId
from quandian.core.quantity import EXACT, Quantity, base_unit
from quandian.core.units import factor_of, family_of
from quandian.store import NewAnnotation, Project, entries

METRIC = TagId("metric")
TEXT = "完成投资60亿元，增长8.5%，新增企业30—50家，口径调整后。" * 8

numbers = st.one_of(
    st.decimals(min_value=Decimal("-1e6"), max_value=Decimal("1e6"), places=2),
    st.integers(min_value=-(10**11), max_value=10**15).map(Decimal),
    st.integers(min_value=10**13, max_value=10**18).map(Decimal),
)
units = st.sampled_from(["元", "亿元", "%", "‰", "家", "亩", "公顷", "平方米", "位", ""])
figures = st.fixed_dictionaries(
    {"indicator": st.sampled_from(["营业收入", "营收", "资产总额", ""]), "unit": units},
    optional={
        "value": numbers.map(lambda d: f"{d:f}"),
        "value_to": numbers.map(lambda d: f"{d:f}"),
        "masked": st.booleans(),
        "comparator": st.sampled_from(["=", "≈", "<", "≤", ">", "≥"]),
        "period": st.sampled_from(["2020", "2021", "2022", "2020-2022", "2021-H1", "2021年末"]),
        "kind": st.sampled_from(["money", "percent", "count", "rank", "other"]),
    },
)


@given(figures)
def test_a_figure_comes_back_from_whole_numbers(fields: dict[str, object]) -> None:
    quantity = quantity_of(fields)
    if quantity is None or quantity.value is None:
        return
    amount = amount_of(quantity, fitting=False)
    back = quantity_at(amount.unit, amount.comparator, amount.low, amount.high, amount.exponent, amount.kind)
    assert back.value == quantity.value
    assert (back.value_to if back.value_to is not None else back.value) == (
        quantity.value_to if quantity.value_to is not None else quantity.value
    )


@given(st.lists(figures, max_size=30))
def test_totals_are_what_plain_addition_gives(rows: list[dict[str, object]]) -> None:
    quantities = [q for q in map(quantity_of, rows) if q is not None and q.value is not None]
    found = totals([p for q in quantities if (p := part_of(amount_of(q, fitting=False))) is not None], len(rows), 0)
    sums: dict[str, list[Quantity]] = defaultdict(list)
    for quantity in quantities:
        sums[family_of(base_unit(quantity.unit)[0])].append(quantity)
    assert sum(total.count for total in found.by_unit) == len(quantities)
    for total in found.by_unit:
        own = sums[family_of(base_unit(total.unit)[0])]
        assert total.count == len(own)
        if total.sum is not None:
            factor = factor_of(base_unit(total.unit)[0])
            plain = sum((EXACT.multiply(q.value, factor_of(base_unit(q.unit)[0])) for q in own), Decimal(0))
            assert EXACT.multiply(total.sum.value, factor) == pytest.approx(plain, rel=Decimal("1e-40"))


def whole(path: Path) -> Project:
    project = Project.create(path, author="甲", device="d1")
    drafts = [
        ReportDraft(f"第{i}份。{TEXT}", (), f"报告{i}", "a.txt", b"%d" % i, "text/plain", issuer, "", "", year, "云州")
        for i, (issuer, year) in enumerate([("甲局", "2020"), ("甲局", "2021"), ("乙局", "2021"), ("", "")])
    ]
    project.import_reports(drafts)
    return project


steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 3), st.integers(0, 60), st.integers(1, 40), figures),
        st.tuples(st.just("hold"), st.integers(0, 3), st.integers(0, 60), st.integers(1, 60), st.booleans()),
        st.tuples(st.just("edit"), st.integers(0, 99), figures),
        st.tuples(st.just("retag"), st.integers(0, 99), st.sampled_from(["goal", "achievement", "metric"])),
        st.tuples(st.just("move"), st.integers(0, 99), st.integers(0, 60), st.integers(1, 40)),
        st.tuples(st.just("link"), st.integers(0, 99), st.integers(0, 99)),
        st.tuples(st.just("delete"), st.integers(0, 99)),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
        st.tuples(st.just("period"), st.integers(0, 3), st.sampled_from(["2019", "2022", ""])),
    ),
    max_size=25,
)


def do(project: Project, step: tuple[object, ...]) -> None:
    kind, *rest = step
    ids = project.annotation_ids()
    reports = project.reports()
    if not reports and kind not in ("undo", "redo"):
        return
    if kind == "add":
        report, start, length, fields = rest
        project.annotate(reports[report].id, METRIC, start, start + length, fields=fields)
    elif kind == "hold":
        report, start, length, goal = rest
        project.annotate(reports[report].id, TagId("goal" if goal else "achievement"), start, start + length)
    elif kind in ("undo", "redo"):
        getattr(project, str(kind))()
    elif kind == "period":
        project.edit_report(reports[rest[0]].id, period=rest[1])
    elif ids:
        one = ids[int(rest[0]) % len(ids)]
        if kind == "edit":
            project.edit_fields(one, **rest[1])
        elif kind == "retag":
            project.retag(one, TagId(str(rest[1])))
        elif kind == "move":
            project.move(one, rest[1], rest[1] + rest[2])
        elif kind == "link":
            project.link(one, ids[int(rest[1]) % len(ids)], LinkKind.MEASURES)
        else:
            project.delete([one])


def within(project: Project, one: Annotation, everything: list[Annotation]) -> str:
    """Return what a figure is said to stand in, by a loop over all."""
    tags = {a.id: a.tag_id for a in everything}
    linked = [
        tags[link.target_id]
        for link in project.links()
        if link.source_id == one.id and link.kind == LinkKind.MEASURES and tags[link.target_id] != "metric"
    ]
    if linked:
        return str(linked[-1])
    around = [
        a
        for a in everything
        if a.report_id == one.report_id and a.tag_id != "metric" and a.start <= one.start and one.end <= a.end
    ]
    return str(min(around, key=lambda a: a.end - a.start).tag_id) if around else ""


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=steps)
def test_the_index_follows_whatever_is_done(
    steps: list[tuple[object, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with whole(tmp_path_factory.mktemp("p") / "a.quandian") as project:
        for step in steps:
            with suppress(UserError):  # refused: a twin, nothing to undo
                do(project, step)
        assert list(entries.wrong(project._store)) == []
        everything = project.annotations()
        metrics = [a for a in everything if a.tag_id == METRIC]
        reports = {r.id: r for r in project.reports()}
        query = Query((METRIC,))
        rows = project.ledger.rows(project.ledger.order(query))
        assert [row.id for row in rows] == [a.id for a in metrics]
        for row, one in zip(rows, metrics, strict=True):
            spoken = int(reports[one.report_id].year or 0)
            year = year_of(one.fields.get("period")) or spoken
            assert row.year == year
            if quantity_of(one.fields) is not None:
                around = [a for a in everything if a.tag_id != "metric" and a.report_id == one.report_id]
                sizes = [a.end - a.start for a in around if a.start <= one.start and one.end <= a.end]
                if len(set(sizes)) == len(sizes):  # two of one length: either will do
                    assert row.nature == nature_of(
                        within(project, one, everything), year_of(one.fields.get("period")), spoken
                    )
        compare_sums(project, query, metrics, rows)
        compare_matrix(project, query, rows)


def compare_sums(project: Project, query: Query, metrics: list[Annotation], rows: list[LedgerRow]) -> None:
    """Totals are those of every figure added by hand, targets and actual figures apart; in all and by issuer."""

    def added(own: list[LedgerRow]) -> Totals:
        found = [(quantity_of(row.fields), row.nature) for row in own]
        parts = [part_of(amount_of(q, fitting=False), nature) for q, nature in found if q is not None]
        masked = sum(q is not None and q.masked for q, _ in found)
        return totals([p for p in parts if p is not None], len(own), masked)

    assert len(rows) == len(metrics)
    assert project.ledger.totals(query) == added(rows)
    by_issuer: dict[str, list[LedgerRow]] = defaultdict(list)
    for row in rows:
        by_issuer[row.issuer].append(row)
    assert project.ledger.totals_by(query, "issuer") == {name: added(own) for name, own in by_issuer.items()}
    some = query.having(Condition("issuer", "in", ("甲局",)))
    assert project.ledger.totals(some) == added(by_issuer["甲局"])


def compare_crossings(project: Project, query: Query, rows: list[object], rank: dict[str, object]) -> None:
    """Issuer by year holds, in each cell, how many rows there are and the newest of them, or the newest figure."""
    groups: dict[tuple[str, str], list[object]] = defaultdict(list)
    for row in rows:
        groups[row.issuer, str(row.year)].append(row)
    for figures in (False, True):
        found = project.ledger.crossings(query, "issuer", "year", figures=figures)
        assert {key: one.rows for key, one in found.items()} == {key: len(own) for key, own in groups.items()}
        for key, one in found.items():
            own = [row for row in groups[key] if not figures or quantity_of(row.fields) is not None]
            newest = max(((rank[row.report_id], row.start) for row in own), default=None)
            numbers = {row.number for row in own if (rank[row.report_id], row.start) == newest}
            assert one.number in (numbers or {0})


def compare_matrix(project: Project, query: Query, rows: list[object]) -> None:
    """The matrix holds, in each cell, the figure of the newest report among the annual ones, if any is."""
    matrix = year_matrix(project.ledger.facts(query), Aliases())
    rank = {r.id: (r.year, r.issued_on, i) for i, r in enumerate(project.reports())}
    cells: dict[tuple[object, ...], list[object]] = defaultdict(list)
    for row in rows:
        name = str(row.fields.get("indicator") or "").strip()
        quantity = quantity_of(row.fields)
        if name and row.year and quantity is not None:
            key = (name, row.issuer, family_of(base_unit(quantity.unit)[0]), row.year)
            cells[key].append(row)
    assert {(k.indicator, k.issuer, k.family, y) for k, y in matrix.cells} == set(cells)
    for (key, year), cell in matrix.cells.items():
        own = cells[key.indicator, key.issuer, key.family, year]
        assert cell.count == len(own)
        reached = [row for row in own if row.nature is Nature.ACTUAL] or own
        best = max(reached, key=lambda row: (is_annual(row.fields.get("period")), rank[row.report_id], row.start))
        assert cell.fact.report == best.report_id
    compare_crossings(project, query, rows, rank)
    by_year = project.ledger.choices(query, "year")
    assert sum(choice.rows for choice in by_year) == len(rows)
    for choice in by_year:
        chosen = query.having(Condition("year", "in", (choice.value,)))
        assert len(project.ledger.order(chosen)) == choice.rows


def test_many_at_once_are_indexed_like_one_by_one(tmp_path: Path) -> None:
    with whole(tmp_path / "a.quandian") as project:
        report = project.reports()[0]
        fields = {"indicator": "投资", "value": "6000000000", "unit": "元"}
        project.annotate(report.id, TagId("goal"), 0, 30)
        items = [NewAnnotation(METRIC, n, n + 4, fields) for n in range(5, 60)]
        project.annotate_many(report.id, items)
        assert list(entries.wrong(project._store)) == []
        rows = project.ledger.rows(project.ledger.order(Query((METRIC,))))
        assert [row.nature for row in rows] == [Nature.TARGET if row.end <= 30 else Nature.ACTUAL for row in rows]
        aimed = sum(row.nature is Nature.TARGET for row in rows)
        assert [(t.nature, t.sum.value) for t in project.ledger.totals(Query((METRIC,))).by_unit if t.sum] == [
            (Nature.ACTUAL, (55 - aimed) * 6_000_000_000),
            (Nature.TARGET, aimed * 6_000_000_000),
        ]
