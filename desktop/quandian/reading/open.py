"""The door of the room: a path or some bytes become a ReportDraft, or one sentence that says why not.

The kind is told from the content, not from the name. Word files should go through ``isolate.read_isolated``, which
runs the same code in a child process.
"""

from __future__ import annotations

import errno
from pathlib import Path, PurePath
from stat import S_ISREG

from quandian.core.errors import UserError
from quandian.core.model import ReportDraft
from quandian.reading import metadata, plain, sniff
from quandian.reading.passages import Hint, passages_of
from quandian.reading.sentences import KIND_NAMES, KINDS, said

SUPPORTED_SUFFIXES = (".txt", ".md", ".text", ".docx", ".docm")
"""Names that file dialogs offer. What a file is, is told from its content."""

MAX_TEXT_BYTES = 64 * 1024 * 1024  # a text file of 64 MB is 20 million characters: a mistake, not a report
MAX_WORD_BYTES = 128 * 1024 * 1024  # Word files carry pictures, which are not read
MAX_BYTES = max(MAX_TEXT_BYTES, MAX_WORD_BYTES)

TEXT_TYPE = "text/plain"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PAGES = ("pdf", "html", "mht", "ofd", "epub", "xml")


def read_report(path: Path, *, encoding: str | None = None) -> ReportDraft:
    """Return the draft of a file. Raises UserError import.* (see ``sentences``); changes nothing."""
    return read_bytes(path.name, load(path), encoding=encoding)


def load(path: Path) -> bytes:
    """Return the bytes of a file within the size limit. Raises UserError import.*."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise UserError("import.folder", name=name)
        stat = path.stat()
        if not S_ISREG(stat.st_mode):  # a pipe would keep us waiting, a device never end
            raise UserError("import.no_file", name=name)
        size = stat.st_size
        if size > MAX_BYTES:
            raise _too_large(name, size, MAX_BYTES)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UserError("import.missing", name=name) from error
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            raise UserError("import.missing", name=name) from error
        raise UserError("import.unreadable", name=name) from error
    except ValueError as error:  # a NUL in the path
        raise UserError("import.missing", name=name.replace("\0", "�")) from error
    if len(data) > MAX_BYTES:
        raise _too_large(name, len(data), MAX_BYTES)
    return data


def check_kind(name: str, data: bytes, encoding: str | None = None) -> str:
    """Return "text" or "docx", or raise the UserError that says what the file is instead."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UserError("import.empty", name=name)
    kind = "text" if encoding else sniff.kind_of(name, data)
    limit = MAX_WORD_BYTES if kind == "docx" else MAX_TEXT_BYTES
    if kind in ("text", "docx"):
        if len(data) > limit:
            raise _too_large(name, len(data), limit)
        return kind
    if kind in ("encrypted", "damaged"):
        raise UserError(f"import.{kind}", name=name)
    if kind == "misnamed":
        raise UserError("import.misnamed", name=name, suffix=PurePath(name).suffix)
    if kind in ("doc", "rtf", "odt", "wordxml"):
        raise UserError("import.not_yet", name=name, kind=said(KIND_NAMES[kind]))
    if kind in _PAGES:
        raise UserError("import.not_yet_page", name=name, kind=said(KIND_NAMES[kind]))
    raise UserError("import.unknown_kind", name=name, kind=said(KIND_NAMES[kind]), kinds=said(KINDS))


def read_bytes(name: str, data: bytes, *, encoding: str | None = None) -> ReportDraft:
    """Return the draft of a file's bytes, in this process. ``encoding`` overrides detection for text files."""
    if check_kind(name, data, encoding) == "docx":
        from quandian.reading.word import read_word  # lxml is loaded only where a Word file is read

        text, hints, notices = read_word(name, data)
        return make_draft(name, data, text, hints, media_type=WORD_TYPE, notices=notices)
    text, hints, used = plain.read_plain(name, data, encoding)
    notices = ("notice.undecodable",) if "\ufffd" in text else ()
    return make_draft(name, data, text, hints, media_type=TEXT_TYPE, encoding=used, notices=notices)


def make_draft(
    name: str,
    data: bytes,
    text: str,
    hints: list[Hint],
    *,
    media_type: str,
    encoding: str = "",
    notices: tuple[str, ...] = (),
) -> ReportDraft:
    """Return the draft of an extracted text with its passages and what its head says of it."""
    if not text.strip():
        raise UserError("import.empty", name=name)
    passages = passages_of(text, hints)
    about = metadata.guess(text, passages, name)
    return ReportDraft(
        text=text,
        passages=passages,
        title=about.title,
        source_name=name,
        source=data,
        media_type=media_type,
        issuer=about.issuer,
        doc_number=about.doc_number,
        issued_on=about.issued_on,
        period=about.period,
        place=about.place,
        kind=about.kind,
        encoding=encoding,
        notices=notices,
    )


def _too_large(name: str, size: int, limit: int) -> UserError:
    return UserError("import.too_large", name=name, size=-(-size // 2**20), limit=limit // 2**20)
