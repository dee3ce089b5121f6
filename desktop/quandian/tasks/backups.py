"""The backups of a project, for window and command line: found by where the project lies, even when it is broken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from quandian.core.errors import UserError
from quandian.store import backup as store_backup
from quandian.store.project import Project
from quandian.tasks import places


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup file: where it lies, when it was taken (UTC), its size in bytes."""

    path: Path
    taken: datetime
    size: int


def backups_of(project: Path) -> list[BackupRow]:
    """Return the backups of the project at ``project``, newest first; files that vanish meanwhile are left out."""
    rows = []
    # A project has its backups in the user's folder; one that was just made, in the store's own until it is reopened.
    folders = {store_backup.folder_of(project, folder) for folder in (places.backup_dir(), None)}
    for path in [path for folder in sorted(folders) for path in store_backup.existing(folder)]:
        try:
            stat = path.stat()
        except OSError:
            continue
        rows.append(BackupRow(path, datetime.fromtimestamp(stat.st_mtime, UTC), stat.st_size))
    return sorted(rows, key=_when, reverse=True)


def _when(row: BackupRow) -> datetime:
    return row.taken


def restore(backup: Path, target: Path) -> Path | None:
    """Restore a backup at ``target``; returns where what lay there is kept, None where nothing did.

    Raises UserError project.* where the backup cannot be read, the folder is missing or the project is in use.
    """
    if not target.parent.is_dir():
        raise UserError("project.no_folder", path=str(target.parent))
    return Project.restore(backup, target)
