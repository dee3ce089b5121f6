"""A project in a shared folder: attach, write what is new here, take in what is new there, say who is in.

Every member writes only under their own name (``store.folder``), so nothing needs a lock. In whatever order and however
late the files come, all members come to the same state (``core.merge_fold``). What cannot be taken yet waits and says
why. Window and command line both call :func:`synchronise`; the window by ``tasks.sharing_jobs``.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from quandian.core.errors import UserError
from quandian.core.ids import utc_now
from quandian.core.progress import Progress, silent
from quandian.store import Project
from quandian.store.exchange import LoggedOperation
from quandian.store.folder import PREFIX, FolderMember, Segment, SharedFolder
from quandian.store.segments import decode_operations, encode_file, encode_operations, encode_text, texts_needed
from quandian.store.sharing import Attachment
from quandian.tasks import identity, known_members, places, trust
from quandian.tasks.opening import held
from quandian.tasks.sharing_pull import FolderContents, Pull, source_of

log = logging.getLogger(__name__)

SEGMENT_OPERATIONS = 2000  # in one file: small enough to be sent soon, large enough that files stay few
SEGMENT_BYTES = 4 << 20
COMPACT_AT = 60  # segments of one's own before they are put together


@dataclass(frozen=True, slots=True)
class MemberState:
    """A member as it looks from here. ``waiting`` counts files of theirs that could not be taken in, by reason.

    ``behind`` counts operations of ours they had not taken in when they last synchronised; ``removed_by`` names those
    who took them out.
    """

    facts: FolderMember
    me: bool
    taken: int
    waiting: dict[str, int]
    behind: int
    removed: bool
    removed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderState:
    """What the window shows of a shared folder. ``problem`` is why it cannot be reached now, else ``None``."""

    attachment: Attachment
    name: str
    members: tuple[MemberState, ...]
    unsent: int
    disputed: int
    problem: UserError | None = None

    @property
    def waiting(self) -> int:
        """How many files of others wait."""
        return sum(sum(member.waiting.values()) for member in self.members)

    @property
    def removed_me(self) -> tuple[str, ...]:
        """Who took this member out."""
        return next((member.removed_by for member in self.members if member.me), ())


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """What synchronising did: operations written and taken in, files that wait, conflicts that were found."""

    sent: int
    taken: int
    waiting: int
    disputed: int


def attach(project: Project, folder: Path, *, key: str = "", sources: bool = True, beside: bool = False) -> Attachment:
    """Attach a project to a folder: to the project shared there, or as the first one.

    ``key`` chooses where several are shared there (its key or name); ``beside`` makes a place of this project's own,
    whatever else is shared there. Nothing is exchanged yet. Raises UserError
    ``folder.attached``, ``.missing``, ``.several``, ``.inside`` and what :class:`SharedFolder` raises.
    """
    present = project.sharing.attachment()
    if present is not None:
        raise UserError("folder.attached", path=str(present.root))
    need_outside(project.path, folder)
    folder = folder.resolve()
    shared = SharedFolder.make(folder, project.key, project.name) if beside else _chosen(project, folder, key)
    me = _new_member(project)
    attachment = Attachment(shared.root, me, utc_now(), sources)
    shared.write_member(FolderMember(me, project.author, attachment.since, project=project.key))
    project.sharing.attach(attachment)
    return attachment


def need_outside(project: Path, folder: Path) -> None:
    """Raise UserError("folder.inside") where a project file lies, or is to lie, in the folder that is shared.

    A synchroniser would copy the live file half written, and somebody else's over it. Links are followed.
    """
    folder = folder.resolve()
    if folder.name.startswith(PREFIX):  # the place of one project, in the folder that is shared
        folder = folder.parent
    if project.resolve().is_relative_to(folder):
        raise UserError("folder.inside", path=str(folder), name=project.name, home=str(_home_outside(folder)))


def _home_outside(folder: Path) -> Path:
    """Return a folder of the user's that is not in the shared one."""
    homes = [places.documents_dir(), Path.home()]
    return next((home for home in homes if not home.resolve().is_relative_to(folder)), homes[-1])


def _new_member(project: Project) -> str:
    """Return a new member id. It begins with what tells the device: a copy of the file elsewhere is another member."""
    return f"{_mark_of(project)}-{secrets.token_hex(6)}"


def _mark_of(project: Project) -> str:
    return hashlib.sha256(project.device.encode()).hexdigest()[:8]


def _chosen(project: Project, folder: Path, key: str) -> SharedFolder:
    found = SharedFolder.found_in(folder) if folder.is_dir() else []
    if key:
        found = [one for one in found if key in (one.key, one.name)]
        if not found:
            raise UserError("folder.no_project", path=str(folder))
    same = [one for one in found if one.key == project.key]
    if same:
        return same[0]
    if len(found) > 1:
        raise UserError("folder.several", path=str(folder), names="、".join(one.name or one.key for one in found))
    return found[0] if found else SharedFolder.make(folder, project.key, project.name)


def detach(project: Project) -> None:
    """Leave the shared folder: what came from it stays here, what was written stays there.

    The others see that this member left, where the folder can be reached. Raises UserError ``folder.not_attached``.
    """
    attachment = _need(project)
    try:
        shared = SharedFolder.at(attachment.root)
        shared.write_member(replace(_own(project, attachment), left=True))
    except UserError as error:  # the folder is gone or cannot be written: leaving must not depend on it
        log.info("left a shared folder without telling it: %s", error.code)
    project.sharing.detach()


def set_removed(project: Project, member: str, removed: bool) -> None:
    """Take nothing more from a member (or again), and let all others see it. What came from them stays.

    Raises UserError ``folder.not_attached`` and what writing to the folder raises.
    """
    attachment = _need(project)
    others = tuple(m for m in attachment.removed if m != member)
    attachment = replace(attachment, removed=(*others, member) if removed else others)
    shared = SharedFolder.at(attachment.root)
    shared.write_member(_own(project, attachment))
    project.sharing.set_removed(attachment.removed)


def find_member(project: Project, given: str) -> str:
    """Return the id of the member of this id or name. Raises UserError ``folder.no_member``, ``.not_attached``."""
    members = SharedFolder.at(_need(project).root).members()
    for member in members:
        if given in (member.id, member.name):
            return member.id
    raise UserError("folder.no_member", name=given, known="、".join(m.name or m.id for m in members))


def synchronise(project: Project, progress: Progress | None = None, *, gentle: bool = False) -> SyncOutcome:
    """Write what is new here and take in what is new there. Cancelling keeps what is done and loses nothing.

    ``gentle`` leaves turns to a window that has the same file open. Raises UserError ``folder.not_attached``,
    ``folder.missing`` and the like; the project is as good as before.
    """
    progress = progress or silent()
    need_outside(project.path, _need(project).root)
    shared = SharedFolder.at(_need(project).root)
    attachment = _on_this_device(project, shared)
    taken = Pull(project, shared, attachment, progress, gentle=gentle).run()
    sent = _push(project, shared, _need(project), progress)
    _bring_sources(project, shared)
    project.sharing.note(replace(_need(project), synced_at=utc_now()))
    _compact(project, shared, _need(project))
    shared.write_member(_own(project, _need(project)))
    return SyncOutcome(sent, taken, len(project.sharing.waiting()), len(project.disputed()))


def _on_this_device(project: Project, shared: SharedFolder) -> Attachment:
    """Return the attachment, under a new member id where the file was copied from another device."""
    attachment = _need(project)
    if attachment.member.startswith(_mark_of(project)):
        return attachment
    made = replace(attachment, member=_new_member(project), number=0, wrote=0)
    shared.write_member(FolderMember(made.member, project.author, utc_now(), project=project.key))
    project.sharing.rename(made.member)
    return made


def joined(path: Path, folder: Path, *, key: str = "", sources: bool = True) -> Project:
    """Make a new project out of one that is shared in a folder and return it, attached and not yet synchronised.

    Raises UserError as :func:`attach` and ``Project.create`` do; then no file stays.
    """
    need_outside(path, folder)
    found = [one for one in SharedFolder.found_in(folder) if not key or key in (one.key, one.name)]
    if not found:
        raise UserError("folder.no_project", path=str(folder))
    if len(found) > 1:
        raise UserError("folder.several", path=str(folder), names="、".join(one.name or one.key for one in found))
    (chosen,) = found
    author, device = identity.author(), identity.device()
    project = Project.create(path, author=author, device=device, name=chosen.name, key=chosen.key)
    try:
        attach(project, folder, key=key, sources=sources)
    except BaseException:
        project.close()
        path.unlink(missing_ok=True)
        raise
    trust.own(path)
    return held(project)


# --- writing


def _push(project: Project, shared: SharedFolder, attachment: Attachment, progress: Progress) -> int:
    """Write operations that are not in the folder; returns how many."""
    sharing = project.sharing
    undone = sharing.undone()
    lost = _lost(project, shared, attachment)
    # What an undone merge brought is not told; undone or brought again since, all is told anew: taking twice is once.
    after = attachment.pushed if undone == attachment.undone and not lost else 0
    newest, sent = sharing.newest(), 0
    every = list(sharing.outgoing(after))
    for part in _parts(every):
        progress.step(sent, len(every))
        _bring_contents(project, shared, attachment, part)
        segment = shared.write_segment(attachment.member, attachment.number + 1, encode_operations(part))
        sharing.wrote(segment, len(part))
        sent += len(part)
        last = attachment.pushed if after != attachment.pushed else part[-1].seq
        attachment = replace(attachment, number=attachment.number + 1, pushed=last, wrote=attachment.wrote + len(part))
        sharing.note(attachment)
    if newest != attachment.pushed or undone != attachment.undone:
        sharing.note(replace(attachment, pushed=newest, undone=undone))
    if lost:
        sharing.forget(lost)
    return sent


def _lost(project: Project, shared: SharedFolder, attachment: Attachment) -> list[tuple[str, str]]:
    """Return segments of one's own that are no longer in the folder: somebody deleted them, or an older copy of it."""
    mine = [key for key, count in project.sharing.taken().items() if key[0] == attachment.member and count >= 0]
    return [key for key in mine if not shared.lies_there(Segment(*key))]


def _parts(operations: Iterable[LoggedOperation]) -> Iterator[list[LoggedOperation]]:
    """Yield operations in parts that make files of a sensible size."""
    part: list[LoggedOperation] = []
    size = 0
    for one in operations:
        part.append(one)
        size += sum(len(c.before or "") + len(c.after or "") for c in one.changes)
        if len(part) >= SEGMENT_OPERATIONS or size >= SEGMENT_BYTES:
            yield part
            part, size = [], 0
    if part:
        yield part


def _bring_contents(
    project: Project, shared: SharedFolder, attachment: Attachment, operations: list[LoggedOperation]
) -> None:
    """Write the texts (and sources) of reports before the operations that speak of them."""
    contents = FolderContents(shared)
    for text_sha256, source_sha256 in texts_needed(operations):
        found = project.sharing.text(text_sha256)
        # What others brought under this name counts only where it is what the name says.
        if found is not None and contents.content(text_sha256, "") is None:
            shared.write_content(attachment.member, text_sha256, "text", encode_text(*found))
        source = project.sharing.source(source_sha256) if attachment.sources else None
        if source is not None and source_of(shared, source_sha256) is None:
            shared.write_content(attachment.member, source_sha256, "file", encode_file(*source))


def _compact(project: Project, shared: SharedFolder, attachment: Attachment) -> None:
    """Put one's own many small files into few: whoever has the small ones takes in nothing twice."""
    noted = project.sharing.taken()
    small = [
        segment
        for segment in shared.segments(attachment.member)
        if 0 <= noted.get((segment.member, segment.name), -1) < SEGMENT_OPERATIONS // 2
    ]
    if len(small) < COMPACT_AT:
        return
    operations: dict[str, LoggedOperation] = {}
    for segment in small:
        data = shared.read(segment)
        if data is None:
            return  # somebody's synchroniser is at it: another time
        for one in decode_operations(data):
            there = operations.get(one.id)
            operations[one.id] = one if there is None else _joined(there, one)
    number = attachment.number
    for part in _parts(operations.values()):
        number += 1
        project.sharing.wrote(shared.write_segment(attachment.member, number, encode_operations(part)), len(part))
    project.sharing.note(replace(attachment, number=number))
    project.sharing.replaced(small)
    shared.drop(small)


def _joined(one: LoggedOperation, other: LoggedOperation) -> LoggedOperation:
    """Return an operation with the changes that it has in either of two files."""
    there = {(c.entity, c.entity_id) for c in one.changes}
    more = tuple(c for c in other.changes if (c.entity, c.entity_id) not in there)
    return one._replace(changes=(*one.changes, *more))


def _bring_sources(project: Project, shared: SharedFolder) -> None:
    """Fetch source files that were not there when their reports came."""
    for sha256 in project.sharing.absent_sources():
        found = source_of(shared, sha256)
        if found is not None:
            project.sharing.bring_source(sha256, *found)


# --- saying how it stands


def _need(project: Project) -> Attachment:
    attachment = project.sharing.attachment()
    if attachment is None:
        raise UserError("folder.not_attached")
    return attachment


def _own(project: Project, attachment: Attachment) -> FolderMember:
    """Return this member's own facts: who, how far with whom."""
    taken: dict[str, int] = {}
    for (member, _), count in project.sharing.taken().items():
        if member != attachment.member:
            taken[member] = taken.get(member, 0) + count
    return FolderMember(
        attachment.member,
        project.author,
        attachment.since,
        attachment.synced_at,
        wrote=attachment.wrote,
        removed=attachment.removed,
        taken=taken,
        project=project.key,
    )


def folder_state(project: Project) -> FolderState | None:
    """Return how the shared folder stands, ``None`` where the project is not attached. Never raises for the folder.

    Where it cannot be reached, its members are as they were known.
    """
    attachment = project.sharing.attachment()
    if attachment is None:
        return None
    unsent, disputed = project.sharing.unsent(attachment), len(project.disputed())
    name, problem = project.name, None
    try:
        shared = SharedFolder.at(attachment.root)
        name, facts = shared.name, known_members.remember(attachment, shared.members())
    except UserError as error:
        problem, facts = error, known_members.remembered(attachment)
    facts = known_members.without_own_past(attachment, project.author, facts)
    waiting: dict[str, dict[str, int]] = {}
    for (member, _), reason in project.sharing.waiting().items():
        reasons = waiting.setdefault(member, {})
        reasons[reason] = reasons.get(reason, 0) + 1
    own = _own(project, attachment)
    removed_by: dict[str, list[str]] = {}
    for fact in facts:
        for member in fact.removed:
            removed_by.setdefault(member, []).append(fact.name)
    members = tuple(
        MemberState(
            fact,
            fact.id == attachment.member,
            own.taken.get(fact.id, 0),
            waiting.get(fact.id, {}),
            0 if fact.id == attachment.member else max(0, attachment.wrote - fact.taken.get(attachment.member, 0)),
            fact.id in attachment.removed,
            tuple(removed_by.get(fact.id, ())),
        )
        for fact in facts
    )
    return FolderState(attachment, name, members, unsent, disputed, problem)
