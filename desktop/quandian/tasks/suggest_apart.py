"""Suggesting and learning in a child process: Python computes in one thread at a time, and that is the window's.

The methods block; they are for a job's thread. The child ends with ``close``, or when this program ends: then its
standard input does.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import threading
from typing import Any

from quandian.core.errors import Cancelled, UserError
from quandian.core.model import TagId
from quandian.language.learn import Model
from quandian.reading import child as child_process
from quandian.store import NewSuggestion
from quandian.tasks.reviewing import Material, Suggested
from quandian.tasks.suggest_worker import encoded
from quandian.tasks.suggesting import Decided

log = logging.getLogger(__name__)

FROZEN_ARGUMENT = "--suggest-worker"
"""A bundled program has no ``python -m``: its entry point must call ``suggest_worker.main()`` for this argument."""

MOST_CHILDREN = 4
"""Children at a time; each takes about 30 MB, and more would make more than the window's thread can keep."""
WORTH_A_CHILD = 10
"""Reports for which one more child is worth the quarter of a second it takes to start."""


def children_for(reports: int) -> int:
    """Return how many children shall suggest for ``reports`` reports on this machine: a core is left to the rest.

    With two cores both are used: the children are nicer than the window, which computes little meanwhile.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    spare = cores if cores <= 2 else cores - 1
    return max(1, min(MOST_CHILDREN, spare, reports // WORTH_A_CHILD))


class Suggesters:
    """Several children with the same model. Made and closed on any thread; asked by as many at a time as there are."""

    def __init__(self, model: Model | None, count: int) -> None:
        self._all = [Suggester(model) for _ in range(count)]
        self._free: queue.SimpleQueue[Suggester] = queue.SimpleQueue()
        for suggester in self._all:
            self._free.put(suggester)

    def suggest(self, material: Material) -> Suggested:
        """Return the suggestions of a report. Raises Cancelled when closed meanwhile, UserError("suggest.died")."""
        suggester = self._free.get()
        try:
            return suggester.suggest(material)
        finally:
            self._free.put(suggester)

    @property
    def pids(self) -> list[int]:
        """The ids of the child processes that run."""
        return [suggester.pid for suggester in self._all if suggester.pid is not None]

    def close(self) -> None:
        """End the child processes; what is being asked raises Cancelled."""
        for suggester in self._all:
            suggester.close()


class Suggester:
    """A child process with a model. Made and closed on any thread; asked by one at a time."""

    def __init__(self, model: Model | None = None, command: list[str] | None = None) -> None:
        self._model = model
        self._command = command or child_process.command_of("quandian.tasks.suggest_worker", FROZEN_ARGUMENT)
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._lock = threading.Lock()

    def suggest(self, material: Material) -> Suggested:
        """Return the suggestions of a report. Raises Cancelled when closed meanwhile, UserError("suggest.died")."""
        answer = self._ask(
            {"report": material.report_id, "text": material.text, "passages": encoded(material.passages)}
        )
        drafts = [NewSuggestion(TagId(d[0]), d[1], d[2], d[3], d[4], d[5], d[6]) for d in answer["drafts"]]
        return Suggested(material.report_id, drafts, answer["engine"])

    def keep_lesson(self, lesson: Decided) -> None:
        """Hand over what was decided on a report, to be learnt from."""
        self._ask({"lesson": lesson.decisions, "text": lesson.text, "passages": encoded(lesson.passages)})

    def train(self, count: int) -> str:
        """Return the model learnt from the lessons, which came from ``count`` decisions, as text."""
        return str(self._ask({"train": count})["model"])

    @property
    def pid(self) -> int | None:
        """The id of the child process, or ``None`` where none runs."""
        return self._child.pid if self._child is not None else None

    def close(self) -> None:
        """End the child process; what is being asked raises Cancelled."""
        with self._lock:
            self._closed = True
            child = self._child
        if child is not None:
            child_process.end(child)

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        child = self._running()
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            child.stdin.flush()
            line = child.stdout.readline()
        except (OSError, ValueError):
            line = b""
        if not line.endswith(b"\n"):  # nothing, or half an answer: the child was ended while it wrote
            if self._closed:
                raise Cancelled
            log.error("the suggesting process ended by itself")
            raise UserError("suggest.died")
        answer = json.loads(line)
        assert isinstance(answer, dict)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None:
            return self._child
        with self._lock:
            if self._closed:
                raise Cancelled
            try:
                self._child = child_process.start(self._command)
            except OSError as error:
                log.exception("cannot start the suggesting process")
                raise UserError("suggest.died") from error
        if self._model is not None:
            self._ask({"model": self._model.to_json()})
        return self._child
