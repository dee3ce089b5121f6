"""What the window does with a shared folder in the background: plain values in, plain values out, no waiting there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quandian.core.errors import UserError
from quandian.core.progress import Progress
from quandian.store import Project
from quandian.store.folder import SharedFolder
from quandian.tasks.places import make_folder
from quandian.tasks.sharing import (
    FolderState,
    SyncOutcome,
    attach,
    detach,
    folder_state,
    joined,
    need_outside,
    set_removed,
    synchronise,
)


@dataclass(frozen=True, slots=True)
class SharedProject:
    """A project that is shared in a folder: its name, who is in by name, when somebody last synchronised (or "")."""

    key: str
    name: str
    members: tuple[str, ...]
    seen: str


@dataclass(frozen=True, slots=True)
class FolderReport:
    """How a synchronisation went and how the folder stands now. ``state`` is ``None`` where the project is not in one.

    ``outcome`` is ``None`` where it failed; then ``problem`` says why.
    """

    state: FolderState | None
    outcome: SyncOutcome | None = None
    problem: UserError | None = None


def shared_in(folder: Path, project: Path | None = None) -> list[SharedProject]:
    """Return the projects shared in a folder, by name.

    Raises UserError folder.missing, folder.cannot_read, and folder.inside where ``project`` lies in it.
    """
    if not folder.is_dir():
        raise UserError("folder.missing", path=str(folder))
    if project is not None:
        need_outside(project, folder)
    found = []
    for one in SharedFolder.found_in(folder):
        members = [member for member in one.members() if not member.left]
        names = tuple(dict.fromkeys(member.name for member in members if member.name))
        found.append(SharedProject(one.key, one.name, names, max((member.seen for member in members), default="")))
    return found


def synchronise_file(path: Path, author: str, device: str, progress: Progress) -> FolderReport:
    """Synchronise a project that is open in a window, on a connection of its own, leaving turns to the window.

    Raises UserError where the project file itself cannot be worked with; Cancelled.
    """
    with Project.open(path, author=author, device=device, backup=False) as project:
        if project.sharing.attachment() is None:
            return FolderReport(None)
        try:
            outcome = synchronise(project, progress, gentle=True)
        except UserError as error:
            if not error.code.startswith("folder."):
                raise
            return FolderReport(folder_state(project), None, error)
        return FolderReport(folder_state(project), outcome)


def set_removed_in_file(path: Path, author: str, device: str, member: str, *, removed: bool) -> FolderReport:
    """Take a member out, or in again. Raises UserError as ``tasks.sharing.set_removed`` does."""
    with Project.open(path, author=author, device=device, backup=False) as project:
        set_removed(project, member, removed=removed)
        return FolderReport(folder_state(project))


def join_file(path: Path, folder: Path, key: str, *, sources: bool) -> Path:
    """Make a project file out of one that is shared in a folder; returns where it is. Raises as ``joined`` does."""
    make_folder(path.parent)  # the documents folder of a new user
    joined(path, folder, key=key, sources=sources).close()
    return path


def attach_file(
    path: Path, author: str, device: str, folder: Path, key: str, *, sources: bool, beside: bool
) -> FolderReport:
    """Attach a project; nothing is exchanged yet. Raises UserError as ``tasks.sharing.attach`` does."""
    with Project.open(path, author=author, device=device, backup=False) as project:
        attach(project, folder, key=key, sources=sources, beside=beside)
        return FolderReport(folder_state(project))


def detach_file(path: Path, author: str, device: str) -> FolderReport:
    """Leave the shared folder. Raises UserError folder.not_attached."""
    with Project.open(path, author=author, device=device, backup=False) as project:
        detach(project)
        return FolderReport(None)
