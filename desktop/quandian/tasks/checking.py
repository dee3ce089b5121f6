"""The checks before export, for window and command line: reads the project, asks ``core.briefing_checks``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from quandian.core.briefing_checks import (
    Finding,
    Severity,
    check,
    of_stale,
    tells_nothing,
    used_citations,
    weightiest_first,
)
from quandian.core.briefing_plan import BriefingPlan, orphans
from quandian.core.briefing_stale import stale_words
from quandian.core.briefing_tree import Briefing
from quandian.core.errors import UserError
from quandian.core.ledger import Query
from quandian.core.model import Annotation, ReportId, Tag, TagId
from quandian.core.sentences import register
from quandian.store import Project
from quandian.tasks.briefing import plan_reading, planned_briefing
from quandian.tasks.templates import lost_in, plan_for_template

register(
    {
        "check.quotes_differ": (
            "{count} 条引文与原文不一致。打开它们，重新选定范围。",
            "{count} quotations differ from their reports. Open them and choose their words anew.",
        ),
        "check.quotes_agree": (
            "{count} 条引文与原文逐字一致。",
            "{count} quotations agree with their reports letter by letter.",
        ),
        "check.masked": (
            "{count} 处数值已脱敏，简报写作“已脱敏”。",
            '{count} figures are masked in their reports; the briefing says "masked".',
        ),
        "check.no_result": ("{count} 条目标未找到结果。", "{count} goals have no result yet."),
        "check.contradictory": (
            "{count} 项指标说法不一：{names}。",
            "{count} indicators are stated differently: {names}.",
        ),
        "check.doubtful": ("{count} 条标注存疑，待核。", "{count} annotations are marked as doubtful."),
        "check.waiting": (
            "所用报告还有 {count} 条建议未审核，没有写进简报。",
            "{count} suggestions in these reports are not reviewed; they are not in the briefing.",
        ),
        "check.fonts": (
            "这台电脑没有 {fonts}：预览和 PDF 用相近字体，Word 文件仍写这些字体名。",
            "This computer lacks {fonts}: preview and PDF use similar fonts; the Word file still names these.",
        ),
        "check.orphans": (
            "{count} 段手写文字所在的章节现在没有内容，没有写进简报。",
            "{count} texts written by hand belong to sections that are empty now; they are not in the briefing.",
        ),
        "check.stale_figures": (
            "“{words}”这段是手写的，数字已变：{change}。",
            "“{words}” was written by hand; its figures have changed: {change}.",
        ),
        "check.stale_words": (
            "“{words}”这段是手写的，为它生成的文字已变。",
            "“{words}” was written by hand; what is generated for its place has changed.",
        ),
        "check.bare": (
            "{count} 个标题下没有内容：{names}。",
            "Nothing stands under {count} headings: {names}.",
        ),
        "check.masthead": (
            "版头没有写发文机关。",
            "The red head names no office.",
        ),
        "check.template_lacks": (
            "模板“{name}”不写这些：{parts}。",
            'The template "{name}" does not print: {parts}.',
        ),
        "check.template_wrong": ("{said}", "{said}"),
        "check.only_overview": (
            "注意：写出的简报只有总体情况，没有一条标注。看看种类、标签和报告选得对不对。",
            "Note: the briefing written holds an overview and no annotation. Check the kind, tags and reports chosen.",
        ),
        "check.empty": ("简报里还没有标注。", "The briefing holds no annotation yet."),
    }
)


def check_briefing(
    project: Project,
    plan: BriefingPlan,
    missing_fonts: Sequence[str] = (),
    briefing: Briefing | None = None,
) -> list[Finding]:
    """Return what should be looked at before this briefing is handed in; the words are ``sentence(code, **facts)``.

    ``briefing`` saves building it again; ``missing_fonts`` come from the window, which knows the fonts.
    """
    return check_reading(project, plan, missing_fonts, briefing)()


def of_template(
    plan: BriefingPlan, briefing: Briefing, rows: Sequence[Annotation], tags: Sequence[Tag]
) -> list[Finding]:
    """Return what a plan's template leaves out of the briefing it is filled from, and what is wrong with it."""
    try:
        text, form = lost_in(plan.template, plan, briefing, rows, tags)
    except UserError as error:
        return [Finding("check.template_wrong", Severity.WRONG, {"said": str(error)})]
    if not text and not form:
        return []
    facts = {"parts": "、".join((*text, *form)), "name": Path(plan.template).stem}
    return [Finding("check.template_lacks", Severity.LOOK if text else Severity.KNOW, facts)]


def check_alone(plan: BriefingPlan, briefing: Briefing) -> list[Finding]:
    """Return what can be told of a briefing without its project: it tells nothing, words by hand are out of date."""
    found = [of_stale(one) for one in stale_words(plan, briefing)]
    return [Finding("check.only_overview", Severity.LOOK), *found] if tells_nothing(briefing) else found


def check_reading(
    project: Project,
    plan: BriefingPlan,
    missing_fonts: Sequence[str] = (),
    briefing: Briefing | None = None,
) -> Callable[[], list[Finding]]:
    """Read the project, here and now, and return the check, which may run anywhere."""
    made = briefing if briefing is not None else planned_briefing(project, plan)
    cited = {citation.report_id for citation in used_citations(made)} | set(plan.report_ids or ())
    reports = [report.id for report in project.reports() if plan.report_ids is None or report.id in cited]
    annotations = [row for report in reports for row in project.annotations(report)]
    texts: dict[ReportId, str] = {report: project.text(report) for report in reports}
    tags, links = project.tags(), project.links()
    metrics = tuple(tag.id for tag in tags if TagId("metric") in (tag.id, tag.parent))
    contradictions = project.ledger.contradictions(Query(metrics, None if plan.report_ids is None else tuple(reports)))
    waiting = {report: sum(counts.values()) for report, counts in project.suggestion_counts().items()}
    fill = plan_reading(project, plan_for_template(plan)) if plan.template else None
    left, stale = orphans(plan, made), stale_words(plan, made)

    def work() -> list[Finding]:
        found = check(
            made, annotations, texts.__getitem__, tags, links, contradictions, waiting, missing_fonts, left, stale
        )
        if fill is not None:
            found += of_template(plan, fill(None), annotations, tags)
        return weightiest_first(found)

    return work
