"""The review page by its keys: accept, reject, skip, correct, adjust, many at once, undo, filters, empty states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quandian.core import sentences
from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.model import Changes, LinkKind, RowChange, Verdict
from quandian.reading.open import read_bytes
from quandian.store import NewSuggestion, Project
from quandian.tasks.opening import create_project
from quandian.ui.main_window import MainWindow, make_window
from quandian.ui.review.confirm import ConfirmMany
from quandian.ui.settings import Settings

TEXT = """区国资委2023年工作总结
一、2023年工作总结
全年完成投资12.5亿元，同比增长8.5%，新建学校3所。
二、2024年工作思路
力争完成投资15亿元以上，新增上市公司2家。
"""
OTHER = """区教育局2023年工作总结
一、2023年工作总结
全年新增学位2000个。
"""


def draft(text: str, words: str, tag: str, score: float, **fields: object) -> NewSuggestion:
    start = text.index(words)
    reason = '[["section", "工作总结"], ["cue", "完成"]]' if tag != METRIC else '[["metric", "money"]]'
    return NewSuggestion(tag, start, start + len(words), score, reason, f"{tag} family", fields)


FIRST = [
    (TEXT, "全年完成投资12.5亿元", ACHIEVEMENT, 0.95),
    (TEXT, "12.5亿元", METRIC, 0.97),
    (TEXT, "新建学校3所", ACHIEVEMENT, 0.7),
    (TEXT, "力争完成投资15亿元以上", GOAL, 0.9),
    (TEXT, "15亿元以上", METRIC, 0.96),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "项目.quandian"
    with create_project(made) as project:
        ids = project.import_reports([read_bytes("一.txt", TEXT.encode()), read_bytes("二.txt", OTHER.encode())]).added
        value = {"value": "1500000000", "unit": "元", "comparator": "≥", "indicator": "投资"}
        project.replace_suggestions(ids[0], [draft(*f, **(value if f[2] == METRIC else {})) for f in FIRST], "e")
        project.replace_suggestions(ids[1], [draft(OTHER, "全年新增学位2000个", ACHIEVEMENT, 0.6)], "e")
    return made


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[..., MainWindow]]:
    windows: list[MainWindow] = []

    def make(project: Path, page: str = "review") -> MainWindow:
        window = make_window(Settings(theme="light"))
        window.filler.automatic = False
        window.resize(1440, 900)
        window.project_commands.open_path(project)
        with qtbot.waitActive(window):
            window.show()
        windows.append(window)
        window.board.load_now()
        if page == "review":
            QTest.keyClick(window.reading.reader.text, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        else:
            window.reading.reader.setFocus()
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


def project_of(window: MainWindow) -> Project:
    return window.session.project


def press(window: MainWindow, *keys: str) -> None:
    for key in keys:
        QTest.keyClicks(window.review.reader.text, key)


def current(window: MainWindow) -> str | None:
    item = window.review.controller.current
    return item.quote if item is not None else None


def queue(window: MainWindow) -> list[str]:
    rows = window.review.queue.rows
    return [item.quote for row in range(rows.rowCount()) if (item := rows.item(row)) is not None]


def verdicts(window: MainWindow) -> list[tuple[str, Verdict]]:
    return [(d.quote, d.verdict) for d in project_of(window).decisions()]


def confirm(window: MainWindow) -> None:
    dialog = window.findChild(ConfirmMany)
    assert dialog is not None
    assert dialog.primary is not None
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


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


def outline(window: MainWindow) -> str:
    ideas = window.review.reader.ideas
    mark = ideas.mark(ideas.chosen)
    assert mark is not None
    return TEXT[mark.start : mark.end]


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
    window.actions_table["review.reject_shown"].trigger()
    confirm(window)
    assert {v for _, v in verdicts(window)} == {Verdict.REJECTED}
    assert len(verdicts(window)) == 5
    assert project_of(window).undo_state().undo == "reject_many|5"


@pytest.fixture
def long_path(path: Path) -> Path:
    made = path.with_name("多.quandian")
    text = "完成投资60亿元。" * 1500
    with create_project(made) as project:
        (report,) = project.import_reports([read_bytes("多.txt", text.encode())]).added
        drafts = [NewSuggestion(GOAL, 9 * n, 9 * n + 8, 0.5, "[]", "f") for n in range(1500)]
        project.replace_suggestions(report, drafts, "e")
    return made


def test_very_many_are_accepted_while_the_window_lives(
    qtbot: QtBot, open_window: Callable[..., MainWindow], long_path: Path
) -> None:
    window = open_window(long_path)
    desk = window.review.controller
    window.actions_table["review.accept_shown"].trigger()
    confirm(window)
    assert desk.many.busy
    assert current(window) is None
    press(window, "x")  # a verdict on one would have to wait
    qtbot.waitUntil(lambda: not desk.many.busy, timeout=10_000)
    assert len(project_of(window).annotations()) == 1500
    assert {v for _, v in verdicts(window)} == {Verdict.ACCEPTED}
    assert (queue(window), len(window.board)) == ([], 0)
    assert window.status.sitting.text.startswith("本次接受 1500")
    assert window.review._stack.currentWidget() is window.review.empty
    QTest.keyClick(window.review.reasons, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (project_of(window).annotations(), len(window.board), len(queue(window))) == ([], 1500, 1500)
    assert desk.current is not None
    assert desk.current.start == 0
    assert window.status.sitting.text.startswith("本次接受 0")


def test_the_current_row_stays_marked_when_many_others_are_computed_anew(
    open_window: Callable[..., MainWindow], long_path: Path
) -> None:
    window = open_window(long_path)
    view = window.review.queue.view
    press(window, *"s" * 40)
    before, place = current(window), view.verticalScrollBar().value()
    report = project_of(window).reports()[0].id
    project_of(window).replace_suggestions(
        report, [NewSuggestion(GOAL, 9 * n, 9 * n + 8, 0.5 + 0.1 * (n != 40), "[]", "f") for n in range(1500)], "e2"
    )
    assert current(window) == before
    (row,) = view.selected_rows()
    assert window.review.queue.rows.item(row).id == window.review.controller.current.id
    assert view.verticalScrollBar().value() == place


def test_cancelling_leaves_nothing_half_done(
    qtbot: QtBot, open_window: Callable[..., MainWindow], long_path: Path
) -> None:
    window = open_window(long_path)
    desk = window.review.controller
    desk.many.reject(window.review.queue.ids())
    qtbot.waitUntil(lambda: desk.tally.rejected > 0, timeout=5_000)
    assert window.status.work._job is not None
    window.status.work._job.cancel()
    qtbot.waitUntil(lambda: not desk.many.busy, timeout=5_000)
    assert (verdicts(window), len(window.board), len(queue(window))) == ([], 1500, 1500)
    assert desk.current is not None
    press(window, "x")
    assert len(verdicts(window)) == 1


@pytest.mark.parametrize("how", ["undo", "close"])
def test_undo_or_closing_in_the_middle_leaves_nothing_half_done(
    qtbot: QtBot, open_window: Callable[..., MainWindow], long_path: Path, how: str
) -> None:
    window = open_window(long_path)
    desk = window.review.controller
    desk.many.accept(window.review.queue.ids())
    qtbot.waitUntil(lambda: desk.tally.accepted > 0, timeout=5_000)
    if how == "undo":
        window.actions_table["edit.undo"].trigger()
        assert not desk.many.busy
        qtbot.wait(100)
        assert (project_of(window).annotations(), len(queue(window))) == ([], 1500)
    else:
        window.session.close()
        qtbot.wait(100)
        with Project.open(long_path, author="x", device="y", backup=False) as project:
            assert (project.annotations(), project.decisions()) == ([], [])


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


# --- the reading page


def click_on(window: MainWindow, words: str) -> None:
    reader = window.reading.reader
    place = reader.text.place_of(TEXT.index(words) + 1)
    QTest.mouseClick(reader.text.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint() + QPoint(4, 16))


def test_a_clicked_suggestion_offers_to_be_accepted(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path, "reading")
    click_on(window, "力争")
    offer = window.reviewing._offer
    assert offer.isVisible()
    QTest.keyClicks(window.reading.reader.text, "a")
    (made,) = project_of(window).annotations()
    assert (made.quote, made.tag_id, made.origin) == ("力争完成投资15亿元以上", GOAL, "accepted")
    assert window.session.annotation_id == made.id
    assert not offer.isVisible()


def test_a_clicked_suggestion_is_rejected_with_x(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path, "reading")
    click_on(window, "力争")
    QTest.keyClicks(window.reading.reader.text, "x")
    assert verdicts(window) == [("力争完成投资15亿元以上", Verdict.REJECTED)]
    assert window.reading.reader.ideas.chosen is None


def test_the_toggle_hides_suggestions_and_clicks_pass_through(
    open_window: Callable[..., MainWindow], path: Path
) -> None:
    window = open_window(path, "reading")
    window.actions_table["view.suggestions"].trigger()
    click_on(window, "力争")
    assert window.reading.reader.ideas.chosen is None
    assert not window.reviewing._offer.isVisible()
    assert window.settings.show_suggestions is False


def test_tagging_the_words_by_hand_settles_the_suggestion(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path, "reading")
    window.reading.reader.set_caret(TEXT.index("力争") + 1)
    QTest.keyClicks(window.reading.reader.text, "1")
    assert len(window.board) == 5
    QTest.keyClick(window.reading.reader.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(window.board) == 6


# --- in the background


def test_reports_are_analysed_in_the_background(
    qtbot: QtBot, open_window: Callable[..., MainWindow], path: Path
) -> None:
    window = open_window(path)
    window.actions_table["review.analyse"].trigger()
    qtbot.waitUntil(lambda: not window.filler.busy and len(project_of(window).suggested_by()) == 2, timeout=10_000)
    assert all(engine != "e" for engine in project_of(window).suggested_by().values())
    assert {s.engine for s in project_of(window).suggestions()} == set(project_of(window).suggested_by().values())
    assert len(window.board) == len(project_of(window).waiting())
    assert queue(window) == [w.quote for w in project_of(window).waiting()]


def test_analysing_after_decisions_learns_from_them(
    qtbot: QtBot, open_window: Callable[..., MainWindow], path: Path
) -> None:
    window = open_window(path)
    press(window, "a", "x")
    window.actions_table["review.analyse"].trigger()
    qtbot.waitUntil(lambda: project_of(window).learned() is not None, timeout=10_000)
    engines = project_of(window).suggested_by
    qtbot.waitUntil(lambda: all(name.endswith("project-2") for name in engines().values()), timeout=10_000)
    assert project_of(window).learned().decisions == 2
    assert window.review.reasons.numbers.shown.learnt == "已从 2 个决定中学习"
    assert window.review.reasons.numbers.shown.coming == "再审 25 条，停手时自动学习"


def test_many_suggestions_of_one_report_come_part_by_part(
    qtbot: QtBot, open_window: Callable[..., MainWindow], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quandian.ui.review.filler._AT_ONCE", 2)
    window = open_window(path)
    window.actions_table["review.analyse"].trigger()
    qtbot.waitUntil(lambda: not window.filler.busy, timeout=10_000)
    assert "e" not in project_of(window).suggested_by().values()
    assert sorted(queue(window)) == sorted(w.quote for w in project_of(window).waiting())
    assert len(queue(window)) > 2


def test_the_model_is_learnt_by_itself_when_the_hand_rests(
    qtbot: QtBot, open_window: Callable[..., MainWindow], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quandian.ui.review.filler.LEARN_EVERY", 2)
    window = open_window(path)
    window.filler.automatic = True
    window.filler._rest.setInterval(10)
    press(window, "a", "x")
    qtbot.waitUntil(lambda: project_of(window).learned() is not None, timeout=10_000)
    qtbot.waitUntil(lambda: not window.filler.busy, timeout=10_000)


def test_closing_while_reports_are_analysed_is_clean(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    window.actions_table["review.analyse"].trigger()
    window.session.close()
    assert not window.filler.busy
    assert len(window.board) == 0


# --- the window around the page


def test_f6_goes_through_the_panes_of_the_page(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    window.review.reader.setFocus()
    for _ in range(4):
        window.actions_table["view.next_pane"].trigger()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.review.isAncestorOf(focus)


def test_find_goes_to_the_reading_page(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    window.actions_table["edit.find"].trigger()
    assert window.pages.currentWidget() is window.reading


def test_tags_cannot_be_put_on_a_text_that_is_out_of_sight(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    assert not window.actions_table["tag.apply_1"].isEnabled()
    assert window.actions_table["review.change_1"].isEnabled()
    window.actions_table["view.page_reading"].trigger()
    assert window.actions_table["tag.apply_1"].isEnabled()
    assert not window.actions_table["review.change_1"].isEnabled()


def test_reasons_float_over_the_text_of_a_narrow_window(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    page = window.review
    assert page.right_shown
    assert page.header.why == ""
    window.resize(1024, 640)
    QApplication.processEvents()
    width = page.reader.width()
    assert not page.right_shown
    assert not window.actions_table["view.right"].isChecked()
    assert page.header.why.startswith("95%；")  # never without a reason
    assert page.header.why.endswith("完成")
    window.actions_table["view.right"].trigger()
    QApplication.processEvents()
    assert page.right_shown
    assert page.reasons.isVisible()
    assert (page.reader.width(), page.reasons.geometry().right()) == (width, page.width() - 1)
    assert not page.reasons.geometry().intersects(page.bar.geometry().translated(page.bar.parentWidget().pos()))
    window.actions_table["view.left"].trigger()
    assert not page.left_shown
    window.resize(1440, 900)
    QApplication.processEvents()
    assert page.right_shown
    assert page.reasons.x() >= page.reader.parentWidget().geometry().right()


def test_a_toast_does_not_cover_the_verdicts(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "g")
    confirm(window)
    toast = window.toast
    assert toast.isVisible()
    bar = window.review.bar
    assert toast.geometry().bottom() < bar.mapTo(window.pages, QPoint(0, 0)).y()


@pytest.mark.parametrize("width", [800, 1024, 1430, 1440])
def test_every_tag_stays_in_reach_whatever_the_width(
    open_window: Callable[..., MainWindow], path: Path, width: int
) -> None:
    with create_project(path.with_name("b.quandian")) as other:
        for n in range(4, 10):
            other.add_tag(f"标签{n}", name_en=f"A long name of a tag {n}", shortcut=str(n))
    window = open_window(path)
    window.resize(width, 640)
    QApplication.processEvents()
    bar = window.review.bar
    assert bar.tags_seen == [GOAL, ACHIEVEMENT, METRIC]
    sentences.set_language("en")
    try:
        window.session.changed.emit(Changes("", "", "do", (RowChange("tag", GOAL, {}, {}),)))
        QApplication.processEvents()
        assert bar.tags_seen == [GOAL, ACHIEVEMENT, METRIC]
        for made in (*bar.buttons, *(one for one in bar._tag_buttons if one.isVisible())):
            assert made.width() >= 50
            assert made.geometry().right() < bar.width() - 4
    finally:
        sentences.set_language("zh")
    window.project_commands.open_path(path.with_name("b.quandian"))
    QApplication.processEvents()
    window.reviewing.show_page("review")
    bar.set_tags(window.session.tags)
    assert len(bar.tags_seen) == 9 or bar._more.isVisibleTo(bar)


def test_another_theme_is_taken_while_reviewing(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    window.actions_table["view.theme_dark"].trigger()
    assert current(window) == "全年完成投资12.5亿元"
    ground = window.review.grab().toImage().pixelColor(window.review.width() // 2, 100)
    assert ground.lightness() < 80
