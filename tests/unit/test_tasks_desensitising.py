"""Desensitised packages: nothing hidden is in the bytes, marks stand on their words, the key stays at home."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quandian import cli
from quandian.core.errors import Cancelled, UserError
from quandian.core.model import Field, Passage, ReportDraft, Role, TagId
from quandian.core.progress import Progress, silent
from quandian.language.persons import find_names
from quandian.store import Project
from quandian.store.packing import PackChoice
from quandian.tasks.desensitising import (
    Finding,
    Key,
    MaskOptions,
    derived_id,
    masked_job,
    new_key,
    scan_job,
)
from quandian.tasks.key_table import parse_terms, read_key, write_key
from quandian.tasks.packages import PROJECT_MEMBER, open_package, read_manifest, unpack

FIRST = (
    "云浦水务有限公司2023年工作总结\n"
    "公司资产总额超1100亿元，同比增长8.5%。董事长李文博表示，要争取2024年建成3个园区。\n"
    "联系人：李文博，电话13812345678，身份证11010519491231002X，邮箱 li.wb@yunpu-water.cn。\n"
    "云浦水务有限公司与海澜集团合作，海 澜集团投资20亿元。\n"
)
SECOND = "海澜集团工作简报\n局长王海涛、副局长李文博出席。海澜集团营业收入70亿元。\n"
HIDDEN = ["李文博", "王海涛", "赵敏之", "云浦水务", "海澜", "13812345678", "11010519491231002X", "li.wb@yunpu-water.cn"]
FIGURES = ["1100", "8.5%", "20亿", "70亿"]
TERMS = {"云浦水务有限公司": "", "海澜集团": "某大集团", "云浦水务": "某水务", "海澜": "某大"}


def draft(text: str, name: str) -> ReportDraft:
    passages, start = [], 0
    for number, line in enumerate(text.split("\n")[:-1]):
        role = Role.HEADING if number == 0 else Role.BODY
        section = () if number == 0 else (text.split("\n")[0],)
        passages.append(Passage(number, number + 1, start, start + len(line), role, int(number == 0), section))
        start += len(line) + 1
    return ReportDraft(
        text, tuple(passages), text.split("\n")[0], name, text.encode(), "text/plain", issuer="云浦水务有限公司"
    )


@pytest.fixture
def home_project(tmp_path: Path) -> Path:
    path = tmp_path / "海澜.quandian"
    with Project.create(path, author="赵敏之", device="d1", name="海澜集团材料") as project:
        one, two = project.import_reports([draft(FIRST, "李文博 总结.txt"), draft(SECOND, "二.txt")]).added
        metric = FIRST.index("超1100亿元")
        mark = project.annotate(
            one,
            TagId("metric"),
            metric,
            metric + 7,
            fields={"indicator": "云浦水务资产总额", "value": "110000000000", "unit": "元", "comparator": ">"},
            note="李文博核过，应为1100亿元",
        )
        goal = FIRST.index("董事长李文")  # its end cuts the name
        other = project.annotate(one, TagId("goal"), goal, goal + 5, fields={"responsible": "海澜集团"})
        project.link(mark.id, other.id, "measures", note="李文博说的")
        tag = project.add_tag("海澜标签", description="王海涛定的", fields=[Field("局", "海澜字段", "")])
        place = SECOND.index("王海涛")
        project.annotate(two, tag.id, place, place + 3, note="电话 13812345678", fields={"局": "王海涛"})
        project.set_setting("briefing.x", {"title": "李文博简报"})
        project.edit_report(two, note="海澜集团的旧备注")
        project.edit_report(two, note="赵敏之：已核")
    return path


def make(
    path: Path, target: Path, options: MaskOptions, key: Key | None = None
) -> tuple[Path, tuple[Finding, ...], Key]:
    key = key or new_key()
    with Project.open(path, author="赵敏之", device="d1", backup=False) as project:
        found = scan_job(project, PackChoice(), options, key)(silent())
        findings = tuple(f for f in found.findings if f.sure)
        return masked_job(project, target, PackChoice(), options, findings, key)(silent()).path, findings, key


def test_no_original_is_anywhere_in_the_package(home_project: Path, tmp_path: Path) -> None:
    made, _, _ = make(home_project, tmp_path / "脱敏.qdshare", MaskOptions(terms=TERMS))
    folder = tmp_path / "aus"
    folder.mkdir()
    data = unpack(made, folder)[0].read_bytes()
    for words in [*HIDDEN, *FIGURES]:
        assert words.encode() not in data, words
        assert words.encode("utf-16-le") not in data, words
        assert " ".join(words.lower()).encode() not in data, f"the index holds {words}"
    import zipfile

    with zipfile.ZipFile(made) as archive:
        manifest = archive.read("manifest.json").decode()
    assert not [words for words in HIDDEN if words in manifest]
    assert read_manifest(made).desensitised


def test_what_is_in_a_masked_package_is_whole(home_project: Path, tmp_path: Path) -> None:
    made, findings, _ = make(home_project, tmp_path / "脱敏.qdshare", MaskOptions(terms=TERMS))
    by_word = {f.original: f.replacement for f in findings}
    with open_package(made) as shared:
        assert shared.check() == []
        one, two = shared.reports()
        with pytest.raises(UserError) as caught:
            shared.source(one.id)
        assert caught.value.code == "report.no_source"
        text = shared.text(one.id)
        assert "资产总额超XXX亿元，同比增长XX%" in text
        assert "2023年工作总结" in text
        assert text.count("某大集团") == 2  # 海 澜集团 too
        assert one.issuer == by_word["云浦水务有限公司"] == "甲公司"
        assert by_word["李文博"] == "李某"
        assert [p.section for p in shared.passages(one.id)][1] == (text.split("\n")[0],)
        for annotation in shared.annotations():
            whole = shared.text(annotation.report_id)
            assert whole[annotation.start : annotation.end] == annotation.quote
            assert annotation.author == "人员A"
        metric = shared.annotations(tag_ids=[TagId("metric")])[0]
        assert metric.quote == "超XXX亿元"
        assert metric.fields == {"indicator": "某水务资产总额", "unit": "元", "comparator": ">", "masked": True}
        assert metric.note == "李某核过，应为XXX亿元"
        goal = shared.annotations(tag_ids=[TagId("goal")])[0]
        assert goal.quote == "董事长李某"
        assert shared.text(two.id).startswith("某大集团工作简报")
        assert len(shared.links()) == 1
        assert shared.settings("briefing.") == {}
        assert {h.author for h in shared.history()} == {"人员A"}


def test_with_the_key_the_next_package_says_the_same(home_project: Path, tmp_path: Path) -> None:
    made, findings, key = make(home_project, tmp_path / "一.qdshare", MaskOptions(terms=TERMS))
    for name in ("对照.csv", "对照.json"):
        kept = write_key(tmp_path / name, key, findings)
        assert read_key(tmp_path / name) == kept
    again, more, _ = make(home_project, tmp_path / "二.qdshare", MaskOptions(), read_key(tmp_path / "对照.csv"))
    old, new = {f.original: f.replacement for f in findings}, {f.original: f.replacement for f in more}
    assert new == {word: old[word] for word in new}
    with open_package(made) as one, open_package(again) as two:
        assert [a.id for a in one.annotations()] == [a.id for a in two.annotations()]
    other, _, _ = make(home_project, tmp_path / "三.qdshare", MaskOptions(terms=TERMS))
    with open_package(made) as one, open_package(other) as three:
        assert {a.id for a in one.annotations()}.isdisjoint(a.id for a in three.annotations())


def test_a_formula_in_the_key_table_is_text(tmp_path: Path) -> None:
    path = tmp_path / "对照.csv"
    finding = Finding("phone", "+86 13812345678", "=cmd", 1)
    kept = write_key(path, new_key(), [finding])
    assert ",'+86 13812345678,'=cmd," in path.read_text("utf-8-sig")
    assert read_key(path) == kept
    path.write_text("a,b\n", "utf-8")
    with pytest.raises(UserError) as caught:
        read_key(path)
    assert caught.value.code == "desensitise.no_key"


def test_reports_that_differ_only_in_figures_stay_two(tmp_path: Path) -> None:
    path = tmp_path / "同.quandian"
    with Project.create(path, author="甲", device="d1") as project:
        texts = [f"标题\n完成投资{n}亿元。\n" for n in (60, 70)]
        ids = project.import_reports([draft(t, "一.txt") for t in texts]).added
        for report in ids:
            project.annotate(report, TagId("goal"), 3, 11)
    made, _, _ = make(path, tmp_path / "同.qdshare", MaskOptions())
    with open_package(made) as shared:
        assert len(shared.reports()) == 2
        assert shared.check() == []
        assert {a.quote for a in shared.annotations()} == {"完成投资XXX亿元"}
        assert {a.author for a in shared.annotations()} == {"人员A"}  # 甲: too short a word to be masked in texts


@pytest.mark.parametrize(
    ("terms", "code"),
    [({"国": ""}, "desensitise.short"), ({"海澜集团": "海澜集团公司"}, "desensitise.circular")],
)
def test_words_that_cannot_be_masked_are_told(
    home_project: Path, tmp_path: Path, terms: dict[str, str], code: str
) -> None:
    with pytest.raises(UserError) as caught:
        make(home_project, tmp_path / "x.qdshare", MaskOptions(terms=terms))
    assert caught.value.code == code
    assert str(caught.value) != code


def test_unticked_words_and_figures_stay(home_project: Path, tmp_path: Path) -> None:
    options = MaskOptions(figures=False, persons=False, contacts=False, authors=False, terms={"海澜集团": ""})
    made, findings, _ = make(home_project, tmp_path / "少.qdshare", options)
    assert [(f.original, f.replacement) for f in findings] == [("海澜集团", "甲集团")]
    assert findings[0].count >= 5
    with open_package(made) as shared:
        text = shared.text(shared.reports()[0].id)
        assert "李文博" in text
        assert "1100亿元" in text


def test_names_with_a_title_are_sure_and_others_are_to_be_looked_at() -> None:
    text = "区长张明远主持。记者 李 伟 通讯员 王小虎\n习近平新时代中国特色社会主义思想。高质量发展。"
    found = {n.name: n.sure for n in find_names(text)}
    assert found["张明远"]
    assert found["李伟"]
    assert found["王小虎"]
    assert not {"习近平", "高质量"} & set(found)


@pytest.mark.parametrize(
    "text",
    [
        "市领导张建国、王小明参加。",
        "由张建国、王小明牵头，年底前完成。",
        "张建国同志带队。下一步，张建国、王小明负责推进。",
    ],
)
def test_names_in_one_list_are_names(text: str) -> None:
    assert {n.name for n in find_names(text) if n.sure} == {"张建国", "王小明"}
    assert not any(n.sure for n in find_names("抓好高质量、黄金水道建设。"))


def test_a_name_that_is_sure_in_one_report_is_so_in_all_and_makes_its_neighbours_sure(tmp_path: Path) -> None:
    with Project.create(tmp_path / "名单.quandian", author="李静", device="d1") as project:
        project.import_reports(
            [draft("区长张明远主持会议。\n", "一.txt"), draft("会后，张明远、李小满负责落实。\n", "二.txt")]
        )
        found = scan_job(project, PackChoice(), MaskOptions())(silent()).findings
    sure = {f.original: f.sure for f in found if f.kind == "person"}
    assert sure["张明远"]
    assert sure["李小满"]


def test_the_preview_shows_figures_and_words_in_their_sentence(home_project: Path) -> None:
    with Project.open(home_project, author="a", device="d", backup=False) as project:
        preview = scan_job(project, PackChoice(), MaskOptions(terms={"海澜集团": "某集团"}))(silent())
    one = next(f for f in preview.numbers if f.original == "1100亿元")
    assert (one.kind, one.replacement) == ("figure", "XXX亿元")
    assert "1100亿元" in one.before
    assert "1100" not in one.after
    assert "XXX亿元" in one.after
    assert preview.figures >= sum(f.count for f in preview.numbers) > 0
    word = next(f for f in preview.findings if f.original == "海澜集团")
    assert "海澜集团" in word.before
    assert "某集团" in word.after
    with Project.open(home_project, author="a", device="d", backup=False) as project:
        assert scan_job(project, PackChoice(), MaskOptions(figures=False))(silent()).numbers == ()


def test_ids_made_with_a_secret_look_like_ids_and_say_nothing() -> None:
    made = derived_id("a", "x")
    assert made == derived_id("a", "x") != derived_id("b", "x")
    assert made[14] == "7"
    assert len(made) == 36


def test_terms_are_read_one_a_line() -> None:
    assert parse_terms("# 词表\n海澜集团=某集团\n 云浦 ＝ 某区\n王海涛\n\n") == {
        "海澜集团": "某集团",
        "云浦": "某区",
        "王海涛": "",
    }


def test_the_command_keeps_the_key_at_home(
    home_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terms, key = tmp_path / "词表.txt", tmp_path / "对照.csv"
    terms.write_text("云浦水务有限公司\n海澜集团\n云浦水务\n海澜\n", "utf-8")
    out = tmp_path / "脱敏.qdshare"
    arguments = ["share", str(home_project), "--to", str(out), "--desensitise", "--terms", str(terms)]
    assert cli.main([*arguments, "--key", str(key), "--json"]) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert said["desensitised"]
    assert said["figures"] >= 4
    assert {"李文博", "王海涛"} <= {row["original"] for row in said["replaced"]}
    assert "李文博" in read_key(key).pairs
    with open_package(out) as shared:
        assert shared.check() == []
    before = key.read_bytes()
    assert cli.main([*arguments, "--key", str(key), "--force"]) == 0
    assert key.read_bytes() == before
    assert "对照.csv" in capsys.readouterr().out
    assert cli.main(["share", str(home_project), "--to", str(out), "--terms", str(terms)]) == 2


def test_a_masked_package_is_refused_without_its_key_file_place(home_project: Path, tmp_path: Path) -> None:
    finding = Finding("term", "海澜", "海澜公司")
    with (
        Project.open(home_project, author="甲", device="d1", backup=False) as project,
        pytest.raises(UserError) as caught,
    ):
        masked_job(project, tmp_path / "x.qdshare", PackChoice(), MaskOptions(), [finding], new_key())(silent())
    assert caught.value.code == "desensitise.circular"
    assert not (tmp_path / "x.qdshare").exists()
    assert PROJECT_MEMBER not in {p.name for p in tmp_path.iterdir()}
    assert replace(finding, count=2).count == 2


def test_a_child_process_finds_and_writes_the_same(home_project: Path, tmp_path: Path) -> None:
    with Project.open(home_project, author="王敏", device="bbbb0002", backup=False) as project:
        options, key = MaskOptions(terms={"云浦": "甲地"}), new_key()
        near = scan_job(project, PackChoice(), options, key)(silent())
        apart = scan_job(project, PackChoice(), options, key, apart=True)(silent())
        assert apart == near
        findings = [f for f in near.findings if f.sure]
        one = masked_job(project, tmp_path / "一.qdshare", PackChoice(), options, findings, key)(silent())
        two = masked_job(project, tmp_path / "二.qdshare", PackChoice(), options, findings, key, apart=True)(silent())
    assert one.counts == two.counts
    with open_package(one.path) as first, open_package(two.path) as second:
        assert [first.text(r.id) for r in first.reports()] == [second.text(r.id) for r in second.reports()]
        assert {a.id for a in first.annotations()} == {a.id for a in second.annotations()}


def test_what_a_masked_package_cannot_hold_is_told(home_project: Path, tmp_path: Path, capsys: Any) -> None:
    target = tmp_path / "a.qdshare"
    assert cli.main(["share", str(home_project), "--to", str(target), "--desensitise", "--suggestions"]) == 2
    assert "--suggestions" in capsys.readouterr().err
    assert not target.exists()


def test_what_a_child_process_refuses_is_told_as_ever_and_cancelling_ends_it(home_project: Path) -> None:
    with Project.open(home_project, author="王敏", device="bbbb0002", backup=False) as project:
        with pytest.raises(UserError) as caught:
            scan_job(project, PackChoice(), MaskOptions(terms={"云": ""}), apart=True)(silent())
        assert caught.value.code == "desensitise.short"
        progress = Progress()
        progress.cancel()
        with pytest.raises(Cancelled):
            scan_job(project, PackChoice(), MaskOptions(), apart=True)(progress)
