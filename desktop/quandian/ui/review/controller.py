"""The review page at work: which suggestion is the current one, what becomes of it, and which comes next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from quandian.core.model import AnnotationId, Changes, ReportId, SuggestionId, TagId, Verdict, Waiting
from quandian.language import segment
from quandian.tasks.reviewing import PASSAGES, accept_smart
from quandian.ui.review import shown
from quandian.ui.review.board import Board
from quandian.ui.review.filler import Effect
from quandian.ui.review.many import Many
from quandian.ui.review.queue_rows import LEAST_SURE, Key
from quandian.ui.review.ranging import Ranging, mark_of
from quandian.ui.review.tally import Tally
from quandian.ui.session import Session
from quandian.ui.theme import tag_name, theme

if TYPE_CHECKING:
    from quandian.ui.pages.review import ReviewPage

UPPER = 0.55  # a suggestion that stands in this upper part of the text stays where it is
DIGITS = range(1, 10)


class ReviewController(QObject):
    """Serves the actions ``review.*``.

    Signals: moved(Waiting or None); told() when the numbers are others; report_wanted(ReportId, SuggestionId) to show a
    suggestion in the reading page.
    """

    moved = Signal(object)
    told = Signal()
    report_wanted = Signal(object, object)

    def __init__(self, page: ReviewPage, session: Session, board: Board) -> None:
        super().__init__(page)
        self._page, self._session, self._board = page, session, board
        self.current: Waiting | None = None
        self.tally = Tally(session)
        self.passed = 0
        self.ranging = Ranging(page.reader, self._text_of)
        self.many = Many(session, self)
        self._before: Waiting | None = None  # the current one before many were decided
        self._shown: ReportId | None = None
        self.wanted = SuggestionId("")  # the current one when the project was closed
        self._inside: list[SuggestionId] = []  # metrics of a passage just accepted: they come first
        self._anchor: Key | None = None  # where in the queue the walk goes on after them
        self._skipped: set[SuggestionId] = set()
        self._deciding = self._learning = False
        self._effect: Effect | None = None
        self._stale = True
        board.reloaded.connect(self._on_reloaded)
        board.changed.connect(self._on_board)
        session.changed.connect(self._on_changes)
        session.closed.connect(self._on_closed)
        page.queue.chosen.connect(self._on_chosen)
        page.queue.filtered.connect(self._on_filtered)
        page.queue.reordered.connect(self._on_reordered)
        page.reader.suggestion_clicked.connect(self._on_clicked)
        page.reader.set_words(segment.words)
        self.ranging.told.connect(self.told)
        self.ranging.taken.connect(self.accept)
        self.tally.changed.connect(self._on_tally)
        self.many.began.connect(self._on_many_began)
        self.many.ended.connect(self._on_many_ended)
        page.bar.tag_chosen.connect(self.accept_as)
        page.reasons.alike_wanted.connect(self._on_alike)

    # --- verbs

    def accept(self) -> None:
        """Take the suggestion as it stands, or with the range that was set."""
        self._accept(None)

    @Slot(object)
    def accept_as(self, tag_id: TagId) -> None:
        """Take the suggestion as another tag."""
        self._accept(tag_id)

    def change_to(self, number: int) -> None:
        """Take the suggestion as the tag with this key."""
        tag = next((t for t in self._session.tags if t.shortcut == str(number)), None)
        if tag is not None:
            self._accept(tag.id)

    def _accept(self, tag_id: TagId | None) -> None:
        item = self.current
        if item is None:
            return
        tag = None if tag_id == item.tag_id else tag_id
        span = self.ranging.span
        inner = shown.metrics_inside(self._board, item) if tag_id is None or tag_id in PASSAGES else []

        def verb() -> None:
            accept_smart(self._session.project, [item.id], tag, span)

        if self._decide(verb, 1):
            takes = self._page.queue.rows.filter.takes
            self._inside += [w.id for w in inner if takes(w) and w.id not in self._inside]
            self._advance(item)

    def reject(self) -> None:
        """Decide that the suggestion is wrong; it does not come back."""
        item = self.current
        if item is not None and self._decide(lambda: self._session.project.reject([item.id]), 1):
            self._advance(item)

    def skip(self) -> None:
        """Leave the suggestion for later."""
        if self.current is not None:
            self.passed += 1
            self._skipped.add(self.current.id)
            self._advance(self.current)
            self.told.emit()

    def _decide(self, verb: Callable[[], None], paced: int) -> bool:
        """Run a verb of the project; what it settles leaves the queue, and the next one is chosen by the caller.

        ``paced`` decisions tell how fast the analyst is.
        """
        self._deciding, done = True, False
        try:
            with self._session.telling():
                verb()
                done = True
        finally:
            self._deciding = False
        if not done:
            self._refresh_current()
        elif paced:
            self._page.queue.pace.decided()
        return done

    def _advance(self, item: Waiting) -> None:
        """Show the next one: first the metrics inside a passage just accepted, then on through the queue."""
        rows = self._page.queue.rows
        if item.id in self._inside:
            self._inside.remove(item.id)
        elif rows.filter.takes(item):
            self._anchor = rows.key(item)
        while self._inside:
            found = self._board.get(self._inside[0])
            if found is not None and found.id not in self._skipped:
                self.show(found)
                return
            self._inside.pop(0)
        found = rows.after(self._anchor, self._skipped)
        if found is None and self._skipped:
            self._skipped.clear()  # all that is left was skipped: begin again
            found = rows.after(None, self._skipped)
        self.show(found)

    def next(self) -> None:
        """Go to the next one in the queue."""
        self._step(1)

    def previous(self) -> None:
        """Go to the one before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        rows = self._page.queue.rows
        found = rows.beside(rows.key(self.current), by) if self.current is not None else rows.after(None, set())
        if found is not None:
            self.choose(found)

    def choose(self, item: Waiting) -> None:
        """Go to a suggestion; the queue goes on from there."""
        self._inside = []
        self._anchor = self._page.queue.rows.key(item)
        self.show(item)

    # --- the range

    def adjust(self) -> None:
        """Let the range be moved with [ ] { } or the mouse; again or Esc gives that up."""
        if self.adjusting:
            self.ranging.give_up()
        elif self.current is not None:
            self.ranging.begin(self.current)

    @property
    def adjusting(self) -> bool:
        """Whether the range of the current suggestion is being moved."""
        return self.ranging.on

    def move_edge(self, which: str, outwards: bool) -> None:
        """Move the "start" or "end" of the range by the unit in use."""
        if self.current is not None:
            if not self.adjusting:
                self.adjust()
            self.ranging.move(which, outwards)

    def _text_of(self, item: Waiting) -> str:
        return self._session.project.text(item.report_id)

    # --- many at once

    def accept_alike(self) -> None:
        """Ask, then accept the current one and all of its family in one step."""
        if self.current is not None:
            self._ask([self.current, *shown.alike(self._board, self.current)], self.tr("接受同类建议"))

    @Slot(object)
    def _on_alike(self, ids: list[SuggestionId]) -> None:
        if self.current is None:
            return
        if ids:
            self.many.accept([self.current.id, *ids])
        else:
            self.accept_alike()

    def accept_shown(self) -> None:
        """Ask, then accept all that the filters show in one step."""
        self._ask(self._page.queue.rows.shown(), self.tr("接受列出的全部建议"))

    def reject_shown(self) -> None:
        """Ask, then reject all that the filters show in one step."""
        self._ask(self._page.queue.rows.shown(), self.tr("拒绝列出的全部建议"), Verdict.REJECTED)

    def _ask(self, items: list[Waiting], title: str, verdict: Verdict = Verdict.ACCEPTED) -> None:
        self.many.ask(items, title, verdict, self._page.window())

    @Slot()
    def _on_many_began(self) -> None:
        """While many are decided, nothing is chosen and single verdicts wait."""
        self._before = self.current
        self._deciding = True
        self.ranging.forget()
        self.current = None
        self._page.queue.go_to(None)
        self._page.reader.ideas.choose(None)
        self._page.header.show_nothing()
        self._page.reasons.show_reasons(None)
        self._page.bar.set_enabled(False)
        self.told.emit()

    @Slot()
    def _on_many_ended(self) -> None:
        self._deciding = False
        item, self._before = self._before, None
        if not self._session.is_open:
            return
        self._page.queue.rebuild()
        if item is None:
            self.show(self._page.queue.rows.after(None, set()))
        elif self._board.get(item.id) is not None:
            self.show(self._board.get(item.id))  # cancelled
        else:
            self._advance(item)

    # --- showing

    def show_in_report(self) -> None:
        """Show the current suggestion in the reading page."""
        if self.current is not None:
            self.report_wanted.emit(self.current.report_id, self.current.id)

    def activate(self) -> None:
        """The page comes to the front: show what was put off."""
        if self._stale:
            self._stale = False
            self._page.queue.rebuild()
            self._page.queue.show_tags()
            self._page.bar.set_tags(self._session.tags if self._session.is_open else [])
        wanted = self.wanted if self.current is None else self.current.id
        if self._board.loaded:
            self.wanted = SuggestionId("")
        keep = self._board.get(wanted)
        self.show(keep or self._page.queue.rows.after(self._anchor, set()))
        self._page.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _visible(self) -> bool:
        return self._page.isVisible()

    def show(self, item: Waiting | None) -> None:
        """Make a suggestion the current one, or none; while many are decided there is none."""
        page = self._page
        if self.many.busy:
            return
        self.ranging.forget()
        self.current = item
        if not self._visible:
            self._stale = True
            return
        page.show_empty(item is None)
        page.queue.go_to(item)
        page.queue.show_counts()
        page.bar.set_enabled(item is not None)
        if item is None:
            page.header.show_nothing()
            page.reasons.show_reasons(None)
            self._show_numbers()
            page.reader.ideas.choose(None)
        else:
            self._show_item(item)
        self.moved.emit(item)
        self.told.emit()

    def _show_item(self, item: Waiting) -> None:
        page, project = self._page, self._session.project
        self._show_report(item.report_id)
        ideas = page.reader.ideas
        ideas.choose(AnnotationId(item.id), scroll=False)
        page.reader.text.begin_at(item.start)
        page.reader.scroll_into_upper(item.start, UPPER)
        tag = self._session.tag(item.tag_id)
        look = theme().tag_look(tag) if tag is not None else None
        path = shown.section_of(project.passages(item.report_id), item.start)
        page.header.show_item(look, page.queue.rows.with_report(item, path))
        self._show_number()
        self._show_why()
        self._show_numbers()
        words = self.tr("建议{0}：{1}").format(tag_name(tag) if tag else "", item.quote)
        page.reader.text.setAccessibleDescription(words)

    def _show_why(self) -> None:
        if self.current is not None and not self.many.busy:
            why = shown.reasons_for(self._session, self._board, self.tally, self.current)
            self._page.reasons.show_reasons(why)
            self._page.header.show_why(why.line() if why is not None else "")

    def _show_number(self) -> None:
        rows, item = self._page.queue.rows, self.current
        if item is not None:
            self._page.header.show_number(rows.number_of(rows.key(item)) if rows.filter.takes(item) else 0, rows.count)

    def _show_report(self, report_id: ReportId) -> None:
        if report_id == self._shown:
            return
        self._shown = report_id
        project, reader = self._session.project, self._page.reader
        looks = {tag.id: theme().tag_look(tag) for tag in self._session.tags}
        reader.show_report(
            report_id,
            project.text(report_id),
            project.passages(report_id),
            project.marks(report_id),
            looks,
            self._label,
        )
        reader.ideas.load([mark_of(w) for w in self._board.of_report(report_id)], self._idea_label)

    def _label(self, annotation_id: AnnotationId) -> str:
        return shown.annotation_label(self._session, annotation_id)

    def _idea_label(self, key: str) -> str:
        current = self.current is not None and self.current.id == key
        return shown.suggestion_label(self._session, key, score=current)

    def repaint(self) -> None:
        """Draw in the colours of another theme."""
        if self._session.is_open:
            self._page.reader.set_looks({tag.id: theme().tag_look(tag) for tag in self._session.tags})
            if self._visible and self.current is not None:
                self.show(self.current)

    def _refresh_current(self) -> None:
        """Show the current one again, with the range set so far, or the next where it is gone."""
        item, adjusting, span = self.current, self.ranging.active, self.ranging.span
        keep = self._board.get(item.id) if item is not None else None
        if keep is not None:  # even where its new score is one the filter leaves out: it is being looked at
            self.show(keep)
            if adjusting and self._visible:
                self.ranging.go_on(keep, span)
        elif item is not None:
            self._advance(item)
        else:
            self.show(self._page.queue.rows.after(None, self._skipped))

    # --- following

    @Slot(object)
    def _on_chosen(self, item: Waiting) -> None:
        if self.current is None or item.id != self.current.id:
            self.choose(item)

    @Slot()
    def _on_filtered(self) -> None:
        self._skipped.clear()
        self._inside = []
        self._anchor = None
        if self.current is not None and self._page.queue.rows.filter.takes(self.current):
            self.choose(self.current)
        else:
            self.show(self._page.queue.rows.after(None, set()))

    @Slot()
    def _on_reordered(self) -> None:
        """The least sure is wanted at once; in order of place the work goes on where it is."""
        if self._page.queue.rows.order == LEAST_SURE:
            self._skipped.clear()
            self._inside, self._anchor = [], None
            self.show(self._page.queue.rows.after(None, set()))
        else:
            self._on_filtered()

    @Slot(object)
    def _on_clicked(self, key: AnnotationId | None) -> None:
        item = self._board.get(SuggestionId(key)) if key is not None else None
        if item is not None:
            self.choose(item)
        elif self.current is not None:
            going = self.ranging.span if self.ranging.active else None
            self._page.reader.ideas.choose(AnnotationId(self.current.id), scroll=False)
            if self.ranging.active:  # a click beside it is no reason to lose the range
                self.ranging.go_on(self.current, going)

    @Slot()
    def _on_reloaded(self) -> None:
        self._shown = None
        self._stale = True
        self._skipped.clear()
        if self._visible:
            self.activate()

    @Slot(object, object)
    def _on_board(self, gone: list[Waiting], come: list[Waiting]) -> None:
        if not self._visible:
            self._stale = True
            self._follow_reader(gone, come)
            return
        self._page.queue.follow(gone, come, self.current)
        self._follow_reader(gone, come)
        if self._deciding:
            return
        if self.current is None or any(w.id == self.current.id for w in gone):
            self._refresh_current()
        else:
            self._page.queue.show_counts()
            self._show_number()

    def _follow_reader(self, gone: list[Waiting], come: list[Waiting]) -> None:
        ideas = self._page.reader.ideas
        ideas.remove([AnnotationId(w.id) for w in gone if w.report_id == self._shown])
        ideas.put([mark_of(w) for w in come if w.report_id == self._shown])

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        """Follow annotations in the text shown; after an undo, be again where the undone decision was."""
        if changes.touches("tag"):
            self._shown = None
            self._stale = True
        elif self._shown is not None:
            rows = [row for row in changes.rows if row.entity == "annotation"]
            shown.follow_marks(self._page.reader, self._session.project, self._shown, rows)
        if changes.kind == "undo" and self._visible:
            undone = [row.before for row in changes.rows if row.entity == "decision" and row.after is None]
            items = [item for image in undone if image and (item := self._board.at(image))]
            if items:
                self.choose(min(items, key=self._page.queue.rows.key))

    @Slot()
    def _on_tally(self) -> None:
        """Numbers are others: show them, unless the next suggestion is about to."""
        if self._visible and self._session.is_open and (self.many.busy or not self._deciding):
            self._page.queue.show_counts()
            self._show_why()
            self._show_numbers()
        self.told.emit()

    @Slot(bool)
    def show_learning(self, learning: bool) -> None:
        """Say whether the model is being learnt anew."""
        self._learning = learning
        if self._visible and self._session.is_open:
            self._show_numbers()

    @Slot(object)
    def show_effect(self, effect: Effect) -> None:
        """Say what learning changed."""
        self._effect = effect
        if self._visible and self._session.is_open:
            self._show_numbers()

    def in_hand(self) -> list[SuggestionId]:
        """Return the current suggestion and those put off: they stay, whatever is learnt."""
        return [*([self.current.id] if self.current is not None else []), *self._skipped]

    def _show_numbers(self) -> None:
        numbers = shown.overview(self._session, self.tally, learning=self._learning, effect=self._effect)
        self._page.reasons.show_numbers(numbers)

    @Slot()
    def _on_closed(self) -> None:
        self.current, self._shown, self._anchor = None, None, None
        self.passed, self._effect = 0, None
        self._skipped.clear()
        self._inside, self._stale = [], True
        self._page.reader.clear()
