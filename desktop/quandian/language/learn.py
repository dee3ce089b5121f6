"""A small linear model that re-weights what the rules say: one logistic regression per tag over named features.

It starts from the model shipped with the program and learns from what the analyst accepts and rejects. Every feature
has a name, so that the model can say what weighed; the same decisions in the same order give the same weights.
Pure Python: 5,000 decisions take less than two seconds.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

FORMAT = 1
Features = Mapping[str, float]

_CLIP = 30.0


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

    def score(self, tag: str, features: Features) -> float:
        """Return how likely the tag is, 0..1."""
        return _sigmoid(_product(self.weights.get(tag, {}), features))

    def weighed(self, tag: str, features: Features, count: int = 3) -> list[tuple[str, float]]:
        """Return the features that weighed most for or against, strongest first, as (name, contribution)."""
        weights = self.weights.get(tag, {})
        parts = [(name, weights.get(name, 0.0) * value) for name, value in features.items() if name != "bias"]
        return sorted((p for p in parts if p[1]), key=lambda p: (-abs(p[1]), p[0]))[:count]

    def to_json(self) -> str:
        """Return the model as JSON text; ``from_json`` gives an equal one."""
        data = {
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
        return json.dumps(data, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Model:
        """Return the model of a JSON text. Raises ValueError where it is none of ours or of a newer program."""
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("weights"), dict):
            raise ValueError("not a suggestion model of this program")
        weights = {
            str(tag): {str(name): _number(value) for name, value in named.items()}
            for tag, named in data["weights"].items()
        }
        decisions = data.get("decisions", 0)
        return cls(str(data["name"]), weights, int(decisions), str(data.get("note", "")), bool(data.get("lexical")))


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
    """Return a model that starts from ``start`` and has learnt from the examples.

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


def _product(weights: Mapping[str, float], features: Features) -> float:
    total, get = 0.0, weights.get
    for name, value in features.items():  # a loop: every unit of every report comes by here
        total += get(name, 0.0) * value
    return total


def _sigmoid(z: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-_CLIP, min(_CLIP, z))))
