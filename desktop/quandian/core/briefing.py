"""Annotations become a briefing: what is taken in, where it stands in its report, and in which order it is told.

The tree itself is in ``briefing_tree``, the words in ``briefing_words``, the parts in ``briefing_parts``. Everything is
pure: same values in, same tree out. Per report there is a section per tag in codebook order: goals, achievements and
custom tags as quoted items under the report's own headings where that helps, metrics as one table, so that a metric
inside a goal is not said twice.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from quandian.core.briefing_parts import BriefingOptions, Placed, Work, overview, report_section, source, tag_sections
from quandian.core.briefing_tree import Briefing, Citation, Section
from quandian.core.briefing_words import shown_date, words_of
from quandian.core.model import Annotation, AnnotationId, Link, LinkKind, Passage, Report, ReportId, Role, Tag, TagId
from quandian.core.progress import Progress, silent

__all__ = ["BriefingOptions", "build_briefing"]

_SHORT_ROOM = 16  # characters of an issuer's name in a citation
_BOOKMARK = re.compile(r"[0-9a-f]{32}")
_BOOKISH = str.maketrans("", "", "《》")
_COMPANY = re.compile(r"(?:股份|责任)?有限(?:责任)?公司$")


def build_briefing(
    reports: Sequence[Report],
    annotations: Iterable[Annotation],
    passages: Mapping[ReportId, Sequence[Passage]],
    tags: Sequence[Tag],
    links: Sequence[Link] = (),
    options: BriefingOptions | None = None,
    progress: Progress | None = None,
) -> Briefing:
    """Return the briefing of these reports, in the order given; annotations of other reports are left out.

    The same words under the same tag by several people become one item with all their notes. Raises Cancelled.
    """
    options = options or BriefingOptions()
    progress = progress or silent()
    merged, aliases = _merged(annotations, {report.id for report in reports}, options)
    work = Work(
        words=words_of(options.language),
        options=options,
        tags={tag.id: tag for tag in sorted(tags, key=lambda tag: tag.position)},
        progress=progress,
        total=sum(map(len, merged.values())) or 1,
        shorts=_short_names(reports),
    )
    placed = {
        report.id: _place(report, merged.get(report.id, []), passages.get(report.id, ()), work) for report in reports
    }
    work.citations = {row.annotation.id: row.citation for rows in placed.values() for row in rows}
    work.verdicts = _verdicts(links, aliases)
    counts = _counts(placed, work)
    sections: list[Section] = [overview(reports, placed, counts, work)]
    for report in reports:
        path = (len(sections) + 1,)
        if len(reports) > 1:
            sections.append(report_section(report, placed[report.id], path, work))
        else:
            sections.extend(tag_sections(report, placed[report.id], (), len(sections), work))
    cited = [report for report in reports if placed[report.id]] if options.appendix else []
    sources = tuple(source(report, placed[report.id], number, work) for number, report in enumerate(cited, start=1))
    return Briefing(
        title=options.title or work.words.title,
        date=options.date,
        subtitle=work.words.dated.format(date=shown_date(options.date, options.language)) if options.date else "",
        author=options.author,
        language=work.words.language,
        sections=tuple(sections),
        appendix_label=work.words.appendix if sources else "",
        appendix_title=work.words.appendix_title if sources else "",
        sources=sources,
        counts=counts,
    )


def _merged(
    annotations: Iterable[Annotation], wanted: set[ReportId], options: BriefingOptions
) -> tuple[dict[ReportId, list[Annotation]], dict[AnnotationId, AnnotationId]]:
    """Return the annotations per report in text order, and for each one merged away the one that stands for it."""
    first: dict[tuple[ReportId, TagId, int, int], Annotation] = {}
    aliases: dict[AnnotationId, AnnotationId] = {}
    for row in annotations:
        if row.report_id not in wanted or (options.tag_ids is not None and row.tag_id not in options.tag_ids):
            continue
        key = (row.report_id, row.tag_id, row.start, row.end)
        known = first.get(key)
        if known is None:
            first[key] = row
            continue
        aliases[row.id] = known.id
        notes = [note for note in (known.note, row.note) if note.strip()]
        first[key] = replace(known, fields={**row.fields, **known.fields}, note="；".join(dict.fromkeys(notes)))
    out: dict[ReportId, list[Annotation]] = defaultdict(list)
    for row in first.values():
        out[row.report_id].append(row)
    for rows in out.values():
        rows.sort(key=lambda row: (row.start, -row.end, row.tag_id, row.id))
    return out, aliases


def _place(report: Report, annotations: Sequence[Annotation], passages: Sequence[Passage], work: Work) -> list[Placed]:
    """Return the annotations with their citations; a span over several paragraphs cites the first and the last."""
    starts = [passage.start for passage in passages]
    words, short = work.words, work.shorts[report.id]
    stem = _source_stem(report.id)
    out = []
    for row in annotations:
        at = bisect_right(starts, row.start) - 1
        passage = passages[at] if at >= 0 else None
        first = passage.paragraph if passage else 0
        last = passages[bisect_right(starts, max(row.start, row.end - 1)) - 1].paragraph if passage else 0
        where = paragraph_words(first, last, work)
        text = words.citation.format(short=short, paragraph=where) if where else words.citation_bare.format(short=short)
        citation = Citation(
            report_id=report.id,
            report_title=report.title,
            short=short,
            issuer=report.issuer,
            paragraph=first,
            paragraph_to=last,
            paragraph_words=where,
            annotation_id=row.id,
            bookmark=bookmark("a_", row.id),
            source=f"{stem}_{first}" if first == last else f"{stem}_{first}_{last}",
            text=text,
        )
        out.append(Placed(row, citation, passage, _section_of(at, passages) if passage else ()))
    return out


def _section_of(at: int, passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return the headings above a passage; a heading belongs to its own section, which the next passage names."""
    own = passages[at].section
    if passages[at].role is Role.HEADING and at + 1 < len(passages):
        below = passages[at + 1].section
        if len(below) > len(own) and below[: len(own)] == own:
            return below
    return own


def paragraph_words(first: int, last: int, work: Work) -> str:
    """Return 第4段 or 第4—6段; empty when the place is not known."""
    if not first:
        return ""
    if last <= first:
        return work.words.paragraph.format(n=first)
    return work.words.paragraphs.format(n=first, to=last)


def bookmark(prefix: str, entity_id: str) -> str:
    """Return the bookmark name of an id: its 32 hex digits, or those of its hash when it is no UUID."""
    digits = entity_id.replace("-", "")
    if not _BOOKMARK.fullmatch(digits):
        digits = hashlib.sha256(entity_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return prefix + digits


def _source_stem(report_id: ReportId) -> str:
    """Return what the bookmarks of a report's appendix entries begin with; room is left for two paragraph numbers."""
    return bookmark("s_", report_id)[:26]


def _short_names(reports: Sequence[Report]) -> dict[ReportId, str]:
    """Return a short name per report, unique among them: issuer (else title) and year, numbered where two are equal."""
    names: dict[ReportId, str] = {}
    seen: Counter[str] = Counter()
    for report in reports:
        base = (report.issuer or report.title).translate(_BOOKISH).strip() or report.source_name
        base = _COMPANY.sub("", base) or base
        if len(base) > _SHORT_ROOM:
            base = base[: _SHORT_ROOM - 1] + "…"
        name = base if not report.year or report.year in base else base + report.year
        seen[name] += 1
        names[report.id] = name if seen[name] == 1 else f"{name}（{seen[name]}）"
    return names


def _verdicts(
    links: Sequence[Link], aliases: Mapping[AnnotationId, AnnotationId]
) -> dict[AnnotationId, list[tuple[str, AnnotationId]]]:
    """Return for each promise what was said of it: verdict and the annotation that says so, oldest first."""
    out: dict[AnnotationId, list[tuple[str, AnnotationId]]] = defaultdict(list)
    for link in sorted(links, key=lambda link: (link.created_at, link.id)):
        if link.kind is LinkKind.FULFILS:
            target, origin = (aliases.get(one, one) for one in (link.target_id, link.source_id))
            out[target].append((link.verdict, origin))
    return out


def _counts(placed: Mapping[ReportId, Sequence[Placed]], work: Work) -> dict[TagId, int]:
    """Return the items per tag, in codebook order; tags without items are left out."""
    found = Counter(row.annotation.tag_id for rows in placed.values() for row in rows)
    return {tag_id: found[tag_id] for tag_id in work.in_order(found)}
