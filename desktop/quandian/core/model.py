"""What a project is made of. All values are frozen; times are UTC ISO 8601 text; offsets are code points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, NewType

ReportId = NewType("ReportId", str)
TagId = NewType("TagId", str)
AnnotationId = NewType("AnnotationId", str)
LinkId = NewType("LinkId", str)
SuggestionId = NewType("SuggestionId", str)
DecisionId = NewType("DecisionId", str)

CONTEXT = 32  # characters of prefix and suffix kept with an annotation for re-anchoring (design.md, "Data")

Row = dict[str, Any]
"""A row of a table as plain values, JSON columns decoded."""


class Role(StrEnum):
    """What a passage is in its report."""

    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"
    TABLE = "table"


class Status(StrEnum):
    """How far an annotation has been checked."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DOUBTFUL = "doubtful"


class Origin(StrEnum):
    """Who made an annotation: a person, a person who accepted a machine's suggestion, or an import."""

    PERSON = "person"
    ACCEPTED = "accepted"
    IMPORTED = "imported"


class Verdict(StrEnum):
    """What a person decided on a suggestion: taken as it was, taken with another tag or range, not taken."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class LinkKind(StrEnum):
    """What one annotation says of another."""

    MEASURES = "measures"
    FULFILS = "fulfils"
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    CUSTOM = "custom"


class Progress3(StrEnum):
    """How far an analyst is with a report."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or the run-in lead or the rest of one. ``paragraph`` counts from 1 as the reader shows it.

    ``level`` is 1 for the highest heading and 0 for what is no heading; ``section`` is the path of headings above.
    """

    ordinal: int
    paragraph: int
    start: int
    end: int
    role: Role
    level: int = 0
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What reading makes of a file, before it is in a project. ``text`` will never change again."""

    text: str
    passages: tuple[Passage, ...]
    title: str
    source_name: str
    source: bytes
    media_type: str
    issuer: str = ""
    doc_number: str = ""
    issued_on: str = ""
    period: str = ""
    place: str = ""
    kind: str = ""
    encoding: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report in a project. Its text is ``Project.text(report.id)``; ``period`` is a year or a span ("2021-2023")."""

    id: ReportId
    title: str
    issuer: str
    doc_number: str
    issued_on: str
    period: str
    place: str
    kind: str
    progress: str
    source_name: str
    text_sha256: str
    source_sha256: str
    imported_at: str
    note: str = ""

    @property
    def year(self) -> str:
        """The year the report speaks of, else the year it was issued, else empty."""
        return (self.period or self.issued_on)[:4]


@dataclass(frozen=True, slots=True)
class Field:
    """A typed field of a tag. ``type`` is text, number, choice, flag, date or period."""

    name: str
    label: str
    label_en: str
    type: str = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the codebook. ``palette`` names its colours and ``underline`` its line shape in the design tokens."""

    id: TagId
    name: str
    name_en: str
    parent: TagId | None
    palette: str
    underline: str
    shortcut: str
    fields: tuple[Field, ...]
    position: int
    description: str = ""

    @property
    def built_in(self) -> bool:
        """Whether the tag is one of the three that every project has and that cannot be removed."""
        return self.id in BUILT_IN


BUILT_IN = (TagId("goal"), TagId("achievement"), TagId("metric"))


class Mark(NamedTuple):
    """The part of an annotation that painting needs; made by the hundred thousand, so a plain tuple."""

    start: int
    end: int
    tag_id: TagId
    id: AnnotationId
    author: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """A tag on the words ``text[start:end] == quote`` of a report."""

    id: AnnotationId
    report_id: ReportId
    tag_id: TagId
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    fields: Mapping[str, Any]
    note: str
    status: Status
    origin: Origin
    author: str
    created_at: str
    modified_at: str

    @property
    def mark(self) -> Mark:
        """The part that painting needs."""
        return Mark(self.start, self.end, self.tag_id, self.id, self.author)


@dataclass(frozen=True, slots=True)
class Link:
    """What one annotation says of another, across reports too."""

    id: LinkId
    kind: LinkKind
    source_id: AnnotationId
    target_id: AnnotationId
    verdict: str
    note: str
    author: str
    created_at: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mark the machine proposes on the words ``text[start:end] == quote``; a cache that is computed again at will.

    ``id`` follows from report, tag and span, so that what is computed again keeps its id. ``score`` is 0..1, ``reason``
    is for the engine to put into words, suggestions of one ``family`` are alike.
    """

    id: SuggestionId
    report_id: ReportId
    tag_id: TagId
    start: int
    end: int
    quote: str
    fields: Mapping[str, Any]
    score: float
    reason: str
    family: str
    engine: str

    @property
    def mark(self) -> Mark:
        """The part that painting needs."""
        return Mark(self.start, self.end, self.tag_id, AnnotationId(self.id), "")


class Waiting(NamedTuple):
    """The part of a suggestion that a queue of many needs; made by the ten thousand, so a plain tuple."""

    id: SuggestionId
    report_id: ReportId
    tag_id: TagId
    start: int
    end: int
    quote: str
    score: float
    family: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person made of a suggestion; kept for good, so that what was rejected does not come back.

    ``tag_id``, ``start``, ``end``, ``quote`` are what was decided, ``suggested_…`` what had been suggested;
    ``annotation_id`` is empty where it was rejected, and may name an annotation deleted since.
    """

    id: DecisionId
    report_id: ReportId
    tag_id: TagId
    start: int
    end: int
    quote: str
    verdict: Verdict
    suggested_tag_id: TagId
    suggested_start: int
    suggested_end: int
    score: float
    reason: str
    engine: str
    annotation_id: AnnotationId
    author: str
    created_at: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row of one table, before and after. ``None`` before is an insert, ``None`` after a delete.

    For an update both hold only the columns that changed, so that undo and merging work column by column.
    """

    entity: str
    entity_id: str
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What one operation changed; the only thing listeners are told.

    ``kind`` is "do", "undo", "redo", "outside" (another window or process wrote; ``rows`` may then span several
    operations, and ``label`` is that of the newest) or "cache": no operation, suggestions were computed anew; ``rows``
    then name the reports (entity "suggestion"; ``after`` has start and end where only a part is new), an empty id any.
    """

    operation_id: str
    label: str
    kind: str
    rows: tuple[RowChange, ...]

    tables: frozenset[str] = field(init=False, repr=False, compare=False)
    """The tables that have changed rows; a merge has 50,000 rows, and every widget asks."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", frozenset({row.entity for row in self.rows}))

    def touches(self, *entities: str) -> bool:
        """Whether a row of one of these tables changed."""
        return not self.tables.isdisjoint(entities)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One logged change of one row, for showing who did what and when; ``counts`` not where its merge was undone."""

    at: str
    author: str
    label: str
    kind: str
    change: RowChange
    operation_id: str
    counts: bool = True


@dataclass(frozen=True, slots=True)
class UndoState:
    """The labels of what undo and redo would do next; ``None`` where there is nothing."""

    undo: str | None = None
    redo: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something ``Project.check`` found: a code of ``core.sentences`` and its facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
