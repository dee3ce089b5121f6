"""Deadlines as the words of a goal state them: 2024年5月, 一季度, 年底前. The day that a field keeps is for sorting.

A term without a day is kept as its last day (``language.stated_fields``); a table that prints 2024年5月31日 for it
would claim what no report says.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from quandian.core.briefing_words import shown_date

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_BY = r"(?:[底末初]|份|上旬|中旬|下旬)?(?:之?前|以前)?"
_QUARTERS = {3: "一1", 6: "二2", 9: "三3", 12: "四4"}
_HALVES = {6: "上", 12: "下"}
_ENGLISH_HALVES = {6: "first half of {year}", 12: "second half of {year}"}


def stated_deadline(value: object, quote: str, language: str) -> str:
    """Return a deadline for the reader: in Chinese the words of the quote, where those name a term without a day.

    >>> stated_deadline("2024-05-31", "计划2024年5月投产", "zh"), stated_deadline("2024-05-31", "5月31日前投产", "zh")
    ('2024年5月', '2024年5月31日')
    """
    text = str(value or "").strip()
    match = _ISO.fullmatch(text)
    if match is None:
        return shown_date(text, language)
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if not 1 <= month <= 12 or day != monthrange(year, month)[1]:
        return shown_date(text, language)
    words = "".join(quote.split()).translate(_WIDE)
    if re.search(rf"(?<!\d)0?{month}月0?{day}[日号]", words):
        return shown_date(text, language)
    for pattern, english in _terms(year, month):
        if found := re.search(pattern, words):
            return found[0] if language == "zh" else english
    return shown_date(text, language)


def _terms(year: int, month: int) -> Iterator[tuple[str, str]]:
    """Yield what may stand for the last day of a month, the closest first, and how English says it."""
    named = rf"(?:{year}年)?"
    yield rf"{named}(?<!\d)0?{month}月{_BY}", shown_date(f"{year}-{month:02d}", "en")
    if month in _QUARTERS:
        yield rf"{named}第?[{_QUARTERS[month]}]季度[底末]?(?:之?前)?", f"Q{month // 3} {year}"
    if month in _HALVES:
        yield rf"{named}[{_HALVES[month]}]半年[底末]?(?:之?前)?", _ENGLISH_HALVES[month].format(year=year)
    if month == 12:
        by = r"[底末](?:之?前)?"
        yield rf"{year}年{by}|(?<![每去上前多往近\d])年(?:{by}|内)|{year}年内?|全年|今年", f"end of {year}"
