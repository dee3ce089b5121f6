"""What is stated differently, by reports or within one: an indicator, issuer and period; a row opens its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from quandian.core.comparing import Contradiction, Fact
from quandian.core.ledger import Nature, Query
from quandian.core.model import ReportId
from quandian.core.quantity import Style, display
from quandian.ui import paint
from quandian.ui.dialogs.base import Dialog
from quandian.ui.ledger import words
from quandian.ui.panels.parts import EmptyState
from quandian.ui.panels.row_view import RowDelegate, RowView
from quandian.ui.panels.words import year_text
from quandian.ui.qt import ACCESSIBLE_TEXT, ALIGN_RIGHT, DISPLAY, TOOL_TIP, USER
from quandian.ui.session import Session
from quandian.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """A row: the head of a contradiction, or one report's figure."""

    text: str
    value: str = ""
    number: int = -1


class _Lines(QAbstractTableModel):
    def __init__(self, lines: Sequence[Line], parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = lines

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        head = index.isValid() and self.lines[index.row()].number < 0
        return Qt.ItemFlag.ItemIsEnabled if head else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = DISPLAY) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == USER:
            return line
        return f"{line.text} {line.value}".strip() if role in (DISPLAY, ACCESSIBLE_TEXT, TOOL_TIP) else None


class _Painter(RowDelegate):
    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        line = index.data(USER)
        if line.number < 0:
            at = round(rect.left() + 12), round(rect.center().y() - 7)
            painter.drawPixmap(*at, theme().pixmap("triangle-alert", 16, "warn"))
            paint.text(painter, rect.adjusted(36, 0, -16, 0), line.text, 13, "text", bold=True)
            return
        wide = paint.width(line.value, 13, True) + 8
        paint.text(painter, rect.adjusted(36, 0, -24 - wide, 0), line.text, 13, "text2")
        paint.text(painter, rect.adjusted(36, 0, -24, 0), line.value, 13, "text", bold=selected, align=ALIGN_RIGHT)


class ContradictionsDialog(Dialog):
    """The list. Signal: source_wanted(entry number)."""

    source_wanted = Signal(int)

    def __init__(self, session: Session, query: Query, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(760, 560))
        found = session.project.ledger.contradictions(query)
        titles = {report.id: report.title for report in session.project.reports()}
        self.set_title(self.tr("说法不一的指标"), self.tr("同一指标、同一时期说法不一：{0} 处").format(len(found)))
        self.view = RowView(32, self)
        self._model = _Lines(self._lines(found, titles), self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Painter(self.view))
        self.view.setAccessibleName(self.windowTitle())
        self.view.entered_row.connect(self._on_entered)
        self.view.escaped.connect(self.reject)
        if found:
            self.body.addWidget(self.view, 1)
            self.view.go_to(1)
        else:
            self.view.hide()
            line = self.tr("同一发文单位、同一时期的同一指标，各报告的数值相符")
            self.body.addWidget(EmptyState("circle-check", self.tr("没有说法不一的指标"), line, parent=self), 1)
        yes = self.add_footer(self.tr("看原文"), cancel=self.tr("关闭"))
        yes.setEnabled(bool(found))

    def _lines(self, found: Sequence[Contradiction], titles: Mapping[ReportId, str]) -> list[Line]:
        lines = []
        for one in found:
            lines.append(Line("　".join(p for p in (one.indicator, one.issuer, year_text(one.period)) if p)))
            lines += [self._line(fact, titles) for fact in one.facts]
        return lines

    def _line(self, fact: Fact, titles: Mapping[ReportId, str]) -> Line:
        quantity = fact.quantity
        value = display(quantity, Style.SIGN) if quantity is not None else words.NOTHING
        nature = words.nature_word(fact.nature) if fact.nature is Nature.TARGET else ""
        return Line(self.tr("《{0}》").format(titles.get(ReportId(fact.report), "")) + nature, value, fact.number)

    @Slot(int)
    def _on_entered(self, row: int) -> None:
        line = self._model.lines[row]
        if line.number >= 0:
            self.accept()
            self.source_wanted.emit(line.number)

    def commit(self) -> bool:
        rows = self.view.selected_rows()
        if not rows:
            self.fail(self.tr("先选一行"))
            return False
        self.source_wanted.emit(self._model.lines[rows[0]].number)
        return True
