"""What the room of language says: the reasons of suggestions, in Chinese and English."""

from __future__ import annotations

from quandian.core import sentences

_SENTENCES: dict[str, sentences.Pair] = {
    "suggest.join": ("；", "; "),
    "suggest.section": ("所在部分：{title}", "section: {title}"),
    "suggest.context.review": ("上下文：回顾工作", "context: reviews work done"),
    "suggest.context.plan": ("上下文：部署工作", "context: plans work"),
    "suggest.context.problem": ("上下文：分析问题", "context: analyses problems"),
    "suggest.cue": ("线索词：{words}", "cue: {words}"),
    "suggest.later": ("提到回顾期之后的年份", "names a year after the one reviewed"),
    "suggest.earlier": ("提到回顾的年份", "names the year reviewed"),
    "suggest.bounds": ("数字带限度：{words}", "figures with bounds: {words}"),
    "suggest.figures": ("实际数字：{words}", "figures reached: {words}"),
    "suggest.lead": ("计划部分里的段首语", "a lead in a plan section"),
    "suggest.item": ("自成一项的标题", "a heading that states a target itself"),
    "suggest.learned": ("按您以往的取舍：{words}", "as you decided before: {words}"),
    "suggest.metric": ("数量：{kind}", "quantity: {kind}"),
    "suggest.masked": ("数字已隐去", "figure masked"),
    "suggest.sign.about": ("大约", "about"),
    "suggest.sign.below": ("不到", "below"),
    "suggest.sign.most": ("不超过", "at most"),
    "suggest.sign.above": ("超过", "above"),
    "suggest.sign.least": ("不少于", "at least"),
    "suggest.indicator": ("指标：{name}", "measures: {name}"),
    "suggest.unsure.held": ("不在目标或成效里", "stands in no goal and no achievement"),
    "suggest.unsure.indicator": ("没有写明衡量什么", "does not say what it measures"),
    "suggest.unsure.name": ("可能是名称的一部分", "may be part of a name"),
    "suggest.unsure.quoted": ("在引号里", "stands in quotation marks"),
    "suggest.unsure.heading": ("在标题里", "stands in a heading"),
    "suggest.kind.money": ("金额", "money"),
    "suggest.kind.percent": ("百分比", "percentage"),
    "suggest.kind.count": ("数目", "count"),
    "suggest.kind.length": ("长度", "length"),
    "suggest.kind.area": ("面积", "area"),
    "suggest.kind.duration": ("时长", "duration"),
    "suggest.kind.rank": ("名次", "rank"),
    "suggest.kind.other": ("其他计量", "other measure"),
}


def register_all() -> None:
    """Make the sentences known."""
    sentences.register(_SENTENCES)
