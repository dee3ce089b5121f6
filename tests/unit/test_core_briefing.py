from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quandian.core.briefing import BriefingOptions, build_briefing
from quandian.core.briefing_plan import BriefingPlan
from quandian.core.briefing_tree import Briefing, Quote, Table
from quandian.core.briefing_words import chinese_number, heading_words, numbering, shown_date
from quandian.core.codebook import ACHIEVEMENT, BUILT_IN_TAGS, GOAL, METRIC
from quandian.core.errors import Cancelled
from quandian.core.model import (
    Annotation,
    AnnotationId,
    Field,
    Link,
    LinkId,
    LinkKind,
    Origin,
    Passage,
    Report,
    ReportId,
    Role,
    Status,
    Tag,
    TagId,
)
from quandian.core.progress import Progress

A, B = ReportId("report-a"), ReportId("report-b")
OTHER = Tag(TagId("t4"), "问题", "Problem", None, "problem", "wave", "4", (Field("owner", "主体", "Owner"),), 3)
TAGS = (*BUILT_IN_TAGS, OTHER)


def report(report_id: ReportId = A, **changes: Any) -> Report:
    base = Report(
        report_id, "云浦区2024年工作报告", "云浦区发改局", "", "2025-01-08", "2024", "", "", "todo", "a.txt", "", "", ""
    )
    return replace(base, **changes)


def annotation(start: int, tag: TagId = GOAL, quote: str = "完成投资", **changes: Any) -> Annotation:
    base = Annotation(
        AnnotationId(f"{tag}-{start}-{changes.get('report_id', A)}"),
        A,
        tag,
        start,
        start + len(quote),
        quote,
        "",
        "",
        {},
        "",
        Status.OPEN,
        Origin.PERSON,
        "张三",
        "2025-02-01T00:00:00Z",
        "2025-02-01T00:00:00Z",
    )
    return replace(base, **changes)


def paragraphs(count: int, width: int = 100, sections: dict[int, tuple[str, ...]] | None = None) -> list[Passage]:
    """``count`` paragraphs of ``width`` characters; ``sections`` gives headings from a paragraph number on."""
    out: list[Passage] = []
    section: tuple[str, ...] = ()
    for n in range(count):
        section = (sections or {}).get(n + 1, section)
        out.append(Passage(n, n + 1, n * width, n * width + width - 1, Role.BODY, 0, section))
    return out


def build(annotations: list[Annotation], *, reports: list[Report] | None = None, **options: Any) -> Briefing:
    passages = options.pop("passages", None)
    reports = reports or [report()]
    return build_briefing(
        reports,
        annotations,
        {one.id: passages or paragraphs(30) for one in reports},
        TAGS,
        options.pop("links", ()),
        BriefingOptions(**options),
    )


def tables(briefing: Briefing) -> list[list[list[str]]]:
    return [
        [[cell.plain for cell in row.cells] for row in block.rows]
        for section in briefing.walk()
        for block in section.blocks
        if isinstance(block, Table)
    ]


def outline(briefing: Briefing) -> list[str]:
    return [section.number + section.title for section in briefing.walk()]


def summary(briefing: Briefing) -> str:
    (block, *_) = briefing.sections[0].blocks
    return block.text  # type: ignore[union-attr]


def test_every_item_cites_report_and_paragraph() -> None:
    briefing = build([annotation(310), annotation(20, ACHIEVEMENT, "建成学校")])
    assert [(q.text, q.citation.text) for q in briefing.quotes()] == [
        ("完成投资", "〔云浦区发改局2024，第4段〕"),
        ("建成学校", "〔云浦区发改局2024，第1段〕"),
    ]


def test_a_row_of_a_table_is_quoted_cell_by_cell() -> None:
    row = annotation(10, quote="地区生产总值\t增长6%左右\t\t724.6亿元")
    in_table = [replace(one, role=Role.TABLE) for one in paragraphs(30)]
    told = "地区生产总值；增长6%左右；724.6亿元"
    (shown,) = build([row], passages=in_table).quotes()
    assert (shown.text, shown.stop) == (told, "。")
    (english,) = build([row], passages=in_table, language="en").quotes()
    assert english.text == "地区生产总值; 增长6%左右; 724.6亿元"
    for tables in ((GOAL,), (METRIC, GOAL)):
        made = build([row], passages=in_table, plan=BriefingPlan(tables=tables))
        assert any(told in cell.plain for one in made.tables() for line in one.rows for cell in line.cells)
    (listed,) = build([annotation(10, quote="1.\t完善制度")]).quotes()
    assert listed.text == "1.\t完善制度"


def test_span_over_paragraphs_cites_first_and_last() -> None:
    (quote,) = build([annotation(310, quote="字" * 250)]).quotes()
    assert quote.citation.text == "〔云浦区发改局2024，第4—6段〕"


def test_span_that_ends_at_the_end_of_a_paragraph_stays_in_it() -> None:
    (quote,) = build([annotation(300, quote="字" * 99)]).quotes()
    assert (quote.citation.paragraph, quote.citation.paragraph_to) == (4, 4)


def test_report_without_passages_is_cited_as_a_whole() -> None:
    briefing = build_briefing([report()], [annotation(0)], {}, TAGS)
    (quote,) = briefing.quotes()
    assert quote.citation.text == "〔云浦区发改局2024〕"


def test_one_report_puts_tags_at_the_first_level_in_codebook_order() -> None:
    rows = [annotation(0, OTHER.id), annotation(100, METRIC, "3家"), annotation(200, ACHIEVEMENT), annotation(300)]
    assert outline(build(rows)) == ["一、总体情况", "二、目标", "三、成效", "四、指标", "五、问题"]


def test_several_reports_get_a_section_each_and_a_table_of_all() -> None:
    rows = [annotation(0), annotation(0, ACHIEVEMENT, report_id=B), annotation(100, METRIC, "3家", report_id=B)]
    briefing = build(rows, reports=[report(), report(B, title="云浦城投这一年", issuer="云浦城投", period="2023")])
    assert outline(briefing) == [
        "一、总体情况",
        "二、云浦区2024年工作报告",
        "（一）目标",
        "三、云浦城投这一年",
        "（一）成效",
        "（二）指标",
    ]
    assert tables(briefing)[0] == [
        ["1", "云浦区2024年工作报告", "云浦区发改局", "2025年1月8日", "1", "0", "0"],
        ["2", "云浦城投这一年", "云浦城投", "2025年1月8日", "0", "1", "1"],
    ]


def test_summary_counts_what_is_told() -> None:
    rows = [annotation(0), annotation(100), annotation(200, METRIC, "XX家", fields={"masked": True, "unit": "家"})]
    text = summary(build(rows))
    assert "采用标注3条，其中目标2条、指标1条" in text
    assert "有1个数值在原文中已脱敏" in text


def test_metrics_are_rows_as_the_office_writes_them() -> None:
    fields = {"value": "110000000000", "unit": "元", "comparator": ">", "period": "2024", "indicator": "资产总额"}
    masked = {"masked": True, "unit": "元", "comparator": "=", "indicator": "利润"}
    rank = {"value": "10", "unit": "位", "comparator": "≤", "kind": "rank", "indicator": "全国排名"}
    rows = [
        annotation(0, METRIC, "突破1100亿元", fields=fields),
        annotation(100, METRIC, "XX亿元", fields=masked),
        annotation(200, METRIC, "两位数以上"),
        annotation(300, METRIC, "前十位", fields=rank),
    ]
    (table,) = tables(build(rows))
    assert table == [
        ["1", "资产总额", "1100亿元", "超过", "2024", "突破1100亿元", "第1段"],
        ["2", "利润", "已脱敏", "—", "—", "XX亿元", "第2段"],
        ["3", "（未填）", "两位数以上", "—", "—", "两位数以上", "第3段"],
        ["4", "全国排名", "前10位", "—", "—", "前十位", "第4段"],
    ]


@pytest.mark.parametrize("value", ["no number", "1e999", "", None, "NaN", 7])
def test_figures_that_are_no_numbers_show_the_words_of_the_text(value: object) -> None:
    (table,) = tables(build([annotation(0, METRIC, "7家", fields={"value": value, "unit": "家"})]))
    assert table[0][2] == "7家"


def test_metric_inside_a_goal_is_not_said_twice() -> None:
    rows = [annotation(0, GOAL, "完成投资240亿元以上"), annotation(4, METRIC, "240亿元以上")]
    briefing = build(rows)
    assert [quote.text for quote in briefing.quotes()] == ["完成投资240亿元以上"]
    assert [row[3] for row in tables(briefing)[0]] == ["240亿元以上"]


def test_notes_of_metrics_stand_below_the_table() -> None:
    briefing = build([annotation(0, METRIC, "3家", note="口径待核", fields={"indicator": "企业"})], notes=True)
    (table, *_) = [block for section in briefing.walk() for block in section.blocks if isinstance(block, Table)]
    assert table.notes == ("第1行企业：口径待核",)


def test_items_are_grouped_under_the_headings_of_the_report() -> None:
    passages = paragraphs(6, sections={1: ("一、经济发展",), 4: ("二、改善民生。",)})
    rows = [annotation(n * 100) for n in range(6)]
    briefing = build(rows, passages=passages)
    assert outline(briefing) == ["一、总体情况", "二、目标", "（一）经济发展", "（二）改善民生"]
    assert [quote.number for quote in briefing.quotes()] == ["1.", "2.", "3.", "1.", "2.", "3."]


def test_headings_that_would_outweigh_the_items_are_left_out() -> None:
    passages = paragraphs(6, sections={n: (f"{n}、一节",) for n in range(1, 7)})
    assert outline(build([annotation(n * 100) for n in range(6)], passages=passages)) == ["一、总体情况", "二、目标"]


def test_a_heading_that_is_an_item_is_cited_and_not_repeated() -> None:
    passages = paragraphs(8, sections={1: ("一、总则",), 5: ("二、争当先锋",)})
    passages[3] = replace(passages[3], role=Role.HEADING, level=1, section=())
    rows = [annotation(n * 100) for n in range(3)] + [annotation(300, quote="二、争当先锋")]
    rows += [annotation(n * 100) for n in range(4, 7)]
    briefing = build(rows, passages=passages)
    heading = next(section for section in briefing.walk() if section.title == "争当先锋")
    assert heading.citation is not None
    assert heading.citation.text == "〔云浦区发改局2024，第4段〕"
    assert len(list(briefing.quotes())) == 6
    (source,) = briefing.sources
    assert [row.cells[2].plain for row in source.entries.rows][3] == "二（二）"


def test_three_reports_number_items_below_headings_with_brackets() -> None:
    passages = paragraphs(6, sections={1: ("甲",), 4: ("乙",)})
    rows = [annotation(n * 100) for n in range(6)]
    briefing = build(rows, passages=passages, reports=[report(), report(B)])
    assert [quote.number for quote in briefing.quotes()][:2] == ["（1）", "（2）"]


def test_same_words_tagged_by_two_people_are_one_item_with_both_notes() -> None:
    mine = annotation(0, note="甲说")
    theirs = replace(mine, id=AnnotationId("x"), author="李四", note="乙说")
    (quote,) = build([mine, theirs], notes=True).quotes()
    assert [(detail.label, detail.value) for detail in quote.details] == [("备注", "甲说；乙说")]


def test_fields_doubt_and_notes_follow_an_item() -> None:
    row = annotation(
        0,
        fields={"responsible": "区发改局", "deadline": "2025-12-31"},
        note="与上年口径不一致",
        status=Status.DOUBTFUL,
    )
    (quote,) = build([row], notes=True).quotes()
    assert [(detail.label, detail.value) for detail in quote.details] == [
        ("责任单位", "区发改局"),
        ("时限", "2025年12月31日"),
        ("标注状态", "存疑，待核"),
        ("备注", "与上年口径不一致"),
    ]
    (quote,) = build([row]).quotes()  # notes to oneself are for oneself
    assert "备注" not in [detail.label for detail in quote.details]


def test_a_followed_promise_shows_its_verdict_and_where_it_was_kept() -> None:
    promise, result = annotation(0), annotation(200, ACHIEVEMENT, report_id=B)
    link = Link(LinkId("l"), LinkKind.FULFILS, result.id, promise.id, "met", "", "张三", "2025")
    briefing = build([promise, result], reports=[report(), report(B, period="2025")], links=[link])
    quote = next(briefing.quotes())
    (detail,) = quote.details
    assert (detail.label, detail.value) == ("兑现情况", "兑现")
    assert detail.ref is not None
    assert detail.ref.text == "〔云浦区发改局2025，第3段〕"
    assert "已核对兑现情况的目标1条，其中兑现1条。" in summary(briefing)


def test_two_results_of_one_paragraph_are_told_once() -> None:
    rows = [annotation(0), annotation(200, ACHIEVEMENT), annotation(230, ACHIEVEMENT), annotation(300, ACHIEVEMENT)]
    links = [
        Link(LinkId(f"l{n}"), LinkKind.FULFILS, row.id, rows[0].id, "met", "", "张三", f"202{n}")
        for n, row in enumerate(rows[1:])
    ]
    quote = next(build(rows, links=links).quotes())
    shown = [detail.ref.text for detail in quote.details if detail.ref]
    assert shown == ["〔云浦区发改局2024，第3段〕", "〔云浦区发改局2024，第4段〕"]


def test_appendix_lists_each_cited_paragraph_once_and_leads_back() -> None:
    rows = [annotation(0), annotation(10), annotation(20), annotation(40, METRIC, "3家"), annotation(210)]
    briefing = build(rows)
    (source,) = briefing.sources
    assert [[cell.plain for cell in row.cells] for row in source.entries.rows] == [
        ["第1段", "—", "二1—3、表1第1行"],
        ["第3段", "—", "二4"],
    ]
    named = {quote.citation.bookmark for quote in briefing.quotes()}
    named |= {row.bookmark for table in briefing.tables() for row in table.rows}
    assert {ref.target for row in source.entries.rows for ref in row.cells[2].refs} <= named
    assert {quote.citation.source for quote in briefing.quotes()} <= {row.bookmark for row in source.entries.rows}


def test_bookmarks_are_legal_and_unique_for_any_id() -> None:
    odd = [annotation(n * 10, id=AnnotationId(name)) for n, name in enumerate(("", "甲" * 300, "a b<&>", "\x00"))]
    names = [quote.citation.bookmark for quote in build(odd).quotes()]
    assert len(set(names)) == 4
    assert all(name.isascii() and name.isidentifier() and len(name) <= 40 for name in names)


def test_short_names_are_unique_and_without_company_form() -> None:
    twins = [report(issuer="云浦城建集团有限公司"), report(B, issuer="云浦城建集团有限公司")]
    briefing = build([annotation(0), annotation(0, report_id=B)], reports=twins)
    assert [q.citation.short for q in briefing.quotes()] == ["云浦城建集团2024", "云浦城建集团2024（2）"]


def test_only_chosen_tags_and_reports_are_told() -> None:
    rows = [annotation(0), annotation(100, ACHIEVEMENT), annotation(0, report_id=B)]
    assert [quote.tag_id for quote in build(rows, tag_ids=(ACHIEVEMENT,)).quotes()] == [ACHIEVEMENT]
    assert {quote.citation.report_id for quote in build(rows).quotes()} == {A}


def test_report_without_annotations_says_so() -> None:
    briefing = build([], reports=[report(), report(B)])
    assert "尚无标注" in summary(briefing)
    assert briefing.sources == ()


def test_english_briefing_keeps_the_quotes() -> None:
    briefing = build([annotation(310, fields={"deadline": "2025-06"})], language="en")
    assert outline(briefing) == ["1. Overview", "2. Goal"]
    (quote,) = briefing.quotes()
    assert (quote.number, quote.text, quote.citation.text) == ("(1) ", "完成投资", "〔云浦区发改局2024, para. 4〕")
    assert quote.details[0].value == "June 2025"


def test_same_values_give_the_same_tree_and_order_of_input_does_not_matter() -> None:
    rows = [annotation(n * 50, tag) for n in range(12) for tag in (GOAL, METRIC)]
    assert build(rows) == build(list(reversed(rows)))


def test_building_stops_when_the_user_cancels() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        build_briefing([report()], [annotation(0)], {A: paragraphs(3)}, TAGS, progress=progress)


def test_unknown_tag_is_told_under_its_id() -> None:
    assert outline(build([annotation(0, TagId("gone"))]))[1] == "二、gone"


def test_full_stop_is_not_doubled() -> None:
    stops = {q.text: q.stop for q in build([annotation(0, quote="好。"), annotation(100, quote="好")]).quotes()}
    assert stops == {"好。": "", "好": "。"}
    assert all(isinstance(block, Quote) for block in build([annotation(0)]).sections[1].blocks)


@pytest.mark.parametrize(
    ("n", "text"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (1001, "一千零一")],
)
def test_chinese_numbers(n: int, text: str) -> None:
    assert chinese_number(n) == text


def test_numbering_by_depth() -> None:
    assert [numbering((3,) * depth, "zh") for depth in (1, 2, 3, 4)] == ["三、", "（三）", "3.", "（3）"]
    assert [numbering((3,) * depth, "en") for depth in (1, 2, 3, 4)] == ["3. ", "3.3 ", "3.3.3 ", "(3) "]


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("2025-01-08", "2025年1月8日", "8 January 2025"),
        ("2025", "2025年", "2025"),
        ("2021-2023", "2021—2023年", "2021–2023"),
        ("2025-13", "2025-13", "2025-13"),
        ("年底前", "年底前", "年底前"),
    ],
)
def test_dates_as_they_are_written(value: str, zh: str, en: str) -> None:
    assert (shown_date(value, "zh"), shown_date(value, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("一、突出招商，", "突出招商"),
        ("（二）聚焦民生。", "聚焦民生"),
        ("——加快建设", "加快建设"),
        ("3.5亿元项目落地", "3.5亿元项目落地"),
        ("3.项目建设", "项目建设"),
        ("十四五规划", "十四五规划"),
        ("一、", "一、"),
        (f"一、{'坚持' * 6}，{'突出' * 6}，{'聚焦' * 6}。", f"{'坚持' * 6}，{'突出' * 6}"),
    ],
)
def test_headings_lose_their_number_only(text: str, shown: str) -> None:
    assert heading_words(text) == shown


def test_many_tags_share_the_last_column_of_the_table_of_reports() -> None:
    more = tuple(replace(OTHER, id=TagId(f"t{n}"), name=f"标签{n}", position=n) for n in range(4, 9))
    rows = [annotation(n * 20, tag) for n, tag in enumerate((GOAL, ACHIEVEMENT, METRIC, *(tag.id for tag in more)))]
    briefing = build_briefing([report(), report(B)], rows, {A: paragraphs(9)}, (*BUILT_IN_TAGS, *more))
    (table,) = [block for block in briefing.sections[0].blocks if isinstance(block, Table)]
    assert [column.title for column in table.columns][4:] == ["目标", "成效", "指标", "标签4", "其余"]
    assert [cell.plain for cell in table.rows[0].cells][4:] == ["1", "1", "1", "1", "4"]


def test_bookmarks_fit_word_in_the_longest_report() -> None:
    passages = [Passage(n, n + 100_000, n * 10, n * 10 + 9, Role.BODY) for n in range(3)]
    briefing = build([annotation(0, quote="字" * 25)], passages=passages)
    names = [source.bookmark for source in briefing.sources]
    names += [row.bookmark for table in briefing.tables() for row in table.rows]
    assert names
    assert all(len(name) <= 40 for name in names)
