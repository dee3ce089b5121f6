"""Names of persons in a text: by title and byline beside them, by the segmenter's guess where the name says so itself.

No rule finds every name and none but names, so each comes with ``sure``: an analyst looks at the others.
"""

from __future__ import annotations

import re
import threading
import tomllib
import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from quandian.core.masking import COMPOUND
from quandian.language import segment

_HAN = "[\u4e00-\u9fff]"
_EDGE = "[\\s，。；：、！？（）《》〈〉“”‘’\"'()\\[\\]【】—\\-·/|,.;:!?]|$"
_JOINED = re.compile("[ \u3000]*[、和与及][ \u3000]*")
_SOUNDS = (
    "[阿艾安巴拜比布才次达丹旦德迪丁多额尔尕格古哈海汗合赫吉加江杰金卡凯克肯库拉来兰勒里力"
    "丽利列罗洛马玛麦买曼米莫木穆那娜纳乃尼努帕普其恰热仁日萨赛桑沙苏索塔提图吐托瓦旺乌西希夏雅亚央依伊尤玉孜扎泽卓]"
)
_DOTTED = re.compile(f"(?<!{_HAN})(?:{_SOUNDS}{{2,6}}[·•・])+{_SOUNDS}{{2,7}}")
"""迪丽热巴·迪力木拉提: written by sound; other words joined by a dot are no names of persons."""
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name at ``[start, end)`` code points, ``name`` without blanks inside; ``sure`` where words beside it say so."""

    start: int
    end: int
    name: str
    sure: bool


@dataclass(frozen=True)
class _Words:
    surnames: frozenset[str]
    common: frozenset[str]
    never: frozenset[str]
    unlikely: frozenset[str]
    after_title: re.Pattern[str]
    before_verb: re.Pattern[str]
    byline: re.Pattern[str]
    before_title: re.Pattern[str]
    listed: re.Pattern[str]
    compound: re.Pattern[str]
    entitled: re.Pattern[str]
    spaced: re.Pattern[str]
    one: re.Pattern[str]


@cache
def _words() -> _Words:
    raw = tomllib.loads((files("quandian.resources") / "lexicon" / "persons.toml").read_text("utf-8"))
    surnames = frozenset("".join(raw["surnames"].split()))
    family = "(?:" + "|".join(sorted(COMPOUND)) + "|[" + "".join(sorted(surnames)) + "])"
    # 张 伟: in bylines a name of two characters is spaced out to the width of three
    name = f"{family}(?:{_HAN}{{1,2}}|[ \u3000]{{1,2}}{_HAN})"

    def either(words: str) -> str:
        return "|".join(sorted(words.split(), key=len, reverse=True))

    edge = f"(?={_EDGE}|{either(raw['after'])}|{either(raw['follows'])})"
    titles = either(raw["titles"])
    lazy = f"{family}(?:{_HAN}{{1,2}}?|[ \u3000]{{1,2}}{_HAN})"  # 王敏 of 王敏任组长
    spaced = f"{family}[ \u3000]{{1,2}}{_HAN}"
    short = f"(?:{family}{_HAN}{{2}}{edge}|{family}{_HAN}{edge}|{family}[ \u3000]{{1,2}}{_HAN}{edge})"
    return _Words(
        surnames,
        frozenset("".join(raw["common"].split())),
        frozenset(raw["never"].split()),
        frozenset(raw["unlikely"]),
        re.compile(f"(?:{titles})(?:[：:、，]|[ \u3000])?({short})"),
        re.compile(f"(?<!{_HAN})({name})(?=[ \u3000]?(?:{either(raw['after'])}))"),
        re.compile(f"(?:{either(raw['bylines'])})[：:／/ \u3000]*((?:{name}(?:[、，,\\s\u3000]+|(?={_EDGE})))+)"),
        re.compile(
            f"(?<!{_HAN})({lazy})"
            f"(?=[ \u3000]?[（(]?(?:{titles})|等[0-9一二两三四五六七八九十]+(?:名|位|人|同志)|任(?:{titles}))"
        ),
        re.compile(f"(?:{titles}|{either(raw['lists'])})[：:][ \u3000]*((?:{name}(?:[、，,\\s\u3000]+|(?={_EDGE})))+)"),
        re.compile(
            f"(?:{'|'.join(sorted(COMPOUND - frozenset(raw['places'].split())))}){_HAN}{{1,2}}(?={_EDGE}|{titles})"
        ),
        re.compile(f"[（(]?(?:{titles})"),
        re.compile(f"(?<!{_HAN})(?<!{_HAN}[ \u3000]){spaced}(?=[ \u3000]?[、，。；：（(\n]|$)"),
        re.compile(name),
    )


def find_names(text: str) -> list[PersonName]:
    """Return the names of persons in the text, in order; every occurrence that a rule sees, not all there are."""
    words = _words()
    found: dict[tuple[int, int], PersonName] = {}

    def take(start: int, end: int, *, sure: bool) -> None:
        name = re.sub("\\s", "", text[start:end])
        if _can_be(name, words) and (start, end) not in found:
            found[start, end] = PersonName(start, end, name, sure)

    for start, end in _by_rules(text, words):
        take(start, end, sure=True)
    for match in words.spaced.finditer(text):
        take(*match.span(), sure=False)
    for start, end, flag in _tagged(text):
        if flag == "nr" and 2 <= end - start <= 4:
            name = text[start:end]
            family = 2 if name[:2] in COMPOUND else 1
            known = name[:2] in COMPOUND or name[0] in words.surnames
            if known and 1 <= len(name) - family <= 2:
                entitled = (family == 2 or name[0] in words.common) and words.entitled.match(text, end) is not None
                take(start, end, sure=entitled or _plain_name(name, family, words))
    return beside(text, _longest(sorted(found.values(), key=lambda n: (n.start, -n.end))))


def _by_rules(text: str, words: _Words) -> Iterator[tuple[int, int]]:
    """Yield where words beside it say that this is a name."""
    for pattern in (words.after_title, words.before_verb):
        for match in pattern.finditer(text):
            if not _other_word(match[1]):
                yield match.span(1)
    for match in words.before_title.finditer(text):
        name = re.sub("\\s", "", match[1])
        if (name[0] in words.common or name[:2] in COMPOUND) and not _other_word(name):
            yield match.span(1)
    for pattern in (words.byline, words.listed):
        for match in pattern.finditer(text):
            for one in words.one.finditer(match[1]):
                if not _other_word(one[0]):
                    yield match.start(1) + one.start(), match.start(1) + one.end()
    for pattern in (_DOTTED, words.compound):
        for match in pattern.finditer(text):
            yield match.span()


def beside(text: str, names: Sequence[PersonName], known: Collection[str] = ()) -> list[PersonName]:
    """Return the names of a text, those sure too that are ``known``, or stand in one list with a sure one: 李明、王芳.

    Two in one list that both look like nothing but names are sure as well.
    """
    known = {*known, *(name.name for name in names if name.sure)}
    names = [replace(name, sure=True) if not name.sure and name.name in known else name for name in names]
    listed = [bool(_JOINED.fullmatch(text, one.end, other.start)) for one, other in pairwise(names)]
    for at, joined in enumerate(listed):
        if joined and _looks_like_one(names[at].name) and _looks_like_one(names[at + 1].name):
            names[at : at + 2] = [replace(name, sure=True) for name in names[at : at + 2]]
    for order in (range(1, len(names)), range(len(names) - 2, -1, -1)):
        for at in order:
            other = at - 1 if order.step > 0 else at + 1
            if listed[min(at, other)] and names[other].sure and not names[at].sure:
                names[at] = replace(names[at], sure=True)
    return names


def _looks_like_one(name: str) -> bool:
    """Whether a word has the form of a usual name and no dictionary knows it as anything else."""
    family = 2 if name[:2] in COMPOUND else 1
    return len(name) == 3 and (family == 2 or name[0] in _words().common) and not _other_word(name)


def _longest(names: list[PersonName]) -> list[PersonName]:
    """Return the names without those inside another."""
    kept: list[PersonName] = []
    for name in names:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def _can_be(name: str, words: _Words) -> bool:
    given = name[2:] if name[:2] in COMPOUND else name[1:]
    return (
        name not in words.never
        and not any(known in name or name in known for known in words.never)
        and not any(sign in words.unlikely for sign in given)
        and "某" not in name
        and "×" not in name
    )


def _plain_name(name: str, family: int, words: _Words) -> bool:
    """Whether the word can hardly be anything but a name: three characters, a common surname, in no dictionary."""
    if len(name) != 3 or not (family == 2 or name[0] in words.common):
        return False
    return not _in_dictionary(name)


# --- the segmenter's guess

_posseg: Any = None


def _tagged(text: str) -> list[tuple[int, int, str]]:
    """Return the words that the segmenter takes for names: start, end, flag."""
    spans: list[tuple[int, int, str]] = []
    at = 0
    for pair in _tagger().cut(text):
        start = text.find(pair.word, at)
        if start < 0:
            continue
        at = start + len(pair.word)
        if pair.flag.startswith("nr"):
            spans.append((start, at, pair.flag))
    return spans


def _tagger() -> Any:  # noqa: ANN401 - jieba has no types
    global _posseg
    with _lock:
        if _posseg is None:
            tokenizer = segment.tokenizer()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                import jieba.posseg
            _posseg = jieba.posseg.POSTokenizer(tokenizer)
    return _posseg


def _other_word(word: str) -> bool:
    """Whether a dictionary knows the word as something other than a name: 管理."""
    return _in_dictionary(word) and not str(_tagger().word_tag_tab.get(word, "")).startswith("nr")


def _in_dictionary(word: str) -> bool:
    return bool(segment.tokenizer().FREQ.get(word))
