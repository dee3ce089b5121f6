"""The verbs for reports, tags of the codebook and settings: each is one operation and one undo step."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

from quandian.core import codebook
from quandian.core.errors import UserError
from quandian.core.ids import new_id, report_id_of, sha256_bytes, sha256_text, utc_now
from quandian.core.model import Field, Progress3, Report, ReportDraft, ReportId, Row, Tag, TagId
from quandian.core.sentences import tag_title
from quandian.store import rows, search
from quandian.store.reads import Reads
from quandian.store.reviewing import Reviewing
from quandian.store.values import ImportOutcome

EDITABLE = ("title", "issuer", "doc_number", "issued_on", "period", "place", "kind", "progress", "note")
_FIXED_IN_BUILT_IN = ("name", "name_en", "parent")
_TAG_CHANGES = ("name", "name_en", "parent", "palette", "underline", "shortcut", "fields", "description", "position")


class Collecting(Reviewing, Reads):
    """The verbs for reports, tags and settings; mixed into :class:`quandian.store.project.Project`."""

    def import_reports(self, drafts: Sequence[ReportDraft]) -> ImportOutcome:
        """Take reports into the project, all in one step; those whose text is there already are told and left out.

        What :meth:`stage` has put there before is not written again, which makes the step short.
        """
        packed = [(draft, self._packing(draft)) for draft in drafts]  # before the file is locked for others
        added: list[ReportId] = []
        already: list[tuple[ReportId, str]] = []
        label = f"import|{rows.clean(drafts[0].title)}" if len(drafts) == 1 else f"import_many|{len(drafts)}"
        with self._store.operation(label):
            known = {r[0] for r in self._store.all("SELECT id FROM report")}
            last = self._store.one("SELECT coalesce(max(position), -1) FROM report")
            position = last[0] + 1 if last else 0
            now = utc_now()
            new: list[Row] = []
            for draft, packing in packed:
                text_sha256 = sha256_text(draft.text)
                report_id = ReportId(report_id_of(text_sha256))
                if report_id in known:
                    already.append((report_id, draft.source_name))
                    continue
                known.add(report_id)
                added.append(report_id)
                source_sha256 = sha256_bytes(draft.source)
                self._keep(draft, text_sha256, source_sha256, packing)
                new.append(_report_row(draft, report_id, text_sha256, source_sha256, now, position + len(new)))
            self._store.insert_many("report", new)
        return ImportOutcome(tuple(added), tuple(already))

    def stage(self, drafts: Sequence[ReportDraft]) -> None:
        """Put texts and files of drafts into the project ahead of :meth:`import_reports`, some at a time.

        A window stores 500 reports this way without standing still. It is no step and shows nowhere: texts and files
        are content-addressed, and nothing refers to them before the import; those left behind are used by the next.
        """
        packed = [(draft, self._packing(draft)) for draft in drafts]
        with self._store.operation("stage"):
            for draft, packing in packed:
                self._keep(draft, sha256_text(draft.text), sha256_bytes(draft.source), packing)

    def _packing(self, draft: ReportDraft) -> tuple[str, bytes] | None:
        """Return how a draft's file is to be stored, None where it is there already."""
        known = self._store.one(
            "SELECT 1 FROM content WHERE sha256 = ? AND form = 'file'", (sha256_bytes(draft.source),)
        )
        return None if known is not None else packed_source(draft.source)

    def _keep(
        self, draft: ReportDraft, text_sha256: str, source_sha256: str, packing: tuple[str, bytes] | None
    ) -> None:
        """Store text, passages and source of a draft, unless they are there from an earlier import."""
        store = self._store
        if store.one("SELECT 1 FROM content WHERE sha256 = ? AND form = 'text'", (text_sha256,)) is None:
            number = store.write_unlogged(
                "INSERT INTO content (sha256, form, media_type, text) VALUES (?, 'text', 'text/plain', ?)",
                (text_sha256, draft.text),
            )
            search.index(store, number, draft.text)
            store.write_unlogged(
                "INSERT OR IGNORE INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (text_sha256, p.ordinal, p.paragraph, p.start, p.end, p.role.value, p.level, rows.encode(p.section))
                    for p in draft.passages
                ],
                many=True,
            )
        if packing is not None:
            store.write_unlogged(
                "INSERT OR IGNORE INTO content (sha256, form, media_type, packing, data) VALUES (?, 'file', ?, ?, ?)",
                (source_sha256, draft.media_type, *packing),
            )

    def edit_report(self, report_id: ReportId, **fields: str) -> Report:
        """Set what is known of a report (title, issuer, period, …). Raises UserError("report.unknown")."""
        unknown = fields.keys() - set(EDITABLE)
        if unknown:
            raise TypeError(f"a report has no editable {sorted(unknown)}")
        if "progress" in fields:
            fields["progress"] = Progress3(fields["progress"]).value
        with self._store.operation("edit_report", merge=True):
            row = self._report_row(report_id)
            self._store.update("report", row, {k: rows.clean(v) for k, v in fields.items()})
            return self.report(report_id)

    def _report_row(self, report_id: ReportId) -> Row:
        row = self._store.get("report", report_id)
        if row is None:
            raise UserError("report.unknown", report=report_id)
        return row

    def delete_report(self, report_id: ReportId) -> None:
        """Take a report out of the project, with its annotations and their links; undo brings all back."""
        with self._store.operation("delete_report") as operation:
            row = self._report_row(report_id)
            if operation.label == "delete_report":
                operation.label = f"delete_report|{row['title']}"
            self._forget_decisions(report_id)
            self._delete_rows(self._rows_where("report_id", report_id))
            self._store.delete_many("report", [row])

    def _rows_where(self, column: str, value: str) -> list[Row]:
        ids = self._store.all(f"SELECT id FROM annotation WHERE {column} = ? ORDER BY id", (value,))  # noqa: S608
        found = self._store.get_many("annotation", [r[0] for r in ids])
        return [found[r[0]] for r in ids]

    # the codebook

    def add_tag(
        self,
        name: str,
        *,
        name_en: str = "",
        parent: TagId | None = None,
        palette: str | None = None,
        underline: str | None = None,
        shortcut: str | None = None,
        fields: Sequence[Field] = (),
        description: str = "",
    ) -> Tag:
        """Add a tag; look and shortcut are the next free ones unless given.

        Raises UserError tag.no_name, tag.name_taken, tag.shortcut_taken, tag.unknown (parent).
        """
        name = rows.clean(name).strip()
        with self._store.operation(f"add_tag|{name}"):
            tags = self.tags()
            look = codebook.next_look({(t.palette, t.underline) for t in tags})
            if shortcut is None:
                shortcut = codebook.next_shortcut({t.shortcut for t in tags})
            tag = Tag(
                TagId(new_id()),
                name,
                rows.clean(name_en).strip(),
                parent,
                palette or look[0],
                underline or look[1],
                shortcut,
                tuple(fields),
                max((t.position for t in tags), default=-1) + 1,
                rows.clean(description),
            )
            self._check_tag(tag)
            self._store.insert("tag", rows.tag_row(tag))
        return tag

    def _check_tag(self, tag: Tag) -> None:
        if not tag.name:
            raise UserError("tag.no_name")
        if tag.parent is not None:
            self.tag(tag.parent)
        for other in self.tags():
            if other.id == tag.id:
                continue
            if other.name.casefold() == tag.name.casefold() or other.id == tag.name:
                raise UserError("tag.name_taken", name=tag.name)
            if tag.shortcut and other.shortcut == tag.shortcut:
                raise UserError("tag.shortcut_taken", shortcut=tag.shortcut, name=tag_title(other))

    def edit_tag(self, tag_id: TagId, **changes: Any) -> Tag:  # noqa: ANN401 - the values of a tag's columns
        """Change a tag; of a built-in one only look, shortcut, description, position, and fields beside its own.

        Raises UserError tag.unknown, tag.built_in, tag.no_name, tag.name_taken, tag.shortcut_taken.
        """
        unknown = changes.keys() - set(_TAG_CHANGES)
        if unknown:
            raise TypeError(f"a tag has no {sorted(unknown)}")
        with self._store.operation("edit_tag") as operation:
            old = self.tag(tag_id)
            if operation.label == "edit_tag":
                operation.label = f"edit_tag|{old.id if old.built_in else old.name}"
            if old.built_in and any(k in _FIXED_IN_BUILT_IN and v != getattr(old, k) for k, v in changes.items()):
                raise UserError("tag.built_in", name=tag_title(old))
            if old.built_in and "fields" in changes and not _own_fields(tag_id) <= set(changes["fields"]):
                raise UserError("tag.built_in", name=tag_title(old))
            values = {k: rows.clean(v) if isinstance(v, str) else v for k, v in changes.items()}
            if "name" in values:
                values["name"] = values["name"].strip()
            if "fields" in values:
                values["fields"] = tuple(values["fields"])
            new = Tag(**{name: values.get(name, getattr(old, name)) for name in Tag.__dataclass_fields__})
            self._check_tag(new)
            row = rows.tag_row(new)
            self._store.update("tag", rows.tag_row(old), {k: row[k] for k in values})
        return new

    def remove_tag(self, tag_id: TagId) -> None:
        """Remove a tag with its annotations; its children move to its parent.

        Raises UserError tag.built_in, tag.unknown.
        """
        with self._store.operation("remove_tag") as operation:
            tag = self.tag(tag_id)
            if tag.built_in:
                raise UserError("tag.built_in", name=tag_title(tag))
            if operation.label == "remove_tag":
                operation.label = f"remove_tag|{tag.name}"
            self._delete_rows(self._rows_where("tag_id", tag_id))
            for child in self.tags():
                if child.parent == tag_id:
                    self._store.update("tag", rows.tag_row(child), {"parent": tag.parent})
            self._store.delete_many("tag", [rows.tag_row(tag)])

    def set_setting(self, key: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        """Set a setting of the project; ``None`` removes it."""
        with self._store.operation(f"setting|{key}"):
            row = self._store.get("setting", key)
            if row is None:
                if value is not None:
                    self._store.insert("setting", {"id": key, "value": value})
            elif value is None:
                self._store.delete_many("setting", [row])
            else:
                self._store.update("setting", row, {"value": value})


def _own_fields(tag_id: TagId) -> set[Field]:
    """Return the fields that a built-in tag has in every project: the code that fills and reads them relies on them."""
    return {field for tag in codebook.BUILT_IN_TAGS if tag.id == tag_id for field in tag.fields}


def packed_source(data: bytes) -> tuple[str, bytes]:
    """Return how a source file is stored: compressed where that helps."""
    small = zlib.compress(data, 1)
    return ("zlib", small) if len(small) < len(data) * 0.95 else ("", data)


def _report_row(
    draft: ReportDraft, report_id: ReportId, text_sha256: str, source_sha256: str, now: str, position: int
) -> Row:
    return {
        "id": report_id,
        "title": rows.clean(draft.title),
        "issuer": rows.clean(draft.issuer),
        "doc_number": rows.clean(draft.doc_number),
        "issued_on": rows.clean(draft.issued_on),
        "period": rows.clean(draft.period),
        "place": rows.clean(draft.place),
        "kind": rows.clean(draft.kind),
        "progress": Progress3.TODO.value,
        "source_name": rows.clean(draft.source_name),
        "text_sha256": text_sha256,
        "source_sha256": source_sha256,
        "imported_at": now,
        "note": "",
        "position": position,
    }
