"""Importing as a user meets it: straight in when all is plain, a dialog with the facts when something is to decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from dialog_kit import TEXTS, Room
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from quandian.reading import read_bytes
from quandian.ui.dialogs.import_flow import ImportFlow
from quandian.ui.dialogs.import_rows import SURE_GAP, State, item_of
from quandian.ui.dialogs.importing import ImportDialog
from quandian.ui.jobs import JobRunner
from quandian.ui.settings import Settings


@dataclass
class Bench:
    room: Room
    jobs: JobRunner
    flow: ImportFlow
    said: list[tuple[str, bool]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def titles(self) -> list[str]:
        return [report.title for report in self.room.project.reports()]

    def run(self, qtbot: QtBot, paths: list[Path]) -> ImportDialog | None:
        self.flow.start(paths)
        qtbot.waitUntil(self._idle, timeout=20_000)
        return self.flow.dialog

    def _idle(self) -> bool:
        return not self.jobs.busy


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    room = Room(tmp_path, empty=True)
    jobs = JobRunner(room.window)
    room.window.show()
    made = Bench(room, jobs, ImportFlow(room.window, room.session, jobs, Settings()))
    room.session.said.connect(lambda text, undo: made.said.append((text, undo)))
    room.session.failed.connect(made.failed.append)
    yield made
    if made.flow.dialog is not None:
        made.flow.dialog.close()
    jobs.shutdown()
    room.close()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "报告"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    return sorted(folder.iterdir())


def pdf(folder: Path) -> Path:
    path = folder / "扫描件.pdf"
    path.write_bytes(b"%PDF-1.4 no words")
    return path


def test_plain_files_go_straight_in_and_can_be_undone(bench: Bench, files: list[Path], qtbot: QtBot) -> None:
    assert bench.run(qtbot, files) is None
    assert len(bench.titles()) == 3
    assert bench.said == [("已导入 3 份报告", True)]
    assert bench.room.session.report_id is not None  # the first one is shown
    bench.room.session.undo()
    assert bench.titles() == []  # one step for all


def test_a_folder_is_its_files(bench: Bench, files: list[Path], qtbot: QtBot) -> None:
    bench.run(qtbot, [files[0].parent])
    assert len(bench.titles()) == 3


def test_the_same_text_again_is_told_and_not_kept_twice(bench: Bench, files: list[Path], qtbot: QtBot) -> None:
    bench.run(qtbot, files[:1])
    other = files[0].with_name("换了名字.txt")
    other.write_bytes(files[0].read_bytes())
    assert bench.run(qtbot, [other]) is None
    assert len(bench.titles()) == 1
    assert bench.said[-1] == ("“换了名字.txt”已经在项目里，没有重复导入", False)


def test_one_unreadable_file_is_told_in_one_sentence_without_a_dialog(
    bench: Bench, tmp_path: Path, qtbot: QtBot
) -> None:
    assert bench.run(qtbot, [pdf(tmp_path)]) is None
    assert len(bench.failed) == 1
    assert "扫描件.pdf" in bench.failed[0]
    assert bench.titles() == []


def test_a_mixture_shows_the_dialog_and_nothing_is_imported_before_it_is_answered(
    bench: Bench, files: list[Path], qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = bench.run(qtbot, [*files, pdf(tmp_path)])
    assert dialog is not None
    assert bench.titles() == []
    assert dialog.caption.text() == "4 个文件，可导入 3 个"
    assert dialog.primary.text() == "导入 3 份报告"
    assert "扫描件.pdf" in dialog.preview.failure.label.text()  # the problem is shown first, with what to do
    qtbot.keyClick(dialog.table, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.primary.text() == "导入 2 份报告"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)  # Enter is the primary button, here too
    assert len(bench.titles()) == 2


def test_cancel_imports_nothing(bench: Bench, files: list[Path], qtbot: QtBot, tmp_path: Path) -> None:
    dialog = bench.run(qtbot, [*files, pdf(tmp_path)])
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert bench.titles() == []
    assert bench.flow.dialog is None


def test_facts_corrected_in_the_dialog_are_those_of_the_report(
    bench: Bench, files: list[Path], qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = bench.run(qtbot, [files[0], pdf(tmp_path)])
    dialog.table.set_at(0)
    preview = dialog.preview
    preview.title.setText("我改的标题")
    preview.issuer.setText("市国资委")
    preview.issued.setText("2022年1月18日")
    qtbot.keyClick(preview.issued, Qt.Key.Key_Tab)
    preview.issued.editingFinished.emit()
    dialog.primary.click()
    (report,) = bench.room.project.reports()
    assert (report.title, report.issuer, report.issued_on) == ("我改的标题", "市国资委", "2022-01-18")


def test_a_text_of_doubtful_encoding_is_asked_about_and_read_as_chosen(
    bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "短.txt"
    path.write_bytes("韓翀 彧 珺 堃 淼".encode("gb18030"))
    dialog = bench.run(qtbot, [path])
    assert dialog is not None
    (item,) = dialog.items
    assert item.state is State.UNSURE
    assert dialog.preview.question.isVisible()
    names = {button.objectName(): button for button in dialog.preview.candidates}
    assert {"gb18030", "utf-16-le"} <= set(names)  # it could be either
    names["gb18030"].click()
    assert dialog.items[0].state is State.READY
    assert dialog.items[0].draft.text.startswith("韓翀")
    dialog.primary.click()
    assert len(bench.titles()) == 1


def test_files_added_in_the_dialog_are_checked_against_the_others(
    bench: Bench, files: list[Path], qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = bench.run(qtbot, [files[0], pdf(tmp_path)])
    twin = tmp_path / "同样的.txt"
    twin.write_bytes(files[0].read_bytes())
    dialog.add_paths([files[1], twin])
    qtbot.waitUntil(lambda: len(dialog.items) == 4, timeout=20_000)
    states = {item.name: item.state for item in dialog.items}
    assert states[twin.name] is State.SAME
    assert states[files[1].name] is State.READY
    assert dialog.primary.text() == "导入 2 份报告"


def test_clipboard_text_becomes_a_report(bench: Bench, qtbot: QtBot) -> None:
    bench.flow.start_text("剪贴板文字.txt", "一、工作总结\n全年完成投资240亿元。")
    qtbot.waitUntil(lambda: not bench.jobs.busy, timeout=20_000)
    assert len(bench.titles()) == 1
    (report,) = bench.room.project.reports()
    assert "240亿元" in bench.room.project.text(report.id)


def test_real_reports_in_gb18030_need_no_question(real_reports: list[Path]) -> None:
    for path in real_reports:
        text = path.read_text("utf-8")
        item = item_of(read_bytes(path.name, text.encode("gb18030")))
        assert item.state is State.READY
        scores = sorted((guess.score for guess in item.guesses), reverse=True)
        assert scores[0] - scores[1] > SURE_GAP
