"""What the tests of the reader share: a small report, and mouse and keys on the real widget."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from quandian.core.codebook import BUILT_IN_TAGS
from quandian.core.model import AnnotationId, Mark, Passage, ReportId, Role, TagId
from quandian.ui.reader import ReaderView
from quandian.ui.theme import theme

HEAD = "一、2023年工作总结"
BODY = "资产总额突破1100亿元，同比增长12%；营业收入𠮷祥集团完成650亿元。下一步将继续做大做强。"
TEXT = "同志们：\n" + HEAD + "\n" + BODY + "\n" + "\n".join(f"第{i}段，推进项目建设，完成投资。" * 6 for i in range(60))
KEY, NONE, SHIFT, CTRL = (
    Qt.Key,
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
LEFT = Qt.MouseButton.LeftButton


def passages(text: str = TEXT) -> list[Passage]:
    found, start = [], 0
    for i, line in enumerate(text.split("\n")):
        role = Role.HEADING if line == HEAD else Role.BODY
        found.append(Passage(i, i + 1, start, start + len(line), role, 1 if role is Role.HEADING else 0))
        start += len(line) + 1
    return found


def mark(quote: str, tag: str, number: int, author: str = "李静", text: str = TEXT) -> Mark:
    start = text.index(quote)
    return Mark(start, start + len(quote), TagId(tag), AnnotationId(f"a{number}"), author)


def looks() -> dict[TagId, object]:
    return {tag.id: theme().tag_look(tag) for tag in BUILT_IN_TAGS}


ACHIEVEMENT = mark("资产总额突破1100亿元", "achievement", 1)
METRIC = mark("1100亿元", "metric", 2)
GOAL = mark("下一步将继续做大做强", "goal", 3)


def make_reader(qtbot) -> ReaderView:
    """Return a shown reader with the small report and three marks, one inside another."""
    theme().apply("light")
    view = ReaderView(theme())
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show_report(ReportId("r"), TEXT, passages(), [ACHIEVEMENT, METRIC, GOAL], looks(), lambda i: f"标签{i}")
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    view.setFocus()
    return view


def point(view: ReaderView, position: int) -> QPoint:
    """The middle of a character on the screen."""
    left, right = view.text.place_of(position), view.text.place_of(position + 1, line_end=True)
    assert left is not None
    assert right is not None
    return QPoint(round((left.x() + right.x()) / 2), round(left.y() + view.text.spans.line_px / 2))


def click(view: ReaderView, position: int) -> None:
    QApplication.processEvents()
    view.text._clicks = 0  # a click long after the last one
    QTest.mouseClick(view.text.viewport(), LEFT, NONE, point(view, position))


def move(view: ReaderView, place: QPointF, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Move the pointer with the left button held; QTest.mouseMove holds none."""
    port = view.text.viewport()
    kind = QEvent.Type.MouseMove
    QApplication.sendEvent(port, QMouseEvent(kind, place, port.mapToGlobal(place), LEFT, LEFT, modifiers))


def drag(view: ReaderView, first: int, last: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Drag from before ``first`` to behind the character ``last``."""
    port = view.text.viewport()
    begin, end = point(view, first) - QPoint(6, 0), point(view, last) + QPoint(6, 0)
    QTest.mousePress(port, LEFT, modifiers, begin)
    for place in (begin + (end - begin) / 2, end):
        move(view, QPointF(place), modifiers)
    QTest.mouseRelease(port, LEFT, modifiers, end)


def key(view: ReaderView, code: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(view.text, code, modifiers)


def words(view: ReaderView) -> str:
    span = view.selection()
    return TEXT[span.start : span.end] if span else ""


def wheel(view: ReaderView, modifiers: Qt.KeyboardModifier) -> None:
    port = view.text.viewport()
    place = QPointF(50, 50)
    event = QWheelEvent(place, port.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, modifiers,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(port, event)
