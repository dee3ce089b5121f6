"""Which quantities are metrics, as the codebook says: not a date, an ordinal, a slogan, a name, a part of a word."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from quandian.language.lexicon import QuantityLexicon
from quandian.language.numerals import BLANKS, Number, skip_blanks
from quandian.language.quantity_draft import INDEX, Draft
from quandian.language.quantity_forms import halved
from quandian.language.quantity_grammar import Reader
from quandian.language.quantity_guards import Regions, ends_clause, is_han

_MILESTONE = re.compile(r"(?:的?(?:大关|关口|台阶|目标|任务)|元|[（(](?!立方|平方|公里|吨|人次?|户|家|个|件|元))")
_KEPT = re.compile(r".{1,3}成不变")
_DOUBLED = re.compile(r"翻番(?:目标|计划|行动|工程|任务)")  # the name of a target, no figure
_CHANGES = re.compile(r"(?:增加|减少|提高|上升|下降|扩大|发展|[增减升降])[到至为]")
_CLASS = re.compile(r"级|规模|产业|企业|集群|园区|工程|项目|集团|公司|俱乐部|大县|强|村|镇")
_INDEX = re.compile(  # 容积率1.8, 灌溉水利用系数提高到0.58, 基尼系数由0.45降至0.42
    r"(?:率|(?<![同环对相])比|系数|指数|[A-Za-z]值|强度|均分)(?:\(%\))?(?:[由从]\d+(?:\.\d+)?)?"
    r"(?:同比|平均|已|分别)?(?:为|达到?|是|由|从|到|至|仅|(?:下降|降低|降|提高|上升|升|提升|增加|优化|控制|稳定|保持|改善)"
    r"(?:到|至|为|在))?(?:\d+(?:\.\d+)?(?:-|~|—|至|到){1,2})?\s?$",
    re.ASCII,
)
_ON = re.compile(r"的|以上|以下|左右|到|至|、|和|提高|上升|提升|增加|下降|降|升|优化|改善|增|减|缩")
_GATHERED = re.compile(  # 组织全市百名干部、千家企业: people and firms that somebody sent or called
    r"(?:组织|选派|抽调|选调|派出|下派|动员|发动|邀请|吸引|汇聚|集聚|聘请|招募|走访|惠及|带动)了?"
    r"(?:(?:全[市县区省镇乡国]|[市县区省镇乡]内外?|各级|机关|国内外)的?)?(?:[百千万][名家户位人][一-龥]{2,4}[、和])?$"
)
_NAMED_WORK = re.compile(r"[^，。；]{0,12}(?:计划|行动|工程|活动|进|下|联|入|帮|访)")
_OWNED = re.compile(r"[一-龥]{3,18}?分别(?=[一-龥]{0,6}[\d¥￥$XＸ×])")
_SIZED = re.compile(r"的?[一-龥]{0,6}(?:项目|企业|工程|公司|商户|合同|单位|产品|客户)")
_PLACED = re.compile(r"(?:排名|位列|位居|名列|跃居|跃升|升至|上升[至到]|提升[至到])[一-龥\d]{0,12}$")
_LEFT = re.compile(r"[从由][一-龥\d]{0,8}$")
_RISEN = re.compile(r"(?:[一-龥]?[升居降退移]|前进|进位)[至到为]?[一-龥\d]{0,8}第")  # 从第15位上升到2023年的第8位
_ORDINALS = re.compile(
    r"第[\d一二三四五六七八九十]{1,3}(?:[、和及至到~-][\d一二三四五六七八九十]{1,3}){0,4}[、和及至到~-]$"
)
_QUIET = frozenset("了到至为是在仅约近达由")
_RANK_END = re.compile(r"[的、和及，。；,;：:!！?？）)”’\s]|$|(?:好成绩|佳绩)")


_BODY = re.compile(
    r"\s?(?:[县乡村镇市区省州旗局院校厂店企委部司]|街道|社区|大(?:都市|道|桥|厦|学|队)|公司|集团|中学|小学|医院)"
)
_LIST_SUM = re.compile(r"\d$")


class Rules:
    """Judges drafts of one paragraph. ``strict`` false takes what an analyst chose, slogans and dates too."""

    def __init__(self, reader: Reader, regions: Regions, lexicon: QuantityLexicon) -> None:
        self.text = reader.text
        self.start = reader.start
        self.end = reader.end
        self.regions = regions
        self.lexicon = lexicon

    def admits(self, draft: Draft) -> bool:
        """Whether the draft is a metric."""
        before = self.text[draft.number.start - 1] if draft.number.start > self.start else ""
        if before and before in "第每":
            return False
        if before == "前" and draft.unit.word in ("%", "‰", "位", "名"):  # ESI前1%学科: a class of what nothing names
            return False
        if self._numbering(draft.number) or self.text.startswith("00", draft.number.start):
            return False
        if self.text.startswith("级", draft.end) or self._named(draft) or self._size_class(draft):
            return False
        if draft.special == "half":
            return halved(draft, self.text, self.start)
        if draft.unit.word == "级":
            return draft.suffix in ("以内", "之内")
        if draft.special:
            return not (_DOUBLED if draft.special == "times" else _KEPT).match(self.text, draft.start, self.end)
        if draft.number.script == "bare" and not self._bare(draft):
            return False
        if draft.unit.cue:
            return self._cued(draft)
        if draft.number.script == "han":
            return self._han(draft)
        if draft.unit.kind == "count":
            return not self.lexicon.slogan_always.match(self.text, draft.unit_end, self.end)
        return True

    def _named(self, draft: Draft) -> bool:
        """Whether the number stands for a name, in a title, or in a short quotation where only plain figures count."""
        if draft.number.masked and self._place(draft):
            return True
        region, length = self.regions.at(draft.number.start)
        if region == "quote":
            measured = draft.unit.kind in ("money", "percent") and draft.number.script in ("digits", "mask")
            return not (measured and length >= 8)
        return region == "title"

    def _place(self, draft: Draft) -> bool:
        """Whether a mask stands for the name of a place or body (XX县, x局), not for how many there are."""
        unknown = any(char.isdigit() for char in self.text[draft.number.start : draft.number.end])
        return not unknown and _BODY.match(self.text, draft.number.end, self.end) is not None

    def _numbering(self, number: Number) -> bool:
        """Whether the number counts places: the number of a heading ("3 人员配置"), or the end of 第1、2、3 (名)."""
        if number.start == self.start and number.script == "digits" and number.scale == 1 and not number.sign:
            return number.end < self.end and self.text[number.end] in BLANKS
        return bool(_ORDINALS.search(self.text, max(self.start, number.start - 16), number.start))

    def _size_class(self, draft: Draft) -> bool:
        """Whether the figure only names a class of things that something else counts: 10亿元以上项目7个."""
        if draft.unit.kind != "money" or not draft.suffix.endswith(("以上", "以下")):
            return False
        return bool(_SIZED.match(self.text, draft.end, self.end))

    def _bare(self, draft: Draft) -> bool:
        """A scale alone (万亿元, 百家) is a figure behind a comparator or 达, with 余, or with 以上 ending a clause."""
        if draft.prefix or draft.inside:
            return True
        if draft.suffix:
            return ends_clause(self.text, draft.end, self.end)
        if (
            draft.unit.word in ("名", "家", "户", "位", "人")
            and _GATHERED.search(self.text, max(self.start, draft.start - 18), draft.start)
            and not _NAMED_WORK.match(self.text, draft.end, self.end)
        ):
            return True
        if self.lexicon.bare_cues.before(self.text, draft.start, self.start):
            return True
        alone = self.text[draft.number.start : draft.number.end] in ("万", "亿")  # 缺口资金万元: its digits are lost
        named = (
            not alone
            and draft.unit.kind == "money"
            and self.lexicon.money_words.before(self.text, draft.start, self.start)
        )
        return bool(named) and not _CLASS.match(self.text, draft.end, self.end)  # 总投资百亿元, not 产值百亿元企业

    def _cued(self, draft: Draft) -> bool:
        cue = self.lexicon.cues[draft.unit.cue]
        if cue.not_after is not None and cue.not_after.match(self.text, draft.end, self.end):
            return False
        if draft.unit.cue == "duration":
            return self._han(draft)
        if draft.unit.cue == "scaled":
            return draft.number.scale > 1
        if draft.unit.cue == "power" and draft.number.scale > 1:
            return True
        if draft.unit.word == "年" and draft.number.script == "digits" and 1800 <= (draft.value or 0) < 2200:
            return False
        if draft.unit.cue == "span":
            here = draft.start
            while here > self.start and draft.start - here < 3 and self.text[here - 1] in _QUIET:
                here -= 1
            words = cue.before
            if draft.prefix in ("不到", "不足", "不超过") and draft.number.script == "digits":
                return True
            return words is not None and any(words.before(self.text, p, self.start) for p in (draft.start, here))
        window = range(draft.start, max(self.start, draft.start - 12), -1)
        near = cue.before is not None and any(cue.before.before(self.text, p, self.start) for p in window)
        return near or (cue.after is not None and bool(cue.after.at(self.text, draft.end, self.end)))

    def _han(self, draft: Draft) -> bool:
        """Han numerals are names more often than figures: 三大, 一是, 五个坚持, 四方协议."""
        if draft.number.script != "han":
            return True
        if _LIST_SUM.search(self.text, max(self.start, draft.number.start - 1), draft.number.start):
            return False  # 3、4两个关口: how many were listed
        text, unit, value = self.text, draft.unit, draft.number.value or Decimal(0)
        measured = bool(draft.prefix or draft.suffix or draft.inside)
        if unit.han == "never":
            word = self.lexicon.creation.before(text, draft.start, self.start)
            return unit.word == "大" and value > 1 and bool(word)
        if draft.value_to is not None and draft.number.value_to is None:
            return True
        previous = text[draft.start - 1] if draft.start > self.start else ""
        final = ends_clause(text, draft.end, self.end) and bool(previous) and is_han(previous)
        counted = previous not in self.lexicon.slogan_before if previous else True
        if unit.kind != "count":
            return (
                unit.han == "any" or measured or value >= 10 or (final and counted and value > 1) or unit.word == "倍"
            )
        if value == 0:
            return False
        if value == 1:
            return final and counted and not measured and unit.han == "any"
        if not measured and value <= 20 and self._slogan(draft):
            return False
        if value < 10 and not measured and (not counted or self._owners(draft)):
            return False
        return unit.han == "any" or measured or value >= 10 or (final and counted)

    def _owners(self, draft: Draft) -> bool:
        """Whether it counts the owners of the figures that follow: 两家集团资产总额分别突破…, not 新建两家…."""
        owned = _OWNED.match(self.text, draft.unit_end, self.end)
        if owned is None or not self.lexicon.money.search(owned[0]):
            return False
        before = (self.lexicon.creation, self.lexicon.cut)
        return not any(words.before(self.text, draft.start, self.start) for words in before)

    def _slogan(self, draft: Draft) -> bool:
        here = skip_blanks(self.text, draft.unit_end)
        if self.text.startswith(("“", "‘"), here):
            return True
        return bool(self.lexicon.slogan_after.match(self.text, here, self.end))

    # --- numbers without a unit --------------------------------------------------------------------------------

    def unitless(self, number: Number, draft: Draft | None) -> Draft | None:
        """Return ``draft`` (a number with 万 or 亿 but no unit) with the unit the words around imply, or None.

        "投资1.2亿" is money; "30万群众" counts persons; "突破200万" at the end of a clause counts something.
        """
        if draft is None:
            return None
        if number.scale == 1 and number.script == "digits":
            return self._index(number, draft)
        size = max(number.scale, number.value or number.scale) if number.script in ("han", "bare") else number.scale
        if size < 10**4:
            return None
        text, end = self.text, draft.end
        if text.startswith("级", end) or self._named(draft):
            return None
        before = text[number.start - 1] if number.start > self.start else ""
        if before and before in "第每":
            return None
        persons = self._persons_at(end)
        money = self._implied(self.lexicon.money, draft)
        heads = self._implied(self.lexicon.person_heads, draft)
        persons = persons or ("人" if heads and heads >= money else "")  # 网民规模: a head that ends in 规模
        ahead = bool(self.lexicon.money_words.at(text, end, self.end))  # 4.5亿投资
        money = money > heads or ahead
        final = ends_clause(text, end, self.end) or bool(_MILESTONE.match(text, end, self.end))
        final = final or bool(_CHANGES.match(text, end, self.end))
        if number.script == "bare" and not (draft.prefix and final):
            return None
        if number.script == "han" and not (persons or (money and final)):
            return None
        if persons:
            unit = self.lexicon.units["人"]
        elif money or (number.script == "bare" and size >= 10**8):
            unit = self.lexicon.units["元"]
        elif final:
            return draft
        else:
            return None
        if not final and not ahead and (heads > 0 or (money and not persons)):
            return None
        return replace(draft, unit=unit, base=unit.base, kind=unit.kind)

    def _persons_at(self, here: int) -> str:
        """Return the noun for persons at a place, behind what they are or not (5.6万|农村贫困|人口), or empty."""
        while kind := len(self.lexicon.person_kinds.at(self.text, here, self.end)):
            here += kind
        return self.lexicon.persons.at(self.text, here, self.end)

    def _implied(self, nouns: re.Pattern[str], draft: Draft) -> int:
        """Return where the last of the nouns ends that stands in the clause right before a figure, 0 for none."""
        begin = max(self.start, draft.start - 14)
        clause = 1 + max(self.text.rfind(mark, begin, draft.start) for mark in "，,。；;")
        return max((match.end() for match in nouns.finditer(self.text, max(begin, clause), draft.start)), default=0)

    def _index(self, number: Number, draft: Draft) -> Draft | None:
        """Return a figure that has no unit by nature, told by the noun right before it, or None."""
        if draft.value is None or (draft.value == draft.value.to_integral_value() and 1900 <= draft.value < 2100):
            return None
        if not _INDEX.search(self.text, max(self.start, draft.start - 24), draft.start) or self._named(draft):
            return None
        if not (ends_clause(self.text, draft.end, self.end) or _ON.match(self.text, draft.end, self.end)):
            return None
        return replace(draft, unit=INDEX, base="", kind="other")

    def first(self, draft: Draft) -> Draft | None:
        """Return 首位 or 榜首 with the field it leads ("全区首位"), or None where none is named."""
        scope = self.lexicon.scope.search(self.text, max(self.start, draft.start - 24), draft.start)
        return None if scope is None else replace(draft, start=scope.start(), comparator="=", prefix="")

    # --- ranks -------------------------------------------------------------------------------------------------

    def rank(self, number: Number) -> Draft | None:
        """Return the rank at a number behind 第 or 前 ("全省开发区前八位", "全市第二个", "排名第3"), or None."""
        marker = number.start - 1
        if marker < self.start or number.value is None or number.value_to is not None or number.scale > 1:
            return None
        front = self.text[marker] == "前"
        if not front and self.text[marker] != "第":
            return None
        if front and marker > self.start and self.text[marker - 1] in self.lexicon.not_before_front:
            return None
        unit, end = self._rank_unit(number)
        scope = self.lexicon.scope.search(self.text, max(self.start, marker - 24), marker)
        start = scope.start() if scope else marker
        here = start
        while here > self.start and start - here < 2 and self.text[here - 1] in BLANKS + "在":
            here -= 1
        word = self.lexicon.rank_verbs.before(self.text, here, self.start)
        outside = self.text[here - len(word) - 1] if here - len(word) > self.start else ""
        part = bool(outside) and outside in self.lexicon.rank_verb_not_after.get(word, "")
        verb: object = "" if part else word
        verb = verb or _PLACED.search(self.text, max(self.start, marker - 16), marker)
        if not verb and _LEFT.search(self.text, max(self.start, marker - 10), marker):
            verb = _RISEN.match(self.text, end, self.end)
        region = self.regions.at(number.start)[0]
        if region == "title" or (region and scope is None):
            return None
        if unit in ("个", "家") and (front or scope is None):
            return None
        if unit in ("%", "‰") and not front:
            return None
        clear = bool(scope or verb) if unit != "名" or not front else True
        if not clear or (not unit and not self._bare_rank(end, front=front)):
            return None
        word = {"": "位", "甲": "位"}.get(unit, unit)
        found = self.lexicon.units["位" if word == "强" else word]
        return Draft(
            start,
            end,
            number,
            found,
            word,
            number.value,
            special="rank",
            unit_end=end,
            comparator="≤" if front else "=",
            kind="rank",
        )

    def _rank_unit(self, number: Number) -> tuple[str, int]:
        here = skip_blanks(self.text, number.end)
        unit = self.lexicon.rank_units.at(self.text, here, self.end)
        if unit == "位" and self.text.startswith("数", here + 1):
            return "", number.end
        return (unit, here + len(unit)) if unit else ("", number.end)

    def _bare_rank(self, end: int, *, front: bool) -> bool:
        if front:
            return not self.lexicon.not_after_rank.match(self.text, end, self.end)
        return bool(_RANK_END.match(self.text, end, self.end))
