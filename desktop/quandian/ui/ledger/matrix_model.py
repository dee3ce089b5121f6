"""The cells of the matrix for Qt. Figures by year are asked for by the rows in sight; counts are few and kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from quandian.core.comparing import CountMatrix, MatrixCell, RowKey, YearMatrix, count_matrix
from quandian.core.ledger import LedgerRow, Query, parts, written
from quandian.core.model import Status, Tag
from quandian.store.ledger import Crossing, Ledger, MatrixRows
from quandian.ui.ledger import words
from quandian.ui.ledger.looks import FIGURES, OUTCOMES, STATUS_GROUNDS, Colouring, Showing, Shown
from quandian.ui.panels.words import STATUS_ICONS, masked_word, one_line
from quandian.ui.qt import ACCESSIBLE_TEXT, DISPLAY, TOOL_TIP
from quandian.ui.theme import tag_name

Index = QModelIndex | QPersistentModelIndex
PAGE = 32
MINUS = "−"
_PAGES = 40


def figure_words(cell: MatrixCell, *, unit: bool = False) -> str:
    """Return the figure of a cell: > 1100, 已脱敏 or —."""
    if cell.fact.masked:
        return masked_word()
    quantity = cell.fact.quantity
    if quantity is None:
        return words.NOTHING
    sign, number, its_unit = parts(quantity)
    said = f"{words.sign_text(sign)} {number}" if sign not in ("", "=") else number
    return f"{said} {its_unit}".strip() if unit else said


def change_words(change: float | None, points: str = "") -> str:
    """Return a change from one year to the next: +8.5%; of shares, whose unit is ``points``: +1.5 个百分点."""
    if change is None:
        return words.NOTHING
    if not points:
        return f"{change * 100:+.1f}%".replace("-", MINUS)
    size = f"{Decimal(repr(round(change, 4))).normalize():+f}".replace("-", MINUS)
    if points == "%":
        return words.translate("Ledger", "{0} 个百分点").format(size)
    return words.translate("Ledger", "{0} 个千分点").format(size)


def _change(cell: MatrixCell) -> str:
    """Return the change that a cell of figures tells; over a changed definition, that there is none to tell."""
    if cell.broken:
        return words.translate("Ledger", "口径有变")
    return change_words(cell.change, cell.fact.unit if cell.in_points else "")


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
        self.look = FIGURES
        self._crossings: dict[tuple[str, str], Crossing] = {}
        self._passages: dict[int, dict[int, LedgerRow]] = {}
        self._largest, self._alike, self._by_year, self._one = 0.0, False, False, False

    # --- filling

    def show_figures(self, ledger: Ledger, query: Query, tags: dict[Any, Tag], found: MatrixRows | None = None) -> None:
        """Show indicators by year; ``found`` are the rows where they were asked for in a job."""
        self.beginResetModel()
        self._ledger, self._query, self._tags, self.figures = ledger, query, tags, True
        self._counts = None
        self._rows, self._years = found or ledger.matrix_rows(query)
        self._pages.clear()
        self._passages.clear()
        self.endResetModel()

    def show_counts(self, ledger: Ledger, query: Query, tags: dict[Any, Tag], other: str) -> None:
        """Show issuers by ``other``: year or tag."""
        self.beginResetModel()
        self._ledger, self._query, self._tags, self.figures = ledger, query, tags, False
        figures = self.look.showing is Showing.VALUE
        found = ledger.crossings(query, "issuer", other, figures=figures)
        self._crossings = {pair: one for pair, one in found.items() if pair[1] not in ("", "0")}
        order = [str(tag_id) for tag_id in tags] if other == "tag" else None
        self._by_year = other == "year"
        self._counts = count_matrix([(*pair, one.rows) for pair, one in self._crossings.items()], order)
        self._largest = max((self._size(one) for one in self._crossings.values()), default=0.0)
        self._alike = len({one.family for one in self._crossings.values() if one.base is not None}) == 1
        self._one = figures and self._is_one(query)
        self._rows = []
        self._pages.clear()
        self._passages.clear()
        self.endResetModel()

    def _is_one(self, query: Query) -> bool:
        """Whether the filter leaves one indicator: then its name need not stand in every cell."""
        chosen = next((c.values for c in query.conditions if (c.key, c.test) == ("field.indicator", "in")), ())
        return bool(chosen) and self._ledger is not None and len(set(map(self._ledger.aliases().name, chosen))) == 1

    def _size(self, one: Crossing) -> float:
        """Return what a cell of counts is coloured by: the figure it shows, else how many rows it stands for."""
        return abs(one.base or 0.0) if self.look.showing is Showing.VALUE else float(one.rows)

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._rows, self._years, self._pages, self._counts = [], [], {}, None
        self._crossings, self._passages = {}, {}
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

    def crossing(self, row: int, column: int) -> Crossing | None:
        """Return a cell of counts; None for an empty one, one of the side, or a matrix of figures."""
        if self._counts is None or column < 1:
            return None
        return self._crossings.get((self._counts.rows[row], self._counts.columns[column - 1]))

    def count(self, row: int, column: int) -> int:
        """Return how many rows a cell of counts stands for."""
        found = self.crossing(row, column)
        return found.rows if found is not None else 0

    # --- what a cell says

    def shown(self, row: int, column: int) -> Shown:
        """Return what a cell says and stands on, by the look chosen."""
        cell, crossing = self.cell(row, column), self.crossing(row, column)
        if cell is not None:
            return self._shown_figure(row, column, cell)
        return Shown(words.NOTHING, faint=True) if crossing is None else self._shown_count(row, column, crossing)

    def _shown_figure(self, row: int, column: int, cell: MatrixCell) -> Shown:
        colouring, showing = self.look.colouring, self.look.showing
        icon, ink, ground = OUTCOMES.get(cell.outcome, ("", "", ""))
        share = None
        if colouring is Colouring.VALUE:
            share = self.share(row, column)
        elif colouring is Colouring.STATUS:
            status = Status(cell.fact.status)
            icon, ink = STATUS_ICONS[status]
            ground = STATUS_GROUNDS.get(status, "")
        number = cell.fact.number
        if showing is Showing.TEXT:
            text = self._passage(row, number)
        elif showing is Showing.COUNT:
            text = str(cell.count)
        elif showing is Showing.CHANGE:
            text = _change(cell)
        else:
            text = figure_words(cell)
        faint = text in (words.NOTHING, masked_word()) or (cell.broken and showing is Showing.CHANGE)
        return Shown(text, faint, showing is Showing.TEXT, icon, ink, ground, share, cell.differs, number)

    def _shown_count(self, row: int, column: int, found: Crossing) -> Shown:
        showing = self.look.showing
        icon, ink, ground, share = "", "", "", None
        if self.look.colouring is Colouring.STATUS:
            status = (
                Status.DOUBTFUL if found.doubtful
                else Status.CONFIRMED if found.confirmed == found.rows
                else Status.OPEN
            )  # fmt: skip
            icon, ink = STATUS_ICONS[status]
            ground = STATUS_GROUNDS.get(status, "")
        elif showing in (Showing.COUNT, Showing.CHANGE) or (showing is Showing.VALUE and self._alike and found.number):
            share = self._size(found) / (self._largest or 1.0)
        number = 0
        if showing is Showing.CHANGE:
            before = self.crossing(row, column - 1) if self._by_year else None
            told = before is not None and int(self.column_value(column)) - int(self.column_value(column - 1)) == 1
            text = change_words((found.rows - before.rows) / before.rows if before is not None and told else None)
        elif showing is Showing.COUNT:
            text = f"{found.rows:,}"
        else:
            number = found.number
            text = self._passage(row, number, figure=showing is Showing.VALUE) if number else words.NOTHING
        faint = text == words.NOTHING
        return Shown(text, faint, showing is Showing.TEXT, icon, ink, ground, share, number=number)

    def _passage(self, row: int, number: int, *, figure: bool = False) -> str:
        """Return the words of an entry, or its indicator and figure; a page of rows is read at once."""
        page = row // PAGE
        if page not in self._passages:
            if len(self._passages) >= _PAGES:
                self._passages.clear()
            numbers = self._numbers(page)
            assert self._ledger is not None
            self._passages[page] = {one.number: one for one in self._ledger.rows(numbers)}
        found = self._passages[page].get(number)
        if found is None:
            return words.NOTHING
        if not figure:
            return one_line(found.quote)
        sign, value, unit = written(found.fields)
        said = f"{'' if sign in ('', '=') else words.sign_text(sign)}{value}{unit}" if value else masked_word()
        return said if self._one else f"{found.fields.get('indicator') or ''} {said}".strip()

    def _numbers(self, page: int) -> list[int]:
        rows = range(page * PAGE, min((page + 1) * PAGE, self.rowCount()))
        if self.figures:
            cells = (self.cell(row, self.side_columns + place) for row in rows for place in range(len(self._years)))
            return [cell.fact.number for cell in cells if cell is not None]
        places = range(1, self.columnCount())
        found = (self.crossing(row, column) for row in rows for column in places)
        return [one.number for one in found if one is not None and one.number]

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
            shown, count = self.shown(row, column), self.count(row, column)
            if not count or self.look.showing is Showing.COUNT:
                return shown.text
            return words.translate("Ledger", "{0}（{1} 条）").format(shown.text, count)
        said = figure_words(cell, unit=True)
        if self.look.showing is Showing.TEXT:
            said = words.translate("Ledger", "{0}；{1}").format(said, self.shown(row, column).text)
        if cell.broken:
            said = words.translate("Ledger", "{0}，口径有变").format(said)
        elif cell.change is not None:
            said = words.translate("Ledger", "{0}，同比 {1}").format(said, _change(cell))
        return words.translate("Ledger", "{0}；各报告说法不一").format(said) if cell.differs else said

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:  # noqa: ANN401
        if orientation is Qt.Orientation.Horizontal and role == DISPLAY and 0 <= section < self.columnCount():
            return self.head_text(section)
        return None
