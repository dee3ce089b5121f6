"""Two copies of a project that went their own ways, a window on the first, and what a person does on its merge page."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quandian.core.model import Annotation, LinkKind, ReportDraft, ReportId, TagId
from quandian.store import Project
from quandian.tasks import identity
from quandian.ui.main_window import MainWindow
from quandian.ui.merge.card_paint import columns
from quandian.ui.merge.card_view import CardView
from quandian.ui.pages.merge import MergePage
from quandian.ui.settings import Settings

TEXT = "一、2023年工作\n完成投资60亿元，同比增长8%。力争2025年GDP超过1000亿元。\n建成3个园区，新开工项目12个。"
OTHER = "区教育局2023年总结\n全年新增学位2000个，新建学校3所。"
GOAL, METRIC, ACHIEVEMENT = TagId("goal"), TagId("metric"), TagId("achievement")
PATIENCE = 20_000


def draft(text: str, title: str) -> ReportDraft:
    return ReportDraft(text, (), title, f"{title}.txt", text.encode(), "text/plain")


class Copies:
    """Li Jing's project and Wang Lei's copy of it, both with three annotations in common."""

    def __init__(self, folder: Path) -> None:
        self.mine, self.theirs = folder / "年度报告.quandian", folder / "王磊的.quandian"
        with Project.create(self.mine, author="李静", device="aaaaaaaa", name="年度报告") as project:
            self.report = project.import_reports([draft(TEXT, "工作总结")]).added[0]
            self.metric = self._mark(project, METRIC, "60亿元", indicator="投资", comparator="=").id
            self.goal = self._mark(project, GOAL, "力争2025年GDP超过1000亿元").id
            self.done = self._mark(project, ACHIEVEMENT, "建成3个园区").id
        shutil.copy(self.mine, self.theirs)

    def _mark(self, project: Project, tag: TagId, words: str, **fields: str) -> Annotation:
        start = TEXT.index(words)
        return project.annotate(self.report, tag, start, start + len(words), fields=fields)

    def open(self, path: Path) -> Project:
        mine = path == self.mine
        author, device = ("李静", "aaaaaaaa") if mine else ("王磊", "bbbbbbbb")
        return Project.open(path, author=author, device=device, backup=False)

    def differ(self) -> ReportId:
        """Let both change the same fields, and Wang Lei bring something new of every common kind."""
        with self.open(self.mine) as mine:
            mine.edit_fields(self.metric, indicator="投资总额", comparator=">")
            mine.set_note(self.goal, "列入年度跟踪")
            mine.set_note(self.done, "已现场核对")
        with self.open(self.theirs) as theirs:
            theirs.edit_fields(self.metric, indicator="固定资产投资", comparator="≥")
            theirs.set_note(self.goal, "待与发改局核对")
            theirs.delete([self.done])
            start = TEXT.index("新开工")
            theirs.annotate(self.report, ACHIEVEMENT, start, start + 8)
            theirs.annotate(self.report, METRIC, TEXT.index("12个"), TEXT.index("12个") + 3)
            other = theirs.import_reports([draft(OTHER, "教育局总结")]).added[0]
            far = theirs.annotate(other, ACHIEVEMENT, OTHER.index("全年"), OTHER.index("，"))
            theirs.link(far.id, self.goal, LinkKind.SUPPORTS)
        return other


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    return Copies(tmp_path)


@pytest.fixture
def open_window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., MainWindow]]:
    windows: list[MainWindow] = []
    identity.set_author("李静")
    monkeypatch.setattr(identity, "_device", "aaaaaaaa")

    def make(project: Path | None, width: int = 1440) -> MainWindow:
        window = MainWindow(Settings(theme="light", passing=True))
        window.filler.automatic = False
        qtbot.addWidget(window)
        window.resize(width, 900)
        window.show()
        windows.append(window)
        if project is not None:
            window.project_commands.open_path(project)
        return window

    yield make
    for window in windows:
        window.close()


def preview(window: MainWindow, qtbot: QtBot, *files: Path) -> MergePage:
    """Open the preview and wait for it."""
    window.merging.start(list(files))
    qtbot.waitUntil(lambda: window.merging.page.state in ("choosing", "empty"), timeout=PATIENCE)
    return window.merging.page


def shown_row(view: CardView, card: int, field: int) -> int:
    return view.rows.row_of(card, field)


def click_side(page: MergePage, card: int, field: int, side: str) -> None:
    """Click the value of one side."""
    view = page.cards
    rect = view.visualRect(view.rows.index(view.rows.row_of(card, field), 0))
    at = columns(view.viewport().width())
    x = round((at.mine if side == "mine" else at.theirs) + 40)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, rect.y() + 20))


def click_tick(page: MergePage, key: str) -> None:
    """Click the box of a group."""
    groups = page.side.groups
    rect = groups.visualRect(groups.rows.index(groups.rows.row_of(key), 0))
    QTest.mouseClick(groups.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(26, rect.center().y()))


def choose_group(page: MergePage, key: str) -> None:
    """Click the name of a group."""
    groups = page.side.groups
    rect = groups.visualRect(groups.rows.index(groups.rows.row_of(key), 0))
    QTest.mouseClick(groups.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(120, rect.center().y()))


def merge_now(window: MainWindow, qtbot: QtBot) -> None:
    """Click the primary button and wait until it is done."""
    page = window.merging.page
    QTest.mouseClick(page.footer.apply, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.merging.writer.busy and page.state != "choosing", timeout=PATIENCE)


def values(window: MainWindow, annotation_id: str) -> Annotation:
    found = window.session.project.annotations_by_id([annotation_id])  # type: ignore[list-item]
    return found[0]
