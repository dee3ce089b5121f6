"""How the parts of a sentence are put together in the language in use: lists, names with values, days, who did what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication

from quandian.core.codebook import BUILT_IN_TAGS
from quandian.core.model import Tag
from quandian.core.sentences import language
from quandian.ui.qt import QT_TRANSLATE_NOOP

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_INNER = str.maketrans('“”"', "‘’'")
_ABOUT_TAGS = {
    "goal": QT_TRANSLATE_NOOP("Phrases", "报告之后要做到、要达到的事"),
    "achievement": QT_TRANSLATE_NOOP("Phrases", "到报告时已经做到、达到的事"),
    "metric": QT_TRANSLATE_NOOP("Phrases", "衡量目标、成效或状况的数量"),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Phrases", text)


def listed(parts: Iterable[str]) -> str:
    """Return the parts that say something as one line: 指标，资产总额，第 4 段."""
    return QCoreApplication.translate("Phrases", "，").join(part for part in parts if part)


def clauses(parts: Iterable[str]) -> str:
    """Return statements as one line: 单位：市发改委；日期：2022-01-18."""
    return QCoreApplication.translate("Phrases", "；").join(part for part in parts if part)


def inner(words: str) -> str:
    """Return words as they stand inside quotation marks; marks of their own become ‘ ’ or single: 合并‘示例’.

    GB/T 15834-2011, 4.8.3 (quotation marks).
    """
    return words.translate(_INNER)


def named(name: str, value: str) -> str:
    """Return a value with its name: 单位：市发改委."""
    return QCoreApplication.translate("Phrases", "{0}：{1}").format(name, value)


def bracketed(words: str, more: str) -> str:
    """Return words with what is said beside them: 资产总额（年末数）."""
    return QCoreApplication.translate("Phrases", "{0}（{1}）").format(words, more)


def done_by(author: str, words: str) -> str:
    """Return who did what: 李敏 标注目标."""
    return QCoreApplication.translate("Phrases", "{0} {1}").format(author, words)


def about(words: str, subject: str) -> str:
    """Return what was done followed by what it was done to, which stands in quotes already."""
    return f"{words} {subject}" if subject and language() == "en" else f"{words}{subject}"


def month_day(day: date) -> str:
    """Return a day of this year: 3 月 4 日, Mar 4."""
    if language() == "en":
        return f"{_MONTHS[day.month - 1]} {day.day}"
    return QCoreApplication.translate("Phrases", "{0} 月 {1} 日").format(day.month, day.day)


def tag_description(tag: Tag) -> str:
    """Return what a tag is for; the built-in three say it in the language in use until somebody rewords it."""
    said = next((one.description for one in BUILT_IN_TAGS if one.id == tag.id), None)
    return _tr(_ABOUT_TAGS[tag.id]) if said == tag.description else tag.description
