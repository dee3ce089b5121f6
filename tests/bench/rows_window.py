"""Figures of the real window on a real project file: open, tag by key, scroll, memory."""

from __future__ import annotations

import gc
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from harness import FOLDER, Row
from material import SIGNED, annotations_for, draft_of, project_with

from quandian.core.codebook import GOAL, METRIC
from quandian.core.model import ReportId, TagId
from quandian.store import Project

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication

    from quandian.ui.main_window import MainWindow

MS = 1000.0
SIZE = (1440, 900)
REST = 0.5
"""Seconds in which everything a window puts off (counts, history, inspector) is over."""


FIRST_JOBS = 2.5
"""Seconds after which the work in the background that opening a project asks for has begun."""
LONGEST = 60.0


@dataclass
class Stage:
    """A shown window with a project; ``report`` is the one measured, ``other`` a small one to go to and come from."""

    app: QApplication
    window: MainWindow
    paints: QObject
    report: ReportId
    other: ReportId
    turn: itertools.count[int] = field(default_factory=itertools.count)

    def show(self, report_id: ReportId) -> None:
        """Go to a report as a click in the list does, until it is painted."""
        self.paints.count = 0  # type: ignore[attr-defined]
        self.window.session.choose_report(report_id)
        self.settle()

    def settle(self) -> None:
        """Let everything happen that waits, until the text has been painted since ``paints.count`` was set to 0."""
        self.app.processEvents()
        end = time.perf_counter() + LONGEST
        while not self.paints.count:  # type: ignore[attr-defined]
            if time.perf_counter() > end:
                raise TimeoutError("the text is not painted")
            self.app.processEvents()

    def rest(self, seconds: float = REST) -> float:
        """Let what was put off happen; return how long the window did not answer at the longest, in seconds."""
        longest, end = 0.0, time.perf_counter() + seconds
        while time.perf_counter() < end:
            before = time.perf_counter()
            self.app.processEvents()
            longest = max(longest, time.perf_counter() - before)
            time.sleep(0.001)
        return longest

    def finish_jobs(self) -> None:
        """Let the work in the background (finding suggestions) begin and end: the window is measured at rest."""
        end = time.perf_counter() + LONGEST
        self.rest(FIRST_JOBS)
        while self.window.jobs.busy and time.perf_counter() < end:
            self.rest()

    def close(self) -> None:
        self.window.close()


def make_file(folder: Path, size: int, count: int) -> Path:
    """Make the project in a process of its own, so that making it leaves no trace in the memory measured."""
    code = f"import rows_window as r, pathlib; r.fill(pathlib.Path({str(folder)!r}), {size}, {count})"
    environment = {**os.environ, "PYTHONPATH": str(FOLDER)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    return folder / "figures.quandian"


def fill(folder: Path, size: int, count: int) -> None:
    """Write a project with the report to be measured and a small one."""
    project, _ = project_with(folder, size, count)
    with project:
        (small,) = project.import_reports([draft_of(17_000, 7)]).added
        project.annotate_many(small, annotations_for(project.text(small), 20))


def window_on(path: Path) -> Stage:
    """Show the window with a project, at its small report."""
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
    window.resize(*SIZE)
    window.show()
    paints = Paints(window)
    window.reading.reader.text.viewport().installEventFilter(paints)
    project = Project.open(path, **SIGNED, backup=False)
    report, small = [report.id for report in project.reports()]
    window.settings.place(str(path)).report = small
    window.session.take(project)
    stage = Stage(app, window, paints, report, small)
    stage.settle()
    stage.rest()
    window.activateWindow()
    window.reading.reader.text.setFocus()
    app.processEvents()
    return stage


def at_small(size: int, count: int) -> Callable[[Path], Stage]:
    """Return what prepares a window that shows the small report."""
    return lambda folder: window_on(make_file(folder, size, count))


def at_report(size: int, count: int) -> Callable[[Path], Stage]:
    """Return what prepares a window that shows the report to be measured, somewhere in its middle, at rest."""

    def prepare(folder: Path) -> Stage:
        stage = at_small(size, count)(folder)
        stage.show(stage.report)
        stage.window.reading.reader.set_caret(len(stage.window.session.project.text(stage.report)) // 2)
        stage.finish_jobs()
        return stage

    return prepare


def at_work(size: int, count: int) -> Callable[[Path], Stage]:
    """Return what prepares the same window in its busiest moment: suggestions are being found in the background."""

    def prepare(folder: Path) -> Stage:
        stage = at_small(size, count)(folder)
        stage.show(stage.report)
        stage.window.reading.reader.set_caret(len(stage.window.session.project.text(stage.report)) // 2)
        stage.rest(FIRST_JOBS)
        return stage

    return prepare


def open_report(stage: Stage) -> float:
    before = time.perf_counter()
    stage.show(stage.report)
    return time.perf_counter() - before


def open_report_ms(stage: Stage) -> float:
    return MS * open_report(stage)


def reopen(stage: Stage) -> None:
    """Close the project and open it again at its small report, so that nothing read before is at hand."""
    stage.rest()
    session = stage.window.session
    path = session.project.path
    session.close()
    stage.window.settings.place(str(path)).report = stage.other
    session.take(Project.open(path, **SIGNED, backup=False))
    stage.settle()
    stage.rest()


def switch(stage: Stage) -> float:
    """Go to a report that was shown before."""
    stage.show(stage.other)
    stage.rest()
    return open_report_ms(stage)


def press(stage: Stage, key: str = "1") -> None:
    """Press a key as the platform delivers it: to the window, through the shortcuts."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.keyClick(stage.window.windowHandle(), Qt.Key[f"Key_{key}"])


def tag(stage: Stage, tag_id: TagId = GOAL) -> float:
    """Tag the clause at the caret by its key; the annotation is in the file and on the screen afterwards."""
    reader, session = stage.window.reading.reader, stage.window.session
    free_clause(stage, tag_id)
    stage.paints.count = 0  # type: ignore[attr-defined]
    before = time.perf_counter()
    press(stage, "3" if tag_id == METRIC else "1")
    stage.settle()
    taken = time.perf_counter() - before
    made = session.annotation()
    assert made is not None
    assert made.tag_id == tag_id
    assert reader.mark(made.id) is not None
    return MS * taken


def tag_metric(stage: Stage) -> float:
    """Tag the clause at the caret as a metric: its figure is read from the words besides."""
    return tag(stage, METRIC)


def free_clause(stage: Stage, tag_id: TagId = GOAL) -> None:
    """Put the caret into the next clause that is on the screen and not tagged like this; let the window rest."""
    reader, session = stage.window.reading.reader, stage.window.session
    session.choose_annotation(None)
    place = reader.caret()
    taken = {(mark.start, mark.end) for mark in session.project.marks(stage.report) if mark.tag_id == tag_id}
    while True:
        place += 20
        reader.set_caret(place)
        span = reader.target_span()
        if len(span) and (span.start, span.end) not in taken:
            break
    stage.rest()


def pause(stage: Stage) -> float:
    """Return the longest time the window does not answer in the half second after a tag key."""
    free_clause(stage)
    press(stage)
    taken = MS * stage.rest()
    assert stage.window.session.annotation() is not None
    return taken


def undo(stage: Stage) -> float:
    tag(stage)
    stage.rest()
    stage.paints.count = 0  # type: ignore[attr-defined]
    before = time.perf_counter()
    stage.window.actions_table["edit.undo"].trigger()
    stage.settle()
    return MS * (time.perf_counter() - before)


def scroll(stage: Stage) -> float:
    """Turn a page by the key, to painted."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    stage.rest(0.05)
    stage.paints.count = 0  # type: ignore[attr-defined]
    before = time.perf_counter()
    QTest.keyClick(stage.window.windowHandle(), Qt.Key.Key_PageDown)
    stage.settle()
    return MS * (time.perf_counter() - before)


def resident(path: Path) -> float:
    """Open the report in a fresh process and return the most memory it ever had resident, in MiB."""
    code = (
        "import pathlib, rows_window as r\n"
        f"stage = r.window_on(pathlib.Path({str(path)!r}))\n"
        "stage.show(stage.report); stage.rest()\n"
        "words = pathlib.Path('/proc/self/status').read_text().split()\n"
        "print(int(words[words.index('VmHWM:') + 1]) / 1024)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(FOLDER)}
    done = subprocess.run([sys.executable, "-c", code], check=True, env=environment, capture_output=True, text=True)
    return float(done.stdout.splitlines()[-1])


def file_of(size: int, count: int) -> Callable[[Path], Path]:
    return lambda folder: make_file(folder, size, count)


EMPTY, SMALL, MIDDLE, LARGE = (17_000, 0), (17_000, 1_000), (1_000_000, 10_000), (5_000_000, 100_000)
ROWS = [
    Row("window: open 17 KB with 1,000 annotations", "ms", 80, at_small(*SMALL), open_report_ms, reopen),
    Row("window: open 1 MB with 10,000 annotations", "ms", 200, at_small(*MIDDLE), open_report_ms, reopen),
    Row("window: open 5 MB with 100,000 annotations", "s", 1, at_small(*LARGE), open_report, reopen),
    Row("window: switch to a report of 17 KB with 1,000", "ms", 80, at_report(*SMALL), switch),
    Row("window: tag key to committed and painted, none in the report", "ms", 16, at_report(*EMPTY), tag),
    Row("window: tag key to committed and painted, 10,000 in the report", "ms", 16, at_report(*MIDDLE), tag),
    Row("window: tag key to committed and painted, 100,000 in the report", "ms", 33, at_report(*LARGE), tag),
    Row("window: tag key while suggestions are found, 100,000 in the report", "ms", None, at_work(*LARGE), tag),
    Row("window: metric key to committed and painted, 100,000 in the report", "ms", 33, at_report(*LARGE), tag_metric),
    Row("window: longest pause after a tag key, 100,000 in the report", "ms", 50, at_report(*LARGE), pause),
    Row("window: undo to painted, 100,000 in the report", "ms", 33, at_report(*LARGE), undo),
    Row("window: scroll one page, 100,000 in the report", "ms", 33, at_report(*LARGE), scroll),
]
if sys.platform == "linux":
    ROWS.append(Row("window: peak resident memory, 5 MB with 100,000", "MiB", 450, file_of(*LARGE), resident))
