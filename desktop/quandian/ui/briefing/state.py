"""What the composer remembers between runs: the briefing shown in each project, its page, the zoom."""

from __future__ import annotations

from typing import Any

from quandian.ui.briefing.preview import FIT, STEPS
from quandian.ui.settings import Settings

_PLACES = 24  # projects remembered


class Kept:
    """What is kept in the settings; wrong values of another version fall back to the defaults."""

    def __init__(self, settings: Settings) -> None:
        self._kept = settings.briefing

    @property
    def zoom(self) -> float:
        """The zoom of the preview."""
        found = self._kept.get("zoom")
        return float(found) if isinstance(found, int | float) and STEPS[0] <= found <= STEPS[-1] else FIT

    @zoom.setter
    def zoom(self, value: float) -> None:
        self._kept["zoom"] = value

    def _places(self) -> dict[str, Any]:
        found = self._kept.get("places")
        if not isinstance(found, dict):
            found = self._kept["places"] = {}
        return found

    def briefing(self, path: str) -> str:
        """Return the briefing shown last in a project; empty for none."""
        found = self._places().get(path)
        return str(found.get("id", "")) if isinstance(found, dict) else ""

    def place(self, path: str, briefing_id: str) -> tuple[int, float]:
        """Return the page, and how far down it, a briefing was left at."""
        found = self._places().get(path)
        if not isinstance(found, dict) or found.get("id") != briefing_id:
            return 1, 0.0
        page, y = found.get("page"), found.get("y")
        return (page if isinstance(page, int) else 1), (float(y) if isinstance(y, int | float) else 0.0)

    def remember(self, path: str, briefing_id: str, page: int, y: float) -> None:
        """Keep where a briefing is left."""
        places = self._places()
        places.pop(path, None)
        places[path] = {"id": briefing_id, "page": page, "y": round(y, 1)}
        while len(places) > _PLACES:
            del places[next(iter(places))]
