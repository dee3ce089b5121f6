"""Setting the range of a suggestion: both knobs by mouse, keys that take each other back, words for figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import review_kit
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from review_kit import TEXT, current, draft, outline, press

from quandian.core.codebook import ACHIEVEMENT, GOAL
from quandian.reading.open import read_bytes
from quandian.tasks.opening import create_project
from quandian.ui.main_window import MainWindow

path, open_window = review_kit.path, review_kit.open_window
Open = Callable[..., MainWindow]


def choose(window: MainWindow, words: str) -> None:
    (item,) = (w for w in window.board.all() if w.quote == words)
    window.review.controller.choose(item)


def knob(window: MainWindow, which: str) -> QPoint:
    """Where a knob is drawn: left above the first line, right below the last."""
    reader = window.review.reader
    mark = reader.ideas.mark(reader.ideas.chosen)
    assert mark is not None
    (offset, height), position = reader.text.spans.box, mark.start if which == "start" else mark.end
    place = reader.text.place_of(position, line_end=which == "end")
    assert place is not None
    return QPointF(place.x(), place.y() + (offset - 4 if which == "start" else offset + height + 4)).toPoint()


def drag(window: MainWindow, begin: QPoint, to: int) -> None:
    reader = window.review.reader
    port, place = reader.text.viewport(), reader.text.place_of(to)
    assert place is not None
    end = place.toPoint() + QPoint(1, 16)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, begin)
    for step in (0.3, 0.6, 1.0):
        QTest.mouseMove(port, begin + (end - begin) * step)
        QApplication.processEvents()
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


@pytest.mark.parametrize("which", ["start", "end"])
def test_both_knobs_are_taken_by_the_mouse(open_window: Open, path: Path, which: str) -> None:
    window = open_window(path)
    choose(window, "12.5亿元")
    press(window, "e")
    QApplication.processEvents()
    whole = TEXT.index("全年完成投资12.5亿元，同比")
    drag(window, knob(window, which), whole + 2 if which == "start" else TEXT.index("，新建学校"))
    assert window.review.reader.text.scene.selection is None
    assert outline(window) == ("完成投资12.5亿元" if which == "start" else "12.5亿元，同比增长8.5%")


def test_text_selected_beside_it_is_let_go_with_the_next_one(open_window: Open, path: Path) -> None:
    window = open_window(path)
    press(window, "e")
    window.review.reader.text.put_selection(0, 4)
    QTest.keyClick(window.review.reader.text, Qt.Key.Key_Return)
    assert current(window) != "全年完成投资12.5亿元"
    assert window.review.reader.text.scene.selection is None


def test_a_metric_is_trimmed_and_widened_by_words(open_window: Open, path: Path) -> None:
    window = open_window(path)
    choose(window, "15亿元以上")
    press(window, "e", "}")
    assert outline(window) == "15亿元"
    press(window, "]")
    assert outline(window) == "15亿元以上"
    press(window, "[")
    assert outline(window) == "投资15亿元以上"
    press(window, "{")
    assert outline(window) == "15亿元以上"
    assert window.review.controller.ranging.span is None


SHOUT = "区团委2024年工作计划\n我们要勇立潮头，奋力夺取首季开门红！建成3所。\n"


@pytest.fixture
def shouting(tmp_path: Path) -> Path:
    made = tmp_path / "喊.quandian"
    with create_project(made) as project:
        (report,) = project.import_reports([read_bytes("喊.txt", SHOUT.encode())]).added
        whole = draft(SHOUT, "我们要勇立潮头，奋力夺取首季开门红！", GOAL, 0.9)
        one = draft(SHOUT, "建成3所", ACHIEVEMENT, 0.8)
        project.replace_suggestions(report, [whole, one], "e")
    return made


def shown(window: MainWindow) -> str:
    ideas = window.review.reader.ideas
    mark = ideas.mark(ideas.chosen)
    assert mark is not None
    return SHOUT[mark.start : mark.end]


def test_every_press_has_its_inverse(open_window: Open, shouting: Path) -> None:
    window = open_window(shouting)
    press(window, "e", "}")
    assert shown(window) == "我们要勇立潮头"  # not merely the exclamation mark
    press(window, "]")
    assert shown(window) == "我们要勇立潮头，奋力夺取首季开门红！"
    press(window, "{", "}", "[", "]")
    assert shown(window) == "我们要勇立潮头，奋力夺取首季开门红！"


def test_within_one_clause_words_are_the_unit(open_window: Open, shouting: Path) -> None:
    window = open_window(shouting)
    choose(window, "建成3所")
    press(window, "e", "{")
    assert shown(window) == "3所"
    press(window, "[")
    assert shown(window) == "建成3所"


def test_the_snap_sign_offers_other_units(open_window: Open, path: Path) -> None:
    window = open_window(path)
    menu = window.status.snap_menu()
    assert [action.text() for action in menu.actions()] == ["吸附到分句", "吸附到词", "吸附到字"]
    menu.actions()[2].trigger()
    assert window.settings.snap == "character"
    assert window.status.snap.text == "吸附：字"
    choose(window, "全年完成投资12.5亿元")
    press(window, "e", "}")
    assert outline(window) == "全年完成投资12.5亿"
    QTest.mouseClick(window.status.snap, Qt.MouseButton.LeftButton)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
