"""Many decisions, part by part: one step for undo, and nothing left of it when it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quandian.core.codebook import GOAL, METRIC
from quandian.core.model import ReportDraft, ReportId, Verdict
from quandian.store import NewSuggestion, Project
from quandian.tasks.deciding import ManyDecisions

CLAUSE = "完成投资60亿元。"
COUNT = 200


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.quandian", author="甲", device="d") as made:
        text = CLAUSE * COUNT
        (report,) = made.import_reports([ReportDraft(text, (), "长", "长.txt", text.encode(), "text/plain")]).added
        drafts = [NewSuggestion(GOAL, 9 * n, 9 * n + 8, 0.5) for n in range(COUNT)]
        drafts += [NewSuggestion(METRIC, 9 * n + 4, 9 * n + 8, 0.5) for n in range(COUNT)]
        made.replace_suggestions(report, drafts, "e")
        yield made


def waiting(project: Project) -> int:
    return len(project.waiting())


def test_many_are_accepted_in_parts_and_undone_in_one_step(project: Project) -> None:
    work = ManyDecisions(project, [w.id for w in project.waiting()], Verdict.ACCEPTED)
    steps = list(work)
    assert len(steps) > 1
    assert steps[-1] == (2 * COUNT, 2 * COUNT)
    assert work.decided == 2 * COUNT
    assert (waiting(project), len(project.annotations()), len(project.links())) == (0, 2 * COUNT, COUNT)
    assert project.undo_state().undo == f"accept_many|{2 * COUNT}"
    assert project.check() == []
    project.undo()
    assert (waiting(project), project.annotations(), project.links()) == (2 * COUNT, [], [])
    project.redo()
    assert (waiting(project), len(project.annotations()), len(project.links())) == (0, 2 * COUNT, COUNT)
    assert project.check() == []


def test_what_is_taken_back_leaves_nothing_and_spares_what_came_between(project: Project) -> None:
    report = project.reports()[0].id
    work = ManyDecisions(project, [w.id for w in project.waiting()], Verdict.REJECTED)
    parts = iter(work)
    next(parts)
    other = project.annotate(report, METRIC, 0, 2)
    next(parts)
    work.take_back()
    assert project.decisions() == []
    assert [a.id for a in project.annotations()] == [other.id]
    assert project.undo_state().undo == "annotate|metric"
    project.undo()
    assert waiting(project) == 2 * COUNT


def test_what_others_settled_or_removed_meanwhile_is_left_out(project: Project) -> None:
    ids = [w.id for w in project.waiting()]
    project.reject(ids[30:60])
    work = ManyDecisions(project, ids, Verdict.REJECTED)
    parts = iter(work)
    next(parts)
    project.delete_report(ReportId(project.reports()[0].id))
    list(parts)
    assert work.decided == 24


def test_only_what_needs_no_words_can_be_done_to_many(project: Project) -> None:
    with pytest.raises(ValueError, match="many"):
        ManyDecisions(project, [], Verdict.CORRECTED)
