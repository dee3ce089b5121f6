"""Word files in every form: footnotes, contents, red head, charts, links; and the marked original."""

from __future__ import annotations

import io
import re
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree
from test_writing_word import SHARED, briefing

from quandian.core.briefing_tree import (
    Briefing,
    Chart,
    ChartForm,
    Cite,
    Form,
    Imprint,
    Line,
    Masthead,
    Section,
)
from quandian.core.model import Passage, Role
from quandian.writing.gongwen import Fonts, signature_gaps
from quandian.writing.marked import Marked, Remark, marked_bytes
from quandian.writing.word import docx_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FULL = Form(
    cite=Cite.FOOTNOTES,
    contents="目　录",
    links=True,
    masthead=Masthead("云浦区人民政府文件", "云政〔2025〕1号", "沈牧川", "000001", "内部", "加急"),
    imprint=Imprint("区委办，区人大办", "研究室", "2025年3月1日印发"),
    to="区政府：",
    signature="研究室",
    signed_on="2025年3月1日",
)
CHARTS = tuple(
    Chart(f"图{n}", "投资 & <增长>", form, "亿元", ("2023", "2024"), (Line("甲", (1.0, None)), Line("乙", (3.0, -2.5))))
    for n, form in enumerate(ChartForm, start=1)
) + tuple(
    Chart(
        f"图{n}",
        "条数",
        form,
        "条",
        ("甲", "乙"),
        (Line("a", (1.0, 0.0)), Line("b", (3.0, 2.0), aim=True)),
        stacked=True,
    )
    for n, form in enumerate(ChartForm, start=4)
)


def full(form: Form = FULL) -> Briefing:
    base = briefing()
    uuid = "01a206a2-ab80-7404-9dc1-8bbf209b8c79"
    group = base.sections[1].sections[0]
    blocks = tuple(replace(block, citation=replace(block.citation, annotation_id=uuid)) for block in group.blocks)
    goal = replace(base.sections[1], sections=(replace(group, blocks=blocks),))
    chart = Section("charts", 1, "四、", "图", CHARTS)
    return replace(base, form=form, sections=(base.sections[0], goal, base.sections[2], chart))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def validate(data: bytes) -> None:
    folder = SHARED / "schemas" / "ooxml"
    if not folder.is_dir():
        pytest.skip("no schemas")
    word = etree.XMLSchema(etree.parse(str(folder / "wml.xsd")))
    chart = etree.XMLSchema(etree.parse(str(folder / "dml-chart.xsd")))
    for name, xml in parts(data).items():
        if name.startswith("word/") and name.endswith(".xml"):
            schema = chart if "/charts/" in name else word
            schema.assertValid(etree.fromstring(xml))


def test_a_file_with_everything_is_valid_and_the_same_twice() -> None:
    data = docx_bytes(full())
    validate(data)
    assert data == docx_bytes(full())
    docx.Document(io.BytesIO(data))


@pytest.mark.parametrize(
    "form",
    [
        Form(),
        Form(links=True),
        replace(FULL, masthead=Masthead("很长很长很长很长很长很长的发文机关标志文件"), to="", contents=""),
        replace(FULL, imprint=Imprint(printer="研究室"), signature=""),
    ],
)
def test_other_forms_are_valid_too(form: Form) -> None:
    validate(docx_bytes(full(form)))


def test_the_imprint_has_a_page_of_its_own_where_footnotes_may_stand_on_the_last() -> None:
    base = full()
    assert base.sources
    assert not base.imprint_apart  # no footnotes in the appendix
    bare = replace(base, sources=())
    quoted = replace(bare, sections=bare.sections[:3])
    assert quoted.imprint_apart
    assert not replace(quoted, form=replace(FULL, cite=Cite.BRACKETS)).imprint_apart
    assert not replace(bare, sections=(*bare.sections, *bare.sections[3:])).imprint_apart  # charts of pages follow
    for made, breaks in ((quoted, 1), (base, 0)):
        last = parts(docx_bytes(made))["word/document.xml"].decode().split("<w:pict>")[0].rsplit("<w:p>", 1)[1]
        assert last.count("<w:pageBreakBefore/>") == breaks


def test_footnotes_say_where_and_lead_into_quandian() -> None:
    files = parts(docx_bytes(full()))
    notes = etree.fromstring(files["word/footnotes.xml"])
    texts = ["".join(note.itertext()) for note in notes if int(note.get(f"{W}id")) > 0]
    assert len(texts) == 3
    document = files["word/document.xml"].decode()
    assert len(re.findall("<w:footnoteReference ", document)) == 3
    assert b"quandian://passage/r/01a206a2" in files["word/_rels/footnotes.xml.rels"]


def test_every_relationship_that_is_used_exists() -> None:
    files = parts(docx_bytes(full()))
    for name in ("document", "footnotes"):
        used = set(re.findall(r'r:id="(rId\d+)"', files[f"word/{name}.xml"].decode()))
        there = set(re.findall(r' Id="(rId\d+)"', files[f"word/_rels/{name}.xml.rels"].decode()))
        assert used <= there
    targets = re.findall(r'Target="([^"]+)"(?!\s*TargetMode)', files["word/_rels/document.xml.rels"].decode())
    assert {f"word/{target}" for target in targets if "://" not in target} <= set(files)


def test_contents_name_every_heading_with_its_page() -> None:
    made = full()
    pages = {section.key: n + 3 for n, section in enumerate(made.walk())}
    document = docx.Document(io.BytesIO(docx_bytes(made, pages=pages)))
    lines = [p.text for p in document.paragraphs if p.style.name.startswith("toc")]
    assert lines[:2] == ["一、总体情况\t3", "二、目标\t4"]
    settings = parts(docx_bytes(made))["word/settings.xml"]
    assert b"updateFields" in settings


def test_captions_count_by_fields() -> None:
    document = parts(docx_bytes(full()))["word/document.xml"].decode()
    assert document.count("SEQ 表 ") == 1
    assert document.count("SEQ 图 ") == len(CHARTS)


def test_nothing_of_the_machine_is_left() -> None:
    for name, data in parts(docx_bytes(full())).items():
        assert b"/home/" not in data, name
        assert b"/root/" not in data, name
    assert not [name for name in parts(docx_bytes(full())) if "thumbnail" in name or "app.xml" in name]


@pytest.mark.parametrize(
    ("signature", "date", "gaps"),
    [("研究室", "2025年3月1日", (7.0, 2.0)), ("云浦区人民政府办公室", "2025年3月1日", (2.0, 4.0))],
)
def test_signature_and_date_stand_as_the_standard_says(signature: str, date: str, gaps: tuple[float, float]) -> None:
    assert signature_gaps(signature, date) == gaps


def test_fonts_of_the_user_are_named_with_what_may_stand_in() -> None:
    files = parts(docx_bytes(full(), fonts=Fonts(body="我的仿宋")))
    assert 'w:name="我的仿宋"' in files["word/fontTable.xml"].decode()
    assert 'w:altName w:val="方正小标宋_GBK"' in files["word/fontTable.xml"].decode()
    assert 'w:eastAsia="我的仿宋"' in files["word/styles.xml"].decode()


# ---- the marked original

TEXT = "一、工作总结\n全年完成投资118.6亿元，同比增长11.2%。\n二、计划\n力争投资130亿元。\n"


def passages() -> tuple[Passage, ...]:
    out, at = [], 0
    for n, line in enumerate(TEXT.splitlines()):
        role = Role.HEADING if n % 2 == 0 else Role.BODY
        out.append(Passage(n, n + 1, at, at + len(line), role, int(role is Role.HEADING)))
        at += len(line) + 1
    return tuple(out)


def marked(*spans: tuple[int, int]) -> bytes:
    remarks = [
        Remark(s, e, "yellow", "张三", "2025-01-01T00:00:00Z", f"目标\n第{n}条") for n, (s, e) in enumerate(spans)
    ]
    return marked_bytes(Marked("总结", TEXT, passages(), remarks, "张三", "2025-01-01"))


@pytest.mark.parametrize(
    "spans",
    [
        ((7, 20),),
        ((7, 20), (10, 15), (15, 20)),  # nested and neighbours
        ((10, 45),),  # over paragraphs
        ((0, 6), (6, 7)),  # a line break alone
        ((0, len(TEXT)),),
        ((7, 20), (7, 20)),
        ((11, 18), (15, 25)),  # crossing
    ],
)
def test_the_original_is_whole_and_every_annotation_has_its_comment(spans: tuple[tuple[int, int], ...]) -> None:
    data = marked(*spans)
    validate(data)
    document = docx.Document(io.BytesIO(data))
    assert "\n".join(paragraph.text for paragraph in document.paragraphs) + "\n" == TEXT
    xml = parts(data)["word/document.xml"].decode()
    for n in range(len(spans)):
        order = [xml.index(f'<w:comment{kind} w:id="{n}"/>') for kind in ("RangeStart", "RangeEnd", "Reference")]
        assert order == sorted(order)
    comments = list(document.comments)
    assert [comment.author for comment in comments] == ["张三"] * len(spans)
    assert comments[0].text == "目标\n第0条"


def test_highlighted_words_are_the_annotation() -> None:
    xml = etree.fromstring(parts(marked((11, 18)))["word/document.xml"])
    lit = [run for run in xml.iter(f"{W}r") if run.find(f"{W}rPr/{W}highlight") is not None]
    assert "".join("".join(run.itertext()) for run in lit) == TEXT[11:18]


def test_ten_thousand_annotations_take_seconds_not_minutes(tmp_path: Path) -> None:
    text = "全年完成投资118.6亿元，同比增长11.2%。" * 5
    whole = "\n".join([text] * 2000)
    lines = tuple(
        Passage(n, n + 1, n * (len(text) + 1), n * (len(text) + 1) + len(text), Role.BODY) for n in range(2000)
    )
    remarks = [
        Remark(line.start + 5 * k, line.start + 5 * k + 9, "green", "甲", "", "目标")
        for line in lines
        for k in range(5)
    ]
    start = time.perf_counter()
    data = marked_bytes(Marked("长", whole, lines, remarks))
    assert time.perf_counter() - start < 10
    assert len(parts(data)["word/comments.xml"].split(b"<w:comment ")) == 10_001


def test_contents_end_their_page_before_an_addressee_and_their_field_needs_no_line() -> None:
    made = briefing()
    form = replace(made.form, contents="目　录", to="市政府办公室：")
    document = docx.Document(io.BytesIO(docx_bytes(replace(made, form=form))))
    paragraphs = document.paragraphs
    (to,) = [one for one in paragraphs if one.style.name == "圈点主送机关"]
    assert to.paragraph_format.page_break_before
    before = paragraphs[[one._p for one in paragraphs].index(to._p) - 1]
    assert before.text.strip()
    assert 'w:fldCharType="end"' in before._p.xml


def test_lines_break_as_on_the_pages_of_the_preview() -> None:
    """Word would put a gap between Chinese and figures, and a line would hold fewer than 28 characters."""
    styles = docx.Document(io.BytesIO(docx_bytes(briefing()))).styles
    normal = styles["Normal"].element.xml
    assert '<w:autoSpaceDE w:val="0"/>' in normal
    assert '<w:autoSpaceDN w:val="0"/>' in normal
