"""The right pane of the review page: why this suggestion, what comes with it, others alike, how they fared so far."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from quandian.core.model import Suggestion, SuggestionId, Tag, TagId, Waiting
from quandian.language.suggest import reason_text
from quandian.store import ReviewCount
from quandian.ui import paint
from quandian.ui.panels.words import one_line
from quandian.ui.phrases import clauses
from quandian.ui.qt import ALIGN_RIGHT
from quandian.ui.review.queue_rows import percent
from quandian.ui.theme import TagLook, theme
from quandian.ui.widgets import button

WIDTH = 308
_ALIKE = 5  # shown one by one; all are taken with the button
_CARD = 47


@dataclass(frozen=True)
class Written:
    """A line of what comes with an acceptance: a tag's mark or an icon, words, and what stands at the right."""

    words: str
    right: str = ""
    look: TagLook | None = None
    icon: str = ""


@dataclass(frozen=True)
class Reasons:
    """What the pane shows of a suggestion."""

    score: float
    cards: Sequence[tuple[str, str]]
    written_title: str = ""
    written: Sequence[Written] = ()
    alike: Sequence[Waiting] = ()

    def line(self) -> str:
        """Return the reasons in one line, for where there is no room for more."""
        return clauses([percent(self.score), *(f"{name} {value}".strip() for name, value in self.cards)])


@dataclass(frozen=True)
class Overview:
    """How the suggestions of each tag fared; what was learnt from that, when, and when again, and what it changed."""

    statistics: Sequence[tuple[TagLook, ReviewCount]] = field(default_factory=tuple)
    learnt: str = ""
    when: str = ""
    coming: str = ""
    effect: str = ""


def cards_of(suggestion: Suggestion) -> list[tuple[str, str]]:
    """Return the parts of a reason as name and value; the name is empty where it is a statement of its own."""
    cards = []
    for part in json.loads(suggestion.reason or "[]"):
        words = reason_text(json.dumps([part], ensure_ascii=False))
        for mark in ("：", ": "):
            name, found, value = words.partition(mark)
            if found:
                cards.append((name[:1].upper() + name[1:], value))
                break
        else:
            cards.append(("", words))
    return cards


class _Part(QWidget):
    """A painted section that knows how high it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: Reasons | None = None

    def wanted(self) -> int:
        """Return the height needed; 0 hides the section."""
        raise NotImplementedError

    def show_reasons(self, shown: Reasons) -> None:
        """Show another suggestion's."""
        self.shown = shown
        height = self.wanted()
        self.setFixedHeight(max(height, 1))
        self.setVisible(height > 0)
        self.update()

    def _title(self, painter: QPainter, words: str, right: str = "") -> None:
        paint.hairline(painter, 0, 0, self.width())
        paint.text(painter, QRectF(16, 12, 200, 24), words, 13, "text", bold=True)
        paint.text(painter, QRectF(self.width() - 116, 12, 100, 24), right, 12, "text2", align=ALIGN_RIGHT)


class _Why(_Part):
    def wanted(self) -> int:
        return 70 + (_CARD + 6) * len(self.shown.cards if self.shown else ()) + 6

    def show_reasons(self, shown: Reasons) -> None:
        super().show_reasons(shown)
        parts = [self.tr("把握 {0}").format(percent(shown.score)), *(f"{a} {b}".strip() for a, b in shown.cards)]
        self.setAccessibleName(clauses([self.tr("为什么这样建议"), *parts]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.shown is None:
            return
        painter = QPainter(self)
        width = self.width()
        paint.text(painter, QRectF(16, 12, width - 32, 24), self.tr("为什么这样建议"), 15, "text", bold=True)
        left = 32 + paint.text(painter, QRectF(16, 40, 120, 20), self.tr("把握"), 12, "text2")
        paint.bar(painter, QRectF(left, 48, width - left - 64, 6), self.shown.score)
        score = QRectF(width - 60, 40, 44, 20)
        paint.text(painter, score, percent(self.shown.score), 12, "text", bold=True, align=ALIGN_RIGHT)
        y = 70.0
        for name, value in self.shown.cards:
            paint.rounded(painter, QRectF(16, y, width - 32, _CARD), 6, "surface", "line")
            if name:
                paint.text(painter, QRectF(28, y + 5, width - 56, 18), name, 12, "text2")
                paint.text(painter, QRectF(28, y + 23, width - 56, 20), value, 13, "text")
            else:
                paint.text(painter, QRectF(28, y, width - 56, _CARD), value, 13, "text")
            y += _CARD + 6
        painter.end()


class _Writes(_Part):
    def wanted(self) -> int:
        rows = len(self.shown.written) if self.shown else 0
        return 48 + 28 * rows if rows else 0

    def show_reasons(self, shown: Reasons) -> None:
        super().show_reasons(shown)
        lines = [f"{w.words} {w.right}".strip() for w in shown.written]
        self.setAccessibleName(clauses([shown.written_title, *lines]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.shown is None:
            return
        painter = QPainter(self)
        self._title(painter, self.shown.written_title)
        y, width = 40.0, self.width()
        for line in self.shown.written:
            if line.look is not None:
                paint.tag_mark(painter, 16, y + 3, line.look)
            elif line.icon:
                painter.drawPixmap(QPointF(17, y + 4), theme().pixmap(line.icon, 16, "text3"))
            right = paint.width(line.right, 13)
            quiet = "text2" if line.icon else "text"
            paint.text(painter, QRectF(42, y, width - 66 - right, 24), line.words, 13, quiet)
            paint.text(painter, QRectF(width - 20 - right, y, right + 4, 24), line.right, 13, "text", align=ALIGN_RIGHT)
            y += 28
        painter.end()


class _AlikeBox(QCheckBox):
    """A suggestion of the same family; the box takes it along, its words are cut to one line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(28)
        self.key: SuggestionId | None = None
        self._words = ""

    def show_item(self, item: Waiting) -> None:
        self.key = item.id
        self._words = one_line(item.quote)
        self.setChecked(False)
        self.setAccessibleName(self._words)
        self.setToolTip(self._words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, 28)

    def hitButton(self, _where: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        paint.text(painter, QRectF(26, 0, self.width() - 26, 28), self._words, 13, "text2")
        if self.hasFocus():
            paint.focus_ring(painter, QRectF(self.rect()), 4)
        painter.end()


class _Alike(_Part):
    """Others of the same family. Signal: wanted_ids(ids) of those to be accepted."""

    wanted_ids = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes = [_AlikeBox(self) for _ in range(_ALIKE)]
        for box in self._boxes:
            box.toggled.connect(self._on_toggled)
        self.all = button("")
        self.all.setParent(self)
        self.all.clicked.connect(self._on_all)

    def wanted(self) -> int:
        count = len(self.shown.alike) if self.shown else 0
        return 40 + 28 * min(count, _ALIKE) + 48 if count else 0

    def show_reasons(self, shown: Reasons) -> None:
        super().show_reasons(shown)
        for place, box in enumerate(self._boxes):
            box.setVisible(place < len(shown.alike))
            if place < len(shown.alike):
                box.show_item(shown.alike[place])
                box.setGeometry(16, 38 + 28 * place, WIDTH - 32, 28)
        self.all.setGeometry(16, 38 + 28 * min(len(shown.alike), _ALIKE) + 8, WIDTH - 32, 30)
        self._on_toggled()

    def _ticked(self) -> list[SuggestionId]:
        return [box.key for box in self._boxes if not box.isHidden() and box.isChecked() and box.key is not None]

    @Slot()
    def _on_toggled(self) -> None:
        ticked, count = len(self._ticked()), len(self.shown.alike) if self.shown else 0
        if ticked:
            self.all.setText(self.tr("连同勾选的 {0} 条一起接受").format(ticked))
        else:
            self.all.setText(self.tr("全部接受 {0} 条…").format(count + 1))
        self.all.setToolTip(self.tr("接受这条和所有同类建议 (G)"))

    @Slot()
    def _on_all(self) -> None:
        self.wanted_ids.emit(self._ticked())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.shown is None:
            return
        painter = QPainter(self)
        self._title(painter, self.tr("同类建议"), self.tr("{0} 条").format(len(self.shown.alike)))
        painter.end()


def share_text(share: float) -> str:
    """Return a share as whole percent, where all and none are only what they say: 373 of 374 is 99%."""
    if share <= 0 or share >= 1:
        return "0%" if share <= 0 else "100%"
    return f"{min(max(round(100 * share), 1), 99)}%"


class _Numbers(QWidget):
    """Trust earned with figures: accepted, corrected and rejected of each tag, and what was learnt from them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = Overview()

    def show_overview(self, shown: Overview) -> None:
        """Show other figures."""
        self.shown = shown
        lines = [f"{look.name} {self._words(count)}" for look, count in shown.statistics]
        learnt = [part for part in (shown.learnt + shown.effect, shown.when, shown.coming) if part]
        self.setAccessibleName(clauses([self.tr("审核情况"), *lines, *learnt]))
        self.setFixedHeight(self._top() + (82 if shown.effect else 60))
        self.update()

    def _top(self) -> int:
        return 44 + 42 * len(self.shown.statistics)

    def _words(self, count: ReviewCount) -> str:
        return self.tr("接受 {0}，改正 {1}，拒绝 {2}").format(*count)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = self.width()
        paint.hairline(painter, 0, 0, width)
        paint.text(painter, QRectF(16, 12, 200, 24), self.tr("审核情况"), 13, "text", bold=True)
        if self.shown.statistics:
            paint.text(painter, QRectF(width - 116, 12, 100, 24), self.tr("接受率"), 12, "text2", align=ALIGN_RIGHT)
        y = 40.0
        for look, count in self.shown.statistics:
            paint.tag_mark(painter, 16, y + 3, look)
            words, room = self._words(count), width - 110
            if paint.width(words, 12) > room:
                words = self.tr("接受 {0}，改 {1}，拒 {2}").format(*count)
            paint.text(painter, QRectF(42, y, room, 24), words, 12, "text2")
            share = count.precision or 0.0
            right = QRectF(width - 66, y, 50, 24)
            paint.text(painter, right, share_text(share), 13, "text", bold=True, align=ALIGN_RIGHT)
            paint.bar(painter, QRectF(42, y + 27, width - 58, 4), share, look.stroke)
            y += 42
        y = self._top()
        painter.drawPixmap(QPointF(17, y + 4), theme().pixmap("sparkles", 16, "text3"))
        when = paint.width(self.shown.when, 12)
        paint.text(painter, QRectF(42, y, width - 66 - when, 24), self.shown.learnt, 12, "text2")
        paint.text(painter, QRectF(width - 20 - when, y, when + 4, 24), self.shown.when, 12, "text3", align=ALIGN_RIGHT)
        if self.shown.effect:
            y += 22
            paint.text(painter, QRectF(42, y, width - 58, 24), self.shown.effect, 12, "text")
        paint.text(painter, QRectF(42, y + 22, width - 58, 24), self.shown.coming, 12, "text3")
        painter.end()


class _Keys(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(76)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("panel"))
        paint.hairline(painter, 0, 0, self.width())
        paint.text(painter, QRectF(16, 8, 100, 20), self.tr("键盘"), 12, "text2", bold=True)
        x = 16.0
        for key, words in (("↑", self.tr("上一条")), ("↓", self.tr("下一条")), ("O", self.tr("看原文"))):
            x += paint.key_cap(painter, x, 34, key) + 6
            x += paint.text(painter, QRectF(x, 33, self.width() - x - 4, 20), words, 12, "text2") + 12
        painter.end()


class ReasonsPanel(QWidget):
    """Signal: alike_wanted(ids): accept these along with the current one; empty: all alike, after asking."""

    alike_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        inner.setObjectName("reasons")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.why, self.writes, self.alike, self.numbers = _Why(), _Writes(), _Alike(), _Numbers()
        self._parts: tuple[_Part, ...] = (self.why, self.writes, self.alike)
        for part in (*self._parts, self.numbers):
            column.addWidget(part)
        column.addStretch(1)
        self.alike.wanted_ids.connect(self.alike_wanted)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        self._scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(_Keys(self))
        self.show_reasons(None)

    def show_reasons(self, shown: Reasons | None) -> None:
        """Show why; ``None``, where nothing is suggested, leaves only the figures."""
        for part in self._parts:
            if shown is None:
                part.hide()
            else:
                part.show_reasons(shown)

    def show_numbers(self, shown: Overview) -> None:
        """Show how suggestions fared so far."""
        self.numbers.show_overview(shown)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("panel"))
        paint.hairline(painter, 0, 0, self.height(), vertical=True)
        painter.end()


def statistics_of(counts: Mapping[TagId, ReviewCount], tags: Sequence[Tag]) -> list[tuple[TagLook, ReviewCount]]:
    """Return how the suggestions of each tag fared, in the order of the codebook."""
    return [(theme().tag_look(tag), counts[tag.id]) for tag in tags if tag.id in counts]
