"""What the reader shows at one moment: the report, its marks, and what is selected, hovered, found, dimmed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping

from quandian.core.codebook import METRIC
from quandian.core.model import AnnotationId, Mark, TagId
from quandian.core.text import Span
from quandian.ui.reader.layout import ReaderText
from quandian.ui.reader.span_index import SpanIndex, inner_first
from quandian.ui.reader.units import Snap, Units, Words, plain_words
from quandian.ui.theme import TagLook

LabelOf = Callable[[AnnotationId], str]


class Scene:
    """The state that the text, the margin and the scroll map draw. Offsets are code points.

    ``anchor`` and ``head`` are the two ends of the selection, ``head`` the one that moves and where the caret is; they
    are equal when nothing is selected.
    """

    def __init__(self) -> None:
        self.source = ReaderText()
        self.index = SpanIndex()
        self.units = Units("")
        self.words: Words = plain_words
        self.snap = Snap.CLAUSE
        self.looks: Mapping[TagId, TagLook] = {}
        self.label_of: LabelOf = _no_label
        self.detail_of: LabelOf = _no_label  # what a metric measures
        self.dimmed: frozenset[TagId] = frozenset()
        self.spotlight = False
        self.fills = True
        self.anchor = 0
        self.head = 0
        self.selected: AnnotationId | None = None
        self.hovered: AnnotationId | None = None
        self.flashed: Span | None = None
        self.preview: Span | None = None
        self.hits: list[tuple[int, int]] = []
        self.hit = -1
        self.ideas = SpanIndex()  # what the machine suggests, by the id of the suggestion
        self.ideas_shown = False
        self.idea: AnnotationId | None = None  # the chosen suggestion
        self.adjusting = False  # the edges of the chosen suggestion can be moved
        self.idea_label_of: LabelOf = _no_label
        self._labels: dict[AnnotationId, str] = {}
        self._details: dict[AnnotationId, str] = {}

    def load(self, source: ReaderText, marks: list[Mark], looks: Mapping[TagId, TagLook], label_of: LabelOf) -> None:
        """Show another report; nothing is selected, hovered or found in it."""
        self.source = source
        self.index = SpanIndex(marks)
        self.units = Units(source.text, self.words)
        self.looks, self.label_of = looks, label_of
        self.anchor = self.head = 0
        self.selected = self.hovered = None
        self.flashed = self.preview = None
        self.hits, self.hit = [], -1
        self.ideas = SpanIndex()
        self.idea, self.adjusting = None, False
        self.forget_label()

    def set_words(self, words: Words) -> None:
        """Use another way to find words."""
        self.words = words
        self.units = Units(self.source.text, words)

    @property
    def selection(self) -> Span | None:
        """The selected span, or ``None`` when the caret stands between two characters."""
        if self.anchor == self.head:
            return None
        return Span(min(self.anchor, self.head), max(self.anchor, self.head))

    def select(self, span: Span | None, *, backwards: bool = False) -> None:
        """Select a span; ``None`` leaves the caret where it is."""
        if span is None:
            self.anchor = self.head
        else:
            self.anchor, self.head = (span.end, span.start) if backwards else (span.start, span.end)

    def find(self, key: AnnotationId | None) -> Mark | None:
        """Return the mark of an annotation or of a suggestion that is shown."""
        return self.index.get(key) or (self.ideas.get(key) if self.ideas_shown else None)

    @property
    def grip(self) -> Mark | None:
        """The mark whose edges can be moved: the selected one, or the suggestion being adjusted."""
        return self.ideas.get(self.idea) if self.adjusting else self.index.get(self.selected)

    @property
    def grip_snap(self) -> Snap:
        """What the edges of that mark snap to: a clause is too coarse for a figure."""
        mark = self.grip
        return Snap.WORD if self.snap is Snap.CLAUSE and mark is not None and mark.tag_id == METRIC else self.snap

    def stack_at(self, position: int) -> list[Mark]:
        """Return annotations and suggestions on a character, innermost first."""
        found = self.index.stack_at(position)
        if self.ideas_shown:
            found = sorted([*found, *self.ideas.stack_at(position)], key=inner_first)
        return found

    def look(self, mark: Mark) -> TagLook | None:
        """Return how a mark is drawn; ``None`` for a tag that is not in the codebook (yet)."""
        return self.looks.get(mark[2])

    def label(self, mark: Mark) -> str:
        """Return the margin label of a mark; asked for once and kept until the mark changes."""
        found = self._labels.get(mark.id)
        if found is None:
            look = self.look(mark)
            label_of = self.idea_label_of if mark.id in self.ideas else self.label_of
            found = label_of(mark.id) or (look.name if look else "")
            self._labels[mark.id] = found
        return found

    def detail(self, mark: Mark) -> str:
        """Return what a mark's label has no room for: the indicator of a metric."""
        if mark.id in self.ideas:
            return ""
        found = self._details.get(mark.id)
        if found is None:
            found = self._details[mark.id] = self.detail_of(mark.id)
        return found

    def forget_label(self, annotation_id: AnnotationId | None = None) -> None:
        """Ask again for one label, or for all."""
        if annotation_id is None:
            self._labels.clear()
            self._details.clear()
        else:
            self._labels.pop(annotation_id, None)
            self._details.pop(annotation_id, None)

    def hits_in(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        """Return the find hits that touch ``[start, end)`` and whether each is the current one."""
        if not self.hits:
            return []
        i = max(0, bisect_left(self.hits, (start, start)) - 1)
        found = []
        while i < len(self.hits) and self.hits[i][0] < end:
            if self.hits[i][1] > start:
                found.append((*self.hits[i], i == self.hit))
            i += 1
        return found


def _no_label(annotation_id: AnnotationId) -> str:
    del annotation_id
    return ""
