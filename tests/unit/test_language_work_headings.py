"""Plain headings such as 2024年的主要工作: what they open is decided by what came before them."""

from __future__ import annotations

import pytest

from quandian.language.suggest import suggest
from quandian.reading import passages_of

DONE = "全年完成投资126亿元，增长11.2%。推进老旧小区改造。"
TO_DO = "推进临港园区二期建设。开展应急演练。实施城市更新行动。"


def report(first: str, second: str, *, title: str = "在全区经济工作会议上的讲话", third: str = "") -> str:
    return f"{title}\n一、{first}\n{DONE}\n二、{second}\n{TO_DO}\n{third}"


def tags(text: str, words: str) -> set[str]:
    at = text.index(words)
    return {str(s.tag) for s in suggest(text, passages_of(text)) if s.start <= at < s.end and s.tag != "metric"}


@pytest.mark.parametrize(
    "heading",
    [
        "2024年的主要工作",
        "2024年主要工作",
        "2024年度主要工作",
        "二〇二四年主要工作",
        "关于2024年的主要工作",
        "2024年的工作",
        "2024年全区主要工作",
        "今年的主要工作",
        "今年主要工作",
        "下一年度主要工作",
        "2024年主要工作任务",
    ],
)
@pytest.mark.parametrize("before", ["2023年工作回顾", "2023年工作总结", "2023年主要工作完成情况"])
def test_after_a_review_of_the_year_before_the_work_of_a_year_is_planned(heading: str, before: str) -> None:
    text = report(before, heading)
    assert tags(text, "推进老旧") == {"achievement"}
    for words in ("推进临港", "开展应急", "实施城市"):
        assert tags(text, words) == {"goal"}
    assert tags(text, heading) == set()


def test_the_date_of_the_session_tells_too() -> None:
    text = report("工作回顾", "2024年主要工作", title="政府工作报告\n（2024年1月15日）")
    assert tags(text, "开展应急") == {"goal"}


def test_a_year_not_named_before_the_end_of_the_review_is_to_come() -> None:
    text = report("过去一年工作回顾", "2024年的主要工作").replace("全年完成", "2023年，全年完成")
    assert tags(text, "开展应急") == {"goal"}


@pytest.mark.parametrize(
    ("title", "first", "second", "third"),
    [
        ("2024年工作总结", "基本情况", "2024年主要工作", "三、2025年工作计划\n推进二期建设。\n"),
        ("某局2024年度工作总结", "2024年工作回顾", "2024年主要工作", ""),
        ("工作总结", "2023年工作回顾", "2024年主要工作", "三、2025年工作计划\n推进二期建设。\n"),
        ("工作总结", "上半年工作总结", "今年主要工作", "三、明年工作计划\n推进二期建设。\n"),
    ],
)
def test_work_of_the_year_reviewed_stays_a_review(title: str, first: str, second: str, third: str) -> None:
    text = report(first, second, title=title, third=third).replace("开展应急演练", "开展应急演练12次")
    assert "goal" not in tags(text, "开展应急")
