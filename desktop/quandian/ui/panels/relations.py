"""Inspector parts that show more than fields: relations, history, what is known of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from quandian.core.model import AnnotationId, LinkId, ReportId
from quandian.ui import paint
from quandian.ui.panels.editors import LABEL_WIDTH
from quandian.ui.phrases import clauses, listed, named
from quandian.ui.qt import ALIGN_RIGHT, ANTIALIASING, FIXED, NO_PEN, POINTING_HAND
from quandian.ui.theme import TagLook, theme
from quandian.ui.widgets import ElidingLabel, IconButton

HISTORY_SHORT = 6


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation as a row: its word, the other end's mark and words."""

    id: LinkId
    word: str
    look: TagLook | None
    quote: str
    report_id: ReportId
    annotation_id: AnnotationId


class RelationRow(QAbstractButton):
    """A relation; a click goes to its other end."""

    def __init__(self, relation: Relation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.relation = relation
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(POINTING_HAND)
        self.setFixedHeight(28)
        self.setText(relation.quote)
        tag = relation.look.name if relation.look else ""
        self.setAccessibleName(listed((relation.word, tag, relation.quote)))
        self.setToolTip(relation.quote)

    def sizeHint(self) -> QSize:
        return QSize(120, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        rect = QRectF(self.rect())
        paint.rounded(painter, rect, 6, "hover" if self.underMouse() else "surface", "line2")
        painter.drawPixmap(8, 6, theme().pixmap("link-2", 16, "text2"))
        x = 30 + paint.text(painter, QRectF(30, 0, 118, 28), self.relation.word, 12, "text3") + 8
        if self.relation.look is not None:
            paint.tag_mark(painter, x, 5, self.relation.look)
            x += 24
        paint.text(painter, QRectF(x, 0, rect.width() - x - 30, 28), self.relation.quote, 13)
        painter.drawPixmap(round(rect.width() - 24), 6, theme().pixmap("arrow-right", 16, "text3"))
        if self.hasFocus():
            paint.focus_ring(painter, rect)
        painter.end()


class RelationsBox(QWidget):
    """Signals: jump_wanted(ReportId, AnnotationId), remove_wanted(LinkId), add_wanted()."""

    jump_wanted = Signal(object, object)
    remove_wanted = Signal(object)
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = ElidingLabel(self.tr("关联"), 12, "text2", parent=self)
        name.setSizePolicy(FIXED, FIXED)
        wide = round(paint.width(self.tr("关联"), 12)) + 2
        beside = wide <= LABEL_WIDTH - 28
        name.setFixedSize(LABEL_WIDTH - 28 if beside else wide, 28)
        self.add = IconButton("plus", self.tr("建立关联 (R)"), self, size=14)
        self.add.setFixedWidth(28)
        self.add.clicked.connect(self.add_wanted)
        outer = QHBoxLayout(self) if beside else QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        head.addSpacing(8)
        if not beside:  # a longer word stands above, and the rows take the whole width
            head.addStretch(1)
        outer.addLayout(head)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        outer.addLayout(self._column, 1)
        self._none = ElidingLabel(self.tr("没有关联"), 12, "text3", parent=self)
        self._none.setFixedHeight(28)
        self._column.addWidget(self._none)
        self.rows: list[RelationRow] = []
        self._lines: list[QWidget] = []

    def show_relations(self, relations: Sequence[Relation]) -> None:
        """Show these relations, and no others."""
        if [row.relation for row in self.rows] == list(relations):
            return
        for old in self._lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows, self._lines = [], []
        self._none.setVisible(not relations)
        for relation in relations:
            holder = QWidget(self)
            line = QHBoxLayout(holder)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(2)
            row = RelationRow(relation, holder)
            row.clicked.connect(self._on_jump)
            remove = IconButton("x", self.tr("取消关联"), holder, size=14)
            remove.setFixedWidth(28)
            remove.setObjectName(relation.id)
            remove.clicked.connect(self._on_remove)
            line.addWidget(row, 1)
            line.addWidget(remove)
            self._column.addWidget(holder)
            self.rows.append(row)
            self._lines.append(holder)

    def stops(self) -> list[QWidget]:
        """Return where Tab stops, in order."""
        found: list[QWidget] = [self.add]
        for row, holder in zip(self.rows, self._lines, strict=True):
            found += [row, *holder.findChildren(IconButton)]
        return found

    @Slot()
    def _on_jump(self) -> None:
        row = self.sender()
        if isinstance(row, RelationRow):
            self.jump_wanted.emit(row.relation.report_id, row.relation.annotation_id)

    @Slot()
    def _on_remove(self) -> None:
        self.remove_wanted.emit(LinkId(self.sender().objectName()))


@dataclass(frozen=True, slots=True)
class Event:
    """One line of history: what, when, and the exact time for the tooltip."""

    text: str
    when: str
    at: str


class HistoryBox(QWidget):
    """What was done to an annotation, newest first; long histories unfold on click."""

    LINE = 22

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.events: list[Event] = []
        self._all = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._resize()

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these lines."""
        self.events = list(events)
        self._all = False
        said = clauses(f"{e.text} {e.when}" for e in events[:HISTORY_SHORT])
        self.setAccessibleName(named(self.tr("历史"), said))
        self._resize()

    def _shown(self) -> list[Event]:
        return self.events if self._all else self.events[:HISTORY_SHORT]

    def _resize(self) -> None:
        more = self.LINE if len(self.events) > HISTORY_SHORT else 0
        self.setFixedHeight(len(self._shown()) * self.LINE + more + 4)
        self.update()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Unfold or fold a long history."""
        if len(self.events) > HISTORY_SHORT:
            self._all = not self._all
            self._resize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        y = 0
        for event in self._shown():
            painter.setPen(NO_PEN)
            painter.setBrush(theme().color("text3"))
            painter.drawEllipse(QPointF(4, y + 11), 2.5, 2.5)
            wide = paint.width(event.when, 12) + 4
            room = self.width() - wide
            paint.text(painter, QRectF(room, y, wide, self.LINE), event.when, 12, "text3", align=ALIGN_RIGHT)
            paint.text(painter, QRectF(16, y, room - 24, self.LINE), event.text, 12, "text2")
            y += self.LINE
        if len(self.events) > HISTORY_SHORT:
            words = self.tr("收起") if self._all else self.tr("显示全部 {0} 条").format(len(self.events))
            paint.text(painter, QRectF(16, y, self.width() - 16, self.LINE), words, 12, "text3")
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Show the whole line and its exact time as a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = int(event.pos().y() // self.LINE)
            shown = self._shown()
            if at < len(shown):
                QToolTip.showText(event.globalPos(), f"{shown[at].text}\n{shown[at].at}", self)
                return True
        return bool(super().event(event))


class FoldHead(QAbstractButton):
    """A small title that folds what is below it away."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(28)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        return QSize(round(paint.width(self.text(), 12, True)) + 24, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        words = paint.text(painter, QRectF(0, 0, self.width(), 28), self.text(), 12, "text3", bold=True)
        icon = "chevron-down" if self.isChecked() else "chevron-right"
        if self.underMouse() or self.hasFocus() or not self.isChecked():
            painter.drawPixmap(round(words) + 6, 7, theme().pixmap(icon, 14, "text3"))
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()).adjusted(-2, 3, 2, -3), 4)
        painter.end()


class FactsBox(QWidget):
    """Names and values in two columns, for what is known of a report."""

    LINE = 26

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts: list[tuple[str, str]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these facts; empty values are left out."""
        self.facts = [(name, value) for name, value in facts if value]
        self.setFixedHeight(len(self.facts) * self.LINE + 4)
        self.setAccessibleName(clauses(named(name, value) for name, value in self.facts))
        self.setToolTip("\n".join(named(name, value) for name, value in self.facts))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for i, (name, value) in enumerate(self.facts):
            y = i * self.LINE
            paint.text(painter, QRectF(0, y, LABEL_WIDTH, self.LINE), name, 12, "text2")
            rest = QRectF(LABEL_WIDTH + 8, y, self.width() - LABEL_WIDTH - 8, self.LINE)
            paint.text(painter, rest, value, 13)
        painter.end()
