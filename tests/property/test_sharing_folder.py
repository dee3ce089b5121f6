"""Random histories of members of a shared folder whose files a synchroniser carries as it likes: all come to the same.

Every member has a copy of the folder, as with any synchronising program. Files travel one by one, late, in any order,
half copied, twice, under the names of conflict copies; deletions travel, too.
``QUANDIAN_HISTORIES=10000 pytest tests/property/test_sharing_folder.py`` runs long; without it a modest number runs.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from merge_kit import Replicas, Worker, opened, state_of, written

from quandian.tasks import sharing, sharing_pull
from quandian.tasks.sharing import attach, synchronise

HISTORIES = int(os.environ.get("QUANDIAN_HISTORIES", "40"))
SKEWS = (0, 0, 7, -5_000, 3_600_000, -86_400_000, 40_000_000_000)  # ms: right, a little off, an hour, a day, a year


class Synchroniser:
    """Carries files between the members' copies of the folder. Nobody but a member writes or deletes what is theirs."""

    def __init__(self, copies: list[Path], chance: random.Random) -> None:
        self.copies, self.chance = copies, chance
        self.carried: list[set[Path]] = [set() for _ in copies]  # what each member had when last looked at

    def files(self, number: int) -> set[Path]:
        root = self.copies[number]
        return {path.relative_to(root) for path in root.rglob("*") if path.is_file() and path.name[0] != "."}

    def carry(self, number: int, *, all_of_it: bool = False) -> None:
        """Bring some of what a member wrote or deleted to the others."""
        here = self.files(number)
        gone = {path for path in self.carried[number] - here if self._owner(path) == number}
        own = {path for path in here if self._owner(path) == number}  # project.json is the same everywhere
        self.carried[number] |= own
        for other, target in enumerate(self.copies):
            if other == number:
                continue
            for path in self.chance.sample(sorted(own), len(own)):
                if all_of_it or self.chance.random() < 0.5:
                    self._bring(self.copies[number] / path, target / path, whole=all_of_it)
            for path in gone:
                if all_of_it or self.chance.random() < 0.5:
                    (target / path).unlink(missing_ok=True)

    def _owner(self, path: Path) -> int | None:
        return next((n for n, me in enumerate(self.members) if me in path.parts), None)

    members: list[str]

    def _bring(self, source: Path, target: Path, *, whole: bool) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        data, draw = source.read_bytes(), self.chance.random()
        if whole or draw < 0.6:
            target.write_bytes(data)
        elif draw < 0.8:
            target.write_bytes(data[: self.chance.randrange(len(data))])
        elif draw < 0.9:
            target.with_name(f"{target.stem} (conflicted copy){target.suffix}").write_bytes(data)
        else:
            target.write_bytes(data)
            target.with_name(f"~{target.name}.tmp").write_bytes(data[:7])


def play(seed: int, members: int, steps: int) -> None:
    """Play one history and compare what came of it."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        everybody = Replicas(Path(name), [chance.choice(SKEWS) for _ in range(members)])
        copies = [Path(name) / f"cloud {number}" for number in range(members)]
        try:
            carrier = Synchroniser(copies, chance)
            carrier.members = []
            for project, copy in zip(everybody.projects, copies, strict=True):
                copy.mkdir()
                carrier.members.append(attach(project, copy).member)
            log: set[tuple[str, str, str]] = set()
            for _ in range(steps):
                number, draw = chance.randrange(members), chance.random()
                if draw < 0.2:
                    synchronise(everybody.projects[number], gentle=chance.random() < 0.5)
                elif draw < 0.4:
                    carrier.carry(number)
                elif draw < 0.43:
                    _restore(everybody, number, Path(name), chance)
                else:
                    Worker(everybody.projects[number], chance).work()
                log |= written(everybody.projects[number])
            _bring_together(everybody, carrier, chance)
            for project in everybody.projects:
                assert written(project) >= log, "something that somebody wrote is not in the history"
                assert project.check() == []
        finally:
            everybody.close()


def _restore(everybody: Replicas, number: int, home: Path, chance: random.Random) -> None:
    """Take a backup, or go back to it after everything since was written to the folder."""
    backup, project = home / f"backup {number}", everybody.projects[number]
    if not backup.exists():
        project.backup(backup)
        return
    synchronise(project)
    project.close()
    shutil.copy(backup, everybody.paths[number])
    backup.unlink()
    everybody.projects[number] = opened(everybody.paths[number], number, chance.choice(SKEWS))


def _bring_together(everybody: Replicas, carrier: Synchroniser, chance: random.Random) -> None:
    """Carry everything and let everybody synchronise until all have the same; copies of files are no news."""
    count = len(everybody.projects)
    for turn in range(6):
        news = 0
        for number in chance.sample(range(count), count):
            done = synchronise(everybody.projects[number])
            news += done.sent + done.taken
            carrier.carry(number, all_of_it=True)
        if turn and not news:  # in the first turn files may still have been on their way
            break
    else:
        pytest.fail("the members go on having something new for each other")
    assert not any(project.sharing.waiting() for project in everybody.projects)
    states = [state_of(project) for project in everybody.projects]
    for state in states[1:]:
        assert state == states[0]


@pytest.fixture(autouse=True, scope="module")
def _small_steps() -> object:
    """Let files be put together, and steps be cut, in histories as short as these."""
    with pytest.MonkeyPatch.context() as here:
        here.setattr(sharing, "COMPACT_AT", 4)
        here.setattr(sharing, "SEGMENT_OPERATIONS", 6)
        here.setattr(sharing_pull, "GENTLE_CHANGES", 2)
        here.setattr(sharing_pull, "GENTLE_SHARE", 0.0)
        yield


@settings(max_examples=HISTORIES, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.integers(2, 4), st.integers(3, 40))
def test_members_come_to_the_same_and_lose_nothing(seed: int, members: int, steps: int) -> None:
    play(seed, members, steps)
