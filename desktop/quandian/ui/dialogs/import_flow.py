"""From files to reports: read in the background; straight in when all is plain, else the dialog asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from quandian.core.errors import Cancelled, UserError
from quandian.core.model import ReportDraft
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
        self.always_ask = False
        self.dialog: ImportDialog | None = None

    @Slot(object)
    def start(self, paths: Sequence[Path]) -> None:
        """Import files and the readable files of folders; without a dialog when there is nothing to ask."""
        if self.dialog is not None:
            self.dialog.add_paths([Path(path) for path in paths])
            return
        job = self._jobs.start(self.tr("读取报告"), partial(read_items, [Path(path) for path in paths]))
        job.succeeded.connect(self._on_read)
        job.failed.connect(self._on_failed)

    def start_text(self, name: str, text: str) -> None:
        """Import a text, from the clipboard for example, under a file name."""
        job = self._jobs.start(self.tr("读取报告"), partial(_read_text, name, text))
        job.succeeded.connect(self._on_read)
        job.failed.connect(self._on_failed)

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._session.failed.emit(str(error))

    @Slot(object)
    def _on_read(self, items: list[Item]) -> None:
        if not self._session.is_open:  # the project was closed while the files were read
            return
        there = {report.id: report.title for report in self._session.project.reports()}
        items = with_same(items, there)
        failed = [item for item in items if item.state is State.FAILED]
        unsure = [item for item in items if item.state is State.UNSURE]
        if len(items) == 1 and failed:
            self._session.failed.emit(str(failed[0].error))
        elif failed or unsure or self.always_ask:
            self._ask(items)
        else:
            self._store([item.draft for item in items if item.draft is not None])

    def _ask(self, items: list[Item]) -> None:
        self.dialog = ImportDialog(items, self._session, self._jobs, self._settings, self._window)
        self.dialog.drafts_chosen.connect(self._store)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        self.dialog = None

    @Slot(object)
    def _store(self, drafts: list[ReportDraft]) -> None:
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
