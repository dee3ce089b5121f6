"""The pane of the chart: title, the chart, choosing another one, copying and saving it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QToolTip, QVBoxLayout, QWidget

from quandian.core.errors import UserError
from quandian.ui import paint
from quandian.ui.files import choose_save
from quandian.ui.ledger import chart_paint, words
from quandian.ui.ledger.chart_data import Chart, Kind, title_of
from quandian.ui.ledger.chart_paint import Hit
from quandian.ui.qt import ALIGN_CENTER, ANTIALIASING, POINTING_HAND
from quandian.ui.theme import theme
from quandian.ui.widgets import ElidingLabel, Ground, IconButton

PICTURE = QSize(800, 480)
_SCALE = 2  # pixels a point in a saved picture
_MARGIN = 24
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class ChartCanvas(QWidget):
    """Draws a chart and says what was clicked. Signals: entry_chosen(number), values_chosen(values)."""

    entry_chosen = Signal(int)
    values_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._hits: list[Hit] = []
        self._chosen = -1
        self._at = -1  # the hit that the keyboard is at
        self._empty = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 160)
        theme().changed.connect(self.update)

    def show_chart(self, chart: Chart, empty: str) -> None:
        """Show a chart; ``empty`` is said where it has nothing to show."""
        self._chart, self._empty, self._at = chart, empty, -1
        self.setAccessibleName(f"{chart.title} {chart.subtitle}".strip())
        self.update()

    @property
    def chart(self) -> Chart | None:
        """The chart shown."""
        return self._chart

    def set_chosen(self, number: int) -> None:
        """Set an entry off."""
        if number != self._chosen:
            self._chosen = number
            self.update()

    @property
    def hits(self) -> list[Hit]:
        """What can be clicked, as last drawn."""
        return self._hits

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        self._hits = []
        if self._chart is not None and not self._chart.is_empty:
            self._hits = chart_paint.draw(painter, QRectF(self.rect()), self._chart, self._chosen)
            if self.hasFocus() and 0 <= self._at < len(self._hits):
                paint.focus_ring(painter, self._hits[self._at].area.adjusted(-2, -2, 2, 2), 6)
        else:
            middle = QRectF(self.rect())
            at = middle.center() - QPointF(12, 36)
            painter.drawPixmap(at, theme().pixmap("chart-line", 24, "text3"))
            box = QRectF(12, middle.center().y(), self.width() - 24, 24)
            paint.text(painter, box, self._empty, 13, "text2", align=ALIGN_CENTER)
        painter.end()

    def _hit(self, at: QPointF) -> Hit | None:
        return next((hit for hit in reversed(self._hits) if hit.area.contains(at)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._hit(event.position())
        if found is None:
            self.unsetCursor()
        else:
            self.setCursor(POINTING_HAND)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._hit(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self._choose(found)

    def open_current(self) -> None:
        """Open what the keyboard is at."""
        if 0 <= self._at < len(self._hits):
            self._choose(self._hits[self._at])

    def _choose(self, hit: Hit) -> None:
        if hit.values is not None:
            self.values_chosen.emit(hit.values)
        elif hit.number >= 0:
            self.entry_chosen.emit(hit.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key())
        )
        if step and self._hits:
            self._at = max(0, min(len(self._hits) - 1, self._at + step if self._at >= 0 else 0))
            self.setAccessibleDescription(self._hits[self._at].words)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self._at < len(self._hits):
            self._choose(self._hits[self._at])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._hit(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), found.words if found else "", self)
            return True
        return super().event(event)


class ChartPane(Ground):
    """Title, buttons, chart.

    Signals: kind_chosen(kind), entry_chosen(number), values_chosen(values), briefing_wanted, said(sentence).
    """

    kind_chosen = Signal(str)
    entry_chosen = Signal(int)
    values_chosen = Signal(object)
    briefing_wanted = Signal()
    said = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 16, 12)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.title = ElidingLabel("", 15, bold=True, parent=self)
        row.addWidget(self.title, 1)
        self.kinds = IconButton("settings", self.tr("选择图表"), self)
        self.kinds.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.kinds.setMenu(QMenu(self.kinds))
        self.saving = IconButton("download", self.tr("复制或保存图表"), self)
        self.saving.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.saving.setMenu(self._saving_menu())
        row.addWidget(self.kinds)
        row.addWidget(self.saving)
        column.addLayout(row)
        self.subtitle = ElidingLabel("", 12, "text2", parent=self)
        column.addWidget(self.subtitle)
        column.addSpacing(8)
        self.canvas = ChartCanvas(self)
        column.addWidget(self.canvas, 1)
        self.canvas.entry_chosen.connect(self.entry_chosen)
        self.canvas.values_chosen.connect(self.values_chosen)
        self.folder = Path.home()

    def _saving_menu(self) -> QMenu:
        menu = QMenu(self)
        for name, text, slot in (
            ("copy", self.tr("复制图表"), self.copy),
            ("png", self.tr("另存为 PNG…"), self._on_save),
            ("svg", self.tr("另存为 SVG…"), self._on_save),
            ("briefing", self.tr("加入简报…"), self.briefing_wanted),
        ):
            action = QAction(text, menu)
            action.setObjectName(name)
            action.triggered.connect(slot)
            menu.addAction(action)
        return menu

    def set_kinds(self, kinds: list[Kind], current: Kind) -> None:
        """Offer these charts."""
        menu = self.kinds.menu()
        menu.clear()
        for kind in kinds:
            action = QAction(title_of(kind), menu)
            action.setObjectName(kind.value)
            action.setCheckable(True)
            action.setChecked(kind is current)
            action.triggered.connect(self._on_kind)
            menu.addAction(action)

    @Slot()
    def _on_kind(self) -> None:
        self.kind_chosen.emit(self.sender().objectName())

    def show_chart(self, chart: Chart, empty: str) -> None:
        """Show a chart."""
        self.title.set_text(chart.title)
        self.subtitle.set_text(
            words.translate("Ledger", "；").join(part for part in (chart.subtitle, chart.more) if part)
        )
        self.canvas.show_chart(chart, empty)
        self.saving.setEnabled(not chart.is_empty)

    # --- pictures

    def _paint(self, painter: QPainter, size: QSize) -> None:
        """Draw title, subtitle, what it is of, and the chart: a picture that stands alone."""
        chart = self.canvas.chart
        assert chart is not None
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), theme().color("panel"))
        wide = size.width() - 2 * _MARGIN
        paint.text(painter, QRectF(_MARGIN, 16, wide, 26), chart.title, 18, "text", bold=True)
        paint.text(painter, QRectF(_MARGIN, 42, wide, 20), self.subtitle.text, 12, "text2")
        top = 72
        if chart.scope:
            paint.text(painter, QRectF(_MARGIN, 62, wide, 20), chart.scope, 12, "text2")
            top += 20
        area = QRectF(_MARGIN, top, wide, size.height() - top - 16)
        chart_paint.draw(painter, area, chart)

    def picture(self, size: QSize = PICTURE) -> QImage:
        """Return the chart as a picture, two pixels a point."""
        image = QImage(size * _SCALE, QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(_SCALE)
        painter = QPainter(image)
        painter.setRenderHint(ANTIALIASING)
        self._paint(painter, size)
        painter.end()
        return image

    @Slot()
    def copy(self) -> None:
        """Put the chart on the clipboard as a picture."""
        if self.canvas.chart is not None and not self.canvas.chart.is_empty:
            QGuiApplication.clipboard().setImage(self.picture())
            self.said.emit(self.tr("已复制图表"))

    @Slot()
    def _on_save(self) -> None:
        suffix = self.sender().objectName()
        name = "".join("_" if c in '\\/:*?"<>|' else c for c in self.title.text) or words.translate("Ledger", "图表")
        choose_save(
            self,
            self.tr("保存图表"),
            self.tr("SVG 图形 (*.svg)") if suffix == "svg" else self.tr("PNG 图片 (*.png)"),
            self._on_target,
            suggestion=self.folder / f"{name}.{suffix}",
            suffix=suffix,
        )

    def _on_target(self, paths: list[Path]) -> None:
        try:
            self.save(paths[0])
        except UserError as error:
            self.failed.emit(str(error))
        else:
            self.folder = paths[0].parent
            self.said.emit(self.tr("已保存“{0}”").format(paths[0].name))

    def save(self, target: Path, size: QSize = PICTURE) -> None:
        """Write the chart as .svg, else as .png. Raises UserError("screenshot.unwritable")."""
        if target.suffix.lower() == ".svg":
            done = self._save_svg(target, size)
        else:
            done = self.picture(size).save(str(target), "PNG")  # type: ignore[call-overload]
        if not done:
            raise UserError("screenshot.unwritable", name=str(target))

    def _save_svg(self, target: Path, size: QSize) -> bool:
        generator = QSvgGenerator()
        generator.setFileName(str(target))
        generator.setSize(size)
        generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
        generator.setTitle(self.title.text)
        painter = QPainter()
        if not painter.begin(generator):
            return False
        self._paint(painter, size)
        painter.end()
        return target.exists() and target.stat().st_size > 0
