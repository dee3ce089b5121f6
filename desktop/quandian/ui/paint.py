"""Small painting helpers that lists, bars and the reader share: underlines, tag marks, chips, key caps, shadows.

All sizes are logical pixels. Colours are QColor or token names of the theme in use.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from quandian.ui.qt import ALIGN_CENTER, ALIGN_LEFT, ANTIALIASING, ELIDE_RIGHT, NO_BRUSH, NO_PEN
from quandian.ui.theme import TagLook, theme

Color = QColor | str


def color(value: Color) -> QColor:
    """Return the colour itself or the theme's colour of that name."""
    return theme().color(value) if isinstance(value, str) else value


def width(text: str, px: int = 13, bold: bool = False) -> float:
    """Return the advance of ``text`` in the interface font."""
    return QFontMetricsF(theme().ui_font(px, bold)).horizontalAdvance(text)


def text(
    painter: QPainter,
    rect: QRectF,
    string: str,
    px: int = 13,
    ink: Color = "text",
    *,
    bold: bool = False,
    align: Qt.AlignmentFlag = ALIGN_LEFT,
    font: QFont | None = None,
) -> float:
    """Draw one line, elided at the end where it does not fit; return the width it took."""
    used = font or theme().ui_font(px, bold)
    metrics = QFontMetricsF(used)
    shown = metrics.elidedText(string, ELIDE_RIGHT, rect.width() + 1)
    painter.setFont(used)
    painter.setPen(color(ink))
    painter.drawText(rect, align.value | Qt.TextFlag.TextSingleLine.value, shown)
    return metrics.horizontalAdvance(shown)


def rounded(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: Color | None = None,
    line: Color | None = None,
    line_width: float = 1,
    dash: list[float] | None = None,
) -> None:
    """Draw a rounded rectangle; the line lies inside ``rect``."""
    painter.save()
    painter.setRenderHint(ANTIALIASING)
    painter.setBrush(NO_BRUSH if fill is None else color(fill))
    if line is None:
        painter.setPen(NO_PEN)
        painter.drawRoundedRect(rect, radius, radius)
    else:
        pen = QPen(color(line), line_width)
        if dash:
            pen.setDashPattern(dash)
        painter.setPen(pen)
        half = line_width / 2
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


def _zigzag(x1: float, x2: float, y: float, step: float, saw: bool) -> QPainterPath:
    path = QPainterPath(QPointF(x1, y + 1))
    x, up = x1, True
    while x < x2 - 1:
        end = min(x + step, x2)
        if saw:
            path.lineTo(QPointF(end, y + (-1.5 if up else 1.5)))
        else:
            path.quadTo(QPointF((x + end) / 2, y + (-3 if up else 5)), QPointF(end, y + 1))
        x, up = end, not up
    return path


def underline(painter: QPainter, x1: float, x2: float, y: float, shape: str, ink: QColor, weight: float = 2) -> None:
    """Draw a tag's underline from ``x1`` to ``x2`` at ``y``: its second cue beside colour (design guide, section 4)."""
    painter.save()
    painter.setRenderHint(ANTIALIASING)
    pen = QPen(ink, weight)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(NO_BRUSH)
    if shape == "double":
        pen.setWidthF(1)
        painter.setPen(pen)
        painter.setRenderHint(ANTIALIASING, False)
        for offset in (-2, 1):
            painter.drawLine(QPointF(x1, round(y + offset)), QPointF(x2 - 1, round(y + offset)))
    elif shape in ("dots", "rings"):
        _beads(painter, x1, x2, y, shape, ink)
    elif shape in ("wave", "saw"):
        pen.setWidthF(1.4)
        painter.setPen(pen)
        painter.drawPath(_zigzag(x1, x2, y, 3 if shape == "saw" else 4, shape == "saw"))
    else:
        if shape == "thick":
            pen.setWidthF(3.5)
            y += 0.5
        elif shape in ("dash", "dashdot"):
            pen.setDashPattern([4, 2] if shape == "dash" else [5, 2, 1, 2])
        painter.setPen(pen)
        painter.drawLine(QPointF(x1, y), QPointF(x2, y))
    painter.restore()


def _beads(painter: QPainter, x1: float, x2: float, y: float, shape: str, ink: QColor) -> None:
    if shape == "dots":
        painter.setPen(NO_PEN)
        painter.setBrush(ink)
        x = x1 + 2
        while x < x2 - 1:
            painter.drawEllipse(QPointF(x, y), 1.5, 1.5)
            x += 5
    else:
        painter.setPen(QPen(ink, 1.1))
        x = x1 + 3
        while x < x2 - 2:
            painter.drawEllipse(QPointF(x, y + 0.5), 2, 2)
            x += 7


def tag_mark(painter: QPainter, x: float, y: float, look: TagLook, *, size: float = 18, dashed: bool = False) -> None:
    """Draw the small square with a tag's first character; dashed for suggestions."""
    rect = QRectF(x, y, size, size)
    if dashed:
        rounded(painter, rect, 4, None, look.stroke, 1, [3, 2])
    else:
        rounded(painter, rect, 4, look.fill)
    text(painter, rect.adjusted(0, 0, 0, -0.5), look.initial, 11, look.stroke, bold=True, align=ALIGN_CENTER)


def tag_chip(painter: QPainter, x: float, y: float, look: TagLook, *, height: float = 22, solid: bool = False) -> float:
    """Draw a tag's chip with its name and underline; return its width. ``solid`` is the chosen look."""
    ink_width = round(width(look.name, 12))
    total = ink_width + 16
    rounded(painter, QRectF(x, y, total, height), 4, look.stroke if solid else look.fill)
    ink = color("window" if theme().is_dark else "surface") if solid else look.stroke
    text(painter, QRectF(x + 8, y - 1, ink_width + 2, height), look.name, 12, ink)
    underline(painter, x + 8, x + 8 + ink_width, y + height - 3.5, look.underline, ink, 1.5)
    return total


def chip(painter: QPainter, x: float, y: float, string: str, *, height: float = 20, fill: Color = "sunken",
         ink: Color = "text2", icon: str = "", line: Color | None = None) -> float:  # fmt: skip
    """Draw a plain chip, with an icon before its words where one is named; return its width."""
    words = width(string, 12)
    total = round(words) + 16 + (18 if icon else 0)
    rounded(painter, QRectF(x, y, total, height), 4, fill, line)
    left = 8.0
    if icon:
        painter.drawPixmap(QPointF(x + 6, y + (height - 14) / 2), theme().pixmap(icon, 14, color(ink)))
        left = 24.0
    text(painter, QRectF(x + left, y, words + 2, height), string, 12, ink)
    return total


def key_cap(painter: QPainter, x: float, y: float, string: str, *, height: float = 18, ink: Color = "text2") -> float:
    """Draw a key cap; return its width."""
    total = max(18.0, round(width(string, 11)) + 10)
    rounded(painter, QRectF(x, y, total, height), 4, "surface", "line2")
    text(painter, QRectF(x, y, total, height - 0.5), string, 11, ink, align=ALIGN_CENTER)
    return total


def shadow(
    painter: QPainter, rect: QRectF, radius: float = 8, blur: int = 14, alpha: float = 0.10, dy: float = 4
) -> None:
    """Draw the soft shadow of a floating thing around ``rect`` (QSS has none)."""
    painter.save()
    painter.setRenderHint(ANTIALIASING)
    painter.setPen(NO_PEN)
    for i in range(blur, 0, -1):
        shade = color("shadow")
        shade.setAlphaF(min(1.0, alpha * (1 - i / blur) ** 2 * (3 if theme().is_dark else 1) / 2.2))
        painter.setBrush(shade)
        painter.drawRoundedRect(rect.adjusted(-i, -i + dy, i, i + dy), radius + i, radius + i)
    painter.restore()


def card(painter: QPainter, rect: QRectF, radius: float = 8) -> None:
    """Draw the raised ground of a floating thing with its shadow."""
    shadow(painter, rect, radius)
    rounded(painter, rect, radius, "raised", "line2")


def hairline(
    painter: QPainter, x: float, y: float, length: float, *, vertical: bool = False, ink: Color = "line"
) -> None:
    """Draw a one-pixel line."""
    painter.fillRect(QRectF(x, y, 1, length) if vertical else QRectF(x, y, length, 1), color(ink))


def bar(painter: QPainter, rect: QRectF, share: float, fill: Color = "ink", ground: Color = "line") -> None:
    """Draw a progress bar filled to ``share`` (0 to 1)."""
    radius = rect.height() / 2
    rounded(painter, rect, radius, ground)
    if share > 0:
        done = QRectF(rect.x(), rect.y(), max(rect.height(), rect.width() * min(share, 1)), rect.height())
        rounded(painter, done, radius, fill)


def logo(painter: QPainter, rect: QRectF) -> None:
    """Draw the mark of Quandian: a circle and a dot."""
    size = rect.width()
    painter.save()
    painter.setRenderHint(ANTIALIASING)
    painter.setPen(QPen(color("cinnabar"), size * 0.1))
    painter.setBrush(NO_BRUSH)
    painter.drawEllipse(QRectF(rect.x() + size * 0.08, rect.y() + size * 0.08, size * 0.66, size * 0.66))
    painter.setPen(NO_PEN)
    painter.setBrush(color("cinnabar"))
    painter.drawEllipse(QRectF(rect.x() + size * 0.70, rect.y() + size * 0.70, size * 0.24, size * 0.24))
    painter.restore()


def focus_ring(painter: QPainter, rect: QRectF, radius: float = 6) -> None:
    """Draw the two-pixel ring of keyboard focus inside ``rect``."""
    rounded(painter, rect, radius, None, "focus", 2)
