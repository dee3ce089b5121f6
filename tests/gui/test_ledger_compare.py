"""What the ledger compares: charts, matrices, contradictions, merged names; and what of it goes into a briefing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_kit import Room, desk_of_figures, edit, menu_of, pick, room_of
from panels_kit import Desk, press
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from quandian.core.ledger import Condition
from quandian.core.model import TagId
from quandian.tasks.briefings import saved_briefing, saved_briefings
from quandian.tasks.ledger import merge_indicators, toggle_break
from quandian.ui.dialogs.contradictions import ContradictionsDialog
from quandian.ui.dialogs.merge_names import MergeNamesDialog
from quandian.ui.ledger import apart
from quandian.ui.ledger.chart_data import Chart, Kind, Line, Mark
from quandian.ui.ledger.chart_paint import _Lines
from quandian.ui.ledger.looks import Colouring, Look, Showing

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Iterator[Desk]:
    made = desk_of_figures(tmp_path)
    yield made
    made.project.close()


@pytest.fixture
def room(qtbot, desk: Desk) -> Iterator[Room]:
    made = room_of(qtbot, desk)
    yield made
    made.close()


def test_chosen_rows_go_into_a_briefing_with_b(room: Room, desk: Desk) -> None:
    room.table.choose_row(0)
    room.table.setFocus()
    press(room.table, Qt.Key.Key_B)
    assert [one.text() for one in menu_of(room).actions() if not one.isSeparator()] == [
        "选中的 1 条加入",
        "新建简报",
        "显示的 5 条",
        "新建简报，随这个筛选更新",
    ]
    assert menu_of(room).activeAction().text() == "新建简报"
    pick(room, "新建简报")
    (made,) = saved_briefings(desk.project)
    assert made.plan.also == (room.model.row_at(0).id,)
    toast = room.window.toast
    assert toast.accessibleName() == "1 条已加入“指标台账”"
    QTest.mouseClick(toast, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(toast.width() - 20, 18))
    room.settle()
    assert room.window.reviewing.page == "briefing"
    assert room.window.briefing_commands.page.desk.current.id == made.id
    room.window.actions_table["view.page_ledger"].trigger()
    room.table.selectAll()
    room.window.actions_table["ledger.to_briefing"].trigger()
    pick(room, "指标台账")
    assert len(saved_briefing(desk.project, made.id).plan.also) == 5
    room.window.session.undo()
    assert saved_briefing(desk.project, made.id) == made


def test_a_filter_becomes_a_briefing(room: Room, desk: Desk) -> None:
    room.page.controller.filter_by("year", ("2020",))
    room.settle()
    room.window.actions_table["ledger.to_briefing"].trigger()
    pick(room, "新建简报，随这个筛选更新")
    (made,) = saved_briefings(desk.project)
    assert made.plan.picked is None
    assert made.plan.conditions == (Condition("year", "in", ("2020",)),)


def test_the_chart_goes_into_a_briefing(room: Room, desk: Desk) -> None:
    room.page.controller.choose_indicator("投资")
    room.page.chart.canvas.setFocus()
    press(room.page.chart.canvas, Qt.Key.Key_B)
    pick(room, "新建简报")
    room.page.controller.set_kind(Kind.BY_ISSUER)
    room.window.actions_table["ledger.chart_to_briefing"].trigger()
    pick(room, "指标台账")
    (made,) = saved_briefings(desk.project)
    assert [(one.indicator, one.over) for one in made.plan.charts] == [("投资", "year"), ("", "issuer")]


def test_the_chart_shows_the_series_of_the_chosen_row(room: Room, desk: Desk) -> None:
    room.table.choose_row(3)
    room.settle()
    chart = room.page.chart.canvas.chart
    assert chart.title == "投资（亿元）"
    (line,) = chart.lines
    assert [(m.x, m.y) for m in line.marks] == [(2020, 28)]
    assert [(m.x, m.y) for m in line.targets] == [(2022, 240)]
    room.window.grab()
    hits = room.page.chart.canvas.hits
    assert {hit.number for hit in hits} == {room.model.number_at(2), room.model.number_at(3)}
    point = next(hit for hit in hits if hit.number == room.model.number_at(2))
    QTest.mouseClick(room.page.chart.canvas, LEFT, Qt.KeyboardModifier.NoModifier, point.area.center().toPoint())
    assert room.table.selected_rows() == [2]


def test_a_bar_shows_its_passages(room: Room) -> None:
    room.page.controller.set_kind(Kind.BY_REPORT)
    room.window.grab()
    hit = next(h for h in room.page.chart.canvas.hits if h.words.startswith("2020年工作总结"))
    QTest.mouseClick(room.page.chart.canvas, LEFT, Qt.KeyboardModifier.NoModifier, hit.area.center().toPoint())
    assert set(room.texts("report")) == {"2020年工作总结"}


def test_goals_have_charts_of_their_own(room: Room) -> None:
    room.page.controller.show_tags((TagId("goal"),))
    room.settle()
    assert room.page.bar.count.text == "1 条目标"
    assert room.texts("field.responsible") == ["市国资委"]
    chart = room.page.chart.canvas.chart
    assert chart.kind is Kind.RESPONSIBLE
    assert [(bar.label, bar.total) for bar in chart.bars] == [("市国资委", 1)]
    room.page.controller.set_kind(Kind.TIMELINE)
    assert [dot.label for dot in room.page.chart.canvas.chart.dots] == ["2022-12-31"]
    room.window.grab()


@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_a_chart_is_saved_and_copied(room: Room, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"图.{suffix}"
    room.page.chart.save(target)
    assert target.stat().st_size > 1000
    if suffix == "svg":
        assert b"<svg" in target.read_bytes()[:600]
    room.page.chart.copy()
    assert not QApplication.clipboard().image().isNull()


def test_the_matrix_says_what_was_promised_and_reached(room: Room, desk: Desk) -> None:
    desk.project.annotate(
        desk.reports[2],
        TagId("metric"),
        0,
        4,
        fields={"indicator": "投资", "value": "1", "unit": "元", "period": "2022"},
    )
    desk.project.edit_report(desk.reports[2], issuer="市国资委", period="2022")
    room.settle()
    model = room.page.matrix_pane.model
    row = next(i for i in range(model.rowCount()) if model.row_key(i).indicator == "投资")
    column = next(i for i in range(3, model.columnCount()) if model.head_text(i) == "2022年")
    cell = model.cell(row, column)
    assert cell.outcome == "missed"
    room.page.matrix_pane.view.setCurrentIndex(model.index(row, column))
    room.page.matrix_pane.view.setFocus()
    press(room.page.matrix_pane.view, Qt.Key.Key_Return)
    assert room.window.session.annotation().fields["value"] == "1"


def test_count_matrices_open_their_rows(room: Room) -> None:
    room.page.matrix_pane.kind_chosen.emit("issuer_year")
    model = room.page.matrix_pane.model
    assert [model.issuer(i) for i in range(model.rowCount())] == ["市国资委"]
    assert [model.count(0, c) for c in range(1, model.columnCount())] == [2, 2, 1]
    room.page.matrix_pane.view.setCurrentIndex(model.index(0, 1))
    room.page.matrix_pane.view.open_current()
    assert room.texts("field.indicator") == ["投资", "新增就业"]


def matrix_texts(room: Room) -> list[str]:
    """Return what the first row of the matrix says, its side aside."""
    model = room.page.matrix_pane.model
    return [model.shown(0, column).text for column in range(model.side_columns, model.columnCount())]


def test_cells_of_issuers_say_counts_changes_figures_or_text(room: Room, desk: Desk) -> None:
    pane = room.page.matrix_pane
    pane.kind_chosen.emit("issuer_year")
    assert matrix_texts(room) == ["2", "2", "1"]
    pane.look_chosen.emit(Look(Colouring.VALUE, Showing.CHANGE))
    assert matrix_texts(room) == ["—", "+0.0%", "−50.0%"]
    pane.look_chosen.emit(Look(Colouring.VALUE, Showing.VALUE))
    assert matrix_texts(room) == ["新增就业 1200人", "营业收入增长 8.5%", "投资 ≥240亿元".replace("≥", "⩾")]
    room.page.controller.filter_by("field.indicator", ("投资",))
    room.settle()
    assert matrix_texts(room) == ["28亿元", "⩾240亿元"]  # the name of one indicator need not be said in each cell
    shares = [pane.model.shown(0, column).share for column in (1, 2)]
    assert shares == [pytest.approx(28 / 240), 1.0]
    room.page.controller.clear()
    room.settle()
    pane.look_chosen.emit(Look(Colouring.VALUE, Showing.TEXT))
    assert matrix_texts(room) == ["1200人", "8.5%", "240亿元"]
    pane.view.setCurrentIndex(pane.model.index(0, 3))
    pane.view.open_current()
    assert room.window.session.annotation().quote == "240亿元"


def test_cells_of_issuers_are_coloured_by_status(room: Room, desk: Desk) -> None:
    pane = room.page.matrix_pane
    pane.kind_chosen.emit("issuer_year")
    pane.look_chosen.emit(Look(Colouring.STATUS, Showing.COUNT))
    assert [pane.model.shown(0, column).ground for column in (1, 2, 3)] == ["", "", ""]
    edit(room, 2, "status", "confirmed")
    edit(room, 3, "status", "doubtful")
    assert [pane.model.shown(0, column).ground for column in (1, 2, 3)] == ["warn_soft", "", "ok_soft"]
    assert pane.model.shown(0, 1).share is None


def test_cells_of_indicators_show_their_text(room: Room, desk: Desk) -> None:
    pane = room.page.matrix_pane
    pane.look_chosen.emit(Look(Colouring.VALUE, Showing.TEXT))
    assert "28亿元" in matrix_texts(room)
    pane.kind_chosen.emit("issuer_year")
    assert matrix_texts(room) == ["2", "2", "1"]  # each matrix keeps a look of its own
    pane.kind_chosen.emit("indicator_year")
    assert "28亿元" in matrix_texts(room)


def test_contradictions_are_listed_and_open_their_sentence(room: Room, desk: Desk, qtbot) -> None:
    desk.project.edit_report(desk.reports[2], issuer="市国资委", period="2022")
    fields = {"indicator": "投资", "value": "3300000000", "unit": "元", "period": "2020"}
    desk.project.annotate(desk.reports[2], TagId("metric"), 0, 4, fields=fields)
    qtbot.waitUntil(lambda: room.page.matrix_pane.warning.text() == "1 处说法不一")
    room.window.actions_table["ledger.contradictions"].trigger()
    (dialog,) = room.window.findChildren(ContradictionsDialog)
    lines = [(line.text, line.value) for line in dialog._model.lines]
    assert lines == [("投资　市国资委　2020年", ""), ("《2020年工作总结》", "28亿元"), ("《采访》", "33亿元")]
    dialog.view.go_to(2)
    dialog.primary.click()
    assert room.window.session.annotation().fields["value"] == "3300000000"


def test_merged_names_count_as_one_until_undone(room: Room, desk: Desk) -> None:
    room.table.choose_row(0)
    room.window.actions_table["ledger.merge"].trigger()
    (dialog,) = room.window.findChildren(MergeNamesDialog)
    names = [dialog.list.item(i) for i in range(dialog.list.count())]
    next(i for i in names if i.text().startswith("投资")).setCheckState(Qt.CheckState.Checked)
    dialog.into.setEditText("投资")
    dialog.primary.click()
    room.settle()
    assert desk.project.ledger.aliases().name("资产总额") == "投资"
    room.page.controller.filter_by("field.indicator", ("投资",))
    assert len(room.model.order) == 3
    room.window.session.undo()
    room.settle()
    assert len(room.model.order) == 2
    merge_indicators(desk.project, ["营收"], "营业收入")
    assert toggle_break(desk.project, "投资", "市国资委", 2021)
    assert not toggle_break(desk.project, "投资", "市国资委", 2021)


def test_escape_closes_the_list_of_contradictions(room: Room, desk: Desk, qtbot) -> None:
    desk.project.edit_report(desk.reports[2], issuer="市国资委", period="2022")
    fields = {"indicator": "投资", "value": "3300000000", "unit": "元", "period": "2020"}
    desk.project.annotate(desk.reports[2], TagId("metric"), 0, 4, fields=fields)
    room.window.actions_table["ledger.contradictions"].trigger()
    (dialog,) = room.window.findChildren(ContradictionsDialog)
    dialog.view.setFocus()
    press(dialog.view, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_names_to_merge_are_reached_by_keys(room: Room) -> None:
    room.window.actions_table["ledger.merge"].trigger()
    (dialog,) = room.window.findChildren(MergeNamesDialog)
    dialog.field.setText("投资")
    press(dialog.field, Qt.Key.Key_Down)
    press(dialog.list, Qt.Key.Key_Space)
    assert dialog.names() == ["投资"]
    dialog.reject()


def test_changes_of_shares_are_points_and_a_new_definition_has_none(room: Room, desk: Desk) -> None:
    for place, (value, year) in enumerate((("60.5", "2018"), ("59.2", "2019"), ("61", "2020"))):
        fields = {"indicator": "负债率", "value": value, "unit": "%", "period": year, "kind": "percent"}
        desk.project.annotate(desk.reports[1], TagId("metric"), place, place + 2, fields=fields)
    (issuer,) = {row.issuer for row in room.page.controller.ledger.rows(room.model.order) if row.year == 2020}
    toggle_break(desk.project, "负债率", issuer, 2020)
    room.page.controller.set_look(Look(Colouring.OUTCOME, Showing.CHANGE))
    room.settle()
    model = room.page.matrix_pane.model
    row = next(r for r in range(model.rowCount()) if model.row_key(r).indicator == "负债率")
    said = {model.head_text(c): model.shown(row, c).text for c in range(3, model.columnCount())}
    assert (said["2019年"], said["2020年"]) == ("−1.3 个百分点", "口径有变")
    column = next(c for c in range(3, model.columnCount()) if model.head_text(c) == "2020年")
    room.page.matrix_pane.view.setCurrentIndex(model.index(row, column))
    room.page.matrix_menu_wanted.emit(room.window.mapToGlobal(QPoint(300, 600)))
    (told,) = [one for one in menu_of(room).actions() if one.text() == "2020 年起口径有变"]
    assert told.isChecked()
    pick(room, "2020 年起口径有变")
    room.settle()
    assert model.shown(row, column).text == "+1.8 个百分点"


def test_the_chart_follows_a_filter_on_indicators(room: Room) -> None:
    room.page.controller.choose_indicator("投资")
    room.page.controller.filter_by("field.indicator", ("新增就业",))
    room.settle()
    assert room.page.chart.canvas.chart.title == "新增就业（人）"


def test_the_chart_lets_go_of_an_indicator_that_a_text_took_away(room: Room) -> None:
    room.page.controller.choose_indicator("投资")
    room.page.controller.set_text("就业")
    room.settle()
    assert room.page.chart.canvas.chart.title == "新增就业（人）"
    room.page.set_view("details")
    room.page.controller.set_text("资产")
    room.page.set_view("both")
    room.settle()
    assert room.page.chart.canvas.chart.title.startswith("资产总额")


def test_the_last_column_of_the_matrix_keeps_off_the_edge(room: Room) -> None:
    pane = room.page.matrix_pane
    view, model = pane.view, pane.model
    last = model.columnCount() - 1
    wide = view.columnWidth(last)
    assert wide - view.columnWidth(last - 1) >= 13
    assert view.columnViewportPosition(last) + wide == view.viewport().width()
    view.setCurrentIndex(model.index(0, last))
    room.settle()
    image = view.viewport().grab().toImage()
    ratio = image.width() / view.viewport().width()
    edge = [image.pixelColor(int((view.viewport().width() - 8) * ratio), y) for y in range(4, int(24 * ratio))]
    assert len({colour.name() for colour in edge}) == 1  # neither frame nor ground reaches there


def test_figures_in_a_chart_cover_no_mark(room: Room) -> None:
    marks = tuple(Mark(2020 + i, 10.0 + i, "", i) for i in range(3))
    targets = (Mark(2022, 12.6, "", 9, target=True),)
    lines = tuple(Line(f"单位{i}", marks, targets) for i in range(6))
    image = QImage(460, 300, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    drawn = _Lines(painter, QRectF(0, 0, 460, 300), Chart(Kind.SERIES, "", lines=lines), -1)
    drawn.draw()
    ends = [(400.0, 270.0, i, line, targets[0]) for i, line in enumerate(lines)]
    boxes = drawn._label_boxes(ends)
    painter.end()
    assert max(box.bottom() for box in boxes) <= 300 - 28 + 4
    assert not any(one.intersects(other) for one, other in itertools.combinations(boxes, 2))


def test_the_rows_of_a_large_matrix_are_found_in_a_job(
    room: Room, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    model = room.page.matrix_pane.model
    rows = [model.row_key(row) for row in range(model.rowCount())]
    monkeypatch.setattr(apart, "MANY", 2)
    started: list[str] = []
    room.window.jobs.started.connect(lambda job: started.append(job.title))
    model.clear()
    room.page.controller.reload()
    qtbot.waitUntil(lambda: model.rowCount() == len(rows))
    assert [model.row_key(row) for row in range(model.rowCount())] == rows
    assert len(started) == 1
    room.page.controller.filter_by("year", ("2021",))
    room.page.controller.clear()
    qtbot.waitUntil(lambda: model.rowCount() == len(rows))
    fields = {"indicator": "新指标", "value": "8.5", "unit": "%", "period": "2020"}
    desk.project.annotate(desk.reports[1], TagId("metric"), 0, 2, fields=fields)
    qtbot.waitUntil(lambda: model.rowCount() == len(rows) + 1)
    qtbot.waitUntil(lambda: not room.window.jobs.busy)


def test_the_groups_of_a_large_ledger_are_added_up_in_a_job(room: Room, monkeypatch: pytest.MonkeyPatch, qtbot) -> None:
    controller, model = room.page.controller, room.model
    controller.group_by("issuer")
    qtbot.waitUntil(lambda: bool(model.group_sums))
    by_issuer = dict(model.group_sums)
    controller.group_by("")
    monkeypatch.setattr(apart, "MANY", 2)
    started: list[str] = []
    room.window.jobs.started.connect(lambda job: started.append(job.title))
    controller.group_by("year")
    controller.group_by("issuer")  # the sums of the group before come too late, and are not said of this one
    qtbot.waitUntil(lambda: bool(model.group_sums))
    assert model.group_sums == by_issuer
    assert "分组合计" in started
    qtbot.waitUntil(lambda: not room.window.jobs.busy)
    assert model.group_sums == by_issuer
