"""Run-in leads: the short first sentence of a paragraph that announces what the paragraph reports.

The codebook calls such a lead a heading. Examples: “（一）紧扣粮食安全，争当稳产保供‘主力军’。今年…”,
“库容整治有起色。逐座…”, “——补齐水利设施短板。…”, “一是勤走勤问，当好民情信使。…”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quandian.reading import patterns

MAX_NUMBERED = 34.0  # ems of "（一）…。" and "一、…。"
MAX_ITEM = 24.0  # ems of "1.…。", "——…。", "一是…。"
MAX_FIRST = 20.0  # ems of a lead without number that begins a paragraph
MAX_INNER = 11.0  # ems of a lead without number inside a paragraph that has one already

_SENTENCE = re.compile(rf"[^。！？!?]*(?:[。！？!?]+[{re.escape(patterns.CLOSERS)}]*|$)")
_COMMA = re.compile("[，,]")
_NOT_IN_LEAD = re.compile(
    r"[，,；;：:（(\d]|我们?|今年|去年|目前|同时|此外|因此|其中"
    r"|百分之|[一二三四五六七八九十两几百千万半][成倍](?![果效绩立]|$)|[一二三四五六七八九十]成[一二三四五六七八九]|[百千万亿][多余元人户吨亩家]"
    r"|全部建成|成功|通过.{0,6}(?:验收|评审|认证|审核)|举办|荣获|获评|获批|入选|召开|成立|发布|发放|投入使用|竣工|投产|合龙|已"
)  # a figure or a result is a report, not a lead
_NTH = re.compile(r"(?:第[一二三四五六七八九十]|首先|其次|再次|最后)[，,、](?=[^，,])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph, by offsets in it. ``run_in`` marks a lead; ``rank`` orders headings."""

    start: int
    end: int
    heading: bool
    rank: int = patterns.RANK_LEAD
    run_in: bool = False


def paragraphs_led_by_short_sentence(paragraphs: Iterable[str]) -> int:
    """Return how many paragraphs begin with a short sentence without number: one alone is no heading."""
    return sum(_short_first(_sentences(text)) for text in paragraphs)


def alone(text: str) -> bool:
    """Whether a whole paragraph is nothing but a short sentence such as leads are."""
    sentences = _sentences(text)
    return len(sentences) == 1 and patterns.mark_rank(text) is None and _plain(text, MAX_FIRST)


def split(text: str, parallel: bool) -> list[Piece]:
    """Return the leads and the rests of a body paragraph. ``parallel``: other paragraphs have leads without number."""
    sentences = _sentences(text)
    ranks = _lead_ranks(text, sentences, parallel)
    pieces: list[Piece] = []
    for (start, end, _), rank in zip(sentences, ranks, strict=True):
        if rank is not None:
            pieces.append(Piece(start, end, True, rank, True))
        elif pieces and not pieces[-1].heading:
            pieces[-1] = Piece(pieces[-1].start, end, False)
        else:
            pieces.append(Piece(start, end, False))
    return pieces or [Piece(0, len(text), False)]


def _sentences(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, sentence) without blanks at the ends."""
    found: list[tuple[int, int, str]] = []
    for match in _SENTENCE.finditer(text):
        sentence = match.group().strip()
        if sentence:
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            found.append((start, start + len(sentence), sentence))
    return found


def _lead_ranks(text: str, sentences: list[tuple[int, int, str]], parallel: bool) -> list[int | None]:
    ranks: list[int | None] = [None] * len(sentences)
    if len(sentences) < 2:
        return ranks
    ranks[0] = _first_rank(text, sentences, parallel)
    has_plain = nested = False
    for k in range(1, len(sentences) - 1):
        sentence, following = sentences[k][2], sentences[k + 1][2]
        if _counted(sentence):
            if _ordinal(sentence, following):
                ranks[k] = patterns.RANK_LEAD + 2
        elif ranks[0] is not None and _plain(sentence, MAX_INNER) and patterns.width(following) > MAX_INNER:
            nested = nested or (ranks[k - 1] == patterns.RANK_LEAD and not has_plain)
            ranks[k] = patterns.RANK_LEAD + nested
            has_plain = True
    return ranks


def _first_rank(text: str, sentences: list[tuple[int, int, str]], parallel: bool) -> int | None:
    sentence, following = sentences[0][2], sentences[1][2]
    if _counted(sentence):
        return patterns.RANK_LEAD + 2 if _ordinal(sentence, following) else None
    rank = patterns.mark_rank(text)
    if rank is not None:
        most, commas = (MAX_NUMBERED, 2) if rank <= patterns.RANK_HAN_BRACKET else (MAX_ITEM, 1)
        return rank if _fits(sentence, most, commas) else None
    return patterns.RANK_LEAD if parallel and _short_first(sentences) else None


def _short_first(sentences: list[tuple[int, int, str]]) -> bool:
    return len(sentences) >= 2 and patterns.mark_rank(sentences[0][2]) is None and _plain(sentences[0][2], MAX_FIRST)


def _counted(sentence: str) -> bool:
    """Whether a sentence opens an item: “一是…”, “第一，…”."""
    return patterns.ORDINAL_LEAD.match(sentence) is not None or _NTH.match(sentence) is not None


def _ordinal(sentence: str, following: str) -> bool:
    """“一是…。” is a lead when what follows is not the next of a list of short statements."""
    nth = _NTH.match(sentence)
    return _fits(sentence, MAX_ITEM, 2 if nth else 1) and not _counted(following)


def _fits(sentence: str, most: float, commas: int) -> bool:
    return patterns.width(sentence) <= most and len(_COMMA.findall(sentence)) <= commas and "；" not in sentence


def _plain(sentence: str, most: float) -> bool:
    return sentence[-1] == "。" and patterns.width(sentence) <= most and not _NOT_IN_LEAD.search(sentence)
