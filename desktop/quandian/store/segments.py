"""Operations and texts as the bytes that lie in a shared folder: a line of JSON each, checked when they are read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from quandian.core.ids import sha256_bytes, sha256_text
from quandian.core.model import Passage
from quandian.store.exchange import LoggedChange, LoggedOperation
from quandian.store.foreign import passage_of
from quandian.store.validating import WrongError, need_change

FORMAT = 1
MAX_OPERATIONS = 1_000_000  # in one segment; ours hold some thousands
MAX_PASSAGES = 500_000  # of one text

_OPERATION = ("id", "step", "clock", "label", "kind", "target", "author", "device", "created_at")


class UnknownFormatError(Exception):
    """A newer Quandian wrote this: it waits until this one is updated."""


@dataclass(frozen=True, slots=True)
class FolderText:
    """A report's text with its passages, or a source file with its media type, as brought by a member."""

    text: str = ""
    passages: tuple[Passage, ...] = ()
    data: bytes = b""
    media_type: str = "text/plain"


def encode_operations(operations: Iterable[LoggedOperation]) -> bytes:
    """Return operations as bytes; each line is one operation with its changes, images as they stand in the log."""
    lines = [json.dumps({"format": FORMAT})]
    for one in operations:
        values: list[Any] = [getattr(one, name) for name in _OPERATION]
        lines.append(json.dumps([*values, [list(change) for change in one.changes]], ensure_ascii=False))
    return "\n".join(lines).encode()


def decode_operations(data: bytes) -> list[LoggedOperation]:
    """Return the operations of a segment; ``Project.take_in`` looks at what their rows hold.

    Raises ``validating.WrongError`` for what no Quandian writes, UnknownFormatError for what a newer one may.
    """
    lines = data.decode("utf-8", "replace").split("\n")
    _need_format(_parsed(lines[0]))
    if len(lines) > MAX_OPERATIONS:
        raise WrongError("too many operations")
    return [_operation(_parsed(line)) for line in lines[1:]]


def _operation(values: object) -> LoggedOperation:
    if not isinstance(values, list) or len(values) != len(_OPERATION) + 1 or not isinstance(values[-1], list):
        raise WrongError("operation")
    if not all(isinstance(v, str) for n, v in enumerate(values[:-1]) if _OPERATION[n] != "target"):
        raise WrongError("operation type")
    if values[5] is not None and not isinstance(values[5], str):
        raise WrongError("operation target")
    changes = []
    for parts in values[-1]:
        if not isinstance(parts, list) or len(parts) != len(LoggedChange._fields):
            raise WrongError("change")
        if not all(isinstance(v, str) or (v is None and n >= 2) for n, v in enumerate(parts)):
            raise WrongError("change type")
        changes.append(LoggedChange(*parts))
    return LoggedOperation(*values[:-1])._replace(scope="foreign", changes=tuple(changes))


def _parsed(line: str) -> Any:  # noqa: ANN401 - any JSON
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise WrongError("no JSON") from error


def _need_format(header: object) -> None:
    if not isinstance(header, dict) or not isinstance(header.get("format"), int):
        raise WrongError("header")
    if header["format"] > FORMAT:
        raise UnknownFormatError


def texts_needed(operations: Iterable[LoggedOperation]) -> Iterator[tuple[str, str]]:
    """Yield (text hash, source hash) of the reports that operations bring. Raises WrongError."""
    for operation in operations:
        for change in operation.changes:
            if change.entity == "report" and change.before is None and change.after is not None:
                try:
                    _, image = need_change(change)
                except (TypeError, RecursionError) as error:
                    raise WrongError("report") from error
                if image is not None:
                    yield image["text_sha256"], image["source_sha256"]


def encode_text(text: str, passages: Iterable[Passage]) -> bytes:
    """Return a report's text and passages as bytes."""
    rows = [[p.ordinal, p.paragraph, p.start, p.end, p.role.value, p.level, list(p.section)] for p in passages]
    head = json.dumps({"format": FORMAT, "passages": rows}, ensure_ascii=False)
    return f"{head}\n{text}".encode()


def decode_text(data: bytes, sha256: str) -> FolderText:
    """Return the text of this hash with its passages. Raises WrongError where it is another, UnknownFormatError."""
    head, _, rest = data.partition(b"\n")
    header = _parsed(head.decode("utf-8", "replace"))
    _need_format(header)
    try:
        text = rest.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WrongError("text") from error
    if sha256_text(text) != sha256:
        raise WrongError("text is not what its name says")
    found = header.get("passages")
    if not isinstance(found, list) or len(found) > MAX_PASSAGES:
        raise WrongError("passages")
    try:
        return FolderText(text, tuple(passage_of(one, number, len(text)) for number, one in enumerate(found)))
    except (TypeError, ValueError) as error:
        raise WrongError("passages") from error


def encode_file(data: bytes, media_type: str) -> bytes:
    """Return a source file as bytes."""
    return json.dumps({"format": FORMAT, "media_type": media_type}).encode() + b"\n" + data


def decode_file(data: bytes, sha256: str) -> FolderText:
    """Return the source file of this hash. Raises WrongError where it is another, UnknownFormatError."""
    head, _, rest = data.partition(b"\n")
    header = _parsed(head.decode("utf-8", "replace"))
    _need_format(header)
    media_type = header.get("media_type")
    if not isinstance(media_type, str) or len(media_type) > 200 or sha256_bytes(rest) != sha256:
        raise WrongError("file is not what its name says")
    return FolderText(data=rest, media_type=media_type)
