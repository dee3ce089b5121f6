"""The window and project files that are not known here: looked through first, in the background, or opened to read."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from quandian.app import open_window
from quandian.core.model import Passage, ReportDraft, Role, TagId
from quandian.tasks import trust
from quandian.tasks.opening import create_project
from quandian.ui.main_window import MainWindow
from quandian.ui.settings import Settings

TEXT = "完成投资60亿元，同比增长8%。建成3个园区。"


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    own, path = tmp_path / "自己.quandian", tmp_path / "寄来.quandian"
    with create_project(own) as project:
        passages = (Passage(0, 1, 0, len(TEXT), Role.BODY),)
        draft = ReportDraft(TEXT, passages, "标题", "a.txt", TEXT.encode(), "text/plain")
        project.annotate(project.import_reports([draft]).added[0], TagId("goal"), 0, 8)
    shutil.copyfile(own, path)
    return path


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(Settings(passing=True))
    made.filler.automatic = False
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    yield made
    made.close()


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every file for one that needs a while."""
    monkeypatch.setattr(trust, "SMALL", 0)


def spoil(path: Path) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode=DELETE")
    db.execute("UPDATE annotation SET fields = ?", ("[" * 100_000 + "]" * 100_000,))
    db.close()


def test_a_large_file_is_looked_through_in_the_background_and_opened(
    qtbot: QtBot, window: MainWindow, sent: Path, large: None
) -> None:
    went_on: list[bool] = []
    window.project_commands.open_path(sent, lambda: went_on.append(window.session.can_write))
    assert not window.session.is_open
    assert window.jobs.busy
    qtbot.waitUntil(lambda: window.session.is_open, timeout=10_000)
    assert window.session.path == sent
    assert went_on == [True]
    window.session.close()
    window.project_commands.open_path(sent)
    assert window.session.is_open, "known now, it is opened at once"


@pytest.mark.parametrize("size", ["small", "large"])
def test_a_hostile_file_is_refused_in_a_sentence_and_what_was_open_stays(
    qtbot: QtBot, window: MainWindow, sent: Path, size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(sent)
    if size == "large":
        monkeypatch.setattr(trust, "SMALL", 0)
    own = sent.with_name("自己.quandian")
    window.project_commands.open_path(own)
    window.project_commands.open_path(sent)
    qtbot.waitUntil(lambda: not window.jobs.busy and window.banner.isVisible(), timeout=10_000)
    assert "圈点不会写出的内容（不合规格的值）" in window.banner.text
    assert window.session.path == own


def test_looking_through_can_be_cancelled(qtbot: QtBot, window: MainWindow, sent: Path, large: None) -> None:
    started: list[object] = []
    window.jobs.started.connect(lambda job: (started.append(job), job.cancel()))
    window.project_commands.open_path(sent)
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=10_000)
    assert len(started) == 1
    assert not window.session.is_open
    assert not window.banner.isVisible()


def test_the_file_asked_for_last_is_the_one_that_opens(
    qtbot: QtBot, window: MainWindow, sent: Path, large: None
) -> None:
    window.project_commands.open_path(sent)
    own = sent.with_name("自己.quandian")
    window.project_commands.open_path(own)
    assert window.session.path == own
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=10_000)
    assert window.session.path == own


def test_a_project_can_be_opened_only_to_read_it(qtbot: QtBot, window: MainWindow, sent: Path) -> None:
    assert window.actions_table["project.open_read_only"].isEnabled()
    before = sent.read_bytes()
    window.project_commands._read_first([sent])
    qtbot.waitUntil(lambda: window.session.is_open, timeout=10_000)
    assert not window.session.can_write
    assert window.read_only_bar.isVisible()
    window.session.close()
    assert sent.read_bytes() == before
    assert not trust.is_known(sent)


def test_the_command_line_opens_a_project_only_to_read_it(qtbot: QtBot, sent: Path) -> None:
    made = open_window(sent, [], sample=False, settings=Settings(passing=True), read_only=True)
    qtbot.waitUntil(lambda: made.session.is_open, timeout=10_000)
    assert made.session.project.read_only
    made.close()
    made.deleteLater()


def hints(qtbot: QtBot, window: MainWindow) -> str:
    """What the panels say beside a report without a chosen mark."""
    qtbot.waitUntil(lambda: window.session.is_open, timeout=10_000)
    window.presenter.open_report(window.session.project.reports()[0].id)
    facts = window.reading.inspector.facts
    window.session.choose_annotation(None)
    facts.refresh()
    assert facts.empty.title == "没有选中的标注"
    return facts.empty.accessibleName() + window.reading.annotations.list.empty.accessibleName()


def test_what_is_only_read_does_not_say_how_to_tag(qtbot: QtBot, window: MainWindow, sent: Path) -> None:
    window.sharing.open(sent)
    assert "1、2、3" not in hints(qtbot, window)
    window.project_commands.open_path(sent)
    assert hints(qtbot, window).count("1、2、3") == 2


def test_the_status_bar_shows_and_stops_the_job_that_runs_not_the_one_that_waits(
    qtbot: QtBot, window: MainWindow, sent: Path, large: None
) -> None:
    gate = threading.Event()
    first = window.jobs.start("先做的", lambda progress: gate.wait(10) and progress.step(1, 1))
    window.project_commands.open_path(sent)
    qtbot.waitUntil(window.status.work.isVisible, timeout=5000)
    assert window.status.work._label.text.startswith("先做的")
    ended: list[str] = []
    first.cancelled.connect(lambda: ended.append("先做的"))
    assert window.status.work.stop()
    gate.set()
    qtbot.waitUntil(lambda: window.session.is_open, timeout=10_000)
    assert ended == ["先做的"]
    qtbot.waitUntil(lambda: not window.status.work.isVisible(), timeout=5000)
