"""The ledger for window and command line: sheets, JSON, names of indicators; one path for both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from quandian.core.comparing import Contradiction
from quandian.core.errors import UserError
from quandian.core.ledger import (
    Column,
    LedgerRow,
    Query,
    Total,
    Totals,
    cell,
    columns_of,
    parts,
    quantity_of,
    written,
)
from quandian.core.ledger_words import summed
from quandian.core.model import AnnotationId, ReportId, Tag
from quandian.core.progress import Progress, silent
from quandian.core.quantity import EXACT, display, number_of, plain
from quandian.core.sentences import tag_title
from quandian.store import Project
from quandian.store.ledger import ALIASES, BREAKS, MatrixRows
from quandian.tasks.ledger_groups import GroupSums, group_sums, group_tables, own_numbers
from quandian.tasks.ledger_labels import label, word
from quandian.writing.sheet import Head, Table, Value, write_tables

__all__ = ["GroupSums", "group_sums", "label", "own_numbers", "word"]  # and what is defined here

_PAGE = 2_000
_YEAR, _DAY = re.compile(r"(?:19|20)\d\d"), re.compile(r"\d{4}-\d\d-\d\d")

# --- sheets


def queries_for(query: Query, target: Path) -> list[Query]:
    """Return what goes into a file: a workbook has a sheet for each tag, CSV one table of all."""
    if target.suffix.lower() == ".csv" or len(query.tag_ids) == 1:
        return [query]
    return [replace(query, tag_ids=(tag_id,)) for tag_id in query.tag_ids]


def export_ledger(
    project: Project,
    target: Path,
    queries: Sequence[Query],
    progress: Progress | None = None,
    columns: Sequence[str] | None = None,
) -> Path:
    """Write what queries find as a workbook or CSV and return where it is.

    A query becomes a sheet, named after its tag. In a workbook the sums of groups, where a query groups, become another
    sheet; CSV has the rows alone. ``columns`` takes these only, in this order. A name without an ending gets ``.xlsx``.
    Raises UserError ``writing.*``, and Cancelled; neither leaves a file behind.
    """
    target = target if target.suffix else target.with_name(target.name + ".xlsx")
    tables = [_table(project, query, columns) for query in queries]
    if target.suffix.lower() == ".xlsx":
        tables += group_tables(project, queries)
    write_tables(tables, target, progress or silent())
    return target


def _table(project: Project, query: Query, keys: Sequence[str] | None) -> Table:
    tags = [project.tag(tag_id) for tag_id in query.tag_ids]
    all_columns = columns_of(tags)
    columns = [c for c in all_columns if keys is None or c.key in keys]
    if keys is not None:
        columns.sort(key=lambda column: list(keys).index(column.key))
    heads: list[Head] = []
    for column in columns:
        heads += _heads(column, with_unit=any(c.kind == "unit" for c in columns))
    numbers = project.ledger.order(query)
    names = {tag.id: tag_title(tag) for tag in tags}
    title = names[query.tag_ids[0]] if len(tags) == 1 else project.name
    return Table(title, tuple(heads), (_values(row, columns, names) for row in _rows(project, numbers)), len(numbers))


def _rows(project: Project, numbers: Sequence[int]) -> Iterator[LedgerRow]:
    for first in range(0, len(numbers), _PAGE):
        yield from project.ledger.rows(numbers[first : first + _PAGE])


_STATED = (
    Column("field.indicator", "指标名", "Indicator"),
    Column("issuer", "发文单位", "Issuer"),
    Column("field.period", "时期", "Period"),
    Column("nature", "性质", "Nature"),
    Column("value", "数值", "Value"),
    Column("report", "来源", "Source"),
)
_WIDTHS = {"quote": 48, "report": 28, "issuer": 20, "field.indicator": 20, "note": 24} | dict.fromkeys(
    ("tag", "nature", "field.kind", "year", "status", "paragraph"), 8
)


def _heads(column: Column, *, with_unit: bool) -> list[Head]:
    """Return the headers of a column: a figure is in three, and what it comes to stands behind its unit."""
    base = [Head(word("base"), 18), Head(word("base_unit"), 10)]
    if column.kind == "value":
        own = [Head(word("comparator"), 6), Head(label(column), 14), Head(word("to"), 10)]
        return own if with_unit else [*own, *base]
    if column.kind == "unit":
        return [Head(label(column), 10), *base]
    return [Head(label(column), _WIDTHS.get(column.key, 12))]


def _values(row: LedgerRow, columns: Sequence[Column], names: dict[Any, str]) -> list[Value]:
    values: list[Value] = []
    with_unit = any(column.kind == "unit" for column in columns)
    for column in columns:
        if column.kind == "value":
            figure = _figure(row)
            values += figure[:3] if with_unit else figure
        elif column.kind == "unit":
            values += [typed(row, column, names), *_figure(row)[3:]]
        else:
            values.append(typed(row, column, names))
    return values


def _figure(row: LedgerRow) -> list[Value]:
    """Return comparator, number and upper end in the scale as written, then the number in the base unit."""
    quantity = quantity_of(row.fields)
    if quantity is None:
        return [None, None, None, None, None]
    if quantity.value is None:
        return [None, word("masked"), None, None, quantity.unit]
    _, shown, unit = parts(quantity)
    scale = _scale(shown, unit, quantity.value)
    upper = quantity.value_to
    return [
        quantity.comparator,
        quantity.value / scale if scale != 1 else quantity.value,
        None if upper is None else upper / scale,
        quantity.value,
        quantity.unit,
    ]


_SCALES = {"万亿": Decimal(10**12), "亿": Decimal(10**8), "万": Decimal(10**4)}


def _scale(shown: str, unit: str, value: Decimal) -> Decimal:
    """Return by how much the number as written is smaller than the base value."""
    for name, size in _SCALES.items():
        if unit.startswith(name) and plain(value) != shown:
            return size
    return Decimal(1)


def _moment(value: str) -> Value:
    """Return a day as a date and a year as a number, so that a sheet can sort and filter them; else the words."""
    if _YEAR.fullmatch(value):
        return int(value)
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else value
    except ValueError:
        return value


def typed(row: LedgerRow, column: Column, names: dict[Any, str]) -> Value:
    """Return what a cell of a sheet holds: words as the user reads them, numbers as numbers."""
    value = cell(row, column.key)
    if value is None or value == "":
        return None
    if column.kind == "tag":
        return names.get(value, str(value))
    if column.kind in ("status", "nature") or column.key == "field.kind":
        return word(str(value))
    if column.kind == "flag":
        return word("masked") if value and column.key == "field.masked" else word("yes" if value else "no")
    if column.kind in ("date", "period"):
        return _moment(str(value))
    if column.kind == "number" and isinstance(value, str):
        try:
            return number_of(value)
        except ValueError:
            return value
    return value if isinstance(value, int) else str(value)


# --- JSON


def row_json(row: LedgerRow, tag: Tag) -> dict[str, Any]:
    """Return a row for ``--json``: fields as stored, the figure as the office writes it."""
    sign, number, unit = written(row.fields)
    made: dict[str, Any] = {
        "id": row.id,
        "tag": tag.name,
        "report": {"id": row.report_id, "title": row.title, "issuer": row.issuer, "place": row.place},
        "paragraph": row.paragraph,
        "start": row.start,
        "end": row.end,
        "quote": row.quote,
        "year": row.year or None,
        "status": str(row.status),
        "author": row.author,
        "note": row.note,
        "fields": dict(row.fields),
    }
    if row.nature is not None:
        made["nature"] = row.nature.value
        made["written"] = f"{'' if sign == '=' else sign}{number}{unit}" if number else word("masked")
    return made


def totals_json(found: Totals, numbers: Mapping[str, Sequence[Decimal]] | None = None) -> dict[str, Any]:
    """Return totals for ``--json``: sums and means where units and nature agree, in base units and as written.

    ``numbers`` are those of the tags' own fields, by the name of the field.
    """
    made = {"count": found.rows, "masked": found.masked, "units": [_total_json(total) for total in found.by_unit]}
    own = {}
    for name, values in (numbers or {}).items():
        whole = sum(values, Decimal(0))
        mean = EXACT.divide(whole, Decimal(len(values)))
        own[name] = {"count": len(values), "sum": _told(whole, "sum"), "mean": _told(mean, "mean")}
    return {**made, "fields": own} if own else made


def _total_json(total: Total) -> dict[str, Any]:
    made: dict[str, Any] = {"unit": total.unit, "count": total.count}
    if total.nature is not None:
        made["nature"] = total.nature.value
    for name, quantity in (("sum", total.sum), ("mean", total.mean)):
        if quantity is not None and quantity.value is not None:
            sign = "" if quantity.comparator == "=" else quantity.comparator
            text = sign + summed(quantity, 2 if name == "mean" else 6)
            made[name] = {"value": _told(quantity.value, name), "text": text}
            if quantity.value_to is not None:
                made[name]["value_to"] = _told(quantity.value_to, name)
    return made


_ENDLESS = 20  # decimals that nobody wrote


def _told(number: Decimal, name: str) -> str:
    """Return a sum with every digit; a mean, or a sum of converted units, to six decimals: they may be endless."""
    if name == "mean" or -int(number.as_tuple().exponent) > _ENDLESS:
        number = number.quantize(Decimal("0.000001"), context=EXACT).normalize(EXACT)
    return plain(number)


# --- names of indicators, breaks


def merge_indicators(project: Project, names: Sequence[str], into: str) -> None:
    """Let several indicator names stand for one, in one step that undo takes back. Raises UserError(ledger.no_name)."""
    into = into.strip()
    if not into:
        raise UserError("ledger.no_name")
    with project.operation(f"merge_names|{into}"):
        project.set_setting(ALIASES, project.ledger.aliases().merged(names, into) or None)


def split_indicator(project: Project, name: str) -> None:
    """Let all names that stand for ``name`` be names of their own again."""
    with project.operation(f"split_names|{name}"):
        project.set_setting(ALIASES, project.ledger.aliases().split(name) or None)


def toggle_break(project: Project, indicator: str, issuer: str, year: int) -> bool:
    """Say, or no longer say, that an indicator's definition changed before a year; returns whether it is said now."""
    breaks = project.ledger.breaks()
    own = breaks.get(indicator, [])
    mark = (issuer, year)
    now = mark not in own
    breaks[indicator] = [*own, mark] if now else [m for m in own if m != mark]
    kept = {k: [list(m) for m in v] for k, v in breaks.items() if v}
    with project.operation(f"break|{indicator}"):
        project.set_setting(BREAKS, kept or None)
    return now


def contradiction_json(found: Contradiction) -> dict[str, Any]:
    """Return a contradiction for ``--json``."""
    stated = [
        {"report": fact.report, "value": None if fact.quantity is None else display(fact.quantity)}
        for fact in found.facts
    ]
    return {"indicator": found.indicator, "issuer": found.issuer, "period": found.period, "stated": stated}


def export_contradictions(project: Project, query: Query, target: Path) -> Path:
    """Write what reports state differently as a workbook or CSV, a row for each figure stated; returns where it is."""
    target = target if target.suffix else target.with_name(target.name + ".xlsx")
    found = project.ledger.contradictions(query)
    names = project.ledger.report_names()
    heads = [Head(label(c), _WIDTHS.get(c.key, 12)) for c in _STATED]
    rows = [
        (one.indicator, one.issuer, _moment(one.period), word(fact.nature), display(fact.quantity), names[fact.report])
        for one in found
        for fact in one.facts
        if fact.quantity is not None
    ]
    write_tables([Table(word("contradictions"), tuple(heads), rows, len(rows))], target)
    return target


# --- fields


def edit_row(project: Project, annotation_id: AnnotationId, fields: dict[str, Any]) -> None:
    """Set fields of an annotation from its row; those that stay as they are, are not touched. Raises UserError."""
    now = project.annotation(annotation_id).fields
    changed = {name: value for name, value in fields.items() if now.get(name) != value}
    if changed.get("masked") is False and not now.get("masked"):
        del changed["masked"]  # not said to be masked is the same
    if changed.get("comparator") == "=" and not now.get("comparator"):
        del changed["comparator"]
    if changed:
        project.edit_fields(annotation_id, **changed)


def edit_report_fact(project: Project, report_id: ReportId, name: str, value: str) -> int:
    """Set title, issuer, place or period of a row's report; returns how many annotations of it show that.

    One step. Raises UserError: ``ledger.no_title`` for a title without words, ``report.unknown``.
    """
    value = " ".join(value.split())
    if name == "title" and not value:
        raise UserError("ledger.no_title")
    project.edit_report(report_id, **{name: value})
    return sum(project.counts().get(report_id, {}).values())


def matrix_job(path: Path, author: str, device: str, query: Query) -> Callable[[Progress], MatrixRows]:
    """Return the rows and years of an indicator matrix as a job: of 100,000 figures they take a third of a second."""

    def work(_progress: Progress) -> MatrixRows:
        with Project.open(path, author=author, device=device, backup=False) as project:
            return project.ledger.matrix_rows(query)

    return work


def sums_job(
    path: Path, author: str, device: str, query: Query, fields: Sequence[str]
) -> Callable[[Progress], GroupSums]:
    """Return the sums of groups as a job: of 100,000 figures they take a third of a second."""

    def work(_progress: Progress) -> GroupSums:
        with Project.open(path, author=author, device=device, backup=False) as project:
            return group_sums(project.ledger, query, fields)

    return work


def file_job(
    path: Path, author: str, device: str, target: Path, queries: Sequence[Query], columns: Sequence[str] | None = None
) -> Callable[[Progress], Path]:
    """Return the export as a job that opens the project for itself, so that 100,000 rows never stop the window."""

    def work(progress: Progress) -> Path:
        with Project.open(path, author=author, device=device, backup=False) as project:
            return export_ledger(project, target, queries, progress, columns)

    return work
