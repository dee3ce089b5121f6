"""The list of annotations, the contents, the search and the history of a report."""

from __future__ import annotations

import panels_kit
import pytest
from panels_kit import Desk, at, click, press, row_with, show, texts, write
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from quandian.core.model import Status
from quandian.core.text import Span
from quandian.store.values import NewAnnotation
from quandian.ui.panels.annotations import AnnotationsPanel
from quandian.ui.qt import ACCESSIBLE_TEXT

desk, actions = panels_kit.desk, panels_kit.actions

WORK = "全区国有企业资产总额突破1100亿元"
FIGURE = "突破1100亿元"
AIM = "力争全年完成投资240亿元以上"
MONEY = {"indicator": "资产总额", "value": "110000000000", "unit": "元", "comparator": ">"}


@pytest.fixture
def panel(qtbot, qtmodeltester, desk: Desk, actions) -> AnnotationsPanel:
    made = AnnotationsPanel(desk.session, actions)
    qtmodeltester.check(made.list.rows)
    show(qtbot, made, 340, 420)
    return made


def test_without_annotations_it_says_how_to_make_one(panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    assert panel.list.empty.isVisible()
    assert panel.list.empty.accessibleName() == "还没有标注 选中文字后按 1、2、3"
    assert panel.tabs.buttons[0].count == ""


def test_marks_stand_by_place_below_their_heading(panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    desk.mark("goal", AIM)
    desk.mark("metric", FIGURE, **MONEY)
    desk.mark("achievement", WORK)
    expected = ["一、2021年工作总结", WORK, "资产总额  > 1100亿元", "二、2022年工作思路", AIM]
    assert texts(panel.list.view) == expected
    assert panel.list.rows.indent(2) == 1
    assert panel.tabs.buttons[0].count == "3"
    desk.session.choose_report(desk.reports[1])
    desk.session.choose_report(desk.reports[0])
    assert texts(panel.list.view) == expected, "built one by one and read at once must look alike"
    spoken = panel.list.rows.index(2, 0).data(ACCESSIBLE_TEXT)
    assert spoken == "指标，资产总额，超过 1100亿元，第 2 段，待核"


def test_a_mark_that_goes_takes_its_heading_along(panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    desk.mark("achievement", WORK)
    goal = desk.mark("goal", AIM)
    desk.project.delete([goal])
    assert texts(panel.list.view) == ["一、2021年工作总结", WORK]
    desk.project.undo()
    assert texts(panel.list.view)[-2:] == ["二、2022年工作思路", AIM]


def test_moving_an_edge_and_a_colleagues_marks_show(panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    goal = desk.mark("goal", AIM)
    span = desk.project.annotation(goal)
    desk.project.move(goal, span.start, span.start + 8)
    assert texts(panel.list.view)[-1] == AIM[:8]
    with desk.colleague() as colleague:
        text = colleague.text(desk.reports[0])
        colleague.annotate(desk.reports[0], "achievement", text.index(WORK), text.index(WORK) + len(WORK))
        desk.project.poll()
    assert texts(panel.list.view)[1] == WORK


def test_a_chip_switches_its_tag_off_here_and_in_the_reader(qtbot, panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    desk.mark("achievement", WORK)
    desk.mark("goal", AIM)
    chip = next(chip for chip in panel.list.chips.items if chip.accessibleName() == "成效")
    with qtbot.waitSignal(panel.dimmed_changed) as told:
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert told.args == [{"achievement"}]
    assert texts(panel.list.view) == ["二、2022年工作思路", AIM]
    desk.mark("achievement", "营业收入增长8.5%")
    assert len(texts(panel.list.view)) == 2
    assert panel.tabs.buttons[0].count == "3"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert len(texts(panel.list.view)) == 5


def test_what_is_chosen_but_hidden_leaves_no_other_selected(panel: AnnotationsPanel, desk: Desk) -> None:
    """Del in the window acts on what the list has selected."""
    desk.open()
    work, goal = desk.mark("achievement", WORK), desk.mark("goal", AIM)
    desk.session.choose_annotation(goal)
    assert panel.list.selected_ids() == [goal]
    panel.list.chips.items[1].setChecked(False)
    desk.session.choose_annotation(work)
    assert panel.list.selected_ids() == []


def test_the_text_filter_looks_into_quotes_notes_and_fields(qtbot, panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    desk.mark("metric", FIGURE, **MONEY)
    goal = desk.mark("goal", AIM)
    desk.project.set_note(goal, "待核对年报")
    panel.list.filter_button.click()
    for words, found in (("年报", AIM), ("资产总额", "资产总额  > 1100亿元"), ("力争", AIM)):
        panel.list.filter.setText(words)
        qtbot.waitUntil(lambda found=found: texts(panel.list.view)[-1:] == [found] and len(texts(panel.list.view)) == 2)
    panel.list.filter.setText("没有的词")
    qtbot.waitUntil(panel.list.none_found.isVisible)
    panel.list.none_found.button.click()
    assert len(texts(panel.list.view)) == 4


def test_a_click_chooses_and_enter_goes_to_the_text(qtbot, panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    work, goal = desk.mark("achievement", WORK), desk.mark("goal", AIM)
    click(panel.list.view, 1)
    assert desk.session.annotation_id == work
    press(panel.list.view, Qt.Key.Key_Down)
    assert desk.session.annotation_id == goal, "the arrow passes over the heading between"
    with qtbot.waitSignal(panel.text_wanted):
        press(panel.list.view, Qt.Key.Key_Return)
    desk.session.choose_annotation(work)
    assert panel.list.view.currentIndex().row() == 1


def test_several_are_deleted_and_checked_in_one_step(panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    ids = [desk.mark("achievement", WORK), desk.mark("goal", AIM)]
    click(panel.list.view, 1)
    click(panel.list.view, 3, Qt.KeyboardModifier.ControlModifier)
    assert panel.list.selected_ids() == ids
    QTest.mouseClick(panel.list.view.viewport(), Qt.MouseButton.RightButton, pos=at(panel.list.view, 3))
    menu = panel.list._menu
    names = {action.text(): action for action in menu.actions()}
    next(a for a in names["核对状态"].menu().actions() if a.text() == "已核").trigger()
    assert {a.status for a in desk.project.annotations()} == {Status.CONFIRMED}
    assert panel.list.selected_ids() == ids
    names["删除 2 条标注"].trigger()
    menu.close()
    assert desk.project.annotations() == []
    assert desk.said == ["已删除 2 条标注"]
    desk.project.undo()
    assert len(desk.project.annotations()) == 2


def test_the_menu_changes_the_tag_and_copies(panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    mark = desk.mark("achievement", WORK)
    QTest.mouseClick(panel.list.view.viewport(), Qt.MouseButton.RightButton, pos=at(panel.list.view, 1))
    menu = panel.list._menu
    names = {action.text(): action for action in menu.actions()}
    names["复制原文"].trigger()
    assert QGuiApplication.clipboard().text() == WORK
    next(a for a in names["改为"].menu().actions() if a.text() == "目标").trigger()
    menu.close()
    assert desk.project.annotation(mark).tag_id == "goal"


def test_of_many_marks_only_those_seen_are_read(panel: AnnotationsPanel, desk: Desk, monkeypatch) -> None:
    size = len(desk.project.text(desk.reports[0])) - 2
    spans = [(start, end) for start in range(size) for end in range(start + 2, size)][:2000]
    desk.project.annotate_many(desk.reports[0], [NewAnnotation("goal", s, e) for s, e in spans])
    asked: list[int] = []
    fetch = panel.list.rows._fetch
    monkeypatch.setattr(panel.list.rows, "_fetch", lambda ids: asked.append(len(ids)) or fetch(ids))
    desk.open()
    panel.list.view.grab()
    assert 0 < sum(asked) < 300
    panel.list.view.scrollToBottom()
    panel.list.view.grab()
    assert sum(asked) < 600


def test_the_contents_lead_into_the_text(qtbot, panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    panel.show_tab("outline")
    assert texts(panel.outline.view) == ["一、2021年工作总结", "二、2022年工作思路"]
    with qtbot.waitSignal(panel.position_chosen) as told:
        click(panel.outline.view, 1)
    assert desk.project.text(desk.reports[0])[told.args[0] :].startswith("二、")
    panel.set_position(15)
    assert panel.outline.view.currentIndex().row() == 0


def test_find_in_this_report_and_in_all(qtbot, panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    found: list[tuple[str, Span]] = []
    panel.hit_chosen.connect(lambda report, span: found.append((report, span)))
    panel.focus_find()
    assert panel.tab == "find"
    write(panel.find_page.field, "完成投资")
    press(panel.find_page.field, Qt.Key.Key_Return)
    assert panel.find_page.count.text == "1 处"
    text = desk.project.text(desk.reports[0])
    assert found[-1][0] == desk.reports[0]
    assert text[found[-1][1].start : found[-1][1].end] == "完成投资"
    panel.focus_find(all_reports=True)
    qtbot.waitUntil(lambda: panel.find_page.count.text == "2 处，2 份报告")
    assert texts(panel.find_page.view)[0] == "2021年工作总结"
    panel.next_hit()
    panel.next_hit()
    assert found[-1][0] == desk.reports[1]
    panel.next_hit()
    assert found[-1][0] == desk.reports[0], "after the last hit comes the first"
    panel.previous_hit()
    assert found[-1][0] == desk.reports[1]


def test_nothing_found_says_so_and_an_empty_field_ends_the_search(qtbot, panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    panel.focus_find(text="没有的词")
    qtbot.waitUntil(lambda: panel.find_page.empty.title == "没有找到")
    with qtbot.waitSignal(panel.query_changed) as told:
        panel.find_page.field.clear()
    assert told.args == [""]


def test_history_tells_who_did_what_newest_first(qtbot, panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    goal = desk.mark("goal", AIM)
    desk.project.retag(goal, "achievement")
    desk.mark("goal", "全年完成投资28亿元", report=1)
    panel.show_tab("history")
    assert texts(panel.history.view) == [
        f"李静 由目标改为成效“{AIM}”",
        f"李静 标注目标“{AIM}”",
        "李静 导入报告",
    ]
    desk.project.undo()
    desk.project.undo()
    qtbot.waitUntil(lambda: len(texts(panel.history.view)) == 4)
    assert texts(panel.history.view)[0].startswith("李静 撤销：")
    click(panel.history.view, row_with(panel.history.view, "标注目标"))
    assert desk.session.annotation_id == goal


def test_a_second_click_brings_the_text_back(panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    work = desk.mark("achievement", WORK)
    told: list[str | None] = []
    desk.session.annotation_changed.connect(told.append)
    click(panel.list.view, 1)
    click(panel.list.view, 1)
    assert told == [work, work]


def test_after_deleting_the_arrow_keys_go_on_from_there(panel: AnnotationsPanel, desk: Desk) -> None:
    desk.open()
    texts_of = ["全区国有企业", "资产总额", "营业收入增长8.5%", AIM]
    ids = [desk.mark("achievement", words) for words in texts_of]
    click(panel.list.view, 2)
    assert desk.session.annotation_id == ids[1]
    panel.list.delete_selected()
    assert desk.session.annotation_id is None
    assert panel.list.selected_ids() == []
    press(panel.list.view, Qt.Key.Key_Down)
    assert desk.session.annotation_id == ids[2]
