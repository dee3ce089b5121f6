"""The history of the project in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from quandian.ui.main_window import MainWindow


class HistoryCommands(QObject):
    """Serves the actions ``history.*``."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def open(self) -> None:
        """Show the history of the project."""
        from quandian.ui.dialogs.project_history import ProjectHistoryDialog

        window = self._window
        dialog = ProjectHistoryDialog(window.session, window.jobs, window.settings, window)
        for wanted in (dialog.annotation_wanted, dialog.passage_wanted, dialog.report_wanted):
            wanted.connect(window.reviewing.show_reading)
        dialog.annotation_wanted.connect(window.presenter.open_annotation)
        dialog.passage_wanted.connect(window.presenter.open_span)
        dialog.report_wanted.connect(window.presenter.open_report)
        dialog.open()
