"""The ledger by hand and key: copying, what cannot be typed, sorting, folding groups, filters where room is short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from ledger_kit import Room, desk_of_figures, room_of
from panels_kit import Desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from quandian.core.model import TagId
from quandian.ui import paint
from quandian.ui.ledger.foot import fitting
from quandian.ui.ledger.looks import Colouring, Look, Showing
from quandian.ui.ledger.ticks import COUNT


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


def test_a_copied_formula_stays_text_in_a_sheet(room: Room, desk: Desk) -> None:
    desk.project.edit_fields(desk.project.annotation_ids(desk.reports[0])[0], indicator='=HYPERLINK("x";"y")')
    desk.project.edit_fields(desk.project.annotation_ids(desk.reports[1])[0], value="-5", value_to=None, unit="%")
    room.settle()
    room.table.selectAll()
    room.window.actions_table["ledger.copy"].trigger()
    mime = QApplication.clipboard().mimeData()
    cells = [cell for line in mime.text().splitlines() for cell in line.split("\t")]
    assert '\'=HYPERLINK("x";"y")' in cells
    assert "-5" in cells  # a number stays one
    assert not [cell for cell in cells if cell.startswith("=")]
    (formula,) = re.findall(r"<td([^>]*)>=HYPERLINK", mime.html())
    assert "sdnum='1033;0;@'" in formula  # LibreOffice's way of saying text; seen to work in 7.4
    assert 'mso-number-format:"\\@"' in formula  # Excel's


def test_a_period_that_is_none_stays_in_its_cell_with_a_sentence(room: Room) -> None:
    room.page.editing.edit(0, room.section("field.period"))
    field = room.page.editing.field
    assert field is not None
    field.field.setText("2025年13月")
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert room.page.editing.field is field
    assert field.field.text() == "2025年13月"
    assert "2025年13月" in field.problem
    field.field.setText("2025年12月")
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert room.page.editing.field is None
    room.settle()
    assert room.model.row_at(0).fields["period"] == "2025-12"


def test_groups_fold_by_click_and_key_and_tell_every_unit(room: Room, desk: Desk) -> None:
    for place in range(3):
        fields = {"indicator": "投资", "value": str(place + 5), "unit": ("个", "家", "亩")[place], "period": "2021"}
        desk.project.annotate(desk.reports[0], TagId("metric"), place, place + 1, fields=fields)
    room.settle()
    room.page.controller.group_by("field.indicator")
    room.settle()
    model, table = room.model, room.table
    row = model.row_of_group("投资")
    every = model.rowCount()
    said = model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert all(part in said for part in ("5 条", "28亿元", "240亿元", "5个", "6家", "7亩"))
    at = table.visualRect(model.index(row, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert model.rowCount() == every - 5
    assert table.currentIndex().row() == row
    room.settle()
    left, right = room.page.footer.texts
    assert left.startswith("投资")
    assert all(part in right for part in ("28亿元", "5个", "6家", "7亩"))
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert model.rowCount() == every
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert model.rowCount() == every - 5
    room.window.grab()
    desk.project.edit_fields(desk.project.annotation_ids(desk.reports[1])[0], value="3000000000")
    room.settle()
    assert model.rowCount() == every - 5  # what is folded stays folded, and the hand where it was
    assert table.current_group.value == "投资"
    (number,) = [n for n in model.order if "亩" in str(room.page.controller.ledger.rows([n])[0].fields.get("unit"))]
    assert room.page.controller.show_entry(number)
    assert model.row_at(table.currentIndex().row()).number == number
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.fold(model.row_of_group("投资"), folded=True)


def test_what_has_no_room_in_the_head_of_a_group_is_counted() -> None:
    parts = ["实际 合计 28亿元（12 条）"] * 5
    assert fitting(parts, 5000).count("28亿元") == 5
    short = fitting(parts, paint.width(parts[0], 12) * 2.9)
    assert short.count("28亿元") == 2
    assert short.endswith("另有 3 项")


def test_the_keyboard_sorts_by_the_current_column_and_opens_its_menu(room: Room) -> None:
    room.table.setFocus()
    room.table.choose_row(0, room.section("field.indicator"))
    for sort, descending in (("field.indicator", False), ("field.indicator", True), ("", False)):
        QTest.keyClick(room.table, Qt.Key.Key_S)
        assert (room.page.controller.query.sort, room.page.controller.query.descending) == (sort, descending)
    QTest.keyClick(room.table, Qt.Key.Key_H)
    (menu,) = [m for m in room.page.findChildren(QMenu) if m.objectName() == "head" and m.isVisible()]
    assert [action.text() for action in menu.actions()][:2] == ["升序", "降序"]
    menu.close()


@pytest.mark.parametrize("wide", [1024, 1180, 1440])
def test_chips_never_lie_over_one_another(room: Room, wide: int) -> None:
    control, bar = room.page.controller, room.page.bar
    room.window.resize(wide, 700)
    control.filter_range("value", ("100000000", "元"), ())
    control.filter_by("field.period", ("2021", "2022", "2020"))
    control.filter_by("year", ("2021", "2022", "2020"))
    control.filter_by("issuer", ("市国资委很长的名字", "另一个很长的名字"))
    control.filter_by("unit", ("元",))
    control.group_by("field.indicator")
    room.settle()
    shown = sorted((w for w in bar.children() if isinstance(w, QWidget) and w.isVisible()), key=lambda w: w.x())
    for one, other in pairwise(shown):
        assert one.geometry().right() < other.geometry().left(), (wide, one, other)
    assert shown[-1].geometry().right() < bar.width()
    assert bar.chip("group").isVisible()
    lost = [name for key in ("value", "field.period", "unit") if bar.chip(key) is bar.more for name in [key]]
    if lost:
        assert len(bar.more.toolTip().splitlines()) > 1  # it says what has no chip
    room.window.grab()


def test_bounds_that_cannot_be_are_refused_in_words(room: Room) -> None:
    room.page.filters.open_filter("value")
    popup = room.popup()
    popup.low.setText("很多")
    QTest.keyClick(popup.low, Qt.Key.Key_Return)
    assert popup.isVisible()
    assert "很多" in popup.problem.text()
    popup.low.setText("60亿元")
    popup.high.setText("10亿元")
    QTest.keyClick(popup.high, Qt.Key.Key_Return)
    assert popup.isVisible()
    assert "60亿元" in popup.problem.text()
    assert not room.page.controller.query.conditions
    popup.high.setText("100亿元")
    QTest.keyClick(popup.high, Qt.Key.Key_Return)
    assert len(room.page.controller.query.conditions) == 2


def test_an_empty_matrix_says_that_a_filter_is_the_cause(room: Room) -> None:
    room.page.controller.set_text("没有这样的字")
    room.settle()
    assert "筛选" in room.page.matrix_pane.empty.title
    room.page.controller.clear()


def test_an_open_list_of_values_counts_what_there_is_now(room: Room, desk: Desk) -> None:
    room.page.filters.open_filter("tag")
    popup = room.popup()
    first = [popup.list.item(i).data(COUNT) for i in range(popup.list.count())]
    desk.project.annotate(desk.reports[0], TagId("goal"), 2, 4)
    room.settle()
    now = [popup.list.item(i).data(COUNT) for i in range(popup.list.count())]
    assert sum(map(int, now)) == sum(map(int, first)) + 1
    popup.close()


def test_the_legend_of_the_icons_stays_whatever_the_ground_says(room: Room) -> None:
    room.page.controller.set_look(Look(Colouring.VALUE, Showing.VALUE))
    room.settle()
    assert room.page.matrix_pane.legend.isVisible()


def test_the_status_bar_says_by_what_the_ledger_is_sorted(room: Room) -> None:
    status = room.window.status
    assert not status.snap.isVisible()
    room.click_head("field.period")
    room.settle()
    assert status.order.isVisible()
    assert status.order.text == "按时期升序"
    room.click_head("field.period")
    room.page.controller.group_by("issuer")
    room.settle()
    assert status.order.text == "按发文单位分组，按时期降序"
    room.window.reviewing.show_page("reading")
    assert status.snap.isVisible()
    assert not status.order.isVisible()
