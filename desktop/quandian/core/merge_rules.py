"""What rows need of each other, so that merging never tears a project: pure functions of what was folded.

- A tag or report that a living annotation uses is there, whoever deleted it: no deletion takes what another one marked.
- A tag that stands for another (``alias.tag.ID``) takes its annotations and its children; the other is not shown.
- A report that stands for another (``alias.report.ID``) hides it once no annotation is left on it.
- A relation is shown while both its ends are, a decision while its report is. A parent that is gone is no parent; of a
  circle of parents the smallest id has none. A key belongs to one tag, the built-in ones first, then the smallest id.
- The built-in tags are always there and stand for themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from quandian.core.merge import ALIAS_REPORT, ALIAS_TAG
from quandian.core.merge_fold import Folded, rooted
from quandian.core.model import BUILT_IN, Row


def aliases(settings: Iterable[tuple[str, object]], prefix: str, known: Collection[str]) -> dict[str, str]:
    """Return what stands for what, out of settings: only what is known, never a built-in tag for another."""
    found: dict[str, str] = {}
    for key, value in settings:
        if not key.startswith(prefix) or not isinstance(value, str):
            continue
        name = key.removeprefix(prefix)
        if value in known and name != value and name not in BUILT_IN:
            found[name] = value
    return found


def wanted_tags(folded: Mapping[str, Folded], alias: Mapping[str, str], used: Collection[str]) -> dict[str, Row]:
    """Return the rows of the codebook. ``used`` are the tags of living annotations, aliases followed."""
    shown = {
        key: dict(state.row)
        for key, state in folded.items()
        if state.whole and (state.alive or key in used or key in BUILT_IN) and rooted(alias, key) == key
    }
    for key, row in shown.items():
        parent = row["parent"]
        parent = None if parent is None else rooted(alias, parent)
        row["parent"] = parent if parent in shown and parent != key else None
    for key in sorted(shown):
        _cut_circle(shown, key)
    keys: set[str] = set()
    for key in sorted(shown, key=_built_in_first):
        shortcut = shown[key]["shortcut"]
        if shortcut in keys:
            shown[key]["shortcut"] = ""
        elif shortcut:
            keys.add(shortcut)
    return shown


def _cut_circle(shown: Mapping[str, Row], key: str) -> None:
    """Let this tag have no parent where its parents lead back to it; the smallest comes first and cuts the circle."""
    seen = {key}
    parent = shown[key]["parent"]
    while parent is not None and parent not in seen:
        seen.add(parent)
        parent = shown[parent]["parent"]
    if parent == key:
        shown[key]["parent"] = None


def _built_in_first(key: str) -> tuple[bool, str]:
    return key not in BUILT_IN, key


def wanted_report(state: Folded, aliased: bool, used: bool) -> Row | None:
    """Return the row of a report, or ``None`` where it is not shown."""
    return state.row if state.whole and (used or (state.alive and not aliased)) else None


def wanted_annotation(
    state: Folded, alias: Mapping[str, str], tags: Collection[str], reports: Collection[str]
) -> tuple[Row | None, tuple[str, ...]]:
    """Return the row of an annotation, or ``None`` and what it waits for ("report:ID", "tag:ID").

    ``tags`` and ``reports`` are those that are known, shown or not.
    """
    if not state.shown:
        return None, ()
    row = state.row
    tag, report = rooted(alias, row["tag_id"]), row["report_id"]
    waits = [f"tag:{tag}"] if tag not in tags else []
    if report not in reports:
        waits.append(f"report:{report}")
    if waits:
        return None, tuple(waits)
    return (row if tag == row["tag_id"] else {**row, "tag_id": tag}), ()


def wanted_link(state: Folded, annotations: Collection[str]) -> tuple[Row | None, tuple[str, ...]]:
    """Return the row of a relation, or ``None`` and the ends it waits for; ``annotations`` are those shown."""
    if not state.shown:
        return None, ()
    ends = (state.row["source_id"], state.row["target_id"])
    waits = tuple(f"annotation:{end}" for end in dict.fromkeys(ends) if end not in annotations)
    return (None if waits else state.row), waits


def wanted_decision(state: Folded, reports: Collection[str]) -> tuple[Row | None, tuple[str, ...]]:
    """Return the row of a decision, or ``None`` and the report it waits for; ``reports`` are those shown."""
    if not state.shown:
        return None, ()
    report = state.row["report_id"]
    return (state.row, ()) if report in reports else (None, (f"report:{report}",))


def is_alias(setting: str) -> bool:
    """Whether a setting says that one thing stands for another."""
    return setting.startswith((ALIAS_TAG, ALIAS_REPORT))
