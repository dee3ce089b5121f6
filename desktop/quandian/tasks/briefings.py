"""The briefings saved in a project: list, add, edit, remove. Each is one step that undo takes back.

A briefing is a setting of the project, ``briefing.ID``, with its plan as JSON. Settings are logged, undone, merged and
shared like every other row, so a briefing needs no table of its own, and a program that does not know briefings keeps
them. Everything made from a plan (sections, tables, pages) is made anew from the annotations and never stored.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quandian.core import sentences
from quandian.core.briefing_checks import used_citations
from quandian.core.briefing_kind_words import kind_words
from quandian.core.briefing_plan import BriefingPlan, ChartPlan, Kind, plan_from_json, plan_to_json
from quandian.core.briefing_tree import Briefing
from quandian.core.errors import UserError
from quandian.core.ids import new_id
from quandian.core.model import AnnotationId, Changes
from quandian.store import Project
from quandian.tasks.briefing import default_title, in_language, planned_briefing, suggested_title

PREFIX = "briefing."


@dataclass(frozen=True, slots=True)
class SavedBriefing:
    """A briefing of a project. ``id`` is ordered by the time it was made."""

    id: str
    plan: BriefingPlan

    @property
    def name(self) -> str:
        """What it is called: its title, else the word for its kind in the language in use."""
        return self.plan.title.strip() or kind_title(self.plan)


def kind_title(plan: BriefingPlan) -> str:
    """Return the word for a plan's kind: 督查清单."""
    return kind_words(plan.language or sentences.language()).titles[plan.kind]


def saved_briefings(project: Project) -> list[SavedBriefing]:
    """Return the saved briefings, oldest first."""
    return [
        SavedBriefing(key.removeprefix(PREFIX), in_language(project, plan_from_json(value)))
        for key, value in project.settings(PREFIX).items()
    ]


def saved_briefing(project: Project, briefing_id: str) -> SavedBriefing:
    """Return one briefing. Raises UserError ``briefing.unknown``."""
    value = project.setting(PREFIX + briefing_id)
    if value is None:
        raise UserError("briefing.unknown", name=briefing_id)
    return SavedBriefing(briefing_id, in_language(project, plan_from_json(value)))


def find_briefing(project: Project, given: str) -> SavedBriefing:
    """Return the briefing of this title, or whose id begins so. Raises UserError ``briefing.unknown``/``ambiguous``."""
    every = saved_briefings(project)
    matches = [one for one in every if given in (one.name, one.id)] or [
        one for one in every if given and one.id.startswith(given)
    ]
    if not matches:
        raise UserError("briefing.unknown", name=given)
    if len(matches) > 1:
        raise UserError("briefing.ambiguous", name=given, count=len(matches))
    return matches[0]


def add_briefing(project: Project, plan: BriefingPlan) -> SavedBriefing:
    """Save a new briefing and return it; it keeps the language it is made in, whoever opens it."""
    made = SavedBriefing(new_id(), plan if plan.language else replace(plan, language=sentences.language()))
    _put(project, made, "briefing_add")
    return made


def edit_briefing(project: Project, briefing_id: str, **changes: Any) -> SavedBriefing:  # noqa: ANN401 - any part
    """Change parts of a plan by name and return the briefing; nothing is written when nothing changes.

    Raises UserError ``briefing.unknown`` and TypeError for a name that plans do not have.
    """
    found = saved_briefing(project, briefing_id)
    made = replace(found, plan=replace(found.plan, **changes))
    if made != found:
        _put(project, made, _label(found.plan, made.plan))
    return made


# What undo says it takes back; the first of these whose part of the plan has changed.
_LABELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("briefing_kind", ("kind",)),
    ("briefing_own", ("own",)),
    ("briefing_words", ("written", "generated")),
    ("briefing_heading", ("titles",)),
    ("briefing_title", ("title",)),
    ("briefing_charts", ("charts", "figures")),
    ("briefing_scope", ("report_ids", "tag_ids", "statuses", "conditions", "text")),
    ("briefing_order", ("order", "items")),
    ("briefing_sections", ("hidden", "appendix")),
    ("briefing_items", ("left_out", "also", "picked")),
    ("briefing_front", ("to", "signature", "signed_on", "masthead", "imprint", "date")),
    ("briefing_header", ("running",)),
    ("briefing_template", ("template",)),
)


def _label(before: BriefingPlan, after: BriefingPlan) -> str:
    """Return what a change of a plan is called: what it is about, not the name of the briefing alone."""
    for label, names in _LABELS:
        if any(getattr(before, name) != getattr(after, name) for name in names):
            return label
    return "briefing_edit"


def write_words(project: Project, briefing_id: str, key: str, text: str, generated: str = "") -> SavedBriefing:
    """Keep hand-written words under their key; empty text gives the place back to what is generated.

    ``generated`` are the words generated for the place now: a check compares with them later.
    """
    plan = saved_briefing(project, briefing_id).plan
    if not text.strip():
        return give_back(project, briefing_id, (key,))
    known = {one: words for one, words in plan.generated.items() if one != key}
    if generated.strip():
        known[key] = generated
    return edit_briefing(project, briefing_id, written={**plan.written, key: text}, generated=known)


def give_back(project: Project, briefing_id: str, keys: Collection[str]) -> SavedBriefing:
    """Let the places of hand-written words show what is generated again."""
    plan = saved_briefing(project, briefing_id).plan
    written, generated = (
        {key: text for key, text in held.items() if key not in keys} for held in (plan.written, plan.generated)
    )
    return edit_briefing(project, briefing_id, written=written, generated=generated)


def keep_words(project: Project, briefing_id: str, key: str, generated: str) -> SavedBriefing:
    """Keep words by hand although what is generated for their place has become ``generated``.

    No check says so again before that changes.
    """
    plan = saved_briefing(project, briefing_id).plan
    return edit_briefing(project, briefing_id, generated={**plan.generated, key: generated})


def add_chart(project: Project, briefing_id: str, chart: ChartPlan) -> SavedBriefing:
    """Add a chart to a briefing and return it; one that shows the same in another form is replaced.

    Raises UserError ``briefing.unknown``.
    """
    charts = saved_briefing(project, briefing_id).plan.charts
    same = [replace(one, form=chart.form, shown=chart.shown) == chart for one in charts]
    if any(same):
        made = tuple(chart if alike else one for one, alike in zip(charts, same, strict=True))
    else:
        made = (*charts, chart)
    return edit_briefing(project, briefing_id, charts=made)


def change_kind(project: Project, briefing_id: str, kind: Kind, **changes: Any) -> SavedBriefing:  # noqa: ANN401
    """Make a briefing one of another kind; a title that was suggested for the old kind becomes that of the new one.

    Raises UserError ``briefing.unknown``.
    """
    plan = saved_briefing(project, briefing_id).plan
    made = replace(plan, kind=kind)
    names = [(suggested_title(project, plan), suggested_title(project, made))]
    names += [(default_title(project.name, lang, plan.kind), default_title(project.name, lang, kind)) for lang in _BOTH]
    for old, new in names:
        if plan.title.strip() == old:
            changes["title"] = new
            break
    return edit_briefing(project, briefing_id, kind=kind, **changes)


_BOTH = ("zh", "en")


def change_language(project: Project, briefing_id: str, language: str) -> SavedBriefing:
    """Tell a briefing in another language, "zh" or "en"; a title that was suggested becomes that of the language.

    Raises UserError ``briefing.unknown``.
    """
    plan = saved_briefing(project, briefing_id).plan
    suggested = {name(project, plan, one) for name in (suggested_title, _of_project) for one in _BOTH}
    changes = {"title": suggested_title(project, plan, language)} if plan.title.strip() in suggested else {}
    return edit_briefing(project, briefing_id, language=language, **changes)


def _of_project(project: Project, plan: BriefingPlan, language: str) -> str:
    return default_title(project.name, language, plan.kind)


def take_in(project: Project, briefing_id: str, ids: Sequence[AnnotationId]) -> tuple[SavedBriefing, int]:
    """Take annotations into a briefing by hand; without an id into a new one that holds these alone.

    Returns the briefing and how many were not in it before. Raises UserError ``briefing.unknown``.
    """
    if not briefing_id:
        lang = sentences.language()
        title = default_title(project.name, lang, Kind.QUOTES)
        return add_briefing(project, BriefingPlan(Kind.QUOTES, title, picked=(), also=tuple(ids))), len(ids)
    plan = saved_briefing(project, briefing_id).plan
    told = _told(project, plan, ids)
    new = [one for one in dict.fromkeys(ids) if one not in told]
    changes: dict[str, Any] = {"left_out": tuple(one for one in plan.left_out if one not in new)}
    added = tuple(one for one in new if one not in plan.left_out)
    changes["also"] = (*plan.also, *(one for one in added if one not in plan.also))
    return (edit_briefing(project, briefing_id, **changes) if new else saved_briefing(project, briefing_id)), len(new)


def _told(project: Project, plan: BriefingPlan, ids: Sequence[AnnotationId]) -> set[AnnotationId]:
    """Return those of the annotations that a plan tells; only their reports are read, however large the project."""
    reports = dict.fromkeys(row.report_id for row in project.annotations_by_id(list(ids)))
    wanted = tuple(one for one in reports if plan.report_ids is None or one in plan.report_ids)
    small = replace(
        plan,
        kind=Kind.REPORT if plan.kind is Kind.COMPARE else plan.kind,  # the same annotations, without the comparing
        report_ids=wanted,
        picked=tuple(one for one in ids if plan.picked is None or one in plan.picked),
        also=tuple(one for one in ids if one in plan.also),
        hidden=(),
        charts=(),
        figures=(),
    )
    return set(briefing_ids(planned_briefing(project, small)))


def briefing_ids(briefing: Briefing) -> list[AnnotationId]:
    """Return the annotations that a briefing tells, each once."""
    return list(dict.fromkeys(citation.annotation_id for citation in used_citations(briefing)))


def remove_briefing(project: Project, briefing_id: str) -> None:
    """Remove a briefing; undo brings it back. Raises UserError ``briefing.unknown``."""
    found = saved_briefing(project, briefing_id)
    with project.operation(f"briefing_remove|{found.name}"):
        project.set_setting(PREFIX + briefing_id, None)


def touches_briefings(changes: Changes) -> bool:
    """Whether a change is one of saved briefings."""
    return any(row.entity == "setting" and row.entity_id.startswith(PREFIX) for row in changes.rows)


def _put(project: Project, briefing: SavedBriefing, label: str) -> None:
    with project.operation(f"{label}|{briefing.name}"):
        project.set_setting(PREFIX + briefing.id, plan_to_json(briefing.plan))
