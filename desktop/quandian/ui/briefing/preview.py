"""The pages of a briefing on the screen, as they will print: white in every theme, on a sunken ground."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from quandian.core.model import AnnotationId
from quandian.ui import paint
from quandian.ui.briefing.places import Block, Places
from quandian.ui.page_layout import LEFT, PAGE, TOP, WIDTH, Pages
from quandian.ui.page_painter import paint_page
from quandian.ui.qt import ALIGN_CENTER, ANTIALIASING, CTRL
from quandian.ui.theme import theme

ROUND = 24  # px round the pages
GAP = 16  # px between two pages
FULL = 96 / 720  # px of a tenth of a point at 100 %
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0)
FIT = 0.0  # the zoom that fits the width
_KEPT = 12  # pages painted and kept
_FRAME = 95.0  # tenths of a point between words and their frame
_INK = QColor("#24221E")  # on white paper in every theme


class Preview(QAbstractScrollArea):
    """The view.

    Signals: chosen(number of a part or None, by a click), activated(number) by double click or Enter, zoomed(),
    page_changed(page), scrolled(), menu_wanted(QPoint, number or None).
    """

    chosen = Signal(object)
    activated = Signal(int)
    zoomed = Signal()
    page_changed = Signal(int)
    scrolled = Signal()
    menu_wanted = Signal(QPoint, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("版面预览"))
        self.pages: Pages | None = None
        self.places: Places | None = None
        self.selected: int | None = None
        self.note = ""  # what is said where there is no page yet
        self._zoom = FIT
        self._kept: OrderedDict[tuple[int, int, float], QPixmap] = OrderedDict()
        self._page = 1
        self._by_key = False
        self._pressed: int | None = None
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(48)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.scrolled)
        theme().changed.connect(self.viewport().update)

    # --- what shows

    def show_pages(self, pages: Pages | None, places: Places | None, *, stay: bool = True) -> None:
        """Show other pages, at the same place of the same page if ``stay``."""
        where = self.where() if stay and self.pages is not None else (1, 0.0)
        self.pages, self.places = pages, places
        self.selected = None
        self._kept.clear()
        self._set_ranges()
        self.go_to(*where)
        self.viewport().update()

    def where(self) -> tuple[int, float]:
        """Return the page at the top of the view and how far down it the top is, in tenths of a point."""
        pitch = self._height() + GAP
        y = self.verticalScrollBar().value() - ROUND
        page = min(max(int(y // pitch) + 1, 1), self.page_count or 1)
        return page, (y - (page - 1) * pitch) / self.scale

    def go_to(self, page: int, y: float = 0.0) -> None:
        """Scroll a height of a page to the top of the view."""
        top = ROUND + (page - 1) * (self._height() + GAP) + y * self.scale
        self.verticalScrollBar().setValue(round(top if page > 1 or y > 0 else 0))

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self.pages.pages) if self.pages is not None else 0

    @property
    def page(self) -> int:
        """The page in the middle of the view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2 - ROUND
        return min(max(int(middle // (self._height() + GAP)) + 1, 1), max(1, self.page_count))

    def show_page(self, page: int) -> None:
        """Scroll to the head of a page."""
        page = min(max(page, 1), max(1, self.page_count))
        self.verticalScrollBar().setValue(round((page - 1) * (self._height() + GAP)) if page > 1 else 0)

    # --- zoom

    @property
    def zoom(self) -> float:
        """The zoom chosen; ``FIT`` for the width of the view."""
        return self._zoom

    @property
    def scale(self) -> float:
        """Pixels of a tenth of a point."""
        if self._zoom != FIT:
            return self._zoom * FULL
        room = max(self.viewport().width() - 2 * ROUND, 120)
        return min(room / PAGE[0], 1.5 * FULL)

    @property
    def percent(self) -> int:
        """The zoom as shown."""
        return round(100 * self.scale / FULL)

    def set_zoom(self, zoom: float) -> None:
        """Use another zoom; the middle of the view stays where it is."""
        page, y = self.where()
        half = self.viewport().height() / 2
        y += half / self.scale
        across = self.horizontalScrollBar()
        share = across.value() / across.maximum() if across.maximum() else 0.5
        self._zoom = FIT if zoom == FIT else min(max(zoom, STEPS[0]), STEPS[-1])
        self._set_ranges()
        across.setValue(round(share * across.maximum()))
        self.go_to(page, y - half / self.scale)
        self.viewport().update()
        self.zoomed.emit()

    def step_zoom(self, step: int) -> None:
        """Make the pages a step larger or smaller."""
        now = self.scale / FULL
        if step > 0:
            self.set_zoom(next((one for one in STEPS if one > now + 0.005), STEPS[-1]))
        else:
            self.set_zoom(next((one for one in reversed(STEPS) if one < now - 0.005), STEPS[0]))

    def _height(self) -> float:
        return PAGE[1] * self.scale

    def _left(self) -> float:
        wide = PAGE[0] * self.scale
        room = self.viewport().width()
        if wide + 2 * ROUND <= room:
            return (room - wide) / 2
        return ROUND - self.horizontalScrollBar().value()

    def _set_ranges(self) -> None:
        view = self.viewport().size()
        total = 2 * ROUND + self.page_count * (self._height() + GAP) - GAP if self.page_count else 0
        self.verticalScrollBar().setRange(0, max(0, round(total - view.height())))
        self.verticalScrollBar().setPageStep(view.height())
        wide = PAGE[0] * self.scale + 2 * ROUND
        self.horizontalScrollBar().setRange(0, 0 if self._zoom == FIT else max(0, round(wide - view.width())))
        self.horizontalScrollBar().setPageStep(view.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        before = event.oldSize().width()
        where = self.where()
        if before > 0 and self._zoom == FIT:
            old = min(max(before - 2 * ROUND, 120) / PAGE[0], 1.5 * FULL)
            pitch = PAGE[1] * old + GAP
            y = self.verticalScrollBar().value() - ROUND
            page = min(max(int(y // pitch) + 1, 1), self.page_count or 1)
            where = (page, (y - (page - 1) * pitch) / old)
        super().resizeEvent(event)
        self._set_ranges()
        self.go_to(*where)
        self.zoomed.emit()

    def _on_scrolled(self) -> None:
        self.viewport().update()
        if self.page != self._page:
            self._page = self.page
            self.page_changed.emit(self._page)
        self.scrolled.emit()

    # --- places

    def rect_of(self, number: int, *, part: int = 0) -> QRect:
        """Return where a piece of a part stands in the viewport; empty where it is not known."""
        block = self.block(number)
        if block is None or not block.parts:
            return QRect()
        page, top, bottom = block.parts[part]
        return self._rect(page, LEFT, top, WIDTH, _bottom_of(block, page, bottom) - top).toAlignedRect()

    def _rect(self, page: int, x: float, y: float, width: float, height: float) -> QRectF:
        top = ROUND + (page - 1) * (self._height() + GAP) - self.verticalScrollBar().value()
        scale = self.scale
        return QRectF(self._left() + x * scale, top + y * scale, width * scale, height * scale)

    def block(self, number: int | None) -> Block | None:
        """Return a part by its number."""
        if self.places is None or number is None or not 0 <= number < len(self.places.blocks):
            return None
        return self.places.blocks[number]

    def words_of(self, number: int | None) -> str:
        """Return the words of a part."""
        block = self.block(number)
        if block is None or self.pages is None:
            return ""
        out = []
        for page, top, _ in block.parts:
            for y, strip in self.pages.pages[page - 1].strips:
                if abs(TOP + y - top) < 1:
                    lines = (
                        [strip.line] if strip.line is not None else [one for _, _, cell in strip.cells for one in cell]
                    )
                    out += ["".join(run.text for run in line.runs) for line in lines]
        return " ".join(out)

    def part_at(self, point: QPoint) -> int | None:
        """Return the number of the part at a point of the viewport."""
        if self.places is None:
            return None
        for page in self._visible_pages():
            sheet = self._rect(page, 0, 0, *PAGE)
            if sheet.contains(QPointF(point)):
                return self.places.at(page, (point.y() - sheet.y()) / self.scale)
        return None

    def select(self, number: int | None, *, scroll: bool = True) -> None:
        """Frame a part and bring it into view."""
        self.selected = number if self.block(number) is not None else None
        if scroll and self.selected is not None:
            rect = self.rect_of(self.selected)
            view = self.viewport().rect().adjusted(0, 24, 0, -24)
            if not view.contains(rect.topLeft()) or (rect.bottom() > view.bottom() and rect.height() < view.height()):
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + rect.top() - max(ROUND, self.viewport().height() // 4))
        self.viewport().update()

    def select_annotation(self, annotation: AnnotationId) -> bool:
        """Frame what tells an annotation; return whether anything does."""
        number = self.places.of_annotation(annotation) if self.places is not None else None
        if number is not None:
            self.select(number)
        return number is not None

    # --- painting

    def _visible_pages(self) -> range:
        if not self.page_count:
            return range(0)
        pitch = self._height() + GAP
        start = self.verticalScrollBar().value() - ROUND
        first = max(int(start // pitch), 0)
        last = min(int((start + self.viewport().height()) // pitch), self.page_count - 1)
        return range(first + 1, last + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().color("sunken"))
        for page in self._visible_pages():
            rect = self._rect(page, 0, 0, *PAGE)
            sheet = QRectF(round(rect.x()), round(rect.y()), round(rect.width()), round(rect.height()))
            paint.shadow(painter, sheet, 2, 6, 0.06, 1)
            painter.drawPixmap(sheet.topLeft(), self._painted(page, sheet))
        if not self.page_count and self.note:
            paint.text(painter, QRectF(self.viewport().rect()), self.note, 13, "text2", align=ALIGN_CENTER)
        self._frame(painter)
        if self._by_key and self.hasFocus():
            paint.focus_ring(painter, QRectF(self.viewport().rect()), 0)
        painter.end()

    def _painted(self, page: int, sheet: QRectF) -> QPixmap:
        ratio = self.devicePixelRatioF()
        key = (page, round(sheet.width()), ratio)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        made = QPixmap(round(sheet.width() * ratio), round(sheet.height() * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.white)
        if self.pages is not None:
            painter = QPainter(made)
            painter.setRenderHints(ANTIALIASING | QPainter.RenderHint.TextAntialiasing)
            painter.scale(sheet.width() / PAGE[0], sheet.width() / PAGE[0])
            paint_page(painter, self.pages, page)
            painter.end()
        self._kept[key] = made
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return made

    def _frame(self, painter: QPainter) -> None:
        block = self.block(self.selected)
        if block is None:
            return
        pages = dict.fromkeys(page for page, _, _ in block.parts)
        for page in pages:
            if page not in self._visible_pages():
                continue
            top = min(t for p, t, _ in block.parts if p == page)
            bottom = max(b for p, _, b in block.parts if p == page)
            grown = self._rect(page, LEFT - _FRAME, top - 20, WIDTH + 2 * _FRAME, bottom - top + 40)
            paint.rounded(painter, grown, 4, None, _INK, 1.5)

    # --- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_key = False
        if event.button() is Qt.MouseButton.LeftButton:
            number = self.part_at(event.position().toPoint())
            self.select(number, scroll=False)
            self.chosen.emit(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self.part_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and number is not None:
            self.activated.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.part_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() is not shape:
            self.viewport().setCursor(shape)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        number = self.selected
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            number = self.part_at(event.pos())
            self.select(number, scroll=False)
            self.chosen.emit(number)
        self.menu_wanted.emit(event.globalPos(), number)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & CTRL:
            if event.angleDelta().y():
                self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_key = True
        key, bar = event.key(), self.verticalScrollBar()
        keys = Qt.Key
        if key in (keys.Key_Return, keys.Key_Enter) and self.selected is not None:
            self.activated.emit(self.selected)
        elif key in (keys.Key_Up, keys.Key_Down):
            self._step(1 if key == keys.Key_Down else -1)
        elif key in (keys.Key_PageUp, keys.Key_PageDown):
            self.turn(1 if key == keys.Key_PageDown else -1)
        elif key in (keys.Key_Home, keys.Key_End):
            bar.setValue(0 if key == keys.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)

    def turn(self, step: int = 1) -> None:
        """Scroll by what the view shows, less a little that stays to go on from."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step * (self.viewport().height() - 48))

    def _step(self, step: int) -> None:
        """Choose the next part, or the one before."""
        if self.places is None or not self.places.blocks:
            return
        now = self.selected
        if now is None:
            page, y = self.where()
            now = (self.places.near(page, max(y, 0.0)) or 0) - step
        at = min(max(now + step, 0), len(self.places.blocks) - 1)
        self.select(at)
        self.chosen.emit(at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        self._by_key = event.reason() in reasons
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def _bottom_of(block: Block, page: int, bottom: float) -> float:
    """Return how far down a part goes on a page."""
    return max([bottom, *(b for p, _, b in block.parts if p == page)])
