"""Masking: whatever is to be hidden is nowhere in what comes out, and every span still stands on its words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quandian.core.masking import Masker, Shift, fold, key_of, maskable, stand_in
from quandian.language.persons import find_names
from quandian.language.private import figure_edits, find_contacts

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
    assert find_contacts("金额13812345678901元，2021年1月1日至2022年12月31日，20220122") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("传真(0571)8234 5679", "phone"),
        ("（0571）82345679", "phone"),
        ("138 123 45678", "phone"),
        ("一三八一二三四五六七八", "phone"),
        ("110105194912310021", "id"),  # its check sign is wrong: a slip of the pen, and still somebody's
        ("330106 19800101 1234", "id"),
        ("代码91330109MA2H1AB23X", "id"),
        ("账号6222 0212 3456 7890 123", "id"),
        ("护照E12345678", "id"),
        ("浙A·D12345", "id"),
        ("微信号zhangjg1980", "id"),
        ("QQ 123456789", "id"),
    ],
)
def test_contacts_in_every_spelling(text: str, kind: str) -> None:
    assert [c.kind for c in find_contacts(f"联系：{text}，请保密。")] == [kind]


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


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("营业收入（万元） 12345 23456", "营业收入（万元） XXX XXX"),
        ("合计 | 345.6 | 890", "合计 | XXX | XXX"),
        ("GDP增速为6.5。", "GDP增速为XXX。"),
        ("投资额为：128.6（亿元）", "投资额为：XXX（亿元）"),
        ("总值12 8.6亿元", "总值XXX XXX亿元"),  # torn by a scan
        ("打造百亿级产业集群", "打造XXX亿级产业集群"),
        ("资产突破百亿元，增长两位数", "资产突破XXX亿元，增长XX位数"),
        ("占比达七成。", "占比达XX成。"),
        ("2021 年 12 月 31 日，第三名，一成不变", "2021 年 12 月 31 日，第三名，一成不变"),
    ],
)
def test_figures_that_no_grammar_reads(text: str, masked: str) -> None:
    assert Masker({}, figure_edits).mask(text).text == masked


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王伟局长到场", ["王伟"]),
        ("张建国（董事长）到会", ["张建国"]),
        ("组长：李雷，副组长：韩梅梅、高大鹏", ["李雷", "韩梅梅", "高大鹏"]),
        ("李 明、王 芳 同志", ["李明", "王芳"]),
        ("王敏任组长", ["王敏"]),
        ("陈静等3人获奖", ["陈静"]),
        ("欧阳娜娜、慕容雪", ["欧阳娜娜", "慕容雪"]),
        ("迪丽热巴·迪力木拉提", ["迪丽热巴·迪力木拉提"]),
        ("建设文化旅游城·康养新云浦，成绩只代表过去，加强外派监事管理，", []),
    ],
)
def test_names_are_sure_by_what_stands_beside(text: str, names: list[str]) -> None:
    assert [n.name for n in find_names(text) if n.sure] == names
