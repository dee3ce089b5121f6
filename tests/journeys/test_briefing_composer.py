"""A briefing composed in the window: chosen, put in order, written in, followed to its passage, handed in as Word."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from desktop_kit import Desktop, Program, annotations, quandian, settled, sound, until

pytestmark = pytest.mark.journey

TITLE = "青石区水务局2024年工作总结"
LINES = (
    "新建供水管网11公里，改造老旧小区32个。",
    "全年完成投资12亿元，同比增长33%。",
    "下一年力争完成投资34亿元，确保14项工程按期完工。",
)


def saved(project: Path) -> list[dict[str, object]]:
    """Return the briefings of a project as the command line tells them."""
    return json.loads(quandian("briefings", project, "--json"))


def project_of(folder: Path) -> Path:
    """Return a project with one report, a goal, a result and a figure."""
    text = folder / "水务局.txt"
    text.write_text("\n".join([TITLE, *LINES]), "utf-8")
    project = folder / "水务.quandian"
    quandian("new", project)
    quandian("import", project, text)
    (report,) = json.loads(quandian("reports", project, "--json"))
    for tag, quote in (("成效", LINES[0][:-1]), ("指标", "12亿元"), ("目标", LINES[2][:-1])):
        quandian("annotate", project, report["id"], "--tag", tag, "--quote", quote)
    return project


def test_a_briefing_is_composed_and_handed_in(desktop: Desktop) -> None:
    project = project_of(desktop.documents)
    window = desktop.start("open", project)
    window.place(0, 0, 1280, 800)
    window.keys("ctrl+5")
    settled(desktop, window.box())
    compose(window, desktop, project)
    write_an_introduction(window, desktop, project)
    follow_to_the_passage_and_back(window, desktop)
    target = export(window, desktop)
    words = "\n".join(paragraph.text for paragraph in docx.Document(str(target)).paragraphs)
    assert LINES[0][:-1] in words
    assert "a word of my own" in words
    assert words.index(LINES[0][:-1]) < words.index(LINES[2][:-1])  # the results were moved before the goals
    window.quit()
    assert sound(project)
    assert len(annotations(project)) == 3


def compose(window: Program, desktop: Desktop, project: Path) -> None:
    """Make a briefing by the button of the empty page, and move its second section down by the keyboard."""
    window.keys("space")
    asked = window.dialog("the dialog of kinds")
    settled(desktop, window.box(), 0.3)
    window.keys("Return")
    window.dialog_gone(asked, "a kind chosen")
    until(lambda: len(saved(project)) == 1, "the briefing saved")
    settled(desktop, window.box())
    window.keys("Home", "Down", "Down", "alt+Down")
    until(lambda: saved(project)[0].get("order"), "the section moved")
    settled(desktop, window.box())


def write_an_introduction(window: Program, desktop: Desktop, project: Path) -> None:
    """Write in place, over the page, and keep it."""
    window.keys("Return")
    settled(desktop, window.box(), 0.3)
    window.type("a word of my own")
    window.keys("ctrl+Return")
    until(lambda: "a word of my own" in json.dumps(saved(project)[0]), "the words kept")
    settled(desktop, window.box())


def follow_to_the_passage_and_back(window: Program, desktop: Desktop) -> None:
    """Go from a source of the section to its passage, and back to the composer as it was."""
    settings = (980, 110, 280, 200)
    window.keys("F6", "F6", "F6", "F6")  # once round all panes: the keyboard is where it was
    before = settled(desktop, settings)
    window.keys("o")
    until(lambda: desktop.picture(settings) != before, "the passage in the reading page")
    settled(desktop, settings)
    window.keys("alt+Left")
    until(lambda: desktop.picture(settings) == before, "the composer again")


def export(window: Program, desktop: Desktop) -> Path:
    """Export to Word by the key."""
    target = desktop.documents / "handed in.docx"
    window.keys("ctrl+Return")
    asked = window.dialog("the file dialog")
    settled(desktop, window.box(), 0.3)
    window.keys("ctrl+a")
    window.type(str(target))
    window.keys("Return")
    window.dialog_gone(asked, "the file dialog closed")
    until(target.is_file, "the Word file")
    settled(desktop, window.box())
    return target
