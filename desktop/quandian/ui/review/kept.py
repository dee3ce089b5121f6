"""What is remembered of the review of a project: order, filters, and which suggestion was the current one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quandian.core.model import ReportId, SuggestionId, TagId
from quandian.ui.review.queue_rows import LEAST_SURE, PLACE, Filter

if TYPE_CHECKING:
    from quandian.ui.pages.review import ReviewPage


def kept_of(page: ReviewPage) -> dict[str, Any]:
    """Return what to remember, as plain values."""
    rows, current = page.queue.rows, page.controller.current
    return {
        "order": rows.order,
        "off": sorted(rows.filter.off),
        "least": rows.filter.least,
        "most": rows.filter.most,
        "report": rows.filter.report or "",
        "current": current.id if current is not None else "",
    }


def put_back(page: ReviewPage, kept: dict[str, Any], reports: set[ReportId]) -> None:
    """Begin the review as it was left; of what makes no sense any more nothing is kept."""
    rows, off = page.queue.rows, kept.get("off")
    rows.order = LEAST_SURE if kept.get("order") == LEAST_SURE else PLACE
    report = ReportId(str(kept.get("report", "")))
    rows.filter = Filter(
        frozenset(TagId(str(tag)) for tag in off) if isinstance(off, list) else frozenset(),
        _share(kept.get("least"), 0.0),
        _share(kept.get("most"), 1.0),
        report if report in reports else None,
    )
    page.controller.wanted = SuggestionId(str(kept.get("current", "")))


def _share(value: object, usual: float) -> float:
    return float(value) if isinstance(value, int | float) and 0 <= value <= 1 else usual
