"""The words of the panels: values, dates, times, history."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quandian.core.quantity import base_unit, number_of
from quandian.ui.panels import words
from quandian.ui.panels.annotation_rows import in_order
from quandian.ui.panels.quantity_editor import split_scale

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"value": "110000000000", "unit": "元", "comparator": ">"}, "> 1100亿元"),
        ({"value": "8.5", "unit": "%", "comparator": "="}, "8.5%"),
        ({"value": "30", "value_to": "50", "unit": "家"}, "30—50家"),
        ({"masked": True, "unit": "元"}, "已脱敏"),
        ({"value": "10", "unit": "位", "comparator": "≤", "kind": "rank"}, "前10位"),
        ({"value": "不详", "unit": "元"}, ""),
        ({}, ""),
    ],
)
def test_values_are_shown_as_the_office_writes_them(fields: dict, shown: str) -> None:
    assert words.value_text(fields) == shown


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("2025", "2025"),
        ("2025年底", "2025"),
        ("2025年6月底", "2025-06"),
        ("2025-06-30", "2025-06-30"),
        ("2025/6/3", "2025-06-03"),
        ("2025年6月3日", "2025-06-03"),
        ("2025-02-30", None),
        ("2025-13", None),
        ("明年", None),
        ("25-6-3", None),
    ],
)
def test_dates_as_people_type_them(typed: str, stored: str | None) -> None:
    assert words.parsed_date(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("2021年", "2021"), ("2021 年—2023年", "2021-2023"), ("2021-2023", "2021-2023"), ("2021年末", "2021年末")],
)
def test_periods_as_people_type_them(typed: str, stored: str) -> None:
    assert words.stored_period(typed) == stored


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-03-05T02:42:00.000Z", "10:42"),
        ("2026-03-04T10:05:00.000Z", "昨天 18:05"),
        ("2026-03-04T17:00:00.000Z", "01:00"),
        ("2026-03-03T02:00:00.000Z", "3 月 3 日"),
        ("2025-11-23T02:00:00.000Z", "2025-11-23"),
        ("", ""),
    ],
)
def test_times_as_people_say_them(at: str, said: str) -> None:
    assert words.when(at, NOW) == said


@given(st.decimals(min_value=0, max_value=10**15, places=2), st.sampled_from(["元", "家", "%", "平方米"]))
def test_splitting_into_number_and_scale_loses_nothing(value: Decimal, unit: str) -> None:
    number, shown_unit = split_scale(value, unit)
    assert shown_unit.endswith(unit)
    base, scale = base_unit(shown_unit)
    assert (base, number_of(number) * scale) == (unit, value)


def test_numbers_are_grouped_by_thousands() -> None:
    assert words.grouped("110000000000") == "110,000,000,000"
    assert words.grouped("-1234.50") == "-1,234.50"
    assert words.grouped("7") == "7"


def test_marks_sort_with_the_longer_first() -> None:
    from quandian.core.model import AnnotationId, Mark, TagId

    marks = [Mark(s, e, TagId("goal"), AnnotationId(f"{s}{e}"), "a") for s, e in ((5, 9), (0, 3), (0, 8))]
    assert [(mark.start, mark.end) for mark in in_order(marks)] == [(0, 8), (0, 3), (5, 9)]


def test_the_time_of_an_import_has_its_day() -> None:
    assert words.day_and_time("2025-01-03T02:28:00+00:00") == "2025-01-03 10:28"
    assert words.day_and_time("unknown") == "unknown"
