"""What comes in, row by row: what it does to the rows here, and where both sides disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from quandian.core.merge import Conflict, Item, ItemKind, Subject, Unanchored
from quandian.core.merge_compare import KINDS, Compared, compare
from quandian.core.merge_fold import Authored, fold
from quandian.core.model import Row
from quandian.core.progress import Progress
from quandian.store.exchange import ChangeKey, LoggedChange, LoggedOperation
from quandian.store.scopes import undone_merges
from quandian.store.settling import changes_of, sliced
from quandian.store.store import Store

RowKey = tuple[str, str]
"""Table, row id."""


class Texts(Protocol):
    """Where texts of new reports come from."""

    def text(self, text_sha256: str) -> str | None:
        """Return a text by its hash, ``None`` where it is not there."""


@dataclass(slots=True)
class Incoming:
    """The new changes of one row: the operation and the change of each."""

    changes: list[tuple[LoggedOperation, LoggedChange]] = field(default_factory=list)
    authored: list[Authored] = field(default_factory=list)


class Comparison:
    """Compares what comes in with what is here.

    ``items`` and ``conflicts`` are what it finds, ``rows`` what comes of it.
    """

    def __init__(self, store: Store, texts: Sequence[Texts], progress: Progress) -> None:
        self.incoming: dict[RowKey, Incoming] = {}
        self.shared: set[ChangeKey] = set()
        """The changes here that the other side is known to have."""
        self.rows: dict[RowKey, Row] = {}
        self.items: list[Item] = []
        self.conflicts: list[Conflict] = []
        self.unanchored: list[Unanchored] = []
        self.titles: dict[str, str] = {}
        self.tag_names: dict[str, str] = {}
        self._store, self._sources, self._progress = store, texts, progress
        self._undone = undone_merges(store)
        self._texts: dict[str, str | None] = {}

    def run(self) -> None:
        """Look at all that is ``incoming``; annotations that do not stand on their words are taken out of it."""
        self._gather_names()
        self._check_places()
        self._compare()

    def _gather_names(self) -> None:
        self.titles = dict(self._store.all("SELECT id, title FROM report"))
        self.tag_names = dict(self._store.all("SELECT id, name FROM tag"))
        for (entity, key), incoming in self.incoming.items():
            if entity in ("report", "tag"):
                row = fold(incoming.authored).row
                names, column = (self.titles, "title") if entity == "report" else (self.tag_names, "name")
                if column in row:
                    names.setdefault(key, row[column])

    # --- do annotations stand where they say?

    def _check_places(self) -> None:
        """Leave out annotations whose words are not those of their text, and tell them."""
        for key, incoming in list(self.incoming.items()):
            if key[0] != "annotation" and key[0] != "decision":
                continue
            wrong = next((c for c in incoming.authored if not self._stands(c.after)), None)
            if wrong is None or wrong.after is None:
                continue
            del self.incoming[key]
            if key[0] == "annotation":
                report, quote = wrong.after["report_id"], wrong.after["quote"]
                title = self.titles.get(report, "")
                self.unanchored.append(Unanchored(key[1], report, title, quote, wrong.author, "merge.words_missing"))

    def _stands(self, image: object) -> bool:
        if not isinstance(image, dict) or "quote" not in image:
            return True
        text = self.text(image["report_id"])
        return text is None or text[image["start"] : image["end"]] == image["quote"]

    def text(self, report_id: str) -> str | None:
        """Return the text of a report here or there, ``None`` where nobody has it."""
        if report_id not in self._texts:
            self._texts[report_id] = self._load_text(self.report_row(report_id).get("text_sha256", ""))
        return self._texts[report_id]

    def report_row(self, report_id: str) -> Row:
        """Return what is known of a report, also of one that does not show; empty where nothing is."""
        row = self._store.get("report", report_id)
        if row is None:
            incoming = self.incoming.get(("report", report_id))
            here = changes_of(self._store, "report", [report_id], self._undone).get(report_id, [])
            row = fold([*here, *(incoming.authored if incoming else ())]).row
        return row

    def _load_text(self, text_sha256: str) -> str | None:
        if not text_sha256:
            return None
        found = self._store.one("SELECT text FROM content WHERE sha256 = ? AND form = 'text'", (text_sha256,))
        if found is not None:
            return str(found[0])
        return next((text for source in self._sources if (text := source.text(text_sha256)) is not None), None)

    # --- row by row

    def _compare(self) -> None:
        by_entity: dict[str, list[str]] = {}
        for entity, key in self.incoming:
            by_entity.setdefault(entity, []).append(key)
        done, total = 0, len(self.incoming)
        for entity, ids in by_entity.items():
            for part in sliced(ids):
                mine = changes_of(self._store, entity, part, self._undone)
                for key in part:
                    self._compare_row(entity, key, mine.get(key, []))
                done += len(part)
                self._progress.step(done, total)
        self._keep_what_is_used()

    def _compare_row(self, entity: str, key: str, mine: list[Authored]) -> None:
        incoming = self.incoming[entity, key]
        if not mine:
            after = fold(incoming.authored, latest_insert_wins=entity == "setting")
            if after.shown:
                self.rows[entity, key] = after.row
                self._add(Compared(KINDS[entity][0], (), ()), entity, key, after.row)
            return
        common = [c for c in mine if (c.operation_id, entity, key) in self.shared]
        compared = compare(entity, mine, incoming.authored, common)
        after = fold([*mine, *incoming.authored], latest_insert_wins=entity == "setting")
        if compared.kind is not None or compared.disputes:
            self.rows[entity, key] = after.row
        self._add(compared, entity, key, after.row)

    def _add(self, compared: Compared, entity: str, key: str, row: Row) -> None:
        if compared.kind is None and not compared.disputes:
            return
        about = self._about(entity, key, row)
        if compared.kind is not None:
            newest = max(self.incoming[entity, key].authored, key=_order)
            self.items.append(Item(compared.kind, entity, key, newest.author, newest.at, about, compared.fields))
        for d in compared.disputes:
            self.conflicts.append(Conflict(entity, key, d.field, d.original, d.mine, d.theirs, d.newer, about))

    def _about(self, entity: str, key: str, row: Row) -> Subject:
        if entity == "annotation":
            report, tag = row["report_id"], row["tag_id"]
            names = self.titles.get(report, ""), self.tag_names.get(tag, "")
            return Subject(names[0], report, tag, names[1], row["quote"], "", row["start"], row["end"])
        if entity == "report":
            return Subject(row.get("title", ""), key)
        if entity == "tag":
            return Subject(row.get("name", ""), "", key, row.get("name", ""))
        if entity == "link":
            source, target = self._row("annotation", row["source_id"]), self._row("annotation", row["target_id"])
            report = source.get("report_id", "")
            quotes = source.get("quote", ""), target.get("quote", "")
            return Subject(self.titles.get(report, ""), report, "", "", *quotes, source.get("start", 0))
        if entity == "decision":
            return Subject(self.titles.get(row["report_id"], ""), row["report_id"], row["tag_id"], "", row["quote"])
        return Subject(key)

    def _row(self, entity: str, key: str) -> Row:
        incoming = self.incoming.get((entity, key))
        return self._store.get(entity, key) or (fold(incoming.authored).row if incoming else {})

    def _keep_what_is_used(self) -> None:
        """Drop deletions of tags and reports that annotations here still use: they stay (``core.merge_rules``)."""
        gone = {item.entity_id for item in self.items if item.kind is ItemKind.DELETED_ANNOTATION}
        kept = set()
        for item in self.items:
            if item.kind in (ItemKind.DELETED_TAG, ItemKind.DELETED_REPORT):
                column = "tag_id" if item.entity == "tag" else "report_id"
                query = f"SELECT id FROM annotation WHERE {column} = ?"  # noqa: S608 - constants
                if any(r[0] not in gone for r in self._store.execute(query, (item.entity_id,))):
                    kept.add(item.key)
        self.items = [item for item in self.items if item.key not in kept]


def _order(change: Authored) -> tuple[str, str]:
    return change.order
