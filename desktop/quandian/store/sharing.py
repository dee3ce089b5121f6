"""What a project file remembers of the shared folder it is attached to (issue 6). Local: never logged, never shared.

``shared_folder`` has one row while the project is attached, ``shared_segment`` one for every segment that was taken in
or written (``operations`` is -1 for one of our own that a newer one replaced), ``shared_waiting`` those that were seen
and could not be taken yet, with the reason, ``shared_operation`` the operations (``seq``) that came out of the folder
and need not be brought there.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quandian.core.ids import utc_now
from quandian.core.model import Passage
from quandian.store.collecting import packed_source
from quandian.store.exchange import LoggedOperation, export_log
from quandian.store.folder import Segment
from quandian.store.reads import passages_of
from quandian.store.scopes import undone_merges
from quandian.store.store import Store

TABLES = """
CREATE TABLE shared_folder (
    id INTEGER PRIMARY KEY CHECK (id = 1), root TEXT NOT NULL, member TEXT NOT NULL, since TEXT NOT NULL,
    sources INTEGER NOT NULL, pushed INTEGER NOT NULL, undone TEXT NOT NULL, number INTEGER NOT NULL,
    wrote INTEGER NOT NULL, synced_at TEXT NOT NULL, removed TEXT NOT NULL
) STRICT;
CREATE TABLE shared_segment (
    member TEXT NOT NULL, name TEXT NOT NULL, operations INTEGER NOT NULL, taken_at TEXT NOT NULL,
    PRIMARY KEY (member, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE shared_waiting (
    member TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (member, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE shared_operation (operation INTEGER PRIMARY KEY) STRICT;
"""

SHARED = "shared"
"""The label of the steps by which the shared folder's changes come in."""

REPLACED = -1
_FORGET = "DELETE FROM shared_segment WHERE member = ? AND name = ?"


@dataclass(frozen=True, slots=True)
class Attachment:
    """Where a project is shared and how far it is.

    ``member`` is this file's id there, ``pushed`` the ``seq`` of the newest operation that was written, ``undone`` the
    merges that were undone then, ``number`` that of the last segment, ``wrote`` how many operations were written in
    all, ``synced_at`` when all of it last went well (UTC ISO 8601, empty before), ``removed`` whose changes are no
    longer taken in.
    """

    root: Path
    member: str
    since: str
    sources: bool = True
    pushed: int = 0
    undone: tuple[int, ...] = ()
    number: int = 0
    wrote: int = 0
    synced_at: str = ""
    removed: tuple[str, ...] = ()


class Sharing:
    """The questions and notes about the shared folder, on the connection of an open project."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def attachment(self) -> Attachment | None:
        """Return where the project is attached, or ``None``."""
        found = self._store.one(
            "SELECT root, member, since, sources, pushed, undone, number, wrote, synced_at, removed FROM shared_folder"
        )
        if found is None:
            return None
        root, member, since, sources, pushed, undone, number, wrote, synced_at, removed = found
        return Attachment(
            Path(root),
            member,
            since,
            bool(sources),
            pushed,
            tuple(json.loads(undone)),
            number,
            wrote,
            synced_at,
            tuple(json.loads(removed)),
        )

    def attach(self, attachment: Attachment) -> None:
        """Remember where the project is attached, and forget what was taken from another folder."""
        with self._store.operation(SHARED):
            self._forget()
            self._write(attachment)

    def note(self, a: Attachment) -> None:
        """Remember how far it is; nothing where the project left the folder meanwhile. Who is removed stays as it is.

        Another window may be at the same: numbers of segments only grow.
        """
        with self._store.operation(SHARED):
            self._store.write_unlogged(
                "UPDATE shared_folder SET pushed = ?, undone = ?, number = max(number, ?), wrote = max(wrote, ?),"
                " synced_at = ? WHERE member = ?",
                (a.pushed, json.dumps(a.undone), a.number, a.wrote, a.synced_at, a.member),
            )

    def set_removed(self, removed: Iterable[str]) -> None:
        """Remember whose changes are no longer taken in."""
        with self._store.operation(SHARED):
            self._store.write_unlogged("UPDATE shared_folder SET removed = ?", (json.dumps(list(removed)),))

    def rename(self, member: str) -> None:
        """Go on under another id: what was written under the old one stays there and counts as another member's."""
        with self._store.operation(SHARED):
            self._store.write_unlogged("UPDATE shared_folder SET member = ?, number = 0, wrote = 0", (member,))

    def detach(self) -> None:
        """Forget the folder. What came from it stays in the project."""
        with self._store.operation(SHARED):
            self._forget()

    def _forget(self) -> None:
        for table in ("shared_folder", "shared_segment", "shared_waiting", "shared_operation"):
            self._store.write_unlogged(f"DELETE FROM {table}", ())  # noqa: S608 - constants

    def _write(self, a: Attachment) -> None:
        self._store.write_unlogged(
            "INSERT OR REPLACE INTO shared_folder VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                str(a.root), a.member, a.since, int(a.sources), a.pushed, json.dumps(a.undone), a.number, a.wrote,
                a.synced_at, json.dumps(a.removed),
            ),
        )  # fmt: skip

    # segments

    def wrote(self, segment: Segment, operations: int) -> None:
        """Note a segment of one's own. One that is not noted is by a copy of this file, or newer than this file."""
        self._mark([(segment.member, segment.name, operations)])

    def replaced(self, segments: Iterable[Segment]) -> None:
        """Note that newer segments of one's own hold what these do."""
        self._mark([(one.member, one.name, REPLACED) for one in segments])

    def _mark(self, values: list[tuple[str, str, int]]) -> None:
        now = utc_now()
        with self._store.operation(SHARED):
            self._store.write_unlogged(
                "INSERT OR REPLACE INTO shared_segment VALUES (?, ?, ?, ?)", [(*v, now) for v in values], many=True
            )

    def forget(self, segments: Iterable[tuple[str, str]]) -> None:
        """Forget segments (member, name) whose files are gone."""
        with self._store.operation(SHARED):
            self._store.write_unlogged(_FORGET, list(segments), many=True)

    def taken(self) -> dict[tuple[str, str], int]:
        """Return member and name of every segment taken in or written, with its number of operations."""
        found = self._store.all("SELECT member, name, operations FROM shared_segment")
        return {(r[0], r[1]): r[2] for r in found}

    def take(self, segments: Mapping[Segment, int], operations: Iterable[str], after: int) -> None:
        """Note segments that were taken in, with their numbers of operations, and which operations came with them.

        Those are told by id; of them, only what is newer than ``seq`` ``after`` came now.
        """
        now = utc_now()
        with self._store.operation(SHARED):
            self._store.write_unlogged(
                "INSERT OR REPLACE INTO shared_segment VALUES (?, ?, ?, ?)",
                [(one.member, one.name, count, now) for one, count in segments.items()],
                many=True,
            )
            self._store.write_unlogged(
                "INSERT OR IGNORE INTO shared_operation SELECT seq FROM operation"
                " WHERE id IN (SELECT value FROM json_each(?)) AND seq > ? AND scope = 'foreign'",
                (json.dumps(sorted(operations)), after),
            )

    def waiting(self) -> dict[tuple[str, str], str]:
        """Return member and name of the segments that could not be taken in when last looked at, with the reason."""
        return {(r[0], r[1]): r[2] for r in self._store.all("SELECT member, name, reason FROM shared_waiting")}

    def set_waiting(self, waiting: Mapping[tuple[str, str], str], gone: Iterable[tuple[str, str]] = ()) -> None:
        """Note what waits now; ``gone`` are taken segments whose files are no longer there and need no remembering."""
        if self.waiting() == dict(waiting) and not gone:
            return
        with self._store.operation(SHARED):
            self._store.write_unlogged("DELETE FROM shared_waiting", ())
            self._store.write_unlogged(
                "INSERT INTO shared_waiting VALUES (?, ?, ?)", [(*k, v) for k, v in waiting.items()], many=True
            )
            self._store.write_unlogged(_FORGET, list(gone), many=True)

    # what this file has to tell

    def undone(self) -> tuple[int, ...]:
        """Return the merges that are undone at present: what they brought is not passed on."""
        return tuple(undone_merges(self._store))

    def newest(self) -> int:
        """Return the ``seq`` of the newest operation."""
        found = self._store.one("SELECT coalesce(max(seq), 0) FROM operation")
        return int(found[0]) if found else 0

    def from_folder(self, after: int) -> set[int]:
        """Return operations (``seq``) that came out of the folder: their authors brought them there."""
        return {r[0] for r in self._store.all("SELECT operation FROM shared_operation WHERE operation > ?", (after,))}

    def unsent(self, attachment: Attachment) -> int:
        """Return how many operations of this file are not in the folder yet."""
        found = self._store.one(
            "SELECT count(*) FROM operation WHERE seq > ? AND scope IN ('own', 'choice')", (attachment.pushed,)
        )
        return int(found[0]) if found else 0

    def outgoing(self, after: int) -> Iterator[LoggedOperation]:
        """Yield what this file has to tell the folder: authored operations that count and did not come from there."""
        theirs = self.from_folder(after)
        return (one for one in export_log(self._store, after=after) if one.seq not in theirs)

    def text(self, sha256: str) -> tuple[str, list[Passage]] | None:
        """Return a text with its passages by its hash, ``None`` where it is not here."""
        found = self._store.one("SELECT text FROM content WHERE sha256 = ? AND form = 'text'", (sha256,))
        return None if found is None else (found[0], passages_of(self._store, sha256))

    def has_text(self, sha256: str) -> bool:
        """Whether a text is here."""
        return self._store.one("SELECT 1 FROM content WHERE sha256 = ? AND form = 'text'", (sha256,)) is not None

    def source(self, sha256: str) -> tuple[bytes, str] | None:
        """Return a source file and its media type by its hash, ``None`` where it is not here."""
        found = self._store.one(
            "SELECT packing, data, media_type FROM content WHERE sha256 = ? AND form = 'file' AND packing <> 'absent'",
            (sha256,),
        )
        if found is None:
            return None
        return (zlib.decompress(found[1]) if found[0] == "zlib" else bytes(found[1])), found[2]

    def bring_source(self, sha256: str, data: bytes, media_type: str) -> None:
        """Keep a source file that was absent when its report came."""
        packing, packed = packed_source(data)
        with self._store.operation(SHARED):
            self._store.write_unlogged(
                "UPDATE content SET media_type = ?, packing = ?, data = ? WHERE sha256 = ? AND form = 'file'",
                (media_type, packing, packed, sha256),
            )

    def absent_sources(self) -> list[str]:
        """Return the hashes of source files that were not there when their reports came."""
        found = self._store.all("SELECT sha256 FROM content WHERE form = 'file' AND packing = 'absent'")
        return [r[0] for r in found]
