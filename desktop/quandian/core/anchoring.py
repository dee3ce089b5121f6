"""Two texts of the same report, read by different people or machines: which words of one are which of the other.

An annotation made on one text is put on the same words of the other: by the words themselves and what stands before and
after them, else by where their neighbours went, if what stands there is almost the same. What has no place is left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

ENOUGH = 0.75  # how alike the words must be: one sign in four may be misread (Hypothesis allows one in two)
NEAR = 0.5  # share of clauses two texts have in common to be offered as one report
_CLAUSE = re.compile(r"[^，。；：！？、,;:!?\s]+")
_LONG_GAP = 4000  # signs; a longer stretch without a common clause is not looked into


class Place(NamedTuple):
    """Where words were found, or why not: ``reason`` is empty, "missing" or "twice"."""

    start: int
    end: int
    reason: str = ""


MISSING, TWICE = Place(0, 0, "missing"), Place(0, 0, "twice")


def plain(text: str) -> tuple[str, list[int]]:
    """Return a text without blanks, widths made equal, and for each of its signs the place it had."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if sign.isspace():
            continue
        for part in unicodedata.normalize("NFKC", sign):
            if not part.isspace():
                signs.append(part)
                places.append(place)
    return "".join(signs), places


def clauses(text: str) -> frozenset[str]:
    """Return the clauses of a text, widths made equal, the shortest left out."""
    return frozenset(c for c in _CLAUSE.findall(unicodedata.normalize("NFKC", text)) if len(c) >= 4)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which share of the longer text's clauses both have, 0..1."""
    most = max(len(one), len(other))
    return len(one & other) / most if most else 0.0


class Alignment:
    """Places of one text in another. Making it takes about 30 ms for two texts of 10,000 characters."""

    def __init__(self, source: str, target: str) -> None:
        self._source, self._source_places = plain(source)
        self._target, self._target_places = plain(target)
        self._raw_source, self._raw_target = source, target

    @cached_property
    def _index(self) -> dict[int, int]:
        return {place: number for number, place in reversed(list(enumerate(self._source_places)))}

    @cached_property
    def _blocks(self) -> list[tuple[int, int, int, int]]:
        """Stretches (source start, end, target start, end) that correspond, in order, without gaps."""
        ours, theirs = _pieces(self._source), _pieces(self._target)
        matcher = SequenceMatcher(None, [p[0] for p in ours], [p[0] for p in theirs], autojunk=False)
        found: list[tuple[int, int, int, int]] = []
        for tag, a, b, c, d in matcher.get_opcodes():
            block = (_start(ours, a), _start(ours, b), _start(theirs, c), _start(theirs, d))
            if tag == "equal":
                found += [(p[1], p[2], q[1], q[2]) for p, q in zip(ours[a:b], theirs[c:d], strict=True)]
            elif block[1] - block[0] <= _LONG_GAP and block[3] - block[2] <= _LONG_GAP:
                found += self._inside(*block)
            else:
                found.append(block)
        return found

    def _inside(self, a: int, b: int, c: int, d: int) -> list[tuple[int, int, int, int]]:
        matcher = SequenceMatcher(None, self._source[a:b], self._target[c:d], autojunk=False)
        return [(a + i, a + j, c + k, c + m) for _, i, j, k, m in matcher.get_opcodes()]

    def place(self, start: int, end: int) -> Place:
        """Return where ``source[start:end]`` stands in the target, in code points of the target."""
        while start < end and self._raw_source[start].isspace():
            start += 1
        while start < end and self._raw_source[end - 1].isspace():
            end -= 1
        if start >= end:
            return MISSING
        first, last = self._index[start], self._index[end - 1]
        last += sum(1 for place in self._source_places[last : last + 8] if place == end - 1)
        words = self._source[first:last]
        low, high = self._mapped(first, after=False), self._mapped(last, after=True)
        if low < high and self._target[low:high] == words:
            return self._as_raw(low, high)
        spots = _all(self._target, words)
        if spots:
            return self._nearest(spots, first, len(words))
        if low < high and SequenceMatcher(None, words, self._target[low:high], autojunk=False).ratio() >= ENOUGH:
            return self._as_raw(low, high)
        return MISSING

    def _nearest(self, spots: Sequence[int], first: int, length: int) -> Place:
        """Return the spot whose surroundings are most like those of the words, if one is."""
        before, after = self._source[max(0, first - 32) : first], self._source[first + length : first + length + 32]
        ranked = sorted(
            (
                -_common(before[::-1], self._target[max(0, s - 32) : s][::-1])
                - _common(after, self._target[s + length :]),
                s,
            )
            for s in spots
        )
        if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
            return TWICE
        return self._as_raw(ranked[0][1], ranked[0][1] + length)

    def _as_raw(self, low: int, high: int) -> Place:
        return Place(self._target_places[low], self._target_places[high - 1] + 1)

    def _mapped(self, place: int, *, after: bool) -> int:
        """Return where a border of the source lies in the target; ``after`` for the end of words."""
        for a, b, c, d in self._blocks:
            inside = a < place <= b if after else a <= place < b
            if inside:
                if b - a == d - c:
                    return c + place - a
                return d if after else c
        return len(self._target) if after else 0


def _pieces(text: str) -> list[tuple[str, int, int]]:
    """Return the clauses of a text with their places; what divides them belongs to the one before."""
    cuts = [match.end() for match in re.finditer(r"[，。；：！？,;:!?]", text)]
    starts = [0, *cuts]
    ends = [*cuts, len(text)]
    return [(text[a:b], a, b) for a, b in zip(starts, ends, strict=True) if a < b]


def _start(pieces: Sequence[tuple[str, int, int]], number: int) -> int:
    if number < len(pieces):
        return pieces[number][1]
    return pieces[-1][2] if pieces else 0


def _all(text: str, words: str) -> list[int]:
    found: list[int] = []
    place = text.find(words)
    while place >= 0 and len(found) < 200:
        found.append(place)
        place = text.find(words, place + 1)
    return found


def _common(one: str, other: str) -> int:
    """Return how many signs two texts begin with in common."""
    number = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        number += 1
    return number
