"""What stands before and after the sections: contents, red head, addressee, signature; and no loose references."""

from __future__ import annotations

from dataclasses import replace

from quandian.core.briefing_plan import BriefingPlan
from quandian.core.briefing_tree import Block, Briefing, Cell, Detail, Form, Quote, Ref, Section, Source, Table
from quandian.core.briefing_words import shown_date
from quandian.core.briefing_work import Work


def form_of(plan: BriefingPlan, work: Work) -> Form:
    """Return the form of a briefing as the plan wants it, dates in words; a signature is dated (GB/T 9704, 7.3.5)."""
    language = work.words.language
    imprint = plan.imprint
    if imprint is not None:
        date = shown_date(imprint.printed_on, language)
        imprint = replace(imprint, printed_on=work.more.printed.format(date=date) if date else "")
    to = plan.to.strip().rstrip("：:")
    return Form(
        cite=plan.cite,
        contents=work.more.contents if plan.contents else "",
        links=plan.links,
        running=plan.running,
        masthead=plan.masthead,
        imprint=imprint,
        to=to + work.words.colon.rstrip() if to else "",
        signature=plan.signature.strip(),
        signed_on=shown_date(plan.signed_on or (work.options.date if plan.signature.strip() else ""), language),
    )


def without_dead_refs(briefing: Briefing) -> Briefing:
    """Return the briefing with the references that lead to what it does not show turned into plain words."""
    alive = {row.bookmark for table in briefing.tables() for row in table.rows}
    alive |= {quote.citation.bookmark for quote in briefing.quotes()}
    alive |= {section.citation.bookmark for section in briefing.walk() if section.citation}
    alive |= {source.bookmark for source in briefing.sources}

    def ref(one: Ref) -> Ref:
        return one if not one.target or one.target in alive else replace(one, target="")

    def cell(one: Cell) -> Cell:
        return replace(one, refs=tuple(map(ref, one.refs))) if one.refs else one

    def table(one: Table) -> Table:
        return replace(one, rows=tuple(replace(row, cells=tuple(map(cell, row.cells))) for row in one.rows))

    def detail(one: Detail) -> Detail:
        return replace(one, ref=ref(one.ref)) if one.ref else one

    def block(one: Block) -> Block:
        if isinstance(one, Table):
            return table(one)
        if isinstance(one, Quote) and one.details:
            return replace(one, details=tuple(map(detail, one.details)))
        return one

    def section(one: Section) -> Section:
        return replace(one, blocks=tuple(map(block, one.blocks)), sections=tuple(map(section, one.sections)))

    def source(one: Source) -> Source:
        return replace(one, entries=table(one.entries))

    return replace(
        briefing, sections=tuple(map(section, briefing.sections)), sources=tuple(map(source, briefing.sources))
    )
