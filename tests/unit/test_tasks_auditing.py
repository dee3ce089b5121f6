"""The history in words: names the user knows, values before and after, rows that are gone; filters; as a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from quandian.core.audit import AuditFilter
from quandian.core.errors import UserError
from quandian.core.model import LinkKind, ReportDraft, Status, TagId
from quandian.core.sentences import set_language
from quandian.store import NewAnnotation, Project
from quandian.tasks.auditing import Teller, audit_page, changes_in, export_history, step_text

TEXT = "完成投资60亿元。\n明年力争增长8%以上。\n"
GOAL, METRIC = TagId("goal"), TagId("metric")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.quandian", author="李静", device="d1", name="督查") as made:
        made.import_reports([ReportDraft(TEXT, (), "总结", "a.txt", TEXT.encode(), "text/plain")])
        yield made


def told(project: Project, number: int = 0) -> list[tuple[str, str, str, str, str]]:
    """What a step says (0 is the newest): subject, what, field, before, after."""
    entry = project.audit()[number]
    lines = Teller(project).lines(list(changes_in(project, entry)))
    return [(one.subject, one.did, one.field, one.before, one.after) for one in lines]


def test_every_kind_of_change_is_told_by_the_names_the_user_knows(project: Project) -> None:
    report = project.reports()[0].id
    mark = project.annotate(report, GOAL, 9, 20)
    goal = "目标“明年力争增长8%以上”"
    assert told(project) == [(goal, "新建", "", "", "")]
    project.set_status([mark.id], Status.CONFIRMED)
    assert told(project) == [(goal, "修改", "核对状态", "待核", "已核")]
    project.edit_fields(mark.id, deadline="2025")
    assert told(project)[0][:2] == (goal, "修改")
    assert told(project)[0][2] not in ("", "deadline", "fields.deadline")
    project.move(mark.id, 9, 13)
    assert told(project) == [("目标“明年力”", "修改", "范围", "明年力争增长8%以上", "明年力")]
    project.retag(mark.id, METRIC)
    assert ("指标“明年力”", "修改", "标签", "目标", "指标") in told(project)
    other = project.annotate(report, GOAL, 0, 4)
    project.link(mark.id, other.id, LinkKind.SUPPORTS)
    assert told(project) == [("“明年力” → “完成投资”", "新建", "", "", "")]
    project.edit_report(report, title="年度总结")
    assert told(project) == [("《年度总结》", "修改", "标题", "总结", "年度总结")]
    project.set_setting("name", "新名称")
    assert told(project) == [("项目名称", "修改", "值", "督查", "新名称")]


def test_what_is_gone_is_still_told_by_its_words(project: Project) -> None:
    report = project.reports()[0].id
    tag = project.add_tag("问题")
    mark = project.annotate(report, tag.id, 9, 20)
    project.set_note(mark.id, "甲")
    project.delete([mark.id])
    project.remove_tag(tag.id)
    project.delete_report(report)
    subjects = [one[0] for number in range(4) for one in told(project, number)]
    assert "问题“明年力争增长8%以上”" in subjects
    assert "《总结》" in subjects
    assert told(project, 3)[0][2:] == ("备注", "空", "甲")


def test_a_tag_that_stands_for_another_is_told_by_names(project: Project) -> None:
    """It told the id of the tag: 01a20756-43cf-75cd-9edc-27d4e24796b7."""
    one, other = project.add_tag("风险"), project.add_tag("隐患")
    project.merge_tag(one.id, other.id)
    assert ("合并的标签或报告", "新建", "", "", "“风险” → “隐患”") in told(project)


def test_english_says_it_in_english(project: Project) -> None:
    project.annotate(project.reports()[0].id, GOAL, 9, 20)
    set_language("en")
    try:
        assert told(project) == [("Goal “明年力争增长8%以上”", "made", "", "", "")]
    finally:
        set_language("zh")


@pytest.mark.parametrize(("text", "count"), [("8%_", 1), ("8%x", 0), ('"引号"', 1), ("\\", 1), ("问题", 1)])
def test_words_are_found_as_they_are(project: Project, text: str, count: int) -> None:
    mark = project.annotate(project.reports()[0].id, GOAL, 0, 4)
    project.set_note(mark.id, '增长8%_ "引号" \\ 斜线')
    project.add_tag("问题")
    assert len(project.audit(AuditFilter(text=text))) == count


def test_tag_and_report_find_also_what_annotations_of_them_once_were(project: Project) -> None:
    report = project.reports()[0].id
    mark = project.annotate(report, GOAL, 9, 20)
    project.set_note(mark.id, "甲")
    project.retag(mark.id, METRIC)
    found = [step_text(one) for one in project.audit(AuditFilter(tag="goal"))]
    assert "改标为指标" in found
    assert "标注目标" in found
    assert len(project.audit(AuditFilter(report=report))) == 4
    assert project.audit(AuditFilter(report="nothing")) == []


def test_trying_changes_nothing_and_tells_what_would(project: Project) -> None:
    mark = project.annotate(project.reports()[0].id, GOAL, 9, 20)
    at = project.audit()[0].operation_id
    project.set_note(mark.id, "甲")
    steps = len(project.audit())
    (change,) = project.tried_restore(at, mark.id)
    assert change.after is not None
    assert change.after["note"] == ""
    assert project.annotation(mark.id).note == "甲"
    assert len(project.audit()) == steps
    assert project.tried_restore(at) == []
    with pytest.raises(UserError) as caught:
        project.tried_restore("2000-01-01T00:00:00.000Z", mark.id)
    assert caught.value.code == "history.nothing"
    assert project.check() == []


def test_a_file_has_every_changed_field_of_what_the_filter_finds(project: Project, tmp_path: Path) -> None:
    report = project.reports()[0].id
    project.annotate_many(report, [NewAnnotation(GOAL, s, s + 2) for s in range(6)])
    path = export_history(project, AuditFilter(entity="annotation"), tmp_path / "h.csv")
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 7
    assert rows[1][1] == "李静"
    steps = json.loads(export_history(project, AuditFilter(), tmp_path / "h.json").read_text("utf-8"))
    assert sum(len(one["changes"]) for one in steps) == sum(one.rows for one in project.audit())
    assert export_history(project, AuditFilter(), tmp_path / "h.xlsx").read_bytes()[:2] == b"PK"
    with pytest.raises(UserError) as caught:
        export_history(project, AuditFilter(), tmp_path / "h.pdf")
    assert caught.value.code == "audit.suffix"
    assert not (tmp_path / "h.pdf").exists()


def test_a_formula_in_a_note_stays_text(project: Project, tmp_path: Path) -> None:
    mark = project.annotate(project.reports()[0].id, GOAL, 9, 20)
    project.set_note(mark.id, "=1+1")
    rows = list(
        csv.reader(export_history(project, AuditFilter(), tmp_path / "h.csv").read_text("utf-8-sig").splitlines())
    )
    assert rows[1][-1] == "'=1+1"


def test_pages_follow_each_other_without_gap(project: Project) -> None:
    for number in range(25):
        project.set_setting("x", number)
    seen: list[int] = []
    before = None
    while True:
        page = audit_page(project.path, "李静", "d1", AuditFilter(before=before, limit=10))
        seen += [one.seq for one in page]
        if len(page) < 10:
            break
        before = page[-1].order
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(project.audit(AuditFilter(limit=1000))) == 27
