"""What a filter chip opens: the values of a column with their counts to tick, or two bounds for figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from quandian.core.ledger import bound_of
from quandian.core.quantity import QuantityError
from quandian.core.units import factor_of, family_of
from quandian.store.ledger import Choice
from quandian.ui import paint
from quandian.ui.ledger.ticks import ROW, TickList
from quandian.ui.panels.parts import FilterField
from quandian.ui.panels.words import parsed_date
from quandian.ui.widgets import button, label

WIDTH = 280
_LIST = 260


class Popup(QFrame):
    """A floating panel that closes on Esc and on a click outside. Signal: closed."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(8)
        self.setFixedWidth(WIDTH)

    def show_below(self, anchor: QWidget) -> None:
        """Show it under a widget, inside the screen."""
        self.adjustSize()
        at = anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
        screen = QGuiApplication.screenAt(at)
        if screen is not None:
            room = screen.availableGeometry()
            at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
            at.setY(max(room.top(), min(at.y(), room.bottom() - self.height())))
        self.move(at)
        self.show()

    def hideEvent(self, event: object) -> None:
        self.closed.emit()
        super().hideEvent(event)  # type: ignore[arg-type]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.rect()
        painter.fillRect(rect, paint.color("raised"))
        painter.setPen(paint.color("line2"))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.end()


class ChoicePopup(Popup):
    """Values to tick. Signal: changed(tuple of values); none ticked means no filter."""

    changed = Signal(object)

    def __init__(
        self, title: str, choices: Sequence[tuple[Choice, str]], chosen: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.field = FilterField("search", self.tr("筛选值"), title, self)
        self.list = TickList(title, self)
        self.list.setFixedHeight(min(_LIST, ROW * max(2, len(choices)) + 4))
        for choice, text in choices:
            self.list.add(text, choice.value, f"{choice.rows:,}", ticked=choice.value in chosen)
        clear = button(self.tr("清除"), "ghost")
        clear.clicked.connect(self.clear)
        self.column.addWidget(self.field)
        self.column.addWidget(self.list)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(clear)
        self.column.addLayout(foot)
        self._timer = QTimer(self)  # several ticks in a row are one question
        self._timer.setSingleShot(True)
        self._timer.setInterval(60)
        self._timer.timeout.connect(self._tell)
        self.field.textChanged.connect(self.list.narrow)
        self.list.itemChanged.connect(self._on_ticked)
        self.field.setFocus()

    @Slot(QListWidgetItem)
    def _on_ticked(self, _item: QListWidgetItem) -> None:
        self._timer.start()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show other numbers of rows; values that have none now say 0."""
        self.list.blockSignals(True)
        self.list.recount({value: f"{number:,}" for value, number in counts.items()})
        self.list.blockSignals(False)

    def chosen(self) -> tuple[str, ...]:
        """Return the ticked values."""
        return tuple(self.list.ticked())

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.chosen())

    @Slot()
    def clear(self) -> None:
        """Tick nothing."""
        self.list.untick()
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not self.list.hasFocus():
            self.list.enter()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)


class RangePopup(Popup):
    """Two bounds. Signal: changed((from, to)), each the values of a condition; empty for none."""

    changed = Signal(object)

    def __init__(self, title: str, low: str, high: str, parent: QWidget, *, numbers: bool = True) -> None:
        super().__init__(parent)
        self._numbers = numbers
        self.setAccessibleName(title)
        self.column.addWidget(label(title, 12, "text2"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.low, self.high = QLineEdit(low), QLineEdit(high)
        for field, hint in ((self.low, self.tr("不小于")), (self.high, self.tr("不大于"))):
            field.setPlaceholderText(hint)
            field.setAccessibleName(f"{title} {hint}")
            field.returnPressed.connect(self._on_enter)
            field.textEdited.connect(self._on_typed)
            row.addWidget(field)
        self.column.addLayout(row)
        if numbers:
            said = self.tr("可写 60亿元、3000万；写了单位就只找这类单位")
            self.column.addWidget(label(said, 12, "text3", wrap=True))
        self.problem = label("", 12, "danger", wrap=True)
        self.problem.hide()
        self.column.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.addStretch(1)
        clear = button(self.tr("清除"), "ghost")
        clear.clicked.connect(self.clear)
        apply = button(self.tr("筛选"), "primary")
        apply.clicked.connect(self._on_enter)
        foot.addWidget(clear)
        foot.addWidget(apply)
        self.column.addLayout(foot)
        self.low.setFocus()

    def _value(self, field: QLineEdit) -> tuple[str, ...] | None:
        text = field.text().strip()
        if not text:
            return ()
        try:
            if self._numbers:
                return bound_of(text)
            date = parsed_date(text)
            if date:
                return (date,)
            raise QuantityError("no date")
        except QuantityError:
            wanted = self.tr("60亿元、300 或 2.5") if self._numbers else self.tr("2022、2022-06 或 2022-06-30")
            self._refuse(field, self.tr("“{0}”读不懂。写成 {1} 这样。").format(text, wanted))
            return None

    def _refuse(self, field: QLineEdit, sentence: str) -> None:
        """Mark a field, and say below both why it cannot be."""
        field.setProperty("wrong", "yes")
        field.setAccessibleDescription(sentence)
        field.style().unpolish(field)
        field.style().polish(field)
        field.setFocus()
        self.problem.setText(sentence)
        self.problem.show()
        self.problem.setFixedHeight(self.problem.heightForWidth(WIDTH - 24))
        self.adjustSize()

    @Slot()
    def _on_typed(self) -> None:
        for field in (self.low, self.high):
            field.setProperty("wrong", "")
            field.setAccessibleDescription("")
            field.style().unpolish(field)
            field.style().polish(field)
        self.problem.hide()
        self.adjustSize()

    @Slot()
    def _on_enter(self) -> None:
        low = self._value(self.low)
        high = None if low is None else self._value(self.high)
        if low is None or high is None:
            return
        if crossed(low, high, numbers=self._numbers):
            said = self.tr("没有数既不小于 {0}，又不大于 {1}。").format(
                self.low.text().strip(), self.high.text().strip()
            )
            self._refuse(self.high, said)
        else:
            self.changed.emit((low, high))
            self.close()

    @Slot()
    def clear(self) -> None:
        """Set no bounds."""
        self.changed.emit(((), ()))
        self.close()


def crossed(low: Sequence[str], high: Sequence[str], *, numbers: bool) -> bool:
    """Whether nothing can lie between two bounds; of figures of units that do not convert that cannot be said."""
    if not low or not high:
        return False
    if not numbers:
        return low[0][: len(high[0])] > high[0]
    units = [bound[1] if len(bound) > 1 else "" for bound in (low, high)]
    if family_of(units[0]) != family_of(units[1]):
        return all(units)
    return Decimal(low[0]) * factor_of(units[0]) > Decimal(high[0]) * factor_of(units[1])
