"""Whatever a colleague does with a masked package comes back, field by field, as with any merge; nothing is dropped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from returning_kit import DONE, GOAL, Round, args, at, draft, marked, send

from quandian.core.errors import UserError
from quandian.core.merge import DELETION, Choice, ItemKind
from quandian.core.model import ReportId, Status, Verdict
from quandian.core.progress import Progress, silent
from quandian.core.sentences import label_text
from quandian.store.packing import PackChoice
from quandian.store.values import NewSuggestion
from quandian.tasks import key_table
from quandian.tasks.desensitising import MaskOptions, masked_job, new_key, scan_job
from quandian.tasks.merging import apply_merge, plan_merge
from quandian.tasks.packages import open_package


@pytest.fixture
def sent(tmp_path: Path) -> Round:
    return send(tmp_path)


@pytest.mark.parametrize("history", [True, False], ids=["with history", "without history"])
def test_every_field_that_was_edited_comes_back(sent: Round, tmp_path: Path, history: bool) -> None:
    with sent.open_away() as project:
        ours = marked(project, "投资")
        project.edit_fields(ours.id, indicator="张某牵头的投资额", unit="亿元")
        project.set_note(ours.id, "请张某核对，再问代号甲")
        project.set_status([ours.id], Status.CONFIRMED)
        goal = marked(project, "力争")
        project.retag(goal.id, DONE)
        project.edit_report(goal.report_id, issuer="代号甲集团", note="张某看过")
        project.edit_tag(GOAL, description="张某的目标")
    plan = sent.plan(tmp_path / "回.qdshare", history=history)
    assert plan.conflicts == ()
    assert plan.unanchored == ()
    assert plan.counts() == {ItemKind.CHANGED_REPORT: 1, ItemKind.CHANGED_ANNOTATION: 2, ItemKind.CHANGED_TAG: 1}
    apply_merge(sent.home, plan)
    with sent.open_home() as home:
        ours = marked(home, "投资")
        assert ours.fields["indicator"] == "张建国牵头的投资额"
        assert str(ours.fields["value"]) == "12860000000"
        assert ours.fields["unit"] == "亿元"
        assert "masked" not in ours.fields
        assert ours.note == "请张建国核对，再问云浦水务"
        assert ours.status is Status.CONFIRMED
        assert marked(home, "力争").tag_id == DONE
        report = home.report(ours.report_id)
        assert (report.issuer, report.note, report.title) == ("云浦水务集团", "张建国看过", "云浦水务20")
        assert home.tag(GOAL).description == "张建国的目标"


def test_what_was_masked_and_left_alone_stays_mine_in_a_text_that_was_changed(tmp_path: Path) -> None:
    sent = send(tmp_path, note="张建国说128.6亿元，同比增长8.5%")
    with sent.open_away() as project:
        ours = marked(project, "投资")
        assert ours.note == "张某说XXX亿元，同比增长XX%"
        project.set_note(ours.id, "张某说XXX亿元，代号甲核过")
    sent.take(tmp_path / "回.qdshare")
    with sent.open_home() as home:
        assert marked(home, "投资").note == "张建国说128.6亿元，云浦水务核过"


def test_an_edit_of_mine_since_and_one_of_theirs_are_a_conflict_and_other_fields_come(
    sent: Round, tmp_path: Path
) -> None:
    with sent.open_away() as project:
        ours = marked(project, "投资")
        project.set_note(ours.id, "张某已核对")
        project.edit_fields(ours.id, indicator="投资总额")
    with sent.open_home() as home:
        home.set_note(marked(home, "投资").id, "我自己核对了")
    plan = sent.plan(tmp_path / "回.qdshare")
    (conflict,) = plan.conflicts
    assert (conflict.field, conflict.original) == ("note", "请张建国核对")
    assert (conflict.mine.value, conflict.mine.author) == ("我自己核对了", "王敏")
    assert (conflict.theirs.value, conflict.theirs.author) == ("张建国已核对", "赵敏之")
    (item,) = plan.items
    assert [(f.field, f.after) for f in item.fields if f.field != "note"] == [("fields.indicator", "投资总额")]
    apply_merge(sent.home, plan, replace(plan.defaults(), conflicts={conflict.key: Choice.MINE}))
    with sent.open_home() as home:
        one = marked(home, "投资")
        assert (one.note, one.fields["indicator"]) == ("我自己核对了", "投资总额")
    after = sent.plan(tmp_path / "再回.qdshare")
    assert after.empty
    after.close()


@pytest.mark.parametrize("left", [False, True], ids=["taken", "left"])
def test_a_deletion_can_be_taken_or_left(sent: Round, tmp_path: Path, left: bool) -> None:
    with sent.open_away() as project:
        project.delete([marked(project, "力争").id])
    plan = sent.plan(tmp_path / "回.qdshare")
    (item,) = plan.items
    assert (item.kind, item.author, item.about.quote) == (ItemKind.DELETED_ANNOTATION, "赵敏之", "力争明年突破百亿元")
    apply_merge(sent.home, plan, replace(plan.defaults(), leave=frozenset([item.key] if left else [])))
    with sent.open_home() as home:
        assert any(a.quote == item.about.quote for a in home.annotations()) is left


def test_a_mark_deleted_here_and_edited_there_is_asked_about_and_not_doubled(sent: Round, tmp_path: Path) -> None:
    with sent.open_home() as home:
        home.delete([marked(home, "力争").id])
    with sent.open_away() as project:
        project.set_note(marked(project, "力争").id, "这条要紧")
    plan = sent.plan(tmp_path / "回.qdshare")
    assert plan.items == ()
    assert [c.field for c in plan.conflicts] == [DELETION]
    apply_merge(sent.home, plan, replace(plan.defaults(), conflicts={plan.conflicts[0].key: Choice.THEIRS}))
    with sent.open_home() as home:
        assert [a.note for a in home.annotations() if "力争" in a.quote] == ["这条要紧"]


def test_a_place_that_was_changed_comes_back(sent: Round, tmp_path: Path) -> None:
    with sent.open_away() as project:
        ours = marked(project, "投资")
        _, start, end = at(project, "张某同志带队，全年完成投资XXX亿元")
        project.move(ours.id, start, end)
    sent.take(tmp_path / "回.qdshare")
    with sent.open_home() as home:
        one = marked(home, "投资")
        assert one.quote == "张建国同志带队，全年完成投资128.6亿元"
        assert home.text(one.report_id)[one.start : one.end] == one.quote
        assert home.check() == []


def test_relations_their_notes_and_their_removal_come_back(sent: Round, tmp_path: Path) -> None:
    with sent.open_home() as home:
        home.link(marked(home, "投资").id, marked(home, "力争").id, "measures", note="张建国连的")
    again = send_again(sent, tmp_path)
    with again.open_away() as project:
        (link,) = project.links()
        project.edit_link(link.id, note="张某连错了")
    again.take(tmp_path / "回.qdshare")
    with again.open_home() as home:
        assert [link.note for link in home.links()] == ["张建国连错了"]
    with again.open_away() as project:
        project.unlink(project.links()[0].id)
    again.take(tmp_path / "再回.qdshare")
    with again.open_home() as home:
        assert home.links() == []


def test_a_report_that_the_colleague_added_comes_with_its_marks(sent: Round, tmp_path: Path) -> None:
    with sent.open_away() as project:
        project.import_reports([draft("外地来的报告\n新建水厂3座。\n")])
        project.annotate(*args(project, DONE, "新建水厂3座"))
    sent.take(tmp_path / "回.qdshare")
    with sent.open_home() as home:
        assert len(home.reports()) == 3
        one = marked(home, "水厂")
        assert home.text(one.report_id)[one.start : one.end] == "新建水厂3座"
        assert home.check() == []


def test_verdicts_and_briefings_come_back_in_the_ids_of_home(sent: Round, tmp_path: Path) -> None:
    with sent.open_away() as project:
        report, start, end = at(project, "引进项目XXX个")
        first, last = at(project, "张某同志到会")[1:]
        drafts = [NewSuggestion(DONE, start, end, 0.9, "张某"), NewSuggestion(GOAL, first, last, 0.4)]
        project.replace_suggestions(ReportId(report), drafts, "1")
        one, other = project.suggestions()
        project.accept([one.id])
        project.reject([other.id])
        project.set_setting("briefing.b1", {"title": "张某的简报", "reports": [report, "别的"], "n": 3})
    sent.take(tmp_path / "回.qdshare")
    with sent.open_home() as home:
        mark = marked(home, "引进")
        found = {d.quote: (d.verdict, d.annotation_id, d.author) for d in home.decisions()}
        assert found == {
            "引进项目32个": (Verdict.ACCEPTED, mark.id, "赵敏之"),
            "张建国同志到会": (Verdict.REJECTED, "", "赵敏之"),
        }
        briefing = {"title": "张建国的简报", "reports": [mark.report_id, "别的"], "n": 3}
        assert home.setting("briefing.b1") == briefing
        assert home.check() == []


def test_what_is_done_here_while_the_package_is_written_is_not_taken_for_known_there(tmp_path: Path) -> None:
    sent = send(tmp_path)
    key = key_table.read_key(sent.key)
    package = tmp_path / "慢.qdshare"
    with sent.open_home() as home:
        findings = [f for f in scan_job(home, PackChoice(), MaskOptions(), key)(silent()).findings if f.sure]
        work = masked_job(home, package, PackChoice(), MaskOptions(), findings, key)

        def meanwhile(*_step: object) -> None:
            if not marked(home, "力争").note:  # the copy has been made: the first step is told after that
                home.set_note(marked(home, "力争").id, "正在写包时改的")

        made = work(Progress(meanwhile)).path
    away = tmp_path / "慢外.quandian"
    with open_package(made) as still:
        still.save_copy(away)
    slow = Round(sent.home, sent.key, away)
    with slow.open_away() as project:
        assert marked(project, "力争").note == ""
        project.set_note(marked(project, "力争").id, "那边写的")
    plan = slow.plan(tmp_path / "回.qdshare")
    assert [(c.mine.value, c.theirs.value) for c in plan.conflicts] == [("正在写包时改的", "那边写的")]
    plan.close()


def test_history_tells_who_did_what_and_when(sent: Round, tmp_path: Path) -> None:
    with sent.open_away() as project:
        project.set_note(marked(project, "投资").id, "张某已核对")
        there = project.audit()[0]
    plan = sent.plan(tmp_path / "回.qdshare")
    source = plan.sources[0]
    assert (source.name, source.last_author, source.authors) == ("家", "赵敏之", ("赵敏之",))
    assert [item.author for item in plan.items] == ["赵敏之"]
    apply_merge(sent.home, plan)
    with sent.open_home() as home:
        entry = next(e for e in home.audit() if e.author == "赵敏之")
    assert (entry.label, entry.at) == (there.label, there.at)
    assert label_text(entry.label) == label_text(there.label) != entry.label
    assert label_text("edit_many") == "修改标注"  # what an earlier program wrote


def test_undoing_there_undoes_here(sent: Round, tmp_path: Path) -> None:
    with sent.open_away() as project:
        project.delete([marked(project, "投资").id])
        project.undo()
        project.set_note(marked(project, "投资").id, "留着")
    sent.take(tmp_path / "回.qdshare")
    with sent.open_home() as home:
        one = marked(home, "投资")
        assert (one.note, str(one.fields["value"])) == ("留着", "12860000000")


def test_what_has_no_place_here_is_named_with_the_reason(sent: Round, tmp_path: Path) -> None:
    short = sent.home.with_name("少一份.quandian")
    with sent.open_home() as home:
        home.save_copy(short)
    again = send_again(sent, tmp_path, extra="只在后来的项目里\n新建泵站5座。\n")
    with again.open_away() as project:
        one = project.annotate(*args(project, DONE, "泵站"))
        other = project.annotate(*args(project, DONE, "到会"))
        project.link(one.id, other.id, "supports")
    plan = plan_merge(short, [again.back(tmp_path / "回.qdshare")], key=again.key)
    assert [item.about.quote for item in plan.items] == ["到会"]
    assert [(u.title, u.quote, u.author, u.reason) for u in plan.unanchored] == [
        ("只在后来的项", "泵站", "赵敏之", "returned.no_report"),
        ("", "泵站 → 到会", "赵敏之", "returned.no_end"),
    ]
    assert plan.sources[0].notes[1] == "有 2 项没能带回，见“没能并入”。"
    plan.close()


def test_the_key_table_of_another_share_is_refused(sent: Round, tmp_path: Path) -> None:
    other = tmp_path / "别的对照表.csv"
    with sent.open_home() as home:
        options, key = MaskOptions(), new_key()
        findings = [f for f in scan_job(home, PackChoice(), options, key)(silent()).findings if f.sure]
        masked_job(home, tmp_path / "另一包.qdshare", PackChoice(), options, findings, key)(silent())
        key_table.write_key(other, key, findings, home.key)
    with pytest.raises(UserError) as caught:
        plan_merge(sent.home, [sent.back(tmp_path / "回.qdshare")], key=other)
    assert caught.value.code == "returned.not_ours"


def test_a_copy_of_the_project_itself_may_come_beside_a_masked_package(sent: Round, tmp_path: Path) -> None:
    twin = tmp_path / "副本.quandian"
    with sent.open_home() as home:
        home.save_copy(twin)
    with sent.open_away() as project:
        project.set_note(marked(project, "力争").id, "脱敏包里的")
    plan = plan_merge(sent.home, [twin, sent.back(tmp_path / "回.qdshare")], key=sent.key)
    assert [item.fields[0].after for item in plan.items] == ["脱敏包里的"]
    plan.close()


def send_again(sent: Round, tmp_path: Path, extra: str = "") -> Round:
    """Share the project at home once more with the same key table."""
    if extra:
        with sent.open_home() as home:
            home.import_reports([draft(extra)])
    return sent.again(tmp_path / "又一包.qdshare", tmp_path / "又外.quandian")
