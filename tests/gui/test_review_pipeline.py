"""Long work on many reports: the worker always has its next report, whatever is still to be kept."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

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
