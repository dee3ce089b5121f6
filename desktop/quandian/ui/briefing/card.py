"""What the card beside a chosen part says: a source, words of the briefing, a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from quandian.core.briefing_stale import stale_words
from quandian.core.errors import UserError
from quandian.core.model import AnnotationId
from quandian.ui.briefing import places
from quandian.ui.briefing.places import Block
from quandian.ui.briefing.source_card import SourceCard
from quandian.ui.briefing.tree import APPENDIX_KEY, find
from quandian.ui.session import Session
from quandian.ui.theme import theme

if TYPE_CHECKING:
    from quandian.ui.pages.briefing import BriefingPage


class CardPresenter(QObject):
    """Fills and places the card."""

    def __init__(self, page: BriefingPage, session: Session) -> None:
        super().__init__(page)
        self._page, self._session = page, session
        self.card = SourceCard(page.preview.viewport())
        self.card.pressed.connect(page.run_wanted)

    def show_for(self, number: int) -> None:
        """Show the card of a part, if there is something to say of it."""
        block = self._page.preview.block(number)
        if block is None or self._page.writing.editor is not None:
            self.card.hide()
            return
        if block.annotation is not None:
            shown = self._show_source(block.annotation, block)
        else:
            shown = self._show_words(block)
        if not shown:
            self.card.hide()
            return
        self.card.stand_by(
            self._page.preview.rect_of(number), self._page.preview.viewport().rect().adjusted(4, 4, -4, -4)
        )

    def _show_source(self, annotation_id: AnnotationId, block: Block) -> bool:
        project = self._session.project
        try:
            annotation = project.annotation(annotation_id)
            report = project.report(annotation.report_id)
        except UserError:
            return False
        tag = self._session.tag(annotation.tag_id)
        paragraph = self._page.outline.sources.place(annotation) if self._page.outline.sources.place else ""
        actions = [("source", "book-open-text", self.tr("看原文 O")), ("take_out", "trash-2", self.tr("移出简报"))]
        if block.kind == places.HEADING:
            actions.insert(1, ("before", "pencil-line", self.tr("写引言")))
        self.card.show_part(
            (f"〔{block.notes[0]}〕" if block.notes else "") + self.tr("来源"),
            " ".join(annotation.quote.split()),
            self.tr("《{0}》{1}").format(report.title, paragraph),
            actions,
            theme().tag_look(tag) if tag is not None else None,
        )
        return True

    def _show_words(self, block: Block) -> bool:
        if block.kind == places.WORDS:
            by_hand = block.key in self._page.desk.plan.written
            actions = [("rewrite", "pencil-line", self.tr("改写"))]
            if by_hand and not block.key.startswith("own/"):
                actions.append(("restore", "rotate-ccw", self.tr("还原生成的文字")))
            title = self.tr("手写的文字") if by_hand else self.tr("生成的文字")
            line = self.tr("重新生成时保留") if by_hand else self.tr("随标注更新；改写后保留你的文字")
            if by_hand and (change := self._change(block.key)) is not None:
                actions[1:] = [("compare", "git-compare", self.tr("对照新的"))]
                line = self.tr("数字已变：{0}").format(change) if change else self.tr("生成的文字已变")
            self.card.show_part(title, "", line, actions, None)
            return True
        if block.kind == places.HEADING and block.key != APPENDIX_KEY:
            node = find(self._page.outline.rows.nodes, block.key)
            if node is None:
                return False
            actions = [
                ("before", "pencil-line", self.tr("写正文") if node.own else self.tr("写引言")),
                ("after", "pencil-line", self.tr("写结语")),
                ("heading", "heading", self.tr("改标题")),
            ]
            if node.own:
                del actions[1]
            self.card.show_part(f"{node.number}{node.title}", "", "", actions, None)
            return True
        return False

    def _change(self, key: str) -> str | None:
        """Return which figures of words by hand are not as generated any more; None where nothing changed."""
        desk = self._page.desk
        found = stale_words(desk.plan, desk.now.briefing) if desk.now is not None else []
        return next((one.change for one in found if one.key == key), None)

    def follow(self) -> None:
        """Move with the page; out of sight it goes."""
        preview = self._page.preview
        if not self.card.isHidden() and preview.selected is not None:
            rect, view = preview.rect_of(preview.selected), preview.viewport().rect()
            if rect.intersects(view):
                self.card.stand_by(rect, view.adjusted(4, 4, -4, -4))
            else:
                self.card.hide()
