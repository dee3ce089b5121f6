"""How marks, selection and find hits are drawn on the lines of the text (design guide, section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from quandian.core.codebook import METRIC
from quandian.ui.paint import underline
from quandian.ui.qt import ANTIALIASING, NO_BRUSH, NO_PEN
from quandian.ui.reader.geometry import Piece, Segment
from quandian.ui.reader.scene import Scene
from quandian.ui.theme import TagLook, Theme, mix

MARK_EXTRA = 8  # the mark box is this much higher than the text size
LANE_STEP = 4
LANES = 3  # deeper ones show only in the margin
METRIC_INSET = 3  # a metric in lane 0 leaves the fill of the passage around it visible
RADIUS = 3
KNOB = 4
CORNER = 6  # px, of the corners round the clause at the caret
_DASH, _CHOSEN_DASH = (3.0, 2.0), (4.0, 2.5)  # in pen widths
OVERHANG = 14  # px that marks may reach beyond their line: lower lanes, knobs


class SpanPainter:
    """Draws on one line grid; ``px`` and ``line_px`` are text size and line height."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.px, self.line_px = 18, 32

    @property
    def box(self) -> tuple[float, float]:
        """Offset of the mark box below the top of its line's slot, and its height."""
        height = self.px + MARK_EXTRA
        return (self.line_px - height) / 2 - 1, height

    def fills(self, p: QPainter, scene: Scene, pieces: Sequence[Piece], top: float, lines: range) -> None:
        """Draw the grounds of marks, longest first, and of the selected one a darker ground."""
        offset, height = self.box
        p.setPen(NO_PEN)
        for piece in pieces:
            look = scene.look(piece.mark)
            chosen = piece.mark[3] == scene.selected
            if look is None or (piece.mark[2] in scene.dimmed and not chosen):
                continue
            inset = METRIC_INSET if _inset(piece) else 0
            p.setBrush(mix(look.fill, look.stroke, 0.22) if chosen else look.fill)
            for segment in piece.segments:
                if segment.line in lines:
                    y = top + segment.line * self.line_px + offset + inset
                    rect = QRectF(segment.x1, y, segment.x2 - segment.x1, height - 2 * inset)
                    _fill(p, rect, segment.opens, segment.closes)

    def grounds(self, p: QPainter, segments: Iterable[Segment], top: float, ink: QColor) -> None:
        """Draw a plain ground behind a span: selection or find hit."""
        offset, height = self.box
        for s in segments:
            p.fillRect(QRectF(s.x1, top + s.line * self.line_px + offset, s.x2 - s.x1, height), ink)

    def underlines(self, p: QPainter, scene: Scene, pieces: Sequence[Piece], top: float, lines: range) -> None:
        """Draw the underlines of marks, each in its lane."""
        offset, height = self.box
        for piece in pieces:
            look = scene.look(piece.mark)
            if look is None or piece.lane >= LANES or piece.mark[2] in scene.dimmed:
                continue
            drop = offset + height + 1 + piece.lane * LANE_STEP - (METRIC_INSET if _inset(piece) else 0)
            for segment in piece.segments:
                if segment.line in lines:
                    y = round(top + segment.line * self.line_px + drop)
                    if look.underline == "double":
                        _double(p, segment.x1 + 0.5, segment.x2 - 0.5, y, look.stroke)
                    else:
                        underline(p, segment.x1 + 0.5, segment.x2 - 0.5, y, look.underline, look.stroke)

    def idea_ground(self, p: QPainter, scene: Scene, pieces: Sequence[Piece], top: float, lines: range) -> None:
        """Draw the ground of the chosen suggestion: its tag's fill at 60 %; all others have none."""
        offset, height = self.box
        p.setPen(NO_PEN)
        for piece in pieces:
            look = scene.look(piece.mark) if piece.mark[3] == scene.idea else None
            if look is None or not scene.fills:
                continue
            p.setBrush(mix(self.theme.color("reader"), look.fill, 0.6))
            for s in piece.segments:
                if s.line in lines:
                    rect = QRectF(s.x1, top + s.line * self.line_px + offset, s.x2 - s.x1, height)
                    _fill(p, rect, s.opens, s.closes)

    def ideas(self, p: QPainter, scene: Scene, pieces: Sequence[Piece], top: float, lines: range) -> None:
        """Draw the dashed outlines of suggestions: a machine's mark looks unfinished (design guide, section 4.5)."""
        offset, height = self.box
        p.setBrush(NO_BRUSH)
        for piece in pieces:
            chosen = piece.mark[3] == scene.idea
            if piece.mark[2] in scene.dimmed and not chosen:
                continue
            pen = QPen(self.frame_ink(scene.look(piece.mark)), 1.5 if chosen else 1.0)
            pen.setDashPattern(_CHOSEN_DASH if chosen else _DASH)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            p.setPen(pen)
            inset = -1.0 if chosen else 4.0 if piece.mark[2] == METRIC else 1.0
            half = pen.widthF() / 2
            for s in piece.segments:
                if s.line in lines:
                    rect = QRectF(s.x1, top + s.line * self.line_px + offset, s.x2 - s.x1, height)
                    side = 1.0 if chosen else 0.0
                    rect.adjust(half - side, inset + half, side - half, -inset - half)
                    p.drawPath(_frame(rect, s.opens, s.closes, 4.0 if chosen else 3.0))

    def outline(self, p: QPainter, segments: Sequence[Segment], top: float, ink: QColor, weight: float) -> None:
        """Draw a frame round a span, open where the line breaks inside it."""
        offset, height = self.box
        p.setBrush(NO_BRUSH)
        p.setPen(QPen(ink, weight))
        half = weight / 2
        for s in segments:
            rect = QRectF(s.x1 - 1, top + s.line * self.line_px + offset + 2, s.x2 - s.x1 + 2, height - 4)
            p.drawPath(_frame(rect.adjusted(half, half, -half, -half), s.opens, s.closes))

    def bars(self, p: QPainter, first: QPointF | None, last: QPointF | None, ink: QColor) -> None:
        """Draw the ink bars and knobs of a selection; the points are the top left of its end lines' slots."""
        offset, height = self.box
        for point, knob in ((first, offset - KNOB), (last, offset + height + KNOB)):
            if point is not None:
                p.fillRect(QRectF(point.x() - 1, point.y() + offset - 3, 2, height + 6), ink)
                p.setPen(NO_PEN)
                p.setBrush(ink)
                p.drawEllipse(QPointF(point.x(), point.y() + knob), KNOB, KNOB)

    def caret(self, p: QPainter, point: QPointF) -> None:
        """Draw the caret."""
        offset, height = self.box
        p.fillRect(QRectF(point.x() - 1, point.y() + offset, 2, height), self.theme.color("ink"))

    def place(self, p: QPainter, segments: Iterable[Segment], top: float) -> None:
        """Draw a quiet line under the clause that a tag key would take, with corners that show over any underline."""
        offset, height = self.box
        p.setRenderHint(ANTIALIASING, False)
        corner = self.theme.color("ink")
        for s in segments:
            y = round(top + s.line * self.line_px + offset + height)
            p.fillRect(QRectF(s.x1, y, s.x2 - s.x1, 1), self.theme.color("text3"))
            for x, ends in ((round(s.x1) - 1, s.opens), (round(s.x2), s.closes)):
                if ends:
                    p.fillRect(QRectF(x, y - CORNER, 1, CORNER + 1), corner)
                    p.fillRect(QRectF(x - (0 if x < s.x2 - 1 else 3), y, 4, 1), corner)
        p.setRenderHint(ANTIALIASING)

    def frame_ink(self, look: TagLook | None) -> QColor:
        """Return the colour of a mark's outline."""
        return look.stroke if look else self.theme.color("text3")


def _inset(piece: Piece) -> bool:
    return piece.lane == 0 and piece.mark[2] == METRIC


def _double(p: QPainter, x1: float, x2: float, y: float, ink: QColor) -> None:
    """Draw two thin lines on whole device pixels, so that both are of one weight at 125 % and 150 %."""
    transform = p.deviceTransform()
    scale, shift = transform.m22(), transform.dy()
    weight = max(1, int(scale + 0.25)) / scale
    p.setRenderHint(ANTIALIASING, False)
    for offset in (-2, 1):
        top = (round(shift + scale * (y + offset)) - shift) / scale
        p.fillRect(QRectF(x1, top, x2 - x1, weight), ink)
    p.setRenderHint(ANTIALIASING)


def _fill(p: QPainter, rect: QRectF, opens: bool, closes: bool) -> None:
    if opens and closes:
        p.drawRoundedRect(rect, RADIUS, RADIUS)
    elif not opens and not closes:
        p.drawRect(rect)
    else:
        p.drawRoundedRect(rect, RADIUS, RADIUS)
        side = QRectF(rect.right() - RADIUS, rect.y(), RADIUS, rect.height())
        p.drawRect(side if opens else side.translated(RADIUS - rect.width(), 0))  # square where the line breaks


def _frame(rect: QRectF, opens: bool, closes: bool, radius: float = 4.0) -> QPainterPath:
    path = QPainterPath()
    if opens and closes:
        path.addRoundedRect(rect, radius, radius)
        return path
    left, right, top, bottom, d = rect.left(), rect.right(), rect.top(), rect.bottom(), 2 * radius
    if opens:
        path.moveTo(right, top)
        path.lineTo(left + radius, top)
        path.arcTo(left, top, d, d, 90, 90)
        path.lineTo(left, bottom - radius)
        path.arcTo(left, bottom - d, d, d, 180, 90)
        path.lineTo(right, bottom)
    elif closes:
        path.moveTo(left, top)
        path.lineTo(right - radius, top)
        path.arcTo(right - d, top, d, d, 90, -90)
        path.lineTo(right, bottom - radius)
        path.arcTo(right - d, bottom - d, d, d, 0, -90)
        path.lineTo(left, bottom)
    else:
        path.moveTo(left, top)
        path.lineTo(right, top)
        path.moveTo(left, bottom)
        path.lineTo(right, bottom)
    return path
