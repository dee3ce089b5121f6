"""Parts of the settings: what a briefing takes in, and what it shows as tables, figures and charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from quandian.core.briefing_plan import BriefingPlan, ChartPlan
from quandian.core.codebook import METRIC
from quandian.core.model import Status, Tag, TagId
from quandian.ui.briefing.desk import Desk
from quandian.ui.briefing.parts import Fold
from quandian.ui.briefing.tree import chart_name
from quandian.ui.briefing.words import axis_word, form_word
from quandian.ui.dialogs.base import InkLabel
from quandian.ui.dialogs.marks import TagChecks
from quandian.ui.panels.words import STATUSES, status_word
from quandian.ui.session import Session
from quandian.ui.theme import tag_name
from quandian.ui.widgets import ElidingLabel, IconButton, button


class TagPicker(QWidget):
    """The tags to be ticked, shown again when the codebook or the counts are others. Signal: picked(set of tags)."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._checks: TagChecks | None = None
        self._made_of: object = None

    def show_tags(self, tags: Sequence[Tag], counts: Counter[TagId], chosen: set[TagId]) -> None:
        """Show tags and which of them are ticked."""
        made_of = (tuple(tags), tuple(counts[tag.id] for tag in tags))
        if made_of != self._made_of or self._checks is None:
            if self._checks is not None:
                self._checks.removeEventFilter(self)
                self._column.removeWidget(self._checks)
                self._checks.hide()
                self._checks.deleteLater()
            self._made_of = made_of
            self._checks = TagChecks(tags, counts, self)
            self._checks.changed.connect(self._on_changed)
            self._checks.installEventFilter(self)
            self._column.addWidget(self._checks)
        self._checks.blockSignals(True)
        for box in self._checks.buttons:
            box.setChecked(box.tag_id in chosen)
        self._checks.blockSignals(False)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be as high as the lines of tags are."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        layout = self._checks.layout() if self._checks is not None else None
        if layout is not None:
            self.setFixedHeight(max(28, layout.heightForWidth(max(self.width(), 120))))

    @Slot()
    def _on_changed(self) -> None:
        if self._checks is not None:
            self.picked.emit(self._checks.chosen)

    @property
    def checks(self) -> TagChecks | None:
        """The chips."""
        return self._checks


class _Part(Fold):
    def __init__(self, title: str, session: Session, desk: Desk, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.session, self.desk = session, desk

    def say(self, words: str) -> None:
        """Add a small heading."""
        self.body.addWidget(InkLabel(words, 12, "text2"))

    def counts(self) -> Counter[TagId]:
        """Return how many annotations of each tag there are in the reports of the briefing."""
        out: Counter[TagId] = Counter()
        if not self.session.is_open:
            return out
        wanted = self.desk.plan.report_ids
        for report, by_tag in self.session.project.counts().items():
            if wanted is None or report in wanted:
                out.update(by_tag)
        return out


class ScopeFold(_Part):
    """Reports, tags, statuses, filter. Signals: reports_wanted, filter_wanted."""

    reports_wanted = Signal()
    filter_wanted = Signal()

    def __init__(self, session: Session, desk: Desk, parent: QWidget) -> None:
        super().__init__("", session, desk, parent)
        self.head.setText(self.tr("范围"))
        self.say(self.tr("报告"))
        self.reports = button("")
        self.reports.clicked.connect(self.reports_wanted)
        self.body.addWidget(self.reports)
        self.say(self.tr("标签"))
        self.tags = TagPicker(self)
        self.tags.picked.connect(self._on_tags)
        self.body.addWidget(self.tags)
        self.say(self.tr("核对状态"))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.statuses: dict[Status, QCheckBox] = {}
        for status, _ in STATUSES:
            box = QCheckBox(status_word(status))
            box.clicked.connect(self._on_status)
            self.statuses[status] = box
            row.addWidget(box)
        row.addStretch(1)
        self.body.addLayout(row)
        self.say(self.tr("筛选"))
        self.filter = ElidingLabel("", 13)
        self.body.addWidget(self.filter)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.take = button(self.tr("取自台账"))
        self.take.setToolTip(self.tr("把台账现在的筛选用作这份简报的范围"))
        self.take.clicked.connect(self.filter_wanted)
        self.drop = button(self.tr("清除"))
        self.drop.clicked.connect(self._on_drop)
        row.addWidget(self.take)
        row.addWidget(self.drop)
        row.addStretch(1)
        self.body.addLayout(row)

    def refresh(self) -> None:
        """Show what the plan takes in."""
        plan = self.desk.plan
        if not self.session.is_open:
            return
        self.reports.setText(self.report_words(plan))
        tags = self.session.tags
        chosen = {tag.id for tag in tags} if plan.tag_ids is None else set(plan.tag_ids)
        self.tags.show_tags(tags, self.counts(), chosen)
        for status, box in self.statuses.items():
            box.setChecked(plan.statuses is None or status in plan.statuses)
        filtered = bool(plan.conditions or plan.text.strip() or plan.picked is not None)
        self.filter.set_text(self._filter_words(plan))
        self.drop.setEnabled(filtered)
        parts = [self.report_words(plan)]
        if plan.tag_ids is not None:
            parts.append("、".join(tag_name(tag) for tag in tags if tag.id in chosen))
        if filtered:
            parts.append(self.tr("有筛选"))
        self.set_summary("，".join(parts))

    def report_words(self, plan: BriefingPlan) -> str:
        """Return which reports are taken."""
        reports = self.session.project.reports()
        if plan.report_ids is None:
            return self.tr("全部 {0} 份报告", "", len(reports)).format(len(reports))
        here = [report for report in reports if report.id in plan.report_ids]
        if len(here) == 1:
            return here[0].title
        return self.tr("{0} 份报告", "", len(here)).format(len(here))

    def _filter_words(self, plan: BriefingPlan) -> str:
        parts = []
        if plan.picked is not None:
            count = len({*plan.picked, *plan.also})
            parts.append(self.tr("只收选定的 {0} 条", "", count).format(count))
        elif plan.also:
            parts.append(self.tr("另加 {0} 条", "", len(plan.also)).format(len(plan.also)))
        if plan.text.strip():
            parts.append(self.tr("含“{0}”").format(plan.text.strip()))
        if plan.conditions:
            parts.append(self.tr("台账筛选 {0} 项", "", len(plan.conditions)).format(len(plan.conditions)))
        return "，".join(parts) or self.tr("不筛选")

    @Slot(object)
    def _on_tags(self, chosen: set[TagId]) -> None:
        every = [tag.id for tag in self.session.tags]
        wanted = tuple(one for one in every if one in chosen)
        self.desk.edit({"tag_ids": None if len(wanted) == len(every) else wanted})

    @Slot()
    def _on_status(self) -> None:
        wanted = tuple(status for status, box in self.statuses.items() if box.isChecked())
        self.desk.edit({"statuses": None if len(wanted) == len(self.statuses) else wanted})

    @Slot()
    def _on_drop(self) -> None:
        self.desk.edit({"conditions": (), "text": "", "picked": None})


class _ChartRow(QWidget):
    """A planned chart. Signals: edit_wanted(number), remove_wanted(number)."""

    edit_wanted = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, number: int, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(ElidingLabel(words), 1)
        edit = IconButton("pencil", self.tr("改图表 {0}").format(words), self, size=16)
        edit.clicked.connect(self._on_edit)
        away = IconButton("trash-2", self.tr("删除图表 {0}").format(words), self, size=16)
        away.clicked.connect(self._on_away)
        row.addWidget(edit)
        row.addWidget(away)

    @Slot()
    def _on_edit(self) -> None:
        self.edit_wanted.emit(self._number)

    @Slot()
    def _on_away(self) -> None:
        self.remove_wanted.emit(self._number)


class TablesFold(_Part):
    """Which tags are told as tables, which indicators as summary figures, which charts there are.

    Signals: chart_wanted(number or -1 for a new one), figures_wanted.
    """

    chart_wanted = Signal(int)
    figures_wanted = Signal()

    def __init__(self, session: Session, desk: Desk, parent: QWidget) -> None:
        super().__init__("", session, desk, parent)
        self.head.setText(self.tr("表格、图和主要数据"))
        self.say(self.tr("列成表格的标签"))
        self.tags = TagPicker(self)
        self.tags.picked.connect(self._on_tags)
        self.body.addWidget(self.tags)
        self.say(self.tr("主要数据（开头的汇总表）"))
        self.figures = button("")
        self.figures.clicked.connect(self.figures_wanted)
        self.body.addWidget(self.figures)
        self.say(self.tr("图表"))
        holder = QWidget(self)
        self._charts = QVBoxLayout(holder)
        self._charts.setContentsMargins(0, 0, 0, 0)
        self._charts.setSpacing(0)
        self._rows: list[_ChartRow] = []
        self._shown: tuple[ChartPlan, ...] | None = None
        self.body.addWidget(holder)
        self.add = button(self.tr("加图表…"))
        self.add.clicked.connect(self._on_add)
        self.body.addWidget(self.add)

    def refresh(self) -> None:
        """Show what the plan has."""
        plan = self.desk.plan
        if not self.session.is_open:
            return
        family = [tag.id for tag in self.session.tags if METRIC in (tag.id, tag.parent)]
        chosen = set(plan.tables) | (set(family) if METRIC in plan.tables else set())
        self.tags.show_tags(self.session.tags, self.counts(), chosen)
        count = len(plan.figures)
        self.figures.setText(self.tr("{0} 项指标…", "", count).format(count) if count else self.tr("选指标…"))
        self._show_charts(plan)
        tables = sum(tag.id in chosen for tag in self.session.tags)
        parts = [self.tr("{0} 个表格标签", "", tables).format(tables)]
        if plan.charts:
            parts.append(self.tr("{0} 张图", "", len(plan.charts)).format(len(plan.charts)))
        if count:
            parts.append(self.tr("{0} 项数据", "", count).format(count))
        self.set_summary("，".join(parts))

    def _show_charts(self, plan: BriefingPlan) -> None:
        if plan.charts == self._shown:
            return
        self._shown = plan.charts
        for row in self._rows:
            self._charts.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for n, chart in enumerate(plan.charts):
            name = chart_name(chart) or self.tr("数量统计")
            row = _ChartRow(n, f"{name} · {form_word(chart.form)} · {axis_word(chart.over)}", self)
            row.edit_wanted.connect(self.chart_wanted)
            row.remove_wanted.connect(self._on_remove)
            self._charts.addWidget(row)
            self._rows.append(row)

    @Slot(object)
    def _on_tags(self, chosen: set[TagId]) -> None:
        self.desk.edit({"tables": tuple(tag.id for tag in self.session.tags if tag.id in chosen)})

    @Slot(int)
    def _on_remove(self, number: int) -> None:
        charts = self.desk.plan.charts
        self.desk.edit({"charts": charts[:number] + charts[number + 1 :]})

    @Slot()
    def _on_add(self) -> None:
        self.chart_wanted.emit(-1)
