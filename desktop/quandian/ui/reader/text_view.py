"""The text column: paragraphs with their marks, selection and caret, painted for the visible part only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from quandian.core.model import Mark
from quandian.core.text import Span
from quandian.ui.qt import ANTIALIASING
from quandian.ui.reader.geometry import CHUNK_LINES, BlockArt, Piece, VisibleBlock
from quandian.ui.reader.layout import PAD, PARAGRAPH_GAP, ReaderText, format_run, make_document
from quandian.ui.reader.scene import Scene
from quandian.ui.reader.span_painter import OVERHANG, SpanPainter
from quandian.ui.theme import Theme

FLASH_MS = 600  # tokens, "flash_target"
_MAX_ART = 4_000  # blocks whose geometry is kept
_UPPER_THIRD = 3


class TextView(QPlainTextEdit):
    """Shows a scene's text. Signals: moved() when another part is visible or lines were laid out anew."""

    moved = Signal()
    _ready = False  # Qt sends change events from its own constructor

    def __init__(self, scene: Scene, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = scene
        self.theme = theme
        self.spans = SpanPainter(theme)
        self.keyboard_caret = False
        self._font = theme.reader_font(18)
        self._chars = 32
        self._art: dict[int, dict[int, BlockArt]] = {}  # by block, then by chunk of lines
        self._visible: list[VisibleBlock] | None = None
        self._flash = QTimer(self)
        self._flash.setSingleShot(True)
        self._flash.timeout.connect(self._on_flash_over)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)  # files dropped here belong to the window
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._document, self._lines = make_document(scene.source, self._font)
        self.setDocument(self._document)
        self._ready = True

    # --- what is shown -------------------------------------------------------------------------------------------

    def load(self, source: ReaderText) -> None:
        """Show another text; the scene has been loaded with it."""
        old = self._document
        self._document, self._lines = make_document(source, self._font)
        self.setDocument(self._document)
        self._configure()
        old.deleteLater()

    def set_look(self, font: QFont, px: int, line_px: int, chars: int) -> None:
        """Set font, text size, line height in px and the measure in characters; the place in the text is kept."""
        place = self.first_visible()
        self._font, self._chars = font, chars
        self.spans.px, self.spans.line_px = px, line_px
        self._configure()
        self.show_first(place)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme's colours."""
        self.theme = self.spans.theme = theme
        self.viewport().update()

    def column_width(self) -> int:
        """Return the width the viewport needs for the measure in use."""
        return self._chars * self.spans.px + 2 * PAD

    def _configure(self) -> None:
        self.setFont(self._font)  # or a later FontChange would put another default font into the document
        self._lines.configure(self._chars * self.spans.px, self.spans.px, self.spans.line_px, self._font)
        self.forget()

    def forget(self) -> None:
        """Drop all remembered geometry and paint again."""
        self._art.clear()
        self._visible = None
        self.viewport().update()
        self.moved.emit()

    def touch(self, span: Span | Mark | None) -> None:
        """Work out anew and paint the blocks that a span touches, nothing else."""
        if span is None:
            return
        to_u16 = self.scene.source.offsets.to_u16
        first = self._document.findBlock(to_u16(span.start)).blockNumber()
        last = self._document.findBlock(to_u16(max(span.start, span.end - 1))).blockNumber()
        numbers = range(first, last + 1) if last - first < len(self._art) else list(self._art)
        for number in numbers:
            for art in self._art.get(number, {}).values():
                if art.start < span.end and span.start <= art.end:
                    art.pieces = art.ideas = None
        self.repaint_span(span)

    def forget_ideas(self) -> None:
        """Work out anew where suggestions lie."""
        for chunks in self._art.values():
            for art in chunks.values():
                art.ideas = None

    def repaint_span(self, span: Span | Mark | None) -> None:
        """Paint the lines of a span again where they are visible."""
        if span is None:
            return
        line_px = self.spans.line_px
        for shown in self.visible_blocks():
            if shown.art.start <= span.end and span.start <= shown.art.end:
                _, first = shown.art.caret(span.start)
                _, last = shown.art.caret(span.end)
                y = shown.top + first * line_px - OVERHANG
                height = (last - first + 1) * line_px + 2 * OVERHANG
                self.viewport().update(QRect(0, int(y), self.viewport().width(), int(height) + 1))

    def flash(self, span: Span) -> None:
        """Outline a span for a moment."""
        self.scene.flashed = span
        self.repaint_span(span)
        self._flash.start(FLASH_MS)

    @Slot()
    def _on_flash_over(self) -> None:
        span, self.scene.flashed = self.scene.flashed, None
        self.repaint_span(span)

    # --- geometry ------------------------------------------------------------------------------------------------

    def visible_blocks(self) -> list[VisibleBlock]:
        """Return the blocks on the screen, laid out, from top to bottom."""
        if self._visible is None:
            self._visible = self._collect()
        return self._visible

    def _collect(self) -> list[VisibleBlock]:
        found: list[VisibleBlock] = []
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        bottom, line_px = self.viewport().height(), self.spans.line_px
        while block.isValid() and top < bottom:
            height = self._lines.blockBoundingRect(block).height()
            step = CHUNK_LINES * line_px
            chunk = max(0, int(-top // step))
            while chunk * step < height - PARAGRAPH_GAP and top + chunk * step < bottom:
                rest = height - chunk * step
                size = rest if rest - PARAGRAPH_GAP <= step else step
                found.append(VisibleBlock(block, top + chunk * step, size, top, self._art_of(block, chunk)))
                chunk += 1
            top += height
            block = block.next()
        return found

    def _art_of(self, block: QTextBlock, chunk: int) -> BlockArt:
        """Return the geometry of a block that is laid out."""
        chunks = self._art.get(block.blockNumber())
        if chunks is None:
            if len(self._art) >= _MAX_ART:
                self._art.clear()
            chunks = self._art[block.blockNumber()] = {}
        art = chunks.get(chunk)
        if art is None or art.total != block.layout().lineCount():
            art = chunks[chunk] = BlockArt(block, self.scene.source.offsets, chunk)
        return art

    def shown_at(self, y: float) -> tuple[VisibleBlock, int] | None:
        """Return the visible block and its line at height ``y``; the nearest where there is none."""
        blocks = self.visible_blocks()
        if not blocks:
            return None
        shown = next((b for b in blocks if y < b.top + b.height), blocks[-1])
        count = len(shown.art.line_starts)
        return shown, max(0, min(count - 1, int((y - shown.top) // self.spans.line_px)))

    def position_at(self, point: QPointF | QPoint) -> int:
        """Return the gap between characters nearest to a point of the viewport."""
        found = self.shown_at(point.y())
        return found[0].art.position(found[1], point.x()) if found else 0

    def character_at(self, point: QPointF | QPoint) -> int | None:
        """Return the character under a point, or ``None`` beside the text and between paragraphs."""
        found = self.shown_at(point.y())
        if found is None:
            return None
        shown, line = found
        inside = 0 <= point.y() - shown.top < len(shown.art.line_starts) * self.spans.line_px
        if not inside or not shown.art.covers(line, point.x()):
            return None
        return shown.art.position(line, point.x(), on_character=True)

    def marks_at(self, point: QPointF | QPoint) -> list[Mark]:
        """Return the marks under a point, innermost first."""
        position = self.character_at(point)
        return [] if position is None else self.scene.stack_at(position)

    def place_of(self, position: int, *, line_end: bool = False) -> QPointF | None:
        """Return the top left of the slot in which a caret at ``position`` stands; ``None`` when it is not visible."""
        for shown in self.visible_blocks():
            if shown.art.holds(position, line_end=line_end):
                x, line = shown.art.caret(position, line_end=line_end)
                return QPointF(x, shown.top + line * self.spans.line_px)
        return None

    def first_visible(self) -> int:
        """Return the first character on the screen."""
        blocks = self.visible_blocks()
        if not blocks:
            return 0
        line = max(0, int(-blocks[0].top + self.spans.line_px / 2) // self.spans.line_px)
        art = blocks[0].art
        return art.line_span(min(line, len(art.line_starts) - 1))[0]

    def last_visible(self) -> int:
        """Return the end of the last line on the screen."""
        found = self.shown_at(self.viewport().height() - 1)
        return found[0].art.line_span(found[1])[1] if found else 0

    # --- scrolling -----------------------------------------------------------------------------------------------

    def line_of(self, position: int) -> tuple[QTextBlock, int]:
        """Return the block that holds ``position``, laid out, and the line in it."""
        u16 = self.scene.source.offsets.to_u16(position)
        block = self._document.findBlock(u16)
        self._lines.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(u16 - block.position())
        return block, line.lineNumber() if line.isValid() else 0

    def show_first(self, position: int) -> None:
        """Scroll so that the line with ``position`` is the first on the screen."""
        block, line = self.line_of(position)
        if block.isValid():
            self.verticalScrollBar().setValue(block.firstLineNumber() + line)

    def scroll_to(self, position: int, *, force: bool = False) -> None:
        """Bring a place into view; one that is out of sight comes to stand in the upper third."""
        place = self.place_of(position)
        line_px, height = self.spans.line_px, self.viewport().height()
        if place is not None and not force and place.y() >= 0 and place.y() + line_px <= height:
            return
        block, line = self.line_of(position)
        lines_above = max(1, int(height / _UPPER_THIRD / line_px))
        while line < lines_above and block.previous().isValid():
            lines_above -= line
            block = block.previous()
            self._lines.blockBoundingRect(block)
            line = block.lineCount()
        self.verticalScrollBar().setValue(block.firstLineNumber() + max(0, line - lines_above))

    def scroll_lines(self, count: int) -> None:
        """Scroll by lines."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + count)

    def page_lines(self) -> int:
        """Return by how many lines a page is turned: one line stays in view."""
        return max(1, int(self.viewport().height() / self.spans.line_px) - 1)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Follow the scroll bar."""
        self._visible = None
        super().scrollContentsBy(dx, dy)
        self.viewport().update()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew; the width is a whole number of characters, so few sizes change the lines."""
        place = self.first_visible() if event.oldSize().isValid() else 0
        self._visible = None
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._art.clear()
            self._visible = None
            self.show_first(place)
        self.moved.emit()

    # --- accessibility and the caret of Qt -----------------------------------------------------------------------

    def sync_cursor(self) -> None:
        """Put Qt's own cursor where ours is: screen readers follow it. The view does not scroll by this."""
        to_u16 = self.scene.source.offsets.to_u16
        place = self.first_visible()  # not the scroll bar's value: lines above may be laid out meanwhile
        cursor = QTextCursor(self._document)
        cursor.setPosition(to_u16(self.scene.anchor))
        cursor.setPosition(to_u16(self.scene.head), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        if self.first_visible() != place:
            self.show_first(place)

    # --- painting ------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint grounds, selection, text, underlines, frames and caret, in this order."""
        clip = event.rect()
        p = QPainter(self.viewport())
        p.fillRect(clip, self.theme.color("reader"))
        p.setRenderHint(ANTIALIASING)
        blocks = [
            b
            for b in self.visible_blocks()
            if b.top - OVERHANG < clip.bottom() + 1 and b.top + b.height > clip.top() - OVERHANG
        ]
        scene, spans, line_px = self.scene, self.spans, self.spans.line_px
        cut = [self._lines_in(b, clip, line_px) for b in blocks]
        for shown, lines in zip(blocks, cut, strict=True):
            pieces = shown.art.load(scene.index)
            if scene.fills:
                spans.fills(p, scene, pieces, shown.top, lines)
            spans.idea_ground(p, scene, self._ideas(shown), shown.top, lines)
            self._paint_grounds(p, shown)
        for shown in blocks:
            self._paint_text(p, shown, QRectF(clip))
        for shown, lines in zip(blocks, cut, strict=True):
            spans.underlines(p, scene, shown.art.load(scene.index), shown.top, lines)
            spans.ideas(p, scene, self._ideas(shown), shown.top, lines)
        for shown in blocks:
            self._paint_frames(p, shown)
        self._paint_caret(p)
        p.end()

    def _ideas(self, shown: VisibleBlock) -> list[Piece]:
        return shown.art.load_ideas(self.scene.ideas) if self.scene.ideas_shown else []

    @staticmethod
    def _lines_in(shown: VisibleBlock, clip: QRect, line_px: int) -> range:
        first = int((clip.top() - OVERHANG - shown.top) // line_px)
        last = int((clip.bottom() + OVERHANG - shown.top) // line_px)
        return range(max(0, first), max(0, last + 1))

    def _paint_grounds(self, p: QPainter, shown: VisibleBlock) -> None:
        art, spans, color = shown.art, self.spans, self.theme.color
        for start, end, now in self.scene.hits_in(art.start, art.end):
            spans.grounds(p, art.segments(start, end), shown.top, color("find_now" if now else "find"))
        selection = self.scene.selection
        if selection is not None:
            spans.grounds(p, art.segments(selection.start, selection.end), shown.top, color("sel_text"))

    def _paint_text(self, p: QPainter, shown: VisibleBlock, clip: QRectF) -> None:
        muted = self.scene.source.look(shown.art.start, shown.art.end).muted
        p.setPen(self.theme.color("text2" if muted else "reader_text"))
        formats = self._faded(shown) if self.scene.spotlight else []
        lines = QRectF(clip.x(), shown.top + 2, clip.width(), len(shown.art.line_starts) * self.spans.line_px - 4)
        part = lines.intersected(clip.adjusted(0, -OVERHANG, 0, OVERHANG))  # or a line would be drawn by two chunks
        if not part.isEmpty():
            shown.block.layout().draw(p, QPointF(0, shown.block_top), formats, part)

    def _faded(self, shown: VisibleBlock) -> list[QTextLayout.FormatRange]:
        """Return formats that put all text without a mark into the background."""
        fade = QTextCharFormat()
        fade.setForeground(self.theme.color("text3"))
        to_u16, base = self.scene.source.offsets.to_u16, shown.block.position()
        formats, position = [], shown.art.start
        marks = [q.mark for q in shown.art.load(self.scene.index) if q.mark.tag_id not in self.scene.dimmed]
        ends = sorted((m.start, m.end) for m in marks)
        for start, end in [*ends, (shown.art.end, shown.art.end)]:
            if start > position:
                formats.append(format_run(to_u16(position) - base, to_u16(start) - to_u16(position), fade))
            position = max(position, end)
        return formats

    def _paint_frames(self, p: QPainter, shown: VisibleBlock) -> None:
        scene, art = self.scene, shown.art
        for piece in (*art.load(scene.index), *self._ideas(shown)):
            if piece.mark.id == scene.selected:
                ink = self.spans.frame_ink(scene.look(piece.mark))
                self.spans.outline(p, piece.segments, shown.top, ink, 2)
            elif piece.mark.id == scene.hovered:
                ink = self.spans.frame_ink(scene.look(piece.mark))
                self.spans.outline(p, piece.segments, shown.top, ink, 1)
        for span, weight in ((scene.flashed, 2.0), (scene.preview, 1.5)):
            if span is not None:
                self.spans.outline(p, art.segments(span.start, span.end), shown.top, self.theme.color("ink"), weight)

    def _paint_caret(self, p: QPainter) -> None:
        grip = self.scene.grip if self.scene.adjusting else None
        selection = Span(grip.start, grip.end) if grip is not None else self.scene.selection
        if selection is not None:
            last = self.place_of(selection.end, line_end=True)
            self.spans.bars(p, self.place_of(selection.start), last, self.theme.color("ink"))
        elif self.hasFocus() and self.keyboard_caret:
            place = self.place_of(self.scene.head)
            unit = self.scene.units.at(self.scene.head, self.scene.snap)
            for shown in self.visible_blocks():
                self.spans.place(p, shown.art.segments(unit.start, unit.end), shown.top)
            if place is not None:
                self.spans.caret(p, place)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of palette, font or style: Qt may have cleared the lines of every block by now."""
        super().changeEvent(event)
        if event.type() in _LOOK_CHANGES and self._ready:
            if self._document.defaultFont() != self._font:  # a font in a style sheet beats setFont
                self._document.setDefaultFont(self._font)
            self.forget()


_LOOK_CHANGES = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
