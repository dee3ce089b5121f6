"""标签管理: the tags of the project, their names, keys, looks, parents and fields; each change is one undo step."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from quandian.core.codebook import BUILT_IN_TAGS, PALETTE
from quandian.core.errors import UserError
from quandian.core.model import Changes, Field, Tag, TagId
from quandian.ui.dialogs.base import Dialog, Form, InkLabel, row_of, scroll_of
from quandian.ui.dialogs.field_rows import FieldRows
from quandian.ui.dialogs.marks import LookPreview, swatch
from quandian.ui.dialogs.tag_chooser import TagRows
from quandian.ui.phrases import tag_description
from quandian.ui.session import Session
from quandian.ui.theme import tag_name, theme
from quandian.ui.widgets import IconButton, Line, button


class CodebookDialog(Dialog):
    """Edits the codebook; the project is told at once, and undo takes each change back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(880, 640))
        self.set_title(self.tr("标签管理"), self.tr("改动立即生效，可以撤销"))
        self._session = session
        self._loading = False
        self.body.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._build_list())
        line.addWidget(Line(vertical=True, parent=self))
        line.addWidget(self._build_editor(), 1)
        self.body.addWidget(Line(parent=self))
        self.body.setSpacing(0)
        self.body.addLayout(line, 1)
        self.add_footer(self.tr("完成"), cancel=None)
        session.changed.connect(self._on_changed)
        self._load_list(None)
        self.list.setFocus()

    # --- building

    def _build_list(self) -> QWidget:
        holder = QWidget()
        holder.setFixedWidth(272)
        column = QVBoxLayout(holder)
        column.setContentsMargins(12, 12, 12, 12)
        self.list = TagRows()
        self.list.setAccessibleName(self.tr("标签"))
        self.list.enter_picks = False
        self.list.current.connect(self._show)
        self.list.removed.connect(self._on_remove)
        column.addWidget(self.list, 1)
        self.add_button = button(self.tr("新建标签"))
        self.add_button.clicked.connect(self._on_add)
        self.up_button = IconButton("chevron-up", self.tr("上移"), holder)
        self.down_button = IconButton("chevron-down", self.tr("下移"), holder)
        self.up_button.clicked.connect(self._on_up)
        self.down_button.clicked.connect(self._on_down)
        column.addWidget(row_of(self.add_button, None, self.up_button, self.down_button))
        return holder

    def _build_editor(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        self.form = Form()
        self.name = self._line("name")
        self.name_en = self._line("name_en")
        self.description = self._line("description")
        self.key = QComboBox()
        self.parent_ = QComboBox()
        self.color = QComboBox()
        self.line = QComboBox()
        for combo, slot in (
            (self.key, self._on_key),
            (self.parent_, self._on_parent),
            (self.color, self._on_color),
            (self.line, self._on_line),
        ):
            combo.setMinimumWidth(150)
            combo.activated.connect(slot)
        self.line.setAccessibleName(self.tr("下划线"))
        self.form.add(self.tr("名称"), self.name)
        self.form.add(self.tr("英文名"), self.name_en)
        self.form.add(self.tr("说明"), self.description)
        self.form.add(self.tr("快捷键"), row_of(self.key, None))
        self.form.add(self.tr("上级"), row_of(self.parent_, None))
        self.form.add(self.tr("外观"), row_of(self.color, self.line, None))
        self.preview = LookPreview()
        self.form.add_wide(self.preview)
        column.addLayout(self.form)
        column.addWidget(InkLabel(self.tr("字段"), 13, bold=True))
        self.fields = FieldRows()
        self.fields.changed.connect(self._on_fields)
        column.addWidget(self.fields)
        column.addStretch(1)
        self.remove_button = button(self.tr("删除标签"), "danger")
        self.remove_button.clicked.connect(self._on_remove_clicked)
        self.usage = InkLabel("", 12, "text2", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.remove_button)
        line.addWidget(self.usage, 1)
        column.addLayout(line)
        return scroll_of(inner)

    def _line(self, column: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(column)
        made.editingFinished.connect(self._on_line_edited)
        return made

    # --- showing

    @property
    def tag(self) -> Tag | None:
        """The tag being edited."""
        row: Tag | None = self.list.row
        return row

    def _load_list(self, keep: TagId | None) -> None:
        tags = self._session.tags
        self.list.set_rows(tags, next((n for n, tag in enumerate(tags) if tag.id == keep), 0))

    @Slot(object)
    def _show(self, tag: Tag | None) -> None:
        if tag is None:
            return
        self._loading = True
        self.fail("")
        self.name.setText(tag.name)
        self.name_en.setText(tag.name_en)
        self.description.setText(tag_description(tag))
        for field in (self.name, self.name_en, self.parent_):
            field.setEnabled(not tag.built_in)
            field.setToolTip(self.tr("内置标签的名称和上级是固定的") if tag.built_in else "")
        self._fill_keys(tag)
        self._fill_parents(tag)
        self._fill_looks(tag)
        self.preview.set_look(theme().tag_look(tag))
        self.fields.set_fields(tag.fields, _own_fields(tag))
        self._show_usage(tag)
        self._loading = False

    def _fill_keys(self, tag: Tag) -> None:
        self.key.clear()
        self.key.addItem(self.tr("无"), "")
        owners = {other.shortcut: tag_name(other) for other in self._session.tags if other.id != tag.id}
        for digit in "123456789" if tag.built_in else "456789":
            if digit in owners:
                self.key.addItem(self.tr("{0}（{1}在用）").format(digit, owners[digit]), digit)
                self._disable(self.key, self.key.count() - 1)
            else:
                self.key.addItem(digit, digit)
        self.key.setCurrentIndex(max(0, self.key.findData(tag.shortcut)))

    @staticmethod
    def _disable(combo: QComboBox, at: int) -> None:
        combo.setItemData(at, 0, Qt.ItemDataRole.UserRole - 1)

    def _fill_parents(self, tag: Tag) -> None:
        self.parent_.clear()
        self.parent_.addItem(self.tr("无"), None)
        below = self._below(tag.id)
        for other in self._session.tags:
            if other.id not in below:
                self.parent_.addItem(tag_name(other), other.id)
        self.parent_.setCurrentIndex(max(0, self.parent_.findData(tag.parent)))

    def _below(self, tag_id: TagId) -> set[TagId]:
        """Return a tag and all below it, so that no tag becomes its own ancestor."""
        found = {tag_id}
        while True:
            more = {tag.id for tag in self._session.tags if tag.parent in found} - found
            if not more:
                return found
            found |= more

    def _fill_looks(self, tag: Tag) -> None:
        colors = (self.tr("蓝"), self.tr("绿"), self.tr("琥珀"), self.tr("紫"), self.tr("红"), self.tr("灰"),
                  self.tr("青"), self.tr("橄榄"), self.tr("品红"))  # fmt: skip
        shapes = (self.tr("单线"), self.tr("双线"), self.tr("点"), self.tr("虚线"), self.tr("波浪"), self.tr("粗线"),
                  self.tr("点划"), self.tr("圆圈"), self.tr("锯齿"))  # fmt: skip
        self.color.clear()
        self.line.clear()
        self.color.setIconSize(QSize(28, 16))
        self.line.setIconSize(QSize(28, 16))
        for (palette, underline), color, shape in zip(PALETTE, colors, shapes, strict=True):
            look = theme().tag_look(_with_look(tag, palette, underline))
            self.color.addItem(swatch(look, line=False), color, palette)
            self.line.addItem(swatch(look, line=True), shape, underline)
        self.color.setCurrentIndex(max(0, self.color.findData(tag.palette)))
        self.line.setCurrentIndex(max(0, self.line.findData(tag.underline)))

    def _show_usage(self, tag: Tag) -> None:
        count = self._count(tag)
        self.remove_button.setVisible(not tag.built_in)
        if tag.built_in:
            words = self.tr("内置标签，每个项目都有，不能删除。用在 {0} 条标注上。", "", count).format(count)
        elif count:
            words = self.tr("用在 {0} 条标注上；删除标签会一并删除它们，可以撤销。", "", count).format(count)
        else:
            words = self.tr("还没有用过。")
        self.usage.setText(words)

    def _count(self, tag: Tag) -> int:
        return sum(by_tag.get(tag.id, 0) for by_tag in self._session.project.counts().values())

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("tag"):
            self._load_list(self.tag.id if self.tag is not None else None)
        elif changes.touches("annotation") and self.tag is not None:
            self._show_usage(self.tag)

    # --- editing

    def _edit(self, **values: object) -> bool:
        """Change the tag shown; a refusal is told in the footer and the fields go back."""
        tag = self.tag
        if tag is None or self._loading or all(getattr(tag, key) == value for key, value in values.items()):
            return False
        try:
            self._session.project.edit_tag(tag.id, **values)
        except UserError as error:
            self._show(tag)
            self.fail(str(error))
            return False
        return True

    @Slot()
    def _on_line_edited(self) -> None:
        field = self.sender()
        untouched = field is self.description and self.tag is not None and field.text() == tag_description(self.tag)
        if isinstance(field, QLineEdit) and not untouched:
            self._edit(**{field.objectName(): field.text().strip()})

    @Slot(int)
    def _on_key(self, _at: int) -> None:
        self._edit(shortcut=str(self.key.currentData()))

    @Slot(int)
    def _on_parent(self, _at: int) -> None:
        self._edit(parent=self.parent_.currentData())

    @Slot(int)
    def _on_color(self, _at: int) -> None:
        self._edit(palette=str(self.color.currentData()))

    @Slot(int)
    def _on_line(self, _at: int) -> None:
        self._edit(underline=str(self.line.currentData()))

    @Slot(object)
    def _on_fields(self, fields: tuple[Field, ...]) -> None:
        self._edit(fields=fields)

    # --- adding, removing, order

    @Slot()
    def _on_add(self) -> None:
        taken = {tag.name for tag in self._session.tags}
        name, n = self.tr("新标签"), 2
        while name in taken:
            name, n = f"{self.tr('新标签')} {n}", n + 1
        try:
            made = self._session.project.add_tag(name)
        except UserError as error:
            self.fail(str(error))
            return
        self._load_list(made.id)
        self.name.setFocus()
        self.name.selectAll()

    @Slot()
    def _on_remove_clicked(self) -> None:
        if self.tag is not None:
            self._on_remove(self.tag)

    @Slot(object)
    def _on_remove(self, tag: Tag) -> None:
        if tag.built_in:
            return
        count = self._count(tag)
        try:
            self._session.project.remove_tag(tag.id)
        except UserError as error:
            self.fail(str(error))
            return
        words = self.tr("已删除标签“{0}”，可以撤销")
        if count:
            words = self.tr("已删除标签“{0}”和它的 {1} 条标注，可以撤销", "", count)
        self.note.setText(words.format(tag_name(tag), count))
        self._session.say(words.format(tag_name(tag), count), offers_undo=True)

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        tags, at = self._session.tags, self.list.at
        if not 0 <= at + step < len(tags):
            return
        order = list(tags)
        order.insert(at + step, order.pop(at))
        moved = tags[at]
        try:
            with self._session.project.operation("order_tags"):
                for position, tag in enumerate(order):
                    if tag.position != position:
                        self._session.project.edit_tag(tag.id, position=position)
        except UserError as error:
            self.fail(str(error))
        self._load_list(moved.id)


def _own_fields(tag: Tag) -> set[str]:
    """Return the keys of the fields that a built-in tag has in every project."""
    return {field.name for other in BUILT_IN_TAGS if other.id == tag.id for field in other.fields}


def _with_look(tag: Tag, palette: str, underline: str) -> Tag:
    from dataclasses import replace

    return replace(tag, palette=palette, underline=underline)
