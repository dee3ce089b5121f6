"""The list of conflicts: mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from quandian.core.merge import DELETION, Choice
from quandian.ui import paint
from quandian.ui.merge import words
from quandian.ui.merge.card_paint import CardDelegate, choice_at, columns, source_button
from quandian.ui.merge.card_rows import HEIGHTS, CardRows, Kind
from quandian.ui.merge.desk import Card, MergeDesk
from quandian.ui.merge.words import Teller
from quandian.ui.panels.row_view import RowView


class CardView(RowView):
    """Cards of conflicts. Signals: source_wanted(Card), moved (another field is the current one)."""

    source_wanted = Signal(object)
    moved = Signal()

    def __init__(self, desk: MergeDesk, teller: Teller, parent: QWidget | None = None) -> None:
        super().__init__(HEIGHTS[Kind.FIELD], parent)
        self._desk = desk
        self.rows = CardRows(desk, teller, self)
        self.setModel(self.rows)
        self._cards = CardDelegate(self, self.rows)
        self.setItemDelegate(self._cards)
        self.verticalHeader().setMinimumSectionSize(4)
        self.setSelectionMode(RowView.SelectionMode.SingleSelection)
        self.setAccessibleName(self.tr("需要选择"))
        self.rows.rowsInserted.connect(self._on_inserted)
        self.rows.rowsRemoved.connect(self._on_removed)
        desk.loaded.connect(self._on_loaded)
        desk.changed.connect(self._on_changed)

    # --- heights

    @Slot()
    def _on_loaded(self) -> None:
        kept = self.current_card()
        field = self.current_field()
        key = kept.row_key if kept is not None else ""
        self.rows.load()
        self._measure(0, len(self.rows.lines))
        number = next((n for n, card in enumerate(self.rows.cards) if card.row_key == key), 0)
        if self.rows.cards:
            self.go_to_field(number, max(0, min(field, len(self.rows.cards[number].conflicts) - 1)))

    def _measure(self, first: int, last: int) -> None:
        header = self.verticalHeader()
        default = header.defaultSectionSize()
        for row in range(first, last):
            height = self.rows.height(self.rows.lines[row])
            if height != default or header.sectionSize(row) != default:
                header.resizeSection(row, height)

    @Slot(QObject, int, int)
    def _on_inserted(self, _parent: object, first: int, last: int) -> None:
        self._measure(first - 1, last + 1)

    @Slot(QObject, int, int)
    def _on_removed(self, _parent: object, first: int, _last: int) -> None:
        self._measure(first - 1, first)

    @Slot()
    def _on_changed(self) -> None:
        self.viewport().update()

    # --- where one is

    def current_card(self) -> Card | None:
        """Return the card in hand."""
        number = self.rows.current
        return self.rows.cards[number] if 0 <= number < len(self.rows.cards) else None

    def current_field(self) -> int:
        """Return the number of the field in hand in its card."""
        index = self.currentIndex()
        return max(0, self.rows.lines[index.row()].field) if index.isValid() else 0

    def go_to_field(self, number: int, field: int = 0) -> None:
        """Go to a field of a card and unfold that."""
        self.rows.current = number
        self.rows.set_open(number, True)
        self.setCurrentIndex(self.rows.index(self.rows.row_of(number, field), 0))
        head = self.rows.head_of(number)
        hint = RowView.ScrollHint.EnsureVisible
        last = self.rows.row_of(number, len(self.rows.cards[number].conflicts))
        self.scrollTo(self.rows.index(last, 0), hint)
        if self.rows.card_height(number) < self.viewport().height():
            self.scrollTo(self.rows.index(head if number else 0, 0), hint)
        self.scrollTo(self.currentIndex(), hint)
        self.viewport().update()
        self.moved.emit()

    def step(self, by: int) -> None:
        """Go to the next field, or the one before, over the ends of cards."""
        cards = self.rows.cards
        if not cards:
            return
        number, field = max(self.rows.current, 0), self.current_field() + by
        if field < 0:
            number, field = number - 1, -1
        elif field >= len(cards[number].conflicts):
            number, field = number + 1, 0
        if 0 <= number < len(cards):
            self.go_to_field(number, field if field >= 0 else len(cards[number].conflicts) - 1)

    def next_undecided(self) -> bool:
        """Go to the next field nobody has decided, from the beginning again after the last; whether there is one."""
        places = [(n, at) for n, card in enumerate(self.rows.cards) for at in range(len(card.conflicts))]
        here = (max(self.rows.current, 0), self.current_field())
        later = [place for place in places if place > here] + [place for place in places if place <= here]
        for number, at in later:
            if self._desk.choice(self.rows.cards[number].conflicts[at]) is None:
                self.go_to_field(number, at)
                return True
        return False

    def choose(self, choice: Choice) -> None:
        """Decide the field in hand."""
        card = self.current_card()
        if card is not None:
            self._desk.choose(card.conflicts[self.current_field()], choice)

    def toggle(self) -> None:
        """Take or leave the row in hand."""
        card = self.current_card()
        if card is not None:
            self._desk.set_row(card, self._desk.row_is_left(card))

    def show_source(self) -> None:
        """Ask for the passage of the card in hand."""
        card = self.current_card()
        if card is not None:
            self.source_wanted.emit(card)

    # --- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_key = False
        point = event.position()
        index = self.indexAt(point.toPoint())
        if not index.isValid() or event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        line, y = self.rows.lines[index.row()], point.y() - self.visualRect(index).y()
        if line.kind is Kind.FIELD:
            self.go_to_field(line.card, line.field)
            choice = choice_at(point.x(), y, self.viewport().width())
            if choice is not None:
                self.choose(choice)
        elif line.kind is Kind.HEAD:
            self._press_head(line.card, point.x(), y)
        elif line.kind is not Kind.TOP and line.card != self.rows.current:
            self.go_to_field(line.card)

    def _press_head(self, number: int, x: float, y: float) -> None:
        if y >= HEIGHTS[Kind.HEAD]:
            return  # the gap below a folded card
        card, was_open = self.rows.cards[number], self.rows.is_open(number)
        box = source_button(self.viewport().width(), paint.width(self._cards.source_words))
        if was_open and card.first.about.report_id and box.contains(x, y):
            self.go_to_field(number)
            self.source_wanted.emit(card)
        elif was_open and number == self.rows.current and len(self.rows.cards) > 1:
            self.rows.set_open(number, False)
            self.setCurrentIndex(self.rows.index(self.rows.head_of(number), 0))
        else:
            self.go_to_field(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        hand = False
        if index.isValid():
            line = self.rows.lines[index.row()]
            y = event.position().y() - self.visualRect(index).y()
            at_value = choice_at(event.position().x(), y, self.viewport().width()) is not None
            hand = line.kind is Kind.HEAD or (line.kind is Kind.FIELD and at_value)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_key = True
        key, count = event.key(), len(self.rows.cards)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End) and count:
            number = 0 if key == Qt.Key.Key_Home else count - 1
            self.go_to_field(number, 0 if not number else len(self.rows.cards[number].conflicts) - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rows.current >= 0:
            self.go_to_field(self.rows.current, self.current_field())
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (1 if key == Qt.Key.Key_PageDown else -1) * bar.pageStep())
        else:
            event.ignore()

    def by_key(self) -> None:
        """A key of an action moved: show where the keyboard is."""
        self._by_key = True
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip(self, event: QHelpEvent) -> str:
        """Return the whole of what a cut cell holds, and who set it when."""
        index = self.indexAt(event.pos())
        if not index.isValid():
            return ""
        line = self.rows.lines[index.row()]
        teller, first = self.rows.teller, self.rows.cards[line.card].first
        conflict = self.rows.conflict(index.row())
        if conflict is None:
            return teller.title(first.entity, first.about) if line.kind is Kind.HEAD else ""
        at = columns(self.viewport().width())
        if event.pos().x() < at.mine:
            return teller.value(conflict.field, conflict.original, conflict.about) if conflict.field != DELETION else ""
        side = conflict.mine if event.pos().x() < at.theirs else conflict.theirs
        value = teller.value(conflict.field, side.value, conflict.about)
        return f"{value}\n{words.signed(side)}"
