"""The words and numbers of a briefing in Chinese and English: headings, numbering, dates, comparators."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_YEARS = re.compile(r"(\d{4})\s*[-—–~]\s*(\d{4})")
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_LEAD = re.compile(
    r"^[\s—–☆★●◆■#*\-]*(?:[一二三四五六七八九十百]+[、.．,，)）]|\d{1,2}(?:[、．)）]|[.,，](?!\d))"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）])?[\s—–☆★●◆■#*\-]*"
)
_SHORT_ROOM = 16  # characters of a name in a citation; a longer one is shortened where it has parts
_PARTS = re.compile(r"[，,：:；;、\s]|——|[和暨及与]")
_BOOKISH = str.maketrans("", "", "《》")
_COMPANY = re.compile(r"(?:股份|责任)?有限(?:责任)?公司$")
_OWN_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十百]+[、.．]|\d{1,2}(?:[、．)）]|[.](?!\d))|[（(][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳])"
)
_STOPS = "。：:；;，,"
_CLAUSE = re.compile(r"[，,；;：:。]|——|\s")
_HEADING_ROOM = 28  # characters of a line (GB/T 9704): a longer heading taken from a report would wrap


def chinese_number(n: int) -> str:
    """Return a whole number from 1 to 9999 in Chinese numerals: 10 is 十, 12 十二, 105 一百零五."""
    if not 0 < n < 10_000:
        return str(n)
    out, gap = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // power % 10
        if digit:
            out += (
                ("零" if gap and out else "")
                + ("" if digit == 1 and power == 10 and not out else _DIGITS[digit])
                + unit
            )
            gap = False
        else:
            gap = True
    return out


def numbering(path: Sequence[int], language: str) -> str:
    """Return the printed number of a heading by depth: 一、 （一） 1. （1） (GB/T 9704); English 1. 1.1 1.1.1 (1)."""
    n, depth = path[-1], len(path)
    if language == "en":
        return f"({n}) " if depth > 3 else ".".join(map(str, path)) + (". " if depth == 1 else " ")
    return (f"{chinese_number(n)}、", f"（{chinese_number(n)}）", f"{n}.", f"（{n}）")[min(depth, 4) - 1]


def item_number(path: Sequence[int], language: str) -> str:
    """Return the printed number of an item: at least the third level, because 一、 and （一） are for headings."""
    if language == "en":
        return f"({path[-1]}) "
    return numbering((0,) * (3 - len(path)) + tuple(path), language)


def above(path: Sequence[int], language: str) -> str:
    """Return how the briefing speaks of the heading over one of its items: 二（一） of 二（一）3, 2.1 in English."""
    if language == "en":
        return ".".join(map(str, path[:-1]))
    return "".join(numbering(path[: i + 1], "zh").rstrip("、.") for i in range(len(path) - 1))


def runs_of(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return rising numbers as runs of consecutive ones: 1, 2, 3, 5 is (1, 3), (5, 5)."""
    out: list[tuple[int, int]] = []
    for number in numbers:
        if out and number == out[-1][1] + 1:
            out[-1] = (out[-1][0], number)
        else:
            out.append((number, number))
    return out


def shown_date(value: str, language: str) -> str:
    """Return an ISO date, month, year or span of years as it is written in running text; other text as it is."""
    value = value.strip()
    if span := _YEARS.fullmatch(value):
        return f"{span[1]}—{span[2]}年" if language == "zh" else f"{span[1]}–{span[2]}"
    match = _DATE.fullmatch(value)
    if match is None:
        return value
    year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    if not (0 <= month <= 12 and day <= 31):
        return value
    if language == "zh":
        return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")
    return " ".join(part for part in (str(day or ""), _MONTHS[month - 1] if month else "", year) if part)


def without_number(text: str) -> str:
    """Return a heading without its number and marks (一、 （二） 3. —— ☆); the heading as it is if nothing remains."""
    return _LEAD.sub("", text, count=1).strip() or text.strip()


def has_number(text: str) -> bool:
    """Whether words begin with a number of their own: 一、 （二） 3."""
    return _OWN_NUMBER.match(text) is not None


def heading_words(text: str) -> str:
    """Return a report's heading without its number and final stop, for use as a heading here.

    One that would wrap ends where its first clauses do; it is a heading of our own, so nothing says that it was cut.
    """
    words = without_number(text).rstrip(_STOPS).strip()
    if len(words) <= _HEADING_ROOM:
        return words
    ends = [match.start() for match in _CLAUSE.finditer(words) if 4 <= match.start() <= _HEADING_ROOM]
    return words[: ends[-1]].rstrip(_STOPS) if ends else words


def in_title_marks(title: str) -> str:
    """Return a title in 《》, once; marks inside it become 〈〉 (GB/T 15834-2011, 4.13.3.5).

    >>> in_title_marks("《工作总结》"), in_title_marks("关于《条例》的报告")
    ('《工作总结》', '《关于〈条例〉的报告》')
    """
    bare = title.strip()
    if bare.startswith("《") and bare.find("》") == len(bare) - 1:
        return bare
    return f"《{bare.replace('《', '〈').replace('》', '〉')}》"


def in_cells(text: str, between: str) -> str:
    r"""Return rows of a report's table, whose cells stand between tabs, with ``between`` instead; no letter is lost.

    >>> in_cells("地区生产总值\t增长6%左右\t\t724.6亿元", "；")
    '地区生产总值；增长6%左右；724.6亿元'
    """
    return "\n".join(between.join(filter(None, map(str.strip, line.split("\t")))) for line in text.split("\n"))


def plain_name(name: str) -> str:
    """Return a name without book title marks and without the form of a company."""
    base = name.translate(_BOOKISH).strip()
    return _COMPANY.sub("", base) or base


def shortened(name: str) -> str:
    """Return the name of an office or a report as citations say it: no company form, the first of several parts.

    >>> shortened("《2021年工作总结和2022年工作计划》"), shortened("云浦城投、云浦水务环境、云浦交通集团公司")
    ('2021年工作总结', '云浦城投等')
    """
    base = plain_name(name)
    if len(base) <= _SHORT_ROOM:
        return base
    ends = [match for match in _PARTS.finditer(base) if 4 <= match.start() <= _SHORT_ROOM]
    if not ends:
        return base
    return base[: ends[-1].start()] if ends[-1][0] != "、" else base[: ends[0].start()] + "等"


@dataclass(frozen=True, slots=True)
class Words:
    """Every word a briefing says by itself, in one language. Blanks are filled by ``str.format``."""

    language: str
    title: str
    dated: str
    overview: str
    summary: str
    summary_empty: str
    masked: str
    followed: str
    how_cited: str
    nothing: str
    one_report: str
    about: str
    tag_count: str
    join: str
    stop: str
    colon: str
    semicolon: str
    table: str
    reports_caption: str
    metrics_caption: str
    cited_caption: str
    report_columns: tuple[str, str, str, str]
    metric_columns: tuple[str, str, str, str, str, str]
    source_columns: tuple[str, str, str]
    appendix: str
    appendix_title: str
    citation: str
    citation_bare: str
    page: str
    paragraph: str
    paragraphs: str
    rows: str
    dash: str
    other: str
    opening: str
    number: str
    note: str
    verdict: str
    verdicts: Mapping[str, str]
    doubtful: tuple[str, str]
    yes: str
    masked_value: str
    unnamed: str
    row_note: str
    opened: str
    closed: str
    rest: str
    rest_of_tags: str
    called: str
    cited_as: str
    left_out: str
    cited_here: str
    cited_many: str
    comparators: Mapping[str, str]


ZH = Words(
    language="zh",
    title="工作简报",
    dated="（{date}）",
    overview="总体情况",
    summary="本简报依据{reports}份工作报告编写，采用标注{total}条，其中{tags}。",
    summary_empty="本简报依据{reports}份工作报告编写，尚无标注。",
    masked="指标中有{n}个数值在原文中已脱敏，如实列为“已脱敏”。",
    followed="已核对兑现情况的目标{n}条，其中{verdicts}。",
    how_cited="引文与原文逐字一致，每条之后注明所在报告和段落，全部出处见附录。",
    nothing="本报告尚无标注。",
    one_report="所用报告为{title}{about}。",
    about="（{about}）",
    tag_count="{tag}{n}条",
    join="、",
    stop="。",
    colon="：",
    semicolon="；",
    table="表{n}",
    reports_caption="所用报告",
    metrics_caption="{short}{tag}",
    cited_caption="{short}引文出处",
    report_columns=("序号", "报告", "发布单位", "日期"),
    metric_columns=("指标名", "数值", "比较", "时期", "原文", "出处"),
    source_columns=("段落", "所在章节", "引用处"),
    appendix="附录",
    appendix_title="引文出处",
    citation="〔{short}，{paragraph}〕",
    citation_bare="〔{short}〕",
    page="第{n}页",
    paragraph="第{n}段",
    paragraphs="第{n}—{to}段",
    rows="{table}第{n}行",
    dash="—",
    other="其他",
    opening="开篇",
    number="序号",
    note="备注",
    verdict="兑现情况",
    verdicts={"met": "兑现", "partly": "部分兑现", "missed": "未达", "silent": "未提及"},
    doubtful=("标注状态", "存疑，待核"),
    yes="是",
    masked_value="已脱敏",
    unnamed="（未填）",
    row_note="第{n}行{name}：{note}",
    opened="“",
    closed="”",
    rest="其余",
    rest_of_tags="其余标签",
    called="引用时简称“{short}”。",
    cited_as="（简称“{short}”）",
    cited_here="引用{places}",
    cited_many="{n}个段落",
    left_out="另有{n}份报告尚无标注，未列入：{titles}。",
    comparators={"=": "—", "≈": "约", "<": "接近", "≤": "不超过", ">": "超过", "≥": "不低于"},
)

EN = Words(
    language="en",
    title="Briefing",
    dated="{date}",
    overview="Overview",
    summary="This briefing draws on {total} annotations in {reports} report(s): {tags}.",
    summary_empty="This briefing covers {reports} report(s); nothing has been tagged yet.",
    masked=" {n} of the figures are masked in the source and shown as “masked”.",
    followed=" {n} goals have been followed up: {verdicts}.",
    how_cited=" Quotations are verbatim; the brackets name report and paragraph, and the appendix lists them all.",
    nothing="Nothing has been tagged in this report.",
    one_report=" The report is “{title}”{about}.",
    about=" ({about})",
    tag_count="{tag} {n}",
    join=", ",
    stop=".",
    colon=": ",
    semicolon="; ",
    table="Table {n}",
    reports_caption="Reports covered",
    metrics_caption="{short}: {tag}",
    cited_caption="{short}: passages cited",
    report_columns=("No.", "Report", "Issuer", "Date"),
    metric_columns=("Indicator", "Figure", "Relation", "Period", "In the text", "Source"),
    source_columns=("Paragraph", "Section", "Cited at"),
    appendix="Appendix",
    appendix_title="Sources",
    citation="〔{short}, {paragraph}〕",
    citation_bare="〔{short}〕",
    page="p. {n}, ",
    paragraph="para. {n}",
    paragraphs="paras. {n}–{to}",
    rows="{table}, row {n}",
    dash="–",
    other="Other",
    opening="Opening",
    number="No.",
    note="Note",
    verdict="Outcome",
    verdicts={"met": "met", "partly": "partly met", "missed": "missed", "silent": "silent"},
    doubtful=("Status", "doubtful, to be checked"),
    yes="yes",
    masked_value="masked",
    unnamed="(not named)",
    row_note="Row {n}, {name}: {note}",
    opened="“",
    closed="”",
    rest="Rest",
    rest_of_tags="Rest of tags",
    cited_as=" (cited as “{short}”)",
    called=" It is cited as “{short}”.",
    cited_here="cited: {places}",
    cited_many="{n} paragraphs",
    left_out=" {n} more report(s) have no annotation yet and are left out: {titles}.",
    comparators={"=": "—", "≈": "about", "<": "nearly", "≤": "at most", ">": "over", "≥": "at least"},
)


def words_of(language: str) -> Words:
    """Return the words of "en", and the Chinese ones for anything else."""
    return EN if language == "en" else ZH
