"""Merging as a caller sees it: what the plan says, what comes of it, undo, choices, what is left, tags, near texts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quandian.core.errors import UserError
from quandian.core.merge import SPAN, Choice, Choices, ItemKind
from quandian.core.model import Changes, LinkKind, ReportDraft, ReportId, TagId
from quandian.core.progress import Progress
from quandian.store import Project

TEXT = "一、2023年工作\n完成投资60亿元，同比增长8%。力争2025年GDP超过1000亿元。\n建成3个园区，新开工项目12个。"
GOAL, METRIC, ACHIEVEMENT = TagId("goal"), TagId("metric"), TagId("achievement")


def draft(text: str = TEXT, title: str = "工作总结") -> ReportDraft:
    return ReportDraft(text, (), title, "a.txt", text.encode(), "text/plain")


class Two:
    """Two copies of a project with one report and one annotation in common."""

    def __init__(self, folder: Path) -> None:
        self.a_path, self.b_path = folder / "a.quandian", folder / "b.quandian"
        with Project.create(self.a_path, author="李静", device="da", name="国资年度报告") as project:
            self.report = project.import_reports([draft()]).added[0]
            self.common = project.annotate(self.report, METRIC, 14, 18, fields={"indicator": "投资"}).id
        shutil.copy(self.a_path, self.b_path)
        self.a = Project.open(self.a_path, author="李静", device="da", backup=False)
        self.b = Project.open(self.b_path, author="王磊", device="db", backup=False)

    def plan(self) -> Any:
        return self.a.merge_plan([self.b_path])


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    both = Two(tmp_path)
    yield both
    both.a.close()
    both.b.close()


def rows_of(project: Project) -> dict[str, tuple[str, str, str]]:
    return {a.id: (a.quote, a.tag_id, a.note) for a in project.annotations()}


def test_the_plan_says_who_brings_what_and_changes_nothing(two: Two) -> None:
    goal = two.b.annotate(two.report, GOAL, 24, 30)
    other = two.b.import_reports([draft("第二份报告。完成任务。", "二")]).added[0]
    far = two.b.annotate(other, ACHIEVEMENT, 0, 5)
    two.b.link(goal.id, far.id, LinkKind.FULFILS)
    two.b.delete([two.common])
    before = rows_of(two.a)
    plan = two.plan()
    assert plan.counts() == {
        ItemKind.NEW_REPORT: 1,
        ItemKind.NEW_ANNOTATION: 2,
        ItemKind.DELETED_ANNOTATION: 1,
        ItemKind.NEW_LINK: 1,
    }
    assert plan.by_author(ItemKind.NEW_ANNOTATION) == {"王磊": 2}
    (source,) = plan.sources
    assert (source.name, source.same_project, source.last_author) == ("国资年度报告", True, "王磊")
    assert source.last_met == two.a.history()[0].at
    (gone,) = plan.group(ItemKind.DELETED_ANNOTATION)
    assert (gone.about.quote, gone.about.title, gone.author) == ("60亿元", "工作总结", "王磊")
    assert rows_of(two.a) == before
    plan.close()


def test_a_merge_is_one_step_that_undo_takes_back_and_redo_brings_again(two: Two) -> None:
    two.b.annotate(two.report, GOAL, 24, 30)
    other = two.b.import_reports([draft("第二份报告。完成任务。", "二")]).added[0]
    two.b.annotate(other, ACHIEVEMENT, 0, 5)
    told: list[Changes] = []
    two.a.subscribe(told.append)
    before = rows_of(two.a)
    outcome = two.a.merge(two.plan())
    assert outcome.taken[ItemKind.NEW_ANNOTATION] == 2
    assert len(told) == 1
    assert told[0].label == "merge|国资年度报告"
    assert [r.id for r in two.a.reports()] == [r.id for r in two.b.reports()]
    assert two.a.text(other).startswith("第二份")
    assert two.a.source(other).decode() == two.a.text(other)
    assert [hit.report_id for hit in two.a.search("任务")] == [other]
    assert two.a.check() == []
    merged = rows_of(two.a)
    two.a.undo()
    assert rows_of(two.a) == before
    assert len(two.a.reports()) == 1
    assert two.a.check() == []
    two.a.redo()
    assert rows_of(two.a) == merged
    assert two.a.check() == []
    assert two.a.members() == ["李静", "王磊"]


def test_merging_again_brings_nothing_and_after_an_undo_all_of_it(two: Two) -> None:
    two.b.annotate(two.report, GOAL, 24, 30)
    two.a.merge(two.plan())
    again = two.plan()
    assert again.empty
    assert two.a.merge(again).changes is None
    two.a.undo()
    plan = two.plan()
    assert plan.counts() == {ItemKind.NEW_ANNOTATION: 1}
    two.a.merge(plan)
    assert len(two.a.annotations()) == 2
    assert two.a.check() == []


def test_undoing_a_merge_is_no_deletion_for_others(two: Two) -> None:
    mark = two.b.annotate(two.report, GOAL, 24, 30)
    two.a.merge(two.plan())
    two.a.undo()
    two.b.merge(two.b.merge_plan([two.a_path]))
    assert mark.id in rows_of(two.b)


def test_rows_worked_with_by_another_window_stay_when_a_merge_is_undone(two: Two) -> None:
    other = two.b.import_reports([draft("第二份报告。完成任务。", "二")]).added[0]
    first, second = two.b.annotate(other, ACHIEVEMENT, 0, 5), two.b.annotate(other, GOAL, 6, 8)
    two.a.merge(two.plan())
    with Project.open(two.a_path, author="张三", device="dc", backup=False) as window:
        window.set_note(first.id, "张三的话")
    two.a.undo()
    assert two.a.undo_left == 2  # the annotation and the report it stands on
    assert rows_of(two.a)[first.id][2] == "张三的话"
    assert second.id not in rows_of(two.a)
    assert [r.title for r in two.a.reports()] == ["工作总结", "二"]
    assert two.a.check() == []


def conflict_of(two: Two) -> Any:
    two.a.edit_fields(two.common, indicator="投资（市城市集团）")
    two.b.edit_fields(two.common, indicator="市城市集团投资")
    plan = two.plan()
    (conflict,) = plan.conflicts
    assert (conflict.field, conflict.original) == ("fields.indicator", "投资")
    assert (conflict.mine.value, conflict.mine.author) == ("投资（市城市集团）", "李静")
    assert (conflict.theirs.value, conflict.theirs.author) == ("市城市集团投资", "王磊")
    assert conflict.newer is Choice.THEIRS
    return plan


@pytest.mark.parametrize(
    ("choice", "value"),
    [(Choice.MINE, "投资（市城市集团）"), (Choice.THEIRS, "市城市集团投资"), (Choice.NEWER, "市城市集团投资")],
)
def test_in_a_conflict_the_chosen_value_holds_here_and_there(two: Two, choice: Choice, value: str) -> None:
    plan = conflict_of(two)
    outcome = two.a.merge(plan, Choices(conflicts={plan.conflicts[0].key: choice}))
    assert outcome.resolved == 1
    assert two.a.annotation(two.common).fields["indicator"] == value
    back = two.b.merge_plan([two.a_path])
    assert back.conflicts == ()  # they have ours, we have theirs: nobody is asked twice
    two.b.merge(back)
    assert two.b.annotation(two.common).fields["indicator"] == value
    assert two.a.check() == two.b.check() == []


def test_the_loser_of_a_conflict_stays_in_the_history(two: Two) -> None:
    two.a.merge(conflict_of(two), Choices(prefer=Choice.MINE))
    said = [e.change.after.get("fields.indicator") for e in two.a.history(two.common) if e.change.after]
    assert {"投资（市城市集团）", "市城市集团投资"} <= set(said)


def test_the_same_change_on_both_sides_is_no_conflict(two: Two) -> None:
    two.a.set_note(two.common, "一样")
    two.b.set_note(two.common, "一样")
    plan = two.plan()
    assert plan.conflicts == ()
    plan.close()


def test_a_range_is_taken_as_a_whole(two: Two) -> None:
    two.a.move(two.common, 12, 18)
    two.b.move(two.common, 14, 20)
    plan = two.plan()
    (conflict,) = plan.conflicts
    assert conflict.field == SPAN
    assert (conflict.mine.value["quote"], conflict.theirs.value["quote"]) == ("投资60亿元", "60亿元，同")
    two.a.merge(plan)
    assert two.a.annotation(two.common).quote == "60亿元，同"
    assert two.a.check() == []


@pytest.mark.parametrize("choice", [Choice.MINE, Choice.THEIRS])
def test_edited_here_deleted_there(two: Two, choice: Choice) -> None:
    two.b.delete([two.common])
    two.a.set_note(two.common, "要留")
    plan = two.plan()
    (conflict,) = plan.conflicts
    assert (conflict.field, conflict.theirs.value, conflict.newer) == ("", None, Choice.MINE)
    two.a.merge(plan, Choices(prefer=choice))
    there = {two.common: ("60亿元", "metric", "要留")} if choice is Choice.MINE else {}
    assert rows_of(two.a) == there
    two.b.merge(two.b.merge_plan([two.a_path]))
    assert rows_of(two.b) == there


def test_what_is_left_does_not_come_and_is_offered_again(two: Two) -> None:
    other = two.b.import_reports([draft("第二份报告。完成任务。", "二")]).added[0]
    two.b.annotate(other, ACHIEVEMENT, 0, 5)
    mark = two.b.annotate(two.report, GOAL, 24, 30)
    plan = two.plan()
    outcome = two.a.merge(plan, replace(plan.defaults(), leave=frozenset({"new_report"})))
    assert outcome.left == 2  # the report, and with it the annotation on it
    assert len(two.a.reports()) == 1
    assert mark.id in rows_of(two.a)
    plan = two.plan()
    assert plan.counts() == {ItemKind.NEW_REPORT: 1, ItemKind.NEW_ANNOTATION: 1}
    assert all(item.left_before for item in plan.items)
    two.a.merge(plan, Choices())
    assert len(two.a.reports()) == 2
    assert two.a.check() == []


def test_who_keeps_an_annotation_keeps_the_relations_that_went_with_it(two: Two, tmp_path: Path) -> None:
    goal = two.a.annotate(two.report, GOAL, 24, 30)
    two.a.link(two.common, goal.id, LinkKind.MEASURES)
    two.b.merge(two.b.merge_plan([two.a_path]))
    two.b.delete([goal.id])
    plan = two.plan()
    assert {item.kind for item in plan.items} == {ItemKind.DELETED_ANNOTATION, ItemKind.DELETED_LINK}
    two.a.merge(plan, replace(plan.defaults(), leave=frozenset({f"annotation:{goal.id}"})))
    assert goal.id in rows_of(two.a)
    assert [link.target_id for link in two.a.links()] == [goal.id]


def test_tags_of_one_name_become_one(two: Two) -> None:
    mine = two.a.add_tag("举措")
    theirs = two.b.add_tag("举 措")
    mark = two.b.annotate(two.report, theirs.id, 24, 30)
    plan = two.plan()
    (mapping,) = plan.tags
    assert (mapping.proposal, mapping.annotations) == (mine.id, 1)
    assert two.a.merge(plan).mapped == 1
    assert rows_of(two.a)[mark.id][1] == mine.id
    assert [t.name for t in two.a.tags()].count("举措") == 1
    later = two.b.annotate(two.report, theirs.id, 10, 13)
    two.a.merge(two.plan())
    assert rows_of(two.a)[later.id][1] == mine.id
    two.b.merge(two.b.merge_plan([two.a_path]))
    assert rows_of(two.b) == rows_of(two.a)
    assert [t.id for t in two.b.tags()] == [t.id for t in two.a.tags()]
    assert two.a.check() == two.b.check() == []


def test_tags_of_one_name_stay_apart_where_that_is_chosen(two: Two) -> None:
    two.a.add_tag("举措")
    theirs = two.b.add_tag("举措")
    plan = two.plan()
    two.a.merge(plan, Choices(tags={theirs.id: None}))
    assert [t.name for t in two.a.tags()].count("举措") == 2
    assert len({t.shortcut for t in two.a.tags()}) == 5  # a key belongs to one tag: the other has none


def test_merging_tags_is_one_step(two: Two) -> None:
    one, other = two.a.add_tag("举措"), two.a.add_tag("措施")
    mark = two.a.annotate(two.report, one.id, 24, 30)
    two.a.merge_tag(one.id, other.id)
    assert rows_of(two.a)[mark.id][1] == other.id
    assert one.id not in [t.id for t in two.a.tags()]
    assert two.a.check() == []
    two.a.undo()
    assert rows_of(two.a)[mark.id][1] == one.id
    assert one.id in [t.id for t in two.a.tags()]
    assert two.a.check() == []
    with pytest.raises(UserError, match="内置"):
        two.a.merge_tag(GOAL, one.id)


def test_a_tag_deleted_there_stays_while_it_is_used_here(two: Two) -> None:
    tag = two.a.add_tag("举措")
    two.b.merge(two.b.merge_plan([two.a_path]))
    mine = two.a.annotate(two.report, tag.id, 24, 30)
    two.b.remove_tag(tag.id)
    two.a.merge(two.plan())
    assert tag.id in [t.id for t in two.a.tags()]
    two.a.delete([mine.id])
    assert tag.id not in [t.id for t in two.a.tags()]
    two.a.undo()
    assert tag.id in [t.id for t in two.a.tags()]
    assert mine.id in rows_of(two.a)
    assert two.a.check() == []


def near(text: str) -> str:
    """Return the text as another scan reads it: other blanks, one sign misread."""
    return text.replace("，", "， ").replace("园区", "圆区").replace("\n", "\n\n")


def test_a_text_almost_the_same_is_aligned_by_its_words(two: Two, tmp_path: Path) -> None:
    other = tmp_path / "c.quandian"
    with Project.create(other, author="赵敏", device="dc") as project:
        report = project.import_reports([draft(near(TEXT), "工作总结（扫描）")]).added[0]
        text = project.text(report)
        start = text.index("同比增长8%")
        good = project.annotate(report, METRIC, start, start + 6)
        start = text.index("建成3个圆区")
        misread = project.annotate(report, GOAL, start, start + 6)
        start = text.index("\n\n")
        project.annotate(report, GOAL, 0, start + 4)
    plan = two.a.merge_plan([other])
    (found,) = plan.near_reports
    assert (found.here_id, found.annotations, found.places, found.exact) == (two.report, 3, 3, 2)
    assert [(n.quote, n.here, n.author) for n in found.nearly] == [("建成3个圆区", "建成3个园区", "赵敏")]
    assert found.likeness > 0.5
    outcome = two.a.merge(plan, replace(plan.defaults(), align=frozenset({found.key})))
    assert outcome.aligned == 3
    assert ItemKind.NEW_REPORT not in outcome.taken  # it does not show, so it is not told either
    assert two.a.annotation(good.id).quote == "同比增长8%"
    assert two.a.annotation(misread.id).quote == "建成3个园区"
    assert two.a.annotation(good.id).report_id == two.report
    assert [r.id for r in two.a.reports()] == [two.report]  # nothing is left on the other text
    assert two.a.check() == []
    again = two.a.merge_plan([other])
    assert again.empty
    again.close()
    with Project.open(other, author="赵敏", device="dc", backup=False) as project:
        start = project.text(ReportId(report)).index("新开工")
        late = project.annotate(ReportId(report), GOAL, start, start + 5)
    plan = two.a.merge_plan([other])
    assert [n.aligned_before for n in plan.near_reports] == [True]
    two.a.merge(plan)
    assert two.a.annotation(late.id).report_id == two.report
    two.a.undo()
    two.a.undo()
    assert two.a.check() == []
    assert list(rows_of(two.a)) == [two.common]


def test_what_finds_no_place_stays_on_its_own_report(two: Two, tmp_path: Path) -> None:
    other = tmp_path / "c.quandian"
    with Project.create(other, author="赵敏", device="dc") as project:
        report = project.import_reports([draft(TEXT + "补充一段只有这里才有的话。", "又一份")]).added[0]
        start = project.text(report).index("补充")
        extra = project.annotate(report, GOAL, start, start + 12)
    plan = two.a.merge_plan([other])
    assert [u.annotation_id for u in plan.near_reports[0].unanchored] == [extra.id]
    outcome = two.a.merge(plan, replace(plan.defaults(), align=frozenset({report})))
    assert [u.annotation_id for u in outcome.unanchored] == [extra.id]
    assert two.a.annotation(extra.id).report_id == report
    assert {r.title for r in two.a.reports()} == {"工作总结", "又一份"}


def test_two_projects_keep_their_names(two: Two, tmp_path: Path) -> None:
    other = tmp_path / "c.quandian"
    with Project.create(other, author="赵敏", device="dc", name="另一个") as project:
        project.import_reports([draft()])
        project.annotate(two.report, GOAL, 24, 30)
        key = project.key
    plan = two.a.merge_plan([other])
    assert not plan.sources[0].same_project
    assert plan.counts() == {ItemKind.NEW_ANNOTATION: 1}
    two.a.merge(plan)
    assert two.a.name == "国资年度报告"
    assert two.a.key != key


def test_several_files_are_one_step(two: Two, tmp_path: Path) -> None:
    third = tmp_path / "c.quandian"
    shutil.copy(two.b_path, third)
    two.b.annotate(two.report, GOAL, 24, 30)
    with Project.open(third, author="赵敏", device="dc", backup=False) as project:
        project.annotate(two.report, GOAL, 10, 14)
    plan = two.a.merge_plan([two.b_path, third])
    assert plan.by_author(ItemKind.NEW_ANNOTATION) == {"王磊": 1, "赵敏": 1}
    two.a.merge(plan)
    assert len(two.a.annotations()) == 3
    two.a.undo()
    assert len(two.a.annotations()) == 1


def test_a_plan_that_is_too_old_is_refused(two: Two) -> None:
    two.b.annotate(two.report, GOAL, 24, 30)
    plan = two.plan()
    two.a.set_note(two.common, "改了")
    with pytest.raises(UserError) as caught:
        two.a.merge(plan)
    assert caught.value.code == "merge.stale"
    plan.close()
    with pytest.raises(UserError) as caught:
        two.a.merge_plan([two.a_path])
    assert caught.value.code == "merge.itself"


def test_a_cancelled_merge_leaves_nothing(two: Two) -> None:
    from quandian.core.errors import Cancelled

    two.b.annotate(two.report, GOAL, 24, 30)
    plan = two.plan()
    before = two.a.statistics().operations
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        two.a.merge(plan, progress=progress)
    assert two.a.statistics().operations == before
    assert len(two.a.annotations()) == 1
    assert two.a.merge(plan).taken == {ItemKind.NEW_ANNOTATION: 1}


def test_another_window_hears_of_a_merge_once(two: Two) -> None:
    two.b.annotate(two.report, GOAL, 24, 30)
    with Project.open(two.a_path, author="李静", device="da", backup=False) as window:
        window.merge(window.merge_plan([two.b_path]))
    told: list[Changes] = []
    two.a.subscribe(told.append)
    changes = two.a.poll()
    assert changes is not None
    assert [(c.kind, c.label) for c in told] == [("outside", "merge|国资年度报告")]
    assert [r.entity for r in changes.rows] == ["annotation"]
    assert two.a.counts()[two.report] == {METRIC: 1, GOAL: 1}
    assert two.a.undo().label == "merge|国资年度报告"
    assert two.a.check() == []


def test_the_ledger_and_decisions_follow(two: Two) -> None:
    from quandian.store import NewSuggestion

    two.b.replace_suggestions(two.report, [NewSuggestion(GOAL, 24, 30, 0.9)], "e")
    two.b.accept([w.id for w in two.b.waiting()])
    two.a.replace_suggestions(two.report, [NewSuggestion(GOAL, 24, 30, 0.9)], "e")
    assert len(two.a.waiting()) == 1
    two.a.merge(two.plan())
    assert two.a.waiting() == []
    assert len(two.a.decisions()) == 1
    two.a.undo()
    assert len(two.a.waiting()) == 1
    assert two.a.check() == []


def test_an_annotation_and_the_codebook_come_back_as_they_were(two: Two) -> None:
    two.a.set_note(two.common, "一")
    first = two.a.history(two.common)[0].operation_id
    two.a.set_note(two.common, "二")
    two.a.delete([two.common])
    tag = two.a.add_tag("举措", description="旧")
    moment = two.a.history()[0].operation_id
    two.a.edit_tag(tag.id, description="新")
    assert two.a.restore_annotation(two.common, first)
    assert rows_of(two.a)[two.common][2] == "一"
    assert two.a.restore_codebook(moment)
    assert two.a.tag(tag.id).description == "旧"
    two.a.undo()
    two.a.undo()
    assert two.a.tag(tag.id).description == "新"
    assert rows_of(two.a) == {}
    assert two.a.check() == []
