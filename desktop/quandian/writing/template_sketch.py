"""What the first page of a Word template looks like, roughly: its words, how big and where; for a small picture."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

MOST = 40  # paragraphs and rows of tables: more than a page
_ROOM = 60  # characters of a line of a sketch


@dataclass(frozen=True, slots=True)
class SketchLine:
    """A paragraph, or a row of a table with its cells; ``size`` in points, ``align`` left, center or right."""

    cells: tuple[str, ...]
    size: float = 16.0
    align: str = "left"
    is_row: bool = False


def sketch(template: bytes) -> list[SketchLine]:
    """Return the lines of the first page of a template that ``check_template`` has opened; tags as they stand."""
    import docx
    from docx.table import Table

    document = docx.Document(io.BytesIO(template))
    out: list[SketchLine] = []
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            out += [
                SketchLine(tuple(_short(cell.text) for cell in row.cells), 12.0, is_row=True) for row in item.rows[:12]
            ]
        else:
            out.append(SketchLine((_short(item.text),), _size(item), _align(item)))
        if len(out) >= MOST:
            break
    return out[:MOST]


def _short(text: str) -> str:
    return " ".join(text.split())[:_ROOM]


def _size(paragraph: Any) -> float:  # noqa: ANN401 - python-docx has no types
    for run in paragraph.runs:
        if run.font.size is not None:
            return float(run.font.size.pt)
    style = paragraph.style
    while style is not None:
        if style.font.size is not None:
            return float(style.font.size.pt)
        style = style.base_style
    return 16.0


def _align(paragraph: Any) -> str:  # noqa: ANN401
    found = paragraph.alignment
    style = paragraph.style
    while found is None and style is not None:
        found = style.paragraph_format.alignment
        style = style.base_style
    return {1: "center", 2: "right"}.get(int(found) if found is not None else 0, "left")
