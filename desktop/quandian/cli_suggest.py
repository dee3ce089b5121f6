"""The command ``quandian suggest``: what the machine would mark in a report file or in the reports of a project."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quandian.clihelp import PATH, Both, Command, option
from quandian.core.sentences import sentence, tag_word

if TYPE_CHECKING:
    from quandian.language.suggest import SuggestionDraft


@click.command(
    "suggest",
    cls=Command,
    help=Both(
        "列出建议的标注。\n\n目标、成效、指标，各有分值和理由；给出项目时为其中每份报告做好建议，只列出待审的，不改动标注。",
        "List suggested tags of a report file.\n\nGoals, achievements and metrics, with score and reason. Of a project "
        "the suggestions of its reports are made ready; no annotation is changed.",
    ),
)
@click.argument("path", type=PATH)
@option(
    "--jsonl",
    is_flag=True,
    help=Both(
        "每行一个 JSON 对象；每份报告先写一行全文。", "One JSON object per line; each report's text comes first."
    ),
)
@option("--encoding", help=Both("文本文件的编码（默认：自动判断）。", "Encoding of text files (default: detected)."))
def suggest_command(path: Path, jsonl: bool, encoding: str | None) -> None:
    """Print the suggestions of a file or project."""
    from quandian.tasks.places import PROJECT_SUFFIX
    from quandian.tasks.suggesting import suggest_file

    if path.suffix.lower() != PROJECT_SUFFIX:
        draft, found = suggest_file(path, encoding=encoding)
        _print({"text": draft.text}, draft.text, found, jsonl)
        return
    from quandian.tasks.opening import open_project
    from quandian.tasks.reviewing import drafts_waiting, fill_suggestions

    with open_project(path) as project:
        summary = fill_suggestions(project)
        if not jsonl:
            click.echo(sentence("cli.suggested", reports=summary.reports, suggestions=summary.suggestions))
            return
        for report in project.reports():
            text = project.text(report.id)
            header = {"report": str(report.id), "title": report.title, "text": text}
            _print(header, text, drafts_waiting(project, report.id), jsonl)


def _print(header: dict[str, str], text: str, found: Sequence[SuggestionDraft], jsonl: bool) -> None:
    from quandian.tasks.suggesting import suggestion_row

    if jsonl:
        click.echo(json.dumps(header, ensure_ascii=False))
    for draft in found:
        row = suggestion_row(text, draft)
        if jsonl:
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            line = f"{row['score']:.2f}  {tag_word(row['tag'])}  {row['quote']}  [{row['reason']}]"
            click.echo(line.replace("\n", " "))
