"""The page 历史: what was done in the report, newest first."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from quandian.core.errors import UserError
from quandian.core.model import AnnotationId, Changes, HistoryEntry, ReportId, TagId
from quandian.core.sentences import label_text
from quandian.ui.panels import words
from quandian.ui.panels.parts import EmptyState
from quandian.ui.panels.simple_rows import Row, SimpleList
from quandian.ui.phrases import about, bracketed, clauses, done_by
from quandian.ui.session import Session

READS = (2_000, 20_000, 200_000)  # logged changes looked through, until there is enough of this report
SHOWN = 200


class HistoryPage(QWidget):
    """Signals: annotation_wanted(AnnotationId), text_wanted()."""

    annotation_wanted = Signal(object)
    text_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = True
        self.view = SimpleList(self.tr("历史"), self)
        self.rows = self.view.rows
        self.view.current_moved.connect(self._on_moved)
        self.view.entered_row.connect(self._on_entered)
        self.view.escaped.connect(self.text_wanted)
        self.empty = EmptyState("history", self.tr("还没有历史"), self.tr("每次修改都记在这里，可以撤销"))
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 6, 0, 0)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.setFocusProxy(self.view)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(200)
        self._wait.timeout.connect(self.refresh)
        session.report_changed.connect(self._on_report_changed)

    @Slot(object)
    def _on_report_changed(self, _report_id: ReportId | None) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def on_changes(self, _changes: Changes) -> None:
        """Show what was just done, a moment later, so that tagging never waits for it."""
        self._stale = True
        if self.isVisible():
            self._wait.start()

    @Slot()
    def refresh(self) -> None:
        """Read the log again, if something happened since."""
        if not self._stale:
            return
        self._stale = False
        rows: list[Row] = []
        if self._session.report_id is not None and self._session.is_open:
            rows = self._rows_of(self._session.report_id)
        self.rows.set_rows(rows)
        self._stack.setCurrentWidget(self.view if rows else self.empty)

    def _rows_of(self, report_id: ReportId) -> list[Row]:
        here = {mark.id for mark in self._session.project.marks(report_id)}
        groups: dict[str, list[HistoryEntry]] = {}
        for limit in READS:
            entries = self._session.project.history(limit=limit)
            groups = {}
            for entry in entries:
                if _concerns(entry, report_id, here):
                    groups.setdefault(entry.operation_id, []).append(entry)
                    if len(groups) > SHOWN:
                        break
            if len(groups) >= SHOWN or len(entries) < limit:
                break
        return [self._row(entries) for entries in list(groups.values())[:SHOWN]]

    def _row(self, entries: list[HistoryEntry]) -> Row:
        first = entries[0]
        marks = [entry for entry in entries if entry.change.entity == "annotation"]
        if len(entries) > 1 and len({entry.change.entity_id for entry in entries}) > 1:
            said = label_text(first.label)
            if len(marks) > 1:
                said = bracketed(said, self.tr("{0} 条").format(len(marks)))
            if not first.counts:
                said = bracketed(said, self.tr("合并已撤销"))
            if first.kind == "undo":
                said = self.tr("撤销：{0}").format(said)
            elif first.kind == "redo":
                said = self.tr("重做：{0}").format(said)
        else:
            tag_id = self._tag_of(first)
            tag = self._session.tag(tag_id) if tag_id else None
            said = clauses(words.history_sentences(first, self._session.tag, tag))
        subject = self._subject(marks[0]) if len(marks) == 1 else ""
        text = done_by(first.author, about(said, subject))
        target = marks[0].change.entity_id if marks else ""
        return Row(text, words.when(first.at), 0, None, target, tip=f"{text}\n{first.at}")

    def _subject(self, entry: HistoryEntry) -> str:
        """Return the marked words of an entry in quotes, where they are known."""
        quote = (entry.change.before or {}).get("quote") or (entry.change.after or {}).get("quote")
        if not quote:
            try:
                quote = self._session.project.annotation(AnnotationId(entry.change.entity_id)).quote
            except UserError:
                return ""
        short = words.one_line(str(quote))
        return f"“{short[:24]}{'…' if len(short) > 24 else ''}”"

    def _tag_of(self, entry: HistoryEntry) -> TagId | None:
        row = entry.change.after or entry.change.before or {}
        if "tag_id" in row:
            return TagId(str(row["tag_id"]))
        if entry.change.entity != "annotation":
            return None
        try:
            return self._session.project.annotation(AnnotationId(entry.change.entity_id)).tag_id
        except UserError:
            return None

    @Slot(int, bool)
    def _on_moved(self, row: int, _by_mouse: bool) -> None:
        value = self.rows.rows[row].value
        if isinstance(value, str) and value:
            self.annotation_wanted.emit(AnnotationId(value))

    @Slot(int)
    def _on_entered(self, row: int) -> None:
        self._on_moved(row, True)
        self.text_wanted.emit()


def _concerns(entry: HistoryEntry, report_id: ReportId, here: set[AnnotationId]) -> bool:
    change = entry.change
    if change.entity == "report":
        return change.entity_id == report_id
    row = change.before if change.after is None else change.after
    if change.entity == "link":
        return row is not None and (row.get("source_id") in here or row.get("target_id") in here)
    if change.entity != "annotation":
        return False
    return change.entity_id in here or (row or {}).get("report_id") == report_id
