"""What users' own Word templates may ask for: a briefing as plain values under Chinese names.

``SCHEMA`` is the list of all names; the check of templates, the help and ``values_of`` go by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from quandian.core.briefing_checks import used_citations
from quandian.core.briefing_deadlines import stated_deadline
from quandian.core.briefing_figures import figure
from quandian.core.briefing_kind_words import kind_words
from quandian.core.briefing_nature import Frames
from quandian.core.briefing_tree import Briefing, Chart, Citation, Paragraph, Quote, Section, Table
from quandian.core.briefing_words import Words, in_cells, shown_date, words_of
from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.model import Annotation, AnnotationId, Link, LinkKind, Report, ReportId, Tag, TagId

_PLACE = {"备注": None, "报告": None, "发布单位": None, "段落": None, "出处": None}

SCHEMA: Mapping[str, Any] = {
    "标题": None,
    "日期": None,
    "编写人": None,
    "主送": None,
    "落款": None,
    "成文日期": None,
    "概述": None,
    "统计": {"报告数": None, "目标数": None, "成效数": None, "指标数": None, "标注数": None},
    "报告": [{"序号": None, "标题": None, "发布单位": None, "文号": None, "日期": None, "标注数": None}],
    "目标": [{"序号": None, "内容": None, "责任单位": None, "时限": None, "完成情况": None, **_PLACE}],
    "成效": [{"序号": None, "内容": None, "时期": None, **_PLACE}],
    "指标": [{"序号": None, "指标名": None, "数值": None, "比较": None, "时期": None, "原文": None, **_PLACE}],
    "标注": [{"序号": None, "标签": None, "内容": None, **_PLACE}],
    "章节": [
        {
            "序号": None,
            "名称": None,
            "级别": None,
            "文字": [None],
            "条目": [{"序号": None, "内容": None, "出处": None, "说明": None}],
            "表格": [{"表题": None, "表头": [None], "行": [[None]]}],
        }
    ],
}
"""Names and what they hold: None a text or number, a list of one thing any number of such things."""


def values_of(
    briefing: Briefing,
    annotations: Sequence[Annotation],
    reports: Sequence[Report],
    tags: Sequence[Tag],
    links: Sequence[Link] = (),
    aims: Collection[AnnotationId] = (),
) -> dict[str, Any]:
    """Return the values of ``SCHEMA`` for a briefing: lists by tag in reading order, and the sections as they stand."""
    words, aim = words_of(briefing.language), kind_words(briefing.language).aim
    rows = {row.id: row for row in annotations}
    known = {tag.id: tag for tag in tags}
    names = {tag.id: tag.name for tag in tags}
    frames, by_id = Frames(annotations, known, aims), {report.id: report for report in reports}
    verdicts = {
        link.target_id: words.verdicts.get(link.verdict, link.verdict)
        for link in sorted(links, key=lambda link: (link.created_at, link.id))
        if link.kind is LinkKind.FULFILS
    }
    cited: dict[AnnotationId, Citation] = {}
    for citation in used_citations(briefing):
        if citation.annotation_id in rows:
            cited.setdefault(citation.annotation_id, citation)
    order = sorted(cited.values(), key=lambda c: _place_of(c, rows, reports))
    lists: dict[str, list[dict[str, Any]]] = {"目标": [], "成效": [], "指标": [], "标注": []}
    for citation in order:
        row = rows[citation.annotation_id]
        name = list_of(row.tag_id, known)
        value = _item(row, citation, verdicts, words, names)
        if name == "指标" and row.report_id in by_id and frames.is_aim(row, by_id[row.report_id]):
            value["数值"] = aim.format(name=value["数值"])
        value["序号"] = len(lists[name]) + 1
        lists[name].append(value)
    per_report = Counter(rows[c.annotation_id].report_id for c in order)
    summary = [b.text for s in briefing.sections if s.key == "overview" for b in s.blocks if isinstance(b, Paragraph)]
    counts = {f"{name}数": len(found) for name, found in lists.items()}
    return {
        "标题": briefing.title,
        "日期": shown_date(briefing.date, briefing.language),
        "编写人": briefing.author,
        "主送": briefing.form.to.rstrip("：:"),
        "落款": briefing.form.signature,
        "成文日期": briefing.form.signed_on or shown_date(briefing.date, briefing.language),
        "概述": "\n".join(summary),
        "统计": {**counts, "报告数": len(per_report), "标注数": len(order)},
        "报告": _reports([report for report in reports if report.id in per_report], per_report, words),
        **lists,
        "章节": [_section(section) for section in briefing.walk()],
    }


_LISTS = ((GOAL, "目标"), (ACHIEVEMENT, "成效"), (METRIC, "指标"))


def list_of(tag_id: TagId, tags: Mapping[TagId, Tag]) -> str:
    """Return the name of the list that the items of a tag stand in: 目标, 成效, 指标, for all others 标注."""
    tag = tags.get(tag_id)
    family = {tag_id, tag.parent if tag is not None else None}
    return next((shown for one, shown in _LISTS if one in family), "标注")


def _place_of(
    citation: Citation, rows: Mapping[AnnotationId, Annotation], reports: Sequence[Report]
) -> tuple[int, int, str]:
    order = {report.id: n for n, report in enumerate(reports)}
    row = rows[citation.annotation_id]
    return order.get(row.report_id, len(order)), row.start, row.id


def _item(
    row: Annotation,
    citation: Citation,
    verdicts: Mapping[AnnotationId, str],
    words: Words,
    names: Mapping[TagId, str],
) -> dict[str, Any]:
    fields = row.fields
    shown, compared = figure(fields, row.quote, words)
    told = row.quote.strip()
    told = in_cells(told, words.semicolon) if told.count("\t") > 1 else told  # a row of a table
    return {
        "标签": names.get(row.tag_id, row.tag_id),
        "内容": told,
        "责任单位": str(fields.get("responsible") or ""),
        "时限": stated_deadline(fields.get("deadline"), row.quote, words.language),
        "完成情况": verdicts.get(row.id, ""),
        "时期": shown_date(str(fields.get("period") or ""), words.language),
        "指标名": str(fields.get("indicator") or words.unnamed),
        "数值": shown,
        "比较": compared,
        "原文": told,
        "备注": row.note.strip(),
        "报告": citation.report_title,
        "发布单位": citation.issuer,
        "段落": citation.paragraph_words,
        "出处": citation.text,
    }


def _reports(reports: Sequence[Report], counts: Mapping[ReportId, int], words: Words) -> list[dict[str, Any]]:
    return [
        {
            "序号": n,
            "标题": report.title,
            "发布单位": report.issuer,
            "文号": report.doc_number,
            "日期": shown_date(report.issued_on, words.language) or report.year,
            "标注数": counts[report.id],
        }
        for n, report in enumerate(reports, start=1)
    ]


def _section(section: Section) -> dict[str, Any]:
    quotes = [block for block in section.blocks if isinstance(block, Quote)]
    return {
        "序号": section.number,
        "名称": section.title,
        "级别": section.level,
        "文字": [block.text for block in section.blocks if isinstance(block, Paragraph)],
        "条目": [
            {
                "序号": quote.number,
                "内容": quote.opened + quote.text + quote.closed,
                "出处": quote.citation.text,
                "说明": "；".join(f"{d.label}：{d.value}{d.ref.text if d.ref else ''}" for d in quote.details),
            }
            for quote in quotes
        ],
        "表格": [
            {
                "表题": f"{table.label}　{table.caption}".strip("　"),
                "表头": [column.title for column in table.columns],
                "行": [[cell.plain for cell in row.cells] for row in table.rows],
            }
            for table in section.blocks
            if isinstance(table, Table)
        ]
        + [_chart(chart) for chart in section.blocks if isinstance(chart, Chart)],
    }


def _chart(chart: Chart) -> dict[str, Any]:
    """Return the figures of a chart as a table: a template cannot draw."""
    rows = [
        [category, *("—" if line.values[k] is None else f"{line.values[k]:.6g}" for line in chart.lines)]
        for k, category in enumerate(chart.categories)
    ]
    heads = [chart.unit, *(line.name for line in chart.lines)]
    return {"表题": f"{chart.label}　{chart.caption}".strip("　"), "表头": heads, "行": rows}
