"""A saved view of the ledger: the question that is asked, and how the answer is shown. Plain values, read tolerantly.

A view is kept as JSON in the project. It may come from a newer program or another hand, and tags, fields and reports
it speaks of may be gone by now: ``view_from_json`` never raises, ``fitting`` drops what this project does not have.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quandian.core.codebook import METRIC
from quandian.core.ledger import Column, Condition, Query, columns_of
from quandian.core.model import ReportId, Tag, TagId

NAME_MAX = 60  # characters of a name
PAGES = ("details", "matrix", "both")
_TESTS = ("in", "from", "to", "has")
_NUMBERS = ("value", "year", "paragraph")


@dataclass(frozen=True, slots=True)
class LedgerView:
    """A view of the ledger.

    ``page`` is one of ``PAGES``; ``chart`` and ``matrix`` name their kinds, empty for the best of the tags shown;
    ``indicator`` and ``issuer`` are what a chart of figures draws, empty for what comes first. ``columns`` are the
    keys of the columns shown, from left to right; None: as they come.
    """

    name: str
    query: Query = field(default_factory=lambda: Query((METRIC,)))
    page: str = "both"
    chart: str = ""
    matrix: str = ""
    indicator: str = ""
    issuer: str = ""
    columns: tuple[str, ...] | None = None

    def shows_as(self, other: LedgerView) -> bool:
        """Whether two views ask the same and show it in the same way, whatever they are called.

        The order of filters says nothing, and what the chart draws follows the row one is on: neither counts.
        """
        return _asked(self) == _asked(other)


def _asked(view: LedgerView) -> tuple[object, ...]:
    query = replace(view.query, conditions=(), text=view.query.text.strip())
    return query, frozenset(view.query.conditions), view.page, view.chart, view.matrix, view.columns


def clean_name(text: str) -> str:
    """Return a name in one line, without what cannot be seen, cut where nobody would read on.

    >>> clean_name("  指标   2019 ")
    '指标 2019'
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line[:NAME_MAX].rstrip()


# --- JSON


def view_to_json(view: LedgerView) -> dict[str, Any]:
    """Return a view as values of JSON."""
    query = view.query
    made: dict[str, Any] = {
        "name": view.name,
        "tags": list(query.tag_ids),
        "conditions": [{"key": c.key, "test": c.test, "values": list(c.values)} for c in query.conditions],
        "text": query.text,
        "group": query.group,
        "sort": query.sort,
        "descending": query.descending,
        "page": view.page,
        "chart": view.chart,
        "matrix": view.matrix,
        "indicator": view.indicator,
        "issuer": view.issuer,
    }
    if query.report_ids is not None:
        made["reports"] = list(query.report_ids)
    if view.columns is not None:
        made["columns"] = list(view.columns)
    return made


def view_from_json(data: object) -> LedgerView:
    """Return the view that JSON holds. Never raises: what is not understood is as if it were not there."""
    if not isinstance(data, Mapping):
        return LedgerView("")
    page = _text(data.get("page"))
    tags = _texts(data.get("tags"))
    return LedgerView(
        clean_name(_text(data.get("name"))),
        Query(
            (METRIC,) if tags is None else tuple(TagId(one) for one in tags),
            _reports(data.get("reports")),
            _conditions(data.get("conditions")),
            _text(data.get("text")),
            _text(data.get("sort")),
            data.get("descending") is True,
            _text(data.get("group")),
        ),
        page if page in PAGES else "both",
        _text(data.get("chart")),
        _text(data.get("matrix")),
        _text(data.get("indicator")),
        _text(data.get("issuer")),
        _texts(data.get("columns")),
    )


def _is_text(value: object) -> bool:
    """Whether a value is text that a database can hold: half a surrogate pair is none."""
    return isinstance(value, str) and not any("\ud800" <= c <= "\udfff" for c in value)


def _text(value: object) -> str:
    return str(value) if _is_text(value) else ""


def _texts(value: object) -> tuple[str, ...] | None:
    return tuple(dict.fromkeys(str(one) for one in value if _is_text(one))) if isinstance(value, list) else None


def _reports(value: object) -> tuple[ReportId, ...] | None:
    found = _texts(value)
    return None if found is None else tuple(ReportId(one) for one in found)


def _conditions(value: object) -> tuple[Condition, ...]:
    made: list[Condition] = []
    for one in value if isinstance(value, list) else ():
        if isinstance(one, Mapping) and _is_text(one.get("key")) and one.get("test") in _TESTS:
            listed = one.get("values")
            values = tuple(str(v) for v in listed if _is_text(v)) if isinstance(listed, list) else ()
            if values:
                made.append(Condition(str(one["key"]), str(one["test"]), values))
    return tuple(made)


# --- in a project


def fitting(view: LedgerView, tags: Sequence[Tag], reports: Collection[str]) -> LedgerView:
    """Return a view without what a project does not have: tags, columns, reports, and bounds that are no numbers.

    ``tags`` is the whole codebook. The tags of the view come in its order; where all of them are gone, metrics are
    shown, as when the ledger is first opened.
    """
    wanted = set(view.query.tag_ids)
    shown = [tag for tag in tags if tag.id in wanted] or [tag for tag in tags if tag.id == METRIC] or list(tags[:1])
    by_key = {column.key: column for column in columns_of(shown)}
    numbers = {f"field.{spec.name}" for tag in tags for spec in tag.fields if spec.type == "number"}
    asked, told = view.query, view.query.report_ids
    query = replace(
        asked,
        tag_ids=tuple(tag.id for tag in shown),
        report_ids=None if told is None else tuple(one for one in told if one in reports),
        conditions=tuple(c for c in asked.conditions if _can_be_asked(c, by_key, numbers)),
        sort=asked.sort if asked.sort in by_key else "",
        group=asked.group if asked.group in by_key else "",
    )
    columns = tuple(key for key in view.columns or () if key in by_key)
    return replace(view, query=query, columns=columns or None)


def _can_be_asked(condition: Condition, columns: Mapping[str, Column], numbers: Collection[str]) -> bool:
    if condition.key not in columns or condition.test not in _TESTS or not condition.values:
        return False
    if condition.test in ("from", "to") and (condition.key in _NUMBERS or condition.key in numbers):
        try:
            return math.isfinite(float(condition.values[0]))
        except ValueError:
            return False
    return True
