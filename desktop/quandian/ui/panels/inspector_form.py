"""The form of a tag: its typed fields as editors, made from the codebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from quandian.core.model import Field, Status, Tag
from quandian.ui.panels import words
from quandian.ui.panels.editors import (
    ChoiceEditor,
    DateEditor,
    Editor,
    FlagEditor,
    NumberEditor,
    PeriodEditor,
    TextEditor,
)
from quandian.ui.panels.quantity_editor import KEYS, QuantityEditor
from quandian.ui.theme import theme


def editors_of(tag: Tag, parent: QWidget) -> list[Editor]:
    """Return the editors of a tag's fields in their order; the parts of a figure share one, period and kind a line."""
    fields = {field.name: field for field in tag.fields}
    figure = {"value", "unit", "comparator"} <= fields.keys()
    kind = fields.get("kind")
    beside = kind if kind and kind.type == "choice" and any(f.type == "period" for f in tag.fields) else None
    made: list[Editor] = []
    for field in tag.fields:
        if figure and field.name in KEYS:
            if field.name == "value":
                made.append(QuantityEditor(fields, parent))
        elif field.type == "period":
            made.append(PeriodEditor(words.field_label(field), field.name, beside, parent))
            beside = None
        elif field is not kind or not _has_period(tag):
            made.append(_plain_editor(field, parent))
    return made


def _has_period(tag: Tag) -> bool:
    kind = next((f for f in tag.fields if f.name == "kind"), None)
    return kind is not None and kind.type == "choice" and any(f.type == "period" for f in tag.fields)


def _plain_editor(field: Field, parent: QWidget) -> Editor:
    label = words.field_label(field)
    if field.type == "number":
        return NumberEditor(label, field.name, parent)
    if field.type == "date":
        return DateEditor(label, field.name, parent)
    if field.type == "flag":
        return FlagEditor(label, field.name, parent)
    if field.type == "choice":
        return ChoiceEditor(label, field, parent)
    return TextEditor(label, field.name, parent)


class StatusEditor(Editor):
    """How far the annotation has been checked."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, ("status",), parent)
        self.box = QComboBox(self)
        self.box.setAccessibleName(label)
        for status, _text in words.STATUSES:
            self.box.addItem(words.status_word(status), status.value)
        self.box.activated.connect(self.on_chosen)
        self.watch(self.box)
        self.setFocusProxy(self.box)
        self.add_row(self.box)
        self.finish_building()
        theme().changed.connect(self._draw_icons)
        self._draw_icons()

    @Slot()
    def _draw_icons(self) -> None:
        for i, (status, _text) in enumerate(words.STATUSES):
            icon, ink = words.STATUS_ICONS[status]
            self.box.setItemIcon(i, theme().icon(icon, 16, ink))

    def show_values(self, values: Mapping[str, Any]) -> None:
        status = values.get("status") or Status.OPEN
        self.box.setCurrentIndex(max(0, self.box.findData(str(status))))

    def values(self) -> dict[str, Any]:
        return {"status": self.box.currentData()}


class Form(QWidget):
    """The editors of one tag."""

    def __init__(self, tag: Tag, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._years: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.editors = editors_of(tag, self)
        for editor in self.editors:
            column.addWidget(editor)

    def set_narrow(self, narrow: bool) -> None:
        """Make room where the panel is narrow."""
        for editor in self.editors:
            if isinstance(editor, QuantityEditor):
                editor.set_narrow(narrow)

    def propose_periods(self, years: list[str]) -> None:
        """Offer the report's years in period fields."""
        if years == self._years:
            return
        self._years = years
        for editor in self.editors:
            if isinstance(editor, PeriodEditor):
                editor.propose(years)
