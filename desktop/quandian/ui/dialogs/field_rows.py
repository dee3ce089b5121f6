"""The typed fields of a tag as rows: label, type, choices, remove; built-in fields are shown but fixed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from quandian.core.codebook import FIELD_TYPES
from quandian.core.model import Field
from quandian.core.sentences import language
from quandian.ui.dialogs.base import InkLabel
from quandian.ui.widgets import IconButton, button

_BETWEEN = re.compile(r"[、,，;；/|\s]+")


def choices_of(text: str) -> tuple[str, ...]:
    """Return the choices written one after the other; each once, in their order.

    >>> choices_of("高、中, 低 高")
    ('高', '中', '低')
    """
    return tuple(dict.fromkeys(part for part in _BETWEEN.split(text) if part))


class FieldRow(QWidget):
    """One field. Signals: changed, remove_wanted."""

    changed = Signal()
    remove_wanted = Signal()

    def __init__(self, field: Field, *, fixed: bool) -> None:
        super().__init__()
        self._field = field
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        shown = field.label_en if language() == "en" and field.label_en else field.label
        self.label = QLineEdit(shown)
        self.label.setPlaceholderText(self.tr("字段名"))
        self.label.setAccessibleName(self.tr("字段名"))
        self.label.editingFinished.connect(self._on_edited)
        self.type_ = QComboBox()
        self.type_.setAccessibleName(self.tr("类型"))
        self.type_.setFixedWidth(96)
        words = (self.tr("文字"), self.tr("数字"), self.tr("选项"), self.tr("是否"), self.tr("日期"), self.tr("时期"))
        for kind, word in zip(FIELD_TYPES, words, strict=True):
            self.type_.addItem(word, kind)
        self.type_.setCurrentIndex(max(0, self.type_.findData(field.type)))
        self.type_.activated.connect(self._on_type)
        self.choices = QLineEdit((", " if language() == "en" else "、").join(field.choices))
        self.choices.setPlaceholderText(self.tr("各个选项，用顿号隔开"))
        self.choices.setAccessibleName(self.tr("选项"))
        self.choices.editingFinished.connect(self._on_edited)
        self.choices.setVisible(field.type == "choice")
        self.remove = IconButton("x", self.tr("删除字段“{0}”").format(shown), self, size=16)
        self.remove.clicked.connect(self.remove_wanted)
        row.addWidget(self.label, 2)
        row.addWidget(self.type_)
        row.addWidget(self.choices, 3)
        row.addWidget(self.remove)
        if fixed:
            for widget in (self.label, self.type_, self.choices, self.remove):
                widget.setEnabled(False)
            self.remove.setToolTip(self.tr("内置字段不能删除"))

    def field(self) -> Field:
        """Return the field as it is written now; its key never changes."""
        text = self.label.text().strip() or self._field.label
        kind = str(self.type_.currentData())
        choices = choices_of(self.choices.text()) if kind == "choice" else ()
        label, label_en = (self._field.label, text) if language() == "en" else (text, self._field.label_en)
        return Field(self._field.name, label, label_en, kind, choices)

    @Slot()
    def _on_edited(self) -> None:
        if self.field() != self._field:
            self._field = self.field()
            self.changed.emit()

    @Slot(int)
    def _on_type(self, _at: int) -> None:
        self.choices.setVisible(self.type_.currentData() == "choice")
        self._on_edited()


class FieldRows(QWidget):
    """All fields of a tag. Signal: changed(tuple of Field)."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.rows: list[FieldRow] = []
        self._fields: tuple[Field, ...] = ()
        self._none = InkLabel(self.tr("没有字段。标注仍可写备注。"), 12, "text3")
        self._column.addWidget(self._none)
        self.add_button = button(self.tr("添加字段"))
        self.add_button.clicked.connect(self._on_add)
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        self._column.addLayout(line)

    def set_fields(self, fields: Sequence[Field], fixed: Collection[str]) -> None:
        """Show the fields of another tag; those whose key is in ``fixed`` can be read only."""
        if tuple(fields) == self._fields and len(self.rows) == len(self._fields):
            return  # our own change came back: the row being typed in keeps its focus
        self._fields = tuple(fields)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for field in fields:
            self._add_row(field, fixed=field.name in fixed)
        self._none.setVisible(not fields)

    def _add_row(self, field: Field, *, fixed: bool) -> FieldRow:
        row = FieldRow(field, fixed=fixed)
        row.changed.connect(self._on_changed)
        row.remove_wanted.connect(self._on_remove)
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)
        return row

    def _tell(self) -> None:
        self._fields = tuple(row.field() for row in self.rows)
        self._none.setVisible(not self.rows)
        self.changed.emit(self._fields)

    @Slot()
    def _on_changed(self) -> None:
        self._tell()

    @Slot()
    def _on_remove(self) -> None:
        row = self.sender()
        if isinstance(row, FieldRow):
            self.rows.remove(row)
            row.hide()
            row.deleteLater()
            self._tell()

    @Slot()
    def _on_add(self) -> None:
        names = {row.field().name for row in self.rows} | {row.field().label for row in self.rows}
        name, n = self.tr("新字段"), 2
        while name in names:
            name, n = f"{self.tr('新字段')} {n}", n + 1
        row = self._add_row(Field(name, name, ""), fixed=False)
        self._tell()
        row.label.setFocus()
        row.label.selectAll()
