"""What mouse and keys do in the text: selecting by units, clicking marks, dragging edges, moving through the text."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from quandian.core.model import AnnotationId, Mark
from quandian.core.text import Span, paragraph_at
from quandian.ui.qt import ALT, CTRL, SHIFT
from quandian.ui.reader.scene import Scene
from quandian.ui.reader.text_view import TextView
from quandian.ui.reader.units import Snap
from quandian.ui.theme import Theme

_CATCH = 7  # px around a knob or edge in which it can be taken
_SCROLL_MS = 50
_WHEEL_STEP = 120
_LINES_PER_STEP = 3
_KEY = Qt.Key
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_LEFT = Qt.MouseButton.LeftButton
_EDGE_KEYS = {"[": ("start", True), "]": ("end", True), "{": ("start", False), "}": ("end", False)}


class _Drag(Enum):
    NOTHING = 0
    PRESSED = 1  # not moved far enough yet: may still be a click
    SELECTION = 2
    EDGE = 3


class InputView(TextView):
    """The text that answers mouse and keys.

    Signals: selected(Span | None); mark_clicked(id | None); mark_activated(id); edge_moved(id, Span); caret_moved();
    settled() when a selection is complete (mouse up, or a key); menu_wanted(QPoint global, Span | None, [ids]);
    font_step(+1 | -1).
    """

    selected = Signal(object)
    mark_clicked = Signal(object)
    mark_activated = Signal(object)
    edge_moved = Signal(object, object)
    caret_moved = Signal()
    settled = Signal()
    menu_wanted = Signal(object, object, object)
    font_step = Signal(int)

    def __init__(self, scene: Scene, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(scene, theme, parent)
        self._drag = _Drag.NOTHING
        self._press = self._last_click = QPointF()
        self._from = Span(0, 0)
        self._edge = ""
        self._clicks = 0
        self._click_timer = QTimer(self)
        self._click_timer.setSingleShot(True)
        self._click_timer.timeout.connect(self._on_clicks_over)
        self._scroller = QTimer(self)
        self._scroller.setInterval(_SCROLL_MS)
        self._scroller.timeout.connect(self._on_drag_scroll)
        self._pointer = QPointF()
        self._goal_x: float | None = None

    # --- selection -----------------------------------------------------------------------------------------------

    def put_selection(self, anchor: int, head: int) -> None:
        """Set both ends of the selection and paint what changed."""
        scene = self.scene
        if (anchor, head) == (scene.anchor, scene.head):
            return
        before, old_unit = scene.selection, self._place()
        scene.anchor, scene.head = anchor, head
        for span in (before, scene.selection, old_unit, self._place()):
            self.repaint_span(span)
        if before != scene.selection:
            self.selected.emit(scene.selection)
        self.caret_moved.emit()

    def _place(self) -> Span | None:
        """Return the clause the caret stands in, which is underlined while keys are used."""
        scene = self.scene
        return scene.units.at(scene.head, scene.snap) if self.keyboard_caret else Span(scene.head, scene.head)

    def begin_at(self, position: int) -> None:
        """Let keys begin at a place; the caret shows when they do."""
        self.repaint_span(self._place())
        self.keyboard_caret = False
        self.put_selection(position, position)

    def clear_selection(self) -> None:
        """Leave only the caret."""
        self.put_selection(self.scene.head, self.scene.head)

    def select_unit(self, position: int, snap: Snap) -> None:
        """Select the word, clause or character at a place."""
        unit = self.scene.units.at(position, snap)
        self.put_selection(unit.start, unit.end)

    def move_edge(self, which: str, outwards: bool) -> None:
        """Move the "start" or "end" of the selection, else of the selected annotation, by one unit."""
        scene = self.scene
        if scene.selection is not None:
            span = scene.units.moved_edge(scene.selection, which, outwards, scene.snap)
            backwards = scene.head < scene.anchor
            self.put_selection(*((span.end, span.start) if backwards else (span.start, span.end)))
            self.settled.emit()
            return
        mark = scene.grip
        if mark is not None:
            old = Span(mark.start, mark.end)
            span = scene.units.moved_edge(old, which, outwards, scene.grip_snap)
            if span != old:
                self.edge_moved.emit(mark.id, span)

    # --- mouse ---------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a selection, take an edge, or count a click."""
        if event.button() != _LEFT:
            event.ignore()
            return
        event.accept()
        self.hover_mark(None)
        if self.keyboard_caret:
            self.repaint_span(self._place())
            self.keyboard_caret = False
        self._press = self._pointer = event.position()
        self._clicks = self._clicks + 1 if self._click_timer.isActive() and self._near_last_click(event) else 1
        self._click_timer.start(QApplication.doubleClickInterval())
        self._last_click = event.position()
        position = self.position_at(event.position())
        if self._clicks == 3:
            self._drag = _Drag.NOTHING
            self.select_unit(self._unit_position(event.position()), Snap.CLAUSE)
            return
        if event.modifiers() & SHIFT:
            anchor = self.scene.anchor
            self._from = Span(anchor, anchor)
            self._drag = _Drag.SELECTION
            self._drag_to(event.position(), event.modifiers())
            return
        self._edge = self._edge_at(event.position())
        if self._edge:
            self._drag = _Drag.EDGE
            return
        self._from = Span(position, position)
        self._drag = _Drag.PRESSED

    def _near_last_click(self, event: QMouseEvent) -> bool:
        return (event.position() - self._last_click).manhattanLength() <= QApplication.startDragDistance()

    @Slot()
    def _on_clicks_over(self) -> None:
        self._clicks = 0

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word."""
        if event.button() != _LEFT:
            event.ignore()
            return
        event.accept()
        self._clicks = 2
        self._click_timer.start(QApplication.doubleClickInterval())
        self._last_click = event.position()
        self._drag = _Drag.NOTHING
        self.select_unit(self._unit_position(event.position()), Snap.WORD)

    def _unit_position(self, point: QPointF) -> int:
        found = self.character_at(point)
        return self.position_at(point) if found is None else found

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Extend the selection or move an edge; without a button, show what a click would take."""
        event.accept()
        if not event.buttons() & _LEFT:
            self._hover(event.position())
            return
        self._pointer = event.position()
        if self._drag is _Drag.PRESSED:
            if (event.position() - self._press).manhattanLength() < QApplication.startDragDistance():
                return
            self._drag = _Drag.SELECTION
        if self._drag is not _Drag.NOTHING:
            self._drag_to(event.position(), event.modifiers())
            outside = not 0 <= event.position().y() <= self.viewport().height()
            if outside != self._scroller.isActive():
                self._scroller.start() if outside else self._scroller.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Complete a selection or an edge, or act on a click."""
        if event.button() != _LEFT:
            event.ignore()
            return
        event.accept()
        self._scroller.stop()
        drag, self._drag = self._drag, _Drag.NOTHING
        if drag is _Drag.PRESSED:
            self._click(event.position())
        elif drag is _Drag.EDGE:
            self._drop_edge()
        self.sync_cursor()
        if self.scene.selection is not None:
            self.settled.emit()

    @Slot()
    def _on_drag_scroll(self) -> None:
        self.scroll_lines(-1 if self._pointer.y() < 0 else 1)
        self._drag_to(self._pointer, QApplication.keyboardModifiers())

    def _drag_to(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        snap = Snap.CHARACTER if modifiers & ALT else self.scene.snap
        position = self.position_at(point)
        if self._drag is _Drag.EDGE:
            of_mark = self._edge in ("start", "end") and snap is self.scene.snap
            self._drag_edge(position, self.scene.grip_snap if of_mark else snap)
            return
        start, end = min(self._from.start, position), max(self._from.end, position)
        if start == end:
            self.put_selection(position, position)
            return
        span = self.scene.units.snapped(Span(start, end), snap)
        self.put_selection(*((span.end, span.start) if position < self._from.start else (span.start, span.end)))

    def _click(self, point: QPointF) -> None:
        position = self.position_at(point)
        self.keyboard_caret = True  # a click shows, too, what the next tag key would take
        self.put_selection(position, position)
        self.repaint_span(self._place())
        stack = [mark.id for mark in self.marks_at(point)]
        self.mark_clicked.emit(self.next_in(stack))

    def next_in(self, stack: list[AnnotationId]) -> AnnotationId | None:
        """Return the mark that a click on a stack takes: the innermost, or the one under that already selected."""
        if not stack:
            return None
        here = next((key for key in (self.scene.idea, self.scene.selected) if key in stack), None)
        return stack[(stack.index(here) + 1) % len(stack)] if here is not None else stack[0]

    # --- edges ---------------------------------------------------------------------------------------------------

    def _edge_at(self, point: QPointF) -> str:
        """Return which knob is at a point: of the selection ("head", "anchor") or a selected mark ("start", "end")."""
        scene = self.scene
        if scene.selection is not None:
            first, last = ("anchor", "head") if scene.anchor < scene.head else ("head", "anchor")
            spots: list[tuple[str, int]] = [(first, scene.selection.start), (last, scene.selection.end)]
        else:
            spots = []
        mark = scene.grip
        if mark is not None:
            spots += [("start", mark.start), ("end", mark.end)]
        for name, position in spots:
            place = self.place_of(position, line_end=name == "end" or position == (scene.selection or _NO).end)
            if place is not None and abs(point.x() - place.x()) <= _CATCH:
                knobbed = name in ("head", "anchor") or scene.adjusting  # a knob stands above or below its line
                tall = self.spans.line_px + (_CATCH if knobbed else 0)
                if place.y() - tall + self.spans.line_px <= point.y() <= place.y() + tall:
                    return name
        return ""

    def _drag_edge(self, position: int, snap: Snap) -> None:
        scene = self.scene
        if self._edge in ("head", "anchor"):
            fixed = scene.anchor if self._edge == "head" else scene.head
            if position != fixed:
                span = scene.units.snapped(Span(min(fixed, position), max(fixed, position)), snap)
                moving = span.start if position < fixed else span.end
                self.put_selection(*((fixed, moving) if self._edge == "head" else (moving, fixed)))
            return
        mark = scene.grip
        if mark is None:
            return
        fixed = mark.end if self._edge == "start" else mark.start
        start, end = (position, fixed) if self._edge == "start" else (fixed, position)
        if start < end:
            span = scene.units.snapped(Span(start, end), snap)
            span = Span(span.start, fixed) if self._edge == "start" else Span(fixed, span.end)
            old, scene.preview = scene.preview, span
            self.repaint_span(old)
            self.repaint_span(span)

    def _drop_edge(self) -> None:
        span, self.scene.preview = self.scene.preview, None
        self.repaint_span(span)
        mark = self.scene.grip
        if span is not None and mark is not None and (span.start, span.end) != (mark.start, mark.end):
            self.edge_moved.emit(mark.id, span)

    # --- hover ---------------------------------------------------------------------------------------------------

    def _hover(self, point: QPointF) -> None:
        marks = self.marks_at(point)
        self.hover_mark(marks[0] if marks else None)
        if self._edge_at(point):
            shape = Qt.CursorShape.SizeHorCursor
        else:
            shape = Qt.CursorShape.PointingHandCursor if marks else Qt.CursorShape.IBeamCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)

    def hover_mark(self, mark: Mark | None) -> None:
        """Outline a mark while the pointer is over it or its bar."""
        new = mark.id if mark else None
        if new != self.scene.hovered:
            old = self.scene.find(self.scene.hovered)
            self.scene.hovered = new
            self.repaint_span(old)
            self.repaint_span(mark)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the outline away."""
        self.hover_mark(None)
        super().leaveEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll; what was under the pointer no longer is."""
        self.hover_mark(None)
        super().scrollContentsBy(dx, dy)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the window for the menu of a place."""
        event.accept()
        point = self.viewport().mapFromGlobal(event.globalPos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.place_of(self.scene.head) or QPointF(0, 0)
            ids = [mark.id for mark in self.scene.stack_at(self.scene.head)]
            where = self.viewport().mapToGlobal(QPoint(int(place.x()), int(place.y()) + self.spans.line_px))
            self.menu_wanted.emit(where, self.scene.selection, ids)
            return
        marks = self.marks_at(point)
        position = self.position_at(point)
        selection = self.scene.selection
        if selection is None or not selection.start <= position <= selection.end:
            self.put_selection(position, position)
        self.menu_wanted.emit(event.globalPos(), self.scene.selection, [mark.id for mark in marks])

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, change the text size."""
        if event.modifiers() & CTRL:
            delta = event.angleDelta().y()
            if delta:
                self.font_step.emit(1 if delta > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    # --- keys ----------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Claim no key as text entry would: bare keys and Ctrl+C are actions of the window."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, select, scroll; all other keys belong to the window."""
        modifiers = event.modifiers() & ~_KEYPAD
        extend = bool(modifiers & SHIFT)
        edge = _EDGE_KEYS.get(event.text())
        if edge is not None and not modifiers & (CTRL | ALT):
            self.move_edge(*edge)
        elif modifiers & ~(SHIFT | CTRL) or not self._key(event.key(), extend, bool(modifiers & CTRL)):
            event.ignore()
            return
        event.accept()

    def _key(self, key: int, extend: bool, ctrl: bool) -> bool:
        """Do what a key does; ``False`` when it is not ours."""
        if key == _KEY.Key_A and ctrl and not extend:
            self._go(0, extend=False)
            self._go(len(self.scene.source.text), extend=True)
        elif key == _KEY.Key_Escape and not ctrl:
            return self.escape()
        elif key in (_KEY.Key_Return, _KEY.Key_Enter) and self.scene.selected is not None and not ctrl:
            self.mark_activated.emit(self.scene.selected)
        elif key == _KEY.Key_Space and not ctrl:
            if self.scene.selection is not None:
                self.scroll_lines((-1 if extend else 1) * self.page_lines())
            else:
                self._page(-1 if extend else 1, extend=False)
        elif key in (_KEY.Key_PageDown, _KEY.Key_PageUp) and not ctrl:
            self._page(1 if key == _KEY.Key_PageDown else -1, extend)
        elif key in (_KEY.Key_Left, _KEY.Key_Right) and not ctrl:
            self.step_unit(key == _KEY.Key_Right, extend)
        elif key in (_KEY.Key_Up, _KEY.Key_Down) and not ctrl:
            self._vertical(1 if key == _KEY.Key_Down else -1, extend)
        elif key in (_KEY.Key_Home, _KEY.Key_End):
            self._home_end(key == _KEY.Key_End, ctrl, extend)
        else:
            return False
        return True

    def escape(self) -> bool:
        """Give up a selection, else a selected annotation; ``False`` when there was neither."""
        if self._drag is _Drag.EDGE:
            self._drag = _Drag.NOTHING
            old, self.scene.preview = self.scene.preview, None
            self.repaint_span(old)
        elif self.scene.selection is not None:
            self.clear_selection()
        elif self.scene.selected is not None or self.scene.idea is not None:
            self.mark_clicked.emit(None)
        else:
            return False
        return True

    def step_unit(self, forward: bool, extend: bool) -> None:
        """Go to the next or previous unit, or take it into the selection."""
        scene, units = self.scene, self.scene.units
        if extend:
            if scene.selection is None:
                unit = units.at(scene.head, scene.snap)
                if forward:
                    anchor = unit.start
                elif unit.start < scene.head <= unit.end:
                    anchor = unit.end
                else:  # behind the last unit before the caret, not behind its punctuation
                    anchor = min(scene.head, units.previous_end(scene.head + 1, scene.snap))
                self._go(anchor, extend=False)
            self._go(units.extended(scene.anchor, scene.head, forward, scene.snap), extend=True)
        elif scene.selection is not None and not forward:
            self._go(scene.selection.start, extend=False)
        else:
            head = scene.selection.end if scene.selection is not None else scene.head
            step = units.next_start if forward else units.previous_start
            self._go(step(head, scene.snap), extend=False)

    def _vertical(self, lines: int, extend: bool) -> None:
        scene = self.scene
        self.scroll_to(scene.head)
        place = self.place_of(scene.head)
        if place is None:
            return
        x = self._goal_x if self._goal_x is not None else place.x()
        y = place.y() + self.spans.line_px / 2 + lines * self.spans.line_px
        if not 0 <= y < self.viewport().height():
            self.scroll_lines(lines)
            place = self.place_of(scene.head) or place
            y = place.y() + self.spans.line_px / 2 + lines * self.spans.line_px
        shown = self.shown_at(y)
        if lines > 0 and shown is not None and shown[0].top + len(shown[0].art.line_starts) * self.spans.line_px <= y:
            y += self.spans.line_px / 2  # in the gap between two paragraphs
        self._go(self.position_at(QPointF(x, y)), extend)
        self._goal_x = x

    def _page(self, pages: int, extend: bool) -> None:
        place = self.place_of(self.scene.head)
        self.scroll_lines(pages * self.page_lines())
        point = place if place is not None else QPointF(0, 0)
        self._go(self.position_at(QPointF(point.x(), point.y() + self.spans.line_px / 2)), extend)

    def _home_end(self, end: bool, ctrl: bool, extend: bool) -> None:
        scene = self.scene
        if ctrl:
            self._go(len(scene.source.text) if end else 0, extend)
            return
        self.scroll_to(scene.head)
        place = self.place_of(scene.head)
        found = self.shown_at(place.y() + 1) if place is not None else None
        if found is None:
            return
        first, last = found[0].art.line_span(found[1])
        stop = paragraph_at(scene.source.text, first).end
        self._go((last if last >= stop else last - 1) if end else first, extend)

    def _go(self, head: int, extend: bool) -> None:
        """Move the caret by key and bring it into view."""
        scene = self.scene
        self._goal_x = None
        self.keyboard_caret = True
        self.put_selection(scene.anchor if extend else head, head)
        self.scroll_to(head)
        self.sync_cursor()
        if extend and scene.selection is not None:
            self.settled.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret when the focus came by key."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.keyboard_caret = True
        self.repaint_span(self._place())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the caret."""
        super().focusOutEvent(event)
        self.repaint_span(self._place())


_NO = Span(0, 0)
