"""Numbers as Chinese texts write them: digits, Han numerals, masks, and their scales 万 and 亿.

All functions read *folded* text (``fold``): full-width digits and signs made half-width, one character for one, so that
offsets stay those of the original.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from quandian.core.quantity import EXACT
from quandian.language.characters import TO_SIMPLIFIED

_FOLD = str.maketrans(
    "０１２３４５６７８９％﹪．＋－−–〜～∼／：∶Ｘ＊＂〇○○",
    '0123456789%%.+---~~~/::X*"零零零',
)
_FOLD |= TO_SIMPLIFIED
_FOLD |= str.maketrans("參", "叁")  # where it is no numeral, no unit follows

DIGIT = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
DIGIT |= dict(zip("壹贰叁肆伍陆柒捌玖俩", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000, "廿": 20, "卅": 30}
BIG = {"万": 10**4, "亿": 10**8}
POWERS = frozenset("十百千万亿")

HAN_CHARS = "".join((*DIGIT, *SMALL, *BIG))
HAN_RUN = f"[{HAN_CHARS}]+(?:点[零一二三四五六七八九]{{1,6}})?"
# Thousands apart by commas, or by one blank where a word stands before and behind (共1 235件): cells of a table do not.
SPACED = r"(?<=[\u3400-\u9fff(，、:])(?<![第表图])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:\.\d+)?(?=[\u3400-\u9fff%‰])"
# 2，300万元: full-width commas, too, where the first group can be nothing by itself (表2，300家 is two numbers), and
# always where a group begins with a nought (8，000万元), because no number of its own does.
WIDE = (
    r"(?<![\d，])[1-9]\d{0,2}(?:，\d{3})*，0\d\d(?:，\d{3})*(?:\.\d+)?(?!\d)"
    r"|(?<![\d第表图件章节条:])(?<!\d，)(?<!第.款)(?<!(?<![专款])项)(?<!\d、)[1-9]\d{0,2}(?:，\d{3})+(?:\.\d+)?"
    r"(?=\s?(?:[万亿%‰余多][\u3400-\u9fff]?|[元人户家件吨亩个名条项台])(?!，\d+(?![\d，])))"
)
DIGITS = rf"{SPACED}|{WIDE}|\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
MASK = r"\d{0,4}[Xx×*]{1,12}(?:\.[Xx×*]{1,4})?"
NUMBER = re.compile(f"(?P<mask>{MASK})|(?P<digits>{DIGITS})|(?P<han>{HAN_RUN})", re.ASCII)
SCALE = re.compile("(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|千|百)")

_APART = re.compile("[,， \u00a0\u2009\u202f]")

MAX_DIGITS = 24  # a longer run of digits is a code, not an amount
MAX_HAN = 24
BLANKS = " \t\u00a0\u3000\u2009\u202f"


def fold(text: str) -> str:
    """Return the text with half-width digits and signs; the same length, so offsets stay."""
    return text.translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``[start, end)`` of folded text; ``value`` is None for a mask.

    ``script`` is digits, han, mask or bare; a *bare* number is a scale alone (万亿, 百). ``value_to`` is set where two
    Han digits stand for "about" (三五家). ``scale`` is what the scale words multiply with, 1 without them.
    """

    start: int
    end: int
    script: str
    value: Decimal | None
    scale: Decimal = Decimal(1)
    value_to: Decimal | None = None
    sign: str = ""

    @property
    def masked(self) -> bool:
        """Whether its digits are replaced by X."""
        return self.script == "mask"


def han_value(text: str) -> Decimal | None:
    """Return the value of a Han numeral, or None if it is none.

    >>> han_value("一百零八万"), han_value("十二点五"), han_value("一百二"), han_value("万亿")
    (Decimal('1080000'), Decimal('12.5'), Decimal('120'), Decimal('1000000000000'))
    """
    whole, point, fraction = text.partition("点")
    if point:
        value = han_value(whole)
        if value is None or not fraction or any(c not in DIGIT for c in fraction):
            return None
        return value + Decimal("0." + "".join(str(DIGIT[c]) for c in fraction))
    if not text or len(text) > MAX_HAN:
        return None
    if all(c in DIGIT for c in text):  # 二零二一, 五
        return Decimal("".join(str(DIGIT[c]) for c in text))
    return _positional(text)


def _positional(text: str) -> Decimal | None:
    total = section = 0
    pending: int | None = None
    last = 0  # size of the latest scale word, for 一百二 = 120
    for i, char in enumerate(text):
        if char in DIGIT:
            if pending is not None and pending != 0:
                return None
            pending = DIGIT[char]
        elif char in SMALL:
            if pending == 0 and section == 0 and char != "十":
                return None
            factor = SMALL[char]
            section += factor if char in "廿卅" else (pending or 1) * factor
            pending, last = None, factor
        else:
            big = BIG[char]
            amount = section + (pending or 0)
            if amount:
                total = (total + amount) * big if big > 10**4 and total < big else total + amount * big
            else:
                total = max(total, 1) * big
            section, pending, last = 0, None, big
        if total > 10**20 or i > MAX_HAN:
            return None
    if pending and last >= 100 and len(text) > 1 and text[-2] != "零":
        pending *= last // 10
    return Decimal(total + section + (pending or 0))


def han_range(text: str) -> tuple[Decimal, Decimal] | None:
    """Return (low, high) of two neighbouring digits that mean "about": 三五 (3, 5), 七八十 (70, 80)."""
    for i in range(len(text) - 1):
        a, b = DIGIT.get(text[i]), DIGIT.get(text[i + 1])
        if a and b and (b - a == 1 or (a, b) == (3, 5)):
            low = han_value(text[:i] + text[i] + text[i + 2 :])
            high = han_value(text[:i] + text[i + 1] + text[i + 2 :])
            if low is not None and high is not None and low < high:
                return low, high
            return None
    return None


def skip_blanks(text: str, position: int, limit: int = 2) -> int:
    """Return the position after at most ``limit`` blanks on the same line."""
    end = min(len(text), position + limit)
    while position < end and text[position] in BLANKS:
        position += 1
    return position


def digits_value(word: str) -> Decimal | None:
    """Return the value of a run of digits with thousands apart, or None where it is too long for an amount."""
    return None if len(word) > MAX_DIGITS else EXACT.create_decimal(_APART.sub("", word))
