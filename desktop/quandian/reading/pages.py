"""Where the pages of a report begin, as far as its file says so: form feeds of a text, breaks that Word has left.

A text file has no pages but where form feeds part it. A Word file knows where Word broke its pages when it was last
saved (``w:lastRenderedPageBreak``, ISO/IEC 29500-1, 17.3.3.13); one that Word never saved says nothing, because a break
by hand alone does not tell the page. Blanks of the report's text may differ from the file's, so each page is found by
the characters that it begins with.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from itertools import pairwise

from quandian.reading.encoding import decode, detect

MOST = 64 * 1024 * 1024  # bytes of XML that are looked through
_KEY = 24  # characters that tell where a page begins
_LEAD = 8  # characters that may stand before them on the line: a number that Word makes
_BLANK = re.compile(r"\s+")
# No XML parser: the file is somebody's, and what is looked for are three kinds of tags as Word writes them.
_MARK = re.compile(
    rb"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:lastRenderedPageBreak/>|<w:br\b[^>]*w:type=\"page\"[^>]*/>", re.DOTALL
)


def page_starts(source: bytes, text: str) -> tuple[int, ...]:
    """Return where in ``text`` each page but the first begins, rising; empty where the file does not say so."""
    parts = _word_parts(source) if source.startswith(b"PK") else _text_parts(source)
    return _placed(parts, text) if len(parts) > 1 else ()


def _text_parts(source: bytes) -> list[str]:
    if b"\x0c" not in source:
        return []
    parts = decode(source, detect(source)).split("\f")
    return _trimmed(parts)


def _word_parts(source: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as package:
            info = package.getinfo("word/document.xml")
            if info.file_size > MOST:
                return []
            with package.open(info) as file:
                document = file.read(MOST)
    except (KeyError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
        return []
    if b"<w:lastRenderedPageBreak/>" not in document:
        return []
    parts = [""]
    for match in _MARK.finditer(document):
        if match[1] is not None:
            parts[-1] += html.unescape(match[1].decode("utf-8", "replace"))
        elif parts[-1].strip():  # a break by hand and the one that Word notes after it are one
            parts.append("")
    return _trimmed(parts)


def _trimmed(parts: list[str]) -> list[str]:
    while parts and not parts[-1].strip():
        parts.pop()
    return parts[1:] if parts and not parts[0].strip() else parts


def _placed(parts: list[str], text: str) -> tuple[int, ...]:
    """Return where each part but the first begins; one that cannot be found begins where the next does."""
    places = [n for n, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[n] for n in places)
    out: list[int] = []
    lost = at = 0
    for before, part in pairwise(parts):
        key = _BLANK.sub("", part)[:_KEY]
        found = bare.find(key, min(at + len(_BLANK.sub("", before)) * 3 // 4, len(bare))) if key else -1
        if found < 0:
            lost += 1
            continue
        start = _line_start(text, places[found])
        out += [start] * (lost + 1)
        lost, at = 0, found
    return tuple(out) if not lost else ()


def _line_start(text: str, place: int) -> int:
    start = text.rfind("\n", 0, place) + 1
    return start if place - start <= _LEAD else place
