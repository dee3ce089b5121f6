"""The words the rules know: TOML files of ``resources/lexicon``, read once and made ready for matching."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from quandian.core.units import base_spelling


def load(name: str) -> dict[str, Any]:
    """Return the lexicon ``name`` (without ".toml"); a missing or broken one is our bug and raises."""
    return tomllib.loads(files("quandian.resources").joinpath("lexicon", f"{name}.toml").read_text("utf-8"))


class Words:
    """A set of words matched at a position or before one, longest first. Costs one dictionary look-up per try."""

    __slots__ = ("_by_first", "_by_last")

    def __init__(self, words: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        self._by_last: dict[str, list[str]] = {}
        for word in sorted(set(words), key=len, reverse=True):
            self._by_first.setdefault(word[0], []).append(word)
            self._by_last.setdefault(word[-1], []).append(word)

    def at(self, text: str, position: int, end: int | None = None) -> str:
        """Return the longest word that starts at ``position`` and ends by ``end``, or empty."""
        if position >= len(text):
            return ""
        for word in self._by_first.get(text[position], ()):
            if text.startswith(word, position) and (end is None or position + len(word) <= end):
                return word
        return ""

    def before(self, text: str, position: int, start: int = 0) -> str:
        """Return the longest word that ends at ``position`` and starts at ``start`` or later, or empty."""
        if position <= start:
            return ""
        for word in self._by_last.get(text[position - 1], ()):
            if position - len(word) >= start and text.startswith(word, position - len(word)):
                return word
        return ""

    def last(self, text: str, start: int, end: int) -> str:
        """Return the word in ``text[start:end]`` that ends last, or empty."""
        for position in range(end, start, -1):
            if text[position - 1] in self._by_last:
                word = self.before(text, position, start)
                if word:
                    return word
        return ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written. ``han`` says how far Han numerals may stand before it: any, many, never."""

    word: str
    base: str
    kind: str
    han: str
    cue: str
    not_before: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Cue:
    """What must stand near a unit such as 年 that is mostly part of a date."""

    before: Words | None
    after: Words | None
    not_after: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class QuantityLexicon:
    """Everything ``quantities.toml`` says, ready for matching."""

    units: Mapping[str, Unit]
    unit_words: Words
    comparators: Mapping[str, str]
    before: Words
    after: Words
    before_scale: Mapping[str, str]
    inside: Mapping[str, str]
    not_after: Mapping[str, str]
    cues: Mapping[str, Cue]
    slogan_after: re.Pattern[str]
    slogan_always: re.Pattern[str]
    slogan_before: str
    scope: re.Pattern[str]
    rank_verbs: Words
    rank_units: Words
    rank_verb_not_after: Mapping[str, str]
    not_before_front: str
    not_after_rank: re.Pattern[str]
    denominators: Words
    machines: frozenset[str]
    money: re.Pattern[str]
    money_words: Words
    persons: Words
    person_kinds: Words
    person_heads: re.Pattern[str]
    bare_cues: Words
    creation: Words
    growth: Words
    lead: Words
    trail: Words
    stop: Words
    cut: Words
    noun_tail: str
    noun_ends: frozenset[str]
    not_tail: Words
    verbs: frozenset[str]
    soft: frozenset[str]
    soft_words: Words
    attributes: frozenset[str]
    always_nouns: frozenset[str]
    whole: Words
    stop_not: Words
    keep: Words
    weak: frozenset[str]
    weak_start: re.Pattern[str]
    bodies: re.Pattern[str]


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True))


def _pattern(source: str) -> re.Pattern[str] | None:
    return re.compile(source) if source else None


def _units(data: Mapping[str, Any]) -> dict[str, Unit]:
    units = {}
    for group in data["group"]:
        for word in group["words"]:
            base = data["base"].get(word) or base_spelling(word)
            not_before = _pattern(data["not_before"].get(word, ""))
            units[word] = Unit(word, base, group["kind"], group["han"], group.get("cue", ""), not_before)
    return units


def _cues(data: Mapping[str, Any]) -> dict[str, Cue]:
    return {
        name: Cue(
            Words(cue["before"]) if cue["before"] else None,
            Words(cue["after"]) if cue["after"] else None,
            _pattern(cue["not_after"]),
        )
        for name, cue in data.items()
    }


@cache
def quantity_lexicon() -> QuantityLexicon:
    """Return the quantity lexicon; read from its file once (some milliseconds), then kept."""
    data = load("quantities")
    units = _units(data["units"])
    comparators = data["comparators"]
    signs = {word: sign for part in ("before", "after") for sign, words in comparators[part] for word in words}
    ranks, slogans, indicator = data["ranks"], data["slogans"], data["indicator"]
    return QuantityLexicon(
        units=units,
        unit_words=Words(units),
        comparators=signs,
        before=Words(w for _, words in comparators["before"] for w in words),
        after=Words(w for _, words in comparators["after"] for w in words),
        before_scale={w: sign for sign, words in comparators["before_scale"] for w in words},
        inside=comparators["inside"],
        not_after=comparators["not_after"],
        cues=_cues(data["units"]["cues"]),
        slogan_after=re.compile(slogans["after"]),
        slogan_always=re.compile(slogans["always"]),
        slogan_before=slogans["before"].replace("|", ""),
        scope=re.compile(f"(?:{_alternatives(ranks['scopes'])})(?:{_alternatives(ranks['nouns'])}){{0,6}}$"),
        rank_verbs=Words(ranks["verbs"]),
        rank_units=Words(ranks["units"]),
        rank_verb_not_after=ranks["verb_not_after"],
        not_before_front=ranks["not_before_front"],
        not_after_rank=re.compile(ranks["not_after_bare"]),
        denominators=Words((*units, *data["units"]["denominators"])),
        machines=frozenset(data["units"]["machines"]),
        money_words=Words(data["money_nouns"]["words"]),
        money=re.compile(_alternatives(data["money_nouns"]["words"])),
        persons=Words(data["person_nouns"]["words"]),
        person_kinds=Words(data["person_nouns"]["kinds"]),
        person_heads=re.compile(f"(?:{_alternatives(data['person_heads']['words'])})(?:总?规模|总[量数]|数量?)?"),
        bare_cues=Words(data["bare_cues"]["words"]),
        creation=Words(data["creation_verbs"]["words"]),
        growth=Words(data["growth"]["base"]),
        lead=Words(indicator["lead"]),
        trail=Words(indicator["trail"]),
        stop=Words(indicator["stop"]),
        cut=Words(indicator["cut"]),
        noun_tail=indicator["noun_tail"],
        noun_ends=frozenset(indicator["noun_end"]),
        not_tail=Words(indicator["not_tail"]),
        verbs=frozenset((*indicator["cut"], *indicator["soft"])),
        soft=frozenset(indicator["soft"]),
        soft_words=Words(indicator["soft"]),
        attributes=frozenset(indicator["attributes"]),
        always_nouns=frozenset(indicator["always_nouns"]),
        whole=Words(indicator["whole"]),
        stop_not=Words(indicator["stop_not"]),
        keep=Words(indicator["keep"]),
        weak=frozenset(indicator["weak"]),
        weak_start=re.compile(_alternatives(indicator["weak_start"])),
        bodies=re.compile(_alternatives(indicator["bodies"])),
    )
