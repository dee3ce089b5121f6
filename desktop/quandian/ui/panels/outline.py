"""The page 大纲: the headings of the report; a click scrolls the reader there."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from quandian.core.model import Changes, Report, Role
from quandian.ui.panels import words
from quandian.ui.panels.parts import EmptyState
from quandian.ui.panels.simple_rows import Row, SimpleList
from quandian.ui.session import Session


class Outline(QWidget):
    """Signals: position_chosen(code point of the text), text_wanted()."""

    position_chosen = Signal(object)
    text_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._starts: list[int] = []
        self._stale = True
        self.view = SimpleList(self.tr("大纲"), self)
        self.rows = self.view.rows
        self.view.current_moved.connect(self._on_moved)
        self.view.entered_row.connect(self._on_entered)
        self.view.escaped.connect(self.text_wanted)
        self.empty = EmptyState("file-text", self.tr("没有标题"), self.tr("这份报告没有可识别的各级标题"))
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 6, 0, 0)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.setFocusProxy(self.view)
        session.report_changed.connect(self._on_report_changed)

    @Slot(object)
    def _on_report_changed(self, _report: Report | None) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def on_changes(self, _changes: Changes) -> None:
        """Nothing to do: a report's text and headings never change."""

    def refresh(self) -> None:
        """Show the headings of the report on screen."""
        if not self._stale:
            return
        self._stale = False
        rows: list[Row] = []
        report_id = self._session.report_id
        if report_id is not None and self._session.is_open:
            text = self._session.project.text(report_id)
            headings = [p for p in self._session.project.passages(report_id) if p.role is Role.HEADING]
            top = min((p.level for p in headings), default=1)
            for passage in headings:
                said = words.one_line(text[passage.start : passage.end])
                depth = min(passage.level - top, 4)
                rows.append(Row(said, str(passage.paragraph), depth, None, passage.start, strong=depth == 0))
        self._starts = [row.value for row in rows if isinstance(row.value, int)]
        self.rows.set_rows(rows)
        self._stack.setCurrentWidget(self.view if rows else self.empty)

    def follow(self, position: int) -> None:
        """Mark the heading that ``position`` of the text stands under."""
        if self.isVisible():
            self.view.go_to(bisect_right(self._starts, position) - 1)

    @Slot(int, bool)
    def _on_moved(self, row: int, _by_mouse: bool) -> None:
        self.position_chosen.emit(self.rows.rows[row].value)

    @Slot(int)
    def _on_entered(self, row: int) -> None:
        self.position_chosen.emit(self.rows.rows[row].value)
        self.text_wanted.emit()
