"""What the program remembers between runs: a typed dataclass kept as JSON (QSettings loses types across platforms)."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from quandian.core import userdirs

log = logging.getLogger(__name__)

RECENT_MAX = 12


@dataclass
class Recent:
    """A project opened before, with what the start page shows of it without opening it."""

    path: str
    name: str
    opened_at: str
    reports: int = 0
    years: str = ""
    counts: dict[str, int] = field(default_factory=dict)


@dataclass
class Place:
    """Where the user was in a project: page, report, the first visible character of each, and the review as left."""

    report: str = ""
    page: str = ""
    review: dict[str, Any] = field(default_factory=dict)  # what ui.review.kept makes of it
    positions: dict[str, int] = field(default_factory=dict)


@dataclass
class Settings:
    """Everything remembered. Unknown keys of a newer version are dropped, missing ones take their default."""

    language: str = "system"
    theme: str = "system"
    text_step: int = 3
    line_spacing: float = 1.0
    serif: bool = True
    snap: str = "clause"
    show_left: bool = True
    show_right: bool = True
    show_suggestions: bool = True
    left_width: int = 264
    right_width: int = 340
    right_split: int = 360
    geometry: str = ""
    group_reports: bool = True
    report_sort: str = "issuer"
    recent: list[Recent] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    last_folder: str = ""
    last_export_folder: str = ""
    last_shared_folder: str = ""
    sync_seconds: int = 30  # between two looks at a shared folder
    fonts: dict[str, Any] = field(default_factory=dict)  # of briefings, as far as they are not the usual ones
    used_commands: list[str] = field(default_factory=list)
    ledger: dict[str, Any] = field(default_factory=dict)  # what ui.ledger.state.Kept makes of it
    briefing: dict[str, Any] = field(default_factory=dict)  # what ui.briefing.state.Kept makes of it
    passing: bool = False  # of a window that only draws a picture: never written, so the user's own stay

    def remember_project(self, recent: Recent) -> None:
        """Put a project at the top of the recent ones; a project is known by its path."""
        self.recent = [recent, *(r for r in self.recent if r.path != recent.path)][:RECENT_MAX]

    def forget_project(self, path: str) -> None:
        """Take a project from the recent ones and forget where the user was in it."""
        self.recent = [r for r in self.recent if r.path != path]
        self.places.pop(path, None)

    def place(self, path: str) -> Place:
        """Return where the user was in the project at ``path``; kept for recent projects only."""
        return self.places.setdefault(path, Place())


_T = TypeVar("_T", Recent, Place)


def settings_path() -> Path:
    """Return the file the settings live in."""
    return userdirs.config() / "settings.json"


def load(path: Path | None = None) -> Settings:
    """Return the settings; a missing file gives the defaults, a broken one is put aside and gives them too."""
    path = path or settings_path()
    try:
        raw = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError):
        log.warning("settings unreadable, defaults used; the old file is kept as %s.broken", path.name)
        _put_aside(path)
        return Settings()
    return _from_json(raw) if isinstance(raw, dict) else Settings()


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings in one step: a crash leaves the old file or the new one, never half of one."""
    if settings.passing:
        return
    path = path or settings_path()
    known = {recent.path for recent in settings.recent}
    settings.places = {key: place for key, place in settings.places.items() if key in known}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), "utf-8")
        part.replace(path)
    except OSError:
        log.warning("settings could not be written", exc_info=True)


def _put_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".broken"))
    except OSError:
        log.warning("the broken settings file could not be put aside", exc_info=True)


def _from_json(raw: dict[str, Any]) -> Settings:
    settings = Settings()
    for spec in fields(Settings):
        if spec.name not in raw or spec.name == "passing":
            continue
        value, default = raw[spec.name], getattr(settings, spec.name)
        if spec.name == "recent":
            settings.recent = [r for r in (_record(Recent, item) for item in _listed(value)) if r is not None]
        elif spec.name == "places":
            pairs = ((key, _record(Place, item)) for key, item in value.items()) if isinstance(value, dict) else ()
            settings.places = {str(key): place for key, place in pairs if place is not None}
        elif isinstance(value, type(default)) or (isinstance(default, float) and isinstance(value, int)):
            setattr(settings, spec.name, value)
    return settings


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _record(kind: type[_T], item: object) -> _T | None:
    if not isinstance(item, dict):
        return None
    names = {spec.name for spec in fields(kind)}
    try:
        return kind(**{key: value for key, value in item.items() if key in names})
    except TypeError:
        return None
