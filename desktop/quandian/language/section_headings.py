"""Headings that name a section speak for all that stands under them: "二、2023年工作思路", "（四）可能面对的风险"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from quandian.core.model import Passage, Role
from quandian.language.cues import Cues
from quandian.language.state_course import ORDINAL
from quandian.language.unit_reading import PLAN, PROBLEM, REVIEW, Reading
from quandian.language.work_headings import Title

_NAMED = 7.0  # evidence of a heading that names its section
_SUBTREE = 1.6  # and for each unit under it
_SHAPE = 1.3
_IMPERATIVE = 0.25
_TITLE = 1.0
_Section = tuple[float, str, str]  # level, kind, title
_BELOW = 0.5  # level of such a line below the heading it stands under: above all deeper headings
_CHAPTER = re.compile(r"第[一二三四五六七八九十\d]{1,3}(?:[章节编篇]|部分)[\s\u3000：:、]*(?=[^\s])")
_OPENING = 12  # units that may stand above the first heading
_ABOVE = 1.2
_RUN_IN = re.compile(r"([^，。；：]{2,18})：")
_HAS = frozenset(("现有", "共有", "已有"))
_LABEL = 20  # characters of a line such as "2023年工作计划：" that names what follows


def titles_of(text: str, passages: Sequence[Passage], readings: Sequence[Reading], lexicon: Cues) -> list[Title]:
    """Return the headings, and the lines that stand for one, in order."""
    titles = []
    for reading in readings:
        passage = passages[reading.unit.passage]
        if (reading.role is Role.HEADING and not reading.lead) or _labels(text, passage, reading):
            words = bare(text[reading.unit.start : reading.unit.end]).rstrip("：:")
            titles.append(Title(reading.unit.start, words, passage.level, _name(words, lexicon)))
    return titles


def weigh_headings(
    text: str, passages: Sequence[Passage], readings: Sequence[Reading], lexicon: Cues, plans: Collection[int]
) -> None:
    """Let headings that name a section speak for all that stands under them."""
    open_sections: list[_Section] = []  # level, kind and title, outermost first
    over_all = _title_of_all(passages, readings)
    for reading in readings:
        passage = passages[reading.unit.passage]
        heading = reading.role is Role.HEADING and not reading.lead
        if heading:
            while open_sections and passage.level <= open_sections[-1][0]:
                open_sections.pop()
        question = reading.asked and not reading.unit.place
        if question:
            reading.named = _asks(text[passage.start : passage.end], lexicon)
            _open(open_sections, reading.named or "answer", "", passage.level, below=True)
        elif heading or _labels(text, passage, reading):
            words = bare(text[reading.unit.start : reading.unit.end]).rstrip("：:")
            reading.named = "plan" if reading.unit.start in plans else _name(words, lexicon)
            if reading is over_all and reading.named != "plan":
                reading.evidence[REVIEW] += _TITLE if reading.named == "review" else 0.0
                reading.named = ""
            if reading.named and not reading.unit.place:
                _open(open_sections, reading.named, words, passage.level, below=not heading)
        elif reading.role is Role.BODY and open_sections and open_sections[-1][1] == "none":
            label = _RUN_IN.match(text, reading.unit.start, reading.unit.end)
            if label and _name(label[1], lexicon) in ("review", "plan"):
                open_sections.pop()  # 2015年帮扶情况：全乡…: here the description of the office ends
        if reading.role is Role.HEADING:
            _shape(reading, text, lexicon)
        if open_sections:
            _under(reading, open_sections[-1][1], open_sections[-1][2])
    _lean_of_opening(readings)


def _lean_of_opening(readings: Sequence[Reading]) -> None:
    """What stands above a first heading that reviews sums up what is done; few reports begin with their plans."""
    first = next((i for i, r in enumerate(readings) if r.named and r.role is Role.HEADING), 0)
    if first <= _OPENING and readings and readings[first].named == "review":
        for reading in readings[:first]:
            reading.evidence[REVIEW] += _ABOVE


def _open(sections: list[_Section], kind: str, title: str, level: int, *, below: bool) -> None:
    """Open a section; one that no heading but a line with a colon or a question opens lies below the last heading."""
    if below and sections and sections[-1][0] % 1:
        sections.pop()
    outer = sections[-1][0] if sections else 0
    sections.append((outer + _BELOW if below else level, kind, title))


def _asks(question: str, lexicon: Cues) -> str:
    """Return what a question asks for: problem, plan or review; empty where it does not say or asks for two."""
    kinds = [kind for kind, pattern in lexicon.questions.items() if pattern.search(question)]
    return kinds[0] if kinds and (len(kinds) == 1 or kinds[0] == "problem") else ""


def _name(words: str, lexicon: Cues) -> str:
    """Return the kind of section a heading names; one that names review and plan at once is a title of both."""
    kinds = dict(lexicon.headings.named)
    if kinds["plan"].search(words) and kinds["review"].search(words):
        return "problem" if kinds["problem"].search(words) else ""
    kind = next((name for name, pattern in kinds.items() if pattern.search(words)), "")
    ordered = kind in ("none", "problem") and any(h.group == "verb" for h in lexicon.find(words, 0, min(2, len(words))))
    return "" if ordered else kind  # 突出管理提升，防控经营风险 is work to do, not a section on risks


def _under(reading: Reading, kind: str, title: str) -> None:
    """Note the named section a unit stands in, or opens."""
    reading.section, reading.section_kind = title, kind
    if kind == "none" and "past" in reading.words:
        reading.words["past"] = [word for word in reading.words["past"] if word not in _HAS]
        if not reading.words["past"]:
            del reading.words["past"]  # what an office has is no result of its work
            reading.opening.discard("past")
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
    words = bare(text[reading.unit.start : reading.unit.end]).rstrip("。：:；; ")
    reading.evidence[:] = [value * 0.5 for value in reading.evidence]
    last = re.split(r"[，,、 \u3000]", words)[-1]
    if lexicon.headings.plan_shape.search(words):
        reading.evidence[PLAN] += _SHAPE
    elif any(hit.group == "verb" for hit in lexicon.find(last, 0, min(2, len(last)))):
        reading.evidence[PLAN] += _IMPERATIVE  # verb and object: 加快重点项目建设
    elif lexicon.headings.review_shape.search(words):
        reading.evidence[REVIEW] += _SHAPE


def bare(heading: str) -> str:
    """Return a heading without its number (一、 （二） 第三节) and marks."""
    stripped = heading.strip().lstrip("#☆●◆■—- \u3000")
    match = ORDINAL.match(stripped) or _CHAPTER.match(stripped)
    return stripped[match.end() :].strip() if match else stripped
