"""The shared folder in the window: attaching, joining, what goes out and comes in by itself, what is said of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from quandian.core.model import AnnotationId, ReportDraft, TagId
from quandian.store import NewAnnotation, Project
from quandian.tasks import identity
from quandian.tasks.sharing import attach, joined, synchronise
from quandian.ui import folder_sync
from quandian.ui.dialogs.folder_attach import AttachDialog, JoinDialog
from quandian.ui.dialogs.folder_rows import ago, initials_of
from quandian.ui.dialogs.question import Question
from quandian.ui.dialogs.shared_folder import SharedFolderDialog
from quandian.ui.main_window import MainWindow
from quandian.ui.settings import Settings

TEXT = "完成投资60亿元。\n明年力争增长8%以上。\n" + "".join(f"第{n}项工作已经完成，投入{n}万元。\n" for n in range(300))
GOAL, METRIC = TagId("goal"), TagId("metric")


def draft() -> ReportDraft:
    return ReportDraft(TEXT, (), "总结", "总结.txt", TEXT.encode(), "text/plain")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "share"
    made.mkdir()
    return made


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    identity.set_author("李静")
    made = MainWindow(Settings(passing=True))
    made.filler.automatic = False
    made.folder.sync.automatic = False  # tests say when, but for those of the timer
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    yield made
    made.close()


@pytest.fixture
def mine(window: MainWindow, tmp_path: Path) -> Project:
    path = tmp_path / "mine.quandian"
    with Project.create(path, author="李静", device="0a0b0c0d", name="年度督查") as project:
        project.import_reports([draft()])
    window.project_commands.open_path(path)
    return window.session.project


@pytest.fixture
def other(mine: Project, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """A colleague who is in the folder already, as the window is."""
    attach(mine, folder)
    synchronise(mine)
    with monkeypatch.context() as here:
        here.setattr("quandian.tasks.identity.author", lambda: "王磊")
        here.setattr("quandian.tasks.identity.device", lambda: "0badcafe")
        project = joined(tmp_path / "other.quandian", folder)
    synchronise(project)
    yield project
    project.close()


def synchronised(window: MainWindow, qtbot: QtBot) -> None:
    sync = window.folder.sync
    sync.refresh()
    sync.start()
    qtbot.waitUntil(lambda: not sync.running, timeout=20_000)
    window.session.project.poll()


def dialog_of(window: MainWindow, kind: type, qtbot: QtBot) -> QDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)), timeout=5000)
    return next(one for one in window.findChildren(kind) if one.isVisible())


def press(qtbot: QtBot, dialog: QDialog) -> None:
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)


def answered(window: MainWindow, qtbot: QtBot) -> None:
    """Say yes to the question that is asked."""
    question = dialog_of(window, Question, qtbot)
    press(qtbot, question)


def test_attaching_shows_who_is_in_and_writes_what_is_here(
    window: MainWindow, mine: Project, folder: Path, qtbot: QtBot
) -> None:
    window.run("folder.open")
    dialog = dialog_of(window, AttachDialog, qtbot)
    assert not dialog.primary.isEnabled()
    dialog.set_folder([folder])
    qtbot.waitUntil(dialog.primary.isEnabled, timeout=5000)
    assert "作为新的共享项目" in dialog.list.words(dialog.list.row)
    press(qtbot, dialog)
    members = dialog_of(window, SharedFolderDialog, qtbot)
    qtbot.waitUntil(lambda: window.folder.sync.state is not None and not window.folder.sync.running, timeout=10_000)
    assert [members.list.words(row) for row in members.list.rows] == ["李静（我），上次同步 刚刚"]
    assert "已同步" in members.status.words.text()
    assert window.status.shared.text == "已同步"
    assert list(folder.glob("*/members/*/*.qdlog"))
    members.reject()


def test_a_folder_with_another_project_says_that_both_come_together(
    window: MainWindow, mine: Project, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with Project.create(tmp_path / "x.quandian", author="赵敏", device="d", name="别的项目") as project:
        attach(project, folder)
    window.run("folder.open")
    dialog = dialog_of(window, AttachDialog, qtbot)
    dialog.set_folder([folder])
    qtbot.waitUntil(lambda: len(dialog.list.rows) == 2, timeout=5000)
    assert dialog.list.at == 0  # beside it, unless somebody wants otherwise
    dialog.list.set_at(1)
    assert "合到一起" in dialog.note.text()
    dialog.list.set_at(0)
    press(qtbot, dialog)
    members = dialog_of(window, SharedFolderDialog, qtbot)
    qtbot.waitUntil(lambda: not window.folder.sync.running, timeout=10_000)
    assert len(list(folder.glob("quandian-*"))) == 2
    members.reject()


def test_a_folder_that_is_gone_is_told_in_the_dialog(
    window: MainWindow, mine: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    window.run("folder.open")
    dialog = dialog_of(window, AttachDialog, qtbot)
    dialog.set_folder([tmp_path / "nowhere"])
    qtbot.waitUntil(lambda: "找不到共享文件夹" in dialog.note.text(), timeout=5000)
    assert not dialog.primary.isEnabled()
    dialog.reject()


def test_what_a_colleague_marks_comes_in_and_leaves_undo_alone(
    window: MainWindow, mine: Project, other: Project, qtbot: QtBot
) -> None:
    report = mine.reports()[0].id
    own = mine.annotate(report, GOAL, 9, 20)
    other.annotate(report, METRIC, 4, 8)
    synchronise(other)
    synchronised(window, qtbot)
    assert {a.author for a in mine.annotations(report)} == {"李静", "王磊"}
    window.session.undo()
    assert [a.author for a in mine.annotations(report)] == ["王磊"]
    assert own.id not in {a.id for a in mine.annotations(report)}


def test_ones_own_work_goes_out_when_the_hand_rests(
    window: MainWindow, mine: Project, other: Project, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_sync, "AFTER_WORK_MS", 50)
    synchronised(window, qtbot)
    window.folder.sync.automatic = True
    report = mine.reports()[0].id
    mine.annotate(report, GOAL, 9, 20)

    def arrived() -> bool:
        synchronise(other)
        return len(other.annotations(report)) == 1

    qtbot.waitUntil(arrived, timeout=10_000)


def test_a_project_that_is_attached_looks_by_itself_after_opening(
    window: MainWindow, mine: Project, other: Project, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_sync, "START_MS", 10)
    other.annotate(other.reports()[0].id, METRIC, 4, 8)
    synchronise(other)
    path = mine.path
    window.run("project.close")
    assert window.status.shared.text == ""
    window.folder.sync.automatic = True
    window.project_commands.open_path(path)
    qtbot.waitUntil(lambda: len(window.session.project.annotations()) == 1, timeout=10_000)
    qtbot.waitUntil(lambda: window.status.shared.text == "已同步", timeout=5000)


def test_a_folder_that_vanishes_is_shown_and_asked_less_often_until_it_is_back(
    window: MainWindow, mine: Project, other: Project, folder: Path, qtbot: QtBot
) -> None:
    synchronised(window, qtbot)
    away = folder.rename(folder.with_name("away"))
    waits = []
    for _ in range(3):
        synchronised(window, qtbot)
        window.folder.sync.automatic = True
        window.folder.sync._wait()
        waits.append(window.folder.sync._timer.remainingTime())
        window.folder.sync.automatic = False
    assert window.status.shared.text == "共享文件夹不在"
    assert "找不到共享文件夹" in window.status.shared.toolTip()
    assert waits[0] < waits[1] < waits[2]
    mine.annotate(mine.reports()[0].id, GOAL, 9, 20)  # work goes on
    away.rename(folder)
    synchronised(window, qtbot)
    assert window.status.shared.text == "已同步"
    synchronise(other)
    assert len(other.annotations()) == 1


def test_synchronising_by_hand_says_how_it_went(
    window: MainWindow, mine: Project, other: Project, folder: Path, qtbot: QtBot
) -> None:
    """With the folder gone the last word stayed "synchronising with the shared folder"."""

    def said(words: str) -> None:
        window.run("folder.synchronise")

        def heard() -> None:
            assert words in window.toast.accessibleName()

        qtbot.waitUntil(heard, timeout=8000)

    other.annotate(other.reports()[0].id, GOAL, 10, 20)
    synchronise(other)
    said("并入 2 项")  # the mark, and that its author began
    away = folder.rename(folder.parent / "away")
    said("找不到共享文件夹")
    away.rename(folder)
    said("并入 0 项")


def test_keys_are_not_lost_and_the_window_lives_while_a_thousand_changes_come_in(
    window: MainWindow, mine: Project, other: Project, qtbot: QtBot, record_property: Callable[[str, object], None]
) -> None:
    report = mine.reports()[0].id
    for start in range(0, 2000, 2):
        other.annotate(report, METRIC, start, start + 2)
    synchronise(other)
    beats: list[float] = []
    timer = QTimer(window)
    timer.setInterval(0)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    sync = window.folder.sync
    sync.refresh()
    sync.start()
    made: list[AnnotationId] = []
    while sync.running:
        qtbot.wait(20)
        start = 30 + 3 * len(made)
        made.append(mine.annotate(report, GOAL, start, start + 3).id)
    qtbot.wait(400)
    timer.stop()
    gap = max(b - a for a, b in pairwise(beats))
    record_property("longest_gap_s", round(gap, 3))
    assert made  # at least one key fell into it, however fast it was
    assert set(made) <= {a.id for a in mine.annotations(report)}
    assert len(mine.annotations(report)) == 1000 + len(made)
    assert gap < 1.0, gap  # on a busy machine; alone it is a fraction of it
    assert mine.check() == []


def test_conflicts_are_counted_and_lead_to_where_they_are_settled(
    window: MainWindow, mine: Project, other: Project, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = mine.reports()[0].id
    mark = mine.annotate(report, GOAL, 9, 20)
    synchronised(window, qtbot)
    synchronise(other)
    mine.set_note(mark.id, "我的")
    other.set_note(mark.id, "对方的")
    synchronise(other)
    synchronised(window, qtbot)
    assert window.status.shared.text == "1 处冲突"
    window.folder.open()
    dialog = dialog_of(window, SharedFolderDialog, qtbot)
    assert "1 处" in dialog.conflicts.words.text()
    ran: list[str] = []
    monkeypatch.setattr(window, "run", ran.append)
    dialog.conflicts.button.click()
    assert ran == ["merge.resolve_conflicts"]


def test_a_decided_conflict_leaves_the_sign_and_goes_out_soon(
    window: MainWindow, mine: Project, other: Project, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = mine.annotate(mine.reports()[0].id, GOAL, 9, 20)
    synchronised(window, qtbot)
    synchronise(other)
    mine.set_note(mark.id, "我的")
    other.set_note(mark.id, "对方的")
    synchronise(other)
    synchronised(window, qtbot)
    monkeypatch.setattr("quandian.ui.folder_sync.AFTER_WORK_MS", 100)
    window.folder.sync.automatic = True
    window.run("merge.resolve_conflicts")
    page = window.merging.page
    qtbot.mouseClick(page.all_mine, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.folder.sync.done, timeout=8000):
        qtbot.mouseClick(page.footer.apply, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: window.status.shared.text == "已同步", timeout=8000)
    synchronise(other)
    assert [one.note for one in other.annotations()] == ["我的"]
    assert other.disputed() == []


def test_what_waits_says_why(window: MainWindow, mine: Project, other: Project, folder: Path, qtbot: QtBot) -> None:
    other.annotate(other.reports()[0].id, METRIC, 4, 8)
    synchronise(other)
    member = next(m for m in (folder.glob("*/members/*")) if "王磊" in (m / "member.json").read_text("utf-8"))
    newest = max(member.glob("*.qdlog"), key=lambda p: p.stat().st_mtime_ns)
    newest.write_bytes(newest.read_bytes()[:20])
    synchronised(window, qtbot)
    assert window.status.shared.text == "1 个文件在等"
    window.folder.open()
    dialog = dialog_of(window, SharedFolderDialog, qtbot)
    assert any("1 个文件还没有传完整" in dialog.list.words(row) for row in dialog.list.rows)
    dialog.reject()


def test_a_member_is_taken_out_after_a_question_and_readmitted(
    window: MainWindow, mine: Project, other: Project, qtbot: QtBot
) -> None:
    synchronised(window, qtbot)
    window.folder.open()
    dialog = dialog_of(window, SharedFolderDialog, qtbot)
    assert not dialog.out.isEnabled()  # oneself
    dialog.list.set_at(1)
    for words, removed in (("移出…", True), ("重新接纳…", False)):
        qtbot.waitUntil(dialog.out.isEnabled, timeout=10_000)
        assert dialog.out.text() == words
        dialog.out.click()
        answered(window, qtbot)
        qtbot.waitUntil(lambda r=removed: dialog.list.rows[1].removed is r, timeout=10_000)
        qtbot.waitUntil(lambda: not window.folder.sync.running, timeout=10_000)
        dialog.list.set_at(1)
    dialog.reject()


def test_leaving_asks_first_and_is_seen_by_the_others(
    window: MainWindow, mine: Project, other: Project, qtbot: QtBot
) -> None:
    synchronised(window, qtbot)
    window.folder.open()
    dialog = dialog_of(window, SharedFolderDialog, qtbot)
    dialog.leave.click()
    answered(window, qtbot)
    qtbot.waitUntil(lambda: mine.sharing.attachment() is None, timeout=10_000)
    qtbot.waitUntil(lambda: window.status.shared.text == "", timeout=5000)
    assert "已断开" in window.toast.accessibleName()


def test_joining_makes_a_project_and_opens_it(window: MainWindow, folder: Path, tmp_path: Path, qtbot: QtBot) -> None:
    with Project.create(tmp_path / "x.quandian", author="赵敏", device="d", name="联合督查") as project:
        project.import_reports([draft()])
        attach(project, folder)
        synchronise(project)
    window.start.join_button.click()
    dialog = dialog_of(window, JoinDialog, qtbot)
    dialog.set_folder([folder])
    qtbot.waitUntil(lambda: len(dialog.list.rows) == 1, timeout=5000)
    assert "赵敏" in dialog.list.words(dialog.list.row)
    assert dialog.target.text().endswith("联合督查.quandian")
    dialog.set_target([tmp_path / "新.quandian"])
    press(qtbot, dialog)
    qtbot.waitUntil(lambda: window.session.is_open and not window.folder.sync.running, timeout=20_000)
    qtbot.waitUntil(lambda: len(window.session.project.reports()) == 1, timeout=10_000)
    assert window.session.project.name == "联合督查"


def test_joining_where_nothing_is_shared_says_so(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    window.run("folder.join")
    dialog = dialog_of(window, JoinDialog, qtbot)
    dialog.set_folder([folder])
    qtbot.waitUntil(lambda: "还没有共享项目" in dialog.empty.title, timeout=5000)
    assert not dialog.primary.isEnabled()
    dialog.reject()


def test_a_project_open_only_to_be_read_is_not_synchronised(
    window: MainWindow, mine: Project, other: Project, qtbot: QtBot
) -> None:
    path = mine.path
    window.run("project.close")
    window.session.take(Project.open_still(path, author="李静", device="0a0b0c0d"))
    assert window.status.shared.text == ""
    assert not window.actions_table["folder.open"].isEnabled()
    window.folder.sync.start()
    assert not window.folder.sync.running


def test_a_project_file_inside_a_synchronised_folder_is_warned_of(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    place = tmp_path / "坚果云"
    place.mkdir()
    Project.create(place / "p.quandian", author="李静", device="d").close()
    window.project_commands.open_path(place / "p.quandian")
    window.run("folder.open")
    dialog = dialog_of(window, AttachDialog, qtbot)
    assert dialog.risk.isVisible()
    assert "移到本机" in dialog.risk.text()
    dialog.reject()


def test_the_sign_leads_to_the_dialog(window: MainWindow, mine: Project, other: Project, qtbot: QtBot) -> None:
    synchronised(window, qtbot)
    qtbot.mouseClick(window.status.shared, Qt.MouseButton.LeftButton)
    dialog_of(window, SharedFolderDialog, qtbot).reject()


def test_closing_the_window_while_it_synchronises_is_quick(
    window: MainWindow, mine: Project, other: Project, folder: Path, qtbot: QtBot
) -> None:
    report = other.reports()[0].id
    other.annotate_many(report, [NewAnnotation(METRIC, s, s + 2) for s in range(0, 2000, 2)])
    synchronise(other)
    path = mine.path
    window.folder.sync.refresh()
    window.folder.sync.start()
    before = time.perf_counter()
    window.close()
    assert time.perf_counter() - before < 3
    with Project.open(path, author="李静", device="0a0b0c0d", backup=False) as again:
        synchronise(again)
        assert len(again.annotations(report)) == 1000


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-03-04T12:59:30.000Z", "刚刚"),
        ("2026-03-05T12:00:00.000Z", "刚刚"),  # a clock that runs ahead
        ("2026-03-04T12:20:00.000Z", "40 分钟前"),
        ("2026-03-04T10:00:00.000Z", "3 小时前"),
        ("2026-03-02T10:00:00.000Z", "2 天前"),
        ("2025-12-02T04:00:00.000Z", "2025-12-02"),
        ("", ""),
        ("gestern", ""),
    ],
)
def test_when_somebody_was_last_seen(moment: str, words: str) -> None:
    assert ago(moment, datetime.fromisoformat("2026-03-04T13:00:00+00:00")) == words


def test_initials() -> None:
    assert [initials_of(name) for name in ("李静", "Li Jing", "root", "  ", "欧阳 明")] == ["李", "LJ", "R", "?", "欧"]


def test_a_folder_that_the_project_lies_in_cannot_be_attached(
    window: MainWindow, mine: Project, folder: Path, qtbot: QtBot
) -> None:
    window.run("folder.open")
    dialog = dialog_of(window, AttachDialog, qtbot)
    dialog.set_folder([mine.path.parent])
    qtbot.waitUntil(lambda: "不能放在共享文件夹" in dialog.note.text(), timeout=5000)
    assert not dialog.primary.isEnabled()
    dialog.set_folder([folder])  # a folder beside it can
    qtbot.waitUntil(dialog.primary.isEnabled, timeout=5000)
    assert dialog.note.text() == ""
    dialog.reject()


def test_joining_makes_no_project_in_the_folder(window: MainWindow, other: Project, folder: Path, qtbot: QtBot) -> None:
    window.run("folder.join")
    dialog = dialog_of(window, JoinDialog, qtbot)
    dialog.set_folder([folder])
    qtbot.waitUntil(dialog.primary.isEnabled, timeout=5000)
    dialog.set_target([folder / "新.quandian"])
    assert "不能放在共享文件夹" in dialog.note.text()
    press(qtbot, dialog)
    qtbot.waitUntil(dialog.primary.isEnabled, timeout=5000)
    assert dialog.isVisible()
    assert "不能放在共享文件夹" in dialog.note.text()
    assert not (folder / "新.quandian").exists()
    dialog.reject()
