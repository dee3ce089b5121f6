#!/usr/bin/env python3
"""Train the suggestion model that ships with the program, and measure suggestions on labelled texts.

    packaging/train_model.py train                     writes resources/models/start.json
    packaging/train_model.py score [SPLIT ...]          train, tune, held, samples: F1 of goals and achievements
    packaging/train_model.py cross                      each sample report by a model that has not seen it
    packaging/train_model.py errors SPLIT              what is wrong, sentence by sentence

Taught by: the sample reports in data/ with their annotations, and the labelled texts of tests/files/suggest whose split
is "train" or "tune" (what is left out while features are chosen). Those of "held", "held2", … are only scored, and
reports of real offices are never used to train.
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
from quandian.language.suggest import judge, judge_unit
from quandian.reading import passages_of, read_report
from quandian.tasks.quotes import find_quote

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = {"epochs": 12, "rate": 0.2, "pull": 0.02}
TAUGHT = ("train", "tune", "whole1", "whole2", "whole3", "whole4")
TAGS = ("goal", "achievement")
NOTE = "Starts from resources/lexicon/weights.toml; taught by data/ (7 reports), tests/files/suggest (train, tune)."


@dataclass(frozen=True)
class Labelled:
    """A text with the spans of each tag. ``body`` are the spans whose labels count as body text."""

    name: str
    text: str
    passages: tuple[Passage, ...]
    spans: dict[str, list[tuple[int, int]]]


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
    text, spans = "", {tag: [] for tag in TAGS}
    for paragraph in data["paragraphs"]:
        for label, words in paragraph:
            for tag in TAGS:
                if tag[0] in label:
                    spans[tag].append((len(text), len(text) + len(words)))
            text += words
        text += "\n"
    return Labelled(data["name"], text, passages_of(text), spans)


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


def trained() -> Model:
    found = examples(samples()) + own_examples()
    model = train(base(), found, name="start", note=NOTE, **SETTINGS)
    return Model(f"start-{_rules()}", model.weights, 0, NOTE)


def _rules() -> str:
    """What the rules and weights are, so that suggestions made by others are known to be out of date."""
    lexicon = ROOT / "resources" / "lexicon"
    read = [(lexicon / name).read_text("utf-8") for name in ("cues.toml", "weights.toml", "quantities.toml")]
    return hashlib.sha256("".join(read).encode()).hexdigest()[:8]


def cross() -> None:
    """Score each sample report with a model that has learnt from all other texts but not from it."""
    own_texts = own_examples()
    reports = list(samples())
    for left_out in reports:
        found = examples(r for r in reports if r is not left_out) + own_texts
        print(left_out.name, score(train(base(), found, **SETTINGS), [left_out]))


def score(model: Model, reports: Iterable[Labelled]) -> dict[str, float]:
    counts = {tag: [0, 0, 0] for tag in TAGS}
    for report in reports:
        for reading, labels in units(report):
            judged = judge_unit(report.text, reading, model)
            for tag in TAGS:
                said, wanted = tag in judged, tag in labels
                counts[tag][0] += said and wanted
                counts[tag][1] += said and not wanted
                counts[tag][2] += wanted and not said
    return {tag: (round(2 * t / max(1, 2 * t + f + n), 4), [t, f, n]) for tag, (t, f, n) in counts.items()}


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
    elif arguments[:1] == ["cross"]:
        cross()
    elif arguments[:1] == ["errors"] and len(arguments) > 1:
        errors(shipped(), _reports(arguments[1]), body="all" not in arguments)
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
