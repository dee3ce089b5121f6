"""Figures of merging: two projects of 100,000 annotations, half of them new; preview, merge, undo."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from harness import Row
from material import SIGNED

from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.merge import MergePlan
from quandian.core.model import Passage, ReportDraft, Role, TagId
from quandian.store import NewAnnotation, Project

EACH = 500
LINE = "完成投资60亿元，同比增长8%，力争全年建成3个园区。"
OTHER = {"author": "王磊", "device": "bench-2"}


@dataclass
class Case:
    """Two copies of a project that went their own ways; ``spare`` is the first as it was."""

    mine: Path
    theirs: Path
    spare: Path

    def fresh(self) -> Path:
        """Put the first copy back as it was."""
        for suffix in ("", "-wal", "-shm"):
            self.mine.with_name(self.mine.name + suffix).unlink(missing_ok=True)
        shutil.copy(self.spare, self.mine)
        return self.mine


def drafts(count: int) -> list[ReportDraft]:
    found = []
    for number in range(count):
        text = f"第{number}份报告\n" + LINE * (EACH * 2)
        passages = (Passage(0, 1, 0, len(text), Role.BODY),)
        found.append(ReportDraft(text, passages, f"报告{number}", "a.txt", text.encode(), "text/plain"))
    return found


def annotated(project: Project, count: int, shift: int) -> None:
    """Make ``count`` annotations, 500 in each report and step; metrics have fields."""
    tags = (GOAL, ACHIEVEMENT, METRIC)
    for number, report in enumerate(project.reports()[: count // EACH]):
        first = project.text(report.id).index("60亿元")
        items = []
        for place in range(EACH):
            tag: TagId = tags[(number + place) % 3]
            fields = {"indicator": "完成投资", "value": "60", "unit": "亿元", "period": "2023"} if tag == METRIC else {}
            start = first + place * len(LINE) + shift
            items.append(NewAnnotation(tag, start, start + 4, fields))
        project.annotate_many(report.id, items)


def two_projects(folder: Path, count: int = 100_000) -> Case:
    """Return copies of a project with half of ``count`` annotations in common and as many of their own each."""
    mine, theirs, spare = folder / "mine.quandian", folder / "theirs.quandian", folder / "spare.quandian"
    with Project.create(mine, **SIGNED) as project:
        project.import_reports(drafts(count // EACH // 2))
        annotated(project, count // 2, 0)
    shutil.copy(mine, theirs)
    with Project.open(mine, **SIGNED, backup=False) as project:
        annotated(project, count // 2, 6)
    shutil.copy(mine, spare)
    with Project.open(theirs, **OTHER, backup=False) as project:
        annotated(project, count // 2, 8)
    return Case(mine, theirs, spare)


def planned(case: Case, project: Project) -> MergePlan:
    plan = project.merge_plan([case.theirs])
    assert sum(plan.counts().values()) > 0
    return plan


def preview(case: Case) -> float:
    with Project.open(case.mine, **SIGNED, backup=False) as project:
        before = time.perf_counter()
        planned(case, project).close()
        return time.perf_counter() - before


def merge(case: Case) -> float:
    with Project.open(case.fresh(), **SIGNED, backup=False) as project:
        before = time.perf_counter()
        project.merge(planned(case, project))
        return time.perf_counter() - before


def undo(case: Case) -> float:
    with Project.open(case.fresh(), **SIGNED, backup=False) as project:
        project.merge(planned(case, project))
        before = time.perf_counter()
        project.undo()
        return time.perf_counter() - before


ROWS = [
    Row("merge: preview of 2 x 100,000 annotations, half new", "s", 3, two_projects, preview, runs=3),
    Row("merge: take in 50,000 of 100,000 annotations, preview included", "s", 10, two_projects, merge, runs=3),
    Row("merge: undo of 50,000 annotations taken in", "s", None, two_projects, undo, runs=1),
]
