"""Words of the composer that several of its parts use."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from quandian.core.briefing_plan import Grouping, Kind
from quandian.core.briefing_tree import ChartForm
from quandian.ui.qt import QT_TRANSLATE_NOOP

_KINDS: dict[Kind, tuple[str, str, str]] = {
    Kind.REPORT: (
        "file-text",
        QT_TRANSLATE_NOOP("Briefing", "工作简报"),
        QT_TRANSLATE_NOOP("Briefing", "一份报告的目标、成效和指标，按标签和原文标题分节"),
    ),
    Kind.COMPARE: (
        "git-compare",
        QT_TRANSLATE_NOOP("Briefing", "对比分析"),
        QT_TRANSLATE_NOOP("Briefing", "几份报告并列：共有的指标、说法不一的数字、各自的目标"),
    ),
    Kind.CHECKLIST: (
        "clipboard-list",
        QT_TRANSLATE_NOOP("Briefing", "督查清单"),
        QT_TRANSLATE_NOOP("Briefing", "每条目标一行：责任单位、时限、进展"),
    ),
    Kind.METRICS: (
        "table-2",
        QT_TRANSLATE_NOOP("Briefing", "指标台账"),
        QT_TRANSLATE_NOOP("Briefing", "全部指标列成表，可按报告、指标、年份分组"),
    ),
    Kind.QUOTES: (
        "quote",
        QT_TRANSLATE_NOOP("Briefing", "摘编"),
        QT_TRANSLATE_NOOP("Briefing", "只有原文和出处，不加别的话"),
    ),
}
_GROUPS: dict[Grouping, str] = {
    Grouping.AUTO: QT_TRANSLATE_NOOP("Briefing", "按种类自动"),
    Grouping.NONE: QT_TRANSLATE_NOOP("Briefing", "不分组"),
    Grouping.HEADING: QT_TRANSLATE_NOOP("Briefing", "按原文标题"),
    Grouping.REPORT: QT_TRANSLATE_NOOP("Briefing", "按报告"),
    Grouping.TAG: QT_TRANSLATE_NOOP("Briefing", "按标签"),
    Grouping.RESPONSIBLE: QT_TRANSLATE_NOOP("Briefing", "按责任单位"),
    Grouping.DEADLINE: QT_TRANSLATE_NOOP("Briefing", "按时限"),
    Grouping.VERDICT: QT_TRANSLATE_NOOP("Briefing", "按兑现情况"),
    Grouping.INDICATOR: QT_TRANSLATE_NOOP("Briefing", "按指标名"),
    Grouping.YEAR: QT_TRANSLATE_NOOP("Briefing", "按年份"),
    Grouping.ISSUER: QT_TRANSLATE_NOOP("Briefing", "按发文单位"),
}
_FORMS: dict[str, str] = {
    "bar": QT_TRANSLATE_NOOP("Briefing", "柱形图"),
    "line": QT_TRANSLATE_NOOP("Briefing", "折线图"),
    "rows": QT_TRANSLATE_NOOP("Briefing", "条形图"),
}
_AXES: dict[str, str] = {
    "year": QT_TRANSLATE_NOOP("Briefing", "按年份"),
    "report": QT_TRANSLATE_NOOP("Briefing", "按报告"),
    "issuer": QT_TRANSLATE_NOOP("Briefing", "按发文单位"),
    "tag": QT_TRANSLATE_NOOP("Briefing", "按标签"),
    "responsible": QT_TRANSLATE_NOOP("Briefing", "按责任单位"),
    "deadline": QT_TRANSLATE_NOOP("Briefing", "按时限"),
}
_SPLITS: dict[str, str] = {
    "": QT_TRANSLATE_NOOP("Briefing", "不分"),
    "tag": QT_TRANSLATE_NOOP("Briefing", "按标签"),
    "issuer": QT_TRANSLATE_NOOP("Briefing", "按发文单位"),
    "year": QT_TRANSLATE_NOOP("Briefing", "按年份"),
    "verdict": QT_TRANSLATE_NOOP("Briefing", "按兑现情况"),
    "status": QT_TRANSLATE_NOOP("Briefing", "按核对状态"),
}
# What each kind's sections can be grouped by with sense.
GROUPS_OF: dict[Kind, tuple[Grouping, ...]] = {
    Kind.REPORT: (
        Grouping.AUTO,
        Grouping.NONE,
        Grouping.HEADING,
        Grouping.RESPONSIBLE,
        Grouping.DEADLINE,
        Grouping.VERDICT,
        Grouping.YEAR,
    ),
    Kind.COMPARE: (Grouping.AUTO, Grouping.NONE, Grouping.REPORT, Grouping.ISSUER, Grouping.YEAR),
    Kind.CHECKLIST: (
        Grouping.AUTO,
        Grouping.NONE,
        Grouping.REPORT,
        Grouping.RESPONSIBLE,
        Grouping.DEADLINE,
        Grouping.VERDICT,
        Grouping.ISSUER,
    ),
    Kind.METRICS: (Grouping.AUTO, Grouping.NONE, Grouping.REPORT, Grouping.INDICATOR, Grouping.YEAR, Grouping.ISSUER),
    Kind.QUOTES: (Grouping.AUTO, Grouping.REPORT, Grouping.TAG),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Briefing", text)


def kind_icon(kind: Kind) -> str:
    """Return the icon of a kind."""
    return _KINDS[kind][0]


def kind_word(kind: Kind) -> str:
    """Return the name of a kind."""
    return _tr(_KINDS[kind][1])


def kind_about(kind: Kind) -> str:
    """Return what a kind is for, in one line."""
    return _tr(_KINDS[kind][2])


def group_word(group: Grouping) -> str:
    """Return what items are grouped by."""
    return _tr(_GROUPS[group])


def form_word(form: ChartForm) -> str:
    """Return the name of a form of chart."""
    return _tr(_FORMS.get(form.value, form.value))


def split_word(split: str) -> str:
    """Return what parts the bars of a chart."""
    return _tr(_SPLITS.get(split, split))


def axis_word(over: str) -> str:
    """Return what stands along the axis of a chart."""
    return _tr(_AXES.get(over, over))
