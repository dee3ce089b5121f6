"""The longest span of a report: what shares a character with a place begins at most that much before it.

With it a question about one place reads the few rows around it, not every row from the report's beginning.
"""

from __future__ import annotations

from quandian.core.model import Changes, RowChange
from quandian.store.store import Store

_SPANS = {
    "annotation": ("start", "end"),
    "decision": ("suggested_start", "suggested_end"),
    "suggestion": ("start", "end"),
}


class Longest:
    """Keeps the figures up to date from the changes. They may be too large, never too small."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, str], int] = {}
        self._open: list[RowChange] | None = None  # of the operation that is going on, and how much of it is known
        self._taken = 0

    def of(self, table: str, report_id: str) -> int:
        """Return the length of the longest span of a report in "annotation", "decision" or "suggestion"."""
        self._take_pending()
        key = (table, report_id)
        if key not in self._known:
            start, end = _SPANS[table]
            found = self._store.one(
                f'SELECT max("{end}" - "{start}") FROM {table} WHERE report_id = ?',  # noqa: S608 - constants
                (report_id,),
            )
            self._known[key] = int(found[0]) if found and found[0] is not None else 0
        return self._known[key]

    def follow(self, changes: Changes) -> None:
        """Take what was committed, here or elsewhere."""
        self._open, self._taken = None, 0
        for row in changes.rows:
            self._take(row)

    def _take_pending(self) -> None:
        """Take what an operation that is still open has written."""
        pending = self._store.pending
        if pending is not self._open:
            self._open, self._taken = pending, 0
        if pending is not None:
            for row in pending[self._taken :]:
                self._take(row)
            self._taken = len(pending)

    def _take(self, row: RowChange) -> None:
        if row.entity == "suggestion":
            self._forget(row.entity, row.entity_id)
        if row.entity not in ("annotation", "decision") or row.after is None:
            return
        start, end = _SPANS[row.entity]
        if row.before is not None:
            if row.after.keys() & {start, end}:
                self._forget(row.entity, "")
            return
        key = (row.entity, str(row.after["report_id"]))
        if key in self._known:
            self._known[key] = max(self._known[key], row.after[end] - row.after[start])

    def _forget(self, table: str, report_id: str) -> None:
        """Ask anew for one report, or, with none named, for all."""
        for key in [key for key in self._known if key[0] == table and report_id in ("", key[1])]:
            del self._known[key]
