"""The composer as a user meets it: outline, preview, words by hand, sources, what is remembered."""

from __future__ import annotations

from briefing_kit import KEY, LEFT, Composer, click, dialog, drag, wait_for
from briefing_kit import bare as bare
from briefing_kit import composer as composer
from briefing_kit import marked as marked
from panels_kit import Desk, press, write
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from quandian.core.briefing_plan import BriefingPlan, ChartPlan, Kind
from quandian.core.briefing_tree import Cite
from quandian.core.codebook import GOAL, METRIC
from quandian.tasks.briefings import edit_briefing, saved_briefings
from quandian.ui.briefing.dialogs import NewBriefingDialog, OrphansDialog
from quandian.ui.main_window import MainWindow

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_a_project_without_briefings_says_what_to_do(bare: Composer) -> None:
    assert bare.page.empty.isVisible()
    assert bare.page.empty.title == "还没有简报"
    assert not bare.page.settings.export_button.isEnabled()
    assert bare.window.actions_table["view.page_briefing"].shortcut().toString() == "Ctrl+5"


def test_a_new_briefing_has_a_sensible_title_and_scope(bare: Composer, marked: Desk) -> None:
    QTest.mouseClick(bare.page.empty.button, LEFT)
    made = dialog(NewBriefingDialog)
    assert made.title.text() == "2021年工作简报"
    assert made.scope.value == marked.reports[0]
    press(made.kinds, KEY.Key_Down)
    press(made.kinds, KEY.Key_Down)
    assert made.kind is Kind.CHECKLIST
    assert (made.title.text(), made.scope.value) == ("项目督查清单", None)
    press(made, KEY.Key_Return)
    bare.settle()
    (saved,) = saved_briefings(marked.project)
    assert (saved.plan.kind, saved.name, saved.plan.report_ids) == (Kind.CHECKLIST, "项目督查清单", None)
    assert "力争全年完成投资240亿元以上" in "".join(bare.text().split())
    assert bare.window.toolbar.briefing.chooser.text() == "项目督查清单"
    bare.window.session.undo()
    assert bare.page.empty.isVisible()


def test_the_outline_shows_the_parts_with_their_counts(composer: Composer) -> None:
    assert composer.titles() == ["标题 年度简报", "一、总体情况", "二、目标", "三、成效", "四、指标", "附录 引文出处"]
    counts = {node.title: node.count for node in composer.outline.rows.shown}
    assert (counts["目标"], counts["成效"], counts["指标"]) == (1, 1, 2)


def test_space_leaves_a_section_out_and_takes_it_in_again(composer: Composer) -> None:
    composer.go_to("成效")
    press(composer.outline.view, KEY.Key_Space)
    composer.settle()
    assert composer.titles()[3:5] == ["成效", "三、指标"]
    assert "营业收入增长8.5%" not in composer.text()
    press(composer.outline.view, KEY.Key_Space)
    composer.settle()
    assert composer.titles()[3] == "三、成效"
    composer.window.session.undo()
    composer.settle()
    assert composer.titles()[3] == "成效"


def test_keys_move_sections_and_undo_moves_them_back(composer: Composer) -> None:
    key = composer.go_to("指标")
    press(composer.outline.view, KEY.Key_Up, ALT)
    composer.settle()
    assert composer.titles()[2:5] == ["二、目标", "三、指标", "四、成效"]
    assert composer.outline.current is not None
    assert composer.outline.current.key == key
    press(composer.outline.view, KEY.Key_Down, ALT)
    composer.settle()
    assert composer.titles()[2:5] == ["二、目标", "三、成效", "四、指标"]


def test_rows_fold_by_keys_and_by_their_arrow(composer: Composer, marked: Desk) -> None:
    composer.desk.edit({"report_ids": None})
    composer.settle()
    every = composer.titles()
    row = next(n for n, text in enumerate(every) if text.startswith("二、"))
    click(composer.outline.view, row)
    press(composer.outline.view, KEY.Key_Left)
    assert len(composer.titles()) < len(every)
    press(composer.outline.view, KEY.Key_Right)
    assert composer.titles() == every
    click(composer.outline.view, row, x=22)
    assert len(composer.titles()) < len(every)
    press(composer.outline.view, KEY.Key_Right)
    click(composer.outline.view, row + 1)
    press(composer.outline.view, KEY.Key_Left)
    assert composer.outline.view.currentIndex().row() == row


def test_sections_are_dragged_to_another_place(composer: Composer) -> None:
    drag(composer.outline.view, 4, 2)
    composer.settle()
    assert composer.titles()[2:5] == ["二、指标", "三、目标", "四、成效"]
    drag(composer.outline.view, 0, 3)  # the title stays
    assert composer.titles()[0] == "标题 年度简报"


def test_a_heading_is_renamed_in_place_and_given_back(composer: Composer) -> None:
    composer.go_to("成效")
    press(composer.outline.view, KEY.Key_F2)
    field = QApplication.focusWidget()
    field.selectAll()
    write(field, "主要成绩")
    press(field, KEY.Key_Return)
    composer.settle()
    assert "三、主要成绩" in composer.titles()
    assert composer.page.writing.editor is None
    assert QApplication.focusWidget() is composer.outline.view
    composer.outline.rename()
    field = QApplication.focusWidget()
    field.clear()
    press(field, KEY.Key_Return)
    composer.settle()
    assert "三、成效" in composer.titles()


def test_the_title_is_changed_from_anywhere(composer: Composer) -> None:
    composer.go_to("成效")
    composer.do("rename")
    field = QApplication.focusWidget()
    assert field.text() == "年度简报"
    field.setText("季度简报")
    press(field, KEY.Key_Return)
    composer.settle()
    assert composer.titles()[0] == "标题 季度简报"
    assert composer.window.toolbar.briefing.chooser.text() == "季度简报"
    composer.click_part(0, twice=True)
    assert QApplication.focusWidget().text() == "季度简报"


def test_a_section_of_ones_own_is_named_and_written(composer: Composer) -> None:
    composer.go_to("目标")
    composer.do("own")
    composer.settle()
    field = QApplication.focusWidget()
    write(field, "下一步打算")
    press(field, KEY.Key_Return)
    composer.settle()
    assert composer.titles()[2:4] == ["二、目标", "三、下一步打算"]
    composer.outline.words_wanted.emit(composer.outline.current.key)
    editor = composer.page.writing.editor
    assert editor is not None
    write(editor.text, "抓紧开工。")
    press(editor.text, KEY.Key_Return, CTRL)
    composer.settle()
    assert "抓紧开工。" in composer.text()
    composer.go_to("下一步打算")
    press(composer.outline.view, KEY.Key_Delete)
    composer.settle()
    assert "抓紧开工。" not in composer.text()
    assert not composer.desk.now.orphans


def test_introductions_are_written_with_an_input_method_and_kept(composer: Composer, marked: Desk) -> None:
    composer.go_to("成效")
    press(composer.outline.view, KEY.Key_Return)
    editor = composer.page.writing.editor
    assert editor is not None
    assert editor.text.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    write(editor.text, "今年成效明显。")
    click(composer.outline.view, 1)  # leaving keeps what was written
    composer.outline.view.setFocus()
    wait_for(lambda: composer.page.writing.editor is None, "the end of writing")
    composer.settle()
    assert "今年成效明显。" in composer.text()
    marked.mark("achievement", "加快灌区渠系建设", 0)
    composer.settle()
    assert "今年成效明显。" in composer.text()
    assert next(node for node in composer.outline.rows.shown if node.title == "成效").by_hand
    composer.do("regenerate")
    assert "1 段手写文字照旧" in composer.said()


def test_a_generated_paragraph_is_rewritten_and_restored(composer: Composer) -> None:
    number = composer.number(lambda block: block.key == "overview/summary")
    composer.click_part(number, twice=True)
    editor = composer.page.writing.editor
    assert editor is not None
    assert editor.text.toPlainText().startswith("本简报依据1份工作报告编写")
    editor.text.setPlainText("一句话说清。")
    QTest.mouseClick(editor.done, LEFT)
    composer.settle()
    assert "一句话说清。" in composer.text()
    composer.click_part(composer.number(lambda block: block.key == "overview/summary"))
    assert composer.page.card.head.title == "手写的文字"
    composer.do("restore")
    composer.settle()
    assert "本简报依据1份工作报告编写" in "".join(composer.text().split())


def test_words_being_written_are_kept_when_the_project_closes(composer: Composer, marked: Desk) -> None:
    composer.go_to("成效")
    press(composer.outline.view, KEY.Key_Return)
    write(composer.page.writing.editor.text, "还没写完。")
    kept: list[object] = []
    composer.window.session.closed.connect(lambda: kept.append(True))
    colleague = marked.colleague()
    composer.window.session.close()
    assert kept
    (saved,) = saved_briefings(colleague)
    assert "还没写完。" in saved.plan.written.values()
    colleague.close()


def test_the_wheel_over_a_field_changes_nothing(composer: Composer) -> None:
    kind = composer.page.settings.kind
    at = QPointF(20, 10)
    wheel = QWheelEvent(
        at, kind.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(kind, wheel)
    assert composer.desk.plan.kind is Kind.REPORT
    assert kind.value is Kind.REPORT


def test_escape_drops_what_was_typed(composer: Composer) -> None:
    composer.go_to("成效")
    press(composer.outline.view, KEY.Key_Return)
    write(composer.page.writing.editor.text, "不要")
    press(composer.page.writing.editor.text, KEY.Key_Escape)
    assert composer.page.writing.editor is None
    assert not composer.desk.plan.written


def test_a_click_on_the_page_chooses_row_source_and_says_where_it_is_from(composer: Composer, marked: Desk) -> None:
    (goal,) = marked.project.annotations(tag_ids=[GOAL])
    composer.click_part(composer.number_of(goal.id))
    assert composer.outline.current.title == "目标"
    assert composer.outline.sources.ids == (goal.id,)
    card = composer.page.card
    assert card.isVisible()
    assert card.words.text == "力争全年完成投资240亿元以上"
    assert card.place_words.text == "《2021年工作总结》第 4 段"
    composer.go_to("成效")
    assert not card.isVisible()
    assert composer.page.part.section == composer.outline.current.key


def test_a_line_of_the_contents_leads_to_its_section(composer: Composer) -> None:
    composer.desk.edit({"contents": True})
    composer.settle()
    entry = composer.number(lambda block: "achievement" in block.leads)
    composer.click_part(entry)
    assert composer.outline.current.title == "成效"
    assert composer.page.part.kind == "heading"


def test_a_double_click_leads_to_the_passage_and_back_again(composer: Composer, marked: Desk) -> None:
    (goal,) = marked.project.annotations(tag_ids=[GOAL])
    composer.click_part(composer.number_of(goal.id), twice=True)
    window = composer.window
    assert window.pages.currentWidget() is window.reading
    assert window.session.annotation_id == goal.id
    window.actions_table["view.back"].trigger()
    assert window.pages.currentWidget() is composer.page
    assert composer.page.part.annotation == goal.id


def test_an_item_taken_out_is_greyed_not_lost(composer: Composer, marked: Desk) -> None:
    (goal,) = marked.project.annotations(tag_ids=[GOAL])
    composer.click_part(composer.number_of(goal.id))
    composer.do("take_out")
    composer.settle()
    assert composer.titles()[2] == "目标"
    assert marked.project.annotation(goal.id)
    composer.go_to("目标")
    click(composer.outline.source_view, 0, x=24)
    composer.settle()
    assert composer.titles()[2] == "二、目标"


def test_items_are_moved_by_keys_and_by_dragging(composer: Composer, marked: Desk) -> None:
    composer.go_to("指标")
    composer.desk.edit({"tables": ()})
    composer.settle()
    first, second = composer.outline.sources.ids
    view = composer.outline.source_view
    view.setFocus()
    view.go_to(0)
    press(view, KEY.Key_Down, ALT)
    composer.settle()
    assert composer.outline.sources.ids == (second, first)
    assert view.currentIndex().row() == 1
    drag(view, 1, 0)
    composer.settle()
    assert composer.outline.sources.ids == (first, second)


def test_another_window_is_followed(composer: Composer, marked: Desk) -> None:
    colleague = marked.colleague()
    (saved,) = saved_briefings(colleague)
    edit_briefing(colleague, saved.id, title="改过的题目")
    text = colleague.text(marked.reports[0])
    start = text.index("加快灌区渠系建设")
    colleague.annotate(marked.reports[0], GOAL, start, start + 8)
    wait_for(lambda: composer.titles()[0] == "标题 改过的题目", "the other window's title")
    wait_for(lambda: "加快灌区渠系建设" in composer.text(), "the other window's goal")
    assert composer.page.settings.title.text() == "改过的题目"
    colleague.close()


def test_words_without_a_place_are_shown_and_moved(composer: Composer, marked: Desk) -> None:
    composer.go_to("目标")
    composer.desk.write(f"{composer.outline.current.key}/before", "先说目标。")
    composer.settle()
    for goal in marked.project.annotations(tag_ids=[GOAL]):
        marked.project.delete([goal.id])
    composer.settle()
    wait_for(lambda: any("没有位置" in card.title for card in composer.page.settings.cards), "the card")
    composer.go_to("成效")
    next(card for card in composer.page.settings.cards if "没有位置" in card.title).click()
    asked = dialog(OrphansDialog)
    assert asked.list.rows[0][1] == "先说目标。"
    QTest.mouseClick(asked.move_button, LEFT)
    asked.accept()
    composer.settle()
    assert "先说目标。" in composer.text()
    assert not composer.desk.now.orphans


def test_the_page_stays_where_it_is_when_the_briefing_changes(composer: Composer, marked: Desk) -> None:
    composer.preview.set_zoom(1.5)
    composer.preview.show_page(2)
    before = composer.preview.where()
    assert before[0] >= 1
    marked.mark("achievement", "资产总额突破1100亿元", 0)
    composer.settle()
    assert composer.preview.where() == before


def test_zoom_by_wheel_buttons_and_keys(composer: Composer) -> None:
    preview = composer.preview
    fitted = preview.percent
    port = preview.viewport()
    at = QPointF(100, 100)
    wheel = QWheelEvent(
        at, port.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, wheel)
    assert preview.percent > fitted
    composer.window.run("view.smaller")
    composer.window.run("view.reset_size")
    assert preview.percent == fitted
    assert composer.page.strip.zoom.text() == f"{fitted}%"


def test_space_in_the_preview_turns_the_page_unless_an_item_is_framed(composer: Composer, marked: Desk) -> None:
    composer.click_part(composer.number(lambda block: block.key == "overview/summary"))
    press(composer.preview, KEY.Key_Space)
    assert composer.preview.verticalScrollBar().value() > 0
    assert not composer.desk.plan.hidden
    (goal,) = marked.project.annotations(tag_ids=[GOAL])
    composer.click_part(composer.number_of(goal.id))
    press(composer.preview, KEY.Key_Space)
    assert composer.desk.plan.left_out == (goal.id,)


def test_a_page_is_typed(composer: Composer) -> None:
    QTest.mouseClick(composer.page.strip.page, LEFT)
    field = composer.page.strip.number
    field.setText("2")
    press(field, KEY.Key_Return)
    assert composer.page.strip.page.text().startswith("第 2 /")


def test_briefing_page_and_zoom_are_remembered(composer: Composer, marked: Desk, qtbot) -> None:
    composer.add(BriefingPlan(Kind.METRICS, "台账"))
    first = composer.desk.every[0].id
    composer.window.toolbar.briefing.chosen.emit(first)
    composer.settle()
    composer.preview.set_zoom(2.0)
    composer.preview.show_page(2)
    where = composer.preview.where()
    composer.page.remember()
    again = MainWindow(composer.window.settings)
    qtbot.addWidget(again)
    again.resize(1440, 900)
    again.session.take(marked.colleague())
    again.show()
    other = Composer(again)
    other.settle()
    assert other.desk.current.id == first
    assert other.preview.zoom == 2.0
    assert other.preview.where() == where
    again.session.close()
    again.briefing_commands.shut_down()
    again.jobs.shutdown()


def test_b_takes_an_annotation_in(bare: Composer, marked: Desk) -> None:
    window = bare.window
    window.run("view.page_reading")
    (figure, *_) = marked.project.annotations(tag_ids=[METRIC])
    window.session.choose_report(figure.report_id)
    window.session.choose_annotation(figure.id)
    window.reading.reader.setFocus()
    window.actions_table["tag.brief"].trigger()
    assert "已新建简报“项目摘编”，收入 1 条" in bare.said()
    window.actions_table["tag.brief"].trigger()
    assert bare.said() == "已在简报“项目摘编”里"
    listed = window.reading.annotations.list.view
    listed.setFocus()
    listed.go_to(next(n for n in range(listed.model().rowCount()) if "力争" in str(listed.model().index(n, 0).data())))
    press(listed, KEY.Key_B)
    assert "已把 1 条加入简报“项目摘编”" in bare.said()
    window.run("view.page_briefing")
    bare.settle()
    assert "1100亿元" in bare.text()


def test_the_card_names_the_footnote(composer: Composer, marked: Desk) -> None:
    composer.desk.edit({"cite": Cite.FOOTNOTES, "tables": ()})
    composer.settle()
    (goal,) = marked.project.annotations(tag_ids=[GOAL])
    composer.click_part(composer.number_of(goal.id))
    assert composer.page.card.head.title == "〔1〕来源"


def test_a_narrow_window_folds_the_settings(composer: Composer) -> None:
    composer.window.resize(1024, 640)
    QTest.qWait(30)
    assert not composer.page.settings.isVisible()
    assert composer.preview.width() > 600
    composer.window.run("view.right")
    assert composer.page.settings.isVisible()


def test_outline_and_preview_go_with_what_was_moved(composer: Composer) -> None:
    key = composer.go_to("目标")
    composer.do("down")
    composer.settle()
    assert composer.outline.current is not None
    assert composer.outline.current.key == key
    row = composer.outline.rows.row_of(key)
    view = composer.outline.view
    assert view.viewport().rect().contains(view.visualRect(view.model().index(row, 0)).center())
    framed = composer.page.part
    assert framed is not None
    assert framed.key == key


def test_space_keeps_a_chart_out_and_takes_it_in_again(composer: Composer) -> None:
    composer.desk.edit({"charts": (ChartPlan(over="tag"),)})
    composer.settle()
    assert composer.desk.now is not None
    assert len(list(composer.desk.now.briefing.charts())) == 1
    composer.outline.choose("chart/0")
    composer.outline.view.setFocus()
    composer.do("toggle")
    composer.settle()
    assert not list(composer.desk.now.briefing.charts())
    assert composer.desk.plan.charts == (ChartPlan(over="tag", shown=False),)
    composer.do("toggle")
    composer.settle()
    assert len(list(composer.desk.now.briefing.charts())) == 1


def test_b_asks_which_of_several_briefings(composer: Composer, marked: Desk) -> None:
    first = composer.desk.current
    assert first is not None
    composer.add(BriefingPlan(Kind.QUOTES, title="给区长的摘编", picked=()))
    commands = composer.window.briefing_commands
    (one, *_) = [row.id for row in marked.project.annotations()]
    commands.add([one])
    menu = next(made for made in composer.window.findChildren(QMenu) if made.isVisible())
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["加入“给区长的摘编”", f"加入“{first.name}”", "加入新的摘编"]
    assert menu.activeAction() is menu.actions()[0]
    press(menu, KEY.Key_Return)
    composer.settle()
    assert composer.desk.plan.also == (one,)


def test_charts_are_listed_where_they_stand(composer: Composer) -> None:
    composer.desk.edit({"charts": (ChartPlan(over="tag"),)})
    composer.settle()
    keys = [node.key for node in composer.outline.rows.nodes]
    assert keys.index("chart/0") == keys.index("overview") + 1
