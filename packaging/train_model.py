#!/usr/bin/env python3
"""Train the suggestion model that ships with the program, and measure suggestions on labelled texts.

    packaging/train_model.py train                     writes resources/models/start.json
    packaging/train_model.py score [SPLIT ...]          F1 of goals and achievements; splits: see TAUGHT, held, samples
    packaging/train_model.py first [SPLIT ...]          the same by the roles of the annotation, text by text
    packaging/train_model.py cross [REPORTS GOLD]       each sample (and gold report) by a model that has not seen it
    packaging/train_model.py gold REPORTS GOLD          writes packaging/gold_weights.json (see below)
    packaging/train_model.py errors SPLIT              what is wrong, sentence by sentence

What teaches the model, in this order:
1. resources/lexicon/weights.toml: the rules as numbers.
2. Three reports of real offices that were annotated by hand ("gold"). Their texts are other people's and are no part of
   this project; what they changed in the weights is (gold_weights.json: numbers by feature, no words of theirs).
3. The sample reports in data/ with their annotations, and the texts of tests/files/suggest in the splits TAUGHT. Those
   of "held", "held2", "held3", "held4" and the last whole reports ("whole7" to "whole10") are only scored.

So the shipped model has seen the gold reports; ``cross`` scores each of them with a model that has not.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quandian.core.model import Passage, Role
from quandian.language.features import unit_features
from quandian.language.learn import Example, Model, shipped, train
from quandian.language.suggest import judge, judge_unit, suggest
from quandian.reading import passages_of, read_report
from quandian.tasks.quotes import find_quote

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = {"epochs": 12, "rate": 0.2, "pull": 0.02}
TAUGHT = ("train", "tune", "whole1", "whole2", "whole3", "whole4", "whole5", "whole6")
TAGS = ("goal", "achievement")
GOLD = ROOT / "packaging" / "gold_weights.json"
NOTE = (
    "Starts from resources/lexicon/weights.toml; taught by three annotated reports of real offices (only their effect "
    "on the weights is kept), data/ (7 reports) and tests/files/suggest (train, tune, whole1 to whole6)."
)


@dataclass(frozen=True)
class Labelled:
    """A text with the spans of each tag. ``body`` are the spans whose labels count as body text."""

    name: str
    text: str
    passages: tuple[Passage, ...]
    spans: dict[str, list[tuple[int, int]]]
    units: tuple[tuple[int, int, str], ...] = ()  # what the annotation calls a unit: span and label


def samples() -> Iterator[Labelled]:
    for path in sorted((ROOT / "data" / "annotations").glob("0*.json")):
        data = json.loads(path.read_text("utf-8"))
        draft = read_report(ROOT / "data" / "reports" / data["report"])
        spans: dict[str, list[tuple[int, int]]] = {tag: [] for tag in TAGS}
        for mark in data["annotations"]:
            if mark["tag"] in spans:
                spans[mark["tag"]].append(find_quote(draft.text, mark["quote"], mark.get("nth", 1)))
        yield Labelled(path.stem, draft.text, draft.passages, spans)


def own(split: str) -> Iterator[Labelled]:
    """The texts of tests/files/suggest: paragraphs of [label, sentence]; labels g, a, ga, -, H (heading), Hg."""
    for path in sorted((ROOT / "tests" / "files" / "suggest").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            data = json.loads(line)
            if data["split"] == split:
                yield labelled(data)


def labelled(data: dict) -> Labelled:
    text, spans, units = "", {tag: [] for tag in TAGS}, []
    for paragraph in data["paragraphs"]:
        for label, words in paragraph:
            units.append((len(text), len(text) + len(words), label))
            for tag in TAGS:
                if tag[0] in label:
                    spans[tag].append((len(text), len(text) + len(words)))
            text += words
        text += "\n"
    return Labelled(data["name"], text, passages_of(text), spans, tuple(units))


def gold(reports: Path, marks: Path) -> list[Labelled]:
    """The annotated reports of a folder: NUMBER.gold.json beside NUMBER_….txt; their offsets leave blanks out."""
    found = []
    for path in sorted(marks.glob("*.gold.json")):
        draft = read_report(next(reports.glob(f"{path.name[:3]}*.txt")))
        at = [i for i, char in enumerate(draft.text) if not char.isspace()]
        spans: dict[str, list[tuple[int, int]]] = {tag: [] for tag in TAGS}
        units = []
        for unit in json.loads(path.read_text("utf-8"))["units"]:
            start, end = at[unit["start"]], at[unit["end"] - 1] + 1
            label = "".join(tag[0] for tag in unit["labels"])
            units.append((start, end, label if unit["role"] == "body" else f"H{label}"))
            for tag in unit["labels"]:
                spans[tag].append((start, end))
        found.append(Labelled(path.name[:3], draft.text, draft.passages, spans, tuple(units)))
    return found


def units(report: Labelled, *, body: bool = True) -> Iterator[tuple[object, set[str]]]:
    """Yield the readings of a report with their labels."""
    for reading in judge(report.text, report.passages).readings:
        if reading.role in (Role.CAPTION, Role.FURNITURE) or (body and reading.role is Role.HEADING):
            continue
        unit = reading.unit
        labels = {
            tag
            for tag in TAGS
            if 2 * sum(max(0, min(b, unit.end) - max(a, unit.start)) for a, b in report.spans[tag])
            >= unit.end - unit.start
        }
        yield reading, labels


def examples(reports: Iterable[Labelled]) -> list[Example]:
    return [
        Example(tag, unit_features(report.text, reading), tag in labels)
        for report in reports
        for reading, labels in units(report, body=False)
        if not (reading.role is Role.HEADING and "achievement" in labels)  # a lead that was not labelled by itself
        for tag in TAGS
    ]


def own_examples() -> list[Example]:
    return [example for split in TAUGHT for example in examples(own(split))]


def base() -> Model:
    weights = tomllib.loads((ROOT / "resources" / "lexicon" / "weights.toml").read_text("utf-8"))
    return Model("rules", weights)


def shift(reports: Iterable[Labelled]) -> dict[str, dict[str, float]]:
    """Return how annotated reports change the weights of the rules."""
    rules = base()
    taught = train(rules, examples(reports), **SETTINGS).weights
    moved = {
        tag: {
            name: round(value - rules.weights.get(tag, {}).get(name, 0.0), 4) for name, value in sorted(named.items())
        }
        for tag, named in taught.items()
    }
    return {tag: {name: value for name, value in named.items() if value} for tag, named in moved.items()}


def moved(by: dict[str, dict[str, float]]) -> Model:
    """Return the rules with their weights moved."""
    rules = base()
    weights = {
        tag: {name: named.get(name, 0.0) + by.get(tag, {}).get(name, 0.0) for name in {*named, *by.get(tag, {})}}
        for tag, named in rules.weights.items()
    }
    return Model("rules", weights)


def trained() -> Model:
    found = examples(samples()) + own_examples()
    model = train(moved(json.loads(GOLD.read_text("utf-8"))), found, name="start", note=NOTE, **SETTINGS)
    return Model(f"start-{_rules()}", model.weights, 0, NOTE)


def _rules() -> str:
    """What the rules and weights are, so that suggestions made by others are known to be out of date."""
    lexicon = ROOT / "resources" / "lexicon"
    read = [(lexicon / name).read_text("utf-8") for name in ("cues.toml", "weights.toml", "quantities.toml")]
    return hashlib.sha256("".join(read).encode()).hexdigest()[:8]


def cross(annotated: list[Labelled]) -> None:
    """Score each sample and each gold report with a model that has learnt from all other texts but not from it."""
    own_texts = own_examples()
    reports = list(samples())
    kept = json.loads(GOLD.read_text("utf-8"))
    for left_out in reports:
        found = examples(r for r in reports if r is not left_out) + own_texts
        print(left_out.name, score(train(moved(kept), found, **SETTINGS), [left_out]))
    for left_out in annotated:
        print(left_out.name, score_annotated(without(left_out, annotated), [left_out]))


def without(left_out: Labelled, annotated: list[Labelled]) -> Model:
    """Return a model made as the shipped one is, which has not seen one of the annotated reports."""
    start = moved(shift(r for r in annotated if r is not left_out))
    return train(start, examples(samples()) + own_examples(), **SETTINGS)


def score_annotated(model: Model, reports: Iterable[Labelled], *, body: bool = True) -> dict[str, object]:
    """Score as the annotation cuts and calls the units: one is marked where half of it is covered."""
    counts = {tag: [0, 0, 0] for tag in TAGS}
    for report in reports:
        drafts = suggest(report.text, report.passages, model=model)
        for start, end, label in report.units:
            if body and label[:1] in ("H", "F", "C"):
                continue
            for tag in TAGS:
                covered = sum(max(0, min(end, d.end) - max(start, d.start)) for d in drafts if d.tag == tag)
                said, wanted = 2 * covered >= end - start, tag[0] in label
                counts[tag][0] += said and wanted
                counts[tag][1] += said and not wanted
                counts[tag][2] += wanted and not said
    return _figures(counts)


def _figures(counts: dict[str, list[int]]) -> dict[str, object]:
    return {tag: (round(2 * t / max(1, 2 * t + f + n), 4), [t, f, n]) for tag, (t, f, n) in counts.items()}


def score(model: Model, reports: Iterable[Labelled]) -> dict[str, object]:
    counts = {tag: [0, 0, 0] for tag in TAGS}
    for report in reports:
        for reading, labels in units(report):
            judged = judge_unit(report.text, reading, model)
            for tag in TAGS:
                said, wanted = tag in judged, tag in labels
                counts[tag][0] += said and wanted
                counts[tag][1] += said and not wanted
                counts[tag][2] += wanted and not said
    return _figures(counts)


def errors(model: Model, reports: Iterable[Labelled], *, body: bool = True) -> None:
    for report in reports:
        for reading, labels in units(report, body=body):
            said = set(judge_unit(report.text, reading, model))
            if said != labels:
                words = report.text[reading.unit.start : reading.unit.end]
                state = "/".join(f"{p:.2f}" for p in reading.state)
                print(
                    report.name,
                    state,
                    "".join(t[0] for t in sorted(said)) or "-",
                    "want",
                    "".join(t[0] for t in sorted(labels)) or "-",
                    words[:90],
                    {k: v for k, v in reading.words.items() if k != "verb"},
                )


def _reports(split: str) -> Iterator[Labelled]:
    return samples() if split == "samples" else own(split)


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["train"]:
        target = ROOT / "resources" / "models" / "start.json"
        target.write_text(trained().to_json() + "\n", "utf-8")
        print(target.relative_to(ROOT))
    elif arguments[:1] == ["score"]:
        for split in arguments[1:] or ["train", "tune", "samples"]:
            print(split, score(shipped(), _reports(split)))
    elif arguments[:1] == ["first"]:
        for split in arguments[1:] or ["whole7", "whole8", "whole9", "whole10"]:
            for report in own(split):
                print(report.name, score_annotated(shipped(), [report]))
            print(split, score_annotated(shipped(), own(split)))
    elif arguments[:1] == ["cross"]:
        cross(gold(Path(arguments[1]), Path(arguments[2])) if len(arguments) > 2 else [])
    elif arguments[:1] == ["gold"] and len(arguments) > 2:
        found = shift(gold(Path(arguments[1]), Path(arguments[2])))
        GOLD.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
        print(GOLD.relative_to(ROOT))
    elif arguments[:1] == ["errors"] and len(arguments) > 1:
        errors(shipped(), _reports(arguments[1]), body="all" not in arguments)
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
