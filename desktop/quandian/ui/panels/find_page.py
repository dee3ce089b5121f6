"""The page 查找: where words stand in this report or in all, with the words around each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from quandian.core.errors import UserError
from quandian.core.model import Changes, ReportId
from quandian.core.text import Span
from quandian.ui.panels import words
from quandian.ui.panels.parts import EmptyState, FilterField
from quandian.ui.panels.simple_rows import Row, SimpleList
from quandian.ui.reader.finding import find_spans
from quandian.ui.session import Session
from quandian.ui.widgets import ElidingLabel, IconButton

LIMIT = 500  # hits listed; the count of this report is exact beyond that
BEFORE, AFTER = 9, 40  # characters shown around a hit
WAIT_MS = 200

Hit = tuple[ReportId, int, int]


class FindPage(QWidget):
    """Signals: hit_chosen(ReportId, Span), query_changed(words; empty when the search ends), text_wanted()."""

    hit_chosen = Signal(object, object)
    query_changed = Signal(str)
    text_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._hits: list[Hit] = []
        self._row_of_hit: list[int] = []
        self._total = 0
        self._build()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.search)
        session.report_changed.connect(self._on_report_changed)
        session.closed.connect(self._on_closed)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        self.field = FilterField("", self.tr("查找文字"), self.tr("查找文字"), self)
        self.field.textChanged.connect(self._on_text)
        self.field.installEventFilter(self)
        self._previous = IconButton("chevron-up", self.tr("上一处 (Shift+F3)"), self, size=16)
        self._previous.clicked.connect(self.previous_hit)
        self._next = IconButton("chevron-down", self.tr("下一处 (F3)"), self, size=16)
        self._next.clicked.connect(self.next_hit)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(2)
        row.addWidget(self.field, 1)
        row.addSpacing(4)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        column.addLayout(row)
        self.everywhere = QCheckBox(self.tr("全部报告"), self)
        self.everywhere.toggled.connect(self._on_scope)
        self.count = ElidingLabel("", 12, "text2", parent=self)
        line = QHBoxLayout()
        line.setContentsMargins(16, 2, 16, 2)
        line.addWidget(self.count, 1)
        line.addWidget(self.everywhere)
        column.addLayout(line)
        self.view = SimpleList(self.tr("查找结果"), self)
        self.rows = self.view.rows
        self.view.current_moved.connect(self._on_moved)
        self.view.entered_row.connect(self._on_entered)
        self.view.escaped.connect(self.text_wanted)
        self.empty = EmptyState("search", self.tr("在报告中查找"), self.tr("全角与半角、大写与小写不区分"))
        self._stack = QStackedLayout()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._stack.setCurrentWidget(self.empty)
        column.addLayout(self._stack, 1)
        self.setFocusProxy(self.field)

    # --- searching

    @property
    def query(self) -> str:
        """The words looked for."""
        return self.field.text().strip()

    def focus_field(self, everywhere: bool, text: str = "") -> None:
        """Put the keyboard into the field, searching this report or all; ``text`` is looked for where given."""
        self.everywhere.setChecked(everywhere)
        if text:
            self.field.setText(text)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        if self.field.text():
            self._wait.start()

    @Slot()
    def search(self) -> None:
        """Look now."""
        self._wait.stop()
        query = self.query
        self._hits, self._total = [], 0
        if query and self._session.is_open:
            if self.everywhere.isChecked():
                found = self._session.project.search(query, LIMIT)
                self._hits = [(hit.report_id, hit.start, hit.end) for hit in found]
                self._total = len(self._hits)
            elif self._session.report_id is not None:
                report_id = self._session.report_id
                spans = find_spans(self._session.project.text(report_id), query)
                self._total = len(spans)
                self._hits = [(report_id, start, end) for start, end in spans[:LIMIT]]
        self._show()
        self.query_changed.emit(query)

    def _show(self) -> None:
        rows: list[Row] = []
        self._row_of_hit = []
        current: ReportId | None = None
        for report_id, start, end in self._hits:
            try:
                text = self._session.project.text(report_id)
                if report_id != current:
                    current = report_id
                    if self.everywhere.isChecked():
                        number = sum(1 for hit in self._hits if hit[0] == report_id)
                        rows.append(Row(self._session.project.report(report_id).title, str(number)))
            except UserError:
                continue
            self._row_of_hit.append(len(rows))
            rows.append(_snippet(text, start, end, (report_id, start, end)))
        self.rows.set_rows(rows)
        if not self.query:
            self.empty.set_texts(self.tr("在报告中查找"), self.tr("全角与半角、大写与小写不区分"))
            self.count.set_text("")
        else:
            self.empty.set_texts(self.tr("没有找到"), self.tr("换个说法，或勾选“全部报告”"))
            self.count.set_text(self._count_text())
        self._stack.setCurrentWidget(self.view if rows else self.empty)

    def _count_text(self) -> str:
        if self.everywhere.isChecked():
            reports = len({hit[0] for hit in self._hits})
            if self._total >= LIMIT:
                return self.tr("前 {0} 处，{1} 份报告", "", reports).format(self._total, reports)
            hits, places = self.tr("{0} 处", "", self._total), self.tr("{0} 份报告", "", reports)
            return self.tr("{0}，{1}").format(hits.format(self._total), places.format(reports))
        if self._total > LIMIT:
            return self.tr("{0} 处，列出前 {1} 处").format(self._total, LIMIT)
        return self.tr("{0} 处", "", self._total).format(self._total)

    # --- going to hits

    @Slot()
    def next_hit(self) -> None:
        """Go to the next hit, after the last to the first."""
        self._step(1)

    @Slot()
    def previous_hit(self) -> None:
        """Go to the hit before, before the first to the last."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self._wait.isActive():
            self.search()
        if not self._row_of_hit:
            return
        current = self.view.currentIndex().row()
        if current in self._row_of_hit:
            at = (self._row_of_hit.index(current) + step) % len(self._row_of_hit)
        else:
            at = 0 if step > 0 else -1
        self.view.go_to(self._row_of_hit[at], tell=True)

    @Slot(int, bool)
    def _on_moved(self, row: int, _by_mouse: bool) -> None:
        value = self.rows.rows[row].value
        if isinstance(value, tuple):
            self.hit_chosen.emit(value[0], Span(value[1], value[2]))

    @Slot(int)
    def _on_entered(self, row: int) -> None:
        self._on_moved(row, True)
        self.text_wanted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._step(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Down and self._row_of_hit:
                self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
                if self.view.currentIndex().row() < 0:
                    self._step(1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.text_wanted.emit()
                return True
        return False

    # --- changes

    @Slot(str)
    def _on_text(self, text: str) -> None:
        if text.strip():
            self._wait.start()
        else:
            self.search()

    @Slot(bool)
    def _on_scope(self, _on: bool) -> None:
        if self.query:
            self.search()

    @Slot(object)
    def _on_report_changed(self, _report_id: ReportId | None) -> None:
        if self.query and not self.everywhere.isChecked() and self._session.is_open:
            self._wait.start()

    @Slot()
    def _on_closed(self) -> None:
        self.field.clear()

    def on_changes(self, changes: Changes) -> None:
        """Look again where reports came or went."""
        if self.query and changes.touches("report"):
            self._wait.start()


def _snippet(text: str, start: int, end: int, hit: Hit) -> Row:
    """Return a hit's row: a few words before it, the words themselves bold, and what follows in the paragraph."""
    left = max(text.rfind("\n", 0, start) + 1, start - BEFORE)
    stop = text.find("\n", end)
    right = min(len(text) if stop < 0 else stop, end + AFTER)
    lead = ("…" if left > 0 and text[left - 1] != "\n" else "") + text[left:start].lstrip("\u3000 ")
    shown = lead + words.one_line(text[start:end]) + text[end:right]
    return Row(shown, "", 0, (len(lead), len(lead) + len(words.one_line(text[start:end]))), hit)
