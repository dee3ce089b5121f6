"""The page of an official document: GB/T 9704-2012, with the figures that give its 22 lines of 28 characters.

Measured in LibreOffice: 28 characters of 16 pt are 158 mm wide and the text block is 156 mm, so they are set 0.25 pt
closer; 22 lines fit 225 mm at exactly 28.95 pt. The character grid of the textbooks gives 14 characters there, because
a glyph wider than its cell takes two. The standard names kinds of type, no vendor: fonts are a setting.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from quandian.writing.markup import NAMESPACES, PROLOG, attribute, field, paragraph, run, run_format

LINE = 579  # twentieths of a point: 28.95 pt
SIZE = 32  # half points: 三号, 16 pt
TEXT_WIDTH = 8845  # twips: 156 mm
IMPRINT_LINE = 480  # twips, a line of 四号 in 版记
_INDENT = 640  # twips: two characters of 16 pt; Word reads firstLineChars, LibreOffice firstLine
_CONDENSED = '<w:spacing w:val="-5"/>'  # -0.25 pt
_NOT_IN_CSS = re.compile(r'[\\"<>&;{}\n]')
JOINER = "\ufeff"  # binds a mark to the word before it; unlike U+2060 it shows as nothing where a font has no glyph
# What Word keeps from the end and the beginning of a line by itself, and the joiner; 〔 from the beginning, too.
_NEVER_LAST = f"$([{{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥{JOINER}"
_NEVER_FIRST = "!%),.:;&gt;?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〔〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
_LATIN = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Fonts:
    """Names of the fonts: title 小标宋, body 仿宋, heading 黑体, subheading 楷体, page number 宋体, Latin letters."""

    title: str = "方正小标宋简体"
    body: str = "仿宋_GB2312"
    heading: str = "黑体"
    subheading: str = "楷体_GB2312"
    page: str = "宋体"
    latin: str = _LATIN


FONT_PARTS = tuple(field.name for field in fields(Fonts))


def fonts_from(names: Mapping[str, object]) -> Fonts:
    """Return the fonts with those parts that are named; other parts and what is no name stay as they are by default.

    >>> fonts_from({"title": "方正小标宋_GBK", "body": " ", "other": "x"}).title
    '方正小标宋_GBK'
    """
    given = {part: name.strip()[:60] for part, name in names.items() if part in FONT_PARTS and isinstance(name, str)}
    return Fonts(**{part: name for part, name in given.items() if name})


# What stands in for a font that is not there: Windows has 仿宋 and 楷体 under these names since Vista.
_STAND_INS = {
    "方正小标宋简体": "方正小标宋_GBK",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "黑体": "SimHei",
    "宋体": "SimSun",
}


# What a page of HTML or a printer may have under another name, in the order to be tried.
_FAMILIES: dict[str, tuple[str, ...]] = {
    "方正小标宋简体": (
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05S",
        "华文中宋",
        "STZhongsong",
        "Noto Serif CJK SC",
        "SimSun",
    ),
    "仿宋_GB2312": ("仿宋", "FangSong", "STFangsong", "华文仿宋", "FandolFang", "朱雀仿宋", "Noto Serif CJK SC"),
    "楷体_GB2312": ("楷体", "KaiTi", "STKaiti", "华文楷体", "AR PL UKai CN", "霞鹜文楷", "Noto Serif CJK SC"),
    "黑体": ("SimHei", "STHeiti", "Noto Sans CJK SC", "WenQuanYi Micro Hei"),
    "宋体": ("SimSun", "STSong", "Noto Serif CJK SC"),
}


def stand_ins(name: str) -> tuple[str, ...]:
    """Return the fonts that may stand in for one that is missing, best first; also of a font chosen by the user."""
    for known, others in _FAMILIES.items():
        if name == known or name in others:
            return tuple(one for one in (known, *others) if one != name)
    return ("Noto Serif CJK SC", "SimSun", "Noto Sans CJK SC", "WenQuanYi Micro Hei")


def font_families(name: str) -> str:
    """Return the value of CSS font-family for a font: itself, then what may stand in for it."""
    names = (name, *stand_ins(name))
    return ", ".join('"' + _NOT_IN_CSS.sub("", one) + '"' for one in names) + ", serif"


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: lengths in twips, type in half points; ``level`` is the outline level from 1, 0 for none."""

    id: str
    name: str
    font: str
    size: int = SIZE
    bold: bool = False
    align: str = "both"
    indent: int = 0
    line: int = LINE
    before: int = 0
    after: int = 0
    level: int = 0
    keep_next: bool = False
    new_page: bool = False
    condensed: bool = False
    border: bool = False
    tabs: str = ""
    color: str = ""
    end: int = 0
    start: int = 0
    following: str = ""
    paired: bool = False  # no line alone at the foot or the head of a page; LibreOffice does not do so in tables


def _heading(level: int, font: str, *, bold: bool = False) -> _Style:
    return _Style(
        f"Heading{level}",
        f"heading {level}",
        font,
        bold=bold,
        indent=_INDENT,
        level=level,
        keep_next=True,
        condensed=True,
        following="Normal",
    )


def _styles(fonts: Fonts) -> tuple[_Style, ...]:
    body, head, sub = fonts.body, fonts.heading, fonts.subheading
    return (
        _Style("Normal", "Normal", body, indent=_INDENT, condensed=True),
        _Style("Title", "Title", fonts.title, 44, align="center", line=700, following="Subtitle"),
        _Style("Subtitle", "Subtitle", sub, align="center", after=LINE, following="Normal"),
        _heading(1, head),
        _heading(2, sub),
        _heading(3, body, bold=True),
        _heading(4, body),
        _Style("QdItem", "圈点条目", body, indent=_INDENT, condensed=True),
        _Style("QdDetail", "圈点条目说明", sub, 28, align="left", indent=_INDENT),
        _Style("Caption", "caption", head, 24, align="center", line=440, before=200, keep_next=True),
        # With the next row: LibreOffice loses the rows below a head that fills the last line of a page.
        _Style("QdTableHead", "圈点表头", head, 24, align="center", line=430, keep_next=True),
        _Style("QdTableText", "圈点表格文字", body, 24, align="left", line=430, paired=True),
        _Style("QdTableWord", "圈点表格居中", body, 24, align="center", line=430, paired=True),
        _Style("QdTableNumber", "圈点表格数字", body, 24, align="right", line=430, paired=True),
        _Style("QdAbout", "圈点来源说明", body, align="left", indent=_INDENT, condensed=True),
        _Style("QdTableNote", "圈点表注", sub, 21, align="both", line=340),
        _Style("QdTableEnd", "圈点表后", body, 12, line=200),
        _Style("QdAppendix", "圈点附录", head, align="left", level=1, keep_next=True, new_page=True),
        _Style("QdAppendixTitle", "圈点附录标题", fonts.title, 44, align="center", line=700, before=LINE, after=LINE),
        _Style("Header", "header", sub, 21, align="center", line=300, border=True),
        # Table of contents: dots up to the page number at the edge.
        *(
            _Style(
                f"TOC{n}",
                f"toc {n}",
                (head, sub, body)[n - 1],
                28,
                align="left",
                line=LINE,
                start=(n - 1) * 280,
                tabs=f'<w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/>',
            )
            for n in (1, 2, 3)
        ),
        _Style("QdContents", "圈点目录标题", head, align="center", line=LINE, before=LINE, after=LINE // 2),
        _Style("FootnoteText", "footnote text", body, 21, align="both", line=320),
        _Style("QdChart", "圈点图", body, 24, align="center", line=0, keep_next=True),
        _Style("QdChartCaption", "圈点图题", head, 24, align="center", line=440, after=200),
        *_official_styles(fonts),
        _Style("QdComment", "圈点批注", fonts.page, 21, align="left", line=0),
        _Style("QdFirstHeader", "圈点首页页眉", sub, 21, align="center", line=300),
        # Page number: 四号 宋体, one character (14 pt) in from the edge; odd pages right, even pages left.
        _Style("Footer", "footer", fonts.page, 28, align="right", line=320, end=280),
        _Style("QdEvenFooter", "圈点偶数页页脚", fonts.page, 28, align="left", line=320, start=280),
    )


def _official_styles(fonts: Fonts) -> tuple[_Style, ...]:
    """Return the styles of 版头 and 版记 (GB/T 9704-2012, 7.2 and 7.4): red are the issuer and the line only."""
    body, head = fonts.body, fonts.heading
    return (
        _Style("QdMastLine", "圈点版头行", head, align="left"),
        _Style(
            "QdIssuer",
            "圈点发文机关标志",
            fonts.title,
            104,
            align="center",
            line=1200,
            before=248,
            after=LINE,
            color="FF0000",
        ),
        _Style("QdNumber", "圈点发文字号", body, align="center", before=0, after=0),
        _Style("QdTo", "圈点主送机关", body, align="left", condensed=True),
        _Style("QdSigned", "圈点署名", body, align="right"),
        _Style(
            "QdImprint",
            "圈点版记",
            body,
            28,
            align="left",
            line=IMPRINT_LINE,
            start=280,
            end=280,
            tabs=f'<w:tab w:val="right" w:pos="{TEXT_WIDTH - 280}"/>',
        ),
    )


def _font_names(east_asia: str, latin: str) -> str:
    latin, east_asia = attribute(latin), attribute(east_asia)
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{east_asia}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def _style_xml(style: _Style, fonts: Fonts) -> str:
    default = ' w:default="1"' if style.id == "Normal" else ""
    own = "" if style.name.isascii() else ' w:customStyle="1"'
    based = "" if style.id == "Normal" else '<w:basedOn w:val="Normal"/>'
    following = f'<w:next w:val="{style.following}"/>' if style.following else ""
    quick = "" if style.id in ("Header", "Footer") else "<w:qFormat/>"
    border = '<w:bottom w:val="single" w:sz="4" w:space="2" w:color="auto"/>' if style.border else ""
    latin = fonts.page if style.id in ("Footer", "QdEvenFooter") else fonts.latin
    ppr = (
        ("<w:keepNext/>" if style.keep_next else "")
        + ("<w:pageBreakBefore/>" if style.new_page else "")
        + f'<w:widowControl w:val="{int(style.paired)}"/>'
        + (f"<w:pBdr>{border}</w:pBdr>" if border else "")
        + (f"<w:tabs>{style.tabs}</w:tabs>" if style.tabs else "")
        # No gaps between Chinese and figures: lines break where those of preview and PDF do, 28 characters stay 28.
        + '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        + f'<w:spacing w:before="{style.before}" w:after="{style.after}"'
        + (f' w:line="{style.line}" w:lineRule="exact"/>' if style.line else ' w:line="240" w:lineRule="auto"/>')
        + f'<w:ind w:left="{style.start}" w:right="{style.end}" w:firstLineChars="{200 if style.indent else 0}"'
        f' w:firstLine="{style.indent}"/>'
        + f'<w:jc w:val="{style.align}"/>'
        + (f'<w:outlineLvl w:val="{style.level - 1}"/>' if style.level else "")
    )
    rpr = (
        _font_names(style.font, latin)
        + (f'<w:b w:val="{int(style.bold)}"/><w:bCs w:val="{int(style.bold)}"/>')
        + (f'<w:color w:val="{style.color}"/>' if style.color else "")
        + (_CONDENSED if style.condensed else '<w:spacing w:val="0"/>')
        + f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>'
    )
    return (
        f'<w:style w:type="paragraph"{default}{own} w:styleId="{style.id}"><w:name w:val="{style.name}"/>{based}'
        f"{following}{quick}<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def styles_xml(fonts: Fonts) -> str:
    """Return the styles part."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_font_names(fonts.body, fonts.latin)}"
        f'<w:kern w:val="2"/><w:sz w:val="{SIZE}"/><w:szCs w:val="{SIZE}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    others = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style>"
        '<w:style w:type="character" w:customStyle="1" w:styleId="QdCitation"><w:name w:val="圈点出处"/><w:qFormat/>'
        f"<w:rPr>{_font_names(fonts.subheading, fonts.latin)}"
        '<w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    shown = "".join(_style_xml(style, fonts) for style in _styles(fonts))
    return f"{PROLOG}<w:styles {NAMESPACES}>{defaults}{shown}{others}</w:styles>"


def font_table_xml(fonts: Fonts) -> str:
    """Return the font table, which tells Word what to take where a font is missing."""
    names = dict.fromkeys((fonts.title, fonts.body, fonts.heading, fonts.subheading, fonts.page))
    rows = "".join(
        f'<w:font w:name="{attribute(name)}">'
        + (f'<w:altName w:val="{_STAND_INS[name]}"/>' if name in _STAND_INS else "")
        + '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name in names
    )
    latin = f'<w:font w:name="{attribute(fonts.latin)}"><w:charset w:val="00"/><w:family w:val="roman"/></w:font>'
    return f"{PROLOG}<w:fonts {NAMESPACES}>{rows}{latin}</w:fonts>"


def settings_xml(*, update: bool = False, footnotes: bool = False) -> str:
    """Return the settings: odd and even pages differ, layout of the present Word, Chinese punctuation rules.

    With ``update`` Word offers to compute fields (the table of contents) when the file is opened. With ``footnotes``
    〔 and what joins it to its word neither end nor begin a line, so that no mark of a footnote does.
    """
    fields = '<w:updateFields w:val="true"/>' if update else ""
    notes = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' if footnotes else ""
    ends = (
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{_NEVER_LAST}"/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{_NEVER_FIRST}"/>'
    )
    ends = ends if footnotes else ""
    return (
        f'{PROLOG}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        f'<w:characterSpacingControl w:val="compressPunctuation"/>{ends}{fields}{notes}'
        '<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def header_xml(title: str, fonts: Fonts) -> str:
    """Return a page header with the title, or the empty one of the first page."""
    form = run_format(fonts.subheading)
    inner = paragraph("Header" if title else "QdFirstHeader", run(" ".join(title.split()), form))
    return f"{PROLOG}<w:hdr {NAMESPACES}>{inner}</w:hdr>"


def footer_xml(fonts: Fonts, *, even: bool) -> str:
    """Return a page footer: — 1 — at the outer edge."""
    form = run_format(fonts.page)
    inner = run("— ", form) + field("PAGE", "1", form) + run(" —", form)
    return f"{PROLOG}<w:ftr {NAMESPACES}>{paragraph('QdEvenFooter' if even else 'Footer', inner)}</w:ftr>"


def section_xml(headers: dict[str, str], footers: dict[str, str]) -> str:
    """Return the section properties. The dicts give relationship ids by type: default, even, first.

    A4; margins 37, 26, 35, 28 mm (top, right, bottom, left); page number 7 mm below the text block.
    """
    parts = "".join(f'<w:headerReference w:type="{kind}" r:id="{rid}"/>' for kind, rid in headers.items())
    parts += "".join(f'<w:footerReference w:type="{kind}" r:id="{rid}"/>' for kind, rid in footers.items())
    return (
        f'<w:sectPr>{parts}<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"'
        ' w:header="1500" w:footer="1247" w:gutter="0"/><w:cols w:space="425"/><w:titlePg/>'
        '<w:docGrid w:linePitch="312"/></w:sectPr>'
    )


def signature_gaps(signature: str, date: str) -> tuple[float, float]:
    """Return the gaps, in characters, between signature, date and the right edge (GB/T 9704-2012, 7.3.5.2, no seal).

    The signature stands two characters in and the date starts two characters further right; a longer date stands two
    characters in and moves the signature.

    >>> signature_gaps("云浦区人民政府办公室", "2025年3月1日")
    (2.0, 4.0)
    """
    wide, date_wide = characters(signature), characters(date)
    if wide - date_wide >= 2:
        return 2.0, wide - date_wide
    return max(2.0, date_wide - wide + 4), 2.0


def characters(text: str) -> float:
    """Return the width of a line in characters: those of ASCII are half as wide."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)
