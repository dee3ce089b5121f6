"""Reading in a child process: a hostile Word file can kill its process, never the program.

One child is kept and used again, because starting one takes longer than reading most files. It is ended when it
takes too long, when the user cancels, and with the program. Text files are read in this process: no foreign parser
touches them.
"""

from __future__ import annotations

import atexit
import json
import logging
import queue
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

from quandian.core.errors import Cancelled, UserError
from quandian.core.model import Passage, ReportDraft, Role
from quandian.core.progress import Progress
from quandian.reading import child as child_process
from quandian.reading.open import check_kind, load, read_bytes

log = logging.getLogger(__name__)

SECONDS = 60  # the largest file that is accepted takes less than 20
POLL = 0.02  # seconds between two looks at the cancel button
FROZEN_ARGUMENT = "--reading-worker"
"""A bundled program has no ``python -m``: its entry point must call ``worker.main()`` when this is its argument."""


def read_isolated(path: Path, *, encoding: str | None = None, progress: Progress | None = None) -> ReportDraft:
    """Return the draft of a file, read in a child process where a foreign format asks for it.

    Raises UserError import.*, and Cancelled when ``progress`` is cancelled meanwhile. May be called from any thread.
    """
    data = load(path)
    if check_kind(path.name, data, encoding) == "text":
        return read_bytes(path.name, data, encoding=encoding)
    return _reader.read(path.name, data, progress)


def close() -> None:
    """End the child process, if there is one. The next file starts a new one."""
    _reader.close()


class Reader:
    """A child process that reads one file at a time and is replaced when it fails."""

    def __init__(self, seconds: float = SECONDS, command: list[str] | None = None) -> None:
        self._seconds = seconds
        self._command = command or child_process.command_of("quandian.reading.worker", FROZEN_ARGUMENT)
        self._child: subprocess.Popen[bytes] | None = None
        self._busy = threading.Lock()

    def read(self, name: str, data: bytes, progress: Progress | None = None) -> ReportDraft:
        """Return the draft of a file's bytes. Raises UserError import.*, Cancelled."""
        while not self._busy.acquire(timeout=POLL):
            _raise_if_cancelled(progress)
        try:
            answer = self._ask(name, data, progress)
        finally:
            self._busy.release()
        if "error" in answer:
            raise UserError(str(answer["error"]), **answer["facts"])
        try:
            return _decode(answer, data)
        except (KeyError, TypeError, ValueError, IndexError) as error:
            self.close()
            raise UserError("import.reader_died", name=name) from error

    @property
    def pid(self) -> int | None:
        """The id of the child process, or None where none runs."""
        return self._child.pid if self._child is not None and self._child.poll() is None else None

    def close(self) -> None:
        """End the child process."""
        child, self._child = self._child, None
        if child is not None:
            child_process.end(child)

    def _ask(self, name: str, data: bytes, progress: Progress | None) -> dict[str, Any]:
        fresh = self.pid is None
        answer = self._exchange(self._running(name), name, data, progress)
        if answer is None and not fresh:  # the old child had died in the meantime: that says nothing of this file
            answer = self._exchange(self._running(name), name, data, progress)
        if answer is None:
            raise UserError("import.reader_died", name=name)
        return answer

    def _running(self, name: str) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self.close()
        try:
            self._child = child_process.start(self._command)
        except OSError as error:
            log.exception("cannot start the reading process")
            raise UserError("import.reader_died", name=name) from error
        return self._child

    def _exchange(
        self, child: subprocess.Popen[bytes], name: str, data: bytes, progress: Progress | None
    ) -> dict[str, Any] | None:
        """Send a file and wait for the answer; None when the child ended instead."""
        answers: queue.Queue[bytes] = queue.Queue()
        request = json.dumps({"name": name, "size": len(data), "seconds": int(self._seconds) + 1}).encode() + b"\n"
        threading.Thread(target=_talk, args=(child, request, data, answers), daemon=True).start()
        deadline = time.monotonic() + self._seconds
        while True:
            try:
                line = answers.get(timeout=POLL)
                break
            except queue.Empty:
                if progress is not None and progress.cancelled:
                    self.close()
                    raise Cancelled from None
                if time.monotonic() > deadline:
                    self.close()
                    raise UserError("import.too_slow", name=name, limit=round(self._seconds)) from None
        if not line:
            self.close()
            return None
        try:
            answer = json.loads(line)
        except ValueError:
            self.close()
            return None
        return answer if isinstance(answer, dict) else None


def _talk(child: subprocess.Popen[bytes], request: bytes, data: bytes, answers: queue.Queue[bytes]) -> None:
    """Write the request and read the answer; an empty answer says that the child ended. Runs in a thread of its own."""
    line = b""
    try:
        if child.stdin is not None and child.stdout is not None:
            child.stdin.write(request)
            child.stdin.write(data)
            child.stdin.flush()
            line = child.stdout.readline()
    except (OSError, ValueError):  # the child ended, or was ended here, while we wrote
        log.info("the reading process ended while it was given a file")
    answers.put(line)


def _raise_if_cancelled(progress: Progress | None) -> None:
    if progress is not None and progress.cancelled:
        raise Cancelled


def _decode(answer: dict[str, Any], source: bytes) -> ReportDraft:
    """Return the draft of an answer, checked: what a child says that read a hostile file is not taken on trust."""
    fields = answer["draft"]
    text = fields.pop("text")
    passages = []
    position = 0
    for ordinal, paragraph, start, end, role, level, section in answer["passages"]:
        if not position <= start < end <= len(text):
            raise ValueError("passages overlap or lie outside of the text")
        position = end
        passages.append(
            Passage(int(ordinal), int(paragraph), start, end, Role(role), int(level), tuple(str(s) for s in section))
        )
    notices = tuple(str(code) for code in fields.pop("notices"))
    if not all(isinstance(value, str) for value in (text, *fields.values())):
        raise TypeError("a field of the draft is no text")
    return ReportDraft(text=text, passages=tuple(passages), source=source, notices=notices, **fields)


_reader = Reader()
atexit.register(close)
