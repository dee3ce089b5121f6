"""Two windows on one project: what one tags the other shows within a second."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from desktop_kit import Desktop, annotations, colours, quandian, settled, sound, until

pytestmark = pytest.mark.journey

TEXT = "清河县国资公司2024年工作总结\n" + "".join(
    f"全年新建厂房{n}座，实现产值{n * 3}亿元，同比增长{n}%。\n" for n in range(11, 25)
)
READER = (0, 110, 640, 500)


def project_of(folder: Path) -> Path:
    file, project = folder / "总结.txt", folder / "together.quandian"
    file.write_text(TEXT, "utf-8")
    quandian("new", project)
    quandian("import", project, file)
    return project


def test_two_windows_see_each_others_annotations(desktop: Desktop) -> None:
    project = project_of(desktop.documents)
    one, two = desktop.start("open", project), desktop.start("open", project)
    one.place(0, 0, 830, 640)
    two.place(840, 0, 830, 640)
    for window in (one, two):
        until(lambda w=window: colours(desktop.picture(w.box())) > 100, "a painted window")
    one.focus()
    one.click(300, 200)  # the caret blinks only where the keyboard is: the other window stands still
    eyes = (840 + READER[0], READER[1], READER[2], READER[3])
    quickest = min(seen_after(desktop, one, eyes, key) for key in ("1", "2", "3"))
    assert quickest < 1.0
    until(lambda: len(annotations(project)) == 3, "three annotations in the file")

    two.focus()
    two.keys("j", "Delete")  # it knows what the other window made
    until(lambda: len(annotations(project)) == 2, "one deleted by the second window")
    one.focus()
    one.keys("ctrl+z")  # the same person's last step, whichever window it was made in
    until(lambda: len(annotations(project)) == 3, "the deletion taken back in the first window")
    two.focus()
    two.keys("ctrl+z")
    until(lambda: len(annotations(project)) == 2, "the last annotation taken back in the second window")
    one.quit()
    two.quit()
    assert sound(project)


def seen_after(desktop: Desktop, window: object, eyes: tuple[int, int, int, int], key: str) -> float:
    """Press a key in one window and return how long it takes until the part of the screen looks different."""
    at_rest = settled(desktop, eyes)
    window.keys("Right", key)  # type: ignore[attr-defined]
    before = time.monotonic()
    until(lambda: desktop.picture(eyes) != at_rest, "the annotation in the other window")
    return time.monotonic() - before
