"""Which years a report looks back on and which it looks forward to, told from how the text speaks of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from quandian.language.numerals import fold

_YEAR = re.compile(
    r"(?<![\d.\-—–~至])((?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2})年(?![》）)]?(?:代|版))"
)
_HAN = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_FORWARD = re.compile(
    r"将|计划|力争|预期(?:目标|增长)|打算|思路|工作安排|工作要点|重点工作|要(?!求|素|闻|点)|展望|之年|一年[,，]|建成投产|目标"
)
_BACK = re.compile(r"完成|实现|总结|回顾|以来|末|底[,，]|已|获|了|同比|达|共|增长|全年")
_DAY = re.compile(r"\d{1,2}月\d{1,2}日")
_WILL = re.compile(r"(?<![，,、即])将(?!士|军|近|领)|力争|我们要")
_REACH = 28
_SENTENCE = 220  # characters in which a sentence about a year may say that it is to come


class Mention(NamedTuple):
    """A year named at an offset of the text. ``deadline``: it is a term (到2025年, 2025年底前)."""

    at: int
    end: int
    year: int
    deadline: bool


def mentions(text: str) -> list[Mention]:
    """Return the years named in the text in order; those in spans and names (2020—2022年) are left out."""
    folded = fold(text)
    found: list[Mention] = []
    for match in _YEAR.finditer(folded):
        if _DAY.match(folded, match.end()):  # the date of a meeting or paper tells nothing of the period
            continue
        at, end = match.span()
        before, after = folded[max(0, at - 2) : at], folded[end : end + 4]
        deadline = before.endswith(("到", "至")) or after.startswith(("底前", "年底前", "前"))
        found.append(Mention(at, end, int(match[1].translate(_HAN)), deadline))
    return found


def reviewed_year(text: str, named: Sequence[Mention]) -> int | None:
    """Return the last year the report looks back on, or None where no year tells."""
    if not named:
        return None
    votes: dict[int, list[float]] = {}
    for mention in named:
        stop = min((p for p in (text.find(c, mention.end) for c in "。；;\n") if p >= 0), default=len(text))
        window = text[mention.end : min(mention.end + _REACH, stop)]
        forward, back = len(_FORWARD.findall(window)) + mention.deadline, len(_BACK.findall(window))
        if _WILL.search(text, mention.end, min(mention.end + _SENTENCE, stop)):
            forward, back = forward + 1, min(back, 1)
        opening = mention.at == 0 or text[mention.at - 1] in "\n。；;、 \u3000）)"
        weight = 1.0 if opening else 0.4
        pair = votes.setdefault(mention.year, [0.0, 0.0])
        pair[0] += weight * min(back, 2)
        pair[1] += weight * min(forward, 2)
    years = sorted(votes)
    if max(max(pair) for pair in votes.values()) == 0:
        return None

    def agreement(boundary: int) -> float:
        return sum((b - f) if year <= boundary else (f - b) for year, (b, f) in votes.items())

    return max((years[0] - 1, *years), key=lambda boundary: (agreement(boundary), boundary))
