"""The commands on backups: ``backups`` lists them, ``restore`` brings one back. Neither needs a sound project."""

from __future__ import annotations

from pathlib import Path

import click

from quandian.clihelp import JSON, PATH, Both, Command, option, say
from quandian.core.sentences import sentence


@click.command(
    "backups",
    cls=Command,
    help=Both(
        "列出项目的备份，新的在前。\n\n项目损坏或丢失时也能列出；恢复用 quandian restore。",
        "List the backups of a project, newest first.\n\nWorks for a damaged or missing project too; quandian restore "
        "brings one back.",
    ),
)
@click.argument("project", type=PATH)
@JSON
def backups_command(project: Path, as_json: bool) -> None:
    """List the backups of a project."""
    from quandian.tasks.backups import backups_of

    found = backups_of(project)
    rows = [
        {"path": str(one.path), "taken": one.taken.astimezone().isoformat(timespec="seconds"), "size": one.size}
        for one in found
    ]
    lines = [f"{one.taken.astimezone():%Y-%m-%d %H:%M:%S}  {one.size:>12,}  {one.path}" for one in found]
    say(rows, "\n".join(lines) or sentence("cli.no_backups", path=project), as_json)


@click.command(
    "restore",
    cls=Command,
    help=Both(
        "把一份备份恢复成项目文件。\n\n那里已有的文件改名保留在旁边。",
        "Restore a backup as a project file.\n\nA file that is there already is kept beside it under another name.",
    ),
)
@click.argument("backup", type=PATH)
@option(
    "--to",
    "target",
    required=True,
    type=PATH,
    help=Both("恢复成哪个项目文件（.quandian）。", "The project file (.quandian) to restore it to."),
)
@JSON
def restore_command(backup: Path, target: Path, as_json: bool) -> None:
    """Restore a backup."""
    from quandian.tasks.backups import restore
    from quandian.tasks.places import project_path

    path = project_path(target)
    aside = restore(backup, path)
    text = sentence("cli.restored", path=path)
    if aside is not None:
        text += "\n" + sentence("cli.kept_aside", path=aside)
    say({"path": str(path), "kept": str(aside) if aside is not None else None}, text, as_json)
