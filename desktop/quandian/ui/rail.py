"""The rail: the pages that exist, settings and help (design guide, section 2)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from quandian.ui import paint
from quandian.ui.qt import ALIGN_CENTER, ANTIALIASING
from quandian.ui.theme import theme
from quandian.ui.widgets import IconButton


class _RailButton(QAbstractButton):
    """One page: icon and, where there is room, its name; a cinnabar bar marks the current one."""

    def __init__(self, icon: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._compact = icon, False
        self._badge = ""
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        self.setFixedSize(51 if compact else 67, 44 if compact else 60)
        self.update()

    def set_badge(self, words: str) -> None:
        """Show a number at the icon; empty: none."""
        if words != self._badge:
            self._badge = words
            self.setAccessibleName(f"{self.text()} {words}".strip())
            self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        width, height = self.width(), self.height() - 4
        on = self.isChecked()
        ground = QRectF(6, 0, width - 12, height)
        if on:
            paint.rounded(painter, ground, 8, "selected")
            paint.rounded(painter, QRectF(0, height / 2 - 10, 3, 20), 1.5, "cinnabar")
        elif self.underMouse():
            paint.rounded(painter, ground, 8, "hover")
        ink = "text" if on else "text2"
        top = 10 if self._compact else 9
        painter.drawPixmap(QPointF((width - 20) / 2, top), theme().pixmap(self._icon, 20, ink))
        if not self._compact:
            paint.text(painter, QRectF(0, 31, width, 18), self.text(), 12, ink, bold=on, align=ALIGN_CENTER)
        if self._badge:
            wide = round(paint.width(self._badge, 11, True)) + 8
            badge = QRectF(width - wide - (2 if self._compact else 6), 2, wide, 15)
            paint.rounded(painter, badge, 7.5, "cinnabar")
            ink = "window" if theme().is_dark else "on_ink"
            paint.text(painter, badge, self._badge, 11, ink, bold=True, align=ALIGN_CENTER)
        if self.hasFocus():
            paint.focus_ring(painter, ground, 8)
        painter.end()


class _Logo(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(52)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.logo(painter, QRectF((self.width() - 28) / 2, 12, 28, 28))
        painter.end()


class Rail(QWidget):
    """Signals: page_chosen(key), settings_wanted, help_wanted."""

    page_chosen = Signal(str)
    settings_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, pages: list[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 12)
        column.setSpacing(0)
        column.addWidget(_Logo(self))
        column.addSpacing(4)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _RailButton] = {}
        for key, icon, text in pages:
            made = _RailButton(icon, text, self)
            made.setObjectName(key)
            self._group.addButton(made)
            self._buttons[key] = made
            column.addWidget(made)
        self._group.buttonClicked.connect(self._on_clicked)
        column.addStretch(1)
        settings = IconButton("settings", self.tr("偏好设置"), self, size=20)
        settings.clicked.connect(self.settings_wanted)
        keys = IconButton("circle-question-mark", self.tr("快捷键 (F1)"), self, size=20)
        keys.clicked.connect(self.help_wanted)
        for made_button in (settings, keys):
            column.addWidget(made_button, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(8)
        self.set_compact(False)

    @Slot(QAbstractButton)
    def _on_clicked(self, button: QAbstractButton) -> None:
        self.page_chosen.emit(button.objectName())

    def set_badge(self, key: str, count: int) -> None:
        """Show how much waits in a page; nothing where nothing does."""
        self._buttons[key].set_badge("" if not count else "999+" if count > 999 else str(count))

    def set_page(self, key: str) -> None:
        """Mark the current page."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
            return
        self._group.setExclusive(False)
        for made in self._buttons.values():  # a page that has no place on the rail
            made.setChecked(False)
        self._group.setExclusive(True)

    def set_compact(self, compact: bool) -> None:
        """Show icons only, where the window is narrower than 1200."""
        self.setFixedWidth(52 if compact else 68)
        for made in self._buttons.values():
            made.set_compact(compact)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("rail"))
        paint.hairline(painter, self.width() - 1, 0, self.height(), vertical=True)
        painter.end()
