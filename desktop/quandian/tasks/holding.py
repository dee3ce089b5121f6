"""Which project files are open in this program just now, told to its other processes on this computer.

What a file is like changes with every step that is written to it; as long as one of our processes has it open, that is
our writing. Each holder has a file of its own, locked: the system lets go of the lock however the process ends.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from quandian.core import userdirs

log = logging.getLogger(__name__)

_AT = 4096  # the byte that is locked lies behind all that is written: locked bytes cannot be read on Windows
_numbers = itertools.count()


def hold(path: Path) -> Callable[[], None]:
    """Tell that a project file is open here, until what is returned is called."""
    held: list[tuple[Path, BinaryIO]] = []
    try:
        sign = _folder() / f"{_name(path)}.{os.getpid()}.{next(_numbers)}.open"
        sign.parent.mkdir(parents=True, exist_ok=True)
        file = sign.open("wb")
        file.write(json.dumps(_identity(path)).encode())
        file.flush()
        if _lock(file):
            held.append((sign, file))
        else:
            file.close()
    except OSError as error:  # then the others look through the file: slower, and no harm
        log.info("an open project is not told: %s", error)

    def let_go() -> None:
        while held:
            sign, file = held.pop()
            file.close()
            _drop(sign)

    return let_go


def is_held(path: Path) -> bool:
    """Whether one of our processes, this one too, has this very file open."""
    try:
        signs = list(_folder().glob(f"{_name(path)}.*.open"))
        live = [_is_live(sign, _identity(path)) for sign in signs]  # each: those of dead processes are dropped
        return any(live)
    except OSError:
        return False


def _is_live(sign: Path, identity: list[int]) -> bool:
    try:
        with sign.open("r+b") as file:
            if not _lock(file):
                return bool(json.loads(file.read(_AT)) == identity)
    except (OSError, ValueError):
        return False
    _drop(sign)  # its process ended without a word
    return False


def _drop(sign: Path) -> None:
    try:
        sign.unlink(missing_ok=True)
    except OSError as error:  # somebody looks at it just now, and drops it then
        log.info("a sign of an open project stays: %s", error)


def _identity(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_dev, found.st_ino]


def _name(path: Path) -> str:
    return hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _folder() -> Path:
    return userdirs.data() / "open"


def _lock(file: BinaryIO) -> bool:
    """Lock a file for as long as it is open; ``False`` where another has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(_AT)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            file.seek(0)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        return False
    return True
