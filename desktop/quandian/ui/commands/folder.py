"""The shared folder in the window: its dialogs, its sign in the status bar, synchronising by hand."""

from __future__ import annotations

# Dialogs are imported where they are opened: the window must be there in 0.8 s (issue 2, "Figures").
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from quandian.core.sentences import sentence
from quandian.tasks.sharing_jobs import FolderReport
from quandian.ui import settings as settings_store
from quandian.ui.folder_sync import FolderSync

if TYPE_CHECKING:
    from quandian.ui.main_window import MainWindow

RESOLVE = "merge.resolve_conflicts"


class FolderCommands(QObject):
    """Serves the actions ``folder.*``."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.sync = FolderSync(window.session, window.settings)
        self._asked = False
        self.sync.changed.connect(self._show_sign)
        self.sync.done.connect(self._on_done)
        self.sync.running_changed.connect(self._on_running)
        window.status.shared.clicked.connect(self.open)
        window.start.join_wanted.connect(self.join)

    @Slot()
    def _show_sign(self) -> None:
        icon, words, ink, tip = self.sync.sign()
        self._window.status.shared.set(words, icon=icon, ink=ink, tip=tip)

    @Slot()
    def open(self) -> None:
        """Show how the shared folder stands, or offer to attach to one."""
        window = self._window
        if not window.session.can_write:
            return
        self.sync.refresh()
        if self.sync.attachment is not None:
            self._show_members()
            return
        from quandian.ui.dialogs.folder_attach import AttachDialog

        dialog = AttachDialog(window.session, self.sync, window.settings, window)
        dialog.attached.connect(self._on_attached)
        dialog.open()

    def _show_members(self) -> None:
        from quandian.ui.dialogs.shared_folder import SharedFolderDialog

        window = self._window
        dialog = SharedFolderDialog(window.session, self.sync, self._can_resolve, window)
        dialog.resolve_wanted.connect(self._on_resolve)
        dialog.left.connect(self._on_left)
        dialog.open()

    @property
    def _can_resolve(self) -> bool:
        return any(spec.id == RESOLVE for spec, _ in self._window.actions_table.all())

    @Slot()
    def _on_resolve(self) -> None:
        self._window.run(RESOLVE)

    @Slot()
    def _on_attached(self) -> None:
        settings_store.save(self._window.settings)
        self._window.session.say(self.tr("已接入共享文件夹，正在同步"))
        self._show_members()

    @Slot()
    def _on_left(self) -> None:
        self._window.session.say(self.tr("已断开共享文件夹"))

    @Slot()
    def join(self) -> None:
        """Make a project of one's own out of one that is shared in a folder, and open it."""
        from quandian.ui.dialogs.folder_attach import JoinDialog

        dialog = JoinDialog(self.sync, self._window.settings, self._window)
        dialog.joined.connect(self._on_joined)
        dialog.open()

    @Slot(object)
    def _on_joined(self, path: Path) -> None:
        self._window.project_commands.open_path(path)
        self.sync.start()

    def synchronise(self) -> None:
        """Synchronise now; without a folder, offer to attach to one."""
        self.sync.refresh()
        if self.sync.attachment is None:
            self.open()
        else:
            self._asked = True
            self._window.session.say(self.tr("正在与共享文件夹同步"))
            self.sync.start()

    @Slot(object)
    def _on_done(self, report: FolderReport) -> None:
        """Say how it went where the user asked for it: a folder that is gone must not look like one in step."""
        outcome = report.outcome
        if self._asked and (report.problem is not None or outcome is not None):
            self._asked = False
            words = (
                str(report.problem)
                if outcome is None or report.problem is not None
                else sentence("folder.exchanged", sent=outcome.sent, taken=outcome.taken)
            )
            self._window.session.say(words)

    @Slot(bool)
    def _on_running(self, running: bool) -> None:
        if self._asked and not running:  # it failed, or the project was closed meanwhile
            self._asked = False
            if self.sync.problem is not None:
                self._window.session.say(str(self.sync.problem))
