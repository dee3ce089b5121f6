"""The ledger's table: painted cells, heads that sort, move, resize and hide, editing in place, copying."""

from __future__ import annotations

from PySide6.QtCore import QMetaMethod, QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from quandian.core.ledger import Column, LedgerRow, Nature
from quandian.core.model import AnnotationId
from quandian.ui import paint
from quandian.ui.ledger import words
from quandian.ui.ledger.clipboard import as_html, as_text
from quandian.ui.ledger.head import FIRST_PAD, PAD, Head
from quandian.ui.ledger.model import LedgerModel
from quandian.ui.panels.words import STATUS_ICONS, masked_word
from quandian.ui.qt import ALIGN_CENTER, ALIGN_LEFT, ALIGN_RIGHT, ELIDE_RIGHT, NO_MODIFIER, SINGLE_LINE
from quandian.ui.theme import TagLook, theme
from quandian.ui.widgets import Ground

Index = QModelIndex | QPersistentModelIndex
ROW = 32
WIDTHS = {
    "tag": 52,
    "field.indicator": 148,
    "quote": 220,
    "issuer": 140,
    "value": 92,
    "unit": 64,
    "field.period": 88,
    "nature": 68,
    "report": 140,
    "paragraph": 48,
    "year": 64,
    "status": 72,
    "author": 80,
    "field.value_to": 72,
    "field.responsible": 120,
    "field.deadline": 96,
}
_SPARED = ("paragraph", "report", "tag", "year")  # in this order, where the window is narrow: Enter shows the source
_CRAMPED = 40  # pixels that the columns of words may do without
_ELASTIC = {"quote": 4, "report": 3, "field.indicator": 2, "issuer": 2, "field.responsible": 2}
_SINGLE = SINGLE_LINE.value


class CellDelegate(QStyledItemDelegate):
    """Paints cells; fonts and looks are kept, because a page has two hundred of them."""

    def __init__(self, view: LedgerTable) -> None:
        super().__init__(view)
        self._view = view
        self.refresh()

    def refresh(self) -> None:
        """Take fonts and colours of the theme anew."""
        self._fonts: dict[tuple[int, bool], tuple[QFont, QFontMetricsF]] = {}
        self._looks: dict[object, TagLook] = {}

    def _font(self, px: int, bold: bool) -> tuple[QFont, QFontMetricsF]:
        key = (px, bold)
        if key not in self._fonts:
            font = theme().ui_font(px, bold)
            self._fonts[key] = (font, QFontMetricsF(font))
        return self._fonts[key]

    def _text(
        self, painter: QPainter, rect: QRectF, text: str, ink: str, *, px: int = 13, bold: bool = False,
        align: Qt.AlignmentFlag = ALIGN_LEFT,
    ) -> None:  # fmt: skip
        font, metrics = self._font(px, bold)
        painter.setFont(font)
        painter.setPen(theme().color(ink))
        painter.drawText(rect, align.value | _SINGLE, metrics.elidedText(text, ELIDE_RIGHT, rect.width() + 1))

    def look(self, row: LedgerRow) -> TagLook | None:
        """Return how the tag of a row is drawn."""
        tag = self._view.ledger.tags.get(row.tag_id)
        if tag is None:
            return None
        if row.tag_id not in self._looks:
            self._looks[row.tag_id] = theme().tag_look(tag)
        return self._looks[row.tag_id]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, model = self._view, self._view.ledger
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        group = model.group_at(index.row())
        if group is not None:
            return  # the view paints heads of groups across all columns
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme().color("selected"))
        elif view.hovered == index.row():
            painter.fillRect(rect, theme().color("hover"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme().color("line"))
        row = model.row_at(index.row())
        if row is not None:
            column = model.columns[index.column()]
            first = view.horizontalHeader().visualIndex(index.column()) == 0
            inner = rect.adjusted(FIRST_PAD if first else PAD, 0, -PAD, -1)
            self._cell(painter, inner, row, column, selected)
        if view.shows_ring and view.currentIndex() == index:
            paint.focus_ring(painter, rect.adjusted(1, 0, -1, -1), 4)

    def _cell(self, painter: QPainter, rect: QRectF, row: LedgerRow, column: Column, selected: bool) -> None:
        kind = column.kind
        if kind == "tag":
            look = self.look(row)
            if look is not None:
                paint.tag_mark(painter, rect.left(), rect.center().y() - 9, look)
            return
        text = self._view.ledger.text(row, column)
        if kind == "value":
            self._figure(painter, rect, row, selected)
        elif kind == "nature" and text:
            self._nature(painter, rect, row, text)
        elif kind == "status":
            icon, ink = STATUS_ICONS[row.status]
            painter.drawPixmap(round(rect.left()), round(rect.center().y() - 8), theme().pixmap(icon, 16, ink))
            self._text(painter, rect.adjusted(20, 0, 0, 0), text, "text2")
        elif not text:
            self._text(painter, rect, words.NOTHING, "text3", align=ALIGN_RIGHT if kind == "number" else ALIGN_LEFT)
        else:
            lead = column.key in ("field.indicator", "quote")
            align = ALIGN_RIGHT if kind == "number" else ALIGN_LEFT
            if column.key == "report" and self._font(13, False)[1].horizontalAdvance(text) > rect.width():
                # A title begins with its office, which has a column of its own, and ends in what tells reports apart.
                text = text.removeprefix(row.issuer).strip() or text
            self._text(painter, rect, text, "text" if lead else "text2", bold=lead and selected, align=align)

    def _figure(self, painter: QPainter, rect: QRectF, row: LedgerRow, selected: bool) -> None:
        sign, number = words.figure(row)
        if not number:
            self._text(painter, rect, words.NOTHING, "text3", align=ALIGN_RIGHT)
        elif number == masked_word():
            self._text(painter, rect, number, "text3", px=12, align=ALIGN_RIGHT)
        else:
            shown = f"{words.sign_text(sign)} {number}" if sign else number
            self._text(painter, rect, shown, "text", bold=selected, align=ALIGN_RIGHT)

    def _nature(self, painter: QPainter, rect: QRectF, row: LedgerRow, text: str) -> None:
        target = row.nature is Nature.TARGET
        wide = self._font(12, False)[1].horizontalAdvance(text) + 16
        chip = QRectF(rect.left(), rect.center().y() - 10, wide, 20)
        paint.rounded(painter, chip, 4, "info_soft" if target else "ok_soft")
        self._text(painter, chip, text, "info" if target else "ok", px=12, align=ALIGN_CENTER)


class LedgerTable(QTableView):
    """The table.

    Signals: source_wanted(annotation id) by double click or Enter; edit_wanted(row, column) by F2;
    sort_wanted(key); menu_wanted(QPoint) on rows; head_menu_wanted(QPoint, column); chosen(annotation id or None);
    columns_changed when the user moved, resized or hid one; escaped.
    """

    source_wanted = Signal(object)
    edit_wanted = Signal(int, int)
    sort_wanted = Signal(str)
    menu_wanted = Signal(QPoint)
    head_menu_wanted = Signal(QPoint, int)
    chosen = Signal(object)
    selection_counted = Signal(int)
    columns_changed = Signal()
    escaped = Signal()

    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger = model
        self.hovered = -1
        self._by_key = False
        self._placing = False
        self._elastic, self._spared = True, list[str]()
        self.setHorizontalHeader(Head(self))
        self.setModel(model)
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self._set_up()
        head = self.horizontalHeader()
        head.sectionClicked.connect(self._on_head)
        head.sectionMoved.connect(self._on_columns)
        head.sectionResized.connect(self._on_columns)
        head.customContextMenuRequested.connect(self._on_head_menu)
        model.modelReset.connect(self._on_reset)
        theme().changed.connect(self._on_theme)

    def _set_up(self) -> None:
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setStyleSheet("QTableView{selection-background-color:transparent}")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
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
        self.setAccessibleName(self.tr("台账"))
        self.setCornerWidget(Ground("surface", self))

    @property
    def head(self) -> Head:
        """The heads."""
        header = self.horizontalHeader()
        assert isinstance(header, Head)
        return header

    @property
    def shows_ring(self) -> bool:
        """Whether the ring of keyboard focus shows."""
        return self._by_key and self.hasFocus()

    @Slot()
    def _on_theme(self) -> None:
        self._delegate.refresh()
        self.viewport().update()
        self.head.viewport().update()

    @Slot()
    def _on_reset(self) -> None:
        self.hovered = -1

    # --- columns

    def place_columns(self, widths: dict[str, int], order: list[str], hidden: set[str]) -> None:
        """Give the columns widths, order and visibility as the user left them."""
        self._placing = True
        self._elastic, self._spared = not widths, []
        head, columns = self.head, self.ledger.columns
        for section, column in enumerate(columns):
            self.setColumnWidth(section, widths.get(column.key, WIDTHS.get(column.key, 100)))
            self.setColumnHidden(section, column.key in hidden)
        keys = [column.key for column in columns]
        for target, key in enumerate([k for k in order if k in keys]):
            head.moveSection(head.visualIndex(keys.index(key)), target)
        self._placing = False
        self.fit()

    def fit(self) -> None:
        """Share what room is left among the columns of words, as long as the user has set no width."""
        if not self._elastic or self._placing:
            return
        self._placing = True
        self._spare()
        shown = [(i, c) for i, c in enumerate(self.ledger.columns) if not self.isColumnHidden(i)]
        least = {i: WIDTHS.get(c.key, 100) for i, c in shown}
        shares = {i: _ELASTIC.get(c.key, 0) for i, c in shown}
        left, parts = self.viewport().width() - sum(least.values()), sum(shares.values())
        if left < -_CRAMPED:
            left = 0  # sideways scrolling it is, so everything may have its room
        for i, wide in least.items():
            self.setColumnWidth(i, wide + (left * shares[i] // parts if parts else 0))
        self._placing = False

    def set_shown(self, section: int, shown: bool) -> None:
        """Show or hide a column because the user says so."""
        self._spared = [key for key in self._spared if key != self.ledger.columns[section].key]
        self.setColumnHidden(section, not shown)

    def _spare(self) -> None:
        """Do without some columns where the others fit then and would not otherwise; the user never hid them."""
        places = {column.key: section for section, column in enumerate(self.ledger.columns)}
        for key in self._spared:
            if key in places:
                self.setColumnHidden(places[key], False)
        self._spared = []
        shown = {c.key: WIDTHS.get(c.key, 100) for i, c in enumerate(self.ledger.columns) if not self.isColumnHidden(i)}
        over, spared = sum(shown.values()) - self.viewport().width() - _CRAMPED, []
        for key in _SPARED:
            if over > 0 and key in shown:
                spared.append(key)
                over -= shown[key]
        if over <= 0:
            self._spared = spared
            for key in spared:
                self.setColumnHidden(places[key], True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def placed_columns(self) -> tuple[dict[str, int], list[str], list[str]]:
        """Return widths, order and hidden columns as they are now."""
        head, columns = self.head, self.ledger.columns
        visual = sorted(range(len(columns)), key=head.visualIndex)
        widths = {c.key: head.sectionSize(i) for i, c in enumerate(columns) if not head.isSectionHidden(i)}
        hidden = [c.key for i, c in enumerate(columns) if head.isSectionHidden(i) and c.key not in self._spared]
        return widths, [columns[i].key for i in visual], hidden

    def shown_columns(self) -> list[Column]:
        """Return the columns in sight, from left to right."""
        head, columns = self.head, self.ledger.columns
        visual = sorted(range(len(columns)), key=head.visualIndex)
        return [columns[i] for i in visual if not head.isSectionHidden(i)]

    @Slot(int)
    def _on_head(self, section: int) -> None:
        self.sort_wanted.emit(self.ledger.columns[section].key)

    @Slot(int, int, int)
    def _on_columns(self, _section: int, _old: int, _new: int) -> None:
        if not self._placing:
            self._elastic = False
            self.columns_changed.emit()

    @Slot(QPoint)
    def _on_head_menu(self, where: QPoint) -> None:
        self.head_menu_wanted.emit(self.head.viewport().mapToGlobal(where), self.head.logicalIndexAt(where))

    # --- choosing

    def selected_rows(self) -> list[int]:
        """Return the selected rows from top to bottom, heads of groups aside."""
        found: list[int] = []
        for part in self.selectionModel().selection().toList():
            found += range(part.top(), part.bottom() + 1)
        return sorted({row for row in found if self.ledger.number_at(row) >= 0})

    def selected_numbers(self) -> list[int]:
        """Return the numbers of the selected rows."""
        return [self.ledger.number_at(row) for row in self.selected_rows()]

    def selected_ids(self) -> list[AnnotationId]:
        """Return the annotations of the selected rows."""
        return [row.id for row in self.ledger.rows_of(self.selected_numbers())]

    def choose_row(self, row: int, column: int = -1) -> None:
        """Make a row the current and only selected one and bring it into view."""
        if not 0 <= row < self.ledger.rowCount():
            return
        section = column if column >= 0 else max(0, self.currentIndex().column())
        if self.isColumnHidden(section):
            section = next((i for i in range(len(self.ledger.columns)) if not self.isColumnHidden(i)), 0)
        index = self.ledger.index(row, section)
        flags = self.selectionModel().SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def selectionChanged(self, selected: object, deselected: object) -> None:
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]
        self.selection_counted.emit(self.selection_size())

    def first_column(self) -> int:
        """Return the leftmost column in sight, or the current one."""
        now = self.currentIndex().column()
        if now >= 0 and not self.isColumnHidden(now):
            return now
        shown = self.shown_columns()
        return self.ledger.columns.index(shown[0]) if shown else -1

    def selection_size(self) -> int:
        """Return how many rows are selected."""
        return sum(part.height() for part in self.selectionModel().selection().toList())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self.ledger.id_at(current.row()) if current.isValid() else None)

    # --- hands

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(round(event.position().y()))
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: object) -> None:
        self.hovered = -1
        self.viewport().update()
        super().leaveEvent(event)  # type: ignore[arg-type]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_key = False
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.RightButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            if index.isValid() and self.ledger.number_at(index.row()) >= 0:
                if not self.selectionModel().isRowSelected(index.row(), QModelIndex()):
                    self.choose_row(index.row(), index.column())
                else:
                    self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)
                self.menu_wanted.emit(event.globalPosition().toPoint())
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self._go(index.row())

    def _go(self, row: int) -> None:
        found = self.ledger.id_at(row)
        if found is not None:
            self.source_wanted.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_key = True
        self.viewport().update()
        key, index = event.key(), self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == NO_MODIFIER:
            if index.isValid():
                self._go(index.row())
        elif key == Qt.Key.Key_F2:
            if index.isValid():
                self.edit_wanted.emit(index.row(), index.column())
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
            event.setAccepted(self.isSignalConnected(QMetaMethod.fromSignal(self.escaped)))
        elif key == Qt.Key.Key_Menu and index.isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and event.modifiers() == NO_MODIFIER:
            self.choose_row(0 if key == Qt.Key.Key_Home else self.ledger.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: looking through 100,000 rows letter by letter would stop the window."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        self._by_key = event.reason() in reasons
        super().focusInEvent(event)

    # --- the clipboard

    def copy(self) -> int:
        """Put the selected rows on the clipboard as a table; returns how many."""
        rows = self.ledger.rows_of(self.selected_numbers())
        if not rows:
            return 0
        columns = self.shown_columns()
        mime = QMimeData()
        names = self.ledger.tags, self.ledger.reports
        mime.setText(as_text(rows, columns, *names))
        mime.setHtml(as_html(rows, columns, *names))
        QGuiApplication.clipboard().setMimeData(mime)
        return len(rows)

    # --- heads of groups

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.ledger.groups:
            return
        painter = QPainter(self.viewport())
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        for row in range(max(first, 0), (last if last >= 0 else self.ledger.rowCount() - 1) + 1):
            group = self.ledger.group_at(row)
            if group is not None:
                self._paint_group(painter, QRectF(0, self.rowViewportPosition(row), self.viewport().width(), ROW), row)
        painter.end()

    def _paint_group(self, painter: QPainter, rect: QRectF, row: int) -> None:
        group = self.ledger.group_at(row)
        assert group is not None
        painter.fillRect(rect, theme().color("sunken"))
        paint.hairline(painter, 0, rect.bottom() - 1, rect.width())
        name = self.ledger.group_name(group)
        wide = paint.text(painter, rect.adjusted(FIRST_PAD, 0, -360, 0), name, 13, "text", bold=True)
        count = words.translate("Ledger", "{0} 条").format(group.rows)
        paint.text(painter, rect.adjusted(FIRST_PAD + wide + 12, 0, -16, 0), count, 12, "text2")
        told = self.ledger.group_sums.get(group.value)
        if told:
            left = FIRST_PAD + wide + 12 + paint.width(count, 12) + 24
            paint.text(painter, rect.adjusted(left, 0, -PAD * 2, 0), told, 12, "text2", align=ALIGN_RIGHT)
