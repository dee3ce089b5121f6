"""Between the project and the composer: which briefing is open, its pages made anew after each change, its checks."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from quandian.core.briefing_checks import Finding
from quandian.core.briefing_plan import BriefingPlan, Kind, orphans
from quandian.core.briefing_tree import Briefing, Paragraph
from quandian.core.errors import UserError
from quandian.core.model import Changes
from quandian.core.progress import Progress
from quandian.store import Project
from quandian.tasks.briefing import plan_reading
from quandian.tasks.briefings import (
    PREFIX,
    SavedBriefing,
    add_briefing,
    change_kind,
    change_language,
    edit_briefing,
    give_back,
    keep_words,
    remove_briefing,
    saved_briefings,
    touches_briefings,
    write_words,
)
from quandian.tasks.checking import check_reading
from quandian.ui.briefing.places import Places
from quandian.ui.briefing.tree import Node, characters_of, full_plan, nodes_of
from quandian.ui.jobs import Job, JobRunner
from quandian.ui.page_fonts import briefing_fonts
from quandian.ui.page_layout import Layout, Pages
from quandian.ui.printing import missing_fonts
from quandian.ui.session import Session
from quandian.writing.gongwen import Fonts

log = logging.getLogger(__name__)

_BIG = 3_000  # annotations from which a project is read in the job; 10,000 take 0.13 s
_SOON = 15  # ms after a change: several in a row are one
# Seconds that a job keeps the interpreter while the window asks for it. Painting asks many times a row; with the
# usual 5 ms each, a list took 2 s to paint while 10,000 annotations were told.
_SWITCH = 0.0003
_CHECK = 350  # ms after the pages: checks are for when the hand rests


@dataclass(frozen=True)
class Made:
    """A briefing as it is now: what was wanted, the tree, its pages and what stands where on them."""

    briefing_id: str
    plan: BriefingPlan
    briefing: Briefing
    nodes: list[Node]
    pages: Pages
    places: Places
    orphans: Mapping[str, str]
    characters: int


class Desk(QObject):
    """Keeps what is shown true to the project.

    Signals: leaving (the project closes: keep what is being written); listed (names or number of briefings), opened
    (another briefing), made (pages are new), checked, failed(sentence), working(bool), started(job).
    """

    leaving = Signal()
    listed = Signal()
    opened = Signal()
    made = Signal()
    checked = Signal()
    failed = Signal(str)
    working = Signal(bool)
    started = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.runner = JobRunner(self)
        self.runner.started.connect(self.started)
        self.every: list[SavedBriefing] = []
        self.current: SavedBriefing | None = None
        self.now: Made | None = None
        self.findings: list[Finding] = []
        self.problem = ""
        self._layout: Layout | None = None
        self._layout_of = ""
        self._awake = False
        self._stale = True
        self._job: Job | None = None
        self._check_job: Job | None = None
        self._soon = self._timer(_SOON, self.rebuild)
        self._later = self._timer(_CHECK, self._check)
        briefing_fonts().changed.connect(self._on_fonts)
        session.opened.connect(self._on_opened)
        session.closing.connect(self._on_closing)
        session.changed.connect(self._on_changes)

    @property
    def fonts(self) -> Fonts:
        """The fonts of briefings."""
        return briefing_fonts().fonts

    @Slot()
    def _on_fonts(self) -> None:
        self._layout = None
        self._stale = True
        self._soon.start()

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(slot)
        return made

    # --- which briefing

    @Slot()
    def _on_opened(self) -> None:
        self.take_open_project()

    def take_open_project(self) -> None:
        """Read the briefings of the project that is open."""
        self._forget()
        self._read_list()

    @Slot()
    def _on_closing(self) -> None:
        self.leaving.emit()
        self._forget()
        self.every = []
        self.listed.emit()
        self.opened.emit()

    def _forget(self) -> None:
        for timer in (self._soon, self._later):
            timer.stop()
        self._stop()
        self.current = self.now = None
        self.findings, self.problem, self._stale = [], "", True
        self._layout = None

    def _stop(self) -> None:
        for job in (self._job, self._check_job):
            if job is not None:
                job.cancel()
        self._job = self._check_job = None

    def _read_list(self) -> None:
        self.every = saved_briefings(self._session.project)
        if self.current is not None:
            known = {one.id: one for one in self.every}
            now = known.get(self.current.id)
            if now is None:
                self.open("")
            else:
                self.current = now
        self.listed.emit()

    def activate(self) -> None:
        """The page is in front: make what is shown true."""
        self._awake = True
        if self._stale:
            self.rebuild()

    def sleep(self) -> None:
        """The page is out of sight: nothing is made until it is back."""
        self._awake = False

    def open(self, briefing_id: str) -> None:
        """Open a briefing; one that is not there leaves none open."""
        found = next((one for one in self.every if one.id == briefing_id), None)
        if found is None:
            found = self.every[-1] if self.every else None
        if found is not None and self.current is not None and found.id == self.current.id:
            return
        self._stop()
        self.current, self.now, self.findings, self.problem = found, None, [], ""
        self._stale = True
        self.opened.emit()
        if self._awake:
            self.rebuild()

    @property
    def plan(self) -> BriefingPlan:
        """The plan of the open briefing; one as it is by itself where none is open."""
        return self.current.plan if self.current is not None else BriefingPlan()

    # --- verbs; each is one step that undo takes back

    def add(self, plan: BriefingPlan) -> None:
        """Save a new briefing and open it."""
        with self._session.telling():
            self.open(add_briefing(self._session.project, plan).id)

    def remove(self) -> None:
        """Remove the open briefing."""
        if self.current is not None:
            with self._session.telling():
                remove_briefing(self._session.project, self.current.id)

    def edit(self, changes: Mapping[str, Any]) -> None:
        """Change parts of the plan."""
        if self.current is not None and changes:
            with self._session.telling():
                edit_briefing(self._session.project, self.current.id, **changes)

    def change_kind(self, kind: Kind, changes: Mapping[str, Any]) -> None:
        """Make the briefing one of another kind; a title suggested for the old one goes with it."""
        if self.current is not None:
            with self._session.telling():
                change_kind(self._session.project, self.current.id, kind, **changes)

    def change_language(self, name: str) -> None:
        """Tell the briefing in another language; a title that was suggested is suggested in it."""
        if self.current is not None:
            with self._session.telling():
                change_language(self._session.project, self.current.id, name)

    def write(self, key: str, text: str) -> None:
        """Keep words written by hand; empty gives the place back to what is generated."""
        if self.current is not None and (text.strip() or key in self.plan.written):
            with self._session.telling():
                write_words(self._session.project, self.current.id, key, text.strip(), self.generated(key))

    def generated(self, key: str) -> str:
        """Return the words generated for a place, whether they stand there or others were written by hand."""
        sections = self.now.briefing.walk() if self.now is not None else ()
        found = (b for s in sections for b in s.blocks if isinstance(b, Paragraph) and b.key == key)
        block = next(found, None)
        return "" if block is None else block.generated if block.by_hand else block.text

    def give_back(self, keys: Collection[str]) -> None:
        """Let the places of words written by hand show what is generated again."""
        if self.current is not None:
            with self._session.telling():
                give_back(self._session.project, self.current.id, keys)

    def keep(self, key: str) -> None:
        """Keep words by hand although those generated for their place have changed."""
        if self.current is not None:
            with self._session.telling():
                keep_words(self._session.project, self.current.id, key, self.generated(key))

    # --- making

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        if changes.kind == "cache":
            if self._awake:
                self._later.start()
            return
        if touches_briefings(changes):
            before = self.current.plan if self.current is not None else None
            self._read_list()
            self._show_undone(changes)
            only_others = not changes.touches("report", "annotation", "link", "tag")
            if only_others and self.current is not None and self.current.plan == before and self.now is not None:
                return
            if self.current is None:
                self.open("")
        self._stale = True
        if self._awake:
            self._soon.start()

    def _show_undone(self, changes: Changes) -> None:
        """Show the briefing that undo or redo has changed or brought back."""
        if changes.kind in ("undo", "redo"):
            rows = [row for row in changes.rows if row.entity == "setting" and row.entity_id.startswith(PREFIX)]
            if rows and rows[0].after is not None:
                self.open(rows[0].entity_id.removeprefix(PREFIX))

    @Slot()
    def rebuild(self) -> None:
        """Make the pages anew: a small project is read here, everything else happens in a job."""
        self._soon.stop()
        if self.current is None or not self._session.is_open:
            return
        self._stale = False
        plan, briefing_id = self.current.plan, self.current.id
        try:
            read = self._reading(plan)
        except UserError as error:
            self._fail(str(error))
            return
        if self._job is not None:
            self._job.cancel()
        if self._layout is None or self._layout_of != briefing_id:
            self._layout, self._layout_of = Layout(self.fonts), briefing_id
        work = _making(briefing_id, plan, read, self._layout)
        self._job = self.runner.start(self.tr("生成简报"), work)
        self._job.succeeded.connect(self._on_made)
        self._job.failed.connect(self._on_failed)
        self._job.cancelled.connect(self._on_cancelled)
        self._job.ended.connect(self._on_ended)
        self.working.emit(True)

    def _reading(self, plan: BriefingPlan) -> Callable[[], _Builds]:
        """Return what gives the builders of a plan: read here and now, or by the job where that would take long."""
        project = self._session.project
        if self._is_big():
            return _apart(project, partial(_builds_of, plan=plan))
        return _at_once(_builds_of(project, plan=plan))

    def _is_big(self) -> bool:
        """Whether reading the project would stop the window for a moment; it is read in the job then."""
        project = self._session.project
        return not project.read_only and sum(sum(tags.values()) for tags in project.counts().values()) > _BIG

    @Slot(object)
    def _on_made(self, made: Made) -> None:
        if self.sender() is not self._job or self.current is None or made.briefing_id != self.current.id:
            return
        self.now, self.problem = made, ""
        self.made.emit()
        self._later.start()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        if self.sender() is self._job:
            self._fail(str(error))

    def _fail(self, sentence: str) -> None:
        self.problem = sentence
        self.now, self.findings = None, []
        self.failed.emit(sentence)

    @Slot()
    def _on_cancelled(self) -> None:
        if self.sender() is self._job:  # by the user; a job that a newer one took over is not worth a word
            self._session.say(self.tr("没有更新预览，按 F5 重新生成"))

    @Slot()
    def _on_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.working.emit(False)

    # --- checks

    @Slot()
    def _check(self) -> None:
        made = self.now
        if made is None or not self._session.is_open or not self._awake:
            return
        with self._session.telling():
            project, missing = self._session.project, missing_fonts(self.fonts)
            wanted = partial(check_reading, plan=made.plan, missing_fonts=missing, briefing=made.briefing)
            work = _apart(project, wanted) if self._is_big() else _at_once(wanted(project))
            if self._check_job is not None:
                self._check_job.cancel()
            self._check_job = self.runner.start(self.tr("检查简报"), _checking(work))
            self._check_job.succeeded.connect(self._on_checked)

    @Slot(object)
    def _on_checked(self, findings: list[Finding]) -> None:
        if self.sender() is self._check_job and self.now is not None:
            self._check_job = None
            self.findings = findings
            self.checked.emit()


_Build = Callable[[Progress | None], Briefing]
_Builds = tuple[_Build, _Build | None]
_T = TypeVar("_T")


def _builds_of(project: Project, *, plan: BriefingPlan) -> _Builds:
    """Return what builds a plan, and what builds it with all it leaves out; None where that is the same."""
    whole = plan_reading(project, full_plan(plan)) if plan.hidden or plan.left_out else None
    return plan_reading(project, plan), whole


def _apart(project: Project, read: Callable[[Project], _T]) -> Callable[[], _T]:
    """Return a reading of the project that may run in a job: it opens the file for itself."""
    path, author, device = project.path, project.author, project.device

    def work() -> _T:
        with Project.open(path, author=author, device=device, backup=False) as opened:
            return read(opened)

    return work


def _at_once(value: _T) -> Callable[[], _T]:
    return lambda: value


def _making(
    briefing_id: str, plan: BriefingPlan, read: Callable[[], _Builds], layout: Layout
) -> Callable[[Progress], Made]:
    def work(progress: Progress) -> Made:
        before = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH)
        try:
            build, whole = read()
            briefing = build(progress)
            full = briefing if whole is None else whole(progress)
            pages = layout.pages(briefing, progress)
            places = Places(pages, briefing)
            nodes = nodes_of(plan, briefing, full)
            left = orphans(plan, briefing)
            return Made(briefing_id, plan, briefing, nodes, pages, places, left, characters_of(briefing))
        finally:
            sys.setswitchinterval(before)

    return work


def _checking(read: Callable[[], Callable[[], list[Finding]]]) -> Callable[[Progress], list[Finding]]:
    def check(_progress: Progress) -> list[Finding]:
        return read()()

    return check
