"""Quantities as values: comparing, adding, converting, fields, and how the office writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quandian.core.quantity import (
    Quantity,
    QuantityError,
    Style,
    UnitMismatch,
    base_unit,
    display,
    number_of,
    total,
)
from quandian.core.units import FAMILIES, kind_of


def q(value: str, unit: str, comparator: str = "=", **more: object) -> Quantity:
    fields = {"value": value, "unit": unit, "comparator": comparator, **more}
    found = Quantity.from_fields(fields)
    assert found is not None
    return found


def test_the_same_amount_in_other_scales_is_equal() -> None:
    assert q("2.8", "亿元") == q("28000", "万元") == q("280000000", "元")
    assert q("2.8亿", "元").compare(q("28000", "万元")) == 0


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("1", "公顷"), ("15", "亩")),
        (("1.5", "公里"), ("1500", "米")),
        (("2", "吨"), ("4000", "斤")),
        (("1", "平方公里"), ("1000000", "㎡")),
        (("3", "亩"), ("2000", "平方米")),
        (("1", "兆瓦时"), ("1000", "度")),
        (("2", "小时"), ("120", "分钟")),
        (("1", "%"), ("10", "‰")),
        (("1", "个百分点"), ("100", "个基点")),
    ],
)
def test_units_of_a_family_agree(left: tuple[str, str], right: tuple[str, str]) -> None:
    assert q(*left).compare(q(*right)) == 0
    assert q(*left).sort_key() == q(*right).sort_key()
    assert (q(*left) + q(*right)).value == 2 * Decimal(left[0])


def test_order_and_sum_across_scales() -> None:
    assert q("9999", "万元").compare(q("1", "亿元")) == -1
    assert (q("1.2", "亿元") + q("3000", "万元")).value == Decimal(150_000_000)
    assert total([q("1", "亿元"), q("2", "万元"), q("3", "元")]) == q("100020003", "元")
    assert total([]) is None


@pytest.mark.parametrize(
    ("a", "b"), [("元", "美元"), ("家", "个"), ("%", "个百分点"), ("米", "平方米"), ("元", "元/吨")]
)
def test_units_that_do_not_agree_say_so(a: str, b: str) -> None:
    with pytest.raises(UnitMismatch) as caught:
        _ = q("1", a) + q("1", b)
    assert (caught.value.left, caught.value.right) == (b, a) or (caught.value.left, caught.value.right) == (a, b)
    with pytest.raises(UnitMismatch):
        q("1", a).compare(q("1", b))
    assert not q("1", a).agrees(q("1", b))


def test_ranks_and_masked_figures_are_not_added() -> None:
    rank = q("3", "位", kind="rank")
    with pytest.raises(QuantityError):
        _ = rank + rank
    masked = Quantity.from_fields({"masked": True, "unit": "亿元"})
    assert masked == Quantity(None, "元", masked=True, kind="money")
    with pytest.raises(QuantityError):
        _ = masked + q("1", "元")


@pytest.mark.parametrize(
    ("left", "right", "comparator"),
    [("=", ">", ">"), (">", ">", ">"), (">", "≥", ">"), ("<", "≤", "<"), ("<", ">", "≈")],
)
def test_a_sum_keeps_the_bound_that_still_holds(left: str, right: str, comparator: str) -> None:
    assert (q("1", "家", left) + q("2", "家", right)).comparator == comparator


@pytest.mark.parametrize(
    ("left", "right", "shown"),
    [
        (("3", "小时"), ("180", "分钟"), "6小时"),
        (("3", "小时"), ("20", "分钟"), "200分钟"),
        (("20", "分钟"), ("3", "小时"), "200分钟"),
        (("10", "公顷"), ("7", "亩"), "157亩"),
        (("10", "公顷"), ("15", "亩"), "11公顷"),
        (("36", "小时"), ("2", "天"), "84小时"),
        (("900", "平方米"), ("1", "亩"), "2.35亩"),
        (("2", "天"), ("36", "小时"), "3.5天"),
        (("3", "人"), ("4", "名"), "7人"),
    ],
)
def test_a_sum_never_ends_in_endless_decimals(left: tuple[str, str], right: tuple[str, str], shown: str) -> None:
    assert display(q(*left) + q(*right)) == shown


def test_a_range_is_added_in_the_unit_that_holds_both_ends() -> None:
    summed = q("3", "小时", value_to="4") + q("20", "分钟")
    assert (summed.value, summed.value_to, summed.unit) == (200, 260, "分钟")


def test_a_conversion_that_does_not_end_is_cut() -> None:
    assert display(q("20", "分钟").to("小时")) == "0.333333小时"
    assert display(q("7", "亩").to("公顷")) == "0.466667公顷"


def test_a_masked_figure_is_shown_as_the_report_writes_it() -> None:
    masked = Quantity(None, "元", ">", masked=True, kind="money")
    assert display(masked, quote="超XXX亿元") == "超XXX亿元"
    assert display(q("8", "亿元"), quote="8亿元左右") == "8亿元"


def test_ranges_add_end_by_end() -> None:
    summed = q("30", "家", value_to="50") + q("5", "家")
    assert (summed.value, summed.value_to) == (35, 55)


def test_conversion_keeps_the_figure() -> None:
    assert q("3", "公顷").to("亩").value == 45
    assert display(q("2.8", "亿元").to("万元"), "plain") == "28000万元"
    with pytest.raises(UnitMismatch):
        q("3", "公顷").to("元")


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [
        (q("1100", "亿元", ">"), ">1100亿元"),
        (q("3.80", "%"), "3.80%"),
        (q("8000", "万元", "<"), "<8000万元"),
        (q("1.2", "万亿元"), "1.2万亿元"),
        (q("44.7", "万米"), "44.7万米"),
        (q("15000", "人次", "<"), "<1.5万人次"),
        (q("8.6", "万吨"), "8.6万吨"),
        (q("12000", "吨"), "1.2万吨"),
        (q("12600", "户"), "1.26万户"),
        (q("9999", "户"), "9999户"),
        (q("12345", "户"), "12345户"),
        (q("50000", "人", ">"), ">5万人"),
        (q("30", "家", value_to="50"), "30—50家"),
        (q("8", "%", value_to="10"), "8%—10%"),
        (q("0.5", "个百分点"), "0.5个百分点"),
        (q("12345", "元"), "12345元"),
        (q("10", "位", "≤", kind="rank"), "前10位"),
        (q("-3.2", "%"), "-3.2%"),
        (Quantity(None, "元", ">", masked=True, kind="money"), ">XX元"),
    ],
)
def test_display_as_the_office_writes(quantity: Quantity, shown: str) -> None:
    assert display(quantity).removeprefix("≤") == shown


def test_display_styles() -> None:
    amount = q("1100", "亿元", ">")
    assert display(amount, Style.WIDE) == "＞1100亿元"
    assert display(amount, Style.WORDS) == "超1100亿元"
    assert display(q("300", "亿元", "≥"), "words") == "300亿元以上"
    assert display(amount, Style.PLAIN) == "1100亿元"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,100", "1100"),
        ("２.8", "2.8"),
        ("2.8亿", "280000000"),
        ("-3.2", "-3.2"),
        ("67%", "67"),
        (" 5 ", "5"),
        (5, "5"),
    ],
)
def test_numbers_as_people_write_them(written: object, number: str) -> None:
    assert number_of(written) == Decimal(number)


@pytest.mark.parametrize("written", ["五", "1.2.3", "12家", "NaN", "1e999", "--1"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(QuantityError):
        number_of(written)


def test_empty_fields_hold_no_quantity() -> None:
    assert Quantity.from_fields({"value": "", "unit": "元"}) is None
    assert Quantity.from_fields({}) is None


@pytest.mark.parametrize("bad", [{"comparator": "~"}, {"kind": "size"}, {"value": None}])
def test_values_outside_the_codebook_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(QuantityError):
        Quantity(**{"value": Decimal(1), "unit": "家", **bad})  # type: ignore[arg-type]


def test_kinds_follow_the_unit() -> None:
    assert [kind_of(u) for u in ("元", "美元", "%", "家", "亩", "公里", "天", "吨", "元/吨", "人次/日")] == [
        "money", "money", "percent", "count", "area", "length", "duration", "other", "money", "other",
    ]  # fmt: skip


def test_scales_split_from_units() -> None:
    assert base_unit("万亿元") == ("元", Decimal(10**12))
    assert base_unit("百万元") == ("元", Decimal(10**6))
    assert base_unit("万千瓦时") == ("千瓦时", Decimal(10**4))
    assert base_unit("％") == ("%", Decimal(1))


UNITS = sorted({unit for _, units in FAMILIES.values() for unit in units} | {"元", "家"})
values = st.decimals(min_value=Decimal("-1e9"), max_value=Decimal("1e12"), places=3)


@given(values, st.sampled_from(UNITS))
def test_fields_come_back(value: Decimal, unit: str) -> None:
    quantity = Quantity(value, unit, kind=kind_of(unit))
    assert Quantity.from_fields(quantity.to_fields()) == quantity


@given(values, values, values, st.sampled_from(sorted(FAMILIES)), st.data())
def test_sums_do_not_depend_on_order(a: Decimal, b: Decimal, c: Decimal, family: str, data: st.DataObject) -> None:
    units = sorted(FAMILIES[family][1])
    parts = [Quantity(v, data.draw(st.sampled_from(units)), kind="other") for v in (a, b, c)]
    left, right = (parts[0] + parts[1]) + parts[2], parts[2] + (parts[1] + parts[0])
    assert abs(left.sort_key()[1] - right.sort_key()[1]) < Decimal("1e-20")
    assert left.agrees(right)
