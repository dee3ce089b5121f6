"""What a quantity measures, read from the clause around it and, in lists and changes, from the quantities before it."""

from __future__ import annotations

import re

from quandian.language.lexicon import QuantityLexicon
from quandian.language.quantity_draft import Draft
from quandian.language.quantity_guards import is_han
from quandian.language.quantity_nouns import (
    LONGEST_INDICATOR,
    MILESTONES,
    left_phrase,
    object_of,
    of_each,
    or_blank,
    rate_behind,
    right_phrase,
    row_label,
    taken_for,
    words_before,
)

_CLAUSE_BREAK = frozenset("。！？!?；;，,：:\n（(）)—")
_CLAUSE_REACH = 60
_PLACE_VERB = re.compile("(?:稳居|位居|位列|名列|跻身|进入|迈入|居|排名|入围).*$")  # 立项数|居省属高校|第二
_REMARK = 24
_SIZES = ("容量", "面积", "规模", "能力", "总投资", "总量", "总额", "产值", "收入")
_MEASURES = (
    "投资",
    "收入",
    "利润",
    "资产",
    "产值",
    "成本",
    "税收",
    "产量",
    "规模",
    "人数",
    "面积",
    "进口",
    "出口",
    "价格",
)
_HEAD = re.compile("等?(?P<head>(?:(?<=等)[一-龥]{2,4})?(?:出口额?|进口额?|增加值|产量|销量|产值|销售额))$")
_MEASURED = re.compile(f"(?:{'|'.join(_MEASURES)}|增加值|总额|销量|消费|支出|存款|贷款)$|^[A-Z]+$")
_PEOPLE_OF = re.compile("(?:全体|城镇|城市|农村|乡村|农牧区)(?:(?:常住|户籍)?居民)?|农民")
_PEOPLE = re.compile(
    "(?:城镇|城市|农村|乡村|农牧区|农民)(?P<people>(?:常住|户籍)?居民)?(?P<noun>(?:年|月)?人均[一-龥]{2,10})"
)
_YEAR = re.compile(r"(?:19|20)\d{2}年?")
_OWNERS = re.compile(
    "[一-龥]{0,6}?[两二三四五六七八九十](?:家|个|大|所|户)[一-龥]{0,4}?(?:集团|公司|企业|园区|基地|单位|县|区|市|乡镇|镇|乡|村)"
    "(?P<noun>[一-龥]{2,12})"
)
_NO_KINDS = frozenset(("外贸", "对外", "自营", "货物", "服务", "工业", "农业", "全部", "规上工业"))
_JOIN = re.compile(r"、|和|及|以及|与")
_AREAS = ("城镇", "城市", "乡镇", "市区", "县城", "集镇")
_GROWTH = ("", "同期", "去年同期", "上年同期", "占比", "比重", "增速", "增幅", "降幅", "位次", "升幅", "涨幅")
SHARES = ("fraction", "tenths", "half")


def clause_start(text: str, start: int, floor: int) -> int:
    """Return where the clause that leads to ``start`` begins, not before ``floor``."""
    position = start
    while position > floor and start - position < _CLAUSE_REACH:
        if text[position - 1] in "）)":  # 工农业总产值（九〇年不变价）完成: the remark breaks no clause
            opened = _remark(text, position, floor)
            if opened < 0:
                break
            position = opened
        elif text[position - 1] in _CLAUSE_BREAK:
            break
        else:
            position -= 1
    return position


def _remark(text: str, end: int, floor: int) -> int:
    """Return where the short remark in brackets that ends here opens, or -1."""
    opened = text.rfind("（" if text[end - 1] == "）" else "(", max(floor, end - _REMARK), end)
    before = text[opened - 1 : opened]
    plain = opened > floor and not any(char in "。！？；\n）)" for char in text[opened : end - 1])
    return opened if plain and (is_han(before) or before.isalpha() or before == "”") else -1


def goes_on(text: str, draft: Draft, floor: int, lexicon: QuantityLexicon) -> bool:
    """Whether nothing stands before a figure but how much it grew (同比增长8%): it measures what the last one did."""
    begin = max(floor, clause_start(text, draft.start, floor))
    words = words_before(text, begin, draft.start, lexicon)
    return words in _GROWTH or words.endswith(MILESTONES)


def indicator_of(text: str, draft: Draft, floor: int, limit: int, lexicon: QuantityLexicon, *, first: bool) -> str:
    """Return what a draft measures in the text's own words; ``floor`` is where the previous quantity ended.

    ``first``: it is the first of its paragraph, so that nothing before ``floor`` belongs to another figure.
    """
    clause = clause_start(text, draft.start, floor)
    begin = max(floor, clause)
    after_figure = not first and begin == floor
    listed = after_figure and text[draft.start - 1] in "、和及与"  # 2.3万吨仓储、4.5亿投资: the noun is the other's
    left = "" if listed else left_phrase(text, begin, draft.start, lexicon, after_figure=after_figure)
    left = row_label(text, draft.start, lexicon) or left
    following = text[draft.end] if draft.end < limit else ""
    if draft.kind == "rank":
        right = right_phrase(text, draft.end, limit, lexicon) if draft.base in ("个", "家") else ""
        return right or or_blank(_PLACE_VERB.sub("", left), lexicon)
    if following == "的" and left.endswith(_SIZES) and not after_figure:
        return left  # 装机容量|100万千瓦的抽水蓄能电站
    work = object_of(text, draft.start, draft.end, limit) if draft.kind == "count" else ""
    work = work or (taken_for(text, draft.end, limit) if draft.kind == "duration" else "")
    if work:
        return or_blank(work, lexicon)
    if draft.kind in ("count", "length", "area", "other") and following and (is_han(following) or following == "“"):
        return right_phrase(text, draft.end, limit, lexicon) or left
    if draft.kind == "percent":
        shared = right_phrase(text, draft.end, limit, lexicon) if draft.special in SHARES else ""
        return shared or left or rate_behind(text, draft.end)  # 全镇九成以上农户
    if not left and draft.kind == "money" and not after_figure:
        left = of_each(text, begin, draft.start)
    return left or right_phrase(text, draft.end, limit, lexicon, verb=draft.kind == "duration")


def names_before(
    text: str, start: int, floor: int, count: int, lexicon: QuantityLexicon, *, alike: bool = False
) -> list[str]:
    """Return the ``count`` names that 分别 deals out: "A、B和C分别增长…" gives [A, B, C], else [].

    ``alike``: where times are dealt out, one name serves them all.
    """
    begin = clause_start(text, start, floor)
    phrase = text[begin:start]
    cut = phrase.rfind("分别")
    if cut < 0:
        return []
    end = begin + cut
    if end == begin and begin - 1 > floor and text[begin - 1] in "，,":  # A和B实现“双降”，分别下降…
        end = begin - 1
        begin = clause_start(text, end, floor)
    phrase = left_phrase(text, begin, end, lexicon, longest=LONGEST_INDICATOR * count)
    names = [part.strip() for part in _JOIN.split(phrase) if part.strip()]
    if alike and len(names) == 1:
        return names * count
    if len(names) == count and names[0] in "一二三第":
        return ["、".join(names)] * count  # 一、二、三产业
    if all(_YEAR.fullmatch(name) for name in names):
        return []  # 2020、2021、2022年分别完成投资…
    if len(names) == 1 and (owners := _OWNERS.match(names[0])):
        return [owners["noun"]] * count  # 两家集团资产总额分别…
    if len(names) != count:
        return _of_verbs(text, begin, end, count, lexicon)
    return _heads_shared(_owners_apart(_residents(names), lexicon), lexicon)


def _of_verbs(text: str, begin: int, end: int, count: int, lexicon: QuantityLexicon) -> list[str]:
    """Return what each of several verbs has for its object: 接待游客和实现旅游收入分别…, or []."""
    cuts = [(m.start(), m.end()) for m in _JOIN.finditer(text, begin, end)]
    if len(cuts) != count - 1:
        return []
    starts, ends = [begin, *(b for _, b in cuts)], [*(a for a, _ in cuts), end]
    found = [left_phrase(text, a, b, lexicon) for a, b in zip(starts, ends, strict=True)]
    return found if all(found) else []


def _residents(names: list[str]) -> list[str]:
    """Give town and country what is said once of their people: 城镇和农村居民人均可支配收入."""
    last = _PEOPLE.fullmatch(names[-1])
    if last is None or len(names) != 2 or not _PEOPLE_OF.fullmatch(names[0]):
        return names
    whose = names[0].endswith(("居民", "农民"))
    return [names[0] + ("" if whose else last["people"] or "居民") + last["noun"], names[1]]


def _heads_shared(names: list[str], lexicon: QuantityLexicon) -> list[str]:
    """Give each name the noun that stands once, at the last: 电动汽车、服务器出口 are 电动汽车出口 and 服务器出口."""
    last = _HEAD.search(names[-1])
    if last is None or any(_MEASURED.search(name) or name[-1] in lexicon.noun_tail for name in names[:-1]):
        return names
    own = names[-1][: last.start()]
    if len(own) < 2 or own in _NO_KINDS:
        return names
    return [*(name + last["head"] for name in names[:-1]), own + last["head"]]


def _owners_apart(names: list[str], lexicon: QuantityLexicon) -> list[str]:
    """Return what each figure of a list measures: 市水务、市粮食集团营业收入 names two owners and one indicator."""
    if all(name[-1] in lexicon.noun_tail or name.endswith(_MEASURES) for name in names[:-1]):
        return names
    if names[0] in _AREAS:
        return names
    owners = list(lexicon.bodies.finditer(names[-1]))
    noun = names[-1][owners[-1].end() :] if owners else ""
    if len(noun) >= 2 and not any(noun in name for name in names[:-1]):
        return [noun] * len(names)
    return names if not any(lexicon.bodies.search(name) for name in names) else [""] * len(names)
