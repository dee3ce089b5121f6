"""Word files, made here in code: what a reader of the page sees, in the order of the page."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from quandian.core.errors import UserError
from quandian.core.model import Role
from quandian.reading import read_bytes, word

NS = nsdecls("w")
LEVELS = (
    ("chineseCountingThousand", "%1、", ""),
    ("chineseCounting", "（%2）", ""),
    ("decimal", "%3.", "Numbered"),
    ("decimalEnclosedCircle", "%4", ""),
)


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def numbered() -> object:
    """A document whose list 77 has the four levels of official documents; list 78 counts anew from 5."""
    document = Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        + (f'<w:pStyle w:val="{style}"/>' if style else "")
        + f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text, style) in enumerate(LEVELS)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="77">{levels}</w:abstractNum>'))
    for number, override in ((77, ""), (78, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')):
        num = f'<w:num {NS} w:numId="{number}"><w:abstractNumId w:val="77"/>{override}</w:num>'
        numbering.append(parse_xml(num))
    return document


def number(paragraph: Paragraph, level: int, number_id: int = 77) -> None:
    xml = f'<w:numPr {NS}><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))


def insert(paragraph: Paragraph, xml: str) -> None:
    paragraph._p.append(parse_xml(xml.replace(">", f" {NS}>", 1) if "xmlns:w=" not in xml else xml))


def lines(document: object) -> list[str]:
    return read_bytes("a.docx", saved(document)).text.split("\n")


def test_automatic_numbers_stand_in_the_text() -> None:
    document = numbered()
    steps = ((0, "总结"), (1, "经营"), (1, "改革"), (3, "混改"), (0, "思路"), (1, "投资"))
    for level, text in steps:
        number(document.add_paragraph(text), level)
    number(document.add_paragraph("另起"), 0, 78)
    assert lines(document) == ["一、总结", "（一）经营", "（二）改革", "①混改", "二、思路", "（一）投资", "五、另起"]


def test_a_number_that_the_style_brings() -> None:
    document = numbered()
    style = document.styles.add_style("Numbered", WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {NS}><w:numId w:val="77"/></w:numPr>'))
    derived = document.styles.add_style("Derived", WD_STYLE_TYPE.PARAGRAPH)
    derived.base_style = style
    document.add_paragraph("强化要素保障", style="Numbered")
    document.add_paragraph("优化营商环境", style="Derived")
    plain = document.add_paragraph("不编号", style="Numbered")
    number(plain, 0, 0)
    assert lines(document) == ["1. 强化要素保障", "2. 优化营商环境", "不编号"]


def test_headings_and_titles_are_told_by_their_styles() -> None:
    document = Document()
    document.add_paragraph("云浦区2025年政府工作报告", style="Title")
    document.add_heading("2024年工作回顾", 1)
    document.add_heading("经济运行", 2)
    outlined = document.add_paragraph("产业升级")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {NS} w:val="1"/>'))
    document.add_paragraph("地区生产总值增长5.8%。")
    draft = read_bytes("a.docx", saved(document))
    assert [(p.role, p.level) for p in draft.passages] == [
        *((Role.HEADING, 1), (Role.HEADING, 2), (Role.HEADING, 3), (Role.HEADING, 3), (Role.BODY, 0)),
    ]
    assert draft.passages[-1].section == ("云浦区2025年政府工作报告", "2024年工作回顾", "产业升级")
    assert (draft.title, draft.period, draft.kind) == ("云浦区2025年政府工作报告", "2025", "政府工作报告")


def test_tables_stand_in_place_and_merged_cells_keep_the_columns() -> None:
    document = Document()
    document.add_paragraph("主要指标如下。")
    table = document.add_table(3, 3)
    rows = (("指标", "目标", "完成"), ("产值", "600亿元", "612.4亿元"), ("合计", "", "多\n行"))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(2, 0).merge(table.cell(2, 1))
    table.cell(0, 2).merge(table.cell(1, 2))
    document.add_paragraph("表后的段落。")
    draft = read_bytes("a.docx", saved(document))
    assert draft.text.split("\n") == [
        "主要指标如下。",
        "指标\t目标\t完成 612.4亿元",
        "产值\t600亿元",
        "合计\t\t多 行",
        "表后的段落。",
    ]
    assert [p.role.value for p in draft.passages] == ["body", "table", "table", "table", "body"]


def test_a_table_of_one_column_is_only_a_frame() -> None:
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "全年引育企业38家。\n其中外资3家。"
    draft = read_bytes("a.docx", saved(document))
    assert draft.text == "全年引育企业38家。\n其中外资3家。"
    assert {p.role for p in draft.passages} == {Role.BODY}


def test_tracked_changes_are_read_as_accepted() -> None:
    document = Document()
    paragraph = document.add_paragraph("产值增长")
    insert(paragraph, '<w:ins w:id="1" w:author="a"><w:r><w:t>8%</w:t></w:r></w:ins>')
    insert(paragraph, '<w:del w:id="2" w:author="a"><w:r><w:delText>9.9%</w:delText></w:r></w:del>')
    insert(paragraph, '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>旧处</w:t></w:r></w:moveFrom>')
    insert(paragraph, '<w:moveTo w:id="4" w:author="a"><w:r><w:t>，创历史新高。</w:t></w:r></w:moveTo>')
    draft = read_bytes("a.docx", saved(document))
    assert draft.text == "产值增长8%，创历史新高。"
    assert draft.notices == ("notice.tracked",)


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    document = Document()
    first = document.add_paragraph("前半句，")
    mark = f'<w:rPr {NS}><w:del w:id="1" w:author="a"/></w:rPr>'
    first._p.get_or_add_pPr().append(parse_xml(mark))
    document.add_paragraph("后半句。")
    assert lines(document) == ["前半句，后半句。"]


def test_what_lies_in_controls_links_boxes_and_notes_is_read_once() -> None:
    document = Document()
    paragraph = document.add_paragraph("正文")
    insert(paragraph, "<w:hyperlink><w:r><w:t>链接文字</w:t></w:r></w:hyperlink>")
    insert(paragraph, "<w:sdt><w:sdtContent><w:r><w:t>控件文字</w:t></w:r></w:sdtContent></w:sdt>")
    insert(paragraph, "<w:fldSimple w:instr='PAGE'><w:r><w:t>域结果</w:t></w:r></w:fldSimple>")
    insert(paragraph, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏文字</w:t></w:r>")
    insert(
        paragraph,
        "<w:r><w:instrText>PAGE</w:instrText><w:noBreakHyphen/><w:sym w:font='Wingdings' w:char='F06C'/></w:r>",
    )
    box = "<w:txbxContent><w:p><w:r><w:t>文本框里的指标</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    insert(paragraph, f"<w:r {NS} {mc}><mc:AlternateContent>{both}</mc:AlternateContent></w:r>")
    control = f"<w:sdt {NS}><w:sdtContent><w:p><w:r><w:t>控件里的段落</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(control))
    assert lines(document) == ["正文链接文字控件文字域结果-●", "文本框里的指标", "控件里的段落"]


def test_footnotes_follow_the_paragraph_that_refers_to_them() -> None:
    document = Document()
    paragraph = document.add_paragraph("增长8%")
    insert(paragraph, '<w:r><w:footnoteReference w:id="2"/></w:r>')
    document.add_paragraph("下一段。")
    note = (
        f'<w:footnotes {NS}><w:footnote w:id="2"><w:p><w:r><w:t>可比价。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    data = repacked(saved(document), {"word/footnotes.xml": note.encode()})
    assert read_bytes("a.docx", data).text.split("\n") == ["增长8%", "注：可比价。", "下一段。"]


def test_line_breaks_make_lines_and_page_breaks_do_not() -> None:
    document = Document()
    run = document.add_paragraph("第一行").add_run()
    run.add_break()
    run.add_text("第二行")
    insert(document.paragraphs[0], '<w:r><w:br w:type="page"/><w:t>接着</w:t></w:r>')
    assert lines(document) == ["第一行", "第二行接着"]


def roles(document: object) -> list[tuple[str, Role]]:
    draft = read_bytes("a.docx", saved(document))
    return [(draft.text[p.start : p.end], p.role) for p in draft.passages]


def test_items_of_a_list_are_no_headings_and_numbered_headings_are() -> None:
    document = numbered()
    document.add_heading("工作总结", 0)
    number(document.add_paragraph("经济发展"), 0)
    document.add_paragraph("全年完成投资12.5亿元，同比增长8%。")
    number(document.add_paragraph("第一项"), 1)
    number(document.add_paragraph("第二项"), 1)
    number(document.add_paragraph("改革"), 2)
    document.add_paragraph("全面完成三项制度改革，成效明显。")
    document.add_paragraph("项目符号甲", style="List Bullet")
    document.add_paragraph("改革任务全部完成，成效好于上年。")
    bold = document.add_paragraph()
    bold.add_run("粗体一").bold = True
    number(bold, 3)
    bold = document.add_paragraph()
    bold.add_run("粗体二").bold = True
    number(bold, 3)
    document.add_paragraph("改革任务全部完成，成效好于上年。")
    found = {text.lstrip("（一）二、1.①②•● "): role for text, role in roles(document)}
    headings = [text for text, role in found.items() if role is Role.HEADING]
    assert headings == ["工作总结", "经济发展", "改革", "粗体一", "粗体二"]
    assert {found["第一项"], found["第二项"], found["项目符号甲"]} == {Role.BODY}


def test_lines_after_soft_breaks_are_headings_only_where_they_say_so() -> None:
    document = Document()
    document.add_heading("工作总结", 0)
    run = document.add_paragraph().add_run("删改前文字")
    run.add_break()
    run.add_text("换行后力争突破20亿元。")
    run.add_break()
    run.add_text("一、加强领导")
    run.add_break()
    run.add_text("压实责任，形成合力。")
    run.add_break()
    run.add_text("最后一行")
    assert [role for _, role in roles(document)][1:] == [Role.BODY, Role.BODY, Role.HEADING, Role.BODY, Role.BODY]


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [name for name in old.namelist() if name not in changes]:
            new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return buffer.getvalue()


def test_strict_documents_are_read_like_others() -> None:
    document = Document()
    document.add_paragraph("严格格式。")
    with zipfile.ZipFile(io.BytesIO(saved(document))) as archive:
        xml = archive.read("word/document.xml")
    data = repacked(saved(document), {"word/document.xml": xml.replace(word._MAIN, word._STRICT)})
    assert read_bytes("a.docx", data).text == "严格格式。"


def body(xml: str) -> bytes:
    return f"<w:document {NS}><w:body>{xml}</w:body></w:document>".encode()


def test_entities_are_not_expanded() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "哈哈"><!ENTITY s SYSTEM "file:///etc/passwd">]>'
    xml = laughs.encode() + body("<w:p><w:r><w:t>甲&a;&s;乙</w:t></w:r></w:p><w:p><w:r><w:t>丙</w:t></w:r></w:p>")
    text = read_bytes("a.docx", repacked(saved(Document()), {"word/document.xml": xml})).text
    assert "root" not in text
    assert "哈" not in text
    assert "丙" in text


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"<w:document", "import.damaged"),
        (b"", "import.damaged"),
        (body(""), "import.empty"),
        (body("<w:p/>" + "<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400), "import.damaged"),
    ],
)
def test_broken_documents_are_told(xml: bytes, code: str) -> None:
    with pytest.raises(UserError) as caught:
        read_bytes("a.docx", repacked(saved(Document()), {"word/document.xml": xml}))
    assert caught.value.code == code


def test_a_zip_bomb_is_not_unpacked() -> None:
    data = repacked(saved(Document()), {"word/document.xml": b" " * (word.MAX_UNPACKED + 1)})
    assert len(data) < 500_000
    with pytest.raises(UserError) as caught:
        read_bytes("a.docx", data)
    assert caught.value.code == "import.bomb"


@pytest.mark.parametrize(
    ("form", "count", "text"),
    [
        *(
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 21, "二十一"),
            ("chineseCountingThousand", 105, "一百零五"),
        ),
        *(
            ("upperRoman", 14, "XIV"),
            ("lowerLetter", 28, "bb"),
            ("decimalFullWidth", 12, "１２"),
            ("decimalZero", 3, "03"),
        ),
        *(("ideographTraditional", 2, "乙"), ("decimalEnclosedParen", 1, "⑴"), ("none", 5, ""), ("unheard", 7, "7")),
    ],
)
def test_number_formats(form: str, count: int, text: str) -> None:
    from quandian.reading.numbering import formatted

    assert formatted(form, count) == text
