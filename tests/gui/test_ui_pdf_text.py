"""The text of a PDF can be searched and copied: every glyph says the character it was drawn for."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from quandian.core.briefing_tree import Briefing, Cell, CellKind, Column, Form, Paragraph, Section, Table, TableRow
from quandian.ui.printing import pdf_bytes
from quandian.writing.pdf_text import letters_of, unified

# Characters that fonts draw with the glyph of a radical, ones beyond U+FFFF, digits beside letters, and pairs that
# fonts draw as one sign.
WORDS = (
    "人民政府工作报告提出“2+3+N”布局，见山见水、一二三大小长门高老立青食鱼鸟龙齐麦黄黑鼓鼎鼠鼻齿龟，"
    "户口、手足、身言走金木水火土、车马风飞香骨鬼鹿麻、目示米竹衣西里非面音页首。PM2.5均值～30，5G基站"
    "office、fi、AV，½、①、118.6亿元（增长11.2%），𠮷野𬭎路。"
)
ROWS = ("石门县工作", "2+3+N", "118.6亿元")


def briefing(count: int = 1) -> Briefing:
    columns = (Column("单位", CellKind.WORD, 2), Column("布局", CellKind.WORD, 2), Column("数值", CellKind.NUMBER, 2))
    made = Table("表1", "人口与工业", columns, (TableRow(tuple(map(Cell, ROWS))),))
    blocks = tuple(Paragraph(f"p{n}", f"{n}、{WORDS}") for n in range(count))
    section = Section("s", 1, "一、", "工业和人民生活", (*blocks, made))
    return Briefing("大门区工作简报", "2025-03-01", "（2025年3月1日）", "研究室", "zh", (section,), form=Form())


@pytest.fixture
def chinese(qtbot: QtBot) -> None:
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        pytest.skip("no Chinese font here")


def text_of(pdf: bytes) -> str:
    """Return the text as a reader finds it: later objects replace earlier ones, fonts say what their glyphs mean."""
    objects = {int(number): body for number, body in re.findall(rb"\n(\d+) 0 obj\s*(.*?)\nendobj", pdf, re.DOTALL)}

    def stream(number: int) -> bytes:
        head, _, body = objects[number].partition(b"stream\n")
        body = body[: body.rindex(b"\nendstream")]
        return zlib.decompress(body) if b"FlateDecode" in head else body

    meanings: dict[int, dict[str, str]] = {}
    for number, body in objects.items():
        if b"/Subtype /Type0" in body:
            letters = stream(int(re.search(rb"/ToUnicode (\d+)", body)[1])).decode("ascii")  # type: ignore[index]
            assert len(re.findall(r"^(\d+) beginbfchar", letters, re.MULTILINE)) > 0
            meanings[number] = {
                code: bytes.fromhex(text).decode("utf-16-be")
                for code, text in re.findall(r"^<(\w{4})> <(\w+)>$", letters, re.MULTILINE)
                if (code, text) != ("0000", "FFFF")
            }
    out = []
    for body in objects.values():
        if re.search(rb"/Type /Page\s", body):
            page = stream(int(re.search(rb"/Contents (\d+)", body)[1])).decode("latin-1")  # type: ignore[index]
            for font, run in re.findall(r"\nBT\n/F(\d+) (.*?)\nET", page, re.DOTALL):
                out += [meanings[int(font)][code] for code in re.findall(r"<(\w{4})> Tj", run)]
    return "".join(out)


def test_a_pdf_holds_the_words_of_the_briefing(chinese: None) -> None:
    found = text_of(pdf_bytes(briefing()))
    for words in (WORDS, "大门区工作简报", "一、工业和人民生活", *ROWS):
        assert words in found


def test_words_are_found_on_every_page(chinese: None) -> None:
    found = text_of(pdf_bytes(briefing(60)))
    found = re.sub(r"—\d+—|大门区工作简报", "", found)  # heads and feet stand amidst the words of two pages
    for n in range(60):
        assert f"{n}、{WORDS}" in found


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
def test_other_programs_find_the_words(chinese: None, tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    path.write_bytes(pdf_bytes(briefing()))
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, timeout=60)
    assert not done.stderr
    found = "".join(done.stdout.decode("utf-8").split())
    assert WORDS in found
    assert all(row in found for row in ROWS)


def test_radicals_are_told_as_the_characters_they_are() -> None:
    assert unified("⼯作、⼈⺠、⻓⻳、½①～") == "工作、人民、长龟、½①～"


def test_a_file_of_another_make_is_left_as_it_is() -> None:
    assert letters_of(b"%PDF-1.4 nothing", [[]]) == {}
    font = b"5 0 obj\n<< /Type /Font\n/Subtype /Type0\n/ToUnicode 6 0 R>>\nendobj\n"
    other = b"6 0 obj\n<< /Length 30 >>\nstream\n1 beginbfchar <0001> <2F00> end\nendstream\nendobj\n"
    assert letters_of(font + other, [[]]) == {}
