"""The first section of a briefing: what it stands on, in words and as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quandian.core.briefing_charts import chart_of
from quandian.core.briefing_figures import is_masked
from quandian.core.briefing_tables import figures_table
from quandian.core.briefing_tree import Block, Cell, CellKind, Cite, Column, Paragraph, Ref, Section, Table, TableRow
from quandian.core.briefing_widths import fitted
from quandian.core.briefing_words import in_title_marks, numbering, plain_name, shortened, shown_date
from quandian.core.briefing_work import Placed, Work, about_report, counted, report_bookmark
from quandian.core.model import Report, ReportId, TagId

LEFT_OUT = 5  # titles of reports without annotations that are named
TAG_COLUMNS = 5  # of the table of reports; the tags beyond them share the last


def overview(
    reports: Sequence[Report],
    placed: Mapping[ReportId, Sequence[Placed]],
    counts: Mapping[TagId, int],
    path: tuple[int, ...],
    work: Work,
) -> Section:
    """Return the first section: what the briefing stands on, in words and, for several reports, as a table."""
    words = work.words
    total = sum(counts.values())
    told = [report for report in reports if placed[report.id]]
    if total:
        text = words.summary.format(reports=len(told), total=total, tags=counted(counts, work))
    else:
        text = words.summary_empty.format(reports=len(reports))
    blocks: list[Block] = []
    if len(reports) == 1:
        about = about_report(reports[0], work)
        about = words.about.format(about=about) if about else ""
        title = in_title_marks(reports[0].title) if words.language == "zh" else reports[0].title
        text += words.one_report.format(title=title, about=about)
        if total and not _plain_name(reports[0], work):
            text += words.called.format(short=work.shorts[reports[0].id])
    elif total and len(told) < len(reports):
        text += _left_out([report for report in reports if not placed[report.id]], work)
    if masked := sum(_masked(row, work) for rows in placed.values() for row in rows):
        text += words.masked.format(n=masked)
    if followed := _followed(placed, work):
        text += followed
    if total and work.options.appendix:
        text += words.how_cited if work.plan.cite is Cite.BRACKETS else work.more.how_noted
    blocks.append(Paragraph("overview/summary", text))
    if len(reports) > 1:
        blocks.append(reports_table(told or reports, placed, counts, work))
    rows = [row for report in reports for row in placed[report.id]]
    blocks += figure_blocks(rows, work)
    return Section("overview", len(path), numbering(path, words.language), words.overview, tuple(blocks))


def _plain_name(report: Report, work: Work) -> bool:
    """Whether anybody sees which report a citation means: its name there is not shortened."""
    name = plain_name(report.issuer or report.title)
    return shortened(name) == name


def _left_out(reports: Sequence[Report], work: Work) -> str:
    words = work.words
    titles = [in_title_marks(report.title) if words.language == "zh" else report.title for report in reports]
    shown = "".join(titles[:LEFT_OUT]) if words.language == "zh" else words.join.join(titles[:LEFT_OUT])
    if len(titles) > LEFT_OUT:
        shown += "等" if words.language == "zh" else " and others"
    return words.left_out.format(n=len(reports), titles=shown)


def figure_blocks(rows: Sequence[Placed], work: Work) -> list[Block]:
    """Return the summary figures and charts that the plan wants, as far as there are figures for them."""
    metrics = [row for row in rows if work.is_metric(row.annotation.tag_id)]
    out: list[Block] = []
    table = figures_table(metrics, work.plan.figures, work) if work.plan.figures else None
    if table is not None:
        out.append(table)
    charts = (chart_of(metrics if chart.indicator else rows, chart, work) for chart in work.plan.charts if chart.shown)
    return out + [chart for chart in charts if chart is not None]


def _masked(row: Placed, work: Work) -> bool:
    return work.is_metric(row.annotation.tag_id) and is_masked(row.annotation.fields)


def _followed(placed: Mapping[ReportId, Sequence[Placed]], work: Work) -> str:
    """Return the sentence on promises with a verdict; empty when there are none. The newest verdict counts."""
    words = work.words
    found = [
        work.verdicts[row.annotation.id][-1][0]
        for rows in placed.values()
        for row in rows
        if work.verdicts.get(row.annotation.id)
    ]
    named = [(words.verdicts[verdict], found.count(verdict)) for verdict in words.verdicts if verdict in found]
    if not named:
        return ""
    shown = words.join.join(words.tag_count.format(tag=name, n=n) for name, n in named)
    return words.followed.format(n=sum(n for _, n in named), verdicts=shown)


def reports_table(
    reports: Sequence[Report], placed: Mapping[ReportId, Sequence[Placed]], counts: Mapping[TagId, int], work: Work
) -> Table:
    """Return the reports with issuer, date and how many items of each tag they have."""
    words = work.words
    number, title, issuer, date = words.report_columns
    shown = [(work.tag_name(tag_id), {tag_id}) for tag_id in counts]
    if len(shown) > TAG_COLUMNS:
        rest = set(list(counts)[TAG_COLUMNS - 1 :])
        taken = {name for name, _ in shown}
        shown = [*shown[: TAG_COLUMNS - 1], (words.rest_of_tags if words.rest in taken else words.rest, rest)]
    columns = [
        Column(number, CellKind.WORD),
        Column(title, CellKind.TEXT),
        Column(issuer, CellKind.TEXT),
        Column(date, CellKind.WORD),
        *(Column(name, CellKind.NUMBER) for name, _ in shown),
    ]
    rows = []
    for n, report in enumerate(reports, start=1):
        rows_here = placed[report.id]
        per_tag = [sum(row.annotation.tag_id in tag_ids for row in rows_here) for _, tag_ids in shown]
        # The title leads to the appendix, which a report without annotations has no place in.
        target = report_bookmark(rows_here) if rows_here and work.options.appendix and not work.plan.hidden else ""
        title = report.title
        if rows_here and not _plain_name(report, work):
            title += words.cited_as.format(short=work.shorts[report.id])
        cells = (
            Cell(str(n)),
            Cell(title, (Ref(title, target),)),
            Cell(report.issuer),
            Cell(shown_date(report.issued_on or report.year, words.language)),
            *(Cell(str(count)) for count in per_tag),
        )
        rows.append(TableRow(cells))
    return Table(work.table_label(), words.reports_caption, fitted(columns, rows), tuple(rows))
