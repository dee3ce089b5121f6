"""Files on the command line: those that cannot be read, names without an ending, folders as targets, backups."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from quandian import cli
from quandian.store import Project
from quandian.tasks import places

TEXT = "云浦区2024年工作报告\n一、2024年工作\n全年完成固定资产投资118.6亿元，增长11.2%。新增规上企业32家。\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "云浦.quandian"
    report = tmp_path / "报告.txt"
    report.write_text(TEXT, "utf-8")
    assert cli.main(["new", str(path)]) == 0
    assert cli.main(["import", str(path), str(report)]) == 0
    return path


def run(*arguments: object) -> int:
    return cli.main([str(argument) for argument in arguments])


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions")
@pytest.mark.parametrize("command", ["import", "open"])
def test_an_unreadable_file_is_told_and_stops_nothing(tmp_path: Path, command: str) -> None:
    """In a process without the right to read everything, as users are."""
    folder = tmp_path / "f"
    folder.mkdir()
    good, locked = folder / "good.txt", folder / "locked.txt"
    good.write_text(TEXT, "utf-8")
    locked.write_text(TEXT + "另一份。", "utf-8")
    locked.chmod(0)
    target = folder / "p.quandian"
    run("new", target)
    drop = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []
    if drop and not shutil.which("setpriv"):
        pytest.skip("runs as root, and no setpriv")
    arguments = [command, target, locked, good] if command == "import" else [command, "--headless", locked, good]
    done = subprocess.run(
        [*drop, sys.executable, "-P", "-m", "quandian", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "QUANDIAN_HOME": str(tmp_path / "home")},
    )
    assert "locked.txt" in done.stderr
    assert "没有权限" in done.stderr
    if command == "import":
        assert done.returncode == 1
        assert "good.txt" in done.stdout
        with Project.open(target, author="a", device="00000001") as opened:
            assert len(opened.reports()) == 1
    else:
        assert done.returncode == 0, done.stderr


def test_import_names_the_file_and_what_to_know_of_it(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_bytes("全年完成投资。".encode() * 30 + b"\xff")
    capsys.readouterr()
    assert run("import", project, odd, "--encoding", "utf-8") == 0
    said = capsys.readouterr().out
    assert said.count("odd.txt") == 2
    assert "解不出" in said


def test_an_encoding_counts_for_the_files_of_a_folder(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "繁"
    folder.mkdir()
    (folder / "a.txt").write_bytes("工作報告：完成".encode("big5"))
    assert run("import", project, folder, "--encoding", "big5") == 0
    with Project.open(project, author="a", device="00000001") as opened:
        assert opened.text(opened.reports()[-1].id) == "工作報告：完成"


def test_a_custom_tag_is_called_by_its_name(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Project.open(project, author="a", device="00000001") as opened:
        tag = opened.add_tag("问题")
        report = opened.reports()[0].id
    capsys.readouterr()
    assert run("annotate", project, report, "--tag", "问题", "--quote", "新增规上企业32家") == 0
    assert run("annotations", project) == 0
    said = capsys.readouterr().out
    assert said.count("问题") == 2
    assert tag.id not in said


def test_a_folder_as_target_gets_the_file_and_a_new_project_its_ending(tmp_path: Path, project: Path) -> None:
    folder = tmp_path / "出"
    folder.mkdir()
    assert run("export", project, "--to", folder) == 0
    assert [path.name for path in folder.iterdir()] == ["云浦 简报.docx"]
    assert run("new", tmp_path / "xx") == 0
    assert (tmp_path / "xx.quandian").is_file()
    assert not (tmp_path / "xx").exists()


def test_a_damaged_project_comes_back_from_its_backup(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], expect_warning
) -> None:
    expect_warning("project.damaged")
    with Project.open(project, author="a", device="00000001", backup_dir=places.backup_dir()) as opened:
        opened.backup()
    data = bytearray(project.read_bytes())
    data[100:5000] = bytes(4900)
    project.write_bytes(data)
    capsys.readouterr()
    assert run("reports", project) == 1
    assert f"quandian backups {project}" in capsys.readouterr().err
    assert run("backups", project, "--json") == 0
    newest = json.loads(capsys.readouterr().out)[0]["path"]
    assert run("restore", newest, "--to", project) == 0
    said = capsys.readouterr().out
    kept = Path(said.splitlines()[1].split(maxsplit=1)[1])
    assert kept.read_bytes() == data
    assert run("reports", project) == 0
    assert run("restore", newest, "--to", tmp_path / "没有" / "x") == 1
    assert run("restore", tmp_path / "没有.quandian", "--to", tmp_path / "y") == 1
    assert not (tmp_path / "y.quandian").exists()


def test_a_project_without_backups_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("backups", tmp_path / "没有.quandian") == 0
    assert "没有备份" in capsys.readouterr().out
    assert run("backups", tmp_path / "没有.quandian", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
