"""The history of the project: who did what when, filtered; what each step changed; an earlier state brought back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QStackedWidget, QWidget

from quandian.core.audit import AuditEntry, AuditFilter
from quandian.core.errors import UserError
from quandian.core.model import AnnotationId, ReportId
from quandian.core.sentences import sentence
from quandian.core.text import Span
from quandian.tasks.auditing import PAGE, AuditLine, Teller, audit_page, export_job, restored_text
from quandian.ui.dialogs.base import Dialog, InkLabel
from quandian.ui.dialogs.restore_state import RestoreDialog
from quandian.ui.files import choose_save
from quandian.ui.folder_sync import in_thread
from quandian.ui.history_rows import Changed, HistoryDelegate, HistoryModel, Step
from quandian.ui.jobs import Job, JobRunner
from quandian.ui.panels.parts import EmptyState, FilterField
from quandian.ui.panels.row_view import RowView
from quandian.ui.session import Session
from quandian.ui.settings import Settings
from quandian.ui.theme import tag_name
from quandian.ui.widgets import button

PART = 300  # changed rows of a step shown at a time
_REST_MS = 250
_OWN_DAYS = -1
_ENTITIES = ("annotation", "link", "report", "tag", "setting", "decision")


class _View(RowView):
    """The list: a click on the arrow and the keys ← → open and close a step. Signal: toggled(row)."""

    toggled = Signal(int)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint()).row()
        if at >= 0 and event.button() is Qt.MouseButton.LeftButton and event.position().x() < 42:
            self.toggled.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model, at = self.model(), self.currentIndex().row()
        if isinstance(model, HistoryModel) and 0 <= at < len(model.rows):
            row, key = model.rows[at], event.key()
            opens = isinstance(row, Step) and row.open is (key == Qt.Key.Key_Left)
            if (key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and opens) or key == Qt.Key.Key_Space:
                self.toggled.emit(at)
                return
        super().keyPressEvent(event)


class ProjectHistoryDialog(Dialog):
    """Signals: annotation_wanted(AnnotationId), passage_wanted(ReportId, Span), report_wanted(ReportId)."""

    annotation_wanted = Signal(object)
    passage_wanted = Signal(object, object)
    report_wanted = Signal(object)

    def __init__(self, session: Session, jobs: JobRunner, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent, QSize(1160, 688))
        self.set_title(self.tr("项目历史"), self.tr("谁在什么时候做了什么"))
        self._session, self._jobs, self._settings = session, jobs, settings
        self._turn = 0
        self._job: Job | None = None
        self._export: Job | None = None
        self._build_filters()
        self.view = _View(32, self)
        self.view.setAccessibleName(self.tr("项目历史"))
        self.view.setSelectionMode(RowView.SelectionMode.SingleSelection)
        self.model = HistoryModel(self._changes_of, self.view)
        self.view.setModel(self.model)
        self.view.setItemDelegate(HistoryDelegate(self.view))
        self.view.toggled.connect(self._on_toggled)
        self.view.entered_row.connect(self._on_entered)
        self.view.escaped.connect(self.reject)  # a list keeps this key for itself
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.model.more_wanted.connect(self._read)
        self.empty = EmptyState("history", self.tr("没有符合的历史"), self.tr("换一个条件，或清除筛选"))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.empty)
        self.body.setContentsMargins(16, 0, 16, 8)
        self.body.addWidget(self._pages, 1)
        self._build_footer()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_REST_MS)
        self._later.timeout.connect(self.reload)
        session.changed.connect(self._on_changes)
        session.closing.connect(self.reject)
        self.reload()
        self.view.setFocus()

    # --- building

    def _build_filters(self) -> None:
        project = self._session.project
        everybody, always = self.tr("所有人"), self.tr("全部时间")
        self.author = self._combo(self.tr("谁"), [(everybody, ""), *((n, n) for n in project.members())])
        spans = [(always, 0), (self.tr("今天"), 1), (self.tr("最近 7 天"), 7), (self.tr("最近 30 天"), 30)]
        self.span = self._combo(self.tr("时间"), [*spans, (self.tr("自选日期"), _OWN_DAYS)])
        kinds = [(sentence(f"audit.entity.{name}"), name) for name in _ENTITIES]
        self.kind = self._combo(self.tr("种类"), [(self.tr("全部种类"), ""), *kinds])
        tags = [(tag_name(tag), str(tag.id)) for tag in self._session.tags]
        self.tag = self._combo(self.tr("标签"), [(self.tr("全部标签"), ""), *tags])
        reports = [(report.title, str(report.id)) for report in project.reports()]
        self.report = self._combo(self.tr("报告"), [(self.tr("全部报告"), ""), *reports])
        self.text = FilterField("search", self.tr("查找改动的文字"), self.tr("查找改动的文字"))
        self.text.textChanged.connect(self._on_filter)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        for combo in (self.author, self.span, self.kind, self.tag, self.report):
            row.addWidget(combo)
        row.addWidget(self.text, 1)
        self.body.addLayout(row)
        today = QDate.currentDate()
        self.since, self.until = QDateEdit(today.addMonths(-1)), QDateEdit(today)
        for field, name in ((self.since, self.tr("从")), (self.until, self.tr("到"))):
            field.setCalendarPopup(True)
            field.setDisplayFormat("yyyy-MM-dd")
            field.setAccessibleName(name)
            field.dateChanged.connect(self._on_filter)
        self.days = QWidget()
        line = QHBoxLayout(self.days)
        line.setContentsMargins(8, 0, 8, 0)
        line.setSpacing(8)
        for part in (
            InkLabel(self.tr("从"), 13, "text2"),
            self.since,
            InkLabel(self.tr("到"), 13, "text2"),
            self.until,
        ):
            line.addWidget(part)
        line.addStretch(1)
        self.days.hide()
        self.body.addWidget(self.days)

    def _combo(self, name: str, items: Sequence[tuple[str, object]]) -> QComboBox:
        combo = QComboBox()
        for words, value in items:
            combo.addItem(words, value)
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(6)
        combo.setMaximumWidth(148)
        combo.setToolTip(name)
        combo.activated.connect(self._on_filter)
        return combo

    def _build_footer(self) -> None:
        self.add_footer(self.tr("导出…"), cancel=self.tr("关闭"))
        self.show_source = button(self.tr("看原文"))
        self.restore = button(self.tr("恢复这条标注…"))
        self.restore_tags = button(self.tr("标签恢复到这时…"))
        self.show_source.clicked.connect(self._on_source)
        self.restore.clicked.connect(self._on_restore)
        self.restore_tags.clicked.connect(self._on_restore_tags)
        for at, made in enumerate((self.restore_tags, self.restore, self.show_source)):
            self.footer.insertWidget(1 + at, made)
        if self.primary is not None and self._session.project.read_only:
            self.primary.setEnabled(False)
            self.primary.setToolTip(self.tr("另存为自己的项目后就能导出"))
        self._on_current()

    # --- what is shown

    def wanted(self, before: tuple[str, str] | None = None) -> AuditFilter:
        """Return the filter as it is set; ``before`` pages on."""
        since, until = self._days()
        return AuditFilter(
            author=str(self.author.currentData()),
            since=since,
            until=until,
            entity=str(self.kind.currentData()),
            before=before,
            limit=PAGE,
            tag=str(self.tag.currentData()),
            report=str(self.report.currentData()),
            text=self.text.text().strip(),
        )

    def _days(self) -> tuple[str, str]:
        days = int(self.span.currentData())
        if days == 0:
            return "", ""
        if days != _OWN_DAYS:
            midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
            return _utc(midnight - timedelta(days=days - 1)), ""
        first, last = (field.date() for field in (self.since, self.until))
        start, end = (datetime(d.year(), d.month(), d.day()).astimezone() for d in (first, last))
        return _utc(start), _utc(end + timedelta(days=1))

    @Slot()
    def _on_filter(self) -> None:
        self.days.setVisible(self.span.currentData() == _OWN_DAYS)
        self._later.start()

    @Slot(object)
    def _on_changes(self, _changes: object) -> None:
        """Show what is new, unless that would take away what somebody is looking at."""
        opened = any(isinstance(row, Changed) for row in self.model.rows)
        if not opened and self.view.verticalScrollBar().value() == 0:
            self._later.start()

    @Slot()
    def reload(self) -> None:
        """Read the first page anew."""
        self._later.stop()
        if not self._session.is_open:
            return
        self.model.clear()
        self._on_current()
        self._read(None)

    @Slot(object)
    def _read(self, before: tuple[str, str] | None) -> None:
        """Read a page, in the background where the project is one that can be opened there, too."""
        project, wanted = self._session.project, self.wanted(before)
        self._turn += 1
        if project.read_only:
            self._show(project.audit(wanted))
            return
        job = self._job = Job(self.tr("读取历史"), self._jobs)
        job.succeeded.connect(self._on_page)
        job.failed.connect(self._on_failed)
        in_thread(job, partial(_page, project.path, project.author, project.device, wanted))

    @Slot(object)
    def _on_page(self, entries: list[AuditEntry]) -> None:
        if self.sender() is self._job:
            self._show(entries)

    def _show(self, entries: list[AuditEntry]) -> None:
        self.model.add_page(entries, more=len(entries) >= PAGE)
        self._pages.setCurrentWidget(self.view if self.model.rows else self.empty)
        if self.view.currentIndex().row() < 0 and self.model.rows:
            self.view.go_to(0)

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self.fail(str(error))

    def _changes_of(self, entry: AuditEntry, after: int) -> tuple[list[AuditLine], int]:
        """Return some of what a step changed, and the number to go on from, 0 where that was all."""
        project = self._session.project
        found = project.audit_changes(entry.seq, after=after, limit=PART)
        lines = Teller(project).lines([change for _, change in found])
        return lines, found[-1][0] if len(found) == PART else 0

    # --- the row in hand

    @Slot(int)
    def _on_toggled(self, at: int) -> None:
        self.model.toggle(at)

    @Slot(int)
    def _on_entered(self, at: int) -> None:
        row = self.model.rows[at]
        if isinstance(row, Changed) and row.line is not None:
            self._on_source()
        else:
            self.model.toggle(at)

    @property
    def _row(self) -> Step | Changed | None:
        at = self.view.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _line(self) -> AuditLine | None:
        """Return the change in hand: the one of the row, or the only one of a step."""
        row = self._row
        if isinstance(row, Changed):
            return row.line
        if row is None or row.entry.rows != 1:
            return None
        lines, _ = self._changes_of(row.entry, 0)
        return lines[0] if lines else None

    @Slot()
    def _on_current(self) -> None:
        row = self._row
        line = self._line() if row is not None else None
        can_write = self._session.can_write and row is not None and row.entry.counts
        self.show_source.setEnabled(line is not None and bool(line.annotation_id or line.report_id))
        self.restore.setEnabled(can_write and line is not None and bool(line.annotation_id))
        self.restore_tags.setEnabled(can_write)

    @Slot()
    def _on_source(self) -> None:
        line = self._line()
        if line is None:
            return
        project = self._session.project
        found = project.annotations_by_id([AnnotationId(line.annotation_id)]) if line.annotation_id else []
        known = project.known_rows("annotation", [line.annotation_id]) if line.annotation_id else {}
        place = known.get(line.annotation_id)
        reports = {str(report.id) for report in project.reports()}
        if not found and line.report_id not in reports:
            self.fail(self.tr("这份报告已删除，没有原文可看。"))
            return
        self.accept()
        if found:
            self.annotation_wanted.emit(found[0].id)
        elif place is not None:
            self.passage_wanted.emit(ReportId(line.report_id), Span(int(place["start"]), int(place["end"])))
        else:
            self.report_wanted.emit(ReportId(line.report_id))

    # --- an earlier state

    @Slot()
    def _on_restore(self) -> None:
        row, line = self._row, self._line()
        if row is None or line is None:
            return
        gone = line.did == sentence("audit.removed")
        at = _just_before(row.entry.at) if gone else row.entry.operation_id
        self._ask(at, line.annotation_id)

    @Slot()
    def _on_restore_tags(self) -> None:
        row = self._row
        if row is not None:
            self._ask(row.entry.operation_id, "")

    def _ask(self, at: str, annotation_id: str) -> None:
        """Show what restoring would change, and ask; say so where nothing would."""
        project = self._session.project
        try:
            lines = Teller(project).lines(project.tried_restore(at, annotation_id))
            same = sentence("history.same") if annotation_id else restored_text(project, at, changed=False)
        except UserError as error:
            self.fail(str(error))
            return
        if not lines:
            self.fail("")
            self.note.setText(same)
            return
        dialog = RestoreDialog(self._session, at, annotation_id, lines, self)
        dialog.restored.connect(self.reload)
        dialog.open()

    # --- as a file

    def commit(self) -> bool:
        """Ask where the history goes; the dialog stays."""
        project = self._session.project
        name = self.tr("{0}的历史").format(project.name or project.path.stem)
        folder = Path(self._settings.last_export_folder or str(project.path.parent))
        filters = self.tr("Excel 工作簿 (*.xlsx);;CSV (*.csv);;JSON (*.json)")
        suggestion = folder / f"{name}.xlsx"
        choose_save(self, self.tr("导出历史"), filters, self.export_to, suggestion=suggestion, suffix="xlsx")
        return False

    def export_to(self, paths: list[Path]) -> None:
        """Write what the filter finds, in the background."""
        project, target = self._session.project, paths[0]
        self._settings.last_export_folder = str(target.parent)
        work = partial(export_job, project.path, project.author, project.device, self.wanted(), target)
        job = self._export = self._jobs.start(self.tr("导出历史"), work)
        job.succeeded.connect(self._on_exported)
        job.failed.connect(self._on_failed)

    @Slot(object)
    def _on_exported(self, path: Path) -> None:
        self.fail("")
        self.note.setText(self.tr("已导出到 {0}").format(path))


def _page(path: Path, author: str, device: str, wanted: AuditFilter, _progress: object) -> list[AuditEntry]:
    return audit_page(path, author, device, wanted)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _just_before(at: str) -> str:
    return _utc(datetime.fromisoformat(at) - timedelta(milliseconds=1))
