"""What the database returns to the ledger, as the ledger has it: rows, facts, parts of totals, places in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from quandian.core.comparing import Fact
from quandian.core.ledger import LedgerRow, Nature, Part
from quandian.core.model import AnnotationId, ReportId, Status, TagId
from quandian.store import rows

Fold = Callable[[Any], Any]  # of a value of a column, the value that stands for it


_NATURES = {"target": Nature.TARGET, "actual": Nature.ACTUAL}


def fact(r: Sequence[Any]) -> Fact:
    """Return a figure as it is compared."""
    return Fact._make((*r[:5], bool(r[5]), _NATURES[r[6]], *r[7:11], bool(r[11]), *r[12:19], bool(r[19])))


def added(found: Sequence[Any], targets: Sequence[Any]) -> tuple[dict[str, list[Part]], dict[str, list[int]]]:
    """Return what is to be added up of each group, targets apart from the rest, and its rows and masked rows."""
    aimed = {tuple(r[:6]): r[6:11] for r in targets}
    parts: dict[str, list[Part]] = {}
    counts: dict[str, list[int]] = {}
    for r in found:
        name = "" if r[0] is None else str(r[0])
        tally = counts.setdefault(name, [0, 0])
        tally[0] += r[8]
        tally[1] += r[9]
        own = aimed.get(tuple(r[:6]), (0, 0, 0, 0, 0))
        low, high, summed = own[0] or 0, own[1] or 0, own[4]
        for nature, sums in (
            (Nature.TARGET, (low, high, summed)),
            (Nature.ACTUAL, ((r[6] or 0) - low, (r[7] or 0) - high, r[10] - summed)),
        ):
            if sums[2]:
                parts.setdefault(name, []).append(Part(r[1], r[2], r[3], r[4], r[5], *sums, nature))
    return parts, counts


def folded(
    parts: Mapping[str, Sequence[Part]], counts: Mapping[str, Sequence[int]], fold: Fold
) -> tuple[dict[str, list[Part]], dict[str, list[int]]]:
    """Return the same of the values that stand for others."""
    own: dict[str, list[Part]] = {}
    tallies: dict[str, list[int]] = {}
    for value, found in parts.items():
        own.setdefault(fold(value), []).extend(found)
    for value, (number, masked) in counts.items():
        tally = tallies.setdefault(fold(value), [0, 0])
        tally[0] += number
        tally[1] += masked
    return own, tallies


def by_family(found: Sequence[tuple[int, str | None]]) -> list[int]:
    """Return numbers that come family by family with the largest family first, and those without one last."""
    families: dict[str | None, list[int]] = {}
    for number, family in found:
        families.setdefault(family, []).append(number)
    order = sorted(families, key=lambda name: (name is None, -len(families[name]), name or ""))
    return [number for name in order for number in families[name]]


def ranks(values: set[Any], descending: bool, names: Mapping[Any, str] | None = None) -> dict[Any, int]:
    """Return the place of each value in order, by its name if it has one; nothing is last in both directions."""
    named = names or {}
    empty = [v for v in values if v is None or v in ("", 0)]
    full = [v for v in values if not (v is None or v in ("", 0))]
    full.sort(key=lambda value: sound(named.get(value, value)), reverse=descending)
    return {value: place for place, value in enumerate([*full, *empty])}


def sound(value: object) -> tuple[int, float, bytes]:
    """Return a key that sorts numbers by size and text by GB 18030, whose common characters stand by pinyin."""
    if isinstance(value, int | float):
        return 0, float(value), b""
    return 1, 0.0, str(value).encode("gb18030", "replace")


def row_of(r: tuple[Any, ...]) -> LedgerRow:
    """Return a row of the ledger."""
    return LedgerRow(
        r[0],
        AnnotationId(r[1]),
        ReportId(r[2]),
        TagId(r[3]),
        r[4],
        r[5],
        r[6],
        rows.decode(r[7]),
        r[8],
        Status(r[9]),
        r[10],
        r[11],
        r[12],
        r[13],
        r[14],
        r[15],
        r[16] or 0,
        Nature(r[17]) if r[17] else None,
    )
