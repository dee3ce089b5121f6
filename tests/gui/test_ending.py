"""A request from outside to end is a closing of the window: nothing that was set is lost."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import review_kit
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quandian.ui import settings as settings_store
from quandian.ui.ending import Ending
from quandian.ui.main_window import MainWindow

path, open_window = review_kit.path, review_kit.open_window


@pytest.fixture
def ending() -> Iterator[Ending]:
    app = QApplication.instance()
    assert app is not None
    made = Ending(app)
    yield made
    made.remove()
    # Told to exit while it does not run, Qt lets no event loop run any more: tests after this one would wait in vain.
    QTimer.singleShot(0, app.quit)
    app.exec()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signals")
def test_a_signal_closes_the_window_and_keeps_what_was_set(
    qtbot: QtBot, open_window: Callable[..., MainWindow], path: Path, ending: Ending
) -> None:
    window = open_window(path)
    window.actions_table["view.theme_dark"].trigger()
    os.kill(os.getpid(), signal.SIGTERM)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert ending.parent() is not None
    assert not window.session.is_open
    kept = settings_store.load()
    assert (kept.theme, kept.place(str(path)).page) == ("dark", "review")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signals")
def test_afterwards_signals_do_what_they_did_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    app = QApplication.instance()
    assert app is not None
    Ending(app).remove()
    assert signal.getsignal(signal.SIGTERM) == before
