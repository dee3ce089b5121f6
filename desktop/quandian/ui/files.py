"""File dialogs, asynchronous so that nothing blocks and tests can drive them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileInfo, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget


class PlainIcons(QFileIconProvider):
    """Icons and kinds of files by what they are called, without a look into them.

    Qt's own provider opens files to guess what they hold. Opening and closing a project file that way would cost the
    open project its locks (POSIX), and with them what is written next (see ``Store._need_live_log``).
    """

    def icon(self, wanted: QFileInfo | QFileIconProvider.IconType) -> QIcon:
        kinds = QFileIconProvider.IconType
        if isinstance(wanted, QFileInfo):
            wanted = kinds.Folder if wanted.isDir() else kinds.File
        return super().icon(wanted)

    def type(self, info: QFileInfo) -> str:
        return "" if info.isDir() else info.suffix()


class _Chooser(QFileDialog):
    """A file dialog that hands the chosen paths to a callback and frees itself."""

    def __init__(
        self, parent: QWidget, title: str, folder: str, filters: str, done: Callable[[list[Path]], None]
    ) -> None:
        super().__init__(parent, title, folder if Path(folder).is_dir() else str(Path.home()), filters)
        self._done = done
        self._icons = PlainIcons()
        self.setIconProvider(self._icons)
        # The dialogs of Linux desktops run inside our process and look into files too.
        self.setOption(QFileDialog.Option.DontUseNativeDialog, sys.platform.startswith("linux"))
        self.filesSelected.connect(self._on_files)
        self.finished.connect(self.deleteLater)

    @Slot(list)
    def _on_files(self, names: list[str]) -> None:
        self._done([Path(name) for name in names])


def choose_open(
    parent: QWidget,
    title: str,
    filters: str,
    done: Callable[[list[Path]], None],
    *,
    folder: str = "",
    many: bool = False,
) -> QFileDialog:
    """Ask for files to open; ``done`` gets the chosen paths, and is not called when the user cancels."""
    dialog = _Chooser(parent, title, folder, filters, done)
    mode = QFileDialog.FileMode
    dialog.setFileMode(mode.ExistingFiles if many else mode.ExistingFile)
    dialog.open()
    return dialog


def choose_save(
    parent: QWidget, title: str, filters: str, done: Callable[[list[Path]], None], *, suggestion: Path, suffix: str
) -> QFileDialog:
    """Ask where to save; an existing file is asked about; ``done`` gets one path with the suffix set."""
    dialog = _Chooser(parent, title, str(suggestion.parent), filters, done)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(suggestion.name)
    dialog.open()
    return dialog


def choose_folder(parent: QWidget, title: str, done: Callable[[list[Path]], None], *, folder: str = "") -> QFileDialog:
    """Ask for a folder; ``done`` gets it as the only path, and is not called when the user cancels."""
    dialog = _Chooser(parent, title, folder, "", done)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog
