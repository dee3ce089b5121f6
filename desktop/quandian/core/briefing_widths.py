"""How wide the columns of a table are: short words on one line, long ones sharing what is left by what they hold."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, permutations

from quandian.core.briefing_tree import CellKind, Column, TableRow

TEXT_BLOCK = 156.0  # mm (GB/T 9704-2012, 5.2)
_CHINESE, _LATIN, _GAP = 4.3, 2.3, 1.0  # mm of a character of 12 pt, and between the two kinds
_LETTER = 2.6  # mm of a letter of a head, in a wide font too: an English word is never broken
_MARGINS = 3.2  # mm left and right of the words in a cell
_LEAST = 16.0  # mm of a column of running text: three characters a line
# A date stands on one line: 2025年12月26日, with the gaps that LibreOffice sets.
_MOST = {CellKind.WORD: 40.0, CellKind.NUMBER: 44.0, CellKind.SOURCE: 44.0}
_SAMPLE = 80  # rows looked at of a long table
SPLIT_FROM = 12
"""Lines of a row that may break over two pages, with at least two lines on each; a shorter one is kept whole, since
LibreOffice leaves single lines of those that break."""
_STEP = 4.0  # mm that a column gives to another at a time


def width_of(text: str) -> float:
    """Return the width in mm of words of 12 pt on one line of a cell, with the gaps between Chinese and figures."""
    latin = [character.isascii() for character in text]
    gaps = sum(one != other for one, other in pairwise(latin))
    return _MARGINS + sum(_LATIN if one else _CHINESE for one in latin) + _GAP * gaps


def _head_width(title: str) -> float:
    """Return the least width of a column: its title on one line."""
    return max(width_of(title) + (_LETTER - _LATIN) * sum(c.isascii() and c.isalpha() for c in title), 10.0)


def fitted(columns: Sequence[Column], rows: Sequence[TableRow]) -> tuple[Column, ...]:
    """Return the columns with widths in mm that fill the text block.

    Words, figures and sources get the line they need, up to a limit; running text shares the rest so that the table
    is as short as can be, so one long quote does not become a tall narrow column.
    """
    sample = rows[:: math.ceil(len(rows) / _SAMPLE) or 1]
    widths = [_head_width(column.title) for column in columns]
    running: dict[int, list[float]] = {}
    for n, column in enumerate(columns):
        lengths = [width_of(row.cells[n].plain) for row in sample] or [0.0]
        if column.kind is CellKind.TEXT:
            running[n] = [*lengths, width_of(column.title) * 1.05]
        else:
            most = sorted(lengths)[len(lengths) * 19 // 20]
            widths[n] = max(widths[n], min(most, _MOST[column.kind]))
    room = TEXT_BLOCK - sum(width for n, width in enumerate(widths) if n not in running)
    if running and room >= _LEAST * len(running):
        for n, width in _shared(room, running).items():
            widths[n] = width
    return tuple(replace(column, weight=round(width, 1)) for column, width in zip(columns, widths, strict=True))


@dataclass(frozen=True, slots=True)
class Share:
    """A column's part of what is left (0: none, as wide as its words, ``most`` mm at most); ``least`` when empty."""

    part: float = 0.0
    most: float = 24.0
    least: float = 0.0


def shared_out(columns: Sequence[Column], rows: Sequence[TableRow], shares: Mapping[str, Share]) -> tuple[Column, ...]:
    """Return the columns of a form with widths in mm that fill the text block: ``shares`` by title.

    A form looks alike from group to group, so what long cells hold does not move its columns as it does in ``fitted``.
    """
    widths, parts = [], []
    for n, column in enumerate(columns):
        share = shares[column.title]
        longest = max((width_of(row.cells[n].plain) for row in rows), default=0.0)
        empty = all(row.cells[n].plain in ("—", "") for row in rows)
        widths.append(max(_head_width(column.title), share.least, 0.0 if share.part else min(longest, share.most)))
        parts.append(0.0 if share.part and share.least and empty else share.part)
    room = TEXT_BLOCK - sum(width for width, part in zip(widths, parts, strict=True) if not part)
    widths = [room * part / sum(parts) if part else width for width, part in zip(widths, parts, strict=True)]
    return tuple(replace(column, weight=round(width, 1)) for column, width in zip(columns, widths, strict=True))


def row_lines(columns: Sequence[Column], row: TableRow) -> int:
    """Return about how many lines of 12 pt a row has."""
    inner = (max(column.weight - _MARGINS, _CHINESE) for column in columns)
    words = (max(width_of(cell.plain) - _MARGINS, 0.0) for cell in row.cells)
    return max((math.ceil(wide / room) for wide, room in zip(words, inner, strict=True)), default=1) or 1


def _shared(room: float, lengths: dict[int, list[float]]) -> dict[int, float]:
    """Return the widths of running columns; width moves from one to another as long as that saves lines."""
    widths = dict.fromkeys(lengths, room / len(lengths))
    best = _lines(widths, lengths)
    step = _STEP * 4
    while step >= _STEP:
        moved = False
        for one, other in permutations(widths, 2):
            tried = {**widths, one: widths[one] - step, other: widths[other] + step}
            if tried[one] >= _LEAST and (lines := _lines(tried, lengths)) < best:
                widths, best, moved = tried, lines, True
        if not moved:
            step /= 2
    return widths


def _lines(widths: dict[int, float], lengths: dict[int, list[float]]) -> float:
    """Return how many lines the rows have, and, as a fraction, how full the lines are of those that do not count."""
    inner = {n: width - _MARGINS - _CHINESE / 2 for n, width in widths.items()}  # a line ends half a character early
    columns = [[(length - _MARGINS) / inner[n] for length in lengths[n]] for n in widths]
    rows = zip(*columns, strict=True)
    return sum(math.ceil(max(row)) or 1 for row in rows) + 0.01 * sum(max(column) for column in columns)
