from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from quandian.cli import main
from quandian.core.briefing_tree import (
    Briefing,
    Cell,
    CellKind,
    Chart,
    ChartForm,
    Citation,
    Cite,
    Column,
    Form,
    Imprint,
    Masthead,
    Paragraph,
    Quote,
    Section,
    Table,
    TableRow,
)
from quandian.core.briefing_tree import Line as Series
from quandian.core.errors import Cancelled
from quandian.core.model import AnnotationId, ReportId, TagId
from quandian.core.progress import Progress
from quandian.store import Project
from quandian.ui.page_layout import HEIGHT, LEFT, TOP, WIDTH, Layout, Page, Pages, Strip
from quandian.ui.page_painter import paint_page
from quandian.ui.page_text import Face, Line, Piece, break_lines
from quandian.ui.printing import missing_fonts, page_numbers, pdf_bytes, write_pdf
from quandian.writing.gongwen import Fonts

WORDS = "中华人民共和国国民经济和社会发展统计公报显示全年经济运行总体平稳"


def text_of(line: Line) -> str:
    return "".join(run.text for run in line.runs)


def lines_of(page: Page) -> list[str]:
    return [text_of(strip.line) for _, strip in page.strips if strip.line is not None]


def quote(n: int) -> Quote:
    citation = Citation(
        ReportId("r"), "报告", "报告", "单位", n, n, f"第{n}段", AnnotationId(f"a-{n}"), f"a_{n}", f"s_{n}",
        f"〔报告，第{n}段〕", f"单位《报告》，第{n}段。",
    )  # fmt: skip
    return Quote(f"{n}.", f"完成投资{n}亿元，同比增长11.2%", TagId("goal"), citation, "。")


def table(rows: int) -> Table:
    columns = (Column("序号", CellKind.WORD, 1), Column("内容", CellKind.TEXT, 4), Column("数值", CellKind.NUMBER, 2))
    made = tuple(TableRow((Cell(str(n)), Cell("固定资产投资" * 4), Cell("118.6亿元")), f"a_{n}") for n in range(rows))
    return Table("表1", "主要指标", columns, made, ("第1行：待核",))


def briefing(*sections: Section, form: Form | None = None) -> Briefing:
    return Briefing("云浦区工作简报", "2025-03-01", "（2025年3月1日）", "研究室", "zh", sections, form=form or Form())


def section(*blocks: object, key: str = "s") -> Section:
    return Section(key, 1, "一、", "总体情况", blocks)  # type: ignore[arg-type]


@pytest.fixture
def layout(qtbot: QtBot) -> Layout:
    return Layout()


@pytest.mark.parametrize("above", range(15))
def test_a_long_row_breaks_over_pages_and_a_short_one_does_not(above: int, layout: Layout) -> None:
    kinds = (("序号", CellKind.WORD, 1), ("内容", CellKind.TEXT, 4), ("出处", CellKind.SOURCE, 1))
    columns = tuple(Column(*kind) for kind in kinds)
    long = WORDS * 10  # some 15 lines: pages would end in holes as high as half a page
    source = "〔云浦区政府报告，第12段〕"  # three lines, of which none may stand alone either
    rows = tuple(TableRow((Cell(str(n)), Cell(long), Cell(source)), f"a_{n}") for n in range(12))
    lead = Paragraph("p", "\n".join(["工作。"] * above))
    pages = layout.pages(briefing(section(lead, Table("表1", "清单", columns, rows))))
    seen = ""
    for page in pages.pages:
        made = [strip for _, strip in page.strips if strip.what == "row"]
        assert all(len(strip.cells[1][2]) >= 2 and len(strip.cells[2][2]) != 1 for strip in made)
        seen += "".join(text_of(line) for strip in made for line in strip.cells[1][2])
        top, last = page.strips[-1]
        assert top + last.height <= HEIGHT + 1
        if page is not pages.pages[-1]:
            assert top + last.height > HEIGHT - 500, "a hole at the foot of a page"
        if page is not pages.pages[0]:
            assert page.strips[0][1].what == "head"
    assert seen == long * 12
    short = layout.pages(briefing(section(table(60))))
    cells = [strip.cells for page in short.pages for _, strip in page.strips if strip.what == "row"]
    assert len(cells) == 60


def test_a_page_has_22_lines_of_28_characters(layout: Layout) -> None:
    pages = layout.pages(briefing(section(Paragraph("p", WORDS * 80))))
    assert lines_of(pages.pages[0])[:3] == ["云浦区工作简报", "（2025年3月1日）", "一、总体情况"]
    for page in pages.pages[1:3]:
        assert [len(line) for line in lines_of(page)] == [28] * 22


def test_nothing_stands_below_the_edge_and_nothing_is_lost(layout: Layout) -> None:
    quotes = tuple(quote(n) for n in range(1, 80))
    made = briefing(section(*quotes), section(table(60), key="t"), form=Form(cite=Cite.FOOTNOTES))
    pages = layout.pages(made)
    for page in pages.pages:
        bottom = max(top + strip.height for top, strip in page.strips)
        notes = page.notes[-1][0] + page.notes[-1][1].height if page.notes else 0
        assert bottom + notes <= HEIGHT + 2
        for _, strip in page.strips:
            for run in strip.line.runs if strip.line else ():
                assert -1 <= run.x <= WIDTH
    text = "".join("".join(lines_of(page)) for page in pages.pages)
    assert all(one.text in text for one in quotes)
    notes = [text_of(strip.line) for page in pages.pages for _, strip in page.notes if strip.line]
    assert [int(re.match(r"〔(\d+)〕", note)[1]) for note in notes] == list(range(1, 80))  # type: ignore[index]


def test_the_mark_of_a_footnote_never_begins_a_line(layout: Layout) -> None:
    quotes = tuple(replace(quote(n), text=("8" * (n % 9) + WORDS * 3)[:n]) for n in range(10, 110))
    pages = layout.pages(briefing(section(*quotes), form=Form(cite=Cite.FOOTNOTES)))
    lines = [line for page in pages.pages for line in lines_of(page)]
    assert [line for line in lines if line[:1] in "〔〕。" or (line[:1].isdigit() and "〕" in line[:4])] == []
    assert sum("〔" in line for line in lines) == 100
    assert any(len(line) < 8 and "〔" in line for line in lines)  # one that goes with its word


def test_a_footnote_stands_on_the_page_of_its_number(layout: Layout) -> None:
    made = briefing(section(*(quote(n) for n in range(1, 60))), form=Form(cite=Cite.FOOTNOTES))
    for page in layout.pages(made).pages:
        marks = re.findall(r"〔(\d+)〕", "".join(lines_of(page)))
        notes = [text_of(strip.line) for _, strip in page.notes if strip.line]
        assert marks == [re.match(r"〔(\d+)〕", note)[1] for note in notes]  # type: ignore[index]


def test_the_head_of_a_table_is_repeated_on_every_page(layout: Layout) -> None:
    pages = layout.pages(briefing(section(table(100))))
    with_rows = [page for page in pages.pages if any(strip.what == "row" for _, strip in page.strips)]
    assert len(with_rows) > 2
    for page in with_rows:
        assert sum(strip.what == "head" for _, strip in page.strips) == 1


def test_a_heading_does_not_stand_alone_at_the_foot(layout: Layout) -> None:
    for filling in range(10, 24):
        blocks = tuple(Paragraph(f"p{n}", "一行字") for n in range(filling))
        pages = layout.pages(briefing(section(*blocks), section(Paragraph("q", WORDS * 3), key="t")))
        for page in pages.pages:
            assert not lines_of(page)[-1].startswith("一、")


def test_a_signature_does_not_stand_alone_on_a_page(layout: Layout) -> None:
    for filling in range(14, 24):
        blocks = tuple(Paragraph(f"p{n}", "一行字") for n in range(filling))
        form = Form(signature="研究室", signed_on="2025年3月1日")
        last = lines_of(layout.pages(briefing(section(*blocks), form=form)).pages[-1])
        assert last[-3:] == ["一行字", "研究室", "2025年3月1日"]


def test_contents_say_the_page_a_section_stands_on(layout: Layout) -> None:
    form = Form(contents="目　录")
    long = tuple(Section(f"k{n}", 1, f"{n}、", "节", (Paragraph(f"p{n}", WORDS * 30),)) for n in range(5))
    pages = layout.pages(briefing(*long, form=form))
    for n in range(5):
        page = pages.pages[pages.page_of[f"k{n}"] - 1]
        assert f"{n}、节" in lines_of(page)
    assert page_numbers(briefing(*long, form=form), Fonts()) == pages.page_of


def test_a_click_finds_the_item(layout: Layout) -> None:
    pages = layout.pages(briefing(section(quote(1), quote(2))))
    top = next(top for top, strip in pages.pages[0].strips if strip.annotation == "a-2")
    found = pages.strip_at(1, LEFT + 100, TOP + top + 10)
    assert found is not None
    assert found.annotation == "a-2"
    assert pages.strip_at(1, 10, 10) is None


def test_what_did_not_change_is_not_set_again(layout: Layout) -> None:
    def strips(pages: Pages) -> dict[str, Strip]:
        return {strip.annotation: strip for page in pages.pages for _, strip in page.strips if strip.annotation}

    first = strips(layout.pages(briefing(section(quote(1), quote(2)))))
    second = strips(layout.pages(briefing(section(quote(2), quote(3)))))
    assert second["a-2"] is first["a-2"]
    assert set(second) == {"a-2", "a-3"}


@pytest.mark.parametrize("text", ["，" * 200, "a" * 500, "（" * 60, "", "　", "完成" + "…" * 90, "118.6亿元" * 60])
def test_any_text_is_broken_within_the_width(qtbot: QtBot, text: str) -> None:
    face = Face("仿宋_GB2312", "Times New Roman", 160, condensed=2.5)
    lines = break_lines([Piece(text, face)], WIDTH, indent=320)
    assert "".join(text_of(line) for line in lines) == "".join(text.split())
    for line in lines:
        assert not line.runs or line.runs[-1].x + line.runs[-1].width <= WIDTH + 200


def test_no_line_begins_with_a_comma_or_ends_with_an_opening_mark(qtbot: QtBot) -> None:
    face = Face("仿宋_GB2312", "Times New Roman", 160, condensed=2.5)
    for shift in range(30):
        text = "字" * shift + "全年完成投资，“同比”增长（预计）。" * 20
        for line in map(text_of, break_lines([Piece(text, face)], WIDTH)):
            assert line[0] not in "，。）”"
            assert line[-1] not in "（“"


def everything() -> Briefing:
    chart = Chart(
        "图1", "投资", ChartForm.LINE, "亿元", ("2023", "2024"), (Series("甲", (1.0, 2.0)), Series("乙", (2, None)))
    )
    form = Form(
        Cite.FOOTNOTES, "目　录", True, Masthead("云浦区人民政府文件", "云政〔2025〕1号", "沈牧川", "000001", "内部"),
        Imprint("区委办", "研究室", "2025年3月1日印发"), "区政府：", "研究室", "2025年3月1日",
    )  # fmt: skip
    return briefing(section(quote(1), chart, replace(chart, form=ChartForm.BAR), table(3)), form=form)


def picture(pages: Pages, number: int) -> QImage:
    """A page, a dot a point."""
    image = QImage(595, 842, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    painter.scale(0.1, 0.1)
    paint_page(painter, pages, number)
    painter.end()
    return image


@pytest.mark.parametrize("running", [False, True])
def test_pages_have_no_header_unless_it_is_wanted(running: bool, layout: Layout) -> None:
    made = briefing(section(*(Paragraph(f"p{n}", "一行字") for n in range(60))), form=Form(running=running))
    pages = layout.pages(made)
    for number in range(1, len(pages.pages) + 1):
        image = picture(pages, number)
        dark = any(image.pixelColor(x, y).lightness() < 200 for x in range(80, 520) for y in range(100))
        assert dark is (running and number > 1)


def test_pages_are_drawn(layout: Layout) -> None:
    pages = layout.pages(everything())
    for number in range(1, len(pages.pages) + 1):
        image = picture(pages, number)
        dark = sum(image.pixelColor(x, y).lightness() < 128 for x in range(80, 520, 3) for y in range(100, 742, 3))
        assert dark > 20


def test_pdf_has_every_page_and_is_written_whole_or_not_at_all(qtbot: QtBot, tmp_path: Path) -> None:
    made = everything()
    data = pdf_bytes(made)
    assert data.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page[^s]", data)) == len(Layout().pages(made).pages)
    write_pdf(made, tmp_path / "b.pdf")
    assert (tmp_path / "b.pdf").stat().st_size > 1000
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        write_pdf(made, tmp_path / "c.pdf", progress=progress)
    assert not (tmp_path / "c.pdf").exists()


def test_command_line_writes_pdf_and_page_numbers(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "空.quandian"
    Project.create(path, author="研究室", device="test").close()
    for name in ("b.pdf", "b.docx"):
        assert main(["export", str(path), "--contents", "--to", str(tmp_path / name)]) == 0
        assert (tmp_path / name).stat().st_size > 1000


def test_missing_fonts_are_named(qtbot: QtBot) -> None:
    assert "没有这种字体" in missing_fonts(Fonts(body="没有这种字体"))
