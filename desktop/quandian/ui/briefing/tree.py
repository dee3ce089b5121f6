"""What the outline shows of a briefing, and what moving, hiding and naming its parts makes of the plan. Without Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quandian.core.briefing_plan import AFTER, BEFORE, BriefingPlan
from quandian.core.briefing_tree import Briefing, Chart, Paragraph, Quote, Section, Table
from quandian.core.ids import new_id
from quandian.core.model import AnnotationId

TITLE, SECTION, CHART, APPENDIX = "title", "section", "chart", "appendix"
APPENDIX_KEY = "/appendix"


@dataclass(frozen=True, slots=True)
class Node:
    """A row of the outline. ``ids`` are the annotations in it and below, in the order told, those left out included.

    ``count`` are those that are told; ``shown`` is whether it is in the briefing, ``by_hand`` whether words in it are.
    """

    kind: str
    key: str
    level: int = 1
    number: str = ""
    title: str = ""
    parent: str = ""
    ids: tuple[AnnotationId, ...] = ()
    count: int = 0
    shown: bool = True
    own: bool = False
    by_hand: bool = False


def full_plan(plan: BriefingPlan) -> BriefingPlan:
    """Return the plan with all that was hidden or left out: what the outline offers to take in."""
    return replace(plan, hidden=(), left_out=())


def nodes_of(plan: BriefingPlan, briefing: Briefing, full: Briefing) -> list[Node]:
    """Return the rows: the title, every section there could be, the charts below theirs, the appendix."""
    out = [Node(TITLE, "", title=briefing.title)]
    shown = {section.key: section for section in briefing.walk()}
    told = set(ids_of(briefing.sections))
    hands = set(plan.written)

    def add(section: Section, parent: str) -> None:
        here = shown.get(section.key)
        ids = tuple(ids_of((section,)))
        keys = {section.key, f"{section.key}/{BEFORE}", f"{section.key}/{AFTER}"}
        keys |= {block.key for block in section.blocks if isinstance(block, Paragraph)}
        out.append(
            Node(
                SECTION,
                section.key,
                section.level,
                here.number if here else "",
                (here or section).title,
                parent,
                ids,
                sum(one in told for one in ids),
                here is not None,
                section.key in plan.own,
                bool(keys & hands),
            )
        )
        for below in section.sections:
            add(below, section.key)

    for section in full.sections:
        add(section, "")
    at = _chart_place(out, full)
    out[at:at] = _chart_nodes(plan, briefing)
    if not plan.appendix or briefing.sources:
        count = sum(source.cited for source in briefing.sources)
        out.append(Node(APPENDIX, APPENDIX_KEY, title=briefing.appendix_title, count=count, shown=plan.appendix))
    return out


def _chart_nodes(plan: BriefingPlan, briefing: Briefing) -> list[Node]:
    made = [chart.caption for chart in briefing.charts()]
    out = []
    for n, chart in enumerate(plan.charts):
        name = chart_name(chart)
        shown = chart.shown and (not name or any(name in one for one in made))
        out.append(Node(CHART, f"chart/{n}", 2, title=name, shown=shown))
    return out


def _chart_place(rows: Sequence[Node], full: Briefing) -> int:
    """Return where the charts are listed: behind the section they stand in, or would stand in if any could be made."""
    keys = [one.key for one in full.walk() if any(isinstance(block, Chart) for block in one.blocks)]
    keys += [one.key for one in full.sections if one.key in ("overview", "figures")]
    wanted = keys[0] if keys else ""
    return next((n for n, row in enumerate(rows, start=1) if row.key == wanted), len(rows))


def chart_name(chart: Any) -> str:  # noqa: ANN401 - a ChartPlan of this or a newer shape
    """Return what a planned chart is called; empty where its caption is made of what it counts."""
    return str(getattr(chart, "title", "") or chart.indicator)


def ids_of(sections: Iterable[Section]) -> list[AnnotationId]:
    """Return the annotations that sections tell, in reading order, each once."""
    out: dict[AnnotationId, None] = {}
    for top in sections:
        for section in top.walk():
            if section.citation:
                out.setdefault(section.citation.annotation_id)
            for block in section.blocks:
                if isinstance(block, Quote):
                    out.setdefault(block.citation.annotation_id)
                elif isinstance(block, Table):
                    for row in block.rows:
                        if row.citation:
                            out.setdefault(row.citation.annotation_id)
    return list(out)


def characters_of(briefing: Briefing) -> int:
    """Return how many characters the text of a briefing has, tables included, the appendix not."""
    total = len(briefing.title)
    for section in briefing.walk():
        total += len(section.title)
        for block in section.blocks:
            if isinstance(block, Paragraph | Quote):
                total += len(block.text)
            elif isinstance(block, Table):
                total += sum(len(cell.plain) for row in block.rows for cell in row.cells)
            elif isinstance(block, Chart):
                total += len(block.caption)
    return total


def siblings_of(nodes: Sequence[Node], key: str) -> list[str]:
    """Return the keys that a row may be moved among, itself included; one alone, or none, cannot be moved."""
    node = find(nodes, key)
    if node is None or node.kind not in (SECTION, CHART):
        return []
    return [one.key for one in nodes if one.kind == node.kind and one.parent == node.parent]


def find(nodes: Sequence[Node], key: str) -> Node | None:
    """Return the row of a key."""
    return next((node for node in nodes if node.key == key), None)


def put(keys: Sequence[str], key: str, to: int) -> list[str]:
    """Return the keys with one taken out and put in before what stands at ``to`` now."""
    rest = [one for one in keys if one != key]
    at = to - (1 if key in keys and keys.index(key) < to else 0)
    return [*rest[:at], key, *rest[at:]]


def moved_to(plan: BriefingPlan, nodes: Sequence[Node], key: str, to: int) -> Mapping[str, Any]:
    """Return the changes of the plan that put a row before the sibling at ``to``; none where nothing moves."""
    siblings = siblings_of(nodes, key)
    wanted = put(siblings, key, to) if key in siblings else siblings
    if wanted == siblings:
        return {}
    if key.startswith("chart/"):
        return {"charts": tuple(plan.charts[int(one.partition("/")[2])] for one in wanted)}
    return {"order": (*(one for one in plan.order if one not in siblings), *wanted)}


def items_moved(plan: BriefingPlan, nodes: Sequence[Node], ids: Sequence[AnnotationId]) -> Mapping[str, Any]:
    """Return the changes that tell the items of a section in the order of ``ids``.

    All items of the top section are written in order, so that those of other headings keep their places.
    """
    wanted = iter(ids)
    mine = set(ids)
    node = next((one for one in nodes if one.kind == SECTION and not one.parent and mine <= set(one.ids)), None)
    if node is None:
        return {}
    every = tuple(next(wanted) if one in mine else one for one in node.ids)
    known = set(every)
    return {"items": (*(one for one in plan.items if one not in known), *every)}


def toggled(plan: BriefingPlan, node: Node) -> Mapping[str, Any]:
    """Return the changes that take a row in or leave it out."""
    if node.kind == APPENDIX:
        return {"appendix": not plan.appendix}
    if node.kind == CHART:
        at = int(node.key.partition("/")[2])
        turned = replace(plan.charts[at], shown=not plan.charts[at].shown)
        return {"charts": (*plan.charts[:at], turned, *plan.charts[at + 1 :])}
    if node.kind != SECTION:
        return {}
    if node.key in plan.hidden:
        return {"hidden": tuple(one for one in plan.hidden if one != node.key)}
    if not node.shown:  # all of its items were left out
        return {"left_out": tuple(one for one in plan.left_out if one not in set(node.ids))}
    return {"hidden": (*plan.hidden, node.key)}


def items_toggled(plan: BriefingPlan, ids: Sequence[AnnotationId]) -> Mapping[str, Any]:
    """Return the changes that leave items out, or take them in again where the first of them is out."""
    chosen = set(ids)
    if ids and ids[0] in plan.left_out:
        return {"left_out": tuple(one for one in plan.left_out if one not in chosen)}
    return {"left_out": (*(one for one in plan.left_out if one not in chosen), *ids)}


def own_section(plan: BriefingPlan, nodes: Sequence[Node], after: str, title: str) -> tuple[str, Mapping[str, Any]]:
    """Return the key of a new section of the user's own and the changes that put it behind a top section."""
    key = f"own/{new_id()}"
    top = [node.key for node in nodes if node.kind == SECTION and not node.parent]
    above = top_of(nodes, after)
    at = top.index(above) + 1 if above in top else len(top)
    order = (*(one for one in plan.order if one not in top), *top[:at], key, *top[at:])
    return key, {"own": (*plan.own, key), "titles": {**plan.titles, key: title}, "order": order}


def top_of(nodes: Sequence[Node], key: str) -> str:
    """Return the top section that a row is in; empty for what is in none."""
    node = find(nodes, key)
    while node is not None and node.parent:
        node = find(nodes, node.parent)
    return node.key if node is not None and node.kind == SECTION else ""


def words_of(briefing: Briefing, key: str) -> set[str]:
    """Return the keys of all words that may stand in a section, its introduction and closing words included."""
    out = {key, f"{key}/{BEFORE}", f"{key}/{AFTER}"}
    for section in briefing.walk():
        if section.key == key:
            out |= {block.key for block in section.blocks if isinstance(block, Paragraph)}
    return out


def removed(plan: BriefingPlan, node: Node) -> Mapping[str, Any]:
    """Return the changes that remove a chart, or a section of the user's own with its words."""
    if node.kind == CHART:
        at = int(node.key.partition("/")[2])
        return {"charts": plan.charts[:at] + plan.charts[at + 1 :]}
    if not node.own:
        return {}
    places = (node.key, f"{node.key}/{BEFORE}", f"{node.key}/{AFTER}")
    return {
        "own": tuple(one for one in plan.own if one != node.key),
        "order": tuple(one for one in plan.order if one != node.key),
        "titles": {key: text for key, text in plan.titles.items() if key != node.key},
        "written": {key: text for key, text in plan.written.items() if key not in places},
    }


def renamed(plan: BriefingPlan, node: Node, title: str) -> Mapping[str, Any]:
    """Return the changes that give a heading another name; an empty one gives the generated heading back."""
    title = title.strip()
    if node.kind == TITLE:
        return {"title": title}
    if node.kind == CHART:
        return {}
    titles = {key: text for key, text in plan.titles.items() if key != node.key}
    return {"titles": {**titles, node.key: title} if title else titles}
