"""The rows of the queue: which suggestions show, in which order, and how a row is drawn."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import QPainter

from quandian.core.model import Report, ReportId, SuggestionId, Tag, TagId, Waiting
from quandian.ui import paint
from quandian.ui.panels.row_view import CHOOSABLE, Index, RowDelegate, RowModel
from quandian.ui.panels.words import one_line
from quandian.ui.phrases import listed
from quandian.ui.qt import ACCESSIBLE_TEXT, ALIGN_RIGHT, DISPLAY, TOOL_TIP
from quandian.ui.review.board import Board
from quandian.ui.theme import tag_name, theme

ROW_HEIGHT = 36
PLACE, LEAST_SURE = "place", "least_sure"
Key = tuple[Any, ...]


@dataclass
class Filter:
    """What of the queue shows: tags left out, the least and the highest score, one report or all."""

    off: frozenset[TagId] = frozenset()
    least: float = 0.0
    most: float = 1.0
    report: ReportId | None = None

    def takes(self, item: Waiting) -> bool:
        """Whether a suggestion shows."""
        return (
            item.tag_id not in self.off
            and self.least <= item.score <= self.most
            and (self.report is None or item.report_id == self.report)
        )

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.off) or self.least > 0 or self.most < 1 or self.report is not None


class QueueRows(RowModel):
    """Suggestions, in order of place under the head of their report, or the least sure first without heads.

    Rows lie sorted by key, so that one that goes or comes is found without looking at the others.
    """

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self.order = PLACE
        self.filter = Filter()
        self.closed: set[ReportId] = set()
        self.reports: dict[ReportId, Report] = {}
        self.tag_of: Callable[[TagId], Tag | None] = _no_tag
        self._keys: list[Key] = []
        self._rows: list[Waiting | ReportId] = []
        self._shown: dict[ReportId, int] = {}
        self.count = 0

    # --- which rows

    def rebuild(self) -> None:
        """Arrange everything anew."""
        self.beginResetModel()
        found = [item for item in self._board.all() if self.filter.takes(item)]
        self._shown = {}
        for item in found:
            self._shown[item.report_id] = self._shown.get(item.report_id, 0) + 1
        self.count = len(found)
        pairs: list[tuple[Key, Waiting | ReportId]] = [
            (self.key(item), item) for item in found if self.order != PLACE or item.report_id not in self.closed
        ]
        if self.order == PLACE:
            pairs += [(self._head_key(report), report) for report in self._shown]
        pairs.sort(key=_first)
        self._keys = [key for key, _ in pairs]
        self._rows = [row for _, row in pairs]
        self.endResetModel()

    def key(self, item: Waiting) -> Key:
        """Return the sort key of a suggestion in the order in use."""
        place = (self._board.position(item.report_id), item.start, -item.end, item.tag_id, item.id)
        return place if self.order == PLACE else (round(item.score, 4), *place)

    def _head_key(self, report: ReportId) -> Key:
        return (self._board.position(report), -1)

    def follow(self, gone: Iterable[Waiting], come: Iterable[Waiting]) -> None:
        """Take rows out and put rows in."""
        heads: set[ReportId] = set()
        for item in gone:
            if self.filter.takes(item):
                self._count(item, -1)
                heads.add(item.report_id)
                self._take(self.key(item))
                if not self._shown[item.report_id] and self.order == PLACE:
                    self._take(self._head_key(item.report_id))
        for item in come:
            if self.filter.takes(item):
                self._count(item, 1)
                heads.add(item.report_id)
                if self.order == PLACE and self._shown[item.report_id] == 1:
                    self._put(self._head_key(item.report_id), item.report_id)
                if self.order != PLACE or item.report_id not in self.closed:
                    self._put(self.key(item), item)
        if self.order == PLACE:
            for report in heads:
                row = bisect_left(self._keys, self._head_key(report))
                if row < len(self._rows):
                    self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def _count(self, item: Waiting, by: int) -> None:
        self.count += by
        self._shown[item.report_id] = self._shown.get(item.report_id, 0) + by

    def _take(self, key: Key) -> None:
        row = bisect_left(self._keys, key)
        if row < len(self._keys) and self._keys[row] == key:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._keys[row]
            del self._rows[row]
            self.endRemoveRows()

    def _put(self, key: Key, what: Waiting | ReportId) -> None:
        row = bisect_left(self._keys, key)
        if row < len(self._keys) and self._keys[row] == key:
            return
        self.beginInsertRows(QModelIndex(), row, row)
        self._keys.insert(row, key)
        self._rows.insert(row, what)
        self.endInsertRows()

    # --- walking

    def row_of(self, key: Key) -> int:
        """Return the row of a key, -1 where it does not show."""
        row = bisect_left(self._keys, key)
        return row if row < len(self._keys) and self._keys[row] == key else -1

    def item(self, row: int) -> Waiting | None:
        """Return the suggestion of a row; ``None`` for a head."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Waiting) else None

    def head(self, row: int) -> ReportId | None:
        """Return the report whose head a row is."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return None if found is None or isinstance(found, Waiting) else found

    def after(self, key: Key | None, skipped: set[SuggestionId]) -> Waiting | None:
        """Return the first suggestion after a key, beginning again at the top, that was not skipped."""
        start = 0 if key is None else bisect_right(self._keys, key)
        for part in (range(start, len(self._rows)), range(start)):
            for row in part:
                found = self._rows[row]
                if isinstance(found, Waiting) and found.id not in skipped:
                    return found
        return None

    def beside(self, key: Key, step: int) -> Waiting | None:
        """Return the suggestion before (-1) or after (1) a key; ``None`` at the end."""
        row = bisect_right(self._keys, key) if step > 0 else bisect_left(self._keys, key) - 1
        while 0 <= row < len(self._rows):
            found = self._rows[row]
            if isinstance(found, Waiting):
                return found
            row += step
        return None

    def number_of(self, key: Key) -> int:
        """Return how manieth a suggestion is, from 1, heads not counted."""
        row = bisect_left(self._keys, key)
        heads = 0
        if self.order == PLACE:
            heads = sum(1 for report, n in self._shown.items() if n and self._head_key(report) <= key)
        return row - heads + 1

    def shown(self) -> list[Waiting]:
        """Return every suggestion that passes the filter in the order in use, those under a closed head too."""
        return sorted((item for item in self._board.all() if self.filter.takes(item)), key=self.key)

    # --- Qt's questions

    def row_count(self) -> int:
        return len(self._rows)

    def flags_of(self, row: int) -> Qt.ItemFlag:
        return Qt.ItemFlag.NoItemFlags if self.item(row) is None else CHOOSABLE

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        item = self.item(index.row())
        if item is None:
            report = self.head(index.row())
            return self.head_text(report) if report is not None and role in (DISPLAY, TOOL_TIP) else None
        if role == DISPLAY:
            return one_line(item.quote)
        if role == TOOL_TIP:
            return "\n".join(self.with_report(item, (one_line(item.quote),))[::-1])
        if role == ACCESSIBLE_TEXT:
            tag = self.tag_of(item.tag_id)
            return listed(
                [
                    QCoreApplication.translate("Review", "建议{0}").format(tag_name(tag) if tag else ""),
                    one_line(item.quote),
                    QCoreApplication.translate("Review", "把握 {0}").format(percent(item.score)),
                    *self.with_report(item, ()),
                ]
            )
        return None

    def head_text(self, report_id: ReportId) -> str:
        """Return issuer and title of a report."""
        report = self.reports.get(report_id)
        if report is None:
            return ""
        return " • ".join(part for part in (report.issuer, report.title) if part)

    def with_report(self, item: Waiting, path: tuple[str, ...]) -> tuple[str, ...]:
        """Return the headings above a suggestion, below its report where the queue has no heads that name it."""
        head = self.head_text(item.report_id) if self.order != PLACE else ""
        return (head, *path) if head else path

    def head_count(self, report_id: ReportId) -> int:
        """Return how many suggestions of a report show."""
        return self._shown.get(report_id, 0)


class QueueDelegate(RowDelegate):
    """Draws a suggestion with its dashed mark and its score, or the head of a report."""

    gap = 0

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        model = index.model()
        assert isinstance(model, QueueRows)
        item = model.item(index.row())
        y, right = rect.y(), rect.right() - 16
        if item is None:
            report = model.head(index.row())
            if report is not None:
                icon = "chevron-right" if report in model.closed else "chevron-down"
                painter.drawPixmap(round(rect.x() + 14), round(y + 11), theme().pixmap(icon, 14, "text2"))
                words = QRectF(rect.x() + 34, y, right - rect.x() - 74, rect.height())
                paint.text(painter, words, model.head_text(report), 12, "text2", bold=True)
                number = QRectF(right - 40, y, 40, rect.height())
                paint.text(painter, number, str(model.head_count(report)), 12, "text3", align=ALIGN_RIGHT)
            return
        tag = model.tag_of(item.tag_id)
        if tag is not None:
            paint.tag_mark(painter, rect.x() + 16, y + 9, theme().tag_look(tag), dashed=True)
        words = QRectF(rect.x() + 42, y, right - rect.x() - 90, rect.height())
        paint.text(painter, words, one_line(item.quote), 13, "text", bold=selected)
        score = QRectF(right - 40, y, 40, rect.height())
        paint.text(painter, score, percent(item.score), 12, "text2", align=ALIGN_RIGHT)


def percent(score: float) -> str:
    """Return a score as the user reads it; never 100 %, for the machine is never sure."""
    return f"{min(99, round(100 * score))}%"


def _first(pair: tuple[Key, object]) -> Key:
    return pair[0]


def _no_tag(_tag_id: TagId) -> Tag | None:
    return None
