"""Indicator names that mean the same are merged: 营收 counts as 营业收入; one undo step, kept in the project."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QListWidgetItem, QWidget

from quandian.core.codebook import METRIC
from quandian.core.ledger import Query
from quandian.tasks.ledger import merge_indicators
from quandian.ui.dialogs.base import Dialog, Form, InkLabel
from quandian.ui.ledger.ticks import TickList
from quandian.ui.panels.parts import FilterField
from quandian.ui.session import Session


class MergeNamesDialog(Dialog):
    """Choose names and what they stand for."""

    def __init__(self, session: Session, chosen: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(520, 560))
        self._session = session
        self.set_title(self.tr("合并"), self.tr("同义的指标名"))
        ledger = session.project.ledger
        aliases = ledger.aliases()
        names = [c for c in ledger.choices(Query((METRIC,)), "field.indicator", 5000) if c.value]
        self.field = FilterField("search", self.tr("筛选指标名"), self.tr("筛选指标名"), self)
        self.field.textChanged.connect(self._on_text)
        self.list = TickList(self.tr("指标名"), self)
        for choice in names:
            shown = aliases.name(choice.value)
            more = self.tr("　归入“{0}”").format(shown) if shown != choice.value else ""
            self.list.add(f"{choice.value}{more}", choice.value, f"{choice.rows:,}", ticked=choice.value in chosen)
        self.list.itemChanged.connect(self._on_ticked)
        self.into = QComboBox(self)
        self.into.setEditable(True)
        self.into.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        form = Form()
        form.add(self.tr("合并为"), self.into)
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(form)
        self.body.addWidget(InkLabel(self.tr("报告里的原词不变，只在台账里算作一个指标"), 12, "text2", wrap=True))
        self.add_footer(self.tr("合并"))
        self._offer()
        self.field.setFocus()

    def names(self) -> list[str]:
        """Return the ticked names."""
        return self.list.ticked()

    def _offer(self) -> None:
        text = self.into.currentText()
        names = self.names()
        self.into.clear()
        self.into.addItems(names)
        self.into.setEditText(text if text in names or (text and not names) else names[0] if names else "")

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self.list.narrow(text)

    @Slot(QListWidgetItem)
    def _on_ticked(self, _item: QListWidgetItem) -> None:
        self._offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.list.hasFocus():
            self.list.enter()
        else:
            super().keyPressEvent(event)

    def commit(self) -> bool:
        names, into = self.names(), self.into.currentText().strip()
        if len({*names, into} - {""}) < 2:
            self.fail(self.tr("至少勾选两个名字，或勾选一个再写上归入哪个"))
            return False
        merge_indicators(self._session.project, names, into)
        self._session.say(self.tr("已合并为“{0}”").format(into), offers_undo=True)
        return True
