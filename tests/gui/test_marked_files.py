"""The original text as a Word document with its annotations as comments, from the window."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dialog_kit import GOAL, TEXTS
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from quandian.app import open_window
from quandian.core.briefing_plan import BriefingPlan
from quandian.core.errors import Cancelled, UserError
from quandian.core.progress import Progress, silent
from quandian.reading import read_bytes
from quandian.store import Project
from quandian.tasks.briefings import add_briefing
from quandian.tasks.marking_many import file_names, marked_files_job
from quandian.ui.main_window import MainWindow
from quandian.ui.settings import Settings


def made(folder: Path) -> Path:
    path = folder / "国资.quandian"
    with Project.create(path, author="李静", device="0000aaaa", name="国资") as project:
        drafts = [read_bytes(name, text.encode("utf-8")) for name, text in TEXTS.items()]
        for report_id in project.import_reports(drafts).added:
            project.annotate(report_id, GOAL, 4, 12)
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    made_ = open_window(made(tmp_path), [], sample=False, settings=Settings(theme="light", passing=True))
    made_.resize(1300, 800)
    made_.show()
    qtbot.waitUntil(lambda: not made_.jobs.busy, timeout=20_000)
    yield made_
    made_.close()
    made_.deleteLater()


def answer(window: MainWindow, path: Path) -> None:
    """Answer the question that is open where to write."""
    (dialog,) = window.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(path)])
    dialog.reject()


def comments(path: Path) -> str:
    with zipfile.ZipFile(path) as file:
        assert "word/comments.xml" in file.namelist()
        return file.read("word/document.xml").decode("utf-8")


def test_the_file_menu_writes_the_report_that_is_read(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    action = window.actions_table["project.export_marked"]
    assert action.isEnabled()
    assert action in window.actions_table.menus["file"].actions()
    action.trigger()
    (dialog,) = window.findChildren(QFileDialog)
    title = window.session.project.report(window.session.report_id).title  # type: ignore[arg-type]
    assert title in dialog.selectedFiles()[0]
    target = tmp_path / "out" / "原文.docx"
    target.parent.mkdir()
    answer(window, target)
    qtbot.waitUntil(target.exists, timeout=10_000)
    assert "highlight" in comments(target)
    qtbot.waitUntil(lambda: "原文.docx" in window.toast.accessibleName(), timeout=5000)
    assert window.settings.last_export_folder == str(target.parent)


def test_the_toast_opens_the_file_and_its_folder(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", asked.append)  # a desktop is not there to be asked
    window.actions_table["project.export_marked"].trigger()
    answer(window, tmp_path / "原文.docx")
    qtbot.waitUntil(window.toast.isVisible, timeout=10_000)
    qtbot.mouseClick(window.toast, Qt.MouseButton.LeftButton, pos=QPoint(window.toast.width() - 30, 18))
    window.marked_files._on_written([tmp_path / "原文.docx"])
    left = window.toast.width() - round(window.toast._offer_width("所在文件夹")) - 30
    qtbot.mouseClick(window.toast, Qt.MouseButton.LeftButton, pos=QPoint(left, 18))
    assert [Path(one.toLocalFile()) for one in asked] == [tmp_path, tmp_path / "原文.docx"]


def test_chosen_reports_go_into_a_folder_each_by_itself(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    panel = window.reading.reports
    panel.view.selectAll()
    panel._open_menu(QPoint(10, 10))
    menu = panel._menu
    assert isinstance(menu, QMenu)
    (action,) = [one for one in menu.actions() if "原文和批注" in one.text()]
    assert "3" in action.text()
    action.trigger()
    menu.close()
    answer(window, folder)
    qtbot.waitUntil(lambda: "3" in window.toast.accessibleName(), timeout=10_000)
    written = sorted(folder.iterdir())
    assert len(written) == 3
    for path in written:
        comments(path)


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.actions_table["project.export_marked"].trigger()
    answer(window, tmp_path / "not there" / "原文.docx")
    qtbot.waitUntil(window.banner.isVisible, timeout=10_000)
    assert window.banner.text
    assert not window.toast.isVisible()


def test_the_palette_and_the_briefing_lead_there(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    add_briefing(window.session.project, BriefingPlan(title="简报"))
    window.reviewing.show_page("briefing")
    qtbot.waitUntil(lambda: window.briefing_commands.has_briefing, timeout=10_000)
    window.refresh_actions()
    names = [action.text() for spec, action in window.actions_table.all() if "批注" in action.text()]
    assert len(names) == 2
    window.run("briefing.export_marked")
    answer(window, tmp_path)
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.docx"))) == 3, timeout=10_000)


def test_what_is_cancelled_or_fails_leaves_nothing(tmp_path: Path) -> None:
    with Project.open(made(tmp_path), author="李静", device="0000aaaa") as project:
        ids = [report.id for report in project.reports()]
        targets = file_names(["一", "一", "二/三"], tmp_path, "{0}（批注）")
        assert [path.name for path in targets] == ["一（批注）.docx", "一（批注） 2.docx", "二_三（批注）.docx"]
        job = marked_files_job(project, list(zip(ids, targets, strict=True)))
        with pytest.raises(Cancelled):
            job(_Stopping(2))
        assert not list(tmp_path.glob("*.docx"))
        bad = [*targets[:2], tmp_path / "none" / "x.docx"]
        with pytest.raises(UserError):
            marked_files_job(project, list(zip(ids, bad, strict=True)))(silent())
        assert not list(tmp_path.glob("*.docx"))
        assert job(silent()) == targets
        assert all(path.exists() for path in targets)


def test_many_reports_are_read_by_the_job_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quandian.tasks.marking_many._AT_ONCE", 1)
    with Project.open(made(tmp_path), author="李静", device="0000aaaa") as project:
        ids = [report.id for report in project.reports()]
        targets = file_names(["一", "二", "三"], tmp_path, "{0}")
        assert marked_files_job(project, list(zip(ids, targets, strict=True)))(silent()) == targets
    assert all("highlight" in comments(path) for path in targets)


class _Stopping(Progress):
    """Stops when so many files are written."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self._after = after

    def step(self, done: int, total: int, text: str = "") -> None:
        if done >= self._after:
            raise Cancelled
        super().step(done, total, text)
