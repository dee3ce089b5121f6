"""The Word templates of briefings: those that ship and the user's own, with pictures; checked, added, made, removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, QSizeF, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QAction, QDesktopServices, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from quandian.core import sentences
from quandian.core.briefing_kind_words import kind_words
from quandian.core.briefing_plan import Kind
from quandian.core.briefing_words import numbering
from quandian.core.errors import UserError
from quandian.tasks.places import free_path, make_folder
from quandian.tasks.templates import (
    add_template,
    new_template,
    own_templates,
    problems_of,
    remove_template,
    shipped_templates,
    template_picture,
    template_sketch,
    templates_dir,
)
from quandian.ui import paint
from quandian.ui.dialogs.base import Dialog, InkLabel, row_of
from quandian.ui.files import choose_open, choose_save
from quandian.ui.qt import ALIGN_CENTER, ANTIALIASING, DISPLAY, USER
from quandian.ui.theme import theme
from quandian.ui.widgets import button
from quandian.writing.template_sketch import SketchLine

CARD = QSize(168, 244)
_PAGE = QSize(132, 187)  # a page of A4
_LARGE = QSize(292, 413)  # of the one that is chosen
_SHARP = 4  # how much larger pictures are drawn than the cards show them
_SCALE = _PAGE.width() / 595  # px of a point
_NONE = ""


class _Cards(QStyledItemDelegate):
    """Paints a template as a page with its name below."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return CARD

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(ANTIALIASING)
        rect = QRectF(option.rect).adjusted(4, 4, -4, -4)  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        paint.rounded(painter, rect, 8, "selected" if chosen else None, "focus" if chosen else None)
        page = QRectF(rect.center().x() - _PAGE.width() / 2, rect.top() + 8, _PAGE.width(), _PAGE.height())
        painter.fillRect(page, Qt.GlobalColor.white)
        picture = index.data(USER + 1)
        if isinstance(picture, QPixmap) and not picture.isNull():
            painter.drawPixmap(page.toRect(), _reduced(picture, page, painter))
        paint.rounded(painter, page, 0, None, "line2")
        words = QRectF(rect.left() + 6, page.bottom() + 4, rect.width() - 12, 20)
        paint.text(painter, words, str(index.data(DISPLAY)), 13, "text", align=ALIGN_CENTER)
        words.translate(0, 18)
        paint.text(painter, words, str(index.data(USER + 2)), 11, "text2", align=ALIGN_CENTER)
        painter.restore()


def _reduced(picture: QPixmap, page: QRectF, painter: QPainter) -> QPixmap:
    """Return a picture as large as the page it is drawn on; a painter that reduces it drops thin lines."""
    ratio = painter.device().devicePixelRatio()
    size = page.size() * ratio
    kept = Qt.AspectRatioMode.IgnoreAspectRatio
    out = picture.scaled(size.toSize(), kept, Qt.TransformationMode.SmoothTransformation)
    out.setDevicePixelRatio(ratio)
    return out


class _Large(QWidget):
    """The first page of the chosen template, large enough to be read."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QPixmap()
        self.setFixedWidth(_LARGE.width() + 2)
        self.setMinimumHeight(240)

    def show_picture(self, picture: QPixmap, words: str) -> None:
        """Show a page; ``words`` are for screen readers."""
        self.picture = picture
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.picture.isNull():
            return
        painter = QPainter(self)
        size = QSizeF(self.picture.size()).scaled(QSizeF(self.size() - QSize(2, 2)), Qt.AspectRatioMode.KeepAspectRatio)
        page = QRectF(1, 1, size.width(), size.height())
        page.moveLeft((self.width() - size.width()) / 2)
        painter.fillRect(page, Qt.GlobalColor.white)
        painter.drawPixmap(page.toRect(), _reduced(self.picture, page, painter))
        paint.rounded(painter, page, 0, None, "line2")
        painter.end()


class TemplatesDialog(Dialog):
    """Shows the templates; with ``choosing`` one is chosen. Signal: chosen(name; empty for the program's own form).

    ``plain`` is the first page of the briefing without a template.
    """

    chosen = Signal(str)

    def __init__(
        self,
        parent: QWidget | None = None,
        current: str = _NONE,
        *,
        choosing: bool = False,
        plain: QPixmap | None = None,
    ) -> None:
        super().__init__(parent, QSize(1090, 640))
        title = self.tr("选择模板") if choosing else self.tr("简报模板")
        self.set_title(title, self.tr("Word 文件，里面的标签由圈点填写"))
        self._choosing = choosing
        self._plain = plain if plain is not None else _own_form()
        self.gallery = QListWidget()
        self.large = _Large()
        self._build_gallery()
        self.about = InkLabel("", 12, "text2", wrap=True)
        self.about.setMinimumHeight(36)
        self._build_buttons()
        pages = QHBoxLayout()
        pages.setSpacing(16)
        pages.addWidget(self.gallery, 1)
        pages.addWidget(self.large)
        self.body.addLayout(pages, 1)
        self.body.addWidget(self.about)
        self.body.addWidget(row_of(self.make, self.add, self.folder, None, self.open_, self.check, self.remove))
        self.add_footer(self.tr("使用") if choosing else self.tr("完成"), cancel="" if choosing else None)
        self._fill(current)
        self.gallery.setFocus()

    def _build_gallery(self) -> None:
        view = self.gallery
        view.setViewMode(QListView.ViewMode.IconMode)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setMovement(QListView.Movement.Static)
        view.setUniformItemSizes(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setSpacing(4)
        view.setItemDelegate(_Cards(view))
        view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        view.viewport().setAutoFillBackground(False)
        view.setAccessibleName(self.tr("模板"))
        view.currentItemChanged.connect(self._on_current)
        view.itemActivated.connect(self._on_activated)
        theme().changed.connect(view.viewport().update)

    def _build_buttons(self) -> None:
        self.make = button(self.tr("新建模板"))
        menu = QMenu(self.make)
        for kind, words in kind_words(sentences.language()).titles.items():
            action = QAction(words, menu)
            action.setData(str(kind))
            action.triggered.connect(self._on_new)
            menu.addAction(action)
        self.make.setMenu(menu)
        self.add = button(self.tr("添加文件…"))
        self.add.clicked.connect(self._on_add)
        self.folder = button(self.tr("打开文件夹"))
        self.folder.clicked.connect(self._on_folder)
        self.open_ = button(self.tr("在 Word 里编辑"))
        self.open_.clicked.connect(self._on_open)
        self.check = button(self.tr("检查"))
        self.check.clicked.connect(self._on_check)
        self.remove = button(self.tr("移除"))
        self.remove.clicked.connect(self._on_remove)

    # --- what is shown

    def _fill(self, current: str) -> None:
        self.gallery.clear()
        if self._choosing:
            self._put(_NONE, self.tr("不用模板"), self.tr("圈点的公文版式"), self._plain)
        for name in shipped_templates():
            picture = QPixmap()
            picture.loadFromData(template_picture(name))
            self._put(name, name, self.tr("自带"), picture)
        for name in own_templates():
            self._put(name, Path(name).stem, self.tr("我的"), _sketched(name))
        if current and current not in (*shipped_templates(), *own_templates()):
            self._put(current, Path(current).stem, self.tr("项目里用着的文件"), _sketched(current))
        names = [self.gallery.item(n).data(USER) for n in range(self.gallery.count())]
        self.gallery.setCurrentRow(names.index(current) if current in names else 0)

    def _put(self, name: str, words: str, kind: str, picture: QPixmap) -> None:
        item = QListWidgetItem(words)
        item.setData(USER, name)
        item.setData(USER + 1, picture)
        item.setData(USER + 2, kind)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}，{kind}")
        item.setToolTip(words)
        self.gallery.addItem(item)

    @property
    def current(self) -> str:
        """The name of the chosen template; empty for none."""
        item = self.gallery.currentItem()
        return str(item.data(USER)) if item is not None else _NONE

    @Slot()
    def _on_current(self) -> None:
        name = self.current
        own = name in own_templates()
        self.remove.setEnabled(own)
        self.open_.setEnabled(own)
        self.check.setEnabled(bool(name))
        item = self.gallery.currentItem()
        picture = item.data(USER + 1) if item is not None else QPixmap()
        self.large.show_picture(picture, self.tr("第一页：{0}").format(item.text() if item is not None else ""))
        self.about.set_ink("text2")
        self.about.setText(shipped_templates().get(name) or self._about_own(name))

    def _about_own(self, name: str) -> str:
        if not name:
            return self.tr("版式按 GB/T 9704-2012，字体在偏好设置里选。")
        return self._verdict(name)

    def _verdict(self, name: str) -> str:
        """Return what a check of a template says, in one sentence each."""
        try:
            problems = problems_of(name)
        except UserError as error:
            self.about.set_ink("danger")
            return str(error)
        if problems:
            self.about.set_ink("danger")
            return "\n".join(str(one.error(Path(name).name)) for one in problems[:3])
        return self.tr("没有问题，可以用。")

    # --- what is done

    @Slot()
    def _on_activated(self) -> None:
        if self.primary is not None and self._choosing:
            self.primary.click()

    @Slot()
    def _on_check(self) -> None:
        self.about.set_ink("text2")
        self.about.setText(self._verdict(self.current))

    @Slot()
    def _on_new(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        self._kind = Kind(str(action.data()))
        with _Told(self):
            folder = make_folder(templates_dir())
            suggestion = free_path(folder / self.tr("{0}模板.docx").format(action.text()))
            choose_save(self, self.tr("新建模板"), self.tr("Word 文档 (*.docx)"), self._make,
                        suggestion=suggestion, suffix="docx")  # fmt: skip

    def _make(self, paths: list[Path]) -> None:
        with _Told(self):
            made = new_template(self._kind, paths[0])
            self._fill(made.name if made.parent == templates_dir() else str(made))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(made)))

    @Slot()
    def _on_add(self) -> None:
        choose_open(self, self.tr("添加模板"), self.tr("Word 文档 (*.docx)"), self._add)

    def _add(self, paths: list[Path]) -> None:
        with _Told(self):
            self._fill(add_template(paths[0]))

    @Slot()
    def _on_folder(self) -> None:
        with _Told(self):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(make_folder(templates_dir()))))

    @Slot()
    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(templates_dir() / self.current)))

    @Slot()
    def _on_remove(self) -> None:
        row = self.gallery.currentRow()
        with _Told(self):
            remove_template(self.current)
            self._fill(_NONE)
            self.gallery.setCurrentRow(min(row, self.gallery.count() - 1))

    def commit(self) -> bool:
        """Take the chosen template, if it can be filled."""
        if not self._choosing:
            return True
        if self.current:
            for problem in problems_of(self.current):
                raise problem.error(Path(self.current).name)
        self.chosen.emit(self.current)
        return True


class _Told:
    """Says a UserError of the body in the dialog's footer."""

    def __init__(self, dialog: Dialog) -> None:
        self._dialog = dialog

    def __enter__(self) -> None:
        self._dialog.fail("")

    def __exit__(self, _kind: object, error: object, _trace: object) -> bool:
        if isinstance(error, UserError):
            self._dialog.fail(str(error))
            return True
        return False


def choose_template(
    parent: QWidget, chosen: Callable[[str], None], current: str = _NONE, plain: QPixmap | None = None
) -> TemplatesDialog:
    """Ask for a template; ``chosen`` gets what ``BriefingPlan.template`` is to be, empty for none."""
    dialog = TemplatesDialog(parent, current, choosing=True, plain=plain)
    dialog.chosen.connect(chosen)
    dialog.open()
    return dialog


def _sketched(name: str) -> QPixmap:
    """Return a picture of a user's own template, drawn from its words; empty where it cannot be read."""
    try:
        return sketched(template_sketch(name))
    except UserError:
        return QPixmap()


def _own_form() -> QPixmap:
    """Return a picture of the program's own form where no briefing shows how it looks: title and levels of headings."""
    name = sentences.language()
    text = "……" * 14
    lines = [SketchLine((kind_words(name).titles[Kind.REPORT],), 22.0, "center"), SketchLine(("",))]
    for path in ((1,), (1, 1), (1, 1, 1), (2,)):
        lines += [SketchLine((f"　　{numbering(path, name)}……",)), SketchLine((f"　　{text}",)), SketchLine((text,))]
    return sketched(lines)


def sketched(lines: Sequence[SketchLine]) -> QPixmap:
    """Return a picture of a first page, drawn from its words."""
    picture = QPixmap(_PAGE * _SHARP)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.scale(_SHARP * _SCALE, _SHARP * _SCALE)
    y = 105.0  # the upper margin of an official document, in points
    for line in lines:
        if y > 740:
            break
        y += _sketch_line(painter, line, y)
    painter.end()
    return picture


def _sketch_line(painter: QPainter, line: SketchLine, y: float) -> float:
    """Draw a line at ``y`` points of a page 595 wide; return its height."""
    left, width, height = 79.0, 442.0, line.size * 1.6
    font = theme().ui_font(max(8, round(line.size)))
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.black)
    if line.is_row:
        each = width / max(len(line.cells), 1)
        for n, cell in enumerate(line.cells):
            box = QRectF(left + n * each, y, each, height)
            painter.drawRect(box)
            painter.drawText(box.adjusted(3, 0, -3, 0), int(ALIGN_CENTER), cell[: int(each / line.size)])
        return height
    flags = {"center": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight}
    align = flags.get(line.align, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(left, y, width, height), int(align), line.cells[0][: int(width / line.size * 1.4)])
    return height
