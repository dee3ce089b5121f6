"""From a project to a Word briefing; the one path for window and command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from quandian.core import sentences
from quandian.core.briefing import BriefingOptions, build_briefing
from quandian.core.briefing_tree import Briefing
from quandian.core.briefing_words import words_of
from quandian.core.model import ReportId
from quandian.core.progress import Progress, silent
from quandian.store import Project
from quandian.writing.word import write_docx

SUFFIX = ".docx"


def export_briefing(
    project: Project,
    target: Path,
    progress: Progress | None = None,
    report_ids: Sequence[ReportId] | None = None,
    title: str | None = None,
) -> Path:
    """Write the briefing of a project, or of some of its reports, as a Word file; return where it is.

    A name without an ending gets ``.docx``. Raises UserError ``writing.*`` or ``report.unknown``, and Cancelled;
    neither leaves a file behind nor touches one that was there.
    """
    options = options_of(project, title=title)
    return briefing_job(project, target, options, report_ids)(progress or silent())


def briefing_job(
    project: Project, target: Path, options: BriefingOptions, report_ids: Sequence[ReportId] | None = None
) -> Callable[[Progress], Path]:
    """Return the export as a job that may run outside the GUI thread: the project is read here and now.

    Raises UserError ``report.unknown``; the job raises what ``export_briefing`` does.
    """
    build = _reading(project, options, report_ids)
    target = target if target.suffix else target.with_name(target.name + SUFFIX)

    def work(progress: Progress) -> Path:
        progress.step(0, 1)  # building takes a tenth of the time and tells nothing, so that a bar runs once
        briefing = build()
        progress.step(0, 1)
        write_docx(briefing, target, progress=progress)
        return target

    return work


def briefing_of(
    project: Project, options: BriefingOptions | None = None, report_ids: Sequence[ReportId] | None = None
) -> Briefing:
    """Return the briefing tree of a project's reports: all, or those named, in the order named.

    Raises UserError ``report.unknown``.
    """
    return _reading(project, options or options_of(project), report_ids)()


def options_of(project: Project, title: str | None = None, date: str | None = None) -> BriefingOptions:
    """Return what a project's briefing is unless the user says otherwise. ``date`` is ISO; today if not given."""
    language = sentences.language()
    return BriefingOptions(
        title=title or default_title(project.name, language),
        date=date if date is not None else datetime.now().astimezone().date().isoformat(),
        author=project.author,
        language=language,
    )


def _reading(
    project: Project, options: BriefingOptions, report_ids: Sequence[ReportId] | None
) -> Callable[[], Briefing]:
    """Read the project and return what builds the tree from the values read."""
    if report_ids is None:
        reports, annotations = project.reports(), project.annotations()
    else:
        reports = [project.report(report_id) for report_id in report_ids]
        annotations = [row for report in reports for row in project.annotations(report.id)]
    passages = {report.id: project.passages(report.id) for report in reports}
    return partial(build_briefing, reports, annotations, passages, project.tags(), project.links(), options)


def default_title(name: str, language: str) -> str:
    """Return the title of a project's briefing: its name with 工作简报, unless it is named a briefing already."""
    word = words_of(language).title
    name = name.strip()
    if not name or name.casefold().endswith((word.casefold(), "简报")):
        return name or word
    return f"{name}{word}" if language == "zh" else f"{name} {word.lower()}"
