"""What should be looked at before a briefing is handed in. Pure: values in, findings out.

Words for a code are in ``tasks.checking``; a finding names the annotations it is about, so that a click leads there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from quandian.core.briefing_figures import is_masked
from quandian.core.briefing_stale import Stale
from quandian.core.briefing_tree import Briefing, Citation
from quandian.core.briefing_words import in_cells, words_of
from quandian.core.codebook import GOAL
from quandian.core.comparing import Contradiction
from quandian.core.model import Annotation, AnnotationId, Link, LinkKind, ReportId, Status, Tag, TagId


class Severity(StrEnum):
    """How much a finding weighs: something is wrong, should be looked at, is worth knowing, or was found in order."""

    WRONG = "wrong"
    LOOK = "look"
    KNOW = "know"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: a code with its facts and the annotations, reports or section keys it is about."""

    code: str
    severity: Severity
    facts: Mapping[str, object] = field(default_factory=dict)
    annotation_ids: tuple[AnnotationId, ...] = ()
    report_ids: tuple[ReportId, ...] = ()
    keys: tuple[str, ...] = ()


def check(
    briefing: Briefing,
    annotations: Iterable[Annotation],
    texts: Callable[[ReportId], str],
    tags: Sequence[Tag],
    links: Sequence[Link] = (),
    contradictions: Sequence[Contradiction] = (),
    waiting: Mapping[ReportId, int] | None = None,
    missing_fonts: Sequence[str] = (),
    orphans: Mapping[str, str] | None = None,
    stale: Sequence[Stale] = (),
) -> list[Finding]:
    """Return what was found, the weightiest first; without fault, that quotes agree is said as a finding too.

    ``annotations`` are those the briefing may use (others are ignored); ``texts`` gives a report's text; ``waiting``
    counts suggestions not reviewed; ``missing_fonts`` are the names wanted and not there; ``stale`` are the places
    where words by hand are not borne out any more, one finding each.
    """
    rows = {row.id: row for row in annotations}
    used = [one for one in dict.fromkeys(c.annotation_id for c in used_citations(briefing)) if one in rows]
    found = [
        _quotes(briefing, rows, used, texts),
        _masked([rows[one] for one in used], tags),
        _without_result([rows[one] for one in used], tags, links),
        _contradictory(briefing, contradictions),
        _doubtful([rows[one] for one in used]),
        _waiting(briefing, rows, used, waiting or {}),
        _bare(briefing),
    ]
    if missing_fonts:
        found.append(
            Finding("check.fonts", Severity.KNOW, {"fonts": _joined(missing_fonts), "count": len(missing_fonts)})
        )
    if orphans:
        found.append(Finding("check.orphans", Severity.LOOK, {"count": len(orphans)}, keys=tuple(orphans)))
    found += [of_stale(one) for one in stale]
    if briefing.form.masthead is not None and not briefing.form.masthead.issuer.strip():
        found.append(Finding("check.masthead", Severity.LOOK))
    if tells_nothing(briefing):
        found.append(Finding("check.empty", Severity.LOOK))
    return weightiest_first([one for one in found if one is not None])


def weightiest_first(found: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order they are shown."""
    weight = list(Severity)
    return sorted(found, key=lambda one: weight.index(one.severity))


def of_stale(place: Stale) -> Finding:
    """Return what is said of words by hand that are not borne out any more."""
    facts = {"change": place.change, "words": place.written[:_SOME] + ("…" if len(place.written) > _SOME else "")}
    code = "check.stale_figures" if place.figures else "check.stale_words"
    return Finding(code, Severity.LOOK, facts, keys=(place.key,))


_SOME = 16  # characters that say which words are meant


def tells_nothing(briefing: Briefing) -> bool:
    """Whether there is nothing in a briefing but its overview."""
    told = any(section.blocks for section in briefing.walk() if section.key != "overview")
    return not (told or any(used_citations(briefing)) or any(briefing.charts()))


def used_citations(briefing: Briefing) -> Iterator[Citation]:
    """Yield the citations of all that a briefing shows: headings, then items, then rows of tables."""
    for section in briefing.walk():
        if section.citation:
            yield section.citation
    for quote in briefing.quotes():
        yield quote.citation
    for table in briefing.tables():
        for row in table.rows:
            if row.citation:
                yield row.citation


def _joined(names: Sequence[str]) -> str:
    return "、".join(names)


def _quotes(
    briefing: Briefing,
    rows: Mapping[AnnotationId, Annotation],
    used: Sequence[AnnotationId],
    texts: Callable[[ReportId], str],
) -> Finding | None:
    """Compare every quote letter by letter: what the briefing prints, what was tagged, what the report says.

    Between the cells of a table's row, where the report has no letter, stands the briefing's own stop.
    """
    if not used:
        return None
    wrong = {one for one in used if texts(rows[one].report_id)[rows[one].start : rows[one].end] != rows[one].quote}
    for quote in briefing.quotes():
        row = rows.get(quote.citation.annotation_id)
        if row is not None and quote.text not in _tellings(row.quote.strip(), briefing.language):
            wrong.add(row.id)
    if wrong:
        ids = tuple(one for one in used if one in wrong)
        return Finding("check.quotes_differ", Severity.WRONG, {"count": len(ids)}, ids)
    return Finding("check.quotes_agree", Severity.FINE, {"count": len(used)}, ())


def _tellings(quote: str, language: str) -> tuple[str, str]:
    return quote, in_cells(quote, words_of(language).semicolon)


def _bare(briefing: Briefing) -> Finding | None:
    """Name headings that nothing stands under; one that is a quote itself says something."""
    names = [s.title for s in briefing.walk() if not (s.blocks or s.sections or s.citation)]
    if not names:
        return None
    facts = {"count": len(names), "names": _joined(names[:3]) + ("…" if len(names) > 3 else "")}
    return Finding("check.bare", Severity.LOOK, facts)


def _family(tags: Sequence[Tag], name: TagId) -> set[TagId]:
    return {name, *(tag.id for tag in tags if tag.parent == name)}


def _masked(rows: Sequence[Annotation], tags: Sequence[Tag]) -> Finding | None:
    ids = tuple(row.id for row in rows if is_masked(row.fields))
    return Finding("check.masked", Severity.LOOK, {"count": len(ids)}, ids) if ids else None


def _without_result(rows: Sequence[Annotation], tags: Sequence[Tag], links: Sequence[Link]) -> Finding | None:
    goals = _family(tags, GOAL)
    kept = {link.target_id for link in links if link.kind is LinkKind.FULFILS}
    ids = tuple(row.id for row in rows if row.tag_id in goals and row.id not in kept)
    return Finding("check.no_result", Severity.KNOW, {"count": len(ids)}, ids) if ids else None


def _contradictory(briefing: Briefing, contradictions: Sequence[Contradiction]) -> Finding | None:
    if not contradictions:
        return None
    names = list(dict.fromkeys(one.indicator for one in contradictions))
    reports = tuple(dict.fromkeys(ReportId(fact.report) for one in contradictions for fact in one.facts))
    facts = {"count": len(contradictions), "names": _joined(names[:3]) + ("…" if len(names) > 3 else "")}
    return Finding("check.contradictory", Severity.LOOK, facts, report_ids=reports, keys=tuple(names))


def _doubtful(rows: Sequence[Annotation]) -> Finding | None:
    ids = tuple(row.id for row in rows if row.status is Status.DOUBTFUL)
    return Finding("check.doubtful", Severity.LOOK, {"count": len(ids)}, ids) if ids else None


def _waiting(
    briefing: Briefing,
    rows: Mapping[AnnotationId, Annotation],
    used: Sequence[AnnotationId],
    waiting: Mapping[ReportId, int],
) -> Finding | None:
    """Count the suggestions that wait in the reports the briefing is about."""
    reports = {rows[one].report_id for one in used} or set(waiting)
    open_ones = {report: n for report, n in waiting.items() if n and report in reports}
    if not open_ones:
        return None
    return Finding("check.waiting", Severity.KNOW, {"count": sum(open_ones.values())}, report_ids=tuple(open_ones))
