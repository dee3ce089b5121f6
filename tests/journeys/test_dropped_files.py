"""Files dragged from another program and dropped on the window become reports."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from desktop_kit import Desktop, colours, quandian, reports, sound, until, xdo

pytestmark = pytest.mark.journey

SOURCE = Path(__file__).with_name("drag_source.py")


def test_dropped_files_are_imported(desktop: Desktop) -> None:
    project = desktop.documents / "dropped.quandian"
    quandian("new", project)
    files = [desktop.documents / f"{name}.txt" for name in ("甲", "乙")]
    for file in files:
        file.write_text(f"{file.stem}县统计局2024年工作总结\n全年完成普查{len(file.stem)}次，培训人员30名。\n", "utf-8")
    window = desktop.start("open", project)
    window.place(0, 0, 1100, 700)
    until(lambda: colours(desktop.picture(window.box())) > 50, "a painted window")
    with dragging(files) as (x, y):
        xdo("mousemove", x, y, "mousedown", 1)
        for step in range(1, 11):  # a hand moves in steps; a drag begins and the window answers on the way
            xdo("mousemove", x - (x - 600) * step // 10, y - (y - 400) * step // 10, "sleep", "0.03")
        xdo("sleep", "0.2", "mouseup", 1)
        until(lambda: len(reports(project)) == 2, "both files imported")
    assert {row["title"] for row in reports(project)} == {f"{file.stem}县统计局2024年工作总结" for file in files}
    window.quit()
    assert sound(project)


@contextmanager
def dragging(files: list[Path]) -> Iterator[tuple[int, int]]:
    """Show the window that files can be dragged out of, and yield a point in it."""
    source = subprocess.Popen([sys.executable, str(SOURCE), *map(str, files)], stderr=subprocess.DEVNULL)
    try:
        until(lambda: xdo("search", "--onlyvisible", "--pid", source.pid), "the window to drag from")
        yield 1540, 970
    finally:
        source.terminate()
        source.wait(10)
