"""Who works here and on which device: what every change is signed with, in window and command line alike."""

from __future__ import annotations

import getpass
import json
import logging
import os
import secrets
from pathlib import Path
from typing import Any

from quandian.tasks import places

log = logging.getLogger(__name__)

_DEVICE_DIGITS = 8


def author() -> str:
    """Return the name the user has set, else the login name, else "analyst"."""
    name = str(_read().get("author", "")).strip()
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no login name in the environment or the password database
        return "analyst"


def set_author(name: str) -> None:
    """Remember the name for later changes; an empty one returns to the login name."""
    _write({**_read(), "author": name.strip()})


def device() -> str:
    """Return this device's id: eight hex digits made once. Where they cannot be kept, each process gets its own."""
    global _device
    if _device is None:
        facts = _read()
        kept = str(facts.get("device", ""))
        if len(kept) == _DEVICE_DIGITS and all(c in "0123456789abcdef" for c in kept):
            _device = kept
        else:
            _device = secrets.token_hex(_DEVICE_DIGITS // 2)
            _write({**facts, "device": _device})
    return _device


_device: str | None = None


def _path() -> Path:
    return places.config_dir() / "identity.json"


def _read() -> dict[str, Any]:
    try:
        facts = json.loads(_path().read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError):
        log.warning("identity file unreadable; a new device id is made")
        return {}
    return facts if isinstance(facts, dict) else {}


def _write(facts: dict[str, Any]) -> None:
    path = _path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps(facts, ensure_ascii=False, indent=1), "utf-8")
        part.replace(path)
    except OSError:
        log.warning("identity could not be written", exc_info=True)
