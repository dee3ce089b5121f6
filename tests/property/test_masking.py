"""Masking: whatever is to be hidden is nowhere in what comes out, and every span still stands on its words."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quandian.core.masking import Masker, Shift, fold, key_of, maskable, stand_in
from quandian.language.private import figure_edits, find_contacts, is_card_number

SIGNS = "张伟某甲乙公司国家aB1２ 　，。\n■X超亿元"
words = st.text(SIGNS, min_size=1, max_size=4)
texts = st.text(SIGNS, max_size=60)
spans = st.tuples(st.integers(0, 60), st.integers(1, 20))


def pairs_of(found: list[str]) -> dict[str, str]:
    originals = {key_of(w): w for w in found if maskable(w)}
    check = Masker(dict.fromkeys(originals.values(), "x"))
    taken: set[str] = set()
    pairs = {}
    for word in originals.values():
        pairs[word] = stand_in(word, "term", taken, lambda text: bool(check.finds(text)))
        taken.add(pairs[word])
    return pairs


@given(st.lists(words, max_size=6), texts, spans)
def test_no_word_stays_and_spans_keep_their_words(found: list[str], text: str, span: tuple[int, int]) -> None:
    pairs = pairs_of(found)
    masker = Masker(pairs, figure_edits)
    masked = masker.mask(text)
    assert masker.finds(masked.text) == []
    for word in pairs:
        assert key_of(word) not in fold(masked.text)
    start = min(span[0], len(text))
    end = min(start + span[1], len(text))
    if start == end:
        return
    new_start, new_end = masked.span(start, end)
    assert 0 <= new_start < new_end <= len(masked.text)
    back_start, back_end = masked.origin(new_start, new_end)
    assert back_start <= start
    assert back_end >= end


@given(st.lists(words, max_size=4), texts)
def test_what_no_word_touches_stays_where_it_was(found: list[str], text: str) -> None:
    masker = Masker(pairs_of(found))
    masked = masker.mask(text)
    if len(masked.shifts) > 1:
        return
    hidden = {place for a, b, _ in masker.finds(text) for place in range(a, b)}
    for place, sign in enumerate(text):
        if place not in hidden:
            start, end = masked.span(place, place + 1)
            assert masked.text[start:end] == sign
            assert masked.origin(start, end) == (place, place + 1)


@given(st.lists(words, min_size=1, max_size=5), st.lists(texts, min_size=2, max_size=3))
def test_a_word_becomes_the_same_everywhere(found: list[str], many: list[str]) -> None:
    masker = Masker(pairs_of(found))
    assert [masker.plain(t) for t in many] == [Masker(pairs_of(found)).plain(t) for t in many]


def test_shift_maps_both_ends_of_an_edit() -> None:
    shift = Shift("前张伟后", [(1, 3, "张某甲")])
    assert shift.text == "前张某甲后"
    assert (shift.start(0), shift.end(1)) == (0, 1)
    assert (shift.start(2), shift.end(2)) == (1, 4)
    assert (shift.start(3), shift.end(4)) == (4, 5)


def test_spelling_does_not_hide_a_word() -> None:
    masker = Masker({"张伟": "张某", "ABC集团": "甲集团"})
    assert masker.plain("张 伟、张　伟和张伟在ＡＢＣ集团、abc 集团") == "张某、张某和张某在甲集团、abc 集团"


def test_a_word_made_by_its_neighbours_is_found_too() -> None:
    masker = Masker({"张伟": "丙某", "某国": "丁地"})
    assert "某国" not in masker.plain("张伟国强")


@given(st.text("0123456789xX-— 转(）a@.cn中", max_size=40))
def test_contacts_never_fail(text: str) -> None:
    found = find_contacts(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_contacts() -> None:
    text = (
        "电话0571-88886666，手机 138 1234 5678，身份证11010519491231002X，邮箱 Zhang.Wei@yunpu.gov.cn，热线87654321。"
    )
    assert [c.kind for c in find_contacts(text)] == ["phone", "phone", "id", "email", "phone"]
    assert find_contacts("编号110105194912310021，金额13812345678901元") == []
    assert is_card_number("11010519491231002x")


def test_figures_lose_their_digits_and_keep_their_words() -> None:
    masker = Masker({}, figure_edits)
    cases = {
        "资产总额超1100亿元": "资产总额超XXX亿元",
        "同比增长8.5%。": "同比增长XX%。",
        "建成３个园区": "建成XXX个园区",
        "提高2.5个百分点": "提高XX个百分点",
        "惠及五十余户": "惠及XXX余户",
        "2023年完成投资60亿元": "2023年完成投资XXX亿元",
        "“十四五”规划": "“十四五”规划",
        "营业收入首次突破百亿元": "营业收入首次突破XXX亿元",
    }
    assert {text: masker.plain(text) for text in cases} == cases
