"""Finds the most likely course of a report through reviewing, planning and analysing problems.

How likely a report changes from reviewing to planning depends on what stands between two units: nothing, a paragraph
end, a heading, a numbering that begins again, a new article. The forward-backward algorithm over three states gives the
probabilities of each unit; it is linear in the number of units.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

from quandian.core.model import Passage, Role
from quandian.language.unit_reading import PLAN, REVIEW, Reading

_SAID = 0.8
_NAMES = 0.2
_START = (-0.6, -1.4, -5.0)
ORDINAL = re.compile(r"^(?:#+\s*)?([（(]?)([一二三四五六七八九十]+|\d{1,2})(、|[）)]|[.．]|是)")
_HAN = "一二三四五六七八九十"


def states(text: str, passages: Sequence[Passage], readings: Sequence[Reading]) -> None:
    """Set ``state`` of the readings that belong to the text; captions and furniture keep what they have."""
    chain = [r for r in readings if r.role in (Role.BODY, Role.HEADING, Role.TABLE)]
    if not chain:
        return
    costs = _costs(text, passages, chain, frozenset())
    _course(chain, costs)
    mixed = _mixed(text, chain)
    if mixed:
        _course(chain, _costs(text, passages, chain, mixed))


def _course(chain: Sequence[Reading], costs: Sequence[list[list[float]]]) -> None:
    """Set the states of a chain by the forward-backward algorithm."""
    forward = [_normal([s + e for s, e in zip(_START, chain[0].evidence, strict=True)])]
    for reading, cost in zip(chain[1:], costs, strict=True):
        before = forward[-1]
        forward.append(
            _normal([_sum([before[a] - cost[a][b] for a in range(3)]) + reading.evidence[b] for b in range(3)])
        )
    backward = [0.0, 0.0, 0.0]
    for i in range(len(chain) - 1, -1, -1):
        total = _normal([f + b for f, b in zip(forward[i], backward, strict=True)])
        chain[i].state = (math.exp(total[0]), math.exp(total[1]), math.exp(total[2]))
        if i:
            cost, evidence = costs[i - 1], chain[i].evidence
            backward = _normal([_sum([backward[b] + evidence[b] - cost[a][b] for b in range(3)]) for a in range(3)])


def _mixed(text: str, chain: Sequence[Reading]) -> frozenset[int]:
    """Return the steps to a next item of a numbered series whose items each review first and plan at their end."""
    ordinals: dict[str, int] = {}
    began: dict[str, bool] = {}
    turned: set[str] = set()
    steps: set[int] = set()
    for i, reading in enumerate(chain):
        opening = text[reading.unit.start : reading.unit.start + 6]
        if reading.role is not Role.HEADING or reading.lead or reading.unit.place:
            continue
        match = ORDINAL.match(opening)
        if match is None:
            continue
        form = _form(match)
        if _numbering(opening, ordinals) != "next":
            began[form] = reading.state[REVIEW] > 0.5
            turned.discard(form)
        elif began.get(form):
            if chain[i - 1].state[PLAN] > 0.5 and not reading.named:
                turned.add(form)
            if form in turned:
                steps.add(i - 1)
    return frozenset(steps)


def _sum(values: Sequence[float]) -> float:
    top, total = max(values), 0.0
    for value in values:  # a loop: this is asked thousands of times a report
        total += math.exp(value - top)
    return top + math.log(total)


def _normal(values: Sequence[float]) -> list[float]:
    total = _sum(values)
    return [v - total for v in values]


def _costs(
    text: str, passages: Sequence[Passage], chain: Sequence[Reading], mixed: frozenset[int]
) -> list[list[list[float]]]:
    """Return for each step between two units what each change of state costs."""
    top = min((passages[r.unit.passage].level for r in chain if r.role is Role.HEADING and not r.lead), default=0)
    ordinals: dict[str, int] = {}
    result = []
    for i, (before, after) in enumerate(pairwise(chain)):
        to_plan, to_review, leave_problem = _step(text, passages, before, after, top, ordinals)
        admits = "admit" in after.words or after.named == "problem"
        to_problem = to_plan + (0.7 if admits else 2.5)
        if after.named == "plan":
            to_plan = _NAMES
        elif after.named == "problem":
            to_problem = _NAMES
        if after.named == "review":
            to_review = leave_problem = _NAMES
        elif "future" in after.opening or after.orders:
            to_plan = max(0.3, to_plan - _SAID)
        elif not _leads_ahead(chain, i + 1):
            to_plan += _SAID  # a turn is mostly said where it happens
        if "back" in after.opening:
            to_review = max(0.3, to_review - _SAID)
        if mixed:
            to_plan *= 0.5
        if i in mixed:
            to_review = 0.5
        result.append(
            [
                [0.0, to_plan, to_problem],
                [to_review, 0.0, to_problem + 1.5],
                [leave_problem + 1.2, leave_problem, 0.0],
            ]
        )
    return result


def _leads_ahead(chain: Sequence[Reading], i: int) -> bool:
    """Whether a heading sounds like plans, or the sentence below it opens with what is to come."""
    if chain[i].role is not Role.HEADING or chain[i].lead:
        return False
    below = next((r for r in chain[i + 1 : i + 4] if r.role is not Role.HEADING or r.lead), None)
    return chain[i].evidence[PLAN] > 0.5 or (below is not None and "future" in below.opening)


def _step(
    text: str,
    passages: Sequence[Passage],
    before: Reading,
    after: Reading,
    top: int,
    ordinals: dict[str, int],
) -> tuple[float, float, float]:
    """Return what it costs to turn to planning, back to reviewing, and away from problems between two units."""
    old, new = passages[before.unit.passage], passages[after.unit.passage]
    if before.unit.passage == after.unit.passage:
        return 4.2, 5.2, 2.2
    if old.paragraph == new.paragraph:
        return 5.0, 5.5, 2.5
    if after.role is Role.HEADING and not after.lead:
        numbering = _numbering(text[after.unit.start : after.unit.start + 6], ordinals)
        if numbering == "again":
            return 0.4, 2.5, 0.2
        if numbering == "next":
            return 3.2, 4.2, 1.2
        if new.level <= top:
            ordinals.clear()
            return (1.2, 1.4, 0.3) if before.role is not Role.HEADING else (2.5, 2.5, 0.5)
        return 2.2, 3.5, 0.5
    if before.role is Role.HEADING:
        return 3.2, 4.0, 2.0
    return 2.4, 3.6, 1.2


def _numbering(opening: str, ordinals: dict[str, int]) -> str:
    """Return whether a heading's number begins "again" at one or is the "next" of a series; keeps the numbers seen."""
    match = ORDINAL.match(opening)
    if match is None:
        return ""
    form = _form(match)
    number = int(match[2]) if match[2].isdigit() else (_HAN.index(match[2][0]) + 1 if len(match[2]) == 1 else 11)
    before = ordinals.get(form, 0)
    ordinals[form] = number
    if number == 1 and before > 1 and form.startswith("、"):
        return "again"
    return "next" if number == before + 1 and number > 1 else ""


def _form(match: re.Match[str]) -> str:
    """Return the form of a number: 、一 for 一、 and （）一 for （一）."""
    return match[1] + match[3] + ("一" if match[2][0] in _HAN else "1")
