"""How suggestions fared: in this sitting, and for each tag since the project began."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from quandian.core.model import Changes, RowChange, TagId
from quandian.store import ReviewCount
from quandian.ui.session import Session


class Tally(QObject):
    """Counts decisions as they are made, undone and brought again. Signal: changed() when a number is another."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._counts: dict[TagId, ReviewCount] | None = None
        self.accepted = self.rejected = 0
        """Suggestions that were accepted (corrected ones too) and rejected in this sitting, less what was undone."""
        self.total = 0
        """Decisions of the project."""
        session.opened.connect(self._on_opened)
        session.closed.connect(self._on_opened)
        session.changed.connect(self._on_changes)

    def counts(self) -> dict[TagId, ReviewCount]:
        """Return how often suggestions of each tag were accepted, corrected, rejected."""
        if self._counts is None:
            self._counts = self._session.project.review_statistics() if self._session.is_open else {}
        return self._counts

    @Slot()
    def _on_opened(self) -> None:
        self._counts = None
        self.accepted = self.rejected = 0
        self.total = self._session.project.decision_count() if self._session.is_open else 0
        self.changed.emit()

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        decided = [row for row in changes.rows if row.entity == "decision"]
        again = changes.kind in ("undo", "redo", "outside")
        marks = any(row.entity == "annotation" and (again or _changes_outcome(row)) for row in changes.rows)
        for row in decided:
            self._count(row, sitting=changes.kind != "outside")
        if marks or any(row.before is not None for row in decided):
            self._counts = None  # asked for when they are shown
        if decided or marks:
            self.changed.emit()

    def _count(self, row: RowChange, *, sitting: bool) -> None:
        image, by = (row.after, 1) if row.before is None else (row.before, -1 if row.after is None else 0)
        if image is None or not by:
            return
        verdict, tag = str(image["verdict"]), TagId(image["suggested_tag_id"])
        self.total += by
        if sitting and verdict == "rejected":
            self.rejected = max(0, self.rejected + by)
        elif sitting:
            self.accepted = max(0, self.accepted + by)
        if self._counts is not None and by > 0:
            old = self._counts.get(tag, ReviewCount())
            self._counts[tag] = old._replace(**{verdict: getattr(old, verdict) + 1})


def _changes_outcome(row: RowChange) -> bool:
    """Whether a change of an annotation may change how a suggestion fared: it was removed, moved or tagged anew."""
    if row.before is None:
        return False
    return row.after is None or bool(row.after.keys() & {"start", "end", "tag_id"})
