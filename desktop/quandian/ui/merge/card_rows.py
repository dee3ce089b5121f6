"""Conflicts as cards: rows of a table that are painted as one card for each row of the project that is in conflict.

A card is a head, and where it is open a line of titles, a line for each field and an end. Heights differ by kind of
line only, so the table keeps them and nothing but what is in sight is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, Qt

from quandian.core.merge import Choice, Conflict
from quandian.ui.merge.desk import Card, MergeDesk
from quandian.ui.merge.words import Teller
from quandian.ui.panels.row_view import CHOOSABLE, Index, RowModel
from quandian.ui.phrases import listed
from quandian.ui.qt import ACCESSIBLE_TEXT, DISPLAY


class Kind(IntEnum):
    """What a line of a card is."""

    HEAD = 0
    TITLES = 1
    FIELD = 2
    END = 3
    TOP = 4


HEIGHTS = {Kind.HEAD: 56, Kind.TITLES: 24, Kind.FIELD: 44, Kind.END: 8, Kind.TOP: 16}
GAP = 16  # below a card
_OPEN_AT_FIRST = 100  # cards of several fields that are open from the beginning


class Line(NamedTuple):
    """One line: of which card, of which kind, for which field."""

    card: int
    kind: Kind
    field: int = -1


class CardRows(RowModel):
    """The lines of all cards."""

    def __init__(self, desk: MergeDesk, teller: Teller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.teller = desk, teller
        self.lines: list[Line] = []
        self.open: set[str] = set()
        self.current = -1  # the card in hand

    @property
    def cards(self) -> Sequence[Card]:
        """The cards, in order."""
        return self.desk.cards

    def load(self) -> None:
        """Show the conflicts of the desk; cards that were open stay open."""
        self.beginResetModel()
        keys = {card.row_key for card in self.cards}
        self.open &= keys
        if not self.open:
            several = [card.row_key for card in self.cards if len(card.conflicts) > 1]
            self.open = set(several[:_OPEN_AT_FIRST])
        lines = [line for number in range(len(self.cards)) for line in self._lines_of(number)]
        self.lines = [Line(0, Kind.TOP), *lines] if lines else []
        self.current = -1
        self.endResetModel()

    def _lines_of(self, number: int) -> list[Line]:
        card = self.cards[number]
        if card.row_key not in self.open:
            return [Line(number, Kind.HEAD)]
        fields = [Line(number, Kind.FIELD, at) for at in range(len(card.conflicts))]
        return [Line(number, Kind.HEAD), Line(number, Kind.TITLES), *fields, Line(number, Kind.END)]

    def set_open(self, number: int, is_open: bool) -> None:
        """Unfold or fold a card."""
        card = self.cards[number]
        if (card.row_key in self.open) == is_open:
            return
        head = self.head_of(number)
        count = len(card.conflicts) + 2
        if is_open:
            self.beginInsertRows(QModelIndex(), head + 1, head + count)
            self.open.add(card.row_key)
            self.lines[head : head + 1] = self._lines_of(number)
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), head + 1, head + count)
            self.open.discard(card.row_key)
            del self.lines[head + 1 : head + 1 + count]
            self.endRemoveRows()

    def is_open(self, number: int) -> bool:
        """Whether a card is unfolded."""
        return self.cards[number].row_key in self.open

    def head_of(self, number: int) -> int:
        """Return the row of a card's head."""
        low, high = 0, len(self.lines)
        while low < high:
            middle = (low + high) // 2
            if self.lines[middle].card < number:
                low = middle + 1
            else:
                high = middle
        return low if number else low + 1  # above the first card there is room

    def row_of(self, number: int, field: int) -> int:
        """Return the row of a field of an open card."""
        return self.head_of(number) + 2 + field

    def conflict(self, row: int) -> Conflict | None:
        """Return the conflict of a line of a field."""
        line = self.lines[row]
        return self.cards[line.card].conflicts[line.field] if line.kind is Kind.FIELD else None

    def height(self, line: Line) -> int:
        """Return the height of a line, with the gap below the last one of a card."""
        last = line.kind is Kind.END or (line.kind is Kind.HEAD and not self.is_open(line.card))
        return HEIGHTS[line.kind] + (GAP if last else 0)

    def card_height(self, number: int) -> int:
        """Return the height of a card without the gap."""
        if not self.is_open(number):
            return HEIGHTS[Kind.HEAD]
        fields = len(self.cards[number].conflicts)
        return HEIGHTS[Kind.HEAD] + HEIGHTS[Kind.TITLES] + fields * HEIGHTS[Kind.FIELD] + HEIGHTS[Kind.END]

    def above(self, line: Line) -> int:
        """Return how much of its card stands above a line."""
        if line.kind in (Kind.HEAD, Kind.TOP):
            return 0
        top = HEIGHTS[Kind.HEAD]
        if line.kind is Kind.TITLES:
            return top
        top += HEIGHTS[Kind.TITLES]
        fields = len(self.cards[line.card].conflicts)
        return top + HEIGHTS[Kind.FIELD] * (line.field if line.kind is Kind.FIELD else fields)

    # --- Qt's

    def row_count(self) -> int:
        return len(self.lines)

    def flags_of(self, row: int) -> Qt.ItemFlag:
        dead = self.lines[row].kind in (Kind.TITLES, Kind.END, Kind.TOP)
        return Qt.ItemFlag.NoItemFlags if dead else CHOOSABLE

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid() or role not in (DISPLAY, ACCESSIBLE_TEXT):
            return None
        line = self.lines[index.row()]
        card = self.cards[line.card]
        if line.kind is Kind.FIELD:
            conflict = card.conflicts[line.field]
            return self.teller.spoken(conflict, self.state_word(self.desk.choice(conflict)))
        if line.kind is Kind.HEAD:
            first = card.first
            return listed((self.teller.title(first.entity, first.about), self.teller.summary(card), self.sign(card)[0]))
        return None

    def state_word(self, choice: Choice | None) -> str:
        """Return what was chosen, in words."""
        if choice is None:
            return self.tr("待定")
        return self.tr("用我的") if choice is Choice.MINE else self.tr("用对方的")

    def sign(self, card: Card) -> tuple[str, str, str]:
        """Return what the head of a folded card says about it: words, tone, icon."""
        if self.desk.row_is_left(card):
            return self.tr("不并入"), "plain", ""
        if self.desk.open_fields(card):
            return self.tr("待定"), "warn", ""
        side = self.desk.by_rule(card)
        if side is None:
            return self.tr("已定"), "ok", "circle-check"
        word = self.tr("用较新的") if side is Choice.NEWER else self.state_word(side)
        return word, "ok", "circle-check"
