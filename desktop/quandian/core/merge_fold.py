"""A row out of all changes that anybody made to it: a function of the set of changes, whatever their order of arrival.

Each column (each field of an annotation, and its place as a whole) takes the value of the latest change of it, by
hybrid clock and operation id. That a row is there is a column, too: an insert sets it, a delete clears it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from quandian.core.images import DOT, patched
from quandian.core.model import Row

RECALLS = frozenset({"undo", "redo"})  # an insert of these brings a row back as it was; of others it makes one anew


class Authored(NamedTuple):
    """One change of one row, and who made it when. ``kind`` is that of its operation; ``at`` is UTC ISO 8601."""

    clock: str
    operation_id: str
    kind: str
    author: str
    at: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def order(self) -> tuple[str, str]:
        """What changes are sorted by; no two operations have the same."""
        return self.clock, self.operation_id


class Folded(NamedTuple):
    """What all changes of a row come to.

    ``row`` holds what is known of it, also while it is deleted; ``whole`` says that this is every column, which it may
    not be where only a part of the log is here. ``alive`` says that nobody deleted it last.
    """

    row: Row
    alive: bool
    whole: bool

    @property
    def shown(self) -> bool:
        """Whether the row is to be there as far as its own changes say."""
        return self.alive and self.whole


NOTHING = Folded({}, alive=False, whole=False)


def fold(changes: Iterable[Authored], *, latest_insert_wins: bool = False) -> Folded:
    """Return what the changes of one row come to.

    - The first insert sets every column. Another one of a row that is there (both imported the same report) sets only
      what was never set; with ``latest_insert_wins`` (settings) all, unless it made its project ("start").
    - An insert after a delete brings the row back: as it was where it is an undo or redo, else as it says.
    - An update sets its columns, also of a deleted row. A delete keeps them.
    """
    changes = list(changes)
    if len(changes) == 1 and changes[0].before is None and changes[0].after is not None:
        return Folded(dict(changes[0].after), alive=True, whole=True)  # most rows are made and left alone
    row: Row = {}
    alive = whole = False
    for change in sorted(changes, key=_order):
        before, after = change.before, change.after
        if after is None:
            alive = False
            if before is not None and not whole:
                row, whole = dict(before), True
        elif before is not None:
            row = patched(row, after)
        else:
            twin = not latest_insert_wins or change.kind == "start"
            fills = whole and (twin if alive else change.kind in RECALLS)
            row = {**after, **row} if fills else {**row, **after}
            alive = whole = True
    return Folded(row, alive, whole)


def _order(change: Authored) -> tuple[str, str]:
    return change.clock, change.operation_id


def touched(change: Authored) -> Iterable[str]:
    """Return the names of what a change of a row that exists sets: columns and ``column.key``."""
    return () if change.after is None or change.before is None else change.after


def rooted(alias: Mapping[str, str], key: str) -> str:
    """Return what a thing stands for at last: the chain of aliases to its end; of a circle its smallest member.

    >>> rooted({"c": "b", "b": "a"}, "c")
    'a'
    >>> rooted({"c": "b", "b": "c"}, "c")
    'b'
    """
    seen: dict[str, None] = {}
    while key in alias and alias[key] != key:
        if key in seen:
            circle = list(seen)
            return min(circle[circle.index(key) :])
        seen[key] = None
        key = alias[key]
    return key


def column_of(name: str) -> str:
    """Return the column of an image's key."""
    return name.partition(DOT)[0]
