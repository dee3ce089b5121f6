"""The strip above the preview: what it shows, which page, zoom."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from quandian.ui import paint
from quandian.ui.briefing.preview import FIT, Preview
from quandian.ui.qt import ANTIALIASING
from quandian.ui.theme import theme
from quandian.ui.widgets import Ground, IconButton, button

_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


class _Title(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.about = ""
        self.setMinimumWidth(96)

    def sizeHint(self) -> QSize:
        return QSize(320, 44)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        painter.drawPixmap(0, 13, theme().pixmap("layers", 18, "text2"))
        rect = QRectF(27, 0, self.width() - 27, 43)
        used = paint.text(painter, rect, self.tr("版面预览"), 13, bold=True)
        room = rect.adjusted(used + 14, 0, 0, 0)
        if room.width() > 48:
            paint.text(painter, room, self.about, 12, "text2")
        painter.end()


class PreviewStrip(Ground):
    """Signals: page_typed(number), look_wanted for the first page of a filled template."""

    page_typed = Signal(int)
    look_wanted = Signal()

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__("window", parent)
        self.setFixedHeight(44)
        self._preview = preview
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 1)
        row.setSpacing(4)
        self.title = _Title(self)
        row.addWidget(self.title, 1)
        self.look = button(self.tr("看填好的样子"))
        self.look.clicked.connect(self.look_wanted)
        self.look.hide()
        row.addWidget(self.look)
        self.page = QToolButton(self)
        self.page.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.page.setProperty("ring", "yes")
        self.page.setFont(theme().ui_font(12))
        self.page.setToolTip(self.tr("去第几页"))
        self.page.clicked.connect(self._on_page)
        row.addWidget(self.page)
        self.number = QLineEdit(self)
        self.number.setFixedWidth(56)
        self.number.setAccessibleName(self.tr("页码"))
        self.number.returnPressed.connect(self._on_number)
        self.number.editingFinished.connect(self._on_number_left)
        self.number.hide()
        row.addWidget(self.number)
        self.smaller = IconButton("zoom-out", self.tr("缩小 (Ctrl+-)"), self)
        self.smaller.clicked.connect(self._on_smaller)
        self.zoom = QToolButton(self)
        self.zoom.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.zoom.setProperty("ring", "yes")
        self.zoom.setFont(theme().ui_font(12))
        self.zoom.setToolTip(self.tr("缩放"))
        self.zoom.setMinimumWidth(52)
        self.zoom.clicked.connect(self._on_zoom)
        self.larger = IconButton("zoom-in", self.tr("放大 (Ctrl+=)"), self)
        self.larger.clicked.connect(self._on_larger)
        for made in (self.smaller, self.zoom, self.larger):
            row.addWidget(made)
        preview.zoomed.connect(self.refresh)
        preview.page_changed.connect(self._on_page_changed)

    def show_template(self, template: str) -> None:
        """Say what form the pages have; Word takes a template where one is chosen, and looks as that says."""
        words = self.tr("GB/T 9704 · 每页 22 行 28 字")
        if template:
            words = self.tr("这是公文版面；Word 按模板“{0}”").format(Path(template).stem)
        self.look.setVisible(bool(template))
        self.title.about = words
        self.title.setToolTip(words)
        self.title.update()

    @Slot()
    def refresh(self) -> None:
        """Show page and zoom."""
        count = self._preview.page_count
        words = self.tr("第 {0} / {1} 页").format(self._preview.page, count) if count else ""
        self.page.setText(words)
        self.page.setAccessibleName(words)
        self.page.setVisible(bool(count) and self.number.isHidden())
        self.zoom.setText(f"{self._preview.percent}%")
        self.zoom.setAccessibleName(self.tr("缩放 {0}%").format(self._preview.percent))
        for made in (self.smaller, self.zoom, self.larger):
            made.setEnabled(bool(count))

    @Slot(int)
    def _on_page_changed(self, _page: int) -> None:
        self.refresh()

    @Slot()
    def _on_page(self) -> None:
        self.number.setText(str(self._preview.page))
        self.page.hide()
        self.number.show()
        self.number.selectAll()
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_number(self) -> None:
        text = self.number.text().strip()
        if text.isdecimal():
            self.page_typed.emit(int(text))
        self._preview.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_number_left(self) -> None:
        self.number.hide()
        self.refresh()

    @Slot()
    def _on_smaller(self) -> None:
        self._preview.step_zoom(-1)

    @Slot()
    def _on_larger(self) -> None:
        self._preview.step_zoom(1)

    @Slot()
    def _on_zoom(self) -> None:
        menu = QMenu(self)
        for words, value in [(self.tr("适合宽度"), FIT), *((f"{round(100 * one)}%", one) for one in _ZOOMS)]:
            action = menu.addAction(words)
            action.setData(value)
            action.setCheckable(True)
            action.setChecked(value == self._preview.zoom)
        menu.triggered.connect(self._on_picked)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.zoom.mapToGlobal(QPoint(0, self.zoom.height())))

    @Slot(QAction)
    def _on_picked(self, action: QAction) -> None:
        self._preview.set_zoom(float(action.data()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        paint.hairline(painter, 0, self.height() - 1, self.width())
        painter.end()
