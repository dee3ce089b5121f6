"""A model of plain rows and its view, for the short lists of the panel: headings, hits, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from quandian.ui import paint
from quandian.ui.panels.row_view import CHOOSABLE, Index, RowDelegate, RowModel, RowView
from quandian.ui.phrases import listed
from quandian.ui.qt import ACCESSIBLE_TEXT, ALIGN_RIGHT, DISPLAY, TOOL_TIP


@dataclass(frozen=True, slots=True)
class Row:
    """One row: words, what stands small at the right, how deep it is, which part is bold, what it stands for.

    A head (``value`` is None) cannot be chosen.
    """

    text: str
    right: str = ""
    indent: int = 0
    bold: tuple[int, int] | None = None
    value: object = None
    strong: bool = False
    tip: str = ""


class SimpleRows(RowModel):
    """Rows of one column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def row_count(self) -> int:
        return len(self.rows)

    def flags_of(self, row: int) -> Qt.ItemFlag:
        return Qt.ItemFlag.NoItemFlags if self.rows[row].value is None else CHOOSABLE

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == DISPLAY:
            return row.text
        if role == TOOL_TIP:
            return row.tip or row.text
        if role == ACCESSIBLE_TEXT:
            return listed((row.text, row.right))
        return None


class SimpleDelegate(RowDelegate):
    """Draws plain rows; heads bold and small."""

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        model = index.model()
        assert isinstance(model, SimpleRows)
        row = model.rows[index.row()]
        area = rect.adjusted(16 + row.indent * 16, 0, -16, 0)
        if row.right:
            wide = paint.width(row.right, 12) + 4
            paint.text(painter, area, row.right, 12, "text3", align=ALIGN_RIGHT)
            area.setRight(area.right() - wide - 8)
        if row.value is None:
            paint.text(painter, area.adjusted(0, 4, 0, 0), row.text, 12, "text3", bold=True)
        elif row.bold is None:
            paint.text(painter, area, row.text, 13, bold=row.strong or selected)
        else:
            self._snippet(painter, area, row)

    def _snippet(self, painter: QPainter, area: QRectF, row: Row) -> None:
        """Draw words with the found part bold on the colour of find hits."""
        assert row.bold is not None
        start, end = row.bold
        before, hit, after = row.text[:start], row.text[start:end], row.text[end:]
        wide = paint.text(painter, area, before, 13, "text2") if before else 0.0
        x = area.x() + wide
        room = area.right() - x
        taken = min(paint.width(hit, 13, True), max(0.0, room))
        paint.rounded(painter, QRectF(x, area.y() + 4, taken, 20), 3, "find")
        paint.text(painter, QRectF(x, area.y(), max(0.0, room), area.height()), hit, 13, "text", bold=True)
        if after and room - taken > 12:
            paint.text(painter, QRectF(x + taken, area.y(), room - taken, area.height()), after, 13, "text2")


class SimpleList(RowView):
    """A view of plain rows, of which one is chosen at a time."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(28, parent)
        self.setAccessibleName(name)
        self.setSelectionMode(RowView.SelectionMode.SingleSelection)
        self.rows = SimpleRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(SimpleDelegate(self))
