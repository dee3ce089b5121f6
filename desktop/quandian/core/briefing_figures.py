"""A metric's fields as an office writes them: 1100亿元 and 超过 from 110000000000, 元 and >."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from quandian.core.briefing_words import Words


def is_masked(fields: Mapping[str, object]) -> bool:
    """Whether the report hides the digits of this figure (XXX)."""
    return fields.get("masked") in (True, "true", "1", 1)


def comparison(fields: Mapping[str, object], words: Words) -> str:
    """Return the comparator in words; a dash where the figure is exact or none was noted."""
    return words.comparators.get(str(fields.get("comparator") or "="), "—")


def figure(fields: Mapping[str, object], quote: str, words: Words) -> str:
    """Return the figure without its comparator; the words of the text where the fields do not say it."""
    if is_masked(fields):
        return words.masked_value
    low, high = _number(fields.get("value")), _number(fields.get("value_to"))
    if low is None:
        return quote.strip()
    unit = str(fields.get("unit") or "")
    scale, name = _scale(max(abs(low), abs(high or Decimal(0))), unit)
    text = _plain(low / scale)
    if high is not None:
        text += "—" + _plain(high / scale)
    return text + name + unit


def _number(value: object) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _scale(size: Decimal, unit: str) -> tuple[Decimal, str]:
    if unit in ("%", "个百分点"):
        return Decimal(1), ""
    for scale, name in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
        if size >= scale:
            return scale, name
    return Decimal(1), ""


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
