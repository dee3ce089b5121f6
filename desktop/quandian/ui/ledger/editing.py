"""Editing a field in its cell: a field or list over it; Enter keeps, Esc leaves it as it was, what is wrong stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from quandian.core.codebook import COMPARATORS
from quandian.core.ledger import Column, LedgerRow, written, year_of
from quandian.core.model import Tag
from quandian.core.quantity import QuantityError, base_unit, number_of, plain, times
from quandian.core.units import kind_of
from quandian.ui.ledger import words
from quandian.ui.panels.words import (
    STATUSES,
    choice_label,
    comparator_word,
    parsed_date,
    status_word,
    stored_period,
    year_text,
)
from quandian.ui.theme import theme

_PROBLEM_WIDTH = 400
_SIGNS = {"＞": ">", "＜": "<", "⩾": "≥", "⩽": "≤", ">=": "≥", "<=": "≤", "约": "≈", "超": ">", "近": "<", "=": "="}
_RANGE = re.compile(r"\s*(?:—|–|~|～|至|到|-(?=\s*\d))\s*")
_MASK = re.compile(r"[xX*×]{2,}|已脱敏")


REPORT_FACTS = {"report": "title", "issuer": "issuer", "place": "place", "year": "period"}


class WrongFigureError(ValueError):
    """What was typed is no figure."""


class Home(StrEnum):
    """Where what a cell shows is kept, and so what editing it changes."""

    FIELD = "field"
    STATUS = "status"
    NOTE = "note"
    REPORT = "report"
    NONE = ""


def home_of(column: Column, row: LedgerRow, tag: Tag | None) -> Home:
    """Return what editing a cell changes: a field of the row's own tag, the mark's status or note, or its report.

    Author, nature, passage and paragraph follow from something else, and so does the year of a row that tells its own
    period: those are NONE.
    """
    names = {spec.name for spec in tag.fields} if tag is not None else set()
    if column.kind in ("value", "unit"):
        return Home.FIELD if "value" in names else Home.NONE
    if column.key in ("status", "note"):
        return Home(column.key)
    if column.key == "year" and year_of(row.fields.get("period") or row.fields.get("deadline")):
        return Home.NONE
    if column.key in REPORT_FACTS:
        return Home.REPORT
    return Home.FIELD if column.field and column.field in names else Home.NONE


def shown_for_editing(column: Column, row: LedgerRow) -> str:
    """Return what the field over a cell of the mark begins with."""
    if column.kind == "status":
        return row.status.value
    if column.key == "note":
        return row.note
    sign, number, unit = written(row.fields)
    if column.kind == "value":
        return f"{'' if sign in ('', '=') else sign}{number}"
    if column.kind == "unit":
        return unit
    value = row.fields.get(column.field, "")
    return year_text(str(value)) if column.kind in ("period", "date") and value else str(value or "")


def figure_fields(text: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a typed figure sets: ">1200", "1200亿元", "30—50", "已脱敏"; empty text clears it.

    A number without a unit is of the unit the cell shows. Raises WrongFigureError.
    """
    typed = text.strip()
    if not typed:
        return {"value": None, "value_to": None, "comparator": None, "masked": None}
    if _MASK.fullmatch(typed):
        return {"value": None, "value_to": None, "masked": True}
    sign, rest = _comparator(typed)
    unit = written(fields)[2] or str(fields.get("unit") or "")
    ends = [end for end in _RANGE.split(rest, maxsplit=1) if end]
    numbers: list[Decimal] = []
    for end in reversed(ends):  # the unit stands behind the last one: 30—50亿元
        match = re.fullmatch(r"([\d０-９,，.．\s+－-]+)(.*)", end.strip())
        if match is None:
            raise WrongFigureError(end)
        tail = match[2].strip()
        if tail:
            unit = unit_of(tail, unit)
        numbers.insert(0, _number(match[1]))
    if not numbers:
        raise WrongFigureError(text)
    base, scale = base_unit(unit)
    values = [plain(times(number, scale)) for number in numbers]
    made: dict[str, Any] = {"value": values[0], "unit": base, "comparator": sign, "masked": False}
    made["value_to"] = values[1] if len(values) > 1 else None
    if base != fields.get("unit"):
        made["kind"] = kind_of(base)
    return made


def unit_of(tail: str, unit: str) -> str:
    """Return the unit that typed words behind a number mean: 亿 alone keeps the base unit of the cell."""
    base, _ = base_unit(tail)
    return tail if base else tail + base_unit(unit)[0]


def unit_fields(unit: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that another unit sets: the number as written stays, 1100 亿元 becomes 1100 万元."""
    sign, number, _ = written(fields)
    if not number:
        return {"unit": base_unit(unit.strip())[0]}
    made = figure_fields(f"{number}{unit.strip()}", fields)
    made["comparator"] = sign or "="
    return made


def _comparator(text: str) -> tuple[str, str]:
    for length in (2, 1):
        head = text[:length]
        if head in _SIGNS or head in COMPARATORS:
            return _SIGNS.get(head, head), text[length:].strip()
    if text.endswith("以上"):
        return "≥", text[:-2].strip()
    return "=", text


def _number(text: str) -> Decimal:
    try:
        found = number_of(text.strip())
    except QuantityError as error:
        raise WrongFigureError(text) from error
    if found is None:
        raise WrongFigureError(text)
    return found


def typed_fields(column: Column, row: LedgerRow, text: str) -> dict[str, Any]:
    """Return the fields that a text typed into a cell sets. Raises WrongFigureError."""
    if column.kind == "value":
        return figure_fields(text, row.fields)
    if column.kind == "unit":
        return unit_fields(text, row.fields)
    value: Any = text.strip() or None
    if value is not None and column.kind == "date":
        value = parsed_date(value)
        if value is None:
            raise WrongFigureError(text)
    elif value is not None and column.kind == "period":
        value = stored_period(value)
    elif value is not None and column.kind == "number":
        value = plain(_number(value))
    elif column.kind == "flag":
        value = True if text in ("1", "true", "是") else None
    return {column.field: value}


class CellEditor(QObject):
    """The field over a cell, which stays open with what was typed as long as that cannot be kept. Signal: ended.

    ``keep`` does what was typed and returns an empty text, or the sentence that says why it cannot be done.
    """

    ended = Signal()

    def __init__(
        self,
        view: QWidget,
        place: QRect,
        column: Column,
        row: LedgerRow,
        tag: Tag | None,
        before: str,
        keep: Callable[[CellEditor, str], str],
    ) -> None:
        super().__init__(view)
        self.column, self.row, self.tag = column, row, tag
        self._view, self._before, self._keep = view, before, keep
        self._done = self._trying = False
        self._problem: QLabel | None = None
        self.field: QLineEdit | QComboBox
        spec = next((s for s in tag.fields if s.name == column.field), None) if tag is not None else None
        if column.kind in ("choice", "flag", "status"):
            self.field = self._list(view, spec.choices if spec is not None else (), column, row)
        else:
            self.field = QLineEdit(view)
            self.field.setText(before)
            self.field.selectAll()
            self.field.textEdited.connect(self._on_typed)
            if column.kind == "value":
                self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setGeometry(place.adjusted(1, 1, -1, -1))
        self.field.setAccessibleName(words.head(column))
        self.field.installEventFilter(self)
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.field, QComboBox):
            self.field.activated.connect(self._on_picked)
            self.field.showPopup()

    def _list(self, view: QWidget, choices: tuple[str, ...], column: Column, row: LedgerRow) -> QComboBox:
        box = QComboBox(view)
        if column.kind == "status":
            for status, _text in STATUSES:
                box.addItem(status_word(status), status.value)
            box.setCurrentIndex(max(0, box.findData(row.status.value)))
            return box
        if column.kind == "flag":
            box.addItem(self.tr("否"), "")
            box.addItem(self.tr("是"), "1")
            box.setCurrentIndex(1 if row.fields.get(column.field) else 0)
            return box
        box.addItem("", "")
        for choice in choices:
            sign = comparator_word(choice)
            box.addItem(f"{choice} {sign}" if sign else choice_label(choice), choice)
        box.setCurrentIndex(max(0, box.findData(str(row.fields.get(column.field) or ""))))
        return box

    @property
    def text(self) -> str:
        """What the field holds."""
        if isinstance(self.field, QComboBox):
            return str(self.field.currentData() or "")
        return self.field.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep on Enter and when the focus leaves; leave as it was on Esc."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and event.key() in (  # type: ignore[attr-defined]
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Escape,
        ):
            event.accept()
            return True
        if kind == QEvent.Type.KeyPress:
            key = event.key()  # type: ignore[attr-defined]
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self.finish(keep=True)
                return True
            if key == Qt.Key.Key_Escape:
                self.finish(keep=False)
                return True
        elif kind == QEvent.Type.FocusOut and not self._popup_open():
            self.finish(keep=True)
        return super().eventFilter(watched, event)

    def _popup_open(self) -> bool:
        return isinstance(self.field, QComboBox) and self.field.view().isVisible()

    @Slot(int)
    def _on_picked(self, _index: int) -> None:
        self.finish(keep=True)

    def finish(self, *, keep: bool) -> None:
        """End editing; ``keep`` what was typed where it is another text. What cannot be kept stays to be mended."""
        if self._done or self._trying:
            return
        text, before = self.text, self._before
        if self.column.kind in ("choice", "flag"):
            value = self.row.fields.get(self.column.field)
            before = ("1" if value else "") if self.column.kind == "flag" else str(value or "")
        if keep and text != before:
            self._trying = True
            sentence = self._keep(self, text)
            self._trying = False
            if sentence:
                self._say(sentence)
                return
        self._done = True
        self.field.removeEventFilter(self)
        for part in (self.field, self._problem):
            if part is not None:
                part.hide()
                part.deleteLater()
        self.ended.emit()
        self.deleteLater()

    @property
    def problem(self) -> str:
        """The sentence beside the field, or empty."""
        return self._problem.text() if self._problem is not None and not self._problem.isHidden() else ""

    def _say(self, sentence: str) -> None:
        """Mark the field, and say below it why what was typed cannot be kept; above it in the last rows."""
        view = self._view
        if self._problem is None:
            self._problem = QLabel(view)
            self._problem.setWordWrap(True)
            self._problem.setMargin(6)  # not of the style sheet, whose padding has no part in the height
            self._problem.setTextFormat(Qt.TextFormat.PlainText)
        label, field = self._problem, self.field.geometry()
        danger, ground = theme().color("danger").name(), theme().color("danger_soft").name()
        label.setStyleSheet(f"QLabel{{color:{danger};background:{ground};border:1px solid {danger};border-radius:4px}}")
        label.setText(sentence)
        wide = min(_PROBLEM_WIDTH, view.width() - 16)
        high = label.heightForWidth(wide)
        left = max(8, min(field.left(), view.width() - wide - 8))
        below = field.bottom() + 4
        label.setGeometry(left, below if below + high <= view.height() else field.top() - high - 4, wide, high)
        label.show()
        label.raise_()
        self._mark("yes")
        self.field.setAccessibleDescription(sentence)

    @Slot()
    def _on_typed(self) -> None:
        if self._problem is not None:
            self._problem.hide()
            self._mark("")
            self.field.setAccessibleDescription("")

    def _mark(self, wrong: str) -> None:
        self.field.setProperty("wrong", wrong)
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)
