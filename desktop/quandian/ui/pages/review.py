"""The review page: queue, text with the current suggestion, verdicts, reasons (design guide, screen 04)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from quandian.ui.actions import Actions
from quandian.ui.pages.reading import NARROW, TINY, EmptyState
from quandian.ui.reader.units import Snap
from quandian.ui.reader.view import ReaderView
from quandian.ui.review.bar import ReviewBar
from quandian.ui.review.board import Board
from quandian.ui.review.controller import UPPER, ReviewController
from quandian.ui.review.header import ReviewHeader
from quandian.ui.review.queue_panel import WIDTH as QUEUE
from quandian.ui.review.queue_panel import QueuePanel
from quandian.ui.review.reasons import WIDTH as REASONS
from quandian.ui.review.reasons import ReasonsPanel
from quandian.ui.session import Session
from quandian.ui.settings import Settings
from quandian.ui.theme import TEXT_STEPS, theme
from quandian.ui.widgets import Ground, LeftPane

_QUEUE_NARROW = 256
_HEADER = 44


class ReviewPage(QWidget):
    """Signals: panels_changed; analyse_wanted from the empty state."""

    panels_changed = Signal()
    analyse_wanted = Signal()

    def __init__(
        self, session: Session, board: Board, actions: Actions, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._board, self._settings = board, settings
        self.preparing: Callable[[], bool] = bool
        """Whether there may be suggestions soon."""
        self._left_wanted = self._right_wanted = True
        self._narrow = self._floating = self._float_wanted = False  # the reasons float over the text
        self._is_empty = False
        self._tiny = False  # the queue is folded, too, until it is asked for
        self.queue = QueuePanel(session, board, actions)
        self.reader = ReaderView(theme())
        self.reader.set_minibar_enabled(False)
        self.reader.ideas.show(True)
        self.header = ReviewHeader()
        self.bar = ReviewBar(actions)
        self.reasons = ReasonsPanel(self)
        self.reasons.setFixedWidth(REASONS)
        self._left = LeftPane(self.queue, QUEUE, self)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(self._build_middle(), 1)
        row.addWidget(self.reasons)
        self.controller = ReviewController(self, session, board)
        for pane in (self.reader, self.queue.view, self.bar, self.reasons):
            actions.add_to_review(pane)
        self.queue.text_wanted.connect(self._on_text_wanted)
        theme().changed.connect(self._on_theme)

    def _build_middle(self) -> QWidget:
        middle = Ground("reader")
        middle.setMinimumWidth(360)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self.empty = EmptyState(
            "list-checks",
            self.tr("没有待审的建议"),
            self.tr("建议都已审完，或者还没有分析报告"),
            self.tr("重新分析"),
        )
        self.empty.wanted.connect(self.analyse_wanted)
        self.filtered = EmptyState(
            "list-filter", self.tr("筛选后没有建议"), self.tr("还有建议，只是没有列出"), self.tr("显示全部建议")
        )
        self.filtered.wanted.connect(self.queue.clear_filters)
        self.under_way = EmptyState("list-checks", self.tr("正在准备建议"), self.tr("分析过的报告会接连出现在这里"), "")
        for page in (self.reader, self.empty, self.filtered, self.under_way):
            self._stack.addWidget(page)
        column.addWidget(holder, 1)
        column.addWidget(self.bar)
        return middle

    def show_empty(self, empty: bool) -> None:
        """Show the text, or what to do where no suggestion shows."""
        nothing = self.filtered if len(self._board) else self.under_way if self.preparing() else self.empty
        self._stack.setCurrentWidget(nothing if empty else self.reader)
        self.bar.setVisible(not empty)
        if empty != self._is_empty:
            self._is_empty = empty
            self._arrange()

    @Slot()
    def follow_preparing(self) -> None:
        """Suggestions begin or cease to be prepared: say so, where there is nothing else to show."""
        if self._is_empty:
            self.show_empty(True)

    def apply_settings(self) -> None:
        """Take text size and snap unit from the settings."""
        step = min(max(self._settings.text_step, 0), len(TEXT_STEPS) - 1)
        px, line = TEXT_STEPS[step]
        self.reader.set_text_size(px, round(line * self._settings.line_spacing))
        self.reader.set_snap(Snap(self._settings.snap))

    @Slot()
    def _on_theme(self) -> None:
        self.reader.set_theme(theme())
        self.controller.repaint()

    @Slot()
    def _on_text_wanted(self) -> None:
        self.reader.setFocus()

    # --- panels

    @property
    def left_shown(self) -> bool:
        """Whether the queue can be seen."""
        return not self._left.isHidden()

    @property
    def right_shown(self) -> bool:
        """Whether the reasons can be seen."""
        return not self.reasons.isHidden()

    def set_left(self, shown: bool) -> None:
        """Show or hide the queue."""
        if not self._tiny:
            self._left_wanted = shown
        self._left.setVisible(shown)
        self.panels_changed.emit()

    def set_right(self, shown: bool) -> None:
        """Show or hide the reasons; in a narrow window they float over the text."""
        if self._floating:
            self._float_wanted = shown
        elif not self._narrow:
            self._right_wanted = shown
        self._show_right(shown)

    def _show_right(self, shown: bool) -> None:
        self.reasons.setVisible(shown)
        self.header.set_why_shown(not shown)
        self._place_reasons()
        self.panels_changed.emit()

    def _arrange(self) -> None:
        """Let the reasons float where the window is narrow, unless there is no text that needs the room."""
        floating = self._narrow and not self._is_empty
        if floating and not self._floating:
            self._row.removeWidget(self.reasons)
        elif self._floating and not floating:
            self._row.addWidget(self.reasons)
        self._floating = floating
        self._show_right(self._float_wanted if floating else self._right_wanted or self._narrow)

    def _place_reasons(self) -> None:
        if self._floating:
            top = _HEADER
            self.reasons.setGeometry(self.width() - REASONS, top, REASONS, self.height() - top - self.bar.height())
            self.reasons.raise_()

    def free_rect(self) -> QRect:
        """Return the part of the page where the text can be seen: neither panel nor bar stands there."""
        middle = self._stack.parentWidget()
        assert middle is not None
        room = QRect(middle.mapTo(self, QPoint(0, 0)), middle.size())
        if self._floating and self.right_shown:
            room.setRight(self.reasons.x() - 1)
        return room

    def panes(self) -> list[QWidget]:
        """Return what F6 goes through."""
        buttons = [*self.bar.buttons[:1], self.reasons.alike.all]  # what shows that it has the focus
        return [pane for pane in (self.queue, self.reader, *buttons) if pane.isVisible()]

    @Slot()
    def keep_in_sight(self) -> None:
        """Bring the current suggestion back where other widths have moved it out of sight."""
        item = self.controller.current
        if item is not None and self.isVisible() and not self.controller.many.busy:
            self.reader.scroll_into_upper(item.start, UPPER)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < NARROW
        self._left.setFixedWidth(_QUEUE_NARROW if narrow else QUEUE)
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()
        tiny = self.window().width() < TINY
        if tiny != self._tiny:
            self._tiny = tiny
            self._left.setVisible(self._left_wanted and not tiny)
            self.panels_changed.emit()
        self._place_reasons()
        QTimer.singleShot(0, self, self.keep_in_sight)  # when the text has taken its new width
