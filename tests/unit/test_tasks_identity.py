"""Who works here: remembered, and never a reason to fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quandian.tasks import identity, places


def test_the_login_name_serves_until_a_name_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "zhangsan")
    assert identity.author() == "zhangsan"
    identity.set_author(" 张三 ")
    assert identity.author() == "张三"
    identity.set_author("")
    assert identity.author() == "zhangsan"


def test_the_device_keeps_its_id(monkeypatch: pytest.MonkeyPatch) -> None:
    first = identity.device()
    assert len(first) == 8
    monkeypatch.setattr(identity, "_device", None)  # as in the next process
    assert identity.device() == first
    identity.set_author("张三")
    monkeypatch.setattr(identity, "_device", None)
    assert identity.device() == first


@pytest.mark.parametrize("broken", ["{", "[]", '{"device": 7}', '{"device": "../../x"}'])
def test_a_broken_file_gives_a_new_id(broken: str, monkeypatch: pytest.MonkeyPatch, expect_warning) -> None:
    expect_warning("identity file unreadable")
    path = places.config_dir() / "identity.json"
    path.parent.mkdir(parents=True)
    path.write_text(broken, "utf-8")
    made = identity.device()
    monkeypatch.setattr(identity, "_device", None)
    assert identity.device() == made
    assert json.loads(path.read_text("utf-8"))["device"] == made


def test_where_nothing_can_be_kept_the_program_still_works(home: Path, expect_warning) -> None:
    expect_warning("identity could not be written")
    config = places.config_dir()
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("a file where the folder should be", "utf-8")
    assert len(identity.device()) == 8
    assert identity.author()


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    wanted = tmp_path / "年报.quandian"
    assert places.free_path(wanted) == wanted
    wanted.touch()
    (tmp_path / "年报 2.quandian").touch()
    assert places.free_path(wanted).name == "年报 3.quandian"
