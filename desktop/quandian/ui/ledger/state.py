"""What the ledger page remembers: columns, views and sizes between runs; the question asked while the program runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from quandian.core.codebook import METRIC
from quandian.core.ledger import Column, Query
from quandian.core.model import Tag, TagId
from quandian.ui.ledger.chart_data import Kind
from quandian.ui.ledger.filter_bar import VIEWS
from quandian.ui.ledger.looks import COUNTS, FIGURES, Colouring, Look, MatrixKind, Showing
from quandian.ui.settings import Settings

T = TypeVar("T", Colouring, Showing)


@dataclass
class Asked:
    """The question: it lives as long as the project is open."""

    query: Query = field(default_factory=lambda: Query((METRIC,)))
    indicator: str = ""
    issuer: str = ""
    kind: Kind | None = None  # None: the best for the tags shown
    matrix: MatrixKind | None = None


class Kept:
    """What is kept in the settings; wrong values of another version fall back to the defaults."""

    def __init__(self, settings: Settings) -> None:
        self._kept = settings.ledger

    @property
    def view(self) -> str:
        """details, matrix or both."""
        found = self._kept.get("view")
        return found if found in VIEWS else "both"

    @view.setter
    def view(self, key: str) -> None:
        self._kept["view"] = key

    def look(self, *, figures: bool) -> Look:
        """Return what cells of a matrix of figures, or of counts, say and how they are coloured."""
        kept = _dict(self._kept.get("figures" if figures else "counts"))
        usual = FIGURES if figures else COUNTS
        return Look(
            _one_of(Colouring, kept.get("colouring"), usual.colouring),
            _one_of(Showing, kept.get("showing"), usual.showing),
        )

    def set_look(self, look: Look, *, figures: bool) -> None:
        """Keep it."""
        self._kept["figures" if figures else "counts"] = {
            "colouring": look.colouring.value,
            "showing": look.showing.value,
        }

    def size(self, name: str, default: int) -> int:
        """Return the size of a pane."""
        found = self._kept.get(name)
        return found if isinstance(found, int) and 80 <= found <= 4000 else default

    def set_size(self, name: str, value: int) -> None:
        """Keep the size of a pane."""
        self._kept[name] = value

    def columns(self, tags: list[Tag]) -> tuple[dict[str, int], list[str], set[str] | None]:
        """Return widths, order and hidden columns of a ledger of these tags; None: as they come."""
        kept = self._columns().get(_key(tags))
        if not isinstance(kept, dict):
            return {}, [], None
        widths = {k: v for k, v in _dict(kept.get("widths")).items() if isinstance(v, int) and 24 <= v <= 2000}
        order = [k for k in _list(kept.get("order")) if isinstance(k, str)]
        return widths, order, {k for k in _list(kept.get("hidden")) if isinstance(k, str)}

    def set_columns(self, tags: list[Tag], widths: dict[str, int], order: list[str], hidden: list[str]) -> None:
        """Keep them."""
        before = _dict(_dict(self._columns().get(_key(tags))).get("widths"))
        self._columns()[_key(tags)] = {"widths": {**before, **widths}, "order": order, "hidden": hidden}

    def forget_columns(self, tags: list[Tag]) -> None:
        """Let the columns be as they come."""
        self._columns().pop(_key(tags), None)

    def _columns(self) -> dict[str, Any]:
        found = self._kept.get("columns")
        if not isinstance(found, dict):
            found = self._kept["columns"] = {}
        return found


def _key(tags: list[Tag]) -> str:
    return tags[0].id if len(tags) == 1 and tags[0].built_in else "custom" if len(tags) == 1 else "several"


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _one_of(kind: type[T], value: object, default: T) -> T:
    return next((one for one in kind if one.value == value), default)


def tags_of(query: Query, tags: list[Tag]) -> list[Tag]:
    """Return the tags that a query asks for, in the order of the codebook; the first ones if they are gone."""
    wanted: set[TagId] = set(query.tag_ids)
    found = [tag for tag in tags if tag.id in wanted]
    return found or [tag for tag in tags if tag.id == METRIC] or tags[:1]


def matrix_kind_of(asked: MatrixKind | None, columns: Sequence[Column]) -> MatrixKind:
    """Return the matrix that is shown of these columns: what was asked for, as far as there are figures for it."""
    figures = any(column.key == "value" for column in columns)
    kind = asked or (MatrixKind.INDICATOR_YEAR if figures else MatrixKind.ISSUER_YEAR)
    return MatrixKind.ISSUER_YEAR if kind is MatrixKind.INDICATOR_YEAR and not figures else kind
