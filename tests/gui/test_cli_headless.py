"""What the commands do on a machine without a display: project, briefing and picture, in real processes."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from quandian.core.briefing_plan import BriefingPlan
from quandian.store import Project
from quandian.tasks.briefings import add_briefing
from quandian.tasks.sample import sample_names, sample_report
from quandian.ui.printing import missing_fonts
from quandian.writing.gongwen import Fonts


def quandian(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    gone = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in gone}
    return subprocess.run(
        [sys.executable, "-P", "-m", "quandian", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        cwd=cwd,
    )


def three_paths(done: subprocess.CompletedProcess[str]) -> tuple[Path, Path, Path]:
    assert done.returncode == 0, done.stderr
    project, briefing, picture = (Path(line.split(maxsplit=1)[1]) for line in done.stdout.splitlines())
    return project, briefing, picture


def size_of(picture: Path) -> tuple[int, int]:
    head = picture.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    return struct.unpack(">II", head[16:24])


def test_demo_twice(tmp_path: Path) -> None:
    """The second time opens what the first has built, with what the user has changed in it."""
    first = three_paths(quandian("demo", "--folder", tmp_path / "文 档", cwd=tmp_path))
    assert all(path.is_file() for path in first)
    assert size_of(first[2]) == (1440, 900)
    with Project.open(first[0], author="张三", device="0a0b0c0d") as project:
        project.edit_report(project.reports()[0].id, title="我改过的标题")
    kept = first[1].read_bytes()
    project, briefing, picture = three_paths(quandian("demo", "--folder", tmp_path / "文 档", cwd=tmp_path))
    assert (project, picture) == (first[0], first[2])
    assert briefing != first[1]  # it says something else now, and the first may have been edited by hand
    assert first[1].read_bytes() == kept
    with Project.open(first[0], author="张三", device="0a0b0c0d") as project:
        assert project.reports()[0].title == "我改过的标题"


def test_given_files_become_a_new_project_each_time(tmp_path: Path) -> None:
    name = sample_names()[0]
    report = tmp_path / "报 告.txt"
    report.write_bytes(sample_report(name))
    bad = tmp_path / "空.txt"
    bad.touch()
    folder = tmp_path / "项 目"
    first = three_paths(quandian("open", "--headless", "--folder", folder, report.name, cwd=tmp_path))
    done = quandian("open", "--headless", "--folder", folder, report, bad, cwd=tmp_path)
    second = three_paths(done)
    assert "空.txt" in done.stderr
    assert first[0].name == "报 告.quandian"
    assert first[0] != second[0]
    with Project.open(second[0], author="张三", device="0a0b0c0d") as project:
        assert len(project.reports()) == 1


def test_nothing_readable_leaves_no_project(tmp_path: Path) -> None:
    done = quandian("open", "--headless", "--folder", tmp_path / "项目", tmp_path / "没有.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert list((tmp_path / "项目").iterdir()) == []


@pytest.mark.parametrize(("theme", "size"), [("dark", "1100x700"), ("sepia", "1440x900")])
def test_screenshot(theme: str, size: str, tmp_path: Path) -> None:
    project = tmp_path / "甲.quandian"
    Project.create(project, author="张三", device="0a0b0c0d").close()
    out = tmp_path / "图 片.png"
    done = quandian("screenshot", project, "--out", out, "--theme", theme, "--size", size, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "x".join(map(str, size_of(out))) == size


def test_a_picture_leaves_the_users_settings_alone(tmp_path: Path, home: Path) -> None:
    settings = home / "config" / "quandian" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"text_step": 5, "recent": []}', "utf-8")
    project = tmp_path / "甲.quandian"
    Project.create(project, author="张三", device="0a0b0c0d").close()
    done = quandian("screenshot", project, "--out", tmp_path / "a.png", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert settings.read_text("utf-8") == '{"text_step": 5, "recent": []}'


def test_self_test(tmp_path: Path, home: Path) -> None:
    done = quandian("self-test", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [path for path in home.rglob("*") if path.is_file()] == []  # nothing of the user is touched
    steps = [line.split()[1] for line in done.stdout.splitlines()[:-1]]
    assert steps == ["import", "annotate", "undo", "redo", "export", "reopen", "check", "sample", "window"]


@pytest.mark.parametrize("ending", ["docx", "pdf", "html", "md"])
def test_a_briefing_is_the_same_file_in_another_process(tmp_path: Path, ending: str) -> None:
    project = three_paths(quandian("demo", "--folder", tmp_path, "--headless", cwd=tmp_path))[0]
    written = []
    for n in (1, 2):
        target = tmp_path / f"{n}.{ending}"
        done = quandian("export", project, "--kind", "compare", "--date", "2026-03-01", "--to", target, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        written.append(target.read_bytes())
    assert written[0] == written[1]


def test_the_check_before_export_names_missing_fonts_without_a_display(tmp_path: Path, qapp: QApplication) -> None:
    path = tmp_path / "缺字体.quandian"
    with Project.create(path, author="张三", device="0a0b0c0d") as project:
        add_briefing(project, BriefingPlan(title="简报"))
    done = quandian("briefings", path, "--check", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert qapp is not None  # the fonts of this computer, asked here too
    (row,) = json.loads(done.stdout)
    told = [finding["text"] for finding in row["findings"] if finding["code"] == "check.fonts"]
    missing = missing_fonts(Fonts())
    assert len(told) == bool(missing)
    assert all(name in told[0] for name in missing)
