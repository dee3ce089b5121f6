"""The start page: new, open, sample, a place to drop files, and the recent projects."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from quandian.ui import paint
from quandian.ui.dialogs.base import InkLabel
from quandian.ui.jobs import Job
from quandian.ui.pages.drop_area import DropArea
from quandian.ui.pages.opening_strip import OpeningStrip
from quandian.ui.pages.recent_list import RecentList
from quandian.ui.qt import ANTIALIASING, EXPANDING, FIXED
from quandian.ui.settings import Settings
from quandian.ui.theme import theme
from quandian.ui.widgets import button

WIDTH, ACTIONS, GAP = 1040, 320, 48
STACK_BELOW = 860  # px: narrower than this the list stands under the actions
FIELD_FROM = 4  # recent projects: fewer need no filter


class StartButton(QAbstractButton):
    """A wide button of two lines with an icon and a key cap; the primary one is ink."""

    def __init__(self, icon: str, title: str, line: str, key: str = "", *, primary: bool = False) -> None:
        super().__init__()
        self._icon, self._line, self._key, self._primary = icon, line, key, primary
        self.setText(title)
        self.setFixedHeight(60)
        self.setMinimumWidth(240)
        self.setSizePolicy(EXPANDING, FIXED)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)
        self.setAccessibleDescription(line)
        theme().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        rect = QRectF(self.rect())
        hover = self.underMouse() or self.isDown()
        if self._primary:
            ink, second = "on_ink", "on_ink"
            paint.rounded(painter, rect, 8, "ink_hover" if hover else "ink")
        else:
            ink, second = "text", "text2"
            paint.rounded(painter, rect, 8, "hover" if hover else "surface", "line2")
        painter.drawPixmap(18, 20, theme().pixmap(self._icon, 20, ink if self._primary else "text2"))
        cap = paint.width(self._key, 11) + 30 if self._key else 0
        room = rect.width() - 70 - cap
        paint.text(painter, QRectF(54, 9, room, 22), self.text(), 14, ink, bold=True)
        paint.text(painter, QRectF(54, 31, room, 20), self._line, 12, second)
        if self._key:
            self._paint_key(painter, rect)
        if self.hasFocus():
            paint.rounded(painter, rect.adjusted(2, 2, -2, -2), 6, None, "on_ink" if self._primary else "focus", 2)
        painter.end()

    def _paint_key(self, painter: QPainter, rect: QRectF) -> None:
        words = paint.width(self._key, 11)
        cap = QRectF(rect.right() - words - 26, 20, words + 10, 20)
        ink = "on_ink" if self._primary else "text2"
        paint.rounded(painter, cap, 4, None, "text3" if self._primary else "line2")
        paint.text(painter, cap.adjusted(5, 0, 0, -0.5), self._key, 11, ink)


class _Brand(QWidget):
    """The mark, the name and what the program is for."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(56)
        self.setAccessibleName(self.tr("圈点"))
        theme().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.logo(painter, QRectF(0, 0, 54, 54))
        room = self.width() - 76
        paint.text(painter, QRectF(76, -2, room, 38), self.tr("圈点"), 28, bold=True)
        paint.text(painter, QRectF(76, 35, room, 20), self.tr("圈出目标，点明成效，句句有出处"), 13, "text2")
        painter.end()


class Card(QFrame):
    """The ground of a list that stands by itself: rounded, with a thin border."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        paint.rounded(painter, QRectF(self.rect()), 8, "surface", "line")
        painter.end()


class _FilterField(QLineEdit):
    """The filter of the recent projects, with its glass; arrow down leads into the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(self.tr("筛选"))
        self.setAccessibleName(self.tr("筛选最近的项目"))
        self.setClearButtonEnabled(True)
        self.setFixedWidth(200)
        self._glass = self.addAction(theme().icon("search", 16, "text3"), QLineEdit.ActionPosition.LeadingPosition)
        theme().changed.connect(self._draw)

    @Slot()
    def _draw(self) -> None:
        self._glass.setIcon(theme().icon("search", 16, "text3"))


class StartPage(QWidget):
    """What is seen without a project.

    Signals: new_wanted, open_wanted, join_wanted, sample_wanted, files_dropped(list of Path), recent_chosen(path),
    relocate_wanted(path), forget_wanted(path); paths of recent projects are text.
    """

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    files_dropped = Signal(object)
    recent_chosen = Signal(str)
    relocate_wanted = Signal(str)
    forget_wanted = Signal(str)
    join_wanted = Signal()
    merge_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._build())
        self._scroll.viewport().setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self.refresh()

    # --- building

    def _build(self) -> QWidget:
        page = QWidget()
        page.setAutoFillBackground(False)
        self._brand = _Brand()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP)
        self._columns.addWidget(self._build_actions())
        self._columns.addWidget(self._build_recent(), 1)
        self._page_layout = QVBoxLayout(page)
        self._page_layout.setSpacing(44)
        self._page_layout.addWidget(self._brand)
        self.opening = OpeningStrip()
        self._page_layout.addWidget(self.opening)
        self._page_layout.addLayout(self._columns)
        self._page_layout.addStretch(1)
        return page

    def _build_actions(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        heading = InkLabel(self.tr("开始"), 15, bold=True)
        heading.setFixedHeight(32)
        column.addWidget(heading)
        column.addSpacing(0)
        self.new_button = StartButton(
            "file-plus", self.tr("新建项目"), self.tr("起个名字，再放进报告"), "Ctrl N", primary=True
        )
        self.open_button = StartButton("folder-open", self.tr("打开项目"), self.tr("打开 .quandian 文件"), "Ctrl O")
        self.sample_button = StartButton("book-open-text", self.tr("示例项目"), self.tr("虚构的几份报告，已标注好"))
        self.new_button.clicked.connect(self.new_wanted)
        self.open_button.clicked.connect(self.open_wanted)
        self.sample_button.clicked.connect(self.sample_wanted)
        self.merge_button = StartButton("git-merge", self.tr("合并同事的项目"), self.tr("先预览，再并入"))
        self.merge_button.clicked.connect(self.merge_wanted)
        for made in (self.new_button, self.open_button, self.sample_button, self.merge_button):
            column.addWidget(made)
        self.join_button = button(self.tr("从共享文件夹加入…"))
        self.join_button.setToolTip(self.tr("和同事一起标注同一个项目"))
        self.join_button.clicked.connect(self.join_wanted)
        column.addWidget(self.join_button)
        column.addSpacing(4)
        self.drop_area = DropArea(
            self.tr("把报告或项目拖到这里"),
            [self.tr("Word（.docx）、纯文本（.txt、.md）"), self.tr("文件夹和 .quandian 项目也可以")],
        )
        self.drop_area.dropped.connect(self.files_dropped)
        column.addWidget(self.drop_area)
        column.addStretch(1)
        self._actions_column = holder
        return holder

    def _build_recent(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.addWidget(InkLabel(self.tr("最近的项目"), 15, bold=True))
        line.addStretch(1)
        self.filter = _FilterField()
        self.filter.textChanged.connect(self._on_filter)
        self.filter.returnPressed.connect(self._on_filter_enter)
        line.addWidget(self.filter)
        head = QWidget()
        head.setFixedHeight(32)
        line.setContentsMargins(0, 0, 0, 0)
        head.setLayout(line)
        column.addWidget(head)
        self.recent = RecentList()
        self.recent.picked.connect(self._on_picked)
        self.recent.removed.connect(self._on_removed)
        self.recent.relocate_wanted.connect(self.relocate_wanted)
        card = Card()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 5, 1, 5)
        inside.addWidget(self.recent)
        column.addWidget(card)
        foot = InkLabel(self.tr("项目是一个文件，全部内容都在本机，不联网。"), 12, "text2")
        foot.setContentsMargins(0, 8, 0, 0)
        column.addWidget(foot)
        column.addStretch(1)
        holder.setSizePolicy(EXPANDING, QSizePolicy.Policy.Preferred)
        self._recent_column = holder
        return holder

    # --- contents

    @Slot(object, str)
    def show_opening(self, job: Job, name: str) -> None:
        """Say that a project is being opened, until ``job`` ends."""
        self.opening.follow(job, name)

    @Slot()
    def refresh(self) -> None:
        """Show the recent projects as the settings have them now, and look which files are still there."""
        self.recent.set_recent(self._settings.recent, self.filter.text())
        self.filter.setVisible(len(self._settings.recent) >= FIELD_FROM or bool(self.filter.text()))

    @Slot(str)
    def _on_filter(self, text: str) -> None:
        self.recent.set_recent(self._settings.recent, text)

    @Slot()
    def _on_filter_enter(self) -> None:
        self.recent.pick_first()

    @Slot(object)
    def _on_picked(self, path: str) -> None:
        self.recent_chosen.emit(path)

    @Slot(object)
    def _on_removed(self, path: str) -> None:
        at = self.recent.at
        self.forget_wanted.emit(path)
        self.refresh()
        self.recent.set_at_or_before(at)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        if self._settings.recent:
            self.recent.setFocus()
        else:
            self.new_button.setFocus()

    # --- size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width(), self.height())

    def _arrange(self, width: int, height: int) -> None:
        side = max(24, (width - WIDTH) // 2)
        top = max(16, min(72, (height - 560) // 3))
        self._page_layout.setContentsMargins(side, top, side, 24)
        self._page_layout.setSpacing(44 if height >= 720 else 24)
        stacked = width < STACK_BELOW
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)
        self._columns.setSpacing(24 if stacked or width < 1000 else GAP)
        self._actions_column.setMaximumWidth(16777215 if stacked else ACTIONS)
        self._actions_column.setMinimumWidth(0 if stacked else min(ACTIONS, max(264, (width - 48) // 3)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        super().mousePressEvent(event)
