"""Deadline, office and period of suggested goals and achievements: filled only where the text states them."""

from __future__ import annotations

import pytest

from quandian.core.fields import parsed_date
from quandian.language.suggest import suggest
from quandian.reading import passages_of

REPORT = """清溪区2024年工作总结和2025年工作打算
一、2024年工作总结
{done}
二、2025年工作打算
{planned}
"""
DONE, PLANNED = "完成投资126亿元，增长11.2%。", "推进临港园区二期建设。"


def fields(unit: str, tag: str) -> dict[str, object]:
    text = REPORT.format(done=unit if tag == "achievement" else DONE, planned=unit if tag == "goal" else PLANNED)
    at = text.index(unit)
    return next(dict(s.fields) for s in suggest(text, passages_of(text)) if s.start == at and s.tag == tag)


@pytest.mark.parametrize(
    ("unit", "deadline"),
    [
        ("确保一期6月底前试生产。", "2025-06-30"),
        ("安置房2025年10月底前交付使用。", "2025-10-31"),
        ("年内新开工标准厂房60万平方米。", "2025-12-31"),
        ("工业污水处理厂二期年底前通水。", "2025-12-31"),
        ("快速路北延工程一季度开工建设。", "2025-03-31"),
        ("上半年完成两家集团重组。", "2025-06-30"),
        ("全年新增高新技术企业40家以上。", "2025"),
        ("力争2027年产业规模达到200亿元。", "2027"),
        ("在2026年3月31日前完成整改。", "2026-03-31"),
        ("确保一期6月底前试生产，二期三季度开工。", None),  # two terms: only a reader knows which counts
        ("推进老旧小区改造。", None),
        ("产值较2020年翻一番。", None),  # a year that is only compared with
    ],
)
def test_a_goal_has_the_deadline_its_words_state(unit: str, deadline: str | None) -> None:
    found = fields(unit, "goal").get("deadline")
    assert found == deadline
    if deadline:
        assert parsed_date(deadline) == deadline


@pytest.mark.parametrize(
    ("unit", "office"),
    [
        ("由规划建设局牵头，新开工标准厂房60万平方米。", "规划建设局"),
        ("经济发展局要推进技术改造。", "经济发展局"),
        ("推进数字化改革（责任单位：区数据局）。", "区数据局"),
        ("我们要推进技术改造。", None),
        ("由易到难推进技术改造。", None),
    ],
)
def test_a_goal_has_the_office_its_words_name(unit: str, office: str | None) -> None:
    assert fields(unit, "goal").get("responsible") == office


@pytest.mark.parametrize(
    ("unit", "period"),
    [
        ("新增学位3200个。", "2024"),  # stands under 2024年工作总结
        ("2023年完成改造21个。", "2023"),
        ("五年来，累计完成投资800亿元。", "2020-2024"),
        ("“十三五”期间，建成道路96公里。", "2016-2020"),
    ],
)
def test_an_achievement_has_the_period_that_is_stated(unit: str, period: str) -> None:
    assert fields(unit, "achievement").get("period") == period


def test_no_year_no_date() -> None:
    text = "工作打算\n年底前完成老旧小区改造。\n加快水厂建设。\n"
    assert all(not s.fields for s in suggest(text, passages_of(text)) if s.tag == "goal")
