"""The words that tell a passage's time: read from ``resources/lexicon/cues.toml``, found in one pass over a unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from quandian.language.lexicon import load

QUOTE_REACH = 14  # a quotation up to this long is a name or slogan; longer ones are speech and are read
BOOK_REACH = 80
MOTTO_REACH = 100  # “聚焦…，优化…”的方针: what stands in the quotation is a name, however long
OPENING = 16  # characters in which a time word governs the whole sentence

_PUNCTUATION = "，,。；;：:、！!？? \t\u3000（(—“”"
_PLAN_VERB_AFTER = re.compile(
    r"于|在|到|用|年|总|再|\d|今|明|完成|实施|投资|建设|新|通过|开工|投产|投用|发布|安排|引进|培育|推出|开展|招|启动|竣工|"
    r"投入|举办|出台|组建|改造|设立|建成|创建|实现|争取|打造|编制|启用|落户|搬迁|购置|增加|扩建|选派|组织|生产|种植"
)
_OBJECT_OF_JIANG = re.compile(
    r"将[^，。；]{1,24}?(?:作为|转化为|整合为|列为|列入|纳入|融入|调整为|改造成|改为|下放|移交|融汇|建设成为|置于|贯穿)"
)
_ATTRIBUTE = re.compile(
    r"已经?[^，。；、,;]{1,6}的(?!基础上)[一-龥]"
)  # 已立项的标准: what there is, not what is reported
_TARGETS = frozenset(
    (
        "预期目标",
        "主要预期目标",
        "奋斗目标",
        "主要目标",
        "工作目标",
        "预定目标",
        "目标任务是",
        "预期",
        "目标是",
        "目标为",
    )
)  # what was reached is no target any more
_MET = re.compile(
    r"(?:(?:实现|完成|达到|达成|兑现|超过|突破)了?|圆满|如期|提前|按照|围绕|对照)[^，,。；]{0,24}$|年初(?:确立|确定|制定|下达|提出)的$"
)
_PLAN_NOUN = re.compile(
    r"(?:超|占|比|较|完成|相当于)了?(?:全|总|原)?(?:年度?|行|序时|(?:19|20)\d\d年)?$"
)  # 超年|计划12个百分点
_LATER_TIMES = frozenset(("未来", "今后", "下一步", "下步", "明年", "来年", "新一年", "新的一年"))
_GROUNDED = re.compile(r"[^，,。；]{0,16}(?:奠定|打下|夯实|创造|提供|积累|增添|注入|储备)了")  # 为未来发展奠定了基础
_WOULD = frozenset(("会继续", "会于", "会在", "会研究", "会推出", "会检视", "会进一步"))
_MEETINGS = frozenset("大展年例委协议盛开全次座推工董监理人代届峰博讨社机商学融晚都不也可聚集")
_EFFORT = re.compile("(?:的|不懈|共同|艰苦)$")  # 我们的|努力已见成效: a noun
_EFFORT_DONE = ("下", "亦", "已", "终")
_SURROUNDINGS = frozenset(("外部环境", "宏观环境", "百年变局", "关键时期", "攻坚期", "机遇期"))
_FACED = re.compile(
    r"(?:面对|针对|克服|应对|面临|在)[^，,。；]{0,16}$"
)  # 面对严峻的|外部环境，集团取得了…: the frame of a report
_SOON = re.compile(  # 即将开工 is a plan; 居民即将圆新居梦 only says what it means to them
    r"于|在|开[工建业通放园馆学]|动工|启动|投[产用入]|竣工|建成|完[工成]|交付|通[车水气航]|上[线市马]|实施|出台|发布|推出|举办|召开|落[地成户]|签约"
)
_BEGINS_WITH_VERB = re.compile(
    r"将(?:于|在|会|要|继续|进一步|全面|持续|以|按|围绕|坚持|重点|深入|着力|大力|全力|认真|切实|陆续|逐步|再|达)"
)

_ACTS = re.compile(
    "修订|制定|研究|探讨|推出|设立|成立|兴建|展开|提交|公布|启动|检讨|检视|邀请|考虑|选派|组建|新增|增设"
)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of words with the evidence each gives; ``own`` names what it makes of its own sentence."""

    name: str
    zh: str
    en: str
    review: float
    plan: float
    problem: float
    own: str


class Hit(NamedTuple):
    """A word of a group at an offset from the beginning of its sentence."""

    group: str
    word: str
    at: int


@dataclass(frozen=True, slots=True)
class HeadingRules:
    """What a heading says of the section it opens, and what it is by itself."""

    named: tuple[tuple[str, re.Pattern[str]], ...]
    plan_shape: re.Pattern[str]
    review_shape: re.Pattern[str]
    names_only: re.Pattern[str]
    section_noun: re.Pattern[str]
    goal_title: re.Pattern[str]
    label_title: re.Pattern[str]


class Cues:
    """The lexicon ready for finding. Finding costs one look-up per character."""

    __slots__ = ("_by_pair", "_first", "_single", "forms", "groups", "headings", "questions", "signs")

    def __init__(
        self,
        groups: Mapping[str, Group],
        words: Mapping[str, tuple[str, ...]],
        headings: HeadingRules,
        forms: Mapping[str, re.Pattern[str]],
        questions: Mapping[str, re.Pattern[str]],
        signs: Mapping[str, re.Pattern[str]],
    ) -> None:
        self.groups = groups
        self.headings = headings
        self.forms = forms
        self.questions = questions
        self.signs = signs
        self._single = {word: names for word, names in words.items() if len(word) == 1}
        pairs: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for word in sorted((w for w in words if len(w) > 1), key=len, reverse=True):
            pairs.setdefault(word[:2], []).append((word, words[word]))
        self._by_pair = pairs
        firsts = {"《", "“", *self._single, *(pair[0] for pair in pairs)}
        self._first = re.compile(f"[{re.escape(''.join(sorted(firsts)))}]")

    def find(self, text: str, start: int, end: int) -> list[Hit]:
        """Return the words in ``text[start:end]`` in order; names in quotation marks and book titles are skipped."""
        hits: list[Hit] = []
        pairs, single, first = self._by_pair, self._single, self._first
        i = start
        while (found := first.search(text, i, end)) is not None:
            i = found.start()
            char = text[i]
            if char in "《“":
                i = _after_name(text, i, end, self.signs["motto"])
                continue
            for word, names in pairs.get(text[i : i + 2], ()):
                if text.startswith(word, i) and i + len(word) <= end:
                    hits.extend(Hit(name, word, i - start) for name in names if _meant(text, word, i, start))
                    i += len(word)
                    break
            else:
                if char in single:
                    hits.extend(Hit(name, char, i - start) for name in single[char] if _meant(text, char, i, start))
                i += 1
        return hits


def _after_name(text: str, i: int, end: int, motto: re.Pattern[str]) -> int:
    """Return where a title or short quotation that begins at ``i`` ends; one character on where there is none."""
    closer, reach = ("》", BOOK_REACH) if text[i] == "《" else ("”", QUOTE_REACH)
    close = text.find(closer, i, min(end, i + reach))
    if close < 0 and closer == "”":
        close = text.find(closer, i, min(end, i + MOTTO_REACH))
        close = close if close >= 0 and motto.match(text, close, end) else -1
    return close + 1 if close >= 0 else i + 1


def _meant(text: str, word: str, i: int, start: int) -> bool:
    """Whether an ambiguous word stands in the sense of its group: 将 as "will", 计划 as a verb."""
    if word == "将":
        acts = _OBJECT_OF_JIANG.match(text, i) is None
        if i == start or text[i - 1] in _PUNCTUATION:
            return _BEGINS_WITH_VERB.match(text, i) is not None or (acts and _ACTS.match(text, i + 1) is not None)
        return acts or _BEGINS_WITH_VERB.match(text, i) is not None
    if word in ("已", "已经"):
        return _ATTRIBUTE.match(text, i) is None
    if word in _TARGETS:
        return _MET.search(text, max(start, i - 28), i) is None
    if word in _LATER_TIMES:
        return not (text.startswith("为", i - 1) and _GROUNDED.match(text, i + len(word)))
    if word in _SURROUNDINGS:
        return _FACED.search(text, max(start, i - 20), i) is None
    if word == "即将":
        return _SOON.match(text, i + 2) is not None
    return _meant_by_neighbours(text, word, i, start)


def _meant_by_neighbours(text: str, word: str, i: int, start: int) -> bool:
    """Whether a word that is often a noun, or part of another phrase, is none here: 努力, 对此, 共有, 计划."""
    if word == "努力":
        return _EFFORT.search(text, max(start, i - 3), i) is None and text[i + 2 : i + 3] not in _EFFORT_DONE
    if word in _WOULD:
        return text[i - 1 : i] not in _MEETINGS  # 政府会继续…; not 董事会继续…
    if word == "对此":
        return text[i + 2 : i + 3] in ("，", ",", "我")  # not 居民对此意见很大
    if word == "共有":
        return text[max(start, i - 2) : i] not in ("预计", "预期") and text[i - 1 : i] != "将"
    if word == "这五年":
        return text[i + 3 : i + 4] not in ("内", "计", "的", "规")  # 这五年内: of a plan
    if word == "计划":
        noun = _PLAN_NOUN.search(text, max(start, i - 10), i)
        return noun is None and _PLAN_VERB_AFTER.match(text, i + 2) is not None
    return True


@cache
def cues() -> Cues:
    """Return the lexicon; read from its file once, then kept."""
    data = load("cues")
    groups: dict[str, Group] = {}
    words: dict[str, tuple[str, ...]] = dict.fromkeys(data["swallow"], ())
    for name, group in data["groups"].items():
        groups[name] = Group(
            name,
            group["zh"],
            group["en"],
            group.get("review", 0.0),
            group.get("plan", 0.0),
            group.get("problem", 0.0),
            group.get("own", ""),
        )
        for word in group["words"]:
            words[word] = (*words.get(word, ()), name)
    heads = data["headings"]
    named = tuple((kind, re.compile("|".join(heads[kind]))) for kind in ("problem", "none", "plan", "review"))
    rules = HeadingRules(
        named,
        re.compile(heads["plan_shape"]),
        re.compile(heads["review_shape"]),
        re.compile(heads["names_only"]),
        re.compile(heads["section_noun"]),
        re.compile(heads["goal_title"]),
        re.compile(heads["label_title"]),
    )
    signs = {name: re.compile(pattern) for name, pattern in data["signs"].items()}
    return Cues(groups, words, rules, _patterns(data["forms"]), _patterns(data["questions"]), signs)


def _patterns(named: Mapping[str, list[str]]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(f"(?:{part})" for part in parts)) for name, parts in named.items()}
