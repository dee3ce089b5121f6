"""The tables of a briefing: metrics, goals with their outcome, any tag with its fields, indicators by report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from quandian.core.briefing_deadlines import stated_deadline
from quandian.core.briefing_figures import figure, is_masked
from quandian.core.briefing_tree import Cell, CellKind, Column, Ref, Table, TableRow
from quandian.core.briefing_widths import Share, fitted, shared_out
from quandian.core.briefing_words import shown_date
from quandian.core.briefing_work import Placed, Work, source_ref
from quandian.core.codebook import GOAL
from quandian.core.model import Annotation, Report, ReportId, Status, TagId

QUOTE_ROOM = 40  # characters of a result in a cell; the citation leads to the rest
MATRIX_REPORTS = 4  # columns of a matrix on a page of 156 mm; more reports than that become rows


def tag_table(tag_id: TagId, rows: Sequence[Placed], group: str, work: Work) -> Table:
    """Return the items of one tag as a table: figures, goals with outcome, or the tag's own fields."""
    name = work.tag_name(tag_id)
    if group == name:
        group = ""
    reports = {row.annotation.report_id for row in rows}
    if len(reports) == 1 and not group:
        caption = work.more.table_caption.format(short=work.shorts[next(iter(reports))], tag=name)
    else:
        caption = work.more.grouped_caption.format(tag=name, group=group) if group else name
    if work.bare:
        return _field_table(tag_id, rows, caption, work)
    if work.is_metric(tag_id):
        return metric_table(rows, caption, work)
    tag = work.tags.get(tag_id)
    if tag_id == GOAL or (tag is not None and tag.parent == GOAL):
        return _short_goals(rows, caption, work) if work.compact else goal_table(rows, caption, work, form=False)
    return _field_table(tag_id, rows, caption, work)


def _build(
    rows: Sequence[Placed],
    caption: str,
    columns: Sequence[Column],
    cells: Callable[[Placed], tuple[Cell, ...]],
    name: Callable[[Placed], str],
    work: Work,
    optional: Sequence[int] = (),
) -> Table:
    """Return a table with a row per item; ``optional`` columns (from 1, the number not counted) go when empty."""
    label = work.table_label()
    out, notes = [], []
    for n, row in enumerate(rows, start=1):
        work.step()
        row.put((n,), label)
        out.append(TableRow((Cell(str(n)), *cells(row)), row.citation.bookmark, row.citation))
        if extra := work.words.semicolon.join(_row_notes(row.annotation, work)):
            notes.append(work.words.row_note.format(n=n, name=name(row), note=extra))
    empty = {n for n in optional if all(row.cells[n].plain == "—" for row in out)}
    if empty:
        columns = [column for n, column in enumerate(columns) if n not in empty]
        out = [replace(row, cells=tuple(c for n, c in enumerate(row.cells) if n not in empty)) for row in out]
    return Table(label, caption, fitted(columns, out), tuple(out), tuple(notes))


def _row_notes(annotation: Annotation, work: Work) -> list[str]:
    if work.bare:
        return []
    out = [work.words.doubtful[1]] if annotation.status is Status.DOUBTFUL else []
    if work.options.notes and annotation.note.strip():
        out.append(" ".join(annotation.note.split()))
    return out


def _several(rows: Sequence[Placed]) -> bool:
    return len({row.annotation.report_id for row in rows}) > 1


def _source(row: Placed, several: bool, work: Work) -> Cell:
    if several:
        words = row.citation.text.strip("〔〕")
        return Cell(refs=(Ref(words, row.citation.source, row.link),))
    return Cell(refs=(source_ref(row),))


def metric_table(rows: Sequence[Placed], caption: str, work: Work) -> Table:
    """Return figures: indicator, figure, comparator, period, the words of the report, where they stand."""
    words = work.words
    if work.compact:
        return _short_metrics(rows, caption, work)
    several = _several(rows)
    kinds = (
        CellKind.WORD,
        CellKind.TEXT,
        CellKind.NUMBER,
        CellKind.WORD,
        CellKind.WORD,
        CellKind.TEXT,
        CellKind.SOURCE,
    )
    columns = [Column(*one) for one in zip((words.number, *words.metric_columns), kinds, strict=True)]

    def cells(row: Placed) -> tuple[Cell, ...]:
        fields, quote = row.annotation.fields, row.annotation.quote
        shown, compared = figure(fields, quote, words)
        return (
            Cell(_named(row, work)),
            Cell(work.named_aim(shown, row)),
            Cell(compared),
            Cell(_period(fields.get("period"), words.language) or "—"),
            Cell(row.told(words.semicolon)),
            _source(row, several, work),
        )

    return _build(rows, caption, columns, cells, lambda row: _named(row, work), work, optional=(3, 4))


def _period(value: object, language: str) -> str:
    """Return a period for a column: a year as its digits, a date as running text has it."""
    text = str(value or "").strip()
    return text if text.isdecimal() else shown_date(text, language)


def _named(row: Placed, work: Work) -> str:
    return str(row.annotation.fields.get("indicator") or "").strip() or work.words.unnamed


def _short_metrics(rows: Sequence[Placed], caption: str, work: Work) -> Table:
    """Return figures in rows of one line: comparator and figure together, the period where it is not the report's."""
    words = work.words
    several = _several(rows)
    titles = (words.number, *(words.metric_columns[n] for n in (0, 1, 3, 4, 5)))
    kinds = (CellKind.WORD, CellKind.TEXT, CellKind.NUMBER, CellKind.WORD, CellKind.TEXT, CellKind.SOURCE)

    def cells(row: Placed) -> tuple[Cell, ...]:
        period = str(row.annotation.fields.get("period") or "").strip()
        if period == work.reports[row.annotation.report_id].year:
            period = ""
        return (
            Cell(_named(row, work)),
            Cell(work.named_aim(_whole(row, work), row)),
            Cell(_period(period, words.language) or "—"),
            Cell(row.told(work.words.semicolon)),
            _source(row, several, work),
        )

    columns = [Column(*one) for one in zip(titles, kinds, strict=True)]
    return _build(rows, caption, columns, cells, lambda row: _named(row, work), work, optional=(3,))


def _whole(row: Placed, work: Work) -> str:
    """Return a figure with its comparator: 超过1100亿元."""
    shown, compared = figure(row.annotation.fields, row.annotation.quote, work.words)
    gap = " " if work.words.language == "en" else ""
    return shown if compared == "—" or shown == work.words.masked_value else f"{compared}{gap}{shown}"


def goal_table(rows: Sequence[Placed], caption: str, work: Work, *, form: bool = True) -> Table:
    """Return goals: the words and where they stand, unit in charge, deadline, what became of them.

    ``form`` keeps the columns that nothing is known for, to be filled in by hand. The citation stands behind the
    words, as in running text: a column of its own would take the width that goals and outcomes need.
    """
    titles = work.more.checklist_columns[:5]
    several = _several(rows)
    kinds = (CellKind.WORD, CellKind.TEXT, CellKind.WORD, CellKind.WORD, CellKind.TEXT)
    columns = [Column(*one) for one in zip(titles, kinds, strict=True)]

    def cells(row: Placed) -> tuple[Cell, ...]:
        fields = row.annotation.fields
        deadline = stated_deadline(fields.get("deadline"), row.annotation.quote, work.words.language)
        return (
            _goal_cell(row, several, work),
            Cell(str(fields.get("responsible") or "").strip() or "—"),
            Cell(deadline or "—"),
            outcome_cell(row, work),
        )

    made = _build(rows, caption, columns, cells, _nameless, work, () if form else (2, 3, 4))
    return replace(made, columns=shared_out(made.columns, made.rows, dict(zip(titles, _SHARES, strict=True))))


_SHARES = (Share(), Share(1.0), Share(most=22.0), Share(most=27.0), Share(0.9, least=26.0))
"""Of a table of goals: number; goal; unit; deadline; outcome, with room to write by hand where there is none."""


def _goal_cell(row: Placed, several: bool, work: Work) -> Cell:
    """Return the words of a goal with their citation in brackets: paragraph alone where all are of one report."""
    where = row.citation.paragraph_words
    source = row.citation.text if several or not where else f"〔{where}〕"
    words = " ".join(row.told(work.words.semicolon).split())
    return Cell(refs=(Ref(words), Ref(source, row.citation.source, row.link)), separator="")


def _short_goals(rows: Sequence[Placed], caption: str, work: Work) -> Table:
    """Return goals with unit and deadline in one column and the verdict alone, which leads to where it comes from."""
    number, goal, _, _, outcome, source = work.more.checklist_columns
    several = _several(rows)
    titles = (number, goal, work.more.owner_and_deadline, outcome, source)
    kinds = (CellKind.WORD, CellKind.TEXT, CellKind.TEXT, CellKind.WORD, CellKind.SOURCE)

    def cells(row: Placed) -> tuple[Cell, ...]:
        fields = row.annotation.fields
        deadline = stated_deadline(fields.get("deadline"), row.annotation.quote, work.words.language)
        asked = [one for one in (str(fields.get("responsible") or "").strip(), deadline) if one]
        said: dict[str, Ref] = {}
        for verdict, origin in work.verdicts.get(row.annotation.id, ()):
            name, found = work.words.verdicts.get(verdict, verdict), work.origins.get(origin)
            target = found.citation.bookmark if found and origin in work.listed else ""
            said.setdefault(name, Ref(name, target, found.link if found else ""))
        outcomes = (
            Cell(refs=tuple(said.values()), separator=work.words.semicolon) if said else Cell(work.more.no_result)
        )
        return (
            Cell(row.told(work.words.semicolon)),
            Cell(work.words.semicolon.join(asked) or "—"),
            outcomes,
            _source(row, several, work),
        )

    columns = [Column(*one) for one in zip(titles, kinds, strict=True)]
    return _build(rows, caption, columns, cells, _nameless, work, (2, 3))


def outcome_cell(row: Placed, work: Work) -> Cell:
    """Return what reports say of a goal: verdict, the words of the result and where they stand, newest last."""
    said: dict[str, Ref] = {}
    for verdict, origin in work.verdicts.get(row.annotation.id, ()):
        name = work.words.verdicts.get(verdict, verdict)
        found = work.origins.get(origin)
        if found is None:
            said.setdefault(name, Ref(name))
            continue
        quote = _cut(found.told(work.words.semicolon), QUOTE_ROOM)
        text = quote
        source = found.citation.text.strip("〔〕")
        if name:
            text = work.more.result.format(verdict=name, quote=quote, source=source)
        target = found.citation.bookmark if origin in work.listed else ""
        said.setdefault(text, Ref(text, target, found.link))
    return Cell(refs=tuple(said.values()), separator=work.words.semicolon) if said else Cell(work.more.no_result)


def _nameless(_row: Placed) -> str:
    """Notes below a table of quotes name their row by its number alone."""
    return ""


def _cut(text: str, room: int) -> str:
    """Return words that end where a clause does, with an ellipsis, if they are much longer than ``room``."""
    text = " ".join(text.split())
    if len(text) <= room * 3 // 2:
        return text
    ends = [n for n, character in enumerate(text[:room]) if character in "，,；;。"]
    return text[: ends[-1] if ends else room] + "……"


def _field_table(tag_id: TagId, rows: Sequence[Placed], caption: str, work: Work) -> Table:
    words = work.words
    tag = work.tags.get(tag_id)
    fields = tag.fields if tag and not work.bare else ()
    specs = [s for s in fields if any(row.annotation.fields.get(s.name) for row in rows)][:4]
    several = _several(rows)
    heads = [spec.label_en if words.language == "en" else spec.label for spec in specs]
    columns = [
        Column(words.number, CellKind.WORD),
        Column(work.more.passage, CellKind.TEXT),
        *(Column(head, CellKind.TEXT) for head in heads),
        Column(words.metric_columns[-1], CellKind.SOURCE),
    ]

    def shown(row: Placed, n: int) -> str:
        value = row.annotation.fields.get(specs[n].name)
        if value is True:
            return words.yes
        text = str(value or "").strip()
        if specs[n].type == "period" and text == work.reports[row.annotation.report_id].year:
            return "—"  # every reader takes it for the report's own year
        if specs[n].type == "date":
            return stated_deadline(text, row.annotation.quote, words.language) or "—"
        return (shown_date(text, words.language) if specs[n].type == "period" else text) or "—"

    def cells(row: Placed) -> tuple[Cell, ...]:
        fields = (Cell(shown(row, n)) for n in range(len(specs)))
        return (Cell(row.told(work.words.semicolon)), *fields, _source(row, several, work))

    places = range(2, 2 + len(specs))
    return _build(rows, caption, columns, cells, _nameless, work, places)


# ---- indicators across reports


def shared_indicators(rows: Sequence[Placed], work: Work) -> dict[str, list[Placed]]:
    """Return the figures of indicators that at least two reports have, most reports first, then as they appear."""
    found: dict[str, list[Placed]] = defaultdict(list)
    for row in rows:
        if name := work.indicator(row):
            found[name].append(row)
    spread = {name: len({row.annotation.report_id for row in members}) for name, members in found.items()}
    names = sorted((name for name in found if spread[name] > 1), key=lambda name: -spread[name])
    return {name: found[name] for name in names}


def matrix_table(shared: dict[str, list[Placed]], reports: Sequence[Report], work: Work) -> Table:
    """Return indicators by report: a column per report, or a row per figure where reports are too many for columns."""
    here = {row.annotation.report_id for rows in shared.values() for row in rows}
    columns_for = [report for report in reports if report.id in here]
    label = work.table_label()
    if len(columns_for) > MATRIX_REPORTS:
        return _long_table(shared, columns_for, label, work)
    columns = [
        Column(work.more.indicator, CellKind.TEXT),
        *(Column(work.shorts[report.id], CellKind.TEXT) for report in columns_for),
    ]
    out = []
    for n, (name, rows) in enumerate(shared.items(), start=1):
        anchor = rows[0].citation.bookmark
        place = (n, label, anchor)
        cells = [Cell(name)]
        cells += [
            _figures_cell([row for row in rows if row.annotation.report_id == report.id], place, work)
            for report in columns_for
        ]
        out.append(TableRow(tuple(cells), anchor))
    return Table(label, work.more.compared_caption, fitted(columns, out), tuple(out))


def _figures_cell(rows: Sequence[Placed], place: tuple[int, str, str], work: Work) -> Cell:
    """Return the figures of one report in one cell, each with its period where it is not the report's own year.

    ``place`` is row, table and bookmark.
    """
    n, label, anchor = place
    refs: dict[str, Ref] = {}
    for row in rows:
        work.step()
        row.put((n,), label, anchor=anchor)
        refs.setdefault(_stated(row, work), Ref(_stated(row, work), row.citation.source, row.link))
    return Cell(refs=tuple(refs.values()), separator=work.words.semicolon) if refs else Cell("—")


def _stated(row: Placed, work: Work) -> str:
    period = str(row.annotation.fields.get("period") or "").strip()
    if not period or period == work.reports[row.annotation.report_id].year:
        return work.named_aim(_whole(row, work), row)
    about = shown_date(period, work.words.language)
    if work.is_aim(row):  # （2025年目标）
        about = work.more.aim_of.format(period=about)
    return _whole(row, work) + work.words.about.format(about=about)


def _long_table(shared: dict[str, list[Placed]], reports: Sequence[Report], label: str, work: Work) -> Table:
    order: dict[ReportId, int] = {report.id: n for n, report in enumerate(reports)}
    columns = [
        Column(work.more.indicator, CellKind.TEXT),
        Column(work.more.report_column, CellKind.TEXT),
        Column(work.words.metric_columns[1], CellKind.TEXT),
        Column(work.words.metric_columns[-1], CellKind.SOURCE),
    ]
    out: list[TableRow] = []
    for name, rows in shared.items():
        for row in sorted(rows, key=lambda row: order[row.annotation.report_id]):
            work.step()
            row.put((len(out) + 1,), label)
            cells = (
                Cell(name),  # in every row: the first of a page would not say whose figure it is
                Cell(work.shorts[row.annotation.report_id]),
                Cell(_stated(row, work)),
                Cell(refs=(source_ref(row),)),
            )
            out.append(TableRow(cells, row.citation.bookmark, row.citation))
    return Table(label, work.more.compared_caption, fitted(columns, out), tuple(out))


def figures_table(rows: Sequence[Placed], wanted: Sequence[str], work: Work) -> Table | None:
    """Return the summary figures: the newest result of each indicator wanted, else the newest target, and whose it is.

    None when there is none.
    """
    by_name: dict[str, Placed] = {}
    for row in rows:
        name = work.indicator(row)
        if name in wanted and (name not in by_name or _newness(row, work) >= _newness(by_name[name], work)):
            by_name[name] = row
    if not by_name:
        return None
    kinds = (CellKind.TEXT, CellKind.TEXT, CellKind.NUMBER, CellKind.WORD, CellKind.SOURCE)
    columns = [Column(*one) for one in zip(work.more.figure_columns, kinds, strict=True)]
    label = work.table_label()
    out = []
    for name in dict.fromkeys(wanted):
        if name in by_name:
            row = by_name[name]
            fields = row.annotation.fields
            report = work.reports[row.annotation.report_id]
            period = str(fields.get("period") or "") or report.year
            out.append(
                TableRow(
                    (
                        Cell(name),
                        Cell(report.issuer or report.title),
                        Cell(work.named_aim(_whole(row, work), row)),
                        Cell(_period(period, work.words.language) or "—"),
                        _source(row, True, work),
                    )
                )
            )
    return Table(label, work.more.figures_caption, fitted(columns, out), tuple(out))


def _newness(row: Placed, work: Work) -> tuple[bool, bool, str]:
    """Return what the newest figure is told by; what can be read goes before what is masked, results before targets."""
    report = work.reports[row.annotation.report_id]
    when = str(row.annotation.fields.get("period") or "") or report.year
    return not is_masked(row.annotation.fields), not work.is_aim(row), when
