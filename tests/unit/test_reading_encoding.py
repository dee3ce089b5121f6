"""Encodings are told from the whole file, can be overridden, and can be previewed."""

from __future__ import annotations

import codecs

import pytest

from quandian.core.errors import UserError
from quandian.reading import preview_encodings, read_bytes
from quandian.reading.encoding import detect

SIMPLE = "2023年，开发区紧扣“产业强区、实干争先”主线，着力构建现代产业体系，完成固定资产投资118.6亿元，增长11.2%。\n"
TRADITIONAL = "二零二三年，開發區緊扣主線，著力構建現代產業體系，完成固定資產投資，經濟運行總體平穩、穩中提質。\n"

CASES = [
    (SIMPLE, "utf-8", "utf-8"),
    (SIMPLE, "utf-8-sig", "utf-8"),
    (SIMPLE, "gb18030", "gb18030"),
    (SIMPLE, "gbk", "gb18030"),
    (SIMPLE, "utf-16-le", "utf-16-le"),
    (SIMPLE, "utf-16-be", "utf-16-be"),
    (TRADITIONAL, "big5", "big5hkscs"),
    (TRADITIONAL, "utf-8", "utf-8"),
    (TRADITIONAL, "gb18030", "gb18030"),
]


@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize(("text", "written", "found"), CASES)
def test_every_encoding_is_told(text: str, written: str, found: str, times: int) -> None:
    data = (text * times).encode(written)
    assert detect(data) == found
    assert read_bytes("a.txt", data).text.split("\n")[0] == text.strip()


@pytest.mark.parametrize(("text", "written", "found"), [case for case in CASES if not case[1].startswith("utf-16")])
def test_pieces_of_forty_bytes_are_enough(text: str, written: str, found: str) -> None:
    assert detect(text.encode(written)[:40]) == found


@pytest.mark.parametrize("mark", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_decides_and_vanishes(mark: str) -> None:
    bom = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(mark, b"")
    assert read_bytes("a.txt", bom + SIMPLE.encode(mark)).text == SIMPLE.strip()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_bad_byte_does_not_change_the_answer(encoding: str) -> None:
    data = (SIMPLE * 20).encode(encoding)
    draft = read_bytes("a.txt", data[:101] + b"\xff" + data[101:])
    assert draft.encoding == encoding
    assert "notice.undecodable" in draft.notices


def test_letters_after_the_first_hundred_thousand_bytes_count() -> None:
    data = b"a line of plain letters\n" * 10_000 + (SIMPLE * 30).encode("gb18030")
    assert detect(data) == "gb18030"


def test_the_user_can_choose_and_sees_the_first_lines() -> None:
    data = TRADITIONAL.encode("gb18030")
    guesses = preview_encodings(data)
    assert guesses[0].first_lines == (TRADITIONAL.strip(),)
    assert [guess.score for guess in guesses] == sorted((guess.score for guess in guesses), reverse=True)
    forced = read_bytes("a.txt", data[:40], encoding="utf-16-le")
    assert forced.encoding == "utf-16-le"
    assert forced.text != read_bytes("a.txt", data).text


@pytest.mark.parametrize("encoding", ["klingon", "utf-8", "base64"])
def test_an_encoding_that_does_not_fit_says_so(encoding: str) -> None:
    with pytest.raises(UserError) as caught:
        read_bytes("a.txt", (SIMPLE * 3).encode("gb18030"), encoding=encoding)
    assert caught.value.code == "import.wrong_encoding"
