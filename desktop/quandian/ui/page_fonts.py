"""The fonts of briefings that this user has chosen: preview, PDF, print and Word files take them from here."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QObject, Signal

from quandian.ui.settings import Settings
from quandian.writing.gongwen import Fonts, fonts_from


class BriefingFonts(QObject):
    """The choice. Signal: changed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fonts = Fonts()

    def take(self, settings: Settings) -> None:
        """Take the fonts that the settings name."""
        found = fonts_from(settings.fonts)
        if found != self.fonts:
            self.fonts = found
            self.changed.emit()


@lru_cache(maxsize=1)
def briefing_fonts() -> BriefingFonts:
    """Return the choice of this process."""
    return BriefingFonts()
