"""A window with the ledger in front, for the tests of its table, its charts and its matrices."""

from __future__ import annotations

from pathlib import Path

from panels_kit import Desk
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu

from quandian.ui.ledger.filter_popup import ChoicePopup, RangePopup
from quandian.ui.main_window import MainWindow
from quandian.ui.pages.ledger import LedgerPage
from quandian.ui.settings import Settings
from quandian.ui.theme import theme

LEFT = Qt.MouseButton.LeftButton


def desk_of_figures(folder: Path) -> Desk:
    """Return a project of two years' figures and a goal."""
    made = Desk(folder / "项目.quandian")
    made.mark(
        "metric", "1100亿元", 0, indicator="资产总额", value="110000000000", unit="元", comparator=">", period="2021"
    )
    made.mark("metric", "8.5%", 0, indicator="营业收入增长", value="8.5", unit="%", period="2021", kind="percent")
    made.mark("goal", "力争全年完成投资240亿元以上", 0, responsible="市国资委", deadline="2022-12-31")
    made.mark("metric", "240亿元", 0, indicator="投资", value="24000000000", unit="元", comparator="≥", period="2022")
    made.mark("metric", "28亿元", 1, indicator="投资", value="2800000000", unit="元", period="2020")
    made.mark("metric", "1200人", 1, indicator="新增就业", value="1200", unit="人", period="2020")
    return made


class Room:
    """The window with the ledger in front."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.page: LedgerPage = window.ledger_commands.page
        self.table, self.model = self.page.table, self.page.model

    def texts(self, key: str) -> list[str]:
        """Return a column from top to bottom."""
        section = next(i for i, c in enumerate(self.model.columns) if c.key == key)
        return [str(self.model.index(row, section).data() or "") for row in range(self.model.rowCount())]

    def section(self, key: str) -> int:
        return next(i for i, c in enumerate(self.model.columns) if c.key == key)

    def click_head(self, key: str) -> None:
        head = self.table.head
        at = QPoint(head.sectionViewportPosition(self.section(key)) + 20, 16)
        QTest.mouseClick(head.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)

    def cell(self, row: int, key: str) -> QPoint:
        return self.table.visualRect(self.model.index(row, self.section(key))).center()

    def popup(self) -> ChoicePopup | RangePopup:
        (found,) = [
            w for w in QApplication.topLevelWidgets() if isinstance(w, ChoicePopup | RangePopup) and w.isVisible()
        ]
        return found

    def settle(self) -> None:
        for _ in range(12):
            QTest.qWait(20)

    def close(self) -> None:
        self.window.session.close()
        self.window.jobs.shutdown()


def room_of(qtbot, desk: Desk) -> Room:
    """Return a window on a project, the ledger in front."""
    theme().apply("light")
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.session.take(desk.project)
    window.show()
    qtbot.waitExposed(window)
    window.actions_table["view.page_ledger"].trigger()
    made = Room(window)
    made.settle()
    return made


def edit(room: Room, row: int, key: str, typed: str) -> None:
    """Type into a cell, or pick what a list holds."""
    room.page.editing.edit(row, room.section(key))
    field = room.page.editing.field.field
    if isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(typed))
    else:
        field.setText(typed)
    room.page.editing.field.finish(keep=True)
    room.settle()


def menu_of(room: Room) -> QMenu:
    """Return the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def pick(room: Room, text: str) -> None:
    """Choose an entry of the open menu."""
    menu = menu_of(room)
    action = next(one for one in menu.actions() if one.text() == text)
    action.trigger()
    menu.close()
    room.settle()
