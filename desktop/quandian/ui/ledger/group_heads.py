"""Paints the heads of groups across all columns: a sign that folds, value, count, and what the rows come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from quandian.store.ledger import Group
from quandian.ui import paint
from quandian.ui.ledger import words
from quandian.ui.ledger.foot import fitting
from quandian.ui.ledger.head import FIRST_PAD, PAD
from quandian.ui.qt import ALIGN_RIGHT
from quandian.ui.theme import theme

if TYPE_CHECKING:
    from quandian.ui.ledger.table import LedgerTable

_SIGN = 20  # pixels of the sign that folds
_NAMES = 0.45  # of the width: more of it a name does not take from the sums


def paint_groups(table: LedgerTable) -> None:
    """Paint the heads of groups that are in sight."""
    model, view = table.ledger, table.viewport()
    painter = QPainter(view)
    first, last = table.rowAt(0), table.rowAt(view.height() - 1)
    for row in range(max(first, 0), (last if last >= 0 else model.rowCount() - 1) + 1):
        group = model.group_at(row)
        if group is not None:
            rect = QRectF(0, table.rowViewportPosition(row), view.width(), table.rowHeight(row))
            _paint(painter, rect, table, group, current=table.currentIndex().row() == row)
    painter.end()


def _paint(painter: QPainter, rect: QRectF, table: LedgerTable, group: Group, *, current: bool) -> None:
    painter.fillRect(rect, theme().color("selected" if current else "sunken"))
    paint.hairline(painter, 0, rect.bottom() - 1, rect.width())
    sign = "chevron-right" if table.ledger.is_folded(group) else "chevron-down"
    painter.drawPixmap(FIRST_PAD - 4, round(rect.center().y() - 7), theme().pixmap(sign, 14, "text2"))
    left = float(FIRST_PAD - 4 + _SIGN)
    box = QRectF(left, rect.top(), rect.width() * _NAMES - left, rect.height())
    left += paint.text(painter, box, table.ledger.group_name(group), 13, "text", bold=True) + 12
    count = words.translate("Ledger", "{0} 条").format(f"{group.rows:,}")
    left += paint.text(painter, rect.adjusted(left, 0, -PAD, 0), count, 12, "text2") + 24
    told = table.ledger.group_sums.get(group.value)
    if told:
        room = rect.adjusted(left, 0, -PAD * 2, 0)
        paint.text(painter, room, fitting(told, room.width()), 12, "text2", align=ALIGN_RIGHT)
    if current and table.shows_ring:
        paint.focus_ring(painter, rect.adjusted(1, 0, -1, -1), 4)
