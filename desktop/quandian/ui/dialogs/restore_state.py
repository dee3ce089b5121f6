"""Asks before an earlier state comes back, and shows what that changes and what it keeps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from quandian.core.sentences import sentence
from quandian.tasks.auditing import AuditLine, kept_words
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
        since = {} if annotation_id else session.project.tags_since(at)
        unused = {str(key) for key, uses in since.items() if not uses}
        self.set_title(self.tr("恢复这条标注") if annotation_id else self.tr("恢复标签"))
        self.body.addWidget(InkLabel(self.tr("将作这些改动，一步完成，可以撤销："), 13, "text2"))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        self.words = [named(line.subject, change_words(line)) for line in lines]
        self._removals: list[InkLabel] = []
        for line, words in list(zip(lines, self.words, strict=True))[:_SHOWN]:
            label = InkLabel(words, 13, wrap=True)
            column.addWidget(label)
            if line.entity == "tag" and line.entity_id in unused:
                self._removals.append(label)
        if len(lines) > _SHOWN:
            column.addWidget(InkLabel(self.tr("……共 {0} 处").format(len(lines)), 13, "text3"))
        column.addStretch(1)
        self.body.addWidget(scroll_of(holder), 1)
        self._goes_on = any(line.entity_id not in unused for line in lines)
        self._add_kept(bool(unused), "" if annotation_id else kept_words(session.project, at))
        self.add_footer(self.tr("恢复"))

    def _add_kept(self, unused: bool, names: str) -> None:
        """Say which tags stay although they were not there, and ask about those that nothing has."""
        self.unused = QCheckBox(self.tr("删除后来添加、没有标注使用的标签"))
        self.unused.setChecked(True)
        self.unused.setVisible(unused)
        self.unused.toggled.connect(self._on_unused)
        self.kept = InkLabel(sentence("history.kept", names=names) if names else "", 12, "text2", wrap=True)
        self.kept.setVisible(bool(names))
        for part in (self.unused, self.kept):
            self.body.addWidget(part)
            if not part.isHidden():
                self.resize(self.width(), self.height() + 32)

    @Slot(bool)
    def _on_unused(self, remove: bool) -> None:
        for label in self._removals:
            label.setVisible(remove)
        if self.primary is not None:
            self.primary.setEnabled(remove or self._goes_on)

    def commit(self) -> bool:
        """Bring the state back; a UserError is told in the footer."""
        project = self._session.project
        if self._annotation_id:
            project.restore_annotation(self._annotation_id, self._at)
            self._session.say(self.tr("已恢复这条标注"), offers_undo=True)
        else:
            project.restore_codebook(self._at, remove_unused=self.unused.isChecked())
            self._session.say(self.tr("已恢复标签"), offers_undo=True)
        self.restored.emit()
        return True
