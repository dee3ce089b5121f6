"""The first section of a briefing: what it stands on, in words and as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quandian.core.briefing_charts import chart_of
from quandian.core.briefing_figures import is_masked
from quandian.core.briefing_tables import figures_table
from quandian.core.briefing_tree import Block, Cell, CellKind, Cite, Column, Paragraph, Ref, Section, Table, TableRow
from quandian.core.briefing_words import numbering
from quandian.core.briefing_work import Placed, Work, about_report, counted, report_bookmark, room_of
from quandian.core.model import Report, ReportId, TagId

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
    if total:
        text = words.summary.format(reports=len(reports), total=total, tags=counted(counts, work))
    else:
        text = words.summary_empty.format(reports=len(reports))
    blocks: list[Block] = []
    if len(reports) == 1:
        about = about_report(reports[0], work)
        about = words.about.format(about=about) if about else ""
        text += words.one_report.format(title=reports[0].title, about=about)
    if masked := sum(_masked(row, work) for rows in placed.values() for row in rows):
        text += words.masked.format(n=masked)
    if followed := _followed(placed, work):
        text += followed
    if total and work.options.appendix:
        text += words.how_cited if work.plan.cite is Cite.BRACKETS else work.more.how_noted
    blocks.append(Paragraph("overview/summary", text))
    if len(reports) > 1:
        blocks.append(reports_table(reports, placed, counts, work))
    rows = [row for report in reports for row in placed[report.id]]
    blocks += figure_blocks(rows, work)
    return Section("overview", len(path), numbering(path, words.language), words.overview, tuple(blocks))


def figure_blocks(rows: Sequence[Placed], work: Work) -> list[Block]:
    """Return the summary figures and charts that the plan wants, as far as there are figures for them."""
    metrics = [row for row in rows if work.is_metric(row.annotation.tag_id)]
    out: list[Block] = []
    table = figures_table(metrics, work.plan.figures, work) if work.plan.figures else None
    if table is not None:
        out.append(table)
    charts = (chart_of(metrics if chart.indicator else rows, chart, work) for chart in work.plan.charts)
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
        shown = [*shown[: TAG_COLUMNS - 1], (words.other, rest)]
    columns = [
        Column(number, CellKind.WORD, 12),
        Column(title, CellKind.TEXT, 46),
        Column(issuer, CellKind.TEXT, 34),
        Column(date, CellKind.WORD, 24),
        *(Column(name, CellKind.NUMBER, max(12, room_of(name))) for name, _ in shown),
    ]
    rows = []
    for n, report in enumerate(reports, start=1):
        rows_here = placed[report.id]
        per_tag = [sum(row.annotation.tag_id in tag_ids for row in rows_here) for _, tag_ids in shown]
        # The title leads to the appendix, which a report without annotations has no place in.
        target = report_bookmark(rows_here) if rows_here and work.options.appendix and not work.plan.hidden else ""
        cells = (
            Cell(str(n)),
            Cell(report.title, (Ref(report.title, target),)),
            Cell(report.issuer),
            Cell(report.issued_on or report.year),
            *(Cell(str(count)) for count in per_tag),
        )
        rows.append(TableRow(cells))
    return Table(work.table_label(), words.reports_caption, tuple(columns), tuple(rows))
