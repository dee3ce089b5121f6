"""What the head of a report says of it: session lines, years in characters, speakers, titles with a subtitle."""

from __future__ import annotations

import pytest

from quandian.core.model import Role
from quandian.reading import passages_of
from quandian.reading.metadata import About, guess

BODY = (
    "各位代表：\n现在，我代表县人民政府向大会作工作报告，请予审议。\n一、{review}\n"
    "全县完成工业总产值3亿元，增长8%。粮食总产14万吨。\n二、今后的任务\n工农业总产值达到20亿元。\n"
)


def about(head: str, review: str = "一九九五年工作回顾") -> About:
    text = head + BODY.format(review=review)
    return guess(text, passages_of(text), "scan.txt")


def test_a_county_report_of_the_nineties() -> None:
    found = about("政府工作报告\n——一九九六年三月八日在南桥县第十二届人民代表大会第四次会议上\n县长 刘国强\n")
    assert found.title == "政府工作报告"
    assert found.issuer == "南桥县人民政府"
    assert (found.place, found.issued_on, found.period) == ("南桥县", "1996-03-08", "1995")
    assert found.kind == "政府工作报告"


def test_figures_in_the_session_line_and_no_year_in_the_heading() -> None:
    head = "政府工作报告\n（1994年3月2日在南桥县第十届人民代表大会第二次会议上）\n县长　刘国强\n"
    found = about(head, "过去一年的工作")
    assert (found.issuer, found.issued_on, found.period) == ("南桥县人民政府", "1994-03-02", "1993")


@pytest.mark.parametrize("line", ["县长 刘国强", "区人民检察院检察长 顾安", "省长　陆文", "市中级人民法院院长 邵志"])
def test_the_speaker_is_no_title(line: str) -> None:
    text = f"全区工作报告\n{line}\n" + BODY.format(review="工作回顾")
    roles = {text[p.start : p.end]: p.role for p in passages_of(text)}
    assert roles[line] is Role.FURNITURE
    assert about(f"全区工作报告\n{line}\n").title == "全区工作报告"


def test_the_title_above_a_subtitle_is_the_title() -> None:
    text = "让群众住得安心\n——访市住建局局长孟舟\n本报记者 宋曼\n2022年，全市改造老旧小区186个，惠及居民5.2万户。\n"
    assert guess(text, passages_of(text), "scan.txt").title == "让群众住得安心"


def test_a_five_year_plan_has_its_years() -> None:
    text = "临溪市国民经济和社会发展第十一个五年规划纲要\n" + BODY.format(review="发展基础")
    assert guess(text, passages_of(text), "scan.txt").period == "2006-2010"


def test_the_year_reviewed_is_told_from_the_work_of_two_years() -> None:
    assert about("某院工作报告\n", "2010年的主要工作").period == "2010"


@pytest.mark.parametrize("sentence", ["第一，把景区立起来。", "首先，把旧改做实。", "第三，守牢安全底线。"])
def test_counted_leads(sentence: str) -> None:
    text = f"答记者问\n{sentence}今年国庆前完成游客中心建设，推出研学线路10条，办好茶文化节等活动。\n"
    roles = {text[p.start : p.end]: p.role for p in passages_of(text)}
    assert roles[sentence] is Role.HEADING


@pytest.mark.parametrize(
    "sentence",
    [
        "民生支出占财政支出的比重达到七成六。",
        "成功举办首届茶文化节。",
        "“两基”工作通过省级验收。",
        "全市法院全部建成立案大厅。",
    ],
)
def test_a_short_sentence_that_reports_a_result_is_no_lead(sentence: str) -> None:
    others = "库容整治有起色。完成12座水库清淤至设计线，恢复库容2万方。\n田间管护有章法。带动20余个村社在圩区轮灌。\n"
    text = f"2021年工作总结\n{others}{sentence}建成保障性住房2400套，解决了饮水安全问题。\n"
    roles = {text[p.start : p.end]: p.role for p in passages_of(text)}
    assert roles.get(sentence) is not Role.HEADING
    assert roles["库容整治有起色。"] is Role.HEADING


def test_a_speech_at_a_meeting_is_from_the_office_that_met_or_from_nobody() -> None:
    body = "\n同志们：\n2024年完成投资3亿元。\n"
    assert about("在云浦区发改局2024年工作会议上的讲话" + body).issuer == "云浦区发改局"
    assert about("在集团2025年度工作总结大会上的讲话" + body).issuer == ""
