"""What the steps of building a briefing share: options, placed annotations, and how sections are put in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quandian.core.briefing_kind_words import KindWords
from quandian.core.briefing_links import passage_link
from quandian.core.briefing_nature import Frames
from quandian.core.briefing_plan import AFTER, BEFORE, BriefingPlan, moved
from quandian.core.briefing_tree import Block, Citation, Paragraph, Ref, Section
from quandian.core.briefing_words import Words, in_cells, numbering, shown_date
from quandian.core.codebook import METRIC
from quandian.core.comparing import Aliases, Contradiction
from quandian.core.model import Annotation, AnnotationId, Passage, Report, ReportId, Role, Tag, TagId
from quandian.core.progress import Progress


@dataclass(frozen=True, slots=True)
class BriefingOptions:
    """What the briefing should be. ``date`` is ISO or empty; ``tag_ids`` None takes every tag; "zh" or "en".

    ``report_ids`` None takes the reports given; ``only`` not None these annotations (what a filter found).
    """

    title: str = ""
    date: str = ""
    author: str = ""
    language: str = "zh"
    tag_ids: tuple[TagId, ...] | None = None
    notes: bool = False
    group: bool = True
    appendix: bool = True
    report_ids: tuple[ReportId, ...] | None = None
    only: frozenset[AnnotationId] | None = None
    plan: BriefingPlan = field(default_factory=lambda: BriefingPlan(links=False))


@dataclass(slots=True)
class Placed:
    """An annotation with where it stands.

    ``section`` are the report's headings above it, its own if it is one. ``path`` is where the briefing has put it:
    the numbers of its headings and its own, or its own number alone in the table ``table``; ``is_heading`` when it
    is one of the briefing's headings itself. Without a path the briefing does not use it.
    """

    annotation: Annotation
    citation: Citation
    passage: Passage | None
    section: tuple[str, ...] = ()
    path: tuple[int, ...] = ()
    table: str = ""
    is_heading: bool = False
    anchor: str = ""

    def put(self, path: tuple[int, ...], table: str = "", *, is_heading: bool = False, anchor: str = "") -> None:
        """Note where the briefing uses it; the first place stands, because its bookmark is there."""
        if not self.path:
            self.path, self.table, self.is_heading = path, table, is_heading
            self.anchor = anchor or self.citation.bookmark

    def told(self, between: str) -> str:
        """Return the words as they are quoted: letter by letter, but the cells of a table's row apart by ``between``.

        Tabs would leave a gap that a justified line stretches, and nobody would see that a row was quoted.
        """
        quote = self.annotation.quote.strip()
        in_table = self.passage is not None and self.passage.role is Role.TABLE
        return in_cells(quote, between) if in_table else quote

    @property
    def link(self) -> str:
        """The link that opens Quandian here."""
        return passage_link(self.citation)


@dataclass(slots=True)
class Work:
    """What the steps of one build share; lives for one call of ``build_briefing``.

    ``origins`` are the annotations that a verdict comes from, in scope or not; ``listed`` those in scope. ``bare``
    leaves out all but the words of an item, ``compact`` tells the items of every tag as a table. ``frames`` tell a
    figure aimed at from one reached. ``pages`` are the places where the pages of a report begin.
    """

    words: Words
    more: KindWords
    options: BriefingOptions
    tags: Mapping[TagId, Tag]
    progress: Progress
    total: int
    reports: Mapping[ReportId, Report]
    shorts: Mapping[ReportId, str]
    aliases: Aliases = field(default_factory=Aliases)
    contradictions: Sequence[Contradiction] = ()
    verdicts: Mapping[AnnotationId, list[tuple[str, AnnotationId]]] = field(default_factory=dict)
    origins: Mapping[AnnotationId, Placed] = field(default_factory=dict)
    listed: frozenset[AnnotationId] = frozenset()
    frames: Frames = field(default_factory=lambda: Frames((), {}))
    pages: Mapping[ReportId, Sequence[int]] = field(default_factory=dict)
    bare: bool = False
    compact: bool = False
    short_sources: bool = False
    tables: int = 0
    charts: int = 0
    done: int = 0

    @property
    def plan(self) -> BriefingPlan:
        """What the user wants."""
        return self.options.plan

    def table_label(self) -> str:
        """Return the label of the next table."""
        self.tables += 1
        return self.words.table.format(n=self.tables)

    def chart_label(self) -> str:
        """Return the label of the next chart."""
        self.charts += 1
        return self.more.chart.format(n=self.charts)

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
        """Whether items of the tag are figures: the metric and what is filed under it."""
        tag = self.tags.get(tag_id)
        return tag_id == METRIC or (tag is not None and tag.parent == METRIC)

    def as_table(self, tag_id: TagId) -> bool:
        """Whether items of the tag are told as rows of a table."""
        if self.bare or self.compact:
            return self.compact
        return tag_id in self.plan.tables or (self.is_metric(tag_id) and METRIC in self.plan.tables)

    def is_aim(self, row: Placed) -> bool:
        """Whether a figure is a target and no result."""
        return self.frames.is_aim(row.annotation, self.reports[row.annotation.report_id])

    def named_aim(self, shown: str, row: Placed) -> str:
        """Return a figure as shown, with （目标） behind it where it is a target: beside results it must say so."""
        return self.more.aim.format(name=shown) if self.is_aim(row) else shown

    def indicator(self, row: Placed) -> str:
        """Return the name of a figure's indicator, merged names as the one they stand for; empty if not named."""
        name = str(row.annotation.fields.get("indicator") or "").strip()
        return self.aliases.name(name) if name else ""

    def step(self) -> None:
        """Count one item as done. Raises Cancelled when the user asked to stop."""
        self.done += 1
        self.progress.step(min(self.done, self.total), self.total)


Maker = tuple[str, Callable[[tuple[int, ...]], Section]]
"""The key of a section and what makes it when its place, the numbers of its headings, is known."""


def arranged(makers: Sequence[Maker], above: tuple[int, ...], work: Work) -> tuple[Section, ...]:
    """Make the sections below ``above`` in the order the plan wants, without the hidden ones, and number them."""
    by_key = dict(makers)
    wanted = [key for key in moved(work.plan.order, list(by_key)) if key not in work.plan.hidden]
    return tuple(finished(by_key[key]((*above, n)), work) for n, key in enumerate(wanted, start=1))


def finished(section: Section, work: Work) -> Section:
    """Return a section with its own heading and the words a person wrote for it."""
    plan = work.plan
    if not plan.written and not plan.titles:
        return section
    blocks = tuple(_by_hand(block, plan.written) for block in section.blocks)
    before = plan.written.get(f"{section.key}/{BEFORE}", "")
    if before.strip():
        blocks = (Paragraph(f"{section.key}/{BEFORE}", before, by_hand=True), *blocks)
    made = replace(section, blocks=blocks, title=plan.titles.get(section.key) or section.title)
    after = plan.written.get(f"{section.key}/{AFTER}", "")
    return _closed(made, Paragraph(f"{section.key}/{AFTER}", after, by_hand=True)) if after.strip() else made


def _by_hand(block: Block, written: Mapping[str, str]) -> Block:
    if isinstance(block, Paragraph) and written.get(block.key, "").strip():
        return Paragraph(block.key, written[block.key], by_hand=True, generated=block.text)
    return block


def _closed(section: Section, words: Paragraph) -> Section:
    """Return the section with words at its very end, which is the end of the last section below it."""
    if section.sections:
        return replace(section, sections=(*section.sections[:-1], _closed(section.sections[-1], words)))
    return replace(section, blocks=(*section.blocks, words))


def own_sections(work: Work) -> list[Maker]:
    """Return the sections of the user's own: a heading and words written by hand."""

    def maker(key: str) -> Maker:
        def make(path: tuple[int, ...]) -> Section:
            text = work.plan.written.get(key, "")
            blocks = (Paragraph(key, text, by_hand=True),) if text.strip() else ()
            return Section(key, len(path), numbering(path, work.words.language), "", blocks)

        return key, make

    return [maker(key) for key in work.plan.own]


def counted(counts: Mapping[TagId, int], work: Work) -> str:
    """Return 目标3条、成效5条."""
    return work.words.join.join(
        work.words.tag_count.format(tag=work.tag_name(tag_id), n=n) for tag_id, n in counts.items()
    )


def about_report(report: Report, work: Work) -> str:
    """Return issuer, document number and date of a report in one phrase, empty when none is known."""
    facts = (report.issuer, report.doc_number, shown_date(report.issued_on, work.words.language))
    return ("，" if work.words.language == "zh" else ", ").join(fact for fact in facts if fact)


def source_ref(row: Placed, *, whole: bool = False) -> Ref:
    """Return the words that name a passage's paragraph, or report and paragraph, and lead to it."""
    citation = row.citation
    text = citation.text if whole else citation.paragraph_words or citation.short
    return Ref(text, citation.source, row.link)


def report_bookmark(rows: Sequence[Placed]) -> str:
    """Return the bookmark of a report in the appendix, from one of its citations."""
    return "r" + rows[0].citation.source[1:26]
