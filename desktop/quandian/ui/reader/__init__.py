"""The text of a report with its marks."""

from __future__ import annotations

from quandian.ui.reader.units import Snap
from quandian.ui.reader.view import Place, ReaderView

__all__ = ["Place", "ReaderView", "Snap"]
