"""Learning from an analyst's decisions within bounds: scores follow, but thirty verdicts do not turn a queue over.

Accepting what was suggested confirms: it holds scores up against rejections and invents nothing. Rejecting lowers the
scores of what is alike; how far depends on the evidence. Decisions of one kind only do not tell what sets the rejected
ones apart, so they move scores a little; with both kinds the difference is learnt.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

from quandian.language.learn import Example, Model, Shift, is_specific

_SURE = 0.6  # logit on the right side of one half at which a decision is learnt
_ENOUGH = 12  # decisions of the rarer kind that tell all about the difference
_NEW = 30  # accepted ones that were not suggested which tell all about a new kind
_ALONE = (0.5, 1.5)  # how far shared features and words go by decisions of one kind
_BOTH = (6.0, 7.0)
_EPOCHS = 6
_SHARED_STEP, _WORDS_STEP = 0.08, 0.2
_PULL = 0.02
_SETTLED = 0.02
_WEIGHT = 2.0


class _Row(NamedTuple):
    shared: list[tuple[str, float]]
    words: list[tuple[str, float]]
    base: float
    accepted: bool
    weight: float


def adapt(start: Model, examples: Sequence[Example], *, name: str = "project", note: str = "", seed: int = 7) -> Model:
    """Return a model that differs from ``start`` by what the examples teach, within bounds. Deterministic."""
    by_tag: dict[str, list[Example]] = {}
    for example in examples:
        by_tag.setdefault(example.tag, []).append(example)
    shifts = {tag: _shift_of(start, tag, by_tag[tag], seed) for tag in sorted(by_tag)}
    lexical = start.lexical or any(key.startswith("t:") for shift in shifts.values() for key in shift.weights)
    return Model(name, start.weights, start.decisions + len(examples), note, lexical, shifts)


def _shift_of(start: Model, tag: str, examples: Sequence[Example], seed: int) -> Shift:
    bases = [start.logit(tag, e.features) for e in examples]
    right = sum(e.accepted for e in examples)
    wrong = len(examples) - right
    new = sum(e.accepted and base < 0 for e, base in zip(examples, bases, strict=True))
    down = _limits(min(right, wrong) / _ENOUGH) if wrong else (0.0, 0.0)
    up = _limits(new / _NEW) if new else (0.0, 0.0)
    shift = Shift({}, (-down[0], up[0]), (-down[1], up[1]))
    weights: dict[str, float] = {}
    more = (max(1, wrong) / max(1, right)) ** 0.5  # balances the two kinds, within reason
    rows = [
        _Row(
            [(n, v) for n, v in e.features.items() if not is_specific(n)],
            [(n, v) for n, v in e.features.items() if is_specific(n)],
            base,
            e.accepted,
            min(_WEIGHT, max(1.0, more if e.accepted else 1 / more)),
        )
        for e, base in zip(examples, bases, strict=True)
    ]
    _fit(weights, rows, shift, seed)
    return shift._replace(weights=weights)


def _limits(trust: float) -> tuple[float, float]:
    trust = min(1.0, trust)
    return _ALONE[0] + trust * (_BOTH[0] - _ALONE[0]), _ALONE[1] + trust * (_BOTH[1] - _ALONE[1])


def _fit(weights: dict[str, float], rows: Sequence[_Row], within: Shift, seed: int) -> None:
    order = list(range(len(rows)))
    chance = random.Random(seed)  # noqa: S311 - the order of examples is no secret
    get = weights.get
    for epoch in range(_EPOCHS):
        chance.shuffle(order)
        slower = 1.0 + epoch / 2
        for i in order:
            row = rows[i]
            shared = sum([get(name, 0.0) * value for name, value in row.shared])
            words = sum([get(name, 0.0) * value for name, value in row.words])
            held = row.base + _clipped(shared, within.shared) + _clipped(words, within.words)
            error = _error(row, held)
            if -_SETTLED < error < _SETTLED:
                continue
            error *= row.weight / slower
            # what has reached its bound goes no further: else one weight after the other would
            if _may(shared, error, within.shared):
                _step(weights, row.shared, error * _SHARED_STEP)
            if _may(words, error, within.words):
                _step(weights, row.words, error * _WORDS_STEP)


def _error(row: _Row, held: float) -> float:
    """Return how far the score is on the wrong side of what was decided; an accepted one only wants to stay."""
    if row.accepted:
        return -min(1.0, max(0.0, max(row.base, _SURE) - held) / 2)
    return min(1.0, max(0.0, held - min(row.base, -_SURE)) / 2)


def _may(moved: float, error: float, bounds: tuple[float, float]) -> bool:
    return moved > bounds[0] if error > 0 else moved < bounds[1]


def _step(weights: dict[str, float], features: Sequence[tuple[str, float]], by: float) -> None:
    for name, value in features:
        old = weights.get(name, 0.0)
        weights[name] = old - by * value - abs(by) * _PULL * old


def _clipped(value: float, bounds: tuple[float, float]) -> float:
    return max(bounds[0], min(bounds[1], value))
