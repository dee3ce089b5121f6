"""Briefings on paper and as PDF: the pages of ``page_layout``, drawn by ``page_painter``."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QUuid
from PySide6.QtGui import QFont, QGuiApplication, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from quandian.core.briefing_tree import Briefing
from quandian.core.progress import Progress, silent
from quandian.ui.page_layout import Layout, Pages
from quandian.ui.page_links import links_of, outline_of
from quandian.ui.page_painter import paint_page
from quandian.ui.page_text import is_there
from quandian.writing.gongwen import Fonts
from quandian.writing.package import write_atomically
from quandian.writing.pdf_links import dated, with_links
from quandian.writing.pdf_text import Drawn, letters_of

_DOTS = 1200  # per inch
_PAGE_HEIGHT = 842.0  # points of an A4 page as Qt writes it
log = logging.getLogger(__name__)


def fonts_ready() -> QGuiApplication:
    """Return the application, made if need be: fonts need one. Keep it while you print."""
    found = QGuiApplication.instance()
    return found if isinstance(found, QGuiApplication) else QGuiApplication(["quandian"])


def missing_fonts(fonts: Fonts) -> list[str]:
    """Return the names of wanted fonts that this computer does not have."""
    names = dict.fromkeys(getattr(fonts, field.name) for field in fields(fonts))
    return [name for name in names if not is_there(name)]


def page_numbers(briefing: Briefing, fonts: Fonts) -> Mapping[str, int]:
    """Return the page of every section key and bookmark; the appendix is ``/appendix``."""
    return Layout(fonts).pages(briefing).page_of


def write_pdf(briefing: Briefing, target: Path, fonts: Fonts | None = None, progress: Progress | None = None) -> None:
    """Write the briefing as PDF. Raises UserError ``writing.*`` and Cancelled; neither leaves a file behind."""
    write_atomically(pdf_bytes(briefing, fonts, progress), target)


def pdf_bytes(briefing: Briefing, fonts: Fonts | None = None, progress: Progress | None = None) -> bytes:
    """Return the briefing as PDF: fonts embedded, links, an outline, no time but the briefing's date.

    The same briefing gives the same bytes on the same computer.
    """
    progress = progress or silent()
    pages = Layout(fonts).pages(briefing, progress)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(briefing.title)
    writer.setCreator("Quandian")
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), f"{briefing.title}\n{briefing.date}".encode()))
    writer.setResolution(_DOTS)
    hearing = _Hearing()
    paint(pages, writer, progress, hearing)
    del writer
    buffer.close()
    made = dated(bytes(data.data()), briefing.date)
    try:
        letters = letters_of(made, hearing.pages)
        return with_links(made, links_of(pages, briefing), outline_of(pages, briefing), _PAGE_HEIGHT, letters)
    except ValueError:  # a newer Qt writes files in another way: without links rather than none
        log.warning("the PDF has no links: its file is not as expected")
        return made


class _Hearing(QPainter):
    """A painter that keeps the words it draws: of pages on which a font draws what it has not drawn before."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[list[Drawn]] = []
        self._known: dict[str, set[str]] = {}  # what a font has drawn, by its name
        self._of: dict[int, tuple[QFont, set[str]]] = {}  # the same by the font itself, which names itself slowly
        self._font: QFont | None = None
        self._letters: set[str] = set()
        self._runs: list[tuple[QPointF, str]] = []
        self._new = False

    def end_page(self) -> None:
        """Keep the words of the page, if there is something new among them."""
        self.pages.append([Drawn(at.x(), at.y(), text) for at, text in self._runs] if self._new else [])
        self._runs, self._new = [], False

    def restore(self) -> None:
        self._font = None
        super().restore()

    def setFont(self, font: QFont) -> None:  # type: ignore[override]
        if font is self._font:
            return
        self._font = font
        found = self._of.get(id(font))
        if found is None:
            letters = self._known.setdefault(f"{font.families()[:1]}{font.bold()}", set())
            found = self._of[id(font)] = (font, letters)
        self._letters = found[1]
        super().setFont(font)

    def drawText(self, point: QPointF, text: str) -> None:  # type: ignore[override]  # pages draw at points only
        if not self._letters.issuperset(text):
            self._letters.update(text)
            self._new = True
        self._runs.append((point, text))
        super().drawText(point, text)


def paint(
    pages: Pages, device: QPagedPaintDevice, progress: Progress | None = None, hearing: _Hearing | None = None
) -> None:
    """Draw every page on a printer or PDF writer, A4 without margins of its own. Raises Cancelled."""
    progress = progress or silent()
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    device.setPageLayout(layout)
    painter = hearing or QPainter()
    painter.begin(device)
    try:
        for number in range(1, len(pages.pages) + 1):
            progress.step(number - 1, len(pages.pages))
            if number > 1:
                device.newPage()
            painter.save()
            scale = device.logicalDpiX() / 720
            painter.scale(scale, scale)
            paint_page(painter, pages, number)
            painter.restore()
            if hearing is not None:
                hearing.end_page()
    finally:
        painter.end()
    progress.step(len(pages.pages), len(pages.pages))
