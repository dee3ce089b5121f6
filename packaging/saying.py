"""What the two commands say, in Chinese or English by the locale; standard library only, like all of this folder."""

from __future__ import annotations

import os
import sys


class SetupError(Exception):
    """Something the user has to do first; the message says what, with the exact command where there is one."""


def english() -> bool:
    """Whether the locale asks for something other than Chinese; no locale at all counts as Chinese."""
    for name in ("QUANDIAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return not value.startswith(("zh", "C", "POSIX"))
    return False


def pick(chinese: str, in_english: str) -> str:
    """Return the text in the language of the locale."""
    return in_english if english() else chinese


def say(chinese: str, in_english: str) -> None:
    """Print one line for the user on standard error, so that standard output stays with the results."""
    print(pick(chinese, in_english), file=sys.stderr, flush=True)
