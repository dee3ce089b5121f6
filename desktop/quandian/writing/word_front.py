"""What stands around the text of a Word document: red head, table of contents, addressee, signature, imprint."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from quandian.core.briefing_tree import Briefing, Form, Imprint, Masthead, Section
from quandian.writing.gongwen import IMPRINT_LINE, LINE, TEXT_WIDTH, Fonts, characters, signature_gaps
from quandian.writing.markup import field, paragraph, run, run_format

_MARK_SIZE = 104  # half points of the issuer's name where it fits: 52 pt
_EDGE = '<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>'
_CONTENTS_DEPTH = 3
_IMPRINT_CHARACTERS = 29  # of 14 pt in a line that is set in by one at either side
_IMPRINT_RULES = 100  # twips: the three rules and the line below the table that every cell and box must end with


def masthead_xml(head: Masthead, fonts: Fonts, signer_word: str) -> str:
    """Return 版头: serial, secrecy and urgency, the issuer in red 35 mm below the edge, number, signer, red line."""
    dark = run_format(fonts.heading)
    body = run_format(fonts.body)
    small = [line for line in (head.serial, head.secrecy, head.urgency) if line.strip()]
    out = [paragraph("QdMastLine", run(line, dark)) for line in [*small, *([""] * (3 - len(small)))]]
    size = min(_MARK_SIZE, int(TEXT_WIDTH / 10 / max(len(head.issuer), 1)))
    form = run_format(fonts.title, f'<w:color w:val="FF0000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>')
    out.append(paragraph("QdIssuer", run(head.issuer, form)))
    # The line is 4 mm (11 pt) below the number and as wide as the text block.
    line = f"<w:pBdr>{_EDGE.format(side='bottom', size=16, space=11, color='FF0000')}</w:pBdr>"
    if head.signer.strip():
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - 320}"/></w:tabs>'
        words = run(f"{head.number}\t{signer_word}", body) + run(head.signer, run_format(fonts.subheading))
        # Set in by its first line only: the red line keeps the width of the text block.
        first = '<w:ind w:left="0" w:right="0" w:firstLineChars="100" w:firstLine="320"/>'
        out.append(paragraph("QdNumber", words, f'{line}{tab}{first}<w:jc w:val="left"/>'))
    else:
        out.append(paragraph("QdNumber", run(head.number, body), line))
    return "".join(out)


def contents_xml(briefing: Briefing, anchors: dict[str, str], fonts: Fonts, pages: Mapping[str, int]) -> str:
    """Return the table of contents: a field that Word computes, filled with what it will show.

    ``anchors`` are bookmarks of headings by section key, ``pages`` the numbers to show until Word computes them.
    """
    forms = (run_format(fonts.heading), run_format(fonts.subheading), run_format(fonts.body))
    lines: list[tuple[int, str, str, int]] = [
        (
            min(section.level, _CONTENTS_DEPTH),
            section.number + section.title,
            anchors[section.key],
            pages.get(section.key, 1),
        )
        for section in briefing.walk()
        if section.level <= _CONTENTS_DEPTH
    ]
    if briefing.sources:
        lines.append(
            (1, f"{briefing.appendix_label}　{briefing.appendix_title}", anchors[""], pages.get("/appendix", 1))
        )
    out = [paragraph("QdContents", run(briefing.form.contents, forms[0]))]
    start = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-'
        f'{_CONTENTS_DEPTH}" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    for n, (level, words, anchor, page) in enumerate(lines):
        form = forms[level - 1]
        inner = run(f"{words}\t", form) + field(f"PAGEREF {anchor} \\h", str(page), run_format(fonts.page))
        inner = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{inner}</w:hyperlink>'
        # The field ends in its last line: a paragraph of its own would be alone on a page where the lines fill theirs.
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if n == len(lines) - 1 else ""
        out.append(paragraph(f"TOC{level}", (start if n == 0 else "") + inner + end))
    return "".join(out)


def addressee_xml(form: Form, fonts: Fonts) -> str:
    """Return the addressee, flush left; behind contents it begins a page."""
    new_page = "<w:pageBreakBefore/>" if form.contents else ""
    return paragraph("QdTo", run(form.to, run_format(fonts.body)), new_page) if form.to else ""


def signature_xml(form: Form, fonts: Fonts) -> str:
    """Return signature and date below the text."""
    body = run_format(fonts.body)
    gaps = signature_gaps(form.signature, form.signed_on)
    out: list[str] = []
    for words, gap in zip((form.signature, form.signed_on), gaps, strict=True):
        if words:
            space = f'<w:spacing w:before="{0 if out else LINE}" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
            out.append(paragraph("QdSigned", run(words, body), f'{space}<w:ind w:right="{round(gap * 320)}"/>'))
    return "".join(out)


def imprint_xml(imprint: Imprint, fonts: Fonts, copies_word: str, *, apart: bool = False) -> str:
    """Return 版记 at the foot of the last page: rules of 0.35 mm outside and 0.25 mm between, 四号.

    A text box in VML, which all read: LibreOffice 7.4 puts it at the foot, but lets a floating table or a frame as wide
    as the text follow the text. It is anchored in an empty line of its own height, the last of the document:
    where that line has room, so has the box, and no text runs under it. ``apart`` gives it a page of its own.
    """
    form = run_format(fonts.body)
    lines = [words for words in imprint_words(imprint, copies_word) if words.strip()]
    if not lines:
        return ""
    height = sum(IMPRINT_LINE * ceil(characters(words) / _IMPRINT_CHARACTERS) for words in lines) + _IMPRINT_RULES
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="auto"/>'
        for side, size in (("top", 8), ("bottom", 8), ("insideH", 6))
    )
    rows = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/></w:tcPr>'
        f"{paragraph('QdImprint', run(line, form))}</w:tc></w:tr>"
        for line in lines
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{TEXT_WIDTH}"/></w:tblGrid>{rows}</w:tbl>'
    )
    place = (
        f"position:absolute;margin-left:0;margin-top:0;width:{TEXT_WIDTH / 20:g}pt;height:{height / 20:g}pt;z-index:1;"
        # 9 pt to either side are the default, and LibreOffice moves the box by them.
        "mso-wrap-distance-left:0;mso-wrap-distance-right:0;"
        "mso-position-horizontal:left;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:bottom;mso-position-vertical-relative:margin;v-text-anchor:bottom"
    )
    box = (
        f'<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="{place}" filled="f" stroked="f">'
        f'<v:textbox inset="0,0,0,0"><w:txbxContent>{table}{paragraph("QdTableEnd", "")}</w:txbxContent></v:textbox>'
        "</v:rect></w:pict></w:r>"
    )
    own = "<w:pageBreakBefore/>" if apart else ""
    own += f'<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'
    return paragraph("QdTableEnd", box, own)


def imprint_words(imprint: Imprint, copies_word: str) -> tuple[str, str]:
    """Return the two lines of 版记: copies to whom, and printer and date with a tab between; blank where not given."""
    copies = imprint.copies.strip().rstrip("。.")
    return (copies_word + copies + "。" if copies else "", f"{imprint.printer.strip()}\t{imprint.printed_on}")


def heading_anchor(n: int) -> str:
    """Return the bookmark of the n-th heading, as Word names those that its contents lead to."""
    return f"_Toc{n:08d}"


def heading_anchors(briefing: Briefing) -> dict[str, str]:
    """Return a bookmark per section key; the appendix has the empty key."""
    keys: list[str] = [section.key for section in briefing.walk()]
    return {key: heading_anchor(n) for n, key in enumerate([*keys, ""], start=1)}


def depth_of(section: Section) -> int:
    """Return the level of a section as headings have it, 1 to 4."""
    return min(max(section.level, 1), 4)
