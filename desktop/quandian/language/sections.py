"""Reads a report from beginning to end and tells for every unit whether it reviews, plans or analyses problems.

Headings that name a section are strong evidence, time words, years and figures weaker evidence; how likely a report
changes from reviewing to planning depends on what stands between two units: nothing, a paragraph end, a heading, a
numbering that begins again, a new article. The most likely course is found with the forward-backward algorithm over
three states, which is linear in the number of units.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from quandian.core.model import Passage, Role
from quandian.language.cues import OPENING, Cues, Hit, cues
from quandian.language.quantities import QuantitySpan
from quandian.language.units import Unit
from quandian.language.work_headings import Title, plain_plans
from quandian.language.years import Mention, mentions, reviewed_year

REVIEW, PLAN, PROBLEM = 0, 1, 2
_BEHIND = ("back", "past", "done", "le", "ongoing")
_CLIP = 6.0
_NAMED = 7.0  # evidence of a heading that names its section
_SUBTREE = 1.6  # and for each unit under it
_SHAPE = 1.3
_IMPERATIVE = 0.25
_BOTH = 0.45
_TITLE = 1.0
_TIME_ALONE = 8  # characters of "2024年，" or "同志们，"
_TAIL = 0.25
_SAID = 0.8
_NAMES = 0.2
_LABEL = 20  # characters of a line such as "2023年工作计划：" that names what follows
_START = (-0.6, -1.4, -5.0)
_ORDINAL = re.compile(r"^(?:#+\s*)?([（(]?)([一二三四五六七八九十]+|\d{1,2})(、|[）)]|[.．]|是)")
_HAN = "一二三四五六七八九十"
_INTERVIEW = re.compile(r"(?m)^——专?访|本报记者对话|记者走进")
_TALK_LEAN = 0.7  # interviews with heads of departments speak of what they plan
_LAST_YEAR = re.compile(r"(?<![比较超])(?:去年|过去一年|过去的一年)(?!同期|末|底)")
_NEXT_YEAR = re.compile(r"明年|来年|下一年")
_THIS_YEAR_DONE = re.compile(r"今年(?:以来|[^。，；]{0,12}(?:完成了|实现了|共|已))")


@dataclass(slots=True)
class Reading:
    """What was read of one unit. ``state`` are the probabilities of review, plan, problem analysis."""

    unit: Unit
    role: Role
    lead: bool
    hits: list[Hit]
    words: dict[str, list[str]]
    opening: set[str]
    quantities: list[QuantitySpan]
    evidence: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    ahead: int = 1 << 30  # where the first word of what is to come stands
    named: str = ""  # for a heading: the kind of section it names
    tail: bool = False  # tells first what is done and then what is to come
    later: bool = False  # names a year after the one reviewed
    earlier: bool = False  # opens with the year reviewed or one before
    state: tuple[float, float, float] = (0.4, 0.35, 0.25)
    section: str = ""  # title of the heading that names the section
    section_kind: str = ""


def read(
    text: str, passages: Sequence[Passage], units: Sequence[Unit], metrics: Sequence[QuantitySpan]
) -> list[Reading]:
    """Return what was read of each unit, states included. Never raises; linear in text and units."""
    lexicon = cues()
    named = mentions(text)
    this_year = _this_year(text)
    reviewed = reviewed_year(text, named)
    readings = _observed(text, passages, units, metrics, lexicon)
    plans = plain_plans(text, _titles(text, passages, readings, lexicon), named, this_year)
    planned = [year for year in plans.values() if year is not None]
    if planned and reviewed is not None:
        reviewed = min(reviewed, min(planned) - 1)
    _add_years(readings, named, reviewed)
    talk = _TALK_LEAN if _INTERVIEW.search(text) else 0.0
    for reading in readings:
        _weigh(reading, lexicon, text, this_year)
        reading.evidence[PLAN] += talk
    _headings(text, passages, readings, lexicon, plans.keys())
    _states(text, passages, readings)
    return readings


def _this_year(text: str) -> float:
    """Return how far 今年 means the year planned: the report looks back on 去年, or forward to 明年."""
    last, following, done = (len(p.findall(text)) for p in (_LAST_YEAR, _NEXT_YEAR, _THIS_YEAR_DONE))
    if following + done > last:
        return -1.0
    return min(1.2 + 0.3 * last, 2.4) if last else 0.0


def _observed(
    text: str, passages: Sequence[Passage], units: Sequence[Unit], metrics: Sequence[QuantitySpan], lexicon: Cues
) -> list[Reading]:
    readings: list[Reading] = []
    position = 0
    for unit in units:
        passage = passages[unit.passage]
        following = passages[unit.passage + 1] if unit.passage + 1 < len(passages) else None
        lead = (
            passage.role is Role.HEADING and following is not None and following.paragraph == passage.paragraph
        ) or (passage.role is Role.HEADING and text[passage.end - 1 : passage.end] == "。")
        hits = lexicon.find(text, unit.start, unit.end)
        words: dict[str, list[str]] = {}
        opening: set[str] = set()
        first = _first_clause(text, unit)
        for hit in hits:
            known = words.setdefault(hit.group, [])
            if hit.word not in known:
                known.append(hit.word)
            if hit.at < first:
                opening.add(hit.group)
        while position < len(metrics) and metrics[position].end <= unit.start:
            position += 1
        inside = position
        while inside < len(metrics) and metrics[inside].start < unit.end:
            inside += 1
        readings.append(Reading(unit, passage.role, lead, hits, words, opening, list(metrics[position:inside])))
    return readings


def _first_clause(text: str, unit: Unit) -> int:
    """Return how far the opening reaches: the first comma that does not follow a mere time or address."""
    for at in range(unit.start + _TIME_ALONE, min(unit.end, unit.start + 3 * OPENING)):
        if text[at] in "，,":
            return at - unit.start
    return OPENING


def _add_years(readings: Sequence[Reading], named: Sequence[Mention], reviewed: int | None) -> None:
    if reviewed is None:
        return
    i = 0
    for reading in readings:
        while i < len(named) and named[i].at < reading.unit.start:
            i += 1
        while i < len(named) and named[i].at < reading.unit.end:
            mention = named[i]
            opens = mention.at - reading.unit.start < OPENING // 2
            if mention.year > reviewed:
                reading.later = True
                reading.ahead = min(reading.ahead, mention.at - reading.unit.start)
                reading.evidence[PLAN] += 2.8 if opens else 1.4
                if opens:
                    reading.opening.add("future")
            elif not mention.deadline and opens:
                reading.earlier = True
                reading.opening.add("back")
                reading.evidence[REVIEW] += 2.2
            i += 1


def _weigh(reading: Reading, lexicon: Cues, text: str, this_year: float) -> None:
    """Add up what the words and figures of a unit say."""
    evidence = reading.evidence
    for name, words in reading.words.items():
        group = lexicon.groups[name]
        count = float(min(len(words), 6)) if name == "verb" else 2.0 - 0.5 ** (len(words) - 1)
        if name in ("future", "back") and name in reading.opening:
            count *= 1.5
        evidence[REVIEW] += group.review * count
        evidence[PLAN] += group.plan * count
        evidence[PROBLEM] += group.problem * count
    if (
        this_year
        and "今年" in text[reading.unit.start : reading.unit.end]
        and "今年以来" not in reading.words.get("back", ())
    ):
        reading.later = reading.later or this_year > 0
        if "今年" in text[reading.unit.start : reading.unit.start + OPENING]:
            evidence[PLAN if this_year > 0 else REVIEW] += abs(this_year)
    bounds = exact = 0
    for metric in reading.quantities:
        sign, value = metric.quantity.comparator, str(metric.quantity.value or "")
        if sign in ("≥", "≤", "≈"):
            bounds += 1
        elif sign in ("<", ">") or "." in value or len(value.rstrip("0")) > 2:
            exact += 1
    evidence[PLAN] += 0.8 * min(bounds, 3)
    evidence[REVIEW] += 0.3 * min(exact, 3)
    if text[reading.unit.end - 1] in "？?":
        reading.words.setdefault("question", []).append("？")
    if _tail(reading):
        reading.tail = True
        evidence[:] = [value * _TAIL for value in evidence]
    elif (reading.later or reading.words.keys() & {"future", "must"}) and reading.words.keys() & {
        "back",
        "past",
    }:
        evidence[:] = [value * _BOTH for value in evidence]  # says both, so it tells little of its section
    for state in range(3):
        evidence[state] = max(-_CLIP, min(_CLIP, evidence[state]))


def _tail(reading: Reading) -> bool:
    """Whether a unit tells first what is done and in a later clause what is to come (已完成设计，2022年开工)."""
    done = min((h.at for h in reading.hits if h.group in _BEHIND), default=1 << 30)
    ahead = min((h.at for h in reading.hits if h.group in ("future", "must")), default=1 << 30)
    ahead = min(ahead, reading.ahead)
    return done < ahead < 1 << 30 and "future" not in reading.opening and reading.role is Role.BODY


def _titles(text: str, passages: Sequence[Passage], readings: Sequence[Reading], lexicon: Cues) -> list[Title]:
    """Return the headings, and the lines that stand for one, in order."""
    titles = []
    for reading in readings:
        passage = passages[reading.unit.passage]
        if (reading.role is Role.HEADING and not reading.lead) or _labels(text, passage, reading):
            words = _bare(text[reading.unit.start : reading.unit.end]).rstrip("：:")
            titles.append(Title(reading.unit.start, words, passage.level, _name(words, lexicon)))
    return titles


def _headings(
    text: str, passages: Sequence[Passage], readings: Sequence[Reading], lexicon: Cues, plans: Collection[int]
) -> None:
    """Let headings that name a section speak for all that stands under them."""
    level = 0
    kind = title = ""
    over_all = _title_of_all(passages, readings)
    for reading in readings:
        passage = passages[reading.unit.passage]
        heading = reading.role is Role.HEADING and not reading.lead
        if heading and kind and passage.level <= level:
            kind = title = ""
        if heading or _labels(text, passage, reading):
            words = _bare(text[reading.unit.start : reading.unit.end]).rstrip("：:")
            reading.named = "plan" if reading.unit.start in plans else _name(words, lexicon)
            if reading is over_all and reading.named != "plan":
                reading.evidence[REVIEW] += _TITLE if reading.named == "review" else 0.0
                reading.named = ""
            if reading.named and not reading.unit.place:
                kind, title, level = reading.named, words, passage.level
        if reading.role is Role.HEADING:
            _shape(reading, text, lexicon)
        if kind:
            _under(reading, kind, title)


def _name(words: str, lexicon: Cues) -> str:
    """Return the kind of section a heading names; one that names review and plan at once is a title of both."""
    kinds = dict(lexicon.headings.named)
    if kinds["plan"].search(words) and kinds["review"].search(words):
        return "problem" if kinds["problem"].search(words) else ""
    return next((name for name, pattern in kinds.items() if pattern.search(words)), "")


def _under(reading: Reading, kind: str, title: str) -> None:
    """Note the named section a unit stands in, or opens."""
    reading.section, reading.section_kind = title, kind
    state = {"review": REVIEW, "plan": PLAN, "problem": PROBLEM}.get(kind)
    if state is not None:
        reading.evidence[state] += _NAMED if reading.named else _SUBTREE
        if state != PROBLEM and not reading.named:
            reading.evidence[PROBLEM] += _SUBTREE  # problems are told within either kind of section


def _labels(text: str, passage: Passage, reading: Reading) -> bool:
    """Whether a body paragraph is a short line that ends in a colon, as a heading would."""
    whole = passage.end - reading.unit.end <= 1 and not reading.unit.place
    return (
        whole and reading.role is Role.BODY and passage.end - passage.start <= _LABEL and text[passage.end - 1] in "：:"
    )


def _title_of_all(passages: Sequence[Passage], readings: Sequence[Reading]) -> Reading | None:
    """Return the first heading where no other stands as high: a report called 总结 mostly ends with plans."""
    headings = [r for r in readings if r.role is Role.HEADING and not r.lead]
    if not headings:
        return None
    level = passages[headings[0].unit.passage].level
    same = [r for r in headings if passages[r.unit.passage].level <= level]
    return headings[0] if len(same) == 1 else None


def _shape(reading: Reading, text: str, lexicon: Cues) -> None:
    """Weigh how a heading is built; its words count half, since headings are slogans."""
    words = _bare(text[reading.unit.start : reading.unit.end]).rstrip("。：:；; ")
    reading.evidence[:] = [value * 0.5 for value in reading.evidence]
    last = re.split(r"[，,、 \u3000]", words)[-1]
    if lexicon.headings.plan_shape.search(words):
        reading.evidence[PLAN] += _SHAPE
    elif any(hit.group == "verb" for hit in lexicon.find(last, 0, min(2, len(last)))):
        reading.evidence[PLAN] += _IMPERATIVE  # verb and object: 加快重点项目建设
    elif lexicon.headings.review_shape.search(words):
        reading.evidence[REVIEW] += _SHAPE


def _bare(heading: str) -> str:
    """Return a heading without its number and marks."""
    stripped = heading.strip().lstrip("#☆●◆■—- \u3000")
    match = _ORDINAL.match(stripped)
    return stripped[match.end() :].strip() if match else stripped


def _states(text: str, passages: Sequence[Passage], readings: Sequence[Reading]) -> None:
    chain = [r for r in readings if r.role in (Role.BODY, Role.HEADING, Role.TABLE)]
    if not chain:
        return
    costs = _costs(text, passages, chain, frozenset())
    _course(chain, costs)
    mixed = _mixed(text, chain)
    if mixed:
        _course(chain, _costs(text, passages, chain, mixed))


def _course(chain: Sequence[Reading], costs: Sequence[list[list[float]]]) -> None:
    """Set the states of a chain by the forward-backward algorithm."""
    forward = [_normal([s + e for s, e in zip(_START, chain[0].evidence, strict=True)])]
    for reading, cost in zip(chain[1:], costs, strict=True):
        before = forward[-1]
        forward.append(
            _normal([_sum([before[a] - cost[a][b] for a in range(3)]) + reading.evidence[b] for b in range(3)])
        )
    backward = [0.0, 0.0, 0.0]
    for i in range(len(chain) - 1, -1, -1):
        total = _normal([f + b for f, b in zip(forward[i], backward, strict=True)])
        chain[i].state = (math.exp(total[0]), math.exp(total[1]), math.exp(total[2]))
        if i:
            cost, evidence = costs[i - 1], chain[i].evidence
            backward = _normal([_sum([backward[b] + evidence[b] - cost[a][b] for b in range(3)]) for a in range(3)])


def _mixed(text: str, chain: Sequence[Reading]) -> frozenset[int]:
    """Return the steps to a next item of a numbered series whose items each review first and plan at their end."""
    ordinals: dict[str, int] = {}
    began: dict[str, bool] = {}
    turned: set[str] = set()
    steps: set[int] = set()
    for i, reading in enumerate(chain):
        opening = text[reading.unit.start : reading.unit.start + 6]
        if reading.role is not Role.HEADING or reading.lead or reading.unit.place:
            continue
        match = _ORDINAL.match(opening)
        if match is None:
            continue
        form = _form(match)
        if _numbering(opening, ordinals) != "next":
            began[form] = reading.state[REVIEW] > 0.5
            turned.discard(form)
        elif began.get(form):
            if chain[i - 1].state[PLAN] > 0.5 and not reading.named:
                turned.add(form)
            if form in turned:
                steps.add(i - 1)
    return frozenset(steps)


def _sum(values: Sequence[float]) -> float:
    top = max(values)
    return top + math.log(sum(math.exp(v - top) for v in values))


def _normal(values: Sequence[float]) -> list[float]:
    total = _sum(values)
    return [v - total for v in values]


def _costs(
    text: str, passages: Sequence[Passage], chain: Sequence[Reading], mixed: frozenset[int]
) -> list[list[list[float]]]:
    """Return for each step between two units what each change of state costs."""
    top = min((passages[r.unit.passage].level for r in chain if r.role is Role.HEADING and not r.lead), default=0)
    ordinals: dict[str, int] = {}
    result = []
    for i, (before, after) in enumerate(pairwise(chain)):
        to_plan, to_review, leave_problem = _step(text, passages, before, after, top, ordinals)
        admits = "admit" in after.words or after.named == "problem"
        to_problem = to_plan + (0.7 if admits else 2.5)
        if after.named == "plan":
            to_plan = _NAMES
        elif after.named == "problem":
            to_problem = _NAMES
        if after.named == "review":
            to_review = leave_problem = _NAMES
        elif "future" in after.opening:
            to_plan = max(0.3, to_plan - _SAID)
        elif not _leads_ahead(chain, i + 1):
            to_plan += _SAID  # a turn is mostly said where it happens
        if "back" in after.opening:
            to_review = max(0.3, to_review - _SAID)
        if mixed:
            to_plan *= 0.5
        if i in mixed:
            to_review = 0.5
        result.append(
            [
                [0.0, to_plan, to_problem],
                [to_review, 0.0, to_problem + 1.5],
                [leave_problem + 1.2, leave_problem, 0.0],
            ]
        )
    return result


def _leads_ahead(chain: Sequence[Reading], i: int) -> bool:
    """Whether a heading sounds like plans, or the sentence below it opens with what is to come."""
    if chain[i].role is not Role.HEADING or chain[i].lead:
        return False
    below = next((r for r in chain[i + 1 : i + 4] if r.role is not Role.HEADING or r.lead), None)
    return chain[i].evidence[PLAN] > 0.5 or (below is not None and "future" in below.opening)


def _step(
    text: str,
    passages: Sequence[Passage],
    before: Reading,
    after: Reading,
    top: int,
    ordinals: dict[str, int],
) -> tuple[float, float, float]:
    """Return what it costs to turn to planning, back to reviewing, and away from problems between two units."""
    old, new = passages[before.unit.passage], passages[after.unit.passage]
    if before.unit.passage == after.unit.passage:
        return 4.2, 5.2, 2.2
    if old.paragraph == new.paragraph:
        return 5.0, 5.5, 2.5
    if after.role is Role.HEADING and not after.lead:
        numbering = _numbering(text[after.unit.start : after.unit.start + 6], ordinals)
        if numbering == "again":
            return 0.4, 2.5, 0.2
        if numbering == "next":
            return 3.2, 4.2, 1.2
        if new.level <= top:
            ordinals.clear()
            return (1.2, 1.4, 0.3) if before.role is not Role.HEADING else (2.5, 2.5, 0.5)
        return 2.2, 3.5, 0.5
    if before.role is Role.HEADING:
        return 3.2, 4.0, 2.0
    return 2.4, 3.6, 1.2


def _numbering(opening: str, ordinals: dict[str, int]) -> str:
    """Return whether a heading's number begins "again" at one or is the "next" of a series; keeps the numbers seen."""
    match = _ORDINAL.match(opening)
    if match is None:
        return ""
    form = _form(match)
    number = int(match[2]) if match[2].isdigit() else (_HAN.index(match[2][0]) + 1 if len(match[2]) == 1 else 11)
    before = ordinals.get(form, 0)
    ordinals[form] = number
    if number == 1 and before > 1 and form.startswith("、"):
        return "again"
    return "next" if number == before + 1 and number > 1 else ""


def _form(match: re.Match[str]) -> str:
    """Return the form of a number: 、一 for 一、 and （）一 for （一）."""
    return match[1] + match[3] + ("一" if match[2][0] in _HAN else "1")
