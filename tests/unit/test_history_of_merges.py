"""The history after merges: in the order of time, with what a merge brought, and without force where it was undone."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from quandian.cli import main
from quandian.core.audit import AuditFilter
from quandian.core.model import AnnotationId, ReportDraft, TagId
from quandian.store import Project
from quandian.tasks.auditing import Teller, changes_in, export_history

TEXT = "完成投资60亿元，同比增长8%。建成3个园区。明年力争完成投资70亿元。"
GOAL = TagId("goal")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return tmp_path / "b.quandian"


@pytest.fixture
def common(tmp_path: Path, theirs: Path) -> Path:
    """A project and a colleague's copy with two more marks and a note; one of them made before a mark of ours."""
    mine = tmp_path / "a.quandian"
    with Project.create(mine, author="李静", device="da", name="督查") as project:
        report = project.import_reports([ReportDraft(TEXT, (), "标题", "a.txt", TEXT.encode(), "text/plain")]).added[0]
        mark = project.annotate(report, GOAL, 0, 8)
    shutil.copy(mine, theirs)
    with Project.open(theirs, author="王磊", device="db", backup=False) as project:
        project.set_note(mark.id, "他的")
        project.annotate(report, GOAL, 9, 15)
    with Project.open(mine, author="李静", device="da", backup=False) as project:
        project.annotate(report, GOAL, 16, 21)
    with Project.open(theirs, author="王磊", device="db", backup=False) as project:
        project.annotate(report, GOAL, 27, 35)
    return mine


@pytest.fixture
def project(common: Path, theirs: Path) -> Iterator[Project]:
    with Project.open(common, author="李静", device="da", backup=False) as project:
        project.merge(project.merge_plan([theirs]))
        yield project


def mark_of(project: Project, start: int) -> AnnotationId:
    return next(a.id for a in project.annotations() if a.start == start)


def test_steps_stand_in_the_order_in_which_they_were_made(project: Project) -> None:
    entries = project.audit()
    assert [one.at for one in entries] == sorted((one.at for one in entries), reverse=True)
    assert [(one.author, one.label.partition("|")[0]) for one in entries[:5]] == [
        ("李静", "merge"),
        ("王磊", "annotate"),
        ("李静", "annotate"),
        ("王磊", "annotate"),
        ("王磊", "note"),
    ]
    starts = [e.change.after["start"] for e in project.history() if "start" in (e.change.after or {})]
    assert starts == [27, 16, 9, 0]


def test_pages_follow_each_other_in_that_order(project: Project) -> None:
    seen, before = [], None
    while page := project.audit(AuditFilter(before=before, limit=2)):
        seen += page
        before = page[-1].order
    assert seen == project.audit()


def test_a_merge_is_later_than_what_it_brings_whatever_their_clock_says(common: Path, theirs: Path) -> None:
    db = sqlite3.connect(theirs)
    db.execute("UPDATE operation SET clock = '4000000000000-0000-db' WHERE seq = (SELECT max(seq) FROM operation)")
    db.commit()
    db.close()
    with Project.open(common, author="李静", device="da", backup=False) as project:
        project.merge(project.merge_plan([theirs]))
        entries = project.audit()
        assert [one.scope for one in entries[:2]] == ["local", "foreign"]


def test_a_merge_says_how_much_it_changed_and_what(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    merge = project.audit()[0]
    assert (merge.gathers, merge.rows, merge.counts) == (True, 3, True)
    told = {(one.subject, one.did, one.after) for one in Teller(project).lines(list(changes_in(project, merge)))}
    assert told == {
        ("目标“完成投资60亿元”", "修改", "他的"),
        ("目标“同比增长8%”", "新建", ""),
        ("目标“完成投资70亿元”", "新建", ""),
    }
    project.close()
    assert main(["history", str(project.path)]) == 0
    assert "合并“督查”（3 处）" in capsys.readouterr().out


def test_a_file_has_the_order_and_the_count(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "历史.xlsx"
    export_history(project, AuditFilter(), target)
    rows = list(load_workbook(target).active.iter_rows(values_only=True))
    assert rows[1][2:5] == ("合并“督查”", None, "改动 3 处")
    times = [row[0] for row in rows[1:]]
    assert times == sorted(times, reverse=True)
    export_history(project, AuditFilter(), tmp_path / "历史.json")
    assert json.loads((tmp_path / "历史.json").read_text("utf-8"))[0]["rows"] == 3


def test_what_an_undone_merge_brought_is_marked_wherever_history_is_shown(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    key = mark_of(project, 0)
    assert [one.counts for one in project.history(key)] == [True, True]
    project.undo()
    assert [(one.author, one.counts) for one in project.history(key)] == [("王磊", False), ("李静", True)]
    assert [one.counts for one in project.audit()[:4]] == [True, False, False, True]  # the undoing, the merge, theirs
    assert main(["history", str(project.path), "--of", key]) == 0
    lines = capsys.readouterr().out.strip().splitlines()
    assert ["合并已撤销" in line for line in lines] == [True, False]
    project.redo()
    assert main(["history", str(project.path)]) == 0
    assert "已撤销" not in capsys.readouterr().out
