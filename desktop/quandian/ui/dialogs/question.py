"""Asks before something that undo cannot take back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from quandian.ui.dialogs.base import Dialog, InkLabel


class Question(Dialog):
    """One question with what follows from it. Signal: confirmed."""

    confirmed = Signal()

    def __init__(
        self, title: str, words: str, verb: str, parent: QWidget | None = None, *, harmless: bool = False
    ) -> None:
        super().__init__(parent, QSize(480, 176))
        self.set_title(title)
        text = InkLabel(words, 13, wrap=True)
        self.body.addWidget(text)
        self.body.addStretch(1)
        self.add_footer(verb, kind="primary" if harmless else "danger")
        self.setAccessibleDescription(words)
        (self.primary if harmless and self.primary is not None else self.cancel).setFocus()

    def commit(self) -> bool:
        """Say that it may be done."""
        self.confirmed.emit()
        return True
