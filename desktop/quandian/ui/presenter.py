"""Between the session and the reading page: what changed in the project is shown, and only that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Slot

from quandian.core.codebook import METRIC
from quandian.core.model import (
    Annotation,
    AnnotationId,
    Changes,
    Mark,
    Progress3,
    Report,
    ReportId,
    RowChange,
    TagId,
    UndoState,
)
from quandian.core.sentences import label_text
from quandian.core.text import Span
from quandian.language import segment
from quandian.ui.panels.words import value_text
from quandian.ui.phrases import inner
from quandian.ui.reader.span_index import reading_order
from quandian.ui.reader.view import Place
from quandian.ui.theme import TagLook, tag_name, theme

if TYPE_CHECKING:
    from quandian.ui.main_window import MainWindow


class ReadingPresenter(QObject):
    """Feeds the reader and the status bar from the session, and the session from the reader."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._page = window.reading
        self._reader = window.reading.reader
        self._minibar = self._reader.minibar
        self._shown: ReportId | None = None
        self._just_read: tuple[ReportId, list[Mark]] | None = None
        self._paragraph = 1
        self._done = False
        self._counts = QTimer(self)  # counting every tag of every report is for when the hand rests
        self._counts.setSingleShot(True)
        self._counts.setInterval(120)
        self._counts.timeout.connect(self._show_counts)
        self._connect()

    def _connect(self) -> None:
        session, reader, page, window = self._session, self._reader, self._page, self._window
        session.report_changed.connect(self._on_report)
        session.annotation_changed.connect(self._on_annotation)
        session.changed.connect(self._on_changes)
        reader.selection_changed.connect(self._on_selection)
        reader.annotation_clicked.connect(session.choose_annotation)
        reader.annotation_activated.connect(self._on_activated)
        reader.caret_paragraph_changed.connect(self._on_paragraph)
        reader.edge_moved.connect(window.tagging.move_to)
        reader.font_step.connect(window.view.step_text)
        reader.context_menu_requested.connect(self._on_context_menu)
        self._minibar.tag_chosen.connect(window.tagging.tag_with)
        self._minibar.more_requested.connect(window.tagging.choose)
        self._minibar.note_requested.connect(self._on_note_selection)
        self._minibar.link_requested.connect(self._on_link_selection)
        self._minibar.copy_requested.connect(window.run_copy)
        page.annotations.list.marks_of = self._read_marks
        page.reports.report_chosen.connect(session.choose_report)
        page.reports.import_wanted.connect(window.project_commands.import_files)
        window.project_commands.flow.imported.connect(self._on_imported)
        page.reports.properties_wanted.connect(window.project_commands.properties_of)
        page.reports.remove_wanted.connect(window.project_commands.delete_reports)
        page.reports.done_toggled.connect(window.project_commands.toggle_done_of)
        page.annotations.dimmed_changed.connect(reader.set_dimmed)
        page.annotations.position_chosen.connect(self._on_position)
        page.annotations.hit_chosen.connect(window.view.show_span)
        page.annotations.text_wanted.connect(self._on_text_wanted)
        page.inspector.back_to_text.connect(self._on_text_wanted)
        page.inspector.relate_wanted.connect(window.tagging.relate_from)
        page.inspector.jump_wanted.connect(self._on_jump)
        page.inspector.properties_wanted.connect(window.project_commands.properties_of)
        page.annotations.relate_wanted.connect(window.tagging.relate_from)
        page.annotations.inspector_wanted.connect(window.tagging.inspect)
        page.annotations.query_changed.connect(reader.set_find)
        page.annotations.example_wanted.connect(window.project_commands.sample)
        page.reports.text_wanted.connect(self._on_text_wanted)
        reader.caret_moved.connect(page.annotations.set_position)
        window.actions_table.add_to_pane(reader)
        theme().changed.connect(self._on_theme)
        window.view.changed.connect(self._on_view)
        reader.set_words(segment.words)

    # --- opening

    def on_opened(self) -> None:
        """Show the codebook, and the report the user was at."""
        self._show_codebook()
        project = self._session.project
        place = self._window.settings.place(str(project.path))
        reports = [report.id for report in project.reports()]
        wanted = ReportId(place.report)
        self._session.choose_report(wanted if wanted in reports else reports[0] if reports else None)
        if not reports:
            self._on_report(None)
        self._window.status.set_saved()
        self._show_counts()
        self._reader.setFocus()

    def on_closed(self) -> None:
        """Forget what was shown."""
        self._shown = None
        self._reader.clear()
        self._reader.hide_minibar()
        self._window.status.show_closed()

    def remember_place(self) -> None:
        """Keep where the user is, for the next time."""
        path = self._session.path
        if path is None:
            return
        place = self._window.settings.place(str(path))
        place.report = self._session.report_id or ""
        self.remember_position()

    # --- from the session

    @Slot()
    def _on_theme(self) -> None:
        self._window.actions_table.repaint()
        self._reader.set_theme(theme())
        self._show_codebook()

    def _show_codebook(self) -> None:
        tags = self._session.tags if self._session.is_open else []
        self._window.toolbar.set_tags(tags)
        self._reader.set_looks(self._looks())
        for number in range(1, 10):
            tag = next((tag for tag in tags if tag.shortcut == str(number)), None)
            apply = self._window.actions_table[f"tag.apply_{number}"]
            change = self._window.actions_table[f"review.change_{number}"]
            for action in (apply, change):
                action.setVisible(tag is not None)
            if tag is not None:
                apply.setText(self.tr("标注“{0}”").format(tag_name(tag)))
                change.setText(self.tr("接受并改为“{0}”").format(tag_name(tag)))

    def _looks(self) -> dict[TagId, TagLook]:
        return {tag.id: theme().tag_look(tag) for tag in self._session.tags} if self._session.is_open else {}

    @Slot(object)
    def _on_report(self, report_id: ReportId | None) -> None:
        self.remember_position()
        self._reader.hide_minibar()
        self._shown = report_id
        self._page.show_text(report_id is not None)
        if report_id is None:
            self._show_header(None)
            self._reader.clear()
        else:
            project = self._session.project
            read, self._just_read = self._just_read, None
            marks = read[1] if read is not None and read[0] == report_id else project.marks(report_id)
            self._show_header(project.report(report_id))
            self._reader.show_report(
                report_id,
                project.text(report_id),
                project.passages(report_id),
                marks,
                self._looks(),
                self._label_of,
                self._detail_of,
            )
            place = self._window.settings.place(str(project.path))
            first = place.positions.get(report_id, 0)
            self._reader.restore_place(Place(first, first))
        self._show_counts()

    def _show_header(self, report: Report | None) -> None:
        self._page.header.show_report(report)
        self._done = report is not None and report.progress == Progress3.DONE

    def _read_marks(self, report_id: ReportId) -> list[Mark]:
        """Read the marks for the list, and keep them for the reader that opens the report next: 100,000 take 0.1 s."""
        marks = self._session.project.marks(report_id)
        if report_id != self._shown:
            self._just_read = report_id, marks
        return marks

    def remember_position(self) -> None:
        """Keep where the user was in the report shown."""
        path = self._session.path
        if self._shown is not None and path is not None:
            self._window.settings.place(str(path)).positions[self._shown] = self._reader.place().first

    def _known(self, annotation_id: AnnotationId) -> Annotation | None:
        """Return an annotation; ``None`` for one that was removed elsewhere, before that has been told here."""
        return next(iter(self._session.project.annotations_by_id([annotation_id])), None)

    def _detail_of(self, annotation_id: AnnotationId) -> str:
        annotation = self._known(annotation_id)
        if annotation is None or annotation.tag_id != METRIC:
            return ""
        return str(annotation.fields.get("indicator") or "")

    def _label_of(self, annotation_id: AnnotationId) -> str:
        annotation = self._known(annotation_id)
        if annotation is None:
            return ""
        tag = self._session.tag(annotation.tag_id)
        name = tag_name(tag) if tag is not None else ""
        if annotation.tag_id == METRIC:
            value = value_text(annotation.fields).replace(" ", "", 1)  # 指标 >1100亿元: room is short
            return f"{name} {value}".strip()
        return name

    @Slot(object)
    def _on_annotation(self, annotation_id: AnnotationId | None) -> None:
        self._reader.select_annotation(annotation_id, scroll=True)

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        if changes.touches("tag"):
            self._show_codebook()
        if self._shown is None:
            self._adopt_first()
            return
        ids = [AnnotationId(row.entity_id) for row in changes.rows if _may_be_in(row, self._shown)]
        if ids:
            gone = next((mark for mark in map(self._reader.mark, ids) if mark is not None), None)
            here = self._show_marks(ids)
            if changes.kind in ("undo", "redo"):
                self._go_to(here, gone)
        if any(row.entity == "report" and row.entity_id == self._shown for row in changes.rows):
            self._show_header(self._session.project.report(self._shown))
        self._counts.start()

    def _adopt_first(self) -> None:
        """Show the first report of a project that had none."""
        reports = self._session.project.reports()
        if reports:
            self._session.choose_report(reports[0].id)
        self._counts.start()

    def _go_to(self, here: list[Mark], gone: Mark | None) -> None:
        """Bring into view what undo or redo has changed in the report shown."""
        if here:
            first = min(here, key=reading_order)
            self._session.choose_annotation(first.id)
            self._reader.select_annotation(first.id)
            self._reader.scroll_to(first.start)
            self._reader.flash(Span(first.start, first.end))
        elif gone is not None:
            self._reader.set_caret(gone.start)
            self._reader.flash(Span(gone.start, gone.end))

    def _show_marks(self, ids: list[AnnotationId]) -> list[Mark]:
        now: dict[AnnotationId, Annotation] = {a.id: a for a in self._session.project.annotations_by_id(ids)}
        here: list[Mark] = [a.mark for a in now.values() if a.report_id == self._shown]
        self._reader.remove_marks([i for i in ids if i not in now])
        self._reader.add_marks(here)
        return here

    @Slot()
    def _on_view(self) -> None:
        if self._session.is_open:
            self._window.status.show_settings(self._window.settings)

    # --- from the reader

    @Slot(object)
    def _on_selection(self, span: Span | None) -> None:
        status = self._window.status
        count = len(span) if span is not None else 0
        status.selection.set(self.tr("选中 {0} 字", "", count).format(count) if count else "")

    def hide_minibar(self) -> None:
        """Put the small toolbar away, because something opens over the text."""
        self._reader.hide_minibar()

    @Slot(object)
    def _on_activated(self, _annotation_id: AnnotationId) -> None:
        self._window.tagging.inspect()

    @Slot(int)
    def _on_paragraph(self, number: int) -> None:
        self._paragraph = number
        total = self._reader.paragraph_count
        text = self.tr("第 {0} 段，共 {1} 段").format(number, total) if self._shown and total else ""
        self._window.status.place.set(text)

    @Slot()
    def _on_note_selection(self) -> None:
        self._tag_then(self._window.tagging.note)

    @Slot()
    def _on_link_selection(self) -> None:
        self._tag_then(self._window.tagging.relate)

    def _tag_then(self, verb: object) -> None:
        """Do something with the chosen annotation; with a selection only, tag it first."""
        if self._session.annotation_id is None:
            self._window.tagging.repeat()
        if self._session.annotation_id is not None and callable(verb):
            verb()

    @Slot(object)
    def open_report(self, report_id: ReportId) -> None:
        """Show a report with the keyboard in its text: the next key may be a tag's."""
        self._session.choose_report(report_id)
        QTimer.singleShot(0, self._on_text_wanted)  # after whoever asked has given the focus back

    @Slot(object)
    def _on_imported(self, report_ids: list[ReportId]) -> None:
        if self._session.report_id in report_ids:  # a new report that is shown is there to be worked on
            QTimer.singleShot(0, self._on_text_wanted)

    @Slot(object)
    def open_annotation(self, annotation_id: AnnotationId) -> None:
        """Show an annotation in its report with the keyboard in the text."""
        self._window.view.show_annotation(annotation_id)
        QTimer.singleShot(0, self._on_text_wanted)

    @Slot(object, object)
    def open_span(self, report_id: ReportId, span: Span) -> None:
        """Show a passage of a report with the keyboard in the text."""
        self._window.view.show_span(report_id, span)
        QTimer.singleShot(0, self._on_text_wanted)

    @Slot(object)
    def _on_position(self, position: int) -> None:
        self._reader.set_caret(position)
        self._reader.scroll_to(position)
        self._reader.setFocus()

    @Slot(object, object)
    def _on_jump(self, _report_id: ReportId, annotation_id: AnnotationId) -> None:
        self.open_annotation(annotation_id)

    @Slot()
    def _on_text_wanted(self) -> None:
        self._reader.setFocus()

    @Slot(object, object, object)
    def _on_context_menu(self, where: QPoint, _span: object, _ids: object) -> None:
        self._window.show_text_menu(where)

    # --- words in the status bar and the menus

    def quotation(self) -> str:
        """Return the selected words, or the chosen annotation's, with where they stand; empty without either."""
        project, report_id = self._session.project, self._shown
        if report_id is None:
            return ""
        span = self._reader.selection()
        annotation = self._session.annotation()
        if (span is None or not len(span)) and annotation is not None:
            span = Span(annotation.start, annotation.end)
        if span is None or not len(span):
            return ""
        report = project.report(report_id)
        paragraph = next((p.paragraph for p in project.passages(report_id) if p.start <= span.start < p.end), 1)
        words = project.text(report_id)[span.start : span.end]
        return self.tr("“{0}”（{1}《{2}》第{3}段）").format(words, report.issuer, report.title, paragraph)

    def refresh_labels(self, state: UndoState | None) -> None:
        """Name in the menu what undo and redo would do."""
        actions = self._window.actions_table
        undo = state.undo if state is not None else None
        redo = state.redo if state is not None else None
        actions["edit.undo"].setText(self.tr("撤销“{0}”").format(inner(label_text(undo))) if undo else self.tr("撤销"))
        actions["edit.redo"].setText(self.tr("重做“{0}”").format(inner(label_text(redo))) if redo else self.tr("重做"))
        actions.check("project.toggle_done", self._done)

    @Slot()
    def _show_counts(self) -> None:
        if not self._session.is_open:
            return
        project = self._session.project
        here = project.counts().get(self._shown, {}) if self._shown is not None else {}
        parts = [
            f"{tag_name(tag)} {here[tag.id]}" if tag.id in here else f"{tag_name(tag)} 0"
            for tag in self._session.tags
            if tag.built_in or tag.id in here
        ]
        status = self._window.status
        status.counts.set("　".join(parts) if self._shown is not None else "")
        status.author.set(project.author)
        status.path.set_text(str(project.path))
        status.show_settings(self._window.settings)


def _may_be_in(row: RowChange, report_id: ReportId) -> bool:
    """Whether an annotation that changed may stand in a report: images of an update name it only where it changed."""
    if row.entity != "annotation":
        return False
    before, after = row.before, row.after
    if before is None and after is None:
        return True
    came = after is not None and after.get("report_id", report_id) == report_id
    return came or (before is not None and before.get("report_id", report_id) == report_id)
