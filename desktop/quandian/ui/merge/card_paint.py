"""How the lines of a card are painted, and where in them one can click."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from quandian.core.merge import DELETION, Choice, Conflict
from quandian.ui import paint
from quandian.ui.merge import words
from quandian.ui.merge.card_rows import HEIGHTS, CardRows, Kind, Line
from quandian.ui.merge.desk import Card
from quandian.ui.merge.marks import badge, radio
from quandian.ui.panels.row_view import Index, RowDelegate, RowView
from quandian.ui.qt import ANTIALIASING
from quandian.ui.theme import theme

SIDE = 24  # left and right of the cards
_PAD = 16
_ROOM_FOR_SIGN = 130  # px of the original value that let a sign with words stand beside it
_NARROW = 760  # px of a card below which its first columns give way


class Columns(NamedTuple):
    """Where the columns of a card begin, and how wide a value of either side is; px from the left of the view."""

    name: float
    original: float
    mine: float
    theirs: float
    width: float


def columns(view_width: float) -> Columns:
    """Return the columns of cards in a view so wide."""
    left, room = SIDE + _PAD, view_width - 2 * (SIDE + _PAD)
    narrow = room < _NARROW
    name, original = (82, 108) if narrow else (88, 150)
    width = (room - name - original - 8) / 2
    mine = left + name + original
    return Columns(left, left + name, mine, mine + width + 8, width)


def choice_at(x: float, y: float, view_width: float) -> Choice | None:
    """Return the side that a point of a field's line (``y`` from its top) means."""
    at = columns(view_width)
    if not 2 <= y < HEIGHTS[Kind.FIELD] - 2:
        return None
    if at.mine <= x < at.mine + at.width:
        return Choice.MINE
    return Choice.THEIRS if at.theirs <= x < at.theirs + at.width else None


def source_button(view_width: float, words_width: float) -> QRectF:
    """Return where the button of a head that shows the passage stands; y from the top of the line."""
    wide = words_width + 72
    return QRectF(view_width - SIDE - _PAD - wide, 14, wide, 28)


class CardDelegate(RowDelegate):
    """Draws lines of cards."""

    def __init__(self, view: RowView, rows: CardRows) -> None:
        super().__init__(view)
        self._rows = rows
        self._view = view

    @property
    def source_words(self) -> str:
        """The words of the button that shows the passage."""
        return self.tr("看原文")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows = self._rows
        line, rect = rows.lines[index.row()], QRectF(option.rect)  # type: ignore[attr-defined]
        if line.kind is Kind.TOP:
            return
        card = rows.cards[line.card]
        painter.save()
        painter.setRenderHint(ANTIALIASING)
        painter.setClipRect(rect)
        frame = QRectF(SIDE, rect.y() - rows.above(line), rect.width() - 2 * SIDE, rows.card_height(line.card))
        if line.card == rows.current:
            paint.rounded(painter, frame, 8, "surface", "ink", 2)
        else:
            paint.rounded(painter, frame, 8, "surface", "line2")
        if rows.desk.row_is_left(card):
            painter.setOpacity(0.55)
        if line.kind is Kind.HEAD:
            self._head(painter, rect, line, card)
        elif line.kind is Kind.TITLES:
            self._titles(painter, rect, card)
        elif line.kind is Kind.FIELD:
            here = self._view.currentIndex().row() == index.row()
            self._field(painter, rect, card.conflicts[line.field], here)
        painter.restore()

    # --- lines

    def _head(self, painter: QPainter, rect: QRectF, line: Line, card: Card) -> None:
        first, rows = card.first, self._rows
        about = first.about
        left, top = rect.x() + SIDE + _PAD, rect.y()
        look = rows.teller.look(about)
        if look is not None:
            left += paint.tag_chip(painter, left, top + 16, look, height=24) + 14
        else:
            painter.drawPixmap(QPointF(left, top + 19), theme().pixmap(words.icon_of_entity(first.entity), 18))
            left += 30
        if rows.is_open(line.card):
            second = rows.teller.place(about) or words.entity_name(first.entity)
            right = self._source(painter, rect) if about.report_id else rect.right() - SIDE - _PAD
            paint.hairline(painter, SIDE + 1, top + HEIGHTS[Kind.HEAD] - 1, rect.width() - 2 * SIDE - 2)
        else:
            second = rows.teller.summary(card)
            right = rect.right() - SIDE - _PAD
            painter.drawPixmap(QPointF(right - 16, top + 20), theme().pixmap("chevron-right", 16, "text2"))
            right = badge(painter, right - 32, top + 18, *rows.sign(card))
        room = right - 12 - left
        paint.text(painter, QRectF(left, top + 8, room, 22), rows.teller.title(first.entity, about), 13, bold=True)
        paint.text(painter, QRectF(left, top + 29, room, 18), second, 12, "text2")

    def _source(self, painter: QPainter, rect: QRectF) -> float:
        name = self.source_words
        box = source_button(rect.width(), paint.width(name)).translated(rect.x(), rect.y())
        paint.rounded(painter, box, 6, "surface", "line2")
        painter.drawPixmap(QPointF(box.x() + 10, box.y() + 6), theme().pixmap("book-open-text", 16, "text2"))
        paint.text(painter, QRectF(box.x() + 34, box.y(), box.width() - 60, 27), name)
        paint.key_cap(painter, box.right() - 27, box.y() + 5, "O")
        return box.x()

    def _titles(self, painter: QPainter, rect: QRectF, card: Card) -> None:
        at = columns(rect.width())
        newest = max(card.conflicts, key=_latest)
        mine, theirs = newest.mine, newest.theirs
        for x, width, text in (
            (at.name, at.original - at.name - 8, self.tr("字段")),
            (at.original, at.mine - at.original - 8, self.tr("原值")),
            (at.mine + 12, at.width - 12, self.tr("我的 · {0}").format(words.signed(mine))),
            (at.theirs + 12, at.width - 12, self.tr("对方 · {0}").format(words.signed(theirs))),
        ):
            paint.text(painter, QRectF(x, rect.y() + 3, width, 22), text, 12, "text2")

    def _field(self, painter: QPainter, rect: QRectF, conflict: Conflict, here: bool) -> None:
        at, teller, about = columns(rect.width()), self._rows.teller, conflict.about
        chosen = self._rows.desk.choice(conflict)
        line = QRectF(0, rect.y() + 4, 0, HEIGHTS[Kind.FIELD] - 8)
        name = QRectF(at.name, line.y(), at.original - at.name - 8, line.height())
        paint.text(painter, name, teller.field(conflict.field, about), 13, bold=here)
        room = at.mine - at.original - 8
        if chosen is None and at.mine - at.original < _ROOM_FOR_SIGN:
            painter.drawPixmap(QPointF(at.mine - 28, line.y() + 10), theme().pixmap("circle-alert", 16, "warn"))
            room -= 20
        elif chosen is None:
            room -= at.mine - 8 - badge(painter, at.mine - 12, line.y() + 8, self.tr("待定"), "warn")
        original = "" if conflict.field == DELETION else teller.value(conflict.field, conflict.original, about)
        if room > 16:
            paint.text(painter, QRectF(at.original, line.y(), room - 4, line.height()), original, 13, "text2")
        if conflict.field == DELETION:
            mine, theirs = teller.deletion_values(conflict)
        else:
            mine, theirs = (teller.value(conflict.field, s.value, about) for s in (conflict.mine, conflict.theirs))
        boxes = (at.mine, mine, Choice.MINE), (at.theirs, theirs, Choice.THEIRS)
        for x, text, side in boxes:
            self._value(painter, QRectF(x, line.y(), at.width, line.height()), text, chosen is side)
        if here and self._view.shows_ring:
            ring = QRectF(at.mine - 4, rect.y(), 2 * at.width + 16, rect.height())
            paint.focus_ring(painter, ring, 8)

    def _value(self, painter: QPainter, box: QRectF, text: str, on: bool) -> None:
        if on:
            paint.rounded(painter, box, 6, "selected", "ink", 1.5)
        else:
            paint.rounded(painter, box, 6, "panel", "line")
        radio(painter, box.x() + 12, box.y() + (box.height() - 16) / 2, on)
        paint.text(painter, QRectF(box.x() + 38, box.y(), box.width() - 50, box.height() - 1), text, 13, bold=on)


def _latest(conflict: Conflict) -> str:
    return max(conflict.mine.clock, conflict.theirs.clock)
