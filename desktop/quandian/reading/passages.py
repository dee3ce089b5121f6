"""A text with one paragraph per line becomes passages: headings with levels, body, captions, furniture, tables.

What counts as which follows the codebook: numbered and unnumbered heading lines, list items that state something by
themselves (☆…), and run-in leads (“（一）紧扣粮食安全。今年…”) are headings; picture captions are captions; header
tables, share links, by-lines and salutations are furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quandian.core.model import Passage, Role
from quandian.reading import leads, patterns

MAX_HEADING_SENTENCE = 32.0  # ems of a numbered heading that ends with a full stop
MAX_PLAIN = 38.0  # ems of a heading without number
PICTURE_GAP = 3  # empty lines that a picture leaves behind in a text file

_SLOGAN = re.compile(
    r"^(?:争[当做创]|奋力|奋进|勇[当立]|聚力|聚焦|打造|坚持|坚定|全力|推[进动]|谱写|凝心|凝聚|助力|[\d一二三四五六七八九十]+[大个项])"
    r"|新篇|新局|新征程|新辉煌|排头兵|再[创上]|谱写|开新|为民$"
)
_CAPTION_END = re.compile(
    r"(?:现场|一角|会场|掠影|合影|剪影|效果图|实景图?|外景|全景|鸟瞰图?|图片|照片|示意图|走进[\u4e00-\u9fff]{1,4}|仪式|时光|风采)$"
)
_NAMES = re.compile(r"^[\u4e00-\u9fff]{2,4}(?:[\s、]+[\u4e00-\u9fff]{2,4})*$")
_BYLINE_OR_NAMES = re.compile(rf"{patterns.BYLINE.pattern}|{_NAMES.pattern}", re.VERBOSE)
_YEAR_ONLY = re.compile(r"^\d{4}年$")
_KEY_VALUE = re.compile(r"^[^：:]{1,10}[：:]\s*\S")


@dataclass(frozen=True, slots=True)
class Hint:
    """What the file itself says of a paragraph: its role, its heading level from 1, the empty lines before it.

    ``broken``: one of the lines of a paragraph with soft line breaks, so being short does not make it a heading.
    """

    role: Role | None = None
    level: int = 0
    gap: int = 0
    broken: bool = False


@dataclass(slots=True)
class _Para:
    """A paragraph while its role is being found. ``rank`` orders headings; smaller is higher."""

    start: int
    end: int
    text: str
    hint: Hint
    role: Role | None = None  # None while it is a short line that may be a heading or a caption
    rank: int = patterns.RANK_PLAIN
    subtitle: bool = False


def passages_of(text: str, hints: Sequence[Hint] | None = None) -> tuple[Passage, ...]:
    """Return the passages of a text in order; together they cover all of it but the blanks.

    ``hints`` has one entry for every line that is not empty (what Word says, or the gaps of a text file).
    """
    paras = _paragraphs(text, hints)
    for para in paras:
        _classify(para)
    _resolve_short(paras)
    _names_below_bylines(paras)
    parallel = leads.paragraphs_led_by_short_sentence(p.text for p in paras if p.role is Role.BODY) >= 2
    if parallel:
        _leads_on_their_own_line(paras)
    _rank_titles(paras)
    return _with_sections(text, paras, parallel)


def _paragraphs(text: str, hints: Sequence[Hint] | None) -> list[_Para]:
    paras: list[_Para] = []
    position = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = position + len(raw) - len(raw.lstrip())
            hint = hints[len(paras)] if hints is not None and len(paras) < len(hints) else Hint()
            paras.append(_Para(start, start + len(stripped), stripped, hint))
        position += len(raw) + 1
    return paras


def _classify(para: _Para) -> None:
    """Set the role where the line alone tells it; leave None for a short line without number."""
    line = para.text
    rank = patterns.mark_rank(line)
    if para.hint.role is Role.HEADING and patterns.is_furniture(line):
        para.role = Role.FURNITURE  # the speaker and the date below a title, set in its style
    elif para.hint.role is not None:
        para.role = para.hint.role
        if para.role is Role.HEADING:
            para.rank = para.hint.level - patterns.RANK_STYLED if para.hint.level else _rank_or_plain(rank)
    elif line.count("\t") >= 2:
        para.role = Role.TABLE
    elif patterns.is_furniture(line):
        para.role = Role.FURNITURE
    elif patterns.CAPTION.search(line) and patterns.width(line) <= patterns.MAX_HEADING:
        para.role = Role.CAPTION
    elif rank is not None:
        para.rank = rank
        para.role = Role.HEADING if _numbered_heading(line, rank) else Role.BODY
    elif para.hint.broken or not _may_be_heading(line):
        para.role = Role.BODY


def _rank_or_plain(rank: int | None) -> int:
    return patterns.RANK_PLAIN if rank is None else rank


def _numbered_heading(line: str, rank: int) -> bool:
    if rank < patterns.RANK_CHAPTER:  # "# …" says so itself
        return True
    size = patterns.width(line)
    if size > patterns.MAX_HEADING or patterns.stop_inside(line) or line[-1] in "；;，、,":
        return False
    if patterns.full_stop(line):
        return rank <= patterns.RANK_HAN_BRACKET and size <= MAX_HEADING_SENTENCE and line.count("，") <= 2
    if line[-1] in "：:":
        return rank <= patterns.RANK_DIGIT and size <= patterns.MAX_HEADING / 2
    return True


def _may_be_heading(line: str) -> bool:
    size = patterns.width(line)
    if size > MAX_PLAIN or patterns.closed(line) or patterns.stop_inside(line) or line[-1] in "，、,;；":
        return False
    return sum(line.count(comma) for comma in "，,；") <= 2


def _resolve_short(paras: list[_Para]) -> None:
    """Decide for runs of short unnumbered lines which are headings and which captions."""
    usual_gap = Counter(para.hint.gap for para in paras).most_common(1)[0][0] if paras else 0
    first_text = next((i for i, p in enumerate(paras) if p.role in (Role.BODY, Role.TABLE)), len(paras))
    i = 0
    while i < len(paras):
        if paras[i].role is not None:
            i += 1
            continue
        last = i
        while last + 1 < len(paras) and paras[last + 1].role is None:
            last += 1
        _resolve_run(paras, i, last, max(PICTURE_GAP, usual_gap + 2), first_text)
        i = last + 1


def _resolve_run(paras: list[_Para], first: int, last: int, picture_gap: int, first_text: int) -> None:
    below = (paras[i] for i in range(last + 1, len(paras)))
    following = next((p for p in below if p.role not in (Role.FURNITURE, Role.CAPTION)), None)
    opening = first <= first_text
    leads_on = following is not None and (
        following.role in (Role.BODY, Role.TABLE)
        if following.rank != patterns.RANK_BULLET
        else following.role is Role.BODY and not _same_list(paras, first)
    )
    leads_on = leads_on or (following is not None and following.role is Role.HEADING and _numbered(following.rank))
    titled = opening and following is not None and following.role is Role.HEADING and following.text.startswith("——")
    leads_on = leads_on or titled  # the line below is the subtitle of a speech, an interview, a feature
    for i in range(last, first - 1, -1):
        para = paras[i]
        pictured = para.hint.gap >= picture_gap and not opening and " " not in para.text and "\u3000" not in para.text
        if _YEAR_ONLY.match(para.text) and i < last:
            heading = paras[i + 1].role is Role.HEADING
        elif _CAPTION_END.search(para.text) and not opening:
            heading = False
        elif _SLOGAN.search(para.text):
            heading = True
        else:
            heading = leads_on and not pictured and not (_KEY_VALUE.match(para.text) and not opening and i < last)
        para.role = Role.HEADING if heading else Role.CAPTION


def _same_list(paras: list[_Para], i: int) -> bool:
    """Whether the last paragraph before ``i`` that is text belongs to a list of ——, so a line between is no heading."""
    before = next((paras[k] for k in range(i - 1, -1, -1) if paras[k].role is Role.BODY), None)
    return before is not None and before.rank == patterns.RANK_BULLET


def _numbered(rank: int) -> bool:
    return rank < patterns.RANK_BULLET and rank != patterns.RANK_PLAIN


def _names_below_bylines(paras: list[_Para]) -> None:
    """A name alone in the line below a by-line belongs to it."""
    for above, para in pairwise(paras):
        below_byline = above.role is Role.FURNITURE and _BYLINE_OR_NAMES.match(above.text)
        if para.role is Role.CAPTION and below_byline and _NAMES.match(para.text):
            para.role = Role.FURNITURE


def _leads_on_their_own_line(paras: list[_Para]) -> None:
    """A lead that a page break or an import cut off from its paragraph: a heading for the paragraph below it."""
    for para, below in pairwise(paras):
        if para.role is Role.BODY and below.role is Role.BODY and para.hint.role is None and leads.alone(para.text):
            para.role, para.rank = Role.HEADING, patterns.RANK_LEAD


def _rank_titles(paras: list[_Para]) -> None:
    """The headings before any body, and a heading line directly above another, are titles; the second is a subtitle."""
    seen_text = False
    previous: _Para | None = None
    last_body = max((i for i, para in enumerate(paras) if para.role is Role.BODY), default=len(paras))
    for para in paras[:last_body]:  # what stands below the last body are scattered lines of the page
        if para.role is Role.HEADING:
            plain = para.rank == patterns.RANK_PLAIN
            if plain and not seen_text:
                para.rank = patterns.RANK_TITLE
            if previous is not None and _continues_title(previous, para):
                if previous.rank == patterns.RANK_PLAIN:
                    previous.rank = patterns.RANK_TITLE
                para.rank, para.subtitle = previous.rank, True
            previous = para
        elif para.role is not Role.FURNITURE:
            previous = None
            seen_text = seen_text or para.role is Role.BODY


def _continues_title(previous: _Para, para: _Para) -> bool:
    if para.text.startswith("——"):
        return previous.rank <= patterns.RANK_PLAIN
    styled = 1 - patterns.RANK_STYLED  # the title and subtitle styles of Word
    if para.rank == styled:
        return previous.rank == styled
    plain = (patterns.RANK_PLAIN, patterns.RANK_TITLE)
    series = previous.text.startswith("亮点") or para.text.startswith("亮点")
    return previous.rank in plain and para.rank in plain and not series


def _with_sections(text: str, paras: list[_Para], parallel: bool) -> tuple[Passage, ...]:
    """Split run-in leads off and give every passage its level and the headings it stands under."""
    pieces = [(number, para, piece) for number, para in enumerate(paras, 1) for piece in _pieces(para, parallel)]
    ranks = sorted({piece.rank for _, _, piece in pieces if piece.heading})
    level_of = {rank: level for level, rank in enumerate(ranks, 1)}
    stack: list[tuple[int, int, str]] = []  # rank, last paragraph it covers, title
    result: list[Passage] = []
    for number, para, piece in pieces:
        opens = piece.heading and not para.subtitle
        while stack and (stack[-1][1] < number or (opens and stack[-1][0] >= piece.rank)):
            stack.pop()
        role = Role.HEADING if piece.heading else (para.role or Role.BODY)
        start, end = para.start + piece.start, para.start + piece.end
        level = level_of[piece.rank] if piece.heading else 0
        result.append(Passage(len(result), number, start, end, role, level, tuple(title for _, _, title in stack)))
        if opens and (piece.run_in or piece.rank < patterns.RANK_BULLET or piece.rank == patterns.RANK_LEAD):
            stack.append((piece.rank, _reach(number, len(paras), piece), _title(text[start:end])))
    return tuple(result)


def _reach(number: int, count: int, piece: leads.Piece) -> int:
    """Return the last paragraph a heading covers: a lead without number its own, one cut off also the next."""
    if piece.rank < patterns.RANK_BULLET:
        return count
    return number if piece.run_in else number + 1


def _pieces(para: _Para, parallel: bool) -> list[leads.Piece]:
    if para.role is Role.BODY:
        return leads.split(para.text, parallel)
    return [leads.Piece(0, len(para.text), para.role is Role.HEADING, para.rank)]


def _title(heading: str) -> str:
    return heading.lstrip("# ").rstrip("。：: ")
