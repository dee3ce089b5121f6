"""Progress of a long job, without threads and without Qt."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

from quandian.core.errors import Cancelled

REPORT_EVERY = 0.05  # seconds between two reports: 20 a second is as fast as a progress bar needs


class Progress:
    """What a job calls while it works: ``step`` reports and raises :class:`Cancelled` when the user asked to stop."""

    def __init__(self, report: Callable[[int, int, str], None] | None = None) -> None:
        self._report = report
        self._stop = Event()
        self._last = float("-inf")

    def cancel(self) -> None:
        """Ask the job to stop at its next step. May be called from any thread."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop.is_set()

    def step(self, done: int, total: int, text: str = "") -> None:
        """Report ``done`` of ``total``; raises Cancelled if asked to stop. Throttled, except for the last step."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if self._report is not None and (done >= total or now - self._last >= REPORT_EVERY):
            self._last = now
            self._report(done, total, text)


def silent() -> Progress:
    """Return a progress that nobody watches."""
    return Progress()
