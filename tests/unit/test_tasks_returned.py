"""A masked package that comes back: a colleague's marks on masked texts stand on the same words at home."""

from __future__ import annotations

from pathlib import Path

import pytest
from returning_kit import DONE, METRIC, Round, args, draft, send

from quandian.core.errors import UserError
from quandian.core.merge import ItemKind
from quandian.core.model import TagId
from quandian.store import Project
from quandian.tasks.merging import plan_merge, undo_apart


@pytest.fixture
def sent(tmp_path: Path) -> Round:
    return send(tmp_path)


def work(sent: Round) -> None:
    """What the colleague does with the masked project."""
    with Project.open(sent.away, author="赵敏之", device="aaaa0001", backup=False) as project:
        project.annotate(*args(project, METRIC, "就业XXX人"), note="张某说的")
        project.annotate(*args(project, DONE, "引进项目XXX个"))
        ours = next(a for a in project.annotations() if a.tag_id == METRIC and "投资" in a.quote)
        project.set_note(ours.id, "张某已核对")
        tag = project.add_tag("张某的举措")
        new = project.annotate(*args(project, TagId(tag.id), "张某同志带队"))
        project.link(new.id, ours.id, "measures")


@pytest.mark.parametrize("with_key", [True, False], ids=["key given", "key remembered"])
def test_marks_come_back_onto_the_words_they_were_made_on(sent: Round, tmp_path: Path, with_key: bool) -> None:
    work(sent)
    _, notes = sent.merged(sent.back(tmp_path / "回.qdshare"), key=with_key)
    assert notes == ("脱敏包，已译回原文；没有改过的数字和名称以这里的为准。",)
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
    plan.close()
    with Project.open(sent.away, author="赵敏之", device="aaaa0001", backup=False) as project:
        mine = next(a for a in project.annotations() if "引进" in a.quote)
        project.set_note(mine.id, "再看一遍")
    outcome, _ = sent.merged(sent.back(tmp_path / "再回.qdshare"))
    assert outcome.taken == {ItemKind.CHANGED_ANNOTATION: 1}
    with Project.open(sent.home, author="王敏", device="bbbb0002", backup=False) as home:
        assert next(a for a in home.annotations() if "引进" in a.quote).note == "再看一遍"


def test_marks_find_home_after_the_project_has_gone_on(sent: Round, tmp_path: Path) -> None:
    with Project.open(sent.home, author="王敏", device="bbbb0002", backup=False) as home:
        home.annotate(*args(home, DONE, "云浦水务超额完成任务"))
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
