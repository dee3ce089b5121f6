"""What can be done with a suggestion that was clicked in the reading page: a small bar below its words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from quandian.core.model import Waiting
from quandian.ui import paint
from quandian.ui.reader.layout import PAD
from quandian.ui.reader.view import ReaderView
from quandian.ui.review.queue_rows import percent
from quandian.ui.theme import theme
from quandian.ui.widgets import button

_EDGE, _GAP = 8, 6


class OfferBar(QWidget):
    """Signals: accept_wanted, reject_wanted, review_wanted."""

    accept_wanted = Signal()
    reject_wanted = Signal()
    review_wanted = Signal()

    def __init__(self, reader: ReaderView) -> None:
        super().__init__(reader)
        self._reader = reader
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE + 10, _EDGE + 4, _EDGE + 6, _EDGE + 4)
        row.setSpacing(6)
        self._words = ""
        self._room = QWidget(self)
        row.addWidget(self._room)
        self.accept = self._button(self.tr("接受 A"), row)
        self.accept.clicked.connect(self.accept_wanted)
        self.reject = self._button(self.tr("拒绝 X"), row)
        self.reject.clicked.connect(self.reject_wanted)
        self.review = self._button(self.tr("去审核"), row)
        self.review.clicked.connect(self.review_wanted)
        reader.text.moved.connect(self._on_moved)
        self.hide()

    def _button(self, words: str, row: QHBoxLayout) -> QPushButton:
        made = button(words, "ghost")
        made.setFocusPolicy(made.focusPolicy().NoFocus)  # keys stay with the text
        row.addWidget(made)
        return made

    def show_for(self, tag: str, item: Waiting) -> None:
        """Show the bar below a suggestion, or above it where there is no room."""
        self._words = self.tr("建议{0} {1}").format(tag, percent(item.score))
        self.setAccessibleName(self._words)
        self._room.setFixedSize(round(paint.width(self._words, 12)) + 26, 28)
        self.adjustSize()
        self._place(item)

    def _place(self, item: Waiting) -> None:
        text = self._reader.text
        first, last = text.place_of(item.start), text.place_of(item.end, line_end=True)
        anchor = last or first
        if anchor is None:
            self.hide()
            return
        corner, line = QPointF(text.geometry().topLeft()), text.spans.line_px
        y = corner.y() + anchor.y() + line + _GAP - _EDGE
        if y + self.height() > self._reader.height():
            y = corner.y() + (first or anchor).y() - self.height() - _GAP + _EDGE
        left = corner.x() + PAD - _EDGE
        right = corner.x() + text.width() - PAD - self.width() + _EDGE
        x = min(max(left, corner.x() + anchor.x() - self.width() / 2), max(left, right))
        self.move(round(x), round(y))
        self.show()
        self.raise_()

    @Slot()
    def _on_moved(self) -> None:
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        paint.shadow(painter, rect, 8, blur=_EDGE, dy=2)
        paint.rounded(painter, rect, 8, "raised", "line2")
        top = (self.height() - 14) / 2
        painter.drawPixmap(QPointF(rect.x() + 10, top), theme().pixmap("sparkles", 14, "text2"))
        words = QRectF(rect.x() + 30, 0, self._room.width(), self.height())
        paint.text(painter, words, self._words, 12, "text2")
        painter.end()
