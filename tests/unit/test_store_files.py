from __future__ import annotations

import os
import sqlite3 as plain_sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlite_utils
import sqlite_utils.utils

from quandian.core.errors import UserError
from quandian.core.model import ReportDraft, TagId
from quandian.store import Project, backup, engine, places, schema

TEXT = "完成投资60亿元。" * 5
UPGRADE = Path(__file__).parent.parent / "files" / "upgrade"
RELEASED = schema.VERSION


def make(path: Path, text: str = TEXT) -> Project:
    project = Project.create(path, author="甲", device="dev-1")
    report = project.import_reports([ReportDraft(text, (), "标题", "a.txt", text.encode(), "text/plain")]).added[0]
    project.annotate(report, TagId("goal"), 0, 8)
    return project


def opened(path: Path, folder: Path | None = None) -> Project:
    return Project.open(path, author="甲", device="dev-1", backup_dir=folder, backup=folder is not None)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        call()
    assert str(caught.value) != caught.value.code, "no sentence"
    return caught.value.code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "项目.quandian"


def test_the_sqlite_in_use_is_that_of_sqlite_utils() -> None:
    assert engine.sqlite3 is sqlite_utils.utils.sqlite3


def test_opening_does_not_import_sqlite_utils(path: Path) -> None:
    make(path).close()
    script = (
        "import sys, pathlib; from quandian.store import Project;"
        f"Project.open(pathlib.Path({str(path)!r}), author='a', device='d').close();"
        "print([m for m in ('sqlite_utils', 'pandas', 'pluggy', 'click') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_file_says_what_it_is_and_serves_plain_sql(path: Path) -> None:
    with make(path) as project:
        report = project.reports()[0].id
        project.annotate(report, TagId("metric"), 4, 7, fields={"value": "6000000000", "unit": "元"})
    db = plain_sqlite3.connect(path)
    assert db.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
    assert db.execute("PRAGMA user_version").fetchone() == (RELEASED,)
    assert db.execute("SELECT title, text FROM reports").fetchone() == ("标题", TEXT)
    assert db.execute("SELECT report, quote FROM goals").fetchall() == [("标题", "完成投资60亿元")]
    assert db.execute("SELECT quote, value, unit, comparator FROM metrics").fetchall() == [
        ("60亿", "6000000000", "元", None)
    ]
    assert db.execute("SELECT count(*) FROM achievements").fetchone() == (0,)
    assert db.execute("SELECT label, author FROM log ORDER BY seq DESC LIMIT 1").fetchone() == ("annotate|metric", "甲")
    db.close()


def test_what_is_no_project_is_refused_and_left_alone(
    path: Path, tmp_path: Path, expect_warning: Callable[[str], None]
) -> None:
    expect_warning("project.foreign|project.damaged")
    assert code_of(lambda: opened(path)) == "project.missing"
    assert code_of(lambda: opened(tmp_path)) == "project.foreign"
    for content in (b"", b"SQLite", "一份报告".encode(), b"SQLite format 3\x00" + b"\xff" * 5000):
        path.write_bytes(content)
        assert code_of(lambda: opened(path)) in ("project.foreign", "project.damaged")
        assert path.read_bytes() == content
    path.unlink()
    db = plain_sqlite3.connect(path)
    db.execute("CREATE TABLE t (a)")
    db.close()
    assert code_of(lambda: opened(path)) == "project.foreign"


def test_a_project_without_tables_is_damaged(path: Path) -> None:
    db = plain_sqlite3.connect(path)
    db.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
    db.execute(f"PRAGMA user_version={schema.VERSION}")
    db.close()
    assert code_of(lambda: opened(path)) == "project.damaged"


def test_a_newer_project_is_refused_a_newer_minor_one_is_not(path: Path) -> None:
    make(path).close()
    for version, refused in ((schema.VERSION + (1 << 16), True), (schema.VERSION + 7, False)):
        db = plain_sqlite3.connect(path)
        db.execute(f"PRAGMA user_version={version}")
        db.close()
        if refused:
            before = path.read_bytes()
            assert code_of(lambda: opened(path)) == "project.newer"
            assert path.read_bytes() == before
        else:
            opened(path).close()


def test_creating_refuses_what_is_there_and_leaves_no_half_file(path: Path, tmp_path: Path) -> None:
    make(path).close()
    assert code_of(lambda: make(path)) == "project.exists"
    assert code_of(lambda: make(tmp_path / "none" / "a.quandian")) == "project.no_folder"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_damage_is_told(path: Path, expect_warning: Callable[[str], None]) -> None:
    expect_warning("project.damaged|malformed|not a database")
    make(path, TEXT * 3000).close()
    data = bytearray(path.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xa5" * 200
    path.write_bytes(data)

    def use() -> None:
        with opened(path) as project:
            assert any(p.code == "check.damage" for p in project.check())
            project.annotations()
            project.text(project.reports()[0].id)
            project.backup(path.with_name("copy"))

    assert code_of(use) == "project.damaged"
    assert not path.with_name("copy").exists()


def test_a_locked_project_says_so_without_a_long_wait(path: Path, expect_warning: Callable[[str], None]) -> None:
    expect_warning("project.busy")
    with make(path) as project:
        report = project.reports()[0].id
        other = engine.sqlite3.connect(str(path), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        begin = time.monotonic()
        assert code_of(lambda: project.annotate(report, TagId("goal"), 1, 3)) == "project.busy"
        assert time.monotonic() - begin < 4
        assert len(project.marks(report)) == 1, "reading goes on"
        other.execute("ROLLBACK")
        other.close()
        project.annotate(report, TagId("goal"), 1, 3)


def test_a_full_disk_loses_nothing_and_says_so(path: Path, expect_warning: Callable[[str], None]) -> None:
    expect_warning("project.disk_full")
    with make(path) as project:
        report = project.reports()[0].id
        pages = project._store.one("PRAGMA page_count")
        assert pages is not None
        project._store.execute(f"PRAGMA max_page_count={pages[0] + 2}")
        big = TEXT + "增" * 200_000
        draft = ReportDraft(big, (), "大", "b.txt", os.urandom(300_000), "text/plain")
        assert code_of(lambda: project.import_reports([draft])) == "project.disk_full"

        def inside() -> None:
            with project.operation("both"):
                project.annotate(report, TagId("goal"), 1, 3)
                project.import_reports([draft])

        assert code_of(inside) == "project.disk_full"
        assert len(project.reports()) == 1
        assert len(project.marks(report)) == 1
        assert project.check() == []
        project._store.execute("PRAGMA max_page_count=1000000")
        project.import_reports([draft])


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="permissions work otherwise here")
def test_a_read_only_project_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "ro"
    folder.mkdir()
    make(folder / "a.quandian").close()
    (folder / "a.quandian").chmod(0o444)
    folder.chmod(0o555)
    script = f"""
import os, pathlib
from quandian.store import Project
from quandian.core.errors import UserError
import quandian.core.sentences
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    Project.open(pathlib.Path({str(folder / "a.quandian")!r}), author="a", device="d", backup=False)
except UserError as error:
    print(error.code)
"""
    for parent in [tmp_path, *tmp_path.parents]:
        if parent.stat().st_uid == os.getuid() and not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o001)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    folder.chmod(0o755)
    assert done.stdout.strip() == "project.read_only", done.stderr


def test_the_standard_sqlite_works_too_and_does_not_use_wal_when_old(path: Path) -> None:
    script = f"""
import sys, pathlib
sys.modules["pysqlite3"] = None
from quandian.store import Project, engine
from quandian.core.model import ReportDraft, TagId
assert engine.sqlite3.__name__ == "sqlite3"
with Project.create(pathlib.Path({str(path)!r}), author="a", device="d") as p:
    r = p.import_reports([ReportDraft("完成投资60亿元。", (), "t", "a.txt", b"x", "text/plain")]).added[0]
    a = p.annotate(r, TagId("goal"), 0, 4)
    p.edit_fields(a.id, deadline="2024"); p.undo(); p.redo(); p.undo(); p.undo(); p.redo()
    assert p.marks(r) and p.search("６０") and p.check() == []
    print(p._store.journal, engine.sqlite3.sqlite_version_info >= engine.SAFE_WAL)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.split() in (["delete", "False"], ["wal", "True"]), done.stderr


@pytest.mark.parametrize(
    "folder",
    ["OneDrive", "OneDrive - 云浦区", "Dropbox", "我的坚果云", "坚果云", "Nutstore Files", "iCloud Drive", "Seafile",
     "WPS云盘", "com~apple~CloudDocs", "Google Drive", "BaiduSyncdisk", "Nextcloud"],
)  # fmt: skip
def test_synchronised_folders_get_a_rollback_journal(tmp_path: Path, folder: str) -> None:
    inside = tmp_path / folder / "工作"
    inside.mkdir(parents=True)
    with make(inside / "a.quandian") as project:
        assert project._store.journal == "delete"
        assert [p.name for p in inside.iterdir()] == ["a.quandian"]


def test_ordinary_folders_do_not_count_as_synchronised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("boxes", "报告", "Dropbox2", "megalith"):
        assert not places.is_synchronised(tmp_path / name / "a.quandian")
    monkeypatch.setenv("OneDrive", str(tmp_path / "云"))
    assert places.is_synchronised(tmp_path / "云" / "a.quandian")
    (tmp_path / ".stfolder").mkdir()
    assert places.is_synchronised(tmp_path / "x" / "a.quandian")


def test_a_network_mount_is_told_from_the_mount_table(tmp_path: Path) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "30 22 0:40 / /mnt/共享\\040盘 rw,relatime shared:1 - cifs //server/share rw\n"
        "31 30 0:41 / /mnt/共享\\040盘/local rw - ext4 /dev/sdb rw\n",
        "utf-8",
    )
    assert places.mount_type(Path("/mnt/共享 盘/报告"), str(table)) == "cifs"
    assert places.mount_type(Path("/mnt/共享 盘/local/x"), str(table)) == "ext4"
    assert places.mount_type(Path("/home"), str(table)) == "ext4"
    assert places.mount_type(Path("/home"), str(tmp_path / "none")) == ""


def test_moving_into_a_synchronised_folder_leaves_wal(path: Path, tmp_path: Path) -> None:
    with make(path) as project:
        assert project._store.journal == ("wal" if engine.wal_is_safe(path) else "delete")
    (tmp_path / "Dropbox").mkdir()
    with opened(path.rename(tmp_path / "Dropbox" / "b.quandian")) as project:
        assert project._store.journal == "delete"
        assert project.check() == []


def test_backup_on_opening_once_a_day_and_only_when_changed(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    make(path).close()
    opened(path, folder).close()
    kept = backup.existing(backup.folder_of(path, folder))
    assert len(kept) == 1
    with opened(path, folder) as project:
        project.annotate(project.reports()[0].id, TagId("metric"), 4, 7)
    opened(path, folder).close()
    assert backup.existing(kept[0].parent) == kept, "not again the same day"
    old = time.time() - 2 * backup.DUE
    os.utime(kept[0], (old, old))
    opened(path, folder).close()
    kept = backup.existing(kept[0].parent)
    assert len(kept) == 2
    os.utime(kept[1], (old, old))
    opened(path, folder).close()
    assert backup.existing(kept[0].parent) == kept, "nothing changed since"


def test_ten_backups_stay(path: Path, tmp_path: Path) -> None:
    with make(path) as project:
        made = [backup.take(project.path, None, tmp_path / "b") for _ in range(backup.KEEP + 2)]
    assert len(set(made)) == backup.KEEP + 2
    assert len(backup.existing(made[0].parent)) == backup.KEEP


def test_restore_brings_back_and_keeps_what_was_there(path: Path, tmp_path: Path) -> None:
    with make(path) as project:
        saved = project.backup(tmp_path / "copy.quandian")
        report = project.reports()[0].id
        project.annotate(report, TagId("metric"), 4, 7)
        if project._store.journal == "wal":
            with pytest.raises(UserError, match="另一个窗口"):
                Project.restore(saved, path)
        assert len(project.marks(report)) == 2
    Project.restore(saved, path)
    with opened(path) as project:
        assert len(project.marks(report)) == 1
        assert project.undo_state().undo == "annotate|goal"
        assert project.check() == []
    aside = next(tmp_path.glob("*.replaced-*"))
    with opened(aside) as project:
        assert len(project.marks(report)) == 2
    Project.restore(saved, tmp_path / "elsewhere.quandian")
    path.write_bytes(b"broken")
    Project.restore(saved, path)
    with opened(path) as project:
        assert len(project.marks(report)) == 1
    assert code_of(lambda: Project.restore(aside.with_name("none"), path)) == "project.missing"


def test_a_project_moved_or_replaced_while_open_is_not_written(path: Path, tmp_path: Path) -> None:
    with make(path) as project:
        report = project.reports()[0].id
        saved = project.backup(tmp_path / "copy.quandian")
        moved = path.rename(tmp_path / "moved.quandian")
        assert code_of(lambda: project.annotate(report, TagId("goal"), 1, 3)) == "project.moved"
        saved.rename(path)
        assert code_of(lambda: project.annotate(report, TagId("goal"), 1, 3)) == "project.moved"
        path.unlink()
        moved.rename(path)
        project.annotate(report, TagId("goal"), 1, 3)
    with opened(path) as project:
        assert len(project.marks(report)) == 2


def test_check_finds_what_another_program_did(path: Path) -> None:
    make(path).close()
    db = plain_sqlite3.connect(path)
    db.execute("UPDATE annotation SET quote = '别的'")
    db.execute("UPDATE content SET text = text || '。' WHERE form = 'text'")
    db.execute("INSERT INTO setting VALUES ('x', '1')")
    db.execute("DELETE FROM tag WHERE id = 'goal'")
    db.execute("DELETE FROM content WHERE form = 'file'")
    db.commit()
    db.close()
    with opened(path) as project:
        found = {p.code for p in project.check()}
        assert found == {"check.quote", "check.text", "check.entry", "check.log", "check.reference", "check.source"}


def test_a_write_outside_an_operation_raises(path: Path) -> None:
    with make(path) as project:
        with pytest.raises(RuntimeError):
            project._store.insert("setting", {"id": "x", "value": 1})
        with pytest.raises(engine.sqlite3.OperationalError, match="readonly"):
            project._store._db.execute("DELETE FROM annotation")
        assert project.setting("x") is None


@pytest.mark.parametrize("file", sorted(UPGRADE.glob("*.quandian")), ids=lambda p: p.stem)
def test_every_released_schema_opens_with_its_content(file: Path, path: Path, tmp_path: Path) -> None:
    path.write_bytes(file.read_bytes())
    with opened(path, tmp_path / "b") as project:
        assert project.check() == []
        (report,) = project.reports()
        assert (report.title, report.issuer, report.year) == ("2023年工作总结", "云浦区发展和改革局", "2023")
        assert project.text(report.id).startswith("一、2023年工作\n")
        assert project.source(report.id).decode("gb18030") == project.text(report.id)
        assert [p.paragraph for p in project.passages(report.id)] == [1, 2, 3]
        achievement, metric, goal = project.annotations()
        assert (metric.quote, dict(metric.fields)["value"], metric.note) == ("60亿元", "6000000000", "待核")
        assert achievement.tag_id == "achievement"
        assert project.tag(goal.tag_id).name == "举措"
        assert [(x.kind, x.source_id, x.target_id) for x in project.links()] == [
            ("measures", metric.id, achievement.id)
        ]
        assert (project.undo_state().undo, project.undo_state().redo) == ("link|measures", "annotate|goal")
        assert [h.start for h in project.search("投资")] == [metric.start - 2]
        project.redo()
        assert len(project.annotations()) == 4


def test_there_is_a_file_for_every_released_version() -> None:
    assert f"v{schema.VERSION >> 16}.{schema.VERSION & 0xFFFF}" in {p.stem for p in UPGRADE.glob("*.quandian")}


def m003_colour(db: sqlite_utils.Database) -> None:
    db.execute("ALTER TABLE member ADD COLUMN colour TEXT NOT NULL DEFAULT ''")
    db.execute(f"PRAGMA user_version={RELEASED + 1}")


def test_an_older_project_is_backed_up_and_migrated(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(path).close()
    monkeypatch.setattr(schema, "VERSION", RELEASED + 1)
    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, m003_colour])
    with opened(path, tmp_path / "b") as project:
        assert project._store.all("SELECT name, colour FROM member") == [("甲", "")]
        assert len(project.annotations()) == 1
        assert project.check() == []
    (kept,) = backup.existing(backup.folder_of(path, tmp_path / "b"))
    db = plain_sqlite3.connect(kept)
    assert db.execute("PRAGMA user_version").fetchone() == (RELEASED,)
    db.close()
    opened(path, tmp_path / "b").close()


def test_a_failing_migration_leaves_the_file_as_it_was(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def m004_broken(db: sqlite_utils.Database) -> None:
        db.execute("DROP TABLE link")
        raise RuntimeError("broken")

    make(path).close()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "VERSION", RELEASED + 2)
        patch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, m003_colour, m004_broken])
        with pytest.raises(RuntimeError, match="broken"):
            opened(path, tmp_path / "b")
    assert schema.version_of(path) == RELEASED
    with opened(path) as project:
        assert project.check() == []
