from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from test_tasks_briefing import FIRST, SECOND, tag, words_in

from quandian.cli import main
from quandian.core import sentences
from quandian.core.briefing_plan import BriefingPlan, ChartPlan, Kind, plan_from_json, plan_to_json
from quandian.core.briefing_tree import ChartForm, Cite
from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.errors import Cancelled, UserError
from quandian.core.ledger import Condition, Query
from quandian.core.model import LinkKind, Status
from quandian.core.progress import Progress, silent
from quandian.core.sentences import label_text, sentence
from quandian.reading import read_bytes
from quandian.store import Project
from quandian.tasks.briefing import plan_job, planned_briefing
from quandian.tasks.briefings import (
    PREFIX,
    add_briefing,
    add_chart,
    briefing_ids,
    change_kind,
    change_language,
    edit_briefing,
    find_briefing,
    keep_words,
    remove_briefing,
    saved_briefing,
    saved_briefings,
    take_in,
    touches_briefings,
    write_words,
)
from quandian.tasks.checking import check_briefing
from quandian.tasks.marking import marked_job
from quandian.tasks.templates import new_template, problems_of, shipped_templates, template_job, template_picture


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "云浦.quandian", author="研究室", device="test", name="云浦区") as made:
        drafts = [read_bytes("一.txt", FIRST.encode()), read_bytes("二.txt", SECOND.encode())]
        first, second = made.import_reports(drafts).added
        tag(made, first, ACHIEVEMENT, "全年完成固定资产投资118.6亿元，同比增长11.2%")
        tag(made, first, METRIC, "118.6亿元", value="11860000000", unit="元", comparator="=", indicator="投资")
        tag(made, second, GOAL, "力争完成投资240亿元以上，新开工项目20个", deadline="2025")
        tag(made, second, METRIC, "240亿元以上", value="24000000000", unit="元", comparator="≥", indicator="投资")
        yield made


PLAN = BriefingPlan(Kind.CHECKLIST, title="一季度督查", cite=Cite.FOOTNOTES, statuses=(Status.OPEN,))


def test_a_briefing_is_kept_changed_and_removed_and_every_step_can_be_undone(project: Project) -> None:
    made = add_briefing(project, PLAN)
    assert saved_briefings(project) == [made]
    assert label_text(project.undo_state().undo or "") == "新建简报“一季度督查”"
    changed = edit_briefing(project, made.id, title="二季度督查", contents=True)
    assert saved_briefing(project, made.id) == changed
    assert changed.plan.cite is Cite.FOOTNOTES
    project.undo()
    assert saved_briefing(project, made.id) == made
    edit_briefing(project, made.id, running=True)
    assert label_text(project.undo_state().undo or "") == "加减简报的页眉"
    project.undo()
    remove_briefing(project, made.id)
    assert saved_briefings(project) == []
    project.undo()
    assert saved_briefings(project) == [made]


def test_a_change_that_changes_nothing_is_no_step(project: Project) -> None:
    made = add_briefing(project, PLAN)
    before = project.undo_state()
    edit_briefing(project, made.id, title="一季度督查")
    assert project.undo_state() == before


def test_hand_written_words_are_kept_by_key_and_given_back(project: Project) -> None:
    made = add_briefing(project, PLAN)
    write_words(project, made.id, "overview/before", "按区政府要求，")
    again = write_words(project, made.id, "checklist/after", "以上。")
    assert again.plan.written == {"overview/before": "按区政府要求，", "checklist/after": "以上。"}
    tree = planned_briefing(project, again.plan)
    assert "按区政府要求，" in [b.text for s in tree.walk() for b in s.blocks if hasattr(b, "text")]
    assert "overview/before" not in write_words(project, made.id, "overview/before", " ").plan.written


def test_a_chart_is_added_once_and_shown_in_its_newest_form(project: Project) -> None:
    made = add_briefing(project, BriefingPlan(title="简报"))
    add_chart(project, made.id, ChartPlan("投资"))
    add_chart(project, made.id, ChartPlan("投资", over="report"))
    changed = add_chart(project, made.id, ChartPlan("投资", ChartForm.LINE))
    assert changed.plan.charts == (ChartPlan("投资", ChartForm.LINE), ChartPlan("投资", over="report"))
    assert len(list(planned_briefing(project, changed.plan).charts())) == 2
    project.undo()
    assert saved_briefing(project, made.id).plan.charts[0].form is ChartForm.BAR


def test_annotations_are_taken_in_by_hand_whatever_the_scope_says(project: Project) -> None:
    first, second = (report.id for report in project.reports())
    (figure,) = (row.id for row in project.annotations(second) if row.tag_id == METRIC)
    (result,) = (row.id for row in project.annotations(first) if row.tag_id == ACHIEVEMENT)
    made = add_briefing(project, BriefingPlan(title="简报", report_ids=(first,), tag_ids=(ACHIEVEMENT,)))
    assert briefing_ids(planned_briefing(project, made.plan)) == [result]
    changed, new = take_in(project, made.id, [figure, result])
    assert new == 1
    assert set(briefing_ids(planned_briefing(project, changed.plan))) == {result, figure}
    assert take_in(project, made.id, [figure]) == (changed, 0)
    assert "check.quotes_agree" in {finding.code for finding in check_briefing(project, changed.plan)}
    out = edit_briefing(project, made.id, left_out=(result,))
    assert set(briefing_ids(planned_briefing(project, out.plan))) == {figure}
    again, _ = take_in(project, made.id, [result])
    assert again.plan.left_out == ()


def test_annotations_taken_in_without_a_briefing_make_excerpts_of_these_alone(project: Project) -> None:
    (goal,) = (row.id for row in project.annotations() if row.tag_id == GOAL)
    made, new = take_in(project, "", [goal])
    assert (made.plan.kind, made.name, new) == (Kind.QUOTES, "云浦区摘编", 1)
    assert briefing_ids(planned_briefing(project, made.plan)) == [goal]
    figure = next(row.id for row in project.annotations() if row.tag_id == METRIC)
    more, _ = take_in(project, made.id, [figure])
    assert set(briefing_ids(planned_briefing(project, more.plan))) == {goal, figure}


def test_listeners_hear_of_briefings(project: Project) -> None:
    heard: list[bool] = []
    stop = project.subscribe(lambda changes: heard.append(touches_briefings(changes)))
    add_briefing(project, PLAN)
    project.set_setting("else", 1)
    stop()
    assert heard == [True, False]


def test_briefings_are_found_by_title_and_by_the_start_of_their_id(project: Project) -> None:
    one, other = add_briefing(project, PLAN), add_briefing(project, BriefingPlan(title="专报"))
    assert find_briefing(project, "专报") == other
    assert find_briefing(project, one.id) == one
    with pytest.raises(UserError) as told:
        find_briefing(project, one.id[:4])
    assert told.value.code == "briefing.ambiguous"
    with pytest.raises(UserError):
        find_briefing(project, "没有")
    with pytest.raises(UserError):
        edit_briefing(project, "gone", title="x")


def test_a_briefing_of_another_hand_opens_with_what_is_known(project: Project) -> None:
    project.set_setting(PREFIX + "x", {"kind": "from the future", "title": "旧", "order": 3, "new": {}})
    assert saved_briefing(project, "x").plan == BriefingPlan(title="旧", language="zh")


def test_a_briefing_keeps_the_language_it_was_made_in(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    chinese = add_briefing(project, BriefingPlan(Kind.COMPARE))
    monkeypatch.setattr(sentences, "_language", "en")
    english = add_briefing(project, BriefingPlan(Kind.COMPARE))
    assert planned_briefing(project, saved_briefing(project, chinese.id).plan).sections[0].title == "总体情况"
    assert planned_briefing(project, english.plan).sections[0].title == "Overview"
    changed = change_language(project, chinese.id, "en")
    assert planned_briefing(project, changed.plan).sections[0].title == "Overview"
    # One of a program that kept no language is told in that of the reports.
    project.set_setting(PREFIX + "old", {"kind": "compare"})
    assert planned_briefing(project, saved_briefing(project, "old").plan).sections[0].title == "总体情况"
    assert planned_briefing(project, BriefingPlan(Kind.COMPARE)).language == "zh"


def test_a_title_suggested_goes_with_the_language(project: Project) -> None:
    made = add_briefing(project, BriefingPlan(Kind.CHECKLIST, title="云浦区督查清单"))
    assert change_language(project, made.id, "en").plan.title == "云浦区: Goals to be checked"
    assert change_language(project, made.id, "zh").plan.title == "云浦区督查清单"
    own = add_briefing(project, BriefingPlan(Kind.CHECKLIST, title="我的清单"))
    assert change_language(project, own.id, "en").plan.title == "我的清单"


def _stale(project: Project, plan: BriefingPlan) -> list[str]:
    return [sentence(f.code, **f.facts) for f in check_briefing(project, plan) if f.code.startswith("check.stale")]


def test_a_check_says_when_figures_of_words_by_hand_are_out_of_date(project: Project) -> None:
    key = "overview/summary"
    second = project.reports()[1].id
    tag(project, second, GOAL, "新开工项目20个")
    made = add_briefing(project, BriefingPlan(Kind.CHECKLIST))
    (told,) = [b for b in planned_briefing(project, made.plan).sections[0].blocks if getattr(b, "key", "") == key]
    assert "目标2条" in told.text
    plan = write_words(project, made.id, key, "列入目标2条，请抓紧办理。", told.text).plan
    assert _stale(project, plan) == []
    gone = next(row.id for row in project.annotations() if row.quote == "新开工项目20个")
    plan = edit_briefing(project, made.id, left_out=(gone,)).plan
    (said,) = _stale(project, plan)
    assert "2 → 1" in said
    assert "列入目标2条" in said
    # Kept on purpose: quiet, until what is generated changes again.
    now = next(b.generated for b in planned_briefing(project, plan).sections[0].blocks if getattr(b, "key", "") == key)
    plan = keep_words(project, made.id, key, now).plan
    assert plan.written[key] == "列入目标2条，请抓紧办理。"
    assert _stale(project, plan) == []
    tag(project, second, GOAL, "力争")
    assert len(_stale(project, plan)) == 1
    plan = write_words(project, made.id, key, "").plan
    assert (plan.written, plan.generated) == ({}, {})
    assert _stale(project, plan) == []


def test_words_by_hand_of_an_older_program_are_compared_with_the_figures_of_now(project: Project) -> None:
    made = add_briefing(project, BriefingPlan(Kind.CHECKLIST, written={"overview/summary": "列入目标39条。"}))
    (said,) = _stale(project, made.plan)
    assert "39 → 1" in said
    agreed = edit_briefing(project, made.id, written={"overview/summary": "列入目标1条，请抓紧。"})
    assert _stale(project, agreed.plan) == []


def test_two_values_of_one_indicator_in_one_report_are_found(tmp_path: Path) -> None:
    text = "2023年工作总结\n全年实现规上工业总产值612.4亿元，增长7.8%；完成固定资产投资118.6亿元。\n"
    with Project.create(tmp_path / "p.quandian", author="研究室", device="test") as project:
        (only,) = project.import_reports([read_bytes("一.txt", text.encode())]).added
        known = {"unit": "元", "comparator": "=", "period": "2023", "kind": "money"}
        tag(project, only, METRIC, "612.4亿元", value="61240000000", indicator="规上工业总产值", **known)
        tag(project, only, METRIC, "118.6亿元", value="11860000000", indicator="固定资产投资", **known)
        assert not any(f.code == "check.contradictory" for f in check_briefing(project, BriefingPlan()))
        wrong = next(row for row in project.annotations() if row.quote == "118.6亿元")
        project.edit_fields(wrong.id, indicator="规上工业总产值")
        (found,) = project.ledger.contradictions(Query((METRIC,)))
        assert [project.ledger.rows([fact.number])[0].quote for fact in found.facts] == ["612.4亿元", "118.6亿元"]
        assert any(f.code == "check.contradictory" for f in check_briefing(project, BriefingPlan()))
        table = next(t for t in planned_briefing(project, BriefingPlan(Kind.COMPARE)).tables() if "不一致" in t.caption)
        assert "612.4亿元" in table.rows[0].cells[3].plain
        assert "118.6亿元" in table.rows[0].cells[3].plain


def test_the_filter_of_the_ledger_is_the_scope(project: Project) -> None:
    plan = BriefingPlan(Kind.METRICS, conditions=(Condition("value", "from", ("20000000000",)),))
    tree = planned_briefing(project, plan)
    assert sum(tree.counts.values()) == 1
    assert sum(planned_briefing(project, BriefingPlan(text="固定资产")).counts.values()) == 1


def test_a_plan_outlives_its_reports(project: Project) -> None:
    first, second = (report.id for report in project.reports())
    plan = BriefingPlan(report_ids=(first, second))
    project.delete_report(first)
    assert len(planned_briefing(project, plan).sources) == 1
    project.delete_report(second)
    with pytest.raises(UserError):
        planned_briefing(project, plan)


@pytest.mark.parametrize("name", ["b.docx", "b.html", "b.md"])
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_in_every_format_says_what_was_tagged(
    project: Project, tmp_path: Path, kind: Kind, name: str
) -> None:
    rows = {row.tag_id: row for row in project.annotations()}
    project.link(rows[ACHIEVEMENT].id, rows[GOAL].id, LinkKind.FULFILS, "partly")
    path = plan_job(project, BriefingPlan(kind, date="2025-03-01"), tmp_path / name)(silent())
    text = words_in(path) if name.endswith("docx") else path.read_text("utf-8")
    wanted = "240亿元" if kind is Kind.METRICS else "力争完成投资240亿元以上，新开工项目20个"
    assert wanted in text
    again = plan_job(project, BriefingPlan(kind, date="2025-03-01"), tmp_path / f"again{path.suffix}")(silent())
    assert again.read_bytes() == path.read_bytes()


def test_wrong_endings_and_cancelling_leave_no_file(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError) as told:
        plan_job(project, PLAN, tmp_path / "b.xyz")
    assert told.value.code == "writing.briefing_suffix"
    progress = Progress()
    progress.cancel()
    for name in ("b.docx", "b.html", "b.md"):
        with pytest.raises(Cancelled):
            plan_job(project, PLAN, tmp_path / name)(progress)
        assert not (tmp_path / name).exists()


def test_checks_read_the_project(project: Project) -> None:
    codes = [finding.code for finding in check_briefing(project, BriefingPlan())]
    assert codes[-1] == "check.quotes_agree"
    assert "check.no_result" in codes


def test_templates_are_made_checked_and_filled(project: Project, tmp_path: Path) -> None:
    path = new_template(Kind.CHECKLIST, tmp_path / "我的模板")
    assert problems_of(str(path)) == []
    plan = BriefingPlan(Kind.CHECKLIST, template=str(path), title="督查")
    assert "力争完成投资240亿元以上" in words_in(template_job(project, plan, tmp_path / "b.docx")(silent()))
    with pytest.raises(UserError) as told:
        template_job(project, BriefingPlan(template="没有"), tmp_path / "c.docx")
    assert told.value.code == "template.missing"


@pytest.mark.parametrize("name", list(shipped_templates()))
def test_shipped_templates_have_a_picture(name: str) -> None:
    assert template_picture(name).startswith(b"\x89PNG")


def test_the_marked_original_has_every_annotation_as_comment(project: Project, tmp_path: Path) -> None:
    second = project.reports()[1]
    path = marked_job(project, second.id, tmp_path / "原文")(silent())
    document = docx.Document(str(path))
    assert [paragraph.text for paragraph in document.paragraphs] == SECOND.splitlines()
    assert sorted(comment.text for comment in document.comments) == [
        "指标\n不低于240亿元\n指标名：投资",
        "目标\n时限：2025年",
    ]


@pytest.mark.usefixtures("qapp")  # the check asks for fonts; an application of its own would stay
def test_command_line_lists_and_exports(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = add_briefing(project, PLAN)
    path = str(project.path)
    assert main(["briefings", path, "--json", "--check"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["id"] == made.id
    assert row["kind"] == "checklist"
    assert plan_to_json(made.plan).items() <= row.items()
    assert {"check.no_result"} <= {finding["code"] for finding in row["findings"]}
    target = tmp_path / "督查.docx"
    assert main(["export", path, "--briefing", "一季度督查", "--to", str(target)]) == 0
    assert "一季度督查" in words_in(target)
    assert main(["export", path, "--kind", "quotes", "--tag", "目标", "--to", str(tmp_path / "q.md")]) == 0
    assert "投资240亿元以上" in (tmp_path / "q.md").read_text("utf-8")
    dated = tmp_path / "d.md"
    for written in ("2025-3-1", "2025年3月1日", "2025-03-01"):
        assert main(["export", path, "--date", written, "--to", str(dated)]) == 0
        assert "（2025年3月1日）" in dated.read_text("utf-8")
    assert capsys.readouterr().err == ""
    assert main(["export", path, "--briefing", "没有", "--to", str(target)]) == 1
    assert main(["export", path, "--kind", "无", "--to", str(target)]) == 2
    assert "没有" in capsys.readouterr().err


def test_an_export_that_holds_nothing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Project.create(tmp_path / "空.quandian", author="研究室", device="test", name="空") as empty:
        path = str(empty.path)
    for kind in ("report", "compare", "checklist", "metrics", "quotes"):
        assert main(["export", path, "--kind", kind, "--to", str(tmp_path / "x.docx")]) == 0
        assert "没有一条标注" in capsys.readouterr().err


def test_an_export_with_words_by_hand_that_are_out_of_date_says_so(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_briefing(project, BriefingPlan(Kind.CHECKLIST, "清单", written={"overview/summary": "列入目标39条。"}))
    assert main(["export", str(project.path), "--briefing", "清单", "--to", str(tmp_path / "x.md")]) == 0
    assert "39 → 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"order": ("tag/goal",)}, "移动简报的内容"),
        ({"titles": {"overview": "概况"}}, "改章节标题"),
        ({"written": {"overview/before": "按要求，"}}, "写简报的文字"),
        ({"hidden": ("overview",)}, "收入或不收入章节"),
        ({"kind": Kind.METRICS, "title": "台账"}, "改简报的种类"),
        ({"contents": True}, "改简报的设置"),
    ],
)
def test_undo_says_which_part_of_a_briefing_it_takes_back(
    project: Project, changes: dict[str, object], said: str
) -> None:
    made = add_briefing(project, PLAN)
    edit_briefing(project, made.id, **changes)
    assert label_text(project.undo_state().undo or "") == said


def test_a_suggested_title_goes_with_the_kind_and_one_by_hand_stays(project: Project) -> None:
    made = add_briefing(project, BriefingPlan(title="云浦区工作简报"))
    assert change_kind(project, made.id, Kind.CHECKLIST).name == "云浦区督查清单"
    assert label_text(project.undo_state().undo or "") == "改简报的种类"
    project.undo()
    assert saved_briefing(project, made.id) == made
    own = add_briefing(project, BriefingPlan(title="给区长的一页纸"))
    assert change_kind(project, own.id, Kind.CHECKLIST).name == "给区长的一页纸"


def test_a_briefing_on_one_report_is_named_after_it(project: Project) -> None:
    first = project.reports()[0]
    plan = BriefingPlan(report_ids=(first.id,))
    assert planned_briefing(project, plan).title.endswith("简报")
    assert planned_briefing(project, plan).title != "云浦区工作简报"
    assert planned_briefing(project, BriefingPlan(Kind.COMPARE, report_ids=(first.id,))).title == "云浦区对比分析"


def test_without_its_reports_a_briefing_says_so_without_ids(project: Project) -> None:
    first = project.reports()[0].id
    project.delete_report(first)
    with pytest.raises(UserError) as told:
        planned_briefing(project, BriefingPlan(report_ids=(first,)))
    assert told.value.code == "briefing.reports_gone"
    assert first not in str(told.value)


def test_a_report_is_named_by_its_title_on_the_command_line(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = project.reports()[0].title
    whole, part, none = (tmp_path / f"{n}.md" for n in "abc")
    assert main(["export", str(project.path), "--report", title, "--to", str(whole)]) == 0
    assert main(["export", str(project.path), "--report", title[1:], "--to", str(part)]) == 0
    assert whole.read_text(encoding="utf-8") == part.read_text(encoding="utf-8")
    assert main(["export", str(project.path), "--report", "没有的", "--to", str(none)]) == 1
    assert not none.exists()
    capsys.readouterr()
    assert main(["briefings", str(project.path)]) == 0
    assert "还没有保存的简报" in capsys.readouterr().out


def test_every_word_file_leads_into_the_program(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "简报.docx"
    assert main(["export", str(project.path), "--to", str(target)]) == 0
    related = docx.Document(str(target)).part.rels.values()
    assert any(one.is_external and one.target_ref.startswith("quandian://") for one in related)


def test_a_chart_left_out_stays_in_the_plan(project: Project) -> None:
    shown = ChartPlan("投资")
    plan = BriefingPlan(title="简报", charts=(ChartPlan("投资", shown=False), ChartPlan("投资", over="report")))
    assert plan_from_json(plan_to_json(plan)) == plan
    assert len(list(planned_briefing(project, plan).charts())) == 1
    made = add_briefing(project, plan)
    assert add_chart(project, made.id, shown).plan.charts[0] == shown
