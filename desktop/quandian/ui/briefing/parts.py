"""Small widgets of the composer: parts of the settings that fold, checks as cards, fields that tell when they end."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QVBoxLayout, QWidget

from quandian.ui import paint
from quandian.ui.qt import ALIGN_RIGHT, ANTIALIASING, POINTING_HAND
from quandian.ui.theme import theme


class Field(QLineEdit):
    """A field that tells a changed text once, when the user is done. Signal: kept(text)."""

    kept = Signal(str)

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setPlaceholderText(placeholder)
        self.editingFinished.connect(self.commit)

    def show_text(self, text: str) -> None:
        """Show what the project has; what is being typed stays."""
        if text != self._shown or not self.hasFocus():
            self._shown = text
            if self.text() != text:
                self.setText(text)
                self.setCursorPosition(0)

    @Slot()
    def commit(self) -> None:
        """Tell the text, if it is another one."""
        if self.text().strip() != self._shown:
            self._shown = self.text().strip()
            self.kept.emit(self._shown)

    def refuse(self, wrong: bool) -> None:
        """Mark what was typed as wrong, or not."""
        if (self.property("wrong") == "yes") != wrong:
            self.setProperty("wrong", "yes" if wrong else "")
            self.style().unpolish(self)
            self.style().polish(self)


class Choice(QComboBox):
    """A combo box of values with words. Signal: picked(value) by the user."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._values: list[object] = []  # Qt would make plain text of an enum
        self.activated.connect(self._on_activated)

    @property
    def value(self) -> object:
        """The value shown; None for none."""
        at = self.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def show_value(self, value: object) -> None:
        """Show a value, or the first where it is not on offer."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def offer(self, choices: list[tuple[str, object]], now: object) -> None:
        """Show choices (words, value) and which it is now."""
        known = [(self.itemText(n), value) for n, value in enumerate(self._values)]
        if known != choices:
            self.clear()
            self._values = [value for _, value in choices]
            self.addItems([words for words, _ in choices])
        at = next((n for n, (_, value) in enumerate(choices) if value == now), -1)
        if at != self.currentIndex():
            self.setCurrentIndex(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the panel scroll: a wheel that passes over a field must not change the briefing."""
        event.ignore()

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        self.picked.emit(self._values[index])


class _FoldHead(QAbstractButton):
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setFixedHeight(32)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(POINTING_HAND)
        self.summary = ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            paint.rounded(painter, QRectF(self.rect()).adjusted(-6, 1, 6, -1), 6, "hover")
        icon = "chevron-down" if self.isChecked() else "chevron-right"
        painter.drawPixmap(QPointF(0, 8), theme().pixmap(icon, 16, "text2"))
        used = paint.text(painter, QRectF(22, 0, self.width() - 22, 31), self.text(), 13, bold=True)
        room = QRectF(22 + used + 12, 0, self.width() - 34 - used, 31)
        if not self.isChecked():
            paint.text(painter, room, self.summary, 12, "text2", align=ALIGN_RIGHT)
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()).adjusted(0, 1, 0, -1))
        painter.end()


class Fold(QWidget):
    """A part of the settings that opens and closes; closed it says in a few words what is set."""

    toggled = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = _FoldHead(title, self)
        self.head.toggled.connect(self._on_toggled)
        column.addWidget(self.head)
        self._holder = QWidget(self)
        self.body = QVBoxLayout(self._holder)
        self.body.setContentsMargins(0, 4, 0, 10)
        self.body.setSpacing(8)
        self._holder.hide()
        column.addWidget(self._holder)

    def set_summary(self, words: str) -> None:
        """Say what is set."""
        self.head.summary = words
        self.head.setAccessibleName(f"{self.head.text()} {words}")
        self.head.setToolTip(words)
        self.head.update()

    @property
    def is_open(self) -> bool:
        """Whether its contents show."""
        return self.head.isChecked()

    def set_open(self, on: bool) -> None:
        """Open or close it."""
        self.head.setChecked(on)

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        self._holder.setVisible(on)
        self.head.update()
        self.toggled.emit(on)


_LOOKS = {
    "wrong": ("circle-x", "danger", "danger_soft"),
    "look": ("triangle-alert", "warn", "warn_soft"),
    "know": ("info", "info", "info_soft"),
    "fine": ("circle-check", "ok", "ok_soft"),
}


_WRAPPED = Qt.TextFlag.TextWrapAnywhere.value | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignTop.value
_LINE_HEIGHT, _MOST_LINES = 18, 4


class CheckCard(QAbstractButton):
    """One finding: icon, what was found, what it means; a click goes to its place, the next one to the next."""

    def __init__(self, severity: str, title: str, line: str, *, leads: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = _LOOKS.get(severity, _LOOKS["know"])
        self._title, self._line, self._leads = title, line, leads
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{title} {line}".strip())
        self.setToolTip(f"{title}\n{line}".strip())
        self._fit()
        self.setEnabled(True)
        if leads:
            self.setCursor(POINTING_HAND)

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    @property
    def title(self) -> str:
        """What was found."""
        return self._title

    def _room(self) -> float:
        """Return how wide the words may be."""
        return self.width() - 34 - (30 if self._leads else 10)

    def _fit(self) -> None:
        """Be as high as the second line needs, up to four lines: names of fonts are long."""
        if not self._line:
            self.setFixedHeight(34)
            return
        measure = QFontMetricsF(theme().ui_font(12))
        box = QRectF(0, 0, max(self._room(), 60.0), 1000)
        lines = round(measure.boundingRect(box, _WRAPPED, self._line).height() / measure.height())
        self.setFixedHeight(round(30 + min(max(lines, 1), _MOST_LINES) * _LINE_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        rect = QRectF(self.rect())
        icon, ink, ground = self._look
        paint.rounded(painter, rect, 6, ground, ink if self.underMouse() and self._leads else None)
        painter.drawPixmap(QPointF(10, 8), theme().pixmap(icon, 16, ink))
        right = rect.width() - (30 if self._leads else 10)
        paint.text(painter, QRectF(34, 5, right - 34, 22), self._title, 13, "text")
        if self._line:
            painter.setFont(theme().ui_font(12))
            painter.setPen(theme().color("text2"))
            painter.drawText(QRectF(34, 26, right - 34, rect.height() - 30), _WRAPPED, self._line)
        if self._leads:
            painter.drawPixmap(
                QPointF(rect.width() - 24, rect.height() / 2 - 8), theme().pixmap("chevron-right", 16, "text2")
            )
        if self.hasFocus():
            paint.focus_ring(painter, rect)
        painter.end()
