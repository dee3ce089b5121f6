"""The ledger as Excel, CSV and JSON: typed numbers, units apart, and no formula from a report."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from quandian.cli import main
from quandian.core.errors import Cancelled, UserError
from quandian.core.ledger import Query
from quandian.core.model import ReportDraft, TagId
from quandian.core.progress import Progress
from quandian.store import Project
from quandian.tasks.ledger import export_ledger, file_job, queries_for
from quandian.writing.sheet import Head, Table, csv_bytes, workbook_bytes, write_tables

EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "#N/A")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "a.quandian", author="甲", device="d1")
    text = "=HYPERLINK(1)资产总额1100亿元，增长8.5%，某项XX亿元，用地30公顷。"
    draft = ReportDraft(text, (), "@报告", "a.txt", b"a", "text/plain", "+甲局", "", "2022-01-02", "2021", "云州")
    (report,) = made.import_reports([draft]).added
    money = {"indicator": "=资产总额", "value": "110000000000", "unit": "元", "comparator": ">", "period": "2021"}
    made.annotate(report, TagId("metric"), 0, 22, fields=money)
    made.annotate(report, TagId("metric"), 24, 28, fields={"indicator": "增长", "value": "-8.5", "unit": "%"})
    made.annotate(report, TagId("metric"), 30, 35, fields={"indicator": "某项", "masked": True, "unit": "元"})
    made.annotate(report, TagId("goal"), 13, 17, fields={"responsible": "甲局", "deadline": "2022-12"})
    yield made
    made.close()


def test_a_workbook_has_typed_numbers_and_a_sheet_for_each_tag(project: Project, tmp_path: Path) -> None:
    query = Query((TagId("metric"), TagId("goal")))
    target = export_ledger(project, tmp_path / "台账", queries_for(query, tmp_path / "台账.xlsx"))
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["指标", "目标"]
    sheet = book["指标"]
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(head, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert (rows[0]["比较"], rows[0]["数值"], rows[0]["单位"]) == (">", 1100, "亿元")
    assert (rows[0]["折算值"], rows[0]["折算单位"]) == (110000000000, "元")
    assert (rows[1]["数值"], rows[1]["单位"]) == (-8.5, "%")
    assert rows[2]["数值"] == "已脱敏"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(head)).column_letter}4"
    assert sheet["A1"].font.bold


def test_nothing_from_a_report_becomes_a_formula(project: Project, tmp_path: Path) -> None:
    target = export_ledger(project, tmp_path / "a.xlsx", [Query((TagId("metric"),))])
    sheet = openpyxl.load_workbook(target).active
    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert "=资产总额" in [cell.value for cell in sheet["B"]]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    table = Table("[坏]/名*称", (Head("=head"), Head("n")), [(text, Decimal("-1.5")) for text in EVIL], len(EVIL))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes([table, table]))).worksheets[0]
    cells = list(sheet.iter_rows(min_row=2))
    assert all(row[0].data_type == "s" for row in cells)
    assert all(row[1].value == -1.5 for row in cells)
    lines = list(csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"))))
    assert all(line[0].startswith("'") for line in lines[1:] if line[0] != "#N/A")
    assert {line[1] for line in lines[1:]} == {"-1.5"}


def test_csv_opens_in_excel(project: Project, tmp_path: Path) -> None:
    target = export_ledger(project, tmp_path / "a.csv", [Query((TagId("metric"),))])
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0]["指标名"] == "'=资产总额"
    assert rows[0]["折算值"] == "110000000000"


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    table = Table("a", (Head("x"),), [("1",)], 1)
    for target, tables, code in (
        (tmp_path / "a.ods", [table], "writing.table_suffix"),
        (tmp_path / "a.csv", [table, table], "writing.one_table"),
    ):
        with pytest.raises(UserError) as caught:
            write_tables(tables, target)
        assert caught.value.code == code
        assert not target.exists()


def test_cancelling_leaves_nothing(project: Project, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    rows = [("a",)] * 5000
    with pytest.raises(Cancelled):
        write_tables([Table("a", (Head("x"),), rows, 5000)], tmp_path / "a.xlsx", progress)
    assert not (tmp_path / "a.xlsx").exists()


def test_the_job_of_the_window_opens_the_project_itself(project: Project, tmp_path: Path) -> None:
    work = file_job(project.path, "甲", "d1", tmp_path / "b.xlsx", [Query((TagId("goal"),))], ["quote", "issuer"])
    sheet = openpyxl.load_workbook(work(Progress())).active
    assert [cell.value for cell in sheet[1]] == ["内容", "发文单位"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["ledger", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_command_prints_rows_groups_and_totals(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(project.path)
    code, out, _ = run(capsys, path, "--tag", "metric", "--json", "--group", "单位", "--sort", "-数值")
    said = json.loads(out)
    assert code == 0
    assert len(said["rows"]) == 3
    assert [row["written"] for row in said["rows"]] == ["-8.5%", ">1100亿元", "元"]
    assert {group["value"]: group["count"] for group in said["groups"]} == {"元": 2, "%": 1}
    money = next(unit for unit in said["totals"]["units"] if unit["unit"] == "元")
    assert money["sum"] == {"value": "110000000000", "text": ">1100亿元"}
    assert said["totals"]["masked"] == 1
    code, out, _ = run(capsys, path, "--tag", "metric", "--where", "数值>=1亿")
    assert code == 0
    assert "=资产总额" in out.splitlines()[0]
    assert len(out.splitlines()) == 2
    for where, count in (("1000亿元", 1), ("11000000万元", 1), ("1200亿元", 0), ("1000亿吨", 0), ("-10%", 1)):
        _, out, _ = run(capsys, path, "--tag", "metric", "--json", "--where", f"数值>={where}")
        assert len(json.loads(out)["rows"]) == count, where


def test_the_command_writes_files(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("x.xlsx", "x.csv"):
        code, _, _ = run(capsys, str(project.path), "--tag", "metric", "--to", str(tmp_path / name))
        assert code == 0
        assert (tmp_path / name).stat().st_size > 100


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--sort", "颜色"), "没有“颜色”这一列"),
        (("--where", "数值>=很多"), "“很多”不是数"),
        (("--tag", "没有的"), "没有的"),
    ],
)
def test_the_command_says_what_is_wrong(
    project: Project, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    code, _, err = run(capsys, str(project.path), *arguments)
    assert code == 1
    assert said in err


def test_contradictions_are_printed(project: Project, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    draft = ReportDraft("资产900亿元", (), "另一份", "b.txt", b"b", "text/plain", "+甲局", "", "2022-03-01", "2021")
    (report,) = project.import_reports([draft]).added
    fields = {"indicator": "=资产总额", "value": "90000000000", "unit": "元", "period": "2021"}
    project.annotate(report, TagId("metric"), 2, 7, fields=fields)
    code, out, _ = run(capsys, str(project.path), "--contradictions", "--json")
    assert code == 0
    (one,) = json.loads(out)
    assert [stated["value"] for stated in one["stated"]] == [">1100亿元", "900亿元"]


def test_a_group_with_unknown_names_does_not_break(project: Project, expect_warning: Callable[[str], None]) -> None:
    assert project.ledger.totals_by(Query((TagId("metric"),)), "field.nothing").keys() == {""}
