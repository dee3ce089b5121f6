"""The parts of a briefing: overview, sections per report and tag, items, the table of metrics, the appendix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quandian.core.briefing_figures import figure, is_masked
from quandian.core.briefing_tree import (
    Block,
    Cell,
    CellKind,
    Citation,
    Column,
    Detail,
    Paragraph,
    Quote,
    Ref,
    Section,
    Source,
    Table,
    TableRow,
)
from quandian.core.briefing_words import (
    Words,
    above,
    heading_words,
    item_number,
    numbering,
    runs_of,
    shown_date,
    without_number,
)
from quandian.core.codebook import METRIC
from quandian.core.model import Annotation, AnnotationId, Field, Passage, Report, ReportId, Role, Status, Tag, TagId
from quandian.core.progress import Progress

GROUP_FROM = 6  # items: fewer need no headings between them
TAG_COLUMNS = 5  # of the table of reports; the tags beyond them share the last
GROUP_SIZE = 2.5  # items a heading must bring on average; else the headings outweigh what they order
_STOPS = "。！？!?…；;"
_HEADING_STOPS = "。：:；;，,"


@dataclass(frozen=True, slots=True)
class BriefingOptions:
    """What the briefing should be. ``date`` is ISO or empty; ``tag_ids`` None takes every tag; "zh" or "en"."""

    title: str = ""
    date: str = ""
    author: str = ""
    language: str = "zh"
    tag_ids: tuple[TagId, ...] | None = None
    notes: bool = True
    group: bool = True
    appendix: bool = True


@dataclass(slots=True)
class Placed:
    """An annotation with where it stands.

    ``section`` are the report's headings above it, its own if it is one. ``path`` is where the briefing has put it:
    the numbers of its headings and its own, or its own number alone in the table ``table``; ``is_heading`` when it
    is one of the briefing's headings itself.
    """

    annotation: Annotation
    citation: Citation
    passage: Passage | None
    section: tuple[str, ...] = ()
    path: tuple[int, ...] = ()
    table: str = ""
    is_heading: bool = False


@dataclass(slots=True)
class Work:
    """What the steps of one build share; lives for one call of ``build_briefing``."""

    words: Words
    options: BriefingOptions
    tags: Mapping[TagId, Tag]
    progress: Progress
    total: int
    shorts: Mapping[ReportId, str]
    verdicts: Mapping[AnnotationId, list[tuple[str, AnnotationId]]] = field(default_factory=dict)
    citations: Mapping[AnnotationId, Citation] = field(default_factory=dict)
    tables: int = 0
    done: int = 0

    def table_label(self) -> str:
        """Return the label of the next table."""
        self.tables += 1
        return self.words.table.format(n=self.tables)

    def tag_name(self, tag_id: TagId) -> str:
        """Return a tag's name in the briefing's language; a tag that is not in the codebook keeps its id."""
        tag = self.tags.get(tag_id)
        if tag is None:
            return tag_id
        return (tag.name_en or tag.name) if self.words.language == "en" else tag.name

    def in_order(self, tag_ids: Iterable[TagId]) -> list[TagId]:
        """Return the tags in codebook order, unknown ones last by id."""
        order = {tag_id: position for position, tag_id in enumerate(self.tags)}
        return sorted(set(tag_ids), key=lambda tag_id: (order.get(tag_id, len(order)), tag_id))

    def is_metric(self, tag_id: TagId) -> bool:
        """Whether items of the tag are told as rows of a table: the metric and what is filed under it."""
        tag = self.tags.get(tag_id)
        return tag_id == METRIC or (tag is not None and tag.parent == METRIC)

    def step(self) -> None:
        """Count one item as done. Raises Cancelled when the user asked to stop."""
        self.done += 1
        self.progress.step(self.done, self.total)


def counted(counts: Mapping[TagId, int], work: Work) -> str:
    """Return 目标3条、成效5条."""
    return work.words.join.join(
        work.words.tag_count.format(tag=work.tag_name(tag_id), n=n) for tag_id, n in counts.items()
    )


def about_report(report: Report, work: Work) -> str:
    """Return issuer, document number and date of a report in one phrase, empty when none is known."""
    facts = (report.issuer, report.doc_number, shown_date(report.issued_on, work.words.language))
    return ("，" if work.words.language == "zh" else ", ").join(fact for fact in facts if fact)


# ---- overview


def overview(
    reports: Sequence[Report], placed: Mapping[ReportId, Sequence[Placed]], counts: Mapping[TagId, int], work: Work
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
    if total:
        text += words.how_cited
    blocks.append(Paragraph("overview/summary", text))
    if len(reports) > 1:
        blocks.append(_reports_table(reports, placed, counts, work))
    return Section("overview", 1, numbering((1,), words.language), words.overview, tuple(blocks))


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


def _reports_table(
    reports: Sequence[Report], placed: Mapping[ReportId, Sequence[Placed]], counts: Mapping[TagId, int], work: Work
) -> Table:
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
        target = report_bookmark(rows_here) if rows_here and work.options.appendix else ""
        cells = (
            Cell(str(n)),
            Cell(report.title, (Ref(report.title, target),)),
            Cell(report.issuer),
            Cell(report.issued_on or report.year),
            *(Cell(str(count)) for count in per_tag),
        )
        rows.append(TableRow(cells))
    return Table(work.table_label(), words.reports_caption, tuple(columns), tuple(rows))


def room_of(name: str) -> float:
    """Return the width in mm that a column's head needs on one line: 12 pt type, Latin letters about half as wide."""
    return 3 + sum(2.3 if character.isascii() else 4.4 for character in name)


def report_bookmark(rows: Sequence[Placed]) -> str:
    """Return the bookmark of a report in the appendix, from one of its citations."""
    return "r" + rows[0].citation.source[1:26]


# ---- sections


def report_section(report: Report, rows: Sequence[Placed], path: tuple[int, ...], work: Work) -> Section:
    """Return the section of one report among several."""
    words = work.words
    per_tag: dict[TagId, int] = defaultdict(int)
    for row in rows:
        per_tag[row.annotation.tag_id] += 1
    if rows:
        facts = [about_report(report, work), counted({t: per_tag[t] for t in work.in_order(per_tag)}, work)]
        text = words.semicolon.join(fact for fact in facts if fact) + words.stop
    else:
        text = words.nothing
    return Section(
        key=f"report/{report.id}",
        level=1,
        number=numbering(path, words.language),
        title=report.title,
        blocks=(Paragraph(f"report/{report.id}/about", text),),
        sections=tuple(tag_sections(report, rows, path, 0, work)),
    )


def tag_sections(
    report: Report, rows: Sequence[Placed], path: tuple[int, ...], before: int, work: Work
) -> list[Section]:
    """Return a section per tag that has items, below ``path``, numbered on from ``before``."""
    per_tag: dict[TagId, list[Placed]] = defaultdict(list)
    for row in rows:
        per_tag[row.annotation.tag_id].append(row)
    out = []
    for n, tag_id in enumerate(work.in_order(per_tag), start=before + 1):
        here = (*path, n)
        key = f"report/{report.id}/{tag_id}"
        blocks: tuple[Block, ...] = ()
        below: tuple[Section, ...] = ()
        if work.is_metric(tag_id):
            blocks = (_metric_table(report, tag_id, per_tag[tag_id], work),)
        else:
            groups = _groups(per_tag[tag_id], work)
            if len(groups) == 1:
                blocks = tuple(_items(per_tag[tag_id], here, work))
            else:
                below = tuple(
                    _group_section(key, title, members, (*here, m), work)
                    for m, (title, members) in enumerate(groups, start=1)
                )
        out.append(Section(key, len(here), numbering(here, work.words.language), work.tag_name(tag_id), blocks, below))
    return out


def _group_section(key: str, title: str, rows: Sequence[Placed], path: tuple[int, ...], work: Work) -> Section:
    shown = heading_words(title) or (work.words.opening if path[-1] == 1 else work.words.other)
    first = rows[0]
    citation = None
    if first.passage and first.passage.role is Role.HEADING and not _details(first.annotation, work):
        words = without_number(first.annotation.quote)
        if words.rstrip(_HEADING_STOPS) == shown:  # the heading is the first item: cited there, not said twice
            work.step()
            first.path, first.is_heading, citation, rows = path, True, first.citation, rows[1:]
    blocks = tuple(_items(rows, path, work))
    number = numbering(path, work.words.language)
    return Section(f"{key}/{path[-1]}", len(path), number, shown, blocks, citation=citation)


def _groups(rows: Sequence[Placed], work: Work) -> list[tuple[str, list[Placed]]]:
    """Return the items under the report's own headings, or all under none where headings would not help.

    The deepest level of headings is taken that still brings enough items a heading.
    """
    if not work.options.group or len(rows) < GROUP_FROM:
        return [("", list(rows))]
    paths = [row.section for row in rows]
    for depth in range(max(map(len, paths)), 0, -1):
        groups: dict[tuple[str, ...], list[Placed]] = defaultdict(list)
        for section, row in zip(paths, rows, strict=True):
            groups[section[:depth]].append(row)
        if 1 < len(groups) <= len(rows) / GROUP_SIZE:
            return [(section[-1] if section else "", members) for section, members in groups.items()]
    return [("", list(rows))]


def _items(rows: Sequence[Placed], path: tuple[int, ...], work: Work) -> list[Quote]:
    out = []
    for n, row in enumerate(rows, start=1):
        work.step()
        here = (*path, n)
        row.path = here
        text = row.annotation.quote.strip()
        if row.passage and row.passage.role is Role.HEADING:  # else the number of a heading follows that of the item
            text = without_number(text)
        out.append(
            Quote(
                number=item_number(here, work.words.language),
                text=text,
                tag_id=row.annotation.tag_id,
                citation=row.citation,
                stop="" if text[-1:] in _STOPS else work.words.stop,
                details=tuple(_details(row.annotation, work)),
            )
        )
    return out


def _details(annotation: Annotation, work: Work) -> list[Detail]:
    """Return the fields that say more than the words do, the doubt, the verdicts and the note."""
    words = work.words
    tag = work.tags.get(annotation.tag_id)
    out = []
    for spec in tag.fields if tag else ():
        value = field_words(spec, annotation.fields.get(spec.name), words)
        # A period is in the words or is the report's own; only custom tags, which chose the field, show it.
        if value and not (spec.type == "period" and tag is not None and tag.built_in):
            out.append(Detail(spec.label_en if words.language == "en" else spec.label, value))
    seen: set[tuple[str, str]] = set()  # two results of one paragraph that keep a promise are told once
    for verdict, origin in work.verdicts.get(annotation.id, ()):
        said = words.verdicts.get(verdict, verdict)
        citation = work.citations.get(origin)
        key = (said, citation.text if citation else "")
        if any(key) and key not in seen:
            seen.add(key)
            out.append(Detail(words.verdict, said, Ref(citation.text, citation.bookmark) if citation else None))
    if annotation.status is Status.DOUBTFUL:
        out.append(Detail(*words.doubtful))
    if work.options.notes and annotation.note.strip():
        out.append(Detail(words.note, annotation.note.strip()))
    return out


def field_words(spec: Field, value: object, words: Words) -> str:
    """Return a field's value as a reader expects it; empty for what is not filled in."""
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return words.yes
    text = str(value).strip()
    return shown_date(text, words.language) if spec.type in ("date", "period") else text


# ---- metrics


def _metric_table(report: Report, tag_id: TagId, rows: Sequence[Placed], work: Work) -> Table:
    words = work.words
    label = work.table_label()
    kinds = (
        (CellKind.WORD, 12),
        (CellKind.TEXT, 41),
        (CellKind.NUMBER, 27),
        (CellKind.WORD, 16),
        (CellKind.WORD, 14),
        (CellKind.TEXT, 28),
        (CellKind.SOURCE, 18),
    )
    titles = (words.number, *words.metric_columns)
    columns = tuple(Column(title, *kind) for title, kind in zip(titles, kinds, strict=True))
    out, notes = [], []
    for n, row in enumerate(rows, start=1):
        work.step()
        row.path, row.table = (n,), label
        annotation, fields = row.annotation, row.annotation.fields
        name = str(fields.get("indicator") or "").strip() or words.unnamed
        cells = (
            Cell(str(n)),
            Cell(name),
            *map(Cell, figure(fields, annotation.quote, words)),
            Cell(str(fields.get("period") or "").strip() or "—"),
            Cell(annotation.quote.strip()),
            Cell(refs=(Ref(row.citation.paragraph_words or row.citation.short, row.citation.source),)),
        )
        out.append(TableRow(cells, row.citation.bookmark, row.citation))
        extra = words.semicolon.join(_metric_notes(annotation, work))
        if extra:
            notes.append(words.row_note.format(n=n, name=name, note=extra))
    caption = words.metrics_caption.format(short=work.shorts[report.id], tag=work.tag_name(tag_id))
    return Table(label, caption, columns, tuple(out), tuple(notes))


def _metric_notes(annotation: Annotation, work: Work) -> list[str]:
    out = [work.words.doubtful[1]] if annotation.status is Status.DOUBTFUL else []
    if work.options.notes and annotation.note.strip():
        out.append(" ".join(annotation.note.split()))
    return out


# ---- appendix


def source(report: Report, rows: Sequence[Placed], number: int, work: Work) -> Source:
    """Return the appendix entry of a report: every cited place once, with where the briefing uses it."""
    words = work.words
    cited: dict[str, list[Placed]] = defaultdict(list)
    for row in rows:
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
                    Cell(first.citation.paragraph_words or "—"),
                    Cell(heading_words(first.section[-1]) if first.section else "—"),
                    Cell(refs=tuple(_places(members, words)), separator=words.join),
                ),
                name,
            )
        )
    label = words.cited_caption.format(short=work.shorts[report.id])
    facts = (
        about_report(report, work),
        words.source_file.format(name=report.source_name) if report.source_name else "",
    )
    return Source(
        report_id=report.id,
        bookmark=report_bookmark(rows),
        number=f"{number}.",
        title=f"《{report.title}》" if words.language == "zh" else report.title,
        about=words.semicolon.join(fact for fact in facts if fact) + words.stop,
        entries=Table("", label, columns, tuple(out)),
    )


def _places(rows: Sequence[Placed], words: Words) -> list[Ref]:
    """Return where the briefing uses these: 二（一）3, 5—7, 表1第2—4行; a run leads to its first."""
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
            out.append(Ref(text, row.citation.bookmark))
    return out
