"""A real project with three reports, and a session that shows it, for the tests of the panels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from quandian.core.model import AnnotationId, Passage, ReportDraft, ReportId, Role
from quandian.store.project import Project
from quandian.ui.actions import Actions
from quandian.ui.panels.row_view import RowView
from quandian.ui.session import Session

TEXT = (
    "一、2021年工作总结\n"
    "全区国有企业资产总额突破1100亿元，营业收入增长8.5%。\n"
    "二、2022年工作思路\n"
    "力争全年完成投资240亿元以上，加快灌区渠系建设。\n"
)
OTHER = "工作回顾\n全年完成投资28亿元，新增就业1200人。\n"
THIRD = "采访实录\n谈谈明年的打算。\n"


def passages_of(text: str) -> tuple[Passage, ...]:
    """Return a passage for each line; lines without a full stop are headings."""
    found, start = [], 0
    for line in text.splitlines():
        heading = not line.endswith("。")
        role = Role.HEADING if heading else Role.BODY
        found.append(Passage(len(found), len(found) + 1, start, start + len(line), role, 1 if heading else 0))
        start += len(line) + 1
    return tuple(found)


def draft(text: str, title: str, issuer: str, issued_on: str) -> ReportDraft:
    """Return a report to import."""
    year = issued_on[:4]
    return ReportDraft(
        text, passages_of(text), title, f"{title}.txt", text.encode(), "text/plain", issuer, "", issued_on, year
    )


class Desk:
    """A session on a project, and shortcuts to what is in it."""

    def __init__(self, path: Path) -> None:
        self.project = Project.create(path, author="李静", device="d1")
        done = self.project.import_reports(
            [
                draft(TEXT, "2021年工作总结", "市国资委", "2022-01-18"),
                draft(OTHER, "2020年工作总结", "市国资委", "2021-01-21"),
                draft(THIRD, "采访", "区发改局", "2022-03-02"),
            ]
        )
        self.reports: list[ReportId] = list(done.added)
        self.session = Session()
        self.said: list[str] = []
        self.failed: list[str] = []
        self.session.said.connect(self._on_said)
        self.session.failed.connect(self.failed.append)

    def _on_said(self, sentence: str, _undo: bool) -> None:
        self.said.append(sentence)

    def open(self, report: int = 0) -> None:
        self.session.take(self.project)
        self.session.choose_report(self.reports[report])

    def mark(self, tag: str, words: str, report: int = 0, **fields: object) -> AnnotationId:
        text = self.project.text(self.reports[report])
        start = text.index(words)
        made = self.project.annotate(self.reports[report], tag, start, start + len(words), fields=fields)
        return made.id

    def colleague(self) -> Project:
        """The same file in another window."""
        return Project.open(self.project.path, author="王强", device="d2", backup=False)


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "项目.quandian")
    yield made
    made.session.close()
    made.project.close()


@pytest.fixture
def actions(qtbot) -> Actions:
    window = QWidget()
    qtbot.addWidget(window)
    made = Actions(window)
    made._window_kept = window
    return made


def show(qtbot, widget: QWidget, width: int, height: int) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)


def texts(view: RowView) -> list[str]:
    """Return what the rows of a list say, from top to bottom."""
    model = view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def row_with(view: RowView, words: str) -> int:
    return next(i for i, text in enumerate(texts(view)) if words in text)


def at(view: RowView, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, 0)).center()


def click(view: RowView, row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, at(view, row))


def write(field: QWidget, text: str) -> None:
    """Write text as an input method does: QTest knows keys only."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, modifier)
