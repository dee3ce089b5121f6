"""Says on the start page that a project is being opened, how far that is, and offers to stop it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from quandian.ui import paint
from quandian.ui.jobs import Job
from quandian.ui.qt import ANTIALIASING
from quandian.ui.widgets import ElidingLabel, button

_BAR = 160


class OpeningStrip(QWidget):
    """A line with a bar; out of sight while nothing is being opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._share = 0.0
        self.setFixedHeight(44)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        self.label = ElidingLabel("", 13, parent=self)
        row.addWidget(self.label, 1)
        row.addSpacing(_BAR + 16)
        self.cancel = button(self.tr("取消"), "ghost")
        self.cancel.clicked.connect(self._on_cancel)
        row.addWidget(self.cancel)
        self.hide()

    def follow(self, job: Job, name: str) -> None:
        """Show a job that looks through a project until it ends."""
        self._job, self._share = job, 0.0
        text = self.tr("正在打开“{0}”：第一次打开，先检查文件").format(name)
        self.label.set_text(text)
        self.setAccessibleName(text)
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._on_ended)
        self.show()

    @Slot(object)
    def _on_progress(self, state: tuple[int, int, str]) -> None:
        if self.sender() is self._job:
            done, total, _text = state
            self._share = done / total if total else 0.0
            self.update()

    @Slot()
    def _on_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.hide()

    @Slot()
    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        paint.rounded(painter, QRectF(self.rect()), 8, "surface", "line")
        left = self.cancel.x() - _BAR - 12
        paint.bar(painter, QRectF(left, self.height() / 2 - 3, _BAR, 6), self._share)
        painter.end()
