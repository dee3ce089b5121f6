"""What learning from verdicts does to the queue while it is being worked on: bounded, told, nothing in hand lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import review_kit
from pytestqt.qtbot import QtBot
from review_kit import current, press, project_of

from quandian.core.codebook import GOAL
from quandian.reading.open import read_bytes
from quandian.store import NewSuggestion
from quandian.tasks import reviewing
from quandian.tasks.opening import create_project, open_project
from quandian.ui.main_window import MainWindow

open_window = review_kit.open_window

WORK = ("党的建设", "招商引资", "项目建设", "安全生产", "数字改革", "文化惠民", "乡村道路", "人才引育", "水利设施")
VERBS = ("推进", "加强", "完善", "深化", "加快", "提升")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """Three reports whose plans name many tasks."""
    made = tmp_path / "计划.quandian"
    with create_project(made) as project:
        drafts = []
        for office in ("甲", "乙", "丙"):
            lines = [f"{office}区2024年工作思路"]
            lines += [f"{verb}{work}工作，年内完成{n + 3}个项目。" for n, verb in enumerate(VERBS) for work in WORK]
            drafts.append(read_bytes(f"{office}.txt", "\n".join(lines).encode()))
        project.import_reports(drafts)
        reviewing.fill_suggestions(project)
    return made


def only_goals(window: MainWindow) -> None:
    queue = window.review.queue
    queue.rows.filter.off = frozenset({tag.id for tag in window.session.tags if tag.id != GOAL})
    queue._apply()


def learn(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_table["review.analyse"].trigger()
    engine = reviewing.engine_of
    project = project_of(window)

    def applied() -> bool:
        done = set(project.suggested_by().values())
        return not window.filler.busy and done == {engine(reviewing.model_of(project))} and bool(project.learned())

    qtbot.waitUntil(applied, timeout=20_000)


def test_thirty_rejections_keep_the_queue_what_is_current_and_what_was_skipped(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    plans: Path,
) -> None:
    window = open_window(plans)
    only_goals(window)
    skipped = window.review.controller.current
    press(window, "s", *("x" * 30))
    before, here = window.review.queue.rows.count, current(window)
    learn(qtbot, window)
    assert window.review.queue.rows.count >= before * 0.9
    assert current(window) == here
    assert skipped is not None
    assert window.board.get(skipped.id) is not None
    numbers = window.review.reasons.numbers
    assert numbers.shown.learnt == "从 30 次判断里学到："
    assert numbers.shown.effect
    assert "从 30 次判断里学到：" + numbers.shown.effect in numbers.accessibleName()


def test_what_is_in_hand_stays_even_where_it_would_not_be_suggested_again(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    plans: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("quandian.ui.review.filler._AT_ONCE", 3)  # the rest of a report comes later
    window = open_window(plans)
    project = project_of(window)
    report = project.reports()[1].id
    text = project.text(report)
    odd = NewSuggestion(GOAL, 0, text.index("\n"), 0.55, "[]", "f")
    project.replace_suggestions(report, [odd], "e")
    only_goals(window)
    (item,) = (w for w in window.board.of_report(report) if w.start == 0)
    window.review.controller.choose(item)
    press(window, "s")
    (last,) = window.board.of_report(project.reports()[2].id)[-1:]
    window.review.controller.choose(last)
    press(window, "s")
    press(window, "x")
    here = window.review.controller.current
    assert here is not None
    moved: list[str | None] = []
    window.review.controller.moved.connect(lambda w: moved.append(w.id if w is not None else None))
    learn(qtbot, window)
    assert set(moved) <= {here.id}
    assert window.review.controller.current is not None
    assert window.review.controller.current.id == here.id
    assert window.board.get(item.id) is not None
    effect = window.review.reasons.numbers.shown.effect
    assert "条新增" in effect  # those of the second report were not there before


def test_a_model_of_an_earlier_version_is_learnt_again(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    plans: Path,
) -> None:
    with open_project(plans) as project:
        project.reject([w.id for w in project.waiting() if w.tag_id == GOAL][:5])
        old = '{"format": 1, "name": "project-5", "weights": {"goal": {"bias": -30.0}}, "decisions": 5}'
        project.keep_learned(old, 5)
        waiting = len(project.waiting())
    window = open_window(plans)
    window.filler.fill()
    qtbot.waitUntil(lambda: not window.filler.busy and reviewing.learned_count(project_of(window)) == 5, timeout=20_000)
    assert len(project_of(window).waiting()) > waiting * 0.9
