"""The page 标注: chips that switch tags off, a text filter, the list by place (screen-01, right top)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from quandian.core.model import Annotation, AnnotationId, Changes, Mark, ReportId, Status, TagId
from quandian.ui import paint
from quandian.ui.panels import words
from quandian.ui.panels.annotation_rows import AnnotationRows, Section, in_order, sections_of, shown_marks, tags_shown
from quandian.ui.panels.parts import EmptyState, FilterField, TagChip, WrapBox
from quandian.ui.panels.row_view import Index, RowDelegate, RowView
from quandian.ui.qt import ALIGN_RIGHT
from quandian.ui.session import Session
from quandian.ui.theme import tag_name, theme
from quandian.ui.widgets import IconButton

ROW_HEIGHT = 28
MANY = 500  # changed rows from which everything is read again
FILTER_MS = 150


class AnnotationDelegate(RowDelegate):
    """Draws a section's head or a mark."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        model = index.model()
        assert isinstance(model, AnnotationRows)
        row = index.row()
        entry = model.rows[row]
        left, right = model.texts(row)
        if isinstance(entry, Section):
            paint.text(painter, rect.adjusted(16, 4, -16, 0), left, 12, "text3", bold=True)
            return
        tag = model.tag_of(entry.tag_id)
        y, edge = rect.y(), rect.right() - 16
        x = rect.x() + 16 + model.indent(row) * 16
        if tag is not None:
            paint.tag_mark(painter, x, y + 5, theme().tag_look(tag))
        chosen = entry.id == model.chosen
        if right:
            wide = min(paint.width(right, 12, chosen) + 4, rect.width() * 0.5)
            ink = "text" if chosen else "text2"
            paint.text(painter, QRectF(edge - wide, y, wide, 28), right, 12, ink, bold=chosen, align=ALIGN_RIGHT)
            edge -= wide + 8
        annotation = model.detail(row)
        if annotation is not None:
            edge = self._signs(painter, edge, y, annotation)
        paint.text(painter, QRectF(x + 26, y, edge - x - 26, 28), left, 13, bold=chosen)

    def _signs(self, painter: QPainter, edge: float, y: float, annotation: Annotation) -> float:
        """Draw small icons for a note and a checked status; return where the words must end."""
        if annotation.status != Status.OPEN:
            icon, ink = words.STATUS_ICONS[annotation.status]
            painter.drawPixmap(round(edge - 14), round(y + 7), theme().pixmap(icon, 14, ink))
            edge -= 18
        if annotation.note:
            painter.drawPixmap(round(edge - 14), round(y + 7), theme().pixmap("message-square", 14, "text3"))
            edge -= 18
        return edge


class AnnotationList(QWidget):
    """The page.

    Signals: dimmed_changed(set of TagId), text_wanted(), inspector_wanted(), relate_wanted(AnnotationId),
    counted(number of annotations), example_wanted().
    """  # fmt: skip

    dimmed_changed = Signal(object)
    text_wanted = Signal()
    inspector_wanted = Signal()
    relate_wanted = Signal(object)
    counted = Signal(int)
    example_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._report: ReportId | None = None
        self._all: dict[AnnotationId, Mark] = {}
        self._in_order = True
        self.marks_of: Callable[[ReportId], list[Mark]] | None = None
        """Where the marks of a report come from; the project, unless the window shares what the reader has read."""
        self._off: set[TagId] = set()
        self._menu: QMenu | None = None
        self._choosing = False
        self._build()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(FILTER_MS)
        self._wait.timeout.connect(self._refill)
        session.report_changed.connect(self._on_report_changed)
        session.annotation_changed.connect(self._on_annotation_changed)
        session.changed.connect(self._on_changed)
        session.closed.connect(self._on_closed)
        theme().changed.connect(self._on_theme)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 0, 12, 3)
        bar.setSpacing(4)
        self.chips = WrapBox(self)
        self.filter_button = IconButton("list-filter", self.tr("按文字筛选"), self, size=16)
        self.filter_button.setCheckable(True)
        self.filter_button.toggled.connect(self._on_filter_toggled)
        bar.addWidget(self.chips, 1)
        bar.addWidget(self.filter_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(bar)
        self.filter = FilterField("", self.tr("筛选原文、备注、字段"), self.tr("筛选标注"), self)
        self.filter.textChanged.connect(self._on_filter)
        self.filter.installEventFilter(self)
        self._filter_row = QWidget(self)
        row = QHBoxLayout(self._filter_row)
        row.setContentsMargins(12, 2, 12, 6)
        row.addWidget(self.filter)
        self._filter_row.hide()
        column.addWidget(self._filter_row)
        self.view = RowView(ROW_HEIGHT, self)
        self.view.setAccessibleName(self.tr("标注"))
        self.view.setSelectionMode(RowView.SelectionMode.ExtendedSelection)
        self.rows = AnnotationRows(self._fetch, self._session.tag, self.view)
        self.view.setModel(self.rows)
        self.view.setItemDelegate(AnnotationDelegate(self.view))
        self.view.current_moved.connect(self._on_current_moved)
        self.view.entered_row.connect(self._on_entered)
        self.view.escaped.connect(self.text_wanted)
        self.view.menu_wanted.connect(self._open_menu)
        self.empty = EmptyState("tags", self.tr("还没有标注"), self.tr("选中文字后按 1、2、3"), self.tr("看示例"))
        self.empty.pressed.connect(self.example_wanted)
        self.none_found = EmptyState("list-filter", self.tr("没有符合的标注"), "", self.tr("清除筛选"))
        self.none_found.pressed.connect(self.clear_filter)
        self._stack = QStackedLayout()
        for page in (self.view, self.empty, self.none_found):
            self._stack.addWidget(page)
        column.addLayout(self._stack, 1)
        self.setFocusProxy(self.view)

    def _fetch(self, ids: Sequence[AnnotationId]) -> list[Annotation]:
        return self._session.project.annotations_by_id(ids) if self._session.is_open else []

    # --- what shows

    @property
    def dimmed(self) -> set[TagId]:
        """The tags switched off."""
        return set(self._off)

    @Slot()
    def reload(self) -> None:
        """Read the marks of the report again."""
        self._wait.stop()
        self._report = self._session.report_id
        if self._report is None or not self._session.is_open:
            self._all = {}
            self.rows.set_marks([], [])
            self._show_state()
            return
        marks = (self.marks_of or self._session.project.marks)(self._report)
        self._all, self._in_order = {mark.id: mark for mark in marks}, True
        self._make_chips({mark.tag_id for mark in marks})
        self._refill()

    @Slot()
    def _refill(self) -> None:
        """Show the marks that the chips and the text filter let through, without asking the store for them again."""
        self._wait.stop()
        if self._report is None or not self._session.is_open:
            return
        project = self._session.project
        marks = list(self._all.values()) if self._in_order else in_order(self._all.values())
        only = self._found() if self.filter.text().strip() else None
        self.rows.chosen = self._session.annotation_id
        self.rows.passages = project.passages(self._report)
        sections = sections_of(project.text(self._report), self.rows.passages)
        self.rows.set_marks(shown_marks(marks, self._off, only), sections)
        self._show_state()
        self._follow(self._session.annotation_id)

    def _make_chips(self, used: set[TagId]) -> None:
        wanted = tags_shown(used, self._session.tags)
        looks = [(tag.id, theme().tag_look(tag)) for tag in wanted]
        shown = [chip for chip in self.chips.items if isinstance(chip, TagChip)]
        if [(chip.tag_id, chip.look) for chip in shown] == looks:
            return
        chips: list[QWidget] = []
        for tag_id, look in looks:
            chip = TagChip(tag_id, look, self.chips)
            chip.setChecked(tag_id not in self._off)
            chip.setToolTip(self.tr("点按可隐去或显示“{0}”").format(look.name))
            chip.toggled.connect(self._on_chip)
            chips.append(chip)
        self.chips.set_items(chips)

    def _show_state(self) -> None:
        self.counted.emit(len(self._all))
        page: QWidget = self.view
        if not self.rows.rows:
            page = self.none_found if self._all else self.empty
        self._stack.setCurrentWidget(page)
        hint = self.tr("选中文字后按 1、2、3") if self._session.can_write else self.tr("只读打开，不能添加")
        self.empty.set_texts(self.tr("还没有标注"), hint if self._report else self.tr("先在左边打开一份报告"))
        self.chips.setVisible(bool(self._report))
        self.filter_button.setVisible(bool(self._report))

    @Slot(bool)
    def _on_chip(self, _on: bool) -> None:
        chips = [chip for chip in self.chips.items if isinstance(chip, TagChip)]
        self._off = {TagId(str(chip.tag_id)) for chip in chips if not chip.isChecked()}
        self._refill()
        self.dimmed_changed.emit(set(self._off))

    @Slot(bool)
    def _on_filter_toggled(self, on: bool) -> None:
        self._filter_row.setVisible(on)
        if on:
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.filter.clear()

    @Slot(str)
    def _on_filter(self, _text: str) -> None:
        self._wait.start()

    @Slot()
    def clear_filter(self) -> None:
        """Show all annotations of the report again."""
        self.filter_button.setChecked(False)
        self.filter.clear()
        for chip in self.chips.items:
            if isinstance(chip, TagChip):
                chip.setChecked(True)
        self._refill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.filter_button.setChecked(False)
                self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.focus_list()
                return True
        return False

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        if not self.rows.rows:
            return
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.rows.mark_at(self.view.currentIndex().row()) is None:
            self.view.go_to(self.rows.row_near(0), tell=True)

    # --- changes

    @Slot()
    def _on_closed(self) -> None:
        if self._off:
            self._off = set()
            self.dimmed_changed.emit(set())
        self.filter_button.setChecked(False)
        self.chips.set_items([])
        self.reload()

    @Slot()
    def _on_theme(self) -> None:
        if self._session.is_open and self._report is not None:
            self._make_chips(self._chip_tags())
        self.update()

    def _chip_tags(self) -> set[TagId]:
        return {TagId(str(chip.tag_id)) for chip in self.chips.items if isinstance(chip, TagChip)}

    @Slot(object)
    def _on_report_changed(self, _report_id: ReportId | None) -> None:
        self.reload()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if self._report is None:
            return
        if changes.touches("tag"):
            self.reload()
            return
        ids = [row.entity_id for row in changes.rows if row.entity == "annotation"]
        if not ids:
            return
        if len(ids) > MANY:
            self.reload()
            return
        self._update_rows(changes, [AnnotationId(i) for i in dict.fromkeys(ids)])

    def _update_rows(self, changes: Changes, ids: list[AnnotationId]) -> None:
        """Bring the rows of these annotations up to date, and only them."""
        made = [r for r in changes.rows if r.entity == "annotation" and r.before is None and r.after]
        here = {r.entity_id for r in made if r.after and r.after.get("report_id") == self._report}
        wanted = [i for i in ids if i in self._all or i in here]
        if not wanted:
            return
        there = {annotation.id: annotation for annotation in self._fetch(wanted)}
        only = self._found() if self.filter.text().strip() else None
        for annotation_id in wanted:
            annotation = there.get(annotation_id)
            if annotation is None:
                self._all.pop(annotation_id, None)
                self.rows.remove(annotation_id)
                continue
            if self._all.get(annotation_id) != annotation.mark:
                self._all[annotation_id] = annotation.mark
                self._in_order = False
            if annotation.tag_id in self._off or (only is not None and annotation_id not in only):
                self.rows.remove(annotation_id)
            else:
                self.rows.replace(annotation.mark)
        self._make_chips(self._chip_tags() | {annotation.tag_id for annotation in there.values()})
        self._show_state()
        if self._session.annotation_id in there:
            self._follow(self._session.annotation_id)

    def _found(self) -> set[AnnotationId]:
        return set(self._session.project.annotation_ids(self._report, None, self.filter.text().strip()))

    # --- choosing

    @Slot(object)
    def _on_annotation_changed(self, annotation_id: AnnotationId | None) -> None:
        before, self.rows.chosen = self.rows.chosen, annotation_id
        for touched in (before, annotation_id):
            row = self.rows.row_of(touched)
            if row >= 0:
                index = self.rows.index(row, 0)
                self.rows.dataChanged.emit(index, index)
        self._follow(annotation_id)

    def _follow(self, annotation_id: AnnotationId | None) -> None:
        """Make the list show what is chosen; a choice made in the list itself leaves its selection of several alone.

        What is chosen but does not show (its tag is off) leaves nothing selected: Del must not meet another one.
        """
        if self._choosing:
            return
        if annotation_id is None:
            self.view.clearSelection()  # the current row stays: after Del the arrow keys go on from there
            return
        row = self.rows.row_of(annotation_id)
        if row < 0 or row != self.view.currentIndex().row() or row not in self.view.selected_rows():
            self.view.go_to(row)

    @Slot(int, bool)
    def _on_current_moved(self, row: int, _by_mouse: bool) -> None:
        mark = self.rows.mark_at(row)
        if mark is not None:
            self._choosing = True
            try:
                if mark.id == self._session.annotation_id:
                    self._session.annotation_changed.emit(mark.id)  # chosen again: the reader shows it again
                self._session.choose_annotation(mark.id)
            finally:
                self._choosing = False

    @Slot(int)
    def _on_entered(self, row: int) -> None:
        self._on_current_moved(row, True)
        self.text_wanted.emit()

    def selected_ids(self) -> list[AnnotationId]:
        """Return the selected annotations in the order of the text."""
        marks = (self.rows.mark_at(row) for row in self.view.selected_rows())
        return [mark.id for mark in marks if mark is not None]

    # --- menu

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        ids = self.selected_ids()
        if not ids:
            return
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = menu = QMenu(self)
        retag = menu.addMenu(self.tr("改为"))
        for tag in self._session.tags:
            action = retag.addAction(tag_name(tag))
            action.setData(tag.id)
            action.triggered.connect(self._on_retag)
        status = menu.addMenu(self.tr("核对状态"))
        for value, _text in words.STATUSES:
            action = status.addAction(words.status_word(value))
            action.setData(value.value)
            action.triggered.connect(self._on_status)
        if len(ids) == 1:
            menu.addAction(self.tr("建立关联…")).triggered.connect(self._on_relate)
            menu.addAction(self.tr("编辑字段")).triggered.connect(self.inspector_wanted)
        menu.addAction(self.tr("复制原文")).triggered.connect(self._on_copy)
        menu.addSeparator()
        name = self.tr("删除标注") if len(ids) == 1 else self.tr("删除 {0} 条标注").format(len(ids))
        menu.addAction(name).triggered.connect(self.delete_selected)
        menu.popup(at)

    def _data(self) -> object:
        sender = self.sender()
        return sender.data() if isinstance(sender, QAction) else None

    @Slot()
    def _on_retag(self) -> None:
        self.retag(self.selected_ids(), TagId(str(self._data())))

    def retag(self, ids: Sequence[AnnotationId], tag_id: TagId) -> None:
        """Give annotations another tag in one step."""
        tag = self._session.tag(tag_id)
        project = self._session.project
        with self._session.telling():
            if len(ids) == 1:
                project.retag(ids[0], tag_id)
            elif tag is not None:
                word = tag.id if tag.built_in else tag.name
                with project.operation(f"retag|{word}"):
                    for annotation_id in ids:
                        project.retag(annotation_id, tag_id)

    @Slot()
    def _on_status(self) -> None:
        with self._session.telling():
            self._session.project.set_status(self.selected_ids(), Status(str(self._data())))

    @Slot()
    def _on_relate(self) -> None:
        ids = self.selected_ids()
        if ids:
            self.relate_wanted.emit(ids[0])

    @Slot()
    def _on_copy(self) -> None:
        quotes = [annotation.quote for annotation in self._fetch(self.selected_ids())]
        QGuiApplication.clipboard().setText("\n".join(quotes))

    @Slot()
    def delete_selected(self) -> None:
        """Delete the selected annotations in one step and offer to undo it."""
        ids = self.selected_ids()
        if not ids:
            return
        with self._session.telling():
            self._session.project.delete(ids)
            self._session.say(self.tr("已删除 {0} 条标注", "", len(ids)).format(len(ids)), offers_undo=True)
