"""``quandian suggest``: what it prints for a file and for a project, and that it changes nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from quandian import cli
from quandian.core import sentences
from quandian.reading import isolate
from quandian.tasks import suggest_apart
from quandian.tasks.opening import open_project

TEXT = "2022年工作总结\n全年完成投资126亿元，增长11.2%。\n2023年工作思路\n2023年，我局将完成投资150亿元以上。\n"


@pytest.fixture(autouse=True)
def _chinese_again():
    yield
    sentences.set_language("zh")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_jsonl_begins_with_the_text_and_quotes_agree(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["suggest", "--jsonl", str(report)]) == 0
    header, *rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert set(header) == {"text"}
    assert [row["tag"] for row in rows] == ["achievement", "metric", "metric", "goal", "metric"]
    for row in rows:
        assert header["text"][row["start"] : row["end"]] == row["quote"]
        assert set(row) == {"tag", "start", "end", "quote", "fields", "score", "reason"}
    assert "线索词：将" in rows[3]["reason"]
    assert rows[4]["fields"]["comparator"] == "≥"


def test_people_read_tags_in_their_language(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["suggest", str(report)]) == 0
    chinese = capsys.readouterr().out
    assert cli.main(["--lang", "en", "suggest", str(report)]) == 0
    english = capsys.readouterr().out
    assert "成效" in chinese
    assert "achievement" in english
    assert "cue: " in english


def test_a_project_keeps_its_suggestions_and_its_annotations_stay(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "项目.quandian"
    assert cli.main(["new", str(project)]) == 0
    assert cli.main(["import", str(project), str(report)]) == 0
    capsys.readouterr()
    assert cli.main(["suggest", str(project)]) == 0
    assert capsys.readouterr().out.strip() == "为 1 份报告准备好 5 条建议。"
    assert cli.main(["suggest", "--jsonl", str(project)]) == 0
    header, *rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert header["report"]
    assert len(rows) == 5
    assert cli.main(["annotations", str(project)]) == 0
    assert capsys.readouterr().out == ""
    with open_project(project) as opened:
        first, second = opened.waiting()[:2]
        opened.reject([first.id])
        opened.accept([second.id])
    assert cli.main(["suggest", "--jsonl", str(project)]) == 0
    _, *left = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert left == rows[2:]  # what was rejected or accepted is no suggestion any more


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["suggest", str(tmp_path / "没有.txt")]) == 1
    assert "没有.txt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argument", "request_", "answer"),
    [
        (suggest_apart.FROZEN_ARGUMENT, b'{"report": "r", "text": "", "passages": []}\n', b'"drafts"'),
        (isolate.FROZEN_ARGUMENT, b'{"name": "a.txt", "size": 3, "seconds": 9}\nabc', b'"draft"'),
    ],
)
def test_a_bundled_program_starts_itself_as_its_workers(argument: str, request_: bytes, answer: bytes) -> None:
    code = "import sys; sys.frozen = True; from quandian.cli import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", code, argument], input=request_, capture_output=True, timeout=60)
    assert done.returncode == 0
    assert answer in done.stdout
