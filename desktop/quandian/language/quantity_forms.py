"""Quantities that are no number with a unit: 翻两番, 过半, 1/3, 17.2:1, 首位, 2×66万千瓦."""

from __future__ import annotations

import re
from decimal import Decimal

from quandian.core.quantity import EXACT
from quandian.language import numerals
from quandian.language.lexicon import QuantityLexicon
from quandian.language.numerals import Number
from quandian.language.quantity_draft import PERCENT, RATIO, TIMES, Draft

SPECIAL = re.compile(
    r"翻了?(?P<near>近|超|约)?(?:(?P<times>[一两二三四五六\d])番|番)(?P<more>半(?![年个天月日]))?|(?P<double>双位数)"
    r"|(?P<half>(?:[过近]|超过?|不足|不到)(?:半数?|一半)|(?:半数|一半)(?:以上|左右|多)?)|(?P<first>首位|榜首)"
    r"|(?<![\d/.A-Za-z])(?P<part>[1-9]\d?/[1-9]\d?)(?![\d/.A-Za-z:月日页号期年])"
    r"|(?<![\d.:A-Za-z])(?P<ratio>\d+(?:\.\d+)?:\d+(?:\.\d+)?)(?![\d.:])"
    r"|(?<![\d.A-Za-z×/+])(?P<product>\d{1,2}[×xX*]\d{1,5}(?:\.\d+)?)(?![\d×])",
    re.ASCII,
)
_HALVES = {"过": ">", "超": ">", "近": "<", "不": "<"}
_HALF_TAILS = {"上": "≥", "右": "≈", "多": ">"}
_FRACTION_BEFORE = re.compile(
    r"(?:约|近|超|超过|不足|不到|占|占比|的|有|为|达|达到|到|至|减|减少|降|下降|降低|增|增长|压减|压缩|少)$"
)
_FRACTION_AFTER = re.compile(r"的|以上|以下|左右|强|弱|多")
# What a ratio measures ends in 比: 生师比17.2:1, 收入比由2.35:1缩小到2.12:1; a score (2:1) and a time (9:30) do not.
_RATIO_BEFORE = re.compile(
    r"(?<![对相同环])比(?:例|值)?(?:[约为达到至由从是近超仅]|\d+(?:\.\d+)?:\d+(?:\.\d+)?"
    r"|(?:提高|上升|下降|降低|缩小|扩大|优化|调整|控制|保持|稳定|改善)(?:到|至|为|在)){0,5}$",
    re.ASCII,
)


def special_form(match: re.Match[str], text: str, start: int, lexicon: QuantityLexicon) -> Draft | None:
    """Return the quantity of a match of SPECIAL in the paragraph that begins at ``start``, or None for a mere name."""
    begin, end = match.span()
    if match["product"]:
        return None
    if match["part"]:
        return _part(match, text, start)
    if match["ratio"]:
        return _ratio(match, text, start)
    if match["double"]:
        number = Number(begin, end, "han", Decimal(10))
        return Draft(begin, end, number, PERCENT, "%", Decimal(10), special="digits", unit_end=end)
    if match["half"]:
        sign = _HALVES.get(match["half"][0]) or _HALF_TAILS.get(match["half"][-1], "")
        number = Number(begin, end, "han", Decimal(50), sign=sign)
        return Draft(begin, end, number, PERCENT, "%", Decimal(50), special="half", unit_end=end)
    if match["first"]:
        place = lexicon.units["位"]
        number = Number(begin, end, "han", Decimal(1))
        return Draft(begin, end, number, place, "位", Decimal(1), special="first", unit_end=end, kind="rank")
    word = match["times"] or "一"
    value = Decimal(word) if word.isdigit() else numerals.han_value(word)
    sign = {"近": "<", "超": ">", "约": "≈"}.get(match["near"] or "", "")
    number = Number(begin, end, "han", value, sign=sign)
    power = None if value is None else Decimal(2) ** int(value)  # 翻两番: four times as much
    if power is not None and match["more"]:  # 翻一番半: two to the power of one and a half
        power = EXACT.multiply(power, EXACT.sqrt(Decimal(2))).quantize(Decimal("0.01"))
    return Draft(begin, end, number, TIMES, "倍", power, special="times", unit_end=end)


def _part(match: re.Match[str], text: str, start: int) -> Draft | None:
    begin, end = match.span()
    above, _, below = match["part"].partition("/")
    if int(above) >= int(below):
        return None
    if not _FRACTION_AFTER.match(text, end) and not _FRACTION_BEFORE.search(text, max(start, begin - 2), begin):
        return None
    value = EXACT.divide(Decimal(above) * 100, Decimal(below)).quantize(Decimal("0.01"))
    number = Number(begin, end, "digits", value)
    return Draft(begin, end, number, PERCENT, "%", _short(value), special="fraction", unit_end=end)


def _ratio(match: re.Match[str], text: str, start: int) -> Draft | None:
    begin, end = match.span()
    above, _, below = match["ratio"].partition(":")
    if not _RATIO_BEFORE.search(text, max(start, begin - 24), begin) or Decimal(below) == 0:
        return None
    value = Decimal(above)
    if Decimal(below) != 1:
        value = _short(EXACT.divide(value, Decimal(below)).quantize(Decimal("0.0001")))
    number = Number(begin, end, "digits", value)
    return Draft(begin, end, number, RATIO, RATIO.base, value, special="ratio", unit_end=end)


def _short(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def halved(draft: Draft, text: str, start: int) -> bool:
    """Whether a half is a share of something that is named, and not of the time (时间过半、任务过半)."""
    near = text[max(start, draft.start - 5) : draft.start]
    if any(word in near for word in ("时间", "任务", "双", "时", "行程", "赛程", "成功")):
        return False
    if any(c in near for c in "占比率降减压缩低省") or near.endswith(("数", "量")):
        return True
    bounded = bool(draft.inside or draft.suffix or draft.prefix)
    following = text[draft.end : draft.end + 1]
    return bounded and bool(re.match(r"[\u3400-\u9fff]", following)) and following not in "年天个月小路时场晌载日途"
