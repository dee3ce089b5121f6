"""The inspector: what it shows, what it stores and when, what it leaves alone."""

from __future__ import annotations

import panels_kit
import pytest
from panels_kit import Desk, press, show, write
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from quandian.core.model import Field, LinkKind, Status
from quandian.ui.panels.editors import ChoiceEditor, DateEditor, FlagEditor, NumberEditor, PeriodEditor, TextEditor
from quandian.ui.panels.inspector import InspectorPanel
from quandian.ui.panels.quantity_editor import QuantityEditor

desk, actions = panels_kit.desk, panels_kit.actions

FIGURE = "突破1100亿元"
WORK = "全区国有企业资产总额突破1100亿元"
AIM = "力争全年完成投资240亿元以上"
MONEY = {"indicator": "资产总额", "value": "110000000000", "unit": "元", "comparator": ">", "kind": "money"}


@pytest.fixture
def panel(qtbot, desk: Desk) -> InspectorPanel:
    made = InspectorPanel(desk.session)
    show(qtbot, made, 340, 560)
    return made


def choose(panel: InspectorPanel, desk: Desk, annotation_id: str) -> None:
    desk.session.choose_annotation(annotation_id)
    panel.show_now()


def part(panel: InspectorPanel, kind: type, label: str = ""):
    return next(e for e in panel.editors if isinstance(e, kind) and label in (e.label or label))


@pytest.fixture
def metric(panel: InspectorPanel, desk: Desk) -> str:
    desk.open()
    made = desk.mark("metric", FIGURE, **MONEY)
    choose(panel, desk, made)
    return made


def fields(desk: Desk, annotation_id: str) -> dict:
    return dict(desk.project.annotation(annotation_id).fields)


def type_into(field, text: str) -> None:
    field.setFocus()
    field.selectAll()
    write(field, text)


def test_without_a_choice_it_tells_of_the_report(panel: InspectorPanel, desk: Desk) -> None:
    desk.open()
    panel.show_now()
    assert panel.annotation_id is None
    facts = dict(panel.facts.facts.facts)
    assert facts["标题"] == "2021年工作总结"
    assert facts["单位"] == "市国资委"
    assert "选中文字后按 1、2、3" in panel.facts.empty.accessibleName()


def test_a_figure_shows_in_the_offices_scale(panel: InspectorPanel, metric: str) -> None:
    figure = part(panel, QuantityEditor)
    assert (figure.comparator.currentText(), figure.number.text(), figure.unit.currentText()) == (
        "> 超过",
        "1100",
        "亿元",
    )
    assert figure.echo.text == "折算 110,000,000,000 元"
    assert panel.quote.text == f"“{FIGURE}”"


def test_a_new_number_is_stored_in_the_base_unit(panel: InspectorPanel, desk: Desk, metric: str) -> None:
    figure = part(panel, QuantityEditor)
    type_into(figure.number, "1200.5")
    press(figure.number, Qt.Key.Key_Return)
    assert fields(desk, metric) == {**MONEY, "value": "120050000000"}
    assert figure.number.text() == "1200.5"
    assert figure.echo.text == "折算 120,050,000,000 元"


def test_another_unit_changes_the_value_and_no_field_else(panel: InspectorPanel, desk: Desk, metric: str) -> None:
    figure = part(panel, QuantityEditor)
    figure.unit.setCurrentIndex(figure.unit.findText("万元"))
    figure.unit.activated.emit(figure.unit.currentIndex())
    assert fields(desk, metric) == {**MONEY, "value": "11000000"}


def test_typing_is_stored_after_a_pause_and_the_text_stays(
    qtbot, panel: InspectorPanel, desk: Desk, metric: str
) -> None:
    name = part(panel, TextEditor, "指标名")
    type_into(name.field, "资产总额（市城市集团）")
    assert fields(desk, metric)["indicator"] == "资产总额"
    qtbot.waitUntil(lambda: fields(desk, metric)["indicator"] == "资产总额（市城市集团）", timeout=3000)
    assert name.field.text() == "资产总额（市城市集团）"
    assert name.field.hasFocus()


def test_choosing_another_annotation_loses_nothing(panel: InspectorPanel, desk: Desk, metric: str) -> None:
    goal = desk.mark("goal", AIM)
    type_into(part(panel, TextEditor, "指标名").field, "新名")
    panel.note.field.setFocus()
    write(panel.note.field, "待核对年报")
    choose(panel, desk, goal)
    assert fields(desk, metric)["indicator"] == "新名"
    assert desk.project.annotation(metric).note == "待核对年报"
    assert panel.note.field.toPlainText() == ""


def test_closing_the_project_stores_what_was_typed(panel: InspectorPanel, desk: Desk, metric: str) -> None:
    panel.note.field.setFocus()
    write(panel.note.field, "未及保存")
    desk.session.close()
    with desk.colleague() as again:
        assert again.annotation(metric).note == "未及保存"


def test_a_colleagues_field_is_not_overwritten(panel: InspectorPanel, desk: Desk, metric: str) -> None:
    name = part(panel, TextEditor, "指标名")
    type_into(name.field, "我的名字")
    with desk.colleague() as colleague:
        colleague.edit_fields(metric, value="5000000000", indicator="别人的名字")
        desk.project.poll()
    assert name.field.text() == "我的名字", "the field the user works in stays"
    assert part(panel, QuantityEditor).number.text() == "50"
    panel.commit_pending()
    assert fields(desk, metric) == {**MONEY, "value": "5000000000", "indicator": "我的名字"}


def test_escape_stores_and_goes_back(qtbot, panel: InspectorPanel, desk: Desk, metric: str) -> None:
    """Nothing typed is lost on the way back to the text; undo is what takes it back."""
    name = part(panel, TextEditor, "指标名")
    type_into(name.field, "总资产")
    with qtbot.waitSignal(panel.back_to_text):
        press(name.field, Qt.Key.Key_Escape)
    assert fields(desk, metric) == {**MONEY, "indicator": "总资产"}
    desk.project.undo()
    assert fields(desk, metric) == MONEY


@pytest.mark.parametrize("typed", ["十几", "1.2.3", "亿"])
def test_what_is_no_number_is_marked_and_not_stored(panel: InspectorPanel, desk: Desk, metric: str, typed: str) -> None:
    figure = part(panel, QuantityEditor)
    type_into(figure.number, typed)
    press(figure.number, Qt.Key.Key_Return)
    assert typed in figure.problem
    assert figure.number.property("wrong") == "yes"
    assert fields(desk, metric) == MONEY
    type_into(figure.number, "1100")
    assert figure.problem == ""


def test_wrong_input_waits_for_the_user_to_come_back(panel: InspectorPanel, desk: Desk, metric: str) -> None:
    goal = desk.mark("goal", AIM)
    figure = part(panel, QuantityEditor)
    type_into(figure.number, "好多")
    choose(panel, desk, goal)
    choose(panel, desk, metric)
    figure = part(panel, QuantityEditor)
    assert figure.number.text() == "好多"
    assert figure.problem
    press(figure.number, Qt.Key.Key_Escape)
    assert (figure.number.text(), figure.problem) == ("1100", "")


def test_a_range_has_two_ends_in_order(panel: InspectorPanel, desk: Desk, metric: str) -> None:
    figure = part(panel, QuantityEditor)
    figure.is_range.click()
    type_into(figure.number_to, "1000")
    panel.commit_pending()
    assert "小于" in figure.problem
    type_into(figure.number_to, "1300")
    panel.commit_pending()
    assert fields(desk, metric)["value_to"] == "130000000000"
    assert figure.echo.text == "折算 110,000,000,000 — 130,000,000,000 元"
    figure.is_range.click()
    assert "value_to" not in fields(desk, metric)


def test_a_masked_figure_has_no_number(panel: InspectorPanel, desk: Desk, metric: str) -> None:
    figure = part(panel, QuantityEditor)
    figure.masked.click()
    assert not figure.number.isEnabled()
    stored = fields(desk, metric)
    assert stored["masked"] is True
    assert "value" not in stored


def test_a_number_is_not_rescaled_under_the_hands(panel: InspectorPanel, desk: Desk) -> None:
    desk.open()
    mark = desk.mark("metric", FIGURE)
    choose(panel, desk, mark)
    figure = part(panel, QuantityEditor)
    type_into(figure.number, "12000")
    press(figure.number, Qt.Key.Key_Tab)
    assert figure.number.text() == "12000"
    figure.unit.setEditText("亿元")
    panel.commit_pending()
    assert fields(desk, mark)["value"] == "1200000000000"


def test_dates_are_understood_or_refused(panel: InspectorPanel, desk: Desk) -> None:
    desk.open()
    goal = desk.mark("goal", AIM)
    choose(panel, desk, goal)
    deadline = part(panel, DateEditor)
    type_into(deadline.field, "2025年6月底")
    press(deadline.field, Qt.Key.Key_Return)
    assert fields(desk, goal) == {"deadline": "2025-06"}
    type_into(deadline.field, "2025-13")
    press(deadline.field, Qt.Key.Key_Return)
    assert "不是日期" in deadline.problem
    assert fields(desk, goal) == {"deadline": "2025-06"}


def test_the_period_proposes_the_reports_year(panel: InspectorPanel, desk: Desk) -> None:
    desk.open()
    mark = desk.mark("achievement", WORK)
    choose(panel, desk, mark)
    period = part(panel, PeriodEditor)
    assert period.field.itemText(0) == "2022年"
    period.field.setCurrentIndex(0)
    period.field.activated.emit(0)
    assert fields(desk, mark) == {"period": "2022"}
    assert fields(desk, mark)["period"] == "2022"


def test_custom_tags_get_fields_of_their_types(panel: InspectorPanel, desk: Desk) -> None:
    desk.open()
    kinds = (
        Field("who", "牵头人", "Lead"),
        Field("size", "规模", "Size", "number"),
        Field("level", "级别", "Level", "choice", ("省", "市")),
        Field("public", "公开", "Public", "flag"),
        Field("due", "期限", "Due", "date"),
        Field("span", "时段", "Span", "period"),
    )
    tag = desk.project.add_tag("举措", fields=kinds)
    mark = desk.mark(tag.id, AIM)
    choose(panel, desk, mark)
    made = [type(editor) for editor in panel.editors[:6]]
    assert made == [TextEditor, NumberEditor, ChoiceEditor, FlagEditor, DateEditor, PeriodEditor]
    part(panel, FlagEditor).box.click()
    box = part(panel, ChoiceEditor).box
    box.setCurrentIndex(2)
    box.activated.emit(2)
    type_into(panel.editors[1].field, "1.2亿")
    panel.commit_pending()
    assert fields(desk, mark) == {"public": True, "level": "市", "size": "120000000"}


def test_status_and_note_are_undone_like_everything(panel: InspectorPanel, desk: Desk, metric: str) -> None:
    panel.status.box.setCurrentIndex(2)
    panel.status.box.activated.emit(2)
    assert desk.project.annotation(metric).status is Status.DOUBTFUL
    desk.session.undo()
    assert panel.status.box.currentData() == "open"


def test_the_tag_can_be_changed_and_the_form_follows(panel: InspectorPanel, desk: Desk, metric: str) -> None:
    panel.chip.click()
    menu = panel._menus._menu
    next(action for action in menu.actions() if action.text().startswith("目标")).trigger()
    menu.close()
    assert desk.project.annotation(metric).tag_id == "goal"
    assert isinstance(panel.editors[1], DateEditor)


def test_relations_show_both_ways_and_can_be_cut(qtbot, panel: InspectorPanel, desk: Desk, metric: str) -> None:
    work = desk.mark("achievement", WORK)
    desk.project.link(metric, work, LinkKind.MEASURES)
    row = panel.relations.rows[0]
    assert row.accessibleName() == f"衡量，成效，{WORK}"
    with qtbot.waitSignal(panel.jump_wanted) as asked:
        row.click()
    assert asked.args == [desk.reports[0], work]
    choose(panel, desk, work)
    assert panel.relations.rows[0].relation.word == "衡量此项"
    desk.project.edit_fields(metric, indicator="资产总额", masked=True, value=None)
    choose(panel, desk, metric)
    choose(panel, desk, work)
    assert panel.relations.rows[0].text().startswith("资产总额 "), (
        "three figures XX are told apart by what they measure"
    )
    panel.relations.remove_wanted.emit(panel.relations.rows[0].relation.id)
    assert desk.project.links() == []
    assert panel.relations.rows == []


def test_history_tells_each_change_in_words(qtbot, panel: InspectorPanel, desk: Desk, metric: str) -> None:
    desk.project.edit_fields(metric, value="120000000000")
    qtbot.waitUntil(lambda: len(panel.history.events) == 2)
    assert [event.text for event in panel.history.events] == ["李静 将数值由 1100亿 改为 1200亿", "李静 标注指标"]
    assert len(panel.history.events[0].when) == len("10:42")


def test_deleting_offers_undo_and_lets_go(panel: InspectorPanel, desk: Desk, metric: str) -> None:
    panel.delete_button.click()
    panel.show_now()
    assert panel.annotation_id is None
    assert desk.said == ["已删除指标标注"]


def test_undo_in_a_field_undoes_typing(panel: InspectorPanel, desk: Desk, metric: str) -> None:
    name = part(panel, TextEditor, "指标名")
    name.field.setFocus()
    name.field.end(False)
    write(name.field, "增")
    press(name.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert name.field.text() == "资产总额"
    assert fields(desk, metric) == MONEY


def test_a_narrow_panel_folds_note_and_history(panel: InspectorPanel, metric: str) -> None:
    panel.resize(288, 500)
    assert not panel.note.isVisible()
    assert part(panel, QuantityEditor).comparator.currentText() == ">"
    panel.focus_note()
    assert panel.note.isVisible()


def test_the_wheel_does_not_change_what_it_passes_over(panel: InspectorPanel, metric: str) -> None:

    box = panel.status.box
    event = QWheelEvent(
        QPointF(5, 5), box.mapToGlobal(QPointF(5, 5)), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, event)
    assert box.currentData() == "open"


def test_tab_goes_down_the_panel(qtbot, panel: InspectorPanel, desk: Desk, metric: str) -> None:
    work = desk.mark("achievement", WORK)
    desk.project.link(metric, work, LinkKind.MEASURES)
    qtbot.waitUntil(lambda: panel.relations.rows[0].isVisible())
    panel.chip.setFocus()
    passed = []
    while len(passed) < 16 and "备注" not in passed:
        press(QApplication.focusWidget(), Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget().accessibleName())
    assert passed == [
        "删除标注 (Del)", "更多", "指标名", "比较", "数值", "单位", "已脱敏", "区间", "时期", "类别", "状态",
        "建立关联 (R)", f"衡量，成效，{WORK}", "取消关联", "备注",
    ]  # fmt: skip


def test_parts_of_a_figure_that_a_colleague_changed_stay_his(panel: InspectorPanel, desk: Desk, metric: str) -> None:
    figure = part(panel, QuantityEditor)
    type_into(figure.number, "1200")
    with desk.colleague() as colleague:
        colleague.edit_fields(metric, comparator="≥", value_to="150000000000")
        desk.project.poll()
    panel.commit_pending()
    assert fields(desk, metric) == {**MONEY, "value": "120000000000", "value_to": "150000000000", "comparator": "≥"}
    assert figure.comparator.currentData() == "≥"
    assert figure.number_to.text() == "1500"
