"""What all dialogs share: title = verb, primary at the right, Cancel left of it, a scrim over the window.

Dialogs are opened with ``open()``, free themselves on closing, fit into their window, and fill it below 1024 px.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import (
    QBitmap,
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizeGrip,
    QVBoxLayout,
    QWidget,
)

from quandian.core.errors import UserError
from quandian.ui import paint
from quandian.ui.qt import ANTIALIASING, EXPANDING, PREFERRED
from quandian.ui.theme import theme
from quandian.ui.widgets import IconButton, Line, button

RADIUS = 12
PADDING = 24
HEADER = 56
FOOTER = 60
FILL_BELOW = 1024  # a window narrower than this is filled by its dialogs (design guide, section 2)
LABEL_WIDTH = 64


class InkLabel(QLabel):
    """A label in a colour of the theme; it follows a switch of theme. ``wrap`` lets it take several lines."""

    def __init__(self, text: str = "", px: int = 13, ink: str = "text", *, bold: bool = False, wrap: bool = False,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(text, parent)
        self._ink = ink
        self.setFont(theme().ui_font(px, bold))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(PREFERRED, PREFERRED)
        self._draw()
        theme().changed.connect(self._draw)

    def set_ink(self, ink: str) -> None:
        """Use another colour of the theme."""
        self._ink = ink
        self._draw()

    @Slot()
    def _draw(self) -> None:
        palette = self.palette()
        palette.setColor(self.foregroundRole(), theme().color(self._ink))
        self.setPalette(palette)


class Scrim(QWidget):
    """The shade over a window while a dialog is open; it follows the window's size."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), scrim_color())
        painter.end()


def scrim_color() -> object:
    """Return the colour of the shade over a window."""
    return theme().color("shadow", 0.5 if theme().is_dark else 0.32)


class _Header(QWidget):
    """The title line: it moves the dialog, as the title bar of the window manager would."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        handle = self.window().windowHandle()
        if event.button() == Qt.MouseButton.LeftButton and handle is not None:
            handle.startSystemMove()


class Dialog(QDialog):
    """A modal dialog without a frame of the system's. Subclasses fill ``body`` and may override :meth:`commit`."""

    def __init__(self, parent: QWidget | None, size: QSize) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._see_through = QGuiApplication.platformName() != "xcb"  # X11 may have no compositor: a mask cuts there
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, self._see_through)
        self.setModal(True)
        self._wanted, self._scrim = size, None
        self._fills = False
        self.primary: QPushButton | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._build_header())
        self.body = QVBoxLayout()
        self.body.setContentsMargins(PADDING, 0, PADDING, PADDING)
        self.body.setSpacing(12)
        column.addLayout(self.body, 1)
        self._column = column
        theme().changed.connect(self.update)

    _scrim: Scrim | None

    def _build_header(self) -> QWidget:
        header = _Header(self)
        header.setFixedHeight(HEADER)
        self.header = QHBoxLayout(header)
        self.header.setContentsMargins(PADDING, 0, 16, 0)
        self.header.setSpacing(8)
        self.heading = InkLabel("", 18, bold=True)
        self.caption = InkLabel("", 13, "text2")
        self.caption.setContentsMargins(8, 3, 0, 0)
        self.header.addWidget(self.heading)
        self.header.addWidget(self.caption)
        self.header.addStretch(1)
        close = IconButton("x", self.tr("关闭 (Esc)"), header)
        close.clicked.connect(self.reject)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.header.addWidget(close)
        return header

    def set_title(self, title: str, caption: str = "") -> None:
        """Set the heading, with a quiet remark after it; the heading is the verb of the primary button."""
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.caption.setText(caption)

    def add_footer(
        self, primary: str, *, cancel: str | None = "", kind: str = "primary", note: str = ""
    ) -> QPushButton:
        """Add the line of buttons and return the primary one. ``cancel`` None leaves Cancel out."""
        self._column.addWidget(Line(parent=self))
        row = QHBoxLayout()
        row.setContentsMargins(PADDING, 0, PADDING, 0)
        row.setSpacing(8)
        self.note = InkLabel(note, 12, "text2", wrap=True)
        self.note.setMinimumHeight(FOOTER - 2)
        row.addWidget(self.note, 1)
        self.footer = row
        if cancel is not None:
            no = self.cancel = button(cancel or self.tr("取消"))
            no.setMinimumWidth(88)
            no.clicked.connect(self.reject)
            row.addWidget(no)
        yes = button(primary, kind)
        yes.setMinimumWidth(88)
        yes.setDefault(kind == "primary")
        yes.clicked.connect(self._on_primary)
        row.addWidget(yes)
        self.primary = yes
        self._column.addLayout(row)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(yes.click)
        return yes

    def commit(self) -> bool:
        """Do what the primary button says; return whether the dialog may close. UserError is told in the footer."""
        return True

    @Slot()
    def _on_primary(self) -> None:
        try:
            done = self.commit()
        except UserError as error:
            self.fail(str(error))
            return
        if done:
            self.accept()

    def fail(self, sentence: str) -> None:
        """Say in the footer what is wrong; an empty sentence takes it away."""
        self.note.set_ink("danger" if sentence else "text2")
        self.note.setText(sentence)
        self.note.setAccessibleName(sentence)

    # --- geometry

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self._window()
        if window is not None and self._scrim is None:
            self._scrim = Scrim(window)
        self._place()

    def _window(self) -> QWidget | None:
        parent = self.parentWidget()
        return None if parent is None or not parent.isVisible() else parent.window()

    def _place(self) -> None:
        window = self._window()
        hint = self._wanted.expandedTo(QSize(0, self.minimumSizeHint().height() if not self._wanted.height() else 0))
        if window is None:
            self.resize(hint)
            return
        room = window.size()
        self._fills = room.width() < FILL_BELOW and hint.width() > room.width() * 0.6
        if self._fills:
            self.setGeometry(QRect(window.mapToGlobal(QPoint(0, 0)), room))
            return
        size = hint.boundedTo(room - QSize(32, 32))
        corner = QPoint((room.width() - size.width()) // 2, max(16, (room.height() - size.height()) * 2 // 5))
        self.setGeometry(QRect(window.mapToGlobal(corner), size))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._see_through:
            self._cut()

    def _cut(self) -> None:
        mask = QBitmap(self.size())
        mask.fill(Qt.GlobalColor.color0)
        painter = QPainter(mask)
        painter.setBrush(Qt.GlobalColor.color1)
        painter.setPen(Qt.GlobalColor.color1)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), self._radius, self._radius)
        painter.end()
        self.setMask(mask)

    @property
    def _radius(self) -> int:
        return 0 if self._fills else RADIUS

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        paint.rounded(painter, self.rect().toRectF(), self._radius, "raised", "line2")
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.primary is not None:
            focus = self.focusWidget()
            if isinstance(focus, QPushButton) and focus is not self.primary:
                focus.click()
            elif self.primary.isEnabled():
                self.primary.click()
            return
        super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Close, and take the shade off the window."""
        self._unshade()
        window = self._window()
        super().done(result)
        if window is not None:
            window.activateWindow()  # without a window manager nobody else gives the keyboard back

    def closeEvent(self, event: QCloseEvent) -> None:
        self._unshade()
        super().closeEvent(event)

    def _unshade(self) -> None:
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None


class Form(QGridLayout):
    """Rows of label and field as the design guide has them: labels at the left, fields as wide as there is room."""

    def __init__(self, label_width: int = LABEL_WIDTH) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(8)
        self.setColumnMinimumWidth(0, label_width)
        self.setColumnStretch(1, 1)

    def add(self, words: str, widget: QWidget, *, top: bool = False) -> InkLabel:
        """Add a row and return its label; the label names the field for screen readers."""
        row = self.rowCount()
        label = InkLabel(words, 13, "text2")
        label.setBuddy(widget)
        if not widget.accessibleName():
            widget.setAccessibleName(words)
        if top:
            label.setContentsMargins(0, 5, 0, 0)
        self.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter)
        self.addWidget(widget, row, 1)
        return label

    def add_wide(self, widget: QWidget) -> None:
        """Add a widget under the fields, without a label."""
        self.addWidget(widget, self.rowCount(), 1)


def row_of(*widgets: QWidget | None, spacing: int = 8) -> QWidget:
    """Return the widgets side by side; ``None`` is a stretch."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget)
    holder.setSizePolicy(EXPANDING, PREFERRED)
    return holder


def scroll_of(inner: QWidget) -> QScrollArea:
    """Return a scroll area around a column of widgets: it scrolls down only and has no ground of its own."""
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inner)
    scroll.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return scroll


def grip(dialog: Dialog) -> QSizeGrip:
    """Return a grip for the lower right corner of a dialog that may be resized."""
    made = QSizeGrip(dialog)
    made.setFixedSize(14, 14)
    return made
