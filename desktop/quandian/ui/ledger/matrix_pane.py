"""The matrix with its head: what stands against what, the legend, colours, contradictions."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from quandian.core.comparing import Outcome
from quandian.core.ledger import Query
from quandian.core.model import Tag
from quandian.store.ledger import Ledger, MatrixRows
from quandian.ui import paint
from quandian.ui.ledger import words
from quandian.ui.ledger.looks import OUTCOMES, Colouring, Look, MatrixKind, Showing
from quandian.ui.ledger.matrix import MatrixView
from quandian.ui.ledger.matrix_model import MatrixModel
from quandian.ui.panels.parts import EmptyState
from quandian.ui.theme import theme
from quandian.ui.widgets import Ground

HEIGHT = 224


class _Title(QAbstractButton):
    """The matrix's name, which opens its menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(28)
        theme().changed.connect(self.update)

    def show_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.setFixedWidth(round(paint.width(text, 13, True)) + 24)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.text(painter, QRectF(0, 0, self.width(), 28), self.text(), 13, "text", bold=True)
        painter.drawPixmap(self.width() - 18, 7, theme().pixmap("chevron-down", 14, "text2"))
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()), 4)
        painter.end()


class _Legend(QWidget):
    """What the grounds and icons of cells mean."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = True
        self._names = {
            Outcome.MET: self.tr("兑现"),
            Outcome.MISSED: self.tr("未达"),
            Outcome.TARGET: self.tr("目标"),
            Outcome.MASKED: words.translate("Panels", "已脱敏"),
        }
        self.setFixedHeight(28)
        wide = sum(round(paint.width(name, 12)) + 40 for name in self._names.values())
        self.setFixedWidth(wide)
        theme().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0.0
        for outcome, name in self._names.items():
            icon, ink, _fill = OUTCOMES[outcome]
            painter.drawPixmap(round(left), 6, theme().pixmap(icon, 16, ink))
            left += 20 + paint.text(painter, QRectF(left + 20, 0, 80, 28), name, 12, "text2") + 20
        painter.end()


class Warning_(QAbstractButton):  # noqa: N801 - Warning is Python's
    """How many indicators reports state differently; a click lists them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(24)
        self.hide()
        theme().changed.connect(self.update)

    def show_count(self, text: str) -> None:
        """Show a text; an empty one hides the button."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setFixedWidth(round(paint.width(text, 12)) + 40)
        self.setVisible(bool(text))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint.rounded(painter, rect, 4, "warn_soft", "warn" if self.underMouse() else None)
        painter.drawPixmap(8, 4, theme().pixmap("triangle-alert", 16, "warn"))
        paint.text(painter, QRectF(28, 0, rect.width() - 30, 23), self.text(), 12, "warn")
        if self.hasFocus():
            paint.focus_ring(painter, rect, 4)
        painter.end()


class MatrixPane(Ground):
    """Head and cells. Signals: kind_chosen(kind), look_chosen(Look), contradictions_wanted."""

    kind_chosen = Signal(str)
    look_chosen = Signal(object)
    contradictions_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 16, 2)
        head.setSpacing(12)
        self.title = _Title(self)
        self.title.clicked.connect(self._on_title)
        self.warning = Warning_(self)
        self.warning.clicked.connect(self.contradictions_wanted)
        self.legend = _Legend(self)
        head.addWidget(self.title)
        head.addWidget(self.warning)
        head.addStretch(1)
        head.addWidget(self.legend)
        column.addLayout(head)
        self.model = MatrixModel(self)
        self.view = MatrixView(self.model, self)
        column.addWidget(self.view, 1)
        self.empty = EmptyState(
            "grid-3x3", self.tr("还没有可以对比的数值"), self.tr("指标要有指标名和时期"), parent=self
        )
        column.addWidget(self.empty, 1)
        self.empty.hide()
        self._kind, self._figures = MatrixKind.INDICATOR_YEAR, True

    @property
    def kind(self) -> MatrixKind:
        """What stands against what."""
        return self._kind

    def names(self) -> dict[MatrixKind, str]:
        """Return what the matrices are called."""
        return {
            MatrixKind.INDICATOR_YEAR: self.tr("指标 × 年份"),
            MatrixKind.ISSUER_YEAR: self.tr("发文单位 × 年份"),
            MatrixKind.ISSUER_TAG: self.tr("发文单位 × 标签"),
        }

    def fill(
        self,
        kind: MatrixKind,
        figures: bool,
        ledger: Ledger,
        query: Query,
        tags: dict[Any, Tag],
        look: Look,
        found: MatrixRows | None = None,
    ) -> None:
        """Fill the matrix; ``found`` are the rows of one of indicators where a job has them already."""
        self.model.look = look
        self._kind, self._figures = kind, figures
        at = self.view.currentIndex()
        row, column = at.row(), at.column()
        scroll = self.view.verticalScrollBar().value()
        if kind is MatrixKind.INDICATOR_YEAR:
            self.model.show_figures(ledger, query, tags, found)
        else:
            self.model.show_counts(ledger, query, tags, "year" if kind is MatrixKind.ISSUER_YEAR else "tag")
        self.view.blockSignals(True)
        if 0 <= row < self.model.rowCount() and 0 <= column < self.model.columnCount():
            self.view.setCurrentIndex(self.model.index(row, column))
        self.view.blockSignals(False)
        self.view.verticalScrollBar().setValue(scroll)
        filled = self.model.rowCount() > 0
        self.view.setVisible(filled)
        self.empty.setVisible(not filled)
        if query.conditions or query.text.strip() or query.report_ids is not None:
            self.empty.set_texts(self.tr("没有符合筛选的内容可以对比"), self.tr("放宽筛选，或清除"))
        else:
            self.empty.set_texts(self.tr("还没有可以对比的数值"), self.tr("指标要有指标名和时期"))
        self.title.show_text(self.names()[kind])
        self._show_legend()

    def clear(self) -> None:
        """Show nothing."""
        self.model.clear()
        self.warning.show_count("")

    def _show_legend(self) -> None:
        """Say what the icons mean wherever cells have them, whatever the ground is coloured by."""
        self.legend.setVisible(self._kind is MatrixKind.INDICATOR_YEAR)

    # --- the menu

    @Slot()
    def _on_title(self) -> None:
        menu = self.menu()
        menu.popup(self.title.mapToGlobal(self.title.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Return the menu: which matrix, its colours, what cells say."""
        menu = QMenu(self)
        kinds = [kind for kind in MatrixKind if self._figures or kind is not MatrixKind.INDICATOR_YEAR]
        names = self.names()
        self._group(menu, [(kind.value, names[kind]) for kind in kinds], self._kind.value, self._on_kind)
        look = self.model.look
        self._title(menu, self.tr("底色"))
        self._group(menu, self._colourings(), look.colouring.value, self._on_colouring)
        self._title(menu, self.tr("格内"))
        self._group(menu, self._showings(), look.showing.value, self._on_showing)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _colourings(self) -> list[tuple[str, str]]:
        checked = (Colouring.STATUS.value, self.tr("核对状态"))
        if self._kind is MatrixKind.INDICATOR_YEAR:
            return [
                (Colouring.OUTCOME.value, self.tr("兑现情况")),
                (Colouring.VALUE.value, self.tr("数值大小")),
                checked,
            ]
        return [(Colouring.VALUE.value, self.tr("多少")), checked]

    def _showings(self) -> list[tuple[str, str]]:
        by_year = self._kind is not MatrixKind.ISSUER_TAG
        return [
            *([(Showing.VALUE.value, self.tr("最新数值"))] if self._figures or not by_year else []),
            *([(Showing.CHANGE.value, self.tr("同比变化"))] if by_year else []),
            (Showing.COUNT.value, self.tr("条数")),
            (Showing.TEXT.value, self.tr("最新原文")),
        ]

    def _title(self, menu: QMenu, text: str) -> None:
        """Name the group that follows; the style sheet leaves titles of sections out."""
        menu.addSeparator()
        menu.addAction(text).setEnabled(False)

    def _group(self, menu: QMenu, items: list[tuple[str, str]], chosen: str, slot: object) -> None:
        group = QActionGroup(menu)
        for key, text in items:
            action = QAction(text, menu)
            action.setObjectName(key)
            action.setCheckable(True)
            action.setChecked(key == chosen)
            action.triggered.connect(slot)
            group.addAction(action)
            menu.addAction(action)

    @Slot()
    def _on_kind(self) -> None:
        self.kind_chosen.emit(self.sender().objectName())

    @Slot()
    def _on_colouring(self) -> None:
        self._tell(Look(Colouring(self.sender().objectName()), self.model.look.showing))

    @Slot()
    def _on_showing(self) -> None:
        self._tell(Look(self.model.look.colouring, Showing(self.sender().objectName())))

    def _tell(self, look: Look) -> None:
        self.look_chosen.emit(look)
