"""Packages taken in: a part first and the whole later, or one twice, come to the same as the whole at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from quandian.core.model import Passage, ReportDraft, Role, TagId
from quandian.core.progress import silent
from quandian.store import Project
from quandian.store.packing import PackChoice
from quandian.tasks.desensitising import MaskOptions, masked_job, new_key, scan_job
from quandian.tasks.merging import apply_merge, plan_merge
from quandian.tasks.packages import share_job

TEXTS = ("全年完成投资60亿元。\n力争明年超过70亿元。\n", "项目落地三个。\n继续推进项目建设。\n")
GOAL, METRIC = TagId("goal"), TagId("metric")


def draft(text: str, name: str) -> ReportDraft:
    passages, start = [], 0
    for number, line in enumerate(text.split("\n")[:-1]):
        passages.append(Passage(number, number + 1, start, start + len(line), Role.BODY))
        start += len(line) + 1
    return ReportDraft(text, tuple(passages), f"标题{name}", f"{name}.txt", text.encode(), "text/plain")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    path = tmp_path / "对方.quandian"
    with Project.create(path, author="赵敏之", device="aaaa0001", name="对方") as project:
        one, two = project.import_reports([draft(TEXTS[0], "一"), draft(TEXTS[1], "二")]).added
        tag = project.add_tag("举措")
        mark = project.annotate(one, METRIC, 6, 10, fields={"value": "6000000000", "unit": "元"}, note="第一稿")
        project.set_note(mark.id, "定稿")
        project.edit_fields(mark.id, value="7000000000")
        gone = project.annotate(one, GOAL, 11, 15)
        project.delete([gone.id])
        back = project.annotate(two, tag.id, 0, 4, note="删了又恢复")
        project.delete([back.id])
        project.undo()
        other = project.annotate(two, GOAL, 8, 16)
        project.link(mark.id, other.id, "measures")
    return path


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "我的.quandian"
    with Project.create(path, author="我", device="bbbb0002", name="我的") as project:
        (one,) = project.import_reports([draft(TEXTS[0], "一")]).added
        project.annotate(one, GOAL, 0, 5, note="我的备注")
    return path


def package(path: Path, target: Path, choice: PackChoice) -> Path:
    with Project.open(path, author="赵敏之", device="aaaa0001", backup=False) as project:
        return share_job(project, target, choice)(silent()).path


def take(path: Path, other: Path) -> None:
    plan = plan_merge(path, [other])
    if plan.empty:
        plan.close()
    else:
        apply_merge(path, plan)


def state(path: Path) -> dict[str, object]:
    with Project.open(path, author="我", device="bbbb0002", backup=False) as project:
        assert project.check() == []
        marks = {a.id: a for a in project.annotations()}
        fields = {key: (a.note, dict(a.fields), a.quote, a.tag_id, a.author) for key, a in marks.items()}
        return {
            "marks": fields,
            "links": {link.id for link in project.links()},
            "reports": {r.id for r in project.reports()},
            "tags": {t.name for t in project.tags()},
        }


CHOICES = {
    "whole": PackChoice(),
    "present": PackChoice(history=False),
    "tag": PackChoice(tag_ids=frozenset({"metric"})),
    "tag, present": PackChoice(tag_ids=frozenset({"goal"}), history=False, sources=False),
}


def choice_of(name: str, theirs: Path) -> PackChoice:
    if name != "report":
        return CHOICES[name]
    with Project.open(theirs, author="我", device="bbbb0002", backup=False) as project:
        return PackChoice(report_ids=frozenset({project.reports()[1].id}), history=False)


@pytest.mark.parametrize("first", [*CHOICES, "report"])
def test_a_part_and_then_the_whole_is_the_whole(theirs: Path, mine: Path, tmp_path: Path, first: str) -> None:
    straight = tmp_path / "一次.quandian"
    straight.write_bytes(mine.read_bytes())
    take(straight, package(theirs, tmp_path / "全部.qdshare", PackChoice()))
    take(mine, package(theirs, tmp_path / "部分.qdshare", choice_of(first, theirs)))
    take(mine, tmp_path / "全部.qdshare")
    assert state(mine) == state(straight)
    with Project.open(theirs, author="我", device="bbbb0002", backup=False) as project:
        assert {a.id for a in project.annotations()} <= set(state(mine)["marks"])


@pytest.mark.parametrize("name", [*CHOICES, "report"])
def test_a_package_twice_is_once(theirs: Path, mine: Path, tmp_path: Path, name: str) -> None:
    made = package(theirs, tmp_path / "包.qdshare", choice_of(name, theirs))
    take(mine, made)
    once = state(mine)
    plan = plan_merge(mine, [made])
    assert plan.empty
    plan.close()
    assert state(mine) == once


def test_a_project_that_took_others_in_is_shared_whole(theirs: Path, mine: Path, tmp_path: Path) -> None:
    take(mine, package(theirs, tmp_path / "来.qdshare", PackChoice()))
    with Project.open(mine, author="我", device="bbbb0002", backup=False) as project:
        project.set_note(project.annotations()[0].id, "合并后改的")
    for number, choice in enumerate((PackChoice(), PackChoice(history=False))):
        made = package(mine, tmp_path / f"去{number}.qdshare", choice)
        empty = tmp_path / f"空{number}.quandian"
        Project.create(empty, author="丙", device="cccc0003").close()
        take(empty, made)
        assert state(empty)["marks"] == state(mine)["marks"]
        assert state(empty)["links"] == state(mine)["links"]


def test_an_undone_merge_does_not_leave_with_a_package(theirs: Path, mine: Path, tmp_path: Path) -> None:
    before = state(mine)
    with Project.open(mine, author="我", device="bbbb0002", backup=False) as project:
        project.merge(project.merge_plan([theirs]))
        assert len(project.annotations()) > 1
        project.undo()
    assert state(mine) == before
    for number, choice in enumerate((PackChoice(), PackChoice(history=False))):
        made = package(mine, tmp_path / f"去{number}.qdshare", choice)
        empty = tmp_path / f"空{number}.quandian"
        Project.create(empty, author="丙", device="cccc0003").close()
        take(empty, made)
        assert state(empty)["marks"] == before["marks"]


def test_a_masked_package_is_taken_in_beside_what_it_was_made_of(theirs: Path, tmp_path: Path) -> None:
    with Project.open(theirs, author="赵敏之", device="aaaa0001", backup=False) as project:
        key, options = new_key(), MaskOptions(terms={"项目": "某事"})
        findings = scan_job(project, PackChoice(), options, key)(silent()).findings
        made = masked_job(project, tmp_path / "脱敏.qdshare", PackChoice(), options, findings, key)(silent()).path
    before = state(theirs)
    take(theirs, made)
    after = state(theirs)
    assert before["marks"].items() <= after["marks"].items()  # type: ignore[attr-defined]
    assert len(after["reports"]) == 4  # type: ignore[arg-type]
