"""The range of the current suggestion while it is being moved: what is shown is what will be stored."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent

from quandian.core.model import AnnotationId, Mark, Waiting
from quandian.core.text import Span, paragraph_at
from quandian.ui.reader.view import ReaderView


class Ranging(QObject):
    """Moves the edges with [ ] { } or the mouse; Esc puts the outline back. Signals: told(); taken() by Enter."""

    told = Signal()
    taken = Signal()

    def __init__(self, reader: ReaderView, text: Callable[[Waiting], str]) -> None:
        """``text`` returns the whole text of a suggestion's report."""
        super().__init__(reader)
        self._reader, self._text = reader, text
        self._item: Waiting | None = None
        self.span: tuple[int, int] | None = None
        """The range that was set, or ``None`` where it is the suggestion's own."""
        self._trail: dict[str, list[tuple[bool, int]]] = {}  # by edge: each press and where the edge was before it
        reader.edge_moved.connect(self._on_edge)
        reader.text.installEventFilter(self)

    @property
    def on(self) -> bool:
        """Whether the edges can be moved now."""
        return self._reader.ideas.adjusting

    @property
    def active(self) -> bool:
        """Whether the edges are being moved, even where a click has just let go of the suggestion."""
        return self._item is not None

    def begin(self, item: Waiting) -> None:
        """Let the edges of the current suggestion be moved."""
        self._item = item
        self._trail.clear()
        self._reader.text.clear_selection()  # else the keys would move its edges
        self._reader.ideas.adjust(True)
        self._reader.setFocus(Qt.FocusReason.OtherFocusReason)
        self.told.emit()

    def give_up(self) -> None:
        """Put the outline back to what was suggested."""
        ideas, item = self._reader.ideas, self._item
        if item is not None and self.span is not None and ideas.mark(AnnotationId(item.id)) is not None:
            ideas.put([mark_of(item)])
        self.span, self._item = None, None
        self._trail.clear()
        ideas.adjust(False)
        self.told.emit()

    def forget(self) -> None:
        """Another suggestion becomes the current one: nothing of the old range is left."""
        if self._item is not None:
            self.give_up()

    def go_on(self, item: Waiting, span: tuple[int, int] | None) -> None:
        """Go on with a suggestion that was computed anew meanwhile, and with the range set so far."""
        self._item, self.span = item, span
        if span is not None:
            self._reader.ideas.put([mark_of(item, span)])
        self._reader.ideas.adjust(True)

    def move(self, which: str, outwards: bool) -> None:
        """Move the "start" or "end" by the unit in use; the opposite key takes a press back, whatever it passed."""
        item = self._item
        if item is None or not self.on:
            return
        old = Span(*(self.span or (item.start, item.end)))
        trail, here = self._trail.setdefault(which, []), old.start if which == "start" else old.end
        if trail and trail[-1][0] != outwards:
            back = trail.pop()[1]
            span = Span(back, old.end) if which == "start" else Span(old.start, back)
            self._set(item, span)
        elif self._set(item, self._reader.edge_beside(old, which, outwards)):
            trail.append((outwards, here))

    @Slot(object, object)
    def _on_edge(self, _key: object, span: Span) -> None:
        item = self._item
        if item is not None and self.on:
            self._trail.clear()
            self._set(item, span)

    def _set(self, item: Waiting, span: Span) -> bool:
        """Let the outline stand on a span, within its paragraph; return whether it is another one."""
        text = self._text(item)
        first, last = paragraph_at(text, item.start), paragraph_at(text, item.end - 1)
        old = self.span or (item.start, item.end)  # an edge never goes into another paragraph
        kept = Span(span.start if span.start >= first.start else old[0], span.end if span.end <= last.end else old[1])
        if kept.start >= kept.end or (kept.start, kept.end) == tuple(old):
            return False
        self.span = None if (kept.start, kept.end) == (item.start, item.end) else (kept.start, kept.end)
        self._reader.ideas.put([mark_of(item, self.span)])
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc gives the range up, Enter takes the suggestion with it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.on:
            if event.key() == Qt.Key.Key_Escape and self._reader.text.scene.preview is None:
                self.give_up()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.taken.emit()
                return True
        return super().eventFilter(watched, event)


def mark_of(item: Waiting, span: tuple[int, int] | None = None) -> Mark:
    """Return a suggestion as the reader draws it, at its own place or another."""
    start, end = span or (item.start, item.end)
    return Mark(start, end, item.tag_id, AnnotationId(item.id), "")
