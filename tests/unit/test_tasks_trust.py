"""Project files that this computer does not know are looked through before anything of them is used."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quandian.cli import main
from quandian.core.errors import Cancelled, UserError
from quandian.core.model import Passage, ReportDraft, Role, TagId
from quandian.core.progress import Progress
from quandian.core.sentences import sentence
from quandian.store import Project
from quandian.tasks import trust
from quandian.tasks.opening import create_project, open_project

TEXT = "完成投资60亿元，同比增长8%。建成3个园区。"
GOAL = TagId("goal")
DEEP = "[" * 100_000 + "]" * 100_000


def fill(project: Project) -> None:
    passages = (Passage(0, 1, 0, len(TEXT), Role.BODY),)
    draft = ReportDraft(TEXT, passages, "标题", "a.txt", TEXT.encode(), "text/plain")
    report = project.import_reports([draft]).added[0]
    project.annotate(report, GOAL, 0, 8)
    project.annotate(report, GOAL, 9, 15)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "自己.quandian"
    with create_project(path) as project:
        fill(project)
    return path


@pytest.fixture
def sent(own: Path, tmp_path: Path) -> Path:
    """The same project as a file that somebody sent."""
    path = tmp_path / "寄来.quandian"
    shutil.copyfile(own, path)
    return path


def changed(path: Path, *statements: str, values: tuple[object, ...] = ()) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode=DELETE")
    db.execute("PRAGMA ignore_check_constraints=ON")
    for statement in statements:
        db.execute(statement, values if "?" in statement else ())
    db.close()


def many_tags(path: Path) -> None:
    db = sqlite3.connect(path)
    columns = [row[1] for row in db.execute("PRAGMA table_info(tag)")]
    row = dict(zip(columns, db.execute("SELECT * FROM tag WHERE id = 'goal'").fetchone(), strict=True))
    marks = ", ".join("?" * len(columns))
    made = ({**row, "id": f"t{n}", "name": f"标签{n}"} for n in range(20_000))
    db.executemany(f"INSERT INTO tag VALUES ({marks})", (tuple(one.values()) for one in made))
    db.commit()
    db.close()


def by_sql(statement: str, *values: object) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        changed(path, statement, values=values)

    return change


HOSTILE = {
    "deep fields": (by_sql("UPDATE annotation SET fields = ?", DEEP), "不合规格的值"),
    "deep tag": (by_sql("UPDATE tag SET fields = ?", DEEP), "不合规格的值"),
    "fields that are a list": (by_sql("UPDATE annotation SET fields = '[1]'"), "不合规格的值"),
    "a status of nobody": (by_sql("UPDATE annotation SET status = 'x'"), "不合规格的值"),
    "outside the text": (by_sql('UPDATE annotation SET "end" = 99999999'), "引文与原文对不上"),
    "another text": (by_sql("UPDATE content SET text = replace(text, '完成', '没有') WHERE form = 'text'"), "校验值"),
    "a note of 5 MB": (by_sql("UPDATE annotation SET note = ?", "x" * 5_000_000), "数量或大小"),
    "tags without end": (many_tags, "数量或大小"),
    "an empty change": (by_sql("UPDATE change SET after = '{}' WHERE entity = 'annotation'"), "不合规格的值"),
    "half a change": (by_sql("UPDATE change SET after = '{' WHERE entity = 'annotation'"), "改动记录"),
    "a deep change": (by_sql("UPDATE change SET after = ? WHERE entity = 'annotation'", DEEP), "改动记录"),
    "a deep conflict": (by_sql("INSERT INTO disputed VALUES ('a', 'annotation', 'b', ?, '')", DEEP), "不合规格的值"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_no_quandian_writes_is_refused_in_one_sentence(
    sent: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    change, words = HOSTILE[kind]
    change(sent)
    before = sent.read_bytes()
    with pytest.raises(UserError) as caught:
        open_project(sent)
    assert caught.value.code == "project.unsound"
    assert words in str(caught.value)
    assert "合并" in str(caught.value)
    assert main(["annotations", str(sent)]) == 1
    assert capsys.readouterr().err.strip() == str(caught.value)
    assert main(["merge", str(sent), str(sent)]) == 1
    assert sent.read_bytes() == before


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_check_survives_what_no_quandian_writes(sent: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    HOSTILE[kind][0](sent)
    code = main(["check", str(sent)])
    captured = capsys.readouterr()
    assert code == 1, captured.err
    assert "程序出错" not in captured.out + captured.err


@pytest.mark.parametrize("fields", [DEEP, "[1]", "{"])
def test_reading_what_cannot_be_read_ends_in_a_sentence(sent: Path, fields: str) -> None:
    """Also where nobody looked through the file: one that was damaged while it was open."""
    changed(sent, "UPDATE annotation SET fields = ?", values=(fields,))
    with Project.open(sent, author="x", device="x", backup=False) as project:
        with pytest.raises(UserError) as caught:
            project.annotations()
        assert str(caught.value) == sentence("project.broken_row")
        assert "check.unreadable" in {p.code for p in project.check()} or fields == "[1]"


def test_what_was_closed_here_is_known_and_nothing_else(own: Path, sent: Path, tmp_path: Path) -> None:
    assert trust.is_known(own)
    assert not trust.is_known(sent)
    with open_project(sent) as project:
        project.annotate(project.reports()[0].id, TagId("metric"), 4, 8)
    assert trust.is_known(sent)

    changed(sent, "UPDATE annotation SET note = 'x'")  # another program
    assert not trust.is_known(sent)

    other = tmp_path / "别的.quandian"
    shutil.copyfile(own, other)
    stat = own.stat()
    os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    other.replace(own)  # as long, as old, another file
    assert not trust.is_known(own)


def test_a_journal_laid_beside_a_known_file_makes_it_unknown(own: Path) -> None:
    own.with_name(own.name + "-journal").write_bytes(b"x" * 600)
    assert not trust.is_known(own)


def test_what_was_put_in_the_place_of_an_open_project_is_not_known(own: Path, sent: Path) -> None:
    with open_project(own):
        sent.replace(own)
    assert not trust.is_known(own)


CHILD = """
import sys
from pathlib import Path
from quandian.tasks import trust
from quandian.tasks.opening import open_project
path = Path(sys.argv[1])
known = trust.is_known(path)
project = open_project(path)
project.annotate(project.reports()[0].id, "metric", 4, 8)
print(known, flush=True)
sys.stdin.readline()
if sys.argv[2:] != ["dies"]:
    project.close()
else:
    import os
    os._exit(9)
"""


def child(path: Path, *how: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", "-c", CHILD, str(path), *how]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_file_that_another_of_our_processes_has_open_is_known_and_stays_so(own: Path) -> None:
    assert trust.is_known(own)
    other = child(own)
    assert other.stdout is not None
    assert other.stdout.readline() == "True\n"
    assert trust.is_known(own)  # though it is written to just now
    other.communicate("\n")
    assert other.returncode == 0
    assert trust.is_known(own)
    open_project(own).close()


def test_what_a_process_left_that_died_is_looked_through(own: Path) -> None:
    other = child(own, "dies")
    assert other.stdout is not None
    assert other.stdout.readline() == "True\n"
    assert trust.is_known(own)
    other.communicate("\n")
    assert not trust.is_known(own)
    open_project(own).close()
    assert trust.is_known(own)


def test_connections_of_jobs_leave_a_known_file_known(own: Path) -> None:
    def work() -> None:
        with Project.open(own, author="x", device="x", backup=False) as project:
            project.annotate(project.reports()[0].id, TagId("metric"), 4, 8)

    project = open_project(own)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    project.close()
    assert trust.is_known(own)


def test_a_record_that_is_lost_or_broken_costs_another_look_only(own: Path, home: Path) -> None:
    (record,) = home.rglob("known-projects.json")
    for content in (b"", b"[1]", b'{"a": [', DEEP.encode()):
        record.write_bytes(content)
        assert not trust.is_known(own)
        open_project(own).close()
        assert trust.is_known(own)


def test_an_index_of_another_tool_does_not_lock_anybody_out(sent: Path) -> None:
    changed(sent, "CREATE INDEX mine ON annotation (quote)", "ANALYZE")
    open_project(sent).close()


@pytest.mark.parametrize("what", ["CREATE TABLE notes (x)", "CREATE VIEW notes AS SELECT 1"])
def test_a_table_or_view_of_nobody_is_named_and_refused(
    sent: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(sent, what)
    with pytest.raises(UserError) as caught:
        open_project(sent)
    assert caught.value.code == "project.more_tables"
    assert "“notes”" in str(caught.value)
    assert main(["check", str(sent)]) == 1
    assert "“notes”" in capsys.readouterr().out
    changed(sent, "DROP TABLE notes" if "TABLE" in what else "DROP VIEW notes")
    open_project(sent).close()


@pytest.mark.parametrize("name", ["v1.0", "v2.0", "v3.0"])
def test_older_files_are_looked_through_and_opened(tmp_path: Path, name: str) -> None:
    path = tmp_path / "旧.quandian"
    shutil.copyfile(Path(__file__).parent.parent / "files" / "upgrade" / f"{name}.quandian", path)
    with open_project(path) as project:
        assert project.check() == []


def test_a_hostile_older_file_is_not_migrated(tmp_path: Path) -> None:
    path = tmp_path / "旧.quandian"
    shutil.copyfile(Path(__file__).parent.parent / "files" / "upgrade" / "v2.0.quandian", path)
    changed(path, "UPDATE annotation SET fields = ?", values=(DEEP,))
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        open_project(path)
    assert caught.value.code in ("project.strange", "project.unsound")
    assert path.read_bytes() == before


def test_looking_through_can_be_cancelled_and_tells_how_far_it_is(sent: Path) -> None:
    told: list[tuple[int, int]] = []
    trust.look_job(sent)(Progress(lambda done, total, _text: told.append((done, total))))
    assert told
    assert all(0 <= done <= total for done, total in told)
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        trust.look_job(sent)(stopped)


def test_a_project_known_here_is_opened_without_being_read_through(own: Path) -> None:
    with open_project(own) as project:
        report = project.reports()[0].id
        for start in range(0, 16, 2):
            project.annotate(report, TagId("metric"), start, start + 2)
    began = time.perf_counter()
    assert trust.is_known(own)
    assert time.perf_counter() - began < 0.02


def test_opening_to_read_takes_one_project_or_package_and_a_window(
    sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["open", "--read-only", "--headless", str(sent)]) == 2
    assert main(["open", "--read-only", str(sent), str(sent)]) == 2
    assert main(["open", "--read-only", str(sent.with_suffix(".txt"))]) == 2
    capsys.readouterr()
    assert main(["open", "--read-only", str(sent.with_name("没有.quandian"))]) == 1
    assert "没有.quandian" in capsys.readouterr().err
