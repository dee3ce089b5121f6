"""Sharing in the window: opening packages to read them, making a project of one's own of what is open for reading."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from quandian.core.errors import UserError
from quandian.tasks import trust
from quandian.tasks.packages import Prepared, prepare_job
from quandian.tasks.places import PROJECT_SUFFIX, SHARE_SUFFIX, documents_dir, free_path
from quandian.ui.files import choose_open, choose_save

if TYPE_CHECKING:
    from quandian.ui.main_window import MainWindow


class ShareCommands(QObject):
    """Opens packages and serves the bar of what is open for reading."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._path = Path()
        self._sealed = False
        self._passphrase = ("", "")  # the path of what is open for reading, and what it was opened with
        self._package = Path()
        window.project_commands.package_chosen.connect(self.open)
        window.reading_only.bar.merge_wanted.connect(self.merge)
        window.reading_only.bar.copy_wanted.connect(self.save_copy)

    @Slot(object)
    def open(self, path: Path) -> None:
        """Open a package to read it; one that is sealed asks for its passphrase."""
        self._start(path, "")

    @Slot(object, str)
    def _start(self, path: Path, passphrase: str) -> None:
        self._path, self._sealed, self._passphrase = path, bool(passphrase), (str(path.absolute()), passphrase)
        package = path.suffix.lower() == SHARE_SUFFIX
        title = self.tr("打开共享包") if package else self.tr("以只读方式打开“{0}”").format(path.name)
        job = self._window.jobs.start(title, prepare_job(path, passphrase))
        job.failed.disconnect(self._window.on_job_failed)  # a sealed one is no failure
        job.failed.connect(self._on_failed)
        job.succeeded.connect(self._on_prepared)

    @Slot(object)
    def _on_prepared(self, prepared: Prepared) -> None:
        with self._window.session.telling():
            try:
                project = prepared.open()
            except UserError:
                prepared.drop()
                raise
            self._window.session.take(project)

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        if error.code not in ("share.sealed", "share.wrong_passphrase"):
            self._window.session.failed.emit(str(error))
            return
        from quandian.ui.dialogs.passphrase import PassphraseDialog

        dialog = PassphraseDialog(self._path, self._window, wrong=self._sealed)
        dialog.given.connect(self._start)
        dialog.open()

    # --- from reading to working

    @Slot()
    def save_copy(self) -> None:
        """Make a project of one's own of what is open for reading."""
        project = self._window.session.project
        name = "".join("_" if sign in '\\/:*?"<>|' else sign for sign in project.name or project.path.stem)
        choose_save(
            self._window,
            self.tr("另存为我的项目"),
            self.tr("圈点项目 (*.quandian)"),
            self._copy_to,
            suggestion=free_path(documents_dir() / f"{name}{PROJECT_SUFFIX}"),
            suffix=PROJECT_SUFFIX.lstrip("."),
        )

    def _copy_to(self, paths: list[Path]) -> None:
        with self._window.session.telling():
            self._window.session.project.save_copy(paths[0])
            trust.own(paths[0])  # what is open for reading was looked through
            self._window.project_commands.open_path(paths[0])

    @Slot()
    def merge(self) -> None:
        """Ask which project of one's own to merge into, open it, and go on there."""
        self._package = self._window.session.project.path
        folder = self._window.settings.last_folder or str(documents_dir())
        filters = self.tr("圈点项目 (*.quandian)")
        choose_open(self._window, self.tr("合并到哪个项目"), filters, self._merge_into, folder=folder)

    def _merge_into(self, paths: list[Path]) -> None:
        self._window.project_commands.open_path(paths[0], self._merge_here)

    def _merge_here(self) -> None:
        if self._window.session.can_write:
            (path, passphrase), self._passphrase = self._passphrase, ("", "")
            known = passphrase if path == str(self._package.absolute()) else ""
            self._window.merging.start([self._package], {self._package.absolute(): known} if known else None)
