"""Key R: what the chosen annotation has to do with another one, in this report or in any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSize, QTimer, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.model import Annotation, AnnotationId, LinkKind, Report
from quandian.ui import paint
from quandian.ui.dialogs.base import Dialog, Form, InkLabel, row_of
from quandian.ui.dialogs.rows import RowState, RowsView
from quandian.ui.panels.words import annotation_words
from quandian.ui.phrases import listed
from quandian.ui.qt import ALIGN_RIGHT
from quandian.ui.session import Session
from quandian.ui.theme import tag_name, theme

LIMIT = 500  # annotations listed at once; the filter narrows


@dataclass(frozen=True)
class Candidate:
    """An annotation that may be related, and where it stands."""

    annotation: Annotation
    report: Report
    here: bool


@dataclass(frozen=True)
class Direction:
    """A kind of link, read from the chosen annotation; ``reverse`` when the other one is its source."""

    kind: LinkKind
    reverse: bool


class AnnotationRows(RowsView):
    """Annotations with tag mark, words, and the report where it is another."""

    row_height = 44
    inset = 0.0

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self._session = session
        super().__init__(parent)

    def words(self, row: Any) -> str:  # noqa: ANN401 - rows are any value
        one: Candidate = row
        tag = self._session.tag(one.annotation.tag_id)
        parts = (tag_name(tag) if tag else "", annotation_words(one.annotation), "" if one.here else one.report.title)
        return listed(parts)

    def tip(self, row: Any) -> str:  # noqa: ANN401
        return f"{row.annotation.quote}\n{row.report.title}"

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, state: RowState) -> None:  # noqa: ANN401
        one: Candidate = row
        inner = self.ground(painter, rect, state)
        middle = inner.center().y()
        tag = self._session.tag(one.annotation.tag_id)
        if tag is not None:
            paint.tag_mark(painter, inner.x() + 10, middle - 9, theme().tag_look(tag))
        place = self.tr("本报告") if one.here else one.report.issuer or one.report.title
        place = f"{place} {one.report.year}" if not one.here and one.report.year else place
        place_width = min(paint.width(place, 12) + 4, inner.width() * 0.36)
        spot = QRectF(inner.right() - 12 - place_width, middle - 10, place_width, 20)
        paint.text(painter, spot, place, 12, "text3" if one.here else "text2", align=ALIGN_RIGHT)
        quote = annotation_words(one.annotation)
        room = spot.x() - inner.x() - 52
        paint.text(painter, QRectF(inner.x() + 40, middle - 11, room, 22), quote, 13, bold=state.current)


class RelateDialog(Dialog):
    """Makes a link between the chosen annotation and another; one undo step."""

    def __init__(self, session: Session, annotation_id: AnnotationId, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(720, 600))
        self.set_title(self.tr("建立关联"))
        self._session = session
        self._own = session.project.annotation(annotation_id)
        self._kind_touched = False
        self._taken = {link.source_id for link in session.project.links(annotation_id)}
        self._taken |= {link.target_id for link in session.project.links(annotation_id)}
        own = AnnotationRows(session)
        own.setFocusPolicy(own.focusPolicy().NoFocus)
        own.setFixedHeight(48)
        own.set_rows([Candidate(self._own, session.project.report(self._own.report_id), True)])
        self.body.addWidget(own)
        self._build_kind()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("在全部报告的标注里筛选文字、备注、字段"))
        self.filter.setAccessibleName(self.tr("筛选标注"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._on_filter)
        self.body.addWidget(self.filter)
        self.list = AnnotationRows(session)
        self.list.setAccessibleName(self.tr("可关联的标注"))
        self.list.current.connect(self._on_current)
        self.list.picked.connect(self._on_picked)
        self.body.addWidget(self.list, 1)
        self.remark = QLineEdit()
        self.remark.setPlaceholderText(self.tr("为什么这样关联（可不填）"))
        form = Form(40)
        form.add(self.tr("备注"), self.remark)
        self.body.addLayout(form)
        self.add_footer(self.tr("建立关联"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(120)
        self._timer.timeout.connect(self._search)
        self._search()
        self.filter.setFocus()

    def _build_kind(self) -> None:
        self.kind = QComboBox()
        self.kind.setMinimumWidth(220)
        self.kind.setAccessibleName(self.tr("关系"))
        for words, direction in (
            (self.tr("衡量：本条是衡量对方的指标"), Direction(LinkKind.MEASURES, False)),
            (self.tr("由对方衡量：对方是本条的指标"), Direction(LinkKind.MEASURES, True)),
            (self.tr("兑现：本条回应对方的目标"), Direction(LinkKind.FULFILS, False)),
            (self.tr("由对方兑现：对方回应本条的目标"), Direction(LinkKind.FULFILS, True)),
            (self.tr("支持：两条说法一致"), Direction(LinkKind.SUPPORTS, False)),
            (self.tr("矛盾：两条说法不合"), Direction(LinkKind.CONTRADICTS, False)),
            (self.tr("相关：其他关系"), Direction(LinkKind.CUSTOM, False)),
        ):
            self.kind.addItem(words, direction)
        self.kind.activated.connect(self._on_kind_touched)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.verdict = QComboBox()
        self.verdict.setAccessibleName(self.tr("结论"))
        for words, value in (
            (self.tr("兑现"), "met"),
            (self.tr("部分兑现"), "partly"),
            (self.tr("未达"), "missed"),
            (self.tr("未提及"), "silent"),
        ):
            self.verdict.addItem(words, value)
        self.body.addWidget(row_of(InkLabel(self.tr("关系"), 13, "text2"), self.kind, self.verdict, None, spacing=12))
        self._on_kind(0)

    # --- what may be related

    @Slot(str)
    def _on_filter(self, _text: str) -> None:
        self._timer.start()

    @Slot()
    def _search(self) -> None:
        project, text = self._session.project, self.filter.text().strip()
        reports = {report.id: report for report in project.reports()}
        here = project.annotations(self._own.report_id, text=text, limit=LIMIT)
        here.sort(key=self._distance)
        others = [a for a in project.annotations(text=text, limit=LIMIT) if a.report_id != self._own.report_id]
        rows = [
            Candidate(a, reports[a.report_id], a.report_id == self._own.report_id)
            for a in (*here, *others)
            if a.id != self._own.id and a.id not in self._taken and a.report_id in reports
        ]
        self.list.set_rows(rows[:LIMIT])
        if self.primary is not None:
            self.primary.setEnabled(bool(rows))
        self.fail("")
        self.note.setText("" if rows else self.tr("没有可关联的标注。先标出另一句，或换一个词筛选。"))

    def _distance(self, other: Annotation) -> int:
        return abs(other.start - self._own.start)

    @Slot(object)
    def _on_current(self, row: Candidate | None) -> None:
        if row is not None and not self._kind_touched:
            self.kind.setCurrentIndex(self._usual(row.annotation))

    def _usual(self, other: Annotation) -> int:
        """Return the relation that two annotations of these tags mostly have."""
        pair = (self._own.tag_id, other.tag_id)
        if METRIC in pair and pair != (METRIC, METRIC):
            return 0 if pair[0] == METRIC else 1
        if pair == (ACHIEVEMENT, GOAL):
            return 2
        if pair == (GOAL, ACHIEVEMENT):
            return 3
        return 4 if pair[0] == pair[1] else 6

    @Slot(int)
    def _on_kind_touched(self, _at: int) -> None:
        self._kind_touched = True

    @Slot(int)
    def _on_kind(self, at: int) -> None:
        self.verdict.setVisible(self.kind.itemData(at).kind is LinkKind.FULFILS)

    @Slot(object)
    def _on_picked(self, _row: object) -> None:
        self._on_primary()

    def commit(self) -> bool:
        row: Candidate | None = self.list.row
        if row is None:
            return False
        direction: Direction = self.kind.currentData()
        source, target = self._own.id, row.annotation.id
        if direction.reverse:
            source, target = target, source
        verdict = str(self.verdict.currentData()) if direction.kind is LinkKind.FULFILS else ""
        self._session.project.link(source, target, direction.kind, verdict, self.remark.text().strip())
        self._session.say(self.tr("已建立关联"), offers_undo=True)
        return True
