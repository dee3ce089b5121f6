"""Child processes that run a module of this program: how each is started and ended, for whatever is done apart."""

from __future__ import annotations

import logging
import subprocess
import sys

log = logging.getLogger(__name__)


def command_of(module: str, frozen_argument: str) -> list[str]:
    """Return the command that runs a module as a child; ``-P`` keeps the current folder out of the import path.

    A bundled program has no ``python -m``: its entry point knows the module by ``frozen_argument``.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, frozen_argument]
    return [sys.executable, "-P", "-m", module]


def start(command: list[str], *, answers: bool = True) -> subprocess.Popen[bytes]:
    """Start a child that is asked on its standard input and, with ``answers``, heard on its output. Raises OSError."""
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if answers else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows: no console flashes up
    )


def end(child: subprocess.Popen[bytes]) -> None:
    """End a child, if it still runs, and close the pipes to it."""
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:  # what was still to be written has nobody to read it
                log.debug("the pipe to a child process was broken")
