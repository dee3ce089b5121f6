"""Share: what goes into the package, for whom it is sealed, what is masked in it, where it goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from quandian.core.errors import UserError
from quandian.core.progress import Progress
from quandian.core.sentences import sentence
from quandian.store.packing import PackChoice
from quandian.tasks import places
from quandian.tasks.desensitising import Key, MaskOptions, Preview, masked_job, new_key, scan_job
from quandian.tasks.key_table import parse_terms, read_key, write_key
from quandian.tasks.packages import Shared, share_job, suggested_path
from quandian.ui.dialogs.base import Dialog, Form, InkLabel, row_of
from quandian.ui.dialogs.export import ReportChecks
from quandian.ui.dialogs.job_bar import JobBar
from quandian.ui.dialogs.marks import TagChecks, tag_totals
from quandian.ui.dialogs.share_parts import AuthorChecks, FindingRows, PassphraseFields
from quandian.ui.files import choose_save
from quandian.ui.jobs import Job, JobRunner
from quandian.ui.panels.parts import TabStrip
from quandian.ui.session import Session
from quandian.ui.settings import Settings
from quandian.ui.widgets import Line, button

_REST_MS = 120


class ShareDialog(Dialog):
    """Writes the package in the background and says where it is. Signal: shared(Shared)."""

    shared = Signal(object)

    def __init__(self, session: Session, jobs: JobRunner, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(920, 640))
        self.set_title(self.tr("分享"), self.tr("写一个共享包，给同事阅读或合并"))
        self._session, self._jobs, self._settings = session, jobs, settings
        self._job: Job | None = None
        self._done: Shared | None = None
        self._preview: Preview | None = None
        self._key = new_key()
        self._reports = session.project.reports()
        self._target = self._suggested()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_REST_MS)
        self._later.timeout.connect(self._measure)
        self.tabs = TabStrip([self.tr("内容"), self.tr("脱敏")])
        self.pages = QStackedWidget()
        self.pages.addWidget(self._content())
        self.pages.addWidget(self._masking())
        self.tabs.chosen.connect(self.pages.setCurrentIndex)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.pages, 1)
        self._add_target()
        self.bar = JobBar()
        self.body.addWidget(self.bar)
        self.add_footer(self.tr("分享"))
        self._refresh()
        self.list.setFocus()

    # --- building

    def _content(self) -> QWidget:
        project = self._session.project
        counts = project.counts()
        by_report = {report_id: sum(by_tag.values()) for report_id, by_tag in counts.items()}
        self._tag_counts = tag_totals(counts)
        self.list = ReportChecks(by_report)
        self.list.setAccessibleName(self.tr("要分享的报告"))
        self.list.chosen = {report.id for report in self._reports}
        self.list.set_rows(self._reports)
        self.list.ticked.connect(self._on_choice)
        self.all_button = button(self.tr("全不选"), "ghost")
        self.all_button.clicked.connect(self._on_all)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(0, 1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(row_of(InkLabel(self.tr("报告"), 13, bold=True), None, self.all_button))
        left.addWidget(self.list, 1)
        grid.addLayout(left, 0, 0)
        side = QWidget()
        side.setFixedWidth(400)
        side.setLayout(self._side(project.members()))
        grid.addWidget(side, 0, 1)
        return page

    def _side(self, members: list[str]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(12)
        form = Form()
        self.tags = TagChecks(self._session.tags, self._tag_counts)
        self.tags.changed.connect(self._on_choice)
        form.add(self.tr("标签"), self.tags, top=True)
        self.authors = AuthorChecks(members)
        self.authors.changed.connect(self._on_choice)
        form.add(self.tr("作者"), self.authors, top=True)
        column.addLayout(form)
        column.addWidget(Line())
        self.sources = QCheckBox(self.tr("源文件"))
        self.history = QCheckBox(self.tr("修改历史"))
        self.suggestions = QCheckBox(self.tr("机器的建议"))
        remarks = (
            (self.sources, self.tr("导入时的 Word、文本等原件"), True),
            (self.history, self.tr("不放就只有现在的样子；改掉和删掉的内容不在包里"), True),
            (self.suggestions, self.tr("对方自己也能算出来"), False),
        )
        for box, words, on in remarks:
            box.setChecked(on)
            box.toggled.connect(self._on_choice)
            remark = InkLabel(words, 12, "text2", wrap=True)
            remark.setContentsMargins(26, 0, 0, 0)
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(box)
            pair.addWidget(remark)
            column.addLayout(pair)
        column.addWidget(Line())
        self.passphrase = PassphraseFields()
        self.passphrase.changed.connect(self._refresh)
        lock = Form()
        lock.add(self.tr("加密"), self.passphrase, top=True)
        column.addLayout(lock)
        column.addStretch(1)
        return column

    def _masking(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(1, 1)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        self.masked = QCheckBox(self.tr("脱敏后再分享"))
        self.masked.toggled.connect(self._on_masked)
        left.addWidget(self.masked)
        remark = self.tr("改写后的文字是新的报告：包里没有源文件、历史和建议。对照表留在本机，不进包。")
        left.addWidget(InkLabel(remark, 12, "text2", wrap=True))
        left.addWidget(Line())
        self.figures = QCheckBox(self.tr("数字换成 XXX"))
        self.persons = QCheckBox(self.tr("人名"))
        self.contacts = QCheckBox(self.tr("电话、证件号、邮箱"))
        self.signed = QCheckBox(self.tr("标注的作者"))
        self._kinds = (self.figures, self.persons, self.contacts, self.signed)
        for box in self._kinds:
            box.setChecked(True)
            box.toggled.connect(self._on_stale)
            left.addWidget(box)
        left.addWidget(InkLabel(self.tr("还要隐去的词，一行一个"), 12, "text2"))
        self.terms = QPlainTextEdit()
        self.terms.setProperty("kind", "field")
        self.terms.setPlaceholderText(self.tr("云浦水务有限公司\n云浦=某区"))
        self.terms.setTabChangesFocus(True)
        self.terms.setAccessibleName(self.tr("还要隐去的词"))
        self.terms.textChanged.connect(self._on_stale)
        left.addWidget(self.terms, 1)
        self.scan_button = button(self.tr("查找要隐去的词"))
        self.scan_button.clicked.connect(self._scan)
        left.addWidget(self.scan_button)
        side = QWidget()
        side.setFixedWidth(280)
        side.setLayout(left)
        grid.addWidget(side, 0, 0)
        right = QVBoxLayout()
        right.setSpacing(8)
        self.summary = InkLabel("", 13, bold=True, wrap=True)
        self.summary.setMinimumHeight(24)
        right.addWidget(self.summary)
        self.findings = FindingRows()
        self.findings.setAccessibleName(self.tr("要隐去的词"))
        self.findings.ticked.connect(self._refresh)
        right.addWidget(self.findings, 1)
        grid.addLayout(right, 0, 1)
        self._on_masked(on=False)
        return page

    def _add_target(self) -> None:
        form = Form()
        self.place = QLineEdit(str(self._target))
        self.place.setReadOnly(True)
        change = button(self.tr("更改…"))
        change.clicked.connect(self._on_change)
        form.add(self.tr("存到"), row_of(self.place, change))
        self.body.addLayout(form)

    def _suggested(self) -> Path:
        project = self._session.project
        folder = Path(self._settings.last_export_folder or project.path.parent)
        return suggested_path(project, folder if folder.is_dir() else places.documents_dir())

    # --- what is chosen

    def choice(self) -> PackChoice:
        """Return what is chosen; everything ticked means all, that which comes meanwhile too."""
        chosen = frozenset(str(report_id) for report_id in self.list.chosen)
        tags = frozenset(str(tag_id) for tag_id in self.tags.chosen)
        return PackChoice(
            None if len(chosen) == len(self._reports) else chosen,
            None if tags >= self._tag_counts.keys() else tags,
            self.authors.chosen,
            sources=self.sources.isChecked() and not self.masked.isChecked(),
            history=self.history.isChecked() and not self.masked.isChecked(),
            suggestions=self.suggestions.isChecked() and not self.masked.isChecked(),
        )

    def options(self) -> MaskOptions:
        """Return what is to be masked."""
        return MaskOptions(
            figures=self.figures.isChecked(),
            persons=self.persons.isChecked(),
            contacts=self.contacts.isChecked(),
            authors=self.signed.isChecked(),
            terms=parse_terms(self.terms.toPlainText()),
        )

    @Slot()
    def _on_choice(self) -> None:
        self._on_stale()

    @Slot()
    def _on_stale(self) -> None:
        """What was found is of another choice now."""
        if self._preview is not None:
            self._preview = None
            self.findings.show_findings([])
        self._refresh()

    @Slot(bool)
    def _on_masked(self, on: bool) -> None:
        for box in (*self._kinds, self.terms, self.scan_button, self.findings):
            box.setEnabled(on)
        for box in (self.sources, self.history, self.suggestions):
            box.setEnabled(not on)
            box.setToolTip(self.tr("脱敏的包里没有这些") if on else "")
        if hasattr(self, "passphrase") and self.primary is not None:
            self._refresh()

    @Slot()
    def _refresh(self) -> None:
        if self._done is not None:  # something was changed after it was written: it may be written again
            self._done = None
            self.cancel.setText(self.tr("取消"))
        masked = self.masked.isChecked()
        if self.primary is not None:
            self.primary.setText(self.tr("查找要隐去的词") if masked and self._preview is None else self.tr("分享"))
            self.primary.setEnabled(bool(self.list.chosen) and self.passphrase.agrees and self._job is None)
        every = len(self.list.chosen) == len(self._reports)
        self.all_button.setText(self.tr("全不选") if every else self.tr("全选"))
        self.scan_button.setEnabled(masked and self._job is None and bool(self.list.chosen))
        self._show_summary(masked)
        self.fail("")
        self._later.start()

    def _show_summary(self, masked: bool) -> None:
        if self._preview is None:
            words = self.tr("先查找，再逐条看：不该替换的去掉勾，漏掉的写进左边的词表") if masked else ""
        else:
            count = len(self.findings.chosen)
            words = self.tr("替换 {0} 个词，{1} 处数字").format(count, self._preview.figures)
            if self.findings.left_out:
                words += self.tr("；{0} 个不替换").format(len(self.findings.left_out))
        self.summary.setText(words)

    @Slot()
    def _measure(self) -> None:
        """Say how much goes in."""
        if self._job is not None or self._done is not None or not self._session.is_open:
            return
        if not self.list.chosen:
            self.note.setText(self.tr("至少选一份报告。"))
            return
        if not self.passphrase.agrees:
            self.note.setText(self.tr("两次输入的口令不一样。"))
            return
        counts = self._session.project.measure(self.choice())
        size = counts.size / (1 << 20)
        words = self.tr("{0} 份报告，{1} 条标注，约 {2} MB")
        self.note.setText(words.format(counts.reports, counts.annotations, f"{max(size, 0.1):.1f}"))

    @Slot()
    def _on_all(self) -> None:
        self.list.toggle_all()
        self._on_stale()

    @Slot()
    def _on_change(self) -> None:
        filters = self.tr("圈点共享包 (*.qdshare)")
        suffix = places.SHARE_SUFFIX.lstrip(".")
        choose_save(self, self.tr("分享"), filters, self.set_target, suggestion=self._target, suffix=suffix)

    def set_target(self, paths: list[Path]) -> None:
        """Take the path the user has chosen."""
        self._target = paths[0]
        self.place.setText(str(self._target))

    # --- the work

    def commit(self) -> bool:
        if self._done is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._done.path.parent)))
            return True
        if self._job is not None:
            return False
        if self.masked.isChecked() and self._preview is None:
            self.tabs.choose(1)
            self._scan()
            return False
        self._settings.last_export_folder = str(self._target.parent)
        if self.masked.isChecked():
            self._start(self._masked_work(), self._on_shared, self.tr("写脱敏的共享包"))
        else:
            work = share_job(self._session.project, self._target, self.choice(), self.passphrase.text)
            self._start(work, self._on_shared, self.tr("写共享包"))
        return False

    @property
    def key_path(self) -> Path:
        """Where the key table goes: beside the package, and never into it."""
        return self._target.with_name(sentence("share.key_name", name=self._target.stem))

    def _masked_work(self) -> Callable[[Progress], Any]:
        findings, path = self.findings.chosen, self.key_path
        write_key(path, self._key, findings, self._session.project.key)  # first: a package whose key is lost is lost
        choice, options = self.choice(), self.options()
        return masked_job(
            self._session.project, self._target, choice, options, findings, self._key, self.passphrase.text, apart=True
        )

    @Slot()
    def _scan(self) -> None:
        if self._job is not None:
            return
        try:
            self._key = self._kept_key()
        except UserError as error:
            self.fail(str(error))
            return
        work = scan_job(self._session.project, self.choice(), self.options(), self._key, apart=True)
        self._start(work, self._on_scanned, self.tr("查找要隐去的词"))

    def _kept_key(self) -> Key:
        """Return the key of an earlier package of this name, so that the same words get the same stand-ins."""
        return read_key(self.key_path) if self.key_path.exists() else new_key()

    def _start(self, work: Callable[[Progress], Any], done: Callable[[Any], None], title: str) -> None:
        self._job = self._jobs.start(title, work)
        self._job.succeeded.connect(done)
        self._job.failed.connect(self._on_failed)
        self._job.ended.connect(self._on_ended)
        self._refresh()
        self._later.stop()
        self.note.setText(f"{title}…")
        self.bar.follow(self._job)

    @Slot(object)
    def _on_scanned(self, preview: Preview) -> None:
        self._job = None
        self._preview = preview
        self.findings.show_findings(preview.findings, preview.numbers)
        self._refresh()
        self.findings.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_shared(self, made: Shared) -> None:
        self._job = None
        self._refresh()
        self._later.stop()
        self._done = made
        self.shared.emit(made)
        if self.primary is not None:
            self.primary.setText(self.tr("打开所在文件夹"))
            self.primary.setFocus()
        self.cancel.setText(self.tr("关闭"))
        words = self.tr("已写出“{0}”，{1} MB").format(made.path.name, f"{made.size / (1 << 20):.1f}")
        if self.masked.isChecked():
            words += self.tr("；对照表“{0}”留在本机，不要一起发出去").format(self.key_path.name)
        self.note.setText(words)

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._job = None
        self._refresh()
        self._later.stop()
        self.fail(str(error))

    @Slot()
    def _on_ended(self) -> None:
        if self._job is not None:  # cancelled
            self._job = None
            self._refresh()

    def reject(self) -> None:
        """Close; a running job is cancelled and leaves nothing behind."""
        if self._job is not None:
            self._job.cancel()
        super().reject()
