"""Figures of reviewing: from key to the next suggestion, and suggesting for many reports while the window lives."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from harness import FOLDER, Row
from material import SIGNED, draft_of

from quandian.core.model import ReportDraft, Waiting
from quandian.language.suggest import suggest
from quandian.store import Project
from quandian.tasks.suggesting import Decided, train_model

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication

    from quandian.ui.main_window import MainWindow

MS = 1000.0
REPORT = 17_000  # bytes
QUEUE = 10_000
DECISIONS = 5_000


@dataclass
class Desk:
    """A shown window on a project, at its review page."""

    app: QApplication
    window: MainWindow
    paints: QObject
    gaps: list[float] = field(default_factory=list)

    def rest(self, seconds: float) -> float:
        """Let everything happen that waits; return the longest time the window did not answer."""
        longest, end = 0.0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            before = time.perf_counter()
            self.app.processEvents()
            longest = max(longest, time.perf_counter() - before)
            time.sleep(0.001)
        return longest

    def close(self) -> None:
        self.window.close()


def make_file(folder: Path, reports: int, suggestions: int) -> Path:
    """Make the project in a process of its own, so that making it leaves no trace in what is measured."""
    code = f"import rows_review as r, pathlib; r.fill(pathlib.Path({str(folder)!r}), {reports}, {suggestions})"
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(FOLDER)})
    return folder / "figures.quandian"


def fill(folder: Path, reports: int, suggestions: int) -> None:
    """Write a project with reports of 17 KB; suggest until that many wait."""
    from quandian.tasks.reviewing import compute, material_of, model_of

    with Project.create(folder / "figures.quandian", **SIGNED) as project:
        waiting, number = 0, 0
        while number < reports or waiting < suggestions:
            (report,) = project.import_reports([draft_of(REPORT, number)]).added
            number += 1
            if waiting < suggestions:
                made = compute(material_of(project, report), model_of(project))
                project.replace_suggestions(report, made.drafts[: suggestions - waiting], made.engine)
                waiting = len(project.waiting())


def window_on(path: Path) -> Desk:
    """Show the window with a project."""
    from PySide6.QtCore import QEvent, QObject

    from quandian.app import make_application
    from quandian.ui.main_window import make_window
    from quandian.ui.settings import Settings

    class Paints(QObject):
        count = 0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                self.count += 1
            return False

    settings = Settings()
    app = make_application(settings)
    gc.disable()  # as the program does; it collects when the window rests
    window = make_window(settings)
    window.filler.automatic = False
    window.resize(1440, 900)
    window.show()
    paints = Paints(window)
    window.review.reader.text.viewport().installEventFilter(paints)
    window.session.take(Project.open(path, **SIGNED, backup=False))
    desk = Desk(app, window, paints)
    desk.rest(1.0)
    window.activateWindow()
    return desk


def reviewing(reports: int, suggestions: int) -> Callable[[Path], Desk]:
    """Return what prepares a window at the review page."""

    def prepare(folder: Path) -> Desk:
        desk = window_on(make_file(folder, reports, suggestions))
        desk.window.reviewing.show_page("review")
        desk.rest(1.0)
        assert len(desk.window.board) == suggestions
        return desk

    return prepare


def step(desk: Desk, key: str) -> float:
    """Press a key of a verdict; return the time until the next suggestion is painted."""
    from PySide6.QtTest import QTest

    desk.rest(0.3)
    before_item = desk.window.review.controller.current
    desk.paints.count = 0  # type: ignore[attr-defined]
    before = time.perf_counter()
    QTest.keyClicks(desk.window.review.reader.text, key)
    desk.app.processEvents()
    while not desk.paints.count:  # type: ignore[attr-defined]
        desk.app.processEvents()
    taken = time.perf_counter() - before
    assert desk.window.review.controller.current != before_item
    return MS * taken


def accept(desk: Desk) -> float:
    return step(desk, "a")


def reject(desk: Desk) -> float:
    return step(desk, "x")


def correct(desk: Desk) -> float:
    return step(desk, "1")


def skip_to_another_report(desk: Desk) -> float:
    """Reject the last suggestion of a report: the next one stands in another."""
    desk.rest(0.3)
    window = desk.window
    here = window.review.controller.current
    last = max(window.board.of_report(here.report_id), key=_by_place)
    window.review.controller.choose(last)
    taken = step(desk, "x")
    assert window.review.controller.current.report_id != here.report_id
    return taken


def _by_place(item: Waiting) -> tuple[int, int]:
    return item.start, -item.end


def undo(desk: Desk) -> float:
    step(desk, "x")
    desk.rest(0.3)
    desk.paints.count = 0  # type: ignore[attr-defined]
    before = time.perf_counter()
    desk.window.actions_table["edit.undo"].trigger()
    desk.app.processEvents()
    while not desk.paints.count:  # type: ignore[attr-defined]
        desk.app.processEvents()
    return MS * (time.perf_counter() - before)


def pause(desk: Desk) -> float:
    """Return the longest time the window does not answer in the half second after a verdict."""
    from PySide6.QtTest import QTest

    desk.rest(0.3)
    QTest.keyClicks(desk.window.review.reader.text, "x")
    return MS * desk.rest(0.5)


def least_sure(desk: Desk) -> Desk:
    desk.window.review.queue.set_order("least_sure")
    return desk


def unsure_first(reports: int, suggestions: int) -> Callable[[Path], Desk]:
    made = reviewing(reports, suggestions)
    return lambda folder: least_sure(made(folder))


def opening(desk: Desk) -> float:
    """Open the project again; return the longest time the window does not answer while the queue is read."""
    path = desk.window.session.project.path
    desk.window.session.close()
    desk.rest(0.2)
    desk.window.board.reload()
    desk.window.session.take(Project.open(path, **SIGNED, backup=False))
    return MS * desk.rest(1.0)


def many_gaps(desk: Desk) -> float:
    """Accept all of 10,000 and undo them; return the longest time the window does not answer while they are accepted.

    ``desk.gaps[0]`` is the whole time in seconds.
    """
    window, many = desk.window, desk.window.review.controller.many
    ids = window.review.queue.ids()
    begin = before = time.perf_counter()
    many.accept(ids)
    longest = time.perf_counter() - before
    while many.busy:
        before = time.perf_counter()
        desk.app.processEvents()
        longest = max(longest, time.perf_counter() - before)
    desk.gaps[:] = [time.perf_counter() - begin]
    assert len(window.board) == 0
    window.session.undo()
    desk.rest(0.5)
    assert len(window.board) == len(ids)
    return MS * longest


def accept_many(desk: Desk) -> float:
    many_gaps(desk)
    return desk.gaps[0]


def undo_gaps(desk: Desk) -> float:
    """Accept all of 10,000, undo the step; return the longest time the window does not answer while it is undone.

    ``desk.gaps[0]`` is the whole time in seconds.
    """
    window, many = desk.window, desk.window.review.controller.many
    ids = window.review.queue.ids()
    many.accept(ids)
    while many.busy:
        desk.app.processEvents()
    desk.rest(0.5)
    begin = before = time.perf_counter()
    window.actions_table["edit.undo"].trigger()
    longest = time.perf_counter() - before
    while window.merging.writer.busy or len(window.board) < len(ids):
        before = time.perf_counter()
        desk.app.processEvents()
        longest = max(longest, time.perf_counter() - before)
    desk.gaps[:] = [time.perf_counter() - begin]
    return MS * longest


def undo_many(desk: Desk) -> float:
    undo_gaps(desk)
    return desk.gaps[0]


@dataclass
class Texts:
    """Reports as they were read, and decisions on what is suggested in them."""

    reports: list[ReportDraft]
    decided: list[Decided] = field(default_factory=list)


def texts(_folder: Path) -> Texts:
    """Make a report and suggest once, so that rules and dictionary are loaded."""
    made = Texts([draft_of(REPORT)])
    suggest_one(made)
    return made


def suggest_one(made: Texts) -> float:
    report = made.reports[0]
    before = time.perf_counter()
    assert suggest(report.text, report.passages)
    return MS * (time.perf_counter() - before)


def decided(_folder: Path) -> Texts:
    """Decide 5,000 times, every third time against the suggestion."""
    made, count = Texts([]), 0
    while count < DECISIONS:
        report = draft_of(REPORT, len(made.reports))
        found = suggest(report.text, report.passages)[: DECISIONS - count]
        said = [(d.tag, d.start, d.end, (count + n) % 3 > 0) for n, d in enumerate(found)]
        made.reports.append(report)
        made.decided.append(Decided(report.text, report.passages, said))
        count += len(said)
    return made


def learn(made: Texts) -> float:
    before = time.perf_counter()
    train_model(made.decided)
    return time.perf_counter() - before


def background(folder: Path) -> Desk:
    return window_on(make_file(folder, 500, 0))


def suggest_all(desk: Desk) -> float:
    """Suggest for all reports in the background while the user scrolls and moves; return the seconds it takes."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    window, project = desk.window, desk.window.session.project
    with project.operation("clear"):
        project._store.write_unlogged("DELETE FROM suggested", ())
    desk.gaps.clear()
    reader, turn = window.reading.reader.text, 0
    reader.setFocus()
    desk.rest(0.5)
    before = time.perf_counter()
    window.filler.fill()
    while window.filler.busy:
        start = time.perf_counter()
        desk.app.processEvents()
        desk.gaps.append(time.perf_counter() - start)
        turn += 1
        if turn % 40 == 0:  # a person reads meanwhile
            QTest.keyClick(reader, Qt.Key.Key_PageDown if turn % 800 < 400 else Qt.Key.Key_PageUp)
        time.sleep(0.001)
    taken = time.perf_counter() - before
    assert len(project.suggested_by()) == 500
    return taken


def longest_gap(desk: Desk) -> float:
    suggest_all(desk)
    return MS * max(desk.gaps)


MANY = (34, QUEUE)
ROWS = [
    Row("suggest: a report of 17 KB after warm-up", "ms", 60, texts, suggest_one, runs=15),
    Row("suggest: learn from 5,000 decisions", "s", 2, decided, learn),
    Row("review: accept key to next painted, 10,000 wait", "ms", 50, reviewing(*MANY), accept, runs=15),
    Row("review: reject key to next painted, 10,000 wait", "ms", 50, reviewing(*MANY), reject, runs=15),
    Row("review: change-to key to next painted, 10,000 wait", "ms", 50, reviewing(*MANY), correct, runs=15),
    Row(
        "review: reject key to next in another report, 10,000 wait", "ms", 50, reviewing(*MANY), skip_to_another_report
    ),
    Row("review: reject key, least sure first, 10,000 wait", "ms", 50, unsure_first(*MANY), reject, runs=15),
    Row("review: longest pause after a verdict, 10,000 wait", "ms", 50, reviewing(*MANY), pause),
    Row("review: undo to painted, 10,000 wait", "ms", 50, reviewing(*MANY), undo),
    Row("review: longest pause while a queue of 10,000 is read", "ms", 50, reviewing(*MANY), opening),
    Row("review: longest pause while 10,000 are accepted at once", "ms", 50, reviewing(*MANY), many_gaps, runs=3),
    Row("review: accept 10,000 at once", "s", None, reviewing(*MANY), accept_many, runs=3),
    Row(
        "review: longest pause while 10,000 accepted at once are undone", "ms", 300, reviewing(*MANY), undo_gaps, runs=1
    ),
    Row("review: undo 10,000 accepted at once", "s", None, reviewing(*MANY), undo_many, runs=1),
    Row("review: suggest for 500 reports of 17 KB in the background", "s", 20, background, suggest_all, runs=2),
    Row("review: longest pause while 500 reports are suggested", "ms", 50, background, longest_gap, runs=2),
]
