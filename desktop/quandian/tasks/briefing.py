"""From a project to a Word briefing; the one path for window and command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
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
    target = target if target.suffix else target.with_name(target.name + SUFFIX)
    progress = progress or silent()
    briefing = briefing_of(project, report_ids=report_ids, title=title)
    progress.step(0, 1)  # reading is over: the last moment to stop before anything is written
    write_docx(briefing, target, progress=progress)
    return target


def briefing_of(
    project: Project,
    report_ids: Sequence[ReportId] | None = None,
    title: str | None = None,
    date: str | None = None,
    language: str | None = None,
) -> Briefing:
    """Return the briefing tree of a project's reports (all, or those named, in the order named).

    ``date`` is ISO; today if not given. The tree holds plain values, so a job may write it outside the GUI thread.
    Raises UserError ``report.unknown``.
    """
    language = language or sentences.language()
    reports = project.reports() if report_ids is None else [project.report(report_id) for report_id in report_ids]
    options = BriefingOptions(
        title=title or default_title(project.name, language),
        date=date if date is not None else datetime.now().astimezone().date().isoformat(),
        author=project.author,
        language=language,
    )
    return build_briefing(
        reports,
        project.annotations() if report_ids is None else [a for r in reports for a in project.annotations(r.id)],
        {report.id: project.passages(report.id) for report in reports},
        project.tags(),
        project.links(),
        options,
    )


def default_title(name: str, language: str) -> str:
    """Return the title of a project's briefing: its name with 工作简报, unless it is named a briefing already."""
    word = words_of(language).title
    name = name.strip()
    if not name or name.casefold().endswith((word.casefold(), "简报")):
        return name or word
    return f"{name}{word}" if language == "zh" else f"{name}: {word}"
