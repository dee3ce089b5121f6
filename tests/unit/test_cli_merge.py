"""The commands merge and history, as somebody at a terminal meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from quandian.cli import main
from quandian.core.model import ReportDraft, TagId
from quandian.store import Project

TEXT = "完成投资60亿元，同比增长8%。建成3个园区。"
GOAL = TagId("goal")


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of a project; the other has one annotation more and another note."""
    mine, theirs = tmp_path / "a.quandian", tmp_path / "b.quandian"
    with Project.create(mine, author="李静", device="da", name="年度报告") as project:
        draft = ReportDraft(TEXT, (), "标题", "a.txt", TEXT.encode(), "text/plain")
        report = project.import_reports([draft]).added[0]
        mark = project.annotate(report, GOAL, 0, 8)
    shutil.copy(mine, theirs)
    with Project.open(mine, author="李静", device="da", backup=False) as project:
        project.set_note(mark.id, "我的")
    with Project.open(theirs, author="王磊", device="db", backup=False) as project:
        project.annotate(report, GOAL, 9, 15)
        project.set_note(mark.id, "他的")
    return mine, theirs


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path, code: int = 0) -> str:
    assert main([str(a) for a in arguments]) == code
    captured = capsys.readouterr()
    return captured.out if code == 0 else captured.err


def notes(path: Path) -> dict[str, str]:
    with Project.open(path, author="x", device="x", backup=False) as project:
        assert project.check() == []
        return {a.quote: a.note for a in project.annotations()}


def test_a_plan_is_printed_and_changes_nothing(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    mine, theirs = pair
    text = said(capsys, "merge", mine, theirs, "--plan")
    assert "新标注  1  (王磊 1)" in text
    assert "需要选择：“完成投资60亿元” 备注  我的：我的  王磊：他的" in text
    facts: dict[str, Any] = json.loads(said(capsys, "merge", mine, theirs, "--plan", "--json"))
    assert facts["counts"] == {"new_annotation": 1, "changed_annotation": 1}
    assert facts["conflicts"][0]["theirs"]["value"] == "他的"
    assert notes(mine) == {"完成投资60亿元": "我的"}


@pytest.mark.parametrize(("prefer", "note"), [("mine", "我的"), ("theirs", "他的"), ("newer", "他的")])
def test_merge_takes_in_and_undo_takes_back(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str], prefer: str, note: str
) -> None:
    mine, theirs = pair
    facts = json.loads(said(capsys, "merge", mine, theirs, "--prefer", prefer, "--json"))
    assert (facts["taken"]["new_annotation"], facts["conflicts"]) == (1, 1)
    assert notes(mine) == {"完成投资60亿元": note, "同比增长8%": ""}
    assert json.loads(said(capsys, "backups", mine, "--json"))
    assert "对方没有这里缺少的内容" in said(capsys, "merge", mine, theirs)
    assert "合并" in said(capsys, "undo", mine)
    assert notes(mine) == {"完成投资60亿元": "我的"}


def test_a_group_can_be_left(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    mine, theirs = pair
    facts = json.loads(said(capsys, "merge", mine, theirs, "--leave", "new_annotation", "--json"))
    assert facts["left"] == 1
    assert notes(mine) == {"完成投资60亿元": "他的"}


@pytest.mark.parametrize("only_plan", [(), ("--plan",)])
def test_a_group_that_is_none_is_refused_and_nothing_is_merged(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str], only_plan: tuple[str, ...]
) -> None:
    mine, theirs = pair
    error = said(capsys, "merge", mine, theirs, "--leave", "nosuchgroup", *only_plan, code=1)
    assert "预览里没有“nosuchgroup”" in error
    assert "new_annotation" in error
    assert notes(mine) == {"完成投资60亿元": "我的"}


def test_a_package_is_merged(pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine, theirs = pair
    package = tmp_path / "b.qdshare"
    said(capsys, "share", theirs, "--to", package)
    facts = json.loads(said(capsys, "merge", mine, package, "--json"))
    assert facts["taken"]["new_annotation"] == 1
    assert json.loads(said(capsys, "merge", mine, theirs, "--plan", "--json"))["counts"] == {}


def test_what_cannot_be_merged_is_said_in_a_sentence(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine, _ = pair
    assert "就是现在打开的项目" in said(capsys, "merge", mine, mine, code=1)
    assert "找不到项目" in said(capsys, "merge", mine, tmp_path / "none.quandian", code=1)


def test_history_is_filtered_and_brings_back(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    mine, theirs = pair
    said(capsys, "merge", mine, theirs)
    entries = json.loads(said(capsys, "history", mine, "--json", "--author", "王磊"))
    assert {e["label"] for e in entries} == {"annotate|goal", "note"}
    assert all(e["scope"] == "foreign" and e["in_force"] for e in entries)
    (note,) = json.loads(said(capsys, "history", mine, "--json", "--author", "李静", "--what", "note"))
    row = note["changes"][0]["id"]
    assert "已恢复" in said(capsys, "history", mine, "--restore", row, "--at", note["id"])
    assert notes(mine)["完成投资60亿元"] == "我的"
    assert "现在就是那时的样子" in said(capsys, "history", mine, "--restore", row, "--at", note["id"])
    assert "撤销" in said(capsys, "undo", mine)
    assert notes(mine)["完成投资60亿元"] == "他的"
    assert said(capsys, "history", mine, "--until", "2020-01-01").strip() == "没有这样的记录。"
    assert "看不懂时间" in said(capsys, "history", mine, "--since", "昨天", code=1)
    assert "要一起用" in said(capsys, "history", mine, "--restore", row, code=2)


def test_history_says_that_there_is_nothing(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    mine = pair[0]
    assert said(capsys, "history", mine, "--what", "nonsense").strip() == "没有这样的记录。"
    assert json.loads(said(capsys, "history", mine, "--what", "nonsense", "--json")) == []
    said(capsys, "history", mine, "--limit", "-3", code=2)


def test_restoring_the_codebook_names_what_it_keeps(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    mine, _ = pair
    with Project.open(mine, author="李静", device="da", backup=False) as project:
        moment = project.history()[0].operation_id
        used, spare = project.add_tag("风险"), project.add_tag("备用")
        project.annotate(project.reports()[0].id, used.id, 9, 15)
    told = json.loads(said(capsys, "history", mine, "--restore", "codebook", "--at", moment, "--keep-unused", "--json"))
    assert told["changed"] is False
    assert told["kept"] == [
        {"id": used.id, "name": "风险", "uses": 1},
        {"id": spare.id, "name": "备用", "uses": 0},
    ]
    text = said(capsys, "history", mine, "--restore", "codebook", "--at", moment)
    assert text.strip() == "已恢复，可以撤销。后来添加、正在使用的“风险”（1 条标注）保留不动。"
    text = said(capsys, "history", mine, "--restore", "codebook", "--at", moment)
    assert text.strip() == "除了后来添加、正在使用的“风险”（1 条标注），标签就是那时的样子，没有改动。"


def test_restoring_an_annotation_that_never_was_says_so(
    pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    mine, _ = pair
    text = said(capsys, "history", mine, "--restore", "nosuch", "--at", "2026-01-01", code=1)
    assert "没有编号为“nosuch”的标注" in text
