"""Many suggestions accepted or rejected at once: asked for, done in parts while the window lives, one step for undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from quandian.core.model import Changes, SuggestionId, Verdict, Waiting
from quandian.tasks.deciding import ManyDecisions
from quandian.ui.jobs import Job, JobRunner
from quandian.ui.review.confirm import ConfirmMany
from quandian.ui.session import Session

_AT_ONCE = 60  # too few to be worth a job
_LONG = 1500  # to take back so many takes longer than the window may stand still


class Many(QObject):
    """Signals: began(); ended() after the last part, or after all was taken back."""

    began = Signal()
    ended = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs: JobRunner | None = None
        self._work: ManyDecisions | None = None
        self._job: Job | None = None
        self._verdict = Verdict.ACCEPTED
        self._undo_apart: Callable[[], bool] | None = None
        session.closing.connect(self.stop)
        session.changed.connect(self._on_changes)

    def use_jobs(self, jobs: JobRunner) -> None:
        """Show progress and cancel where this runner does."""
        self._jobs = jobs

    def use_undo(self, undo: Callable[[], bool]) -> None:
        """Take thousands back by this: it undoes the last step while the window lives, or returns False."""
        self._undo_apart = undo

    @property
    def busy(self) -> bool:
        """Whether it is being done."""
        return self._work is not None

    def ask(self, items: Sequence[Waiting], title: str, verdict: Verdict, parent: QWidget) -> None:
        """Show what would be decided, and do it when the user says so."""
        if not items or self.busy:
            return
        accepts = verdict is Verdict.ACCEPTED
        verb = self.tr("接受 {0} 条") if accepts else self.tr("拒绝 {0} 条")
        ids, quotes = [w.id for w in items], [w.quote for w in items]
        note = self.tr("一次撤销就能全部恢复。")
        dialog = ConfirmMany(title, verb.format(len(ids)), note, ids, quotes, parent)
        dialog.confirmed.connect(self.accept if accepts else self.reject)
        dialog.open()

    @Slot(object)
    def accept(self, ids: list[SuggestionId]) -> None:
        """Accept them."""
        self._start(ids, Verdict.ACCEPTED, self.tr("接受建议"))

    @Slot(object)
    def reject(self, ids: list[SuggestionId]) -> None:
        """Reject them."""
        self._start(ids, Verdict.REJECTED, self.tr("拒绝建议"))

    def _start(self, ids: list[SuggestionId], verdict: Verdict, title: str) -> None:
        if self.busy or self._jobs is None:
            return
        self._work, self._verdict = ManyDecisions(self._session.project, ids, verdict), verdict
        self.began.emit()
        if len(ids) <= _AT_ONCE:
            self._do_at_once(self._work)
            return
        self._job = self._jobs.start_sliced(title, iter(self._work), 0.0)
        self._job.succeeded.connect(self._on_done)
        self._job.cancelled.connect(self._on_cancelled)
        self._job.failed.connect(self._on_failed)

    def _do_at_once(self, work: ManyDecisions) -> None:
        done = False
        with self._session.telling():
            for _ in work:
                pass
            done = True
        if done:
            self._tell(work)
        else:
            self._take_back()

    @Slot()
    def _on_done(self) -> None:
        if self._work is not None and self.sender() is self._job:
            self._tell(self._work)

    def _tell(self, work: ManyDecisions) -> None:
        count = work.decided
        self._end()
        if self._verdict is Verdict.ACCEPTED:
            words = self.tr("已接受 {0} 条建议", "", count)
        else:
            words = self.tr("已拒绝 {0} 条建议", "", count)
        self._session.say(words.format(count), offers_undo=count > 0)

    @Slot()
    def _on_cancelled(self) -> None:
        if self._work is not None and self.sender() is self._job and self._take_back():
            self._session.say(self.tr("已取消，什么也没有改变"))

    @Slot()
    def _on_failed(self) -> None:
        if self.sender() is self._job:
            self._take_back()

    def _take_back(self, *, at_once: bool = False) -> bool:
        """Undo what was done; returns whether that is over, and not going on beside the window."""
        work, self._work = self._work, None
        if work is None:
            return True
        last = self._session.project.undo_state().undo
        apart = self._undo_apart if not at_once and work.decided > _LONG and last == work.label else None
        if apart is not None and apart():
            work.halt()
            self._end()
            return False
        with self._session.telling():
            work.take_back()
        self._end()
        return True

    def cancel(self) -> None:
        """Stop, and take back what was done."""
        if self._job is not None and self.busy:
            self._job.cancel()
            if self._take_back():
                self._session.say(self.tr("已取消，什么也没有改变"))

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        """Somebody undoes what is being done: all of it is undone, or the rest could not be undone any more."""
        if changes.kind in ("undo", "redo"):
            self.stop()

    @Slot()
    def stop(self) -> None:
        """The project is being closed: leave nothing half done."""
        if self._job is not None and self.busy:
            self._job.cancel()
            self._take_back(at_once=True)

    def _end(self) -> None:
        self._work = self._job = None
        self.ended.emit()
