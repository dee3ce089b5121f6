"""When a quantity holds: the period its sentence names, and the base it is compared with, which is no period.

    period = year [("至" | "—") year] [half | quarter | months] | plan ("期间" | "末" …)
           | ["去年" | "今年"] half | quarter | month | "五年来"

A year is written as figures, a five-year plan as its years; what names no year stays in the words of the text, because
only the reader of the whole report knows which year 上半年 belongs to.
"""

from __future__ import annotations

import re
from itertools import pairwise

from quandian.language.lexicon import QuantityLexicon
from quandian.language.numerals import DIGIT, han_value
from quandian.language.quantity_draft import Draft

SENTENCE_REACH = 160  # characters before a quantity in which its period may be named

_SENTENCE_BREAK = frozenset("。！？!?\n")
_TO = r"\s?(?:-|~|—){1,2}\s?|\s?[至到]\s?"
_HAN_DIGIT = "零一二三四五六七八九"
_PART = (
    rf"(?:(?P<months>\d{{1,2}})\s?月?份?(?:{_TO})(?P<month_to>\d{{1,2}})\s?月|(?P<month>\d{{1,2}})\s?月(?:(?P<day>\d{{1,2}})\s?日)?"
    r"|(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|(?P<front>前[一二三]季度))"
)
_LISTED = r"(?=(?:[、和及与](?:19|20)\d{2})+年)"  # 2020、2021、2022年: 年 is written once
_SAME_TERM = re.compile(r"(?<![较比与同于过自是为达到占超])((?:去年|上年)同期)(?:仅?为|是|仅|只有)?$")
_PERIOD = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d{{2}}|[一二][{_HAN_DIGIT}]{{3}})"
    rf"(?:年?(?:{_TO})(?P<year_to>(?:19|20)\d{{2}}|[一二][{_HAN_DIGIT}]{{3}}))?(?:\s?年度?{_PART}?|{_LISTED})"
    r'|["“]?(?P<plan>[一二三四五六七八九十]{1,2})五["”]?(?P<plan_part>期间|时期|以来|期末|末|期内|五年|前[一二两三四]年|头[一二两三四]年)'
    rf"|(?<![\d/])(?P<near>今年|去年|上年|前年)?{_PART.replace('?P<', '?P<r_')}(?:[末底]|份)?"
    r"|(?P<whole>全年)|(?P<han_month>[一二三四五六七八九十]{1,2})月[末底]"
    r"|(?P<last>去年|前年|上年[末底])(?:全年|[末底])?|(?:今年|去年)?[头前][一二两三四五六七八九十\d]{1,2}个月"
    r"|(?:(?:过去|最近|近|这)[一二三四五六七八九十两\d]{1,2}年(?:多?来|间|里)?|[一二三四五六七八九十两\d]{1,4}年(?:多?来|间))(?!级|行动|计划)",
    re.ASCII,
)
_COMPARED = re.compile(r"(?:[较比与同自于]|相比|超过)$")
_STARTED = re.compile(r"[由从]$")
_TAKEN = re.compile(r"(?:是|为|达到?|占到?|完成|相当于|实现)$")
_OF = re.compile(r"(?:同期|末|底|全年|水平)?的?(?:近|约|超|超过)?$")
_RATIO = re.compile(
    r"(?:同期|末|底|全年|水平)?的?(?:近|约|超过?)?[\d.一二两三四五六七八九十百零点]+(?:多|余)?(?:倍|%|成)", re.ASCII
)
_COMPARE_AFTER = re.compile(r"(?:同期|末|底|水平)?(?:相比|以前)")
_CLAUSE = re.compile("[，,；;。]")
_RECORD = re.compile("(?:来|以来)?(?:的|同期)?(?:最|新[高低]|历史|之最|首次)")
_AWARD = re.compile(
    "(?:全[市县区省国])?[^，。；、]{0,10}(?:红旗|[一二三]等奖|先进|优胜|红榜|评比|考核)[^，。；]{0,8}[，；]"
)
_LATER_CLAUSE = re.compile("[^，,；;。]+[，,；;。]")
_MADE = re.compile(
    "[份底末初]?(?:正式|全部|顺利)?(?:投产|竣工|开工|通车|封顶|投运|投用|运营|开园|开业|交付|开通|投入使用|挂牌)[，,；;]"
)
_CARRIED = ("结转", "结余", "遗留", "同期")
_BASE = re.compile(
    r"(?P<than>[较比](?:19|20)\d{2}年(?:同期)?)|(?:是|为|相当于|达到?)(?P<of>(?:19|20)\d{2}年|去年|上年)(?=[^，。；]{0,4}的)",
    re.ASCII,
)
_FIRST_PLAN, _THIRD_PLAN = 1953, 1966


def sentence_start(text: str, start: int, floor: int) -> int:
    """Return where the sentence of ``start`` begins, not before ``floor`` and at most SENTENCE_REACH back."""
    low = min(start, max(floor, start - SENTENCE_REACH))
    return max(low, *(text.rfind(sign, low, start) + 1 for sign in _SENTENCE_BREAK))


def period_of(folded: str, draft: Draft, floor: int, previous: int) -> str:
    """Return the period a sentence names before a draft: "2021", "2020-2022", "2021-11", "2021-H1", "上半年".

    A year the figure is only compared with (较2020年, 是1985年的4.3倍) is not its period, nor is where a change began
    (由1990年的…增加到…) the period of what stands behind ``previous``, the end of the figure before. Empty where none.
    """
    same = _SAME_TERM.search(folded, max(floor, draft.start - 8), draft.start)
    if same:
        return same[1]
    found, year = "", ""
    for match in _PERIOD.finditer(folded, sentence_start(folded, draft.start, floor), draft.start):
        if _is_base(folded, match, draft, floor, previous):
            continue
        found = year if match["whole"] else _written(match, year) or found
        if match["year"] and not match["year_to"]:
            year = _year(match["year"])
    return found


def dealt(folded: str, start: int, floor: int, count: int) -> list[str]:
    """Return the ``count`` periods that 分别 deals out (一季度末、二季度末不良贷款率分别为…), or [] for none."""
    found = [m for m in _PERIOD.finditer(folded, sentence_start(folded, start, floor), start) if not m["year_to"]]
    apart = len(found) == count > 1 and all(
        folded[a.end() : b.start()] in ("、", "和", "及", "与") for a, b in pairwise(found)
    )
    return [_written(match, "") for match in found] if apart else []


def _is_base(folded: str, match: re.Match[str], draft: Draft, floor: int, previous: int) -> bool:
    """Whether a time is what a figure is compared with, or where a change began, not when the figure holds."""
    begin, end = match.span()
    near = max(floor, begin - 3)
    if _RECORD.match(folded, end) or (not match["year"] and _AWARD.match(folded, end)):  # 创近五年新高; 获一季度红旗
        return True
    if folded.startswith("前", end) and _LATER_CLAUSE.match(folded, end + 1, draft.start):
        return True  # 6月底前投产，新开工12项: the term of another clause
    if _MADE.match(folded, end, draft.start):
        return True  # 甲厂8月份投产，新引进项目2个
    if match["last"] and folded.startswith(_CARRIED, end):
        return True
    own = _OF.match(folded, end, draft.start)
    adjacent = own is not None and own.end() == draft.start
    ratio = draft.base in ("倍", "%")
    if _STARTED.search(folded, near, begin):
        return end < previous
    if _COMPARED.search(folded, near, begin):
        return ratio or not adjacent
    if _TAKEN.search(folded, near, begin):
        if ratio and not _CLAUSE.search(folded, end, draft.start):
            return True
        if end < previous and _RATIO.match(folded, end, previous):  # 是2010年的1.5倍: nor of what comes after
            return True
    return bool(_COMPARE_AFTER.match(folded, end, draft.start))


def _year(digits: str) -> str:
    return "".join(c if c.isdigit() else str(DIGIT[c]) for c in digits)


def _written(match: re.Match[str], year: str) -> str:
    if match["year"]:
        return _of_year(match, _year(match["year"]), "")
    if match["plan"]:
        return _plan(match)
    if match["r_month"] or match["r_months"] or match["r_half"] or match["r_quarter"] or match["r_front"]:
        if match["r_day"] and not year:
            return ""
        return _of_year(match, year, "r_") if year and not match["near"] else match[0].removesuffix("份")
    if match["han_month"] and year:
        month = han_value(match["han_month"])
        return f"{year}-{int(month or 0):02d}" if month and month <= 12 else ""
    return match[0]


def _of_year(match: re.Match[str], year: str, part: str) -> str:
    """Return a year, or the part of it that the groups with the prefix ``part`` name."""
    if not part and match["year_to"]:
        return f"{year}-{_year(match['year_to'])}"
    if match[f"{part}half"]:
        return f"{year}-H{1 if match[f'{part}half'] == '上' else 2}"
    if match[f"{part}quarter"]:
        quarter = match[f"{part}quarter"]
        return f"{year}-Q{quarter if quarter.isdigit() else DIGIT[quarter]}"
    if match[f"{part}front"]:
        return f"{year}年{match[f'{part}front']}"
    if match[f"{part}months"]:
        return f"{year}年{match[f'{part}months']}-{match[f'{part}month_to']}月"
    month = match[f"{part}month"]
    return f"{year}-{int(month):02d}" if month and 1 <= int(month) <= 12 else year


def _plan(match: re.Match[str]) -> str:
    """Return the years of a five-year plan: the fourteenth is 2021 to 2025; its end is its last year."""
    number = int(han_value(match["plan"]) or 0)
    if not 1 <= number <= 20:
        return ""
    first = _THIRD_PLAN + 5 * (number - 3) if number > 2 else _FIRST_PLAN + 5 * (number - 1)
    if match["plan_part"] in ("末", "期末"):
        return str(first + 4)
    years = han_value(match["plan_part"][1]) if match["plan_part"][0] in "前头" else None
    return f"{first}-{first + int(years or 5) - 1}"


def base_of(folded: str, draft: Draft, begin: int, lexicon: QuantityLexicon) -> str:
    """Return the base a growth figure is measured against (同比, 较上年, 较2020年, 1985年), or empty.

    ``begin`` is where its clause begins.
    """
    word = lexicon.growth.last(folded, begin, draft.start)
    if word:
        return word
    match = _BASE.search(folded, begin, draft.start)
    return (match["than"] or match["of"]) if match else ""
