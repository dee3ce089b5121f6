"""The panel right of the reader, upper half: annotations, contents, search, history (screen-01)."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from quandian.core.model import AnnotationId, Changes, TagId
from quandian.ui.actions import Actions, Scope
from quandian.ui.panels.annotation_list import AnnotationList
from quandian.ui.panels.find_page import FindPage
from quandian.ui.panels.history_page import HistoryPage
from quandian.ui.panels.outline import Outline
from quandian.ui.panels.parts import TabStrip
from quandian.ui.session import Session
from quandian.ui.theme import theme
from quandian.ui.widgets import Ground

TABS = ("annotations", "outline", "find", "history")
NOT_HERE = ("tag.inspect", "edit.copy")  # Enter goes to the text; the list copies what is selected in it


class AnnotationsPanel(Ground):
    """The four pages.

    Signals: dimmed_changed(set of TagId), position_chosen(code point), hit_chosen(ReportId, Span),
    query_changed(words), relate_wanted(AnnotationId), inspector_wanted(), text_wanted(), example_wanted().
    """  # fmt: skip

    dimmed_changed = Signal(object)
    position_chosen = Signal(object)
    hit_chosen = Signal(object, object)
    query_changed = Signal(str)
    relate_wanted = Signal(object)
    inspector_wanted = Signal()
    text_wanted = Signal()
    example_wanted = Signal()

    def __init__(self, session: Session, actions: Actions | None = None, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.tabs = TabStrip([self.tr("标注"), self.tr("大纲"), self.tr("查找"), self.tr("历史")], self)
        self.tabs.chosen.connect(self._on_tab)
        column.addWidget(self.tabs)
        self.list = AnnotationList(session, self)
        self.outline = Outline(session, self)
        self.find_page = FindPage(session, self)
        self.history = HistoryPage(session, self)
        self._pages = QStackedWidget(self)
        for page in (self.list, self.outline, self.find_page, self.history):
            self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.list)
        self._wire(actions)
        theme().changed.connect(self.update)
        self.list.reload()

    def _wire(self, actions: Actions | None) -> None:
        self.list.dimmed_changed.connect(self.dimmed_changed)
        self.list.counted.connect(self.tabs.buttons[0].set_count)
        self.list.relate_wanted.connect(self.relate_wanted)
        self.list.inspector_wanted.connect(self.inspector_wanted)
        self.list.example_wanted.connect(self.example_wanted)
        self.outline.position_chosen.connect(self.position_chosen)
        self.find_page.hit_chosen.connect(self.hit_chosen)
        self.find_page.query_changed.connect(self.query_changed)
        self.history.annotation_wanted.connect(self._on_annotation_wanted)
        for page in (self.list, self.outline, self.find_page, self.history):
            page.text_wanted.connect(self.text_wanted)
        self._session.changed.connect(self._on_changed)
        if actions is None:
            return
        for spec, action in actions.all():
            if spec.scope is Scope.PANES and spec.id not in NOT_HERE:
                self.list.view.addAction(action)

    @property
    def dimmed(self) -> set[TagId]:
        """The tags switched off by their chips."""
        return self.list.dimmed

    @property
    def tab(self) -> str:
        """The page shown: annotations, outline, find or history."""
        return TABS[self.tabs.index]

    def show_tab(self, name: str) -> None:
        """Show a page: annotations, outline, find or history."""
        self.tabs.choose(TABS.index(name))

    @Slot(int)
    def _on_tab(self, index: int) -> None:
        self._pages.setCurrentIndex(index)
        self.setFocusProxy(self._pages.currentWidget())
        if index == 1:
            self.outline.refresh()
        elif index == 3:
            self.history.refresh()

    def focus_find(self, *, all_reports: bool = False, text: str = "") -> None:
        """Open the page 查找 with the keyboard in its field; ``text`` is looked for where given."""
        self.show_tab("find")
        self.find_page.focus_field(all_reports, text)

    def next_hit(self) -> None:
        """Go to the next hit of the search; without a search, open it."""
        if self.find_page.query:
            self.find_page.next_hit()
        else:
            self.focus_find()

    def previous_hit(self) -> None:
        """Go to the hit before; without a search, open it."""
        if self.find_page.query:
            self.find_page.previous_hit()
        else:
            self.focus_find()

    def focus_list(self) -> None:
        """Put the keyboard into the page shown."""
        page = self._pages.currentWidget()
        if isinstance(page, AnnotationList):
            page.focus_list()
        elif isinstance(page, FindPage):
            page.field.setFocus()
        elif isinstance(page, Outline | HistoryPage):
            page.view.setFocus()

    def set_position(self, position: int) -> None:
        """Tell where the reader's caret is, so that the contents can mark the heading."""
        self.outline.follow(position)

    @Slot(object)
    def _on_annotation_wanted(self, annotation_id: AnnotationId) -> None:
        if self.list.rows.has(annotation_id):
            self._session.choose_annotation(annotation_id)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        self.history.on_changes(changes)
        self.find_page.on_changes(changes)
