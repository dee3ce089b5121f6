"""Suggestions in the project: the cache, what waits, decisions, undo, and that nothing of the cache is logged."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.errors import UserError
from quandian.core.model import Changes, LinkKind, Origin, ReportDraft, ReportId, SuggestionId, Verdict
from quandian.store import NewAnnotation, NewSuggestion, Project, ReviewCount

TEXT = "一、工作回顾\n全年完成投资60亿元，同比增长8%。\n二、下年打算\n力争完成投资70亿元以上，新建学校3所。\n"
OTHER = "明年新增就业1万人。"
UPGRADE = Path(__file__).parent.parent / "files" / "upgrade"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.quandian", author="甲", device="d1") as made:
        made.import_reports([draft(TEXT, "一"), draft(OTHER, "二")])
        yield made


def draft(text: str, title: str) -> ReportDraft:
    return ReportDraft(text, (), title, f"{title}.txt", text.encode(), "text/plain")


def new(text: str, words: str, tag: str, score: float = 0.9, **fields: object) -> NewSuggestion:
    start = text.index(words)
    return NewSuggestion(tag, start, start + len(words), score, f'[["cue", "{words[:2]}"]]', tag, fields)


def fill(project: Project, engine: str = "e1") -> dict[str, SuggestionId]:
    """Fill the cache of the first report and return the ids by their words."""
    report = project.reports()[0].id
    project.replace_suggestions(
        report,
        [
            new(TEXT, "全年完成投资60亿元", ACHIEVEMENT, 0.95),
            new(TEXT, "60亿元", METRIC, 0.99, value="6000000000", unit="元"),
            new(TEXT, "力争完成投资70亿元以上", GOAL, 0.9),
            new(TEXT, "70亿元以上", METRIC, 0.97, value="7000000000", unit="元", comparator="≥"),
            new(TEXT, "新建学校3所", GOAL, 0.6),
        ],
        engine,
    )
    return {w.quote: w.id for w in project.waiting()}


def code_of(error: pytest.ExceptionInfo[UserError]) -> str:
    assert str(error.value) != error.value.code, "no sentence"
    return error.value.code


def test_suggestions_of_a_report_stand_together_in_the_index(project: Project) -> None:
    """Written all over the index, those of 500 reports took five seconds to commit instead of one."""
    fill(project)
    one, other = (report.id for report in project.reports())
    project.replace_suggestions(other, [new(OTHER, "明年", GOAL), new(OTHER, "1万人", METRIC)], "e1")
    of_report = {w.id: w.report_id for w in project.waiting()}
    in_order = [of_report[key] for key in sorted(of_report)]
    assert in_order in ([*[one] * 5, *[other] * 2], [*[other] * 2, *[one] * 5])


def test_suggestions_wait_in_report_order_with_reason_and_fields(project: Project) -> None:
    second = project.reports()[1].id
    project.replace_suggestions(second, [new(OTHER, "新增就业1万人", GOAL)], "e1")
    fill(project)
    assert [w.quote for w in project.waiting()][-2:] == ["新建学校3所", "新增就业1万人"]
    (metric,) = [s for s in project.suggestions(tag_ids=[METRIC]) if s.quote == "70亿元以上"]
    assert dict(metric.fields)["comparator"] == "≥"
    assert (metric.reason, metric.engine, metric.family) == ('[["cue", "70"]]', "e1", METRIC)
    assert project.suggestion_counts()[second] == {GOAL: 1}
    assert project.suggested_by() == {r.id: "e1" for r in project.reports()}


def test_the_queue_can_be_filtered_ordered_and_cut(project: Project) -> None:
    fill(project)
    assert [s.quote for s in project.suggestions(min_score=0.96)] == ["60亿元", "70亿元以上"]
    unsure = [s.quote for s in project.suggestions(order="least_sure")]
    assert unsure[:2] == ["新建学校3所", "力争完成投资70亿元以上"]
    assert [s.quote for s in project.suggestions(order="least_sure", limit=2, offset=1)] == unsure[1:3]
    assert project.suggestions([ReportId("x")]) == []
    with pytest.raises(ValueError, match="order"):
        project.suggestions(order="size")


def test_filling_the_cache_is_no_operation_but_listeners_hear_of_it(project: Project) -> None:
    told: list[Changes] = []
    project.subscribe(told.append)
    before, history = project.undo_state(), len(project.history())
    fill(project)
    project.keep_learned("{}", 3)
    assert (project.undo_state(), len(project.history())) == (before, history)
    assert [(c.kind, c.rows[0].entity, c.rows[0].entity_id) for c in told] == [
        ("cache", "suggestion", project.reports()[0].id)
    ]
    assert project.learned() is not None
    assert project.learned().decisions == 3


def test_what_is_computed_again_keeps_its_id(project: Project) -> None:
    first = fill(project)
    assert fill(project, "e2") == first
    assert {s.engine for s in project.suggestions()} == {"e2"}


def test_accepting_makes_an_annotation_and_remembers_why(project: Project) -> None:
    ids = fill(project)
    (made,) = project.accept([ids["70亿元以上"]])
    assert (made.tag_id, made.quote, made.origin, made.author) == (METRIC, "70亿元以上", Origin.ACCEPTED, "甲")
    assert dict(made.fields) == {"value": "7000000000", "unit": "元", "comparator": "≥"}
    (decision,) = project.decisions()
    assert (decision.verdict, decision.annotation_id, decision.score) == (Verdict.ACCEPTED, made.id, 0.97)
    assert decision.reason == '[["cue", "70"]]'
    assert "70亿元以上" not in {w.quote for w in project.waiting()}
    assert project.undo_state().undo == "accept|metric"
    assert project.check() == []


def test_accepting_as_another_tag_or_range_is_a_correction(project: Project) -> None:
    ids = fill(project)
    (made,) = project.accept([ids["新建学校3所"]], tag_id=ACHIEVEMENT)
    assert (made.tag_id, made.quote) == (ACHIEVEMENT, "新建学校3所")
    start = TEXT.index("完成投资70")
    (moved,) = project.accept([ids["力争完成投资70亿元以上"]], span=(start, start + 9))
    assert (moved.tag_id, moved.quote) == (GOAL, "完成投资70亿元以")
    assert {d.verdict for d in project.decisions()} == {Verdict.CORRECTED}
    assert project.review_statistics() == {GOAL: ReviewCount(0, 2, 0)}
    assert project.undo_state().undo == "accept|goal"
    assert len(project.waiting()) == 3


def test_a_mark_removed_after_acceptance_counts_as_rejected_and_is_not_offered_again(project: Project) -> None:
    ids = fill(project)
    goal, metric = project.accept([ids["新建学校3所"], ids["60亿元"]])
    assert project.review_statistics() == {GOAL: ReviewCount(1, 0, 0), METRIC: ReviewCount(1, 0, 0)}
    project.delete([goal.id])
    project.move(metric.id, metric.start, metric.end - 1)
    assert project.review_statistics() == {GOAL: ReviewCount(0, 0, 1), METRIC: ReviewCount(0, 1, 0)}
    taken_back, moved = project.outcomes()
    assert (taken_back.verdict, moved.verdict, moved.end) == (Verdict.REJECTED, Verdict.CORRECTED, metric.end - 1)
    assert "新建学校3所" not in {w.quote for w in project.waiting()}
    assert {d.verdict for d in project.decisions()} == {Verdict.ACCEPTED}  # what was decided then stays known


def test_what_was_rejected_does_not_come_back(project: Project) -> None:
    ids = fill(project)
    project.reject([ids["新建学校3所"]])
    fill(project, "e2")
    start = TEXT.index("新建学校3所")
    project.replace_suggestions(  # the next engine takes the full stop along
        project.reports()[0].id, [NewSuggestion(GOAL, start, start + 7, 0.8, "", "")], "e3"
    )
    assert project.waiting() == []
    project.undo()
    assert [w.quote for w in project.waiting()] == ["新建学校3所。"]
    project.redo()
    assert project.waiting() == []
    assert project.check() == []


def test_rejecting_one_tag_says_nothing_of_another_on_the_same_words(project: Project) -> None:
    report = project.reports()[0].id
    both = [new(TEXT, "新建学校3所", GOAL), new(TEXT, "新建学校3所", ACHIEVEMENT)]
    project.replace_suggestions(report, both, "e")
    project.reject([w.id for w in project.waiting() if w.tag_id == GOAL])
    assert [w.tag_id for w in project.waiting()] == [ACHIEVEMENT]


def test_a_decision_on_part_of_a_sentence_does_not_settle_the_whole(project: Project) -> None:
    report = project.reports()[0].id
    project.replace_suggestions(report, [new(TEXT, "新建学校3所", GOAL)], "e")
    project.reject([project.waiting()[0].id])
    project.replace_suggestions(report, [new(TEXT, "力争完成投资70亿元以上，新建学校3所", GOAL)], "e")
    assert len(project.waiting()) == 1


def test_what_is_annotated_already_is_not_offered(project: Project) -> None:
    ids = fill(project)
    report = project.reports()[0].id
    start = TEXT.index("投资70")
    project.annotate(report, GOAL, start, start + 4)
    assert "力争完成投资70亿元以上" not in {w.quote for w in project.waiting()}
    assert "70亿元以上" in {w.quote for w in project.waiting()}
    project.undo()
    assert {w.quote for w in project.waiting()} == set(ids)


def test_many_are_one_step(project: Project) -> None:
    ids = fill(project)
    made = project.accept([ids["60亿元"], ids["70亿元以上"], ids["60亿元"]])
    assert [a.quote for a in made] == ["60亿元", "70亿元以上"]
    assert project.undo_state().undo == "accept_many|2"
    project.reject([ids["新建学校3所"], ids["力争完成投资70亿元以上"]])
    assert len(project.waiting()) == 1
    project.undo()
    project.undo()
    assert len(project.waiting()) == 5
    assert project.annotations() == []


def test_accepting_what_this_author_has_marked_meanwhile_takes_that_mark(project: Project) -> None:
    ids = fill(project)
    report, start = project.reports()[0].id, TEXT.index("60亿元")
    own = project.annotate(report, METRIC, start, start + 4)
    (made,) = project.accept([ids["60亿元"]])
    assert made.id == own.id
    assert len(project.annotations()) == 1


def test_a_settled_or_vanished_suggestion_cannot_be_decided(project: Project) -> None:
    ids = fill(project)
    project.reject([ids["60亿元"]])
    with pytest.raises(UserError) as caught:
        project.accept([ids["60亿元"]])
    assert code_of(caught) == "suggestion.settled"
    with pytest.raises(UserError) as caught:
        project.reject([SuggestionId("gone")])
    assert code_of(caught) == "suggestion.unknown"
    made = project.accept([ids["60亿元"], ids["70亿元以上"]])  # the decided one is left out
    assert [a.quote for a in made] == ["70亿元以上"]
    with pytest.raises(UserError):
        project.accept([ids["新建学校3所"]], span=(0, len(TEXT) + 1))
    assert len(project.decisions()) == 2


def test_deleting_a_report_takes_its_decisions_along_and_undo_brings_them_back(project: Project) -> None:
    ids = fill(project)
    project.accept([ids["60亿元"]])
    project.reject([ids["新建学校3所"]])
    project.delete_report(project.reports()[0].id)
    assert (project.decisions(), project.waiting(), project.suggested_by()) == ([], [], {})
    assert project.check() == []
    project.undo()
    assert len(project.decisions()) == 2
    assert len(project.waiting()) == 3
    assert project.check() == []


def test_a_link_can_join_the_step_of_an_acceptance(project: Project) -> None:
    ids = fill(project)
    with project.operation("accept|metric"):
        (goal,) = project.accept([ids["力争完成投资70亿元以上"]])
        (metric,) = project.accept([ids["70亿元以上"]])
        project.link(metric.id, goal.id, LinkKind.MEASURES)
    project.undo()
    assert (project.annotations(), project.links(), project.decisions()) == ([], [], [])


def test_another_window_hears_of_new_suggestions_and_of_decisions(project: Project) -> None:
    told: list[Changes] = []
    with Project.open(project.path, author="乙", device="d2", backup=False) as other:
        other.subscribe(told.append)
        ids = fill(project)
        other.poll()
        assert [(c.kind, c.rows[0].entity) for c in told] == [("cache", "suggestion")]
        project.reject([ids["60亿元"]])
        other.poll()
        assert [r.entity for r in told[-1].rows] == ["decision"]
        assert len(other.waiting()) == 4
        other.poll()
        assert len(told) == 2


def test_what_waits_near_a_place(project: Project) -> None:
    fill(project)
    report, place = project.reports()[0].id, TEXT.index("70亿元")
    found = project.waiting([report], within=(place, place + 1))
    assert [w.quote for w in found] == ["力争完成投资70亿元以上", "70亿元以上"]


def test_a_suggestion_outside_of_the_text_is_refused_and_a_strange_score_tamed(project: Project) -> None:
    report = project.reports()[0].id
    for span in ((-1, 3), (0, len(TEXT) + 1), (3, 3)):
        with pytest.raises(UserError):
            project.replace_suggestions(report, [NewSuggestion(GOAL, *span, 0.5)], "e")
    project.replace_suggestions(report, [NewSuggestion(GOAL, 0, 2, float("nan")), NewSuggestion(GOAL, 2, 4, 7.0)], "e")
    assert [w.score for w in project.waiting()] == [0.0, 1.0]


def test_check_finds_a_quote_that_was_tampered_with(project: Project) -> None:
    ids = fill(project)
    project.reject([ids["60亿元"]])
    db = project._store._db
    db.execute("PRAGMA query_only=OFF")
    db.execute("UPDATE suggestion SET quote = 'x' WHERE id = ?", (ids["新建学校3所"],))
    db.execute("UPDATE decision SET quote = 'x'")
    assert {p.code for p in project.check()} == {"check.suggestion", "check.decision", "check.log"}


def test_an_old_project_is_migrated_and_takes_decisions(tmp_path: Path) -> None:
    path = tmp_path / "old.quandian"
    shutil.copy(UPGRADE / "v1.0.quandian", path)
    with Project.open(path, author="甲", device="dev-1", backup_dir=tmp_path / "b") as project:
        (report,) = project.reports()
        assert (project.waiting(), project.decisions(), project.learned()) == ([], [], None)
        project.replace_suggestions(report.id, [NewSuggestion(GOAL, 27, 35, 0.6)], "e")
        project.reject([project.waiting()[0].id])
        assert project.check() == []
        project.undo()
        assert len(project.waiting()) == 1
    assert len(list((tmp_path / "b").rglob("*.quandian"))) == 1


def test_a_project_of_version_2_has_its_decisions(tmp_path: Path) -> None:
    path = tmp_path / "old.quandian"
    shutil.copy(UPGRADE / "v2.0.quandian", path)
    with Project.open(path, author="甲", device="dev-1", backup=False) as project:
        (decision,) = project.decisions()
        assert (decision.verdict, decision.author, decision.quote) == (Verdict.REJECTED, "乙", "同比增长8%。")
        assert [(w.tag_id, w.quote) for w in project.waiting()] == [(METRIC, "8%"), (GOAL, "推进三个园区建设")]


def test_ten_thousand_suggestions_are_listed_and_decided_quickly(tmp_path: Path) -> None:
    text = "完成投资60亿元。" * 10_000
    with Project.create(tmp_path / "big.quandian", author="甲", device="d") as project:
        (report,) = project.import_reports([draft(text, "长")]).added
        project.replace_suggestions(report, [NewSuggestion(GOAL, 9 * n, 9 * n + 8, 0.5) for n in range(10_000)], "e")
        project.reject([w.id for w in project.waiting()][::2])
        before = time.perf_counter()
        left = project.waiting()
        assert time.perf_counter() - before < 1.0
        assert len(left) == 5_000
        before = time.perf_counter()
        project.accept([left[2_500].id])
        assert time.perf_counter() - before < 0.5


def test_very_many_are_kept_part_by_part(project: Project) -> None:
    report, told = project.reports()[0].id, []
    fill(project)
    project.subscribe(told.append)
    parts = [[new(TEXT, w, GOAL)] for w in ("全年完成", "力争完成", "新建学校")]
    project.replace_suggestions(report, parts[0], "e", more=True)
    assert project.suggested_by()[report] != "e"  # not done yet: a crash here leaves it out of date
    project.replace_suggestions(report, parts[1], "e", add=True, more=True)
    project.replace_suggestions(report, parts[2], "e", add=True)
    assert [w.quote for w in project.waiting()] == ["全年完成", "力争完成", "新建学校"]
    assert project.suggested_by()[report] == "e"
    start = TEXT.index("新建学校")
    assert told[-1].rows[0].after == {"start": start, "end": start + 4}


def test_a_place_is_found_however_far_before_it_a_span_begins(project: Project) -> None:
    """The rows around a place are read from the longest span on: it must grow with every change, also of others."""
    fill(project)
    report, end = project.reports()[0].id, len(TEXT) - 1
    short = project.annotate(report, ACHIEVEMENT, end - 3, end)
    assert [m.id for m in project.marks_near(report, end - 2, end)] == [short.id]
    with project.operation("x"):
        long = project.annotate(report, METRIC, 0, end)
        assert {m.id for m in project.marks_near(report, end - 2, end)} == {short.id, long.id}
    project.undo()
    assert [m.id for m in project.marks_near(report, end - 2, end)] == [short.id]
    project.move(short.id, 0, end)
    assert [m.id for m in project.marks_near(report, end - 2, end)] == [short.id]
    with Project.open(project.path, author="乙", device="d2", backup=False) as other:
        theirs = other.annotate(report, GOAL, 1, end)
    project.poll()
    assert theirs.id in {m.id for m in project.marks_near(report, end - 2, end)}
    place = TEXT.index("3所")
    assert project.waiting([report], within=(place, place + 1)) == []  # settled by the goal that begins far before


def test_a_tag_key_reads_only_the_rows_around_it(tmp_path: Path) -> None:
    text = "完成投资60亿元。" * 20_000
    with Project.create(tmp_path / "big.quandian", author="甲", device="d") as project:
        (report,) = project.import_reports([draft(text, "长")]).added
        spans = [(9 * n, 9 * n + 8) for n in range(20_000)]
        project.replace_suggestions(report, [NewSuggestion(GOAL, *s, 0.5) for s in spans], "e")
        project.annotate_many(report, [NewAnnotation(METRIC, *s) for s in spans])
        place = spans[15_000]
        project.waiting([report], place)
        before = time.perf_counter()
        for _ in range(100):
            assert len(project.waiting([report], place)) == 1
        assert (time.perf_counter() - before) / 100 < 0.002  # from the report's beginning it would be 10 ms


def test_only_the_cache_is_written_without_waiting_for_the_disk(project: Project) -> None:
    store = project._store
    level = "PRAGMA synchronous"
    seen: list[int] = []
    project.subscribe(lambda _changes: seen.append(store.one(level)[0]))
    fill(project)
    assert store.one(level) == (2,)  # FULL: what a person did is on the disk when the verb returns
    project.reject([project.waiting()[0].id])
    assert seen[-1] == 2
    with project.operation("x"):
        fill(project, "e2")
        assert store.one(level) == (2,)
    with pytest.raises(UserError):
        project.replace_suggestions(project.reports()[0].id, [NewSuggestion(GOAL, 5, 5, 0.5)], "e")
    assert store.one(level) == (2,)
