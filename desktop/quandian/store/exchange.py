"""The log as others see it: what leaves a project, and what comes in. ``store.scopes`` says whose a change is.

- :func:`export_log` gives the operations of a project with the changes that count, for packages and shared folders.
- ``store.planning.plan`` compares with other files and says what would come in (``core.merge.MergePlan``).
- ``store.merging.merge`` takes a plan in as one step; ``store.merging.take_in`` takes operations in by themselves.

A change is known by operation id, table and row id (:data:`ChangeKey`); taking one in twice is taking it in once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from quandian.core.merge_fold import Authored
from quandian.store import rows
from quandian.store.scopes import AUTHORED, counting, undone_merges
from quandian.store.store import Store

ChangeKey = tuple[str, str, str]
"""Operation id, table, row id."""


class LoggedChange(NamedTuple):
    """One change of one row as it stands in the log; images are JSON text (``core.images``), ``None`` as there."""

    entity: str
    entity_id: str
    before: str | None
    after: str | None


class LoggedOperation(NamedTuple):
    """An operation as it stands in the log. ``scope`` and ``seq`` are those of the file it was read from."""

    id: str
    step: str
    clock: str
    label: str
    kind: str
    target: str | None
    author: str
    device: str
    created_at: str
    scope: str = "own"
    seq: int = 0
    changes: tuple[LoggedChange, ...] = ()


OPERATION_COLUMNS = "o.id, o.step, o.clock, o.label, o.kind, o.target, o.author, o.device, o.created_at, o.scope, o.seq"
_WIDTH = 11


def export_log(
    store: Store, *, scopes: Sequence[str] = AUTHORED, after: int = 0, operations: Collection[str] | None = None
) -> Iterator[LoggedOperation]:
    """Yield authored operations by ``seq`` with the changes that count; those without any are left out.

    ``after``: only operations of a greater ``seq``. ``operations``: only these ids. Ids and clocks are as they were
    made, so that whoever takes in a part first and all of it later has everything once. Read to the end, or close it,
    before the next operation.
    """
    names = ", ".join(f"'{name}'" for name in scopes if name in AUTHORED)
    chosen = "" if operations is None else " AND o.id IN (SELECT value FROM json_each(:ids))"
    query = (
        f"SELECT {OPERATION_COLUMNS}, c.entity, c.entity_id, c.before, c.after FROM operation o"  # noqa: S608
        f" CROSS JOIN change c ON c.operation = o.seq WHERE o.seq > :after AND o.scope IN ({names}){chosen}"
        f" AND {counting(undone_merges(store))} ORDER BY o.seq, c.seq"
    )
    parameters: dict[str, object] = {"after": after}
    if operations is not None:
        parameters["ids"] = rows.encode(sorted(operations))
    for _, group in groupby(store.execute(query, parameters), key=itemgetter(_WIDTH - 1)):
        found = list(group)
        changes = tuple(LoggedChange._make(values[_WIDTH:]) for values in found)
        yield LoggedOperation._make((*found[0][:_WIDTH], changes))


def authored(operation: LoggedOperation, change: LoggedChange) -> Authored:
    """Return a logged change as folding wants it."""
    return Authored(
        operation.clock,
        operation.id,
        operation.kind,
        operation.author,
        operation.created_at,
        None if change.before is None else rows.decode(change.before),
        None if change.after is None else rows.decode(change.after),
    )


def known_keys(store: Store, ids: Collection[str]) -> set[ChangeKey]:
    """Return which changes of these operations are in the log and count."""
    found = store.execute(
        "SELECT o.id, c.entity, c.entity_id FROM json_each(?) j CROSS JOIN operation o ON o.id = j.value"  # noqa: S608
        f" CROSS JOIN change c ON c.operation = o.seq WHERE {counting(undone_merges(store))}",
        (rows.encode(sorted(ids)),),
    )
    return set(found)
