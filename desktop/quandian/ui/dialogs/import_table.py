"""The files of the import dialog as a table: tick, title and file, issuer, day, source, state."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from quandian.ui import paint
from quandian.ui.dialogs.import_rows import Item, State
from quandian.ui.dialogs.marks import check_mark
from quandian.ui.dialogs.rows import RowState, RowsView
from quandian.ui.phrases import listed
from quandian.ui.theme import theme

HEAD, ROW = 32, 48
CHECK = 46  # px from the left edge to the title
# Share of the room after the check box for title, issuer, day, source; the state takes the rest.
SHARES = (0.33, 0.19, 0.13, 0.12)
NARROW = 560  # px: a narrower table leaves issuer and source out

_SIGNS = {
    State.READY: ("circle-check", "ok"),
    State.SAME: ("copy", "text2"),
    State.UNSURE: ("triangle-alert", "warn"),
    State.FAILED: ("file-warning", "danger"),
}


def columns(width: float) -> list[tuple[float, float]]:
    """Return left edge and width of the five columns; one that is left out has no width."""
    room = width - CHECK - 12
    shares = SHARES if width >= NARROW else (0.48, 0.0, 0.2, 0.0)
    edges, x = [], float(CHECK)
    for share in (*shares, 1 - sum(shares)):
        edges.append((x, room * share))
        x += room * share
    return edges


class ImportTable(RowsView):
    """Items to be ticked. Signal: ticked after each change of a tick; ``rows`` are Items."""

    ticked = Signal()
    row_height = ROW
    inset = 0.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.enter_picks = False
        self.setAccessibleName(self.tr("要导入的文件"))

    def state_words(self, item: Item) -> str:
        """Return how an item stands, in a few words."""
        return {
            State.READY: self.tr("可导入"),
            State.SAME: self.tr("与现有报告相同"),
            State.UNSURE: self.tr("编码待确认"),
            State.FAILED: self.tr("不能读"),
        }[item.state]

    def words(self, row: Any) -> str:  # noqa: ANN401 - rows are any value
        item: Item = row
        tick = self.tr("已选") if item.chosen else self.tr("未选")
        title = item.draft.title if item.draft is not None else ""
        said = str(item.error) if item.error is not None else self.state_words(item)
        return listed((tick, title, item.name, said))

    def tip(self, row: Any) -> str:  # noqa: ANN401
        item: Item = row
        return str(item.error) if item.error is not None else item.name

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, state: RowState) -> None:  # noqa: ANN401
        item: Item = row
        if state.current:
            painter.fillRect(rect, paint.color("selected"))
            painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height()), paint.color("selected_line"))
        elif state.hover:
            painter.fillRect(rect, paint.color("hover"))
        paint.hairline(painter, rect.x(), rect.bottom() - 1, rect.width())
        if state.focus:
            paint.focus_ring(painter, rect.adjusted(1, 1, -1, -2), 4)
        top, middle = rect.y(), rect.center().y()
        check_mark(painter, rect.x() + 16, middle - 8, item.chosen and item.importable, enabled=item.importable)
        ink = "text" if item.chosen else "text2"
        draft = item.draft
        title = draft.title if draft is not None else self.tr("（没有读出文字）")
        cells = columns(rect.width())
        x, width = cells[0]
        paint.text(painter, QRectF(x, top + 5, width - 12, 20), title, 13, ink, bold=state.current)
        paint.text(painter, QRectF(x, top + 24, width - 12, 18), item.name, 12, "text2")
        facts = (draft.issuer, draft.issued_on or draft.period, self.source_words(item)) if draft is not None else ()
        for (x, width), words in zip(cells[1:4], facts or ("", "", ""), strict=True):
            if width:
                spot = QRectF(x, middle - 10, width - 12, 20)
                paint.text(painter, spot, words or "—", 12, ink if words else "text3")
        icon, sign = _SIGNS[item.state]
        x, width = cells[4]
        painter.drawPixmap(QPointF(x, middle - 8), theme().pixmap(icon, 16, sign))
        paint.text(painter, QRectF(x + 22, middle - 10, width - 22, 20), self.state_words(item), 12, sign)

    def source_words(self, item: Item) -> str:
        """Return what kind of file it is: Word, or the encoding of a text file."""
        if item.draft is None:
            return ""
        if not item.is_text:
            return "Word"
        return item.draft.encoding.upper().replace("BIG5HKSCS", "Big5")

    def toggle(self, at: int) -> None:
        """Tick a file, or untick it; those that cannot be imported stay as they are."""
        item: Item = self.rows[at]
        if item.importable:
            self.model_.replace(at, replace(item, chosen=not item.chosen))
            self.ticked.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint()).row()
        super().mouseReleaseEvent(event)
        if at >= 0 and event.position().x() < CHECK:
            self.toggle(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == " " and self.at >= 0:
            self.toggle(self.at)
        else:
            super().keyPressEvent(event)


class TableHead(QWidget):
    """The titles of the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEAD)
        theme().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), paint.color("panel"))
        paint.hairline(painter, 0, HEAD - 1, self.width())
        titles = (self.tr("标题"), self.tr("单位"), self.tr("日期"), self.tr("来源"), self.tr("状态"))
        for (x, width), words in zip(columns(self.width()), titles, strict=True):
            if width:
                paint.text(painter, QRectF(x, 0, width - 8, HEAD - 1), words, 12, "text2")
        painter.end()
