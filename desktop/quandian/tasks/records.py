"""What a command leaves for whoever has to find out what went wrong: warnings, and the traceback of a bug.

Ids, lengths and codes only; no words of any report that we know of.
"""

from __future__ import annotations

import logging
import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from quandian.tasks import places


class _LogFile(logging.FileHandler):
    """A log file whose folder is made with the first line; one that cannot be written disturbs no command."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """Keep the terminal for what the user asked for."""


@contextmanager
def logged() -> Iterator[None]:
    """Send warnings to the log file while a command runs, not to the terminal."""
    handler = _LogFile(places.log_dir() / "quandian-cli.log", encoding="utf-8", delay=True)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()


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
