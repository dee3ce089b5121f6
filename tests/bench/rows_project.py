"""Figures of the store, of reading and of writing, without a window."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from harness import Row
from material import SIGNED, project_with, text_of

from quandian.core.codebook import GOAL
from quandian.core.model import ReportId
from quandian.reading.open import read_report
from quandian.store import Project
from quandian.tasks.briefing import export_briefing
from quandian.tasks.importing import import_files

MS = 1000.0


@dataclass
class Case:
    """A project to measure on."""

    folder: Path
    project: Project
    report: ReportId
    turn: itertools.count = field(default_factory=itertools.count)

    def close(self) -> None:
        self.project.close()


def seconds(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes."""
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def one_report(size: int, count: int) -> Callable[[Path], Case]:
    """Return what prepares a project with one annotated report, its text read once as a window has it."""

    def prepare(folder: Path) -> Case:
        project, (report,) = project_with(folder, size, count)
        project.text(report)
        return Case(folder, project, report)

    return prepare


def annotate(case: Case) -> float:
    start = 100 + next(case.turn)
    return MS * seconds(lambda: case.project.annotate(case.report, GOAL, start, start + 3))


def undo(case: Case) -> float:
    case.project.annotate(case.report, GOAL, 100, 104)
    return MS * seconds(case.project.undo)


def marks(case: Case) -> float:
    return MS * seconds(lambda: case.project.marks(case.report))


def open_project(case: Case) -> float:
    def work() -> None:
        Project.open(case.folder / "figures.quandian", **SIGNED).close()

    case.project.close()
    return MS * seconds(work)


def write_500(folder: Path) -> list[Path]:
    files = []
    for number in range(500):
        path = folder / f"{number:03}.txt"
        path.write_text(text_of(17_000, number), "utf-8")
        files.append(path)
    return files


def import_500(files: list[Path]) -> float:
    target = files[0].with_name(f"{time.perf_counter_ns()}.quandian")
    with Project.create(target, **SIGNED) as project:
        taken = seconds(lambda: import_files(project, files))
        assert len(project.reports()) == len(files)
    return taken


def write_one(size: int) -> Callable[[Path], Path]:
    def prepare(folder: Path) -> Path:
        path = folder / "one.txt"
        path.write_text(text_of(size), "utf-8")
        return path

    return prepare


def read_one(path: Path) -> float:
    return MS * seconds(lambda: read_report(path))


def twenty_reports(folder: Path) -> Case:
    project, reports = project_with(folder, 17_000, 500, reports=20)
    return Case(folder, project, reports[0])


def brief(case: Case) -> float:
    return seconds(lambda: export_briefing(case.project, case.folder / "briefing.docx"))


def five_hundred(folder: Path) -> Case:
    project, reports = project_with(folder, 17_000, 0, reports=500)
    return Case(folder, project, reports[0])


def search(case: Case) -> float:
    return MS * seconds(lambda: case.project.search("国企", limit=200))


SMALL, MIDDLE, LARGE = (17_000, 1_000), (1_000_000, 10_000), (5_000_000, 100_000)
ROWS = [
    Row("store: annotate, nothing in the report", "ms", 16, one_report(SMALL[0], 0), annotate),
    Row("store: annotate, 10,000 in the report", "ms", 16, one_report(*MIDDLE), annotate),
    Row("store: annotate, 100,000 in the report", "ms", 33, one_report(*LARGE), annotate),
    Row("store: undo, 100,000 in the report", "ms", 33, one_report(*LARGE), undo),
    Row("store: marks of 100,000 annotations", "ms", 150, one_report(*LARGE), marks),
    Row("store: open a project of 100,000 annotations", "ms", None, one_report(*LARGE), open_project),
    Row("store: search two characters in 500 reports", "ms", 100, five_hundred, search),
    Row("reading: a report of 17 KB", "ms", None, write_one(17_000), read_one),
    Row("reading: a report of 5 MB", "ms", None, write_one(5_000_000), read_one),
    Row("import 500 reports", "s", 5, write_500, import_500),
    Row("briefing of 10,000 annotations to .docx", "s", 4, twenty_reports, brief),
]
