"""What two sides did to one row since they last agreed: what is new, what is in conflict. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from quandian.core.merge import DELETION, SPAN, SPAN_COLUMNS, Choice, Conflict, FieldChange, ItemKind, Side, value_of
from quandian.core.merge_fold import Authored, Folded, fold
from quandian.core.model import Row

BESIDE = frozenset({"modified_at", "position"})  # follow from other changes, or matter to nobody

_NEW, _CHANGED, _GONE = 0, 1, 2
KINDS = {
    "report": (ItemKind.NEW_REPORT, ItemKind.CHANGED_REPORT, ItemKind.DELETED_REPORT),
    "annotation": (ItemKind.NEW_ANNOTATION, ItemKind.CHANGED_ANNOTATION, ItemKind.DELETED_ANNOTATION),
    "link": (ItemKind.NEW_LINK, ItemKind.CHANGED_LINK, ItemKind.DELETED_LINK),
    "tag": (ItemKind.NEW_TAG, ItemKind.CHANGED_TAG, ItemKind.DELETED_TAG),
    "setting": (ItemKind.SETTING,) * 3,
    "decision": (ItemKind.DECISION,) * 3,
}


class Dispute(NamedTuple):
    """The part of a conflict that follows from the changes of a row (``core.merge.Conflict`` has the words for it)."""

    field: str
    original: Any
    mine: Side
    theirs: Side
    newer: Choice


class Compared(NamedTuple):
    """What the other side's changes do to a row: ``kind`` is ``None`` where nothing of it shows."""

    kind: ItemKind | None
    fields: tuple[FieldChange, ...]
    disputes: tuple[Dispute, ...]


def names_of(changes: Iterable[str]) -> list[str]:
    """Return the fields that columns of an update stand for: the place as one, what matters to nobody left out."""
    found = {SPAN if name in SPAN_COLUMNS else name: None for name in changes if name not in BESIDE}
    return list(found)


def differing(before: Row, after: Row) -> tuple[FieldChange, ...]:
    """Return in which fields two rows differ; fields of annotations one by one."""
    names: list[str] = []
    for column, value in after.items():
        was = before.get(column)
        if was == value or column in BESIDE:
            continue
        if column == "fields" and isinstance(value, Mapping) and isinstance(was, Mapping):
            names += [f"fields.{key}" for key in dict.fromkeys([*was, *value]) if was.get(key) != value.get(key)]
        else:
            names.append(column)
    return tuple(FieldChange(name, value_of(before, name), value_of(after, name)) for name in names_of(names))


def compare(entity: str, mine: Sequence[Authored], theirs: Sequence[Authored], common: Sequence[Authored]) -> Compared:
    """Say what comes of a row when ``theirs`` (new here) come to ``mine`` (all here), of which they knew ``common``."""
    setting = entity == "setting"
    here = fold(mine, latest_insert_wins=setting)
    after = fold([*mine, *theirs], latest_insert_wins=setting)
    known = {change.operation_id for change in common}
    fresh = [change for change in mine if change.operation_id not in known]
    disputes = _disputes(entity, here, fresh, theirs, common) if fresh else ()
    kinds = KINDS[entity]
    if any(dispute.field == DELETION for dispute in disputes):
        return Compared(None, (), disputes)
    if after.shown and not here.shown:
        return Compared(kinds[_NEW], (), disputes)
    if here.shown and not after.shown:
        return Compared(kinds[_GONE], (), disputes)
    fields = differing(here.row, after.row) if after.shown else ()
    return Compared(kinds[_CHANGED] if fields else None, fields, disputes)


def _disputes(
    entity: str, here: Folded, fresh: Sequence[Authored], theirs: Sequence[Authored], common: Sequence[Authored]
) -> tuple[Dispute, ...]:
    setting = entity == "setting"
    start = fold(common, latest_insert_wins=setting)
    known = common or [change for change in fresh if change.after is not None]  # without common ground: what was made
    there = fold([*known, *theirs], latest_insert_wins=setting)
    original = start.row if start.whole else None
    mine_last, theirs_last = _setters(fresh, setting), _setters(theirs, setting)
    if here.alive != there.alive and here.whole and there.whole:
        return _deletion(original, here, there, (fresh, theirs), (mine_last, theirs_last))
    if not here.alive:
        return ()
    found = []
    for name in mine_last.keys() & theirs_last.keys():
        ours, other = value_of(here.row, name), value_of_image(theirs_last[name].after or {}, name)
        if ours != other:
            newer = Choice.THEIRS if theirs_last[name].order > mine_last[name].order else Choice.MINE
            sides = _side(ours, mine_last[name]), _side(other, theirs_last[name])
            was = value_of(original, name) if original is not None else _was(name, theirs)
            found.append(Dispute(name, was, *sides, newer))
    return tuple(sorted(found, key=_by_field))


def _was(name: str, changes: Sequence[Authored]) -> Any:  # noqa: ANN401 - a cell
    """Return what a field was before changes that came without the log they were made in: the first says so."""
    for change in sorted(changes, key=_order):
        if change.before is not None and change.after is not None and name in names_of(change.after):
            return value_of_image(change.before, name)
    return None


def _deletion(
    original: Row | None,
    here: Folded,
    there: Folded,
    changes: tuple[Sequence[Authored], Sequence[Authored]],
    setters: tuple[Mapping[str, Authored], Mapping[str, Authored]],
) -> tuple[Dispute, ...]:
    """Return the dispute where one side edited since what the other deleted since, if that is so."""
    deleting, editing = (1, 0) if here.alive else (0, 1)
    deletions = [change for change in changes[deleting] if change.after is None]
    edits = list(setters[editing].values())
    if not deletions or not edits:
        return ()
    gone, edit = max(deletions, key=_order), max(edits, key=_order)
    row = (here if here.alive else there).row
    mine, theirs = (_side(row, edit), _side(None, gone)) if here.alive else (_side(None, gone), _side(row, edit))
    was = original if original is not None else gone.before
    newest_is_edit = edit.order > gone.order
    newer = Choice.MINE if newest_is_edit == here.alive else Choice.THEIRS
    return (Dispute(DELETION, was, mine, theirs, newer),)


def _setters(changes: Sequence[Authored], setting: bool) -> dict[str, Authored]:
    """Return for each field the latest change that sets it; an insert sets only a setting."""
    found: dict[str, Authored] = {}
    for change in sorted(changes, key=_order):
        if change.after is None or (change.before is None and (not setting or change.kind == "start")):
            continue
        columns = change.after if change.before is not None else ("value",)
        found.update(dict.fromkeys(names_of(columns), change))
    return found


def unseen(dispute: Dispute | Conflict, mine: Sequence[Authored], theirs: Sequence[Authored]) -> bool:
    """Whether neither side knew the other's value; for operations that come without the log they were made in.

    An image of an update says what its author had before: where that is the other's value, they had seen it.
    """
    name = dispute.field
    if name == DELETION:
        gone = theirs if dispute.theirs.value is None else mine
        row = dispute.mine.value or dispute.theirs.value
        images = [change.before for change in gone if change.after is None and change.before is not None]
        return not any(all(image.get(k) == v for k, v in row.items() if k not in BESIDE) for image in images)
    for side, other in ((theirs, dispute.mine.value), (mine, dispute.theirs.value)):
        for change in side:
            before, after = change.before, change.after
            update = before is not None and after is not None and name in names_of(after)
            if update and before is not None and value_of_image(before, name) == other:
                return False
    return True


def value_of_image(image: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - a cell
    """Return a field of an update's image by its name in conflicts."""
    return {column: image.get(column) for column in SPAN_COLUMNS} if name == SPAN else image.get(name)


def _side(value: object, change: Authored) -> Side:
    return Side(value, change.author, change.at, change.clock)


def _order(change: Authored) -> tuple[str, str]:
    return change.order


def _by_field(dispute: Dispute) -> str:
    return dispute.field
