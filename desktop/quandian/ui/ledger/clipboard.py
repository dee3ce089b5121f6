"""Rows of the ledger for the clipboard: as text and as an HTML table, neither of which a sheet takes for a formula."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quandian.core.ledger import Column, LedgerRow
from quandian.core.model import Tag
from quandian.ui.ledger.words import cell_text, head

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[-+]?[\d.,]+")
# Excel and WPS take the style for "text", LibreOffice only the attribute.
_TEXT = " style='mso-number-format:\"\\@\"' sdnum='1033;0;@'"
_RIGHT = " style='text-align:right'"


def as_text(
    rows: Iterable[LedgerRow], columns: Sequence[Column], tags: dict[Any, Tag], reports: Mapping[str, str]
) -> str:
    """Return rows as tab-separated text with a head; an apostrophe stands before what a sheet would reckon with."""
    lines = ["\t".join(guarded(head(column)) for column in columns)]
    for row in rows:
        cells = (cell_text(row, column, tags, reports) for column in columns)
        lines.append("\t".join(guarded(" ".join(text.split())) for text in cells))
    return "\n".join(lines) + "\n"


def as_html(
    rows: Iterable[LedgerRow], columns: Sequence[Column], tags: dict[Any, Tag], reports: Mapping[str, str]
) -> str:
    """Return rows as an HTML table, as Word, Excel and LibreOffice paste it; what is no number is marked as text."""
    out = ["<table border='1' cellspacing='0' style='border-collapse:collapse'><tr>"]
    out += [f"<th{_TEXT}>{html.escape(head(column))}</th>" for column in columns]
    out.append("</tr>")
    for row in rows:
        out.append("<tr>")
        for column in columns:
            text = cell_text(row, column, tags, reports)
            numeric = column.kind in ("value", "number") and not is_formula(text)
            out.append(f"<td{_RIGHT if numeric else _TEXT}>{html.escape(text)}</td>")
        out.append("</tr>")
    out.append("</table>")
    return "".join(out)


def is_formula(text: str) -> bool:
    """Whether a sheet might reckon with a text; a lone sign and a number are harmless."""
    text = text.strip()
    return text.startswith(_FORMULA) and len(text) > 1 and _NUMBER.fullmatch(text) is None


def guarded(text: str) -> str:
    """Return a text that no sheet takes for a formula."""
    return f"'{text}" if is_formula(text) else text
