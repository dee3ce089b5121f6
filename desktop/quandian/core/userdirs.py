"""The folders of this user on this computer. With QUANDIAN_HOME set, all of them lie in that one folder.

Child processes inherit the variable, so that a self-test, or a copy on a memory stick, leaves nothing elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

VARIABLE = "QUANDIAN_HOME"


def config() -> Path:
    """Return the folder of settings; like the others it may not exist yet."""
    return _own("config") or Path(platformdirs.user_config_dir("quandian", appauthor=False))


def data() -> Path:
    """Return the folder of what the program keeps for the user: backups."""
    return _own("data") or Path(platformdirs.user_data_dir("quandian", appauthor=False))


def cache() -> Path:
    """Return the folder of what can be made again."""
    return _own("cache") or Path(platformdirs.user_cache_dir("quandian", appauthor=False))


def log() -> Path:
    """Return the folder of the logs."""
    return _own("log") or Path(platformdirs.user_log_dir("quandian", appauthor=False))


def documents() -> Path:
    """Return the user's documents folder as the desktop has it (文档, Documents, a moved one)."""
    return _own("documents") or Path(platformdirs.user_documents_dir())


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Keep all folders of this process and of the children it starts inside ``folder`` for a while."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def _own(name: str) -> Path | None:
    home = os.environ.get(VARIABLE)
    return Path(home) / name if home else None
