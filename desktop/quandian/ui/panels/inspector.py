"""The inspector: everything about the chosen annotation, edited in place (screen-01, right bottom)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from quandian.core.errors import UserError
from quandian.core.model import Annotation, AnnotationId, Changes, LinkId, Status, Tag, TagId
from quandian.ui.panels import words
from quandian.ui.panels.editors import Editor, NoteEditor, WrongInput
from quandian.ui.panels.inspector_facts import ReportFacts, events_of, relations_of
from quandian.ui.panels.inspector_form import Form, StatusEditor
from quandian.ui.panels.inspector_menus import InspectorMenus
from quandian.ui.panels.parts import ChipButton
from quandian.ui.panels.relations import FoldHead, HistoryBox, RelationsBox
from quandian.ui.session import Session
from quandian.ui.theme import theme
from quandian.ui.widgets import ElidingLabel, Ground, IconButton

PAUSE_MS = 800  # typing is stored after this pause
SHOW_MS = 25  # the reader paints a new mark first
HISTORY_MS = 150
NARROW = 320  # px of the panel below which note and history fold and comparators show their sign only


class InspectorPanel(Ground):
    """The panel.

    Signals: back_to_text(), relate_wanted(AnnotationId), jump_wanted(ReportId, AnnotationId),
    properties_wanted(ReportId).
    """

    back_to_text = Signal()
    relate_wanted = Signal(object)
    jump_wanted = Signal(object, object)
    properties_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._session = session
        self._shown: Annotation | None = None
        self._forms: dict[Tag, Form] = {}
        self._form: Form | None = None
        self._drafts: dict[AnnotationId, dict[tuple[str, ...], Any]] = {}
        self._narrow = False
        self._menus = InspectorMenus(session, self)
        self._build()
        self._pause = self._timer(PAUSE_MS, self.commit_pending)
        self._late = self._timer(SHOW_MS, self.show_now)
        self._history_late = self._timer(HISTORY_MS, self._show_history)
        session.annotation_changed.connect(self._on_annotation_changed)
        session.report_changed.connect(self._on_report_changed)
        session.changed.connect(self._on_changed)
        session.closing.connect(self.commit_pending)
        session.closed.connect(self._on_closed)
        session.opened.connect(self.show_now)
        theme().changed.connect(self._on_theme)
        self.show_now()

    def _timer(self, interval: int, slot: Any) -> QTimer:  # noqa: ANN401 - a bound slot
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer

    # --- building

    def _build(self) -> None:
        self._pages = QStackedLayout(self)
        self.facts = ReportFacts(self._session, self)
        self.facts.properties_wanted.connect(self.properties_wanted)
        self._pages.addWidget(self.facts)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self._scroll = QScrollArea(page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._body())
        for part in (self._scroll.viewport(), self._scroll.widget()):
            part.setAutoFillBackground(False)
        column.addWidget(self._scroll, 1)
        self._pages.addWidget(page)
        self._page = page

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 9, 8, 5)
        row.setSpacing(4)
        self.chip = ChipButton(self)
        self.chip.clicked.connect(self._on_chip)
        self.quote = ElidingLabel("", 13, bold=True, parent=self)
        self.delete_button = IconButton("trash-2", self.tr("删除标注 (Del)"), self, size=16)
        self.delete_button.clicked.connect(self.delete)
        self.more_button = IconButton("ellipsis", self.tr("更多"), self, size=16)
        self.more_button.clicked.connect(self._on_more)
        row.addWidget(self.chip)
        row.addSpacing(4)
        row.addWidget(self.quote, 1)
        row.addWidget(self.delete_button)
        row.addWidget(self.more_button)
        return row

    def _body(self) -> QWidget:
        body = QWidget(self)
        body.setObjectName("inspectorBody")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(16, 0, 16, 12)
        self._column.setSpacing(8)
        self.status = StatusEditor(self.tr("状态"), body)
        self.relations = RelationsBox(body)
        self.relations.jump_wanted.connect(self.jump_wanted)
        self.relations.remove_wanted.connect(self._on_unlink)
        self.relations.add_wanted.connect(self._on_relate)
        self.fold = FoldHead(self.tr("备注与历史"), body)
        self.fold.toggled.connect(self._on_fold)
        self.note = NoteEditor(self.tr("备注"), body)
        self._history_title = ElidingLabel(self.tr("历史"), 12, "text3", bold=True, parent=body)
        self._history_title.setFixedHeight(24)
        self.history = HistoryBox(body)
        for part in (self.status, self.relations, self.fold, self.note):
            self._column.addWidget(part)
        past = QVBoxLayout()
        past.setSpacing(0)
        past.addWidget(self._history_title)
        past.addWidget(self.history)
        self._column.addLayout(past)
        self._column.addStretch(1)
        for editor in (self.status, self.note):
            self._listen(editor)
        self.fold.hide()
        return body

    def _listen(self, editor: Editor) -> None:
        editor.touched.connect(self._on_touched)
        editor.finished.connect(self._on_finished)
        editor.escaped.connect(self._on_escaped)

    def _form_of(self, tag: Tag) -> Form:
        form = self._forms.get(tag)
        if form is None:
            form = Form(tag, self._scroll.widget())
            form.set_narrow(self._narrow)
            for editor in form.editors:
                self._listen(editor)
            self._forms[tag] = form
        return form

    # --- what shows

    @property
    def annotation_id(self) -> AnnotationId | None:
        """The annotation the fields belong to."""
        return self._shown.id if self._shown is not None else None

    @property
    def editors(self) -> list[Editor]:
        """The editors on screen."""
        return [*(self._form.editors if self._form is not None else ()), self.status, self.note]

    @Slot()
    def show_now(self) -> None:
        """Show the chosen annotation, or what is known of the report."""
        self._late.stop()
        self._let_go()
        annotation = self._session.annotation()
        tag = self._session.tag(annotation.tag_id) if annotation is not None else None
        if annotation is None or tag is None:
            self._shown = None
            self.facts.refresh()
            self._pages.setCurrentWidget(self.facts)
            self.setFocusProxy(self.facts.edit)
            return
        self._shown = annotation
        self._show_form(tag)
        self._show_head(annotation, tag)
        values = _values(annotation)
        for editor in self.editors:
            editor.begin(values)
        self._show_drafts(annotation.id)
        self._show_relations()
        self.history.show_events([])
        self._show_history()
        self._scroll.verticalScrollBar().setValue(0)
        self._pages.setCurrentWidget(self._page)
        self.setFocusProxy(self.chip)

    def _show_form(self, tag: Tag) -> None:
        form = self._form_of(tag)
        if form is not self._form:
            if self._form is not None:
                self._column.removeWidget(self._form)
                self._form.hide()
            self._column.insertWidget(0, form)
            form.show()
            self._form = form
        form.propose_periods(self.facts.years())

    def _order_tabs(self) -> None:
        """Let Tab go down the panel: forms and relations are made late, but stand above the note."""
        stops: list[QWidget] = [self.chip, self.delete_button, self.more_button]
        for editor in self.editors[:-1]:
            stops += editor.stops
        for before, after in pairwise([*stops, *self.relations.stops(), self.fold, *self.note.stops]):
            QWidget.setTabOrder(before, after)

    def _show_head(self, annotation: Annotation, tag: Tag) -> None:
        self.chip.show_look(theme().tag_look(tag))
        self.quote.set_text(f"“{words.one_line(annotation.quote[:300])}”")

    def _show_relations(self) -> None:
        if self._shown is not None:
            self.relations.show_relations(relations_of(self._session, self._shown.id))
            self._order_tabs()

    @Slot()
    def _show_history(self) -> None:
        self._history_late.stop()
        if self._shown is not None and self._session.is_open and not self.history.isHidden():
            self.history.show_events(events_of(self._session, self._shown))

    # --- storing what the user typed

    @Slot()
    def commit_pending(self) -> None:
        """Store every field the user has touched. Wrong input is marked and stays in its field."""
        self._pause.stop()
        for editor in self.editors:
            self._commit(editor)

    def _commit(self, editor: Editor) -> None:
        if not editor.is_touched or self._shown is None or not self._session.is_open:
            return
        try:
            changed = editor.changed_values()
        except WrongInput as wrong:
            editor.set_problem(str(wrong))
            return
        editor.is_touched = False
        if not changed:
            editor.set_problem("")
            return
        stored = False
        with self._session.telling():
            if self._is_there(self._shown.id):
                self._write(self._shown.id, editor, changed)
            stored = True
        editor.is_touched = not stored

    def _is_there(self, annotation_id: AnnotationId) -> bool:
        try:
            self._session.project.annotation(annotation_id)
        except UserError as error:
            if error.code == "annotation.unknown":
                return False
            raise
        return True

    def _write(self, annotation_id: AnnotationId, editor: Editor, changed: dict[str, Any]) -> None:
        project = self._session.project
        if editor is self.note:
            project.set_note(annotation_id, str(changed["note"]))
        elif editor is self.status:
            project.set_status([annotation_id], Status(changed["status"]))
        else:
            project.edit_fields(annotation_id, **changed)

    def _let_go(self) -> None:
        """Store what can be stored of the annotation shown until now, and keep the rest as drafts."""
        self.commit_pending()
        if self._shown is None:
            return
        left = {editor.keys: editor.draft() for editor in self.editors if editor.is_touched}
        if left and self._session.is_open:
            self._drafts[self._shown.id] = left
        else:
            self._drafts.pop(self._shown.id, None)

    def _show_drafts(self, annotation_id: AnnotationId) -> None:
        drafts = self._drafts.pop(annotation_id, {})
        for editor in self.editors:
            if editor.keys in drafts:
                editor.show_draft(drafts[editor.keys])
                editor.is_touched = True
                self._commit(editor)

    def _editor(self) -> Editor | None:
        sender = self.sender()
        return sender if isinstance(sender, Editor) else None

    @Slot()
    def _on_touched(self) -> None:
        self._pause.start()

    @Slot()
    def _on_finished(self) -> None:
        editor = self._editor()
        if editor is not None:
            self._commit(editor)

    @Slot()
    def _on_escaped(self) -> None:
        """Go back to the text with what was typed stored, as everywhere (undo takes it back); wrong input goes."""
        editor = self._editor()
        self.commit_pending()
        if editor is not None and editor.problem:
            editor.restore()
        self.back_to_text.emit()

    # --- changes from elsewhere

    @Slot(object)
    def _on_annotation_changed(self, _annotation_id: AnnotationId | None) -> None:
        self._let_go()
        self._late.start()

    @Slot(object)
    def _on_report_changed(self, _report_id: object) -> None:
        self._late.start()

    @Slot()
    def _on_closed(self) -> None:
        self._drafts.clear()
        self.show_now()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("tag"):
            self._drop_forms()
            return
        if self._shown is None:
            if changes.touches("report"):
                self.facts.refresh()
            return
        mine = [r for r in changes.rows if r.entity == "annotation" and r.entity_id == self._shown.id]
        if mine and not self._late.isActive():
            self._refresh()
        elif changes.touches("link"):
            self._show_relations()
        if mine or changes.touches("link"):
            self._history_late.start()

    def _refresh(self) -> None:
        """Show the annotation's new state in the fields the user is not working in."""
        annotation = self._session.annotation()
        if annotation is None or self._shown is None or annotation.id != self._shown.id:
            self._late.start()
            return
        if annotation.tag_id != self._shown.tag_id:
            self.show_now()
            return
        self._shown = annotation
        tag = self._session.tag(annotation.tag_id)
        if tag is not None:
            self._show_head(annotation, tag)
        values = _values(annotation)
        for editor in self.editors:
            editor.load(values)

    def _drop_forms(self) -> None:
        """Make the forms again: the codebook changed."""
        self.commit_pending()
        for form in self._forms.values():
            self._column.removeWidget(form)
            form.hide()
            form.deleteLater()
        self._forms, self._form = {}, None
        self.show_now()

    @Slot()
    def _on_theme(self) -> None:
        tag = self._session.tag(self._shown.tag_id) if self._shown is not None else None
        if tag is not None and self._shown is not None:
            self._show_head(self._shown, tag)
            self._show_relations()
        self.update()

    # --- verbs

    def focus_fields(self) -> bool:
        """Put the keyboard into the first field; False if nothing is chosen."""
        if self._late.isActive():
            self.show_now()
        if self._shown is None:
            return False
        first = self.editors[0]
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def focus_note(self) -> bool:
        """Put the keyboard into the note; False if nothing is chosen."""
        if self._late.isActive():
            self.show_now()
        if self._shown is None:
            return False
        self.fold.setChecked(True)
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._scroll.ensureWidgetVisible(self.note)
        return True

    @Slot()
    def delete(self) -> None:
        """Delete the annotation and offer to undo it."""
        if self._shown is None:
            return
        self.commit_pending()
        annotation, tag = self._shown, self._session.tag(self._shown.tag_id)
        with self._session.telling():
            self._session.project.delete([annotation.id])
            name = theme().tag_look(tag).name if tag is not None else ""
            self._session.say(self.tr("已删除{0}标注").format(name), offers_undo=True)

    @Slot()
    def _on_relate(self) -> None:
        if self._shown is not None:
            self.relate_wanted.emit(self._shown.id)

    @Slot(object)
    def _on_unlink(self, link_id: LinkId) -> None:
        with self._session.telling():
            self._session.project.unlink(link_id)

    def retag(self, tag_id: TagId) -> None:
        """Give the annotation another tag."""
        if self._shown is not None and tag_id != self._shown.tag_id:
            self.commit_pending()
            with self._session.telling():
                self._session.project.retag(self._shown.id, tag_id)

    @Slot()
    def _on_chip(self) -> None:
        if self._shown is not None:
            self._menus.open_tags(self.chip, self._shown.tag_id)

    @Slot()
    def _on_more(self) -> None:
        if self._shown is not None:
            self._menus.open_more(self.more_button, self._shown)

    # --- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            for form in self._forms.values():
                form.set_narrow(narrow)
            self.fold.setVisible(narrow)
            self.fold.setChecked(not narrow)
            self._on_fold(not narrow)

    @Slot(bool)
    def _on_fold(self, shown: bool) -> None:
        for part in (self.note, self._history_title, self.history):
            part.setVisible(shown)
        if shown:
            self._show_history()


def _values(annotation: Annotation) -> dict[str, Any]:
    return {**annotation.fields, "note": annotation.note, "status": annotation.status.value}
