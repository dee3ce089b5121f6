"""What makes a briefing one that is handed in: names, numbers, columns, compact tables, a short appendix."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_core_briefing import OTHER, A, B, annotation, build, outline, paragraphs, report, summary, tables

from quandian.core.briefing import build_briefing
from quandian.core.briefing_plan import BriefingPlan, Extent
from quandian.core.briefing_tree import Table
from quandian.core.codebook import ACHIEVEMENT, BUILT_IN_TAGS, GOAL, METRIC
from quandian.core.model import Link, LinkId, LinkKind, Role, TagId

LONG = "《2021年工作总结和2022年工作计划（征求意见稿第二版）》"


def test_names_in_citations_are_shortened_where_they_have_parts_and_defined() -> None:
    one = report(issuer="", title=LONG, period="2021")
    briefing = build([annotation(0)], reports=[one])
    (quote,) = briefing.quotes()
    assert quote.citation.text == "〔2021年工作总结，第1段〕"
    assert "引用时简称“2021年工作总结”" in summary(briefing)
    assert f"所用报告为{LONG}（" in summary(briefing)
    several = build([annotation(0), annotation(0, report_id=B)], reports=[one, report(B)])
    assert tables(several)[0][0][1].endswith("（简称“2021年工作总结”）")
    assert all("…" not in words for table in tables(several) for row in table for words in row)


def test_a_name_without_parts_is_not_cut() -> None:
    name = "云浦区推进长江经济带生态环境保护修复工作领导小组"
    (quote,) = build([annotation(0)], reports=[report(issuer=name)]).quotes()
    assert quote.citation.short == f"{name}2024"


def test_a_tagged_heading_keeps_its_number_in_quotation_marks() -> None:
    passages = paragraphs(4)
    passages[1] = replace(passages[1], role=Role.HEADING, level=1)
    quotes = list(build([annotation(0), annotation(100, quote="一、2021年工作总结")], passages=passages).quotes())
    assert [(q.number, q.opened, q.text, q.closed) for q in quotes] == [
        ("1.", "", "完成投资", ""),
        ("2.", "“", "一、2021年工作总结", "”"),
    ]


def test_the_column_of_the_other_tags_is_not_taken_for_a_tag() -> None:
    more = tuple(
        replace(OTHER, id=TagId(f"t{n}"), name=name, position=n) for n, name in enumerate(("其余", "乙", "丙"), 4)
    )
    rows = [annotation(n * 20, tag) for n, tag in enumerate((GOAL, ACHIEVEMENT, METRIC, *(tag.id for tag in more)))]
    briefing = build_briefing(
        [report(), report(B)], [*rows, annotation(0, report_id=B)], {A: paragraphs(9)}, (*BUILT_IN_TAGS, *more)
    )
    table = next(block for block in briefing.sections[0].blocks if isinstance(block, Table))
    assert [column.title for column in table.columns][4:] == ["目标", "成效", "指标", "其余", "其余标签"]


def test_reports_without_annotations_get_no_heading_but_are_named() -> None:
    briefing = build([annotation(0)], reports=[report(), report(B, title="空报告")])
    assert outline(briefing) == ["一、总体情况", "二、云浦区2024年工作报告", "（一）目标"]
    assert "依据1份工作报告" in summary(briefing)
    assert "另有1份报告尚无标注，未列入：《空报告》。" in summary(briefing)
    assert len(tables(briefing)[0]) == 1


def test_one_long_quote_does_not_make_a_tall_column() -> None:
    rows = [annotation(n * 20, METRIC, "3家") for n in range(8)] + [annotation(900, METRIC, "增长若干" * 60)]
    (table,) = [block for section in build(rows).walk() for block in section.blocks if isinstance(block, Table)]
    widths = {column.title: column.weight for column in table.columns}
    assert sum(widths.values()) == pytest.approx(156, abs=0.5)
    assert widths["原文"] > 40
    assert widths["序号"] >= 11  # two characters of 12 pt and the margins of a cell: the head does not wrap


def test_many_quotes_become_tables_and_the_appendix_short() -> None:
    rows = [
        annotation(n * 20, tag, f"事项{n}", fields={"deadline": "2025-06", "responsible": "发改局"} if n == 3 else {})
        for n, tag in enumerate([GOAL, ACHIEVEMENT] * 70)
    ]
    briefing = build(rows)
    assert not list(briefing.quotes())
    goals, results = tables(briefing)
    assert (len(goals), len(results)) == (70, 70)
    assert [row[1] for row in results][:2] == ["事项1", "事项3"]
    (source,) = briefing.sources
    assert "引用第1—28段" in source.about
    assert source.entries.rows == ()
    cited = {row.citation.source for table in briefing.tables() for row in table.rows if row.citation}
    assert cited == {source.bookmark}
    full = build(rows, plan=BriefingPlan(quotes=Extent.FULL, sources=Extent.FULL))
    assert len(list(full.quotes())) == 140
    assert len(full.sources[0].entries.rows) == 28


def test_compact_goals_say_unit_deadline_and_verdict() -> None:
    rows = [
        annotation(0, fields={"responsible": "发改局", "deadline": "2025-06"}),
        annotation(100),
        annotation(200, ACHIEVEMENT),
    ]
    links = [Link(LinkId("l"), LinkKind.FULFILS, rows[2].id, rows[0].id, "met", "", "张三", "2025")]
    briefing = build(rows, links=links, plan=BriefingPlan(quotes=Extent.SHORT))
    assert tables(briefing)[0] == [
        ["1", "完成投资", "发改局；2025年6月", "兑现", "第1段"],
        ["2", "完成投资", "—", "—", "第2段"],
    ]


def test_a_citation_names_the_page_where_the_file_has_pages() -> None:
    rows = [annotation(10), annotation(310)]
    briefing = build_briefing([report()], rows, {A: paragraphs(9)}, BUILT_IN_TAGS, pages={A: (100, 300)})
    assert [quote.citation.text for quote in briefing.quotes()] == [
        "〔云浦区发改局2024，第1页第1段〕",
        "〔云浦区发改局2024，第3页第4段〕",
    ]
    assert next(briefing.quotes()).citation.note.endswith("第1页第1段。")
