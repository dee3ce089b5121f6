"""Files and the window: what leaves no project behind, what is looked at first, what a backup brings back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from quandian.app import open_window
from quandian.reading import read_bytes
from quandian.tasks.opening import create_project, open_project
from quandian.ui.dialogs.backups import BackupsDialog
from quandian.ui.dialogs.import_rows import State
from quandian.ui.main_window import MainWindow
from quandian.ui.settings import Settings

TEXT = "区国资委2023年工作总结\n一、主要成效\n全年完成投资12.5亿元，同比增长8.5%，新建学校3所。\n" * 20


class Opened:
    """Windows opened as the command line opens them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.windows: list[MainWindow] = []
        self._qtbot = qtbot

    def __call__(self, project: Path | None, reports: list[Path] | None = None) -> MainWindow:
        window = open_window(project, reports or [], sample=False, settings=Settings(theme="light", passing=True))
        window.resize(1200, 800)
        window.show()
        self.windows.append(window)
        self.rest(window)
        return window

    def wait(self, seen: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(seen, timeout=5000)

    def rest(self, window: MainWindow) -> None:
        self._qtbot.waitUntil(lambda: not window.jobs.busy, timeout=20_000)


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    made = Opened(qtbot)
    yield made
    for window in made.windows:
        if window.project_commands.flow.dialog is not None:
            window.project_commands.flow.dialog.close()
        window.close()
        window.deleteLater()


def half(folder: Path) -> Path:
    """A GB18030 text of which a tenth of the bytes is destroyed: not text by itself, readable when one insists."""
    data = bytearray(TEXT.encode("gb18030"))
    for place in range(0, len(data), 24):
        data[place] = 0x01
    path = folder / "半坏.txt"
    path.write_bytes(data)
    return path


def test_files_that_cannot_be_read_leave_no_project(opened: Opened, tmp_path: Path) -> None:
    binary, pipe = tmp_path / "binary.txt", tmp_path / "x.wps"
    binary.write_bytes(bytes(range(256)) * 100)
    pipe.write_bytes(b"abc")
    target = tmp_path / "新.quandian"
    window = opened(target, [binary, pipe])
    assert window.session.path is None
    assert "binary.txt" in window.banner.text
    assert "x.wps" in window.banner.text
    assert not target.exists()


def test_a_readable_file_makes_the_project(opened: Opened, tmp_path: Path) -> None:
    good = tmp_path / "好.txt"
    good.write_text(TEXT, "utf-8")
    target = tmp_path / "新.quandian"
    window = opened(target, [good])
    assert window.session.path == target
    assert [report.source_name for report in window.session.project.reports()] == ["好.txt"]
    text = window.reading.reader.text
    opened.wait(lambda: text.hasFocus() or window.reading.reader.hasFocus())  # the next key may be a tag's


def test_a_cancelled_question_leaves_no_project_and_an_answer_makes_it(opened: Opened, tmp_path: Path) -> None:
    target = tmp_path / "新.quandian"
    window = opened(target, [half(tmp_path)])
    window.project_commands.flow.dialog.reject()
    assert not target.exists()
    window = opened(target, [half(tmp_path)])
    dialog = window.project_commands.flow.dialog
    assert dialog.items[0].state is State.FAILED
    assert dialog.preview.encoding.isVisible()  # what could not be read may be read in another encoding
    at = dialog.preview.codec.findData("gb18030")
    assert at >= 0
    dialog.preview.codec.setCurrentIndex(at)
    dialog.preview.codec.activated.emit(at)
    assert dialog.items[0].state is State.READY
    dialog.primary.click()
    assert "完成投资12.5亿元" in window.session.project.text(window.session.project.reports()[0].id)


def test_first_lines_and_encoding_can_be_seen_of_every_file(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "项目.quandian"
    create_project(path).close()
    sure = tmp_path / "好.txt"
    sure.write_text(TEXT, "utf-8")
    window = opened(path)
    window.project_commands.import_paths([sure], ask=True)
    opened.rest(window)
    dialog = window.project_commands.flow.dialog
    assert window.session.project.reports() == []
    assert "完成投资12.5亿元" in dialog.preview.text.toPlainText()
    assert dialog.preview.codec.isVisible()
    assert dialog.preview.codec.currentData() == "utf-8"
    assert dialog.preview.codec.count() >= 3
    dialog.primary.click()
    assert len(window.session.project.reports()) == 1
    assert "project.import_looked_at" in [spec.id for spec, _ in window.actions_table.all()]


@pytest.mark.parametrize("first_byte", [0, 100])
def test_a_damaged_project_offers_its_backups(opened: Opened, tmp_path: Path, expect_warning, first_byte: int) -> None:
    expect_warning("project.damaged")
    path = tmp_path / "项目.quandian"
    with create_project(path) as project:
        project.import_reports([read_bytes("总结.txt", TEXT.encode())])
    with open_project(path) as project:
        project.backup()
    data = bytearray(path.read_bytes())
    data[first_byte:5000] = bytes(5000 - first_byte)
    path.write_bytes(data)
    window = opened(path)
    assert str(path) in window.banner.text
    assert window.banner.help.isVisible()
    window.banner.help.click()
    (dialog,) = window.findChildren(BackupsDialog)
    assert Path(dialog.project.currentData()) == path
    assert dialog.in_place.isChecked()
    dialog.primary.click()
    assert window.session.path == path
    assert len(window.session.project.reports()) == 1
    assert len(list(tmp_path.glob("项目.replaced-*.quandian"))) == 1
    window.project_commands.open_path(tmp_path / "没有.quandian")
    assert not window.banner.help.isVisible()  # nothing to bring back
