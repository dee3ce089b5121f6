"""A report's text as a Qt document: its paragraphs' looks, line height, first-line indent, and the UTF-16 border.

Everything outside this room speaks code points; ``ReaderText`` converts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QFontMetricsF, QTextBlock, QTextCharFormat, QTextDocument, QTextLayout, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout

from quandian.core.model import Passage, Role
from quandian.core.text import OffsetMap
from quandian.ui.reader.tables import Columns

PARAGRAPH_GAP = 8  # px below each paragraph (tokens, "paragraph_gap")
INDENT = 2  # em before a body paragraph's first line (tokens, "first_line_indent_em")
PAD = 8  # px at both sides of the text inside the viewport: room for knobs and outlines

_SALUTATION_PARAGRAPHS, _SALUTATION_LENGTH = 6, 16  # "同志们：" stands flush left, as in print
_BREAKING = re.compile("[\r\x00\u2028\u2029\ufdd0\ufdd1]")  # QTextDocument would cut or merge paragraphs at these


class ParagraphLook(NamedTuple):
    """How one paragraph is set: ``bold`` characters at its start, indented or not, drawn in a secondary ink or not."""

    number: int
    bold: int
    indented: bool
    muted: bool
    row: int = -1  # of a row of a table the number of its passage


class ReaderText:
    """The text of one report, its passages, and its offsets."""

    def __init__(self, text: str = "", passages: Sequence[Passage] = ()) -> None:
        self.text = text
        self.offsets = OffsetMap(text)
        self._passages = passages
        self._starts = [passage.start for passage in passages]
        self.columns = Columns(text, passages)

    def shown(self) -> str:
        """Return the text for Qt, of the same length: characters that Qt takes for paragraph ends become blanks."""
        return _BREAKING.sub(" ", self.text) if _BREAKING.search(self.text) else self.text

    def paragraph_number(self, position: int) -> int:
        """Return the number of the paragraph at ``position`` as the reader shows it; 0 before the first."""
        i = bisect_right(self._starts, position) - 1
        return self._passages[i].paragraph if i >= 0 else 0

    def look(self, start: int, end: int) -> ParagraphLook:
        """Return the look of the paragraph ``[start, end)``; number 0 where no passage begins (blank lines)."""
        first = bisect_left(self._starts, start)
        stop = bisect_left(self._starts, max(end, start + 1))
        found = self._passages[first:stop]
        if not found:
            return ParagraphLook(0, 0, False, False)
        lead = found[0]
        heading = lead.role is Role.HEADING
        whole = lead.end >= end
        body = lead.role is Role.BODY or (heading and not whole)
        if body and lead.paragraph <= _SALUTATION_PARAGRAPHS and end - start <= _SALUTATION_LENGTH:
            body = not self.text[start:end].rstrip().endswith(("：", ":"))
        muted = lead.role in (Role.FURNITURE, Role.CAPTION)
        row = first if lead.role is Role.TABLE else -1
        return ParagraphLook(lead.paragraph, min(lead.end, end) - start if heading else 0, body, muted, row)


class ReaderLayout(QPlainTextDocumentLayout):
    """Lays out a block when it is first looked at: fixed line height, paragraph gap, indented first line.

    ``QPlainTextDocumentLayout`` ignores block formats; this one sets the lines itself (design guide, section 10).
    """

    def __init__(self, document: QTextDocument, source: ReaderText) -> None:
        super().__init__(document)
        self._source = source
        self.measure = 576.0
        self.line_px = 32
        self.px = 18
        self._bold = QTextCharFormat()
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._announcing = False
        self._laid_out: set[int] = set()

    def configure(self, measure: float, px: int, line_px: int, font: QFont) -> None:
        """Set the width of the text column, text size and line height in px; all blocks are laid out anew."""
        self.measure, self.px, self.line_px = measure, px, line_px
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        bold.setFontFamilies(font.families())
        self._bold = bold
        self.document().setDefaultFont(font)
        self._source.columns.forget()
        document = self.document()
        for number in self._laid_out:
            block = document.findBlockByNumber(number)
            block.layout().clearLayout()
            block.setLineCount(1)
        self._laid_out.clear()
        self._announce()

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return the block's place and size, laying it out if need be."""
        if not block.isValid():
            return QRectF()
        count = block.layout().lineCount() or self._lay_out(block)
        return QRectF(0, 0, self.measure + 2 * PAD, count * self.line_px + PARAGRAPH_GAP)

    def documentSize(self) -> QSizeF:
        """Return width in px and height in lines, as ``QPlainTextEdit`` expects it."""
        return QSizeF(self.measure + 2 * PAD, self.document().lineCount())

    def _lay_out(self, block: QTextBlock) -> int:
        start = self._source.offsets.to_cp(block.position())
        look = self._source.look(start, self._source.offsets.to_cp(block.position() + block.length() - 1))
        layout = block.layout()
        if look.bold:
            stop = self._source.offsets.to_u16(start + look.bold)
            layout.setFormats([format_run(0, stop - block.position(), self._bold)])
        layout.setTextOption(self._option if look.row < 0 else self._row_option(look.row, block.text()))
        count = 0
        indent = INDENT * self.px if look.indented else 0
        measure, line_px = self.measure + 2, self.line_px
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(measure - indent)
            line.setPosition(QPointF(PAD + indent, count * line_px + (line_px - line.height()) / 2))
            indent = 0
            count += 1
        layout.endLayout()
        count = max(1, count)
        self._laid_out.add(block.blockNumber())
        if block.lineCount() != count:
            block.setLineCount(count)
            self._announce()
        return count

    def _row_option(self, row: int, line: str) -> QTextOption:
        """Return the option with the tab stops of a table row."""
        metrics = QFontMetricsF(self.document().defaultFont())
        stops = self._source.columns.stops(row, line, self.measure, self.px, metrics.horizontalAdvance)
        option = QTextOption(self._option)
        option.setTabs([QTextOption.Tab(stop, QTextOption.TabType.LeftTab) for stop in stops])
        return option

    def _announce(self) -> None:
        """Tell the view that the document has another number of lines, or its scroll range stays too short."""
        if not self._announcing:
            self._announcing = True
            self.documentSizeChanged.emit(self.documentSize())
            self._announcing = False


def format_run(start: int, length: int, style: QTextCharFormat) -> QTextLayout.FormatRange:
    """Return a run of one format; UTF-16 units from the block's start."""
    run = QTextLayout.FormatRange()
    run.start = start  # type: ignore[attr-defined]  # missing from PySide6's stubs
    run.length = length  # type: ignore[attr-defined]
    run.format = style  # type: ignore[attr-defined]
    return run


def make_document(source: ReaderText, font: QFont) -> tuple[QTextDocument, ReaderLayout]:
    """Return a read-only document with its layout; the caller keeps both alive."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    layout = ReaderLayout(document, source)
    document.setDocumentLayout(layout)
    document.setPlainText(source.shown())
    return document, layout
