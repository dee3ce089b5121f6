"""The merge page says what a masked package brought back and what not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from merge_page_kit import choose_group, click_side, merge_now, open_window, preview
from pytestqt.qtbot import QtBot
from returning_kit import DONE, args, draft, marked, send

from quandian.core.merge import Source
from quandian.ui.main_window import MainWindow
from quandian.ui.merge.side_panel import SourceCard

__all__ = ["open_window"]

NOTES = (
    "脱敏包，已译回原文；没有改过的数字和名称以这里的为准。",
    "有 2 项没能带回，见“没能并入”。",
)


@pytest.mark.parametrize("width", [231, 255, 320])
def test_what_came_back_stands_on_the_card_of_the_package(qtbot: QtBot, width: int) -> None:
    source = Source(
        "/a.qdshare", "甲", "k", True, ("赵敏之",), "赵敏之", "2026-03-08T09:00:00.000Z", "", 3, 3, notes=NOTES
    )
    card = SourceCard(source)
    qtbot.addWidget(card)
    card.resize(width, card.height())
    said = "".join(card.lines).replace(" ", "")
    assert all(note.replace(" ", "") in said for note in NOTES)
    assert all(card.fontMetrics().horizontalAdvance(line) < 300 for line in card.lines)
    assert not any(line.startswith(("。", "，", "；", "”", "、")) for line in card.lines)
    assert card.height() == 34 + 18 * len(card.lines)
    assert NOTES[1] in card.toolTip()


def test_what_a_colleague_did_with_a_masked_package_is_chosen_like_any_merge(
    tmp_path: Path, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    sent = send(tmp_path)
    with sent.open_away() as project:
        ours = marked(project, "投资")
        project.edit_fields(ours.id, indicator="张某牵头的投资额")
        project.set_note(ours.id, "张某看过")
        project.delete([marked(project, "力争").id])
    with sent.open_home() as home:
        home.set_note(marked(home, "投资").id, "我看过")
    window = open_window(sent.home)
    page = preview(window, qtbot, sent.back(tmp_path / "回.qdshare"))
    assert {g.key for g in page.side.groups.rows.rows} == {"changed_annotation", "deleted_annotation", "conflicts"}
    assert page.side._shown[0].name == "家（赵敏之）"
    choose_group(page, "changed_annotation")
    said = page.items.rows.lines(page.items.rows.entries[0])[1]
    assert "张建国牵头的投资额" in said
    assert "赵敏之" in said
    choose_group(page, "conflicts")
    click_side(page, 0, 0, "mine")
    merge_now(window, qtbot)
    one = marked(window.session.project, "投资")
    assert (one.note, one.fields["indicator"]) == ("我看过", "张建国牵头的投资额")
    assert len(window.session.project.annotations()) == 1


def test_what_cannot_be_brought_back_is_listed_even_where_nothing_else_came(
    tmp_path: Path, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    sent = send(tmp_path)
    short = tmp_path / "少一份.quandian"
    with sent.open_home() as home:
        home.save_copy(short)
        home.import_reports([draft("后来的报告\n新建泵站5座。\n")])
    again = sent.again(tmp_path / "又一包.qdshare", tmp_path / "又外.quandian")
    with again.open_away() as project:
        project.annotate(*args(project, DONE, "泵站"))
    window = open_window(short)
    page = preview(window, qtbot, again.back(tmp_path / "回.qdshare"))
    assert [(g.key, g.total) for g in page.side.groups.rows.rows] == [("unanchored", 1)]
    first, second = page.items.rows.lines(page.items.rows.entries[0])
    assert first == "“泵站”"
    assert second.startswith("后来的报告")
    assert "没有带回" in second
    assert not page.footer.apply.isEnabled()
    window.merging.cancel()
