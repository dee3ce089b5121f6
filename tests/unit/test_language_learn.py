"""The model that re-weights suggestions: what it learns, that it is the same every time, that it can be kept."""

from __future__ import annotations

import time

import pytest

from quandian.core.model import TagId
from quandian.language.learn import Example, Model, accuracy, shipped, train
from quandian.language.suggest import examples_at, reason_text, suggest
from quandian.reading import passages_of

GOAL, ACHIEVEMENT, METRIC = TagId("goal"), TagId("achievement"), TagId("metric")
TOPICS = ("党建引领", "招商引资", "项目建设", "民生实事", "数字改革", "安全生产")


def report(topic: str, year: int) -> str:
    lines = [f"{year}年工作思路"]
    lines += [f"推进{topic}第{place}项任务，完善{topic}长效机制。" for place in range(1, 9)]
    return "\n".join(lines) + "\n"


def decisions(rejected: str) -> list[Example]:
    """Everything on one topic rejected, everything else accepted."""
    found: list[Example] = []
    for topic in TOPICS:
        text = report(topic, 2023)
        passages = passages_of(text)
        drafts = [s for s in suggest(text, passages) if s.tag == GOAL]
        found += examples_at(text, passages, [(s.tag, s.start, s.end, topic != rejected) for s in drafts])
    return found


def scores(model: Model, topic: str) -> list[float]:
    text = report(topic, 2024)
    found = suggest(text, passages_of(text), model=model, threshold=0.0)
    return [s.score for s in found if s.tag == GOAL and text[s.start :].startswith("推进")]


def test_what_is_always_rejected_is_no_longer_proposed() -> None:
    model = train(shipped(), decisions("党建引领"))
    assert max(scores(model, "党建引领")) < 0.5 < min(scores(shipped(), "党建引领"))
    assert min(scores(model, "招商引资")) > 0.5


def test_accepting_alone_changes_no_suggestion() -> None:
    model = train(shipped(), decisions("-"))
    text = report("项目建设", 2024)
    before, after = (suggest(text, passages_of(text), model=m) for m in (shipped(), model))
    assert [(s.tag, s.start, s.end) for s in before] == [(s.tag, s.start, s.end) for s in after]


def test_one_rejection_changes_little() -> None:
    examples = decisions("-")
    one = examples[0]._replace(accepted=False)
    assert min(scores(train(shipped(), [one]), "招商引资")) > 0.5


def test_same_decisions_give_the_same_model() -> None:
    assert train(shipped(), decisions("党建引领")).to_json() == train(shipped(), decisions("党建引领")).to_json()


def test_a_model_survives_its_file() -> None:
    model = train(shipped(), decisions("党建引领"), name="项目")
    again = Model.from_json(model.to_json())
    assert again.to_json() == model.to_json()
    assert scores(again, "党建引领") == pytest.approx(scores(model, "党建引领"), abs=1e-3)
    assert (again.name, again.decisions, again.lexical) == ("项目", len(decisions("党建引领")), True)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": 99, "weights": {}}', '{"format": 1, "name": "x", "weights": {"goal": {"a": "b"}}}'],
)
def test_a_file_that_is_no_model_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Model.from_json(text)


def test_the_model_tells_what_weighed() -> None:
    model = train(shipped(), decisions("党建引领"))
    (example, *_) = (e for e in decisions("党建引领") if not e.accepted)
    weighed = model.weighed(GOAL, example.features, 5)
    assert weighed
    assert [abs(w) for _, w in weighed] == sorted((abs(w) for _, w in weighed), reverse=True)


def test_the_reason_names_what_was_learnt() -> None:
    text = "工作动态\n走访调研沿街商铺经营情况。\n"
    passages = passages_of(text)
    wanted = examples_at(text, passages, [(ACHIEVEMENT, 0, len(text), True)] * 40)
    model = train(shipped(), wanted)
    found = [s for s in suggest(text, passages, model=model) if s.tag == ACHIEVEMENT]
    assert any("按您以往的取舍" in reason_text(s.reason) for s in found)


def test_metrics_are_learnt_too() -> None:
    text = "2023年工作总结\n接待群众15人次，完成投资3亿元。\n"
    passages = passages_of(text)
    metrics = [s for s in suggest(text, passages) if s.tag == METRIC]
    examples = examples_at(
        text, passages, [(METRIC, s.start, s.end, s.fields["unit"] != "人次") for s in metrics for _ in range(30)]
    )
    kept = [s.fields["unit"] for s in suggest(text, passages, model=train(shipped(), examples)) if s.tag == METRIC]
    assert kept == ["元"]


def test_accuracy_is_the_share_of_agreement() -> None:
    model = Model("m", {"goal": {"x": 2.0}})
    examples = [Example("goal", {"x": 1.0}, True), Example("goal", {"x": 1.0}, False)]
    assert accuracy(model, examples) == 0.5
    assert accuracy(model, []) is None


def test_five_thousand_decisions_take_less_than_two_seconds() -> None:
    examples = decisions("党建引领")
    # turned decisions keep the model busy: no example is ever settled
    many = [e._replace(accepted=(i % 3 == 0)) for i, e in enumerate((examples * (5000 // len(examples) + 1))[:5000])]
    begun = time.process_time()
    train(shipped(), many)
    assert time.process_time() - begun < 2.0
