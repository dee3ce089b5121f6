"""The small bar at a selection: tags with their keys, note, relation, copy. It never takes the focus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from quandian.core.model import TagId
from quandian.ui import paint
from quandian.ui.qt import ALIGN_CENTER, ANTIALIASING
from quandian.ui.theme import TagLook, Theme

BAR_TAGS = 4
_HEIGHT, _BUTTON, _SPACE, _SHADOW = 44, 28, 6, 20
_GAP = 6  # px below the selection's last line


class _TagButton(QAbstractButton):
    """A tag with its underline and key cap."""

    def __init__(self, tag_id: TagId, look: TagLook, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.tag_id, self.look, self.key = tag_id, look, key
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(look.name)
        self.setToolTip(f"{look.name} ({key})" if key else look.name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._words = min(round(paint.width(look.name, 13)), 80)

    def sizeHint(self) -> QSize:
        """Return the size of name and key cap."""
        return QSize(8 + self._words + (9 + 18 if self.key else 8), _BUTTON)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint fill, name, underline and key cap."""
        del event
        p = QPainter(self)
        p.setRenderHint(ANTIALIASING)
        rect = QRectF(self.rect())
        paint.rounded(p, rect, 6, self.look.fill, self.look.stroke if self.underMouse() or self.isDown() else None)
        paint.text(p, QRectF(8, 0, self._words + 1, _BUTTON - 1), self.look.name, 13, self.look.stroke)
        paint.underline(p, 8, 8 + self._words, _BUTTON - 5, self.look.underline, self.look.stroke)
        if self.key:
            cap = QRectF(rect.width() - 22, 5, 17, 18)
            paint.rounded(p, cap, 4, "surface")
            paint.text(p, cap.adjusted(0, 0, 0, -0.5), self.key, 11, "text2", align=ALIGN_CENTER)
        p.end()


class _IconButton(QAbstractButton):
    """An icon that works on the selection."""

    def __init__(self, icon: str, name: str, tip: str, wide: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.icon_name = icon
        self._wide = wide
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tip)
        self.setToolTip(tip)

    def sizeHint(self) -> QSize:
        """Return the size of the button."""
        return QSize(self._wide, _BUTTON)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground while hovered or pressed, and the icon."""
        del event
        bar = self.parent()
        assert isinstance(bar, MiniBar)
        p = QPainter(self)
        if self.isDown() or self.underMouse():
            paint.rounded(p, QRectF(self.rect()), 6, "pressed" if self.isDown() else "hover")
        point = QPointF((self.width() - 18) / 2, (self.height() - 18) / 2)
        p.drawPixmap(point, bar.theme.pixmap(self.icon_name, 18, "text2"))
        p.end()


class MiniBar(QWidget):
    """Floats at the selection. Signals: tag_chosen(TagId), and one for each icon."""

    tag_chosen = Signal(object)
    more_requested = Signal()
    note_requested = Signal()
    link_requested = Signal()
    copy_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._tags: list[_TagButton] = []
        self._line_x = 0
        self._icons = [
            self._icon("chevron-down", "more", 32, self.more_requested),
            self._icon("message-square", "note", 36, self.note_requested),
            self._icon("link-2", "link", 36, self.link_requested),
            self._icon("copy", "copy", 36, self.copy_requested),
        ]
        self.retranslate()
        self.hide()

    def _icon(self, icon: str, name: str, wide: int, signal: SignalInstance) -> _IconButton:
        button = _IconButton(icon, name, "", wide, self)
        button.clicked.connect(signal)
        return button

    def retranslate(self) -> None:
        """Set the names of the icons again after a change of language."""
        tips = (
            QCoreApplication.translate("MiniBar", "全部标签 (0)"),
            QCoreApplication.translate("MiniBar", "备注 (N)"),
            QCoreApplication.translate("MiniBar", "关联 (R)"),
            QCoreApplication.translate("MiniBar", "复制并注明出处 (Ctrl+C)"),
        )
        for button, tip in zip(self._icons, tips, strict=True):
            button.setToolTip(tip)
            button.setAccessibleName(tip)

    def set_tags(self, tags: Sequence[tuple[TagId, TagLook]]) -> None:
        """Show the first four tags; the keys are those of their looks."""
        for old in self._tags:
            old.hide()
            old.deleteLater()
        self._tags = [_TagButton(tag_id, look, look.shortcut, self) for tag_id, look in tags[:BAR_TAGS]]
        for button in self._tags:
            button.clicked.connect(self._on_tag)
            button.show()
        self._arrange()

    @Slot()
    def _on_tag(self) -> None:
        button = self.sender()
        if isinstance(button, _TagButton):
            self.tag_chosen.emit(button.tag_id)

    def _arrange(self) -> None:
        x, y = _SHADOW + 8, _SHADOW + (_HEIGHT - _BUTTON) // 2
        for button in self._tags:
            button.setGeometry(QRect(QPoint(x, y), button.sizeHint()))
            x += button.width() + _SPACE
        for i, icon in enumerate(self._icons):
            icon.setGeometry(QRect(QPoint(x, y), icon.sizeHint()))
            x += icon.width()
            if i == 0:
                self._line_x = x + 4
                x += 9
        self.resize(x + 4 + _SHADOW, _HEIGHT + 2 * _SHADOW)

    def place(self, first: QRectF, last: QRectF, column: QRectF) -> None:
        """Stand below ``last``, the slot of the selection's last line; above ``first`` when there is no room.

        All rectangles are in the parent's coordinates; the bar stays inside ``column``.
        """
        wide = self.width() - 2 * _SHADOW
        x = max(column.left(), min(last.x() - 24, column.right() - wide))
        y = last.bottom() + _GAP
        if y + _HEIGHT > column.bottom():
            y = first.top() - _GAP - _HEIGHT
        if y < column.top():
            y = column.bottom() - _HEIGHT - _GAP
        self.move(round(x) - _SHADOW, round(y) - _SHADOW)

    def card(self) -> QRect:
        """Return the place of the bar without its shadow, in the parent's coordinates."""
        return self.geometry().adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint card, shadow and the line before the icons."""
        del event
        p = QPainter(self)
        p.setRenderHint(ANTIALIASING)
        inner = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        paint.card(p, inner)
        paint.hairline(p, self._line_x, inner.top() + 12, 20, vertical=True, ink="line2")
        p.end()
