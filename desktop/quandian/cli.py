"""Every command of ``quandian``. Exit codes: 0 done, 1 the user's input, 2 usage, 70 our bug, 130 interrupted.

Rooms are imported inside the commands, so that ``--help`` costs neither Qt nor python-docx nor jieba.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quandian import __doc__ as about
from quandian import cli_annotate, cli_backups, cli_sync, cli_windows
from quandian.cli_briefing import briefings_command, export_command
from quandian.cli_ledger import ledger_command
from quandian.cli_merge import history_command, merge_command
from quandian.cli_share import share_command
from quandian.cli_suggest import suggest_command
from quandian.clihelp import JSON, PATH, Both, Group, Option, option, say, usage_error_text, use_utf8
from quandian.core.errors import Cancelled, UserError
from quandian.core.model import Report, Tag
from quandian.core.sentences import label_text, sentence, set_language, tag_title
from quandian.tasks import records

if TYPE_CHECKING:
    from quandian.store.project import Project
    from quandian.tasks.importing import ImportSummary


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if getattr(sys, "frozen", False) and _is_worker(arguments[:1]):
        return 0
    use_utf8()
    given, arguments = _without_language(arguments)
    if given:
        os.environ["QUANDIAN_LANG"] = given  # for the window, which is made later
    set_language(given or _language_of_the_system())
    try:
        with records.logged():
            result = cli.main(arguments, prog_name="quandian", standalone_mode=False)
    except UserError as error:
        return _fail(str(error) + _advice(error), 1)
    except click.UsageError as error:
        return _fail(usage_error_text(error), 2)
    except click.ClickException as error:
        return _fail(error.format_message(), 1)
    except (Cancelled, click.Abort, KeyboardInterrupt):
        return _fail(sentence("cli.interrupted"), 130)
    except SystemExit:  # how click ends when the reader of our output has had enough (head): no failure
        return 0
    except Exception:  # noqa: BLE001 - the one place where our bugs end up; the log has the traceback
        return _fail(sentence("cli.crash", path=records.write_crash()), 70)
    return result if isinstance(result, int) else 0


def _is_worker(arguments: list[str]) -> bool:
    """Do a child process's work where that is asked for: a bundled program has no ``python -m`` and starts itself."""
    if arguments == ["--suggest-worker"]:
        from quandian.tasks import suggest_worker

        suggest_worker.main()
    elif arguments == ["--reading-worker"]:
        from quandian.reading import worker

        worker.main()
    elif arguments == ["--masking-worker"]:
        from quandian.tasks import masking_worker

        masking_worker.main()
    elif arguments == ["--quandian-seal"]:
        from quandian.tasks import sealing

        sys.exit(sealing.main())
    else:
        return False
    return True


def _advice(error: UserError) -> str:
    """Return how a project comes back from its backups, for one that is broken or gone; else nothing."""
    if error.code not in ("project.damaged", "project.missing", "project.foreign"):
        return ""
    from quandian.tasks.backups import backups_of

    path = Path(str(error.facts["path"]))
    return "\n" + sentence("cli.how_to_restore", path=path) if backups_of(path) else ""


def _fail(text: str, code: int) -> int:
    click.echo(text, err=True)
    return code


def _without_language(arguments: list[str]) -> tuple[str, list[str]]:
    """Take --lang out, wherever it stands: it belongs to every command. A wrong one is left for click to refuse."""
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if argument == "--":
            break
        if name == "--lang" and value in ("zh", "en"):
            return value, [*arguments[:place], *arguments[place + 1 :]]
        if argument == "--lang" and arguments[place + 1 : place + 2] in (["zh"], ["en"]):
            return arguments[place + 1], [*arguments[:place], *arguments[place + 2 :]]
    return "", arguments


def _language_of_the_system() -> str:
    """Take QUANDIAN_LANG, then the locale; no locale at all means Chinese."""
    for name in ("QUANDIAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh" if value.startswith(("zh", "C", "POSIX")) else "en"
    return "zh"


@click.group(
    cls=Group,
    invoke_without_command=True,
    help=Both(
        "圈点：读工作报告，标注目标、成效、指标，写出每句都能回到原文的简报。\n\n不带命令打开窗口；"
        "后面跟项目或报告文件就直接打开它们。",
        str(about) + "\n\nWithout a command the window opens; with a project or report files it opens those.",
    ),
)
@option("--lang", type=click.Choice(["zh", "en"]), help=Both("界面语言。", "Language."))
@click.version_option(
    package_name="quandian",
    message="%(prog)s %(version)s",
    cls=Option,
    help=Both("显示版本号。", "Show the version and exit."),
)
@click.pass_context
def cli(context: click.Context, lang: str | None) -> int:  # main has taken the language out already
    if context.invoked_subcommand is None:
        return cli_windows.window(None, [])
    return 0


for _command in (
    cli_windows.open_command,
    cli_windows.demo_command,
    cli_windows.screenshot_command,
    cli_windows.self_test_command,
    cli_windows.register_command,
    cli_annotate.annotate_command,
    cli_annotate.annotations_command,
    cli_backups.backups_command,
    cli_backups.restore_command,
    export_command,
    briefings_command,
    suggest_command,
    ledger_command,
    share_command,
    merge_command,
    history_command,
    cli_sync.attach_command,
    cli_sync.sync_command,
    cli_sync.detach_command,
):
    cli.add_command(_command)


# --- projects and reports


@cli.command(help=Both("建一个空项目。", "Make an empty project."))
@click.argument("project", type=PATH)
@option("--name", default="", help=Both("项目名称（默认：文件名）。", "Its name (default: the file's)."))
@JSON
def new(project: Path, name: str, as_json: bool) -> None:
    from quandian.tasks.opening import create_project
    from quandian.tasks.places import project_path

    with create_project(project_path(project), name) as made:
        say({"path": str(made.path), "name": made.name}, sentence("cli.created", path=made.path), as_json)


@cli.command("import", help=Both("把报告文件或文件夹导入项目。", "Import report files or folders into a project."))
@click.argument("project", type=PATH)
@click.argument("files", nargs=-1, required=True, type=PATH)
@option("--encoding", help=Both("文本文件的编码（默认：自动判断）。", "Encoding of text files (default: detected)."))
@JSON
def import_(project: Path, files: tuple[Path, ...], encoding: str | None, as_json: bool) -> int:
    from quandian.tasks.importing import import_files

    with _opened(project) as opened:
        summary = import_files(opened, files, encodings=dict.fromkeys(files, encoding) if encoding else None)
        _tell_import(opened, summary, as_json)
    return 1 if summary.failed else 0


@cli.command(help=Both("列出项目里的报告。", "List the reports of a project."))
@click.argument("project", type=PATH)
@JSON
def reports(project: Path, as_json: bool) -> None:
    with _opened(project) as opened:
        counts, tags = opened.counts(), opened.tags()
        rows = [_report_row(report, counts.get(report.id, {}), tags) for report in opened.reports()]
    lines = [
        f"{row['id']}  {row['year'] or '----'}  {row['issuer']}  {row['title']}  "
        + " ".join(f"{tag_title(tag)} {row['counts'][tag.name]}" for tag in tags)
        for row in rows
    ]
    say(rows, "\n".join(lines), as_json)


# --- the whole project


@cli.command(help=Both("检查项目是否完好。", "Check that a project is sound."))
@click.argument("project", type=PATH)
@JSON
def check(project: Path, as_json: bool) -> int:
    from quandian.tasks.opening import need_sound

    with _opened(project, looked_at=True) as opened:
        problems = opened.check()
    texts = [sentence(problem.code, **problem.facts) for problem in problems]
    rows = [{"code": p.code, "facts": dict(p.facts), "text": text} for p, text in zip(problems, texts, strict=True)]
    try:
        need_sound(project)
    except UserError as error:  # opening it to work in says so, too
        texts.append(str(error))
        rows.append({"code": error.code, "facts": {"path": str(project)}, "text": str(error)})
    summary = sentence("cli.check_problems", count=len(rows)) if rows else sentence("cli.check_clean")
    say({"sound": not rows, "problems": rows}, "\n".join([*texts, summary]), as_json)
    return 1 if rows else 0


@cli.command(help=Both("撤销上一步。", "Undo the last step."))
@click.argument("project", type=PATH)
@JSON
def undo(project: Path, as_json: bool) -> None:
    with _opened(project) as opened:
        label = label_text(opened.undo().label)
    say({"undone": label}, sentence("cli.undone", label=label), as_json)


@cli.command(help=Both("重做撤销的一步。", "Redo what was undone."))
@click.argument("project", type=PATH)
@JSON
def redo(project: Path, as_json: bool) -> None:
    with _opened(project) as opened:
        label = label_text(opened.redo().label)
    say({"redone": label}, sentence("cli.redone", label=label), as_json)


# --- parts


def _opened(path: Path, *, looked_at: bool = False) -> Project:
    from quandian.tasks.opening import open_project

    return open_project(path, looked_at=looked_at)


def _tell_import(project: Project, summary: ImportSummary, as_json: bool) -> None:
    reports = [project.report(report_id) for report_id in summary.added]
    added = [{"id": report.id, "title": report.title, "name": report.source_name} for report in reports]
    already = [{"id": report_id, "name": name} for report_id, name in summary.already]
    failed = [{"path": str(failure.path), "error": str(failure.error)} for failure in summary.failed]
    if as_json:
        notices = [{"name": name, "notice": sentence(code)} for name, code in summary.notices]
        say({"added": added, "already": already, "failed": failed, "notices": notices}, "", as_json=True)
        return
    for row in added:
        click.echo(sentence("cli.imported", **row))
    for row in already:
        click.echo(sentence("cli.already", **row))
    for name, code in summary.notices:
        click.echo(sentence("cli.notice", name=name, notice=sentence(code)))
    for failure in summary.failed:
        click.echo(str(failure.error), err=True)
    click.echo(sentence("cli.import_done", added=len(added), already=len(already), failed=len(failed)))


def _report_row(report: Report, counts: dict[Any, int], tags: Sequence[Tag]) -> dict[str, Any]:
    names = {tag.name: counts.get(tag.id, 0) for tag in tags}
    return {
        "id": report.id,
        "title": report.title,
        "issuer": report.issuer,
        "year": report.year,
        "period": report.period,
        "issued_on": report.issued_on,
        "counts": names,
    }
