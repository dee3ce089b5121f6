"""A project of two reports with suggestions, a window at its review page, and what a person does there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.model import Verdict
from quandian.reading.open import read_bytes
from quandian.store import NewSuggestion, Project
from quandian.tasks.opening import create_project
from quandian.ui.main_window import MainWindow, make_window
from quandian.ui.review.confirm import ConfirmMany
from quandian.ui.settings import Settings

TEXT = """区国资委2023年工作总结
一、2023年工作总结
全年完成投资12.5亿元，同比增长8.5%，新建学校3所。
二、2024年工作思路
力争完成投资15亿元以上，新增上市公司2家。
"""
OTHER = """区教育局2023年工作总结
一、2023年工作总结
全年新增学位2000个。
"""


def draft(text: str, words: str, tag: str, score: float, **fields: object) -> NewSuggestion:
    start = text.index(words)
    reason = '[["section", "工作总结"], ["cue", "完成"]]' if tag != METRIC else '[["metric", "money"]]'
    return NewSuggestion(tag, start, start + len(words), score, reason, f"{tag} family", fields)


FIRST = [
    (TEXT, "全年完成投资12.5亿元", ACHIEVEMENT, 0.95),
    (TEXT, "12.5亿元", METRIC, 0.97),
    (TEXT, "新建学校3所", ACHIEVEMENT, 0.7),
    (TEXT, "力争完成投资15亿元以上", GOAL, 0.9),
    (TEXT, "15亿元以上", METRIC, 0.96),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "项目.quandian"
    with create_project(made) as project:
        ids = project.import_reports([read_bytes("一.txt", TEXT.encode()), read_bytes("二.txt", OTHER.encode())]).added
        value = {"value": "1500000000", "unit": "元", "comparator": "≥", "indicator": "投资"}
        project.replace_suggestions(ids[0], [draft(*f, **(value if f[2] == METRIC else {})) for f in FIRST], "e")
        project.replace_suggestions(ids[1], [draft(OTHER, "全年新增学位2000个", ACHIEVEMENT, 0.6)], "e")
    return made


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[..., MainWindow]]:
    windows: list[MainWindow] = []

    def make(project: Path, page: str = "review") -> MainWindow:
        window = make_window(Settings(theme="light"))
        window.filler.automatic = False
        window.resize(1440, 900)
        window.project_commands.open_path(project)
        with qtbot.waitActive(window):
            window.show()
        windows.append(window)
        window.board.load_now()
        if page == "review":
            QTest.keyClick(window.reading.reader.text, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        else:
            window.reading.reader.setFocus()
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


def project_of(window: MainWindow) -> Project:
    return window.session.project


def press(window: MainWindow, *keys: str) -> None:
    for key in keys:
        QTest.keyClicks(window.review.reader.text, key)


def current(window: MainWindow) -> str | None:
    item = window.review.controller.current
    return item.quote if item is not None else None


def queue(window: MainWindow) -> list[str]:
    rows = window.review.queue.rows
    return [item.quote for row in range(rows.rowCount()) if (item := rows.item(row)) is not None]


def verdicts(window: MainWindow) -> list[tuple[str, Verdict]]:
    return [(d.quote, d.verdict) for d in project_of(window).decisions()]


def confirm(window: MainWindow) -> None:
    dialog = window.findChild(ConfirmMany)
    assert dialog is not None
    assert dialog.primary is not None
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def outline(window: MainWindow) -> str:
    ideas = window.review.reader.ideas
    mark = ideas.mark(ideas.chosen)
    assert mark is not None
    return TEXT[mark.start : mark.end]


def click_on(window: MainWindow, words: str) -> None:
    reader = window.reading.reader
    place = reader.text.place_of(TEXT.index(words) + 1)
    QTest.mouseClick(reader.text.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint() + QPoint(4, 16))


@pytest.fixture
def long_path(path: Path) -> Path:
    made = path.with_name("多.quandian")
    text = "完成投资60亿元。" * 1500
    with create_project(made) as project:
        (report,) = project.import_reports([read_bytes("多.txt", text.encode())]).added
        drafts = [NewSuggestion(GOAL, 9 * n, 9 * n + 8, 0.5, "[]", "f") for n in range(1500)]
        project.replace_suggestions(report, drafts, "e")
    return made
