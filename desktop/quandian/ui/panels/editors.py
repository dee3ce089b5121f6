"""The fields of the inspector: each shows stored values and gives back what the user made of them.

An editor owns one or more keys of an annotation's fields. It is *touched* once the user has changed it; only then does
it give values to be written, and only then does it refuse to show what another window wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from quandian.core.model import Field
from quandian.core.quantity import QuantityError, number_of
from quandian.ui.panels import words
from quandian.ui.panels.parts import Problem
from quandian.ui.qt import FIXED
from quandian.ui.theme import theme
from quandian.ui.widgets import ElidingLabel

LABEL_WIDTH = 56
Values = Mapping[str, Any]


class WrongInput(Exception):  # noqa: N818 - what it says is the user's, not a failure
    """What stands in a field cannot be stored; ``str()`` says why in a sentence."""


class Editor(QWidget):
    """Base of all.

    Signals: touched() at each change by the user, finished() when the user leaves it or presses Enter,
    escaped() at Esc.
    """  # fmt: skip

    touched = Signal()
    finished = Signal()
    escaped = Signal()

    def __init__(self, label: str, keys: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label, self.keys = label, keys
        self.stored: dict[str, Any] = {}
        self.base: dict[str, Any] = {}  # what was stored when the user began: only what differs from it is the user's
        self.is_touched = False
        self._showing = False
        self.stops: list[QWidget] = []  # where Tab stops, in order
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._problem = Problem(self)

    # --- building

    def add_row(self, *parts: QWidget, label: str | None = None, top: bool = False) -> QHBoxLayout:
        """Add a line: the label, then the parts, of which the first takes the room."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        name = ElidingLabel(self.label if label is None else label, 12, "text2", parent=self)
        name.setSizePolicy(FIXED, FIXED)
        name.setFixedWidth(LABEL_WIDTH)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(2)
        for i, part in enumerate(parts):
            row.addWidget(part, 0 if i else 1)
        self._column.addLayout(row)
        return row

    def finish_building(self) -> None:
        """Add the line for what is wrong; call after the rows."""
        row = QHBoxLayout()
        row.setContentsMargins(LABEL_WIDTH + 8, 0, 0, 0)
        row.addWidget(self._problem)
        self._column.addLayout(row)

    def watch(self, part: QWidget) -> None:
        """Follow focus and keys of a part."""
        part.installEventFilter(self)
        if not isinstance(part.parent(), QComboBox):
            self.stops.append(part)
        own = part.text() if isinstance(part, QCheckBox) else ""
        part.setAccessibleName(part.accessibleName() or own or self.label)

    # --- values

    def load(self, values: Values) -> None:
        """Take the stored values; shows them unless the user has touched this field and not finished."""
        self.stored = {key: values.get(key) for key in self.keys}
        # What means the stored values stays as it was typed: 12000 must not turn into 1.2万 under the user's hands.
        if self.is_touched:
            return
        if self.problem or not self.says_stored():
            self._show_stored()
        self.base = dict(self.stored)

    def begin(self, values: Values) -> None:
        """Show the values of another annotation."""
        self.stored = {key: values.get(key) for key in self.keys}
        self.restore()

    def restore(self) -> None:
        """Forget what the user typed and show the stored values."""
        self.is_touched = False
        self.set_problem("")
        self._show_stored()

    def _show_stored(self) -> None:
        self._showing = True
        self.base = dict(self.stored)
        self.show_values(self.stored)
        self._showing = False
        self.set_problem("")

    def says_stored(self) -> bool:
        """Whether what the widgets hold means the stored values."""
        try:
            return all(value == self.stored.get(key) for key, value in self.values().items())
        except WrongInput:
            return False

    def changed_values(self) -> dict[str, Any]:
        """Return what the user changed; what another window wrote to other keys is left out. Raises WrongInput."""
        return {
            key: value
            for key, value in self.values().items()
            if value != self.base.get(key) and value != self.stored.get(key)
        }

    def show_values(self, values: Values) -> None:
        """Put stored values into the widgets."""
        raise NotImplementedError

    def values(self) -> dict[str, Any]:
        """Return the stored form of what the widgets hold; None for what is empty. Raises WrongInput."""
        raise NotImplementedError

    def draft(self) -> Any:  # noqa: ANN401 - only this editor reads it again
        """Return what was typed, so that wrong input outlives a change of selection."""
        return None

    def show_draft(self, draft: Any) -> None:  # noqa: ANN401 - what ``draft`` returned
        """Show a draft again."""

    # --- what is wrong

    @property
    def problem(self) -> str:
        """What is wrong with the input, in a sentence; empty if nothing."""
        return self._problem.text

    def set_problem(self, sentence: str) -> None:
        """Mark the field and say why, or unmark it."""
        if sentence == self._problem.text:
            return
        self._problem.show_text(sentence)
        for part in self.marked_parts():
            wanted = "yes" if sentence else ""
            if (part.property("wrong") or "") != wanted:
                part.setProperty("wrong", wanted)
                part.style().unpolish(part)
                part.style().polish(part)

    def marked_parts(self) -> list[QWidget]:
        """Return the widgets that turn red."""
        return []

    # --- events

    @Slot()
    def on_touched(self) -> None:
        """Note that the user changed something."""
        if not self._showing:
            self.is_touched = True
            self.set_problem("")
            self.touched.emit()

    @Slot()
    def on_chosen(self) -> None:
        """Note that the user chose something, which needs no pause before it is stored."""
        if not self._showing:
            self.on_touched()
            self.finished.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()  # the wheel scrolls the panel, it does not change what it passes over
            return True
        if kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.finished.emit()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.escaped.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(watched, QPlainTextEdit):
                self.finished.emit()
                return not isinstance(watched, QComboBox)
        return False


def line(parent: QWidget, name: str) -> QLineEdit:
    """Return a one-line field."""
    made = QLineEdit(parent)
    made.setAccessibleName(name)
    made.setMinimumWidth(48)
    return made


class TextEditor(Editor):
    """One line of free text."""

    def __init__(self, label: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(label, (key,), parent)
        self.field = line(self, label)
        self.field.textEdited.connect(self.on_touched)
        self.watch(self.field)
        self.setFocusProxy(self.field)
        self.add_row(self.field)
        self.finish_building()

    def show_values(self, values: Values) -> None:
        shown = self.shown(values.get(self.keys[0]))
        if shown != self.field.text():
            self.field.setText(shown)
            self.field.setCursorPosition(0)

    def values(self) -> dict[str, Any]:
        return {self.keys[0]: self.meant(self.field.text().strip())}

    def shown(self, value: object) -> str:
        """Return a stored value as it stands in the field."""
        return "" if value is None else str(value)

    def meant(self, text: str) -> object:
        """Return the stored form of typed text. Raises WrongInput."""
        return text or None

    def draft(self) -> str:
        return self.field.text()

    def show_draft(self, draft: Any) -> None:  # noqa: ANN401 - what ``draft`` returned
        self.field.setText(str(draft))

    def marked_parts(self) -> list[QWidget]:
        return [self.field]


class NumberEditor(TextEditor):
    """A number, stored as plain decimal text."""

    def meant(self, text: str) -> object:
        """Return the number as plain text. Raises WrongInput."""
        if not text:
            return None
        try:
            number_of(text)
        except QuantityError:
            raise WrongInput(self.tr("“{0}”不是数字。写成 1200 或 1.2亿。").format(text[:20])) from None
        return words.plain_number(text)


class DateEditor(TextEditor):
    """A day, month or year, stored as ISO text."""

    def __init__(self, label: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(label, key, parent)
        self.field.setPlaceholderText(self.tr("例如 2025-06 或 2025年6月底"))

    def meant(self, text: str) -> object:
        """Return the date as ISO text. Raises WrongInput."""
        if text == self.shown(self.base.get(self.keys[0])):
            return self.base.get(self.keys[0])  # what an import left there stays until it is changed
        date = words.parsed_date(text)
        if date is None:
            raise WrongInput(self.tr("“{0}”不是日期。写成 2025、2025-06 或 2025-06-30。").format(text[:20]))
        return date or None


class PeriodEditor(Editor):
    """A period: a year, a span of years or free words (上半年), with proposals; beside it, where given, a choice."""

    def __init__(self, label: str, key: str, beside: Field | None = None, parent: QWidget | None = None) -> None:
        super().__init__(label, (key, beside.name) if beside else (key,), parent)
        self.field = QComboBox(self)
        self.field.setEditable(True)
        self.field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.field.setCompleter(None)  # type: ignore[arg-type]  # it would finish 2 as 2022年 on Tab
        self.field.setMinimumWidth(72)
        self.field.setMinimumContentsLength(4)
        self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.field.editTextChanged.connect(self.on_touched)
        self.field.activated.connect(self.on_chosen)
        self.watch(self.field)
        edit = self.field.lineEdit()
        assert edit is not None
        self._edit = edit
        self.watch(edit)
        self.setFocusProxy(self.field)
        self.choice = choice_box(self, beside) if beside else None
        if self.choice is not None:
            self.choice.setFixedWidth(96)
            self.choice.activated.connect(self.on_chosen)
            self.watch(self.choice)
            self.add_row(self.field, self.choice)
        else:
            self.add_row(self.field)
        self.finish_building()

    def propose(self, years: list[str]) -> None:
        """Offer years to choose from."""
        text, self._showing = self.field.currentText(), True
        self.field.clear()
        self.field.addItems([words.year_text(year) for year in years])
        self.field.setEditText(text)
        self._showing = False

    def show_values(self, values: Values) -> None:
        shown = words.year_text(str(values.get(self.keys[0]) or ""))
        if shown != self.field.currentText():
            self.field.setEditText(shown)
            self._edit.setCursorPosition(0)
        if self.choice is not None:
            choose(self.choice, values.get(self.keys[1]))

    def values(self) -> dict[str, Any]:
        text = self.field.currentText().strip()
        known = self.base.get(self.keys[0])
        same = known is not None and text == words.year_text(str(known))
        found = {self.keys[0]: known if same else words.stored_period(text) or None}
        if self.choice is not None:
            found[self.keys[1]] = self.choice.currentData()
        return found

    def draft(self) -> str:
        return self.field.currentText()

    def show_draft(self, draft: Any) -> None:  # noqa: ANN401 - what ``draft`` returned
        self.field.setEditText(str(draft))


def choice_box(parent: QWidget, field: Field) -> QComboBox:
    """Return a box of a field's choices; the first, empty one means that nothing is chosen."""
    box = QComboBox(parent)
    box.setAccessibleName(words.field_label(field))
    box.setToolTip(words.field_label(field))
    box.addItem("—", None)
    for value in field.choices:
        box.addItem(words.choice_label(value), value)
    return box


def choose(box: QComboBox, value: object) -> None:
    """Show a stored choice; one that is not among the choices is added, so that it is not lost."""
    at = box.findData(value) if value not in (None, "") else 0
    if at < 0:
        box.addItem(words.choice_label(str(value)), value)
        at = box.count() - 1
    box.setCurrentIndex(at)


class ChoiceEditor(Editor):
    """One of a few choices."""

    def __init__(self, label: str, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(label, (field.name,), parent)
        self.box = choice_box(self, field)
        self.box.activated.connect(self.on_chosen)
        self.watch(self.box)
        self.setFocusProxy(self.box)
        self.add_row(self.box)
        self.finish_building()

    def show_values(self, values: Values) -> None:
        choose(self.box, values.get(self.keys[0]))

    def values(self) -> dict[str, Any]:
        return {self.keys[0]: self.box.currentData()}


class FlagEditor(Editor):
    """Yes or no; no is stored as nothing."""

    def __init__(self, label: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__("", (key,), parent)
        self.box = QCheckBox(label, self)
        self.box.clicked.connect(self.on_chosen)
        self.watch(self.box)
        self.setFocusProxy(self.box)
        self.add_row(self.box)
        self.finish_building()

    def show_values(self, values: Values) -> None:
        self.box.setChecked(bool(values.get(self.keys[0])))

    def values(self) -> dict[str, Any]:
        if self.box.isChecked() == bool(self.base.get(self.keys[0])):
            return {self.keys[0]: self.base.get(self.keys[0])}
        return {self.keys[0]: True if self.box.isChecked() else None}


class NoteEditor(Editor):
    """The note: several lines, as high as they need up to a limit."""

    LOW, HIGH = 52, 200

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, ("note",), parent)
        self.field = QPlainTextEdit(self)
        self.field.setProperty("kind", "field")
        self.field.setAccessibleName(label)
        self.field.setTabChangesFocus(True)
        self.field.setPlaceholderText(self.tr("写给自己和同事"))
        self.field.textChanged.connect(self.on_touched)
        self.field.textChanged.connect(self._grow)
        self.watch(self.field)
        self.setFocusProxy(self.field)
        self.add_row(self.field, top=True)
        self.finish_building()
        theme().changed.connect(self._grow)
        self._grow()

    @Slot()
    def _grow(self) -> None:
        lines = self.field.document().size().height()  # in lines, for a plain text layout
        wanted = round(lines * self.field.fontMetrics().lineSpacing()) + 18
        height = max(self.LOW, min(wanted, self.HIGH))
        if self.field.height() != height:
            self.field.setFixedHeight(height)

    def show_values(self, values: Values) -> None:
        text = str(values.get("note") or "")
        if text != self.field.toPlainText():
            self.field.setPlainText(text)

    def values(self) -> dict[str, Any]:
        return {"note": self.field.toPlainText().rstrip()}
