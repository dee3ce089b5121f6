"""Replicas of one project that work apart, for tests of merging: random verbs, skewed clocks, what must be the same."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from quandian.core.errors import UserError
from quandian.core.ids import HybridClock
from quandian.core.merge import Choice, Choices
from quandian.core.model import LinkKind, ReportDraft, Status
from quandian.store import NewSuggestion, Project
from quandian.store.exchange import export_log
from quandian.store.foreign import Foreign
from quandian.store.rows import ENTITIES

TEXTS = ("完成投资60亿元，同比增长8%。𠮷祥如意", "力争２０２５年ＧＤＰ超过1000亿元，建成3个园区", "短文一篇，两句话。")
HIDDEN = ("project.key", "name")


class Wall:
    """A clock on the wall that may be wrong and may jump."""

    def __init__(self, start: int) -> None:
        self.now = start

    def __call__(self) -> int:
        self.now += 1
        return self.now


def fast(project: Project) -> None:
    """Let commits not wait for the disk: these files are thrown away."""
    project._store._db.execute("PRAGMA synchronous=OFF")


class Replicas:
    """Copies of one project, each with an author, a device and a clock of its own."""

    def __init__(self, folder: Path, skews: list[int]) -> None:
        self.folder = folder
        base = folder / "base.quandian"
        base.write_bytes(_base())
        self.paths = [folder / f"{number}.quandian" for number in range(len(skews))]
        self.projects: list[Project] = []
        for number, (path, skew) in enumerate(zip(self.paths, skews, strict=True)):
            shutil.copy(base, path)
            self.projects.append(opened(path, number, skew))

    def close(self) -> None:
        for project in self.projects:
            project.close()

    def merge(self, into: int, others: list[int], choices: Callable[[Any], Choices] | None = None) -> None:
        """Merge files into a replica as they are now."""
        project = self.projects[into]
        plan = project.merge_plan([self.paths[number] for number in others if number != into])
        project.merge(plan, choices(plan) if choices else Choices())

    def take_in(self, into: int, other: int, after: int = 0) -> None:
        """Let a replica take in what another one wrote, as a shared folder brings it."""
        operations = list(export_log(self.projects[other]._store, scopes=("own", "choice"), after=after))
        contents = Foreign(self.paths[other])
        try:
            self.projects[into].take_in(operations, contents)
        finally:
            contents.close()


@cache
def _base() -> bytes:
    """Return a project with one report; made once, because making a file takes longer than a short history."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "base.quandian"
        with Project.create(path, author="起", device="d0") as project:
            project.import_reports([draft(TEXTS[0])])
        return path.read_bytes()


def opened(path: Path, number: int, skew: int) -> Project:
    project = Project.open(path, author=f"作者{number % 3}", device=f"d{number}", backup=False)
    fast(project)
    last = project._store.one("SELECT max(clock) FROM operation")
    assert last is not None
    project._store._clock = HybridClock(f"d{number}", last[0], Wall(1_790_000_000_000 + skew))
    return project


def draft(text: str, title: str = "标题") -> ReportDraft:
    return ReportDraft(text, (), title, "a.txt", text.encode(), "text/plain")


def state_of(project: Project) -> dict[str, Any]:
    """Return the rows of every logged table, as they should be the same everywhere."""
    store = project._store
    found: dict[str, Any] = {}
    for entity, spec in ENTITIES.items():
        rows = [spec.decode(r) for r in store.all(f"SELECT {spec.quoted} FROM {entity} ORDER BY id")]
        found[entity] = {row["id"]: row for row in rows if row["id"] not in HIDDEN}
    return found


def written(project: Project) -> set[tuple[str, str, str]]:
    """Return every change of a verb in the log of a replica, counting or not.

    Choices of a merge that was undone stay where they were made: whoever chose took them back.
    """
    return set(
        project._store.all(
            "SELECT o.id, c.entity, c.entity_id FROM change c JOIN operation o ON o.seq = c.operation"
            " WHERE o.scope IN ('own', 'foreign') AND o.label <> 'merge_choices'"
        )
    )


def counted(project: Project) -> set[tuple[str, str, str]]:
    return {(o.id, c.entity, c.entity_id) for o in export_log(project._store) for c in o.changes}


class Worker:
    """Does random things to a replica; what the project refuses is no matter here."""

    VERBS = (
        *("annotate", "annotate", "annotate", "many", "move", "retag", "note", "note", "field", "field", "field"),
        *("status", "delete", "delete", "link", "link", "edit_link", "unlink", "reject"),
        *("add_tag", "add_tag", "edit_tag", "remove_tag", "merge_tag", "setting", "setting", "drop_setting"),
        *("import_report", "delete_report", "edit_report", "undo", "undo", "undo", "redo"),
    )

    def __init__(self, project: Project, chance: random.Random) -> None:
        self.project, self.chance = project, chance

    def work(self, verb: str | None = None) -> str:
        """Do a verb, or any; returns its name, or nothing where the project refused or had nothing to do it to."""
        verb = verb or self.chance.choice(self.VERBS)
        try:
            getattr(self, verb)()
        except (UserError, IndexError):
            return ""
        return verb

    def _report(self) -> Any:
        return self.chance.choice(self.project.reports()).id

    def _annotation(self) -> Any:
        return self.chance.choice(self.project.annotations())

    def _tag(self) -> Any:
        return self.chance.choice(self.project.tags())

    def _span(self, report: Any) -> tuple[int, int]:
        start = self.chance.randrange(8)
        return start, start + self.chance.randint(1, 6)

    def annotate(self) -> None:
        report = self._report()
        self.project.annotate(report, self._tag().id, *self._span(report))

    def many(self) -> None:
        from quandian.store import NewAnnotation

        report, tag = self._report(), self._tag().id
        self.project.annotate_many(report, [NewAnnotation(tag, s, s + 2) for s in range(0, 6, 2)])

    def move(self) -> None:
        one = self._annotation()
        self.project.move(one.id, *self._span(one.report_id))

    def retag(self) -> None:
        self.project.retag(self._annotation().id, self._tag().id)

    def note(self) -> None:
        self.project.set_note(self._annotation().id, self.chance.choice("甲乙丙丁"))

    def field(self) -> None:
        one = self._annotation()
        names = [f.name for f in self.project.tag(one.tag_id).fields if f.type == "text"]
        self.project.edit_fields(one.id, **{self.chance.choice(names): self.chance.choice(["一", "二", None])})

    def status(self) -> None:
        self.project.set_status([self._annotation().id], self.chance.choice(list(Status)))

    def delete(self) -> None:
        self.project.delete([self._annotation().id])

    def link(self) -> None:
        self.project.link(self._annotation().id, self._annotation().id, self.chance.choice(list(LinkKind)))

    def edit_link(self) -> None:
        self.project.edit_link(self.chance.choice(self.project.links()).id, note=self.chance.choice("子丑"))

    def unlink(self) -> None:
        self.project.unlink(self.chance.choice(self.project.links()).id)

    def add_tag(self) -> None:
        parent = self._tag().id if self.chance.random() < 0.5 else None
        self.project.add_tag(self.chance.choice("问题举措依据责任"), parent=parent)

    def edit_tag(self) -> None:
        tag = self._tag()
        what = self.chance.randrange(3)
        if what == 0:
            self.project.edit_tag(tag.id, description=self.chance.choice("ABC"))
        elif what == 1:
            self.project.edit_tag(tag.id, shortcut=self.chance.choice("456"))
        else:
            parent = self._tag().id
            if parent != tag.id:
                self.project.edit_tag(tag.id, parent=parent)

    def remove_tag(self) -> None:
        self.project.remove_tag(self._tag().id)

    def merge_tag(self) -> None:
        self.project.merge_tag(self._tag().id, self._tag().id)

    def setting(self) -> None:
        self.project.set_setting(self.chance.choice(["x", "briefing.a"]), self.chance.randrange(5))

    def drop_setting(self) -> None:
        self.project.set_setting("x", None)

    def import_report(self) -> None:
        self.project.import_reports([draft(self.chance.choice(TEXTS), self.chance.choice("题目"))])

    def delete_report(self) -> None:
        if len(self.project.reports()) > 1 or self.chance.random() < 0.2:
            self.project.delete_report(self._report())

    def edit_report(self) -> None:
        self.project.edit_report(self._report(), title=self.chance.choice("春夏秋冬"))

    def undo(self) -> None:
        self.project.undo()

    def redo(self) -> None:
        self.project.redo()

    def reject(self) -> None:
        report = self._report()
        start, end = self._span(report)
        self.project.replace_suggestions(report, [NewSuggestion(self._tag().id, start, end, 0.5)], "e")
        waiting = self.project.waiting([report])
        if self.chance.random() < 0.5:
            self.project.reject([w.id for w in waiting])
        else:
            self.project.accept([w.id for w in waiting])


def some_choices(chance: random.Random) -> Callable[[Any], Choices]:
    """Return what chooses at random; what is left is offered again until somebody takes it."""

    def choose(plan: Any) -> Choices:
        conflicts = {c.key: chance.choice(list(Choice)) for c in plan.conflicts}
        tags = {t.key: t.proposal if chance.random() < 0.7 else None for t in plan.tags}
        align = frozenset(n.key for n in plan.near_reports if chance.random() < 0.5)
        leaving = chance.random() < 0.3
        leave = frozenset(item.key for item in plan.items if leaving and chance.random() < 0.3)
        return Choices(leave, conflicts, tags=tags, align=align)

    return choose
