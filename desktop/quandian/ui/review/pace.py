"""How long the rest of the queue may take, once enough has been decided to say so."""

from __future__ import annotations

import time
from collections import deque

from PySide6.QtCore import QCoreApplication

LEAST = 30  # decisions at a stretch before a figure is more than a guess
PAUSE = 45.0  # seconds without a decision that are a pause, not work
_KEPT = 200


class Pace:
    """Takes the time between decisions made one by one; pauses, and decisions on many at once, do not count."""

    def __init__(self) -> None:
        self._gaps: deque[float] = deque(maxlen=_KEPT)
        self._last: float | None = None

    def decided(self, now: float | None = None) -> None:
        """A suggestion was decided by hand (``now`` in seconds of any clock that does not go back)."""
        now = time.monotonic() if now is None else now
        if self._last is not None and now - self._last <= PAUSE:
            self._gaps.append(now - self._last)
        self._last = now

    def clear(self) -> None:
        """Begin anew: another project."""
        self._gaps.clear()
        self._last = None

    def minutes(self, waiting: int) -> int | None:
        """Return the minutes that so many take at this pace; ``None`` where nothing sound can be said."""
        if len(self._gaps) < LEAST or not waiting:
            return None
        return max(1, round(waiting * sum(self._gaps) / len(self._gaps) / 60))


def left_words(minutes: int | None) -> str:
    """Return the time left as the user reads it: no more exact than it can be."""
    if minutes is None:
        return ""
    if minutes <= 10:
        return QCoreApplication.translate("Review", "约剩 {0} 分钟").format(minutes)
    if minutes <= 90:
        return QCoreApplication.translate("Review", "约剩 {0} 分钟").format(5 * round(minutes / 5))
    return QCoreApplication.translate("Review", "约剩 {0} 小时").format(round(minutes / 60))
