"""Puts strips on pages: what must stay with the next is taken along, heads of tables are repeated, notes below."""

from __future__ import annotations

from dataclasses import replace

from quandian.core.briefing_widths import SPLIT_FROM
from quandian.ui.page_model import CELL_LINE, HEIGHT, Faces, Page, Pages, Strip

_ALONE = 2  # lines of a row that stand alone on a page at the least


def paginate(strips: list[Strip], notes: dict[int, list[Strip]], running: str, faces: Faces) -> Pages:
    """Put strips on pages: what must stay with the next is taken along, heads of tables are repeated."""
    made = _Filler(notes)
    group: list[Strip] = []
    for strip in strips:
        if strip.new_page and group:
            made.put(group)
            group = []
        group.append(strip)
        if not strip.keep_next:
            made.put(group)
            group = []
    if group:
        made.put(group)
    return Pages(running, made.pages, made.page_of, faces.fonts, faces)


class _Filler:
    def __init__(self, notes: dict[int, list[Strip]]) -> None:
        self._notes = notes
        self.pages = [Page(1)]
        self.page_of: dict[str, int] = {}
        self._y = 0.0
        self._foot = 0.0

    def put(self, group: list[Strip]) -> None:
        height = sum(strip.height for strip in group)
        foot = self._note_height(group)
        room = HEIGHT - self._foot - self._y
        if self.pages[-1].strips and (group[0].new_page or height + foot > room + 1):
            if not group[0].new_page and self._split(group, room - foot):
                return
            self._turn(group[0])
        for strip in group:
            if strip.height + self._note_height([strip]) > HEIGHT - self._foot - self._y + 1 and self.pages[-1].strips:
                self._turn(strip)
            self._add(strip)

    def _split(self, group: list[Strip], room: float) -> bool:
        """Put a long row on this page and the next, so that no hole is left; not where too little would stand alone.

        What must stay with the row, the caption and the head of its table, goes before it.
        """
        *before, row = group
        count = max((len(lines) for _, _, lines in row.cells), default=0)
        here = min(int((room - sum(strip.height for strip in before) - 10) / CELL_LINE), count - _ALONE)
        if row.what != "row" or count < SPLIT_FROM or here < _ALONE:
            return False
        for strip in before:
            self._add(strip)
        cuts = [_cut(len(lines), here) for _, _, lines in row.cells]
        self._add(_part(row, [slice(cut) for cut in cuts], row.bookmark))
        self._turn(row)
        self._add(_part(row, [slice(cut, None) for cut in cuts], ""))
        return True

    def _turn(self, strip: Strip) -> None:
        self.pages.append(Page(len(self.pages) + 1))
        self._y = self._foot = 0.0
        if strip.head is not None:
            self._add(strip.head)

    def _add(self, strip: Strip) -> None:
        page = self.pages[-1]
        if strip.what == "space" and not page.strips and page.number > 1:
            return
        if strip.what == "imprint":
            self._imprint(strip)
            return
        page.strips.append((self._y, strip))
        self._y += strip.height
        for name in (strip.key, strip.bookmark):
            if name:
                self.page_of.setdefault(name, page.number)
        for number in strip.notes:
            if not page.notes:
                self._foot += 80
            for line in self._notes.get(number, []):
                page.notes.append((self._foot, line))
                self._foot += line.height

    def _imprint(self, strip: Strip) -> None:
        """版记 stands at the foot of the last page."""
        lines = len(strip.cells[0][2])
        height = lines * 240 + 50  # as in the Word file, with the rules
        if HEIGHT - self._foot - self._y < height:
            self._turn(Strip(0, "space"))
        self.pages[-1].strips.append((HEIGHT - height, strip))

    def _note_height(self, group: list[Strip]) -> float:
        numbers = [number for strip in group for number in strip.notes]
        if not numbers:
            return 0.0
        own = sum(line.height for number in numbers for line in self._notes.get(number, []))
        return own + (0 if self.pages[-1].notes else 80)


def _cut(count: int, here: int) -> int:
    """Return how many of ``count`` lines of a cell stay where ``here`` have room: none stands alone.

    >>> [_cut(count, 3) for count in (3, 4, 5)], _cut(3, 2)
    ([3, 2, 3], 0)
    """
    if count <= here:
        return count
    kept = min(here, count - _ALONE)
    return kept if kept >= _ALONE else 0


def _part(row: Strip, parts: list[slice], bookmark: str) -> Strip:
    """Return some of the lines of each cell of a row as a row."""
    cells = tuple((left, width, every[part]) for (left, width, every), part in zip(row.cells, parts, strict=True))
    height = max(len(kept) for _, _, kept in cells) * CELL_LINE + 10
    return replace(row, cells=cells, height=height, bookmark=bookmark)
