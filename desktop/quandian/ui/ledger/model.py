"""The rows of the ledger for Qt: numbers in order, and only the rows in sight read from the project."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from quandian.core.ledger import Column, LedgerRow, Query
from quandian.core.model import AnnotationId, Tag
from quandian.store.ledger import Group, Ledger
from quandian.tasks.ledger import GroupSums, group_sums
from quandian.ui.ledger import words
from quandian.ui.ledger.foot import group_words, own_columns
from quandian.ui.qt import ACCESSIBLE_TEXT, ALIGN_LEFT, ALIGN_RIGHT, DISPLAY, TOOL_TIP

Index = QModelIndex | QPersistentModelIndex
PAGE = 64
_PAGES = 64
_HORIZONTAL = Qt.Orientation.Horizontal


class LedgerModel(QAbstractTableModel):
    """A table of any length. Group heads are rows of their own that cannot be selected."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self.tags: dict[Any, Tag] = {}
        self.query: Query | None = None
        self.groups: list[Group] = []
        self.group_sums: dict[str, tuple[str, ...]] = {}
        self._folded: set[str] = set()  # values of groups whose rows are out of sight
        self._ledger: Ledger | None = None
        self.reports: dict[str, str] = {}  # what reports are called, by id
        self._order: list[int] = []
        self._heads: list[int] = []  # rows that are group heads
        self._rows = 0  # heads and what is not folded below them
        self._pages: OrderedDict[int, dict[int, LedgerRow]] = OrderedDict()
        self._places: dict[int, int] | None = None
        self._texts: dict[tuple[int, str], str] = {}

    # --- filling

    def show_query(self, ledger: Ledger | None, query: Query | None, tags: dict[Any, Tag]) -> None:
        """Show what a query finds; the columns stay."""
        self.beginResetModel()
        if query is None or self.query is None or query.group != self.query.group:
            self._folded.clear()
        self._ledger, self.query, self.tags = ledger, query, tags
        self.groups, self.group_sums, self._heads = [], {}, []
        self.reports = {} if ledger is None else ledger.report_names()
        if ledger is None or query is None:
            self._order = []
        elif query.group:
            self._order, self.groups = ledger.grouped(query)
            self._place_heads()
        else:
            self._order = ledger.order(query)
        self._forget()
        self.endResetModel()

    def _place_heads(self) -> None:
        self._heads, self._rows = [], 0
        for group in self.groups:
            self._heads.append(self._rows)
            self._rows += 1 + (0 if group.value in self._folded else group.rows)

    def needs_sums(self) -> bool:
        """Whether heads of groups are to say what their rows come to, and do not yet."""
        return self._ledger is not None and self.query is not None and bool(self.query.group) and not self.group_sums

    def add_group_totals(self, found: GroupSums | None = None) -> None:
        """Have the heads of groups say what their rows come to: ``found``, or reckoned now, after they are painted."""
        if self.needs_sums() and self._ledger is not None and self.query is not None:
            sums = found or group_sums(self._ledger, self.query, [c.field for c in own_columns(self.columns)])
            self.group_sums = group_words(sums, self.columns)

    def set_columns(self, columns: tuple[Column, ...]) -> None:
        """Have other columns."""
        self.beginResetModel()
        self.columns = columns
        self._texts.clear()
        self.endResetModel()

    def _forget(self) -> None:
        self._pages.clear()
        self._texts.clear()
        self._places = None

    def refresh(self) -> None:
        """Read the rows in sight again: the same rows in the same order, with other content."""
        self._forget()
        if self._order:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    @property
    def order(self) -> list[int]:
        """The numbers of all rows, group heads aside."""
        return self._order

    # --- rows

    def _split(self, row: int) -> tuple[int, bool]:
        """Return the place in the order of a row, or of the group whose head it is."""
        if not self._heads:
            return row, False
        group = bisect_right(self._heads, row) - 1
        if self._heads[group] == row:
            return group, True
        return self.groups[group].first + row - self._heads[group] - 1, False

    def group_at(self, row: int) -> Group | None:
        """Return the group whose head a row is."""
        place, is_head = self._split(row)
        return self.groups[place] if is_head else None

    def is_folded(self, group: Group) -> bool:
        """Whether the rows of a group are out of sight."""
        return group.value in self._folded

    def fold(self, row: int, *, folded: bool) -> None:
        """Take the rows below the head of a group out of sight, or show them again."""
        group = self.group_at(row)
        if group is None or self.is_folded(group) == folded:
            return
        if folded:
            self.beginRemoveRows(QModelIndex(), row + 1, row + group.rows)
            self._folded.add(group.value)
            self._place_heads()
            self.endRemoveRows()
        else:
            self.beginInsertRows(QModelIndex(), row + 1, row + group.rows)
            self._folded.discard(group.value)
            self._place_heads()
            self.endInsertRows()

    def row_of_group(self, value: str) -> int:
        """Return the row of the head of a group, -1 if there is none."""
        return next((self._heads[i] for i, group in enumerate(self.groups) if group.value == value), -1)

    def unfold_for(self, number: int) -> None:
        """Show the rows of the group that an entry is in."""
        if self.groups and number in self._place_of():
            place = bisect_right([g.first for g in self.groups], self._place_of()[number]) - 1
            self.fold(self._heads[place], folded=False)

    def row_at(self, row: int) -> LedgerRow | None:
        """Return the content of a row; None for a group head, or where it is gone meanwhile."""
        place, is_head = self._split(row)
        if is_head or not 0 <= place < len(self._order) or self._ledger is None:
            return None
        page = place // PAGE
        found = self._pages.get(page)
        if found is None:
            numbers = self._order[page * PAGE : (page + 1) * PAGE]
            found = {one.number: one for one in self._ledger.rows(numbers)}
            self._pages[page] = found
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
                self._texts.clear()
        return found.get(self._order[place])

    def rows_of(self, numbers: list[int]) -> list[LedgerRow]:
        """Return rows by number, however many: not through the pages in sight."""
        return self._ledger.rows(numbers) if self._ledger is not None and numbers else []

    def row_of_number(self, number: int) -> int:
        """Return the row of an entry, -1 if it is not shown or its group is folded."""
        place = self._place_of().get(number, -1)
        if place < 0 or not self._heads:
            return place
        at = bisect_right([g.first for g in self.groups], place) - 1
        group = self.groups[at]
        return -1 if self.is_folded(group) else self._heads[at] + 1 + place - group.first

    def _place_of(self) -> dict[int, int]:
        if self._places is None:
            self._places = {n: place for place, n in enumerate(self._order)}
        return self._places

    def number_at(self, row: int) -> int:
        """Return the number of the entry in a row, -1 for a group head."""
        place, is_head = self._split(row)
        return -1 if is_head or not 0 <= place < len(self._order) else self._order[place]

    def id_at(self, row: int) -> AnnotationId | None:
        """Return the annotation of a row."""
        found = self.row_at(row)
        return found.id if found else None

    def text(self, row: LedgerRow, column: Column) -> str:
        """Return a cell as it is read; remembered while its row is near."""
        key = (row.number, column.key)
        found = self._texts.get(key)
        if found is None:
            found = self._texts[key] = words.cell_text(row, column, self.tags, self.reports)
        return found

    # --- what Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._rows if self.groups else len(self._order)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._split(index.row())[1]:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        if role not in (DISPLAY, ACCESSIBLE_TEXT, TOOL_TIP) or not index.isValid():
            return None
        group = self.group_at(index.row())
        if group is not None:
            if role == TOOL_TIP:
                return "\n".join([self.group_words(group), *self.group_sums.get(group.value, ())])
            return self.group_words(group) if index.column() == 0 or role == ACCESSIBLE_TEXT else None
        row = self.row_at(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == ACCESSIBLE_TEXT:
            return f"{words.head(column)} {self.text(row, column) or words.NOTHING}"
        return self.text(row, column)

    def group_words(self, group: Group) -> str:
        """Return what a group's head says: value and count."""
        return words.translate("Ledger", "{0}　{1} 条").format(self.group_name(group), f"{group.rows:,}")

    def group_name(self, group: Group) -> str:
        """Return the value of a group as it is read."""
        key = self.query.group if self.query else ""
        column = next((c for c in self.columns if c.key == key), Column(key, "", ""))
        return words.value_text(group.value, column, self.tags, self.reports) or words.translate("Ledger", "（空）")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if orientation is not _HORIZONTAL or not 0 <= section < len(self.columns):
            return None
        if role in (DISPLAY, ACCESSIBLE_TEXT, TOOL_TIP):
            return words.head(self.columns[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].kind in ("value", "number")
            return ALIGN_RIGHT if right else ALIGN_LEFT
        return None
