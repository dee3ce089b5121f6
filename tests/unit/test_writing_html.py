from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html as lxml_html
from test_writing_word import briefing
from test_writing_word_forms import FULL, full

from quandian.core.briefing_tree import Cite, Form
from quandian.writing.chart_shapes import axis_of
from quandian.writing.gongwen import Fonts
from quandian.writing.html import html_text
from quandian.writing.markdown import markdown_text, plain


@pytest.mark.parametrize("form", [Form(), Form(links=True), FULL, replace(FULL, cite=Cite.BRACKETS)])
def test_every_anchor_of_the_page_is_there_and_only_once(form: Form) -> None:
    page = lxml_html.document_fromstring(html_text(full(form)).encode())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = page.xpath("//a/@href")
    assert links
    assert {link[1:] for link in links if link.startswith("#")} - {"s_9"} <= set(ids)
    assert all(link.startswith(("#", "quandian://passage/")) for link in links)


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    text = html_text(full(), fonts=Fonts(body='坏"</style><script>alert(1)</script>'))
    page = lxml_html.document_fromstring(text.encode())
    assert not page.xpath("//script | //link | //img | //iframe")
    assert "url(" not in text
    assert "default-src 'none'" in text


def test_words_of_a_report_stay_words() -> None:
    page = html_text(briefing(quote='<b>a & "b"</b>\x00\ud800', note="<script>x</script>"))
    assert "&lt;b&gt;a &amp; &quot;b&quot;&lt;/b&gt;" in page
    assert "<script>" not in page
    page.encode("utf-8")


def test_html_has_what_the_tree_has() -> None:
    made = full()
    text = "".join(lxml_html.document_fromstring(html_text(made).encode()).itertext())
    for section in made.walk():
        assert section.number + section.title in text
    for quote in made.quotes():
        assert quote.text in text
    for words in ("云浦区人民政府文件", "云政〔2025〕1号", "目　录", "区政府：", "抄送：区委办，区人大办。"):
        assert words in text


def test_html_and_markdown_are_the_same_twice() -> None:
    assert html_text(full()) == html_text(full())
    assert markdown_text(full()) == markdown_text(full())


def test_markdown_tells_the_tree() -> None:
    text = markdown_text(full())
    assert text.index("# 云浦区工作简报") < text.index("## 一、总体情况") < text.index("### （一）争当先锋")
    assert "[^1]: " in text
    assert "[^1]" in text.split("[^1]: ")[0]
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert rows
    assert all(len(re.findall(r"(?<!\\)\|", row)) >= 3 for row in rows)


@pytest.mark.parametrize(
    "text",
    ["1. 完成", "- 完成", "# 标题", "*强调*", "a|b", "[x](y)", "<script>", "`x`", "2) 完成", "+ 1", "---", "==="],
)
def test_words_that_look_like_marks_are_told_as_words(text: str) -> None:
    assert plain(text) != text
    assert re.sub(r"\\(.)", r"\1", plain(text)) == text


@pytest.mark.parametrize("text", ["118.6亿元", "-5%", "+3.2个百分点", "2025.3完成", "1.完成"])
def test_figures_have_no_marks_between_their_digits(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("values", "axis"), [([3.0, 48.0], (0.0, 50.0, 10.0)), ([0.0], (0.0, 1.0, 0.2)), ([-5.0, 5.0], (-6.0, 6.0, 2.0))]
)
def test_axes_begin_at_nought_and_hold_every_value(values: list[float], axis: tuple[float, float, float]) -> None:
    assert axis_of(values) == pytest.approx(axis)
