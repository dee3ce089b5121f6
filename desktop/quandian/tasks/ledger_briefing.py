"""From the ledger into a briefing: chosen rows, a filter's rows, a chart. Each is one step that undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import count

from quandian.core.briefing_plan import BriefingPlan, ChartPlan, Kind
from quandian.core.briefing_tree import ChartForm
from quandian.core.codebook import GOAL, METRIC
from quandian.core.errors import UserError
from quandian.core.ledger import Query
from quandian.core.model import Annotation, AnnotationId, Status, Tag, TagId
from quandian.store import Project
from quandian.tasks.briefing import matching
from quandian.tasks.briefings import (
    SavedBriefing,
    add_briefing,
    add_chart,
    edit_briefing,
    kind_title,
    saved_briefing,
    saved_briefings,
)

SERIES = "series"
_ROWS = frozenset({"report", "issuer", "responsible"})  # what has long names, so that bars had better lie


def add_rows(
    project: Project, ids: Sequence[AnnotationId], briefing_id: str | None = None
) -> tuple[SavedBriefing, int]:
    """Take annotations into a briefing, or into a new one of these alone; returns it, and how many were not in it.

    The scope of the briefing stays as it is. Unlike ``briefings.take_in`` this looks at the rows only, not at what the
    briefing makes of them: it answers at once however large the project is. Raises UserError ``briefing.unknown``, and
    ``ledger.not_told`` where its kind has no place for any of them.
    """
    rows = {row.id: row for row in project.annotations_by_id(list(dict.fromkeys(ids)))}
    if briefing_id is None:
        tags = list(dict.fromkeys(row.tag_id for row in rows.values()))
        plan = BriefingPlan(_kind_for(project, tags), tag_ids=tuple(tags), picked=(), also=tuple(rows))
        return _add(project, plan), len(rows)
    found = saved_briefing(project, briefing_id)
    told = _told(project, found.plan.kind)
    if told is not None:
        rows = {one: row for one, row in rows.items() if row.tag_id in told}
        if not rows:
            raise UserError("ledger.not_told", name=found.name)
    inside = _takes(project, found.plan)
    new = [one for one, row in rows.items() if not inside(row)]
    if not new:
        return found, 0
    freed = replace(found.plan, left_out=tuple(one for one in found.plan.left_out if one not in new))
    frees = _takes(project, freed)
    also = (*freed.also, *(one for one in new if not frees(rows[one])))
    return edit_briefing(project, briefing_id, left_out=freed.left_out, also=also), len(new)


def add_filter(project: Project, query: Query) -> SavedBriefing:
    """Make a new briefing whose scope is a filter of the ledger: it follows what the filter finds."""
    return _add(project, _scope(project, query))


def add_ledger_chart(project: Project, chart: ChartPlan, query: Query, briefing_id: str | None = None) -> SavedBriefing:
    """Put a chart into a briefing, or into a new one of what the ledger's filter finds.

    Raises UserError ``briefing.unknown``.
    """
    if briefing_id is not None:
        return add_chart(project, briefing_id, chart)
    return _add(project, replace(_scope(project, query), charts=(chart,)))


def chart_plan(kind: str, indicator: str, tag_ids: Sequence[TagId]) -> ChartPlan:
    """Return the plan of a chart of the ledger: "series" of an indicator, "timeline" of deadlines, else counts.

    ``kind`` is the column counted: tag, report, issuer, year or field.responsible.
    """
    if kind == SERIES:
        return ChartPlan(indicator, ChartForm.LINE, "year")
    over = "deadline" if kind == "timeline" else kind.removeprefix("field.")
    split = "tag" if len(tag_ids) > 1 and over != "tag" else ""
    return ChartPlan("", ChartForm.ROWS if over in _ROWS else ChartForm.BAR, over, tuple(tag_ids), split)


def _add(project: Project, plan: BriefingPlan) -> SavedBriefing:
    """Save a new briefing; where others have its name, with a number behind it."""
    names = {one.name for one in saved_briefings(project)}
    name = kind_title(plan)
    number = next(n for n in count(1) if (name if n == 1 else f"{name} {n}") not in names)
    return add_briefing(project, plan if number == 1 else replace(plan, title=f"{name} {number}"))


def _scope(project: Project, query: Query) -> BriefingPlan:
    return BriefingPlan(
        _kind_for(project, query.tag_ids),
        report_ids=query.report_ids,
        tag_ids=query.tag_ids,
        conditions=query.conditions,
        text=query.text.strip(),
    )


def _kind_for(project: Project, tag_ids: Iterable[TagId]) -> Kind:
    """Return the kind that suits tags: a table of metrics where there is nothing else."""
    tags = [project.tag(tag_id) for tag_id in tag_ids]
    return Kind.METRICS if tags and all(_is_metric(tag) for tag in tags) else Kind.REPORT


def _is_metric(tag: Tag) -> bool:
    return METRIC in (tag.id, tag.parent)


def _told(project: Project, kind: Kind) -> set[TagId] | None:
    """Return the only tags that a kind can tell of; None for any (``core.briefing``)."""
    if kind is Kind.METRICS:
        return {tag.id for tag in project.tags() if _is_metric(tag)}
    if kind is Kind.CHECKLIST:
        return {tag.id for tag in project.tags() if GOAL in (tag.id, tag.parent)}
    return None


def _own_tags(project: Project, plan: BriefingPlan) -> list[TagId]:
    """Return the tags that a plan is about, by itself those of its kind."""
    if plan.tag_ids is not None:
        return list(plan.tag_ids)
    told, tags = _told(project, plan.kind), project.tags()
    if told is not None:
        return list(told)
    if plan.kind is Kind.QUOTES:
        return [tag.id for tag in tags if not _is_metric(tag)]
    return [tag.id for tag in tags]


def _takes(project: Project, plan: BriefingPlan) -> Callable[[Annotation], bool]:
    """Return whether a plan takes an annotation as the project is now."""
    tags, left_out, also = set(_own_tags(project, plan)), set(plan.left_out), set(plan.also)
    picked = None if plan.picked is None else set(plan.picked)
    reports = None if plan.report_ids is None else set(plan.report_ids)
    statuses: set[Status] | None = None if plan.statuses is None else set(plan.statuses)
    only = matching(project, plan)

    def inside(row: Annotation) -> bool:
        if row.id in left_out or row.id in also:
            return row.id not in left_out
        return (
            row.tag_id in tags
            and (picked is None or row.id in picked)
            and (reports is None or row.report_id in reports)
            and (statuses is None or row.status in statuses)
            and (only is None or row.id in only)
        )

    return inside
