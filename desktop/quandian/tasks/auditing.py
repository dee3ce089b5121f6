"""The history of a project in words: what each change of a row did, by the names the user knows; and as a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from quandian.core import codebook
from quandian.core.audit import AuditEntry, AuditFilter
from quandian.core.errors import UserError
from quandian.core.fields import label_of
from quandian.core.images import DOT
from quandian.core.merge import ALIAS_REPORT, ALIAS_TAG, SPAN_COLUMNS
from quandian.core.model import Field, Row, RowChange
from quandian.core.progress import Progress, silent
from quandian.core.sentences import label_text, language, sentence, tag_title
from quandian.store import Project
from quandian.tasks.ledger_views import PREFIX as VIEW
from quandian.writing.package import write_atomically
from quandian.writing.sheet import SUFFIXES, Head, Table, write_tables

PAGE = 200
_PART = 500  # changes read at a time
_HIDDEN = frozenset({"id", "modified_at", "created_at", "imported_at", "prefix", "suffix", "start", "end", "quote"})
_PLACE = frozenset(SPAN_COLUMNS)
_VALUES = frozenset({"status", "progress", "origin", "verdict", "kind"})
_QUOTE = 60  # characters of a passage that are shown
_HEADS = (
    *(("at", 20), ("author", 12), ("step", 28), ("entity", 10), ("subject", 48)),
    *(("did", 10), ("field", 14), ("before", 32), ("after", 32)),
)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One field of one changed row, before and after, in words; ``field`` is empty where a row came or went.

    ``did`` is made, changed or deleted in words. ``annotation_id`` and ``report_id`` say where one can go, where
    anywhere.
    """

    entity: str
    subject: str
    did: str
    field: str
    before: str
    after: str
    entity_id: str
    annotation_id: str = ""
    report_id: str = ""


class Teller:
    """Tells changes in words; knows the rows they are of, also those that are gone."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._rows: dict[tuple[str, str], Row | None] = {}
        self._fields: dict[str, Field] = {}

    def lines(self, changes: Sequence[RowChange]) -> list[AuditLine]:
        """Return what changes did, a line for each field."""
        self._learn(changes)
        return [line for change in changes for line in self._lines(change)]

    # --- what the rows are

    def _learn(self, changes: Sequence[RowChange]) -> None:
        wanted: dict[str, set[str]] = {"annotation": set(), "tag": set(), "report": set(), "link": set()}
        for change in changes:
            if change.entity in wanted:
                wanted[change.entity].add(change.entity_id)
            if change.entity == "setting" and (entity := _alias_of(change.entity_id)):
                values = ((image or {}).get("value") for image in (change.before, change.after))
                wanted[entity] |= {change.entity_id.rpartition(".")[2], *(v for v in values if isinstance(v, str))}
            for image in (change.before or {}, change.after or {}):
                _refer(image, wanted)
        for entity in ("link", "annotation", "tag", "report"):  # each may speak of those that follow
            missing = [key for key in wanted[entity] if (entity, key) not in self._rows]
            found = self._project.known_rows(entity, missing) if missing else {}
            self._rows |= {(entity, key): found.get(key) for key in missing}
            for row in found.values():
                _refer(row, wanted)

    def _row(self, entity: str, key: object) -> Row:
        return self._rows.get((entity, str(key))) or {}

    def _tag(self, key: object) -> str:
        row = self._row("tag", key)
        built_in = next((tag for tag in codebook.BUILT_IN_TAGS if tag.id == key), None)
        name = row.get("name_en") if language() == "en" else None
        if built_in is not None and language() == "en":
            name = name or built_in.name_en
        return str(name or row.get("name") or key or "")

    def _quote(self, key: object) -> str:
        row = self._row("annotation", key)
        return _short(str(row.get("quote") or key or ""))

    def subject(self, change: RowChange) -> str:
        """Return what a change is of, as one line."""
        image = {**self._row(change.entity, change.entity_id), **(change.before or {}), **(change.after or {})}
        if change.entity == "annotation":
            quote = sentence("audit.quoted", text=_short(str(image.get("quote", ""))))
            return sentence("audit.subject", name=self._tag(image.get("tag_id")), quote=quote)
        if change.entity == "report":
            return sentence("audit.titled", text=image.get("title", change.entity_id))
        if change.entity == "tag":
            return sentence("audit.quoted", text=self._tag(change.entity_id) or image.get("name", ""))
        if change.entity == "link":
            one, other = (sentence("audit.quoted", text=self._quote(image.get(k))) for k in ("source_id", "target_id"))
            return sentence("audit.paired", one=one, other=other)
        if change.entity == "decision":
            return sentence("audit.quoted", text=_short(str(image.get("quote", ""))))
        return _setting(change.entity_id)

    # --- what happened to them

    def _lines(self, change: RowChange) -> Iterator[AuditLine]:
        before, after = change.before, change.after
        known = self._row(change.entity, change.entity_id)
        annotation = change.entity_id if change.entity == "annotation" else ""
        report = change.entity_id if change.entity == "report" else str(known.get("report_id", ""))
        did = "made" if before is None else "removed" if after is None else "changed"
        line = AuditLine(
            change.entity,
            self.subject(change),
            sentence(f"audit.{did}"),
            "",
            "",
            "",
            change.entity_id,
            annotation,
            report,
        )
        if before is None or after is None:
            if change.entity == "setting":
                was, now = (self._plain(change.entity_id, image) for image in (before, after))
                line = replace(line, before=was, after=now)
            yield line
            return
        if not _PLACE.isdisjoint(after):
            yield replace(
                line,
                field=sentence("audit.field.span"),
                before=_short(str(before.get("quote", ""))),
                after=_short(str(after.get("quote", ""))),
            )
        for name in after:
            if name not in _HIDDEN:
                was, now = (self._value(change, name, image.get(name)) for image in (before, after))
                if was != now or before.get(name) != after[name]:
                    yield replace(line, field=self._name(change, name), before=was, after=now)

    def _plain(self, key: str, image: Row | None) -> str:
        """Return the value of a setting; where one tag or report stands for another, their names."""
        if image is None:
            return ""
        value = image.get("value")
        entity = _alias_of(key)
        if not entity or not isinstance(value, str):
            return _value(value)
        names = {"tag": self._tag, "report": self._title}[entity]
        one, other = (sentence("audit.quoted", text=names(of)) for of in (key.rpartition(".")[2], value))
        return sentence("audit.paired", one=one, other=other)

    def _title(self, key: object) -> str:
        return str(self._row("report", key).get("title") or key)

    def _name(self, change: RowChange, name: str) -> str:
        _, dot, key = name.partition(DOT)
        if not dot:
            return sentence(f"audit.field.{name}")
        field = self._field(change, key)
        return label_of(field) if field is not None else key

    def _field(self, change: RowChange, key: str) -> Field | None:
        if not self._fields:
            for tag in [*codebook.BUILT_IN_TAGS, *self._project.tags()]:
                self._fields |= {f"{tag.id}.{field.name}": field for field in tag.fields}
                self._fields |= {field.name: field for field in tag.fields if field.name not in self._fields}
        tag_id = self._row(change.entity, change.entity_id).get("tag_id", "")
        return self._fields.get(f"{tag_id}.{key}") or self._fields.get(key)

    def _value(self, change: RowChange, name: str, value: object) -> str:
        if value is None or value == "":
            return sentence("audit.empty")
        if name in ("tag_id", "parent", "suggested_tag_id"):
            return self._tag(value)
        if name in ("source_id", "target_id"):
            return self._quote(value)
        if name in _VALUES and not (change.entity == "report" and name == "kind"):
            return sentence(f"audit.value.{value}") if value in _KNOWN else str(value)
        return _value(value)


_WORDS = "open confirmed doubtful todo doing done person accepted corrected rejected imported measures fulfils supports"
_KNOWN = frozenset(f"{_WORDS} contradicts custom met partly missed silent".split())


def _refer(image: Row, wanted: dict[str, set[str]]) -> None:
    """Note what an image speaks of."""
    for column, entity in (
        ("tag_id", "tag"),
        ("parent", "tag"),
        ("report_id", "report"),
        ("source_id", "annotation"),
        ("target_id", "annotation"),
    ):
        if isinstance(image.get(column), str):
            wanted[entity].add(image[column])


def _alias_of(key: str) -> str:
    """Return what a setting lets stand for another ("tag", "report"), "" for any other setting."""
    return "tag" if key.startswith(ALIAS_TAG) else "report" if key.startswith(ALIAS_REPORT) else ""


def _setting(key: str) -> str:
    if key.startswith(VIEW):
        return sentence("audit.setting.view")
    head = key.partition(".")[0]
    known = ("name", "project", "briefing", "template", "alias", "indicator")
    return sentence(f"audit.setting.{head}") if head in known else key


def _value(value: object) -> str:
    if value is None or value == "":
        return sentence("audit.empty")
    if isinstance(value, bool):
        return sentence("audit.yes" if value else "audit.no")
    if isinstance(value, list):
        names = [str(one.get("label") or one.get("name") or "") for one in value if isinstance(one, dict)]
        return "、".join(names) if names and all(names) else sentence("audit.content")
    if isinstance(value, dict):
        return str(value.get("name") or value.get("title") or sentence("audit.content"))
    return _short(str(value))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1] + "…"


def step_text(entry: AuditEntry) -> str:
    """Return what a step is called: 标注目标, 撤销：标注目标."""
    undone = sentence(f"history.{entry.kind}") if entry.kind in ("undo", "redo") else ""
    return undone + label_text(entry.label)


def marked_text(entry: AuditEntry) -> str:
    """Return what a step is called with what is special about it: 合并“乙”（12 处，合并已撤销）."""
    signs = [sentence("audit.places", count=entry.rows)] * bool(entry.gathers and entry.rows)
    signs += [sentence("audit.undone")] * (not entry.counts)
    return sentence("audit.marked", text=step_text(entry), signs="，".join(signs)) if signs else step_text(entry)


def kept_words(project: Project, at: str) -> str:
    """Return the tags that restoring the codebook keeps because they are in use, "" where there are none."""
    names = {tag.id: tag_title(tag) for tag in project.tags()}
    kept = [(names[key], uses) for key, uses in project.tags_since(at).items() if uses]
    return sentence("list.comma").join(sentence("history.tag", name=name, count=uses) for name, uses in kept)


def restored_text(project: Project, at: str, *, changed: bool) -> str:
    """Return what restoring the codebook came to, with the tags that it kept."""
    kept = kept_words(project, at)
    if not changed:
        return sentence("history.same_but", names=kept) if kept else sentence("history.same")
    return sentence("history.restored") + (sentence("history.kept", names=kept) if kept else "")


# --- for the window's jobs, each on a connection of its own


def audit_page(path: Path, author: str, device: str, wanted: AuditFilter) -> list[AuditEntry]:
    """Return a page of the history of a project that may be open elsewhere."""
    with Project.open(path, author=author, device=device, backup=False) as project:
        return project.audit(wanted)


def export_job(path: Path, author: str, device: str, wanted: AuditFilter, target: Path, progress: Progress) -> Path:
    """Write what a filter finds as .csv, .xlsx or .json on a connection of its own; returns where it is."""
    with Project.open(path, author=author, device=device, backup=False) as project:
        return export_history(project, wanted, target, progress)


# --- as a file


def export_history(project: Project, wanted: AuditFilter, target: Path, progress: Progress | None = None) -> Path:
    """Write what a filter finds, newest first, and return where it is.

    CSV and Excel have a row for each changed field, JSON the steps with their rows as they were logged. Raises
    UserError ``audit.suffix``, ``writing.*``; Cancelled; neither leaves a file behind.
    """
    progress, suffix = progress or silent(), target.suffix.lower()
    if suffix == ".json":
        steps = [_facts(project, entry) for entry in _entries(project, wanted, progress)]
        write_atomically(json.dumps(steps, ensure_ascii=False, indent=1).encode(), target)
    elif suffix in SUFFIXES:
        made = tuple(Head(sentence(f"audit.column.{name}"), width) for name, width in _HEADS)
        rows = _rows(project, _entries(project, wanted, progress))
        write_tables([Table(sentence("audit.title"), made, rows)], target, progress)
    else:
        raise UserError("audit.suffix", name=target.name)
    return target


def _entries(project: Project, wanted: AuditFilter, progress: Progress) -> Iterator[AuditEntry]:
    before, done = wanted.before, 0
    while True:
        page = project.audit(replace(wanted, before=before, limit=PAGE))
        for entry in page:
            progress.step(done, done + len(page) + PAGE)
            yield entry
            done += 1
        if len(page) < PAGE:
            return
        before = page[-1].order


def changes_in(project: Project, entry: AuditEntry) -> Iterator[RowChange]:
    """Yield all changes of a step in their order."""
    after = 0
    while True:
        found = project.audit_changes(entry.seq, after=after, limit=_PART)
        yield from (change for _, change in found)
        if len(found) < _PART:
            return
        after = found[-1][0]


def _parts(changes: Iterable[RowChange]) -> Iterator[list[RowChange]]:
    part: list[RowChange] = []
    for change in changes:
        part.append(change)
        if len(part) >= _PART:
            yield part
            part = []
    if part:
        yield part


def _rows(project: Project, entries: Iterable[AuditEntry]) -> Iterator[Sequence[str]]:
    for entry in entries:
        teller = Teller(project)
        head = (local_time(entry.at), entry.author, marked_text(replace(entry, rows=0)))
        if entry.gathers:  # what it brought has rows of its own: counted twice they would be told twice
            brought = sentence("audit.brought", count=entry.rows) if entry.rows else ""
            yield (*head, "", brought, "", "", "", "")
            continue
        for part in _parts(changes_in(project, entry)):
            for line in teller.lines(part):
                kind = sentence(f"audit.entity.{line.entity}")
                yield (*head, kind, line.subject, line.did, line.field, line.before, line.after)


def _facts(project: Project, entry: AuditEntry) -> dict[str, Any]:
    changes = [] if entry.gathers else changes_in(project, entry)
    return {
        "id": entry.operation_id,
        "at": entry.at,
        "author": entry.author,
        "device": entry.device,
        "label": entry.label,
        "text": step_text(entry),
        "scope": entry.scope,
        "in_force": entry.counts,
        "rows": entry.rows,
        "changes": [{"table": c.entity, "id": c.entity_id, "before": c.before, "after": c.after} for c in changes],
    }


def local_time(at: str) -> str:
    """Return a UTC ISO time as date and time of this place."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M:%S}"
    except ValueError:
        return at
