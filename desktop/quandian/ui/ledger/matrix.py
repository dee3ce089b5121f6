"""The matrix: indicators by year, issuers by year or tag; only the rows in sight are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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

from quandian.core.comparing import MatrixCell, Outcome
from quandian.core.ledger import parts
from quandian.core.model import Status
from quandian.ui import paint
from quandian.ui.ledger import words
from quandian.ui.ledger.matrix_model import MatrixModel
from quandian.ui.panels.words import STATUS_ICONS, masked_word
from quandian.ui.qt import ALIGN_LEFT, ALIGN_RIGHT, ANTIALIASING
from quandian.ui.theme import mix, theme

Index = QModelIndex | QPersistentModelIndex
ROW, HEAD = 32, 28


class MatrixKind(StrEnum):
    """What stands at the side and at the head."""

    INDICATOR_YEAR = "indicator_year"
    ISSUER_YEAR = "issuer_year"
    ISSUER_TAG = "issuer_tag"


class Colouring(StrEnum):
    """What the ground of a cell says."""

    OUTCOME = "outcome"
    VALUE = "value"
    STATUS = "status"


class Showing(StrEnum):
    """What a cell says."""

    VALUE = "value"
    CHANGE = "change"
    COUNT = "count"


LOOKS: dict[Outcome, tuple[str, str, str]] = {
    Outcome.MET: ("circle-check", "ok", "ok_soft"),
    Outcome.MISSED: ("circle-x", "danger", "danger_soft"),
    Outcome.TARGET: ("target", "info", "info_soft"),
    Outcome.MASKED: ("lock", "text2", ""),
}


@dataclass
class Look:
    """What cells say and how they are coloured."""

    colouring: Colouring = Colouring.OUTCOME
    showing: Showing = Showing.VALUE


def cell_words(cell: MatrixCell, showing: Showing) -> str:
    """Return what a cell of figures says."""
    if showing is Showing.COUNT:
        return str(cell.count)
    if showing is Showing.CHANGE:
        return words.NOTHING if cell.change is None else f"{cell.change * 100:+.1f}%"
    if cell.fact.masked:
        return masked_word()
    quantity = cell.fact.quantity
    if quantity is None:
        return words.NOTHING
    sign, number, _unit = parts(quantity)
    return f"{words.sign_text(sign)} {number}" if sign not in ("", "=") else number


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
        model, look = self._view.matrix, self._view.look
        ground = rect.adjusted(3, 2, -3, -3)
        cell = model.cell(index.row(), index.column())
        inner = rect.adjusted(8, 0, -16, -1)
        if cell is None:
            count = model.count(index.row(), index.column())
            if count and look.colouring is not Colouring.STATUS:
                paint.rounded(painter, ground, 4, heat(count / max(1, model.largest)))
            text = f"{count:,}" if count else words.NOTHING
            paint.text(painter, inner, text, 13, "text" if count else "text3", bold=current, align=ALIGN_RIGHT)
            return
        self._ground(painter, ground, cell, model.share(index.row(), index.column()))
        if cell.differs:
            painter.drawPixmap(
                round(ground.left() + 28), round(ground.center().y() - 7), theme().pixmap("triangle-alert", 14, "warn")
            )
        text = cell_words(cell, look.showing)
        faint = text in (words.NOTHING, masked_word())
        paint.text(painter, inner, text, 13, "text2" if faint else "text", bold=current, align=ALIGN_RIGHT)

    def _ground(self, painter: QPainter, ground: QRectF, cell: MatrixCell, share: float) -> None:
        colouring = self._view.look.colouring
        icon, ink, fill = LOOKS.get(cell.outcome, ("", "", ""))
        if colouring is Colouring.VALUE:
            paint.rounded(painter, ground, 4, heat(share))
        elif colouring is Colouring.STATUS:
            status = Status(cell.fact.status)
            icon, ink = STATUS_ICONS[status]
            fill = {Status.CONFIRMED: "ok_soft", Status.DOUBTFUL: "warn_soft"}.get(status, "")
            if fill:
                paint.rounded(painter, ground, 4, fill)
        elif fill:
            paint.rounded(painter, ground, 4, fill)
        if icon:
            at = round(ground.left() + 8), round(ground.center().y() - 7)
            painter.drawPixmap(*at, theme().pixmap(icon, 14, ink))


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
            inner = area.adjusted(left, 0, -8 if side else -16, -1)
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
        self.matrix, self.look = model, Look()
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
        for section, width in enumerate(side):
            self.setColumnWidth(section, width)
        others = self.matrix.columnCount() - len(side)
        if others > 0:
            room = self.viewport().width() - sum(side)
            wide = max(96, room // others)
            for place in range(others):
                last = place == others - 1 and wide > 96
                self.setColumnWidth(len(side) + place, room - wide * (others - 1) if last else wide)

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
        cell = self.matrix.cell(index.row(), index.column())
        if cell is not None:
            self.entry_wanted.emit(cell.fact.number)
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
