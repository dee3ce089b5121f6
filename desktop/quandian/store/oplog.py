"""Writing operations into the log: what a verb did, and what follows from it (``store.scopes`` says whose is what)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quandian.core.ids import new_id, utc_now
from quandian.core.model import RowChange
from quandian.store import rows
from quandian.store.scopes import LOCAL, OWN

if TYPE_CHECKING:
    from quandian.store.store import Store

MERGE_MS = 2000  # consecutive edits of the same note or field within this time are one undo step

_OPERATION = (
    "INSERT INTO operation (id, step, clock, label, kind, target, author, device, created_at, scope)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Operation:
    """What is being collected while an operation is open.

    ``changes`` are what the operation says; ``derived`` what follows from it by itself, which is logged apart.
    """

    __slots__ = (
        *("changes", "derived", "deriving", "id", "kind", "label", "merge", "scope", "seq", "step", "target", "wrote"),
    )

    def __init__(self, label: str, kind: str, target: str | None, merge: bool, scope: str = OWN) -> None:
        self.id = ""
        self.seq = 0
        self.label = label
        self.kind = kind
        self.target = target
        self.step = ""  # the one it joins, where it is a part of one
        self.merge = merge
        self.scope = scope
        self.changes: list[RowChange] = []
        self.derived: list[RowChange] = []
        self.deriving = False
        self.wrote = False  # something that is not logged: texts, passages

    def record(self, changes: Iterable[RowChange]) -> None:
        """Note what was done to rows."""
        (self.derived if self.deriving else self.changes).extend(changes)

    @contextmanager
    def follows(self) -> Iterator[None]:
        """Note what is written inside as what follows by itself."""
        before, self.deriving = self.deriving, True
        try:
            yield
        finally:
            self.deriving = before

    def marks(self) -> tuple[int, int]:
        """Return how much has been noted so far, for :meth:`forget`."""
        return len(self.changes), len(self.derived)

    def forget(self, marks: tuple[int, int]) -> None:
        """Drop what was noted since."""
        del self.changes[marks[0] :]
        del self.derived[marks[1] :]


def insert_operation(store: Store, operation: Operation, clock: str, step: str, scope: str, device: str) -> int:
    """Insert the row of an operation of this author; returns its ``seq``."""
    label, kind, target = operation.label, operation.kind, operation.target
    values = (operation.id, step, clock, label, kind, target, store.author, device, utc_now(), scope)
    return store.write_unlogged(_OPERATION, values)


def insert_changes(store: Store, seq: int, net: Sequence[RowChange]) -> None:
    """Insert the changes of an operation."""
    encode = rows.encode
    store.write_unlogged(
        "INSERT INTO change (operation, entity, entity_id, before, after) VALUES (?, ?, ?, ?, ?)",
        (
            (
                seq,
                c.entity,
                c.entity_id,
                None if c.before is None else encode(c.before),
                None if c.after is None else encode(c.after),
            )
            for c in net
        ),
        many=True,
    )


def append(store: Store, operation: Operation, net: Sequence[RowChange], clock: str) -> None:
    """Log an operation and its net changes; ``operation.id`` and ``.seq`` say then where."""
    if not operation.seq:
        operation.id = new_id()
        step = joins(store, operation, net, int(clock[:13])) if operation.merge else operation.step
        operation.seq = insert_operation(store, operation, clock, step or operation.id, operation.scope, store.device)
    insert_changes(store, operation.seq, net)


def append_derived(store: Store, operation: Operation, net: Sequence[RowChange], clock: str) -> None:
    """Log what follows from an operation beside it, in the same step, as local to this file."""
    found = store.one("SELECT step FROM operation WHERE seq = ?", (operation.seq,))
    beside = Operation(operation.label, operation.kind, operation.target, merge=False, scope=LOCAL)
    beside.id = new_id()
    seq = insert_operation(store, beside, clock, found[0] if found else operation.id, LOCAL, store.device)
    insert_changes(store, seq, net)


def joins(store: Store, operation: Operation, net: Sequence[RowChange], now_ms: int) -> str | None:
    """Return the step that this edit continues, if the newest operation of all is such a one."""
    last = store.one(
        "SELECT seq, step, clock, label, kind, author, device, scope FROM operation ORDER BY seq DESC LIMIT 1"
    )
    if last is None or len(net) != 1 or net[0].before is None or net[0].after is None:
        return None
    if last[3:] != (operation.label, "do", store.author, store.device, OWN):
        return None
    if now_ms - int(last[2][:13]) > MERGE_MS:
        return None
    earlier = store.all("SELECT entity_id, before, after FROM change WHERE operation = ?", (last[0],))
    if len(earlier) != 1 or earlier[0][0] != net[0].entity_id or earlier[0][1] is None or earlier[0][2] is None:
        return None
    same = rows.decode(earlier[0][2]).keys() ^ net[0].after.keys() <= {"modified_at"}
    return str(last[1]) if same else None
