"""From the ledger into a briefing: chosen rows, a filter's rows, a chart. Each is one step that undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import count

from quandian.core.briefing_plan import BriefingPlan, ChartPlan, Kind
from quandian.core.briefing_tree import ChartForm
from quandian.core.codebook import GOAL, METRIC
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
    """Take annotations into a briefing, or into a new one; returns it, and how many were not in it before.

    A briefing that takes whatever its scope finds keeps doing so as long as the scope finds these too; else it takes
    from now on what it takes today, and these. Raises UserError ``briefing.unknown``.
    """
    ids = list(dict.fromkeys(ids))
    rows = {row.id: row for row in project.annotations_by_id(ids)}
    ids = [one for one in ids if one in rows]
    tags = list(dict.fromkeys(rows[one].tag_id for one in ids))
    if briefing_id is None:
        plan = BriefingPlan(_kind_for(project, tags), tag_ids=tuple(tags), picked=tuple(ids))
        return _add(project, plan), len(ids)
    found = saved_briefing(project, briefing_id)
    plan = found.plan
    inside = _takes(project, plan)
    new = [one for one in ids if not inside(rows[one])]
    if not new:
        return found, 0
    freed = replace(plan, left_out=tuple(one for one in plan.left_out if one not in new))
    frees = _takes(project, freed)
    if all(frees(rows[one]) for one in new):
        return edit_briefing(project, briefing_id, left_out=freed.left_out), len(new)
    known = project.annotations() if plan.picked is None else project.annotations_by_id(plan.picked)
    reports = dict.fromkeys(rows[one].report_id for one in new)
    made = edit_briefing(
        project,
        briefing_id,
        picked=(*(row.id for row in known if inside(row)), *new),
        left_out=freed.left_out,
        report_ids=None if plan.report_ids is None else tuple(dict.fromkeys([*plan.report_ids, *reports])),
        tag_ids=_with_tags(project, plan, tags),
        statuses=None,
        conditions=(),
        text="",
    )
    return made, len(new)


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


def _own_tags(project: Project, plan: BriefingPlan) -> list[TagId]:
    """Return the tags that a plan is about, by itself those of its kind (``core.briefing``)."""
    if plan.tag_ids is not None:
        return list(plan.tag_ids)
    tags = project.tags()
    if plan.kind is Kind.METRICS:
        return [tag.id for tag in tags if _is_metric(tag)]
    if plan.kind is Kind.CHECKLIST:
        return [tag.id for tag in tags if GOAL in (tag.id, tag.parent)]
    if plan.kind is Kind.QUOTES:
        return [tag.id for tag in tags if not _is_metric(tag)]
    return [tag.id for tag in tags]


def _with_tags(project: Project, plan: BriefingPlan, tags: Sequence[TagId]) -> tuple[TagId, ...] | None:
    own = _own_tags(project, plan)
    if plan.tag_ids is None and set(tags) <= set(own):
        return None
    return tuple(dict.fromkeys([*own, *tags]))


def _takes(project: Project, plan: BriefingPlan) -> Callable[[Annotation], bool]:
    """Return whether a plan takes an annotation as the project is now."""
    tags, left_out = set(_own_tags(project, plan)), set(plan.left_out)
    picked = None if plan.picked is None else set(plan.picked)
    reports = None if plan.report_ids is None else set(plan.report_ids)
    statuses: set[Status] | None = None if plan.statuses is None else set(plan.statuses)
    only = matching(project, plan)

    def inside(row: Annotation) -> bool:
        return (
            row.tag_id in tags
            and row.id not in left_out
            and (picked is None or row.id in picked)
            and (reports is None or row.report_id in reports)
            and (statuses is None or row.status in statuses)
            and (only is None or row.id in only)
        )

    return inside
