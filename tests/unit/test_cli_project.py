"""The commands on a project, called as a user calls them; paths with blanks and Chinese throughout."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from quandian import cli
from quandian.store import Project

TEXT = """云浦区2024年工作报告

一、2024年工作
全年完成固定资产投资118.6亿元，增长11.2%。新增规上企业32家。

二、2025年计划
2025年力争完成固定资产投资125亿元以上。
"""

Said = Callable[..., str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Run a command that must succeed and return what it printed."""

    def run(*arguments: object, code: int = 0) -> str:
        assert cli.main([str(argument) for argument in arguments]) == code, capsys.readouterr().err
        return capsys.readouterr().out

    return run


@pytest.fixture
def project(tmp_path: Path, said: Said) -> Path:
    path = tmp_path / "年 报" / "云浦 2024.quandian"
    path.parent.mkdir()
    report = path.with_name("报告 一.txt")
    report.write_text(TEXT, "gb18030")
    said("new", path)
    said("import", path, report)
    return path


def report_id(project: Path, said: Said) -> str:
    (row,) = json.loads(said("reports", project, "--json"))
    return row["id"]


def annotations(project: Path, said: Said, *arguments: object) -> list[dict]:
    return [json.loads(line) for line in said("annotations", project, "--jsonl", *arguments).splitlines()]


def test_what_was_accepted_says_where_it_came_from_and_why(project: Path, said: Said) -> None:
    said("suggest", project)
    with Project.open(project, author="张三", device="0a0b0c0d") as opened:
        goal = next(w for w in opened.waiting() if w.tag_id == "goal")
        opened.accept([goal.id])
    (row,) = annotations(project, said)
    assert (row["quote"], row["origin"]) == (goal.quote, "accepted")
    assert "线索词" in row["reason"] or "所在部分" in row["reason"]


def test_reports_as_json(project: Path, said: Said) -> None:
    (row,) = json.loads(said("reports", project, "--json"))
    assert set(row) == {"id", "title", "issuer", "year", "period", "issued_on", "counts"}
    assert (row["title"], row["year"]) == ("云浦区2024年工作报告", "2024")
    assert row["counts"] == {"目标": 0, "成效": 0, "指标": 0}


def test_annotate_by_quote_and_by_offsets(project: Path, said: Said) -> None:
    report = report_id(project, said)
    said("annotate", project, report, "--tag", "成效", "--quote", "新增规上企业 32家", "--field", "period=2024")
    with Project.open(project, author="张三", device="0a0b0c0d") as opened:
        start = opened.text(report).index("2025年力争")
    said("annotate", project, report[:12], "--tag", "Goal", "--start", start, "--end", start + 10, "--note", "待核")
    first, second = annotations(project, said)
    keys = ["id", "report", "tag", "start", "end", "quote", "fields", "note", "status", "origin", "reason", "author"]
    assert list(first) == keys
    assert (first["origin"], first["reason"]) == ("person", "")
    assert first["report"] == {"id": report, "title": "云浦区2024年工作报告"}
    assert (first["tag"], first["quote"], first["fields"]) == ("成效", "新增规上企业32家", {"period": "2024"})
    assert (second["tag"], second["start"], second["note"]) == ("目标", start, "待核")
    assert [row["tag"] for row in annotations(project, said, "--tag", "goal")] == ["目标"]


def test_a_metric_reads_its_fields_from_the_words(project: Path, said: Said) -> None:
    made = json.loads(
        said("annotate", project, report_id(project, said), "--tag", "指标", "--quote", "118.6亿元", "--json")
    )
    assert (made["fields"]["value"], made["fields"]["unit"]) == ("11860000000", "元")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--tag", "没有的标签", "--quote", "新增"], 1),
        (["--tag", "目标", "--quote", "没有的话"], 1),
        (["--tag", "目标", "--quote", "固定资产投资"], 1),
        (["--tag", "目标", "--start", "5", "--end", "5"], 1),
        (["--tag", "目标", "--start", "0", "--end", "9999"], 1),
        (["--tag", "目标", "--quote", "新增", "--field", "period"], 1),
        (["--tag", "目标", "--quote", "新增", "--field", "colour=red"], 1),
        (["--tag", "目标", "--quote", "新增", "--start", "0", "--end", "1"], 2),
    ],
)
def test_wrong_input_changes_nothing(
    arguments: list[str], code: int, project: Path, said: Said, capsys: pytest.CaptureFixture[str]
) -> None:
    report = report_id(project, said)
    assert cli.main(["annotate", str(project), report, *arguments]) == code
    assert len(capsys.readouterr().err.splitlines()[0]) > 8
    assert annotations(project, said) == []


def test_undo_and_redo_reach_across_runs(project: Path, said: Said) -> None:
    said("annotate", project, report_id(project, said), "--tag", "目标", "--quote", "新增")
    assert "目标" in said("undo", project)
    assert annotations(project, said) == []
    said("redo", project)
    assert len(annotations(project, said)) == 1
    said("redo", project, code=1)


def test_importing_again_and_badly(project: Path, said: Said, tmp_path: Path) -> None:
    again = json.loads(said("import", project, project.with_name("报告 一.txt"), "--json"))
    assert (again["added"], len(again["already"]), again["failed"]) == ([], 1, [])
    outcome = json.loads(said("import", project, tmp_path / "没有.txt", "--json", code=1))
    assert [failure["path"] for failure in outcome["failed"]] == [str(tmp_path / "没有.txt")]


def test_a_wrong_guess_of_the_encoding_can_be_overridden(project: Path, said: Said) -> None:
    file = project.with_name("繁.txt")
    file.write_bytes("2024年工作報告".encode("big5"))
    outcome = json.loads(said("import", project, file, "--encoding", "big5", "--json"))
    with Project.open(project, author="张三", device="0a0b0c0d") as opened:
        assert opened.text(outcome["added"][0]["id"]) == "2024年工作報告"


def test_export_writes_a_briefing(project: Path, said: Said) -> None:
    said("annotate", project, report_id(project, said), "--tag", "成效", "--quote", "新增规上企业32家")
    target = project.with_name("简 报.docx")
    assert str(target) in said("export", project, "--to", target)
    with ZipFile(target) as word:
        text = re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode("utf-8"))
    assert "新增规上企业32家" in text


def test_check_says_sound_and_says_what_is_broken(project: Path, said: Said, expect_warning) -> None:
    expect_warning("project.damaged")
    assert json.loads(said("check", project, "--json")) == {"sound": True, "problems": []}
    data = bytearray(project.read_bytes())
    data[100:5000] = bytes(4900)
    project.write_bytes(data)
    said("check", project, code=1)


def test_new_never_overwrites(project: Path, said: Said) -> None:
    before = project.read_bytes()
    said("new", project, code=1)
    assert project.read_bytes() == before


def test_changes_are_signed_by_the_user(project: Path, said: Said) -> None:
    from quandian.tasks import identity

    identity.set_author("张三")
    said("annotate", project, report_id(project, said), "--tag", "目标", "--quote", "新增")
    assert [row["author"] for row in annotations(project, said)] == ["张三"]
