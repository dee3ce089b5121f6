"""From files to reports: read in the background; straight in when all is plain, else the dialog asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from quandian.core.errors import Cancelled, UserError
from quandian.core.model import Report, ReportDraft
from quandian.core.progress import Progress
from quandian.reading import read_bytes
from quandian.store.project import Project
from quandian.tasks.importing import ImportSummary, ReadBatch, store_drafts
from quandian.ui.dialogs.import_rows import Item, State, item_of, read_items, with_same
from quandian.ui.dialogs.importing import ImportDialog
from quandian.ui.jobs import JobRunner
from quandian.ui.session import Session
from quandian.ui.settings import Settings

FEW = 10  # reports stored at once; more go in slices
MANY = 3  # failures told in one go where there is nothing else to show

Make = Callable[[], None]
"""Makes the project that reports go into, and opens it in the session; what fails is told."""


def _read_text(name: str, text: str, _progress: Progress) -> list[Item]:
    try:
        return [item_of(read_bytes(name, text.encode("utf-8", "replace"), encoding="utf-8"))]
    except UserError as error:
        return [Item(name, error=error, state=State.FAILED, chosen=False)]


class ImportFlow(QObject):
    """Imports into the project of a session. Signal: imported(list of ReportId)."""

    imported = Signal(object)

    def __init__(self, window: QWidget, session: Session, jobs: JobRunner, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._session, self._jobs, self._settings = window, session, jobs, settings
        self._ask_first = False
        self._make: Make | None = None
        self.dialog: ImportDialog | None = None

    def start(self, paths: Sequence[Path], *, make: Make | None = None, ask: bool = False) -> None:
        """Import files and the readable files of folders; without a dialog when there is nothing to ask.

        ``make`` makes and opens a new project for them; it is called when there is a report to put into it. ``ask``
        shows the dialog in any case, with first lines and encodings.
        """
        if self.dialog is not None:
            self.dialog.add_paths([Path(path) for path in paths])
            return
        self._make, self._ask_first = make, ask
        job = self._jobs.start(self.tr("读取报告"), partial(read_items, [Path(path) for path in paths]))
        job.succeeded.connect(self._on_read)
        job.failed.connect(self._on_failed)

    def start_text(self, name: str, text: str) -> None:
        """Import a text, from the clipboard for example, under a file name."""
        self._make, self._ask_first = None, False
        job = self._jobs.start(self.tr("读取报告"), partial(_read_text, name, text))
        job.succeeded.connect(self._on_read)
        job.failed.connect(self._on_failed)

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._session.failed.emit(str(error))

    @Slot(object)
    def _on_read(self, items: list[Item]) -> None:
        if not self._session.is_open and self._make is None:  # the project was closed while the files were read
            return
        reports = self._session.project.reports() if self._make is None else []
        items = with_same(items, {report.id: report.title for report in reports})
        failed = [item for item in items if item.state is State.FAILED]
        unsure = [item for item in items if item.state is State.UNSURE]
        hopeless = len(failed) == len(items) and not any(item.source for item in failed)
        if hopeless and (len(items) == 1 or self._make is not None):
            told = [str(item.error) for item in failed]
            self._session.failed.emit("\n".join([*told[:MANY], *(["…"] if len(told) > MANY else [])]))
        elif failed or unsure or self._ask_first:
            self._ask(items, reports)
        else:
            self._store([item.draft for item in items if item.draft is not None])

    def _ask(self, items: list[Item], reports: Sequence[Report]) -> None:
        self.dialog = ImportDialog(items, reports, self._jobs, self._settings, self._window)
        self.dialog.drafts_chosen.connect(self._store)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        self.dialog = None

    @Slot(object)
    def _store(self, drafts: list[ReportDraft]) -> None:
        make, self._make = self._make, None
        if make is not None and drafts:
            make()
        if not self._session.is_open:
            return
        if len(drafts) <= FEW:
            with self._session.telling():
                self._tell(store_drafts(self._session.project, ReadBatch(tuple(drafts))))
            return
        job = self._jobs.start_sliced(self.tr("导入报告"), self._storing(self._session.project, drafts))
        job.failed.connect(self._on_failed)

    def _storing(self, project: Project, drafts: list[ReportDraft]) -> Iterator[tuple[int, int]]:
        """Put texts and files there one by one, then the reports in one step: the window never stands still."""
        total = len(drafts)
        for done, draft in enumerate(drafts):
            if not (self._session.is_open and self._session.project is project):
                raise Cancelled
            project.stage([draft])
            yield done, total
        self._tell(store_drafts(project, ReadBatch(tuple(drafts))))

    def _tell(self, summary: ImportSummary) -> None:
        added, already = len(summary.added), len(summary.already)
        if added and already:
            words = self.tr("已导入 {0} 份报告，另有 {1} 份项目里已经有了", "", added).format(added, already)
        elif added:
            words = self.tr("已导入 {0} 份报告", "", added).format(added)
        elif already == 1:
            words = self.tr("“{0}”已经在项目里，没有重复导入").format(summary.already[0][1])
        else:
            words = self.tr("这 {0} 份报告已经在项目里，没有重复导入").format(already)
        self._session.say(words, offers_undo=bool(added))
        if added:
            self._session.choose_report(summary.added[0])
        elif already:
            self._session.choose_report(summary.already[0][0])
        self.imported.emit(list(summary.added))
