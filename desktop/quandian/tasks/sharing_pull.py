"""Taking in what other members wrote into a shared folder; what cannot be taken yet waits and says why."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator

from quandian.core.errors import Cancelled, UserError
from quandian.core.progress import Progress
from quandian.store import Project
from quandian.store.exchange import LoggedOperation
from quandian.store.folder import Segment, SharedFolder
from quandian.store.foreign import Content
from quandian.store.merge_sentences import wrong_words
from quandian.store.segments import UnknownFormatError, decode_file, decode_operations, decode_text, texts_needed
from quandian.store.sharing import Attachment
from quandian.store.validating import WrongError, need_change, need_operation

log = logging.getLogger(__name__)

_refused: set[str] = set()  # names (so hashes) of segments that no Quandian wrote: not unpacked again every half minute

STEP_CHANGES = 2000  # taken in at once: the window can wait for as long as that takes
MANY_SEGMENTS = 20  # more than this many files at once is a first look at a folder: larger steps, sooner done
MANY_CHANGES = 20_000
GENTLE_CHANGES = 100  # where a window works on the same file: it waits no longer than a key press takes to be seen
GENTLE_SHARE = 0.5  # of the time a step took, as a rest after it, so that the window's turn comes
FRESH_CHANGES = 1000  # where there is nothing to work on yet: somebody has just joined, and looks on

PARTIAL, TEXT, WRONG, NEWER = "partial", "text", "wrong", "newer"
"""Why a segment waits: not wholly there; its reports' texts are not; no Quandian wrote it; a newer Quandian did."""


def slices(operations: Iterable[LoggedOperation], most: int) -> Iterator[list[LoggedOperation]]:
    """Yield operations in lists of at most ``most`` changes; a longer operation comes in several parts."""
    part: list[LoggedOperation] = []
    room = most
    for one in operations:
        changes = one.changes
        while len(changes) > room:
            yield [*part, one._replace(changes=changes[:room])] if room else part
            changes, part, room = changes[room:], [], most
        part.append(one._replace(changes=changes))
        room -= len(changes)
    if part:
        yield part


def _need_good(operations: Iterable[LoggedOperation]) -> None:
    """Raise UserError("merge.untrusted") unless all could be ours: in parts, none may come before that is known."""
    for one in operations:
        try:
            need_operation(one)
            for change in one.changes:
                need_change(change)
        except (WrongError, TypeError, RecursionError) as error:
            raise UserError("merge.untrusted", path=one.author, what=wrong_words(error)) from error


class FolderContents:
    """Texts and sources out of a shared folder, for ``Project.take_in``."""

    def __init__(self, shared: SharedFolder) -> None:
        self._shared = shared

    def content(self, text_sha256: str, source_sha256: str) -> Content | None:
        """Return what belongs to a report; ``None`` while its text is not there."""
        for data in self._shared.content(text_sha256, "text"):
            try:
                text = decode_text(data, text_sha256)
            except (WrongError, UnknownFormatError):
                continue  # a member brought something else under this name; another's may be right
            source = source_of(self._shared, source_sha256)
            if source is None:
                return Content(text.text, text.passages, "application/octet-stream", "absent", None)
            return Content(text.text, text.passages, source[1], "", source[0])
        return None


def source_of(shared: SharedFolder, sha256: str) -> tuple[bytes, str] | None:
    """Return a source file and its media type; ``None`` while nobody brought the right one."""
    for data in shared.content(sha256, "file"):
        try:
            found = decode_file(data, sha256)
        except (WrongError, UnknownFormatError):
            continue
        return found.data, found.media_type
    return None


class Pull:
    """One look at the folder: every segment that is not taken yet is taken, or waits.

    Those under this member's own name are no exception: a copy of this file may have written them, or this one before
    it was brought back from a backup. ``gentle`` takes small steps with rests between them, for a window at work.
    """

    def __init__(
        self,
        project: Project,
        shared: SharedFolder,
        attachment: Attachment,
        progress: Progress,
        *,
        gentle: bool = False,
    ) -> None:
        self._step = 0 if not gentle else GENTLE_CHANGES if project.reports() else FRESH_CHANGES
        self._project = project
        self._shared = shared
        self._attachment = attachment
        self._progress = progress
        self._contents = FolderContents(shared)
        self._waiting: dict[tuple[str, str], str] = {}
        self._new = 0

    def run(self) -> int:
        """Take in; returns how many operations were new."""
        sharing, present = self._project.sharing, set()
        taken = sharing.taken()
        fresh: list[tuple[Segment, bool]] = []
        for member in self._shared.members():
            same = member.project == self._project.key or member.id == self._attachment.member
            for segment in self._shared.segments(member.id):
                present.add((segment.member, segment.name))
                if (segment.member, segment.name) not in taken and member.id not in self._attachment.removed:
                    fresh.append((segment, same))
        try:
            self._take_all(fresh)
        finally:
            known = {member for member, _ in present}  # a folder that cannot be read now says nothing of its files
            known -= {self._attachment.member}  # of one's own, what is missing is written again
            gone = [key for key in taken if key not in present and key[0] in known]
            sharing.set_waiting(self._waiting, gone)
        return self._new

    def _take_all(self, fresh: list[tuple[Segment, bool]]) -> None:
        """Take segments in steps of a size; those of members of one kind together."""
        batch: dict[Segment, list[LoggedOperation]] = {}
        size, kind = 0, False
        most = STEP_CHANGES if len(fresh) <= MANY_SEGMENTS else MANY_CHANGES
        for done, (segment, same) in enumerate(fresh):
            self._progress.step(done, len(fresh))
            operations, reason = self._readable(segment)
            if reason:
                self._waiting[segment.member, segment.name] = reason
                continue
            if batch and (size >= most or same is not kind):
                self._take(batch, kind)
                batch, size = {}, 0
            batch[segment], kind = operations, same
            size += sum(len(one.changes) for one in operations)
        if batch:
            self._take(batch, kind)

    def _take(self, batch: dict[Segment, list[LoggedOperation]], same_project: bool) -> None:
        """Take some segments as one step; where one of them is no good, each by itself."""
        every = [one for operations in batch.values() for one in operations]
        after = self._project.sharing.newest()
        try:
            new = self._take_in(every, same_project)
        except UserError as error:
            if not error.code.startswith("merge."):
                raise
            if len(batch) > 1:
                for segment, operations in batch.items():
                    self._take({segment: operations}, same_project)
                return
            (segment,) = batch
            if error.code == "merge.no_text":  # on its way, as files are: nothing to warn of
                log.info("a segment of the shared folder waits for a text")
                self._waiting[segment.member, segment.name] = TEXT
                return
            log.warning("a segment of the shared folder was refused: %s", error.code)
            self._waiting[segment.member, segment.name] = self._refuse(segment)
            return
        self._new += new
        counts = {segment: len(operations) for segment, operations in batch.items()}
        self._project.sharing.take(counts, {one.id for one in every}, after)

    def _take_in(self, operations: list[LoggedOperation], same_project: bool) -> int:
        """Take operations in; returns how many were new. Where this raises, some of them may have come."""
        if not self._step:
            return self._project.take_in(operations, self._contents, same_project=same_project).operations
        _need_good(operations)
        new, after, came = 0, self._project.sharing.newest(), set[str]()
        try:
            for part in slices(operations, self._step):
                if self._progress.cancelled:
                    raise Cancelled
                before = time.perf_counter()
                new += self._project.take_in(part, self._contents, same_project=same_project).operations
                came.update(one.id for one in part)
                time.sleep((time.perf_counter() - before) * GENTLE_SHARE)
        except BaseException:
            self._project.sharing.take({}, came, after)  # or they would be told to the folder as news of ours
            raise
        return new

    def _refuse(self, segment: Segment) -> str:
        _refused.add(segment.name)
        return WRONG

    def _readable(self, segment: Segment) -> tuple[list[LoggedOperation], str]:
        """Return the operations of a segment, or why they must wait."""
        if segment.name in _refused:
            return [], WRONG
        data = self._shared.read(segment)
        if data is None:
            return [], PARTIAL
        try:
            operations = decode_operations(data)
            needed = list(texts_needed(operations))
        except UnknownFormatError:
            return [], NEWER
        except WrongError:
            return [], self._refuse(segment)
        for text_sha256, source_sha256 in needed:
            if self._project.sharing.has_text(text_sha256):
                continue
            if self._contents.content(text_sha256, source_sha256) is None:
                return [], TEXT
        return operations, ""
