"""Writing a project out of rows that were masked: new texts, so new reports, and a log that begins with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quandian.core.merge import PROJECT_KEY
from quandian.core.model import Annotation, Link, Passage, Report, Row, Tag
from quandian.store import entries, rows, schema, search
from quandian.store.packing import ABSENT
from quandian.store.store import Store


@dataclass
class MaskedProject:
    """What goes into the file. ``texts`` and ``passages`` by hash of the text; annotations stand on the new texts."""

    name: str
    key: str
    author: str
    device: str
    tags: Sequence[Tag]
    reports: list[Report] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    passages: dict[str, Sequence[Passage]] = field(default_factory=dict)
    annotations: list[tuple[Annotation, str, str]] = field(default_factory=list)
    """With the characters before and after them."""
    links: list[Link] = field(default_factory=list)
    at: str = ""
    """When it was copied from the project it was made of, UTC ISO 8601: merging asks what was done there since."""


def write(path: Path, project: MaskedProject) -> None:
    """Make the project file at ``path``. Raises UserError as the file system says."""
    schema.create_file(path)
    store = Store(path, author=project.author, device=project.device)
    store.keep(entries.keep)
    try:
        with store.operation("start", kind="start"):
            store.insert_many("tag", [rows.tag_row(tag) for tag in _parents_first(project.tags)])
            store.insert("setting", {"id": "name", "value": project.name})
            store.insert("setting", {"id": PROJECT_KEY, "value": project.key})
        with store.operation(f"import_many|{len(project.reports)}"):
            _write_texts(store, project.texts, project.passages)
            if project.at:
                store.write_unlogged("UPDATE operation SET created_at = ? WHERE kind = 'start'", (project.at,))
            store.insert_many("report", [_report_row(r, n) for n, r in enumerate(project.reports)])
        with store.operation(f"annotate_many|{len(project.annotations)}"):
            store.insert_many("annotation", [_annotation_row(*one) for one in project.annotations])
            store.insert_many("link", [_link_row(link) for link in project.links])
    finally:
        store.close()


def _parents_first(tags: Sequence[Tag]) -> list[Tag]:
    known: set[str] = set()
    ordered: list[Tag] = []
    waiting = list(tags)
    while waiting:
        ready = [tag for tag in waiting if tag.parent is None or tag.parent in known] or waiting
        ordered += ready
        known |= {tag.id for tag in ready}
        waiting = [tag for tag in waiting if tag.id not in known]
    return ordered


def _write_texts(store: Store, texts: Mapping[str, str], passages: Mapping[str, Sequence[Passage]]) -> None:
    for sha256, text in texts.items():
        number = store.write_unlogged(
            "INSERT INTO content (sha256, form, media_type, text) VALUES (?, 'text', 'text/plain', ?)", (sha256, text)
        )
        search.index(store, number, text)
        store.write_unlogged(
            "INSERT INTO content (sha256, form, media_type, packing, data) VALUES (?, 'file', 'text/plain', ?, x'')",
            (sha256, ABSENT),
        )
        store.write_unlogged(
            "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (sha256, p.ordinal, p.paragraph, p.start, p.end, p.role.value, p.level, rows.encode(p.section))
                for p in passages[sha256]
            ],
            many=True,
        )


def _report_row(report: Report, position: int) -> Row:
    row: Row = {column: getattr(report, column, None) for column in rows.ENTITIES["report"].columns}
    row["position"] = position
    return row


def _annotation_row(annotation: Annotation, prefix: str, suffix: str) -> Row:
    row: Row = {column: getattr(annotation, column) for column in rows.ENTITIES["annotation"].columns}
    row |= {"prefix": prefix, "suffix": suffix, "fields": dict(annotation.fields)}
    row |= {"status": annotation.status.value, "origin": annotation.origin.value}
    return row


def _link_row(link: Link) -> Row:
    row: Row = {column: getattr(link, column) for column in rows.ENTITIES["link"].columns}
    row["kind"] = link.kind.value
    return row
