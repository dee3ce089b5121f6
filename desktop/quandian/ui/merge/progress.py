"""What is shown while a merge, or the undoing of one, writes: the project takes nothing else meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from quandian.ui import paint
from quandian.ui.dialogs.base import Dialog, InkLabel
from quandian.ui.jobs import Job


class ProgressBar(QWidget):
    """A thin bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(4)
        self.share = 0.0

    def set_share(self, share: float) -> None:
        """Show how much is done, 0 to 1."""
        self.share = share
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.bar(painter, QRectF(self.rect()), self.share)
        painter.end()


class ProgressDialog(Dialog):
    """Follows a job to its end; Esc or its button cancels it once it reports progress: others cannot be stopped."""

    def __init__(self, job: Job, title: str, line: str, parent: QWidget) -> None:
        super().__init__(parent, QSize(440, 200))
        self.set_title(title)
        self.body.addWidget(InkLabel(line, 13, "text2", wrap=True))
        self.bar = ProgressBar()
        self.body.addWidget(self.bar)
        self.body.addStretch(1)
        self._job: Job | None = job
        self.stop = self.add_footer(self.tr("取消"), cancel=None, kind="")
        self.stop.setEnabled(False)
        self._asked = False
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._on_ended)

    def commit(self) -> bool:
        self.reject()
        return False

    def reject(self) -> None:
        """Ask the job to stop; the dialog goes when it has."""
        if self._job is None:
            super().reject()
            return
        if not self.stop.isEnabled():
            return
        self._asked = True
        self._job.cancel()
        self.stop.setEnabled(False)
        self.fail(self.tr("正在取消…"))
        self.note.set_ink("text2")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # no answer to progress
            return
        super().keyPressEvent(event)

    @Slot(object)
    def _on_progress(self, step: tuple[int, int, str]) -> None:
        done, total, _ = step
        self.stop.setEnabled(not self._asked)
        self.bar.set_share(done / total if total else 0)

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self.accept()
