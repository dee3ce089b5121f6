r"""Registers the scheme ``quandian://`` for this user, so that a click on a citation opens the passage; and undoes it.

For an installation by pip or in a folder; packages for an operating system bring the same entries with them
(``packaging/scheme``). Linux: a desktop entry and the default of xdg-mime's list (freedesktop.org, "Association between
MIME types and applications"). Windows: HKEY_CURRENT_USER\Software\Classes\quandian (Microsoft, "Registering an
Application to a URI Scheme"). macOS takes schemes from application bundles only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from quandian.core.briefing_links import SCHEME
from quandian.core.errors import UserError

MIME = f"x-scheme-handler/{SCHEME}"
ENTRY = "quandian.desktop"
_ICON = Path("icons/hicolor/256x256/apps/quandian.png")
_DEFAULTS = "[Default Applications]"


def command_line() -> list[str]:
    """Return the command that opens a link with this installation, without the link."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "open"]
    script = shutil.which("quandian", path=str(Path(sys.executable).parent))
    return [script, "open"] if script else [sys.executable, "-m", "quandian", "open"]


def register_scheme() -> list[Path | str]:
    """Register links for this user; return what was written. Raises UserError ``register.*``."""
    if sys.platform == "darwin":
        raise UserError("register.macos")
    if sys.platform == "win32":
        return _write_registry(command_line())
    return _write_desktop(command_line())


def unregister_scheme() -> None:
    """Take the registration back; without one nothing happens. Raises UserError ``register.*``."""
    if sys.platform == "darwin":
        raise UserError("register.macos")
    if sys.platform == "win32":
        _clear_registry()
    else:
        _clear_desktop()


# ---- Linux


def desktop_entry(command: list[str]) -> str:
    """Return the desktop entry that opens links with ``command``."""
    run = " ".join(map(_quoted, command))
    return (
        "[Desktop Entry]\nType=Application\nVersion=1.1\nName=Quandian\nName[zh_CN]=圈点\n"
        "GenericName=Report analysis\nGenericName[zh_CN]=工作报告分析\n"
        "Comment=Tag work reports and write briefings whose every line leads back to its passage\n"
        "Comment[zh_CN]=读工作报告，标注目标、成效、指标，写出每句都能回到原文的简报\n"
        f"Exec={run} %u\nIcon=quandian\nTerminal=false\nCategories=Office;\nStartupWMClass=quandian\n"
        f"StartupNotify=true\nMimeType={MIME};\n"
    )


def _quoted(word: str) -> str:
    """Return a word of Exec as the Desktop Entry Specification quotes it."""
    if word and all(c.isalnum() or c in "/._-+:@" for c in word):
        return word
    inner = "".join("\\" + c if c in '"`$\\' else c for c in word).replace("\\", "\\\\").replace("%", "%%")
    return f'"{inner}"'


def _data() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")


def _list() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "mimeapps.list"


def _write_desktop(command: list[str]) -> list[Path | str]:
    entry, icon = _data() / "applications" / ENTRY, _data() / _ICON
    picture = (files("quandian.resources") / "icons" / "quandian.png").read_bytes()
    for path, content in ((icon, picture), (entry, desktop_entry(command).encode("utf-8"))):
        _put(path, content)
    _set_default(f"{MIME}={ENTRY}")
    _refresh(entry.parent)
    return [entry, icon, _list()]


def _clear_desktop() -> None:
    entry = _data() / "applications" / ENTRY
    try:
        for path in (entry, _data() / _ICON):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise UserError("register.unwritable", path=str(entry.parent)) from error
    _set_default("")
    _refresh(entry.parent)


def _put(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise UserError("register.unwritable", path=str(path)) from error


def _set_default(wanted: str) -> None:
    """Put our line among the defaults of this user, or take it out; every other line stays as it is."""
    path = _list()
    try:
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
    except (OSError, ValueError) as error:
        raise UserError("register.unwritable", path=str(path)) from error
    kept = [line for line in lines if line.replace(" ", "").rstrip(";") != f"{MIME}={ENTRY}"]
    if wanted:
        kept = [line for line in kept if not (line.startswith(f"{MIME}=") and _section_of(line, kept) == _DEFAULTS)]
        if _DEFAULTS not in kept:
            kept = [*kept, *([""] if kept else []), _DEFAULTS]
        kept.insert(kept.index(_DEFAULTS) + 1, wanted)
    if kept != lines:
        _put(path, ("\n".join(kept) + "\n").encode("utf-8") if kept else b"")


def _section_of(line: str, lines: list[str]) -> str:
    section = ""
    for one in lines:
        if one.startswith("["):
            section = one.strip()
        if one is line:
            break
    return section


def _refresh(applications: Path) -> None:
    """Let the desktop read its entries anew, where it has a tool for that; else it does so by itself."""
    tool = shutil.which("update-desktop-database")
    if tool and applications.is_dir():
        subprocess.run([tool, str(applications)], check=False, capture_output=True, timeout=30)


# ---- Windows

_KEY = rf"Software\Classes\{SCHEME}"


def registry_values(command: list[str]) -> list[tuple[str, str, str]]:
    """Return the values below HKEY_CURRENT_USER that a scheme needs: key, name, value."""
    run = " ".join(f'"{word}"' for word in command)
    return [
        (_KEY, "", f"URL:{SCHEME}"),
        (_KEY, "URL Protocol", ""),
        (rf"{_KEY}\DefaultIcon", "", f'"{command[0]}",0'),
        (rf"{_KEY}\shell\open\command", "", f'{run} "%1"'),
    ]


def _write_registry(command: list[str]) -> list[Path | str]:
    if sys.platform == "win32":
        import winreg

        try:
            for path, name, value in registry_values(command):
                with winreg.CreateKey(winreg.HKEY_CURRENT_USER, path) as opened:
                    winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)
        except OSError as error:
            raise UserError("register.unwritable", path=rf"HKEY_CURRENT_USER\{_KEY}") from error
    return [rf"HKEY_CURRENT_USER\{_KEY}"]


def _clear_registry() -> None:
    if sys.platform == "win32":
        import winreg

        for below in (r"\shell\open\command", r"\shell\open", r"\shell", r"\DefaultIcon", ""):
            try:
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, _KEY + below)
            except FileNotFoundError:
                continue
            except OSError as error:
                raise UserError("register.unwritable", path=rf"HKEY_CURRENT_USER\{_KEY}") from error
