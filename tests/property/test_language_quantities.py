"""Properties of the quantity parser: spellings read back, any text is safe, time grows with the text only."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quandian.core.quantity import Quantity, display
from quandian.language.numerals import fold, han_value
from quandian.language.quantities import metric_fields, parse

UNITS = ("元", "%", "家", "人次", "平方米", "吨", "个百分点", "公里", "户", "项", "万元", "亿元")
BEFORE = {"": "=", "超": ">", "近": "<", "约": "≈", "不少于": "≥", "不超过": "≤", "突破": ">", "逾": ">"}
AFTER = {"": "=", "以上": "≥", "以内": "≤", "左右": "≈"}
SIZES = {"万元": 10**4, "亿元": 10**8}
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")

numbers = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(999_999), places=2).map(
    lambda d: d.quantize(Decimal(1)) if d == d.to_integral_value() else d
)
HAN = "零一二三四五六七八九"
REPORT_CHARS = (
    "0123456789０９.,，、%％XX×万亿千百十一二三零点余多近超约至-—~“”《》\n"
    "第前每个家元年月级分之成翻番位数 a+/\U00020bb7"
)
text_of_reports = st.text(alphabet=st.sampled_from(list(REPORT_CHARS)))


def han(n: int) -> str:
    """Write a whole number below 10^12 the way reports do."""
    if n >= 10**8:
        rest = n % 10**8
        return han(n // 10**8) + "亿" + (("零" if rest < 10**7 else "") + han(rest) if rest else "")
    if n >= 10**4:
        rest = n % 10**4
        return han(n // 10**4) + "万" + (("零" if rest < 10**3 else "") + han(rest) if rest else "")
    out, gap = "", False
    for size, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // size % 10
        if digit:
            out += ("零" if gap and out else "") + HAN[digit] + word
            gap = False
        else:
            gap = bool(out)
    return out


@given(numbers, st.sampled_from(UNITS), st.sampled_from(sorted(BEFORE)), st.sampled_from(sorted(AFTER)), st.booleans())
def test_a_figure_in_any_spelling_reads_back(number: Decimal, unit: str, before: str, after: str, wide: bool) -> None:
    written = f"{number:f}{unit}"
    if wide:
        written = written.translate(WIDE)
    quote = before + written + after
    text = f"本年度指标为{quote}。"
    found = parse(text)
    assert [text[s.start : s.end] for s in found] == [quote]
    fields = found[0].fields()
    assert Decimal(fields["value"]) == number * SIZES.get(unit, 1)
    assert fields["unit"] == ("元" if unit in SIZES else unit)
    assert fields["comparator"] == (BEFORE[before] if before else AFTER[after])


@given(st.integers(1, 10**12 - 1))
def test_han_numerals_read_back(n: int) -> None:
    assert han_value(han(n)) == n


@given(st.integers(21, 10**9), st.sampled_from(("元", "家", "人次", "户", "亩", "吨")))
def test_han_figures_read_back(n: int, unit: str) -> None:
    text = f"全年完成{han(n)}{unit}。"
    found = parse(text)
    assert [(s.quantity.value, text[s.start : s.end]) for s in found] == [(n, han(n) + unit)]


@given(numbers, st.sampled_from(("元", "家", "人次", "平方米", "吨", "%")))
def test_what_is_displayed_reads_back(number: Decimal, unit: str) -> None:
    quantity = Quantity(number, unit, kind="percent" if unit == "%" else "count")
    text = f"合计{display(quantity, 'plain')}。"
    assert [s.quantity.value for s in parse(text)] == [number]


@given(st.one_of(text_of_reports, st.text()))
@settings(max_examples=400)
def test_any_text_is_parsed_without_failing_and_spans_do_not_overlap(text: str) -> None:
    assert len(fold(text)) == len(text)
    end = 0
    for span in parse(text):
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip()
        assert "\n" not in text[span.start : span.end]
        end = span.end
        again = metric_fields(text, span.start, span.end)
        assert again["unit"] == span.quantity.unit
    metric_fields(text, 0, len(text))


@given(text_of_reports, st.integers(-5, 40), st.integers(-5, 40))
def test_metric_fields_takes_any_span(text: str, start: int, end: int) -> None:
    metric_fields(text, start, end)


HOSTILE = {
    "digits": "1" * 1000,
    "commas": "123,456," * 100,
    "han": "一百" * 500,
    "powers": "万亿" * 500,
    "quotes": "“" * 1000,
    "titles": "《" * 1000,
    "masks": "X" * 1000,
    "lists": "5、" * 500,
    "scopes": "全国全省全市" * 150 + "前十位",
    "codes": "1+2-" * 250,
    "ranges": "1至" * 500,
    "plain": "全年完成投资12.6亿元，同比增长8.5%，新增企业30余家。" * 30,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_time_grows_no_faster_than_the_text(name: str) -> None:
    """Ten times the text, in one paragraph, may take some twenty times as long; a quadratic rule takes a hundred."""

    def seconds(text: str) -> float:
        best = 9.0
        for _ in range(3):
            began = time.perf_counter()
            parse(text)
            best = min(best, time.perf_counter() - began)
        return best

    parse("1家")
    small = HOSTILE[name] * 10
    assert seconds(small * 10) < 25 * seconds(small) + 0.05


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_the_work_grows_with_the_text_and_no_faster() -> None:
    """A pattern that backtracks shows as more than four times the work for twice the text, on any machine."""
    text = HOSTILE["plain"] * 200 + "".join(HOSTILE.values()) * 3

    def work(times: int) -> float:
        began = time.process_time()
        assert len(parse(text * times)) >= 10_000 * times
        return time.process_time() - began

    work(1)
    assert work(2) < 4 * work(1) + 0.5
