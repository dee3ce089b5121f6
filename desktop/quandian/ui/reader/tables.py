"""Where the columns of a table begin, so that its rows, which are lines of cells with tabs between, stand in columns.

A merged cell leaves the cells it covers empty; each row has its own stops, so that a long cell pushes only what
stands right of it in the same row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quandian.core.model import Passage, Role

GAP_EM = 1.4  # blank between two columns
MEASURED_ROWS = 400  # of a table: enough to know its columns
LEAST_EM = 2.0  # a column is never squeezed below this

Advance = Callable[[str], float]
"""The width of a text in px."""


class Columns:
    """The tables of one report, measured when first looked at for one font and one width of the page."""

    def __init__(self, text: str, passages: Sequence[Passage]) -> None:
        self._text, self._passages = text, passages
        self._known: dict[int, list[float]] = {}  # number of a table's first passage -> left edges of its columns

    def forget(self) -> None:
        """Measure anew: the font or the width of the page is another."""
        self._known.clear()

    def stops(self, row: int, line: str, measure: float, em: float, advance: Advance) -> list[float]:
        """Return where each tab of a row leads, in px from its left edge. ``row`` is the number of its passage."""
        first = row
        while first > 0 and self._passages[first - 1].role is Role.TABLE and row - first < MEASURED_ROWS:
            if first - 1 in self._known:
                first -= 1
                break
            first -= 1
        if first not in self._known:
            self._known[first] = self._edges(first, measure, em, advance)
        for number in range(first + 1, row + 1):  # the next row finds them beside itself
            self._known.setdefault(number, self._known[first])
        return row_stops(line.split("\t"), self._known[first], em, advance)

    def _edges(self, first: int, measure: float, em: float, advance: Advance) -> list[float]:
        rows: list[list[float]] = []
        for passage in self._passages[first : first + MEASURED_ROWS]:
            if passage.role is not Role.TABLE:
                break
            start = self._text.rfind("\n", 0, passage.start) + 1
            stop = self._text.find("\n", passage.start)
            line = self._text[start : len(self._text) if stop < 0 else stop]
            rows.append([advance(cell.strip()) if cell.strip() else 0.0 for cell in line.split("\t")])
        return left_edges(column_widths(rows), measure, em)


def column_widths(rows: Sequence[Sequence[float]]) -> list[float]:
    """Return the width that each column takes by itself. What may be a merged cell widens none that has others."""
    count = max((len(row) for row in rows), default=0)
    sure, all_cells = [0.0] * count, [0.0] * count
    for row in rows:
        for k, width in enumerate(row):
            all_cells[k] = max(all_cells[k], width)
            if k + 1 == count or (k + 1 < len(row) and row[k + 1]):
                sure[k] = max(sure[k], width)
    return [own or other for own, other in zip(sure, all_cells, strict=True)]


def left_edges(widths: Sequence[float], measure: float, em: float) -> list[float]:
    """Return where the columns begin; where they do not fit the page the widest ones are narrowed first."""
    gap, least = GAP_EM * em, LEAST_EM * em
    widths = [max(width, least) for width in widths]
    room = measure - gap * (len(widths) - 1)
    limit = max(widths, default=0.0)
    ordered = sorted(widths)
    taken = 0.0
    for k, width in enumerate(ordered):
        share = (room - taken) / (len(ordered) - k)
        if width > share:
            limit = max(share, least)
            break
        taken += width
    edges, x = [], 0.0
    for width in widths:
        edges.append(x)
        x += min(width, limit) + gap
    return edges


def row_stops(cells: Sequence[str], edges: Sequence[float], em: float, advance: Advance) -> list[float]:
    """Return the stops of one row's tabs: the edge of the next column, or just behind a cell that reaches over it."""
    stops: list[float] = []
    x = 0.0
    for cell, edge in zip(cells, edges[1:], strict=False):
        x += advance(cell) if cell else 0.0
        x = max(edge, x + (em / 2 if cell else 1.0))
        stops.append(x)
    return stops
