"""What goes in and out of the store besides the model: plain frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from quandian.core.model import Origin, ReportId, Status, TagId


@dataclass(frozen=True, slots=True)
class NewAnnotation:
    """An annotation to be made by ``Project.annotate_many``."""

    tag_id: TagId
    start: int
    end: int
    fields: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    origin: Origin = Origin.PERSON
    status: Status = Status.OPEN


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did: reports added, in the order of the drafts, and drafts whose text was there already."""

    added: tuple[ReportId, ...]
    already: tuple[tuple[ReportId, str], ...]


class SearchHit(NamedTuple):
    """A place where the words searched for stand, in code points."""

    report_id: ReportId
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """How big a project is. ``file_size`` in bytes."""

    reports: int
    annotations: int
    by_tag: Mapping[TagId, int]
    links: int
    operations: int
    file_size: int


@dataclass(frozen=True, slots=True)
class NewSuggestion:
    """A suggestion to be kept by ``Project.replace_suggestions``."""

    tag_id: TagId
    start: int
    end: int
    score: float
    reason: str = ""
    family: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


class ReviewCount(NamedTuple):
    """How the suggestions of a tag fared with those who reviewed them."""

    accepted: int = 0
    corrected: int = 0
    rejected: int = 0

    @property
    def total(self) -> int:
        """All decisions."""
        return self.accepted + self.corrected + self.rejected

    @property
    def precision(self) -> float | None:
        """The share that was right as it stood, or ``None`` without decisions."""
        return self.accepted / self.total if self.total else None


@dataclass
class Step:
    """A step that is done in several operations, each on disk by itself: ``id`` is known after the first."""

    label: str
    id: str = ""


class LearnedModel(NamedTuple):
    """The project's own model as text, from how many decisions it was learnt, and when (UTC ISO 8601)."""

    data: str
    decisions: int
    made_at: str
