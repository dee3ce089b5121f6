"""Left and right of the text: paragraph numbers; bars and labels of the marks."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from quandian.core.model import AnnotationId, Mark
from quandian.ui import paint
from quandian.ui.qt import ALIGN_RIGHT, ANTIALIASING
from quandian.ui.reader.input_view import InputView
from quandian.ui.reader.layout import PAD
from quandian.ui.reader.span_index import bar_lanes, reading_order

LANE_STEP = 8
MAX_LANES = 4  # more bars than this lie on the last lane
LABEL_X = 31  # clear of the fourth bar
LABEL_END = 3  # px between the longest label and the scroll map
LABEL_STEP = 20
MAX_PUSH = 3  # steps a label may be pushed down; beyond, it would not be seen beside its words (tooltip then)
_CATCH = 8
_INSET = 4  # px a bar ends before its lines do


class Gutter(QWidget):
    """Paragraph numbers."""

    def __init__(self, text: InputView, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        text.moved.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the number of each visible paragraph beside its first line."""
        del event
        p = QPainter(self)
        p.fillRect(self.rect(), self._text.theme.color("reader"))
        source, line_px = self._text.scene.source, self._text.spans.line_px
        for shown in self._text.visible_blocks():
            number = source.look(shown.art.start, shown.art.end).number
            if number and shown.top > -line_px:
                rect = QRectF(0, shown.top, self.width() - 16 + PAD, line_px)
                paint.text(p, rect, str(number), 12, self._text.theme.color("text3"), align=ALIGN_RIGHT)
        p.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text."""
        QApplication.sendEvent(self._text.viewport(), event)


class Bar(NamedTuple):
    """One mark in the margin. ``label`` is where its words stand, ``None`` where there is no room."""

    mark: Mark
    lane: int
    top: float
    bottom: float
    label: QRectF | None
    words: str
    disputed: bool
    more: int = 0  # labels that had no room below this one


def _more_width(bar: Bar) -> float:
    return paint.width(f"+{bar.more}", 11) + 6 if bar.more else 0.0


def _fitting(words: str, width: float) -> str:
    """Return a label that is too wide with its tag's first letter only: the value behind it matters more."""
    name, blank, value = words.partition(" ")
    return f"{name[0]} {value}" if blank and name and value and paint.width(words, 12) > width else words


class Margin(QWidget):
    """Bars of the visible marks in lanes, and their labels. Signals: clicked(id), activated(id)."""

    clicked = Signal(object)
    activated = Signal(object)

    def __init__(self, text: InputView, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._bars: list[Bar] | None = None
        self.labels = True
        self.setMouseTracking(True)
        text.moved.connect(self.forget)

    def sizeHint(self) -> QSize:
        """Return the width with or without labels."""
        return QSize(132 if self.labels else 64, 100)

    @Slot()
    def forget(self) -> None:
        """Work out the bars anew and paint."""
        self._bars = None
        self.update()

    def bars(self) -> list[Bar]:
        """Return the bars of what is visible, by place."""
        if self._bars is None:
            self._bars = self._place(self._extents())
        return self._bars

    def _extents(self) -> list[tuple[Mark, float, float]]:
        line_px = self._text.spans.line_px
        found: dict[AnnotationId, tuple[Mark, float, float]] = {}
        for shown in self._text.visible_blocks():
            scene = self._text.scene
            ideas = shown.art.load_ideas(scene.ideas) if scene.ideas_shown else []
            for mark, _, segments in (*shown.art.load(scene.index), *ideas):
                top = shown.top + segments[0].line * line_px + _INSET
                bottom = shown.top + (segments[-1].line + 1) * line_px - _INSET
                old = found.get(mark.id)
                found[mark.id] = (mark, min(top, old[1]), max(bottom, old[2])) if old else (mark, top, bottom)
        return sorted(found.values(), key=_by_mark)

    def _place(self, extents: list[tuple[Mark, float, float]]) -> list[Bar]:
        longest_first = sorted(range(len(extents)), key=lambda i: (extents[i][0].start - extents[i][0].end, i))
        found = bar_lanes([(extents[i][1], extents[i][2]) for i in longest_first])
        lanes = [lane for _, lane in sorted(zip(longest_first, found, strict=True))]  # the longest outermost left
        twins: dict[tuple[int, int], list[Mark]] = {}
        for mark, _, _ in extents:
            twins.setdefault((mark.start, mark.end), []).append(mark)
        scene = self._text.scene
        rows = self._rows(extents)
        result: list[Bar] = []
        shown = -1  # the last bar with a label, which counts those that have none
        for i, ((mark, top, bottom), lane) in enumerate(zip(extents, lanes, strict=True)):
            same = twins[mark.start, mark.end]
            shared = len(same) > 1 and len({m.author for m in same if m.author}) > 1  # suggestions have no author
            disputed = shared and len({m.tag_id for m in same}) > 1
            label, words = None, ""
            if i in rows:
                words = scene.label(mark)
                if shared and mark.id not in scene.ideas:
                    words += " " + mark.author[:1]
                label = QRectF(LABEL_X, rows[i], self.width() - LABEL_X - LABEL_END, LABEL_STEP - 2)
                shown = i
            elif shown >= 0 and self._wants_label(mark, top, bottom):
                result[shown] = result[shown]._replace(more=result[shown].more + 1)
            result.append(Bar(mark, min(lane, MAX_LANES - 1), top, bottom, label, words, disputed))
        return self._told_apart(result)

    def _told_apart(self, bars: list[Bar]) -> list[Bar]:
        """Add the indicator to labels with one figure: 已脱敏 营业收入, 已脱敏 利润总额; shorten what is too long."""
        scene, counts = self._text.scene, Counter(bar.words for bar in bars)
        told = []
        for bar in bars:
            value = bar.words.partition(" ")[2]
            detail = scene.detail(bar.mark) if value and counts[bar.words] > 1 else ""
            if bar.label is not None:
                icon = 17 if bar.disputed or bar.mark.id in scene.ideas else 0
                room = bar.label.width() - icon - _more_width(bar)
                bar = bar._replace(words=f"{value} {detail}" if detail else _fitting(bar.words, room))
            told.append(bar)
        return told

    def _wants_label(self, mark: Mark, top: float, bottom: float) -> bool:
        in_sight = bottom > 0 and top < self.height()
        return self.labels and in_sight and self._text.scene.look(mark) is not None

    def _rows(self, extents: list[tuple[Mark, float, float]]) -> dict[int, float]:
        """Return where labels stand, by index: beside their words or pushed down, never over each other.

        The place of what is chosen is kept free for it first; one that would be pushed too far has none.
        """
        scene = self._text.scene
        wanted = [(i, max(top - 1, 0.0) if top <= 0 else top - 1, mark) for i, (mark, top, bottom) in enumerate(extents)
                  if self._wants_label(mark, top, bottom)]  # fmt: skip
        rows: dict[int, float] = {}
        kept: list[float] = []
        for i, y, mark in wanted:  # a mark and a suggestion may be in hand at once, and begin on one line
            if mark.id in (scene.selected, scene.idea):
                rows[i] = max(y, kept[-1] + LABEL_STEP) if kept else y
                kept.append(rows[i])
        last = float("-inf")
        for i, top, _ in wanted:
            if i in rows:
                continue
            y = max(top, last + LABEL_STEP)
            for taken in kept:
                if taken - LABEL_STEP < y < taken + LABEL_STEP:
                    y = taken + LABEL_STEP
            if y < self.height() and y - top < MAX_PUSH * LABEL_STEP:
                rows[i], last = y, y
        return rows

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bars, then labels; the selected one last."""
        del event
        text, scene = self._text, self._text.scene
        p = QPainter(self)
        p.fillRect(self.rect(), text.theme.color("reader"))
        bars = [b for b in self.bars() if b.bottom > 0 and b.top < self.height()]
        for bar in sorted(bars, key=self._is_selected):
            look = scene.look(bar.mark)
            ink = look.stroke if look else text.theme.color("text3")
            if bar.mark.tag_id in scene.dimmed:
                ink = QColor(ink)
                ink.setAlphaF(0.4)
            idea = bar.mark.id in scene.ideas
            chosen = bar.mark.id == scene.selected
            wide = 5 if chosen else 3
            rect = QRectF(bar.lane * LANE_STEP + 1 - (1 if chosen else 0), bar.top, wide, bar.bottom - bar.top)
            p.setRenderHint(ANTIALIASING)
            if idea:
                paint.rounded(p, rect, 1.5, None, ink)
            else:
                paint.rounded(p, rect, 1.5, ink)
            if bar.label is not None:
                self._paint_label(p, bar, bar.label, ink, chosen, idea)
        p.end()

    def _paint_label(self, p: QPainter, bar: Bar, rect: QRectF, ink: QColor, chosen: bool, idea: bool) -> None:
        theme = self._text.theme
        if idea:
            p.drawPixmap(QPointF(rect.x() - 1, rect.y() + 2), theme.pixmap("sparkles", 14, ink))
            bold = bar.mark.id == self._text.scene.idea
            paint.text(p, rect.adjusted(17, 0, -self._paint_more(p, bar, rect), 0), bar.words, 12, ink, bold=bold)
            return
        rect = rect.adjusted(0, 0, -self._paint_more(p, bar, rect), 0)
        if bar.disputed:
            p.drawPixmap(QPointF(rect.x(), rect.y() + 2), theme.pixmap("triangle-alert", 14, "warn"))
            rect = rect.adjusted(17, 0, 0, 0)
        if chosen:
            wide = min(paint.width(bar.words, 12) + 6, rect.width() + LABEL_END)
            paint.rounded(p, QRectF(rect.x(), rect.y() - 1, wide, 20), 4, ink)  # clear of the fourth bar
            inner = rect.adjusted(3, 0, 0, 0)
            inner.setWidth(wide - 6)
            paint.text(p, inner, bar.words, 12, theme.color("window" if theme.is_dark else "surface"))
        else:
            paint.text(p, rect, bar.words, 12, ink)

    def _paint_more(self, p: QPainter, bar: Bar, rect: QRectF) -> float:
        """Say how many labels had no room below; return the width it took."""
        if not bar.more:
            return 0.0
        paint.text(p, rect, f"+{bar.more}", 11, self._text.theme.color("text3"), align=ALIGN_RIGHT)
        return _more_width(bar)

    def _is_selected(self, bar: Bar) -> bool:
        return bar.mark.id in (self._text.scene.selected, self._text.scene.idea)

    def stack_at(self, point: QPointF) -> list[Mark]:
        """Return the marks whose label or bar is at a point, the nearest bar first."""
        more = self._more_at(point)
        if more:
            return more
        on_label = [b.mark for b in self.bars() if b.label is not None and b.label.contains(point)]
        if on_label:
            return on_label
        near = []
        for bar in self.bars():
            away = abs(point.x() - (bar.lane * LANE_STEP + 2.5))
            if away <= _CATCH and bar.top <= point.y() <= bar.bottom:
                near.append((away, bar.top - bar.bottom, bar.mark))
        near.sort(key=_by_distance)
        best = near[0][0] if near else 0
        return [mark for away, _, mark in near if away <= max(best, LANE_STEP / 2)]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select a mark; the next of a stack at the second click."""
        if event.button() == Qt.MouseButton.LeftButton:
            stack = [mark.id for mark in self.stack_at(event.position())]
            if stack:
                self.clicked.emit(self._text.next_in(stack))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the fields of the mark."""
        stack = self.stack_at(event.position())
        if stack:
            self.activated.emit(stack[0].id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Outline the words of the bar under the pointer."""
        stack = self.stack_at(event.position())
        self._text.hover_mark(stack[0] if stack else None)
        self.setCursor(Qt.CursorShape.PointingHandCursor if stack else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the outline away."""
        self._text.hover_mark(None)
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        """Show the full label where it is cut or not shown."""
        if event.type() == QEvent.Type.ToolTip:
            stack = self.stack_at(QPointF(self.mapFromGlobal(event.globalPos())))  # type: ignore[attr-defined]
            QToolTip.showText(event.globalPos(), "\n".join(map(self._told, stack)), self)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def _told(self, mark: Mark) -> str:
        """Return a label in full, with what a metric measures."""
        return f"{self._text.scene.label(mark)}  {self._text.scene.detail(mark)}".strip()

    def _more_at(self, point: QPointF) -> list[Mark]:
        """Return the marks whose labels had no room, where a label says how many: +3."""
        bars = self.bars()
        for i, bar in enumerate(bars):
            if not bar.more or bar.label is None or not bar.label.contains(point):
                continue
            if point.x() >= bar.label.right() - _more_width(bar) + 3:
                rest = (b for b in bars[i + 1 :] if b.label is None and self._wants_label(b.mark, b.top, b.bottom))
                return [b.mark for b in islice(rest, bar.more)]
        return []

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text."""
        QApplication.sendEvent(self._text.viewport(), event)


def _by_mark(item: tuple[Mark, float, float]) -> tuple[int, int, str]:
    return reading_order(item[0])


def _by_distance(item: tuple[float, float, Mark]) -> tuple[float, float]:
    return item[0], item[1]
