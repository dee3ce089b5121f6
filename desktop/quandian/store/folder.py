"""A shared folder: what its members wrote, as files that any synchronising program may carry (issue 6).

``FOLDER/quandian-KEY/`` holds ``project.json`` and for each member a folder ``members/ID/`` that only they write to:
``member.json`` (who, last seen, what was taken in), ``NUMBER-SHA256.qdlog`` (segments: bytes that never change) and
``content/SHA256.text`` or ``.file`` (texts and sources). A segment's name carries the hash of its bytes, so that one
half copied, cut or altered is known for what it is: it waits. No lock, no rename over a file of somebody else, no
database in the folder: nothing depends on what a network share or a synchroniser does to locks, times and order.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import secrets
import stat
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quandian.core.errors import UserError

log = logging.getLogger(__name__)

FORMAT = 1
PREFIX = "quandian-"
MAX_FACTS = 1 << 20  # bytes of a member.json or project.json; ours have a few hundred
MAX_SEGMENT = 64 << 20  # bytes of a segment or a content file as it lies there
MAX_UNPACKED = 512 << 20  # bytes of it unpacked: nothing of ours comes near, a bomb does
MAX_FILES = 100_000  # files looked at in one member's folder

_MEMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{4,40}")
_SEGMENT = re.compile(r"\d{8}-([0-9a-f]{64})\.qdlog")
_HASH = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[0-9a-f-]{8,64}")


@dataclass(frozen=True, slots=True)
class FolderMember:
    """A member as their own file tells it.

    ``seen`` is when they last synchronised (UTC ISO 8601), ``wrote`` how many operations they have written and
    ``taken`` how many of which member they had taken in by then, ``removed`` whom they took out, ``left`` whether they
    left, ``project`` the key of their project, which is the folder's unless they attached another one.
    """

    id: str
    name: str
    since: str
    seen: str = ""
    left: bool = False
    wrote: int = 0
    removed: tuple[str, ...] = ()
    taken: Mapping[str, int] = field(default_factory=dict)
    project: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A file of operations of one member."""

    member: str
    name: str

    @property
    def sha256(self) -> str:
        """The hash its bytes must have."""
        return self.name[9:73]


class SharedFolder:
    """The files of one project in a shared folder. Knows bytes and names, not what the operations mean."""

    def __init__(self, root: Path, key: str, name: str) -> None:
        self.root = root
        self.key = key
        self.name = name

    @classmethod
    def make(cls, folder: Path, key: str, name: str) -> SharedFolder:
        """Open the project's place in a folder, and make it where there is none. Raises UserError("folder.…")."""
        root = folder / f"{PREFIX}{key}"
        if not folder.is_dir():
            raise UserError("folder.missing", path=str(folder))
        facts = {"format": FORMAT, "key": key, "name": name}
        try:
            (root / "members").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError("folder.cannot_write", path=str(folder)) from error
        if _facts(root / "project.json") is None:  # one who comes second writes what is there already: no harm
            write_whole(root / "project.json", _packed_facts(facts))
        return cls.at(root)

    @classmethod
    def at(cls, root: Path) -> SharedFolder:
        """Open a project's place. Raises UserError: folder.missing, .no_project, .newer."""
        if not root.is_dir():
            raise UserError("folder.missing", path=str(root))
        facts = _facts(root / "project.json")
        if facts is None or not isinstance(facts.get("key"), str) or not _KEY.fullmatch(facts["key"]):
            raise UserError("folder.no_project", path=str(root))
        if not isinstance(facts.get("format"), int) or facts["format"] > FORMAT:
            raise UserError("folder.newer", path=str(root))
        return cls(root, facts["key"], _line(facts.get("name")))

    @classmethod
    def found_in(cls, folder: Path) -> list[SharedFolder]:
        """Return the projects that are shared in a folder (or the one whose place it is), by name."""
        places = [folder] if folder.name.startswith(PREFIX) else sorted(folder.glob(f"{PREFIX}*"))
        found = []
        for place in places[:MAX_FILES]:
            try:
                found.append(cls.at(place))
            except UserError as error:
                log.info("not a shared project: %s", error.code)
        return sorted(found, key=lambda one: (one.name, one.key))

    # reading

    def members(self) -> list[FolderMember]:
        """Return who is in, by name; a member whose file is not (wholly) there yet has no name."""
        found = [
            member_of(place.name, _facts(place / "member.json") or {})
            for place in _listed(self.root / "members")
            if _MEMBER.fullmatch(place.name) and place.is_dir()
        ]
        return sorted(found, key=lambda one: (one.name, one.id))

    def segments(self, member: str) -> list[Segment]:
        """Return what a member wrote, oldest first."""
        names = (place.name for place in _listed(self._home(member)))
        return [Segment(member, name) for name in sorted(names) if _SEGMENT.fullmatch(name)]

    def read(self, segment: Segment) -> bytes | None:
        """Return the unpacked bytes of a segment; ``None`` while it is not wholly there, or not what its name says."""
        return _read_packed(self._home(segment.member) / segment.name, segment.sha256)

    def content(self, sha256: str, form: str) -> list[bytes]:
        """Return what members brought as this text or source (``form`` is "text" or "file"); none while on its way.

        The caller compares with the hash: one member's false or cut file must not hide another's.
        """
        if not _HASH.fullmatch(sha256):
            return []
        found = (_read_packed(place, None) for place in self._contents(sha256, form))
        return [one for one in found if one is not None]

    def _contents(self, sha256: str, form: str) -> list[Path]:
        members = (place for place in _listed(self.root / "members") if _MEMBER.fullmatch(place.name))
        places = (place / "content" / f"{sha256}.{form}" for place in members)
        return [place for place in places if place.is_file()]

    # writing: only ever to the folder of one's own

    def write_segment(self, member: str, number: int, data: bytes) -> Segment:
        """Write operations; returns the segment. Raises UserError("folder.cannot_write")."""
        packed = _packed(data)
        name = f"{number:08d}-{hashlib.sha256(packed).hexdigest()}.qdlog"
        write_whole(self._home(member) / name, packed)
        return Segment(member, name)

    def write_content(self, member: str, sha256: str, form: str, data: bytes) -> None:
        """Bring a text or source; what is too large for anybody to read stays at home."""
        packed = _packed(data)
        if len(packed) <= MAX_SEGMENT:
            write_whole(self._home(member) / "content" / f"{sha256}.{form}", packed)

    def write_member(self, facts: FolderMember) -> None:
        """Say who one is and how far one is."""
        write_whole(self._home(facts.id) / "member.json", _packed_facts(facts_of(facts)))

    def drop(self, segments: Iterable[Segment]) -> None:
        """Delete segments of one's own whose operations a newer segment holds; one that cannot be deleted stays."""
        for segment in segments:
            try:
                (self._home(segment.member) / segment.name).unlink(missing_ok=True)
            except OSError as error:  # a synchroniser or a scanner is at it: whoever reads it takes nothing twice
                log.info("a replaced file of the shared folder stays: %s", error)

    def lies_there(self, segment: Segment) -> bool:
        """Whether a segment's file is there, whatever is in it."""
        return (self._home(segment.member) / segment.name).is_file()

    def _home(self, member: str) -> Path:
        if not _MEMBER.fullmatch(member):
            raise ValueError("not a member id")
        return self.root / "members" / member


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody sees half of it under its name. Raises UserError("folder.cannot_write")."""
    part = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UserError("folder.cannot_write", path=str(path.parent)) from error


def _packed(data: bytes) -> bytes:
    return zlib.compress(data, 6)


def _packed_facts(facts: Mapping[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, indent=1).encode()


def _listed(folder: Path) -> list[Path]:
    """Return what is in a folder; nothing where it is not there (yet). Raises UserError("folder.cannot_read")."""
    try:
        found = list(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise UserError("folder.cannot_read", path=str(folder)) from error
    return found[:MAX_FILES]


def _bytes(path: Path, most: int) -> bytes | None:
    """Return what a plain file holds; ``None`` where it holds more than ``most`` bytes, or is a link or a pipe.

    A link may lead to a file without an end, a pipe keeps whoever opens it waiting. Raises OSError.
    """
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size > most:
        return None
    with path.open("rb") as file:
        data = file.read(most + 1)
    return data if len(data) <= most else None


def _facts(path: Path) -> dict[str, Any] | None:
    """Return the values of a small JSON file, ``None`` where it is missing, cut, or no such thing."""
    try:
        found = json.loads(_bytes(path, MAX_FACTS) or b"")
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _line(value: object) -> str:
    """Return what somebody wrote as one line that can be shown: no control or direction signs, at most 200 long."""
    return "".join(sign for sign in value[:200] if sign.isprintable()) if isinstance(value, str) else ""


def facts_of(member: FolderMember) -> dict[str, Any]:
    """Return a member's facts as their file holds them."""
    return {
        "format": FORMAT, "name": member.name, "since": member.since, "seen": member.seen, "left": member.left,
        "wrote": member.wrote, "removed": list(member.removed), "taken": dict(member.taken),
        "project": member.project,
    }  # fmt: skip


def member_of(member: str, facts: Mapping[str, Any]) -> FolderMember:
    """Return a member out of what a file holds; what is no such fact counts as not said."""
    removed, taken, wrote = facts.get("removed"), facts.get("taken"), facts.get("wrote")
    return FolderMember(
        member,
        _line(facts.get("name")),
        _line(facts.get("since")),
        _line(facts.get("seen")),
        facts.get("left") is True,
        wrote if isinstance(wrote, int) else 0,
        tuple(m for m in removed if isinstance(m, str) and _MEMBER.fullmatch(m)) if isinstance(removed, list) else (),
        {k: v for k, v in taken.items() if _MEMBER.fullmatch(k) and isinstance(v, int)}
        if isinstance(taken, dict)
        else {},
        _line(facts.get("project")),
    )


def _read_packed(path: Path, sha256: str | None) -> bytes | None:
    """Return unpacked bytes; ``None`` where the file is missing, too large, cut, or not what its name says."""
    try:
        packed = _bytes(path, MAX_SEGMENT)
        if packed is None:
            log.warning("a file of the shared folder is too large, or no plain file; left alone")
            return None
    except FileNotFoundError:
        return None
    except OSError as error:
        log.info("a file of the shared folder cannot be read now: %s", error)
        return None
    if sha256 is not None and hashlib.sha256(packed).hexdigest() != sha256:
        return None
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, MAX_UNPACKED)
    except zlib.error:
        return None
    if not unpacker.eof:  # cut, or larger than we take
        return None
    return data
