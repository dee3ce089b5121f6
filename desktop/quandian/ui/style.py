"""The style sheet: scroll bars, fields, buttons and menus; rows and marks are painted (design guide, section 10)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from quandian.core import userdirs


@cache
def _template() -> str:
    return (files("quandian.resources") / "style.qss").read_text("utf-8")


def _marker(name: str, icon: str, color: str, size: int, width: str) -> str:
    """Write a themed SVG once into the cache folder and return its path: ``image:`` in QSS takes files only."""
    folder = userdirs.cache() / "style"
    target = folder / f"{name}-{color.lstrip('#')}.svg"
    if not target.exists():
        svg = (files("quandian.resources") / "icons" / f"{icon}.svg").read_text("utf-8")
        svg = svg.replace("currentColor", color).replace('stroke-width="2"', f'stroke-width="{width}"')
        svg = svg.replace('width="24"', f'width="{size}"', 1).replace('height="24"', f'height="{size}"', 1)
        folder.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_text(svg, "utf-8")
        part.replace(target)
    return target.as_posix()


def sheet(colors: Mapping[str, str], dark: bool) -> str:
    """Return the style sheet for a theme's colours. Unwritable cache folders cost the arrows, not the program."""
    try:
        chevron = _marker("chevron", "chevron-down", colors["text2"], 14, "2")
        check = _marker("check", "check", colors["on_ink"], 12, "3")
    except OSError:
        chevron = check = ""
    text = _template()
    for key, value in colors.items():
        text = text.replace(f"@{key}@", value)
    return text.replace("@chevron@", chevron).replace("@check@", check)
