"""Strangers' files: what a malicious or broken project does not do to the one that merges it. They are built here."""

from __future__ import annotations

import contextlib
import inspect
import json
import re
import shutil
import sqlite3
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from quandian.core.errors import UserError
from quandian.core.ids import new_id
from quandian.core.model import Passage, ReportDraft, Role, TagId
from quandian.store import Project, foreign, segments, still, validating, vetting
from quandian.store.merge_sentences import wrong_words

TEXT = "完成投资60亿元，同比增长8%。建成3个园区。"
GOAL = TagId("goal")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "我的.quandian"
    with Project.create(path, author="李静", device="da") as project:
        report = project.import_reports([draft(TEXT)]).added[0]
        project.annotate(report, GOAL, 0, 8)
    return path


def draft(text: str) -> ReportDraft:
    passages = (Passage(0, 1, 0, len(text), Role.BODY),)
    return ReportDraft(text, passages, "标题", "a.txt", text.encode(), "text/plain")


@pytest.fixture
def theirs(mine: Path, tmp_path: Path) -> Path:
    """A stranger's copy with a new report and an annotation on each, as one plain file."""
    path = tmp_path / "对方.quandian"
    shutil.copy(mine, path)
    with Project.open(path, author="陌生人", device="dz", backup=False) as project:
        project.annotate(project.reports()[0].id, GOAL, 9, 15)
        other = project.import_reports([draft("另一份报告，完成任务。" * 40)]).added[0]
        project.annotate(other, GOAL, 0, 5)
        project.set_setting("x", [1, 2])
    changed(path, "PRAGMA journal_mode=DELETE")
    return path


def changed(path: Path, *statements: str, values: tuple[object, ...] = ()) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        db.execute(statement, values if "?" in statement else ())
    db.close()


def refused(mine: Path, theirs: Path) -> str:
    """Return the code of the sentence that refuses to merge; the project must be as it was."""
    with Project.open(mine, author="李静", device="da", backup=False) as project:
        before = project.statistics()
        with pytest.raises(UserError) as caught, contextlib.closing(project.merge_plan([theirs])) as plan:
            project.merge(plan)
        assert str(caught.value) != caught.value.code, "no sentence"
        assert "\n" not in str(caught.value)
        after = project.statistics()
        assert (after.annotations, after.operations, after.reports) == (before.annotations, before.operations, 1)
        assert project.check() == []
    return caught.value.code


def merged(mine: Path, theirs: Path) -> tuple[dict[str, int], int, list[str]]:
    """Merge and return the counts, what was unanchored, and the texts of all annotations."""
    with Project.open(mine, author="李静", device="da", backup=False) as project:
        outcome = project.merge(project.merge_plan([theirs]))
        assert project.check() == []
        quotes = [a.quote for a in project.annotations()]
        return {kind.value: n for kind, n in outcome.taken.items()}, len(outcome.unanchored), quotes


def edit_change(path: Path, entity: str, edit: Callable[[dict[str, object]], None], where: str = "") -> None:
    """Change the after-image of the newest insert of a table."""
    db = sqlite3.connect(path, isolation_level=None)
    seq, after = db.execute(
        f"SELECT seq, after FROM change WHERE entity = ? AND before IS NULL {where} ORDER BY seq DESC LIMIT 1",
        (entity,),
    ).fetchone()
    row = json.loads(after)
    edit(row)
    db.execute("UPDATE change SET after = ? WHERE seq = ?", (json.dumps(row, ensure_ascii=True), seq))
    db.close()


def test_a_sound_file_of_a_stranger_is_merged(mine: Path, theirs: Path) -> None:
    counts, unanchored, quotes = merged(mine, theirs)
    assert counts == {"new_report": 1, "new_annotation": 2, "setting": 1}
    assert unanchored == 0
    assert len(quotes) == 3


def test_the_strangers_file_is_never_written(mine: Path, theirs: Path) -> None:
    before = theirs.read_bytes()
    theirs.chmod(0o444)
    merged(mine, theirs)
    assert theirs.read_bytes() == before
    assert sorted(p.name for p in theirs.parent.glob("对方*")) == ["对方.quandian"]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON annotation BEGIN DELETE FROM report; END",
        "CREATE VIEW annotations AS SELECT * FROM annotation",
        "CREATE TABLE more (x)",
        "CREATE VIRTUAL TABLE v USING fts5 (x)",
        "CREATE INDEX own ON change (entity)",
        "ALTER TABLE report ADD COLUMN more TEXT GENERATED ALWAYS AS (hex(zeroblob(1000000))) VIRTUAL",
    ],
)
def test_tables_views_triggers_and_indexes_that_we_do_not_make_are_refused(
    mine: Path, theirs: Path, statement: str
) -> None:
    changed(theirs, statement)
    assert refused(mine, theirs) == "project.strange"


def test_a_view_in_the_place_of_a_table_is_refused(mine: Path, theirs: Path) -> None:
    endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS seq, 'a' AS id FROM n"
    changed(theirs, "ALTER TABLE change RENAME TO change_", f"CREATE VIEW change AS {endless}")
    before = time.monotonic()
    assert refused(mine, theirs) == "project.strange"
    assert time.monotonic() - before < 20


def test_a_question_that_takes_too_long_is_interrupted(
    mine: Path, theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "PATIENCE", -1.0)
    db = sqlite3.connect(theirs, isolation_level=None)
    row = db.execute("SELECT operation, entity, entity_id, after FROM change ORDER BY seq DESC LIMIT 1").fetchone()
    db.execute("BEGIN")
    db.executemany(
        "INSERT INTO change (operation, entity, entity_id, before, after) VALUES (?, ?, ?, NULL, ?)", [row] * 30_000
    )
    db.execute("COMMIT")
    db.close()
    assert refused(mine, theirs) == "merge.untrusted"


def test_other_files_are_refused(mine: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.quandian"
    other.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    assert refused(mine, other) in ("project.damaged", "project.foreign")
    other.write_text("text")
    assert refused(mine, other) == "project.foreign"
    assert refused(mine, tmp_path / "none.quandian") == "project.missing"
    plain = sqlite3.connect(tmp_path / "c.quandian")
    plain.execute("CREATE TABLE report (id)")
    plain.close()
    assert refused(mine, tmp_path / "c.quandian") == "project.foreign"


def test_a_torn_file_is_refused(mine: Path, theirs: Path, expect_warning: Callable[[str], None]) -> None:
    expect_warning("malformed|database")
    data = bytearray(theirs.read_bytes())
    half = len(data) // 2
    data[half : half + 60_000] = b"\xaa" * len(data[half : half + 60_000])
    theirs.write_bytes(bytes(data))
    assert refused(mine, theirs) in ("project.damaged", "merge.untrusted", "project.strange")


@pytest.mark.parametrize(
    ("entity", "column", "value"),
    [
        ("annotation", "id", "../../etc"),
        ("annotation", "tag_id", {"a": 1}),
        ("annotation", "start", -5),
        ("annotation", "start", "0"),
        ("annotation", "end", 10**30),
        ("annotation", "end", 3),
        ("annotation", "quote", 7),
        ("annotation", "note", "x" * 200_000),
        ("annotation", "note", "\ud800"),
        ("annotation", "status", "approved"),
        ("annotation", "created_at", "yesterday"),
        ("annotation", "fields", []),
        ("annotation", "fields", {"a.b": 1}),
        ("annotation", "fields", {"a": {"b": 1}}),
        ("annotation", "fields", {str(n): n for n in range(1000)}),
        ("report", "text_sha256", "0" * 64),
        ("report", "text_sha256", "../x"),
        ("report", "position", True),
        ("report", "progress", "later"),
        ("setting", "value", float("1e308")),
    ],
)
def test_rows_that_no_quandian_writes_are_refused(
    mine: Path, theirs: Path, entity: str, column: str, value: object
) -> None:
    def put(row: dict[str, object]) -> None:
        row[column] = value

    edit_change(theirs, entity, put)
    assert refused(mine, theirs) == "merge.untrusted"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ledger.aliases", [1]),
        ("ledger.aliases", {"a": 1}),
        ("ledger.breaks", {"a": [["x", "y"]]}),
        ("alias.tag.goal", {"a": 1}),
    ],
)
def test_settings_of_another_shape_than_ours_are_refused(mine: Path, theirs: Path, key: str, value: object) -> None:
    row = json.dumps({"id": key, "value": value})
    changed(theirs, "UPDATE change SET entity_id = ?1, after = ?2 WHERE entity_id = 'x'", values=(key, row))
    assert refused(mine, theirs) == "merge.untrusted"


def test_missing_and_unknown_columns_are_refused(mine: Path, theirs: Path) -> None:
    edit_change(theirs, "annotation", lambda row: row.pop("suffix"))
    assert refused(mine, theirs) == "merge.untrusted"
    edit_change(theirs, "annotation", lambda row: row.update(suffix="", evil=1))
    assert refused(mine, theirs) == "merge.untrusted"


def test_what_is_wrong_is_said_in_words(mine: Path, theirs: Path) -> None:
    """It said "(columns)", "(place)", "(image)": names of the program in a Chinese sentence."""
    edit_change(theirs, "annotation", lambda row: row.update(evil=1))
    with pytest.raises(UserError) as caught:
        merged(mine, theirs)
    assert "不合规格的值" in str(caught.value)
    refusals = (validating, vetting, segments, foreign)
    named = {w for m in refusals for w in re.findall(r'(?:WrongError|untrusted)\("([^"]+)"\)', inspect.getsource(m))}
    assert len(named) > 20
    assert not any(re.search("[a-z]", wrong_words(what)) for what in named)


def test_json_of_absurd_depth_is_refused(mine: Path, theirs: Path) -> None:
    deep = '{"id":"x","value":' + "[" * 5000 + "]" * 5000 + "}"
    changed(theirs, "UPDATE change SET after = ? WHERE entity = 'setting' AND entity_id = 'x'", values=(deep,))
    assert refused(mine, theirs) == "merge.untrusted"
    changed(theirs, "UPDATE change SET after = ? WHERE entity_id = 'x'", values=("{broken",))
    assert refused(mine, theirs) == "merge.untrusted"


def test_cells_of_absurd_size_are_refused(mine: Path, theirs: Path) -> None:
    changed(theirs, "UPDATE change SET after = ? WHERE entity_id = 'x'", values=("x" * 6_000_000,))
    assert refused(mine, theirs) == "merge.untrusted"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("clock", "9999999999999-ffff-dz"),
        ("clock", "soon"),
        ("id", "x'; DROP TABLE report; --"),
        ("author", "甲" * 5000),
        ("created_at", "2026"),
        ("step", ""),
    ],
)
def test_operations_that_no_quandian_writes_are_refused(mine: Path, theirs: Path, column: str, value: str) -> None:
    changed(
        theirs, f"UPDATE operation SET {column} = ? WHERE author = '陌生人' AND label = 'setting|x'", values=(value,)
    )
    assert refused(mine, theirs) == "merge.untrusted"


def test_a_million_tags_are_refused(mine: Path, theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "MOST_TAGS", 2000)
    db = sqlite3.connect(theirs, isolation_level=None)
    (operation,) = db.execute("SELECT max(seq) FROM operation").fetchone()
    tag = json.loads(db.execute("SELECT after FROM change WHERE entity = 'tag' LIMIT 1").fetchone()[0])
    db.execute("BEGIN")
    for number in range(20_000):
        row = json.dumps({**tag, "id": f"t{number}", "name": f"标签{number}"})
        db.execute(
            "INSERT INTO change (operation, entity, entity_id, before, after) VALUES (?, 'tag', ?, NULL, ?)",
            (operation, f"t{number}", row),
        )
    db.execute("COMMIT")
    db.close()
    assert refused(mine, theirs) == "merge.untrusted"


def test_a_text_that_is_not_its_hash_is_refused(mine: Path, theirs: Path) -> None:
    changed(theirs, "UPDATE content SET text = replace(text, '完成', '没有完成') WHERE form = 'text'")
    assert refused(mine, theirs) == "merge.untrusted"


def test_a_report_without_its_text_is_refused(mine: Path, theirs: Path) -> None:
    changed(theirs, "DELETE FROM content WHERE form = 'text' AND text LIKE '另一份%'")
    assert refused(mine, theirs) == "merge.no_text"


def test_a_text_that_is_no_text_is_refused(mine: Path, theirs: Path) -> None:
    changed(theirs, "UPDATE content SET text = CAST(x'00ff00' AS TEXT) WHERE form = 'text'")
    assert refused(mine, theirs) == "merge.untrusted"


@pytest.mark.parametrize("clock", ["zzz", "9999999999999-0000-dz"])
def test_clocks_that_no_quandian_writes_are_refused_in_reading_too(theirs: Path, clock: str) -> None:
    changed(theirs, "UPDATE operation SET clock = ? WHERE seq = (SELECT max(seq) FROM operation)", values=(clock,))
    with pytest.raises(UserError) as caught:
        Project.open_still(theirs, author="李静", device="da")
    assert caught.value.code == "project.strange"


def test_a_clock_that_is_none_is_told_when_a_project_is_opened(theirs: Path) -> None:
    changed(theirs, "UPDATE operation SET clock = 'zzz'")
    with pytest.raises(UserError) as caught:
        Project.open(theirs, author="李静", device="da", backup=False)
    assert caught.value.code == "project.damaged"


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON change BEGIN DELETE FROM change; END",
        "CREATE VIRTUAL TABLE v USING fts5 (x)",
    ],
)
def test_a_file_that_would_act_by_itself_is_not_opened_to_work_in(theirs: Path, statement: str) -> None:
    changed(theirs, statement)
    with pytest.raises(UserError) as caught:
        still.need_harmless(theirs)
    assert caught.value.code == "project.strange"


def test_a_table_of_a_tool_more_does_not_lock_anybody_out(theirs: Path) -> None:
    changed(theirs, "CREATE TABLE notes (x)", "CREATE INDEX mine ON annotation (quote)")
    still.need_harmless(theirs)


def test_a_file_with_a_hole_of_gigabytes_is_not_copied(mine: Path, theirs: Path) -> None:
    with theirs.open("rb+") as file:
        file.truncate(6 << 30)
    began = time.monotonic()
    assert refused(mine, theirs) == "project.strange"
    assert time.monotonic() - began < 2


def test_a_million_tags_in_the_log_are_refused_in_reading_too(theirs: Path) -> None:
    db = sqlite3.connect(theirs)
    (tag,) = db.execute("SELECT after FROM change WHERE entity = 'tag' LIMIT 1").fetchone()
    made = ((1, "tag", f"t{n}", tag.replace('"goal"', f'"t{n}"', 1)) for n in range(20_000))
    db.executemany("INSERT INTO change (operation, entity, entity_id, after) VALUES (?, ?, ?, ?)", made)
    db.commit()
    db.close()
    with pytest.raises(UserError) as caught:
        Project.open_still(theirs, author="李静", device="da")
    assert caught.value.code == "project.strange"


def test_a_source_file_that_is_not_its_hash_or_a_bomb_is_refused(
    mine: Path, theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(theirs, "UPDATE content SET data = ?, packing = '' WHERE form = 'file'", values=(b"other",))
    assert refused(mine, theirs) == "merge.untrusted"
    monkeypatch.setattr(foreign, "MOST_BYTES", 1 << 20)
    bomb = zlib.compress(b"\0" * (64 << 20))
    changed(theirs, "UPDATE content SET data = ?, packing = 'zlib' WHERE form = 'file'", values=(bomb,))
    assert refused(mine, theirs) == "merge.untrusted"


def test_annotations_beside_their_words_are_left_out_and_told(mine: Path, theirs: Path) -> None:
    def elsewhere(row: dict[str, object]) -> None:
        row["start"], row["end"] = 900_000, 900_005

    edit_change(theirs, "annotation", elsewhere)
    counts, unanchored, quotes = merged(mine, theirs)
    assert counts["new_annotation"] == 1
    assert unanchored == 1
    assert len(quotes) == 2


def test_passages_that_lie_outside_the_text_become_its_lines(mine: Path, theirs: Path) -> None:
    changed(theirs, "UPDATE passage SET \"end\" = 99999999, role = 'x'")
    merged(mine, theirs)
    with Project.open(mine, author="李静", device="da", backup=False) as project:
        other = project.reports()[1]
        (line,) = project.passages(other.id)
        assert (line.start, line.end, line.role) == (0, len(project.text(other.id)), Role.BODY)


def test_changes_that_pretend_to_be_of_our_own_operations_are_passed_over(mine: Path, theirs: Path) -> None:
    db = sqlite3.connect(theirs, isolation_level=None)
    (ours,) = db.execute("SELECT seq FROM operation WHERE author = '李静' ORDER BY seq DESC LIMIT 1").fetchone()
    after = db.execute("SELECT after FROM change WHERE entity = 'annotation' ORDER BY seq LIMIT 1").fetchone()[0]
    forged = json.dumps({**json.loads(after), "id": new_id()}, ensure_ascii=False)
    db.execute(
        "INSERT INTO change (operation, entity, entity_id, before, after) VALUES (?, 'annotation', ?, NULL, ?)",
        (ours, json.loads(forged)["id"], forged),
    )
    db.close()
    counts, _, quotes = merged(mine, theirs)
    assert counts["new_annotation"] == 2
    assert len(quotes) == 3


def test_tables_of_a_stranger_are_not_believed(mine: Path, theirs: Path) -> None:
    """Only the log and the texts are read: rows changed beside the log bring nothing."""
    changed(
        theirs,
        "UPDATE annotation SET note = '伪造', author = '李静'",
        "DELETE FROM link",
        "UPDATE report SET title = 'x'",
    )
    merged(mine, theirs)
    with Project.open(mine, author="李静", device="da", backup=False) as project:
        assert {a.note for a in project.annotations()} == {""}
        assert {r.title for r in project.reports()} == {"标题"}


def test_an_older_file_is_brought_up_to_date_in_a_copy(mine: Path, tmp_path: Path) -> None:
    upgrade = Path(__file__).parent.parent / "files" / "upgrade"
    for old in sorted(upgrade.glob("*.quandian")):
        before = old.read_bytes()
        with Project.open(mine, author="李静", device="da", backup=False) as project:
            project.merge(project.merge_plan([old]))
            assert project.check() == []
        assert old.read_bytes() == before
    with Project.open(mine, author="李静", device="da", backup=False) as project:
        assert len([r for r in project.reports() if r.title == "2023年工作总结"]) == 1


def test_a_hostile_older_file_is_refused_with_a_sentence(mine: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.quandian"
    shutil.copy(Path(__file__).parent.parent / "files" / "upgrade" / "v2.0.quandian", old)
    changed(old, "UPDATE annotation SET fields = '[1'")
    assert refused(mine, old) in ("merge.untrusted", "project.damaged", "project.strange")


def test_a_newer_file_is_refused(mine: Path, theirs: Path) -> None:
    changed(theirs, f"PRAGMA user_version={99 << 16}")
    assert refused(mine, theirs) == "project.newer"


def test_no_copy_of_a_refused_file_stays(mine: Path, theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []
    init = still.Still.__init__

    def remembered(self: still.Still, source: Path) -> None:
        init(self, source)
        made.append(self.path)

    monkeypatch.setattr(still.Still, "__init__", remembered)
    changed(theirs, "UPDATE operation SET clock = 'x' WHERE label = 'setting|x'")
    refused(mine, theirs)
    assert made
    assert not any(path.parent.exists() for path in made)
