"""What a row of the table of actions says."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Needs(Enum):
    """What must be there for an action to be enabled."""

    NOTHING = 0
    PROJECT = 1
    REPORT = 2
    ANNOTATION = 3
    UNDO = 4
    REDO = 5
    BACK = 6
    FORWARD = 7
    SUGGESTION = 8
    BRIEFING = 9
    PLAN = 10
    MERGE = 11


class Scope(Enum):
    """Where keys work: everywhere, in panes without text entry, or on the page that is named."""

    WINDOW = 0
    PANES = 1
    REVIEW = 2
    LEDGER = 3
    BRIEFING = 4
    MERGE = 5


@dataclass(frozen=True)
class Spec:
    """One row of the table. ``text`` is Chinese and translated under the context "Actions"."""

    id: str
    text: str
    menu: str = ""
    keys: tuple[str, ...] = ()
    icon: str = ""
    needs: Needs = Needs.NOTHING
    scope: Scope = Scope.WINDOW
    checkable: bool = False
    group: str = ""
    line: bool = field(default=False, kw_only=True)  # a separator stands before it in the menu
