from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quandian.core.model import ReportDraft, ReportId
from quandian.store import Project
from quandian.store.search import fold


def add(project: Project, *texts: str) -> list[ReportId]:
    return list(project.import_reports([ReportDraft(t, (), "题", "n.txt", b"s", "text/plain") for t in texts]).added)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "a.quandian", author="甲", device="d") as made:
        yield made


def found(project: Project, query: str) -> list[tuple[ReportId, str]]:
    return [(h.report_id, project.text(h.report_id)[h.start : h.end]) for h in project.search(query)]


def test_one_and_two_characters_and_across_words(project: Project) -> None:
    one, two = add(project, "国企改革三年行动，企改办。", "国有企业。改革开放。")
    assert found(project, "企") == [(one, "企"), (one, "企"), (two, "企")]
    assert found(project, "企改") == [(one, "企改")] * 2
    assert found(project, "改革") == [(one, "改革"), (two, "改革")]
    assert found(project, "企业改") == [], "a full stop lies between"


def test_width_and_case_do_not_matter(project: Project) -> None:
    (one,) = add(project, "２０２５年ＧＤＰ增长８％，gdp目标（5%）。")
    assert found(project, "gdp") == [(one, "ＧＤＰ"), (one, "gdp")]
    assert found(project, "2025年Ｇ") == [(one, "２０２５年Ｇ")]
    assert found(project, "(5%)") == [(one, "（5%）")]
    assert found(project, "%") == [(one, "％"), (one, "%")]
    assert found(project, "02") == [(one, "０２")], "inside a number too"


def test_signs_quotes_and_rare_characters(project: Project) -> None:
    (one,) = add(project, '“135”工程 "AB" 𠮷祥\U00030000')
    for query in ("“135”", '"AB"', "𠮷", "\U00030000", "” 工"[:1], "工程 "):
        assert [text for _, text in found(project, query)] == [query.strip()], query
    assert found(project, " ") == []
    assert found(project, "NEAR(") == []
    assert found(project, "工程*") == []
    assert one


def test_deleted_reports_are_not_found_until_undo(project: Project) -> None:
    one, two = add(project, "投资一", "投资二")
    project.delete_report(one)
    assert [r for r, _ in found(project, "投资")] == [two]
    project.undo()
    assert [r for r, _ in found(project, "投资")] == [one, two]
    project.undo()
    assert found(project, "投资") == []
    add(project, "投资二")
    assert len(found(project, "投资")) == 1


def test_the_limit_holds(project: Project) -> None:
    add(project, "投资" * 50, "投资" * 50 + "。")
    assert len(project.search("投资", limit=70)) == 70


ALPHABET = st.text(st.sampled_from('国企改革 aAＡ1１，“"*\n𠮷éÉ的'), max_size=12)


@settings(max_examples=40)
@given(texts=st.lists(ALPHABET.filter(str.strip), min_size=1, max_size=4, unique=True), queries=st.lists(ALPHABET))
def test_search_is_exact(texts: list[str], queries: list[str]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Project.create(Path(folder) / "a.quandian", author="甲", device="d") as project,
    ):
        reports = add(project, *texts)
        for query in [*queries, *(t[i : i + 2] for t in texts for i in range(len(t)))]:
            wanted = fold(query).strip()
            expected = [
                (report, start)
                for report, text in zip(reports, texts, strict=True)
                for start in starts(fold(text), wanted)
            ]
            assert [(h.report_id, h.start) for h in project.search(query)] == expected


def starts(text: str, wanted: str) -> list[int]:
    result, at = [], text.find(wanted) if wanted else -1
    while at >= 0:
        result.append(at)
        at = text.find(wanted, at + len(wanted))
    return result
