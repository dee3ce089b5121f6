"""Small painted widgets of the panels: tabs, tag chips, empty states, rows of chips that wrap."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from quandian.ui import paint
from quandian.ui.qt import ALIGN_CENTER, ANTIALIASING, POINTING_HAND
from quandian.ui.theme import TagLook, theme
from quandian.ui.widgets import HoverButton, button


class FilterField(QLineEdit):
    """A field with an icon in front and a button that empties it, both in the colours of the theme."""

    def __init__(self, icon: str, placeholder: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self._leading = QAction(self)
        if icon:
            self.addAction(self._leading, QLineEdit.ActionPosition.LeadingPosition)
        theme().changed.connect(self._draw)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        if self._icon:
            self._leading.setIcon(theme().icon(self._icon, 16, "text3"))
        clear = self.findChild(QAction, "_q_qlineeditclearaction")
        if isinstance(clear, QAction):
            clear.setIcon(theme().icon("x", 16, "text3"))


class Problem(QWidget):
    """What is wrong with a field, below it: an icon and a sentence that wraps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        self._sign = QLabel(self)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        theme().changed.connect(self._draw)
        self.hide()

    @Slot()
    def _draw(self) -> None:
        self._sign.setPixmap(theme().pixmap("circle-alert", 14, "danger"))
        self._words.setStyleSheet(f"QLabel{{font-size:12px;color:{theme().color('danger').name()}}}")

    @property
    def text(self) -> str:
        """The sentence shown; empty if none."""
        return "" if self.isHidden() else self._words.text()

    def show_text(self, sentence: str) -> None:
        """Show a sentence; an empty one hides the line."""
        if sentence:
            self._draw()
            self._words.setText(sentence)
        self.setVisible(bool(sentence))


class TabButton(HoverButton):
    """The head of a page of the panel: name, count, line below when chosen. Signal: counted."""

    counted = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(POINTING_HAND)
        self._count = ""
        self.setAccessibleName(text)
        self.setFixedHeight(40)

    def set_count(self, count: int) -> None:
        """Show a number beside the name."""
        text = str(count) if count else ""
        if text != self._count:
            self._count = text
            self.setAccessibleName(f"{self.text()} {text}".strip())
            self.updateGeometry()
            self.update()
            self.counted.emit()

    @property
    def count(self) -> str:
        """The number shown."""
        return self._count

    def sizeHint(self) -> QSize:
        words = paint.width(self.text(), 13, True)
        number = paint.width(self._count, 12) + 6 if self._count else 0
        return QSize(round(words + number) + 2, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        ink = "text" if on or self.underMouse() else "text2"
        words = paint.text(painter, QRectF(0, 0, self.width(), 40), self.text(), 13, ink, bold=on)
        if self._count and words + 6 + paint.width(self._count, 12) <= self.width() + 1:  # a number cut is another
            paint.text(painter, QRectF(words + 6, 0, self.width(), 40), self._count, 12, "text3")
        if on:
            painter.fillRect(QRectF(0, 38, words, 2), theme().color("ink"))
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()).adjusted(-1, 6, 1, -6), 4)
        painter.end()


class TabStrip(QWidget):
    """A row of tabs over a hairline. Signal: chosen(index)."""

    chosen = Signal(int)

    def __init__(self, names: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(41)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 1)
        row.setSpacing(24)
        self._group = QButtonGroup(self)
        self.buttons = [TabButton(name, self) for name in names]
        for i, tab in enumerate(self.buttons):
            self._group.addButton(tab, i)
            row.addWidget(tab)
        row.addStretch(1)
        self._row = row
        self.buttons[0].setChecked(True)
        self._group.idToggled.connect(self._on_toggled)
        for tab in self.buttons:
            tab.counted.connect(self._fit)

    @Slot()
    def _fit(self) -> None:
        """Move the tabs closer where their names are long."""
        room = self.width() - 28 - sum(tab.sizeHint().width() for tab in self.buttons)
        self._row.setSpacing(max(6, min(24, room // (len(self.buttons) - 1))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot(int, bool)
    def _on_toggled(self, index: int, on: bool) -> None:
        if on:
            self.chosen.emit(index)

    def choose(self, index: int) -> None:
        """Choose a tab."""
        self.buttons[index].setChecked(True)

    @property
    def index(self) -> int:
        """The chosen tab."""
        return self._group.checkedId()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.hairline(painter, 0, 40, self.width())
        painter.end()


class TagChip(HoverButton):
    """A tag's chip; a click switches the tag off and on."""

    def __init__(self, tag_id: object, look: TagLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tag_id, self.look = tag_id, look
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(look.name)
        self.setText(look.name)

    def sizeHint(self) -> QSize:
        return QSize(round(paint.width(self.look.name, 12)) + 16, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        ground = QRectF(0, 3, self.width(), 22)
        if self.isChecked():
            paint.tag_chip(painter, 0, 3, self.look)
        else:
            paint.rounded(painter, ground, 4, "sunken")
            paint.text(painter, ground.adjusted(0, -1, 0, -1), self.look.name, 12, "text3", align=ALIGN_CENTER)
        if self.underMouse():
            paint.rounded(painter, ground, 4, None, self.look.stroke if self.isChecked() else "line2")
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()).adjusted(0, 1, 0, -1), 5)
        painter.end()


class ChipButton(QAbstractButton):
    """The chosen tag; a click offers others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: TagLook | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(POINTING_HAND)

    def show_look(self, look: TagLook) -> None:
        """Show a tag."""
        self._look = look
        self.setText(look.name)
        name = self.tr("标签：{0}。点按可改").format(look.name)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(paint.width(self.text(), 12)) + 16, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._look is not None:
            paint.tag_chip(painter, 0, 3, self._look, solid=True)
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()), 6)
        painter.end()


class WrapBox(QWidget):
    """Lays its children out in lines, left to right, and is as high as they need."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6, line: int = 28) -> None:
        super().__init__(parent)
        self._spacing, self._line = spacing, line
        self._items: list[QWidget] = []

    def set_items(self, items: list[QWidget]) -> None:
        """Show other children; the ones before are deleted."""
        for old in self._items:
            old.hide()
            old.deleteLater()
        self._items = items
        for item in items:
            item.setParent(self)
            item.show()
        self._place()

    @property
    def items(self) -> list[QWidget]:
        """The children shown."""
        return list(self._items)

    def _place(self) -> None:
        x = y = 0
        for item in self._items:
            wide = min(item.sizeHint().width(), max(1, self.width()))
            if x and x + wide > self.width():
                x, y = 0, y + self._line
            item.setGeometry(QRect(x, y, wide, self._line))
            x += wide + self._spacing
        self.setFixedHeight(y + self._line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


class EmptyState(QWidget):
    """What belongs here, how it gets here, one button. Signal: pressed."""

    pressed = Signal()

    def __init__(self, icon: str, title: str, line: str = "", action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._title, self._hint = icon, title, line
        self.setAccessibleName(f"{title} {line}".strip())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.addStretch(2)
        column.addSpacing(94)
        row = QHBoxLayout()
        row.addStretch(1)
        self.button = button(action)
        self.button.setParent(self)  # before it shows, or it would be a window for a moment
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self.pressed)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def set_texts(self, title: str, line: str = "") -> None:
        """Say something else."""
        self._title, self._hint = title, line
        self.setAccessibleName(f"{title} {line}".strip())
        self.update()

    @property
    def title(self) -> str:
        """The bold line."""
        return self._title

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        free = self.height() - 94 - (self.button.height() if not self.button.isHidden() else 0)
        top = max(0.0, free * 2 / 5)
        painter.drawPixmap(round(self.width() / 2 - 12), round(top), theme().pixmap(self._icon, 24, "text3"))
        wide = self.width() - 32
        paint.text(painter, QRectF(16, top + 34, wide, 20), self._title, 13, bold=True, align=ALIGN_CENTER)
        paint.text(painter, QRectF(16, top + 58, wide, 20), self._hint, 12, "text2", align=ALIGN_CENTER)
        painter.end()
