"""Copies of a project outside the project: on opening once a day, and before anything risky.

A project's backups lie in a folder of their own, named by project and place; the newest ten stay.
"""

from __future__ import annotations

import logging
import os
import re
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quandian.core import userdirs
from quandian.core.errors import UserError
from quandian.core.ids import sha256_text
from quandian.store import schema
from quandian.store.engine import connect, sqlite3, told

log = logging.getLogger(__name__)

KEEP = 10
START_AFTER = 3.0  # seconds: the program's first moments belong to its window
DUE = 24 * 3600  # seconds: a project that changed is backed up when the newest backup is older
_NAME = re.compile(r"\d{8}-\d{6}-\d{3}\.quandian")  # UTC, to the millisecond: names sort by age


def default_dir() -> Path:
    """Return where backups lie unless the caller says otherwise: in the user's data folder."""
    return userdirs.data() / "backups"


def folder_of(project: Path, backup_dir: Path | None) -> Path:
    """Return the folder of a project's backups; two projects of one name have two."""
    place = str(project.resolve())
    safe = re.sub(r"[^\w\-]", "_", project.stem)[:60]
    return (backup_dir or default_dir()) / f"{safe}-{sha256_text(place)[:8]}"


def existing(folder: Path) -> list[Path]:
    """Return the backups in a folder, oldest first."""
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if _NAME.fullmatch(p.name))


def take(project: Path, target: Path | None, backup_dir: Path | None) -> Path:
    """Copy a project, consistent whatever others write meanwhile, and return where the copy lies.

    Without ``target`` it goes to the project's backup folder, where only the newest ten stay. Raises UserError, also
    where the copy turns out damaged: then no older backup is removed.
    """
    folder = None if target is not None else folder_of(project, backup_dir)
    if target is None:
        assert folder is not None
        with told(folder):
            folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder)
    copy(project, target)
    if folder is not None:
        for old in existing(folder)[:-KEEP]:
            old.unlink(missing_ok=True)
    return target


def _free_name(folder: Path) -> Path:
    moment = datetime.now(UTC)
    while True:
        path = folder / f"{moment:%Y%m%d-%H%M%S}-{moment.microsecond // 1000:03d}.quandian"
        if not path.exists():
            return path
        moment += timedelta(milliseconds=1)


def copy(source: Path, target: Path) -> None:
    """Copy a project file with everything committed, as one file with a rollback journal, whole or not at all."""
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with told(target):
            part.unlink(missing_ok=True)
            reader, writer = connect(source, read_only=True), sqlite3.connect(str(part), isolation_level=None)
            try:
                reader.backup(writer)
                writer.execute("PRAGMA journal_mode=DELETE")
                verdict = writer.execute("PRAGMA quick_check(1)").fetchone()[0]
            finally:
                reader.close()
                writer.close()
            if verdict != "ok":
                raise UserError("project.damaged", path=str(source))
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def last_operation(path: Path) -> str | None:
    """Return the id of the newest operation in a project or backup, ``None`` where it cannot be told."""
    try:
        connection = connect(path, read_only=True)
    except sqlite3.Error:
        return None
    try:
        found = connection.execute("SELECT id FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
    except sqlite3.Error:
        return None
    finally:
        connection.close()
    return None if found is None else str(found[0])


def is_due(project: Path, backup_dir: Path | None) -> bool:
    """Whether the project changed since its newest backup, and that is older than a day."""
    kept = existing(folder_of(project, backup_dir))
    if not kept:
        return True
    try:
        old = time.time() - kept[-1].stat().st_mtime > DUE
    except FileNotFoundError:  # another process rotated it away: that one is at work
        return False
    return old and last_operation(kept[-1]) != last_operation(project)


class DailyBackup:
    """Takes the backup that is due on opening, in a thread with its own connection, so that opening need not wait."""

    def __init__(self, project: Path, backup_dir: Path | None) -> None:
        self._project = project
        self._backup_dir = backup_dir
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="quandian-backup", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        self._closing.wait(START_AFTER)
        try:
            if is_due(self._project, self._backup_dir):
                take(self._project, None, self._backup_dir)
        except (UserError, OSError, sqlite3.Error) as error:
            log.warning("no backup on opening: %s", error)

    def wait(self) -> None:
        """Do it now, if it has not been done, and wait until it is."""
        self._closing.set()
        self._thread.join()


def restore(backup: Path, target: Path) -> Path | None:
    """Put a backup in the place of a project. What lay there is kept beside it, under a name that is returned.

    Raises UserError where the backup cannot be opened or another window is seen to have the project open; then nothing
    changes. A window that has it open unseen (with a rollback journal) refuses its next verb: "project.moved".
    """
    schema.version_of(backup)
    part = target.with_name(f"{target.name}.restore.part")
    aside: Path | None = None
    copy(backup, part)
    try:
        with told(target):
            if target.exists():
                _settle(target)
                aside = _aside(target)
                try:
                    target.replace(aside)
                except PermissionError as error:  # Windows: another window has it open
                    raise UserError("project.busy", path=str(target)) from error
            for suffix in ("-wal", "-shm", "-journal"):
                target.with_name(target.name + suffix).unlink(missing_ok=True)
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return aside


def _settle(target: Path) -> None:
    """Bring everything committed into the file itself; raises UserError("project.busy") where others have it open."""
    try:
        connection = connect(target, busy_ms=500)
    except sqlite3.DatabaseError:
        return  # not readable at all: nothing to settle
    try:
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        raise UserError("project.busy", path=str(target)) from error
    except sqlite3.DatabaseError:
        return  # damaged: it is kept aside as it is
    finally:
        connection.close()
    if mode != "delete":
        raise UserError("project.busy", path=str(target))


def _aside(target: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    names = [f"{target.stem}.replaced-{stamp}{'-' + str(n) if n else ''}{target.suffix}" for n in range(100)]
    return next(target.with_name(n) for n in names if not target.with_name(n).exists())
