"""Tables of a template whose columns come with the briefing: widths as their words need them.

A template can loop over columns, but not say how wide they are: all come out alike, and a column of numbers takes as
much of the page as one of sentences. Tables with the mark below, which our new templates give them, are set anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

BY_WORDS = "quandian:by-words"
"""What the description of a table says whose columns are to be as wide as their words need."""

_CHARACTER, _MARGINS = 210, 150  # twentieths of a point: a character of a table, what a cell keeps free
_KEPT = 6  # characters that stay on one line where a column has no more: 2024年5月
_MOST = 60  # characters: longer words run over several lines anyway


def widths_for(rows: Sequence[Sequence[str]], total: int) -> list[int]:
    """Return the widths of columns that hold these words, ``total`` together, in twentieths of a point.

    >>> widths_for([["序号", "目标事项"], ["1", "全年完成固定资产投资一百二十亿元以上"]], 8000)
    [780, 7220]
    """
    longest = [max(_wide(row[n]) for row in rows if n < len(row)) for n in range(max(map(len, rows)))]
    least = [min(one, _KEPT) * _CHARACTER + _MARGINS for one in longest]
    free = total - sum(least)
    if free < 0:
        least, free = [total // len(longest)] * len(longest), 0
    over = [max(0, min(one, _MOST) - _KEPT) for one in longest]
    whole = sum(over)
    made = [
        one + (free * more // whole if whole else free // len(least)) for one, more in zip(least, over, strict=True)
    ]
    made[-1] += total - sum(made)
    return made


def _wide(text: str) -> int:
    return round(sum(0.55 if character.isascii() else 1.0 for character in text) + 0.9)


def set_widths(document: Any) -> None:  # noqa: ANN401 - python-docx has no types
    """Set the columns of the marked tables of a filled template."""
    from docx.oxml.ns import qn

    for table in list(document.element.body.iter(qn("w:tbl"))):
        said = table.tblPr.find(qn("w:tblDescription"))
        if said is None or said.get(qn("w:val")) != BY_WORDS:
            continue
        cells = [list(row.iterchildren(qn("w:tc"))) for row in table.iterchildren(qn("w:tr"))]
        if not cells or not cells[0]:
            continue
        words = [["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row] for row in cells]
        grid = list(table.tblGrid.iterchildren(qn("w:gridCol")))
        widths = widths_for(words, sum(int(one.get(qn("w:w"))) for one in grid))
        if len(grid) != len(widths):
            continue
        for one, width in zip(grid, widths, strict=True):
            one.set(qn("w:w"), str(width))
        for row in cells:
            for cell, width in zip(row, widths, strict=False):
                held = cell.find(qn("w:tcPr"))
                size = None if held is None else held.find(qn("w:tcW"))
                if size is not None:
                    size.set(qn("w:w"), str(width))
