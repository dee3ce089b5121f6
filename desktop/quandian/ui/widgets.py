"""Small widgets the shell is built of: eliding labels, icon buttons, tag buttons, separators, toasts, banners."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPropertyAnimation, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QColor, QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from quandian.ui import paint
from quandian.ui.actions import tip
from quandian.ui.qt import ALIGN_CENTER, ALIGN_LEFT, ANTIALIASING, FIXED, IGNORED, POINTING_HAND
from quandian.ui.theme import TagLook, theme


class ElidingLabel(QWidget):
    """One line of text that is cut at its end where it does not fit; the tooltip then holds all of it."""

    def __init__(self, text: str = "", px: int = 13, ink: str = "text", *, bold: bool = False,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self._text, self._px, self._ink, self._bold = text, px, ink, bold
        self.align = ALIGN_LEFT
        self.setSizePolicy(IGNORED, FIXED)
        self.setFixedHeight(px + 8)
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    @property
    def text(self) -> str:
        """The whole text."""
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(round(paint.width(self._text, self._px, self._bold)) + 2, self._px + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint.text(painter, rect, self._text, self._px, self._ink, bold=self._bold, align=self.align)
        painter.end()
        cut = paint.width(self._text, self._px, self._bold) > rect.width() + 1
        self.setToolTip(self._text if cut else "")


def label(text: str, px: int = 13, ink: str = "text", *, bold: bool = False, wrap: bool = False) -> QLabel:
    """Return a label in the interface font; its colour follows the theme by property."""
    made = QLabel(text)
    made.setFont(theme().ui_font(px, bold))
    made.setProperty("ink", ink)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setStyleSheet(
        f"QLabel{{font-size:{px}px;{'font-weight:bold;' if bold else ''}color:{theme().color(ink).name()}}}"
    )
    return made


class IconButton(QToolButton):
    """An icon with a tooltip and an accessible name; drawn again when the theme changes."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None, *, size: int = 18) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setIconSize(QSize(size, size))
        self.setFixedWidth(32)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ring", "yes")
        self.set_name(name)
        self._draw()
        theme().changed.connect(self._draw)

    def set_name(self, name: str) -> None:
        """Set the tooltip and the accessible name."""
        self.setToolTip(name)
        self.setAccessibleName(name)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self._draw()

    @Slot()
    def _draw(self) -> None:
        self.setIcon(theme().icon(self._icon, self.iconSize().width()))


class ActionButton(IconButton):
    """The button of an action: same icon, check mark, enabled state; the tooltip says its key."""

    def __init__(self, action: QAction, icon: str, parent: QWidget | None = None, *, text: str = "") -> None:
        super().__init__(icon, tip(action), parent)
        self._action = action
        self._words = text
        self.setCheckable(action.isCheckable())
        if text:
            self.setText(" " + text)
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self.setMinimumWidth(32)
            self.setMaximumWidth(16777215)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        if self._action.isCheckable():
            self.setChecked(self._action.isChecked())
        self.set_name(tip(self._action))

    def set_compact(self, compact: bool) -> None:
        """Show only the icon where room is short."""
        if self._words:
            style = Qt.ToolButtonStyle
            self.setToolButtonStyle(style.ToolButtonIconOnly if compact else style.ToolButtonTextBesideIcon)


class TagButton(QToolButton):
    """A tag with its underline and its key, as on the toolbar. Signal: chosen(tag_id)."""

    chosen = Signal(object)

    def __init__(self, tag_id: object, look: TagLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id, self._look = tag_id, look
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._words = round(paint.width(look.name, 13))
        self.setFixedSize(self._words + (42 if look.shortcut else 20), 28)
        name = f"{look.name} ({look.shortcut})" if look.shortcut else look.name
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self._id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        rect = QRectF(self.rect())
        paint.rounded(painter, rect, 6, self._look.fill)
        if self.underMouse() and self.isEnabled():
            paint.rounded(painter, rect, 6, None, self._look.stroke)
        paint.text(painter, QRectF(10, 0, self._words + 2, 27), self._look.name, 13, self._look.stroke)
        paint.underline(painter, 10, 10 + self._words, 23, self._look.underline, self._look.stroke)
        if self._look.shortcut:
            cap = QRectF(rect.width() - 24, 5, 17, 18)
            paint.rounded(painter, cap, 4, "surface")
            paint.text(painter, cap.adjusted(0, 0, 0, -0.5), self._look.shortcut, 11, "text2", align=ALIGN_CENTER)
        if self.hasFocus():
            paint.focus_ring(painter, rect)
        painter.end()


class HoverButton(QAbstractButton):
    """A painted button that is painted again when the pointer comes and when it goes."""

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)


class Line(QWidget):
    """A hairline, horizontal by default."""

    def __init__(
        self, *, vertical: bool = False, length: int = 0, ink: str = "line", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ink = ink
        if vertical:
            self.setFixedWidth(1)
            if length:
                self.setFixedHeight(length)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color(self._ink))
        painter.end()


class Ground(QFrame):
    """A plain area filled with a colour of the theme."""

    edge = ""  # left or right: where a hairline parts it from its neighbour

    def __init__(self, fill: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fill = fill

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color(self._fill))
        if self.edge:
            paint.hairline(painter, 0 if self.edge == "left" else self.width() - 1, 0, self.height(), vertical=True)
        painter.end()


class LeftPane(Ground):
    """The panel at the left of a page, of a fixed width, which its page may change."""

    edge = "right"

    def __init__(self, inner: QWidget, width: int, parent: QWidget) -> None:
        super().__init__("panel", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inner)
        self.setFixedWidth(width)


def button(text: str, kind: str = "") -> QPushButton:
    """Return a push button; ``kind`` is primary, ghost, danger or empty."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    return made


_TOAST_LEAST = 240  # px beside panels below which a toast lies over them after all


class Toast(QWidget):
    """One passing sentence at the bottom of the page, with 撤销 where it helps; five seconds, longer while hovered."""

    undo_wanted = Signal()
    other_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self._offers: list[tuple[str, Callable[[], None]]] = []
        self._wanted = 0
        self.room: Callable[[], QRect] | None = None
        """Gives the part of the parent that no panel covers; all of it without."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(5000)
        self._timer.timeout.connect(self.hide)
        self._effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.setDuration(120)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self.hide()

    def show_text(
        self,
        text: str,
        *,
        undo: bool,
        motion: bool = True,
        other: str = "",
        offers: Sequence[tuple[str, Callable[[], None]]] = (),
    ) -> None:
        """Show a sentence; the one before goes. ``other`` names another action in place of 撤销 (``other_wanted``).

        ``offers`` are actions of the caller's own: what each is called and does.
        """
        self._text, self._offers = text, list(offers)
        if other:
            self._offers.append((other, self.undo_wanted.emit if undo else self.other_wanted.emit))
        elif undo:
            self._offers.append((self.tr("撤销"), self.undo_wanted.emit))
        self.setAccessibleName(text)
        extra = sum(self._offer_width(name) for name, _ in self._offers)
        self._wanted = round(paint.width(text, 13) + 34 + extra)
        self.place()
        self.setCursor(POINTING_HAND if self._offers else Qt.CursorShape.ArrowCursor)
        self.show()
        self.raise_()
        if motion:
            self._fade.start()
        else:
            self._effect.setOpacity(1.0)
        self._timer.start()

    @Slot()
    def place(self) -> None:
        """Stand bottom centre of the parent, or of what ``room`` says is free; a long sentence is cut there."""
        parent = self.parentWidget()
        if parent is None:
            return
        free = self.room() if self.room is not None else parent.rect()
        if free.width() < _TOAST_LEAST:
            free = parent.rect()
        self.resize(min(self._wanted, free.width() - 16), 36)
        self.setToolTip(self._text if self.width() < self._wanted else "")
        self.move(free.x() + (free.width() - self.width()) // 2, free.y() + free.height() - self.height() - 24)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()
        left = float(self.width())
        for name, run in reversed(self._offers):
            left -= self._offer_width(name) + (8 if left == self.width() else 0)
            if event.position().x() > left:
                run()
                return

    @staticmethod
    def _offer_width(name: str) -> float:
        return paint.width(name, 13, True) + 24

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.rounded(painter, QRectF(self.rect()), 8, "ink")
        words = paint.width(self._text, 13) + 2 - (self._wanted - self.width())
        paint.text(painter, QRectF(16, 0, words, 36), self._text, 13, "on_ink")
        left = 32 + words
        for name, _ in self._offers:
            paint.text(painter, QRectF(left, 0, self._offer_width(name), 36), name, 13, "on_ink", bold=True)
            left += self._offer_width(name)
        painter.end()


class Banner(QWidget):
    """A failure told inside the page, next to its cause: icon, one sentence, what may help, a button to close it."""

    helped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(44, 8, 8, 8)
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._label, 1)
        self.help = button("")
        self.help.clicked.connect(self.helped)
        self.help.hide()
        row.addWidget(self.help, 0, Qt.AlignmentFlag.AlignTop)
        close = IconButton("x", self.tr("关闭"), self, size=16)
        close.clicked.connect(self.hide)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_text(self, text: str) -> None:
        """Show a sentence until the user closes it or the next one comes."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self.help.hide()
        self.show()

    def offer(self, words: str) -> None:
        """Put a button beside the sentence; ``helped`` says that it was clicked."""
        self.help.setText(words)
        self.help.show()

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._label.text() if not self.isHidden() else ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("danger_soft"))
        painter.drawPixmap(16, 12, theme().pixmap("triangle-alert", 18, "danger"))
        paint.hairline(painter, 0, self.height() - 1, self.width(), ink=QColor(theme().color("danger")))
        painter.end()
