"""The sample project: every quote of its annotation found, every link made, nothing half built left behind."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from quandian.core.briefing_plan import Kind
from quandian.core.errors import Cancelled, UserError
from quandian.core.progress import Progress
from quandian.store.project import Project
from quandian.tasks.briefing import planned_briefing
from quandian.tasks.briefings import saved_briefings
from quandian.tasks.sample import SAMPLE_AUTHOR, build_sample, sample_names, sample_path


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("示例 项目") / "圈点示例.quandian"
    build_sample(path, "张三", "0a0b0c0d").close()
    return path


@pytest.fixture
def project(sample: Path):
    with Project.open(sample, author="李四", device="01020304") as opened:
        yield opened


def specs() -> list[dict]:
    folder = files("quandian.data") / "annotations"
    return [json.loads((folder / f"{Path(name).stem}.json").read_text("utf-8")) for name in sample_names()]


def test_every_annotation_is_there(project: Project) -> None:
    assert [report.title for report in project.reports()] == [spec["meta"]["title"] for spec in specs()]
    for report, spec in zip(project.reports(), specs(), strict=True):
        made = project.annotations(report.id)
        squeezed = Counter("".join(annotation.quote.split()) for annotation in made)
        assert squeezed == Counter("".join(item["quote"].split()) for item in spec["annotations"])
        assert {annotation.author for annotation in made} == {SAMPLE_AUTHOR}


def test_it_shows_work_that_is_finished_and_work_that_is_not(project: Project) -> None:
    progress = [report.progress for report in project.reports()]
    assert (progress.count("done"), progress.count("todo")) == (3, 1)
    status = Counter(annotation.status for annotation in project.annotations())
    assert status["confirmed"] > sum(status.values()) / 2
    assert 3 <= status["doubtful"] <= 15
    assert status["open"] > 100
    for report in project.reports():
        open_ones = [a for a in project.annotations(report.id) if a.status == "open"]
        assert bool(open_ones) == (report.progress != "done")


def test_it_is_not_on_the_undo_stack_of_the_user(tmp_path: Path) -> None:
    with build_sample(sample_path(tmp_path), "张三", "0a0b0c0d") as made:
        assert (made.author, made.undo_state().undo) == ("张三", None)
        with pytest.raises(UserError) as caught:
            made.undo()
        assert caught.value.code == "undo.nothing"
        assert {entry.author for entry in made.history()} == {SAMPLE_AUTHOR}
        report = made.reports()[0].id
        annotation = made.annotations(report)[0]
        made.set_note(annotation.id, "我的备注")  # what others made can be worked on
        made.undo()
        assert made.annotation(annotation.id) == annotation


def test_problem_analysis_has_no_metrics() -> None:
    quotes = {item["quote"] for spec in specs() for item in spec["annotations"] if "问题分析" in item["note"]}
    assert quotes == set()


def test_indicators_say_what_is_measured() -> None:
    fields = [item["fields"] for spec in specs() for item in spec["annotations"] if item["tag"] == "metric"]
    short = {
        f["indicator"] for f in fields if f["indicator"] in ("答复", "新开工", "完工", "任务", "指标", "交地", "出动")
    }
    assert short == set()


def test_quotes_stand_where_they_are_said_to_and_the_project_is_sound(project: Project) -> None:
    for report in project.reports():
        text = project.text(report.id)
        assert all(text[a.start : a.end] == a.quote for a in project.annotations(report.id))
    assert project.check() == []


def test_links_within_and_across_reports(project: Project) -> None:
    across = json.loads((files("quandian.data") / "annotations" / "links.json").read_text("utf-8"))
    kinds = Counter(str(link.kind) for link in project.links())
    assert kinds["measures"] == sum(len(spec.get("links", ())) for spec in specs())
    assert kinds["fulfils"] == len(across)
    assert {link.verdict for link in project.links() if link.kind == "fulfils"} == {x["verdict"] for x in across}


def test_reports_carry_what_the_annotator_wrote_of_them(project: Project) -> None:
    for report, spec in zip(project.reports(), specs(), strict=True):
        assert {name: getattr(report, name) for name in spec["meta"]} == spec["meta"]


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "圈点示例.quandian"
    path.write_bytes(b"worked in")
    with pytest.raises(UserError):
        build_sample(path, "张三", "0a0b0c0d")
    assert path.read_bytes() == b"worked in"


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        build_sample(sample_path(tmp_path), "张三", "0a0b0c0d", progress)
    assert list(tmp_path.iterdir()) == []


def test_two_briefings_greet_a_newcomer(project: Project) -> None:
    reports = {report.id: report.title for report in project.reports()}
    told = []
    for one in saved_briefings(project):
        assert one.plan.report_ids is not None
        made = planned_briefing(project, one.plan)
        assert made.sections
        assert made.counts
        told.append((one.plan.kind, one.name, [reports[report] for report in one.plan.report_ids]))
    assert told == [
        (Kind.REPORT, "云浦区2025年政府工作简报", ["云浦区2025年政府工作报告"]),
        (Kind.CHECKLIST, "云浦经济开发区管委会2023年督查清单", ["云浦经济开发区管委会2023年工作报告"]),
    ]
    checklist = planned_briefing(project, saved_briefings(project)[1].plan)
    outcomes = [row.cells[-1].plain for table in checklist.tables() for row in table.rows if row.citation]
    assert sum(one.startswith(("兑现", "部分兑现", "未达")) for one in outcomes) > 5
