"""The merge page says what a masked package brought back and what not."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from quandian.core.merge import Source
from quandian.ui.merge.side_panel import SourceCard

NOTES = (
    "脱敏包已译回原文：新标注 3 条，改动 1 条，关联 1 条，新标签 1 个。数字仍以原文为准。",
    "对方删除了 2 条原有标注，没有带回。",
)


def test_what_came_back_stands_on_the_card_of_the_package(qtbot: QtBot) -> None:
    source = Source(
        "/a.qdshare", "甲", "k", True, ("赵敏之",), "赵敏之", "2026-03-08T09:00:00.000Z", "", 3, 3, notes=NOTES
    )
    card = SourceCard(source)
    qtbot.addWidget(card)
    said = "".join(card.lines).replace(" ", "")
    assert all(note.replace(" ", "") in said for note in NOTES)
    assert all(card.fontMetrics().horizontalAdvance(line) < 300 for line in card.lines)
    assert card.height() == 34 + 18 * len(card.lines)
    assert NOTES[1] in card.toolTip()
