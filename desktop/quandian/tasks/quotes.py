"""Finding the words of a quote in a report, blanks aside: reports are reflowed, quotes are typed or copied."""

from __future__ import annotations

from quandian.core.errors import UserError

_SHOWN = 40  # characters of a quote in a sentence


class BlankFree:
    """A text without its blanks, for finding many quotes in it."""

    def __init__(self, text: str) -> None:
        self._places = [place for place, character in enumerate(text) if not character.isspace()]
        self._text = "".join(text[place] for place in self._places)

    def all_of(self, quote: str) -> list[tuple[int, int]]:
        """Return (start, end) of every occurrence of ``quote`` in the text, in code points; may overlap."""
        wanted = "".join(quote.split())
        found: list[tuple[int, int]] = []
        at = self._text.find(wanted) if wanted else -1
        while at >= 0:
            found.append((self._places[at], self._places[at + len(wanted) - 1] + 1))
            at = self._text.find(wanted, at + 1)
        return found


def find_quote(text: str, quote: str, nth: int | None = None) -> tuple[int, int]:
    """Return (start, end) of ``quote`` in ``text``; its ``nth`` occurrence, counted from 1, where it stands twice.

    Raises UserError quote.missing, and quote.ambiguous where there are several and ``nth`` is not given.
    """
    found = BlankFree(text).all_of(quote)
    short = quote if len(quote) <= _SHOWN else quote[:_SHOWN] + "…"
    if not found or (nth is not None and not 1 <= nth <= len(found)):
        raise UserError("quote.missing", quote=short)
    if nth is None and len(found) > 1:
        raise UserError("quote.ambiguous", quote=short, count=len(found))
    return found[(nth or 1) - 1]
