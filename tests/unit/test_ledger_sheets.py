"""The ledger as Excel, CSV and JSON: typed numbers, units apart, and no formula from a report."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from quandian.cli import main
from quandian.core.errors import Cancelled, UserError
from quandian.core.ledger import Condition, Query
from quandian.core.model import Field, ReportDraft, TagId
from quandian.core.progress import Progress
from quandian.store import Project
from quandian.tasks.ledger import export_ledger, file_job, merge_indicators, queries_for
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
    assert [row["written"] for row in said["rows"]] == ["-8.5%", ">1100亿元", "已脱敏"]
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


def test_days_are_dates_years_numbers_and_units_stand_beside_their_figures(project: Project, tmp_path: Path) -> None:
    fields = (Field("due", "期限", "Due", "date"), Field("big", "重大", "Major", "flag"))
    risk = project.add_tag("风险", fields=fields)
    report = project.reports()[0]
    project.annotate(report.id, risk.id, 0, 2, fields={"due": "2021-12-31", "big": False})
    book = openpyxl.load_workbook(
        export_ledger(project, tmp_path / "a.xlsx", [Query((TagId("metric"),)), Query((risk.id,))])
    )
    figures, risks = book.worksheets
    heads = [cell.value for cell in figures[1]]
    assert heads[heads.index("数值") :][:5] == ["数值", "至", "单位", "折算值", "折算单位"]
    found = dict(zip(heads, (cell.value for cell in figures[2]), strict=True))
    assert (found["单位"], found["折算单位"]) == ("亿元", "元")
    assert found["时期"] == 2021
    own = dict(zip((cell.value for cell in risks[1]), risks[2], strict=True))
    assert own["期限"].value.date() == date(2021, 12, 31)
    assert own["重大"].value == "否"
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"


def test_long_numbers_are_written_out() -> None:
    table = Table("a", (Head("n"),), [(612_340_000_000,), (Decimal("0.5"),)], 2)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes([table]))).active
    assert [sheet["A2"].number_format, sheet["A3"].number_format] == ["#,##0", "General"]


def test_the_command_says_what_the_window_says(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(project.path)
    _, out, _ = run(capsys, path, "--tag", "metric")
    assert any("已脱敏" in line for line in out.splitlines())
    _, out, _ = run(capsys, path, "--tag", "metric", "--where", "单位=亿元", "--json")
    assert len(json.loads(out)["rows"]) == 2
    _, out, _ = run(capsys, path, "--contradictions")
    assert out == "没有说法不一的指标。\n"
    _, out, _ = run(capsys, path, "--tag", "metric", "--group", "数值")
    assert "110000000000：1 条" in out


def test_sums_of_converted_units_are_short(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    report = project.reports()[0].id
    for place, (value, unit) in enumerate((("1", "平方米"), ("2", "平方米"), ("1", "亩"))):
        fields = {"indicator": "用地", "value": value, "unit": unit}
        project.annotate(report, TagId("metric"), place, place + 1, fields=fields)
    _, out, _ = run(capsys, str(project.path), "--tag", "metric", "--where", "指标名=用地")
    assert out.splitlines()[-1] == "合计：3 条  669.666667平方米（3）"


def test_targets_and_actual_figures_are_added_apart(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    report = project.reports()[0].id
    for place, (value, year) in enumerate((("9", "2021"), ("8", "2030"), ("7", "2021"))):
        fields = {"indicator": "项目", "value": value, "unit": "个", "period": year}
        project.annotate(report, TagId("metric"), place, place + 1, fields=fields)
    _, out, _ = run(capsys, str(project.path), "--tag", "metric", "--where", "指标名=项目", "--group", "指标名")
    assert out.splitlines()[-2:] == [
        "项目：3 条  实际 16个（2） 目标 8个（1）",
        "合计：3 条  实际 16个（2） 目标 8个（1）",
    ]
    _, out, _ = run(capsys, str(project.path), "--tag", "metric", "--where", "指标名=项目", "--json")
    units = json.loads(out)["totals"]["units"]
    assert [(u["nature"], u["sum"]["value"]) for u in units] == [("actual", "16"), ("target", "8")]


def test_numbers_of_own_fields_are_added_in_all_and_by_group(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    level = Field("level", "等级", "Level", "choice", ("高", "低"))
    risk = project.add_tag("风险", fields=(Field("amount", "金额", "Amount", "number"), level))
    report = project.reports()[0].id
    for place, (amount, of) in enumerate((("10", "高"), ("2.5", "高"), ("1", "低"))):
        project.annotate(report, risk.id, place, place + 1, fields={"amount": amount, "level": of})
    _, out, _ = run(capsys, str(project.path), "--tag", "风险", "--group", "等级", "--json")
    said = json.loads(out)
    assert {g["value"]: g["fields"]["金额"]["sum"] for g in said["groups"]} == {"高": "12.5", "低": "1"}
    assert said["totals"]["fields"]["金额"] == {"count": 3, "sum": "13.5", "mean": "4.5"}
    _, out, _ = run(capsys, str(project.path), "--tag", "风险", "--group", "等级")
    assert "高：2 条  金额 12.5（2）" in out


def test_contradictions_are_written(project: Project, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    draft = ReportDraft("资产900亿元", (), "另一份", "b.txt", b"b", "text/plain", "+甲局", "", "2022-03-01", "2021")
    (report,) = project.import_reports([draft]).added
    fields = {"indicator": "=资产总额", "value": "90000000000", "unit": "元", "period": "2021"}
    project.annotate(report, TagId("metric"), 2, 7, fields=fields)
    target = tmp_path / "a.csv"
    code, _, _ = run(capsys, str(project.path), "--contradictions", "--to", str(target))
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert [row["数值"] for row in rows] == [">1100亿元", "900亿元"]


@pytest.mark.parametrize("where", [(), (Condition("issuer", "in", ("+甲局",)),)])
def test_values_are_sorted_within_what_can_be_compared_most_first(
    project: Project, where: tuple[Condition, ...]
) -> None:
    report = project.reports()[0].id
    for place, (value, unit) in enumerate((("3", "人"), ("500", "人"), ("20", "人"), ("5", "元"))):
        fields = {"indicator": "甲", "value": value, "unit": unit}
        project.annotate(report, TagId("metric"), place, place + 1, fields=fields)

    def told(*, descending: bool) -> list[str]:
        order = project.ledger.order(Query((TagId("metric"),), None, where, sort="value", descending=descending))
        return [str(row.fields.get("value", "")) for row in project.ledger.rows(order)]

    assert told(descending=False) == ["3", "20", "500", "5", "110000000000", "-8.5", ""]
    assert told(descending=True) == ["500", "20", "3", "110000000000", "5", "-8.5", ""]


def test_merged_names_are_one_group_with_one_sum(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    report = project.reports()[0].id
    for place, (name, value) in enumerate((("税收", "3"), ("税收入", "4"), ("就业", "5"))):
        fields = {"indicator": name, "value": value, "unit": "元" if name != "就业" else "人", "period": "2021"}
        project.annotate(report, TagId("metric"), place, place + 1, fields=fields)
    merge_indicators(project, ["税收", "税收入"], "税收")
    query = Query((TagId("metric"),), conditions=(Condition("unit", "in", ("元", "人")),), group="field.indicator")
    order, groups = project.ledger.grouped(query)
    named = {group.value: group.rows for group in groups}
    assert named["税收"] == 2
    assert "税收入" not in named
    assert len(order) == sum(named.values())
    found = project.ledger.totals_by(query, "field.indicator")
    assert found.keys() == named.keys()
    assert found["税收"].by_unit[0].sum.value == 7
    filtered = query.having(Condition("field.indicator", "in", ("税收",)))
    assert found["税收"] == project.ledger.totals(filtered)
    assert {c.value: c.rows for c in project.ledger.choices(query, "field.indicator")} == named
    _, out, _ = run(capsys, str(project.path), "--tag", "metric", "--group", "指标名")
    assert "税收：2 条  7元（2）" in out
    assert "\n税收入：" not in out


def test_groups_follow_the_sort_of_their_column_in_rows_and_sums(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(sort: str) -> tuple[list[str], list[str]]:
        _, out, _ = run(capsys, str(project.path), "--tag", "metric", "--group", "单位", "--sort", sort, "--json")
        said = json.loads(out)
        rows = [row["fields"]["unit"] for row in said["rows"]]
        return list(dict.fromkeys(rows)), [group["value"] for group in said["groups"]]

    up, sums = told("单位")
    assert up == sums
    down, sums = told("-单位")
    assert down == sums == up[::-1]


def test_a_workbook_of_groups_has_their_sums_and_csv_says_that_it_has_not(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(project.path)
    code, _, err = run(capsys, path, "--tag", "metric", "--group", "单位", "--to", str(tmp_path / "g.xlsx"))
    assert (code, err) == (0, "")
    sheet = openpyxl.load_workbook(tmp_path / "g.xlsx")["分组合计"]
    head = [cell.value for cell in sheet[1]]
    rows = {row[0].value: dict(zip(head, (c.value for c in row), strict=False)) for row in sheet.iter_rows(min_row=2)}
    assert (rows["元"]["条数"], rows["元"]["有数值"], rows["元"]["合计"]) == (2, 1, 110000000000)
    assert (rows["%"]["合计"], rows["%"]["平均"]) == (None, -8.5)
    code, _, err = run(capsys, path, "--tag", "metric", "--group", "单位", "--to", str(tmp_path / "g.csv"))
    assert code == 0
    assert "CSV 只有一张表" in err


@pytest.mark.parametrize(("unit", "sum_", "mean"), [("倍", False, True), ("级", False, False), ("岁", False, True)])
def test_what_does_not_add_up_is_not_added(project: Project, unit: str, sum_: bool, mean: bool) -> None:
    report = project.reports()[0].id
    for place in (0, 1):
        fields = {"indicator": "甲", "value": str(place + 2), "unit": unit, "period": "2021"}
        project.annotate(report, TagId("metric"), place, place + 1, fields=fields)
    query = Query((TagId("metric"),), conditions=(Condition("unit", "in", (unit,)),))
    (total,) = project.ledger.totals(query).by_unit
    assert (total.sum is not None, total.mean is not None) == (sum_, mean)


def test_the_columns_there_are_end_without_a_second_stop(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUANDIAN_LANG", "en")
    code, _, err = run(capsys, str(project.path), "--sort", "colour")
    assert code == 1
    assert err.rstrip().endswith("Para.")
    assert ".." not in err
