"""The reading page: reports, text, annotations and inspector; panels fold before the text does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from quandian.core.model import Report
from quandian.ui import paint
from quandian.ui.actions import Actions
from quandian.ui.panels.annotations import AnnotationsPanel
from quandian.ui.panels.inspector import InspectorPanel
from quandian.ui.panels.reports import ReportsPanel
from quandian.ui.qt import ALIGN_CENTER
from quandian.ui.reader.view import ReaderView
from quandian.ui.session import Session
from quandian.ui.settings import Settings
from quandian.ui.theme import theme
from quandian.ui.widgets import ElidingLabel, Ground, IconButton, Line, button

NARROW = 1200  # below: the left panel slides over, labels go (design guide, section 2)
TINY = 900  # below: the right panel slides over too
LEFT = (200, 400)
RIGHT = (288, 480)


class ReaderHeader(Ground):
    """Title of the report with its chips; buttons for its information and menu."""

    properties_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("reader", parent)
        self.setFixedHeight(44)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 12, 1)
        row.setSpacing(8)
        self._title = ElidingLabel("", 15, bold=True)
        row.addWidget(self._title, 1)
        self._chips: list[str] = []
        self._spacer = QWidget(self)
        row.addWidget(self._spacer)
        self.info = IconButton("info", self.tr("报告信息"), self)
        self.info.clicked.connect(self.properties_wanted)
        row.addWidget(self.info)

    def show_report(self, report: Report | None) -> None:
        """Show a report's title, issuer and date."""
        self._title.set_text(report.title if report else "")
        parts = (report.issuer, report.issued_on or report.period) if report else ()
        self._chips = [part for part in parts if part]
        self.info.setVisible(report is not None)
        self._spacer.setFixedWidth(sum(round(paint.width(chip, 12)) + 22 for chip in self._chips))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        left = float(self._spacer.x())
        taken = self._title.x() + min(self._title.width(), paint.width(self._title.text, 15, True) + 12)
        left = min(left, taken)
        for chip in self._chips:
            left += paint.chip(painter, left, 12, chip) + 6
        paint.hairline(painter, 0, self.height() - 1, self.width())
        painter.end()


class EmptyState(QWidget):
    """What to do where there is nothing yet: icon, one bold line, one plain line, one button if any."""

    wanted = Signal()

    def __init__(self, icon: str, title: str, line: str, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._title, self._line = icon, title, line
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addSpacing(112)
        self.button = button(action, "primary")
        self.button.clicked.connect(self.wanted)
        if not action:  # there is nothing to do but wait
            policy = self.button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self.button.setSizePolicy(policy)
            self.button.hide()
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setAccessibleName(f"{title} {line}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("reader"))
        top = self.button.y() - 104
        painter.drawPixmap(round(self.width() / 2 - 12), top, theme().pixmap(self._icon, 24, "text3"))
        for y, words, px, ink, bold in ((32, self._title, 15, "text", True), (60, self._line, 13, "text2", False)):
            rect = QRectF(24, top + y, self.width() - 48, 24)
            paint.text(painter, rect, words, px, ink, bold=bold, align=ALIGN_CENTER)
        painter.end()


class ReadingPage(QWidget):
    """Holds the three panes. Signals: import_wanted, properties_wanted, panels_changed."""

    import_wanted = Signal()
    properties_wanted = Signal()
    panels_changed = Signal()

    def __init__(self, session: Session, actions: Actions, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._left_over = self._right_over = False  # slid over the text in a narrow window
        self.reports = ReportsPanel(session, actions, settings)
        self.reader = ReaderView(theme())
        self.annotations = AnnotationsPanel(session, actions)
        self.inspector = InspectorPanel(session)
        self.header = ReaderHeader(self)
        self.header.properties_wanted.connect(self.properties_wanted)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._left = self._pane_of(self.reports, LEFT)
        self._right = self._pane_of(self._build_right(), RIGHT)
        self._middle = self._build_middle()
        for pane in (self._left, self._middle, self._right):
            self._splitter.addWidget(pane)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([settings.left_width, 10_000, settings.right_width])
        self._splitter.splitterMoved.connect(self._on_splitter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        self.reader.text.installEventFilter(self)

    def _pane_of(self, inner: QWidget, limits: tuple[int, int]) -> QWidget:
        pane = Ground("panel")
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inner)
        pane.setMinimumWidth(limits[0])
        pane.setMaximumWidth(limits[1])
        return pane

    def _build_right(self) -> QWidget:
        self._right_split = QSplitter(Qt.Orientation.Vertical)
        self._right_split.setHandleWidth(1)
        self._right_split.setChildrenCollapsible(False)
        self._right_split.addWidget(self.annotations)
        self._right_split.addWidget(self.inspector)
        self._right_split.setSizes([self._settings.right_split, 480])
        self._right_split.splitterMoved.connect(self._on_splitter)
        return self._right_split

    def _build_middle(self) -> QWidget:
        middle = Ground("reader")
        middle.setMinimumWidth(360)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        stack = QWidget()
        self._stack = QStackedLayout(stack)
        self.empty = EmptyState(
            "file-up",
            self.tr("还没有打开报告"),
            self.tr("把报告文件拖到这里，或从文件导入"),
            self.tr("导入报告…"),
        )
        self.empty.wanted.connect(self.import_wanted)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.reader)
        column.addWidget(stack, 1)
        column.addWidget(Line(parent=middle))
        return middle

    @property
    def middle(self) -> QWidget:
        """The pane of the text, for what floats over it."""
        return self._middle

    def free_rect(self) -> QRect:
        """Return the part of the page where the text can be seen: no panel stands or floats there."""
        room = QRect(self._middle.mapTo(self, QPoint(0, 0)), self._middle.size())
        if self._left_over and self.left_shown:
            room.setLeft(self._left.geometry().right() + 1)
        if self._right_over and self.right_shown:
            room.setRight(self._right.geometry().left() - 1)
        return room

    def show_text(self, shown: bool) -> None:
        """Show the reader, or the empty state."""
        self._stack.setCurrentWidget(self.reader if shown else self.empty)

    # --- panels

    @Slot(int, int)
    def _on_splitter(self, _position: int, _index: int) -> None:
        sizes = self._splitter.sizes()
        if not self._left_over and self._left.isVisible():
            self._settings.left_width = sizes[0]
        if not self._right_over and self._right.isVisible() and self._right.maximumWidth() > RIGHT[0]:
            self._settings.right_width = sizes[-1]
        self._settings.right_split = self._right_split.sizes()[0]

    @property
    def left_shown(self) -> bool:
        """Whether the report list can be seen."""
        return not self._left.isHidden()

    @property
    def right_shown(self) -> bool:
        """Whether the annotation panel can be seen."""
        return not self._right.isHidden()

    def set_left(self, shown: bool) -> None:
        """Show or hide the report list; in a narrow window it slides over the text."""
        if not self._left_over:
            self._settings.show_left = shown
        self._show_pane(self._left, shown, self._left_over)

    def set_right(self, shown: bool) -> None:
        """Show or hide the annotation panel."""
        if not self._right_over:
            self._settings.show_right = shown
        self._show_pane(self._right, shown, self._right_over)

    def _show_pane(self, pane: QWidget, shown: bool, over: bool) -> None:
        pane.setVisible(shown)
        if over and shown:
            self._place_overlays()
            pane.raise_()
        self.panels_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        window_width = self.window().width()
        widest = RIGHT[0] if window_width < NARROW else RIGHT[1]
        if widest != self._right.maximumWidth():
            self._right.setMaximumWidth(widest)
            last = min(widest, self._settings.right_width)
            sizes = self._splitter.sizes()
            self._splitter.setSizes([*sizes[:-2], sum(sizes[-2:]) - last, last])
        self._float(left=window_width < NARROW, right=window_width < TINY)
        self._place_overlays()

    def _float(self, *, left: bool, right: bool) -> None:
        if left != self._left_over:
            self._left_over = left
            self._move_pane(self._left, 0, left, self._settings.show_left, self._settings.left_width)
        if right != self._right_over:
            self._right_over = right
            self._move_pane(
                self._right, self._splitter.count(), right, self._settings.show_right, self._settings.right_width
            )

    def _move_pane(self, pane: QWidget, index: int, over: bool, shown: bool, width: int) -> None:
        if over:
            pane.setParent(self)
            pane.hide()
        else:
            self._splitter.insertWidget(index, pane)
            pane.setVisible(shown)
            pane.resize(width, pane.height())
        self.panels_changed.emit()

    def _place_overlays(self) -> None:
        if self._left_over:
            self._left.setGeometry(0, 0, max(LEFT[0], self._settings.left_width), self.height())
        if self._right_over:
            width = RIGHT[0]
            self._right.setGeometry(self.width() - width, 0, width, self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Slide floating panels away when the text gets the focus."""
        if watched is self.reader.text and event.type() == QEvent.Type.FocusIn:
            self.fold_overlays()
        return super().eventFilter(watched, event)

    def fold_overlays(self) -> None:
        """Hide the panels that float over the text."""
        if self._left_over and self.left_shown:
            self.set_left(False)
        if self._right_over and self.right_shown:
            self.set_right(False)
