"""Word's automatic numbers (一、 （一） 1. ①), which stand in no text: counted here as Word would show them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_LOW = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_HAN = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "koreanCounting")
_HAN_MORE = ("taiwaneseCountingThousand", "japaneseDigitalTenThousand")
_PLACEHOLDER = re.compile(r"%(\d)")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered. ``pattern`` holds %1 for the number of the first level, and so on."""

    format: str = "decimal"
    pattern: str = ""
    start: int = 1
    style: str = ""
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by list (numId)
    abstract: dict[str, str] = field(default_factory=dict)  # list -> definition that it counts with
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, number_id: str, style_ids: list[str]) -> int:
        """Return the level of a list that is bound to one of the styles, else 0."""
        bound = {level.style: k for k, level in self.levels.get(number_id, {}).items() if level.style}
        return next((bound[style] for style in style_ids if style in bound), 0)

    def is_bullet(self, number_id: str, at: int) -> bool:
        """Whether a level of a list has bullets instead of numbers."""
        level = self.levels.get(number_id, {}).get(at)
        return level is not None and level.format == "bullet"

    def label(self, number_id: str, at: int) -> str:
        """Count one paragraph at a level of a list and return its label, with the blank that belongs to it."""
        levels = self.levels.get(number_id)
        level = levels.get(at) if levels else None
        if levels is None or level is None:
            return ""
        counts = self.counts.setdefault(self.abstract[number_id], {})
        restart = self.restarts.get(number_id, {}).get(at)
        if restart is not None and (number_id, at) not in self._begun:
            counts[at] = restart
        else:
            counts[at] = counts.get(at, level.start - 1) + 1
        self._begun.add((number_id, at))
        for deeper in [k for k in counts if k > at]:
            del counts[deeper]
        if level.format == "bullet":
            return _bullet(level.pattern)
        return self._filled(level, levels, counts)

    def _filled(self, level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        def number(match: re.Match[str]) -> str:
            k = int(match[1]) - 1
            other = levels.get(k, Level())
            value = counts.get(k, other.start)
            return formatted("decimal" if level.legal else other.format, value)

        text = _PLACEHOLDER.sub(number, level.pattern)
        return f"{text} " if text and text[-1].isascii() and text[-1] not in "([" else text


def _bullet(pattern: str) -> str:
    """Return a bullet as text; those of symbol fonts have no character of their own and become •."""
    sign = pattern.strip()
    if not sign:
        return ""
    return "• " if "\ue000" <= sign[0] <= "\uf8ff" or sign.isascii() else sign


def formatted(form: str, number: int) -> str:
    """Return a number in one of Word's number formats (ECMA-376 part 1, 17.18.59); unknown ones as digits.

    >>> formatted("chineseCounting", 21)
    '二十一'
    """
    if form in _HAN or form in _HAN_MORE:
        return _han(number)
    if form in ("none", "bullet"):
        return ""
    sets = {"ideographTraditional": _STEMS, "ideographZodiac": _BRANCHES}
    if form in sets and 1 <= number <= len(sets[form]):
        return sets[form][number - 1]
    circles = {"decimalEnclosedCircle": 0x2460, "decimalEnclosedCircleChinese": 0x2460, "decimalEnclosedParen": 0x2474}
    circles["decimalEnclosedFullstop"] = 0x2488
    if form in circles and 1 <= number <= 20:
        return chr(circles[form] + number - 1)
    if form in ("upperLetter", "lowerLetter") and number >= 1:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman") and 1 <= number < 4000:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return _other_digits(form, number)


def _other_digits(form: str, number: int) -> str:
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord(char) + 0xFEE0) for char in str(number))
    if form == "ideographDigital":
        return "".join(("〇" + _DIGITS[1:])[int(char)] for char in str(number))
    if form == "chineseLegalSimplified" and 0 <= number < 10:
        return _LEGAL[number]
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _han(number: int) -> str:
    if not 0 < number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN + _ROMAN_LOW:
        times, number = divmod(number, value)
        text += sign * times
    return text


def numbering_of(root: Element | None, style_lists: dict[str, str]) -> Numbering:
    """Return the numbering that ``word/numbering.xml`` defines. ``style_lists``: list that a list style stands for."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstracts = {a.get(W + "abstractNumId"): a for a in root.iter(W + "abstractNum")}
    chosen = {n.get(W + "numId"): _value(n, "abstractNumId") for n in root.iter(W + "num")}
    for num in root.iter(W + "num"):
        number_id = num.get(W + "numId")
        abstract = abstracts.get(chosen.get(number_id))
        link = _value(abstract, "numStyleLink") if abstract is not None else ""
        if link:  # the definition lies with the list that the style names
            abstract = abstracts.get(chosen.get(style_lists.get(link, "")), abstract)
        if number_id is None or abstract is None:
            continue
        levels = {_int(level.get(W + "ilvl")): _level(level) for level in abstract.iter(W + "lvl")}
        for override in num.iter(W + "lvlOverride"):
            at = _int(override.get(W + "ilvl"))
            own = override.find(W + "lvl")
            if own is not None:
                levels[at] = _level(own)
            if override.find(W + "startOverride") is not None:
                numbering.restarts.setdefault(number_id, {})[at] = _int(_value(override, "startOverride"), 1)
        numbering.levels[number_id] = levels
        numbering.abstract[number_id] = abstract.get(W + "abstractNumId") or number_id
    return numbering


def _level(element: Element) -> Level:
    legal = element.find(W + "isLgl") is not None
    form = _value(element, "numFmt") or "decimal"
    return Level(form, _value(element, "lvlText"), _int(_value(element, "start"), 1), _value(element, "pStyle"), legal)


def _value(element: Element, name: str) -> str:
    child = element.find(W + name)
    return "" if child is None else child.get(W + "val") or ""


def _int(text: str | None, default: int = 0) -> int:
    try:
        return int(text or default)
    except ValueError:
        return default
