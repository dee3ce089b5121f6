"""The commands ``quandian export`` and ``quandian briefings``: briefings of every kind in every format."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quandian.clihelp import PATH, Both, Command, option
from quandian.core.errors import UserError
from quandian.core.sentences import sentence

if TYPE_CHECKING:
    from quandian.core.briefing_plan import BriefingPlan
    from quandian.core.briefing_tree import Briefing
    from quandian.core.progress import Progress
    from quandian.store import Project
    from quandian.writing.gongwen import Fonts

_PATH = PATH
_KINDS = ("report", "compare", "checklist", "metrics", "quotes")
_JSON = option("--json", "as_json", is_flag=True, help=Both("输出 JSON。", "Print JSON."))


@click.command(
    "export",
    cls=Command,
    help=Both(
        "把简报写成文件。\n\n文件名的结尾决定格式：.docx、.pdf、.html、.md。种类：report 工作简报，compare 对比分析，"
        "checklist 督查清单，metrics 指标台账，quotes 摘编。",
        "Write a briefing.\n\nThe ending of the name says the format: .docx, .pdf, .html, .md. Kinds: report, compare"
        " (several reports), checklist (goals), metrics, quotes.",
    ),
)
@click.argument("project", type=_PATH)
@option("--to", "target", required=True, type=_PATH, help=Both("写到哪个文件。", "The file."))
@option("--kind", type=click.Choice(_KINDS), help=Both("种类（默认：report）。", "The kind (default: report)."))
@option("--briefing", "saved", help=Both("已保存的简报：标题或编号。", "A saved briefing: its title or id."))
@option(
    "--report",
    "report_ids",
    multiple=True,
    help=Both("只用这份报告：标题或编号，可多次。", "Only this report, by title or id; may be repeated."),
)
@option("--tag", "tag_names", multiple=True, help=Both("只用这个标签，可多次。", "Only this tag; may be repeated."))
@option("--group", help=Both("怎样分组。", "How items are grouped."))
@option("--title", help=Both("标题。", "The title."))
@option("--date", help=Both("日期，如 2025-03-01。", "The date, such as 2025-03-01."))
@option("--footnotes", is_flag=True, help=Both("出处写成脚注。", "Cite in footnotes."))
@option("--contents", is_flag=True, help=Both("加目录。", "Add a table of contents."))
@option(
    "--header",
    is_flag=True,
    help=Both("第二页起加页眉，写标题。", "Put the title at the head of pages from the second on."),
)
@option(
    "--font",
    "font_names",
    multiple=True,
    help=Both(
        "字体，可多次：部分=字体名，部分是 title、heading、subheading、body、page、latin。",
        "A font, may be repeated: PART=NAME, where PART is title, heading, subheading, body, page or latin.",
    ),
)
@option("--template", help=Both("用这个 Word 模板：文件或自带模板名。", "A Word template: a file, or one that ships."))
@option(
    "--comments",
    "commented",
    help=Both("写出这份报告的原文，标注作为 Word 批注。", "Write this report's text with its annotations as comments."),
)
@_JSON
def export_command(project: Path, target: Path, as_json: bool, **wanted: Any) -> None:  # noqa: ANN401 - the options
    """Write a briefing."""
    from quandian.core.progress import silent
    from quandian.tasks.briefing import plan_job
    from quandian.tasks.marking import marked_job
    from quandian.tasks.opening import open_project

    fonts = _fonts(wanted.pop("font_names"))
    with open_project(project) as opened:
        if target.is_dir():  # a folder gets the file, named after the project
            target = target / sentence("cli.briefing_name", name=opened.name or project.stem)
        if wanted["commented"]:
            report = opened.report(_report_ids(opened, (wanted["commented"],))[0])
            written = marked_job(opened, report.id, target)(silent())
        else:
            plan = _in_form(_plan(opened, wanted), target, wanted["template"])
            seen = partial(_warn, opened, plan)
            if plan.template:
                from quandian.tasks.templates import template_job

                written = template_job(opened, plan, target, seen)(silent())
            else:
                written = plan_job(opened, plan, target, fonts, more={".pdf": _pdf}, pages=_pages, seen=seen)(silent())
    text = sentence("cli.exported", path=written)
    click.echo(json.dumps({"path": str(written)}, ensure_ascii=False) if as_json else text)


@click.command("briefings", cls=Command, help=Both("列出项目里保存的简报。", "List the briefings saved in a project."))
@click.argument("project", type=_PATH)
@option("--check", "checked", is_flag=True, help=Both("同时做导出前检查。", "Check each as before an export."))
@_JSON
def briefings_command(project: Path, checked: bool, as_json: bool) -> None:
    """List the saved briefings."""
    from quandian.core.briefing_plan import plan_to_json
    from quandian.tasks.briefings import saved_briefings
    from quandian.tasks.checking import check_briefing
    from quandian.tasks.opening import open_project

    rows: list[dict[str, Any]] = []
    missing = _missing_fonts() if checked else []
    with open_project(project) as opened:
        for one in saved_briefings(opened):
            row: dict[str, Any] = {"id": one.id, "title": one.name, **plan_to_json(one.plan)}
            if checked:
                found = check_briefing(opened, one.plan, missing)
                row["findings"] = [
                    {
                        "code": finding.code,
                        "severity": str(finding.severity),
                        "text": sentence(finding.code, **finding.facts),
                        "annotations": list(finding.annotation_ids),
                    }
                    for finding in found
                ]
            rows.append(row)
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not rows:
        click.echo(sentence("cli.no_briefings"))
    for row in rows:
        click.echo(f"{row['id']}  {row['kind']}  {row['title']}")
        for finding in row.get("findings", ()):
            click.echo(f"    {finding['text']}")


def _in_form(plan: BriefingPlan, target: Path, template: str | None) -> BriefingPlan:
    """Return the plan without the template it was saved with where that is not asked for or no form of the target.

    Templates are for Word; in other formats the window writes the own form, too.
    """
    if not plan.template or (template is None and target.suffix.lower() in ("", ".docx")) or template:
        return plan
    if template is None:
        click.echo(sentence("cli.own_form", template=plan.template), err=True)
    return replace(plan, template="")


def _warn(opened: Project, plan: BriefingPlan, briefing: Briefing) -> None:
    """Say on stderr what would not be seen: a briefing that tells nothing, words by hand that are out of date."""
    from quandian.tasks.checking import check_alone, of_template

    found = check_alone(plan, briefing)
    if plan.template:
        found += of_template(replace(plan, appendix=False), briefing, opened.annotations(), opened.tags())
    for finding in found:
        click.echo(sentence(finding.code, **finding.facts), err=True)


def _plan(opened: Project, wanted: dict[str, Any]) -> BriefingPlan:
    """Return the saved briefing or a new one, with what the command line asks for on top."""
    from quandian.core.briefing_plan import BriefingPlan, Grouping, Kind
    from quandian.core.briefing_tree import Cite
    from quandian.core.sentences import language
    from quandian.tasks.briefings import find_briefing

    plan = find_briefing(opened, wanted["saved"]).plan if wanted["saved"] else BriefingPlan(language=language())
    changes: dict[str, Any] = {name: wanted[name] for name in ("title", "date", "template") if wanted[name]}
    if wanted["kind"]:
        changes["kind"] = Kind(wanted["kind"])
    if wanted["group"]:
        known = {one.value: one for one in Grouping}
        if wanted["group"] not in known:
            names = " ".join(known)
            raise _wrong("--group", wanted["group"], f"只能是 {names} 之一", f"must be one of {names}")
        changes["group"] = known[wanted["group"]]
    if wanted["date"]:
        changes["date"] = _date(wanted["date"])
    if wanted["report_ids"]:
        changes["report_ids"] = tuple(_report_ids(opened, wanted["report_ids"]))
    if wanted["tag_names"]:
        changes["tag_ids"] = tuple(opened.find_tag(name).id for name in wanted["tag_names"])
    if wanted["footnotes"]:
        changes["cite"] = Cite.FOOTNOTES
    if wanted["contents"]:
        changes["contents"] = True
    if wanted["header"]:
        changes["running"] = True
    return replace(plan, **changes)


def _date(text: str) -> str:
    """Return a date as people write it (2025-03-01, 2025-3-1, 2025年3月1日) as plans keep it."""
    from quandian.core.fields import parsed_date

    read = parsed_date(text)
    if not read or read.count("-") != 2:
        raise _wrong("--date", text, "要写成 2025-03-01 或 2025年3月1日", "must be a date such as 2025-03-01")
    return read


def _wrong(name: str, value: str, chinese: str, english: str) -> click.BadParameter:
    message = Both(f"{name} 的值不对：“{value}”{chinese}。", f'{name} "{value}" {english}.')
    return click.BadParameter(message, ctx=click.get_current_context(), param_hint=name)


def _fonts(given: tuple[str, ...]) -> Fonts:
    """Return the fonts of this user's settings with those of the command line on top: PART=NAME."""
    from quandian.ui import settings
    from quandian.writing.gongwen import FONT_PARTS, fonts_from

    named: dict[str, object] = dict(settings.load().fonts)
    for one in given:
        part, _, name = one.partition("=")
        if part not in FONT_PARTS or not name.strip():
            known = " ".join(FONT_PARTS)
            said = f"要写成 部分=字体名，部分是 {known} 之一", f"must be PART=NAME, where PART is one of {known}"
            raise _wrong("--font", one, *said)
        named[part] = name
    return fonts_from(named)


def _report_ids(opened: Project, given: tuple[str, ...]) -> list[Any]:
    """Return the reports named by the beginning of an id, by their title or by a part of it, one each.

    Raises UserError ``report.unknown``, ``report.ambiguous``.
    """
    out, every = [], opened.reports()
    for start in given:
        matches = (
            [report.id for report in every if start and report.id.startswith(start)]
            or [report.id for report in every if report.title.strip() == start.strip()]
            or [report.id for report in every if start.strip() and start.strip().casefold() in report.title.casefold()]
        )
        if len(matches) > 1:
            raise UserError("report.ambiguous", id=start, count=len(matches))
        out.append(matches[0] if matches else opened.report(start).id)  # type: ignore[arg-type] # says it is unknown
    return out


def _prepare_qt() -> None:
    """Let Qt draw without a display, and put the fonts of a PDF in the same order each time."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_HASH_SEED"] = "0"


def _missing_fonts() -> list[str]:
    """Return which of this user's fonts for briefings this computer lacks; none where Qt cannot be asked."""
    try:
        _prepare_qt()
        from quandian.ui.printing import fonts_ready, missing_fonts

        application = fonts_ready()
        found = missing_fonts(_fonts(()))
        del application
    except ImportError:  # a computer without a screen may lack what Qt's fonts need; the rest is checked all the same
        return []
    return found


def _pages(briefing: Briefing, fonts: Fonts) -> Mapping[str, int]:
    """Return the page of each section as the PDF has them."""
    _prepare_qt()
    from quandian.ui.printing import fonts_ready, page_numbers

    application = fonts_ready()
    found = page_numbers(briefing, fonts)
    del application
    return found


def _pdf(briefing: Briefing, target: Path, fonts: Fonts, progress: Progress) -> None:
    """Write the pages as PDF; Qt is loaded only now, and needs no display."""
    _prepare_qt()
    from quandian.ui.printing import fonts_ready, write_pdf

    application = fonts_ready()
    write_pdf(briefing, target, fonts, progress)
    del application
