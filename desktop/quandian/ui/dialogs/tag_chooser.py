"""Key 0: all tags, typing filters them, Enter takes one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from quandian.core.model import Tag
from quandian.ui import paint
from quandian.ui.dialogs.base import Dialog, InkLabel
from quandian.ui.dialogs.rows import RowState, RowsView
from quandian.ui.phrases import listed, tag_description
from quandian.ui.session import Session
from quandian.ui.theme import tag_name, theme

_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class TagRows(RowsView):
    """Tags with mark, name, description and key."""

    row_height = 44
    inset = 0.0

    def words(self, row: Any) -> str:  # noqa: ANN401 - rows are any value
        tag: Tag = row
        parts = (tag_name(tag), self.tr("键 {0}").format(tag.shortcut) if tag.shortcut else "", tag_description(tag))
        return listed(parts)

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, state: RowState) -> None:  # noqa: ANN401
        tag: Tag = row
        inner = self.ground(painter, rect, state)
        look = theme().tag_look(tag)
        middle = inner.center().y()
        paint.tag_mark(painter, inner.x() + 10, middle - 9, look)
        room = inner.width() - 40 - 40
        name_width = paint.width(look.name, 13, True) + 4
        spot = QRectF(inner.x() + 40, middle - 11, min(name_width, room), 22)
        paint.text(painter, spot, look.name, 13, bold=state.current)
        paint.underline(painter, spot.x(), spot.x() + paint.width(look.name, 13, state.current), middle + 11,
                        look.underline, look.stroke, 1.5)  # fmt: skip
        rest = room - name_width - 12
        if rest > 40:
            said = tag_description(tag)
            paint.text(painter, QRectF(spot.x() + name_width + 12, middle - 10, rest, 20), said, 12, "text2")
        if tag.shortcut:
            paint.key_cap(painter, inner.right() - 28, middle - 9, tag.shortcut)


class TagChooser(Dialog):
    """Chooses a tag. Signal: chosen(tag_id)."""

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(460, 440))
        self.set_title(self.tr("选择标签"))
        self._tags = session.tags
        self.body.setContentsMargins(20, 0, 20, 16)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("键入名称筛选"))
        self.filter.setAccessibleName(self.tr("筛选标签"))
        self.filter.textChanged.connect(self._on_filter)
        self.filter.returnPressed.connect(self._on_enter)
        self.filter.installEventFilter(self)
        self.body.addWidget(self.filter)
        self.list = TagRows()
        self.list.single_click = True
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.list.picked.connect(self._choose)
        self.body.addWidget(self.list, 1)
        self.hint = InkLabel(self.tr("↑ ↓ 选择，Enter 标注，Esc 取消"), 12, "text3")
        self.body.addWidget(self.hint)
        self.list.set_rows(self._tags)
        self.filter.setFocus()

    @Slot(str)
    def _on_filter(self, text: str) -> None:
        query = text.strip().casefold()
        rows = [tag for tag in self._tags if query in f"{tag.name} {tag.name_en} {tag.shortcut}".casefold()]
        self.list.set_rows(rows)
        self.hint.setText(
            self.tr("↑ ↓ 选择，Enter 标注，Esc 取消") if rows else self.tr("没有这个名称的标签，可在“标签管理”中添加")
        )

    @Slot()
    def _on_enter(self) -> None:
        if self.list.row is not None:
            self._choose(self.list.row)

    @Slot(object)
    def _choose(self, tag: Tag) -> None:
        self.accept()
        self.chosen.emit(tag.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys of the filter field move in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _LIST_KEYS:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # the filter field has served it
        super().keyPressEvent(event)
