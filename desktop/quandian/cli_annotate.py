"""The commands on annotations: ``annotate`` and ``annotations``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quandian.clihelp import JSON, PATH, Both, Command, option, say
from quandian.core.errors import UserError
from quandian.core.model import Annotation, Report, ReportId, Tag
from quandian.core.sentences import sentence, tag_title

if TYPE_CHECKING:
    from quandian.store.project import Project


@click.command("annotate", cls=Command, help=Both("标注报告里的一段文字。", "Tag a passage of a report."))
@click.argument("project", type=PATH)
@click.argument("report_id")
@option("--tag", required=True, help=Both("标签的名称，中文或英文。", "The tag's name, Chinese or English."))
@option("--start", type=int, help=Both("起点（从 0 数的字符）。", "First character, from 0."))
@option("--end", type=int, help=Both("终点（不含）。", "End, not included."))
@option("--quote", help=Both("引文，与起止点二选一。", "The words, instead of start and end."))
@option("--nth", type=int, help=Both("引文的第几处。", "Which occurrence of the quote."))
@option(
    "--field", "pairs", multiple=True, metavar="NAME=VALUE", help=Both("字段，可多次。", "A field; may be repeated.")
)
@option("--note", default="", help=Both("备注。", "A note."))
@JSON
def annotate_command(
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
    """Tag a passage."""
    if (quote is None) == (start is None) or (start is None) != (end is None):
        raise click.UsageError(
            Both(
                "用 --quote 给出引文，或者用 --start 和 --end 给出起止点，两者选一。",
                "Give either --quote, or --start and --end.",
            ),
            click.get_current_context(),
        )
    from quandian.tasks.opening import open_project
    from quandian.tasks.quotes import find_quote
    from quandian.tasks.tagging import annotate_smart, parse_fields

    with open_project(project) as opened:
        report = _report_id(opened, report_id)
        chosen = opened.find_tag(tag)
        if quote is not None:
            start, end = find_quote(opened.text(report), quote, nth)
        fields = parse_fields(chosen, pairs)
        made = annotate_smart(opened, report, chosen.id, (start or 0, end or 0), fields=fields, note=note)
        row = _annotation_row(made, opened.report(report), chosen)
    say(row, sentence("cli.annotated", **{**row, "tag": tag_title(chosen)}), as_json)


@click.command(
    "annotations",
    cls=Command,
    help=Both(
        "列出标注：每行一个 JSON 对象，或者给人看的一行。", "List annotations: one JSON object per line, or text."
    ),
)
@click.argument("project", type=PATH)
@option("--jsonl", is_flag=True, help=Both("每行一个 JSON 对象。", "One JSON object per line."))
@option("--report", "report_id", help=Both("只列这份报告的。", "Only those of this report."))
@option("--tag", "tag_names", multiple=True, help=Both("只列这个标签的，可多次。", "Only this tag; may be repeated."))
def annotations_command(project: Path, jsonl: bool, report_id: str | None, tag_names: tuple[str, ...]) -> None:
    """List annotations."""
    from quandian.tasks.opening import open_project

    with open_project(project) as opened:
        tags = {tag.id: tag for tag in opened.tags()}
        wanted = [opened.find_tag(name).id for name in tag_names] or None
        only = _report_id(opened, report_id) if report_id else None
        reasons = {d.annotation_id: d.reason for d in opened.decisions(only) if d.annotation_id}
        for report in opened.reports() if only is None else [opened.report(only)]:
            for annotation in opened.annotations(report.id, wanted):
                row = _annotation_row(annotation, report, tags[annotation.tag_id], reasons.get(annotation.id, ""))
                name = tag_title(tags[annotation.tag_id])
                text = f"{row['id']}  {name}  {row['start']}–{row['end']}  {row['quote']}"
                click.echo(json.dumps(row, ensure_ascii=False) if jsonl else text.replace("\n", " "))


def _report_id(project: Project, given: str) -> ReportId:
    """Return the report whose id is ``given`` or begins with it, as long as only one does."""
    matches = [report.id for report in project.reports() if report.id.startswith(given)]
    if len(matches) > 1:
        raise UserError("report.ambiguous", id=given, count=len(matches))
    return matches[0] if matches else project.report(ReportId(given)).id


def _annotation_row(annotation: Annotation, report: Report, tag: Tag, reason: str = "") -> dict[str, Any]:
    from quandian.language.suggest import reason_text

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
        "origin": str(annotation.origin),
        "reason": reason_text(reason) if reason else "",
        "author": annotation.author,
    }
