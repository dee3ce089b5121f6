"""The command ``quandian share``: a package of a project for a colleague, whole or in part, sealed or masked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quandian.clihelp import JSON, PATH, Both, Command, option, say
from quandian.core.errors import UserError
from quandian.core.sentences import sentence

if TYPE_CHECKING:
    from quandian.store import Project
    from quandian.store.packing import PackChoice
    from quandian.tasks.packages import Shared


@click.command(
    "share",
    cls=Command,
    help=Both(
        "写一个共享包（.qdshare），给同事阅读或合并。\n\n默认是整个项目，含源文件和历史；建议从不默认放入。",
        "Write a package (.qdshare) for a colleague to read or merge.\n\nBy default the whole project with source files"
        " and history, without suggestions.",
    ),
)
@click.argument("project", type=PATH)
@option("--to", "target", required=True, type=PATH, help=Both("写到哪个文件或文件夹。", "The file or folder."))
@option("--report", "report_ids", multiple=True, help=Both("只放这份报告，可多次。", "Only this report; repeatable."))
@option("--tag", "tag_names", multiple=True, help=Both("只放这个标签的标注，可多次。", "Only this tag; repeatable."))
@option("--author", "authors", multiple=True, help=Both("只放此人的标注，可多次。", "Only this author's; repeatable."))
@option("--no-sources", is_flag=True, help=Both("不放源文件。", "Leave source files out."))
@option("--no-history", is_flag=True, help=Both("不放历史：改掉和删掉的不在包里。", "Leave earlier states out."))
@option("--suggestions", is_flag=True, help=Both("也放机器的建议。", "Put suggestions in, too."))
@option("--passphrase-file", type=PATH, help=Both("用文件第一行作口令加密。", "Seal with the first line of this file."))
@option(
    "--desensitise",
    "masked",
    is_flag=True,
    help=Both(
        "隐去数字、人名、电话、证件号、邮箱和词表里的词；不含源文件、历史和建议。",
        "Mask figures, names of persons, numbers, addresses and your words; no sources, history, suggestions.",
    ),
)
@option("--terms", type=PATH, help=Both("要隐去的词，一行一个，可写“词=替换词”。", "Words to mask, one a line."))
@option(
    "--key", type=PATH, help=Both("对照表（.csv 或 .json），留在本机。", "The key table (.csv, .json); stays here.")
)
@option("--force", is_flag=True, help=Both("覆盖同名的文件。", "Write over a file of that name."))
@JSON
def share_command(project: Path, target: Path, as_json: bool, **wanted: Any) -> None:  # noqa: ANN401 - the options
    """Write a package."""
    from quandian.core.progress import silent
    from quandian.tasks.opening import open_project
    from quandian.tasks.packages import share_job, share_path, suggested_path

    if (wanted["terms"] or wanted["key"]) and not wanted["masked"]:
        raise click.UsageError(
            Both("--terms 和 --key 要与 --desensitise 一起用。", "--terms and --key go with --desensitise.")
        )
    if wanted["masked"] and wanted["suggestions"]:
        raise click.UsageError(
            Both(
                "--desensitise 的包里没有建议，不能和 --suggestions 一起用。", "A masked package holds no suggestions."
            )
        )
    passphrase = passphrase_in(wanted["passphrase_file"]) if wanted["passphrase_file"] else ""
    more: dict[str, Any] = {}
    with open_project(project) as opened:
        path = (suggested_path(opened, target) if target.is_dir() else share_path(target)).absolute()
        if path.exists() and not wanted["force"]:
            raise UserError("share.exists", path=str(path))
        choice = choice_of(opened, wanted)
        if wanted["masked"]:
            made, more = _masked(opened, path, choice, wanted, passphrase)
        else:
            made = share_job(opened, path, choice, passphrase)(silent())
    facts = {
        "path": str(made.path),
        "size": made.size,
        "reports": made.counts.reports,
        "annotations": made.counts.annotations,
        "links": made.counts.links,
        "sealed": made.sealed,
        "desensitised": bool(more),
        **more,
    }
    lines = [sentence("cli.shared", **{**facts, "size": size_text(made.size)})]
    if more:
        lines += [f"{row['original']}  →  {row['replacement']}  ×{row['count']}" for row in more["replaced"]]
        lines += [sentence("cli.shared_unsure", words=sentence("list.comma").join(more["unsure"]))] * bool(
            more["unsure"]
        )
        lines.append(sentence("cli.shared_key", path=more["key"]))
    say(facts, "\n".join(lines), as_json)


def _masked(
    opened: Project, path: Path, choice: PackChoice, wanted: dict[str, Any], passphrase: str
) -> tuple[Shared, dict[str, Any]]:
    """Write a desensitised package and its key table; what is not surely a name stays, and is told."""
    from quandian.core.progress import silent
    from quandian.tasks.desensitising import MaskOptions, masked_job, new_key, scan_job
    from quandian.tasks.key_table import read_key, read_terms, write_key

    key_path = (wanted["key"] or path.with_name(sentence("share.key_name", name=path.stem))).absolute()
    key = read_key(key_path) if key_path.exists() else new_key()
    options = MaskOptions(terms=read_terms(wanted["terms"]) if wanted["terms"] else {})
    preview = scan_job(opened, choice, options, key)(silent())
    findings = [f for f in preview.findings if f.sure]
    if not key_path.exists():
        write_key(key_path, key, findings, opened.key)  # first: a package whose key is lost can never be read back
    made = masked_job(opened, path, choice, options, findings, key, passphrase)(silent())
    write_key(key_path, key, findings)
    return made, {
        "figures": preview.figures if options.figures else 0,
        "figure_examples": [
            {
                "original": f.original,
                "replacement": f.replacement,
                "count": f.count,
                "before": f.before,
                "after": f.after,
            }
            for f in preview.numbers
        ],
        "replaced": [
            {"kind": f.kind, "original": f.original, "replacement": f.replacement, "count": f.count} for f in findings
        ],
        "unsure": [f.original for f in preview.findings if not f.sure],
        "key": str(key_path),
    }


def size_text(size: int) -> str:
    """Return a size in bytes as people read it."""
    return f"{size / 1024:.0f} KB" if size < 1 << 20 else f"{size / (1 << 20):.1f} MB"


def passphrase_in(path: Path) -> str:
    """Return the first line of a file. Raises UserError share.no_passphrase."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("share.no_passphrase", path=str(path)) from error
    if not lines or not lines[0]:
        raise UserError("share.no_passphrase", path=str(path))
    return lines[0]


def choice_of(opened: Project, wanted: dict[str, Any]) -> PackChoice:
    """Return the choice the options name. Raises UserError report.unknown/.ambiguous, tag.unknown, share.no_author."""
    from quandian.cli_briefing import _report_ids
    from quandian.store.packing import PackChoice

    known = opened.members()
    for name in wanted["authors"]:
        if name not in known:
            raise UserError("share.no_author", name=name, known=sentence("list.comma").join(known))
    return PackChoice(
        frozenset(_report_ids(opened, wanted["report_ids"])) if wanted["report_ids"] else None,
        frozenset(opened.find_tag(name).id for name in wanted["tag_names"]) if wanted["tag_names"] else None,
        frozenset(wanted["authors"]) if wanted["authors"] else None,
        sources=not wanted["no_sources"],
        history=not wanted["no_history"],
        suggestions=wanted["suggestions"],
    )
