"""Long work on many reports without stopping the window: read on its thread, work elsewhere, keep on its own.

The window's thread alone may touch the project. A timer hands the workers one report after the other and keeps the
results, a few milliseconds at a time.
"""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from quandian.core.errors import UserError
from quandian.core.progress import Progress
from quandian.ui.jobs import Job, JobRunner

_TICK_MS = 8
_SLICE = 0.008  # seconds of the window's thread taken at a time
_AHEAD = 8  # reports read before a worker asks for them
_BEHIND = 16  # results that may wait to be kept before the worker gets no more
_WAIT = 0.05


class Pipeline(QObject):
    """One run over many keys. Signals: kept(key) after each; ended(whether all was done), once."""

    kept = Signal(object)
    ended = Signal(bool)

    def __init__(
        self,
        parent: QObject,
        keys: Sequence[Any],
        read: Callable[[Any], Any],
        work: Callable[[Any], Any],
        keep: Callable[[Any], Sequence[Any] | None],
        width: int = 1,
    ) -> None:
        """Prepare a run: ``read`` and ``keep`` are called on the window's thread, ``work`` on ``width`` others.

        ``work`` gets plain values only, and should wait for a process: while a thread computes, the window waits.
        With a ``width`` of 1 everything is worked on and kept in the order of the keys, with more in any.
        A key is passed over when ``read`` returns None for it or refuses it with a UserError (a report removed
        meanwhile). ``keep`` may return parts to be kept later, each in a call of its own.
        """
        super().__init__(parent)
        self._todo = deque(keys)
        self._read, self._work, self._keep = read, work, keep
        self._total, self._width = len(keys), width
        self._feed: queue.Queue[tuple[Any, Any] | None] = queue.Queue()
        self._made: deque[tuple[Any, Any]] = deque()
        self._finished = self._failed = self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    def start(self, jobs: JobRunner, title: str) -> Job:
        """Begin; the job shows the progress and can be cancelled."""
        job = jobs.start(title, self._run)
        job.succeeded.connect(self._on_succeeded)
        job.failed.connect(self._on_stopped)
        job.cancelled.connect(self._on_stopped)
        job.ended.connect(self._on_ended)
        self._timer.start()
        return job

    def _run(self, progress: Progress) -> None:
        """On the job's thread: have the keys worked on until the window's thread has nothing more to read."""
        done, running, more = 0, set[Future[None]](), True
        with ThreadPoolExecutor(self._width, "quandian-part") as pool:
            while more or running:
                progress.step(done, self._total)
                while more and len(running) < self._width:
                    try:
                        item = self._feed.get(timeout=0 if running else _WAIT)
                    except queue.Empty:
                        break
                    more = item is not None
                    if item is not None:
                        running.add(pool.submit(self._make, *item))
                ready, running = wait(running, _WAIT, FIRST_COMPLETED)
                for future in ready:
                    future.result()
                done += len(ready)
        progress.step(self._total, self._total)

    def _make(self, key: Any, value: Any) -> None:  # noqa: ANN401 - a key and a value of the caller's
        self._made.append((key, self._work(value)))

    @Slot()
    def _on_tick(self) -> None:
        end = time.perf_counter() + _SLICE
        while time.perf_counter() < end:
            hungry = self._feed.qsize() < _AHEAD and len(self._made) < _BEHIND
            if hungry and not self._finished and not self._told:
                self._hand_over()  # before anything is kept, or the worker would wait for its next report
            elif self._made:
                key, result = self._made.popleft()
                try:
                    rest = self._keep(result)
                except UserError:  # removed, or the file is busy: what is not kept is out of date and done next time
                    continue
                self._made.extendleft((key, part) for part in reversed(rest or ()))
                self.kept.emit(key)
            else:
                break
        if self._finished and not self._made:
            self._close()

    def _hand_over(self) -> None:
        if not self._todo:
            self._told = True
            self._feed.put(None)
            return
        key = self._todo.popleft()
        try:
            value = self._read(key)
        except UserError:
            return
        if value is not None:
            self._feed.put((key, value))

    @Slot(object)
    def _on_succeeded(self, _result: object) -> None:
        self._finished = True

    @Slot()
    def _on_stopped(self) -> None:
        self._failed = self._finished = True

    @Slot()
    def _on_ended(self) -> None:
        if not self._finished:  # a bug of ours in the work: the crash handler has it
            self._failed = self._finished = True

    def abandon(self) -> None:
        """Read and keep nothing more: the project is being closed. ``ended`` does not follow."""
        self._timer.stop()
        self._feed.put(None)
        self.deleteLater()

    def _close(self) -> None:
        self._timer.stop()
        self.ended.emit(not self._failed)
        self.deleteLater()
