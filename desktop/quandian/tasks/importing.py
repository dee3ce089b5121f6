"""Files become reports of a project: read first (any thread, no project needed), then stored in one operation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quandian.core.errors import UserError
from quandian.core.model import ReportDraft, ReportId
from quandian.core.progress import Progress, silent
from quandian.reading.isolate import read_isolated
from quandian.reading.open import SUPPORTED_SUFFIXES
from quandian.reading.sentences import KINDS, said
from quandian.store.project import Project


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no report, and why."""

    path: Path
    error: UserError


@dataclass(frozen=True, slots=True)
class ReadBatch:
    """What reading files gave: drafts in the order of the files, and the files that gave none."""

    drafts: tuple[ReportDraft, ...] = ()
    failed: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did.

    ``already`` holds the reports that were there, with the name of the file given now; ``notices`` what should be
    known of those added: name of the file and code of the sentence.
    """

    added: tuple[ReportId, ...] = ()
    already: tuple[tuple[ReportId, str], ...] = ()
    failed: tuple[Failure, ...] = field(default=())
    notices: tuple[tuple[str, str], ...] = ()


def import_files(
    project: Project,
    paths: Sequence[Path],
    progress: Progress | None = None,
    encodings: Mapping[Path, str] | None = None,
) -> ImportSummary:
    """Read files and folders and put their reports into the project, all new ones in one undo step.

    A file that cannot be read is told in ``failed`` and stops nothing. Raises Cancelled (nothing is stored then) and
    UserError where the project cannot be written.
    """
    return store_drafts(project, read_files(paths, progress, encodings))


def read_files(
    paths: Sequence[Path], progress: Progress | None = None, encodings: Mapping[Path, str] | None = None
) -> ReadBatch:
    """Read files, and the readable files of folders. Touches no project, so a job may run it. Raises Cancelled."""
    progress = progress or silent()
    drafts: list[ReportDraft] = []
    failed: list[Failure] = []
    files = _expanded(paths, failed)
    for done, path in enumerate(files):
        progress.step(done, len(files), path.name)
        try:
            drafts.append(read_isolated(path, encoding=_encoding_for(path, encodings or {}), progress=progress))
        except UserError as error:
            failed.append(Failure(path, error))
    progress.step(len(files), len(files))
    return ReadBatch(tuple(drafts), tuple(failed))


def _encoding_for(path: Path, encodings: Mapping[Path, str]) -> str | None:
    """Return the encoding given for a file, or for a folder it lies in; a Word file has none."""
    if path.suffix.lower() in (".docx", ".docm"):
        return None
    return next((encodings[place] for place in (path, *path.parents) if place in encodings), None)


def store_drafts(project: Project, batch: ReadBatch) -> ImportSummary:
    """Put what was read into the project: one operation, reports whose text is there already are left alone."""
    if not batch.drafts:
        return ImportSummary(failed=batch.failed)
    outcome = project.import_reports(batch.drafts)
    there = [name for _, name in outcome.already]
    notices = tuple((d.source_name, code) for d in batch.drafts if d.source_name not in there for code in d.notices)
    return ImportSummary(outcome.added, outcome.already, batch.failed, notices)


def _expanded(paths: Sequence[Path], failed: list[Failure]) -> list[Path]:
    """Replace folders by the files in them that can be read, by name; a file named twice is read once."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUPPORTED_SUFFIXES)
            if not inside:
                failed.append(Failure(path, UserError("import.folder_empty", name=path.name, kinds=said(KINDS))))
            files += inside
        else:
            files.append(path)
    return list(dict.fromkeys(files))
