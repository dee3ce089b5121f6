"""A PDF leads to passages, to the appendix and to its headings, and is the same twice."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from test_ui_printing import quote

from quandian.core.briefing_tree import Briefing, CellKind, Cite, Column, Form, Section, Source, Table
from quandian.core.model import ReportId
from quandian.ui.page_layout import Layout
from quandian.ui.page_links import links_of, outline_of
from quandian.ui.printing import pdf_bytes
from quandian.writing.pdf_links import Area, Entry, Place, with_links

APPENDIX = Source(ReportId("r"), "s_1", "1.", "《报告》", "单位。", Table("", "", (Column("段落", CellKind.TEXT),), ()))


def briefing(form: Form, count: int = 3) -> Briefing:
    section = Section("goals", 1, "一、", "目标", tuple(quote(n) for n in range(1, count + 1)))
    below = Section("goals/one", 2, "（一）", "其一", ())
    return Briefing(
        "简报",
        "2026-03-01",
        "",
        "张三",
        "zh",
        (replace(section, sections=(below,)),),
        "附录",
        "出处",
        (APPENDIX,),
        {},
        form,
    )


@pytest.mark.parametrize("cite", list(Cite))
def test_every_citation_leads_into_quandian(qtbot: QtBot, cite: Cite) -> None:
    made = briefing(Form(links=True, cite=cite))
    areas = links_of(Layout().pages(made), made)
    assert {area.target for area in areas} == {f"quandian://passage/r/a-{n}" for n in (1, 2, 3)}
    data = pdf_bytes(made)
    assert data.count(b"/S /URI") == len(areas)
    assert b"/URI (quandian://passage/r/a-1)" in data


def test_without_links_citations_lead_to_the_appendix(qtbot: QtBot) -> None:
    made = briefing(Form())
    (area,) = links_of(Layout().pages(made), made)  # only s_1 has an entry there
    assert isinstance(area.target, Place)
    assert area.target.page == 2
    left, top, right, bottom = area.box
    assert 79 < left < right < 595 - 70
    assert 100 < top < bottom < 300


def test_the_outline_has_the_headings_in_their_order(qtbot: QtBot) -> None:
    made = briefing(Form())
    entries = outline_of(Layout().pages(made), made)
    assert [(entry.title, [one.title for one in entry.below]) for entry in entries] == [
        ("一、目标", ["（一）其一"]),
        ("附录　出处", ["1.《报告》"]),
    ]
    data = pdf_bytes(made)
    assert "一、目标".encode("utf-16-be").hex().upper().encode() in data
    assert b"/PageMode /UseOutlines" in data


def test_the_same_briefing_is_the_same_file(qtbot: QtBot) -> None:
    made = briefing(Form(links=True))
    assert pdf_bytes(made) == pdf_bytes(made)
    assert b"D:20260301" in pdf_bytes(made)


def test_the_table_of_what_was_added_points_to_it(qtbot: QtBot) -> None:
    data = pdf_bytes(briefing(Form(links=True), 60))
    start = int(re.findall(rb"startxref\n(\d+)\n%%EOF", data)[-1])
    assert data[start:].startswith(b"xref\n")
    number = 0
    for line in data[start:].split(b"trailer")[0].splitlines()[1:]:
        if line.endswith(b"n "):
            assert data[int(line[:10]) :].startswith(b"%d 0 obj" % number)
        if len(line.split()) == 2:
            number = int(line.split()[0])
        else:
            number += 1


def test_a_file_of_another_make_is_refused() -> None:
    with pytest.raises(ValueError, match="Qt"):
        with_links(b"%PDF-1.4 nothing", [Area(1, (0, 0, 1, 1), Place(1, 0))], [Entry("x", Place(1, 0))], 842)
