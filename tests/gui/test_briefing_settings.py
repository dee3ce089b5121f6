"""What the composer's settings, checks and dialogs do, and the ways out of it: files and paper."""

from __future__ import annotations

import threading
import zipfile
from pathlib import Path

import pytest
from briefing_kit import KEY, LEFT, Composer, dialog, pick, wait_for
from briefing_kit import bare as bare
from briefing_kit import composer as composer
from briefing_kit import marked as marked
from panels_kit import Desk, press, write
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog

from quandian.core.briefing_plan import BriefingPlan, ChartPlan, Grouping, Kind
from quandian.core.briefing_tree import ChartForm, Cite
from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.model import Status
from quandian.ui.briefing.dialogs import ChartDialog, FiguresDialog, ReportsDialog
from quandian.ui.commands.briefing_files import print_steps


def tick(box: QCheckBox) -> None:
    """Click the square of a check box."""
    QTest.mouseClick(box, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(8, box.height() // 2))


def test_the_kind_is_changed_and_undone(composer: Composer) -> None:
    pick(composer.page.settings.kind, Kind.QUOTES)
    composer.settle()
    assert [text for text in composer.titles() if "指标" in text] == []
    composer.window.session.undo()
    composer.settle()
    assert "四、指标" in composer.titles()
    assert composer.page.settings.kind.value is Kind.REPORT


def test_fields_are_kept_when_left_and_each_is_a_step(composer: Composer) -> None:
    settings = composer.page.settings
    settings.to.setFocus()
    write(settings.to, "市政府办公室")
    press(settings.to, KEY.Key_Return)
    settings.signed_on.setFocus()
    write(settings.signed_on, "2022年3月")
    press(settings.signed_on, KEY.Key_Return)
    composer.settle()
    assert composer.desk.plan.signed_on == "2022-03"
    assert "市政府办公室：" in composer.text()
    assert "2022年3月" in composer.text()
    composer.window.session.undo()
    composer.settle()
    assert settings.signed_on.text() == ""
    assert composer.desk.plan.to == "市政府办公室"


def test_what_is_no_date_is_refused_in_words(composer: Composer) -> None:
    field = composer.page.settings.signed_on
    field.setFocus()
    write(field, "开春")
    press(field, KEY.Key_Return)
    assert "“开春”不是日期" in composer.window.banner.text
    assert field.property("wrong") == "yes"
    assert composer.desk.plan.signed_on == ""


def test_red_head_imprint_contents_and_citations(composer: Composer) -> None:
    settings = composer.page.settings
    for name in ("masthead", "imprint", "contents"):
        tick(settings.checks[name])
    pick(settings.cite, Cite.FOOTNOTES)
    composer.settle()
    assert settings.front.is_open
    field = settings._front["masthead.number"]
    assert field.isVisibleTo(settings)
    field.setFocus()
    write(field, "研〔2022〕3号")
    press(field, KEY.Key_Return)
    composer.settle()
    assert "研〔2022〕3号" in composer.text()
    assert any(strip.what == "entry" for page in composer.desk.now.pages.pages for _, strip in page.strips)
    assert any(page.notes for page in composer.desk.now.pages.pages)
    tick(settings.checks["masthead"])
    composer.settle()
    assert "研〔2022〕3号" not in composer.text()
    assert not field.isVisibleTo(settings)


def test_the_header_is_off_until_it_is_wanted(composer: Composer) -> None:
    box = composer.page.settings.checks["running"]
    assert not box.isChecked()
    assert composer.desk.now.pages.running == ""
    tick(box)
    composer.settle()
    assert composer.desk.now.pages.running == composer.desk.now.briefing.title


def test_scope_by_tags_statuses_and_reports(composer: Composer, marked: Desk) -> None:
    scope = composer.page.settings.scope
    scope.set_open(True)
    box = next(one for one in scope.tags.checks.buttons if one.tag_id == METRIC)
    QTest.mouseClick(box, LEFT)
    composer.settle()
    assert composer.desk.plan.tag_ids == tuple(t.id for t in marked.project.tags() if t.id != METRIC)
    assert not [text for text in composer.titles() if "指标" in text]
    QTest.mouseClick(box, LEFT)
    assert composer.desk.plan.tag_ids is None
    (goal,) = marked.project.annotations(tag_ids=[GOAL])
    marked.project.set_status([goal.id], Status.DOUBTFUL)
    tick(scope.statuses[Status.DOUBTFUL])
    composer.settle()
    assert "三、目标" not in composer.titles()
    assert "二、成效" in composer.titles()
    QTest.mouseClick(scope.reports, LEFT)
    asked = dialog(ReportsDialog)
    asked.list.toggle(asked.list.rows[1])
    asked.accept() if asked.commit() else None
    composer.settle()
    assert composer.desk.plan.report_ids == tuple(marked.reports[:2])
    assert "全年完成投资28亿元" in "".join(composer.text().split())


def test_the_ledgers_filter_becomes_the_scope(composer: Composer) -> None:
    ledger = composer.window.ledger_commands.page
    ledger.controller.set_text("资产总额")
    composer.do("from_ledger")
    composer.settle()
    assert composer.desk.plan.text == "资产总额"
    assert composer.desk.plan.tag_ids == (METRIC,)
    assert "含“资产总额”" in composer.page.settings.scope.filter.text
    QTest.mouseClick(composer.page.settings.scope.drop, LEFT)
    assert composer.desk.plan.text == ""


def test_grouping_and_tables(composer: Composer) -> None:
    pick(composer.page.settings.group, Grouping.RESPONSIBLE)
    composer.settle()
    assert any("市国资委" in text for text in composer.titles())
    tables = composer.page.settings.tables
    tables.set_open(True)
    QTest.mouseClick(next(one for one in tables.tags.checks.buttons if one.tag_id == ACHIEVEMENT), LEFT)
    assert set(composer.desk.plan.tables) == {ACHIEVEMENT, METRIC}


def test_charts_and_main_figures_are_chosen(bare: Composer) -> None:
    bare.add(BriefingPlan(Kind.METRICS, "指标"))
    bare.do("chart")
    asked = dialog(ChartDialog)
    assert [asked.indicator.itemText(n) for n in range(asked.indicator.count())] == ["标注数量", "投资"]
    assert not asked.split.isVisible()
    pick(asked.form, ChartForm.LINE)
    press(asked, KEY.Key_Return)
    bare.settle()
    assert bare.desk.plan.charts == (ChartPlan("投资", ChartForm.LINE),)
    assert "图 投资" in bare.titles()
    bare.go_to("图 投资")
    assert bare.page.part.kind == "chart"
    bare.do("chart")
    asked = dialog(ChartDialog)
    pick(asked.indicator, "")
    assert asked.split.isVisible()
    pick(asked.over, "report")
    asked.title.setText("各报告条数")
    asked.accept() if asked.commit() else None
    bare.settle()
    assert bare.desk.plan.charts[1] == ChartPlan("", over="report", title="各报告条数")
    assert any(chart.caption == "各报告条数" for chart in bare.desk.now.briefing.charts())
    bare.go_to("图 各报告条数")
    press(bare.outline.view, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    bare.settle()
    assert bare.desk.plan.charts[0].title == "各报告条数"
    press(bare.outline.view, KEY.Key_Delete)
    QTest.mouseClick(bare.page.settings.tables.figures, LEFT)
    figures = dialog(FiguresDialog)
    write(figures.field, "资产")
    press(figures.list, KEY.Key_Space)
    figures.accept() if figures.commit() else None
    bare.settle()
    assert bare.desk.plan.figures == ("资产总额",)
    assert "主要数据" in bare.text()
    bare.go_to("图 投资")
    press(bare.outline.view, KEY.Key_Delete)
    assert bare.desk.plan.charts == ()


def test_checks_are_shown_and_lead_to_their_places(composer: Composer, marked: Desk) -> None:
    settings = composer.page.settings
    (goal,) = marked.project.annotations(tag_ids=[GOAL])
    marked.project.set_status([goal.id], Status.DOUBTFUL)
    wait_for(lambda: any("存疑" in card.title for card in settings.cards), "the doubtful one")
    assert any(card.title == "4 条引文与原文一致" for card in settings.cards)
    next(card for card in settings.cards if "存疑" in card.title).click()
    assert composer.page.part.annotation == goal.id
    assert composer.outline.current.title == "目标"


def test_a_big_project_is_read_by_the_job(composer: Composer, marked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quandian.ui.briefing.desk._BIG", 0)
    marked.mark("achievement", "资产总额突破1100亿元", 0)
    composer.settle()
    assert "资产总额突破1100亿元" in composer.text()
    wait_for(lambda: any(card.title == "5 条引文与原文一致" for card in composer.page.settings.cards), "the checks")
    marked.project.delete_report(marked.reports[0])
    wait_for(lambda: composer.page.problem.isVisible(), "what to do")


def test_cancelling_leaves_the_pages_and_says_how_to_go_on(composer: Composer) -> None:
    before, go_on = composer.text(), threading.Event()
    composer.desk.runner.start("busy", lambda _progress: go_on.wait(10))
    composer.do("regenerate")
    composer.desk._job.cancel()
    go_on.set()
    wait_for(lambda: composer.desk._job is None, "the end of the job")
    assert composer.text() == before
    assert composer.said() == "没有更新预览，按 F5 重新生成"


def test_briefings_are_duplicated_removed_and_brought_back(composer: Composer) -> None:
    composer.do("duplicate")
    composer.settle()
    assert [one.name for one in composer.desk.every] == ["年度简报", "年度简报 副本"]
    assert composer.desk.current.name == "年度简报 副本"
    composer.do("remove")
    assert composer.desk.current.name == "年度简报"
    composer.window.session.undo()
    assert composer.desk.current.name == "年度简报 副本"


def test_no_report_left_says_what_to_do(composer: Composer, marked: Desk) -> None:
    marked.project.delete_report(marked.reports[0])
    wait_for(lambda: composer.page.problem.isVisible(), "what to do")
    assert composer.page.problem.title == "这份简报没有可用的报告"
    QTest.mouseClick(composer.page.problem.button, LEFT)
    assert composer.page.settings.scope.is_open
    composer.window.session.undo()
    composer.settle()
    assert composer.preview.isVisible()


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html", "md"])
def test_each_format_is_written_in_the_background(composer: Composer, tmp_path: Path, suffix: str) -> None:
    verbs = {"docx": "export_word", "pdf": "export_pdf", "html": "export_html", "md": "export_markdown"}
    composer.do(verbs[suffix])
    asked = dialog(QFileDialog)
    target = tmp_path / f"交出.{suffix}"
    asked.selectFile(str(target))
    asked.accept()
    wait_for(target.is_file, "the file")
    wait_for(lambda: composer.page.settings.notice.isVisible(), "what was written")
    assert "交出" in composer.page.settings.notice_words.text()
    if suffix == "docx":
        with zipfile.ZipFile(target) as package:
            assert "营业收入增长8.5%" in package.read("word/document.xml").decode()


def test_export_of_the_file_menu_is_that_of_the_briefing_in_front(composer: Composer) -> None:
    composer.window.actions_table["project.export"].trigger()
    asked = dialog(QFileDialog)
    assert asked.selectedFiles()[0].endswith("年度简报.docx")
    asked.reject()
    QTest.qWait(30)


def test_ctrl_enter_exports_from_every_pane(composer: Composer) -> None:
    for pane in (composer.outline.view, composer.preview, composer.page.settings.title):
        composer.window.activateWindow()
        wait_for(lambda: QApplication.activeWindow() is composer.window, "the window in front")
        pane.setFocus()
        press(pane, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
        asked = dialog(QFileDialog)
        assert asked.selectedFiles()[0].endswith("年度简报.docx")
        asked.reject()
        QTest.qWait(30)


def test_pages_are_printed_one_by_one(composer: Composer, tmp_path: Path) -> None:
    composer.desk.edit({"cite": Cite.FOOTNOTES})
    composer.settle()
    pages = composer.desk.now.pages
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))
    assert [done for done, _ in print_steps(pages, printer, 1, 99)] == list(range(len(pages.pages)))
    assert (tmp_path / "纸.pdf").read_bytes().startswith(b"%PDF")


def test_the_print_dialogs_open(composer: Composer) -> None:
    composer.do("preview")
    shown = dialog(QPrintPreviewDialog)
    assert shown.windowTitle() == "打印预览"
    shown.reject()
    if QPrinter().isValid():
        composer.do("print")
        dialog(QPrintDialog).reject()
    QTest.qWait(30)


def test_the_red_head_names_an_office_never_the_login(composer: Composer) -> None:
    settings = composer.page.settings
    tick(settings.checks["masthead"])
    composer.settle()
    assert composer.desk.plan.masthead is not None
    assert composer.desk.plan.masthead.issuer == ""
    assert settings._front["masthead.issuer"].hasFocus()
    tick(settings.checks["masthead"])
    composer.desk.edit({"signature": "区委研究室"})
    tick(settings.checks["masthead"])
    tick(settings.checks["imprint"])
    composer.settle()
    assert composer.desk.plan.masthead is not None
    assert composer.desk.plan.masthead.issuer == "区委研究室"
    assert composer.desk.plan.imprint is not None
    assert composer.desk.plan.imprint.printer == "区委研究室"


def test_what_word_gets_from_a_template_is_shown(composer: Composer, monkeypatch: pytest.MonkeyPatch) -> None:
    from quandian.ui.briefing.template_look import TemplateLookDialog

    monkeypatch.setenv("PATH", "")  # as on a machine without LibreOffice
    strip = composer.page.strip
    assert strip.look.isHidden()
    composer.desk.edit({"template": "公文简报"})
    composer.settle()
    assert not strip.look.isHidden()
    strip.look.click()
    wait_for(lambda: composer.window.findChild(TemplateLookDialog), "the page of the template")
    dialog = composer.window.findChild(TemplateLookDialog)
    assert dialog is not None
    assert dialog.page.pixmap().height() > 200
    assert composer.desk.now is not None
    assert composer.desk.now.briefing.title in dialog.page.accessibleName()  # filled, not its tags
    assert "LibreOffice" in dialog.words.text()
    dialog.close()
