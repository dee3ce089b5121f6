"""Asks before an earlier state comes back, and shows what that changes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from quandian.tasks.auditing import AuditLine
from quandian.ui.dialogs.base import Dialog, InkLabel, scroll_of
from quandian.ui.history_rows import change_words
from quandian.ui.phrases import named
from quandian.ui.session import Session

_SHOWN = 200


class RestoreDialog(Dialog):
    """Restores an annotation, or without one the codebook, as it was at a time or after a step. Signal: restored."""

    restored = Signal()

    def __init__(
        self, session: Session, at: str, annotation_id: str, lines: Sequence[AuditLine], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, QSize(560, min(480, 212 + 24 * min(len(lines), 10))))
        self._session, self._at, self._annotation_id = session, at, annotation_id
        self.set_title(self.tr("恢复这条标注") if annotation_id else self.tr("恢复标签"))
        self.body.addWidget(InkLabel(self.tr("将作这些改动，一步完成，可以撤销："), 13, "text2"))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        self.words = [named(line.subject, change_words(line)) for line in lines]
        for words in self.words[:_SHOWN]:
            column.addWidget(InkLabel(words, 13, wrap=True))
        if len(lines) > _SHOWN:
            column.addWidget(InkLabel(self.tr("……共 {0} 处").format(len(lines)), 13, "text3"))
        column.addStretch(1)
        self.body.addWidget(scroll_of(holder), 1)
        self.add_footer(self.tr("恢复"))

    def commit(self) -> bool:
        """Bring the state back; a UserError is told in the footer."""
        project = self._session.project
        if self._annotation_id:
            project.restore_annotation(self._annotation_id, self._at)
            self._session.say(self.tr("已恢复这条标注"), offers_undo=True)
        else:
            project.restore_codebook(self._at)
            self._session.say(self.tr("已恢复标签"), offers_undo=True)
        self.restored.emit()
        return True
