"""Fields for a day and for a period that take what people type and keep ISO: 2022年1月18日 is 2022-01-18."""

from __future__ import annotations

import re

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from quandian.ui.panels.words import parsed_date, stored_period

_PERIOD = re.compile(r"(\d{4})(?:-(\d{4}))?")


def period_of(text: str) -> str | None:
    """Return a year or a span of years (2021, 2021-2023), empty for nothing, None for anything else.

    >>> period_of("2021年至2023年"), period_of("2021"), period_of("2023-2021")
    ('2021-2023', '2021', None)
    """
    stored = stored_period(text)
    if not stored:
        return ""
    match = _PERIOD.fullmatch(stored)
    if match is None or (match[2] and match[2] < match[1]):
        return None
    return stored


class _CheckedField(QLineEdit):
    """A field that is red while what it holds cannot be understood."""

    complaint = ""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.textChanged.connect(self._on_text)
        self.editingFinished.connect(self._on_finished)

    def _read(self) -> str | None:
        raise NotImplementedError

    @property
    def valid(self) -> bool:
        """Whether the text can be understood; an empty field can."""
        return self._read() is not None

    @property
    def value(self) -> str:
        """What the text means; what cannot be understood is nothing."""
        return self._read() or ""

    def set_value(self, text: str) -> None:
        """Show a value."""
        self.setText(text)
        self._on_finished()

    def _mark(self, wrong: bool) -> None:
        self.setProperty("wrong", "yes" if wrong else "")
        self.setToolTip(self.complaint if wrong else "")
        self.style().unpolish(self)
        self.style().polish(self)

    @Slot(str)
    def _on_text(self, _text: str) -> None:
        if self.valid and self.property("wrong") == "yes":
            self._mark(False)

    @Slot()
    def _on_finished(self) -> None:
        if self.valid:
            self.setText(self.value)
        self._mark(not self.valid)


class DateField(_CheckedField):
    """A day, a month or a year."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(self.tr("例如 2022-01-18"))
        self.complaint = self.tr("日期写成 2022-01-18、2022年1月18日 或 2022-01；不知道就空着。")

    def _read(self) -> str | None:
        return parsed_date(self.text())


class PeriodField(_CheckedField):
    """A year or a span of years."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(self.tr("例如 2021 或 2021-2023"))
        self.complaint = self.tr("时期写成年份 2021 或 2021-2023；不知道就空着。")

    def _read(self) -> str | None:
        return period_of(self.text())
