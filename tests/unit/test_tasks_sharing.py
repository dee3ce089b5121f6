"""Members of a shared folder: everybody comes to the same state, whatever the synchroniser does to the files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sharing_kit import GOAL, METRIC, TEXT, Office, draft, members_of, state

from quandian.core.errors import UserError
from quandian.core.ids import sha256_text
from quandian.core.merge import Choice
from quandian.store import Project
from quandian.tasks import sharing
from quandian.tasks.sharing import attach, detach, find_member, folder_state, joined, set_removed, synchronise
from quandian.tasks.sharing_jobs import shared_in


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    for project in made.projects:
        project.close()


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
