"""When and where the mini-toolbar shows: at a complete selection, not while it changes and not while scrolling."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Slot

from quandian.core.text import Span
from quandian.ui.reader.input_view import InputView
from quandian.ui.reader.layout import PAD
from quandian.ui.reader.minibar import MiniBar

_DELAY_MS = 120  # after the last step of a selection made by keys
_AFTER_SCROLL_MS = 350


class MiniBarHost(QObject):
    """Shows a bar at the selection of a text; both are children of one widget."""

    def __init__(self, bar: MiniBar, text: InputView) -> None:
        super().__init__(bar)
        self._bar, self._text = bar, text
        self.enabled = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show)
        text.selected.connect(self._on_selected)
        text.settled.connect(self._on_settled)
        text.moved.connect(self._on_moved)

    def hide(self) -> None:
        """Take the bar away until the next selection."""
        self._timer.stop()
        self._bar.hide()

    @Slot()
    def show(self) -> None:
        """Show the bar at the selection, if one is on the screen."""
        span = self._text.scene.selection
        if span is None or not self.enabled or not self._text.isVisible():
            return
        first, last = self._slot(span.start), self._slot(span.end, line_end=True)
        if first is None and last is None:
            return
        column = QRectF(self._text.geometry()).adjusted(PAD, 0, -PAD, 0)
        if last is None:  # the end is below the screen
            last = QRectF(column.left(), column.bottom(), 1, 1)
        self._bar.place(first or last, last, column)
        self._bar.show()
        self._bar.raise_()

    def _slot(self, position: int, *, line_end: bool = False) -> QRectF | None:
        """Return the line slot of a position in the parent's coordinates, ``None`` when it is out of sight."""
        place = self._text.place_of(position, line_end=line_end)
        height = self._text.spans.line_px
        if place is None or not -height < place.y() < self._text.viewport().height():
            return None
        top_left = QPointF(self._text.geometry().topLeft()) + place
        return QRectF(top_left.x(), top_left.y(), 1, height)

    @Slot(object)
    def _on_selected(self, span: Span | None) -> None:
        del span
        self.hide()

    @Slot()
    def _on_settled(self) -> None:
        self._timer.start(_DELAY_MS)

    @Slot()
    def _on_moved(self) -> None:
        if self._bar.isVisible() or self._timer.isActive():
            self._bar.hide()
            self._timer.start(_AFTER_SCROLL_MS)
