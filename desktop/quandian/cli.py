"""Every command of ``quandian``. Exit codes: 0 done, 1 the user's input, 2 usage, 70 our bug, 130 interrupted.

Rooms are imported inside the commands, so that ``--help`` costs neither Qt nor python-docx nor jieba.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quandian import __doc__ as about
from quandian.cli_ledger import ledger_command
from quandian.cli_suggest import suggest_command
from quandian.clihelp import Both, Group, Option, option, usage_error_text, use_utf8
from quandian.core.errors import Cancelled, UserError
from quandian.core.model import Annotation, Report, ReportId, Tag
from quandian.core.sentences import label_text, sentence, set_language, tag_title, tag_word
from quandian.tasks import records

if TYPE_CHECKING:
    from quandian.store.project import Project
    from quandian.tasks.importing import ImportSummary

PICTURE_SIZE = (1440, 900)
PAGES = ("reading", "start", "palette", "review", "ledger")  # those of quandian.app, which needs Qt to be asked
_PATH = click.Path(path_type=Path)
_JSON = option("--json", "as_json", is_flag=True, help=Both("输出 JSON。", "Print JSON."))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    use_utf8()
    set_language(_wanted_language(arguments))
    try:
        with records.logged():
            result = cli.main(arguments, prog_name="quandian", standalone_mode=False)
    except UserError as error:
        return _fail(str(error), 1)
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


def _fail(text: str, code: int) -> int:
    click.echo(text, err=True)
    return code


def _wanted_language(arguments: Sequence[str]) -> str:
    """Take --lang, QUANDIAN_LANG, the locale; no locale at all means Chinese."""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if not argument.startswith("-"):
            break
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
def cli(context: click.Context, lang: str | None) -> int:
    if lang:
        os.environ["QUANDIAN_LANG"] = lang  # for the window, which is made later
    if context.invoked_subcommand is None:
        return _window(None, [])
    return 0


cli.add_command(suggest_command)
cli.add_command(ledger_command)


# --- windows and pictures


@cli.command(
    "open",
    help=Both(
        "打开一个项目；给出报告文件时，建一个新项目并导入它们。", "Open a project, or report files in a new project."
    ),
)
@click.argument("paths", nargs=-1, type=_PATH)
@option(
    "--headless", is_flag=True, help=Both("不开窗口：写出简报和界面图片。", "No window: write briefing and picture.")
)
@option("--folder", type=_PATH, help=Both("新项目放在哪个文件夹。", "Where a new project goes."))
def open_(paths: tuple[Path, ...], headless: bool, folder: Path | None) -> int:
    from quandian.tasks.opening import create_project, project_path_for
    from quandian.tasks.places import PROJECT_SUFFIX

    projects = [path for path in paths if path.suffix.lower() == PROJECT_SUFFIX]
    if projects and len(paths) > 1:
        raise UserError("open.mixed")
    files = [path.absolute() for path in paths if path not in projects]
    if not headless and not _has_display():
        raise UserError("open.no_display")
    if not files:
        return _headless(projects[0]) if headless and projects else _window(projects[0] if projects else None, [])
    target = project_path_for(files, folder)
    if not headless:
        create_project(target).close()
        return _window(target, files)
    _import_into_new(target, files)
    return _headless(target)


@cli.command(
    help=Both(
        "打开示例项目；第一次会先建立它。\n\n没有显示环境时写出简报和界面图片。",
        "Open the sample project, built if need be.",
    )
)
@option(
    "--folder",
    type=_PATH,
    help=Both("示例项目放在哪个文件夹（默认：文档）。", "Where the sample goes (default: documents)."),
)
@option("--headless", is_flag=True, help=Both("不开窗口。", "No window: write briefing and picture."))
def demo(folder: Path | None, headless: bool) -> int:
    from quandian.tasks import identity
    from quandian.tasks.sample import build_sample, sample_path

    path = sample_path(folder)
    if not path.exists():
        build_sample(path, identity.author(), identity.device()).close()
    return _headless(path) if headless or not _has_display() else _window(path, [])


@cli.command(help=Both("把一个页面画成图片，不开窗口。", "Draw a page of the window to a PNG."))
@click.argument("project", type=_PATH)
@option("--out", required=True, type=_PATH, help=Both("PNG 文件。", "The PNG file."))
@option("--page", default="reading", show_default=True, type=click.Choice(PAGES), help=Both("哪一页。", "Which page."))
@option(
    "--theme",
    default="light",
    show_default=True,
    type=click.Choice(["light", "dark", "sepia"]),
    help=Both("配色。", "Theme."),
)
@option("--size", default="1440x900", show_default=True, help=Both("宽x高，像素。", "WIDTHxHEIGHT in pixels."))
def screenshot(project: Path, out: Path, page: str, theme: str, size: str) -> None:
    width, _, height = size.lower().partition("x")
    if not (width.isdigit() and height.isdigit() and 0 < int(width) <= 10_000 and 0 < int(height) <= 10_000):
        raise click.BadParameter(size, param_hint="--size")
    _render(project, out, page, theme, (int(width), int(height)))
    click.echo(sentence("cli.exported", path=out))


# --- projects and reports


@cli.command(help=Both("建一个空项目。", "Make an empty project."))
@click.argument("project", type=_PATH)
@option("--name", default="", help=Both("项目名称（默认：文件名）。", "Its name (default: the file's)."))
@_JSON
def new(project: Path, name: str, as_json: bool) -> None:
    from quandian.tasks.opening import create_project

    with create_project(project, name) as made:
        _say({"path": str(made.path), "name": made.name}, sentence("cli.created", path=made.path), as_json)


@cli.command("import", help=Both("把报告文件或文件夹导入项目。", "Import report files or folders into a project."))
@click.argument("project", type=_PATH)
@click.argument("files", nargs=-1, required=True, type=_PATH)
@option("--encoding", help=Both("文本文件的编码（默认：自动判断）。", "Encoding of text files (default: detected)."))
@_JSON
def import_(project: Path, files: tuple[Path, ...], encoding: str | None, as_json: bool) -> int:
    from quandian.tasks.importing import import_files

    with _opened(project) as opened:
        summary = import_files(opened, files, encodings=dict.fromkeys(files, encoding) if encoding else None)
        _tell_import(opened, summary, as_json)
    return 1 if summary.failed else 0


@cli.command(help=Both("列出项目里的报告。", "List the reports of a project."))
@click.argument("project", type=_PATH)
@_JSON
def reports(project: Path, as_json: bool) -> None:
    with _opened(project) as opened:
        counts, tags = opened.counts(), opened.tags()
        rows = [_report_row(report, counts.get(report.id, {}), tags) for report in opened.reports()]
    lines = [
        f"{row['id']}  {row['year'] or '----'}  {row['issuer']}  {row['title']}  "
        + " ".join(f"{tag_title(tag)} {row['counts'][tag.name]}" for tag in tags)
        for row in rows
    ]
    _say(rows, "\n".join(lines), as_json)


# --- annotations


@cli.command(help=Both("标注报告里的一段文字。", "Tag a passage of a report."))
@click.argument("project", type=_PATH)
@click.argument("report_id")
@option("--tag", required=True, help=Both("标签：名称或编号。", "The tag: its name or id."))
@option("--start", type=int, help=Both("起点（从 0 数的字符）。", "First character, from 0."))
@option("--end", type=int, help=Both("终点（不含）。", "End, not included."))
@option("--quote", help=Both("引文，与起止点二选一。", "The words, instead of start and end."))
@option("--nth", type=int, help=Both("引文的第几处。", "Which occurrence of the quote."))
@option(
    "--field", "pairs", multiple=True, metavar="NAME=VALUE", help=Both("字段，可多次。", "A field; may be repeated.")
)
@option("--note", default="", help=Both("备注。", "A note."))
@_JSON
def annotate(
    project: Path,
    report_id: str,
    tag: str,
    start: int | None,
    end: int | None,
    quote: str | None,
    nth: int | None,
    pairs: tuple[str, ...],
    note: str,
    as_json: bool,
) -> None:
    if (quote is None) == (start is None) or (start is None) != (end is None):
        raise click.UsageError("give either --quote, or --start and --end")
    from quandian.tasks.quotes import find_quote
    from quandian.tasks.tagging import annotate_smart, parse_fields

    with _opened(project) as opened:
        report = _report_id(opened, report_id)
        chosen = opened.find_tag(tag)
        if quote is not None:
            start, end = find_quote(opened.text(report), quote, nth)
        fields = parse_fields(chosen, pairs)
        made = annotate_smart(opened, report, chosen.id, (start or 0, end or 0), fields=fields, note=note)
        row = _annotation_row(made, opened.report(report), chosen)
    _say(row, sentence("cli.annotated", **{**row, "tag": tag_word(chosen.id)}), as_json)


@cli.command(
    "annotations",
    help=Both(
        "列出标注：每行一个 JSON 对象，或者给人看的一行。", "List annotations: one JSON object per line, or text."
    ),
)
@click.argument("project", type=_PATH)
@option("--jsonl", is_flag=True, help=Both("每行一个 JSON 对象。", "One JSON object per line."))
@option("--report", "report_id", help=Both("只列这份报告的。", "Only those of this report."))
@option("--tag", "tag_names", multiple=True, help=Both("只列这个标签的，可多次。", "Only this tag; may be repeated."))
def annotations_(project: Path, jsonl: bool, report_id: str | None, tag_names: tuple[str, ...]) -> None:
    with _opened(project) as opened:
        tags = {tag.id: tag for tag in opened.tags()}
        wanted = [opened.find_tag(name).id for name in tag_names] or None
        only = _report_id(opened, report_id) if report_id else None
        for report in opened.reports() if only is None else [opened.report(only)]:
            for annotation in opened.annotations(report.id, wanted):
                row = _annotation_row(annotation, report, tags[annotation.tag_id])
                text = f"{row['id']}  {tag_word(annotation.tag_id)}  {row['start']}–{row['end']}  {row['quote']}"
                click.echo(json.dumps(row, ensure_ascii=False) if jsonl else text.replace("\n", " "))


@cli.command(help=Both("把简报写成 Word 文件。", "Write the briefing as a Word file."))
@click.argument("project", type=_PATH)
@option("--to", "target", required=True, type=_PATH, help=Both(".docx 文件。", "The .docx file."))
@_JSON
def export(project: Path, target: Path, as_json: bool) -> None:
    from quandian.tasks.briefing import export_briefing

    with _opened(project) as opened:
        written = export_briefing(opened, target)
    _say({"path": str(written)}, sentence("cli.exported", path=written), as_json)


@cli.command(help=Both("检查项目是否完好。", "Check that a project is sound."))
@click.argument("project", type=_PATH)
@_JSON
def check(project: Path, as_json: bool) -> int:
    with _opened(project) as opened:
        problems = opened.check()
    texts = [sentence(problem.code, **problem.facts) for problem in problems]
    rows = [{"code": p.code, "facts": dict(p.facts), "text": text} for p, text in zip(problems, texts, strict=True)]
    summary = sentence("cli.check_problems", count=len(rows)) if rows else sentence("cli.check_clean")
    _say({"sound": not rows, "problems": rows}, "\n".join([*texts, summary]), as_json)
    return 1 if problems else 0


@cli.command(help=Both("撤销上一步。", "Undo the last step."))
@click.argument("project", type=_PATH)
@_JSON
def undo(project: Path, as_json: bool) -> None:
    with _opened(project) as opened:
        label = label_text(opened.undo().label)
    _say({"undone": label}, sentence("cli.undone", label=label), as_json)


@cli.command(help=Both("重做撤销的一步。", "Redo what was undone."))
@click.argument("project", type=_PATH)
@_JSON
def redo(project: Path, as_json: bool) -> None:
    with _opened(project) as opened:
        label = label_text(opened.redo().label)
    _say({"redone": label}, sentence("cli.redone", label=label), as_json)


@cli.command(
    "self-test", help=Both("在临时文件夹里走完全程，确认装好的程序能用。", "Try the whole path in a temporary folder.")
)
@option("--no-window", is_flag=True, help=Both("不画窗口。", "Leave out drawing the window."))
def self_test(no_window: bool) -> None:
    import tempfile
    import time

    from quandian.tasks import selftest

    def tell(step: str) -> None:
        click.echo(sentence("cli.selftest_step", step=step))

    started = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        sample = selftest.self_test(Path(folder), tell)
        if not no_window:
            picture = Path(folder) / "window.png"
            _render(sample, picture, "reading", "light", PICTURE_SIZE)
            if picture.stat().st_size == 0:
                raise UserError("selftest.failed", step="window")
            tell("window")
    click.echo(sentence("cli.selftest_done", seconds=round(time.monotonic() - started, 1)))


# --- parts


def _opened(path: Path) -> Project:
    from quandian.tasks.opening import open_project

    return open_project(path)


def _has_display() -> bool:
    return not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )


def _window(project: Path | None, files: list[Path]) -> int:
    if not _has_display():
        raise UserError("open.no_display")
    from quandian.app import run_window

    return run_window(project, files, sample=False)


def _render(project: Path, out: Path, page: str, theme: str, size: tuple[int, int]) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from quandian.app import render_page

    render_page(project, out, page, theme, size)


def _headless(path: Path) -> int:
    """Do what the window would be for: write the briefing and a picture beside the project, and say where they are."""
    with _opened(path) as project:
        briefing = _briefing_beside(project, path)
    picture = path.with_name(sentence("cli.picture_name", name=path.stem))
    _render(path, picture, "reading", "light", PICTURE_SIZE)
    for code, written in (("cli.project", path), ("cli.briefing", briefing), ("cli.picture", picture)):
        click.echo(sentence(code, path=written.absolute()))
    return 0


def _briefing_beside(project: Project, path: Path) -> Path:
    """Write the briefing beside the project; one of that name that says something else (edited by hand) is kept."""
    from quandian.tasks.briefing import export_briefing
    from quandian.tasks.places import free_path

    wanted = path.with_name(sentence("cli.briefing_name", name=path.stem))
    if not wanted.exists():
        return export_briefing(project, wanted)
    fresh = export_briefing(project, free_path(wanted))
    if fresh.read_bytes() == wanted.read_bytes():
        fresh.unlink()
        return wanted
    return fresh


def _import_into_new(target: Path, files: Sequence[Path]) -> None:
    """Make a project of these files; where none of them can be read, leave none behind."""
    from quandian.tasks.importing import read_files, store_drafts
    from quandian.tasks.opening import create_project

    batch = read_files(files)
    for failure in batch.failed:
        click.echo(str(failure.error), err=True)
    if not batch.drafts:
        raise UserError("open.nothing_imported")
    with create_project(target) as project:
        store_drafts(project, batch)


def _say(data: object, text: str, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    elif text:
        click.echo(text)


def _tell_import(project: Project, summary: ImportSummary, as_json: bool) -> None:
    added = [{"id": report_id, "title": project.report(report_id).title} for report_id in summary.added]
    already = [{"id": report_id, "name": name} for report_id, name in summary.already]
    failed = [{"path": str(failure.path), "error": str(failure.error)} for failure in summary.failed]
    if as_json:
        _say({"added": added, "already": already, "failed": failed}, "", as_json=True)
        return
    for row in added:
        click.echo(sentence("cli.imported", **row))
    for row in already:
        click.echo(sentence("cli.already", **row))
    for failure in summary.failed:
        click.echo(str(failure.error), err=True)
    click.echo(sentence("cli.import_done", added=len(added), already=len(already), failed=len(failed)))


def _report_id(project: Project, given: str) -> ReportId:
    """Return the report whose id is ``given`` or begins with it, as long as only one does."""
    matches = [report.id for report in project.reports() if report.id.startswith(given)]
    if len(matches) > 1:
        raise UserError("report.ambiguous", id=given, count=len(matches))
    return matches[0] if matches else project.report(ReportId(given)).id


def _report_row(report: Report, counts: dict[Any, int], tags: Sequence[Tag]) -> dict[str, Any]:
    names = {tag.name: counts.get(tag.id, 0) for tag in tags}
    return {"id": report.id, "title": report.title, "issuer": report.issuer, "year": report.year, "counts": names}


def _annotation_row(annotation: Annotation, report: Report, tag: Tag) -> dict[str, Any]:
    return {
        "id": annotation.id,
        "report": {"id": report.id, "title": report.title},
        "tag": tag.name,
        "start": annotation.start,
        "end": annotation.end,
        "quote": annotation.quote,
        "fields": dict(annotation.fields),
        "note": annotation.note,
        "status": str(annotation.status),
        "author": annotation.author,
    }
