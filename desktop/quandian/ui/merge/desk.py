"""What a person has chosen in a merge plan so far; every part of the page draws from here and changes it here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from quandian.core.codebook import BUILT_IN_TAGS
from quandian.core.merge import Choice, Choices, Conflict, Item, ItemKind, MergePlan, NearReport, TagMapping

CONFLICTS, NEAR, UNANCHORED, TAGS = "conflicts", "near", "unanchored", "tags"
"""Groups of the page that are not kinds of items."""


_OWN_FIELDS = dict.fromkeys(f"fields.{field.name}" for tag in BUILT_IN_TAGS for field in tag.fields)
_FIELD_ORDER = {name: n for n, name in enumerate(("tag_id", "span", "name", "title", *_OWN_FIELDS))}
_OTHER_FIELD = len(_FIELD_ORDER)
_FIELD_ORDER |= {"status": _OTHER_FIELD + 1, "note": _OTHER_FIELD + 2}


@dataclass(frozen=True, slots=True)
class Card:
    """All conflicts of one row."""

    row_key: str
    conflicts: tuple[Conflict, ...]

    @property
    def first(self) -> Conflict:
        """The first of them; all are about the same row."""
        return self.conflicts[0]


@dataclass(frozen=True, slots=True)
class Group:
    """One line at the left: a kind of items (or of them, those of one author), or what else can be looked at."""

    key: str
    total: int
    taken: int
    author: str = ""

    @property
    def kind(self) -> ItemKind | None:
        """The kind of items, where it is one."""
        return None if self.key in (CONFLICTS, NEAR, UNANCHORED, TAGS) else ItemKind(self.key)

    @property
    def can_be_left(self) -> bool:
        """Whether it has a box to tick."""
        return self.key not in (UNANCHORED, TAGS)


class MergeDesk(QObject):
    """Holds a plan and the choices in it. Signals: loaded (another plan), changed (another choice)."""

    loaded = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan: MergePlan | None = None
        self.waiting = False
        self.cards: list[Card] = []
        self._clear()

    def _clear(self) -> None:
        self.conflicts: tuple[Conflict, ...] = ()
        self._choice: dict[str, Choice] = {}
        self._rows_left: set[str] = set()
        self._left: set[str] = set()
        self._tags: dict[str, str | None] = {}
        self._align: set[str] = set()
        self._keys: dict[str, dict[str, list[str]]] = {}
        self._needy: dict[tuple[str, ...], list[str]] = {}
        self._needs: dict[str, tuple[str, ...]] = {}
        self._group_of: dict[str, tuple[str, str]] = {}
        self._gone: set[str] = set()
        self._replaced: frozenset[str] = frozenset()
        self._disputed: frozenset[str] = frozenset()
        self._gone_counts: Counter[tuple[str, str]] = Counter()

    # --- another plan

    def load(self, plan: MergePlan, *, keep: bool = False) -> None:
        """Show a plan with the choices it offers; ``keep``: those made so far hold where they still mean something."""
        chosen = (dict(self._choice), set(self._rows_left), self._changes()) if keep and self.plan is not None else None
        self._clear()
        self.plan, self.waiting = plan, False
        offered = plan.defaults()
        self._left, self._tags, self._align = set(offered.leave), dict(offered.tags), set(offered.align)
        self._index(plan.items)
        self._take_conflicts(plan.conflicts)
        if chosen is not None:
            self._keep(*chosen)
        self._recount()
        self.loaded.emit()

    def load_waiting(self, conflicts: Sequence[Conflict]) -> None:
        """Show conflicts that came by a shared folder: nothing comes in, only they are to be settled."""
        kept = dict(self._choice) if self.waiting else {}
        self._clear()
        self.plan, self.waiting = None, True
        self._take_conflicts(tuple(conflicts))
        known = {conflict.key for conflict in conflicts}
        self._choice = {key: choice for key, choice in kept.items() if key in known}
        self.loaded.emit()

    def clear(self) -> None:
        """Forget the plan; who holds it closes it."""
        self._clear()
        self.plan, self.waiting, self.cards = None, False, []
        self.loaded.emit()

    def _index(self, items: Iterable[Item]) -> None:
        for item in items:
            key = item.key
            self._keys.setdefault(item.kind.value, {}).setdefault(item.author, []).append(key)
            self._group_of[key] = (item.kind.value, item.author)
            if item.needs:
                self._needy.setdefault(item.needs, []).append(key)
                self._needs[key] = item.needs

    def _take_conflicts(self, conflicts: tuple[Conflict, ...]) -> None:
        self.conflicts = conflicts
        rows: dict[str, list[Conflict]] = {}
        for conflict in conflicts:
            rows.setdefault(conflict.row_key, []).append(conflict)
        self.cards = [Card(key, tuple(sorted(found, key=_place_of_field))) for key, found in rows.items()]
        self._disputed = frozenset(rows)

    def _changes(self) -> tuple[set[str], set[str], dict[str, str | None], set[str]]:
        """Return what differs from the plan's offer: items left, items taken, tags mapped, reports aligned."""
        offered = self.plan.defaults() if self.plan is not None else Choices()
        tags = {key: tag for key, tag in self._tags.items() if offered.tags.get(key) != tag}
        return self._left - offered.leave, set(offered.leave) - self._left, tags, set(self._align)

    def _keep(
        self,
        choice: dict[str, Choice],
        rows_left: set[str],
        changes: tuple[set[str], set[str], dict[str, str | None], set[str]],
    ) -> None:
        left, taken, tags, align = changes
        self._left = (self._left | (left & self._group_of.keys())) - taken
        self._tags.update((key, tag) for key, tag in tags.items() if key in self._tags)
        plan = self.plan
        self._align = align & {near.key for near in plan.near_reports} if plan is not None else set()
        known = {conflict.key for conflict in self.conflicts}
        self._choice = {key: value for key, value in choice.items() if key in known}
        self._rows_left = rows_left & {card.row_key for card in self.cards}

    # --- groups

    def groups(self) -> list[Group]:
        """Return the lines at the left, in order; those of authors are in :meth:`authors`."""
        found = []
        for kind in ItemKind:
            by_author = self._keys.get(kind.value)
            if by_author:
                total = sum(len(keys) for keys in by_author.values())
                gone = sum(self._gone_counts[kind.value, author] for author in by_author)
                found.append(Group(kind.value, total, total - gone))
        plan = self.plan
        if plan is not None and plan.tags:
            found.append(Group(TAGS, len(plan.tags), len(plan.tags)))
        if plan is not None and plan.near_reports:
            found.append(Group(NEAR, len(plan.near_reports), len(self._align)))
        if plan is not None and plan.unanchored:
            found.append(Group(UNANCHORED, len(plan.unanchored), 0))
        if self.cards:
            found.append(Group(CONFLICTS, len(self.cards), sum(not self.row_is_left(c) for c in self.cards)))
        return found

    def authors(self, key: str) -> list[Group]:
        """Return the parts of a group of items by author, the most first."""
        found = [
            Group(key, len(keys), len(keys) - self._gone_counts[key, author], author)
            for author, keys in self._keys.get(key, {}).items()
        ]
        return sorted(found, key=_most_first)

    def set_group(self, group: Group, taken: bool) -> None:
        """Take or leave all of a group, or what one author has in it."""
        if group.key == CONFLICTS:
            self._set_rows([card.row_key for card in self.cards], taken)
        elif group.key == NEAR and self.plan is not None:
            self._align = {near.key for near in self.plan.near_reports} if taken else set()
        else:
            by_author = self._keys.get(group.key, {})
            for author in [group.author] if group.author else by_author:
                change = self._left.difference_update if taken else self._left.update
                change(by_author[author])
        self._recount()
        self.changed.emit()

    # --- items

    def is_left(self, item: Item) -> bool:
        """Whether an item stays out, because of itself or of what it needs."""
        return item.key in self._gone

    def is_held(self, item: Item) -> bool:
        """Whether an item stays out only because what it needs was left."""
        return item.key in self._gone and item.key not in self._left

    def is_replaced(self, item: Item) -> bool:
        """Whether a new report does not come because all on it goes to the report here."""
        return item.key in self._replaced

    def in_conflict(self, item: Item) -> bool:
        """Whether both sides changed the row, so that there is something to choose."""
        return item.key in self._disputed

    def set_items(self, items: Iterable[Item], taken: bool) -> None:
        """Take or leave items; to take one takes what it needs, too."""
        for item in items:
            if taken:
                self._take(item.key, item.needs)
            else:
                self._left.add(item.key)
        self._recount()
        self.changed.emit()

    def _take(self, key: str, needs: tuple[str, ...]) -> None:
        self._left.discard(key)
        for need in needs:
            if need in self._gone:
                self._take(need, self._needs_of(need))

    def _needs_of(self, key: str) -> tuple[str, ...]:
        return self._needs.get(key, ())

    def _recount(self) -> None:
        gone = set(self._left)
        size = -1
        while size != len(gone):
            size = len(gone)
            for needs, keys in self._needy.items():
                if not gone.isdisjoint(needs):
                    gone.update(keys)
        self._gone = gone
        aligned = self.plan.replaced(self._align) if self.plan is not None else frozenset()
        self._replaced = frozenset(key for key in aligned if key not in gone)
        absent = gone | self._replaced
        self._gone_counts = Counter(self._group_of[key] for key in absent if key in self._group_of)

    @property
    def to_take(self) -> int:
        """How many things the merge would do: items taken, and rows in conflict that are no items."""
        own = sum(card.row_key not in self._group_of and not self.row_is_left(card) for card in self.cards)
        return len(self._group_of) - sum(self._gone_counts.values()) + own

    # --- conflicts

    def choice(self, conflict: Conflict) -> Choice | None:
        """Return which side was chosen, MINE or THEIRS; ``None`` while undecided."""
        if self._row_left(conflict.row_key):
            return Choice.MINE
        chosen = self._choice.get(conflict.key)
        return None if chosen is None else conflict.chosen(chosen)

    def choose(self, conflict: Conflict, choice: Choice) -> None:
        """Decide a conflict."""
        self._set_rows([conflict.row_key], True)
        self._choice[conflict.key] = choice
        self._recount()
        self.changed.emit()

    def choose_all(self, choice: Choice) -> None:
        """Decide all conflicts alike."""
        self._set_rows([card.row_key for card in self.cards], True)
        self._choice = {conflict.key: choice for conflict in self.conflicts}
        self._recount()
        self.changed.emit()

    def by_rule(self, card: Card) -> Choice | None:
        """Return NEWER where all fields of a card were decided so, else the side chosen for all; else ``None``."""
        kept = {self._choice.get(conflict.key) for conflict in card.conflicts}
        if kept == {Choice.NEWER}:
            return Choice.NEWER
        sides = {self.choice(conflict) for conflict in card.conflicts}
        return sides.pop() if len(sides) == 1 else None

    def row_is_left(self, card: Card) -> bool:
        """Whether nothing of the others comes into this row."""
        return self._row_left(card.row_key)

    def _row_left(self, row_key: str) -> bool:
        return row_key in (self._gone if row_key in self._group_of else self._rows_left)

    def set_row(self, card: Card, taken: bool) -> None:
        """Let what the others did to a row come in by choice, or leave all of it."""
        self._set_rows([card.row_key], taken)
        self._recount()
        self.changed.emit()

    def _set_rows(self, keys: Iterable[str], taken: bool) -> None:
        for key in keys:
            if key not in self._group_of:
                (self._rows_left.discard if taken else self._rows_left.add)(key)
            elif taken:
                self._take(key, self._needs_of(key))
            else:
                self._left.add(key)

    @property
    def undecided(self) -> int:
        """How many cards have a field that nobody has decided."""
        return sum(self.open_fields(card) > 0 for card in self.cards)

    def open_fields(self, card: Card) -> int:
        """How many fields of a card are undecided."""
        return sum(self.choice(conflict) is None for conflict in card.conflicts)

    def decisions(self) -> dict[str, Choice]:
        """Return the decided conflicts by key."""
        return {conflict.key: side for conflict in self.conflicts if (side := self.choice(conflict)) is not None}

    # --- tags and near reports

    def target(self, mapping: TagMapping) -> str | None:
        """Return the tag here that a tag of theirs will be; ``None``: a tag of its own."""
        return self._tags.get(mapping.key, mapping.proposal)

    def becomes_another(self, item: Item) -> bool:
        """Return whether a new tag of theirs will be a tag that is here already."""
        mappings = self.plan.tags if self.plan is not None and item.kind is ItemKind.NEW_TAG else ()
        return any(one.tag_id == item.entity_id and self.target(one) is not None for one in mappings)

    def map_tag(self, mapping: TagMapping, target: str | None) -> None:
        """Say which tag here a tag of theirs stands for."""
        self._tags[mapping.key] = target
        self.changed.emit()

    def is_aligned(self, near: NearReport) -> bool:
        """Whether the annotations of a near report go to the report here."""
        return near.key in self._align

    def set_aligned(self, near: NearReport, aligned: bool) -> None:
        """Put the annotations of a near report on the report here, or take the other report in."""
        (self._align.add if aligned else self._align.discard)(near.key)
        self._recount()
        self.changed.emit()

    def choices(self) -> Choices:
        """Return what was chosen, as the merge wants it; undecided conflicts take the newer value."""
        decided = dict(self._choice)
        for card in self.cards:
            if self.row_is_left(card):
                decided.update((conflict.key, Choice.MINE) for conflict in card.conflicts)
        return Choices(frozenset(self._left), decided, Choice.NEWER, dict(self._tags), frozenset(self._align))


def _place_of_field(conflict: Conflict) -> int:
    """Return where a field stands among those of its row: as in the inspector, remarks last."""
    return _FIELD_ORDER.get(conflict.field, _OTHER_FIELD)


def _most_first(group: Group) -> tuple[int, str]:
    return -group.total, group.author
