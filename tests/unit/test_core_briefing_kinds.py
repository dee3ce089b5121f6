from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from test_core_briefing import TAGS, A, B, annotation, paragraphs, report

from quandian.core.briefing import BriefingOptions, build_briefing
from quandian.core.briefing_nature import table_aims
from quandian.core.briefing_plan import (
    BriefingPlan,
    ChartPlan,
    Grouping,
    Kind,
    orphans,
    plan_from_json,
    plan_to_json,
)
from quandian.core.briefing_tree import (
    Briefing,
    Cell,
    CellKind,
    Chart,
    ChartForm,
    Column,
    Imprint,
    Masthead,
    Paragraph,
    Quote,
    Table,
    TableRow,
)
from quandian.core.briefing_widths import fitted, width_of
from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.model import AnnotationId, Link, LinkId, LinkKind, Status

SECOND = report(B, title="云浦区2025年工作报告", period="2025", issued_on="2026-01-08")


def figure(start: int, name: str, value: str, **changes: Any) -> Any:
    fields = {"indicator": name, "value": value, "unit": "元", "comparator": "=", **changes.pop("fields", {})}
    return annotation(start, METRIC, "若干亿元", fields=fields, **changes)


GOALS = [
    annotation(10, fields={"responsible": "发改局", "deadline": "2025-06"}),
    annotation(20, quote="建成学校"),
    annotation(30, quote="招引企业", fields={"responsible": "招商局"}),
]
RESULT = annotation(40, ACHIEVEMENT, "已完成投资", report_id=B)


def link(source: AnnotationId, target: AnnotationId, verdict: str) -> Link:
    return Link(LinkId(f"{source}-{target}"), LinkKind.FULFILS, source, target, verdict, "", "张三", "2025")


def build(rows: list[Any], **wanted: Any) -> Briefing:
    links = wanted.pop("links", ())
    plan = BriefingPlan(**wanted)
    reports = [report(), SECOND]
    options = BriefingOptions(plan=plan, report_ids=plan.report_ids, appendix=plan.appendix)
    return build_briefing(reports, rows, {one.id: paragraphs(30) for one in reports}, TAGS, links, options)


def words(briefing: Briefing) -> str:
    out = [section.number + section.title for section in briefing.walk()]
    out += [quote.text for quote in briefing.quotes()]
    out += [cell.plain for table in briefing.tables() for row in table.rows for cell in row.cells]
    out += [b.text for s in briefing.walk() for b in s.blocks if isinstance(b, Paragraph)]
    return "\n".join(out)


def test_checklist_says_who_when_and_what_became_of_it() -> None:
    briefing = build(
        [*GOALS, RESULT], kind=Kind.CHECKLIST, report_ids=(A,), links=[link(RESULT.id, GOALS[0].id, "partly")]
    )
    (table,) = [t for t in briefing.tables() if len(t.columns) == 5 and t.columns[-1].title == "完成情况"]
    rows = [[cell.plain for cell in row.cells] for row in table.rows]
    assert rows[0][2:4] == ["发改局", "2025年6月"]
    assert re.fullmatch(r"完成投资〔第\d+段〕", rows[0][1])
    assert rows[0][4].startswith("部分兑现：已完成投资（")
    assert rows[1][2:5] == ["—", "—", "—"]
    assert "列入目标3条，其中明确责任单位的2条，明确时限的1条" in words(briefing)
    assert "尚未核对完成情况的2条" in words(briefing)


def test_goals_of_a_checklist_have_the_widest_column_and_shares_do_not_move() -> None:
    links = [link(RESULT.id, GOALS[0].id, "met")]
    for rows in ([*GOALS, RESULT], [replace(GOALS[0], quote="一" * 200), *GOALS[1:], RESULT]):
        made = build(rows, kind=Kind.CHECKLIST, report_ids=(A,), links=links)
        (table,) = [t for t in made.tables() if len(t.columns) == 5 and t.columns[-1].title == "完成情况"]
        width = {column.title: column.weight for column in table.columns}
        assert sum(width.values()) == pytest.approx(156, abs=0.5)
        assert width["目标事项"] > 48, "a goal has over ten characters a line"
        assert width["目标事项"] > width["完成情况"] > width["时限"]


def test_a_result_from_a_report_out_of_scope_is_told_without_a_dead_end() -> None:
    briefing = build(
        [*GOALS, RESULT], kind=Kind.CHECKLIST, report_ids=(A,), links=[link(RESULT.id, GOALS[0].id, "met")]
    )
    places = {row.bookmark for table in briefing.tables() for row in table.rows}
    for table in briefing.tables():
        for row in table.rows:
            for cell in row.cells:
                assert all(not ref.target or ref.target in places for ref in cell.refs)


@pytest.mark.parametrize(
    ("group", "titles"),
    [
        (Grouping.RESPONSIBLE, ["发改局", "招商局", "责任单位未明确"]),
        (Grouping.DEADLINE, ["2025年6月", "时限未明确"]),
        (Grouping.VERDICT, ["未达", "尚未核对"]),
    ],
)
def test_checklist_is_grouped_as_wanted(group: Grouping, titles: list[str]) -> None:
    briefing = build([*GOALS], kind=Kind.CHECKLIST, group=group, links=[link(RESULT.id, GOALS[1].id, "missed")])
    assert [section.title for section in briefing.sections[1].sections] == titles


def test_comparison_puts_shared_indicators_side_by_side() -> None:
    rows = [
        figure(10, "投资", "10000000000"),
        figure(20, "投资", "12000000000", report_id=B),
        figure(30, "人才", "500", fields={"unit": "人"}),
        *GOALS,
    ]
    briefing = build(rows, kind=Kind.COMPARE)
    table = next(t for s in briefing.walk() if s.key == "compared" for t in s.blocks if isinstance(t, Table))
    assert [column.title for column in table.columns] == ["指标名", "云浦区发改局2024", "云浦区发改局2025"]
    assert [[cell.plain for cell in row.cells] for row in table.rows] == [["投资", "100亿元（目标）", "120亿元"]]
    rest = next(t for s in briefing.walk() if s.key == "rest" for t in s.blocks if isinstance(t, Table))
    assert rest.rows[0].cells[1].plain == "人才"
    assert [s.title for s in briefing.sections] == ["总体情况", "指标对比", "目标", "其他指标"]


def test_comparison_of_many_reports_has_rows_for_columns() -> None:
    reports = [report(f"r-{n}", period=str(2015 + n)) for n in range(6)]  # type: ignore[arg-type]
    rows = [figure(10, "投资", "10000000000", report_id=one.id) for one in reports]
    options = BriefingOptions(plan=BriefingPlan(kind=Kind.COMPARE))
    made = build_briefing(reports, rows, {one.id: paragraphs(5) for one in reports}, TAGS, (), options)
    table = next(t for s in made.walk() if s.key == "compared" for t in s.blocks if isinstance(t, Table))
    assert len(table.rows) == 6
    assert len(table.columns) == 4


def test_figures_only_and_quotes_only_keep_to_their_own() -> None:
    rows = [figure(10, "投资", "10000000000"), *GOALS]
    assert not list(build(rows, kind=Kind.METRICS).quotes())
    quotes = build(rows, kind=Kind.QUOTES)
    assert [quote.text for quote in quotes.quotes()] == ["完成投资", "建成学校", "招引企业"]
    assert all(not quote.details for quote in quotes.quotes())
    assert not [b for s in quotes.walk() for b in s.blocks if not isinstance(b, Quote)]


def test_scope_takes_statuses_and_leaves_out_what_was_taken_out() -> None:
    doubtful = replace(GOALS[1], status=Status.DOUBTFUL)
    rows = [GOALS[0], doubtful, GOALS[2]]
    assert "建成学校" not in words(build(rows, statuses=(Status.OPEN,)))
    assert "完成投资" not in words(build(rows, left_out=(GOALS[0].id,)))
    assert [q.text for q in build(rows, picked=(GOALS[2].id,)).quotes()] == ["招引企业"]


def test_order_and_hiding_of_sections_number_anew() -> None:
    rows = [*GOALS, RESULT]
    goals, results = f"report/{A}/goal", f"report/{B}/achievement"
    plain = build(rows)
    assert [s.key for s in plain.sections] == ["overview", f"report/{A}", f"report/{B}"]
    turned = build(rows, order=(f"report/{B}", f"report/{A}"), hidden=("overview",))
    assert [(s.number, s.key) for s in turned.sections] == [("一、", f"report/{B}"), ("二、", f"report/{A}")]
    assert {s.key for s in turned.walk()} >= {goals, results}


def test_hand_written_words_survive_and_wait_for_their_section() -> None:
    key = f"report/{A}/goal"
    written = {f"{key}/before": "以下目标按责任单位列出。", f"{key}/after": "以上。", "overview/summary": "本期重点。"}
    plan = BriefingPlan(written=written, report_ids=(A,))
    briefing = build([*GOALS], written=written, report_ids=(A,))
    section = next(s for s in briefing.walk() if s.key == key)
    assert section.blocks[0] == Paragraph(f"{key}/before", "以下目标按责任单位列出。", by_hand=True)
    assert section.blocks[-1] == Paragraph(f"{key}/after", "以上。", by_hand=True)
    assert "本期重点。" in words(briefing)
    assert orphans(plan, briefing) == {}
    emptied = build([RESULT], written=written, report_ids=(A,))
    assert set(orphans(plan, emptied)) == {f"{key}/before", f"{key}/after"}
    again = build([*GOALS, annotation(50, quote="新的目标")], written=written, report_ids=(A,))
    assert "以下目标按责任单位列出。" in words(again)


def test_own_sections_and_titles() -> None:
    briefing = build(
        [*GOALS],
        report_ids=(A,),
        own=("own/1",),
        titles={"own/1": "下一步工作", "overview": "基本情况"},
        written={"own/1": "抓好落实。"},
        order=("own/1", "overview"),
    )
    assert [s.number + s.title for s in briefing.sections] == ["一、下一步工作", "二、基本情况", "三、目标"]
    assert "抓好落实。" in words(briefing)


@pytest.mark.parametrize("kind", [Kind.CHECKLIST, Kind.METRICS])
def test_rows_of_tables_stand_as_they_were_moved(kind: Kind) -> None:
    rows = [*GOALS, *(figure(50 + 10 * n, f"指标{n}", f"{n}") for n in range(3))]
    wanted = [row for row in rows if (row.tag_id == METRIC) is (kind is Kind.METRICS)]
    briefing = build(rows, kind=kind, report_ids=(A,), items=(wanted[2].id, wanted[0].id), appendix=False)
    (table,) = briefing.tables()
    told = [row.citation.annotation_id for row in table.rows if row.citation]
    assert told == [wanted[2].id, wanted[1].id, wanted[0].id]


def test_items_stand_as_they_were_moved() -> None:
    briefing = build([*GOALS], report_ids=(A,), items=(GOALS[2].id, GOALS[0].id))
    assert [quote.text for quote in briefing.quotes()] == ["招引企业", "建成学校", "完成投资"]


def test_goals_as_a_table_of_a_report() -> None:
    briefing = build([*GOALS], report_ids=(A,), tables=(GOAL,))
    assert not list(briefing.quotes())
    assert len(next(iter(briefing.tables())).rows) == 3


def test_summary_figures_and_charts() -> None:
    rows = [
        figure(10, "投资", "10000000000", fields={"period": "2024"}),
        figure(20, "投资", "12000000000", report_id=B, fields={"period": "2025"}),
        figure(30, "投资", "0", report_id=B, fields={"masked": True, "value": ""}),
    ]
    briefing = build(rows, figures=("投资", "没有的"), charts=(ChartPlan("投资"), ChartPlan("没有的")))
    (chart,) = briefing.charts()
    assert isinstance(chart, Chart)
    assert (chart.label, chart.unit, chart.categories) == ("图1", "亿元", ("2024", "2025"))
    assert chart.lines[0].values == (100.0, 120.0)
    table = next(t for t in briefing.tables() if t.caption == "主要数据")
    assert [cell.plain for cell in table.rows[0].cells][:4] == ["投资", "云浦区发改局", "120亿元", "2025"]
    assert "2025" in table.rows[0].cells[4].plain  # the report it is from


def test_front_and_foot_are_in_the_tree() -> None:
    briefing = build(
        [*GOALS],
        masthead=Masthead("云浦区人民政府文件", "云政〔2025〕1号"),
        imprint=Imprint("区委办", "研究室", "2025-03-01"),
        to="区政府：",
        signature="研究室",
        signed_on="2025-03-01",
        contents=True,
    )
    assert briefing.form.to == "区政府："
    assert briefing.form.signed_on == "2025年3月1日"
    assert briefing.form.imprint is not None
    assert briefing.form.imprint.printed_on == "2025年3月1日印发"
    assert briefing.form.contents == "目　录"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_made_of_nothing_too_and_twice_alike(kind: Kind) -> None:
    assert build([], kind=kind).title
    rows = [*GOALS, RESULT, figure(60, "投资", "100")]
    assert build(rows, kind=kind) == build(list(reversed(rows)), kind=kind)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_link_of_every_kind_leads_somewhere(kind: Kind) -> None:
    rows = [*GOALS, RESULT, figure(60, "投资", "100"), figure(70, "投资", "200", report_id=B)]
    briefing = build(rows, kind=kind, links=[link(RESULT.id, GOALS[0].id, "met")])
    places = {row.bookmark for table in briefing.tables() for row in table.rows}
    places |= {quote.citation.bookmark for quote in briefing.quotes()}
    places |= {section.citation.bookmark for section in briefing.walk() if section.citation}
    places |= {source.bookmark for source in briefing.sources}
    targets = [ref.target for t in briefing.tables() for row in t.rows for cell in row.cells for ref in cell.refs]
    targets += [quote.citation.source for quote in briefing.quotes()]
    targets += [d.ref.target for quote in briefing.quotes() for d in quote.details if d.ref]
    assert {target for target in targets if target} <= places


def charted(rows: list[Any], *charts: ChartPlan, **wanted: Any) -> list[Chart]:
    return list(build(rows, charts=charts, **wanted).charts())


def test_charts_count_what_the_ledger_counts() -> None:
    rows = [*GOALS, RESULT, figure(50, "投资", "1", report_id=B)]
    by_tag, by_unit, by_time, by_report = charted(
        rows,
        ChartPlan(over="tag"),
        ChartPlan(over="responsible"),
        ChartPlan(over="deadline"),
        ChartPlan(over="report", tag_ids=(GOAL,), split="verdict", title="各报告目标"),
    )
    assert dict(zip(by_tag.categories, by_tag.lines[0].values, strict=True)) == {"目标": 3, "成效": 1, "指标": 1}
    assert (by_tag.caption, by_tag.unit) == ("各类标注条数", "条")
    assert (by_unit.categories, by_unit.notes) == (("发改局", "招商局"), ("另有1条未注明。",))
    assert by_unit.caption == "各责任单位目标条数"
    assert (by_time.categories, by_time.notes) == (("6月 2025",), ("另有2条未注明。",))
    assert (by_report.caption, by_report.lines[0].name) == ("各报告目标", "尚未核对")


def test_a_chart_of_deadlines_keeps_empty_months_and_takes_wider_steps_for_longer_times() -> None:
    def due(*dates: str) -> list[Any]:
        return [annotation(10 * n, quote=f"目标{n}", fields={"deadline": one}) for n, one in enumerate(dates, start=1)]

    (months,) = charted(due("2025-11", "2026-02-28", "不详"), ChartPlan(over="deadline"))
    assert months.categories == ("11月 2025", "12月", "1月 2026", "2月")
    assert months.lines[0].values == (1, 0, 0, 1)
    (quarters,) = charted(due("2025-01", "2027"), ChartPlan(over="deadline"))
    assert (quarters.categories[0], quarters.categories[-1], len(quarters.categories)) == ("Q1 2025", "Q4", 12)
    (years,) = charted(due("2015", "2035-06"), ChartPlan(over="deadline"))
    assert years.categories[-1] == "2035"


def test_a_chart_tells_targets_from_what_was_reached() -> None:
    rows = [
        figure(10, "投资", "10000000000", fields={"period": "2024"}),
        figure(20, "投资", "11000000000", fields={"period": "2025"}),  # the report is of 2024: still to come
        figure(30, "投资", "12000000000", report_id=B, fields={"period": "2025"}),
    ]
    (chart,) = charted(rows, ChartPlan("投资"))
    assert [(line.name, line.aim, line.values) for line in chart.lines] == [
        ("云浦区发改局", False, (100.0, 120.0)),
        ("云浦区发改局（目标）", True, (None, 110.0)),
    ]


def test_a_line_of_single_points_is_drawn_as_bars() -> None:
    one = figure(10, "投资", "10000000000", fields={"period": "2024"})
    goal = figure(20, "投资", "11000000000", fields={"period": "2025"})  # the report is of 2024: another line
    (chart,) = charted([one, goal], ChartPlan("投资", ChartForm.LINE))
    assert [len([v for v in line.values if v is not None]) for line in chart.lines] == [1, 1]
    assert chart.form is ChartForm.BAR
    later = figure(30, "投资", "12000000000", report_id=B, fields={"period": "2025"})
    (chart,) = charted([one, goal, later], ChartPlan("投资", ChartForm.LINE))
    assert chart.form is ChartForm.LINE


def test_bars_lie_where_their_values_have_no_room_beside_each_other() -> None:
    rows = [
        figure(10 * n, "投资", f"{n}2345678900", fields={"period": str(2010 + n)}, report_id=report)
        for n in range(1, 10)
        for report in (A, B)
    ]
    (chart,) = charted(rows, ChartPlan("投资"))
    assert (chart.form, len(chart.lines)) == (ChartForm.BAR, 1)
    rows += [figure(10 * n + 5, "投资", f"{n}3345678900", fields={"period": str(2024 + n)}) for n in range(1, 4)]
    (chart,) = charted(rows, ChartPlan("投资"))
    assert (chart.form, len(chart.lines)) == (ChartForm.ROWS, 2)


def test_long_names_lie_and_too_many_are_told() -> None:
    rows = [annotation(10 * n, quote=f"目标{n}", fields={"responsible": f"第{n}责任单位"}) for n in range(1, 21)]
    (chart,) = charted(rows, ChartPlan(over="responsible"))
    assert chart.form is ChartForm.ROWS
    assert len(chart.categories) == 16
    assert chart.notes == ("另有4项未列入图中。",)


def test_charts_of_older_plans_are_read_and_unknown_words_do_no_harm() -> None:
    given = [{"indicator": "投资", "over": "report"}, {"over": "tag", "split": "?"}, {"indicator": "x", "over": "tag"}]
    plan = plan_from_json({"charts": given})
    assert plan.charts == (ChartPlan("投资", over="report"), ChartPlan(over="tag"), ChartPlan("x"))
    assert plan_from_json(plan_to_json(plan)) == plan


def test_every_row_says_whose_figure_it_is() -> None:
    """A table goes over pages: the first row of a page must not hang on the page before."""
    from quandian.core.briefing_tables import MATRIX_REPORTS

    reports = [report(f"r{n}", title=f"第{n}区工作报告", issuer=f"第{n}区") for n in range(MATRIX_REPORTS + 1)]
    rows = [figure(10 + n, "投资", str(n), report_id=f"r{n}") for n in range(MATRIX_REPORTS + 1)]
    plan = BriefingPlan(Kind.COMPARE)
    known = {one.id: paragraphs(30) for one in reports}
    briefing = build_briefing(reports, rows, known, TAGS, (), BriefingOptions(plan=plan))
    table = next(t for s in briefing.walk() if s.key == "compared" for t in s.blocks if isinstance(t, Table))
    assert [row.cells[0].plain for row in table.rows] == ["投资"] * (MATRIX_REPORTS + 1)


def test_a_checklist_without_goals_has_no_heading_over_nothing() -> None:
    briefing = build([], kind=Kind.CHECKLIST)
    assert [section.key for section in briefing.walk()] == ["overview"]
    assert "尚无目标" in words(briefing)


def test_a_signed_briefing_is_dated_at_its_foot() -> None:
    plan = BriefingPlan(signature="研究室")
    options = BriefingOptions(plan=plan, date="2026-03-05")
    briefing = build_briefing([report()], GOALS, {A: paragraphs(30)}, TAGS, (), options)
    assert (briefing.form.signed_on, briefing.subtitle) == ("2026年3月5日", "")
    unsigned = build_briefing([report()], GOALS, {A: paragraphs(30)}, TAGS, (), BriefingOptions(date="2026-03-05"))
    assert (unsigned.form.signed_on, unsigned.subtitle) == ("", "（2026年3月5日）")


def test_an_english_head_has_room_for_its_word() -> None:
    """Achievement is 27 mm wide in the fonts of a machine without Times New Roman."""
    columns = [Column("Report", CellKind.TEXT), Column("Achievement", CellKind.NUMBER)]
    _, counted = fitted(columns, [TableRow((Cell("云浦区工作报告"), Cell("36")))])
    assert counted.weight >= 27 + 3.2


def test_a_summary_figure_is_a_result_where_there_is_one_and_says_so_where_it_is_a_target() -> None:
    rows = [
        figure(10, "投资", "10000000000", report_id=B),
        figure(300, "投资", "12000000000", fields={"period": "2030"}),
        figure(320, "出口", "5000000000", fields={"period": "2030"}),
    ]
    table = next(t for t in build(rows, figures=("投资", "出口")).tables() if t.caption == "主要数据")
    assert [row.cells[2].plain for row in table.rows] == ["100亿元", "50亿元（目标）"]
    told = next(t for t in build(rows).tables() if any(c.title == "指标名" for c in t.columns))
    assert [row.cells[2].plain for row in told.rows] == ["120亿元（目标）", "50亿元（目标）"]


@pytest.mark.parametrize(
    ("day", "quote", "shown"),
    [
        ("2024-05-31", "计划2024年5月投产", "2024年5月"),
        ("2024-03-31", "一季度开工建设", "一季度"),
        ("2024-12-31", "年底前完成改造", "年底前"),
        ("2024-12-31", "较上年底再增长，确保四季度见效", "四季度"),
        ("2024-06-30", "6月30日前完成", "2024年6月30日"),
        ("2024-06-15", "6月15日前完成", "2024年6月15日"),
        ("2024-12-31", "完成改造", "2024年12月31日"),
        ("2024-05", "5月中旬前完成", "2024年5月"),
    ],
)
def test_a_deadline_is_told_as_the_words_state_it(day: str, quote: str, shown: str) -> None:
    rows = [annotation(0, GOAL, quote, fields={"deadline": day})]
    (table,) = [t for t in build(rows, kind=Kind.CHECKLIST).tables() if t.caption == "督查清单"]
    assert table.rows[0].cells[3].plain == shown
    (item,) = build(rows).quotes()
    assert [detail.value for detail in item.details] == [shown]


def test_a_date_stands_on_one_line_of_its_column() -> None:
    columns = (Column("报告", CellKind.TEXT), Column("发布单位", CellKind.TEXT), Column("日期", CellKind.WORD))
    cells = (Cell("云浦区2025年工作总结和2026年工作计划" * 3), Cell("云浦区人民政府办公室"), Cell("2025年12月26日"))
    *_, dated = fitted(columns, [TableRow(cells)])
    assert dated.weight >= width_of("2025年12月26日") - 0.1


def test_a_figure_in_a_column_of_targets_is_a_target_though_its_row_tells_a_result() -> None:
    text = "主要指标\n指标\t年初目标\t完成情况\n投资\t增长8%\t6.1%\n正文。"
    at = {words: text.index(words) for words in ("8%", "6.1%", "投资")}
    rows = [annotation(at["投资"], ACHIEVEMENT, text[at["投资"] : text.index("正文") - 1])]
    known = {"indicator": "投资增长", "unit": "%", "comparator": "="}
    rows += [annotation(at[one], METRIC, one, fields={**known, "value": one[:-1]}) for one in ("8%", "6.1%")]
    aims = table_aims(rows, text)
    assert [row.quote for row in rows if row.id in aims] == ["8%"]
    options = BriefingOptions(plan=BriefingPlan(kind=Kind.METRICS))
    made = build_briefing([report()], rows, {A: paragraphs(30)}, TAGS, (), options, aims=aims)
    table = next(t for t in made.tables() if t.rows and t.columns[1].title == "指标名")
    assert [row.cells[2].plain for row in table.rows] == ["8%（目标）", "6.1%"]


def test_a_target_of_another_year_says_both_in_one_remark() -> None:
    rows = [
        figure(10, "投资", "10000000000", fields={"period": "2030"}),
        figure(20, "投资", "12000000000", report_id=B),
    ]
    table = next(t for t in build(rows, kind=Kind.COMPARE).tables() if t.caption == "各报告共有指标")
    assert table.rows[0].cells[1].plain == "100亿元（2030年目标）"
