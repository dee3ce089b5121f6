"""The command ``quandian ledger``: annotations as rows, with totals, groups and matrices; as JSON, Excel or CSV."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quandian.clihelp import PATH, Both, Command, option
from quandian.core.errors import UserError
from quandian.core.sentences import language, sentence

if TYPE_CHECKING:
    from quandian.core.ledger import Query, Totals
    from quandian.core.model import Tag
    from quandian.store import Project
    from quandian.store.ledger import Ledger


@click.command(
    "ledger",
    cls=Command,
    help=Both(
        "列出台账。\n\n标注按行列出，数值可以排序、筛选、分组、合计；写成 JSON、Excel 或 CSV。",
        "Print the ledger.\n\nAnnotations as rows: sorted, filtered, grouped, added up; text, JSON, Excel or CSV.",
    ),
)
@click.argument("project", type=PATH)
@option(
    "--tag",
    "tag_names",
    multiple=True,
    help=Both("哪个标签，可多次（默认：全部）。", "Which tag; may be repeated (default: all)."),
)
@option(
    "--report", "report_ids", multiple=True, help=Both("只要这份报告的，可多次。", "Only this report; may be repeated.")
)
@option("--group", default="", help=Both("按这一列分组合计。", "Group and add up by this column."))
@option(
    "--sort", default="", help=Both("按这一列排序，前加 - 为降序。", "Sort by this column; - before it: descending.")
)
@option(
    "--where",
    multiple=True,
    metavar="COLUMN=VALUE",
    help=Both("筛选，可多次；也可用 >= 和 <=。", "A filter; may be repeated; >= and <= too."),
)
@option("--text", default="", help=Both("只要含有这些字的。", "Only rows that hold these words."))
@option(
    "--view",
    "view_name",
    default="",
    help=Both(
        "用这个已存视图的标签、筛选、分组和排序；同时给出的其他选项优先。",
        "Take tags, filters, group and sort of this saved view; other options that are given come first.",
    ),
)
@option("--views", "list_views", is_flag=True, help=Both("列出已存的视图。", "List the saved views."))
@option(
    "--contradictions", is_flag=True, help=Both("列出各报告说法不一的指标。", "List what reports state differently.")
)
@option("--json", "as_json", is_flag=True, help=Both("输出 JSON。", "Print JSON."))
@option("--to", "target", type=PATH, help=Both("写成 .xlsx 或 .csv 文件。", "Write an .xlsx or .csv file."))
def ledger_command(
    project: Path,
    tag_names: tuple[str, ...],
    report_ids: tuple[str, ...],
    group: str,
    sort: str,
    where: tuple[str, ...],
    text: str,
    view_name: str,
    list_views: bool,
    contradictions: bool,
    as_json: bool,
    target: Path | None,
) -> None:
    """Print or write the ledger."""
    from quandian.tasks.opening import open_project

    with open_project(project) as opened:
        if list_views:
            _print_views(opened, as_json)
            return
        view = _view_query(opened, view_name)
        tags = [opened.find_tag(name) for name in tag_names] or opened.tags()
        if view is not None and not tag_names:
            tags = [tag for tag in tags if tag.id in view.tag_ids]
        query = _query(opened, tags, report_ids, (group, sort, text), where)
        if view is not None:
            query = _over(view, query, tags)
        if contradictions:
            _print_contradictions(opened, query, as_json, target)
        elif target is not None:
            _write(opened, query, target, as_json)
        else:
            _print_rows(opened, query, {tag.id: tag for tag in tags}, as_json)


def _query(
    project: Project, tags: list[Tag], report_ids: tuple[str, ...], rest: tuple[str, str, str], where: tuple[str, ...]
) -> Query:
    from quandian.core.ledger import Query, columns_of

    columns = columns_of(tags)
    known = {name: c.key for c in columns for name in (c.key, c.key.removeprefix("field."), c.label, c.label_en)}

    def key_of(name: str) -> str:
        if name.strip() not in known:
            raise UserError(
                "ledger.no_column",
                name=name.strip(),
                known=sentence("cli.comma").join(c.label_en if language() == "en" else c.label for c in columns),
            )
        return known[name.strip()]

    group, sort, text = rest
    descending = sort.startswith("-")
    sort = sort.removeprefix("-")
    reports = (
        tuple(project.report(r.id).id for r in project.reports() if r.id.startswith(report_ids)) if report_ids else None
    )
    if report_ids and not reports:
        raise UserError("report.unknown", report=report_ids[0])
    return Query(
        tuple(tag.id for tag in tags),
        reports,
        tuple(_condition(given, key_of, {c.key: c.kind for c in columns}.get) for given in where),
        text,
        key_of(sort) if sort else "",
        descending,
        key_of(group) if group else "",
    )


def _view_query(project: Project, name: str) -> Query | None:
    """Return what a saved view asks; None where none is asked for."""
    from quandian.tasks.ledger_views import find_view, shown_view

    return shown_view(project, find_view(project, name).view).query if name else None


def _over(view: Query, given: Query, tags: list[Tag]) -> Query:
    """Return the question of a view with what the command line says in its place; columns that are gone are left."""
    from dataclasses import replace

    from quandian.core.ledger import columns_of

    keys = {column.key for column in columns_of(tags)}
    own = {condition.key for condition in given.conditions}
    kept = tuple(c for c in view.conditions if c.key in keys and c.key not in own)
    sort, descending = (given.sort, given.descending) if given.sort else (view.sort, view.descending)
    return replace(
        given,
        report_ids=view.report_ids if given.report_ids is None else given.report_ids,
        conditions=(*kept, *given.conditions),
        text=given.text or view.text,
        sort=sort if sort in keys else "",
        descending=descending,
        group=given.group or (view.group if view.group in keys else ""),
    )


def _print_views(project: Project, as_json: bool) -> None:
    from quandian.core.ledger_view import view_to_json
    from quandian.core.sentences import tag_title
    from quandian.tasks.ledger_views import saved_views, shown_view

    every = saved_views(project)
    if as_json:
        rows = [{"id": one.id, **view_to_json(one.view), "name": one.name} for one in every]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not every:
        click.echo(sentence("ledger.no_views"))
    names = {tag.id: tag_title(tag) for tag in project.tags()}
    for one in every:
        tags = [names[tag_id] for tag_id in shown_view(project, one.view).query.tag_ids]
        click.echo(f"{one.id}  {one.name}  {sentence('cli.comma').join(tags)}")


def _condition(given: str, key_of: Any, kind_of: Any) -> Any:  # noqa: ANN401 - imported late
    from quandian.core.ledger import Condition

    for sign, test in ((">=", "from"), ("<=", "to"), ("=", "in")):
        name, found, value = given.partition(sign)
        if found:
            key = key_of(name)
            if key == "unit" and test == "in":
                return Condition(key, test, (_unit(value.strip()),))
            number = key in _NUMBERS or (test != "in" and kind_of(key) == "number")
            return Condition(key, test, _bound(key, value.strip()) if number else (value.strip(),))
    raise UserError("field.form", text=given)


def _unit(value: str) -> str:
    """Return the unit that figures are kept in: 亿元 and 万元 are found as 元."""
    from quandian.core.quantity import base_unit

    return base_unit(value)[0] if value else value


_NUMBERS = ("value", "year", "paragraph")


def _bound(key: str, value: str) -> tuple[str, ...]:
    """Return what to compare with: of figures without 万 and 亿, so that 60亿 is 6000000000, and 60亿元 of money."""
    from quandian.core.ledger import bound_of
    from quandian.core.quantity import QuantityError

    try:
        found = bound_of(value)
    except QuantityError:
        found = ()
    if not found:
        raise UserError("ledger.no_number", text=value)
    return found if key == "value" else found[:1]


def _print_rows(project: Project, query: Query, tags: dict[Any, Tag], as_json: bool) -> None:
    from quandian.core.ledger import written
    from quandian.tasks.ledger import own_numbers, row_json, totals_json, word

    ledger = project.ledger
    rows = ledger.rows(ledger.order(query))
    if as_json:
        made: dict[str, Any] = {"rows": [row_json(row, tags[row.tag_id]) for row in rows]}
        if query.group:
            by_value = _groups(ledger, query)
            names = ledger.report_names() if query.group == "report" else {}
            own = own_numbers(project, query, query.group)
            made["groups"] = [
                {"value": names.get(value, value), **totals_json(found, own.get(value))}
                for value, found in by_value.items()
            ]
        made["totals"] = totals_json(ledger.totals(query), own_numbers(project, query).get(""))
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
        return
    for row in rows:
        sign, number, unit = written(row.fields)
        figure = f"{'' if sign == '=' else sign}{number}{unit}" if number or not row.nature else word("masked")
        words = [str(row.fields.get("indicator") or row.quote), figure, str(row.year or ""), row.issuer, row.title]
        click.echo("  ".join(part for part in words if part).replace("\n", " "))
    names = ledger.report_names() if query.group == "report" else {}
    own = own_numbers(project, query, query.group) if query.group else {}
    for value, found in (_groups(ledger, query) if query.group else {}).items():
        name = names.get(value, value.removesuffix(".0") if query.group == "value" else value)
        click.echo(_sum_line(name, totals_json(found, own.get(value))))
    click.echo(
        _sum_line(sentence("ledger.all"), totals_json(ledger.totals(query), own_numbers(project, query).get("")))
    )


def _groups(ledger: Ledger, query: Query) -> dict[str, Totals]:
    """Return the totals of each group, in the order of the window."""
    found = ledger.totals_by(query, query.group)
    return {group.value: found[group.value] for group in ledger.grouped(query)[1]}


def _sum_line(name: str, totals: dict[str, Any]) -> str:
    from quandian.tasks.ledger import word

    apart = any(unit.get("nature") == "target" for unit in totals["units"])  # then each sum says of what it is
    sums = [
        sentence(
            "ledger.part",
            sum=" ".join([*([word(unit["nature"])] if apart else []), unit["sum"]["text"]]),
            count=unit["count"],
        )
        for unit in totals["units"]
        if "sum" in unit
    ]
    for field, found in totals.get("fields", {}).items():
        sums.append(sentence("ledger.part", sum=f"{field} {found['sum']}", count=found["count"]))
    return sentence("ledger.sum", name=name or "—", count=totals["count"], sums=" ".join(sums))


def _print_contradictions(project: Project, query: Query, as_json: bool, target: Path | None) -> None:
    from quandian.tasks.ledger import contradiction_json, export_contradictions

    if target is not None:
        written = export_contradictions(project, query, target)
        _say_written(written, as_json)
        return
    found = [contradiction_json(one) for one in project.ledger.contradictions(query)]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo(sentence("ledger.no_contradictions"))
    titles = {report.id: report.title for report in project.reports()}
    for one in found:
        said = [sentence("ledger.stated", title=titles.get(s["report"], ""), value=s["value"]) for s in one["stated"]]
        stated = sentence("cli.semicolon").join(said)
        click.echo(f"{one['indicator']}  {one['issuer']}  {one['period']}  {stated}")


def _write(project: Project, query: Query, target: Path, as_json: bool) -> None:
    from quandian.tasks.ledger import export_ledger, queries_for

    if target.is_dir():
        target = target / sentence("cli.ledger_name", name=project.name or project.path.stem)
    target = target if target.suffix else target.with_name(target.name + ".xlsx")
    queries = queries_for(query, target)
    written = export_ledger(project, target, queries)
    _say_written(written, as_json)
    if query.group and target.suffix.lower() == ".csv":
        click.echo(sentence("ledger.csv_rows_only"), err=True)


def _say_written(written: Path, as_json: bool) -> None:
    click.echo(
        json.dumps({"path": str(written)}, ensure_ascii=False) if as_json else sentence("cli.exported", path=written)
    )
