"""What others committed since: read here, or beforehand by a job with a connection of its own where it is a lot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quandian.core.model import Changes, RowChange
from quandian.store import rows
from quandian.store.scopes import CHOICE, FOREIGN, REPLAYED

if TYPE_CHECKING:
    from quandian.store.store import Store


class Outside(NamedTuple):
    """Operations newer than ``after`` up to ``seq``, as one change; ``clock`` is the latest of theirs."""

    after: int
    seq: int
    clock: str
    changes: Changes


def read(store: Store, after: int) -> Outside | None:
    """Return what operations newer than ``after`` changed, ``None`` where there are none."""
    newest = store.one("SELECT max(seq) FROM operation")
    if newest is None or newest[0] is None or newest[0] <= after:
        return None
    found = store.all(
        "SELECT o.seq, o.id, o.label, o.clock, c.entity, c.entity_id, c.before, c.after, o.scope"  # noqa: S608
        f" FROM operation o LEFT JOIN change c ON c.operation = o.seq AND o.{REPLAYED} WHERE o.seq > ?"
        " ORDER BY o.seq, c.seq",
        (after,),
    )
    changed = tuple(
        RowChange(r[4], r[5], None if r[6] is None else rows.decode(r[6]), None if r[7] is None else rows.decode(r[7]))
        for r in found
        if r[4] is not None
    )
    named = next((r for r in reversed(found) if r[8] not in (FOREIGN, CHOICE)), found[-1])
    changes = Changes(named[1], named[2], "outside", changed)
    return Outside(after, int(found[-1][0]), max(r[3] for r in found), changes)
