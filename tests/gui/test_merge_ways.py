"""Ways to the merge page: several files, sealed packages, dropped files, what is open for reading, failures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from merge_page_kit import (
    GOAL,
    PATIENCE,
    Copies,
    copies,
    open_window,
    preview,
)
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from quandian.core.progress import silent
from quandian.store import Project
from quandian.store.packing import PackChoice
from quandian.tasks.packages import share_job
from quandian.ui.dialogs.passphrase import PassphraseDialog
from quandian.ui.main_window import MainWindow
from quandian.ui.merge.dropped import DroppedDialog

__all__ = ["copies", "open_window"]

Open = Callable[..., MainWindow]


def test_several_files_are_merged_at_once(copies: Copies, open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    copies.differ()
    third = tmp_path / "陈晨的.quandian"
    third.write_bytes(copies.theirs.read_bytes())
    with Project.open(third, author="陈晨", device="cccccccc", backup=False) as project:
        project.annotate(copies.report, GOAL, 0, 8)
    page = preview(open_window(copies.mine), qtbot, copies.theirs, third)
    assert page.desk.plan is not None
    assert len(page.desk.plan.sources) == 2
    assert {g.key: g.total for g in page.side.groups.rows.rows}["new_annotation"] == 4


def test_a_sealed_package_asks_for_its_passphrase(
    copies: Copies, open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    copies.differ()
    with copies.open(copies.theirs) as theirs:
        package = share_job(theirs, tmp_path / "来的.qdshare", PackChoice(), "云浦 2025 山高")(silent()).path
    window = open_window(copies.mine)
    window.merging.start([package])
    for given in ("错的", "云浦 2025 山高"):
        qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(PassphraseDialog)), timeout=PATIENCE)
        asked = next(d for d in window.findChildren(PassphraseDialog) if d.isVisible())
        asked.field.setText(given)
        assert asked.primary is not None
        QTest.mouseClick(asked.primary, Qt.MouseButton.LeftButton)
    page = window.merging.page
    qtbot.waitUntil(lambda: page.state == "choosing", timeout=PATIENCE)
    assert page.desk.to_take > 3


def drop(window: MainWindow, *paths: Path) -> DroppedDialog:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(100, 100), Qt.DropAction.CopyAction, mime, left, none))
    dialog = window.findChild(DroppedDialog)
    assert dialog is not None
    return dialog


def test_a_dropped_project_is_offered_to_be_merged(copies: Copies, open_window: Open, qtbot: QtBot) -> None:
    copies.differ()
    window = open_window(copies.mine)
    dialog = drop(window, copies.theirs)
    assert dialog.primary is not None
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.merging.page.state == "choosing", timeout=PATIENCE)
    assert window.session.path == copies.mine


def test_a_dropped_project_can_be_read_instead(copies: Copies, open_window: Open, qtbot: QtBot) -> None:
    window = open_window(copies.mine)
    dialog = drop(window, copies.theirs)
    QTest.mouseClick(dialog.read, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.is_open and window.session.project.read_only, timeout=PATIENCE)
    assert window.read_only_bar.isVisible()


def test_what_is_read_can_be_merged_into_a_project_of_ones_own(
    copies: Copies, open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    copies.differ()
    with copies.open(copies.theirs) as theirs:
        package = share_job(theirs, tmp_path / "来的.qdshare", PackChoice())(silent()).path
    window = open_window(None)
    window.project_commands.open_path(package)
    qtbot.waitUntil(lambda: window.session.is_open, timeout=PATIENCE)
    window.sharing._package = package
    window.sharing._merge_into([copies.mine])
    qtbot.waitUntil(lambda: window.merging.page.state == "choosing", timeout=PATIENCE)
    assert window.session.path == copies.mine


def test_a_file_that_is_no_project_is_told_and_leaves_the_page(
    copies: Copies, open_window: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "坏.quandian"
    bad.write_bytes(b"nothing of ours" * 100)
    window = open_window(copies.mine)
    window.merging.start([bad])
    qtbot.waitUntil(lambda: bool(window.banner.text), timeout=PATIENCE)
    assert "坏.quandian" in window.banner.text
    assert window.reviewing.page == "reading"


def test_closing_the_project_puts_the_preview_away(copies: Copies, open_window: Open, qtbot: QtBot) -> None:
    copies.differ()
    window = open_window(copies.mine)
    page = preview(window, qtbot, copies.theirs)
    window.run("project.close")
    assert page.desk.plan is None
    assert not window.toolbar._merge.isVisible()
    assert not window.rail.isVisible()


def test_without_a_project_it_is_asked_which_to_merge_into(copies: Copies, open_window: Open, qtbot: QtBot) -> None:
    copies.differ()
    window = open_window(None)
    assert window.start.merge_button.isVisible()
    window.merging.start([copies.theirs])
    asked = window.findChild(QFileDialog)
    assert asked is not None
    assert asked.windowTitle() == "合并到哪个项目"
    asked.filesSelected.emit([str(copies.mine)])
    asked.close()
    qtbot.waitUntil(lambda: window.merging.page.state == "choosing", timeout=PATIENCE)
    assert window.session.path == copies.mine


def test_marks_removed_elsewhere_are_painted_until_that_is_told(copies: Copies, open_window: Open) -> None:
    window = open_window(copies.mine)
    window.session._poll.stop()
    with copies.open(copies.mine) as other:
        other.delete([copies.metric])
    reader = window.reading.reader
    reader.set_text_size(20, 34)  # labels are made anew
    QApplication.processEvents()
    assert not reader.grab().isNull()
    window.session.project.poll()
    assert reader.mark(copies.metric) is None
