"""A colleague's copy is merged by keys alone in a real window, and taken back with one key."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from desktop_kit import Desktop, annotations, brightness, colours, quandian, settled, sound, until

pytestmark = pytest.mark.journey

LINES = [f"全年新建厂房{n}座，实现产值{n * 3}亿元，同比增长{n}%。" for n in range(11, 25)]
TEXT = "清河县国资公司2024年工作总结\n" + "\n".join(LINES) + "\n"

AS_COLLEAGUE = """
import sys
from pathlib import Path
from quandian.core.model import TagId
from quandian.store import Project
path, mine = Path(sys.argv[1]), sys.argv[2] == "mine"
author, device = ("李静", "aaaaaaaa") if mine else ("王磊", "bbbbbbbb")
with Project.open(path, author=author, device=device, backup=False) as project:
    first = project.annotations()[0]
    project.set_note(first.id, "我的备注" if mine else "对方的备注")
    if not mine:
        text = project.text(first.report_id)
        for words in ("新建厂房20座", "产值60亿元"):
            start = text.index(words)
            project.annotate(first.report_id, TagId("achievement"), start, start + len(words))
"""


def as_colleague(project: Path, who: str) -> None:
    command = [sys.executable, "-P", "-c", AS_COLLEAGUE, str(project), who]
    subprocess.run(command, check=True, timeout=60)


def copies(folder: Path) -> tuple[Path, Path]:
    """Return two copies of a project of which both changed the same note, one with two marks more."""
    file, mine, theirs = folder / "report.txt", folder / "mine.quandian", folder / "theirs.quandian"
    file.write_text(TEXT, "utf-8")
    quandian("new", mine)
    quandian("import", mine, file)
    report = json.loads(quandian("reports", mine, "--json"))[0]["id"]
    start = TEXT.index("新建厂房11座")
    quandian("annotate", mine, report, "--tag", "目标", "--start", start, "--end", start + 7)
    shutil.copy(mine, theirs)
    as_colleague(mine, "mine")
    as_colleague(theirs, "theirs")
    return mine, theirs


def notes(project: Path) -> set[str]:
    return {one["note"] for one in annotations(project)} - {""}


def test_a_copy_is_merged_by_keys_and_taken_back(desktop: Desktop) -> None:
    mine, theirs = copies(desktop.documents)
    window = desktop.start("open", mine)
    window.place(0, 0, 1280, 800)
    until(lambda: colours(desktop.picture(window.box())) > 100, "a painted window")
    settled(desktop, window.box())

    bright = brightness(desktop.picture(window.box()))
    window.keys("ctrl+k")
    until(lambda: brightness(desktop.picture(window.box())) < bright, "the palette over a darkened window")
    window.type("> ")
    for sign in "合并同事":  # each is mapped to a spare key, and the window has to hear of that before the next
        window.type(sign)
        settled(desktop, window.box(), 0.3)
    settled(desktop, window.box(), 0.3)
    window.keys("Return")
    files = window.dialog("the file dialog")
    window.type(str(theirs))
    window.keys("Return")
    window.dialog_gone(files, "the file dialog closes")
    settled(desktop, window.box(), 1.0)
    assert len(annotations(mine)) == 1, "a preview changes nothing"

    window.keys("Left", "ctrl+Return")  # my note stands, the rest comes in
    until(lambda: len(annotations(mine)) == 3, "two annotations of the colleague in the file")
    assert notes(mine) == {"我的备注"}
    settled(desktop, window.box())
    window.keys("ctrl+z")
    until(lambda: len(annotations(mine)) == 1, "the whole merge taken back by one key")
    window.keys("ctrl+y")
    until(lambda: len(annotations(mine)) == 3, "and brought again")
    settled(desktop, window.box())
    window.quit()
    assert sound(mine)
