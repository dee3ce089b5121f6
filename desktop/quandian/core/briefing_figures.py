"""A metric's fields in the columns of a briefing's table: 1100亿元 and 超过 from 110000000000, 元 and >."""

from __future__ import annotations

from collections.abc import Mapping

from quandian.core.briefing_words import Words
from quandian.core.quantity import Quantity, QuantityError, Style, display


def is_masked(fields: Mapping[str, object]) -> bool:
    """Whether the report hides the digits of this figure (XXX)."""
    return fields.get("masked") in (True, "true", "1", 1)


def figure(fields: Mapping[str, object], quote: str, words: Words) -> tuple[str, str]:
    """Return the figure without its comparator, and the comparator in words (a dash for an exact figure).

    Where the fields hold no number, or one that cannot be read, the words of the text stand for it.
    """
    compared = words.comparators.get(str(fields.get("comparator") or "="), "—")
    if is_masked(fields):
        return words.masked_value, compared
    try:
        quantity = Quantity.from_fields(fields)
    except QuantityError:
        quantity = None
    if quantity is None:
        return quote.strip(), "—"
    if quantity.kind == "rank":  # 前十位 says already that it is at most the tenth
        compared = "—"
    return display(quantity, Style.PLAIN), compared
