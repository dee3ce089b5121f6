"""What can be asked of a project."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from quandian.core.errors import UserError
from quandian.core.model import (
    Annotation,
    AnnotationId,
    Changes,
    HistoryEntry,
    Link,
    LinkId,
    Mark,
    Passage,
    Problem,
    Report,
    ReportId,
    Role,
    Row,
    Tag,
    TagId,
    UndoState,
)
from quandian.core.sentences import sentence, tag_title
from quandian.store import history, rows
from quandian.store.rows import ENTITIES
from quandian.store.store import Store
from quandian.store.values import SearchHit, Statistics

T = TypeVar("T")
_TEXTS = 6  # reports whose text and passages stay in memory

_REPORT = ENTITIES["report"].quoted
_TAG = ENTITIES["tag"].quoted
_LINK = ENTITIES["link"].quoted
_ANNOTATION = ", ".join(f'a."{c}"' for c in ENTITIES["annotation"].columns)
_CONTAINS = (
    "(instr(lower(a.quote), lower(:text)) OR instr(lower(a.note), lower(:text)) OR EXISTS"
    " (SELECT 1 FROM json_each(a.fields) f"
    " WHERE f.type IN ('text', 'integer', 'real') AND instr(lower(f.value), lower(:text))))"
)


class _Recent(Generic[T]):
    """The few values asked for last."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[str, T] = OrderedDict()

    def get(self, key: str, make: Callable[[str], T]) -> T:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        value = make(key)
        self._kept[key] = value
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return value


@dataclass
class _Caches:
    texts: _Recent[str] = field(default_factory=lambda: _Recent(_TEXTS))
    passages: _Recent[list[Passage]] = field(default_factory=lambda: _Recent(_TEXTS))
    hashes: dict[str, str] = field(default_factory=dict)
    hashes_at: int = -1
    tags: tuple[Tag, ...] = ()
    tags_at: int = -1
    counts: dict[ReportId, dict[TagId, int]] = field(default_factory=dict)
    counts_at: int = -1


class Reads:
    """The questions of a project; mixed into :class:`quandian.store.project.Project`."""

    _store: Store
    path: Path

    def __init__(self) -> None:
        self._caches = _Caches()

    # reports

    def reports(self) -> list[Report]:
        """Return the reports in import order."""
        return [rows.report_of(r) for r in self._store.all(f"SELECT {_REPORT} FROM report ORDER BY position, id")]  # noqa: S608

    def report(self, report_id: ReportId) -> Report:
        """Return a report. Raises UserError("report.unknown")."""
        found = self._store.one(f"SELECT {_REPORT} FROM report WHERE id = ?", (report_id,))  # noqa: S608
        if found is None:
            raise UserError("report.unknown", report=report_id)
        return rows.report_of(found)

    def _text_hash(self, report_id: ReportId) -> str:
        """Return the hash of a report's text; remembered until reports change."""
        caches, generation = self._caches, self._store.generation("report")
        if caches.hashes_at != generation:
            caches.hashes.clear()
            caches.hashes_at = generation
        found = caches.hashes.get(report_id)
        if found is None:
            found = caches.hashes[report_id] = self.report(report_id).text_sha256
        return found

    def text(self, report_id: ReportId) -> str:
        """Return the text of a report. Raises UserError("report.unknown")."""
        return self._caches.texts.get(self._text_hash(report_id), self._load_text)

    def _load_text(self, sha256: str) -> str:
        found = self._store.one("SELECT text FROM content WHERE sha256 = ? AND form = 'text'", (sha256,))
        if found is None:
            raise UserError("project.damaged", path=str(self.path))
        return str(found[0])

    def passages(self, report_id: ReportId) -> list[Passage]:
        """Return the passages of a report in order. Raises UserError("report.unknown")."""
        return list(self._caches.passages.get(self._text_hash(report_id), self._load_passages))

    def _load_passages(self, sha256: str) -> list[Passage]:
        return passages_of(self._store, sha256)

    def source(self, report_id: ReportId) -> bytes:
        """Return the bytes of the file a report was read from. Raises UserError("report.unknown")."""
        found = self._store.one(
            "SELECT packing, data FROM content WHERE sha256 = ? AND form = 'file'",
            (self.report(report_id).source_sha256,),
        )
        if found is None or found[0] == "absent":  # left out when the project was shared
            raise UserError("report.no_source", title=self.report(report_id).title)
        return zlib.decompress(found[1]) if found[0] == "zlib" else bytes(found[1])

    def counts(self) -> dict[ReportId, dict[TagId, int]]:
        """Return how many annotations each report has of each tag; reports and tags without any are left out."""
        caches, generation = self._caches, self._store.generation("annotation")
        if caches.counts_at != generation:
            counts: dict[ReportId, dict[TagId, int]] = {}
            for tag, report, number in self._store.all(
                "SELECT tag_id, report_id, count(*) FROM annotation GROUP BY tag_id, report_id"
            ):
                counts.setdefault(report, {})[tag] = number
            caches.counts, caches.counts_at = counts, generation
        return {report: dict(by_tag) for report, by_tag in caches.counts.items()}

    # tags

    def tags(self) -> list[Tag]:
        """Return the tags of the codebook in its order."""
        caches, generation = self._caches, self._store.generation("tag")
        if caches.tags_at != generation:
            found = self._store.all(f"SELECT {_TAG} FROM tag ORDER BY position, id")  # noqa: S608
            caches.tags, caches.tags_at = tuple(rows.tag_of(r) for r in found), generation
        return list(caches.tags)

    def tag(self, tag_id: TagId) -> Tag:
        """Return a tag by its id. Raises UserError("tag.unknown")."""
        for tag in self.tags():
            if tag.id == tag_id:
                return tag
        raise self._no_tag(tag_id)

    def find_tag(self, name: str) -> Tag:
        """Return a tag by its id or its Chinese or English name, in any case. Raises UserError("tag.unknown")."""
        wanted = name.strip().casefold()
        tags = self.tags()
        for exact in (True, False):
            for tag in tags:
                if (
                    tag.id == name
                    if exact
                    else wanted in (tag.id.casefold(), tag.name.casefold(), tag.name_en.casefold())
                ):
                    return tag
        raise self._no_tag(name)

    def _no_tag(self, name: str) -> UserError:
        known = sentence("list.comma").join(tag_title(tag) for tag in self.tags())
        return UserError("tag.unknown", name=name, known=known)

    # annotations

    def marks(self, report_id: ReportId) -> list[Mark]:
        """Return what painting needs of a report's annotations, sorted by start, the longer first."""
        found = self._store.all(
            'SELECT start, "end", tag_id, id, author FROM annotation WHERE report_id = ?'
            ' ORDER BY start, "end" DESC, tag_id, id',
            (report_id,),
        )
        return list(map(Mark._make, found))

    def annotation(self, annotation_id: AnnotationId) -> Annotation:
        """Return an annotation. Raises UserError("annotation.unknown")."""
        return rows.annotation_of(list(self._annotation_row(annotation_id).values()))

    def _annotation_row(self, annotation_id: AnnotationId) -> Row:
        row = self._store.get("annotation", annotation_id)
        if row is None:
            raise UserError("annotation.unknown", annotation=annotation_id)
        return row

    def annotations(
        self,
        report_id: ReportId | None = None,
        tag_ids: Sequence[TagId] | None = None,
        text: str = "",
        limit: int | None = None,
    ) -> list[Annotation]:
        """Return annotations in report order, then by start, the longer first.

        ``text`` must stand in quote, note or a field's value; case is ignored for ASCII letters.
        """
        sql, parameters = _selection(_ANNOTATION, report_id, tag_ids, text, limit)
        return [rows.annotation_of(r) for r in self._store.all(sql, parameters)]

    def annotation_ids(
        self, report_id: ReportId | None = None, tag_ids: Sequence[TagId] | None = None, text: str = ""
    ) -> list[AnnotationId]:
        """Return the ids of what :meth:`annotations` would return, much cheaper."""
        sql, parameters = _selection("a.id", report_id, tag_ids, text, None)
        return [r[0] for r in self._store.all(sql, parameters)]

    def annotations_by_id(self, ids: Sequence[AnnotationId]) -> list[Annotation]:
        """Return annotations in the order of ``ids``; those that are not there are left out."""
        found = {
            r[0]: r
            for r in self._store.all(
                f"SELECT {_ANNOTATION} FROM annotation a WHERE a.id IN (SELECT value FROM json_each(?))",  # noqa: S608
                (rows.encode(list(ids)),),
            )
        }
        return [rows.annotation_of(found[i]) for i in ids if i in found]

    def links(self, annotation_id: AnnotationId | None = None) -> list[Link]:
        """Return the links from or to an annotation, or all, oldest first."""
        if annotation_id is None:
            found = self._store.all(f"SELECT {_LINK} FROM link ORDER BY id")  # noqa: S608
        else:
            found = self._store.all(
                f"SELECT {_LINK} FROM link WHERE source_id = ? OR target_id = ? ORDER BY id",  # noqa: S608
                (annotation_id, annotation_id),
            )
        return [rows.link_of(r) for r in found]

    def _link_row(self, link_id: LinkId) -> Row:
        row = self._store.get("link", link_id)
        if row is None:
            raise UserError("link.unknown", link=link_id)
        return row

    # the log and the rest

    def history(self, entity_id: str | None = None, limit: int = 200) -> list[HistoryEntry]:
        """Return logged changes of one thing, or of all, newest first."""
        return history.entries(self._store, entity_id, limit)

    def undo_state(self) -> UndoState:
        """Return the labels of what undo and redo would do next."""
        return history.undo_state(self._store)

    def members(self) -> list[str]:
        """Return the names of those who worked in this project, by first appearance."""
        return [r[0] for r in self._store.all("SELECT name FROM member ORDER BY since, rowid")]

    def setting(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - any JSON value
        """Return a setting of the project, or ``default``."""
        found = self._store.one("SELECT value FROM setting WHERE id = ?", (key,))
        return default if found is None else rows.decode(found[0])

    def settings(self, prefix: str) -> dict[str, Any]:
        """Return the settings whose names begin so, by name in order of their names."""
        found = self._store.all(
            "SELECT id, value FROM setting WHERE substr(id, 1, :length) = :prefix ORDER BY id",
            {"prefix": prefix, "length": len(prefix)},
        )
        return {r[0]: rows.decode(r[1]) for r in found}

    def statistics(self) -> Statistics:
        """Return how big the project is."""
        numbers = self._store.one(
            "SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM annotation), (SELECT count(*) FROM link),"
            " (SELECT count(*) FROM operation)"
        )
        assert numbers is not None
        by_tag: dict[TagId, int] = {}
        for counted in self.counts().values():
            for tag, number in counted.items():
                by_tag[tag] = by_tag.get(tag, 0) + number
        return Statistics(numbers[0], numbers[1], by_tag, numbers[2], numbers[3], self.path.stat().st_size)

    def search(self, query: str, limit: int = 200) -> list[SearchHit]:
        """Return where words stand in all reports, in report order; exact, width and ASCII case ignored."""
        from quandian.store import search

        return search.find(self._store, query, limit)

    def check(self) -> list[Problem]:
        """Return what is wrong with the file: damage, references, quotes, hashes, and state that the log belies."""
        from quandian.store import check

        return check.problems(self._store)

    def _count(self, changes: Changes) -> None:
        """Keep the counts up to date without asking again: ``changes`` are all that happened since the last call."""
        caches, generation = self._caches, self._store.generation("annotation")
        touched = [c for c in changes.rows if c.entity == "annotation"]
        if changes.kind == "outside" or not touched or caches.counts_at < 0 or len(touched) > 1:
            return
        change = touched[0]
        if caches.counts_at != generation - 1 or (change.before and change.after and "tag_id" in change.after):
            return
        if change.before is None or change.after is None:
            row: Mapping[str, Any] = change.before or change.after or {}
            step = 1 if change.before is None else -1
            by_tag = caches.counts.setdefault(row["report_id"], {})
            by_tag[row["tag_id"]] = by_tag.get(row["tag_id"], 0) + step
            if not by_tag[row["tag_id"]]:
                del by_tag[row["tag_id"]]
            if not by_tag:
                del caches.counts[row["report_id"]]
        caches.counts_at = generation


def _selection(
    columns: str, report_id: ReportId | None, tag_ids: Sequence[TagId] | None, text: str, limit: int | None
) -> tuple[str, dict[str, Any]]:
    """Return the query for annotations and its parameters."""
    # CROSS JOIN keeps reports outside, so that their order and the order inside each come from indexes, without a sort
    source = "annotation a" if report_id is not None else "report r CROSS JOIN annotation a ON a.report_id = r.id"
    order = "" if report_id is not None else "r.position, r.id, "
    where: list[str] = []
    parameters: dict[str, Any] = {}
    if report_id is not None:
        where.append("a.report_id = :report")
        parameters["report"] = report_id
    if tag_ids is not None:
        where.append("a.tag_id IN (SELECT value FROM json_each(:tags))")
        parameters["tags"] = rows.encode(list(tag_ids))
    if text:
        where.append(_CONTAINS)
        parameters["text"] = rows.clean(text)
    sql = f"SELECT {columns} FROM {source}"  # noqa: S608 - built of constants
    if where:
        sql += f" WHERE {' AND '.join(where)}"
    sql += f' ORDER BY {order}a.start, a."end" DESC, a.tag_id, a.id'
    if limit is not None:
        sql += " LIMIT :limit"
        parameters["limit"] = limit
    return sql, parameters


def passages_of(store: Store, text_sha256: str) -> list[Passage]:
    """Return the passages of a text in order."""
    found = store.all(
        'SELECT ordinal, paragraph, start, "end", role, level, section FROM passage WHERE text_sha256 = ?'
        " ORDER BY ordinal",
        (text_sha256,),
    )
    return [Passage(r[0], r[1], r[2], r[3], Role(r[4]), r[5], tuple(rows.decode(r[6]))) for r in found]
