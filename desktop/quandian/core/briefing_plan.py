"""What a briefing should be: kind, scope, sections and their order, words written by hand. Plain data, kept as JSON.

A plan names annotations and sections by keys that stay the same when the briefing is made again from changed
annotations, so that hand-written introductions and transitions survive. Words of a section that is no longer there
stay in the plan (``orphans``) and come back with the section.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from quandian.core.briefing_tree import Briefing, ChartForm, Cite, Imprint, Masthead, Paragraph
from quandian.core.ledger import Condition
from quandian.core.model import AnnotationId, ReportId, Status, TagId

BEFORE = "before"
AFTER = "after"


class Kind(StrEnum):
    """The kinds of briefing: 工作简报, 对比分析, 督查清单, 指标台账, 摘编."""

    REPORT = "report"
    COMPARE = "compare"
    CHECKLIST = "checklist"
    METRICS = "metrics"
    QUOTES = "quotes"


class Grouping(StrEnum):
    """By what the items of a section are grouped. ``AUTO`` is what suits the kind."""

    AUTO = "auto"
    NONE = "none"
    HEADING = "heading"
    REPORT = "report"
    TAG = "tag"
    RESPONSIBLE = "responsible"
    DEADLINE = "deadline"
    VERDICT = "verdict"
    INDICATOR = "indicator"
    YEAR = "year"
    ISSUER = "issuer"


class Extent(StrEnum):
    """How much room something takes. ``AUTO`` is full where there is little of it and short where there is much."""

    AUTO = "auto"
    FULL = "full"
    SHORT = "short"


FIGURE_AXES = ("year", "report", "issuer")
COUNT_AXES = ("tag", "report", "issuer", "year", "responsible", "deadline")
CHART_SPLITS = ("", "tag", "issuer", "year", "verdict", "status")


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """A chart: the figures of an ``indicator``, or without one how many items there are.

    ``over`` is what stands along the axis, of figures one of ``FIGURE_AXES``, of counts one of ``COUNT_AXES``:
    "responsible" takes items with a unit in charge, "deadline" those with a deadline, in equal steps of time.
    ``tag_ids`` are the tags counted, empty for all. ``split`` parts counts into series (``CHART_SPLITS``), which are
    stacked. ``title`` is a caption by hand, ``shown`` False keeps the chart out of the briefing. Bars whose names
    have no room beside each other lie (``ChartForm.ROWS``).
    """

    indicator: str = ""
    form: ChartForm = ChartForm.BAR
    over: str = "year"
    tag_ids: tuple[TagId, ...] = ()
    split: str = ""
    title: str = ""
    shown: bool = True


def _none() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class BriefingPlan:
    """A briefing as the user wants it; every part has a value that makes sense by itself.

    Scope: ``report_ids`` None takes all, ``tag_ids`` and ``statuses`` too; ``conditions`` and ``text`` are a filter of
    the ledger; ``left_out`` are annotations taken out by hand, ``picked`` not None takes these only; ``also``
    are taken in by hand, whatever the rest of the scope says, as far as the kind tells such tags.
    Sections: ``order`` and ``hidden`` hold section keys of any level, ``titles`` their own headings, ``own`` the keys
    of sections of the user's own; ``items`` are annotations in the order they were moved into. ``tables`` are tags
    whose items are told as rows of a table; ``quotes`` SHORT tells those of all tags so. ``sources`` says how the
    appendix lists what is cited: every passage, or a few lines a report. ``figures`` are indicators shown as summary
    figures, ``charts`` charts. ``running`` puts the title at the head of every page but the first, which GB/T 9704-2012
    does not know.
    ``written`` are words by key: a generated paragraph's own key replaces it, "SECTION/before" and "SECTION/after"
    stand at the head and the foot of a section; ``generated`` are the words that were generated in their places when
    they were written, or looked at last. ``date`` is ISO, empty for the day of export. ``language`` is "zh" or "en",
    fixed when a briefing is made.
    """

    kind: Kind = Kind.REPORT
    title: str = ""
    date: str = ""
    language: str = ""
    report_ids: tuple[ReportId, ...] | None = None
    tag_ids: tuple[TagId, ...] | None = None
    statuses: tuple[Status, ...] | None = None
    conditions: tuple[Condition, ...] = ()
    text: str = ""
    left_out: tuple[AnnotationId, ...] = ()
    picked: tuple[AnnotationId, ...] | None = None
    also: tuple[AnnotationId, ...] = ()
    order: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=_none)
    own: tuple[str, ...] = ()
    items: tuple[AnnotationId, ...] = ()
    written: Mapping[str, str] = field(default_factory=_none)
    generated: Mapping[str, str] = field(default_factory=_none)
    group: Grouping = Grouping.AUTO
    tables: tuple[TagId, ...] = (TagId("metric"),)
    figures: tuple[str, ...] = ()
    charts: tuple[ChartPlan, ...] = ()
    notes: bool = False
    quotes: Extent = Extent.AUTO
    appendix: bool = True
    sources: Extent = Extent.AUTO
    contents: bool = False
    cite: Cite = Cite.BRACKETS
    links: bool = True
    running: bool = False
    masthead: Masthead | None = None
    imprint: Imprint | None = None
    to: str = ""
    signature: str = ""
    signed_on: str = ""
    template: str = ""


def plan_to_json(plan: BriefingPlan) -> dict[str, Any]:
    """Return a plan as values of JSON; what is as it is by itself is left out."""
    default = BriefingPlan()
    made = {f.name: getattr(plan, f.name) for f in fields(plan)}
    return {name: _plain(value) for name, value in made.items() if name == "kind" or value != getattr(default, name)}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of a plan
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def plan_from_json(data: object) -> BriefingPlan:
    """Return the plan that JSON holds. Never raises: what is not understood is as if it were not there.

    A project may come from a newer program or another hand; a briefing that opens with what is known is worth more
    than none.
    """
    if not isinstance(data, Mapping):
        return BriefingPlan()
    made: dict[str, Any] = {}
    for name, read in _READERS.items():
        if name in data:
            value = read(data[name])
            if value is not None:
                made[name] = value
    return BriefingPlan(**made)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _texts(value: object) -> tuple[Any, ...] | None:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else None


def _words(value: object) -> Mapping[str, str] | None:
    if not isinstance(value, Mapping):
        return None
    return {key: one for key, one in value.items() if isinstance(key, str) and isinstance(one, str)}


def _one_of(kind: type[StrEnum]) -> Any:  # noqa: ANN401 - a reader
    known = {one.value: one for one in kind}
    return lambda value: known.get(value) if isinstance(value, str) else None


def _some_of(kind: type[StrEnum]) -> Any:  # noqa: ANN401 - a reader
    known = {one.value: one for one in kind}
    return lambda value: (
        tuple(known[one] for one in value if isinstance(one, str) and one in known) if isinstance(value, list) else None
    )


def _record(kind: type[Masthead] | type[Imprint]) -> Any:  # noqa: ANN401 - a reader
    names = [f.name for f in fields(kind)]

    def read(value: object) -> Masthead | Imprint | None:
        if not isinstance(value, Mapping):
            return None
        found = {name: value[name] for name in names if isinstance(value.get(name), str)}
        return kind(**({"issuer": ""} if kind is Masthead else {}) | found)

    return read


def _conditions(value: object) -> tuple[Condition, ...] | None:
    if not isinstance(value, list):
        return None
    return tuple(
        Condition(one["key"], one["test"], _texts(one.get("values")) or ())
        for one in value
        if isinstance(one, Mapping)
        and isinstance(one.get("key"), str)
        and one.get("test") in ("in", "from", "to", "has")
    )


def _charts(value: object) -> tuple[ChartPlan, ...] | None:
    if not isinstance(value, list):
        return None
    out = []
    for one in value:
        if isinstance(one, Mapping) and isinstance(one.get("indicator", ""), str):
            indicator = one.get("indicator", "")
            form = _one_of(ChartForm)(one.get("form")) or ChartForm.BAR
            axes = FIGURE_AXES if indicator else COUNT_AXES
            over = str(one["over"]) if one.get("over") in axes else "year"
            split = str(one.get("split") or "") if one.get("split") in CHART_SPLITS else ""
            title = _text(one.get("title")) or ""
            tag_ids, shown = _texts(one.get("tag_ids")) or (), one.get("shown") is not False
            out.append(ChartPlan(indicator, form, over, tag_ids, split, title, shown))
    return tuple(out)


_READERS: Mapping[str, Any] = {
    **dict.fromkeys(("title", "date", "language", "text", "to", "signature", "signed_on", "template"), _text),
    **dict.fromkeys(("notes", "appendix", "contents", "links", "running"), _flag),
    **dict.fromkeys(
        ("report_ids", "tag_ids", "left_out", "picked", "also", "order", "hidden", "own", "items", "tables", "figures"),
        _texts,
    ),
    **dict.fromkeys(("titles", "written", "generated"), _words),
    "kind": _one_of(Kind),
    "group": _one_of(Grouping),
    "cite": _one_of(Cite),
    **dict.fromkeys(("quotes", "sources"), _one_of(Extent)),
    "statuses": _some_of(Status),
    "conditions": _conditions,
    "charts": _charts,
    "masthead": _record(Masthead),
    "imprint": _record(Imprint),
}


def orphans(plan: BriefingPlan, briefing: Briefing) -> dict[str, str]:
    """Return the hand-written words of a plan that the briefing has no place for at present, by key."""
    keys = {section.key for section in briefing.walk()}
    paragraphs = {b.key for s in briefing.walk() for b in s.blocks if isinstance(b, Paragraph)}
    places = keys | paragraphs | {f"{key}/{end}" for key in keys for end in (BEFORE, AFTER)} | set(plan.own)
    return {key: text for key, text in plan.written.items() if key not in places and text.strip()}


def moved(order: Sequence[str], siblings: Sequence[str]) -> list[str]:
    """Return siblings in the order wanted; one that is not in it stays behind the one it follows by itself.

    >>> moved(("c", "a"), ["a", "b", "c"])
    ['c', 'a', 'b']
    """
    rank = {key: n for n, key in enumerate(order)}
    out = sorted((key for key in siblings if key in rank), key=rank.__getitem__)
    before: str | None = None
    for key in siblings:
        if key not in rank:
            out.insert(0 if before is None else out.index(before) + 1, key)
        before = key
    return out
