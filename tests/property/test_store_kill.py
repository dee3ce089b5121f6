"""A process killed at any moment loses nothing that it had reported done, and leaves a whole project."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quandian.core.model import ReportDraft
from quandian.store import Project

PROJECTS = 8
ROUNDS = 26  # deaths in each
AT_A_TIME = 2  # cores of a small machine
TEXT = "完成投资60亿元，同比增长8%。建成3个园区。" * 30

# Reports the id of each operation when it is done. A parent process with all modules loaded forks the workers, so that
# two hundred deaths do not cost two hundred starts.
_NURSERY = """
import os, pathlib, random, sys
from quandian.core.errors import UserError
from quandian.core.model import ReportDraft, TagId
from quandian.store import NewAnnotation, Project

path = pathlib.Path(sys.argv[1])
text = sys.argv[2]

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())

def work(seed):
    rng = random.Random(seed)
    project = Project.open(path, author="甲", device="d", backup=False)
    project.subscribe(lambda changes: say("done", changes.operation_id))
    report = project.reports()[0].id
    say("open")
    while True:
        try:
            one_verb(project, report, rng)
        except UserError as error:
            assert error.code in ("annotation.duplicate", "undo.nothing", "redo.nothing", "annotation.unknown"), error

def one_verb(project, report, rng):
    kind = rng.randrange(8)
    there = project.annotation_ids(report)
    if kind < 3 or not there:
        start = rng.randrange(len(text) - 5)
        project.annotate(report, TagId("goal"), start, start + rng.randrange(1, 5))
    elif kind == 3:
        project.set_note(rng.choice(there), str(rng.random()))
    elif kind == 4:
        project.delete([rng.choice(there)])
    elif kind == 5:
        if not (project.undo_state().undo or "").startswith("import"):
            project.undo()
            if rng.random() < 0.5:
                project.redo()
    elif kind == 6:
        project.delete(project.annotate_many(report, [NewAnnotation(TagId("metric"), s, s + 2) for s in range(300)]))
    else:
        draft = ReportDraft(str(rng.random()) + "份" * 3000, (), "x", "x.txt", os.urandom(20000), "text/plain")
        project.import_reports([draft])

for line in sys.stdin:
    child = os.fork()
    if not child:
        work(int(line))
    say("pid", child)
    os.waitpid(child, 0)
    say("dead")
"""


class Nursery:
    """Starts workers on one project, kills them, and says what they had reported."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _NURSERY, str(path), TEXT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def one_death(self, seed: int, rng: random.Random) -> list[str]:
        """Let a worker live for some random milliseconds with the project open; return the operations it reported."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{seed}\n")
        self._process.stdin.flush()
        reports: list[str] = []
        pid, is_open, timer = 0, False, None
        for line in self._process.stdout:
            words = line.split()
            if words[0] == "dead":
                break
            if words[0] == "pid":
                pid = int(words[1])
            elif words[0] == "open":
                is_open = True
            else:
                reports.append(words[1])
            if pid and is_open and timer is None:
                timer = threading.Timer(rng.uniform(0.0, 0.12), os.kill, (pid, 9))
                timer.start()
        assert timer is not None
        timer.join()
        return reports


def one_project(path: Path, seed: int, rounds: int) -> int:
    """Kill workers on a project and look at it after each death; returns how many operations were reported in all."""
    with Project.create(path, author="甲", device="d") as project:
        project.import_reports([ReportDraft(TEXT, (), "标题", "a.txt", TEXT.encode(), "text/plain")])
        logged = [row[0] for row in project._store.all("SELECT id FROM operation ORDER BY seq")]
    rng, nursery, total = random.Random(seed), Nursery(path), 0
    try:
        for number in range(rounds):
            reported = nursery.one_death(seed * 1000 + number, rng)
            total += len(reported)
            with Project.open(path, author="甲", device="d", backup=False) as project:
                assert project.check() == []  # among others: the tables are what the log says
                now = [row[0] for row in project._store.all("SELECT id FROM operation ORDER BY seq")]
            expected = logged + reported
            assert now[: len(expected)] == expected, "an operation that was reported done is lost"
            assert len(now) - len(expected) <= 1, "at most the one between its commit and its report"
            logged = now
    finally:
        nursery.close()
    return total


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no SIGKILL and no fork here")
def test_two_hundred_deaths_lose_nothing(tmp_path: Path) -> None:
    begin = time.monotonic()
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        jobs = [
            pool.submit(one_project, tmp_path / f"{seed}.quandian", seed, ROUNDS) for seed in range(1, PROJECTS + 1)
        ]
        totals = [job.result() for job in jobs]
    assert sum(totals) > PROJECTS * ROUNDS, "the workers did too little to prove anything"
    print(f"{sum(totals)} reported operations, {time.monotonic() - begin:.0f} s")
