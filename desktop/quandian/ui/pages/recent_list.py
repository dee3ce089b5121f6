"""The list of recent projects: name, what is in it, how much is tagged, when it was open; or that the file is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from quandian.core.codebook import BUILT_IN_TAGS
from quandian.ui import paint
from quandian.ui.dialogs.rows import RowState, RowsView
from quandian.ui.phrases import month_day
from quandian.ui.qt import ALIGN_CENTER, ALIGN_RIGHT
from quandian.ui.settings import Recent
from quandian.ui.theme import theme

ROW = 72
COUNTS_FROM = 540  # px: a narrower list leaves the counts out
EMPTY = 232


@dataclass(frozen=True)
class RecentRow:
    """A recent project and whether its file is where it was."""

    recent: Recent
    there: bool


def in_words(moment: str, now: datetime | None = None) -> str:
    """Return a time as people say it: 今天 10:42, 昨天 18:05, 3 月 4 日, 2021-12-03; empty for no time.

    >>> in_words("2022-03-04T10:42:00+08:00", datetime.fromisoformat("2022-11-01T09:00:00+08:00"))
    '3 月 4 日'
    """
    try:
        then = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return ""
    now = now.astimezone() if now is not None else datetime.now().astimezone()
    days = (now.date() - then.date()).days
    if days in (0, 1):
        words = (
            QCoreApplication.translate("RecentList", "今天 {0}"),
            QCoreApplication.translate("RecentList", "昨天 {0}"),
        )
        return words[days].format(f"{then:%H:%M}")
    if then.year == now.year and days > 0:
        return month_day(then)
    return date.isoformat(then.date())


def home_short(folder: Path) -> str:
    """Return a folder as text, with ~ for the user's home."""
    try:
        inside = folder.relative_to(Path.home())
    except ValueError:
        return str(folder)
    return str(Path("~") / inside) if inside.parts else str(folder)


class RecentList(RowsView):
    """The recent projects in a card. Signals of RowsView carry the path; relocate_wanted(path)."""

    relocate_wanted = Signal(str)
    row_height = ROW
    inset = 5.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.single_click = True
        self._filtered = False
        self._hover_button = -1
        self.setAccessibleName(self.tr("最近的项目"))

    # --- contents

    def set_recent(self, recent: Sequence[Recent], query: str = "") -> None:
        """Show the projects whose name or path holds every word of ``query``; the current one stays."""
        words = query.casefold().split()
        kept = self.row.recent.path if self.row is not None else None
        rows = [
            RecentRow(one, Path(one.path).exists())
            for one in recent
            if all(word in f"{one.name} {one.path}".casefold() for word in words)
        ]
        self._filtered = bool(words)
        self.set_rows(rows, next((i for i, row in enumerate(rows) if row.recent.path == kept), 0))
        self.setFixedHeight(min(len(rows), 6) * ROW if rows else EMPTY)
        self.viewport().update()

    def set_at_or_before(self, at: int) -> None:
        """Go to row ``at``, or to the last one."""
        if self.rows:
            self.set_at(min(max(at, 0), len(self.rows) - 1))

    def pick_first(self) -> None:
        """Open the current project, else the first."""
        row = self.row or (self.rows[0] if self.rows else None)
        if row is not None:
            self._choose(row)

    def words(self, row: Any) -> str:  # noqa: ANN401 - rows are any value
        one: Recent = row.recent
        state = self._contents(one) if row.there else self.tr("找不到文件，可能已移动")
        return self.tr("{0}，{1}，{2}").format(one.name, state, in_words(one.opened_at))

    def tip(self, row: Any) -> str:  # noqa: ANN401
        return str(row.recent.path)

    def _contents(self, one: Recent) -> str:
        words = self.tr("{0} 份报告", "", one.reports).format(one.reports)
        return f"{words}   {one.years}" if one.years else words

    # --- painting

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, state: RowState) -> None:  # noqa: ANN401
        one: Recent = row.recent
        if self.rows.index(row) and not state.current and self.rows.index(row) - 1 != self.at:
            paint.hairline(painter, rect.x() + 16, rect.y(), rect.width() - 32)
        inner = self.ground(painter, rect, state, gap=2)
        x, right = inner.x() + 15, inner.right() - 15
        when = in_words(one.opened_at)
        when_width = max(96.0, paint.width(when, 12) + 8)
        middle = inner.center().y()
        paint.text(
            painter, QRectF(right - when_width, middle - 10, when_width, 20), when, 12, "text2", align=ALIGN_RIGHT
        )
        room = right - when_width - x - 8
        if row.there:
            if rect.width() >= COUNTS_FROM:
                room -= 224
                self._paint_counts(painter, x + room + 8, middle, one.counts)
        else:
            button = self.button_rect(rect)
            room = button.x() - x - 8
            self._paint_button(painter, button, self.rows.index(row) == self._hover_button)
        folder = home_short(Path(one.path).parent)
        paint.text(
            painter, QRectF(x, middle - 24, room, 22), one.name, 14, "text" if row.there else "text2", bold=row.there
        )
        if row.there:
            used = paint.text(painter, QRectF(x, middle + 1, room, 20), self._contents(one), 12, "text2")
            if room - used > 120:
                paint.text(painter, QRectF(x + used + 16, middle + 1, room - used - 16, 20), folder, 12, "text3")
        else:
            words = self.tr("找不到文件，可能已移动")
            paint.text(painter, QRectF(x, middle + 1, room, 20), words, 12, "warn")

    def _paint_counts(self, painter: QPainter, x: float, middle: float, counts: Mapping[str, int]) -> None:
        for tag in BUILT_IN_TAGS:
            look = theme().tag_look(tag)
            paint.tag_mark(painter, x, middle - 9, look)
            paint.text(painter, QRectF(x + 24, middle - 10, 48, 20), f"{counts.get(tag.id, 0):,}", 12, "text2")
            x += 72

    def button_rect(self, rect: QRectF) -> QRectF:
        """Return where 重新定位… stands in the row at ``rect``."""
        width = paint.width(self.tr("重新定位…"), 13) + 28
        return QRectF(rect.right() - 20 - 96 - 16 - width, rect.center().y() - 14, width, 28)

    def _paint_button(self, painter: QPainter, rect: QRectF, hover: bool) -> None:
        paint.rounded(painter, rect, 6, "hover" if hover else "surface", "line2")
        paint.text(painter, rect, self.tr("重新定位…"), 13, align=ALIGN_CENTER)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if not self.rows:
            self._paint_empty(painter)
        painter.end()
        super().paintEvent(event)

    def _paint_empty(self, painter: QPainter) -> None:
        rect = QRectF(self.viewport().rect())
        top = rect.center().y() - 40
        if self._filtered:
            icon, title, line = "search", self.tr("没有符合的项目"), self.tr("换一个词，或清除筛选")
        else:
            icon, title = "history", self.tr("还没有打开过项目")
            line = self.tr("用过的项目会列在这里，点一下就能接着做")
        painter.drawPixmap(QPointF(rect.center().x() - 12, top), theme().pixmap(icon, 24, "text3"))
        paint.text(painter, QRectF(16, top + 34, rect.width() - 32, 22), title, 13, bold=True, align=ALIGN_CENTER)
        paint.text(painter, QRectF(16, top + 58, rect.width() - 32, 20), line, 12, "text2", align=ALIGN_CENTER)

    # --- mouse and keys

    def _choose(self, row: RecentRow) -> None:
        if row.there:
            self.picked.emit(row.recent.path)
        else:
            self.relocate_wanted.emit(row.recent.path)

    def _row_at(self, event: QMouseEvent) -> int:
        return self.indexAt(event.position().toPoint()).row()

    def _over_button(self, event: QMouseEvent) -> int:
        at = self._row_at(event)
        if at < 0 or self.rows[at].there:
            return -1
        rect = QRectF(self.visualRect(self.model_.index(at)))
        return at if self.button_rect(rect).contains(event.position()) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._over_button(event)
        if over != self._hover_button:
            self._hover_button = over
            self.viewport().update()
        pointer = Qt.CursorShape.PointingHandCursor if self._row_at(event) >= 0 else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(pointer)
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover_button = -1
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._row_at(event)
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self.set_at(at)
            row = self.rows[at]
            if row.there or self._over_button(event) >= 0:
                self._choose(row)
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.row
        if row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(row)
        elif row is not None and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(row.recent.path)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.row
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = menu.addAction(self.tr("打开") if row.there else self.tr("重新定位…"))
        first.triggered.connect(self._on_menu_open)
        menu.addAction(self.tr("从列表移除")).triggered.connect(self._on_menu_remove)
        menu.popup(event.globalPos())

    @Slot()
    def _on_menu_open(self) -> None:
        if self.row is not None:
            self._choose(self.row)

    @Slot()
    def _on_menu_remove(self) -> None:
        if self.row is not None:
            self.removed.emit(self.row.recent.path)

    def sizeHint(self) -> QSize:
        return QSize(672, min(len(self.rows), 6) * ROW if self.rows else EMPTY)
