"""Where a ``quandian://`` link leads: the project among those known here, the report, the passage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quandian.core.briefing_links import SCHEME, parse_link
from quandian.core.errors import UserError
from quandian.core.model import AnnotationId, ReportId
from quandian.store.peek import Holding, holding
from quandian.store.project import Project
from quandian.tasks.places import PROJECT_SUFFIX, documents_dir

MOST = 100  # project files of the documents folder that are looked into


@dataclass(frozen=True, slots=True)
class Passage:
    """What a link names: a report, and an annotation in it or None."""

    report_id: ReportId
    annotation_id: AnnotationId | None


def is_link(text: str) -> bool:
    """Whether a word of the command line is meant as a link."""
    return text.strip().lower().startswith(f"{SCHEME}:")


def passage_of(link: str) -> Passage:
    """Return what a link names. Raises UserError ``passage.invalid``."""
    found = parse_link(link)
    if found is None:
        raise UserError("passage.invalid", link=link.strip()[:80])
    return Passage(*found)


def project_with(passage: Passage, recent: Iterable[Path]) -> Path | None:
    """Return the project that holds the annotation, else one that holds the report, else None.

    Recent projects go before those of the documents folder.
    """
    second: Path | None = None
    for path in dict.fromkeys((*recent, *_in_documents())):
        found = holding(path, passage.report_id, passage.annotation_id)
        if found is Holding.ANNOTATION or (found and passage.annotation_id is None):
            return path
        if found and second is None:
            second = path
    return second


def _in_documents() -> list[Path]:
    try:
        return sorted(documents_dir().glob(f"*{PROJECT_SUFFIX}"))[:MOST]
    except OSError:
        return []


def holds(project: Project, passage: Passage) -> Holding:
    """Return what an open project holds of a passage."""
    try:
        project.report(passage.report_id)
        if passage.annotation_id is None:
            return Holding.REPORT
    except UserError:
        return Holding.NOTHING
    try:
        project.annotation(passage.annotation_id)
    except UserError:
        return Holding.REPORT
    return Holding.ANNOTATION


def holds_all(project: Project, passage: Passage) -> bool:
    """Whether an open project holds all that a link names."""
    return holds(project, passage) is (Holding.REPORT if passage.annotation_id is None else Holding.ANNOTATION)


def told(project: Project, passage: Passage) -> tuple[str, dict[str, object]]:
    """Return what a link leads to, as the code of a sentence and its facts. Raises UserError ``report.unknown``."""
    report = project.report(passage.report_id)
    facts: dict[str, object] = {"path": str(project.path), "title": report.title}
    if passage.annotation_id is None:
        return "passage.found_report", facts
    try:
        row = project.annotation(passage.annotation_id)
    except UserError:
        return "passage.found_report", facts
    starts = [one.paragraph for one in project.passages(report.id) if one.start <= row.start]
    return "passage.found", {**facts, "paragraph": starts[-1] if starts else 1, "quote": row.quote}
