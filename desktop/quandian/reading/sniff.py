"""What kind of file some bytes are: told from the content, because names lie (official sites serve HTML as .doc)."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_MEDIA = (b"ID3", b"OggS", b"\x1aE\xdf\xa3", b"fLaC")
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_HTML = re.compile(
    rb"(?i)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table)\b", re.DOTALL
)
_MARKUP = re.compile(rb"^<(?P<tag>[A-Za-z][A-Za-z0-9:-]{0,20})(?:\s[^<>]*)?/?>")
_ZIP_MEMBERS = (
    ("word/document.xml", "docx"),
    ("word/document2.xml", "docx"),
    ("OFD.xml", "ofd"),
    ("xl/workbook.xml", "sheet"),
    ("xl/workbook.bin", "sheet"),
    ("ppt/presentation.xml", "slides"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_BROKEN = ("zip", "office", "text")  # what a file looks like when too little of it is left to tell
SUFFIX_KINDS = {
    ".docx": "docx",
    ".docm": "docx",
    ".doc": "doc",
    ".wps": "doc",
    ".wpt": "doc",
    ".rtf": "rtf",
    ".odt": "odt",
    ".pdf": "pdf",
    ".ofd": "ofd",
    ".epub": "epub",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".mht": "mht",
    ".mhtml": "mht",
    ".xml": "xml",
    ".xls": "sheet",
    ".xlsx": "sheet",
    ".xlsm": "sheet",
    ".et": "sheet",
    ".ods": "sheet",
    ".ppt": "slides",
    ".pptx": "slides",
    ".dps": "slides",
    ".odp": "slides",
}
"""What a name promises. Believed only where the content does not tell."""


def kind_of(name: str, data: bytes) -> str:
    """Return what :func:`sniff` says, or what the name promises where the content says too little.

    "misnamed" is plain text under the name of another kind; "damaged" a Word file of which no archive is left.
    """
    kind = sniff(data)
    promised = SUFFIX_KINDS.get(PurePath(name).suffix.lower())
    if kind not in _BROKEN or promised is None:
        return kind
    if kind == "text":
        return promised if promised in ("html", "mht", "xml") else "misnamed"
    return "damaged" if promised == "docx" else promised


def sniff(data: bytes) -> str:
    """Return the kind: "text", "docx", "encrypted" (Office file with a password) or a key of ``KIND_NAMES``.

    "text" only means that no other kind was recognised.
    """
    head = data[:4096]
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith(b"<?xml") and (b"w:wordDocument" in head or b"pkg:package" in head):
        return "wordxml"
    if _HTML.match(bare):
        return "html"
    if bare.startswith(b"<?xml"):
        return "xml"
    markup = _MARKUP.match(bare)
    if markup is not None and b"</" + markup["tag"] in data:
        return "html"
    if b"\nContent-Location:" in head or (
        bare.startswith((b"MIME-Version:", b"From: <Saved")) and b"multipart" in head
    ):
        return "mht"
    if head.startswith(b"SQLite format 3\0"):
        return "database"
    return _by_magic(head)


def _by_magic(head: bytes) -> str:
    if head.startswith(_IMAGES) and b"\0" in head:
        return "media" if head[8:12] in (b"AVI ", b"WAVE") else "image"
    if (head.startswith(_MEDIA) or head[4:8] == b"ftyp") and b"\0" in head:
        return "media"
    if head.startswith(_ARCHIVES):
        return "zip"
    if head.startswith(_PROGRAMS) and b"\0" in head:
        return "program"
    return "text"


def _zip_kind(data: bytes) -> str:
    """Tell zip archives apart by their members; a broken archive that names Word parts is a damaged docx."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = b""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                mimetype = archive.read("mimetype")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return "docx" if b"word/document.xml" in data or b"[Content_Types].xml" in data[:4096] else "zip"
    for member, kind in _ZIP_MEMBERS:
        if member in names:
            return kind
    if b"epub" in mimetype:
        return "epub"
    if b"opendocument.text" in mimetype:
        return "odt"
    if b"opendocument.spreadsheet" in mimetype:
        return "sheet"
    if b"opendocument.presentation" in mimetype:
        return "slides"
    return "docx" if any(name.startswith("word/") for name in names) else "zip"


def _ole_kind(data: bytes) -> str:
    """Tell OLE files apart by the names of their streams, which stand in the file as UTF-16."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        return "encrypted"
    if has("WordDocument"):
        return "doc"
    if has("Workbook") or has("Book"):
        return "sheet"
    if has("PowerPoint Document"):
        return "slides"
    return "office"
