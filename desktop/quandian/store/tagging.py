"""The verbs for annotations and links: each is one operation and one undo step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from quandian.core.codebook import BUILT_IN_TAGS
from quandian.core.errors import UserError
from quandian.core.fields import checked_fields
from quandian.core.ids import new_id, utc_now
from quandian.core.model import (
    CONTEXT,
    Annotation,
    AnnotationId,
    Link,
    LinkId,
    LinkKind,
    Origin,
    ReportId,
    Row,
    Status,
    Tag,
    TagId,
)
from quandian.core.sentences import tag_title
from quandian.core.text import context_of
from quandian.store import rows
from quandian.store.reads import Reads
from quandian.store.values import NewAnnotation

_BUILT_IN = {tag.id for tag in BUILT_IN_TAGS}


def word_of(tag: Tag) -> str:
    """Return what an operation's label says of a tag: the id of a built-in one, the name of any other."""
    return tag.id if tag.id in _BUILT_IN else tag.name


class Tagging(Reads):
    """The verbs for annotations and links; mixed into :class:`quandian.store.project.Project`."""

    def annotate(
        self,
        report_id: ReportId,
        tag_id: TagId,
        start: int,
        end: int,
        *,
        fields: Mapping[str, Any] | None = None,
        note: str = "",
        origin: Origin = Origin.PERSON,
    ) -> Annotation:
        """Tag the code points ``[start, end)`` of a report and return the annotation.

        Raises UserError annotation.empty, annotation.outside or annotation.duplicate (the same author has put the same
        tag on the same words), report.unknown, tag.unknown, and field.* for a field that cannot hold its value.
        """
        item = NewAnnotation(tag_id, start, end, fields or {}, note, origin)
        with self._store.operation("annotate") as operation:
            tag = self.tag(tag_id)
            if not operation.changes and operation.label == "annotate":
                operation.label = f"annotate|{word_of(tag)}"
            item = replace(item, fields=checked_fields(tag, item.fields))
            row = self._new_row(report_id, self.text(report_id), item, utc_now())
            self._refuse_twin(row)
            self._store.insert("annotation", row)
        return rows.annotation_of(list(row.values()))

    def annotate_many(
        self, report_id: ReportId, items: Sequence[NewAnnotation], *, label: str | None = None
    ) -> list[AnnotationId]:
        """Make many annotations of one report in one step; returns their ids in the order of ``items``.

        For an item that this author has made before (the same tag on the same words), or that stands twice in
        ``items``, the id is that of the one there already. Raises like :meth:`annotate`; then none is made.
        """
        now = utc_now()
        text = self.text(report_id)
        made = [self._new_row(report_id, text, item, now) for item in items]  # before the file is locked for others
        with self._store.operation(label or f"annotate_many|{len(items)}"):
            self._text_hash(report_id)  # it may have been deleted meanwhile
            for tag_id in {item.tag_id for item in items}:
                self.tag(tag_id)
            there = {(m.start, m.end, m.tag_id): m.id for m in self.marks(report_id) if m.author == self._store.author}
            new, ids = [], []
            for row in made:
                key = (row["start"], row["end"], row["tag_id"])
                if key not in there:
                    there[key] = row["id"]
                    new.append(row)
                ids.append(there[key])
            self._store.insert_many("annotation", new)
        return ids

    def _new_row(self, report_id: ReportId, text: str, item: NewAnnotation, now: str) -> Row:
        quote, prefix, suffix = _words(text, item.start, item.end)
        return {
            "id": new_id(),
            "report_id": report_id,
            "tag_id": item.tag_id,
            "start": item.start,
            "end": item.end,
            "quote": quote,
            "prefix": prefix,
            "suffix": suffix,
            "fields": rows.clean_fields(item.fields),
            "note": rows.clean(item.note),
            "status": item.status.value,
            "origin": item.origin.value,
            "author": self._store.author,
            "created_at": now,
            "modified_at": now,
        }

    def _refuse_twin(self, row: Row) -> None:
        twin = self._store.one(
            'SELECT id FROM annotation WHERE report_id = ? AND start = ? AND "end" = ? AND tag_id = ? AND author = ?'
            " AND id <> ?",
            (row["report_id"], row["start"], row["end"], row["tag_id"], row["author"], row["id"]),
        )
        if twin is not None:
            raise UserError("annotation.duplicate", tag=tag_title(self.tag(row["tag_id"])), annotation=twin[0])

    def _change_annotation(self, row: Row, values: Row) -> Annotation:
        new = {**row, **values}
        if new != row:
            values = {**values, "modified_at": utc_now()}
            self._store.update("annotation", row, values)
            new.update(values)
        return rows.annotation_of(list(new.values()))

    def retag(self, annotation_id: AnnotationId, tag_id: TagId) -> Annotation:
        """Give an annotation another tag; its fields stay. Raises UserError like :meth:`annotate`."""
        with self._store.operation("retag") as operation:
            tag = self.tag(tag_id)
            if operation.label == "retag":
                operation.label = f"retag|{word_of(tag)}"
            row = self._annotation_row(annotation_id)
            self._refuse_twin({**row, "tag_id": tag_id})
            return self._change_annotation(row, {"tag_id": tag_id})

    def move(self, annotation_id: AnnotationId, start: int, end: int) -> Annotation:
        """Put an annotation on other words of its report. Raises UserError like :meth:`annotate`."""
        with self._store.operation("move"):
            row = self._annotation_row(annotation_id)
            quote, prefix, suffix = _words(self.text(row["report_id"]), start, end)
            self._refuse_twin({**row, "start": start, "end": end})
            values = {"start": start, "end": end, "quote": quote, "prefix": prefix, "suffix": suffix}
            return self._change_annotation(row, values)

    def edit_fields(self, annotation_id: AnnotationId, **fields: Any) -> Annotation:  # noqa: ANN401 - JSON values
        """Set fields of an annotation, leaving its others as they are; ``None`` removes one.

        Raises UserError field.* for a field of its tag that cannot hold its value, and annotation.unknown.
        """
        names = ",".join(sorted(fields))
        with self._store.operation(f"edit_fields|{names}", merge=True):
            row = self._annotation_row(annotation_id)
            merged = {**row["fields"], **clean_values(checked_fields(self.tag(row["tag_id"]), fields))}
            return self._change_annotation(row, {"fields": rows.clean_fields(merged)})

    def set_note(self, annotation_id: AnnotationId, note: str) -> Annotation:
        """Set the note of an annotation."""
        with self._store.operation("note", merge=True):
            return self._change_annotation(self._annotation_row(annotation_id), {"note": rows.clean(note)})

    def set_status(self, ids: Sequence[AnnotationId], status: Status) -> list[Annotation]:
        """Set how far annotations have been checked. Raises UserError("annotation.unknown"); then none is changed."""
        with self._store.operation(f"status|{Status(status).value}"):
            return [
                self._change_annotation(row, {"status": Status(status).value}) for row in self._annotation_rows(ids)
            ]

    def _annotation_rows(self, ids: Iterable[AnnotationId]) -> list[Row]:
        wanted = list(dict.fromkeys([ids] if isinstance(ids, str) else ids))
        found = self._store.get_many("annotation", wanted)
        missing = next((i for i in wanted if i not in found), None)
        if missing is not None:
            raise UserError("annotation.unknown", annotation=missing)
        return [found[i] for i in wanted]

    def delete(self, ids: Sequence[AnnotationId]) -> None:
        """Delete annotations and the links they have. Raises UserError("annotation.unknown"); then none is deleted."""
        with self._store.operation("delete") as operation:
            found = self._annotation_rows(ids)
            if operation.label == "delete":
                tags = {row["tag_id"] for row in found}
                word = word_of(self.tag(tags.pop())) if len(found) == 1 else ""
                operation.label = f"delete|{word}" if word else f"delete_many|{len(found)}"
            self._delete_rows(found)

    def _delete_rows(self, annotations: list[Row]) -> None:
        """Delete annotations, their links first."""
        links = self._store.all(
            "SELECT id FROM link WHERE source_id IN (SELECT value FROM json_each(:ids))"
            " UNION SELECT id FROM link WHERE target_id IN (SELECT value FROM json_each(:ids))",
            {"ids": rows.encode([row["id"] for row in annotations])},
        )
        if links:
            self._store.delete_many("link", list(self._store.get_many("link", [r[0] for r in links]).values()))
        self._store.delete_many("annotation", annotations)

    def link(
        self,
        source_id: AnnotationId,
        target_id: AnnotationId,
        kind: LinkKind,
        verdict: str = "",
        note: str = "",
    ) -> Link:
        """Say what one annotation is to another. Raises UserError link.self, link.duplicate, annotation.unknown."""
        if source_id == target_id:
            raise UserError("link.self")
        kind = LinkKind(kind)
        with self._store.operation(f"link|{kind.value}"):
            self._annotation_rows([source_id, target_id])
            twin = self._store.one(
                "SELECT id FROM link WHERE source_id = ? AND target_id = ? AND kind = ? AND author = ?",
                (source_id, target_id, kind.value, self._store.author),
            )
            if twin is not None:
                raise UserError("link.duplicate", link=twin[0])
            row: Row = {
                "id": new_id(),
                "kind": kind.value,
                "source_id": source_id,
                "target_id": target_id,
                "verdict": rows.clean(verdict),
                "note": rows.clean(note),
                "author": self._store.author,
                "created_at": utc_now(),
            }
            self._store.insert("link", row)
        return rows.link_of(list(row.values()))

    def edit_link(self, link_id: LinkId, **changes: str) -> Link:
        """Set kind, verdict or note of a link. Raises UserError("link.unknown")."""
        unknown = changes.keys() - {"kind", "verdict", "note"}
        if unknown:
            raise TypeError(f"a link has no {sorted(unknown)}")
        with self._store.operation("edit_link", merge=True):
            row = self._link_row(link_id)
            values = {k: LinkKind(v).value if k == "kind" else rows.clean(v) for k, v in changes.items()}
            self._store.update("link", row, values)
        return rows.link_of(list({**row, **values}.values()))

    def unlink(self, link_id: LinkId) -> None:
        """Delete a link. Raises UserError("link.unknown")."""
        with self._store.operation("unlink"):
            self._store.delete_many("link", [self._link_row(link_id)])


def clean_values(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields with cleaned text; ``None`` stays and means removal."""
    return {k: rows.clean(v) if isinstance(v, str) else v for k, v in fields.items()}


def _words(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return quote, prefix and suffix of a span. Raises UserError annotation.empty, annotation.outside."""
    if start < 0 or end > len(text):
        raise UserError("annotation.outside", start=start, end=end, length=len(text))
    quote = text[start:end]
    if start >= end or not quote.strip():
        raise UserError("annotation.empty")
    return quote, *context_of(text, start, end, CONTEXT)
