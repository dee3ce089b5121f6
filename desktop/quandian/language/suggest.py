"""Suggests goals, achievements and metrics in a report, each with a score and a reason.

Sections are read first (``sections``), then words of time and kind (``cues``); a small linear model weighs them
(``learn``). Works on plain values, so a job may run it; linear in the length of the text; needs no segmenter.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.model import Passage, Role, TagId
from quandian.core.sentences import sentence
from quandian.language.characters import regular
from quandian.language.features import speaks_of_both, unit_features
from quandian.language.learn import Example, Model, shipped
from quandian.language.metric_features import metric_features
from quandian.language.quantities import QuantitySpan, parse
from quandian.language.sections import read
from quandian.language.stated_fields import stated_fields
from quandian.language.unit_reading import PLAN, PROBLEM, REVIEW, Reading
from quandian.language.units import units_of

ENGINE = "rules-1"
THRESHOLD = 0.5
_FOR_GOAL = ("future", "target", "must", "remedy", "wish")
_FOR_ACHIEVEMENT = ("back", "past", "le", "done", "ongoing")
_SHOWN = 4
_ONE_OF_BOTH = 0.1
_PLANS = 0.4
_MARKS = "，,。；;：:、！!？? "
_NOUNS = {"增加": ("增加值",), "增长": ("增长极", "增长点", "增长率")}  # a cue is no part of these
_LEARNED = 0.15  # contribution from which what was learnt of a topic is named
_MARKER = re.compile(r"#{1,6}\s+")
_JUDGED = (Role.BODY, Role.HEADING, Role.TABLE)


@dataclass(frozen=True, slots=True)
class SuggestionDraft:
    """A mark the machine proposes on ``text[start:end]``. ``reason`` is kept without language: see ``reason_text``."""

    tag: TagId
    start: int
    end: int
    fields: Mapping[str, Any] = field(default_factory=dict)
    score: float = 0.0
    reason: str = "[]"
    engine: str = ENGINE


@dataclass(frozen=True, slots=True)
class Judged:
    """A report as it was read: what ``suggest`` and learning share. ``text`` has regular characters."""

    text: str
    readings: Sequence[Reading]
    metrics: Sequence[tuple[QuantitySpan, Reading | None]]


def judge(text: str, passages: Sequence[Passage]) -> Judged:
    """Read a report: its units with their states, and its metrics with the units they stand in."""
    metrics = parse(text)
    plain = regular(text)
    units = units_of(plain, passages)
    readings = read(plain, passages, units, metrics)
    return Judged(plain, readings, _placed(metrics, readings))


def _placed(metrics: Sequence[QuantitySpan], readings: Sequence[Reading]) -> list[tuple[QuantitySpan, Reading | None]]:
    placed: list[tuple[QuantitySpan, Reading | None]] = []
    i = 0
    for metric in metrics:
        while i < len(readings) and readings[i].unit.end <= metric.start:
            i += 1
        inside = i < len(readings) and readings[i].unit.start <= metric.start
        placed.append((metric, readings[i] if inside else None))
    return placed


def suggest(
    text: str, passages: Sequence[Passage], *, model: Model | None = None, threshold: float = THRESHOLD
) -> list[SuggestionDraft]:
    """Return the suggestions of a report, by start and then longest first.

    ``model`` is the project's own; without it the shipped one weighs. Suggestions that score below ``threshold`` are
    left out. Never raises on any text.
    """
    model = model or shipped()
    judged = judge(text, passages)
    engine = f"{ENGINE}/{model.name}"
    found: list[SuggestionDraft] = []
    held: dict[int, float] = {}
    for reading in judged.readings:
        if reading.role in _JUDGED:
            marks = _of_unit(judged, text, reading, model, engine, threshold)
            held[reading.unit.start] = max((mark.score for mark in marks), default=0.0)
            found.extend(marks)
    for metric, place in judged.metrics:
        if place is not None and place.role in (Role.FURNITURE, Role.CAPTION):
            continue
        sure = held.get(place.unit.start, 0.0) if place is not None else 0.0
        features = metric_features(judged.text, metric, place, sure)
        score = model.score(METRIC, features)
        if score >= threshold:
            reason = json.dumps(_metric_reason(metric, features), ensure_ascii=False)
            found.append(
                SuggestionDraft(METRIC, metric.start, metric.end, metric.fields(), round(score, 4), reason, engine)
            )
    return sorted(found, key=lambda s: (s.start, -s.end, s.tag))


def judge_unit(text: str, reading: Reading, model: Model, threshold: float = THRESHOLD) -> dict[TagId, float]:
    """Return the tags of a unit with their scores."""
    if reading.role is Role.TABLE and not reading.quantities:
        return {}  # the head of a table, or a row of words
    features = unit_features(text, reading, lexical=model.lexical)
    scores = {tag: model.score(tag, features) for tag in (GOAL, ACHIEVEMENT)}
    if reading.role is not Role.HEADING and min(scores.values()) >= threshold and not speaks_of_both(reading):
        scores.pop(min(scores, key=lambda tag: scores[tag]))
    looks_back = reading.words.keys() & {"past", "le", "back"} and not reading.words.keys() & {"future", "must"}
    if reading.role is Role.HEADING and reading.lead and (reading.state[PLAN] < _PLANS or looks_back):
        scores.pop(GOAL, None)  # a lead is a goal in a plan section only
    if reading.role is Role.BODY and max(scores.values()) < threshold <= sum(scores.values()) - _ONE_OF_BOTH:
        best = max(scores, key=lambda tag: scores[tag])
        return {best: threshold}  # surely one of the two, unsure which: proposed last
    return {tag: score for tag, score in scores.items() if score >= threshold}


def _of_unit(
    judged: Judged, text: str, reading: Reading, model: Model, engine: str, threshold: float
) -> list[SuggestionDraft]:
    found = []
    for tag, score in judge_unit(judged.text, reading, model, threshold).items():
        reason = json.dumps(_reason(judged, text, tag, reading, model), ensure_ascii=False)
        fields = stated_fields(tag, text, reading)
        unit = reading.unit
        marker = _MARKER.match(text, unit.start, unit.end)  # "## 加快转型": the signs are no words of the office
        start = marker.end() if marker and marker.end() < unit.end else unit.start
        found.append(SuggestionDraft(tag, start, unit.end, fields, round(score, 4), reason, engine))
    return found


def examples_at(
    text: str, passages: Sequence[Passage], decisions: Sequence[tuple[TagId, int, int, bool]]
) -> list[Example]:
    """Return what learning needs of decisions (tag, start, end, accepted) on one report, in their order.

    A decision on a passage counts for every unit it covers by half; one on words that hold no unit or metric is left
    out, and so are tags that are not suggested.
    """
    judged = judge(text, passages)
    examples: list[Example] = []
    for tag, start, end, accepted in decisions:
        if tag == METRIC:
            examples.extend(
                Example(METRIC, metric_features(judged.text, metric, place, _held(judged.text, place)), accepted)
                for metric, place in judged.metrics
                if min(end, metric.end) - max(start, metric.start) > (metric.end - metric.start) / 2
            )
        elif tag in (GOAL, ACHIEVEMENT):
            examples.extend(
                Example(tag, unit_features(judged.text, reading, lexical=True), accepted)
                for reading in judged.readings
                if 2 * (min(end, reading.unit.end) - max(start, reading.unit.start))
                >= reading.unit.end - reading.unit.start
            )
    return examples


def _held(text: str, place: Reading | None) -> float:
    """Return how surely a unit is a goal or an achievement, as the shipped model says."""
    if place is None or place.role not in _JUDGED:
        return 0.0
    return max(judge_unit(text, place, shipped()).values(), default=0.0)


def _reason(judged: Judged, text: str, tag: TagId, reading: Reading, model: Model) -> list[list[str]]:
    parts: list[list[str]] = []
    if reading.section:
        parts.append(["section", reading.section])
    else:
        state = max((REVIEW, PLAN, PROBLEM), key=lambda s: reading.state[s])
        parts.append([f"context.{('review', 'plan', 'problem')[state]}"])
    if reading.role is Role.HEADING:
        parts.append(["lead" if reading.lead else "item"])
    groups = _FOR_GOAL if tag == GOAL else _FOR_ACHIEVEMENT
    words = _cues(judged.text, reading, groups)
    if words:
        parts.append(["cue", "、".join(words[:_SHOWN])])
    if tag == GOAL and reading.later:
        parts.append(["later"])
    if tag == ACHIEVEMENT and reading.earlier:
        parts.append(["earlier"])
    parts.extend(_figures(text, tag, reading))
    if model.lexical:
        weighed = model.weighed(tag, unit_features(judged.text, reading, lexical=True), 12)
        learned = [name[2:] for name, weight in weighed if name.startswith("t:") and weight >= _LEARNED]
        if learned:
            parts.append(["learned", "、".join(learned[:_SHOWN])])
    return parts


def _cues(text: str, reading: Reading, groups: Sequence[str]) -> list[str]:
    """Return the words that tell, as they are quoted: without marks at their ends, and no 增加 out of 工业增加值."""
    unit = text[reading.unit.start : reading.unit.end]
    found = (word for group in groups for word in reading.words.get(group, ()))
    told = [word for word in found if unit.count(word) > sum(unit.count(noun) for noun in _NOUNS.get(word, ()))]
    return [word for word in dict.fromkeys(word.strip(_MARKS) for word in told) if word]


def _figures(text: str, tag: TagId, reading: Reading) -> list[list[str]]:
    bounds = ("≥", "≤", "≈")
    wanted = [m for m in reading.quantities if (m.quantity.comparator in bounds) == (tag == GOAL)]
    shown = "、".join(text[m.start : m.end] for m in wanted[:2])
    return [["bounds" if tag == GOAL else "figures", shown]] if shown else []


def _metric_reason(metric: QuantitySpan, features: Mapping[str, float]) -> list[list[str]]:
    quantity = metric.quantity
    parts = [["metric", quantity.kind]]
    if quantity.masked:
        parts.append(["masked"])
    if quantity.comparator in _SIGNS:
        parts.append([f"sign.{_SIGNS[quantity.comparator]}"])
    if metric.indicator:
        parts.append(["indicator", metric.indicator])
    parts.extend([code] for feature, code in _UNSURE.items() if features.get(feature, 0.0) > 0.5)
    return parts


_UNSURE = {
    "m:not held": "unsure.held",
    "m:no indicator": "unsure.indicator",
    "m:name": "unsure.name",
    "m:quoted": "unsure.quoted",
    "m:role:heading": "unsure.heading",
}
_SIGNS = {"≈": "about", "<": "below", "≤": "most", ">": "above", "≥": "least"}
_BLANKS = {
    "section": "title",
    "cue": "words",
    "bounds": "words",
    "figures": "words",
    "learned": "words",
    "indicator": "name",
}


def reason_text(reason: str) -> str:
    """Return a suggestion's reason as the user reads it, in the language in use: "所在部分：工作总结；线索词：完成"."""
    said = []
    for code, *facts in json.loads(reason):
        if code == "metric":
            said.append(sentence("suggest.metric", kind=sentence(f"suggest.kind.{facts[0]}")))
        else:
            said.append(sentence(f"suggest.{code}", **({_BLANKS[code]: facts[0]} if facts else {})))
    return sentence("suggest.join").join(said)
