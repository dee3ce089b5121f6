"""The set-up scripts of the two commands, as far as they can be tried without installing anything."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGING = ROOT / "packaging"
posix = pytest.mark.skipif(os.name == "nt", reason="the shell scripts are for POSIX")


@pytest.fixture
def setup(monkeypatch: pytest.MonkeyPatch):
    """The set-up modules, found as launch.py finds them."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    module = importlib.import_module("environment")
    monkeypatch.setattr(
        module, "_can_make_environments", lambda: False
    )  # so they come without pip, which takes seconds
    monkeypatch.setattr(module, "_can_lend_pip", lambda: True)
    yield module
    for name in ("environment", "system_libs", "saying"):
        sys.modules.pop(name, None)


def fake_python(folder: Path, name: str, code: int) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\nexit {code}\n", "utf-8")
    path.chmod(0o755)


@posix
@pytest.mark.parametrize("command", ["run", "test"])
def test_without_a_new_enough_python_it_says_what_to_install(command: str, tmp_path: Path) -> None:
    for name in ("python3", "python", "python3.11", "python3.12", "python3.13", "python3.14"):
        fake_python(tmp_path, name, 1)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run([PACKAGING / command], capture_output=True, text=True, encoding="utf-8", env=environment)
    assert done.returncode == 1
    assert "3.11" in done.stderr
    assert "apt-get install python3.11" in done.stderr


def test_nothing_is_installed_twice(setup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment whose stamp is right costs no pip call; a changed lock file costs exactly its own."""
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(setup, "pip", lambda python, *arguments: calls.append(arguments))
    monkeypatch.setattr(setup, "PACKAGING", tmp_path)
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    for lock in (setup.BUILD_LOCK, setup.RUNTIME_LOCK):
        (tmp_path / lock).write_text("one==1\n", "utf-8")
    folder = tmp_path / "环 境"
    locks = (setup.BUILD_LOCK, setup.RUNTIME_LOCK)
    python = setup.ensure(folder, locks)
    assert len(calls) == 2
    assert setup.ensure(folder, locks) == python
    assert len(calls) == 2
    (tmp_path / setup.RUNTIME_LOCK).write_text("one==2\n", "utf-8")
    setup.ensure(folder, locks)
    assert [call[-1] for call in calls[2:]] == [str(tmp_path / setup.RUNTIME_LOCK)]


def test_an_environment_that_was_moved_or_broken_is_made_again(setup, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(setup, "pip", lambda python, *arguments: None)
    python = setup.ensure(tmp_path / "a", ())
    (tmp_path / "a").rename(tmp_path / "b")
    moved = setup.ensure(tmp_path / "b", ())
    assert setup._stamp(tmp_path / "b")["place"] == str(tmp_path / "b")
    moved.unlink()
    assert setup.ensure(tmp_path / "b", ()) == moved
    assert moved.exists()
    assert python != moved


def test_a_folder_of_somebody_else_is_left_alone(setup, tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "work.txt").write_text("keep", "utf-8")
    saying = importlib.import_module("saying")
    with pytest.raises(saying.SetupError):
        setup.ensure(tmp_path / ".venv", ())
    assert (tmp_path / ".venv" / "work.txt").read_text("utf-8") == "keep"


@posix
@pytest.mark.parametrize("root", [True, False])
def test_missing_libraries_are_named_with_the_command(setup, root: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    libs = importlib.import_module("system_libs")
    saying = importlib.import_module("saying")
    monkeypatch.setattr(libs.shutil, "which", lambda name: None if root else f"/usr/bin/{name}")
    monkeypatch.setattr(libs.os, "geteuid", lambda: 0 if root else 1000)
    with pytest.raises(saying.SetupError) as caught:
        libs.install(["libxcb-cursor0"])
    assert "libxcb-cursor0" in str(caught.value)
    assert ("sudo apt-get install" in str(caught.value)) is not root
