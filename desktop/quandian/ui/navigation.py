"""Back and forward through the places the user has been at: report and caret."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from quandian.core.model import ReportId
from quandian.ui.reader.view import ReaderView
from quandian.ui.session import Session

DEPTH = 100

Place = tuple[ReportId, int]


class Navigation(QObject):
    """Keeps the trail. A place is kept when the user leaves a report or jumps. Signal: changed."""

    changed = Signal()

    def __init__(self, session: Session, reader: ReaderView, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._reader = session, reader
        self._past: list[Place] = []
        self._future: list[Place] = []
        self._here: ReportId | None = None
        self._position = 0
        self._walking = False
        session.report_changed.connect(self._on_report)
        session.closed.connect(self._on_closed)
        reader.caret_moved.connect(self._on_caret)

    @property
    def can_back(self) -> bool:
        """Whether there is a place to go back to."""
        return bool(self._past)

    @property
    def can_forward(self) -> bool:
        """Whether there is a place to go forward to."""
        return bool(self._future)

    @Slot(int)
    def _on_caret(self, position: int) -> None:
        self._position = position

    @Slot(object)
    def _on_report(self, report_id: ReportId | None) -> None:
        if not self._walking and self._here is not None:
            self._past = [*self._past, (self._here, self._position)][-DEPTH:]
            self._future = []
        self._here = report_id
        self.changed.emit()

    @Slot()
    def _on_closed(self) -> None:
        self._past, self._future, self._here = [], [], None
        self.changed.emit()

    def back(self) -> None:
        """Go to the place before."""
        self._walk(self._past, self._future)

    def forward(self) -> None:
        """Go to the place the user came back from."""
        self._walk(self._future, self._past)

    def _walk(self, source: list[Place], target: list[Place]) -> None:
        if not source:
            return
        place = source.pop()
        if self._here is not None:
            target.append((self._here, self._position))
        self._walking = True
        self._session.choose_report(place[0])
        self._walking = False
        self._reader.set_caret(place[1])
        self._reader.setFocus()
        self.changed.emit()
