"""The window with the composer in front, on a small project, and hands for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from panels_kit import Desk
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from quandian.core.briefing_plan import BriefingPlan, Kind
from quandian.core.model import AnnotationId, LinkKind
from quandian.ui.briefing.parts import Choice
from quandian.ui.briefing.places import Block
from quandian.ui.main_window import MainWindow
from quandian.ui.pages.briefing import BriefingPage
from quandian.ui.panels.row_view import RowView
from quandian.ui.settings import Settings
from quandian.ui.theme import theme

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
KEY = Qt.Key


def wait_for(look: Callable[[], object], what: str, seconds: float = 10.0) -> None:
    """Wait until something is true."""
    for _ in range(int(seconds * 100)):
        if look():
            return
        QTest.qWait(10)
    raise AssertionError(what)


class Composer:
    """The window and its composer."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        window.run("view.page_briefing")
        self.page: BriefingPage = window.briefing_commands.page
        self.desk, self.outline, self.preview = self.page.desk, self.page.outline, self.page.preview

    def settle(self) -> None:
        """Wait until the pages are those of the project."""
        wait_for(lambda: not self.desk._soon.isActive() and self.desk._job is None and self.desk.now, "the pages")
        QTest.qWait(20)

    def add(self, plan: BriefingPlan) -> None:
        self.desk.add(plan)
        self.settle()

    def do(self, verb: str) -> None:
        self.window.run(f"briefing.{verb}")

    def titles(self) -> list[str]:
        """Return the rows of the outline as they read."""
        return [self.outline.rows.words(node) for node in self.outline.rows.shown]

    def go_to(self, words: str) -> str:
        """Click the row with these words and return its key."""
        row = next(n for n, text in enumerate(self.titles()) if words in text)
        click(self.outline.view, row)
        return self.outline.rows.shown[row].key

    def text(self) -> str:
        """Return all words of the briefing, as laid out on its pages."""
        assert self.desk.now is not None
        strips = [strip for page in self.desk.now.pages.pages for _, strip in page.strips]
        lines = [strip.line for strip in strips if strip.line is not None]
        lines += [line for strip in strips for _, _, cell in strip.cells for line in cell]
        return "\n".join("".join(run.text for run in line.runs) for line in lines)

    def number(self, wanted: Callable[[Block], bool]) -> int:
        """Return the first part of the preview that is as wanted."""
        assert self.preview.places is not None
        return next(n for n, block in enumerate(self.preview.places.blocks) if wanted(block))

    def number_of(self, annotation: AnnotationId) -> int:
        return self.number(lambda block: block.annotation == annotation and block.kind != "other")

    def click_part(self, number: int, *, twice: bool = False) -> None:
        """Click the first line of a part of the preview."""
        self.preview.select(number)
        rect = self.preview.rect_of(number)
        at = QPoint(rect.center().x(), rect.top() + 6)
        (QTest.mouseDClick if twice else QTest.mouseClick)(self.preview.viewport(), LEFT, NONE, at)
        QTest.qWait(10)

    def said(self) -> str:
        return self.window.toast._text


def pick(choice: Choice, value: object) -> None:
    """Choose a value of a combo box as a user does."""
    choice.show_value(value)
    choice.activated.emit(choice.currentIndex())


def click(view: RowView, row: int, x: int = 80) -> None:
    """Click a row."""
    rect = view.visualRect(view.model().index(row, 0))
    QTest.mouseClick(view.viewport(), LEFT, NONE, QPoint(x, rect.center().y()))


def drag(view: RowView, row: int, to: int) -> None:
    """Drag a row to the upper edge of another."""
    start = view.visualRect(view.model().index(row, 0)).center()
    end = QPoint(start.x(), view.visualRect(view.model().index(to, 0)).top() + 1)
    port = view.viewport()
    QTest.mousePress(port, LEFT, NONE, start)
    for step in range(1, 6):
        QTest.mouseMove(port, start + (end - start) * step / 5)
    QTest.mouseRelease(port, LEFT, NONE, end)


def dialog(kind: type[QWidget]) -> QWidget:
    """Return the dialog of a kind that shows."""
    wait_for(lambda: any(isinstance(w, kind) and w.isVisible() for w in QApplication.topLevelWidgets()), str(kind))
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


@pytest.fixture
def marked(qtbot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "项目.quandian")
    made.mark("achievement", "营业收入增长8.5%", 0)
    made.mark(
        "metric", "1100亿元", 0, indicator="资产总额", value="110000000000", unit="元", comparator=">", period="2021"
    )
    goal = made.mark("goal", "力争全年完成投资240亿元以上", 0, responsible="市国资委", deadline="2022-12-31")
    made.mark("metric", "240亿元", 0, indicator="投资", value="24000000000", unit="元", comparator="≥", period="2022")
    result = made.mark("achievement", "全年完成投资28亿元", 1)
    made.mark("metric", "28亿元", 1, indicator="投资", value="2800000000", unit="元", period="2020")
    made.project.link(result, goal, LinkKind.FULFILS, verdict="partly")
    yield made
    made.project.close()


@pytest.fixture
def bare(qtbot, marked: Desk) -> Iterator[Composer]:
    """The composer without a briefing."""
    theme().apply("light")
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.session.take(marked.project)
    window.show()
    qtbot.waitExposed(window)
    yield Composer(window)
    window.session.close()
    window.briefing_commands.shut_down()
    window.jobs.shutdown()


@pytest.fixture
def composer(bare: Composer, marked: Desk) -> Composer:
    """The composer with a briefing of the first report."""
    bare.add(BriefingPlan(Kind.REPORT, "年度简报", report_ids=(marked.reports[0],)))
    return bare
