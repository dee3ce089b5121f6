"""The reader: paragraph numbers, text, margin and scroll map as one widget. It knows no project and no SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from quandian.core.model import AnnotationId, Mark, Passage, ReportId, TagId
from quandian.core.text import Span
from quandian.ui.reader.finding import find_spans
from quandian.ui.reader.ideas import Ideas
from quandian.ui.reader.input_view import InputView
from quandian.ui.reader.layout import PAD, ReaderText
from quandian.ui.reader.margin import Gutter, Margin
from quandian.ui.reader.minibar import MiniBar
from quandian.ui.reader.minibar_host import MiniBarHost
from quandian.ui.reader.scene import LabelOf, Scene
from quandian.ui.reader.scroll_map import ScrollMap
from quandian.ui.reader.span_index import reading_order
from quandian.ui.reader.units import Snap, Words
from quandian.ui.theme import TagLook, Theme

GUTTER = 40
MIN_CHARS, MAX_CHARS = 28, 40
_TOP = {False: 20, True: 12}  # px above the text; the key says whether the reader is compact
_MARGIN = {False: 132, True: 64}
_MAP = {False: 16, True: 14}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader was in a report: first visible character, caret, and the selected annotation."""

    first: int = 0
    caret: int = 0
    annotation: AnnotationId | None = None


class ReaderView(QWidget):
    """Shows one report with its marks. All positions are code points of the report's text.

    Signals: selection_changed(Span | None); annotation_clicked(id | None); annotation_activated(id);
    suggestion_clicked(id | None);
    edge_moved(id, Span) when an edge was dragged or moved by key; caret_paragraph_changed(number);
    caret_moved(position); context_menu_requested(QPoint global, Span | None, [ids]); font_step(+1 | -1); scrolled().
    """

    selection_changed = Signal(object)
    annotation_clicked = Signal(object)
    annotation_activated = Signal(object)
    suggestion_clicked = Signal(object)
    edge_moved = Signal(object, object)
    caret_paragraph_changed = Signal(int)
    caret_moved = Signal(int)
    context_menu_requested = Signal(object, object, object)
    font_step = Signal(int)
    scrolled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.report_id: ReportId | None = None
        self._scene = Scene()
        self._px, self._line_px = 18, 32
        self._compact: bool | None = None
        self._paragraph = 0
        self.text = InputView(self._scene, theme, self)
        self.gutter = Gutter(self.text, self)
        self.margin = Margin(self.text, self)
        self.map = ScrollMap(self.text, self)
        self.ideas = Ideas(self._scene, self.text, self.margin, self.map)
        self.minibar = MiniBar(theme, self)
        self._minibar_host = MiniBarHost(self.minibar, self.text)
        self.setFocusProxy(self.text)
        self.retranslate()
        self._connect()

    def _connect(self) -> None:
        text = self.text
        text.selected.connect(self._on_selected)
        text.caret_moved.connect(self._on_caret_moved)
        text.moved.connect(self.scrolled)
        text.mark_clicked.connect(self._on_clicked)
        text.mark_activated.connect(self.annotation_activated)
        text.edge_moved.connect(self.edge_moved)
        text.menu_wanted.connect(self.context_menu_requested)
        text.font_step.connect(self.font_step)
        self.margin.clicked.connect(self._on_clicked)
        self.margin.activated.connect(self.annotation_activated)
        self.map.wanted.connect(self.text.show_first)

    def retranslate(self) -> None:
        """Set accessible names again after a change of language."""
        self.text.setAccessibleName(self.tr("报告正文"))
        self.margin.setAccessibleName(self.tr("标注栏"))
        self.map.setAccessibleName(self.tr("滚动图"))
        self.minibar.retranslate()

    # --- look ----------------------------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme; follow with ``set_looks`` for the tags' colours."""
        self.theme = self.minibar.theme = theme
        self.text.set_theme(theme)
        self._apply_size()
        self.update()
        self.map.forget()
        for child in (self.gutter, self.minibar):
            child.update()
        self.margin.forget()

    def set_text_size(self, px: int, line_px: int) -> None:
        """Set text size and line height in px; the place in the text is kept."""
        self._px, self._line_px = px, line_px
        self._apply_size()

    def set_compact(self, compact: bool | None) -> None:
        """Use the small window's margins (bars without labels), or ``None``: when the text would get too narrow."""
        self._compact = compact
        self._apply_size()

    def set_snap(self, snap: Snap) -> None:
        """Set what selections snap to and keys move by."""
        self._scene.snap = Snap(snap)
        self.text.viewport().update()

    def set_words(self, words: Words) -> None:
        """Set how words are found: ``words(paragraph)`` returns ``(start, end)`` pairs."""
        self._scene.set_words(words)

    def set_looks(self, looks: Mapping[TagId, TagLook]) -> None:
        """Set how tags are drawn; those with a key come first in the mini-toolbar, in the order given."""
        self._scene.looks = dict(looks)
        self._scene.forget_label()
        self.minibar.set_tags([(tag_id, look) for tag_id, look in looks.items() if look.shortcut])
        self.text.viewport().update()
        self.margin.forget()
        self.map.forget()

    def set_dimmed(self, tag_ids: Iterable[TagId]) -> None:
        """Draw these tags without fill and underline."""
        self._scene.dimmed = frozenset(tag_ids)
        self.text.viewport().update()
        self.margin.update()
        self.map.forget()

    def set_spotlight(self, on: bool) -> None:
        """Put unmarked text into the background."""
        self._scene.spotlight = on
        self.text.viewport().update()

    def set_fills(self, on: bool) -> None:
        """Draw fills, or only outlines and underlines (high contrast)."""
        self._scene.fills = on
        self.text.viewport().update()

    # --- content -------------------------------------------------------------------------------------------------

    def show_report(
        self,
        report_id: ReportId,
        text: str,
        passages: Sequence[Passage],
        marks: list[Mark],
        looks: Mapping[TagId, TagLook],
        label_of: LabelOf,
        detail_of: LabelOf | None = None,
    ) -> None:
        """Show a report from its beginning. ``label_of`` gives a mark's words in the margin, e.g. 指标 >1100亿元.

        ``detail_of`` gives what a metric measures, for tooltips and for labels that would be the same.
        """
        self._minibar_host.hide()
        had_selection = self._scene.selection is not None
        self.report_id = report_id
        source = ReaderText(text, passages)
        self._scene.load(source, marks, looks, label_of)
        if detail_of is not None:
            self._scene.detail_of = detail_of
        self.minibar.set_tags([(tag_id, look) for tag_id, look in looks.items() if look.shortcut])
        self.text.load(source)
        self.map.load(len(text), marks)
        self._paragraph = 0
        if had_selection:
            self.selection_changed.emit(None)
        self._on_caret_moved()

    def clear(self) -> None:
        """Show nothing."""
        self.show_report(ReportId(""), "", (), [], self._scene.looks, self._scene.label_of)
        self.report_id = None

    def add_marks(self, marks: Iterable[Mark]) -> None:
        """Add marks; one with the id of a mark that is there takes its place."""
        for mark in marks:
            self._put(mark)
        self.margin.forget()

    def replace_mark(self, mark: Mark) -> None:
        """Draw a mark at its new place or in its new tag, with its label asked for again."""
        self.add_marks([mark])

    def remove_marks(self, ids: Iterable[AnnotationId]) -> None:
        """Take marks out."""
        for annotation_id in ids:
            old = self._scene.index.remove(annotation_id)
            if old is not None:
                self.map.change(old, -1)
                self.text.touch(old)
            self._scene.forget_label(annotation_id)
            if self._scene.selected == annotation_id:
                self._scene.selected = None
            if self._scene.hovered == annotation_id:
                self._scene.hovered = None
        self.margin.forget()

    def _put(self, mark: Mark) -> None:
        old = self._scene.index.put(mark)
        self._scene.forget_label(mark.id)
        if old is not None:
            self.map.change(old, -1)
            self.text.touch(old)
        self.map.change(mark, 1)
        self.text.touch(mark)

    def refresh_label(self, annotation_id: AnnotationId) -> None:
        """Ask for a mark's label again, after its fields changed."""
        self._scene.forget_label(annotation_id)
        self.margin.forget()

    def mark(self, annotation_id: AnnotationId) -> Mark | None:
        """Return a mark that is shown."""
        return self._scene.index.get(annotation_id)

    # --- finding -------------------------------------------------------------------------------------------------

    def set_find(self, query: str) -> int:
        """Show all places of ``query`` (empty: none) and return how many there are; the next one becomes current."""
        scene = self._scene
        scene.hits = find_spans(scene.source.text, query)
        scene.hit = next((i for i, (start, _) in enumerate(scene.hits) if start >= self.text.first_visible()), 0)
        if not scene.hits:
            scene.hit = -1
        self.map.forget()
        self._show_hit()
        return len(scene.hits)

    def find_next(self) -> None:
        """Go to the next place found."""
        self._step_hit(1)

    def find_previous(self) -> None:
        """Go to the previous place found."""
        self._step_hit(-1)

    def find_state(self) -> tuple[int, int]:
        """Return the number of the current place, from 1, and of all; (0, 0) when nothing is found."""
        return self._scene.hit + 1, len(self._scene.hits)

    def _step_hit(self, by: int) -> None:
        if self._scene.hits:
            self._scene.hit = (self._scene.hit + by) % len(self._scene.hits)
            self._show_hit()

    def _show_hit(self) -> None:
        scene = self._scene
        if scene.hit >= 0:
            self.text.scroll_to(scene.hits[scene.hit][0])
        self.text.viewport().update()
        self.map.update()

    # --- selection and place -------------------------------------------------------------------------------------

    @property
    def selected_annotation(self) -> AnnotationId | None:
        """The annotation that is selected."""
        return self._scene.selected

    def select_annotation(self, annotation_id: AnnotationId | None, scroll: bool = True, flash: bool = False) -> None:
        """Select an annotation of this report (an unknown id selects none); emits nothing."""
        scene = self._scene
        new = scene.index.get(annotation_id)
        old = scene.index.get(scene.selected)
        scene.selected = new.id if new else None
        if new is not None and new != old:
            if scene.selection is None and not new.start <= scene.head <= new.end:
                self.text.put_selection(new.start, new.start)  # a click inside it keeps its place: a key tags there
            if scroll:
                self.text.scroll_to(new.start)
            if flash:
                self.text.flash(Span(new.start, new.end))
        self.text.repaint_span(old)
        self.text.repaint_span(new)
        self.margin.forget()
        self._describe(new)

    def neighbour(self, direction: int) -> AnnotationId | None:
        """Return the annotation after (1) or before (-1) the selected one, or the caret, in reading order."""
        selected = self._scene.index.get(self._scene.selected)
        if selected is not None:
            here = reading_order(selected)
        else:
            here = (self._scene.head, 0, "") if direction < 0 else (self._scene.head - 1, 0, "~")
        found = self._scene.index.neighbour(here, forward=direction > 0)
        return found.id if found else None

    @property
    def paragraph_count(self) -> int:
        """How many paragraphs the report has."""
        return self._scene.source.paragraph_number(len(self._scene.source.text)) if self.report_id else 0

    @property
    def snap(self) -> Snap:
        """What selections snap to."""
        return self._scene.snap

    def next_stacked(self) -> AnnotationId | None:
        """Return the annotation under the selected one at the caret, else the innermost there."""
        head = self._scene.head
        return self.text.next_in([mark.id for mark in self._scene.index.stack_at(head)])

    def selection(self) -> Span | None:
        """Return the selected span without blanks at its ends, or ``None``."""
        span = self._scene.selection
        span = span.trimmed(self._scene.source.text) if span else None
        return span or None  # a span of blanks only is empty, hence false

    def target_span(self) -> Span:
        """Return what a tag key takes: the selection, else the clause at the caret (empty on an empty line)."""
        return self.selection() or self._scene.units.at(self._scene.head, Snap.CLAUSE)

    def select_span(self, span: Span | None, scroll: bool = True) -> None:
        """Select a span, or nothing."""
        if span is None:
            self.text.clear_selection()
            return
        self.text.put_selection(span.start, span.end)
        if scroll:
            self.text.scroll_to(span.start)
        self.text.sync_cursor()

    def caret(self) -> int:
        """Return where the caret is."""
        return self._scene.head

    def set_caret(self, position: int, scroll: bool = True) -> None:
        """Put the caret somewhere; nothing is selected then."""
        position = min(max(0, position), len(self._scene.source.text))
        self.text.put_selection(position, position)
        if scroll:
            self.text.scroll_to(position)
        self.text.sync_cursor()

    def scroll_to(self, position: int) -> None:
        """Bring a place into view."""
        self.text.scroll_to(position)

    def scroll_into_upper(self, position: int, share: float) -> None:
        """Bring a place into the upper third, unless it stands within the upper ``share`` of the text already."""
        place = self.text.place_of(position)
        if place is None or not 0 <= place.y() <= share * self.text.viewport().height() - self.text.spans.line_px:
            self.text.scroll_to(position, force=True)

    def flash(self, span: Span) -> None:
        """Outline a span for a moment."""
        self.text.flash(span)

    def move_edge(self, which: str, outwards: bool) -> None:
        """Move the "start" or "end" of the selection, else of the selected annotation (emits ``edge_moved``)."""
        self.text.move_edge(which, outwards)

    def edge_beside(self, span: Span, which: str, outwards: bool) -> Span:
        """Return a span of the mark being adjusted with an edge moved by one unit; words where a clause is too much."""
        scene = self._scene
        moved = scene.units.moved_edge(span, which, outwards, scene.grip_snap)
        if which == "end" and not outwards:  # the full stop alone is no unit
            further = scene.units.moved_edge(moved, which, outwards, scene.grip_snap)
            dropped = scene.source.text[moved.end : span.end]
            if further != moved and not any(c.isalnum() for c in dropped):
                moved = further
        if moved == span and not outwards and scene.grip_snap is Snap.CLAUSE:
            moved = scene.units.moved_edge(span, which, outwards, Snap.WORD)
        return moved

    def place(self) -> Place:
        """Return where the reader is, for ``restore_place``."""
        return Place(self.text.first_visible(), self._scene.head, self._scene.selected)

    def restore_place(self, place: Place) -> None:
        """Go back to where the reader was."""
        end = len(self._scene.source.text)
        self.text.put_selection(min(place.caret, end), min(place.caret, end))
        self.select_annotation(place.annotation, scroll=False)
        self.text.show_first(min(place.first, end))

    # --- mini-toolbar --------------------------------------------------------------------------------------------

    def set_minibar_enabled(self, on: bool) -> None:
        """Show the mini-toolbar at selections, or never."""
        self._minibar_host.enabled = on
        if not on:
            self._minibar_host.hide()

    def hide_minibar(self) -> None:
        """Take the mini-toolbar away until the next selection (the palette opens)."""
        self._minibar_host.hide()

    # --- answers to the parts ------------------------------------------------------------------------------------

    @Slot(object)
    def _on_selected(self, span: Span | None) -> None:
        self.selection_changed.emit(self.selection() if span is not None else None)

    @Slot(object)
    def _on_clicked(self, annotation_id: AnnotationId | None) -> None:
        idea = self.ideas.mark(annotation_id) is not None
        if idea or self.ideas.chosen is not None:
            self.ideas.choose(annotation_id if idea else None, scroll=False)
            self.suggestion_clicked.emit(self.ideas.chosen)
        shown = None if idea else annotation_id
        self.select_annotation(shown, scroll=False)
        self.annotation_clicked.emit(shown)

    @Slot()
    def _on_caret_moved(self) -> None:
        source, head = self._scene.source, self._scene.head
        number = source.paragraph_number(head)
        if number != self._paragraph:
            self._paragraph = number
            self.caret_paragraph_changed.emit(number)
        self.caret_moved.emit(head)

    def _describe(self, mark: Mark | None) -> None:
        """Tell a screen reader what is selected: label, then paragraph."""
        words = ""
        if mark is not None:
            number = self._scene.source.paragraph_number(mark.start)
            words = self.tr("{0}，第 {1} 段").format(self._scene.label(mark), number)
        self.text.setAccessibleDescription(words)
        if QAccessible.isActive():
            event = QAccessibleEvent(self.text, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)

    # --- arrangement ---------------------------------------------------------------------------------------------

    def is_compact(self) -> bool:
        """Whether the margin shows bars only."""
        if self._compact is not None:
            return self._compact
        return (self.width() - GUTTER - _MARGIN[False] - _MAP[False]) // self._px < MIN_CHARS

    def _apply_size(self) -> None:
        compact = self.is_compact()
        beside = GUTTER + _MARGIN[compact] + _MAP[compact]
        chars = max(8, min(MAX_CHARS, (self.width() - beside) // self._px))
        self.margin.labels = not compact
        self._arrange(chars, compact)
        self.text.set_look(self.theme.reader_font(self._px), self._px, self._line_px, chars)

    def _arrange(self, chars: int, compact: bool) -> None:
        top, height = _TOP[compact], self.height()
        column = chars * self._px
        block = GUTTER + column + _MARGIN[compact]
        left = max(0, (self.width() - _MAP[compact] - block) // 2) if chars == MAX_CHARS else 0
        self.gutter.setGeometry(left, top, GUTTER - PAD, height - top)
        self.text.setGeometry(left + GUTTER - PAD, top, column + 2 * PAD, height - top)
        end = left + GUTTER + column + PAD
        self.margin.setGeometry(end, top, _MARGIN[compact] - PAD, height - top)
        self.map.setGeometry(self.width() - _MAP[compact], 0, _MAP[compact], height)
        self.margin.forget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the parts."""
        super().resizeEvent(event)
        self._minibar_host.hide()
        self._apply_size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paper around the parts."""
        p = QPainter(self)
        p.fillRect(event.rect(), self.theme.color("reader"))
        p.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of palette or language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        elif event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
