"""Export a briefing: its title, which reports and tags, notes and appendix, and where the Word file goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QSize, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QPainter
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from quandian.core.errors import UserError
from quandian.core.model import Report, ReportId
from quandian.core.progress import Progress
from quandian.core.sentences import language
from quandian.tasks import places
from quandian.tasks.briefing import briefing_job, default_title, options_of
from quandian.ui import paint
from quandian.ui.dialogs.base import Dialog, Form, InkLabel, row_of
from quandian.ui.dialogs.job_bar import JobBar
from quandian.ui.dialogs.marks import TagChecks, check_mark, tag_totals
from quandian.ui.dialogs.rows import RowState, TickRows
from quandian.ui.files import choose_save
from quandian.ui.jobs import Job, JobRunner
from quandian.ui.page_fonts import briefing_fonts
from quandian.ui.qt import ALIGN_RIGHT
from quandian.ui.session import Session
from quandian.ui.settings import Settings
from quandian.ui.widgets import button


class ReportChecks(TickRows):
    """Reports to be ticked. Signal: ticked after each change."""

    row_height = 36

    def __init__(self, counts: dict[ReportId, int], parent: QWidget | None = None) -> None:
        self._counts = counts
        self.chosen: set[ReportId] = set()
        super().__init__(parent)

    def words(self, row: Any) -> str:  # noqa: ANN401 - rows are any value
        report: Report = row
        state = self.tr("已选") if report.id in self.chosen else self.tr("未选")
        count = self._counts.get(report.id, 0)
        return self.tr("{0}，{1}，{2} 条标注", "", count).format(state, report.title, count)

    def tip(self, row: Any) -> str:  # noqa: ANN401
        return f"{row.title}\n{row.issuer}"

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, state: RowState) -> None:  # noqa: ANN401
        report: Report = row
        inner = self.ground(painter, rect, state)
        middle = inner.center().y()
        check_mark(painter, inner.x() + 10, middle - 8, report.id in self.chosen)
        count = self.tr("{0} 条").format(self._counts.get(report.id, 0))
        right = inner.right() - 12
        paint.text(painter, QRectF(right - 64, middle - 10, 64, 20), count, 12, "text2", align=ALIGN_RIGHT)
        issuer = " ".join(part for part in (report.issuer, report.year) if part)
        issuer_width = min(paint.width(issuer, 12) + 4, inner.width() * 0.34)
        spot = QRectF(right - 72 - issuer_width, middle - 10, issuer_width, 20)
        paint.text(painter, spot, issuer, 12, "text2", align=ALIGN_RIGHT)
        room = QRectF(inner.x() + 38, middle - 11, spot.x() - inner.x() - 50, 22)
        paint.text(painter, room, report.title, 13)

    def turn(self, row: Any) -> None:  # noqa: ANN401
        self.chosen ^= {row.id}

    def toggle_all(self) -> None:
        """Tick all reports, or none where all are ticked."""
        everything = {report.id for report in self.rows}
        self.chosen = set() if self.chosen == everything else everything
        self.viewport().update()


class ExportDialog(Dialog):
    """Writes the Word briefing in the background and says where it is; the dialog stays usable meanwhile."""

    exported = Signal(object)

    def __init__(self, session: Session, jobs: JobRunner, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(720, 640))
        self.set_title(self.tr("导出简报"))
        self._session, self._jobs, self._settings = session, jobs, settings
        self._job: Job | None = None
        self._done: Path | None = None
        project = session.project
        counts = {report_id: sum(by_tag.values()) for report_id, by_tag in project.counts().items()}
        self._tag_counts = tag_totals(project.counts())
        self._reports = project.reports()
        self.list = ReportChecks(counts)
        self._target = self._suggested()
        self._build(counts)
        self.add_footer(self.tr("导出 Word"))
        self.bar = JobBar()
        self.body.addWidget(self.bar)
        self._refresh()
        self.title.setFocus()
        self.title.selectAll()

    def _build(self, counts: dict[ReportId, int]) -> None:
        project = self._session.project
        form = Form()
        self.title = QLineEdit(default_title(project.name or project.path.stem, language()))
        form.add(self.tr("标题"), self.title)
        self.tags = TagChecks(self._session.tags, self._tag_counts)
        self.tags.changed.connect(self._refresh)
        form.add(self.tr("标签"), self.tags, top=True)
        self.notes = QCheckBox(self.tr("写上备注"))
        self.notes.setChecked(True)
        self.appendix = QCheckBox(self.tr("附来源表，出处可点回"))
        self.appendix.setChecked(True)
        form.add(self.tr("内容"), row_of(self.notes, self.appendix, None, spacing=20))
        self.place = QLineEdit(str(self._target))
        self.place.setReadOnly(True)
        self.place.setAccessibleName(self.tr("存到"))
        change = button(self.tr("更改…"))
        change.clicked.connect(self._on_change)
        form.add(self.tr("存到"), row_of(self.place, change))
        self.body.addLayout(form)
        self.list.setAccessibleName(self.tr("收入简报的报告"))
        self.list.chosen = {r.id for r in self._reports if counts.get(r.id)} or {r.id for r in self._reports}
        self.list.set_rows(self._reports)
        self.list.ticked.connect(self._refresh)
        self.all_button = button(self.tr("全选"), "ghost")
        self.all_button.clicked.connect(self._on_all)
        self.body.addWidget(row_of(InkLabel(self.tr("报告"), 13, bold=True), None, self.all_button))
        self.body.addWidget(self.list, 1)

    def _suggested(self) -> Path:
        project = self._session.project
        folder = Path(self._settings.last_export_folder or project.path.parent)
        if not folder.is_dir():
            folder = places.documents_dir()
        name = default_title(project.name or project.path.stem, language())
        safe = "".join("_" if char in '\\/:*?"<>|' else char for char in name)
        return places.free_path(folder / f"{safe}.docx")

    @Slot()
    def _refresh(self) -> None:
        if self._done is not None:  # something was changed after the export: it may be written again
            self._done = None
            self.cancel.setText(self.tr("取消"))
            if self.primary is not None:
                self.primary.setText(self.tr("导出 Word"))
        chosen, tags = len(self.list.chosen), len(self.tags.chosen)
        self.all_button.setText(self.tr("全不选") if chosen == len(self._reports) else self.tr("全选"))
        if self.primary is not None:
            self.primary.setEnabled(bool(chosen and tags) and self._job is None)
        self.fail("")
        if not self._reports:
            words = self.tr("项目里还没有报告。")
        elif not chosen or not tags:
            words = self.tr("至少选一份报告和一个标签。")
        else:
            reports, kinds = self.tr("{0} 份报告", "", chosen), self.tr("{0} 个标签", "", tags)
            words = self.tr("{0}，{1}").format(reports.format(chosen), kinds.format(tags))
        self.note.setText(words)

    @Slot()
    def _on_all(self) -> None:
        self.list.toggle_all()
        self._refresh()

    @Slot()
    def _on_change(self) -> None:
        filters = self.tr("Word 文档 (*.docx)")
        choose_save(self, self.tr("导出简报"), filters, self.set_target, suggestion=self._target, suffix="docx")

    def set_target(self, paths: list[Path]) -> None:
        """Take the path the user has chosen."""
        self._target = paths[0]
        self.place.setText(str(self._target))

    # --- the work

    def commit(self) -> bool:
        if self._done is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._done)))
            return True
        if self._job is not None:
            return False
        self._settings.last_export_folder = str(self._target.parent)
        self._job = self._jobs.start(self.tr("导出简报"), self._work())
        self._job.succeeded.connect(self._on_done)
        self._job.failed.connect(self._on_failed)
        self._job.ended.connect(self._on_ended)
        self._refresh()
        self.note.setText(self.tr("正在写出…"))
        self.bar.follow(self._job)
        return False

    def _work(self) -> Callable[[Progress], Path]:
        """Return the job; it holds plain values only, so that it touches neither the project nor a widget."""
        project = self._session.project
        options = replace(
            options_of(project, title=self.title.text().strip() or None),
            tag_ids=tuple(tag.id for tag in project.tags() if tag.id in self.tags.chosen),
            notes=self.notes.isChecked(),
            appendix=self.appendix.isChecked(),
        )
        chosen = [report.id for report in self._reports if report.id in self.list.chosen]
        every = len(chosen) == len(self._reports)  # all at once is one question to the store
        return briefing_job(project, self._target, options, None if every else chosen, briefing_fonts().fonts)

    @Slot(object)
    def _on_done(self, target: Path) -> None:
        self._job = None
        self._refresh()
        self._done = target
        self.exported.emit(target)
        if self.primary is not None:
            self.primary.setText(self.tr("打开"))
            self.primary.setFocus()
        self.cancel.setText(self.tr("关闭"))
        self.fail("")
        self.note.setText(self.tr("已导出“{0}”，存在 {1}").format(target.name, target.parent))

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._job = None
        self._refresh()
        self.fail(str(error))

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        if self._done is None and self.primary is not None:
            self.primary.setEnabled(True)

    def reject(self) -> None:
        """Close; a running export is cancelled and leaves nothing behind."""
        if self._job is not None:
            self._job.cancel()
        super().reject()
