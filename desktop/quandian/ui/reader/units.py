"""The units a reader moves and selects by: clauses, words, characters. Pure Python, no Qt."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import pairwise

from quandian.core.text import Span, clauses, paragraph_at

Words = Callable[[str], Sequence[tuple[int, int]]]
"""Finds the words of a paragraph: offsets ``(start, end)`` into the text given, in order, blanks left out."""

_WORD = re.compile(r"\d[\d.,]*\d%?|\d%?|[A-Za-z]+|[一-鿿㐀-䶿\U00020000-\U0003ffff]+|[^\w\s]|\w")
_CACHED_PARAGRAPHS = 64


class Snap(StrEnum):
    """What the ends of a selection snap to."""

    CLAUSE = "clause"
    WORD = "word"
    CHARACTER = "character"


def plain_words(text: str) -> list[tuple[int, int]]:
    """Return words by character class alone: a number, a Latin word, a run of Han characters, a sign."""
    return [match.span() for match in _WORD.finditer(text)]


class Units:
    """Finds units in one text; those of the paragraphs last asked for are remembered."""

    def __init__(self, text: str, words: Words = plain_words) -> None:
        self._text = text
        self._words = words
        self._cache: dict[tuple[int, Snap], list[Span]] = {}

    def in_paragraph(self, position: int, snap: Snap) -> list[Span]:
        """Return the units of the paragraph that holds ``position``; characters are not listed but cut on demand."""
        para = paragraph_at(self._text, position)
        key = (para.start, snap)
        if key not in self._cache:
            if len(self._cache) >= _CACHED_PARAGRAPHS:
                self._cache.clear()
            self._cache[key] = self._cut(para, snap)
        return self._cache[key]

    def at(self, position: int, snap: Snap) -> Span:
        """Return the unit that holds ``position``, else the nearest before it, else the first of the paragraph."""
        units = self.in_paragraph(position, snap)
        if not units:
            start = paragraph_at(self._text, position).start
            return Span(start, start)
        return units[max(0, bisect_right(units, position, key=_start) - 1)]

    def snapped(self, span: Span, snap: Snap) -> Span:
        """Return the span grown outwards to whole units; one of blanks only becomes the unit at its start."""
        span = span.trimmed(self._text)
        if not len(span):
            return self.at(span.start, snap)
        first, last = self.at(span.start, snap), self.at(span.end - 1, snap)
        start = first.start if first.start <= span.start < first.end else span.start
        end = last.end if last.start < span.end <= last.end else span.end
        return Span(start, end)

    def next_start(self, position: int, snap: Snap) -> int:
        """Return the start of the first unit that begins after ``position``; the last unit's start at the end."""
        return self._seek(position, snap, _start, forward=True)

    def next_end(self, position: int, snap: Snap) -> int:
        """Return the end of the first unit that ends after ``position``."""
        return self._seek(position, snap, _end, forward=True)

    def previous_start(self, position: int, snap: Snap) -> int:
        """Return the start of the last unit that begins before ``position``."""
        return self._seek(position, snap, _start, forward=False)

    def previous_end(self, position: int, snap: Snap) -> int:
        """Return the end of the last unit that ends before ``position``."""
        return self._seek(position, snap, _end, forward=False)

    def extended(self, anchor: int, head: int, forward: bool, snap: Snap) -> int:
        """Return where the moving end goes when a selection is extended by one unit; the anchor is a stop."""
        if forward:
            return self.next_end(head, snap) if head >= anchor else min(self.next_start(head, snap), anchor)
        return self.previous_start(head, snap) if head <= anchor else max(self.previous_end(head, snap), anchor)

    def moved_edge(self, span: Span, which: str, outwards: bool, snap: Snap) -> Span:
        """Return the span with its ``which`` ("start" or "end") edge moved by one unit; never empty."""
        if which == "start":
            start = self.previous_start(span.start, snap) if outwards else self.next_start(span.start, snap)
            return Span(start, span.end) if start < span.end else span
        end = self.next_end(span.end, snap) if outwards else self.previous_end(span.end, snap)
        return Span(span.start, end) if end > span.start else span

    def _cut(self, para: Span, snap: Snap) -> list[Span]:
        if snap is Snap.CLAUSE:
            return clauses(self._text, para)
        text = self._text[para.start : para.end]
        if snap is Snap.WORD:
            return [Span(para.start + a, para.start + b) for a, b in self._words(text) if b > a]
        starts = [i for i, ch in enumerate(text) if not (i and _joins(ch))]
        cuts = pairwise([*starts, len(text)])
        return [Span(para.start + a, para.start + b) for a, b in cuts if not text[a].isspace()]

    def _seek(self, position: int, snap: Snap, edge: Callable[[Span], int], forward: bool) -> int:
        """Return the next or previous value of ``edge`` over all units, across paragraphs; the last one at the end."""
        para = paragraph_at(self._text, position)
        while True:
            edges = [edge(u) for u in self.in_paragraph(para.start, snap)]
            i = bisect_right(edges, position) if forward else _before(edges, position)
            if 0 <= i < len(edges):
                return edges[i]
            if forward:
                if para.end >= len(self._text):
                    return max(position, edges[-1]) if edges else position
                para = paragraph_at(self._text, para.end + 1)
            else:
                if para.start == 0:
                    return min(position, edges[0]) if edges else position
                para = paragraph_at(self._text, para.start - 1)


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end


def _before(edges: list[int], position: int) -> int:
    return bisect_right(edges, position - 1) - 1


def _joins(ch: str) -> bool:
    """Whether the character belongs to the one before it: an accent, or a variation selector (IVS of rare Han)."""
    return ch >= "\u0300" and (unicodedata.combining(ch) != 0 or unicodedata.category(ch) == "Mn")
