"""Figures of briefings with tables, charts, contents and footnotes, in every format, and of the page preview."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness import Row
from material import SIGNED

from quandian.core.briefing_plan import BriefingPlan, ChartPlan, Extent, Kind
from quandian.core.briefing_tree import ChartForm, Cite
from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.model import LinkKind, Passage, ReportDraft, ReportId, Role
from quandian.core.progress import silent
from quandian.store import NewAnnotation, Project
from quandian.tasks.briefing import plan_job, planned_briefing
from quandian.tasks.checking import check_briefing
from quandian.tasks.marking import marked_job

if TYPE_CHECKING:
    from quandian.ui.page_layout import Layout

MS = 1000.0
LINE = "全年完成固定资产投资118.6亿元，同比增长11.2%，力争新开工项目20个以上，建成投用产业园区3个。"
PLAN = BriefingPlan(
    contents=True,
    cite=Cite.FOOTNOTES,
    quotes=Extent.FULL,
    sources=Extent.FULL,
    figures=("投资0", "投资1"),
    charts=(ChartPlan("投资0"), ChartPlan("投资1", ChartForm.LINE)),
)


@dataclass
class Case:
    """A project to brief on."""

    folder: Path
    project: Project
    reports: list[ReportId]
    keep: dict[str, Any] = field(default_factory=dict)

    def close(self) -> None:
        self.project.close()


def project_of(count: int) -> Callable[[Path], Case]:
    """Return what makes a project of ``count`` annotations in ten reports: half goals and results, half figures."""

    def prepare(folder: Path) -> Case:
        project = Project.create(folder / "briefing.quandian", **SIGNED)
        each = count // 10
        drafts = []
        for n in range(10):
            text = f"第{n}份报告\n" + (LINE + "\n") * (each // 2)
            lines, at = [Passage(0, 1, 0, 5, Role.HEADING, 1)], 6
            for k in range(each // 2):
                section = (f"{k // 20}、工作",)
                lines.append(Passage(k + 1, k + 2, at, at + len(LINE), Role.BODY, 0, section))
                at += len(LINE) + 1
            drafts.append(
                ReportDraft(
                    text, tuple(lines), f"云浦区{2015 + n}年工作报告", "a.txt", b"", "text/plain", "云浦区", "", "",
                    str(2015 + n),
                )
            )  # fmt: skip
        reports = list(project.import_reports(drafts).added)
        for n, report in enumerate(reports):
            items = []
            for k in range(each // 2):
                start = 6 + k * (len(LINE) + 1)
                tag = GOAL if k % 2 else ACHIEVEMENT
                fields = {"responsible": "发改局", "deadline": "2025-06"} if tag == GOAL else {}
                items.append(NewAnnotation(tag, start, start + len(LINE) - 1, fields))
                figure = {
                    "indicator": f"投资{k % 40}", "value": str(11_860_000_000 + n), "unit": "元", "comparator": "="
                }  # fmt: skip
                items.append(NewAnnotation(METRIC, start + 10, start + 17, figure))
            made = project.annotate_many(report, items)
            project.link_many([(made[0], made[2])], LinkKind.FULFILS)
        return Case(folder, project, reports)

    return prepare


def seconds(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes."""
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def written(name: str, plan: BriefingPlan = PLAN) -> Callable[[Case], float]:
    """Return what measures a briefing from the question to the file."""

    def measure(case: Case) -> float:
        more = {}
        if name.endswith("pdf"):
            from quandian.ui.printing import fonts_ready, write_pdf

            case.keep["application"] = fonts_ready()
            more[".pdf"] = write_pdf
        target = case.folder / name
        return seconds(lambda: plan_job(case.project, plan, target, more=more)(silent()))

    return measure


def preview(case: Case) -> float:
    """Return how long the pages take to be right again after a note was changed: read, build, set."""
    from quandian.ui.page_layout import Layout
    from quandian.ui.printing import fonts_ready

    if "layout" not in case.keep:
        case.keep["application"] = fonts_ready()
        case.keep["layout"] = Layout()
        case.keep["layout"].pages(planned_briefing(case.project, PLAN))
        case.keep["turn"] = 0
    layout: Layout = case.keep["layout"]
    case.keep["turn"] += 1
    row = case.project.annotations(case.reports[0], limit=1)[0]
    case.project.set_note(row.id, f"第{case.keep['turn']}次")
    return MS * seconds(lambda: layout.pages(planned_briefing(case.project, PLAN)))


def checks(case: Case) -> float:
    return MS * seconds(lambda: check_briefing(case.project, PLAN))


def marked(case: Case) -> float:
    return seconds(lambda: marked_job(case.project, case.reports[0], case.folder / "m.docx")(silent()))


def one_report(folder: Path) -> Case:
    """Return a project whose first report alone has 10,000 annotations."""
    return project_of(100_000)(folder)


DEFAULT = BriefingPlan()
COMPARE = BriefingPlan(Kind.COMPARE, contents=True)
ROWS = [
    Row("briefing: 1,000 annotations, tables and charts, to .docx", "s", 1.5, project_of(1_000), written("b.docx")),
    Row("briefing: 10,000 annotations, tables and charts, to .docx", "s", 5, project_of(10_000), written("b.docx")),
    Row("briefing: 10,000 annotations by default, to .docx", "s", 5, project_of(10_000), written("b.docx", DEFAULT)),
    Row("briefing: 10,000 annotations compared, to .docx", "s", 5, project_of(10_000), written("b.docx", COMPARE)),
    Row("briefing: 10,000 annotations to .html", "s", 5, project_of(10_000), written("b.html")),
    Row("briefing: 1,000 annotations to .pdf", "s", 1.5, project_of(1_000), written("b.pdf")),
    Row("briefing: 10,000 annotations to .pdf", "s", 5, project_of(10_000), written("b.pdf"), runs=3),
    Row("briefing: pages after one change, 1,000 annotations", "ms", 300, project_of(1_000), preview),
    Row("briefing: checks, 1,000 annotations", "ms", 300, project_of(1_000), checks),
    Row("briefing: original with 10,000 comments to .docx", "s", 5, one_report, marked, runs=3),
]
