"""A quantity as read from the text, before it is decided whether it is a metric; and the units no lexicon holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from quandian.language.lexicon import Unit
from quandian.language.numerals import Number

PERCENT = Unit("%", "%", "percent", "any", "", None)
PERMILLE = Unit("‰", "‰", "percent", "any", "", None)
TIMES = Unit("倍", "倍", "other", "any", "", None)
RATIO = Unit("∶1", "∶1", "other", "any", "", None)
NO_UNIT = Unit("", "", "count", "any", "", None)
INDEX = Unit("", "", "other", "any", "", None)


@dataclass(frozen=True, slots=True)
class Draft:
    """A quantity as read. ``[start, end)`` takes in comparator and unit, ``number`` is where the digits begin."""

    start: int
    end: int
    number: Number
    unit: Unit
    base: str
    value: Decimal | None
    value_to: Decimal | None = None
    prefix: str = ""  # comparator words before the number
    suffix: str = ""  # comparator words after the unit
    inside: str = ""  # sign of 余, 多, 数 in the number
    special: str = ""  # fraction, tenths, digits, times, half, first, rank, ratio, product
    unit_end: int = 0  # where the unit ends, before the suffix
    comparator: str = "="
    kind: str = ""
