"""A project whose locks were lost: POSIX drops them when any part of the process opens and closes the file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from quandian.reading.open import read_bytes
from quandian.store import Project

COUNT = """
import sys
from pathlib import Path
from quandian.store import Project
with Project.open(Path(sys.argv[1]), author="b", device="00000002", backup=False) as project:
    print(len(project.annotations()))
"""


def seen_elsewhere(path: Path) -> int:
    """Open the project in another process, count its annotations and close it, which ends the log it thinks unused."""
    done = subprocess.run([sys.executable, "-c", COUNT, str(path)], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="locks of Windows belong to handles")
def test_what_is_written_after_the_locks_were_lost_is_in_the_file(
    tmp_path: Path, expect_warning: Callable[[str], None]
) -> None:
    """A file dialog that looked into the project file once cost every step that followed."""
    expect_warning("write-ahead log was deleted")
    path = tmp_path / "a.quandian"
    with Project.create(path, author="a", device="00000001") as project:
        (report_id,) = project.import_reports([read_bytes("a.txt", "力争完成投资十亿元。\n".encode())]).added
        project.annotate(report_id, project.tags()[0].id, 0, 4)
        with path.open("rb") as file:  # what a file dialog does to tell the kind of a file
            file.read(16)
        assert seen_elsewhere(path) == 1
        project.annotate(report_id, project.tags()[1].id, 0, 4)
        assert seen_elsewhere(path) == 2
        assert len(project.annotations()) == 2
        assert project.check() == []
    assert seen_elsewhere(path) == 2
