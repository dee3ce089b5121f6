"""The child process that suggests and learns: requests as lines of JSON on standard input, answers on standard output.

Started by ``suggest_apart``. Requests: {"model": TEXT} says with what to suggest from now on; {"report", "text",
"passages"} asks for suggestions; {"lesson": [tag, start, end, right]…, "text", "passages"} keeps a lesson;
{"train": COUNT} asks for the model learnt from the lessons so far.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from quandian.core.model import Passage, ReportId, Role, TagId
from quandian.language.learn import Model, shipped
from quandian.tasks.reviewing import Material, compute, learn
from quandian.tasks.suggesting import Decided


def main() -> None:
    """Answer requests until standard input ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may get into the answers
    if hasattr(os, "nice"):
        os.nice(5)  # the window comes first
    model, lessons = shipped(), list[Decided]()
    for line in requests:
        request = json.loads(line)
        answer: dict[str, Any] = {}
        if "model" in request:
            model = Model.from_json(request["model"])
        elif "lesson" in request:
            decisions = [(TagId(tag), start, end, right) for tag, start, end, right in request["lesson"]]
            lessons.append(Decided(request["text"], decoded(request["passages"]), decisions))
        elif "train" in request:
            answer = {"model": learn(lessons, request["train"])}
        else:
            material = Material(ReportId(request["report"]), request["text"], decoded(request["passages"]))
            made = compute(material, model)
            drafts = [(d.tag_id, d.start, d.end, d.score, d.reason, d.family, dict(d.fields)) for d in made.drafts]
            answer = {"drafts": drafts, "engine": made.engine}
        answers.write(json.dumps(answer).encode("ascii") + b"\n")
        answers.flush()


def encoded(passages: Sequence[Passage]) -> list[Any]:
    """Return passages as plain values."""
    return [(p.ordinal, p.paragraph, p.start, p.end, p.role.value, p.level, p.section) for p in passages]


def decoded(passages: Sequence[Any]) -> list[Passage]:
    """Return the passages of plain values."""
    return [Passage(p[0], p[1], p[2], p[3], Role(p[4]), p[5], tuple(p[6])) for p in passages]


if __name__ == "__main__":
    main()
