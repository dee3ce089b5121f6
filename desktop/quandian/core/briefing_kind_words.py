"""The words that the kinds of briefing, their tables and footnotes need beyond ``briefing_words``; both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KindWords:
    """Words in one language. Blanks are filled by ``str.format``; ``titles`` and ``opening`` are by kind."""

    titles: Mapping[str, str]
    how_noted: str
    contents: str
    chart: str
    figures: str
    figures_caption: str
    figure_columns: tuple[str, str, str, str, str]
    compared: str
    compared_caption: str
    indicator: str
    not_shared: str
    other_metrics: str
    other_caption: str
    report_column: str
    followed: str
    followed_caption: str
    checklist: str
    checklist_caption: str
    checklist_columns: tuple[str, str, str, str, str, str]
    owner_and_deadline: str
    checklist_summary: str
    checklist_none: str
    checklist_verdicts: str
    checklist_open: str
    no_owner: str
    no_deadline: str
    no_verdict: str
    no_indicator: str
    no_year: str
    no_issuer: str
    no_result: str
    result: str
    contradictions: str
    contradictions_about: str
    contradictions_caption: str
    contradiction_columns: tuple[str, str, str, str]
    stated: str
    passage: str
    table_caption: str
    grouped_caption: str
    footnote: str
    printed: str
    copies: str
    signer: str
    counted: Mapping[str, str]
    count_unit: str
    aim: str
    aim_of: str
    chart_more: str
    chart_untold: str
    month: str
    statuses: Mapping[str, str]
    lost_charts: str
    lost_texts: str
    form_parts: Mapping[str, str]


ZH = KindWords(
    titles={
        "report": "工作简报",
        "compare": "对比分析",
        "checklist": "督查清单",
        "metrics": "指标台账",
        "quotes": "摘编",
    },
    how_noted="引文与原文逐字一致，出处以脚注标明，全部出处见附录。",
    contents="目　录",
    chart="图{n}",
    figures="主要数据",
    figures_caption="主要数据",
    figure_columns=("指标名", "发布单位", "数值", "时期", "出处"),
    compared="指标对比",
    compared_caption="各报告共有指标",
    indicator="指标名",
    not_shared="各报告没有共有的指标。",
    other_metrics="其他指标",
    other_caption="只见于一份报告的指标",
    report_column="报告",
    followed="目标兑现",
    followed_caption="目标兑现情况",
    checklist="督查事项",
    checklist_caption="督查清单",
    checklist_columns=("序号", "目标事项", "责任单位", "时限", "完成情况", "出处"),
    owner_and_deadline="责任单位、时限",
    checklist_summary="本清单依据{reports}份工作报告编制，列入目标{total}条，其中明确责任单位的{owned}条，明确时限的{dated}条。",
    checklist_none="本清单依据{reports}份工作报告编制，尚无目标。",
    checklist_verdicts="已核对完成情况的{n}条：{verdicts}。",
    checklist_open="尚未核对完成情况的{n}条。",
    no_owner="责任单位未明确",
    no_deadline="时限未明确",
    no_verdict="尚未核对",
    no_indicator="未填指标名",
    no_year="时期不明",
    no_issuer="发布单位不明",
    no_result="—",
    result="{verdict}：{quote}（{source}）",
    contradictions="数据不一致",
    contradictions_about="以下{n}项指标在报告之间或同一报告内数值不一致，使用前须核对。",
    contradictions_caption="数值不一致的指标",
    contradiction_columns=("指标名", "单位", "时期", "各报告数值"),
    stated="{report}：{value}",
    passage="内容",
    table_caption="{short}{tag}",
    grouped_caption="{tag}（{group}）",
    footnote="{issuer}{title}，{paragraph}。",
    printed="{date}印发",
    copies="抄送：",
    signer="签发人：",
    counted={
        "tag": "各类标注条数",
        "report": "各报告{tag}条数",
        "issuer": "各发文单位{tag}条数",
        "year": "各年份{tag}条数",
        "responsible": "各责任单位{tag}条数",
        "deadline": "{tag}完成时限分布",
    },
    count_unit="条",
    aim="{name}（目标）",
    aim_of="{period}目标",
    chart_more="另有{n}项未列入图中。",
    chart_untold="另有{n}条未注明。",
    month="{n}月",
    statuses={"open": "待核", "confirmed": "已确认", "doubtful": "存疑"},
    lost_charts="图表{n}个",
    lost_texts="文字{n}段",
    form_parts={
        "appendix": "来源附录",
        "contents": "目录",
        "masthead": "版头",
        "imprint": "版记",
        "footnotes": "脚注",
    },
)

EN = KindWords(
    titles={
        "report": "Briefing",
        "compare": "Comparison",
        "checklist": "Goals to be checked",
        "metrics": "Figures",
        "quotes": "Excerpts",
    },
    how_noted=" Quotations are verbatim; footnotes name report and paragraph, and the appendix lists them all.",
    contents="Contents",
    chart="Figure {n}",
    figures="Key figures",
    figures_caption="Key figures",
    figure_columns=("Indicator", "Issuer", "Figure", "Period", "Source"),
    compared="Indicators compared",
    compared_caption="Indicators that the reports share",
    indicator="Indicator",
    not_shared="The reports share no indicator.",
    other_metrics="Other indicators",
    other_caption="Indicators of one report only",
    report_column="Report",
    followed="Goals followed up",
    followed_caption="What became of the goals",
    checklist="Goals",
    checklist_caption="Goals to be checked",
    checklist_columns=("No.", "Goal", "Owner", "Deadline", "Outcome", "Source"),
    owner_and_deadline="Owner, deadline",
    checklist_summary="{total} goals of {reports} report(s) are listed; {owned} name an owner, {dated} a deadline.",
    checklist_none="{reports} report(s) were read; no goal is tagged yet.",
    checklist_verdicts=" {n} have been followed up: {verdicts}.",
    checklist_open=" {n} have not been followed up.",
    no_owner="No owner named",
    no_deadline="No deadline named",
    no_verdict="Not followed up",
    no_indicator="Indicator not named",
    no_year="Period unknown",
    no_issuer="Issuer unknown",
    no_result="—",
    result="{verdict}: {quote} ({source})",
    contradictions="Contradictory figures",
    contradictions_about="Reports state {n} indicators differently; check them before use.",
    contradictions_caption="Indicators stated differently",
    contradiction_columns=("Indicator", "Issuer", "Period", "As stated"),
    stated="{report}: {value}",
    passage="Passage",
    table_caption="{short}: {tag}",
    grouped_caption="{tag} ({group})",
    footnote="{issuer}, “{title}”, {paragraph}.",
    printed="printed {date}",
    copies="Copies: ",
    signer="Signed: ",
    counted={
        "tag": "Items by tag",
        "report": "{tag} by report",
        "issuer": "{tag} by issuer",
        "year": "{tag} by year",
        "responsible": "{tag} by owner",
        "deadline": "Deadlines: {tag}",
    },
    count_unit="items",
    aim="{name} (target)",
    aim_of="target for {period}",
    chart_more="{n} more are not in the chart.",
    chart_untold="{n} more do not say.",
    month="{n:02d}",
    statuses={"open": "to be checked", "confirmed": "confirmed", "doubtful": "doubtful"},
    lost_charts="{n} chart(s)",
    lost_texts="{n} paragraph(s)",
    form_parts={
        "appendix": "appendix of sources",
        "contents": "table of contents",
        "masthead": "red head",
        "imprint": "imprint",
        "footnotes": "footnotes",
    },
)


def kind_words(language: str) -> KindWords:
    """Return the words of "en", and the Chinese ones for anything else."""
    return EN if language == "en" else ZH
