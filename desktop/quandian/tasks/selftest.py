"""What an installed program does to show that it works: the whole path on a temporary project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from quandian.core.codebook import ACHIEVEMENT
from quandian.core.errors import UserError
from quandian.reading.open import read_bytes
from quandian.store.project import Project
from quandian.tasks.briefing import export_briefing
from quandian.tasks.sample import build_sample, sample_names, sample_report

_DEVICE = "5e1f7e57"


def self_test(folder: Path, tell: Callable[[str], None]) -> Path:
    """Import, annotate, undo, redo, export, reopen and check in ``folder``; call ``tell`` with each step passed.

    Returns a sample project built there. Raises UserError selftest.failed naming the step, and what the rooms raise.
    """
    path = folder / "自检.quandian"
    with Project.create(path, author="self-test", device=_DEVICE) as project:
        name = sample_names()[0]
        (report_id,) = project.import_reports([read_bytes(name, sample_report(name))]).added
        _passed(tell, "import", project.text(report_id) != "")
        annotation = project.annotate(report_id, ACHIEVEMENT, 10, 30, note="自检")
        _passed(tell, "annotate", annotation.quote == project.text(report_id)[10:30])
        project.undo()
        _passed(tell, "undo", project.annotations(report_id) == [])
        project.redo()
        _passed(tell, "redo", [a.quote for a in project.annotations(report_id)] == [annotation.quote])
        briefing = export_briefing(project, folder / "自检.docx")
        with ZipFile(briefing) as word:
            _passed(tell, "export", annotation.quote.split()[0] in word.read("word/document.xml").decode("utf-8"))
    with Project.open(path, author="self-test", device=_DEVICE, backup_dir=folder / "backups") as project:
        _passed(tell, "reopen", [a.note for a in project.annotations(report_id)] == ["自检"])
        _passed(tell, "check", project.check() == [])
    sample = folder / "示例.quandian"
    with build_sample(sample, "self-test", _DEVICE) as project:
        _passed(tell, "sample", len(project.reports()) == len(sample_names()) and project.check() == [])
    return sample


def _passed(tell: Callable[[str], None], step: str, good: bool) -> None:
    if not good:
        raise UserError("selftest.failed", step=step)
    tell(step)
