"""The groups at the left of the merge page: what they hold, how much of it comes in, by author where there are more."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from quandian.ui import paint
from quandian.ui.merge import words
from quandian.ui.merge.desk import CONFLICTS, NEAR, Group, MergeDesk
from quandian.ui.merge.marks import tick
from quandian.ui.panels.row_view import Index, RowDelegate, RowModel, RowView
from quandian.ui.phrases import listed
from quandian.ui.qt import ACCESSIBLE_TEXT, ALIGN_RIGHT, DISPLAY, TOOL_TIP
from quandian.ui.theme import theme

ROW = 36
_TICK = 18  # px where the box begins
_TICK_END = 44


class GroupRows(RowModel):
    """Groups, and below an unfolded one its authors."""

    def __init__(self, desk: MergeDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: list[Group] = []
        self.unfolded: set[str] = set()
        self._foldable: set[str] = set()

    def load(self) -> None:
        """Show the groups of the plan."""
        self.beginResetModel()
        self._read()
        self.endResetModel()

    def refresh(self) -> None:
        """Count anew; the same groups stay where they are."""
        before = [(row.key, row.author) for row in self.rows]
        self._read()
        if before != [(row.key, row.author) for row in self.rows]:
            self.beginResetModel()
            self.endResetModel()
        elif self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))

    def _read(self) -> None:
        self.rows, self._foldable = [], set()
        for group in self._desk.groups():
            self.rows.append(group)
            authors = self._desk.authors(group.key) if group.kind is not None else []
            if len(authors) > 1:
                self._foldable.add(group.key)
            if group.key in self.unfolded:
                self.rows += authors

    def can_unfold(self, group: Group) -> bool:
        """Whether more than one author is in a group."""
        return not group.author and group.key in self._foldable

    def set_unfolded(self, group: Group, unfolded: bool) -> None:
        """Show or hide who a group is from."""
        (self.unfolded.add if unfolded else self.unfolded.discard)(group.key)
        self.load()

    def row_of(self, key: str, author: str = "") -> int:
        """Return the row of a group, -1 where it is not there."""
        return next((n for n, row in enumerate(self.rows) if (row.key, row.author) == (key, author)), -1)

    def row_count(self) -> int:
        return len(self.rows)

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid() or role not in (DISPLAY, TOOL_TIP, ACCESSIBLE_TEXT):
            return None
        group = self.rows[index.row()]
        name = words.name_of(group)
        if role == DISPLAY:
            return name
        part = self.tr("并入 {0}，共 {1}").format(group.taken, group.total)
        return listed((name, part)) if group.can_be_left else listed((name, str(group.total)))


class GroupDelegate(RowDelegate):
    """Draws tick, icon, name and count."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        model = index.model()
        assert isinstance(model, GroupRows)
        group = model.rows[index.row()]
        left = rect.x() + _TICK + (20 if group.author else 0)
        top = rect.y() + (rect.height() - 16) / 2
        if group.can_be_left:
            tick(painter, left, top, group.taken / group.total if group.total else 0)
        left += 26
        if not group.author:
            ink = "warn" if group.key == CONFLICTS else "text2"
            painter.drawPixmap(QPointF(left, top), theme().pixmap(words.icon_of(group.key), 16, ink))
            left += 24
        count = str(group.total) if group.taken in (0, group.total) else f"{group.taken}/{group.total}"
        right = rect.right() - 16
        ink = "text" if selected else "text2" if group.taken or not group.can_be_left else "text3"
        paint.text(painter, QRectF(left, rect.y(), right - left, rect.height()), count, 13, ink,
                   bold=selected, align=ALIGN_RIGHT)  # fmt: skip
        room = right - paint.width(count, 13, True) - 8 - left
        name = words.name_of(group)
        ink = "text" if group.taken or group.key == NEAR or not group.can_be_left else "text3"
        used = paint.text(painter, QRectF(left, rect.y(), room, rect.height()), name, 13, ink, bold=selected)
        if model.can_unfold(group) and used + 20 < room:
            icon = "chevron-down" if group.key in model.unfolded else "chevron-right"
            painter.drawPixmap(QPointF(left + used + 4, top + 1), theme().pixmap(icon, 14, "text3"))


class GroupView(RowView):
    """Signals: chosen(Group), toggled(Group), entered(): the keyboard shall go to what the group holds."""

    chosen = Signal(object)
    toggled = Signal(object)
    entered = Signal()

    def __init__(self, desk: MergeDesk, parent: QWidget | None = None) -> None:
        super().__init__(ROW, parent)
        self.rows = GroupRows(desk, self)
        self.setModel(self.rows)
        self.setItemDelegate(GroupDelegate(self))
        self.setSelectionMode(RowView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("并入内容"))
        self.current_moved.connect(self._on_moved)
        desk.loaded.connect(self._on_loaded)
        desk.changed.connect(self._on_changed)

    def _on_loaded(self) -> None:
        kept = self.current_group()
        self.rows.load()
        self.fit()
        if kept is not None:
            self.go_to(self.rows.row_of(kept.key, kept.author))

    def _on_changed(self) -> None:
        kept = self.current_group()
        self.rows.refresh()
        if kept is not None and self.current_group() is None:
            self.go_to(self.rows.row_of(kept.key, kept.author))

    def fit(self) -> None:
        """Be as high as the rows are: the panel around scrolls."""
        self.setFixedHeight(max(1, len(self.rows.rows)) * ROW)

    def current_group(self) -> Group | None:
        """Return the group chosen."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() and index.row() < len(self.rows.rows) else None

    def show_group(self, key: str) -> None:
        """Choose a group, else the first one."""
        row = self.rows.row_of(key)
        if row < 0 and self.rows.rows:
            row = 0
        self.go_to(row)
        group = self.current_group()
        if group is not None:
            self.chosen.emit(group)

    def _on_moved(self, row: int, _by_mouse: bool) -> None:
        self.chosen.emit(self.rows.rows[row])

    def _unfold(self, group: Group, unfolded: bool) -> None:
        self.rows.set_unfolded(group, unfolded)
        self.fit()
        self.go_to(self.rows.row_of(group.key, group.author))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            group, x = self.rows.rows[index.row()], event.position().x()
            shift = 20 if group.author else 0
            if group.can_be_left and x < _TICK_END + shift - 4:
                self.toggled.emit(group)
                return
            start = _TICK_END + 24
            end = start + paint.width(words.name_of(group), 13, True) + 4
            if self.rows.can_unfold(group) and end <= x <= end + 20:
                self._unfold(group, group.key not in self.rows.unfolded)
                return
            super().mousePressEvent(event)
            if group.key == CONFLICTS:  # the keys that the foot names belong to the cards, not to this list
                self.entered.emit()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        group = self.current_group()
        if group is not None:
            if event.key() == Qt.Key.Key_Space and group.can_be_left:
                self.toggled.emit(group)
                return
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.entered.emit()
                return
            if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.rows.can_unfold(group):
                self._unfold(group, event.key() == Qt.Key.Key_Right)
                return
        super().keyPressEvent(event)
