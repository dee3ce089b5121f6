"""The review page by its keys: accept, reject, skip, correct, adjust, all alike, undo, order, filters, empty."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import review_kit
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from review_kit import (
    FIRST,
    TEXT,
    confirm,
    current,
    draft,
    outline,
    press,
    project_of,
    queue,
    verdicts,
)

from quandian.core.codebook import GOAL
from quandian.core.model import LinkKind, Verdict
from quandian.reading.open import read_bytes
from quandian.store import Project
from quandian.tasks.opening import create_project
from quandian.ui.main_window import MainWindow

long_path = review_kit.long_path
open_window = review_kit.open_window
path = review_kit.path


def test_ctrl_2_shows_the_queue_with_its_first_suggestion(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    assert window.pages.currentWidget() is window.review
    assert queue(window)[:3] == ["全年完成投资12.5亿元", "12.5亿元", "新建学校3所"]
    assert current(window) == "全年完成投资12.5亿元"
    assert window.review.reader.ideas.chosen == window.review.controller.current.id
    assert window.review.queue.progress.words == "已审 0，共 6"
    QTest.keyClick(window.review.reader.text, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.currentWidget() is window.reading


def test_a_accepts_and_its_metric_comes_next_and_is_linked(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "a")
    assert current(window) == "12.5亿元"
    press(window, "a")
    assert current(window) == "新建学校3所"
    passage, metric = project_of(window).annotations()
    assert dict(metric.fields)["indicator"] == "投资"
    (link,) = project_of(window).links()
    assert (link.kind, link.source_id, link.target_id) == (LinkKind.MEASURES, metric.id, passage.id)
    assert "12.5亿元" not in queue(window)
    assert window.review.queue.progress.words == "已审 2，共 6"


def test_x_rejects_for_good(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "x")
    assert verdicts(window) == [("全年完成投资12.5亿元", Verdict.REJECTED)]
    assert project_of(window).annotations() == []
    assert current(window) == "12.5亿元"
    assert "全年完成投资12.5亿元" not in queue(window)


def test_s_leaves_it_for_later(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "s")
    assert current(window) == "12.5亿元"
    assert "全年完成投资12.5亿元" in queue(window)
    press(window, "x", "x", "x", "x", "x")
    assert current(window) == "全年完成投资12.5亿元"  # what was skipped comes again when the rest is done
    assert window.review.controller.passed == 1


def test_a_digit_accepts_as_another_tag(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "1")
    (made,) = project_of(window).annotations()
    assert (made.tag_id, made.quote) == (GOAL, "全年完成投资12.5亿元")
    assert verdicts(window) == [("全年完成投资12.5亿元", Verdict.CORRECTED)]
    assert project_of(window).undo_state().undo == "correct|goal"
    assert project_of(window).annotations()[0].origin == "accepted"


def test_e_and_brackets_set_the_range(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "e")
    assert window.review.controller.adjusting
    assert window.actions_table["review.adjust"].isChecked()
    press(window, "]", "a")
    (made,) = project_of(window).annotations()
    assert made.quote == "全年完成投资12.5亿元，同比增长8.5%"
    assert verdicts(window)[0][1] is Verdict.CORRECTED
    assert not window.review.controller.adjusting
    assert not window.actions_table["review.adjust"].isChecked()


def test_e_again_gives_the_range_up(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "e", "]", "e", "a")
    (made,) = project_of(window).annotations()
    assert made.quote == "全年完成投资12.5亿元"
    assert verdicts(window)[0][1] is Verdict.ACCEPTED


def test_esc_puts_the_outline_back_and_a_stores_what_is_shown(
    open_window: Callable[..., MainWindow], path: Path
) -> None:
    window = open_window(path)
    press(window, "e", "]")
    assert outline(window) == "全年完成投资12.5亿元，同比增长8.5%"
    QTest.keyClick(window.review.reader.text, Qt.Key.Key_Escape)
    assert outline(window) == "全年完成投资12.5亿元"
    assert not window.actions_table["review.adjust"].isChecked()
    press(window, "a")
    assert project_of(window).annotations()[0].quote == "全年完成投资12.5亿元"


def test_enter_takes_the_range_that_is_shown(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "e", "]")
    QTest.keyClick(window.review.reader.text, Qt.Key.Key_Return)
    assert project_of(window).annotations()[0].quote == "全年完成投资12.5亿元，同比增长8.5%"


def test_leaving_a_suggestion_puts_its_outline_back(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "e", "]")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(window.review.reader.text, key)
    assert outline(window) == current(window) == "全年完成投资12.5亿元"


def test_a_click_beside_it_does_not_lose_the_range(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "e", "]")
    reader = window.review.reader
    place = reader.text.place_of(3)
    QTest.mouseClick(reader.text.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint() + QPoint(4, 16))
    assert outline(window) == "全年完成投资12.5亿元，同比增长8.5%"
    assert window.review.controller.adjusting


def test_the_range_survives_when_suggestions_are_computed_anew(
    open_window: Callable[..., MainWindow], path: Path
) -> None:
    window = open_window(path)
    press(window, "e", "]")
    report = project_of(window).reports()[0].id
    project_of(window).replace_suggestions(report, [draft(*f[:3], 0.5) for f in FIRST], "e2")
    assert outline(window) == "全年完成投资12.5亿元，同比增长8.5%"
    press(window, "a")
    assert project_of(window).annotations()[0].quote == "全年完成投资12.5亿元，同比增长8.5%"


def test_the_range_stays_inside_its_paragraph(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "e", "[", "[", "]", "]", "]", "]", "]")
    assert outline(window) == "全年完成投资12.5亿元，同比增长8.5%，新建学校3所"


def test_undo_brings_every_figure_back(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "x", "s", "x")
    assert window.status.sitting.text == "本次接受 0，拒绝 2，跳过 1"
    QTest.keyClick(window.review.reader.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert current(window) == "新建学校3所"
    assert window.status.sitting.text == "本次接受 0，拒绝 1，跳过 1"
    assert window.review.queue.progress.words == "已审 1，共 6"
    assert window.review.header.place == "第 2 条，共 5 条"
    assert window.review.reasons.numbers.shown.statistics[0][1] == (0, 0, 1)
    QTest.keyClick(window.review.reader.text, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert window.status.sitting.text == "本次接受 0，拒绝 2，跳过 1"
    assert window.review.queue.progress.words == "已审 2，共 6"


def test_undoing_many_chooses_one_of_them_again(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    QTest.keyClick(window.review.reader.text, Qt.Key.Key_Down)
    window.review.queue.set_report(project_of(window).reports()[1].id)
    window.actions_table["review.accept_shown"].trigger()
    confirm(window)
    assert window.status.sitting.text.startswith("本次接受 1")
    QTest.keyClick(window.review.reader.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert current(window) == "全年新增学位2000个"
    assert window.status.sitting.text.startswith("本次接受 0")


def test_one_row_is_chosen_after_ctrl_z(
    open_window: Callable[..., MainWindow], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(path)
    press(window, "a")
    held = Qt.KeyboardModifier.ControlModifier  # Qt asks for the keys held down when a row becomes the current one
    QTest.keyPress(window.review.reader.text, Qt.Key.Key_Control, held)
    QTest.keyClick(window.review.reader.text, Qt.Key.Key_Z, held)
    assert len(window.review.queue.view.selected_rows()) == 1
    assert window.review.queue.view.selectionMode() is window.review.queue.view.SelectionMode.SingleSelection


def test_the_figures_stay_when_the_queue_is_empty(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "a", "a", "a", "x", "a", "a")
    assert current(window) is None
    numbers = window.review.reasons.numbers
    assert numbers.isVisible()
    assert {look.name: tuple(count) for look, count in numbers.shown.statistics} == {
        "目标": (0, 0, 1),
        "成效": (3, 0, 0),
        "指标": (2, 0, 0),
    }
    assert not window.review.reasons.why.isVisible()


def test_a_mark_removed_after_it_was_accepted_counts_as_rejected(
    open_window: Callable[..., MainWindow], path: Path
) -> None:
    window = open_window(path)
    press(window, "a")
    (made,) = project_of(window).annotations()
    project_of(window).delete([made.id])
    assert tuple(window.review.reasons.numbers.shown.statistics[0][1]) == (0, 0, 1)
    project_of(window).undo()
    assert tuple(window.review.reasons.numbers.shown.statistics[0][1]) == (1, 0, 0)


def test_arrows_walk_through_the_queue(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    text = window.review.reader.text
    QTest.keyClick(text, Qt.Key.Key_Down)
    assert current(window) == "12.5亿元"
    QTest.keyClick(text, Qt.Key.Key_Up)
    assert current(window) == "全年完成投资12.5亿元"
    for _ in range(9):
        QTest.keyClick(text, Qt.Key.Key_Down)
    assert current(window) == "全年新增学位2000个"
    assert window.review.reader.report_id == project_of(window).reports()[1].id


def test_undo_brings_the_suggestion_back_as_the_current_one(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "a", "x")
    QTest.keyClick(window.review.reader.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert current(window) == "12.5亿元"
    QTest.keyClick(window.review.reader.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert current(window) == "全年完成投资12.5亿元"
    assert (verdicts(window), project_of(window).annotations()) == ([], [])
    assert len(queue(window)) == 6


def test_the_least_sure_come_first_but_metrics_follow_their_passage(
    open_window: Callable[..., MainWindow], path: Path
) -> None:
    window = open_window(path)
    window.actions_table["review.order_sure"].trigger()
    assert current(window) == "全年新增学位2000个"  # at once, not after the one that was the current
    names = [action.text() for action in window.review.queue.filter_menu().actions()]
    assert {window.actions_table[f"review.order_{order}"].text() for order in ("place", "sure")} <= set(names)
    press(window, "s")
    assert queue(window)[:2] == ["全年新增学位2000个", "新建学校3所"]
    before = current(window)
    window.review.queue.set_order("place")
    assert current(window) == before
    window.review.queue.set_order("least_sure")
    window.review.controller.choose(next(i for i in window.board.all() if i.tag_id == GOAL))
    press(window, "a")
    assert current(window) == "15亿元以上"
    press(window, "a")
    assert current(window) == "全年完成投资12.5亿元"  # on from the goal, by score


def test_filters_narrow_the_queue_and_say_so(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    panel = window.review.queue
    panel.set_scores(0.9, 1.0)
    assert len(queue(window)) == 4
    panel.set_report(project_of(window).reports()[1].id)
    assert queue(window) == []
    assert current(window) is None
    assert window.review._stack.currentWidget() is window.review.filtered
    QTest.mouseClick(window.review.filtered.button, Qt.MouseButton.LeftButton)
    assert len(queue(window)) == 6
    assert current(window) is not None


def test_a_chip_takes_a_tag_out_of_the_queue(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    chips = {chip.text(): chip for chip in window.review.queue._chips.items}
    QTest.mouseClick(chips["指标"], Qt.MouseButton.LeftButton)
    assert queue(window) == ["全年完成投资12.5亿元", "新建学校3所", "力争完成投资15亿元以上", "全年新增学位2000个"]
    press(window, "a")
    assert current(window) == "新建学校3所"  # metrics are not offered where the user does not want them


def test_chips_come_with_the_first_suggestion_of_a_tag(open_window: Callable[..., MainWindow], path: Path) -> None:
    with create_project(path.with_name("空.quandian")) as project:
        (report,) = project.import_reports([read_bytes("一.txt", TEXT.encode())]).added
    window = open_window(path.with_name("空.quandian"))
    assert window.review.queue._chips.items == []
    project_of(window).replace_suggestions(report, [draft(*FIRST[0])], "e")
    assert [chip.text() for chip in window.review.queue._chips.items] == ["成效", "把握不限"]


def test_g_asks_and_accepts_all_of_the_family_in_one_step(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "g")
    assert project_of(window).annotations() == []
    confirm(window)
    assert [a.quote for a in project_of(window).annotations()] == [
        "全年完成投资12.5亿元",
        "新建学校3所",
        "全年新增学位2000个",
    ]
    project_of(window).undo()
    assert project_of(window).annotations() == []
    assert len(queue(window)) == 6


def test_all_that_is_listed_can_be_rejected_in_one_step(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    window.review.queue.set_report(project_of(window).reports()[0].id)
    assert [w.quote for w in window.review.queue.rows.shown()] == queue(window)  # asked and done in the order listed
    window.actions_table["review.reject_shown"].trigger()
    confirm(window)
    assert {v for _, v in verdicts(window)} == {Verdict.REJECTED}
    assert len(verdicts(window)) == 5
    assert project_of(window).undo_state().undo == "reject_many|5"


def test_when_all_is_done_the_page_says_so(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "a", "a", "a", "a", "a", "a")
    assert current(window) is None
    assert window.review._stack.currentWidget() is window.review.empty
    press(window, "a", "x", "s", "e")
    assert len(verdicts(window)) == 6
    assert window.rail._buttons["review"].accessibleName() == "审核"


def test_the_badge_and_the_status_bar_count_what_waits(
    qtbot: QtBot, open_window: Callable[..., MainWindow], path: Path
) -> None:
    window = open_window(path)
    assert window.rail._buttons["review"].accessibleName() == "审核 6"
    press(window, "x")
    assert window.rail._buttons["review"].accessibleName() == "审核 5"
    assert window.status.waiting.text == "待审 5"
    assert window.status.sitting.text == "本次接受 0，拒绝 1，跳过 0"


def test_a_colleagues_decision_takes_the_suggestion_away(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    with Project.open(path, author="乙", device="d2", backup=False) as other:
        other.reject([other.waiting()[0].id])
    project_of(window).poll()
    assert "全年完成投资12.5亿元" not in queue(window)
    assert current(window) == "12.5亿元"


def test_a_click_in_the_text_chooses_a_suggestion(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    reader = window.review.reader
    place = reader.text.place_of(TEXT.index("上市公司") - 14)
    QTest.mouseClick(reader.text.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint() + QPoint(4, 16))
    assert current(window) == "力争完成投资15亿元以上"


def test_o_shows_the_suggestion_in_its_report(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    QTest.keyClick(window.review.reader.text, Qt.Key.Key_Down)
    press(window, "o")
    assert window.pages.currentWidget() is window.reading
    assert window.reading.reader.ideas.chosen == window.review.controller.current.id
