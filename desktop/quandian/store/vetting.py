"""Are the tables of a stranger's file what our tables can be? Looked through before a window shows them.

Merging believes only the log (``store.foreign``); reading shows the tables, so each row of them is looked at: types,
lengths, words we know, texts that match their hashes, places inside their texts with the words they quote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import count
from types import SimpleNamespace
from typing import Any

from quandian.core.errors import UserError
from quandian.core.ids import sha256_text
from quandian.core.model import Role
from quandian.store import entries, rows, search
from quandian.store.engine import connect, connect_still, sqlite3
from quandian.store.exchange import LoggedChange, LoggedOperation
from quandian.store.foreign import MOST_CHANGES, MOST_CHARACTERS, MOST_OPERATIONS, MOST_TAGS
from quandian.store.merge_sentences import wrong_words
from quandian.store.rows import ENTITIES
from quandian.store.still import Still
from quandian.store.validating import MAX_IMAGE, WrongError, need_change, need_operation, need_row

_ROLES = frozenset(role.value for role in Role)
_WRONG = (WrongError, ValueError, KeyError, TypeError, RecursionError, OverflowError)
_COUNTED = ("report", "tag", "annotation", "link", "setting", "decision", "change", "operation")
_BESIDE = {"suggestion": ("fields", "reason", "family", "engine"), "disputed": ("facts",), "entry_words": ("words",)}
_EVERY = 2000  # rows between two looks at whether the user has cancelled
_MOST_LEVEL = 100


def vet(copy: Still, shown_as: object, step: Callable[[], None] = lambda: None) -> None:
    """Look through all rows of an examined copy; derived tables are made anew rather than believed.

    ``step`` is called now and then and may raise. Raises UserError("project.strange").
    """
    try:
        with closing(connect(copy.path)) as db:
            _need_all(db, step)
            _derive(db, step)
    except _WRONG as error:
        raise UserError("project.strange", path=str(shown_as)) from error
    except sqlite3.Error as error:
        raise UserError("project.damaged", path=str(shown_as)) from error


def look_through(copy: Still, shown_as: object, step: Callable[[int, int], None]) -> None:
    """Look through all rows of an examined copy of a file that is to be worked in; nothing is written.

    ``step`` hears how much of it is done and may raise. Raises UserError("project.unsound"), which says what is wrong.
    """
    try:
        with closing(connect_still(copy.path)) as db:
            _need_bounds(db)
            steps = sum(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _COUNTED)  # noqa: S608
            every = count(0, _EVERY)
            _need_all(db, lambda: step(min(next(every), steps), steps))
            _need_caches(db)
    except _WRONG as error:
        what = "field" if isinstance(error, rows.BrokenRowError) else error
        raise UserError("project.unsound", path=str(shown_as), what=wrong_words(what)) from error
    except sqlite3.Error as error:
        raise UserError("project.damaged", path=str(shown_as)) from error


def _need_all(db: sqlite3.Connection, step: Callable[[], None]) -> None:
    _need_bounds(db)
    _need_rows(db, step)
    _need_texts(db, step)
    _need_log(db, step)
    if db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise WrongError("reference")


def _need_caches(db: sqlite3.Connection) -> None:
    """Raise unless what is kept beside the rows is as large and as deep as ours can be."""
    for table, columns in _BESIDE.items():
        for column in columns:
            sql = f"SELECT {column} FROM {table} WHERE length({column}) > ? LIMIT 1"  # noqa: S608 - constants
            if db.execute(sql, (MAX_IMAGE,)).fetchone() is not None:
                raise WrongError("too big")
    for table, column in (("suggestion", "fields"), ("disputed", "facts")):
        for (text,) in db.execute(f"SELECT {column} FROM {table}"):  # noqa: S608 - constants
            if not isinstance(rows.decode(text), dict):
                raise WrongError("field")


def _need_bounds(db: sqlite3.Connection) -> None:
    limits = {"tag": MOST_TAGS, "change": MOST_CHANGES, "annotation": MOST_CHANGES, "member": 10_000}
    for table, most in {**limits, "operation": MOST_OPERATIONS, "report": MOST_CHANGES}.items():
        if db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > most:  # noqa: S608 - constants
            raise WrongError("count")
    tags = "SELECT count(*) FROM (SELECT DISTINCT entity_id FROM change WHERE entity = 'tag' LIMIT ?)"
    if db.execute(tags, (MOST_TAGS + 1,)).fetchone()[0] > MOST_TAGS:
        raise WrongError("count")
    if db.execute("SELECT coalesce(max(length(name)), 0) FROM member").fetchone()[0] > 300:
        raise WrongError("member")
    if db.execute("SELECT coalesce(max(length(text)), 0) FROM content").fetchone()[0] > MOST_CHARACTERS:
        raise WrongError("text length")
    for entity, spec in ENTITIES.items():  # before any of them is read into memory
        longer = " OR ".join(f"length({column}) > {MAX_IMAGE}" for column in spec.quoted.split(", "))
        if db.execute(f"SELECT 1 FROM {entity} WHERE {longer} LIMIT 1").fetchone() is not None:  # noqa: S608
            raise WrongError("too big")
    big = "SELECT 1 FROM change WHERE length(before) > ? OR length(after) > ? LIMIT 1"
    if db.execute(big, (MAX_IMAGE, MAX_IMAGE)).fetchone() is not None:
        raise WrongError("too big")


def _slowly(found: Iterable[Any], step: Callable[[], None]) -> Iterator[Any]:
    for number, row in enumerate(found):
        if number % _EVERY == 0:
            step()
        yield row


def _need_rows(db: sqlite3.Connection, step: Callable[[], None]) -> None:
    for entity, spec in ENTITIES.items():
        sql = f"SELECT {spec.quoted} FROM {entity}"  # noqa: S608 - constants
        for values in _slowly(db.execute(sql), step):
            need_row(entity, spec.decode(values))


def _need_texts(db: sqlite3.Connection, step: Callable[[], None]) -> None:
    """Raise unless every report has its text, and what stands in it stands inside it, word for word."""
    for report, sha256 in db.execute("SELECT id, text_sha256 FROM report").fetchall():
        step()
        found = db.execute("SELECT text FROM content WHERE sha256 = ? AND form = 'text'", (sha256,)).fetchone()
        if found is None or sha256_text(found[0]) != sha256:
            raise WrongError("text")
        text = str(found[0])
        for table in ("annotation", "decision", "suggestion"):
            sql = f'SELECT start, "end", quote FROM {table} WHERE report_id = ?'  # noqa: S608 - constants
            for start, end, quote in db.execute(sql, (report,)):
                if not 0 <= start < end <= len(text) or text[start:end] != quote:
                    raise WrongError("place")
        _need_passages(db, sha256, len(text))


def _need_passages(db: sqlite3.Connection, sha256: str, size: int) -> None:
    reach = 0
    for start, end, role, level, section in db.execute(
        'SELECT start, "end", role, level, section FROM passage WHERE text_sha256 = ? ORDER BY ordinal', (sha256,)
    ):
        words = rows.decode(section)
        fine = reach <= start <= end <= size and role in _ROLES and 0 <= level <= _MOST_LEVEL
        if not fine or not isinstance(words, list) or not all(isinstance(one, str) for one in words):
            raise WrongError("passage")
        reach = start


def _need_log(db: sqlite3.Connection, step: Callable[[], None]) -> None:
    for values in _slowly(db.execute("SELECT entity, entity_id, before, after FROM change"), step):
        need_change(LoggedChange(*values))
    columns = "id, step, clock, label, kind, target, author, device, created_at, scope, seq"
    for values in _slowly(db.execute(f"SELECT {columns} FROM operation"), step):  # noqa: S608 - constants
        need_operation(LoggedOperation._make((*values, ())))


def _derive(db: sqlite3.Connection, step: Callable[[], None]) -> None:
    """Make index and entries of the texts and annotations that were looked at; drop what a computation left."""
    db.execute("BEGIN")
    for table in ("entry", "entry_words", "learned"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - constants
    db.execute("DROP TABLE text_index")
    db.execute(search.TABLE)
    for number, text in _slowly(db.execute("SELECT number, text FROM content WHERE form = 'text'"), step):
        db.execute("INSERT INTO text_index (rowid, text) VALUES (?, ?)", (number, search.tokens(text)))
    step()
    shim: Any = SimpleNamespace(execute=db.execute, conn=db)
    entries.fill(shim)
    db.execute("COMMIT")
