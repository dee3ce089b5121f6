"""The rows of the list of reports: which reports show, in which groups and order, and how a row is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Any

from PySide6.QtCore import QCollator, QCoreApplication, QLocale, QRectF, Qt
from PySide6.QtGui import QPainter

from quandian.core.model import Progress3, Report, ReportId, Tag, TagId
from quandian.ui import paint
from quandian.ui.panels.row_view import CHOOSABLE, Index, RowDelegate, RowModel, RowView
from quandian.ui.phrases import listed
from quandian.ui.qt import ACCESSIBLE_TEXT, ALIGN_RIGHT, DISPLAY, TOOL_TIP
from quandian.ui.theme import tag_name, theme

HEAD_HEIGHT = 30
ROW_HEIGHT = 60
SORTS = ("issuer", "date", "title", "order")

Counts = Mapping[ReportId, Mapping[TagId, int]]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group; ``key`` is what its reports share."""

    key: str
    count: int
    open: bool


Entry = Head | Report


def is_done(report: Report) -> bool:
    """Whether the analyst has finished with a report."""
    return report.progress == Progress3.DONE


def matches(report: Report, words: Sequence[str]) -> bool:
    """Whether each of the case-folded words stands in title, issuer or year."""
    if not words:
        return True
    text = f"{report.title}\n{report.issuer}\n{report.year}\n{report.issued_on}".casefold()
    return all(word in text for word in words)


def _by_title(reports: list[Report]) -> list[Report]:
    collator = QCollator(QLocale(QLocale.Language.Chinese))
    collator.setNumericMode(True)

    def compare(a: Report, b: Report) -> int:
        return collator.compare(a.title, b.title)

    return sorted(reports, key=cmp_to_key(compare))


def arranged(reports: Sequence[Report], sort: str, words: Sequence[str], closed: set[str]) -> list[Entry]:
    """Return heads and reports in the order shown. While filtering, closed groups show what was found in them."""
    found = [report for report in reports if matches(report, words)]
    if sort == "order":
        return list(found)
    if sort == "title":
        return list(_by_title(found))
    groups: dict[str, list[Report]] = {}
    if sort == "date":
        found.sort(key=lambda r: (r.issued_on or r.year, r.title), reverse=True)
        for report in found:
            groups.setdefault((report.issued_on or report.year)[:4], []).append(report)
        keys = sorted(groups, reverse=True)
    else:
        for report in found:
            groups.setdefault(report.issuer, []).append(report)
        keys = sorted(groups, key=lambda key: key == "")  # the unknown issuer comes last, the rest as imported
        for members in groups.values():
            members.sort(key=lambda r: r.issued_on or r.year, reverse=True)
    rows: list[Entry] = []
    for key in keys:
        is_open = bool(words) or key not in closed
        rows.append(Head(key, len(groups[key]), is_open))
        if is_open:
            rows.extend(groups[key])
    return rows


class ReportRows(RowModel):
    """Heads and reports as rows of one column."""

    def __init__(self, tags: Callable[[], Sequence[Tag]], parent: RowView | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Entry] = []
        self.counts: dict[ReportId, dict[TagId, int]] = {}
        self.tags = tags
        self.chosen: ReportId | None = None
        self.sort_by = "issuer"
        self._row_of: dict[ReportId, int] = {}

    def set_rows(self, rows: list[Entry]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self._row_of = {row.id: i for i, row in enumerate(rows) if isinstance(row, Report)}
        self.endResetModel()

    def row_of(self, report_id: ReportId | None) -> int:
        """Return the row of a report, -1 where it does not show."""
        return -1 if report_id is None else self._row_of.get(report_id, -1)

    def report_at(self, row: int) -> Report | None:
        """Return the report of a row; None for a head."""
        entry = self.rows[row] if 0 <= row < len(self.rows) else None
        return entry if isinstance(entry, Report) else None

    def replace(self, report: Report) -> None:
        """Show a report's new state in its row."""
        row = self.row_of(report.id)
        if row >= 0:
            self.rows[row] = report
            self.touch(report.id)

    def touch(self, report_id: ReportId) -> None:
        """Draw a report's row again."""
        row = self.row_of(report_id)
        if row >= 0:
            index = self.index(row, 0)
            self.dataChanged.emit(index, index)

    def row_count(self) -> int:
        return len(self.rows)

    def flags_of(self, row: int) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled if isinstance(self.rows[row], Head) else CHOOSABLE

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid():
            return None
        entry = self.rows[index.row()]
        if role == DISPLAY:
            return self.head_text(entry) if isinstance(entry, Head) else entry.title
        if role == TOOL_TIP and isinstance(entry, Report):
            return "\n".join(part for part in (entry.title, entry.issuer, entry.issued_on or entry.year) if part)
        if role == ACCESSIBLE_TEXT:
            return self.spoken(entry)
        return None

    def head_text(self, head: Head) -> str:
        """Return the words of a group's head."""
        if head.key:
            return head.key
        translate = QCoreApplication.translate
        return translate("Panels", "未知日期") if self.sort_by == "date" else translate("Panels", "未知单位")

    def spoken(self, entry: Entry) -> str:
        """Return what a screen reader says of a row."""
        translate = QCoreApplication.translate
        if isinstance(entry, Head):
            state = translate("Panels", "已展开") if entry.open else translate("Panels", "已折叠")
            return listed((self.head_text(entry), str(entry.count), state))
        parts = [entry.title, entry.issuer, entry.issued_on or entry.year]
        counts = self.counts.get(entry.id, {})
        parts += [f"{tag_name(tag)} {counts[tag.id]}" for tag in self.tags() if counts.get(tag.id)]
        if is_done(entry):
            parts.append(translate("Panels", "已完成"))
        elif not counts:
            parts.append(translate("Panels", "未开始"))
        return listed(parts)


class ReportDelegate(RowDelegate):
    """Draws heads and reports (screen-01, left)."""

    gap = 4

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        model = index.model()
        assert isinstance(model, ReportRows)
        entry = model.rows[index.row()]
        if isinstance(entry, Head):
            self._head(painter, rect, model.head_text(entry), entry)
        else:
            self._report(painter, rect, model, entry, selected)

    def _head(self, painter: QPainter, rect: QRectF, words: str, head: Head) -> None:
        y, right = rect.y() + 4, rect.right()
        chevron = theme().pixmap("chevron-down" if head.open else "chevron-right", 14, "text3")
        painter.drawPixmap(10, round(y + 6), chevron)
        paint.text(painter, QRectF(28, y, right - 28 - 48, 26), words, 12, "text2", bold=True)
        paint.text(painter, QRectF(right - 60, y, 44, 26), str(head.count), 12, "text3", align=ALIGN_RIGHT)

    def _report(self, painter: QPainter, rect: QRectF, model: ReportRows, report: Report, selected: bool) -> None:
        y, right = rect.y(), rect.right() - 20
        chosen = report.id == model.chosen
        paint.text(painter, QRectF(28, y + 7, right - 28, 20), report.title, 13, bold=chosen)
        date = report.issued_on or report.year
        ink = "text2" if selected or chosen else "text3"
        x = 28.0
        if date:
            x = max(104.0, 28 + paint.text(painter, QRectF(28, y + 29, 80, 18), date, 12, ink) + 10)
        counts = model.counts.get(report.id, {})
        done = is_done(report)
        limit = right - (24 if done else 0)
        for tag in model.tags():
            number = counts.get(tag.id, 0)
            if not number and not tag.built_in:
                continue
            x = self._count(painter, x, y, limit, tag, number)
        if done:
            painter.drawPixmap(round(right - 18), round(y + 30), theme().pixmap("circle-check", 16, "ok"))
        elif not counts:
            words = QCoreApplication.translate("Panels", "未开始")
            paint.text(painter, QRectF(right - 80, y + 29, 80, 18), words, 12, "text3", align=ALIGN_RIGHT)

    def _count(self, painter: QPainter, x: float, y: float, limit: float, tag: Tag, number: int) -> float:
        """Draw a tag's initial and its number where there is room; return where the next one starts."""
        if not number:
            return x + 36
        look, words = theme().tag_look(tag), str(number)
        wide = paint.width(words, 12)
        if x + 15 + wide > limit:
            return x
        paint.text(painter, QRectF(x, y + 29, 14, 18), look.initial, 12, look.stroke)
        paint.text(painter, QRectF(x + 15, y + 29, wide + 2, 18), words, 12, "text2")
        return x + max(36.0, 15 + wide + 7)
