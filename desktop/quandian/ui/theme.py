"""Colours, fonts, icons and tag looks, all from ``resources/tokens.json`` (design guide, sections 2, 4, 5)."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from quandian.core.codebook import initials
from quandian.core.model import Tag, TagId
from quandian.core.sentences import language
from quandian.ui.style import sheet

THEMES = ("light", "dark", "sepia")
TEXT_STEPS: tuple[tuple[int, int], ...] = (
    (14, 25),
    (16, 28),
    (17, 30),
    (18, 32),
    (20, 36),
    (22, 39),
    (24, 43),
    (28, 50),
)
"""Reader text sizes and their line heights in px."""
SPACINGS = (0.85, 0.92, 1.0, 1.1, 1.2, 1.35)
"""Line spacings on offer, as factors of the line height that belongs to a text size."""

_STROKE_WIDTH = "1.75"  # of 24-grid icons (design guide, section 5)


@cache
def tokens() -> dict[str, Any]:
    """Return the design tokens."""
    text = (files("quandian.resources") / "tokens.json").read_text("utf-8")
    return dict(json.loads(text))


@dataclass(frozen=True, slots=True)
class TagLook:
    """How one tag is drawn in the theme in use."""

    stroke: QColor
    fill: QColor
    underline: str
    name: str
    initial: str
    shortcut: str = ""


def tag_name(tag: Tag) -> str:
    """Return the tag's name in the language of the interface."""
    return tag.name_en if language() == "en" and tag.name_en else tag.name


def _own_first(tag: Tag) -> bool:
    return not tag.built_in


class Theme(QObject):
    """The look of the program; one instance, made by the application. ``changed`` fires after every switch."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = "light"
        self._colors: dict[str, QColor] = {}
        self._tags: dict[str, dict[str, Any]] = {}
        self._initials: dict[TagId, str] = {}
        self.serif = False
        self._load("light")

    def _load(self, name: str) -> None:
        self.name = name
        self._colors = {key: QColor(value) for key, value in tokens()["themes"][name].items()}
        self._tags = {tag["key"]: tag for tag in tokens()["tags"]}
        _pixmap.cache_clear()

    def apply(self, name: str) -> None:
        """Switch to a theme ("light", "dark", "sepia", or "system") for the whole application."""
        if name not in THEMES:
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            name = "dark" if dark else "light"
        self._load(name)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(self._palette())
            app.setFont(self.ui_font())
            app.setStyleSheet(sheet(tokens()["themes"][name], self.is_dark))
        self.changed.emit()

    @property
    def is_dark(self) -> bool:
        """Whether the ground is dark."""
        return self.name == "dark"

    def color(self, key: str, alpha: float | None = None) -> QColor:
        """Return a colour of the theme by its token name."""
        found = QColor(self._colors[key])
        if alpha is not None:
            found.setAlphaF(alpha)
        return found

    def tag_look(self, tag: Tag) -> TagLook:
        """Return how a tag is drawn."""
        spec = self._tags.get(tag.palette, self._tags["custom"])
        shade = spec[self.name]
        name = tag_name(tag)
        initial = self._initials.get(tag.id) or name[:1]
        return TagLook(QColor(shade["stroke"]), QColor(shade["fill"]), tag.underline, name, initial, tag.shortcut)

    def learn_initials(self, tags: Sequence[Tag]) -> None:
        """Give each tag of a codebook a character of its own for its mark; the built-in three choose first."""
        first = sorted(tags, key=_own_first)
        self._initials.update(zip([tag.id for tag in first], initials([tag_name(tag) for tag in first]), strict=True))

    def ui_font(self, px: int = 13, bold: bool = False) -> QFont:
        """Return the interface font at ``px`` pixels."""
        return _font(_ui_families(), px, bold)

    def reader_font(self, px: int = 18, bold: bool = False) -> QFont:
        """Return the reading font: serif where the user asked for it and one is there."""
        return _font(_serif_families() if self.serif and serif_available() else _ui_families(), px, bold)

    def pixmap(self, name: str, size: int = 16, color: str | QColor = "text2") -> QPixmap:
        """Return an icon as a picture of ``size`` logical pixels."""
        value = self.color(color) if isinstance(color, str) else color
        app = QGuiApplication.instance()
        ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
        return _pixmap(name, size, value.name(QColor.NameFormat.HexArgb), ratio)

    def icon(self, name: str, size: int = 16, color: str | QColor = "text2") -> QIcon:
        """Return an icon with its disabled and chosen states."""
        icon = QIcon()
        icon.addPixmap(self.pixmap(name, size, color))
        icon.addPixmap(self.pixmap(name, size, "disabled"), QIcon.Mode.Disabled)
        return icon

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for target, key in (
            (role.Window, "window"),
            (role.Base, "surface"),
            (role.AlternateBase, "panel"),
            (role.Text, "text"),
            (role.WindowText, "text"),
            (role.Button, "surface"),
            (role.ButtonText, "text"),
            (role.BrightText, "text"),
            (role.ToolTipBase, "raised"),
            (role.ToolTipText, "text"),
            (role.Highlight, "selected"),
            (role.HighlightedText, "text"),
            (role.PlaceholderText, "text3"),
            (role.Link, "text"),
            (role.LinkVisited, "text2"),
            (role.Light, "line"),
            (role.Midlight, "line"),
            (role.Mid, "line2"),
            (role.Dark, "line2"),
            (role.Shadow, "line2"),
        ):
            palette.setColor(target, self.color(key))
        for target in (role.Text, role.WindowText, role.ButtonText, role.HighlightedText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.color("disabled"))
        return palette


def _platform() -> str:
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


@cache
def _installed() -> frozenset[str]:
    return frozenset(QFontDatabase.families())


@cache
def _ui_families() -> tuple[str, ...]:
    return tuple(tokens()["font"]["ui"][_platform()])


@cache
def _serif_families() -> tuple[str, ...]:
    return tuple(tokens()["font"]["reader_serif"][_platform()])


@cache
def serif_available() -> bool:
    """Whether one of the two good serif families of this platform is installed (tokens, "reader_serif")."""
    return any(name in _installed() for name in _serif_families()[:2])


def _font(families: tuple[str, ...], px: int, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(px)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    if _platform() == "linux":
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@cache
def _svg(name: str) -> str:
    return (files("quandian.resources") / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _pixmap(name: str, size: int, color: str, ratio: float) -> QPixmap:
    value = QColor(color)
    svg = _svg(name).replace("currentColor", value.name())
    svg = svg.replace('stroke-width="2"', f'stroke-width="{_STROKE_WIDTH}"')
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(value.alphaF())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def mix(a: QColor, b: QColor, share: float) -> QColor:
    """Return ``a`` mixed with ``share`` (0 to 1) of ``b``."""
    return QColor.fromRgbF(
        a.redF() * (1 - share) + b.redF() * share,
        a.greenF() * (1 - share) + b.greenF() * share,
        a.blueF() * (1 - share) + b.blueF() * share,
    )


@cache
def theme() -> Theme:
    """Return the one theme of the process."""
    return Theme()
