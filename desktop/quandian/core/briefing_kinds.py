"""The kinds of briefing: which sections each has, and in which order they stand by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from quandian.core.briefing_overview import figure_blocks, overview
from quandian.core.briefing_parts import groups_of, moved_rows, report_maker, tag_maker, tag_makers
from quandian.core.briefing_plan import Grouping, Kind
from quandian.core.briefing_tables import goal_table, matrix_table, metric_table, shared_indicators
from quandian.core.briefing_tree import Block, Cell, CellKind, Column, Paragraph, Section, Table, TableRow
from quandian.core.briefing_widths import fitted
from quandian.core.briefing_words import numbering, shown_date
from quandian.core.briefing_work import Maker, Placed, Work, arranged
from quandian.core.codebook import GOAL, METRIC
from quandian.core.ledger import Nature
from quandian.core.model import Report, ReportId, TagId
from quandian.core.quantity import Style, display


@dataclass(frozen=True, slots=True)
class Told:
    """What a kind tells: reports in order, their annotations in scope, how many per tag."""

    reports: Sequence[Report]
    placed: Mapping[ReportId, Sequence[Placed]]
    counts: Mapping[TagId, int]

    @property
    def rows(self) -> list[Placed]:
        """Every annotation in scope, report by report."""
        return [row for report in self.reports for row in self.placed[report.id]]


def makers_of(kind: Kind, told: Told, work: Work) -> list[Maker]:
    """Return the sections of a kind."""
    return _KINDS[kind](told, work)


def _overview(told: Told, work: Work) -> Maker:
    def make(path: tuple[int, ...]) -> Section:
        return overview(told.reports, told.placed, told.counts, path, work)

    return "overview", make


def _report(told: Told, work: Work) -> list[Maker]:
    if len(told.reports) > 1:
        below = [report_maker(report, rows, work) for report in told.reports if (rows := told.placed[report.id])]
    else:
        below = [
            maker
            for report in told.reports
            for maker in tag_makers(f"report/{report.id}", told.placed[report.id], Grouping.HEADING, work)
        ]
    return [_overview(told, work), *below]


def _simple(key: str, title: str, make_blocks: Callable[[], tuple[Block, ...]], work: Work) -> Maker:
    def make(path: tuple[int, ...]) -> Section:
        return Section(key, len(path), numbering(path, work.words.language), title, make_blocks())

    return key, make


# ---- 对比分析


def _compare(told: Told, work: Work) -> list[Maker]:
    """Indicators that the reports share, side by side; then goals and results tag by tag under each report."""
    more = work.more
    rows = told.rows
    metrics = [row for row in rows if work.is_metric(row.annotation.tag_id)]
    shared = shared_indicators(metrics, work)
    used = {row.annotation.id for members in shared.values() for row in members}
    rest = [row for row in metrics if row.annotation.id not in used]

    def compared() -> tuple[Block, ...]:
        if not shared:
            return (Paragraph("compared/none", more.not_shared),)
        return (matrix_table(shared, told.reports, work),)

    makers = [_overview(told, work)]
    if metrics:
        makers.append(_simple("compared", more.compared, compared, work))
    if work.contradictions:
        makers.append(_simple("contradictions", more.contradictions, lambda: _differing(work), work))
    others = [row for row in rows if not work.is_metric(row.annotation.tag_id)]
    makers += tag_makers("tag", others, Grouping.REPORT, work)
    goals = [row for row in rows if row.annotation.tag_id == GOAL and work.verdicts.get(row.annotation.id)]
    if goals:
        makers.append(
            _simple("followed", more.followed, lambda: (goal_table(goals, more.followed_caption, work),), work)
        )
    if rest:
        makers.append(
            _simple("rest", more.other_metrics, lambda: (metric_table(rest, more.other_caption, work),), work)
        )
    return makers


def _differing(work: Work) -> tuple[Block, ...]:
    """Return what reports state differently, as the ledger found it."""
    more = work.more
    columns = [Column(title, CellKind.TEXT) for title in more.contradiction_columns]
    rows = []
    for found in work.contradictions:
        stated = []
        for fact in found.facts:
            value = "" if fact.quantity is None else display(fact.quantity, Style.SIGN)
            name = work.shorts.get(ReportId(fact.report)) or fact.report
            stated.append(more.stated.format(report=name, value=value))
        aimed = found.facts[0].nature is Nature.TARGET
        name = more.aim.format(name=found.indicator) if aimed else found.indicator
        cells = (name, found.issuer, shown_date(found.period, work.words.language), work.words.semicolon.join(stated))
        rows.append(TableRow(tuple(map(Cell, cells))))
    about = Paragraph("contradictions/about", more.contradictions_about.format(n=len(rows)))
    return about, Table(work.table_label(), more.contradictions_caption, fitted(columns, rows), tuple(rows))


# ---- 督查清单


def _checklist(told: Told, work: Work) -> list[Maker]:
    """Goals with the unit in charge, deadline and outcome, as tables."""
    more, words = work.more, work.words
    rows = moved_rows(told.rows, work)
    group = work.plan.group
    if group is Grouping.AUTO:
        group = Grouping.REPORT if len(told.reports) > 1 else Grouping.NONE

    def about(path: tuple[int, ...]) -> Section:
        return Section(
            "overview",
            len(path),
            numbering(path, words.language),
            words.overview,
            (Paragraph("overview/summary", _goal_words(told, work)), *figure_blocks(rows, work)),
        )

    def listed(path: tuple[int, ...]) -> Section:
        groups = groups_of(rows, group, work)
        number = numbering(path, words.language)
        if len(groups) == 1:
            blocks = (goal_table(rows, more.checklist_caption, work),) if rows else ()
            return Section("checklist", len(path), number, more.checklist, blocks)
        makers = [
            _simple(f"checklist/{slug}", title, _table_of(members, f"{title}", work), work)
            for slug, title, members in groups
        ]
        return Section("checklist", len(path), number, more.checklist, (), arranged(makers, path, work))

    # Without goals there is nothing to list; a heading over nothing is not handed in.
    return [("overview", about), ("checklist", listed)] if rows else [("overview", about)]


def _table_of(rows: Sequence[Placed], group: str, work: Work) -> Callable[[], tuple[Block, ...]]:
    caption = work.more.grouped_caption.format(tag=work.more.checklist_caption, group=group)
    return lambda: (goal_table(rows, caption, work),)


def _goal_words(told: Told, work: Work) -> str:
    more, words = work.more, work.words
    rows = told.rows
    total = len(rows)
    if not total:
        return more.checklist_none.format(reports=len(told.reports))
    owned = sum(bool(row.annotation.fields.get("responsible")) for row in rows)
    dated = sum(bool(row.annotation.fields.get("deadline")) for row in rows)
    text = more.checklist_summary.format(reports=len(told.reports), total=total, owned=owned, dated=dated)
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        if said := work.verdicts.get(row.annotation.id):
            found[said[-1][0]] += 1
    named = [(words.verdicts[verdict], found[verdict]) for verdict in words.verdicts if found.get(verdict)]
    if named:
        shown = words.join.join(words.tag_count.format(tag=name, n=n) for name, n in named)
        text += more.checklist_verdicts.format(n=sum(n for _, n in named), verdicts=shown)
    still = total - sum(found.values())
    return text + (more.checklist_open.format(n=still) if still else "")


# ---- 指标台账


def _metrics(told: Told, work: Work) -> list[Maker]:
    """Figures as tables: one per report, or by indicator, year or issuer."""
    group = work.plan.group
    if group is Grouping.AUTO:
        group = Grouping.REPORT
    makers = [_overview(told, work)]
    rows = moved_rows(told.rows, work)
    groups = groups_of(rows, group, work) if rows else []
    if len(groups) == 1:
        caption = work.more.table_caption.format(short=work.shorts[rows[0].annotation.report_id], tag="").strip()
        name = work.tag_name(METRIC)
        title = name if group is Grouping.REPORT else groups[0][1] or name
        return [*makers, _simple("metrics", title, _metrics_of(rows, f"{caption}{name}", work), work)]
    for slug, title, members in groups:
        makers.append(_simple(f"metrics/{slug}", title, _metrics_of(members, title, work), work))
    return makers


def _metrics_of(rows: Sequence[Placed], caption: str, work: Work) -> Callable[[], tuple[Block, ...]]:
    return lambda: (metric_table(rows, caption, work),)


# ---- 摘编


def _quotes(told: Told, work: Work) -> list[Maker]:
    """Nothing but the words of the reports and where they stand."""
    work.bare = True
    wanted = figure_blocks(told.rows, work)
    head = [_simple("figures", work.more.figures, lambda: tuple(wanted), work)] if wanted else []
    return [*head, *_excerpts(told, work)]


def _excerpts(told: Told, work: Work) -> list[Maker]:
    group = Grouping.REPORT if len(told.reports) > 1 else Grouping.HEADING
    if work.plan.group is not Grouping.TAG and work.plan.group is not Grouping.REPORT:
        return tag_makers("tag", told.rows, group, work)
    if work.plan.group is Grouping.TAG:
        return tag_makers("tag", told.rows, Grouping.NONE, work)
    return [
        (f"report/{report.id}", _quoted(report, rows, work))
        for report in told.reports
        if (rows := told.placed[report.id])
    ]


def _quoted(report: Report, rows: Sequence[Placed], work: Work) -> Callable[[tuple[int, ...]], Section]:
    key = f"report/{report.id}"
    per_tag: dict[TagId, list[Placed]] = defaultdict(list)
    for row in rows:
        per_tag[row.annotation.tag_id].append(row)

    def make(path: tuple[int, ...]) -> Section:
        makers = [
            tag_maker(f"{key}/{tag_id}", tag_id, per_tag[tag_id], Grouping.NONE, work)
            for tag_id in work.in_order(per_tag)
        ]
        number = numbering(path, work.words.language)
        return Section(key, len(path), number, report.title, (), arranged(makers, path, work))

    return make


_KINDS: Mapping[Kind, Callable[[Told, Work], list[Maker]]] = {
    Kind.REPORT: _report,
    Kind.COMPARE: _compare,
    Kind.CHECKLIST: _checklist,
    Kind.METRICS: _metrics,
    Kind.QUOTES: _quotes,
}
