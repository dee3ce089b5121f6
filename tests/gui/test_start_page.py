"""The start page as a user meets it: buttons, drop area, recent projects by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from quandian.ui.pages.recent_list import in_words
from quandian.ui.pages.start import StartPage
from quandian.ui.settings import Recent, Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    recent = []
    for name in ("年度报告", "部门总结", "中期评估", "改革行动"):
        path = tmp_path / f"{name}.quandian"
        path.write_bytes(b"")
        recent.append(Recent(str(path), name, "2022-03-04T10:00:00+08:00", 7, "2021–2025", {"goal": 60}))
    recent.append(Recent(str(tmp_path / "gone" / "旧项目.quandian"), "旧项目", "2020-12-01T10:00:00+08:00", 1))
    return Settings(recent=recent)


@pytest.fixture
def page(qtbot: QtBot, settings: Settings) -> Iterator[StartPage]:
    made = StartPage(settings)
    qtbot.addWidget(made)
    made.resize(1440, 820)
    made.show()
    yield made
    made.close()


def names(page: StartPage) -> list[str]:
    return [row.recent.name for row in page.recent.rows]


def test_the_three_ways_to_begin_each_have_a_button(page: StartPage, qtbot: QtBot) -> None:
    for button, signal in (
        (page.new_button, page.new_wanted),
        (page.open_button, page.open_wanted),
        (page.sample_button, page.sample_wanted),
    ):
        with qtbot.waitSignal(signal, timeout=500):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_enter_opens_the_newest_project_straight_away(page: StartPage, qtbot: QtBot, settings: Settings) -> None:
    with qtbot.waitSignal(page.recent_chosen, timeout=500) as caught:
        qtbot.keyClick(page.recent, Qt.Key.Key_Return)
    assert caught.args == [settings.recent[0].path]


def test_arrows_move_and_a_click_opens(page: StartPage, qtbot: QtBot, settings: Settings) -> None:
    qtbot.keyClick(page.recent, Qt.Key.Key_Down)
    assert page.recent.row.recent.name == "部门总结"
    spot = page.recent.visualRect(page.recent.model().index(2, 0)).center()
    with qtbot.waitSignal(page.recent_chosen, timeout=500) as caught:
        qtbot.mouseClick(page.recent.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert caught.args == [settings.recent[2].path]


def test_a_vanished_project_is_not_opened_but_can_be_found_again(page: StartPage, qtbot: QtBot) -> None:
    opened: list[str] = []
    page.recent_chosen.connect(opened.append)
    page.recent.set_at(4)
    assert "找不到文件" in page.recent.words(page.recent.row)
    with qtbot.waitSignal(page.relocate_wanted, timeout=500) as caught:
        qtbot.keyClick(page.recent, Qt.Key.Key_Return)
    assert caught.args[0].endswith("旧项目.quandian")
    rect = page.recent.visualRect(page.recent.model().index(4, 0))
    with qtbot.waitSignal(page.relocate_wanted, timeout=500):
        spot = page.recent.button_rect(rect.toRectF()).center().toPoint()
        qtbot.mouseClick(page.recent.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened == []


def test_del_takes_a_project_off_the_list_and_leaves_its_file(
    page: StartPage, qtbot: QtBot, settings: Settings
) -> None:
    page.forget_wanted.connect(settings.forget_project)
    page.recent.set_at(1)
    path = Path(page.recent.row.recent.path)
    qtbot.keyClick(page.recent, Qt.Key.Key_Delete)
    assert "部门总结" not in names(page)
    assert path.exists()
    assert page.recent.row.recent.name == "中期评估"  # the next one, so that Del can be pressed again


def test_the_filter_looks_at_names_and_folders(page: StartPage, qtbot: QtBot) -> None:
    page.filter.setText("改革")
    assert names(page) == ["改革行动"]
    page.filter.setText("gone")
    assert names(page) == ["旧项目"]
    page.filter.setText("没有这个")
    assert names(page) == []
    page.filter.clear()
    assert len(names(page)) == 5


def test_without_recent_projects_the_keyboard_starts_at_new(qtbot: QtBot) -> None:
    page = StartPage(Settings())
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    assert page.recent.rows == []
    assert page.filter.isHidden()
    assert page.focusWidget() is page.new_button


def drag(page: StartPage, urls: list[QUrl]) -> tuple[QMimeData, QDragEnterEvent]:
    data = QMimeData()
    data.setUrls(urls)
    area = page.drop_area
    event = QDragEnterEvent(
        QPoint(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    area.dragEnterEvent(event)
    return data, event


def test_files_dropped_are_handed_on_and_the_place_lights_up(page: StartPage, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "总结.docx"
    data, entered = drag(page, [QUrl.fromLocalFile(str(file))])
    assert entered.isAccepted()
    assert page.drop_area.hot
    drop = QDropEvent(
        QPointF(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(page.files_dropped, timeout=500) as caught:
        page.drop_area.dropEvent(drop)
    assert caught.args == [[file]]
    assert not page.drop_area.hot


def test_a_link_from_the_web_is_not_taken(page: StartPage) -> None:
    drag(page, [QUrl("https://example.org/a.docx")])
    assert not page.drop_area.hot


@pytest.mark.parametrize("size", [(1440, 900), (1024, 640), (800, 520), (640, 480)])
def test_nothing_is_cut_off_at_any_size(page: StartPage, qtbot: QtBot, size: tuple[int, int]) -> None:
    page.resize(*size)
    qtbot.wait(20)
    inner = page.drop_area.window().findChildren(type(page.drop_area))[0]
    for widget in (page.new_button, page.recent, inner):
        left = widget.mapTo(page, QPoint(0, 0)).x()
        assert left >= 0
        assert left + widget.width() <= page.width()


def test_times_are_said_as_people_say_them() -> None:
    now = datetime(2022, 11, 1, 9, 0).astimezone()
    said = [in_words((now - timedelta(**ago)).isoformat(), now) for ago in ({"hours": 1}, {"days": 1}, {"days": 40})]
    assert said == ["今天 08:00", "昨天 09:00", "9 月 22 日"]
    assert in_words("2021-12-03T12:00:00+00:00", now) == "2021-12-03"
    assert in_words("") == ""
