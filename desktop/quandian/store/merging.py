"""Takes what others did into a project: a plan as one step that can be undone, or what a shared folder brought.

Changes go into the log first, under the operations of those who made them; then the rows are settled
(``store.settling``). Left items stay out of the log, so that the next merge offers them again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from quandian.core.calm import no_collection
from quandian.core.errors import UserError
from quandian.core.ids import new_id, utc_now
from quandian.core.images import patched
from quandian.core.merge import (
    ALIAS_REPORT,
    ALIAS_TAG,
    DELETION,
    SPAN,
    Choice,
    Choices,
    Conflict,
    ItemKind,
    MergeOutcome,
    MergePlan,
    Unanchored,
)
from quandian.core.merge_fold import fold
from quandian.core.model import CONTEXT, Changes, Row, RowChange
from quandian.core.progress import Progress, silent
from quandian.core.text import context_of
from quandian.store import oplog, rows, search
from quandian.store.exchange import LoggedChange, LoggedOperation
from quandian.store.foreign import Content
from quandian.store.incoming import Incoming, RowKey
from quandian.store.oplog import Operation
from quandian.store.planning import Bundle
from quandian.store.scopes import AUTHORED, CHOICE, FOREIGN, LOCAL, counting, undone_merges
from quandian.store.settling import Settling
from quandian.store.store import Store

_INSERT_OPERATION = (
    "INSERT INTO operation (id, step, clock, label, kind, target, author, device, created_at, scope)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_CHANGE = "INSERT INTO change (operation, entity, entity_id, before, after, taken) VALUES (?, ?, ?, ?, ?, ?)"


class ContentSource(Protocol):
    """Where texts and source files of new reports come from."""

    def content(self, text_sha256: str, source_sha256: str) -> Content | None:
        """Return what belongs to a report, its hashes compared; ``None`` where the text is not there."""


def merge(store: Store, plan: MergePlan, choices: Choices | None, progress: Progress | None = None) -> MergeOutcome:
    """Carry a plan out as one step. Raises UserError merge.stale where the project changed since, Cancelled."""
    bundle: Bundle = plan.bundle
    chosen = choices or plan.defaults()
    taken = plan.taken(chosen)
    keys = {item.key for item in taken}
    left = {(item.entity, item.entity_id) for item in plan.items if item.key not in keys}
    incoming = {key: value for key, value in bundle.incoming.items() if key not in left}
    told: list[Changes] = []
    unsubscribe = store.subscribe(told.append)
    try:
        work = _Merge(store, plan, chosen, incoming, progress or silent())
        if incoming or left:
            with no_collection():
                work.run(left)
    finally:
        unsubscribe()
    counts: dict[ItemKind, int] = {}
    replaced = plan.replaced(chosen.align)
    for item in taken:
        if item.key in replaced:
            continue
        counts[item.kind] = counts.get(item.kind, 0) + 1
    changes = told[-1] if told and incoming else None
    return MergeOutcome(
        counts, len(left), work.resolved, work.mapped, work.aligned, work.unanchored, work.hidden, changes
    )


class _Merge:
    def __init__(
        self, store: Store, plan: MergePlan, choices: Choices, incoming: Mapping[RowKey, Incoming], progress: Progress
    ) -> None:
        self.resolved = self.mapped = self.aligned = self.hidden = 0
        self.unanchored: tuple[Unanchored, ...] = plan.unanchored
        self._store, self._plan, self._choices = store, plan, choices
        self._bundle: Bundle = plan.bundle
        self._incoming, self._progress = incoming, progress
        self._choice: dict[RowKey, tuple[Row | None, Row]] = {}

    def run(self, left: Collection[RowKey]) -> None:
        store = self._store
        if not self._incoming:
            with store.operation("merge"):
                self._remember_left(left)
            return
        with store.operation(f"merge|{self._bundle.name}", scope=LOCAL) as operation:
            newest = store.one("SELECT max(seq) FROM operation")
            if newest is None or newest[0] != self._bundle.seen:
                raise UserError("merge.stale")
            pairs = [pair for incoming in self._incoming.values() for pair in incoming.changes]
            latest = max((o.clock for o, _ in pairs), default="")
            store.tick(latest)  # the merge is later than all that it brings, in the history too
            merge = store.reserve(operation)
            add_changes(store, pairs, merge)
            add_contents(store, self._incoming, self._bundle.foreigns, self._progress)
            self._choose()
            add_choices(store, self._choice, merge, latest)
            settling = Settling(store, progress=self._progress)
            settling.run(_touched([*self._incoming, *self._choice]))
            self.hidden = settling.hidden
            self._remember_left(left)

    # --- what a person chose is a change of that person

    def _choose(self) -> None:
        for conflict in self._plan.conflicts:
            if (conflict.entity, conflict.entity_id) in self._incoming:
                self._settle(conflict, self._choices.choice(conflict))
        for mapping in self._plan.tags:
            target = self._choices.tags.get(mapping.key, mapping.proposal)
            if target is not None and ("tag", mapping.tag_id) in self._incoming and target != mapping.tag_id:
                self._map(mapping.tag_id, target)
        for near in self._plan.near_reports:
            if near.report_id in self._choices.align and ("report", near.here_id) not in self._choice:
                self._align(near.report_id, near.here_id)
                self.unanchored += near.unanchored

    def _settle(self, conflict: Conflict, choice: Choice) -> None:
        self.resolved += 1
        key = (conflict.entity, conflict.entity_id)
        side = conflict.mine if choice is Choice.MINE else conflict.theirs
        if conflict.field == DELETION:
            if side.value is not None:  # folding lets the deletion stand; to keep the row is a change
                self._choice[key] = (None, self._bundle.rows[key])
            return
        if choice is conflict.newer:
            return
        other = conflict.theirs if choice is Choice.MINE else conflict.mine
        before, after = ({conflict.field: other.value}, {conflict.field: side.value})
        if conflict.field == SPAN:
            before, after = dict(other.value), dict(side.value)
        self._update(key, before, after)

    def _update(self, key: RowKey, before: Row, after: Row) -> None:
        """Add an update of a row to the choices; one of a row that comes back becomes part of its image."""
        old_before, old_after = self._choice.get(key, ({}, {}))
        if old_before is None:
            self._choice[key] = (None, patched(old_after, after))
            return
        if key[0] == "annotation":
            before = {"modified_at": self._bundle.rows[key]["modified_at"], **before}
            after = {**after, "modified_at": utc_now()}
        self._choice[key] = ({**before, **old_before}, {**old_after, **after})

    def _map(self, tag_id: str, target: str) -> None:
        self.mapped += 1
        self._set(ALIAS_TAG + tag_id, target)
        own, other = self._store.get("tag", target), self._bundle.rows.get(("tag", tag_id))
        if own is None or other is None:
            return
        known = {field["name"] for field in own["fields"]}
        more = [field for field in other["fields"] if field["name"] not in known]
        if more:
            self._choice["tag", target] = ({"fields": own["fields"]}, {"fields": [*own["fields"], *more]})

    def _align(self, report_id: str, here_id: str) -> None:
        self._set(ALIAS_REPORT + report_id, here_id)
        found = self._store.one(
            "SELECT c.text FROM report r JOIN content c ON c.sha256 = r.text_sha256 AND c.form = 'text' WHERE r.id = ?",
            (here_id,),
        )
        text = str(found[0]) if found else ""
        for key, (start, end) in self._bundle.places.get(report_id, {}).items():
            if ("annotation", key) not in self._incoming:
                continue
            old = self._bundle.rows["annotation", key]
            prefix, suffix = context_of(text, start, end, CONTEXT)
            new = {"report_id": here_id, "start": start, "end": end, "quote": text[start:end]}
            after = {**new, "prefix": prefix, "suffix": suffix}
            self._update(("annotation", key), {column: old[column] for column in after}, after)
            self.aligned += 1

    def _set(self, name: str, value: str) -> None:
        row = self._store.get("setting", name)
        if row is None:
            self._choice["setting", name] = (None, {"id": name, "value": value})
        elif row["value"] != value:
            self._choice["setting", name] = ({"value": row["value"]}, {"value": value})

    def _remember_left(self, left: Collection[RowKey]) -> None:
        now = utc_now()
        values = [
            (operation.id, *key, now) for key in sorted(left) for operation, _ in self._bundle.incoming[key].changes
        ]
        store = self._store
        store.write_unlogged("INSERT OR IGNORE INTO left_out VALUES (?, ?, ?, ?)", values, many=True)
        if store.one("SELECT 1 FROM left_out LIMIT 1") is not None:
            gone = [(o.id, *key) for key, value in self._incoming.items() for o, _ in value.changes]
            sql = "DELETE FROM left_out WHERE operation_id = ? AND entity = ? AND entity_id = ?"
            store.write_unlogged(sql, gone, many=True)


# --- into the log


def add_changes(store: Store, pairs: Sequence[tuple[LoggedOperation, LoggedChange]], taken: int | None) -> None:
    """Put changes of others under their operations; those that are there and do not count, count again."""
    ids = sorted({operation.id for operation, _ in pairs})
    found = store.all(
        "SELECT id, seq, scope FROM operation WHERE id IN (SELECT value FROM json_each(?))", (rows.encode(ids),)
    )
    seqs = {key: int(seq) for key, seq, scope in found if scope in AUTHORED}
    for operation, _ in sorted(pairs, key=_by_clock):
        if operation.id not in seqs:
            seqs[operation.id] = store.write_unlogged(_INSERT_OPERATION, (*operation[:9], FOREIGN))
    there = _suspended(store)
    again = [p for p in pairs if (p[0].id, p[1].entity, p[1].entity_id) in there]
    new = [p for p in pairs if (p[0].id, p[1].entity, p[1].entity_id) not in there] if again else pairs
    store.write_unlogged(_INSERT_CHANGE, ((seqs[o.id], *c, taken) for o, c in new), many=True)
    sql = "UPDATE change SET taken = ? WHERE operation = ? AND entity = ? AND entity_id = ?"
    store.write_unlogged(sql, [(taken, seqs[o.id], c.entity, c.entity_id) for o, c in again], many=True)
    now = utc_now()
    authors = sorted({operation.author for operation, _ in pairs})
    store.write_unlogged(
        "INSERT OR IGNORE INTO member (name, since) VALUES (?, ?)", [(name, now) for name in authors], many=True
    )


def _by_clock(pair: tuple[LoggedOperation, LoggedChange]) -> tuple[str, str]:
    return pair[0].clock, pair[0].id


def _suspended(store: Store) -> set[tuple[str, str, str]]:
    """Return the changes that are in the log and do not count."""
    undone = undone_merges(store)
    if not undone:
        return set()
    return set(
        store.execute(
            "SELECT o.id, c.entity, c.entity_id FROM change c JOIN operation o ON o.seq = c.operation"  # noqa: S608
            f" WHERE c.taken IS NOT NULL AND NOT {counting(undone)}"
        )
    )


def add_choices(
    store: Store, choices: Mapping[RowKey, tuple[Row | None, Row | None]], taken: int | None, latest: str
) -> None:
    """Log what was chosen as an operation of this author, later than all that came in."""
    clock = store.tick(latest)
    if not choices:
        return
    operation = Operation("merge_choices", "do", None, merge=False, scope=CHOICE)
    operation.id = new_id()
    seq = oplog.insert_operation(store, operation, clock, operation.id, CHOICE, store.device)
    oplog.insert_changes(store, seq, [RowChange(*key, before, after) for key, (before, after) in choices.items()])
    store.write_unlogged("UPDATE change SET taken = ? WHERE operation = ?", (taken, seq))


def add_contents(
    store: Store, incoming: Mapping[RowKey, Incoming], sources: Sequence[ContentSource], progress: Progress
) -> None:
    """Store texts, passages and source files of reports that come in. Raises UserError("merge.no_text")."""
    reports = [fold(value.authored).row for (entity, _), value in incoming.items() if entity == "report"]
    for number, row in enumerate(reports):
        if "text_sha256" in row:
            progress.step(number, len(reports))
            _add_content(store, row, sources)


def _add_content(store: Store, row: Row, sources: Sequence[ContentSource]) -> None:
    text_sha256, source_sha256 = row["text_sha256"], row["source_sha256"]
    known: dict[str, str] = dict(
        store.all(
            "SELECT form, packing FROM content WHERE (sha256 = ? AND form = 'text') OR (sha256 = ? AND form = 'file')",
            (text_sha256, source_sha256),
        )
    )
    if "text" in known and known.get("file", "absent") != "absent":
        return
    found = [content for source in sources if (content := source.content(text_sha256, source_sha256)) is not None]
    if not found:
        if "text" in known:
            return
        raise UserError("merge.no_text", title=row.get("title", ""))
    best = next((content for content in found if content.source is not None), found[0])
    if "text" not in known:
        keep_text(store, text_sha256, best)
    if known.get("file") is None or best.source is not None:
        store.write_unlogged(
            "INSERT OR REPLACE INTO content (sha256, form, media_type, packing, data) VALUES (?, 'file', ?, ?, ?)",
            (source_sha256, best.media_type, best.packing, best.source or b""),
        )


def keep_text(store: Store, text_sha256: str, content: Content) -> None:
    """Store a text with its passages and its words for the search."""
    number = store.write_unlogged(
        "INSERT INTO content (sha256, form, media_type, text) VALUES (?, 'text', 'text/plain', ?)",
        (text_sha256, content.text),
    )
    search.index(store, number, content.text)
    store.write_unlogged(
        "INSERT OR IGNORE INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (text_sha256, p.ordinal, p.paragraph, p.start, p.end, p.role.value, p.level, rows.encode(list(p.section)))
            for p in content.passages
        ],
        many=True,
    )


def _touched(keys: Iterable[RowKey]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entity, key in keys:
        found.setdefault(entity, set()).add(key)
    return found
