"""What the inspector reads: relations and history of an annotation, and what is known of the report."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from quandian.core.errors import UserError
from quandian.core.model import Annotation, AnnotationId, Report
from quandian.ui.panels import words
from quandian.ui.panels.parts import EmptyState
from quandian.ui.panels.relations import Event, FactsBox, Relation
from quandian.ui.phrases import clauses, done_by
from quandian.ui.session import Session
from quandian.ui.theme import theme
from quandian.ui.widgets import ElidingLabel, Line, button

HISTORY_MAX = 60


def relations_of(session: Session, annotation_id: AnnotationId) -> list[Relation]:
    """Return the relations of an annotation with the other end's tag and words."""
    found: list[Relation] = []
    for link in session.project.links(annotation_id):
        outgoing = link.source_id == annotation_id
        try:
            other = session.project.annotation(link.target_id if outgoing else link.source_id)
        except UserError:
            continue
        tag = session.tag(other.tag_id)
        word = words.relation_word(link.kind, outgoing=outgoing)
        if link.verdict:
            word = f"{word}·{words.verdict_word(link.verdict)}"
        quote = words.annotation_words(other)[:200]
        if other.report_id != session.report_id:
            quote = f"{session.project.report(other.report_id).year} {quote}".strip()
        look = theme().tag_look(tag) if tag is not None else None
        found.append(Relation(link.id, word, look, quote, other.report_id, other.id))
    return found


def events_of(session: Session, annotation: Annotation) -> list[Event]:
    """Return what was done to an annotation, newest first; a run of edits of one field by one person is one line."""
    tag = session.tag(annotation.tag_id)
    events: list[Event] = []
    for entry in session.project.history(annotation.id, HISTORY_MAX):
        said = clauses(words.history_sentences(entry, session.tag, tag))
        events.append(Event(done_by(entry.author, said), words.when(entry.at), entry.at))
    return events


class ReportFacts(QWidget):
    """Shown while no annotation is chosen: how to make one, and what is known of the report.

    Signal: properties_wanted(ReportId).
    """

    properties_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea(self)  # a low panel shows the top and lets the rest be scrolled to
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget(scroll)
        scroll.setWidget(body)
        for part in (scroll.viewport(), body):
            part.setAutoFillBackground(False)
        outer.addWidget(scroll)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = self.tr("没有选中的标注")
        self.empty = EmptyState("tags", title, self.tr("选中文字后按 1、2、3，或点按已有的标注"), parent=body)
        self.empty.setMinimumHeight(136)
        column.addWidget(self.empty, 1)
        self._below = QWidget(body)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(16, 0, 16, 16)
        below.setSpacing(8)
        below.addWidget(Line(parent=self._below))
        self.title = ElidingLabel(self.tr("报告信息"), 12, "text3", bold=True, parent=self._below)
        below.addWidget(self.title)
        self.facts = FactsBox(self._below)
        below.addWidget(self.facts)
        row = QHBoxLayout()
        self.edit = button(self.tr("修改报告信息…"))
        self.edit.clicked.connect(self._on_edit)
        row.addWidget(self.edit)
        row.addStretch(1)
        below.addLayout(row)
        column.addWidget(self._below)

    def _report(self) -> Report | None:
        if self._session.report_id is None or not self._session.is_open:
            return None
        try:
            return self._session.project.report(self._session.report_id)
        except UserError:
            return None

    def refresh(self) -> None:
        """Show the report on screen."""
        report = self._report()
        self._below.setVisible(report is not None)
        if report is None:
            self.empty.set_texts(self.tr("没有打开的报告"), self.tr("在左边选一份报告"))
            return
        hint = self.tr("选中文字后按 1、2、3，或点按已有的标注")
        if not self._session.can_write:
            hint = self.tr("点按已有的标注看详情")
        self.empty.set_texts(self.tr("没有选中的标注"), hint)
        self.facts.show_facts(
            [
                (self.tr("标题"), report.title),
                (self.tr("单位"), report.issuer),
                (self.tr("文号"), report.doc_number),
                (self.tr("日期"), report.issued_on),
                (self.tr("时期"), words.year_text(report.period)),
                (self.tr("地区"), report.place),
                (self.tr("文种"), report.kind),
                (self.tr("文件"), report.source_name),
                (self.tr("导入"), words.day_and_time(report.imported_at)),
                (self.tr("备注"), words.one_line(report.note)),
            ]
        )

    def years(self) -> list[str]:
        """Return the periods to propose: the report's own, its year, the years beside it."""
        report = self._report()
        if report is None or not report.year.isdigit():
            return []
        year = int(report.year)
        return list(dict.fromkeys([report.period or report.year, *map(str, (year, year + 1, year - 1))]))

    @Slot()
    def _on_edit(self) -> None:
        if self._session.report_id is not None:
            self.properties_wanted.emit(self._session.report_id)
