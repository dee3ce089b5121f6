"""How hard a passphrase is to guess, as a hint for whoever chooses one; roughly, and without sending it anywhere."""

from __future__ import annotations

import math
from enum import Enum


class Strength(Enum):
    """From nothing to enough. age makes each guess cost a second, so 45 bits hold out for centuries."""

    NONE = 0
    WEAK = 1
    FAIR = 2
    GOOD = 3


_COMMON = ("123456", "password", "qwerty", "111111", "000000", "abc123", "admin", "888888", "666666", "iloveyou")


def strength_of(passphrase: str) -> Strength:
    """Return how strong a passphrase is: by its length, the kinds of signs in it, and how often they repeat.

    >>> [strength_of(text).name for text in ("", "123456", "yunpu2025", "山高 铁路 橘子 窗台")]
    ['NONE', 'WEAK', 'FAIR', 'GOOD']
    """
    if not passphrase:
        return Strength.NONE
    size = 0
    size += 10 if any("0" <= c <= "9" for c in passphrase) else 0
    size += 26 if any("a" <= c <= "z" for c in passphrase) else 0
    size += 26 if any("A" <= c <= "Z" for c in passphrase) else 0
    size += 30 if any(c.isascii() and not c.isalnum() for c in passphrase) else 0
    size += 500 if any(not c.isascii() for c in passphrase) else 0  # of the characters that words are made of
    effective = min(len(passphrase), 2 * len(set(passphrase)))
    bits = effective * math.log2(max(size, 2)) * 0.8
    if any(common in passphrase.lower() for common in _COMMON):
        bits /= 2
    return Strength.WEAK if bits < 30 else Strength.FAIR if bits < 50 else Strength.GOOD
