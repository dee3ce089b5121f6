"""The text of a Word briefing: headings, quoted items, tables, charts, the appendix."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quandian.core.briefing_kind_words import kind_words
from quandian.core.briefing_links import passage_link
from quandian.core.briefing_tree import (
    Briefing,
    Cell,
    CellKind,
    Chart,
    Citation,
    Cite,
    Column,
    Detail,
    Paragraph,
    Quote,
    Ref,
    Section,
    Table,
)
from quandian.core.briefing_widths import SPLIT_FROM, row_lines
from quandian.core.progress import Progress
from quandian.writing.gongwen import LINE, TEXT_WIDTH, Fonts
from quandian.writing.markup import NAMESPACES, PROLOG, Bookmarks, field, link, paragraph, run, run_format
from quandian.writing.word_charts import chart_xml, drawing
from quandian.writing.word_front import (
    addressee_xml,
    contents_xml,
    depth_of,
    heading_anchors,
    imprint_xml,
    masthead_xml,
    signature_xml,
)
from quandian.writing.word_notes import Footnotes
from quandian.writing.word_parts import Parts

_LABEL = re.compile(r"(\D+)(\d+)")
_CELL_STYLES = {
    CellKind.TEXT: "QdTableText",
    CellKind.WORD: "QdTableWord",
    CellKind.NUMBER: "QdTableNumber",
    CellKind.SOURCE: "QdTableWord",
}


class Body:
    """Builds the main part of one briefing."""

    def __init__(
        self, briefing: Briefing, fonts: Fonts, progress: Progress, parts: Parts, pages: Mapping[str, int]
    ) -> None:
        self._briefing = briefing
        self._fonts = fonts
        self._pages = pages
        self._parts = parts
        self.notes = Footnotes(fonts.body)
        self._anchors = heading_anchors(briefing) if briefing.form.contents else {}
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
        self._charts = 0

    def xml(self, section: str) -> str:
        """Return the document part; ``section`` are the properties of its only section."""
        briefing, form, fonts = self._briefing, self._briefing.form, self._fonts
        words = kind_words(briefing.language)
        out = [masthead_xml(form.masthead, fonts, words.signer)] if form.masthead else []
        # The title stands two lines below the red line (GB/T 9704-2012, 7.3.1).
        gap = f'<w:spacing w:before="{2 * LINE}" w:after="0" w:line="700" w:lineRule="exact"/>' if out else ""
        out.append(paragraph("Title", run(briefing.title, self._title), gap))
        out.append(paragraph("Subtitle", run(briefing.subtitle, self._sub)))
        if form.contents:
            out.append(contents_xml(briefing, self._anchors, fonts, self._pages))
        out.append(addressee_xml(form, fonts))
        for n, part in enumerate(briefing.walk()):
            self._section(part, out, new_page=bool(form.contents) and n == 0 and not form.to)
        signed = signature_xml(form, fonts)
        if signed and out[-1].startswith("<w:p>"):  # a page with a signature alone is against the rule
            out[-1] = out[-1].replace("/>", "/><w:keepNext/>", 1)
        out.append(signed)
        self._appendix(out)
        if form.imprint:
            out.append(imprint_xml(form.imprint, fonts, words.copies, apart=briefing.imprint_apart))
        return f"{PROLOG}<w:document {NAMESPACES}><w:body>{''.join(out)}{section}</w:body></w:document>"

    def _step(self) -> None:
        self._done += 1
        self._progress.step(min(self._done, self._total), self._total)

    def _section(self, section: Section, out: list[str], *, new_page: bool = False) -> None:
        level = depth_of(section)
        form, cited = self._headings[level - 1], section.citation
        words = run(section.title, form)
        if cited:
            words = self._bookmarks.around(cited.bookmark, words) + self._cited(cited, self._citation_light)
        words = self._bookmarks.around(self._anchors.get(section.key, ""), run(section.number, form) + words)
        out.append(paragraph(f"Heading{level}", words, "<w:pageBreakBefore/>" if new_page else ""))
        for block in section.blocks:
            self._step()
            if isinstance(block, Quote):
                self._quote(block, out)
            elif isinstance(block, Table):
                self._table(block, out)
            elif isinstance(block, Chart):
                self._chart(block, out)
            else:
                self._paragraph(block, out)

    def _paragraph(self, block: Paragraph, out: list[str]) -> None:
        out.extend(paragraph("Normal", run(line, self._body)) for line in block.text.split("\n"))

    def _quote(self, quote: Quote, out: list[str]) -> None:
        citation = quote.citation
        # A paragraph each: a line break inside one would stretch the line before it to the full width.
        lines = [run(line, self._body) for line in quote.text.splitlines()] or [""]
        lines[0] = run(quote.number + quote.opened, self._body) + self._bookmarks.around(citation.bookmark, lines[0])
        lines[-1] += run(quote.closed, self._body) if quote.closed else ""
        lines[-1] += self._cited(citation) + run(quote.stop, self._body)
        out.extend(paragraph("QdItem", line) for line in lines)
        if quote.details:
            told = run(self._semicolon, self._sub).join(map(self._detail, quote.details))
            out.append(paragraph("QdDetail", told + run(quote.end, self._sub)))

    def _cited(self, citation: Citation, form: str = "") -> str:
        """Return the printed citation: in brackets or as a footnote, leading to the appendix or into Quandian."""
        settings = self._briefing.form
        url = passage_link(citation) if settings.links else ""
        if settings.cite is Cite.FOOTNOTES:
            return self.notes.add(citation.note or citation.text, url)
        words = run(citation.text, form or self._citation)
        return self._parts.relations.link(url, words) if url else self._led(citation.source, words)

    def _led(self, target: str, words: str) -> str:
        return link(target if self._briefing.sources else "", words)

    def _ref(self, ref: Ref, form: str) -> str:
        """Return words that lead elsewhere in the document, or into Quandian where they name a passage."""
        words = run(ref.text, form)
        if ref.link and self._briefing.form.links:
            return self._parts.relations.link(ref.link, words)
        # Those of the appendix lead to items, which are always there; those of items lead to the appendix.
        return link(ref.target if self._briefing.sources or ref.target.startswith("a_") else "", words)

    def _detail(self, detail: Detail) -> str:
        words = run(detail.label + self._colon + detail.value, self._sub)
        return words + (self._ref(detail.ref, self._citation) if detail.ref else "")

    def _table(self, table: Table, out: list[str], *, caption: bool = True) -> None:
        if caption:
            out.append(paragraph("Caption", self._caption(table.label, table.caption)))
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
            whole = row_lines(table.columns, row) < SPLIT_FROM
            out.append(f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if whole else ''}{''.join(cells)}</w:tr>")
        out.append("</w:tbl>")
        out.extend(paragraph("QdTableNote", run(note, self._sub)) for note in table.notes)
        out.append(paragraph("QdTableEnd", ""))

    def _cell(self, cell: Cell) -> str:
        if not cell.refs:
            return run(cell.text, self._body)
        return run(cell.separator, self._body).join(self._ref(ref, self._body) for ref in cell.refs)

    def _caption(self, label: str, caption: str) -> str:
        """Return the runs of a caption; the number is a field, so that captions put in by hand count on."""
        match = _LABEL.fullmatch(label)
        if match is None:
            return run(f"{label}　{caption}".strip("　"), self._head)
        number = field(f"SEQ {match[1].strip()} \\* ARABIC", match[2], self._head)
        return run(match[1], self._head) + number + run(f"　{caption}", self._head)

    def _chart(self, chart: Chart, out: list[str]) -> None:
        self._charts += 1
        rid = self._parts.add_chart(chart_xml(chart, self._fonts.body, self._fonts.latin))
        out.append(paragraph("QdChart", drawing(rid, self._charts, chart)))
        out.append(paragraph("QdChartCaption", self._caption(chart.label, chart.caption)))
        out.extend(paragraph("QdTableNote", run(note, self._sub)) for note in chart.notes)

    def _appendix(self, out: list[str]) -> None:
        briefing = self._briefing
        if not briefing.sources:
            return
        label = self._bookmarks.around(self._anchors.get("", ""), run(briefing.appendix_label, self._head))
        out.append(paragraph("QdAppendix", label))
        out.append(paragraph("QdAppendixTitle", run(briefing.appendix_title, self._title)))
        for source in briefing.sources:
            heading = self._bookmarks.around(source.bookmark, run(source.number + source.title, self._sub))
            out.append(paragraph("Heading2", heading))
            out.append(paragraph("QdAbout", run(source.about, self._body)))
            if source.entries.columns:
                self._table(source.entries, out)


def _widths(columns: Sequence[Column]) -> list[int]:
    """Return column widths in twips that fill the text block exactly."""
    total = sum(column.weight for column in columns)
    widths = [int(TEXT_WIDTH * column.weight / total) for column in columns]
    widths[-1] += TEXT_WIDTH - sum(widths)
    return widths
