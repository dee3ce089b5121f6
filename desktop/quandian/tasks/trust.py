"""Which project files this computer knows, and looking through those that it does not.

A file is known by what it was when it was last closed here: where it lies, which file it is, how long, when it was
written; and for as long as one of our processes has it open. One that somebody sent, that was put in the place of
another, or that another program wrote is not; it is looked through as a whole before anything of it is used.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path

from quandian.core import userdirs
from quandian.core.errors import UserError
from quandian.core.progress import Progress, silent
from quandian.store.engine import told
from quandian.store.places import is_network
from quandian.store.project import Project
from quandian.store.schema import need_database
from quandian.store.still import Still
from quandian.tasks.holding import is_held

log = logging.getLogger(__name__)

SMALL = 4 << 20  # bytes of a file that is looked through in less than half a second
_MOST = 500  # files that are remembered
_lock = threading.Lock()
_ours: set[str] = set()  # files that this process has looked through or made; they stay known whoever closes them last

Stamp = list[int]


def is_known(path: Path) -> bool:
    """Whether this is the file, as far as one can tell without reading it, that was closed here last, or is open."""
    try:
        return _read().get(_key(path)) == _stamp_of(path) or is_held(path)
    except OSError:  # opening says in a sentence what is wrong
        return False


def is_small(path: Path) -> bool:
    """Whether looking through this file is over before anybody waits."""
    try:
        return sum(part.stat().st_size for part in (path, *_sides_of(path)) if part.exists()) <= SMALL
    except OSError:
        return True


def own(path: Path) -> None:
    """Know a file from now on: it was made here, or looked through."""
    with _lock:
        _ours.add(_key(path))
    Project.closed = _on_closed
    _remember(path)


def look_job(path: Path) -> Callable[[Progress], None]:
    """Return the work of looking through a project file; it is known afterwards.

    Raises UserError project.unsound, .strange, .foreign, .newer, .damaged, …; Cancelled.
    """
    path = path.absolute()

    def work(progress: Progress) -> None:
        need_database(path)
        with told(path):
            stamp = _stamp_of(path)
        copy = Still(path, lenient=True)
        try:
            copy.look_through(path, progress.step)
        finally:
            copy.drop()
        with told(path):
            same = stamp == _stamp_of(path)
        if not same:
            raise UserError("project.busy", path=str(path))  # it was changed while it was looked at
        own(path)

    return work


def look(path: Path) -> None:
    """Look through a project file unless it is known; it is ours then. Raises as :func:`look_job` does."""
    if is_known(path):
        own(path)
    else:
        look_job(path)(silent())


def _on_closed(path: Path) -> None:
    """Know a file of ours as it was left."""
    with _lock:
        ours = _key(path) in _ours
    if ours:
        _remember(path)


def _remember(path: Path) -> None:
    """Write down what a file is like now; where that cannot be, it is looked through again the next time."""
    with _lock:
        try:
            known, key, stamp = _read(), _key(path), _stamp_of(path)
            if known.get(key) == stamp:
                return
            known.pop(key, None)
            newest = dict([*known.items(), (key, stamp)][-_MOST:])
            record = _record()
            record.parent.mkdir(parents=True, exist_ok=True)
            part = record.with_name(f".{record.name}.{os.getpid()}")  # never half a record, whoever reads it
            part.write_bytes(json.dumps(newest, ensure_ascii=False).encode("utf-8", "surrogatepass"))
            part.replace(record)
        except OSError as error:
            log.info("a project file is not remembered: %s", error)


def _record() -> Path:
    return userdirs.data() / "known-projects.json"


def _read() -> dict[str, Stamp]:
    try:
        found = json.loads(_record().read_bytes().decode("utf-8", "surrogatepass"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _key(path: Path) -> str:
    return str(path.resolve())


def _sides_of(path: Path) -> list[Path]:
    """Return the files beside a project that SQLite takes for part of it."""
    return [path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-journal")]


def _stamp_of(path: Path) -> Stamp:
    """Return what tells this state of a file from any other; raises OSError where there is none."""
    found = path.stat()
    inner = [] if is_network(path.resolve().parent) else [found.st_dev, found.st_ino]  # a share may number anew
    stamp = [*inner, found.st_size, found.st_mtime_ns]
    for side in _sides_of(path):
        stamp += [side.stat().st_size, side.stat().st_mtime_ns] if side.exists() and side.stat().st_size else [0]
    return stamp
