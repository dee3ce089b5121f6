"""Logged tables: their columns, row images, and how rows become the values of ``core.model``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quandian.core.errors import UserError
from quandian.core.images import DOT, patched, value_at
from quandian.core.merge import SPAN_COLUMNS
from quandian.core.model import (
    Annotation,
    AnnotationId,
    Decision,
    DecisionId,
    Field,
    Link,
    LinkId,
    LinkKind,
    Origin,
    Report,
    ReportId,
    Row,
    RowChange,
    Status,
    Tag,
    TagId,
    Verdict,
)

__all__ = ["ENTITIES", "Entity", "clean", "coalesced", "decode", "difference", "encode", "patched", "value_at"]

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=False).encode
_decode = json.JSONDecoder().decode


_STATUSES = frozenset(status.value for status in Status)
_ORIGINS = frozenset(origin.value for origin in Origin)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@dataclass(frozen=True)
class Entity:
    """A logged table. ``json`` columns hold JSON; in ``fieldwise`` ones (objects) each key is logged on its own.

    Columns of a ``group`` say one thing together: where one of them changes, all are logged, so that no merge and no
    undo can put half of one place together with half of another.
    """

    name: str
    columns: tuple[str, ...]
    json: tuple[str, ...] = ()
    fieldwise: tuple[str, ...] = ()
    group: tuple[str, ...] = ()

    @property
    def quoted(self) -> str:
        """The columns as an SQL list."""
        return ", ".join(f'"{column}"' for column in self.columns)

    def decode(self, values: Sequence[Any]) -> Row:
        """Return the values of a row, in column order, as a row image."""
        row = dict(zip(self.columns, values, strict=True))
        for column in self.json:
            row[column] = decode(row[column])
        return row

    def encode(self, row: Row) -> tuple[Any, ...]:
        """Return the values of a row image in column order, ready to store."""
        return tuple(encode(row[c]) if c in self.json else row[c] for c in self.columns)


ENTITIES: dict[str, Entity] = {
    e.name: e
    for e in (
        Entity(
            "report",
            _words(
                "id title issuer doc_number issued_on period place kind progress source_name text_sha256 source_sha256 "
                "imported_at note position"
            ),
        ),
        Entity(
            "tag",
            _words("id name name_en parent palette underline shortcut fields position description"),
            json=("fields",),
        ),
        Entity(
            "annotation",
            _words(
                "id report_id tag_id start end quote prefix suffix fields note status origin author created_at "
                "modified_at"
            ),
            json=("fields",),
            fieldwise=("fields",),
            group=SPAN_COLUMNS,
        ),
        Entity("link", _words("id kind source_id target_id verdict note author created_at")),
        Entity("setting", ("id", "value"), json=("value",)),
        Entity(
            "decision",
            _words(
                "id report_id tag_id start end quote verdict suggested_tag_id suggested_start suggested_end score "
                "reason engine annotation_id author created_at"
            ),
        ),
    )
}


def encode(value: object) -> str:
    """Return a value as compact JSON with readable Chinese."""
    return _encode(value)


class BrokenRowError(UserError, ValueError):
    """A row of the file that cannot be read: another program wrote it. Told in one sentence wherever it turns up."""

    def __init__(self) -> None:
        super().__init__("project.broken_row")


def decode(text: str) -> Any:  # noqa: ANN401 - whatever the JSON holds
    """Return the value of a JSON text. Raises :class:`BrokenRowError` where it is none, or nested beyond all bounds."""
    if text == "{}":
        return {}
    try:
        return _decode(text)
    except (ValueError, RecursionError) as error:
        raise BrokenRowError from error


def clean(text: str) -> str:
    """Return text that can be stored: lone surrogates, which UTF-8 cannot hold, become U+FFFD."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def clean_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields ready to store: text cleaned, empty ones (``None``) left out."""
    return {k: clean(v) if isinstance(v, str) else v for k, v in fields.items() if v is not None}


def difference(entity: Entity, old: Row, new: Row) -> tuple[Row, Row]:
    """Return before- and after-image of an update: only what differs; keys of fieldwise columns as ``column.key``."""
    before: Row = {}
    after: Row = {}
    for column, value in new.items():
        was = old[column]
        if was == value and type(was) is type(value):
            continue
        if column in entity.fieldwise:
            for key in was.keys() | value.keys():
                if was.get(key) != value.get(key):
                    before[f"{column}{DOT}{key}"] = was.get(key)
                    after[f"{column}{DOT}{key}"] = value.get(key)
        else:
            before[column], after[column] = was, value
    if entity.group and not after.keys().isdisjoint(entity.group):
        for column in entity.group:
            before[column] = old[column]
            after[column] = new.get(column, old[column])
    return before, after


def coalesced(changes: Iterable[RowChange]) -> list[RowChange]:
    """Return the net changes: one per row at most, in the order in which the rows were first touched."""
    changes = list(changes)
    if len({(c.entity, c.entity_id) for c in changes}) == len(changes):
        return changes
    net: dict[tuple[str, str], RowChange] = {}
    for change in changes:
        key = (change.entity, change.entity_id)
        old = net.get(key)
        net[key] = change if old is None else _joined(old, change)
    return [c for c in net.values() if c.before != c.after]


def _joined(first: RowChange, second: RowChange) -> RowChange:
    """Return what two changes of one row, one after the other, come to."""
    before, after = first.before, second.after
    if first.before is not None and first.after is not None:  # update, then …
        if second.before is not None and second.after is not None:  # update
            before = {**second.before, **first.before}
            after = {**first.after, **second.after}
            keys = [k for k in after if before[k] != after[k]]
            group = ENTITIES[first.entity].group
            if group and not set(keys).isdisjoint(group):
                keys = [*dict.fromkeys([*keys, *group])]
            before, after = {k: before[k] for k in keys}, {k: after[k] for k in keys}
        elif second.before is not None:  # delete: the row as it was before the update
            before = patched(second.before, first.before)
    elif first.after is not None and second.after is not None:  # insert, update
        after = patched(first.after, second.after)
    elif first.before is not None and second.after is not None:  # delete, insert again
        before, after = difference(ENTITIES[first.entity], first.before, second.after)
    return RowChange(first.entity, first.entity_id, before, after)


def report_of(row: Sequence[Any]) -> Report:
    """Return the report of a row's values in column order."""
    return Report(*row[:-1])


def tag_of(row: Sequence[Any]) -> Tag:
    """Return the tag of a row's values in column order."""
    found = decode(row[7])
    try:
        fields = tuple(Field(f["name"], f["label"], f["label_en"], f["type"], tuple(f["choices"])) for f in found)
    except (TypeError, KeyError) as error:
        raise BrokenRowError from error
    return Tag(TagId(row[0]), row[1], row[2], row[3], row[4], row[5], row[6], fields, row[8], row[9])


def tag_row(tag: Tag) -> Row:
    """Return the row image of a tag."""
    fields = [
        {"name": f.name, "label": f.label, "label_en": f.label_en, "type": f.type, "choices": list(f.choices)}
        for f in tag.fields
    ]
    row: Row = {column: getattr(tag, column) for column in ENTITIES["tag"].columns}
    row["fields"] = fields
    return row


def annotation_of(row: Sequence[Any]) -> Annotation:
    """Return the annotation of a row's values in column order (fields as JSON text or decoded)."""
    fields = decode(row[8]) if isinstance(row[8], str) else row[8]
    if not isinstance(fields, dict) or row[10] not in _STATUSES or row[11] not in _ORIGINS:
        raise BrokenRowError
    return Annotation(
        AnnotationId(row[0]),
        ReportId(row[1]),
        TagId(row[2]),
        row[3],
        row[4],
        row[5],
        row[6],
        row[7],
        fields,
        row[9],
        Status(row[10]),
        Origin(row[11]),
        row[12],
        row[13],
        row[14],
    )


def link_of(row: Sequence[Any]) -> Link:
    """Return the link of a row's values in column order."""
    return Link(
        LinkId(row[0]),
        LinkKind(row[1]),
        AnnotationId(row[2]),
        AnnotationId(row[3]),
        row[4],
        row[5],
        row[6],
        row[7],
    )


def decision_of(row: Sequence[Any]) -> Decision:
    """Return the decision of a row's values in column order."""
    return Decision(
        DecisionId(row[0]),
        ReportId(row[1]),
        TagId(row[2]),
        row[3],
        row[4],
        row[5],
        Verdict(row[6]),
        TagId(row[7]),
        row[8],
        row[9],
        row[10],
        row[11],
        row[12],
        AnnotationId(row[13]),
        row[14],
        row[15],
    )
