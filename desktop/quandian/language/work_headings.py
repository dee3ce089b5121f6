"""Tells which plain headings ("2024年的主要工作", "今年主要工作", "下一年度主要工作") open a plan.

Such a heading names a year and its work and does not say whether the work is done. What came before decides: after a
review of the year before, or in a report given early in that year, it opens what is to be done.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quandian.language.years import Mention, mentions, session_year

_PLAIN = re.compile(
    r"^(?:关于)?(?:(?P<year>(?:(?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2})年)度?"
    r"|(?P<next>明年|来年|下一?年度?|新的?一年|新年度)|(?P<this>今年|本年度?))"
    r"的?(?:全[省市区县镇乡街院校所司局委]|我[们省市区县镇乡街院校所司局委]|公司|集团|政府)?的?"
    r"(?:主要|重点|各项|几项)?的?工作$"
)
_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*")
_COMING = re.compile(r"明年|来年|下一?年|新的?一年")
_DRAFTED = re.compile("(?:[^，、和]{0,8})(?:预算|计划)草案")
_LAST_YEAR = re.compile(r"去年|上一?年|过去(?:的)?一年")


class Title(NamedTuple):
    """A heading at an offset: its words without number, its level, the kind of section its words name."""

    at: int
    words: str
    level: int
    kind: str


def names_work_only(words: str) -> bool:
    """Whether a heading, numbered or not, names a year and its work, nothing else."""
    return _PLAIN.match(_NUMBER.sub("", words)) is not None


def plain_plans(
    text: str, titles: Sequence[Title], named: Sequence[Mention], this_year: float
) -> dict[int, int | None]:
    """Return the offsets of the plain headings that open a plan, each with the year it names if it names one.

    ``named`` are the years of the text in order; ``this_year`` is above 0 where 今年 means the year planned and below
    where it means the year reviewed.
    """
    meeting = session_year(text)
    plans: dict[int, int | None] = {}
    last, past, level = 0, False, 0  # the latest year reviewed, whether a review came before, and its level
    for i, title in enumerate(titles):
        match = None if title.kind == "plan" else _PLAIN.match(title.words)
        years = [m.year for m in named if title.at <= m.at < title.at + len(title.words) + 8]
        if match is None:
            if title.kind == "review":
                last, past, level = max(last, *years, 0), True, title.level if not past else level
            continue
        year = years[0] if match["year"] and years else None
        if match["next"]:
            plans[title.at] = None
        elif match["this"]:
            told = any(_LAST_YEAR.search(before.words) for before in titles[:i])  # 去年 is reviewed: 今年 is not
            coming = not told and any(_COMING.search(later.words) for later in titles[i + 1 :])
            ends_review = past and title.level <= level
            if not coming and (told or this_year > 0 or (this_year == 0 and (ends_review or meeting))):
                plans[title.at] = None
        elif year is not None and (
            _is_ahead(year, title.at, last, meeting, named, past=past)
            or any(before.kind == "plan" and before.level == title.level for before in titles[:i])
        ):
            later_years = [m.year for m in named for later in titles[i + 1 :] if _within(m, later)]
            if max(later_years, default=0) <= year:
                plans[title.at] = year
        if title.at not in plans and year is not None:
            last, past = max(last, year), True
    return plans


def year_by_titles(titles: Sequence[Title], plans: Mapping[int, int | None], reviewed: int | None) -> int | None:
    """Return the last year reviewed as the headings say it (2024年工作打算: 2023), else ``reviewed``."""
    told: dict[str, set[int]] = {"plan": {year for year in plans.values() if year is not None}, "review": set()}
    for title in titles:
        if title.kind in told and title.at not in plans:
            told[title.kind].update(
                m.year
                for m in mentions(title.words)
                if not m.deadline and not _DRAFTED.match(title.words, m.end)  # 和2023年预算草案: of the year to come
            )
    if told["plan"] and (not told["review"] or min(told["plan"]) > max(told["review"])):
        return min(told["plan"]) - 1
    if told["review"] and not told["plan"]:
        return max(told["review"])
    return reviewed


def _within(mention: Mention, title: Title) -> bool:
    return title.at <= mention.at < title.at + len(title.words) + 8 and not mention.deadline


def _is_ahead(year: int, at: int, last: int, meeting: int, named: Sequence[Mention], *, past: bool) -> bool:
    """Whether work of ``year`` is still to come where the headings so far review ``last`` (0: they name no year)."""
    if last:
        return year > last
    if meeting:
        return year >= meeting
    before = [m.year for m in named if m.at < at and not m.deadline]
    return past and bool(before) and max(before) < year
