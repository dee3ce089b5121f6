"""The grammar of a single quantity: comparator, number, scale, unit, range, comparator.

    quantity   = [before] amount [range amount] [after]
    amount     = [currency sign] [number "×"] number {inside | scale [number scale]} [unit ["/" [scale] unit]]
               | ("百" | "千" | Han) "分之" number | number "成" ["半"] | number "位数" | "翻" [number] "番" ["半"]
               | number "/" number | number ":" number | "过半" | "一半"
    rank       = [scope] ("第" | "前") number [unit]

Whether what was read may count as a metric (codebook: not a date, a slogan, a name) is decided by ``quantity_rules``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from quandian.core.quantity import EXACT, times
from quandian.language import numerals
from quandian.language.lexicon import QuantityLexicon, Unit
from quandian.language.numerals import NUMBER, Number, skip_blanks
from quandian.language.quantity_draft import NO_UNIT, PERCENT, PERMILLE, Draft
from quandian.language.quantity_forms import SPECIAL, special_form
from quandian.language.quantity_guards import ends_clause

# What a quantity can begin with, so that other characters cost one look.
_FIRST = "翻双过近超不半首榜0-9Xx×*" + numerals.HAN_CHARS
CANDIDATE = re.compile(f"(?=[{_FIRST}])(?:{SPECIAL.pattern}|{NUMBER.pattern})", re.ASCII)
RANGE = re.compile(r"[ \t\u3000]?(?:至|到|~{1,2}|—{1,2}|-{1,2})[ \t\u3000]?(?:约|近)?(?![~—-])")
CURRENCY = {"¥": "元", "￥": "元", "$": "美元", "＄": "美元", "€": "欧元", "£": "英镑"}
NOT_TENTHS = "立功为果本员长熟交绩效都败就型品人年份群规全分法片套件不天语"
_OVER_BASE = re.compile(  # 超过去年的2倍, 不高于计划的110%: the base stands between comparator and number
    r"(?:(超过|突破|高于|不低于|不少于|接近|不到)了?(?:(?:去年|上年|上一?年度?|前年|年初|(?:19|20)\d\d年)(?:同期|全年|末|底)?|同期)的?"
    r"|(超过|突破|不超过|不得超过|不高于|不低于|不少于|接近|不到|不足)了?(?:(?:19|20)\d\d年)?[^，。；、：:\d\s]{1,10}的)$"
)
_OVER_EACH = re.compile(  # 不低于每亩500万元, 最多可贷50万元: words stand between comparator and number
    r"(?<!未)(不低于|不少于|不高于|不超过|不得低于|不得高于|不得超过|不小于|低于|高于|超过|至少|最多|最低)了?"
    r"每(?:平方米|平方公里|立方米|[人户亩吨件个台辆天月年次斤度米床家公]|公[斤里顷]|千瓦时?|小时|万元)$"
    r"|(最高|最多|至多|最低|至少|最少)(?:可|能)(?:以|够)?(?:享受?|申请|获得?|领取?|贷款?|借|补贴?|补助|奖励?|支持|授信|给予|降低?|减免?|减少"
    r"|上浮|下浮|节省|节约|退|报销|抵扣?|达到?|容纳)?(?:到|至|了)?$"
    r"|(最高|最多|最低|至少)(?:上浮|下浮|补贴|补助|奖励|支持|授信|给予|资助|减免|优惠|报销|贴息)(?:到|至|了)?$"
)
_MOVED = re.compile(r"(?:前移|上升|提升|前进|进位|跃升|下降|后移|提高)了?$")
BARE = frozenset(("百", "千", "万", "亿", "百万", "千万", "百亿", "千亿", "万亿", "百万亿", "十"))
APPROXIMATE_ONE = frozenset("统唯逐专单之同合划不归如惟第专万")


class Reader:
    """Reads quantities of one folded paragraph ``text[start:end]``; keeps no state between calls."""

    def __init__(self, text: str, start: int, end: int, lexicon: QuantityLexicon) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.lexicon = lexicon

    # --- numbers -----------------------------------------------------------------------------------------------

    def number(self, match: re.Match[str]) -> Number | None:
        """Return the number of a candidate with the scales behind it, or None where the characters are none."""
        start, end = match.span()
        if match["mask"]:
            word = match["mask"]
            if "×" in word and (word[0].isdigit() or self._char(end).isdigit()):  # 7×24, 3×5
                return None
            return self._scaled(Number(start, end, "mask", None))
        if match["digits"]:
            value = numerals.digits_value(match["digits"])
            return None if value is None else self._scaled(Number(start, end, "digits", value))
        return self._han(start, end)

    def _han(self, start: int, end: int) -> Number | None:
        word = self.text[start:end]
        if len(word) > 1 and word[0] == "一" and start > self.start and self.text[start - 1] in APPROXIMATE_ONE:
            start, word = start + 1, word[1:]
        if word[-1] == "千" and len(word) > 1 and self._char(end) in "瓦克伏":  # 三千瓦: the unit is 千瓦
            end, word = end - 1, word[:-1]
        if word == "十" or all(c in numerals.POWERS for c in word):
            return self._bare(start, end, word)
        pair = numerals.han_range(word)
        if pair is not None:
            return self._scaled(Number(start, end, "han", pair[0], value_to=pair[1]))
        if len(word) > 1 and not any(c in numerals.SMALL or c in numerals.BIG for c in word) and "点" not in word:
            return None  # 二零二一, 一二三: a year or a list, no amount
        value = numerals.han_value(word)
        if value is None:
            return None
        scale = Decimal(1)
        for char in word[: word.find("点") if "点" in word else None][::-1]:
            if char not in numerals.BIG:
                break
            scale *= numerals.BIG[char]
        return self._scaled(Number(start, end, "han", value, scale))

    def _bare(self, start: int, end: int, word: str) -> Number | None:
        if word not in BARE and not word.startswith("十"):
            return None
        value = numerals.han_value(word)
        several = start > self.start and self.text[start - 1] in "数几上"
        script = "bare" if word[0] != "十" or several else "han"
        return None if value is None else self._scaled(Number(start, end, script, value))

    def _scaled(self, number: Number) -> Number:
        """Take in what stands between digits and unit: 余, 万, 亿, and a second group (1亿2000万)."""
        text, lexicon = self.text, self.lexicon
        scale, sign, end = number.scale, number.sign, number.end
        value, upper = number.value, number.value_to
        for _ in range(4):
            here = skip_blanks(text, end) if number.script != "han" else end
            if here >= self.end:
                break
            if not sign and text[here] in lexicon.inside and self._goes_on(here + 1):
                sign, end = lexicon.inside[text[here]], here + 1
                continue
            unit = lexicon.unit_words.at(text, here, self.end)
            match = numerals.SCALE.match(text, here, self.end)
            if match is None or (unit and unit[0] == text[here]):
                break
            size = numerals.han_value(match[0]) or Decimal(1)
            end = match.end()
            scale = times(scale, size)
            if value is not None:
                value = times(value, size)
                upper = None if upper is None else times(upper, size)
            group = self._group(end, size) if number.script == "digits" and value is not None else None
            if group is not None and value is not None:
                value, end = EXACT.add(value, group[0]), group[1]
        if end == number.end:
            return number
        return replace(number, end=end, value=value, value_to=upper, scale=scale, sign=sign)

    def _group(self, start: int, above: Decimal) -> tuple[Decimal, int] | None:
        match = re.compile(numerals.DIGITS, re.ASCII).match(self.text, start, self.end)
        if match is None or len(match[0]) > 5:
            return None
        scale = numerals.SCALE.match(self.text, match.end(), self.end)
        size = (numerals.han_value(scale[0]) or Decimal(1)) if scale else Decimal(1)
        value = numerals.digits_value(match[0])
        if value is None or times(value, size) >= above or (scale is None and above > 10**4):
            return None
        return times(value, size), scale.end() if scale else match.end()

    def _goes_on(self, position: int) -> bool:
        """Whether a scale or a unit follows, so that 余, 多 or 几 belongs to the number."""
        here = skip_blanks(self.text, position)
        if self.text.startswith("分之", here):
            return False
        if self.text[position - 1] == "+" and not self._char(position).isalnum():  # 10万+
            return True
        return bool(self.lexicon.unit_words.at(self.text, here, self.end) or numerals.SCALE.match(self.text, here))

    def _char(self, position: int) -> str:
        return self.text[position] if 0 <= position < self.end else ""

    # --- amounts -----------------------------------------------------------------------------------------------

    def quantity(self, match: re.Match[str]) -> tuple[Draft | None, Number | None]:
        """Return the quantity of a candidate, else its number alone (for lists), else nothing."""
        if match["mask"] is None and match["digits"] is None and match["han"] is None:
            form = (
                self._product(match) if match["product"] else special_form(match, self.text, self.start, self.lexicon)
            )
            return (None if form is None else self.finish(form)), None
        number = self.number(match)
        if number is None:
            return None, None
        draft = self._special(number) or self._plain(number)
        if draft is None:
            return None, number
        return self.finish(self._range(draft)), number

    def _product(self, match: re.Match[str]) -> Draft | None:
        """Return the power of several sets of machines alike (2×66万千瓦), or None for other crosses (7×24小时)."""
        count, _, each = match["product"].replace("x", "×").replace("X", "×").replace("*", "×").partition("×")
        value = numerals.digits_value(each)
        if value is None:
            return None
        draft = self._plain(self._scaled(Number(match.start(), match.end(), "digits", value)))
        if draft is None or draft.value is None or draft.unit.word not in self.lexicon.machines:
            return None
        return replace(draft, value=times(draft.value, Decimal(count)), special="product")

    def _special(self, number: Number) -> Draft | None:
        text, end = self.text, number.end
        if text.startswith("分之", end):
            return self._fraction(number)
        after = self._char(end)
        single = number.masked or (number.value is not None and number.value < 10)
        single = single and number.scale == 1
        if after == "成" and (single or number.value_to) and self._char(end + 1) not in NOT_TENTHS:
            ten = Decimal(10)
            value = None if number.value is None else times(number.value, ten)
            upper = None if number.value_to is None else times(number.value_to, ten)
            end += 1
            if single and value is not None and upper is None and self._hundredths(end):
                value, end = EXACT.add(value, Decimal(numerals.DIGIT[text[end]])), end + 1  # 八成五: 85 %
            elif single and value is not None and upper is None and self._char(end) == "半":
                value, end = EXACT.add(value, Decimal(5)), end + 1
            return Draft(number.start, end, number, PERCENT, "%", value, upper, special="tenths", unit_end=end)
        if text.startswith("位数", end) and number.value is not None and 2 <= number.value <= 4:
            value = Decimal(10) ** (int(number.value) - 1)
            unit = PERCENT if number.value == 2 else NO_UNIT
            return Draft(number.start, end + 2, number, unit, unit.base, value, special="digits", unit_end=end + 2)
        return None

    def _hundredths(self, position: int) -> bool:
        """Whether the digit at a position belongs to the tenths before it (八成五以上) and counts nothing itself."""
        if self._char(position) not in tuple("一二三四五六七八九"):
            return False
        after = self._char(position + 1)
        return (
            not after.isalnum()
            or after in "的提增上下降升到至"
            or bool(self.lexicon.after.at(self.text, position + 1, self.end))
        )

    def _fraction(self, number: Number) -> Draft | None:
        match = NUMBER.match(self.text, number.end + 2, self.end)
        if match is None or number.value is None or number.value <= 0:
            return None
        part = self.number(match)
        if part is None:
            return None
        unit, parts = PERCENT, number.value
        if parts == 1000:
            unit, parts = PERMILLE, Decimal(1000)
        value = part.value
        if value is not None and parts not in (100, 1000):
            value = EXACT.divide(times(value, Decimal(100)), parts).quantize(Decimal("0.01"))
            value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
        whole = replace(number, end=part.end, script=part.script, sign=part.sign)
        return Draft(
            number.start, part.end, whole, unit, unit.base, value, part.value_to, special="fraction", unit_end=part.end
        )

    def _plain(self, number: Number) -> Draft | None:
        found = self.unit_at(number.end)
        sign = CURRENCY.get(self._char(number.start - 1)) if number.start > self.start else None
        if found is None and sign is not None:
            unit = self.lexicon.units[sign]
            return Draft(
                number.start - 1,
                number.end,
                number,
                unit,
                unit.base,
                number.value,
                number.value_to,
                unit_end=number.end,
            )
        if found is None:
            return None
        unit, base, end, factor = found
        value = number.value if factor == 1 or number.value is None else times(number.value, factor)
        start = number.start - 1 if sign is not None and unit.kind == "money" else number.start
        return Draft(start, end, number, unit, base, value, number.value_to, unit_end=end)

    def unit_at(self, position: int) -> tuple[Unit, str, int, Decimal] | None:
        """Return (unit, base spelling, end, factor) of the unit at a position, "元/平方米" and "个亿" taken in."""
        text, lexicon = self.text, self.lexicon
        here = skip_blanks(text, position)
        if text.startswith("个亿", here):
            money = lexicon.unit_words.at(text, here + 2, self.end)
            end = here + 2 + (len(money) if money and lexicon.units[money].kind == "money" else 0)
            unit = lexicon.units[money] if end > here + 2 else lexicon.units["元"]
            return unit, unit.base, end, Decimal(10**8)
        word = lexicon.unit_words.at(text, here, self.end)
        if not word:
            return None
        unit, end = lexicon.units[word], here + len(word)
        if unit.not_before is not None and unit.not_before.match(text, end, self.end):
            return None
        if word[-1].isascii() and word[-1].isalpha() and self._char(end).isascii() and self._char(end).isalnum():
            return None  # 3MWp, 5km2: part of a longer code
        base = unit.base
        if self._char(end) == "/":
            per, here = "", end + 1
            second = lexicon.denominators.at(text, here, self.end)
            if not second and self._char(here) in ("百", "千", "万"):  # 吨标准煤/万元
                per, here = self._char(here), here + 1
                second = lexicon.denominators.at(text, here, self.end)
            if second:
                known = lexicon.units.get(second)
                base, end = f"{base}/{per}{known.base if known else second}", here + len(second)
        return unit, base, end, Decimal(1)

    def _range(self, draft: Draft) -> Draft:
        """Take in the upper end where the lower has its own unit: 8%—10%, 10万元至20万元, 百分之八到百分之十."""
        if draft.value_to is not None or draft.special in ("digits", "times") or self._from(draft.start):
            return draft
        between = RANGE.match(self.text, draft.end, self.end)
        if between is None:
            return draft
        match = NUMBER.match(self.text, between.end(), self.end)
        number = self.number(match) if match else None
        if number is None or number.value is None or draft.value is None:
            return draft
        upper = self._special(number) or self._plain(number)
        if upper is None and draft.special == "fraction":
            upper = replace(draft, end=number.end, value=number.value, unit_end=number.end)
        if upper is None or upper.base != draft.base or upper.value is None or upper.value <= draft.value:
            return draft
        return replace(draft, end=upper.end, unit_end=upper.unit_end, value_to=upper.value)

    def joined(self, lower: Number, upper: Draft) -> Draft | None:
        """Return the range whose lower end has no unit (30至50家), or None if the two do not go together."""
        if lower.value is None or upper.value is None or upper.value_to is not None:
            return None
        value = lower.value
        if upper.special == "tenths":
            value = times(value, Decimal(10))
        elif lower.scale == 1 and times(value, upper.number.scale) < upper.value:
            value = times(value, upper.number.scale)
        if value >= upper.value:
            return None
        number = replace(upper.number, start=lower.start)
        end = upper.unit_end  # what stands behind the unit is read again: 5-10家以上
        draft = replace(upper, start=lower.start, end=end, number=number, value=value, value_to=upper.value)
        return self.finish(draft)

    def _from(self, start: int) -> bool:
        """Whether 从 or 由 stands before: 从3家到5家 is a change, no range."""
        return start > self.start and self.text[start - 1] in "从由自"

    # --- comparators -------------------------------------------------------------------------------------------

    def finish(self, draft: Draft) -> Draft:
        """Return the draft with the comparators around it taken in."""
        start, prefix = self._before(draft)
        negative = False
        if not prefix and draft.start > self.start and self.text[draft.start - 1] == "-" and draft.unit.kind != "count":
            negative = not (draft.start >= 2 and self.text[draft.start - 2].isalnum() and self._ascii(draft.start - 2))
        if negative and draft.value is not None:
            start, draft = draft.start - 1, replace(draft, value=-draft.value)
        if draft.unit.word == "块" and self._paid(draft):
            money = self.lexicon.units["元"]
            draft = replace(draft, unit=money, base=money.base, kind=money.kind)
        end, suffix = self._after(draft)
        inside = draft.number.sign
        if draft.unit.word == "位" and _MOVED.search(self.text, max(self.start, start - 3), start):
            draft = replace(draft, kind="other")  # 前移3位: places gained, neither a rank nor a count of persons
        if not inside and draft.number.script == "bare":
            inside = self.lexicon.before_scale.get(prefix, "")
        signs = self.lexicon.comparators
        least = "≥" if draft.special == "digits" else "="  # 两位数增长: ten or more
        comparator = signs.get(prefix) or (">" if prefix == "过" else "") or signs.get(suffix) or inside or least
        return replace(
            draft,
            start=start,
            end=end,
            prefix=prefix,
            suffix=suffix,
            inside=inside,
            comparator=comparator,
            kind=draft.kind or ("other" if "/" in draft.base and draft.unit.kind != "money" else draft.unit.kind),
        )

    def _paid(self, draft: Draft) -> bool:
        """Whether 块 is money and no piece: 挣了三万块."""
        if not ends_clause(self.text, draft.end, self.end):
            return False
        before = range(draft.start, max(self.start, draft.start - 8), -1)
        return any(self.lexicon.money_words.before(self.text, p, self.start) for p in before)

    def _ascii(self, position: int) -> bool:
        return self.text[position].isascii()

    def _before(self, draft: Draft) -> tuple[int, str]:
        text, lexicon, start = self.text, self.lexicon, draft.start
        here = start
        while here > self.start and start - here < 2 and text[here - 1] in numerals.BLANKS:
            here -= 1
        last = text[here - 1] if here > self.start else ""
        if draft.number.script == "bare" and last in lexicon.before_scale and not self._part_of_word(last, here - 1):
            outer = lexicon.before.before(text, here - 1, self.start)
            if outer and self._part_of_word(outer, here - 1 - len(outer)):
                outer = ""
            return here - 1 - len(outer), last
        if (
            draft.number.script == "bare" and last == "了" and text[max(self.start, here - 2)] in "过超破"
        ):  # 营收过了千亿
            return here - 2, {"过": "过", "超": "超过", "破": "突破"}[text[here - 2]]
        if draft.base in ("倍", "%"):
            base = _OVER_BASE.search(text, max(self.start, here - 20), here)
            if base:
                return base.start(), base[1] or base[2]
        each = _OVER_EACH.search(text, max(self.start, here - 12), here) if last != "约" else None
        if each:
            return each.start(), each[1] or each[2] or each[3]
        if draft.unit.kind == "money" and text.endswith("人民币", self.start, here):  # 约人民币3亿元
            here -= 3
        word = lexicon.before.before(text, here, self.start)
        if not word and last == "过" and draft.unit.kind == "money" and draft.number.scale > 1:
            word = last  # 产值过10亿元
        if not word or self._part_of_word(word, here - len(word)):
            return start, ""
        return here - len(word), word

    def _part_of_word(self, word: str, position: int) -> bool:
        stops = self.lexicon.not_after.get(word, "")
        return position > self.start and self.text[position - 1] in stops

    def _after(self, draft: Draft) -> tuple[int, str]:
        here = skip_blanks(self.text, draft.end)
        word = self.lexicon.after.at(self.text, here, self.end)
        if not word:
            return draft.end, ""
        follows = self._char(here + len(word))
        if word in ("多", "余", "有余") and follows.isalnum():
            return draft.end, ""
        if word == "内" and draft.unit.kind != "duration":
            return draft.end, ""
        if word == "上下" and follows in "游联同一功齐":
            return draft.end, ""
        return here + len(word), word
