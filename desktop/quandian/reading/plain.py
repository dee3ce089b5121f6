"""Text files: decode, reflow, passages."""

from __future__ import annotations

from quandian.core.errors import UserError
from quandian.reading import encoding as encodings
from quandian.reading.passages import Hint
from quandian.reading.reflow import normalise, reflow_lines
from quandian.reading.sentences import KINDS, said


def read_plain(name: str, data: bytes, encoding: str | None = None) -> tuple[str, list[Hint], str]:
    """Return (text, one hint per paragraph, encoding used). Raises UserError import.binary, import.wrong_encoding.

    ``encoding`` overrides what the whole file is found to be in.
    """
    used = encoding or encodings.detect(data)
    try:
        raw = encodings.decode(data, used)
    except (LookupError, UnicodeError) as error:
        raise UserError("import.wrong_encoding", name=name, encoding=used) from error
    if encoding is None and "\0" in raw:  # no text of a report has one, in whatever encoding
        raise UserError("import.binary", name=name, kinds=said(KINDS))
    if encodings.looks_binary(raw, encodings.CHOSEN_SHARE if encoding else encodings.BINARY_SHARE):
        if encoding:
            raise UserError("import.wrong_encoding", name=name, encoding=encodings.LABELS.get(used, used))
        raise UserError("import.binary", name=name, kinds=said(KINDS))
    lines = reflow_lines(normalise(raw))
    return "\n".join(line.text for line in lines), [Hint(gap=line.gap) for line in lines], used
