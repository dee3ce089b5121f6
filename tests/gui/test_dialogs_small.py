"""The smaller dialogs: choosing tags, relating, properties, export, preferences, keys, about, crash, tour, backups."""

from __future__ import annotations

import sys
import weakref
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dialog_kit import ACHIEVEMENT, GOAL, METRIC, Room
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quandian.core.model import LinkKind
from quandian.tasks import identity
from quandian.ui.actions import TABLE, Actions, plain, translated
from quandian.ui.dialogs.about import AboutDialog, licence_names
from quandian.ui.dialogs.backups import BackupsDialog
from quandian.ui.dialogs.base import Dialog, Scrim
from quandian.ui.dialogs.codebook import CodebookDialog
from quandian.ui.dialogs.crash import CrashDialog
from quandian.ui.dialogs.export import ExportDialog
from quandian.ui.dialogs.import_rows import item_of
from quandian.ui.dialogs.importing import ImportDialog
from quandian.ui.dialogs.keys import KeySheet
from quandian.ui.dialogs.preferences import PreferencesDialog
from quandian.ui.dialogs.relate import RelateDialog
from quandian.ui.dialogs.report_properties import ReportPropertiesDialog
from quandian.ui.dialogs.tag_chooser import TagChooser
from quandian.ui.dialogs.tour import TourDialog
from quandian.ui.jobs import JobRunner
from quandian.ui.settings import Recent, Settings


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    made.window.show()
    yield made
    made.close()


@pytest.fixture
def jobs(room: Room) -> Iterator[JobRunner]:
    made = JobRunner(room.window)
    yield made
    made.shutdown()


def every(room: Room, jobs: JobRunner) -> dict[str, Callable[[], Dialog]]:
    """Return how each dialog of the program is made."""
    window, session, settings = room.window, room.session, Settings()
    own = room.tag(0, GOAL, "力争完成基础设施投资350亿元")
    room.tag(1, ACHIEVEMENT, "全年完成基础设施投资361亿元")
    from quandian.reading import read_bytes

    item = item_of(read_bytes("新.txt", "一份新报告\n全年完成投资。\n".encode()))
    return {
        "about": lambda: AboutDialog(window),
        "backups": lambda: BackupsDialog(session, settings, window),
        "codebook": lambda: CodebookDialog(session, window),
        "crash": lambda: CrashDialog("ValueError: x", Path("/log"), window),
        "export": lambda: ExportDialog(session, jobs, settings, window),
        "import": lambda: ImportDialog([item], session.project.reports(), jobs, settings, window),
        "keys": lambda: KeySheet(Actions(window), window),
        "preferences": lambda: PreferencesDialog(settings, window),
        "properties": lambda: ReportPropertiesDialog(session, room.reports[0], window),
        "relate": lambda: RelateDialog(session, own, window),
        "chooser": lambda: TagChooser(session, window),
        "tour": lambda: TourDialog(window),
    }


DIALOGS = ("about", "backups", "codebook", "crash", "export", "import", "keys", "preferences", "properties", "relate",
           "chooser", "tour")  # fmt: skip


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_has_a_title_closes_by_esc_and_frees_itself(
    room: Room, jobs: JobRunner, qtbot: QtBot, name: str
) -> None:
    dialog = every(room, jobs)[name]()
    dialog.open()
    qtbot.waitExposed(dialog)
    assert dialog.windowTitle()
    assert room.window.findChildren(Scrim)  # the window behind is shaded
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    gone = weakref.ref(dialog)
    del dialog
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone() is None  # by counting references: the program collects no cycles while it works
    assert not room.window.findChildren(Scrim)


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.parametrize("size", [(1440, 900), (1024, 640), (800, 520)])
def test_every_dialog_lies_inside_its_window(
    room: Room, jobs: JobRunner, qtbot: QtBot, name: str, size: tuple[int, int]
) -> None:
    room.window.resize(*size)
    qtbot.wait(10)
    dialog = every(room, jobs)[name]()
    dialog.open()
    qtbot.wait(10)
    assert dialog.width() <= size[0]
    assert dialog.height() <= size[1]
    if dialog.primary is not None:
        corner = dialog.primary.mapTo(dialog, dialog.primary.rect().bottomRight())
        assert dialog.rect().contains(corner)
    dialog.close()


def test_tag_chooser_filters_and_enter_takes_the_first(room: Room, qtbot: QtBot) -> None:
    room.project.add_tag("问题", name_en="Problem")
    chooser = TagChooser(room.session, room.window)
    chooser.open()
    qtbot.keyClicks(chooser.filter, "prob")
    with qtbot.waitSignal(chooser.chosen, timeout=500) as caught:
        qtbot.keyClick(chooser.filter, Qt.Key.Key_Return)
    assert room.project.tag(caught.args[0]).name == "问题"
    assert not chooser.isVisible()


def test_tag_chooser_moves_by_arrow_keys_from_its_field(room: Room, qtbot: QtBot) -> None:
    chooser = TagChooser(room.session, room.window)
    chooser.open()
    qtbot.keyClick(chooser.filter, Qt.Key.Key_Down)
    with qtbot.waitSignal(chooser.chosen, timeout=500) as caught:
        qtbot.keyClick(chooser.filter, Qt.Key.Key_Return)
    assert caught.args == [ACHIEVEMENT]


def test_relating_a_promise_to_its_result_links_the_result_to_the_promise(room: Room, qtbot: QtBot) -> None:
    promise = room.tag(0, GOAL, "力争完成基础设施投资350亿元")
    result = room.tag(1, ACHIEVEMENT, "全年完成基础设施投资361亿元")
    dialog = RelateDialog(room.session, promise, room.window)
    dialog.open()
    assert [row.annotation.id for row in dialog.list.rows] == [result]
    assert dialog.verdict.isVisible()  # a promise and a result: what became of it is asked
    dialog.verdict.setCurrentIndex(dialog.verdict.findData("met"))
    dialog.remark.setText("比计划多11亿元")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    (link,) = room.project.links()
    assert (link.kind, link.source_id, link.target_id) == (LinkKind.FULFILS, result, promise)
    assert (link.verdict, link.note) == ("met", "比计划多11亿元")


def test_relating_a_metric_measures_by_itself_and_lists_its_own_report_first(room: Room, qtbot: QtBot) -> None:
    room.tag(1, ACHIEVEMENT, "全年完成基础设施投资361亿元")
    goal = room.tag(0, GOAL, "力争完成基础设施投资350亿元")
    metric = room.tag(0, METRIC, "350亿元")
    dialog = RelateDialog(room.session, metric, room.window)
    dialog.open()
    assert [row.here for row in dialog.list.rows] == [True, False]
    dialog.primary.click()
    (link,) = room.project.links()
    assert (link.kind, link.source_id, link.target_id) == (LinkKind.MEASURES, metric, goal)
    again = RelateDialog(room.session, metric, room.window)
    assert goal not in [row.annotation.id for row in again.list.rows]  # not twice
    again.close()


def test_report_properties_are_one_step_and_dates_are_understood(room: Room, qtbot: QtBot) -> None:
    dialog = ReportPropertiesDialog(room.session, room.reports[0], room.window)
    dialog.open()
    dialog.issuer.setText("省国资委")
    dialog.issued.setText("2022.1.18")
    dialog.period.setText("2021年至2022年")
    dialog.primary.click()
    report = room.project.report(room.reports[0])
    assert (report.issuer, report.issued_on, report.period) == ("省国资委", "2022-01-18", "2021-2022")
    room.session.undo()
    assert room.project.report(room.reports[0]).issuer == "市国资委"


def test_report_properties_refuse_a_date_that_is_none_and_say_how_to_write_it(room: Room, qtbot: QtBot) -> None:
    dialog = ReportPropertiesDialog(room.session, room.reports[0], room.window)
    dialog.open()
    dialog.issued.setText("去年春天")
    dialog.primary.click()
    assert dialog.isVisible()
    assert "2022-01-18" in dialog.note.text()
    dialog.close()


class Opened(QObject):
    """Takes what the program asks the desktop to open."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)


def test_export_writes_the_word_file_and_offers_to_open_it(
    room: Room, jobs: JobRunner, qtbot: QtBot, tmp_path: Path
) -> None:
    room.tag(0, GOAL, "力争完成基础设施投资350亿元")
    room.tag(1, ACHIEVEMENT, "全年完成基础设施投资361亿元")
    settings = Settings()
    dialog = ExportDialog(room.session, jobs, settings, room.window)
    dialog.open()
    target = tmp_path / "简报" / "季度简报.docx"
    target.parent.mkdir()
    dialog.set_target([target])
    dialog.title.setText("第一季度简报")
    assert dialog.note.text() == "2 份报告，2 个标签"  # what has no annotation is left out at first
    with qtbot.waitSignal(dialog.exported, timeout=10_000):
        dialog.primary.click()
    with zipfile.ZipFile(target) as file:
        words = file.read("word/document.xml").decode("utf-8")
    assert "第一季度简报" in words
    assert "力争完成基础设施投资350亿元" in words
    assert settings.last_export_folder == str(target.parent)
    qtbot.waitUntil(lambda: dialog.primary.text() == "打开", timeout=2000)
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "take")
    dialog.primary.click()
    QDesktopServices.unsetUrlHandler("file")
    assert [url.toLocalFile() for url in opened.urls] == [str(target)]
    assert not dialog.isVisible()


def test_export_needs_a_report_and_a_tag_and_tells_what_cannot_be_written(
    room: Room, jobs: JobRunner, qtbot: QtBot, tmp_path: Path
) -> None:
    room.tag(0, GOAL, "力争完成基础设施投资350亿元")
    dialog = ExportDialog(room.session, jobs, Settings(), room.window)
    dialog.open()
    for button in dialog.tags.buttons:
        button.setChecked(False)
    assert not dialog.primary.isEnabled()
    dialog.tags.buttons[0].setChecked(True)
    dialog.set_target([tmp_path / "没有这个文件夹" / "x.docx"])
    dialog.primary.click()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=10_000)
    assert dialog.isVisible()
    assert "x.docx" in dialog.note.text() or "没有这个文件夹" in dialog.note.text()
    assert dialog.primary.isEnabled()
    dialog.close()


def test_preferences_count_at_once(room: Room, qtbot: QtBot) -> None:
    settings = Settings()
    dialog = PreferencesDialog(settings, room.window)
    dialog.open()
    told: list[bool] = []
    dialog.changed.connect(lambda: told.append(True))
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.theme.activated.emit(dialog.theme.currentIndex())
    dialog.size_.setCurrentIndex(dialog.size_.findData(5))
    dialog.size_.activated.emit(5)
    dialog.author.setText("王芳")
    dialog.primary.click()
    assert (settings.theme, settings.text_step) == ("dark", 5)
    assert len(told) == 2
    assert identity.author() == "王芳"


def test_a_change_of_language_says_when_it_counts(room: Room, qtbot: QtBot) -> None:
    settings = Settings()
    dialog = PreferencesDialog(settings, room.window)
    dialog.open()
    assert not dialog.language_note.isVisible()
    dialog.language.setCurrentIndex(dialog.language.findData("en"))
    dialog.language.activated.emit(2)
    assert settings.language == "en"
    assert dialog.language_note.isVisible()
    dialog.close()


def test_the_key_sheet_names_every_key_of_the_table(room: Room, qtbot: QtBot) -> None:
    sheet = KeySheet(Actions(room.window), room.window)
    sheet.open()
    shown = {row.words for row in sheet.sheet.shown}
    for spec in TABLE:
        if spec.keys and spec.group not in ("apply", "change"):  # one line for nine keys
            assert plain(translated(spec.text)).rstrip("…") in shown
    sheet.copy_button.click()
    assert "搜索与命令\tCtrl+K" in QGuiApplication.clipboard().text()
    sheet.filter.setText("ctrl+k")
    assert [row.words for row in sheet.sheet.shown] == ["搜索与命令"]
    sheet.close()


def test_about_shows_the_licence_of_every_part(room: Room) -> None:
    dialog = AboutDialog(room.window)
    dialog.open()
    assert licence_names()[0].startswith("Quandian")
    for at in range(dialog.choice.count()):
        dialog.choice.setCurrentIndex(at)
        assert len(dialog.text.toPlainText()) > 400
    dialog.close()


def test_the_crash_dialog_copies_the_details(room: Room, qtbot: QtBot) -> None:
    dialog = CrashDialog("Traceback…\nValueError: boom", Path("/var/log/quandian.log"), room.window)
    dialog.open()
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "ValueError: boom" in copied
    assert sys.version.split()[0] in copied
    dialog.primary.click()
    assert not dialog.isVisible()
    assert room.window.isVisible()


def test_quitting_from_the_crash_dialog_closes_the_window_in_order(room: Room, qtbot: QtBot) -> None:
    dialog = CrashDialog("ValueError", Path("/log"), room.window)
    dialog.open()
    dialog.quit_button.click()
    assert not room.window.isVisible()
    assert QApplication.activeModalWidget() is None


def test_a_backup_is_restored_beside_the_project(room: Room, qtbot: QtBot) -> None:
    room.tag(0, GOAL, "力争完成基础设施投资350亿元")
    room.project.backup()
    room.tag(1, ACHIEVEMENT, "全年完成基础设施投资361亿元")
    dialog = BackupsDialog(room.session, Settings(), room.window)
    dialog.open()
    assert len(dialog.list.rows) == 1
    with qtbot.waitSignal(dialog.restored, timeout=2000) as caught:
        dialog.primary.click()
    path = caught.args[0]
    assert path != room.project.path
    assert path.parent == room.project.path.parent
    with type(room.project).open(path, author="李静", device="0000aaaa") as restored:
        assert len(restored.annotations()) == 1
    assert len(room.project.annotations()) == 2


def test_a_backup_restored_in_place_keeps_the_newer_project_aside(room: Room, qtbot: QtBot) -> None:
    room.project.backup()
    room.tag(0, GOAL, "力争完成基础设施投资350亿元")
    path = room.project.path
    dialog = BackupsDialog(room.session, Settings(), room.window)
    dialog.open()
    dialog.in_place.setChecked(True)
    with qtbot.waitSignal(dialog.restored, timeout=2000) as caught:
        dialog.primary.click()
    assert caught.args == [path]
    assert not room.session.is_open  # whoever hears "restored" opens it again
    with type(room.project).open(path, author="李静", device="0000aaaa") as restored:
        assert restored.annotations() == []
    assert len(list(path.parent.glob("*replaced*"))) == 1


def test_without_backups_it_says_so_and_offers_one(room: Room, qtbot: QtBot) -> None:
    settings = Settings(recent=[Recent("/nowhere/旧.quandian", "旧", "")])
    dialog = BackupsDialog(room.session, settings, room.window)
    dialog.open()
    assert not dialog.primary.isEnabled()
    assert dialog.empty.isVisible()
    dialog._take.click()
    assert len(dialog.list.rows) == 1
    assert dialog.primary.isEnabled()
    dialog.close()
