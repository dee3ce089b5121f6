"""Writing beside the window's own connection: a merge, decisions on many conflicts, the undoing of big steps.

They take seconds when they are big, and the window must live meanwhile. What a job has written comes by ``poll``.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot

from quandian.core.errors import UserError
from quandian.core.progress import Progress
from quandian.core.sentences import label_text
from quandian.store.outside import Outside
from quandian.ui.jobs import Job
from quandian.ui.phrases import inner

if TYPE_CHECKING:
    from quandian.ui.main_window import MainWindow

_MANY = 2500
"""Rows that a step writes from which undoing it takes longer than the window may stand still (0.3 s)."""
_SHOW_MS = 250


def may_be_big(label: str) -> bool:
    """Whether undoing the step with this label may take long: a merge, or thousands of verdicts, imports, renamings."""
    verb, _, detail = label.partition("|")
    count = detail.partition("|")[0]
    return verb == "merge" or (count.isdecimal() and int(count) >= _MANY)


class MergeWriter(QObject):
    """Runs one writing job at a time; a dialog keeps hands off the project where it takes long."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._job: Job | None = None
        self._ready: list[Outside | None] = []

    @property
    def busy(self) -> bool:
        """Whether a job writes."""
        return self._job is not None

    def write(self, title: str, line: str, work: Callable[[Progress], Any], *, wait_ms: int = _SHOW_MS) -> Job:
        """Start a job that writes the project; ``title`` and ``line`` say what it is.

        After ``wait_ms`` a dialog shows it and keeps hands off the project.
        """
        from quandian.tasks.merging import read_apart

        session = self._session
        path, seen = session.project.path, session.project.seen
        ready = self._ready = []

        def whole(progress: Progress) -> Any:  # noqa: ANN401 - what the work returns
            result = work(progress)
            with suppress(UserError):  # it is written: what cannot be read now is read by the next look
                ready.append(read_apart(path, seen))
            return result

        self._window.filler.hold(True)
        session.poll_by_itself(False)  # what was written is read in the job, not on this thread
        job = self._job = self._window.jobs.start(title, whole)
        job.ended.connect(self._on_ended)
        timer = QTimer(job)
        timer.setSingleShot(True)
        timer.timeout.connect(partial(self._show_progress, job, title, line))
        timer.start(wait_ms)
        return job

    def _show_progress(self, job: Job, title: str, line: str) -> None:
        from quandian.ui.merge.progress import ProgressDialog

        if self._job is job:
            ProgressDialog(job, title, line, self._window).open()

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self._session.poll_by_itself(True)
        self._window.filler.hold(False)
        self._window.refresh_actions_soon()

    def poll(self, kind: str = "") -> None:
        """Let everybody know what the job wrote; ``kind`` says what it did where that is to undo or redo."""
        self._session.take_over(self._ready.pop() if self._ready else None, kind)

    # --- undoing it

    @Slot()
    def undo(self) -> None:
        """Undo the last step; one that may be big beside this connection."""
        self._step(redo=False)

    def take_back_last(self) -> bool:
        """Undo the last step as ``undo`` does; returns whether nothing else is being written, so that it can be."""
        if self.busy:
            return False
        self._step(redo=False)
        return True

    def redo(self) -> None:
        """Redo what was undone last; what may be big beside this connection."""
        self._step(redo=True)

    def _step(self, *, redo: bool) -> None:
        from quandian.tasks.merging import undo_apart

        if not self._session.is_open or self._job is not None:
            return
        many = self._window.review.controller.many
        if many.busy:  # what is being done is what is taken back
            many.cancel()
            return
        state = self._session.project.undo_state()
        label = (state.redo if redo else state.undo) or ""
        if not may_be_big(label):
            (self._session.redo if redo else self._session.undo)()
            return
        project = self._session.project
        path, author, device = project.path, project.author, project.device

        def work(_progress: Progress) -> str:
            return undo_apart(path, author=author, device=device, redo=redo)

        merged = label.startswith("merge|")
        if merged:
            title = self.tr("重做合并") if redo else self.tr("撤销合并")
        else:
            title = self.tr("重做") if redo else self.tr("撤销")
        line = self.tr("一步改回去，要几秒钟。")
        job = self.write(title, line, work, wait_ms=_SHOW_MS if merged else 0)
        job.succeeded.connect(self._on_redone if redo else self._on_undone)

    @Slot(object)
    def _on_undone(self, label: str) -> None:
        self.poll("undo")
        self._session.say(self.tr("已撤销“{0}”").format(inner(label_text(label))))

    @Slot(object)
    def _on_redone(self, label: str) -> None:
        self.poll("redo")
        self._session.say(self.tr("已重做“{0}”").format(inner(label_text(label))))
