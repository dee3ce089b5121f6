"""How wide the columns of a table are: short words on one line, long ones sharing what is left by what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from quandian.core.briefing_tree import CellKind, Column, TableRow

TEXT_BLOCK = 156.0  # mm (GB/T 9704-2012, 5.2)
_CHINESE, _LATIN, _GAP = 4.3, 2.3, 1.0  # mm of a character of 12 pt, and between the two kinds
_MARGINS = 3.2  # mm left and right of the words in a cell
_LEAST = 24.0  # mm of a column of running text
_MOST = {CellKind.WORD: 26.0, CellKind.NUMBER: 44.0, CellKind.SOURCE: 44.0}
_SAMPLE = 300  # rows looked at of a long table


def width_of(text: str) -> float:
    """Return the width in mm of words of 12 pt on one line of a cell, with the gaps between Chinese and figures."""
    latin = [character.isascii() for character in text]
    gaps = sum(one != other for one, other in pairwise(latin))
    return _MARGINS + sum(_LATIN if one else _CHINESE for one in latin) + _GAP * gaps


def fitted(columns: Sequence[Column], rows: Sequence[TableRow]) -> tuple[Column, ...]:
    """Return the columns with widths in mm that fill the text block.

    Words, figures and sources get the line they need, up to a limit; running text shares the rest by how much there
    is of it, so that one long quote does not become a tall narrow column.
    """
    sample = rows[:: max(1, len(rows) // _SAMPLE)]
    widths = [max(width_of(column.title), 10.0) for column in columns]
    running = [n for n, column in enumerate(columns) if column.kind is CellKind.TEXT]
    needs: dict[int, float] = {}
    whole: dict[int, float] = {}
    for n, column in enumerate(columns):
        texts = [row.cells[n].plain for row in sample]
        if column.kind is CellKind.TEXT:
            lengths = sorted(map(width_of, texts)) or [0.0]
            whole[n] = max(widths[n], lengths[-1])
            # What most cells need; a single long one counts as far as it should not be higher than six lines.
            needs[n] = max(lengths[len(lengths) * 9 // 10], lengths[-1] / 6, widths[n])
        else:
            lengths = sorted(map(width_of, texts)) or [0.0]
            widths[n] = max(widths[n], min(lengths[len(lengths) * 19 // 20], _MOST[column.kind]))
    fixed = sum(width for n, width in enumerate(widths) if n not in running)
    room = TEXT_BLOCK - fixed
    if not running or room < _LEAST * len(running):
        return tuple(replace(column, weight=width) for column, width in zip(columns, widths, strict=True))
    for n, width in _shared(room, needs, whole).items():
        widths[n] = width
    return tuple(replace(column, weight=round(width, 1)) for column, width in zip(columns, widths, strict=True))


def _shared(room: float, needs: dict[int, float], whole: dict[int, float]) -> dict[int, float]:
    """Return the widths of running columns: by need, none wider than its longest words while others want more."""
    out: dict[int, float] = {}
    left = dict(needs)
    while left:
        total = sum(left.values())
        share = {n: max(_LEAST, room * need / total) for n, need in left.items()}
        full = [n for n, width in share.items() if whole[n] <= width] if len(left) > 1 else []
        if not full or len(full) == len(left):
            scale = room / sum(share.values())
            return out | {n: width * scale for n, width in share.items()}
        for n in full:
            out[n] = max(min(_LEAST, room), whole[n])
            room -= out[n]
            del left[n]
    return out
