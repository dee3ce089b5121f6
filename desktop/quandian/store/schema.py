"""The tables of a project file, its version, and how an older file becomes a new one.

``user_version`` holds major << 16 | minor. A file of a newer major version is refused; a newer minor one differs only
in what older programs may ignore. Released migrations are never edited; each released schema has a file in
``tests/files/upgrade``.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from quandian.core.errors import UserError
from quandian.store import entries, scopes, sharing
from quandian.store.engine import NOT_A_DATABASE, SQLITE_HEADER, connect, sqlite3, told

if TYPE_CHECKING:
    from sqlite_utils import Database

log = logging.getLogger(__name__)

APPLICATION_ID = 0x5144504A  # "QDPJ"
VERSION = (4 << 16) | 1

_TABLES = """
CREATE TABLE content (
    number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, form TEXT NOT NULL CHECK (form IN ('text', 'file')),
    media_type TEXT NOT NULL, packing TEXT NOT NULL DEFAULT '', text TEXT, data BLOB,
    UNIQUE (sha256, form), CHECK ((form = 'text') = (text IS NOT NULL) AND (form = 'file') = (data IS NOT NULL))
) STRICT;
CREATE TABLE passage (
    text_sha256 TEXT NOT NULL, ordinal INTEGER NOT NULL, paragraph INTEGER NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, role TEXT NOT NULL, level INTEGER NOT NULL, section TEXT NOT NULL,
    PRIMARY KEY (text_sha256, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE report (
    id TEXT NOT NULL PRIMARY KEY, title TEXT NOT NULL, issuer TEXT NOT NULL, doc_number TEXT NOT NULL,
    issued_on TEXT NOT NULL, period TEXT NOT NULL, place TEXT NOT NULL, kind TEXT NOT NULL, progress TEXT NOT NULL,
    source_name TEXT NOT NULL, text_sha256 TEXT NOT NULL, source_sha256 TEXT NOT NULL, imported_at TEXT NOT NULL,
    note TEXT NOT NULL, position INTEGER NOT NULL
) STRICT;
CREATE INDEX report_position ON report (position, id);
CREATE TABLE tag (
    id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, name_en TEXT NOT NULL, parent TEXT REFERENCES tag (id),
    palette TEXT NOT NULL, underline TEXT NOT NULL, shortcut TEXT NOT NULL, fields TEXT NOT NULL,
    position INTEGER NOT NULL, description TEXT NOT NULL
) STRICT;
CREATE TABLE annotation (
    id TEXT NOT NULL PRIMARY KEY, report_id TEXT NOT NULL REFERENCES report (id),
    tag_id TEXT NOT NULL REFERENCES tag (id), start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL,
    prefix TEXT NOT NULL, suffix TEXT NOT NULL,
    fields TEXT NOT NULL, note TEXT NOT NULL, status TEXT NOT NULL, origin TEXT NOT NULL, author TEXT NOT NULL,
    created_at TEXT NOT NULL, modified_at TEXT NOT NULL, CHECK (0 <= start AND start < "end")
) STRICT;
CREATE INDEX annotation_place ON annotation (report_id, start, "end" DESC, tag_id, id, author);
CREATE INDEX annotation_tag ON annotation (tag_id, report_id);
CREATE TABLE link (
    id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, source_id TEXT NOT NULL REFERENCES annotation (id),
    target_id TEXT NOT NULL REFERENCES annotation (id), verdict TEXT NOT NULL, note TEXT NOT NULL, author TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX link_source ON link (source_id);
CREATE INDEX link_target ON link (target_id);
CREATE TABLE setting (id TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE member (name TEXT NOT NULL PRIMARY KEY, since TEXT NOT NULL) STRICT;
CREATE TABLE suggestion (
    id TEXT NOT NULL PRIMARY KEY, report_id TEXT NOT NULL, tag_id TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, quote TEXT NOT NULL, fields TEXT NOT NULL, score REAL NOT NULL, reason TEXT NOT NULL,
    engine TEXT NOT NULL
) STRICT;
CREATE INDEX suggestion_place ON suggestion (report_id, start);
CREATE TABLE operation (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, step TEXT NOT NULL, clock TEXT NOT NULL,
    label TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('start', 'do', 'undo', 'redo')), target TEXT,
    author TEXT NOT NULL, device TEXT NOT NULL, created_at TEXT NOT NULL
) STRICT;
CREATE INDEX operation_step ON operation (step);
CREATE INDEX operation_target ON operation (target) WHERE target IS NOT NULL;
CREATE INDEX operation_author ON operation (author, device, kind, seq);
CREATE INDEX operation_clock ON operation (clock);
CREATE TABLE change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, operation INTEGER NOT NULL REFERENCES operation (seq), entity TEXT NOT NULL,
    entity_id TEXT NOT NULL, before TEXT, after TEXT
) STRICT;
CREATE INDEX change_operation ON change (operation);
CREATE INDEX change_entity ON change (entity, entity_id);
CREATE VIRTUAL TABLE text_index USING fts5 (text, content='', tokenize='unicode61 remove_diacritics 0');
"""

_FIELD_COLUMNS = {
    "goals": ("goal", ("responsible", "deadline")),
    "achievements": ("achievement", ("period",)),
    "metrics": ("metric", ("indicator", "value", "value_to", "unit", "comparator", "masked", "period", "kind")),
}


def _views() -> list[str]:
    reports = """CREATE VIEW reports AS SELECT r.*, c.text FROM report r
        JOIN content c ON c.sha256 = r.text_sha256 AND c.form = 'text'"""
    log = """CREATE VIEW log AS SELECT c.seq, o.clock, o.created_at, o.author, o.device, o.id AS operation_id, o.label,
        o.kind, c.entity, c.entity_id, c.before, c.after FROM change c JOIN operation o ON o.seq = c.operation"""
    result = [reports, log]
    for view, (tag, fields) in _FIELD_COLUMNS.items():
        columns = ", ".join(f"json_extract(a.fields, '$.{f}') AS {f}" for f in fields)
        result.append(
            f"CREATE VIEW {view} AS SELECT a.id, a.report_id, r.title AS report, r.issuer,"  # noqa: S608 - constants
            f' a.start, a."end", a.quote, {columns}, a.note, a.status, a.author, a.created_at, a.modified_at'
            f" FROM annotation a JOIN report r ON r.id = a.report_id WHERE a.tag_id = '{tag}'"
        )
    return result


def m001_initial(db: Database) -> None:
    """Make the tables of version 1.0."""
    for statement in [*(s for s in _TABLES.split(";") if s.strip()), *_views()]:
        db.execute(statement)
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    db.execute(f"PRAGMA user_version={1 << 16}")


_REVIEWING = """
DROP TABLE suggestion;
CREATE TABLE suggestion (
    id TEXT NOT NULL PRIMARY KEY, report_id TEXT NOT NULL, tag_id TEXT NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, quote TEXT NOT NULL, fields TEXT NOT NULL, score REAL NOT NULL, reason TEXT NOT NULL,
    family TEXT NOT NULL, engine TEXT NOT NULL, CHECK (0 <= start AND start < "end")
) STRICT;
CREATE INDEX suggestion_place ON suggestion (report_id, start, "end" DESC, tag_id, id);
CREATE TABLE suggested (report_id TEXT NOT NULL PRIMARY KEY, engine TEXT NOT NULL, made_at TEXT NOT NULL) STRICT;
CREATE TABLE learned (
    name TEXT NOT NULL PRIMARY KEY, data TEXT NOT NULL, decisions INTEGER NOT NULL, made_at TEXT NOT NULL
) STRICT;
CREATE TABLE decision (
    id TEXT NOT NULL PRIMARY KEY, report_id TEXT NOT NULL REFERENCES report (id), tag_id TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'corrected', 'rejected')),
    suggested_tag_id TEXT NOT NULL, suggested_start INTEGER NOT NULL, suggested_end INTEGER NOT NULL,
    score REAL NOT NULL, reason TEXT NOT NULL, engine TEXT NOT NULL, annotation_id TEXT NOT NULL,
    author TEXT NOT NULL, created_at TEXT NOT NULL,
    CHECK (0 <= start AND start < "end" AND 0 <= suggested_start AND suggested_start < suggested_end)
) STRICT;
CREATE INDEX decision_place ON decision (report_id, suggested_tag_id, suggested_start, suggested_end);
"""


def m002_reviewing(db: Database) -> None:
    """Make the tables of version 2.0: decisions on suggestions (logged), and the caches of suggesting.

    A new major version, because an older program could not undo a step that holds a decision.
    """
    for statement in (s for s in _REVIEWING.split(";") if s.strip()):
        db.execute(statement)
    db.execute(f"PRAGMA user_version={2 << 16}")


def m003_ledger(db: Database) -> None:
    """Make the tables of version 3.0: the index behind the ledger, filled from the annotations that are there.

    A new major version, because an older program would not keep it up to date.
    """
    for statement in (s for s in entries.TABLES.split(";") if s.strip()):
        db.execute(statement)
    entries.fill(db)
    db.execute(f"PRAGMA user_version={3 << 16}")


def m004_merging(db: Database) -> None:
    """Make version 4.0: whose an operation is, which changes count, the project's key; places logged as a whole.

    A new major version, because an older program would take changes of others for what was done to its rows.
    """
    for statement in (s for s in scopes.TABLES.split(";") if s.strip()):
        db.execute(statement)
    scopes.complete_spans(db)
    scopes.add_key(db)
    db.execute(f"PRAGMA user_version={4 << 16}")


def m005_sharing(db: Database) -> None:
    """Make version 4.1: what the file remembers of a shared folder, which an older program may ignore."""
    for statement in (s for s in sharing.TABLES.split(";") if s.strip()):
        db.execute(statement)
    db.execute(f"PRAGMA user_version={(4 << 16) | 1}")


MIGRATIONS: list[Callable[[Database], None]] = [m001_initial, m002_reviewing, m003_ledger, m004_merging, m005_sharing]


def migrate(path: Path) -> None:
    """Apply the migrations that the file lacks, each in its own transaction. Raises UserError."""
    from sqlite_utils import Database, Migrations  # 50 ms of imports, needed only for new and older files

    steps = Migrations("quandian")
    for step in MIGRATIONS:
        steps()(step)
    with told(path):
        connection = sqlite3.connect(str(path))  # legacy transaction mode, as sqlite_utils wants it
        try:
            db = Database(connection, execute_plugins=False)
            connection.execute("BEGIN IMMEDIATE")  # two windows may open an older file at once; steps nest inside
            steps.apply(db)
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            connection.close()


def create_file(path: Path) -> None:
    """Make an empty project file. Raises UserError."""
    with told(path):
        path.touch(exist_ok=False)
    migrate(path)


def need_database(path: Path) -> None:
    """Raise UserError("project.missing") or "project.foreign" unless the file may be an SQLite database.

    It is not opened: that would cost another connection of this process its locks (see ``Store._need_live_log``).
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UserError("project.missing", path=str(path)) from error
    except OSError as error:
        raise UserError("project.cannot_open", path=str(path)) from error
    if not S_ISREG(found.st_mode) or found.st_size < len(SQLITE_HEADER):  # a folder, or a pipe that keeps us waiting
        raise UserError("project.foreign", path=str(path))
    if not os.access(path, os.R_OK):
        raise UserError("project.cannot_open", path=str(path))


def version_of(path: Path) -> int:
    """Return ``user_version`` of a Quandian project that this program can open.

    Raises UserError where the file is missing, no SQLite file, no Quandian project, damaged, or of a newer program.
    """
    need_database(path)
    with told(path):
        try:
            with closing(connect(path, read_only=True)) as connection:
                application = connection.execute("PRAGMA application_id").fetchone()[0]
                version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == NOT_A_DATABASE:  # nothing to warn of in the log
                raise UserError("project.foreign", path=str(path)) from error
            raise
    if application != APPLICATION_ID:
        raise UserError("project.foreign", path=str(path))
    if version >> 16 > VERSION >> 16:
        raise UserError("project.newer", path=str(path))
    return version


def is_older(version: int) -> bool:
    """Whether a file of this version must be migrated."""
    return version < VERSION
