"""Whether a figure of a briefing is aimed at or was reached, as the ledger tells it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from quandian.core.codebook import ACHIEVEMENT, GOAL
from quandian.core.ledger import Nature, nature_of, year_of
from quandian.core.model import Annotation, AnnotationId, Report, ReportId, Tag, TagId

_AIMED = re.compile(r"目标|计划|预期|任务|预算")
_REACHED = re.compile(r"完成|实际|实绩|达成|执行|比重|增长|增速|情况")


def table_aims(rows: Iterable[Annotation], text: str) -> set[AnnotationId]:
    """Return those of a report's annotations that stand in a column of a table whose head says that it holds targets.

    Rows of a table are lines with tabs between their cells.
    """
    if "\t" not in text:
        return set()
    return {row.id for row in rows if _AIMED.search(head := _head(row.start, text)) and not _REACHED.search(head)}


def _head(at: int, text: str) -> str:
    """Return the head of the column that a place of the text is in; empty where it is in no table."""
    start = text.rfind("\n", 0, at) + 1
    column = text.count("\t", start, at)
    if not column:
        return ""
    first = ""
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        line = text[above : start - 1]
        if "\t" not in line:
            break
        first, start = line, above
    cells = first.split("\t")
    return cells[column] if column < len(cells) else ""


class Frames:
    """Where the goals and achievements of reports are: the shortest around a figure says what the figure is.

    ``aims`` are figures in columns of targets (``table_aims``): a row may hold a target beside what was reached.
    """

    def __init__(
        self, rows: Iterable[Annotation], tags: Mapping[TagId, Tag], aims: Collection[AnnotationId] = ()
    ) -> None:
        self._aims = frozenset(aims)
        found: dict[ReportId, list[tuple[int, int, str]]] = defaultdict(list)
        for row in rows:
            tag = tags.get(row.tag_id)
            for family in (GOAL, ACHIEVEMENT):
                if family == row.tag_id or (tag is not None and tag.parent == family):
                    found[row.report_id].append((row.start, row.end, family))
        self._spans: dict[ReportId, list[tuple[int, int, str]]] = {}
        self._reach: dict[ReportId, list[int]] = {}  # the furthest end of all that begin no later
        for report, spans in found.items():
            spans.sort()
            reach: list[int] = []
            for _, end, _ in spans:
                reach.append(max(end, reach[-1]) if reach else end)
            self._spans[report], self._reach[report] = spans, reach

    def is_aim(self, row: Annotation, report: Report) -> bool:
        """Whether a figure is a target: it stands in a goal, or speaks of a year after its report's."""
        if row.id in self._aims:
            return True
        own = year_of(report.year)
        year = year_of(row.fields.get("period")) or own
        return nature_of(self._around(row), int(year or 0), int(own or 0)) is Nature.TARGET

    def _around(self, row: Annotation) -> str:
        spans, reach = self._spans.get(row.report_id, []), self._reach.get(row.report_id, [])
        best: tuple[int, str] | None = None
        at = bisect_right(spans, row.start, key=lambda span: span[0]) - 1
        while at >= 0 and reach[at] >= row.end:
            start, end, family = spans[at]
            if end >= row.end and (best is None or end - start < best[0]):
                best = end - start, family
            at -= 1
        return best[1] if best else ""
