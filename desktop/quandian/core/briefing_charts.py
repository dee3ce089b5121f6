"""Charts of a briefing: one indicator over the years or over the reports, a line or a row of bars per issuer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from quandian.core.briefing_figures import figure
from quandian.core.briefing_plan import ChartPlan
from quandian.core.briefing_tree import Chart, Line
from quandian.core.briefing_work import Placed, Work
from quandian.core.comparing import scale_of
from quandian.core.ledger import amount_of, quantity_of, year_of

LINES = 6  # series a reader can tell apart in grey


def chart_of(rows: Sequence[Placed], plan: ChartPlan, work: Work) -> Chart | None:
    """Return the chart; None where fewer than two figures of one family of units are there to be shown.

    Of ranges the middle is drawn; masked figures are named below the chart and not drawn. Several figures for one
    place: the last said counts.
    """
    chosen = [row for row in rows if work.indicator(row) == plan.indicator]
    families: dict[str, int] = defaultdict(int)
    points: list[tuple[str, str, str, float, str, str]] = []
    masked = 0
    for row in chosen:
        quantity = quantity_of(row.annotation.fields)
        if quantity is None:
            continue
        if quantity.value is None:
            masked += 1
            continue
        amount = amount_of(quantity, fitting=False)
        if amount.low is None or amount.high is None:
            continue
        base = float(Decimal(amount.low + amount.high).scaleb(amount.exponent) / 2)
        report = work.reports[row.annotation.report_id]
        year = year_of(row.annotation.fields.get("period")) or year_of(report.year)
        category = str(year or "—") if plan.over == "year" else work.shorts[report.id]
        line = (report.issuer or report.title) if plan.over == "year" else plan.indicator
        shown = figure(row.annotation.fields, row.annotation.quote, work.words)[0]
        families[amount.family] += 1
        points.append((amount.family, line, category, base, shown, amount.unit))
    if len(points) < 2:
        return None
    family = max(families, key=lambda name: families[name])
    kept = [point for point in points if point[0] == family]
    unit_of = kept[0][5]
    scale, unit = scale_of(max(abs(point[3]) for point in kept), family, unit_of)
    names = list(dict.fromkeys(point[1] for point in kept))[:LINES]
    categories = list(dict.fromkeys(point[2] for point in kept))
    if plan.over == "year":
        categories.sort()
    lines = []
    for name in names:
        own = {point[2]: point for point in kept if point[1] == name}
        values = tuple(own[c][3] / scale if c in own else None for c in categories)
        lines.append(Line(name, values, tuple(own[c][4] if c in own else "" for c in categories)))
    notes = (work.words.masked.format(n=masked).strip(),) if masked else ()
    return Chart(work.chart_label(), plan.indicator, plan.form, unit, tuple(categories), tuple(lines), notes)
