"""What must not leave the house: telephone and identity-card numbers, e-mail addresses, and the digits of figures."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from quandian.core.masking import Edit, fold
from quandian.language import numerals
from quandian.language.quantities import parse

_GAP = "[ \\-—]?"
_NO_FIGURE = "(?![0-9]|[.][0-9]|" + _GAP + "[万亿元吨个家人户亩件台套名])"
_MOBILE = re.compile(f"(?<![0-9])(?:\\+?86{_GAP})?1[3-9](?:{_GAP}[0-9]){{9}}(?![0-9])")
_LANDLINE = re.compile(
    f"(?<![0-9])(?:\\+?86{_GAP})?\\(?0[1-9][0-9]{{1,2}}\\)?[ \\-—]{{0,2}}[2-9][0-9]{{2,3}}{_GAP}[0-9]{{4}}(?![0-9])"
    "(?:[\\-—转][0-9]{1,5})?"
)
_SERVICE = re.compile("(?<![0-9])[48]00-?[0-9]{3,4}-?[0-9]{3,4}(?![0-9])")
_SHORT = re.compile(f"(?:电话|热线|传真|手机)[^\\n，。；0-9]{{0,6}}([2-9][0-9]{{2,3}}{_GAP}[0-9]{{4}})(?![0-9])")
_SPELT = re.compile(
    "(?<![〇○零一二三四五六七八九幺])[一幺][三四五六七八九][〇○零一二三四五六七八九幺]{9}(?![〇○零一二三四五六七八九幺])"
)
# the check sign is not asked for: a number with a slip of the pen is somebody's all the same
_CARD = re.compile(
    f"(?<![0-9])[1-9][0-9]{{5}}{_GAP}(?:19|20)[0-9]{{2}}{_GAP}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]){_GAP}[0-9]{{3}}[0-9x]"
)
_OLD_CARD = re.compile("(?<![0-9])[1-9][0-9]{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}(?![0-9])")
_CREDIT_CODE = re.compile("(?<![0-9a-z])[0-9a-hj-npqrtuwxy]{2}[0-9]{6}[0-9a-hj-npqrtuwxy]{10}(?![0-9a-z])")  # GB 32100
_LONG = re.compile(  # numbers of files and accounts; those of bank cards in groups of four
    f"(?<![0-9.,])(?:[0-9]{{12,30}}|(?:62|4[0-9]|5[1-5])[0-9]{{2}}(?:{_GAP}[0-9]{{4}}){{2,3}}{_GAP}[0-9]{{1,4}}){_NO_FIGURE}"
)
_PASSPORT = re.compile("(?<![0-9a-z])[degpsh][a-z]?[0-9]{7,8}(?![0-9a-z])")
_PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-hj-z][ ·.]?"
    "(?=[a-z]*[0-9])[0-9a-hj-np-z]{5,6}(?![0-9a-z])"
)
_NAMED = re.compile(
    "(?:账号|帐号|卡号|账户|工号|学号|警号|证号|证件号码?|号码|qq|微信号?|钉钉号?|wechat|weixin)(?:号|为|是)?[:= ]{0,3}"
    "((?=[a-z_\\-]*[0-9])[a-z0-9][a-z0-9_\\-]{4,29}|[a-z][a-z0-9_\\-]{5,19})"
)
_EMAIL = re.compile("[a-z0-9._%+\\-]+ ?@ ?[a-z0-9\\-]+(?:\\.[a-z0-9\\-]+)+")


@dataclass(frozen=True, slots=True)
class Contact:
    """A number or address at ``[start, end)`` code points. ``kind`` is phone, id or email."""

    start: int
    end: int
    kind: str


def find_contacts(text: str) -> list[Contact]:
    """Return telephone and identity-card numbers and e-mail addresses, in order and apart from each other."""
    folded = fold(text)
    found: list[Contact] = []
    for pattern in (_EMAIL, _CARD, _OLD_CARD, _CREDIT_CODE, _LONG, _PASSPORT, _PLATE):
        kind = "email" if pattern is _EMAIL else "id"
        found += [Contact(*match.span(), kind) for match in pattern.finditer(folded)]
    found += [Contact(*match.span(1), "id") for match in _NAMED.finditer(folded)]
    for pattern in (_MOBILE, _LANDLINE, _SERVICE, _SPELT):
        found += [Contact(*match.span(), "phone") for match in pattern.finditer(folded)]
    found += [Contact(*match.span(1), "phone") for match in _SHORT.finditer(folded)]
    kept: list[Contact] = []
    for one in sorted(found, key=lambda c: (c.start, -c.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


_SHORT_MASK = frozenset({"%", "‰", "个百分点", "个基点"})
_HAN_NUMBER = re.compile(numerals.HAN_RUN)
_DIGITS = re.compile(numerals.DIGITS, re.ASCII)
_SCALES = "十百千万亿"
_DATE = re.compile("[0-9]{1,4}(?=[年月日号])|[0-9]{4}(?=[-—/.][0-9]{1,2})", re.ASCII)


def figure_edits(text: str) -> list[Edit]:
    """Return the edits that mask the digits of every quantity: 1100亿元 becomes XXX亿元, 8.5% XX%.

    Dates, ordinals, document numbers and names of plans are no quantities and stay.
    """
    if not text:
        return []
    folded = numerals.fold(text)
    edits: list[Edit] = []
    for span in parse(text):
        mask = "XX" if span.quantity.unit in _SHORT_MASK else "XXX"
        edits += [(a, b, mask) for a, b in _numbers(folded, span.start, span.end)]
    return _with_the_rest(folded, edits)


_CELL = re.compile(
    "(?:(?<=[\\t|│])|(?<=  )|^)[ ]{0,8}([+\\-]?[0-9][0-9,]*(?:\\.[0-9]+)?)(?=[ ]{0,8}(?:[\\t|│\\n]|  |$))", re.MULTILINE
)
_ROW = re.compile(
    "(?<=[0-9）)亿万元%] )([+\\-]?[0-9][0-9,]*(?:\\.[0-9]+)?)(?= [+\\-]?[0-9]|[ ]*$)"
    "|(?<=[）)亿万元%] )([0-9][0-9,.]*)(?= [0-9])",
    re.MULTILINE,
)
_POINT = re.compile("(?<![0-9.vV〔\\[])(?<!^)[0-9]{1,12}(?:,[0-9]{3})*\\.[0-9]+(?![0-9.]|[ ]?[章节版])")
_GROUPED = re.compile("(?<![0-9,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_BROKEN = re.compile("(?<![0-9年月日号第.])[0-9]{1,3}(?=[ ]$)")
_WORDS = (
    re.compile("(?<=[达占超近约过为])[一二三四五六七八九](?=成(?:[以多左半、，。；,;\\s）)]|$))"),
    re.compile("(?<=[数上近过破超逾达突约])[十百千]{0,2}[百千万](?=[亿元人家户个名台套件吨余多亩头座辆次])"),
    re.compile("(?<=[破超过逾近达])万(?=亿)"),
    re.compile("(?<![0-9一二三四五六七八九十])[十百千]+(?=亿(?:级|产业|企业|元|规模|园区|工程|集群|项目|俱乐部))"),
    re.compile("(?<=[增速率额值量长度为达到])[0-9]{1,12}(?:\\.[0-9]+)?(?=[，。；,;\\s]|$)"),
)
_YEAR = re.compile("(?:19|20)[0-9]{2}")


def _with_the_rest(folded: str, edits: list[Edit]) -> list[Edit]:
    """Return the edits with those of numbers that no grammar reads: cells of tables, 增速为6.5, 12 8.6亿元, 破万亿."""
    more: list[Edit] = []
    for start, _, mask in edits:  # a number that a scan has torn: the part before the blank belongs to it
        if torn := _BROKEN.search(folded, max(0, start - 4), start):
            more.append((torn.start(), torn.end(), mask))
    for pattern in (_CELL, _ROW, _POINT, _GROUPED, *_WORDS):
        for match in pattern.finditer(folded):
            a, b = match.span(match.lastindex or 0)
            if not _YEAR.fullmatch(folded, a, b):
                more.append((a, b, "XXX"))
    kept = sorted(edits)
    for a, b, mask in sorted(more, key=lambda e: (e[0], -e[1])):
        if all(b <= start or end <= a for start, end, _ in _near(kept, a, b)):
            insort(kept, (a, b, mask))
    return kept


def _near(edits: list[Edit], start: int, end: int) -> list[Edit]:
    """Return the edits that may touch a span; they are apart from each other and in order."""
    at = bisect_left(edits, (start, 0, ""))
    return [*edits[max(0, at - 1) : at], *takewhile(lambda one: one[0] < end, edits[at:])]


def figures_within(text: str, start: int, end: int) -> list[Edit]:
    """Return the edits that mask every number of a span that an analyst has marked as a metric, dates aside."""
    size = end - start
    folded = numerals.fold(text[start : end + 3])  # what follows says whether it is a date
    dates = {m.span() for m in _DATE.finditer(folded, 0, size)}
    mask = "XX" if "%" in folded[:size] else "XXX"
    return [(start + a, start + b, mask) for a, b in _numbers(folded, 0, size) if (a, b) not in dates]


def _numbers(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the numbers of a quantity, without the scales 万 and 亿 and without 百 of 百分点."""
    found = False
    for match in _DIGITS.finditer(folded, start, end):
        found = True
        yield match.span()
    for match in _HAN_NUMBER.finditer(folded, start, end):
        words = match[0].rstrip("万亿")
        if words.strip(_SCALES):
            found = True
            yield match.start(), match.start() + len(words)
    if not found:  # 突破百亿元: the scale is the figure
        for match in _HAN_NUMBER.finditer(folded, start, end):
            if words := match[0].rstrip("万亿"):
                yield match.start(), match.start() + len(words)
                return
