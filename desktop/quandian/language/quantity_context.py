"""What a quantity measures and when: indicator, period and base of comparison, read from the sentence around it."""

from __future__ import annotations

import re

from quandian.language.lexicon import QuantityLexicon
from quandian.language.numerals import DIGIT
from quandian.language.quantity_grammar import Draft
from quandian.language.quantity_guards import is_han

LONGEST_INDICATOR = 24
SENTENCE_REACH = 160  # characters before a quantity in which its period may be named

_CLAUSE_BREAK = frozenset("。！？!?；;，,：:\n（(）)—")
_SENTENCE_BREAK = frozenset("。！？!?\n")
_MEASURES = (
    "投资",
    "收入",
    "利润",
    "资产",
    "产值",
    "成本",
    "税收",
    "产量",
    "规模",
    "人数",
    "面积",
    "进口",
    "出口",
    "价格",
)
_RIGHT = re.compile(r"[一-龥A-Za-z“”、]{2,24}")
_DATE = re.compile(
    r"(?:截至|截止|到|至|自|从)?(?P<year>(?:19|20)\d{2}|[一二][零一二三四五六七八九]{3})"
    r"(?:\s?[-~—至到]+\s?(?P<year_to>(?:19|20)\d{2}))?\s?年度?"
    r"(?:(?P<months>\d{1,2})\s?[-~—至到]\s?(?P<month_to>\d{1,2})\s?月|(?P<month>\d{1,2})\s?月(?:(?P<day>\d{1,2})\s?日)?"
    r"|(?P<half>[上下])半年|第?(?P<quarter>[一二三四])季度|(?P<front>前三季度))?",
    re.ASCII,
)
_LEADING_DATE = re.compile(r"(?:19|20)\d{2}年度?(?:底|初|末)?|\d{1,2}月(?:\d{1,2}日)?(?:份|底|末|初)?", re.ASCII)
_COMPARED = re.compile(r"(?:较|比|与|同|自|从|相比)$")
_LATE_BASE = re.compile(r"[较比](?:(?:19|20)\d{2}年(?:同期|[末底初])?|上年|去年|年初)[再又还]?$", re.ASCII)
# Words that begin like one of those cut off in front.
_WHOLE = re.compile(r"有效|有机|到位|在建|在岗|在校|使用|对外|共富|共建|共享|从业|服务(?:业|贸易|收入)|让利")
_JOIN = re.compile(r"、|和|及|以及|与")


def clause_start(text: str, start: int, floor: int) -> int:
    """Return where the clause that leads to ``start`` begins, not before ``floor``."""
    position = start
    while position > floor and start - position < 60 and text[position - 1] not in _CLAUSE_BREAK:
        position -= 1
    return position


def sentence_start(text: str, start: int, floor: int) -> int:
    """Return where the sentence of ``start`` begins, not before ``floor`` and at most SENTENCE_REACH back."""
    position = start
    while position > floor and start - position < SENTENCE_REACH and text[position - 1] not in _SENTENCE_BREAK:
        position -= 1
    return position


def period_of(text: str, start: int, floor: int) -> str:
    """Return the period a sentence names before ``start``: "2021", "2020-2022", "2021-11", "2021-H1", "2021-Q3".

    A year the figure is only compared with (较2020年) is not its period. Empty where none is named.
    """
    found = ""
    for match in _DATE.finditer(text, sentence_start(text, start, floor), start):
        if not _COMPARED.search(text, max(floor, match.start() - 2), match.start() + 1) and not _COMPARED.search(
            text, max(floor, match.start() - 2), match.start()
        ):
            found = _written(match)
    return found


def _written(match: re.Match[str]) -> str:
    year = "".join(c if c.isdigit() else str(DIGIT[c]) for c in match["year"])
    if match["year_to"]:
        return f"{year}-{match['year_to']}"
    if match["half"]:
        return f"{year}-H{1 if match['half'] == '上' else 2}"
    if match["quarter"]:
        return f"{year}-Q{DIGIT[match['quarter']]}"
    if match["month"] and 1 <= int(match["month"]) <= 12:
        return f"{year}-{int(match['month']):02d}"
    if match["month_to"] and 1 <= int(match["month_to"]) <= 12:
        return f"{year}-{int(match['month_to']):02d}"
    return year


def left_phrase(text: str, floor: int, start: int, lexicon: QuantityLexicon) -> str:
    """Return the noun phrase before a quantity in its clause that can be what it measures, or empty."""
    phrase = _words_before(text, floor, start, lexicon)
    quoted = phrase.endswith("”") and phrase.count("“") == phrase.count("”")
    return _or_blank(phrase, lexicon) if phrase and (quoted or phrase[-1].isalpha()) else ""


def goes_on(text: str, draft: Draft, floor: int, lexicon: QuantityLexicon) -> bool:
    """Whether nothing stands before a figure but how much it grew (同比增长8%): it measures what the last one did."""
    begin = max(floor, clause_start(text, draft.start, floor))
    return _words_before(text, begin, draft.start, lexicon) in ("", "增速", "增幅", "降幅", "位次")


def _words_before(text: str, floor: int, start: int, lexicon: QuantityLexicon) -> str:
    """Return the words before a quantity in its clause, verbs and adverbs at its ends cut off."""
    end = start
    while True:
        word = lexicon.trail.before(text, end, floor)
        if not word or (len(word) == 1 and lexicon.keep.before(text, end, floor)):
            break
        end -= len(word)
    begin = floor
    while begin < end:
        if text[begin] in "、和及与 \u3000":
            begin += 1
            continue
        if _WHOLE.match(text, begin, end):
            break
        date = _LEADING_DATE.match(text, begin, end)
        size = date.end() - begin if date else len(lexicon.lead.at(text, begin, end))
        if not size or end - begin - size < 2 or (date is None and text[begin + size] in lexicon.noun_tail):
            break
        begin += size
    begin = _after_verb(text, begin, end, lexicon)
    return _LATE_BASE.sub("", text[max(begin, end - LONGEST_INDICATOR) : end]).strip("、和及与 \u3000的等")


def _or_blank(phrase: str, lexicon: QuantityLexicon) -> str:
    """Return a phrase that can be what is measured, else empty: no name is better than a verb or a scrap as a name."""
    bare = phrase
    while size := len(lexicon.lead.at(bare, 0)):
        bare = bare[size:]
    if len(phrase) < 2 or phrase in lexicon.weak or bare in lexicon.weak or not bare:
        return ""
    if phrase == lexicon.cut.at(phrase, 0) or lexicon.weak_start.match(phrase):
        return ""
    return phrase


def _after_verb(text: str, begin: int, end: int, lexicon: QuantityLexicon) -> int:
    """Return where the object of the last verb begins ("市属集团完成基础设施投资": at 基础), else ``begin``."""
    for position in range(end - 2, begin, -1):
        verb = lexicon.cut.before(text, position, begin)
        if verb and text[position] not in lexicon.noun_tail and not _WHOLE.match(text, position - len(verb), end):
            return position
    return begin


def right_phrase(text: str, end: int, limit: int, lexicon: QuantityLexicon) -> str:
    """Return the noun phrase that a measure word counts (18个 → 基层党组织党建品牌), or empty."""
    match = _RIGHT.match(text, end, min(limit, end + LONGEST_INDICATOR))
    if match is None:
        return ""
    phrase = match[0].lstrip("的")
    verb = lexicon.cut.at(phrase, 0)
    phrase = phrase[len(verb) :] if len(phrase) - len(verb) >= 2 else phrase
    for i in range(2, len(phrase)):
        if lexicon.stop.at(phrase, i):
            phrase = phrase[:i]
            break
    return _or_blank(
        phrase.strip("、的等") if phrase.count("“") == phrase.count("”") else phrase.strip("“”、的等"), lexicon
    )


def row_label(text: str, start: int, lexicon: QuantityLexicon) -> str:
    """Return the first cell of the table row that holds ``start`` in a later one: what the row is about, or empty."""
    line = text.rfind("\n", 0, start) + 1
    label, tab, _ = text[line:start].partition("\t")
    label = label.strip()
    fits = tab and 2 <= len(label) <= LONGEST_INDICATOR and is_han(label[0])
    return _or_blank(label, lexicon) if fits else ""


def indicator_of(text: str, draft: Draft, floor: int, limit: int, lexicon: QuantityLexicon) -> str:
    """Return what a draft measures in the text's own words; ``floor`` is where the previous quantity ended."""
    begin = max(floor, clause_start(text, draft.start, floor))
    left = left_phrase(text, begin, draft.start, lexicon) or row_label(text, draft.start, lexicon)
    following = text[draft.end] if draft.end < limit else ""
    if draft.kind in ("count", "length", "area", "other") and following and (is_han(following) or following == "“"):
        return right_phrase(text, draft.end, limit, lexicon) or left
    if draft.kind == "rank" and draft.base in ("个", "家"):
        return right_phrase(text, draft.end, limit, lexicon) or left
    return left or (right_phrase(text, draft.end, limit, lexicon) if draft.kind != "percent" else "")


def names_before(text: str, start: int, floor: int, count: int, lexicon: QuantityLexicon) -> list[str]:
    """Return the ``count`` names that 分别 deals out: "A、B和C分别增长…" gives [A, B, C], else []."""
    begin = clause_start(text, start, floor)
    phrase = text[begin:start]
    cut = phrase.rfind("分别")
    if cut < 0:
        return []
    end = begin + cut
    names = [part.strip() for part in _JOIN.split(left_phrase(text, begin, end, lexicon)) if part.strip()]
    return _owners_apart(names, lexicon) if len(names) == count else []


def _owners_apart(names: list[str], lexicon: QuantityLexicon) -> list[str]:
    """Return what each figure of a list measures: 市城市、市交通集团资产总额 names two owners and one indicator."""
    if all(name[-1] in lexicon.noun_tail or name.endswith(_MEASURES) for name in names[:-1]):
        return names
    owners = list(lexicon.bodies.finditer(names[-1]))
    noun = names[-1][owners[-1].end() :] if owners else ""
    if len(noun) >= 2 and not any(noun in name for name in names[:-1]):
        return [noun] * len(names)
    return names if not any(lexicon.bodies.search(name) for name in names) else [""] * len(names)


def base_of(text: str, draft: Draft, floor: int, lexicon: QuantityLexicon) -> str:
    """Return the base a growth figure is measured against (同比, 较上年, 较2020年), or empty."""
    begin = clause_start(text, draft.start, floor)
    for position in range(draft.start, begin, -1):
        word = lexicon.growth.before(text, position, begin)
        if word:
            return word
    match = re.search(r"[较比]((?:19|20)\d{2}年(?:同期)?)", text[begin : draft.start], re.ASCII)
    return match[0] if match else ""
