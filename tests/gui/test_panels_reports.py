"""The list of reports: what it shows, how it is searched, what it asks the window to do."""

from __future__ import annotations

import panels_kit
import pytest
from panels_kit import Desk, at, click, draft, press, row_with, show, texts
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from quandian.ui.panels.report_rows import ROW_HEIGHT
from quandian.ui.panels.reports import ReportsPanel
from quandian.ui.qt import ACCESSIBLE_TEXT, TOOL_TIP
from quandian.ui.settings import Settings

desk, actions = panels_kit.desk, panels_kit.actions


@pytest.fixture
def panel(qtbot, desk: Desk, actions) -> ReportsPanel:
    made = ReportsPanel(desk.session, actions, Settings())
    show(qtbot, made, 264, 600)
    return made


def spoken(panel: ReportsPanel, row: int) -> str:
    return panel.rows.index(row, 0).data(ACCESSIBLE_TEXT)


def test_without_a_project_it_says_how_reports_get_here(qtbot, panel: ReportsPanel) -> None:
    assert panel.empty.isVisible()
    assert "还没有报告" in panel.empty.accessibleName()
    with qtbot.waitSignal(panel.import_wanted):
        panel.empty.button.click()


def test_reports_stand_below_their_issuer_newest_first(panel: ReportsPanel, desk: Desk) -> None:
    desk.open()
    assert texts(panel.view) == ["市国资委", "2021年工作总结", "2020年工作总结", "区发改局", "采访"]
    assert spoken(panel, 4) == "采访，区发改局，2022-03-02，未开始"
    assert panel.rows.index(1, 0).data(TOOL_TIP).startswith("2021年工作总结")
    assert panel.view.rowHeight(1) == ROW_HEIGHT
    assert panel.view.rowHeight(0) < ROW_HEIGHT


def test_tagging_changes_the_numbers_of_that_report(panel: ReportsPanel, desk: Desk) -> None:
    desk.open()
    mark = desk.mark("goal", "力争全年完成投资240亿元以上")
    assert spoken(panel, 1).endswith("目标 1")
    desk.project.retag(mark, "achievement")
    assert spoken(panel, 1).endswith("成效 1")
    desk.project.delete([mark])
    assert spoken(panel, 1).endswith("未开始")
    desk.project.undo()
    assert spoken(panel, 1).endswith("成效 1")


def test_what_a_colleague_tags_is_counted_too(panel: ReportsPanel, desk: Desk) -> None:
    desk.open()
    with desk.colleague() as colleague:
        colleague.annotate(desk.reports[1], "metric", 5, 9)
        desk.project.poll()
    assert spoken(panel, 2).endswith("指标 1")


def test_the_filter_finds_titles_issuers_and_years(panel: ReportsPanel, desk: Desk) -> None:
    desk.open()
    panel.filter.setText("国资 2020")
    assert texts(panel.view) == ["市国资委", "2020年工作总结"]
    panel.filter.setText("没有这样的")
    assert panel.none_found.isVisible()
    panel.none_found.button.click()
    assert len(texts(panel.view)) == 5


def test_a_click_opens_at_once_and_arrow_keys_open_where_they_rest(qtbot, panel: ReportsPanel, desk: Desk) -> None:
    desk.open()
    opened: list[str] = []
    panel.report_chosen.connect(opened.append)
    panel.report_chosen.connect(desk.session.choose_report)
    click(panel.view, 2)
    assert opened == [desk.reports[1]]
    press(panel.view, Qt.Key.Key_Up)
    assert opened == [desk.reports[1]]
    qtbot.waitUntil(lambda: opened == [desk.reports[1], desk.reports[0]])
    with qtbot.waitSignal(panel.text_wanted):
        press(panel.view, Qt.Key.Key_Return)


def test_typing_in_the_list_filters_and_down_returns_to_it(panel: ReportsPanel, desk: Desk) -> None:
    desk.open()
    panel.view.setFocus()
    QTest.keyClicks(panel.view, "2020")
    assert panel.filter.text() == "2020"
    assert texts(panel.view) == ["市国资委", "2020年工作总结"]
    press(panel.filter, Qt.Key.Key_Return)
    assert panel.view.hasFocus()
    press(panel.view, Qt.Key.Key_Escape)
    assert panel.filter.text() == ""


def test_groups_fold_by_click_and_by_keys(panel: ReportsPanel, desk: Desk) -> None:
    desk.open()
    click(panel.view, 0)
    assert texts(panel.view) == ["市国资委", "区发改局", "采访"]
    assert "已折叠" in spoken(panel, 0)
    press(panel.view, Qt.Key.Key_Right)
    assert len(texts(panel.view)) == 5


def test_the_order_can_be_chosen_and_is_remembered(panel: ReportsPanel, desk: Desk) -> None:
    desk.open()
    panel.set_sort("order")
    assert texts(panel.view) == ["2021年工作总结", "2020年工作总结", "采访"]
    panel.set_sort("date")
    assert texts(panel.view) == ["2022", "采访", "2021年工作总结", "2021", "2020年工作总结"]
    assert panel._settings.report_sort == "date"


def test_done_reports_count_in_the_footer(panel: ReportsPanel, desk: Desk) -> None:
    desk.open()
    desk.project.edit_report(desk.reports[0], progress="done")
    assert panel._footer.accessibleName() == "已完成 1 份，共 3 份"
    assert "已完成" in spoken(panel, 1)


def test_a_new_title_keeps_the_choice(panel: ReportsPanel, desk: Desk) -> None:
    desk.open(1)
    desk.project.edit_report(desk.reports[1], title="甲", issuer="区发改局")
    assert texts(panel.view) == ["市国资委", "2021年工作总结", "区发改局", "采访", "甲"]
    assert panel.rows.report_at(panel.view.currentIndex().row()).title == "甲"


def test_several_reports_are_removed_together(qtbot, panel: ReportsPanel, desk: Desk) -> None:
    desk.open()
    click(panel.view, 1)
    click(panel.view, 4, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(panel.remove_wanted) as asked:
        press(panel.view, Qt.Key.Key_Delete)
    assert asked.args == [[desk.reports[0], desk.reports[2]]]


def test_the_menu_of_a_report_asks_the_window(qtbot, panel: ReportsPanel, desk: Desk) -> None:
    desk.open()
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.RightButton, pos=at(panel.view, 2))
    menu = panel._menu
    assert menu is not None
    names = {action.text(): action for action in menu.actions()}
    with qtbot.waitSignal(panel.done_toggled) as asked:
        names["标为已完成"].trigger()
    assert asked.args == [desk.reports[1]]
    with qtbot.waitSignal(panel.properties_wanted):
        names["报告信息…"].trigger()
    menu.close()


def test_five_thousand_reports_filter_while_typing(panel: ReportsPanel, desk: Desk) -> None:
    many = [draft(f"第{i}份。\n", f"报告{i}", f"单位{i % 40}", f"20{i % 25:02d}-01-01") for i in range(5000)]
    desk.project.import_reports(many)
    desk.open()
    panel.filter.setText("报告4999")
    assert texts(panel.view) == ["单位39", "报告4999"]
    panel.filter.clear()
    assert panel.rows.rowCount() == 5003 + 42
    assert row_with(panel.view, "报告4999") > 0
