"""Importing files and folders: what can be read comes in, the rest is told, and nothing stops at one bad file."""

from __future__ import annotations

from pathlib import Path

import pytest

from quandian.core.errors import Cancelled
from quandian.core.progress import Progress
from quandian.store.project import Project
from quandian.tasks.importing import import_files


@pytest.fixture
def project(tmp_path: Path):
    with Project.create(tmp_path / "项目.quandian", author="张三", device="0a0b0c0d") as made:
        yield made


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def test_good_and_bad_files_together(project: Project, tmp_path: Path) -> None:
    good = write(tmp_path / "年 报" / "甲.txt", "2024年，云浦区完成投资60亿元。\n", "gb18030")
    empty = write(tmp_path / "年 报" / "空.txt", "")
    gone = tmp_path / "没有.txt"
    summary = import_files(project, [good, empty, gone])
    assert [project.text(report) for report in summary.added] == ["2024年，云浦区完成投资60亿元。"]
    assert [(failure.path, failure.error.code) for failure in summary.failed] == [
        (empty, "import.empty"),
        (gone, "import.missing"),
    ]


def test_the_same_text_again_is_told(project: Project, tmp_path: Path) -> None:
    first = write(tmp_path / "甲.txt", "全年完成投资60亿元。")
    second = write(tmp_path / "乙.txt", "全年完成投资60亿元。", "utf-16")
    (added,) = import_files(project, [first]).added
    again = import_files(project, [second])
    assert (again.added, list(again.already)) == ((), [(added, "乙.txt")])
    assert len(project.reports()) == 1


def test_a_folder_brings_its_files_in_one_step(project: Project, tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path / "报告" / f"{number}.txt", f"第{number}份报告，完成{number}项。")
    write(tmp_path / "报告" / "其他.png", "not a report")
    summary = import_files(project, [tmp_path / "报告", tmp_path / "报告" / "1.txt"])
    assert [report.source_name for report in project.reports()] == ["0.txt", "1.txt", "2.txt"]
    assert not summary.failed
    project.undo()
    assert project.reports() == []


def test_an_empty_folder_is_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    (failure,) = import_files(project, [tmp_path / "空"]).failed
    assert failure.error.code == "import.folder_empty"


def test_cancelling_stores_nothing(project: Project, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        import_files(project, [write(tmp_path / "甲.txt", "全年完成投资60亿元。")], progress)
    assert project.reports() == []
