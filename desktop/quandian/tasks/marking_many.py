"""Original texts with their comments, each report in a file of its own, in one job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from quandian.core.model import ReportId
from quandian.core.progress import Progress
from quandian.store import Project
from quandian.tasks.marking import marked_job
from quandian.writing.gongwen import Fonts

_AT_ONCE = 20  # reports read before the job begins; of more each is read by the job


def file_names(titles: Sequence[str], folder: Path, shape: str) -> list[Path]:
    """Return a file for each title that neither is there nor is named twice; ``shape`` has {0} for the title."""
    taken: set[str] = set()
    out = []
    for title in titles:
        safe = "".join("_" if char in '\\/:*?"<>|\n\r\t' else char for char in title).strip(" .")[:80]
        stem, number = shape.format(safe or "1"), 1
        path = folder / f"{stem}.docx"
        while path.name.casefold() in taken or path.exists():
            number += 1
            path = folder / f"{stem} {number}.docx"
        taken.add(path.name.casefold())
        out.append(path)
    return out


def marked_files_job(
    project: Project, wanted: Sequence[tuple[ReportId, Path]], fonts: Fonts | None = None
) -> Callable[[Progress], list[Path]]:
    """Return the writing of several reports' texts with their comments as a job; it returns where they are.

    Raises UserError ``report.unknown``; the job ``writing.*`` and Cancelled. Where it does not come to its end, what
    it has written of several files is taken away again.
    """
    if len(wanted) <= _AT_ONCE or project.read_only:
        ready = [marked_job(project, report_id, target, fonts) for report_id, target in wanted]
        return lambda progress: _written(ready, progress)
    path, author, device = project.path, project.author, project.device

    def work(progress: Progress) -> list[Path]:
        with Project.open(path, author=author, device=device, backup=False) as own:
            return _written([_later(own, report_id, target, fonts) for report_id, target in wanted], progress)

    return work


def _later(project: Project, report_id: ReportId, target: Path, fonts: Fonts | None) -> Callable[[Progress], Path]:
    return lambda progress: marked_job(project, report_id, target, fonts)(progress)


def _written(jobs: Sequence[Callable[[Progress], Path]], progress: Progress) -> list[Path]:
    if len(jobs) == 1:
        return [jobs[0](progress)]
    done: list[Path] = []

    def within(_at: int, _of: int, _text: str) -> None:
        progress.step(len(done), len(jobs))

    try:
        for job in jobs:
            progress.step(len(done), len(jobs))
            done.append(job(Progress(within)))
        progress.step(len(jobs), len(jobs))
    except BaseException:
        for path in done:
            path.unlink(missing_ok=True)
        raise
    return done
