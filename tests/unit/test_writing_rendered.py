"""The Word file as another program lays it out, where one is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

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
    Paragraph,
    Quote,
    Section,
    Table,
    TableRow,
)
from quandian.core.briefing_tree import Line as Series
from quandian.core.model import AnnotationId, ReportId, TagId
from quandian.writing.word import write_docx

WORDS = "中华人民共和国国民经济和社会发展统计公报显示全年经济运行总体平稳"

_FOOT = 297 / 25.4 * 72 - 35 / 25.4 * 72  # points: the lower edge of the text block, 35 mm above that of the page

_SPREAD = (75.1, 62.2, 50.3, 38.4, 26.5, 14.6)
_DOTS = 150  # per inch, of pages looked at as pictures

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="no LibreOffice or poppler"),
]


def pdf_of(path: Path, folder: Path) -> Path:
    """The file as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    made = subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)],
        capture_output=True,
        timeout=110,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    pdf = path.with_suffix(".pdf")
    if not pdf.exists():
        pytest.skip("LibreOffice is installed without Writer")
    return pdf


def pages(path: Path, folder: Path) -> list[list[str]]:
    """The lines of each page as LibreOffice sets them, without blanks."""
    command = ["pdftotext", "-layout", str(pdf_of(path, folder)), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return [["".join(line.split()) for line in page.split("\n") if line.strip()] for page in text.split("\f") if page]


def lows(path: Path, folder: Path) -> list[dict[str, float]]:
    """For each page the words on it and how far, in points, their lower edge is from the page's upper edge."""
    command = ["pdftotext", "-bbox", str(pdf_of(path, folder)), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    words = re.compile(r'<word .*?yMax="([\d.]+)">(.*?)</word>')
    return [{word: float(low) for low, word in words.findall(page)} for page in text.split("<page ")[1:]]


def rules(path: Path, folder: Path, page: int) -> list[tuple[float, float]]:
    """Where the rules across a page begin and end, in mm from its left edge, from top to bottom."""
    command = ["pdftoppm", "-gray", "-r", str(_DOTS), "-f", str(page), "-l", str(page), str(pdf_of(path, folder))]
    kind, size, most, dots = subprocess.run(command, capture_output=True, check=True).stdout.split(b"\n", 3)
    assert (kind, most) == (b"P5", b"255")
    width = int(size.split()[0])
    found: list[tuple[float, float]] = []
    before = False
    for start in range(0, len(dots), width):
        dark = [n for n, tone in enumerate(dots[start : start + width]) if tone < 150]
        across = len(dark) > width / 2
        if across and not before:
            found.append((dark[0] / _DOTS * 25.4, (dark[-1] + 1) / _DOTS * 25.4))
        before = across
    return found


def test_a_page_has_22_lines_of_28_characters_and_its_number(tmp_path: Path) -> None:
    section = Section("s", 1, "一、", "总体情况", (Paragraph("p", WORDS * 80),))
    path = tmp_path / "b.docx"
    write_docx(Briefing("云浦区工作简报", "2025-03-01", "（2025年3月1日）", "研究室", "zh", (section,)), path)
    first, second, third, *_ = pages(path, tmp_path)
    assert first[:3] == ["云浦区工作简报", "（2025年3月1日）", "一、总体情况"]
    assert first[-1] == "—1—"
    for number, (*body, footer) in ((2, second), (3, third)):
        assert footer == f"—{number}—"
        assert [len(line) for line in body] == [28] * 22


def test_the_title_heads_every_page_but_the_first_where_it_is_wanted(tmp_path: Path) -> None:
    section = Section("s", 1, "一、", "总体情况", (Paragraph("p", WORDS * 60),))
    path = tmp_path / "b.docx"
    form = Form(running=True)
    write_docx(Briefing("云浦区工作简报", "2025-03-01", "", "研究室", "zh", (section,), form=form), path)
    first, *others = pages(path, tmp_path)
    assert first.count("云浦区工作简报") == 1
    assert [len(page) for page in others[:-1]] == [24] * (len(others) - 1)
    assert {page[0] for page in others} == {"云浦区工作简报"}


@pytest.mark.parametrize(("lines", "count"), [(3, 1), (15, 1), (17, 2), (25, 2)])
def test_the_imprint_stands_at_the_foot_of_the_last_page_and_no_text_runs_into_it(
    lines: int, count: int, tmp_path: Path
) -> None:
    section = Section("s", 1, "一、", "总体情况", tuple(Paragraph(f"p{n}", f"第{n}项工作。") for n in range(lines)))
    form = Form(imprint=Imprint("区委办，区人大办", "研究室", "2025年3月1日印发"))
    path = tmp_path / "b.docx"
    write_docx(Briefing("云浦区工作简报", "2025-03-01", "", "研究室", "zh", (section,), form=form), path)
    printed = lows(path, tmp_path)
    assert len(printed) == count
    assert not any("区委办" in word for page in printed[:-1] for word in page)
    last = {word: low for word, low in printed[-1].items() if low < _FOOT + 10}  # not the number of the page
    copies = next(low for word, low in last.items() if "区委办" in word)
    assert _FOOT - 12 < max(last.values()) <= _FOOT
    assert _FOOT - 36 < copies < _FOOT - 20
    assert not [word for word, low in last.items() if low > copies - 24 and "项工作" in word]


def test_the_rules_of_the_imprint_are_as_wide_as_the_text(tmp_path: Path) -> None:
    section = Section("s", 1, "一、", "总体情况", (Paragraph("p", WORDS),))
    form = Form(imprint=Imprint("区委办，区人大办", "研究室", "2025年3月1日印发"))
    path = tmp_path / "b.docx"
    write_docx(Briefing("云浦区工作简报", "2025-03-01", "", "研究室", "zh", (section,), form=form), path)
    found = rules(path, tmp_path, 1)
    assert len(found) == 3
    for left, right in found:
        assert (left, right) == (pytest.approx(28, abs=0.4), pytest.approx(28 + 156, abs=0.4))


@pytest.mark.parametrize("above", [4, 6])
def test_no_line_of_a_row_stands_alone_on_a_page(above: int, tmp_path: Path) -> None:
    lines = "推进老旧小区改造并同步完善停车充电养老托育等配套设施，" * 10
    rows = tuple(TableRow((Cell(f"始{n}，{lines}终{n}"),)) for n in range(10, 20))
    table = Table("表1", "任务", (Column("任务", CellKind.TEXT, 156),), rows)
    blocks = (*(Paragraph(f"p{n}", f"第{n}项工作。") for n in range(above)), table)
    path = tmp_path / "b.docx"
    section = Section("s", 1, "一、", "总体情况", blocks)
    write_docx(Briefing("云浦区工作简报", "2025-03-01", "", "研究室", "zh", (section,)), path)
    printed = ["".join(page) for page in pages(path, tmp_path)]
    assert len(printed) > 1
    for n in range(10, 20):
        assert [f"始{n}" in page for page in printed] == [f"终{n}" in page for page in printed]


def test_the_mark_of_a_footnote_never_begins_a_line(tmp_path: Path) -> None:
    blocks = []
    for n in range(15, 60):
        cited = Citation(
            ReportId("r"), "报告", "报告", "单位", n, n, f"第{n}段", AnnotationId(f"a{n}"), f"a_{n}", "", "", "见报告。"
        )
        words = ("8" * (n % 7) + WORDS * 2)[:n]
        blocks.append(Quote("甲", words, TagId("goal"), cited, "。"))
    path = tmp_path / "b.docx"
    section = Section("s", 1, "一、", "总体情况", tuple(blocks))
    form = Form(cite=Cite.FOOTNOTES)
    write_docx(Briefing("云浦区工作简报", "2025-03-01", "", "研究室", "zh", (section,), form=form), path)
    lines = [line for page in pages(path, tmp_path) for line in page]
    assert not [line for line in lines if line[0] in "〔〕。"]
    assert sum("〔" in line for line in lines) == 45


@pytest.mark.parametrize(
    ("form", "name", "years", "tops"),
    [
        (ChartForm.LINE, "单位", ("2024",), (65.1, 62.2, 64.3)),
        (ChartForm.LINE, "单位", ("2021", "2022", "2023", "2024", "2025"), (65.1, 62.2, 64.3)),
        (ChartForm.LINE, "云浦区国有资产运营集团有限公司", ("2023", "2024"), (75.1, 62.2, 54.3, 43.4, 32.5, 21.6)),
        (ChartForm.ROWS, "云浦区国有资产运营集团有限公司", tuple("甲乙丙丁戊"), (65.1, 62.2, 64.3, 63.4, 61.6, 60.5)),
    ],
)
def test_values_in_a_chart_can_be_read(
    form: ChartForm, name: str, years: tuple[str, ...], tops: tuple[float, ...], tmp_path: Path
) -> None:
    lines = tuple(
        Series(name + "甲乙丙丁戊己"[n], tuple(top - k for k in range(len(years)))) for n, top in enumerate(tops)
    )
    chart = Chart("图1", "资产负债率", form, "%", years, lines)
    path = tmp_path / "b.docx"
    section = Section("s", 1, "一、", "总体情况", (chart,))
    write_docx(Briefing("云浦区工作简报", "2025-03-01", "", "研究室", "zh", (section,)), path)
    command = ["pdftotext", "-bbox", str(pdf_of(path, tmp_path)), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    pattern = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(\d\d\.\d)<'
    boxes = [(*map(float, found[:4]), found[4]) for found in re.findall(pattern, text)]
    assert sorted(box[4] for box in boxes) == sorted(f"{top - k:.1f}" for top in tops for k in range(len(years)))
    legend = re.findall(f">({name}.)<", text)
    assert sorted(legend) == sorted(line.name for line in lines)
    for n, (left, top, right, bottom, _) in enumerate(boxes):
        for other in boxes[:n]:
            beside = other[2] <= left or right <= other[0]
            assert beside or other[3] - 5 <= top or bottom - 5 <= other[1]  # figures are half as high as a box


def test_long_names_of_series_take_no_room_from_the_plot(tmp_path: Path) -> None:
    heights = []
    for name in ("甲", "云浦区国有资产运营集团有限公司"):
        lines = tuple(Series(name + one, (value, value)) for one, value in zip("甲乙丙丁戊己", _SPREAD, strict=True))
        chart = Chart("图1", "资产负债率", ChartForm.LINE, "%", ("2023", "2024"), lines)
        path = tmp_path / "b.docx"
        section = Section("s", 1, "一、", "总体情况", (chart,))
        write_docx(Briefing("云浦区工作简报", "2025-03-01", "", "研究室", "zh", (section,)), path)
        (page,) = lows(path, tmp_path)
        heights.append(page["14.6"] - page["75.1"])
    assert heights[0] == pytest.approx(heights[1], abs=1)
