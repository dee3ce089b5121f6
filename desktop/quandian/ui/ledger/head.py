"""The heads of the ledger's table: painted, movable, with the arrow of the sort beside the name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from quandian.ui import paint
from quandian.ui.ledger import words
from quandian.ui.ledger.model import LedgerModel
from quandian.ui.qt import ALIGN_LEFT, ALIGN_RIGHT
from quandian.ui.theme import theme

HEAD = 32
PAD = 8
FIRST_PAD = 16
_HORIZONTAL = Qt.Orientation.Horizontal


class Head(QHeaderView):
    """The heads: 12 px, the arrow beside the name (design guide, section 3, "Tables")."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_HORIZONTAL, parent)
        self.sort_key, self.descending = "", False
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(HEAD)
        self.setMinimumSectionSize(36)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setStretchLastSection(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def show_sort(self, key: str, descending: bool) -> None:
        """Show by which column the rows are sorted."""
        self.sort_key, self.descending = key, descending
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: object, section: int) -> None:
        model = self.model()
        if not isinstance(model, LedgerModel) or not 0 <= section < len(model.columns):
            return
        column = model.columns[section]
        area = QRectF(rect)  # type: ignore[call-overload]
        painter.save()
        painter.fillRect(area, theme().color("panel"))
        left = FIRST_PAD if self.visualIndex(section) == 0 else PAD
        inner = area.adjusted(left, 0, -PAD, -1)
        name = words.head(column)
        sorted_here = column.key == self.sort_key
        right = column.kind in ("value", "number")
        arrow = 16 if sorted_here else 0
        room = inner.adjusted(0, 0, -arrow, 0)
        ink = "text" if sorted_here else "text2"
        wide = paint.text(painter, room, name, 12, ink, align=ALIGN_RIGHT if right else ALIGN_LEFT)
        if sorted_here:
            x = room.right() + 2 if right else room.left() + wide + 3
            icon = theme().pixmap("arrow-down" if self.descending else "arrow-up", 13, "text")
            painter.drawPixmap(round(x), round(area.top() + (area.height() - 14) / 2), icon)
        paint.hairline(painter, area.left(), area.bottom() - 1 + 0.0, area.width(), ink="line2")
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().color("panel"))
        paint.hairline(painter, 0, self.viewport().height() - 1, self.viewport().width(), ink="line2")
        painter.end()
        super().paintEvent(event)
