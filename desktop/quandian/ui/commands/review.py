"""Pages, suggestions in the reading page, and everything ``review.*``: from action to what serves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from quandian.core.model import AnnotationId, Changes, Mark, ReportId, SuggestionId, Waiting
from quandian.tasks.reviewing import accept_smart
from quandian.ui.review import shown
from quandian.ui.review.board import Board
from quandian.ui.review.filler import Filler
from quandian.ui.review.kept import kept_of, put_back
from quandian.ui.review.offer import OfferBar
from quandian.ui.review.queue_rows import LEAST_SURE, PLACE
from quandian.ui.settings import Place
from quandian.ui.theme import tag_name

if TYPE_CHECKING:
    from quandian.ui.main_window import MainWindow

READING, REVIEW, LEDGER, BRIEFING, MERGE = "reading", "review", "ledger", "briefing", "merge"
_EDGES = {
    "start_out": ("start", True),
    "end_out": ("end", True),
    "start_in": ("start", False),
    "end_in": ("end", False),
}


class ReviewCommands(QObject):
    """Serves the actions ``review.*``, ``view.page_*`` and ``view.suggestions``."""

    def __init__(self, window: MainWindow, board: Board, filler: Filler) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.board, self.filler = board, filler
        self._page, self._reading = window.review, window.reading
        self._reader = window.reading.reader
        self._desk = window.review.controller
        self._desk.many.use_jobs(window.jobs)
        self._offer = OfferBar(self._reader)
        self.page = READING
        self._connect()
        for name in ("review.accept", "review.reject"):
            self._reader.addAction(window.actions_table[name])
        self._reader.ideas.show(window.settings.show_suggestions)
        window.actions_table.check("view.suggestions", window.settings.show_suggestions)
        window.actions_table.check("review.order_place", True)

    def _connect(self) -> None:
        window, board = self._window, self.board
        window.rail.page_chosen.connect(self.show_page)
        window.view.changed.connect(self._page.apply_settings)
        board.counted.connect(self._on_counted)
        board.reloaded.connect(self._load_reader)
        board.changed.connect(self._on_board)
        self._session.report_changed.connect(self._load_reader)
        self._session.closed.connect(self._on_closed)
        self._session.changed.connect(self._on_changes)
        self._desk.told.connect(self._on_told)
        self._desk.report_wanted.connect(self._on_report_wanted)
        self._page.analyse_wanted.connect(self.filler.analyse)
        self.filler.learning_changed.connect(self._desk.show_learning)
        self.filler.learnt.connect(self._desk.show_effect)
        self.filler.in_hand = self._desk.in_hand
        self.filler.waits = board.ids_of
        self._page.preparing = self._is_preparing
        self.filler.busy_changed.connect(self._page.follow_preparing)
        self._page.panels_changed.connect(window.refresh_panels)
        self._page.panels_changed.connect(window.toast.place)
        self._reader.suggestion_clicked.connect(self._on_clicked)
        self._offer.accept_wanted.connect(self._accept_offered)
        self._offer.reject_wanted.connect(self._reject_offered)
        self._offer.review_wanted.connect(self._on_review_wanted)

    def _is_preparing(self) -> bool:
        return self._session.is_open and (self.filler.pending or not self.board.loaded)

    # --- pages

    def remember(self, place: Place) -> None:
        """Keep which page is in front, and the review as it is left."""
        place.page = self.page
        place.review = kept_of(self._page)

    def restore(self, place: Place) -> None:
        """Go on where the user was when the project was closed; its suggestions come when they have been read."""
        put_back(self._page, place.review, {report.id for report in self._session.project.reports()})
        if place.page in (REVIEW, LEDGER):
            self.show_page(place.page, wait=False)

    @Slot(str)
    def show_page(self, key: str, *, wait: bool = True) -> None:
        """Bring a page to the front; ``wait`` until there is something to review."""
        if not self._session.is_open:
            return
        self.page = key
        window = self._window
        window.rail.set_page(key)
        window.briefing_commands.leave(key)
        window.merging.leave(key)
        if key in (BRIEFING, MERGE):
            owner = window.briefing_commands if key == BRIEFING else window.merging
            window.pages.setCurrentWidget(owner.page)
        else:
            other = self._page if key == REVIEW else self._reading
            window.pages.setCurrentWidget(window.ledger_commands.page if key == LEDGER else other)
        window.toolbar.set_page(key)
        window.status.set_page(key)
        if key == REVIEW:
            self._offer.hide()
            self._reader.hide_minibar()
            if wait:
                self.board.load_now()
            self._desk.activate()
        elif key == LEDGER:
            self._offer.hide()
            self._reader.hide_minibar()
            window.ledger_commands.page.table.setFocus()
        elif key in (BRIEFING, MERGE):
            self._offer.hide()
            self._reader.hide_minibar()
            (window.briefing_commands if key == BRIEFING else window.merging).activate()
        else:
            self._reader.setFocus()
        window.refresh_panels()
        window.refresh_actions()
        window.briefing_commands.tell()
        self._on_told()

    def run(self, verb: str) -> None:
        """Do what ``review.VERB`` says."""
        if verb == "analyse":
            self.filler.analyse()
        elif verb.startswith("order_"):
            self._page.queue.set_order(LEAST_SURE if verb == "order_sure" else PLACE)
        elif self.page != REVIEW:
            {"accept": self._accept_offered, "reject": self._reject_offered}.get(verb, self._nothing)()
        elif verb.startswith("change_"):
            self._desk.change_to(int(verb.removeprefix("change_")))
        elif verb in _EDGES:
            self._desk.move_edge(*_EDGES[verb])
        else:
            getattr(self._desk, {"show": "show_in_report"}.get(verb, verb))()

    def _nothing(self) -> None:
        """Do nothing: the key belongs to the other page."""

    @property
    def has_suggestion(self) -> bool:
        """Whether there is a suggestion that the keys would decide."""
        if self.page == REVIEW:
            return self._desk.current is not None
        return self.page == READING and self._reader.ideas.chosen is not None

    @Slot()
    def show_reading(self) -> None:
        """Bring the reading page to the front, unless it is there."""
        if self.page != READING:
            self.show_page(READING)

    def toggle_suggestions(self) -> None:
        """Show the suggestions in the text of the reading page, or not."""
        on = self._window.actions_table["view.suggestions"].isChecked()
        self._window.settings.show_suggestions = on
        self._offer.hide()
        self._reader.ideas.show(on)
        if on:
            self.filler.fill()

    # --- the reading page

    @Slot()
    def _load_reader(self) -> None:
        self._offer.hide()
        items = self.board.of_report(self._session.report_id)
        self._reader.ideas.load([_mark(item) for item in items], self._label)

    def _label(self, key: str) -> str:
        return shown.suggestion_label(self._session, key, score=False)

    @Slot(object, object)
    def _on_board(self, gone: list[Waiting], come: list[Waiting]) -> None:
        here = self._session.report_id
        if str(self._reader.ideas.chosen) in {str(w.id) for w in gone}:
            self._offer.hide()
        self._reader.ideas.remove([AnnotationId(w.id) for w in gone if w.report_id == here])
        self._reader.ideas.put([_mark(w) for w in come if w.report_id == here])

    @Slot(object)
    def _on_clicked(self, key: str | None) -> None:
        item = self.board.get(SuggestionId(key)) if key is not None else None
        if item is None:
            self._offer.hide()
        else:
            tag = self._session.tag(item.tag_id)
            self._offer.show_for(tag_name(tag) if tag is not None else "", item)
        self._window.refresh_actions()

    @Slot()
    def _accept_offered(self) -> None:
        key = self._reader.ideas.chosen
        if key is not None:
            with self._session.telling():
                made = accept_smart(self._session.project, [SuggestionId(key)])
                self._session.choose_annotation(made[0].id)

    @Slot()
    def _reject_offered(self) -> None:
        key = self._reader.ideas.chosen
        if key is not None:
            with self._session.telling():
                self._session.project.reject([SuggestionId(key)])

    @Slot()
    def _on_review_wanted(self) -> None:
        key = self._reader.ideas.chosen
        item = self.board.get(SuggestionId(key)) if key is not None else None
        self.show_page(REVIEW)
        if item is not None:
            self._desk.choose(item)

    @Slot(object, object)
    def _on_report_wanted(self, report_id: ReportId, suggestion_id: SuggestionId) -> None:
        self.show_page(READING)
        self._session.choose_report(report_id)
        item = self.board.get(suggestion_id)
        if item is not None:
            if not self._reader.ideas.shown:
                self._window.actions_table["view.suggestions"].setChecked(True)
                self.toggle_suggestions()
            self._reader.set_caret(item.start)
            self._reader.ideas.choose(AnnotationId(item.id))
            self._on_clicked(item.id)

    # --- numbers

    @Slot(int)
    def _on_counted(self, count: int) -> None:
        self._window.rail.set_badge(REVIEW, count)
        words = self.tr("待审 {0}").format(count) if count else ""
        self._window.status.waiting.set(words)
        self._window.refresh_actions_soon()

    @Slot()
    def _on_told(self) -> None:
        desk, status, table = self._desk, self._window.status, self._window.actions_table
        table.check("review.adjust", desk.adjusting)
        order = self._page.queue.rows.order
        table.check("review.order_sure", order == LEAST_SURE)
        table.check("review.order_place", order == PLACE)
        words = ""
        if self.page == REVIEW:
            counts = desk.tally.accepted, desk.tally.rejected, desk.passed
            words = self.tr("本次接受 {0}，拒绝 {1}，跳过 {2}").format(*counts)
            self._window.refresh_actions_soon()
        status.sitting.set(words)

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        if changes.touches("tag"):
            self._page.bar.set_tags(self._session.tags)

    @Slot()
    def _on_closed(self) -> None:
        self._offer.hide()
        self.page = READING
        self._window.rail.set_page(READING)
        self._window.toolbar.set_page(READING)
        self._window.status.set_page(READING)


def _mark(item: Waiting) -> Mark:
    return Mark(item.start, item.end, item.tag_id, AnnotationId(item.id), "")
