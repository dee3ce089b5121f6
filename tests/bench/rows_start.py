"""Figures of starting: the command line alone, and the window with the sample project."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from harness import Row
from material import SIGNED

from quandian.tasks.sample import build_sample


def run_seconds(*arguments: str) -> float:
    """Return how long a process of the program takes from start to end."""
    before = time.monotonic()
    subprocess.run([sys.executable, "-P", "-m", "quandian", *arguments], check=True, capture_output=True)
    return time.monotonic() - before


def shown_seconds(path: Path) -> float:
    """Return how long it takes from starting a process to its window with the report's text painted.

    The process says by the clock of the machine when that was, then closes; closing is not counted.
    """
    environment = {**os.environ, "QUANDIAN_QUIT_WHEN_SHOWN": "1"}
    command = [sys.executable, "-P", "-m", "quandian", "open", str(path)]
    before = time.monotonic()
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1]) - before


def sample(folder: Path) -> Path:
    path = folder / "sample.quandian"
    build_sample(path, **SIGNED).close()
    shown_seconds(path)  # once before: byte code and fonts are on disk from then on
    return path


ROWS = [
    Row("start: quandian --help", "s", 0.3, lambda folder: None, lambda nothing: run_seconds("--help")),
    Row("start to window shown, sample project", "s", 0.8, sample, shown_seconds),
]
