"""The first minutes: open the sample, tag, write a note, undo, leave, come back."""

from __future__ import annotations

from typing import Any

import pytest
from desktop_kit import Desktop, annotations, colours, sound, until

pytestmark = pytest.mark.journey

LINE_1 = (560, 157)  # in a window of 1440 x 900: the first line of the report
FIGURE = (708, 279)  # the number in 访问次数: 1386
SIZE = (1440, 900)


def test_what_is_tagged_in_the_sample_is_there_when_the_program_comes_back(desktop: Desktop) -> None:
    window = desktop.start("demo")
    window.place(0, 0, *SIZE)
    project = desktop.documents / "圈点示例.quandian"
    until(lambda: colours(desktop.picture(window.box())) > 100, "a painted window")
    at_first = {row["id"] for row in annotations(project)}
    assert len(at_first) > 100

    def new() -> list[dict[str, Any]]:
        return [row for row in annotations(project) if row["id"] not in at_first]

    window.click(*LINE_1)
    window.keys("1")
    (goal,) = until(new, "the goal tagged by the key 1")
    assert goal["tag"] == "目标"

    window.click(*FIGURE, times=2)
    window.keys("3")
    until(lambda: len(new()) == 2, "the metric tagged by the key 3")
    metric = next(row for row in new() if row["id"] != goal["id"])
    assert (metric["tag"], metric["quote"]) == ("指标", "1386")

    window.keys("n")
    window.type("look at 1386 again")
    until(lambda: noted(new(), metric) == "look at 1386 again", "the note")
    window.keys("Escape", "ctrl+z")
    until(lambda: noted(new(), metric) == "", "the note undone")
    window.keys("ctrl+y")
    until(lambda: noted(new(), metric) == "look at 1386 again", "the note done again")

    window.click(*LINE_1)
    window.keys("2")
    until(lambda: len(new()) == 3, "the achievement tagged by the key 2")
    window.keys("ctrl+z")
    until(lambda: len(new()) == 2, "the achievement undone")
    left = new()
    window.quit()
    assert new() == left

    window = desktop.start("open", project)
    until(lambda: colours(desktop.picture(window.box())) > 100, "a painted window")
    assert new() == left
    window.keys("ctrl+z")  # undo goes on where it was before the program was left
    until(lambda: noted(new(), metric) == "", "the note undone after coming back")
    window.quit()
    assert sound(project)


def noted(rows: list[dict[str, Any]], wanted: dict[str, Any]) -> str:
    return next(row["note"] for row in rows if row["id"] == wanted["id"])
