"""The appendix of a briefing: every report cited, every passage once, with where the briefing uses it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from quandian.core.briefing_tree import Cell, CellKind, Column, Ref, Source, Table, TableRow
from quandian.core.briefing_words import Words, above, heading_words, in_title_marks, item_number, numbering, runs_of
from quandian.core.briefing_work import Placed, Work, about_report, report_bookmark, source_ref
from quandian.core.model import Report

RUNS = 12  # of consecutive paragraphs that are named one by one


def source(report: Report, rows: Sequence[Placed], number: int, work: Work) -> Source:
    """Return the appendix entry of a report: every cited place once, with where the briefing uses it."""
    words = work.words
    if work.short_sources:
        return _short(report, rows, number, work)
    cited: dict[str, list[Placed]] = defaultdict(list)
    for row in rows:
        if not row.path:
            continue
        cited[row.citation.source].append(row)
    columns = tuple(
        Column(title, kind, weight)
        for title, kind, weight in zip(
            words.source_columns, (CellKind.SOURCE, CellKind.TEXT, CellKind.TEXT), (24, 60, 72), strict=True
        )
    )
    out = []
    for name, members in cited.items():
        first = members[0]
        out.append(
            TableRow(
                (
                    Cell(refs=(replace(source_ref(first), target=""),))
                    if first.citation.paragraph_words
                    else Cell("—"),
                    Cell(heading_words(first.section[-1]) if first.section else "—"),
                    Cell(refs=tuple(_places(members, words)), separator=words.join),
                ),
                name,
            )
        )
    label = words.cited_caption.format(short=work.shorts[report.id])
    return _entry(report, rows, number, _facts(report, work), Table("", label, columns, tuple(out)), work)


def _facts(report: Report, work: Work) -> list[str]:
    """Return what is said of a report besides its title; the name of a file on somebody's computer says nothing."""
    return [about_report(report, work) or work.more.no_issuer]


def _entry(
    report: Report, rows: Sequence[Placed], number: int, facts: Sequence[str], entries: Table, work: Work
) -> Source:
    words = work.words
    return Source(
        report_id=report.id,
        bookmark=report_bookmark(rows),
        number=f"{number}.",
        title=in_title_marks(report.title) if words.language == "zh" else report.title,
        about=words.semicolon.join(facts) + words.stop,
        entries=entries,
        cited=len({(row.citation.paragraph, row.citation.paragraph_to) for row in rows if row.path}),
    )


def _short(report: Report, rows: Sequence[Placed], number: int, work: Work) -> Source:
    """Return the entry of a report in a few lines: what it is and which of its paragraphs are cited."""
    words = work.words
    places = {(row.citation.paragraph, row.citation.paragraph_to) for row in rows if row.path}
    numbers = sorted({n for first, last in places if first for n in range(first, max(first, last) + 1)})
    runs = runs_of(numbers)
    shown = [words.paragraph.format(n=a) if a == b else words.paragraphs.format(n=a, to=b) for a, b in runs]
    cited = words.join.join(shown) if 0 < len(shown) <= RUNS else words.cited_many.format(n=len(numbers))
    facts = [*_facts(report, work), words.cited_here.format(places=cited)] if numbers else _facts(report, work)
    return _entry(report, rows, number, facts, Table("", "", (), ()), work)


def _places(rows: Sequence[Placed], words: Words) -> list[Ref]:
    """Return where the briefing uses these: 二（一）3, 5—7, 表1第2—4行; a run leads to its first."""
    rows = [row for row in rows if row.path]
    homes: dict[tuple[str, tuple[int, ...], bool], dict[int, Placed]] = defaultdict(dict)
    for row in rows:
        homes[row.table, row.path[:-1], row.is_heading][row.path[-1]] = row
    out = []
    for (table, _, is_heading), members in homes.items():
        number = numbering if is_heading else item_number
        for k, (first, last) in enumerate(runs_of(sorted(members))):
            row, end = members[first], members[last]
            if table:
                text = words.rows.format(table=table, n=first if first == last else f"{first}{words.dash}{last}")
            else:
                head = "" if k else above(row.path, words.language) + (" " if words.language == "en" else "")
                if is_heading and words.language == "en":  # 2.1.3 names its place by itself
                    head = ""
                numbers = [number(one.path, words.language).strip(" .、") for one in (row, end)]
                text = head + words.dash.join(dict.fromkeys(numbers))
            out.append(Ref(text, row.anchor))
    return out
