"""What a filled template looks like: its first page as LibreOffice draws it, or its words where there is none."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from quandian.core.briefing_plan import BriefingPlan
from quandian.core.progress import Progress, silent
from quandian.store import Project
from quandian.tasks.templates import template_job
from quandian.writing.template_sketch import SketchLine, sketch

_SECONDS = 60  # that LibreOffice gets; its first start of a day takes ten
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")


@dataclass(frozen=True, slots=True)
class TemplateLook:
    """The first page: a picture (PNG) as printed, or without LibreOffice None and the words, for a sketch."""

    picture: bytes | None
    lines: tuple[SketchLine, ...]


def office() -> str:
    """Return the program that draws Word files, LibreOffice, as a path; empty where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None and sys.platform == "darwin" and _MAC.exists():
        return str(_MAC)
    return found or ""


def look_job(project: Project, plan: BriefingPlan) -> Callable[[Progress], TemplateLook]:
    """Return the filling and drawing of a plan's template as a job; the project is read here and now.

    The job writes into a folder of its own, which is gone afterwards. Raises UserError ``template.*``,
    ``briefing.reports_gone``.
    """
    folder = tempfile.TemporaryDirectory(prefix="quandian-")
    try:
        fill = template_job(project, plan, Path(folder.name) / "page.docx")
    except BaseException:
        folder.cleanup()
        raise

    def work(progress: Progress | None = None) -> TemplateLook:
        with folder:
            written = fill(progress or silent())
            return TemplateLook(_drawn(written), tuple(sketch(written.read_bytes())))

    return work


def _drawn(path: Path) -> bytes | None:
    """Return the first page of a Word file as LibreOffice draws it; None where it cannot.

    A LibreOffice without its drawing program writes no pictures; poppler makes one of its PDF, where that is there.
    """
    program, poppler = office(), shutil.which("pdftoppm")
    picture = path.with_suffix(".png")
    if not program:
        return None
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"  # not the user's: theirs may be in use
    start, end = (program, profile, "--headless", "--convert-to"), ("--outdir", str(path.parent), str(path))
    _ran([*start, "png", *end])
    if not picture.is_file() and poppler is not None and _ran([*start, "pdf", *end]):
        pdf = str(path.with_suffix(".pdf"))
        _ran([poppler, "-png", "-singlefile", "-r", "150", "-f", "1", "-l", "1", pdf, str(path.with_suffix(""))])
    try:
        return picture.read_bytes()
    except OSError:
        return None


def _ran(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False
