"""A bar that shows how far a dialog's job is."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QProgressBar

from quandian.ui.jobs import Job


class JobBar(QProgressBar):
    """Seen only while a job runs."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.hide()

    def follow(self, job: Job) -> None:
        """Show how far a job is, until it ends."""
        job.progressed.connect(self._on_progress)
        job.ended.connect(self.hide)
        self.setRange(0, 0)
        self.show()

    @Slot(object)
    def _on_progress(self, step: tuple[int, int, str]) -> None:
        done, total, _ = step
        self.setRange(0, max(1, total))
        self.setValue(done)
