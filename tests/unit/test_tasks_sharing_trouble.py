"""A shared folder in trouble: copies of a project file, backups, lost and false files, a folder that is only read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sharing_kit import GOAL, METRIC, Office, draft, members_of, state

from quandian.core.errors import Cancelled, UserError
from quandian.core.ids import sha256_text
from quandian.core.merge import Choice
from quandian.core.progress import Progress
from quandian.store import NewAnnotation, Project
from quandian.tasks import sharing, sharing_pull
from quandian.tasks.sharing import attach, detach, find_member, folder_state, set_removed, synchronise
from quandian.tasks.sharing_jobs import synchronise_file


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    for project in made.projects:
        project.close()


def test_a_project_file_copied_to_another_device_becomes_another_member(office: Office) -> None:
    li = office.founder()
    report = li.reports()[0].id
    li.annotate(report, GOAL, 9, 20)
    synchronise(li)
    path = office.home / "copy.quandian"
    li.backup(path)
    copy = Project.open(path, author="王磊", device="dev-王磊", backup=False)
    office.projects.append(copy)
    copy.annotate(report, METRIC, 4, 8)
    li.annotate(report, GOAL, 0, 4)
    office.exchange()
    assert state(li) == state(copy)
    seen = folder_state(li)
    assert seen is not None
    assert {m.facts.name for m in seen.members} == {"李静", "王磊"}


def test_two_files_of_one_member_on_one_device_lose_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "COMPACT_AT", 3)
    li, wang = office.founder(), office.joiner("王磊")
    report = li.reports()[0].id
    path = office.home / "copy.quandian"
    li.backup(path)
    twin = Project.open(path, author="李静", device=li.device, backup=False)
    office.projects.append(twin)
    for start in (0, 4, 9):
        li.annotate(report, GOAL, start, start + 3)
        twin.annotate(report, METRIC, start, start + 2)
        synchronise(li)
        synchronise(twin)
    office.exchange()
    assert state(li) == state(twin) == state(wang)
    assert len(wang.annotations(report)) == 6
    seen = folder_state(wang)
    assert seen is not None
    assert len(seen.members) == 2


def test_two_windows_of_one_project_synchronise_at_once_and_lose_nothing(office: Office) -> None:
    li, wang = office.founder(), office.joiner("王磊")
    report = li.reports()[0].id
    failures: list[object] = []

    def window(number: int) -> None:
        with Project.open(li.path, author="李静", device=li.device, backup=False) as mine:
            for turn in range(6):
                mine.annotate(report, GOAL, turn, turn + 2 + number)
                failures.append(synchronise_file(li.path, "李静", li.device, Progress()).problem)

    windows = [Thread(target=window, args=(number,)) for number in range(2)]
    for one in windows:
        one.start()
    for turn in range(6):
        wang.annotate(report, METRIC, turn, turn + 4)
        synchronise(wang)
    for one in windows:
        one.join()
    office.exchange()
    assert failures == [None] * 12
    assert state(li) == state(wang)
    assert len(li.annotations(report)) == 18
    assert li.check() == wang.check() == []


def test_a_project_brought_back_from_a_backup_gets_its_own_later_work_again(office: Office) -> None:
    li = office.founder()
    report = li.reports()[0].id
    path = office.home / "backup.quandian"
    li.backup(path)
    mark = li.annotate(report, GOAL, 9, 20)
    synchronise(li)
    old = Project.open(path, author="李静", device=li.device, backup=False)
    office.projects.append(old)
    synchronise(old)
    assert [a.id for a in old.annotations(report)] == [mark.id]


def test_what_vanished_from_the_folder_is_written_again(office: Office) -> None:
    li = office.founder()
    li.annotate(li.reports()[0].id, GOAL, 9, 20)
    synchronise(li)
    home = members_of(office) / find_member(li, "李静")
    shutil.rmtree(home)
    synchronise(li)
    wang = office.joiner("王磊")
    assert state(li) == state(wang)
    before = sorted(home.rglob("*"))
    synchronise(li)
    assert sorted(home.rglob("*")) == before  # once is enough


def test_a_false_text_of_a_stranger_does_not_keep_the_right_one_away(office: Office) -> None:
    li, wang = office.founder(), office.joiner("王磊")
    text = "另一份报告。"
    false = members_of(office) / find_member(wang, "王磊") / "content" / f"{sha256_text(text)}.text"
    false.parent.mkdir(exist_ok=True)
    false.write_bytes(b"half of it")
    li.import_reports([draft(text, "第二份")])
    office.exchange()
    assert len(wang.reports()) == 2


def test_whoever_is_removed_or_left_while_a_synchronisation_runs_stays_so(office: Office) -> None:
    """The window writes on its own connection while its job does the same: neither undoes what the other did."""
    li, wang = office.founder(), office.joiner("王磊")
    before = li.sharing.attachment()
    assert before is not None
    set_removed(li, find_member(li, "王磊"), removed=True)
    li.sharing.note(before)
    after = li.sharing.attachment()
    assert after is not None
    assert after.removed == (find_member(li, "王磊"),)
    kept = wang.sharing.attachment()
    assert kept is not None
    detach(wang)
    wang.sharing.note(kept)
    assert wang.sharing.attachment() is None


def test_a_folder_that_can_only_be_read_still_brings_what_others_wrote(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    li, wang = office.founder(), office.joiner("王磊")
    report = li.reports()[0].id
    wang.annotate(report, METRIC, 4, 8)
    synchronise(wang)
    li.annotate(report, GOAL, 9, 20)

    def refuse(path: Path, _data: bytes) -> None:
        raise UserError("folder.cannot_write", path=str(path.parent))

    with monkeypatch.context() as here:
        here.setattr("quandian.store.folder.write_whole", refuse)
        with pytest.raises(UserError) as caught:
            synchronise(li)
    assert caught.value.code == "folder.cannot_write"
    assert len(li.annotations(report)) == 2
    office.exchange()
    assert state(li) == state(wang)


def test_a_member_with_another_name_stays_the_same_member(office: Office) -> None:
    li, wang = office.founder(), office.joiner("王磊")
    renamed = Project.open(wang.path, author="王磊（督查室）", device=wang.device, backup=False)
    office.projects.append(renamed)
    synchronise(renamed)
    seen = folder_state(li)
    assert seen is not None
    assert [m.facts.name for m in seen.members if not m.me] == ["王磊（督查室）"]


def test_gentle_steps_come_to_the_same(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing_pull, "GENTLE_CHANGES", 2)
    li, wang = office.founder(), office.joiner("王磊")
    report = li.reports()[0].id
    li.annotate_many(report, [NewAnnotation(GOAL, s, s + 2) for s in range(0, 10, 2)])
    li.delete([li.annotations(report)[0].id])
    synchronise(li)
    synchronise(wang, gentle=True)
    assert state(li) == state(wang)
    assert wang.check() == []
    assert wang.sharing.unsent(sharing._need(wang)) == 0


def test_stopping_half_way_keeps_what_came_and_tells_it_to_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing_pull, "GENTLE_CHANGES", 1)
    li, wang = office.founder(), office.joiner("王磊")
    report = li.reports()[0].id
    for start in (0, 4, 9):
        li.annotate(report, GOAL, start, start + 3)
    synchronise(li)
    progress = Progress()
    take_in, calls = wang.take_in, []

    def first_only(*given: Any, **named: Any) -> object:
        calls.append(1)
        if len(calls) == 2:
            progress.cancel()
        return take_in(*given, **named)

    monkeypatch.setattr(wang, "take_in", first_only)
    with pytest.raises(Cancelled):
        synchronise(wang, progress, gentle=True)
    assert len(wang.annotations(report)) == 2
    assert list(wang.sharing.outgoing(sharing._need(wang).pushed)) == []
    monkeypatch.undo()
    office.exchange()
    assert state(li) == state(wang)


@pytest.mark.parametrize("who", [0, 1])
@pytest.mark.parametrize("choice", [Choice.MINE, Choice.THEIRS])
def test_what_one_has_settled_is_asked_of_nobody_else(office: Office, who: int, choice: Choice) -> None:
    li = office.founder()
    report = li.reports()[0].id
    mark = li.annotate(report, GOAL, 9, 20, note="初稿").id
    synchronise(li)
    wang = office.joiner("王磊")
    li.set_note(mark, "李静写的")
    wang.set_note(mark, "王磊写的")
    office.exchange()
    both = (li, wang)
    (conflict,) = both[who].disputed()
    assert {project.disputed()[0].original for project in both} == {"初稿"}
    both[who].settle(conflict.key, choice)
    chosen = conflict.mine.value if choice is Choice.MINE else conflict.theirs.value
    office.exchange()
    assert li.disputed() == wang.disputed() == []
    assert [project.annotation(mark).note for project in both] == [chosen, chosen]
    assert state(li) == state(wang)


@pytest.mark.parametrize("who", [0, 1])
@pytest.mark.parametrize("choice", [Choice.MINE, Choice.THEIRS])
def test_what_becomes_of_a_deleted_mark_is_settled_for_all(office: Office, who: int, choice: Choice) -> None:
    li = office.founder()
    report = li.reports()[0].id
    mark = li.annotate(report, GOAL, 9, 20, note="初稿").id
    synchronise(li)
    wang = office.joiner("王磊")
    li.set_note(mark, "李静写的")
    wang.delete([mark])
    office.exchange()
    both = (li, wang)
    (conflict,) = both[who].disputed()
    both[who].settle(conflict.key, choice)
    kept = (conflict.mine if choice is Choice.MINE else conflict.theirs).value is not None
    office.exchange()
    assert li.disputed() == wang.disputed() == []
    assert [bool(project.annotations(report)) for project in both] == [kept, kept]
    assert state(li) == state(wang)
    assert li.check() == wang.check() == []


def test_both_settling_differently_at_once_come_to_the_same(office: Office) -> None:
    li = office.founder()
    report = li.reports()[0].id
    mark = li.annotate(report, GOAL, 9, 20, note="初稿").id
    synchronise(li)
    wang = office.joiner("王磊")
    li.set_note(mark, "李静写的")
    wang.set_note(mark, "王磊写的")
    office.exchange()
    for project in (li, wang):
        (conflict,) = project.disputed()
        project.settle(conflict.key, Choice.MINE)
    office.exchange()
    assert state(li) == state(wang)


def test_who_was_in_is_known_while_the_folder_is_gone_and_while_a_file_is_cut(office: Office) -> None:
    li = office.founder()
    office.joiner("王磊")
    office.exchange()
    known = folder_state(li)
    assert known is not None
    assert [one.facts.name for one in known.members] == ["李静", "王磊"]
    (cut,) = [one.facts.id for one in known.members if not one.me]
    (members_of(office) / cut / "member.json").write_bytes(b'{"name"')
    now = folder_state(li)
    assert now is not None
    assert sorted(one.facts.name for one in now.members) == ["李静", "王磊"]
    office.folder.rename(office.home / "gone")
    gone = folder_state(li)
    assert gone is not None
    assert gone.problem is not None
    assert sorted(one.facts.name for one in gone.members) == ["李静", "王磊"]


def test_one_who_left_and_came_back_is_listed_once(office: Office) -> None:
    li = office.founder()
    wang = office.joiner("王磊")
    detach(li)
    attach(li, office.folder)
    office.exchange()
    for project, seen in ((li, 1), (wang, 2)):
        found = folder_state(project)
        assert found is not None
        assert len([one for one in found.members if one.facts.name == "李静"]) == seen
