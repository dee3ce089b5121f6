"""The ledger page as a user meets it: rows, sort, filter, group, edit, copy, charts, matrix, a second window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from panels_kit import Desk, press, write
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox

from quandian.core.model import TagId
from quandian.tasks.ledger import merge_indicators, toggle_break
from quandian.ui.dialogs.contradictions import ContradictionsDialog
from quandian.ui.dialogs.merge_names import MergeNamesDialog
from quandian.ui.ledger.chart_data import Kind
from quandian.ui.ledger.filter_popup import ChoicePopup, RangePopup
from quandian.ui.ledger.looks import Colouring, Look, Showing
from quandian.ui.ledger.ticks import COUNT
from quandian.ui.main_window import MainWindow
from quandian.ui.pages.ledger import LedgerPage
from quandian.ui.settings import Settings
from quandian.ui.theme import theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "项目.quandian")
    made.mark(
        "metric", "1100亿元", 0, indicator="资产总额", value="110000000000", unit="元", comparator=">", period="2021"
    )
    made.mark("metric", "8.5%", 0, indicator="营业收入增长", value="8.5", unit="%", period="2021", kind="percent")
    made.mark("goal", "力争全年完成投资300亿元以上", 0, responsible="市国资委", deadline="2022-12-31")
    made.mark("metric", "300亿元", 0, indicator="投资", value="30000000000", unit="元", comparator="≥", period="2022")
    made.mark("metric", "28亿元", 1, indicator="投资", value="2800000000", unit="元", period="2020")
    made.mark("metric", "1200人", 1, indicator="新增就业", value="1200", unit="人", period="2020")
    yield made
    made.project.close()


class Room:
    """The window with the ledger in front."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.page: LedgerPage = window.ledger_commands.page
        self.table, self.model = self.page.table, self.page.model

    def texts(self, key: str) -> list[str]:
        """Return a column from top to bottom."""
        section = next(i for i, c in enumerate(self.model.columns) if c.key == key)
        return [str(self.model.index(row, section).data() or "") for row in range(self.model.rowCount())]

    def section(self, key: str) -> int:
        return next(i for i, c in enumerate(self.model.columns) if c.key == key)

    def click_head(self, key: str) -> None:
        head = self.table.head
        at = QPoint(head.sectionViewportPosition(self.section(key)) + 20, 16)
        QTest.mouseClick(head.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)

    def cell(self, row: int, key: str) -> QPoint:
        return self.table.visualRect(self.model.index(row, self.section(key))).center()

    def popup(self) -> ChoicePopup | RangePopup:
        (found,) = [
            w for w in QApplication.topLevelWidgets() if isinstance(w, ChoicePopup | RangePopup) and w.isVisible()
        ]
        return found

    def settle(self) -> None:
        for _ in range(8):
            QTest.qWait(20)


@pytest.fixture
def room(qtbot, desk: Desk) -> Iterator[Room]:
    theme().apply("light")
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.session.take(desk.project)
    window.show()
    qtbot.waitExposed(window)
    window.actions_table["view.page_ledger"].trigger()
    made = Room(window)
    made.settle()
    yield made
    window.session.close()
    window.jobs.shutdown()


def test_the_page_lists_all_metrics_with_their_columns(room: Room) -> None:
    assert room.window.ledger_commands.in_front
    assert room.page.bar.count.text == "5 条指标"
    assert room.texts("field.indicator") == ["资产总额", "营业收入增长", "投资", "投资", "新增就业"]
    assert room.texts("unit") == ["亿元", "%", "亿元", "亿元", "人"]
    assert room.texts("nature") == ["实际", "实际", "目标", "实际", "实际"]
    assert room.texts("paragraph") == ["2", "2", "4", "2", "2"]
    left, right = room.page.footer.texts
    assert "显示 5 / 5 条" in left
    assert right == "合计 > 1428亿元，平均 > 476亿元（3 条）"


def test_heads_sort_by_base_value_and_back(room: Room) -> None:
    room.click_head("value")
    money = [t for t, u in zip(room.texts("value"), room.texts("unit"), strict=True) if u == "亿元"]
    assert [t.split()[-1] for t in money] == ["28", "300", "1100"]
    room.click_head("value")
    money = [t for t, u in zip(room.texts("value"), room.texts("unit"), strict=True) if u == "亿元"]
    assert [t.split()[-1] for t in money] == ["1100", "300", "28"]
    room.click_head("value")
    assert room.texts("field.indicator")[0] == "资产总额"


def test_text_and_chips_filter(room: Room) -> None:
    room.page.bar.field.setText("投资")
    room.settle()
    assert room.texts("unit") == ["亿元", "亿元"]
    room.page.bar.clear.click()
    room.page.filters.open("nature")
    popup = room.popup()
    assert [popup.list.item(i).data(COUNT) for i in range(popup.list.count())] == ["4", "1"]
    place = popup.list.visualItemRect(popup.list.item(1)).center()
    QTest.mouseClick(popup.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    room.settle()
    popup.close()
    assert room.texts("field.indicator") == ["投资"]
    room.page.filters.open("value")
    ranged = room.popup()
    ranged.low.setText("400亿")
    press(ranged.low, Qt.Key.Key_Return)
    assert room.model.rowCount() == 0
    assert room.page.empty.isVisible()
    room.page.empty.button.click()
    assert room.model.rowCount() == 5


def test_groups_have_heads_with_sums(room: Room) -> None:
    room.page.controller.group_by("field.indicator")
    heads = [room.model.group_name(g) for g in room.model.groups]
    assert sorted(heads) == sorted(["资产总额", "营业收入增长", "投资", "新增就业"])
    assert room.model.rowCount() == 9
    row = next(i for i in range(9) if (g := room.model.group_at(i)) is not None and g.value == "投资")
    assert room.model.row_at(row) is None
    assert room.model.row_at(row + 1).fields["indicator"] == "投资"
    total = room.model.group_totals["投资"].by_unit[0]
    assert total.sum.value == 32_800_000_000
    room.window.grab()


def test_double_click_and_enter_go_to_the_passage(room: Room, qtbot) -> None:
    QTest.mouseDClick(room.table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, room.cell(3, "value"))
    window = room.window
    assert window.pages.currentWidget() is window.reading
    assert window.session.annotation().quote == "28亿元"
    window.actions_table["view.page_ledger"].trigger()
    room.table.choose_row(0)
    room.table.setFocus()
    press(room.table, Qt.Key.Key_Return)
    assert window.session.annotation().quote == "1100亿元"


def test_a_figure_is_edited_in_its_cell(room: Room, desk: Desk) -> None:
    room.table.choose_row(3, room.section("value"))
    room.table.setFocus()
    press(room.table, Qt.Key.Key_F2)
    editor = room.page.editing.field
    assert editor.field.text() == "28"
    editor.field.selectAll()
    write(editor.field, "≥32.5")
    press(editor.field, Qt.Key.Key_Return)
    room.settle()
    assert room.texts("value")[3].split()[-1] == "32.5"
    one = room.model.row_at(3)
    assert (one.fields["value"], one.fields["unit"], one.fields["comparator"]) == ("3250000000", "元", "≥")
    room.window.session.undo()
    room.settle()
    assert room.texts("value")[3] == "28"


@pytest.mark.parametrize(
    ("key", "typed", "shown"),
    [
        ("value", "30—50亿元", "30—50"),
        ("value", "已脱敏", "已脱敏"),
        ("unit", "万元", "28"),
        ("field.period", "2021年", "2021年"),
        ("field.indicator", "完成投资", "完成投资"),
    ],
)
def test_other_cells_are_edited_too(room: Room, key: str, typed: str, shown: str) -> None:
    room.page.editing.edit(3, room.section(key))
    room.page.editing.field.field.setText(typed)
    room.page.editing.field.finish(keep=True)
    room.settle()
    text = room.texts("value" if key == "unit" else key)[3]
    assert text == shown
    if key == "unit":
        assert room.model.row_at(3).fields["value"] == "280000"


def edit(room: Room, row: int, key: str, typed: str) -> None:
    """Type into a cell, or pick what a list holds."""
    room.page.editing.edit(row, room.section(key))
    field = room.page.editing.field.field
    if isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(typed))
    else:
        field.setText(typed)
    room.page.editing.field.finish(keep=True)
    room.settle()


def test_status_and_note_are_edited_in_their_cells(room: Room, desk: Desk) -> None:
    edit(room, 3, "status", "confirmed")
    edit(room, 3, "note", "核过了")
    assert room.texts("status") == ["待核", "待核", "待核", "已核", "待核"]
    assert room.texts("note")[3] == "核过了"
    room.window.session.undo()
    room.window.session.undo()
    room.settle()
    assert set(room.texts("status")) == {"待核"}


@pytest.mark.parametrize(
    ("key", "typed", "shown"),
    [("issuer", "市国资委党委", "市国资委党委"), ("report", "2020年总结", "2020年总结"), ("place", "云州", "云州")],
)
def test_facts_of_a_report_are_edited_for_all_its_rows(
    room: Room, desk: Desk, key: str, typed: str, shown: str
) -> None:
    before = room.texts(key)
    edit(room, 3, key, typed)
    assert room.texts(key) == [*before[:3], shown, shown]
    assert "整份报告" in room.window.toast.accessibleName()
    room.window.session.undo()
    room.settle()
    assert room.texts(key) == before


def test_the_year_of_a_report_is_edited_where_rows_tell_none(room: Room, desk: Desk) -> None:
    edit(room, 3, "field.period", "")
    edit(room, 3, "year", "2018年")
    assert room.texts("year")[3:] == ["2018年", "2020年"]
    edit(room, 3, "year", "去年")
    assert "“去年”读不懂" in room.window.banner.text
    assert room.texts("year")[3] == "2018年"


@pytest.mark.parametrize(
    ("key", "why"), [("author", "不能改"), ("nature", "由指标所在"), ("quote", "阅读页"), ("year", "时期")]
)
def test_cells_that_follow_from_others_say_so(room: Room, key: str, why: str) -> None:
    room.page.editing.edit(3, room.section(key))
    assert room.page.editing.field is None
    assert why in room.window.toast.accessibleName()


def test_a_title_is_never_emptied(room: Room) -> None:
    edit(room, 3, "report", " ")
    assert "标题不能空着" in room.window.banner.text
    assert room.texts("report")[3] == "2020年工作总结"


def test_reports_of_one_title_are_told_apart(room: Room, desk: Desk) -> None:
    desk.project.edit_report(desk.reports[1], title="2021年工作总结", issuer="市住建局")
    room.settle()
    names = ["2021年工作总结（市国资委）", "2021年工作总结（市住建局）"]
    assert list(dict.fromkeys(room.texts("report"))) == names
    room.page.filters.open_filter("report")
    popup = room.popup()
    assert [popup.list.item(row).text() for row in range(2)] == names
    popup.list.item(1).setCheckState(Qt.CheckState.Checked)
    QTest.qWait(120)
    popup.close()
    assert set(room.texts("report")) == {names[1]}
    room.page.controller.clear()
    room.page.controller.group_by("report")
    room.settle()
    assert [room.model.group_name(group) for group in room.model.groups] == names


def test_what_is_no_figure_is_refused_with_a_sentence(room: Room) -> None:
    room.page.editing.edit(3, room.section("value"))
    room.page.editing.field.field.setText("很多")
    room.page.editing.field.finish(keep=True)
    assert "“很多”读不懂" in room.window.banner.text
    assert room.texts("value")[3] == "28"


def test_rows_are_copied_as_a_table(room: Room) -> None:
    room.table.selectAll()
    room.window.actions_table["ledger.copy"].trigger()
    mime = QApplication.clipboard().mimeData()
    lines = mime.text().splitlines()
    assert lines[0].split("\t")[1:5] == ["指标名", "发文单位", "数值", "单位"]
    assert len(lines) == 6
    assert "<td" in mime.html()


def test_a_second_window_is_followed(room: Room, desk: Desk) -> None:
    with desk.colleague() as other:
        ids = other.annotation_ids(desk.reports[1])
        other.edit_fields(ids[0], value="9900000000")
        other.annotate(desk.reports[1], TagId("metric"), 0, 4, fields={"indicator": "项目", "value": "7", "unit": "个"})
    desk.project.poll()
    room.settle()
    assert "99" in room.texts("value")
    assert "项目" in room.texts("field.indicator")
    assert room.page.bar.count.text == "6 条指标"


def test_the_selection_stays_when_rows_change(room: Room, desk: Desk) -> None:
    room.table.choose_row(2)
    number = room.model.number_at(2)
    desk.project.annotate(
        desk.reports[0], TagId("metric"), 0, 3, fields={"indicator": "年份", "value": "1", "unit": "个"}
    )
    room.settle()
    assert room.model.rowCount() == 6
    assert room.table.selected_numbers() == [number]


def test_the_chart_shows_the_series_of_the_chosen_row(room: Room, desk: Desk) -> None:
    room.table.choose_row(3)
    room.settle()
    chart = room.page.chart.canvas.chart
    assert chart.title == "投资（亿元）"
    (line,) = chart.lines
    assert [(m.x, m.y) for m in line.marks] == [(2020, 28)]
    assert [(m.x, m.y) for m in line.targets] == [(2022, 300)]
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
    assert matrix_texts(room) == ["—", "+0.0%", "-50.0%"]
    pane.look_chosen.emit(Look(Colouring.VALUE, Showing.VALUE))
    assert matrix_texts(room) == ["新增就业 1200人", "营业收入增长 8.5%", "投资 ≥300亿元".replace("≥", "⩾")]
    pane.look_chosen.emit(Look(Colouring.VALUE, Showing.TEXT))
    assert matrix_texts(room) == ["1200人", "8.5%", "300亿元"]
    pane.view.setCurrentIndex(pane.model.index(0, 3))
    pane.view.open_current()
    assert room.window.session.annotation().quote == "300亿元"


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


def test_columns_are_kept(room: Room) -> None:
    room.table.setColumnHidden(room.section("report"), True)
    room.table.head.resizeSection(room.section("issuer"), 222)
    room.table.head.moveSection(room.table.head.visualIndex(room.section("unit")), 1)
    room.page.controller.keep_columns()
    kept = room.window.settings.ledger["columns"]["metric"]
    assert kept["widths"]["issuer"] == 222
    assert "report" in kept["hidden"]
    assert kept["order"][1] == "unit"
    room.page.controller.show_tags((TagId("goal"),))
    room.page.controller.show_tags((TagId("metric"),))
    assert room.table.isColumnHidden(room.section("report"))
    assert room.table.head.visualIndex(room.section("unit")) == 1


def test_views_can_be_changed(room: Room) -> None:
    page = room.page
    room.window.actions_table["ledger.matrix"].trigger()
    assert not page.table.isVisible()
    assert page.matrix_pane.isVisible()
    room.window.actions_table["ledger.details"].trigger()
    assert page.table.isVisible()
    assert not page.matrix_pane.isVisible()
    assert not page.chart.isVisible()
    room.window.actions_table["view.right"].trigger()
    assert page.chart.isVisible()
    for name in ("dark", "sepia", "light"):
        theme().apply(name)
        room.window.grab()


def test_the_models_keep_qts_rules(room: Room) -> None:
    QAbstractItemModelTester(room.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    QAbstractItemModelTester(room.page.matrix_pane.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    room.page.controller.group_by("issuer")
    room.page.controller.sort_by("value")
    room.page.controller.group_by("")


def test_the_ledger_is_written_as_it_is_shown(room: Room, tmp_path: Path, qtbot) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    room.page.controller.set_text("投资")
    with qtbot.waitSignal(room.window.jobs.idle, timeout=20_000):
        room.window.ledger_commands._export_to([tmp_path / "台账.xlsx"])
    sheet = openpyxl.load_workbook(tmp_path / "台账.xlsx").active
    rows = list(sheet.values)
    assert rows[0][:2] == ("标签", "指标名")
    assert len(rows) == 3


def test_a_project_without_marks_says_what_to_do(qtbot, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "空.quandian")
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.session.take(desk.project)
    window.show()
    window.actions_table["view.page_ledger"].trigger()
    page = window.ledger_commands.page
    QTest.qWait(50)
    assert page.empty.title == "还没有可以列出的标注"
    page.empty.button.click()
    assert window.pages.currentWidget() is window.reading
    window.session.close()
    window.jobs.shutdown()


def test_closing_the_project_empties_the_page(room: Room, expect_warning: Callable[[str], None]) -> None:
    room.window.session.close()
    assert room.model.rowCount() == 0
    assert room.page.matrix_pane.model.rowCount() == 0
