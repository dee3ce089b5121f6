"""What rows come to, in the words of the table's foot and of the heads of its groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quandian.core.ledger import Column, Nature, Query, Totals, amount_of, part_of, quantity_of, totals
from quandian.store.ledger import Ledger
from quandian.tasks.ledger import GroupSums
from quandian.ui.ledger import words
from quandian.ui.phrases import listed


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


def group_words(sums: GroupSums, columns: Iterable[Column]) -> dict[str, str]:
    """Return what the heads of groups say of their rows: totals of figures, else of the tags' own numbers."""
    said = {value: words.totals_words(found) for value, found in sums.totals.items()}
    for column in own_columns(columns):
        for value, numbers in sums.numbers.get(column.field, {}).items():
            own = words.numbers_words(words.head(column), numbers)
            said[value] = "　".join(filter(None, [said.get(value, ""), own]))
    return said
