"""The sections of a briefing: items per tag, grouped by heading, report, unit in charge or what else is wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from quandian.core.briefing_deadlines import stated_deadline
from quandian.core.briefing_plan import Grouping
from quandian.core.briefing_tables import tag_table
from quandian.core.briefing_tree import Block, Detail, Paragraph, Quote, Ref, Section
from quandian.core.briefing_words import (
    Words,
    has_number,
    heading_words,
    item_number,
    numbering,
    shown_date,
    without_number,
)
from quandian.core.briefing_work import Maker, Placed, Work, about_report, arranged, counted
from quandian.core.ledger import year_of
from quandian.core.model import Annotation, Field, Report, Role, Status, TagId

GROUP_FROM = 6  # items: fewer need no headings between them
GROUP_SIZE = 2.5  # items a heading must bring on average; else the headings outweigh what they order
_STOPS = "。！？!?…；;"
_HEADING_STOPS = "。：:；;，,"

Group = tuple[str, str, list[Placed]]
"""Key, heading and items of a group."""


def report_maker(report: Report, rows: Sequence[Placed], work: Work) -> Maker:
    """Return the section of one report among several."""
    words = work.words
    key = f"report/{report.id}"
    per_tag: dict[TagId, int] = defaultdict(int)
    for row in rows:
        per_tag[row.annotation.tag_id] += 1
    if rows:
        facts = [about_report(report, work), counted({t: per_tag[t] for t in work.in_order(per_tag)}, work)]
        text = words.semicolon.join(fact for fact in facts if fact) + words.stop
    else:
        text = words.nothing

    def make(path: tuple[int, ...]) -> Section:
        return Section(
            key=key,
            level=len(path),
            number=numbering(path, words.language),
            title=report.title,
            blocks=(Paragraph(f"{key}/about", text),),
            sections=arranged(tag_makers(key, rows, Grouping.HEADING, work), path, work),
        )

    return key, make


def tag_makers(stem: str, rows: Sequence[Placed], group: Grouping, work: Work) -> list[Maker]:
    """Return a section per tag that has items; ``stem`` begins their keys."""
    per_tag: dict[TagId, list[Placed]] = defaultdict(list)
    for row in rows:
        per_tag[row.annotation.tag_id].append(row)
    chosen = group if work.plan.group is Grouping.AUTO else work.plan.group
    return [tag_maker(f"{stem}/{tag_id}", tag_id, per_tag[tag_id], chosen, work) for tag_id in work.in_order(per_tag)]


def tag_maker(key: str, tag_id: TagId, rows: list[Placed], group: Grouping, work: Work) -> Maker:
    """Return the section of one tag: its items, or those of each group under its own heading, or a table of them."""

    def make(path: tuple[int, ...]) -> Section:
        ordered = moved_rows(rows, work)
        wanted = Grouping.NONE if work.as_table(tag_id) and group is Grouping.HEADING else group
        groups = groups_of(ordered, wanted, work)
        blocks: tuple[Block, ...] = ()
        below: tuple[Section, ...] = ()
        if len(groups) == 1 and (len(groups[0][2]) == len(rows)) and wanted in (Grouping.NONE, Grouping.HEADING):
            blocks = _told(tag_id, ordered, path, "", work)
        else:
            makers = [
                (f"{key}/{slug}", _group_making(f"{key}/{slug}", tag_id, title, members, work))
                for slug, title, members in groups
            ]
            below = arranged(makers, path, work)
        return Section(key, len(path), numbering(path, work.words.language), work.tag_name(tag_id), blocks, below)

    return key, make


def moved_rows(rows: list[Placed], work: Work) -> list[Placed]:
    """Return the items in the order they were moved into; those never moved stay behind what they follow."""
    if not work.plan.items:
        return rows
    rank = {one: n for n, one in enumerate(work.plan.items)}
    free = [row for row in rows if row.annotation.id not in rank]
    if len(free) == len(rows):
        return rows
    placed = iter(sorted((row for row in rows if row.annotation.id in rank), key=lambda r: rank[r.annotation.id]))
    return [row if row.annotation.id not in rank else next(placed) for row in rows]


def _told(tag_id: TagId, rows: Sequence[Placed], path: tuple[int, ...], group: str, work: Work) -> tuple[Block, ...]:
    if work.as_table(tag_id):
        return (tag_table(tag_id, rows, group, work),)
    return tuple(_items(rows, path, work))


def _group_making(
    key: str, tag_id: TagId, title: str, rows: Sequence[Placed], work: Work
) -> Callable[[tuple[int, ...]], Section]:
    def make(path: tuple[int, ...]) -> Section:
        return _group_section(key, tag_id, title, rows, path, work)

    return make


def _group_section(
    key: str, tag_id: TagId, title: str, rows: Sequence[Placed], path: tuple[int, ...], work: Work
) -> Section:
    shown = title or (work.words.opening if path[-1] == 1 else work.words.other)
    first = rows[0]
    citation = None
    as_table = work.as_table(tag_id)
    if not as_table and first.passage and first.passage.role is Role.HEADING and not _details(first.annotation, work):
        words = without_number(first.annotation.quote)
        if words.rstrip(_HEADING_STOPS) == shown:  # the heading is the first item: cited there, not said twice
            work.step()
            first.put(path, is_heading=True)
            citation, rows = first.citation, rows[1:]
    blocks = _told(tag_id, rows, path, shown, work)
    number = numbering(path, work.words.language)
    return Section(key, len(path), number, shown, blocks, citation=citation)


# ---- groups


def groups_of(rows: Sequence[Placed], group: Grouping, work: Work) -> list[Group]:
    """Return the items by group, groups in the order they first appear (years and deadlines in their own)."""
    if group in (Grouping.NONE, Grouping.AUTO):
        return [("all", "", list(rows))]
    if group is Grouping.HEADING:
        return _by_heading(rows, work)
    found: dict[str, list[Placed]] = defaultdict(list)
    for row in rows:
        found[_value_of(row, group, work)].append(row)
    empty = found.pop("", None)
    if group in (Grouping.YEAR, Grouping.DEADLINE):
        found = {value: found[value] for value in sorted(found)}
    elif group is Grouping.VERDICT:
        order = list(work.words.verdicts)
        found = {value: found[value] for value in sorted(found, key=lambda v: order.index(v) if v in order else 99)}
    out = [(value, _title_of(value, group, work, members), members) for value, members in found.items()]
    return out if empty is None else [*out, ("-", _title_of("", group, work), empty)]


def _value_of(row: Placed, group: Grouping, work: Work) -> str:
    fields = row.annotation.fields
    report = work.reports[row.annotation.report_id]
    said = work.verdicts.get(row.annotation.id)
    plain: Mapping[Grouping, Callable[[], object]] = {
        Grouping.REPORT: lambda: report.id,
        Grouping.ISSUER: lambda: report.issuer,
        Grouping.TAG: lambda: row.annotation.tag_id,
        Grouping.RESPONSIBLE: lambda: fields.get("responsible"),
        Grouping.DEADLINE: lambda: fields.get("deadline"),
        Grouping.VERDICT: lambda: said[-1][0] if said else "",
        Grouping.INDICATOR: lambda: work.indicator(row),
        Grouping.YEAR: lambda: year_of(fields.get("period")) or year_of(report.year) or "",
    }
    return str(plain[group]() or "").strip()


def _title_of(value: str, group: Grouping, work: Work, members: Sequence[Placed] = ()) -> str:
    more = work.more
    if not value:
        return {
            Grouping.RESPONSIBLE: more.no_owner,
            Grouping.DEADLINE: more.no_deadline,
            Grouping.VERDICT: more.no_verdict,
            Grouping.INDICATOR: more.no_indicator,
            Grouping.YEAR: more.no_year,
            Grouping.ISSUER: more.no_issuer,
        }.get(group, work.words.other)
    if group is Grouping.REPORT:
        return next(report.title for report in work.reports.values() if report.id == value)
    if group is Grouping.TAG:
        return work.tag_name(TagId(value))
    if group is Grouping.VERDICT:
        return work.words.verdicts.get(value, value)
    if group is Grouping.DEADLINE:  # as the words have it, where all state it alike
        stated = {stated_deadline(value, row.annotation.quote, work.words.language) for row in members}
        return stated.pop() if len(stated) == 1 else shown_date(value, work.words.language)
    if group is Grouping.YEAR:
        return shown_date(value, work.words.language)
    return value


def _by_heading(rows: Sequence[Placed], work: Work) -> list[Group]:
    """Return the items under the report's own headings, or all under none where headings would not help.

    The deepest level of headings is taken that still brings enough items a heading.
    """
    if not work.options.group or len(rows) < GROUP_FROM:
        return [("all", "", list(rows))]
    paths = [row.section for row in rows]
    for depth in range(max(map(len, paths)), 0, -1):
        groups: dict[tuple[str, ...], list[Placed]] = defaultdict(list)
        for section, row in zip(paths, rows, strict=True):
            groups[section[:depth]].append(row)
        if 1 < len(groups) <= len(rows) / GROUP_SIZE:
            # Keys are the headings themselves: they stay when groups come and go.
            return [
                ("/".join(section) or "-", heading_words(section[-1]) if section else "", members)
                for section, members in groups.items()
            ]
    return [("all", "", list(rows))]


# ---- items


def _items(rows: Sequence[Placed], path: tuple[int, ...], work: Work) -> list[Quote]:
    out = []
    for n, row in enumerate(rows, start=1):
        work.step()
        here = (*path, n)
        row.put(here)
        text = row.told(work.words.semicolon)
        details = tuple(_details(row.annotation, work))
        numbered = has_number(text)  # else its number would read as one with that of the item
        out.append(
            Quote(
                number=item_number(here, work.words.language),
                text=text,
                tag_id=row.annotation.tag_id,
                citation=row.citation,
                stop="" if text[-1:] in _STOPS else work.words.stop,
                details=details,
                opened=work.words.opened if numbered else "",
                closed=work.words.closed if numbered else "",
                end=_end(details, work),
            )
        )
    return out


def _end(details: Sequence[Detail], work: Work) -> str:
    """Return the stop behind the details, where their last words have none."""
    if not details:
        return ""
    last = details[-1].ref.text if details[-1].ref else details[-1].value
    return "" if last[-1:] in _STOPS else work.words.stop


def _details(annotation: Annotation, work: Work) -> list[Detail]:
    """Return the fields that say more than the words do, the doubt, the verdicts and the note."""
    if work.bare:
        return []
    words = work.words
    tag = work.tags.get(annotation.tag_id)
    out = []
    for spec in tag.fields if tag else ():
        value = field_words(spec, annotation.fields.get(spec.name), annotation.quote, words)
        # A period is in the words or is the report's own; only custom tags, which chose the field, show it.
        if value and not (spec.type == "period" and tag is not None and tag.built_in):
            out.append(Detail(spec.label_en if words.language == "en" else spec.label, value))
    seen: set[tuple[str, str]] = set()  # two results of one paragraph that keep a promise are told once
    for verdict, origin in work.verdicts.get(annotation.id, ()):
        said = words.verdicts.get(verdict, verdict)
        row = work.origins.get(origin)
        key = (said, row.citation.text if row else "")
        if any(key) and key not in seen:
            seen.add(key)
            target = row.citation.bookmark if row and origin in work.listed else ""
            ref = Ref(row.citation.text, target, row.link) if row else None
            out.append(Detail(words.verdict, said, ref))
    if annotation.status is Status.DOUBTFUL:
        out.append(Detail(*words.doubtful))
    if work.options.notes and annotation.note.strip():
        out.append(Detail(words.note, annotation.note.strip()))
    return out


def field_words(spec: Field, value: object, quote: str, words: Words) -> str:
    """Return a field's value as a reader expects it, a term as the quote states it; empty for what is not filled in."""
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return words.yes
    text = str(value).strip()
    if spec.type == "date":
        return stated_deadline(text, quote, words.language)
    return shown_date(text, words.language) if spec.type == "period" else text
