"""Draws the pages of ``page_layout``: on the screen, on paper and into PDF alike. Ink on white in every theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from quandian.ui.page_charts import paint_chart
from quandian.ui.page_layout import CELL_LINE, HEIGHT, LEFT, MM, PAGE, TOP, WIDTH, Page, Pages, Strip
from quandian.ui.page_text import DRAWING, Line, Piece, break_lines

_INK = QColor("#000000")
_THIN, _MIDDLE, _THICK = 5.0, 7.1, 9.9  # 0.18, 0.25 and 0.35 mm


def paint_page(painter: QPainter, pages: Pages, number: int) -> None:
    """Draw page ``number`` (from 1) in tenths of a point; the caller scales: 7200 are 10 inches."""
    with DRAWING:
        _paint_page(painter, pages, number)


def first_page(pages: Pages, width: int) -> QPixmap:
    """Return a picture of the first page that is ``width`` px wide."""
    scale = width / PAGE[0]
    picture = QPixmap(width, round(PAGE[1] * scale))
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    paint_page(painter, pages, 1)
    painter.end()
    return picture


def _paint_page(painter: QPainter, pages: Pages, number: int) -> None:
    page = pages.pages[number - 1]
    painter.save()
    painter.setPen(QPen(_INK, _THIN))
    _edge_words(painter, pages, page)
    painter.translate(LEFT, TOP)
    for top, strip in page.strips:
        _strip(painter, pages, top, strip)
    if page.notes:
        total = page.notes[-1][0] + page.notes[-1][1].height
        start = HEIGHT - total
        painter.drawLine(QPointF(0, start + 20), QPointF(50 * MM, start + 20))
        for offset, strip in page.notes:
            if strip.line is not None:
                _line(painter, strip.line, 0, start + offset, strip.height)
    painter.restore()


def _edge_words(painter: QPainter, pages: Pages, page: Page) -> None:
    """Draw the running title (not on the first page) and the page number: odd right, even left, 7 mm below the text."""
    if pages.running and page.number > 1:
        line = break_lines([Piece(pages.running, pages.faces.header)], WIDTH, align="center")[0]
        _line(painter, line, LEFT, TOP - 250, 150)
        painter.drawLine(QPointF(LEFT, TOP - 90), QPointF(LEFT + WIDTH, TOP - 90))
    face = pages.faces.page
    align = "right" if page.number % 2 else "left"
    line = break_lines([Piece(f"— {page.number} —", face)], WIDTH - 280, align=align)[0]
    _line(painter, line, LEFT + 140, TOP + HEIGHT + 7 * MM, 140)


def _strip(painter: QPainter, pages: Pages, top: float, strip: Strip) -> None:
    if strip.what in ("text", "entry") and strip.line is not None:
        if strip.color:
            painter.setPen(QColor(strip.color))
        _line(painter, strip.line, 0, top, strip.height)
        painter.setPen(QPen(_INK, _THIN))
        if strip.what == "entry":
            _entry(painter, pages, strip, top)
    elif strip.what in ("row", "head"):
        _row(painter, strip, top)
    elif strip.what == "chart" and strip.chart is not None:
        paint_chart(painter, strip.chart, pages.faces.table_note, top, WIDTH)
    elif strip.what == "rule":
        painter.fillRect(QRectF(0, top, WIDTH, strip.height), QColor(strip.color or "#000000"))
    elif strip.what == "imprint":
        _imprint(painter, strip, top)


def _line(painter: QPainter, line: Line, x: float, top: float, height: float) -> None:
    largest = max((run.size for run in line.runs if not run.rise), default=0)
    for run in line.runs:
        painter.setFont(run.font)
        # The baseline lies where Chinese type has it: the square of the character centred in the line.
        if run.rise:
            base = top + (height + 160) / 2 - 0.12 * run.size - run.rise
        else:
            base = top + (height + largest) / 2 - 0.12 * largest
        painter.drawText(QPointF(x + run.x, base), run.text)


def _entry(painter: QPainter, pages: Pages, strip: Strip, top: float) -> None:
    """Draw the dots and the page number of a line of the contents."""
    face = pages.faces.contents[2]
    shown = break_lines([Piece(str(pages.page_of.get(strip.page_of, 1)), face)], WIDTH, align="right")[0]
    _line(painter, shown, 0, top, strip.height)
    runs = strip.line.runs if strip.line else []
    start = runs[-1].x + runs[-1].width + 60 if runs else 0.0
    end = shown.runs[0].x - 60
    pen = QPen(_INK, 8, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1, 4])
    painter.setPen(pen)
    if end > start:
        painter.drawLine(QPointF(start, top + strip.height / 2 + 40), QPointF(end, top + strip.height / 2 + 40))
    painter.setPen(QPen(_INK, _THIN))


def _row(painter: QPainter, strip: Strip, top: float) -> None:
    for left, width, lines in strip.cells:
        box = QRectF(left, top, width, strip.height)
        if strip.what == "head":
            painter.fillRect(box, QColor("#f2f2f2"))
        painter.drawRect(box)
        y = top + (strip.height - len(lines) * CELL_LINE) / 2
        for line in lines:
            _line(painter, line, left + 35, y, CELL_LINE)
            y += CELL_LINE


def _imprint(painter: QPainter, strip: Strip, top: float) -> None:
    left, split, lines = strip.cells[0]
    y = top + 10
    painter.setPen(QPen(_INK, _THICK))
    painter.drawLine(QPointF(0, y), QPointF(WIDTH, y))
    for n, line in enumerate(lines):
        if n == split and n:
            painter.setPen(QPen(_INK, _MIDDLE))
            painter.drawLine(QPointF(0, y), QPointF(WIDTH, y))
        _line(painter, line, left, y, 240)
        y += 240
    painter.setPen(QPen(_INK, _THICK))
    painter.drawLine(QPointF(0, y), QPointF(WIDTH, y))
    painter.setPen(QPen(_INK, _THIN))


__all__ = ["PAGE", "first_page", "paint_page"]
