"""The Word file as another program lays it out, where one is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from quandian.core.briefing_tree import Briefing, Paragraph, Section
from quandian.writing.word import write_docx

WORDS = "中华人民共和国国民经济和社会发展统计公报显示全年经济运行总体平稳"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="no LibreOffice or poppler"),
]


def pages(path: Path, folder: Path) -> list[list[str]]:
    """The lines of each page as LibreOffice sets them, without blanks."""
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
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    return [["".join(line.split()) for line in page.split("\n") if line.strip()] for page in text.split("\f") if page]


def test_a_page_has_22_lines_of_28_characters_and_its_number(tmp_path: Path) -> None:
    section = Section("s", 1, "一、", "总体情况", (Paragraph("p", WORDS * 80),))
    path = tmp_path / "b.docx"
    write_docx(Briefing("云浦区工作简报", "2025-03-01", "（2025年3月1日）", "研究室", "zh", (section,)), path)
    first, second, third, *_ = pages(path, tmp_path)
    assert first[:3] == ["云浦区工作简报", "（2025年3月1日）", "一、总体情况"]
    assert first[-1] == "—1—"
    for number, (header, *body, footer) in ((2, second), (3, third)):
        assert header == "云浦区工作简报"
        assert footer == f"—{number}—"
        assert [len(line) for line in body] == [28] * 22
