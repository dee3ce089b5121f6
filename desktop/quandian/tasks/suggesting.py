"""Suggestions for files and reports, and a project's own model learnt from its analyst's decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quandian.core.model import Passage, ReportDraft, TagId
from quandian.core.progress import Progress, silent
from quandian.language.adapting import adapt
from quandian.language.learn import Example, Model, shipped
from quandian.language.suggest import SuggestionDraft, examples_at, reason_text, suggest
from quandian.reading.isolate import read_isolated


@dataclass(frozen=True, slots=True)
class Decided:
    """A report and what the analyst decided on it: (tag, start, end, accepted) in the order of deciding."""

    text: str
    passages: Sequence[Passage]
    decisions: Sequence[tuple[TagId, int, int, bool]]


def suggest_file(path: Path, *, encoding: str | None = None) -> tuple[ReportDraft, list[SuggestionDraft]]:
    """Read a file as an import would and return its report with the suggestions. Raises UserError as reading does."""
    draft = read_isolated(path, encoding=encoding)
    return draft, suggest(draft.text, draft.passages)


def suggestion_row(text: str, draft: SuggestionDraft) -> dict[str, Any]:
    """Return a suggestion as the command line prints it, with its quote and its reason in the language in use."""
    return {
        "tag": str(draft.tag),
        "start": draft.start,
        "end": draft.end,
        "quote": text[draft.start : draft.end],
        "fields": dict(draft.fields),
        "score": draft.score,
        "reason": reason_text(draft.reason),
    }


def train_model(decided: Iterable[Decided], progress: Progress | None = None) -> Model:
    """Return a project's own model: the shipped one, re-weighted by the decisions.

    Touches no project, so a job may run it; the same decisions give the same model. Raises Cancelled.
    """
    progress = progress or silent()
    reports = list(decided)
    examples: list[Example] = []
    for done, report in enumerate(reports):
        progress.step(done, len(reports))
        examples += examples_at(report.text, report.passages, report.decisions)
    progress.step(len(reports), len(reports))
    return adapt(shipped(), examples)
