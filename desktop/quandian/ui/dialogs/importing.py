"""The import dialog: what was read of each file, to be looked at, corrected and ticked before it is imported."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from quandian.core.errors import UserError
from quandian.core.model import Report, ReportId
from quandian.reading import SUPPORTED_SUFFIXES
from quandian.ui.dialogs.base import Dialog
from quandian.ui.dialogs.import_preview import ImportPreview
from quandian.ui.dialogs.import_rows import Item, State, read_again, read_items, with_guesses, with_same
from quandian.ui.dialogs.import_table import ImportTable, TableHead
from quandian.ui.dialogs.job_bar import JobBar
from quandian.ui.files import choose_folder, choose_open
from quandian.ui.jobs import Job, JobRunner
from quandian.ui.pages.drop_area import local_paths
from quandian.ui.settings import Settings
from quandian.ui.widgets import Ground, Line, button

PREVIEW = 420
PREVIEW_NARROW = 340


class ImportDialog(Dialog):
    """Shows what was read and lets the user decide.

    ``items`` are what :func:`import_rows.read_items` gave, ``reports`` those in the project already.

    Signal: drafts_chosen(list of ReportDraft).
    """

    drafts_chosen = Signal(object)

    def __init__(
        self,
        items: Sequence[Item],
        reports: Sequence[Report],
        jobs: JobRunner,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, QSize(1160, 688))
        self.set_title(self.tr("导入报告"))
        self.setMinimumSize(640, 440)
        self.setAcceptDrops(True)
        self._jobs, self._settings = jobs, settings
        self._there: dict[ReportId, str] = {report.id: report.title for report in reports}
        self._kinds = [report.kind for report in reports]
        self._job: Job | None = None
        self._build()
        self.add_footer(self.tr("导入"), note=self.tr("导入只整理空白与换行，文字一字不改。"))
        self._show_items(list(items))
        self.table.setFocus()

    def _build(self) -> None:
        for words, slot in ((self.tr("添加文件…"), self._on_add_files), (self.tr("添加文件夹…"), self._on_add_folder)):
            made = button(words)
            made.clicked.connect(slot)
            self.header.insertWidget(self.header.count() - 1, made)
        self.table = ImportTable()
        self.table.current.connect(self._on_current)
        self.table.ticked.connect(self._refresh)
        self.bar = JobBar()
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(TableHead())
        left.addWidget(self.table, 1)
        left.addWidget(self.bar)
        self.preview = ImportPreview()
        self.preview.edited.connect(self._on_edited)
        self.preview.encoding_chosen.connect(self._on_encoding)
        self.right = Ground("reader", self)
        inside = QVBoxLayout(self.right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.preview)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addLayout(left, 1)
        line.addWidget(Line(vertical=True, parent=self))
        line.addWidget(self.right)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(Line(parent=self))
        self.body.addLayout(line, 1)

    # --- showing

    @property
    def items(self) -> list[Item]:
        """The files as they stand now."""
        rows: list[Item] = self.table.rows
        return rows

    def _show_items(self, items: list[Item], at: int | None = None) -> None:
        items = with_same(items, self._there)
        if at is None:
            at = next((n for n, item in enumerate(items) if item.state in (State.UNSURE, State.FAILED)), 0)
        self.preview.set_kinds([*self._kinds, *(item.draft.kind for item in items if item.draft is not None)])
        self.table.set_rows(items, at)
        self._refresh()

    @Slot(object)
    def _on_current(self, item: Item | None) -> None:
        if item is not None:
            item = with_guesses(item)
            self.items[self.table.at] = item
        self.preview.show_item(item)

    @Slot()
    def _refresh(self) -> None:
        chosen = sum(item.chosen and item.importable for item in self.items)
        able = sum(item.importable for item in self.items)
        self.caption.setText(self.tr("{0} 个文件，可导入 {1} 个", "", len(self.items)).format(len(self.items), able))
        if self.primary is not None:
            self.primary.setText(self.tr("导入 {0} 份报告", "", chosen).format(chosen) if chosen else self.tr("导入"))
            self.primary.setEnabled(bool(chosen) and self._job is None)

    @Slot(object)
    def _on_edited(self, item: Item) -> None:
        self.table.model_.replace(self.table.at, item)

    @Slot(str)
    def _on_encoding(self, encoding: str) -> None:
        at = self.table.at
        try:
            item = read_again(self.items[at], encoding)
        except UserError as error:
            self.fail(str(error))
            return
        self.fail("")
        self.note.setText(self.tr("导入只整理空白与换行，文字一字不改。"))
        items = list(self.items)
        items[at] = item
        self._show_items(items, at)

    # --- more files

    @Slot()
    def _on_add_files(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in SUPPORTED_SUFFIXES)
        filters = self.tr("报告 ({0});;所有文件 (*)").format(kinds)
        choose_open(self, self.tr("添加文件"), filters, self.add_paths, folder=self._settings.last_folder, many=True)

    @Slot()
    def _on_add_folder(self) -> None:
        choose_folder(self, self.tr("添加文件夹"), self.add_paths, folder=self._settings.last_folder)

    def add_paths(self, paths: list[Path]) -> None:
        """Read more files in the background and add them to the list."""
        if not paths or self._job is not None:
            return
        self._job = self._jobs.start(self.tr("读取报告"), partial(read_items, list(paths)))
        self._job.succeeded.connect(self._on_read)
        self._job.ended.connect(self._on_ended)
        self.bar.follow(self._job)
        self._refresh()

    @Slot(object)
    def _on_read(self, items: list[Item]) -> None:
        self._show_items([*self.items, *items], len(self.items))

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self._refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add_paths(local_paths(event.mimeData()))

    # --- leaving

    def commit(self) -> bool:
        drafts = [item.draft for item in self.items if item.chosen and item.importable and item.draft is not None]
        if not drafts:
            return False
        self.drafts_chosen.emit(drafts)
        return True

    def reject(self) -> None:
        """Close; a running job is cancelled."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.right.setFixedWidth(PREVIEW if self.width() >= 1000 else PREVIEW_NARROW)
