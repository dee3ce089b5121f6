"""Quantities of Chinese reports: finds every metric of the codebook with value, unit, comparator, indicator, period.

``parse`` serves suggestions, ``metric_fields`` fills the fields of a metric an analyst marks by hand. Both are linear
in the length of the text and never raise on any text. The grammar of one quantity is in ``quantity_grammar``, what is
left alone in ``quantity_rules``, lists and sentences here; the words are data (``resources/lexicon/quantities.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from quandian.core.quantity import Quantity, QuantityError, times
from quandian.language import quantity_context as context
from quandian.language import quantity_periods as periods
from quandian.language.characters import simplified
from quandian.language.lexicon import QuantityLexicon, quantity_lexicon
from quandian.language.numerals import DIGITS, Number, digits_value, fold, skip_blanks
from quandian.language.quantity_draft import NO_UNIT, Draft
from quandian.language.quantity_grammar import CANDIDATE, RANGE, Reader
from quandian.language.quantity_guards import Regions, about, code_after, code_before, ends_clause, is_han
from quandian.language.quantity_rules import Rules

__all__ = ["QuantitySpan", "metric_fields", "parse"]

_SEPARATORS = ("、", "和", "及", "与", "以及", "或", ",", "，")
_DEALT = re.compile(r"分别|依次|各(?![类项地级种方界族区市县行])|(?<![人户亩村日月年平校社单床店车])均")
_DEALT_REACH = 40
_LEADING_ZERO = re.compile(r"0\d")
_NUMBER_OF = re.compile(r"(?:电话|热线|传真|编号|文号|号码|账号|邮编|手机)[^，。；]{0,8}$|\(0\d{2,3}\)$")
_TELEPHONE = 7  # digits
_PLACES = frozenset("栋幢层页节室")  # 3-5栋 mostly names places, not how many
_DIGITS = re.compile(DIGITS, re.ASCII)
_FROM = re.compile(r"[由从](?:(?:(?:19|20)\d\d年|去年|上年|年初|原来|初期)(?:末|底)?的?)?$", re.ASCII)
_CHANGED = re.compile(r"[一-龥]{0,4}[到至为](?:(?:19|20)\d\d年(?:末|底)?的?)?", re.ASCII)
_MOVED = re.compile(r"[、和](?:上升|下降|增长|增加|减少|提高|降低|回落|增|减|升|降)了?")
_CHANGE_REACH = 13
_SAME_MONEY = re.compile(r"[，,][一每][年月天]下?来?(?:就|能|可|也)?(?:是|有|达|赚|挣|省)?")
_REACHED = re.compile(r"[，,、](?:总[量额数])?(?:达到?|为|突破|超过|升至|增至|降至)?")
_MILESTONE = re.compile(r"[一-龥]{0,5}(?:台阶|大关|关口)[，,、](?:达到?|为|突破|超过|升至|增至)")
_OF_SAME = re.compile(  # 产值55亿，较去年同期45亿，增加10亿
    r"[，,、](?:其中)?[较比]?(?:去年|上年|前年|年初|年计划|计划|预算)?(?:同期|末|底)?的?(?:实际|同比)?"
    r"(?:净?增加?|减少?|多收?|少收?|增收|减收|下降|达到?|为)?了?"
)
_CONTEXT = 400
"""Code points on both sides of a span that decide how it is read; more than ``SENTENCE_REACH``."""


@dataclass(frozen=True, slots=True)
class QuantitySpan:
    """A metric at ``[start, end)`` code points of the text. ``indicator``, ``period`` and ``base`` may be empty."""

    start: int
    end: int
    quantity: Quantity
    indicator: str = ""
    period: str = ""
    base: str = ""

    def fields(self) -> dict[str, Any]:
        """Return the codebook's fields of the metric; indicator and period only where the text names them."""
        fields = self.quantity.to_fields()
        if self.indicator:
            fields["indicator"] = self.indicator
        if self.period:
            fields["period"] = self.period
        return fields


def parse(text: str, start: int = 0, end: int | None = None) -> list[QuantitySpan]:
    """Return the metrics of ``text[start:end]`` in order; the paragraphs around the ends are read for context."""
    end = len(text) if end is None else min(end, len(text))
    begin = text.rfind("\n", 0, max(start, 0)) + 1
    stop = text.find("\n", end)
    folded, plain = fold(text), simplified(text)
    lexicon = quantity_lexicon()
    spans: list[QuantitySpan] = []
    for a, b in _paragraphs(text, begin, len(text) if stop < 0 else stop):
        spans.extend(s for s in _paragraph(plain, folded, a, b, lexicon) if start <= s.start and s.end <= end)
    return spans if plain == text else [_as_written(text, plain, span) for span in spans]


def _as_written(text: str, plain: str, span: QuantitySpan) -> QuantitySpan:
    """Return a span with the indicator as the text writes it, in traditional characters where it does."""
    words = span.indicator
    before = plain.rfind(words, max(0, span.start - periods.SENTENCE_REACH), span.start)
    after = plain.find(words, span.end, span.end + periods.SENTENCE_REACH)
    if after >= 0 and (before < 0 or after - span.end < span.start - before - len(words)):
        before = after
    return replace(span, indicator=text[before : before + len(words)] if before >= 0 else words)


def metric_fields(text: str, start: int, end: int) -> dict[str, Any]:
    """Return the fields of the metric at a span an analyst chose, or {} where the words hold no plain quantity.

    The span may be wider or narrower than the quantity: of those that overlap it the one that shares most characters
    is taken. What suggestions leave alone (a slogan, a year) is still read when the analyst marks just that: a clause
    around it says nothing of a figure.
    """
    start, end = max(0, start), min(len(text), end)
    if start >= end:
        return {}
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    # A paragraph may be a whole book: the sentence context reaches SENTENCE_REACH back, so this window loses nothing.
    begin, stop = max(begin, start - _CONTEXT), max(min(stop, end + _CONTEXT), min(end, stop))
    window = text[begin:stop]
    folded, plain, lexicon = fold(window), simplified(window), quantity_lexicon()
    lo, hi = start - begin, min(end, stop) - begin
    for strict in (True, False):
        found = _paragraph(plain, folded, 0, len(window), lexicon, strict=strict)
        best = max(found, key=lambda s: (min(s.end, hi) - max(s.start, lo), -s.start), default=None)
        shared = 0 if best is None else min(best.end, hi) - max(best.start, lo)
        if best is not None and shared > 0 and (strict or shared * 2 >= hi - lo):
            return (best if plain == window else _as_written(window, plain, best)).fields()
    return {}


def figure_at(text: str, start: int, end: int, position: int) -> tuple[int, int] | None:
    """Return the span of the figure in ``text[start:end]`` that holds ``position``, else the next, else the last one.

    The metric key takes it where nothing is selected: a metric is the shortest span with a quantity (codebook).
    """
    first, last = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)  # folding a report of 5 MB takes 50 ms
    spans = parse(text[first:last], start - first, end - first)
    found = [(span.start + first, span.end + first) for span in spans]
    after = [span for span in found if span[1] > position]
    return after[0] if after else found[-1] if found else None


def _paragraphs(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    while begin < stop:
        end = text.find("\n", begin, stop)
        end = stop if end < 0 else end
        if end > begin:
            yield begin, end
        begin = end + 1


def _paragraph(
    text: str, folded: str, start: int, end: int, lexicon: QuantityLexicon, *, strict: bool = True
) -> list[QuantitySpan]:
    drafts = _share(folded, _Scan(folded, start, end, lexicon, strict=strict).drafts())
    spans: list[QuantitySpan] = []
    floor = start
    names: list[str] = []
    times: list[str] = []
    for i, draft in enumerate(drafts):
        try:
            quantity = Quantity(
                value=draft.value,
                unit=draft.base,
                comparator=draft.comparator,
                value_to=draft.value_to,
                masked=draft.number.masked,
                kind=draft.kind,
            )
        except QuantityError:  # a number beyond all reports
            continue
        indicator = context.indicator_of(text, draft, floor, end, lexicon, first=not spans)
        if not (names or times):
            names, times = _dealt(text, folded, drafts, i, spans, start, lexicon)
        if names:
            indicator = names.pop(0)
        elif not indicator and spans and _goes_on(text, folded, draft, spans, start, lexicon):
            names = _alongside(folded, drafts, i, spans, start)
            indicator = names.pop(0) if names else spans[-1].indicator
        spans.append(
            QuantitySpan(
                draft.start,
                draft.end,
                quantity,
                indicator,
                times.pop(0) if times else periods.period_of(folded, draft, start, floor),
                periods.base_of(folded, draft, context.clause_start(folded, draft.start, floor), lexicon),
            )
        )
        floor = draft.end
    return spans


def _goes_on(
    text: str, folded: str, draft: Draft, spans: list[QuantitySpan], floor: int, lexicon: QuantityLexicon
) -> bool:
    """Whether a figure without words of its own measures what the one before it did: growth, a change, a list."""
    last, sentence = spans[-1], periods.sentence_start(text, draft.start, floor)
    if sentence > last.start:
        return False
    if draft.special in context.SHARES and is_han(folded[draft.end : draft.end + 1]):
        return False  # 1/3以上的村: what it is a share of stands behind it
    alike = draft.kind in ("percent", "other", "rank") or draft.base == last.quantity.unit
    alike = alike or (
        last.quantity.kind in ("percent", "rank") and _REACHED.fullmatch(folded, last.end, draft.start) is not None
    )
    alike = (
        alike
        or any(  # 收入1.06亿元，完成年任务的53%，同比增收1820万元
            s.start >= sentence and s.quantity.unit == draft.base and s.indicator == last.indicator
            for s in spans[-3:-1]
        )
    )
    alike = alike or (last.quantity.unit == "户" and draft.base == "人" and last.end == draft.start)  # 贫困户12户40人
    alike = alike or _MILESTONE.fullmatch(folded, last.end, draft.start) is not None
    alike = alike or _joins(folded, last.end, draft.start) or folded[last.end : draft.start] in ("至", "到", "达")
    return alike and context.goes_on(text, draft, last.end, lexicon)


def _dealt(
    text: str,
    folded: str,
    drafts: list[Draft],
    i: int,
    spans: list[QuantitySpan],
    floor: int,
    lexicon: QuantityLexicon,
) -> tuple[list[str], list[str]]:
    """Return indicators and periods of a 分别 list that begins at draft ``i``, in order; empty where there are none."""
    begin = context.clause_start(folded, drafts[i].start, floor)
    if "分别" not in folded[begin : drafts[i].start] or (i and _joins(folded, drafts[i - 1].end, drafts[i].start)):
        return [], []
    count = _joined(folded, drafts, i)
    if count < 2:
        return [], []
    times = periods.dealt(folded, drafts[i].start, begin, count)
    told = max(floor, drafts[i - 1].end if i else floor)  # a name before another figure is that figure's
    named = context.names_before(text, drafts[i].start, told, count, lexicon, alike=bool(times))
    if named:
        return named, times
    sentence = periods.sentence_start(text, drafts[i].start, floor)
    before = [s.indicator for s in spans if s.start >= sentence]
    return (before[-count:] if len(before) >= count and any(before[-count:]) else []), times


def _alongside(folded: str, drafts: list[Draft], i: int, spans: list[QuantitySpan], floor: int) -> list[str]:
    """Return what a list measures that goes through the one before it: 分别完成3亿、2亿元，增长9%、12%."""
    count = _joined(folded, drafts, i)
    before = spans[-count:]
    if count < 2 or len(before) < count or before[0].start < periods.sentence_start(folded, drafts[i].start, floor):
        return []
    whole = len(spans) == count or not _joins(folded, spans[-count - 1].end, before[0].start)
    alike = all(_joins(folded, a.end, b.start) for a, b in pairwise(before))
    return [s.indicator for s in before] if whole and alike else []


def _joined(folded: str, drafts: list[Draft], i: int) -> int:
    """Return how many quantities from draft ``i`` on stand in one list."""
    count = 1
    while i + count < len(drafts) and _joins(folded, drafts[i + count - 1].end, drafts[i + count].start, moved=True):
        count += 1
    return count


def _joins(folded: str, end: int, start: int, *, moved: bool = False) -> bool:
    """Whether only a list separator stands between two quantities; ``moved``: or how a figure moved (、上升)."""
    if moved and _MOVED.fullmatch(folded, end, start):
        return True
    return end <= start <= end + 3 and folded[end:start].strip() in _SEPARATORS


def _share(folded: str, drafts: list[Draft]) -> list[Draft]:
    """Give each figure of a dealt-out list the comparator that stands once (分别突破860亿元和540亿元)."""
    result = list(drafts)
    i = 0
    while i < len(result):
        last = i
        while last + 1 < len(result) and _joins(folded, result[last].end, result[last + 1].start):
            last += 1
        if last > i:
            window = folded[max(0, result[i].start - _DEALT_REACH) : result[i].start]
            clause = window[max(window.rfind(c) for c in "。；！？\n") + 1 :]
            if _DEALT.search(clause):
                _spread(result, i, last)
                _same_unit(result, i, last)
        i = last + 1
    return result


def _spread(drafts: list[Draft], first: int, last: int) -> None:
    head, tail = drafts[first], drafts[last]
    own = [d.comparator != "=" or d.special == "rank" for d in drafts[first : last + 1]]
    if head.prefix and not any(own[1:]):
        for i in range(first + 1, last + 1):
            drafts[i] = replace(drafts[i], comparator=head.comparator)
    elif tail.suffix and not tail.prefix and not any(own[:-1]):
        for i in range(first, last):
            drafts[i] = replace(drafts[i], comparator=tail.comparator)


def _same_unit(drafts: list[Draft], first: int, last: int) -> None:
    """Give the unit that is written out once to the figures before it: 分别增长5个和3个百分点."""
    tail = drafts[last]
    if tail.kind == "count" or not tail.unit.word.startswith("个"):
        return
    for i in range(first, last):
        if drafts[i].unit.word == "个":
            drafts[i] = replace(drafts[i], unit=tail.unit, base=tail.base, kind=tail.kind)


class _Scan:
    """One pass over a paragraph from number to number."""

    def __init__(self, folded: str, start: int, end: int, lexicon: QuantityLexicon, *, strict: bool) -> None:
        self.text = folded
        self.start = start
        self.end = end
        self.strict = strict
        self.reader = Reader(folded, start, end, lexicon)
        self.rules = Rules(self.reader, Regions(folded, start, end), lexicon)
        self.found: list[Draft] = []
        self.waiting: list[Number] = []  # numbers without a unit that a list or range may still give one

    def drafts(self) -> list[Draft]:
        """Return the metrics of the paragraph in order, without overlaps."""
        position = self.start
        while True:
            match = CANDIDATE.search(self.text, position, self.end)
            if match is None:
                return self.found
            position = max(self._candidate(match), match.end())

    def _candidate(self, match: re.Match[str]) -> int:
        start, end = match.span()
        script = "han" if match["han"] or not (match["mask"] or match["digits"]) else "digits"
        if code_before(self.text, start, script):
            ranged = self._hyphenated(match)
            if ranged is not None:
                return self._keep(ranged)
            self.waiting.clear()
            code = code_after(self.text, end, self.end)
            return code or end
        draft, number = self.reader.quantity(match)
        if draft is None and number is None:
            self.waiting.clear()
            return end
        if draft is None and script == "digits":
            code = code_after(self.text, end, self.end)
            if code:
                self.waiting.clear()
                return code
        number = draft.number if number is None and draft is not None else number
        if number is None:
            return end
        return self._take(draft, number)

    def _hyphenated(self, match: re.Match[str]) -> Draft | None:
        """Return the range that ends in a number right behind a hyphen (1.8-2.2亿元), None where it is a code."""
        start, lower = match.start(), self.waiting[-1] if self.waiting else None
        if self.text[start - 1] != "-" or lower is None or lower.end != start - 1 or lower.script != "digits":
            return None
        if _LEADING_ZERO.match(self.text, lower.start) or _LEADING_ZERO.match(self.text, start):
            return None
        if self.text[lower.start - 1 : lower.start] == "前" or match.end() - start >= _TELEPHONE:
            return None
        if _NUMBER_OF.search(self.text, max(self.start, lower.start - 14), lower.start):
            return None
        upper, _ = self.reader.quantity(match)
        if upper is None or upper.unit.word in _PLACES or (self.strict and not self.rules.admits(upper)):
            return None
        return self.reader.joined(lower, upper)

    def _ranged(self, number: Number) -> Decimal | None:
        """Return the digits behind a range sign that follows a number (30－50家: 50), or None."""
        after = RANGE.match(self.text, number.end, self.end)
        upper = _DIGITS.match(self.text, after.end(), self.end) if after else None
        return None if upper is None else digits_value(upper[0])

    def _take(self, draft: Draft | None, number: Number) -> int:
        rank = self.rules.rank(number)
        if rank is not None:
            return self._keep(rank)
        if draft is not None and draft.special == "first":
            leading = self.rules.first(draft)
            return draft.end if leading is None else self._keep(leading)
        if draft is None:
            bare = Draft(number.start, number.end, number, NO_UNIT, "", number.value, number.value_to)
            bare = self.reader.finish(replace(bare, unit_end=number.end))
            implied = self._as_last(number, self.rules.unitless(number, bare), bare)
            if implied is not None and not self._open(number.end):
                return self._keep(self._with_waiting(implied))
            self._wait(number)
            return number.end
        if self.strict and not self.rules.admits(draft):
            self.waiting.clear()
            return draft.unit_end
        return self._keep(self._with_waiting(draft))

    def _as_last(self, number: Number, implied: Draft | None, bare: Draft) -> Draft | None:
        """Give a figure without a unit that of the one it follows: 由2.5亿人减少到5000万; 降38块钱，一年就是六百万."""
        if (implied is not None and implied.base) or not self.found or (number.value or 0) < 10**4:
            return implied
        last = self.found[-1]
        between = self.text[last.end : bare.start]
        if implied is not None and (_CHANGED.fullmatch(between)):
            return replace(implied, unit=last.unit, base=last.base, kind=last.kind)
        if (last.kind == "money" or last.base == "人") and implied is not None and _OF_SAME.fullmatch(between):
            return replace(implied, unit=last.unit, base=last.base, kind=last.kind)
        if last.kind == "money" and _SAME_MONEY.fullmatch(between) and ends_clause(self.text, bare.end, self.end):
            return replace(bare, unit=last.unit, base=last.base, kind=last.kind)
        return implied

    def _keep(self, draft: Draft) -> int:
        self.waiting.clear()
        if not self.found or draft.start >= self.found[-1].end:
            self.found.append(draft)
        return draft.end

    def _open(self, end: int) -> bool:
        """Whether a range sign or list separator follows, so that the unit may come with the next number."""
        after = RANGE.match(self.text, end, self.end)
        here = after.end() if after else skip_blanks(self.text, end)
        if after is None and self.text.startswith("、", here):
            here += 1
        elif after is None:
            return False
        return here < self.end and (self.text[here].isdigit())

    def _wait(self, number: Number) -> None:
        if self.waiting and not self._linked(self.waiting[-1].end, number.start):
            self.waiting.clear()
        upper = self._ranged(number)
        year = number.script == "digits" and number.scale == 1 and number.value is not None
        year = year and 1900 <= (number.value or 0) < 2100 and not (upper is not None and upper >= 2100)
        before = self.text[number.start - 1] if number.start > self.start else ""
        alone = not before and not self.waiting and upper is None  # the number of a heading
        if year or (before and before in "第每") or number.script == "bare" or alone:
            self.waiting.clear()
            return
        self.waiting.append(number)

    def _linked(self, end: int, start: int) -> bool:
        match = RANGE.match(self.text, end, self.end)
        if match is not None and match.end() == start:
            return True
        if start - end <= _CHANGE_REACH and _CHANGED.fullmatch(self.text, end, start):
            return bool(_FROM.search(self.text, max(self.start, self.waiting[-1].start - 12), self.waiting[-1].start))
        return self.text[end:start].strip() in (
            "、",
            "和",
            "及",
            "与",
            "或",
        )

    def _with_waiting(self, draft: Draft) -> Draft:
        """Give the numbers waiting before a draft its unit: as the lower end of a range, or as figures of a list."""
        while self.waiting and self._linked(self.waiting[-1].end, draft.start):
            lower = self.waiting.pop()
            between = RANGE.match(self.text, lower.end, self.end)
            near = not (self.waiting or draft.special or draft.unit.word in _PLACES or draft.value_to)
            near = near and about(self.text, lower, draft.number, self.start)
            if near or (between is not None and between.end() == draft.start and not draft.prefix):
                joined = self.reader.joined(lower, draft)
                return draft if joined is None else joined
            if lower.script == "han" or draft.special:
                break
            value = lower.value
            if value is not None and lower.scale == 1:
                value = times(value, draft.number.scale)
            item = Draft(
                lower.start,
                lower.end,
                lower,
                draft.unit,
                draft.base,
                value,
                lower.value_to,
                unit_end=lower.end,
                kind=draft.kind,
            )
            self._list_item(self.reader.finish(item), draft.number.scale)
            break
        return draft

    def _list_item(self, item: Draft, size: Decimal) -> None:
        items = [item]
        while self.waiting and self._linked(self.waiting[-1].end, items[-1].start):
            lower = self.waiting.pop()
            scale = Decimal(1) if lower.scale != 1 else size
            value = None if lower.value is None else times(lower.value, scale)
            more = replace(items[0], start=lower.start, end=lower.end, unit_end=lower.end, number=lower, value=value)
            items.append(self.reader.finish(more))
        for found in reversed(items):
            if not self.found or found.start >= self.found[-1].end:
                self.found.append(found)
