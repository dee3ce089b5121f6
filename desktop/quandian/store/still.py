"""Opening a project only to read it: somebody else's, one on a medium that cannot be written, one out of a package.

The file is copied to a temporary folder, so that nothing is ever written beside it and nobody's changes tear what is
read. Before a word of the copy is believed its schema is compared with ours, table by table; then it is opened as an
immutable file.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

from quandian.core.errors import UserError
from quandian.store import schema
from quandian.store.engine import connect, sqlite3, told
from quandian.store.rows import ENTITIES

_SIDE_FILES = ("-wal", "-journal")
_PATIENCE = 60.0  # seconds for looking through a stranger's file; 1 GB takes 5
_LOOSE = "_sqlite_migrations"  # its SQL is sqlite-utils' own
_INDEX = "text_index_"  # what SQLite keeps for the search index; its SQL differs between versions of SQLite
_TABLES = frozenset(ENTITIES) | {"content", "passage", "member", "operation", "change", "entry", "derived", "left_out"}
_TRIES = 3
_MOST_BYTES = 16 << 30  # a project of 3,000 reports has 0.2 GB
_SLACK = 64 << 20  # what a checkpoint that was cut short may leave beyond the last page


class Still:
    """A copy of a project file in a folder of its own. ``path`` is the copy; :meth:`drop` removes it."""

    def __init__(self, source: Path, *, lenient: bool = False) -> None:
        """Copy and examine. Raises UserError project.missing, .foreign, .newer, .damaged, .strange, .disk_full.

        ``lenient`` lets indices be, and names the table or view that is not ours: people's other tools make such.
        """
        schema.need_database(source)
        self._lenient = lenient
        self._folder = tempfile.TemporaryDirectory(prefix="quandian-read-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name) / "project.quandian"
        try:
            self._take(source)
        except BaseException:
            self._folder.cleanup()
            raise

    def vet(self, shown_as: Path, step: Callable[[], None] = lambda: None) -> None:
        """Look through all rows before anything shows them. Raises UserError project.strange, .damaged."""
        from quandian.store.vetting import vet

        try:
            vet(self, shown_as, step)
        except BaseException:
            self.drop()
            raise

    def look_through(self, shown_as: Path, step: Callable[[int, int], None]) -> None:
        """Look through all rows, as an immutable file; ``step`` hears how far it is. Raises as :meth:`vet` does."""
        from quandian.store.vetting import look_through

        look_through(self, shown_as, step)

    def drop(self) -> None:
        """Remove the copy; again is fine."""
        self._folder.cleanup()

    def _take(self, source: Path) -> None:
        with told(source):
            need = sum(p.stat().st_size for p in _files_of(source))
            if need > _MOST_BYTES or source.stat().st_size > 2 * _said_size(source) + _SLACK:
                raise UserError("project.strange", path=str(source))  # holes or ballast: nothing that we would copy
            if shutil.disk_usage(self._folder.name).free < need + (32 << 20):
                raise UserError("project.disk_full", path=self._folder.name)
        for attempt in range(1, _TRIES + 1):
            with told(source):
                self._copy(source)
            try:
                version = examine(self.path, source, lenient=self._lenient)
                break
            except UserError as error:
                if error.code != "project.damaged" or attempt == _TRIES or len(_files_of(source)) == 1:
                    raise
                time.sleep(0.2)  # somebody wrote while it was copied
        if schema.is_older(version):
            self._bring_up(source)

    def _bring_up(self, source: Path) -> None:
        """Make a newer file of an older one; rows that are none of ours stop that."""
        try:
            schema.migrate(self.path)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, sqlite3.Error) as error:
            raise UserError("project.strange", path=str(source)) from error

    def _copy(self, source: Path) -> None:
        for old in Path(self._folder.name).iterdir():
            old.unlink()
        for path in _files_of(source):
            copy = self.path.with_name(self.path.name + path.name.removeprefix(source.name))
            shutil.copyfile(path, copy)


def _files_of(source: Path) -> list[Path]:
    sides = [source.with_name(source.name + suffix) for suffix in _SIDE_FILES]
    return [source, *(p for p in sides if p.is_file() and p.stat().st_size)]


def _said_size(source: Path) -> int:
    """Return how long a database says that it is: pages times their size (SQLite file format, 1.3)."""
    with source.open("rb") as file:
        head = file.read(100)
    page = int.from_bytes(head[16:18], "big")
    return int.from_bytes(head[28:32], "big") * (65536 if page == 1 else page)


def examine(copy: Path, source: Path, *, lenient: bool = False) -> int:
    """Look through a stranger's file (a copy of ours to spend) and return its version; ``source`` is for sentences.

    Raises UserError("project.strange") where it holds tables, views or triggers that no Quandian makes; with
    ``lenient`` project.more_tables for those that do nothing by themselves, and indices are let be.
    """
    deadline = time.monotonic() + _PATIENCE
    try:
        with closing(connect(copy)) as db:
            db.set_progress_handler(lambda: int(time.monotonic() > deadline), 10_000)
            application = db.execute("PRAGMA application_id").fetchone()[0]
            version = int(db.execute("PRAGMA user_version").fetchone()[0])
            if application != schema.APPLICATION_ID or version < 1 << 16:
                raise UserError("project.foreign", path=str(source))
            if version > schema.VERSION:
                raise UserError("project.newer", path=str(source))
            _need_our_schema(db, version, source, lenient=lenient)
            if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise UserError("project.damaged", path=str(source))
            db.execute("PRAGMA journal_mode=DELETE")  # what its log holds is in the copy now
    except sqlite3.OperationalError as error:
        if "interrupt" in str(error):
            raise UserError("project.strange", path=str(source)) from error
        raise UserError("project.damaged", path=str(source)) from error
    except sqlite3.DatabaseError as error:
        code = "project.foreign" if "not a database" in str(error) else "project.damaged"
        raise UserError(code, path=str(source)) from error
    return version


def _need_our_schema(db: sqlite3.Connection, version: int, source: Path, *, lenient: bool) -> None:
    ours = _schema_of(version, len(schema.MIGRATIONS))
    query = "SELECT type, name, sql FROM sqlite_master LIMIT 500"
    theirs = {(kind, name): sql for kind, name, sql in db.execute(query)}
    for (kind, name), sql in theirs.items():
        if (kind, name) not in ours:
            harmless = lenient and kind == "index"  # it only makes the file faster
            if harmless or name == "sqlite_stat1":  # what ANALYZE leaves
                continue
            if lenient and not _acts(kind, name, sql):
                raise UserError("project.more_tables", path=str(source), name=_shown(name))
            raise UserError("project.strange", path=str(source))
        loose = name == _LOOSE or name.startswith(_INDEX)
        if sql != ours[kind, name] and not loose:
            raise UserError("project.strange", path=str(source))
    if ours.keys() - theirs.keys() - {("table", _LOOSE)}:
        raise UserError("project.damaged", path=str(source))


def need_harmless(path: Path) -> None:
    """Raise UserError("project.strange") where a file that is to be worked on would do things by itself.

    Triggers, virtual tables and views in the place of our tables are never ours; a table or an index more is let be,
    since people look into their own files with other tools.
    """
    schema.need_database(path)
    with told(path), closing(connect(path, read_only=True)) as db:
        found = db.execute("SELECT type, name, sql FROM sqlite_master LIMIT 2000").fetchall()
    if any(_acts(kind, name, sql) for kind, name, sql in found):
        raise UserError("project.strange", path=str(path))


def _shown(name: object) -> str:
    """Return a stranger's name as one short line."""
    return "".join(sign for sign in str(name)[:60] if sign.isprintable())


def _acts(kind: str, name: str, sql: object) -> bool:
    """Whether this does things by itself, or stands where a table of ours stands."""
    virtual = kind == "table" and str(sql).lstrip().upper().startswith("CREATE VIRTUAL") and name != "text_index"
    return kind == "trigger" or virtual or (kind == "view" and name in _TABLES)


@cache
def _schema_of(version: int, migrations: int) -> dict[tuple[str, str], str | None]:
    """Return the schema that this program makes for a version of the file; empty for a version there never was."""
    from sqlite_utils import Database, Migrations

    connection = sqlite3.connect(":memory:")
    try:
        for count in range(1, migrations + 1):
            steps = Migrations("quandian")
            for step in schema.MIGRATIONS[:count]:
                steps()(step)
            steps.apply(Database(connection, execute_plugins=False))
            if connection.execute("PRAGMA user_version").fetchone()[0] == version:
                found = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
                return {(kind, name): sql for kind, name, sql in found}
    finally:
        connection.close()
    return {}
