"""Which suggestions are still to be decided: what was decided, or is in the project already, is settled; their ids."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from hashlib import blake2b
from itertools import accumulate

from quandian.core.model import SuggestionId

Key = tuple[str, str]
Spot = tuple[str, str, int, int]
"""Report, tag, start, end."""


def suggestion_id(report_id: str, tag_id: str, start: int, end: int) -> SuggestionId:
    """Return the id of a suggestion; the same place and tag always have the same.

    Those of a report begin alike, so they are written to few pages of the index, not to one each.
    """
    report = blake2b(report_id.encode(), digest_size=6).hexdigest()
    return SuggestionId(report + blake2b(f"{report_id} {tag_id} {start} {end}".encode(), digest_size=10).hexdigest())


class Settled:
    """Answers for many suggestions at once, each in the time of a look-up, however many decisions there are.

    A suggestion is settled by a decision on a suggestion of the same tag at about the same place: both share more
    than half of the longer one, so that a decision survives an engine that draws its edges a little differently. It is
    settled, too, where an annotation of its tag shares a character with it.
    """

    def __init__(self, decided: Iterable[Spot], annotated: Iterable[Spot]) -> None:
        self._decided: dict[Key, list[tuple[int, int]]] = {}
        for report, tag, start, end in decided:
            self._decided.setdefault((report, tag), []).append((start, end))
        for spans in self._decided.values():
            spans.sort()
        marked: dict[Key, list[tuple[int, int]]] = {}
        for report, tag, start, end in annotated:
            marked.setdefault((report, tag), []).append((start, end))
        self._starts: dict[Key, list[int]] = {}
        self._reach: dict[Key, list[int]] = {}
        for key, spans in marked.items():
            spans.sort()
            self._starts[key] = [start for start, _ in spans]
            self._reach[key] = list(accumulate((end for _, end in spans), max))

    def holds(self, report: str, tag: str, start: int, end: int) -> bool:
        """Whether a suggestion needs no decision any more."""
        return self.annotated(report, tag, start, end) or self.decided(report, tag, start, end)

    def annotated(self, report: str, tag: str, start: int, end: int) -> bool:
        """Whether an annotation of this tag shares a character with ``[start, end)``."""
        starts = self._starts.get((report, tag))
        if not starts:
            return False
        before = bisect_left(starts, end)
        return before > 0 and self._reach[report, tag][before - 1] > start

    def decided(self, report: str, tag: str, start: int, end: int) -> bool:
        """Whether a suggestion of this tag at about this place has been decided."""
        spans = self._decided.get((report, tag))
        if not spans:
            return False
        for place in range(bisect_left(spans, (2 * start - end, 0)), len(spans)):
            if spans[place][0] >= end:
                break
            if same_place(start, end, *spans[place]):
                return True
        return False


def same_place(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether two spans share more than half of the longer one."""
    shared = min(end, other_end) - max(start, other_start)
    return 2 * shared > max(end - start, other_end - other_start)
