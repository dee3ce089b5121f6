"""Conflicts that came by a shared folder: the sign, the page without groups, settling them as one step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from merge_page_kit import PATIENCE, Copies, click_side, copies, open_window, values
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quandian.core.merge import Choice
from quandian.store.exchange import export_log
from quandian.ui.main_window import MainWindow

__all__ = ["copies", "open_window"]


class NoTexts:
    """Nothing new to read: both have the same reports."""

    def content(self, _text: str, _source: str) -> None:
        return None


@pytest.fixture
def waiting(copies: Copies) -> Copies:
    """Both changed the same fields, and what Wang Lei did came by itself."""
    with copies.open(copies.mine) as mine, copies.open(copies.theirs) as theirs:
        mine.set_note(copies.goal, "列入年度跟踪")
        mine.edit_fields(copies.metric, indicator="投资总额")
        theirs.set_note(copies.goal, "待与发改局核对")
        theirs.edit_fields(copies.metric, indicator="固定资产投资")
        mine.take_in(list(export_log(theirs._store)), NoTexts())  # type: ignore[arg-type]
        assert len(mine.disputed()) == 2
    return copies


def test_a_sign_tells_of_them_and_leads_to_the_page(
    waiting: Copies, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window(waiting.mine)
    sign = window.status.disputes
    qtbot.waitUntil(sign.isVisible, timeout=PATIENCE)
    assert sign.text().strip() == "2 处冲突待定"
    QTest.mouseClick(sign, Qt.MouseButton.LeftButton)
    page = window.merging.page
    assert window.merging.in_front
    assert page.header.title.text() == "待定的冲突 2 处"
    assert not page.side.isVisible()
    assert not page.footer.apply.isEnabled()
    assert page.footer.note.text == "2 处待定，会留着"


def test_what_is_decided_is_settled_and_can_be_undone(
    waiting: Copies, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window(waiting.mine)
    window.run("merge.resolve_conflicts")
    page = window.merging.page
    number = next(n for n, card in enumerate(page.cards.rows.cards) if card.first.entity_id == waiting.goal)
    page.cards.go_to_field(number, 0)
    click_side(page, number, 0, "mine")
    assert page.footer.apply.text().strip() == "处理 1 处"
    QTest.mouseClick(page.footer.apply, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.desk.cards) == 1, timeout=PATIENCE)
    assert values(window, waiting.goal).note == "列入年度跟踪"
    assert "已处理 1 处冲突" in window.toast.accessibleName()
    qtbot.waitUntil(lambda: not window.merging.writer.busy, timeout=PATIENCE)
    page.cards.go_to_field(0, 0)
    page.cards.choose(Choice.NEWER)
    QTest.mouseClick(page.footer.apply, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.merging.in_front, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.merging.writer.busy, timeout=PATIENCE)
    window.run("edit.undo")
    window.run("edit.undo")
    assert values(window, waiting.goal).note == "待与发改局核对"


def test_none_waiting_is_said(copies: Copies, open_window: Callable[..., MainWindow]) -> None:
    window = open_window(copies.mine)
    window.run("merge.resolve_conflicts")
    assert window.merging.page.settled.isVisible()
    QTest.mouseClick(window.merging.page.settled.button, Qt.MouseButton.LeftButton)
    assert window.reviewing.page == "reading"
