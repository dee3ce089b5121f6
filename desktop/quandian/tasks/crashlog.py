"""The record of a bug that ended a command: traceback and versions, no words of any report that we know of."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from quandian.tasks import places


def write_crash() -> Path:
    """Append the exception being handled to the crash log; where that fails, write it to the temporary folder."""
    try:
        ours = version("quandian")
    except PackageNotFoundError:
        ours = "?"
    now = datetime.now(UTC).isoformat(timespec="seconds")
    text = f"{now} quandian {ours} Python {platform.python_version()} {platform.platform()}\n{traceback.format_exc()}\n"
    for folder in (places.log_dir(), Path(tempfile.gettempdir())):
        path = folder / "quandian-crash.log"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as log:
                log.write(text)
        except OSError:
            continue
        return path
    sys.stderr.write(text)
    return Path(places.log_dir())
