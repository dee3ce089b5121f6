"""File dialogs look at the names of files, never into them: opening a project's file costs it its locks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from quandian.store import Project
from quandian.ui.files import PlainIcons, choose_open


def locks() -> list[str]:
    """The locks that this process holds, as the kernel lists them."""
    lines = Path("/proc/locks").read_text("utf-8").splitlines()
    return [line for line in lines if line.split()[4] == str(os.getpid())]


def test_kinds_of_files_are_told_by_name(tmp_path: Path, qtbot: QtBot) -> None:
    icons = PlainIcons()
    assert icons.type(QFileInfo(str(tmp_path / "a.quandian"))) == "quandian"
    assert not icons.icon(QFileInfo(str(tmp_path))).isNull()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc/locks is of Linux")
def test_a_dialog_in_the_folder_of_the_project_leaves_its_locks_alone(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "p.quandian"
    with Project.create(path, author="a", device="00000001") as project:
        if project._store.journal != "wal":
            pytest.skip("no write-ahead log here, so no lasting locks")
        before = len(locks())
        assert before >= 1
        window = QWidget()
        qtbot.addWidget(window)
        dialog = choose_open(window, "打开", "所有文件 (*)", print, folder=str(tmp_path))
        qtbot.waitUntil(lambda: bool(dialog.findChildren(QWidget)), timeout=5000)
        qtbot.wait(700)  # it looks at the files in a thread of its own
        assert len(locks()) == before
        dialog.reject()
