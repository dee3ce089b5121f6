"""Operations and texts as bytes: what is written is read again, and nothing else is believed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quandian.core.ids import sha256_bytes, sha256_text
from quandian.core.model import Passage, ReportDraft, Role, TagId
from quandian.store import Project
from quandian.store import segments as s
from quandian.store.validating import WrongError

TEXT = "完成投资60亿元。\n明年力争增长8%以上。"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    with Project.create(tmp_path / "a.quandian", author="李静", device="dev-1") as made:
        draft = ReportDraft(TEXT, (Passage(0, 1, 0, 9, Role.BODY),), "总结", "a.txt", b"x", "text/plain")
        report = made.import_reports([draft]).added[0]
        made.annotate(report, TagId("goal"), 0, 8, note="含\n换行和“引号”")
        yield made


def test_operations_come_back_as_they_were(project: Project) -> None:
    every = [one._replace(seq=0, scope="foreign") for one in project.sharing.outgoing(0)]
    assert len(every) == 3
    assert s.decode_operations(s.encode_operations(every)) == every
    assert list(s.texts_needed(every)) == [(sha256_text(TEXT), sha256_bytes(b"x"))]


def test_a_text_comes_back_with_its_passages_and_only_under_its_hash(project: Project) -> None:
    passages = project.passages(project.reports()[0].id)
    packed = s.encode_text(TEXT, passages)
    assert s.decode_text(packed, sha256_text(TEXT)) == s.FolderText(TEXT, tuple(passages))
    with pytest.raises(WrongError):
        s.decode_text(packed, sha256_text("别的"))
    with pytest.raises(WrongError):
        s.decode_file(s.encode_file(b"one", "text/plain"), sha256_bytes(b"two"))


def test_a_newer_format_waits_instead_of_being_misread(project: Project) -> None:
    for read in (s.decode_operations, lambda d: s.decode_text(d, ""), lambda d: s.decode_file(d, "")):
        with pytest.raises(s.UnknownFormatError):
            read(json.dumps({"format": 99}).encode() + b"\n")


@pytest.mark.parametrize(
    "passage",
    [
        [0, 1, 0, 99, "body", 0, []],
        [0, 1, 5, 2, "body", 0, []],
        [0, 1, 0, 1, "script", 0, []],
        [0, 1, 0, True, "body", 0, []],
        [0],
        "x",
    ],
)
def test_passages_outside_the_text_are_refused(passage: object) -> None:
    packed = json.dumps({"format": 1, "passages": [passage]}).encode() + b"\n" + b"text"
    with pytest.raises(WrongError):
        s.decode_text(packed, sha256_text("text"))


@given(st.data())
def test_an_altered_segment_is_read_or_refused_but_never_trips(data: st.DataObject) -> None:
    image = {"id": "name", "value": "甲"}
    good = [
        "0197a000-0000-7000-8000-000000000001", "0197a000-0000-7000-8000-000000000001", "1700000000000-0000-dev",
        "setting", "do", None, "甲", "dev", "2026-01-01T00:00:00.000Z",
        [["setting", "name", None, json.dumps(image)]],
    ]  # fmt: skip
    odd = st.one_of(st.none(), st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=2), st.just({}))
    place = data.draw(st.integers(0, len(good) - 1))
    values = [*good]
    if data.draw(st.booleans()):
        values[place] = data.draw(odd)
    else:
        change = list(good[-1][0])
        change[data.draw(st.integers(0, 3))] = data.draw(odd)
        values[-1] = [change]
    packed = json.dumps({"format": 1}).encode() + b"\n" + json.dumps(values).encode()
    try:
        found = s.decode_operations(packed)
    except WrongError:
        return
    assert len(found) == 1
