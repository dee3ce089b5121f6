"""Deciding on thousands of suggestions a few at a time, so that the window answers between; one step for undo."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from quandian.core.errors import UserError
from quandian.core.model import ReportId, SuggestionId, Verdict
from quandian.store import Step
from quandian.store.project import Project
from quandian.tasks.reviewing import link_metrics

_FIRST, _LEAST, _MOST = 24, 16, 190  # suggestions of a part
_PART = 0.012  # seconds of this thread that a part should take, however busy the machine is otherwise


class ManyDecisions:
    """Accepts or rejects suggestions part by part. Iterate to do it; ``take_back`` undoes what was done so far."""

    def __init__(self, project: Project, ids: Sequence[SuggestionId], verdict: Verdict) -> None:
        """Prepare; ``verdict`` is ACCEPTED or REJECTED. Raises ValueError for another one."""
        if verdict not in (Verdict.ACCEPTED, Verdict.REJECTED):
            raise ValueError(f"not for many: {verdict}")
        self._project, self._ids, self._accepts = project, list(ids), verdict is Verdict.ACCEPTED
        self._step = Step(f"{'accept' if self._accepts else 'reject'}_many|{len(self._ids)}")
        self._over = False
        self.decided = 0
        """How many were decided; what others settled or removed meanwhile is left out."""

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Do one part after the other, yielding (done, total). Raises UserError of the store; then take back."""
        place, size = 0, _FIRST
        while place < len(self._ids) and not self._over:
            before = time.thread_time()
            self._decide(self._ids[place : place + size])
            place += size
            taken = time.thread_time() - before
            size = min(max(round(size * min(2.0, _PART / max(taken, 1e-4))), _LEAST), _MOST)
            yield min(place, len(self._ids)), len(self._ids)

    def _decide(self, ids: Sequence[SuggestionId]) -> None:
        project = self._project
        found = project.suggestions_by_id(ids)  # a report may have been analysed anew or removed meanwhile
        removed = {report for report in {s.report_id for s in found} if not _is_there(project, report)}
        there = [s.id for s in found if s.report_id not in removed]
        if not there:
            return
        try:
            with project.part_of(self._step):
                if self._accepts:
                    made = project.accept(there)
                    link_metrics(project, made)
                    self.decided += len(made)
                else:
                    project.reject(there)
                    self.decided += len(there)
        except UserError as error:
            if error.code != "suggestion.settled":
                raise

    @property
    def label(self) -> str:
        """The label of the step, as undo names it."""
        return self._step.label

    def halt(self) -> None:
        """Do no more; what was done is a step that can be undone."""
        self._over = True

    def take_back(self) -> None:
        """Undo what was done so far, and do no more."""
        self._over = True
        self._project.take_back(self._step)


def _is_there(project: Project, report_id: ReportId) -> bool:
    try:
        project.report(report_id)
    except UserError:
        return False
    return True
