"""The English of the window: texts collected from the sources into the .ts, and compiled to the .qm that ships."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import environment
from saying import SetupError

SOURCES = ("desktop/quandian/app.py", "desktop/quandian/ui")
CATALOGUE = "resources/translations/quandian_en.ts"


def main(_arguments: Sequence[str]) -> int:
    """Update the .ts from the sources and compile it."""
    python = environment.program_python(with_tools=True)
    tools = Path(
        subprocess.check_output(
            [str(python), "-I", "-c", "import PySide6; print(PySide6.__path__[0])"], text=True
        ).strip()
    )
    root = environment.ROOT
    update(tools, root / CATALOGUE)
    compile_(tools, root / CATALOGUE, (root / CATALOGUE).with_suffix(".qm"))
    return 0


def update(tools: Path, catalogue: Path) -> None:
    """Collect the texts of the sources into ``catalogue``; those that are gone are dropped."""
    languages = ["-source-language", "zh_CN", "-target-language", "en"]
    command = [str(tools / "lupdate"), "-extensions", "py", "-locations", "none", "-no-obsolete", *languages]
    _run([*command, *SOURCES, "-ts", str(catalogue)])


def compile_(tools: Path, catalogue: Path, target: Path) -> None:
    """Compile ``catalogue`` to what Qt reads."""
    _run([str(tools / "lrelease"), "-silent", str(catalogue), "-qm", str(target)])


def _run(command: list[str]) -> None:
    if subprocess.call(command, cwd=environment.ROOT) != 0:
        raise SetupError(f"failed: {' '.join(command)}")
