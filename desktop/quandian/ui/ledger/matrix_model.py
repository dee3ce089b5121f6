"""The cells of the matrix for Qt. Figures by year are asked for by the rows in sight; counts are few and kept."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from quandian.core.comparing import CountMatrix, MatrixCell, RowKey, YearMatrix, count_matrix
from quandian.core.ledger import Query, parts
from quandian.core.model import Tag
from quandian.store.ledger import Ledger
from quandian.ui.ledger import words
from quandian.ui.panels.words import masked_word
from quandian.ui.qt import ACCESSIBLE_TEXT, DISPLAY, TOOL_TIP
from quandian.ui.theme import tag_name

Index = QModelIndex | QPersistentModelIndex
PAGE = 32
_PAGES = 40


class MatrixModel(QAbstractTableModel):
    """Rows are indicator and issuer, or issuer; columns years or tags."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ledger: Ledger | None = None
        self._query: Query | None = None
        self._tags: dict[Any, Tag] = {}
        self.figures = True
        self._rows: list[tuple[RowKey, int]] = []
        self._years: list[int] = []
        self._pages: dict[int, YearMatrix] = {}
        self._counts: CountMatrix[str, str] | None = None

    # --- filling

    def show_figures(self, ledger: Ledger, query: Query, tags: dict[Any, Tag]) -> None:
        """Show indicators by year."""
        self.beginResetModel()
        self._ledger, self._query, self._tags, self.figures = ledger, query, tags, True
        self._counts = None
        self._rows, self._years = ledger.matrix_rows(query)
        self._pages.clear()
        self.endResetModel()

    def show_counts(self, ledger: Ledger, query: Query, tags: dict[Any, Tag], other: str) -> None:
        """Show issuers by ``other``: year or tag."""
        self.beginResetModel()
        self._ledger, self._query, self._tags, self.figures = ledger, query, tags, False
        counted = [(a, b, n) for a, b, n in ledger.counts(query, "issuer", other) if b not in ("", "0")]
        order = [str(tag_id) for tag_id in tags] if other == "tag" else None
        self._counts = count_matrix(counted, order)
        self._rows, self._pages = [], {}
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._rows, self._years, self._pages, self._counts = [], [], {}, None
        self.endResetModel()

    # --- cells

    @property
    def side_columns(self) -> int:
        """How many columns name the rows."""
        return 3 if self.figures else 1

    def side_widths(self) -> list[int]:
        """Return the widths of the columns at the side."""
        return [196, 140, 64] if self.figures else [240]

    @property
    def years(self) -> list[int]:
        """The years at the head."""
        return self._years

    @property
    def largest(self) -> int:
        """The largest count."""
        return max(self._counts.cells.values(), default=0) if self._counts else 0

    def row_key(self, row: int) -> RowKey | None:
        """Return what a row of figures is of."""
        return self._rows[row][0] if self.figures and 0 <= row < len(self._rows) else None

    def issuer(self, row: int) -> str:
        """Return the issuer of a row."""
        if self.figures:
            return self._rows[row][0].issuer
        return self._counts.rows[row] if self._counts else ""

    def column_value(self, column: int) -> str:
        """Return the year or tag id of a column."""
        place = column - self.side_columns
        if place < 0:
            return ""
        if self.figures:
            return str(self._years[place])
        return self._counts.columns[place] if self._counts else ""

    def _page(self, row: int) -> YearMatrix:
        page = row // PAGE
        found = self._pages.get(page)
        if found is None:
            assert self._ledger is not None
            assert self._query is not None
            keys = [key for key, _ in self._rows[page * PAGE : (page + 1) * PAGE]]
            found = self._ledger.matrix(self._query, list(dict.fromkeys(key.indicator for key in keys)))
            if len(self._pages) >= _PAGES:
                self._pages.clear()
            self._pages[page] = found
        return found

    def cell(self, row: int, column: int) -> MatrixCell | None:
        """Return a cell of figures; None for an empty one, one of the side, or a matrix of counts."""
        key = self.row_key(row)
        if key is None or column < self.side_columns:
            return None
        return self._page(row).cells.get((key, self._years[column - self.side_columns]))

    def share(self, row: int, column: int) -> float:
        """Return a figure's share of the largest of its row."""
        key, cell = self.row_key(row), self.cell(row, column)
        if key is None or cell is None or cell.fact.base is None:
            return 0.0
        cells = self._page(row).cells
        values = [abs(c.fact.base or 0) for y in self._years if (c := cells.get((key, y))) is not None]
        return abs(cell.fact.base) / (max(values) or 1)

    def count(self, row: int, column: int) -> int:
        """Return a cell of counts."""
        if self._counts is None or column < 1:
            return 0
        return self._counts.cells.get((self._counts.rows[row], self._counts.columns[column - 1]), 0)

    def side_text(self, row: int, column: int) -> str:
        """Return what stands at the side of a row."""
        if not self.figures:
            return self.issuer(row) or words.translate("Ledger", "（空）")
        key = self._rows[row][0]
        if column == 0:
            return key.indicator
        if column == 1:
            return key.issuer or words.translate("Ledger", "（空）")
        return self._unit(row, key)

    def _unit(self, row: int, key: RowKey) -> str:
        """Return the unit that most cells of a row are written in."""
        cells = self._page(row).cells
        units: dict[str, int] = {}
        for year in self._years:
            cell = cells.get((key, year))
            quantity = cell.fact.quantity if cell is not None else None
            if quantity is not None:
                unit = parts(quantity)[2]
                units[unit] = units.get(unit, 0) + 1
        return max(units, key=units.__getitem__) if units else ""

    def head_text(self, section: int) -> str:
        """Return the head of a column."""
        if section < self.side_columns:
            if section == 0 and self.figures:
                return words.translate("Ledger", "指标名")
            if section == 2:
                return words.translate("Ledger", "单位")
            return words.translate("Ledger", "发文单位")
        value = self.column_value(section)
        tag = self._tags.get(value)
        if tag is not None:
            return tag_name(tag)
        return words.translate("Ledger", "{0}年").format(value)

    # --- what Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(self._rows) if self.figures else len(self._counts.rows) if self._counts else 0

    def columnCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        others = len(self._years) if self.figures else len(self._counts.columns) if self._counts else 0
        return self.side_columns + others if self.rowCount() else 0

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid() or role not in (DISPLAY, TOOL_TIP, ACCESSIBLE_TEXT):
            return None
        row, column = index.row(), index.column()
        if column < self.side_columns:
            return self.side_text(row, column)
        text = self._words(row, column)
        if role == DISPLAY:
            return text
        side = " ".join(self.side_text(row, c) for c in range(self.side_columns))
        return f"{side} {self.head_text(column)} {text}"

    def _words(self, row: int, column: int) -> str:
        cell = self.cell(row, column)
        if cell is None:
            count = self.count(row, column)
            return str(count) if count else words.NOTHING
        if cell.fact.masked:
            return masked_word()
        quantity = cell.fact.quantity
        if quantity is None:
            return words.NOTHING
        sign, number, unit = parts(quantity)
        said = f"{'' if sign == '=' else words.sign_text(sign)} {number} {unit}".strip()
        if cell.change is not None:
            said = words.translate("Ledger", "{0}，同比 {1}").format(said, f"{cell.change * 100:+.1f}%")
        return words.translate("Ledger", "{0}；各报告说法不一").format(said) if cell.differs else said

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if orientation is Qt.Orientation.Horizontal and role == DISPLAY and 0 <= section < self.columnCount():
            return self.head_text(section)
        return None
