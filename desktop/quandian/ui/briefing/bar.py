"""What the toolbar shows while the composer is in front: which briefing, a new one, make it again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from quandian.tasks.briefings import SavedBriefing
from quandian.ui import paint
from quandian.ui.actions import Actions
from quandian.ui.briefing.words import kind_icon
from quandian.ui.theme import theme
from quandian.ui.widgets import ActionButton

_WIDEST = 300


class _Chooser(QToolButton):
    """The name of the briefing with a menu of all of them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.icon_name = "file-text"

    def sizeHint(self) -> QSize:
        return QSize(min(_WIDEST, round(paint.width(self.text(), 13)) + 54), 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            paint.rounded(painter, rect, 6, "hover")
        painter.drawPixmap(6, 5, theme().pixmap(self.icon_name, 18, "text2"))
        paint.text(painter, rect.adjusted(30, 0, -22, 0), self.text(), 13, "text")
        painter.drawPixmap(self.width() - 19, 7, theme().pixmap("chevron-down", 14))
        if self.hasFocus():
            paint.focus_ring(painter, rect)
        painter.end()


class BriefingBar(QWidget):
    """Signal: chosen(briefing id)."""

    chosen = Signal(str)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.chooser = _Chooser(self)
        self._menu = QMenu(self.chooser)
        self._menu.triggered.connect(self._on_menu)
        self.chooser.setMenu(self._menu)
        row.addWidget(self.chooser)
        self.new = ActionButton(actions["briefing.new"], "plus", self, text=self.tr("新建简报"))
        self.again = ActionButton(actions["briefing.regenerate"], "refresh-cw", self, text=self.tr("重新生成"))
        row.addWidget(self.new)
        row.addWidget(self.again)

    def show_briefings(self, every: Sequence[SavedBriefing], current: SavedBriefing | None) -> None:
        """Show the briefings of the project and which is open."""
        self._menu.clear()
        for one in reversed(every):
            action = self._menu.addAction(one.name.replace("&", "&&"))
            action.setObjectName(one.id)
            action.setCheckable(True)
            action.setChecked(current is not None and one.id == current.id)
        self._menu.addSeparator()
        self._menu.addActions([self._actions[f"briefing.{name}"] for name in ("new", "duplicate", "rename", "remove")])
        self.chooser.setVisible(bool(every))
        if current is not None:
            self.chooser.icon_name = kind_icon(current.plan.kind)
            self.chooser.setText(current.name)
            self.chooser.setToolTip(current.name)
            self.chooser.setAccessibleName(self.tr("简报：{0}").format(current.name))
        self.chooser.updateGeometry()
        self.chooser.update()

    @Slot(QAction)
    def _on_menu(self, action: QAction) -> None:
        if not action.objectName().startswith("briefing."):
            self.chosen.emit(action.objectName())

    def set_compact(self, compact: bool) -> None:
        """Drop words where room is short."""
        self.new.set_compact(compact)
        self.again.set_compact(compact)
        self.chooser.setMaximumWidth(200 if compact else _WIDEST)
