"""Figures compared across offices and years: matrices, year-on-year change, promises met, contradictions, series.

All of it works on ``Fact``s: the newest figure that a report states for an indicator, an issuer, a period and a nature.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from quandian.core.ledger import Nature, quantity_at
from quandian.core.quantity import EXACT, Quantity, QuantityError
from quandian.core.units import factor_of, family_of


class Fact(NamedTuple):
    """One stated figure; made by the hundred thousand, so a plain tuple with whole numbers (``core.ledger.Amount``).

    ``order`` is later for later reports, and within a report for later passages. ``mentions`` is how many annotations
    this one stands for. ``marked`` says that the passage speaks of a changed definition.
    """

    number: int
    indicator: str
    issuer: str
    year: int
    period: str
    annual: bool
    nature: Nature
    order: int
    unit: str
    family: str
    comparator: str
    masked: bool
    low: int | None
    high: int | None
    exponent: int
    kind: str
    mentions: int
    status: str
    report: str
    marked: bool = False

    @property
    def quantity(self) -> Quantity | None:
        """The figure; None where it has too many digits to be kept as whole numbers."""
        if self.masked:
            return Quantity(None, self.unit, self.comparator, masked=True)
        if self.low is None or self.high is None:
            return None
        return quantity_at(self.unit, self.comparator, self.low, self.high, self.exponent, self.kind)

    @property
    def base(self) -> float | None:
        """The figure in the smallest unit of its family, as near as a float is; the middle of a range."""
        if self.low is None or self.high is None:
            return None
        return float((self.low + self.high) / 2 * 10.0**self.exponent)


# --- names of indicators


class Aliases:
    """Indicator names that the user merged: each stands for a name that is shown (营收 = 营业收入)."""

    def __init__(self, pairs: Mapping[str, str] | None = None) -> None:
        self._pairs = {k: v for k, v in (pairs or {}).items() if isinstance(v, str) and k != v}

    def __bool__(self) -> bool:
        return bool(self._pairs)

    def name(self, indicator: str) -> str:
        """Return the name that stands for an indicator; chains are followed, a circle ends where it began.

        >>> Aliases({"营收": "营业收入"}).name("营收")
        '营业收入'
        """
        seen = {indicator}
        while indicator in self._pairs:
            indicator = self._pairs[indicator]
            if indicator in seen:
                return min(seen)
            seen.add(indicator)
        return indicator

    def names(self, name: str) -> tuple[str, ...]:
        """Return every name that ``name`` stands for, itself first."""
        shown = self.name(name)
        return (shown, *sorted(k for k in self._pairs if k != shown and self.name(k) == shown))

    def every(self) -> frozenset[str]:
        """Return the names that were merged into others."""
        return frozenset(self._pairs)

    def merged(self, names: Iterable[str], into: str) -> dict[str, str]:
        """Return the pairs with these names, and what they stood for, merged into one; for the project's setting."""
        pairs = {k: v for k, v in self._pairs.items() if k != into}
        for name in names:
            for one in self.names(name):
                if one != into:
                    pairs[one] = into
        return pairs

    def split(self, name: str) -> dict[str, str]:
        """Return the pairs without those of ``name``: all it stood for are names of their own again."""
        gone = set(self.names(name))
        return {k: v for k, v in self._pairs.items() if k not in gone}


# --- matrices


class Outcome(StrEnum):
    """What a cell says of a promise."""

    NONE = ""
    MET = "met"
    MISSED = "missed"
    TARGET = "target"
    MASKED = "masked"


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell: the newest actual figure, else the newest target; ``fact`` is what is shown and opened.

    ``change`` is the year-on-year change, None where it cannot be told: as a share (0.08 is 8 %), of shares in their
    own unit (``in_points``: 1.5 is 1.5 percentage points). ``broken`` says that the definition changed with this year,
    so that the year before is no measure. ``differs`` says that reports contradict each other here.
    """

    fact: Fact
    outcome: Outcome
    count: int
    change: float | None = None
    differs: bool = False
    in_points: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class RowKey:
    """What a row of the indicator matrix is of; figures of units that do not agree stand in rows of their own."""

    indicator: str
    issuer: str
    family: str


@dataclass(frozen=True)
class YearMatrix:
    """Indicators by year: ``cells`` by row and year; ``units`` the unit that most figures of a row have."""

    rows: tuple[RowKey, ...]
    years: tuple[int, ...]
    cells: Mapping[tuple[RowKey, int], MatrixCell]
    units: Mapping[RowKey, str]


def year_matrix(
    facts: Iterable[Fact],
    aliases: Aliases | None = None,
    differing: Iterable[Hashable] = (),
    breaks: Mapping[str, Iterable[tuple[str, int]]] | None = None,
) -> YearMatrix:
    """Return the matrix of indicator and issuer by year, the fullest rows first.

    ``differing`` holds (indicator, issuer, year) of contradictions; ``breaks`` by indicator the (issuer, year) before
    which the user says that the definition changed: no change is told over such a break.
    """
    name = _namer(aliases)
    best: dict[tuple[RowKey, int], dict[Nature, Fact]] = {}
    counts: dict[tuple[RowKey, int], int] = {}
    for fact in facts:
        if not fact.year or not fact.indicator:
            continue
        key = (RowKey(name(fact.indicator), fact.issuer, fact.family), fact.year)
        kept = best.setdefault(key, {})
        counts[key] = counts.get(key, 0) + fact.mentions
        other = kept.get(fact.nature)
        if other is None or (fact.annual, fact.order) > (other.annual, other.order):
            kept[fact.nature] = fact
    marked = set(differing)
    told = {(name(indicator), issuer, year) for indicator, at in (breaks or {}).items() for issuer, year in at}
    cells = {}
    for key, kept in best.items():
        place = (key[0].indicator, key[0].issuer, key[1])
        fact, outcome = _shown(kept)
        broken = place in told or fact.marked
        change = None if broken else _change(best, key)
        cells[key] = MatrixCell(fact, outcome, counts[key], change, place in marked, _in_points(fact), broken)
    return _arranged(cells)


def _namer(aliases: Aliases | None) -> _Names:
    return _Names(aliases or Aliases())


class _Names(dict[str, str]):
    """Remembers what each indicator is called."""

    def __init__(self, aliases: Aliases) -> None:
        super().__init__()
        self._aliases = aliases

    def __missing__(self, key: str) -> str:
        self[key] = self._aliases.name(key)
        return self[key]

    def __call__(self, key: str) -> str:
        return self[key]


def _shown(kept: Mapping[Nature, Fact]) -> tuple[Fact, Outcome]:
    actual, target = kept.get(Nature.ACTUAL), kept.get(Nature.TARGET)
    if actual is None:
        assert target is not None
        return target, Outcome.MASKED if target.masked else Outcome.TARGET
    if actual.masked:
        return actual, Outcome.MASKED
    return actual, Outcome.NONE if target is None else outcome_of(target, actual)


def outcome_of(target: Fact, actual: Fact) -> Outcome:
    """Return whether a figure keeps what was aimed at: from below for ≤ and <, else from above. NONE if unknown."""
    if target.low is None or actual.low is None or target.high is None or actual.high is None:
        return Outcome.NONE
    aim, reached = _scaled(target.low, target.exponent), _scaled(actual.low, actual.exponent)
    if target.kind == "rank":
        return Outcome.MET if reached <= aim else Outcome.MISSED
    if target.comparator in "≤<":
        reached = _scaled(actual.high, actual.exponent)
        kept = reached <= _scaled(target.high, target.exponent)
        return Outcome.MET if kept else Outcome.MISSED
    if reached < aim and actual.comparator in "<≤":
        return Outcome.MISSED
    return Outcome.MET if reached >= aim else Outcome.MISSED


def _scaled(whole: int, exponent: int) -> Decimal:
    return Decimal(whole).scaleb(exponent, EXACT)


def _change(best: Mapping[tuple[RowKey, int], Mapping[Nature, Fact]], key: tuple[RowKey, int]) -> float | None:
    now = best[key].get(Nature.ACTUAL)
    before = best.get((key[0], key[1] - 1), {}).get(Nature.ACTUAL)
    return None if now is None or before is None else change_of(before, now)


def change_of(before: Fact, now: Fact) -> float | None:
    """Return how much a figure grew, as a share of the earlier one; of shares the difference, in their own unit.

    None for ranks, unknown figures, and where the earlier one is not above zero. A 资产负债率 of 60.5 % and then 61.5 %
    rose by one percentage point; that it rose by 1.7 % is true and misleads.
    """
    if now.family != before.family or "rank" in (now.kind, before.kind) or not (now.annual and before.annual):
        return None
    if _in_points(now):
        if None in (before.low, before.high, now.low, now.high) or before.unit != now.unit:
            return None
        return float(_middle(now) - _middle(before))
    if now.kind == "percent":
        return None
    old, new = before.base, now.base
    return None if old is None or new is None or old <= 0 else (new - old) / old


def _in_points(fact: Fact) -> bool:
    return fact.unit in ("%", "‰")


def _middle(fact: Fact) -> Decimal:
    """Return a figure as it was written, of a range its middle."""
    quantity = fact.quantity
    assert quantity is not None
    assert quantity.value is not None
    upper = quantity.value if quantity.value_to is None else quantity.value_to
    return EXACT.divide(EXACT.add(quantity.value, upper), Decimal(2))


def _arranged(cells: Mapping[tuple[RowKey, int], MatrixCell]) -> YearMatrix:
    filled: dict[RowKey, int] = {}
    units: dict[RowKey, dict[str, int]] = {}
    years: set[int] = set()
    for (row, year), found in cells.items():
        filled[row] = filled.get(row, 0) + 1
        years.add(year)
        if found.fact.unit:
            used = units.setdefault(row, {})
            used[found.fact.unit] = used.get(found.fact.unit, 0) + 1
    rows = sorted(filled, key=lambda row: (-filled[row], row.indicator, row.issuer, row.family))
    chosen = {row: max(sorted(used), key=used.__getitem__) for row, used in units.items()}
    return YearMatrix(tuple(rows), tuple(sorted(years)), cells, chosen)


R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)


@dataclass(frozen=True)
class CountMatrix(Generic[R, C]):
    """How many annotations there are of each row and column, with the sums of both."""

    rows: tuple[R, ...]
    columns: tuple[C, ...]
    cells: Mapping[tuple[R, C], int]
    row_sums: Mapping[R, int]
    column_sums: Mapping[C, int]


def count_matrix(
    counts: Iterable[tuple[R, C, int]], columns: Sequence[C] | None = None, *, largest_first: bool = True
) -> CountMatrix[R, C]:
    """Return a matrix of counts; the same row and column may come more than once. ``columns`` fixes their order."""
    cells: dict[tuple[R, C], int] = {}
    row_sums: dict[R, int] = {}
    column_sums: dict[C, int] = {}
    for row, column, number in counts:
        cells[row, column] = cells.get((row, column), 0) + number
        row_sums[row] = row_sums.get(row, 0) + number
        column_sums[column] = column_sums.get(column, 0) + number
    rows = sorted(row_sums, key=lambda row: (-row_sums[row] if largest_first else 0, str(row)))
    order = sorted(column_sums, key=str) if columns is None else [c for c in columns if c in column_sums]
    return CountMatrix(tuple(rows), tuple(order), cells, row_sums, column_sums)


# --- contradictions


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is stated differently of one indicator, issuer and period; ``facts`` per report, or per place, in order."""

    indicator: str
    issuer: str
    year: int
    period: str
    facts: tuple[Fact, ...]

    @property
    def key(self) -> tuple[str, str, int]:
        """Where it stands in the matrix."""
        return self.indicator, self.issuer, self.year


def contradictions(facts: Iterable[Fact], aliases: Aliases | None = None) -> list[Contradiction]:
    """Return what different reports state differently: facts of one indicator, issuer, period and nature.

    ``facts`` must hold the figures of every report, not only the newest. Masked ones and those of
    unknown offices say nothing.
    """
    name = _namer(aliases)
    groups: dict[tuple[str, str, str, Nature, str], dict[str, Fact]] = {}
    for fact in facts:
        if not fact.indicator or not fact.issuer or fact.low is None or fact.masked:
            continue
        period = str(fact.year) if fact.annual else fact.period
        key = (name(fact.indicator), fact.issuer, period, fact.nature, fact.family)
        reports = groups.setdefault(key, {})
        other = reports.get(fact.report)
        if other is None or fact.order > other.order:
            reports[fact.report] = fact
    found = []
    for (indicator, issuer, when, _nature, _family), by_report in groups.items():
        stated = sorted(by_report.values(), key=lambda fact: fact.order)
        if len(stated) > 1 and any(not agree(stated[0], other) for other in stated[1:]):
            found.append(Contradiction(indicator, issuer, stated[0].year, when, tuple(stated)))
    return sorted(found, key=lambda c: (-c.year, c.indicator, c.issuer, c.period))


def agree(one: Fact, other: Fact) -> bool:
    """Whether two figures can both be true: bounds overlap, and ≈ takes what rounds to it.

    ">1100亿元" and "1105亿元" agree, ">1100亿元" and "1080亿元" do not.
    """
    if one.low is None or other.low is None or one.high is None or other.high is None:
        return True
    first, second = _bounds(one), _bounds(other)
    return first[0] <= second[1] and second[0] <= first[1]


_NEAR = Decimal("0.05")  # how far from a figure that is only 约, 近 or 超 the exact one may lie


def _bounds(fact: Fact) -> tuple[Decimal, Decimal]:
    assert fact.low is not None
    assert fact.high is not None
    low, high = _scaled(fact.low, fact.exponent), _scaled(fact.high, fact.exponent)
    if fact.kind == "rank":
        return low, high
    room = max(abs(low), abs(high)) * _NEAR
    return (low - room if fact.comparator in "≈<≤" else low), (high + room if fact.comparator in "≈>≥" else high)


# --- series


class Break(StrEnum):
    """Why a series is not one line: years are missing, the unit is another kind, or the definition changed."""

    NONE = ""
    GAP = "gap"
    UNIT = "unit"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a series; ``break_before`` says why no solid line leads to it."""

    year: int
    fact: Fact
    value: float
    break_before: Break = Break.NONE


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator of one issuer over the years: ``actual`` figures, and ``targets`` of the years aimed at."""

    name: str
    actual: tuple[Point, ...]
    targets: tuple[Point, ...]


def series_of(
    facts: Iterable[Fact], indicator: str, aliases: Aliases | None = None, breaks: Iterable[tuple[str, int]] = ()
) -> list[Series]:
    """Return the series of an indicator, one per issuer, the longest first.

    ``breaks`` holds (issuer, year) before which the user says the definition changed. Values are in the smallest unit
    of the family that most figures have; figures of others are left out, and break the line.
    """
    names = set((aliases or Aliases()).names(indicator))
    own = [f for f in facts if f.indicator in names and f.year and f.annual and f.base is not None]
    if not own:
        return []
    families: dict[str, int] = {}
    for fact in own:
        families[fact.family] = families.get(fact.family, 0) + 1
    family = max(sorted(families), key=families.__getitem__)
    told = set(breaks)
    by_issuer: dict[str, list[Fact]] = {}
    for fact in own:
        by_issuer.setdefault(fact.issuer, []).append(fact)
    made = []
    for issuer, its in by_issuer.items():
        actual = _points(issuer, [f for f in its if f.nature is Nature.ACTUAL], family, told)
        targets = _points(issuer, [f for f in its if f.nature is Nature.TARGET], family, told)
        if actual or targets:
            made.append(Series(issuer, actual, targets))
    return sorted(made, key=lambda s: (-len(s.actual), -len(s.targets), s.name))


def _points(issuer: str, facts: list[Fact], family: str, told: set[tuple[str, int]]) -> tuple[Point, ...]:
    newest: dict[int, Fact] = {}
    others: set[int] = set()
    for fact in facts:
        if fact.family != family:
            others.add(fact.year)
            continue
        kept = newest.get(fact.year)
        if kept is None or fact.order > kept.order:
            newest[fact.year] = fact
    points: list[Point] = []
    for year in sorted(newest):
        fact = newest[year]
        why = Break.NONE
        if points:
            last = points[-1].year
            if (issuer, year) in told or fact.marked:
                why = Break.DEFINITION
            elif any(last < other < year for other in others):
                why = Break.UNIT
            elif year - last > 1:
                why = Break.GAP
        points.append(Point(year, fact, fact.base or 0.0, why))
    return tuple(points)


def scale_of(largest: float, family: str, unit: str) -> tuple[float, str]:
    """Return divisor and unit for an axis up to ``largest`` (in the family's smallest unit): (1e8, "亿元")."""
    try:
        factor = float(factor_of(unit)) if family_of(unit) == family else 1.0
    except QuantityError:
        factor = 1.0
    size = abs(largest) / factor
    if unit in ("%", "‰", "个百分点", "倍", "天", "年", "分", "位"):
        return factor, unit
    if size >= 10**8:
        return factor * 10**8, f"亿{unit}"
    if size >= 10**5:
        return factor * 10**4, f"万{unit}"
    return factor, unit
