"""The commands of this project, for every system: ``run`` starts it, ``test`` checks it, ``bench`` times it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))  # Python was started with -I

import checks
import environment
import system_libs
import translations
from saying import SetupError


def main(arguments: list[str]) -> int:
    """Do ``run``, ``test`` or ``bench`` and return the exit code."""
    commands = {"run": run, "test": checks.main, "bench": checks.bench, "translations": translations.main}
    if not arguments or arguments[0] not in commands:
        print(
            "usage: launch.py run [FILE...] | test [PYTEST-ARGUMENT...] | bench [WORD...] | translations",
            file=sys.stderr,
        )
        return 2
    try:
        return commands[arguments[0]](arguments[1:])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    """Set up what is missing and hand over to the program: its demo, or the files given in a new project."""
    system_libs.ensure(environment.system_packages())
    python = environment.program_python(with_tools=False)
    command = [str(python), "-I", "-m", "quandian"]
    command += ["open", *([] if has_display() else ["--headless"]), *arguments] if arguments else ["demo"]
    if os.name == "nt":
        return subprocess.call(command)
    os.execv(command[0], command)  # the program takes our place: signals and the exit code are its own
    return 70


def has_display() -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere where X11 or Wayland say so."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
