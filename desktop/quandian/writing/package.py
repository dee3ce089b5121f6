"""A Word file as a zip of parts: the same parts give the same bytes, and a file appears whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from quandian.core.errors import UserError
from quandian.core.ids import new_id

_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; a real one would make every file differ
_WINDOWS_BUSY = (5, 32, 33)  # ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION

_CODES: Mapping[str, tuple[str, ...]] = {
    "writing.folder_missing": ("ENOENT", "ENOTDIR"),
    "writing.is_folder": ("EISDIR",),
    "writing.no_permission": ("EACCES", "EPERM", "EROFS"),
    "writing.disk_full": ("ENOSPC", "EDQUOT", "EFBIG"),
    "writing.name": ("ENAMETOOLONG", "EINVAL"),
    "writing.in_use": ("ETXTBSY", "EBUSY"),
}
# By name: not every system has every number.
_CODE_OF = {number: code for code, names in _CODES.items() for name in names if (number := getattr(errno, name, None))}


def zip_parts(parts: Mapping[str, str]) -> bytes:
    """Return a zip of XML parts, in the order given, with fixed dates and rights."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # else it tells the operating system
            info.external_attr = 0o600 << 16
            package.writestr(info, text.encode("utf-8"))
    return out.getvalue()


def write_atomically(data: bytes, target: Path) -> None:
    """Write the bytes to ``target``, replacing what is there only when everything is on the disk.

    Raises UserError ``writing.*`` when that is not possible; the old file is then untouched.
    """
    try:
        target = Path(os.path.realpath(target))  # a link stays a link
        spare = target.parent / f".quandian-{new_id()[-12:]}.tmp"
        _check(target)
        try:
            with spare.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                shutil.copymode(target, spare)
            spare.replace(target)
        finally:
            spare.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise _told(error, target) from error


def _check(target: Path) -> None:
    """Raise the error that writing would end in, where it is known beforehand and easier to tell."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not os.access(target, os.W_OK):
        # Replacing a file needs no right to write it; who made it read-only meant it all the same.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _told(error: OSError | ValueError, target: Path) -> UserError:
    facts = {"name": target.name, "folder": str(target.parent)}
    if isinstance(error, ValueError):  # a NUL in the name
        return UserError("writing.name", **facts)
    busy = getattr(error, "winerror", None) in _WINDOWS_BUSY and target.exists()
    if busy or (isinstance(error, PermissionError) and _open_elsewhere(target)):
        return UserError("writing.in_use", **facts)
    code = _CODE_OF.get(error.errno or 0, "writing.failed")
    return UserError(code, **facts, reason=error.strerror or type(error).__name__)


def _open_elsewhere(target: Path) -> bool:
    """Whether Word (~$name, long names lose two characters) or LibreOffice left its sign beside the file."""
    signs = (f"~${target.name}", f"~${target.name[2:]}", f".~lock.{target.name}#")
    return any((target.parent / sign).exists() for sign in signs)


def rezipped(data: bytes) -> bytes:
    """Return a zip with the same parts in the same order, with fixed dates and rights."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for old in source.infolist():
            info = zipfile.ZipInfo(old.filename, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            package.writestr(info, source.read(old))
    return out.getvalue()
