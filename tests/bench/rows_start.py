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
    environment = {**os.environ, "QUANDIAN_QUIT_WHEN_SHOWN": "1"}
    before = time.perf_counter()
    subprocess.run(
        [sys.executable, "-P", "-m", "quandian", *arguments], env=environment, check=True, capture_output=True
    )
    return time.perf_counter() - before


def sample(folder: Path) -> Path:
    path = folder / "sample.quandian"
    build_sample(path, **SIGNED).close()
    run_seconds("open", str(path))  # once before: byte code and fonts are on disk from then on
    return path


ROWS = [
    Row("start: quandian --help", "s", 0.3, lambda folder: None, lambda nothing: run_seconds("--help")),
    Row("start to window shown, sample project", "s", 0.8, sample, lambda path: run_seconds("open", str(path))),
]
