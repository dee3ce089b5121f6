"""Our own bugs: the log, the crash dialog, Qt's messages, and garbage collection on the window's thread only."""

from __future__ import annotations

import faulthandler
import gc
import logging
import logging.handlers
import platform
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QMessageLogContext, QObject, Qt, QTimer, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from quandian.core import userdirs

log = logging.getLogger(__name__)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
# Known noise, with why it is harmless.
_QUIET = (
    "propagateSizeHints",  # offscreen and minimal platforms have no window manager to tell
    "This plugin does not support",  # the same platforms, for raise() and activation
    "Could not find the Qt platform theme",
)


def log_folder() -> Path:
    """Return the folder of the log."""
    return userdirs.log()


def start_logging(*, debug: bool = False) -> None:
    """Log to a rotating file of at most 3 MB; where it cannot be written, to standard error."""
    root = logging.getLogger()
    root.setLevel(logging.DEBUG if debug else logging.INFO)
    handler: logging.Handler
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            log_folder() / "quandian.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = logging.DEBUG if any(part in message for part in _QUIET) else _LEVELS.get(kind, logging.WARNING)
    logging.getLogger("qt").log(level, "%s", message)


@contextmanager
def qt_messages_logged() -> Iterator[None]:
    """Send what Qt has to say to the log, for drawing without a window."""
    qInstallMessageHandler(_on_qt_message)
    try:
        yield
    finally:
        qInstallMessageHandler(None)


class _Hooks(QObject):
    """Carries an exception of any thread to the window's thread."""

    caught = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.showing = False
        self.caught.connect(self.show, Qt.ConnectionType.QueuedConnection)

    @Slot(str)
    def show(self, details: str) -> None:
        """Show the crash dialog once; further errors while it is open are in the log."""
        if self.showing or QApplication.instance() is None:
            return
        from quandian.ui.dialogs.crash import CrashDialog

        self.showing = True
        dialog = CrashDialog(details, log_folder() / "quandian.log", QApplication.activeWindow())
        dialog.finished.connect(self._on_finished)
        dialog.open()

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        self.showing = False


class CrashGuard:
    """Installs the hooks of a running program; ``remove`` puts back what was there before."""

    def __init__(self) -> None:
        self._hooks = _Hooks()
        self._fault_file: IO[str] | None = None
        self._old = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(_on_qt_message)
        try:
            log_folder().mkdir(parents=True, exist_ok=True)
            self._fault_file = (log_folder() / "fault.log").open("w", encoding="utf-8")
            faulthandler.enable(self._fault_file)
        except OSError:
            log.warning("no fault log can be written here")

    def remove(self) -> None:
        """Take the hooks out again."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._old
        qInstallMessageHandler(None)
        if self._fault_file is not None:
            faulthandler.disable()
            self._fault_file.close()

    def _report(self, kind: type[BaseException], value: BaseException | None, trace: TracebackType | None) -> None:
        log.critical("our own bug", exc_info=(kind, value or kind(), trace))
        self._hooks.caught.emit("".join(traceback.format_exception(kind, value, trace)))

    def _on_exception(self, kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._report(kind, value, trace)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        self._report(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        log.error("unraisable: %s", args.err_msg, exc_info=args.exc_value)


def environment() -> str:
    """Return one line that says what the program runs on."""
    return f"Python {platform.python_version()} · PySide6 {pyside_version} · {platform.platform()}"


class Collector(QObject):
    """Collects garbage on the window's thread only: Python's own collector frees widgets on whatever thread it runs.

    Measured: 50 widgets in cycles and a worker that allocates crash the process (craft notes, finding B).
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    @Slot()
    def _on_timeout(self) -> None:
        self._ticks += 1
        gc.collect(2 if self._ticks % 60 == 0 else 1)
