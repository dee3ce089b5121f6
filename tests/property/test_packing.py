"""Random histories packed in random parts: what is in is whole and as at home, what is out is in no byte."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quandian.core.errors import UserError
from quandian.core.model import AnnotationId, Passage, ReportDraft, Role, TagId
from quandian.core.progress import silent
from quandian.store import Project
from quandian.store.packing import PackChoice, pack

TEXTS = ("全年完成投资六十亿元。\n力争明年超过七十亿元。\n", "项目落地三个。\n继续推进项目建设。\n")
TAGS = ("goal", "achievement", "metric")
VERBS = ("annotate", "note", "field", "retag", "move", "delete", "undo", "redo", "link", "tag", "rename", "title")

steps = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=25)
choices = st.builds(
    PackChoice,
    st.sampled_from([None, frozenset({0}), frozenset({1})]),
    st.sampled_from([None, frozenset({"goal"}), frozenset({"goal", "metric"})]),
    st.sampled_from([None, frozenset({"赵敏之"})]),
    sources=st.booleans(),
    history=st.booleans(),
)


def draft(text: str, name: str) -> ReportDraft:
    passages, start = [], 0
    for number, line in enumerate(text.split("\n")[:-1]):
        passages.append(Passage(number, number + 1, start, start + len(line), Role.BODY))
        start += len(line) + 1
    return ReportDraft(text, tuple(passages), f"标题{name}", f"{name}.txt", text.encode("utf-16"), "text/plain")


def play(project: Project, done: list[tuple[str, int, int]], words: itertools.count[int]) -> list[str]:
    """Do the steps that are possible and return every word that was ever written."""
    said: list[str] = []

    def word() -> str:
        said.append(f"标记词{next(words):04d}号")
        return said[-1]

    for verb, a, b in done:
        marks = [AnnotationId(x.id) for x in project.annotations()]
        reports, tags = [r.id for r in project.reports()], [t.id for t in project.tags()]
        mark = marks[a % len(marks)] if marks else None
        if not reports and verb in ("annotate", "title"):  # the import was undone
            continue
        try:
            if verb == "annotate":
                project.annotate(reports[a % len(reports)], tags[b % len(tags)], a % 5, a % 5 + 1 + b % 3, note=word())
            elif verb == "undo":
                project.undo()
            elif verb == "redo":
                project.redo()
            elif verb == "tag":
                project.add_tag(word(), shortcut="")
            elif verb == "rename" and len(tags) > 3:
                project.edit_tag(tags[3], name=word())
            elif verb == "title":
                project.edit_report(reports[a % len(reports)], title=word())
            elif mark is not None:
                if verb == "note":
                    project.set_note(mark, word())
                elif verb == "field":
                    project.edit_fields(mark, period=word())
                elif verb == "retag":
                    project.retag(mark, TagId(TAGS[b % 3]))
                elif verb == "move":
                    project.move(mark, b % 4, b % 4 + 2)
                elif verb == "delete":
                    project.delete([mark])
                elif verb == "link":
                    project.link(mark, marks[b % len(marks)], "supports", note=word())
        except UserError:
            continue
    return said


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(steps, steps, choices)
def test_what_is_out_is_nowhere_and_what_is_in_is_as_at_home(
    mine: list[tuple[str, int, int]], theirs: list[tuple[str, int, int]], wanted: PackChoice
) -> None:
    words = itertools.count()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.quandian"
        with Project.create(path, author="赵敏之", device="d1") as project:
            ids = project.import_reports([draft(text, str(n)) for n, text in enumerate(TEXTS)]).added
            said = play(project, mine, words)
        with Project.open(path, author="钱文", device="d2", backup=False) as project:
            said += play(project, theirs, words)
            reports = None if wanted.report_ids is None else frozenset(ids[n] for n in wanted.report_ids)
            choice = PackChoice(reports, wanted.tag_ids, wanted.authors, sources=wanted.sources, history=wanted.history)
            target = Path(folder) / "b.quandian"
            pack(path, target, choice, silent())
            there = {
                a.id: a
                for a in project.annotations()
                if (reports is None or a.report_id in reports)
                and (choice.tag_ids is None or a.tag_id in choice.tag_ids)
                and (choice.authors is None or a.author in choice.authors)
            }
            with Project.open_still(target, author="丙", device="d3") as packed:
                assert packed.check() == []
                assert {a.id: a for a in packed.annotations()} == there
                links = {link.id for link in packed.links()}
                assert links == {
                    link.id
                    for link in project.links()
                    if {link.source_id, link.target_id} <= there.keys()
                    and (choice.authors is None or link.author in choice.authors)
                }
                assert {h.operation_id for h in packed.history(limit=9999)} <= {
                    h.operation_id for h in project.history(limit=9999)
                }
                present = words_in(packed)
        if not choice.history:
            data = target.read_bytes()
            assert {word for word in said if word.encode() in data} <= present


def words_in(project: Project) -> set[str]:
    """Return every word that stands in the present state of a project."""
    found = {a.note for a in project.annotations()}
    found |= {str(value) for a in project.annotations() for value in a.fields.values()}
    found |= {link.note for link in project.links()}
    return found | {t.name for t in project.tags()} | {r.title for r in project.reports()}
