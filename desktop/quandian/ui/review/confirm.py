"""Asks before many suggestions are decided at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from quandian.core.model import SuggestionId
from quandian.ui.dialogs.base import Dialog, InkLabel
from quandian.ui.panels.words import one_line

_SHOWN = 6
_CUT = 34


class ConfirmMany(Dialog):
    """Signal: confirmed(ids)."""

    confirmed = Signal(object)

    def __init__(
        self, title: str, verb: str, note: str, ids: Sequence[SuggestionId], quotes: Sequence[str], parent: QWidget
    ) -> None:
        super().__init__(parent, QSize(520, 200 + 24 * min(len(quotes), _SHOWN + 1)))
        self._ids = list(ids)
        self.set_title(title)
        for quote in quotes[:_SHOWN]:
            words = one_line(quote)
            self.body.addWidget(InkLabel(f"• {words[:_CUT]}{'…' if len(words) > _CUT else ''}", 13, "text2"))
        if len(quotes) > _SHOWN:
            self.body.addWidget(InkLabel(self.tr("……共 {0} 条").format(len(quotes)), 13, "text3"))
        self.body.addStretch(1)
        self.add_footer(verb, note=note)

    def commit(self) -> bool:
        """Say that it may be done."""
        self.confirmed.emit(self._ids)
        return True
