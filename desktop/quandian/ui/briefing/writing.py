"""Introductions, closing words and paragraphs written by hand, over the page where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from quandian.core.briefing_plan import AFTER, BEFORE
from quandian.core.briefing_tree import Paragraph
from quandian.ui.briefing import places
from quandian.ui.briefing.editor import WordsEditor
from quandian.ui.briefing.tree import SECTION, find

if TYPE_CHECKING:
    from quandian.ui.pages.briefing import BriefingPage


class Writing(QObject):
    """Opens, places and ends the field."""

    def __init__(self, page: BriefingPage) -> None:
        super().__init__(page)
        self._page, self._desk, self._preview = page, page.desk, page.preview
        self.editor: WordsEditor | None = None
        self._below = False
        self._from: QWidget | None = None  # what had the keyboard before

    @Slot(str)
    def write(self, key: str) -> None:
        """Open a field for the words of a key: a paragraph, or the introduction of a section."""
        made = self._desk.now
        if made is None or self._page.read_only:
            return
        node = find(made.nodes, key)
        if node is not None:
            if node.kind != SECTION:
                self._page.outline.rename(key)
                return
            key = key if node.own else f"{key}/{BEFORE}"
        self.end(keep=True)
        self._from = QApplication.focusWidget()
        section, _, end = key.rpartition("/")
        paragraph = self._paragraph(key)
        text = self._desk.plan.written.get(key) or (paragraph.text if paragraph is not None else "")
        by_hand = key in self._desk.plan.written and paragraph is not None and not key.startswith("own/")
        hint = self.tr("写这一段")
        if end in (BEFORE, AFTER):
            hint = self.tr("写这一节的引言") if end == BEFORE else self.tr("写这一节的结语")
            by_hand = False
        number = made.places.of_key(key)
        if number is None:
            number = made.places.of_key(section if end in (BEFORE, AFTER) else key.removesuffix("/text"))
            if end == AFTER:
                number = self._last_of(section)
        self._page.cards.card.hide()
        self._preview.select(number)
        editor = WordsEditor(
            key, text, hint, by_hand=by_hand, zoom=self._preview.scale, parent=self._preview.viewport()
        )
        editor.kept.connect(self._desk.write)
        editor.restored.connect(self._on_restored)
        editor.ended.connect(self._on_editor_ended)
        self.editor, self._below = editor, paragraph is None
        self.place()
        editor.start()

    def _paragraph(self, key: str) -> Paragraph | None:
        made = self._desk.now
        if made is None:
            return None
        found = (b for s in made.briefing.walk() for b in s.blocks if isinstance(b, Paragraph) and b.key == key)
        return next(found, None)

    def _last_of(self, section: str) -> int | None:
        """Return the last part of a section, those below it included."""
        known, made = self._preview.places, self._desk.now
        if known is None or made is None:
            return None
        below = {section}
        for node in made.nodes:
            if node.parent in below:
                below.add(node.key)
        found = [n for n, block in enumerate(known.blocks) if block.section in below and block.kind != places.OTHER]
        return found[-1] if found else None

    def place(self) -> None:
        """Stand over the words, or below the heading they will follow."""
        if self.editor is None or self._preview.selected is None:
            return
        rect = self._preview.rect_of(self._preview.selected)
        if self._below:
            rect.moveTop(rect.bottom() + 6)
            rect.setHeight(10)
        self.editor.place(rect)

    @Slot(str)
    def _on_restored(self, key: str) -> None:
        self._desk.write(key, "")

    @Slot(bool)
    def _on_editor_ended(self, had_focus: bool) -> None:
        self.editor = None
        back, self._from = self._from, None
        if self._page.isVisible() and had_focus:
            inside = back is not None and self._page.isAncestorOf(back)
            (back if back is not None and inside else self._preview).setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self, *, keep: bool) -> None:
        """End the writing, and keep what was written or not."""
        if self.editor is not None:
            self.editor.finish(keep=keep)
