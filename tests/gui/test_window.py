"""The whole window on a real project: keys to database and back, undo, find, places, panels, drop, two windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quandian.core.model import AnnotationId, ReportId, TagId
from quandian.core.text import Span
from quandian.reading.open import read_bytes
from quandian.store.project import Project
from quandian.tasks.opening import create_project, open_project
from quandian.ui.dialogs.palette import CommandPalette
from quandian.ui.dialogs.palette_rows import Kind, PaletteRow
from quandian.ui.main_window import MainWindow, make_window
from quandian.ui.settings import Settings

TEXT = """区国资委2023年工作总结
一、2023年工作总结
全年完成投资12.5亿元，同比增长8.5%，新建学校3所。
二、2024年工作思路
力争完成投资15亿元以上，新增上市公司2家。
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "项目.quandian"
    with create_project(made) as project:
        project.import_reports([read_bytes("总结.txt", TEXT.encode())])
    return made


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Callable[[Path], MainWindow]]:
    windows: list[MainWindow] = []

    def make(project: Path, settings: Settings | None = None) -> MainWindow:
        window = make_window(settings or Settings(theme="light"))
        window.resize(1440, 900)
        window.project_commands.open_path(project)
        with qtbot.waitActive(window):
            window.show()
        windows.append(window)
        window.reading.reader.setFocus()
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


def project_of(window: MainWindow) -> Project:
    return window.session.project


def report_of(window: MainWindow) -> ReportId:
    assert window.session.report_id is not None
    return window.session.report_id


def caret_on(window: MainWindow, words: str) -> None:
    text = project_of(window).text(report_of(window))
    window.reading.reader.set_caret(text.index(words) + 1)


def press(window: MainWindow, *keys: str) -> None:
    """Press keys where the focus is, through the window's shortcuts, as a person does."""
    for key in keys:
        QTest.keyClicks(window.reading.reader.text, key)


def marks(window: MainWindow) -> list[tuple[str, str]]:
    return [(a.tag_id, a.quote) for a in project_of(window).annotations(report_of(window))]


def test_a_digit_tags_the_clause_at_the_caret(open_window: Callable[[Path], MainWindow], path: Path) -> None:
    window = open_window(path)
    caret_on(window, "力争")
    press(window, "1")
    assert marks(window) == [("goal", "力争完成投资15亿元以上")]
    assert window.session.annotation_id == project_of(window).annotations()[0].id


def test_a_digit_tags_the_selection(open_window: Callable[[Path], MainWindow], path: Path) -> None:
    window = open_window(path)
    text = project_of(window).text(report_of(window))
    start = text.index("全年")
    window.reading.reader.select_span(Span(start, start + len("全年完成投资12.5亿元，同比增长8.5%")))
    press(window, "2")
    assert marks(window) == [("achievement", "全年完成投资12.5亿元，同比增长8.5%")]
    assert window.reading.reader.selection() is None


def test_the_metric_key_takes_the_figure_and_fills_its_fields(
    open_window: Callable[[Path], MainWindow], path: Path
) -> None:
    window = open_window(path)
    caret_on(window, "力争")
    press(window, "3")
    (annotation,) = project_of(window).annotations()
    assert annotation.quote == "15亿元以上"
    assert {k: annotation.fields[k] for k in ("value", "unit", "comparator")} == {
        "value": "1500000000",
        "unit": "元",
        "comparator": "≥",
    }


def test_the_same_tag_twice_chooses_the_one_that_is_there(
    open_window: Callable[[Path], MainWindow], path: Path
) -> None:
    window = open_window(path)
    caret_on(window, "新建学校")
    press(window, "2")
    first = window.session.annotation_id
    window.session.choose_annotation(None)
    caret_on(window, "新建学校")
    press(window, "2")
    assert len(marks(window)) == 1
    assert window.session.annotation_id == first
    assert window.banner.text == ""  # no failure: nothing was lost


def test_undo_and_redo_name_what_they_do(open_window: Callable[[Path], MainWindow], path: Path) -> None:
    window = open_window(path)
    caret_on(window, "力争")
    press(window, "1")
    assert window.actions_table["edit.undo"].text() == "撤销“标注目标”"
    window.run("edit.undo")
    assert marks(window) == []
    assert window.actions_table["edit.redo"].text() == "重做“标注目标”"
    window.run("edit.redo")
    assert marks(window) == [("goal", "力争完成投资15亿元以上")]


def test_undo_brings_what_it_changed_into_view(open_window: Callable[[Path], MainWindow], tmp_path: Path) -> None:
    path = tmp_path / "长.quandian"
    with create_project(path) as project:
        lines = "\n".join(f"第{n}项工作全面完成，成效明显，群众满意度持续提升。" for n in range(300))
        project.import_reports([read_bytes("长.txt", lines.encode())])
    window = open_window(path)
    caret_on(window, "第250项")
    press(window, "2")
    window.reading.reader.set_caret(0)
    assert window.reading.reader.place().first < 100
    window.run("edit.undo")
    text = project_of(window).text(report_of(window))
    assert abs(window.reading.reader.caret() - text.index("第250项")) < 5
    assert window.reading.reader.place().first > 4000
    window.reading.reader.set_caret(0)
    window.run("edit.redo")
    assert window.session.annotation_id == project_of(window).annotations()[0].id
    assert window.reading.reader.place().first > 4000


def test_undo_says_where_it_changed_something_out_of_sight(
    open_window: Callable[[Path], MainWindow], path: Path
) -> None:
    with open_project(path) as project:
        project.import_reports([read_bytes("二.txt", "第二份报告\n力争完成全年任务。".encode())])
        one, two = (report.id for report in project.reports())
    window = open_window(path)
    window.session.choose_report(one)
    caret_on(window, "力争")
    press(window, "1")
    window.session.choose_report(two)
    window.run("edit.undo")
    said = window.toast.accessibleName()
    assert said == f"已撤销“标注目标”，在《{project_of(window).report(one).title}》中"
    window.run("edit.redo")
    assert "，在《" in window.toast.accessibleName()
    window.session.choose_report(one)
    window.run("edit.undo")
    assert window.toast.accessibleName() == "已撤销“标注目标”"


def test_period_repeats_and_delete_removes(open_window: Callable[[Path], MainWindow], path: Path) -> None:
    window = open_window(path)
    caret_on(window, "力争")
    press(window, "1")
    caret_on(window, "新增上市")
    press(window, ".")
    assert [quote for _, quote in marks(window)] == ["力争完成投资15亿元以上", "新增上市公司2家"]
    QTest.keyClick(window.reading.reader.text, Qt.Key.Key_Delete)
    assert [quote for _, quote in marks(window)] == ["力争完成投资15亿元以上"]


def test_next_and_previous_walk_in_the_order_of_the_text(open_window: Callable[[Path], MainWindow], path: Path) -> None:
    window = open_window(path)
    for words in ("力争", "全年", "新建"):
        caret_on(window, words)
        press(window, "1")
    window.session.choose_annotation(None)
    window.reading.reader.set_caret(0)
    seen = []
    for _ in range(3):
        press(window, "j")
        seen.append(project_of(window).annotation(window.session.annotation_id or AnnotationId("")).quote[:2])
    assert seen == ["全年", "新建", "力争"]
    press(window, "k")
    assert project_of(window).annotation(window.session.annotation_id or AnnotationId("")).quote[:2] == "新建"


def test_edges_move_by_key_and_a_metric_is_read_again(open_window: Callable[[Path], MainWindow], path: Path) -> None:
    window = open_window(path)
    text = project_of(window).text(report_of(window))
    start = text.index("15亿元以上")
    window.run("tag.snap_character")
    window.reading.reader.select_span(Span(start, start + 4))
    press(window, "3")
    annotation_id = project_of(window).annotations()[0].id
    project_of(window).edit_fields(annotation_id, indicator="投资", value="999")  # by hand: to be kept
    press(window, "]", "]")
    annotation = project_of(window).annotation(annotation_id)
    assert annotation.quote == "15亿元以上"
    assert annotation.fields["comparator"] == "≥"
    assert (annotation.fields["indicator"], annotation.fields["value"]) == ("投资", "999")
    window.run("edit.undo")
    assert project_of(window).annotation(annotation_id).quote == "15亿元以"


def test_keys_do_not_tag_while_a_field_has_the_focus(
    open_window: Callable[[Path], MainWindow], path: Path, qtbot: QtBot
) -> None:
    window = open_window(path)
    window.reading.reports.filter.setFocus()
    QTest.keyClicks(window.reading.reports.filter, "123")
    assert window.reading.reports.filter.text() == "123"
    assert marks(window) == []


def test_copy_names_the_source(open_window: Callable[[Path], MainWindow], path: Path) -> None:
    window = open_window(path)
    caret_on(window, "力争")
    press(window, "1")
    window.run("edit.copy")
    assert QGuiApplication.clipboard().text().startswith("“力争完成投资15亿元以上”（")
    assert "第5段" in QGuiApplication.clipboard().text()


def test_another_window_sees_the_tag_within_a_second(
    open_window: Callable[[Path], MainWindow], path: Path, qtbot: QtBot
) -> None:
    first, second = open_window(path), open_window(path)
    caret_on(first, "力争")
    first.reading.reader.setFocus()
    first.run("tag.apply_1")
    qtbot.waitUntil(lambda: len(list(second.reading.reader.text.scene.index)) == 1, timeout=1000)
    assert marks(second) == [("goal", "力争完成投资15亿元以上")]


def test_the_window_comes_back_to_where_the_user_was(open_window: Callable[[Path], MainWindow], tmp_path: Path) -> None:
    path = tmp_path / "长.quandian"
    with create_project(path) as project:
        lines = "\n".join(f"第{n}项工作全面完成，成效明显，群众满意度持续提升。" for n in range(300))
        project.import_reports([read_bytes("长.txt", lines.encode()), read_bytes("总结.txt", TEXT.encode())])
        long_report = project.reports()[0].id
    settings = Settings(theme="light")
    window = open_window(path, settings)
    window.session.choose_report(long_report)
    window.reading.reader.set_caret(4000)
    first = window.reading.reader.place().first
    window.session.close()
    window.project_commands.open_path(path)
    assert report_of(window) == long_report
    assert first > 0
    assert abs(window.reading.reader.place().first - first) < 60


def test_back_and_forward_between_reports(open_window: Callable[[Path], MainWindow], path: Path) -> None:
    with open_project(path) as project:
        project.import_reports([read_bytes("二.txt", "第二份报告。\n内容".encode())])
        one, two = (report.id for report in project.reports())
    window = open_window(path)
    window.session.choose_report(one)
    window.session.choose_report(two)
    window.run("view.back")
    assert report_of(window) == one
    window.run("view.forward")
    assert report_of(window) == two


def test_a_report_opened_by_the_palette_takes_keys_at_once(
    open_window: Callable[[Path], MainWindow], path: Path, qtbot: QtBot
) -> None:
    with open_project(path) as project:
        done = project.import_reports([read_bytes("二.txt", "第二份报告。\n力争完成全年任务。".encode())])
        (two,) = done.added
    window = open_window(path)
    window.show_palette()
    palette = window.findChild(CommandPalette)
    palette.input.setText("@" + project_of(window).report(two).title)
    qtbot.wait(200)
    QTest.keyClick(palette.input, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reading.reader.text.hasFocus(), timeout=2000)
    assert report_of(window) == two


def test_whatever_is_gone_to_takes_keys_at_once(
    open_window: Callable[[Path], MainWindow], path: Path, qtbot: QtBot
) -> None:
    window = open_window(path)
    caret_on(window, "新增上市")
    press(window, "1")
    text, elsewhere = window.reading.reader.text, window.reading.reports
    for typed, row in (("新增上市", Kind.ANNOTATION), ("同比增长", Kind.TEXT)):
        elsewhere.setFocus()
        window.show_palette()
        palette = window.findChild(CommandPalette)
        palette.input.setText(typed)
        qtbot.waitUntil(lambda p=palette, k=row: any(getattr(one, "kind", 0) is k for one in _rows(p)), timeout=2000)
        palette.list.picked.emit(next(one for one in _rows(palette) if one.kind is row))
        qtbot.waitUntil(text.hasFocus, timeout=2000)
        qtbot.waitUntil(lambda: window.findChild(CommandPalette) is None, timeout=2000)
    elsewhere.setFocus()
    window.presenter.open_annotation(project_of(window).annotations()[0].id)
    qtbot.waitUntil(text.hasFocus, timeout=2000)


def _rows(palette: CommandPalette) -> list[PaletteRow]:
    return [row for row in palette.list.rows if isinstance(row, PaletteRow)]


def test_a_project_named_relatively_is_remembered_by_its_whole_path(
    open_window: Callable[[Path], MainWindow], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    window = open_window(Path(path.name))
    assert window.settings.recent[0].path == str(path)
    assert window.status.path.text == str(path)


def test_dropping_files_imports_them(
    open_window: Callable[[Path], MainWindow], path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(path)
    file = tmp_path / "新.txt"
    file.write_text("新的一份报告\n完成投资三十亿元。\n", "utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(QPoint(400, 400)), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    )
    window.dropEvent(drop)
    qtbot.waitUntil(lambda: len(project_of(window).reports()) == 2, timeout=5000)


def test_many_files_come_in_as_one_step(
    open_window: Callable[[Path], MainWindow], path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """More than ten files are stored in slices so that the window stays alive; one undo still takes all of them."""
    window = open_window(path)
    folder = tmp_path / "许多"
    folder.mkdir()
    for n in range(25):
        (folder / f"{n:02d}.txt").write_text(f"第{n}号单位工作总结\n完成投资{n}亿元。\n", "utf-8")
    window.project_commands.import_paths([folder])
    qtbot.waitUntil(lambda: len(project_of(window).reports()) == 26, timeout=10_000)
    assert project_of(window).search("第7号单位")
    window.run("edit.undo")
    assert len(project_of(window).reports()) == 1
    assert not project_of(window).search("第7号单位")
    window.run("edit.redo")
    assert len(project_of(window).reports()) == 26
    assert project_of(window).check() == []


def test_a_cancelled_import_leaves_no_report(
    open_window: Callable[[Path], MainWindow], path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window(path)
    drafts = [read_bytes(f"{n}.txt", f"第{n}号单位工作总结\n成效明显。\n".encode()) for n in range(200)]
    jobs = []
    window.jobs.started.connect(jobs.append)
    window.project_commands.flow._store(drafts)
    with qtbot.waitSignal(jobs[0].cancelled):
        jobs[0].cancel()
    assert len(project_of(window).reports()) == 1
    assert project_of(window).undo_state().undo == "import|区国资委2023年工作总结"
    assert project_of(window).check() == []


def test_a_foreign_file_gives_one_sentence_and_leaves_the_project_open(
    open_window: Callable[[Path], MainWindow], path: Path, tmp_path: Path
) -> None:
    window = open_window(path)
    bad = tmp_path / "坏.quandian"
    bad.write_bytes(b"not a database at all")
    window.project_commands.open_path(bad)
    assert "坏.quandian" in window.banner.text
    assert window.session.path == path


def test_themes_and_text_size_live(open_window: Callable[[Path], MainWindow], path: Path) -> None:
    window = open_window(path)
    light = window.grab().toImage().pixelColor(700, 700)
    window.run("view.theme_dark")
    dark = window.grab().toImage().pixelColor(700, 700)
    assert light.lightness() > 200 > 80 > dark.lightness()
    before = window.settings.text_step
    window.run("view.larger")
    assert window.settings.text_step == before + 1
    assert window.status.zoom.text == "111%"


def test_panels_float_in_a_small_window(open_window: Callable[[Path], MainWindow], path: Path, qtbot: QtBot) -> None:
    window = open_window(path)
    assert window.reading.left_shown
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: not window.reading.left_shown)
    assert window.reading.reader.width() > 600
    window.run("view.left")
    assert window.reading.left_shown
    window.reading.reader.setFocus()
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: window.reading.left_shown)


def test_removing_the_report_shown_can_be_undone(open_window: Callable[[Path], MainWindow], path: Path) -> None:
    window = open_window(path)
    caret_on(window, "力争")
    press(window, "1")
    window.run("project.delete_report")
    assert project_of(window).reports() == []
    assert window.session.report_id is None
    window.run("edit.undo")
    assert len(project_of(window).reports()) == 1
    assert marks(window) == [("goal", "力争完成投资15亿元以上")]


def test_a_custom_tag_gets_its_key_at_once(open_window: Callable[[Path], MainWindow], path: Path) -> None:
    window = open_window(path)
    tag = project_of(window).add_tag("问题")
    assert tag.shortcut == "4"
    caret_on(window, "新建学校")
    press(window, "4")
    assert marks(window) == [(TagId(tag.id), "新建学校3所")]


def test_a_toast_covers_no_panel(open_window: Callable[[Path], MainWindow], path: Path, qtbot: QtBot) -> None:
    window = open_window(path)
    window.resize(800, 520)
    qtbot.waitUntil(lambda: not window.reading.left_shown)
    window.session.say("已撤销“导入《二〇二三年工作总结》”", offers_undo=True)
    window.run("view.left")
    toast, panel = window.toast, window.reading.reports
    covered = toast.rect().translated(toast.mapToGlobal(QPoint(0, 0)))
    assert not covered.intersects(panel.rect().translated(panel.mapToGlobal(QPoint(0, 0))))
    assert window.toast.isVisible()
    window.session.say("很长的一句话，" * 30)
    assert toast.geometry().right() < window.pages.width()
    assert toast.toolTip().startswith("很长")
