"""Figures of the shared folder: taking in what others wrote, a little at a time and all of it."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Thread

from harness import Row
from material import annotations_for, draft_of

from quandian.core.ids import HybridClock, new_id, utc_now
from quandian.core.progress import Progress
from quandian.store import Project
from quandian.store.exchange import LoggedOperation
from quandian.store.folder import FolderMember, SharedFolder
from quandian.store.segments import encode_operations
from quandian.tasks.sharing import SEGMENT_OPERATIONS, attach, joined, synchronise
from quandian.tasks.sharing_jobs import synchronise_file

SIZE, REPORTS = 50_000, 20  # bytes of a report that all mark, and how many there are


@dataclass
class Office:
    """A folder with members, and one who is about to synchronise."""

    home: Path
    folder: Path
    project: Project
    spare: list[Project] = field(default_factory=list)

    def close(self) -> None:
        """Close the projects."""
        for project in (self.project, *self.spare):
            project.close()


def _founded(home: Path) -> tuple[Path, Project]:
    folder = home / "share"
    folder.mkdir()
    project = Project.create(home / "founder.quandian", author="李静", device="0a0b0c0d", name="年度督查")
    project.import_reports([draft_of(SIZE, number) for number in range(REPORTS)])
    attach(project, folder)
    synchronise(project)
    return folder, project


def _marks(home: Path, number: int, count: int) -> list[LoggedOperation]:
    """Return ``count`` operations of one annotation each, as a member makes them key by key."""
    with Project.create(home / f"m{number}.quandian", author=f"成员{number}", device=f"{number:08x}") as project:
        for report in project.import_reports([draft_of(SIZE, number) for number in range(REPORTS)]).added:
            project.annotate_many(report, annotations_for(project.text(report), count // REPORTS))
        made = list(project.sharing.outgoing(0))[-REPORTS:]
    last = made[-1]
    clock = HybridClock(f"{number:08x}", last.clock)
    found = []
    for change in (change for operation in made for change in operation.changes):
        key = new_id()
        found.append(last._replace(id=key, step=key, clock=clock.tick(), label="annotate|goal", changes=(change,)))
    return found


def _write(folder: Path, number: int, operations: list[LoggedOperation]) -> None:
    (shared,) = SharedFolder.found_in(folder)
    member = f"{number:08x}-{number:012x}"
    facts = FolderMember(member, f"成员{number}", utc_now(), utc_now(), wrote=len(operations), project=shared.key)
    shared.write_member(replace(facts))
    for part in range(0, len(operations), SEGMENT_OPERATIONS):
        shared.write_segment(member, part + 1, encode_operations(operations[part : part + SEGMENT_OPERATIONS]))


def _one_project(home: Path, marks: int) -> Office:
    folder, project = _founded(home)
    for report in project.reports():
        project.annotate_many(report.id, annotations_for(project.text(report.id), marks // REPORTS))
    synchronise(project)
    return Office(home, folder, project)


def _pick_up(office: Office) -> float:
    """Take in 1,000 operations of a member who was not there before."""
    number = len(list((office.folder).glob("*/members/*"))) + 1
    _write(office.folder, number, _marks(office.home, number, 1000))
    before = time.perf_counter()
    taken = synchronise(office.project).taken
    seconds = time.perf_counter() - before
    (office.home / f"m{number}.quandian").unlink()
    if taken != 1000:
        raise RuntimeError(f"took {taken}")
    return seconds


def _with_members(members: int, count: int) -> object:
    def prepare(home: Path) -> Office:
        folder, founder = _founded(home)
        for number in range(1, members + 1):
            _write(folder, number, _marks(home, number, count))
        return Office(home, folder, founder)

    return prepare


def _from_scratch(office: Office) -> float:
    """Make a new project out of all that the members wrote."""
    path = office.home / "late.quandian"
    before = time.perf_counter()
    with joined(path, office.folder) as project:
        synchronise(project)
        seconds = time.perf_counter() - before
        count = sum(sum(tags.values()) for tags in project.counts().values())
    shutil.rmtree(path, ignore_errors=True)
    path.unlink()
    if count == 0:
        raise RuntimeError("nothing came")
    return seconds


def _longest_wait(office: Office) -> float:
    """Return how long (ms) a key's write waited at most while 1,000 operations came in as a window takes them in."""
    number = len(list((office.folder).glob("*/members/*"))) + 1
    _write(office.folder, number, _marks(office.home, number, 1000))
    (office.home / f"m{number}.quandian").unlink()
    project, waits = office.project, [0.0]
    job = Thread(target=synchronise_file, args=(project.path, project.author, project.device, Progress()))
    job.start()
    while job.is_alive():
        before = time.perf_counter()
        project.set_setting("bench", number * 1000 + len(waits))
        waits.append(time.perf_counter() - before)
        time.sleep(0.05)
    job.join()
    return 1000 * max(waits)


ROWS = [
    Row("shared folder: take in 1,000 changes, 10,000 here", "s", 0.5, lambda h: _one_project(h, 10_000), _pick_up),
    Row("shared folder: take in 1,000 changes, 100,000 here", "s", 0.5, lambda h: _one_project(h, 100_000), _pick_up),
    Row(
        "shared folder: longest wait of a key while 1,000 come in",
        "ms",
        200,
        lambda h: _one_project(h, 10_000),
        _longest_wait,
    ),
    Row("shared folder: 5 members of 2,000 from scratch", "s", None, _with_members(5, 2000), _from_scratch, runs=1),
    Row("shared folder: 50 members of 2,000 from scratch", "s", 30, _with_members(50, 2000), _from_scratch, runs=1),
]
