"""The dialogs of the composer: a new briefing, which reports, which figures, a chart, words without a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from quandian.core.briefing_plan import CHART_SPLITS, COUNT_AXES, FIGURE_AXES, BriefingPlan, ChartPlan, Kind
from quandian.core.briefing_tree import ChartForm
from quandian.core.ledger import Query
from quandian.core.model import Report, ReportId, Tag
from quandian.core.sentences import language
from quandian.tasks.briefing import default_title, title_of_one
from quandian.ui import paint
from quandian.ui.briefing.parts import Choice
from quandian.ui.briefing.words import axis_word, form_word, kind_about, kind_icon, kind_word, split_word
from quandian.ui.dialogs.base import Dialog, Form, InkLabel, row_of
from quandian.ui.dialogs.export import ReportChecks
from quandian.ui.dialogs.marks import check_mark
from quandian.ui.dialogs.rows import RowState, RowsView
from quandian.ui.qt import ALIGN_RIGHT
from quandian.ui.session import Session
from quandian.ui.theme import theme
from quandian.ui.widgets import button


class _Kinds(RowsView):
    """The kinds to choose from."""

    row_height = 60
    inset = 0.0

    def words(self, row: Any) -> str:  # noqa: ANN401
        return f"{kind_word(row)}，{kind_about(row)}"

    def tip(self, row: Any) -> str:  # noqa: ANN401
        return kind_about(row)

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, state: RowState) -> None:  # noqa: ANN401
        inner = self.ground(painter, rect, state)
        painter.drawPixmap(
            round(inner.x() + 14), round(inner.center().y() - 10), theme().pixmap(kind_icon(row), 20, "text2")
        )
        left, wide = inner.x() + 48, inner.width() - 60
        paint.text(painter, QRectF(left, inner.y() + 7, wide, 22), kind_word(row), 13, bold=True)
        paint.text(painter, QRectF(left, inner.y() + 29, wide, 20), kind_about(row), 12, "text2")


class NewBriefingDialog(Dialog):
    """Chooses a kind; title and reports follow it until they are changed. Signal: made(BriefingPlan)."""

    made = Signal(object)

    def __init__(self, session: Session, taken: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(600, 520))
        self.set_title(self.tr("新建简报"))
        self._session, self._taken = session, set(taken)
        self._reports = session.project.reports()
        self.kinds = _Kinds()
        self.kinds.setAccessibleName(self.tr("种类"))
        self.kinds.enter_picks = False
        self.kinds.set_rows(list(Kind))
        self.kinds.setFixedHeight(60 * len(Kind))
        self.kinds.current.connect(self._on_kind)
        self.body.addWidget(self.kinds)
        form = Form()
        self.scope = Choice()
        form.add(self.tr("报告"), self.scope)
        self.title = QLineEdit()
        self._own_title = self._own_scope = False
        self.title.textEdited.connect(self._on_title)
        self.scope.picked.connect(self._on_scope)
        form.add(self.tr("标题"), self.title)
        self.body.addLayout(form)
        self.body.addStretch(1)
        self.add_footer(self.tr("新建"))
        choices: list[tuple[str, object]] = [
            (self.tr("全部 {0} 份报告", "", len(self._reports)).format(len(self._reports)), None)
        ]
        choices += [(report.title, report.id) for report in self._reports]
        self.scope.offer(choices, None)
        self.kinds.setCurrentIndex(self.kinds.model().index(0, 0))
        self._on_kind(Kind.REPORT)
        self.kinds.setFocus()

    @property
    def kind(self) -> Kind:
        """The kind chosen."""
        row = self.kinds.row
        return row if isinstance(row, Kind) else Kind.REPORT

    @Slot(object)
    def _on_kind(self, _row: object) -> None:
        if not self._own_scope:
            one = self.kind is Kind.REPORT and self._session.report_id is not None
            self.scope.show_value(self._session.report_id if one else None)
        self._suggest()

    @Slot(object)
    def _on_scope(self, _value: object) -> None:
        self._own_scope = True
        self._suggest()

    def _suggest(self) -> None:
        if self._own_title:
            return
        project = self._session.project
        report = next((r for r in self._reports if r.id == self.scope.value), None)
        if report is not None:
            title = title_of_one(report.title, language(), self.kind)
        else:
            title = default_title(project.name or project.path.stem, language(), self.kind)
        n, free = 2, title
        while free in self._taken:
            free, n = self.tr("{0}（{1}）").format(title, n), n + 1
        self.title.setText(free)

    @Slot(str)
    def _on_title(self, text: str) -> None:
        self._own_title = bool(text.strip())

    def commit(self) -> bool:
        report = self.scope.value
        report_ids = None if report is None else (ReportId(str(report)),)
        self.made.emit(BriefingPlan(self.kind, self.title.text().strip(), language=language(), report_ids=report_ids))
        return True


class ReportsDialog(Dialog):
    """Which reports a briefing takes. Signal: picked(tuple of ids, or None for all, later ones included)."""

    picked = Signal(object)

    def __init__(self, session: Session, plan: BriefingPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(720, 560))
        self.set_title(self.tr("收入哪些报告"))
        project = session.project
        self._reports: list[Report] = project.reports()
        counts = {report: sum(by_tag.values()) for report, by_tag in project.counts().items()}
        self.list = ReportChecks(counts)
        self.list.setAccessibleName(self.tr("收入简报的报告"))
        every = {report.id for report in self._reports}
        self.list.chosen = every if plan.report_ids is None else every & set(plan.report_ids)
        self.list.set_rows(self._reports)
        self.list.ticked.connect(self._refresh)
        self.all = button("", "ghost")
        self.all.clicked.connect(self._on_all)
        words = self.tr("按列出的次序写进简报；以后导入的报告只在全选时自动收入")
        self.body.addWidget(row_of(InkLabel(words, 12, "text2"), None, self.all))
        self.body.addWidget(self.list, 1)
        self.add_footer(self.tr("确定"))
        self._refresh()
        self.list.setFocus()

    @Slot()
    def _refresh(self) -> None:
        whole = len(self.list.chosen) == len(self._reports)
        self.all.setText(self.tr("全不选") if whole else self.tr("全选"))
        if self.primary is not None:
            self.primary.setEnabled(bool(self.list.chosen))
        count = len(self.list.chosen)
        self.note.setText(self.tr("{0} 份报告", "", count).format(count) if count else self.tr("至少选一份报告"))

    @Slot()
    def _on_all(self) -> None:
        every = {report.id for report in self._reports}
        self.list.chosen = set() if self.list.chosen == every else every
        self.list.viewport().update()
        self._refresh()

    def commit(self) -> bool:
        chosen = tuple(report.id for report in self._reports if report.id in self.list.chosen)
        self.picked.emit(None if len(chosen) == len(self._reports) else chosen)
        return True


@dataclass(frozen=True)
class _Name:
    name: str
    count: int


class _Names(RowsView):
    """Indicators to be ticked, in the order ticked. Signal: ticked."""

    ticked = Signal()
    row_height = 32
    inset = 0.0

    def __init__(self, parent: QWidget | None = None) -> None:
        self.chosen: list[str] = []
        super().__init__(parent)
        self.enter_picks = False

    def words(self, row: Any) -> str:  # noqa: ANN401
        state = self.tr("已选") if row.name in self.chosen else self.tr("未选")
        return f"{state}，{row.name}"

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, state: RowState) -> None:  # noqa: ANN401
        inner = self.ground(painter, rect, state)
        middle = inner.center().y()
        check_mark(painter, inner.x() + 10, middle - 8, row.name in self.chosen)
        count = self.tr("{0} 条").format(row.count)
        paint.text(painter, QRectF(inner.right() - 72, middle - 10, 60, 20), count, 12, "text2", align=ALIGN_RIGHT)
        paint.text(painter, QRectF(inner.x() + 38, middle - 11, inner.width() - 120, 22), row.name, 13)

    def toggle(self, name: str) -> None:
        """Tick an indicator, or untick it."""
        if name in self.chosen:
            self.chosen.remove(name)
        else:
            self.chosen.append(name)
        self.viewport().update()
        self.ticked.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self.indexAt(event.position().toPoint()).row()
        super().mouseReleaseEvent(event)
        if at >= 0:
            self.toggle(self.rows[at].name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == " " and self.row is not None:
            self.toggle(self.row.name)
        else:
            super().keyPressEvent(event)


def indicators_of(session: Session, plan: BriefingPlan) -> list[_Name]:
    """Return the indicators of a briefing's reports, the most frequent first."""
    metrics = tuple(tag.id for tag in session.tags if "metric" in (tag.id, tag.parent))
    if not metrics:
        return []
    found = session.project.ledger.choices(Query(metrics, plan.report_ids), "field.indicator")
    return [_Name(one.value, one.rows) for one in found if one.value.strip()]


class FiguresDialog(Dialog):
    """Which indicators head the briefing as a table. Signal: picked(tuple of names)."""

    picked = Signal(object)

    def __init__(self, session: Session, plan: BriefingPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(560, 560))
        self.set_title(self.tr("主要数据"))
        self._names = indicators_of(session, plan)
        self.list = _Names()
        self.list.setAccessibleName(self.tr("指标"))
        known = {name.name for name in self._names}
        self.list.chosen = list(plan.figures)
        gone = [_Name(name, 0) for name in plan.figures if name not in known]
        self._every = [*gone, *self._names]
        self.list.set_rows(self._every)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("筛选指标"))
        self.field.textChanged.connect(self._on_find)
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self.list.ticked.connect(self._refresh)
        self.add_footer(self.tr("确定"))
        self._refresh()
        self.field.setFocus()

    @Slot(str)
    def _on_find(self, text: str) -> None:
        self.list.set_rows([name for name in self._every if text.strip().casefold() in name.name.casefold()])

    @Slot()
    def _refresh(self) -> None:
        count = len(self.list.chosen)
        self.note.setText(self.tr("已选 {0} 项，列在概述里", "", count).format(count))

    def commit(self) -> bool:
        self.picked.emit(tuple(self.list.chosen))
        return True


class ChartDialog(Dialog):
    """A chart of one indicator's figures, or of how many annotations there are. Signal: made(ChartPlan)."""

    made = Signal(object)

    def __init__(
        self, session: Session, plan: BriefingPlan, chart: ChartPlan | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, QSize(480, 0))
        self.set_title(self.tr("加图表") if chart is None else self.tr("改图表"))
        self._chart = chart or ChartPlan("")
        form = Form()
        names = [name.name for name in indicators_of(session, plan) if name.count > 1]
        first = self._chart.indicator if chart is not None else names[0] if names else ""
        if first and first not in names:
            names.insert(0, first)
        self.indicator = Choice()
        self.indicator.offer([(self.tr("标注数量"), ""), *((name, name) for name in names)], first)
        self.indicator.picked.connect(self._on_indicator)
        form.add(self.tr("内容"), self.indicator)
        self.form = Choice()
        self.form.offer([(form_word(one), one) for one in ChartForm], self._chart.form)
        form.add(self.tr("图形"), self.form)
        self.over = Choice()
        form.add(self.tr("横轴"), self.over)
        self.split = Choice()
        self._split_label = form.add(self.tr("分色"), self.split)
        self.title = QLineEdit(self._chart.title)
        self.title.setPlaceholderText(self.tr("自动"))
        form.add(self.tr("图题"), self.title)
        self.body.addLayout(form)
        self.add_footer(self.tr("加入") if chart is None else self.tr("确定"))
        self._on_indicator(first)
        self.indicator.setFocus()

    @Slot(object)
    def _on_indicator(self, indicator: object) -> None:
        """Offer what can stand along the axis, and what parts the counts."""
        axes = FIGURE_AXES if indicator else COUNT_AXES
        now = self.over.value if self.over.value in axes else self._chart.over
        self.over.offer([(axis_word(one), one) for one in axes], now if now in axes else axes[0])
        self.split.offer([(split_word(one), one) for one in CHART_SPLITS], self._chart.split)
        self.split.setVisible(not indicator)
        self._split_label.setVisible(not indicator)

    def commit(self) -> bool:
        indicator = str(self.indicator.value or "")
        self.made.emit(
            replace(
                self._chart,
                indicator=indicator,
                form=ChartForm(str(self.form.value)),
                over=str(self.over.value),
                split="" if indicator else str(self.split.value or ""),
                title=self.title.text().strip(),
            )
        )
        return True


class _Words(RowsView):
    row_height = 64
    inset = 0.0

    def words(self, row: Any) -> str:  # noqa: ANN401
        return str(row[1])

    def tip(self, row: Any) -> str:  # noqa: ANN401
        return str(row[1])

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, state: RowState) -> None:  # noqa: ANN401
        inner = self.ground(painter, rect, state)
        wide = inner.width() - 24
        paint.text(painter, QRectF(inner.x() + 12, inner.y() + 8, wide, 20), row[2], 12, "text2")
        paint.text(painter, QRectF(inner.x() + 12, inner.y() + 30, wide, 22), " ".join(row[1].split()), 13)


class OrphansDialog(Dialog):
    """Words written by hand whose section has nothing now. Signals: moved(key, text), dropped(key)."""

    moved = Signal(str, str)
    dropped = Signal(str)

    def __init__(
        self, left: Mapping[str, str], tags: Sequence[Tag], target: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, QSize(640, 460))
        self.set_title(self.tr("没有位置的手写文字"))
        self._tags = tags
        self.body.addWidget(
            InkLabel(
                self.tr("这些文字所在的章节现在没有内容或没有收入。章节回来，文字就回来；也可以移到当前章节的引言里。"),
                13,
                "text2",
                wrap=True,
            )
        )
        self.list = _Words()
        self.list.setAccessibleName(self.tr("没有位置的手写文字"))
        self._show(dict(left))
        self.body.addWidget(self.list, 1)
        self.copy = button(self.tr("复制"))
        self.copy.clicked.connect(self._on_copy)
        self.move_button = button(self.tr("移到“{0}”").format(target[:12]) if target else self.tr("移到当前章节"))
        self.move_button.setEnabled(bool(target))
        if not target:
            self.move_button.setToolTip(self.tr("先在提纲里选一节"))
        self.move_button.clicked.connect(self._on_move)
        self.drop = button(self.tr("删除"), "danger")
        self.drop.clicked.connect(self._on_drop)
        self.body.addWidget(row_of(self.copy, self.move_button, None, self.drop))
        self.add_footer(self.tr("完成"), cancel=None)
        self.list.setFocus()

    def _show(self, left: dict[str, str]) -> None:
        self._left = left
        self.list.set_rows([(key, text, self._where(key)) for key, text in left.items()])
        self.list.setCurrentIndex(self.list.model().index(0, 0))

    def _where(self, key: str) -> str:
        """Return where words stood, as far as the key tells."""
        stem = key.removesuffix("/before").removesuffix("/after")
        tag = next((tag.name for tag in self._tags if tag.id in stem.split("/")), "")
        last = stem.rpartition("/")[2]
        where = tag or (last if not last.isascii() else "") or self.tr("一节")
        if key.endswith("/before"):
            return self.tr("“{0}”的引言").format(where)
        if key.endswith("/after"):
            return self.tr("“{0}”的结语").format(where)
        return self.tr("“{0}”里的一段").format(where)

    def _gone(self, key: str) -> None:
        self._show({one: text for one, text in self._left.items() if one != key})
        for made in (self.copy, self.move_button, self.drop):
            made.setEnabled(bool(self._left))

    @Slot()
    def _on_copy(self) -> None:
        if self.list.row is not None:
            QGuiApplication.clipboard().setText(self.list.row[1])

    @Slot()
    def _on_move(self) -> None:
        if self.list.row is not None:
            key, text = self.list.row[0], self.list.row[1]
            self.moved.emit(key, text)
            self._gone(key)

    @Slot()
    def _on_drop(self) -> None:
        if self.list.row is not None:
            key = self.list.row[0]
            self.dropped.emit(key)
            self._gone(key)
