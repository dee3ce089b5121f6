"""Links and bookmarks for a PDF that Qt has written: Qt's printing draws pages and knows no links.

They are appended as an incremental update (ISO 32000-1, 7.5.6): the file stays as it is byte for byte, behind it come
the annotations, the outline and a second cross-reference table. Qt writes plain objects and a plain table, with the
annotations of each page as an array of its own, so no PDF library is needed for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_PAGE = re.compile(rb"(\d+) 0 obj\s*<<\s*/Type /Page\s.*?/Annots (\d+) 0 R", re.DOTALL)
_CATALOG = re.compile(rb"(\d+) 0 obj\s*<<\s*/Type /Catalog\s(.*?)\s*endobj", re.DOTALL)
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)
_SIZE = re.compile(rb"/Size (\d+)")
_DATES = (
    (re.compile(rb"\(D:\d{14}"), "(D:{0}000000"),
    (re.compile(rb"(?<=Date=\")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"), "{1}T00:00:00"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A point of a page to go to: page from 1, points from its top."""

    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Area:
    """A box of a page that leads somewhere, in points from the top left corner: to an address or to a place."""

    page: int
    box: tuple[float, float, float, float]
    target: str | Place


@dataclass(slots=True)
class Entry:
    """An entry of the outline with those below it."""

    title: str
    place: Place
    below: list[Entry] = field(default_factory=list)


def with_links(
    pdf: bytes,
    areas: Sequence[Area],
    outline: Sequence[Entry],
    height: float,
    others: Mapping[int, bytes] | None = None,
) -> bytes:
    """Return the file with links and outline; pages are ``height`` points high. ``others`` are objects to replace.

    Raises ValueError where the file is not as Qt writes it; the caller then keeps the file without links.
    """
    return _Update(pdf, height, others or {}).made(areas, outline)


def dated(pdf: bytes, date: str) -> bytes:
    """Return the file with ``date`` (ISO) as the time of making, so that the same briefing gives the same bytes."""
    compact = date.replace("-", "")
    if len(compact) != 8 or not compact.isdigit():
        return pdf
    for pattern, shape in _DATES:
        pdf = pattern.sub(shape.format(compact, date).encode("ascii"), pdf)
    return pdf


class _Update:
    def __init__(self, pdf: bytes, height: float, others: Mapping[int, bytes]) -> None:
        self._pdf = pdf
        self._height = height
        pages = _PAGE.findall(pdf)
        trailer, catalog = _TRAILER.search(pdf), _CATALOG.search(pdf)
        size = _SIZE.search(trailer[1]) if trailer else None
        if not pages or trailer is None or catalog is None or size is None:
            raise ValueError("not a file of Qt's")
        self._pages = [int(page) for page, _ in pages]
        self._arrays = [int(array) for _, array in pages]
        self._trailer, self._catalog = trailer, catalog
        self._next = int(size[1])
        self._objects: dict[int, bytes] = dict(others)

    def made(self, areas: Sequence[Area], outline: Sequence[Entry]) -> bytes:
        per_page: dict[int, list[int]] = {}
        for area in areas:
            per_page.setdefault(area.page, []).append(self._new(self._link(area)))
        for page, numbers in per_page.items():
            self._objects[self._arrays[page - 1]] = b"[ " + b" ".join(b"%d 0 R" % n for n in numbers) + b" ]"
        if outline:
            root = self._new(b"")
            first, last, count = self._entries(outline, root)
            self._objects[root] = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (first, last, count)
            more = b"/Outlines %d 0 R\n/PageMode /UseOutlines\n" % root
            self._objects[int(self._catalog[1])] = b"<<\n/Type /Catalog\n" + more + self._catalog[2]
        return self._pdf + self._appended() if self._objects else self._pdf

    def _new(self, body: bytes) -> int:
        self._objects[self._next] = body
        self._next += 1
        return self._next - 1

    def _to(self, place: Place) -> bytes:
        page = self._pages[min(place.page, len(self._pages)) - 1]
        return b"[ %d 0 R /XYZ 0 %.1f null ]" % (page, self._height - place.top)

    def _link(self, area: Area) -> bytes:
        left, top, right, bottom = area.box
        box = b"%.1f %.1f %.1f %.1f" % (left, self._height - bottom, right, self._height - top)
        head = b"<< /Type /Annot /Subtype /Link /Rect [ " + box + b" ] /Border [ 0 0 0 ] /F 4 "
        if isinstance(area.target, Place):
            return head + b"/Dest " + self._to(area.target) + b" >>"
        return head + b"/A << /S /URI /URI (" + _escaped(area.target) + b") >> >>"

    def _entries(self, entries: Sequence[Entry], parent: int) -> tuple[int, int, int]:
        """Add entries below ``parent``; return the first, the last and how many there are."""
        numbers = [self._new(b"") for _ in entries]
        for n, (entry, number) in enumerate(zip(entries, numbers, strict=True)):
            title = entry.title.encode("utf-16-be").hex().upper().encode("ascii")
            body = b"<< /Title <FEFF" + title + b"> /Parent %d 0 R /Dest " % parent + self._to(entry.place)
            body += b" /Prev %d 0 R" % numbers[n - 1] if n else b""
            body += b" /Next %d 0 R" % numbers[n + 1] if n + 1 < len(numbers) else b""
            if entry.below:
                first, last, count = self._entries(entry.below, number)
                body += b" /First %d 0 R /Last %d 0 R /Count %d" % (first, last, -count)  # closed at first
            self._objects[number] = body + b" >>"
        return numbers[0], numbers[-1], len(numbers)

    def _appended(self) -> bytes:
        out = bytearray(b"\n")
        at: dict[int, int] = {}
        for number in sorted(self._objects):
            at[number] = len(self._pdf) + len(out)
            out += b"%d 0 obj\n" % number + self._objects[number] + b"\nendobj\n"
        start = len(self._pdf) + len(out)
        out += b"xref\n0 1\n0000000000 65535 f \n"
        numbers = sorted(at)
        n = 0
        while n < len(numbers):
            end = n
            while end + 1 < len(numbers) and numbers[end + 1] == numbers[end] + 1:
                end += 1
            out += b"%d %d\n" % (numbers[n], end - n + 1)
            for number in numbers[n : end + 1]:
                out += b"%010d 00000 n \n" % at[number]
            n = end + 1
        facts = _SIZE.sub(b"/Size %d" % self._next, self._trailer[1].strip())
        out += b"trailer\n<<\n" + facts + b"\n/Prev " + self._trailer[2] + b"\n>>\nstartxref\n%d\n%%%%EOF\n" % start
        return bytes(out)


def _escaped(address: str) -> bytes:
    raw = address.encode("ascii", "replace")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
