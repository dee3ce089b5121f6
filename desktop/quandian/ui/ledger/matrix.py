"""The matrix: indicators by year, issuers by year or tag; only the rows in sight are asked for."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from quandian.ui import paint
from quandian.ui.ledger import words
from quandian.ui.ledger.matrix_model import MatrixModel
from quandian.ui.qt import ALIGN_LEFT, ALIGN_RIGHT, ANTIALIASING
from quandian.ui.theme import mix, theme

Index = QModelIndex | QPersistentModelIndex
ROW, HEAD = 32, 28
_COLUMN = 112  # what a column of figures should have before names get more room
_NAME_GROWS = 120
_EDGE = 13  # beside the last column, so that no ground touches the edge of the window


class MatrixDelegate(QStyledItemDelegate):
    """Paints a cell: icon left, value right, a soft ground; the active one has a frame."""

    def __init__(self, view: MatrixView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        model = self._view.matrix
        painter.save()
        painter.setRenderHint(ANTIALIASING)
        paint.hairline(painter, rect.left(), rect.bottom() - 1, rect.width())
        current = self._view.currentIndex() == index
        side = model.side_columns
        if index.column() == model.columnCount() - 1 >= side:
            rect.adjust(0, 0, -_EDGE, 0)
        if index.column() < side:
            self._side(painter, rect, index)
        else:
            self._cell(painter, rect, index, current)
        if current:
            frame = rect.adjusted(1.5, 1.5, -1.5, -2.5)
            paint.rounded(painter, frame, 5, None, "text", 2)
        painter.restore()

    def _side(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        text = str(self._view.matrix.side_text(index.row(), index.column()))
        left = 16 if index.column() == 0 else 8
        ink = "text" if index.column() == 0 else "text2"
        paint.text(
            painter, rect.adjusted(left, 0, -8, -1), text, 13 if index.column() < 2 else 12, ink, align=ALIGN_LEFT
        )

    def _cell(self, painter: QPainter, rect: QRectF, index: Index, current: bool) -> None:
        shown = self._view.matrix.shown(index.row(), index.column())
        ground = rect.adjusted(3, 2, -3, -3)
        if shown.share is not None:
            paint.rounded(painter, ground, 4, heat(shown.share))
        elif shown.ground:
            paint.rounded(painter, ground, 4, shown.ground)
        left = 8.0
        for name, ink in ((shown.icon, shown.ink), ("triangle-alert" if shown.differs else "", "warn")):
            if name:
                at = round(ground.left() + left), round(ground.center().y() - 7)
                painter.drawPixmap(*at, theme().pixmap(name, 14, ink))
                left += 20
        inner = rect.adjusted(left + 4 if left > 8 else 8, 0, -16, -1)
        ink = "text3" if shown.text == words.NOTHING else "text2" if shown.faint else "text"
        align = ALIGN_LEFT if shown.passage else ALIGN_RIGHT
        paint.text(painter, inner, shown.text, 12 if shown.passage else 13, ink, bold=current, align=align)


def heat(share: float) -> QColor:
    """Return a ground for a share of the largest value: paper to a quarter of the first series' blue."""
    return mix(theme().color("surface"), theme().color("info"), 0.05 + 0.22 * max(0.0, min(1.0, share)))


class MatrixHead(QHeaderView):
    """The heads of the matrix: years at the right, names at the left."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(HEAD)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)

    def paintSection(self, painter: QPainter, rect: object, section: int) -> None:
        model = self.model()
        area = QRectF(rect)  # type: ignore[call-overload]
        painter.save()
        painter.fillRect(area, theme().color("panel"))
        if isinstance(model, MatrixModel):
            side = section < model.side_columns
            left = 16 if section == 0 else 8
            align = ALIGN_LEFT if side else ALIGN_RIGHT
            edge = 0 if side or section < model.columnCount() - 1 else _EDGE
            inner = area.adjusted(left, 0, -8 if side else -16 - edge, -1)
            paint.text(painter, inner, model.head_text(section), 12, "text2", align=align)
        paint.hairline(painter, area.left(), area.bottom() - 1, area.width(), ink="line2")
        painter.restore()


class MatrixView(QTableView):
    """The matrix as a table of cells. Signals: entry_wanted(number), cell_wanted(row, column), menu_wanted(QPoint)."""

    entry_wanted = Signal(int)
    cell_wanted = Signal(int, int)
    row_chosen = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = model
        self.setHorizontalHeader(MatrixHead(self))
        self.setModel(model)
        self.setItemDelegate(MatrixDelegate(self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setStyleSheet("QTableView{selection-background-color:transparent}")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(ROW)
        rows.setDefaultSectionSize(ROW)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalScrollBar().setSingleStep(ROW)
        self.setAccessibleName(self.tr("矩阵"))
        model.modelReset.connect(self.fit)
        theme().changed.connect(self.viewport().update)

    def fit(self) -> None:
        """Give the side its widths and share what is left among the other columns."""
        side = self.matrix.side_widths()
        others = self.matrix.columnCount() - len(side)
        spare = max(0, self.viewport().width() - sum(side) - _COLUMN * others)
        for section in range(min(2, len(side))):  # names get a part of what the figures do not need
            side[section] += min(_NAME_GROWS, spare // 5)
        for section, width in enumerate(side):
            self.setColumnWidth(section, width)
        if others > 0:
            room = self.viewport().width() - sum(side) - _EDGE
            wide = max(96, room // others)
            for place in range(others - 1):
                self.setColumnWidth(len(side) + place, wide)
            last = room - wide * (others - 1) if wide > 96 else wide
            self.setColumnWidth(len(side) + others - 1, last + _EDGE)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.row_chosen.emit(current.row())
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.RightButton:
            if index.isValid():
                self.setCurrentIndex(index)
                self.menu_wanted.emit(event.globalPosition().toPoint())
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self._go(index)

    def open_current(self) -> None:
        """Open the passage of the current cell."""
        if self.currentIndex().isValid():
            self._go(self.currentIndex())

    def _go(self, index: Index) -> None:
        number = (
            self.matrix.shown(index.row(), index.column()).number if index.column() >= self.matrix.side_columns else 0
        )
        if number:
            self.entry_wanted.emit(number)
        else:
            self.cell_wanted.emit(index.row(), index.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._go(index)
        elif event.key() == Qt.Key.Key_Menu and index.isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are not for looking through thousands of cells."""
