"""The ledger page as a user meets it: rows, sort, filter, group, edit, copy, export, a second window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ledger_kit import Room, desk_of_figures, edit, room_of
from panels_kit import Desk, press, write
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from quandian.core.model import Field, TagId
from quandian.ui.actions import key_text, tip
from quandian.ui.ledger.ticks import COUNT
from quandian.ui.main_window import MainWindow
from quandian.ui.settings import Settings
from quandian.ui.theme import theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Iterator[Desk]:
    made = desk_of_figures(tmp_path)
    yield made
    made.project.close()


@pytest.fixture
def room(qtbot, desk: Desk) -> Iterator[Room]:
    made = room_of(qtbot, desk)
    yield made
    made.close()


def test_the_page_lists_all_metrics_with_their_columns(room: Room) -> None:
    assert room.window.ledger_commands.in_front
    assert room.page.bar.count.text == "5 条指标"
    assert room.texts("field.indicator") == ["资产总额", "营业收入增长", "投资", "投资", "新增就业"]
    assert room.texts("unit") == ["亿元", "%", "亿元", "亿元", "人"]
    assert room.texts("nature") == ["实际", "实际", "目标", "实际", "实际"]
    assert room.texts("paragraph") == ["2", "2", "4", "2", "2"]
    left, right = room.page.footer.texts
    assert "显示 5 / 5 条" in left
    assert right == "实际 合计 > 1128亿元　目标 合计 ⩾ 240亿元"
    assert "实际 合计 > 1128亿元，平均 > 564亿元（2 条）" in room.page.footer.toolTip()


def test_heads_sort_by_base_value_and_back(room: Room) -> None:
    room.click_head("value")
    money = [t for t, u in zip(room.texts("value"), room.texts("unit"), strict=True) if u == "亿元"]
    assert [t.split()[-1] for t in money] == ["28", "240", "1100"]
    room.click_head("value")
    money = [t for t, u in zip(room.texts("value"), room.texts("unit"), strict=True) if u == "亿元"]
    assert [t.split()[-1] for t in money] == ["1100", "240", "28"]
    room.click_head("value")
    assert room.texts("field.indicator")[0] == "资产总额"


def test_text_and_chips_filter(room: Room) -> None:
    room.page.bar.field.setText("投资")
    room.settle()
    assert room.texts("unit") == ["亿元", "亿元"]
    room.page.bar.clear.click()
    room.page.filters.open("nature")
    popup = room.popup()
    assert [popup.list.item(i).data(COUNT) for i in range(popup.list.count())] == ["4", "1"]
    place = popup.list.visualItemRect(popup.list.item(1)).center()
    QTest.mouseClick(popup.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    room.settle()
    popup.close()
    assert room.texts("field.indicator") == ["投资"]
    room.page.filters.open("value")
    ranged = room.popup()
    ranged.low.setText("400亿")
    press(ranged.low, Qt.Key.Key_Return)
    assert room.model.rowCount() == 0
    assert room.page.empty.isVisible()
    room.page.empty.button.click()
    assert room.model.rowCount() == 5


def test_a_bound_with_a_unit_finds_figures_of_such_units(room: Room) -> None:
    room.page.filters.open_filter("value")
    popup = room.popup()
    popup.low.setText("100")
    popup._on_enter()
    room.settle()
    assert room.texts("field.indicator") == ["资产总额", "投资", "投资", "新增就业"]
    room.page.filters.open_filter("value")
    popup = room.popup()
    popup.low.setText("30亿元")
    popup.high.setText("3000000万元")
    popup._on_enter()
    room.settle()
    assert room.texts("field.indicator") == ["投资"]
    room.page.filters.open_filter("value")
    popup = room.popup()
    assert (popup.low.text(), popup.high.text()) == ("30亿元", "300亿元")
    popup.low.setText("很多")
    popup._on_enter()
    assert popup.isVisible()
    popup.close()
    assert "30亿元" in room.page.bar.chip("value").accessibleName()


def test_a_tag_of_ones_own_has_typed_columns(room: Room, desk: Desk) -> None:
    fields = (
        Field("cost", "投资额", "Cost", "number"),
        Field("start", "开工日期", "Start", "date"),
        Field("done", "已完工", "Done", "flag"),
    )
    tag = desk.project.add_tag("项目", fields=fields)
    desk.mark(tag.id, "1100亿元", 0, cost="1200", start="2023-05-01", done=True)
    desk.mark(tag.id, "8.5%", 0, cost="80.5", start="2024")
    desk.mark(tag.id, "28亿元", 1)
    room.page.controller.show_tags((tag.id,))
    room.page.controller.sort_by("field.cost")
    room.settle()
    assert room.texts("field.cost") == ["80.5", "1200", ""]  # as numbers, not as text; nothing is last
    assert room.texts("field.start") == ["2024年", "2023-05-01", ""]
    assert room.texts("field.done") == ["", "是", ""]
    assert room.page.footer.texts[1] == "投资额 合计 1280.5，平均 640.25（2 条）"
    room.page.controller.group_by("field.done")
    room.settle()
    assert room.model.group_sums["1"] == ("投资额 合计 1200（1 条）",)
    room.page.controller.group_by("")
    for key, bound, found in (("field.cost", "100", ["1200"]), ("field.start", "2023年12月", ["80.5"])):
        room.page.filters.open_filter(key)
        popup = room.popup()
        popup.low.setText(bound)
        popup._on_enter()
        room.settle()
        assert room.texts("field.cost") == found
        room.page.controller.clear()
    room.page.controller.filter_range("field.start", (), ("2023",))
    room.settle()
    assert room.texts("field.cost") == ["1200"]  # up to 2023 takes its days in
    edit(room, 0, "field.cost", "很多")
    assert "“很多”读不懂" in room.page.editing.field.problem
    room.page.editing.field.finish(keep=False)
    edit(room, 0, "field.cost", "1.5万")
    edit(room, 0, "field.done", "")
    assert room.texts("field.cost") == ["15000"]
    assert room.texts("field.done") == [""]


def test_groups_have_heads_with_sums(room: Room) -> None:
    room.page.controller.group_by("field.indicator")
    heads = [room.model.group_name(g) for g in room.model.groups]
    assert sorted(heads) == sorted(["资产总额", "营业收入增长", "投资", "新增就业"])
    assert room.model.rowCount() == 9
    row = next(i for i in range(9) if (g := room.model.group_at(i)) is not None and g.value == "投资")
    assert room.model.row_at(row) is None
    assert room.model.row_at(row + 1).fields["indicator"] == "投资"
    room.settle()
    assert room.model.group_sums["投资"] == ("实际 合计 28亿元（1 条）", "目标 合计 ⩾ 240亿元（1 条）")
    room.window.grab()


def test_double_click_and_enter_go_to_the_passage(room: Room, qtbot) -> None:
    QTest.mouseDClick(room.table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, room.cell(3, "value"))
    window = room.window
    assert window.pages.currentWidget() is window.reading
    assert window.session.annotation().quote == "28亿元"
    window.actions_table["view.page_ledger"].trigger()
    room.table.choose_row(0)
    room.table.setFocus()
    press(room.table, Qt.Key.Key_Return)
    assert window.session.annotation().quote == "1100亿元"


def test_a_figure_is_edited_in_its_cell(room: Room, desk: Desk) -> None:
    room.table.choose_row(3, room.section("value"))
    room.table.setFocus()
    press(room.table, Qt.Key.Key_F2)
    editor = room.page.editing.field
    assert editor.field.text() == "28"
    editor.field.selectAll()
    write(editor.field, "≥32.5")
    press(editor.field, Qt.Key.Key_Return)
    room.settle()
    assert room.texts("value")[3].split()[-1] == "32.5"
    one = room.model.row_at(3)
    assert (one.fields["value"], one.fields["unit"], one.fields["comparator"]) == ("3250000000", "元", "≥")
    room.window.session.undo()
    room.settle()
    assert room.texts("value")[3] == "28"


@pytest.mark.parametrize(
    ("key", "typed", "shown"),
    [
        ("value", "30—50亿元", "30—50"),
        ("value", "已脱敏", "已脱敏"),
        ("unit", "万元", "28"),
        ("field.period", "2021年", "2021年"),
        ("field.indicator", "完成投资", "完成投资"),
    ],
)
def test_other_cells_are_edited_too(room: Room, key: str, typed: str, shown: str) -> None:
    room.page.editing.edit(3, room.section(key))
    room.page.editing.field.field.setText(typed)
    room.page.editing.field.finish(keep=True)
    room.settle()
    text = room.texts("value" if key == "unit" else key)[3]
    assert text == shown
    if key == "unit":
        assert room.model.row_at(3).fields["value"] == "280000"


def test_status_and_note_are_edited_in_their_cells(room: Room, desk: Desk) -> None:
    room.table.choose_row(3, room.section("issuer"))
    edit(room, 3, "status", "confirmed")
    edit(room, 3, "note", "核过了")
    assert room.table.currentIndex().column() == room.section("issuer")  # the hand stays where it was
    assert room.texts("status") == ["待核", "待核", "待核", "已核", "待核"]
    assert room.texts("note")[3] == "核过了"
    room.window.session.undo()
    room.window.session.undo()
    room.settle()
    assert set(room.texts("status")) == {"待核"}


@pytest.mark.parametrize(
    ("key", "typed", "shown"),
    [("issuer", "市国资委党委", "市国资委党委"), ("report", "2020年总结", "2020年总结"), ("place", "云州", "云州")],
)
def test_facts_of_a_report_are_edited_for_all_its_rows(
    room: Room, desk: Desk, key: str, typed: str, shown: str
) -> None:
    before = room.texts(key)
    edit(room, 3, key, typed)
    assert room.texts(key) == [*before[:3], shown, shown]
    assert "整份报告" in room.window.toast.accessibleName()
    room.window.session.undo()
    room.settle()
    assert room.texts(key) == before


def test_the_year_of_a_report_is_edited_where_rows_tell_none(room: Room, desk: Desk) -> None:
    edit(room, 3, "field.period", "")
    edit(room, 3, "year", "2018年")
    assert room.texts("year")[3:] == ["2018年", "2020年"]
    edit(room, 3, "year", "去年")
    assert "“去年”读不懂" in room.page.editing.field.problem
    room.page.editing.field.finish(keep=False)
    assert room.texts("year")[3] == "2018年"


@pytest.mark.parametrize(
    ("key", "why"), [("author", "不能改"), ("nature", "由指标所在"), ("quote", "阅读页"), ("year", "时期")]
)
def test_cells_that_follow_from_others_say_so(room: Room, key: str, why: str) -> None:
    room.page.editing.edit(3, room.section(key))
    assert room.page.editing.field is None
    assert why in room.window.toast.accessibleName()


def test_a_title_is_never_emptied(room: Room) -> None:
    edit(room, 3, "report", " ")
    assert "标题不能空着" in room.page.editing.field.problem
    room.page.editing.field.finish(keep=False)
    assert room.texts("report")[3] == "2020年工作总结"


def test_reports_of_one_title_are_told_apart(room: Room, desk: Desk) -> None:
    desk.project.edit_report(desk.reports[1], title="2021年工作总结", issuer="市住建局")
    room.settle()
    names = ["2021年工作总结（市国资委）", "2021年工作总结（市住建局）"]
    assert list(dict.fromkeys(room.texts("report"))) == names
    room.page.filters.open_filter("report")
    popup = room.popup()
    assert [popup.list.item(row).text() for row in range(2)] == names
    popup.list.item(1).setCheckState(Qt.CheckState.Checked)
    QTest.qWait(120)
    popup.close()
    assert set(room.texts("report")) == {names[1]}
    room.page.controller.clear()
    room.page.controller.group_by("report")
    room.settle()
    assert [room.model.group_name(group) for group in room.model.groups] == names


def test_what_is_no_figure_stays_in_its_cell_with_a_sentence_until_it_is_one(room: Room) -> None:
    room.page.editing.edit(3, room.section("value"))
    editor = room.page.editing.field
    write(editor.field, "很多")
    press(editor.field, Qt.Key.Key_Return)
    room.settle()
    assert "“很多”读不懂" in editor.problem
    assert room.table.viewport().rect().contains(editor._problem.geometry())
    assert editor.field.text() == "很多"
    assert room.texts("value")[3] == "28"
    room.page.bar.field.setFocus()  # going elsewhere loses nothing either
    room.settle()
    room.page.editing.edit(0, room.section("value"))
    assert room.page.editing.field is editor
    editor.field.selectAll()
    write(editor.field, "29")
    assert editor.problem == ""
    press(editor.field, Qt.Key.Key_Return)
    room.settle()
    assert room.texts("value")[3] == "29"
    assert room.page.editing.field is None


def test_a_field_left_with_what_is_no_figure_closes_when_other_rows_come(room: Room) -> None:
    edit(room, 3, "value", "很多")
    room.page.bar.field.setFocus()
    room.page.controller.set_text("就业")
    room.settle()
    assert room.page.editing.field is None
    assert room.texts("value") == ["1200"]


def test_rows_are_copied_as_a_table(room: Room) -> None:
    room.table.selectAll()
    room.window.actions_table["ledger.copy"].trigger()
    mime = QApplication.clipboard().mimeData()
    lines = mime.text().splitlines()
    assert lines[0].split("\t")[1:5] == ["指标名", "发文单位", "数值", "单位"]
    assert len(lines) == 6
    assert "<td" in mime.html()


def test_a_second_window_is_followed(room: Room, desk: Desk) -> None:
    with desk.colleague() as other:
        ids = other.annotation_ids(desk.reports[1])
        other.edit_fields(ids[0], value="9900000000")
        other.annotate(desk.reports[1], TagId("metric"), 0, 4, fields={"indicator": "项目", "value": "7", "unit": "个"})
    desk.project.poll()
    room.settle()
    assert "99" in room.texts("value")
    assert "项目" in room.texts("field.indicator")
    assert room.page.bar.count.text == "6 条指标"


def test_the_selection_stays_when_rows_change(room: Room, desk: Desk) -> None:
    room.table.choose_row(2)
    number = room.model.number_at(2)
    desk.project.annotate(
        desk.reports[0], TagId("metric"), 0, 3, fields={"indicator": "年份", "value": "1", "unit": "个"}
    )
    room.settle()
    assert room.model.rowCount() == 6
    assert room.table.selected_numbers() == [number]


def test_columns_are_kept(room: Room) -> None:
    room.table.setColumnHidden(room.section("report"), True)
    room.table.head.resizeSection(room.section("issuer"), 222)
    room.table.head.moveSection(room.table.head.visualIndex(room.section("unit")), 1)
    room.page.controller.keep_columns()
    kept = room.window.settings.ledger["columns"]["metric"]
    assert kept["widths"]["issuer"] == 222
    assert "report" in kept["hidden"]
    assert kept["order"][1] == "unit"
    room.page.controller.show_tags((TagId("goal"),))
    room.page.controller.show_tags((TagId("metric"),))
    assert room.table.isColumnHidden(room.section("report"))
    assert room.table.head.visualIndex(room.section("unit")) == 1


def test_views_can_be_changed(room: Room) -> None:
    page = room.page
    room.window.actions_table["ledger.matrix"].trigger()
    assert not page.table.isVisible()
    assert page.matrix_pane.isVisible()
    room.window.actions_table["ledger.details"].trigger()
    assert page.table.isVisible()
    assert not page.matrix_pane.isVisible()
    assert not page.chart.isVisible()
    room.window.actions_table["view.right"].trigger()
    assert page.chart.isVisible()
    for name in ("dark", "sepia", "light"):
        theme().apply(name)
        room.window.grab()


def test_the_models_keep_qts_rules(room: Room) -> None:
    QAbstractItemModelTester(room.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    QAbstractItemModelTester(room.page.matrix_pane.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    room.page.controller.group_by("issuer")
    room.page.controller.sort_by("value")
    room.page.controller.group_by("")


def test_the_ledger_is_written_as_it_is_shown(room: Room, tmp_path: Path, qtbot) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    room.page.controller.set_text("投资")
    with qtbot.waitSignal(room.window.jobs.idle, timeout=20_000):
        room.window.ledger_commands._export_to([tmp_path / "台账.xlsx"])
    sheet = openpyxl.load_workbook(tmp_path / "台账.xlsx").active
    rows = list(sheet.values)
    assert rows[0][:2] == ("标签", "指标名")
    assert len(rows) == 3


def test_a_project_without_marks_says_what_to_do(qtbot, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "空.quandian")
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.session.take(desk.project)
    window.show()
    window.actions_table["view.page_ledger"].trigger()
    page = window.ledger_commands.page
    QTest.qWait(50)
    assert page.empty.title == "还没有可以列出的标注"
    page.empty.button.click()
    assert window.pages.currentWidget() is window.reading
    window.session.close()
    window.jobs.shutdown()


def test_closing_the_project_empties_the_page(room: Room, expect_warning: Callable[[str], None]) -> None:
    room.window.session.close()
    assert room.model.rowCount() == 0
    assert room.page.matrix_pane.model.rowCount() == 0


def test_ctrl_f_goes_to_the_filter_and_stays_on_the_page(room: Room) -> None:
    room.table.setFocus()
    room.window.actions_table["edit.find"].trigger()
    room.settle()
    assert room.window.ledger_commands.in_front
    assert room.page.bar.field.hasFocus()


def test_the_menu_shows_the_key_that_filters(room: Room) -> None:
    action = room.window.actions_table["ledger.find"]
    assert action.text().endswith("\tCtrl+F")
    assert key_text(action) == "Ctrl+F"
    assert tip(action) == "筛选台账 (Ctrl+F)"
    assert action.shortcut().isEmpty()  # a second action of that key would make both of them dead


def test_the_foot_says_how_many_figures_are_targets(room: Room, qtbot) -> None:
    qtbot.waitUntil(lambda: "目标 1，实际 4" in room.page.footer.texts[0])
    room.table.selectAll()
    room.settle()
    assert "目标 1，实际 4" in room.page.footer.texts[0]
    room.table.clearSelection()
    room.page.controller.set_text("投资")
    qtbot.waitUntil(lambda: "目标 1，实际 1" in room.page.footer.texts[0])
    room.page.controller.filter_by("nature", ("actual",))
    qtbot.wait(500)
    assert "目标" not in room.page.footer.texts[0]


def test_a_narrow_window_shows_whole_columns_without_scrolling(room: Room) -> None:
    room.window.resize(1024, 700)
    room.settle()
    assert room.table.horizontalScrollBar().maximum() == 0
    assert not room.table.isColumnHidden(room.section("nature"))
    assert room.table.isColumnHidden(room.section("report"))
    room.page.controller.keep_columns()
    assert "report" not in room.window.settings.ledger["columns"]["metric"]["hidden"]
    room.page.controller.reset_columns()
    room.window.resize(1440, 900)
    room.settle()
    assert not room.table.isColumnHidden(room.section("report"))
