"""A dashed place to drop files on; it lights up while files that can be used hover over it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from quandian.ui import paint
from quandian.ui.phrases import listed
from quandian.ui.qt import ALIGN_CENTER, ANTIALIASING, EXPANDING, FIXED
from quandian.ui.theme import theme


def local_paths(data: QMimeData) -> list[Path]:
    """Return the files and folders of this computer that are being dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropArea(QWidget):
    """Takes files and folders. Signal: dropped(list of Path)."""

    dropped = Signal(object)

    def __init__(self, title: str, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._lines = title, list(lines)
        self._hot = False
        self.setAcceptDrops(True)
        self.setFixedHeight(108 + 20 * len(self._lines))
        self.setSizePolicy(EXPANDING, FIXED)
        self.setAccessibleName(listed([title, *lines]))
        theme().changed.connect(self.update)

    @property
    def hot(self) -> bool:
        """Whether files that can be taken hover over it."""
        return self._hot

    def _heat(self, hot: bool) -> None:
        self._hot = hot
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_paths(event.mimeData()):
            event.acceptProposedAction()
            self._heat(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._heat(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._heat(False)
        paths = local_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        rect = QRectF(self.rect())
        if self._hot:
            paint.rounded(painter, rect, 8, "selected", "focus", 2)
        else:
            paint.rounded(painter, rect, 8, "panel", "line2", 1.5, [6, 4])
        top = (rect.height() - 68 - 20 * len(self._lines)) / 2
        ink = "text" if self._hot else "text2"
        painter.drawPixmap(round(rect.width() / 2 - 12), round(top), theme().pixmap("file-up", 24, ink))
        title = self.tr("松开鼠标导入") if self._hot else self._title
        paint.text(painter, QRectF(8, top + 34, rect.width() - 16, 22), title, 13, bold=True, align=ALIGN_CENTER)
        for n, line in enumerate(self._lines):
            spot = QRectF(8, top + 60 + 20 * n, rect.width() - 16, 20)
            paint.text(painter, spot, line, 12, "text2", align=ALIGN_CENTER)
        painter.end()
