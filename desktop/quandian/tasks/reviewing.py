"""Suggesting for a project, deciding on suggestions, and learning from the decisions; for window and command line.

What takes long works on plain values (``Material``, ``Decided``), so that a job may do it; reading them from the
project and keeping the results are short steps for the thread that owns the project.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.model import (
    Annotation,
    AnnotationId,
    LinkKind,
    Mark,
    Passage,
    ReportId,
    SuggestionId,
    TagId,
    Verdict,
)
from quandian.core.progress import Progress, silent
from quandian.language.learn import Model, shipped
from quandian.language.quantities import metric_fields
from quandian.language.stated_fields import still_stated
from quandian.language.suggest import ENGINE, SuggestionDraft, suggest
from quandian.store import NewSuggestion
from quandian.store.project import Project
from quandian.tasks.suggesting import Decided, train_model

PASSAGES = (GOAL, ACHIEVEMENT)
"""Tags of passages; a metric measures the passage it stands in."""


class Material(NamedTuple):
    """What suggesting needs of a report."""

    report_id: ReportId
    text: str
    passages: Sequence[Passage]


class Suggested(NamedTuple):
    """What suggesting made of a report."""

    report_id: ReportId
    drafts: Sequence[NewSuggestion]
    engine: str


@dataclass(frozen=True, slots=True)
class FillSummary:
    """How many reports were looked at and how many suggestions they have."""

    reports: int
    suggestions: int


# --- suggesting


def model_of(project: Project) -> Model:
    """Return the project's own model, or the one shipped where it has none that this program can read."""
    kept = project.learned()
    if kept is None:
        return shipped()
    return _read(kept.data) or shipped()


def _read(data: str) -> Model | None:
    """Return a project's own model; ``None`` for one of another version, which may go beyond all bounds."""
    try:
        model = Model.from_json(data)
    except (ValueError, KeyError, TypeError):
        return None
    return model if model.shifts is not None else None


def learned_count(project: Project) -> int:
    """Return from how many decisions the model in use was learnt; 0 where that is to be done again."""
    kept = project.learned()
    return kept.decisions if kept is not None and _read(kept.data) is not None else 0


def must_learn_again(project: Project) -> bool:
    """Whether there is a model that this program does not use, because another version learnt it."""
    kept = project.learned()
    return kept is not None and kept.decisions > 0 and _read(kept.data) is None


def engine_of(model: Model) -> str:
    """Return the name under which suggestions of this model are kept."""
    return f"{ENGINE}/{model.name}"


def outdated(project: Project, model: Model) -> list[ReportId]:
    """Return the reports whose suggestions were not made, or not by this model, in import order."""
    by, engine = project.suggested_by(), engine_of(model)
    return [report.id for report in project.reports() if by.get(report.id) != engine]


def material_of(project: Project, report_id: ReportId) -> Material:
    """Return what suggesting needs of a report. Raises UserError("report.unknown")."""
    return Material(report_id, project.text(report_id), project.passages(report_id))


def compute(material: Material, model: Model) -> Suggested:
    """Return the suggestions of a report. Touches no project."""
    drafts = [
        NewSuggestion(d.tag, d.start, d.end, d.score, d.reason, family_of(d.tag, d.reason), d.fields)
        for d in suggest(material.text, material.passages, model=model)
    ]
    return Suggested(material.report_id, drafts, engine_of(model))


def family_of(tag: str, reason: str) -> str:
    """Return what makes suggestions alike: for a metric its kind and sign, else the first cue, else the section."""
    facts: dict[str, list[str]] = {code: said for code, *said in json.loads(reason or "[]")}
    if tag == METRIC:
        kind = next((" ".join([code, *said]) for code, said in facts.items() if code.startswith("metric")), "")
        return f"{tag} {kind}"
    for code in ("cue", "section"):
        if facts.get(code):
            word = facts[code][0].partition("、")[0] if code == "cue" else facts[code][0]
            return f"{tag} {code} {word}"
    return f"{tag} {next(iter(facts), '')}"


def fill_suggestions(
    project: Project, report_ids: Sequence[ReportId] | None = None, progress: Progress | None = None
) -> FillSummary:
    """Compute and keep the suggestions of these reports, or of all. Raises Cancelled; what was done stays done."""
    progress, model, count = progress or silent(), model_of(project), 0
    wanted = [report.id for report in project.reports()] if report_ids is None else list(report_ids)
    for done, report_id in enumerate(wanted):
        progress.step(done, len(wanted), project.report(report_id).title)
        made = compute(material_of(project, report_id), model)
        project.replace_suggestions(report_id, made.drafts, made.engine)
        count += len(made.drafts)
    progress.step(len(wanted), len(wanted))
    return FillSummary(len(wanted), count)


def drafts_waiting(project: Project, report_id: ReportId) -> list[SuggestionDraft]:
    """Return the kept suggestions of a report that are neither decided nor annotated already, by place."""
    return [
        SuggestionDraft(s.tag_id, s.start, s.end, s.fields, s.score, s.reason) for s in project.suggestions([report_id])
    ]


# --- deciding


def accept_smart(
    project: Project,
    ids: Sequence[SuggestionId],
    tag_id: TagId | None = None,
    span: tuple[int, int] | None = None,
) -> list[Annotation]:
    """Accept suggestions in one step; a metric "measures" the passage it stands in, and its fields follow its words.

    Raises UserError as ``Project.accept`` does.
    """
    fields: Mapping[str, Any] | None = None
    if len(ids) == 1 and (tag_id is not None or span is not None):
        fields = _fields(project, ids[0], tag_id, span)
    with project.operation("accept"):
        made = project.accept(ids, tag_id, span, fields)
        link_metrics(project, made)
    return made


def _fields(
    project: Project, suggestion_id: SuggestionId, tag_id: TagId | None, span: tuple[int, int] | None
) -> Mapping[str, Any] | None:
    """Return the fields of a corrected suggestion; ``None``: those it has."""
    found = project.suggestions_by_id([suggestion_id])
    if not found:
        return None  # Project.accept says so
    suggestion = found[0]
    place = span or (suggestion.start, suggestion.end)
    text = project.text(suggestion.report_id)
    if not 0 <= place[0] < place[1] <= len(text):
        return {}
    tag = tag_id or suggestion.tag_id
    if tag == METRIC:
        return metric_fields(text, *place)
    if tag != suggestion.tag_id:
        return {}
    return still_stated(suggestion.fields, text[suggestion.start : suggestion.end], text[place[0] : place[1]])


def link_metrics(project: Project, made: Sequence[Annotation]) -> int:
    """Link metrics to the passages around them, where either is among ``made``; returns how many links are new.

    A metric that measures something already is left as it is.
    """
    pairs: list[tuple[AnnotationId, AnnotationId]] = []
    by_report: dict[ReportId, list[Annotation]] = {}
    for annotation in made:
        by_report.setdefault(annotation.report_id, []).append(annotation)
    for report_id, group in by_report.items():
        reach = min(a.start for a in group), max(a.end for a in group)
        near = project.marks_near(report_id, *reach)
        new = {a.id for a in group}
        metrics = [m for m in near if m.tag_id == METRIC]
        linked = project.linked_from([m.id for m in metrics], LinkKind.MEASURES)
        inner = Enclosing(m for m in near if m.tag_id in PASSAGES)
        for metric in metrics:
            around = inner.of(metric.start, metric.end) if metric.id not in linked else None
            if around is not None and (metric.id in new or around.id in new):
                pairs.append((metric.id, around.id))
    return project.link_many(pairs, LinkKind.MEASURES)


class Enclosing:
    """Finds the shortest passage around a place, among many."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._marks = sorted(marks, key=_by_start)
        self._longest = max((m.end - m.start for m in self._marks), default=0)

    def of(self, start: int, end: int) -> Mark | None:
        """Return the shortest mark that holds ``[start, end)``, or ``None``."""
        best: Mark | None = None
        low, high = 0, len(self._marks)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._marks[middle].start <= start else (low, middle)
        for place in range(low - 1, -1, -1):
            mark = self._marks[place]
            if start - mark.start > self._longest:
                break
            if mark.end >= end and (best is None or mark.end - mark.start < best.end - best.start):
                best = mark
        return best


def _by_start(mark: Mark) -> int:
    return mark.start


# --- learning


def decided_by_report(project: Project) -> dict[ReportId, list[tuple[TagId, int, int, bool]]]:
    """Return what the decisions, as they stand today, say of each report: tag, start, end, and whether it was right."""
    by_report: dict[ReportId, list[tuple[TagId, int, int, bool]]] = {}
    for d in project.outcomes():
        said = by_report.setdefault(d.report_id, [])
        if d.verdict is Verdict.REJECTED or d.tag_id != d.suggested_tag_id:
            said.append((d.suggested_tag_id, d.suggested_start, d.suggested_end, False))
        if d.verdict is not Verdict.REJECTED:
            said.append((d.tag_id, d.start, d.end, True))
    return by_report


def lessons_of(project: Project) -> list[Decided]:
    """Return what can be learnt from the decisions, one lesson for each report."""
    return [
        Decided(project.text(report), project.passages(report), said)
        for report, said in decided_by_report(project).items()
    ]


def learn(lessons: Sequence[Decided], count: int, progress: Progress | None = None) -> str:
    """Return the project's own model as text, learnt from ``count`` decisions. Touches no project. Raises Cancelled.

    Its name holds the count, so that suggestions of an earlier model are known to be out of date.
    """
    return replace(train_model(lessons, progress), name=f"own-{count}").to_json()


def retrain(project: Project, progress: Progress | None = None) -> Model:
    """Learn from all decisions and keep the model; returns the one in use from now on."""
    count = project.decision_count()
    if count:
        project.keep_learned(learn(lessons_of(project), count, progress), count)
    return model_of(project)
