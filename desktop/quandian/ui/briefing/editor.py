"""Words of the briefing written in place: a field over the page, in the type of the page, open to input methods."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from quandian.ui import paint
from quandian.ui.page_text import family_of
from quandian.ui.qt import CTRL
from quandian.ui.theme import theme
from quandian.ui.widgets import button
from quandian.writing.gongwen import Fonts

_LEAST = 3  # lines of text that have room
_WIDE = 420  # px; a page shown smaller gets a field wider than its words
_FOOT = 44


class _Text(QPlainTextEdit):
    """The field. Signals: kept by Ctrl+Enter, dropped by Esc, left when the keyboard goes elsewhere."""

    kept = Signal()
    dropped = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+Enter, which exports elsewhere on the page."""
        claimed = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() in claimed:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & CTRL:
            self.kept.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        reasons = Qt.FocusReason
        if event.reason() not in (reasons.PopupFocusReason, reasons.ActiveWindowFocusReason):
            self.left.emit()


class WordsEditor(QWidget):
    """The field with its buttons.

    Signals: kept(key, text), restored(key) to take the generated words, ended(whether it had the keyboard).
    """

    kept = Signal(str, str)
    restored = Signal(str)
    ended = Signal(bool)

    def __init__(self, key: str, text: str, hint: str, *, by_hand: bool, zoom: float, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._before = text
        self._over = False
        self.text = _Text(self)
        self.text.setAccessibleName(hint)
        self.text.setPlaceholderText(hint)
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.text.setTabChangesFocus(True)
        self.text.setStyleSheet("QPlainTextEdit{background:#ffffff;color:#000000;border:0;padding:0}")
        font = self.text.font()
        font.setFamilies([family_of(Fonts().body), "Noto Serif CJK SC"])
        font.setPixelSize(max(14, round(zoom * 160)))
        self.text.setFont(font)
        palette = self.text.palette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, QColor("#69645A"))
        self.text.setPalette(palette)
        self.text.setPlainText(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 3, 10, 8)
        column.setSpacing(6)
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.restore = button(self.tr("还原生成的文字"))
        self.restore.setVisible(by_hand)
        self.restore.clicked.connect(self._on_restore)
        row.addWidget(self.restore)
        row.addStretch(1)
        self.cancel = button(self.tr("取消 Esc"))
        self.cancel.clicked.connect(self._on_dropped)
        self.done = button(self.tr("完成 Ctrl+Enter"), "primary")
        self.done.clicked.connect(self._on_kept)
        for made in (self.restore, self.cancel, self.done):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a press must not end the writing before it is heard
        row.addWidget(self.cancel)
        row.addWidget(self.done)
        column.addLayout(row)
        self.text.kept.connect(self._on_kept)
        self.text.dropped.connect(self._on_dropped)
        self.text.left.connect(self._on_left)
        self.text.textChanged.connect(self._grow)
        self._lines = 0
        self._room = QRect()

    def place(self, rect: QRect) -> None:
        """Stand over ``rect`` of the page, at least wide and high enough to write in."""
        self._room = rect
        wide = max(rect.width() + 40, _WIDE)
        parent = self.parentWidget()
        limit = parent.width() - 16 if parent is not None else wide
        wide = min(wide, limit)
        left = rect.center().x() - wide // 2
        left = min(max(left, 8), max(8, limit - wide + 8))
        self.setGeometry(left, rect.top() - 2, wide, max(rect.height() + 20, self._wanted(wide)) + _FOOT)

    def _wanted(self, wide: int) -> int:
        """Return the height of the text set so wide, with a line to go on."""
        metrics, across = self.text.fontMetrics(), max(wide - 40, 100)
        parts = self.text.toPlainText().split("\n")
        lines = sum(max(1, -(-metrics.horizontalAdvance(part) // across)) for part in parts)
        return max(_LEAST, lines + 1) * metrics.lineSpacing() + 12

    @Slot()
    def _grow(self) -> None:
        self.place(self._room)

    def start(self) -> None:
        """Show, with the caret at the end."""
        self.show()
        self.raise_()
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_kept(self) -> None:
        self.finish(keep=True)

    @Slot()
    def _on_dropped(self) -> None:
        self.finish(keep=False)

    @Slot()
    def _on_left(self) -> None:
        QTimer.singleShot(0, self._end_if_away)

    @Slot()
    def _end_if_away(self) -> None:
        focus = QApplication.focusWidget()
        if not self._over and focus is not None and focus is not self.text:
            self.finish(keep=True)

    @Slot()
    def _on_restore(self) -> None:
        if not self._over:
            self._over = True
            self.restored.emit(self.key)
            self._end()

    def finish(self, *, keep: bool) -> None:
        """End the writing; what was written is kept unless it was cancelled or is as before."""
        if self._over:
            return
        self._over = True
        text = self.text.toPlainText().strip()
        if keep and text != self._before.strip():
            self.kept.emit(self.key, text)
        self._end()

    def _end(self) -> None:
        had = self.text.hasFocus()
        self.hide()
        self.ended.emit(had)
        self.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.rect().toRectF()
        paint.rounded(painter, rect, 6, QColor("#ffffff"), QColor("#24221E"), 2)
        painter.fillRect(
            round(rect.x()) + 2,
            round(rect.bottom()) - _FOOT,
            round(rect.width()) - 4,
            _FOOT - 3,
            theme().color("panel"),
        )
        painter.end()
