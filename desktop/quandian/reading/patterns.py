"""How lines of Chinese work reports begin and end: shared by reflow, passages and metadata.

Sources: the five kinds of reports in the codebook, GB/T 9704 (numbering 一、 （一） 1. （1）), official web pages.
"""

from __future__ import annotations

import re

MAX_HEADING = 45.0  # ems: a longer line is no heading
HAN_DIGITS = "〇零一二三四五六七八九十百"
CLOSERS = "”’」』》〉）)]】\"'"
BULLETS = "☆★◆◇■□●○▲△▶►※•∙▪➢✦⚫◎⊙"

_NARROW = re.compile(r"[\x00-\x7f“”‘’·…—\u00a0-\u00ff]")
_END = re.compile(rf"[。！？!?；;：:…][{re.escape(CLOSERS)}]*$")
_FULL_STOP = re.compile(rf"[。！？!?…][{re.escape(CLOSERS)}]*$")
_HAN_STOP_INSIDE = re.compile(r"[。！？](?!$)")

# Rank of a heading by its mark: smaller is higher. Unnumbered headings stand between 第X节 and 一、.
RANK_STYLED = 20  # a heading style of Word: level - 20, above all that text rules find
RANK_TITLE = 0
RANK_HASH = 1  # + number of signs - 1 (at most 6)
RANK_CHAPTER = 10
RANK_SECTION = 11
RANK_PLAIN = 12
RANK_HAN = 13
RANK_HAN_BRACKET = 14
RANK_DIGIT = 15
RANK_DIGIT_BRACKET = 16
RANK_BULLET = 17
RANK_LEAD = 18

_MARKS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"第[{HAN_DIGITS}\d]{{1,3}}[章篇编](?![程制委])|第[{HAN_DIGITS}\d]{{1,3}}部分"), RANK_CHAPTER),
    (re.compile(rf"第[{HAN_DIGITS}\d]{{1,3}}节"), RANK_SECTION),
    (re.compile(rf"亮点[{HAN_DIGITS}\d](?![、个项])"), RANK_PLAIN),
    (re.compile(rf"[{HAN_DIGITS}]{{1,3}}、(?![{HAN_DIGITS}]{{1,3}}[期批季次级产是、])"), RANK_HAN),
    (re.compile(rf"[（(][{HAN_DIGITS}]{{1,3}}[）)]"), RANK_HAN_BRACKET),
    (re.compile(r"\d{1,2}[.．](?![\d.．%％])|\d{1,2}、(?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}[.．、\s](?!\d)"), RANK_DIGIT),
    (re.compile(r"[（(]\d{1,2}[）)]|\d{1,2}[）)]|[①-⑳⑴-⒇❶-❿]"), RANK_DIGIT_BRACKET),
    (re.compile(rf"[—─－–]{{2}}|—|[{BULLETS}]|[-*+]\s"), RANK_BULLET),
)
_HASH = re.compile(r"#{1,6}\s")
_ANY_MARK = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in (*(p for p, _ in _MARKS), _HASH)))
ORDINAL_LEAD = re.compile(r"(?:[一二三四五六七八九]|十[一二三四五六七八九]?|其[一二三四五六])(?:是|要(?![务素点求闻]))")

FURNITURE = re.compile(
    r"""(?x)^(?:
      (?:索\s*引\s*号|发\s*布\s*机\s*构|发\s*文\s*机\s*关|成\s*文\s*日\s*期|主\s*题\s*分\s*类|发\s*文\s*字\s*号|文\s*号
        |有\s*效\s*性|公\s*开\s*(?:方\s*式|日\s*期|形\s*式)|统\s*一\s*编\s*号|发\s*布\s*日\s*期|发\s*布\s*时\s*间|信\s*息\s*来\s*源
        |组\s*配\s*分\s*类|体\s*裁\s*分\s*类|服\s*务\s*对\s*象|生\s*成\s*日\s*期|信\s*息\s*名\s*称)(?:\s|[:：]|$|[A-Z\d])
      |(?:访问|浏览|阅读|点击)(?:次数|量|数)?\s*[:：]
      |(?:日期|时间|来源|作者|字号|字体|编辑|责任编辑|责编|审核|校对|监制|稿源|栏目)\s*[:：]
      |(?:分享|分享到|打印|关闭|收藏|保存|字体)\s*(?:[:：]|$)
      |【?\s*(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回(?:顶部|首页)?|上一[篇页条]|下一[篇页条])
      |扫一扫|当前位置|您(?:现在)?(?:所在)?的位置|您当前的位置|首页\s*[>＞»]|相关(?:链接|阅读|新闻)\s*[:：]?$
      |(?:主办|承办|技术支持|版权所有|网站标识码|联系我们|网站地图)|.{0,4}ICP\s*备|.{0,8}公网安备
      |附件\s*[:：\d]?.{0,60}\.(?:docx?|pdf|xlsx?|wps|zip|rar|ofd)
      |(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?:\s[^。]{0,30})?$
      |第\s*\d+\s*页|[-—–]\s*\d{1,4}\s*[-—–]$|\d{1,4}\s*/\s*\d{1,4}$
    )"""
)
BYLINE = re.compile(
    r"""(?x)^[■□▲●◆\s（(【]*(?:
      本报(?:讯|记者|通讯员)|记者\s|记者[:：]|通讯员|(?:首席|见习|实习|特约)记者|[（(]?(?:文|图|文/图|图/文|图文|文图)\s*[/／:：]
      |本版(?:图片|撰稿|编辑|责编|文字|摄影|统筹|组稿)|(?:撰稿|撰文|摄影|供图|供稿|图片|制图|版式|策划|统筹|整理)\s*[:：\s]
      |[（(](?:记者|通讯员)
    )"""
)
SALUTATION = re.compile(
    r"^(?:(?:各位|尊敬的|亲爱的|全体)[\u4e00-\u9fff、，,\s]{1,30}|同志们|朋友们|代表们|同志们、朋友们|女士们、先生们)"
    r"(?:[，,、\s](?:同志们|朋友们|各位[\u4e00-\u9fff]{2,6}))*[：:！!，,]?$"
)
SPEAKER = re.compile(
    r"^(?!.*[，。；！？])[\u4e00-\u9fff、]{0,30}(?:书记|主任|局长|区长|市长|县长|镇长|乡长|州长|旗长|省长|主席|董事长|总经理"
    r"|检察长|院长|校长|行长|部长|厅长|处长)"
    r"[、\u4e00-\u9fff]{0,8}[\s\u3000]+[\u4e00-\u9fff·]{1,4}(?:[\s\u3000]?[\u4e00-\u9fff])?$"
)
DATE_LINE = re.compile(
    rf"^[（(]?\s*(?:\d{{4}}|[二〇○零一三四五六七八九]{{4}})\s*年\s*[{HAN_DIGITS}\d]{{1,3}}\s*月"
    rf"\s*(?:[{HAN_DIGITS}\d]{{1,3}}\s*日)?\s*[）)]?$"
)
CAPTION = re.compile(
    r"^(?:[▲▼△▽]|图为|图[\d一二三四五六七八九十]{1,2}[:：\s]|资料图|效果图|[（(]?(?:上|下|左|右)图)|摄[）)]?$|供图[）)]?$"
)
_ITEM = re.compile(rf"{_ANY_MARK.pattern}|{ORDINAL_LEAD.pattern}|附件|附[：:]|注[：:]|备注")


def width(line: str) -> float:
    """Return the width of a line in ems: wide characters count 1, Latin letters, digits and curly quotes one half."""
    wide = len(_NARROW.sub("", line))
    return (len(line) + wide) / 2


def closed(line: str) -> bool:
    """Whether a line ends where a sentence, clause list or lead-in ends (。！？；：…, closing quotes allowed)."""
    return _END.search(line[-6:]) is not None


def full_stop(line: str) -> bool:
    """Whether a line ends with the end of a sentence."""
    return _FULL_STOP.search(line[-6:]) is not None


def stop_inside(line: str) -> bool:
    """Whether a sentence ends before the end of the line."""
    return _HAN_STOP_INSIDE.search(line) is not None


def mark_rank(line: str) -> int | None:
    """Return the rank of the mark a line begins with (一、 （一） 1. —— ☆ # …), or None where there is none."""
    if not _ANY_MARK.match(line):
        return None
    sign = _HASH.match(line)
    if sign:
        return RANK_HASH + min(sign.end() - 2, 5)
    return next((rank for pattern, rank in _MARKS if pattern.match(line)), None)


def starts_item(line: str) -> bool:
    """Whether a line begins an item of its own (一、 —— 一是 附件 …), so that nothing before it may run into it."""
    return _ITEM.match(line) is not None


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the page, not to the report: header tables, share links, by-lines, salutations."""
    if FURNITURE.match(line):
        return True
    if len(line) > 60:
        return False
    if BYLINE.match(line):
        return not full_stop(line)
    if len(line) <= 40 and SALUTATION.match(line):
        return True
    spaced = " " in line or "\u3000" in line
    return DATE_LINE.match(line) is not None or (spaced and SPEAKER.match(line) is not None)
