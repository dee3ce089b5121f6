"""Which marks touch a stretch of text, and on which lane each is drawn. Pure Python, no Qt.

Marks are kept in cells of 512 characters, so that a question about what is visible, and a change of one mark, cost what
the cells they touch hold, however long the report is.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator

from quandian.core.model import AnnotationId, Mark

_CELL_BITS = 9
_LONG = 64  # cells; what spans more is kept apart, or one mark over a whole report would fill thousands of cells


class SpanIndex:
    """The marks of one report, by id and by place. Spans are half-open code points; empty spans overlap nothing."""

    __slots__ = ("_by_id", "_cells", "_long")

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._by_id: dict[AnnotationId, Mark] = {}
        self._cells: defaultdict[int, list[Mark]] = defaultdict(list)
        self._long: list[Mark] = []
        by_id, cells = self._by_id, self._cells
        for mark in marks:  # 100,000 of them: the common case, one cell, is written out
            by_id[mark[3]] = mark
            first, last = mark[0] >> _CELL_BITS, (mark[1] - 1) >> _CELL_BITS
            if first == last:
                cells[first].append(mark)
            else:
                self._put_wide(mark, first, last)

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._by_id.values())

    def __contains__(self, annotation_id: object) -> bool:
        return annotation_id in self._by_id

    def get(self, annotation_id: AnnotationId | None) -> Mark | None:
        """Return the mark with this id, or ``None``."""
        return None if annotation_id is None else self._by_id.get(annotation_id)

    def put(self, mark: Mark) -> Mark | None:
        """Add the mark, or put it in the place of the one with its id, which is returned."""
        old = self.remove(mark.id)
        self._by_id[mark.id] = mark
        first, last = mark.start >> _CELL_BITS, (mark.end - 1) >> _CELL_BITS
        if first == last:
            self._cells[first].append(mark)
        else:
            self._put_wide(mark, first, last)
        return old

    def remove(self, annotation_id: AnnotationId) -> Mark | None:
        """Take a mark out and return it; ``None`` when there is none with this id."""
        mark = self._by_id.pop(annotation_id, None)
        if mark is None:
            return None
        first, last = mark.start >> _CELL_BITS, (mark.end - 1) >> _CELL_BITS
        if last - first > _LONG:
            self._long.remove(mark)
        else:
            for cell in range(first, last + 1):
                self._cells[cell].remove(mark)
                if not self._cells[cell]:
                    del self._cells[cell]
        return mark

    def overlapping(self, start: int, end: int) -> list[Mark]:
        """Return the marks that share a character with ``[start, end)``, by start, longer ones first."""
        if end <= start:
            return []
        found = [m for m in self._long if m[0] < end and m[1] > start]
        first, last = start >> _CELL_BITS, (end - 1) >> _CELL_BITS
        found += [m for m in self._cells.get(first, ()) if m[0] < end and m[1] > start]
        for cell in range(first + 1, last + 1):  # what began in an earlier cell has been taken there
            found += [m for m in self._cells.get(cell, ()) if m[0] >> _CELL_BITS == cell and m[0] < end]
        found.sort(key=reading_order)
        return found

    def stack_at(self, position: int) -> list[Mark]:
        """Return the marks on the character at ``position``, innermost first."""
        return sorted(self.overlapping(position, position + 1), key=inner_first)

    def neighbour(self, here: tuple[int, int, str], *, forward: bool) -> Mark | None:
        """Return the mark next to a place in reading order, after or before it; see ``reading_order``."""
        pick = min if forward else max
        best: list[Mark] = []
        start = max(0, here[0]) >> _CELL_BITS
        last = max(self._cells, default=0)
        for cell in range(start, last + 1) if forward else range(min(start, last), -1, -1):
            best = [
                m
                for m in self._cells.get(cell, ())
                if m[0] >> _CELL_BITS == cell and (reading_order(m) > here if forward else reading_order(m) < here)
            ]
            if best:
                break
        best += [m for m in self._long if (reading_order(m) > here if forward else reading_order(m) < here)]
        return pick(best, key=reading_order) if best else None

    def _put_wide(self, mark: Mark, first: int, last: int) -> None:
        if last - first > _LONG:
            self._long.append(mark)
        else:
            for cell in range(first, last + 1):  # an empty span has last < first at a cell's start: no cell
                self._cells[cell].append(mark)


def reading_order(mark: Mark) -> tuple[int, int, str]:
    """Sort key: by start, enclosing marks before enclosed ones."""
    return mark[0], -mark[1], mark[3]


def inner_first(mark: Mark) -> tuple[int, int, str]:
    """Sort key: shorter marks first."""
    return mark[1] - mark[0], mark[0], mark[3]


def lanes(marks: Iterable[Mark]) -> dict[AnnotationId, int]:
    """Return the underline lane of each mark: overlapping marks never share one, an enclosing one lies lower.

    Lane 0 is nearest to the text (design guide, section 4). Shorter marks choose first and take the first lane free
    over their whole length; whatever keeps an enclosed mark from a lane also keeps the enclosing one from it, so the
    latter's lane is always the larger.
    """
    taken: list[list[tuple[int, int]]] = []
    result: dict[AnnotationId, int] = {}
    for mark in sorted(marks, key=inner_first):
        span = (mark[0], mark[1])
        for lane, spans in enumerate(taken):
            if _fits(spans, span):
                insort(spans, span)
                result[mark[3]] = lane
                break
        else:
            result[mark[3]] = len(taken)
            taken.append([span])
    return result


def _fits(spans: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Whether ``span`` overlaps none of the disjoint, sorted ``spans``."""
    i = bisect_left(spans, span)
    return (i == 0 or spans[i - 1][1] <= span[0]) and (i == len(spans) or spans[i][0] >= span[1])


def bar_lanes(extents: list[tuple[float, float]]) -> list[int]:
    """Return a lane for each vertical extent ``(top, bottom)``, taken in order: the first that is free there."""
    active: list[tuple[int, float, float]] = []
    result = []
    for top, bottom in extents:
        used = {lane for lane, t, b in active if t < bottom and top < b}
        lane = 0
        while lane in used:
            lane += 1
        active.append((lane, top, bottom))
        result.append(lane)
    return result
