"""A small dark window, and finding things by the palette."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desktop_kit import Desktop, Program, annotations, brightness, colours, quandian, settled, sound, until

pytestmark = pytest.mark.journey

SIZE = (1024, 640)
TITLES = {"A7": "A7园区2024年工作总结", "B8": "B8园区2024年工作总结"}


def project_of(folder: Path) -> Path:
    project = folder / "small.quandian"
    quandian("new", project)
    for name, title in TITLES.items():
        body = "".join(f"第{n}季度新签{name}-{n}号项目{n}个，完成投资{n}亿元。\n" for n in range(1, 60))
        (folder / f"{name}.txt").write_text(f"{title}\n{body}", "utf-8")
        quandian("import", project, folder / f"{name}.txt")
    return project


def test_small_dark_window_and_the_palette(desktop: Desktop) -> None:
    project = project_of(desktop.documents)
    settings = desktop.documents.parent / "config" / "quandian" / "settings.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"theme": "dark"}), "utf-8")
    window = desktop.start("open", project)
    window.place(0, 0, *SIZE)
    until(lambda: colours(desktop.picture(window.box())) > 100, "a painted window")
    until(lambda: brightness(desktop.picture(window.box())) < 70, "a dark window")

    palette(desktop, window, "@B8")
    window.keys("1")
    (first,) = until(lambda: annotations(project), "a goal in the report found by its name")
    assert first["report"]["title"] == TITLES["B8"]

    palette(desktop, window, "A7-44", down=1)
    window.keys("2")
    until(lambda: len(annotations(project)) == 2, "an achievement at the words found")
    second = next(row for row in annotations(project) if row["tag"] == "成效")
    assert second["report"]["title"] == TITLES["A7"]
    assert "A7-44" in second["quote"]

    window.quit()
    assert json.loads(settings.read_text("utf-8"))["theme"] == "dark"
    assert sound(project)


def palette(desktop: Desktop, window: Program, words: str, *, down: int = 0) -> None:
    """Open the palette, type, take a row: the first, or one further down."""
    bright = brightness(desktop.picture(window.box()))
    window.keys("ctrl+k")
    until(lambda: brightness(desktop.picture(window.box())) < bright, "the palette over a darkened window")
    window.type(words)
    settled(desktop, window.box(), 0.3)  # shorter than the caret blinks
    window.keys(*["Down"] * down, "Return")
