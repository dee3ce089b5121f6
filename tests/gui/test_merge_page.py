"""The merge page: what it shows, choosing by mouse and keys, merging, undoing, a project that changes meanwhile."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from merge_page_kit import (
    GOAL,
    PATIENCE,
    TEXT,
    Copies,
    choose_group,
    click_side,
    click_tick,
    copies,
    draft,
    merge_now,
    open_window,
    preview,
    values,
)
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quandian.core.merge import Choice
from quandian.core.progress import Progress
from quandian.store import Project
from quandian.tasks.backups import backups_of
from quandian.ui.main_window import MainWindow
from quandian.ui.merge.progress import ProgressDialog
from quandian.ui.pages.merge import MergePage

__all__ = ["copies", "open_window"]

Open = Callable[..., MainWindow]


@pytest.fixture
def page(copies: Copies, open_window: Open, qtbot: QtBot) -> MergePage:
    copies.differ()
    return preview(open_window(copies.mine), qtbot, copies.theirs)


def window_of(page: MergePage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def press(page: MergePage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(page.cards, key)


# --- what is shown


def test_the_page_shows_what_comes_in_and_opens_at_what_has_to_be_chosen(page: MergePage) -> None:
    groups = {(g.key, g.total, g.taken) for g in page.side.groups.rows.rows}
    assert ("new_report", 1, 1) in groups
    assert ("new_annotation", 3, 3) in groups
    assert ("new_link", 1, 1) in groups
    assert ("conflicts", 3, 3) in groups
    assert page.on_cards
    assert page.header.title.text() == "需要选择的 3 处"
    assert page.header.caption.text == "已定 0，待定 3"
    assert page.footer.note.text == "3 处待定，将采用较新的值"
    assert "合并" in page.footer.apply.text()
    assert window_of(page).toolbar._merge.isVisible()


def test_fields_of_a_card_stand_as_in_the_inspector(page: MergePage, copies: Copies) -> None:
    card = next(card for card in page.cards.rows.cards if card.first.entity_id == copies.metric)
    assert [one.field for one in card.conflicts] == ["fields.indicator", "fields.comparator"]


def test_the_words_of_a_card_say_both_values_and_who_set_them(page: MergePage, copies: Copies) -> None:
    rows = page.cards.rows
    number = next(n for n, card in enumerate(rows.cards) if card.first.entity_id == copies.metric)
    page.cards.go_to_field(number, 0)
    spoken = rows.data(page.cards.currentIndex())
    for part in ("60亿元", "指标名", "我的：投资总额", "对方：固定资产投资", "待定"):
        assert part in spoken
    deleted = next(card for card in rows.cards if card.first.entity_id == copies.done)
    assert page.teller.summary(deleted) == "我改了备注，对方删除了这条标注"


def test_nothing_new_is_said_and_leads_back(copies: Copies, open_window: Open, qtbot: QtBot) -> None:
    window = open_window(copies.mine)
    page = preview(window, qtbot, copies.theirs)
    assert page.state == "empty"
    assert page.empty.isVisible()
    QTest.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert window.reviewing.page == "reading"


# --- choosing


def test_sides_are_chosen_by_mouse(page: MergePage, copies: Copies) -> None:
    rows = page.cards.rows
    number = next(n for n, card in enumerate(rows.cards) if card.first.entity_id == copies.metric)
    page.cards.go_to_field(number, 0)
    click_side(page, number, 0, "mine")
    click_side(page, number, 1, "theirs")
    card = rows.cards[number]
    assert [page.desk.choice(one) for one in card.conflicts] == [Choice.MINE, Choice.THEIRS]
    assert page.header.caption.text == "已定 1，待定 2"


def test_keys_choose_move_and_find_what_is_undecided(page: MergePage) -> None:
    page.cards.setFocus()
    page.cards.go_to_field(0, 0)
    fields = [one for card in page.cards.rows.cards for one in card.conflicts]
    press(page, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right)
    assert page.desk.choice(fields[0]) is Choice.MINE
    assert page.desk.choice(fields[1]) is Choice.THEIRS
    press(page, Qt.Key.Key_N, Qt.Key.Key_Left)
    assert page.desk.choice(fields[2]) is Choice.MINE
    press(page, Qt.Key.Key_N, Qt.Key.Key_Left, Qt.Key.Key_N)
    assert page.desk.undecided == 0
    assert page.footer.note.text == ""
    press(page, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert (page.cards.rows.current, page.cards.current_field()) == (0, 0)


def test_the_keys_of_the_foot_work_after_looking_at_other_groups(page: MergePage) -> None:
    """A click on the conflicts in the panel left the keyboard in the panel: arrows and N did nothing, silently."""
    choose_group(page, "new_annotation")
    choose_group(page, "conflicts")
    in_hand = QApplication.focusWidget()
    assert in_hand is page.cards
    fields = [one for card in page.cards.rows.cards for one in card.conflicts]
    QTest.keyClick(in_hand, Qt.Key.Key_Left)
    assert page.desk.choice(fields[0]) is Choice.MINE
    page.side.groups.setFocus()
    QTest.keyClick(page.side.groups, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.cards


def test_the_buttons_decide_everything_at_once(page: MergePage) -> None:
    QTest.mouseClick(page.all_theirs, Qt.MouseButton.LeftButton)
    assert {page.desk.choice(one) for one in page.desk.conflicts} == {Choice.THEIRS}
    QTest.mouseClick(page.all_newer, Qt.MouseButton.LeftButton)
    assert all(page.desk.choice(one) is one.newer for one in page.desk.conflicts)
    QTest.mouseClick(page.all_mine, Qt.MouseButton.LeftButton)
    assert {page.desk.choice(one) for one in page.desk.conflicts} == {Choice.MINE}
    assert page.desk.undecided == 0


def test_space_leaves_a_row_in_conflict(page: MergePage, copies: Copies) -> None:
    before = page.desk.to_take
    page.cards.setFocus()
    page.cards.go_to_field(0, 0)
    press(page, Qt.Key.Key_Space)
    card = page.cards.rows.cards[0]
    assert page.desk.row_is_left(card)
    assert page.desk.to_take == before - 1
    press(page, Qt.Key.Key_Space)
    assert page.desk.to_take == before


def test_a_group_left_out_leaves_what_needs_it(page: MergePage) -> None:
    before = page.desk.to_take
    click_tick(page, "new_report")
    now = {g.key: (g.taken, g.total) for g in page.side.groups.rows.rows}
    assert now["new_report"] == (0, 1)
    assert now["new_annotation"] == (2, 3)  # the one on that report
    assert now["new_link"] == (0, 1)
    assert page.desk.to_take == before - 3
    click_tick(page, "new_report")
    assert page.desk.to_take == before


def test_single_items_are_left_by_space_and_by_their_box(page: MergePage) -> None:
    choose_group(page, "new_annotation")
    assert page.items.isVisible()
    assert page.header.title.text() == "新标注 3 条"
    page.items.setFocus()
    QTest.keyClick(page.items, Qt.Key.Key_Space)
    assert page.header.caption.text == "将并入 2，留下 1"
    rect = page.items.visualRect(page.items.rows.index(1, 0))
    QTest.mouseClick(page.items.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(32, rect.center().y()))
    assert page.header.caption.text == "将并入 1，留下 2"
    QTest.mouseClick(page.take_all, Qt.MouseButton.LeftButton)
    assert page.header.caption.text == "将并入 3，留下 0"
    QTest.mouseClick(page.leave_all, Qt.MouseButton.LeftButton)
    assert page.header.caption.text == "将并入 0，留下 3"


def test_what_is_selected_is_left_together(page: MergePage) -> None:
    choose_group(page, "new_annotation")
    page.items.setFocus()
    QTest.keyClick(page.items, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.items, Qt.Key.Key_Space)
    assert page.header.caption.text == "将并入 1，留下 2"
    QTest.keyClick(page.items, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.items, Qt.Key.Key_Space)
    assert page.header.caption.text == "将并入 3，留下 0"
    QTest.keyClick(page.items, Qt.Key.Key_Space)
    assert page.header.caption.text == "将并入 0，留下 3"


def test_to_take_an_item_takes_what_it_needs(page: MergePage) -> None:
    click_tick(page, "new_report")
    choose_group(page, "new_annotation")
    held = next(e for e in page.items.rows.entries if page.desk.is_held(e))  # type: ignore[arg-type]
    page.desk.set_items([held], True)  # type: ignore[list-item]
    assert {g.key: g.taken for g in page.side.groups.rows.rows}["new_report"] == 1


def test_authors_of_a_group_can_be_left_one_by_one(copies: Copies, open_window: Open, qtbot: QtBot) -> None:
    copies.differ()
    with Project.open(copies.theirs, author="陈晨", device="cccccccc", backup=False) as third:
        third.annotate(copies.report, GOAL, TEXT.index("同比"), TEXT.index("同比") + 6)
    page = preview(open_window(copies.mine), qtbot, copies.theirs)
    groups = page.side.groups
    choose_group(page, "new_annotation")
    QTest.keyClick(groups, Qt.Key.Key_Right)
    assert [(g.author, g.total) for g in groups.rows.rows if g.author] == [("王磊", 3), ("陈晨", 1)]
    groups.go_to(groups.rows.row_of("new_annotation", "陈晨"), tell=True)
    assert len(page.items.rows.entries) == 1
    QTest.keyClick(groups, Qt.Key.Key_Space)
    assert {(g.author, g.taken) for g in page.desk.authors("new_annotation")} == {("王磊", 3), ("陈晨", 0)}


# --- the merge


def test_a_long_merge_shows_its_progress_and_can_be_cancelled(page: MergePage, qtbot: QtBot) -> None:
    window = window_of(page)

    def slow(progress: Progress) -> None:
        for n in range(2000):
            progress.step(n, 2000)
            time.sleep(0.005)

    window.merging.writer.write("合并", "要一会儿", slow)
    qtbot.waitUntil(lambda: any(d.stop.isEnabled() for d in window.findChildren(ProgressDialog)), timeout=PATIENCE)
    dialog = window.findChild(ProgressDialog)
    assert dialog is not None
    assert dialog.isVisible()
    QTest.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.merging.writer.busy, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.findChild(ProgressDialog) is None, timeout=PATIENCE)
    assert len(window.session.project.annotations()) == 3


def test_merging_does_what_was_chosen_and_one_undo_takes_it_back(page: MergePage, copies: Copies, qtbot: QtBot) -> None:
    window = window_of(page)
    QTest.mouseClick(page.all_mine, Qt.MouseButton.LeftButton)
    click_tick(page, "new_link")
    merge_now(window, qtbot)
    project = window.session.project
    assert window.reviewing.page == "reading"
    assert values(window, copies.metric).fields["indicator"] == "投资总额"
    assert values(window, copies.goal).note == "列入年度跟踪"
    assert values(window, copies.done).note == "已现场核对"
    assert len(project.reports()) == 2
    assert len(project.annotations()) == 6
    assert "已备份" in window.toast.accessibleName()
    assert backups_of(copies.mine)
    window.run("edit.undo")
    qtbot.waitUntil(lambda: len(project.reports()) == 1, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.merging.writer.busy, timeout=PATIENCE)
    assert len(project.annotations()) == 3
    assert re.fullmatch("已撤销“合并‘.+’”", window.toast.accessibleName())  # quotes inside quotes are single ones
    window.run("edit.redo")
    qtbot.waitUntil(lambda: len(project.reports()) == 2, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.merging.writer.busy, timeout=PATIENCE)


def test_undecided_conflicts_take_the_newer_value(page: MergePage, copies: Copies, qtbot: QtBot) -> None:
    window = window_of(page)
    merge_now(window, qtbot)
    assert values(window, copies.goal).note == "待与发改局核对"
    assert values(window, copies.metric).fields["comparator"] == "≥"
    assert window.session.project.annotations_by_id([copies.done]) == []


def test_what_was_left_is_offered_again_and_marked(page: MergePage, copies: Copies, qtbot: QtBot) -> None:
    window = window_of(page)
    click_tick(page, "new_annotation")
    merge_now(window, qtbot)
    again = preview(window, qtbot, copies.theirs)
    assert {g.key: (g.taken, g.total) for g in again.side.groups.rows.rows}["new_annotation"] == (0, 3)
    choose_group(again, "new_annotation")
    assert again.items.rows.remark(again.items.rows.entries[0]) == "上次没有并入"


def test_cancel_changes_nothing(page: MergePage, copies: Copies) -> None:
    window = window_of(page)
    QTest.mouseClick(page.footer.cancel, Qt.MouseButton.LeftButton)
    assert window.reviewing.page == "reading"
    assert len(window.session.project.annotations()) == 3
    assert not window.toolbar._merge.isVisible()


def test_choices_survive_a_project_that_changes_meanwhile(page: MergePage, copies: Copies, qtbot: QtBot) -> None:
    window = window_of(page)
    page.cards.go_to_field(0, 0)
    page.cards.choose(Choice.MINE)
    first = page.cards.rows.cards[0].conflicts[0].key
    click_tick(page, "new_link")
    plan = page.desk.plan
    with copies.open(copies.mine) as other:
        other.set_status([copies.goal], other.annotations()[0].status.__class__.DOUBTFUL)
    qtbot.waitUntil(lambda: page.desk.plan is not plan, timeout=PATIENCE)
    kept = {one.key: page.desk.choice(one) for one in page.desk.conflicts}
    assert kept[first] is Choice.MINE
    assert {g.key: g.taken for g in page.side.groups.rows.rows}["new_link"] == 0
    merge_now(window, qtbot)
    assert len(window.session.project.reports()) == 2


def test_a_merge_that_comes_too_late_is_planned_anew(page: MergePage, copies: Copies, qtbot: QtBot) -> None:
    window = window_of(page)
    plan = page.desk.plan
    window.session._poll.stop()
    with copies.open(copies.mine) as other:
        other.set_note(copies.done, "又改了")
    QTest.mouseClick(page.footer.apply, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.desk.plan is not plan and not window.merging.writer.busy, timeout=PATIENCE)
    assert "重新比对" in window.banner.text
    assert len(window.session.project.annotations()) == 3
    merge_now(window, qtbot)


# --- looking at the passage


def test_o_shows_the_words_in_the_reader_and_back_leads_to_the_preview(page: MergePage, copies: Copies) -> None:
    window = window_of(page)
    number = next(n for n, card in enumerate(page.cards.rows.cards) if card.first.entity_id == copies.goal)
    page.cards.setFocus()
    page.cards.go_to_field(number, 0)
    press(page, Qt.Key.Key_O)
    assert window.reviewing.page == "reading"
    assert window.session.annotation_id == copies.goal
    QApplication.processEvents()
    window.run("view.back")
    assert window.merging.in_front
    assert page.cards.rows.current == number


def test_the_words_of_a_report_that_is_not_here_yet_cannot_be_shown(page: MergePage) -> None:
    window = window_of(page)
    choose_group(page, "new_report")
    page.items.setFocus()
    QTest.keyClick(page.items, Qt.Key.Key_O)
    assert window.merging.in_front
    assert "还没有并入" in window.toast.accessibleName()


# --- tags


def test_a_tag_of_theirs_becomes_the_one_that_is_chosen(copies: Copies, open_window: Open, qtbot: QtBot) -> None:
    with copies.open(copies.theirs) as theirs:
        tag = theirs.add_tag("亮点")
        start = TEXT.index("同比")
        made = theirs.annotate(copies.report, tag.id, start, start + 6)
    window = open_window(copies.mine)
    page = preview(window, qtbot, copies.theirs)
    choose_group(page, "new_tag")
    assert page.items.rows.remark(page.items.rows.entries[0]) == ""
    choose_group(page, "tags")
    page.items.setFocus()
    QTest.keyClick(page.items, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    actions = {action.text(): action for action in menu.actions()}
    assert actions["作为新标签"].isChecked()
    actions["并入“成效”"].trigger()
    menu.close()
    assert page.items.rows.target_words(page.items.rows.entries[0]) == "并入“成效”"  # type: ignore[arg-type]
    choose_group(page, "new_tag")  # it said that a new tag comes, and none came
    assert page.items.rows.remark(page.items.rows.entries[0]) == "见“标签对应”"
    merge_now(window, qtbot)
    assert values(window, made.id).tag_id == "achievement"


# --- similar reports, and what has no place


def scanned(copies: Copies, path: Path) -> Path:
    """Return a project with another scan of the report: two marks have their words here, one has not."""
    text = TEXT.replace("，", "， ") + "补充一段只有这里才有的话。"
    with Project.create(path, author="赵敏", device="dddddddd", name="扫描") as project:
        report = project.import_reports([draft(text, "工作总结（扫描）")]).added[0]
        for words in ("同比增长8%", "新开工项目12个", "补充一段只有这里才有的话"):
            start = text.index(words)
            project.annotate(report, GOAL, start, start + len(words))
    return path


def test_a_similar_report_is_aligned_and_what_has_no_place_is_listed(
    copies: Copies, open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(copies.mine)
    page = preview(window, qtbot, scanned(copies, tmp_path / "扫描.quandian"))
    choose_group(page, "near")
    first, second = page.items.rows.lines(page.items.rows.entries[0])
    assert "工作总结（扫描）" in first
    assert "100%" not in first
    assert second == "3 条标注，2 条文字相同，1 条找不到"
    assert "补充一段" in page.items.rows.data(page.items.rows.index(1, 0))
    page.items.setFocus()
    QTest.keyClick(page.items, Qt.Key.Key_Space)
    assert page.items.rows.state(page.items.rows.entries[0]) == "对齐"
    merge_now(window, qtbot)
    assert page.state == "done"
    assert page.header.title.text() == "没有放到原文上的 1 条"
    assert "没有放到原文上" in window.toast.accessibleName()
    project = window.session.project
    assert len([a for a in project.annotations() if a.report_id == copies.report]) == 5
    QTest.mouseClick(page.footer.apply, Qt.MouseButton.LeftButton)
    assert window.reviewing.page == "reading"
    assert not window.toolbar._merge.isVisible()


def test_words_that_are_only_alike_are_said_to_be_so_and_what_will_not_come_is_not_counted(
    copies: Copies, open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "另一遍.quandian"
    text = TEXT.replace("同比增长8%", "同比增幅8%")
    with Project.create(other, author="赵敏", device="dddddddd", name="另一遍") as project:
        report = project.import_reports([draft(text, "工作总结（另一遍）")]).added[0]
        start = text.index("同比增幅8%")
        project.annotate(report, GOAL, start, start + 6)
        start = text.index("新开工项目12个")
        project.annotate(report, GOAL, start, start + 8)
    window = open_window(copies.mine)
    page = preview(window, qtbot, other)
    before = page.desk.to_take
    choose_group(page, "near")
    rows = page.items.rows
    assert rows.lines(rows.entries[0])[1] == "2 条标注，1 条文字相同，1 条文字只是相近"
    assert rows.lines(rows.entries[1]) == ("“同比增幅8%”", "这里是“同比增长8%”，赵敏")
    page.items.setFocus()
    QTest.keyClick(page.items, Qt.Key.Key_Space)
    assert page.desk.to_take == before - 1  # the other report does not come
    choose_group(page, "new_report")
    assert (page.items.group.taken, page.items.group.total) == (0, 1)
    assert rows.state(rows.entries[0]) == "不并入"
    assert rows.remark(rows.entries[0]) == "对齐后不另外并入"


# --- narrow, large


def test_at_1024_the_words_of_the_foot_and_the_values_have_room(
    copies: Copies, open_window: Open, qtbot: QtBot
) -> None:
    copies.differ()
    window = open_window(copies.mine, 1024)
    page = preview(window, qtbot, copies.theirs)
    foot = page.footer
    QApplication.processEvents()
    assert foot.apply.x() + foot.apply.width() <= foot.width()
    assert foot.note.width() >= foot.note.sizeHint().width()
    assert foot.note.x() + foot.note.width() <= foot.cancel.x()
    assert foot.hints.x() + foot.hints.width() <= foot.note.x()
    assert page.side.width() == 256
    window.run("view.left")
    assert not page.side.isVisible()
    window.run("view.left")
    assert page.side.isVisible()
