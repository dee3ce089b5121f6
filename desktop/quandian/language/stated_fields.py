"""The fields of a goal or an achievement that its words state: deadline, responsible office, period.

Nothing is guessed. A term without a year (年底前, 二季度) needs the year the report plans for; where a unit states two
different terms, years or offices none is taken, because only a reader knows which part of the unit counts.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from typing import Any

from quandian.core.codebook import ACHIEVEMENT, GOAL
from quandian.core.model import TagId
from quandian.language.numerals import fold
from quandian.language.unit_reading import Reading
from quandian.language.years import plan_years

_TERM = re.compile(
    r"(?<![\d.\-—–~至比较])(?:(?P<year>20\d\d|19\d\d)年)?(?:"
    r"(?P<month>1[0-2]|[1-9])月(?:(?P<day>[12]\d|3[01]|[1-9])日(?P<by_day>之?前|以前)|(?P<by>[底末]前?|份?(?=[^\d，。；、至—-]{0,2}"
    r"(?:开工|动工|建成|投[产用运]|完[成工]|竣工|交付|通[车水气航]|启用|开[放业馆诊园])))"
    r"|(?P<till>(?:中旬|上旬|下旬)?前))"
    r"|第?(?P<quarter>[一二三四1-4])季度[末底]?前?|(?P<half>[上下])半年|(?P<end>年?[底末](?:之?前)?|年内))"
)
_IN_YEAR = re.compile(r"(?<![每去上前多往近明])(?:年内|年[底末](?:之?前)?)(?!同期|相比|余额|存款)")
_YEAR = re.compile(
    r"(?P<not>[比较与同自从以是]|不低于|[-—~至]|相当于)?(?<!\d)(?P<year>20\d\d|19\d\d)年(?!\d{1,2}月\d)"
    r"(?P<rest>[底末]?前|[底末]|以来|起|的?)"
)
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)年?[-—~至到]+((?:19|20)\d\d)年")
_PLANNED = re.compile(r"明年|来年|全年|本年度|今年(?!以来)|下一年")
_REVIEWED = re.compile(r"去年(?!同期|末|底)|过去一年|过去的一年|一年来|上一年|全年")
_THIS = re.compile(r"今年以来|今年|本年度?")
_FIVE = re.compile(r"(?<!今后)(?<!未来)(?:五年来|过去五年|过去的五年|这五年|五年间)")
_ENDS = "局|署|委|办|部|厅|院|行|公司|集团|中心|部门|单位|街道|政府|区|县|市|镇|处|科|室|站|所|会|办公室|领导小组|专班"
_OFFICE = rf"[一-龥、（）]{{1,24}}?(?:{_ENDS})"
_LABELLED = re.compile(
    r"(?:责任|牵头|负责|主办|承办|实施|落实)(?:单位|部门|主体|领导|科室)(?:[：:]|为)\s*([^，。；;）)\]】\n]{2,40})"
)
_LED = re.compile(rf"由(?P<office>{_OFFICE})(?:(?:会同|联合)[^，。；]{{2,20}})?(?:负责|牵头)")
_ORDERED = re.compile(
    r"^(?:[一二三四五六七八九十]是|[（(]?\d{1,2}[）).、．])?"
    r"(?P<office>(?!我[们区市县]|各级)[一-龥、]{1,16}?(?:局|委|办|公司|集团|中心|部门|街道|科室))要(?!求|素|点)"
)
_QUARTERS = {"一": 3, "1": 3, "二": 6, "2": 6, "三": 9, "3": 9, "四": 12, "4": 12}
_SAYS_WHEN = (_TERM, _IN_YEAR, _YEAR, _SPAN, _PLANNED, _REVIEWED, _THIS, _FIVE)
_AHEAD = 6  # a year further ahead than this is no term of a yearly report's plan, and a year of birth or law is none


def stated_fields(tag: TagId, text: str, reading: Reading) -> dict[str, str]:
    """Return the fields that the words of a unit state, as the codebook stores them (ISO dates, years)."""
    words = fold(text[reading.unit.start : reading.unit.end])
    if tag == GOAL:
        found = {"deadline": _deadline(words, reading), "responsible": _responsible(words)}
    elif tag == ACHIEVEMENT:
        found = {"period": _period(words, reading)}
    else:
        found = {}
    if found.get("responsible") and (at := words.find(found["responsible"])) >= 0:  # as written, not folded
        at += reading.unit.start
        found["responsible"] = text[at : at + len(found["responsible"])]
    return {name: value for name, value in found.items() if value}


def still_stated(fields: Mapping[str, Any], before: str, after: str) -> dict[str, Any]:
    """Return those of a suggestion's fields that hold when its words ``before`` are corrected to ``after``.

    A term, year or office that the correction cut off or took in makes its field uncertain, and it is left out; what
    the heading of the section said stays.
    """
    same = _times(fold(before)) == _times(fold(after))
    return {
        name: value
        for name, value in fields.items()
        if (same if name in ("deadline", "period") else name == "responsible" and fold(str(value)) in fold(after))
    }


def _times(words: str) -> list[str]:
    """Return what says when in the words, in order."""
    found = {m.span(): m[0] for pattern in _SAYS_WHEN for m in pattern.finditer(words)}
    return [found[span] for span in sorted(found)]


def _deadline(words: str, reading: Reading) -> str:
    planned = reading.reviewed + 1 if reading.reviewed and reading.yearly else 0
    terms = set(_terms(words, planned, reading))
    if terms:
        return terms.pop() if len(terms) == 1 else ""
    years = {year for year in _years(words) if reading.reviewed < year <= reading.reviewed + _AHEAD + 10}
    if reading.reviewed and years:
        return str(years.pop()) if len(years) == 1 else ""
    if planned and not reading.earlier and _PLANNED.search(words) and (reading.this_year >= 0 or "今年" not in words):
        return str(planned)
    return ""


def _terms(words: str, planned: int, reading: Reading) -> Iterator[str]:
    for match in _TERM.finditer(words):
        year = int(match["year"] or planned)
        if not year or (reading.reviewed and year <= reading.reviewed) or _done(words, match.end()):
            continue
        yield from _ends(match, year)
    if planned:
        for match in _IN_YEAR.finditer(words):
            if match.start() and words[match.start() - 1].isdigit():
                continue
            yield f"{planned}-12-31"


def _ends(match: re.Match[str], year: int) -> Iterator[str]:
    """Yield the last day of the term: June 30th for 6月底前 and 上半年."""
    if match["day"]:
        day = min(int(match["day"]), monthrange(year, int(match["month"]))[1])
        yield f"{year}-{int(match['month']):02d}-{day:02d}"
    elif match["till"] is not None:
        yield f"{year}-{int(match['month']):02d}"
    elif match["month"] or match["quarter"] or match["half"]:
        month = (
            int(match["month"] or 0) or _QUARTERS.get(match["quarter"] or "", 0) or (6 if match["half"] == "上" else 12)
        )
        yield f"{year}-{month:02d}-{monthrange(year, month)[1]}"
    elif match["end"] and match["year"]:
        yield f"{year}-12-31"


def _done(words: str, at: int) -> bool:
    """Whether what stands behind a term is over: 6月底前已完成."""
    return words.startswith(("已", "完成了", "就"), at)


def _years(words: str) -> Iterator[int]:
    """Yield the years that say when: not those compared with (比2010年), nor the ends of spans."""
    plain = _SPAN.sub(" ", words)
    for match in _YEAR.finditer(plain):
        if match["not"] is None and match["rest"] not in ("以来", "起", "的"):
            yield int(match["year"])
    for _, last, end in plan_years(plain):
        if end:
            yield last


def _responsible(words: str) -> str:
    found = [match[1].strip() for match in _LABELLED.finditer(words)]
    found += [match["office"] for pattern in (_LED, _ORDERED) for match in pattern.finditer(words)]
    names = {name.strip("、 ") for name in found}
    return names.pop() if len(names) == 1 else ""


def _period(words: str, reading: Reading) -> str:
    spans = {f"{a}-{b}" for a, b in _SPAN.findall(words) if a < b}
    spans |= {f"{first}-{last}" for first, last, end in plan_years(words) if not end and last <= reading.reviewed}
    if _FIVE.search(words) and reading.reviewed:
        spans.add(f"{reading.reviewed - 4}-{reading.reviewed}")
    years = {str(year) for year in _years(words) if not reading.reviewed or year <= reading.reviewed}
    if spans or len(years) > 1:
        return spans.pop() if len(spans) == 1 and not years else ""
    if years:
        return years.pop()
    now = _REVIEWED.search(words) or (reading.this_year <= 0 and _THIS.search(words))
    if now and reading.reviewed and reading.yearly:
        return str(reading.reviewed)
    titled = {str(year) for year in _years(fold(reading.section) + " ")} if reading.section_kind == "review" else set()
    return titled.pop() if len(titled) == 1 else ""
