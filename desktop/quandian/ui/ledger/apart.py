"""What takes long in a ledger of very many figures is found in jobs, so that the window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from quandian.core.ledger import Query
from quandian.tasks.ledger import GroupSums, matrix_job, sums_job
from quandian.ui.jobs import Job, JobRunner
from quandian.ui.ledger.foot import own_columns
from quandian.ui.ledger.model import LedgerModel
from quandian.ui.session import Session

MATRIX, SUMS = "matrix", "sums"
MANY = 20_000  # entries; fewer take less than a tenth of a second


class Apart(QObject):
    """Asks for the rows of a matrix and for the sums of groups.

    Signals: matrix_found(rows and years, None where the job could not tell); summed, when heads of groups say more.
    """

    matrix_found = Signal(object)
    summed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted: dict[Job, tuple[str, Callable[[Any], None]]] = {}
        self._own = 0  # jobs of ours that have not ended; those not wanted any more among them
        self.jobs: JobRunner | None = None  # given by the window

    def fits(self, entries: int) -> bool:
        """Whether it is worth a job, and one would begin at once."""
        busy = self.jobs is None or (self.jobs.busy and not self._own)
        return entries > MANY and not busy and not self._session.project.read_only

    def ask_matrix(self, query: Query) -> None:
        """Find the rows; ``matrix_found`` follows, unless something else is asked before."""
        self.forget(MATRIX)
        project = self._session.project
        work = matrix_job(project.path, project.author, project.device, query)
        self._ask(MATRIX, self.tr("排列矩阵"), work, self.matrix_found.emit)

    def sum_groups(self, model: LedgerModel) -> None:
        """Have the heads of groups say what their rows come to: at once, or when a job has added very many up."""
        self.forget(SUMS)
        query = model.query
        if query is None or not self.fits(len(model.order)):
            self._show_sums(model, None)
            return
        project = self._session.project
        fields = [column.field for column in own_columns(model.columns)]
        work = sums_job(project.path, project.author, project.device, query, fields)
        self._ask(SUMS, self.tr("分组合计"), work, partial(self._show_sums, model))

    def _show_sums(self, model: LedgerModel, found: GroupSums | None) -> None:
        model.add_group_totals(found)
        self.summed.emit()

    def _ask(self, what: str, title: str, work: Any, tell: Callable[[Any], None]) -> None:  # noqa: ANN401 - a callable
        assert self.jobs is not None
        job = self.jobs.start(title, work)
        self._wanted[job] = (what, tell)
        self._own += 1
        job.succeeded.connect(self._on_found)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)

    @Slot()
    def _on_ended(self) -> None:
        self._own -= 1
        job = self.sender()
        self._wanted = {other: asked for other, asked in self._wanted.items() if other is not job}

    def forget(self, what: str = "") -> None:
        """Want an answer no longer; without ``what``, none."""
        for job in [job for job, (kind, _) in self._wanted.items() if what in ("", kind)]:
            del self._wanted[job]
            job.cancel()

    @Slot(object)
    def _on_found(self, found: object) -> None:
        self._tell(found)

    @Slot(object)
    def _on_failed(self, _error: object) -> None:
        self._tell(None)

    def _tell(self, found: object) -> None:
        job = self.sender()
        for asked, (_, tell) in list(self._wanted.items()):
            if asked is job and self._session.is_open:
                tell(found)
