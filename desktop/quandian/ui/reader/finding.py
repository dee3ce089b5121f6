"""Finding words in the report on screen. Pure Python, no Qt."""

from __future__ import annotations

import re

MAX_HITS = 50_000

_TO_FULL = {chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)} | {" ": "\u3000"}
_TO_HALF = {full: half for half, full in _TO_FULL.items()}


def find_spans(text: str, query: str) -> list[tuple[int, int]]:
    """Return where ``query`` stands in ``text``, without regard to case and to full or half width; at most MAX_HITS."""
    if not query.strip():
        return []
    pattern = re.compile("".join(_any_width(ch) for ch in query), re.IGNORECASE)
    hits: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        hits.append(match.span())
        if len(hits) >= MAX_HITS:
            break
    return hits


def _any_width(ch: str) -> str:
    other = _TO_FULL.get(ch) or _TO_HALF.get(ch)
    return f"[{re.escape(ch)}{re.escape(other)}]" if other else re.escape(ch)
