"""A masked package that comes back: a colleague's marks on masked texts stand on the same words at home."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from quandian.core.errors import UserError
from quandian.core.merge import MergeOutcome
from quandian.core.model import Passage, ReportDraft, Role, TagId
from quandian.core.progress import silent
from quandian.store import Project
from quandian.store.packing import PackChoice
from quandian.tasks import key_table
from quandian.tasks.desensitising import MaskOptions, masked_job, new_key, scan_job
from quandian.tasks.merging import apply_merge, plan_merge, undo_apart
from quandian.tasks.packages import open_package, share_job

GOAL, METRIC, DONE = TagId("goal"), TagId("metric"), TagId("achievement")
TEXT = (
    "云浦水务2024年总结\n"
    "张建国同志带队，全年完成投资128.6亿元，同比增长8.5%，云浦水务超额完成任务。\n"
    "李晓红表示，力争明年突破百亿元，新增就业1200人。\n"
)
OTHER = "第二份报告\n全区引进项目32个，张建国同志到会。\n"


def draft(text: str) -> ReportDraft:
    passages, start = [], 0
    for number, line in enumerate(text.split("\n")[:-1]):
        passages.append(Passage(number, number + 1, start, start + len(line), Role.BODY))
        start += len(line) + 1
    return ReportDraft(text, tuple(passages), text[:6], "a.txt", text.encode(), "text/plain")


def at(project: Project, words: str) -> tuple[str, int, int]:
    """Return where words stand in a project: report, start, end."""
    for report in project.reports():
        if (start := project.text(report.id).find(words)) >= 0:
            return report.id, start, start + len(words)
    raise AssertionError(words)


@dataclass
class Round:
    """A project at home, the key table of its package, and the colleague's project made of the package."""

    home: Path
    key: Path
    away: Path

    def back(self, target: Path) -> Path:
        """Return the package that the colleague sends."""
        with Project.open(self.away, author="赵敏之", device="aaaa0001", backup=False) as project:
            return share_job(project, target, PackChoice())(silent()).path

    def merged(self, other: Path, *, key: bool = True) -> tuple[MergeOutcome, tuple[str, ...]]:
        plan = plan_merge(self.home, [other], key=self.key if key else None)
        notes = plan.sources[0].notes
        return apply_merge(self.home, plan), notes


@pytest.fixture
def sent(tmp_path: Path) -> Round:
    home, key_path, away = tmp_path / "家.quandian", tmp_path / "对照表.csv", tmp_path / "外.quandian"
    with Project.create(home, author="王敏", device="bbbb0002") as project:
        project.import_reports([draft(TEXT), draft(OTHER)])
        project.annotate(*_args(project, METRIC, "投资128.6亿元"), note="请张建国核对", fields={"value": "12860000000"})
        project.annotate(*_args(project, GOAL, "力争明年突破百亿元"))
        options, key = MaskOptions(terms={"云浦水务": ""}), new_key()
        findings = [f for f in scan_job(project, PackChoice(), options, key)(silent()).findings if f.sure]
        package = masked_job(project, tmp_path / "脱敏.qdshare", PackChoice(), options, findings, key)(silent()).path
        key_table.write_key(key_path, key, findings, project.key)
    with open_package(package) as still:
        still.save_copy(away)
    return Round(home, key_path, away)


def _args(project: Project, tag: TagId, words: str) -> tuple[str, TagId, int, int]:
    report, start, end = at(project, words)
    return report, tag, start, end


def work(sent: Round) -> None:
    """What the colleague does with the masked project."""
    with Project.open(sent.away, author="赵敏之", device="aaaa0001", backup=False) as project:
        project.annotate(*_args(project, METRIC, "就业XXX人"), note="张某说的")
        project.annotate(*_args(project, DONE, "引进项目XXX个"))
        ours = next(a for a in project.annotations() if a.tag_id == METRIC and "投资" in a.quote)
        project.set_note(ours.id, "张某已核对")
        tag = project.add_tag("张某的举措")
        new = project.annotate(*_args(project, TagId(tag.id), "张某同志带队"))
        project.link(new.id, ours.id, "measures")


@pytest.mark.parametrize("with_key", [True, False], ids=["key given", "key remembered"])
def test_marks_come_back_onto_the_words_they_were_made_on(sent: Round, tmp_path: Path, with_key: bool) -> None:
    work(sent)
    _, notes = sent.merged(sent.back(tmp_path / "回.qdshare"), key=with_key)
    assert "新标注 3 条，改动 1 条，关联 1 条，新标签 1 个" in notes[0]
    assert len(notes) == 1
    with Project.open(sent.home, author="王敏", device="bbbb0002", backup=False) as home:
        found = {a.quote: a for a in home.annotations()}
        assert set(found) == {
            "投资128.6亿元",
            "力争明年突破百亿元",
            "就业1200人",
            "引进项目32个",
            "张建国同志带队",
        }
        for one in found.values():
            assert home.text(one.report_id)[one.start : one.end] == one.quote
        assert (found["就业1200人"].author, found["就业1200人"].note) == ("赵敏之", "张建国说的")
        assert str(found["就业1200人"].fields["value"]) == "1200"
        assert found["投资128.6亿元"].note == "张建国已核对"
        assert str(found["投资128.6亿元"].fields["value"]) == "12860000000"
        assert [t.name for t in home.tags() if not t.built_in] == ["张建国的举措"]
        assert len(home.links()) == 1
        assert len(home.reports()) == 2
    undo_apart(sent.home)
    with Project.open(sent.home, author="王敏", device="bbbb0002", backup=False) as home:
        assert {a.quote for a in home.annotations()} == {"投资128.6亿元", "力争明年突破百亿元"}


def test_the_same_package_twice_brings_nothing_twice(sent: Round, tmp_path: Path) -> None:
    work(sent)
    package = sent.back(tmp_path / "回.qdshare")
    sent.merged(package)
    plan = plan_merge(sent.home, [package], key=sent.key)
    assert plan.empty
    assert [note.count("0 ") for note in plan.sources[0].notes] == [4]
    plan.close()
    with Project.open(sent.away, author="赵敏之", device="aaaa0001", backup=False) as project:
        mine = next(a for a in project.annotations() if "引进" in a.quote)
        project.set_note(mine.id, "再看一遍")
    _, notes = sent.merged(sent.back(tmp_path / "再回.qdshare"))
    assert "新标注 0 条，改动 1 条" in notes[0]
    with Project.open(sent.home, author="王敏", device="bbbb0002", backup=False) as home:
        assert next(a for a in home.annotations() if "引进" in a.quote).note == "再看一遍"


def test_what_is_not_brought_is_told(sent: Round, tmp_path: Path) -> None:
    with Project.open(sent.away, author="赵敏之", device="aaaa0001", backup=False) as project:
        goal = next(a for a in project.annotations() if a.tag_id == GOAL)
        project.delete([goal.id])
        project.import_reports([draft("与这里无关的报告\n说的是别的事情。\n")])
    plan = plan_merge(sent.home, [sent.back(tmp_path / "回.qdshare")], key=sent.key)
    assert plan.empty
    assert plan.sources[0].notes[1:] == (
        "对方删除了 1 条原有标注，没有带回。",
        "有 1 份报告不是由这里的报告脱敏而来，其中的标注没有带回。",
    )
    plan.close()


def test_marks_find_home_after_the_project_has_gone_on(sent: Round, tmp_path: Path) -> None:
    with Project.open(sent.home, author="王敏", device="bbbb0002", backup=False) as home:
        home.annotate(*_args(home, DONE, "云浦水务超额完成任务"))
        home.delete([a.id for a in home.annotations() if a.tag_id != DONE])
    work(sent)
    sent.merged(sent.back(tmp_path / "回.qdshare"))
    with Project.open(sent.home, author="王敏", device="bbbb0002", backup=False) as home:
        assert {"就业1200人", "引进项目32个", "张建国同志带队"} <= {a.quote for a in home.annotations()}


def test_another_key_is_told(sent: Round, tmp_path: Path) -> None:
    other = tmp_path / "别的.quandian"
    with Project.create(other, author="王敏", device="bbbb0002") as project:
        project.import_reports([draft("毫不相干的一份报告\n内容完全不同。\n")])
    with pytest.raises(UserError) as caught:
        plan_merge(other, [sent.back(tmp_path / "回.qdshare")], key=sent.key)
    assert caught.value.code == "returned.not_ours"
