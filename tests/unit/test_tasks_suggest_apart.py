"""Suggesting in a child process says the same as here, learns the same, and ends when told or when it dies."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator

import pytest

from quandian.core.codebook import GOAL
from quandian.core.errors import Cancelled, UserError
from quandian.core.model import ReportId
from quandian.language.learn import Model, shipped
from quandian.reading.open import read_bytes
from quandian.tasks import reviewing, suggest_apart
from quandian.tasks.suggest_apart import Suggester, Suggesters, children_for
from quandian.tasks.suggesting import Decided

TEXT = "一、2023年工作回顾\n全年完成投资60亿元，同比增长8%。\n二、2024年工作打算\n力争完成投资70亿元以上。𠮷祥\n"


def material() -> reviewing.Material:
    draft = read_bytes("总结.txt", TEXT.encode())
    return reviewing.Material(ReportId("r"), draft.text, draft.passages)


@pytest.fixture
def suggester() -> Iterator[Suggester]:
    made = Suggester(shipped())
    yield made
    made.close()


def test_the_child_suggests_what_this_process_would(suggester: Suggester) -> None:
    made, here = suggester.suggest(material()), reviewing.compute(material(), shipped())
    assert made.engine == here.engine
    assert [(d.tag_id, d.start, d.end, d.score, d.reason, d.family, dict(d.fields)) for d in made.drafts] == [
        (d.tag_id, d.start, d.end, d.score, d.reason, d.family, dict(d.fields)) for d in here.drafts
    ]
    assert suggester.suggest(material()) == made
    assert suggester.pid is not None


def test_it_suggests_with_the_model_it_is_given() -> None:
    weights = {tag: {**named, "bias": -20.0, "h:bias": -20.0} for tag, named in shipped().weights.items()}
    made = Suggester(Model("shy", weights))
    try:
        found = made.suggest(material())
        assert found.engine.endswith("/shy")
        assert not [d for d in found.drafts if d.tag_id == GOAL]
    finally:
        made.close()


def test_it_learns_what_this_process_would(suggester: Suggester) -> None:
    text, passages = material().text, material().passages
    start = text.index("力争")
    lesson = Decided(text, passages, [(GOAL, start, start + 13, False)])
    suggester.keep_lesson(lesson)
    assert suggester.train(1) == reviewing.learn([lesson], 1)


def test_closing_ends_the_child_and_what_waits_for_it(suggester: Suggester) -> None:
    caught: list[BaseException] = []

    def ask() -> None:
        try:
            while True:
                suggester.suggest(material())
        except Cancelled as error:
            caught.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    end = time.monotonic() + 10
    while suggester.pid is None and time.monotonic() < end:
        time.sleep(0.01)
    suggester.close()
    thread.join(10)
    assert not thread.is_alive()
    assert len(caught) == 1
    with pytest.raises(Cancelled):
        suggester.suggest(material())


def test_a_child_that_dies_is_told(caplog: pytest.LogCaptureFixture) -> None:
    made = Suggester(None, [sys.executable, "-c", "pass"])
    with pytest.raises(UserError) as caught:
        made.suggest(material())
    assert caught.value.code == "suggest.died"
    made.close()
    missing = Suggester(None, ["/nowhere/python"])
    with pytest.raises(UserError):
        missing.suggest(material())
    assert "ended by itself" in caplog.text
    assert "cannot start" in caplog.text


def test_half_an_answer_of_a_child_that_was_ended_is_no_answer(caplog: pytest.LogCaptureFixture) -> None:
    half = "import sys; sys.stdin.readline(); sys.stdout.write('[1, 2'); sys.stdout.flush()"
    made = Suggester(None, [sys.executable, "-c", half])
    with pytest.raises(UserError) as caught:
        made.suggest(material())
    assert caught.value.code == "suggest.died"
    made.close()
    assert "ended by itself" in caplog.text


def test_several_children_say_what_one_does_and_end_together() -> None:
    several = Suggesters(shipped(), 2)
    here = reviewing.compute(material(), shipped())
    made: list[reviewing.Suggested] = []
    threads = [threading.Thread(target=lambda: made.append(several.suggest(material()))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [found.drafts for found in made] == [here.drafts, here.drafts]
    assert len(set(several.pids)) == 2
    several.close()
    with pytest.raises(Cancelled):
        several.suggest(material())


@pytest.mark.parametrize(
    ("cores", "reports", "children"),
    [(1, 500, 1), (2, 500, 2), (3, 500, 2), (4, 500, 3), (16, 500, 4), (16, 1, 1), (16, 25, 2)],
)
def test_children_are_as_many_as_the_machine_and_the_work_are_worth(
    cores: int, reports: int, children: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggest_apart.os, "sched_getaffinity", lambda _pid: set(range(cores)), raising=False)
    assert children_for(reports) == children
