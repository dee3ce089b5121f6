"""Members of a shared folder: everybody comes to the same state, whatever the synchroniser does to the files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from quandian.core.errors import Cancelled, UserError
from quandian.core.ids import sha256_text
from quandian.core.merge import Choice
from quandian.core.model import ReportDraft, TagId
from quandian.core.progress import Progress
from quandian.store import NewAnnotation, Project
from quandian.tasks import sharing, sharing_pull
from quandian.tasks.sharing import attach, detach, find_member, folder_state, joined, set_removed, synchronise
from quandian.tasks.sharing_jobs import shared_in, synchronise_file

TEXT = "完成投资60亿元。\n明年力争增长8%以上。"
GOAL, METRIC = TagId("goal"), TagId("metric")


def draft(text: str = TEXT, title: str = "总结") -> ReportDraft:
    return ReportDraft(text, (), title, f"{title}.txt", text.encode() + b"\r\n", "text/plain")


class Office:
    """Some analysts, each with a machine and a project file, and the folder they share."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "share"
        self.folder.mkdir()
        self.projects: list[Project] = []

    def founder(self, name: str = "李静") -> Project:
        project = Project.create(self.home / f"{name}.quandian", author=name, device=f"dev-{name}", name="年度督查")
        project.import_reports([draft()])
        self.projects.append(project)
        attach(project, self.folder)
        synchronise(project)
        return project

    def joiner(self, name: str) -> Project:
        with pytest.MonkeyPatch.context() as here:
            here.setattr("quandian.tasks.identity.author", lambda: name)
            here.setattr("quandian.tasks.identity.device", lambda: f"dev-{name}")
            project = joined(self.home / f"{name}.quandian", self.folder)
        self.projects.append(project)
        synchronise(project)
        return project

    def exchange(self) -> None:
        for project in [*self.projects, *self.projects]:
            synchronise(project)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    for project in made.projects:
        project.close()


def state(project: Project) -> list[object]:
    """Everything people see, as plain rows."""
    tables = ("report", "tag", "annotation", "link", "setting", "decision")
    return [project._store.all(f"SELECT * FROM {table} ORDER BY 1") for table in tables]


def members_of(office: Office) -> Path:
    (root,) = office.folder.iterdir()
    return root / "members"


def test_marks_of_both_reach_both(office: Office) -> None:
    li = office.founder()
    report = li.reports()[0].id
    li.annotate(report, GOAL, 9, 20, note="李静")
    synchronise(li)
    wang = office.joiner("王磊")
    assert wang.name == "年度督查"
    assert wang.key == li.key
    assert wang.text(report) == TEXT
    assert wang.source(report) == TEXT.encode() + b"\r\n"
    wang.annotate(report, METRIC, 4, 8)
    office.exchange()
    assert state(li) == state(wang)
    assert {a.author for a in li.annotations(report)} == {"李静", "王磊"}
    assert li.check() == wang.check() == []


def test_undo_never_takes_back_what_came_from_others(office: Office) -> None:
    li = office.founder()
    report = li.reports()[0].id
    wang = office.joiner("王磊")
    mine = li.annotate(report, GOAL, 9, 20)
    wang.annotate(report, METRIC, 4, 8)
    office.exchange()
    li.undo()
    assert [a.author for a in li.annotations(report)] == ["王磊"]
    office.exchange()
    assert mine.id not in {a.id for a in wang.annotations(report)}
    assert state(li) == state(wang)


def test_a_file_half_copied_waits_and_comes_later(office: Office) -> None:
    li, wang = office.founder(), office.joiner("王磊")
    report = li.reports()[0].id
    li.annotate(report, GOAL, 9, 20)
    synchronise(li)
    newest = max(members_of(office).glob("*/*.qdlog"), key=lambda p: p.stat().st_mtime_ns)
    whole = newest.read_bytes()
    newest.write_bytes(whole[: len(whole) // 2])
    assert synchronise(wang).waiting == 1
    found = folder_state(wang)
    assert found is not None
    assert [m.waiting for m in found.members if not m.me] == [{"partial": 1}]
    newest.write_bytes(whole)
    assert synchronise(wang).waiting == 0
    assert len(wang.annotations(report)) == 1


def test_operations_wait_for_the_texts_they_speak_of(office: Office) -> None:
    li, wang = office.founder(), office.joiner("王磊")
    text = "另一份报告。"
    li.import_reports([draft(text, "第二份")])
    synchronise(li)
    (place,) = members_of(office).glob(f"*/content/{sha256_text(text)}.text")
    away = place.rename(office.home / "away")
    assert (synchronise(wang).waiting, len(wang.reports())) == (1, 1)
    away.rename(place)
    assert (synchronise(wang).waiting, len(wang.reports())) == (0, 2)


def test_a_source_that_comes_late_is_fetched(office: Office) -> None:
    li, wang = office.founder(), office.joiner("王磊")
    report = li.import_reports([draft("另一份报告。", "第二份")]).added[0]
    synchronise(li)
    newest = max(members_of(office).glob("*/content/*.file"), key=lambda p: p.stat().st_mtime_ns)
    away = newest.rename(office.home / "away")
    synchronise(wang)
    with pytest.raises(UserError):
        wang.source(report)
    away.rename(newest)
    synchronise(wang)
    assert wang.source(report) == li.source(report)


def test_files_in_any_order_with_copies_and_leftovers_end_the_same(office: Office) -> None:
    li, wang = office.founder(), office.joiner("王磊")
    report = li.reports()[0].id
    for start in (0, 4, 9):
        li.annotate(report, GOAL, start, start + 4)
        synchronise(li)
    home = members_of(office) / sharing.find_member(li, "李静")
    segments = sorted(home.glob("*.qdlog"))
    away = office.home / "away"
    away.mkdir()
    for segment in segments[1:]:
        segment.rename(away / segment.name)
    synchronise(wang)
    for name in ("desktop.ini", ".DS_Store", f"{segments[1].stem} (conflict).qdlog"):
        (home / name).write_bytes(b"x")
    for segment in reversed(segments[1:]):
        (away / segment.name).rename(segment)
        synchronise(wang)
    assert state(li) == state(wang)


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


def test_conflicts_wait_in_one_list_and_are_settled_for_all(office: Office) -> None:
    li = office.founder()
    report = li.reports()[0].id
    mark = li.annotate(report, GOAL, 9, 20)
    synchronise(li)
    wang = office.joiner("王磊")
    li.set_note(mark.id, "李静的备注")
    wang.set_note(mark.id, "王磊的备注")
    synchronise(wang)
    synchronise(li)
    (conflict,) = li.disputed()
    assert {conflict.mine.value, conflict.theirs.value} == {"李静的备注", "王磊的备注"}
    li.settle(conflict.key, Choice.MINE)
    office.exchange()
    assert li.annotation(mark.id).note == wang.annotation(mark.id).note == "李静的备注"
    assert li.disputed() == []


def test_a_member_taken_out_is_not_heard_any_more_until_readmitted(office: Office) -> None:
    li, wang = office.founder(), office.joiner("王磊")
    report = li.reports()[0].id
    office.exchange()
    set_removed(li, find_member(li, "王磊"), removed=True)
    wang.annotate(report, METRIC, 4, 8)
    office.exchange()
    assert li.annotations(report) == []
    seen = folder_state(wang)
    assert seen is not None
    assert seen.removed_me == ("李静",)
    set_removed(li, find_member(li, "王磊"), removed=False)
    synchronise(li)
    assert len(li.annotations(report)) == 1


def test_a_project_of_ones_own_keeps_its_name_and_brings_its_marks(office: Office) -> None:
    li = office.founder()
    own = Project.create(office.home / "own.quandian", author="赵敏", device="dev-z", name="我的项目")
    office.projects.append(own)
    report = own.import_reports([draft("赵敏的报告。", "自己的")]).added[0]
    own.annotate(report, GOAL, 0, 4)
    attach(own, office.folder)
    office.exchange()
    assert (own.name, li.name) == ("我的项目", "年度督查")
    assert own.key != li.key
    assert len(li.reports()) == len(own.reports()) == 2
    assert li.annotations(report) == own.annotations(report)


def test_a_project_may_be_shared_beside_another_and_joined_by_name(office: Office) -> None:
    office.founder()
    own = Project.create(office.home / "own.quandian", author="赵敏", device="dev-z", name="另一个")
    office.projects.append(own)
    attach(own, office.folder, beside=True)
    synchronise(own)
    assert [one.name for one in shared_in(office.folder)] == ["另一个", "年度督查"]
    assert shared_in(office.folder)[1].members == ("李静",)
    with pytest.raises(UserError) as several:
        joined(office.home / "n.quandian", office.folder)
    assert several.value.code == "folder.several"
    with joined(office.home / "n.quandian", office.folder, key="另一个") as third:
        assert third.key == own.key


def test_many_small_files_become_few_and_nothing_comes_twice(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "COMPACT_AT", 5)
    li, wang = office.founder(), office.joiner("王磊")
    report = li.reports()[0].id
    mark = li.annotate(report, GOAL, 0, 4)
    for number in range(8):
        li.set_note(mark.id, str(number))
        synchronise(li)
        synchronise(wang)
    assert len(list((members_of(office) / find_member(li, "李静")).glob("*.qdlog"))) <= 5
    assert state(li) == state(wang)
    late = office.joiner("赵敏")
    assert late.annotation(mark.id).note == "7"


def test_what_a_stranger_puts_there_is_left_out_and_said(office: Office, expect_warning: Callable[[str], None]) -> None:
    expect_warning("refused")
    li, wang = office.founder(), office.joiner("王磊")
    home = members_of(office) / "ffffffff-00000000ffff"
    shutil.copytree(members_of(office) / find_member(wang, "王磊"), home)
    for segment in home.glob("*.qdlog"):
        segment.unlink()
    folder = sharing.SharedFolder.at(members_of(office).parent)
    image = {"id": "x", "value": "y" * 10}
    good = ["0197a000-0000-7000-8000-000000000001"] * 2
    bad = [*good, "1700000000000-0000-dev", "l", "do", None, "甲", "d", "2026-01-01T00:00:00.000Z"]
    lines = [{"format": 1}, [*bad, [["sqlite_master", "x", None, json.dumps(image)]]]]
    folder.write_segment(home.name, 1, "\n".join(map(json.dumps, lines)).encode())
    before = state(li)
    assert synchronise(li).waiting == 1
    assert state(li) == before


def test_leaving_keeps_what_came_and_a_lost_folder_is_told(office: Office) -> None:
    li, wang = office.founder(), office.joiner("王磊")
    wang.annotate(wang.reports()[0].id, METRIC, 4, 8)
    office.exchange()
    detach(wang)
    assert folder_state(wang) is None
    seen = folder_state(li)
    assert seen is not None
    assert [m.facts.left for m in seen.members if m.facts.name == "王磊"] == [True]
    shutil.rmtree(office.folder)
    with pytest.raises(UserError) as caught:
        synchronise(li)
    assert caught.value.code == "folder.missing"
    gone = folder_state(li)
    assert gone is not None
    assert gone.problem is not None
    assert len(li.annotations(li.reports()[0].id)) == 1


def test_a_merged_package_reaches_the_folder_and_an_undone_merge_does_not(office: Office) -> None:
    li, wang = office.founder(), office.joiner("王磊")
    report = li.reports()[0].id
    other = Project.create(office.home / "other.quandian", author="外单位", device="dev-o")
    other.import_reports([draft()])
    other.annotate(report, METRIC, 4, 8)
    other.close()
    plan = li.merge_plan([other.path])
    li.merge(plan)
    li.undo()
    office.exchange()
    assert wang.annotations(report) == []
    li.redo()
    office.exchange()
    assert [a.author for a in wang.annotations(report)] == ["外单位"]


def test_attaching_twice_or_to_nothing_is_told(office: Office) -> None:
    li = office.founder()
    with pytest.raises(UserError) as twice:
        attach(li, office.folder)
    other = Project.create(office.home / "o.quandian", author="甲", device="d")
    with pytest.raises(UserError) as missing:
        attach(other, office.home / "nowhere")
    with pytest.raises(UserError) as none:
        synchronise(other)
    other.close()
    (office.home / "empty").mkdir()
    with pytest.raises(UserError) as nothing:
        joined(office.home / "n.quandian", office.home / "empty")
    codes = [e.value.code for e in (twice, missing, none, nothing)]
    assert codes == ["folder.attached", "folder.missing", "folder.not_attached", "folder.no_project"]
    assert not (office.home / "n.quandian").exists()
