"""The menu of recent projects, in the file menu and behind the project's name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from quandian.ui.settings import Settings


class RecentMenu(QObject):
    """Fills a menu when it is about to show. Signal: chosen(path)."""

    chosen = Signal(object)

    def __init__(self, menu: QMenu, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self.menu = menu
        self._settings = settings
        menu.aboutToShow.connect(self._fill)

    @Slot()
    def _fill(self) -> None:
        self.menu.clear()
        for recent in self._settings.recent:
            action = QAction(recent.name, self.menu)
            action.setToolTip(recent.path)
            action.setData(recent.path)
            action.setEnabled(Path(recent.path).exists())
            action.triggered.connect(self._on_triggered)
            self.menu.addAction(action)
        if not self._settings.recent:
            empty = self.menu.addAction(self.tr("还没有项目"))
            empty.setEnabled(False)

    @Slot()
    def _on_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(Path(str(action.data())))
