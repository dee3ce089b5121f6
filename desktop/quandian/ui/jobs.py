"""Background work: one worker thread, progress, cancel, results on the window's thread (craft notes 4.5)."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from quandian.core.errors import Cancelled, UserError
from quandian.core.progress import Progress

log = logging.getLogger(__name__)

SLICE = 0.02  # seconds of work between two looks at events: the window stays alive


class Job(QObject):
    """One piece of work. Signals: progressed((done, total, text)), succeeded(result), failed(error), cancelled, ended.

    ``failed`` carries a UserError; anything else is our bug and goes to the crash handler.
    """

    exports = False
    """Whether it writes a file somebody asked for: Escape stops it then. Set by whoever has started it."""

    progressed = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _done = Signal(object)

    def __init__(self, title: str, parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.progress = Progress(self._report)
        # Queued, or a job that finishes before its caller has connected would never be heard.
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def _report(self, done: int, total: int, text: str) -> None:
        self.progressed.emit((done, total, text))

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop; ``cancelled`` follows."""
        self.progress.cancel()

    def finished_with(self, future: Future[Any]) -> None:
        """Take the outcome from the worker thread over to the window's."""
        self._done.emit(future)

    @Slot(object)
    def _on_done(self, future: Future[Any]) -> None:
        try:
            result = future.result()
        except (Cancelled, CancelledError):
            self.cancelled.emit()
        except UserError as error:
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)
        finally:
            self.ended.emit()
            self.deleteLater()


class SlicedJob(Job):
    """Work that has to be done on the window's thread (the project's), a slice at a time between events."""

    def __init__(self, title: str, steps: Iterator[tuple[int, int]], parent: QObject, slice_: float) -> None:
        super().__init__(title, parent)
        self._steps, self._slice = steps, slice_
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_slice)
        self._timer.start()

    @Slot()
    def _on_slice(self) -> None:
        """Work for a slice; an error of ours ends the job and goes to the crash handler."""
        until = time.monotonic() + self._slice
        future: Future[Any] = Future()
        try:
            for done, total in self._steps:
                self.progress.step(done, total)
                if time.monotonic() >= until:
                    return
            future.set_result(None)
        except (Cancelled, UserError) as error:
            future.set_exception(error)
        except BaseException:
            self._timer.stop()
            self.ended.emit()
            raise
        self._timer.stop()
        self.finished_with(future)


class JobRunner(QObject):
    """Runs jobs one after the other. Signals: started(job), idle."""

    started = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "quandian-job")
        self._live: list[Job] = []
        self._lock = threading.Lock()

    def start(self, title: str, work: Callable[[Progress], Any]) -> Job:
        """Queue ``work``: it gets a Progress, returns a plain value, and touches neither Qt nor the project."""
        job = Job(title, self)
        self._live.append(job)
        job.ended.connect(self._on_job_ended)
        future = self._pool.submit(work, job.progress)
        future.add_done_callback(job.finished_with)
        self.started.emit(job)
        return job

    def start_sliced(self, title: str, steps: Iterator[tuple[int, int]], slice_: float = SLICE) -> Job:
        """Run an iterator of (done, total) on this thread in slices; each of its steps should take a few ms only.

        With a ``slice_`` of 0 seconds one step is done at a time, for those that take as long as a slice.

        What it has done before it is cancelled stays done: let it end with the one operation that counts.
        """
        job = SlicedJob(title, steps, self, slice_)
        self._live.append(job)
        job.ended.connect(self._on_job_ended)
        self.started.emit(job)
        return job

    def stop_exports(self) -> bool:
        """Ask every export to stop; return whether there was one."""
        found = [job for job in self._live if job.exports]
        for job in found:
            job.cancel()
        return bool(found)

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return bool(self._live)

    @Slot()
    def _on_job_ended(self) -> None:
        job = self.sender()
        self._live = [other for other in self._live if other is not job]
        if not self._live:
            self.idle.emit()

    def shutdown(self) -> None:
        """Cancel everything and wait for the worker; called when the window closes."""
        for job in self._live:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
