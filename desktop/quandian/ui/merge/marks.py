"""Painted marks of the merge page: ticks, radio marks, badges."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from quandian.ui import paint
from quandian.ui.theme import theme

BOX = 16


def tick(painter: QPainter, x: float, y: float, state: float) -> None:
    """Draw a tick box 16 px wide: ``state`` 1 is ticked, 0 not, anything between is partly."""
    rect = QRectF(x, y, BOX, BOX)
    if state <= 0:
        paint.rounded(painter, rect, 4, "surface", "text3")
        return
    paint.rounded(painter, rect, 4, "ink")
    shape = ((3.5, 8.5), (6.5, 11.5), (12.5, 4.5)) if state >= 1 else ((4.0, 8.0), (12.0, 8.0))
    painter.save()  # drawn, not an icon: at this size the lines of one are too thin to be seen
    painter.setPen(QPen(theme().color("on_ink"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline([QPointF(x + across, y + down) for across, down in shape])
    painter.restore()


def radio(painter: QPainter, x: float, y: float, on: bool) -> None:
    """Draw a radio mark 16 px wide."""
    rect = QRectF(x, y, BOX, BOX)
    if on:
        paint.rounded(painter, rect, 8, "ink")
        paint.rounded(painter, rect.adjusted(5, 5, -5, -5), 3, "on_ink")
    else:
        paint.rounded(painter, rect, 8, "surface", "text3")


def badge(painter: QPainter, right: float, y: float, words: str, tone: str, icon: str = "") -> float:
    """Draw a small sign that ends at ``right``; ``tone`` is warn, ok or plain. Return where it begins."""
    fill, ink = {"warn": ("warn_soft", "warn"), "ok": ("ok_soft", "ok")}.get(tone, ("sunken", "text2"))
    total = round(paint.width(words, 12)) + 16 + (18 if icon else 0)
    paint.chip(painter, right - total, y, words, fill=fill, ink=ink, icon=icon)
    return right - total
