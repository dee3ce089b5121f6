"""Two windows on two projects in one shared folder: what one tags the other has, also after the folder was away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desktop_kit import Desktop, annotations, colours, quandian, reports, sound, until

from quandian.core import userdirs

pytestmark = pytest.mark.journey

TEXT = "清河县国资公司2024年工作总结\n" + "".join(
    f"全年新建厂房{n}座，实现产值{n * 3}亿元，同比增长{n}%。\n" for n in range(11, 25)
)


def two_projects(folder: Path, share: Path) -> tuple[Path, Path]:
    file, mine, theirs = folder / "总结.txt", folder / "mine.quandian", folder / "theirs.quandian"
    file.write_text(TEXT, "utf-8")
    quandian("new", mine)
    quandian("import", mine, file)
    quandian("attach", mine, share)
    quandian("attach", theirs, share)
    return mine, theirs


def test_two_windows_share_a_folder(desktop: Desktop) -> None:
    userdirs.config().mkdir(parents=True, exist_ok=True)
    (userdirs.config() / "settings.json").write_text(json.dumps({"sync_seconds": 5}), "utf-8")
    share = desktop.documents / "网络盘"
    share.mkdir()
    mine, theirs = two_projects(desktop.documents, share)
    assert len(reports(theirs)) == 1
    one, two = desktop.start("open", mine), desktop.start("open", theirs)
    one.place(0, 0, 830, 640)
    two.place(840, 0, 830, 640)
    for window in (one, two):
        until(lambda w=window: colours(desktop.picture(w.box())) > 100, "a painted window")
    one.focus()
    one.click(300, 200)
    one.keys("1")
    until(lambda: len(annotations(theirs)) == 1, "the annotation in the other project", 40)

    away = share.rename(desktop.documents / "别处")
    two.focus()
    two.click(300, 260)
    two.keys("2")  # work goes on without the folder
    until(lambda: len(annotations(theirs)) == 2, "an annotation made without the folder")
    away.rename(share)
    two.keys("ctrl+shift+r")
    until(lambda: len(annotations(mine)) == 2, "what was made meanwhile, in the first project", 60)
    one.quit()
    two.quit()
    assert sound(mine)
    assert sound(theirs)
