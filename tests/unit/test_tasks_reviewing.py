"""Suggesting, deciding and learning for a project: fields and links that come along, models, what is out of date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.errors import Cancelled
from quandian.core.model import LinkKind, Mark, SuggestionId
from quandian.core.progress import Progress
from quandian.language.learn import shipped
from quandian.reading.open import read_bytes
from quandian.store import NewSuggestion, Project
from quandian.tasks import reviewing

TEXT = """2023年工作总结
一、2023年工作回顾
全年完成投资60亿元，同比增长8%。
二、2024年工作打算
力争全年完成投资70亿元以上。
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.quandian", author="甲", device="d1") as made:
        made.import_reports([read_bytes("总结.txt", TEXT.encode()), read_bytes("短.txt", "一、其他\n无。\n".encode())])
        yield made


def waiting(project: Project, tag: str) -> dict[str, SuggestionId]:
    return {w.quote: w.id for w in project.waiting() if w.tag_id == tag}


def test_a_project_is_filled_with_suggestions_by_rules_and_reasons(project: Project) -> None:
    assert reviewing.outdated(project, shipped()) == [r.id for r in project.reports()]
    done = reviewing.fill_suggestions(project)
    assert done.reports == 2
    assert done.suggestions == len(project.waiting())
    assert any("力争全年完成投资70亿元以上" in quote for quote in waiting(project, GOAL))
    assert {"60亿元", "8%", "70亿元以上"} <= waiting(project, METRIC).keys()
    assert reviewing.outdated(project, shipped()) == []
    assert all(s.reason and s.family for s in project.suggestions())


def test_filling_can_be_cancelled_and_what_was_done_stays(project: Project) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        reviewing.fill_suggestions(project, None, progress)
    assert len(reviewing.outdated(project, shipped())) == 2


def test_a_metric_measures_the_passage_it_stands_in(project: Project) -> None:
    reviewing.fill_suggestions(project)
    (goal,) = [key for quote, key in waiting(project, GOAL).items() if "力争" in quote]
    (passage,) = reviewing.accept_smart(project, [goal])
    assert project.links() == []
    (metric,) = reviewing.accept_smart(project, [waiting(project, METRIC)["70亿元以上"]])
    assert dict(metric.fields)["value"] == "7000000000"
    (link,) = project.links()
    assert (link.kind, link.source_id, link.target_id) == (LinkKind.MEASURES, metric.id, passage.id)
    assert project.undo_state().undo == "accept|metric"
    project.undo()
    assert (project.links(), len(project.annotations())) == ([], 1)


def test_an_accepted_goal_keeps_the_deadline_its_words_state(project: Project) -> None:
    reviewing.fill_suggestions(project)
    (goal,) = [key for quote, key in waiting(project, GOAL).items() if "力争" in quote]
    (made,) = reviewing.accept_smart(project, [goal])
    assert made.fields == {"deadline": "2024"}
    (done,) = [key for quote, key in waiting(project, ACHIEVEMENT).items() if "60亿元" in quote]
    assert reviewing.accept_smart(project, [done])[0].fields == {"period": "2023"}


def test_a_passage_accepted_after_its_metric_is_linked_too(project: Project) -> None:
    reviewing.fill_suggestions(project)
    (metric,) = reviewing.accept_smart(project, [waiting(project, METRIC)["70亿元以上"]])
    (goal,) = [key for quote, key in waiting(project, GOAL).items() if "力争" in quote]
    (passage,) = reviewing.accept_smart(project, [goal])
    assert [(x.source_id, x.target_id) for x in project.links(metric.id)] == [(metric.id, passage.id)]


def test_accepting_all_links_each_metric_in_the_same_step(project: Project) -> None:
    reviewing.fill_suggestions(project)
    count = len(project.waiting())
    made = reviewing.accept_smart(project, [w.id for w in project.waiting()])
    assert len(made) == count
    assert project.undo_state().undo == f"accept_many|{count}"
    assert {project.annotation(x.source_id).quote for x in project.links()} >= {"60亿元", "70亿元以上"}
    project.undo()
    assert (project.annotations(), project.links()) == ([], [])
    assert len(project.waiting()) == count


def test_a_corrected_metric_reads_its_fields_anew(project: Project) -> None:
    report = project.reports()[0].id
    start = TEXT.index("70亿元以上")
    project.replace_suggestions(report, [NewSuggestion(METRIC, start, start + 4, 0.9, "", "", {"value": "1"})], "e")
    (made,) = reviewing.accept_smart(project, [project.waiting()[0].id], span=(start, start + 6))
    assert {k: made.fields[k] for k in ("value", "unit", "comparator")} == {
        "value": "7000000000",
        "unit": "元",
        "comparator": "≥",
    }


def test_a_goal_with_a_corrected_range_keeps_the_fields_its_words_still_state(project: Project) -> None:
    text = "2024年工作计划\n由市水务局负责，6月底前完成改造，新增供水能力3万吨。\n"
    report = project.import_reports([read_bytes("计划.txt", text.encode())]).added[0]
    stored, fields = project.text(report), {"deadline": "2024-06-30", "responsible": "市水务局"}
    start, end = stored.index("由市"), stored.index("。")

    def accepted(begin: int) -> dict[str, object]:
        draft = NewSuggestion(GOAL, start, end, 0.9, "[]", "", fields)
        project.replace_suggestions(report, [draft], "e")
        (one,) = project.suggestions([report])
        (made,) = reviewing.accept_smart(project, [one.id], span=(begin, end))
        project.undo()
        return dict(made.fields)

    assert accepted(start - 1) == fields
    assert accepted(stored.index("6月底")) == {"deadline": "2024-06-30"}
    assert accepted(stored.index("新增")) == {}


def test_a_metric_accepted_as_a_goal_has_no_fields_of_a_metric(project: Project) -> None:
    report = project.reports()[0].id
    start = TEXT.index("70亿元以上")
    project.replace_suggestions(report, [NewSuggestion(METRIC, start, start + 6, 0.9, "", "", {"value": "1"})], "e")
    (made,) = reviewing.accept_smart(project, [project.waiting()[0].id], GOAL)
    assert (made.tag_id, dict(made.fields)) == (GOAL, {})


def test_learning_from_decisions_makes_a_model_of_the_project(project: Project) -> None:
    reviewing.fill_suggestions(project)
    assert reviewing.retrain(project).name == shipped().name
    (goal,) = [key for quote, key in waiting(project, GOAL).items() if "力争" in quote]
    reviewing.accept_smart(project, [goal])
    rejected = waiting(project, METRIC)["8%"]
    before = project.suggestions_by_id([rejected])[0].score
    project.reject([rejected])
    model = reviewing.retrain(project)
    assert model.name == "own-2"
    assert reviewing.model_of(project).to_json() == model.to_json()
    assert len(reviewing.outdated(project, model)) == 2
    reviewing.fill_suggestions(project)
    again = {s.id: s.score for s in project.suggestions_by_id([rejected])}
    assert rejected not in again or again[rejected] < before
    assert rejected not in {w.id for w in project.waiting()}


def test_a_correction_teaches_both_what_it_is_and_what_it_is_not(project: Project) -> None:
    reviewing.fill_suggestions(project)
    (goal,) = [key for quote, key in waiting(project, GOAL).items() if "力争" in quote]
    reviewing.accept_smart(project, [goal], ACHIEVEMENT)
    (lesson,) = reviewing.lessons_of(project)
    assert [(tag, right) for tag, _, _, right in lesson.decisions] == [(GOAL, False), (ACHIEVEMENT, True)]


def test_a_model_that_cannot_be_read_gives_way_to_the_one_shipped(project: Project) -> None:
    for broken in ("", "[]", '{"format": 99}', '{"format": 1, "weights": {"goal": {"bias": "x"}}, "name": "n"}'):
        project.keep_learned(broken, 1)
        assert reviewing.model_of(project).name == shipped().name


def test_the_shortest_passage_around_a_place_is_found() -> None:
    marks = [Mark(0, 100, GOAL, "a", ""), Mark(10, 30, GOAL, "b", ""), Mark(12, 20, GOAL, "c", "")]
    inner = reviewing.Enclosing(marks)
    found = [inner.of(13, 15), inner.of(13, 25), inner.of(50, 60), inner.of(90, 110)]
    assert [m.id if m else None for m in found] == ["c", "b", "a", None]


def test_families_put_alike_suggestions_together() -> None:
    family = reviewing.family_of
    assert family(GOAL, '[["section", "打算"], ["cue", "力争、确保"]]') == family(GOAL, '[["cue", "力争"]]')
    assert family(GOAL, '[["cue", "力争"]]') != family(ACHIEVEMENT, '[["cue", "力争"]]')
    assert family(METRIC, '[["metric.sign", "money", "≥"]]') != family(METRIC, '[["metric", "money"]]')
    assert family(GOAL, "") == family(GOAL, "[]")
