"""Random work on a masked copy comes back whole: masked again, the project at home is what the colleague had.

``QUANDIAN_HISTORIES=1000`` runs long.
"""

from __future__ import annotations

import os
import random
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from returning_kit import DONE, GOAL, METRIC, Round, marked, send

from quandian.core.errors import UserError
from quandian.core.model import Annotation, Link, LinkKind, Report, Status, Tag
from quandian.core.progress import silent
from quandian.store import Project
from quandian.tasks import key_table
from quandian.tasks.desensitising import MaskOptions, derived_id, mask_project
from quandian.tasks.merging import apply_merge, undo_apart

HISTORIES = int(os.environ.get("QUANDIAN_HISTORIES", "12"))
WORDS = ("张某", "代号甲", "核对过", "请再看", "XXX亿元", "李某", "说", "，")


class Worker:
    """Does one thing after the other with a project, as chance has it."""

    def __init__(self, project: Project, chance: random.Random, words: tuple[str, ...] = WORDS) -> None:
        self._project, self._chance, self._words = project, chance, words

    def work(self) -> None:
        """Do something; what cannot be done is not."""
        verbs = (self.note, self.field, self.status, self.retag, self.move, self.delete, self.mark, self.tag)
        verb = self._chance.choice((*verbs, self.link, self.unlink, self.report, self.undo, self.mark, self.note))
        with suppress(UserError):
            verb()

    def _some(self) -> str:
        return "".join(self._chance.choices(self._words, k=self._chance.randint(1, 4)))

    def _any(self) -> str:
        return self._chance.choice([a.id for a in self._project.annotations()] or [""])

    def note(self) -> None:
        one = self._any()
        kept = self._project.annotation(one).note if one and self._chance.random() < 0.5 else ""
        self._project.set_note(one, kept + self._some())

    def field(self) -> None:
        self._project.edit_fields(self._any(), indicator=self._some(), unit=self._chance.choice(["亿元", "家", None]))

    def status(self) -> None:
        self._project.set_status([self._any()], self._chance.choice(list(Status)))

    def retag(self) -> None:
        self._project.retag(self._any(), self._chance.choice([GOAL, DONE, METRIC]))

    def _span(self, report_id: str) -> tuple[int, int]:
        text = self._project.text(report_id)
        line = self._chance.choice([part for part in text.split("\n") if part])
        start = text.index(line)
        ends = [0, *(n + 1 for n, sign in enumerate(line) if sign in "，。"), len(line)]
        first, last = sorted(self._chance.sample(sorted(set(ends)), 2))
        return start + first, start + last

    def move(self) -> None:
        one = self._project.annotation(self._any())
        self._project.move(one.id, *self._span(one.report_id))

    def delete(self) -> None:
        self._project.delete([self._any()])

    def mark(self) -> None:
        report = self._chance.choice(self._project.reports()).id
        tag = self._chance.choice(self._project.tags()).id
        self._project.annotate(report, tag, *self._span(report), note=self._some())

    def tag(self) -> None:
        own = [tag for tag in self._project.tags() if not tag.built_in]
        if own and self._chance.random() < 0.6:
            self._project.edit_tag(self._chance.choice(own).id, description=self._some())
        else:
            self._project.add_tag(self._some() + str(len(own)))

    def link(self) -> None:
        self._project.link(self._any(), self._any(), self._chance.choice(list(LinkKind)), note=self._some())

    def unlink(self) -> None:
        self._project.unlink(self._chance.choice([link.id for link in self._project.links()] or [""]))

    def report(self) -> None:
        report = self._chance.choice(self._project.reports()).id
        self._project.edit_report(report, issuer=self._some(), note=self._some())

    def undo(self) -> None:
        self._project.undo()


def as_there(sent: Round, away: Project) -> dict[str, dict[str, tuple[object, ...]]]:
    """Return what the project at home looks like when it is masked once more, in the ids of there."""
    key = key_table.read_key(sent.key)
    pairs = {old: new for old, (_, new) in key.pairs.items()}
    with sent.open_home() as home:
        made = mask_project(home, MaskOptions(), pairs, key, silent())
        ids = {derived_id(key.salt, row.id): row.id for row in (*home.annotations(), *home.links())}
        assert home.check() == []
    fields = {a.id: a.fields for a in away.annotations()}
    new = {there: here for there, here in ids.items() if here in fields or here in {one.id for one in away.links()}}
    found = _state([a for a, _, _ in made.annotations], made.links, made.tags, made.reports, new)
    for one in new.values():  # a mark that was made on masked words reads the words at home, where nobody said other
        if one in fields:
            said = [
                value if name in fields[one] else None
                for name, value in zip(FIELDS, found["annotations"][one][-2:], strict=True)
            ]
            found["annotations"][one] = (*found["annotations"][one][:-2], *said)
    return found


FIELDS = ("indicator", "unit")


def state(project: Project) -> dict[str, dict[str, tuple[object, ...]]]:
    return _state(project.annotations(), project.links(), project.tags(), project.reports(), {})


def _even(text: str) -> str:
    """Return a text with masked figures alike: how many signs stand for one depends on the marks on it."""
    return re.sub("X+", "X", text)


def _state(
    annotations: Iterable[Annotation], links: Iterable[Link], tags: Iterable[Tag], reports: Iterable[Report],
    ids: dict[str, str],
) -> dict[str, dict[str, tuple[object, ...]]]:  # fmt: skip
    def of(key: str) -> str:
        return ids.get(key, key)

    return {
        "annotations": {
            of(a.id): (a.tag_id, _even(a.quote), _even(a.note), a.status, *(a.fields.get(name) for name in FIELDS))
            for a in annotations
        },
        "links": {of(one.id): (one.kind, of(one.source_id), of(one.target_id), one.note) for one in links},
        "tags": {tag.id: (tag.name, tag.description) for tag in tags},
        "reports": {r.title: (r.issuer, _even(r.note)) for r in reports},
    }


@settings(max_examples=HISTORIES, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 25), st.booleans())
def test_what_was_done_there_is_done_here(seed: int, steps: int, history: bool) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        sent = send(Path(folder), note="张建国说128.6亿元，云浦水务核过")
        with sent.open_home() as home:
            home.link(marked(home, "投资").id, marked(home, "力争").id, LinkKind.MEASURES)
        sent = sent.again(Path(folder) / "包.qdshare", Path(folder) / "再外.quandian")
        with sent.open_away() as project:
            worker = Worker(project, chance)
            for _ in range(steps):
                worker.work()
        plan = sent.plan(Path(folder) / "回.qdshare", history=True)
        assert (plan.conflicts, plan.unanchored) == ((), ())
        apply_merge(sent.home, plan)
        with sent.open_away() as project:
            assert as_there(sent, project) == state(project)
        again = sent.plan(Path(folder) / "再回.qdshare", history=history)
        assert again.empty, again.items
        again.close()


@settings(max_examples=HISTORIES, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 15), st.integers(1, 15))
def test_nothing_of_either_side_is_lost_when_both_have_worked(seed: int, there: int, here: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        sent = send(Path(folder))
        with sent.open_away() as project:
            worker = Worker(project, chance)
            for _ in range(there):
                worker.work()
            theirs = sum(1 for e in project.audit() if e.author == "赵敏之" and e.rows)
        with sent.open_home() as home:
            worker = Worker(home, chance, ("张建国", "云浦水务", "看过", "，"))
            for _ in range(here):
                worker.work()
            before = state(home)
            known = {e.operation_id for e in home.audit()}
        plan = sent.plan(Path(folder) / "回.qdshare")
        assert plan.unanchored == ()
        anything = not plan.empty
        apply_merge(sent.home, plan)
        with sent.open_home() as home:
            assert home.check() == []
            assert {e.operation_id for e in home.audit()} >= known
            assert sum(1 for e in home.audit() if e.author == "赵敏之") >= (theirs if anything else 0)
        again = sent.plan(Path(folder) / "再回.qdshare")
        assert again.empty, again.items
        again.close()
        if anything:
            undo_apart(sent.home)
            with sent.open_home() as home:
                assert state(home) == before
                assert home.check() == []
