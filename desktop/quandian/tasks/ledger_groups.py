"""What the rows of each group of a ledger come to: for the window, the command line and workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quandian.core.ledger import Column, Query, Total, Totals, columns_of
from quandian.core.model import Status
from quandian.core.quantity import EXACT, Quantity, base_unit
from quandian.core.sentences import tag_title
from quandian.store import Project
from quandian.store.ledger import Ledger
from quandian.tasks.ledger_labels import label, word
from quandian.writing.sheet import Head, Table, Value


def own_numbers(project: Project, query: Query, key: str = "") -> dict[str, dict[str, list[Decimal]]]:
    """Return the numbers in the tags' own fields, by value of a column (the empty one without ``key``) and field."""
    made: dict[str, dict[str, list[Decimal]]] = {}
    for column in columns_of([project.tag(tag_id) for tag_id in query.tag_ids]):
        if column.kind == "number" and column.field:
            for value, numbers in project.ledger.numbers_by(query, column.field, key).items():
                made.setdefault(value, {})[label(column)] = numbers
    return made


@dataclass(frozen=True, slots=True)
class GroupSums:
    """What the rows of each group come to: totals of their figures, and numbers of the tags' own fields by field."""

    totals: Mapping[str, Totals]
    numbers: Mapping[str, Mapping[str, Sequence[Decimal]]]


def group_sums(ledger: Ledger, query: Query, fields: Iterable[str]) -> GroupSums:
    """Return the sums of each group of a query that groups."""
    numbers = {field: ledger.numbers_by(query, field, query.group) for field in fields}
    return GroupSums(ledger.totals_by(query, query.group), numbers)


def group_tables(project: Project, queries: Sequence[Query]) -> list[Table]:
    """Return a table of the sums of each group for each query that groups: a row a group, unit and nature."""
    return [_table(project, query, len(queries) > 1) for query in queries if query.group]


def _table(project: Project, query: Query, several: bool) -> Table:
    tags = [project.tag(tag_id) for tag_id in query.tag_ids]
    column = next((c for c in columns_of(tags) if c.key == query.group), Column(query.group, query.group, query.group))
    heads = [
        Head(label(column), 28),
        Head(word("rows"), 8),
        Head(label(Column("nature", "性质", "Nature")), 8),
        Head(label(Column("unit", "单位", "Unit")), 12),
        Head(word("figures"), 10),
        *(Head(word(name), 18) for name in ("comparator", "sum", "to", "mean")),
    ]
    title = f"{word('groups')} {tag_title(tags[0])}" if several and tags else word("groups")
    return Table(title, tuple(heads), list(_rows(project, query, column)))


def _rows(project: Project, query: Query, column: Column) -> Iterator[Sequence[Value]]:
    found = project.ledger.totals_by(query, query.group)
    own = own_numbers(project, query, query.group)
    names = _names(project, column)
    for group in project.ledger.grouped(query)[1]:
        totals = found[group.value]
        name = names.get(group.value, group.value.removesuffix(".0") if column.kind == "value" else group.value)
        lead: tuple[Value, Value] = (name or None, group.rows)
        for total in totals.by_unit:
            yield (*lead, None if total.nature is None else word(total.nature), *_amounts(total))
        for field, numbers in own.get(group.value, {}).items():
            whole = sum(numbers, Decimal(0))
            mean = _short(EXACT.divide(whole, Decimal(len(numbers))))
            yield (*lead, None, field, len(numbers), None, whole, None, mean)
        if not totals.by_unit and group.value not in own:
            yield (*lead, *[None] * 7)


def _amounts(total: Total) -> tuple[Value, ...]:
    """Return unit, count, comparator, sum, its upper end and mean, all in the base unit; None where none is told."""
    shown = total.sum or total.mean
    return (
        base_unit(total.unit)[0],
        total.count,
        None if shown is None else shown.comparator,
        None if total.sum is None else total.sum.value,
        None if total.sum is None else total.sum.value_to,
        _mean(total.mean),
    )


def _mean(mean: Quantity | None) -> Value:
    return None if mean is None or mean.value is None else _short(mean.value)


def _short(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.000001"), context=EXACT).normalize(EXACT)


def _names(project: Project, column: Column) -> Mapping[str, str]:
    """Return how values of a column are read where they are kept otherwise."""
    if column.key == "report":
        return project.ledger.report_names()
    if column.kind == "tag":
        return {tag.id: tag_title(tag) for tag in project.tags()}
    if column.key == "year":
        return {"0": ""}
    if column.kind == "flag":
        return {"0": word("no"), "1": word("yes")}
    if column.kind in ("nature", "status") or column.key == "field.kind":
        return {value: word(value) for value in [*(str(s) for s in Status), "target", "actual", *_KINDS]}
    return {}


_KINDS = ("money", "percent", "count", "length", "area", "duration", "rank", "other")
