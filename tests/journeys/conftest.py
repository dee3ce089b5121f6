"""A desktop to drive: real key presses, real clicks, the program in a process of its own, a home of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop_kit import Desktop


@pytest.fixture
def desktop(home: Path, qapp: object) -> Iterator[Desktop]:
    """The screen of the X server this runs under; what was started on it is ended afterwards."""
    if os.environ.get("QT_QPA_PLATFORM") != "xcb" or not os.environ.get("DISPLAY"):
        pytest.skip("a journey needs a real display: packaging/test starts one")
    if shutil.which("xdotool") is None:
        pytest.skip("a journey needs xdotool to press keys")
    documents = home / "文档"
    documents.mkdir()
    made = Desktop(documents)
    yield made
    made.end()
