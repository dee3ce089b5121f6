"""The small card beside a chosen part of the preview: where it comes from, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from quandian.ui import paint
from quandian.ui.theme import TagLook, theme
from quandian.ui.widgets import ElidingLabel, IconButton, Line, button

WIDTH = 330
_SHADE = 10  # px round the card for its shadow


class _Head(QWidget):
    """The tag's chip and the title."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(26)
        self.look: TagLook | None = None
        self.title = ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = paint.tag_chip(painter, 0, 2, self.look) + 10 if self.look is not None else 0.0
        paint.text(painter, QRectF(left, 0, self.width() - left, 26), self.title, 13, bold=True)
        painter.end()


class SourceCard(QWidget):
    """Signals: pressed(name of the action); closed."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH + 2 * _SHADE)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SHADE + 12, _SHADE + 8, _SHADE + 8, _SHADE + 6)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.head = _Head(self)
        row.addWidget(self.head, 1)
        close = IconButton("x", self.tr("关闭 (Esc)"), self, size=16)
        close.clicked.connect(self.hide)
        row.addWidget(close)
        column.addLayout(row)
        self.words = ElidingLabel("", 13)
        self.place_words = ElidingLabel("", 12, "text2")
        column.addWidget(self.words)
        column.addWidget(self.place_words)
        column.addSpacing(4)
        column.addWidget(Line(parent=self))
        column.addSpacing(2)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(4)
        column.addLayout(self._buttons)
        self._made: list[QWidget] = []
        self.hide()

    def show_part(
        self, title: str, words: str, place: str, actions: list[tuple[str, str, str]], look: TagLook | None
    ) -> None:
        """Say what the part is; ``actions`` are (name, icon, text)."""
        self.head.look, self.head.title = look, title
        self.head.update()
        self.words.set_text(words)
        self.words.setVisible(bool(words))
        self.place_words.set_text(place)
        self.place_words.setVisible(bool(place))
        for made in self._made:
            self._buttons.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._made = []
        for name, icon, text in actions:
            one = button(f" {text}", "ghost")
            one.setObjectName(name)
            one.setIcon(theme().icon(icon, 16))
            one.clicked.connect(self._on_pressed)
            self._buttons.addWidget(one)
            self._made.append(one)
        stretch = QWidget(self)
        self._buttons.addWidget(stretch, 1)
        stretch.show()
        self._made.append(stretch)
        self.setAccessibleName(f"{title} {words} {place}")
        inner = self.layout()
        if inner is not None:  # what was shown or hidden counts only after this
            inner.invalidate()
            inner.activate()

    @Slot()
    def _on_pressed(self) -> None:
        self.pressed.emit(self.sender().objectName())

    def stand_by(self, rect: QRect, room: QRect) -> None:
        """Stand below the part at the right, above it where there is no room; never over its words."""
        size = QSize(self.width(), self.sizeHint().height())
        x = min(rect.right() - size.width() // 3, room.right() - size.width())
        x = max(x, room.left())
        y = rect.bottom() + 4 - _SHADE + 4
        if y + size.height() > room.bottom():
            above = rect.top() - size.height() + _SHADE - 8
            y = above if above >= room.top() else max(room.top(), room.bottom() - size.height())
        self.setGeometry(QRect(QPoint(x, y), size))
        self.show()
        self.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.card(painter, QRectF(self.rect()).adjusted(_SHADE, _SHADE, -_SHADE, -_SHADE), 8)
        painter.end()
