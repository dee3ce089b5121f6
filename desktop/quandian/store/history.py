"""Undo and redo out of the change log, so that they survive closing, and the history of a thing.

An undo puts back the before-images of a step as a new operation. A step's own author and device can undo it; where
others changed its rows since, only what is still as the step left it is put back, field by field.
"""

from __future__ import annotations

from typing import Any

from quandian.core.errors import UserError
from quandian.core.model import HistoryEntry, Row, RowChange, UndoState
from quandian.store import rows, unmerging
from quandian.store.engine import sqlite3
from quandian.store.oplog import Operation
from quandian.store.rows import ENTITIES
from quandian.store.scopes import LOCAL, OWN, counting, undone_merges
from quandian.store.store import Store

# A step is undone if the newest undo or redo of it is an undo.
_UNDO = """
SELECT o.step, o.label FROM operation o
WHERE o.author = ? AND o.device = ? AND o.kind = 'do' AND o.step = o.id AND o.scope IN ('own', 'local')
  AND coalesce((SELECT kind FROM operation u WHERE u.target = o.id AND u.scope IN ('own', 'local')
    ORDER BY u.seq DESC LIMIT 1), 'redo') = 'redo'
ORDER BY o.seq DESC LIMIT 1
"""
# What can be redone is the newest undo since the last new step, whose step is still undone.
_REDO = """
SELECT u.target, d.label FROM operation u JOIN operation d ON d.id = u.target
WHERE u.author = :author AND u.device = :device AND u.kind = 'undo' AND u.scope IN ('own', 'local')
  AND u.seq > coalesce((SELECT max(seq) FROM operation WHERE author = :author AND device = :device AND kind = 'do'
    AND scope IN ('own', 'local')), 0)
  AND (SELECT kind FROM operation n WHERE n.target = u.target AND n.scope IN ('own', 'local')
    ORDER BY n.seq DESC LIMIT 1) = 'undo'
ORDER BY u.seq DESC LIMIT 1
"""

_ENTRIES = """
SELECT o.created_at, o.author, o.label, o.kind, o.id, {counts}, c.entity, c.entity_id, c.before, c.after, o.clock, c.seq
FROM {tables} ON o.seq = c.operation WHERE o.scope IN ('own', 'foreign', 'choice') {where}
ORDER BY o.clock DESC, o.id DESC LIMIT ?
"""  # changes of one operation are put in order afterwards: SQLite would look through the whole log to do it


def next_undo(store: Store) -> tuple[str, str] | None:
    """Return step and label of what undo would take back, or ``None``."""
    found = store.one(_UNDO, (store.author, store.device))
    return None if found is None else (found[0], found[1])


def next_redo(store: Store) -> tuple[str, str] | None:
    """Return step and label of what redo would bring again, or ``None``."""
    found = store.one(_REDO, {"author": store.author, "device": store.device})
    return None if found is None else (found[0], found[1])


def undo_state(store: Store) -> UndoState:
    """Return the labels of what undo and redo would do; nothing where the file is only read."""
    if store.still:
        return UndoState(None, None)
    undo, redo = next_undo(store), next_redo(store)
    return UndoState(undo and undo[1], redo and redo[1])


def step_back(store: Store) -> int:
    """Undo the newest step; returns how many rows were left as others made them. Raises UserError("undo.nothing")."""
    with store.operation("undo", kind="undo") as operation:
        found = next_undo(store)
        if found is None:
            raise UserError("undo.nothing")
        operation.target, operation.label = found
        return _redone(store, operation, found[0], inverse=True)


def step_forward(store: Store) -> int:
    """Redo what was undone last; returns how many rows were left alone. Raises UserError("redo.nothing")."""
    with store.operation("redo", kind="redo") as operation:
        found = next_redo(store)
        if found is None:
            raise UserError("redo.nothing")
        operation.target, operation.label = found
        return _redone(store, operation, found[0], inverse=False)


def take_back(store: Store, step: str, label: str) -> int:
    """Undo a step whichever others came since; returns how many rows were left alone."""
    with store.operation("undo", kind="undo") as operation:
        operation.target, operation.label = step, label
        return _redone(store, operation, step, inverse=True)


def _redone(store: Store, operation: Operation, step: str, *, inverse: bool) -> int:
    """Take a step back, or again; what followed from it by itself is taken along, and logged as that."""
    scope = store.one("SELECT scope FROM operation WHERE id = ?", (step,))
    if scope is not None and scope[0] == LOCAL:  # a merge: its changes count no more, or again
        operation.scope = LOCAL
        return unmerging.suspend(store, step) if inverse else unmerging.resume(store, step)
    if not inverse:
        left = apply(store, _changes_of(store, step, OWN), inverse=False)
    with operation.follows():
        apply(store, _changes_of(store, step, LOCAL), inverse=inverse)
    return apply(store, _changes_of(store, step, OWN), inverse=True) if inverse else left


def _changes_of(store: Store, step: str, scope: str) -> list[RowChange]:
    found = store.all(
        "SELECT c.entity, c.entity_id, c.before, c.after FROM operation o JOIN change c ON c.operation = o.seq"
        " WHERE o.step = ? AND o.scope = ? ORDER BY c.seq",
        (step, scope),
    )
    return rows.coalesced(_change_of(*values) for values in found)


def _change_of(entity: str, entity_id: str, before: str | None, after: str | None) -> RowChange:
    return RowChange(
        entity,
        entity_id,
        None if before is None else rows.decode(before),
        None if after is None else rows.decode(after),
    )


def apply(store: Store, changes: list[RowChange], *, inverse: bool) -> int:
    """Put back the before-images (``inverse``) or bring again the after-images; returns how many rows were left alone.

    A row is touched only as far as it is what the change expects to find; nothing that others wrote is overwritten, and
    nothing that others refer to is deleted. Must run inside an operation.
    """
    ids: dict[str, list[str]] = {}
    for change in changes:
        ids.setdefault(change.entity, []).append(change.entity_id)
    present = {(entity, key): row for entity, keys in ids.items() for key, row in store.get_many(entity, keys).items()}
    left, waiting = 0, list(reversed(changes) if inverse else changes)
    while waiting:
        refused: list[RowChange] = []
        for change in waiting:
            found, wanted = (change.after, change.before) if inverse else (change.before, change.after)
            row = present.get((change.entity, change.entity_id))
            try:
                left += not _put(store, change.entity, row, found, wanted)
            except sqlite3.IntegrityError:  # it refers to, or is referred to by, what may come later in the step
                refused.append(change)
        if len(refused) == len(waiting):  # others refer to it, or what it refers to is gone
            return left + len(refused)
        waiting = refused
    return left


def _put(store: Store, entity: str, row: Row | None, found: Row | None, wanted: Row | None) -> bool:
    """Take a row from image ``found`` to ``wanted`` as far as it still is ``found``; tells whether all was done."""
    if found is None:
        if row is not None or wanted is None:
            return False
        store.insert(entity, wanted)
        return True
    if wanted is None:
        if row != found:
            return False
        store.delete_many(entity, [row])
        return True
    if row is None:
        return False
    image = {key: wanted[key] for key in wanted if rows.value_at(row, key) == found[key]}
    group = [key for key in ENTITIES[entity].group if key in wanted]
    if not image.keys() >= set(group):  # somebody put it elsewhere since: half of one place is no place
        image = {key: value for key, value in image.items() if key not in group}
    whole = len(image) == len(wanted)
    if not whole and image.keys() <= {"modified_at"}:
        return False
    new = rows.patched(row, image)
    store.update(entity, row, {key: new[key] for key in {name.partition(".")[0] for name in image}})
    return whole


def entries(store: Store, entity_id: str | None, limit: int) -> list[HistoryEntry]:
    """Return logged changes, newest first by the clocks of all who wrote: of one thing, or of all."""
    where, tables = "", "operation o CROSS JOIN change c"  # walking back by the clock
    parameters: tuple[Any, ...] = (limit,)
    if entity_id is not None:  # naming all tables lets SQLite use the index on both columns
        where = f"AND c.entity IN ({', '.join(repr(e) for e in ENTITIES)}) AND c.entity_id = ?"
        tables, parameters = "change c CROSS JOIN operation o", (entity_id, limit)
    counts = counting(undone_merges(store))
    found = store.all(_ENTRIES.format(counts=counts, tables=tables, where=where), parameters)
    found.sort(key=_by_clock, reverse=True)
    return [HistoryEntry(v[0], v[1], v[2], v[3], _change_of(*v[6:10]), v[4], bool(v[5])) for v in found]


def _by_clock(values: tuple[Any, ...]) -> tuple[str, str, int]:
    return values[10], values[4], values[11]
