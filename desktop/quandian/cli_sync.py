"""The commands on a shared folder: ``attach``, ``sync``, ``detach``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quandian.clihelp import JSON, PATH, Both, Command, option, say
from quandian.core.sentences import sentence

if TYPE_CHECKING:
    from quandian.tasks.sharing import FolderState, SyncOutcome


@click.command(
    "attach",
    cls=Command,
    help=Both(
        "把项目接入共享文件夹（网络盘或同步文件夹），并同步一次。\n\n每人只写自己的文件；项目文件本身不要放进去。"
        "项目文件还不存在时，用那里共享的内容新建一个。",
        "Attach a project to a shared folder (a network drive or a synchronised folder) and synchronise once.\n\n"
        "Everybody writes files of their own only; the project file itself stays out. A project that does not exist "
        "yet is made from what is shared there.",
    ),
)
@click.argument("project", type=PATH)
@click.argument("folder", type=PATH)
@option("--project-key", "key", default="", help=Both("有几个共享项目时：哪一个。", "Which one, where several are."))
@option(
    "--beside",
    is_flag=True,
    help=Both(
        "那里已有别的共享项目时：另放一个，不合到一起。",
        "Where other projects are shared already: share this one beside them, not together with one of them.",
    ),
)
@option("--no-sources", is_flag=True, help=Both("不放源文件。", "Do not bring source files."))
@JSON
def attach_command(project: Path, folder: Path, key: str, beside: bool, no_sources: bool, as_json: bool) -> None:
    """Attach a project to a shared folder."""
    from quandian.tasks.opening import open_project
    from quandian.tasks.places import project_path
    from quandian.tasks.sharing import attach, folder_state, joined, synchronise

    path = project_path(project)
    if path.exists():
        opened = open_project(path)
        with opened:
            attach(opened, folder, key=key, sources=not no_sources, beside=beside)
            outcome = synchronise(opened)
            state = folder_state(opened)
    else:
        with joined(path, folder, key=key, sources=not no_sources) as opened:
            outcome = synchronise(opened)
            state = folder_state(opened)
    _say(state, outcome, as_json)


@click.command(
    "sync",
    cls=Command,
    help=Both(
        "与共享文件夹交换改动：写出这里的，并入那里的。\n\n还没有传完整的文件会等下次。",
        "Exchange changes with the shared folder: write what is new here, take in what is new there.\n\nFiles that are "
        "not wholly there yet wait for the next time.",
    ),
)
@click.argument("project", type=PATH)
@option("--status", is_flag=True, help=Both("只看状态，不交换。", "Only show how it stands."))
@option(
    "--remove", "remove", help=Both("不再并入这位成员（编号或姓名）的改动。", "Take nothing more from this member.")
)
@option("--readmit", "readmit", help=Both("重新并入这位成员的改动。", "Take changes of this member again."))
@JSON
def sync_command(project: Path, status: bool, remove: str | None, readmit: str | None, as_json: bool) -> None:
    """Exchange changes with the shared folder."""
    from quandian.core.errors import UserError
    from quandian.tasks.opening import open_project
    from quandian.tasks.sharing import find_member, folder_state, set_removed, synchronise

    with open_project(project) as opened:
        if opened.sharing.attachment() is None:
            raise UserError("folder.not_attached")
        for given, removed in ((remove, True), (readmit, False)):
            if given:
                set_removed(opened, find_member(opened, given), removed)
        outcome = None if status else synchronise(opened)
        state = folder_state(opened)
    if state is not None and state.problem is not None and not status:
        raise state.problem
    _say(state, outcome, as_json)


@click.command(
    "detach",
    cls=Command,
    help=Both(
        "断开共享文件夹。并入的内容留在项目里，写出的留在文件夹里。",
        "Leave the shared folder. What came in stays in the project, what was written stays in the folder.",
    ),
)
@click.argument("project", type=PATH)
@JSON
def detach_command(project: Path, as_json: bool) -> None:
    """Leave the shared folder."""
    from quandian.tasks.opening import open_project
    from quandian.tasks.sharing import detach

    with open_project(project) as opened:
        detach(opened)
    say({"attached": False}, sentence("folder.detached"), as_json)


def _say(state: FolderState | None, outcome: SyncOutcome | None, as_json: bool) -> None:
    """Print what was exchanged and who is in."""
    if state is None:
        return
    members: list[dict[str, Any]] = [
        {
            "id": one.facts.id,
            "name": one.facts.name,
            "me": one.me,
            "seen": one.facts.seen,
            "left": one.facts.left,
            "removed": one.removed,
            "removed_by": list(one.removed_by),
            "taken": one.taken,
            "waiting": one.waiting,
            "behind": one.behind,
        }
        for one in state.members
    ]
    facts: dict[str, Any] = {
        "folder": str(state.attachment.root),
        "name": state.name,
        "unsent": state.unsent,
        "waiting": state.waiting,
        "conflicts": state.disputed,
        "members": members,
        "synced": state.attachment.synced_at,
        "problem": None if state.problem is None else state.problem.code,
    }
    lines = [sentence("folder.at", path=state.attachment.root, name=state.name)]
    if state.problem is not None:  # to say how it stands is no failure: what is known here, and why no more
        lines += [
            str(state.problem),
            sentence("folder.here", count=state.unsent, seen=_seen(state.attachment.synced_at)),
        ]
    if outcome is not None:
        facts |= {"sent": outcome.sent, "taken": outcome.taken}
        lines.append(sentence("folder.exchanged", sent=outcome.sent, taken=outcome.taken))
    for one in state.members:
        lines.append(sentence("folder.member", name=one.facts.name or one.facts.id, seen=_seen(one.facts.seen)))
        for reason, count in one.waiting.items():
            lines.append("    " + sentence(f"folder.waiting_{reason}", count=count))
        if one.removed_by:
            lines.append("    " + sentence("folder.removed_by", names="、".join(one.removed_by)))
    if state.disputed:
        lines.append(sentence("folder.conflicts", count=state.disputed))
    say(facts, "\n".join(lines), as_json)


def _seen(at: str) -> str:
    """Return a time as it is on the clock here."""
    from quandian.tasks.auditing import local_time

    return local_time(at) if at else "—"
