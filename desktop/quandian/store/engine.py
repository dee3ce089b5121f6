"""The SQLite in use, how a connection is set up, and what its failures mean to a user."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from quandian.core.errors import UserError
from quandian.store.places import is_network, is_risky_for_wal

if TYPE_CHECKING:
    import sqlite3 as sqlite3
else:
    # The same choice as sqlite_utils.utils makes (a test compares them), without the 50 ms its import costs at start.
    try:
        import pysqlite3 as sqlite3
    except ImportError:
        import sqlite3

log = logging.getLogger(__name__)

SAFE_WAL = (3, 51, 3)  # older ones can corrupt a file by the WAL-reset race (design.md, "Durability")
BUSY_MS = 2000  # patience with another writer; a transaction of ours takes milliseconds, so this is a stuck one
SQLITE_HEADER = b"SQLite format 3\x00"
NOT_A_DATABASE = 26  # SQLITE_NOTADB

_CODES = {
    5: "project.busy",  # SQLITE_BUSY
    6: "project.busy",  # SQLITE_LOCKED
    8: "project.read_only",
    10: "project.io",
    11: "project.damaged",  # SQLITE_CORRUPT
    13: "project.disk_full",
    14: "project.cannot_open",
    NOT_A_DATABASE: "project.foreign",
}


def user_error(error: sqlite3.Error, path: Path) -> UserError | None:
    """Return the user's error behind an SQLite error, or ``None`` where it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    sentence = _CODES.get(code & 0xFF) if isinstance(code, int) else None
    if sentence is None and isinstance(error, sqlite3.DatabaseError) and "malformed" in str(error):
        sentence = "project.damaged"  # raised by the module itself, without a code
    return None if sentence is None else UserError(sentence, path=str(path))


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the environment did to SQLite or the file into a UserError; bugs pass through."""
    try:
        yield
    except sqlite3.Error as error:
        known = user_error(error, path)
        if known is None:
            raise
        foreign = known.code == "project.foreign"  # the user chose another kind of file: nothing is wrong here
        log.log(logging.INFO if foreign else logging.WARNING, "database: %s (%s)", error, known.code)
        raise known from error
    except OSError as error:
        log.warning("file: %s", error)
        raise UserError("project.io", path=str(path)) from error


def connect(path: Path, *, read_only: bool = False, busy_ms: int = BUSY_MS) -> sqlite3.Connection:
    """Open a connection in autocommit mode with the pragmas every connection needs. The file must exist.

    Reading alone is meant by ``read_only``. Raises sqlite3.Error; callers wrap it in :func:`told`.
    """
    connection = sqlite3.connect(str(path), isolation_level=None, timeout=busy_ms / 1000)
    for pragma in ("foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")
    if read_only:
        connection.execute("PRAGMA query_only=ON")
    return connection


def connect_still(path: Path) -> sqlite3.Connection:
    """Open a file that nobody writes, as immutable: no lock, no journal, nothing beside it. Raises sqlite3.Error."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    for pragma in ("query_only=ON", "trusted_schema=OFF", "cell_size_check=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def wal_is_safe(path: Path) -> bool:
    """Whether the write-ahead log may be used: SQLite without the WAL-reset race, a local and unsynchronised folder."""
    return sqlite3.sqlite_version_info >= SAFE_WAL and not is_risky_for_wal(path)


def identity_of(path: Path) -> tuple[int, int] | None:
    """Return what tells this file from another one under the same path, ``None`` where the file system cannot tell."""
    found = path.stat()
    unsure = found.st_ino == 0 or is_network(path.resolve().parent)  # a share may number its files anew
    return None if unsure else (found.st_dev, found.st_ino)


def need_same_file(path: Path, identity: tuple[int, int] | None) -> None:
    """Raise UserError("project.moved") where the path no longer leads to the file that was opened.

    SQLite would go on writing to the file that was moved, deleted or replaced (as synchronising programs do).
    """
    try:
        found = path.stat()
    except OSError as error:
        raise UserError("project.moved", path=str(path)) from error
    if identity is not None and identity != (found.st_dev, found.st_ino):
        raise UserError("project.moved", path=str(path))


def log_identity_of(path: Path) -> tuple[int, int] | None:
    """Return what tells the write-ahead log of a project from another one, ``None`` where there is none."""
    try:
        found = path.with_name(f"{path.name}-wal").stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def choose_journal(connection: sqlite3.Connection, path: Path) -> str:
    """Set the journal for the place the file lies in; returns the mode now in use.

    Another process may hold the file in its mode: then that mode stays, which both can work with.
    """
    wanted = "wal" if wal_is_safe(path) else "delete"
    mode = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    if mode != wanted:
        try:
            mode = str(connection.execute(f"PRAGMA journal_mode={wanted}").fetchone()[0])
        except sqlite3.OperationalError as error:
            log.info("journal stays %s: %s", mode, error)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA journal_size_limit=67108864")
    return mode
