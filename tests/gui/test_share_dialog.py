"""Sharing in the window: the dialog with its live counts and preview of masking, and what is open for reading only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from quandian.core.model import Passage, ReportDraft, Role, TagId
from quandian.core.progress import silent
from quandian.store import Project
from quandian.store.packing import PackChoice
from quandian.tasks.key_table import read_key
from quandian.tasks.packages import open_package, share_job
from quandian.ui.dialogs.passphrase import PassphraseDialog
from quandian.ui.dialogs.share import ShareDialog
from quandian.ui.main_window import MainWindow
from quandian.ui.read_only import WRITES, writes
from quandian.ui.settings import Settings
from quandian.ui.theme import theme

FIRST = "云浦区2024年总结\n局长王海涛表示，全年完成投资60亿元。\n力争明年超过70亿元。\n"
SECOND = "经开区2024年总结\n建成3个园区。\n"


def draft(text: str, name: str) -> ReportDraft:
    passages, start = [], 0
    for number, line in enumerate(text.split("\n")[:-1]):
        passages.append(Passage(number, number + 1, start, start + len(line), Role.BODY))
        start += len(line) + 1
    return ReportDraft(text, tuple(passages), text.split("\n")[0], name, text.encode(), "text/plain", issuer="云浦区")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "云浦.quandian"
    with Project.create(made, author="赵敏之", device="d1") as project:
        one, two = project.import_reports([draft(FIRST, "一.txt"), draft(SECOND, "二.txt")]).added
        place = FIRST.index("全年")
        project.annotate(one, TagId("achievement"), place, place + 11)
        project.annotate(two, TagId("metric"), SECOND.index("3个"), SECOND.index("3个") + 2)
    return made


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(Settings(passing=True))
    made.filler.automatic = False
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    yield made
    made.close()


@pytest.fixture
def dialog(window: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[ShareDialog]:
    window.project_commands.open_path(path)
    window.run("project.share")
    made = window.findChild(ShareDialog)
    assert made is not None
    made.set_target([tmp_path / "出去.qdshare"])
    qtbot.waitUntil(lambda: "2 份报告" in made.note.text(), timeout=5000)
    yield made
    made.reject()


def press(qtbot: QtBot, dialog: ShareDialog) -> None:
    assert dialog.primary is not None
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)


def test_only_the_left_button_and_the_space_bar_tick_a_report(dialog: ShareDialog, qtbot: QtBot) -> None:
    dialog.list.set_at(0)
    first = dialog.list.rows[0].id
    place = dialog.list.visualRect(dialog.list.model_.index(0)).center()
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.RightButton, pos=place)
    assert first in dialog.list.chosen
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert first not in dialog.list.chosen
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert first in dialog.list.chosen


def test_counts_follow_the_choice(dialog: ShareDialog, qtbot: QtBot) -> None:
    assert "2 条标注" in dialog.note.text()
    dialog.list.toggle(dialog.list.rows[0])
    qtbot.waitUntil(lambda: "1 份报告，1 条标注" in dialog.note.text(), timeout=5000)
    qtbot.mouseClick(dialog.all_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.all_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "至少选一份报告" in dialog.note.text(), timeout=5000)
    assert dialog.primary is not None
    assert not dialog.primary.isEnabled()


def test_sharing_writes_the_package_and_offers_its_folder(
    dialog: ShareDialog, qtbot: QtBot, window: MainWindow
) -> None:
    dialog.history.setChecked(False)
    with qtbot.waitSignal(dialog.shared, timeout=20000) as caught:
        press(qtbot, dialog)
    made = caught.args[0]
    assert dialog.primary is not None
    assert dialog.primary.text() == "打开所在文件夹"
    assert "出去.qdshare" in dialog.note.text()
    assert "出去.qdshare" in window.toast.accessibleName()
    with open_package(made.path) as shared:
        assert len(shared.annotations()) == 2


def test_the_passphrase_must_be_typed_twice(dialog: ShareDialog, qtbot: QtBot) -> None:
    assert dialog.primary is not None
    qtbot.keyClicks(dialog.passphrase.first, "abc")
    assert not dialog.primary.isEnabled()
    assert "太短" in dialog.passphrase.hint.text()
    qtbot.keyClicks(dialog.passphrase.second, "abd")
    assert "不一样" in dialog.passphrase.hint.text()
    for field in (dialog.passphrase.first, dialog.passphrase.second):
        field.setText("山高 铁路 橘子 窗台")
    assert dialog.primary.isEnabled()
    assert "够长" in dialog.passphrase.hint.text()
    assert dialog.passphrase.first.echoMode() == QLineEdit.EchoMode.Password
    with qtbot.waitSignal(dialog.shared, timeout=20000) as caught:
        press(qtbot, dialog)
    assert caught.args[0].sealed


def test_a_box_switched_off_looks_so(dialog: ShareDialog) -> None:
    """A tick in full ink beside grey words said that it was in force."""

    def ground(box: QWidget) -> str:
        return box.grab().toImage().pixelColor(4, box.height() // 2 + 6).name()

    dialog.masked.setChecked(True)
    at_work = ground(dialog.figures)
    dialog.masked.setChecked(False)
    assert dialog.figures.isChecked()
    assert ground(dialog.figures) == theme().color("disabled").name() != at_work == theme().color("ink").name()


def test_masking_is_looked_through_before_it_is_written(dialog: ShareDialog, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.masked.setChecked(True)
    assert not dialog.sources.isEnabled()
    dialog.terms.setPlainText("云浦=某地\n")
    press(qtbot, dialog)  # it says: find the words first
    qtbot.waitUntil(lambda: bool(dialog.findings.rows), timeout=20000)
    assert not (tmp_path / "出去.qdshare").exists()
    figures = [f for f in dialog.findings.rows if f.kind == "figure"]
    assert [(f.original, f.replacement) for f in figures] == [
        ("3个", "XXX个"),
        ("60亿元", "XXX亿元"),
        ("70亿元", "XXX亿元"),
    ]
    assert "局长王海涛表示，全年完成投资60亿元" in dialog.findings.tip(figures[1])
    assert "局长王某表示，全年完成投资XXX亿元" in dialog.findings.tip(figures[1])
    dialog.findings.toggle(figures[1])  # figures go all or none: the box at the left says so
    assert all(f.kind != "figure" for f in dialog.findings.chosen)
    found = {f.original: f.replacement for f in dialog.findings.rows}
    assert found["云浦"] == "某地"
    assert found["王海涛"] == "王某"
    name = next(f for f in dialog.findings.rows if f.original == "王海涛")
    dialog.findings.toggle(name)
    assert "1 个不替换" in dialog.summary.text()
    with qtbot.waitSignal(dialog.shared, timeout=20000):
        press(qtbot, dialog)
    assert "不要一起发出去" in dialog.note.text()
    assert read_key(dialog.key_path).pairs["云浦"] == ("term", "某地")
    with open_package(tmp_path / "出去.qdshare") as shared:
        text = shared.text(shared.reports()[0].id)
        assert "某地区2024年总结" in text
        assert "王海涛" in text
        assert "XXX亿元" in text


def test_a_wrong_list_of_words_is_told_in_the_dialog(dialog: ShareDialog, qtbot: QtBot) -> None:
    dialog.masked.setChecked(True)
    dialog.terms.setPlainText("云")
    press(qtbot, dialog)
    qtbot.waitUntil(lambda: "太短" in dialog.note.text(), timeout=20000)


# --- packages opened to be read


def shared_package(path: Path, target: Path, passphrase: str = "") -> Path:
    with Project.open(path, author="赵敏之", device="d1", backup=False) as project:
        return share_job(project, target, PackChoice(), passphrase)(silent()).path


def open_in(window: MainWindow, package: Path, qtbot: QtBot) -> None:
    window.project_commands.open_path(package)
    qtbot.waitUntil(lambda: window.session.is_open, timeout=20000)


def test_a_package_opens_read_only_and_says_so(window: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot) -> None:
    open_in(window, shared_package(path, tmp_path / "来的.qdshare"), qtbot)
    assert window.read_only_bar.isVisible()
    assert "赵敏之" in window.read_only_bar.accessibleName()
    assert window.status.saved.text == "只读"
    enabled = {spec.id for spec, action in window.actions_table.all() if action.isEnabled()}
    assert not {key for key in enabled if writes(key)}
    assert "edit.find" in enabled
    assert "project.export" in enabled
    assert "只读" in window.actions_table["tag.apply_1"].toolTip()
    project = window.session.project
    window.session.choose_annotation(project.annotations()[0].id)
    inspector = window.reading.inspector
    qtbot.waitUntil(lambda: inspector.annotation_id is not None, timeout=2000)
    assert all(field.isReadOnly() for field in inspector.findChildren(QLineEdit))
    assert not inspector.delete_button.isEnabled()
    window.tagging.apply(1)  # were it triggered all the same, nothing would change
    assert len(project.annotations()) == 2


def test_back_in_a_project_of_ones_own_everything_works(
    window: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    open_in(window, shared_package(path, tmp_path / "来的.qdshare"), qtbot)
    window.project_commands.open_path(path)
    assert not window.read_only_bar.isVisible()
    assert window.actions_table["tag.codebook"].isEnabled()
    assert "只读" not in window.actions_table["tag.codebook"].toolTip()
    project = window.session.project
    window.session.choose_annotation(project.annotations()[0].id)
    inspector = window.reading.inspector
    qtbot.waitUntil(lambda: inspector.annotation_id is not None, timeout=2000)
    assert inspector.delete_button.isEnabled()
    assert window.status.saved.text == "已自动保存"


def test_a_sealed_package_asks_until_the_passphrase_is_right(
    window: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    package = shared_package(path, tmp_path / "密.qdshare", "云浦 2025")
    window.project_commands.open_path(package)
    for given in ("错的", "云浦 2025"):
        qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(PassphraseDialog)), timeout=20000)
        asked = next(d for d in window.findChildren(PassphraseDialog) if d.isVisible())
        asked.field.setText(given)
        assert asked.primary is not None
        qtbot.mouseClick(asked.primary, Qt.MouseButton.LeftButton)
        if given == "错的":
            qtbot.waitUntil(lambda: any(d.isVisible() and d.wrong.text() for d in _asked(window)), timeout=20000)
            again = next(d for d in _asked(window) if d.isVisible())
            assert again.wrong.text() == "口令不对。核对大小写和空格，再输入一次。"
            assert again.note.text() == ""
            again.field.setText("")
            qtbot.keyClick(again.field, Qt.Key.Key_A)
            assert again.wrong.text() == ""
    qtbot.waitUntil(lambda: window.session.is_open, timeout=20000)
    assert window.banner.text == ""


def _asked(window: MainWindow) -> list[PassphraseDialog]:
    return window.findChildren(PassphraseDialog)


def test_merging_what_is_open_for_reading_does_not_ask_for_its_passphrase_again(
    window: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    package = shared_package(path, tmp_path / "密.qdshare", "云浦 2025")
    own = tmp_path / "自己的.quandian"
    with Project.create(own, author="王磊", device="d2", name="自己的"):
        pass
    window.project_commands.open_path(package)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in _asked(window)), timeout=20000)
    asked = next(d for d in _asked(window) if d.isVisible())
    asked.field.setText("云浦 2025")
    assert asked.primary is not None
    qtbot.mouseClick(asked.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.is_open, timeout=20000)
    qtbot.waitUntil(lambda: not any(d.isVisible() for d in _asked(window)), timeout=20000)
    window.sharing._package = window.session.project.path
    window.sharing._merge_into([own])
    qtbot.waitUntil(lambda: window.merging.desk.plan is not None, timeout=20000)
    assert not any(d.isVisible() for d in _asked(window))
    assert len(window.merging.desk.plan.items) > 0
    window.merging.cancel()


def test_a_package_dropped_on_the_window_opens_and_can_be_made_ones_own(
    window: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    package = shared_package(path, tmp_path / "来的.qdshare")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(package))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(100, 100), Qt.DropAction.CopyAction, mime, left, none))
    qtbot.waitUntil(lambda: window.session.is_open, timeout=20000)
    window.sharing._copy_to([tmp_path / "我的.quandian"])
    assert window.session.path == tmp_path / "我的.quandian"
    assert window.session.can_write
    assert len(window.session.project.annotations()) == 2


def test_a_broken_package_is_told_and_leaves_the_project_open(
    window: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window.project_commands.open_path(path)
    bad = tmp_path / "坏.qdshare"
    bad.write_bytes(shared_package(path, tmp_path / "好.qdshare").read_bytes()[:-200])
    window.project_commands.open_path(bad)
    qtbot.waitUntil(lambda: "校验值" in window.banner.text or "共享包" in window.banner.text, timeout=20000)
    assert window.session.path == path


def test_every_action_said_to_write_is_in_the_table(window: MainWindow) -> None:
    known = {spec.id for spec, _ in window.actions_table.all()}
    assert known >= WRITES
