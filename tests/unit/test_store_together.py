"""Two connections to one project: what one does, the other sees and never overwrites."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quandian.core.errors import UserError
from quandian.core.model import Changes, LinkKind, ReportDraft, ReportId, TagId
from quandian.store import Project

TEXT = "完成投资60亿元，同比增长8%。" * 20
GOAL, METRIC = TagId("goal"), TagId("metric")


def opened(path: Path, author: str) -> Project:
    return Project.open(path, author=author, device=f"dev-{author}", backup=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Project.create(tmp_path / "a.quandian", author="甲", device="dev-甲") as project:
        project.import_reports([ReportDraft(TEXT, (), "标题", "a.txt", TEXT.encode(), "text/plain")])
    return tmp_path / "a.quandian"


@pytest.fixture
def pair(path: Path) -> Iterator[tuple[Project, Project, ReportId]]:
    with opened(path, "甲") as one, opened(path, "乙") as two:
        yield one, two, one.reports()[0].id


Pair = tuple[Project, Project, ReportId]


def test_poll_brings_what_the_other_did_once(pair: Pair) -> None:
    one, two, report = pair
    told: list[Changes] = []
    two.subscribe(told.append)
    assert two.poll() is None
    first = one.annotate(report, GOAL, 0, 4)
    one.set_note(first.id, "x")
    changes = two.poll()
    assert changes is not None
    assert (changes.kind, changes.label) == ("outside", "note")
    assert [r.entity_id for r in changes.rows] == [first.id] * 2
    assert told == [changes]
    assert two.poll() is None
    assert one.poll() is None, "one's own changes are no news"


def test_a_verb_first_tells_what_others_did(pair: Pair) -> None:
    one, two, report = pair
    told: list[tuple[str, str]] = []
    two.subscribe(lambda c: told.append((c.kind, c.label)))
    assert two.counts() == {}
    one.add_tag("问题")
    one.annotate(report, GOAL, 0, 4)
    two.annotate(report, two.find_tag("问题").id if two.poll() else GOAL, 4, 6)
    one.annotate(report, METRIC, 4, 8)
    two.annotate(report, METRIC, 0, 3)
    assert told == [
        ("outside", "annotate|goal"),
        ("do", "annotate|问题"),
        ("outside", "annotate|metric"),
        ("do", "annotate|metric"),
    ]
    assert two.poll() is None
    assert sum(two.counts()[report].values()) == 4
    assert one.poll() is not None
    assert one.counts() == two.counts()


def test_a_failing_verb_does_not_swallow_news(pair: Pair) -> None:
    one, two, report = pair
    two.annotate(report, GOAL, 0, 4)
    two.poll()
    one.annotate(report, GOAL, 5, 8)
    with pytest.raises(UserError):
        two.annotate(report, GOAL, 0, 4)
    changes = two.poll()
    assert changes is not None
    assert [r.after["start"] for r in changes.rows if r.after] == [5]


def test_edits_of_two_fields_at_once_both_stay(pair: Pair) -> None:
    one, two, report = pair
    made = one.annotate(report, METRIC, 4, 8, fields={"value": "1"})
    assert two.annotation(made.id).fields == {"value": "1"}
    one.edit_fields(made.id, unit="元")
    two.edit_fields(made.id, comparator=">")
    two.set_note(made.id, "乙")
    one.undo()
    assert dict(two.annotation(made.id).fields) == {"value": "1", "comparator": ">"}
    assert one.undo_left == 0 or two.annotation(made.id).note == "乙"
    one.redo()
    assert dict(two.annotation(made.id).fields) == {"value": "1", "comparator": ">", "unit": "元"}
    assert one.check() == []


def test_undo_takes_back_own_steps_only_and_never_what_others_wrote(pair: Pair) -> None:
    one, two, report = pair
    made = one.annotate(report, GOAL, 0, 4)
    one.set_note(made.id, "甲的备注")
    two.set_note(made.id, "乙的备注")
    with pytest.raises(UserError):
        opened(one.path, "丙").undo()
    one.undo()
    assert one.undo_left == 1
    assert one.annotation(made.id).note == "乙的备注"
    one.undo()
    assert one.annotation(made.id).note == "乙的备注", "an annotation that others worked on stays"
    two.undo()
    assert one.annotation(made.id).note == "甲的备注"
    assert one.check() == []


def test_undoing_an_import_keeps_a_report_that_others_tagged(pair: Pair) -> None:
    one, two, _ = pair
    new = one.import_reports([ReportDraft("另一份报告。", (), "二", "b.txt", b"x", "text/plain")]).added[0]
    other = two.annotate(new, GOAL, 0, 3)
    one.undo()
    assert one.undo_left == 1
    assert one.report(new).title == "二"
    one.redo()
    assert [a.id for a in one.annotations(new)] == [other.id]
    assert one.check() == []


def test_undoing_a_deletion_does_not_bring_links_to_what_is_gone(pair: Pair) -> None:
    one, two, report = pair
    a, b = one.annotate(report, GOAL, 0, 4), two.annotate(report, METRIC, 4, 8)
    one.link(b.id, a.id, LinkKind.MEASURES)
    one.delete([a.id])
    two.delete([b.id])
    one.undo()
    assert one.annotation(a.id).quote == a.quote
    assert one.links() == []
    assert one.undo_left == 1
    assert one.check() == []


def test_the_same_report_imported_twice_at_once_is_one(pair: Pair) -> None:
    one, two, _ = pair
    draft = ReportDraft("同一份报告。", (), "同", "c.txt", b"y", "text/plain")
    assert one.import_reports([draft]).added == tuple(r for r, _ in two.import_reports([draft]).already)


def test_one_raising_listener_does_not_starve_the_rest(pair: Pair, caplog: pytest.LogCaptureFixture) -> None:
    one, _, report = pair
    told: list[str] = []

    def bad(changes: Changes) -> None:
        raise ValueError(changes.label)

    one.subscribe(bad)
    stop = one.subscribe(lambda c: told.append(c.label))
    one.annotate(report, GOAL, 0, 4)
    assert told == ["annotate|goal"]
    assert "a listener failed" in caplog.text
    stop()
    one.annotate(report, GOAL, 0, 5)
    assert told == ["annotate|goal"]


def test_verbs_called_by_a_listener_are_told_after(pair: Pair) -> None:
    one, _, report = pair
    told: list[str] = []

    def react(changes: Changes) -> None:
        if changes.label == "annotate|goal":
            one.set_note(changes.rows[0].entity_id, "x")  # type: ignore[arg-type]

    one.subscribe(react)
    one.subscribe(lambda c: told.append(c.label))
    one.annotate(report, GOAL, 0, 4)
    assert told == ["annotate|goal", "note"]


_WRITER = """
import sys, time, pathlib
from quandian.core.errors import UserError
from quandian.core.model import TagId
from quandian.store import Project
def patient(verb):  # the others write without a pause: SQLite promises nobody a turn
    for _ in range(20):
        try:
            return verb()
        except UserError as error:
            if error.code != "project.busy":
                raise
    return verb()
with Project.open(pathlib.Path(sys.argv[1]), author=sys.argv[2], device=sys.argv[2], backup=False) as project:
    report = project.reports()[0].id
    made = project.annotation_ids(report)[0]
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(sys.argv[3])):
        patient(lambda: project.annotate(report, TagId("goal"), number, number + 3))
        patient(lambda: project.edit_fields(made, **{f"{sys.argv[2]}{number}": "x"}))
        print(time.time(), flush=True)
"""


def _patient(project: Project, report: ReportId, number: int) -> None:
    """Tag as somebody does who is told to wait a moment and do it again: the others write without a pause."""
    for _ in range(20):
        try:
            project.annotate(report, GOAL, number, number + 3)
        except UserError as error:
            if error.code != "project.busy":
                raise
        else:
            return
    pytest.fail("never had a turn")


@pytest.mark.parametrize("folder", ["", "Dropbox"])  # with the write-ahead log where it is safe, and without
def test_two_processes_write_at_once_and_nothing_is_lost(path: Path, folder: str) -> None:
    if folder:
        path.with_name(folder).mkdir()
        path = path.rename(path.with_name(folder) / path.name)
    with opened(path, "甲") as project:
        report = project.reports()[0].id
        shared = project.annotate(report, METRIC, 4, 8)
        rounds = 60
        children = [
            subprocess.Popen(
                [sys.executable, "-c", _WRITER, str(path), name, str(rounds)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for name in ("p", "q")
        ]
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        seen: set[str] = set()
        for child in children:
            assert child.stdin is not None
            child.stdin.write("go\n")
            child.stdin.flush()
        for number in range(rounds):  # and we write too
            _patient(project, report, number)
            project.poll()
        outputs = [child.communicate(timeout=60)[0].split() for child in children]
        assert [len(o) for o in outputs] == [rounds, rounds]
        project.poll()
        seen.update(project.annotation_ids(report))
        assert len(seen) == 3 * rounds + 1
        assert project.annotation(shared.id).fields.keys() == {f"{n}{i}" for n in "pq" for i in range(rounds)}
        assert project.check() == []


def test_the_other_process_is_seen_within_a_second(path: Path) -> None:
    with opened(path, "甲") as project:
        project.annotate(project.reports()[0].id, METRIC, 4, 8)
        child = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path), "p", "1"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        child.stdout.readline()
        output, _ = child.communicate("go\n", timeout=30)
        seen = poll_until(project.poll, 1)
        assert {r.entity for r in seen.rows} == {"annotation"}
        assert output


def poll_until(poll: Callable[[], Changes | None], seconds: float) -> Changes:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = poll()
        if found is not None:
            return found
        time.sleep(0.05)
    raise AssertionError("nothing seen")


def test_what_a_job_read_beforehand_is_told_once_and_what_came_since_too(pair: Pair) -> None:
    one, two, report = pair
    told: list[list[str]] = []
    two.subscribe(lambda c: told.append([row.entity_id for row in c.rows if row.entity == "annotation"]))
    first = one.annotate(report, GOAL, 0, 4)
    ready = one.read_outside(two.seen)
    second = one.annotate(report, GOAL, 5, 9)
    two.poll(ready)
    assert told == [[first.id]]
    two.poll()
    assert told == [[first.id], [second.id]]
    assert two.poll() is None


def test_what_was_read_beforehand_is_left_where_the_verbs_have_told_it_already(pair: Pair) -> None:
    one, two, report = pair
    told: list[list[str]] = []
    two.subscribe(lambda c: told.append([row.entity_id for row in c.rows if row.entity == "annotation"]))
    first = one.annotate(report, GOAL, 0, 4)
    ready = one.read_outside(two.seen)
    own = two.annotate(report, GOAL, 5, 9)
    two.poll(ready)
    assert told == [[first.id], [own.id]]
