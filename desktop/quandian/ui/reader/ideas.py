"""The machine's suggestions in a reader: shown as dashed outlines, one of them chosen. A part of ``ReaderView``."""

from __future__ import annotations

from collections.abc import Iterable

from quandian.core.model import AnnotationId, Mark
from quandian.ui.reader.input_view import InputView
from quandian.ui.reader.margin import Margin
from quandian.ui.reader.scene import LabelOf, Scene
from quandian.ui.reader.scroll_map import ScrollMap
from quandian.ui.reader.span_index import SpanIndex


class Ideas:
    """Suggestions as marks whose id is that of the suggestion; a change costs the blocks it touches."""

    def __init__(self, scene: Scene, text: InputView, margin: Margin, scroll_map: ScrollMap) -> None:
        self._scene, self._text, self._margin, self._map = scene, text, margin, scroll_map

    @property
    def shown(self) -> bool:
        """Whether suggestions are drawn."""
        return self._scene.ideas_shown

    @property
    def chosen(self) -> AnnotationId | None:
        """The chosen suggestion."""
        return self._scene.idea

    def show(self, on: bool) -> None:
        """Draw suggestions, or not."""
        if on != self._scene.ideas_shown:
            self._scene.ideas_shown = on
            if not on:
                self._scene.idea, self._scene.adjusting = None, False
            self._repaint()

    def load(self, marks: Iterable[Mark], label_of: LabelOf) -> None:
        """Show these suggestions instead of those before; ``label_of`` gives their words in the margin."""
        scene = self._scene
        scene.idea_label_of = label_of
        for mark in scene.ideas:
            scene.forget_label(mark.id)
        scene.ideas = SpanIndex(marks)
        if scene.idea not in scene.ideas:
            scene.idea, scene.adjusting = None, False
        self._map.load_ideas(scene.ideas)
        self._text.forget_ideas()
        self._repaint()

    def put(self, marks: Iterable[Mark]) -> None:
        """Add suggestions; one with the id of one that is there takes its place."""
        mark = None
        for mark in marks:
            old = self._scene.ideas.put(mark)
            self._scene.forget_label(mark.id)
            if old is not None:
                self._map.change_idea(old, -1)
                self._text.touch(old)
            self._map.change_idea(mark, 1)
            self._text.touch(mark)
        if mark is not None:  # nothing is drawn again for suggestions of other reports
            self._margin.forget()

    def remove(self, ids: Iterable[AnnotationId]) -> None:
        """Take suggestions out."""
        key = None
        for key in ids:
            old = self._scene.ideas.remove(key)
            if old is not None:
                self._map.change_idea(old, -1)
                self._text.touch(old)
                self._scene.forget_label(key)
            if self._scene.idea == key:
                self._scene.idea, self._scene.adjusting = None, False
        if key is not None:
            self._margin.forget()

    def choose(self, key: AnnotationId | None, *, scroll: bool = True, upper_third: bool = False) -> None:
        """Choose a suggestion, or none; ``upper_third`` lets it stand there even where it could be seen before."""
        scene = self._scene
        old, new = scene.ideas.get(scene.idea), scene.ideas.get(key)
        scene.idea = new.id if new is not None else None
        scene.adjusting = False
        if new is not None and scroll:
            self._text.scroll_to(new.start, force=upper_third)
        for mark in (old, new):
            self._text.repaint_span(mark)
        self._margin.forget()

    @property
    def adjusting(self) -> bool:
        """Whether the edges of the chosen suggestion can be moved."""
        return self._scene.adjusting

    def adjust(self, on: bool) -> None:
        """Let the edges of the chosen suggestion be moved, or not."""
        self._scene.adjusting = on and self._scene.idea is not None
        self._text.repaint_span(self._scene.ideas.get(self._scene.idea))

    def mark(self, key: AnnotationId | None) -> Mark | None:
        """Return a suggestion that is there."""
        return self._scene.ideas.get(key)

    def _repaint(self) -> None:
        self._text.viewport().update()
        self._margin.forget()
        self._map.forget()
