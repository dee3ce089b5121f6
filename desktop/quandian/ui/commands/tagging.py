"""Tagging by keys, mouse and menus: every path ends in one verb of the project."""

from __future__ import annotations

# Dialogs are imported where they are opened: the window must be there in 0.8 s (issue 2, "Figures").
from PySide6.QtCore import QObject, Slot

from quandian.core.codebook import METRIC
from quandian.core.errors import UserError
from quandian.core.model import Annotation, AnnotationId, ReportId, Status, Tag, TagId
from quandian.core.text import Span
from quandian.language.quantities import figure_at
from quandian.tasks.tagging import annotate_smart, move_smart
from quandian.ui.pages.reading import ReadingPage
from quandian.ui.session import Session
from quandian.ui.theme import tag_name


class TaggingCommands(QObject):
    """Serves the actions ``tag.*``."""

    def __init__(self, session: Session, page: ReadingPage, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._page = session, page
        self._last_tag: TagId | None = None

    # --- tag

    def apply(self, number: int) -> None:
        """Tag the selection, or the clause at the caret, with the tag of a digit key."""
        tag = next((tag for tag in self._session.tags if tag.shortcut == str(number)), None)
        if tag is None:
            self._session.say(self.tr("键 {0} 还没有对应的标签，可在“标签管理”中设置").format(number))
        else:
            self.tag_with(tag.id)

    @Slot(object)
    def tag_with(self, tag_id: TagId) -> None:
        """Tag the selection or the current clause; of a clause without a selection a metric takes the figure."""
        report_id = self._session.report_id
        reader = self._page.reader
        if report_id is None:
            return
        span = reader.target_span()
        if not len(span):
            self._session.say(self.tr("光标处没有文字，先把光标移到要标注的句子上"))
            return
        if tag_id == METRIC and reader.selection() is None:
            text = self._session.project.text(report_id)
            figure = figure_at(text, span.start, span.end, reader.caret())
            span = Span(*figure) if figure is not None else span
        self._last_tag = tag_id
        with self._session.telling():
            self._session.choose_annotation(self._annotated(report_id, tag_id, span))
            reader.select_span(None)

    def _annotated(self, report_id: ReportId, tag_id: TagId, span: Span) -> AnnotationId:
        """Tag a span and return the annotation; where the same tag stands there already, that one."""
        try:
            return annotate_smart(self._session.project, report_id, tag_id, (span.start, span.end)).id
        except UserError as error:
            if error.code != "annotation.duplicate":
                raise
            self._session.say(str(error))
            return AnnotationId(str(error.facts["annotation"]))

    def repeat(self) -> None:
        """Tag with the tag used last."""
        if self._last_tag is None or self._session.tag(self._last_tag) is None:
            self._session.say(self.tr("还没有用过标签，先按 1、2、3 标注一次"))
        else:
            self.tag_with(self._last_tag)

    def choose(self) -> None:
        """Show all tags, to be filtered by typing."""
        from quandian.ui.dialogs.tag_chooser import TagChooser

        chooser = TagChooser(self._session, self._page.window())
        chooser.chosen.connect(self.tag_with)
        chooser.open()

    @Slot(object, object)
    def retag(self, annotation_id: AnnotationId, tag_id: TagId) -> None:
        """Give an annotation another tag."""
        with self._session.telling():
            self._session.project.retag(annotation_id, tag_id)

    # --- walk

    def next(self) -> None:
        """Choose the next annotation in the order of the text."""
        self._step(1)

    def previous(self) -> None:
        """Choose the annotation before."""
        self._step(-1)

    def _step(self, direction: int) -> None:
        found = self._page.reader.neighbour(direction)
        if found is None:
            self._session.say(self.tr("这是最后一个标注") if direction > 0 else self.tr("这是第一个标注"))
        else:
            self._session.choose_annotation(found)

    def next_stacked(self) -> None:
        """Choose the next of the annotations that lie over each other at the caret."""
        found = self._page.reader.next_stacked()
        if found is not None:
            self._session.choose_annotation(found)

    # --- edges

    def start_out(self) -> None:
        """Move the start outwards by the snap unit."""
        self._page.reader.move_edge("start", outwards=True)

    def start_in(self) -> None:
        """Move the start inwards."""
        self._page.reader.move_edge("start", outwards=False)

    def end_out(self) -> None:
        """Move the end outwards."""
        self._page.reader.move_edge("end", outwards=True)

    def end_in(self) -> None:
        """Move the end inwards."""
        self._page.reader.move_edge("end", outwards=False)

    @Slot(object, object)
    def move_to(self, annotation_id: AnnotationId, span: Span) -> None:
        """Give an annotation other edges; a metric's figures are read again where nobody has changed them."""
        with self._session.telling():
            move_smart(self._session.project, annotation_id, (span.start, span.end))

    # --- the chosen annotation

    def note(self) -> None:
        """Go to the note of the chosen annotation."""
        self._page.set_right(True)
        self._page.inspector.focus_note()

    def inspect(self) -> None:
        """Go to the first field of the chosen annotation."""
        self._page.set_right(True)
        self._page.inspector.focus_fields()

    def relate(self) -> None:
        """Relate the chosen annotation to another."""
        if self._session.annotation_id is not None:
            self.relate_from(self._session.annotation_id)

    @Slot(object)
    def relate_from(self, annotation_id: AnnotationId) -> None:
        """Relate an annotation to another."""
        from quandian.ui.dialogs.relate import RelateDialog

        RelateDialog(self._session, annotation_id, self._page.window()).open()

    def status_open(self) -> None:
        """Mark as still to be checked."""
        self._set_status(Status.OPEN)

    def status_confirmed(self) -> None:
        """Mark as checked."""
        self._set_status(Status.CONFIRMED)

    def status_doubtful(self) -> None:
        """Mark as doubtful."""
        self._set_status(Status.DOUBTFUL)

    def _set_status(self, status: Status) -> None:
        ids = self._page.annotations.list.selected_ids() or self._chosen()
        with self._session.telling():
            self._session.project.set_status(ids, status)

    def _chosen(self) -> list[AnnotationId]:
        return [self._session.annotation_id] if self._session.annotation_id is not None else []

    def delete(self) -> None:
        """Remove the chosen annotations; the toast offers to undo it."""
        ids = self._page.annotations.list.selected_ids() or self._chosen()
        if not ids:
            return
        self._page.inspector.commit_pending()
        with self._session.telling():
            first = self._session.project.annotation(ids[0])
            self._session.project.delete(ids)
            if len(ids) > 1:
                self._session.say(self.tr("已删除 {0} 条标注", "", len(ids)).format(len(ids)), offers_undo=True)
            else:
                self._session.say(self.tr("已删除{0}标注").format(self._tag_words(first)), offers_undo=True)
            self._page.reader.set_caret(first.start)

    def _tag_words(self, annotation: Annotation) -> str:
        tag: Tag | None = self._session.tag(annotation.tag_id)
        return f"“{tag_name(tag)}”" if tag is not None else ""
