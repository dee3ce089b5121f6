"""Paints the charts of a briefing on its pages: the drawing of ``writing.chart_shapes`` in tenths of a point."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from quandian.core.briefing_tree import Chart
from quandian.ui.page_text import Face, Piece, break_lines
from quandian.writing.chart_shapes import WIDTH, Box, Dot, Label, Shape, Stroke, draw


def chart_height(chart: Chart, width: float) -> float:
    """Return how high a chart is that is ``width`` wide, both in tenths of a point."""
    return draw(chart).height * width / WIDTH


def paint_chart(painter: QPainter, chart: Chart, face: Face, top: float, width: float) -> None:
    """Draw a chart from the left edge on, ``width`` wide."""
    scale = width / WIDTH
    painter.save()
    painter.translate(0, top)
    for shape in draw(chart).shapes:
        _shape(painter, shape, face, scale)
    painter.restore()


def _shape(painter: QPainter, one: Shape, face: Face, scale: float) -> None:
    if isinstance(one, Label):
        _label(painter, one, face, scale)
        return
    color = QColor(one.grey)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if isinstance(one, Stroke):
        pen = QPen(color, one.width * scale)
        if one.dashed:
            pen.setDashPattern([5, 3])
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(x * scale, y * scale) for x, y in one.points]))
        return
    hollow = one.hollow
    painter.setPen(QPen(color, 1.5 * scale) if hollow else Qt.PenStyle.NoPen)
    if isinstance(one, Box):
        if not hollow:
            painter.setBrush(color)
        painter.drawRect(QRectF(one.x * scale, one.y * scale, one.width * scale, one.height * scale))
    elif isinstance(one, Dot):
        painter.setBrush(QColor("#ffffff") if hollow else color)
        painter.drawEllipse(QPointF(one.x * scale, one.y * scale), 3.5 * scale, 3.5 * scale)


def _label(painter: QPainter, one: Label, face: Face, scale: float) -> None:
    line = break_lines([Piece(one.text, face)], 10_000, align="left")[0]
    width = sum(run.width for run in line.runs)
    x = one.x * scale - {"start": 0.0, "middle": width / 2, "end": width}[one.anchor]
    painter.setPen(QColor("#000000"))
    for run in line.runs:
        painter.setFont(run.font)
        painter.drawText(QPointF(x + run.x, one.y * scale + 0.38 * run.size), run.text)
