"""The briefing composer: outline, page preview, settings (design guide, screen 06)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from quandian.core.model import AnnotationId
from quandian.ui.actions import Actions
from quandian.ui.briefing import places
from quandian.ui.briefing.card import CardPresenter
from quandian.ui.briefing.desk import Desk
from quandian.ui.briefing.outline import OutlinePanel
from quandian.ui.briefing.places import Block
from quandian.ui.briefing.preview import Preview
from quandian.ui.briefing.settings_panel import WIDTH as SETTINGS
from quandian.ui.briefing.settings_panel import SettingsPanel
from quandian.ui.briefing.state import Kept
from quandian.ui.briefing.strip import PreviewStrip
from quandian.ui.briefing.tree import APPENDIX_KEY, CHART, SECTION, find
from quandian.ui.briefing.writing import Writing
from quandian.ui.pages.reading import NARROW
from quandian.ui.panels.parts import EmptyState
from quandian.ui.session import Session
from quandian.ui.settings import Settings
from quandian.ui.theme import theme
from quandian.ui.widgets import Ground, LeftPane

OUTLINE = 312
_OUTLINE_NARROW = 264


class _Right(SettingsPanel):
    edge = "left"


class BriefingPage(QWidget):
    """The page.

    Signals: new_wanted, source_wanted(annotation id), run_wanted(verb) for what the card and the preview ask for,
    panels_changed, told (counts for the status bar are others), part_menu_wanted(QPoint).
    """  # fmt: skip

    new_wanted = Signal()
    source_wanted = Signal(object)
    run_wanted = Signal(str)
    panels_changed = Signal()
    told = Signal()
    part_menu_wanted = Signal(QPoint)

    def __init__(self, session: Session, actions: Actions, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._actions = session, actions
        self.kept = Kept(settings)
        self._right_wanted: bool | None = None  # what the user said; else it depends on the width
        self._identity: tuple[str, object] | None = None
        self._shown_id = ""
        self.desk = Desk(session, self)
        self.outline = OutlinePanel(session, self.desk, actions)
        self.preview = Preview()
        self.strip = PreviewStrip(self.preview)
        self.settings = _Right(session, self.desk, actions)
        self.cards = CardPresenter(self, session)
        self.card = self.cards.card
        self.writing = Writing(self)
        self._build()
        self._connect()
        actions.add_to_briefing(self.preview)
        self.addAction(actions["briefing.export_word"])
        self.preview.set_zoom(self.kept.zoom)
        self.show_state()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = LeftPane(self.outline, OUTLINE, self)
        middle = Ground("sunken")
        middle.setMinimumWidth(280)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self.empty = EmptyState(
            "file-text",
            self.tr("还没有简报"),
            self.tr("从标注生成一份可以交出的公文：选种类，看预览，导出 Word"),
            self.tr("新建简报…"),
        )
        self.problem = EmptyState("triangle-alert", "", "", self.tr("改范围"))
        for page in (self.preview, self.empty, self.problem):
            self._stack.addWidget(page)
        column.addWidget(holder, 1)
        row.addWidget(self._left)
        row.addWidget(middle, 1)
        row.addWidget(self.settings)

    def _connect(self) -> None:
        desk, outline, preview = self.desk, self.outline, self.preview
        desk.opened.connect(self._on_opened)
        desk.listed.connect(self.show_state)
        desk.made.connect(self._on_made)
        desk.failed.connect(self._on_failed)
        desk.working.connect(self._on_working)
        desk.leaving.connect(self.remember)
        outline.chosen.connect(self._on_key)
        outline.source_chosen.connect(self._on_source)
        outline.source_wanted.connect(self.source_wanted)
        outline.words_wanted.connect(self.writing.write)
        outline.menu_wanted.connect(self.part_menu_wanted)
        outline.source_menu_wanted.connect(self.part_menu_wanted)
        preview.chosen.connect(self._on_part)
        preview.activated.connect(self._on_activated)
        preview.scrolled.connect(self._follow)
        preview.zoomed.connect(self._follow)
        preview.zoomed.connect(self._keep_zoom)
        preview.menu_wanted.connect(self._on_part_menu)
        self.strip.page_typed.connect(preview.show_page)
        self.empty.pressed.connect(self.new_wanted)
        self.problem.pressed.connect(self._on_scope_wanted)
        theme().changed.connect(self.update)

    # --- what shows

    @Slot()
    def show_state(self) -> None:
        """Show the preview, or what to do where there is none."""
        desk = self.desk
        shown: QWidget = self.preview
        if desk.current is None:
            shown = self.empty
        elif desk.problem:
            shown = self.problem
            self.problem.set_texts(self.tr("这份简报没有可用的报告"), desk.problem)
        self._stack.setCurrentWidget(shown)
        there = desk.current is not None
        for made in (self.settings.export_button, self.settings.print_button, self.settings.more):
            made.setEnabled(there and not desk.problem)
        self.strip.show_template(desk.plan.template)
        self.outline.add.setEnabled(there)
        self.outline.filter.setEnabled(there)
        if shown is not self.preview:
            self.outline.show_nodes([])
            self.preview.show_pages(None, None)
            self.card.hide()
        self.strip.refresh()
        self.told.emit()

    @Slot()
    def _on_opened(self) -> None:
        self.writing.end(keep=False)
        self._identity = None
        self.card.hide()
        self.settings.notice.hide()
        self.show_state()

    @Slot(bool)
    def _on_working(self, on: bool) -> None:
        self.preview.note = self.tr("正在排版…") if on else ""
        if not self.preview.page_count:
            self.preview.viewport().update()

    @Slot(str)
    def _on_failed(self, _sentence: str) -> None:
        self.writing.end(keep=True)
        self.show_state()

    @Slot()
    def _on_made(self) -> None:
        made = self.desk.now
        if made is None:
            return
        another = made.briefing_id != self._shown_id
        self._shown_id = made.briefing_id
        self.preview.show_pages(made.pages, made.places, stay=not another)
        if another:
            self.outline.choose("")
        self.outline.show_nodes(made.nodes)
        self.outline.settle_source()
        self.show_state()
        if another:
            self.preview.go_to(*self.kept.place(str(self._session.path), made.briefing_id))
        number = self._number_of(self._identity)
        self.preview.select(number, scroll=False)
        self._outline_follows(number)
        if number is None or self.card.isHidden():
            self.card.hide()
        else:
            self.cards.show_for(number)
        self._follow()
        if self.outline.has_moved and self.outline.current is not None:
            self._wanted_key = self._wanted_key or self.outline.current.key
        self.outline.has_moved = False
        if self._wanted_key is not None:
            key, self._wanted_key = self._wanted_key, None
            self.outline.choose(key)
            self._on_key(key)
            if self._naming:
                self.outline.rename(key)
        self._naming = False

    def _outline_follows(self, number: int | None) -> None:
        """Undo may frame again what it brings back; row and sources are then of the section it stands in."""
        block, node = self.preview.block(number), self.outline.current
        if block is None or node is None or self._wanted_key is not None or self.outline.has_moved:
            return
        if node.kind == SECTION and node.key != block.section:
            self.outline.choose(block.section)
            if block.annotation is not None:
                self.outline.choose_source(block.annotation)

    _wanted_key: str | None = None
    _naming = False

    def show_when_made(self, key: str, *, naming: bool = False) -> None:
        """When the pages are new, go to a part of the outline; ``naming`` puts a field over its heading."""
        self._wanted_key, self._naming = key, naming

    def _identity_of(self, block: Block | None) -> tuple[str, object] | None:
        if block is None:
            return None
        if block.annotation is not None:
            return ("annotation", block.annotation)
        return ("key", block.key) if block.key else None

    def _number_of(self, identity: tuple[str, object] | None) -> int | None:
        known = self.preview.places
        if identity is None or known is None:
            return None
        kind, what = identity
        if kind == "annotation":
            return known.of_annotation(AnnotationId(str(what)))
        return known.of_key(str(what))

    @property
    def part(self) -> Block | None:
        """The part of the preview that is framed."""
        return self.preview.block(self.preview.selected)

    # --- choosing

    @Slot(str)
    def _on_key(self, key: str) -> None:
        """The outline's current row is another: bring it into view."""
        known, node = self.preview.places, find(self.outline.rows.nodes, key)
        self.card.hide()
        if known is None or node is None:
            return
        number = known.of_key(key)
        if node.kind == CHART:
            charts = [one.key for one in self.outline.rows.nodes if one.kind == CHART and one.shown]
            at = charts.index(key) if key in charts else len(charts)
            number = known.charts()[at] if at < len(known.charts()) else None
        self.preview.select(number)
        self._identity = self._identity_of(self.part)

    @Slot(object)
    def _on_source(self, annotation: AnnotationId) -> None:
        self.card.hide()
        if self.preview.select_annotation(annotation):
            self._identity = self._identity_of(self.part)

    @Slot(object)
    def _on_part(self, number: int | None) -> None:
        """A part of the preview was chosen: the outline follows, and screen readers hear its words."""
        self.preview.setAccessibleDescription(self.preview.words_of(number))
        self.preview.setFocus(Qt.FocusReason.MouseFocusReason)
        block = self.preview.block(number)
        if block is not None and block.leads and find(self.outline.rows.nodes, block.leads) is not None:
            self.outline.choose(block.leads)
            self._on_key(block.leads)
            return
        self._identity = self._identity_of(block)
        if block is None or number is None:
            self.card.hide()
            return
        self.outline.choose(block.section)
        if block.annotation is not None:
            self.outline.choose_source(block.annotation)
        self.cards.show_for(number)
        self.told.emit()

    @Slot(QPoint, object)
    def _on_part_menu(self, where: QPoint, _number: object) -> None:
        self.card.hide()
        self.part_menu_wanted.emit(where)

    @Slot(int)
    def _on_activated(self, number: int) -> None:
        block = self.preview.block(number)
        if block is None:
            return
        if block.annotation is not None:
            self.source_wanted.emit(block.annotation)
        elif block.kind == places.WORDS:
            self.writing.write(block.key)
        elif block.kind == places.HEADING and block.key != APPENDIX_KEY:
            self.outline.rename(block.key)
        elif block.kind == places.FRONT:
            self.outline.choose("")
            self.outline.rename()

    @Slot()
    def _follow(self) -> None:
        """Card and field move with the page."""
        self.writing.place()
        self.cards.follow()

    # --- what is remembered

    @Slot()
    def _keep_zoom(self) -> None:
        self.kept.zoom = self.preview.zoom

    @Slot()
    def remember(self) -> None:
        """Keep which briefing shows, and where it is scrolled to."""
        self.writing.end(keep=True)
        self.settings.commit()
        path = self._session.path
        if path is not None and self.desk.current is not None and self.preview.page_count:
            self.kept.remember(str(path), self.desk.current.id, *self.preview.where())

    def activate(self) -> None:
        """The page comes to the front."""
        if self.desk.current is None and self._session.is_open:
            self.desk.open(self.kept.briefing(str(self._session.path)))
        self.desk.activate()
        self.show_state()
        front: QWidget = self.outline.view if self.desk.current is not None else self.empty.button
        front.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def read_only(self) -> bool:
        """Whether the project can only be read."""
        return self._session.is_open and self._session.project.read_only

    # --- panels

    @property
    def left_shown(self) -> bool:
        """Whether the outline can be seen."""
        return not self._left.isHidden()

    @property
    def right_shown(self) -> bool:
        """Whether the settings can be seen."""
        return not self.settings.isHidden()

    def set_left(self, shown: bool) -> None:
        """Show or hide the outline."""
        self._left.setVisible(shown)
        self.panels_changed.emit()

    def set_right(self, shown: bool) -> None:
        """Show or hide the settings."""
        self._right_wanted = shown
        self.settings.setVisible(shown)
        self.panels_changed.emit()

    @Slot()
    def _on_scope_wanted(self) -> None:
        self.set_right(True)
        self.settings.scope.set_open(True)
        self.settings.scope.reports.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        """Return what F6 goes through."""
        panes = (self.outline.view, self.outline.source_view, self.preview, self.settings.kind)
        return [pane for pane in panes if pane.isVisible()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < NARROW
        self._left.setFixedWidth(_OUTLINE_NARROW if narrow else OUTLINE)
        if self._right_wanted is None:
            self.settings.setVisible(not narrow)
            self.panels_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.desk.activate)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.desk.sleep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.card.isHidden():
            self.card.hide()
            return
        super().keyPressEvent(event)


__all__ = ["OUTLINE", "SETTINGS", "BriefingPage"]
