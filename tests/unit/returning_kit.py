"""A masked package on its way out and back: a project at home, a key table, and the colleague's copy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quandian.core.merge import Choices, MergeOutcome, MergePlan
from quandian.core.model import Annotation, Passage, ReportDraft, Role, TagId
from quandian.core.progress import silent
from quandian.store import Project
from quandian.store.packing import PackChoice
from quandian.tasks import key_table
from quandian.tasks.desensitising import MaskOptions, masked_job, new_key, scan_job
from quandian.tasks.merging import apply_merge, plan_merge
from quandian.tasks.packages import open_package, share_job

GOAL, METRIC, DONE = TagId("goal"), TagId("metric"), TagId("achievement")
TEXT = (
    "云浦水务2024年总结\n"
    "张建国同志带队，全年完成投资128.6亿元，同比增长8.5%，云浦水务超额完成任务。\n"
    "李晓红表示，力争明年突破百亿元，新增就业1200人。\n"
)
OTHER = "园区建设总结\n全区引进项目32个，张建国同志到会。\n"


def draft(text: str) -> ReportDraft:
    passages, start = [], 0
    for number, line in enumerate(text.split("\n")[:-1]):
        passages.append(Passage(number, number + 1, start, start + len(line), Role.BODY))
        start += len(line) + 1
    return ReportDraft(text, tuple(passages), text[:6], "a.txt", text.encode(), "text/plain")


def at(project: Project, words: str) -> tuple[str, int, int]:
    """Return where words stand in a project: report, start, end."""
    for report in project.reports():
        if (start := project.text(report.id).find(words)) >= 0:
            return report.id, start, start + len(words)
    raise AssertionError(words)


@dataclass
class Round:
    """A project at home, the key table of its package, and the colleague's project made of the package."""

    home: Path
    key: Path
    away: Path

    def again(self, package: Path, away: Path) -> Round:
        """Share the project at home, with the same key table as ever."""
        key = key_table.read_key(self.key) if self.key.exists() else new_key()
        with self.open_home() as project:
            options = MaskOptions(terms={"云浦水务": "代号甲"})
            findings = [f for f in scan_job(project, PackChoice(), options, key)(silent()).findings if f.sure]
            masked_job(project, package, PackChoice(), options, findings, key)(silent())
            key_table.write_key(self.key, key, findings, project.key)
        with open_package(package) as still:
            still.save_copy(away)
        return Round(self.home, self.key, away)

    def open_home(self) -> Project:
        return Project.open(self.home, author="王敏", device="bbbb0002", backup=False)

    def open_away(self) -> Project:
        return Project.open(self.away, author="赵敏之", device="aaaa0001", backup=False)

    def back(self, target: Path, *, history: bool = True) -> Path:
        """Return the package that the colleague sends."""
        with self.open_away() as project:
            return share_job(project, target, PackChoice(history=history))(silent()).path

    def plan(self, target: Path, *, history: bool = True) -> MergePlan:
        """Send back what there is, and look at what merging would do."""
        return plan_merge(self.home, [self.back(target, history=history)], key=self.key)

    def take(self, target: Path, choices: Choices | None = None) -> MergeOutcome:
        """Send back what there is, and take it in."""
        return apply_merge(self.home, self.plan(target), choices)

    def merged(self, other: Path, *, key: bool = True) -> tuple[MergeOutcome, tuple[str, ...]]:
        plan = plan_merge(self.home, [other], key=self.key if key else None)
        notes = plan.sources[0].notes
        return apply_merge(self.home, plan), notes


def send(tmp_path: Path, note: str = "请张建国核对") -> Round:
    """Make a project with two reports and two marks, and what a colleague gets of it."""
    home, key_path, away = tmp_path / "家.quandian", tmp_path / "对照表.csv", tmp_path / "外.quandian"
    with Project.create(home, author="王敏", device="bbbb0002") as project:
        project.import_reports([draft(TEXT), draft(OTHER)])
        project.annotate(*args(project, METRIC, "投资128.6亿元"), note=note, fields={"value": "12860000000"})
        project.annotate(*args(project, GOAL, "力争明年突破百亿元"))
    return Round(home, key_path, away).again(tmp_path / "脱敏.qdshare", away)


def args(project: Project, tag: TagId, words: str) -> tuple[str, TagId, int, int]:
    report, start, end = at(project, words)
    return report, tag, start, end


def marked(project: Project, words: str) -> Annotation:
    """Return the mark on words that contain these."""
    return next(a for a in project.annotations() if words in a.quote)
