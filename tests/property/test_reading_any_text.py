"""Reflow changes blanks only and passages cover the text: on any Unicode, and on mixes of lines of reports."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from quandian.core.model import Role
from quandian.reading import passages_of, preview_encodings, read_bytes, reflow
from quandian.reading.encoding import detect
from quandian.reading.reflow import normalise

PROSE = (
    "全年实施重点项目43个，完成投资58.6亿元，其中文化艺术中心地下工程完成75％；安置房一期交付1064套，惠及群众3100余人。"
    "坚持“一项目一专班一张图”，班子成员每周驻点现场，协调解决管线迁改、土方外运等难题，跑出征迁“加速度”。"
    "《高标准农田建设五年规划（2021—2025年）》任务全部销号，主体信用评级保持AA+，票面利率分别为3.36％和2.58％。"
)
LINES = (
    "一、2024年工作总结",
    "（一）聚焦主业，实现新突破。面对复杂形势，沉着有序应对。",
    "——资本运作有作为。全年到位融资72",
    "☆改革深化攻坚行动",
    "1.推进项目建设。全年开工16个。",
    "一是抓好在建项目。确保三季度通车。",
    "云河老市场腾退签约现场",
    "■记者 邵予宁 通讯员 柯闻笛",
    "# 问计新一年",
    "索 引 号 YPK001/2024-00002 成文日期 2024-01-05",
    "同志们：",
    "资产总额\t1080亿元\t12.3%",
    "库容整治有起色。逐座核对大坝档案，完成12座水库清淤。",
    "2024年",
    "the annual report of",
    "Yunpu district",
    "　　全年实现营业收入38.7亿元，",
    "",
    " ",
)


@st.composite
def pieces_of_prose(draw: st.DrawFn) -> str:
    """Prose broken by a column width, with stray empty lines."""
    width = draw(st.integers(6, 60))
    start = draw(st.integers(0, len(PROSE) - 1))
    text = PROSE[start : start + draw(st.integers(1, 200))]
    gap = draw(st.sampled_from(["\n", "\r\n", "\n\n", "\u2029", "\n　　"]))
    return gap.join(text[i : i + width] for i in range(0, len(text), width))


REPORTS = st.lists(st.sampled_from(LINES) | pieces_of_prose() | st.text(max_size=30), max_size=25).map("\n".join)
ANYTHING = st.text(alphabet=st.characters(), max_size=300)  # surrogates and control characters too


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(REPORTS | ANYTHING)
@example("")
@example("\ufeff\ufeff\n\x00\ud800")
@example("紧盯\n\n水库运行,逐座摸清")
@settings(max_examples=400)
def test_reflow_changes_blanks_only(raw: str) -> None:
    assert squeezed(reflow(raw)) == squeezed(normalise(raw))


@given(REPORTS | ANYTHING)
@settings(max_examples=400)
def test_reflow_twice_is_reflow_once(raw: str) -> None:
    once = reflow(raw)
    assert reflow(once) == once


@given(ANYTHING)
def test_normalising_replaces_breaks_and_what_cannot_be_stored_and_nothing_else(raw: str) -> None:
    text = normalise(raw)
    text.encode("utf-8")
    assert "\0" not in text
    assert not re.search("[\r\x0b\x0c\x85\u2028\u2029]", text)
    kept = raw.lstrip("\ufeff").replace("\r\n", "\n")
    assert len(text) == len(kept)
    changed = {old for old, new in zip(kept, text, strict=True) if old != new}
    assert all(old in "\r\x0b\x0c\x85\u2028\u2029\0" or "\ud800" <= old <= "\udfff" for old in changed)


@given(REPORTS | ANYTHING)
@settings(max_examples=300)
def test_reflowed_text_has_one_paragraph_a_line(raw: str) -> None:
    text = reflow(raw)
    assert all(line == line.strip() and line for line in text.split("\n")) or text == ""


@given(REPORTS | ANYTHING)
@settings(max_examples=300)
def test_passages_cover_the_text_in_order(raw: str) -> None:
    text = reflow(raw)
    passages = passages_of(text)
    assert "".join(squeezed(text[p.start : p.end]) for p in passages) == squeezed(text)
    position = 0
    for ordinal, passage in enumerate(passages):
        assert passage.ordinal == ordinal
        assert position <= passage.start < passage.end <= len(text)
        assert passage.paragraph == text.count("\n", 0, passage.start) + 1
        assert (passage.level > 0) == (passage.role is Role.HEADING)
        assert text[passage.start : passage.end] == text[passage.start : passage.end].strip()
        position = passage.end


@given(st.integers(0, len(PROSE) - 60), st.integers(60, len(PROSE)), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_a_file_in_any_encoding_is_read_as_what_was_written(start: int, size: int, encoding: str) -> None:
    text = PROSE[start : start + size]
    draft = read_bytes("报告.txt", text.encode(encoding))
    assert squeezed(draft.text) == squeezed(text)


@given(st.binary(max_size=400))
def test_any_bytes_have_previews_and_a_first_choice(data: bytes) -> None:
    guesses = preview_encodings(data)
    assert guesses[0].encoding == detect(data)
    assert len({guess.encoding for guess in guesses}) == len(guesses) >= 5
