"""Links that open Quandian at a passage: ``quandian://passage/REPORT/ANNOTATION``.

They name no file and no folder, so that a briefing tells nothing of the machine it was made on; the program looks for
the report in the project that is open, then in the recent ones.
"""

from __future__ import annotations

import re

from quandian.core.briefing_tree import Citation
from quandian.core.model import AnnotationId, ReportId

SCHEME = "quandian"
_SAFE = re.compile(r"[0-9A-Za-z_-]{1,64}")
_LINK = re.compile(rf"{SCHEME}://passage/([0-9A-Za-z_-]{{1,64}})(?:/([0-9A-Za-z_-]{{1,64}}))?/?", re.IGNORECASE)


def passage_link(citation: Citation) -> str:
    """Return the link to the passage of a citation; empty where an id could not stand in a link.

    >>> from quandian.core.model import AnnotationId, ReportId
    >>> passage_link(Citation(ReportId("r-1"), "", "", "", 1, 1, "", AnnotationId("a-2"), "", "", ""))
    'quandian://passage/r-1/a-2'
    """
    if _SAFE.fullmatch(citation.report_id) and _SAFE.fullmatch(citation.annotation_id):
        return f"{SCHEME}://passage/{citation.report_id}/{citation.annotation_id}"
    return ""


def parse_link(link: str) -> tuple[ReportId, AnnotationId | None] | None:
    """Return the report and annotation a link leads to, or None when it is no such link. Never raises.

    >>> parse_link("quandian://passage/r-1/a-2")
    ('r-1', 'a-2')
    """
    match = _LINK.fullmatch(link.strip())
    if match is None:
        return None
    return ReportId(match[1]), AnnotationId(match[2]) if match[2] else None
