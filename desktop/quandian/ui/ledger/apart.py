"""Rows of a matrix of very many figures are found in a job, so that the window goes on meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from quandian.core.ledger import Query
from quandian.store.ledger import MatrixRows
from quandian.tasks.ledger import matrix_job
from quandian.ui.jobs import Job, JobRunner
from quandian.ui.session import Session

MANY = 20_000  # entries; fewer take less than a tenth of a second


class RowsApart(QObject):
    """Asks for the rows of a matrix. Signal: found(rows and years, None where the job could not tell)."""

    found = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._own = 0  # jobs of ours that have not ended; those not wanted any more among them
        self.jobs: JobRunner | None = None  # given by the window

    def fits(self, entries: int) -> bool:
        """Whether it is worth a job, and one would begin at once."""
        busy = self.jobs is None or (self.jobs.busy and not self._own)
        return entries > MANY and not busy and not self._session.project.read_only

    def ask(self, query: Query) -> None:
        """Find the rows; ``found`` follows, unless something else is asked before."""
        assert self.jobs is not None
        self.forget()
        project = self._session.project
        work = matrix_job(project.path, project.author, project.device, query)
        job = self._job = self.jobs.start(self.tr("排列矩阵"), work)
        self._own += 1
        job.ended.connect(self._on_ended)
        job.succeeded.connect(self._on_found)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)

    @Slot()
    def _on_ended(self) -> None:
        self._own -= 1

    def forget(self) -> None:
        """Want the answer no longer."""
        if self._job is not None:
            job, self._job = self._job, None
            job.cancel()

    @Slot(object)
    def _on_found(self, rows: MatrixRows) -> None:
        self._tell(rows)

    @Slot(object)
    def _on_failed(self, _error: object) -> None:
        self._tell(None)

    @Slot()
    def _on_cancelled(self) -> None:
        if self.sender() is self._job:
            self._job = None

    def _tell(self, rows: MatrixRows | None) -> None:
        if self.sender() is self._job:
            self._job = None
            if self._session.is_open:
                self.found.emit(rows)
