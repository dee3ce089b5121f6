"""The left pane of the review page: how much is left, the filters, the queue."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from quandian.core.model import ReportId, SuggestionId, TagId, Waiting
from quandian.ui import paint
from quandian.ui.actions import Actions
from quandian.ui.panels.parts import TagChip, WrapBox
from quandian.ui.panels.row_view import RowView
from quandian.ui.qt import ALIGN_RIGHT
from quandian.ui.review.board import Board
from quandian.ui.review.pace import Pace, left_words
from quandian.ui.review.queue_rows import ROW_HEIGHT, QueueDelegate, QueueRows
from quandian.ui.session import Session
from quandian.ui.theme import theme
from quandian.ui.widgets import IconButton

WIDTH = 312
_SCORES: tuple[tuple[float, float], ...] = ((0.0, 1.0), (0.6, 1.0), (0.8, 1.0), (0.9, 1.0), (0.0, 0.8))


class _Progress(QWidget):
    """How much of the queue is done: a bar, and two lines of words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(38)
        self._done, self._all, self._left = 0, 0, ""

    def show_state(self, done: int, waiting: int, left: str) -> None:
        """Show how many are decided and wait, and how long the rest may take."""
        self._done, self._all, self._left = done, done + waiting, left
        self.setAccessibleName(self.words)
        self.update()

    @property
    def words(self) -> str:
        """What stands below the bar."""
        return self.tr("已审 {0}，共 {1}").format(self._done, self._all)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = self.width() - 32
        paint.bar(painter, QRectF(16, 4, width, 6), self._done / self._all if self._all else 0)
        paint.text(painter, QRectF(16, 14, width, 20), self.words, 12, "text2")
        paint.text(painter, QRectF(16, 14, width, 20), self._left, 12, "text3", align=ALIGN_RIGHT)
        painter.end()


class ScoreChip(QAbstractButton):
    """Which scores show; a click offers others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        return QSize(round(paint.width(self.text(), 12)) + 16, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = QRectF(0, 3, self.width(), 22)
        paint.rounded(painter, ground, 4, "sunken", "line2" if self.underMouse() else None)
        paint.text(painter, ground.adjusted(8, -1, 0, -1), self.text(), 12, "text2")
        if self.hasFocus():
            paint.focus_ring(painter, ground, 5)
        painter.end()


class QueuePanel(QWidget):
    """Signals: chosen(Waiting) by the user; filtered(): other suggestions show; reordered(); text_wanted()."""

    chosen = Signal(object)
    filtered = Signal()
    reordered = Signal()
    text_wanted = Signal()

    def __init__(self, session: Session, board: Board, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._board, self._actions = session, board, actions
        self.rows = QueueRows(board, self)
        self.rows.tag_of = session.tag
        self.setMinimumWidth(200)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        self.progress = _Progress(self)
        column.addWidget(self.progress)
        self._chips = WrapBox(self, spacing=6)
        frame = QHBoxLayout()
        frame.setContentsMargins(16, 2, 16, 4)
        frame.addWidget(self._chips)
        column.addLayout(frame)
        self.view = RowView(ROW_HEIGHT, self)
        self.view.setAccessibleName(self.tr("待审建议"))
        self.view.setSelectionMode(RowView.SelectionMode.SingleSelection)  # else Ctrl+Z held down selects a second row
        self.view.setModel(self.rows)
        self.view.setItemDelegate(QueueDelegate(self.view))
        self.view.current_moved.connect(self._on_row)
        self.view.head_clicked.connect(self._on_head)
        self.view.entered_row.connect(self._on_entered)
        self.view.escaped.connect(self.text_wanted)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self._chip_tags: set[TagId] = set()
        self.pace = Pace()
        session.closed.connect(self.pace.clear)
        theme().changed.connect(self.show_tags)

    def _build_head(self) -> QWidget:
        head = QWidget(self)
        head.setFixedHeight(44)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 4, 8, 0)
        self._title = _Title(head)
        row.addWidget(self._title, 1)
        self._filter = IconButton("list-filter", self.tr("筛选与次序"), head)
        self._filter.clicked.connect(self._on_filter)
        row.addWidget(self._filter)
        return head

    # --- what shows

    def rebuild(self) -> None:
        """Show the queue anew."""
        project = self._session.project if self._session.is_open else None
        self.rows.reports = {report.id: report for report in project.reports()} if project is not None else {}
        self.rows.rebuild()
        self.show_counts()

    @Slot()
    def show_tags(self) -> None:
        """Show a chip for each tag that is suggested, and one for the scores."""
        wanted = {item.tag_id for item in self._board.all()} | set(self.rows.filter.off)
        self._chip_tags = wanted
        chips: list[QWidget] = []
        for tag in self._session.tags:
            if tag.id in wanted:
                chip = TagChip(tag.id, theme().tag_look(tag))
                chip.setChecked(tag.id not in self.rows.filter.off)
                chip.toggled.connect(self._on_chip)
                chips.append(chip)
        if chips:
            score = ScoreChip()
            score.setText(self._score_words(self.rows.filter.least, self.rows.filter.most))
            score.setAccessibleName(score.text())
            score.clicked.connect(self._on_filter)
            chips.append(score)
        self._chips.set_items(chips)

    def show_counts(self) -> None:
        """Show how many there are, how many are done, and how long the rest takes at the pace of the last minutes."""
        self._title.show_count(self.rows.count)
        done = self._session.project.decision_count() if self._session.is_open else 0
        self.progress.show_state(done, len(self._board), left_words(self.pace.minutes(self.rows.count)))

    def go_to(self, item: Waiting | None) -> None:
        """Mark the row of a suggestion as the current one, without telling."""
        if item is not None and item.report_id in self.rows.closed:
            self.rows.closed.discard(item.report_id)
            self.rows.rebuild()
        row = -1 if item is None else self.rows.row_of(self.rows.key(item))
        index = self.rows.index(max(row, 0), 0)
        place = self.view.visualRect(index)
        near = self.view.viewport().rect().adjusted(0, 0, 0, -2 * ROW_HEIGHT)
        self.view.go_to(row)
        if row >= 0 and not near.contains(place):  # what comes after it shall be seen, too
            self.view.scrollTo(index, RowView.ScrollHint.PositionAtCenter)

    @Slot(int, bool)
    def _on_row(self, row: int, _by_mouse: bool) -> None:
        item = self.rows.item(row)
        if item is not None:
            self.chosen.emit(item)

    @Slot(int)
    def _on_entered(self, _row: int) -> None:
        self.text_wanted.emit()

    @Slot(int)
    def _on_head(self, row: int) -> None:
        report = self.rows.head(row)
        if report is not None:
            self.rows.closed ^= {report}
            self.rows.rebuild()
            self.filtered.emit()

    # --- filters

    @Slot(bool)
    def _on_chip(self, on: bool) -> None:
        chip = self.sender()
        if isinstance(chip, TagChip):
            tag_id = TagId(str(chip.tag_id))
            off = self.rows.filter.off
            self.rows.filter.off = off - {tag_id} if on else off | {tag_id}
            self._apply()

    def _apply(self) -> None:
        self.rows.rebuild()
        self.show_counts()
        self.filtered.emit()

    def _score_words(self, least: float, most: float) -> str:
        if least > 0:
            return self.tr("把握 ≥ {0}%").format(round(100 * least))
        if most < 1:
            return self.tr("把握 < {0}%").format(round(100 * most))
        return self.tr("把握不限")

    @Slot()
    def _on_filter(self) -> None:
        menu = self.filter_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._filter.mapToGlobal(QPoint(0, self._filter.height())))

    def filter_menu(self) -> QMenu:
        """Return the menu of orders, scores and reports."""
        menu = QMenu(self)
        menu.addActions([self._actions["review.order_place"], self._actions["review.order_sure"]])
        menu.addSeparator()
        scores = [(str(i), self._score_words(*pair)) for i, pair in enumerate(_SCORES)]
        now = (self.rows.filter.least, self.rows.filter.most)
        self._group(menu, self._on_score, scores, str(_SCORES.index(now)) if now in _SCORES else "")
        reports = QMenu(self.tr("只看一份报告"), menu)
        names = [("", self.tr("全部报告"))] + [
            (report, self.rows.head_text(report)) for report in self.rows.reports if self._board.of_report(report)
        ]
        self._group(reports, self._on_report, names, self.rows.filter.report or "")
        menu.addMenu(reports)
        return menu

    def _group(self, menu: QMenu, slot: object, choices: list[tuple[str, str]], now: str) -> None:
        group = QActionGroup(menu)
        for key, words in choices:
            action = QAction(words.replace("&", "&&"), group)
            action.setObjectName(key)
            action.setCheckable(True)
            action.setChecked(key == now)
            menu.addAction(action)
        menu.addSeparator()
        group.triggered.connect(slot)

    def set_order(self, order: str) -> None:
        """Show the queue in order of place, or the least sure first."""
        if order != self.rows.order:
            self.rows.order = order
            self.rows.rebuild()
            self.show_counts()
            self.reordered.emit()

    @Slot(QAction)
    def _on_score(self, action: QAction) -> None:
        self.set_scores(*_SCORES[int(action.objectName())])

    def set_scores(self, least: float, most: float) -> None:
        """Show suggestions of these scores only."""
        self.rows.filter.least, self.rows.filter.most = least, most
        self._apply()
        self.show_tags()

    @Slot(QAction)
    def _on_report(self, action: QAction) -> None:
        self.set_report(ReportId(action.objectName()) if action.objectName() else None)

    def set_report(self, report_id: ReportId | None) -> None:
        """Show the suggestions of one report, or of all."""
        self.rows.filter.report = report_id
        self._apply()

    @Slot()
    def clear_filters(self) -> None:
        """Show everything."""
        self.rows.filter.off, self.rows.filter.report = frozenset(), None
        self.set_scores(0.0, 1.0)

    def follow(self, gone: list[Waiting], come: list[Waiting], current: Waiting | None) -> None:
        """Take rows out and put rows in; the row of the current one stays marked, and what is in sight stays there."""
        self.view.setUpdatesEnabled(False)
        if len(gone) + len(come) > 200:
            bar = self.view.verticalScrollBar()
            place = bar.value()
            self.rows.rebuild()
            self.view.go_to(-1 if current is None else self.rows.row_of(self.rows.key(current)))
            bar.setValue(place)
        else:
            self.rows.follow(gone, come)
        self.view.setUpdatesEnabled(True)
        if any(item.tag_id not in self._chip_tags for item in come):
            self.show_tags()

    def ids(self) -> list[SuggestionId]:
        """Return all that the filters show."""
        return [item.id for item in self.rows.shown()]


class _Title(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = 0

    def show_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(self.tr("待审建议 {0} 条", "", count).format(count))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        used = paint.text(painter, rect, self.tr("待审建议"), 15, "text", bold=True)
        paint.text(painter, rect.adjusted(used + 14, 1, 0, 0), self.tr("{0} 条").format(self._count), 12, "text2")
        painter.end()
