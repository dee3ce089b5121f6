"""Packages ``NAME.qdshare``: a zip of a manifest and a project, sealed with a passphrase where one is given.

A package is written from a copy that holds only what was chosen (``store.packing``). A stranger's package is hostile
until proven otherwise: members, sizes and hashes are checked before anything of it is opened.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, BinaryIO

from quandian.core.errors import UserError
from quandian.core.ids import utc_now
from quandian.core.progress import Progress, silent
from quandian.core.sentences import sentence
from quandian.store import Project
from quandian.store.packing import PackChoice, PackCounts, pack
from quandian.store.still import Still
from quandian.tasks import identity, places, sealing
from quandian.tasks.places import SHARE_SUFFIX

FORMAT = "quandian-share"
VERSION = 1
PROJECT_MEMBER = "project.quandian"
MANIFEST_MEMBER = "manifest.json"
SEALED = b"age-encryption.org/"  # how a file of age begins
MOST_MANIFEST = 1 << 20
MOST_PROJECT = 4 << 30  # bytes; a project of 3,000 reports has 0.2 GB
MOST_SEALED = 1 << 30  # age takes a passphrase for whole files in memory only
MOST_RATIO = 200  # of a project beyond 64 MB: text shrinks to a quarter, never to half a percent
_FREE_RATIO = 64 << 20
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Package:
    """What a manifest says. ``chosen`` has the words of the choice: counts or "all", and flags."""

    name: str
    key: str
    author: str
    made_at: str
    chosen: dict[str, Any]
    counts: dict[str, int]
    sha256: str
    size: int

    @property
    def desensitised(self) -> bool:
        """Whether names and figures are masked in it."""
        return bool(self.chosen.get("desensitised"))


@dataclass(frozen=True, slots=True)
class Shared:
    """What was written: where, how big (bytes), and what it holds."""

    path: Path
    size: int
    counts: PackCounts
    sealed: bool


# --- writing


def share_job(project: Project, target: Path, choice: PackChoice, passphrase: str = "") -> Callable[[Progress], Shared]:
    """Return the work of writing a package; it holds plain values only and may run in a thread.

    Raises UserError: share.* and what the file system says; nothing is left at ``target`` then.
    """
    source, facts = project.file, _facts(project, choice)
    need_passphrase_tool(passphrase)

    def work(progress: Progress) -> Shared:
        with tempfile.TemporaryDirectory(prefix="quandian-share-") as folder:
            packed = Path(folder) / PROJECT_MEMBER
            counts = pack(source, packed, choice, progress)
            return seal(packed, target, facts, counts, passphrase, progress)

    return work


def _facts(project: Project, choice: PackChoice) -> dict[str, Any]:
    def many(chosen: frozenset[str] | None) -> int | str:
        return "all" if chosen is None else len(chosen)

    return {
        "project": {"name": project.name, "key": str(project.setting("project.key", ""))},
        "author": project.author,
        "chosen": {
            "reports": many(choice.report_ids),
            "tags": many(choice.tag_ids),
            "authors": many(choice.authors),
            "sources": choice.sources,
            "history": choice.history,
            "suggestions": choice.suggestions,
            "desensitised": False,
        },
    }


def share_path(path: Path) -> Path:
    """Return ``path`` with the ending of packages, whatever was typed of it."""
    return path if path.suffix.lower() == SHARE_SUFFIX else path.with_name(path.name + SHARE_SUFFIX)


def need_passphrase_tool(passphrase: str) -> None:
    """Raise UserError("share.no_age") where a passphrase is given and the library that seals is missing."""
    if passphrase:
        sealing.need_tool()


def seal(
    packed: Path, target: Path, facts: dict[str, Any], counts: PackCounts, passphrase: str, progress: Progress
) -> Shared:
    """Write the package of a project file made for it: manifest, zip, seal; whole or not at all."""
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        **facts,
        "made_at": utc_now(),
        "made_with": _our_version(),
        "counts": {"reports": counts.reports, "annotations": counts.annotations, "links": counts.links},
        "members": [{"name": PROJECT_MEMBER, "sha256": _hash_of(packed), "size": packed.stat().st_size}],
    }
    if not target.parent.is_dir():
        raise UserError("project.no_folder", path=str(target.parent))
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _write_zip(part, packed, manifest)
        if passphrase:
            _encrypt(part, passphrase, progress)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        size = part.stat().st_size
        part.replace(target)
    except OSError as error:
        raise UserError("share.unwritable", path=str(target)) from error
    finally:
        part.unlink(missing_ok=True)
    return Shared(target, size, counts, bool(passphrase))


def _write_zip(part: Path, packed: Path, manifest: dict[str, Any]) -> None:
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(MANIFEST_MEMBER, json.dumps(manifest, ensure_ascii=False, indent=1))
        archive.write(packed, PROJECT_MEMBER)


def _our_version() -> str:
    try:
        return version("quandian")
    except PackageNotFoundError:
        return ""


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _encrypt(part: Path, passphrase: str, progress: Progress) -> None:
    if part.stat().st_size > MOST_SEALED:
        raise UserError("share.too_big_to_seal", size=MOST_SEALED >> 20)
    sealed = part.with_suffix(".sealed")
    sealing.seal_file(part, sealed, passphrase, progress)
    sealed.replace(part)


# --- opening


def is_sealed(path: Path) -> bool:
    """Whether a package needs a passphrase. Raises UserError share.unreadable."""
    try:
        with path.open("rb") as file:
            return file.read(len(SEALED)) == SEALED
    except OSError as error:
        raise UserError("share.unreadable", path=str(path)) from error


def read_manifest(path: Path, passphrase: str = "") -> Package:
    """Return what a package says of itself. Raises UserError share.*."""
    with tempfile.TemporaryDirectory(prefix="quandian-share-") as folder:
        return _manifest(_plain(path, passphrase, Path(folder), silent()), path)[0]


def unpack(path: Path, folder: Path, passphrase: str = "", progress: Progress | None = None) -> tuple[Path, Package]:
    """Check a package and put its project into ``folder``; returns where it lies and what the manifest says.

    Raises UserError share.*: no package, of a newer program, changed or damaged on the way, too big, sealed, and
    share.wrong_passphrase. Nothing of the package decides about any path.
    """
    plain = _plain(path, passphrase, folder, progress or silent())
    package, archive_size = _manifest(plain, path)
    if package.size > MOST_PROJECT or (package.size > _FREE_RATIO and package.size > archive_size * MOST_RATIO):
        raise UserError("share.too_big", path=str(path))
    target = folder / PROJECT_MEMBER
    try:
        if shutil.disk_usage(folder).free < package.size + (64 << 20):
            raise UserError("project.disk_full", path=str(folder))
        with zipfile.ZipFile(plain) as archive, archive.open(PROJECT_MEMBER) as member, target.open("wb") as out:
            if _copied(member, out, package.size) != package.sha256:
                raise UserError("share.changed", path=str(path))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        target.unlink(missing_ok=True)
        raise UserError("share.changed", path=str(path)) from error
    except UserError:
        target.unlink(missing_ok=True)
        raise
    except OSError as error:
        raise UserError("share.unreadable", path=str(path)) from error
    if plain != path:
        plain.unlink(missing_ok=True)
    return target, package


@dataclass(frozen=True, slots=True)
class Prepared:
    """A package examined and unpacked, or a project copied, ready to be opened; :meth:`drop` it if it is not."""

    path: Path
    copy: Still
    origin: str

    def open(self) -> Project:
        """Open it to read it, on the thread that will use it. Raises UserError."""
        author, device = identity.author(), identity.device()
        return Project.open_still(self.path, author=author, device=device, copy=self.copy, origin=self.origin)

    def drop(self) -> None:
        """Remove the copy."""
        self.copy.drop()


def prepare_job(path: Path, passphrase: str = "") -> Callable[[Progress], Prepared]:
    """Return the work of examining a package, or a stranger's project, to read it. Raises UserError share.*."""
    path = path.absolute()

    def work(progress: Progress) -> Prepared:
        progress.step(0, 3)
        if path.suffix.lower() != SHARE_SUFFIX:
            return Prepared(path, vetted(path, path, progress), path.name)
        with tempfile.TemporaryDirectory(prefix="quandian-share-", ignore_cleanup_errors=True) as folder:
            packed, package = unpack(path, Path(folder), passphrase, progress)
            copy = vetted(packed, path, progress)
        day = package.made_at[:10]
        origin = sentence("share.origin", author=package.author, day=day) if package.author else path.name
        return Prepared(path, copy, origin)

    return work


def vetted(packed: Path, shown_as: Path, progress: Progress) -> Still:
    """Return an examined copy of a stranger's project. Raises UserError project.*, Cancelled."""
    progress.step(1, 3)
    try:
        copy = Still(packed)
        copy.vet(shown_as, lambda: progress.step(2, 3))
    except UserError as error:
        raise UserError(error.code, **{**error.facts, "path": str(shown_as)}) from error
    return copy


def open_package(path: Path, passphrase: str = "") -> Project:
    """Open the project in a package to read it; ``project.origin`` says who made it. Raises UserError share.*."""
    return prepare_job(path, passphrase)(Progress()).open()


def _copied(member: Any, out: BinaryIO, size: int) -> str:  # noqa: ANN401 - a zip member
    """Copy at most the bytes announced and return their hash; more of them have another hash."""
    digest, left = hashlib.sha256(), size
    while left >= 0:
        chunk = member.read(min(_CHUNK, left + 1))
        if not chunk:
            break
        left -= len(chunk)
        digest.update(chunk)
        out.write(chunk)
    return digest.hexdigest() if left == 0 else ""


def _plain(path: Path, passphrase: str, folder: Path, progress: Progress) -> Path:
    """Return the zip of a package: the file itself, or what was sealed in it."""
    if not path.is_file():
        raise UserError("share.unreadable", path=str(path))
    if not is_sealed(path):
        return path
    if not passphrase:
        raise UserError("share.sealed", path=str(path))
    need_passphrase_tool(passphrase)
    if path.stat().st_size > MOST_SEALED:
        raise UserError("share.too_big", path=str(path))
    plain = folder / "opened.zip"
    sealing.open_sealed(path, plain, passphrase, progress)
    return plain


def _manifest(plain: Path, path: Path) -> tuple[Package, int]:
    """Return the manifest of a zip and how many bytes its project has in it; members must be the two we know."""
    try:
        with zipfile.ZipFile(plain) as archive:
            infos = {info.filename: info for info in archive.infolist()}
            if len(archive.infolist()) != 2 or infos.keys() != {MANIFEST_MEMBER, PROJECT_MEMBER}:
                raise UserError("share.foreign", path=str(path))
            if infos[MANIFEST_MEMBER].file_size > MOST_MANIFEST:
                raise UserError("share.too_big", path=str(path))
            with archive.open(MANIFEST_MEMBER) as member:
                raw = member.read(MOST_MANIFEST + 1)
            packed = infos[PROJECT_MEMBER].compress_size
    except zipfile.BadZipFile as error:
        known = "share.changed" if _begins_as_zip(plain) else "share.foreign"
        raise UserError(known, path=str(path)) from error
    except (zlib.error, EOFError, NotImplementedError, RuntimeError) as error:  # RuntimeError: the zip has a password
        raise UserError("share.changed", path=str(path)) from error
    except OSError as error:
        raise UserError("share.unreadable", path=str(path)) from error
    if len(raw) > MOST_MANIFEST:
        raise UserError("share.too_big", path=str(path))
    return _package(raw, path), packed


def _begins_as_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"PK"


def _package(raw: bytes, path: Path) -> Package:
    """Return what the bytes of a manifest say. Raises UserError share.newer, share.foreign."""
    try:
        said = json.loads(raw)
        if said["format"] != FORMAT:
            raise UserError("share.foreign", path=str(path))
        if said["version"] != VERSION:
            raise UserError("share.newer", path=str(path))
        (member,) = said["members"]
        size, digest = member["size"], member["sha256"]
        if member["name"] != PROJECT_MEMBER or type(size) is not int or size < 0 or not isinstance(digest, str):
            raise UserError("share.foreign", path=str(path))
        counts = {str(k): int(v) for k, v in said["counts"].items()}
        project = said["project"]
        return Package(
            _line(project["name"]),
            _line(project["key"]),
            _line(said["author"]),
            _line(said["made_at"]),
            dict(said["chosen"]),
            counts,
            digest,
            size,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError("share.foreign", path=str(path)) from error


def _line(value: object) -> str:
    """Return text of a stranger's manifest as one short line."""
    if not isinstance(value, str):
        raise TypeError("no text")
    return "".join(c if c.isprintable() else " " for c in value)[:200]


def suggested_path(project: Project, folder: Path) -> Path:
    """Return a free path for a package of this project in a folder."""
    safe = "".join("_" if char in '\\/:*?"<>|' else char for char in project.name or project.path.stem)
    return places.free_path(folder / f"{safe}{SHARE_SUFFIX}")
