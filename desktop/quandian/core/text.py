"""Spans of text and the border between code points and Qt's UTF-16 units."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SENTENCE_END = "。！？!?"
_CLOSERS = "”’」』》〉）)]】\"'"
_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』》〉）)】]*|\n|$)")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies inside."""
        return self.start <= other.start and other.end <= self.end

    def trimmed(self, text: str) -> Span:
        """Return the span without blanks at its ends; empty spans stay where they are."""
        start, end = self.start, self.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start, end)


class OffsetMap:
    """Converts code points to UTF-16 units and back for one text (characters beyond U+FFFF count 2 in Qt)."""

    __slots__ = ("_cp", "_u16")

    def __init__(self, text: str) -> None:
        self._cp = [m.start() for m in _ASTRAL.finditer(text)] if not text.isascii() else []
        self._u16 = [p + i for i, p in enumerate(self._cp)]

    def to_u16(self, cp: int) -> int:
        """Return the UTF-16 position of a code-point position."""
        return cp + bisect_left(self._cp, cp) if self._cp else cp

    def to_cp(self, u16: int) -> int:
        """Return the code-point position; one inside a surrogate pair is rounded down to the character's start."""
        if not self._u16:
            return u16
        i = bisect_left(self._u16, u16)
        if i and self._u16[i - 1] == u16 - 1:  # inside the pair
            return self._cp[i - 1]
        return u16 - i


def paragraph_at(text: str, position: int) -> Span:
    """Return the paragraph (line without its break) that holds ``position``."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return Span(start, len(text) if end < 0 else end)


def _pieces(text: str, para: Span, pattern: re.Pattern[str]) -> Iterator[Span]:
    position = para.start
    while position < para.end:
        match = pattern.match(text, position, para.end)
        end = match.end() if match and match.end() > position else para.end
        yield Span(position, end)
        position = end


def clauses(text: str, para: Span) -> list[Span]:
    """Return the clauses of a paragraph, each without its final punctuation and without blanks; empty ones dropped.

    A clause ends at a comma, semicolon or full stop of either width; closing quotes stay with it. A comma between two
    digits (1,200) does not end a clause, nor does one inside brackets or book marks.
    """
    raw: list[Span] = []
    start, depth = para.start, 0
    i = para.start
    while i < para.end:
        ch = text[i]
        if ch in "（(《〈【[「『":
            depth += 1
        elif ch in "）)》〉】]」』":
            depth = max(0, depth - 1)
        boundary = ch in _SENTENCE_END or (ch in "；;，," and depth == 0)
        if boundary and ch in ",，" and _between_digits(text, i):
            boundary = False
        i += 1
        if boundary:
            while i < para.end and text[i] in _CLOSERS + _SENTENCE_END:
                i += 1
            raw.append(Span(start, i))
            start, depth = i, 0
    if start < para.end:
        raw.append(Span(start, para.end))
    return [s for s in (_without_end(text, r) for r in raw) if len(s)]


def sentences(text: str, para: Span) -> list[Span]:
    """Return the sentences of a paragraph without blanks at their ends; the full stop is part of the sentence."""
    return [s for s in (p.trimmed(text) for p in _pieces(text, para, _SENTENCE)) if len(s)]


def _between_digits(text: str, i: int) -> bool:
    return 0 < i < len(text) - 1 and text[i - 1].isdigit() and text[i + 1].isdigit()


def _without_end(text: str, span: Span) -> Span:
    span = span.trimmed(text)
    end = span.end
    while end > span.start and text[end - 1] in _SENTENCE_END + "；;，,":
        end -= 1
    return Span(span.start, end).trimmed(text)


def clause_at(text: str, position: int) -> Span:
    """Return the clause at ``position``: the one that holds it, else the nearest before it in its paragraph."""
    para = paragraph_at(text, position)
    best = Span(para.start, para.start)
    for clause in clauses(text, para):
        if clause.start > position and len(best):
            break
        best = clause
        if position <= clause.end:
            break
    return best


def snap_to_clauses(text: str, span: Span) -> Span:
    """Return the span grown outwards to whole clauses; it stays inside the paragraphs it touches."""
    span = span.trimmed(text)
    if not len(span):
        return clause_at(text, span.start)
    first = clause_at(text, span.start)
    last = clause_at(text, span.end - 1)
    start = first.start if first.start <= span.start < first.end else span.start
    end = last.end if last.start < span.end <= last.end else span.end
    return Span(min(start, span.start), max(end, span.end)).trimmed(text)


def context_of(text: str, start: int, end: int, size: int) -> tuple[str, str]:
    """Return up to ``size`` characters before and after a span, for finding it again in another text."""
    return text[max(0, start - size) : start], text[end : end + size]
