"""A request from outside to end (SIGTERM, SIGINT, SIGHUP) closes the windows as the user would: what is set is kept."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)

_NAMES = ("SIGTERM", "SIGINT", "SIGHUP")


class Ending(QObject):
    """Listens until ``remove``; on Windows there is nothing to listen to.

    Python runs a handler between two of its own steps only, and Qt may wait long between them: the number of the
    signal comes through a socket, which wakes Qt up.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._old: dict[int, object] = {}
        if sys.platform == "win32":
            return
        self._there, here = socket.socketpair()
        self._here = here
        for end in (self._there, here):
            end.setblocking(False)
        self._notifier = QSocketNotifier(here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)
        self._woken = signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)
        for name in _NAMES:
            number = getattr(signal, name)
            if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
                self._old[number] = signal.signal(number, _heard)

    @Slot()
    def _on_signal(self) -> None:
        numbers = self._here.recv(64)
        if any(number in self._old for number in numbers):
            log.info("asked to end by signal %s", list(numbers))
            QApplication.closeAllWindows()
            QApplication.exit(0)  # a dialog in front may have kept the window from closing

    def remove(self) -> None:
        """Listen no longer."""
        if sys.platform == "win32":
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._woken)
        for number, handler in self._old.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        self._old.clear()
        self._there.close()
        self._here.close()


def _heard(_number: int, _frame: FrameType | None) -> None:
    """Let the socket wake Qt."""
