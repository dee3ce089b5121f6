"""Very many suggestions at once, and suggestions and models computed in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import review_kit
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from review_kit import (
    confirm,
    current,
    press,
    project_of,
    queue,
    verdicts,
)

from quandian.core.codebook import GOAL
from quandian.core.model import Verdict
from quandian.reading.open import read_bytes
from quandian.store import NewSuggestion, Project
from quandian.tasks.opening import create_project
from quandian.ui.main_window import MainWindow
from quandian.ui.review.reasons import share_text

long_path = review_kit.long_path
open_window = review_kit.open_window
path = review_kit.path


def test_very_many_are_accepted_while_the_window_lives(
    qtbot: QtBot, open_window: Callable[..., MainWindow], long_path: Path
) -> None:
    window = open_window(long_path)
    desk = window.review.controller
    window.actions_table["review.accept_shown"].trigger()
    confirm(window)
    assert desk.many.busy
    assert current(window) is None
    assert not window.review.reasons.why.isVisible()
    window.actions_table["view.page_reading"].trigger()
    window.actions_table["view.page_review"].trigger()
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
    qtbot.waitUntil(lambda: all(name.endswith("own-2") for name in engines().values()), timeout=10_000)
    assert project_of(window).learned().decisions == 2
    numbers = window.review.reasons.numbers
    qtbot.waitUntil(lambda: numbers.shown.learnt == "从 2 次判断里学到：", timeout=10_000)  # told when all is kept
    shown = numbers.shown
    assert "不再建议" in shown.effect  # those of the fixture that are no clauses
    assert "新增" in shown.effect
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


def very_many(path: Path, count: int) -> Path:
    """Make a project of one report with so many suggestions."""
    made = path.with_name("很多.quandian")
    with create_project(made) as project:
        (report,) = project.import_reports([read_bytes("多.txt", ("完成投资60亿元。" * count).encode())]).added
        drafts = [NewSuggestion(GOAL, 9 * n, 9 * n + 8, 0.5, "[]", "f") for n in range(count)]
        project.replace_suggestions(report, drafts, "e")
    return made


def test_undoing_thousands_at_once_leaves_the_window_alive_and_says_so(
    qtbot: QtBot, open_window: Callable[..., MainWindow], path: Path
) -> None:
    count = 2600
    window = open_window(very_many(path, count))
    desk = window.review.controller
    window.actions_table["review.accept_shown"].trigger()
    confirm(window)
    qtbot.waitUntil(lambda: not desk.many.busy, timeout=20_000)
    said: list[str] = []
    window.session.said.connect(lambda words, _undo: said.append(words))
    for verb, left in (("edit.undo", count), ("edit.redo", 0), ("edit.undo", count)):
        window.actions_table[verb].trigger()
        assert window.merging.writer.busy  # in a job: the window answers meanwhile
        window.actions_table[verb].trigger()  # once is enough
        qtbot.waitUntil(lambda: not window.merging.writer.busy, timeout=20_000)
        assert (len(window.board), len(project_of(window).annotations())) == (left, count - left)
        assert window.status.sitting.text.startswith(f"本次接受 {count - left}")
    assert desk.current is not None
    assert desk.current.start == 0  # where the undone verdicts begin
    assert [words[:3] for words in said] == ["已撤销", "已重做", "已撤销"]
    assert not window.filler.busy


def test_undo_in_the_middle_of_thousands_takes_all_back_and_nothing_collides(
    qtbot: QtBot, open_window: Callable[..., MainWindow], path: Path
) -> None:
    window = open_window(very_many(path, 3000))
    desk, failed = window.review.controller, []
    window.session.failed.connect(failed.append)
    for stop in (window.actions_table["edit.undo"].trigger, lambda: window.status.work._job.cancel()):
        desk.many.reject(window.review.queue.ids())
        qtbot.waitUntil(lambda: desk.tally.rejected > 1700, timeout=20_000)
        stop()
        qtbot.waitUntil(lambda: not desk.many.busy and not window.merging.writer.busy, timeout=20_000)
        qtbot.waitUntil(lambda: len(window.board) == 3000, timeout=5_000)
        assert (verdicts(window), failed) == ([], [])
        assert desk.current is not None


def test_one_rejected_of_hundreds_is_not_all_accepted() -> None:
    assert [share_text(share) for share in (0.0, 0.001, 0.5, 373 / 374, 1.0)] == ["0%", "1%", "50%", "99%", "100%"]
