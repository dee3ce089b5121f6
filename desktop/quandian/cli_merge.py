"""The commands ``merge`` and ``history``: take in what others did, see who did what, bring an earlier state back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quandian.clihelp import JSON, PATH, Both, Command, option, say
from quandian.core.errors import UserError
from quandian.core.sentences import label_text, sentence

if TYPE_CHECKING:
    from quandian.core.audit import AuditEntry, AuditFilter
    from quandian.store import Project

CODEBOOK = "codebook"


@click.command(
    "merge",
    cls=Command,
    help=Both(
        "把别人的项目或共享包并入项目，一步完成，可以撤销。\n\n先备份。--plan 只预览。再次合并同一份文件不会重复。",
        "Merge projects or packages of others into a project, as one step that can be undone.\n\nA backup is taken "
        "first. --plan shows what would happen and changes nothing. Merging a file again takes nothing in twice.",
    ),
)
@click.argument("project", type=PATH)
@click.argument("others", type=PATH, nargs=-1, required=True)
@option("--plan", "only_plan", is_flag=True, help=Both("只预览。", "Only preview."))
@option(
    "--prefer",
    type=click.Choice(["mine", "theirs", "newer"]),
    default="newer",
    help=Both("冲突时用哪一边的值（默认：较新的）。", "Whose value holds in a conflict (default: the newer)."),
)
@option(
    "--leave",
    multiple=True,
    metavar="GROUP|KEY",
    help=Both(
        "不并入这一组（如 deleted_annotation）或这一项，可多次；名称见 --plan --json。",
        "Leave this group (such as deleted_annotation) or item; may be repeated; see --plan --json for names.",
    ),
)
@option("--align", is_flag=True, help=Both("文字略有不同的报告按引文对齐。", "Align almost equal reports by quotes."))
@option("--own-tags", is_flag=True, help=Both("同名标签不合并。", "Keep tags of the same name apart."))
@option("--passphrase-file", type=PATH, help=Both("第一行是共享包的口令。", "Its first line is the passphrase."))
@option(
    "--key",
    type=PATH,
    help=Both("对照表：把脱敏包里的新标注带回原文。", "Key table: bring marks of a masked package back to your texts."),
)
@JSON
def merge_command(
    project: Path,
    others: tuple[Path, ...],
    only_plan: bool,
    prefer: str,
    leave: tuple[str, ...],
    align: bool,
    own_tags: bool,
    passphrase_file: Path | None,
    key: Path | None,
    as_json: bool,
) -> None:
    """Merge, or say what merging would do."""
    from quandian.cli_share import passphrase_in
    from quandian.tasks.merging import apply_merge, choices_for, outcome_facts, plan_facts, plan_lines, plan_merge
    from quandian.tasks.opening import need_sound

    passphrase = passphrase_in(passphrase_file) if passphrase_file is not None else ""
    need_sound(project)
    plan = plan_merge(project, others, None, passphrase, key=key)
    try:
        choices = choices_for(plan, prefer, leave, align=align, own_tags=own_tags)
        lines = plan_lines(plan, choices)
        if only_plan or plan.empty:
            say(plan_facts(plan), "\n".join(lines), as_json)
            return
        outcome = apply_merge(project, plan, choices)
    finally:
        plan.close()
    taken = sum(outcome.taken.values())
    done = sentence("merge.done", taken=taken, left=outcome.left, conflicts=outcome.resolved)
    say(outcome_facts(outcome), "\n".join([*lines, done]), as_json)


@click.command(
    "history",
    cls=Command,
    help=Both(
        "列出谁在什么时候做了什么；也可把一条标注或全部标签恢复到以前的状态（一步，可撤销）。",
        "Print who did what and when; or bring an annotation or the codebook back as it was (one step, can be undone).",
    ),
)
@click.argument("project", type=PATH)
@option("--of", "entity_id", default="", help=Both("只要这个标注、报告、标签的。", "Only of this row, by its id."))
@option("--author", default="", help=Both("只要这个人的。", "Only what this person did."))
@option("--since", default="", help=Both("从这个时间起。", "From this time on."))
@option("--until", default="", help=Both("到这个时间为止。", "Before this time."))
@option("--what", "codes", multiple=True, help=Both("只要这种操作（如 annotate），可多次。", "Only this kind of step."))
@option("--limit", type=click.IntRange(min=1), default=200, help=Both("最多多少条。", "At most so many."))
@option(
    "--restore",
    "restored",
    default="",
    metavar="ID|codebook",
    help=Both("恢复这条标注，或全部标签（codebook）。", "Bring back this annotation, or the codebook."),
)
@option("--at", default="", help=Both("恢复到这个时间，或这一步之后。", "As of this time, or after this step."))
@option(
    "--keep-unused",
    is_flag=True,
    help=Both(
        "恢复标签时，后来添加、没有用过的也保留。", "Restoring the codebook, keep tags added since that nothing has."
    ),
)
@JSON
def history_command(
    project: Path,
    entity_id: str,
    author: str,
    since: str,
    until: str,
    codes: tuple[str, ...],
    limit: int,
    restored: str,
    at: str,
    keep_unused: bool,
    as_json: bool,
) -> None:
    """Print the history, or restore."""
    from quandian.core.audit import AuditFilter
    from quandian.tasks.opening import open_project

    if bool(restored) != bool(at):
        raise click.UsageError(Both("--restore 和 --at 要一起用。", "--restore and --at go together."))
    wanted = AuditFilter(author, utc(since), utc(until), "", entity_id, codes, None, limit)
    with open_project(project) as opened:
        if restored:
            _restore(opened, restored, at, keep_unused=keep_unused, as_json=as_json)
        else:
            _print(opened, wanted, as_json)


def _restore(opened: Project, what: str, at: str, *, keep_unused: bool, as_json: bool) -> None:
    when = at if "-" in at and len(at) == len("01a20671-6898-75f0-be8f-7e22a95baa69") else utc(at, end=True)
    if what != CODEBOOK:
        changed = opened.restore_annotation(what, when)
        text = sentence("history.restored" if changed else "history.same")
        say({"restored": what, "changed": changed}, text, as_json)
        return
    from quandian.tasks.auditing import restored_text

    names = {tag.id: tag.name for tag in opened.tags()}
    kept = [{"id": key, "name": names[key], "uses": uses} for key, uses in opened.tags_since(when).items()]
    changed = opened.restore_codebook(when, remove_unused=not keep_unused)
    kept = [one for one in kept if one["uses"] or keep_unused]
    say({"restored": what, "changed": changed, "kept": kept}, restored_text(opened, when, changed=changed), as_json)


def _print(opened: Project, wanted: AuditFilter, as_json: bool) -> None:
    entries = opened.audit(wanted, changes=as_json)
    lines = "\n".join(map(_line, entries)) if entries else sentence("history.none")
    say([_facts(entry) for entry in entries], lines, as_json)


def _facts(entry: AuditEntry) -> dict[str, Any]:
    return {
        "id": entry.operation_id,
        "at": entry.at,
        "author": entry.author,
        "device": entry.device,
        "label": entry.label,
        "text": label_text(entry.label),
        "kind": entry.kind,
        "scope": entry.scope,
        "in_force": entry.counts,
        "rows": entry.rows,
        "changes": [
            {"table": c.entity, "id": c.entity_id, "before": c.before, "after": c.after} for c in entry.changes
        ],
    }


def _line(entry: AuditEntry) -> str:
    from quandian.tasks.auditing import local_time, marked_text

    return f"{local_time(entry.at)}  {entry.author}  {marked_text(entry)}"


def utc(text: str, *, end: bool = False) -> str:
    """Return a time as the log writes it: local unless it says otherwise; ``end`` takes a day to its end.

    Raises UserError("history.time").
    """
    if not text:
        return ""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise UserError("history.time", text=text) from error
    if end and len(text) == len("2026-03-08"):
        found = found.replace(hour=23, minute=59, second=59, microsecond=999000)
    return found.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
