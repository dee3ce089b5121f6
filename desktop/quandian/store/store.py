"""The one connection to a project file, and the one way to write to it: :meth:`Store.operation`."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from quandian.core.errors import UserError
from quandian.core.ids import HybridClock, new_id, utc_now
from quandian.core.model import Changes, Row, RowChange
from quandian.store import oplog, outside, rows
from quandian.store.engine import (
    choose_journal,
    connect,
    connect_still,
    identity_of,
    log_identity_of,
    need_same_file,
    sqlite3,
    told,
    user_error,
)
from quandian.store.oplog import Operation
from quandian.store.rows import ENTITIES
from quandian.store.scopes import OWN

log = logging.getLogger(__name__)

Parameters = Sequence[Any] | Mapping[str, Any]
Listener = Callable[[Changes], None]
Keeper = Callable[["Store", Sequence[RowChange]], None]
Follower = Callable[["Store", Operation, Sequence[RowChange]], None]


class WriteOutsideOperationError(RuntimeError):
    """A bug of ours: something wrote without a named operation around it."""


class Store:
    """A connection to a project file, used by one thread. It knows rows and operations, not what they mean."""

    def __init__(self, path: Path, *, author: str, device: str, still: str = "") -> None:
        """Open a file that can be written; a ``still`` one only to read it: the code that verbs refuse with."""
        self.path = path
        self.still = still
        self.author = author
        self.device = device
        with told(path):
            self._identity = identity_of(path)
            self._db = connect_still(path) if still else connect(path)
            try:
                self.journal = "off" if still else choose_journal(self._db, path)
                self._db.execute("PRAGMA query_only=ON")
                last, clock = self._db.execute("SELECT max(seq), max(clock) FROM operation").fetchone()
                self._data_version = self._db.execute("PRAGMA data_version").fetchone()[0]
                self._log_file = log_identity_of(path)
                self._clock = HybridClock(device, clock or "")
            except BaseException as error:
                self._db.close()
                broken = isinstance(error, sqlite3.OperationalError) and "no such table" in str(error)
                if broken or isinstance(error, ValueError):  # a table or a time that is none of ours
                    raise UserError("project.damaged", path=str(path)) from error
                raise
        self._seen: int = last or 0  # the newest operation that listeners know
        self._cache = self._cache_stamp()
        self._open: Operation | None = None
        self._listeners: list[Listener] = []
        self._keepers: list[Keeper] = []
        self._followers: list[Follower] = []
        self._queue: list[Changes] = []
        self._telling = False
        self._outside: Changes | None = None
        self._touched: Counter[str] = Counter()
        self._member_known = False
        self._closed = False

    # reading

    def execute(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Run a statement. Raises UserError for what the environment did, sqlite3.Error for our bugs."""
        try:
            return self._db.execute(sql, parameters)
        except sqlite3.Error as error:
            self._raise(error)

    def all(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        try:
            return self._db.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            self._raise(error)

    def one(self, sql: str, parameters: Parameters = ()) -> tuple[Any, ...] | None:
        """Return the first row of a query, or ``None``."""
        found = self.all(sql, parameters)
        return found[0] if found else None

    def get(self, entity: str, entity_id: str) -> Row | None:
        """Return a row of a logged table as an image, or ``None``."""
        found = self.get_many(entity, (entity_id,))
        return found.get(entity_id)

    def get_many(self, entity: str, ids: Sequence[str]) -> dict[str, Row]:
        """Return rows of a logged table as images, by id; ids that are not there are left out."""
        spec = ENTITIES[entity]
        if len(ids) == 1:
            found = self.all(f"SELECT {spec.quoted} FROM {entity} WHERE id = ?", tuple(ids))  # noqa: S608
        else:
            found = self.all(
                f"SELECT {spec.quoted} FROM {entity} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
                (rows.encode(list(ids)),),
            )
        return {values[0]: spec.decode(values) for values in found}

    def generation(self, entity: str) -> int:
        """Return a number that changes whenever rows of this table may have changed; for caches."""
        return self._touched[entity]

    def _raise(self, error: sqlite3.Error) -> NoReturn:
        known = user_error(error, self.path)
        if known is None:
            raise error
        log.warning("database: %s (%s)", error, known.code)
        raise known from error

    # writing

    @property
    def in_operation(self) -> bool:
        """Whether an operation is open."""
        return self._open is not None

    @property
    def pending(self) -> list[RowChange] | None:
        """What the open operation has changed so far, or ``None`` where none is open."""
        return self._open.changes if self._open is not None else None

    @contextmanager
    def operation(
        self, label: str, *, kind: str = "do", target: str | None = None, merge: bool = False, scope: str = OWN
    ) -> Iterator[Operation]:
        """Collect writes into one atomic, logged, undoable step; an inner operation joins the outer one.

        On an exception nothing of the operation remains (nor of an inner one, where the outer catches it). ``merge``
        lets it join the step before it, if that changed the same columns of the same row within two seconds. Raises
        UserError when another program keeps the file locked, the disk is full and the like.
        """
        if self._open is not None:
            with self._nested(self._open):
                yield self._open
            return
        operation = self._begin(Operation(label, kind, target, merge, scope))
        try:
            yield operation
            changes = self._commit(operation)
        except BaseException as error:
            self._roll_back()
            if isinstance(error, sqlite3.Error):
                self._raise(error)
            raise
        self._tell(changes)

    @contextmanager
    def unhurried(self) -> Iterator[None]:
        """Let the operation inside be committed without waiting for the disk: for caches, which can be made again.

        After a power cut it may be gone as a whole; nothing else can. Only a write-ahead log allows that.
        """
        if self._open is not None or self.journal != "wal":
            yield
            return
        self.execute("PRAGMA synchronous=NORMAL")
        try:
            yield
        finally:
            self._db.execute("PRAGMA synchronous=FULL")

    @contextmanager
    def _nested(self, operation: Operation) -> Iterator[None]:
        marks = operation.marks()
        self.execute("SAVEPOINT inner_step")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:  # SQLite ends the whole transaction by itself on a full disk
                self._db.execute("ROLLBACK TO inner_step")
                self._db.execute("RELEASE inner_step")
            operation.forget(marks)
            self._touched.update(list(ENTITIES))
            raise
        self.execute("RELEASE inner_step")

    def _begin(self, operation: Operation) -> Operation:
        if self.still:
            raise UserError(self.still, path=str(self.path))
        need_same_file(self.path, self._identity)
        self._need_live_log()
        self.execute("PRAGMA query_only=OFF")
        try:
            self.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._db.execute("PRAGMA query_only=ON")
            raise
        self._open = operation
        try:
            self._outside = self._read_outside()
        except BaseException:
            self._roll_back()
            raise
        return operation

    def _log_is_gone(self) -> bool:
        return self.journal == "wal" and self._log_file is not None and log_identity_of(self.path) != self._log_file

    def _need_live_log(self) -> None:
        """Open the file anew where its write-ahead log was deleted under this connection.

        POSIX drops the locks of a process on a file as soon as any part of it opens and closes that file (a file
        dialog that looks into files does). The next process that closes the project then takes itself for the last one,
        brings the log into the file and deletes it; what is written to it from then on nobody would ever see.
        """
        if not self._log_is_gone():
            return
        log.warning("the write-ahead log was deleted by another process; the project is opened anew")
        with told(self.path):
            self._db.close()
            self._db = connect(self.path)
            self.journal = choose_journal(self._db, self.path)
            self._db.execute("PRAGMA query_only=ON")
            self._db.execute("SELECT max(seq) FROM operation").fetchone()
            self._log_file = log_identity_of(self.path)
        self._data_version = -1
        self._touched.update(list(ENTITIES))

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")
        self._db.execute("PRAGMA query_only=ON")
        self._open = None
        self._outside = None
        self._member_known = False
        self._touched.update(list(ENTITIES))

    def _commit(self, operation: Operation) -> Changes | None:
        net = rows.coalesced(operation.changes)
        changes = None
        if net or operation.kind in ("undo", "redo") or operation.derived or operation.seq:
            changes = self._log(operation, net)
        elif not operation.wrote:
            self._db.execute("ROLLBACK")
            self._end()
            return None
        if self._log_is_gone():  # committed to it, the step would be lost without a word
            raise UserError("project.busy", path=str(self.path))
        newest = self._db.execute("SELECT max(seq) FROM operation").fetchone()[0]
        self._db.execute("COMMIT")
        if changes is not None:
            self._seen = newest
        self._end()
        return changes

    def _end(self) -> None:
        self._db.execute("PRAGMA query_only=ON")
        self._open = None

    def _log(self, operation: Operation, net: list[RowChange]) -> Changes:
        """Append the operation, what it says and what follows from it to the log."""
        oplog.append(self, operation, net, self._clock.tick() if not operation.seq else "")
        with operation.follows():
            for follower in self._followers:
                follower(self, operation, net)
        if operation.derived:
            derived = rows.coalesced(operation.derived)
            oplog.append_derived(self, operation, derived, self._clock.tick())
            net = rows.coalesced([*net, *derived])
        for keeper in self._keepers:
            keeper(self, net)
        if not self._member_known:
            self._db.execute("INSERT OR IGNORE INTO member (name, since) VALUES (?, ?)", (self.author, utc_now()))
            self._member_known = True
        return Changes(operation.id, operation.label, operation.kind, tuple(net))

    def reserve(self, operation: Operation) -> int:
        """Give an operation its place in the log before it is done; returns its ``seq``."""
        operation.id = new_id()
        operation.seq = oplog.insert_operation(
            self, operation, self._clock.tick(), operation.id, operation.scope, self.device
        )
        return operation.seq

    def tick(self, seen: str = "") -> str:
        """Return the next value of this file's clock, later than ``seen``."""
        if seen:
            self._clock.observe(seen)
        return self._clock.tick()

    def _need_operation(self) -> Operation:
        if self._open is None:
            raise WriteOutsideOperationError("a write outside an operation")
        return self._open

    def write_unlogged(
        self, sql: str, parameters: Sequence[Any] | Iterable[Sequence[Any]], *, many: bool = False
    ) -> int:
        """Write to a table that is not logged (texts, passages, index); returns the row number of a single insert."""
        self._need_operation().wrote = True
        if many:
            self._db.executemany(sql, parameters)
            return 0
        return int(self.execute(sql, tuple(parameters)).lastrowid or 0)

    def insert(self, entity: str, row: Row) -> None:
        """Insert a row and log it."""
        self.insert_many(entity, [row])

    def insert_many(self, entity: str, new: Sequence[Row]) -> None:
        """Insert rows of one table and log them. Raises sqlite3.IntegrityError where a key or reference is wrong."""
        operation, spec = self._need_operation(), ENTITIES[entity]
        marks = ", ".join("?" * len(spec.columns))
        self._db.executemany(
            f"INSERT INTO {entity} ({spec.quoted}) VALUES ({marks})",  # noqa: S608 - constants
            map(spec.encode, new),
        )
        operation.record(RowChange(entity, row["id"], None, row) for row in new)
        self._touched[entity] += 1

    def update(self, entity: str, old: Row, values: Row) -> bool:
        """Set columns of the row whose present image is ``old``; logs what differs; returns whether anything did."""
        operation, spec = self._need_operation(), ENTITIES[entity]
        before, after = rows.difference(spec, old, values)
        if not after:
            return False
        columns = [c for c in dict.fromkeys(key.partition(".")[0] for key in after) if c in values]
        sets = ", ".join(f'"{column}" = ?' for column in columns)
        cells = [rows.encode(values[c]) if c in spec.json else values[c] for c in columns]
        self._db.execute(f"UPDATE {entity} SET {sets} WHERE id = ?", (*cells, old["id"]))  # noqa: S608 - constants
        operation.record([RowChange(entity, old["id"], before, after)])
        self._touched[entity] += 1
        return True

    def delete_many(self, entity: str, old: Sequence[Row]) -> None:
        """Delete rows, given their present images, and log them. Raises sqlite3.IntegrityError where one is needed."""
        operation = self._need_operation()
        sql = f"DELETE FROM {entity} WHERE id = ?"  # noqa: S608 - constants
        self._db.executemany(sql, ((row["id"],) for row in old))
        operation.record(RowChange(entity, row["id"], row, None) for row in old)
        self._touched[entity] += 1

    def keep(self, keeper: Keeper) -> None:
        """Let ``keeper`` derive what follows from the net changes of each operation, before it is committed."""
        self._keepers.append(keeper)

    def follow(self, follower: Follower) -> None:
        """Let ``follower`` write what follows from an operation by itself, after it is logged."""
        self._followers.append(follower)

    # telling

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every commit; returns what to call to stop that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    @property
    def seen(self) -> int:
        """The newest operation that listeners know."""
        return self._seen

    def poll(self, ready: outside.Outside | None = None) -> Changes | None:
        """Return what others committed since the last look and tell the listeners; ``None`` where there is nothing.

        ``ready`` was read by another connection; it is used where nothing has been told since it was asked for.
        """
        if self._open is not None or self._closed:
            return None
        self._need_live_log()
        version = self.execute("PRAGMA data_version").fetchone()[0]
        if version == self._data_version:
            return None
        self._data_version = version if ready is None else -1  # more may have come since it was read
        changes = self._read_outside(ready)
        if changes is not None:
            self._seen = self._outside_seq
            self._tell(changes)
        if self._cache != self._cache_stamp():
            self.announce(Changes("", "suggest", "cache", (RowChange("suggestion", "", None, None),)))
        return changes

    def _cache_stamp(self) -> tuple[Any, ...] | None:
        """Return what changes when suggestions are computed anew: they are no operations."""
        return self.one("SELECT count(*), max(made_at) FROM suggested")

    def announce(self, changes: Changes) -> None:
        """Tell the listeners of something that is no operation."""
        self._cache = self._cache_stamp()
        self._tell(changes)

    def _read_outside(self, ready: outside.Outside | None = None) -> Changes | None:
        """Return what operations newer than the last seen one changed; our clock learns of theirs."""
        found = ready if ready is not None and ready.after == self._seen else outside.read(self, self._seen)
        if found is None:
            return None
        self._touched.update(list(ENTITIES))
        self._clock.observe(found.clock)
        self._outside_seq = found.seq
        return found.changes

    def _tell(self, changes: Changes | None) -> None:
        """Tell every listener; what listeners cause by verbs of their own is told after, in order."""
        before, self._outside = self._outside, None
        if changes is None:
            return  # nothing of ours was committed: poll will bring the outside changes
        if before is not None:
            self._queue.append(before)
        self._queue.append(changes)
        if self._telling:
            return
        self._telling = True
        try:
            while self._queue:
                item = self._queue.pop(0)
                for listener in list(self._listeners):
                    try:
                        listener(item)
                    except Exception:  # one bad listener must not starve the rest
                        log.exception("a listener failed on %s", item.label)
        finally:
            self._telling = False

    def close(self) -> bool:
        """Close the connection; again is fine. Tells whether a file to work in was closed, and is where it was."""
        if self._closed:
            return False
        self._closed = True
        with told(self.path):
            self._db.close()
        if self.still:
            return False
        try:
            need_same_file(self.path, self._identity)
        except UserError:
            return False
        return True
