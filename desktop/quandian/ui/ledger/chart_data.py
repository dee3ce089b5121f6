"""What a chart shows, as plain values, and how it is asked of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from quandian.core.codebook import GOAL
from quandian.core.comparing import Break, Point, Series, scale_of, series_of
from quandian.core.ledger import Column, Condition, Query, parts
from quandian.core.model import Tag
from quandian.store.ledger import Ledger
from quandian.ui.ledger import words

SERIES_MAX = 6
BARS_MAX = 14


class Kind(StrEnum):
    """The charts there are."""

    SERIES = "series"
    BY_TAG = "tag"
    BY_REPORT = "report"
    BY_ISSUER = "issuer"
    BY_YEAR = "year"
    RESPONSIBLE = "field.responsible"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True)
class Mark:
    """A point or a dot: its place, its words, and the entry it opens."""

    x: float
    y: float
    label: str
    number: int
    target: bool = False
    broken: Break = Break.NONE


@dataclass(frozen=True, slots=True)
class Line:
    """A series: actual figures, then targets, each by year."""

    name: str
    marks: tuple[Mark, ...]
    targets: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its words, its length by tag, and the values that choosing it filters by.

    ``rest`` stands for all that have no bar of their own; it has a number and no length.
    """

    label: str
    values: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    rest: bool = False

    @property
    def total(self) -> int:
        """Its whole length."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True)
class Chart:
    """A chart ready to be drawn. ``more`` says what was left out, ``scope`` of which tags and filters it is."""

    kind: Kind
    title: str
    subtitle: str = ""
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    dots: tuple[Mark, ...] = ()
    more: str = ""
    scope: str = ""
    tags: dict[str, Tag] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.lines or self.bars or self.dots)


def kinds_for(tags: Sequence[Tag]) -> list[Kind]:
    """Return the charts that say something of these tags, the best first."""
    names = {spec.name for tag in tags for spec in tag.fields}
    kinds = []
    if "indicator" in names:
        kinds.append(Kind.SERIES)
    if "responsible" in names:
        kinds.append(Kind.RESPONSIBLE)
    if "deadline" in names:
        kinds.append(Kind.TIMELINE)
    kinds += [Kind.BY_ISSUER, Kind.BY_YEAR, Kind.BY_REPORT]
    if len(tags) > 1:
        kinds.append(Kind.BY_TAG)
    return kinds


def title_of(kind: Kind) -> str:
    """Return the name of a chart."""
    return {
        Kind.SERIES: words.translate("Ledger", "指标走势"),
        Kind.BY_TAG: words.translate("Ledger", "各标签条数"),
        Kind.BY_REPORT: words.translate("Ledger", "各报告条数"),
        Kind.BY_ISSUER: words.translate("Ledger", "各发文单位条数"),
        Kind.BY_YEAR: words.translate("Ledger", "各年份条数"),
        Kind.RESPONSIBLE: words.translate("Ledger", "各责任单位的目标"),
        Kind.TIMELINE: words.translate("Ledger", "时限"),
    }[kind]


def holds(ledger: Ledger, query: Query, indicator: str) -> bool:
    """Whether an indicator is left by the filters: one that is taken out of the table leaves the chart too."""
    if not (query.conditions or query.text.strip() or query.report_ids is not None):
        return True
    own = Condition("field.indicator", "in", (indicator,))
    return bool(indicator and ledger.order(replace(query, conditions=(*query.conditions, own), group="", sort="")))


def chart_of(ledger: Ledger, query: Query, kind: Kind, tags: dict[str, Tag], indicator: str, issuer: str = "") -> Chart:
    """Return a chart of what a query finds. ``indicator`` and ``issuer`` choose the series."""
    if kind is Kind.SERIES:
        return _series(ledger, query, tags, indicator, issuer)
    if kind is Kind.TIMELINE:
        return _timeline(ledger, query, tags)
    return _bars(ledger, query, kind, tags)


# --- series


def _series(ledger: Ledger, query: Query, tags: dict[str, Tag], indicator: str, issuer: str) -> Chart:
    if not indicator:
        return Chart(Kind.SERIES, title_of(Kind.SERIES), tags=tags)
    aliases = ledger.aliases()
    name = aliases.name(indicator)
    names = aliases.names(name)
    query = query.without("field.indicator").without("field.period").without("year").without("nature")
    facts = ledger.facts(replace(query, text=""), indicators=names)
    told = ledger.breaks().get(name, [])
    found = series_of(facts, name, aliases, told)
    if issuer:
        found.sort(key=lambda one: one.name != issuer)
    shown, left = found[:SERIES_MAX], len(found) - SERIES_MAX
    unit, divisor = _scale(shown)
    lines = tuple(_line(one, divisor) for one in shown)
    title = words.translate("Ledger", "{0}（{1}）").format(name, unit) if unit else name
    subtitle = _subtitle(shown, names[1:])
    more = words.translate("Ledger", "另有 {0} 个单位").format(left) if left > 0 else ""
    return Chart(Kind.SERIES, title, subtitle, lines, more=more, tags=tags)


def _scale(shown: Sequence[Series]) -> tuple[str, float]:
    points = [p for one in shown for p in (*one.actual, *one.targets)]
    if not points:
        return "", 1.0
    units: dict[str, int] = {}
    for point in points:
        units[point.fact.unit] = units.get(point.fact.unit, 0) + 1
    unit = max(sorted(units), key=units.__getitem__)
    divisor, name = scale_of(max(abs(p.value) for p in points), points[0].fact.family, unit)
    return name, divisor


def _subtitle(shown: Sequence[Series], merged: Sequence[str]) -> str:
    said = []
    if any(one.targets for one in shown):
        said.append(words.translate("Ledger", "按发文单位；空心为目标值"))
    else:
        said.append(words.translate("Ledger", "按发文单位"))
    breaks = {p.break_before for one in shown for p in one.actual} - {Break.NONE}
    if Break.DEFINITION in breaks or Break.UNIT in breaks:
        said.append(words.translate("Ledger", "断线处口径有变"))
    elif Break.GAP in breaks:
        said.append(words.translate("Ledger", "断线处缺年份"))
    if merged:
        said.append(words.translate("Ledger", "含“{0}”").format(words.translate("Ledger", "、").join(merged)))
    return words.translate("Ledger", "；").join(said)


def _line(one: Series, divisor: float) -> Line:
    def marks(points: Sequence[Point], target: bool) -> tuple[Mark, ...]:
        made = []
        for point in points:
            quantity = point.fact.quantity
            label = parts(quantity)[1] if quantity is not None else ""
            value = point.value / divisor
            made.append(Mark(point.year, value, label, point.fact.number, target, point.break_before))
        return tuple(made)

    return Line(one.name or words.translate("Ledger", "（空）"), marks(one.actual, False), marks(one.targets, True))


# --- bars


def _bars(ledger: Ledger, query: Query, kind: Kind, tags: dict[str, Tag]) -> Chart:
    key = kind.value
    if kind is Kind.RESPONSIBLE:  # of goals: of another tag only where it alone has such a field
        own = [tag.id for tag in tags.values() if any(spec.name == "responsible" for spec in tag.fields)]
        query = replace(query, tag_ids=(GOAL,) if GOAL in own else tuple(own))
    counts: dict[str, dict[str, int]] = {}
    for value, tag, number in ledger.counts(query, key, "tag"):
        counts.setdefault(value, {})[tag] = number
    order = list(tags)
    column = Column(key, "", "", {"tag": "tag", "year": "year"}.get(key, "text"))
    names = ledger.report_names() if kind is Kind.BY_REPORT else None
    bars = [
        Bar(
            words.value_text(value, column, tags, names) or words.translate("Ledger", "（空）"),
            (value,),
            tuple(sorted(by_tag.items(), key=lambda item: order.index(item[0]) if item[0] in order else 99)),
        )
        for value, by_tag in counts.items()
        if not (kind is Kind.BY_YEAR and value in ("", "0")) and not (kind is Kind.RESPONSIBLE and not value)
    ]
    untold = sum(counts.get("", {}).values()) if kind is Kind.RESPONSIBLE else 0
    if kind is Kind.BY_YEAR:
        bars.sort(key=lambda bar: bar.values)
        rest, shown = bars[:-BARS_MAX], bars[-BARS_MAX:]
    else:
        bars.sort(key=lambda bar: (-bar.total, bar.label))
        shown, rest = bars[:BARS_MAX], bars[BARS_MAX:]
    if len(rest) == 1:  # the line that would stand for it is as long
        shown, rest = [*rest, *shown] if kind is Kind.BY_YEAR else [*shown, *rest], []
    total = sum(bar.total for bar in bars)
    if rest:
        label = words.translate("Ledger", "其余 {0} 项").format(len(rest))
        values = tuple(bar.values[0] for bar in rest)
        other = Bar(label, values, (("", sum(bar.total for bar in rest)),), rest=True)
        shown = [other, *shown] if kind is Kind.BY_YEAR else [*shown, other]
    subtitle = words.translate("Ledger", "共 {0} 条").format(f"{total:,}")
    more = words.translate("Ledger", "{0} 条没有写责任单位").format(f"{untold:,}") if untold else ""
    return Chart(kind, title_of(kind), subtitle, bars=tuple(shown), more=more, tags=tags)


# --- deadlines


def _timeline(ledger: Ledger, query: Query, tags: dict[str, Tag]) -> Chart:
    dots = []
    for number, due in ledger.deadlines(query):
        place = moment(due)
        if place:
            dots.append(Mark(place, 0, due, number))
    subtitle = words.translate("Ledger", "{0} 条有时限；每点一条").format(len(dots))
    return Chart(Kind.TIMELINE, title_of(Kind.TIMELINE), subtitle if dots else "", dots=tuple(dots), tags=tags)


def moment(due: str) -> float:
    """Return a date as a year with a fraction: a year's or month's end where the day is not told; 0 for none."""
    pieces = due.split("-")
    if not (pieces[0].isdigit() and len(pieces[0]) == 4):
        return 0.0
    year = int(pieces[0])
    month = int(pieces[1]) if len(pieces) > 1 and pieces[1].isdigit() else 12
    day = int(pieces[2]) if len(pieces) > 2 and pieces[2].isdigit() else 30
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return float(year)
    return year + (month - 1 + (min(day, 30) - 1) / 30) / 12
