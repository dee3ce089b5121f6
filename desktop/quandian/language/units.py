"""The units that suggestions judge: sentences, and the clauses between semicolons (codebook.md, first paragraph)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quandian.core.model import Passage

_END = "。！？!?"
_CLOSERS = "”’」』》〉）)】"
_PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "「": "」", "『": "』", "【": "】"}
_SIGN = re.compile(f"[{re.escape(''.join(_PAIRS))}{_END}；;]")
_REACH = 120  # a bracket that is not closed within this many characters is taken for a slip and does not bind


class Unit(NamedTuple):
    """``text[start:end]`` of passage number ``passage``; ``place`` counts the units of a passage from 0."""

    start: int
    end: int
    passage: int
    place: int


def units_of(text: str, passages: Sequence[Passage]) -> list[Unit]:
    """Return the units of the passages in order, without blanks at their ends; passages outside the text give none."""
    units: list[Unit] = []
    for index, passage in enumerate(passages):
        start, end = max(0, passage.start), min(passage.end, len(text))
        units.extend(Unit(a, b, index, place) for place, (a, b) in enumerate(_cut(text, start, end)))
    return units


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = i = start
    close = start  # up to here we are inside a bracket or quotation
    while (sign := _SIGN.search(text, i, end)) is not None:
        i = sign.start()
        char = text[i]
        if i >= close:
            closer = _PAIRS.get(char)
            if closer is not None:
                found = text.find(closer, i + 1, min(end, i + _REACH))
                close = found if found >= 0 else close
        if (char in _END and (i >= close or _ends_quote(text, i, close))) or (char in "；;" and i >= close):
            i += 1
            while i < end and text[i] in _CLOSERS + _END:
                i += 1
            yield from _trimmed(text, begin, i)
            begin = close = i
        else:
            i += 1
    yield from _trimmed(text, begin, end)


def _ends_quote(text: str, i: int, close: int) -> bool:
    """Whether the full stop is the last character of the quotation it stands in."""
    return i + 1 == close and text[close] == "”"


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end
