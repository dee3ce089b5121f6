"""Which years a report looks back on and which it looks forward to, told from how the text speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quandian.language.numerals import fold

_YEAR = re.compile(
    r"(?<![\d.\-—–~至])((?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2})年(?![》）)]?(?:代|版))"
)
_SUMMARY = re.compile(r"总结|评估|完成情况|执行情况|回顾|报告")
_DIGITS = "一二三四五六七八九"
_HAN = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_FORWARD = re.compile(
    r"将(?![^，。；]{1,30}(?:由|从)[^，。；]{1,14}(?:至|到|为))|计划(?!的?(?:实际)?(?:执行|完成))|力争|预期(?:目标|增长)|打算|思路|工作安排|工作要点|重点工作|要(?!求|素|闻|点)|展望|建成投产|目标|预算草案"
)
_BACK = re.compile(
    r"^年?度?(?:工作|述职)?报[告]|完成|实现|总结|回顾|以来|末|底[,，]|已|获|了|同比|达|共|增长|全年|执行(?:结果|情况)|实际(?:完成|执行)"
)
_SURELY_BACK = re.compile(r"^年?度?(?:工作|述职)?报[告]|完成了|总结|回顾|以来|已|获|了|同比")
_RECALLED = re.compile("回顾|总结|过去的")
_EXACT = re.compile(r"[1-9]\d{1,3}\.\d|[1-9]\d\d*[1-9](?![\d年月日号])")  # a plan names round figures
_COMPARING = ("较", "比", "与", "同")
_FIVE_YEARS = re.compile(
    r"(?:第([一二三四五六七八九十]{1,2})个五年|“?([七八九]|十[一二三四五六七八九]?)五”?)(?:发展)?(?:规划|计划)"
)
_PLAN_SPAN = re.compile(r"“?([七八九]|十[一二三四五六七八九]?)五”?(期间|时期|末|期末|以来)")
_DAY = re.compile(r"[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日")
_WILL = re.compile(r"(?<![，,、即])将(?!士|军|近|领|[^，。；]{1,30}(?:由|从)[^，。；]{1,14}(?:至|到|为))|力争|我们要")
_QUOTED = re.compile("“[^”]*(?:”|$)")  # a motto tells no time
_SESSION = re.compile(
    r"((?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2})年[1-4一二三四]月[\d一二三四五六七八九十]{1,3}日",
    re.ASCII,
)
_SESSION_REACH = 400  # characters at the beginning in which the date of the session stands
_ADOPTED = re.compile(r"(?:制[订定]|编制|通过|批准|下达|审议|印发|出台|发布|公布|确定)了[^。；，]{0,6}$")
_DOCUMENT = re.compile(r"关于[^，。；]{4,60}?的(?:报告|决定|决议|意见|通知|议案|说明)")
_DOCUMENT_REACH = 60
_BUDGET = re.compile(r"(?:收入|支出|预算)(?:拟|相应|共|预算)?安排为?[\d一二三四五六七八九]")  # 2023年收入安排12亿元
_REACH = 28
_SENTENCE = 220  # characters in which a sentence about a year may say that it is to come


def names_five_years(title: str) -> bool:
    """Whether a title names a five-year plan itself, not a report on it."""
    return _FIVE_YEARS.search(title) is not None and _SUMMARY.search(title) is None


def before_plan(title: str, reviewed: int | None) -> int | None:
    """Return the last year reviewed where a title names a five-year plan: nothing of its five years is done yet.

    “六五” began in 1981 and each takes five years, so “十一五” begins in 2006. Other titles leave ``reviewed``.
    """
    match = _FIVE_YEARS.search(title)
    if match is None or reviewed is None:
        return reviewed
    return min(reviewed, 1950 + 5 * _plan_number(match[1] or match[2]))


def plan_years(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the years of the five-year plans whose time is named (“十五”期间: 2001, 2005), and whether their end is."""
    for match in _PLAN_SPAN.finditer(text):
        last = 1955 + 5 * _plan_number(match[1])
        yield last - 4, last, match[2] in ("末", "期末")


def _plan_number(words: str) -> int:
    return (10 if words[0] == "十" else 0) + (_DIGITS.index(words[-1]) + 1 if words[-1] != "十" else 0)


class Mention(NamedTuple):
    """A year named at an offset of the text. ``deadline``: it is a term (到2025年, 2025年底前)."""

    at: int
    end: int
    year: int
    deadline: bool
    compared: bool = False  # 较2020年: nothing is told of that year


def names_document(text: str, start: int, mention: Mention) -> bool:
    """Whether a year only belongs to the name of a plan or paper: 制定了2021年计划, 关于2021年预算的报告."""
    if _ADOPTED.search(text, max(start, mention.at - 16), mention.at):
        return True
    named = _DOCUMENT.finditer(text, start, mention.end + _DOCUMENT_REACH)
    return any(start < m.start() < mention.at < m.end() for m in named)


def year_of(digits: str) -> int:
    """Return the year of four digits, Han (一九九八) or not."""
    return int(digits.translate(_HAN))


def mentions(text: str) -> list[Mention]:
    """Return the years named in the text in order; those in spans and names (2020—2022年) are left out.

    The time of a five-year plan (“十五”期间, “十五”末) stands for its last year, “十五”以来 for its first.
    """
    folded = fold(text)
    found: list[Mention] = []
    for match in _YEAR.finditer(folded):
        at, end = match.span()
        day = _DAY.match(folded, end)
        if day and not folded.startswith("前", day.end()):  # the date of a meeting or paper tells nothing of the period
            continue
        before, after = folded[max(0, at - 2) : at], folded[end : end + 4]
        deadline = before.endswith(("到", "至")) or after.startswith(("底前", "年底前", "前")) or day is not None
        found.append(Mention(at, end, year_of(match[1]), deadline, before.endswith(_COMPARING)))
    spans = [
        Mention(m.start(), m.end(), (1951 if m[2] == "以来" else 1955) + 5 * _plan_number(m[1]), False)
        for m in _PLAN_SPAN.finditer(folded)
    ]
    return sorted(found + spans) if spans else found


def session_year(text: str) -> int:
    """Return the year of the session that the opening of a report dates (2024年1月8日在…会议上), 0 for none."""
    session = _SESSION.search(text, 0, _SESSION_REACH)
    return year_of(session[1]) if session else 0


def reviewed_year(text: str, named: Sequence[Mention]) -> int | None:
    """Return the last year the report looks back on, or None where no year tells."""
    if not named:
        return None
    votes: dict[int, list[float]] = {}
    for mention, following in zip(named, (*named[1:], None), strict=True):
        if mention.compared:
            continue
        stop = min((p for p in (text.find(c, mention.end) for c in "。；;\n") if p >= 0), default=len(text))
        near = stop if following is None or following.compared else min(stop, following.at)
        window = _QUOTED.sub("", text[mention.end : min(mention.end + _REACH, near)])
        forward, back = len(_FORWARD.findall(window)) + mention.deadline, len(_BACK.findall(window))
        if _RECALLED.search(text, max(0, mention.at - 8), mention.at) or _EXACT.search(window):
            back += 1
        if _BUDGET.search(window):
            forward, back = forward + 1, 0
        if mention.deadline:
            back = len(_SURELY_BACK.findall(window))
        if _WILL.search(text, mention.end, min(mention.end + _SENTENCE, stop)):
            forward, back = forward + 1, min(back, 1)
        opening = mention.at == 0 or text[mention.at - 1] in "\n。；;、 \u3000）)"
        weight = 1.0 if opening else 0.4
        pair = votes.setdefault(mention.year, [0.0, 0.0])
        pair[0] += weight * min(back, 2)
        pair[1] += weight * min(forward, 2)
    years = sorted(votes)
    if not votes or max(max(pair) for pair in votes.values()) == 0:
        return None

    def agreement(boundary: int) -> float:
        return sum((b - f) if year <= boundary else (f - b) for year, (b, f) in votes.items())

    return max((years[0] - 1, *years), key=lambda boundary: (agreement(boundary), boundary))
