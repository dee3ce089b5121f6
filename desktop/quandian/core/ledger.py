"""The ledger: annotations as rows with typed columns; what is asked of them, and sums where units agree.

A row says of a passage what tables, matrices, charts and sheets show. The store answers a ``Query`` from its indexes;
the functions here say what the answers mean, and are the measure the store is tested against.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from quandian.core.model import AnnotationId, Field, ReportId, Status, Tag, TagId
from quandian.core.quantity import EXACT, Quantity, QuantityError, Style, base_unit, display, number_of, plain
from quandian.core.units import factor_of, family_of


class Nature(StrEnum):
    """Whether a figure is aimed at or was reached."""

    TARGET = "target"
    ACTUAL = "actual"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One annotation with what its report says of it. ``number`` is the store's short key; ``year`` 0 is unknown.

    ``nature`` is of rows with a figure: a target where the figure stands in a goal, or speaks of a year after its
    report's.
    """

    number: int
    id: AnnotationId
    report_id: ReportId
    tag_id: TagId
    start: int
    end: int
    quote: str
    fields: Mapping[str, Any]
    note: str
    status: Status
    author: str
    title: str
    issuer: str
    place: str
    report_year: str
    paragraph: int
    year: int
    nature: Nature | None

    @property
    def base_unit(self) -> str:
        """The unit that the figure is kept in, without 万 and 亿; empty without a figure."""
        quantity = quantity_of(self.fields)
        return "" if quantity is None else quantity.unit


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``kind`` is tag, text, quote, value, unit, choice, flag, period, date, status, nature, year or number.

    ``field`` names the field of the tag that a cell edits; empty where the cell is not edited in the ledger.
    """

    key: str
    label: str
    label_en: str
    kind: str = "text"
    field: str = ""
    shown: bool = True


_VALUE_FIELDS = frozenset({"value", "value_to", "comparator", "masked", "unit"})
_REPORT_COLUMNS = (
    Column("report", "来源", "Source"),
    Column("year", "年份", "Year", "year", shown=False),
    Column("place", "地区", "Place", shown=False),
    Column("note", "备注", "Note", shown=False),
    Column("status", "核对", "Status", "status", shown=False),
    Column("author", "标注人", "Author", shown=False),
    Column("paragraph", "段", "Para.", "number"),
)


def columns_of(tags: Sequence[Tag]) -> tuple[Column, ...]:
    """Return the columns of a ledger of these tags, in their first order: the fields of all of them, then the report.

    >>> [c.label for c in columns_of([])][:3]
    ['标签', '内容', '发文单位']
    """
    fields: dict[str, Field] = {}
    for tag in tags:
        for spec in tag.fields:
            fields.setdefault(spec.name, spec)
    named = "indicator" in fields
    columns = [Column("tag", "标签", "Tag", "tag")]
    if named:
        columns.append(_field_column(fields["indicator"]))
    columns.append(Column("quote", "内容", "Passage", "quote", shown=not named or len(tags) > 1))
    columns.append(Column("issuer", "发文单位", "Issuer"))
    if "value" in fields:
        columns += [
            Column("value", fields["value"].label, fields["value"].label_en, "value", "value"),
            Column("unit", "单位", "Unit", "unit"),
        ]
    for name, spec in fields.items():
        if name == "indicator" or name in _VALUE_FIELDS:
            continue
        columns.append(_field_column(spec, shown=name != "kind"))
        if name == "period" and "value" in fields:
            columns.append(Column("nature", "性质", "Nature", "nature"))
    return (*columns, *_REPORT_COLUMNS)


def _field_column(spec: Field, *, shown: bool = True) -> Column:
    return Column(f"field.{spec.name}", spec.label, spec.label_en, spec.type, spec.name, shown)


def cell(row: LedgerRow, key: str) -> Any:  # noqa: ANN401 - text, number or flag
    """Return what a row holds in a column, as stored: the value of a field, a title, a year. Empty text for nothing."""
    if key.startswith("field."):
        return row.fields.get(key.removeprefix("field."), "")
    if key == "value":
        return row.fields.get("value", "")
    if key == "unit":
        return written(row.fields)[2]
    if key == "report":
        return row.title
    if key == "tag":
        return row.tag_id
    if key == "year":
        return row.year or ""
    if key == "nature":
        return row.nature.value if row.nature else ""
    return getattr(row, key)


def quantity_of(fields: Mapping[str, Any]) -> Quantity | None:
    """Return the figure of an annotation's fields, or None where there is none that can be read."""
    try:
        return Quantity.from_fields(fields)
    except QuantityError:
        return None


_UNIT_TAIL = re.compile(r"^(.*\d)(\D*)$", re.DOTALL)


def written(fields: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return comparator, number and unit as the office writes them: (">", "1100", "亿元"); empty without a figure.

    A masked figure has an empty number and the unit that is known.
    """
    quantity = quantity_of(fields)
    return ("", "", str(fields.get("unit") or "")) if quantity is None else parts(quantity)


def parts(quantity: Quantity) -> tuple[str, str, str]:
    """Return comparator, number and unit of a quantity apart, the scale with the unit."""
    if quantity.value is None:
        return "", "", quantity.unit
    if quantity.unit in ("%", "‰") and quantity.value_to is not None:
        return quantity.comparator, f"{plain(quantity.value)}—{plain(quantity.value_to)}", quantity.unit
    match = _UNIT_TAIL.match(display(quantity, Style.PLAIN))
    if match is None:
        return "", "", quantity.unit
    sign = "" if quantity.kind == "rank" else quantity.comparator
    return sign, match[1], match[2]


# --- years

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_WHOLE_YEAR = re.compile(r"\s*((?:19|20)\d{2})\s*(?:年(?:度|末|底|全年)?)?\s*")


def year_of(text: object) -> int:
    """Return the last year that a period or date names, 0 for none: "2021" 2021, "2020-2022" 2022, "2021-H1" 2021."""
    found = _YEAR.findall(str(text or ""))
    return int(found[-1]) if found else 0


def is_annual(period: object) -> bool:
    """Whether a period is one whole year or its end, or not told: those are what years are compared by."""
    return not period or _WHOLE_YEAR.fullmatch(str(period)) is not None


def nature_of(within: str, year: int, report_year: int) -> Nature:
    """Return the nature of a figure. ``within`` is "goal" or "achievement" where it stands in one, else empty."""
    if within == "goal":
        return Nature.TARGET
    if within == "achievement":
        return Nature.ACTUAL
    return Nature.TARGET if report_year and year > report_year else Nature.ACTUAL


# --- amounts: exact numbers that a database can add

DIGITS = 13  # 900,000 numbers of 13 digits add up within 64 bits


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as whole numbers: ``low`` to ``high`` times ten to the ``exponent``, in the smallest unit of a family.

    ``low`` is None where the report masks the figure, or where it has more than ``DIGITS`` digits (then ``base`` says
    about how much it is).
    """

    family: str
    unit: str
    comparator: str
    masked: bool
    low: int | None
    high: int | None
    exponent: int
    base: float | None
    kind: str


def amount_of(quantity: Quantity, *, fitting: bool = True) -> Amount:
    """Return a quantity as whole numbers of the smallest unit of its family; not ``fitting``: of any length."""
    unit, scale = base_unit(quantity.unit)
    factor = EXACT.multiply(factor_of(unit), scale)
    family = family_of(unit)
    if quantity.value is None:
        return Amount(family, quantity.unit, quantity.comparator, True, None, None, 0, None, quantity.kind)
    low = EXACT.multiply(quantity.value, factor)  # not tidied: decimals stay as they were written
    high = low if quantity.value_to is None else EXACT.multiply(quantity.value_to, factor)
    exponent = min(_exponent(low), _exponent(high))
    whole = [int(number.scaleb(-exponent, EXACT)) for number in (low, high)]
    fits = not fitting or all(abs(number) < 10**DIGITS for number in whole)
    return Amount(
        family,
        quantity.unit,
        quantity.comparator,
        False,
        whole[0] if fits else None,
        whole[1] if fits else None,
        exponent if fits else 0,
        float(low),
        quantity.kind,
    )


def _exponent(number: Decimal) -> int:
    """Return the exponent that keeps decimals as they were written ("3.80") and drops zeros before the point."""
    found = number.as_tuple().exponent
    if isinstance(found, int) and found >= 0:
        found = number.normalize(EXACT).as_tuple().exponent
    return found if isinstance(found, int) and number else 0


def number_at(whole: int, exponent: int) -> Decimal:
    """Return ``whole`` times ten to the ``exponent``, exactly."""
    return Decimal(whole).scaleb(exponent, EXACT)


def quantity_at(
    unit: str, comparator: str, low: int, high: int, exponent: int, kind: str = "other", masked: bool = False
) -> Quantity:
    """Return the quantity that ``amount_of`` made these numbers of; of masked ones, one without a value."""
    if masked:
        return Quantity(None, unit, comparator, masked=True)
    factor = EXACT.multiply(factor_of(base_unit(unit)[0]), base_unit(unit)[1])

    def back(whole: int) -> Decimal:
        number = EXACT.divide(number_at(whole, exponent), factor)
        return number.quantize(Decimal(1), context=EXACT) if _power(number) > 0 else number

    return Quantity(back(low), unit, comparator, None if high == low else back(high), kind=kind)


def _power(number: Decimal) -> int:
    found = number.as_tuple().exponent
    return found if isinstance(found, int) else 0


def without_exponent(number: Decimal) -> Decimal:
    """Return a number whose whole part is written out: 1E+3 becomes 1000."""
    if number == number.to_integral_value(context=EXACT):
        return number.quantize(Decimal(1), context=EXACT)
    return number


# --- asking

ALL_OF = "all"


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter on one column. ``test`` is in (one of ``values``), from, to (numbers, years, dates) or has (text).

    A bound of figures is a number and, where it was said, its unit (``bound_of``): then only figures of units that
    convert into it are found; without one, figures are compared in their own unit, 4.8万吨 as 48000.
    """

    key: str
    test: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of the ledger. ``report_ids`` None means all reports; ``sort`` and ``group`` are column keys."""

    tag_ids: tuple[TagId, ...]
    report_ids: tuple[ReportId, ...] | None = None
    conditions: tuple[Condition, ...] = ()
    text: str = ""
    sort: str = ""
    descending: bool = False
    group: str = ""

    def without(self, key: str) -> Query:
        """Return the query with no filter on a column: its own choices are counted so."""
        return replace(self, conditions=tuple(c for c in self.conditions if c.key != key))

    def having(self, condition: Condition) -> Query:
        """Return the query with one more filter, in place of one of the same column and test."""
        others = tuple(c for c in self.conditions if (c.key, c.test) != (condition.key, condition.test))
        return replace(self, conditions=(*others, condition) if condition.values else others)


_BOUND = re.compile(r"\s*([-－+]?[\d０-９][\d０-９,，.．]*)\s*(\D*?)\s*")


def bound_of(text: str) -> tuple[str, ...]:
    """Return a bound of figures as values of a ``Condition``: the number, and the unit where one is said.

    Raises QuantityError.

    >>> bound_of("60亿"), bound_of("4.8万吨"), bound_of("")
    (('6000000000',), ('48000', '吨'), ())
    """
    if not text.strip():
        return ()
    match = _BOUND.fullmatch(text)
    number = None if match is None else number_of(match[1])
    if match is None or number is None:
        raise QuantityError("the bound is no number")
    unit, scale = base_unit(match[2])
    value = plain(without_exponent(EXACT.multiply(number, scale).normalize(EXACT)))
    return (value, unit) if unit else (value,)


# --- totals

_NOT_ADDED = frozenset({"位", "∶1", "级", "星级"})
_NOT_SUMMED = frozenset({"倍", "岁", "周岁", "分", "℃"})  # they have a mean: of two offices neither is the double
_SHARES = frozenset({"percent", "rank"})


@dataclass(frozen=True, slots=True)
class Part:
    """Figures of one family, unit, comparator, exponent and nature, added up: what a database returns of a GROUP BY."""

    family: str
    unit: str
    comparator: str
    kind: str
    exponent: int
    low: int
    high: int
    count: int
    nature: Nature | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """Sum and mean of the figures whose units and nature agree, in the unit that most of them have.

    None where adding is senseless: shares and ranks have no sum, ranks no mean. What is aimed at is never added to what
    was reached; ``nature`` is None for numbers that are neither.
    """

    unit: str
    count: int
    sum: Quantity | None
    mean: Quantity | None
    nature: Nature | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many rows there are, how many of them masked or without a figure, and the totals by family and nature.

    The family of most figures comes first, and in it what was reached before what is aimed at.
    """

    rows: int
    masked: int
    by_unit: tuple[Total, ...] = ()

    @property
    def has_targets(self) -> bool:
        """Whether targets are among the figures, so that each total has to say of what it is."""
        return any(total.nature is Nature.TARGET for total in self.by_unit)


@dataclass
class _Sum:
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    count: int = 0
    signs: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    units: dict[str, int] = field(default_factory=dict)


def totals(parts_: Iterable[Part], rows: int, masked: int) -> Totals:
    """Return the totals of figures that are added up in parts; the order of the parts does not matter."""
    sums: dict[tuple[str, Nature | None], _Sum] = {}
    counts: dict[str, int] = {}
    for part in parts_:
        found = sums.setdefault((part.family, part.nature), _Sum())
        counts[part.family] = counts.get(part.family, 0) + part.count
        found.low = EXACT.add(found.low, number_at(part.low, part.exponent))
        found.high = EXACT.add(found.high, number_at(part.high, part.exponent))
        found.count += part.count
        found.signs.add(part.comparator)
        found.kinds.add(part.kind)
        found.units[part.unit] = found.units.get(part.unit, 0) + part.count
    order = sorted(sums, key=lambda key: (-counts[key[0]], key[0], key[1] is Nature.TARGET))
    return Totals(rows, masked, tuple(_total(sums[key], key[1]) for key in order))


def _total(found: _Sum, nature: Nature | None) -> Total:
    unit = min(found.units, key=lambda name: (-found.units[name], name))
    kind = next(iter(found.kinds)) if len(found.kinds) == 1 else "other"
    if unit in _NOT_ADDED or "rank" in found.kinds:
        return Total(unit, found.count, None, None, nature)
    sign = joint(found.signs)
    whole = _in_unit(found.low, found.high, unit, sign, kind)
    count = Decimal(found.count)
    mean = _in_unit(EXACT.divide(found.low, count), EXACT.divide(found.high, count), unit, sign, kind)
    alone = bool(found.kinds & _SHARES) or unit in _NOT_SUMMED or "/" in unit[1:]
    return Total(unit, found.count, None if alone else whole, mean, nature)


def _in_unit(low: Decimal, high: Decimal, unit: str, sign: str, kind: str) -> Quantity:
    base, scale = base_unit(unit)
    factor = EXACT.multiply(factor_of(base), scale)
    first, last = (without_exponent(EXACT.divide(number, factor).normalize(EXACT)) for number in (low, high))
    return Quantity(first, unit, sign, None if first == last else last, kind=kind)


def joint(signs: Iterable[str]) -> str:
    """Return what holds of a sum of figures with these comparators: two lower bounds stay one, mixed bounds are ≈."""
    left = set(signs) - {"="}
    if not left:
        return "="
    if len(left) == 1:
        return left.pop()
    if left <= {">", "≥"}:
        return ">"
    if left <= {"<", "≤"}:
        return "<"
    return "≈"


def part_of(amount: Amount, nature: Nature | None = None) -> Part | None:
    """Return a figure as a part of a total, or None where it has no number that can be added."""
    if amount.low is None or amount.high is None:
        return None
    a = amount
    return Part(a.family, a.unit, a.comparator, a.kind, a.exponent, amount.low, amount.high, 1, nature)
