"""An export that takes long is stopped from the keyboard and leaves no file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from test_marked_files import answer, window

from quandian.core.progress import Progress
from quandian.ui.jobs import Job
from quandian.ui.main_window import MainWindow

__all__ = ["window"]


@pytest.fixture
def held(window: MainWindow) -> Iterator[threading.Event]:
    """The worker is busy with something else that nobody exports, so that what follows waits behind it."""
    gate = threading.Event()

    def work(_progress: Progress) -> None:
        gate.wait(20)

    window.jobs.start("别的工作", work)
    yield gate
    gate.set()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Period])
def test_a_key_stops_an_export(
    qtbot: QtBot, window: MainWindow, held: threading.Event, tmp_path: Path, key: Qt.Key
) -> None:
    started: list[Job] = []
    window.jobs.started.connect(started.append)
    window.actions_table["project.export_marked"].trigger()
    answer(window, tmp_path / "原文.docx")
    assert len(started) == 1
    if key == Qt.Key.Key_Escape:
        qtbot.keyClick(window.rail, key)
    else:
        window.actions_table["edit.stop"].trigger()
        assert window.actions_table["edit.stop"].shortcut().toString() == "Ctrl+."
    held.set()
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=10_000)
    assert "已取消" in window.toast.accessibleName()
    assert not list(tmp_path.glob("*.docx"))


def test_escape_leaves_other_work_alone(qtbot: QtBot, window: MainWindow, held: threading.Event) -> None:
    done: list[object] = []
    job = window.jobs.start("学习", lambda progress: progress.step(1, 1))
    job.succeeded.connect(done.append)
    qtbot.keyClick(window.rail, Qt.Key.Key_Escape)
    held.set()
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)


def test_without_work_the_key_says_so(window: MainWindow) -> None:
    window.run("edit.stop")
    assert "没有正在进行的工作" in window.toast.accessibleName()
