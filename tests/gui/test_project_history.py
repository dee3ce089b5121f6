"""The history of the project in the window: steps and what they changed in words, filters, going there, going back."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from quandian.core.model import AnnotationId, ReportDraft, ReportId, Status, TagId
from quandian.store import NewAnnotation, Project
from quandian.tasks import identity
from quandian.ui.dialogs.project_history import ProjectHistoryDialog
from quandian.ui.dialogs.restore_state import RestoreDialog
from quandian.ui.history_rows import Changed, Step
from quandian.ui.main_window import MainWindow
from quandian.ui.settings import Settings

TEXT = "完成投资60亿元。\n明年力争增长8%以上。\n" * 60
GOAL, METRIC = TagId("goal"), TagId("metric")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    identity.set_author("李静")
    made = MainWindow(Settings(passing=True))
    made.filler.automatic = False
    qtbot.addWidget(made)
    made.resize(1400, 860)
    made.show()
    yield made
    made.close()


@pytest.fixture
def project(window: MainWindow, tmp_path: Path) -> Project:
    path = tmp_path / "p.quandian"
    draft = ReportDraft(TEXT, (), "总结", "总结.txt", TEXT.encode(), "text/plain")
    with Project.create(path, author="王磊", device="d2", name="督查") as made:
        report = made.import_reports([draft]).added[0]
        made.annotate(report, METRIC, 4, 8)
    window.project_commands.open_path(path)
    return window.session.project


@pytest.fixture
def mark(project: Project) -> AnnotationId:
    """A goal with a history: a note, a status, another tag."""
    made = project.annotate(project.reports()[0].id, GOAL, 9, 20).id
    project.set_note(made, "甲")
    project.set_note(made, "乙")
    project.set_status([made], Status.CONFIRMED)
    return made


def opened(window: MainWindow, qtbot: QtBot) -> ProjectHistoryDialog:
    window.run("history.open")
    dialog = next(one for one in window.findChildren(ProjectHistoryDialog) if one.isVisible())
    qtbot.waitUntil(lambda: bool(dialog.model.rows), timeout=10_000)
    return dialog


def steps(dialog: ProjectHistoryDialog) -> list[str]:
    return [dialog.model.words(row) for row in dialog.model.rows if isinstance(row, Step)]


def lines(dialog: ProjectHistoryDialog) -> list[str]:
    return [dialog.model.words(row) for row in dialog.model.rows if isinstance(row, Changed)]


def find(dialog: ProjectHistoryDialog, words: str) -> int:
    return next(n for n, row in enumerate(dialog.model.rows) if words in dialog.model.words(row))


def filtered(dialog: ProjectHistoryDialog, qtbot: QtBot, count: int) -> None:
    dialog._on_filter()
    qtbot.waitUntil(lambda: not dialog._later.isActive() and len(steps(dialog)) == count, timeout=5000)


def test_steps_are_told_newest_first_and_open_to_what_they_changed(
    window: MainWindow, project: Project, mark: AnnotationId, qtbot: QtBot
) -> None:
    project.undo()
    dialog = opened(window, qtbot)
    told = steps(dialog)
    assert "撤销" in told[0]
    assert "李静" in told[0]
    assert "王磊" in told[-1]
    at = next(n for n, words in enumerate(told) if "修改备注" in words)
    dialog.model.toggle(at)
    assert lines(dialog) == ["标注，目标“明年力争增长8%以上”，备注：甲 → 乙"]
    dialog.model.toggle(at)
    assert lines(dialog) == []
    dialog.model.toggle(find(dialog, "标注目标"))
    assert lines(dialog) == ["标注，目标“明年力争增长8%以上”，新建"]
    dialog.reject()


def test_escape_closes_it_from_the_list(window: MainWindow, project: Project, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    dialog.view.setFocus()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_filters_narrow_what_is_shown(window: MainWindow, project: Project, mark: AnnotationId, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    every = len(steps(dialog))
    dialog.author.setCurrentText("王磊")
    filtered(dialog, qtbot, 3)
    dialog.author.setCurrentIndex(0)
    dialog.tag.setCurrentText("指标")
    filtered(dialog, qtbot, 2)
    dialog.tag.setCurrentIndex(0)
    dialog.kind.setCurrentText("报告")
    filtered(dialog, qtbot, 1)
    dialog.kind.setCurrentIndex(0)
    dialog.report.setCurrentIndex(1)
    filtered(dialog, qtbot, every - 1)
    dialog.report.setCurrentIndex(0)
    dialog.text.setText("乙")
    filtered(dialog, qtbot, 1)
    dialog.text.setText("没有这样的字")
    filtered(dialog, qtbot, 0)
    qtbot.waitUntil(lambda: dialog._pages.currentWidget() is dialog.empty, timeout=5000)
    dialog.text.clear()
    dialog.span.setCurrentText("今天")
    filtered(dialog, qtbot, every)
    dialog.span.setCurrentText("自选日期")
    dialog.since.setDate(dialog.since.date().addYears(-2))
    dialog.until.setDate(dialog.since.date().addDays(3))
    filtered(dialog, qtbot, 0)
    assert dialog.days.isVisible()
    dialog.reject()


def test_going_to_a_passage_closes_the_page_and_shows_it(
    window: MainWindow, project: Project, mark: AnnotationId, qtbot: QtBot
) -> None:
    window.run("view.page_ledger")
    dialog = opened(window, qtbot)
    dialog.view.go_to(find(dialog, "修改备注"))
    assert dialog.show_source.isEnabled()
    dialog.show_source.click()
    qtbot.waitUntil(lambda: window.session.annotation_id == mark, timeout=5000)
    assert window.pages.currentWidget() is window.reading


def test_where_a_deleted_mark_was_can_be_looked_at(
    window: MainWindow, project: Project, mark: AnnotationId, qtbot: QtBot
) -> None:
    project.delete([mark])
    dialog = opened(window, qtbot)
    dialog.view.go_to(0)
    with qtbot.waitSignal(dialog.passage_wanted, timeout=2000) as wanted:
        dialog.show_source.click()
    assert (wanted.args[1].start, wanted.args[1].end) == (9, 20)


def test_an_earlier_state_comes_back_after_a_preview_as_one_step(
    window: MainWindow, project: Project, mark: AnnotationId, qtbot: QtBot
) -> None:
    dialog = opened(window, qtbot)
    dialog.view.go_to(
        len(steps(dialog))
        - 1
        - [*reversed(steps(dialog))].index(next(words for words in reversed(steps(dialog)) if "修改备注" in words))
    )
    dialog.restore.click()
    question = dialog.findChild(RestoreDialog)
    assert question is not None
    assert any("备注：乙 → 甲" in words for words in question.words)
    assert any("核对状态：已核 → 待核" in words for words in question.words)
    assert project.annotation(mark).note == "乙"  # nothing happened yet
    qtbot.mouseClick(question.primary, Qt.MouseButton.LeftButton)
    assert (project.annotation(mark).note, project.annotation(mark).status) == ("甲", Status.OPEN)
    window.session.undo()
    assert (project.annotation(mark).note, project.annotation(mark).status) == ("乙", Status.CONFIRMED)
    dialog.reject()


def test_a_deleted_mark_comes_back_as_it_was(
    window: MainWindow, project: Project, mark: AnnotationId, qtbot: QtBot
) -> None:
    time.sleep(0.01)  # the state just before is asked for by time
    project.delete([mark])
    dialog = opened(window, qtbot)
    dialog.view.go_to(0)
    dialog.restore.click()
    question = dialog.findChild(RestoreDialog)
    assert question is not None
    qtbot.mouseClick(question.primary, Qt.MouseButton.LeftButton)
    assert project.annotation(mark).note == "乙"
    dialog.reject()


def test_tags_go_back_to_how_they_were(window: MainWindow, project: Project, mark: AnnotationId, qtbot: QtBot) -> None:
    tag = project.add_tag("问题")
    project.edit_tag(tag.id, description="新的说明")
    dialog = opened(window, qtbot)
    dialog.view.go_to(find(dialog, "标注目标"))
    dialog.restore_tags.click()
    question = dialog.findChild(RestoreDialog)
    assert question is not None
    assert question.words == ["“问题”：删除"]
    qtbot.mouseClick(question.primary, Qt.MouseButton.LeftButton)
    assert "问题" not in {one.name for one in project.tags()}
    dialog.reject()


def test_what_is_as_it_was_is_said(window: MainWindow, project: Project, mark: AnnotationId, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    dialog.view.go_to(0)
    dialog.restore_tags.click()
    assert dialog.findChild(RestoreDialog) is None
    assert "没有改动" in dialog.note.text()
    dialog.reject()


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
def test_the_history_is_exported_as_filtered(
    window: MainWindow, project: Project, mark: AnnotationId, qtbot: QtBot, tmp_path: Path, suffix: str
) -> None:
    dialog = opened(window, qtbot)
    dialog.author.setCurrentText("李静")
    filtered(dialog, qtbot, 4)
    target = tmp_path / f"历史.{suffix}"
    dialog.export_to([target])
    qtbot.waitUntil(lambda: "已导出" in dialog.note.text(), timeout=10_000)
    if suffix == "json":
        assert [one["author"] for one in json.loads(target.read_text("utf-8"))] == ["李静"] * 4
    elif suffix == "csv":
        rows = target.read_text("utf-8-sig").splitlines()
        assert rows[0].startswith("时间,谁,操作")
        assert any("备注,甲,乙" in row for row in rows)
    else:
        assert target.read_bytes()[:2] == b"PK"
    dialog.reject()


def test_new_steps_appear_while_it_is_open(
    window: MainWindow, project: Project, mark: AnnotationId, qtbot: QtBot
) -> None:
    dialog = opened(window, qtbot)
    before = len(steps(dialog))
    project.set_note(mark, "丙")
    project.set_status([mark], Status.DOUBTFUL)
    qtbot.waitUntil(lambda: len(steps(dialog)) > before, timeout=5000)
    dialog.reject()


def test_a_long_history_comes_page_by_page_and_a_large_step_in_parts(
    window: MainWindow, project: Project, qtbot: QtBot
) -> None:
    report: ReportId = project.reports()[0].id
    project.annotate_many(report, [NewAnnotation(GOAL, s, s + 2) for s in range(1000)])
    for number in range(250):
        project.set_setting("x", number)
    dialog = opened(window, qtbot)
    assert len(steps(dialog)) == 200
    dialog.view.scrollToBottom()
    qtbot.waitUntil(lambda: len(steps(dialog)) > 250, timeout=5000)
    at = next(n for n, row in enumerate(dialog.model.rows) if isinstance(row, Step) and row.entry.rows == 1000)
    dialog.model.toggle(at)
    assert len(lines(dialog)) == 301
    dialog.model.toggle(at + 301)
    assert len(lines(dialog)) == 601
    dialog.reject()


def test_a_project_open_only_to_be_read_shows_its_history_and_offers_no_restoring(
    window: MainWindow, project: Project, mark: AnnotationId, qtbot: QtBot
) -> None:
    path = project.path
    window.run("project.close")
    window.session.take(Project.open_still(path, author="李静", device="d1"))
    dialog = opened(window, qtbot)
    dialog.view.go_to(0)
    assert not dialog.restore.isEnabled()
    assert not dialog.restore_tags.isEnabled()
    dialog.reject()


def test_a_merge_has_its_count_and_opens_to_what_it_brought(
    window: MainWindow, project: Project, mark: AnnotationId, qtbot: QtBot
) -> None:
    theirs = project.path.with_name("他的.quandian")
    project.save_copy(theirs)
    with Project.open(theirs, author="赵敏", device="d3", backup=False) as other:
        made = other.annotate(other.reports()[0].id, METRIC, 20, 24)
        other.set_note(mark, "丙")
    project.merge(project.merge_plan([theirs]))
    dialog = opened(window, qtbot)
    told = steps(dialog)
    assert "合并“督查”，2 处" in told[0]
    assert ["赵敏" in words for words in told[:4]] == [False, True, True, False]
    dialog.model.toggle(0)
    assert {words.rpartition("，")[2] for words in lines(dialog)} == {"新建", "备注：乙 → 丙"}
    dialog.reject()
    window.presenter.open_annotation(made.id)
    project.undo()
    dialog = opened(window, qtbot)
    assert ["合并已撤销" in words for words in steps(dialog)[:5]] == [False, True, True, True, False]
    dialog.reject()
    window.presenter.open_annotation(mark)
    inspector = window.reading.inspector
    qtbot.waitUntil(lambda: any("合并已撤销" in e.text for e in inspector.history.events), timeout=5000)
    assert sum("合并已撤销" in e.text for e in inspector.history.events) == 1


def test_tags_added_since_are_named_where_they_stay_and_asked_about_where_nothing_has_them(
    window: MainWindow, project: Project, mark: AnnotationId, qtbot: QtBot
) -> None:
    used, spare = project.add_tag("风险"), project.add_tag("备用")
    project.annotate(project.reports()[0].id, used.id, 0, 4)
    dialog = opened(window, qtbot)
    dialog.view.go_to(find(dialog, "标注目标"))
    dialog.restore_tags.click()
    question = dialog.findChild(RestoreDialog)
    assert question is not None
    assert question.words == ["“备用”：删除"]
    assert question.kept.isVisible()
    assert "“风险”（1 条标注）保留不动" in question.kept.text()
    assert question.unused.isVisible()
    question.unused.setChecked(False)
    assert question.primary is not None
    assert not question.primary.isEnabled(), "nothing is left to be done"
    question.reject()
    project.remove_tag(spare.id)
    dialog.restore_tags.click()
    assert "除了后来添加、正在使用的“风险”（1 条标注）" in dialog.note.text()
    project.edit_tag(TagId("goal"), description="新的说明")
    spare = project.add_tag("备用")
    dialog.restore_tags.click()
    question = next(one for one in dialog.findChildren(RestoreDialog) if one.isVisible())
    question.unused.setChecked(False)
    qtbot.mouseClick(question.primary, Qt.MouseButton.LeftButton)
    assert project.tag(TagId("goal")).description != "新的说明"
    assert {used.id, spare.id} <= {tag.id for tag in project.tags()}
    dialog.reject()
