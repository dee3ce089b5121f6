"""Keys are written one way: in menus, tooltips, the palette and the key sheet, whatever Qt calls them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QStyleOptionMenuItem, QWidget
from pytestqt.qtbot import QtBot

from quandian.ui.actions import Actions, key_text, plain, tip
from quandian.ui.dialogs.keys import rows_of


class _Menu(QMenu):
    def shown_text(self, action: object) -> str:
        option = QStyleOptionMenuItem()
        self.initStyleOption(option, action)
        return option.text


@pytest.fixture
def actions(qapp: QApplication, qtbot: QtBot) -> Iterator[Actions]:
    """The table of actions while Qt speaks Chinese, as it does in the program."""
    chinese = QTranslator()
    assert chinese.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    qapp.installTranslator(chinese)
    assert "回车" in QKeySequence("Return").toString(QKeySequence.SequenceFormat.NativeText)
    window = QWidget()
    qtbot.addWidget(window)
    yield Actions(window)
    qapp.removeTranslator(chinese)


def test_a_key_has_one_name_everywhere(actions: Actions, qtbot: QtBot) -> None:
    sheet = {row.words: row.keys for rows in rows_of(actions) for row in rows}
    menu = _Menu()
    qtbot.addWidget(menu)
    for action_id, name in (("view.back", "Alt+←"), ("tag.inspect", "Enter"), ("tag.delete", "Del")):
        action = actions[action_id]
        menu.addAction(action)
        assert key_text(action) == name
        assert sheet[plain(action.text())] == (name,)
        assert menu.shown_text(action).split("\t") == [plain(action.text()), name]
        assert tip(action) == f"{plain(action.text())} ({name})"


def test_no_key_is_written_in_qt_s_own_words(actions: Actions) -> None:
    names = [key_text(action) for _, action in actions.all()]
    names += [key for rows in rows_of(actions) for row in rows for key in row.keys if key not in ("双击", "三击")]
    assert [name for name in names if not name.isascii() and not set(name) & set("←→↑↓…")] == []
    assert "Return" not in "".join(names)
