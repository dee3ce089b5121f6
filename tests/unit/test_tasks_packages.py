"""Packages: what was left out is really gone, what is in is whole, and a stranger's package can do no harm."""

from __future__ import annotations

import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from quandian import cli
from quandian.core.errors import UserError
from quandian.core.model import Passage, ReportDraft, ReportId, Role, TagId
from quandian.core.progress import Progress, silent
from quandian.store import NewSuggestion, Project
from quandian.store.packing import PackChoice
from quandian.tasks import packages
from quandian.tasks.packages import MANIFEST_MEMBER, PROJECT_MEMBER, open_package, read_manifest, share_job, unpack

GOAL, METRIC = TagId("goal"), TagId("metric")
FIRST = "全年完成投资60亿元。\n力争明年超过70亿元。\n"
SECOND = "机密项目落地三个。\n继续推进机密项目。\n"


def draft(text: str, name: str) -> ReportDraft:
    passages, start = [], 0
    for number, line in enumerate(text.split("\n")[:-1]):
        passages.append(Passage(number, number + 1, start, start + len(line), Role.BODY))
        start += len(line) + 1
    return ReportDraft(text, tuple(passages), f"标题{name}", f"{name}.txt", f"源文件{name}".encode() * 3, "text/plain")


def two_authors(path: Path) -> tuple[ReportId, ReportId]:
    """Make a project with two reports, marks of two authors, earlier values and a deleted mark."""
    with Project.create(path, author="甲", device="d1", name="云浦") as project:
        one, two = project.import_reports([draft(FIRST, "甲一"), draft(SECOND, "乙二")]).added
        tag = project.add_tag("旧标签名")
        project.edit_tag(tag.id, name="新标签名")
        mark = project.annotate(one, METRIC, 6, 10, note="第一稿备注")
        project.set_note(mark.id, "定稿备注")
        gone = project.annotate(one, GOAL, 11, 15, note="删掉的备注")
        project.delete([gone.id])
        project.annotate(two, tag.id, 0, 4, note="第二份的备注")
        project.replace_suggestions(one, [NewSuggestion(GOAL, 11, 15, 0.9, reason="建议的理由")], "t")
    with Project.open(path, author="乙", device="d2", backup=False) as project:
        other = project.annotate(one, GOAL, 11, 20, note="乙的备注")
        project.link(mark.id, other.id, "measures")
    return one, two


@pytest.fixture
def home_project(tmp_path: Path) -> Path:
    path = tmp_path / "云浦.quandian"
    two_authors(path)
    return path


def share(path: Path, target: Path, choice: PackChoice, passphrase: str = "") -> Path:
    with Project.open(path, author="甲", device="d1", backup=False) as project:
        return share_job(project, target, choice, passphrase)(silent()).path


def bytes_of(package: Path, tmp_path: Path) -> bytes:
    folder = tmp_path / f"out-{package.stem}"
    folder.mkdir(exist_ok=True)
    return unpack(package, folder)[0].read_bytes()


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        call()
    assert str(caught.value) != caught.value.code, "no sentence"
    return caught.value.code


def ids(project: Project) -> set[str]:
    return {a.id for a in project.annotations()}


def test_a_whole_package_holds_what_the_project_holds_and_opens_read_only(home_project: Path, tmp_path: Path) -> None:
    made = share(home_project, tmp_path / "全部.qdshare", PackChoice())
    with Project.open(home_project, author="甲", device="d1", backup=False) as home, open_package(made) as shared:
        assert shared.annotations() == home.annotations()
        assert shared.links() == home.links()
        assert shared.reports() == home.reports()
        assert [(h.operation_id, h.change) for h in shared.history()] == [
            (h.operation_id, h.change) for h in home.history()
        ]
        assert shared.check() == []
        assert shared.read_only
        assert "甲" in shared.origin
        assert shared.suggestions() == []
        report = shared.reports()[0]
        assert shared.source(report.id) == home.source(report.id)
        assert code_of(lambda: shared.annotate(report.id, GOAL, 0, 2)) == "project.still"
        assert code_of(shared.undo) == "project.still"
        assert shared.undo_state().undo is None
        assert [h.report_id for h in shared.search("机密")]
    assert read_manifest(made).counts == {"reports": 2, "annotations": 3, "links": 1}


def test_without_history_nothing_earlier_is_in_the_file(home_project: Path, tmp_path: Path) -> None:
    made = share(home_project, tmp_path / "现状.qdshare", PackChoice(history=False))
    data = bytes_of(made, tmp_path)
    for words in ("第一稿备注", "删掉的备注", "旧标签名", "建议的理由"):
        assert words.encode() not in data, words
    for words in ("定稿备注", "新标签名", "乙的备注"):
        assert words.encode() in data, words
    with Project.open(home_project, author="甲", device="d1", backup=False) as home, open_package(made) as shared:
        assert shared.annotations() == home.annotations()
        assert shared.tags() == home.tags()
        assert shared.check() == []
        known = {h.operation_id for h in home.history()}
        assert {h.operation_id for h in shared.history()} < known


def test_chosen_reports_leave_no_word_of_the_others(home_project: Path, tmp_path: Path) -> None:
    with Project.open(home_project, author="甲", device="d1", backup=False) as home:
        one, two = (r.id for r in home.reports())
        home.delete_report(two)
        home.undo()
    made = share(home_project, tmp_path / "一份.qdshare", PackChoice(report_ids=frozenset({one})))
    data = bytes_of(made, tmp_path)
    for words in ("机密项目", "标题乙二", "乙二.txt", "第二份的备注", str(two)):
        assert words.encode() not in data, words
    with Project.open(home_project, author="甲", device="d1", backup=False) as home, open_package(made) as shared:
        assert [r.id for r in shared.reports()] == [one]
        assert shared.annotations() == home.annotations(one)
        assert len(shared.links()) == 1
        assert shared.check() == []
        assert {h.operation_id for h in shared.history()} <= {h.operation_id for h in home.history()}
        assert shared.search("机密") == []


def test_chosen_tags_and_authors(home_project: Path, tmp_path: Path) -> None:
    by_tag = share(home_project, tmp_path / "标签.qdshare", PackChoice(tag_ids=frozenset({"metric"})))
    with open_package(by_tag) as shared:
        assert {a.tag_id for a in shared.annotations()} == {"metric"}
        assert {t.id for t in shared.tags()} == {"goal", "achievement", "metric"}
        assert shared.links() == []
        assert shared.check() == []
    assert "新标签名".encode() not in bytes_of(by_tag, tmp_path)
    by_author = share(home_project, tmp_path / "作者.qdshare", PackChoice(authors=frozenset({"乙"})))
    with open_package(by_author) as shared:
        assert shared.members() == ["乙"]
    with open_package(by_author) as shared:
        assert {a.author for a in shared.annotations()} == {"乙"}
        assert shared.check() == []
    assert "定稿备注".encode() not in bytes_of(by_author, tmp_path)


def test_sources_and_suggestions_go_in_only_when_wanted(home_project: Path, tmp_path: Path) -> None:
    lean = share(home_project, tmp_path / "无源.qdshare", PackChoice(sources=False))
    with open_package(lean) as shared:
        report = shared.reports()[0]
        assert code_of(lambda: shared.source(report.id)) == "report.no_source"
        assert shared.check() == []
    full = share(home_project, tmp_path / "建议.qdshare", PackChoice(suggestions=True))
    assert "建议的理由".encode() in bytes_of(full, tmp_path)


def test_what_is_only_read_can_be_shared_on(home_project: Path, tmp_path: Path) -> None:
    made = share(home_project, tmp_path / "来.qdshare", PackChoice())
    with open_package(made) as shared:
        further = share_job(shared, tmp_path / "再.qdshare", PackChoice(history=False))(silent()).path
        with open_package(further) as again:
            assert again.annotations() == shared.annotations()


def test_measure_says_what_the_package_will_hold(home_project: Path, tmp_path: Path) -> None:
    for choice in (PackChoice(), PackChoice(tag_ids=frozenset({"metric"})), PackChoice(authors=frozenset({"乙"}))):
        with Project.open(home_project, author="甲", device="d1", backup=False) as home:
            said = home.measure(choice)
            made = share_job(home, tmp_path / "x.qdshare", choice)(silent())
        assert (said.reports, said.annotations, said.links) == (
            made.counts.reports,
            made.counts.annotations,
            made.counts.links,
        )


def test_a_passphrase_seals_the_package(home_project: Path, tmp_path: Path) -> None:
    made = share(home_project, tmp_path / "密.qdshare", PackChoice(), "云浦 2025!")
    assert b"PK" not in made.read_bytes()[:4]
    assert "云浦".encode() not in made.read_bytes()
    assert code_of(lambda: open_package(made)) == "share.sealed"
    assert code_of(lambda: open_package(made, "云浦 2024!")) == "share.wrong_passphrase"
    with open_package(made, "云浦 2025!") as shared:
        assert len(shared.reports()) == 2
    assert [p.name for p in tmp_path.iterdir() if p.suffix not in (".quandian", ".qdshare")] == []
    made.write_bytes(made.read_bytes()[:-40])
    assert code_of(lambda: open_package(made, "云浦 2025!")) == "share.changed"


def test_sealing_keeps_other_threads_running_and_can_be_cancelled(tmp_path: Path) -> None:
    import threading
    import time

    from quandian.core.errors import Cancelled
    from quandian.tasks import sealing

    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"x" * 1000)
    progress, longest = Progress(), 0.0
    threading.Timer(0.6, progress.cancel).start()

    def seal() -> None:
        with pytest.raises(Cancelled):
            sealing.seal_file(source, target, "p", progress)

    work = threading.Thread(target=seal)
    work.start()
    last = time.monotonic()
    while work.is_alive():
        time.sleep(0.01)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
    assert longest < 0.5  # seconds; in this process it stood still for as long as the key takes
    assert not target.exists()


def test_cancelling_leaves_nothing(home_project: Path, tmp_path: Path) -> None:
    from quandian.core.errors import Cancelled

    target = tmp_path / "未完.qdshare"
    with Project.open(home_project, author="甲", device="d1", backup=False) as home:
        progress = Progress()
        progress.cancel()
        with pytest.raises(Cancelled):
            share_job(home, target, PackChoice())(progress)
    assert [p.name for p in tmp_path.iterdir() if p.suffix != ".quandian"] == []


# --- strangers' packages


def rewritten(made: Path, target: Path, *, members: dict[str, bytes] | None = None, manifest: object = None) -> Path:
    """Write a package again with other members or another manifest."""
    with zipfile.ZipFile(made) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    said = json.loads(held[MANIFEST_MEMBER])
    if callable(manifest):
        manifest(said)
        held[MANIFEST_MEMBER] = json.dumps(said).encode()
    held.update(members or {})
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return target


@pytest.fixture
def made(home_project: Path, tmp_path: Path) -> Path:
    return share(home_project, tmp_path / "好.qdshare", PackChoice())


def test_a_package_cut_short_or_changed_is_refused(made: Path, tmp_path: Path) -> None:
    data = made.read_bytes()
    bad = tmp_path / "坏.qdshare"
    for size in (0, 1, 30, len(data) // 2, len(data) - 1):
        bad.write_bytes(data[:size])
        assert code_of(lambda: open_package(bad)) in ("share.changed", "share.foreign"), size
    with zipfile.ZipFile(made) as archive:
        project = bytearray(archive.read(PROJECT_MEMBER))
    project[-100] ^= 1
    assert (
        code_of(lambda: open_package(rewritten(made, bad, members={PROJECT_MEMBER: bytes(project)}))) == "share.changed"
    )
    longer = bytes(project) + b"\0" * 4096
    assert code_of(lambda: open_package(rewritten(made, bad, members={PROJECT_MEMBER: longer}))) == "share.changed"


def test_a_package_with_other_members_is_refused_and_nothing_is_written_elsewhere(made: Path, tmp_path: Path) -> None:
    bad = tmp_path / "坏.qdshare"
    for name in ("../../evil.txt", "/tmp/evil-quandian", "extra.txt", "C:\\evil.txt"):
        rewritten(made, bad, members={name: b"x"})
        assert code_of(lambda: open_package(bad)) == "share.foreign"
    assert not list(tmp_path.parent.glob("evil*"))
    with zipfile.ZipFile(bad, "w") as archive:
        archive.writestr(PROJECT_MEMBER, b"x")
    assert code_of(lambda: open_package(bad)) == "share.foreign"
    bad.write_bytes(b"not a zip at all" * 10)
    assert code_of(lambda: open_package(bad)) == "share.foreign"


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said.update(format="other"),
        lambda said: said.pop("members"),
        lambda said: said.update(members=[{}]),
        lambda said: said["members"][0].update(size="9"),
        lambda said: said["members"][0].update(size=-1),
        lambda said: said.update(project=[]),
        lambda said: said.update(author=7),
    ],
)
def test_a_manifest_that_is_none_is_refused(made: Path, tmp_path: Path, change: Callable[[dict], object]) -> None:
    assert code_of(lambda: open_package(rewritten(made, tmp_path / "坏.qdshare", manifest=change))) == "share.foreign"


def test_deep_json_and_a_newer_format_are_refused(made: Path, tmp_path: Path) -> None:
    bad = tmp_path / "坏.qdshare"
    deep = b"[" * 100_000 + b"]" * 100_000
    assert code_of(lambda: open_package(rewritten(made, bad, members={MANIFEST_MEMBER: deep}))) == "share.foreign"
    newer = rewritten(made, bad, manifest=lambda said: said.update(version=2))
    assert code_of(lambda: open_package(newer)) == "share.newer"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "炸弹.qdshare"
    zeros = b"\0" * (70 << 20)

    def announce(said: dict) -> None:
        said["members"][0].update(size=len(zeros))

    rewritten(made, bad, members={PROJECT_MEMBER: zeros}, manifest=announce)
    folder = tmp_path / "leer"
    folder.mkdir()
    assert code_of(lambda: unpack(bad, folder)) == "share.too_big"
    assert list(folder.iterdir()) == []
    rewritten(made, bad, members={PROJECT_MEMBER: zeros})  # announces less than it holds
    assert code_of(lambda: unpack(bad, folder)) == "share.changed"
    assert list(folder.iterdir()) == []
    huge = rewritten(made, bad, manifest=lambda said: said["members"][0].update(size=1 << 50))
    assert code_of(lambda: unpack(huge, folder)) == "share.too_big"


def test_a_hostile_project_in_a_package_is_refused(home_project: Path, made: Path, tmp_path: Path) -> None:
    import hashlib
    import sqlite3

    statements = [
        "CREATE TRIGGER evil AFTER INSERT ON annotation BEGIN DELETE FROM report; END",
        "CREATE VIEW evil AS SELECT 1",
        "CREATE TABLE evil (x)",
        "DROP VIEW metrics; CREATE VIEW metrics AS WITH RECURSIVE r(x) AS (SELECT 1 UNION SELECT x FROM r) SELECT 2",
    ]
    folder = tmp_path / "leer"
    folder.mkdir()
    for number, statement in enumerate(statements):
        project, _ = unpack(made, folder)
        db = sqlite3.connect(project)
        db.executescript(statement)
        db.close()
        data = project.read_bytes()

        def agree(said: dict, data: bytes = data) -> None:
            said["members"][0].update(size=len(data), sha256=hashlib.sha256(data).hexdigest())

        bad = rewritten(made, tmp_path / f"坏{number}.qdshare", members={PROJECT_MEMBER: data}, manifest=agree)
        assert code_of(lambda bad=bad: open_package(bad)) == "project.strange"


MANY_TAGS = (
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 4000)"
    " INSERT INTO tag SELECT 't' || x, 'n' || x, '', NULL, 'custom', 'saw', '', '[]', x, '' FROM n"
)
HOSTILE_ROWS = [
    MANY_TAGS,
    'UPDATE annotation SET start = 5000, "end" = 5004 WHERE rowid = (SELECT min(rowid) FROM annotation)',
    "UPDATE annotation SET quote = '别的字了' WHERE tag_id = 'metric'",
    "UPDATE annotation SET status = 'strange'",
    "UPDATE annotation SET fields = replace(hex(zeroblob(9000)), '00', '[') || replace(hex(zeroblob(9000)), '00', ']')",
    'UPDATE annotation SET fields = \'{"value": {"deep": 1}}\'',
    "UPDATE content SET text = text || '改' WHERE form = 'text'",
    "UPDATE passage SET role = 'evil'",
    'UPDATE passage SET "end" = 100000',
    "UPDATE tag SET palette = 'url(http://x)' WHERE id = 'goal'",
    "UPDATE setting SET value = replace(hex(zeroblob(9000)), '00', '[') || replace(hex(zeroblob(9000)), '00', ']')",
    "UPDATE change SET after = replace(hex(zeroblob(9000)), '00', '[') WHERE before IS NULL",
    "UPDATE report SET title = hex(zeroblob(200000))",
    "UPDATE annotation SET report_id = 'gone'",
]


@pytest.mark.parametrize("number", range(len(HOSTILE_ROWS)))
def test_rows_that_no_quandian_writes_are_refused(made: Path, tmp_path: Path, number: int) -> None:
    import sqlite3

    folder = tmp_path / "leer"
    folder.mkdir()
    project, _ = unpack(made, folder)
    with sqlite3.connect(project) as db:
        db.execute(HOSTILE_ROWS[number])
    db.close()
    assert code_of(lambda: Project.open_still(project, author="丙", device="d3")) == "project.strange"


def test_figures_a_stranger_wrote_into_the_ledger_are_not_believed(made: Path, tmp_path: Path) -> None:
    import sqlite3

    folder = tmp_path / "leer"
    folder.mkdir()
    project, _ = unpack(made, folder)
    with sqlite3.connect(project) as db:
        db.execute("UPDATE entry SET exponent = 999999999, low = 1, high = 1, indicator = '假的'")
    db.close()
    with Project.open_still(project, author="丙", device="d3") as opened:
        assert opened.check() == []


def test_a_project_on_a_medium_that_cannot_be_written_can_be_read(home_project: Path) -> None:
    before = {p.name: p.read_bytes() for p in home_project.parent.iterdir()}
    home_project.chmod(0o444)
    with Project.open_still(home_project, author="丙", device="d3") as project:
        assert len(project.annotations()) == 3
        assert project.check() == []
        assert code_of(lambda: project.set_setting("x", 1)) == "project.still"
    assert {p.name: p.read_bytes() for p in home_project.parent.iterdir()} == before
    header = struct.unpack(">I", before[home_project.name][68:72])[0]
    assert header == 0x5144504A


# --- the command


def test_the_command_writes_a_package_and_says_what_is_in_it(
    home_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "口令.txt"
    secret.write_text("云浦 2025\n", "utf-8")
    out = tmp_path / "出去"
    arguments = ["share", str(home_project), "--to", str(out), "--tag", "指标", "--no-history", "--no-sources"]
    assert cli.main([*arguments, "--passphrase-file", str(secret), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["path"] == str(out.with_name("出去.qdshare"))
    assert (said["annotations"], said["sealed"]) == (1, True)
    with open_package(Path(said["path"]), "云浦 2025") as shared:
        assert len(shared.annotations()) == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--author", "丙"], "甲"),
        (["--report", "zzz"], "zzz"),
        (["--tag", "没有"], "没有"),
        (["--passphrase-file", "nofile"], "nofile"),
    ],
)
def test_the_command_refuses_what_is_not_there(
    home_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], words: str
) -> None:
    target = tmp_path / "出去.qdshare"
    assert cli.main(["share", str(home_project), "--to", str(target), *more]) == 1
    assert words in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize("masked", [[], ["--desensitise"]])
def test_the_command_writes_over_a_file_only_when_told(
    home_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], masked: list[str]
) -> None:
    target = tmp_path / "出去.qdshare"
    target.write_bytes(b"what somebody else sent")
    assert cli.main(["share", str(home_project), "--to", str(target), *masked]) == 1
    assert "没有覆盖" in capsys.readouterr().err
    assert target.read_bytes() == b"what somebody else sent"
    assert list(tmp_path.glob("*对照表*")) == []
    assert cli.main(["share", str(home_project), "--to", str(target), *masked, "--force"]) == 0
    with open_package(target) as shared:
        assert shared.reports()


def test_sharing_into_no_folder_says_so(home_project: Path, tmp_path: Path) -> None:
    assert code_of(lambda: share(home_project, tmp_path / "没有" / "x.qdshare", PackChoice())) == "project.no_folder"
    assert packages.share_path(Path("a")).name == "a.qdshare"
