"""A project as it was when a masked package left it: what merging compares with when the package comes back.

The copy holds the log up to then and what came back since, under those who made it. So merging sees by itself what
only one side changed and what both did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Protocol

from quandian.core.merge_fold import Folded
from quandian.store.engine import connect, told
from quandian.store.exchange import LoggedOperation
from quandian.store.foreign import Content
from quandian.store.merging import add_changes, keep_text
from quandian.store.scopes import SYNC, undone_merges
from quandian.store.settling import states_of
from quandian.store.store import Store

_HERE = "scope <> 'foreign'"  # operations whose time is the time at which they came into this file


class Texts(Protocol):
    """Where texts of reports come from that the project lacks."""

    def content(self, text_sha256: str, source_sha256: str) -> Content | None:
        """Return what belongs to a report."""


class Earlier:
    """A copy of a project, to be taken back to an earlier time; it is nobody's project, only read by a merge."""

    def __init__(self, path: Path, *, author: str, device: str) -> None:
        self._path, self._author, self._device = path, author, device
        self._store = Store(path, author=author, device=device)
        found = self._store.all("SELECT DISTINCT entity, entity_id FROM change")
        self.ids: dict[str, list[str]] = {}
        """Every row there ever was, by table."""
        for entity, key in found:
            self.ids.setdefault(entity, []).append(key)
        self.devices = {r[0] for r in self._store.all("SELECT DISTINCT device FROM operation")} | {device}

    def close(self) -> None:
        """Close the copy; the file stays."""
        self._store.close()

    def take_back(self, at: str) -> None:
        """Forget what came into the project after a time (UTC ISO 8601), and what does not count in it now."""
        undone = undone_merges(self._store)
        self._store.close()
        with told(self._path), closing(connect(self._path)) as db:
            db.execute("PRAGMA foreign_keys=OFF")
            db.execute("BEGIN")
            last = f"SELECT max(seq) FROM operation WHERE {_HERE} AND created_at <= ?"  # noqa: S608 - constants
            after = f"SELECT min(seq) FROM operation WHERE {_HERE} AND seq > coalesce(({last}), 0)"  # noqa: S608
            (first,) = db.execute(after, (at,)).fetchone()
            if first is not None:
                db.execute("DELETE FROM change WHERE operation >= ?", (first,))
                db.execute("DELETE FROM operation WHERE seq >= ?", (first,))
            db.executemany("DELETE FROM change WHERE taken = ?", [(merge,) for merge in undone])
            for table in ("annotation", "report"):  # what a merge counts as known to the other side
                db.execute(
                    f"DELETE FROM {table} WHERE id NOT IN (SELECT entity_id FROM change WHERE entity = ?)",  # noqa: S608
                    (table,),
                )
            db.execute("COMMIT")
        self._store = Store(self._path, author=self._author, device=self._device)

    def states(self, entity: str, ids: Sequence[str]) -> Mapping[str, Folded]:
        """Return what rows were then."""
        return states_of(self._store, entity, ids, undone_merges(self._store))

    def text(self, text_sha256: str) -> str:
        """Return a text, empty where it is not here."""
        found = self._store.one("SELECT text FROM content WHERE sha256 = ? AND form = 'text'", (text_sha256,))
        return str(found[0]) if found else ""

    def add(self, operations: Iterable[LoggedOperation], wanted: Mapping[str, str], texts: Texts) -> None:
        """Add what came back, and the ``wanted`` texts of reports that came with it (to their files' hashes)."""
        pairs = [(operation, change) for operation in operations for change in operation.changes]
        with self._store.operation("shared", scope=SYNC) as operation:
            self._store.tick(max((o.clock for o, _ in pairs), default=""))
            self._store.reserve(operation)
            add_changes(self._store, pairs, None)
            for text_sha256, source_sha256 in wanted.items():
                content = None if self.text(text_sha256) else texts.content(text_sha256, source_sha256)
                if content is not None:
                    keep_text(self._store, text_sha256, content)
