"""What rows come to, in the words of the table's foot and of the heads of its groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quandian.core.ledger import Column, Nature, Query, Totals, amount_of, part_of, quantity_of, totals
from quandian.store.ledger import Ledger
from quandian.tasks.ledger import GroupSums
from quandian.ui import paint
from quandian.ui.ledger import words
from quandian.ui.phrases import listed

GAP = "　·　"  # between what is said one after the other


def totals_of(ledger: Ledger, numbers: Sequence[int]) -> Totals:
    """Return the totals of some rows."""
    quantities = [(quantity_of(row.fields), row.nature) for row in ledger.rows(numbers)]
    amounts = [(amount_of(q, fitting=False), nature) for q, nature in quantities if q is not None]
    found = [part for a, nature in amounts if (part := part_of(a, nature)) is not None]
    return totals(found, len(numbers), sum(a.masked for a, _ in amounts))


def natures(ledger: Ledger, query: Query, chosen: Sequence[int]) -> list[str]:
    """Say how many figures are targets and how many actual, where there are both."""
    found: Counter[str] = Counter()
    if chosen:
        found.update(row.nature.value for row in ledger.rows(chosen) if row.nature is not None)
    else:
        for nature, _tag, rows in ledger.counts(replace(query, group="", sort=""), "nature", "tag"):
            found[nature] += rows
    told = [(nature, found[nature.value]) for nature in (Nature.TARGET, Nature.ACTUAL)]
    if not all(number for _, number in told):
        return []
    return [listed(f"{words.nature_word(nature)} {number:,}" for nature, number in told)]


def own_columns(columns: Iterable[Column]) -> list[Column]:
    """Return the columns of the tags' own numbers: they have one meaning, so they can be added."""
    return [column for column in columns if column.kind == "number" and column.field]


def own_totals(ledger: Ledger, query: Query, columns: Iterable[Column]) -> list[str]:
    """Return sum and mean of the numbers of the tags' own fields."""
    return [
        words.numbers_words(words.head(column), found)
        for column in own_columns(columns)
        if (found := ledger.numbers(query, column.field))
    ]


def group_words(sums: GroupSums, columns: Iterable[Column]) -> dict[str, tuple[str, ...]]:
    """Return what the heads of groups say of their rows, unit after unit: what adds up first, then the rest.

    The numbers of the tags' own fields follow.
    """
    said: dict[str, tuple[str, ...]] = {}
    for value, found in sums.totals.items():
        order = sorted(found.by_unit, key=lambda total: total.sum is None)
        said[value] = tuple(words.total_of(total, found) for total in order)
    for column in own_columns(columns):
        for value, numbers in sums.numbers.get(column.field, {}).items():
            said[value] = (*said.get(value, ()), words.numbers_words(words.head(column), numbers))
    return said


def fitting(parts: Sequence[str], room: float) -> str:
    """Return as many of these as there is room for at 12 px, and how many are left: the first at least."""
    shown = parts[0] if parts else ""
    for number in range(len(parts), 0, -1):
        left = len(parts) - number
        more = words.translate("Ledger", "另有 {0} 项").format(left) if left else ""
        said = GAP.join(filter(None, [*parts[:number], more]))
        if number == 1 or paint.width(said, 12) <= room:
            return said
    return shown
