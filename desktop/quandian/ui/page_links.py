"""Where the laid-out pages of a briefing lead: areas to click and the outline, for PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quandian.core.briefing_checks import used_citations
from quandian.core.briefing_links import passage_link
from quandian.core.briefing_tree import Briefing, Section
from quandian.ui.page_layout import CELL_LINE, HEIGHT, LEFT, TOP, Pages, Strip
from quandian.ui.page_text import Line
from quandian.writing.pdf_links import Area, Entry, Place

_LEVELS = 3  # of headings in the outline


def places_of(pages: Pages) -> dict[str, Place]:
    """Return where every section key and bookmark stands."""
    out: dict[str, Place] = {}
    for page in pages.pages:
        for top, strip in page.strips:
            for name in (strip.key, strip.bookmark):
                if name:
                    out.setdefault(name, Place(page.number, (TOP + top) / 10))
    return out


def links_of(pages: Pages, briefing: Briefing) -> list[Area]:
    """Return the areas that lead to a place of the briefing or into Quandian.

    A citation leads into Quandian where the briefing has such links, else to the appendix.
    """
    places = places_of(pages)
    passages: dict[str, str] = {}
    for citation in used_citations(briefing):
        link = passage_link(citation) if briefing.form.links else ""
        passages.setdefault(citation.annotation_id, link or f"#{citation.source}")
    out = []
    for number, top, height, left, line in _lines(pages):
        for link, start, end in _linked(line):
            target = _target(passages.get(link[1:], "") if link.startswith("@") else link, places)
            if target is not None:
                box = ((left + start) / 10, (top + 20) / 10, (left + end) / 10, (top + height - 20) / 10)
                out.append(Area(number, box, target))
    return out


def outline_of(pages: Pages, briefing: Briefing) -> list[Entry]:
    """Return the headings as an outline, the appendix last."""
    places = places_of(pages)

    def entries(sections: tuple[Section, ...], level: int) -> list[Entry]:
        return [
            Entry(section.number + section.title, places[section.key], entries(section.sections, level + 1))
            for section in sections
            if level <= _LEVELS and section.key in places
        ]

    out = entries(briefing.sections, 1)
    if briefing.sources and "/appendix" in places:
        below = [
            Entry(one.number + one.title, places[one.bookmark]) for one in briefing.sources if one.bookmark in places
        ]
        out.append(Entry(f"{briefing.appendix_label}　{briefing.appendix_title}", places["/appendix"], below))
    return out


def _target(link: str, places: Mapping[str, Place]) -> str | Place | None:
    if link.startswith("#"):
        return places.get(link[1:])
    return link or None


def _lines(pages: Pages) -> Iterator[tuple[int, float, float, float, Line]]:
    """Yield the lines of all pages: page, top, height and left edge in tenths of a point, line."""
    for page in pages.pages:
        for top, strip in page.strips:
            if strip.line is not None:
                yield page.number, TOP + top, strip.height, LEFT, strip.line
            if strip.what == "row":
                yield from _cell_lines(page.number, top, strip)
        if page.notes:
            start = HEIGHT - page.notes[-1][0] - page.notes[-1][1].height
            for offset, strip in page.notes:
                if strip.line is not None:
                    yield page.number, TOP + start + offset, strip.height, LEFT, strip.line


def _cell_lines(number: int, top: float, strip: Strip) -> Iterator[tuple[int, float, float, float, Line]]:
    for left, _, lines in strip.cells:
        y = TOP + top + (strip.height - len(lines) * CELL_LINE) / 2
        for line in lines:
            yield number, y, CELL_LINE, LEFT + left + 35, line
            y += CELL_LINE


def _linked(line: Line) -> Iterator[tuple[str, float, float]]:
    """Yield the links of a line with where they begin and end; runs that lead to the same are one."""
    link, start, end = "", 0.0, 0.0
    for run in line.runs:
        if run.link != link:
            if link:
                yield link, start, end
            link, start = run.link, run.x
        end = run.x + run.width
    if link:
        yield link, start, end
