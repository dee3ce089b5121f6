"""Tagging as window and command line do it: a tag with a quantity reads value, unit and comparator from the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quandian.core.codebook import METRIC
from quandian.core.errors import UserError
from quandian.core.fields import checked, label_of
from quandian.core.model import Annotation, AnnotationId, Field, ReportId, Tag, TagId
from quandian.core.sentences import sentence, tag_title
from quandian.language.quantities import metric_fields
from quandian.store.project import Project

_FIGURE = ("value", "value_to", "unit", "comparator", "masked", "kind")


def annotate_smart(
    project: Project,
    report_id: ReportId,
    tag_id: TagId,
    span: tuple[int, int],
    *,
    fields: Mapping[str, Any] | None = None,
    note: str = "",
) -> Annotation:
    """Tag ``text[start:end]`` in one operation; a metric's fields are read from the words where they are plain.

    ``fields`` go before what was read. Raises UserError as ``Project.annotate`` does.
    """
    read = (
        metric_fields(project.text(report_id), *span) if tag_id == METRIC and _inside(project, report_id, span) else {}
    )
    given = dict(fields or {})
    if "value" in given and "unit" in given:  # a whole figure: nothing of the one that was read belongs to it
        read = {name: value for name, value in read.items() if name not in _FIGURE}
    return project.annotate(report_id, tag_id, *span, fields={**read, **given}, note=note)


def move_smart(project: Project, annotation_id: AnnotationId, span: tuple[int, int]) -> Annotation:
    """Move an annotation's edges in one step; a metric's fields follow, except those somebody has set otherwise.

    Raises UserError as ``Project.move`` does.
    """
    before = project.annotation(annotation_id)
    if before.tag_id != METRIC or not _inside(project, before.report_id, span):
        return project.move(annotation_id, *span)
    text = project.text(before.report_id)
    read, fresh = metric_fields(text, before.start, before.end), metric_fields(text, *span)
    updates = {
        name: fresh.get(name)
        for name in {*read, *fresh}
        if before.fields.get(name) in (None, "", read.get(name)) and fresh.get(name) != before.fields.get(name)
    }
    with project.operation(f"move|{before.tag_id}"):
        moved = project.move(annotation_id, *span)
        return project.edit_fields(annotation_id, **updates) if updates else moved


def parse_fields(tag: Tag, pairs: Sequence[str]) -> dict[str, Any]:
    """Return typed fields from ``NAME=VALUE`` texts; raises UserError field.form, field.unknown and field.TYPE.

    A field is named as the codebook stores it (deadline), or as either language shows it (时限, Deadline). The value of
    a figure may carry comparator and unit, as a cell of the ledger may: 数值=约100亿元; fields that are given by
    themselves go before those.
    """
    known: dict[str, Field] = {}
    for spec in tag.fields:
        known |= {spec.name: spec, spec.label: spec, spec.label_en: spec}
    found: dict[str, Any] = {}
    figure: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UserError("field.form", text=pair)
        if name.strip() not in known:
            names = sentence("list.comma").join(label_of(spec) for spec in tag.fields) or "–"
            raise UserError("field.unknown", tag=tag_title(tag), name=name.strip(), known=names)
        spec = known[name.strip()]
        read = metric_fields(value.strip(), 0, len(value.strip())) if spec.name == "value" and "unit" in known else {}
        if read.get("unit"):
            figure = {part: read[part] for part in _FIGURE if part in read}
        else:
            found[spec.name] = checked(spec, value.strip())
    return {**figure, **found}


def _inside(project: Project, report_id: ReportId, span: tuple[int, int]) -> bool:
    """Whether the span lies in the text; where not, ``Project.annotate`` says so."""
    return 0 <= span[0] < span[1] <= len(project.text(report_id))
