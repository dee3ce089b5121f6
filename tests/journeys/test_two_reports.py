"""From two files to a briefing without the mouse: import, tag twenty passages, undo, export, read the Word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from desktop_kit import Desktop, Program, annotations, reports, sound, until

from quandian.ui.actions import TABLE

pytestmark = pytest.mark.journey

TITLE_1, TITLE_2, TITLE_3 = "青石区水务局2024年工作总结", "青石区交通局2024年工作总结", "青石区气象局2024年工作总结"
WORK = (
    "新建供水管网{0}公里，改造老旧小区{1}个，惠及居民{2}万户。",
    "全年完成投资{0}亿元，同比增长{1}%，争取上级资金{2}万元。",
    "下一年力争完成投资{1}亿元，确保{0}项工程按期完工，推动{2}个项目开工建设。",
)


def lines(title: str) -> list[str]:
    return [title, *(WORK[n % 3].format(n + 11, n + 32, n + 53) for n in range(12))]


def write_files(folder: Path) -> tuple[Path, Path, Path]:
    """Write a text file in the encoding of old Windows, a Word file, and one more text file."""
    folder.mkdir()
    text, word, more = folder / "水务局.txt", folder / "交通局.docx", folder / "more.txt"
    text.write_bytes("\r\n".join(lines(TITLE_1)).encode("gb18030"))
    document = docx.Document()
    document.add_heading(TITLE_2, 0)
    for line in lines(TITLE_2)[1:]:
        document.add_paragraph(line)
    document.save(str(word))
    more.write_text("\n".join(lines(TITLE_3)), "utf-8")
    return text, word, more


def test_two_formats_become_a_briefing_by_the_keyboard_alone(desktop: Desktop) -> None:
    text, word, more = write_files(desktop.documents.parent / "files")
    window = desktop.start("open", text, word)
    (project,) = until(lambda: list(desktop.documents.glob("*.quandian")), "a new project in the documents folder")
    until(lambda: len(reports(project)) == 2, "both reports imported")
    assert [row["title"] for row in reports(project)] == [TITLE_1, TITLE_2]
    import_one_more(window, more)
    until(lambda: len(reports(project)) == 3, "the third report imported through the file dialog")

    tag_twenty(window, project)
    walk_and_move(window, project)
    rows = annotations(project)
    assert len(rows) == 20
    assert {row["report"]["title"] for row in rows} == {TITLE_3}
    assert {row["tag"] for row in rows} == {"目标", "成效", "指标"}

    target = export(window, desktop)
    words = all_words(target)
    missing = [row["quote"] for row in rows if row["quote"] not in words]
    assert not missing
    window.quit()
    assert annotations(project) == rows
    assert sound(project)


def import_one_more(window: Program, path: Path) -> None:
    window.keys("ctrl+shift+i")
    dialog = window.dialog("the file dialog")
    window.type(str(path))
    window.keys("Return")
    window.dialog_gone(dialog, "the file dialog closed")


def tag_twenty(window: Program, project: Path) -> None:
    """Go from clause to clause and tag each; every fourth by repeating the last tag."""
    for count in range(20):
        key = "period" if count % 4 == 3 else "123"[count % 3]
        window.keys("Right", key)
        until(lambda n=count + 1: len(annotations(project)) == n, f"annotation number {count + 1}", 5)


def walk_and_move(window: Program, project: Path) -> None:
    """Take three back and bring two again, move an edge, delete one and take that back, tag once more."""
    for count in (19, 18, 17):
        window.keys("ctrl+z")
        until(lambda n=count: len(annotations(project)) == n, f"{count} left after undo")
    for count in (18, 19):
        window.keys("ctrl+y")
        until(lambda n=count: len(annotations(project)) == n, f"{count} there after redo")
    window.keys("ctrl+Home")
    before = annotations(project)
    window.keys("j", "j", "k", "bracketright")
    until(lambda: spans(project) != [(row["start"], row["end"]) for row in before], "an edge moved by its key")
    moved = [(a, b) for a, b in zip(before, annotations(project), strict=True) if a["end"] != b["end"]]
    assert len(moved) == 1
    assert moved[0][1]["end"] > moved[0][0]["end"]
    window.keys("bracketleft", "j", "Delete")
    until(lambda: len(annotations(project)) == 18, "the annotation deleted")
    window.keys("ctrl+z")
    until(lambda: len(annotations(project)) == 19, "the deleted annotation back")
    window.keys("ctrl+End", "2")
    until(lambda: len(annotations(project)) == 20, "the last clause tagged")


def spans(project: Path) -> list[tuple[int, int]]:
    return [(row["start"], row["end"]) for row in annotations(project)]


def export(window: Program, desktop: Desktop) -> Path:
    """Choose the export in the menu 文件 and let the dialog write where it proposes."""
    menu = [spec.id for spec in TABLE if spec.menu == "file"]
    menu.insert(menu.index("project.sample") + 1, "recent")
    window.keys("alt+f")
    until(lambda: len(window.windows()) > 1, "the menu")
    window.keys(*["Down"] * menu.index("project.export"), "Return")
    dialog = window.dialog("the export dialog")
    window.keys("Return")
    (target,) = until(lambda: list(desktop.documents.glob("*.docx")), "the Word file")
    window.keys("Escape")
    window.dialog_gone(dialog, "the export dialog closed")
    return target


def all_words(path: Path) -> str:
    """Return every word of a Word file, tables included."""
    document: Any = docx.Document(str(path))
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}p") or node.text)
