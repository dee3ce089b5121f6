"""A small linear model that re-weights what the rules say: one logistic regression per tag over named features.

It starts from the model shipped with the program and learns from what the analyst accepts and rejects, within bounds
(``language.adapting``). Every feature has a name, so that the model can say what weighed; the same decisions in the
same order give the same weights. Pure Python: 5,000 decisions take less than two seconds.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

FORMAT, BOUNDED = 1, 2
"""Formats of a model that stands alone, and of one that differs from another within bounds."""
Features = Mapping[str, float]

_CLIP = 30.0
_SPECIFIC = ("t:", "m:unit:")  # features of few units: words of a topic, the unit of a metric


class Shift(NamedTuple):
    """How a project's model differs from the one it starts from, for one tag.

    ``shared`` bounds (least, most) what the features that all units have may add to a score's logit, ``words`` what
    those of few units may: however one-sided the decisions were, the rest of the queue keeps its sense.
    """

    weights: Mapping[str, float]
    shared: tuple[float, float]
    words: tuple[float, float]

    def of(self, features: Features) -> float:
        """Return what is added to the logit."""
        shared, words = self.parts(features)
        return max(self.shared[0], min(self.shared[1], shared)) + max(self.words[0], min(self.words[1], words))

    def parts(self, features: Features) -> tuple[float, float]:
        """Return what both kinds of features add, before the bounds."""
        shared, words, get = 0.0, 0.0, self.weights.get
        for name, value in features.items():
            weight = get(name)
            if weight is None:
                continue
            if name.startswith(_SPECIFIC):
                words += weight * value
            else:
                shared += weight * value
        return shared, words


class Example(NamedTuple):
    """One decision: for this tag, a unit with these features was accepted (or marked by hand), or rejected."""

    tag: str
    features: Features
    accepted: bool


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by tag and feature. ``name`` says where it comes from; ``decisions`` how many it has learnt from."""

    name: str
    weights: Mapping[str, Mapping[str, float]]
    decisions: int = 0
    note: str = ""
    lexical: bool = field(default=False)  # knows words of the units ("t:…"), which only a project's own model does
    shifts: Mapping[str, Shift] | None = None  # what a project's own model has learnt, by tag

    def score(self, tag: str, features: Features) -> float:
        """Return how likely the tag is, 0..1."""
        return _sigmoid(self.logit(tag, features))

    def logit(self, tag: str, features: Features) -> float:
        """Return the score before it is pressed between 0 and 1."""
        total = _product(self.weights.get(tag, {}), features)
        shift = self.shifts.get(tag) if self.shifts else None
        return total if shift is None else total + shift.of(features)

    def weighed(self, tag: str, features: Features, count: int = 3) -> list[tuple[str, float]]:
        """Return the features that weighed most for or against, strongest first, as (name, contribution)."""
        weights = self.weights.get(tag, {})
        shift = self.shifts.get(tag) if self.shifts else None
        own: Mapping[str, float] = shift.weights if shift is not None else {}
        parts = [
            (name, (weights.get(name, 0.0) + own.get(name, 0.0)) * value)
            for name, value in features.items()
            if name not in ("bias", "h:bias", "m:bias")
        ]
        return sorted((p for p in parts if p[1]), key=lambda p: (-abs(p[1]), p[0]))[:count]

    def to_json(self) -> str:
        """Return the model as JSON text; ``from_json`` gives an equal one."""
        data: dict[str, Any] = {
            "format": FORMAT,
            "name": self.name,
            "note": self.note,
            "decisions": self.decisions,
            "lexical": self.lexical,
            "weights": {
                tag: {name: round(value, 5) for name, value in sorted(named.items()) if round(value, 5)}
                for tag, named in sorted(self.weights.items())
            },
        }
        if self.shifts is not None:
            data["format"] = BOUNDED
            data["shifts"] = {
                tag: {
                    "weights": {n: round(v, 5) for n, v in sorted(shift.weights.items()) if round(v, 5)},
                    "shared": list(shift.shared),
                    "words": list(shift.words),
                }
                for tag, shift in sorted(self.shifts.items())
            }
        return json.dumps(data, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Model:
        """Return the model of a JSON text. Raises ValueError where it is none of ours or of a newer program."""
        data = json.loads(text)
        if (
            not isinstance(data, dict)
            or data.get("format") not in (FORMAT, BOUNDED)
            or not isinstance(data.get("weights"), dict)
        ):
            raise ValueError("not a suggestion model of this program")
        weights = {
            str(tag): {str(name): _number(value) for name, value in named.items()}
            for tag, named in data["weights"].items()
        }
        shifts = data.get("shifts")
        return cls(
            str(data["name"]),
            weights,
            int(data.get("decisions", 0)),
            str(data.get("note", "")),
            bool(data.get("lexical")),
            None if shifts is None else {str(tag): _shift(kept) for tag, kept in shifts.items()},
        )


def _shift(kept: Mapping[str, Any]) -> Shift:
    weights = {str(name): _number(value) for name, value in kept["weights"].items()}
    (low, high), (least, most) = kept["shared"], kept["words"]
    return Shift(weights, (_number(low), _number(high)), (_number(least), _number(most)))


def _number(value: object) -> float:
    if not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("not a weight")
    return float(value)


@cache
def shipped() -> Model:
    """Return the model the program ships with (``resources/models/start.json``; its note says what taught it)."""
    return Model.from_json(files("quandian.resources").joinpath("models", "start.json").read_text("utf-8"))


def train(
    start: Model,
    examples: Sequence[Example],
    *,
    name: str = "project",
    note: str = "",
    epochs: int = 5,
    rate: float = 0.25,
    pull: float = 0.004,
    seed: int = 7,
) -> Model:
    """Return a model that starts from ``start`` and has learnt from the examples, without bounds.

    Stochastic gradient steps with a falling rate; ``pull`` draws each weight that is touched back to where it started,
    so that few decisions change little. Deterministic.
    """
    weights: dict[str, dict[str, float]] = {tag: dict(named) for tag, named in start.weights.items()}
    by_tag: dict[str, list[Example]] = {}
    for example in examples:
        by_tag.setdefault(example.tag, []).append(example)
    for tag in sorted(by_tag):
        _fit(weights.setdefault(tag, {}), start.weights.get(tag, {}), by_tag[tag], epochs, rate, pull, seed)
    lexical = start.lexical or any(key.startswith("t:") for named in weights.values() for key in named)
    return Model(name, weights, start.decisions + len(examples), note, lexical)


def _fit(
    weights: dict[str, float],
    origin: Mapping[str, float],
    examples: Sequence[Example],
    epochs: int,
    rate: float,
    pull: float,
    seed: int,
) -> None:
    rows = [(list(example.features.items()), 1.0 if example.accepted else 0.0) for example in examples]
    order = list(range(len(rows)))
    chance = random.Random(seed)  # noqa: S311 - the order of examples is no secret
    get, from_origin = weights.get, origin.get
    for epoch in range(epochs):
        chance.shuffle(order)
        step = rate / (1.0 + epoch)
        for i in order:
            features, wanted = rows[i]
            total = 0.0
            for name, value in features:
                total += get(name, 0.0) * value
            error = _sigmoid(total) - wanted
            if -0.01 < error < 0.01:
                continue
            for name, value in features:
                old = get(name, 0.0)
                weights[name] = old - step * (error * value + pull * (old - from_origin(name, 0.0)))


def accuracy(model: Model, examples: Iterable[Example]) -> float | None:
    """Return the share of decisions the model would have made the same way, or None without decisions."""
    right = [(model.score(e.tag, e.features) >= 0.5) == e.accepted for e in examples]
    return sum(right) / len(right) if right else None


def is_specific(name: str) -> bool:
    """Whether a feature tells the topic of few units, rather than how units are written."""
    return name.startswith(_SPECIFIC)


def _product(weights: Mapping[str, float], features: Features) -> float:
    total, get = 0.0, weights.get
    for name, value in features.items():  # a loop: every unit of every report comes by here
        total += get(name, 0.0) * value
    return total


def _sigmoid(z: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-_CLIP, min(_CLIP, z))))
