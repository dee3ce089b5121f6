"""Asks what a view of the ledger is to be called, with a suggestion made of what it shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from quandian.core.ledger import Column, Condition
from quandian.core.ledger_view import NAME_MAX, LedgerView, clean_name
from quandian.core.model import Tag
from quandian.ui.dialogs.base import InkLabel
from quandian.ui.ledger import words
from quandian.ui.ledger.chips import chip_value
from quandian.ui.ledger.filter_popup import Popup
from quandian.ui.phrases import listed
from quandian.ui.theme import tag_name
from quandian.ui.widgets import button

WIDTH = 340
_PART = 18  # characters of one filter in a suggested name
_LISTED = 2  # values of a filter that are named one by one
_BETWEEN = " · "


def suggested_name(
    view: LedgerView,
    columns: Sequence[Column],
    tags: Mapping[Any, Tag],
    reports: Mapping[str, str],
    taken: Collection[str],
) -> str:
    """Return what a view may be called: 指标 · 2019–2022 · 资产总额; with a number where that name is taken."""
    query = view.query
    by_key = {column.key: column for column in columns}
    parts = [listed(tag_name(tags[tag_id]) for tag_id in query.tag_ids if tag_id in tags)]
    for key in dict.fromkeys(condition.key for condition in query.conditions):
        own = [condition for condition in query.conditions if condition.key == key]
        if key in by_key:
            parts.append(_filter_words(own, by_key[key], tags, reports))
    if query.text.strip():
        parts.append(words.translate("Ledger", "“{0}”").format(_short(query.text.strip())))
    if query.group in by_key:
        parts.append(words.translate("Ledger", "按{0}").format(words.head(by_key[query.group])))
    if view.page == "matrix":
        parts.append(words.translate("Ledger", "矩阵"))
    name = clean_name(_BETWEEN.join(part for part in parts if part))
    number, free = 2, name
    while free in taken:
        free, number = f"{name[: NAME_MAX - 4]} {number}", number + 1
    return free


def _filter_words(own: Sequence[Condition], column: Column, tags: Mapping[Any, Tag], reports: Mapping[str, str]) -> str:
    """Return what a column is filtered by, as short as a name wants it."""
    values = sorted({value for condition in own if condition.test == "in" for value in condition.values})
    bounds = {condition.test: condition.values[0] for condition in own if condition.test != "in"}
    if column.kind in ("year", "period"):
        if not bounds and len(values) > _LISTED and _in_a_row(values):
            return f"{values[0]}–{values[-1]}"
        if not values and {"from", "to"} <= set(bounds):
            return f"{bounds['from']}–{bounds['to']}"
    if len(values) > _LISTED:
        first = _short(words.value_text(values[0], column, dict(tags), reports))
        return words.translate("Ledger", "{0}等 {1} 项").format(first, len(values))
    return _short(chip_value(own, column, dict(tags), reports))


def _in_a_row(values: Sequence[str]) -> bool:
    """Whether texts are years without a gap."""
    if not all(len(value) == 4 and value.isdecimal() for value in values):
        return False
    return int(values[-1]) - int(values[0]) == len(values) - 1


def _short(text: str) -> str:
    return text if len(text) <= _PART else text[: _PART - 1] + "…"


class NamePopup(Popup):
    """A field for a name. Enter saves, Escape leaves.

    ``taken`` says whether a name belongs to another view: that is said in the popup. With ``replacing`` a second Enter
    gives the name to this one, else another name has to be written. Signal: named(name).
    """

    named = Signal(str)

    def __init__(
        self, title: str, name: str, taken: Callable[[str], bool], parent: QWidget, *, replacing: bool
    ) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(title)
        self._taken, self._replacing, self._told = taken, replacing, ""
        self.column.addWidget(InkLabel(title, 13, bold=True))
        self.field = QLineEdit(name)
        self.field.setMaxLength(NAME_MAX)
        self.field.setAccessibleName(self.tr("视图的名字"))
        self.field.setPlaceholderText(self.tr("视图的名字"))
        self.field.selectAll()
        self.column.addWidget(self.field)
        self.note = InkLabel("", 12, "warn", wrap=True)
        self.note.hide()
        self.column.addWidget(self.note)
        foot = QHBoxLayout()
        foot.addStretch(1)
        leave = button(self.tr("取消"), "ghost")
        leave.clicked.connect(self.close)
        self.save = button(self.tr("保存"), "primary")
        self.save.clicked.connect(self.commit)
        foot.addWidget(leave)
        foot.addWidget(self.save)
        self.column.addLayout(foot)
        self.field.returnPressed.connect(self.commit)
        self.field.textEdited.connect(self._on_edited)
        self.field.setFocus()

    @Slot()
    def commit(self) -> None:
        """Give the name, unless something has to be said about it first."""
        name = clean_name(self.field.text())
        if not name:
            self._say(self.tr("写上名字：菜单里以名字找视图"))
        elif self._taken(name) and not (self._replacing and self._told == name):
            if self._replacing:
                self._told = name
                self._say(self.tr("已有视图“{0}”。再按一次 Enter，用现在显示的替换它").format(name))
                self.save.setText(self.tr("替换"))
            else:
                self._say(self.tr("已有视图“{0}”，换一个名字").format(name))
        else:
            self.named.emit(name)
            self.close()

    @Slot()
    def _on_edited(self) -> None:
        self._told = ""
        self.save.setText(self.tr("保存"))
        self.note.hide()
        self._resize()

    def _say(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.show()
        self._resize()
        self.field.setFocus()

    def _resize(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))
