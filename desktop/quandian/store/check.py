"""Is a project file whole? Damage, references, hashes, quotes, and whether the tables are what the log says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter

from quandian.core.ids import sha256_text
from quandian.core.model import CONTEXT, Problem, Row
from quandian.core.text import context_of
from quandian.store import entries, rows
from quandian.store.engine import sqlite3, told, user_error
from quandian.store.rows import ENTITIES
from quandian.store.scopes import REPLAYED
from quandian.store.store import Store

_MOST = 100  # problems of one kind that are worth telling


def problems(store: Store) -> list[Problem]:
    """Return what is wrong, at most a hundred of each kind; empty for a whole project."""
    if store.in_operation:
        raise RuntimeError("a check inside an operation")
    with told(store.path):
        return _problems(store)


def _problems(store: Store) -> list[Problem]:
    store.execute("BEGIN")  # one state for all questions, whatever other processes write meanwhile
    try:
        found: list[Problem] = []
        for kind in (_damage, _references, _contents, _quotes, _entries, _log):
            try:
                found.extend(islice(kind(store), _MOST))
            except sqlite3.DatabaseError as error:
                known = user_error(error, store.path)
                if known is None or known.code != "project.damaged":
                    raise
                found.append(Problem("check.damage", {"message": str(error)}))
        return found
    finally:
        store.execute("ROLLBACK")


def _damage(store: Store) -> Iterator[Problem]:
    for (message,) in store.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Problem("check.damage", {"message": message})


def _references(store: Store) -> Iterator[Problem]:
    for table, row, parent, _ in store.execute("PRAGMA foreign_key_check"):
        yield Problem("check.reference", {"table": table, "row": row, "parent": parent})


def _contents(store: Store) -> Iterator[Problem]:
    for report, title, sha256, text, source in store.execute(
        "SELECT r.id, r.title, r.text_sha256, c.text, f.number FROM report r"
        " LEFT JOIN content c ON c.sha256 = r.text_sha256 AND c.form = 'text'"
        " LEFT JOIN content f ON f.sha256 = r.source_sha256 AND f.form = 'file'"
    ):
        if text is None or sha256_text(text) != sha256:
            yield Problem("check.text", {"report": report, "title": title})
        if source is None:
            yield Problem("check.source", {"report": report, "title": title})


def _quotes(store: Store) -> Iterator[Problem]:
    for report, text in store.execute(
        "SELECT r.id, c.text FROM report r JOIN content c ON c.sha256 = r.text_sha256 AND c.form = 'text'"
    ):
        for key, start, end, quote, prefix, suffix in store.execute(
            'SELECT id, start, "end", quote, prefix, suffix FROM annotation WHERE report_id = ?', (report,)
        ):
            if text[start:end] != quote or (prefix, suffix) != context_of(text, start, end, CONTEXT):
                yield Problem("check.quote", {"annotation": key, "report": report})
        for table in ("decision", "suggestion"):
            for key, start, end, quote in store.execute(
                f'SELECT id, start, "end", quote FROM {table} WHERE report_id = ?',  # noqa: S608 - constants
                (report,),
            ):
                if text[start:end] != quote:
                    yield Problem(f"check.{table}", {table: key, "report": report})


def _entries(store: Store) -> Iterator[Problem]:
    for key in entries.wrong(store):
        yield Problem("check.entry", {"annotation": key})


def _log(store: Store) -> Iterator[Problem]:
    """Compare each table with a replay of its changes, both in the order of ids."""
    for entity in ENTITIES:
        logged, stored = _replayed(store, entity), _stored(store, entity)
        said, row = next(logged, None), next(stored, None)
        while said is not None or row is not None:
            key = min(x[0] for x in (said, row) if x is not None)
            here = row if row is not None and row[0] == key else None
            there = said if said is not None and said[0] == key else None
            code = _compared(here, there)
            if code:
                yield Problem(code, {"table": entity, "row": key})
            if here is not None:
                row = next(stored, None)
            if there is not None:
                said = next(logged, None)


Read = tuple[str, Row | None]
"""A row by its id; ``None`` where it cannot be read."""


def _compared(here: Read | None, there: Read | None) -> str:
    """Return what is wrong with a row and what the log says of it, "" where they agree."""
    if (here is not None and here[1] is None) or (there is not None and there[1] is None):
        return "check.unreadable"
    try:
        return "" if here == there else "check.log"
    except RecursionError:
        return "check.unreadable"


def _stored(store: Store, entity: str) -> Iterator[Read]:
    spec = ENTITIES[entity]
    for values in store.execute(f"SELECT {spec.quoted} FROM {entity} ORDER BY id"):  # noqa: S608 - constants
        try:
            yield str(values[0]), spec.decode(values)
        except rows.BrokenRowError:
            yield str(values[0]), None


def _replayed(store: Store, entity: str) -> Iterator[Read]:
    found = store.execute(
        "SELECT c.entity_id, c.before, c.after FROM change c JOIN operation o ON o.seq = c.operation"  # noqa: S608
        f" WHERE c.entity = ? AND o.{REPLAYED} ORDER BY c.entity_id, c.seq",
        (entity,),
    )
    for key, changes in groupby(found, itemgetter(0)):
        try:
            state = _replay((before, after) for _, before, after in changes)
        except (rows.BrokenRowError, TypeError, AttributeError, KeyError):  # no row of ours
            yield str(key), None
            continue
        if state is not None:
            yield str(key), state


def _replay(changes: Iterable[tuple[str | None, str | None]]) -> Row | None:
    """Return what the changes of a row come to, ``None`` where it is gone. Raises where they are none of ours."""
    state: Row | None = None
    for before, after in changes:
        if after is None:
            state = None
        elif before is None:
            state = dict(rows.decode(after).items())
        elif state is not None:
            state = rows.patched(state, rows.decode(after))
    return state
