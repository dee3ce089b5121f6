"""The time left is told only when it is more than a guess."""

from __future__ import annotations

from quandian.ui.review.pace import LEAST, Pace, left_words


def test_nothing_is_said_after_a_few_decisions() -> None:
    pace = Pace()
    for n in range(LEAST):
        pace.decided(2.0 * n)
    assert pace.minutes(100) is None
    pace.decided(2.0 * LEAST)
    assert pace.minutes(300) == 10
    assert pace.minutes(0) is None


def test_a_pause_is_no_work() -> None:
    pace, now = Pace(), 0.0
    for n in range(2 * LEAST):
        now += 3600.0 if n == LEAST else 3.0
        pace.decided(now)
    assert pace.minutes(100) == 5


def test_a_long_time_is_told_roughly() -> None:
    assert left_words(None) == ""
    assert left_words(7) == "约剩 7 分钟"
    assert left_words(43) == "约剩 45 分钟"
    assert left_words(170) == "约剩 3 小时"
