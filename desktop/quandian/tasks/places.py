"""Where things of this user live on this computer: settings, backups, logs, documents."""

from __future__ import annotations

from pathlib import Path

from quandian.core import userdirs
from quandian.core.errors import UserError

PROJECT_SUFFIX = ".quandian"
SHARE_SUFFIX = ".qdshare"


def config_dir() -> Path:
    """Return the folder of settings; it may not exist yet."""
    return userdirs.config()


def backup_dir() -> Path:
    """Return the folder of the rotating backups, outside every project file (design.md, "Durability")."""
    return userdirs.data() / "backups"


def log_dir() -> Path:
    """Return the folder of the logs."""
    return userdirs.log()


def documents_dir() -> Path:
    """Return the user's documents folder as the desktop has it (文档, Documents, a moved one)."""
    return userdirs.documents()


def project_path(path: Path) -> Path:
    """Return ``path`` with the ending of projects, whatever was typed of it."""
    return path if path.suffix.lower() == PROJECT_SUFFIX else path.with_name(path.name + PROJECT_SUFFIX)


def make_folder(folder: Path) -> Path:
    """Make a folder where there is none yet and return it; raises UserError folder.unwritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("folder.unwritable", path=folder) from error
    return folder


def free_path(wanted: Path) -> Path:
    """Return ``wanted``, or the first of "name 2", "name 3" … that no file has yet."""
    path, number = wanted, 1
    while path.exists():
        number += 1
        path = wanted.with_name(f"{wanted.stem} {number}{wanted.suffix}")
    return path
