"""Words in all reports: a contentless FTS5 index with one character per token, then an exact check in the text.

Exact for words of one and two characters, where trigram and word indexes silently miss (domain.md, section 4). Width
and ASCII case are folded on both sides, character by character, so that offsets stay.
"""

from __future__ import annotations

import re

from quandian.core.model import ReportId
from quandian.store.rows import clean
from quandian.store.store import Store
from quandian.store.values import SearchHit

# Compiled when first used: together they would cost 2 ms at program start.
_FOLDED = "[A-Z\uff01-\uff5e\u3000]"  # what folding changes
_INDEXED = "[0-9a-z\u3400-\u4db5\u4e00-\u9fcb]"  # surely a token for every FTS5 (Unicode 6.1)
_PRODUCT = "[ -~]"  # what folding may result in


def _fold_one(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0x3000:
        return " "
    if code > 0x7F:
        code -= 0xFEE0
    return chr(code + 32 if 65 <= code <= 90 else code)


def fold(text: str) -> str:
    """Return the text with full-width forms as half-width ones and ASCII capitals small; its length stays.

    >>> fold("２０２５年ＧＤＰ（Ａ）")
    '2025年gdp(a)'
    """
    return re.sub(_FOLDED, _fold_one, text)


TABLE = "CREATE VIRTUAL TABLE text_index USING fts5 (text, content='', tokenize='unicode61 remove_diacritics 0')"
"""The index as ``schema`` makes it, for a package, which has one of its own."""


def tokens(text: str) -> str:
    """Return what the index holds of a text."""
    return " ".join(fold(text))


def index(store: Store, number: int, text: str) -> None:
    """Put a text (``content.number``) into the index. Must run inside an operation."""
    store.write_unlogged("INSERT INTO text_index (rowid, text) VALUES (?, ?)", (number, tokens(text)))


def find(store: Store, query: str, limit: int) -> list[SearchHit]:
    """Return up to ``limit`` places where the query stands, in report order; blanks at its ends do not count."""
    wanted = fold(clean(query)).strip()
    if not wanted:
        return []
    condition, parameters = "", tuple[str, ...]()
    if re.search(_INDEXED, wanted):  # else only signs, which the index leaves out, or characters it may not know
        condition = "AND c.number IN (SELECT rowid FROM text_index WHERE text_index MATCH ?)"
        parameters = ('"' + " ".join(wanted).replace('"', '""') + '"',)
    numbers = store.all(
        "SELECT r.id, c.number FROM report r JOIN content c ON c.sha256 = r.text_sha256 AND c.form = 'text'"  # noqa: S608
        f" {condition} ORDER BY r.position, r.id",
        parameters,
    )
    hits: list[SearchHit] = []
    needs_folding = re.search(_PRODUCT, wanted)
    for report_id, number in numbers:
        found = store.one("SELECT text FROM content WHERE number = ?", (number,))
        text = str(found[0]) if found else ""
        if needs_folding:
            text = fold(text)
        start = text.find(wanted)
        while start >= 0 and len(hits) < limit:
            hits.append(SearchHit(ReportId(report_id), start, start + len(wanted)))
            start = text.find(wanted, start + len(wanted))
        if len(hits) >= limit:
            break
    return hits
