"""Every case of tests/files/quantities: what is a metric with which fields, and what must be left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quandian.language.quantities import metric_fields, parse

FILES = Path(__file__).parent.parent / "files" / "quantities"


def cases(name: str) -> list[Any]:
    lines = (FILES / name).read_text("utf-8").splitlines()
    return [pytest.param(case["text"], case["metrics"], id=case["text"][:20]) for case in map(json.loads, lines)]


def as_found(text: str) -> list[dict[str, Any]]:
    found = []
    for span in parse(text):
        fields = span.fields()
        value = fields["value"]
        row = {
            "start": span.start,
            "end": span.end,
            "quote": text[span.start : span.end],
            "value": value,
            "unit": fields["unit"],
            "comparator": fields["comparator"],
            "kind": fields["kind"],
        }
        if fields["masked"]:
            row["masked"] = True
        if "value_to" in fields:
            row["value_to"] = fields["value_to"]
        found.append(row)
    return found


@pytest.mark.parametrize(("text", "metrics"), cases("metrics.jsonl"))
def test_metrics_are_found_with_their_fields(text: str, metrics: list[dict[str, Any]]) -> None:
    assert as_found(text) == metrics


@pytest.mark.parametrize(("text", "metrics"), cases("left_alone.jsonl"))
def test_what_is_no_metric_is_left_alone(text: str, metrics: list[dict[str, Any]]) -> None:
    assert [row["quote"] for row in as_found(text)] == []


@pytest.mark.parametrize(("text", "metrics"), cases("metrics.jsonl"))
def test_a_span_chosen_a_bit_wider_or_narrower_fills_the_same_fields(text: str, metrics: list[dict[str, Any]]) -> None:
    for row in metrics:
        exact = metric_fields(text, row["start"], row["end"])
        assert exact["value"] == row["value"]
        assert exact["comparator"] == row["comparator"]
        assert metric_fields(text, max(0, row["start"] - 1), row["end"])["value"] == row["value"]
        assert metric_fields(text, row["end"] - 1, row["end"]) == exact
