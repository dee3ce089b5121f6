"""What one report states differently in two places, and all that only looks so."""

from __future__ import annotations

import re

import pytest

from quandian.core.comparing import Contradiction, Fact
from quandian.core.contradicting import Said, joined, within_reports
from quandian.core.ledger import Nature, amount_of, quantity_of
from quandian.language.quantities import metric_fields


def _said(text: str, indicator: str, nature: Nature = Nature.ACTUAL) -> list[Said]:
    """Return the figures of a text that stand in 【】, as marks of one indicator."""
    bare, out, gone = text.replace("【", "").replace("】", ""), [], 0
    for n, match in enumerate(re.finditer(r"【(.+?)】", text)):
        start = match.start() - gone
        gone += 2
        quantity = quantity_of(metric_fields(match[1], 0, len(match[1])))
        assert quantity is not None
        amount = amount_of(quantity)
        fact = Fact(
            n, indicator, "云浦区", 2023, "", True, nature, start, amount.unit, amount.family,
            quantity.comparator, False, amount.low, amount.high, amount.exponent, quantity.kind, 1, "open", "a",
        )  # fmt: skip
        out.append(Said(fact, start, start + len(match[1])))
        assert bare[start : start + len(match[1])] == match[1]
    return out


def _found(text: str, indicator: str) -> list[list[int]]:
    bare = text.replace("【", "").replace("】", "")
    return [[f.number for f in c.facts] for c in within_reports(_said(text, indicator), {"a": bare})]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("全年实现规上工业总产值【612.4亿元】，增长7.8%；完成固定资产投资【118.6亿元】。", "规上工业总产值"),
        ("规上工业总产值【612.4亿元】。\n下面分项报告。规上工业总产值达到【621.4亿元】。", "规上工业总产值"),
        ("全年引进项目【20个】。回顾一年，我们引进项目【21个】。", "引进项目"),
    ],
)
def test_two_figures_of_one_indicator_in_one_report_contradict(text: str, indicator: str) -> None:
    assert _found(text, indicator) == [[0, 1]]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("资产负债率由【68.1%】降至【66.3%】。", "资产负债率"),
        ("甲集团资产总额突破【900亿元】。乙集团资产总额突破【600亿元】。", "资产总额"),
        ("全年新增上市公司【3家】。上市公司累计【12家】。", "上市公司"),
        ("规上工业总产值【612.4亿元】。其中，园区规上工业总产值【118.6亿元】。", "规上工业总产值"),
        ("上半年完成投资【50亿元】。全年完成投资【118.6亿元】。", "投资"),
        ("力争完成投资【130亿元】。全年完成投资【118.6亿元】。", "投资"),
        ("全年完成投资【118.6亿元】。开年就说过：投资【近120亿元】。", "投资"),
        ("全年完成投资【118.6亿元】。投资【118亿元】，创历史新高。", "投资"),
        ("东大道延伸段完成投资【3.2亿元】。北环路完成投资【2.1亿元】。", "完成投资"),
        ("地区生产总值\t增长【6%】\t724.6亿元\t【5.8%】", "地区生产总值增长"),
        ("全年完成投资【118.6亿元】。全年完成投资【118.6亿元】。", "投资"),
        ("引进项目【20个】。引进项目【21个】。引进项目【25个】。引进项目【27个】。引进项目【36个】。", "引进项目"),
    ],
)
def test_other_scopes_and_rounded_figures_are_no_contradiction(text: str, indicator: str) -> None:
    assert _found(text, indicator) == []


def test_what_is_said_between_reports_and_within_one_is_one_contradiction() -> None:
    text = "投资【118.6亿元】。投资【181.6亿元】。"
    (within,) = within_reports(_said(text, "投资"), {"a": text.replace("【", "").replace("】", "")})
    other = within.facts[0]._replace(number=9, report="b", order=99)
    (whole,) = joined([Contradiction("投资", "云浦区", 2023, "2023", (within.facts[1], other))], [within])
    assert [fact.number for fact in whole.facts] == [0, 1, 9]


def test_reports_of_unknown_offices_are_told_apart() -> None:
    text = "投资【118.6亿元】。投资【181.6亿元】。"
    (one,) = within_reports(_said(text, "投资"), {"a": text.replace("【", "").replace("】", "")})
    mine = Contradiction("投资", "", 2023, "2023", one.facts)
    other = Contradiction(
        "投资", "", 2023, "2023", tuple(f._replace(report="b", number=f.number + 9) for f in one.facts)
    )
    assert len(joined([], [mine, other])) == 2
