"""Suggestions on any text: never an error, always inside the text, linear in its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quandian.core.codebook import BUILT_IN_TAGS
from quandian.core.fields import checked_fields
from quandian.core.model import Passage, Role, TagId
from quandian.language.suggest import examples_at, reason_text, suggest
from quandian.language.units import units_of
from quandian.reading import passages_of

WORDS = """一、 （一） 1. —— ☆ 2021年 2022年， 工作总结 工作思路 将 要 已 了 完成 推进 力争 今年 去年， 存在的问题 不足
。 ； ， ！ ？ ： “ ” 《 》 （ ） 300亿元以上 8.5% XXX个 6月底前 2023年13月 二季度 年底前 全年 五年来
“十三五”期间 由市发改局牵头 2022年2月30日前 同志们： 各位代表 记者 分享: 𠀀 各 民生"""
TAGS = {tag.id: tag for tag in BUILT_IN_TAGS}
PIECES = st.sampled_from([*WORDS.split(), " ", "\n", "\n\n", "\u3000", "\t"])
REPORTS = st.lists(PIECES, max_size=80).map("".join)


@given(st.one_of(REPORTS, st.text(max_size=400)))
@settings(max_examples=200)
@example("“" * 300)
@example("《" * 300 + "。")
@example("；" * 50)
@example("\n".join(["一、2021年工作总结"] * 30))
def test_suggestions_lie_inside_the_text(text: str) -> None:
    passages = passages_of(text)
    for draft in suggest(text, passages):
        assert 0 <= draft.start < draft.end <= len(text)
        assert text[draft.start : draft.end].strip() == text[draft.start : draft.end]
        assert 0.5 <= draft.score <= 1
        assert reason_text(draft.reason)
        assert checked_fields(TAGS[draft.tag], draft.fields) == draft.fields  # as a person could have typed them


@given(REPORTS)
@settings(max_examples=100)
def test_units_are_in_order_and_within_their_passages(text: str) -> None:
    passages = passages_of(text)
    end = 0
    for unit in units_of(text, passages):
        assert end <= unit.start < unit.end
        assert passages[unit.passage].start <= unit.start
        assert unit.end <= passages[unit.passage].end
        end = unit.end


@given(
    REPORTS, st.lists(st.tuples(st.integers(-5, 200), st.integers(-5, 200), st.sampled_from(list(Role))), max_size=6)
)
@settings(max_examples=100)
def test_passages_that_do_not_fit_the_text_do_no_harm(text: str, places: list[tuple[int, int, Role]]) -> None:
    passages = [Passage(i, i + 1, start, end, role) for i, (start, end, role) in enumerate(places)]
    for draft in suggest(text, passages):
        assert 0 <= draft.start < draft.end <= len(text)


@given(REPORTS, st.lists(st.tuples(st.sampled_from(["goal", "metric", "x"]), st.integers(0, 99), st.integers(0, 99))))
@settings(max_examples=60)
def test_any_decisions_can_be_learnt_from(text: str, decisions: list[tuple[str, int, int]]) -> None:
    made = [(TagId(tag), a, b, a % 2 == 0) for tag, a, b in decisions]
    assert all(e.tag in ("goal", "metric") for e in examples_at(text, passages_of(text), made))


@given(REPORTS)
@settings(max_examples=30)
def test_the_same_text_gives_the_same_suggestions(text: str) -> None:
    passages = passages_of(text)
    assert suggest(text, passages) == suggest(text, passages)


@pytest.mark.parametrize(
    "piece",
    [
        "推进项目建设，完成投资3亿元。",
        "“",
        "2022年将",
        "（一）",
        "已" * 20,
        "存在不足；",
        "一、工作总结\n完成。\n",
        "——",
    ],
)
def test_time_grows_with_length_only(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * count
        passages = (Passage(0, 1, 0, len(text), Role.BODY),) if "\n" not in piece else passages_of(text)
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            suggest(text, passages)
            best = min(best, time.process_time() - begun)
        return best

    small, large = seconds(300), seconds(3000)
    assert large < 25 * max(small, 0.004)
