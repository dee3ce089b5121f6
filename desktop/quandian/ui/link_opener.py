"""Follows ``quandian://`` links in a window: to the passage, or to it as soon as its project is opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QFileOpenEvent

from quandian.core.errors import UserError
from quandian.core.sentences import sentence
from quandian.tasks.links import Passage, holds, holds_all, is_link, passage_of, project_with
from quandian.ui.handover import Message
from quandian.ui.qt import WINDOW_MINIMIZED

if TYPE_CHECKING:
    from quandian.ui.main_window import MainWindow


class LinkOpener(QObject):
    """Shows passages in one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: Passage | None = None
        window.session.opened.connect(self._on_opened)

    def take(self, message: Message) -> bool:
        """Do what another process asks for, if it is for this window; return whether it was.

        ``link`` alone: show it if the open project holds it. With ``path``: show it in that project if it is open
        here or none is. With ``unknown``: show the report if it is open here; say that
        nobody knows the project, if none is open here. With ``tell``: say what is wrong with the link.
        """
        try:
            passage = passage_of(message.get("link", ""))
        except UserError as error:
            if "tell" in message:
                self._window.banner.show_text(str(error))
                self._bring_to_front()
            return "tell" in message
        session = self._window.session
        path = Path(message["path"]) if message.get("path") else None
        if "tell" in message:
            taken = True
        elif session.is_open:
            # A report whose mark is gone is shown when nobody knows better, before anybody says it is not there.
            known = holds if "unknown" in message else holds_all
            taken = session.path == path if path else bool(known(session.project, passage))
        else:
            taken = path is not None or "unknown" in message
        if not taken:
            return False
        self.show(passage, path)
        self._bring_to_front()
        return True

    def show(self, passage: Passage, project: Path | None = None) -> None:
        """Show a passage; ``project`` is opened first. Without the right project it waits for it and says so."""
        self._waiting = passage
        if project is not None and (not self._window.session.is_open or self._window.session.path != project):
            self._window.project_commands.open_path(project)  # goes on in _on_opened
            return
        if self._window.session.is_open and holds(self._window.session.project, passage):
            self._go(passage)
        else:
            self._window.banner.show_text(sentence("passage.unknown"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the links that macOS gives to a running program; installed there only."""
        if isinstance(event, QFileOpenEvent) and is_link(event.url().toString()):
            try:
                passage = passage_of(event.url().toString())
            except UserError as error:
                self._window.banner.show_text(str(error))
                return True
            recent = [Path(one.path) for one in self._window.settings.recent]
            session = self._window.session
            here = session.is_open and holds_all(session.project, passage)
            self.show(passage, None if here else project_with(passage, recent))
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _on_opened(self) -> None:
        if self._waiting is not None and holds(self._window.session.project, self._waiting):
            self._go(self._waiting)

    def _go(self, passage: Passage) -> None:
        self._waiting = None
        window = self._window
        self._window.banner.hide()
        window.reviewing.show_reading()
        known = passage.annotation_id
        if known is not None:
            try:
                window.session.project.annotation(known)
            except UserError:
                known = None
                window.session.say(sentence("passage.gone"))
        if known is None:
            window.presenter.open_report(passage.report_id)
        else:
            window.presenter.open_annotation(known)

    def _bring_to_front(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~WINDOW_MINIMIZED)
        window.show()
        window.raise_()
        window.activateWindow()
