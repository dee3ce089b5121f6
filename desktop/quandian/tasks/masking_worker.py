"""Masking in a child process: Python computes in one thread at a time, and that is the window's.

The request is one line of JSON on standard input (words to be hidden never stand among the arguments); the answers are
lines of JSON: {"step": [done, total]}, and last {"done": …} or {"error": code, "facts": …}.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quandian.core.errors import Cancelled, UserError
from quandian.core.progress import Progress
from quandian.reading import child as child_process
from quandian.store.packing import PackChoice, PackCounts
from quandian.tasks import desensitising as work

log = logging.getLogger(__name__)

FROZEN_ARGUMENT = "--masking-worker"
"""A bundled program has no ``python -m``: its entry point must call ``main()`` for this argument."""
_LOOK = 0.05  # seconds between two looks at whether the user has cancelled


def scan_apart(request: Mapping[str, Any], progress: Progress) -> work.Preview:
    """Return what a child process finds. Raises UserError desensitise.*, Cancelled."""
    said = _ask({"verb": "scan", **_plain(request)}, progress)
    findings, numbers = (tuple(work.Finding(**one) for one in said[name]) for name in ("findings", "numbers"))
    return work.Preview(findings, said["figures"], numbers)


def mask_apart(request: Mapping[str, Any], progress: Progress) -> tuple[PackCounts, dict[str, Any]]:
    """Let a child process write the masked project; return what it holds and the facts for the manifest."""
    said = _ask({"verb": "mask", **_plain(request)}, progress)
    return PackCounts(*said["counts"]), said["facts"]


def _plain(request: Mapping[str, Any]) -> dict[str, Any]:
    choice, options, key = request["choice"], request["options"], request["key"]
    chosen = {name: sorted(v) if isinstance(v, frozenset) else v for name, v in asdict(choice).items()}
    kept = None if key is None else {"pairs": {k: list(v) for k, v in key.pairs.items()}, "salt": key.salt}
    made = {name: str(value) if isinstance(value, Path) else value for name, value in request.items()}
    return {**made, "choice": chosen, "options": {**asdict(options), "terms": dict(options.terms)}, "key": kept}


def _ask(request: dict[str, Any], progress: Progress) -> dict[str, Any]:
    child = child_process.start(child_process.command_of(__name__, FROZEN_ARGUMENT))
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_LOOK):
            if progress.cancelled:
                child.kill()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    last: dict[str, Any] = {}
    try:
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            child.stdin.close()
        except BrokenPipeError:  # it has ended already; what follows tells
            log.debug("the masking process ended before it was asked")
        for line in child.stdout:
            if not line.endswith(b"\n"):
                break
            last = json.loads(line)
            if "step" in last:
                progress.step(*last["step"])
    finally:
        over.set()
        child_process.end(child)
        watcher.join()
    if progress.cancelled:
        raise Cancelled
    if "error" in last:
        raise UserError(last["error"], **last["facts"])
    if "done" not in last:
        log.error("the masking process ended by itself")
        raise UserError("desensitise.died")
    done = last["done"]
    assert isinstance(done, dict)
    return done


def main() -> None:
    """Answer one request: the child process."""
    request, answers = json.loads(sys.stdin.buffer.readline()), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may get into the answers
    if hasattr(os, "nice"):
        os.nice(5)  # the window comes first

    def say(**said: Any) -> None:  # noqa: ANN401 - JSON values
        answers.write(json.dumps(said).encode("ascii") + b"\n")
        answers.flush()

    progress = Progress(lambda done, total, _text: say(step=[done, total]))
    chosen: dict[str, Any] = {name: frozenset(v) if isinstance(v, list) else v for name, v in request["choice"].items()}
    choice, options = PackChoice(**chosen), work.MaskOptions(**request["options"])
    kept = request["key"]
    key = None if kept is None else work.Key({k: (v[0], v[1]) for k, v in kept["pairs"].items()}, kept["salt"])
    source, me, folder = Path(request["source"]), (request["me"][0], request["me"][1]), request["folder"]
    try:
        if request["verb"] == "scan":
            found = work.scan_here(source, me, folder, choice, options, key, progress)
            findings, numbers = ([asdict(one) for one in many] for many in (found.findings, found.numbers))
            say(done={"findings": findings, "figures": found.figures, "numbers": numbers})
        else:
            assert key is not None
            packed = Path(request["packed"])
            made = work.mask_here(source, me, folder, choice, options, request["pairs"], key, packed, progress)
            counts = made[0]
            values = [counts.reports, counts.annotations, counts.links, counts.tags, counts.operations]
            say(done={"counts": values, "facts": made[1]})
    except UserError as error:
        say(error=error.code, facts={name: str(value) for name, value in error.facts.items()})


if __name__ == "__main__":
    main()
