"""The foot of the merge page: keys, what is undecided, cancel, merge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from quandian.ui import paint
from quandian.ui.theme import theme
from quandian.ui.widgets import ElidingLabel, button

HEIGHT = 60


class KeyHints(QWidget):
    """Key caps with what they do; those without room are left out from the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: list[tuple[tuple[str, ...], str]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(28)
        theme().changed.connect(self.update)

    def set_hints(self, hints: list[tuple[tuple[str, ...], str]]) -> None:
        """Show other keys."""
        self._hints = hints
        self.setAccessibleName("; ".join(f"{' '.join(keys)} {text}" for keys, text in hints))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        x = 0.0
        for keys, text in self._hints:
            caps = " ".join(keys)
            wide = max(18.0, round(paint.width(caps, 11)) + 10) + 6 + paint.width(text, 12)
            if x + wide > self.width():
                break
            x += paint.key_cap(painter, x, 5, caps) + 6
            x += paint.text(painter, QRectF(x, 4, 240, 20), text, 12, "text2") + 14
        painter.end()


class Footer(QWidget):
    """Signals: cancelled, apply_wanted."""

    cancelled = Signal()
    apply_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 1, 24, 0)
        row.setSpacing(8)
        self.hints = KeyHints(self)
        self.note = ElidingLabel("", 12, "warn", parent=self)
        self.note.align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.note.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.cancel = button(self.tr("取消"))
        self.cancel.setMinimumWidth(88)
        self.cancel.clicked.connect(self.cancelled)
        self.apply = button("", "primary")
        self.apply.clicked.connect(self.apply_wanted)
        row.addWidget(self.hints, 1)
        row.addWidget(self.note)
        row.addSpacing(4)
        row.addWidget(self.cancel)
        row.addWidget(self.apply)
        theme().changed.connect(self._draw)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        self.apply.setIcon(theme().icon("git-merge", 16, "on_ink"))

    def set_primary(self, words: str, *, enabled: bool) -> None:
        """Name the button at the right."""
        self.apply.setText(f" {words}")
        self.apply.setAccessibleName(words)
        self.apply.setEnabled(enabled)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def set_note(self, words: str) -> None:
        """Say something before the buttons; it goes before the keys where room is short."""
        self.note.set_text(words)
        self._fit()

    def _fit(self) -> None:
        buttons = self.cancel.minimumWidth() + self.apply.sizeHint().width() + 2 * 24 + 28
        wanted = self.note.sizeHint().width() if self.note.text else 0
        self.note.setFixedWidth(max(0, min(wanted, self.width() - buttons)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("panel"))
        paint.hairline(painter, 0, 0, self.width())
        painter.end()
