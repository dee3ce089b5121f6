"""Annotations become a briefing: what is taken in, where it stands in its report, and in which order it is told.

The tree itself is in ``briefing_tree``, what is wanted in ``briefing_plan``, the kinds in ``briefing_kinds``, their
parts in ``briefing_parts`` and ``briefing_tables``, the words in ``briefing_words``. Everything is pure: same values
in, same tree out. Of one report there is a section per tag in codebook order: goals, achievements and custom tags as
quoted items under the report's own headings where that helps, metrics as one table, so that a metric inside a goal is
not said twice.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from quandian.core.briefing_front import form_of, without_dead_refs
from quandian.core.briefing_kind_words import kind_words
from quandian.core.briefing_kinds import Told, makers_of
from quandian.core.briefing_nature import Frames
from quandian.core.briefing_plan import Extent, Kind
from quandian.core.briefing_sources import source
from quandian.core.briefing_tree import Briefing, Citation, Section
from quandian.core.briefing_words import in_title_marks, shortened, shown_date, words_of
from quandian.core.briefing_work import BriefingOptions, Placed, Work, arranged, own_sections
from quandian.core.codebook import GOAL
from quandian.core.comparing import Aliases, Contradiction
from quandian.core.model import Annotation, AnnotationId, Link, LinkKind, Passage, Report, ReportId, Role, Tag, TagId
from quandian.core.progress import Progress, silent

__all__ = ["BriefingOptions", "build_briefing"]

QUOTES_FULL = 120  # quotes that are told one by one; more make a table, half as long
SOURCES_FULL = 120  # items whose places the appendix lists one by one
_ANY_TAG = (Kind.REPORT, Kind.COMPARE, Kind.QUOTES)  # the kinds that can tell what is taken in by hand of any tag
_BOOKMARK = re.compile(r"[0-9a-f]{32}")


def build_briefing(
    reports: Sequence[Report],
    annotations: Iterable[Annotation],
    passages: Mapping[ReportId, Sequence[Passage]],
    tags: Sequence[Tag],
    links: Sequence[Link] = (),
    options: BriefingOptions | None = None,
    progress: Progress | None = None,
    contradictions: Sequence[Contradiction] = (),
    aliases: Aliases | None = None,
    pages: Mapping[ReportId, Sequence[int]] | None = None,
    aims: Collection[AnnotationId] = (),
) -> Briefing:
    """Return the briefing of these reports, in the order given; annotations out of scope are left out.

    Reports and annotations out of scope may be given too: verdicts that come from them are cited. The same words under
    the same tag by several people become one item with all their notes. ``pages`` are the places where pages of a
    report begin, the first left out; without them a citation names no page. ``aims`` are figures in columns of targets.
    Raises Cancelled.
    """
    options = options or BriefingOptions()
    work = Work(
        words=words_of(options.language),
        more=kind_words(options.language),
        options=options,
        tags={tag.id: tag for tag in sorted(tags, key=lambda tag: tag.position)},
        progress=progress or silent(),
        total=1,
        reports={report.id: report for report in reports},
        shorts=_short_names(reports),
        aliases=aliases or Aliases(),
        contradictions=contradictions,
        pages=pages or {},
    )
    chosen = [r for r in reports if options.report_ids is None or r.id in options.report_ids]
    merged, others, aliases_of = _merged(annotations, work, {report.id for report in chosen})
    work.total = sum(map(len, merged.values())) or 1
    work.compact = _compact([row for rows in merged.values() for row in rows], work)
    sources = options.plan.sources
    work.short_sources = sources is Extent.SHORT or (sources is Extent.AUTO and work.total > SOURCES_FULL)
    placed = {r.id: _place(r, merged.get(r.id, []), passages.get(r.id, ()), work) for r in chosen}
    work.verdicts = _verdicts(links, aliases_of)
    work.listed = frozenset(row.annotation.id for rows in placed.values() for row in rows)
    work.origins = _origins(placed, others, passages, work)
    work.frames = Frames([*(row for rows in merged.values() for row in rows), *others.values()], work.tags, aims)
    told = Told(chosen, placed, _counts(placed, work))
    sections = arranged([*makers_of(options.plan.kind, told, work), *own_sections(work)], (), work)
    return _whole(sections, told, work)


def _compact(rows: Sequence[Annotation], work: Work) -> bool:
    """Whether quotes are told as tables: as the plan says, or where there are too many to be read one by one."""
    plan = work.plan
    if plan.quotes is not Extent.AUTO:
        return plan.quotes is Extent.SHORT
    if plan.kind not in (Kind.REPORT, Kind.COMPARE):
        return False
    return sum(not work.as_table(row.tag_id) for row in rows) > QUOTES_FULL


def _whole(sections: tuple[Section, ...], told: Told, work: Work) -> Briefing:
    """Return the briefing with its front, its foot and the appendix of what the sections cite."""
    options, plan = work.options, work.options.plan
    cited = [report for report in told.reports if any(row.path for row in told.placed[report.id])]
    sources = tuple(
        source(report, told.placed[report.id], number, work)
        for number, report in enumerate(cited if options.appendix else [], start=1)
    )
    made = Briefing(
        title=options.title or work.more.titles[plan.kind],
        date=options.date,
        subtitle=_dated(options, work),
        author=options.author,
        language=work.words.language,
        sections=sections,
        appendix_label=work.words.appendix if sources else "",
        appendix_title=work.words.appendix_title if sources else "",
        sources=sources,
        counts=told.counts,
        form=form_of(plan, work),
    )
    return without_dead_refs(made) if plan.hidden or plan.kind is not Kind.REPORT else made


def _dated(options: BriefingOptions, work: Work) -> str:
    """Return the date below the title; a signed briefing has its date at the foot."""
    if not options.date or options.plan.signature.strip():
        return ""
    return work.words.dated.format(date=shown_date(options.date, options.language))


def _in_scope(options: BriefingOptions, work: Work) -> Callable[[Annotation], bool]:
    """Return whether an annotation of a report in scope is in scope itself."""
    plan = options.plan
    left_out, picked = frozenset(plan.left_out), None if plan.picked is None else frozenset(plan.picked)
    tag_ids = plan.tag_ids if options.tag_ids is None else options.tag_ids
    wanted = set(_tags_of(plan.kind, work) if tag_ids is None else tag_ids)
    free = tag_ids is None and plan.kind in (Kind.REPORT, Kind.COMPARE)
    also, told = frozenset(plan.also), set(_tags_of(plan.kind, work))

    def inside(row: Annotation) -> bool:
        if row.id in left_out:
            return False
        if row.id in also and (plan.kind in _ANY_TAG or row.tag_id in told):
            return True
        return (
            (free or row.tag_id in wanted)
            and (plan.report_ids is None or row.report_id in plan.report_ids)
            and (picked is None or row.id in picked)
            and (plan.statuses is None or row.status in plan.statuses)
            and (options.only is None or row.id in options.only)
        )

    return inside


def _tags_of(kind: Kind, work: Work) -> list[TagId]:
    """Return the tags a kind is about by itself; excerpts leave figures out, which say little by themselves."""
    if kind is Kind.CHECKLIST:
        return [tag.id for tag in work.tags.values() if GOAL in (tag.id, tag.parent)]
    metric = kind is Kind.METRICS
    return [tag_id for tag_id in work.tags if work.is_metric(tag_id) is metric]


_Found = tuple[dict[ReportId, list[Annotation]], dict[AnnotationId, Annotation], dict[AnnotationId, AnnotationId]]


def _merged(annotations: Iterable[Annotation], work: Work, wanted: set[ReportId]) -> _Found:
    """Return the annotations in scope per report in text order, the others, and what stands for one merged away."""
    inside = _in_scope(work.options, work)
    first: dict[tuple[ReportId, TagId, int, int], Annotation] = {}
    aliases: dict[AnnotationId, AnnotationId] = {}
    others: dict[AnnotationId, Annotation] = {}
    for row in annotations:
        if row.report_id not in wanted or not inside(row):
            others[row.id] = row
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
    return out, others, aliases


def _origins(
    placed: Mapping[ReportId, list[Placed]],
    others: Mapping[AnnotationId, Annotation],
    passages: Mapping[ReportId, Sequence[Passage]],
    work: Work,
) -> dict[AnnotationId, Placed]:
    """Return the annotations that verdicts come from, with where they stand, in scope or not."""
    wanted = {origin for said in work.verdicts.values() for _, origin in said}
    out = {row.annotation.id: row for rows in placed.values() for row in rows if row.annotation.id in wanted}
    for one in wanted & others.keys():
        report = work.reports.get(others[one].report_id)
        if report is not None:
            out[one] = _place(report, [others[one]], passages.get(report.id, ()), work)[0]
    return out


def _place(report: Report, annotations: Sequence[Annotation], passages: Sequence[Passage], work: Work) -> list[Placed]:
    """Return the annotations with their citations; a span over several paragraphs cites the first and the last."""
    starts = [passage.start for passage in passages]
    words, short = work.words, work.shorts[report.id]
    stem = _source_stem(report.id)
    title = in_title_marks(report.title) if words.language == "zh" else report.title
    out = []
    for row in annotations:
        at = bisect_right(starts, row.start) - 1
        passage = passages[at] if at >= 0 else None
        first = passage.paragraph if passage else 0
        last = passages[bisect_right(starts, max(row.start, row.end - 1)) - 1].paragraph if passage else 0
        where = _page_words(row, work) + paragraph_words(first, last, work)
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
            source=_source_name(stem, first, last, work),
            text=text,
            note=work.more.footnote.format(issuer=report.issuer, title=title, paragraph=where)
            .replace("，。", "。")
            .replace(", .", ".")
            .removeprefix(", "),
        )
        out.append(Placed(row, citation, passage, _section_of(at, passages) if passage else ()))
    return out


def _source_name(stem: str, first: int, last: int, work: Work) -> str:
    """Return the bookmark of the appendix entry: the passage's own, or the report's where the appendix is short."""
    if work.short_sources:
        return "r" + stem[1:]
    return f"{stem}_{first}" if first == last else f"{stem}_{first}_{last}"


def _page_words(row: Annotation, work: Work) -> str:
    """Return 第3页 where the report's file says where its pages begin, else nothing."""
    starts = work.pages.get(row.report_id)
    return work.words.page.format(n=bisect_right(starts, row.start) + 1) if starts else ""


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
    """Return a short name per report, unique among them: issuer (else title) and year, numbered where two are equal.

    Nothing is cut in the middle of a word; how a name is shortened is said where the briefing names its reports.
    """
    names: dict[ReportId, str] = {}
    seen: Counter[str] = Counter()
    for report in reports:
        base = shortened(report.issuer or report.title) or report.source_name
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
