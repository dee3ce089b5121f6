"""Small marks of dialogs: a painted check box, tag chips to be ticked, a preview of a tag's look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLayout, QLayoutItem, QWidget

from quandian.core.model import ReportId, Tag, TagId
from quandian.ui import paint
from quandian.ui.qt import ANTIALIASING
from quandian.ui.theme import TagLook, theme


def check_mark(painter: QPainter, x: float, y: float, on: bool, *, enabled: bool = True) -> None:
    """Draw a check box of 16 px."""
    rect = QRectF(x, y, 16, 16)
    if not enabled:
        paint.rounded(painter, rect, 4, "panel", "line2")
    elif on:
        paint.rounded(painter, rect, 4, "ink")
        # A line of its own: the icon's, at 12 px thinner than a pixel, is lost on the dark ground.
        painter.setPen(QPen(theme().color("on_ink"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([QPointF(x + 4, y + 8.5), QPointF(x + 7, y + 11.5), QPointF(x + 12, y + 5)])
    else:
        paint.rounded(painter, rect, 4, "surface", "text3")


class FlowLayout(QLayout):
    """Widgets side by side that go on in the next line, like words."""

    def __init__(self, spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.sizeHint())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - rect.y()


class _TagCheck(QAbstractButton):
    """A tag's chip; grey without its fill when it is left out."""

    def __init__(self, tag: Tag, look: TagLook, count: int) -> None:
        super().__init__()
        self.tag_id, self._look, self._count = tag.id, look, f"{count}"
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{look.name} {count}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(round(paint.width(self._look.name, 12) + paint.width(self._count, 12)) + 52, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        rect = QRectF(self.rect())
        on = self.isChecked()
        paint.rounded(painter, rect, 6, self._look.fill if on else "sunken")
        check_mark(painter, 7, 6, on)
        ink = self._look.stroke if on else paint.color("text3")
        width = paint.text(painter, QRectF(30, 0, rect.width(), 27), self._look.name, 12, ink)
        if on:
            paint.underline(painter, 30, 30 + width, 23, self._look.underline, ink, 1.5)
        paint.text(painter, QRectF(30 + width + 8, 0, 60, 27), self._count, 12, "text2" if on else "text3")
        if self.hasFocus():
            paint.focus_ring(painter, rect)
        painter.end()


def tag_totals(counts: Mapping[ReportId, Mapping[TagId, int]]) -> dict[TagId, int]:
    """Return how many annotations each tag has in all reports, of the numbers by report and tag."""
    totals: dict[TagId, int] = {}
    for by_tag in counts.values():
        for tag_id, n in by_tag.items():
            totals[tag_id] = totals.get(tag_id, 0) + n
    return totals


class TagChecks(QWidget):
    """All tags to be ticked; those in use are ticked at first. Signal: changed."""

    changed = Signal()

    def __init__(self, tags: Sequence[Tag], counts: Mapping[TagId, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout()
        self.buttons: list[_TagCheck] = []
        for tag in tags:
            made = _TagCheck(tag, theme().tag_look(tag), counts.get(tag.id, 0))
            made.setChecked(bool(counts.get(tag.id)) or not counts)
            made.toggled.connect(self._on_toggled)
            self.buttons.append(made)
            flow.addWidget(made)
        self.setLayout(flow)

    @property
    def chosen(self) -> set[TagId]:
        """The tags ticked."""
        return {one.tag_id for one in self.buttons if one.isChecked()}

    @Slot(bool)
    def _on_toggled(self, _on: bool) -> None:
        self.changed.emit()


class LookPreview(QWidget):
    """A few words tagged with a look, as the reader would draw them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: TagLook | None = None
        self.setFixedHeight(48)
        theme().changed.connect(self.update)

    def set_look(self, look: TagLook) -> None:
        """Show another look."""
        self._look = look
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        rect = QRectF(self.rect())
        paint.rounded(painter, rect, 6, "reader", "line")
        look = self._look
        if look is None:
            painter.end()
            return
        font = theme().reader_font(17)
        before, words = self.tr("全区"), self.tr("财政收入增长百分之八")
        x = 16 + paint.text(painter, QRectF(16, 4, 100, 38), before, ink="reader_text", font=font)
        width = paint_width(words, 17)
        paint.rounded(painter, QRectF(x, 10, width, 26), 3, look.fill)
        paint.text(painter, QRectF(x, 4, width + 4, 38), words, ink="reader_text", font=font)
        paint.underline(painter, x, x + width, 38, look.underline, look.stroke)
        paint.tag_chip(painter, rect.width() - 24 - paint.width(look.name, 12) - 12, 13, look)
        painter.end()


def paint_width(words: str, px: int) -> float:
    """Return the width of words in the reading font."""
    return QFontMetricsF(theme().reader_font(px)).horizontalAdvance(words)


def swatch(look: TagLook, *, line: bool) -> QIcon:
    """Return a small picture of a look's colour, or of its underline."""
    ratio = 2.0
    pixmap = QPixmap(round(28 * ratio), round(16 * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(ANTIALIASING)
    if line:
        paint.underline(painter, 2, 26, 8, look.underline, paint.color("text"))
    else:
        paint.rounded(painter, QRectF(1, 1, 26, 14), 4, look.fill, look.stroke)
    painter.end()
    return QIcon(pixmap)
