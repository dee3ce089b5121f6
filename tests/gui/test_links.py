"""A link to a passage: into a running window, into a new one, on the command line, registered and taken back."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from test_window_files import Opened, opened

from quandian.cli import main
from quandian.core.codebook import GOAL
from quandian.core.model import AnnotationId, ReportId
from quandian.reading import read_bytes
from quandian.store.peek import Holding, holding
from quandian.tasks.links import Passage, project_with
from quandian.tasks.opening import create_project, open_project
from quandian.ui.handover import Handover, hand_over
from quandian.ui.link_opener import LinkOpener

__all__ = ["opened"]
ROOT = Path(__file__).resolve().parents[2]
TEXT = "区国资委2023年工作总结\n一、主要成效\n全年完成投资12.5亿元，同比增长8.5%，新建学校3所。\n" * 20


def made(path: Path) -> tuple[Path, Passage]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with create_project(path) as project:
        (report,) = project.import_reports([read_bytes("总结.txt", TEXT.encode())]).added
        at = project.text(report).index("新建学校")
        mark = project.annotate(report, GOAL, at, at + 6)
    return path, Passage(report, mark.id)


def link_of(passage: Passage) -> str:
    return f"quandian://passage/{passage.report_id}/{passage.annotation_id}"


def asked(qtbot: QtBot, message: dict[str, str]) -> bool:
    """Hand a message over from another process."""
    code = (
        "import json, sys; from quandian.ui.handover import hand_over; sys.exit(not hand_over(json.loads(sys.argv[1])))"
    )
    child = subprocess.Popen([sys.executable, "-c", code, json.dumps(message)])
    qtbot.waitUntil(lambda: child.poll() is not None, timeout=20_000)
    return child.returncode == 0


def test_a_window_with_the_project_takes_the_link(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    path, passage = made(tmp_path / "一.quandian")
    window = opened(path)
    listening = Handover(LinkOpener(window).take, window)
    assert listening.is_listening
    assert asked(qtbot, {"link": link_of(passage)})
    assert window.session.report_id == passage.report_id
    assert window.session.annotation_id == passage.annotation_id
    assert not asked(qtbot, {"link": link_of(Passage(ReportId("other"), None))})
    assert not asked(qtbot, {"link": "quandian://no"})
    other = str(tmp_path / "二.quandian")
    assert not asked(qtbot, {"link": link_of(passage), "path": other})  # would close the project that is open
    assert window.session.path == path
    listening.close()


def test_two_windows_are_asked_one_after_the_other(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    (first, _), (second, passage) = made(tmp_path / "一.quandian"), made(tmp_path / "二.quandian")
    windows = [opened(first), opened(second)]
    both = [Handover(LinkOpener(window).take, window) for window in windows]
    assert asked(qtbot, {"link": link_of(passage)})
    assert [window.session.annotation_id for window in windows] == [None, passage.annotation_id]
    for one in both:
        one.close()


def test_a_window_without_a_project_opens_it(qtbot: QtBot, opened: Opened, tmp_path: Path) -> None:
    path, passage = made(tmp_path / "一.quandian")
    window = opened(None)
    listening = Handover(LinkOpener(window).take, window)
    assert asked(qtbot, {"link": link_of(passage), "path": str(path)})
    assert window.session.path == path
    assert window.session.annotation_id == passage.annotation_id
    listening.close()


def test_nobody_to_hand_over_to() -> None:
    assert not hand_over({"link": "quandian://passage/a/b"})


def test_an_unknown_passage_is_told_and_shown_once_its_project_opens(opened: Opened, tmp_path: Path) -> None:
    path, passage = made(tmp_path / "一.quandian")
    window = opened(None)
    opener = LinkOpener(window)
    opener.show(passage)
    assert "打开它所在的项目" in window.banner.text
    window.project_commands.open_path(path)
    assert window.session.annotation_id == passage.annotation_id


def test_a_deleted_annotation_leads_to_its_report(opened: Opened, tmp_path: Path) -> None:
    path, passage = made(tmp_path / "一.quandian")
    window = opened(path)
    said: list[str] = []
    window.session.said.connect(lambda text, _undo: said.append(text))
    LinkOpener(window).show(Passage(passage.report_id, AnnotationId("gone")))
    assert window.session.report_id == passage.report_id
    assert said == ["这条标注已经删除，这里是它所在的报告。"]


def test_a_report_that_is_open_is_shown_though_its_mark_is_gone_and_no_recent_project_is_known(
    opened: Opened, tmp_path: Path
) -> None:
    path, passage = made(tmp_path / "一.quandian")
    window = opened(path)
    opener = LinkOpener(window)
    gone = link_of(Passage(passage.report_id, AnnotationId("01a2072e-b968-71a8-820c-000000000000")))
    assert not opener.take({"link": gone})  # another window may know the mark
    assert opener.take({"link": gone, "unknown": "1"})
    assert window.session.report_id == passage.report_id
    nowhere = link_of(Passage(ReportId("c29861b8-9045-5587-9982-000000000000"), passage.annotation_id))
    assert not opener.take({"link": nowhere, "unknown": "1"})


def test_a_link_that_leads_nowhere_is_told_in_the_window_that_is_open(
    qtbot: QtBot, opened: Opened, tmp_path: Path
) -> None:
    path, _ = made(tmp_path / "一.quandian")
    window = opened(path)
    listening = Handover(LinkOpener(window).take, window)
    command = [sys.executable, "-P", "-m", "quandian", "open"]
    for link, words in (
        ("quandian://passage/c29861b8-9045-5587-9982-000000000000/x", "打开它所在的项目"),
        ("quandian://no", "不是圈点的出处链接"),
    ):
        window.banner.hide()
        child = subprocess.Popen([*command, link], stderr=subprocess.PIPE, text=True, encoding="utf-8")
        qtbot.waitUntil(lambda child=child: child.poll() is not None, timeout=20_000)  # it does not block the terminal
        assert child.returncode == 1
        assert "出处" in child.communicate()[1]
        assert words in window.banner.text
        assert window.banner.isVisible()
    assert window.session.path == path
    listening.close()


# ---- seeking and the command line


def test_projects_are_sought_among_recent_ones_and_in_documents(home: Path, tmp_path: Path) -> None:
    recent, passage = made(tmp_path / "近.quandian")
    stray = tmp_path / "不是.quandian"
    stray.write_text("not a project")
    assert project_with(passage, [tmp_path / "没有.quandian", stray, recent]) == recent
    assert project_with(passage, []) is None
    (home / "文档").mkdir(exist_ok=True)
    documents = recent.rename(home / "文档" / "近.quandian")
    assert project_with(passage, [stray]) == documents
    before = documents.read_bytes()
    assert holding(documents, passage.report_id) is Holding.REPORT
    assert holding(documents, passage.report_id, passage.annotation_id) is Holding.ANNOTATION
    assert documents.read_bytes() == before
    with open_project(documents) as project:  # one that is open elsewhere can be looked into, too
        assert holding(documents, project.reports()[0].id)


def test_of_two_projects_with_the_same_report_the_one_with_the_annotation_is_meant(tmp_path: Path) -> None:
    (first, _), (second, passage) = made(tmp_path / "一.quandian"), made(tmp_path / "二.quandian")
    assert project_with(passage, [first, second]) == second
    assert project_with(Passage(passage.report_id, AnnotationId("gone")), [first, second]) == first


@pytest.mark.parametrize("link", ["quandian://nothing", "quandian:passage/a", "quandian://passage/a b/c"])
def test_a_broken_link_is_one_sentence(link: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["open", link]) == 1
    assert "不是圈点的出处链接" in capsys.readouterr().err


def test_the_terminal_is_told_where_a_passage_is(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, passage = made(home / "文档" / "一.quandian")
    assert main(["open", "--headless", link_of(passage)]) == 0
    told = capsys.readouterr().out
    assert str(path) in told
    assert re.search(r"第\d+段：新建学校3所", told)
    assert main(["open", "--headless", "quandian://passage/unknown"]) == 1
    assert main(["open", link_of(passage), str(path)]) == 1


def test_a_desktop_may_name_a_file_by_its_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "没 有.quandian"
    assert main(["open", "--headless", path.as_uri()]) == 1
    assert str(path) in capsys.readouterr().err


# ---- registering


@pytest.fixture
def mime_list(home: Path) -> Callable[[str], Path]:
    def write(content: str) -> Path:
        path = home / "config" / "mimeapps.list"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        return path

    return write


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="desktop entries are of Linux")
@pytest.mark.parametrize(
    "before",
    [
        "",
        "[Added Associations]\ntext/plain=a.desktop;\n",
        "[Default Applications]\ntext/html=b.desktop\n\n[Removed Associations]\nx=y\n",
    ],
)
def test_registering_adds_one_line_and_taking_it_back_leaves_the_rest(
    mime_list: Callable[[str], Path], home: Path, before: str
) -> None:
    path = mime_list(before)
    assert main(["register"]) == 0
    assert main(["register"]) == 0
    assert path.read_text("utf-8").count("x-scheme-handler/quandian=quandian.desktop") == 1
    entry = home / "data" / "applications" / "quandian.desktop"
    assert "MimeType=x-scheme-handler/quandian;" in entry.read_text("utf-8")
    assert re.search(r"^Exec=.* open %u$", entry.read_text("utf-8"), re.MULTILINE)
    assert main(["register", "--remove"]) == 0
    assert not entry.exists()
    left = path.read_text("utf-8")
    assert "quandian" not in left
    assert all(line in left.splitlines() for line in before.splitlines())
    assert main(["register", "--remove"]) == 0


def test_what_packages_bring_is_what_the_command_writes() -> None:
    from quandian.tasks.registering import desktop_entry, registry_values

    folder = ROOT / "packaging" / "scheme"
    brought = (folder / "quandian.desktop").read_text("utf-8")
    # Packages bring types of files, too; the command registers links alone.
    assert re.sub(r"(?<=x-scheme-handler/quandian;).*", "", brought) == desktop_entry(["quandian", "open"])
    keys = (folder / "quandian.reg").read_text("utf-8")
    for key, _, _ in registry_values(["quandian.exe", "open"]):
        assert f"[HKEY_CURRENT_USER\\{key}]" in keys


def test_the_command_of_an_entry_is_quoted() -> None:
    from quandian.tasks.registering import desktop_entry

    assert 'Exec="/home/张 三/圈点 $x/quandian" open %u' not in desktop_entry(["/home/张 三/圈点 $x/quandian", "open"])
    assert 'Exec="/opt/a b/quandian" open %u' in desktop_entry(["/opt/a b/quandian", "open"])
