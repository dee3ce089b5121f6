"""Somebody else's project file, hostile until proven otherwise.

``store.still`` copies it, compares its schema with ours word by word (no table, view, index or trigger that we do not
make) and opens the copy as an immutable file with ``trusted_schema`` off. Here every row that is to come in is looked
at before it is believed: lengths and counts are bounded, a query that takes too long is interrupted, texts must match
their hashes and annotations their texts. Only the log and the texts are read; the tables are never trusted.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from quandian.core.errors import UserError
from quandian.core.ids import sha256_bytes, sha256_text
from quandian.core.merge import PROJECT_KEY
from quandian.core.merge_fold import Authored
from quandian.core.model import Passage, Role
from quandian.core.progress import Progress, silent
from quandian.store import rows
from quandian.store.engine import connect_still, sqlite3, user_error
from quandian.store.exchange import OPERATION_COLUMNS, LoggedChange, LoggedOperation
from quandian.store.merge_sentences import wrong_words
from quandian.store.scopes import counting
from quandian.store.still import Still
from quandian.store.validating import MAX_IMAGE, MAX_NAME, WrongError, need_change, need_operation

PATIENCE = 60.0  # seconds for one question to a stranger's file
MOST_OPERATIONS = 1_000_000
MOST_CHANGES = 2_000_000
MOST_TAGS = 3000
MOST_CHARACTERS = 60_000_000  # of one text: twelve times the longest report we were given
MOST_BYTES = 512 << 20  # of one source file, unpacked
_SLICE = 4000
_AUTHORED = "('own', 'foreign', 'choice')"


@dataclass(frozen=True, slots=True)
class Content:
    """A report's text and passages, and its source file as it is stored, ``None`` where it was left out."""

    text: str
    passages: tuple[Passage, ...]
    media_type: str
    packing: str
    source: bytes | None


@dataclass(slots=True)
class Facts:
    """What a file says of itself."""

    name: str = ""
    key: str = ""
    authors: tuple[str, ...] = ()
    last_author: str = ""
    last_change: str = ""
    last_clock: str = ""
    operations: int = 0
    annotation_ids: set[str] = field(default_factory=set)
    report_ids: set[str] = field(default_factory=set)


class Foreign:
    """A copy of another project, read-only. Threads may take turns: every question opens a connection of its own."""

    def __init__(self, path: Path, shown_as: Path | None = None) -> None:
        """Copy and examine the file. Raises UserError project.* and merge.untrusted."""
        self.path = shown_as or path
        try:
            self._still = Still(path)
        except UserError as error:  # the user knows it by another name than the copy that came out of a package
            raise UserError(error.code, **{**error.facts, "path": str(self.path)}) from error
        except (ValueError, KeyError, TypeError, RecursionError, MemoryError, sqlite3.Error) as error:
            raise self.untrusted("schema") from error  # bringing an older file up to date met what is no row of ours
        self._undone: list[int] | None = None

    def close(self) -> None:
        """Remove the copy; again is fine."""
        self._still.drop()

    def untrusted(self, what: str) -> UserError:
        """Return the sentence that refuses this file; ``what`` names the kind of thing that is wrong."""
        return UserError("merge.untrusted", path=str(self.path), what=wrong_words(what))

    @contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that is interrupted when its questions take too long."""
        deadline = time.monotonic() + PATIENCE

        def late() -> int:
            return int(time.monotonic() > deadline)

        try:
            with closing(connect_still(self._still.path)) as db:
                db.set_progress_handler(late, 20_000)
                yield db
        except sqlite3.Error as error:
            if "interrupt" in str(error):
                raise self.untrusted("time") from error
            # what SQLite says of a stranger's bytes (a text that is no UTF-8, for one) is no fault of this program
            raise user_error(error, self.path) or self.untrusted("text") from error

    # --- what it says

    def facts(self) -> Facts:
        """Return what the file says of itself. Raises UserError merge.untrusted where it is beyond all bounds."""
        with self._asking() as db:
            self._need_bounds(db)
            facts = Facts()
            for key, value in db.execute("SELECT id, value FROM setting WHERE id IN ('name', ?)", (PROJECT_KEY,)):
                if isinstance(value, str) and len(value) <= MAX_NAME * 4:
                    text = str(rows.decode(value))[:MAX_NAME]
                    facts.name, facts.key = (text, facts.key) if key == "name" else (facts.name, text)
            authored = f"FROM operation WHERE scope IN {_AUTHORED}"
            found = db.execute(f"SELECT author, count(*) {authored} GROUP BY author ORDER BY 2 DESC, 1").fetchall()
            facts.authors = tuple(str(r[0])[:MAX_NAME] for r in found)
            facts.operations = sum(r[1] for r in found)
            last = db.execute(f"SELECT author, created_at, clock {authored} ORDER BY clock DESC LIMIT 1").fetchone()
            if last is not None:
                facts.last_author, facts.last_change, facts.last_clock = map(str, last)
            facts.annotation_ids = {r[0] for r in db.execute("SELECT id FROM annotation")}
            facts.report_ids = {r[0] for r in db.execute("SELECT id FROM report")}
            return facts

    def _need_bounds(self, db: sqlite3.Connection) -> None:
        limits = (("operation", MOST_OPERATIONS), ("change", MOST_CHANGES), ("tag", MOST_TAGS))
        for table, most in limits:
            if db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > most:  # noqa: S608 - constants
                raise self.untrusted("too many")
        tags = "SELECT count(*) FROM (SELECT DISTINCT entity_id FROM change WHERE entity = 'tag' LIMIT ?)"
        if db.execute(tags, (MOST_TAGS + 1,)).fetchone()[0] > MOST_TAGS:
            raise self.untrusted("too many")
        big = "SELECT 1 FROM change WHERE length(before) > ? OR length(after) > ? LIMIT 1"
        if db.execute(big, (MAX_IMAGE, MAX_IMAGE)).fetchone() is not None:
            raise self.untrusted("too big")

    def _not_undone(self, db: sqlite3.Connection) -> str:
        """Return the condition that a change counts in this file."""
        if self._undone is None:
            newest = "SELECT kind FROM operation u WHERE u.target = o.id AND u.scope = 'local' ORDER BY u.seq DESC"
            found = db.execute(
                "SELECT o.seq FROM operation o WHERE o.scope = 'local' AND o.kind = 'do' AND o.step = o.id"  # noqa: S608
                f" AND ({newest} LIMIT 1) = 'undo'"
            ).fetchall()
            self._undone = [int(r[0]) for r in found]
        return counting(self._undone)

    def operation_ids(self) -> list[str]:
        """Return the authored operations."""
        with self._asking() as db:
            return [r[0] for r in db.execute(f"SELECT id FROM operation WHERE scope IN {_AUTHORED}")]  # noqa: S608

    def changes(self) -> list[tuple[int, str, str, str]]:
        """Return every change that counts as (seq, operation id, table, row id), oldest operation first."""
        with self._asking() as db:
            query = (
                "SELECT c.seq, o.id, c.entity, c.entity_id FROM change c JOIN operation o ON o.seq = c.operation"  # noqa: S608
                f" WHERE o.scope IN {_AUTHORED} AND {self._not_undone(db)}"
            )
            return db.execute(query).fetchall()

    def read(
        self, seqs: Sequence[int], progress: Progress | None = None
    ) -> list[tuple[LoggedOperation, LoggedChange, Authored]]:
        """Return these changes with their operations, each of them looked at. Raises UserError merge.untrusted."""
        progress = progress or silent()
        operations: dict[int, LoggedOperation] = {}
        found: list[tuple[LoggedOperation, LoggedChange, Authored]] = []
        query = (
            f"SELECT {OPERATION_COLUMNS}, c.entity, c.entity_id, c.before, c.after FROM json_each(?) j"  # noqa: S608
            " CROSS JOIN change c ON c.seq = j.value CROSS JOIN operation o ON o.seq = c.operation"
        )
        iterator, done = iter(seqs), 0
        with self._asking() as db:
            while part := list(islice(iterator, _SLICE)):
                found += [self._looked_at(values, operations) for values in db.execute(query, (rows.encode(part),))]
                done += len(part)
                progress.step(done, len(seqs))
        return found

    def _looked_at(
        self, values: tuple[Any, ...], operations: dict[int, LoggedOperation]
    ) -> tuple[LoggedOperation, LoggedChange, Authored]:
        change = LoggedChange._make(values[11:])
        try:
            operation = operations.get(values[10])
            if operation is None:
                operation = LoggedOperation._make((*values[:11], ()))
                need_operation(operation)
                operations[operation.seq] = operation
            before, after = need_change(change)
        except (WrongError, TypeError, ValueError, RecursionError) as error:
            raise self.untrusted(str(error)) from error
        made = operation.clock, operation.id, operation.kind, operation.author, operation.created_at
        return operation, change, Authored(*made, before, after)

    # --- contents

    def text(self, text_sha256: str) -> str | None:
        """Return a text by its hash, ``None`` where the file lacks it. Raises UserError where it is another one."""
        with self._asking() as db:
            where = "WHERE sha256 = ? AND form = 'text'"
            size = db.execute(f"SELECT length(text) FROM content {where}", (text_sha256,)).fetchone()  # noqa: S608
            if size is None:
                return None
            if size[0] is None or size[0] > MOST_CHARACTERS:
                raise self.untrusted("too big")
            found = db.execute(f"SELECT text FROM content {where}", (text_sha256,)).fetchone()[0]  # noqa: S608
        if not isinstance(found, str) or sha256_text(found) != text_sha256:
            raise self.untrusted("text hash")
        return found

    def content(self, text_sha256: str, source_sha256: str) -> Content | None:
        """Return what belongs to a report, looked at; ``None`` where the file lacks the text."""
        text = self.text(text_sha256)
        if text is None:
            return None
        with self._asking() as db:
            passages = self._passages(db, text_sha256, text)
            found = db.execute(
                "SELECT media_type, packing, length(data) FROM content WHERE sha256 = ? AND form = 'file'",
                (source_sha256,),
            ).fetchone()
            if found is None or found[1] not in ("", "zlib") or found[2] > MOST_BYTES or len(str(found[0])) > MAX_NAME:
                return Content(text, passages, "application/octet-stream", "absent", None)
            data = db.execute(
                "SELECT data FROM content WHERE sha256 = ? AND form = 'file'", (source_sha256,)
            ).fetchone()[0]
        if _hash_of(data, found[1]) != source_sha256:
            raise self.untrusted("file hash")
        return Content(text, passages, str(found[0]), str(found[1]), bytes(data))

    def _passages(self, db: sqlite3.Connection, text_sha256: str, text: str) -> tuple[Passage, ...]:
        """Return the passages of a text, those of the file where they could be ours, else its lines."""
        found = db.execute(
            'SELECT ordinal, paragraph, start, "end", role, level, section FROM passage WHERE text_sha256 = ?'
            " ORDER BY ordinal LIMIT ?",
            (text_sha256, len(text) + 1),
        ).fetchall()
        try:
            return tuple(
                passage_of((*values[:6], rows.decode(values[6])), number, len(text))
                for number, values in enumerate(found)
            )
        except (ValueError, TypeError, RecursionError):
            return lines_of(text)


def passage_of(values: Sequence[Any], number: int, length: int) -> Passage:
    """Return passage ``number`` of a text of ``length`` code points from a stranger's values, the section as a list.

    Raises ValueError or TypeError for what is no passage of that text.
    """
    ordinal, paragraph, start, end, role, level, path = values
    if any(type(value) is not int for value in (ordinal, paragraph, start, end, level)):
        raise TypeError("passage")
    if ordinal != number or not 0 <= start <= end <= length or not 1 <= paragraph <= length + 1 or not 0 <= level <= 99:
        raise ValueError("passage")
    if not isinstance(path, list) or len(path) > 99 or not all(isinstance(name, str) for name in path):
        raise ValueError("section")
    return Passage(ordinal, paragraph, start, end, Role(role), level, tuple(path))


def lines_of(text: str) -> tuple[Passage, ...]:
    """Return the lines of a text as passages, for a text that comes without any that can be trusted."""
    found: list[Passage] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Passage(len(found), len(found) + 1, start, start + len(line), Role.BODY))
        start += len(line) + 1
    return tuple(found)


def _hash_of(data: object, packing: str) -> str:
    """Return the hash of a stored file, empty where it cannot be unpacked within bounds."""
    if not isinstance(data, bytes):
        return ""
    if packing == "":
        return sha256_bytes(data)
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(data, MOST_BYTES)
    except zlib.error:
        return ""
    return sha256_bytes(plain) if unpacker.eof else ""
