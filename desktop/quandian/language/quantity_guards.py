"""What is no quantity although it has digits: quoted slogans, titles, codes, parts of longer words."""

from __future__ import annotations

import re
from bisect import bisect_right

from quandian.language.numerals import BLANKS, Number

SHORT_QUOTE = 24  # a longer quotation is somebody's speech, and figures in it are figures

_REGION = re.compile(r'《[^《》\n]*》|“[^“”\n]*”|‘[^‘’\n]*’|「[^「」\n]*」|"[^"\n]*"|〔[^〔〕\n]{1,12}〕')
_CODE_TAIL = re.compile(r"[0-9A-Za-z]*(?:[+×/.:#_-]{1,2}[0-9A-Za-z]+)*")
_LISTED = re.compile(r"[、和第]|(?<!参)与|(?<![惠涉普遍])及|分别|依次|各|(?<![人户亩村日月年平校社])均|同时")
_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]")


class Regions:
    """Stretches of one paragraph in which numbers are mostly names: titles of books and short quotations."""

    __slots__ = ("_ends", "_starts", "_titles")

    def __init__(self, folded: str, start: int, end: int) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._titles: list[bool] = []
        for match in _REGION.finditer(folded, start, end):
            title = match[0][0] in "《〔"
            if match[0][-2] in "。！？!?，,":  # somebody's words
                continue
            if title or match.end() - match.start() <= SHORT_QUOTE + 2:
                self._starts.append(match.start())
                self._ends.append(match.end())
                self._titles.append(title)

    def at(self, position: int) -> tuple[str, int]:
        """Return ("title" or "quote", length without the marks) of the stretch that holds the position, or ("", 0)."""
        i = bisect_right(self._starts, position) - 1
        if i < 0 or position >= self._ends[i]:
            return "", 0
        return "title" if self._titles[i] else "quote", self._ends[i] - self._starts[i] - 2


def is_han(char: str) -> bool:
    """Whether the character is a Han character."""
    return bool(_HAN.match(char))


def ends_clause(folded: str, position: int, end: int) -> bool:
    """Whether nothing that belongs to the clause follows: punctuation, a line break or the end (blanks skipped)."""
    while position < end and folded[position] in BLANKS:
        position += 1
    return position >= end or not (folded[position].isalnum() or folded[position] in "“‘《(（")


def code_before(folded: str, start: int, script: str) -> bool:
    """Whether the number at ``start`` continues a code or name: G60, AAA+2, 2025-00118, 10:39, PM2.5, #3."""
    if start == 0 or script in ("han", "bare"):
        return False
    before = folded[start - 1]
    if before.isascii() and before.isalpha():
        return True
    if before in "#№_\\@&=":
        return True
    if before in "+×/:.-":
        return start >= 2 and (folded[start - 2].isascii() and folded[start - 2].isalnum())
    return False


def code_after(folded: str, end: int, limit: int) -> int:
    """Return where the code ends that the digits before ``end`` begin (128+N, 7×24, 3D), else 0."""
    if end >= limit:
        return 0
    char = folded[end]
    if char.isascii() and char.isalpha():
        return _tail_end(folded, end, limit)
    follows = folded[end + 1] if end + 1 < limit else ""
    if char in "+×/:#" and follows.isascii() and follows.isalnum():
        return _tail_end(folded, end, limit)
    return 0


def about(folded: str, lower: Number, upper: Number, start: int) -> bool:
    """Whether two neighbouring digits mean "about" (7、8万元): no list stands before them that they belong to."""
    if upper.value is None or lower.value is None or folded[lower.end : upper.start] != "、":
        return False
    if {lower.script, upper.script} != {"digits"} or lower.scale != 1 or not 1 <= lower.value <= 8:
        return False
    if upper.value != (lower.value + 1) * upper.scale or lower.value != int(lower.value):
        return False
    clause = folded[max(start, lower.start - 30) : lower.start]
    clause = clause[1 + max(clause.rfind(mark) for mark in "，,。；;：:") :]
    return _LISTED.search(clause) is None


def _tail_end(folded: str, end: int, limit: int) -> int:
    match = _CODE_TAIL.match(folded, end, min(limit, end + 80))
    return max(end + 1, match.end() if match else 0)
