"""From a project to a briefing as Word, HTML, Markdown or PDF; the one path for window and command line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from quandian.core import sentences
from quandian.core.briefing import BriefingOptions, build_briefing
from quandian.core.briefing_kind_words import kind_words
from quandian.core.briefing_nature import table_aims
from quandian.core.briefing_plan import BriefingPlan, Kind
from quandian.core.briefing_tree import Briefing
from quandian.core.calm import no_collection
from quandian.core.errors import UserError
from quandian.core.ledger import Query
from quandian.core.model import Annotation, AnnotationId, ReportId, TagId
from quandian.core.progress import Progress, silent
from quandian.store import Project
from quandian.tasks.pages import pages_of
from quandian.writing.gongwen import Fonts
from quandian.writing.html import write_html
from quandian.writing.markdown import write_markdown
from quandian.writing.word import write_docx

SUFFIX = ".docx"
SUFFIXES = (".docx", ".pdf", ".html", ".md")
_IN_ONE_QUESTION = 500  # ids asked of the database at once

_Pager = Callable[[Briefing, Fonts], Mapping[str, int]]
Writer = Callable[[Briefing, Path, Fonts, Progress], None]


def _word(briefing: Briefing, target: Path, fonts: Fonts, progress: Progress) -> None:
    write_docx(briefing, target, fonts=fonts, progress=progress)


def _html(briefing: Briefing, target: Path, fonts: Fonts, progress: Progress) -> None:
    write_html(briefing, target, fonts=fonts, progress=progress)


def _markdown(briefing: Briefing, target: Path, _fonts: Fonts, progress: Progress) -> None:
    write_markdown(briefing, target, progress=progress)


WRITERS: Mapping[str, Writer] = {".docx": _word, ".html": _html, ".htm": _html, ".md": _markdown}


def export_briefing(
    project: Project,
    target: Path,
    progress: Progress | None = None,
    report_ids: Sequence[ReportId] | None = None,
    title: str | None = None,
    fonts: Fonts | None = None,
) -> Path:
    """Write the briefing of a project, or of some of its reports, as a Word file; return where it is.

    A name without an ending gets ``.docx``. Raises UserError ``writing.*`` or ``report.unknown``, and Cancelled;
    neither leaves a file behind nor touches one that was there.
    """
    options = options_of(project, title=title)
    return briefing_job(project, target, options, report_ids, fonts)(progress or silent())


def briefing_job(
    project: Project,
    target: Path,
    options: BriefingOptions,
    report_ids: Sequence[ReportId] | None = None,
    fonts: Fonts | None = None,
) -> Callable[[Progress], Path]:
    """Return the export as a job that may run outside the GUI thread: the project is read here and now.

    Raises UserError ``report.unknown``; the job raises what ``export_briefing`` does.
    """
    return _job(_reading(project, options, report_ids), target, fonts or Fonts(), WRITERS)


def plan_job(
    project: Project,
    plan: BriefingPlan,
    target: Path,
    fonts: Fonts | None = None,
    more: Mapping[str, Writer] | None = None,
    pages: _Pager | None = None,
    seen: Callable[[Briefing], None] | None = None,
) -> Callable[[Progress], Path]:
    """Return the export of a planned briefing as a job that may run outside the GUI thread; the project is read now.

    The ending of ``target`` says the format; ``more`` brings writers of other endings (PDF needs Qt), ``pages``
    the page of each section for the table of contents of a Word file, ``seen`` is shown the briefing written.

    Raises UserError ``briefing.reports_gone``, ``writing.briefing_suffix``; the job raises ``writing.*`` and Cancelled.
    """
    build = partial(plan_reading(project, plan), None)
    return _job(build, target, fonts or Fonts(), {**WRITERS, **(more or {})}, pages, seen)


def _job(
    build: Callable[[], Briefing],
    target: Path,
    fonts: Fonts,
    writers: Mapping[str, Writer],
    pages: _Pager | None = None,
    seen: Callable[[Briefing], None] | None = None,
) -> Callable[[Progress], Path]:
    target = target if target.suffix else target.with_name(target.name + SUFFIX)
    write = writers.get(target.suffix.lower())
    if write is None:
        raise UserError("writing.briefing_suffix", name=target.name, known=" ".join(SUFFIXES))

    def work(progress: Progress) -> Path:
        with no_collection():
            return make(progress)

    def make(progress: Progress) -> Path:
        progress.step(0, 1)  # building takes a tenth of the time and tells nothing, so that a bar runs once
        briefing = build()
        progress.step(0, 1)
        if pages is not None and briefing.form.contents and write is _word:
            write_docx(briefing, target, fonts=fonts, progress=progress, pages=pages(briefing, fonts))
        else:
            write(briefing, target, fonts, progress)
        if seen is not None:
            seen(briefing)
        return target

    return work


def briefing_of(
    project: Project, options: BriefingOptions | None = None, report_ids: Sequence[ReportId] | None = None
) -> Briefing:
    """Return the briefing tree of a project's reports: all, or those named, in the order named.

    Raises UserError ``report.unknown``.
    """
    return _reading(project, options or options_of(project), report_ids)()


def planned_briefing(project: Project, plan: BriefingPlan, progress: Progress | None = None) -> Briefing:
    """Return the briefing tree of a plan. Raises UserError ``briefing.reports_gone``, Cancelled."""
    return plan_reading(project, plan)(progress)


def options_of(project: Project, title: str | None = None, date: str | None = None) -> BriefingOptions:
    """Return what a project's briefing is unless the user says otherwise. ``date`` is ISO; today if not given."""
    language = sentences.language()
    return BriefingOptions(
        title=title or default_title(project.name, language),
        date=date if date is not None else _today(),
        author=project.author,
        language=language,
    )


def options_for(project: Project, plan: BriefingPlan) -> BriefingOptions:
    """Return the options of a plan: its title or one of the project's name and the kind, its date or today."""
    language = in_language(project, plan).language
    only = matching(project, plan)
    return BriefingOptions(
        title=plan.title.strip() or suggested_title(project, plan, language),
        date=plan.date or _today(),
        author=plan.signature.strip() or project.author,
        language=language,
        notes=plan.notes,
        appendix=plan.appendix,
        report_ids=plan.report_ids,
        only=only,
        plan=plan,
    )


def in_language(project: Project, plan: BriefingPlan) -> BriefingPlan:
    """Return a plan with its language; one of an older program, without, is Chinese where the project's reports are."""
    if plan.language:
        return plan
    reports = project.reports()
    words = "".join(report.title + report.issuer for report in reports)
    if reports and not _HAN.search(words):
        words = project.text(reports[0].id)[:_ENOUGH]
    return replace(plan, language="zh" if _HAN.search(words) else sentences.language())


_HAN = re.compile("[一-龥]")
_ENOUGH = 2_000  # characters of a report that tell its language


def matching(project: Project, plan: BriefingPlan) -> frozenset[AnnotationId] | None:
    """Return the annotations that the plan's filter finds; None where it has no filter."""
    if not plan.conditions and not plan.text.strip():
        return None
    tag_ids = plan.tag_ids or tuple(tag.id for tag in project.tags())
    numbers = project.ledger.order(Query(tag_ids, plan.report_ids, plan.conditions, plan.text.strip()))
    slices = range(0, len(numbers), _IN_ONE_QUESTION)
    return frozenset(row.id for n in slices for row in project.ledger.rows(numbers[n : n + _IN_ONE_QUESTION]))


def plan_reading(project: Project, plan: BriefingPlan) -> Callable[[Progress | None], Briefing]:
    """Read the project for a plan, here and now; what comes back builds the tree anywhere, with progress.

    Reports that were deleted since are left out. Besides the annotations in scope those are read that a verdict on one
    of them comes from. Raises UserError ``briefing.reports_gone`` when none of the plan's reports is left.
    """
    options = options_for(project, plan)
    every = {report.id: report for report in project.reports()}
    wanted = [one for one in every if plan.report_ids is None or one in plan.report_ids]
    if plan.report_ids is not None:
        wanted = [one for one in plan.report_ids if one in every]
        if plan.report_ids and not wanted:
            raise UserError("briefing.reports_gone", count=len(plan.report_ids))
        more = {row.report_id for row in project.annotations_by_id(plan.also)}
        wanted += [one for one in every if one in more and one not in wanted]
    annotations = project.annotations() if plan.report_ids is None else _of(project, wanted)
    links = project.links()
    if plan.report_ids is not None:
        known = {row.id for row in annotations}
        missing = {end for link in links if link.target_id in known for end in (link.source_id,)} - known
        annotations += project.annotations_by_id(sorted(missing))
    needed = dict.fromkeys([*wanted, *(row.report_id for row in annotations)])
    passages = {one: project.passages(one) for one in needed}
    contradictions = []
    if plan.kind is Kind.COMPARE:
        metrics = tuple(tag.id for tag in project.tags() if TagId("metric") in (tag.id, tag.parent))
        contradictions = project.ledger.contradictions(Query(metrics, plan.report_ids))
    arguments = ([every[one] for one in needed], annotations, passages, project.tags(), links)
    options = replace(options, report_ids=tuple(wanted))
    aliases = project.ledger.aliases()
    pages = pages_of(project, needed)
    aims = aims_of(project, annotations)

    def build(progress: Progress | None = None) -> Briefing:
        return build_briefing(*arguments, options, progress, contradictions, aliases, pages, aims)

    return build


def aims_of(project: Project, rows: Iterable[Annotation]) -> set[AnnotationId]:
    """Return the annotations that stand in columns of targets."""
    by_report: dict[ReportId, list[Annotation]] = defaultdict(list)
    for row in rows:
        by_report[row.report_id].append(row)
    return {one for report, own in by_report.items() for one in table_aims(own, project.text(report))}


def _of(project: Project, report_ids: Sequence[ReportId]) -> list[Annotation]:
    return [row for report_id in report_ids for row in project.annotations(report_id)]


def _reading(
    project: Project, options: BriefingOptions, report_ids: Sequence[ReportId] | None
) -> Callable[[], Briefing]:
    """Read the project and return what builds the tree from the values read."""
    if report_ids is None:
        reports, annotations = project.reports(), project.annotations()
    else:
        reports = [project.report(report_id) for report_id in report_ids]
        annotations = _of(project, report_ids)
    passages = {report.id: project.passages(report.id) for report in reports}
    arguments = (reports, annotations, passages, project.tags(), project.links(), options)
    return partial(build_briefing, *arguments, pages=pages_of(project, [report.id for report in reports]))


_REPORT = re.compile(r"(?:工作)?(?:报告|总结|汇报|小结)$")


def suggested_title(project: Project, plan: BriefingPlan, language: str = "") -> str:
    """Return the title a plan has unless it is given one: of its only report, else of the project, and the kind."""
    language = language or in_language(project, plan).language
    if plan.kind is not Kind.COMPARE:
        scope = project.reports() if plan.report_ids is None or len(plan.report_ids) == 1 else ()
        reports = [one for one in scope if plan.report_ids is None or one.id in plan.report_ids]
        if len(reports) == 1 and reports[0].title.strip():
            return title_of_one(reports[0].title, language, plan.kind)
    return default_title(project.name, language, plan.kind)


def title_of_one(report: str, language: str, kind: Kind) -> str:
    """Return the title of a briefing on one report.

    >>> title_of_one("2023年工作报告", "zh", Kind.REPORT)
    '2023年工作简报'
    """
    name = _REPORT.sub("", report.strip()) if language == "zh" else report
    return default_title(name or report, language, kind)


def default_title(name: str, language: str, kind: Kind = Kind.REPORT) -> str:
    """Return the title of a project's briefing: its name with 工作简报, unless it is named a briefing already."""
    word = kind_words(language).titles[kind]
    name = name.strip()
    endings = (word.casefold(), "简报") if kind is Kind.REPORT else (word.casefold(),)
    if not name or name.casefold().endswith(endings):
        return name or word
    return f"{name}{word}" if language == "zh" else f"{name}: {word}"


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()
