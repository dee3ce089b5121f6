"""The line above the text of the review page: what is suggested, in which section, and how manieth it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from quandian.ui import paint
from quandian.ui.qt import ALIGN_CENTER, ALIGN_RIGHT
from quandian.ui.theme import TagLook, theme

_LINE, _WHY = 44, 28


class ReviewHeader(QWidget):
    """44 px, painted; 28 more for the reasons in a line where their panel is not in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_LINE)
        self._look: TagLook | None = None
        self._path: tuple[str, ...] = ()
        self._place = self._why = ""
        self._with_why = False

    def show_why(self, words: str) -> None:
        """Take the reasons in one line."""
        self._why = words
        self.setToolTip(words if self._with_why else "")
        self.update()

    def set_why_shown(self, shown: bool) -> None:
        """Show the reasons below the line, or not."""
        self._with_why = shown
        self.setFixedHeight(_LINE + (_WHY if shown else 0))
        self.show_why(self._why)

    @property
    def why(self) -> str:
        """The reasons, where they show."""
        return self._why if self._with_why else ""

    def show_item(self, look: TagLook | None, path: tuple[str, ...]) -> None:
        """Show a suggestion; ``path`` are the headings above it."""
        self._look, self._path = look, path
        self._name()

    def show_number(self, number: int, count: int) -> None:
        """Show the how manieth it is, from 1; 0 is none of those listed."""
        of = self.tr("第 {0} 条，共 {1} 条") if number else self.tr("不在列出的 {1} 条里")
        self._place = of.format(number, count)
        self._name()

    @property
    def place(self) -> str:
        """The words that say how manieth it is."""
        return self._place

    def _name(self) -> None:
        words = self.tr("建议：{0}").format(self._look.name) if self._look is not None else ""
        self.setAccessibleName(" ".join([words, *self._path, self._place]))
        self.update()

    def show_nothing(self) -> None:
        """Show an empty line."""
        self._look, self._path, self._place, self._why = None, (), "", ""
        self.setAccessibleName("")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("reader"))
        paint.hairline(painter, 0, self.height() - 1, self.width())
        x, right = 24.0, self.width() - 24.0
        if self._with_why and self._why:
            painter.drawPixmap(25, _LINE - 1, theme().pixmap("sparkles", 16, "text3"))
            paint.text(painter, QRectF(x + 26, _LINE - 5, right - x - 26, 24), self._why, 12, "text2")
        if self._look is not None:
            words = self.tr("建议：{0}").format(self._look.name)
            wide = round(paint.width(words, 12)) + 16
            chip = QRectF(x, 11, wide, 22)
            paint.rounded(painter, chip, 4, None, self._look.stroke, 1, [3, 2])
            paint.text(painter, chip.adjusted(0, -0.5, 0, -0.5), words, 12, self._look.stroke, align=ALIGN_CENTER)
            x += wide + 12
        if self._place:
            place = paint.width(self._place, 12)
            paint.text(
                painter, QRectF(right - place - 4, 0, place + 4, 44), self._place, 12, "text2", align=ALIGN_RIGHT
            )
            right -= place + 20
        for depth, heading in enumerate(self._path):
            if x > right - 24:
                break
            if depth:
                painter.drawPixmap(round(x), 15, theme().pixmap("chevron-right", 14, "text3"))
                x += 20
            bold = depth == 0
            x += (
                paint.text(painter, QRectF(x, 0, right - x, 44), heading, 13, "text" if bold else "text2", bold=bold)
                + 8
            )
        painter.end()
