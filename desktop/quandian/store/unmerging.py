"""Undoing a merge: what it brought does not count any more. It is no deletion, so it does not spread to others.

What somebody went on working with since is kept: an annotation edited or related to, the report and the tag of an
annotation made on it. Such rows belong to the project from then on, as if they had been taken by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from quandian.store import rows
from quandian.store.scopes import counting, undone_merges
from quandian.store.settling import Settling, sliced, states_of, touched_by
from quandian.store.store import Store

Key = tuple[str, str]


def suspend(store: Store, merge: str) -> int:
    """Take a merge back; returns how many rows stay because somebody works with them. Must run inside an operation."""
    seq = _seq_of(store, merge)
    undone = [*undone_merges(store), seq]
    touched = touched_by(store.all("SELECT DISTINCT entity, entity_id FROM change WHERE taken = ?", (seq,)))
    kept = _Kept(store, seq, undone, touched)
    kept.find()
    store.write_unlogged(
        "UPDATE change SET taken = NULL WHERE taken = ? AND entity = ? AND entity_id = ?",
        [(seq, *key) for key in sorted(kept.keys)],
        many=True,
    )
    Settling(store, undone).run(touched)
    return len(kept.keys)


def resume(store: Store, merge: str) -> int:
    """Let what a merge brought count again; returns 0: nothing is left alone. Must run inside an operation."""
    seq = _seq_of(store, merge)
    undone = [number for number in undone_merges(store) if number != seq]
    touched = touched_by(store.all("SELECT DISTINCT entity, entity_id FROM change WHERE taken = ?", (seq,)))
    Settling(store, undone).run(touched)
    return 0


def _seq_of(store: Store, merge: str) -> int:
    found = store.one("SELECT seq FROM operation WHERE id = ?", (merge,))
    assert found is not None
    return int(found[0])


class _Kept:
    """Finds the rows of a merge that others of the project need."""

    def __init__(self, store: Store, seq: int, undone: list[int], touched: dict[str, set[str]]) -> None:
        self.keys: set[Key] = set()
        self._store, self._seq, self._undone = store, seq, undone
        self._touched = touched
        self._lost: dict[str, set[str]] = {}

    def find(self) -> None:
        """Fill ``keys``."""
        for entity, ids in self._touched.items():
            self._lost[entity] = lost = set()
            for part in sliced(sorted(ids)):
                states = states_of(self._store, entity, part, self._undone)
                lost |= {key for key in part if not states[key].whole}
                edited = self._edited(entity, part)
                self.keys |= {(entity, key) for key in edited & lost}
        self._ends_of_links()
        for column, entity in (("report_id", "report"), ("tag_id", "tag")):
            self._used_by("annotation", column, entity)
        self._used_by("decision", "report_id", "report")

    def _edited(self, entity: str, ids: list[str]) -> set[str]:
        found = self._store.all(
            "SELECT DISTINCT c.entity_id FROM json_each(?) j CROSS JOIN change c ON c.entity = ?"  # noqa: S608
            " AND c.entity_id = j.value CROSS JOIN operation o ON o.seq = c.operation"
            f" WHERE o.scope IN ('own', 'foreign', 'choice') AND {counting(self._undone)}",
            (rows.encode(ids), entity),
        )
        return {r[0] for r in found}

    def _ends_of_links(self) -> None:
        lost = self._lost.get("annotation", set())
        for column in ("source_id", "target_id"):
            for part in sliced(sorted(lost)):
                found = self._store.all(
                    f"SELECT id, {column} FROM link WHERE {column} IN (SELECT value FROM json_each(?))",  # noqa: S608
                    (rows.encode(part),),
                )
                for link, end in found:
                    if self._stays("link", link):
                        self.keys.add(("annotation", end))

    def _used_by(self, user: str, column: str, entity: str) -> None:
        lost = self._lost.get(entity, set()) - {key for kind, key in self.keys if kind == entity}
        for part in sliced(sorted(lost)):
            found = self._store.all(
                f"SELECT u.id, u.{column} FROM {user} u WHERE u.{column} IN (SELECT value FROM json_each(?))"  # noqa: S608
                " AND NOT EXISTS (SELECT 1 FROM change c WHERE c.entity = ? AND c.entity_id = u.id AND c.taken = ?)",
                (rows.encode(part), user, self._seq),
            )
            self.keys |= {(entity, key) for _, key in found}
            self.keys |= {(entity, key) for key in self._needed_by(user, column, part)}

    def _needed_by(self, user: str, column: str, ids: Iterable[str]) -> set[str]:
        """Return those of these that rows need which stay though the merge brought them."""
        staying = [key for kind, key in self.keys if kind == user]
        found = self._store.all(
            f"SELECT DISTINCT {column} FROM {user} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
            (rows.encode(staying),),
        )
        return {r[0] for r in found} & set(ids)

    def _stays(self, entity: str, key: str) -> bool:
        return (entity, key) in self.keys or key not in self._lost.get(entity, set())
