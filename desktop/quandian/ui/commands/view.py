"""Themes, text size, panels, palette, help: everything that changes the view and not the project."""

from __future__ import annotations

# Dialogs are imported where they are opened: the window must be there in 0.8 s (issue 2, "Figures").
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget

from quandian.core.model import AnnotationId, ReportId
from quandian.core.text import Span
from quandian.ui.actions import Actions
from quandian.ui.crash import log_folder
from quandian.ui.pages.reading import ReadingPage
from quandian.ui.reader.units import Snap
from quandian.ui.session import Session
from quandian.ui.settings import Settings
from quandian.ui.theme import SPACINGS, TEXT_STEPS, theme

DEFAULT_STEP = 3


class HasPanes(Protocol):
    """A page that says what F6 goes through."""

    def isVisible(self) -> bool: ...

    def panes(self) -> list[QWidget]:
        """Return the panes, from left to right."""


class ViewCommands(QObject):
    """Serves the actions ``view.*``, ``edit.find*``, ``help.*``, ``tag.snap_*`` and ``tag.codebook``.

    Signal: changed, when text size or snap unit are others.
    """

    changed = Signal()

    def __init__(
        self, window: QWidget, session: Session, page: ReadingPage, actions: Actions, settings: Settings
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._page = window, session, page
        self._actions, self._settings = actions, settings
        self._more_pages: list[HasPanes] = []

    # --- looks

    def theme_light(self) -> None:
        """Use the light theme."""
        self._set_theme("light")

    def theme_dark(self) -> None:
        """Use the dark theme."""
        self._set_theme("dark")

    def theme_sepia(self) -> None:
        """Use the sepia theme."""
        self._set_theme("sepia")

    def theme_system(self) -> None:
        """Follow the system's light or dark."""
        self._set_theme("system")

    def _set_theme(self, name: str) -> None:
        self._settings.theme = name
        self.apply_looks()

    @Slot()
    def apply_looks(self) -> None:
        """Put all settings of the view into effect."""
        theme().serif = self._settings.serif
        theme().apply(self._settings.theme)
        self.apply_text()
        for name in ("light", "dark", "sepia", "system"):
            self._actions.check(f"view.theme_{name}", self._settings.theme == name)
        self._actions.check("view.serif", self._settings.serif)
        self._set_snap(self._settings.snap)

    def apply_text(self) -> None:
        """Put text size and line spacing into effect."""
        step = min(max(self._settings.text_step, 0), len(TEXT_STEPS) - 1)
        px, line = TEXT_STEPS[step]
        self._page.reader.set_text_size(px, round(line * self._settings.line_spacing))
        self.changed.emit()

    def larger(self) -> None:
        """Make the text a step larger."""
        self.step_text(1)

    def smaller(self) -> None:
        """Make the text a step smaller."""
        self.step_text(-1)

    @Slot(int)
    def step_text(self, steps: int) -> None:
        """Change the text size by steps."""
        self._settings.text_step = min(max(self._settings.text_step + steps, 0), len(TEXT_STEPS) - 1)
        self.apply_text()

    def reset_size(self) -> None:
        """Go back to the usual text size and line spacing."""
        self._settings.text_step, self._settings.line_spacing = DEFAULT_STEP, 1.0
        self.apply_text()

    def wider_lines(self) -> None:
        """Set the lines further apart."""
        self._step_spacing(1)

    def narrower_lines(self) -> None:
        """Set the lines closer together."""
        self._step_spacing(-1)

    def _step_spacing(self, step: int) -> None:
        nearest = min(range(len(SPACINGS)), key=self._distance)
        self._settings.line_spacing = SPACINGS[min(max(nearest + step, 0), len(SPACINGS) - 1)]
        self.apply_text()

    def _distance(self, index: int) -> float:
        return abs(SPACINGS[index] - self._settings.line_spacing)

    def serif(self) -> None:
        """Use a serif face for the text, or the interface's."""
        self._settings.serif = not self._settings.serif
        self.apply_looks()

    def spotlight(self) -> None:
        """Grey the unmarked text, or not."""
        self._page.reader.set_spotlight(self._actions["view.spotlight"].isChecked())

    def snap_clause(self) -> None:
        """Let selections snap to clauses."""
        self._set_snap("clause")

    def snap_word(self) -> None:
        """Let selections snap to words."""
        self._set_snap("word")

    def snap_character(self) -> None:
        """Let selections be as they are drawn."""
        self._set_snap("character")

    def _set_snap(self, name: str) -> None:
        self._settings.snap = name
        self._page.reader.set_snap(Snap(name))
        for other in Snap:
            self._actions.check(f"tag.snap_{other.value}", other.value == name)
        self.changed.emit()

    # --- panes

    def left(self) -> None:
        """Show or hide the report list."""
        self._page.set_left(not self._page.left_shown)
        if self._page.left_shown:
            self._page.reports.setFocus()

    def right(self) -> None:
        """Show or hide the annotation panel."""
        self._page.set_right(not self._page.right_shown)

    def next_pane(self) -> None:
        """Give the focus to the next pane."""
        self._step_pane(1)

    def previous_pane(self) -> None:
        """Give the focus to the pane before."""
        self._step_pane(-1)

    def panes(self) -> list[QWidget]:
        """Return what F6 goes through: the panes of the page in front."""
        for page in self._more_pages:
            if page.isVisible():
                return list(page.panes())
        return [self._page.reports, self._page.reader, self._page.annotations, self._page.inspector]

    def add_page(self, page: HasPanes) -> None:
        """Let F6 go through the panes of another page while that is in front."""
        self._more_pages.append(page)

    def _step_pane(self, step: int) -> None:
        panes = [pane for pane in self.panes() if pane.isVisible()]
        if not panes:
            return
        focus = QApplication.focusWidget()
        current = next((i for i, pane in enumerate(panes) if focus is pane or (focus and pane.isAncestorOf(focus))), -1)
        panes[(current + step) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    # --- find

    def find(self) -> None:
        """Find in the report shown."""
        self._page.set_right(True)
        self._page.annotations.focus_find(all_reports=False)

    def find_all(self) -> None:
        """Find in all reports."""
        self._page.set_right(True)
        self._page.annotations.focus_find(all_reports=True)

    @Slot(str)
    def find_words(self, text: str) -> None:
        """Find words in all reports."""
        self._page.set_right(True)
        self._page.annotations.focus_find(all_reports=True, text=text)

    def find_next(self) -> None:
        """Go to the next hit."""
        self._page.annotations.next_hit()

    def find_previous(self) -> None:
        """Go to the hit before."""
        self._page.annotations.previous_hit()

    @Slot(object, object)
    def show_span(self, report_id: ReportId, span: Span) -> None:
        """Show a passage of a report and flash it."""
        self._session.choose_report(report_id)
        self._page.reader.set_caret(span.start)
        self._page.reader.flash(span)

    @Slot(object)
    def show_annotation(self, annotation_id: AnnotationId) -> None:
        """Show an annotation in its report."""
        with self._session.telling():
            annotation = self._session.project.annotation(annotation_id)
            self._session.choose_report(annotation.report_id)
            self._session.choose_annotation(annotation_id)
            self._page.reader.select_annotation(annotation_id, scroll=True, flash=True)

    # --- dialogs

    def codebook(self) -> None:
        """Edit the tags of the project."""
        from quandian.ui.dialogs.codebook import CodebookDialog

        CodebookDialog(self._session, self._window).open()

    def templates(self) -> None:
        """Show the templates of briefings."""
        from quandian.ui.dialogs.templates import TemplatesDialog

        TemplatesDialog(self._window).open()

    def preferences(self) -> None:
        """Show the preferences."""
        from quandian.ui.dialogs.preferences import PreferencesDialog

        dialog = PreferencesDialog(self._settings, self._window)
        dialog.changed.connect(self.apply_looks)
        dialog.open()

    def keys(self) -> None:
        """Show the key sheet."""
        from quandian.ui.dialogs.keys import KeySheet

        KeySheet(self._actions, self._window).open()

    def tour(self) -> None:
        """Show the five-minute introduction."""
        from quandian.ui.dialogs.tour import TourDialog

        TourDialog(self._window).open()

    def log(self) -> None:
        """Show the folder of the log."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))

    def about(self) -> None:
        """Say what this is and under which licences."""
        from quandian.ui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()
