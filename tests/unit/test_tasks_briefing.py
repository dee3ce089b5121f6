from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from quandian.core import sentences
from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.errors import Cancelled, UserError
from quandian.core.model import LinkKind, ReportId
from quandian.core.progress import Progress
from quandian.reading import read_bytes
from quandian.store import Project
from quandian.tasks.briefing import briefing_job, briefing_of, default_title, export_briefing, options_of

FIRST = "云浦区发改局2024年工作报告\n一、2024年工作总结\n全年完成固定资产投资118.6亿元，同比增长11.2%。\n"
SECOND = "云浦城投2025年工作计划\n一、2025年工作思路\n力争完成投资240亿元以上，新开工项目20个。\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "云浦.quandian", author="研究室", device="test", name="云浦区") as made:
        drafts = [read_bytes("一.txt", FIRST.encode()), read_bytes("二.txt", SECOND.encode())]
        first, second = made.import_reports(drafts).added
        tag(made, first, ACHIEVEMENT, "全年完成固定资产投资118.6亿元，同比增长11.2%")
        tag(made, first, METRIC, "118.6亿元", value="11860000000", unit="元", comparator="=", indicator="投资")
        tag(made, second, GOAL, "力争完成投资240亿元以上，新开工项目20个", deadline="2025")
        yield made


def tag(project: Project, report_id: ReportId, tag_id: str, quote: str, **fields: str) -> None:
    start = project.text(report_id).index(quote)
    project.annotate(report_id, project.find_tag(tag_id).id, start, start + len(quote), fields=fields)


def words_in(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_export_writes_what_was_tagged(project: Project, tmp_path: Path) -> None:
    written = export_briefing(project, tmp_path / "简报.docx")
    text = words_in(written)
    assert text.startswith("云浦区工作简报\n")
    for annotation in project.annotations():
        assert annotation.quote in text
    assert "时限：2025年" in text
    assert "第3段" in text


def test_export_adds_the_ending_and_replaces_an_older_one(project: Project, tmp_path: Path) -> None:
    (tmp_path / "简报.docx").write_bytes(b"old")
    assert export_briefing(project, tmp_path / "简报") == tmp_path / "简报.docx"
    assert "云浦区工作简报" in words_in(tmp_path / "简报.docx")


def test_export_of_one_report_leaves_the_others_out(project: Project, tmp_path: Path) -> None:
    second = project.reports()[1]
    text = words_in(export_briefing(project, tmp_path / "简报.docx", report_ids=[second.id], title="专报"))
    assert text.startswith("专报\n")
    assert "240亿元以上" in text
    assert "118.6亿元" not in text


def test_export_follows_links_between_reports(project: Project, tmp_path: Path) -> None:
    rows = {row.tag_id: row for row in project.annotations()}
    project.link(rows[ACHIEVEMENT].id, rows[GOAL].id, LinkKind.FULFILS, "partly")
    assert "兑现情况：部分兑现〔" in words_in(export_briefing(project, tmp_path / "简报.docx"))


def test_export_speaks_the_language_in_use(project: Project, tmp_path: Path) -> None:
    sentences.set_language("en")
    try:
        assert "1. Overview" in words_in(export_briefing(project, tmp_path / "b.docx"))
    finally:
        sentences.set_language("zh")


def test_export_does_not_change_the_project(project: Project, tmp_path: Path) -> None:
    before = project.undo_state()
    export_briefing(project, tmp_path / "简报.docx")
    assert project.undo_state() == before
    options = options_of(project, date="2025-01-01")
    assert briefing_of(project, options) == briefing_of(project, options)


def test_unknown_report_and_cancelling_leave_no_file(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        export_briefing(project, tmp_path / "简报.docx", report_ids=[ReportId("gone")])
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        export_briefing(project, tmp_path / "简报.docx", progress)
    assert not (tmp_path / "简报.docx").exists()


def test_empty_project_gives_a_briefing_that_says_so(tmp_path: Path) -> None:
    with Project.create(tmp_path / "空.quandian", author="研究室", device="test") as project:
        assert "尚无标注" in words_in(export_briefing(project, tmp_path / "简报.docx"))


@pytest.mark.parametrize(
    ("name", "title"), [("", "工作简报"), ("云浦区", "云浦区工作简报"), ("三月简报", "三月简报"), ("  ", "工作简报")]
)
def test_title_comes_from_the_project(name: str, title: str) -> None:
    assert default_title(name, "zh") == title


def test_a_job_writes_what_was_there_when_it_was_made(project: Project, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    work = briefing_job(project, tmp_path / "简报.docx", options_of(project))
    project.delete([row.id for row in project.annotations()])
    assert "240亿元以上" in words_in(work(Progress(lambda done, total, text: seen.append((done, total)))))
    assert seen[-1][0] == seen[-1][1]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
