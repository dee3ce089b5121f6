"""The left pane of the composer: the outline, and where the words of its current row come from."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSplitter, QVBoxLayout, QWidget

from quandian.core.errors import UserError
from quandian.core.model import Annotation, AnnotationId
from quandian.ui.actions import Actions
from quandian.ui.briefing.desk import Desk
from quandian.ui.briefing.drag_view import DragView
from quandian.ui.briefing.outline_rows import (
    ROW,
    SOURCE_ROW,
    OutlineDelegate,
    OutlineRows,
    SourceDelegate,
    SourceRows,
)
from quandian.ui.briefing.tree import (
    CHART,
    SECTION,
    TITLE,
    Node,
    find,
    items_moved,
    items_toggled,
    moved_to,
    put,
    renamed,
    siblings_of,
    toggled,
)
from quandian.ui.dialogs.base import InkLabel
from quandian.ui.session import Session
from quandian.ui.widgets import IconButton

_NEAR_BOX = 40  # px from the left where a click on a source is one on its box


class _Rename(QLineEdit):
    """A field over a row. Signals: kept(text), ended."""

    kept = Signal(str)
    ended = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._over = False
        self.editingFinished.connect(self._on_finished)

    @Slot()
    def _on_finished(self) -> None:
        if not self._over:
            self._over = True
            self.kept.emit(self.text())
            self.ended.emit()
            self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._over = True
            self.ended.emit()
            self.deleteLater()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # a field passes Enter on, and the list would open what it opens


class OutlinePanel(QWidget):
    """The pane.

    Signals: chosen(key) by the user, source_chosen(annotation id), source_wanted(annotation id), add_wanted(QPoint),
    menu_wanted(QPoint), source_menu_wanted(QPoint), words_wanted(key) where Enter asks to write.
    """

    chosen = Signal(str)
    source_chosen = Signal(object)
    source_wanted = Signal(object)
    add_wanted = Signal(QPoint)
    menu_wanted = Signal(QPoint)
    source_menu_wanted = Signal(QPoint)
    words_wanted = Signal(str)

    def __init__(self, session: Session, desk: Desk, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._desk = session, desk
        self._key = ""
        self._editor: _Rename | None = None
        self.rows = OutlineRows(self)
        self.view = DragView(ROW, self)
        self.view.setAccessibleName(self.tr("提纲"))
        self.view.setModel(self.rows)
        self.view.setItemDelegate(OutlineDelegate(self.rows, self.view))
        self.sources = SourceRows(self)
        self.source_view = DragView(SOURCE_ROW, self)
        self.source_view.setAccessibleName(self.tr("本节来源"))
        self.source_view.setModel(self.sources)
        self.source_view.setItemDelegate(SourceDelegate(self.sources, self.source_view))
        self.source_view.setSelectionMode(DragView.SelectionMode.ExtendedSelection)
        self._build()
        self._connect()
        for pane in (self.view, self.source_view):
            actions.add_to_briefing(pane)
        self.setFocusProxy(self.view)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        head = QWidget(self)
        head.setFixedHeight(44)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 4, 8, 0)
        row.setSpacing(0)
        row.addWidget(InkLabel(self.tr("提纲"), 15, bold=True), 1)
        self.filter = IconButton("list-filter", self.tr("显示哪些"), head)
        self.filter.clicked.connect(self._on_filter)
        self.add = IconButton("plus", self.tr("加一节、图表或引言"), head)
        self.add.clicked.connect(self._on_add)
        row.addWidget(self.filter)
        row.addWidget(self.add)
        column.addWidget(head)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.view)
        splitter.addWidget(self._below())
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        self.view.setMinimumHeight(96)
        column.addWidget(splitter, 1)
        self.hint = InkLabel(self.tr("拖动可调整次序，空格可取消勾选，Enter 写引言"), 12, "text2", wrap=True)
        self.hint.setContentsMargins(16, 6, 12, 10)
        column.addWidget(self.hint)

    def _below(self) -> QWidget:
        pane = QWidget(self)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 6)
        self.source_head = InkLabel(self.tr("本节来源"), 13, bold=True)
        row.addWidget(self.source_head, 1)
        self.source_count = InkLabel("", 12, "text2")
        row.addWidget(self.source_count)
        column.addLayout(row)
        self.source_hint = InkLabel(self.tr("选一节，这里列出它写进的标注"), 12, "text3", wrap=True)
        self.source_hint.setContentsMargins(16, 0, 16, 0)
        self.source_hint.hide()
        column.addWidget(self.source_hint)
        column.addWidget(self.source_view, 1)
        pane.setMinimumHeight(96)
        return pane

    def _connect(self) -> None:
        view, below = self.view, self.source_view
        view.gaps, below.gaps = self._gaps, self._source_gaps
        view.current_moved.connect(self._on_row)
        view.dropped.connect(self._on_dropped)
        view.folded.connect(self._on_folded)
        view.pressed_at.connect(self._on_pressed)
        view.entered_row.connect(self._on_entered)
        view.menu_wanted.connect(self.menu_wanted)
        below.current_moved.connect(self._on_source)
        below.dropped.connect(self._on_source_dropped)
        below.pressed_at.connect(self._on_source_pressed)
        below.entered_row.connect(self._on_source_entered)
        below.menu_wanted.connect(self.source_menu_wanted)
        self.sources.place = self._place
        self.sources.tag_of = self._session.tag
        self.sources.fetch = self._fetch

    def _fetch(self, ids: object) -> list[Annotation]:
        wanted = list(ids) if isinstance(ids, tuple | list) else []
        return self._session.project.annotations_by_id(wanted) if self._session.is_open else []

    def _place(self, annotation: Annotation) -> str:
        """Return the paragraph that an annotation stands in."""
        try:
            passages = self._session.project.passages(annotation.report_id)
        except UserError:
            return ""
        found = next((p for p in passages if p.start <= annotation.start < max(p.end, p.start + 1)), None)
        return self.tr("第 {0} 段").format(found.paragraph) if found is not None else ""

    # --- what shows

    @property
    def current(self) -> Node | None:
        """The current row."""
        return find(self.rows.nodes, self._key)

    def show_nodes(self, nodes: list[Node]) -> None:
        """Show the rows of a briefing; the current one stays, or the nearest that is still there."""
        at, scrolled = self.view.currentIndex().row(), self.view.verticalScrollBar().value()
        self.rows.show_nodes(nodes)
        row = self.rows.row_of(self._key)
        if row < 0 and nodes:
            row = min(max(at, 0), len(self.rows.shown) - 1)
            node = self.rows.node(row)
            self._key = node.key if node is not None else ""
        if row != self.view.currentIndex().row() or not self.view.selected_rows():
            self.view.go_to(row)
            self.view.verticalScrollBar().setValue(scrolled)
        self._show_sources(fresh=True)

    def choose(self, key: str) -> None:
        """Make a row the current one without telling; rows above it are opened."""
        node = find(self.rows.nodes, key)
        opened = False
        while node is not None and node.parent:
            opened |= node.parent in self.rows.closed
            self.rows.closed.discard(node.parent)
            node = find(self.rows.nodes, node.parent)
        if opened:
            self.rows.show_nodes(self.rows.nodes)
        row = self.rows.row_of(key)
        if row >= 0:
            self._key = key
            self.view.go_to(row)
            self._show_sources(fresh=False)

    def choose_source(self, annotation: AnnotationId) -> None:
        """Mark a source as the current one, if it is one of this section."""
        if annotation in self.sources.ids:
            self.source_view.go_to(self.sources.ids.index(annotation))

    def _show_sources(self, *, fresh: bool) -> None:
        node = self.current
        ids = node.ids if node is not None and node.kind == SECTION else ()
        self.sources.show_ids(ids, frozenset(self._desk.plan.left_out), fresh=fresh)
        self.source_count.setText(self.tr("{0} 条", "", len(ids)).format(len(ids)) if ids else "")
        self.source_hint.setVisible(not ids and bool(self.rows.nodes))

    # --- the user

    @Slot(int, bool)
    def _on_row(self, row: int, _by_mouse: bool) -> None:
        node = self.rows.node(row)
        if node is not None:
            self._key = node.key
            self._show_sources(fresh=False)
            self.chosen.emit(node.key)

    @Slot(int, QPoint)
    def _on_pressed(self, row: int, point: QPoint) -> None:
        node = self.rows.node(row)
        if node is not None and self.rows.has_below(node) and point.x() < 36 + 20 * (node.level - 1):
            self.fold(node.key, shut=node.key not in self.rows.closed)

    @Slot(bool)
    def _on_folded(self, shut: bool) -> None:
        """Close or open the current row; ← on one without rows below goes to the row above it all."""
        node = self.current
        if node is None:
            return
        if self.rows.has_below(node) and (node.key in self.rows.closed) is not shut:
            self.fold(node.key, shut=shut)
        elif shut and node.parent:
            self.view.go_to(self.rows.row_of(node.parent), tell=True)

    def fold(self, key: str, *, shut: bool) -> None:
        """Close or open a row."""
        (self.rows.closed.add if shut else self.rows.closed.discard)(key)
        self.rows.show_nodes(self.rows.nodes)
        self.view.go_to(self.rows.row_of(self._key))

    @Slot(int)
    def _on_entered(self, row: int) -> None:
        node = self.rows.node(row)
        if node is not None:
            self.words_wanted.emit(node.key)

    @Slot(int, bool)
    def _on_source(self, row: int, _by_mouse: bool) -> None:
        if 0 <= row < len(self.sources.ids):
            self.source_chosen.emit(self.sources.ids[row])

    @Slot(int)
    def _on_source_entered(self, row: int) -> None:
        if 0 <= row < len(self.sources.ids):
            self.source_wanted.emit(self.sources.ids[row])

    @Slot(int, QPoint)
    def _on_source_pressed(self, row: int, point: QPoint) -> None:
        if point.x() < _NEAR_BOX and 0 <= row < len(self.sources.ids):
            self._desk.edit(items_toggled(self._desk.plan, [self.sources.ids[row]]))

    # --- verbs

    def chosen_sources(self) -> list[AnnotationId]:
        """Return the sources selected."""
        return [self.sources.ids[row] for row in self.source_view.selected_rows()]

    def toggle(self) -> None:
        """Take what has the keyboard in, or leave it out."""
        plan = self._desk.plan
        if self.source_view.hasFocus():
            ids = self.chosen_sources()
            if ids:
                self._desk.edit(items_toggled(plan, ids))
        elif self.current is not None:
            self._desk.edit(toggled(plan, self.current))

    def move_by(self, step: int) -> None:
        """Move what has the keyboard up (-1) or down (1) among its siblings."""
        if self.source_view.hasFocus():
            self._move_source(step)
            return
        node = self.current
        if node is None:
            return
        siblings = siblings_of(self.rows.nodes, node.key)
        at = siblings.index(node.key) if node.key in siblings else -1
        if at >= 0 and 0 <= at + step < len(siblings):
            self._move_node(node, at + step if step < 0 else at + 2)

    def _move_node(self, node: Node, to: int) -> None:
        changes = moved_to(self._desk.plan, self.rows.nodes, node.key, to)
        self._desk.edit(changes)
        self.has_moved = bool(changes)
        if node.kind == CHART:
            siblings = siblings_of(self.rows.nodes, node.key)
            wanted = put(siblings, node.key, to)
            self._key = siblings[wanted.index(node.key)]

    has_moved = False  # whether the current row was moved and the new pages are to show it

    def _move_source(self, step: int) -> None:
        row = self.source_view.currentIndex().row()
        ids = self.sources.ids
        if 0 <= row < len(ids) and 0 <= row + step < len(ids):
            self._put_source(row, row + step if step < 0 else row + 2)

    def _put_source(self, row: int, to: int) -> None:
        ids = self.sources.ids
        wanted = put(ids, ids[row], to)
        if tuple(wanted) != ids:
            one = ids[row]
            self._desk.edit(items_moved(self._desk.plan, self.rows.nodes, [AnnotationId(i) for i in wanted]))
            self._wanted_source = one

    _wanted_source: AnnotationId | None = None

    def settle_source(self) -> None:
        """After the pages are new: the source that was moved is still the current one."""
        if self._wanted_source is not None and self._wanted_source in self.sources.ids:
            self.source_view.go_to(self.sources.ids.index(self._wanted_source))
        self._wanted_source = None

    def rename(self, key: str = "") -> None:
        """Put a field over a heading."""
        node = find(self.rows.nodes, key) if key else self.current
        if node is None or node.kind not in (TITLE, SECTION) or self._editor is not None:
            return
        self.choose(node.key)
        rect = self.view.visualRect(self.rows.index(self.rows.row_of(node.key), 0))
        self._editor = _Rename(node.title, self.view.viewport())
        left = 34 if node.kind == TITLE else 34 + 20 * (node.level - 1)
        self._editor.setGeometry(rect.adjusted(left, 1, -12, -2))
        self._editor.setAccessibleName(self.tr("标题"))
        self._editor.kept.connect(self._on_renamed)
        self._editor.ended.connect(self._on_rename_ended)
        self._editor.show()
        self._editor.selectAll()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_renamed(self, text: str) -> None:
        node = self.current
        if node is not None and text.strip() != node.title:
            self._desk.edit(renamed(self._desk.plan, node, text))

    @Slot()
    def _on_rename_ended(self) -> None:
        self._editor = None
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- dragging

    def _gaps(self, row: int) -> list[int]:
        """Return the rows that a row may be dropped before: the siblings shown, and behind the last of them."""
        node = self.rows.node(row)
        if node is None:
            return []
        siblings = siblings_of(self.rows.nodes, node.key)
        if len(siblings) < 2:
            return []
        places = [self.rows.row_of(key) for key in siblings]
        return [*places, self._end_of(siblings[-1])]

    def _end_of(self, key: str) -> int:
        """Return the row behind a row and all below it."""
        row = self.rows.row_of(key) + 1
        level = (find(self.rows.nodes, key) or Node(SECTION, "")).level
        while (node := self.rows.node(row)) is not None and node.kind == SECTION and node.level > level:
            row += 1
        return row

    @Slot(int, int)
    def _on_dropped(self, row: int, gap: int) -> None:
        node = self.rows.node(row)
        if node is not None and gap in (gaps := self._gaps(row)):
            self._key = node.key
            self._move_node(node, gaps.index(gap))

    def _source_gaps(self, _row: int) -> list[int]:
        return list(range(len(self.sources.ids) + 1)) if len(self.sources.ids) > 1 else []

    @Slot(int, int)
    def _on_source_dropped(self, row: int, gap: int) -> None:
        self._put_source(row, gap)

    # --- menus

    @Slot()
    def _on_add(self) -> None:
        self.add_wanted.emit(self.add.mapToGlobal(QPoint(0, self.add.height())))

    @Slot()
    def _on_filter(self) -> None:
        menu = QMenu(self)
        for name, text, on in (
            ("hidden", self.tr("显示未收入的章节"), self.rows.with_hidden),
            ("open", self.tr("全部展开"), None),
            ("close", self.tr("全部收起"), None),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.setCheckable(on is not None)
            action.setChecked(bool(on))
        menu.triggered.connect(self._on_shown)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.filter.mapToGlobal(QPoint(0, self.filter.height())))

    @Slot(QAction)
    def _on_shown(self, action: QAction) -> None:
        name = action.objectName()
        if name == "hidden":
            self.rows.with_hidden = action.isChecked()
        else:
            every = {node.key for node in self.rows.nodes if self.rows.has_below(node)}
            self.rows.closed = every if name == "close" else set()
        self.rows.show_nodes(self.rows.nodes)
        self.view.go_to(self.rows.row_of(self._key))
