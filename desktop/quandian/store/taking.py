"""Takes operations in by themselves, as a shared folder brings them: no plan, no step to undo; conflicts wait.

What comes is folded like any change: the newest value of each field holds, a deletion stands. Where both sides changed
the same field without knowing of each other, the conflict waits in the table ``disputed`` until somebody settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quandian.core.errors import UserError
from quandian.core.ids import utc_now
from quandian.core.merge import DELETION, IDENTITY, SPAN, Choice, Conflict, Side, Subject, TakenIn, value_of
from quandian.core.merge_compare import unseen, value_of_image
from quandian.core.merge_fold import Authored, fold
from quandian.core.model import Changes, Row
from quandian.core.progress import Progress, silent
from quandian.store import rows
from quandian.store.exchange import LoggedOperation, authored
from quandian.store.incoming import Comparison, Incoming, RowKey
from quandian.store.merge_sentences import wrong_words
from quandian.store.merging import ContentSource, add_changes, add_choices, add_contents
from quandian.store.oplog import Operation
from quandian.store.scopes import SYNC, undone_merges
from quandian.store.settling import Settling, changes_of, sliced
from quandian.store.store import Store
from quandian.store.validating import WrongError, need_change, need_operation

_MOST_DISPUTED = 10_000


class _Texts:
    """Texts out of a source of contents, for comparing places."""

    def __init__(self, source: ContentSource) -> None:
        self._source = source

    def text(self, text_sha256: str) -> str | None:
        found = self._source.content(text_sha256, "")
        return None if found is None else found.text


def take_in(
    store: Store,
    operations: Iterable[LoggedOperation],
    contents: ContentSource,
    *,
    label: str = "shared",
    same_project: bool = True,
    progress: Progress | None = None,
) -> TakenIn:
    """Take operations of others in; those that are there, or whose merge was undone here, are passed over.

    ``contents`` has the texts and files of new reports. ``same_project`` lets its name and key come, too. Raises
    UserError merge.untrusted for what no Quandian writes, merge.no_text; Cancelled. Then nothing came.
    """
    progress = progress or silent()
    told: list[Changes] = []
    unsubscribe = store.subscribe(told.append)
    try:
        with store.operation(label, scope=SYNC) as operation:
            incoming = _new(store, operations, same_project)
            if not incoming:
                return TakenIn(0, (), (), 0, None)
            found = Comparison(store, [_Texts(contents)], progress)
            found.incoming = incoming
            found.run()
            conflicts = [c for c in found.conflicts if _is_open(store, c, incoming)]
            pairs = [pair for value in incoming.values() for pair in value.changes]
            store.tick(max((o.clock for o, _ in pairs), default=""))
            store.reserve(operation)
            add_changes(store, pairs, None)
            add_contents(store, incoming, [contents], progress)
            settling = Settling(store, progress=progress)
            settling.run(touched_rows(incoming))
            _remember(store, conflicts)
    finally:
        unsubscribe()
    new = len({o.id for o, _ in pairs})
    return TakenIn(new, tuple(conflicts), tuple(found.unanchored), settling.hidden, told[-1] if told else None)


def _new(store: Store, operations: Iterable[LoggedOperation], same_project: bool) -> dict[RowKey, Incoming]:
    """Return the changes that the log has not, checked, by row."""
    found: dict[RowKey, Incoming] = {}
    listed = list(operations)
    ids = rows.encode(sorted({operation.id for operation in listed}))
    query = "SELECT o.id, c.entity, c.entity_id FROM json_each(?) j CROSS JOIN operation o ON o.id = j.value"
    there = set(store.execute(f"{query} CROSS JOIN change c ON c.operation = o.seq", (ids,)))
    named = (
        "SELECT id FROM operation WHERE id IN (SELECT value FROM json_each(?)) AND scope NOT IN ('foreign', 'choice')"
    )
    ours = {r[0] for r in store.all(named, (ids,))}
    for operation in listed:
        bare = operation._replace(changes=())
        try:
            need_operation(bare)
            for change in operation.changes if operation.id not in ours else ():
                key = (operation.id, change.entity, change.entity_id)
                if key in there or (not same_project and change.entity == "setting" and change.entity_id in IDENTITY):
                    continue
                there.add(key)
                need_change(change)
                incoming = found.setdefault((change.entity, change.entity_id), Incoming())
                incoming.changes.append((bare, change))
                incoming.authored.append(authored(bare, change))
        except (WrongError, TypeError, RecursionError) as error:
            raise UserError("merge.untrusted", path=operation.author, what=wrong_words(error)) from error
    return found


def touched_rows(keys: Iterable[RowKey]) -> dict[str, set[str]]:
    """Return row keys as sets by table."""
    found: dict[str, set[str]] = {}
    for entity, key in keys:
        found.setdefault(entity, set()).add(key)
    return found


def _is_open(store: Store, conflict: Conflict, incoming: Mapping[RowKey, Incoming]) -> bool:
    key = (conflict.entity, conflict.entity_id)
    mine = changes_of(store, conflict.entity, [conflict.entity_id], undone_merges(store)).get(conflict.entity_id, [])
    return unseen(conflict, mine, incoming[key].authored)


# --- conflicts that wait


def _remember(store: Store, conflicts: Sequence[Conflict]) -> None:
    now = utc_now()
    values = [(c.key, c.entity, c.entity_id, rows.encode(_facts(c)), now) for c in conflicts[:_MOST_DISPUTED]]
    store.write_unlogged("INSERT OR REPLACE INTO disputed VALUES (?, ?, ?, ?, ?)", values, many=True)


def _facts(conflict: Conflict) -> dict[str, Any]:
    def side(value: Side) -> list[Any]:
        return [value.value, value.author, value.at, value.clock]

    about = conflict.about
    subject = [getattr(about, name) for name in Subject.__dataclass_fields__]
    sides = [side(conflict.mine), side(conflict.theirs)]
    return {"field": conflict.field, "original": conflict.original, "sides": sides, "newer": conflict.newer.value,
            "about": subject}  # fmt: skip


def disputed(store: Store) -> list[Conflict]:
    """Return the conflicts that wait, oldest first; those whose row has taken another value since have settled.

    So have those somebody settled who knew both values, here or elsewhere: a later change from the one to the other.
    """
    waiting: dict[str, list[Conflict]] = {}
    order = []
    for entity, key, text in store.all("SELECT entity, entity_id, facts FROM disputed ORDER BY found_at, id"):
        facts = rows.decode(text)
        mine, theirs = (Side(*values) for values in facts["sides"])
        about = Subject(*facts["about"])
        conflict = Conflict(entity, key, facts["field"], facts["original"], mine, theirs, Choice(facts["newer"]), about)
        if _waits(store, conflict):
            waiting.setdefault(entity, []).append(conflict)
            order.append(conflict)
    settled: set[str] = set()
    undone = undone_merges(store) if order else []
    for entity, conflicts in waiting.items():
        for part in sliced({conflict.entity_id for conflict in conflicts}):
            found = changes_of(store, entity, part, undone)
            settled |= {c.key for c in conflicts if _chosen_since(c, found.get(c.entity_id, ()))}
    return [conflict for conflict in order if conflict.key not in settled]


def _waits(store: Store, conflict: Conflict) -> bool:
    row = store.get(conflict.entity, conflict.entity_id)
    if conflict.field == DELETION:
        return row is None
    return row is not None and value_of(row, conflict.field) in (conflict.mine.value, conflict.theirs.value)


def _chosen_since(conflict: Conflict, changes: Iterable[Authored]) -> bool:
    """Whether a change later than both leads from one of the two values to the other, or deletes the row once more."""
    latest = max(conflict.mine.clock, conflict.theirs.clock)
    both = [conflict.mine.value, conflict.theirs.value]
    for change in changes:
        if change.clock <= latest or change.before is None:
            continue
        if change.after is None:
            return conflict.field == DELETION
        if conflict.field == DELETION:
            continue
        ends = [value_of_image(image, conflict.field) for image in (change.before, change.after)]
        if ends in (both, both[::-1]):
            return True
    return False


def settle(store: Store, key: str, choice: Choice) -> None:
    """Settle a conflict that waits: the value chosen becomes a change of this author. Nothing where it has settled."""
    with store.operation("settle") as operation:
        conflict = next((c for c in disputed(store) if c.key == key), None)
        store.write_unlogged("DELETE FROM disputed WHERE id = ?", (key,))
        if conflict is None:
            return
        mine = conflict.chosen(choice) is Choice.MINE
        side, other = (conflict.mine, conflict.theirs) if mine else (conflict.theirs, conflict.mine)
        row = store.get(conflict.entity, conflict.entity_id)
        if conflict.field == DELETION:
            if row is None and side.value is not None:
                _bring_back(store, operation, conflict)
            elif row is None:
                _confirm(store, conflict, other.value, None, max(side.clock, other.clock))
        elif row is not None and value_of(row, conflict.field) == side.value:
            _confirm(store, conflict, _image(conflict, other), _image(conflict, side), max(side.clock, other.clock))
        elif row is not None:
            new = rows.patched(row, _image(conflict, side))
            if conflict.entity == "annotation":
                new["modified_at"] = utc_now()
            store.update(conflict.entity, row, new)


def _image(conflict: Conflict, side: Side) -> dict[str, Any]:
    return dict(side.value) if conflict.field == SPAN else {conflict.field: side.value}


def _confirm(store: Store, conflict: Conflict, before: Row, after: Row | None, latest: str) -> None:
    """Log that what stands was chosen over the other: else the others would go on asking."""
    add_choices(store, {(conflict.entity, conflict.entity_id): (before, after)}, None, latest)


def _bring_back(store: Store, operation: Operation, conflict: Conflict) -> None:
    """Insert a deleted row again as all changes of it say."""
    store.execute("PRAGMA defer_foreign_keys=ON")
    found = changes_of(store, conflict.entity, [conflict.entity_id], undone_merges(store))
    row = fold(found[conflict.entity_id], latest_insert_wins=conflict.entity == "setting").row
    store.insert(conflict.entity, row)
    if conflict.entity == "annotation":
        with operation.follows():
            Settling(store).run({"report": {row["report_id"]}, "tag": {row["tag_id"]}})
