"""An export that takes long is stopped from the keyboard and leaves no file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from test_marked_files import answer, window

from quandian.core.briefing_plan import BriefingPlan
from quandian.core.progress import Progress
from quandian.tasks.briefings import add_briefing
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


@pytest.mark.parametrize("page", ["reading", "ledger", "briefing", "preview"])
def test_escape_reaches_the_window_from_every_page(
    qtbot: QtBot, window: MainWindow, held: threading.Event, tmp_path: Path, page: str
) -> None:
    add_briefing(window.session.project, BriefingPlan(title="简报"))
    window.reviewing.show_page("briefing" if page == "preview" else page)
    pane = window.reading.reader.text
    if page == "ledger":
        pane = window.ledger_commands.page.table
    elif page == "briefing":
        pane = window.briefing_commands.page.outline.view
    elif page == "preview":
        pane = window.briefing_commands.page.preview
    window.marked_files.ask([window.session.project.reports()[0].id])
    answer(window, tmp_path / "原文.docx")
    qtbot.keyClick(pane, Qt.Key.Key_Escape)
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
