"""The real reports of the shared folder, where it is: they are other people's texts and never in the project."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from quandian.reading import read_report, reflow
from quandian.reading.reflow import normalise

SHARED = Path(os.environ.get("QUANDIAN_SHARED") or Path(__file__).resolve().parents[3] / "shared")
REPORTS = sorted((SHARED / "reports").glob("*.txt")) if (SHARED / "reports").is_dir() else []
GOLD = sorted((SHARED / "gold").glob("*.gold.json")) if (SHARED / "gold").is_dir() else []

pytestmark = pytest.mark.skipif(not REPORTS, reason="the shared reports are not here")


def sealed(words: str) -> str:
    """Return what words can be compared by without quoting them."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name[:3])
def test_reflow_changes_blanks_only(path: Path) -> None:
    raw = path.read_text(encoding="utf-8")
    text = read_report(path).text
    assert "".join(text.split()) == "".join(normalise(raw).split())
    assert reflow(text) == text


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name[:3])
def test_roles_agree_with_the_gold_annotation(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    draft = read_report(SHARED / "reports" / gold["doc"])
    roles: list[str] = []
    paragraphs: list[int] = []
    for passage in draft.passages:
        size = len("".join(draft.text[passage.start : passage.end].split()))
        roles += [{"caption": "furniture"}.get(passage.role.value, passage.role.value)] * size
        paragraphs += [passage.paragraph] * size
    wrong, split = 0, 0
    for unit in gold["units"]:
        found = set(roles[unit["start"] : unit["end"]])
        wrong += found != {unit["role"]}
        split += len(set(paragraphs[unit["start"] : unit["end"]])) > 1
    assert wrong <= len(gold["units"]) * 0.02
    assert split <= 1  # one heading of a newspaper page stands on two lines


@pytest.mark.skipif(len(REPORTS) < 5, reason="all five reports are needed")
def test_what_the_heads_say() -> None:
    drafts = [read_report(path) for path in REPORTS[:5]]
    titles = [sealed(draft.title) for draft in drafts]
    assert titles == ["39e5063dc11b", "c4a30d39ddd8", "f530fcaa28fd", "96d739e867d8", "6ab7cdce11be"]
    assert [draft.issuer and sealed(draft.issuer) for draft in drafts[:3]] == ["2e3762fa1736", "", "bd7b43ff506d"]
    assert [draft.issued_on for draft in drafts] == ["", "", "2025-01-03", "", ""]
    assert [draft.kind for draft in drafts] == ["新闻报道", "", "政府工作报告", "访谈", "工作总结"]


@pytest.mark.skipif(len(REPORTS) < 5, reason="all five reports are needed")
def test_newspaper_paragraphs_are_whole() -> None:
    text = read_report(REPORTS[0]).text.split("\n")
    assert len(text) == 56
    assert sum(line.startswith("——") and line.endswith("。") for line in text) == 16
    assert sum(line.startswith("☆") for line in text) == 15
    assert [len(read_report(path).text.split("\n")) for path in REPORTS[1:5]] == [46, 48, 56, 15]
