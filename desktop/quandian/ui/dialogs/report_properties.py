"""What is known of a report, to be corrected by hand: title, issuer, dates, kind, progress, note."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from quandian.core.model import Progress3, ReportId
from quandian.ui.dialogs.base import Dialog, Form, InkLabel, row_of
from quandian.ui.dialogs.report_fields import DateField, PeriodField
from quandian.ui.session import Session


class ReportPropertiesDialog(Dialog):
    """Edits what is known of one report; one undo step."""

    def __init__(self, session: Session, report_id: ReportId, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(600, 560))
        self.set_title(self.tr("编辑报告信息"))
        self._session, self._report_id = session, report_id
        report = session.project.report(report_id)
        form = Form()
        self.title = QLineEdit(report.title)
        self.issuer = QLineEdit(report.issuer)
        self.number = QLineEdit(report.doc_number)
        self.issued = DateField(report.issued_on)
        self.period = PeriodField(report.period)
        self.place = QLineEdit(report.place)
        self.kind = QLineEdit(report.kind)
        self.progress = self._build_progress(report.progress)
        self.remark = QPlainTextEdit(report.note)
        self.remark.setProperty("kind", "field")
        self.remark.setTabChangesFocus(True)
        self.remark.setMinimumHeight(64)
        form.add(self.tr("标题"), self.title)
        form.add(self.tr("单位"), self.issuer)
        form.add(self.tr("文号"), self.number)
        form.add(self.tr("发布日期"), self.issued)
        form.add(self.tr("所述时期"), self.period)
        form.add(self.tr("地区"), self.place)
        form.add(self.tr("文种"), self.kind)
        form.add(self.tr("进度"), row_of(self.progress, None))
        form.add(self.tr("备注"), self.remark, top=True)
        length = len(session.project.text(report_id))
        origin = self.tr("来自“{0}”，{1} 字，{2} 导入").format(
            report.source_name, f"{length:,}", report.imported_at[:10]
        )
        form.add(self.tr("来源"), InkLabel(origin, 12, "text2", wrap=True))
        self.body.addLayout(form, 1)
        self.add_footer(self.tr("保存"))
        self.title.setFocus()
        self.title.selectAll()

    def _build_progress(self, value: str) -> QComboBox:
        combo = QComboBox()
        combo.setMinimumWidth(140)
        words = (self.tr("未开始"), self.tr("进行中"), self.tr("已完成"))
        for step, word in zip(Progress3, words, strict=True):
            combo.addItem(word, step.value)
        combo.setCurrentIndex(max(0, combo.findData(value)))
        return combo

    def commit(self) -> bool:
        title = self.title.text().strip()
        if not title:
            self.fail(self.tr("标题不能空着：报告在列表和简报里以标题出现。"))
            self.title.setFocus()
            return False
        for field in (self.issued, self.period):
            if not field.valid:
                self.fail(field.complaint)
                field.setFocus()
                return False
        self._session.project.edit_report(
            self._report_id,
            title=title,
            issuer=self.issuer.text().strip(),
            doc_number=self.number.text().strip(),
            issued_on=self.issued.value,
            period=self.period.value,
            place=self.place.text().strip(),
            kind=self.kind.text().strip(),
            progress=str(self.progress.currentData()),
            note=self.remark.toPlainText().strip(),
        )
        return True
