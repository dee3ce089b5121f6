"""Which matrices there are, what their cells say and how they are coloured."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quandian.core.comparing import Outcome
from quandian.core.model import Status


class MatrixKind(StrEnum):
    """What stands at the side and at the head."""

    INDICATOR_YEAR = "indicator_year"
    ISSUER_YEAR = "issuer_year"
    ISSUER_TAG = "issuer_tag"


class Colouring(StrEnum):
    """What the ground of a cell says."""

    OUTCOME = "outcome"
    VALUE = "value"
    STATUS = "status"


class Showing(StrEnum):
    """What a cell says."""

    VALUE = "value"
    CHANGE = "change"
    COUNT = "count"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Look:
    """What cells say and how they are coloured. Counts have no outcome: there it is as VALUE."""

    colouring: Colouring = Colouring.OUTCOME
    showing: Showing = Showing.VALUE


FIGURES, COUNTS = Look(), Look(Colouring.VALUE, Showing.COUNT)  # as they come

OUTCOMES: dict[Outcome, tuple[str, str, str]] = {  # icon, its ink, the ground
    Outcome.MET: ("circle-check", "ok", "ok_soft"),
    Outcome.MISSED: ("circle-x", "danger", "danger_soft"),
    Outcome.TARGET: ("target", "info", "info_soft"),
    Outcome.MASKED: ("lock", "text2", ""),
}
STATUS_GROUNDS: dict[Status, str] = {Status.CONFIRMED: "ok_soft", Status.DOUBTFUL: "warn_soft"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell ready to be painted: its words, and what they stand on.

    ``share`` is of the largest, for a ground by size; ``number`` the entry that the cell opens, 0 for its rows.
    """

    text: str
    faint: bool = False
    passage: bool = False
    icon: str = ""
    ink: str = ""
    ground: str = ""
    share: float | None = None
    differs: bool = False
    number: int = 0
