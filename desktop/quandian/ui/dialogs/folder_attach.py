"""Attach a project to a shared folder, or make a project out of one that is shared there."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QStackedWidget, QWidget

from quandian.core.errors import UserError
from quandian.store.places import is_risky_for_wal
from quandian.tasks.places import PROJECT_SUFFIX, documents_dir, free_path
from quandian.tasks.sharing import need_outside
from quandian.tasks.sharing_jobs import SharedProject, attach_file, join_file, shared_in
from quandian.ui.dialogs.base import Dialog, Form, InkLabel, row_of
from quandian.ui.dialogs.folder_rows import SharedRows
from quandian.ui.files import choose_folder, choose_save
from quandian.ui.folder_sync import FolderSync
from quandian.ui.panels.parts import EmptyState
from quandian.ui.session import Session
from quandian.ui.settings import Settings
from quandian.ui.widgets import button


def risk_words(path: Path) -> str:
    """Return a warning where a project file itself lies in a network or synchronised folder, else nothing."""
    if not is_risky_for_wal(path):
        return ""
    return QCoreApplication.translate(
        "SharedFolder", "项目文件本身放在网络盘或同步文件夹里，可能被同步程序改坏。建议移到本机的文件夹，只共享改动。"
    )


class _FolderDialog(Dialog):
    """What both have in common: a folder, and what is shared there."""

    def __init__(
        self, sync: FolderSync, settings: Settings, rows: SharedRows, lines: tuple[str, ...], parent: QWidget
    ) -> None:
        super().__init__(parent, QSize(640, 568))
        self._sync, self._settings = sync, settings
        self.folder: Path | None = None
        for line in lines:
            self.body.addWidget(InkLabel(line, 13, "text2", wrap=True))
        self.place = QLineEdit()
        self.place.setReadOnly(True)
        self.place.setPlaceholderText(self.tr("网络盘或同步文件夹里，大家都能打开的文件夹"))
        self.choose = button(self.tr("选择…"))
        self.choose.clicked.connect(self._on_choose)
        self.form = Form()
        self.form.add(self.tr("文件夹"), row_of(self.place, self.choose))
        self.place.setAccessibleName(self.tr("文件夹"))
        self.body.addLayout(self.form)
        self.list = rows
        self.list.setAccessibleName(self.tr("这里的共享项目"))
        self.list.current.connect(self._on_row)
        self._pages = QStackedWidget()
        self.empty = EmptyState("folder", self.tr("先选一个文件夹"), self.tr("选好以后，这里列出其中的共享项目"))
        self._pages.addWidget(self.empty)
        self._pages.addWidget(self.list)
        self.body.addWidget(self._pages, 1)
        self.sources = QCheckBox(self.tr("源文件也放进去，同事能看到 Word 等原件"))
        self.sources.setChecked(True)

    @Slot()
    def _on_choose(self) -> None:
        start = self._settings.last_shared_folder or str(Path.home())
        choose_folder(self, self.tr("选择共享文件夹"), self.set_folder, folder=start)

    def set_folder(self, paths: list[Path]) -> None:
        """Take the folder the user has chosen and look what is shared there."""
        self.folder = paths[0]
        self._settings.last_shared_folder = str(self.folder)
        self.place.setText(str(self.folder))
        self.place.setToolTip(str(self.folder))
        self.fail("")
        self.list.set_rows([])
        self.empty.set_texts(self.tr("正在查看这个文件夹…"))
        self._pages.setCurrentWidget(self.empty)
        self._enable()
        self._sync.ask(partial(shared_in, self.folder, self._inside), self._on_found, self._on_refused)

    @Slot(object)
    def _on_refused(self, error: UserError) -> None:
        self.empty.set_texts(self.tr("这个文件夹用不了"), self.tr("换一个文件夹，或等网络恢复后再选一次"))
        self._busy = False
        self.fail(str(error))
        self._enable()

    _busy = False
    _inside: Path | None = None
    """The project file that must not lie in the folder, where there is one yet."""

    def _on_found(self, found: list[SharedProject]) -> None:
        raise NotImplementedError

    def _show(self, rows: list[SharedProject | None], at: int = 0) -> None:
        self.list.set_rows(rows, at)
        self._pages.setCurrentWidget(self.list if rows else self.empty)
        self._enable()
        self.list.setFocus()

    @Slot(object)
    def _on_row(self, _row: object) -> None:
        self._enable()

    def _enable(self) -> None:
        if self.primary is not None:
            self.primary.setEnabled(self.folder is not None and self.list.at >= 0 and not self._busy)


class AttachDialog(_FolderDialog):
    """Attaches the open project. Signal: attached."""

    attached = Signal()

    def __init__(self, session: Session, sync: FolderSync, settings: Settings, parent: QWidget) -> None:
        project = session.project
        self._mine, self._inside = project.key, project.path
        rows = SharedRows(project.name or project.path.stem, project.key)
        lines = (
            QCoreApplication.translate(
                "AttachDialog",
                "接入大家都能打开的文件夹（网络盘或同步文件夹）后，各人的标注自动交换；没有网络时照常工作，连上再补。",
            ),
            QCoreApplication.translate("AttachDialog", "每人只往里写自己的改动；项目文件留在本机，不要放进去。"),
        )
        super().__init__(sync, settings, rows, lines, parent)
        self.set_title(self.tr("接入共享文件夹"))
        self.body.addWidget(self.sources)
        words = risk_words(project.path)
        self.risk = InkLabel(words, 12, "warn", wrap=True)
        self.risk.setVisible(bool(words))
        self.body.addWidget(self.risk)
        self.add_footer(self.tr("接入"))
        self._enable()
        sync.done.connect(self._on_done)
        sync.refused.connect(self._on_refused)
        self.choose.setFocus()

    @Slot(object)
    def _on_found(self, found: list[SharedProject]) -> None:
        same = next((n for n, one in enumerate(found) if one.key == self._mine), -1)
        if same >= 0:
            self._show([found[same]])
        else:
            self._show([None, *found])

    @Slot(object)
    def _on_row(self, row: object) -> None:
        super()._on_row(row)
        other = isinstance(row, SharedProject) and row.key != self._mine
        self.fail("")
        self.note.setText(self.tr("两个项目的报告、标签和标注会合到一起。") if other else "")

    def commit(self) -> bool:
        """Attach in the background; the dialog closes when that went well."""
        row = self.list.row
        if self.folder is None or self._busy:
            return False
        self._busy = True
        self._enable()
        key = row.key if row is not None else ""
        sources, beside = self.sources.isChecked(), row is None
        self._sync.do(partial(attach_file, folder=self.folder, key=key, sources=sources, beside=beside))
        return False

    @Slot(object)
    def _on_done(self, _report: object) -> None:
        if self._busy and self._sync.attachment is not None:
            self.attached.emit()
            self.accept()


class JoinDialog(_FolderDialog):
    """Makes a new project out of a shared one. Signal: joined(path of the new project)."""

    joined = Signal(object)

    def __init__(self, sync: FolderSync, settings: Settings, parent: QWidget) -> None:
        line = QCoreApplication.translate(
            "JoinDialog", "同事已把项目放在共享文件夹里。加入后本机有一份自己的项目，各人的标注自动交换。"
        )
        super().__init__(sync, settings, SharedRows(), (line,), parent)
        self.set_title(self.tr("从共享文件夹加入"))
        self._target = Path()
        self.target = QLineEdit()
        self.target.setReadOnly(True)
        self.target.setAccessibleName(self.tr("存到"))
        change = button(self.tr("更改…"))
        change.clicked.connect(self._on_change)
        to = Form()
        to.add(self.tr("存到"), row_of(self.target, change))
        self.body.addLayout(to)
        self.body.addWidget(self.sources)
        self.add_footer(self.tr("加入"))
        self._enable()
        self.choose.setFocus()

    @Slot(object)
    def _on_found(self, found: list[SharedProject]) -> None:
        if not found:
            self.empty.set_texts(self.tr("这里还没有共享项目"), self.tr("等同步完成，或请同事先接入这个文件夹"))
        self._show(list(found))

    @Slot(object)
    def _on_row(self, row: object) -> None:
        super()._on_row(row)
        if isinstance(row, SharedProject):
            stem = "".join("_" if sign in '\\/:*?"<>|' else sign for sign in row.name).strip(" .")
            self.set_target([free_path(documents_dir() / f"{stem or self.tr('共享项目')}{PROJECT_SUFFIX}")])

    @Slot()
    def _on_change(self) -> None:
        filters = self.tr("圈点项目 (*.quandian)")
        suggestion = self._target if self._target.name else documents_dir() / f"{self.tr('共享项目')}{PROJECT_SUFFIX}"
        suffix = PROJECT_SUFFIX.lstrip(".")
        choose_save(self, self.tr("存到"), filters, self.set_target, suggestion=suggestion, suffix=suffix)

    def set_target(self, paths: list[Path]) -> None:
        """Take where the new project is to lie."""
        self._target = paths[0]
        self.target.setText(str(self._target))
        self.fail("")
        words = risk_words(self._target)
        if self.folder is not None:
            try:
                need_outside(self._target, self.folder)
            except UserError as error:
                self.fail(str(error))
                return
        if words:
            self.note.set_ink("warn")
            self.note.setText(words)

    def commit(self) -> bool:
        """Make the project in the background; the dialog closes when that went well."""
        row = self.list.row
        if self.folder is None or not isinstance(row, SharedProject) or self._busy:
            return False
        if self._target.exists():
            raise UserError("project.exists", path=str(self._target))
        self._busy = True
        self._enable()
        work = partial(join_file, self._target, self.folder, row.key, sources=self.sources.isChecked())
        self._sync.ask(work, self._on_joined, self._on_refused)
        return False

    @Slot(object)
    def _on_joined(self, path: Path) -> None:
        self.joined.emit(path)
        self.accept()
