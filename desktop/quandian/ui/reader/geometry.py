"""Where characters and marks lie on the screen, block by block. Coordinates are the viewport's logical pixels."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from PySide6.QtGui import QTextBlock, QTextLayout, QTextLine

from quandian.core.model import Mark
from quandian.core.text import OffsetMap
from quandian.ui.reader.layout import PAD
from quandian.ui.reader.span_index import SpanIndex, lanes

CHUNK_LINES = 64


class Segment(NamedTuple):
    """The part of a span on one line of its block; ``opens``/``closes``: the span begins/ends here."""

    x1: float
    x2: float
    line: int
    opens: bool
    closes: bool


class Piece(NamedTuple):
    """A mark inside one block, with the lane of its underline."""

    mark: Mark
    lane: int
    segments: list[Segment]


class BlockArt:
    """Lines of one laid-out block and the marks on them, longest first. Code points outside, UTF-16 inside.

    A block of more than ``CHUNK_LINES`` lines is cut into several, so that one endless paragraph costs no more than
    many short ones; line numbers count from the first line of the chunk.
    """

    __slots__ = ("_first", "_layout", "_offsets", "_u16", "end", "ideas", "line_starts", "pieces", "start", "total")

    def __init__(self, block: QTextBlock, offsets: OffsetMap, chunk: int) -> None:
        self._u16 = block.position()
        self._offsets = offsets
        self._layout: QTextLayout = block.layout()
        layout = self._layout
        self.total = layout.lineCount()
        self._first = chunk * CHUNK_LINES
        stop = min(self.total, self._first + CHUNK_LINES)
        self.line_starts = [layout.lineAt(i).textStart() for i in range(self._first, stop)] or [0]
        self.start = offsets.to_cp(self._u16 + self.line_starts[0])
        last = layout.lineAt(stop).textStart() if stop < self.total else block.length() - 1
        self.end = offsets.to_cp(self._u16 + last)
        self.pieces: list[Piece] | None = None
        self.ideas: list[Piece] | None = None

    def holds(self, position: int, *, line_end: bool = False) -> bool:
        """Whether a caret at ``position`` stands on one of these lines."""
        if self.start <= position < self.end:
            return not (line_end and position == self.start and self._first)
        last = self._first + len(self.line_starts) >= self.total
        return position == self.end and (last or line_end)

    def load(self, index: SpanIndex) -> list[Piece]:
        """Return the marks in this block, longest first; worked out once until ``pieces`` is set to ``None``."""
        if self.pieces is None:
            marks = index.overlapping(self.start, self.end)
            lane_of = lanes(marks)
            marks.sort(key=_longest_first)
            self.pieces = [Piece(m, lane_of[m.id], self.segments(m[0], m[1])) for m in marks]
        return self.pieces

    def load_ideas(self, index: SpanIndex) -> list[Piece]:
        """Return the suggestions in this block, longest first; worked out once until ``ideas`` is set to ``None``."""
        if self.ideas is None:
            marks = sorted(index.overlapping(self.start, self.end), key=_longest_first)
            self.ideas = [Piece(m, 0, self.segments(m[0], m[1])) for m in marks]
        return self.ideas

    def segments(self, start: int, end: int) -> list[Segment]:
        """Return the parts of ``[start, end)`` on the lines of this block; none when it lies outside."""
        low, high = max(start, self.start), min(end, self.end)
        if low >= high:
            return []
        to_u16, base, layout, starts = self._offsets.to_u16, self._u16, self._layout, self.line_starts
        a, b = to_u16(low) - base, to_u16(high) - base
        first, last = bisect_right(starts, a) - 1, bisect_right(starts, b - 1) - 1
        found = []
        for i in range(first, last + 1):
            line = layout.lineAt(self._first + i)
            x1 = _x(line, a) if i == first else line.x()
            x2 = _x(line, b) if i == last else line.x() + line.naturalTextWidth()
            found.append(Segment(x1, x2, i, i == first and low == start, i == last and high == end))
        return found

    def caret(self, position: int, *, line_end: bool = False) -> tuple[float, int]:
        """Return x and line of the gap before ``position``; at a line break that of the upper line if ``line_end``."""
        u16 = self._offsets.to_u16(min(max(position, self.start), self.end)) - self._u16
        i = bisect_right(self.line_starts, u16) - 1
        if line_end and i and self.line_starts[i] == u16:
            i -= 1
        if self._first + i >= self._layout.lineCount():
            return float(PAD), 0
        return _x(self._layout.lineAt(self._first + i), u16), i

    def position(self, line: int, x: float, *, on_character: bool = False) -> int:
        """Return the gap nearest to ``x`` on a line, or the character under it."""
        if self._first + line >= self._layout.lineCount():
            return self.start
        mode = QTextLine.CursorPosition.CursorOnCharacter if on_character else _BETWEEN
        return self._offsets.to_cp(self._u16 + self._layout.lineAt(self._first + line).xToCursor(x, mode))

    def line_span(self, line: int) -> tuple[int, int]:
        """Return the code points ``[start, end)`` of a line."""
        base, to_cp = self._u16, self._offsets.to_cp
        start = to_cp(base + self.line_starts[line])
        return start, to_cp(base + self.line_starts[line + 1]) if line + 1 < len(self.line_starts) else self.end

    def covers(self, line: int, x: float) -> bool:
        """Whether a character stands at ``x`` on the line."""
        if self._first + line >= self._layout.lineCount():
            return False
        text_line = self._layout.lineAt(self._first + line)
        return text_line.x() <= x < text_line.x() + text_line.naturalTextWidth()


class VisibleBlock(NamedTuple):
    """A block, or a chunk of one, of which something is on the screen.

    ``top`` is the slot of the chunk's first line, ``height`` includes the gap below the block; ``block_top`` is where
    the whole block begins.
    """

    block: QTextBlock
    top: float
    height: float
    block_top: float
    art: BlockArt


_BETWEEN = QTextLine.CursorPosition.CursorBetweenCharacters


def _x(line: QTextLine, u16: int) -> float:
    found: object = line.cursorToX(u16)
    return float(found[0]) if isinstance(found, tuple) else float(found)  # type: ignore[arg-type]  # a tuple in PySide6


def _longest_first(mark: Mark) -> tuple[int, int, str]:
    return mark[0] - mark[1], mark[0], mark[3]
