"""Opening and making projects, signed by this user on this device."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from quandian.core.errors import UserError
from quandian.store import still
from quandian.store.project import Project
from quandian.tasks import identity, places, trust
from quandian.tasks.holding import hold


def open_project(path: Path, *, looked_at: bool = False) -> Project:
    """Open the project at ``path``; raises UserError where it is missing, not ours, newer or in use.

    A file that this computer does not know is looked through first (``looked_at``: that was done, or is what it is
    opened for); then also ``project.unsound``. A package, and a project that cannot be written where it lies, are
    opened to be read.
    """
    path = path.absolute()  # it is remembered, and the program's folder may be another the next time
    author, device = identity.author(), identity.device()
    if path.suffix.lower() == places.SHARE_SUFFIX:
        from quandian.tasks.packages import open_package

        return open_package(path)
    try:
        if looked_at:
            still.need_harmless(path)
        else:
            need_sound(path)
        return held(Project.open(path, author=author, device=device, backup_dir=places.backup_dir()))
    except UserError as error:
        if error.code != "project.read_only":
            raise
    return Project.open_still(path, author=author, device=device, origin=path.name, refusal="project.read_only")


def held(project: Project) -> Project:
    """Return an open project of which the other processes know, until it is closed, that it is open here."""
    project.at_close(hold(project.path))
    return project


def need_sound(path: Path) -> None:
    """Look through a project file that is to be worked in, unless it is known here.

    Raises UserError project.strange, .unsound, .missing, .foreign, .damaged, …
    """
    still.need_harmless(path)
    trust.look(path.absolute())


def create_project(path: Path, name: str = "") -> Project:
    """Make an empty project at ``path``; raises UserError where a file or no folder is there."""
    path = path.absolute()
    made = Project.create(path, author=identity.author(), device=identity.device(), name=name or path.stem)
    trust.own(path)
    return held(made)


def project_path_for(files: Sequence[Path], folder: Path | None = None) -> Path:
    """Return a free path for a new project of these files, named after the first, in the documents folder."""
    name = files[0].stem.strip() or "圈点"
    if len(files) > 1:
        name = f"{name} 等{len(files)}份"
    return places.free_path(places.make_folder(folder or places.documents_dir()) / f"{name}{places.PROJECT_SUFFIX}")
