from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_tasks_briefing import FIRST, SECOND, tag

from quandian.core.briefing_plan import BriefingPlan, ChartPlan, Kind
from quandian.core.briefing_tree import ChartForm
from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.errors import UserError
from quandian.core.ledger import Condition, Query
from quandian.core.model import AnnotationId, Status
from quandian.reading import read_bytes
from quandian.store import Project
from quandian.tasks.briefing import planned_briefing
from quandian.tasks.briefings import add_briefing, saved_briefing, saved_briefings
from quandian.tasks.ledger_briefing import _takes, add_filter, add_ledger_chart, add_rows, chart_plan


class Book:
    """A project of two reports; ``ids``: achievement and metric of the first, goal and metric of the second."""

    def __init__(self, project: Project) -> None:
        first, second = project.import_reports(
            [read_bytes("一.txt", FIRST.encode()), read_bytes("二.txt", SECOND.encode())]
        ).added
        tag(project, first, ACHIEVEMENT, "全年完成固定资产投资118.6亿元，同比增长11.2%")
        tag(project, first, METRIC, "118.6亿元", value="11860000000", unit="元", comparator="=", indicator="投资")
        tag(project, second, GOAL, "力争完成投资240亿元以上，新开工项目20个", deadline="2025")
        tag(project, second, METRIC, "240亿元以上", value="24000000000", unit="元", comparator="≥", indicator="投资")
        self.project, self.reports = project, (first, second)
        self.achievement, self.reached, self.goal, self.aimed = project.annotation_ids()

    def taken(self, plan: BriefingPlan) -> set[AnnotationId]:
        inside = _takes(self.project, plan)
        return {row.id for row in self.project.annotations() if inside(row)}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Project.create(tmp_path / "云浦.quandian", author="研究室", device="test", name="云浦区") as project:
        yield Book(project)


def test_rows_become_a_new_briefing_in_one_step(book: Book) -> None:
    made, count = add_rows(book.project, [book.reached, book.aimed, book.reached])
    assert (made.plan.kind, count, set(made.plan.also)) == (Kind.METRICS, 2, {book.reached, book.aimed})
    again, _ = add_rows(book.project, [book.reached])
    assert (made.name, again.name) == ("指标台账", "指标台账 2")
    book.project.undo()
    mixed, _ = add_rows(book.project, [book.goal, book.aimed])
    assert mixed.plan.kind is Kind.REPORT
    book.project.undo()
    book.project.undo()
    assert saved_briefings(book.project) == []


def test_what_a_briefing_takes_already_changes_nothing(book: Book) -> None:
    made = add_briefing(book.project, BriefingPlan(title="全部"))
    assert add_rows(book.project, [book.goal], made.id) == (made, 0)


def test_what_was_left_out_by_hand_comes_back(book: Book) -> None:
    made = add_briefing(book.project, BriefingPlan(left_out=(book.goal, book.achievement)))
    changed, count = add_rows(book.project, [book.goal, book.aimed], made.id)
    assert (count, changed.plan) == (1, replace(made.plan, left_out=(book.achievement,)))


@pytest.mark.parametrize(
    "scope",
    [
        {"statuses": (Status.DOUBTFUL,)},
        {"conditions": (Condition("field.indicator", "in", ("投资",)),), "tag_ids": (METRIC,)},
        {"kind": Kind.COMPARE, "text": "没有的话"},
        {"kind": Kind.QUOTES, "tag_ids": (GOAL,)},
        {"picked": ()},
    ],
)
def test_rows_out_of_scope_come_in_and_nothing_else_does(book: Book, scope: dict[str, object]) -> None:
    made = add_briefing(book.project, BriefingPlan(**scope))
    before = book.taken(made.plan)
    changed, count = add_rows(book.project, [book.achievement], made.id)
    assert count == 1
    assert book.taken(changed.plan) == before | {book.achievement}
    book.project.undo()
    assert saved_briefing(book.project, made.id) == made


def test_a_kind_that_cannot_tell_of_the_rows_refuses_them(book: Book) -> None:
    made = add_briefing(book.project, BriefingPlan(Kind.METRICS, picked=()))
    with pytest.raises(UserError) as refused:
        add_rows(book.project, [book.goal], made.id)
    assert refused.value.code == "ledger.not_told"
    changed, count = add_rows(book.project, [book.goal, book.reached], made.id)
    assert (count, changed.plan.also) == (1, (book.reached,))


def test_rows_of_another_report_come_in_without_the_rest_of_it(book: Book) -> None:
    made = add_briefing(book.project, BriefingPlan(report_ids=(book.reports[0],)))
    changed, _ = add_rows(book.project, [book.goal], made.id)
    assert book.taken(changed.plan) == {book.achievement, book.reached, book.goal}
    assert planned_briefing(book.project, changed.plan).sections


def test_a_filter_becomes_the_scope_of_a_briefing(book: Book) -> None:
    query = Query((METRIC,), None, (Condition("value", "from", ("20000000000",)),), "240", sort="value", group="issuer")
    made = add_filter(book.project, query)
    assert made.plan.kind is Kind.METRICS
    assert book.taken(made.plan) == {book.aimed}


def test_a_chart_goes_into_a_briefing(book: Book) -> None:
    chart = chart_plan("series", "投资", (METRIC,))
    assert chart == ChartPlan("投资", ChartForm.LINE, "year")
    made = add_ledger_chart(book.project, chart, Query((METRIC,)))
    assert made.plan.charts == (chart,)
    again = add_ledger_chart(book.project, chart_plan("issuer", "", (METRIC,)), Query((METRIC,)), made.id)
    assert [one.over for one in again.plan.charts] == ["year", "issuer"]
    book.project.undo()
    assert saved_briefing(book.project, made.id) == made
    with pytest.raises(UserError):
        add_ledger_chart(book.project, chart, Query((METRIC,)), "nein")


@pytest.mark.parametrize(
    ("kind", "over", "form"),
    [
        ("tag", "tag", ChartForm.BAR),
        ("report", "report", ChartForm.ROWS),
        ("issuer", "issuer", ChartForm.ROWS),
        ("year", "year", ChartForm.BAR),
        ("field.responsible", "responsible", ChartForm.ROWS),
        ("timeline", "deadline", ChartForm.BAR),
    ],
)
def test_every_chart_of_the_ledger_has_a_plan_that_draws(book: Book, kind: str, over: str, form: ChartForm) -> None:
    chart = chart_plan(kind, "", (GOAL, METRIC))
    assert (chart.over, chart.form, chart.tag_ids) == (over, form, (GOAL, METRIC))
    assert chart.split == ("" if over == "tag" else "tag")
    assert planned_briefing(book.project, BriefingPlan(charts=(chart,))).sections
