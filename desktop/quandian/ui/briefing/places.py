"""Where on the laid-out pages each part of a briefing stands: for clicks, for frames, for scrolling to it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from quandian.core.briefing_tree import Briefing, Paragraph
from quandian.core.model import AnnotationId
from quandian.ui.briefing.tree import APPENDIX_KEY
from quandian.ui.page_layout import TOP, Pages, Strip

FRONT, HEADING, WORDS, ITEM, ROW, CHART, OTHER = "front", "heading", "words", "item", "row", "chart", "other"


@dataclass(slots=True)
class Block:
    """A part: ``kind``, ``key`` of the heading or paragraph, ``section`` it stands in, the annotation it tells.

    ``parts`` are its pieces: page (from 1), top and bottom in tenths of a point from the top of the page. ``notes`` are
    the numbers of its footnotes. ``leads`` is the section that a line of the contents is about.
    """

    kind: str
    key: str = ""
    section: str = ""
    annotation: AnnotationId | None = None
    parts: list[tuple[int, float, float]] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    leads: str = ""


class Places:
    """The parts of all pages."""

    def __init__(self, pages: Pages, briefing: Briefing) -> None:
        self.blocks: list[Block] = []
        self._sections = {section.key for section in briefing.walk()} | {APPENDIX_KEY}
        self._words = {b.key for s in briefing.walk() for b in s.blocks if isinstance(b, Paragraph)}
        self._by_key: dict[str, int] = {}
        self._by_annotation: dict[AnnotationId, int] = {}
        self._on_page: list[tuple[list[float], list[tuple[float, int]]]] = []
        self._section = ""
        for page in pages.pages:
            tops: list[float] = []
            found: list[tuple[float, int]] = []
            for top, strip in page.strips:
                if strip.what == "space" or not strip.height:
                    self._open = None
                    continue
                at = self._take(strip, page.number, TOP + top)
                tops.append(TOP + top)
                found.append((TOP + top + strip.height, at))
            self._on_page.append((tops, found))

    _open: tuple[str, object] | None = None  # what the lines so far belong to, where more may follow

    def _take(self, strip: Strip, page: int, top: float) -> int:
        """Return the number of the part a strip belongs to: the one before it, or a new one."""
        part = (page, top, top + strip.height)
        same = self._identity(strip)
        if self._open is not None and (same == self._open or (same is None and self._open[0] != "row")):
            self.blocks[-1].parts.append(part)
            self.blocks[-1].notes += strip.notes
            return len(self.blocks) - 1
        block = self._new(strip)
        block.parts.append(part)
        block.notes += strip.notes
        self.blocks.append(block)
        at = len(self.blocks) - 1
        if block.key:
            self._by_key.setdefault(block.key, at)
        if block.annotation is not None and block.kind != OTHER:
            self._by_annotation.setdefault(block.annotation, at)
        self._open = same or ("", None)
        return at

    def _identity(self, strip: Strip) -> tuple[str, object] | None:
        """Return what a strip says it belongs to; None where it only goes on."""
        if strip.key:
            return ("key", strip.key)
        if strip.annotation is not None:
            return (strip.what, strip.annotation)
        return None if strip.what == "text" else (strip.what, object())

    def _new(self, strip: Strip) -> Block:
        if strip.key in self._sections and strip.key:
            self._section = strip.key
            return Block(HEADING, strip.key, strip.key, strip.annotation)
        if strip.key in self._words and strip.key:
            return Block(WORDS, strip.key, self._section)
        inside = self._section != APPENDIX_KEY
        if strip.annotation is not None and inside:
            return Block(ROW if strip.what == "row" else ITEM, "", self._section, strip.annotation)
        if strip.what == "chart":
            return Block(CHART, "", self._section)
        return Block(OTHER if self._section else FRONT, "", self._section, strip.annotation, leads=strip.page_of)

    # --- questions

    def at(self, page: int, y: float) -> int | None:
        """Return the number of the part at a height of a page, or None beside all parts."""
        if not 1 <= page <= len(self._on_page):
            return None
        tops, found = self._on_page[page - 1]
        n = bisect_right(tops, y) - 1
        return found[n][1] if n >= 0 and y < found[n][0] else None

    def near(self, page: int, y: float) -> int | None:
        """Return the number of the last part that begins at or above a height of a page."""
        for number in range(min(page, len(self._on_page)), 0, -1):
            tops, found = self._on_page[number - 1]
            n = bisect_right(tops, y) - 1 if number == page else len(tops) - 1
            if n >= 0:
                return found[n][1]
        return 0 if self.blocks else None

    def of_key(self, key: str) -> int | None:
        """Return the number of a heading or a paragraph."""
        return self._by_key.get(key) if key else (0 if self.blocks else None)

    def of_annotation(self, annotation: AnnotationId) -> int | None:
        """Return the number of the part that tells an annotation."""
        return self._by_annotation.get(annotation)

    def charts(self) -> list[int]:
        """Return the numbers of the charts, in order."""
        return [n for n, block in enumerate(self.blocks) if block.kind == CHART]
