"""Random verbs, failures, undo, redo and reopening of a project, against a model of dictionaries and snapshots."""

from __future__ import annotations

import contextlib
import copy
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quandian.core.errors import UserError
from quandian.core.model import AnnotationId, LinkKind, ReportDraft, ReportId, Status, TagId
from quandian.store import NewAnnotation, NewSuggestion, Project

TEXTS = ("完成投资60亿元，同比增长8%。𠮷祥", "力争２０２５年ＧＤＰ超过1000亿元\n建成3个园区", "短")
BUILT_IN = ("goal", "achievement", "metric")
words = st.text(st.sampled_from("待核实ab\ud800\x00\n“𠮷"), max_size=4)
values = st.one_of(st.none(), words, st.integers(-9, 9), st.booleans())


class State:
    """What a project should hold; the model."""

    def __init__(self) -> None:
        self.reports: dict[str, dict[str, Any]] = {}
        self.tags: dict[str, str] = dict.fromkeys(BUILT_IN, "")
        self.annotations: dict[str, dict[str, Any]] = {}
        self.links: dict[str, tuple[str, str, str]] = {}
        self.settings: dict[str, Any] = {}
        self.decisions: dict[str, tuple[str, str, int, int, str]] = {}


class Undo(Exception):
    """Thrown inside an operation to make it fail."""


class StoreMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.project = Project.create(self.folder / "a.quandian", author="甲", device="d")
        self.told: list[str] = []
        self.project.subscribe(lambda c: self.told.append(c.kind))
        self.state = State()
        self.history = [copy.deepcopy(self.state)]  # history[at] is the state now; those after it can be redone
        self.at = 0
        self.failing = False
        self.suggested: dict[str, tuple[str, str, int, int]] = {}  # a cache: undo knows nothing of it

    def teardown(self) -> None:
        self.project.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # one step of project and model together

    def step(self, merge: bool = False) -> None:
        """Remember the state after a verb that succeeded."""
        if as_plain(self.state) == as_plain(self.history[self.at]):
            return  # nothing changed, so it is no step
        del self.history[self.at + 1 :]
        self.history.append(copy.deepcopy(self.state))
        self.at += 1

    @initialize()
    def begin(self) -> None:
        self.add_report(0)

    @rule(number=st.integers(0, len(TEXTS) - 1))
    def add_report(self, number: int) -> None:
        text = TEXTS[number]
        outcome = self.project.import_reports([ReportDraft(text, (), f"题{number}", "n.txt", b"s", "text/plain")])
        for report in outcome.added:
            assert report not in self.state.reports
            self.state.reports[report] = {"title": f"题{number}", "text": text}
        for report, _ in outcome.already:
            assert report in self.state.reports
        self.step()

    def some_report(self, data: st.DataObject) -> ReportId:
        return ReportId(data.draw(st.sampled_from(sorted(self.state.reports))))

    def some_annotation(self, data: st.DataObject) -> AnnotationId:
        return AnnotationId(data.draw(st.sampled_from(sorted(self.state.annotations))))

    def has_twin(self, report: str, start: int, end: int, tag: str, but: str = "") -> bool:
        wanted = (report, start, end, tag)
        return any(
            (a["report"], a["start"], a["end"], a["tag"]) == wanted
            for key, a in self.state.annotations.items()
            if key != but
        )

    def put(self, key: str, report: str, tag: str, start: int, end: int) -> None:
        self.state.annotations[key] = {
            "report": report, "tag": tag, "start": start, "end": end, "fields": {}, "note": "", "status": "open"
        }  # fmt: skip

    @precondition(lambda self: self.state.reports)
    @rule(data=st.data(), start=st.integers(-1, 20), length=st.integers(0, 9))
    def annotate(self, data: st.DataObject, start: int, length: int) -> None:
        report = self.some_report(data)
        tag = data.draw(st.sampled_from(sorted(self.state.tags)))
        text = self.state.reports[report]["text"]
        end = start + length
        good = (
            start >= 0 and end <= len(text) and text[start:end].strip() and not self.has_twin(report, start, end, tag)
        )
        try:
            made = self.project.annotate(report, TagId(tag), start, end)
        except UserError:
            assert not good
        else:
            assert good
            self.put(made.id, report, tag, start, end)
        self.step()

    @precondition(lambda self: self.state.reports)
    @rule(data=st.data(), starts=st.lists(st.integers(0, 8), max_size=5))
    def annotate_many(self, data: st.DataObject, starts: list[int]) -> None:
        report = self.some_report(data)
        text = self.state.reports[report]["text"]
        starts = [s for s in starts if text[s : s + 2].strip() and s + 2 <= len(text)]
        ids = self.project.annotate_many(report, [NewAnnotation(TagId("metric"), s, s + 2) for s in starts])
        for start, key in zip(starts, ids, strict=True):
            if key not in self.state.annotations:
                assert not self.has_twin(report, start, start + 2, "metric")
                self.put(key, report, "metric", start, start + 2)
        self.step()

    @precondition(lambda self: self.state.annotations)
    @rule(data=st.data())
    def retag(self, data: st.DataObject) -> None:
        key, tag = self.some_annotation(data), data.draw(st.sampled_from(sorted(self.state.tags)))
        there = self.state.annotations[key]
        good = not self.has_twin(there["report"], there["start"], there["end"], tag, key)
        with contextlib.nullcontext() if good else contextlib.suppress(UserError):
            self.project.retag(key, TagId(tag))
            assert good
            there["tag"] = tag
        self.step()

    @precondition(lambda self: self.state.annotations)
    @rule(data=st.data(), start=st.integers(0, 12), length=st.integers(1, 6))
    def move(self, data: st.DataObject, start: int, length: int) -> None:
        key = self.some_annotation(data)
        there = self.state.annotations[key]
        text = self.state.reports[there["report"]]["text"]
        end = start + length
        good = end <= len(text) and text[start:end].strip()
        good = good and not self.has_twin(there["report"], start, end, there["tag"], key)
        with contextlib.nullcontext() if good else contextlib.suppress(UserError):
            self.project.move(key, start, end)
            assert good
            there.update(start=start, end=end)
        self.step()

    @precondition(lambda self: self.state.annotations)
    @rule(data=st.data(), fields=st.dictionaries(st.sampled_from(["indicator", "unit"]), values, min_size=1))
    def edit_fields(self, data: st.DataObject, fields: dict[str, Any]) -> None:
        key = self.some_annotation(data)
        with self.project.operation("fields"):  # an operation of its own: never merged with the one before
            self.project.edit_fields(key, **fields)
        there = self.state.annotations[key]["fields"]
        for name, value in fields.items():
            there.pop(name, None)
            if value is not None:
                there[name] = mended(value)
        self.step()

    @precondition(lambda self: self.state.annotations)
    @rule(data=st.data(), note=words)
    def set_note(self, data: st.DataObject, note: str) -> None:
        key = self.some_annotation(data)
        with self.project.operation("note"):
            self.project.set_note(key, note)
        self.state.annotations[key]["note"] = mended(note)
        self.step()

    @precondition(lambda self: self.state.annotations)
    @rule(data=st.data(), status=st.sampled_from(Status))
    def set_status(self, data: st.DataObject, status: Status) -> None:
        keys = data.draw(st.lists(st.sampled_from(sorted(self.state.annotations)), min_size=1, max_size=3))
        self.project.set_status([AnnotationId(k) for k in keys], status)
        for key in keys:
            self.state.annotations[key]["status"] = status.value
        self.step()

    @precondition(lambda self: self.state.annotations)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        keys = data.draw(st.lists(st.sampled_from(sorted(self.state.annotations)), min_size=1, max_size=3))
        self.project.delete([AnnotationId(k) for k in keys])
        self.forget(set(keys))
        self.step()

    def forget(self, keys: set[str]) -> None:
        for key in keys:
            del self.state.annotations[key]
        self.state.links = {k: v for k, v in self.state.links.items() if not keys & {v[0], v[1]}}

    @precondition(lambda self: len(self.state.annotations) > 1)
    @rule(data=st.data(), kind=st.sampled_from(LinkKind))
    def link(self, data: st.DataObject, kind: LinkKind) -> None:
        source, target = self.some_annotation(data), self.some_annotation(data)
        good = source != target and (source, target, kind.value) not in self.state.links.values()
        with contextlib.nullcontext() if good else contextlib.suppress(UserError):
            made = self.project.link(source, target, kind)
            assert good
            self.state.links[made.id] = (source, target, kind.value)
        self.step()

    @precondition(lambda self: self.state.links)
    @rule(data=st.data())
    def unlink(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.state.links)))
        self.project.unlink(key)  # type: ignore[arg-type]
        del self.state.links[key]
        self.step()

    @rule(name=st.sampled_from(["问题", "举措", "目标", " "]))
    def add_tag(self, name: str) -> None:
        good = name.strip() and name != "目标" and name not in self.state.tags.values()
        with contextlib.nullcontext() if good else contextlib.suppress(UserError):
            self.state.tags[self.project.add_tag(name).id] = name
            assert good
        self.step()

    @rule(data=st.data())
    def remove_tag(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.state.tags)))
        good = key not in BUILT_IN
        with contextlib.nullcontext() if good else contextlib.suppress(UserError):
            self.project.remove_tag(TagId(key))
            assert good
            del self.state.tags[key]
            self.forget({k for k, a in self.state.annotations.items() if a["tag"] == key})
        self.step()

    @precondition(lambda self: self.state.reports)
    @rule(data=st.data())
    def delete_report(self, data: st.DataObject) -> None:
        report = self.some_report(data)
        self.project.delete_report(report)
        del self.state.reports[report]
        self.forget({k for k, a in self.state.annotations.items() if a["report"] == report})
        self.state.decisions = {k: d for k, d in self.state.decisions.items() if d[0] != report}
        self.step()

    @precondition(lambda self: self.state.reports)
    @rule(data=st.data(), places=st.sets(st.tuples(st.integers(0, 8), st.integers(1, 4)), max_size=6))
    def suggest(self, data: st.DataObject, places: set[tuple[int, int]]) -> None:
        report = self.some_report(data)
        size = len(self.state.reports[report]["text"])
        tag = data.draw(st.sampled_from(["goal", "metric"]))
        drafts = [NewSuggestion(TagId(tag), s, s + n, 0.5) for s, n in places if s + n <= size]
        self.project.replace_suggestions(report, drafts, "e")
        self.suggested = {k: v for k, v in self.suggested.items() if v[0] != report}
        for s in self.project._store.all('SELECT id, start, "end" FROM suggestion WHERE report_id = ?', (report,)):
            self.suggested[s[0]] = (report, tag, s[1], s[2])

    def waiting(self) -> set[str]:
        """What the model says waits: neither decided at about the same place nor annotated with the same tag."""
        marked = [(a["report"], a["tag"], a["start"], a["end"]) for a in self.state.annotations.values()]
        decided = [d[:4] for d in self.state.decisions.values()]
        return {
            key
            for key, (report, tag, start, end) in self.suggested.items()
            if report in self.state.reports
            and not any((r, t) == (report, tag) and s < end and start < e for r, t, s, e in marked)
            and not any(
                (r, t) == (report, tag) and 2 * (min(e, end) - max(s, start)) > max(e - s, end - start)
                for r, t, s, e in decided
            )
        }

    @precondition(lambda self: self.waiting())
    @rule(data=st.data(), count=st.integers(1, 3), tag=st.sampled_from([None, "achievement"]))
    def accept(self, data: st.DataObject, count: int, tag: str | None) -> None:
        keys = data.draw(st.lists(st.sampled_from(sorted(self.waiting())), min_size=1, max_size=count, unique=True))
        blank = any(self.words_of(key).isspace() for key in keys)
        with contextlib.nullcontext() if not blank else contextlib.suppress(UserError):
            made = self.project.accept(keys, TagId(tag) if tag else None)
            assert not blank
            for key, annotation in zip(keys, made, strict=True):
                report, suggested, start, end = self.suggested[key]
                if annotation.id not in self.state.annotations:
                    self.put(annotation.id, report, tag or suggested, start, end)
            self.remember_decisions()
        self.step()

    def words_of(self, key: str) -> str:
        report, _, start, end = self.suggested[key]
        return self.state.reports[report]["text"][start:end]

    @precondition(lambda self: self.waiting())
    @rule(data=st.data())
    def reject(self, data: st.DataObject) -> None:
        keys = sorted(self.waiting())
        keys = data.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=2, unique=True))
        self.project.reject(keys)
        self.remember_decisions()
        self.step()

    def remember_decisions(self) -> None:
        self.state.decisions = {
            d.id: (d.report_id, d.suggested_tag_id, d.suggested_start, d.suggested_end, d.verdict.value)
            for d in self.project.decisions()
        }

    @rule(value=st.one_of(st.none(), st.integers(), st.lists(st.text(max_size=2), max_size=2)))
    def set_setting(self, value: object) -> None:
        self.project.set_setting("k", value)
        self.state.settings.pop("k", None)
        if value is not None:
            self.state.settings["k"] = value
        self.step()

    @precondition(lambda self: self.state.annotations)
    @rule(data=st.data())
    def edit_then_delete_in_one_step(self, data: st.DataObject) -> None:
        key = self.some_annotation(data)
        with self.project.operation("both"):
            self.project.edit_fields(key, value="2", unit=None)
            self.project.set_note(key, "改了再删")
            self.project.delete([key])
        self.forget({key})
        self.step()

    @precondition(lambda self: self.state.annotations and self.state.reports)
    @rule(data=st.data())
    def fail(self, data: st.DataObject) -> None:
        key, report = self.some_annotation(data), self.some_report(data)
        count = len(self.told)
        with contextlib.suppress(Undo), self.project.operation("bad"):
            self.project.set_note(key, "不该留下")
            self.project.add_tag("不该留下")
            self.project.delete_report(report)
            raise Undo
        assert len(self.told) == count

    @precondition(lambda self: self.state.annotations)
    @rule(data=st.data())
    def partly_fail(self, data: st.DataObject) -> None:
        key = self.some_annotation(data)
        with self.project.operation("partly"):
            self.project.set_status([key], Status.DOUBTFUL)
            with contextlib.suppress(Undo), self.project.operation("inner"):
                self.project.delete([key])
                raise Undo
        self.state.annotations[key]["status"] = "doubtful"
        self.step()

    @rule()
    def undo(self) -> None:
        try:
            changes = self.project.undo()
        except UserError:
            assert self.at == 0
            return
        assert changes.kind == "undo"
        assert self.project.undo_left == 0
        self.at -= 1
        self.state = copy.deepcopy(self.history[self.at])

    @rule()
    def redo(self) -> None:
        try:
            self.project.redo()
        except UserError:
            assert self.at == len(self.history) - 1
            return
        assert self.project.undo_left == 0
        self.at += 1
        self.state = copy.deepcopy(self.history[self.at])

    @rule()
    def all_the_way_back_and_forth(self) -> None:
        way = self.at
        for _ in range(way):
            self.undo()
            self.holds_what_the_model_says()
        for _ in range(way):
            self.redo()
            self.holds_what_the_model_says()

    @rule()
    def reopen(self) -> None:
        self.project.close()
        self.project = Project.open(self.folder / "a.quandian", author="甲", device="d", backup=False)
        self.project.subscribe(lambda c: self.told.append(c.kind))

    # what must hold after each step

    @invariant()
    def holds_what_the_model_says(self) -> None:
        project, state = self.project, self.state
        assert {r.id: {"title": r.title, "text": project.text(r.id)} for r in project.reports()} == state.reports
        assert {t.id for t in project.tags()} == state.tags.keys()
        found = {
            a.id: {
                "report": a.report_id, "tag": a.tag_id, "start": a.start, "end": a.end, "fields": dict(a.fields),
                "note": a.note, "status": a.status.value,
            }
            for a in project.annotations()
        }  # fmt: skip
        assert found == state.annotations
        assert {x.id: (x.source_id, x.target_id, x.kind.value) for x in project.links()} == state.links
        assert project.setting("k") == state.settings.get("k")
        assert {
            d.id: (d.report_id, d.suggested_tag_id, d.suggested_start, d.suggested_end, d.verdict.value)
            for d in project.decisions()
        } == state.decisions
        assert {w.id for w in project.waiting()} == self.waiting()
        counted: dict[str, dict[str, int]] = {}
        for a in state.annotations.values():
            by_tag = counted.setdefault(a["report"], {})
            by_tag[a["tag"]] = by_tag.get(a["tag"], 0) + 1
        assert project.counts() == counted

    @invariant()
    def tables_are_what_the_log_says_and_quotes_their_slices(self) -> None:
        assert self.project.check() == []
        for report in self.project.reports():
            text = self.project.text(report.id)
            assert all(a.quote == text[a.start : a.end] for a in self.project.annotations(report.id))

    @invariant()
    def menus_name_what_is_next(self) -> None:
        state = self.project.undo_state()
        assert (state.undo is None) == (self.at == 0)
        assert (state.redo is None) == (self.at == len(self.history) - 1)


def mended(value: object) -> object:
    return value.replace("\ud800", "�") if isinstance(value, str) else value


def as_plain(state: State) -> str:
    return repr(sorted((k, repr(sorted(v.items()))) for k, v in vars(state).items()))


TestStore = pytest.mark.timeout(900)(StoreMachine.TestCase)  # a shared machine may be many times slower
TestStore.settings = settings(
    max_examples=80, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
