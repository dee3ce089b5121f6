"""Every suggestion that waits for a decision, kept up to date from the project's changes."""

from __future__ import annotations

import time
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from quandian.core.model import AnnotationId, Changes, ReportId, RowChange, SuggestionId, Waiting
from quandian.ui.session import Session

_SLICE = 0.012  # seconds of loading at a time, so that the window stays alive
_AT_ONCE = 8  # reports asked for with one query

Key = tuple[int, int, int, str, str]


class Places:
    """The suggestions of one report by their place: a tag key asks what lies at one clause of tens of thousands."""

    def __init__(self) -> None:
        self._sorted: list[tuple[int, int, SuggestionId]] = []
        self._longest = 0

    def add(self, item: Waiting) -> None:
        """Put a suggestion in its place."""
        insort(self._sorted, (item.start, item.end, item.id))
        self._longest = max(self._longest, item.end - item.start)

    def remove(self, item: Waiting) -> None:
        """Take out a suggestion that is there."""
        del self._sorted[bisect_left(self._sorted, (item.start, item.end, item.id))]

    def near(self, start: int, end: int) -> list[SuggestionId]:
        """Return those that share a character with a span."""
        first = bisect_left(self._sorted, (start - self._longest,))
        last = bisect_left(self._sorted, (end,))
        return [key for _, upto, key in self._sorted[first:last] if upto > start]


class Board(QObject):
    """The waiting suggestions of the open project, by report.

    Signals: reloaded when all are others; changed([Waiting gone], [Waiting come]); counted(number) after either.
    """

    reloaded = Signal()
    changed = Signal(object, object)
    counted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._by_report: dict[ReportId, dict[SuggestionId, Waiting]] = {}
        self._report_of: dict[SuggestionId, ReportId] = {}
        self._places: dict[ReportId, Places] = {}
        self._position: dict[ReportId, int] = {}
        self._todo: list[ReportId] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_slice)
        self.loaded = False
        session.opened.connect(self.reload)
        session.closed.connect(self._on_closed)
        session.changed.connect(self._on_changes)

    # --- asking

    def __len__(self) -> int:
        return len(self._report_of)

    def get(self, key: SuggestionId) -> Waiting | None:
        """Return a suggestion that waits."""
        report = self._report_of.get(key)
        return None if report is None else self._by_report[report].get(key)

    def all(self) -> Iterable[Waiting]:
        """Return all that wait, reports in their order."""
        for report in sorted(self._by_report, key=self._place_of):
            yield from self._by_report[report].values()

    def of_report(self, report_id: ReportId | None) -> list[Waiting]:
        """Return what waits in a report."""
        return [] if report_id is None else list(self._by_report.get(report_id, {}).values())

    def ids_of(self, report_id: ReportId) -> list[SuggestionId]:
        """Return the ids of what waits in a report."""
        return list(self._by_report.get(report_id, {}))

    def at(self, decided: Mapping[str, Any]) -> Waiting | None:
        """Return the suggestion that waits where one was decided (``decided`` is the row of the decision)."""
        report, start = ReportId(decided["report_id"]), decided["suggested_start"]
        places = self._places.get(report)
        near = places.near(start, decided["suggested_end"]) if places is not None else []
        found = [self._by_report[report][key] for key in near]
        same = [item for item in found if item.tag_id == decided["suggested_tag_id"]]
        return next((item for item in same if item.start == start), same[0] if same else None)

    def position(self, report_id: ReportId) -> int:
        """Return the place of a report in the project's order."""
        return self._position.get(report_id, len(self._position))

    def _place_of(self, report_id: ReportId) -> int:
        return self.position(report_id)

    # --- loading

    @Slot()
    def reload(self) -> None:
        """Ask for everything again, a few reports at a time."""
        if not self._session.is_open:
            return
        reports = [report.id for report in self._session.project.reports()]
        self._position = {report: place for place, report in enumerate(reports)}
        self._by_report, self._report_of, self._places = {}, {}, {}
        self._todo, self.loaded = list(reversed(reports)), False
        self._timer.start()

    @Slot()
    def _on_slice(self) -> None:
        end = time.perf_counter() + _SLICE
        while self._todo and time.perf_counter() < end:
            some = [self._todo.pop() for _ in range(min(_AT_ONCE, len(self._todo)))]
            for item in self._session.project.waiting(some):
                self._put(item)
        if not self._todo:
            self._timer.stop()
            self.loaded = True
            self.reloaded.emit()
            self.counted.emit(len(self))

    def load_now(self) -> None:
        """Finish loading at once."""
        while self._timer.isActive():
            self._on_slice()

    @Slot()
    def _on_closed(self) -> None:
        self._timer.stop()
        self._by_report, self._report_of, self._places, self._position, self._todo = {}, {}, {}, {}, []
        self.loaded = False
        self.reloaded.emit()
        self.counted.emit(0)

    def _put(self, item: Waiting) -> None:
        self._by_report.setdefault(item.report_id, {})[item.id] = item
        self._report_of[item.id] = item.report_id
        self._places.setdefault(item.report_id, Places()).add(item)

    # --- following

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        if any(r.entity == "report" and (r.before is None or r.after is None) for r in changes.rows):
            self.reload()
            return
        touched: dict[ReportId, tuple[int, int] | None] = {}
        for row in changes.rows:
            if row.entity == "suggestion":
                if not row.entity_id:
                    self.reload()
                    return
                part = row.after
                touched[ReportId(row.entity_id)] = (part["start"], part["end"]) if part is not None else None
        for report, span in self._spans(changes.rows):
            if report not in touched:
                touched[report] = span
            elif (old := touched[report]) is not None:
                touched[report] = min(old[0], span[0]), max(old[1], span[1])
        gone: list[Waiting] = []
        come: list[Waiting] = []
        for report, reach in touched.items():
            if report not in self._todo:  # else it is going to be read anyway
                self._refresh(report, reach, gone, come)
        if gone or come:
            self.changed.emit(gone, come)
            self.counted.emit(len(self))

    def _spans(self, rows: Iterable[RowChange]) -> Iterable[tuple[ReportId, tuple[int, int]]]:
        """Return where decisions and annotations came, went, or changed place or tag."""
        moved: dict[AnnotationId, RowChange] = {}
        for row in rows:
            image: Mapping[str, Any] | None = row.after if row.before is None else row.before
            if row.entity not in ("annotation", "decision") or image is None:
                continue
            if row.before is not None and row.after is not None:
                if row.after.keys() & {"start", "end", "tag_id"}:
                    moved[AnnotationId(row.entity_id)] = row
            elif row.entity == "decision":
                yield image["report_id"], (image["suggested_start"], image["suggested_end"])
            else:
                yield image["report_id"], (image["start"], image["end"])
        if moved:
            for annotation in self._session.project.annotations_by_id(list(moved)):
                before = moved[annotation.id].before or {}
                start, end = before.get("start", annotation.start), before.get("end", annotation.end)
                yield annotation.report_id, (min(start, annotation.start), max(end, annotation.end))

    def _refresh(
        self, report: ReportId, reach: tuple[int, int] | None, gone: list[Waiting], come: list[Waiting]
    ) -> None:
        """Compare what waits near a place with what was known to wait there."""
        now = {item.id: item for item in self._session.project.waiting([report], reach)}
        known = self._by_report.get(report, {})
        places = self._places.setdefault(report, Places())
        here = list(known) if reach is None else places.near(*reach)
        stale = [key for key in here if now.get(key) != known[key]]
        for key in stale:
            places.remove(known[key])
            gone.append(known.pop(key))
            del self._report_of[key]
        for item in now.values():
            if item.id not in known:
                self._put(item)
                come.append(item)
