"""What the head of a report says of it: title, issuer, number, date, period, place, kind. Empty rather than wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import PurePath

from quandian.core.model import Passage, Role
from quandian.reading import patterns

HEAD_LINES = 40  # paragraphs looked at from the beginning (and as many from the end, for a date)
MAX_TITLE = 80

_KEYS = (
    *("索引号", "统一编号", "发布机构", "发文机关", "发布单位", "制发机关", "成文日期", "发文日期", "生成日期"),
    *("发布日期", "发布时间", "发文字号", "文号", "主题分类", "体裁分类", "信息来源", "来源", "有效性", "访问次数"),
    *("浏览次数", "公开方式", "公开日期", "公开形式", "信息名称", "标题"),
)
_KEY = re.compile("|".join(r"\s*".join(key) for key in sorted(_KEYS, key=len, reverse=True)))
_DATE = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")
_HAN_DATE = re.compile(
    r"([二一][〇○零一二三四五六七八九]{3})\s*年\s*([一二三四五六七八九十]{1,2})\s*月\s*([一二三四五六七八九十]{1,3})\s*日"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[［【（(]\s*(?:19|20)\d{2}\s*[〕\]］】）)]\s*(?:第\s*)?\d{1,5}\s*号")
_YEARS = re.compile(r"((?:19|20)\d{2})\s*(?:年?\s*[-—–~～至]+\s*((?:19|20)\d{2})\s*)?年")
_REVIEW = re.compile(
    r"((?:19|20)\d{2})\s*年?(?:度|以来|全年)?(?:的)?(?:主要)?[\u4e00-\u9fff]{0,6}(?:总结|回顾|完成情况|成效|开展情况)"
)
_PLAN = re.compile(r"((?:19|20)\d{2})\s*年?(?:度)?(?:的)?[\u4e00-\u9fff]{0,8}(?:思路|计划|打算|安排|要点|展望|谋划)")
_ORGANISATION = re.compile(
    r"^((?:中共)?[\u4e00-\u9fff（）()]{0,28}?"
    r"(?:委员会|管委会|政府|办公室|局|中心|有限公司|集团|公司|党组|法院|检察院|厅|街道办事处|办事处|街道|国资委|发改委|卫健委"
    r"|经信委|教委|县委|市委|区委|总工会|大学|学院|研究院|医院))(?!委书记|局长|主任|总经理|董事)"
)
_AFTER_ISSUER = re.compile(r"\s*(?:关于|印发|转发|(?:19|20)\d{2}|[：:]|党委|年度|工作)")
_SPEAKER = re.compile(
    r"^([\u4e00-\u9fff]{2,20}?(?:委员会|管委会|国资委|发改委|政府|局|办公室|集团|公司|中心))(?:党委|党组|党工委)?"
    r"(?:副?书记|副?主任|副?局长|副?区长|副?市长|副?县长|董事长|总经理).{0,20}\s[\u4e00-\u9fff]{2,4}$"
)
_PLACE = re.compile(
    r"^(?:中共)?(?![在全我本该各关我市区县])((?:[\u4e00-\u9fff]{2,7}(?:省|自治区))?(?:[\u4e00-\u9fff]{2,6}?(?:市|自治州|地区|盟))?"
    r"(?:[\u4e00-\u9fff]{1,8}?(?:新区|开发区|高新区|[^社园街小景]区|县|旗|镇|乡|街道))?)"
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("政府工作报告", re.compile(r"政府工作报告")),
    ("讲话", re.compile(r"讲话|致辞|发言")),
    ("述职报告", re.compile(r"述职")),
    ("访谈", re.compile(r"专访|访谈|对话|答记者问")),
    ("工作总结", re.compile(r"总结|工作情况|完成情况|回顾")),
    ("工作计划", re.compile(r"工作要点|工作计划|工作思路|工作打算|实施方案|行动计划|行动方案")),
    ("规划", re.compile(r"规划")),
    ("工作报告", re.compile(r"报告")),
    ("通知", re.compile(r"通知|意见|办法")),
)
_HAN_YEAR = re.compile(r"[一二][九〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_YEAR_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SESSION = re.compile(
    r"^[（(—\-─\s]*(?P<date>[^在]{0,16}?)在(?P<place>[\u4e00-\u9fff]{0,16}?[省市县区旗州盟乡镇])"
    r"(?:第[一二三四五六七八九十百\d]+届)?(?:人民代表大会|人大|委员会|党代表大会|代表大会)"
)
_GOVERNMENT = re.compile(r"政府工作报告|人民政府")
_LAST_YEAR = re.compile(r"过去(?:的)?一年|去年|上一?年")
_GENERIC = re.compile(r"^(?:政府|法院|检察院|委员会|公司|集团|大学|医院|市委|县委|区委|局)$")
_WORK_OF = re.compile(r"((?:19|20)\d{2})\s*年度?的?(?:主要|重点)?工作$")
_FIVE_YEARS = re.compile(r"第?([一二三四五六七八九十]{1,2})个?五年?”?(?:规划|计划)|“([一二三四五六七八九十]{1,2})五”")
_STEM_NOISE = re.compile(r"[_\s]+")
_HAN_VALUE = {char: value for value, char in enumerate("〇一二三四五六七八九十")} | {"零": 0, "○": 0}


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a report; fields are empty where the text does not say."""

    title: str
    issuer: str = ""
    doc_number: str = ""
    issued_on: str = ""
    period: str = ""
    place: str = ""
    kind: str = ""


def guess(text: str, passages: tuple[Passage, ...], source_name: str) -> About:
    """Return what text, headings and file name tell. ``issued_on`` is ISO 8601, ``period`` a year or a span."""
    lines = [(p, text[p.start : p.end]) for p in passages]  # a whole small report; a slice costs next to nothing
    head, tail = lines[:HEAD_LINES], lines[-HEAD_LINES:]
    header = _header(line for _, line in head)
    stem = PurePath(source_name).stem
    headings = [(p, line) for p, line in lines if p.role is Role.HEADING]
    found = header.get("标题") or header.get("信息名称") or _title(lines, headings)
    title = found or _STEM_NOISE.sub(" ", stem).strip() or source_name
    session = next((match for _, line in head[:8] if (match := _SESSION.match(line))), None)
    place = session["place"] if session and len(session["place"]) > 1 else _place("", title)
    issuer = _issuer(header, found or stem, head) or _government(place, title)
    issued_on = _issued_on(header, head, tail) or (_iso(session["date"]) if session else "")
    return About(
        title=title[:MAX_TITLE],
        issuer=issuer,
        doc_number=_doc_number(header, head),
        issued_on=issued_on,
        period=_period(found, headings, stem) or _year_before(session, headings, issued_on),
        place=_place(issuer, found) or place,
        kind=_kind(found, stem, lines),
    )


def _header(lines: Iterable[str]) -> dict[str, str]:
    """Return the key-value pairs of header lines such as “索 引 号 X 成文日期 2024-03-18” or “发布日期:2024-03-20”."""
    pairs: dict[str, str] = {}
    for line in lines:
        matches = list(_KEY.finditer(line))
        if not matches or matches[0].start() > 2 or len(line) > 200:
            continue
        for match, following in zip(matches, [*matches[1:], None], strict=True):
            key = "".join(match.group().split())
            value = line[match.end() : following.start() if following else len(line)].strip(" \t:：\u3000|")
            if value and key not in pairs:
                pairs[key] = value
    return pairs


_Lines = Sequence[tuple[Passage, str]]


def _title(lines: _Lines, headings: _Lines) -> str:
    """Return the first of the highest heading lines without number, else what the numbered headings announce."""
    run_in = {a.paragraph for (a, _), (b, _) in pairwise(lines) if a.paragraph == b.paragraph}
    whole = [(p, line) for p, line in headings if p.paragraph not in run_in]
    last_body = max((p.ordinal for p, _ in lines if p.role is Role.BODY), default=len(lines))
    plain = [(p, line) for p, line in whole if p.ordinal < last_body and _may_be_title(line)]
    if plain:
        best = min(plain, key=lambda pair: (pair[0].level, pair[0].ordinal))
        return _with_second_line(best, {p.paragraph: line for p, line in plain}).lstrip("# ").strip()
    announced = [re.sub(r"^[^、]{1,3}、", "", line) for _, line in whole if _YEARS.search(line) and "、" in line[:4]]
    return "和".join(announced[:2]) if announced and all(len(part) <= 20 for part in announced[:2]) else ""


def _may_be_title(line: str) -> bool:
    rank = patterns.mark_rank(line)
    return (rank is None or rank < patterns.RANK_CHAPTER) and not patterns.full_stop(line) and len(line) > 5


def _with_second_line(first: tuple[Passage, str], others: dict[int, str]) -> str:
    """A title set in two lines: the first ends, or the second begins, in the middle of a phrase."""
    passage, line = first
    following = others.get(passage.paragraph + 1, "")
    if following and (
        line.endswith(("和", "及", "暨", "与", "的", "、", "关于")) or following.startswith(("的", "暨", "和"))
    ):
        return line + following
    return line


def _issuer(header: dict[str, str], title: str, head: _Lines) -> str:
    for key in ("发布机构", "发文机关", "发布单位", "制发机关", "信息来源", "来源"):
        if header.get(key):
            return header[key]
    return _organisation(title) or next((found[1] for _, line in head[:8] if (found := _SPEAKER.match(line))), "")


def _government(place: str, title: str) -> str:
    """Return the government that gives a 政府工作报告; its place stands in the title or in the line of the session."""
    return f"{place}人民政府" if place and _GOVERNMENT.search(title) else ""


def _year_before(session: re.Match[str] | None, headings: _Lines, issued_on: str) -> str:
    """Return the year a report to the assembly looks back on where its heading says 过去一年: the one before it."""
    early = session is not None and issued_on[5:7] in ("01", "02", "03", "04")
    return str(int(issued_on[:4]) - 1) if early and any(_LAST_YEAR.search(line) for _, line in headings) else ""


def _organisation(title: str) -> str:
    """Return the office that a title begins with, or empty: “云浦区发改局2024年工作总结”, “某集团：争当…”."""
    begin = position = 1 if title.startswith("在") else 0  # 在云浦区发改局2024年工作会议上的讲话
    while match := _ORGANISATION.match(title[position:]):
        position += match.end()
        if _AFTER_ISSUER.match(title, position):
            named = title[begin:position]
            return named if position <= 40 and not _GENERIC.match(named) else ""
    return ""


def _doc_number(header: dict[str, str], head: _Lines) -> str:
    for key in ("发文字号", "文号"):
        if header.get(key):
            return header[key]
    for _, line in head[:12]:
        match = _NUMBER.fullmatch(line)  # a number inside a sentence is that of another document
        if match:
            return "".join(match.group().split())
    return ""


def _issued_on(header: dict[str, str], head: _Lines, tail: _Lines) -> str:
    for key in ("成文日期", "发文日期", "生成日期", "发布日期", "发布时间"):
        found = _iso(header.get(key, ""))
        if found:
            return found
    for passage, line in [*head[:12], *reversed(tail[-12:])]:
        if passage.role is Role.FURNITURE and patterns.DATE_LINE.match(line):
            return _iso(line)
    return ""


def _iso(said: str) -> str:
    """Return the first whole date in a text as ISO 8601, or empty where there is none or it does not exist."""
    match = _DATE.search(said)
    if match:
        year, month, day = (int(part) for part in match.groups())
    else:
        match = _HAN_DATE.search(said)
        if not match:
            return ""
        year = int("".join(str(_HAN_VALUE[char]) for char in match[1]))
        month, day = _han_number(match[2]), _han_number(match[3])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _han_number(digits: str) -> int:
    """Return the value of 一 to 九十九.

    >>> _han_number("二十一")
    21
    """
    tens, ten, ones = digits.rpartition("十")
    if not ten:
        return _HAN_VALUE[digits[-1]]
    return (_HAN_VALUE[tens] if tens else 1) * 10 + (_HAN_VALUE[ones] if ones else 0)


def _in_figures(line: str) -> str:
    """Return a line with its years in figures: 一九九五年工作回顾 is 1995年工作回顾."""
    return _HAN_YEAR.sub(lambda match: match[0].translate(_YEAR_DIGITS), line)


def _five_years(title: str) -> str:
    """Return the years of the five-year plan a title names: the eleventh is 2006-2010."""
    match = _FIVE_YEARS.search(title)
    if match is None or not re.search(r"规划|计划|纲要", title):
        return ""
    first = 1951 + 5 * _han_number(match[1] or match[2])
    return f"{first}-{first + 4}" if first >= 1981 else ""


def _period(title: str, headings: _Lines, stem: str) -> str:
    headings = [(passage, _in_figures(line)) for passage, line in headings if len(line) <= MAX_TITLE]
    for source in (_in_figures(title), _in_figures(stem)):
        review = _REVIEW.search(source)
        if review:
            return review[1]
        years = _YEARS.search(source)
        if years:
            return f"{years[1]}-{years[2]}" if years[2] and years[2] > years[1] else years[1]
    if spans := _five_years(title):
        return spans
    reviews = [match[1] for _, line in headings if len(line) <= 40 and (match := _REVIEW.search(line))]
    reviews = reviews or [match[1] for _, line in headings if (match := _WORK_OF.search(line))]
    if reviews:
        return reviews[0]
    plans = [match[1] for _, line in headings if len(line) <= 40 and (match := _PLAN.search(line))]
    return plans[0] if plans else ""


def _place(issuer: str, title: str) -> str:
    for source in (issuer, title):
        match = _PLACE.match(source)
        if match and match[1]:
            return match[1]
    return ""


def _kind(title: str, stem: str, lines: _Lines) -> str:
    for source in (title, stem):
        for kind, pattern in _KINDS:
            if pattern.search(source):
                return kind
    headings = [line for p, line in lines if p.role is Role.HEADING]
    furniture = [line for p, line in lines if p.role is Role.FURNITURE]
    if any("专访" in line for line in headings):
        return "访谈"
    if any(patterns.BYLINE.match(line) for line in furniture):
        return "新闻报道"
    if any(patterns.SALUTATION.match(line) for line in furniture):
        return "讲话"
    return "工作总结" if any(len(line) <= 40 and _REVIEW.search(line) for line in headings) else ""
