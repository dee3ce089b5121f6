"""The open project as the window sees it: one place that every widget refreshes from."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from quandian.core.errors import UserError
from quandian.core.model import Annotation, AnnotationId, Changes, ReportId, Tag, TagId
from quandian.core.sentences import label_text
from quandian.store.outside import Outside
from quandian.store.project import Project
from quandian.ui.phrases import inner
from quandian.ui.theme import theme

log = logging.getLogger(__name__)

POLL_MS = 300  # another window's changes show within a second (issue 2)


class Session(QObject):
    """Holds the project on the window's thread.

    Signals: opened, closed; changed(Changes); report_changed(ReportId or None); annotation_changed(AnnotationId or
    None); failed(sentence) for the user's errors; said(sentence, offers_undo) for a toast; unwritable(sentence or "").
    """

    opened = Signal()
    closing = Signal()
    closed = Signal()
    changed = Signal(object)
    report_changed = Signal(object)
    annotation_changed = Signal(object)
    failed = Signal(str)
    said = Signal(str, bool)
    unwritable = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._ours = ""
        self._stop_listening: Callable[[], None] | None = None
        self._tags: dict[TagId, Tag] = {}
        self.report_id: ReportId | None = None
        self.annotation_id: AnnotationId | None = None
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_poll)

    # --- the project

    @property
    def project(self) -> Project:
        """The open project; only to be asked for when there is one."""
        assert self._project is not None
        return self._project

    @property
    def is_open(self) -> bool:
        """Whether a project is open."""
        return self._project is not None

    @property
    def can_write(self) -> bool:
        """Whether a project is open, and not only to be read."""
        return self._project is not None and not self._project.read_only

    @property
    def path(self) -> Path | None:
        """Where the open project lies."""
        return self._project.path if self._project is not None else None

    def take(self, project: Project) -> None:
        """Make ``project`` the open one; the one before is closed."""
        self.close()
        self._project = project
        self._stop_listening = project.subscribe(self._on_changes)
        self._load_tags()
        self._poll.start()
        self.opened.emit()

    def close(self) -> None:
        """Close the project, if one is open."""
        if self._project is None:
            return
        self.closing.emit()
        self._poll.stop()
        if self._stop_listening is not None:
            self._stop_listening()
        project, self._project = self._project, None
        self.report_id = self.annotation_id = None
        self._tags = {}
        project.close()
        self.closed.emit()

    # --- what is chosen

    def choose_report(self, report_id: ReportId | None) -> None:
        """Show a report; the chosen annotation is let go."""
        if report_id == self.report_id:
            return
        self.report_id, self.annotation_id = report_id, None
        self.report_changed.emit(report_id)
        self.annotation_changed.emit(None)

    def choose_annotation(self, annotation_id: AnnotationId | None) -> None:
        """Choose an annotation of the report shown, or none."""
        if annotation_id != self.annotation_id:
            self.annotation_id = annotation_id
            self.annotation_changed.emit(annotation_id)

    def annotation(self) -> Annotation | None:
        """Return the chosen annotation, if it is still there."""
        if self.annotation_id is None or self._project is None:
            return None
        try:
            return self._project.annotation(self.annotation_id)
        except UserError:
            return None

    # --- the codebook, kept at hand because every painted row asks for it

    def _load_tags(self) -> None:
        self._tags = {tag.id: tag for tag in self.project.tags()}
        theme().learn_initials(self.tags)

    @property
    def tags(self) -> list[Tag]:
        """The codebook in its order."""
        return list(self._tags.values())

    def tag(self, tag_id: TagId) -> Tag | None:
        """Return a tag by id; None while it is being removed elsewhere."""
        return self._tags.get(tag_id)

    # --- changes and failures

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turn a UserError of the body into one sentence for the user; nothing else is caught."""
        try:
            yield
        except UserError as error:
            log.info("told the user: %s", error.code)
            self.failed.emit(str(error))
            if error.code.startswith("store.") and error.code != "store.unknown":
                self.unwritable.emit(str(error))

    def say(self, sentence: str, *, offers_undo: bool = False) -> None:
        """Show a passing message."""
        self.said.emit(sentence, offers_undo)

    def _on_changes(self, changes: Changes) -> None:
        if self._ours and changes.kind == "outside":  # done beside this connection, but by this window
            changes = replace(changes, kind=self._ours)
        if changes.touches("tag"):
            self._load_tags()
        if self.annotation_id is not None and any(
            row.entity == "annotation" and row.entity_id == self.annotation_id and row.after is None
            for row in changes.rows
        ):
            self.choose_annotation(None)
        if self.report_id is not None and any(
            row.entity == "report" and row.entity_id == self.report_id and row.after is None for row in changes.rows
        ):
            self.choose_report(None)
        self.unwritable.emit("")
        self.changed.emit(changes)

    @Slot()
    def _on_poll(self) -> None:
        if self._project is not None:
            try:
                self._project.poll()
            except UserError as error:  # a busy or vanished file: the next poll tries again, the sign says so
                self.unwritable.emit(str(error))

    def poll_by_itself(self, on: bool) -> None:
        """Look for what others wrote from time to time, or wait for :meth:`take_over`."""
        (self._poll.start if on and self.is_open else self._poll.stop)()

    def take_over(self, ready: Outside | None, kind: str = "") -> None:
        """Tell everybody what a job of ours wrote and read beside this connection; ``kind`` is what it did (undo)."""
        self._ours = kind
        try:
            with self.telling():
                self.project.poll(ready)
        finally:
            self._ours = ""

    def undo(self) -> None:
        """Undo the last operation and say which it was."""
        with self.telling():
            changes = self.project.undo()
            self.say(self.tr("已撤销“{0}”").format(inner(label_text(changes.label))) + self._elsewhere(changes))

    def redo(self) -> None:
        """Redo what was undone last and say what it was."""
        with self.telling():
            changes = self.project.redo()
            self.say(self.tr("已重做“{0}”").format(inner(label_text(changes.label))) + self._elsewhere(changes))

    def _elsewhere(self, changes: Changes) -> str:
        """Return in which report annotations changed, where none of them is in the one shown; else nothing."""
        if changes.touches("report"):
            return ""  # the label names it
        rows = [row for row in changes.rows if row.entity == "annotation"]
        known = [str((row.after or row.before or {}).get("report_id") or "") for row in rows]
        asked = [AnnotationId(row.entity_id) for row, report_id in zip(rows, known, strict=True) if not report_id]
        places = {*known, *(one.report_id for one in self.project.annotations_by_id(asked))} - {""}
        if not places or self.report_id in places:
            return ""
        first = next((report.title for report in self.project.reports() if report.id in places), "")
        if len(places) > 1:
            return self.tr("，在《{0}》等 {1} 份报告中").format(first, len(places))
        return self.tr("，在《{0}》中").format(first) if first else ""
