"""A Briefing tree as a Word document on the page of GB/T 9704.

Every item carries a bookmark named after its annotation and a citation that leads to the appendix of sources, whose
rows lead back. The same tree gives the same bytes, and the file appears whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from quandian.core.briefing_tree import (
    Briefing,
    Cell,
    CellKind,
    Citation,
    Column,
    Detail,
    Paragraph,
    Quote,
    Section,
    Table,
)
from quandian.core.errors import UserError
from quandian.core.progress import Progress, silent
from quandian.writing import gongwen
from quandian.writing.gongwen import TEXT_WIDTH, Fonts
from quandian.writing.markup import NAMESPACES, PROLOG, Bookmarks, attribute, link, paragraph, run, run_format
from quandian.writing.package import write_atomically, zip_parts

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CELL_STYLES = {
    CellKind.TEXT: "QdTableText",
    CellKind.WORD: "QdTableWord",
    CellKind.NUMBER: "QdTableNumber",
    CellKind.SOURCE: "QdTableWord",
}


def write_docx(
    briefing: Briefing, target: Path, *, fonts: Fonts | None = None, progress: Progress | None = None
) -> None:
    """Write the briefing to ``target`` (.docx), replacing what is there in one step.

    Raises UserError ``writing.*`` when the file cannot be written, Cancelled when the user stopped; neither leaves
    anything behind.
    """
    if target.suffix.lower() != ".docx":
        raise UserError("writing.suffix", name=target.name)
    write_atomically(docx_bytes(briefing, fonts=fonts, progress=progress), target)


def docx_bytes(briefing: Briefing, *, fonts: Fonts | None = None, progress: Progress | None = None) -> bytes:
    """Return the briefing as the bytes of a .docx file; equal briefings give equal bytes. Raises Cancelled."""
    fonts = fonts or Fonts()
    title = briefing.title
    related = {
        "styles": ("styles.xml", gongwen.styles_xml(fonts)),
        "settings": ("settings.xml", gongwen.settings_xml()),
        "fontTable": ("fontTable.xml", gongwen.font_table_xml(fonts)),
        "header default": ("header1.xml", gongwen.header_xml(title, fonts)),
        "header even": ("header2.xml", gongwen.header_xml(title, fonts)),
        "header first": ("header3.xml", gongwen.header_xml("", fonts)),
        "footer default": ("footer1.xml", gongwen.footer_xml(fonts, even=False)),
        "footer even": ("footer2.xml", gongwen.footer_xml(fonts, even=True)),
        "footer first": ("footer3.xml", gongwen.footer_xml(fonts, even=False)),
    }
    ids = {key: f"rId{n}" for n, key in enumerate(related, start=1)}
    section = gongwen.section_xml(
        {kind: ids[f"header {kind}"] for kind in ("default", "even", "first")},
        {kind: ids[f"footer {kind}"] for kind in ("default", "even", "first")},
    )
    document = _Document(briefing, fonts, progress or silent()).xml(section)
    relations = "".join(
        f'<Relationship Id="{ids[key]}" Type="{_OFFICE}/{key.split()[0]}" Target="{name}"/>'
        for key, (name, _) in related.items()
    )
    types = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_TYPES}.{key.split()[0]}+xml"/>'
        for key, (name, _) in related.items()
    )
    return zip_parts(
        {
            "[Content_Types].xml": _content_types(types),
            "_rels/.rels": _root_relations(),
            "docProps/core.xml": _core_properties(briefing),
            "word/document.xml": document,
            "word/_rels/document.xml.rels": (
                f'{PROLOG}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'
            ),
            **{f"word/{name}": text for name, text in related.values()},
        }
    )


def _content_types(overrides: str) -> str:
    return (
        f'{PROLOG}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _root_relations() -> str:
    return (
        f'{PROLOG}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/></Relationships>'
    )


def _core_properties(briefing: Briefing) -> str:
    """Return the properties: what the briefing says of itself and nothing of the machine it was made on."""
    language = "en" if briefing.language == "en" else "zh-CN"
    times = ""
    if _DAY.fullmatch(briefing.date):
        times = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{briefing.date}T00:00:00Z</dcterms:{name}>'
            for name in ("created", "modified")
        )
    author = attribute(briefing.author)
    return (
        f'{PROLOG}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{attribute(briefing.title)}</dc:title><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>{times}"
        f"<dc:language>{language}</dc:language></cp:coreProperties>"
    )


class _Document:
    """Builds the main part of one briefing."""

    def __init__(self, briefing: Briefing, fonts: Fonts, progress: Progress) -> None:
        self._briefing = briefing
        self._progress = progress
        self._bookmarks = Bookmarks()
        self._colon, self._semicolon = (": ", "; ") if briefing.language == "en" else ("：", "；")
        self._body = run_format(fonts.body)
        self._title = run_format(fonts.title)
        self._sub = run_format(fonts.subheading)
        self._head = run_format(fonts.heading)
        self._citation = run_format(fonts.subheading, style="QdCitation")
        self._citation_light = run_format(fonts.subheading, '<w:b w:val="0"/><w:bCs w:val="0"/>', "QdCitation")
        self._headings = (self._head, self._sub, run_format(fonts.body, "<w:b/><w:bCs/>"), self._body)
        self._total = sum(len(section.blocks) for section in briefing.walk())
        self._total += sum(len(table.rows) for table in briefing.tables()) or 1
        self._done = 0

    def xml(self, section: str) -> str:
        """Return the document part; ``section`` are the properties of its only section."""
        briefing = self._briefing
        out = [paragraph("Title", run(briefing.title, self._title))]
        out.append(paragraph("Subtitle", run(briefing.subtitle, self._sub)))
        for part in briefing.walk():
            self._section(part, out)
        self._appendix(out)
        return f"{PROLOG}<w:document {NAMESPACES}><w:body>{''.join(out)}{section}</w:body></w:document>"

    def _step(self) -> None:
        self._done += 1
        self._progress.step(min(self._done, self._total), self._total)

    def _section(self, section: Section, out: list[str]) -> None:
        level = min(max(section.level, 1), 4)
        form, cited = self._headings[level - 1], section.citation
        words = run(section.title, form)
        if cited:
            words = self._bookmarks.around(cited.bookmark, words) + self._cited(cited, self._citation_light)
        out.append(paragraph(f"Heading{level}", run(section.number, form) + words))
        for block in section.blocks:
            self._step()
            if isinstance(block, Quote):
                self._quote(block, out)
            elif isinstance(block, Table):
                self._table(block, out)
            else:
                self._paragraph(block, out)

    def _paragraph(self, block: Paragraph, out: list[str]) -> None:
        out.extend(paragraph("Normal", run(line, self._body)) for line in block.text.split("\n"))

    def _quote(self, quote: Quote, out: list[str]) -> None:
        citation = quote.citation
        # A paragraph each: a line break inside one would stretch the line before it to the full width.
        lines = [run(line, self._body) for line in quote.text.splitlines()] or [""]
        lines[0] = run(quote.number, self._body) + self._bookmarks.around(citation.bookmark, lines[0])
        lines[-1] += self._cited(citation) + run(quote.stop, self._body)
        out.extend(paragraph("QdItem", line) for line in lines)
        if quote.details:
            out.append(paragraph("QdDetail", run(self._semicolon, self._sub).join(map(self._detail, quote.details))))

    def _cited(self, citation: Citation, form: str = "") -> str:
        """Return the printed citation, which leads to the appendix where there is one."""
        return link(citation.source if self._briefing.sources else "", run(citation.text, form or self._citation))

    def _detail(self, detail: Detail) -> str:
        words = run(detail.label + self._colon + detail.value, self._sub)
        return words + (link(detail.ref.target, run(detail.ref.text, self._citation)) if detail.ref else "")

    def _table(self, table: Table, out: list[str], *, caption: bool = True) -> None:
        if caption:
            out.append(paragraph("Caption", run(f"{table.label}　{table.caption}".strip("　"), self._head)))
        widths = _widths(table.columns)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        out.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
            f'<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        )
        head = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
            '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{paragraph('QdTableHead', run(column.title, self._head))}</w:tc>"
            for column, width in zip(table.columns, widths, strict=True)
        )
        out.append(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>")
        starts = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>' for width in widths
        ]
        for row in table.rows:
            self._step()
            cells = []
            for n, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
                inner = self._cell(cell)
                if n == 0:
                    inner = self._bookmarks.around(row.bookmark, inner)
                cells.append(f"{starts[n]}{paragraph(_CELL_STYLES[column.kind], inner)}</w:tc>")
            out.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
        out.append("</w:tbl>")
        out.extend(paragraph("QdTableNote", run(note, self._sub)) for note in table.notes)
        out.append(paragraph("QdTableEnd", ""))

    def _cell(self, cell: Cell) -> str:
        if not cell.refs:
            return run(cell.text, self._body)
        separator = run(cell.separator, self._body)
        linked = self._briefing.sources or not any(ref.target for ref in cell.refs)
        return separator.join(link(ref.target if linked else "", run(ref.text, self._body)) for ref in cell.refs)

    def _appendix(self, out: list[str]) -> None:
        briefing = self._briefing
        if not briefing.sources:
            return
        out.append(paragraph("QdAppendix", run(briefing.appendix_label, self._head)))
        out.append(paragraph("QdAppendixTitle", run(briefing.appendix_title, self._title)))
        for source in briefing.sources:
            heading = self._bookmarks.around(source.bookmark, run(source.number + source.title, self._sub))
            out.append(paragraph("Heading2", heading))
            out.append(paragraph("QdAbout", run(source.about, self._body)))
            self._table(source.entries, out)


def _widths(columns: Sequence[Column]) -> list[int]:
    """Return column widths in twips that fill the text block exactly."""
    total = sum(column.weight for column in columns)
    widths = [int(TEXT_WIDTH * column.weight / total) for column in columns]
    widths[-1] += TEXT_WIDTH - sum(widths)
    return widths
