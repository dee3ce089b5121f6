from __future__ import annotations

from dataclasses import replace
from typing import Any

from test_core_briefing import TAGS, A, annotation, paragraphs, report
from test_core_briefing_kinds import GOALS, RESULT, figure, link

from quandian.core.briefing import BriefingOptions, build_briefing
from quandian.core.briefing_checks import Finding, Severity, check
from quandian.core.briefing_plan import BriefingPlan
from quandian.core.briefing_tree import Masthead
from quandian.core.model import Role, Status

ROWS = [replace(row, start=10 * n, end=10 * n + len(row.quote)) for n, row in enumerate(GOALS)]
TEXT = "".join(row.quote.ljust(10) for row in ROWS) + "x" * 3000


def found(rows: list[Any], text: str = TEXT, **more: Any) -> dict[str, Finding]:
    briefing = build_briefing([report()], rows, {A: paragraphs(30)}, TAGS, (), BriefingOptions())
    return {one.code: one for one in check(briefing, rows, lambda _: text, TAGS, **more)}


def test_quotes_are_compared_with_the_text_letter_by_letter() -> None:
    assert found(ROWS)["check.quotes_agree"].facts == {"count": 3}
    wrong = found(ROWS, TEXT.replace("建成学校", "建戊学校"))
    assert wrong["check.quotes_differ"].annotation_ids == (ROWS[1].id,)
    assert wrong["check.quotes_differ"].severity is Severity.WRONG
    assert "check.quotes_agree" not in wrong


def test_a_row_of_a_table_agrees_although_its_cells_are_told_apart() -> None:
    quote = "地区生产总值\t增长6%左右\t724.6亿元"
    row = annotation(0, quote=quote)
    in_table = [replace(one, role=Role.TABLE) for one in paragraphs(30)]
    for language in ("zh", "en"):
        briefing = build_briefing([report()], [row], {A: in_table}, TAGS, (), BriefingOptions(language=language))
        assert "\t" not in next(briefing.quotes()).text
        (agreed,) = [one for one in check(briefing, [row], lambda _: quote, TAGS) if "quotes" in one.code]
        assert agreed.code == "check.quotes_agree"
        other = replace(row, quote=quote.replace("724.6", "742.6"))
        (wrong,) = [one for one in check(briefing, [other], lambda _: quote, TAGS) if "quotes" in one.code]
        assert wrong.code == "check.quotes_differ"


def test_goals_without_a_result_are_named() -> None:
    result = link(RESULT.id, ROWS[0].id, "met")
    assert found(ROWS, links=[result])["check.no_result"].annotation_ids == (ROWS[1].id, ROWS[2].id)


def test_masked_figures_and_doubtful_marks_are_named() -> None:
    masked = figure(30, "投资", "", fields={"masked": True})
    doubtful = replace(ROWS[0], status=Status.DOUBTFUL)
    said = found([doubtful, masked])
    assert said["check.masked"].annotation_ids == (masked.id,)
    assert said["check.doubtful"].annotation_ids == (doubtful.id,)


def test_suggestions_fonts_and_orphans_are_told() -> None:
    said = found(ROWS, waiting={A: 7}, missing_fonts=["仿宋_GB2312"], orphans={"goal/before": "…"})
    assert said["check.waiting"].facts == {"count": 7}
    assert said["check.fonts"].facts["fonts"] == "仿宋_GB2312"
    assert said["check.orphans"].keys == ("goal/before",)


def test_an_empty_briefing_says_so_and_the_worst_comes_first() -> None:
    assert list(found([])) == ["check.empty"]
    said = list(found([annotation(0, quote="别的字")], waiting={A: 1}).values())
    assert said[0].severity is Severity.WRONG


def test_headings_over_nothing_and_a_red_head_without_an_office_are_told() -> None:
    plan = BriefingPlan(own=("own/1",), titles={"own/1": "下一步"}, masthead=Masthead(""))
    briefing = build_briefing([report()], ROWS, {A: paragraphs(30)}, TAGS, (), BriefingOptions(plan=plan))
    said = {one.code: one for one in check(briefing, ROWS, lambda _: TEXT, TAGS)}
    assert said["check.bare"].facts == {"count": 1, "names": "下一步"}
    assert "check.masthead" in said
    full = replace(plan, written={"own/1": "抓好落实。"}, masthead=Masthead("区委研究室"))
    briefing = build_briefing([report()], ROWS, {A: paragraphs(30)}, TAGS, (), BriefingOptions(plan=full))
    codes = {one.code for one in check(briefing, ROWS, lambda _: TEXT, TAGS)}
    assert not codes & {"check.bare", "check.masthead"}
