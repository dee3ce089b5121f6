"""Long work on many reports: the worker always has its next report, whatever is still to be kept."""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from quandian.core.errors import UserError
from quandian.ui.jobs import JobRunner
from quandian.ui.review.pipeline import Pipeline

REPORTS = 24


def test_the_worker_is_fed_while_results_are_kept(qtbot: QtBot) -> None:
    read: list[int] = []
    begun: list[int] = []
    kept: list[int] = []
    ahead: list[int] = []

    def take(key: int) -> int:
        read.append(key)
        return key

    def work(value: int) -> int:
        begun.append(value)
        time.sleep(0.005)
        return value

    def keep(result: int) -> None:
        if len(read) < REPORTS:
            ahead.append(len(read) - len(begun))
        time.sleep(0.006)  # slower than the work, as a busy disk is
        kept.append(result)

    parent, jobs = QObject(), JobRunner()
    pipeline = Pipeline(parent, range(REPORTS), take, work, keep)
    with qtbot.waitSignal(pipeline.ended, timeout=20_000) as ended:
        pipeline.start(jobs, "")
    jobs.shutdown()
    assert ended.args == [True]
    assert kept == list(range(REPORTS))
    assert ahead
    assert min(ahead) >= 2


def test_several_are_worked_on_at_a_time_and_each_is_kept_once(qtbot: QtBot) -> None:
    together = threading.Barrier(3)
    kept: list[int] = []

    def work(value: int) -> int:
        together.wait(10)  # passes only when three are being worked on at once
        return value

    parent, jobs = QObject(), JobRunner()
    pipeline = Pipeline(parent, range(REPORTS), int, work, kept.append, 3)
    with qtbot.waitSignal(pipeline.ended, timeout=20_000) as ended:
        pipeline.start(jobs, "")
    jobs.shutdown()
    assert ended.args == [True]
    assert sorted(kept) == list(range(REPORTS))


def test_one_that_fails_ends_all_and_what_is_made_is_kept(qtbot: QtBot) -> None:
    begun: list[int] = []
    kept: list[int] = []

    def work(value: int) -> int:
        begun.append(value)
        time.sleep(0.005)
        if value == REPORTS // 2:
            raise UserError("suggest.died")
        return value

    parent, jobs = QObject(), JobRunner()
    pipeline = Pipeline(parent, range(10 * REPORTS), int, work, kept.append, 2)
    failures: list[object] = []
    with qtbot.waitSignal(pipeline.ended, timeout=20_000) as ended:
        pipeline.start(jobs, "").failed.connect(failures.append)
    jobs.shutdown()
    assert ended.args == [False]
    assert len(failures) == 1
    assert sorted(kept) == sorted(set(begun) - {REPORTS // 2})
    assert len(begun) < REPORTS
