from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quandian.core.errors import UserError
from quandian.core.model import (
    AnnotationId,
    Changes,
    Field,
    LinkKind,
    Passage,
    ReportDraft,
    ReportId,
    Role,
    Status,
    TagId,
)
from quandian.core.sentences import label_text, set_language
from quandian.store import NewAnnotation, Project

TEXT = "一、全年工作\n完成投资60亿元，同比增长8%。\n二、明年打算\n力争超过70亿元𠮷，建成3个园区。\n"
GOAL, METRIC = TagId("goal"), TagId("metric")


def draft(text: str = TEXT, name: str = "总结.txt", source: bytes | None = None) -> ReportDraft:
    passages, start = [], 0
    for number, line in enumerate(text.split("\n")[:-1] or [text]):
        role = Role.HEADING if line.startswith("一、") else Role.BODY
        passages.append(
            Passage(number, number + 1, start, start + len(line), role, int(role == Role.HEADING), ("一、",))
        )
        start += len(line) + 1
    data = text.encode("gb18030") if source is None else source
    return ReportDraft(text, tuple(passages), f"《{name}》", name, data, "text/plain", issuer="云浦区", period="2023")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "项目.quandian"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.create(path, author="甲", device="dev-1", name="云浦") as made:
        yield made


@pytest.fixture
def report(project: Project) -> ReportId:
    return project.import_reports([draft()]).added[0]


def spans(project: Project, report: ReportId) -> list[tuple[int, int, str]]:
    return [(m.start, m.end, m.tag_id) for m in project.marks(report)]


def test_new_project_has_the_codebook_and_nothing_to_undo(project: Project) -> None:
    assert [t.name for t in project.tags()] == ["目标", "成效", "指标"]
    assert [f.name for f in project.tag(METRIC).fields][:2] == ["indicator", "value"]
    assert project.undo_state().undo is None
    assert project.name == "云浦"
    with pytest.raises(UserError, match="没有可撤销"):
        project.undo()
    with pytest.raises(UserError, match="没有可重做"):
        project.redo()
    assert project.check() == []


def test_import_keeps_text_passages_and_source(project: Project, report: ReportId) -> None:
    found = project.report(report)
    assert (found.title, found.issuer, found.year) == ("《总结.txt》", "云浦区", "2023")
    assert project.text(report) == TEXT
    assert project.passages(report) == list(draft().passages)
    assert project.source(report) == TEXT.encode("gb18030")
    assert project.undo_state().undo == "import|《总结.txt》"


def test_same_text_again_is_told_and_changes_nothing(project: Project, report: ReportId) -> None:
    before = project.history()
    outcome = project.import_reports([draft(name="又一份.txt"), draft()])
    assert outcome.added == ()
    assert outcome.already == ((report, "又一份.txt"), (report, "总结.txt"))
    assert project.history() == before


def test_text_that_equals_another_source_file_is_kept_apart(project: Project) -> None:
    raw = "第一行\n第二行。"
    outcome = project.import_reports([draft("第一行第二行。", source=raw.encode()), draft(raw, source=raw.encode())])
    assert [project.text(r) for r in outcome.added] == ["第一行第二行。", raw]
    assert [project.source(r) for r in outcome.added] == [raw.encode()] * 2


def test_annotate_knows_quote_and_context(project: Project, report: ReportId) -> None:
    start = TEXT.index("力争")
    made = project.annotate(report, GOAL, start, start + 9, fields={"deadline": "2024", "responsible": None}, note="看")
    assert made.quote == "力争超过70亿元𠮷"
    assert TEXT[: made.start].endswith(made.prefix)
    assert len(made.prefix) == 31, "all there is; 32 at most"
    assert TEXT[made.end :] == made.suffix
    assert dict(made.fields) == {"deadline": "2024"}
    assert project.annotation(made.id) == made
    assert project.marks(report) == [made.mark]
    assert project.counts() == {report: {GOAL: 1}}


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [(3, 3, "annotation.empty"), (6, 7, "annotation.empty"), (9, 4, "annotation.empty"), (-1, 4, "annotation.outside"),
     (0, len(TEXT) + 1, "annotation.outside")],
)  # fmt: skip
def test_annotate_refuses_what_is_no_passage(
    project: Project, report: ReportId, start: int, end: int, code: str
) -> None:
    with pytest.raises(UserError) as caught:
        project.annotate(report, GOAL, start, end)
    assert caught.value.code == code
    assert project.marks(report) == []


def test_the_same_tag_twice_on_the_same_words_is_refused_but_not_for_another_author(path: Path) -> None:
    with Project.create(path, author="甲", device="d1") as first:
        report = first.import_reports([draft()]).added[0]
        first.annotate(report, GOAL, 0, 4)
        with pytest.raises(UserError, match="已经把这段文字标为“目标”"):
            first.annotate(report, GOAL, 0, 4)
        other = first.annotate(report, METRIC, 0, 4)
        with pytest.raises(UserError, match="已经"):
            first.retag(other.id, GOAL)
        with Project.open(path, author="乙", device="d2") as second:
            second.annotate(report, GOAL, 0, 4)
            assert len(second.marks(report)) == 3
            assert second.members() == ["甲", "乙"]


def test_every_verb_is_undone_and_redone_by_its_name(project: Project, report: ReportId) -> None:
    one = project.annotate(report, GOAL, 0, 4)
    two = project.annotate(report, METRIC, 7, 12)
    steps = [
        (lambda: project.retag(one.id, TagId("achievement")), "改标为成效"),
        (lambda: project.move(one.id, 7, 16), "调整范围"),
        (lambda: project.edit_fields(two.id, value="6000000000", unit="元"), "修改字段"),
        (lambda: project.set_note(two.id, "待核"), "修改备注"),
        (lambda: project.set_status([one.id, two.id], Status.CONFIRMED), "修改核对状态"),
        (lambda: project.link(two.id, one.id, LinkKind.MEASURES, "met"), "建立关联"),
        (lambda: project.unlink(project.links(two.id)[0].id), "取消关联"),
        (lambda: project.link(two.id, one.id, LinkKind.CUSTOM), "建立关联"),
        (lambda: project.delete([one.id]), "删除成效"),
        (lambda: project.add_tag("问题", fields=[Field("cause", "原因", "Cause")]), "新建标签“问题”"),
        (lambda: project.annotate(report, project.find_tag("问题").id, 0, 3), "标注问题"),
        (lambda: project.edit_tag(project.find_tag("问题").id, name="短板"), "修改标签“问题”"),
        (lambda: project.remove_tag(project.find_tag("短板").id), "删除标签“短板”"),
        (lambda: project.edit_report(report, title="新题", progress="done"), "修改报告信息"),
        (lambda: project.set_setting("briefing.title", {"zh": "简报"}), "修改项目设置"),
        (lambda: project.delete_report(report), "删除报告《新题》"),
    ]
    states = [dump(project)]
    for verb, name in steps:
        verb()
        assert label_text(project.undo_state().undo or "") == name
        states.append(dump(project))
    assert project.reports() == []
    for state in reversed(states[:-1]):
        project.undo()
        assert dump(project) == state
    for state in states[1:]:
        project.redo()
        assert dump(project) == state
    assert project.undo_state().redo is None
    assert project.check() == []


def dump(project: Project) -> object:
    return (
        project.reports(),
        project.tags(),
        project.annotations(),
        project.links(),
        project.setting("briefing.title"),
    )


def test_a_new_step_ends_redo_and_undone_steps_are_passed_over(project: Project, report: ReportId) -> None:
    project.annotate(report, GOAL, 0, 4)
    project.annotate(report, GOAL, 0, 5)
    project.undo()
    project.annotate(report, GOAL, 0, 6)
    assert project.undo_state().redo is None
    project.undo()
    project.undo()
    assert project.marks(report) == []
    assert project.undo_state().undo == "import|《总结.txt》"
    project.redo()
    project.redo()
    assert spans(project, report) == [(0, 6, "goal"), (0, 4, "goal")]
    with pytest.raises(UserError):
        project.redo()


def test_undo_and_redo_survive_closing(path: Path, project: Project, report: ReportId) -> None:
    project.annotate(report, GOAL, 0, 4)
    project.annotate(report, METRIC, 7, 9)
    project.undo()
    project.close()
    with Project.open(path, author="甲", device="dev-1") as again:
        assert (again.undo_state().undo, again.undo_state().redo) == ("annotate|goal", "annotate|metric")
        again.redo()
        again.undo()
        again.undo()
        assert again.marks(report) == []


def test_note_edits_in_quick_succession_are_one_step(project: Project, report: ReportId) -> None:
    made = project.annotate(report, GOAL, 0, 4)
    for note in ("待", "待核", "待核实"):
        project.set_note(made.id, note)
    project.edit_fields(made.id, deadline="2024")
    project.edit_fields(made.id, deadline="2025")
    project.edit_fields(made.id, responsible="发改局")
    project.undo()
    assert dict(project.annotation(made.id).fields) == {"deadline": "2025"}
    project.undo()
    assert dict(project.annotation(made.id).fields) == {}
    project.undo()
    assert project.annotation(made.id) == made
    project.redo()
    assert project.annotation(made.id).note == "待核实"


def test_fields_merge_and_none_removes(project: Project, report: ReportId) -> None:
    made = project.annotate(report, METRIC, 7, 12, fields={"value": "1", "unit": "元"})
    assert dict(project.edit_fields(made.id, unit=None, masked=True).fields) == {"value": "1", "masked": True}
    change = project.history(made.id)[0].change
    assert change.after is not None
    assert {k: v for k, v in change.after.items() if k != "modified_at"} == {"fields.unit": None, "fields.masked": True}


def test_several_verbs_are_one_step(project: Project, report: ReportId) -> None:
    told: list[Changes] = []
    project.subscribe(told.append)
    with project.operation("smart"):
        made = project.annotate(report, METRIC, 7, 12)
        project.edit_fields(made.id, value="1")
        with pytest.raises(UserError):
            project.annotate(report, METRIC, 7, 12)
        project.delete([project.annotate(report, GOAL, 0, 2).id])
    assert len(told) == 1
    assert [(r.entity_id, r.before is None) for r in told[0].rows] == [(made.id, True)]
    project.undo()
    assert project.marks(report) == []


def test_a_row_changed_twice_in_one_step_is_one_change(project: Project, report: ReportId) -> None:
    made = project.annotate(report, GOAL, 0, 4, fields={"deadline": "2024"})
    with project.operation("both"):
        project.edit_fields(made.id, deadline=None, responsible="发改局")
        project.set_note(made.id, "改了再删")
        project.delete([made.id])
    (entry,) = [h for h in project.history(made.id) if h.label == "both"]
    assert entry.change.after is None
    project.undo()
    assert project.annotation(made.id) == made
    before = project.history()
    with project.operation("nothing"):
        project.set_status([made.id], Status.DOUBTFUL)
        project.set_status([made.id], Status.OPEN)
    assert {h.label for h in project.history()} <= {h.label for h in before} | {"nothing"}
    assert project.annotation(made.id).status is Status.OPEN


def test_a_failing_operation_leaves_nothing(project: Project, report: ReportId) -> None:
    told: list[Changes] = []
    project.subscribe(told.append)

    def fail() -> None:
        with project.operation("bad"):
            project.annotate(report, GOAL, 0, 4)
            project.add_tag("问题")
            project.annotate(report, GOAL, 0, 4)

    with pytest.raises(UserError):
        fail()
    assert project.marks(report) == []
    assert project.counts() == {}
    assert [t.name for t in project.tags()] == ["目标", "成效", "指标"]
    assert told == []
    assert project.undo_state().undo == "import|《总结.txt》"


def test_annotate_many_is_one_step_and_finds_twins(project: Project, report: ReportId) -> None:
    there = project.annotate(report, GOAL, 0, 4)
    items = [NewAnnotation(GOAL, 0, 4), NewAnnotation(METRIC, 7, 9, {"value": "1"}, "n"), NewAnnotation(METRIC, 7, 9)]
    ids = project.annotate_many(report, items)
    assert ids == [there.id, ids[1], ids[1]]
    assert project.annotation(ids[1]).note == "n"
    project.undo()
    assert spans(project, report) == [(0, 4, "goal")]
    with pytest.raises(UserError):
        project.annotate_many(report, [NewAnnotation(GOAL, 1, 3), NewAnnotation(TagId("none"), 1, 3)])
    assert spans(project, report) == [(0, 4, "goal")]


def test_annotations_are_filtered_and_in_report_order(project: Project, report: ReportId) -> None:
    second = project.import_reports([draft("另一份报告，提到 GDP 增长。", "b.txt")]).added[0]
    late = project.annotate(second, GOAL, 0, 5, fields={"responsible": "发改局"})
    inner = project.annotate(report, METRIC, 7, 9)
    outer = project.annotate(report, GOAL, 7, 16, note="见附表")
    gdp = project.annotate(second, METRIC, 9, 12)
    assert [a.id for a in project.annotations()] == [outer.id, inner.id, late.id, gdp.id]
    assert [a.id for a in project.annotations(tag_ids=[METRIC])] == [inner.id, gdp.id]
    assert [a.id for a in project.annotations(text="附表")] == [outer.id]
    assert [a.id for a in project.annotations(text="gdp")] == [gdp.id]
    assert project.annotation_ids(second, text="发改局") == [late.id]
    assert project.annotations(text="responsible") == [], "the names of fields do not count"
    project.edit_fields(inner.id, masked=True)
    assert project.annotations(text="1") == []
    assert [a.id for a in project.annotations(limit=2)] == [outer.id, inner.id]
    assert [a.id for a in project.annotations_by_id([gdp.id, AnnotationId("none"), outer.id])] == [gdp.id, outer.id]
    assert project.statistics().by_tag == {GOAL: 2, METRIC: 2}


def test_deleting_takes_links_along_and_undo_brings_them_back(project: Project, report: ReportId) -> None:
    one, two = project.annotate(report, GOAL, 0, 4), project.annotate(report, METRIC, 7, 9)
    link = project.link(two.id, one.id, LinkKind.MEASURES)
    with pytest.raises(UserError, match="已有"):
        project.link(two.id, one.id, LinkKind.MEASURES)
    project.delete([one.id])
    assert project.links() == []
    project.undo()
    assert project.links(one.id) == [link]
    assert project.edit_link(link.id, verdict="missed").verdict == "missed"


def test_a_linked_annotation_edited_and_deleted_in_one_step_comes_back(project: Project, report: ReportId) -> None:
    first, second = project.annotate(report, GOAL, 0, 2), project.annotate(report, METRIC, 2, 4)
    project.link(second.id, first.id, LinkKind.MEASURES)
    with project.operation("both"):
        project.set_note(first.id, "改了再删")
        project.delete([first.id])
    project.undo()
    assert project.undo_left == 0
    assert len(project.links()) == 1
    project.redo()
    assert (project.undo_left, project.links()) == (0, [])


def test_codebook_rules(project: Project) -> None:
    tag = project.add_tag("问题", name_en="Problem")
    assert (tag.shortcut, tag.palette, tag.underline) == ("4", "measure", "dash")
    assert project.find_tag("problem") == tag == project.find_tag("问题")
    for bad, code in ((" ", "tag.no_name"), ("目标", "tag.name_taken"), ("goal", "tag.name_taken")):
        with pytest.raises(UserError) as caught:
            project.add_tag(bad)
        assert caught.value.code == code
    with pytest.raises(UserError, match="按键 1"):
        project.edit_tag(tag.id, shortcut="1")
    with pytest.raises(UserError, match="内置"):
        project.remove_tag(GOAL)
    with pytest.raises(UserError, match="内置"):
        project.edit_tag(GOAL, name="愿景")
    with pytest.raises(UserError, match="内置"):
        project.edit_tag(GOAL, fields=project.tag(GOAL).fields[1:])
    more = (*project.tag(GOAL).fields, Field("budget", "预算", "Budget", "number"))
    assert project.edit_tag(GOAL, fields=more).fields == more == project.find_tag("目标").fields
    assert project.edit_tag(GOAL, shortcut="g").shortcut == "g"
    child = project.add_tag("短板", parent=tag.id)
    project.remove_tag(tag.id)
    assert project.tag(child.id).parent is None
    with pytest.raises(UserError, match="没有标签“问题”"):
        project.find_tag("问题")


def test_history_says_who_did_what(project: Project, report: ReportId) -> None:
    made = project.annotate(report, GOAL, 0, 4)
    project.set_note(made.id, "x")
    project.undo()
    assert [(h.kind, h.label, h.author) for h in project.history(made.id)] == [
        ("undo", "note", "甲"),
        ("do", "note", "甲"),
        ("do", "annotate|goal", "甲"),
    ]
    assert len(project.history(limit=2)) == 2


def test_text_that_utf8_cannot_hold_is_mended_in_notes(project: Project, report: ReportId) -> None:
    made = project.annotate(report, GOAL, 0, 4, note="坏\ud800字", fields={"responsible": "\udfff"})
    assert (made.note, made.fields["responsible"]) == ("坏�字", "�")


def test_sentences_exist_in_both_languages(project: Project) -> None:
    try:
        for language, expected in (("zh", "找不到"), ("en", "no project")):
            set_language(language)
            with pytest.raises(UserError, match=expected):
                Project.open(Path("none.quandian"), author="甲", device="d")
    finally:
        set_language("zh")
