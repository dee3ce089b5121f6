"""The pages of reports for citations, remembered by their files: a file is looked through once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from quandian.core.errors import UserError
from quandian.core.model import ReportId
from quandian.reading.pages import page_starts
from quandian.store import Project


@lru_cache(maxsize=512)
def _known(_key: tuple[str, str]) -> list[tuple[int, ...]]:
    """Return the place where the pages of a file and its text are kept."""
    return []


def pages_of(project: Project, report_ids: Iterable[ReportId]) -> dict[ReportId, tuple[int, ...]]:
    """Return where the pages of these reports begin; reports whose files do not say so are left out."""
    out = {}
    for report_id in report_ids:
        report = project.report(report_id)
        kept = _known((report.source_sha256, report.text_sha256))
        if not kept:
            try:
                kept.append(page_starts(project.source(report_id), project.text(report_id)))
            except UserError:  # a shared project may lack its files
                kept.append(())
        if kept[0]:
            out[report_id] = kept[0]
    return out
