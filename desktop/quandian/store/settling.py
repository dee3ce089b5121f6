"""Makes the rows of a project what its log says: folds what was done to touched rows, follows the rules, writes it.

Used by merging, by taking in, by undoing a merge, and after every other operation in a file where something does not
follow from its own changes alone (table ``derived``). What differs is written as rows of the open operation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from quandian.core.merge import ALIAS_REPORT, ALIAS_TAG
from quandian.core.merge_fold import NOTHING, Authored, Folded, fold, rooted
from quandian.core.merge_rules import (
    aliases,
    is_alias,
    wanted_annotation,
    wanted_decision,
    wanted_link,
    wanted_report,
    wanted_tags,
)
from quandian.core.model import Row, RowChange
from quandian.core.progress import Progress, silent
from quandian.store import rows
from quandian.store.oplog import Operation
from quandian.store.rows import ENTITIES
from quandian.store.scopes import counting, undone_merges
from quandian.store.store import Store

SLICE = 4000
Wanted = Callable[[str, Folded], tuple[Row | None, tuple[str, ...]]]


def sliced(ids: Iterable[str], size: int = SLICE) -> Iterator[list[str]]:
    """Return ids some at a time."""
    iterator = iter(ids)
    while part := list(islice(iterator, size)):
        yield part


def changes_of(store: Store, entity: str, ids: Sequence[str], undone: list[int]) -> dict[str, list[Authored]]:
    """Return the authored changes that count, by row, in any order; rows without any are left out."""
    found = store.all(
        "SELECT c.entity_id, o.clock, o.id, o.kind, o.author, o.created_at, c.before, c.after FROM json_each(?) j"  # noqa: S608
        " CROSS JOIN change c ON c.entity = ? AND c.entity_id = j.value CROSS JOIN operation o ON o.seq = c.operation"
        f" WHERE o.scope IN ('own', 'foreign', 'choice') AND {counting(undone)}",
        (rows.encode(list(ids)), entity),
    )
    result: dict[str, list[Authored]] = {}
    decode = rows.decode
    for key, clock, operation, kind, author, at, before, after in found:
        change = Authored(
            clock,
            operation,
            kind,
            author,
            at,
            None if before is None else decode(before),
            None if after is None else decode(after),
        )
        result.setdefault(key, []).append(change)
    return result


def states_of(store: Store, entity: str, ids: Sequence[str], undone: list[int]) -> dict[str, Folded]:
    """Return what the changes of rows come to; a row nobody ever made is :data:`NOTHING`."""
    found = changes_of(store, entity, ids, undone)
    setting = entity == "setting"
    return {key: fold(found[key], latest_insert_wins=setting) if key in found else NOTHING for key in ids}


class Settling:
    """One run over touched rows, inside an operation.

    ``hidden`` counts annotations and relations that are not shown though nobody deleted them. ``foreign`` says that
    changes of others are among those that touched the rows.
    """

    def __init__(
        self,
        store: Store,
        undone: list[int] | None = None,
        progress: Progress | None = None,
        *,
        foreign: bool = True,
    ) -> None:
        self.hidden = 0
        self._store = store
        self._undone = undone_merges(store) if undone is None else undone
        self._progress = progress or silent()
        self._done = self._total = 0
        self._tag_states: dict[str, Folded] | None = None
        self._alias_tag: dict[str, str] = {}
        self._alias_report: dict[str, str] = {}
        self._tags_seen: set[str] = set()
        self._reports_seen: set[str] = set()
        self._all_tags = False
        self._unsure: dict[str, set[str]] = {"tag": set(), "report": set()}
        self._before: dict[str, object] = {}
        self._foreign = foreign
        self._derived = store.one("SELECT 1 FROM derived LIMIT 1") is not None

    def run(self, touched: dict[str, set[str]]) -> None:
        """Settle these rows, by table, and what hangs on them. Raises Cancelled."""
        self._store.execute("PRAGMA defer_foreign_keys=ON")  # rows come in the order of tables, not of references
        touched = {entity: set(touched.get(entity, ())) for entity in ENTITIES}
        self._total = sum(map(len, touched.values())) or 1
        self._unsure = {"tag": set(touched["tag"]), "report": set(touched["report"])}
        self._settings(touched)
        self._all_tags = self._all_tags or bool(touched["tag"])
        annotations = touched["annotation"] | self._waiting("annotation", "tag", touched["tag"])
        annotations |= self._waiting("annotation", "report", touched["report"])
        for part in sliced(sorted(annotations)):
            self._annotations(part)
        self._reports(touched["report"])
        self._tags()
        self._links(touched["link"], annotations)
        self._decisions(touched["decision"], touched["report"] | self._reports_seen)

    def seen(self, changes: Iterable[RowChange]) -> None:
        """Take note of tags and reports that rows of an operation used or use: they may be there only for that.

        And of what stood for what before it.
        """
        for change in changes:
            if change.entity == "setting" and is_alias(change.entity_id):
                self._before[change.entity_id] = None if change.before is None else change.before["value"]
            if change.entity == "annotation":
                for image in (change.before, change.after):
                    if image is not None:
                        self._note(image)

    def _note(self, image: Row) -> None:
        if "tag_id" in image:
            self._tags_seen.add(image["tag_id"])
        if "report_id" in image:
            self._reports_seen.add(image["report_id"])

    # --- parts

    def _settings(self, touched: dict[str, set[str]]) -> None:
        before = self._read_aliases(self._before)
        if touched["setting"]:
            self._apply("setting", sorted(touched["setting"]), _as_folded)
        if not any(map(is_alias, touched["setting"])) and not touched["tag"] and not touched["report"]:
            self._alias_tag, self._alias_report = before
            return
        after = self._alias_tag, self._alias_report = self._read_aliases({})
        names = before[0].keys() | after[0].keys()
        fresh = touched["tag"]  # a tag that was not known before could not stand for another
        changed = {n for n in names if rooted(before[0], n) != rooted(after[0], n) or fresh & {n, after[0].get(n, n)}}
        if changed:
            self._all_tags = True
            tags = changed | {rooted(alias, n) for alias in (before[0], after[0]) for n in changed}
            query = "SELECT id FROM annotation WHERE tag_id IN (SELECT value FROM json_each(?))"
            found = self._store.all(query, (rows.encode(sorted(tags)),))
            touched["annotation"] |= {r[0] for r in found} | self._waiting("annotation", "tag", tags)
        names = before[1].keys() | after[1].keys()
        fresh = touched["report"]
        touched["report"] |= {n for n in names if before[1].get(n) != after[1].get(n) or after[1].get(n) in fresh}

    def _read_aliases(self, instead: Mapping[str, object]) -> tuple[dict[str, str], dict[str, str]]:
        found = self._store.all("SELECT id, value FROM setting WHERE id >= 'alias.' AND id < 'alias/'")
        if not found and not instead:
            return {}, {}
        settings = [*({key: rows.decode(value) for key, value in found} | dict(instead)).items()]
        reports = [value for key, value in settings if key.startswith(ALIAS_REPORT) and isinstance(value, str)]
        known = self._known_reports(reports)
        return aliases(settings, ALIAS_TAG, self._known_tags()), aliases(settings, ALIAS_REPORT, known)

    def _tag_folds(self) -> dict[str, Folded]:
        if self._tag_states is None:
            ids = [r[0] for r in self._store.all("SELECT DISTINCT entity_id FROM change WHERE entity = 'tag'")]
            self._tag_states = states_of(self._store, "tag", ids, self._undone)
        return self._tag_states

    def _known_tags(self) -> set[str]:
        return {key for key, state in self._tag_folds().items() if state.whole}

    def _known_reports(self, ids: Iterable[str]) -> set[str]:
        wanted = list(dict.fromkeys(ids))
        there = self._there("report", wanted) - self._unsure["report"]  # their rows are as they were before
        missing = [key for key in wanted if key not in there]
        if missing:
            found = states_of(self._store, "report", missing, self._undone)
            there |= {key for key, state in found.items() if state.whole}
        return there

    def _there(self, entity: str, ids: Sequence[str]) -> set[str]:
        found = self._store.all(
            f"SELECT id FROM {entity} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608 - constants
            (rows.encode(list(ids)),),
        )
        return {r[0] for r in found}

    def _annotations(self, ids: list[str]) -> None:
        states = states_of(self._store, "annotation", ids, self._undone)
        reports = self._known_reports(s.row["report_id"] for s in states.values() if s.shown)
        roots = {rooted(self._alias_tag, s.row["tag_id"]) for s in states.values() if s.shown}
        tags = self._there("tag", sorted(roots)) - self._unsure["tag"]
        if roots - tags:
            tags |= self._known_tags()
            self._all_tags = True

        def wanted(_: str, state: Folded) -> tuple[Row | None, tuple[str, ...]]:
            row, waits = wanted_annotation(state, self._alias_tag, tags, reports)
            if row is not None:
                self._note(row)
            return row, waits

        self._apply("annotation", ids, wanted, states)

    def _reports(self, touched: set[str]) -> None:
        seen = sorted(self._reports_seen)
        ids = touched | (self._reports_seen - self._there("report", seen)) | self._deriving("report", seen)
        if not ids:
            return

        def wanted(key: str, state: Folded) -> tuple[Row | None, tuple[str, ...]]:
            used = self._store.one("SELECT 1 FROM annotation WHERE report_id = ? LIMIT 1", (key,)) is not None
            aliased = rooted(self._alias_report, key) != key
            row = wanted_report(state, aliased, used)
            kept = row is not None and (aliased or not state.alive)
            return row, ("use",) if kept or (row is None and state.shown) else ()

        self._reports_seen |= ids
        for part in sliced(sorted(ids)):
            self._apply("report", part, wanted)

    def _tags(self) -> None:
        if not self._all_tags and not self._deriving("tag", sorted(self._tags_seen)):
            return
        states = self._tag_folds()
        used = {r[0] for r in self._store.all("SELECT DISTINCT tag_id FROM annotation")}
        shown = wanted_tags(states, self._alias_tag, used)

        def wanted(key: str, state: Folded) -> tuple[Row | None, tuple[str, ...]]:
            row = shown.get(key)
            own = state.row if state.shown else None
            return row, () if row == own else ("use",)

        there = [r[0] for r in self._store.all("SELECT id FROM tag")]
        self._apply("tag", sorted({*states, *there}), wanted, states)

    def _links(self, touched: set[str], annotations: set[str]) -> None:
        ids = set(touched)
        for part in sliced(sorted(annotations)):
            there = self._there("annotation", part)
            gone = [key for key in part if key not in there]
            for column in ("source_id", "target_id") if gone else ():
                found = self._store.all(
                    f"SELECT id FROM link WHERE {column} IN (SELECT value FROM json_each(?))",  # noqa: S608 - constants
                    (rows.encode(gone),),
                )
                ids |= {r[0] for r in found}
        ids |= self._waiting("link", "annotation", annotations)
        for part in sliced(sorted(ids)):
            states = states_of(self._store, "link", part, self._undone)
            ends = {end for s in states.values() if s.shown for end in (s.row["source_id"], s.row["target_id"])}
            there = self._there("annotation", sorted(ends))

            def wanted(_: str, state: Folded, there: set[str] = there) -> tuple[Row | None, tuple[str, ...]]:
                return wanted_link(state, there)

            self._apply("link", part, wanted, states)

    def _decisions(self, touched: set[str], reports: set[str]) -> None:
        ids = set(touched) | self._waiting("decision", "report", reports)
        gone = sorted(reports - self._there("report", sorted(reports)))
        if gone:
            found = self._store.all(
                "SELECT id FROM decision WHERE report_id IN (SELECT value FROM json_each(?))", (rows.encode(gone),)
            )
            ids |= {r[0] for r in found}
        for part in sliced(sorted(ids)):
            states = states_of(self._store, "decision", part, self._undone)
            there = self._there("report", sorted({s.row["report_id"] for s in states.values() if s.shown}))

            def wanted(_: str, state: Folded, there: set[str] = there) -> tuple[Row | None, tuple[str, ...]]:
                return wanted_decision(state, there)

            self._apply("decision", part, wanted, states)

    # --- rows

    def _waiting(self, entity: str, kind: str, ids: Iterable[str]) -> set[str]:
        """Return the rows of a table that wait for these."""
        if not self._derived:
            return set()
        found: set[str] = set()
        for part in sliced(sorted(ids)):
            needs = rows.encode([f"{kind}:{key}" for key in part])
            query = "SELECT entity_id FROM derived WHERE entity = ? AND needs IN (SELECT value FROM json_each(?))"
            found |= {r[0] for r in self._store.all(query, (entity, needs))}
        return found

    def _deriving(self, entity: str, ids: Sequence[str]) -> set[str]:
        """Return those of these rows that are not what their own changes say."""
        if not self._derived:
            return set()
        query = "SELECT entity_id FROM derived WHERE entity = ? AND entity_id IN (SELECT value FROM json_each(?))"
        return {r[0] for r in self._store.all(query, (entity, rows.encode(list(ids))))}

    def _apply(self, entity: str, ids: Sequence[str], wanted: Wanted, states: dict[str, Folded] | None = None) -> None:
        """Write what differs between the rows as they are and as they are wanted."""
        store = self._store
        if states is None:
            states = states_of(store, entity, ids, self._undone)
        present, noted = store.get_many(entity, ids), self._deriving(entity, ids)
        new: list[Row] = []
        gone: list[Row] = []
        needs: list[tuple[str, str, str]] = []
        for key in ids:
            state, row = states.get(key, NOTHING), present.get(key)
            want, waits = wanted(key, state)
            needs += [(entity, key, need) for need in waits]
            if state.whole and not state.alive and want is None and (self._foreign or key in noted):
                needs.append((entity, key, "life"))  # brought back by an undo here, it is not what it was here
            self.hidden += want is None and bool(waits) and entity in ("annotation", "link")
            if want is None:
                if row is not None:
                    gone.append(row)
                    self._seen_row(entity, row)
            elif row is None:
                new.append(want)
            else:
                self._seen_row(entity, row)
                if row != want:
                    store.update(entity, row, want)
        store.delete_many(entity, gone)
        store.insert_many(entity, new)
        self._register(entity, ids, needs)
        self._done += len(ids)
        self._progress.step(min(self._done, self._total), self._total)

    def _seen_row(self, entity: str, row: Row) -> None:
        if entity == "annotation":
            self._note(row)

    def _register(self, entity: str, ids: Sequence[str], needs: list[tuple[str, str, str]]) -> None:
        old = self._deriving(entity, ids)
        if old:
            sql = "DELETE FROM derived WHERE entity = ? AND entity_id = ?"
            self._store.write_unlogged(sql, [(entity, key) for key in sorted(old)], many=True)
        if needs:
            self._store.write_unlogged("INSERT OR IGNORE INTO derived VALUES (?, ?, ?)", needs, many=True)
            self._derived = True


def _as_folded(_: str, state: Folded) -> tuple[Row | None, tuple[str, ...]]:
    return (state.row if state.shown else None), ()


def follow(store: Store, operation: Operation, net: Sequence[RowChange]) -> None:
    """Settle what hangs on the rows of an operation; nothing to do in a file where all follows from its own changes."""
    if operation.scope != "own":
        return  # merging and taking in settle by themselves
    alias = any(c.entity == "setting" and is_alias(c.entity_id) for c in net)
    if not alias and store.one("SELECT 1 FROM derived LIMIT 1") is None:
        return
    touched: dict[str, set[str]] = {}
    for change in [*net, *operation.derived]:
        touched.setdefault(change.entity, set()).add(change.entity_id)
    settling = Settling(store, foreign=False)
    settling.seen(net)
    settling.run(touched)


def touched_by(changes: Iterable[tuple[Any, ...]]) -> dict[str, set[str]]:
    """Return pairs (table, row id) as sets by table."""
    touched: dict[str, set[str]] = {}
    for entity, key in changes:
        touched.setdefault(entity, set()).add(key)
    return touched
