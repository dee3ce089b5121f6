"""Paints the cells of the ledger's table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from quandian.core.ledger import Column, LedgerRow, Nature
from quandian.ui import paint
from quandian.ui.ledger import words
from quandian.ui.ledger.head import FIRST_PAD, PAD
from quandian.ui.panels.words import STATUS_ICONS, masked_word
from quandian.ui.qt import ALIGN_CENTER, ALIGN_LEFT, ALIGN_RIGHT, ELIDE_RIGHT, SINGLE_LINE
from quandian.ui.theme import TagLook, theme

if TYPE_CHECKING:
    from quandian.ui.ledger.table import LedgerTable

Index = QModelIndex | QPersistentModelIndex
_SINGLE = SINGLE_LINE.value


class CellDelegate(QStyledItemDelegate):
    """Paints cells; fonts and looks are kept, because a page has two hundred of them."""

    def __init__(self, view: LedgerTable) -> None:
        super().__init__(view)
        self._view = view
        self.refresh()

    def refresh(self) -> None:
        """Take fonts and colours of the theme anew."""
        self._fonts: dict[tuple[int, bool], tuple[QFont, QFontMetricsF]] = {}
        self._looks: dict[object, TagLook] = {}

    def _font(self, px: int, bold: bool) -> tuple[QFont, QFontMetricsF]:
        key = (px, bold)
        if key not in self._fonts:
            font = theme().ui_font(px, bold)
            self._fonts[key] = (font, QFontMetricsF(font))
        return self._fonts[key]

    def _text(
        self, painter: QPainter, rect: QRectF, text: str, ink: str, *, px: int = 13, bold: bool = False,
        align: Qt.AlignmentFlag = ALIGN_LEFT,
    ) -> None:  # fmt: skip
        font, metrics = self._font(px, bold)
        painter.setFont(font)
        painter.setPen(theme().color(ink))
        painter.drawText(rect, align.value | _SINGLE, metrics.elidedText(text, ELIDE_RIGHT, rect.width() + 1))

    def look(self, row: LedgerRow) -> TagLook | None:
        """Return how the tag of a row is drawn."""
        tag = self._view.ledger.tags.get(row.tag_id)
        if tag is None:
            return None
        if row.tag_id not in self._looks:
            self._looks[row.tag_id] = theme().tag_look(tag)
        return self._looks[row.tag_id]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, model = self._view, self._view.ledger
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        group = model.group_at(index.row())
        if group is not None:
            return  # the view paints heads of groups across all columns
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme().color("selected"))
        elif view.hovered == index.row():
            painter.fillRect(rect, theme().color("hover"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme().color("line"))
        row = model.row_at(index.row())
        if row is not None:
            column = model.columns[index.column()]
            first = view.horizontalHeader().visualIndex(index.column()) == 0
            inner = rect.adjusted(FIRST_PAD if first else PAD, 0, -PAD, -1)
            self._cell(painter, inner, row, column, selected)
        if view.shows_ring and view.currentIndex() == index:
            paint.focus_ring(painter, rect.adjusted(1, 0, -1, -1), 4)

    def _cell(self, painter: QPainter, rect: QRectF, row: LedgerRow, column: Column, selected: bool) -> None:
        kind = column.kind
        if kind == "tag":
            look = self.look(row)
            if look is not None:
                paint.tag_mark(painter, rect.left(), rect.center().y() - 9, look)
            return
        text = self._view.ledger.text(row, column)
        if kind == "value":
            self._figure(painter, rect, row, selected)
        elif kind == "nature" and text:
            self._nature(painter, rect, row, text)
        elif kind == "status":
            icon, ink = STATUS_ICONS[row.status]
            painter.drawPixmap(round(rect.left()), round(rect.center().y() - 8), theme().pixmap(icon, 16, ink))
            self._text(painter, rect.adjusted(20, 0, 0, 0), text, "text2")
        elif not text:
            self._text(painter, rect, words.NOTHING, "text3", align=ALIGN_RIGHT if kind == "number" else ALIGN_LEFT)
        else:
            lead = column.key in ("field.indicator", "quote")
            align = ALIGN_RIGHT if kind == "number" else ALIGN_LEFT
            if column.key == "report" and self._font(13, False)[1].horizontalAdvance(text) > rect.width():
                # A title begins with its office, which has a column of its own, and ends in what tells reports apart.
                text = text.removeprefix(row.issuer).strip() or text
            self._text(painter, rect, text, "text" if lead else "text2", bold=lead and selected, align=align)

    def _figure(self, painter: QPainter, rect: QRectF, row: LedgerRow, selected: bool) -> None:
        sign, number = words.figure(row)
        if not number:
            self._text(painter, rect, words.NOTHING, "text3", align=ALIGN_RIGHT)
        elif number == masked_word():
            self._text(painter, rect, number, "text3", px=12, align=ALIGN_RIGHT)
        else:
            shown = f"{words.sign_text(sign)} {number}" if sign else number
            self._text(painter, rect, shown, "text", bold=selected, align=ALIGN_RIGHT)

    def _nature(self, painter: QPainter, rect: QRectF, row: LedgerRow, text: str) -> None:
        target = row.nature is Nature.TARGET
        wide = self._font(12, False)[1].horizontalAdvance(text) + 16
        chip = QRectF(rect.left(), rect.center().y() - 10, wide, 20)
        paint.rounded(painter, chip, 4, "info_soft" if target else "ok_soft")
        self._text(painter, chip, text, "info" if target else "ok", px=12, align=ALIGN_CENTER)
