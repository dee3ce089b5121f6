"""Whose a logged operation is, which of its changes count, and what version 4.0 of the file adds for that.

``operation.scope``:

- ``own``: made here by a verb, an undo or a redo; its changes are what it did to the rows of this file.
- ``foreign``: made in another copy or project and taken in; ``choice``: made here while merging (a side in a conflict,
  a tag taken for another). The changes of these two have not touched a row by themselves.
- ``local``: what a merge, or what follows from a change (a tag that stands for another), did to the rows of this file;
  ``sync``: the same of what came in by itself, which nobody undoes. They never leave the file.

Replaying own, local and sync in the order of ``seq`` gives the rows. Folding own, foreign and choice
(``core.merge_fold``) gives the same rows; only these leave the file. ``change.taken`` names the merge (``seq`` of its
local operation) that brought a foreign change; while that merge is undone, its changes do not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quandian.core.merge import PROJECT_KEY, SPAN_COLUMNS
from quandian.store import rows

if TYPE_CHECKING:
    from sqlite_utils import Database

    from quandian.store.store import Store

OWN, FOREIGN, CHOICE, LOCAL, SYNC = "own", "foreign", "choice", "local", "sync"
AUTHORED = (OWN, FOREIGN, CHOICE)
REPLAYED = "scope IN ('own', 'local', 'sync')"

TABLES = """
ALTER TABLE operation ADD COLUMN scope TEXT NOT NULL DEFAULT 'own'
    CHECK (scope IN ('own', 'foreign', 'choice', 'local', 'sync'));
ALTER TABLE change ADD COLUMN taken INTEGER;
CREATE INDEX change_taken ON change (taken) WHERE taken IS NOT NULL;
CREATE TABLE derived (
    entity TEXT NOT NULL, entity_id TEXT NOT NULL, needs TEXT NOT NULL, PRIMARY KEY (entity, entity_id, needs)
) STRICT, WITHOUT ROWID;
CREATE INDEX derived_needs ON derived (needs);
CREATE TABLE left_out (
    operation_id TEXT NOT NULL, entity TEXT NOT NULL, entity_id TEXT NOT NULL, left_at TEXT NOT NULL,
    PRIMARY KEY (operation_id, entity, entity_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE disputed (
    id TEXT NOT NULL PRIMARY KEY, entity TEXT NOT NULL, entity_id TEXT NOT NULL, facts TEXT NOT NULL,
    found_at TEXT NOT NULL
) STRICT;
DROP VIEW log;
CREATE VIEW log AS SELECT c.seq, o.clock, o.created_at, o.author, o.device, o.id AS operation_id, o.label,
        o.kind, o.scope, c.entity, c.entity_id, c.before, c.after FROM change c JOIN operation o ON o.seq = c.operation;
"""


def undone_merges(store: Store) -> list[int]:
    """Return the merges (``seq`` of their local operations) that are undone at present."""
    found = store.all(
        "SELECT o.seq FROM operation o WHERE o.scope = 'local' AND o.kind = 'do' AND o.step = o.id"
        " AND (SELECT kind FROM operation u WHERE u.target = o.id AND u.scope = 'local' ORDER BY u.seq DESC LIMIT 1)"
        " = 'undo'"
    )
    return [r[0] for r in found]


def counting(undone: list[int], change: str = "c") -> str:
    """Return the SQL condition that a change counts, given the merges undone at present."""
    if not undone:
        return "1"
    return f"({change}.taken IS NULL OR {change}.taken NOT IN ({', '.join(map(str, undone))}))"


def add_key(db: Database) -> None:
    """Name an older project for good: by the id of its first operation, so that its copies get the same name."""
    first = db.execute("SELECT seq, id FROM operation ORDER BY seq LIMIT 1").fetchone()
    if first is None or db.execute("SELECT 1 FROM setting WHERE id = ?", (PROJECT_KEY,)).fetchone():
        return
    row = {"id": PROJECT_KEY, "value": first[1]}
    db.execute("INSERT INTO setting (id, value) VALUES (?, ?)", (PROJECT_KEY, rows.encode(first[1])))
    db.execute(
        "INSERT INTO change (operation, entity, entity_id, before, after) VALUES (?, 'setting', ?, NULL, ?)",
        (first[0], PROJECT_KEY, rows.encode(row)),
    )


def complete_spans(db: Database) -> None:
    """Log the whole place of an annotation wherever an older program logged only the part of it that changed.

    What it says is the same in every copy of the file, because they have this part of the log in common.
    """
    moved = (
        "entity = 'annotation' AND before IS NOT NULL AND after IS NOT NULL"
        """ AND (after LIKE '%"quote"%' OR after LIKE '%"start"%' OR after LIKE '%"end"%')"""
    )
    found = db.execute(f"SELECT DISTINCT entity_id FROM change WHERE {moved}").fetchall()  # noqa: S608 - constants
    for (key,) in found:
        _complete(db, key)


def _complete(db: Database, annotation_id: str) -> None:
    state: dict[str, Any] | None = None
    logged = db.execute(
        "SELECT seq, before, after FROM change WHERE entity = 'annotation' AND entity_id = ? ORDER BY seq",
        (annotation_id,),
    ).fetchall()
    for seq, before, after in logged:
        if after is None:
            state = None
        elif before is None:
            state = rows.decode(after)
        elif state is not None:
            old, new = rows.decode(before), rows.decode(after)
            then = rows.patched(state, new)
            if not new.keys().isdisjoint(SPAN_COLUMNS):
                old |= {column: state[column] for column in SPAN_COLUMNS}
                new |= {column: then[column] for column in SPAN_COLUMNS}
                values = (rows.encode(old), rows.encode(new), seq)
                db.execute("UPDATE change SET before = ?, after = ? WHERE seq = ?", values)
            state = then
