"""The shared folder in the background: while a project is attached, what is new goes out and comes in by itself.

Work runs on a thread of its own, not on that of the jobs: a network drive that does not answer must hold up nothing.
What comes in arrives as any other window's changes do, by the session's poll.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from quandian.core.errors import UserError
from quandian.core.model import Changes
from quandian.store.sharing import Attachment
from quandian.tasks.sharing import FolderState
from quandian.tasks.sharing_jobs import FolderReport, synchronise_file
from quandian.ui.jobs import Job
from quandian.ui.session import Session
from quandian.ui.settings import Settings

if TYPE_CHECKING:
    from quandian.core.progress import Progress

AFTER_WORK_MS = 4000  # own changes go out when the hand rests
START_MS = 1200  # after opening: the window's first moments belong to the user
LONGEST_S = 600  # between two looks at a folder that is gone
LEAST_S = 5
PATIENCE_S = 2.0  # with work that runs while the project is closed


class FolderSync(QObject):
    """Synchronises the open project.

    Signals: changed (anything below), running_changed(bool), done(FolderReport), refused(UserError) for what was asked
    for and cannot be done.
    """

    changed = Signal()
    running_changed = Signal(bool)
    done = Signal(object)
    refused = Signal(object)

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session)
        self._session, self._settings = session, settings
        self.attachment: Attachment | None = None
        self.state: FolderState | None = None
        self.problem: UserError | None = None
        self.share = 0.0
        """How much of the synchronisation that runs is done, 0 to 1."""
        self.automatic = True
        self._job: Job | None = None
        self._thread: threading.Thread | None = None
        self._again = self._verb = False
        self._next: Callable[[Progress], FolderReport] | None = None
        self._failures = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.start)
        session.opened.connect(self._on_opened)
        session.changed.connect(self._on_changes)
        session.closing.connect(self._on_closing)

    # --- how it stands

    @property
    def running(self) -> bool:
        """Whether it synchronises now."""
        return self._job is not None

    @property
    def conflicts(self) -> int:
        """How many conflicts wait for a choice."""
        return self.state.disputed if self.state is not None else 0

    @property
    def waiting(self) -> int:
        """How many files of others could not be taken in."""
        return self.state.waiting if self.state is not None else 0

    def sign(self) -> tuple[str, str, str, str]:
        """Return icon, words, ink and tooltip of the sign in the status bar; no words where nothing is attached."""
        if self.attachment is None:
            return "folder", "", "text2", ""
        where = str(self.attachment.root.parent)
        if self.problem is not None:
            known = {
                "folder.missing": self.tr("共享文件夹不在"),
                "folder.cannot_write": self.tr("共享文件夹不可写"),
            }
            words = known.get(self.problem.code, self.tr("同步遇到问题"))
            return "triangle-alert", words, "warn", f"{self.problem}\n{self.tr('点击查看')}"
        if self.conflicts:
            words = self.tr("{0} 处冲突", "", self.conflicts).format(self.conflicts)
            return "git-compare", words, "warn", self.tr("别人和您把同一处改得不同，点击去选择")
        if self.waiting:
            words = self.tr("{0} 个文件在等", "", self.waiting).format(self.waiting)
            return "clock", words, "text2", self.tr("共享文件夹里有还不能并入的文件，点击查看原因")
        if self.state is None or (self.running and self.share > 0):
            return "refresh-cw", self.tr("正在同步…"), "text2", where
        return "folder", self.tr("已同步"), "text2", f"{where}\n{self.tr('点击查看成员')}"

    def refresh(self) -> None:
        """Look again whether the project is attached: after attaching and detaching."""
        before = self.attachment
        now = self._session.project.sharing.attachment() if self._session.can_write else None
        self.attachment = now
        if now is None or before is None or before.member != now.member:
            self.state = self.problem = None
            self._failures = 0
        self.changed.emit()

    # --- when

    @Slot()
    def _on_opened(self) -> None:
        self._forget()
        self.refresh()
        if self.attachment is not None and self.automatic:
            self._timer.start(START_MS)

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        if changes.kind in ("do", "undo", "redo"):
            self.soon()

    def soon(self) -> None:
        """Synchronise when the hand rests: something was done here. Work beside this connection tells it by itself."""
        if self.attachment is None or not self.automatic:
            return
        if self._failures:
            return  # the folder is gone: the next try is set already, and nothing is lost until then
        if self.running:
            self._again = True
        elif not self._timer.isActive() or self._timer.remainingTime() > AFTER_WORK_MS:
            self._timer.start(AFTER_WORK_MS)

    def note_settled(self, left: int) -> None:
        """Say at once how many conflicts are left when some were settled here, and let the others know soon."""
        if self.state is not None:
            self.state = replace(self.state, disputed=left)
            self.changed.emit()
        self.soon()

    def _wait(self) -> None:
        if self.attachment is None or not self.automatic:
            return
        seconds = max(self._settings.sync_seconds, LEAST_S)
        if self._failures:
            seconds = min(seconds * 2 ** min(self._failures, 8), LONGEST_S)
        self._timer.start(AFTER_WORK_MS if self._again else seconds * 1000)
        self._again = False

    @Slot()
    def _on_closing(self) -> None:
        self._timer.stop()
        self._again, self._next = False, None
        self.stop()
        self._forget()
        self.changed.emit()

    def _forget(self) -> None:
        self.attachment = self.state = self.problem = None

    def stop(self) -> None:
        """Stop what runs, waiting a little; a network drive that does not answer is left to itself."""
        if self._job is not None:
            self._job.cancel()
        if self._thread is not None:
            self._thread.join(PATIENCE_S)
        self._let_go()

    # --- the work

    @Slot()
    def start(self) -> None:
        """Synchronise now; nothing where that runs already or there is nothing to synchronise with."""
        project = self._session.project if self._session.can_write else None
        if self._job is not None or project is None or self.attachment is None:
            return
        self._timer.stop()
        work = partial(synchronise_file, project.path, project.author, project.device)
        self._run(work)

    def do(self, work: Callable[[Path, str, str], FolderReport]) -> None:
        """Do something else to the attachment (path, author and device are given to it); what runs is stopped first.

        ``done`` tells that it went well, ``refused`` that it did not.
        """
        project = self._session.project
        self._next = partial(_no_progress, partial(work, project.path, project.author, project.device))
        if self._job is not None:
            self._job.cancel()
        else:
            self._do_next()

    def _do_next(self) -> None:
        work, self._next = self._next, None
        if work is not None:
            self._timer.stop()
            self._run(work, verb=True)

    def ask(self, work: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[Any], None]) -> None:
        """Find something out on a thread of its own; ``then`` or ``failed`` are slots that get the answer."""
        job = Job("", self)
        job.succeeded.connect(then)
        job.failed.connect(failed)
        in_thread(job, partial(_no_progress, work))

    def _run(self, work: Callable[[Progress], FolderReport], *, verb: bool = False) -> None:
        job = self._job = Job(self.tr("同步"), self)
        self.share, self._verb = 0.0, verb
        job.progressed.connect(self._on_progress)
        job.succeeded.connect(self._on_report)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self._thread = in_thread(job, work)
        self.running_changed.emit(True)
        self.changed.emit()

    @Slot(object)
    def _on_progress(self, at: tuple[int, int, str]) -> None:
        self.share = at[0] / at[1] if at[1] else 0.0
        self.changed.emit()

    @Slot(object)
    def _on_report(self, report: FolderReport) -> None:
        if self.sender() is not self._job:
            return  # of a project that is closed
        self.attachment = report.state.attachment if report.state is not None else None
        self.state, self.problem = report.state, report.problem
        self._failures = self._failures + 1 if report.problem is not None else 0
        self.done.emit(report)

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        if self.sender() is not self._job:
            return
        if self._verb:
            self.refused.emit(error)
        else:
            self.problem = error
            self._failures += 1

    @Slot()
    def _on_ended(self) -> None:
        if self.sender() is not self._job:
            return
        self._let_go()
        if self._next is not None:
            self._do_next()
        elif self._verb and self.attachment is not None:
            self.start()
        else:
            self._wait()
        self.changed.emit()

    def _let_go(self) -> None:
        was, self._job, self._thread = self._job, None, None
        if was is not None:
            self.running_changed.emit(False)


def _no_progress(work: Callable[[], Any], _progress: Progress) -> Any:  # noqa: ANN401 - whatever the work returns
    return work()


def in_thread(job: Job, work: Callable[[Progress], Any]) -> threading.Thread:
    """Run ``work`` for a job on a thread of its own, which does not keep the program from ending."""
    future: Future[Any] = Future()
    future.add_done_callback(job.finished_with)

    def run() -> None:
        try:
            result = work(job.progress)
        except BaseException as error:  # noqa: BLE001 - it is raised again on the thread of the window
            future.set_exception(error)
        else:
            future.set_result(result)

    thread = threading.Thread(target=run, name="quandian-folder", daemon=True)
    thread.start()
    return thread
