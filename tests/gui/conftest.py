"""What every test of the window gets besides: collection of cycles on this thread only, nothing left on the screen."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _clean_window(qapp: QApplication) -> Iterator[None]:
    """Switch automatic collection off as the program does, then see that widgets and threads are gone."""
    threads = set(threading.enumerate())
    gc.disable()
    try:
        yield
    finally:
        shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        names = [f"{type(widget).__name__} {widget.objectName()}" for widget in shown]
        for widget in shown:
            widget.close()
        # Qt's own clipboard (offscreen) would delete what it holds, a Python object, after Python has ended: a crash.
        QGuiApplication.clipboard().clear()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        gc.collect()
        gc.enable()
    assert not names, f"left on the screen: {names}"
    left = [thread.name for thread in set(threading.enumerate()) - threads if not thread.daemon]
    assert not left, f"threads left running: {left}"
