"""The merge page says what a masked package brought back and what not."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from quandian.core.merge import Source
from quandian.ui.merge.side_panel import SourceCard

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
