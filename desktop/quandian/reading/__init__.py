"""A file becomes a ReportDraft: recognise, decode or extract, reflow, split into passages, guess what it is.

The names here are what other rooms use. Importing the room is cheap: the libraries that read Word files are imported
only when a Word file is read, and normally in a child process (``isolation``).
"""

from __future__ import annotations

from quandian.reading import sentences as _sentences
from quandian.reading.encoding import EncodingGuess, preview_encodings
from quandian.reading.open import MAX_TEXT_BYTES, MAX_WORD_BYTES, SUPPORTED_SUFFIXES, read_bytes, read_report
from quandian.reading.passages import passages_of
from quandian.reading.reflow import reflow

_sentences.register_all()

__all__ = [
    "MAX_TEXT_BYTES",
    "MAX_WORD_BYTES",
    "SUPPORTED_SUFFIXES",
    "EncodingGuess",
    "passages_of",
    "preview_encodings",
    "read_bytes",
    "read_report",
    "reflow",
]
