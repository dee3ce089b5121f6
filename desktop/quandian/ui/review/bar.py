"""The bar below the text of the review page: what a person can make of a suggestion, each with its key."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QWidget

from quandian.core.model import Tag, TagId
from quandian.ui import paint
from quandian.ui.actions import Actions, key_text, tip
from quandian.ui.qt import FIXED
from quandian.ui.theme import TagLook, theme
from quandian.ui.widgets import ElidingLabel, IconButton, Line, TagButton

HEIGHT = 68
_EDGES = 24, 1, 8, 0
_GAP = 4  # between tags
_WAYS = (  # icons, the words before the tags, only the marks of tags
    (True, True, False),
    (False, True, False),
    (False, False, False),
    (False, True, True),
    (False, False, True),
)
_ACTIONS = (
    ("review.accept", "check"),
    ("review.reject", "x"),
    ("review.skip", "skip-forward"),
    ("review.adjust", "pencil"),
)


class VerdictButton(QAbstractButton):
    """An action with icon, name and key cap; the first one is filled with ink."""

    def __init__(self, action: QAction, icon: str, words: str, parent: QWidget, *, primary: bool = False) -> None:
        super().__init__(parent)
        self._action, self._icon, self._primary = action, icon, primary
        self._with_icon = True
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(36)
        self.setCheckable(action.isCheckable())
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.setChecked(self._action.isChecked())
        self.setToolTip(tip(self._action))
        self.setAccessibleName(tip(self._action))

    def set_icon_shown(self, shown: bool) -> None:
        """Leave the icon out where room is short."""
        self._with_icon = shown
        self.setFixedWidth(self.wanted_width(shown))
        self.update()

    def wanted_width(self, with_icon: bool = True) -> int:
        """Return the width it needs."""
        words = paint.width(self.text(), 13, self._primary)
        return round(words) + 52 + (24 if with_icon else 0)

    def sizeHint(self) -> QSize:
        return QSize(self.wanted_width(self._with_icon), 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        rect = QRectF(self.rect())
        hover = self.underMouse() and self.isEnabled()
        if self._primary:
            paint.rounded(painter, rect, 6, "ink_hover" if hover or self.isDown() else "ink")
        else:
            ground = "selected" if self.isChecked() else "hover" if hover else "surface"
            paint.rounded(painter, rect, 6, "pressed" if self.isDown() else ground, "line2")
        ink = "on_ink" if self._primary else "text"
        left = 12.0
        if self._with_icon:
            painter.drawPixmap(QPointF(left, 10), theme().pixmap(self._icon, 16, ink if self._primary else "text2"))
            left += 24
        words = QRectF(left, 0, rect.width() - left - 32, 35)
        paint.text(painter, words, self.text(), 13, ink, bold=self._primary)
        cap = QRectF(rect.width() - 30, 9, 20, 18)
        if self._primary:
            paint.rounded(painter, cap, 4, None, "on_ink")
        else:
            paint.rounded(painter, cap, 4, "surface", "line2")
        key = QRectF(cap).adjusted(0, 0, 0, -0.5)
        paint.text(painter, key, key_text(self._action), 11, ink if self._primary else "text2",
                   align=Qt.AlignmentFlag.AlignCenter)  # fmt: skip
        if self.hasFocus():
            paint.focus_ring(painter, rect)
        painter.end()


class ChangeButton(TagButton):
    """A tag that a suggestion can be changed to; where room is short its mark stands for its name."""

    def __init__(self, tag_id: TagId, look: TagLook, parent: QWidget) -> None:
        super().__init__(tag_id, look, parent)
        self.tag_id, self._look_of, self._full, self._short = tag_id, look, self.width(), False

    def wanted_width(self, short: bool) -> int:
        """Return the width it needs, with its name or with its mark."""
        return 50 if short else self._full

    def set_short(self, short: bool) -> None:
        """Show the mark instead of the name."""
        self._short = short
        self.setFixedWidth(self.wanted_width(short))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._short:
            super().paintEvent(event)
            return
        painter, rect = QPainter(self), QRectF(self.rect())
        if not self.isEnabled():
            painter.setOpacity(0.45)
        paint.rounded(painter, rect, 6, self._look_of.fill)
        if self.underMouse() and self.isEnabled():
            paint.rounded(painter, rect, 6, None, self._look_of.stroke)
        paint.tag_mark(painter, 5, 5, self._look_of)
        cap = QRectF(rect.width() - 24, 5, 17, 18)
        paint.rounded(painter, cap, 4, "surface")
        paint.text(painter, cap.adjusted(0, 0, 0, -0.5), self._look_of.shortcut, 11, "text2",
                   align=Qt.AlignmentFlag.AlignCenter)  # fmt: skip
        if self.hasFocus():
            paint.focus_ring(painter, rect)
        painter.end()


class ReviewBar(QWidget):
    """Signal: tag_chosen(TagId): accept as that tag."""

    tag_chosen = Signal(object)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(*_EDGES)
        row.setSpacing(8)
        names = (self.tr("接受"), self.tr("拒绝"), self.tr("跳过"), self.tr("改范围"))
        self.buttons = [
            VerdictButton(actions[key], icon, words, self, primary=key == "review.accept")
            for (key, icon), words in zip(_ACTIONS, names, strict=True)
        ]
        for made in self.buttons:
            row.addWidget(made)
        self._line = Line(vertical=True, length=24, ink="line2", parent=self)
        row.addWidget(self._line)
        self._label = ElidingLabel(self.tr("改为"), 13, "text2", parent=self)
        self._label.setFixedWidth(round(paint.width(self.tr("改为"), 13)) + 2)
        self._label.setSizePolicy(FIXED, FIXED)  # such labels give way by themselves
        row.addWidget(self._label)
        self._tags = QHBoxLayout()
        self._tags.setSpacing(4)
        row.addLayout(self._tags)
        self._more = IconButton("ellipsis", self.tr("改为其他标签"), self)
        self._more.clicked.connect(self._on_more)
        row.addWidget(self._more)
        row.addStretch(1)
        self._tag_buttons: list[ChangeButton] = []
        self._shown: list[Tag] = []
        theme().changed.connect(self._on_theme)

    @Slot()
    def _on_theme(self) -> None:
        self.set_tags(self._shown)

    def set_tags(self, tags: list[Tag]) -> None:
        """Show the tags that have a key."""
        self._shown = tags
        for old in self._tag_buttons:
            self._tags.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._tag_buttons = []
        for tag in tags:
            if tag.shortcut:
                made = ChangeButton(tag.id, theme().tag_look(tag), self)
                made.chosen.connect(self.tag_chosen)
                self._tags.addWidget(made)
                self._tag_buttons.append(made)
        self._arrange()

    @property
    def tags_seen(self) -> list[TagId]:
        """The tags that stand in the bar."""
        return [made.tag_id for made in self._tag_buttons if not made.isHidden()]

    def set_enabled(self, on: bool) -> None:
        """Grey the tags where there is nothing to decide."""
        for made in self._tag_buttons:
            made.setEnabled(on)

    def _arrange(self) -> None:
        """Give way where the room is short: icons first, then the words before the tags, the tags' names, and tags.

        What has no room is in the menu at the end; the keys work all the same.
        """
        room = self.width() - _EDGES[0] - _EDGES[2]
        icons, label, short = next((way for way in _WAYS if self._needs(*way) <= room), _WAYS[-1])
        for made in self.buttons:
            made.set_icon_shown(icons)
        left = room - self._needs(icons, label, short, tags=False)
        widths = [made.wanted_width(short) + _GAP for made in self._tag_buttons]
        whole = sum(widths) - _GAP <= left
        left -= 0 if whole else self._more.width() + 8
        fitting = 0
        for chip, width in zip(self._tag_buttons, widths, strict=True):
            left -= width
            fitting += left >= -_GAP
            chip.set_short(short)
            chip.setVisible(left >= -_GAP)
        self._more.setVisible(not whole)
        self._label.setVisible(label and fitting > 0)
        self._line.setVisible(bool(self._tag_buttons))

    def _needs(self, icons: bool, label: bool, short: bool, *, tags: bool = True) -> int:
        """Return the width of the bar's content drawn one way."""
        verdicts = sum(made.wanted_width(icons) + 8 for made in self.buttons)
        used = verdicts + 1 + 8 + (self._label.width() + 8 if label else 0)
        return used + (sum(made.wanted_width(short) + _GAP for made in self._tag_buttons) - _GAP if tags else 0)

    @Slot()
    def _on_more(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for made in self._tag_buttons:
            if made.isHidden():
                action = menu.addAction(made.toolTip().replace("&", "&&"))
                action.setEnabled(made.isEnabled())
                action.triggered.connect(made.click)
        menu.popup(self._more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("panel"))
        paint.hairline(painter, 0, 0, self.width())
        painter.end()
