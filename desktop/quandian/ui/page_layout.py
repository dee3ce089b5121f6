"""A Briefing tree on pages of GB/T 9704, for preview, printing and PDF: the same lines and the same page numbers.

All lengths are tenths of a point. Layout needs fonts but no window and may run in a job; blocks that did not change are
taken from the cache, so that a change costs what it touches. The pages are plain values that a painter draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from quandian.core.briefing_kind_words import kind_words
from quandian.core.briefing_tree import (
    Block,
    Briefing,
    CellKind,
    Chart,
    Citation,
    Cite,
    Column,
    Detail,
    Quote,
    Ref,
    Section,
    Table,
    TableRow,
)
from quandian.core.progress import Progress, silent
from quandian.ui.page_charts import chart_height
from quandian.ui.page_filling import paginate
from quandian.ui.page_model import (
    CELL_LINE,
    CELL_PAD,
    HEIGHT,
    INDENT,
    LEFT,
    LINE,
    MM,
    NOTE_LINE,
    PAGE,
    TOP,
    WIDTH,
    Faces,
    Page,
    Pages,
    Strip,
)
from quandian.ui.page_text import Face, Line, Piece, break_lines
from quandian.writing.gongwen import Fonts, signature_gaps

__all__ = ["CELL_LINE", "HEIGHT", "LEFT", "MM", "PAGE", "TOP", "WIDTH", "Faces", "Layout", "Page", "Pages", "Strip"]


class Layout:
    """Lays briefings out; keep one for a preview, so that what did not change is not set again."""

    def __init__(self, fonts: Fonts | None = None) -> None:
        self.faces = Faces(fonts or Fonts())
        self._cache: dict[object, list[Strip]] = {}
        self._used: set[object] = set()
        self._notes: list[Citation] = []
        self._links = False

    def pages(self, briefing: Briefing, progress: Progress | None = None) -> Pages:
        """Return the pages. Raises Cancelled."""
        progress = progress or silent()
        self._used, self._notes = set(), []
        if briefing.form.links != self._links:
            self._links = briefing.form.links
            self._cache.clear()
        self._semicolon, self._colon = ("; ", ": ") if briefing.language == "en" else ("；", "：")
        strips: list[Strip] = []
        blocks = sum(len(section.blocks) for section in briefing.walk()) or 1
        strips += self._front(briefing)
        done = 0
        for n, section in enumerate(briefing.walk()):
            first = n == 0 and bool(briefing.form.contents) and not briefing.form.to
            strips += self._heading(section, briefing, new_page=first)
            for block in section.blocks:
                done += 1
                progress.step(done, blocks)
                strips += self._block(block, briefing, section.key)
        if strips and (briefing.form.signature or briefing.form.signed_on):  # no page with a signature alone
            strips[-1] = replace(strips[-1], keep_next=True)
        strips += self._back(briefing)
        for key in [key for key in self._cache if key not in self._used]:
            del self._cache[key]
        return paginate(strips, self._note_strips(), briefing.title if briefing.form.running else "", self.faces)

    def _kept(self, key: object, make: Callable[[], list[Strip]]) -> list[Strip]:
        self._used.add(key)
        known = self._cache.get(key)
        if known is None:
            known = self._cache[key] = make()
        return known

    # ---- before and after the sections

    def _front(self, briefing: Briefing) -> list[Strip]:
        faces, form = self.faces, briefing.form
        out: list[Strip] = []
        if form.masthead:
            head, words = form.masthead, kind_words(briefing.language)
            small = [line for line in (head.serial, head.secrecy, head.urgency) if line.strip()]
            for text in [*small, *[""] * (3 - len(small))]:
                out += self._text(text, faces.headings[0], align="left", indent=0)
            size = min(520, int(WIDTH / max(len(head.issuer), 1)))
            face = Face(faces.fonts.title, faces.fonts.latin, size)
            out.append(Strip(124, "space"))
            out += _lined(break_lines([Piece(head.issuer, face)], WIDTH, align="center"), 600, color="#ff0000")
            out.append(Strip(LINE, "space"))
            if head.signer:
                pieces = [Piece(head.number, faces.body)]
                line = break_lines(pieces, WIDTH - INDENT, align="left", indent=160)[0]
                other = [Piece(words.signer, faces.body), Piece(head.signer, faces.headings[1])]
                line.runs += break_lines(other, WIDTH - 160, align="right")[0].runs
                out.append(Strip(LINE, line=line))
            else:
                out += self._text(head.number, faces.body, align="center", indent=0)
            out += [Strip(113, "space"), Strip(20, "rule", color="#ff0000"), Strip(2 * LINE, "space")]
        out += _lined(break_lines([Piece(briefing.title, faces.title)], WIDTH, align="center"), 350)
        if briefing.subtitle:
            out += self._text(briefing.subtitle, faces.subtitle, align="center", indent=0)
        out.append(Strip(LINE, "space"))
        if form.contents:
            out += self._contents(briefing)
        if form.to:
            to = self._text(form.to, faces.body, align="left", indent=0)
            to[0].new_page = bool(form.contents)
            out += to
        return out

    def _contents(self, briefing: Briefing) -> list[Strip]:
        faces = self.faces
        out = [
            Strip(LINE / 2, "space"),
            *self._text(briefing.form.contents, faces.headings[0], align="center", indent=0),
        ]
        entries = [(s.level, s.number + s.title, s.key) for s in briefing.walk() if s.level <= 3]
        if briefing.sources:
            entries.append((1, f"{briefing.appendix_label}　{briefing.appendix_title}", "/appendix"))
        for level, words, key in entries:
            face = faces.contents[level - 1]
            lines = break_lines([Piece(words, face, link=f"#{key}")], WIDTH - 400 - 140 * (level - 1), align="left")
            for line in lines:
                for run in line.runs:
                    run.x += 140 * (level - 1)
            out += _lined(lines[:-1], LINE)
            out.append(Strip(LINE, "entry", line=lines[-1], page_of=key))
        return out

    def _back(self, briefing: Briefing) -> list[Strip]:
        faces, form = self.faces, briefing.form
        out: list[Strip] = []
        if form.signature or form.signed_on:
            out.append(Strip(LINE, "space", keep_next=True))
            gaps = signature_gaps(form.signature, form.signed_on)
            for words, gap in zip((form.signature, form.signed_on), gaps, strict=True):
                if words:
                    lines = break_lines([Piece(words, faces.body)], WIDTH - gap * 160, align="right")
                    out += _lined(lines, LINE)
            for strip in out[:-1]:
                strip.keep_next = True
        if briefing.sources:
            label = _lined(break_lines([Piece(briefing.appendix_label, faces.headings[0])], WIDTH), LINE)
            label[0].new_page, label[0].key = True, "/appendix"
            out += [*label, Strip(LINE, "space")]
            out += _lined(break_lines([Piece(briefing.appendix_title, faces.title)], WIDTH, align="center"), 350)
            out.append(Strip(LINE, "space"))
            for source in briefing.sources:
                title = self._text(source.number + source.title, faces.headings[1], keep_next=True)
                title[0].bookmark = source.bookmark
                out += title
                out += self._text(source.about, faces.body, align="left")
                if source.entries.columns:
                    out += self._block(source.entries, briefing, "/appendix")
        if form.imprint:
            more = kind_words(briefing.language)
            copies = form.imprint.copies.strip().rstrip("。.")
            rows = [more.copies + copies + "。"] if copies else []
            last = [form.imprint.printer.strip(), form.imprint.printed_on]
            out.append(Strip(0, "imprint", cells=self._imprint(rows, last), new_page=briefing.imprint_apart))
        return out

    def _imprint(self, rows: list[str], last: list[str]) -> tuple[tuple[float, float, list[Line]], ...]:
        face = self.faces.imprint
        lines = [one for row in rows for one in break_lines([Piece(row, face)], WIDTH - 280, align="left")]
        count = float(len(lines))
        if any(last):
            line = break_lines([Piece(last[0], face)], WIDTH - 280, align="left")[0]
            line.runs += break_lines([Piece(last[1], face)], WIDTH - 280, align="right")[0].runs
            lines.append(line)
        return ((140.0, count, lines),)

    # ---- sections

    def _heading(self, section: Section, briefing: Briefing, *, new_page: bool) -> list[Strip]:
        face = self.faces.headings[min(max(section.level, 1), 4) - 1]
        pieces = [Piece(section.number + section.title, face)]
        if section.citation:
            pieces += self._cited(section.citation, briefing)
        strips = _lined(break_lines(pieces, WIDTH, indent=INDENT), LINE)
        for strip in strips:
            strip.keep_next = True
        strips[0].new_page = new_page
        strips[0].key = section.key
        if section.citation:
            strips[0].bookmark, strips[0].annotation = section.citation.bookmark, section.citation.annotation_id
        return strips

    def _text(
        self, text: str, face: Face, *, align: str = "both", indent: float = INDENT, keep_next: bool = False
    ) -> list[Strip]:
        out: list[Strip] = []
        for part in text.split("\n"):
            out += _lined(break_lines([Piece(part, face)], WIDTH, indent=indent, align=align), LINE)
        for strip in out:
            strip.keep_next = keep_next
        return out

    def _block(self, block: Block, briefing: Briefing, key: str) -> list[Strip]:
        form = briefing.form
        if isinstance(block, Quote):
            note = len(self._notes) + 1 if form.cite is Cite.FOOTNOTES else 0
            strips = self._kept((block, note), lambda: self._quote(block, briefing))
            if note and len(self._notes) < note:
                self._notes.append(block.citation)
            return strips
        if isinstance(block, Table):
            return self._kept(block, lambda: self._table(block))
        if isinstance(block, Chart):
            return self._kept(block, lambda: self._chart(block))
        strips = self._kept(block, lambda: self._text(block.text, self.faces.body))
        strips[0].key = strips[0].key or block.key
        del key
        return strips

    def _quote(self, quote: Quote, briefing: Briefing) -> list[Strip]:
        faces = self.faces
        texts = quote.text.splitlines() or [""]
        out: list[Strip] = []
        for n, text in enumerate(texts):
            text += quote.closed if n == len(texts) - 1 else ""
            pieces = [Piece((quote.number + quote.opened if n == 0 else "") + text, faces.body)]
            if n == len(texts) - 1:
                pieces += self._cited(quote.citation, briefing)
                pieces.append(Piece(quote.stop, faces.body))
            out += _lined(break_lines(pieces, WIDTH, indent=INDENT), LINE)
        if quote.details:
            pieces = [piece for n, detail in enumerate(quote.details) for piece in self._detail(detail, first=n == 0)]
            pieces.append(Piece(quote.end, faces.detail))
            out += _lined(break_lines(pieces, WIDTH, indent=280, align="left"), LINE)
        for strip in out:
            strip.annotation = quote.citation.annotation_id
        out[0].bookmark = quote.citation.bookmark
        return out

    def _detail(self, detail: Detail, *, first: bool) -> Iterable[Piece]:
        yield Piece(("" if first else self._semicolon) + detail.label + self._colon + detail.value, self.faces.detail)
        if detail.ref:
            yield Piece(detail.ref.text, self.faces.cite, link=self._led(detail.ref))

    def _led(self, ref: Ref) -> str:
        if self._links and ref.link:
            return ref.link
        return f"#{ref.target}" if ref.target else ""

    def _cited(self, citation: Citation, briefing: Briefing) -> list[Piece]:
        link = f"@{citation.annotation_id}"
        if briefing.form.cite is Cite.FOOTNOTES:
            self._notes.append(citation)
            number = len(self._notes)
            return [Piece(f"〔{number}〕", self.faces.raised, link=link, note=number)]
        return [Piece(citation.text, self.faces.cite, link=link)]

    def _note_strips(self) -> dict[int, list[Strip]]:
        out = {}
        for n, citation in enumerate(self._notes, start=1):
            text = f"〔{n}〕{citation.note or citation.text}"
            lines = break_lines([Piece(text, self.faces.note, link=f"@{citation.annotation_id}")], WIDTH)
            out[n] = _lined(lines, NOTE_LINE)
        return out

    # ---- tables and charts

    def _table(self, table: Table) -> list[Strip]:
        faces = self.faces
        out: list[Strip] = []
        caption = f"{table.label}　{table.caption}".strip("　")
        if caption:
            out.append(Strip(100, "space", keep_next=True))
            lines = break_lines([Piece(caption, faces.table_head)], WIDTH, align="center")
            out += [Strip(220, line=line, keep_next=True) for line in lines]
        edges = _edges(table.columns)
        titles = [
            (left, width, break_lines([Piece(c.title, faces.table_head)], width - 2 * CELL_PAD, align="center"))
            for c, (left, width) in zip(table.columns, edges, strict=True)
        ]
        head = Strip(_row_height(titles), "head", cells=tuple(titles), keep_next=True)
        out.append(head)
        for row in table.rows:
            out += self._row(row, table, edges, head)
        for note in table.notes:
            lines = break_lines([Piece(note, faces.table_note)], WIDTH)
            out += _lined(lines, 170)
        out.append(Strip(100, "space"))
        return out

    def _row(self, row: TableRow, table: Table, edges: list[tuple[float, float]], head: Strip) -> list[Strip]:
        cells = []
        for cell, column, (left, width) in zip(row.cells, table.columns, edges, strict=True):
            if cell.refs:
                link = f"@{row.citation.annotation_id}" if row.citation else ""
                pieces: list[Piece] = []
                for n, ref in enumerate(cell.refs):
                    if n:
                        pieces.append(Piece(cell.separator, self.faces.table))
                    pieces.append(Piece(ref.text, self.faces.table, link=self._led(ref) or link))
            else:
                pieces = [Piece(" ".join(cell.text.split()), self.faces.table)]
            lines = break_lines(pieces, width - 2 * CELL_PAD, align=_ALIGN[column.kind])
            cells.append((left, width, lines))
        # A row higher than half a page is cut, so that none is lost below the edge.
        most = int(HEIGHT / 2 / CELL_LINE)
        count = max(len(lines) for _, _, lines in cells)
        out = []
        for start in range(0, count, most):
            part = tuple((left, width, lines[start : start + most]) for left, width, lines in cells)
            annotation = row.citation.annotation_id if row.citation else None
            strip = Strip(_row_height(part), "row", cells=part, annotation=annotation, head=head)
            strip.bookmark = "" if start else row.bookmark
            out.append(strip)
        return out

    def _chart(self, chart: Chart) -> list[Strip]:
        caption = break_lines([Piece(f"{chart.label}　{chart.caption}", self.faces.table_head)], WIDTH, align="center")
        height = min(chart_height(chart, WIDTH), HEIGHT - 1000)
        out = [Strip(height, "chart", chart=chart, keep_next=True), *_lined(caption, 220)]
        for note in chart.notes:
            out += _lined(break_lines([Piece(note, self.faces.table_note)], WIDTH), 170)
        return [*out, Strip(100, "space")]


_ALIGN = {CellKind.TEXT: "left", CellKind.WORD: "center", CellKind.NUMBER: "right", CellKind.SOURCE: "center"}


def _edges(columns: tuple[Column, ...]) -> list[tuple[float, float]]:
    total = sum(column.weight for column in columns)
    out, left = [], 0.0
    for column in columns:
        width = WIDTH * column.weight / total
        out.append((left, width))
        left += width
    return out


def _row_height(cells: Iterable[tuple[float, float, list[Line]]]) -> float:
    return max(len(lines) for _, _, lines in cells) * CELL_LINE + 10


def _lined(lines: Iterable[Line], height: float, color: str = "") -> list[Strip]:
    return [Strip(height, line=line, notes=tuple(line.notes), color=color) for line in lines]
