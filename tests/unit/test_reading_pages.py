"""Pages are told where the file says so: form feeds in a text, the breaks Word has left in its file."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quandian.reading import read_bytes
from quandian.reading.pages import page_starts

PAGES = [
    "云浦区2024年工作报告\n一、回顾\n全年完成投资118.6亿元。",
    "新建学校3所。\n二、打算",
    "力争增长8%。\n谢谢大家。",
]


def word(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f'<?xml version="1.0"?><w:document><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def runs(*texts: str) -> str:
    return "".join(f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>" for text in texts)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_form_feeds_begin_pages(encoding: str) -> None:
    data = "\f".join(PAGES).encode(encoding)
    text = read_bytes("报告.txt", data).text
    starts = page_starts(data, text)
    assert [text[at:].split("\n")[0] for at in starts] == ["新建学校3所。", "力争增长8%。"]


def test_a_text_without_form_feeds_and_one_that_ends_in_one_have_no_pages() -> None:
    assert page_starts("\n".join(PAGES).encode(), "\n".join(PAGES)) == ()
    assert page_starts(("\n".join(PAGES) + "\f").encode(), "\n".join(PAGES)) == ()


def test_word_says_where_it_broke_the_page() -> None:
    body = (
        runs("一段", "二段")
        + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>三段 &amp; 更多</w:t></w:r></w:p>"
        + "<w:p><w:r><w:t>四段前</w:t><w:lastRenderedPageBreak/><w:t>四段后</w:t></w:r></w:p>"
    )
    text = "一段\n二段\n一、三段 & 更多\n四段前四段后"
    starts = page_starts(word(body), text)
    assert [text[at : at + 3] for at in starts] == ["一、三", "四段前"]  # half a paragraph more or less is no matter
    assert len(starts) == 2


def test_a_word_file_that_word_never_saved_says_nothing() -> None:
    body = runs("一段") + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + runs("二段")
    assert page_starts(word(body), "一段\n二段") == ()


@given(st.binary(max_size=400), st.text(max_size=200))
def test_nothing_is_assumed_of_files(data: bytes, text: str) -> None:
    for source in (data, b"PK" + data, word("") + data, b"\x0c" + data):
        starts = page_starts(source, text)
        assert list(starts) == sorted(starts)
        assert all(0 <= at <= len(text) for at in starts)
