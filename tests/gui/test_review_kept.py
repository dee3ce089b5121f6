"""A review goes on as it was left, says where it is, and keeps the current suggestion in sight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import review_kit
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from review_kit import TEXT, current, press, project_of, queue

from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.reading.open import read_bytes
from quandian.store import NewSuggestion
from quandian.tasks.opening import create_project, open_project
from quandian.ui.main_window import MainWindow
from quandian.ui.review.queue_rows import LEAST_SURE, PLACE

path, open_window, long_path = review_kit.path, review_kit.open_window, review_kit.long_path
Open = Callable[..., MainWindow]


def reopen(window: MainWindow, path: Path) -> None:
    window.session.close()
    window.project_commands.open_path(path)
    window.board.load_now()


def test_a_review_goes_on_where_it_was_left(open_window: Open, path: Path) -> None:
    window = open_window(path)
    panel = window.review.queue
    window.actions_table["review.order_sure"].trigger()
    panel.rows.filter.off = frozenset({METRIC})
    panel.set_scores(0.6, 1.0)
    press(window, "s", "s")
    left, rows = current(window), queue(window)
    assert left is not None
    reopen(window, path)
    assert window.pages.currentWidget() is window.review
    assert (current(window), queue(window), panel.rows.order) == (left, rows, LEAST_SURE)
    assert window.actions_table["review.order_sure"].isChecked()
    assert (panel.rows.filter.off, panel.rows.filter.least) == (frozenset({METRIC}), 0.6)


def test_another_project_has_filters_of_its_own(open_window: Open, path: Path, long_path: Path) -> None:
    window = open_window(path)
    window.review.queue.set_report(project_of(window).reports()[1].id)
    reopen(window, long_path)
    assert window.pages.currentWidget() is window.reading
    window.actions_table["view.page_review"].trigger()
    assert len(queue(window)) == 1500
    assert window.review.queue.rows.order == PLACE
    reopen(window, path)
    assert queue(window) == ["全年新增学位2000个"]


def test_what_is_kept_of_a_review_may_be_nonsense(open_window: Open, path: Path) -> None:
    window = open_window(path)
    window.session.close()
    place = window.settings.place(str(path))
    place.page, place.review = "review", {"order": 3, "off": "x", "least": "y", "report": "gone", "current": None}
    window.project_commands.open_path(path)
    window.board.load_now()
    assert len(queue(window)) == 6


def test_the_least_sure_ones_say_which_report_they_are_of(open_window: Open, path: Path) -> None:
    window = open_window(path)
    panel = window.review.queue
    assert "区教育局" not in window.review.header.accessibleName()
    window.actions_table["review.order_sure"].trigger()
    assert current(window) == "全年新增学位2000个"
    assert "区教育局2023年工作总结" in window.review.header.accessibleName()
    index = panel.rows.index(0, 0)
    assert "区教育局2023年工作总结" in panel.rows.data(index, Qt.ItemDataRole.ToolTipRole)
    assert "区教育局2023年工作总结" in panel.rows.data(index, Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def wide_path(tmp_path: Path) -> Path:
    """One report with long paragraphs, so that another width moves everything below."""
    made = tmp_path / "宽.quandian"
    text = "\n".join(
        ["各乡镇各部门认真落实会议精神，统筹推进各项重点工作，" * 8 + f"新建学校{n}所。" for n in range(40)]
    )
    with create_project(made) as project:
        (report,) = project.import_reports([read_bytes("宽.txt", text.encode())]).added
        places = [text.index(f"新建学校{n}所。") for n in range(40)]
        drafts = [NewSuggestion(ACHIEVEMENT, p, p + 7, 0.9, "[]", "f") for p in places]
        project.replace_suggestions(report, drafts, "e")
    return made


def test_the_current_one_stays_in_sight_when_the_window_gets_narrow(
    qtbot: QtBot, open_window: Open, wide_path: Path
) -> None:
    window = open_window(wide_path)
    window.review.controller.choose(window.board.of_report(project_of(window).reports()[0].id)[20])
    item, reader = window.review.controller.current, window.review.reader
    assert item is not None
    window.resize(1024, 700)

    def upper() -> bool:
        place = reader.text.place_of(item.start)
        return place is not None and 0 <= place.y() <= 0.55 * reader.text.viewport().height()

    qtbot.waitUntil(lambda: window.width() == 1024 and upper(), timeout=10_000)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_f6_stops_where_the_focus_can_be_seen_and_text_keys_begin_at_the_current_one(
    open_window: Open, path: Path
) -> None:
    window = open_window(path)
    press(window, "s", "s")
    item = window.review.controller.current
    assert item is not None
    assert window.review.reader.caret() == item.start
    seen = []
    for _ in range(4):
        window.actions_table["view.next_pane"].trigger()
        seen.append(focused())
    bar, reasons = window.review.bar, window.review.reasons
    assert [bar.isAncestorOf(w) for w in seen].count(True) == 1
    assert seen[0] is bar.buttons[0]
    assert all(w.focusPolicy() != Qt.FocusPolicy.NoFocus for w in seen)
    assert not reasons.alike.all.isVisible() or reasons.alike.all in seen


def test_before_the_first_analysis_the_page_says_that_it_is_under_way(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    made = tmp_path / "新.quandian"
    with create_project(made) as project:
        project.import_reports([read_bytes("一.txt", TEXT.encode())])
    window = open_window(made)
    page = window.review
    assert page.empty.isVisible()
    window.filler._soon.start(300)  # as after opening
    page.follow_preparing()
    assert page.under_way.isVisible()
    assert not page.under_way.findChildren(QPushButton)[0].isVisible()
    qtbot.waitUntil(lambda: page.reader.isVisible(), timeout=10_000)
    assert GOAL in {w.tag_id for w in window.board.all()}


def test_verdicts_of_another_window_show_in_the_reasons(qtbot: QtBot, open_window: Open, path: Path) -> None:
    window = open_window(path)
    press(window, "a")
    window.review.controller.show(next(w for w in window.board.all() if w.quote == "新建学校3所"))
    with open_project(path) as other:
        other.reject([w.id for w in other.waiting() if w.quote == "全年新增学位2000个"])
    project_of(window).poll()
    shown = window.review.reasons.why.shown
    assert shown is not None
    assert ("经验：这个标签", "接受 1，改正 0，拒绝 1") in shown.cards


def test_a_key_in_the_text_does_not_lose_the_current_one(open_window: Open, path: Path) -> None:
    window = open_window(path)
    press(window, "s")
    item = window.review.controller.current
    assert item is not None
    QTest.keyClick(window.review.reader.text, Qt.Key.Key_Home)
    place = window.review.reader.text.place_of(item.start)
    assert place is not None
    assert 0 <= place.y() < window.review.reader.text.viewport().height()
