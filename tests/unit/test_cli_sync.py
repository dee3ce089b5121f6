"""The commands on a shared folder, called as a user calls them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quandian import cli

Said = Callable[..., str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Run a command and return what it printed, or said of what went wrong."""

    def run(*arguments: object, code: int = 0) -> str:
        assert cli.main([str(argument) for argument in arguments]) == code, capsys.readouterr().err
        found = capsys.readouterr()
        return found.err if code else found.out

    return run


@pytest.fixture
def share(tmp_path: Path) -> Path:
    made = tmp_path / "网络 盘"
    made.mkdir()
    return made


@pytest.fixture
def mine(tmp_path: Path, said: Said) -> Path:
    path, report = tmp_path / "督查 甲.quandian", tmp_path / "报告.txt"
    report.write_text("完成投资60亿元。\n明年力争增长8%以上。\n", "utf-8")
    said("new", path)
    said("import", path, report)
    return path


def facts(said: Said, *arguments: object) -> dict[str, Any]:
    return dict(json.loads(said(*arguments, "--json")))


def test_a_colleague_joins_and_gets_what_is_there(said: Said, mine: Path, share: Path, tmp_path: Path) -> None:
    first = facts(said, "attach", mine, share)
    assert (first["folder"].startswith(str(share)), first["waiting"], first["conflicts"]) == (True, 0, 0)
    assert first["sent"] > 0
    theirs = tmp_path / "乙.quandian"
    joined = facts(said, "attach", theirs, share)
    assert len(joined["members"]) == 2
    (report,) = json.loads(said("reports", theirs, "--json"))
    said("annotate", theirs, report["id"], "--tag", "目标", "--quote", "力争增长8%以上")
    assert facts(said, "sync", theirs)["sent"] == 1
    assert facts(said, "sync", mine)["taken"] >= 1
    assert len(said("annotations", mine, "--jsonl").splitlines()) == 1
    shown = facts(said, "sync", mine, "--status")
    assert "sent" not in shown
    assert "上次同步" in said("sync", mine, "--status")


def test_a_member_is_removed_and_readmitted_by_id(said: Said, mine: Path, share: Path, tmp_path: Path) -> None:
    said("attach", mine, share)
    other = next(m for m in facts(said, "attach", tmp_path / "乙.quandian", share)["members"] if m["me"])["id"]
    removed = facts(said, "sync", mine, "--remove", other)
    assert [m["removed"] for m in removed["members"] if m["id"] == other] == [True]
    back = facts(said, "sync", mine, "--readmit", other)
    assert [m["removed"] for m in back["members"] if m["id"] == other] == [False]
    assert "没有成员" in said("sync", mine, "--remove", "无此人", code=1)


def test_leaving_and_what_goes_wrong_is_one_sentence(said: Said, mine: Path, share: Path, tmp_path: Path) -> None:
    assert "没有接入" in said("sync", mine, code=1)
    assert "找不到共享文件夹" in said("attach", mine, tmp_path / "无", code=1)
    said("attach", mine, share)
    assert "已接入" in said("attach", mine, share, code=1)
    away = shutil.move(share, tmp_path / "别处")
    known = said("sync", mine, "--status")
    assert all(words in known for words in ("找不到共享文件夹", "没有写出", "上次同步"))
    assert "T" not in known.split("上次同步")[-1]  # a time as on the clock here
    told = facts(said, "sync", mine, "--status")
    assert (told["problem"], told["name"].startswith("quandian-")) == ("folder.missing", False)
    assert "本机的工作照常保存" in said("sync", mine, code=1)
    shutil.move(away, share)
    said("sync", mine)
    assert "已断开" in said("detach", mine)
    assert "没有接入" in said("detach", mine, code=1)
    empty = tmp_path / "空"
    empty.mkdir()
    assert "里没有圈点的共享项目" in said("attach", tmp_path / "新.quandian", empty, code=1)


def test_two_projects_lie_beside_each_other(said: Said, mine: Path, share: Path, tmp_path: Path) -> None:
    said("attach", mine, share)
    said("new", tmp_path / "另一个.quandian")
    assert facts(said, "attach", tmp_path / "另一个.quandian", share, "--beside")["name"] == "另一个"
    assert len(list(share.glob("quandian-*"))) == 2


def test_a_project_in_the_folder_itself_is_not_attached(said: Said, mine: Path, share: Path, tmp_path: Path) -> None:
    inner = share / "各处" / "甲.quandian"
    inner.parent.mkdir()
    mine.rename(inner)
    link = tmp_path / "链接"
    link.symlink_to(share / "各处", target_is_directory=True)
    for path, folder in ((inner, share), (inner, inner.parent), (link / inner.name, share), (inner, link)):
        words = said("attach", path, folder, code=1)
        assert f"不能放在共享文件夹“{folder.resolve()}”里" in words
        assert "文档" in words
        assert len(words.strip().splitlines()) == 1
    assert not list(share.rglob("quandian-*"))


def test_no_new_project_is_made_in_the_folder(said: Said, mine: Path, share: Path) -> None:
    said("attach", mine, share)
    (place,) = share.glob("quandian-*")
    for new, folder in ((share / "新.quandian", share), (place / "新.quandian", share), (share / "新.quandian", place)):
        assert "不能放在共享文件夹" in said("attach", new, folder, code=1)
        assert not new.exists()


def test_a_project_moved_into_the_folder_says_so_when_it_synchronises(said: Said, mine: Path, share: Path) -> None:
    said("attach", mine, share)
    inner = share / mine.name
    mine.rename(inner)
    assert "不能放在共享文件夹" in said("sync", inner, code=1)
    inner.rename(mine)
    said("sync", mine)
