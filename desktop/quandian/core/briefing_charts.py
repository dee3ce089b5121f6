"""Charts of a briefing: an indicator over years, reports or issuers; how many items there are of what."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quandian.core.briefing_figures import figure
from quandian.core.briefing_plan import ChartPlan
from quandian.core.briefing_tree import Chart, ChartForm, Line
from quandian.core.briefing_work import Placed, Work
from quandian.core.codebook import GOAL
from quandian.core.comparing import scale_of
from quandian.core.ledger import amount_of, quantity_of, year_of

LINES = 6  # series a reader can tell apart in grey
PLACES = 16  # names along an axis that a chart 75 mm high has room for
_STEPS = 12  # of time along an axis
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?")
_BARS = 32  # that lie below one another on half a page
_NAME_ROOM = 35.0  # characters of 10.5 pt along the axis of 135 mm


def chart_of(rows: Sequence[Placed], plan: ChartPlan, work: Work) -> Chart | None:
    """Return the chart, or None where it would show nothing: fewer than two figures, or no item at all."""
    return _figures(rows, plan, work) if plan.indicator else _counts(rows, plan, work)


def _laid(form: ChartForm, names: Sequence[str]) -> ChartForm:
    """Return the form: bars lie where their names have no room side by side."""
    room = _NAME_ROOM / max(len(names), 1)
    return ChartForm.ROWS if form is ChartForm.BAR and max(map(_wide, names), default=0) > room else form


def _wide(text: str) -> float:
    return sum(0.55 if c.isascii() else 1.0 for c in text)


def _suited(form: ChartForm, names: Sequence[str], lines: Sequence[Line]) -> ChartForm:
    """Return the form of a chart of figures: bars where no line has two points; lying ones where values need room."""
    known = [[value for value in line.values if value is not None] for line in lines]
    if form is ChartForm.LINE and all(len(values) < 2 for values in known):
        form = ChartForm.BAR
    room = _NAME_ROOM / max(len(names), 1) * 0.7 / max(len(lines), 1)
    wide = max((_wide(f"{value:.4f}".rstrip("0").rstrip(".")) for values in known for value in values), default=0)
    if form is ChartForm.BAR and len(lines) > 1 and wide > room and len(names) * len(lines) <= _BARS:
        return ChartForm.ROWS
    return _laid(form, names)


# ---- figures


@dataclass(frozen=True, slots=True)
class _Point:
    family: str
    unit: str
    line: str
    aim: bool
    category: str
    base: float
    shown: str


def _figures(rows: Sequence[Placed], plan: ChartPlan, work: Work) -> Chart | None:
    """Of ranges the middle is drawn; masked figures are named below and not drawn. One place: the last said counts."""
    name = work.aliases.name(plan.indicator)
    points: list[_Point] = []
    masked = 0
    for row in rows:
        if work.indicator(row) != name:
            continue
        quantity = quantity_of(row.annotation.fields)
        if quantity is not None and quantity.value is None:
            masked += 1
        elif quantity is not None and (point := _point(row, plan, work)) is not None:
            points.append(point)
    if len(points) < 2:
        return None
    families = Counter(point.family for point in points)
    family = max(families, key=lambda one: families[one])
    kept = [point for point in points if point.family == family]
    scale, unit = scale_of(max(abs(point.base) for point in kept), family, kept[0].unit)
    names = sorted(dict.fromkeys((point.line, point.aim) for point in kept), key=lambda one: one[1])
    categories = list(dict.fromkeys(point.category for point in kept))
    if plan.over == "year":
        categories.sort()
    lines = []
    for line, aim in names[:LINES]:
        own = {point.category: point for point in kept if (point.line, point.aim) == (line, aim)}
        values = tuple(own[c].base / scale if c in own else None for c in categories)
        shown = tuple(own[c].shown if c in own else "" for c in categories)
        shade = list(dict.fromkeys(one for one, _ in names)).index(line)
        lines.append(Line(work.more.aim.format(name=line) if aim else line, values, shown, aim, shade))
    notes = [work.words.masked.format(n=masked).strip()] if masked else []
    if len(names) > LINES:
        notes.append(work.more.chart_more.format(n=len(names) - LINES))
    caption = plan.title.strip() or name
    form = _suited(plan.form, categories, lines)
    return Chart(work.chart_label(), caption, form, unit, tuple(categories), tuple(lines), tuple(notes))


def _point(row: Placed, plan: ChartPlan, work: Work) -> _Point | None:
    quantity = quantity_of(row.annotation.fields)
    if quantity is None:
        return None
    amount = amount_of(quantity, fitting=False)
    if amount.low is None or amount.high is None:
        return None
    base = float(Decimal(amount.low + amount.high).scaleb(amount.exponent) / 2)
    report = work.reports[row.annotation.report_id]
    category = _category(row, plan.over, work) or work.words.dash
    line = (report.issuer or report.title) if plan.over == "year" else work.aliases.name(plan.indicator)
    shown = figure(row.annotation.fields, row.annotation.quote, work.words)[0]
    return _Point(amount.family, amount.unit, line, work.is_aim(row), category, base, shown)


# ---- counts


def _counts(rows: Sequence[Placed], plan: ChartPlan, work: Work) -> Chart | None:
    """Count items; bars by size, years and deadlines in their own order."""
    chosen = [row for row in rows if not plan.tag_ids or row.annotation.tag_id in plan.tag_ids]
    if not plan.tag_ids and plan.over in ("responsible", "deadline"):
        chosen = [row for row in chosen if _has_field(row, plan.over, work)]
    placed = [(_category(row, plan.over, work), row) for row in chosen]
    known = [(category, row) for category, row in placed if category]
    untold = len(placed) - len(known)
    if not known:
        return None
    found = Counter(category for category, _ in known)
    cut = 0
    shown: Callable[[str], str] = str
    if plan.over == "deadline":
        name_of, names, shown = _steps(list(found), work)
        known = [(name_of[category], row) for category, row in known]
    elif plan.over == "year":
        names = sorted(found)
        cut = max(0, len(names) - 2 * _STEPS)
        names = names[cut:]
    else:
        order = {name: n for n, name in enumerate(found)}
        names = sorted(found, key=lambda name: (-found[name], order[name]))
        cut = max(0, len(names) - PLACES)
        names = names[:PLACES]
    lines = _parted(known, names, plan, work)
    notes = [work.more.chart_more.format(n=cut)] if cut else []
    if untold:
        notes.append(work.more.chart_untold.format(n=untold))
    tags = list(dict.fromkeys(row.annotation.tag_id for row in chosen))
    every = {"zh": "标注", "en": "Items"}[work.words.language]
    about = work.words.join.join(map(work.tag_name, work.in_order(tags))) if len(tags) <= 2 else every
    caption = plan.title.strip() or work.more.counted[plan.over].format(tag=about)
    form = plan.form if plan.over in ("deadline", "year") else _laid(plan.form, names)
    unit, label = work.more.count_unit, work.chart_label()
    return Chart(label, caption, form, unit, tuple(map(shown, names)), lines, tuple(notes), stacked=len(lines) > 1)


def _has_field(row: Placed, name: str, work: Work) -> bool:
    tag_id = row.annotation.tag_id
    tag = work.tags.get(tag_id)
    is_goal = tag_id == GOAL or (tag is not None and tag.parent == GOAL)
    return is_goal or (tag is not None and any(field.name == name for field in tag.fields))


def _parted(known: Sequence[tuple[str, Placed]], names: Sequence[str], plan: ChartPlan, work: Work) -> tuple[Line, ...]:
    """Return the counts as series; those that are too many to be told apart share the last."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    wanted = set(names)
    for category, row in known:
        if category in wanted:
            counts[_category(row, plan.split, work) if plan.split else ""][category] += 1
    order = sorted(counts, key=lambda name: (-counts[name].total(), name))
    if plan.split in ("year", "verdict", "status"):
        order = sorted(counts)
    if len(order) > LINES:
        for name in order[LINES - 1 :]:
            counts["…"] += counts[name]
        order = [*order[: LINES - 1], "…"]
    shown = {"": work.words.dash if plan.split else work.more.count_unit, "…": _rest(work)}
    return tuple(Line(shown.get(name, name), tuple(float(counts[name][one]) for one in names)) for name in order)


def _rest(work: Work) -> str:
    return "其余" if work.words.language == "zh" else "the rest"


def _category(row: Placed, over: str, work: Work) -> str:
    """Return where an item stands along an axis, empty where that is not told."""
    one, report = row.annotation, work.reports[row.annotation.report_id]
    said = work.verdicts.get(one.id)
    make: Mapping[str, Callable[[], object]] = {
        "year": lambda: year_of(one.fields.get("period")) or year_of(report.year),
        "report": lambda: work.shorts[report.id],
        "issuer": lambda: report.issuer or report.title,
        "tag": lambda: work.tag_name(one.tag_id),
        "responsible": lambda: one.fields.get("responsible"),
        "deadline": lambda: _dated(one.fields.get("deadline")),
        "verdict": lambda: work.words.verdicts.get(said[-1][0], said[-1][0]) if said else work.more.no_verdict,
        "status": lambda: work.more.statuses[one.status.value],
    }
    return str(make[over]() or "").strip()


def _dated(value: object) -> str:
    text = str(value or "").strip()
    return text if _DATE.fullmatch(text) else ""


def _steps(dates: Sequence[str], work: Work) -> tuple[dict[str, str], list[str], Callable[[str], str]]:
    """Return the step of time of each ISO date, all steps in order, the empty ones too, and what a step is called.

    Steps are months, quarters or years, the finest of which there are not too many. A date without a month is the end
    of its year. The year is told at the first step and where it changes.
    """
    months = {date: int(date[:4]) * 12 + int(date[5:7] or 12) - 1 for date in dates}
    first, last = min(months.values()), max(months.values())
    size = next((n for n in (1, 3) if last // n - first // n < _STEPS), 12)
    steps = [str(step) for step in range(first // size, last // size + 1)]
    if size == 12:
        steps = steps[-2 * _STEPS :]

    def shown(step: str) -> str:
        year, place = divmod(int(step), 12 // size)
        if size == 12:
            return step
        name = f"Q{place + 1}" if size == 3 else work.more.month.format(n=place + 1)
        return f"{name} {year}" if step == steps[0] or place == 0 else name

    return {date: str(month // size) for date, month in months.items()}, steps, shown
