"""Taking in by itself, as a shared folder does: no step to undo, conflicts that wait, nothing twice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quandian.core.errors import UserError
from quandian.core.merge import Choice, TakenIn
from quandian.core.model import Changes, ReportDraft, TagId
from quandian.store import Project
from quandian.store.exchange import LoggedOperation, export_log
from quandian.store.foreign import Foreign

TEXT = "完成投资60亿元，同比增长8%。建成3个园区。"
GOAL = TagId("goal")


def draft(text: str) -> ReportDraft:
    return ReportDraft(text, (), "标题", "a.txt", text.encode(), "text/plain")


class Two:
    def __init__(self, folder: Path) -> None:
        self.a_path, self.b_path = folder / "a.quandian", folder / "b.quandian"
        with Project.create(self.a_path, author="李静", device="da") as project:
            self.report = project.import_reports([draft(TEXT)]).added[0]
            self.common = project.annotate(self.report, GOAL, 0, 8).id
        shutil.copy(self.a_path, self.b_path)
        self.a = Project.open(self.a_path, author="李静", device="da", backup=False)
        self.b = Project.open(self.b_path, author="王磊", device="db", backup=False)

    def operations(self, after: int = 0) -> list[LoggedOperation]:
        return list(export_log(self.b._store, after=after))

    def take(self, operations: list[LoggedOperation] | None = None) -> TakenIn:
        contents = Foreign(self.b_path)
        try:
            return self.a.take_in(self.operations() if operations is None else operations, contents)
        finally:
            contents.close()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    both = Two(tmp_path)
    yield both
    both.a.close()
    both.b.close()


def test_what_others_wrote_comes_in_once_and_is_no_step_of_mine(two: Two) -> None:
    two.a.set_note(two.common, "我的")
    mark = two.b.annotate(two.report, GOAL, 9, 15)
    other = two.b.import_reports([draft("第二份报告。")]).added[0]
    told: list[Changes] = []
    two.a.subscribe(told.append)
    found = two.take()
    assert (found.operations, found.conflicts, found.hidden) == (2, (), 0)
    assert [c.label for c in told] == ["shared"]
    assert two.a.text(other) == "第二份报告。"
    assert two.take() == TakenIn(0, (), (), 0, None)
    assert two.a.undo_state().undo == "note"
    two.a.undo()
    assert two.a.annotation(two.common).note == ""
    assert two.a.annotation(mark.id).author == "王磊"
    two.a.redo()
    assert two.a.check() == []


def test_a_conflict_waits_until_it_is_settled(two: Two) -> None:
    two.a.set_note(two.common, "我的")
    two.b.set_note(two.common, "他的")
    (conflict,) = two.take().conflicts
    assert (conflict.field, conflict.mine.value, conflict.theirs.value) == ("note", "我的", "他的")
    assert two.a.annotation(two.common).note == "他的"  # the newer one holds meanwhile
    assert two.a.disputed() == [conflict]
    two.a.settle(conflict.key, Choice.MINE)
    assert two.a.disputed() == []
    assert two.a.annotation(two.common).note == "我的"
    two.b.merge(two.b.merge_plan([two.a_path]))
    assert two.b.annotation(two.common).note == "我的"
    assert two.a.check() == two.b.check() == []


def test_who_changed_what_he_had_seen_is_in_no_conflict(two: Two) -> None:
    two.a.set_note(two.common, "一")
    two.b.merge(two.b.merge_plan([two.a_path]))
    two.b.set_note(two.common, "二")
    assert two.take().conflicts == ()
    assert two.a.annotation(two.common).note == "二"


def test_another_change_settles_a_conflict(two: Two) -> None:
    two.a.set_note(two.common, "我的")
    two.b.set_note(two.common, "他的")
    two.take()
    two.a.set_note(two.common, "都不是")
    assert two.a.disputed() == []


@pytest.mark.parametrize("choice", [Choice.MINE, Choice.THEIRS])
def test_deleted_here_edited_there(two: Two, choice: Choice) -> None:
    two.a.delete([two.common])
    two.b.set_note(two.common, "要留")
    (conflict,) = two.take().conflicts
    assert two.a.annotations() == []  # a deletion stands until somebody says otherwise
    two.a.settle(conflict.key, choice)
    assert [a.note for a in two.a.annotations()] == (["要留"] if choice is Choice.THEIRS else [])
    assert two.a.disputed() == []
    assert two.a.check() == []


def test_parts_may_come_in_any_order(two: Two) -> None:
    other = two.b.import_reports([draft("第二份报告。")]).added[0]
    tag = two.b.add_tag("举措")
    mark = two.b.annotate(other, tag.id, 0, 5)
    two.b.set_note(mark.id, "后来")
    operations = two.operations()
    late, early = operations[-1:], operations[:-1]
    assert two.take(late).hidden == 0  # an edit of what is not known yet
    assert two.take([early[-1]]).hidden == 1  # the annotation, whose report and tag are not here yet
    assert two.a.annotations(other) == []
    two.take(early)
    (found,) = two.a.annotations(other)
    assert (found.note, found.tag_id) == ("后来", tag.id)
    assert two.a.check() == []


def test_what_was_undone_here_does_not_come_back_by_itself(two: Two) -> None:
    two.b.annotate(two.report, GOAL, 9, 15)
    two.a.merge(two.a.merge_plan([two.b_path]))
    two.a.undo()
    assert two.take().operations == 0
    assert len(two.a.annotations()) == 1


def test_operations_that_no_quandian_writes_are_refused_whole(two: Two) -> None:
    two.b.annotate(two.report, GOAL, 9, 15)
    two.b.annotate(two.report, GOAL, 16, 18)
    first, second = two.operations()[-2:]
    bad = second._replace(changes=(second.changes[0]._replace(after='{"id":1}'),))
    with pytest.raises(UserError) as caught:
        two.take([first, bad])
    assert caught.value.code == "merge.untrusted"
    assert len(two.a.annotations()) == 1
    assert replace(two.take(), changes=None).operations == 2
