"""The findings of the checks as the cards say them: a short line, and what it means."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from quandian.core.briefing_checks import Finding
from quandian.core.sentences import sentence
from quandian.ui.qt import QT_TRANSLATE_NOOP

_CARDS: dict[str, tuple[str, str]] = {
    "check.quotes_agree": (
        QT_TRANSLATE_NOOP("Checks", "{count} 条引文与原文一致"),
        QT_TRANSLATE_NOOP("Checks", "逐字核对通过"),
    ),
    "check.quotes_differ": (
        QT_TRANSLATE_NOOP("Checks", "{count} 条引文与原文不一致"),
        QT_TRANSLATE_NOOP("Checks", "打开它们，重新选定范围"),
    ),
    "check.masked": (
        QT_TRANSLATE_NOOP("Checks", "{count} 处数值已脱敏"),
        QT_TRANSLATE_NOOP("Checks", "表中写作“已脱敏”"),
    ),
    "check.no_result": (
        QT_TRANSLATE_NOOP("Checks", "{count} 条目标未找到结果"),
        QT_TRANSLATE_NOOP("Checks", "可用“建立关联”连到成效"),
    ),
    "check.contradictory": (
        QT_TRANSLATE_NOOP("Checks", "{count} 项指标说法不一"),
        QT_TRANSLATE_NOOP("Checks", "{names}"),
    ),
    "check.doubtful": (
        QT_TRANSLATE_NOOP("Checks", "{count} 条标注存疑"),
        QT_TRANSLATE_NOOP("Checks", "核对后再交出"),
    ),
    "check.waiting": (
        QT_TRANSLATE_NOOP("Checks", "{count} 条建议还没审核"),
        QT_TRANSLATE_NOOP("Checks", "没有写进简报"),
    ),
    "check.fonts": (
        QT_TRANSLATE_NOOP("Checks", "缺 {count} 种字体"),
        QT_TRANSLATE_NOOP("Checks", "预览用相近的，Word 里仍写 {fonts}"),
    ),
    "check.orphans": (
        QT_TRANSLATE_NOOP("Checks", "{count} 段手写文字没有位置"),
        QT_TRANSLATE_NOOP("Checks", "所在章节现在没有内容，文字还在"),
    ),
    "check.stale_figures": (
        QT_TRANSLATE_NOOP("Checks", "这段是手写的，数字已变"),
        QT_TRANSLATE_NOOP("Checks", "{change}"),
    ),
    "check.stale_words": (
        QT_TRANSLATE_NOOP("Checks", "这段是手写的，生成的文字已变"),
        QT_TRANSLATE_NOOP("Checks", "{words}"),
    ),
    "check.template_lacks": (
        QT_TRANSLATE_NOOP("Checks", "有些内容不在模板里"),
        QT_TRANSLATE_NOOP("Checks", "{parts}"),
    ),
    "check.template_wrong": (
        QT_TRANSLATE_NOOP("Checks", "模板不能用"),
        QT_TRANSLATE_NOOP("Checks", "{said}"),
    ),
    "check.bare": (
        QT_TRANSLATE_NOOP("Checks", "{count} 个标题下没有内容"),
        QT_TRANSLATE_NOOP("Checks", "{names}"),
    ),
    "check.masthead": (
        QT_TRANSLATE_NOOP("Checks", "版头没有写发文机关"),
        QT_TRANSLATE_NOOP("Checks", "写在“日期、版头与版记”里"),
    ),
    "check.empty": (
        QT_TRANSLATE_NOOP("Checks", "简报里还没有标注"),
        QT_TRANSLATE_NOOP("Checks", "放宽范围，或先去标注"),
    ),
}


def card_words(finding: Finding) -> tuple[str, str]:
    """Return the two lines of a finding; one that has no card of its own says its sentence."""
    found = _CARDS.get(finding.code)
    if found is None:
        return sentence(finding.code, **finding.facts), ""
    title, line = (QCoreApplication.translate("Checks", text) for text in found)
    return title.format(**finding.facts), line.format(**finding.facts)
