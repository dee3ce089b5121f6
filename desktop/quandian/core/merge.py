"""What merging two projects means: the plan that a person looks at, what can be chosen in it, and what came of it.

How it works, in the order of things:

1. Every change ever made lies in the log of its project as an operation (who, when, a hybrid clock) with the changed
   columns of each row. A change is known everywhere by operation id, table and row id, so it is never taken twice.
2. ``core.merge_fold.fold`` makes a row out of all changes of it, whoever made them. It looks at nothing but the set of
   changes, so the order and the number of merges do not matter. ``core.merge_rules`` says what rows need of each other
   (a tag that is still used stays; a relation needs both ends; one tag may stand for another).
3. ``Project.merge_plan(others)`` returns a :class:`MergePlan` and changes nothing. ``Project.merge(plan, choices)``
   takes it in as one step that can be undone. What a person chooses in a conflict is a change of that person, later
   than both.

Items, conflicts, mappings and near reports have a ``key`` each: plain text, the same every time the plan is made, by
which :class:`Choices` names them. All of it is frozen and plain, so a job may make it for the window's thread.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from quandian.core.model import Changes, Row

ALIAS_TAG = "alias.tag."
"""Settings of this prefix and a tag's id hold the id of the tag that stands for it; nothing has the first tag then."""

ALIAS_REPORT = "alias.report."
"""Settings of this prefix and a report's id hold the id of the report that annotations were moved to by their words.

The first report shows only as long as annotations stand on it whose words the other does not have."""

PROJECT_KEY = "project.key"
"""The setting that names a project for good: copies of one project share it. Two projects keep theirs when merged."""

IDENTITY = frozenset({PROJECT_KEY, "name"})
"""Settings that say which project this is; they are taken only from a copy of the same project."""

SPAN = "span"
"""The field of a conflict that stands for all of SPAN_COLUMNS: an annotation moves as a whole."""

SPAN_COLUMNS = ("report_id", "start", "end", "quote", "prefix", "suffix")

DELETION = ""
"""The field of a conflict where one side changed what the other deleted."""


class Choice(StrEnum):
    """What becomes of a conflict. NEWER is the default: the change with the later clock."""

    MINE = "mine"
    THEIRS = "theirs"
    NEWER = "newer"


class ItemKind(StrEnum):
    """What an item of the plan is; also the name of its group, in the order in which a preview shows the groups."""

    NEW_REPORT = "new_report"
    CHANGED_REPORT = "changed_report"
    DELETED_REPORT = "deleted_report"
    NEW_ANNOTATION = "new_annotation"
    CHANGED_ANNOTATION = "changed_annotation"
    DELETED_ANNOTATION = "deleted_annotation"
    NEW_LINK = "new_link"
    CHANGED_LINK = "changed_link"
    DELETED_LINK = "deleted_link"
    NEW_TAG = "new_tag"
    CHANGED_TAG = "changed_tag"
    DELETED_TAG = "deleted_tag"
    SETTING = "setting"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is, for people to recognise; empty where it does not apply.

    ``title`` is a report's title (of an annotation: of its report), a tag's name or a setting's key. Offsets are code
    points of the report's text. For a relation, ``quote`` is the source's and ``other_quote`` the target's.
    """

    title: str = ""
    report_id: str = ""
    tag_id: str = ""
    tag_name: str = ""
    quote: str = ""
    other_quote: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a changed row: as it is here, and as it will be. ``field`` as in :class:`Conflict`."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that would come in and can be taken or left: all new changes of one row.

    ``author`` and ``at`` (UTC ISO 8601) are those of its newest change. ``needs`` are keys of items without which it
    cannot come (its new report); leaving those leaves it, too. ``left_before`` says that an earlier merge left it.
    """

    kind: ItemKind
    entity: str
    entity_id: str
    author: str
    at: str
    about: Subject
    fields: tuple[FieldChange, ...] = ()
    needs: tuple[str, ...] = ()
    left_before: bool = False

    @property
    def key(self) -> str:
        """The name by which Choices.leave means it."""
        return f"{self.entity}:{self.entity_id}"


@dataclass(frozen=True, slots=True)
class Side:
    """A value in a conflict, who set it and when (UTC ISO 8601). ``clock`` sorts by time across devices."""

    value: Any
    author: str
    at: str
    clock: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed the same field of the same row since they last agreed, to different values.

    ``field`` is a column ("note", "tag_id", "status"), a field of an annotation ("fields.value"), :data:`SPAN` (the
    values are then dicts of SPAN_COLUMNS) or :data:`DELETION`: then the side that deleted has the value ``None`` and
    the other one the row. ``original`` is the value both started from; ``None`` where there was none. ``newer`` says
    which side NEWER means.
    """

    entity: str
    entity_id: str
    field: str
    original: Any
    mine: Side
    theirs: Side
    newer: Choice
    about: Subject

    @property
    def key(self) -> str:
        """The name by which Choices.conflicts means it."""
        return f"{self.entity}:{self.entity_id}:{self.field}"

    @property
    def row_key(self) -> str:
        """The same for all conflicts of one row: a preview shows them as one card."""
        return f"{self.entity}:{self.entity_id}"

    def chosen(self, choice: Choice) -> Choice:
        """Return MINE or THEIRS for any choice."""
        return self.newer if choice is Choice.NEWER else choice


@dataclass(frozen=True, slots=True)
class TagMapping:
    """A tag of theirs that this project lacks, and the tag here that it may be taken for.

    ``proposal`` is a tag with the same name (width, case and blanks aside), or ``None``: then it comes as a new tag.
    ``annotations`` counts those of theirs that have it.
    """

    tag_id: str
    name: str
    proposal: str | None
    proposal_name: str = ""
    annotations: int = 0

    @property
    def key(self) -> str:
        """The name by which Choices.tags means it."""
        return self.tag_id


@dataclass(frozen=True, slots=True)
class Unanchored:
    """An annotation that could not be put on words: nothing of it is lost, but somebody should look at it.

    ``reason`` is a code of ``core.sentences``: merge.words_missing, merge.words_twice, merge.outside.
    """

    annotation_id: str
    report_id: str
    title: str
    quote: str
    author: str
    reason: str


@dataclass(frozen=True, slots=True)
class Nearly:
    """An annotation whose words stand in the report here with other letters: ``quote`` there, ``here`` in ours."""

    annotation_id: str
    quote: str
    here: str
    author: str


@dataclass(frozen=True, slots=True)
class NearReport:
    """A new report of theirs whose text is almost that of one here: another scan, other blanks.

    With Choices.align the annotations are put on the same words of the report here. ``likeness`` is 0..1, ``places``
    how many annotations find their words, ``nearly`` those of them whose words are not the same letter by letter,
    ``unanchored`` the rest: those stay on the other report, which then comes, too.
    ``aligned_before`` is true where an earlier merge did so; then it is the default.
    """

    report_id: str
    title: str
    here_id: str
    here_title: str
    likeness: float
    annotations: int
    places: int
    unanchored: tuple[Unanchored, ...] = ()
    aligned_before: bool = False
    nearly: tuple[Nearly, ...] = ()

    @property
    def exact(self) -> int:
        """How many annotations find the very same words."""
        return self.places - len(self.nearly)

    @property
    def key(self) -> str:
        """The name by which Choices.align means it."""
        return self.report_id


@dataclass(frozen=True, slots=True)
class Source:
    """One of the projects to merge from. Times are UTC ISO 8601, empty where there is none.

    ``same_project`` is true for a copy of this project (same key). ``last_met`` is the time of the newest change that
    both have. ``warnings`` are sentences on what was left out of a file that could not be trusted in everything.
    """

    path: str
    name: str
    key: str
    same_project: bool
    authors: tuple[str, ...]
    last_author: str
    last_change: str
    last_met: str
    operations: int
    new_operations: int
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What else to say of it, as sentences: what a masked package brought back and what not."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What stays as it is: annotations both have alike, annotations only this project has, texts both have."""

    same_annotations: int = 0
    own_annotations: int = 0
    report_texts: int = 0


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging would do. ``items`` are in the order of ItemKind, then by report and place.

    ``bundle`` is what the store needs to carry it out, nobody else's business. ``close`` removes temporary copies of
    the other files; a plan that is not carried out must be closed.
    """

    sources: tuple[Source, ...]
    items: tuple[Item, ...]
    conflicts: tuple[Conflict, ...]
    tags: tuple[TagMapping, ...]
    near_reports: tuple[NearReport, ...]
    unanchored: tuple[Unanchored, ...]
    unchanged: Unchanged
    bundle: Any = field(default=None, repr=False, compare=False)

    @property
    def empty(self) -> bool:
        """Whether the others have nothing that this project lacks."""
        return not (self.items or self.conflicts)

    def counts(self) -> dict[ItemKind, int]:
        """Return how many items each group has, in order; empty groups are left out."""
        found: dict[ItemKind, int] = {}
        for item in self.items:
            found[item.kind] = found.get(item.kind, 0) + 1
        return {kind: found[kind] for kind in ItemKind if kind in found}

    def by_author(self, kind: ItemKind) -> dict[str, int]:
        """Return how many items of a group are whose, the most first."""
        found: dict[str, int] = {}
        for item in self.items:
            if item.kind is kind:
                found[item.author] = found.get(item.author, 0) + 1
        return dict(sorted(found.items(), key=_most_first))

    def group(self, kind: ItemKind) -> list[Item]:
        """Return the items of a group."""
        return [item for item in self.items if item.kind is kind]

    def defaults(self) -> Choices:
        """Return the choices that are offered: all is taken, save what was left before; newer wins; proposals hold."""
        return Choices(
            leave=frozenset(item.key for item in self.items if item.left_before),
            tags={tag.tag_id: tag.proposal for tag in self.tags},
            align=frozenset(near.report_id for near in self.near_reports if near.aligned_before),
        )

    def taken(self, choices: Choices) -> list[Item]:
        """Return the items that would come with these choices: not left, and nothing they need is left."""
        left = {item.key for item in self.items if item.key in choices.leave or item.kind.value in choices.leave}
        size = -1
        while size != len(left):
            size = len(left)
            left |= {item.key for item in self.items if any(need in left for need in item.needs)}
        return [item for item in self.items if item.key not in left]

    def replaced(self, align: Collection[str]) -> frozenset[str]:
        """Return the keys of new reports that do not show once these are aligned: all on them goes to ours."""
        return frozenset(f"report:{n.report_id}" for n in self.near_reports if n.key in align and not n.unanchored)

    def close(self) -> None:
        """Remove the temporary copies of the other files; again is fine."""
        if self.bundle is not None:
            self.bundle.close()


def _most_first(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose. Start from ``plan.defaults()`` and use ``dataclasses.replace``.

    ``leave``: keys of items, or values of ItemKind for whole groups. ``conflicts``: key to choice; ``prefer`` for all
    others. ``tags``: key of a mapping to the tag here that it stands for, or ``None``: it comes as a tag of its own.
    ``align``: keys of near reports whose annotations go to the report here.
    """

    leave: frozenset[str] = frozenset()
    conflicts: Mapping[str, Choice] = field(default_factory=dict)
    prefer: Choice = Choice.NEWER
    tags: Mapping[str, str | None] = field(default_factory=dict)
    align: frozenset[str] = frozenset()

    def choice(self, conflict: Conflict) -> Choice:
        """Return what was chosen for a conflict: MINE or THEIRS."""
        return conflict.chosen(self.conflicts.get(conflict.key, self.prefer))


@dataclass(frozen=True, slots=True)
class MergeOutcome:
    """What a merge did. ``taken`` counts items by kind; ``changes`` is ``None`` where nothing was to be done.

    ``hidden`` counts rows that came but do not show, because something they need was left or is not known yet.
    """

    taken: Mapping[ItemKind, int]
    left: int
    resolved: int
    mapped: int
    aligned: int
    unanchored: tuple[Unanchored, ...]
    hidden: int
    changes: Changes | None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came in by itself from a shared folder. ``operations`` counts those that were new.

    ``conflicts`` are those found now (``Project.disputed`` has all that wait); meanwhile the newer value holds, and a
    deletion stands. ``changes`` is ``None`` where nothing came.
    """

    operations: int
    conflicts: tuple[Conflict, ...]
    unanchored: tuple[Unanchored, ...]
    hidden: int
    changes: Changes | None


def value_of(row: Row | None, name: str) -> Any:  # noqa: ANN401 - a cell
    """Return a field of a row by its name in conflicts; ``None`` without a row or without the field."""
    if row is None:
        return None
    if name == DELETION:
        return row
    if name == SPAN:
        return {column: row.get(column) for column in SPAN_COLUMNS}
    column, dot, key = name.partition(".")
    if not dot:
        return row.get(column)
    fields = row.get(column)
    return fields.get(key) if isinstance(fields, Mapping) else None
