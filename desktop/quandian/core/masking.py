"""Replacing words of a text by others, so that no trace of them stays and every place in the text can still be found.

Pure: what is to be replaced is decided elsewhere. Width, ASCII case and blanks between Han characters do not hide a
word ("张 伟" is 张伟). Offsets are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

STEMS = "甲乙丙丁戊己庚辛壬癸"
BLACK = "■"
"""What stands where nothing else will do: no word that can be masked holds it."""

_FOLD = {0x3000: 0x20} | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= {upper: upper + 32 for upper in range(65, 91)} | {code + 0xFEE0: code + 32 for code in range(65, 91)}
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_GAP = "[ \t]{0,2}"
_ROUNDS = 12
_SHORT = 200  # characters of a text that is worth remembering

Edit = tuple[int, int, str]
"""Start, end, and what is to stand there."""


def fold(text: str) -> str:
    """Return the text with half-width forms and small ASCII letters; the same length."""
    return text.translate(_FOLD)


class Shift:
    """A text after edits. Places of the text before lead to places of the one after."""

    def __init__(self, text: str, edits: Iterable[Edit] = ()) -> None:
        """Apply ``edits``, sorted and apart from each other, none of them empty on either side."""
        self._edits = list(edits)
        self._starts = [start for start, _, _ in self._edits]
        self._moved = [0, *accumulate(len(new) - (end - start) for start, end, new in self._edits)]
        parts, at = [], 0
        for start, end, new in self._edits:
            parts += [text[at:start], new]
            at = end
        self.text = "".join([*parts, text[at:]])

    def start(self, place: int) -> int:
        """Return where a span that began at ``place`` begins now; inside of an edit, at its start."""
        number = bisect_right(self._starts, place)
        if number and place < self._edits[number - 1][1]:
            return self._starts[number - 1] + self._moved[number - 1]
        return place + self._moved[number]

    def end(self, place: int) -> int:
        """Return where a span that ended at ``place`` ends now; inside of an edit, at its end."""
        number = bisect_right(self._starts, place - 1) if place else 0
        if number and place < self._edits[number - 1][1]:
            start, _, new = self._edits[number - 1]
            return start + self._moved[number - 1] + len(new)
        return place + self._moved[number]

    def back(self, place: int, *, end: bool = False) -> int:
        """Return the place before that led to ``place``; inside of what was put in, its start, or its ``end``."""
        for number in range(len(self._edits) - 1, -1, -1):
            start, stop, new = self._edits[number]
            begin = start + self._moved[number]
            if place >= begin + len(new):
                return place - self._moved[number + 1]
            if place > begin or (place == begin and not end):
                return stop if end else start
        return place

    def pieces(self) -> list[tuple[int, int, int, int]]:
        """Return for each edit its span before and after."""
        return [
            (start, end, start + moved, start + moved + len(new))
            for (start, end, new), moved in zip(self._edits, self._moved, strict=False)
        ]


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked text and the way from the text before to it."""

    text: str
    shifts: Sequence[Shift]

    def pieces(self) -> list[tuple[int, int, int, int]]:
        """Return what was replaced: its span before and after; nothing where a replacement was replaced again."""
        return self.shifts[0].pieces() if len(self.shifts) == 1 else []

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the words of a span are now; a word cut by its edge is taken in whole."""
        for shift in self.shifts:
            start, end = shift.start(start), shift.end(end)
        return start, end

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the text before that a span of the masked text came from."""
        for shift in reversed(self.shifts):
            start, end = shift.back(start), shift.back(end, end=True)
        return start, end


class Masker:
    """Replaces words everywhere by what stands for them; ``figures`` gives further edits of a text."""

    def __init__(self, pairs: Mapping[str, str], figures: Callable[[str], Iterable[Edit]] | None = None) -> None:
        """Take words and what stands for them. Raises ValueError for a word of one sign, or of none but signs."""
        for word in pairs:
            if not maskable(word):
                raise ValueError("too short to be masked")
        self._pairs = {_key(word): new for word, new in pairs.items()}
        self._figures = figures
        self._known: dict[str, str] = {"": ""}
        words = sorted(self._pairs, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_pattern, words))) if words else None

    def finds(self, text: str) -> list[tuple[int, int, str]]:
        """Return where words to be replaced stand: start, end, and the key that ``key_of`` gives for the word."""
        if self._pattern is None:
            return []
        return [(m.start(), m.end(), _key(m[0])) for m in self._pattern.finditer(fold(text))]

    def mask(self, text: str, more: Iterable[Edit] = ()) -> Masked:
        """Return the text with no word left in it; ``more`` are edits of this text only, words go first."""
        edits: list[Edit] = [(start, end, self._pairs[key]) for start, end, key in self.finds(text)]
        taken = [(start, end) for start, end, _ in edits]
        extra = [*(self._figures(text) if self._figures is not None else ()), *more]
        edits = _apart(edits, sorted(extra), taken)
        shifts = [Shift(text, edits)]
        for number in range(_ROUNDS * 4):
            text = shifts[-1].text
            found = self.finds(text)
            if not found:
                break
            last = number >= _ROUNDS  # what was put in makes a word with its neighbours, again and again
            shifts.append(Shift(text, [(a, b, BLACK if last else self._pairs[key]) for a, b, key in found]))
        return Masked(shifts[-1].text, shifts)

    def plain(self, text: str) -> str:
        """Return a text without its places. Short ones are remembered: many annotations say the same."""
        if len(text) > _SHORT:
            return self.mask(text).text
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self.mask(text).text
        return known


def _apart(edits: list[Edit], extra: Sequence[Edit], taken: list[tuple[int, int]]) -> list[Edit]:
    """Return both kinds of edits in order; those of ``extra`` that touch one before them are left out."""
    reach = 0
    starts = [start for start, _ in taken]
    free: list[Edit] = []
    for start, end, new in extra:
        number = bisect_right(starts, start)
        clear = start >= reach and (not number or taken[number - 1][1] <= start)
        if clear and (number == len(taken) or end <= taken[number][0]):
            free.append((start, end, new))
            reach = end
    return sorted([*edits, *free])


def maskable(word: str) -> bool:
    """Whether a word can be masked: two characters or more, and not signs alone."""
    return len(_key(word)) >= 2 and any(sign.isalnum() for sign in word)


def key_of(word: str) -> str:
    """Return what is the same for all spellings of a word."""
    return _key(word)


def _key(word: str) -> str:
    folded = fold(word).strip()
    return re.sub("(?<=[\u3400-\u9fff])[ \t]+(?=[\u3400-\u9fff])", "", folded)


def _pattern(key: str) -> str:
    parts = [re.escape(key[0])]
    for before, sign in pairwise(key):
        if _HAN.match(before) and _HAN.match(sign):
            parts.append(_GAP)
        parts.append(re.escape(sign))
    return "".join(parts)


def stem(number: int) -> str:
    """Return 甲, 乙 … 癸, 甲2, 乙2 for 0, 1 … 9, 10, 11."""
    round_, place = divmod(number, len(STEMS))
    return STEMS[place] + (str(round_ + 1) if round_ else "")


_ENDINGS = (  # noqa: SIM905 - a list of words
    "有限责任公司|股份有限公司|有限公司|公司|集团|银行|医院|大学|学院|中学|小学|学校|研究院|研究所|研究中心|开发区|高新区|"
    "产业园|园区|新区|街道|管委会|委员会|人民政府|政府|办公室|中心|协会|商会|学会|基金会|合作社|工程|项目|大桥|大道|"
    "广场|大厦|小区|社区|水库|机场|港|省|市|区|县|镇|乡|村|局|委|厅|处|科|办|院|厂|店|路|街|桥|山|河|湖|江"
).split("|")
_SAME = {"有限责任公司": "公司", "股份有限公司": "公司", "有限公司": "公司"}


def stand_in(word: str, kind: str, taken: set[str], forbidden: Callable[[str], bool]) -> str:
    """Return what shall stand for a word: of its kind, not taken, and without a word to be masked in it.

    >>> stand_in("云浦水务有限公司", "term", {"甲公司"}, lambda word: False)
    '乙公司'
    >>> stand_in("张伟", "person", {"张某"}, lambda word: False)
    '张某乙'
    """
    for number in range(10_000):
        new = _candidate(word, kind, number)
        if new not in taken and not forbidden(new):
            return new
        if number > 50 and forbidden(_candidate(word, kind, number)) and forbidden(_candidate(word, "", number)):
            break
    return BLACK * (len(taken) % 7 + 2)


def _candidate(word: str, kind: str, number: int) -> str:
    if kind == "person":
        name = word[:2] if word[:2] in COMPOUND else word[:1]
        return f"{name}某{stem(number) if number else ''}"
    if kind == "author":
        letter = chr(65 + number % 26) + (str(number // 26 + 1) if number >= 26 else "")
        return f"人员{letter}"
    lead = {"phone": "电话", "id": "证件", "email": "邮箱"}.get(kind)
    if lead is not None:
        return lead + stem(number)
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) > len(e)), "") if kind == "term" else ""
    return f"{stem(number)}{_SAME.get(ending, ending)}" if ending else f"代号{stem(number)}"


_COMPOUND = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文司徒"
    "鲜于司空令狐呼延轩辕百里东郭南门西门段干拓跋完颜"
)
COMPOUND = frozenset(map("".join, zip(_COMPOUND[::2], _COMPOUND[1::2], strict=True)))
"""Surnames of two characters."""
