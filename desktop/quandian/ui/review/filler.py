"""Suggestions computed in the background: after an import, when asked for, and after learning from decisions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from quandian.core.model import Changes, ReportId, SuggestionId
from quandian.core.progress import Progress
from quandian.store import NewSuggestion
from quandian.tasks import reviewing
from quandian.tasks.suggest_apart import Suggester, Suggesters, children_for
from quandian.tasks.suggesting import Decided
from quandian.ui.jobs import JobRunner
from quandian.ui.review.pipeline import Pipeline
from quandian.ui.session import Session

LEARN_EVERY = 25
"""Decisions after which the project's model is learnt anew, when the hand rests."""
LONG = 200_000
"""Characters from which a report is analysed only when the user asks for it."""
_AT_ONCE = 160  # suggestions kept at a time: a few milliseconds
_REST_MS = 4000
_START_MS = 1500  # after opening: the window's first moments belong to the user


class _Part(NamedTuple):
    """Suggestions of a report that are not the first to be kept."""

    report_id: ReportId
    drafts: Sequence[NewSuggestion]
    engine: str
    add: bool


class Effect(NamedTuple):
    """What suggesting anew after learning changed: suggestions that are no longer made, and new ones."""

    decisions: int
    gone: int = 0
    come: int = 0


class Filler(QObject):
    """Keeps the suggestions of the open project up to date.

    Signals: busy_changed(bool), learning_changed(bool), learnt(Effect) when what was learnt has been applied.
    """

    busy_changed = Signal(bool)
    learning_changed = Signal(bool)
    learnt = Signal(object)

    def __init__(self, session: Session, jobs: JobRunner) -> None:
        super().__init__(session)
        self._session, self._jobs = session, jobs
        self._run: Pipeline | None = None
        self._children: Suggester | Suggesters
        self._again = self._thorough = self._learning = self._held = False
        self.automatic = True
        self.waits: Callable[[ReportId], Collection[SuggestionId]] = _none_wait
        """Returns what waits in a report, to tell what learning changed."""
        self.in_hand: Callable[[], Collection[SuggestionId]] = tuple
        """Returns what the analyst has before them or put off: that stays, whatever was learnt."""
        self._effect: Effect | None = None
        self._were: set[SuggestionId] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.fill)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._on_rest)
        session.opened.connect(self._on_opened)
        session.changed.connect(self._on_changes)
        session.closing.connect(self._on_closing)

    @property
    def pending(self) -> bool:
        """Whether suggestions are being computed, or about to be."""
        return self.busy or self._soon.isActive()

    @property
    def busy(self) -> bool:
        """Whether suggestions are being computed."""
        return self._run is not None

    # --- when

    @Slot()
    def _on_opened(self) -> None:
        if self.automatic:
            self._soon.start(_START_MS)

    @Slot()
    def _on_closing(self) -> None:
        self._soon.stop()
        self._rest.stop()
        self._again = False
        self._effect = None
        self.stop()

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        if not self.automatic or self._held:
            return
        if any(row.entity == "report" and row.before is None for row in changes.rows):
            self._soon.start(50)
        if changes.touches("decision"):
            self._rest.start()

    def hold(self, on: bool) -> None:
        """Write nothing while a job writes the project, or this thread would wait for it; go on when it has ended."""
        if on == self._held:
            return
        self._held = on
        if on:
            self._on_closing()
        elif self.automatic and self._session.is_open:
            self._soon.start(_START_MS)
            self._rest.start()

    @Slot()
    def _on_rest(self) -> None:
        if self.busy or not self._session.can_write:
            return
        known = reviewing.learned_count(self._session.project)
        if abs(self._session.project.decision_count() - known) >= LEARN_EVERY:
            self.analyse()

    # --- what

    @Slot()
    def fill(self) -> None:
        """Compute the suggestions that are missing or not of the model in use; endless reports only when asked for."""
        if self._session.can_write and not self.busy and reviewing.must_learn_again(self._session.project):
            self.analyse()
        else:
            self._fill(thorough=False)
        if not self.busy:
            self.busy_changed.emit(False)  # no more is pending

    def _fill(self, *, thorough: bool) -> None:
        self._thorough = thorough
        if not self._session.can_write:
            return
        if self.busy:
            self._again = True
            return
        model = reviewing.model_of(self._session.project)
        todo = reviewing.outdated(self._session.project, model)
        if todo:
            width = children_for(len(todo))
            self._children = several = Suggesters(model, width)
            self._begin(todo, self._material, several.suggest, self._keep, self.tr("分析报告"), width)

    @Slot()
    def analyse(self) -> None:
        """Learn from all decisions, then compute what that makes out of date."""
        if not self._session.can_write or self.busy:
            return
        project = self._session.project
        self._count = project.decision_count()
        if not self._count or reviewing.learned_count(project) == self._count:
            self._fill(thorough=True)
            return
        self._children = self._learner = Suggester()
        lessons = list(reviewing.decided_by_report(project).items())
        self._begin(lessons, self._lesson, self._learner.keep_lesson, _nothing, self.tr("读取审核结果"))
        self._tell_learning(True)
        assert self._run is not None
        self._run.ended.disconnect(self._on_ended)
        self._run.ended.connect(self._on_lessons)

    def _begin(
        self,
        keys: list[Any],
        read: Any,  # noqa: ANN401 - callables
        work: Any,  # noqa: ANN401
        keep: Any,  # noqa: ANN401
        title: str,
        width: int = 1,
    ) -> None:
        self._run = Pipeline(self, keys, read, work, keep, width)
        self._run.ended.connect(self._on_ended)
        self.busy_changed.emit(True)
        self._job = self._run.start(self._jobs, title)

    def _material(self, report_id: ReportId) -> reviewing.Material | None:
        project = self._session.project
        if not self._thorough and len(project.text(report_id)) > LONG:
            return None
        return reviewing.material_of(project, report_id)

    def _keep(self, made: reviewing.Suggested | _Part) -> list[_Part]:
        """Keep the first suggestions of a report and return the rest: the window shall answer between."""
        if isinstance(made, _Part):
            part = made
        else:
            self._were = set(self.waits(made.report_id)) if self._effect is not None else set()
            part = _Part(made.report_id, self._with_those_in_hand(made), made.engine, add=False)
        first, rest = part.drafts[:_AT_ONCE], part.drafts[_AT_ONCE:]
        self._session.project.replace_suggestions(part.report_id, first, part.engine, add=part.add, more=bool(rest))
        if self._effect is not None and not rest:
            are = set(self.waits(part.report_id))
            gone, come = self._effect.gone + len(self._were - are), self._effect.come + len(are - self._were)
            self._effect = self._effect._replace(gone=gone, come=come)
        return [_Part(part.report_id, rest, part.engine, add=True)] if rest else []

    def _with_those_in_hand(self, made: reviewing.Suggested) -> Sequence[NewSuggestion]:
        """Return the suggestions of a report with those the analyst has in hand, which come first: they never go."""
        ids = list(self.in_hand())
        if not ids:
            return made.drafts
        known = {(d.tag_id, d.start, d.end): d for d in made.drafts}
        held: list[NewSuggestion] = []
        for s in self._session.project.suggestions_by_id(ids):
            if s.report_id == made.report_id:
                old = NewSuggestion(s.tag_id, s.start, s.end, s.score, s.reason, s.family, s.fields)
                held.append(known.pop((s.tag_id, s.start, s.end), old))
        return [*held, *known.values()] if held else made.drafts

    def _lesson(self, item: tuple[ReportId, Any]) -> Decided:
        project = self._session.project
        return Decided(project.text(item[0]), project.passages(item[0]), item[1])

    @Slot(bool)
    def _on_ended(self, _whole: bool) -> None:
        self._rest_now()
        self._tell_effect()
        if self._again:
            self._again = False
            self.fill()

    def _tell_learning(self, on: bool) -> None:
        if on != self._learning:
            self._learning = on
            self.learning_changed.emit(on)

    def _tell_effect(self) -> None:
        if self._effect is not None:
            effect, self._effect = self._effect, None
            self.learnt.emit(effect)

    def _rest_now(self) -> None:
        self._run = None
        self._children.close()
        self.busy_changed.emit(False)

    @Slot(bool)
    def _on_lessons(self, whole: bool) -> None:
        if not whole or not self._session.is_open:
            self._on_not_learned()
            return
        self._job = self._jobs.start(self.tr("从审核结果学习"), self._train)
        self._job.succeeded.connect(self._on_learned)
        self._job.failed.connect(self._on_not_learned)
        self._job.cancelled.connect(self._on_not_learned)

    def _train(self, _progress: Progress) -> str:
        return self._learner.train(self._count)

    @Slot(object)
    def _on_learned(self, data: str) -> None:
        self._rest_now()
        if self._session.is_open:
            with self._session.telling():
                self._session.project.keep_learned(data, self._count)
            self._tell_learning(False)
            self._effect = Effect(self._count)
            self._fill(thorough=True)
            if not self.busy:
                self._tell_effect()

    @Slot()
    def _on_not_learned(self) -> None:
        self._rest_now()
        self._tell_learning(False)

    def stop(self) -> None:
        """Leave everything as it is: the project is being closed."""
        if self._run is not None:
            self._job.cancel()
            self._run.abandon()
            self._on_not_learned()


def _none_wait(_report_id: ReportId) -> Collection[SuggestionId]:
    return ()


def _nothing(_result: object) -> None:
    """Keep nothing: the lesson is in the child process."""
