"""Finding quotes whatever the blanks."""

from __future__ import annotations

import pytest

from quandian.core.errors import UserError
from quandian.tasks.quotes import BlankFree, find_quote

TEXT = "营收 60 亿元，\n利润6 亿元；营收60亿元。"


@pytest.mark.parametrize(
    ("quote", "nth", "words"),
    [("营收60亿元", 1, "营收 60 亿元"), ("营收 60亿 元", 2, "营收60亿元"), ("60亿元，利润", None, "60 亿元，\n利润")],
)
def test_blanks_do_not_count(quote: str, nth: int | None, words: str) -> None:
    start, end = find_quote(TEXT, quote, nth)
    assert TEXT[start:end] == words


@pytest.mark.parametrize(
    ("quote", "nth", "code"),
    [
        ("没有的话", None, "quote.missing"),
        ("", None, "quote.missing"),
        (" \n", None, "quote.missing"),
        ("营收60亿元", None, "quote.ambiguous"),
        ("营收60亿元", 3, "quote.missing"),
        ("营收60亿元", 0, "quote.missing"),
    ],
)
def test_what_cannot_be_found_is_said(quote: str, nth: int | None, code: str) -> None:
    with pytest.raises(UserError) as caught:
        find_quote(TEXT, quote, nth)
    assert caught.value.code == code


def test_occurrences_may_overlap() -> None:
    assert BlankFree("稳中求进 稳中求稳中").all_of("稳中") == [(0, 2), (5, 7), (8, 10)]
    assert BlankFree("啊啊啊").all_of("啊啊") == [(0, 2), (1, 3)]
