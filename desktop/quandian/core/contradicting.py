"""What one report states differently in two places: an indicator, a period, two figures.

Different figures of one indicator are mostly no contradiction: they are of another office or project, before and after
(由68.1%降至66.3%), a part or a sum. Only what stands in different sentences and speaks of the same scope, as far as
words can tell, is worth a reader's time; a figure that is left out here can still be seen in the ledger.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quandian.core.comparing import Aliases, Contradiction, Fact, agree
from quandian.core.quantity import EXACT

SEVERAL = 4
"""Values of what is one thing; an indicator with more in one report is one of many things: 项目, 企业."""
_STOP = re.compile(r"[。；;！？!?\n]")
_FAR = 300  # characters that a sentence is looked for in
_CLAUSE = re.compile(r"[，,、：:]")
_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")
# Whose figure it is, or of what: names of offices, firms, places and undertakings.
_WHOSE = re.compile(
    r"[一-龥]{0,6}?(?:集团|公司|企业|城投|交投|国投|(?<!资)产投|水务|银行|园区|园|开发区|新区|片区|街道|社区|镇|乡|村|县|基金|平台|板块"
    r"|项目|工程|中心|大厦|综合体|学校|医院|论坛|全市|全省|全国|全区|区域|本级|直属|所属|属|部门|系统|行业|产业|口径)"
)
# A part or a sum, before or after, aimed at: such a figure is another one than one without these words.
_SCOPE = re.compile(
    r"累计|总计|共计|合计|总共|新增|净增|新|其中|同比|环比|上年|去年|前年|往年|历年|年初|年末|同期|原来|原先|此前|目前|截至|以来|现有"
    r"|首批|首个|首次|第[一二三四五六七八九十\d]+|[一二三四]期|单[个家日月]|最[高低大多]|人均|户均|亩均|日均|月均|年均|平均|分别"
    r"|上半年|下半年|季度|\d+月|剩余|还有|另有|超额|提前|力争|确保|目标|计划|预计|预期|预算|拟|将|要|达产|设计|签约|合同|意向"
    r"|到位|在建|续建|前期|不含|包括|含|从|由|较|比"
)
_NEUTRAL = re.compile(
    r"\d{4}年|全年|今年|本年度?|年度|实现|完成|达到|达|取得|为|约|近|超过?|突破|共|规上|规模以上|以上|左右|总额|总量|总|的|了|已|我们|较好"
)
_VERB = re.compile(r"实现|完成|达到|达|取得|突破|为")


@dataclass(frozen=True, slots=True)
class Said:
    """A figure and where a report states it."""

    fact: Fact
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Scope:
    sentence: tuple[int, int]
    marks: frozenset[str]
    last: Decimal | None


def within_reports(said: Iterable[Said], texts: dict[str, str], aliases: Aliases | None = None) -> list[Contradiction]:
    """Return what a report states differently of one indicator, issuer, period and nature; ``texts`` are by report."""
    names = aliases or Aliases()
    groups: dict[tuple[str, str, str, str, str, str], list[Said]] = defaultdict(list)
    for one in said:
        fact = one.fact
        if not fact.indicator or fact.low is None or fact.masked or fact.report not in texts:
            continue
        period = str(fact.year) if fact.annual else fact.period
        key = (fact.report, names.name(fact.indicator), fact.issuer, period, fact.nature, fact.family)
        groups[key].append(one)
    out = []
    for (report, indicator, issuer, period, _, _), members in groups.items():
        if not 1 < len({(one.fact.low, one.fact.high, one.fact.exponent) for one in members}) <= SEVERAL:
            continue
        facts = _differing(sorted(members, key=lambda one: one.start), texts[report], indicator)
        if facts:
            out.append(Contradiction(indicator, issuer, facts[0].year, period, facts))
    return out


def _differing(members: Sequence[Said], text: str, indicator: str) -> tuple[Fact, ...]:
    """Return the figures that contradict one before them, with that one, in the order of the text."""
    scopes = [_scope(one, text, indicator) for one in members]
    found: dict[int, Fact] = {}
    for n, (one, scope) in enumerate(zip(members, scopes, strict=True)):
        for other, before in zip(members[:n], scopes[:n], strict=True):
            if scope.sentence != before.sentence and scope.marks == before.marks and _apart(one, scope, other, before):
                found[other.start], found[one.start] = other.fact, one.fact
    return tuple(found[start] for start in sorted(found))


def _scope(one: Said, text: str, indicator: str) -> _Scope:
    first = max(0, one.start - _FAR)
    stops = list(_STOP.finditer(text, first, one.start))
    start = stops[-1].end() if stops else first
    stop = _STOP.search(text, one.end, one.end + _FAR)
    before = text[start : one.start].replace(indicator, "")
    marks = {match[0] for match in _SCOPE.finditer(before)} | {match[0] for match in _WHOSE.finditer(before)}
    clause = _CLAUSE.split(before)[-1]
    verb = list(_VERB.finditer(clause))
    subject = clause[: verb[0].start()] if verb else clause  # what stands behind the verb is what was measured
    if rest := _NEUTRAL.sub("", subject).strip():
        marks.add(rest)
    behind = re.match(r"[一-龥]{0,4}", text[one.end :])
    if behind and behind[0].startswith(("的", "以上的", "左右的")):  # 1亿元以上的项目
        marks.add("的")
    return _Scope((start, stop.start() if stop else one.end + _FAR), frozenset(marks), _last_digit(one, text))


def _last_digit(one: Said, text: str) -> Decimal | None:
    """Return what the last digit of a figure counts: 10,000,000 of 612.4亿元; None where no digits are printed."""
    fact, match = one.fact, _NUMBER.search(text[one.start : one.end])
    if match is None or fact.low is None or fact.low != fact.high:
        return None
    printed = Decimal(match[0].replace(",", ""))
    if not printed:
        return None
    value = abs(Decimal(fact.low).scaleb(fact.exponent, EXACT))
    return EXACT.divide(value, printed).scaleb(-len(match[1] or ""))


def _apart(one: Said, scope: _Scope, other: Said, before: _Scope) -> bool:
    """Whether two figures cannot both be true, one as the other rounded included."""
    if agree(one.fact, other.fact):
        return False
    if scope.last is None or before.last is None:
        return True
    first, second = (Decimal(said.fact.low or 0).scaleb(said.fact.exponent, EXACT) for said in (one, other))
    if scope.last == before.last:
        return first != second
    return abs(first - second) >= max(scope.last, before.last)


def joined(across: Iterable[Contradiction], within: Iterable[Contradiction]) -> list[Contradiction]:
    """Return contradictions between reports and within them as one list, each figure of a place once."""
    out: dict[tuple[str, str, str, str, str], Contradiction] = {}
    for one in (*across, *within):
        whose = one.issuer or one.facts[0].report  # two reports of unknown offices are of two offices
        key = (one.indicator, whose, one.period, one.facts[0].nature, one.facts[0].family)
        held = out.get(key)
        if held is not None:
            facts = {fact.number: fact for fact in (*held.facts, *one.facts)}
            stated = tuple(sorted(facts.values(), key=lambda fact: fact.order))
            one = Contradiction(one.indicator, one.issuer, one.year, one.period, stated)
        out[key] = one
    return sorted(out.values(), key=lambda c: (-c.year, c.indicator, c.issuer, c.period))
