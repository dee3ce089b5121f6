"""Every case of tests/files/quantities: what is a metric with which fields, and what must be left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quandian.core.units import kind_of
from quandian.language.lexicon import quantity_lexicon
from quandian.language.quantities import metric_fields, parse

FILES = Path(__file__).parent.parent / "files" / "quantities"


def cases(name: str) -> list[Any]:
    lines = (FILES / name).read_text("utf-8").splitlines()
    return [pytest.param(case["text"], case["metrics"], id=case["text"][:20]) for case in map(json.loads, lines)]


def as_found(text: str) -> list[dict[str, Any]]:
    found = []
    for span in parse(text):
        fields = span.fields()
        value = fields["value"]
        row = {
            "start": span.start,
            "end": span.end,
            "quote": text[span.start : span.end],
            "value": value,
            "unit": fields["unit"],
            "comparator": fields["comparator"],
            "kind": fields["kind"],
        }
        if fields["masked"]:
            row["masked"] = True
        if "value_to" in fields:
            row["value_to"] = fields["value_to"]
        found.append(row)
    return found


@pytest.mark.parametrize(("text", "metrics"), cases("metrics.jsonl"))
def test_metrics_are_found_with_their_fields(text: str, metrics: list[dict[str, Any]]) -> None:
    assert as_found(text) == metrics


@pytest.mark.parametrize(("text", "metrics"), cases("left_alone.jsonl"))
def test_what_is_no_metric_is_left_alone(text: str, metrics: list[dict[str, Any]]) -> None:
    assert [row["quote"] for row in as_found(text)] == []


@pytest.mark.parametrize(("text", "metrics"), cases("metrics.jsonl"))
def test_a_span_chosen_a_bit_wider_or_narrower_fills_the_same_fields(text: str, metrics: list[dict[str, Any]]) -> None:
    for row in metrics:
        exact = metric_fields(text, row["start"], row["end"])
        assert exact["value"] == row["value"]
        assert exact["comparator"] == row["comparator"]
        assert metric_fields(text, max(0, row["start"] - 1), row["end"])["value"] == row["value"]
        assert metric_fields(text, row["end"] - 1, row["end"]) == exact


@pytest.mark.parametrize(
    ("text", "metrics"), [case for name in sorted(FILES.glob("varied_*.jsonl")) for case in cases(name.name)]
)
def test_sentences_of_all_kinds_give_every_field_and_nothing_else(text: str, metrics: list[dict[str, Any]]) -> None:
    """Cities and counties, firms, hospitals, courts, interviews, 1980s to now; "indicator" lists what may be named."""
    spans = parse(text)
    fields = ("start", "end", "quote", "value", "unit", "comparator", "kind", "masked", "value_to")
    assert as_found(text) == [{key: row[key] for key in fields if key in row} for row in metrics]
    assert [span.period for span in spans] == [row["period"] for row in metrics]
    for span, row in zip(spans, metrics, strict=True):
        assert span.indicator in (row["indicator"] or [""])


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("区属公司计划完成水利设施项目投资46亿元以上。", ["水利设施项目投资"]),
        (
            "资产总额120亿元、营业收入33亿元、利润总额4亿元，同比分别增长9%、8%和12%。",
            ["资产总额", "营业收入", "利润总额"] * 2,
        ),
        ("出口额、进口额和港口吞吐量分别增长9%、8%和12%。", ["出口额", "进口额", "港口吞吐量"]),
        ("打造16个社区文化活动阵地并集中授牌。", ["社区文化活动阵地"]),
        ("招引专业服务机构9家，市级创新中心2个。", ["专业服务机构", "市级创新中心"]),
        ("现代服务业增加值达88亿元。", ["现代服务业增加值"]),
        ("人均产值83万元。", ["人均产值"]),
        ("规上工业总产值612亿元，同比增长7.8%。", ["规上工业总产值"] * 2),
        ("“专精特新”企业60家。", ["“专精特新”企业"]),
        ("市水务、市粮食集团营业收入分别突破860亿元和540亿元。", ["营业收入"] * 2),
        ("市水务集团、市粮食集团分别完成投资11亿元和7亿元。", [""] * 2),
        ("跨境电商出口额较2020年翻了一番。", ["跨境电商出口额"]),
        ("其中新开工16个、竣工19个。", ["", ""]),
        ("上半年新开工26个，新开工项目30个。", ["", "新开工项目"]),
        ("综合考评列第19位。", ["综合考评"]),
        ("地区生产总值\t增长6%左右\t724.6亿元\t5.8%", ["地区生产总值"] * 3),
        ("实际使用外资1.11亿美元，建成“云浦书房”6家。", ["实际使用外资", "“云浦书房”"]),
        ("截至2023年末，有效发明专利拥有量120件。", ["有效发明专利拥有量"]),
    ],
)
def test_what_is_measured_is_named_in_the_texts_own_words(text: str, indicators: list[str]) -> None:
    assert [span.indicator for span in parse(text)] == indicators


@pytest.mark.parametrize(
    ("text", "period", "base"),
    [
        ("2021年，全区完成投资60亿元。", "2021", ""),
        ("截至2024年6月底，累计签约112个。", "2024-06", ""),
        ("2020—2022年，累计投资60亿元。", "2020-2022", ""),
        ("2023年上半年实现税收8.9亿元。", "2023-H1", ""),
        ("2023年第三季度实现税收8.9亿元。", "2023-Q3", ""),
        ("到2025年，产业规模达到300亿元。", "2025", ""),
        ("一九八五年粮食总产三百万斤。", "1985", ""),
        ("产值较2020年增长35%。", "", "较2020年"),
        ("2000年产值是1985年的4.3倍。", "2000", "1985年"),
        ("“八五”末，产值达到3亿元。", "1995", ""),
        ("2024年1—5月，完成投资3亿元。", "2024年1-5月", ""),
        ("2023年，全区经济回升，上半年税收2亿元。", "2023-H1", ""),
        ("2022年产值同比增长8%。", "2022", "同比"),
        ("出口额比上年增长8%。", "", "比上年"),
        ("全年完成投资60亿元。", "", ""),
        ("2021年启动建设。目前完成投资60亿元。", "", ""),
    ],
)
def test_period_and_base_of_comparison(text: str, period: str, base: str) -> None:
    (span,) = parse(text)
    assert (span.period, span.base) == (period, base)
    assert span.fields().get("period", "") == period


def test_the_kinds_of_units_are_those_a_typed_unit_gets() -> None:
    """A metric read from the text and one whose unit an analyst types must not differ in kind."""
    differing = {
        u.word: (u.kind, kind_of(u.base)) for u in quantity_lexicon().units.values() if u.kind != kind_of(u.base)
    }
    assert differing == {}


def test_a_row_of_a_table_measures_what_its_first_cell_says() -> None:
    assert [s.indicator for s in parse("城镇新增就业\t3.2万人\t3.5万人")] == ["城镇新增就业"] * 2


def test_places_a_rank_rose_from_and_to() -> None:
    found = parse("从2020年的第15位上升到2023年的第8位。")
    assert [(str(s.quantity.value), s.quantity.kind, s.period) for s in found] == [
        ("15", "rank", "2020"),
        ("8", "rank", "2023"),
    ]


def test_a_wide_span_takes_the_figure_it_holds_and_words_alone_give_nothing() -> None:
    text = "存款余额首破万亿元大关，稳居前列。"
    assert metric_fields(text, 0, len(text))["value"] == "1000000000000"
    assert metric_fields(text, 7, 9)["comparator"] == ">"
    assert metric_fields(text, 0, 4) == {}
    assert metric_fields(text, 5, 5) == {}


def test_what_is_left_alone_is_read_when_the_analyst_marks_it() -> None:
    text = "实施“15分钟社区服务圈”建设，开展园区提质三年行动。"
    assert parse(text) == []
    start = text.index("15")
    assert metric_fields(text, start, start + 4) | {"indicator": ""} == {
        "value": "15", "unit": "分钟", "comparator": "=", "masked": False, "kind": "duration", "indicator": "",
    }  # fmt: skip


def test_a_part_of_a_text_is_parsed_with_its_context() -> None:
    text = "营业收入分别突破860亿元和540亿元。\n新增企业3家。"
    start = text.index("540")
    (span,) = parse(text, start, len(text) - 7)
    assert (text[span.start : span.end], span.quantity.comparator) == ("540亿元", ">")
