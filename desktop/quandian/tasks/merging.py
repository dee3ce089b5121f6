"""Merging as window and command line do it: projects or packages of others, a preview, one step, a backup before it.

``plan_merge`` and ``apply_merge`` open the project for themselves, so that a job may run them beside the window's own
connection: the window learns of the result by ``Project.poll``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quandian.core.codebook import BUILT_IN_TAGS
from quandian.core.errors import UserError
from quandian.core.fields import label_of
from quandian.core.merge import Choice, Choices, ItemKind, MergeOutcome, MergePlan
from quandian.core.progress import Progress
from quandian.core.sentences import sentence
from quandian.store import Project
from quandian.store.outside import Outside
from quandian.tasks import identity, packages, places

if TYPE_CHECKING:
    from quandian.tasks.returned import Returned


def plan_merge(
    project: Path,
    others: Sequence[Path],
    progress: Progress | None = None,
    passphrase: str = "",
    passphrases: Mapping[Path, str] | None = None,
    key: Path | None = None,
) -> MergePlan:
    """Return what merging projects (.quandian) or packages (.qdshare) would do; nothing is changed.

    ``passphrases`` are those of single packages, ``passphrase`` that of all others. With the ``key`` table of masked
    packages, or where one made here for it is known, what comes back on masked texts goes to the texts here; the
    plan's sources tell what. Close the plan, or carry it out. Raises UserError project.*, share.*, merge.*,
    returned.*, desensitise.no_key; Cancelled.
    """
    known = passphrases or {}
    with tempfile.TemporaryDirectory(prefix="quandian-merge-", ignore_cleanup_errors=True) as folder:
        unpacked = [
            _project_in(other, Path(folder) / str(n), known.get(other, passphrase)) for n, other in enumerate(others)
        ]
        files = [file for file, _ in unpacked]
        told = _bring_home(project, files, Path(folder), key, others, progress or Progress())
        with _opened(project) as opened:
            plan = opened.merge_plan(files, progress, shown_as=list(others))
    if not told:
        return plan
    sources = (told[n].signed(s, unpacked[n][1]) if n in told else s for n, s in enumerate(plan.sources))
    left = tuple(one for back in told.values() for one in back.left)
    return replace(plan, sources=tuple(sources), unanchored=(*plan.unanchored, *left))


def _bring_home(
    project: Path, files: list[Path], folder: Path, key: Path | None, shown_as: Sequence[Path], progress: Progress
) -> dict[int, Returned]:
    """Put projects with what masked packages bring back in the place of those; return by place what came of it."""
    from quandian.tasks import key_table, returned

    with _opened(project) as opened:
        home_key = opened.key
    if key is None and not key_table.any_remembered(home_key):
        return {}
    told: dict[int, Returned] = {}
    for number, file in enumerate(files):
        file_key = returned.key_of_file(file)
        table = key_table.remembered(home_key, file_key)
        if key is not None and file_key != home_key:  # beside masked packages there may be copies of the project itself
            table = key_table.read_key(key)
        if table is not None:
            target = folder / f"home-{number}.quandian"
            told[number] = returned.translate(project, file, table, target, progress, shown_as[number])
            files[number] = target
    return told


def apply_merge(
    project: Path, plan: MergePlan, choices: Choices | None = None, progress: Progress | None = None
) -> MergeOutcome:
    """Back the project up and carry a plan out as one step. Raises UserError merge.stale, Cancelled."""
    with _opened(project) as opened:
        if not plan.empty:
            opened.backup()
        return opened.merge(plan, choices, progress)


def undo_apart(project: Path, *, author: str = "", device: str = "", redo: bool = False) -> str:
    """Undo (or redo) the last step by a connection of its own and return its label: a big one takes seconds.

    ``author`` and ``device`` are whose step it is, this user's if empty. Raises UserError undo.*, redo.*, project.busy.
    """
    with _opened(project, author, device) as opened:
        return (opened.redo() if redo else opened.undo()).label


def read_apart(project: Path, after: int) -> Outside | None:
    """Return what was committed after operation ``after``, read by a connection of its own: it may be a lot."""
    with _opened(project) as opened:
        return opened.read_outside(after)


def settle_waiting(project: Path, decided: Mapping[str, Choice], progress: Progress | None = None) -> int:
    """Settle conflicts that came by a shared folder, as one step; return how many. Raises UserError, Cancelled."""
    with _opened(project) as opened, opened.operation("settle"):
        for done, (key, choice) in enumerate(decided.items(), 1):
            opened.settle(key, choice)
            if progress is not None:
                progress.step(done, len(decided))
    return len(decided)


def _opened(project: Path, author: str = "", device: str = "") -> Project:
    return Project.open(
        project.absolute(),
        author=author or identity.author(),
        device=device or identity.device(),
        backup_dir=places.backup_dir(),
        backup=False,
    )


def _project_in(other: Path, folder: Path, passphrase: str) -> tuple[Path, str]:
    """Return the project file of what may be a package, and who made that."""
    if other.suffix != places.SHARE_SUFFIX:
        return other, ""
    folder.mkdir()
    packed, package = packages.unpack(other, folder, passphrase)
    return packed, package.author


def choices_for(plan: MergePlan, prefer: str, leave: Sequence[str], *, align: bool, own_tags: bool) -> Choices:
    """Return the choices that options of the command line stand for. Raises UserError("merge.no_such_item")."""
    offered = plan.defaults()
    groups, items = [kind.value for kind in ItemKind], {item.key for item in plan.items}
    for name in leave:
        if name not in groups and name not in items:
            raise UserError("merge.no_such_item", name=name, known=sentence("list.comma").join(groups))
    return Choices(
        offered.leave | frozenset(leave),
        {},
        Choice(prefer),
        dict.fromkeys(offered.tags) if own_tags else offered.tags,
        frozenset(near.key for near in plan.near_reports) if align else offered.align,
    )


def plan_facts(plan: MergePlan) -> dict[str, Any]:
    """Return a plan as plain values for JSON."""
    return {
        "sources": [asdict(source) for source in plan.sources],
        "counts": {kind.value: count for kind, count in plan.counts().items()},
        "items": [{"key": item.key, **asdict(item)} for item in plan.items],
        "conflicts": [{"key": conflict.key, **asdict(conflict)} for conflict in plan.conflicts],
        "tags": [asdict(tag) for tag in plan.tags],
        "near_reports": [asdict(near) for near in plan.near_reports],
        "unanchored": [asdict(one) for one in plan.unanchored],
        "unchanged": asdict(plan.unchanged),
    }


def outcome_facts(outcome: MergeOutcome) -> dict[str, Any]:
    """Return what a merge did as plain values for JSON."""
    return {
        "taken": {kind.value: count for kind, count in outcome.taken.items()},
        "left": outcome.left,
        "conflicts": outcome.resolved,
        "tags_mapped": outcome.mapped,
        "aligned": outcome.aligned,
        "unanchored": [asdict(one) for one in outcome.unanchored],
        "hidden": outcome.hidden,
    }


def kind_name(kind: ItemKind) -> str:
    """Return the name of a group in the language in use."""
    return sentence(f"merge.kind.{kind.value}")


def plan_lines(plan: MergePlan, choices: Choices | None = None) -> list[str]:
    """Return a plan as lines for people; with choices, new reports that they let go are not counted."""
    lines = []
    replaced = plan.replaced(choices.align if choices is not None else ())
    for source in plan.sources:
        met = source.last_met[:10] or "–"
        lines.append(
            sentence("merge.source", name=source.name, author=source.last_author, at=source.last_change[:16], met=met)
        )
        lines += [f"  {note}" for note in source.notes]
    shown = replace(plan, items=tuple(item for item in plan.items if item.key not in replaced))
    for kind, count in shown.counts().items():
        who = sentence("list.comma").join(f"{author} {n}" for author, n in shown.by_author(kind).items())
        lines.append(f"  {kind_name(kind)}  {count}  ({who})")
    for conflict in plan.conflicts:
        name = conflict.about.quote or conflict.about.title
        field = field_name(conflict.field)
        mine, theirs = _short(conflict.mine.value), _short(conflict.theirs.value)
        author = conflict.theirs.author
        lines.append(sentence("merge.conflict", name=name, field=field, mine=mine, theirs=theirs, author=author))
    lines += [
        sentence("merge.tag", name=tag.name, target=tag.proposal_name or "–") for tag in plan.tags if tag.proposal
    ]
    for n in plan.near_reports:
        counts = {"count": n.annotations, "exact": n.exact, "nearly": len(n.nearly), "missed": len(n.unanchored)}
        lines.append(sentence("merge.near", title=n.title, here=n.here_title, **counts))
        lines += [sentence("merge.nearly", quote=_short(one.quote), here=_short(one.here)) for one in n.nearly]
    lines += [f"  {one.quote}  {sentence(one.reason)}" for one in plan.unanchored]
    return [*lines, sentence("merge.nothing")] if plan.empty else lines


def field_name(field: str) -> str:
    """Return what a field of a conflict is called: those of annotations as the codebook calls them."""
    if field in ("", "span", "note", "status", "tag_id", "title", "name", "value", "verdict"):
        return sentence(f"merge.field.{field or 'deletion'}")
    own = {f.name: f for tag in BUILT_IN_TAGS for f in tag.fields}
    name = field.removeprefix("fields.")
    return label_of(own[name]) if name in own else name


def _short(value: object) -> str:
    if value is None:
        return "–"
    text = str(value.get("quote", value)) if isinstance(value, dict) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
