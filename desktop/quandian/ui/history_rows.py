"""Rows of the project's history: steps, page by page as one scrolls, and under an opened step what it changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QRectF, Signal
from PySide6.QtGui import QPainter

from quandian.core.audit import AuditEntry
from quandian.core.sentences import sentence
from quandian.tasks.auditing import AuditLine, step_text
from quandian.ui import paint
from quandian.ui.panels.row_view import Index, RowDelegate, RowModel
from quandian.ui.panels.words import day_and_time
from quandian.ui.phrases import listed, named
from quandian.ui.qt import ACCESSIBLE_TEXT, ALIGN_RIGHT, DISPLAY, TOOL_TIP
from quandian.ui.theme import theme

_KIND = 104  # px of the column that says what kind of thing was changed


@dataclass(slots=True)
class Step:
    """A row of a step."""

    entry: AuditEntry
    open: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """A row of a changed field, or (without ``line``) of what is not shown yet; ``last`` is its number in the log."""

    entry: AuditEntry
    line: AuditLine | None
    last: int = 0


Node = Step | Changed
Load = Callable[[AuditEntry, int], tuple[list[AuditLine], int]]


class HistoryModel(RowModel):
    """The rows. Signal: more_wanted(order before which the next page begins). ``load`` reads what a step changed."""

    more_wanted = Signal(object)

    def __init__(self, load: Load, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Node] = []
        self._load = load
        self._more = self._asked = False

    # --- pages of steps

    def clear(self) -> None:
        """Show nothing until a first page comes."""
        self.beginResetModel()
        self.rows = []
        self._more = self._asked = False
        self.endResetModel()

    def add_page(self, entries: list[AuditEntry], *, more: bool) -> None:
        """Add steps at the end; ``more`` says that others follow."""
        self._more, self._asked = more, False
        if entries:
            at = len(self.rows)
            self.beginInsertRows(QModelIndex(), at, at + len(entries) - 1)
            self.rows += [Step(entry) for entry in entries]
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more and not self._asked

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent) and self.rows:
            self._asked = True
            self.more_wanted.emit(self.rows[-1].entry.order)

    # --- what a step changed

    def toggle(self, at: int) -> None:
        """Open a step, or close it; on a row that stands for more, show more."""
        row = self.rows[at]
        if isinstance(row, Changed):
            if row.line is None:
                self._show_more(at, row)
            return
        if row.open:
            end = at + 1
            while end < len(self.rows) and isinstance(self.rows[end], Changed):
                end += 1
            self.beginRemoveRows(QModelIndex(), at + 1, end - 1)
            del self.rows[at + 1 : end]
            row.open = False
            self.endRemoveRows()
        else:
            self._insert(at + 1, row.entry, 0)
            row.open = True
        self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def _show_more(self, at: int, row: Changed) -> None:
        self.beginRemoveRows(QModelIndex(), at, at)
        del self.rows[at]
        self.endRemoveRows()
        self._insert(at, row.entry, row.last)

    def _insert(self, at: int, entry: AuditEntry, after: int) -> None:
        lines, last = self._load(entry, after)
        made: list[Node] = [Changed(entry, line) for line in lines]
        if last:
            made.append(Changed(entry, None, last))
        if made:
            self.beginInsertRows(QModelIndex(), at, at + len(made) - 1)
            self.rows[at:at] = made
            self.endInsertRows()

    # --- Qt

    def row_count(self) -> int:
        return len(self.rows)

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        if role in (DISPLAY, ACCESSIBLE_TEXT, TOOL_TIP):
            return self.words(self.rows[index.row()])
        return None

    def words(self, row: Node) -> str:
        """Return a row as one line, for screen readers and as its tooltip."""
        if isinstance(row, Step):
            entry = row.entry
            count = sentence("audit.places", count=entry.rows) if entry.gathers and entry.rows else ""
            return listed((day_and_time(entry.at), entry.author, step_text(entry), count, self.sign(entry)))
        if row.line is None:
            return self.tr("再显示一些")
        line = row.line
        kind = sentence(f"audit.entity.{line.entity}")
        return listed((kind, line.subject, change_words(line)))

    def sign(self, entry: AuditEntry) -> str:
        """Return what is special about a step, or nothing."""
        if not entry.counts:
            return self.tr("合并已撤销")
        return self.tr("来自同事") if entry.scope == "foreign" else ""


def change_words(line: AuditLine) -> str:
    """Return what happened to a row in words: 备注：空 → 甲."""
    if not line.field:
        told = " → ".join(part for part in (line.before, line.after) if part)
        return named(line.did, told) if told else line.did
    return named(line.field, f"{line.before} → {line.after}")


class HistoryDelegate(RowDelegate):
    """Paints the rows."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        """Paint one row on its ground."""
        model = index.model()
        assert isinstance(model, HistoryModel)
        row = model.rows[index.row()]
        if isinstance(row, Step):
            self._paint_step(painter, rect, row, model.sign(row.entry), bold=selected)
        else:
            self._paint_change(painter, rect, row, model)

    def _paint_step(self, painter: QPainter, rect: QRectF, row: Step, sign: str, *, bold: bool) -> None:
        entry = row.entry
        middle = rect.center().y()
        icon = "chevron-down" if row.open else "chevron-right"
        tells = entry.rows > 0  # a merge may have brought nothing that shows
        if tells:
            painter.drawPixmap(round(rect.x() + 18), round(middle - 8), theme().pixmap(icon, 16, "text3"))
        x = rect.x() + 42
        for text, width in ((day_and_time(entry.at), 132.0), (entry.author, 104.0)):
            paint.text(painter, QRectF(x, middle - 11, width - 8, 22), text, 12, "text2")
            x += width
        right = rect.right() - 20
        count = self.tr("{0} 处", "", entry.rows).format(entry.rows)
        if tells:
            paint.text(painter, QRectF(right - 72, middle - 11, 72, 22), count, 12, "text2", align=ALIGN_RIGHT)
        right -= 80
        if sign:
            width = paint.width(sign, 12) + 16
            warn = not entry.counts
            fill, ink = ("warn_soft", "warn") if warn else ("sunken", "text2")
            paint.chip(painter, right - width, middle - 10, sign, fill=fill, ink=ink)
            right -= width + 8
        ink = "text" if entry.counts else "text3"
        paint.text(painter, QRectF(x, middle - 11, right - x, 22), step_text(entry), 13, ink, bold=bold)

    def _paint_change(self, painter: QPainter, rect: QRectF, row: Changed, model: HistoryModel) -> None:
        middle, x = rect.center().y(), rect.x() + 42
        if row.line is None:
            paint.text(painter, QRectF(x, middle - 11, rect.right() - x, 22), model.words(row), 13, "text2")
            return
        line, room = row.line, rect.right() - 20 - x
        paint.text(painter, QRectF(x, middle - 11, _KIND - 8, 22), sentence(f"audit.entity.{line.entity}"), 12, "text3")
        subject = min(room * 0.42, 420.0)
        paint.text(painter, QRectF(x + _KIND, middle - 11, subject - 16, 22), line.subject, 13, "text2")
        told = QRectF(x + _KIND + subject, middle - 11, room - _KIND - subject, 22)
        paint.text(painter, told, change_words(line), 13)
