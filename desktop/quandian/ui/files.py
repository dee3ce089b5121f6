"""File dialogs, asynchronous so that nothing blocks and tests can drive them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QWidget


class _Chooser(QFileDialog):
    """A file dialog that hands the chosen paths to a callback and frees itself."""

    def __init__(
        self, parent: QWidget, title: str, folder: str, filters: str, done: Callable[[list[Path]], None]
    ) -> None:
        super().__init__(parent, title, folder if Path(folder).is_dir() else str(Path.home()), filters)
        self._done = done
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
