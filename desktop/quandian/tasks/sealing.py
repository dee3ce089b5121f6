"""Sealing a file with a passphrase (age), in a process of its own.

Making a key of a passphrase takes seconds and half a gigabyte on purpose, and the library keeps Python's lock all the
while: in a thread of the window, the window would stand still.
"""

from __future__ import annotations

import importlib.util
import logging
import subprocess
import sys
from pathlib import Path

from quandian.core.errors import Cancelled, UserError
from quandian.core.progress import Progress

log = logging.getLogger(__name__)

FROZEN_ARGUMENT = "--quandian-seal"
"""A bundled program has no ``python -m``: its entry point must call ``sealing.main()`` for this argument."""
WRONG, MISSING, UNREADABLE, TORN = 3, 4, 5, 6
_WRONG_KEY = "Decryption failed"  # what age says when the file is whole and the passphrase another
_LOOK = 0.05  # seconds between two looks at whether the user has cancelled


def need_tool() -> None:
    """Raise UserError("share.no_age") where the library that seals is not installed."""
    if importlib.util.find_spec("pyrage") is None:
        raise UserError("share.no_age")


def seal_file(source: Path, target: Path, passphrase: str, progress: Progress) -> None:
    """Write ``source`` sealed to ``target``. Raises UserError share.no_age, share.unwritable; Cancelled."""
    if code := _run("encrypt", source, target, passphrase, progress):
        raise UserError("share.no_age" if code == MISSING else "share.unwritable", path=str(target))


def open_sealed(source: Path, target: Path, passphrase: str, progress: Progress) -> None:
    """Write what is sealed in ``source`` to ``target``. Raises UserError share.wrong_passphrase, …; Cancelled."""
    if code := _run("decrypt", source, target, passphrase, progress):
        known = {WRONG: "share.wrong_passphrase", MISSING: "share.no_age", TORN: "share.changed"}
        raise UserError(known.get(code, "share.unreadable"), path=str(source))


def _run(verb: str, source: Path, target: Path, passphrase: str, progress: Progress) -> int:
    """Return the exit code of the child; on every way out but 0 there is no ``target``."""
    from quandian.reading import child as child_process  # here: the child starts faster without the room of reading

    command = [*child_process.command_of(__name__, FROZEN_ARGUMENT), verb, str(source), str(target)]
    child = child_process.start(command, answers=False)
    try:
        assert child.stdin is not None
        try:
            child.stdin.write(passphrase.encode("utf-8", "surrogatepass"))
            child.stdin.close()
        except BrokenPipeError:
            log.info("the sealing process ended before it was asked; its exit code says why")
        while True:
            if progress.cancelled:
                raise Cancelled
            try:
                code = child.wait(_LOOK)
                break
            except subprocess.TimeoutExpired:
                continue
    except BaseException:
        child_process.end(child)
        target.unlink(missing_ok=True)
        raise
    if code:
        target.unlink(missing_ok=True)
    return code


def main(arguments: list[str] | None = None) -> int:
    """Seal or open one file: the child process. The passphrase comes on standard input, never in the arguments."""
    verb, source, target = sys.argv[-3:] if arguments is None else arguments
    passphrase = sys.stdin.buffer.read().decode("utf-8", "surrogatepass")
    try:
        import pyrage
    except ImportError:
        return MISSING
    try:
        data = Path(source).read_bytes()
        work = pyrage.passphrase.encrypt if verb == "encrypt" else pyrage.passphrase.decrypt
        Path(target).write_bytes(work(data, passphrase))
    except pyrage.DecryptError as error:
        return WRONG if str(error) == _WRONG_KEY else TORN
    except (OSError, MemoryError):
        return UNREADABLE
    return 0


if __name__ == "__main__":
    sys.exit(main())
