"""The start page says that a large unknown project is being opened, and lets it be stopped."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from panels_kit import Desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from quandian.tasks import trust
from quandian.ui.main_window import MainWindow
from quandian.ui.settings import Settings
from quandian.ui.theme import theme


@pytest.fixture
def window(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    desk = Desk(tmp_path / "很大.quandian")
    desk.project.close()
    monkeypatch.setattr(trust, "SMALL", 1)
    monkeypatch.setattr(trust, "is_known", lambda _path: False)
    theme().apply("light")
    made = MainWindow(Settings())
    qtbot.addWidget(made)
    made.resize(1024, 700)
    made.show()
    made.path = tmp_path / "很大.quandian"
    return made


def test_opening_a_large_project_is_said_until_it_is_open(window: MainWindow, qtbot) -> None:
    strip = window.start.opening
    assert not strip.isVisible()
    window.project_commands.open_path(window.path)
    assert strip.isVisible()
    assert "很大.quandian" in strip.label.text
    window.grab()
    qtbot.waitUntil(lambda: window.session.is_open, timeout=10_000)
    assert not strip.isVisible()
    window.session.close()
    window.jobs.shutdown()


def test_opening_a_large_project_can_be_stopped(window: MainWindow, qtbot) -> None:
    window.jobs.start("别的", lambda _progress: time.sleep(0.3))  # the file has to wait for its turn
    window.project_commands.open_path(window.path)
    QTest.mouseClick(window.start.opening.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.start.opening.isVisible(), timeout=10_000)
    qtbot.wait(300)
    assert not window.session.is_open
    window.jobs.shutdown()
