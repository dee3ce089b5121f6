"""The noun phrase that a quantity measures, in the text's own words: what is left of a clause without verbs and times.

    clause = [time] [scope] [verb] NOUN [comparison] [verb of change] quantity [NOUN]

The words are data (``indicator`` in ``resources/lexicon/quantities.toml``). No name is better than a verb or a scrap.
"""

from __future__ import annotations

import re

from quandian.language.lexicon import QuantityLexicon
from quandian.language.quantity_guards import is_han

LONGEST_INDICATOR = 24
MILESTONES = ("台阶", "大关", "关口")
"""What is reached by a figure and measures nothing (连跨3个万亿元台阶)."""

_SCRAPS = frozenset(("", *"一二三四五六七八九十"))  # 其中一|九八五年
_ACTIONS = (
    "(?:腾退|搬迁|征迁|拆迁|拆除|清理|清退|签约|安置|改造|整治|整改|交付|验收|建设|修缮|加固|评估|摸排|审批|腾空|清零)"
)
_COMPLETED = ("完成", "完成了")
_END = r"(?:工作|任务)?(?=[，。；\n]|$)"
_WHOLE_OBJECT = re.compile(rf"(?P<work>[一-龥]{{2,12}}?{_ACTIONS}(?:[及和与、]?{_ACTIONS})*){_END}")
_TAKEN_FOR = re.compile(rf"(?:时间|内|之内)?[就即便]?完成了?(?P<work>[^，。；：\n]{{2,40}}?){_END}")
_INNER = re.compile(r".*\d[\d.,]*[万亿]?[余多]?(?:平方米|平方公里|公里|万元|亿元|[一-龥])")
_PAIR = re.compile(f"{_ACTIONS}[及和与]{_ACTIONS}$")
_HEAD_NOUN = "(?:项目|工程|企业|平台|基地|园区|机构|学校|队伍|岗位|产品)"
_SHARED_HEAD = re.compile(
    rf"(?:和|及|与)(?!其|相关)[一-龥]{{2,6}}?{_HEAD_NOUN}(?=[，。；、\n的]|$|建成|投用|开工|竣工|落地)"
)
_HEADED = re.compile(f"{_HEAD_NOUN}$")
_RIGHT = re.compile(r"[一-龥A-Za-z“”、]{2,24}")
_NOTE = re.compile(r"\[\d{1,3}\]$")
_FIGURE = re.compile(r"[一二三四五六七八九十两百千万]+(?:倍|成|分之|多|个)")
_YEARS = r"(?:(?:19|20)\d{2}|[一二][九零〇○][零〇○一二三四五六七八九]{2})年(?:度|末|底|初|全年)?"
_LEADING_DATE = re.compile(
    rf"{_YEARS}|"
    r"(?:今年|去年|前年|上年)?(?:\d{1,2}月(?:\d{1,2}日)?|第?[一二三四]季度|[上下]半年|前三季度)(?:份|底|末|初)?"
    r"|“[一二三四五六七八九十]{1,2}五”(?:时期|期间|以来|期末|末)?|[一二三四五六七八九十]{1,3}年(?:来|间)|[头前][一二两三四五六七八九十\d]{1,2}个月",
    re.ASCII,
)
_SIZE_CLASS = re.compile(
    r"(?!\dA级)[\dXx×][\dXx×.,+~—-]*[^\d，]{0,4}?(?:以上|以下|以内|年期|期|级)的?|[一二三四五六七八九十百]+[^\d，]{1,2}(?:以上|以下)的?"
)
_FIRST = rf"(?:{_YEARS}|“[^”]{{1,6}}”(?:时期|期间|期末|末|初期)?|去年|上年|前年|同期|年初|原来|原先|最初|当初|过去)"
# What a figure is set against, at the end of the words before it: no part of what is measured.
_COMPARISON = re.compile(
    rf"(?:[由从到至]{_FIRST}(?:同期|末|底)?的?"
    rf"|(?:是|为|达到?|完成|实现|相当于|超过|不高于|不低于|不超过){_FIRST}[^，。；]{{0,6}}的?"
    r"|(?:是|为|达到?|完成|实现|相当于|超过|不高于|不低于|不超过)[^，。；]{0,6}(?:预算|计划|目标|任务|总量|总数|总额)数?的"
    r"|(?<!节)(?<!环)(?<![对同环占之可相正无])[比较](?![例重率值量赛例亚多大高快好强差小长短少为])[^，。；、比较]{1,12}"
    r"|(?:是|相当于)[^，。；]{1,10}的|(?:是|为|相当于|达到?)[^，。；]{0,8}(?:平均水平|平均值|平均数|平均|同期水平)的?|(?:完成)?[至到][^，。；]{0,4}总[^，。；]{1,4}量的"
    r"|[一二三四五六七八九十]{1,3}年(?:来|间)?|与[^，。；、]{2,12}相比|(?:高于|低于|快于|慢于|优于|好于|多于|少于|高出|领先|超出)[^，。；]{2,12}"
    r"|超额?(?:全年|年度?|年初|序时|时间)?(?:计划|预算|任务|进度|预期|目标)数?的?"
    r"|(?:去年|今年|上年|前年)?(?:年底|年末|月末|季末|底|末)|(?:实现|呈现)“[^”]{2,6}”"
    r"|(?<![应抢独])占到?(?![用地比有据线领])[^，。；]{1,14})$",
    re.ASCII,
)
_WHEN = re.compile(
    rf"{_YEARS}|第?[一二三四]季度[末底]?|[上下]半年|“[一二三四五六七八九十]{{1,2}}五”(?:时期|期间)", re.ASCII
)
_RATES = ("率", "系数", "指数", "强度", "周期", "时限")
_ITEM = re.compile(r"\d{1,2}[、.．](?!\d)")
_LE_WORDS = ("解", "结", "然")
_OPENING = "、和及与 \u3000"
_CODED = re.compile(r"[A-Z]\d$", re.ASCII)  # 广义货币M2
_BRACKETS = {"）": "（", ")": "("}
_BRACKET = 24  # characters of a remark in brackets behind a noun: 工农业总产值（九〇年不变价）
_EACH = re.compile(
    r"(?:[^，。；、]{0,2}[户人亩村校社店床])均(?!增长|增加|下降|提高|减少|达到|超过|水平)[一-龥]{2,4}?(?=[到达为近约超]|$)"
)
_WHEN_ONLY = re.compile(r"(?:今年|明年|年)?(?:\d{1,2}月|年|月)?[底末初内]?(?:前|以前|之前)?")
_RATE_NOUN = re.compile(
    r"[一-龥]{0,12}(?:率(?![先领真])|增速|增幅|降幅|涨幅|比重|占比|比例|份额)(?=[在达为超比高低名位居]|[^一-龥]|$)"
)


def left_phrase(
    text: str,
    floor: int,
    start: int,
    lexicon: QuantityLexicon,
    *,
    after_figure: bool = False,
    longest: int = LONGEST_INDICATOR,
) -> str:
    """Return the noun phrase before a quantity in its clause that can be what it measures, or empty.

    ``floor`` is where the clause begins, or the previous quantity ends (``after_figure``: its own noun comes first);
    ``longest`` bounds the characters, more for a list of names.
    """
    phrase = words_before(text, floor, start, lexicon, after_figure=after_figure, longest=longest)
    quoted = phrase.endswith("”") and phrase.count("“") == phrase.count("”")
    named = quoted or phrase[-1:].isalpha() or _CODED.search(phrase) is not None
    return or_blank(phrase, lexicon) if phrase and named else ""


def words_before(
    text: str,
    floor: int,
    start: int,
    lexicon: QuantityLexicon,
    *,
    after_figure: bool = False,
    longest: int = LONGEST_INDICATOR,
) -> str:
    """Return the words before a quantity in its clause, verbs, times and comparisons at both ends cut off."""
    end = _predicate(text, floor, start, lexicon)
    begin = floor
    if after_figure:
        begin = text.rfind("的", begin, end) + 1 or begin
    for match in _WHEN.finditer(text, begin, max(begin, end - 2)):  # 县化肥厂一九八三年|生产合成氨
        begin = match.end()
    begin = _opening(text, begin, end, lexicon)
    verb = _after_verb(text, begin, end, lexicon)
    if verb > begin and text[verb:end] in lexicon.verbs:  # 新冠疫苗累计接种: the noun comes first
        end = max(_predicate(text, begin, verb, lexicon), begin)
    elif verb > begin:
        begin = _opening(text, verb, end, lexicon)
    opened = text.rfind("“", begin, end)
    if opened >= 0 and "”" not in text[opened:end]:  # a speech begins here
        begin = opened + 1
    phrase = text[begin:end].strip("、和及与 \u3000的等")
    if _LEADING_DATE.fullmatch(phrase):
        return ""
    if phrase.startswith(("（", "(")):  # （含县）财政收入
        phrase = phrase[max(phrase.find("）"), phrase.find(")")) + 1 :]
    if len(phrase) > longest:  # a scrap that begins inside a word says less than nothing
        last = max(phrase.rfind(mark) for mark in "的等、")
        phrase = phrase[last + 1 :] if last >= 0 else ""
    return phrase if len(phrase) <= longest else ""


def of_each(text: str, begin: int, start: int) -> str:
    """Return what a clause says of each one where that is all it says (户均增收|3200元), or empty."""
    match = _EACH.match(text, begin, start)
    return match[0].removesuffix("了") if match else ""


def rate_behind(text: str, end: int) -> str:
    """Return the rate a percentage is said to be in front of it (5%|的经济增速), or empty."""
    match = _RATE_NOUN.match(text, end + 1) if text.startswith("的", end) else None
    return match[0] if match and len(match[0]) > 2 else ""


def _predicate(text: str, floor: int, start: int, lexicon: QuantityLexicon) -> int:
    """Return where the words of change and comparison before a quantity begin (投资|同比增长到)."""
    end = start
    while end > floor:
        if text[end - 1] == "]" and (mark := _NOTE.search(text, max(floor, end - 5), end)):
            end = mark.start()
            continue
        if text[end - 1] in _BRACKETS:
            opened = text.rfind(_BRACKETS[text[end - 1]], max(floor, end - _BRACKET), end)
            if opened <= floor:
                break
            end = opened
            continue
        if text[end - 1] in " \u3000\t" or (text[end - 1] == "、" and end < start):
            end -= 1
            continue
        unit = lexicon.unit_words.before(text, end, floor)
        if unit and text[max(floor, end - len(unit) - 1)] == "每":
            end -= len(unit) + 1
            continue
        word = lexicon.trail.before(text, end, floor)
        if word and len(lexicon.keep.before(text, end, floor)) > len(word):
            word = ""
        if not word or word == "的":
            match = _COMPARISON.search(text, max(floor, end - LONGEST_INDICATOR), end)
            if match is None and not word:
                break
            end = match.start() if match else end - 1
        else:
            end -= len(word)
    return end


def _opening(text: str, begin: int, end: int, lexicon: QuantityLexicon) -> int:
    """Return where the noun phrase begins behind times, scopes and verbs that open a clause."""
    while begin < end:
        numbered = _ITEM.match(text, begin, end)
        if text[begin] in _OPENING or numbered:
            begin = numbered.end() if numbered else begin + 1
            continue
        if text[begin] == "了" and text[begin + 1 : begin + 2] not in _LE_WORDS:  # 发放|了|基础母羊
            begin += 1
            continue
        if lexicon.whole.at(text, begin, end):
            break
        date = _LEADING_DATE.match(text, begin, end) or _SIZE_CLASS.match(text, begin, end)
        size = date.end() - begin if date else len(lexicon.lead.at(text, begin, end))
        size = size or len(lexicon.soft_words.at(text, begin, end))
        if not size or end - begin - size < 2 or (date is None and _compound(text, begin, begin + size, end, lexicon)):
            break
        begin += size
    return begin


def _after_verb(text: str, begin: int, end: int, lexicon: QuantityLexicon) -> int:
    """Return where the object of the last verb begins ("市属集团完成基础设施投资": at 基础), else ``begin``."""
    for position in range(end - 2, begin, -1):
        verb = lexicon.cut.before(text, position, begin)
        if not verb or verb in lexicon.soft or _compound(text, position - len(verb), position, end, lexicon):
            continue
        if text.find("”", position, end) >= 0 and text.find("“", position, end) < 0:
            continue  # “一窗受理”率
        first = position - len(verb)
        shared = first > begin and text[first - 1 : first + 1] in lexicon.verbs
        if shared and not lexicon.whole.at(text, first - 2, first):  # 派|发现|金: the verb is 派发; but 审查|办理
            continue
        return position
    return begin


def _compound(text: str, begin: int, position: int, end: int, lexicon: QuantityLexicon) -> bool:
    """Whether the verb ``text[begin:position]`` is part of a noun: 完成率, 有效灌溉面积, 改造面积."""
    verb = text[begin:position]
    noun = text[position:end]
    attributive = verb in lexicon.soft and (noun in lexicon.attributes or noun.endswith(_RATES))  # 救助成功率
    if attributive or noun in lexicon.always_nouns:
        return True
    tail = text[position] in lexicon.noun_tail or noun in lexicon.noun_ends
    if tail and verb in lexicon.verbs and not lexicon.not_tail.at(text, position, end):
        return True
    for here in range(max(0, begin - 2), position):
        word = lexicon.whole.at(text, here, end)
        if word and here + len(word) > begin:
            return True
    return False


def or_blank(phrase: str, lexicon: QuantityLexicon) -> str:
    """Return a phrase that can be what is measured, else empty."""
    bare = phrase
    while size := len(lexicon.lead.at(bare, 0)):
        bare = bare[size:]
    if _WHEN_ONLY.fullmatch(phrase) or phrase.endswith((*MILESTONES, "同志")):
        return ""
    if len(phrase) < 2 or phrase in lexicon.weak or bare in lexicon.weak or bare in _SCRAPS:
        return ""
    if (
        phrase == lexicon.cut.at(phrase, 0)
        or lexicon.weak_start.match(phrase)
        or phrase.count("“") != phrase.count("”")
    ):
        return ""
    return phrase


def right_phrase(text: str, end: int, limit: int, lexicon: QuantityLexicon, *, verb: bool = False) -> str:
    """Return the noun phrase that a measure word counts (16个 → 社区文化活动阵地), or empty.

    With ``verb`` the object of a verb that comes first is taken (49天完成…).
    """
    match = _RIGHT.match(text, end, min(limit, end + LONGEST_INDICATOR))
    if match is None:
        return ""
    phrase = match[0].removeprefix("的")
    if _FIGURE.match(phrase):
        return ""
    first = lexicon.cut.at(phrase, 0)
    if first and verb and len(phrase) - len(first) >= 2:
        phrase = phrase[len(first) :]
    for i in range(len(phrase)):
        if phrase[i] == "“" and "”" not in phrase[i:]:
            phrase = phrase[:i]
            break
        if phrase.count("“", 0, i) > phrase.count("”", 0, i):
            continue
        if _stops(phrase, i, lexicon):
            shared = _SHARED_HEAD.match(text, end + match[0].index(phrase) + i) if i > 1 else None
            if shared and len(phrase[:i]) + len(shared[0]) <= LONGEST_INDICATOR and not _HEADED.search(phrase[:i]):
                return or_blank(phrase[:i] + shared[0], lexicon)  # 39个未来社区|和乡村项目
            phrase = phrase[:i]
            break
    return or_blank(phrase.strip("、的等") if phrase.count("“") == phrase.count("”") else "", lexicon)


def object_of(text: str, start: int, end: int, limit: int) -> str:
    """Return the work that a figure stands in the middle of: 完成86户|商户清理腾退工作, or empty where it is none."""
    if not text.endswith(_COMPLETED, max(0, start - 3), start):
        return ""
    match = _WHOLE_OBJECT.match(text, end, min(limit, end + LONGEST_INDICATOR))
    return match["work"] if match else ""


def taken_for(text: str, end: int, limit: int) -> str:
    """Return the work that took the time before it (仅用49天完成86户商户签约及腾退: 签约及腾退), or empty."""
    match = _TAKEN_FOR.match(text, end, limit)
    if match is None:
        return ""
    work = match["work"]
    inner = _INNER.match(work)
    if inner is None:
        return work if len(work) <= LONGEST_INDICATOR and not any(c.isdigit() for c in work) else ""
    pair = _PAIR.search(work, inner.end())
    return pair[0] if pair else work[inner.end() :]


def _stops(phrase: str, i: int, lexicon: QuantityLexicon) -> bool:
    """Whether a verb or adverb begins at a place of the words behind a quantity, so that its noun ends there."""
    if lexicon.stop_not.at(phrase, i):
        return False
    if phrase[i] in "共已均还" and lexicon.cut.at(phrase, i + 1):  # 三家医院|共完成
        return True
    word = lexicon.stop.at(phrase, i)
    if word:
        return len(lexicon.keep.before(phrase, i + len(word))) <= len(word)
    moved = lexicon.trail.at(phrase, i)
    if len(moved) > 1 and moved not in lexicon.soft:
        return True
    verb = lexicon.cut.at(phrase, i)
    return i > 1 and len(verb) > 1 and verb not in lexicon.soft and not lexicon.whole.at(phrase, i)


def row_label(text: str, start: int, lexicon: QuantityLexicon) -> str:
    """Return the first cell of the table row that holds ``start`` in a later one: what the row is about, or empty."""
    line = text.rfind("\n", 0, start) + 1
    label, tab, _ = text[line:start].partition("\t")
    label = label.strip()
    fits = tab and 2 <= len(label) <= LONGEST_INDICATOR and is_han(label[0])
    return or_blank(label, lexicon) if fits else ""
