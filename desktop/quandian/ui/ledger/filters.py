"""What the chips and heads of the ledger open: values to tick, bounds, groups, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from quandian.core.ledger import Column
from quandian.store.ledger import Choice
from quandian.ui.ledger import words
from quandian.ui.ledger.filter_popup import ChoicePopup, RangePopup
from quandian.ui.theme import tag_name

if TYPE_CHECKING:
    from quandian.ui.ledger.controller import LedgerController
    from quandian.ui.pages.ledger import LedgerPage

_NOT_GROUPED = ("value", "quote", "note", "paragraph")
_FIGURES = ("value", "paragraph", "year")


class Filters(QObject):
    """Opens popups and menus, and asks the controller for what was chosen in them."""

    def __init__(self, page: LedgerPage, control: LedgerController) -> None:
        super().__init__(page)
        self._page, self._control = page, control
        self._key = ""
        self._open_popup: ChoicePopup | None = None
        control.counted.connect(self.refresh)

    @Slot(str)
    def open(self, key: str) -> None:
        """Open what belongs to a chip."""
        if key == "group":
            self._open_menu(self._group_menu())
        elif key == "more":
            self._open_menu(self._column_menu())
        else:
            self.open_filter(key)

    def open_filter(self, key: str) -> None:
        """Open the filter of a column under its chip."""
        self._key = key
        column = self._control.column(key)
        title, anchor = words.head(column), self._page.bar.chip(key)
        if key in ("value", "paragraph") or column.kind in ("number", "date"):
            bounds = {
                c.test: words.bound_text(key, c.values)
                for c in self._control.query.conditions
                if c.key == key and c.values
            }
            numbers = key in _FIGURES or column.kind == "number"
            ranged = RangePopup(title, bounds.get("from", ""), bounds.get("to", ""), self._page, numbers=numbers)
            ranged.changed.connect(self._on_range)
            ranged.show_below(anchor)
            return
        chosen = [v for c in self._control.query.conditions if c.key == key and c.test == "in" for v in c.values]
        if key == "tag":
            chosen = list(self._control.query.tag_ids)
        popup = ChoicePopup(title, self._choices(column), chosen, self._page)
        popup.changed.connect(self._on_values)
        popup.show_below(anchor)
        self._open_popup = popup
        popup.closed.connect(self._on_popup_closed)

    @Slot()
    def _on_popup_closed(self) -> None:
        self._open_popup = None

    @Slot()
    def refresh(self) -> None:
        """Have an open list of values count what there is now."""
        if self._open_popup is not None:
            counts = {choice.value: choice.rows for choice, _ in self._choices(self._control.column(self._key))}
            self._open_popup.show_counts(counts)

    def _choices(self, column: Column) -> list[tuple[Choice, str]]:
        control = self._control
        if column.key == "tag":
            counts = control.totals_by_tag()
            return [(Choice(tag.id, counts.get(tag.id, 0)), tag_name(tag)) for tag in control.by_id.values()]
        found = control.ledger.choices(control.query, column.key)
        if column.key in ("year", "field.period"):
            found.sort(key=lambda choice: choice.value, reverse=True)
        tags, names = control.by_id, self._page.model.reports
        return [(choice, words.value_text(choice.value, column, tags, names) or self.tr("（空）")) for choice in found]

    @Slot(object)
    def _on_values(self, values: tuple[str, ...]) -> None:
        self._control.filter_by(self._key, values)

    @Slot(object)
    def _on_range(self, bounds: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        self._control.filter_range(self._key, *bounds)

    # --- menus

    def _open_menu(self, menu: QMenu) -> None:
        anchor = self._page.bar.chip("group" if menu.objectName() == "group" else "more")
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))

    def _menu(self, name: str) -> QMenu:
        menu = QMenu(self._page)
        menu.setObjectName(name)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _add(self, menu: QMenu, key: str, text: str, slot: object, *, checked: bool | None = None) -> QAction:
        action = QAction(text, menu)
        action.setObjectName(key)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.triggered.connect(slot)
        menu.addAction(action)
        return action

    def _group_menu(self) -> QMenu:
        menu = self._menu("group")
        now = self._control.query.group
        self._add(menu, "", self.tr("不分组"), self._on_group, checked=not now)
        for column in self._control.columns:
            if column.key not in _NOT_GROUPED:
                self._add(menu, column.key, words.head(column), self._on_group, checked=column.key == now)
        return menu

    def _column_menu(self) -> QMenu:
        menu = self._menu("more")
        for column in self._control.columns:
            if column.key not in ("quote", "note", "tag"):
                filtered = column.key in {c.key for c in self._control.query.conditions}
                self._add(menu, column.key, words.head(column), self._on_column, checked=filtered or None)
        return menu

    @Slot()
    def _on_group(self) -> None:
        self._control.group_by(self.sender().objectName())

    @Slot()
    def _on_column(self) -> None:
        self.open_filter(self.sender().objectName())

    # --- heads

    @Slot(QPoint, int)
    def open_head_menu(self, where: QPoint, section: int) -> None:
        """Offer sorting, filtering, grouping by a column, hiding it, and the columns to be shown."""
        menu = self._menu("head")
        columns = self._page.model.columns
        if 0 <= section < len(columns):
            key = columns[section].key
            self._add(menu, key, self.tr("升序"), self._on_ascending)
            self._add(menu, key, self.tr("降序"), self._on_descending)
            if key not in ("quote", "note"):
                self._add(menu, key, self.tr("筛选…"), self._on_column)
            if key not in _NOT_GROUPED:
                self._add(menu, key, self.tr("按此列分组"), self._on_group)
            self._add(menu, key, self.tr("隐藏此列"), self._on_toggle)
            menu.addSeparator()
        shown = {column.key for column in self._page.table.shown_columns()}
        for column in columns:
            self._add(menu, column.key, words.head(column), self._on_toggle, checked=column.key in shown)
        menu.addSeparator()
        self._add(menu, "", self.tr("恢复默认的列"), self._on_reset)
        menu.popup(where)

    @Slot()
    def _on_ascending(self) -> None:
        self._control.sort_by(self.sender().objectName(), descending=False)

    @Slot()
    def _on_descending(self) -> None:
        self._control.sort_by(self.sender().objectName(), descending=True)

    @Slot()
    def _on_toggle(self) -> None:
        """Hide or show a column; the last one stays."""
        key, table = self.sender().objectName(), self._page.table
        section = next(i for i, column in enumerate(self._page.model.columns) if column.key == key)
        hidden = table.isColumnHidden(section)
        if hidden or len(table.shown_columns()) > 1:
            table.set_shown(section, hidden)
            self._control.keep_columns()
            self._control.place_columns()

    @Slot()
    def _on_reset(self) -> None:
        self._control.reset_columns()
