"""The list of what a group holds: mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from quandian.core.merge import Item, NearReport, TagMapping
from quandian.ui.merge.desk import Group, MergeDesk
from quandian.ui.merge.item_rows import ROW, TICK_END, Entry, ItemDelegate, ItemRows, combo_rect
from quandian.ui.merge.words import Teller
from quandian.ui.panels.row_view import RowView
from quandian.ui.session import Session
from quandian.ui.theme import tag_name


class ItemView(RowView):
    """Signal: source_wanted(entry)."""

    source_wanted = Signal(object)

    def __init__(self, session: Session, desk: MergeDesk, teller: Teller, parent: QWidget | None = None) -> None:
        super().__init__(ROW, parent)
        self._session, self._desk = session, desk
        self.rows = ItemRows(desk, teller, self)
        self.setModel(self.rows)
        self.setItemDelegate(ItemDelegate(self, self.rows))
        self.setSelectionMode(RowView.SelectionMode.ExtendedSelection)
        self.entered_row.connect(self._on_entered)
        desk.changed.connect(self._on_changed)
        self.group: Group | None = None
        self._menu: QMenu | None = None
        self._of_menu: TagMapping | None = None

    def show_group(self, group: Group, name: str) -> None:
        """Show what a group holds."""
        again = self.group is not None and (self.group.key, self.group.author) == (group.key, group.author)
        at = self.currentIndex().row() if again else 0
        self.group = group
        self.rows.load(group)
        self.setAccessibleName(name)
        if self.rows.entries:
            self.go_to(min(max(at, 0), len(self.rows.entries) - 1))

    @Slot()
    def _on_changed(self) -> None:
        self.viewport().update()

    def current(self) -> Entry | None:
        """Return the row in hand."""
        index = self.currentIndex()
        return self.rows.entries[index.row()] if index.isValid() else None

    def step(self, by: int) -> None:
        """Go to the next row, or the one before."""
        row = self.currentIndex().row() + by
        if 0 <= row < len(self.rows.entries):
            self.go_to(row)

    def toggle(self) -> None:
        """Take what is selected, or leave it where the row in hand is taken."""
        entry = self.current()
        if entry is None:
            return
        if isinstance(entry, TagMapping):
            self.choose_tag(self.currentIndex().row())
            return
        taken = not self.rows.ticked(entry)
        selection = self.selectionModel().selection()
        rows: list[int] = []
        for n in range(selection.count()):
            part = selection.at(n)
            rows += range(part.top(), part.bottom() + 1)
        if self.group is not None and len(rows) == len(self.rows.entries):
            self._desk.set_group(self.group, taken)
        else:
            self._set([self.rows.entries[row] for row in rows] or [entry], taken)

    def _set(self, entries: list[Entry], taken: bool) -> None:
        items = [entry for entry in entries if isinstance(entry, Item)]
        if items:
            self._desk.set_items(items, taken)
        for entry in entries:
            if isinstance(entry, NearReport):
                self._desk.set_aligned(entry, taken)

    def choose_tag(self, row: int) -> None:
        """Ask which tag here a tag of theirs stands for."""
        mapping = self.rows.entries[row]
        if not isinstance(mapping, TagMapping):
            return
        menu = self._menu = QMenu(self)
        self._of_menu = mapping
        own = menu.addAction(self.tr("作为新标签"))
        own.setData("")
        menu.addSeparator()
        now = self._desk.target(mapping)
        for tag in self._session.tags:
            if tag.id != mapping.tag_id:
                action = menu.addAction(self.tr("并入“{0}”").format(tag_name(tag)))
                action.setData(tag.id)
                action.setCheckable(True)
                action.setChecked(tag.id == now)
        own.setCheckable(True)
        own.setChecked(now is None)
        menu.triggered.connect(self._on_tag)
        menu.aboutToHide.connect(menu.deleteLater)
        box = combo_rect(QRectF(self.visualRect(self.rows.index(row, 0))))
        menu.setMinimumWidth(round(box.width()))
        menu.popup(self.viewport().mapToGlobal(QPoint(round(box.x()), round(box.bottom()) + 2)))

    @Slot(QAction)
    def _on_tag(self, action: QAction) -> None:
        if self._of_menu is not None:
            self._desk.map_tag(self._of_menu, action.data() or None)

    @Slot(int)
    def _on_entered(self, row: int) -> None:
        entry = self.rows.entries[row]
        if isinstance(entry, TagMapping):
            self.choose_tag(row)
        else:
            self.source_wanted.emit(entry)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            entry = self.rows.entries[index.row()]
            if isinstance(entry, TagMapping) and combo_rect(QRectF(self.visualRect(index))).contains(event.position()):
                self.go_to(index.row())
                self.choose_tag(index.row())
                return
            if self.rows.can_tick(entry) and event.position().x() < TICK_END - 4:
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self._set([entry], not self.rows.ticked(entry))
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.toggle()
            return
        super().keyPressEvent(event)
