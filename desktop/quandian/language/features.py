"""What the model knows of a unit or a metric: named numbers between about -1 and 1, made from what was read."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import Any

from quandian.core.model import Role
from quandian.language.cues import HeadingRules, cues
from quandian.language.section_headings import bare
from quandian.language.unit_reading import PLAN, REVIEW, Reading
from quandian.language.work_headings import names_work_only

_TOPIC = 24  # characters of a unit whose pairs tell its topic to a project's own model
_SHORT = 9
_BRIEF = 16
_CRISP = re.compile(r"(?:[抓促防稳补](?![获进范定充])|坚定不移|千方百计|持之以恒)[一-龥]{2}")  # 抓规划, 坚定不移防风险
_NAME = 22  # characters of a heading that only names a section
_ORDER = 4  # characters in which the verb of an order stands
_ORDERS = frozenset({"verb", "target", "done", "must", "wish"})
_ADDRESS = re.compile(r"(?:尊敬的)?(?:各位|同志们|女士们|朋友们)[^，,。]{0,24}[！：:!]?$")
_ORDINAL = re.compile(
    r"第[一二三四五六七八九十]+|[一二三四五六七八九十]+是|首先|其次|最后|\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]+[）)]"
)
_OPENERS = {"future", "back", "past", "target", "must", "done", "problem", "announce"}
_SAID = frozenset({"future", "target", "must", "back", "past"})
_COMING = {"future", "target", "must"}
_CHANGES = frozenset(("增加", "增长", "减少", "下降", "上升", "净增", "比上年", "较上年", "年度"))
_ENDS = {"！": "!", "!": "!", "？": "?", "?": "?", "：": ":", ":": ":"}
_AHEAD = {"future", "target", "must", "remedy", "wish", "proclaim"}
_BEHIND = {"back", "past", "done", "le", "ongoing"}
_BULLETS = "☆★●◆■▲※"


def unit_features(text: str, reading: Reading, *, lexical: bool = False) -> dict[str, float]:
    """Return the features of a unit; ``lexical`` adds pairs of characters, so that a project can learn its topics."""
    made = _heading(text, reading) if reading.role is Role.HEADING else _sentence(text, reading)
    if lexical:
        made.update(_topics(text, reading))
    return made


def _state(reading: Reading, prefix: str) -> dict[str, float]:
    """Return how far the section plans rather than reviews (-1..1), and how far it analyses problems."""
    review, plan, problem = (min(max(p, 1e-6), 1 - 1e-6) for p in reading.state)
    return {
        f"{prefix}turn": max(-1.0, min(1.0, math.log(plan / review) / 4)) * (1.0 - problem),
        f"{prefix}problem": max(-1.0, min(1.0, math.log(problem / (1 - problem)) / 4)),
    }


def _sentence(text: str, reading: Reading) -> dict[str, float]:
    made = {"bias": 1.0, **_state(reading, "")}
    made.update(_of_words(reading))
    made.update(_of_time(reading))
    made.update(_of_form(text, reading))
    counts = "bare" in made and "plan*ordinal" not in made  # 一是服务大局，依法办案 is an item, no couplet
    made.update({f"f:{form}": 1.0 for form in reading.forms if form != "couplet" or counts})
    if reading.commits:
        made["commits"] = 1.0
    if reading.orders:
        made["orders"] = 1.0
    if reading.told:
        made["told"] = 1.0
    if reading.budgets and not reading.earlier:
        made["budgets"] = 1.0
    if reading.purpose:
        made["purpose"] = 1.0
    if reading.asked:
        made["asked"] = 1.0
    elif reading.talk and "bare" in made:
        made["talk bare"] = 1.0
    return made


def _of_words(reading: Reading) -> dict[str, float]:
    """Return which groups of words a unit holds, and how that fits the section it stands in."""
    words = reading.words
    review, plan, problem = reading.state
    made = {f"w:{group}": 1.0 for group in words if group != "fault"}
    if "announce" in words and "past" in words and "back" in words:
        del made["w:announce"]  # 一年来，各项工作取得了进步，现总结如下: that reports, too
    if "verb" in words:
        made["w:verb"] = min(len(words["verb"]), 5) / 5
    made.update({f"open:{group}": 1.0 for group in reading.opening & _OPENERS})
    for group in _AHEAD & words.keys():
        made[f"review*{group}"] = review
        made[f"problem*{group}"] = problem
    for group in _BEHIND & words.keys():
        made[f"plan*{group}"] = plan
        made[f"problem*{group}"] = problem
    if "fault" in words or (
        len(words.get("problem", ())) > 1 and not words.keys() & {"past", "back", "le", "future", "must"}
    ):
        made["problems"] = 1.0
    if len(words.get("future", ())) > 1:
        made["review*future2"] = review
    if "background" in words and not words.keys() & _COMING:
        made["background only"] = 1.0
    brief = reading.unit.end - reading.unit.start <= _BRIEF
    said = _SAID - {"future"} if brief else _SAID
    if not reading.quantities and not words.keys() & said:
        made.update({f"{group} only": 1.0 for group in ("proverb", "talk") if group in words})
    return made


def _of_time(reading: Reading) -> dict[str, float]:
    """Return what years and the order of what is done and to come say."""
    review, plan, _ = reading.state
    made: dict[str, float] = {}
    if reading.later:
        made |= {"later": 1.0, "review*later": review}
    if reading.earlier:
        made |= {"earlier": 1.0, "plan*earlier": plan}
    if reading.tail:
        made |= {"review*tail": review, "plan*tail": plan}
    if reading.spans:
        made["plan*spans"] = plan
    if reading.goes_on:
        made["plan*goes on"] = plan
    looks_back = reading.earlier or "back" in reading.opening
    if looks_back and not reading.later and not reading.words.keys() & _COMING:
        made["plan*only back"] = plan
    return made


def _of_form(text: str, reading: Reading) -> dict[str, float]:
    """Return how a unit is written: figures, numbering, end, length."""
    unit = reading.unit
    made: dict[str, float] = {}
    if reading.quantities:
        made["figures"] = 1.0
        if any(m.quantity.comparator in ("≥", "≤", "≈") for m in reading.quantities):
            made |= {"bounds": 1.0, "review*bounds": reading.state[REVIEW]}
    if reading.role is not Role.BODY:
        made[f"role:{reading.role.value}"] = 1.0
    end = _ENDS.get(text[unit.end - 1])
    if "announce" in reading.words and end == ":" and unit.end - unit.start <= _NAME and not reading.quantities:
        made["announces"] = 1.0  # 主要目标及措施如下：
    if reading.leads_in:
        made["lead in"] = 1.0
    if end:
        made[f"end:{end}"] = 1.0
    if _ORDINAL.match(text, unit.start, unit.end):
        made["plan*ordinal"] = reading.state[PLAN]
    kinds = {
        "names section": bool(reading.named),
        "section:none": reading.section_kind == "none" and not reading.dated,
        "address": _ADDRESS.match(text, unit.start, unit.end) is not None,
        "speech": text[unit.start] == "“" and text[unit.end - 1] == "”" and not reading.words.keys() & {"past"},
    }
    made.update({name: 1.0 for name, holds in kinds.items() if holds})
    if unit.end - unit.start < _SHORT:
        made["short"] = 1.0
    if not reading.quantities and not reading.words.keys() - {"proverb", "problem", "background"}:
        made["bare"] = 1.0
    return made


def _heading(text: str, reading: Reading) -> dict[str, float]:
    rules = cues().headings
    line = text[reading.unit.start : reading.unit.end]
    shown = line.strip().strip("#").strip()
    plan = reading.state[PLAN]
    made = {"h:bias": 1.0, **_state(reading, "h:")}
    made.update(_title_kind(shown, rules))
    if reading.section_kind == "none" or reading.named == "problem":
        made["h:none"] = 1.0
    if "call" in reading.forms:
        made["h:call"] = 1.0
    if "scene" in reading.forms:
        made["f:scene"] = 1.0
    if "page" in reading.forms or "scene" in reading.forms:
        made["h:none"] = 1.0
    if reading.named:
        made["h:named"] = 1.0
    if reading.lead:
        made["h:lead"] = 1.0
        made["h:lead*plan"] = plan
    elif shown[:1] in _BULLETS:
        made["h:bullet"] = 1.0
    elif shown[:2] == "——":
        made["h:dash*plan"] = plan
    elif not reading.unit.place and shown[:1] in "一二三四五六七八九十（(0123456789":
        made["h:number*plan"] = plan
    else:
        made["h:plain"] = 1.0
        made["h:plain*plan"] = plan
    for group in ("future", "target", "must", "wish"):
        if group in reading.words:
            made[f"h:{group}"] = 1.0
    return made


def _title_kind(heading: str, rules: HeadingRules) -> dict[str, float]:
    made = {}
    if rules.names_only.search(heading) or names_work_only(heading) or _only_names(heading, rules):
        made["h:names_only"] = 1.0
    if rules.label_title.search(heading):
        made["h:label"] = 1.0
    if rules.goal_title.search(heading):
        made["h:goal_title"] = 1.0
    if rules.review_shape.search(heading.rstrip("。")):
        made["h:result"] = 1.0
    return made


def _only_names(heading: str, rules: HeadingRules) -> bool:
    """Whether a heading is a noun phrase (“九五”时期的奋斗目标), not an order (实现全年目标任务)."""
    words = bare(heading).rstrip("。：:")
    if not rules.section_noun.search(words) or len(words) > _NAME:
        return False
    if _CRISP.match(words):
        return False
    return not any(hit.group in _ORDERS for hit in cues().find(words, 0, min(_ORDER, len(words))))


def _topics(text: str, reading: Reading) -> dict[str, float]:
    start = reading.unit.start
    piece = text[start : min(reading.unit.end, start + _TOPIC)]
    return {f"t:{a}{b}": 0.3 for a, b in pairwise(piece) if a.isalnum() and b.isalnum()}


def as_plain(features: dict[str, float]) -> dict[str, Any]:
    """Return the features rounded, for files and tests."""
    return {name: round(value, 4) for name, value in sorted(features.items())}


def speaks_of_both(reading: Reading) -> bool:
    """Whether a unit itself names something to come and something done; only then it can be goal and achievement."""
    ahead = (
        reading.later
        or bool(reading.words.keys() & _AHEAD)
        or ((reading.goes_on or reading.spans) and reading.state[PLAN] > 0.5)
    )
    will = min((hit.at for hit in reading.hits if hit.group in ("future", "must")), default=1 << 30)
    done = any(  # 将增加拨款，比上期增加…: that is to come
        hit.group == "done" and (hit.at < will or hit.word not in _CHANGES) for hit in reading.hits
    )
    behind = reading.earlier or reading.spans or done or bool(reading.words.keys() & _BEHIND - {"done"})
    return ahead and behind
