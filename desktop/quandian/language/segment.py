"""Words of Chinese text with exact offsets: the only user of jieba.

jieba costs about a second and 150 MB to load, so it is imported by the first call that needs it (the program warms it
up in a background job) and never by importing this module. Its dictionary cache is a ``marshal`` file, which whoever
can write it can turn into code: it lies in the user's own cache folder, never in the shared temporary one.
"""

from __future__ import annotations

import logging
import re
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from quandian.core import userdirs
from quandian.core.text import Span

log = logging.getLogger(__name__)

WINDOW = 60  # characters each side of a position that word_at looks at when no punctuation comes earlier

_BREAK = re.compile(r"[\s，。；：！？、,;:!?()（）《》“”\"‘’【】\[\]…—]")


class _Cutter(Protocol):
    def cut(self, sentence: str) -> Iterator[str]:
        """Yield the words of a sentence, every character of it included."""


_lock = threading.Lock()
_cutter: _Cutter | None = None


def warm_up(cache_dir: Path | None = None) -> None:
    """Load the dictionary; later calls return at once. Safe from any thread, the others wait for the first.

    ``cache_dir`` is the folder of the dictionary cache (default: the user's cache folder). A folder that cannot be
    written only costs a second at each start.
    """
    _tokenizer(cache_dir)


def tokenizer() -> Any:  # noqa: ANN401 - jieba has no types
    """Return the loaded dictionary, for what in this room needs more of it than words."""
    return _tokenizer(None)


def is_warm() -> bool:
    """Whether the dictionary is loaded, so that ``words`` answers at once."""
    return _cutter is not None


def words(text: str) -> list[tuple[int, int]]:
    """Return the words of ``text`` as (start, end) in code points, in order; blanks are left out, nothing else is."""
    cutter = _tokenizer(None)
    spans: list[tuple[int, int]] = []
    position = 0
    for word in cutter.cut(text):
        if not text.startswith(word, position):  # never seen; an accelerator that drops characters must not shift spans
            found = text.find(word, position)
            if found < 0:
                log.warning("the segmenter returned a word that is not in the text")
                continue
            position = found
        end = position + len(word)
        if not word.isspace():
            spans.append((position, end))
        position = end
    return spans


def word_at(text: str, position: int) -> Span:
    """Return the word that holds ``position``; on a blank or punctuation mark that character alone.

    Only the stretch between two punctuation marks is read, so the cost does not grow with the text. At the end of the
    text the last word is returned; of an empty text an empty span.
    """
    if not text:
        return Span(0, 0)
    position = min(max(position, 0), len(text) - 1)
    if _BREAK.match(text[position]):
        return Span(position, position + 1)
    start, end = position, position + 1
    while start > 0 and position - start < WINDOW and not _BREAK.match(text[start - 1]):
        start -= 1
    while end < len(text) and end - position < WINDOW and not _BREAK.match(text[end]):
        end += 1
    for a, b in words(text[start:end]):
        if start + a <= position < start + b:
            return Span(start + a, start + b)
    return Span(position, position + 1)


def _tokenizer(cache_dir: Path | None) -> _Cutter:
    global _cutter
    if _cutter is None:
        with _lock:
            if _cutter is None:
                _cutter = _load(cache_dir or userdirs.cache())
    return _cutter


def _load(cache_dir: Path) -> _Cutter:
    with warnings.catch_warnings():  # jieba 0.42.1: invalid escapes in its source, pkg_resources
        warnings.simplefilter("ignore")
        import jieba

    quiet = logging.getLogger("jieba")
    quiet.handlers.clear()  # it writes to stderr on import
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    try:
        cache_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:  # jieba then builds its dictionary each time
        log.info("no dictionary cache: %s", error.strerror)
    cutter: _Cutter = jieba.Tokenizer()
    # A folder that is missing is no harm: reading is skipped and writing fails inside jieba, which goes on.
    cutter.tmp_dir = str(cache_dir)  # type: ignore[attr-defined]
    cutter.initialize()  # type: ignore[attr-defined]
    return cutter
