from __future__ import annotations

import io
import os
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree

from quandian.core.briefing_tree import (
    Briefing,
    Cell,
    CellKind,
    Citation,
    Column,
    Detail,
    Form,
    Paragraph,
    Quote,
    Ref,
    Section,
    Source,
    Table,
    TableRow,
)
from quandian.core.errors import Cancelled, UserError
from quandian.core.model import AnnotationId, ReportId, TagId
from quandian.core.progress import Progress
from quandian.writing.gongwen import Fonts
from quandian.writing.word import docx_bytes, write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHARED = Path(os.environ.get("QUANDIAN_SHARED") or Path(__file__).resolve().parents[3] / "shared")


def citation(n: int) -> Citation:
    return Citation(
        report_id=ReportId("r"),
        report_title="云浦区2024年工作报告",
        short="云浦2024",
        issuer="云浦区发改局",
        paragraph=n,
        paragraph_to=n,
        paragraph_words=f"第{n}段",
        annotation_id=AnnotationId(f"a{n}"),
        bookmark=f"a_{n}",
        source=f"s_{n}",
        text=f"〔云浦2024，第{n}段〕",
    )


def table(rows: int = 2) -> Table:
    columns = (
        Column("指标名", CellKind.TEXT, 3),
        Column("数值", CellKind.NUMBER, 2),
        Column("出处", CellKind.SOURCE, 1),
    )
    made = tuple(
        TableRow((Cell(f"指标{n}"), Cell("1100亿元"), Cell(refs=(Ref("第2段", "s_2"),))), f"a_m{n}", citation(n))
        for n in range(rows)
    )
    return Table("表1", "主要指标", columns, made, ("第1行：待核",))


def briefing(quote: str = "坚持“产业强区”——完成投资", note: str = "", rows: int = 2) -> Briefing:
    details = (Detail("备注", note),) if note else ()
    items = (
        Quote("1.", quote, TagId("goal"), citation(1), "。", details),
        Quote("2.", "建成学校", TagId("goal"), citation(2), "。", (Detail("兑现情况", "兑现", Ref("〔乙〕", "a_1")),)),
    )
    entries = Table(
        "",
        "云浦2024引文出处",
        (Column("段落", CellKind.SOURCE, 1), Column("引用处", CellKind.TEXT, 3)),
        tuple(TableRow((Cell(f"第{n}段"), Cell(refs=(Ref(f"二{n}", f"a_{n}"),))), f"s_{n}") for n in (1, 2)),
    )
    group = Section("g", 2, "（一）", "争当先锋", items, citation=citation(9))
    return Briefing(
        title="云浦区工作简报",
        date="2025-03-01",
        subtitle="（2025年3月1日）",
        author="研究室",
        language="zh",
        sections=(
            Section("overview", 1, "一、", "总体情况", (Paragraph("p", "共2条。"),)),
            Section("goal", 1, "二、", "目标", (), (group,)),
            Section("metric", 1, "三、", "指标", (table(rows),)),
        ),
        appendix_label="附录",
        appendix_title="引文出处",
        sources=(Source(ReportId("r"), "r_1", "1.", "《云浦区2024年工作报告》", "云浦区发改局。", entries),),
    )


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def texts(element: etree._Element) -> list[str]:
    return ["".join(t.text or "" for t in p.iter(W + "t")) for p in element.iter(W + "p")]


def test_python_docx_reads_every_quote_with_its_citation() -> None:
    document = docx.Document(io.BytesIO(docx_bytes(briefing())))
    shown = [paragraph.text for paragraph in document.paragraphs]
    assert "1.坚持“产业强区”——完成投资〔云浦2024，第1段〕。" in shown
    assert "2.建成学校〔云浦2024，第2段〕。" in shown
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["指标0", "1100亿元", "第2段"]
    levels = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert levels == [
        ("Heading 1", "一、总体情况"),
        ("Heading 1", "二、目标"),
        ("Heading 2", "（一）争当先锋〔云浦2024，第9段〕"),
        ("Heading 1", "三、指标"),
        ("Heading 2", "1.《云浦区2024年工作报告》"),
    ]


def test_properties_say_what_the_briefing_is_and_nothing_of_the_machine() -> None:
    unsigned = docx.Document(io.BytesIO(docx_bytes(briefing()))).core_properties
    assert (unsigned.author, unsigned.last_modified_by) == ("", "")  # not who was logged in
    made = briefing()
    data = docx_bytes(replace(made, form=replace(made.form, signature="研究室")))
    document = docx.Document(io.BytesIO(data))
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == ("云浦区工作简报", "研究室", "zh-CN")
    assert properties.created is not None
    assert properties.created.date().isoformat() == "2025-03-01"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        assert not [name for name in names if "thumbnail" in name or "app.xml" in name or "custom" in name]
        assert b"python-docx" not in b"".join(package.read(name) for name in names)


def test_page_is_that_of_the_standard() -> None:
    section = docx.Document(io.BytesIO(docx_bytes(briefing()))).sections[0]
    assert [round(value.mm) for value in (section.page_width, section.page_height) if value] == [210, 297]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(margin.mm) for margin in margins if margin] == [37, 26, 35, 28]


def test_chinese_fonts_are_set_on_styles_and_on_every_run() -> None:
    data = docx_bytes(briefing(), fonts=Fonts(body="某仿宋", heading="某黑体"))
    fonts = {
        style.get(W + "styleId"): next(style.iter(W + "rFonts")).get(W + "eastAsia")
        for style in part(data, "word/styles.xml").iter(W + "style")
        if style.get(W + "type") == "paragraph"
    }
    assert (fonts["Normal"], fonts["Heading1"], fonts["Heading2"]) == ("某仿宋", "某黑体", "楷体_GB2312")
    for run in part(data, "word/document.xml").iter(W + "r"):
        (rfonts,) = run.iter(W + "rFonts")
        assert rfonts.get(W + "eastAsia")
        assert rfonts.get(W + "hint") == "eastAsia"  # else “ ” — … come out in Times, half as wide
    names = [font.get(W + "name") for font in part(data, "word/fontTable.xml").iter(W + "font")]
    assert "某仿宋" in names


def test_body_has_the_lines_and_characters_of_the_standard() -> None:
    (normal,) = [
        style
        for style in part(docx_bytes(briefing()), "word/styles.xml").iter(W + "style")
        if style.get(W + "styleId") == "Normal"
    ]
    line = next(normal.iter(W + "pPr")).find(W + "spacing")
    character = next(normal.iter(W + "rPr")).find(W + "spacing")
    assert line is not None
    assert character is not None
    assert (line.get(W + "line"), line.get(W + "lineRule"), character.get(W + "val")) == ("579", "exact", "-5")


def test_pages_have_no_header_unless_it_is_wanted() -> None:
    document = part(docx_bytes(briefing()), "word/document.xml")
    assert list(document.iter(W + "headerReference")) == []
    assert len(list(document.iter(W + "footerReference"))) == 3


def test_page_numbers_stand_outside_and_the_first_page_has_no_header() -> None:
    data = docx_bytes(replace(briefing(), form=Form(running=True)))
    document = part(data, "word/document.xml")
    (relations,) = [part(data, "word/_rels/document.xml.rels")]
    target = {relation.get("Id"): relation.get("Target") for relation in relations}
    r_id = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    shown = {}
    for kind in ("headerReference", "footerReference"):
        for reference in document.iter(W + kind):
            shown[kind[:6], reference.get(W + "type")] = part(data, f"word/{target[reference.get(r_id)]}")
    for kind, style in (("default", "Footer"), ("first", "Footer"), ("even", "QdEvenFooter")):
        footer = shown["footer", kind]
        assert texts(footer) == ["— 1 —"]
        assert [code.text for code in footer.iter(W + "instrText")] == [" PAGE "]
        assert next(footer.iter(W + "pStyle")).get(W + "val") == style
    assert [texts(shown["header", kind]) for kind in ("first", "default", "even")] == [
        [""],
        ["云浦区工作简报"],
        ["云浦区工作简报"],
    ]
    assert part(data, "word/settings.xml").find(W + "evenAndOddHeaders") is not None


def test_long_rows_may_break_over_pages() -> None:
    made = briefing()
    long = TableRow((Cell("实施重点项目建设和改造提升工程" * 20), Cell("—"), Cell("—")), "a_long", citation(5))
    wide = replace(table(), columns=tuple(replace(one, weight=52.0) for one in table().columns))
    grown = replace(wide, rows=(*wide.rows, long))
    whole = Section("t", 1, "一、", "清单", (grown,))
    (shown, *_) = part(docx_bytes(replace(made, sections=(whole,))), "word/document.xml").iter(W + "tbl")
    kept = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in shown.findall(W + "tr")]
    assert kept == [True, True, True, False]


def test_tables_repeat_their_head_and_keep_rows_whole() -> None:
    for made in part(docx_bytes(briefing(rows=40)), "word/document.xml").iter(W + "tbl"):
        head, *rows = made.findall(W + "tr")
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (head, *rows))
        assert not any(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows)
        widths = [int(column.get(W + "w") or 0) for column in made.iter(W + "gridCol")]
        assert sum(widths) == 8845


def test_links_lead_to_bookmarks_of_the_document_there_and_back() -> None:
    document = part(docx_bytes(briefing()), "word/document.xml")
    names = [mark.get(W + "name") for mark in document.iter(W + "bookmarkStart")]
    anchors = {link.get(W + "anchor") for link in document.iter(W + "hyperlink")}
    assert len(names) == len(set(names))
    assert {"a_1", "a_2", "s_1", "s_2", "a_m0", "r_1"} <= set(names)
    assert {"s_1", "s_2", "a_1", "a_2"} <= anchors
    assert anchors - {"s_9"} <= set(names)
    starts = [mark.get(W + "id") for mark in document.iter(W + "bookmarkStart")]
    assert sorted(starts) == sorted(mark.get(W + "id") or "" for mark in document.iter(W + "bookmarkEnd"))


def test_without_appendix_citations_lead_nowhere() -> None:
    document = part(docx_bytes(replace(briefing(), sources=())), "word/document.xml")
    assert {link.get(W + "anchor") for link in document.iter(W + "hyperlink")} == {"a_1"}


def test_same_briefing_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "一.docx", tmp_path / "二.docx"
    write_docx(briefing(), first)
    write_docx(briefing(), second)
    assert first.read_bytes() == second.read_bytes()


def test_forbidden_characters_are_left_out_and_line_breaks_stay() -> None:
    document = part(docx_bytes(briefing(note='甲\x00\x0b\ud800<b>&"乙"\ufffe\r\n丙\t丁')), "word/document.xml")
    (detail,) = [p for p in document.iter(W + "p") if "备注" in "".join(t.text or "" for t in p.iter(W + "t"))]
    shown = [
        {W + "br": "\n", W + "tab": "\t"}.get(str(e.tag), e.text or "")
        for e in detail.iter(W + "t", W + "br", W + "tab")
    ]
    assert "".join(shown) == '备注：甲<b>&"乙"\n丙\t丁'


def test_markup_in_title_author_and_fonts_is_text() -> None:
    odd = replace(briefing(), title='<w:p>&"甲"\x01\n乙')
    odd = replace(odd, form=replace(odd.form, signature="<&>"))
    data = docx_bytes(odd, fonts=Fonts(body='"<&>'))
    document = docx.Document(io.BytesIO(data))
    assert document.core_properties.title == '<w:p>&"甲" 乙'
    assert document.core_properties.author == "<&>"


@pytest.mark.skipif(not (SHARED / "schemas/ooxml/wml.xsd").exists(), reason="the schemas of ISO/IEC 29500 are not here")
@pytest.mark.parametrize("case", [briefing(), briefing(note="一\n二\t三"), replace(briefing(), sources=(), date="")])
def test_every_part_is_valid_by_the_schema(case: Briefing) -> None:
    schema = etree.XMLSchema(etree.parse(SHARED / "schemas/ooxml/wml.xsd"))
    data = docx_bytes(replace(case, form=Form(running=True)))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"word/\w+\.xml", name)]
    assert len(names) == 10
    for name in names:
        schema.assertValid(part(data, name))


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError) as told:
        write_docx(briefing(), tmp_path / "简报.pdf")
    assert told.value.code == "writing.suffix"
    assert list(tmp_path.iterdir()) == []


def test_missing_folder_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(UserError) as told:
        write_docx(briefing(), tmp_path / "没有" / "简报.docx")
    assert told.value.code == "writing.folder_missing"
    assert "没有“" in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_that_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "简报.docx").mkdir()
    with pytest.raises(UserError) as told:
        write_docx(briefing(), tmp_path / "简报.docx")
    assert told.value.code == "writing.is_folder"


@pytest.mark.parametrize("name", ["长" * 300 + ".docx", "a\x00b.docx"])
def test_impossible_names_are_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError) as told:
        write_docx(briefing(), tmp_path / name)
    assert told.value.code == "writing.name"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "简报.docx"
    target.write_bytes(b"old")
    opened = Path.open

    def full(self: Path, *args: object, **kwargs: object) -> object:
        return opened(Path("/dev/full"), "wb", buffering=0) if self.suffix == ".tmp" else opened(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(UserError) as told:
        write_docx(briefing(), target)
    assert told.value.code == "writing.disk_full"
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("sign", "code"),
    [("~$简报.docx", "writing.in_use"), (".~lock.简报.docx#", "writing.in_use"), (None, "writing.no_permission")],
)
def test_refusal_says_whether_another_program_has_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sign: str | None, code: str
) -> None:
    target = tmp_path / "简报.docx"
    target.write_bytes(b"old")
    if sign:
        (tmp_path / sign).touch()

    def refuse(*_: object) -> None:  # what Windows does with a file that Word holds open
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserError) as told:
        write_docx(briefing(), target)
    assert told.value.code == code
    assert target.read_bytes() == b"old"
    assert not list(tmp_path.glob("*.tmp")) + list(tmp_path.glob(".quandian*"))


def test_a_link_stays_a_link_and_rights_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "真.docx", tmp_path / "链.docx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("no links here")
    write_docx(briefing(), link)
    assert link.is_symlink()
    assert zipfile.is_zipfile(target)
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o640


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    seen: list[int] = []
    progress = Progress(lambda done, total, text: (seen.append(done), progress.cancel())[0])
    with pytest.raises(Cancelled):
        write_docx(briefing(rows=2000), tmp_path / "简报.docx", progress=progress)
    assert len(seen) == 1
    assert list(tmp_path.iterdir()) == []


def test_progress_ends_at_the_total() -> None:
    seen: list[tuple[int, int]] = []
    docx_bytes(briefing(rows=50), progress=Progress(lambda done, total, text: seen.append((done, total))))
    assert seen[-1][0] == seen[-1][1]


def test_words_over_several_paragraphs_stay_several_paragraphs() -> None:
    document = docx.Document(io.BytesIO(docx_bytes(briefing(quote="甲\n乙"))))
    shown = [paragraph.text for paragraph in document.paragraphs]
    assert shown[shown.index("1.甲") + 1] == "乙〔云浦2024，第1段〕。"
