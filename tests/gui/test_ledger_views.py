"""Saved views of the ledger as a user meets them: button, menu, names, choosing, a second window, read-only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_kit import Room, desk_of_figures, menu_of, pick, room_of
from panels_kit import Desk, press
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from quandian.core.ledger import Condition, Query
from quandian.core.ledger_view import LedgerView, view_to_json
from quandian.core.model import TagId
from quandian.store import Project
from quandian.tasks.ledger_views import add_view, remove_view, rename_view, saved_views
from quandian.ui.dialogs.palette import CommandPalette
from quandian.ui.dialogs.palette_rows import Kind, PaletteRow
from quandian.ui.ledger.view_name import NamePopup
from quandian.ui.merge.words import plain, setting_name

METRIC = TagId("metric")
INVESTMENT = LedgerView(
    "投资",
    Query((METRIC,), conditions=(Condition("field.indicator", "in", ("投资",)),), sort="value", descending=True),
    page="details",
    columns=("value", "field.indicator", "unit"),
)


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


def popup() -> NamePopup:
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, NamePopup) and w.isVisible()]
    return found


def press_button(room: Room) -> None:
    room.window.toolbar.views.click()
    room.settle()


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == text)


def checked(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isChecked()]


def names(desk: Desk) -> list[str]:
    return [one.name for one in saved_views(desk.project)]


def open_menu(room: Room) -> QMenu:
    press_button(room)
    return menu_of(room)


def close_menu(room: Room) -> None:
    menu_of(room).close()
    room.settle()


def shown_keys(room: Room) -> list[str]:
    return [column.key for column in room.table.shown_columns()]


def save(room: Room, name: str) -> None:
    """Save what is shown under a name, from the button on."""
    press_button(room)
    if isinstance(QApplication.activePopupWidget(), QMenu):
        pick(room, "存为新视图…")
    popup().field.setText(name)
    press(popup().field, Qt.Key.Key_Return)
    room.settle()


def test_the_first_press_asks_for_a_name_and_suggests_one(room: Room, desk: Desk) -> None:
    room.page.controller.filter_by("year", ("2020", "2022", "2021"))
    room.page.controller.filter_by("field.indicator", ("投资",))
    assert room.window.toolbar.views.text().strip() == "存为视图"
    press_button(room)
    assert popup().field.text() == "指标 · 2020–2022 · 投资"
    press(popup().field, Qt.Key.Key_Return)
    room.settle()
    assert names(desk) == ["指标 · 2020–2022 · 投资"]
    assert room.window.toast.accessibleName() == "已存为视图“指标 · 2020–2022 · 投资”"
    room.window.actions_table["edit.undo"].trigger()
    assert names(desk) == []


def test_escape_leaves_and_an_empty_name_is_told(room: Room, desk: Desk) -> None:
    press_button(room)
    asked = popup()
    asked.field.setText("  ")
    press(asked.field, Qt.Key.Key_Return)
    assert asked.isVisible()
    assert asked.note.isVisible()
    press(asked, Qt.Key.Key_Escape)
    room.settle()
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, NamePopup) and w.isVisible()]
    assert names(desk) == []


def test_a_view_brings_back_question_columns_panes_chart_and_matrix(room: Room, desk: Desk) -> None:
    control, page = room.page.controller, room.page
    before = shown_keys(room)
    saved = add_view(desk.project, INVESTMENT)
    add_view(desk.project, LedgerView("全部", Query((METRIC,)), chart="issuer", matrix="issuer_year"))
    menu = open_menu(room)
    assert entries(menu)[:2] == ["投资", "全部"]
    pick(room, "投资")
    assert room.texts("field.indicator") == ["投资", "投资"]
    figures = [float(text.split()[-1]) for text in room.texts("value")]
    assert figures == sorted(figures, reverse=True)
    assert shown_keys(room) == ["value", "field.indicator", "unit"]
    assert page.bar.clear.isVisible()
    assert (page.chart.isVisible(), page.matrix_pane.isVisible()) == (False, False)
    assert checked(open_menu(room)) == ["投资"]
    pick(room, "全部")
    assert room.model.rowCount() == 5
    assert shown_keys(room) == before
    assert not page.bar.clear.isVisible()
    assert control.kind.value == "issuer"
    assert page.matrix_pane.kind.value == "issuer_year"
    assert page.matrix_pane.isVisible()
    assert checked(open_menu(room)) == ["全部"]
    close_menu(room)
    assert saved_views(desk.project)[0] == saved


def test_a_view_of_other_tags_and_words_shows_them(room: Room, desk: Desk) -> None:
    asked = Query((TagId("goal"), METRIC), text="投资", group="field.indicator")
    add_view(desk.project, LedgerView("目标和指标", asked, chart="tag", indicator="投资"))
    open_menu(room)
    pick(room, "目标和指标")
    assert room.page.bar.field.text() == "投资"
    assert room.page.controller.query.group == "field.indicator"
    assert room.page.controller.kind.value == "tag"
    assert room.page.bar.chip("tag").accessibleName() == "标签：目标，指标"
    assert len(room.model.order) == 3
    assert {"投资　2 条", "（空）　1 条"} <= set(room.texts("tag"))  # heads of the groups
    assert checked(open_menu(room)) == ["目标和指标"]
    close_menu(room)


def test_the_table_of_a_view_fills_its_room_in_a_narrow_window(room: Room, desk: Desk) -> None:
    room.window.resize(1024, 700)
    room.settle()
    add_view(desk.project, LedgerView("全部", Query((METRIC,))))
    add_view(desk.project, replace(INVESTMENT, columns=None))
    for name in ("全部", "投资", "全部", "投资"):
        open_menu(room)
        pick(room, name)
    assert "report" in shown_keys(room)
    assert room.table.head.length() >= room.table.viewport().width() - 4


def test_what_was_changed_since_can_be_kept(room: Room, desk: Desk) -> None:
    save(room, "我的")
    menu = open_menu(room)
    assert checked(menu) == ["我的"]
    assert "更新“我的”" not in entries(menu)
    close_menu(room)
    room.page.controller.filter_by("field.indicator", ("投资",))
    room.table.choose_row(0)  # the chart follows the row; that is no other question
    room.settle()
    menu = open_menu(room)
    assert checked(menu) == []
    pick(room, "更新“我的”")
    assert checked(open_menu(room)) == ["我的"]
    close_menu(room)
    room.page.controller.clear()
    open_menu(room)
    pick(room, "我的")
    assert room.texts("field.indicator") == ["投资", "投资"]
    room.window.actions_table["edit.undo"].trigger()
    assert saved_views(desk.project)[0].view.query.conditions == ()


def test_a_name_that_is_taken_is_replaced_only_after_saying_so(room: Room, desk: Desk) -> None:
    save(room, "我的")
    room.page.controller.group_by("issuer")
    open_menu(room)
    pick(room, "存为新视图…")
    asked = popup()
    assert asked.field.text() == "指标 · 按发文单位"
    asked.field.setText("我的")
    press(asked.field, Qt.Key.Key_Return)
    assert asked.isVisible()
    assert "已有视图“我的”" in asked.note.text()
    assert saved_views(desk.project)[0].view.query.group == ""
    press(asked.field, Qt.Key.Key_Return)
    room.settle()
    assert names(desk) == ["我的"]
    assert saved_views(desk.project)[0].view.query.group == "issuer"


def test_views_are_renamed_and_deleted(room: Room, desk: Desk) -> None:
    save(room, "一")
    save(room, "二")
    open_menu(room)
    pick(room, "改名“二”…")
    press(popup().field, Qt.Key.Key_Return)  # called so already: nothing happens
    open_menu(room)
    pick(room, "改名“二”…")
    asked = popup()
    asked.field.setText("一")
    for _ in range(2):
        press(asked.field, Qt.Key.Key_Return)
        assert asked.isVisible()
    asked.field.setText("三")
    press(asked.field, Qt.Key.Key_Return)
    room.settle()
    assert names(desk) == ["一", "三"]
    open_menu(room)
    pick(room, "删除“三”")
    assert names(desk) == ["一"]
    assert room.window.toast.accessibleName() == "已删除视图“三”"
    room.window.toast.undo_wanted.emit()
    assert names(desk) == ["一", "三"]


def test_without_a_view_in_hand_there_is_none_to_rename(room: Room, desk: Desk) -> None:
    add_view(desk.project, INVESTMENT)
    menu = open_menu(room)
    assert [(text, entry(menu, text).isEnabled()) for text in entries(menu)] == [
        ("投资", True),
        ("存为新视图…", True),
        ("改名…", False),
        ("删除", False),
    ]
    close_menu(room)


def test_another_window_is_followed_at_once(room: Room, desk: Desk) -> None:
    submenu = room.window.actions_table.menus["views"]
    assert entries(submenu) == ["还没有存下的视图"]
    with desk.colleague() as other:
        made = add_view(other, INVESTMENT)
        desk.project.poll()
        assert entries(submenu) == ["投资"]
        menu = open_menu(room)
        assert entries(menu)[0] == "投资"
        rename_view(other, made.id, "投资额")
        desk.project.poll()
        assert entries(menu)[0] == entries(submenu)[0] == "投资额"
        pick(room, "投资额")
        assert checked(open_menu(room)) == ["投资额"]
        remove_view(other, made.id)
        desk.project.poll()
        assert "投资额" not in entries(menu_of(room))
        close_menu(room)
    press_button(room)
    popup().close()  # none is left, so it asks for a name


def test_views_are_found_in_the_menu_and_in_the_palette_from_any_page(room: Room, desk: Desk, qtbot) -> None:
    add_view(desk.project, INVESTMENT)
    window = room.window
    window.actions_table["view.page_reading"].trigger()
    window.show_palette()
    (palette,) = window.findChildren(CommandPalette)
    palette.input.setText("投资")
    found = [row for row in palette.list.rows if isinstance(row, PaletteRow) and row.kind is Kind.VIEW]
    assert [row.words for row in found] == ["投资"]
    palette._choose(found[0])
    room.settle()
    assert window.ledger_commands.in_front
    assert room.texts("field.indicator") == ["投资", "投资"]
    room.page.controller.clear()
    window.actions_table["view.page_reading"].trigger()
    entry(window.actions_table.menus["views"], "投资").trigger()
    room.settle()
    assert window.ledger_commands.in_front
    assert room.texts("field.indicator") == ["投资", "投资"]


def test_the_key_opens_it_with_the_table_in_hand(room: Room) -> None:
    room.table.setFocus()
    press(room.table, Qt.Key.Key_V)
    room.settle()
    assert popup().field.text() == "指标"
    popup().close()


def test_a_project_to_be_read_only_shows_views_and_saves_none(qtbot, desk: Desk) -> None:
    add_view(desk.project, INVESTMENT)
    path = desk.project.path
    desk.project.close()
    desk.project = Project.open_still(path, author="李静", device="d1")
    room = room_of(qtbot, desk)
    try:
        assert not room.window.actions_table["ledger.save_view"].isEnabled()
        menu = open_menu(room)
        assert not entry(menu, "存为新视图…").isEnabled()
        pick(room, "投资")
        assert room.texts("field.indicator") == ["投资", "投资"]
        menu = open_menu(room)
        assert [action.isEnabled() for action in menu.actions() if action.text()] == [True, False, False, False]
        menu.close()
    finally:
        room.close()


def test_a_merge_speaks_of_views_by_their_name() -> None:
    assert (setting_name("ledger.view.x"), plain(view_to_json(INVESTMENT))) == ("台账视图", "投资")


def test_a_strange_view_in_the_file_is_shown_as_far_as_it_goes(room: Room, desk: Desk) -> None:
    desk.project.set_setting("ledger.view.0", {"name": 5, "tags": ["gone"], "chart": "pie", "columns": ["gone"]})
    desk.project.set_setting("ledger.view.1", "text")
    menu = open_menu(room)
    assert entries(menu)[:2] == ["未命名的视图"] * 2
    menu.actions()[0].trigger()
    menu.close()
    room.settle()
    assert room.model.rowCount() == 5
