"""Editing the ledger in place: which field opens over a cell, what it changes, and why some cells open none."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot

from quandian.core.errors import UserError
from quandian.core.ledger import Column, LedgerRow
from quandian.core.model import Status
from quandian.tasks.ledger import edit_report_fact, edit_row
from quandian.ui.dialogs.report_fields import period_of
from quandian.ui.ledger import words
from quandian.ui.ledger.editing import (
    REPORT_FACTS,
    CellEditor,
    Home,
    WrongFigureError,
    home_of,
    shown_for_editing,
    typed_fields,
)
from quandian.ui.ledger.table import LedgerTable
from quandian.ui.session import Session
from quandian.ui.theme import tag_name


class CellEditing(QObject):
    """Puts a field over a cell and does what was typed: one undo step. One cell at a time."""

    def __init__(self, table: LedgerTable, session: Session) -> None:
        super().__init__(table)
        self._table, self._session = table, session
        self._editor: CellEditor | None = None
        table.ledger.modelReset.connect(self._on_reset)

    @property
    def field(self) -> CellEditor | None:
        """The field that is open."""
        return self._editor

    @Slot(int, int)
    def edit(self, row: int, section: int) -> None:
        """Open the field of a cell; where none can be opened, say where the cell comes from."""
        table, model = self._table, self._table.ledger
        content = model.row_at(row)
        if self._editor is not None:  # it holds what could not be kept: that comes first
            self._editor.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if content is None or not 0 <= section < len(model.columns):
            return
        column, tag = model.columns[section], self._session.tag(content.tag_id)
        home = home_of(column, content, tag)
        if home is Home.NONE:
            self._session.say(self._why_not(column, content))
            return
        index = model.index(row, section)
        table.scrollTo(index)
        before = self._report_fact(column, content) if home is Home.REPORT else shown_for_editing(column, content)
        place = table.visualRect(index)
        self._editor = CellEditor(table.viewport(), place, column, content, tag, before, self._keep)
        self._editor.ended.connect(self._on_ended)

    def _report_fact(self, column: Column, row: LedgerRow) -> str:
        return str(getattr(self._session.project.report(row.report_id), REPORT_FACTS[column.key]))

    def _why_not(self, column: Column, row: LedgerRow) -> str:
        name = words.head(column)
        if column.key == "author":
            return self.tr("“{0}”是做这条标注的人，不能改").format(name)
        if column.key == "nature":
            return self.tr("“{0}”由指标所在的目标或成效、所说的时期得出：改时期，或在阅读页改关联").format(name)
        if column.key == "year":
            return self.tr("这一行的年份出自它自己的时期或时限：改那一列")
        if column.key in ("quote", "paragraph", "tag"):
            return self.tr("原文和标签在阅读页改：按 Enter 看原文")
        tag = self._session.tag(row.tag_id)
        return self.tr("“{0}”没有“{1}”这一栏").format(tag_name(tag) if tag is not None else "", name)

    def _keep(self, editor: CellEditor, text: str) -> str:
        """Do what was typed; return why it cannot be done, to be said beside the field."""
        project, row, column = self._session.project, editor.row, editor.column
        with self._session.telling():
            try:
                home = home_of(column, row, editor.tag)
                if home is Home.STATUS:
                    project.set_status([row.id], Status(text))
                elif home is Home.NOTE:
                    project.set_note(row.id, text.strip())
                elif home is Home.REPORT:
                    return self._keep_fact(column, row, text)
                else:
                    return self._keep_fields(editor, text)
            except UserError as error:
                if not error.code.startswith(("ledger.", "field.")):  # not of the cell: the project cannot be written
                    raise
                return str(error)
        return ""

    def _keep_fields(self, editor: CellEditor, text: str) -> str:
        try:
            fields = typed_fields(editor.column, editor.row, text)
        except WrongFigureError:
            kind = editor.column.kind
            wanted = {"date": self.tr("2022-06-30"), "number": self.tr("300 或 2.5")}.get(kind)
            return self._refusal(text, wanted or self.tr("60亿元、≥300、30—50 或 已脱敏"))
        edit_row(self._session.project, editor.row.id, fields)
        return ""

    def _keep_fact(self, column: Column, row: LedgerRow, text: str) -> str:
        """Change a fact of the row's report, and say that the change is not of one row only."""
        value: str | None = text.strip()
        if column.key == "year":
            value = period_of(text)
            if value is None:
                return self._refusal(text, self.tr("2021 或 2021-2023"))
        count = edit_report_fact(self._session.project, row.report_id, REPORT_FACTS[column.key], value or "")
        if count > 1:
            said = self.tr("改的是整份报告的“{0}”：它的 {1} 条标注都随之改变", "", count)
            self._session.say(said.format(words.head(column), count), offers_undo=True)
        return ""

    def _refusal(self, text: str, wanted: str) -> str:
        return self.tr("没有改：“{0}”读不懂。写成 {1} 这样。").format(text, wanted)

    @Slot()
    def _on_reset(self) -> None:
        """Close a field that was left with what cannot be kept, once other rows stand below it."""
        if self._editor is not None and not self._editor.field.hasFocus():
            self._editor.finish(keep=False)

    @Slot()
    def _on_ended(self) -> None:
        self._editor = None
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
