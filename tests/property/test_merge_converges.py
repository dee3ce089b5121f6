"""Random histories on two to five replicas that work apart and merge in any order: all come to the same.

``QUANDIAN_HISTORIES=10000 pytest tests/property/test_merge_converges.py`` runs long; without it a modest number runs.
"""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from merge_kit import Replicas, Worker, counted, some_choices, state_of, written

HISTORIES = int(os.environ.get("QUANDIAN_HISTORIES", "60"))
SKEWS = (0, 0, 7, -5_000, 3_600_000, -86_400_000, 40_000_000_000)  # ms: right, a little off, an hour, a day, a year


def play(seed: int, replicas: int, steps: int) -> None:
    """Play one history and compare what came of it."""
    chance = random.Random(seed)
    skews = [chance.choice(SKEWS) for _ in range(replicas)]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        everybody = Replicas(Path(folder), skews)
        try:
            log: set[tuple[str, str, str]] = set()
            for _ in range(steps):
                number = chance.randrange(replicas)
                draw = chance.random()
                if draw < 0.05:
                    other = chance.randrange(replicas)
                    if other != number:
                        everybody.take_in(number, other, chance.choice([0, 0, 5]))
                elif draw < 0.20:
                    others = chance.sample(range(replicas), chance.randint(1, min(3, replicas)))
                    if others != [number]:
                        everybody.merge(number, others, some_choices(chance))
                else:
                    Worker(everybody.projects[number], chance).work()
                log |= written(everybody.projects[number])
            for project in everybody.projects:
                assert [p for p in project.check() if p.code != "check.source"] == []
            _bring_together(everybody, chance)
            states = [state_of(project) for project in everybody.projects]
            for state in states[1:]:
                assert state == states[0]
            for project in everybody.projects:
                assert written(project) >= log, "something that somebody wrote is not in the history"
                assert project.check() == []
            assert len({frozenset(counted(p)) for p in everybody.projects}) == 1
        finally:
            everybody.close()


def _bring_together(everybody: Replicas, chance: random.Random) -> None:
    """Merge until nobody has anything that another one lacks; orders differ, and so does who merges with whom."""
    count = len(everybody.projects)
    for _ in range(4 * count):
        before = [counted(p) for p in everybody.projects]
        if all(one == before[0] for one in before) and _ > 0:
            return
        for number in chance.sample(range(count), count):
            others = [other for other in chance.sample(range(count), count) if other != number]
            if chance.random() < 0.5:
                everybody.merge(number, others)
            else:
                for other in others:
                    everybody.merge(number, [other])
    pytest.fail("the replicas go on having something new for each other")


@settings(max_examples=HISTORIES, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.integers(2, 5), st.integers(3, 40))
def test_all_replicas_come_to_the_same_and_lose_nothing(seed: int, replicas: int, steps: int) -> None:
    play(seed, replicas, steps)


def test_histories_are_made_of_every_verb(tmp_path: Path) -> None:
    """A verb that the project always refuses would make all histories poorer, and nothing else would tell."""
    everybody = Replicas(tmp_path, [0])
    try:
        chance = random.Random(5)
        done = {Worker(everybody.projects[0], chance).work() for _ in range(600)}
    finally:
        everybody.close()
    assert done - {""} == set(Worker.VERBS)
