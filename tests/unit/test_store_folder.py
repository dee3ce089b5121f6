"""The files of a shared folder: what a synchroniser may do to them, and what a hostile member may put there."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from quandian.core.errors import UserError
from quandian.store.folder import FolderMember, SharedFolder

KEY = "0197a000-0000-7000-8000-000000000001"
ME = "aaaaaaaa-0001"
OTHER = "bbbbbbbb-0002"


@pytest.fixture
def folder(tmp_path: Path) -> SharedFolder:
    return SharedFolder.make(tmp_path, KEY, "年度督查")


def test_what_one_member_writes_another_reads(folder: SharedFolder, tmp_path: Path) -> None:
    folder.write_member(FolderMember(ME, "李静", "2026-01-01T00:00:00.000Z", taken={OTHER: 3}, removed=(OTHER,)))
    folder.write_segment(ME, 1, "一".encode())
    folder.write_segment(ME, 2, b"two")
    seen = SharedFolder.found_in(tmp_path)[0]
    assert (seen.key, seen.name) == (KEY, "年度督查")
    (member,) = seen.members()
    assert (member.name, dict(member.taken), member.removed) == ("李静", {OTHER: 3}, (OTHER,))
    assert [seen.read(one) for one in seen.segments(ME)] == ["一".encode(), b"two"]


def test_a_place_once_made_is_kept_as_it_is(folder: SharedFolder, tmp_path: Path) -> None:
    before = (folder.root / "project.json").read_bytes()
    SharedFolder.make(tmp_path, KEY, "别的名称")
    assert (folder.root / "project.json").read_bytes() == before


@pytest.mark.parametrize("keep", [0, 1, 20, -1])
def test_a_segment_that_is_not_wholly_there_is_not_read(folder: SharedFolder, keep: int) -> None:
    segment = folder.write_segment(OTHER, 1, bytes(range(256)) * 40)
    path = folder.root / "members" / OTHER / segment.name
    whole = path.read_bytes()
    path.write_bytes(whole[:keep])
    assert folder.read(segment) is None
    path.write_bytes(whole)
    assert folder.read(segment) == bytes(range(256)) * 40


def test_an_altered_segment_is_not_read(folder: SharedFolder) -> None:
    segment = folder.write_segment(OTHER, 1, b"mine")
    (folder.root / "members" / OTHER / segment.name).write_bytes(zlib.compress(b"theirs"))
    assert folder.read(segment) is None


def test_conflict_copies_and_other_files_are_no_segments(folder: SharedFolder) -> None:
    segment = folder.write_segment(OTHER, 1, b"x")
    home = folder.root / "members" / OTHER
    (home / segment.name.replace(".qdlog", " (conflicted copy).qdlog")).write_bytes(b"x")
    (home / f".{segment.name}.part").write_bytes(b"x")
    (home / "desktop.ini").write_bytes(b"x")
    assert [one.name for one in folder.segments(OTHER)] == [segment.name]


def test_a_bomb_is_not_unpacked(folder: SharedFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quandian.store.folder.MAX_UNPACKED", 1 << 20)
    segment = folder.write_segment(OTHER, 1, bytes(2 << 20))
    assert folder.read(segment) is None


def test_content_is_found_whoever_brought_it(folder: SharedFolder) -> None:
    sha = "0" * 64
    folder.write_content(OTHER, sha, "text", b"text")
    folder.write_content(ME, sha, "text", b"other")
    assert sorted(folder.content(sha, "text")) == [b"other", b"text"]
    assert folder.content(sha, "file") == []
    assert folder.content("../../project", "text") == []


def test_a_link_and_a_pipe_are_not_followed(folder: SharedFolder, expect_warning: Callable[[str], None]) -> None:
    expect_warning("no plain file")
    segment = folder.write_segment(OTHER, 1, b"mine")
    path = folder.root / "members" / OTHER / segment.name
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))
    assert folder.read(segment) is None
    path.unlink()
    os.mkfifo(path)
    assert folder.read(segment) is None  # and does not wait for somebody to write into it
    path.unlink()
    os.mkfifo(folder.root / "members" / OTHER / "member.json")
    assert [one.name for one in folder.members()] == [""]


def test_a_name_of_a_stranger_is_one_line_without_tricks(folder: SharedFolder) -> None:
    folder.write_member(FolderMember(OTHER, "王\n磊\u202e\x07" + "长" * 500, "2026-01-01T00:00:00.000Z"))
    (member,) = folder.members()
    assert member.name == ("王磊" + "长" * 500)[: len(member.name)]
    assert 100 < len(member.name) <= 200


def test_a_replaced_file_that_cannot_be_deleted_stays(folder: SharedFolder) -> None:
    segment = folder.write_segment(ME, 1, b"mine")
    home = folder.root / "members" / ME
    if os.geteuid() == 0:  # root deletes anything that is no folder
        (home / segment.name).unlink()
        (home / segment.name).mkdir()
    home.chmod(0o500)
    try:
        folder.drop([segment])
    finally:
        home.chmod(0o700)
    assert (home / segment.name).exists()


@pytest.mark.parametrize(
    "facts", [b"", b"[]", b"{", b'{"name": 5, "taken": {"../x": 1}, "removed": 7, "wrote": "n"}', b"[" * 100_000]
)
def test_a_member_file_of_any_kind_is_survived(folder: SharedFolder, facts: bytes) -> None:
    home = folder.root / "members" / OTHER
    home.mkdir(parents=True)
    (home / "member.json").write_bytes(facts)
    (member,) = folder.members()
    assert (member.id, member.name, dict(member.taken), member.removed, member.wrote) == (OTHER, "", {}, (), 0)


def test_each_failure_is_told(tmp_path: Path, folder: SharedFolder) -> None:
    with pytest.raises(UserError) as missing:
        SharedFolder.make(tmp_path / "gone", KEY, "")
    (tmp_path / "quandian-empty").mkdir()
    with pytest.raises(UserError) as none:
        SharedFolder.at(tmp_path / "quandian-empty")
    (folder.root / "project.json").write_text(json.dumps({"format": 99, "key": KEY, "name": ""}))
    with pytest.raises(UserError) as newer:
        SharedFolder.at(folder.root)
    assert [e.value.code for e in (missing, none, newer)] == ["folder.missing", "folder.no_project", "folder.newer"]


def test_a_member_id_never_leads_out_of_the_folder(folder: SharedFolder) -> None:
    with pytest.raises(ValueError, match="member id"):
        folder.write_segment("../../elsewhere", 1, b"")
