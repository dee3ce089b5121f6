"""Templates and what they leave out: nothing of a briefing is lost without a word."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from test_tasks_briefing import words_in
from test_tasks_briefings import project as project

from quandian.cli import main
from quandian.core.briefing_plan import BriefingPlan, ChartPlan, Kind
from quandian.core.codebook import METRIC
from quandian.core.errors import UserError
from quandian.core.progress import silent
from quandian.store import Project
from quandian.tasks.briefings import add_briefing
from quandian.tasks.checking import check_briefing
from quandian.tasks.templates import new_template, problems_of, shipped_templates, template_job
from quandian.writing.template_tables import widths_for


def _filled(project: Project, plan: BriefingPlan, folder: Path) -> Path:
    return template_job(project, plan, folder / "filled.docx")(silent())


def _told(project: Project, plan: BriefingPlan) -> list[str]:
    found = check_briefing(project, plan)
    return [str(f.facts.get("parts", f.facts.get("said"))) for f in found if f.code.startswith("check.template")]


@pytest.fixture
def shared(project: Project) -> Project:
    """An indicator that two reports state, and one that only one does."""
    first, second = (report.id for report in project.reports())
    for report, words, value in ((first, "11.2%", "11.2"), (second, "20个", "20")):
        text = project.text(report)
        at = text.index(words)
        unit = "%" if "%" in words else "个"
        fields = {"value": value, "unit": unit, "comparator": "=", "indicator": words}
        project.annotate(report, METRIC, at, at + len(words), fields=fields)
    return project


@pytest.mark.parametrize("kind", list(Kind))
def test_a_new_template_tells_all_that_its_kind_tells(shared: Project, kind: Kind, tmp_path: Path) -> None:
    path = new_template(kind, tmp_path / "我的.docx")
    plan = BriefingPlan(kind, template=str(path), appendix=False)
    assert _told(shared, plan) == []
    words = words_in(_filled(shared, plan, tmp_path))
    assert ("240亿元" in words) == (kind is not Kind.QUOTES) or "投资240亿元" in words


def test_a_new_template_of_a_comparison_has_its_tables(shared: Project, tmp_path: Path) -> None:
    path = new_template(Kind.COMPARE, tmp_path / "我的.docx")
    document = docx.Document(str(_filled(shared, BriefingPlan(Kind.COMPARE, template=str(path)), tmp_path)))
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert [head[0] for head in heads] == ["序号", "指标名", "序号"]
    compared = document.tables[1]
    assert [cell.text for cell in compared.rows[1].cells] == ["投资", "118.6亿元", "不低于240亿元（目标）"]
    grid = [column.width for column in compared.columns]
    assert len(grid) == 3
    assert not any("{" in cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_a_shipped_template_shows_the_goals_of_a_checklist_and_no_empty_table(project: Project, tmp_path: Path) -> None:
    path = _filled(project, BriefingPlan(Kind.CHECKLIST, template="公文简报"), tmp_path)
    assert "力争完成投资240亿元以上" in words_in(path)
    assert all(len(table.rows) > 1 for table in docx.Document(str(path)).tables)
    digest = _filled(project, BriefingPlan(Kind.CHECKLIST, template="领导参阅"), tmp_path)
    assert docx.Document(str(digest)).tables == []
    assert "关键指标" not in words_in(digest)
    assert "主要成效" not in words_in(digest)


def test_the_check_says_what_a_template_does_not_print(project: Project) -> None:
    (said,) = _told(project, BriefingPlan(Kind.REPORT, template="督查清单", contents=True))
    assert said == "成效1条、指标2条、表1、文字2段、来源附录、目录"
    assert _told(project, BriefingPlan(Kind.CHECKLIST, template="督查清单", appendix=False)) == []
    assert _told(project, BriefingPlan(Kind.CHECKLIST)) == []
    charts = (ChartPlan("", over="tag"),)
    assert _told(project, BriefingPlan(Kind.CHECKLIST, template="公文简报", appendix=False, charts=charts)) == []
    (lost,) = _told(project, BriefingPlan(Kind.CHECKLIST, template="督查清单", appendix=False, charts=charts))
    assert lost == "图表1个"


def test_a_list_that_is_cut_says_how_many_are_left_out(tmp_path: Path, project: Project) -> None:
    document = docx.Document()
    for line in ("{{ 概述 }}", "{%p for 条 in 指标[:1] %}", "{{ 条.指标名 }}", "{%p endfor %}"):
        document.add_paragraph(line)
    path = tmp_path / "短.docx"
    document.save(str(path))
    assert _told(project, BriefingPlan(Kind.METRICS, template=str(path), appendix=False)) == ["指标1条、表1"]


def test_a_template_without_a_tag_is_refused_with_a_word(tmp_path: Path, project: Project) -> None:
    path = tmp_path / "空白.docx"
    document = docx.Document()
    document.add_paragraph("一季度专报")
    document.save(str(path))
    (problem,) = problems_of(str(path))
    assert "一个标签也没有" in str(problem.error("空白.docx"))
    (said,) = _told(project, BriefingPlan(template=str(path)))
    assert "一个标签也没有" in said
    with pytest.raises(UserError) as told:
        _filled(project, BriefingPlan(template=str(path)), tmp_path)
    assert told.value.code == "template.no_tags"


def test_no_shipped_template_promises_a_page(project: Project) -> None:
    assert not any("一页" in about for about in shipped_templates().values())


def test_columns_are_as_wide_as_their_words_need() -> None:
    number, words, day = widths_for([["序号", "目标", "时限"], ["12", "目标" * 60, "2024年5月"]], 8845)
    assert number < day < words
    assert number + words + day == 8845
    assert min(widths_for([["一" * 30] * 12], 8845)) > 700


def test_a_briefing_with_a_template_leaves_in_every_format(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = add_briefing(project, BriefingPlan(Kind.CHECKLIST, "督查", template="督查清单", language="zh"))
    asked = ["export", str(project.path), "--briefing", saved.id]
    for name in ("督查.md", "督查.html"):
        assert main([*asked, "--to", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_text("utf-8")
        assert "“督查清单”" in capsys.readouterr().err  # that it is not filled is said
    assert main([*asked, "--to", str(tmp_path / "填好.docx")]) == 0
    assert main([*asked, "--template", "", "--to", str(tmp_path / "标准.docx")]) == 0
    assert (tmp_path / "填好.docx").read_bytes() != (tmp_path / "标准.docx").read_bytes()
    assert main([*asked, "--template", "督查清单", "--to", str(tmp_path / "不行.md")]) != 0
