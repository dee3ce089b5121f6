"""Views of the ledger kept in a project: every step undone and told, names, and the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quandian.cli import main
from quandian.core import sentences
from quandian.core.audit import AuditFilter
from quandian.core.codebook import GOAL, METRIC
from quandian.core.errors import UserError
from quandian.core.ledger import Condition, Query
from quandian.core.ledger_view import LedgerView
from quandian.core.model import TagId
from quandian.core.sentences import label_text
from quandian.reading import read_bytes
from quandian.store import Project
from quandian.tasks.auditing import Teller, changes_in, step_text
from quandian.tasks.ledger_views import (
    PREFIX,
    add_view,
    find_view,
    remove_view,
    rename_view,
    replace_view,
    saved_view,
    saved_views,
    shown_view,
    touches_views,
    view_named,
)

FIRST = "石桥镇2023年工作总结\n石桥镇人民政府\n2024年1月8日\n全镇修路37公里。\n"
SECOND = "石桥镇2024年工作计划\n石桥镇人民政府\n2024年2月2日\n争取修路52公里以上，植树800棵。\n"
VIEW = LedgerView("修路", Query((METRIC,), conditions=(Condition("field.indicator", "in", ("修路",)),), sort="value"))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "石桥.quandian", author="研究室", device="test", name="石桥镇") as made:
        drafts = [read_bytes("一.txt", FIRST.encode()), read_bytes("二.txt", SECOND.encode())]
        first, second = made.import_reports(drafts).added
        for report, tag_id, quote, fields in (
            (first, METRIC, "37公里", {"value": "37", "unit": "公里", "indicator": "修路"}),
            (second, GOAL, "争取修路52公里以上", {"deadline": "2024"}),
            (second, METRIC, "52公里以上", {"value": "52", "unit": "公里", "comparator": "≥", "indicator": "修路"}),
            (second, METRIC, "800棵", {"value": "800", "unit": "棵", "indicator": "植树"}),
        ):
            at = made.text(report).index(quote)
            made.annotate(report, tag_id, at, at + len(quote), fields=fields)
        yield made


@pytest.fixture
def english() -> Iterator[None]:
    sentences.set_language("en")
    yield
    sentences.set_language("zh")


def said(project: Project) -> str:
    undo = project.undo_state().undo
    assert undo is not None
    return label_text(undo)


def test_a_view_is_kept_changed_and_removed_and_every_step_can_be_undone(project: Project) -> None:
    made = add_view(project, VIEW)
    assert saved_views(project) == [made]
    assert said(project) == "存为台账视图“修路”"
    project.undo()
    assert saved_views(project) == []
    project.redo()

    changed = replace_view(project, made.id, replace(VIEW, name="别的", page="details"))
    assert (changed.id, changed.name, changed.view.page) == (made.id, "修路", "details")
    assert said(project) == "更新台账视图“修路”"
    project.undo()
    assert saved_view(project, made.id).view == VIEW

    rename_view(project, made.id, "  全镇\n修路 ")
    assert [one.name for one in saved_views(project)] == ["全镇 修路"]
    assert said(project) == "改台账视图的名字为“全镇 修路”"
    project.undo()

    remove_view(project, made.id)
    assert saved_views(project) == []
    assert said(project) == "删除台账视图“修路”"
    project.undo()
    assert saved_views(project) == [made]
    with pytest.raises(UserError, match="没有“gone”"):
        remove_view(project, "gone")


def test_nothing_is_written_where_nothing_changes(project: Project) -> None:
    made = add_view(project, VIEW)
    before = project.statistics()
    assert replace_view(project, made.id, replace(VIEW, name="随便")) == made
    assert rename_view(project, made.id, " 修路 ") == made
    assert project.statistics() == before


def test_names_are_asked_for_and_not_taken_twice(project: Project) -> None:
    one, other = add_view(project, VIEW), add_view(project, replace(VIEW, name="目标"))
    with pytest.raises(UserError, match="没有名字"):
        add_view(project, replace(VIEW, name=" \n"))
    with pytest.raises(UserError, match="已有叫“目标”"):
        rename_view(project, one.id, "目标")
    assert view_named(project, " 目标") == other
    assert view_named(project, "无") is None
    assert find_view(project, "目标") == find_view(project, other.id) == other
    with pytest.raises(UserError, match="没有“无”"):
        find_view(project, "无")
    with pytest.raises(UserError, match="有 2 个"):
        find_view(project, one.id[:2])


def test_history_tells_views_by_their_name(project: Project, english: None) -> None:
    made = add_view(project, VIEW)
    rename_view(project, made.id, "新名")
    entry = project.audit(AuditFilter())[0]
    assert step_text(entry) == 'Rename a ledger view to "新名"'
    (line,) = Teller(project).lines(list(changes_in(project, entry)))
    assert (line.subject, line.before, line.after) == ("Ledger view", "修路", "新名")


def test_listeners_hear_of_views_alone(project: Project) -> None:
    heard: list[bool] = []
    stop = project.subscribe(lambda changes: heard.append(touches_views(changes)))
    add_view(project, VIEW)
    project.set_setting("name", "别名")
    stop()
    assert heard == [True, False]


@pytest.mark.parametrize(
    "value",
    [
        "text",
        7,
        [],
        {"name": 3, "tags": "metric", "conditions": {"key": 1}, "columns": [1, None], "page": "wall"},
        {"name": "\x00\u202e坏", "text": "\x00", "tags": ["gone"], "reports": ["gone"], "sort": "gone", "group": 4},
        {"tags": ["metric"], "conditions": [{"key": "value", "test": "from", "values": ["many"]}]},
        {"tags": ["metric"], "conditions": [{"key": "value", "test": "from", "values": []}, None, "x"]},
        {"tags": ["metric"], "conditions": [{"key": 'field."x', "test": "in", "values": ["1"]}]},
        {"tags": ["metric"], "conditions": [{"key": "year", "test": "to", "values": ["nan"]}]},
        {"tags": ["metric"], "conditions": [{"key": "value", "test": "to", "values": ["9", "no unit", "x"]}]},
    ],
)
def test_a_strange_value_breaks_nothing(project: Project, value: object) -> None:
    project.set_setting(PREFIX + "x", value)
    (found,) = saved_views(project)
    assert found.name
    query = shown_view(project, found.view).query
    assert project.ledger.order(query) is not None
    assert project.ledger.totals(query) is not None


def test_what_is_gone_is_left_out(project: Project) -> None:
    own = project.add_tag("问题", name_en="Problem")
    kept = project.reports()[0].id
    asked = Query((own.id, METRIC), (kept, "0" * 32), (Condition("place", "in", ("石桥",)),), sort="value")
    view = LedgerView("两样", asked, columns=("quote", "value", "field.gone"))
    assert shown_view(project, view).query.tag_ids == (METRIC, own.id)
    assert shown_view(project, view).query.report_ids == (kept,)
    assert shown_view(project, view).columns == ("quote", "value")
    project.undo()
    assert shown_view(project, view).query.tag_ids == (METRIC,)
    assert shown_view(project, replace(view, query=Query((TagId("x"),)))).query.tag_ids == (METRIC,)


# --- the command line


def run(capsys: pytest.CaptureFixture[str], project: Project, *arguments: str) -> str:
    capsys.readouterr()
    assert main(["ledger", str(project.path), *arguments]) == 0
    return capsys.readouterr().out


def test_the_command_line_asks_as_a_view_does(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    add_view(project, replace(VIEW, query=replace(VIEW.query, descending=True)))
    rows = json.loads(run(capsys, project, "--view", "修路", "--json"))["rows"]
    assert [row["quote"] for row in rows] == ["52公里以上", "37公里"]
    rows = json.loads(run(capsys, project, "--view", "修路", "--sort", "value", "--json"))["rows"]
    assert [row["quote"] for row in rows] == ["37公里", "52公里以上"]
    rows = json.loads(run(capsys, project, "--view", "修路", "--where", "indicator=植树", "--json"))["rows"]
    assert [row["quote"] for row in rows] == ["800棵"]
    rows = json.loads(run(capsys, project, "--view", "修路", "--tag", "目标", "--json"))["rows"]
    assert [row["quote"] for row in rows] == ["争取修路52公里以上"]
    made = json.loads(run(capsys, project, "--view", "修路", "--group", "issuer", "--text", "52", "--json"))
    assert len(made["rows"]) == 1
    assert len(made["groups"]) == 1


def test_the_command_line_lists_views(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert "存为视图" in run(capsys, project, "--views")
    assert json.loads(run(capsys, project, "--views", "--json")) == []
    made = add_view(project, replace(VIEW, query=Query((GOAL, METRIC))))
    assert run(capsys, project, "--views") == f"{made.id}  修路  目标，指标\n"
    (row,) = json.loads(run(capsys, project, "--views", "--json"))
    assert (row["id"], row["name"], row["tags"]) == (made.id, "修路", ["goal", "metric"])


def test_a_view_that_is_not_there_is_told(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", str(project.path), "--view", "无"]) == 1
    assert "--views" in capsys.readouterr().err
