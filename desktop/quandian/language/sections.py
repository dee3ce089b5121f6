"""Reads a report from beginning to end and tells for every unit whether it reviews, plans or analyses problems.

Headings that name a section are strong evidence, time words, years and figures weaker evidence; how likely a report
changes from reviewing to planning depends on what stands between two units: nothing, a paragraph end, a heading, a
numbering that begins again, a new article (``section_headings``, ``state_course``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quandian.core.model import Passage, Role
from quandian.language.cues import OPENING, Cues, Hit, cues
from quandian.language.quantities import QuantitySpan
from quandian.language.section_headings import titles_of, weigh_headings
from quandian.language.state_course import states
from quandian.language.unit_reading import PLAN, PROBLEM, REVIEW, Reading
from quandian.language.units import Unit
from quandian.language.work_headings import plain_plans, year_by_titles
from quandian.language.years import (
    Mention,
    before_plan,
    mentions,
    names_document,
    names_five_years,
    reviewed_year,
    session_year,
)

_BEHIND = ("back", "past", "done", "le", "ongoing")
_AHEAD = frozenset({"future", "target", "must"})
_STORIES = frozenset({"narrative"})
_SLOGANS = frozenset({"truism", "couplet"})
_SCENES = frozenset({"scene", "credit"})
_CLIP = 6.0
_BOTH = 0.45
_TITLE_LINES = 3  # passages above the title: a number, a date
_TIME_ALONE = 8  # characters of "2024年，" or "同志们，"
_TAIL = 0.25
_FORMULA = 0.3
_ORDERED = 4.5
_BUDGETED = 2.5
_TELLS = frozenset(("past", "le", "done", "back"))
_TROUBLES = frozenset(("problem", "trouble", "background", "admit"))
_FRAME = re.compile(  # 在原料涨价、订单减少的形势下，…: the frame of what is reported
    r"(?<![存实现所旨])在[^。；！？]{4,60}?(?:下|之中|中|之际|时)，|(?:面对|克服|战胜|顶住|抵御|应对)了?[^。；，]{2,40}，"
)
_OCCASION = re.compile(r"根据|按照?|依据|依照|遵照|为(?!止)|下面|现[将就把]|受|经[^，]{0,12}(?:同意|批准)|接")
_SUMMED_UP = re.compile("总结|回顾|小结|完成情况|进展情况|落实情况|成效|一年来")
_QUOTES = re.compile("(?:显示|指出|提出|表明|介绍|透露|说|称)[，：]$")  # 报告显示，2022年…
_WORK = 3  # verbs, or clauses, of a sentence that says what was done
_PURPOSE = re.compile(r"为了?(?!此|止|期|主|首)")
_AIM = re.compile(r"确保|促进|推动|推进|提高|提升|实现|保障|打造|创建|加快|增强|改善|让|使|不断")
_DATED = re.compile(
    r"(?:已|(?:19|20)\d\d年(?:底|末|已|\d{1,2}月)?，?)[^，。；]{0,14}(?:完成|实现|脱贫|摘帽|建成|通过|达标|荣获|获评|退出)"
)
_SET_TO = re.compile(r"将[^，。；]{1,30}(?:由|从)[^，。；]{1,14}(?:至|到|为)")
_ASSERTS = re.compile(r"已|^实际|事实上|展现了|曾")
_LEAD_IN = re.compile(  # 积极推动成果转化。: what the rest of its paragraph tells
    r"(?:积极|着力|全力|大力|切实|扎实|深入|持续|坚决|主动|努力)(?:推动|推进|服务|打好|加强|促进|抓好|做好|提升|防范|化解|构建|打造|优化|开展)"
    r"[^，。；了已]{2,18}。"
)
_CLAUSE = 5  # characters of the shortest clause
_INTERVIEW = re.compile(r"(?m)^——专?访|本报记者对话|记者走进[^，。]{0,16}(?:局|委|办|中心|部门)|^记者[：:]")
_QUESTION = re.compile(r"(?:记者|主持人|主播|本报|问)\s*[：:]")
_PLAN_TITLE = re.compile(r"规划|纲要|行动计划|工作要点|实施方案|行动方案|工作计划")
_NOT_PLAN_TITLE = re.compile(r"总结|回顾|情况|报告|讲话|评估|计划生育")
_PLAN_LEAN = 0.7
_REPORT_TITLE = re.compile(r"年度?报告$|年报$")
_REPORT_LEAN = 0.5
_DONE = re.compile("已|了$|^创成|^建成")  # 如期完成 may be still to come
_TALK_LEAN = 0.7  # interviews with heads of departments speak of what they plan
_LAST_YEAR = re.compile(r"(?<![比较超])(?:去年|过去一年|过去的一年)(?!同期|末|底)")
_UP_TO_NOW = re.compile("截[至止]到?今年")
_DONE_IN_THIS = re.compile("(?:已|都|均|并)于今年")  # 并于今年三月通车
_NEXT_YEAR = re.compile(r"明年|来年|下一年")
_THIS_YEAR_DONE = re.compile(r"今年(?:以来|[^。，；]{0,12}(?:完成了|实现了|共|已))")


def read(
    text: str, passages: Sequence[Passage], units: Sequence[Unit], metrics: Sequence[QuantitySpan]
) -> list[Reading]:
    """Return what was read of each unit, states included. Never raises; linear in text and units."""
    lexicon = cues()
    named = mentions(text)
    this_year = _this_year(text)
    reviewed = _at_least(session_year(text), reviewed_year(text, named), named)
    readings = _observed(text, passages, units, metrics, lexicon)
    titles = titles_of(text, passages, readings, lexicon)
    plans = plain_plans(text, titles, named, this_year)
    head = text[: passages[_TITLE_LINES].start] if len(passages) > _TITLE_LINES else text
    yearly = not names_five_years(head)
    reviewed = before_plan(head, reviewed) if not yearly else year_by_titles(titles, plans, reviewed)
    _add_years(text, readings, named, reviewed)
    conversation = sum(reading.asked and not reading.unit.place for reading in readings) > 1
    looks_back = _REPORT_LEAN if _looks_back(text, readings) else 0.0
    lean = (_TALK_LEAN if _INTERVIEW.search(text) else 0.0) + _document_lean(text, readings)
    for reading in readings:
        reading.told = reading.role is Role.BODY and _tells(text, reading)
        _weigh(reading, lexicon, text, this_year)
        reading.evidence[PLAN] += lean
        reading.evidence[REVIEW] += looks_back
        reading.talk = conversation
        reading.reviewed, reading.yearly, reading.this_year = reviewed or 0, yearly, this_year
    weigh_headings(text, passages, readings, lexicon, plans.keys())
    states(text, passages, readings)
    return readings


def _at_least(session: int, reviewed: int | None, named: Sequence[Mention]) -> int | None:
    """Return the last year reviewed; a report to a session looks back on the year before where it names it."""
    before = session - 1
    if reviewed is None or reviewed >= before or all(mention.year != before for mention in named):
        return reviewed
    return before


def _title(text: str, readings: Sequence[Reading]) -> str:
    title = next((r for r in readings if r.role is Role.HEADING and not r.lead), None)
    if title is None or title.unit.passage > _TITLE_LINES:
        return ""
    return text[title.unit.start : title.unit.end]


def _document_lean(text: str, readings: Sequence[Reading]) -> float:
    """Return how far the title says that the whole document plans (规划纲要, 工作要点)."""
    words = _title(text, readings)
    return _PLAN_LEAN if _PLAN_TITLE.search(words) and not _NOT_PLAN_TITLE.search(words) else 0.0


def _looks_back(text: str, readings: Sequence[Reading]) -> bool:
    """Whether the title is that of an annual report, whose chapters report where they do not say otherwise."""
    return _REPORT_TITLE.search(_title(text, readings)) is not None


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
        hits = _outside_frames(text, unit, lexicon.find(text, unit.start, unit.end))
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
        reading = Reading(unit, passage.role, lead, hits, words, opening, list(metrics[position:inside]))
        reading.goes_on = _goes_on(text, reading)
        reading.forms = _forms(text, reading, lexicon)
        _signs(text, reading, readings[-1] if readings else None, lexicon)
        goes_on = not unit.place and passage.end - unit.end > _CLAUSE and passage.role is Role.BODY
        reading.leads_in = goes_on and not reading.quantities and _LEAD_IN.match(text, unit.start, unit.end) is not None
        reading.asked = _QUESTION.match(text, passage.start, passage.end) is not None
        readings.append(reading)
    return readings


def _outside_frames(text: str, unit: Unit, hits: list[Hit]) -> list[Hit]:
    """Leave out the troubles that a sentence only begins with, before it says what was reached in spite of them."""
    if all(hit.group not in _TROUBLES for hit in hits):
        return hits
    frames = [m.span() for m in _FRAME.finditer(text, unit.start, unit.end) if unit.end - m.end() > _CLAUSE]
    return [
        hit for hit in hits if hit.group not in _TROUBLES or not any(a <= unit.start + hit.at < b for a, b in frames)
    ]


def _goes_on(text: str, reading: Reading) -> bool:
    """Whether a unit says what is done and then begins a new clause: 已完成征地，上半年开工建设."""
    done = max((hit.at for hit in reading.hits if hit.group == "past" and _DONE.search(hit.word)), default=-1)
    start = reading.unit.start + max(done, 0)
    presupposed = "presupposed" in reading.words  # 在创成示范区的基础上，…: what there is already
    return done >= 0 and not presupposed and any(char in "，," for char in text[start : reading.unit.end - _CLAUSE])


def _signs(text: str, reading: Reading, before: Reading | None, lexicon: Cues) -> None:
    """Note faults admitted, lessons drawn (which reach to the end of their paragraph) and what the office will do."""
    if reading.role is not Role.BODY:
        return
    words = _FRAME.sub("", text[reading.unit.start : reading.unit.end])
    _reports_first(text, reading)
    reading.budgets = lexicon.signs["budgets"].search(words) is not None
    reading.purpose = not reading.quantities and not reading.words.keys() & _TELLS and _aims(words)
    reading.dated = _DATED.search(words) is not None and not reading.words.keys() & _AHEAD
    if reading.dated:
        reading.words.pop("background", None)
    if lexicon.signs["plight"].search(words) and not reading.words.keys() & {"past", "le", "must", "future"}:
        reading.words.setdefault("fault", ["困难"])
    if lexicon.signs["admits"].search(words) and not reading.words.keys() & {"remedy", "past"}:
        reading.words.setdefault("admit", ["不足"])
    reading.commits = lexicon.signs["commits"].search(words) is not None
    same = before is not None and before.unit.passage == reading.unit.passage and before.orders
    reading.orders = lexicon.signs["orders"].search(words) is not None or (same and "must" in reading.opening)
    if lexicon.signs["faults"].search(words) and not reading.quantities:
        reading.words.setdefault("fault", ["问题"])
    goes_on = before is not None and before.unit.passage == reading.unit.passage and "insight" in before.words
    if lexicon.signs["lessons"].search(words) or (goes_on and not reading.quantities):
        reading.words.setdefault("insight", ["体会"])


def _reports_first(text: str, reading: Reading) -> None:
    """Let a sentence report that says what was done before it announces the rest: 取得显著成效，现将…汇报如下."""
    said = min((hit.at for hit in reading.hits if hit.group == "announce"), default=-1)
    listed = text.find("：", reading.unit.start + max(said, 0), reading.unit.end)
    if 0 <= said < listed and any(metric.start > listed for metric in reading.quantities):
        reading.words.pop("announce", None)  # 支出安排如下：教育9.4亿元
    comma = text.rfind("，", reading.unit.start, reading.unit.start + max(said, 0))
    if comma < 0 or _OCCASION.match(text, reading.unit.start):
        return
    before = [hit for hit in reading.hits if hit.at < comma - reading.unit.start]
    done = {hit.group for hit in before} & {"past", "le", "done"}
    worked = max(sum(hit.group == "verb" for hit in before), text.count("，", reading.unit.start, comma)) >= _WORK
    if done or worked:
        reading.words.pop("announce", None)
        if _SUMMED_UP.search(text, comma, reading.unit.end):
            reading.words.setdefault("back", ["总结"])


def _aims(words: str) -> bool:
    """Whether each clause says what is aimed at: 为了创建…，提高…，确保…."""
    first, *more = words.rstrip("。；").split("，")
    return bool(more) and _PURPOSE.match(first) is not None and all(_AIM.match(clause) for clause in more)


def _tells(text: str, reading: Reading) -> bool:
    """Whether a unit says by itself that it is done, whatever its section plans."""
    unit, words = reading.unit, reading.words
    if reading.later or reading.orders or reading.lead or reading.forms or words.keys() & {"presupposed", "fault"}:
        return False
    if reading.earlier and words.get("future") == ["将"] and _SET_TO.search(text, unit.start, unit.end):
        del words["future"]  # 2018年将比例由六成调整至七成
    if words.keys() & (_AHEAD | {"wish", "remedy"}) - ({"target"} if reading.earlier else set()):
        return False
    if reading.earlier:
        return bool(words.keys() & _TELLS) or _SET_TO.search(text, unit.start, unit.end) is not None
    asserted = [hit.at for hit in reading.hits if hit.group == "past" and _ASSERTS.search(hit.word)]
    comma = text.find("，", unit.start + asserted[0], unit.end) if asserted else -1
    if reading.goes_on and all(hit.group != "le" or unit.start + hit.at < comma for hit in reading.hits):
        return False  # 已完成征地，上半年开工; but 已安装表计，并开放了数据 goes on with what is done
    return any(_ASSERTS.search(word) for word in words.get("past", ()))


def _forms(text: str, reading: Reading, lexicon: Cues) -> tuple[str, ...]:
    """Return how a unit is built; a scene or story that names a figure or a result reports, and speech may plan."""
    words = text[reading.unit.start : reading.unit.end]
    found = tuple(name for name, pattern in lexicon.forms.items() if pattern.search(words))
    if not found:
        return found
    reports = bool(reading.quantities) or "past" in reading.words
    plans = bool(reading.words.keys() & _AHEAD)
    return tuple(
        name
        for name in found
        if not (name in _STORIES and "past" in reading.words)
        and not (name in _SCENES and reports)
        and not (name in _SLOGANS and reading.quantities)
        and not (name == "says" and plans)
    )


def _first_clause(text: str, unit: Unit) -> int:
    """Return how far the opening reaches: the first comma that does not follow a mere time or address."""
    for at in range(unit.start + _TIME_ALONE, min(unit.end, unit.start + 3 * OPENING)):
        if text[at] in "，,":
            return at - unit.start
    return OPENING


def _add_years(text: str, readings: Sequence[Reading], named: Sequence[Mention], reviewed: int | None) -> None:
    if reviewed is None:
        return
    i = 0
    for reading in readings:
        while i < len(named) and named[i].at < reading.unit.start:
            i += 1
        past = False
        while i < len(named) and named[i].at < reading.unit.end:
            mention = named[i]
            past = past or (mention.year <= reviewed and not mention.compared)
            opens = mention.at - reading.unit.start < OPENING // 2
            opens = opens or _QUOTES.search(text, reading.unit.start, mention.at) is not None
            if mention.year > reviewed and mention.compared:
                pass  # 较2020年计划少5000吨: what a figure is set against
            elif mention.year > reviewed and names_document(text, reading.unit.start, mention):
                pass
            elif mention.year > reviewed:
                reading.spans = reading.spans or past
                reading.later = True
                reading.ahead = min(reading.ahead, mention.at - reading.unit.start)
                reading.evidence[PLAN] += 2.8 if opens else 1.4
                if opens:
                    reading.opening.add("future")
            elif mention.year <= reviewed and not mention.deadline and not mention.compared and opens:
                reading.earlier = True
                reading.opening.add("back")
                reading.evidence[REVIEW] += 2.2
            i += 1


def _weigh(reading: Reading, lexicon: Cues, text: str, this_year: float) -> None:
    """Add up what the words and figures of a unit say."""
    evidence = reading.evidence
    for name, words in reading.words.items():
        group = lexicon.groups.get(name)
        if group is None:
            continue
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
        and not _UP_TO_NOW.search(text, reading.unit.start, reading.unit.end)
    ):
        if this_year > 0 and _DONE_IN_THIS.search(text, reading.unit.start, reading.unit.end) is None:
            reading.later = True
            reading.ahead = min(reading.ahead, text.index("今年", reading.unit.start) - reading.unit.start)
        if "今年" in text[reading.unit.start : reading.unit.start + OPENING]:
            evidence[PLAN if this_year > 0 else REVIEW] += abs(this_year)
    _weigh_figures(reading)
    if reading.budgets and not reading.earlier:
        evidence[PLAN] += _BUDGETED
    if reading.orders:
        evidence[PLAN] += _ORDERED
        evidence[PROBLEM] = min(evidence[PROBLEM], 0.0)  # 要解决存在的问题: that is what must be done
    if text[reading.unit.end - 1] in "？?":
        reading.words.setdefault("question", []).append("？")
    _temper(reading)


def _weigh_figures(reading: Reading) -> None:
    bounds = exact = 0
    for metric in reading.quantities:
        sign, value = metric.quantity.comparator, str(metric.quantity.value or "")
        if sign in ("≥", "≤", "≈"):
            bounds += 1
        elif sign in ("<", ">") or "." in value or len(value.rstrip("0")) > 2:
            exact += 1
    reading.evidence[PLAN] += 0.8 * min(bounds, 3)
    reading.evidence[REVIEW] += 0.3 * min(exact, 3)


def _temper(reading: Reading) -> None:
    """Take back evidence of units that say both, or nothing of what stands around them; bound it."""
    evidence = reading.evidence
    if _tail(reading):
        reading.tail = True
        evidence[:] = [value * _TAIL for value in evidence]
    elif (reading.later or reading.words.keys() & {"future", "must"}) and reading.words.keys() & {
        "back",
        "past",
    }:
        evidence[:] = [value * _BOTH for value in evidence]  # says both, so it tells little of its section
    if "admit" in reading.words and not reading.quantities and "past" not in reading.words:
        evidence[REVIEW] = min(evidence[REVIEW], 0.0)  # 回顾五年来的工作，我们也看到不足: it turns to problems
    if reading.forms:
        evidence[:] = [value * _FORMULA for value in evidence]  # a formula tells little of what stands around it
    for state in range(3):
        evidence[state] = max(-_CLIP, min(_CLIP, evidence[state]))


def _tail(reading: Reading) -> bool:
    """Whether a unit tells first what is done and in a later clause what is to come (已完成设计，2022年开工)."""
    done = min((h.at for h in reading.hits if h.group in _BEHIND), default=1 << 30)
    ahead = min((h.at for h in reading.hits if h.group in ("future", "must")), default=1 << 30)
    ahead = min(ahead, reading.ahead)
    return done < ahead < 1 << 30 and "future" not in reading.opening and reading.role is Role.BODY
