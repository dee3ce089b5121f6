"""What is looked at before masking: names of all texts together, and a sentence of each word and figure to judge by."""

from __future__ import annotations

import re
from collections import Counter

from quandian.core.masking import Masker
from quandian.language.persons import PersonName, beside, find_names

MOST_FIGURES = 300  # different figures that are shown; the count says how many there are
_LEAD, _TAIL = 6, 30  # signs of the sentence before and after the word
_STOP = re.compile("[。；！？\n\t|]")
_UNIT = re.compile("[万亿千百十]*(?:个百分点|平方公里|平方米|立方米|公里|[%％‰元吨个家人次户亩件台套名项座条米倍])?")

Example = tuple[str, str]
"""A piece of a sentence, before and after."""


class Names:
    """Names of all texts: one that is sure in one text is sure in all, and with it those in one list with it."""

    def __init__(self) -> None:
        self._sure: dict[str, None] = {}
        self._doubtful: list[tuple[str, list[PersonName]]] = []

    def look_at(self, text: str) -> None:
        """Find the names of one more text."""
        names = find_names(text)
        self._sure.update((name.name, None) for name in names if name.sure)
        if not all(name.sure for name in names):
            self._doubtful.append((text, names))

    def found(self) -> list[tuple[str, bool]]:
        """Return every name once and whether it is sure, those first."""
        size = -1
        while size != len(self._sure):
            size = len(self._sure)
            for text, names in self._doubtful:
                self._sure.update((name.name, None) for name in beside(text, names, self._sure) if name.sure)
        others = dict.fromkeys(
            name.name for _, names in self._doubtful for name in names if name.name not in self._sure
        )
        return [*((name, True) for name in self._sure), *((name, False) for name in others)]


class Examples:
    """Looks through texts and remembers where each word and each figure stands first, and how often figures do."""

    def __init__(self) -> None:
        self.figures: Counter[str] = Counter()
        self._words: dict[str, tuple[str, int, int]] = {}
        self._places: dict[str, tuple[str, int, int]] = {}

    def add_figure(self, text: str, start: int, end: int, times: int) -> None:
        """Note a figure whose digits stand at a place."""
        unit = _UNIT.match(text, end)
        words = text[start : unit.end() if unit else end]
        self.figures[words] += times
        if words not in self._places:
            self._places[words] = _around(text, start, start + len(words))

    def add_word(self, key: str, text: str, start: int, end: int) -> None:
        """Note a word by its key."""
        if key not in self._words:
            self._words[key] = _around(text, start, end)

    def of_word(self, key: str, masker: Masker) -> Example:
        """Return the sentence of a word before and after; empty where it stands in none."""
        found = self._words.get(key)
        return ("", "") if found is None else (found[0].strip(), masker.mask(found[0]).text.strip())

    def of_figures(self, masker: Masker) -> list[tuple[str, str, int, Example]]:
        """Return the most frequent figures: as they are and masked, how often, and in a sentence."""
        found = []
        for words, count in sorted(self.figures.items(), key=_most_first)[:MOST_FIGURES]:
            piece, start, end = self._places[words]
            masked = masker.mask(piece)
            first, last = masked.span(start, end)
            found.append((words, masked.text[first:last], count, (piece.strip(), masked.text.strip())))
        return found


def _most_first(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _around(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the sentence around a place and where the place is in it."""
    low, high = max(0, start - 200), min(len(text), end + 200)
    stops = [match.end() for match in _STOP.finditer(text, low, start)]
    low = stops[-1] if stops else low
    stop = _STOP.search(text, end, high)
    piece = text[low : stop.start() if stop else high]
    return piece, start - low, end - low


def excerpt(sentence: str, words: str) -> str:
    """Return the part of a sentence around words, for a narrow place.

    >>> excerpt("二〇二四年全市上下同心，累计完成投资128.6亿元", "128.6亿元")
    '…累计完成投资128.6亿元'
    """
    at = max(0, sentence.find(words))
    low = max(0, at - _LEAD)
    high = at + len(words) + _TAIL
    return ("…" if low else "") + sentence[low:high] + ("…" if high < len(sentence) else "")
