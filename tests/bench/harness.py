"""How the figures are taken: each row in a process of its own, five runs, one JSON line."""

from __future__ import annotations

import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
RUNS = 5


@dataclass(frozen=True)
class Row:
    """One figure. ``prepare(folder)`` makes what ``measure`` works on, untimed and once; ``measure`` returns one value.

    ``goal`` is the most the median may be, in ``unit``, or None. ``reset`` runs untimed after each run.
    """

    name: str
    unit: str
    goal: float | None
    prepare: Callable[[Path], Any]
    measure: Callable[[Any], float]
    reset: Callable[[Any], None] | None = None
    runs: int = RUNS


def all_rows() -> list[Row]:
    """Return the rows of every ``rows_*.py`` of this folder, by file name and in the order they stand in."""
    rows: list[Row] = []
    for path in sorted(FOLDER.glob("rows_*.py")):
        rows += importlib.import_module(path.stem).ROWS
    return rows


def take(row: Row) -> list[float]:
    """Run a row in this process and return its values."""
    values = []
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = row.prepare(Path(folder))
        for _ in range(row.runs):
            values.append(row.measure(made))
            if row.reset is not None:
                row.reset(made)
        close = getattr(made, "close", None)
        if close is not None:
            close()
    return values


def take_apart(row: Row) -> dict[str, object]:
    """Run a row in a process and a home of its own and return what is to be printed of it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        environment = {**os.environ, "HOME": home, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
        for name in ("CONFIG", "DATA", "CACHE", "STATE"):
            environment[f"XDG_{name}_HOME"] = str(Path(home) / name.lower())
        done = subprocess.run(
            [sys.executable, "-P", str(FOLDER / "run.py"), "--values-of", row.name],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
        )
    if done.returncode != 0:
        return {"name": row.name, "error": done.stderr.strip().splitlines()[-1:]}
    values = json.loads(done.stdout.splitlines()[-1])
    median = statistics.median(values)
    return {
        "name": row.name,
        "median": round(median, 3),
        "minimum": round(min(values), 3),
        "maximum": round(max(values), 3),
        "unit": row.unit,
        "goal": row.goal,
        "met": row.goal is None or median <= row.goal,
    }
